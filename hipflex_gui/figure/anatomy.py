"""What there is to see of a body: pieces of clothes and skin around the bones, by build.

A piece is made of hulls around balls and rings: two balls are a tapered limb, rings are the
cross-sections of the trunk and the hems of the clothes.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from hipflex_gui.figure.body import SIDES, calf_of
from hipflex_gui.figure.posing import Stance
from hipflex_gui.figure.vectors import Vec, across, add, between, cross, times, unit
from hipflex_gui.i18n import N_


@dataclass(frozen=True, slots=True)
class Ball:
    """A ball; radius in metres."""

    at: Vec
    r: float


@dataclass(frozen=True, slots=True)
class Ring:
    """An oval across a limb: two half-axes as vectors."""

    at: Vec
    a: Vec
    b: Vec


Hull = tuple[Ball | Ring, ...]
Layer = tuple[str, tuple[Hull, ...]]
"""A colour of the palette, and what is filled with it."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One part of the body that is painted at once.

    Attributes:
        axis: the ends of its middle line, by which it is put in order.
        joins: pieces of the same colour it grows out of -> what of *this* piece is painted again
            where they meet, so that no seam is seen, when the other one was painted last.
    """

    name: str
    axis: tuple[Vec, Vec]
    radius: float
    layers: tuple[Layer, ...]
    joins: Mapping[str, tuple[str, Hull]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Build:
    """Girth as shares of the middle one's: trunk, belly, hips, arms and legs."""

    said: str
    chest: float = 1.0
    belly: float = 1.0
    hips: float = 1.0
    arms: float = 1.0
    legs: float = 1.0


BUILDS: Mapping[str, Build] = {
    "slim": Build(N_("Slim"), 0.88, 0.82, 0.88, 0.8, 0.82),
    "medium": Build(N_("Medium")),
    "curvy": Build(N_("Curvy"), 1.0, 1.0, 1.2, 1.02, 1.16),
    "broad": Build(N_("Broad"), 1.16, 1.1, 1.02, 1.2, 1.06),
    "large": Build(N_("Large"), 1.16, 1.46, 1.24, 1.24, 1.22),
}


def pieces(
    stance: Stance, build: Build, breath: float = 0.0, worn: frozenset[str] = frozenset()
) -> list[Piece]:
    """Return the pieces of a body but its head.

    ``breath`` runs from 0, breathed out, to 1, breathed in: the chest widens by up to 4 %.
    ``worn`` names hands that hold something and shins that a band is around.
    """
    found = _trunk(stance, build, breath)
    for side in SIDES:
        found += _arm(stance, build, side, fist=f"hand_{side}" in worn)
        found += _leg(stance, build, side, banded=f"shin_{side}" in worn)
    return found


def front_of(stance: Stance, bone: str, line: str) -> Vec:
    """Return where the front of the trunk points at ``spine`` or ``chest``."""
    axis = stance.posture[bone]
    return cross(across(stance.posture[line], axis), axis)


