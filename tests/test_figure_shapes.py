"""Shapes on paper: limbs with round ends, hulls, and what two hulls have in common."""

from math import cos, hypot, pi, sin

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from hipflex_gui.figure.shapes import (
    WAYS,
    Point,
    Round,
    capsule,
    common,
    disc,
    hull,
    outline,
    polygon,
    wider,
)
from tests.figures import bounds, inside, outlines, turned_area

COORDINATES = st.floats(-50, 50)
POINTS = st.tuples(COORDINATES, COORDINATES)
RADII = st.floats(0.5, 30)
ROUNDS = st.tuples(COORDINATES, COORDINATES, RADII)
SHARES = st.floats(0, 1)
TURNS = st.floats(0, 2 * pi)


def holds(corners: list[Point], x: float, y: float, slack: float = 1e-6) -> bool:
    """Return whether a spot is in a convex outline, or nearly."""
    ax, ay = corners[-1]
    for bx, by in corners:
        size = hypot(bx - ax, by - ay)
        if size > 1e-6 and ((bx - ax) * (y - ay) - (by - ay) * (x - ax)) / size < -slack:
            return False
        ax, ay = bx, by
    return True


@given(POINTS, POINTS, RADII, RADII, SHARES, TURNS, SHARES)
def test_a_limb_holds_the_discs_along_it_and_nothing_beside(
    a: Point, b: Point, ra: float, rb: float, t: float, turn: float, share: float
) -> None:
    path = list(outlines(capsule(a, b, ra, rb)))
    r = (ra + (rb - ra) * t) * share * 0.95  # arcs are seen as corners, which lie a little inside
    x, y = a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t
    assert inside(path, x + r * cos(turn), y + r * sin(turn))
    left, top, right, bottom = bounds(capsule(a, b, ra, rb))
    assert left >= min(a[0] - ra, b[0] - rb) - 1e-6
    assert top >= min(a[1] - ra, b[1] - rb) - 1e-6
    assert right <= max(a[0] + ra, b[0] + rb) + 1e-6
    assert bottom <= max(a[1] + ra, b[1] + rb) + 1e-6


def test_a_limb_whose_one_end_swallows_the_other_is_a_disc() -> None:
    assert capsule((0, 0), (1, 0), 5, 2) == disc((0, 0), 5)
    assert capsule((0, 0), (1, 0), 2, 5) == disc((1, 0), 5)
    assert capsule((3, 4), (3, 4), 2, 2) == disc((3, 4), 2)


@given(POINTS, POINTS, RADII, RADII)
def test_all_outlines_run_the_same_way_round(a: Point, b: Point, ra: float, rb: float) -> None:
    """So that overlapping ones in one path are one area."""
    shapes = [capsule(a, b, ra, rb), disc(a, ra), outline(hull([(*a, ra), (*b, rb)]))]
    triangle = [a, b, (a[0] + 20, b[1] - 30)]
    assume(abs(turned_area(triangle)) > 1)
    shapes += [polygon(triangle), polygon(triangle[::-1])]
    for shape in shapes:
        (corners,) = outlines(shape)
        assert turned_area(corners) > 0


@given(st.lists(ROUNDS, min_size=1, max_size=4), TURNS)
def test_a_hull_holds_all_its_discs_and_is_no_larger(rounds: list[Round], turn: float) -> None:
    corners = hull(rounds)
    assert len(corners) == len(WAYS)
    for (x, y), (dx, dy) in zip(corners, WAYS, strict=True):
        farthest = max(cx * dx + cy * dy + r for cx, cy, r in rounds)
        assert x * dx + y * dy == pytest.approx(farthest)
    for cx, cy, r in rounds:
        near = r * cos(2 * pi / len(WAYS))  # as far as lines between its corners reach
        assert holds(corners, cx + near * cos(turn), cy + near * sin(turn))


@given(POINTS, st.floats(1, 30), st.floats(1, 30))
def test_a_hull_around_an_oval_touches_it(centre: Point, a: float, b: float) -> None:
    corners = hull((), [(*centre, a, 0, 0, b)])
    for x, y in corners:
        assert ((x - centre[0]) / a) ** 2 + ((y - centre[1]) / b) ** 2 == pytest.approx(1)
    # seen from its edge it is a line, and next to a disc it does not matter
    assert hull([(*centre, 9.0)], [(*centre, 0, 0, 0, 0)]) == hull([(*centre, 9.0)])


@given(st.lists(ROUNDS, min_size=1, max_size=3), st.floats(0, 9))
def test_wider_is_further_out_all_round(rounds: list[Round], by: float) -> None:
    grown = hull([(x, y, r + by) for x, y, r in rounds])
    for found, wanted in zip(wider(hull(rounds), by), grown, strict=True):
        assert found == pytest.approx(wanted, abs=1e-6)


@given(st.lists(ROUNDS, min_size=1, max_size=3), st.lists(ROUNDS, min_size=1, max_size=3), POINTS)
def test_what_is_common_is_in_both_and_all_of_it(
    first: list[Round], second: list[Round], spot: Point
) -> None:
    one, other = hull(first), hull(second)
    both = common(one, other)
    for x, y in both:
        assert holds(one, x, y, 1e-3)
        assert holds(other, x, y, 1e-3)
    if holds(one, *spot, -1e-3) and holds(other, *spot, -1e-3):
        assert holds(both, *spot, 1e-3)
        assert both


def test_what_is_common_in_plain_cases() -> None:
    large, small = hull([(0, 0, 10)]), hull([(1, 1, 2)])
    assert common(small, large) == small
    assert outline(common(hull([(100, 0, 5)]), large)) == []
    assert turned_area(common(large, small)) == pytest.approx(turned_area(small))
