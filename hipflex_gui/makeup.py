"""What a session is made of, and what is worth knowing before one does it.

A planned session is counted as a done one is in the history: ``balance`` does both, so that a
session keeps what it promised. Advice says only what the movements' sources support, says it once a
movement, and leaves the choice to the person: it is no problem of the file.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import ceil

from hipflex_gui import balance
from hipflex_gui.history import Worked
from hipflex_gui.hurry import too_long
from hipflex_gui.i18n import _, clock_text, length_text, ngettext
from hipflex_gui.movements import Movement, Sides, Spot
from hipflex_gui.phases import PhaseKind
from hipflex_gui.timeline import Item, Timeline
from hipflex_gui.words import Side, spoken

FLEXORS, QUADS, GLUTES = (balance.region_of(area) for area in ("hip-flexors", "quads", "glutes"))
_SOME_DAY = date.min  # a plan has no day of its own; the history's sums ask for one
_LOW = re.compile(
    r"hands and knees|all fours|\bkneel|\bhalf-kneel|\blying\b|\blie\b"
    r"|(?<!feet )(?<!foot )\bon (?:the|a) (?:floor|mat)\b",
    re.IGNORECASE,
)


class Hint(StrEnum):
    """What a piece of advice is about, in the order in which they are given."""

    ONE_SIDE = "one-side"
    TWO_JOINTS = "two-joints"
    TOO_LONG = "too-long"
    FLOOR = "floor"
    NO_GLUTES = "no-glutes"
    CAUTION = "caution"


@dataclass(frozen=True)
class Advice:
    """Something to know.

    Attributes:
        item: the movement of the timeline it is about, the first of several; None for the session.
        words: for people, whole sentences.
    """

    kind: Hint
    item: int | None
    words: str


@dataclass(frozen=True)
class Makeup:
    """What a timeline is made of.

    Attributes:
        seconds: from beginning to end, ranges at their upper end.
        by_region: seconds of work for each region that has any; see ``balance.by_region``.
        sides: seconds of work on each side.
        sides_by_region: the same for each region that is worked on one side.
        downs: the movements for which one goes down to the floor, having been up before.
        advice: in the order of ``Hint``, then of the movements.
    """

    seconds: float
    by_region: Mapping[str, float]
    sides: balance.Sides
    sides_by_region: Mapping[str, balance.Sides]
    downs: tuple[int, ...]
    advice: tuple[Advice, ...]

    def facts(self) -> list[str]:
        """Return left against right, ways to the floor, and time by region, the most first."""
        said = []
        if self.sides != balance.Sides():
            left, right = clock_text(self.sides.left_s), clock_text(self.sides.right_s)
            said.append(_("Left {left}, right {right}").format(left=left, right=right))
        if count := len(self.downs):
            down = ngettext("Down to the floor once", "Down to the floor {n} times", count)
            said.append(down.format(n=count))
        if most_first := sorted(self.by_region.items(), key=lambda pair: -pair[1]):
            said.append(", ".join(f"{_(region)} {clock_text(s)}" for region, s in most_first))
        return said


def makeup(timeline: Timeline, units: str = "metric") -> Makeup:
    """Return what a timeline is made of, and advice about it.

    Args:
        timeline: any; its lengths are those of its pace.
        units: for measures in cautions, ``metric`` or ``imperial``.
    """
    items, firsts = timeline.items, _firsts(timeline.items)
    held = _held(timeline)
    work = [
        Worked(_SOME_DAY, tuple(target.area for target in items[first].movement.targets), side, s)
        for key, first in firsts.items()
        for side, s in held[key].items()
    ]
    by_region = balance.by_region(work, _SOME_DAY, _SOME_DAY)
    downs = _downs(items)
    return Makeup(
        seconds=timeline.planned_s,
        by_region=by_region,
        sides=balance.sides(work, _SOME_DAY, _SOME_DAY),
        sides_by_region=balance.sides_by_region(work, _SOME_DAY, _SOME_DAY),
        downs=downs,
        advice=(
            *_uneven(items, firsts, held),
            *_over_two_joints(items, firsts),
            *_without_time(timeline),
            *_scattered(downs),
            *_no_glutes(by_region),
            *_care(items, units),
        ),
    )


def _held(timeline: Timeline) -> dict[str, dict[str, float]]:
    """Return the seconds of work of each movement on each side, ``both`` among them."""
    held: dict[str, dict[str, float]] = {_key(item.movement): {} for item in timeline.items}
    for index in timeline.work:
        phase = timeline.phases[index]
        by_side = held[_key(timeline.items[phase.item].movement)]
        side = phase.side or "both"
        by_side[side] = by_side.get(side, 0.0) + phase.planned_s
    return held


def cautions(
    items: Sequence[Item], units: str = "metric"
) -> dict[str, dict[str, list[tuple[int, str]]]]:
    """Return for each condition what is said about it, and by which movements.

    Returns:
        condition -> sentence -> index and name of each movement that says it, named once.
    """
    found: dict[str, dict[str, list[tuple[int, str]]]] = {}
    for index in _firsts(items).values():
        item = items[index]
        for caution in item.movement.cautions:
            said = found.setdefault(caution.when, {})
            said.setdefault(spoken(caution.say, units=units), []).append((index, item.name))
    return found


def _firsts(items: Sequence[Item]) -> dict[str, int]:
    """Return where each movement is done first, by what tells it from the others."""
    found: dict[str, int] = {}
    for index, item in enumerate(items):
        found.setdefault(_key(item.movement), index)
    return found


def _key(movement: Movement) -> str:
    return movement.id or movement.name


def _uneven(
    items: Sequence[Item], firsts: Mapping[str, int], held: Mapping[str, Mapping[str, float]]
) -> Iterator[Advice]:
    """Advise on movements whose sides differ by more than a tenth over the whole session."""
    for key, index in firsts.items():
        left, right = (held[key].get(side, 0.0) for side in Side)
        less, more = sorted((left, right))
        if less >= more * balance.BEHIND_SHARE:
            continue
        if less > 0:
            said = _("{name}: {left} on the left, {right} on the right. Both sides want the same.")
        elif items[index].sides is Sides.ONE:
            said = _(
                "{name} is done on one side, the one that needs it. For both, let it do each side."
            )
        elif left > right:
            said = _("{name} is done on the left only. Add the right, unless you mean it so.")
        else:
            said = _("{name} is done on the right only. Add the left, unless you mean it so.")
        words = said.format(
            name=items[index].name, left=length_text(left), right=length_text(right)
        )
        yield Advice(Hint.ONE_SIDE, index, words)


def _over_two_joints(items: Sequence[Item], firsts: Mapping[str, int]) -> Iterator[Advice]:
    """Advise on stretches of the front of the hip that bend the knee as well.

    The sources say so of these alone, and of most people, not of all.
    """
    said = _(
        "{name} asks hip and knee to give at once. For most people it is better when only the hip "
        "moves, as in half kneeling."
    )
    for index in firsts.values():
        movement = items[index].movement
        regions = {balance.region_of(target.area) for target in movement.targets}
        if movement.joints == "two" and regions & {FLEXORS, QUADS}:
            yield Advice(Hint.TWO_JOINTS, index, said.format(name=movement.name))


def _without_time(timeline: Timeline) -> Iterator[Advice]:
    cue = _(
        "The cue of {name} takes {needed} to read, and the switch lasts {there}. Make the cue "
        "shorter, or the switch longer."
    )
    other = _(
        "{name}: “{words}” takes {needed} to read, and there are {there} for it. Fewer words are "
        "easier to follow."
    )
    told: set[tuple[str, str]] = set()
    for found in too_long(timeline):
        item = timeline.items[found.item]
        if (_key(item.movement), found.words) in told:
            continue
        told.add((_key(item.movement), found.words))
        words = (cue if found.kind is PhaseKind.SWITCH else other).format(
            name=item.name,
            words=spoken(found.words, item.first),
            needed=length_text(ceil(found.needed_s)),
            there=_("{n} s").format(n=f"{found.there_s:g}"),
        )
        yield Advice(Hint.TOO_LONG, found.item, words)


def _scattered(downs: Sequence[int]) -> Iterator[Advice]:
    if len(downs) > 1:
        said = _(
            "You go down to the floor {n} times. With the floor movements together once is enough."
        )
        yield Advice(Hint.FLOOR, downs[1], said.format(n=len(downs)))


def _no_glutes(by_region: Mapping[str, float]) -> Iterator[Advice]:
    if FLEXORS in by_region and GLUTES not in by_region:
        said = _(
            "There is something for the hip flexors and nothing for the glutes. They do best "
            "together: add one, such as a hip hinge."
        )
        yield Advice(Hint.NO_GLUTES, None, said)


def _care(items: Sequence[Item], units: str) -> Iterator[Advice]:
    for when, said in cautions(items, units).items():
        sentences = [
            _("{say} ({movements}).").format(
                say=say.rstrip("."), movements=", ".join(name for _index, name in by)
            )
            for say, by in said.items()
        ]
        first = min(index for by in said.values() for index, _name in by)
        condition = when.replace("-", " ")
        condition = condition[:1].upper() + condition[1:]
        yield Advice(Hint.CAUTION, first, f"{condition}: {' '.join(sentences)}")


def _downs(items: Sequence[Item]) -> tuple[int, ...]:
    """Return the items for which one goes down, beginning up; where it is not known one stays."""
    downs, was_low = [], False
    for index, item in enumerate(items):
        low = _low(item.movement)
        if low and not was_low:
            downs.append(index)
        was_low = was_low if low is None else low
    return tuple(downs)


def _low(movement: Movement) -> bool | None:
    """Return whether a movement is done down on the floor, None where its file does not say."""
    if movement.place in (Spot.CHAIR, Spot.STANDING, Spot.FLOOR):
        return movement.place is Spot.FLOOR
    return bool(_LOW.search(movement.position)) if movement.position else None
