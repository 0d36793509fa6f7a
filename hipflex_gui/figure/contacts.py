"""Whether a figure touches what it says it touches, and nothing else goes through anything."""

from collections.abc import Iterator

from hipflex_gui.figure.body import PARTS, distance_to, lowest, part_points
from hipflex_gui.figure.figures import FLOOR, STAYS, WALL
from hipflex_gui.figure.posing import Posed, Stance, blend
from hipflex_gui.figure.props import top_of
from hipflex_gui.figure.vectors import dot, sub

TOLERANCE = 0.02  # metres
_MIDDLE = ("seat", "back", "shoulders", "head", "forehead")
_STEPS = 10


def faults(posed: Posed) -> list[str]:
    """Return a sentence for every contact that is not true, by key-frame; none if all is well."""
    found = []
    for frame, stance in zip(posed.figure.frames, posed.stances, strict=True):
        found += [f"{frame.name}: {fault}" for fault in _touching(posed, stance, frame.touch)]
        found += [f"{frame.name}: {fault}" for fault in _held(posed, stance)]
        if (sunk := lowest(stance.at)) < -TOLERANCE:
            found.append(f"{frame.name}: {_cm(sunk)} below the floor")
    for first, second in _moves(posed):
        worst = min(lowest(blend(posed, first, second, n / _STEPS).at) for n in range(_STEPS + 1))
        if worst < -TOLERANCE:
            names = [posed.figure.frames[i].name for i in (first, second)]
            found.append(f"{' to '.join(names)}: {_cm(worst)} below the floor")
    return found


def _moves(posed: Posed) -> Iterator[tuple[int, int]]:
    n = len(posed.stances)
    yield from ((a, b) for a in range(n) for b in range(n) if a != b)


def _touching(
    posed: Posed, stance: Stance, touch: tuple[tuple[str, tuple[str, ...]], ...]
) -> Iterator[str]:
    for what, parts in touch:
        for part in parts:
            points = part_points(stance.at, part)
            if what == WALL:
                if posed.wall is None:
                    yield "there is no wall"
                    continue
                plane = posed.wall
                gaps = [dot(sub(p, plane.point), plane.normal) - r for p, r in points]
            elif what == FLOOR:
                gaps = [p[2] - r for p, r in points]
            else:
                prop = next((prop for prop in posed.figure.props if prop.name == what), None)
                if prop is None:
                    yield f"there is no {what}"
                    continue
                gaps = [p[2] - r - top_of(prop, posed) for p, r in points]
            lies = len(points) > 1 and part not in _MIDDLE and not part.startswith(("hand", "toes"))
            gap = max(gaps, key=abs) if lies else min(gaps, key=abs)
            if abs(gap) > TOLERANCE:
                yield f"{part} is {_cm(gap)} from the {what}"


def _held(posed: Posed, stance: Stance) -> Iterator[str]:
    for end, grip in stance.pins:
        if grip == STAYS:
            continue
        if grip in (FLOOR, WALL):
            yield from _touching(posed, stance, ((grip, (end,)),))
            continue
        arm = end.startswith("hand")
        point = stance.at[("palm_" if arm else "ankle_") + end[-1]]
        gap = distance_to(stance.at, grip, point) - (0.03 if arm else PARTS["ankle_l"][0][3])
        if gap > TOLERANCE:
            yield f"{end} is {_cm(gap)} from {grip}"


def _cm(metres: float) -> str:
    return f"{metres * 100:.1f} cm"
