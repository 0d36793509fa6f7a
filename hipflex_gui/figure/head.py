"""The head: a face that shows where it looks, and hair that turns with it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import cos, pi, sin, sqrt

from hipflex_gui.figure.anatomy import Ball, Layer, Piece
from hipflex_gui.figure.posing import Stance
from hipflex_gui.figure.shapes import Path, Point, capsule, disc, polygon
from hipflex_gui.figure.vectors import DOWN, LEFT, UP, Vec, across, add, cross, dot, unit
from hipflex_gui.i18n import N_

SKULL = 0.097
_STEPS = 22


@dataclass(frozen=True, slots=True)
class Hair:
    """One way to wear the hair.

    Attributes:
        said: its name for people.
        up, back: where the middle of the hair is on the head.
        line: the cosine of the angle from there to the hairline.
        size: the radius as a share of the skull's.
        masses: what hangs or is tied up: balls by (up, back, down the room, radius).
        wraps: whether that goes round the neck, in front of it as well.
        role: the colour of the palette.
        opacity: of the hair on the head.
    """

    said: str
    up: float = 0.72
    back: float = 0.6
    line: float = -0.06
    size: float = 1.045
    masses: tuple[tuple[float, float, float, float], ...] = ()
    role: str = "hair"
    opacity: float = 1.0
    wraps: bool = False


HAIR: Mapping[str, Hair] = {
    "short": Hair(N_("Short")),
    "curls": Hair(
        N_("Curls"), line=-0.16, size=1.2,
        masses=((0.0, 0.03, 0.0, 0.112), (0.05, 0.02, 0.0, 0.112)),
    ),
    "bob": Hair(N_("Bob"), line=-0.2, masses=((0.0, 0.03, 0.0, 0.104), (-0.095, 0.04, 0.0, 0.082))),
    "bun": Hair(N_("Bun"), masses=((0.085, 0.075, 0.0, 0.05), (0.085, 0.076, 0.0, 0.049))),
    "ponytail": Hair(N_("Ponytail"), masses=((0.03, 0.1, 0.0, 0.036), (0.0, 0.115, 0.15, 0.022))),
    "shaved": Hair(N_("Shaved"), line=0.02, size=1.0, opacity=0.55),
    "headscarf": Hair(
        N_("Headscarf"), up=0.3, back=1.0, line=-0.58, size=1.07,
        masses=((0.0, 0.02, 0.0, 0.106), (-0.125, 0.0, 0.0, 0.085)), role="top_far", wraps=True,
    ),
}  # fmt: skip


def _axes(stance: Stance) -> tuple[Vec, Vec, Vec, Vec]:
    """Return the middle of the head, and its ways up, ahead and to the left."""
    up = stance.posture["head"]
    ahead = across(stance.posture["look"], up)
    return stance.at["head"], up, ahead, cross(up, ahead)


def pieces(stance: Stance, hair: str) -> list[Piece]:
    """Return the head, skull and jaw and nose, and the hair that hangs or is tied up behind it."""
    middle, up, ahead, _left = _axes(stance)
    chin = Ball(add(add(middle, up, -0.07), ahead, 0.026), 0.056)
    bridge, tip = (
        Ball(add(add(middle, ahead, a), up, u), r)
        for a, u, r in ((0.084, -0.008, 0.013), (0.103, -0.034, 0.0155))
    )
    layers: list[Layer] = [("skin", ((Ball(middle, SKULL), chin), (bridge, tip)))]
    style = HAIR[hair]
    mass = _mass(style, middle, up, ahead) if style.masses else ()
    if style.wraps:
        layers.insert(0, (style.role, (mass,)))
    head = Piece("head", (add(middle, up, -0.05), add(middle, up, 0.02)), 0.1, tuple(layers))
    if style.wraps or not mass:
        return [head]
    ends = mass[0].at, mass[-1].at
    return [head, Piece("hair", ends, mass[0].r, ((style.role, (mass,)),))]


def _mass(style: Hair, middle: Vec, up: Vec, ahead: Vec) -> tuple[Ball, ...]:
    return tuple(
        Ball(add(add(add(middle, up, u), ahead, -b), DOWN, d), r) for u, b, d, r in style.masses
    )


def features(
    stance: Stance, hair: str, at: Callable[[Vec], Point], scale: float, viewer: Vec
) -> list[tuple[Path, str, float]]:
    """Return what is painted on the head: hair, ears and eyes as (path, colour's role, opacity)."""
    middle, up, ahead, left = _axes(stance)
    style = HAIR[hair]
    found: list[tuple[Path, str, float]] = []
    covered = style.role != "hair"
    pole = unit(add(add((0.0, 0.0, 0.0), up, style.up), ahead, -style.back))
    found += [(path, style.role, style.opacity) for path in _cap(middle, pole, style, at, viewer)]
    away = dot(ahead, viewer)
    if style.wraps and away < -0.15:
        a, b = _mass(style, middle, up, ahead)
        found.append((capsule(at(a.at), at(b.at), a.r * scale, b.r * scale), style.role, 1.0))
    for sign in (1.0, -1.0):
        out = dot(left, viewer) * sign
        if not covered and out > 0.12:
            ear = add(add(add(middle, left, 0.094 * sign), up, -0.018), ahead, -0.004)
            low = add(add(ear, up, -0.022), ahead, 0.006)
            found.append(
                (capsule(at(ear), at(low), 0.0185 * scale, 0.012 * scale), "skin_far", 1.0)
            )
        eye = unit(add(add(add((0, 0, 0), ahead, 1.0), left, 0.36 * sign), up, 0.02))
        if dot(eye, viewer) > 0.2:
            found.append((disc(at(add(middle, eye, SKULL * 0.97)), 0.0088 * scale), "edge", 0.85))
    if away > 0.35:
        tip = add(add(middle, ahead, 0.1), up, -0.034)
        found.append((disc(at(tip), 0.0145 * scale), "skin_far", 0.45))
    return found


def _cap(
    middle: Vec, pole: Vec, style: Hair, at: Callable[[Vec], Point], viewer: Vec
) -> list[Path]:
    """Return the part of the skull that has hair and faces the viewer.

    Its border is the hairline where that faces the viewer, and the outline of the head where that
    has hair.
    """
    r, line = SKULL * style.size, style.line
    e2 = across(UP, viewer)
    e1 = cross(e2, viewer)
    f1 = across(LEFT, pole)
    f2 = cross(pole, f1)
    low, wide = line, sqrt(1 - line * line)
    turns = [(cos(2 * pi * i / _STEPS), sin(2 * pi * i / _STEPS)) for i in range(_STEPS)]

    def around(a: Vec, b: Vec, size: float, along: Vec, shift: float) -> list[Vec]:
        return [
            (
                a[0] * c * size + b[0] * s * size + along[0] * shift,
                a[1] * c * size + b[1] * s * size + along[1] * shift,
                a[2] * c * size + b[2] * s * size + along[2] * shift,
            )
            for c, s in turns
        ]

    outline = _run(around(e1, e2, 1.0, viewer, 0.0), lambda way: dot(way, pole) > line)
    rim = _run(around(f1, f2, wide, pole, low), lambda way: dot(way, viewer) > 0)

    def paper(ways: list[Vec]) -> list[Point]:
        return [at(add(middle, way, r)) for way in ways]

    if not outline:
        return [polygon(paper(rim))] if len(rim) > 2 else []
    if not rim:
        return [polygon(paper(outline))]
    if len(outline) == _STEPS:  # the face is a hole in the hair
        return [_ring(paper(outline), paper(rim))]
    return [polygon(paper(outline) + paper(rim))]


def _ring(outer: list[Point], inner: list[Point]) -> Path:
    """Return an area with a hole: the hole runs the other way round."""
    ways = polygon(inner)
    points = [(c[1], c[2]) for c in ways[:-1]][::-1]
    first, *rest = points
    return [*polygon(outer)[:-1], ("H",), ("M", *first), *(("L", *p) for p in rest), ("Z",)]


def _run(ways: list[Vec], wanted: Callable[[Vec], bool]) -> list[Vec]:
    """Return the neighbours in a ring that are wanted, in order, from where they begin."""
    flags = [wanted(way) for way in ways]
    if all(flags):
        return ways
    start = next((i for i, flag in enumerate(flags) if flag and not flags[i - 1]), None)
    if start is None:
        return []
    turned = ways[start:] + ways[:start]
    kept = flags[start:] + flags[:start]
    return turned[: kept.index(False)] if False in kept else turned
