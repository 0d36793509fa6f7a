"""What a hand-out says: a session in the words of the page of its plan, gathered for paper."""

import re
from dataclasses import dataclass

from hipflex_gui import plan
from hipflex_gui.doses import Unit, counted
from hipflex_gui.figure.scene import Picture, still
from hipflex_gui.i18n import _, length_text
from hipflex_gui.makeup import Hint, makeup
from hipflex_gui.movements import Part
from hipflex_gui.phases import PhaseKind
from hipflex_gui.timeline import Item, Timeline
from hipflex_gui.ui.pages.facts import capital, where_text
from hipflex_gui.words import spoken

_MOST_CARE = 6000  # letters of cautions; more than a page of them would bury the movements


@dataclass(frozen=True)
class Entry:
    """A movement on paper; ``number`` is 0 for the warm-up, which has none."""

    number: int
    name: str
    dose: str
    lines: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    picture: Picture | None = None


@dataclass(frozen=True)
class Sheet:
    """All that a hand-out says, in the order in which it says it.

    Attributes:
        meta: how long, where and how demanding.
        before: what to have at hand, and how to go about it.
    """

    name: str
    summary: str
    meta: str
    before: tuple[str, ...]
    entries: tuple[Entry, ...]
    cautions: tuple[str, ...]
    stop: str


def sheet(timeline: Timeline, units: str = "metric") -> Sheet:
    """Return what there is to say of a session, measures in ``metric`` or ``imperial``."""
    session, items = timeline.session, timeline.items
    place = plan.place_of(session, items)
    meta = [
        _("{n} min").format(n=max(1, round(timeline.planned_s / 60))),
        where_text(place) if place else "",
        plan.level_text(plan.level_of(session, items)),
        capital(session.often),
    ]
    entries = [_entry(number, item, units) for number, item in enumerate(items, 1)]
    warm_up = sum(one.planned_s for one in timeline.phases if one.kind is PhaseKind.WARM_UP)
    if warm_up:
        how = (_("Walk about, or march on the spot."),)
        entries.insert(0, Entry(0, _("Warm up"), length_text(warm_up), how))
    return Sheet(
        session.name,
        session.summary,
        "  ·  ".join(filter(None, meta)),
        _before(timeline, units),
        tuple(entries),
        _cautions(timeline, units),
        _("If something hurts, stop. Ask a doctor or physiotherapist before you go on."),
    )


def _before(timeline: Timeline, units: str) -> tuple[str, ...]:
    props = plan.props_of(timeline.items, needed=False)
    needed = ", ".join(plan.prop_text(prop, units) for prop in props if prop.needed)
    liked = ", ".join(plan.prop_text(prop, units) for prop in props if not prop.needed)
    said = [_("Have at hand: {props}").format(props=needed)] if needed else []
    said += [_("If you like: {props}").format(props=liked)] if liked else []
    if timeline.session.order == "free":
        said.append(_("Choose what you want to do."))
    return tuple(said)


def _entry(number: int, item: Item, units: str) -> Entry:
    movement = item.movement
    notes = [
        item.note,
        _("Weight, if you use one: {load}").format(load=item.load) if item.load else "",
        item.then,
    ]
    said = tuple(spoken(note, item.first, units) for note in notes if note)
    dose = re.sub(r"(?<=\d) (?=\w)", "\N{NO-BREAK SPACE}", capital(_dose(item)))
    if item.known:
        return Entry(number, item.name, _("{dose}, as before").format(dose=dose), notes=said)
    lines = [*item.lines, movement.out] if movement.out else list(item.lines)
    drawn = movement.figure or movement.position or movement.place
    return Entry(
        number,
        item.name,
        dose,
        tuple(spoken(line, item.first, units) for line in lines),
        said,
        still(movement, item.first) if drawn else None,
    )


def _dose(item: Item) -> str:
    """Return the dose with the parts of a rep, and the rest between sets."""
    said, dose = plan.dose_text(item), item.dose
    if dose.parts:
        parts = ", ".join(map(_part, dose.parts))
        said = _("{dose}: {parts}").format(dose=said, parts=parts)
    if dose.rest_s and dose.sets and dose.sets[1] > 1:
        rest = length_text(dose.rest_s)
        said = _("{dose}, {time} of rest in between").format(dose=said, time=rest)
    return said


def _part(part: Part) -> str:
    length = part.length
    if length.seconds is not None:
        return f"{part.name} {length_text(length.seconds)}"
    if length.counts is not None:
        return f"{part.name} {counted(length.counts, length.counts, Unit.COUNTS)}"
    return _("{part} slowly").format(part=part.name)


def _cautions(timeline: Timeline, units: str) -> tuple[str, ...]:
    said: list[str] = []
    for one in makeup(timeline, units).advice:
        if one.kind is Hint.CAUTION:
            if sum(map(len, said)) + len(one.words) > _MOST_CARE:
                return (*said, _("There is more to know: see the page of each movement."))
            said.append(one.words)
    return tuple(said)
