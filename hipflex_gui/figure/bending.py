"""Bending a figure by its joints: what a hand at a joint does to the bones, whose lengths stay.

A joint is dragged in a view. Hands and feet take their limb along by two-bone solving, other joints
turn the bone they end, and the pelvis moves while feet, knees and hands stay where they rest. A
joint that ends a bone goes with the pointer: what it lacks in length it has in depth, on the side
where it was before. So a drag is a function of where it began and how far it goes, and its way
back leads back. Close to the floor, a wall or a seat a part comes to rest on it.
"""

from collections.abc import Sequence
from dataclasses import replace
from math import copysign, sqrt

from hipflex_gui.figure.body import BONES, LENGTHS, SIDES, Joints, joints, lowest, swapped
from hipflex_gui.figure.figures import FLOOR, STAYS, WALL, Figure, KeyFrame
from hipflex_gui.figure.posing import Stance, pose, two_bones
from hipflex_gui.figure.resting import Surface, carried, nearest, rested, surfaces, touching
from hipflex_gui.figure.vectors import (
    DOWN,
    UP,
    Vec,
    across,
    add,
    between,
    cross,
    distance,
    dot,
    length,
    mirrored,
    sub,
    times,
    turn_between,
    unit,
)

STRAIGHT = 0.9995 * (LENGTHS["thigh"] + LENGTHS["shin"])  # metres from the hip to the ankle
NOSE = 0.17  # metres from the middle of the head to where it is taken hold of to turn it
MIDDLE_HANDLES = ("head", "nose", "chest", "waist", "pelvis")
_LIMBS = ("shoulder", "elbow", "wrist", "fingers", "hip", "knee", "ankle", "toes")
HANDLES = (*MIDDLE_HANDLES, *(f"{joint}_{side}" for side in SIDES for joint in _LIMBS))
"""The joints one can take hold of, from the head to the toes of the right foot."""

# A joint at the end of one bone -> the bone, and the joint it begins at.
_ENDS = {
    "elbow": ("upper_arm", "shoulder"), "fingers": ("hand", "wrist"),
    "knee": ("thigh", "hip"), "toes": ("foot", "ankle"),
}  # fmt: skip
_HEAD, _ARM = ("neck", "head", "look"), ("upper_arm", "forearm", "hand")
_TIED = (FLOOR, WALL, STAYS)  # what a limb is held to that does not move with the body
_ON_KNEE, _ON_FOOT = {"knee", "shin"}, {"foot", "toes", "heel", "ankle", "instep", "calf"}
_ON_HAND, _ON_ELBOW = {"hand", "fingers"}, {"elbow", "forearm"}
_ON_BACK = {"back", "shoulders", "head", "forehead"}


def places(stance: Stance) -> dict[str, Vec]:
    """Return where the handles of a body are, in metres."""
    nose = add(stance.at["head"], stance.posture["look"], NOSE)
    return {name: nose if name == "nose" else stance.at[name] for name in HANDLES}


def bend(figure: Figure, number: int, handle: str, way: Vec, toward: Vec) -> Figure:
    """Return the figure with a joint of a key-frame moved.

    Args:
        figure: the figure before the drag.
        number: the key-frame.
        handle: one of ``HANDLES``.
        way: how far it is dragged, in metres, at a right angle to the look.
        toward: the direction to the viewer, along which a bone may turn.
    """
    if length(way) < 1e-9:
        return figure
    posed = pose(figure)
    stance, frame = posed.stances[number], figure.frames[number]
    room = list(surfaces(posed, number, handle))
    posture, at = _moved(stance, frame, handle, way, toward)
    found = nearest(at, handle, room)
    if found:  # once more, to where it just touches
        surface, _part, gap = found
        way = add(way, surface.plane.normal, -gap)
        posture, at = _moved(stance, frame, handle, way, toward, surface)
    pins = tuple(pin for pin in frame.pins if not _moves_pin(handle, pin[0]))
    if found and found[0].name == WALL and found[1].startswith("hand"):
        pins += ((found[1], WALL),)
    bones = tuple((bone, posture[bone]) for bone in BONES)
    touch = rested(at, touching(at, frame, room, found[:2] if found else None), pins)
    return carried(figure, number, replace(frame, bones=bones, touch=touch, pins=pins))


def bend_both(figure: Figure, number: int, handle: str, way: Vec, toward: Vec) -> Figure:
    """Return the figure with a joint moved, and its partner as its mirror image."""
    bent = bend(figure, number, handle, way, toward)
    if swapped(handle) == handle:
        return bent
    return bend(bent, number, swapped(handle), mirrored(way), mirrored(toward))