def _trunk(stance: Stance, build: Build, breath: float) -> list[Piece]:
    p, at = stance.posture, stance.at
    spine, chest = p["spine"], p["chest"]
    hips, shoulders = across(p["hips"], spine), across(p["shoulders"], chest)
    middle = unit(add(hips, shoulders))
    low, high = front_of(stance, "spine", "hips"), front_of(stance, "chest", "shoulders")
    pelvis, waist, top = at["pelvis"], at["waist"], at["chest"]
    wide, belly, full = build.hips, build.belly, build.chest * (1 + 0.02 * breath)
    deep = build.chest * (1 + 0.04 * breath)

    def ring(centre: Vec, axis: Vec, side: Vec, a: float, front: Vec, b: float) -> Ring:
        side, front = across(side, axis), across(front, axis)
        return Ring(centre, times(side, a), times(front, b))

    bend = unit(add(spine, chest))
    seat = [add(add(pelvis, hips, 0.062 * s * wide), low, -0.03) for s in (1, -1)]
    hem = ring(add(pelvis, spine, 0.035), spine, hips, 0.152 * wide, low, 0.112 * max(wide, belly))
    belt = ring(add(pelvis, spine, 0.1), spine, hips, 0.132 * belly, low, 0.094 * belly)
    girdle = ring(waist, bend, middle, 0.124 * belly, low, 0.092 * belly)
    paunch = Ball(add(add(pelvis, spine, 0.13), low, 0.05 * (belly - 0.9)), 0.09 * belly)
    ribs = ring(
        add(add(waist, chest, 0.13), high, 0.008), chest, shoulders, 0.15 * full, high, 0.104 * deep
    )
    yoke = ring(add(top, chest, -0.075), chest, shoulders, 0.155 * full, high, 0.086 * deep)
    collar = Ball(add(top, chest, -0.012), 0.058)
    caps = [
        Ball(add(between(at["shoulder_" + s], top, 0.12), chest, 0.002), 0.058 * build.chest)
        for s in SIDES
    ]
    hip_balls = tuple(
        Ball(add(at["hip_" + s], hips, -0.012 * n), 0.089 * wide)
        for s, n in zip(SIDES, (1, -1), strict=True)
    )
    pelvis_piece = Piece(
        "pelvis",
        (add(pelvis, spine, -0.02), add(pelvis, spine, 0.08)),
        0.1,
        (
            (
                "legs",
                ((*hip_balls, Ball(seat[0], 0.09 * wide), Ball(seat[1], 0.09 * wide), belt),),
            ),
        ),
        {
            "thigh_" + s: (
                "legs",
                (
                    Ball(at["hip_" + s], 0.088 * wide),
                    Ball(between(at["hip_" + s], pelvis, 0.5), 0.085 * wide),
                ),
            )
            for s in SIDES
        },
    )
    shirt = Piece(
        "shirt",
        (add(pelvis, spine, 0.12), add(top, chest, -0.06)),
        0.1,
        (
            (
                "top",
                (
                    (hem, paunch, girdle) if belly > 1.2 else (hem, girdle),
                    (girdle, ribs, yoke),
                    (yoke, *caps, collar),
                ),
            ),
        ),
        {
            "upper_arm_" + s: ("top", (Ball(cap.at, 0.05), Ball(between(cap.at, top, 0.2), 0.047)))
            for s, cap in zip(SIDES, caps, strict=True)
        },
    )
    neck = Piece(
        "neck",
        (add(top, chest, 0.01), at["neck"]),
        0.045,
        (("skin", ((Ball(add(top, chest, 0.0), 0.05), Ball(at["neck"], 0.046)),)),),
    )
    return [pelvis_piece, shirt, neck]


def _arm(stance: Stance, build: Build, side: str, *, fist: bool) -> list[Piece]:
    at, p, k = stance.at, stance.posture, build.arms
    shoulder, elbow, wrist = (at[f"{j}_{side}"] for j in ("shoulder", "elbow", "wrist"))
    upper = p["upper_arm_" + side]
    side_way = across(p["shoulders"], upper, p["chest"])
    sleeve = between(shoulder, elbow, 0.52)
    r = 0.053 * k
    hem = Ring(sleeve, times(side_way, r), times(cross(side_way, upper), r))
    tip = Ball(between(wrist, at["fingers_" + side], 0.94), 0.0185)
    palm = Ball(between(wrist, at["fingers_" + side], 0.42), 0.035)
    hand: tuple[Hull, ...] = ((Ball(wrist, 0.0275), palm, tip), _thumb(stance, side))
    if fist:
        knuckles = Ball(between(wrist, at["fingers_" + side], 0.5), 0.04)
        hand = ((Ball(wrist, 0.0275), Ball(between(wrist, knuckles.at, 0.6), 0.037), knuckles),)
    return [
        Piece(
            "upper_arm_" + side,
            (shoulder, elbow),
            0.048,
            (
                (
                    "skin",
                    ((Ball(between(shoulder, elbow, 0.3), 0.046 * k), Ball(elbow, 0.0385 * k)),),
                ),
                ("top", ((Ball(shoulder, 0.058 * build.chest), hem),)),
            ),
            {
                "shirt": ("top", (Ball(shoulder, 0.05), Ball(between(shoulder, elbow, 0.2), 0.05))),
                "forearm_" + side: (
                    "skin",
                    (Ball(between(shoulder, elbow, 0.7), 0.041 * k), Ball(elbow, 0.0385 * k)),
                ),
            },
        ),
        Piece(
            "forearm_" + side,
            (elbow, wrist),
            0.036,
            (("skin", ((Ball(elbow, 0.041 * k), Ball(wrist, 0.027)),)),),
            {
                "upper_arm_" + side: (
                    "skin",
                    (Ball(elbow, 0.04 * k), Ball(between(elbow, wrist, 0.3), 0.036 * k)),
                ),
                "hand_" + side: (
                    "skin",
                    (Ball(between(elbow, wrist, 0.8), 0.03), Ball(wrist, 0.0275)),
                ),
            },
        ),
        Piece(
            "hand_" + side,
            (wrist, at["fingers_" + side]),
            0.027,
            (("skin", hand),),
            {"forearm_" + side: ("skin", (Ball(wrist, 0.0275), palm))},
        ),
    ]


