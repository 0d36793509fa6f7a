"""The body: bones of fixed length, the directions they point in, and the joints that follow.

A posture is nothing but directions in the space of the room, so there are no joint limits, no
angles and no frames of parents: a pose is written by looking. Lengths are those of an adult of
about 1.73 m; builds differ in girth alone, so that one pose serves all.
"""

from collections.abc import Mapping

from hipflex_gui.figure.vectors import (
    LEFT,
    UP,
    Vec,
    across,
    add,
    between,
    cross,
    dot,
    length,
    mirrored,
    sub,
    times,
    unit,
)

SIDES = ("l", "r")
MIDDLE_BONES = ("spine", "chest", "neck", "head", "look", "shoulders", "hips")
LIMB_BONES = ("upper_arm", "forearm", "hand", "thigh", "shin", "foot")
BONES = MIDDLE_BONES + tuple(f"{bone}_{side}" for bone in LIMB_BONES for side in SIDES)
"""All directions of a posture; shoulders and hips point to the left, look where the nose does.

``sole_l`` and ``sole_r`` may be there too; otherwise they follow from the leg.
"""

# In metres. Limbs follow the shares of stature of Drillis and Contini (1966) within 2.5 cm.
LENGTHS = {
    "spine": 0.24, "chest": 0.27, "neck": 0.09, "head": 0.11,
    "upper_arm": 0.30, "forearm": 0.255, "hand": 0.175, "thigh": 0.43, "shin": 0.42, "foot": 0.19,
}  # fmt: skip
SHOULDER_HALF, SHOULDER_DROP, HIP_HALF, HIP_DROP = 0.165, 0.05, 0.092, 0.02

Posture = Mapping[str, Vec]
Joints = dict[str, Vec]


def swapped(name: str) -> str:
    """Return the name of the other side's bone, joint or part; names of the middle stay."""
    stem, _, side = name.rpartition("_")
    return f"{stem}_{'r' if side == 'l' else 'l'}" if side in SIDES and stem else name


def mirror(posture: Posture) -> dict[str, Vec]:
    """Return the mirror image of a posture: left for right."""
    turned = {swapped(bone): mirrored(way) for bone, way in posture.items()}
    for bone in ("shoulders", "hips"):  # they point to the left on either side
        x, y, z = turned[bone]
        turned[bone] = (-x, -y, -z)
    return turned


def joints(posture: Posture, pelvis: Vec = (0.0, 0.0, 0.0)) -> Joints:
    """Return the places of all joints, in metres.

    Args:
        posture: a unit vector for each of ``BONES``.
        pelvis: where the middle between the hips is.
    """
    p = posture
    waist = add(pelvis, p["spine"], LENGTHS["spine"])
    top = add(waist, p["chest"], LENGTHS["chest"])
    crown = add(top, p["neck"], LENGTHS["neck"])
    at = {
        "pelvis": pelvis,
        "waist": waist,
        "chest": top,
        "neck": crown,
        "head": add(crown, p["head"], LENGTHS["head"]),
    }
    shoulders = across(p["shoulders"], p["chest"], LEFT)
    hips = across(p["hips"], p["spine"], LEFT)
    for side, sign in (("l", 1.0), ("r", -1.0)):
        at["shoulder_" + side] = add(
            add(top, shoulders, SHOULDER_HALF * sign), p["chest"], -SHOULDER_DROP
        )
        at["hip_" + side] = add(add(pelvis, hips, HIP_HALF * sign), p["spine"], -HIP_DROP)
        hang_arm(at, p, side)
        hang_leg(at, p, side)
    return at


def hang_arm(at: Joints, p: Posture, side: str) -> None:
    """Put the joints of an arm where they follow from the shoulder."""
    elbow = add(at["shoulder_" + side], p["upper_arm_" + side], LENGTHS["upper_arm"])
    wrist = add(elbow, p["forearm_" + side], LENGTHS["forearm"])
    at["elbow_" + side] = elbow
    at["wrist_" + side] = wrist
    at["palm_" + side] = add(wrist, p["hand_" + side], LENGTHS["hand"] * 0.45)
    at["fingers_" + side] = add(wrist, p["hand_" + side], LENGTHS["hand"])


def hang_leg(at: Joints, p: Posture, side: str) -> None:
    """Put the joints of a leg where they follow from the hip."""
    knee = add(at["hip_" + side], p["thigh_" + side], LENGTHS["thigh"])
    ankle = add(knee, p["shin_" + side], LENGTHS["shin"])
    foot, sole = p["foot_" + side], p.get("sole_" + side) or sole_of(p, side)
    at["knee_" + side] = knee
    at["ankle_" + side] = ankle
    at["heel_" + side] = add(add(ankle, foot, -0.045), sole, 0.04)
    at["ball_" + side] = add(add(ankle, foot, 0.13), sole, 0.05)
    at["toes_" + side] = add(add(ankle, foot, LENGTHS["foot"]), sole, 0.055)