def _moved(
    stance: Stance,
    frame: KeyFrame,
    handle: str,
    way: Vec,
    toward: Vec,
    onto: Surface | None = None,
) -> tuple[dict[str, Vec], Joints]:
    """Return posture and joints after a drag; the sole or the palm lies flat ``onto`` something."""
    posture, at = dict(stance.posture), stance.at
    joint, _, side = handle.rpartition("_")
    now = places(stance)[handle]
    goal, pelvis = add(now, way), at["pelvis"]

    def aim(root: Vec, here: Vec = now) -> Vec:
        return _aim(root, here, goal, toward)

    def turn(bones: Sequence[str], before: Vec, after: Vec) -> None:
        for bone in bones:
            posture[bone] = _turned(posture[bone], before, after)

    if joint in ("wrist", "ankle"):
        _reach(posture, at, at, handle, goal)
        if onto and joint == "wrist":
            posture[f"hand_{side}"] = across(posture[f"hand_{side}"], onto.plane.normal)
        elif onto and onto.plane.normal == UP:
            posture[f"foot_{side}"] = across(posture[f"foot_{side}"], UP)
    elif joint in ("elbow", "fingers", "knee", "toes"):
        bone, begin = _ENDS[joint]
        root = at[f"{begin}_{side}"]
        turn((f"{bone}_{side}",), unit(sub(now, root)), aim(root))
    elif joint in ("shoulder", "hip"):
        line, axis = ("shoulders", "chest") if joint == "shoulder" else ("hips", "spine")
        middle = between(at[f"{joint}_l"], at[f"{joint}_r"], 0.5)
        pointing = times(aim(middle), 1.0 if side == "l" else -1.0)
        posture[line] = across(pointing, posture[axis], posture[line])
    elif handle == "nose":
        posture["look"] = across(aim(at["head"]), posture["head"], posture["look"])
    elif handle == "head":
        turn(_HEAD, unit(sub(now, at["chest"])), aim(at["chest"]))
    elif handle == "waist":
        posture["spine"] = aim(pelvis)
    elif handle == "chest":
        free = [f"{bone}_{s}" for s in SIDES if not _held(frame, s, arm=True) for bone in _ARM]
        bones = ("spine", "chest", *_HEAD, "shoulders", *free)
        turn(bones, unit(sub(now, pelvis)), aim(pelvis))
    else:
        pelvis = goal
        if _ON_BACK & set(frame.parts_on(FLOOR)):
            posture["spine"], posture["chest"] = two_bones(
                pelvis, at["chest"], at["waist"], LENGTHS["spine"], LENGTHS["chest"]
            )
    posture = {bone: posture[bone] for bone in BONES}
    if joint in ("shoulder", "hip") or handle in ("waist", "chest", "pelvis"):
        pelvis = _keep(posture, pelvis, at, frame)
    soled = {f"sole_{s}": DOWN for s in SIDES if _is_flat(stance, joint, side, s, onto)}
    if joint in ("wrist", "ankle") and not onto:
        end, parts = ("hand", ("fingers",)) if joint == "wrist" else ("foot", ("toes", "foot"))
        _lift(posture, pelvis, f"{end}_{side}", tuple(f"{part}_{side}" for part in parts))
    return posture, joints(posture | soled, pelvis)


def _is_flat(stance: Stance, joint: str, side: str, s: str, onto: Surface | None) -> bool:
    """Return whether a foot has its sole down: as before, or because it has just been put down."""
    if s == side and joint in ("ankle", "toes", "knee"):
        return joint == "ankle" and onto is not None and onto.plane.normal == UP
    return "foot_" + s in stance.floor


def _lift(posture: dict[str, Vec], pelvis: Vec, bone: str, parts: tuple[str, ...]) -> None:
    """Raise the tip of a hand or foot as far as it would go through the floor."""
    was, level = posture[bone], across(posture[bone], UP)
    if lowest(joints(posture, pelvis), parts) >= 0:
        return
    low, high = 0.0, 1.0
    for _halving in range(12):
        share = (low + high) / 2
        posture[bone] = turn_between(was, level, share)
        low, high = (low, share) if lowest(joints(posture, pelvis), parts) >= 0 else (share, high)
    posture[bone] = turn_between(was, level, high)