def _thumb(stance: Stance, side: str) -> Hull:
    """Return the thumb: on the side of the hand that the body's front is on, in a hanging arm."""
    at, p = stance.at, stance.posture
    hand, wrist = p["hand_" + side], at["wrist_" + side]
    front = cross(across(p["shoulders"], p["chest"]), p["chest"])
    inner = times(across(p["shoulders"], hand), -1.0 if side == "l" else 1.0)
    way = across(add(front, p["chest"], 0.4), hand, inner)
    base = add(wrist, hand, 0.035)
    return (
        Ball(add(base, way, 0.015), 0.019),
        Ball(add(add(base, way, 0.05), hand, 0.045), 0.0125),
    )


def _leg(stance: Stance, build: Build, side: str, *, banded: bool) -> list[Piece]:
    at, p, k = stance.at, stance.posture, build.legs
    hip, knee, ankle = (at[f"{j}_{side}"] for j in ("hip", "knee", "ankle"))
    thigh, shin = p["thigh_" + side], p["shin_" + side]
    calf = calf_of(p, side, shin, thigh)
    side_way = across(p["hips"], shin, thigh)
    top = Ball(hip, 0.09 * (build.hips + k) / 2)
    bend = Ball(knee, 0.0565 * (0.6 + 0.4 * k))
    belly = Ball(add(between(knee, ankle, 0.3), calf, 0.012), 0.0545 * k)
    cuff = between(knee, ankle, 0.9)
    r = 0.041 * (0.5 + 0.5 * k)
    hem = Ring(cuff, times(side_way, r), times(cross(side_way, shin), r))
    band: tuple[Layer, ...] = ()
    if banded:
        rings = []
        for share in (0.78, 0.86):
            spot, wide = between(knee, ankle, share), 0.05
            rings.append(Ring(spot, times(side_way, wide), times(cross(side_way, shin), wide)))
        band = (("soft", (tuple(rings),)),)
    heel, ball, toes = (at[f"{j}_{side}"] for j in ("heel", "ball", "toes"))
    arch, bridge = Ball(between(ankle, knee, 0.05), 0.035), Ball(ball, 0.027)
    return [
        Piece(
            "thigh_" + side,
            (hip, knee),
            0.075,
            (("legs", ((top, bend),)),),
            {
                "pelvis": ("legs", (top, Ball(between(hip, knee, 0.16), 0.086 * k))),
                "shin_" + side: ("legs", (Ball(between(hip, knee, 0.8), 0.062 * k), bend)),
            },
        ),
        Piece(
            "shin_" + side,
            (knee, ankle),
            0.05,
            (("legs", ((bend, belly, hem),)), *band),
            {"thigh_" + side: ("legs", (bend, Ball(between(knee, ankle, 0.18), 0.055 * k)))},
        ),
        Piece(
            "foot_" + side,
            (ankle, toes),
            0.035,
            (
                (
                    "skin",
                    (
                        (arch, Ball(heel, 0.034), bridge),
                        (bridge, Ball(toes, 0.0185)),
                    ),
                ),
            ),
        ),
    ]
