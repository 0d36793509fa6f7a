"""From key-frames to bodies in the room: contacts, pinned hands and feet, and what is in between.

A body is let down until what it rests on touches the floor; then pinned limbs are bent so that
their ends are where they are held. In between two key-frames each bone turns along the great
circle, what both hold stays held, and nothing passes through the floor.
"""

from dataclasses import dataclass
from functools import lru_cache
from math import sqrt

from hipflex_gui.figure.body import (
    LENGTHS,
    PARTS,
    Joints,
    hang_arm,
    hang_leg,
    joints,
    lowest,
    moved,
    part_points,
    sole_of,
    swapped,
)
from hipflex_gui.figure.figures import FLOOR, STAYS, WALL, Figure, KeyFrame
from hipflex_gui.figure.vectors import (
    DOWN,
    FORWARD,
    Vec,
    across,
    add,
    between,
    distance,
    dot,
    sub,
    turn_between,
    unit,
)

PALM = 0.45  # the middle of the palm as a share of the hand
_PALM_HEIGHT, _ANKLE_HEIGHT, _TOES_HEIGHT = 0.03, 0.075, 0.025
_SLACK = 0.012  # how far a palm lies in what it holds
_FACING: dict[str, Vec] = {
    "forward": (1, 0, 0), "back": (-1, 0, 0), "left": (0, 1, 0), "right": (0, -1, 0),
}  # fmt: skip


@dataclass(frozen=True)
class Plane:
    """A wall: a point of it and where it looks."""

    point: Vec
    normal: Vec


@dataclass(frozen=True)
class Stance:
    """A body in the room.

    Attributes:
        posture: a direction for each bone, the soles among them.
        at: the places of the joints, in metres.
        floor: parts that rest on the floor.
        pins: what is held where, as in the key-frame.
    """

    posture: dict[str, Vec]
    at: Joints
    floor: tuple[str, ...]
    pins: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Posed:
    """A figure whose key-frames are solved; ``wall`` is there if one of its props is a wall."""

    figure: Figure
    stances: tuple[Stance, ...]
    wall: Plane | None = None


@lru_cache(maxsize=256)
def pose(figure: Figure) -> Posed:
    """Solve all key-frames of a figure, each standing where the one before it stood."""
    wall: Plane | None = None
    stances: list[Stance] = []
    for frame in figure.frames:
        posture, at, floor = _let_down(frame, stances[-1] if stances else None)
        wall = wall or _wall(figure, frame, at)
        for end, grip in frame.pins:
            along = _end(stances[-1].at, end) if grip == STAYS and stances else None
            at = _pin(posture, at, end, grip, along, wall)
        stances.append(Stance(posture, at, floor, frame.pins))
    return Posed(figure, tuple(stances), wall)


def blend(posed: Posed, first: int, second: int, t: float) -> Stance:
    """Return the body at a share (0 to 1) of the way from one key-frame to another."""
    a, b = posed.stances[first], posed.stances[second]
    if first == second or t <= 0:
        return a
    if t >= 1:
        return b
    posture = {bone: turn_between(a.posture[bone], b.posture[bone], t) for bone in a.posture}
    pins = tuple(pin for pin in a.pins if pin[0] in dict(b.pins))
    floor = tuple(part for part in a.floor if part in b.floor)
    held = {end for end, _grip in pins}
    rests = tuple(part for part in floor if part not in held)
    at = joints(posture)
    shift = _anchored(at, a.at, b.at, t, rests or tuple(held))

    def height(parts: tuple[str, ...]) -> float:
        # key-frames may be a little off; without its share of that the body would hop
        return lowest(a.at, parts) * (1 - t) + lowest(b.at, parts) * t

    carried = rests or not held
    drop = lowest(at, rests) - height(rests) if carried else None
    # where hands and feet alone carry it, the middle of the body leads
    middle = between(a.at["pelvis"], b.at["pelvis"], t)
    shift = middle if drop is None else add(shift, DOWN, drop)
    at = moved(at, shift)
    to = dict(b.pins)
    for end, grip in pins:
        meant = grip if grip == to[end] else ""
        along = between(_end(a.at, end), _end(b.at, end), t)
        at = _pin(posture, at, end, meant, along, posed.wall)
    sunk = lowest(at)
    if sunk < 0:
        lift = min(0.0, sunk - min(0.0, height(())))
        at = moved(at, (0.0, 0.0, -lift))
    return Stance(posture, at, floor, pins)


def _let_down(
    frame: KeyFrame, before: Stance | None
) -> tuple[dict[str, Vec], Joints, tuple[str, ...]]:
    """Return posture, joints and what is on the floor, before any limb is pinned."""
    posture = dict(frame.posture)
    held = dict(frame.pins)
    floor = frame.parts_on(FLOOR) + tuple(end for end, grip in frame.pins if grip == FLOOR)
    for side in "lr":
        foot = f"foot_{side}"
        if foot in floor or held.get(foot, WALL) != WALL:
            way = posture[foot]
            posture[foot] = unit((way[0], way[1], 0.0), FORWARD)
            posture["sole_" + side] = DOWN
        else:
            posture["sole_" + side] = sole_of(posture, side)
    rests = tuple(part for part in floor if part not in held)
    shift: Vec = (0.0, 0.0, 0.0)
    if before:
        shared = tuple(part for part in rests if part in before.floor)
        shift = _anchored(joints(posture), before.at, before.at, 0.0, shared)
    at = joints(posture)
    at = moved(at, add(shift, DOWN, lowest(at, rests)))
    return posture, at, tuple(dict.fromkeys(floor))


