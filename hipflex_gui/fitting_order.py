"""In which order movements are left out where there is too little time for all of them.

1. one that stands there before, as in a later round;
2. one that is for rest;
3. one whose regions of the body the others work as well;
4. the others, the last first. A first movement that is an activity is the warm-up, and stays until
   nothing but one other is left.

Nothing is left out that saves no time: a longer warm-up may have to make up for it. A movement
keeps both its sides: the left and the right of it are one also where a session does them as two
steps. The order does not depend on the time there is.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from hipflex_gui.balance import OTHER, region_of
from hipflex_gui.movements import Kind, Sides
from hipflex_gui.phases import EPSILON, PhaseKind
from hipflex_gui.sessions import Do, Rest
from hipflex_gui.timeline import Item, Timeline
from hipflex_gui.trimming import name_of

_ONE_SIDE = (Sides.ONE, Sides.LEFT, Sides.RIGHT)


@dataclass(frozen=True)
class Part:
    """A movement with both its sides: what stays or goes together.

    Attributes:
        steps: the positions of the steps that do it.
        numbers: the positions of its items.
    """

    steps: tuple[int, ...]
    numbers: tuple[int, ...]
    items: tuple[Item, ...]
    name: tuple[str, str]
    kind: Kind
    regions: frozenset[str]


def parts_of(steps: Sequence[Do | Rest], items: Sequence[Item]) -> list[Part]:
    """Return the movements in order, the left and the right of one that stand apart together."""
    does = (index for index, step in enumerate(steps) if isinstance(step, Do))
    groups: list[list[tuple[int, int]]] = []
    lone: dict[tuple[tuple[str, str], str], list[list[tuple[int, int]]]] = defaultdict(list)
    for pair in zip(does, range(len(items)), strict=True):
        item = items[pair[1]]
        name = name_of(item.movement)
        if item.sides in _ONE_SIDE and lone[name, item.first.other]:
            lone[name, item.first.other].pop(0).append(pair)
            continue
        groups.append([pair])
        if item.sides in _ONE_SIDE:
            lone[name, item.first].append(groups[-1])
    return [_part(group, items) for group in groups]


def _part(group: Sequence[tuple[int, int]], items: Sequence[Item]) -> Part:
    mine = tuple(items[number] for _at, number in group)
    movement = mine[0].movement
    regions = ((region_of(target.area), target.area) for target in movement.targets)
    return Part(
        steps=tuple(at for at, _number in group),
        numbers=tuple(number for _at, number in group),
        items=mine,
        name=name_of(movement),
        kind=movement.kind,
        regions=frozenset(area if region == OTHER else region for region, area in regions),
    )


def lengths(timeline: Timeline) -> Callable[[Sequence[Part]], float]:
    """Return what tells, without compiling, how long some of a timeline's movements take."""
    seconds = [0.0] * len(timeline.items)
    for phase in timeline.phases:
        if phase.kind is not PhaseKind.WARM_UP:
            seconds[phase.item] += phase.planned_s
    warm_up_s = timeline.session.warm_up_s

    def length(parts: Sequence[Part]) -> float:
        missing = before = 0.0
        for number in sorted(number for part in parts for number in part.numbers):
            missing = max(missing, timeline.items[number].movement.warm_up_s - before)
            before += seconds[number]
        return before + (missing if warm_up_s is None else warm_up_s)

    return length


def leaving_order(parts: Sequence[Part], length: Callable[[Sequence[Part]], float]) -> list[Part]:
    """Return all movements in the order in which they are left out, the last one to stay last."""
    order: list[Part] = []
    kept = list(parts)
    while kept:
        now_s = length(kept)
        for part in _first_to_go(kept):
            fewer = without(kept, [part])
            if length(fewer) < now_s - EPSILON:
                break
        order.append(part)
        kept = fewer
    return order


def without(parts: Sequence[Part], gone: Sequence[Part]) -> list[Part]:
    """Return the movements but for some of them."""
    names = {part.steps for part in gone}
    return [part for part in parts if part.steps not in names]


def _first_to_go(parts: Sequence[Part]) -> list[Part]:
    """Return the movements in the order in which they may be left out."""
    worked = Counter(region for part in parts for region in part.regions)
    names: set[tuple[str, str]] = set()
    ranks = []
    for at, part in enumerate(parts):
        if part.name in names:
            rank = 1
        elif part.kind is Kind.REST:
            rank = 2
        elif at == 0 and part.kind is Kind.ACTIVITY:
            rank = 5 if len(parts) > 2 else 0
        elif all(worked[region] > 1 for region in part.regions):
            rank = 3
        else:
            rank = 4
        ranks.append((rank, -at))
        names.add(part.name)
    return [parts[-at] for _rank, at in sorted(ranks)]
