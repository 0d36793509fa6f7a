"""Postures to start from, by name: what a movement's key-frame is ``like``.

Written for a person who faces forward (x), left is y. A bone without a side holds for both: its
direction is the left one's, mirrored for the right.
"""

from collections.abc import Mapping
from functools import cache

from hipflex_gui.figure.body import BONES, LIMB_BONES, complete
from hipflex_gui.figure.vectors import Vec, mirrored, unit

Given = Mapping[str, Vec]

_STANDING: Given = {
    "spine": (0, 0, 1), "chest": (-0.03, 0, 1), "neck": (0.16, 0, 1), "head": (0.06, 0, 1),
    "look": (1, 0, 0), "shoulders": (0, 1, 0), "hips": (0, 1, 0),
    "upper_arm": (-0.04, 0.16, -1), "forearm": (0.16, 0.03, -1), "hand": (0.12, -0.02, -1),
    "thigh": (0.02, 0.03, -1), "shin": (-0.03, 0, -1), "foot": (1, 0.16, 0),
}  # fmt: skip

# name -> the posture it is like, and what is different
_POSTURES: dict[str, tuple[str, Given]] = {
    "standing": ("standing", _STANDING),
    "standing, hands on hips": (
        "standing",
        {
            "upper_arm": (-0.34, 0.69, -0.64), "forearm": (0.52, -0.66, -0.54),
            "hand": (0.55, -0.5, -0.75),
        },
    ),
    "sitting on a chair": (
        "standing",
        {
            "thigh": (1, 0.12, 0.0), "shin": (0.02, 0, -1), "foot": (1, 0.1, 0),
            "upper_arm": (-0.04, 0.19, -1), "forearm": (0.9, -0.3, -0.3), "hand": (1, -0.12, -0.04),
        },
    ),
    "hands and knees": (
        "standing",
        {
            "spine": (1, 0, 0.22), "chest": (1, 0, 0.18), "neck": (1, 0, 0.08),
            "head": (1, 0, -0.1), "look": (0.25, 0, -1),
            "thigh": (0, 0.05, -1), "shin": (-1, 0, -0.04), "foot": (-1, 0, -0.42),
            "upper_arm": (0.02, 0.02, -1), "forearm": (0.0, 0, -1), "hand": (1, 0.05, 0),
        },
    ),
    "kneeling": (
        "standing",
        {"thigh": (0, 0.05, -1), "shin": (-1, 0, -0.04), "foot": (-1, 0, -0.42)},
    ),
    "half kneeling": (  # left knee down, right foot ahead
        "standing",
        {
            "thigh_l": (-0.06, 0.03, -1), "shin_l": (-1, 0.02, -0.04), "foot_l": (-1, 0, -0.42),
            "thigh_r": (1, -0.08, 0.02), "shin_r": (0, 0, -1), "foot_r": (1, -0.05, 0),
        },
    ),
    "sitting on the floor": (
        "standing",
        {
            "thigh": (1, 0.1, 0.02), "shin": (1, 0.02, -0.06), "foot": (0.25, 0.05, 1),
            "upper_arm": (-0.1, 0.22, -0.95), "forearm": (0.25, 0.05, -0.9),
            "hand": (0.9, 0.1, -0.2),
        },
    ),
    "lying on the back": (
        "standing",
        {
            "spine": (-1, 0, 0), "chest": (-1, 0, 0), "neck": (-1, 0, 0.05), "head": (-1, 0, 0),
            "look": (0.05, 0, 1), "thigh": (1, 0.12, 1.02), "shin": (0.72, 0, -1),
            "foot": (1, 0.1, 0), "upper_arm": (0.85, 0.42, -0.2), "forearm": (1, 0.1, -0.04),
            "hand": (1, 0, 0),
        },
    ),
    "sitting on the heels": (
        "kneeling",
        {
            "thigh": (1, 0.1, -0.32), "shin": (-1, -0.03, -0.04),
            "upper_arm": (-0.19, 0.18, -0.97), "forearm": (0.82, -0.32, -0.48),
            "hand": (1, -0.15, -0.3),
        },
    ),
    "sitting cross-legged": (  # left shin in front
        "standing",
        {
            "thigh": (0.8, 0.66, 0.02), "shin_l": (-0.08, -1, -0.09), "shin_r": (-0.45, 0.9, -0.09),
            "foot_l": (0.5, -0.8, -0.1), "foot_r": (0.3, 0.9, -0.1),
            "upper_arm": (-0.01, 0.61, -0.79), "forearm": (0.86, -0.1, -0.5),
            "hand": (1, 0.3, -0.3),
        },
    ),
    "lying on the belly": (  # the forehead on the hands
        "standing",
        {
            "spine": (1, 0, 0), "chest": (1, 0, 0), "neck": (1, 0, 0.05), "head": (1, 0, 0),
            "look": (0, 0, -1), "thigh": (-1, 0.08, -0.08), "shin": (-1, 0, -0.04),
            "foot": (-1, 0, -0.42), "upper_arm": (0.55, 0.8, -0.12),
            "forearm": (0.62, -0.78, -0.04), "hand": (0.2, -1, 0),
        },
    ),
    "lying on the side": (  # the right one, the left leg on top
        "standing",
        {
            "spine": (0, -1, 0.06), "chest": (0, -1, 0.1), "neck": (0, -1, -0.15),
            "head": (0, -1, -0.12), "look": (1, 0, 0), "shoulders": (0, 0, 1), "hips": (0, 0, 1),
            "thigh_l": (0.5, 1, -0.27), "shin_l": (-0.5, 1, -0.13), "foot_l": (0.9, 0.4, -0.1),
            "thigh_r": (0.5, 1, -0.09), "shin_r": (-0.5, 1, -0.04), "foot_r": (0.9, 0.4, 0),
            "upper_arm_l": (0.64, 0.65, -0.42), "forearm_l": (0.39, 0.06, -0.92),
            "hand_l": (0.6, -1, 0), "upper_arm_r": (0.12, -1, -0.06), "forearm_r": (0.2, -1, -0.04),
            "hand_r": (0.2, -1, 0),
        },
    ),
    "squatting": (
        "standing",
        {
            "spine": (0.55, 0, 0.9), "chest": (0.35, 0, 1), "neck": (0.3, 0, 1),
            "head": (0.1, 0, 1), "thigh": (0.82, 0.46, 0.34), "shin": (-0.56, -0.03, -1),
            "foot": (1, 0.4, 0),
            "upper_arm": (0.8, 0.1, -0.5), "forearm": (0.8, -0.5, 0.2), "hand": (0.5, -0.3, 0.7),
        },
    ),
}  # fmt: skip


def spread(given: Given) -> dict[str, Vec]:
    """Return directions with a side each; one without a side is the left one's."""
    sided: dict[str, Vec] = {}
    for bone, way in given.items():
        if bone in LIMB_BONES:
            sided[f"{bone}_l"], sided[f"{bone}_r"] = way, mirrored(way)
    return sided | {bone: way for bone, way in given.items() if bone not in LIMB_BONES}


NAMES = tuple(_POSTURES)


@cache
def posture(name: str) -> Mapping[str, Vec]:
    """Return a named posture, whole; ``NAMES`` has the names."""
    like, given = _POSTURES[name]
    sided = spread(given)
    if like == name:
        return {bone: unit(sided[bone]) for bone in BONES}
    return complete(sided, posture(like))