def _keep(posture: dict[str, Vec], pelvis: Vec, before: Joints, frame: KeyFrame) -> Vec:
    """Bend the limbs that rest on something back to where they were; return the pelvis' place.

    A leg that kneels has its thigh turned, and takes the pelvis along as far as that is not long
    enough.
    """
    at = joints(posture, pelvis)
    for side in SIDES:
        if _parts(frame, side) & _ON_KNEE:
            knee = before["knee_" + side]
            posture["thigh_" + side] = unit(sub(knee, at["hip_" + side]), DOWN)
            now = add(at["hip_" + side], posture["thigh_" + side], LENGTHS["thigh"])
            pelvis = add(pelvis, sub(knee, now))
            at = joints(posture, pelvis)
    standing = [s for s in SIDES if _held(frame, s, arm=False) and not _parts(frame, s) & _ON_KNEE]
    for side in standing * 2:  # hips that go too high for a leg come down with it
        lacking = sub(before["ankle_" + side], at["hip_" + side])
        if (more := length(lacking) - STRAIGHT) > 0:
            pelvis = add(pelvis, unit(lacking), more)
            at = joints(posture, pelvis)
    for side in SIDES:
        if side in standing:
            _reach(posture, before, at, "ankle_" + side, before["ankle_" + side])
        if _parts(frame, side) & _ON_ELBOW:
            elbow = before["elbow_" + side]
            posture["upper_arm_" + side] = unit(sub(elbow, at["shoulder_" + side]), DOWN)
        elif _held(frame, side, arm=True):
            _reach(posture, before, at, "wrist_" + side, before["wrist_" + side])
    return pelvis


def _reach(posture: dict[str, Vec], before: Joints, now: Joints, end: str, goal: Vec) -> None:
    """Bend an arm or a leg so that its wrist or ankle is at a goal.

    Its elbow or knee keeps to the side where it was, and turns with the limb. In a straight limb
    the knee points where the foot does and the elbow back.
    """
    joint, _, side = end.partition("_")
    arm = joint == "wrist"
    first, second = (f"{bone}_{side}" for bone in (_ARM[:2] if arm else ("thigh", "shin")))
    root, middle = (f"{name}_{side}" for name in (_LIMBS[:2] if arm else _LIMBS[4:6]))
    back = cross(posture["chest"], posture["shoulders"])
    axis, out = unit(sub(before[end], before[root])), sub(before[middle], before[root])
    out = add(add(out, axis, -dot(out, axis)), back if arm else posture[f"foot_{side}"], 0.004)
    root_now = now[root]
    hint = add(root_now, _turned(unit(out), axis, unit(sub(goal, root_now), axis)))
    posture[first], posture[second] = two_bones(
        root_now, goal, hint, LENGTHS[first[:-2]], LENGTHS[second[:-2]]
    )


def _parts(frame: KeyFrame, side: str) -> set[str]:
    """Return the parts of a side that rest on something, without the side."""
    return {part[:-2] for _what, parts in frame.touch for part in parts if part[-2:] == "_" + side}


def _held(frame: KeyFrame, side: str, *, arm: bool) -> bool:
    """Return whether a limb rests on something that does not move with the body."""
    if _parts(frame, side) & ((_ON_HAND | _ON_ELBOW) if arm else _ON_FOOT):
        return True
    return any(
        end.startswith("hand") == arm and end[-1] == side and grip in _TIED
        for end, grip in frame.pins
    )


def _moves_pin(handle: str, end: str) -> bool:
    """Return whether a drag frees what is pinned: that of the limb one has taken hold of."""
    joint, _, side = handle.rpartition("_")
    limb = _LIMBS[1:4] if end.startswith("hand") else _LIMBS[5:]
    return joint in limb and end[-1] == side


def _aim(root: Vec, now: Vec, goal: Vec, toward: Vec) -> Vec:
    """Return where a bone from ``root`` points whose end is seen at ``goal``.

    It keeps its length: what is not seen of it is depth, on the side where it was.
    """
    reach, away = distance(root, now), sub(goal, root)
    seen = add(away, toward, -dot(away, toward))
    if length(seen) >= reach:
        return unit(seen)
    deep = sqrt(reach * reach - dot(seen, seen))
    return unit(add(seen, toward, copysign(deep, dot(sub(now, root), toward))))


def _turned(v: Vec, before: Vec, after: Vec) -> Vec:
    """Return a direction turned as ``before`` is to become ``after``, by the shortest way."""
    axis, cosine = cross(before, after), dot(before, after)
    if cosine < -0.9999:  # half a turn, about any axis
        axis = across((0.0, 1.0, 0.0), before, UP)
        return sub(times(axis, 2 * dot(axis, v)), v)
    along = times(axis, dot(axis, v) / (1 + cosine))
    return unit(add(add(times(v, cosine), cross(axis, v)), along))
