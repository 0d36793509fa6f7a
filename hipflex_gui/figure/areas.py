"""Areas of the body that stretch or work: where the figure glows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hipflex_gui.figure.anatomy import front_of
from hipflex_gui.figure.body import SIDES, calf_of
from hipflex_gui.figure.posing import Stance
from hipflex_gui.figure.vectors import Vec, across, add, between, cross, dot, sub, times, unit


@dataclass(frozen=True, slots=True)
class Area:
    """One area: a limb with round ends (metres) that glows, as strongly as it faces the viewer."""

    a: Vec
    b: Vec
    ra: float
    rb: float
    pieces: tuple[str, ...]
    strength: float


@dataclass(frozen=True, slots=True)
class _Where:
    """From a joint along to another, off to one side of the bone; radii in metres."""

    start: str
    end: str
    from_: float
    to: float
    off: str
    by: float
    ra: float
    rb: float
    pieces: tuple[str, ...]
    begins: tuple[float, float] | None = None  # up the spine and ahead of it, wherever the bone is


_LEG = ("pelvis", "thigh")
AREAS: Mapping[str, _Where] = {
    "hip-front": _Where("hip", "knee", -0.2, 0.42, "front", 0.05, 0.075, 0.05, _LEG, (0.05, 0.055)),
    "quads": _Where("hip", "knee", 0.18, 0.86, "front", 0.04, 0.062, 0.042, ("thigh",)),
    "hamstrings": _Where("hip", "knee", 0.16, 0.86, "back", 0.045, 0.062, 0.042, ("thigh",)),
    "glutes": _Where("hip", "knee", -0.12, 0.16, "back", 0.06, 0.08, 0.062, _LEG),
    "outer-hip": _Where("hip", "knee", -0.16, 0.24, "outer", 0.055, 0.075, 0.055, _LEG),
    "inner-thigh": _Where("hip", "knee", 0.14, 0.8, "inner", 0.045, 0.055, 0.04, ("thigh",)),
    "knee": _Where("hip", "knee", 0.94, 1.0, "front", 0.03, 0.05, 0.05, ("thigh", "shin")),
    "calf": _Where("knee", "ankle", 0.1, 0.56, "back", 0.03, 0.05, 0.035, ("shin",)),
    "shin": _Where("knee", "ankle", 0.14, 0.84, "front", 0.028, 0.036, 0.028, ("shin",)),
    "ankle": _Where("knee", "ankle", 0.94, 1.0, "front", 0.0, 0.04, 0.04, ("shin", "foot")),
    "foot": _Where("ankle", "ball", 0.2, 1.0, "front", 0.0, 0.035, 0.035, ("foot",)),
    "shoulder": _Where("shoulder", "elbow", -0.06, 0.24, "outer", 0.02, 0.06, 0.05, ("upper_arm",)),
    "arm": _Where("shoulder", "elbow", 0.2, 0.9, "outer", 0.01, 0.045, 0.04, ("upper_arm",)),
    "hand": _Where("wrist", "palm", 0.2, 1.0, "outer", 0.0, 0.036, 0.036, ("hand",)),
    "low-back": _Where("pelvis", "waist", 0.2, 1.05, "back", 0.085, 0.075, 0.07, ("shirt",)),
    "upper-back": _Where("waist", "chest", 0.2, 0.9, "back", 0.085, 0.07, 0.08, ("shirt",)),
    "belly": _Where("pelvis", "waist", 0.4, 1.25, "front", 0.08, 0.07, 0.07, ("shirt",)),
    "neck": _Where("chest", "neck", 0.1, 0.9, "back", 0.02, 0.045, 0.04, ("neck",)),
}
_MIDDLE = frozenset({"low-back", "upper-back", "belly", "neck"})

# what movement files call their targets -> areas, the one that shows it best first
OF_TARGET: Mapping[str, tuple[str, ...]] = {
    "hip-flexors": ("hip-front",), "psoas": ("hip-front",), "quads": ("quads",),
    "quadriceps": ("quads",), "hamstrings": ("hamstrings",), "glutes": ("glutes",),
    "piriformis": ("glutes",), "outer-hips": ("outer-hip",), "hips": ("outer-hip",),
    "hip-rotators": ("outer-hip",), "hip-abductors": ("outer-hip",),
    "abductors": ("outer-hip",), "adductors": ("inner-thigh",),
    "inner-thighs": ("inner-thigh",), "groin": ("inner-thigh",), "knees": ("knee",),
    "legs": ("quads",), "calves": ("calf",), "shins": ("shin",), "ankles": ("ankle",),
    "feet": ("foot",), "low-back": ("low-back",), "lower-back": ("low-back",),
    "spine": ("low-back", "upper-back"), "upper-back": ("upper-back",), "back": ("low-back",),
    "abs": ("belly",), "abdominals": ("belly",), "core": ("belly",), "shoulders": ("shoulder",),
    "arms": ("arm",), "hands": ("hand",), "neck": ("neck",), "balance": (),
}  # fmt: skip


def names() -> tuple[str, ...]:
    """Return the names of all areas, with a side where there are two."""
    return tuple(
        name
        for area in AREAS
        for name in ([area] if area in _MIDDLE else [f"{area}_{side}" for side in SIDES])
    )


def of_targets(targets: tuple[str, ...], sides: str) -> tuple[str, ...]:
    """Return the areas of the first targets that have any, on ``l``, ``r`` or ``lr``."""
    found = [area for target in targets for area in OF_TARGET.get(target, ())]
    first = list(dict.fromkeys(found))[:2]
    return tuple(
        name
        for area in first
        for name in ([area] if area in _MIDDLE else [f"{area}_{side}" for side in sides])
    )


def area(stance: Stance, name: str, viewer: Vec) -> Area | None:
    """Return an area as it is on a body, or None where it is turned away from the viewer."""
    stem, _, side = name.rpartition("_")
    where = AREAS[stem or side]
    at = stance.at

    def joint(what: str) -> Vec:
        return at[what] if what in at else at[f"{what}_{side}"]

    start, end = joint(where.start), joint(where.end)
    way = _off(stance, where, side, unit(sub(end, start)))
    toward = dot(way, viewer)
    strength = min(1.0, max(0.0, (toward + 0.72) / 0.45)) if where.by else 1.0
    if strength <= 0:
        return None
    a = add(between(start, end, where.from_), way, where.by)
    if where.begins:
        up, ahead = where.begins
        a = add(add(start, stance.posture["spine"], up), front_of(stance, "spine", "hips"), ahead)
    b = add(between(start, end, where.to), way, where.by)
    pieces = tuple(
        piece if piece in ("pelvis", "shirt", "neck") else f"{piece}_{side}"
        for piece in where.pieces
    )
    return Area(a, b, where.ra, where.rb, pieces, strength)


def together(stance: Stance, glow: Sequence[str], viewer: Vec) -> list[list[Area]]:
    """Return the areas that are to be seen, those on one side of the body in one group."""
    groups: dict[str, list[Area]] = {}
    for name in glow:
        if found := area(stance, name, viewer):
            groups.setdefault(name[-2:], []).append(found)
    return list(groups.values())


def _off(stance: Stance, where: _Where, side: str, axis: Vec) -> Vec:
    p = stance.posture
    sign = -1.0 if side == "r" else 1.0
    if where.off in ("outer", "inner"):
        sign = sign if where.off == "outer" else -sign
        line = p["shoulders" if where.start in ("shoulder", "wrist") else "hips"]
        return times(across(line, axis), sign)
    turn = 1.0 if where.off == "front" else -1.0
    if where.start in ("hip", "knee", "ankle"):
        thigh, shin = p["thigh_" + side], p["shin_" + side]
        if where.start == "hip":
            bend = add(shin, thigh, -dot(shin, thigh))
            share = min(1.0, 4.0 * dot(bend, bend))
            straight = cross(thigh, p["hips"])
            front = across(add(times(bend, -share), straight, 1 - share), axis)
        else:
            front = times(calf_of(p, side, shin, thigh), -1.0)
    else:
        front = cross(across(p["hips" if where.start == "pelvis" else "shoulders"], axis), axis)
    return times(front, turn)
