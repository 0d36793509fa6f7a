"""What several tests of the figure need: the shipped ones, small ones, and pictures as colours."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from math import cos, isfinite, sin

from hypothesis import strategies as st

from hipflex_gui.catalogue import Catalogue
from hipflex_gui.figure.body import BONES, LENGTHS, LIMB_BONES, SIDES, Joints
from hipflex_gui.figure.camera import framed
from hipflex_gui.figure.drawing import Op, draw
from hipflex_gui.figure.figures import FLOOR, Figure, KeyFrame, mirror_figure
from hipflex_gui.figure.palette import Palette, Person, palette
from hipflex_gui.figure.posing import pose
from hipflex_gui.figure.postures import posture, spread
from hipflex_gui.figure.shapes import Path, Point
from hipflex_gui.figure.vectors import Vec, distance, unit
from hipflex_gui.movements import Movement

COLOUR = re.compile(r"#[0-9A-F]{6}")
FEET = ("foot_l", "foot_r")
PERSON = Person()
COLOURS = palette(PERSON)
_ENDS = {
    "upper_arm": ("shoulder", "elbow"),
    "forearm": ("elbow", "wrist"),
    "hand": ("wrist", "fingers"),
    "thigh": ("hip", "knee"),
    "shin": ("knee", "ankle"),
}
WAYS = st.tuples(*(st.floats(-1, 1) for _axis in "xyz")).filter(
    lambda way: sum(x * x for x in way) > 0.01
)
UNITS = WAYS.map(unit)
POSTURES = st.fixed_dictionaries(dict.fromkeys(BONES, UNITS))
"""Bodies that nobody could take: each bone points anywhere."""


@cache
def library() -> Mapping[str, Movement]:
    """Return the shipped movements by id."""
    return Catalogue.load(None, sessions=False).movements


def drawn() -> dict[str, Movement]:
    """Return those that have a figure of their own."""
    return {name: movement for name, movement in library().items() if movement.figure}


@cache
def both_sides(name: str) -> tuple[Figure, Figure]:
    """Return a shipped movement's figure and the other side's."""
    figure = drawn()[name].figure
    assert figure
    return figure, mirror_figure(figure)


def frame(
    name: str = "pose",
    like: str = "standing",
    floor: Sequence[str] = FEET,
    pins: dict[str, str] | None = None,
    given: Mapping[str, Vec] | None = None,
    **bones: Vec,
) -> KeyFrame:
    """Return a key-frame like a named posture; bones may differ, in directions of any length."""
    whole = {
        **posture(like),
        **{bone: unit(way) for bone, way in spread({**(given or {}), **bones}).items()},
    }
    held = tuple((pins or {}).items())
    return KeyFrame(name, tuple(whole.items()), ((FLOOR, tuple(floor)),), held)


def odd_bones(at: Joints) -> dict[str, float]:
    """Return the bones that are not as long as they should be -> by how many metres."""
    gaps = {
        f"{bone}_{side}": distance(at[f"{a}_{side}"], at[f"{b}_{side}"]) - LENGTHS[bone]
        for bone, (a, b) in _ENDS.items()
        for side in SIDES
    }
    middle = (("pelvis", "waist", "spine"), ("waist", "chest", "chest"), ("chest", "neck", "neck"))
    gaps |= {bone: distance(at[a], at[b]) - LENGTHS[bone] for a, b, bone in middle}
    assert {bone.rpartition("_")[0] for bone in gaps} >= set(LIMB_BONES) - {"foot"}
    return {bone: gap for bone, gap in gaps.items() if abs(gap) > 1e-6}


def picture(
    figure: Figure,
    number: int,
    size: float,
    colours: Palette = COLOURS,
    person: Person = PERSON,
    *,
    glow: Sequence[str] | None = None,
) -> list[Op]:
    """Return the paint operations of one key-frame on square paper."""
    posed = pose(figure)
    camera = framed(posed, figure.view, size, size)
    shine = figure.glow if glow is None else glow
    return draw(posed, posed.stances[number], camera, colours, person, glow=shine)


def outlines(path: Path) -> Iterator[list[Point]]:
    """Yield the corners of each outline of a path; arcs become short lines."""
    corners: list[Point] = []
    for kind, *numbers in path:
        if kind == "A":
            x, y, r, start, sweep = numbers
            turns = (start + sweep * i / 12 for i in range(13))
            corners += [(x + r * cos(turn), y + r * sin(turn)) for turn in turns]
        elif kind == "Z":
            yield corners
            corners = []
        elif kind != "H":
            corners.append((numbers[0], numbers[1]))
    assert not corners  # every outline is closed


def bounds(path: Path) -> tuple[float, float, float, float]:
    """Return left, top, right and bottom of a path."""
    spots = [spot for outline in outlines(path) for spot in outline]
    xs, ys = [x for x, _y in spots], [y for _x, y in spots]
    return min(xs), min(ys), max(xs), max(ys)


def turned_area(corners: list[Point]) -> float:
    """Return twice the area of an outline; positive if it runs the way all outlines do."""
    following = [*corners[1:], corners[0]]
    return sum(p[0] * q[1] - q[0] * p[1] for p, q in zip(corners, following, strict=True))


def inside(path: Sequence[Sequence[Point]], x: float, y: float) -> bool:
    """Return whether a spot is in what outlines enclose, by how often they go round it."""
    turns = 0
    for corners in path:
        ax, ay = corners[-1]
        for bx, by in corners:
            if (ay <= y) != (by <= y):
                left = (bx - ax) * (y - ay) > (x - ax) * (by - ay)
                if left == (by > ay):
                    turns += 1 if left else -1
            ax, ay = bx, by
    return turns != 0


def sound(ops: list[Op]) -> None:
    """Check that a painter can paint it."""
    assert ops
    for op in ops:
        assert COLOUR.fullmatch(op.fill.upper())
        assert 0 < op.opacity <= 1
        for kind, *numbers in op.path:
            assert kind in "MLAZH"
            assert all(isfinite(number) for number in numbers)


def on_paper(ops: list[Op], size: float) -> None:
    """Check that it is a sound picture and that nothing runs far out of it."""
    sound(ops)
    for path in (op.path for op in ops if op.path):
        left, top, right, bottom = bounds(path)
        assert min(left, top) > -0.2 * size
        assert max(right, bottom) < 1.2 * size


class Seen:
    """A picture as an eye sees it: the colour at any spot."""

    def __init__(self, ops: Sequence[Op]) -> None:
        self._ops = [
            (bounds(op.path), list(outlines(op.path)), op.fill)
            for op in reversed(ops)
            if op.opacity == 1 and op.path
        ]

    def at(self, x: float, y: float) -> str:
        """Return the colour of the topmost opaque operation, or nothing."""
        for (left, top, right, bottom), path, fill in self._ops:
            if left <= x <= right and top <= y <= bottom and inside(path, x, y):
                return fill
        return ""