def moved(at: Joints, by: Vec) -> Joints:
    """Return the joints of a body that stands elsewhere."""
    x, y, z = by
    return {name: (p[0] + x, p[1] + y, p[2] + z) for name, p in at.items()}


def sole_of(posture: Posture, side: str) -> Vec:
    """Return where the sole of a foot points.

    It is the side of the shin; in a foot that is pointed like the shin, the side of the calf.
    """
    foot, shin, thigh = (posture[f"{bone}_{side}"] for bone in ("foot", "shin", "thigh"))
    lean = dot(shin, foot)
    plain = add(shin, foot, -lean)
    calf = calf_of(posture, side, shin, thigh)
    share = max(0.0, lean) ** 4
    return unit(add(plain, add(calf, foot, -dot(calf, foot)), share), calf)


def calf_of(posture: Posture, side: str, shin: Vec, thigh: Vec) -> Vec:
    """Return where the calf points: the inside of the bent knee, or back in a straight leg."""
    bend = add(thigh, shin, -dot(thigh, shin))
    back = cross(posture["hips"], shin)
    share = min(1.0, 4.0 * dot(bend, bend))
    return across(add(times(bend, -share), back, 1 - share), shin)


# What can touch something: its points by joint, and how far the skin is from each, in metres.
# A point between two joints is written as both with a share.
_Point = tuple[str, str, float, float]
_PART_POINTS: dict[str, tuple[_Point, ...]] = {
    "seat": (("hip_l", "hip_l", 0, 0.092), ("hip_r", "hip_r", 0, 0.092)),
    "back": (("waist", "waist", 0, 0.098), ("waist", "chest", 0.62, 0.105)),
    "shoulders": (("shoulder_l", "shoulder_l", 0, 0.06), ("shoulder_r", "shoulder_r", 0, 0.06)),
    "head": (("head", "head", 0, 0.1),),
    "forehead": (("head", "head", 0, 0.1),),
}
_LIMB_POINTS: dict[str, tuple[_Point, ...]] = {
    "shoulder": (("shoulder", "shoulder", 0, 0.06),),
    "elbow": (("elbow", "elbow", 0, 0.041),),
    "forearm": (("elbow", "elbow", 0, 0.041), ("wrist", "wrist", 0, 0.03)),
    "hand": (("wrist", "wrist", 0, 0.03), ("palm", "palm", 0, 0.03)),
    "fingers": (("fingers", "fingers", 0, 0.018),),
    "hip": (("hip", "hip", 0, 0.092),),
    "thigh": (("hip", "knee", 0.5, 0.08),),
    "knee": (("knee", "knee", 0, 0.058),),
    "calf": (("knee", "ankle", 0.5, 0.05),),
    "shin": (("knee", "knee", 0, 0.058), ("ankle", "ankle", 0, 0.042)),
    "ankle": (("ankle", "ankle", 0, 0.042),),
    "heel": (("heel", "heel", 0, 0.035),),
    "foot": (("heel", "heel", 0, 0.035), ("ball", "ball", 0, 0.025)),
    "toes": (("toes", "toes", 0, 0.018), ("ball", "ball", 0, 0.025)),
    "instep": (("ankle", "ankle", 0, 0.042), ("toes", "toes", 0, 0.018)),
}
PARTS: dict[str, tuple[_Point, ...]] = _PART_POINTS | {
    f"{part}_{side}": tuple((f"{a}_{side}", f"{b}_{side}", t, r) for a, b, t, r in points)
    for part, points in _LIMB_POINTS.items()
    for side in SIDES
}
_ALL_POINTS = tuple(dict.fromkeys(point for points in PARTS.values() for point in points))


def part_points(at: Joints, part: str) -> list[tuple[Vec, float]]:
    """Return the points of a part and the radius around each, in metres."""
    return [(between(at[a], at[b], t), r) for a, b, t, r in PARTS[part]]


def lowest(at: Joints, parts: tuple[str, ...] = ()) -> float:
    """Return the height of the lowest skin of some parts, or of the whole body, in metres."""
    points = [point for part in parts for point in PARTS[part]] or _ALL_POINTS
    return min(between(at[a], at[b], t)[2] - r for a, b, t, r in points)


def complete(given: Mapping[str, Vec], base: Posture) -> dict[str, Vec]:
    """Return a whole posture: what is given, and the rest as in another one.

    A look that is not given follows the head and the shoulders, also where these are new.
    """
    whole = {bone: unit(given[bone]) if bone in given else base[bone] for bone in BONES}
    if "look" not in given and {"head", "shoulders", "chest"} & set(given):
        whole["look"] = cross(whole["shoulders"], whole["head"])
    whole["look"] = across(whole["look"], whole["head"], cross(LEFT, UP))
    return whole


def distance_to(at: Joints, part: str, point: Vec) -> float:
    """Return how far a point is from the skin of a part, in metres; negative inside it."""
    return min(length(sub(point, p)) - r for p, r in part_points(at, part))