def _anchored(at: Joints, a: Joints, b: Joints, t: float, parts: tuple[str, ...]) -> Vec:
    """Return the way along the floor that puts the first of some parts where it was.

    Without one the pelvis leads. Where both sides are on the floor the middle between them counts,
    so that nobody slides when both knees spread, and the mirror image stands where it would.
    """
    here, first, second = at["pelvis"], a["pelvis"], b["pelvis"]
    if parts:
        pair = [part for part in (parts[0], swapped(parts[0])) if part in parts]
        spots = [[part_points(j, part) for part in pair] for j in (at, a, b)]
        last = 0 if pair[0] != swapped(pair[0]) else -1  # the first point of a limb's part
        here, first, second = (between(found[0][0][0], found[-1][last][0], 0.5) for found in spots)
    there = between(first, second, t)
    return (there[0] - here[0], there[1] - here[1], 0.0)


def _end(at: Joints, end: str) -> Vec:
    """Return where the joint is that a pinned end hangs on: the wrist or the ankle."""
    return at[("wrist_" if end.startswith("hand") else "ankle_") + end[-1]]


def _pin(
    posture: dict[str, Vec],
    at: Joints,
    end: str,
    grip: str,
    along: Vec | None,
    wall: Plane | None,
) -> Joints:
    """Bend a limb so that its end is where it is held; change the posture and return the joints.

    ``along`` is where the wrist or ankle has to be, if that is known already; a grip on another
    part of the body moves with it and goes first.
    """
    side, arm = end[-1], end.startswith("hand")
    upper, lower = ("upper_arm", "forearm") if arm else ("thigh", "shin")
    tip, root = ("hand" if arm else "foot"), ("shoulder_" if arm else "hip_") + side
    tip += "_" + side
    reach = LENGTHS["hand"] * PALM if arm else 0.0
    if grip in PARTS:
        point, radius = part_points(at, grip)[0]
        now = add(_end(at, end), posture[tip], reach)
        off = unit(sub(now, point))
        gap = radius + (_PALM_HEIGHT if arm else PARTS["ankle_l"][0][3]) - _SLACK
        target = add(add(point, off, gap), posture[tip], -reach)
    elif along is not None:
        target = along
    else:
        plane = wall if grip == WALL and wall else Plane((0, 0, 0), (0, 0, 1))
        if not end.startswith("toes"):
            posture[tip] = across(posture[tip], plane.normal, FORWARD)
        thick = _PALM_HEIGHT if arm else _ANKLE_HEIGHT
        if end.startswith("toes"):
            ball = sub(at["ball_" + side], at["ankle_" + side])
            thick = _TOES_HEIGHT - dot(ball, plane.normal)
        now = _end(at, end)
        off_plane = dot(sub(now, plane.point), plane.normal)
        target = add(now, plane.normal, thick - off_plane)
    middle = at[("elbow_" if arm else "knee_") + side]
    first, second = two_bones(at[root], target, middle, LENGTHS[upper], LENGTHS[lower])
    posture[f"{upper}_{side}"], posture[f"{lower}_{side}"] = first, second
    if not arm and f"sole_{side}" in posture and end.startswith("ankle"):
        posture[f"sole_{side}"] = sole_of(posture, side)
    at = dict(at)
    (hang_arm if arm else hang_leg)(at, posture, side)
    return at


def two_bones(root: Vec, end: Vec, middle: Vec, upper: float, lower: float) -> tuple[Vec, Vec]:
    """Return the directions of two bones from a root to an end, bent the way they were bent.

    An end that is out of reach is approached with a straight limb.
    """
    straight = unit(sub(end, root), DOWN)
    far = min(distance(root, end), (upper + lower) * 0.9995)
    far = max(far, abs(upper - lower) * 1.0005)
    along = (upper * upper - lower * lower + far * far) / (2 * far)
    out = sqrt(max(0.0, upper * upper - along * along))
    bend = across(sub(middle, root), straight, across(FORWARD, straight))
    joint = add(add(root, straight, along), bend, out)
    return unit(sub(joint, root)), unit(sub(add(root, straight, far), joint))


def _wall(figure: Figure, frame: KeyFrame, at: Joints) -> Plane | None:
    """Return the wall of a figure, if this key-frame places it."""
    for prop in figure.props:
        if prop.name == WALL and frame.name == (prop.frame or figure.frames[0].name):
            normal = _FACING[prop.facing]
            points = [point for part in prop.at for point in part_points(at, part)]
            nearest = min(points, key=lambda found: dot(found[0], normal) - found[1])
            return Plane(add(nearest[0], normal, -nearest[1]), normal)
    return None
