"""Doses made smaller a step at a time, the steps spread evenly over several movements.

First open ends are closed and ranges shrink to their lower end, then exact doses and sets shrink
to ``LEAST``. What is dosed alike is shortened alike, so that both sides stay even.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil
from typing import Any

from hipflex_gui.doses import Amount, Dose, Leg, Unit, counted
from hipflex_gui.i18n import ngettext
from hipflex_gui.movements import DoseChoice, Kind, Movement
from hipflex_gui.timeline import UNTIL_DONE_S, Item

LEAST: Mapping[Unit, float] = {
    Unit.SECONDS: 15,
    Unit.BREATHS: 5,
    Unit.COUNTS: 15,
    Unit.REPS: 5,
    Unit.STEPS: 5,
}
"""What an exact dose is never cut below. 15 s is the lower end of the sources' range for a stretch;
the others are this project's own. The lower end of a range and an open minimum, the session's or
the movement's, hold in their place: they say themselves what is enough ("at least 30 s")."""
LEAST_ACTIVITY_S = 60.0
"""The same for an activity in seconds, such as a walk to get warm; this project's own."""
STEP_S = 5.0
MOST_STEPS = 12  # from a dose to its least: a long walk shrinks by more than 5 s at a time

Key = tuple[str, str, DoseChoice]


@dataclass(frozen=True)
class Rung:
    """One step down.

    Attributes:
        key: which movement in which dose; see ``key_of``.
        less: what of the dose is replaced.
    """

    key: Key
    less: Mapping[str, Any]


def name_of(movement: Movement) -> tuple[str, str]:
    """Return what tells a movement from others: its id, or its name where it has none."""
    return (movement.id, "" if movement.id else movement.name)


def key_of(item: Item) -> Key:
    """Return what tells a movement in its dose from others."""
    return (*name_of(item.movement), item.dose)


def rungs(items: Iterable[Item]) -> list[Rung]:
    """Return all steps down for these movements in the order in which they are taken."""
    movements = {key_of(item): item.movement for item in items}
    found = []
    for at, (key, movement) in enumerate(movements.items()):
        for stage, ladder in _ladders(key[2], movement):
            for number, less in enumerate(ladder, 1):
                found.append(((stage, number / len(ladder), at), Rung(key, less)))
    return [rung for _order, rung in sorted(found, key=lambda pair: pair[0])]


def doses(taken: Iterable[Rung]) -> dict[Key, DoseChoice]:
    """Return the doses after some steps down, of what those are about."""
    less: dict[Key, DoseChoice] = {}
    for rung in taken:
        less[rung.key] = replace(less.get(rung.key, rung.key[2]), **rung.less)
    return less


def _ladders(
    choice: DoseChoice, movement: Movement
) -> Iterator[tuple[int, list[Mapping[str, Any]]]]:
    """Yield the ways down from a dose: at which stage each is gone, and its steps."""
    if choice.walk:
        ways = [_ways(amount, Unit.STEPS, LEAST[Unit.STEPS]) for amount in _amounts(choice.walk)]
        for stage in range(3):
            most = max(len(way[stage]) for way in ways)
            walks = [_walk(choice.walk, stage, number) for number in range(1, most + 1)]
            yield stage, [{"walk": walk} for walk in walks]
    elif choice.dose:
        unit = choice.dose.unit
        for stage, ladder in enumerate(_ways(choice.dose.amount, unit, _least(unit, movement))):
            yield stage, [{"dose": Dose(amount, unit)} for amount in ladder]
    if choice.sets:
        low, high = choice.sets
        least = low if low < high else 1
        yield 1, [{"sets": (low, sets)} for sets in range(high - 1, low - 1, -1)]
        yield 2, [{"sets": (sets, sets)} for sets in range(low - 1, least - 1, -1)]


def _amounts(legs: Sequence[Leg]) -> list[Amount]:
    """Return how many steps there are in each direction of a walk, without its rests."""
    return [leg.amount for leg in legs if leg.direction and leg.amount]


def _walk(legs: Sequence[Leg], stage: int, number: int) -> tuple[Leg, ...]:
    """Return a walk after so many steps down of a stage; its rests stay as they are."""
    walk = []
    for leg in legs:
        if leg.direction and leg.amount:
            ways = _ways(leg.amount, Unit.STEPS, LEAST[Unit.STEPS])
            before = [amount for way in ways[:stage] for amount in way]
            taken = [leg.amount, *before, *ways[stage][:number]]
            leg = replace(leg, amount=taken[-1])
        walk.append(leg)
    return tuple(walk)


def _ways(amount: Amount, unit: Unit, least: float) -> tuple[list[Amount], ...]:
    """Return the steps down from an amount: its open end closed, its range narrowed, then less."""
    low, high = amount.low, amount.high
    if high is None:
        aim = low or UNTIL_DONE_S
        closed, highs, end = [Amount(aim, aim)], [], low or min(aim, least)
    else:
        aim, closed, highs = low, [], _down(high, low, unit)
        end = low if low < high else min(low, least)
    narrower = [Amount(low, high) for high in highs]
    return closed, narrower, [Amount(less, less) for less in _down(aim, end, unit)]


def _least(unit: Unit, movement: Movement) -> float:
    own = movement.dose.dose
    if own and own.unit is unit and own.amount.low and not own.amount.exact:
        return own.amount.low
    if movement.kind is Kind.ACTIVITY and unit is Unit.SECONDS:
        return LEAST_ACTIVITY_S
    return LEAST[unit]


def _down(top: float, bottom: float, unit: Unit) -> list[float]:
    """Return the round numbers between two, downwards, and the lower one; nothing if alike."""
    if bottom >= top:
        return []
    step = STEP_S if unit is Unit.SECONDS else 1.0
    step *= ceil((top - bottom) / step / MOST_STEPS)
    first = ceil(top / step) - 1
    return [*(n * step for n in range(first, int(bottom // step), -1)), bottom]


def text(choice: DoseChoice, other: DoseChoice) -> str:
    """Return in words what of a dose is not as in another one."""
    said = []
    if choice.walk != other.walk:
        amounts = _amounts(choice.walk)
        highs = [one.high for one in amounts if one.high is not None]
        high = sum(highs) if len(highs) == len(amounts) else None
        said.append(counted(sum(one.low for one in amounts), high, Unit.STEPS))
    elif choice.dose and choice.dose != other.dose:
        said.append(choice.dose.text())
    if choice.sets and choice.sets != other.sets:
        low, high = choice.sets
        number = f"{low}" if low == high else f"{low}-{high}"
        said.append(ngettext("{n} set", "{n} sets", high).format(n=number))
    return ", ".join(said)
