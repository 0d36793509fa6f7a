"""What a part of the body comes to rest on where it is put down: the floor, a wall, a seat."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from hipflex_gui.figure.body import BONES, PARTS, SIDES, Joints, distance_to, lowest, part_points
from hipflex_gui.figure.contacts import TOLERANCE
from hipflex_gui.figure.figures import FLOOR, WALL, Figure, KeyFrame
from hipflex_gui.figure.keyframes import with_frame
from hipflex_gui.figure.posing import Plane, Posed, Stance, pose
from hipflex_gui.figure.props import top_of
from hipflex_gui.figure.vectors import UP, Vec, dot, sub

Touch = tuple[tuple[str, tuple[str, ...]], ...]
SNAP = 0.05  # metres: from so near a part comes to rest on something
# What of the body comes to rest where a joint is put down.
_RESTING = {
    "wrist": "hand", "elbow": "elbow", "knee": "knee", "ankle": "foot", "toes": "toes",
    "pelvis": "seat", "head": "head",
}  # fmt: skip
_MIDDLE = ("seat", "back", "shoulders", "head")
_SUPPORTS = ("chair", "box", "bench", "block", "books", "cushion")
_REACH = 0.26  # metres from the middle of a support within which something rests on it
_POINTS = ("toes", "knee", "hand", "elbow", "heel", "ankle")
# What the body comes to rest on where nothing else touches the floor, or something would sink in.
_CARRIERS = tuple(dict.fromkeys((
    *(f"{part}_{side}" for part in _POINTS for side in SIDES),
    "seat", "back", "shoulders", "head",
    *PARTS,
)))  # fmt: skip
_PALM = 0.03  # metres: how far the middle of a palm is from what it lies on
_SUNK = 0.004  # metres: what of a part below the floor is too much


@dataclass(frozen=True)
class Surface:
    """What a part can rest on: a plane, and for a support how far it reaches around its middle."""

    name: str
    plane: Plane
    reach: float = 0.0

    def above(self, p: Vec) -> float:
        """Return how far a point is above it, or before it, in metres."""
        return dot(sub(p, self.plane.point), self.plane.normal)

    def holds(self, p: Vec) -> bool:
        """Return whether a point is over it, and not beside it."""
        away = sub(p, self.plane.point)
        return not self.reach or max(abs(away[0]), abs(away[1])) <= self.reach


def surfaces(posed: Posed, number: int, handle: str = "") -> Iterator[Surface]:
    """Yield what parts can rest on in a key-frame, but for what ``handle`` carries with it."""
    yield Surface(FLOOR, Plane((0.0, 0.0, 0.0), UP))
    figure, carried = posed.figure, _RESTING.get(handle.rpartition("_")[0] or handle, "")
    for prop in figure.props:
        own = any(part.partition("_")[0] == carried for part in prop.at or ("seat",))
        if figure.index(prop.frame) * bool(prop.frame) == number and carried and own:
            continue
        if prop.name == WALL and posed.wall:
            yield Surface(WALL, posed.wall)
        elif prop.name in _SUPPORTS:
            first = posed.stances[figure.index(prop.frame) if prop.frame else 0]
            points = [p for part in prop.at or ("seat",) for p, _r in part_points(first.at, part)]
            x = sum(p[0] for p in points) / len(points) + prop.ahead
            y = sum(p[1] for p in points) / len(points)
            yield Surface(prop.name, Plane((x, y, top_of(prop, posed)), UP), _REACH)


def nearest(at: Joints, handle: str, room: Sequence[Surface]) -> tuple[Surface, str, float] | None:
    """Return what a dragged part comes to rest on, the part, and its gap in metres."""
    joint, _, side = handle.rpartition("_")
    part = _RESTING.get(joint or handle)
    if part is None:
        return None
    part += f"_{side}" if joint else ""
    found = []
    for surface in room:
        points = part_points(at, part)
        gap = min(surface.above(p) - r for p, r in points)
        if joint == "ankle" and surface.plane.normal == UP:  # as it will be when it is flat
            gap = surface.above(at[handle]) - 0.075
        elif joint == "wrist":
            gap = surface.above(at[handle]) - 0.03
        deepest = -SNAP if surface.reach else float("-inf")
        if deepest <= gap < SNAP and surface.holds(points[0][0]):
            found.append((surface, part, gap))
    return min(found, key=lambda one: one[2], default=None)


def gap_of(at: Joints, part: str, surface: Surface) -> float:
    """Return how far a part is from a surface in metres; of one that lies on it, its worst end."""
    gaps = [surface.above(p) - r for p, r in part_points(at, part)]
    ends = part.startswith(("hand", "toes")) or part in ("seat", "back", "shoulders")
    return min(gaps) if ends else max(gaps, key=abs)


def touching(
    at: Joints, frame: KeyFrame, room: Sequence[Surface], found: tuple[Surface, str] | None
) -> Touch:
    """Return what touches what after a drag: what still does, and what has come to rest."""
    by_name = {surface.name: surface for surface in room}
    touch: dict[str, list[str]] = {}
    for what, parts in frame.touch:
        surface = by_name.get(what)
        touch[what] = [
            part
            for part in parts
            if surface is None
            or (abs(gap_of(at, part, surface)) <= TOLERANCE and surface.holds(
                part_points(at, part)[0][0]))
        ]  # fmt: skip
    if found and found[1] not in touch.setdefault(found[0].name, []):
        surface, part = found
        if abs(gap_of(at, part, surface)) <= TOLERANCE:
            touch[surface.name].append(part)
    return tuple((what, tuple(parts)) for what, parts in touch.items() if parts)


def rested(at: Joints, touch: Touch, pins: Sequence[tuple[str, str]]) -> Touch:
    """Return the contacts with something that bears the body, where only held limbs are left.

    A back that has left the floor leaves shoulders and head there.
    """
    floor = dict(touch).get(FLOOR, ())
    held = {end for end, _grip in pins}
    if set(floor) - held:
        return touch
    free = [part for part in _CARRIERS if part not in held]
    least = min(lowest(at, (part,)) for part in free)
    low = [part for part in free if lowest(at, (part,)) < least + SNAP]
    found = [part for part in low if part in _MIDDLE] or low[:1]
    return tuple((dict(touch) | {FLOOR: (*floor, *found)}).items())


def carried(figure: Figure, number: int, frame: KeyFrame) -> Figure:
    """Return the figure with a key-frame that stands on the floor and does not sink into it.

    What it says it touches is true: a hand that cannot reach any more lets go.
    """
    for attempt in range(9):
        figure = with_frame(figure, number, frame)
        posed = pose(figure)
        stance, at = posed.stances[number], posed.stances[number].at
        if attempt == 5:  # a limb that holds another one pulls it under
            frame = replace(frame, bones=_solved(stance), pins=())
            continue
        true = _true(posed, number)
        if true != frame:
            frame = true
            continue
        sinking = [part for part in _CARRIERS if lowest(at, (part,)) < -_SUNK]
        if not sinking and frame.touch:
            break
        low = sinking or _CARRIERS
        deepest = min(low, key=lambda part: round(lowest(at, (part,)), 3))
        resting = frame.parts_on(FLOOR)
        if deepest in resting:
            break
        frame = replace(
            frame, touch=tuple((dict(frame.touch) | {FLOOR: (*resting, deepest)}).items())
        )
    return figure


def _solved(stance: Stance) -> tuple[tuple[str, Vec], ...]:
    return tuple((bone, stance.posture[bone]) for bone in BONES)


def _true(posed: Posed, number: int) -> KeyFrame:
    """Return a key-frame without the contacts that it does not have as it stands."""
    frame, stance = posed.figure.frames[number], posed.stances[number]
    room = {surface.name: surface for surface in surfaces(posed, number)}

    def touches(part: str, what: str) -> bool:
        return what not in room or abs(gap_of(stance.at, part, room[what])) <= TOLERANCE

    def holds(end: str, grip: str) -> bool:
        if grip not in PARTS:
            return touches(end, grip)
        arm = end.startswith("hand")
        middle = stance.at[("palm_" if arm else "ankle_") + end[-1]]
        thick = _PALM if arm else PARTS["ankle_l"][0][3]
        return distance_to(stance.at, grip, middle) - thick <= TOLERANCE

    pins = tuple(pin for pin in frame.pins if holds(*pin))
    kept = ((what, tuple(p for p in parts if touches(p, what))) for what, parts in frame.touch)
    touch = tuple((what, parts) for what, parts in kept if parts)
    if pins != frame.pins:  # the limb stays as it is, and is free
        return replace(frame, bones=_solved(stance), touch=touch, pins=pins)
    return replace(frame, touch=touch)
