"""Arithmetic in space, a body of bones, and the postures it starts from."""

from math import acos, pi

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from hipflex_gui.figure import body
from hipflex_gui.figure.body import BONES, HIP_HALF, LIMB_BONES, PARTS, SHOULDER_HALF
from hipflex_gui.figure.contacts import faults
from hipflex_gui.figure.figures import Figure
from hipflex_gui.figure.posing import pose
from hipflex_gui.figure.postures import NAMES, posture, spread
from hipflex_gui.figure.vectors import (
    FORWARD,
    LEFT,
    UP,
    Vec,
    across,
    add,
    between,
    closest,
    cross,
    distance,
    dot,
    length,
    mirrored,
    turn_between,
    unit,
)
from tests.figures import FEET, POSTURES, UNITS, WAYS, frame, odd_bones

SHARES = st.floats(0, 1)
Points = tuple[Vec, Vec, Vec, Vec]

# posture -> what of it rests on the floor
RESTS = {
    "standing": FEET,
    "standing, hands on hips": FEET,
    "sitting on a chair": FEET,
    "hands and knees": ("knee_l", "knee_r", "hand_l", "hand_r"),
    "kneeling": ("knee_l", "knee_r", "shin_l", "shin_r"),
    "half kneeling": ("knee_l", "foot_r"),
    "sitting on the floor": ("seat", "heel_l", "heel_r"),
    "lying on the back": ("back", "head", *FEET),
    "sitting on the heels": ("knee_l", "knee_r", "toes_l", "toes_r"),
    "sitting cross-legged": ("seat",),
    "lying on the belly": ("back", "thigh_l", "thigh_r", "knee_l", "knee_r"),
    "lying on the side": ("shoulder_r", "hip_r", "thigh_r", "ankle_r"),
    "squatting": FEET,
}


def test_the_direction_of_nothing_is_the_one_given() -> None:
    assert unit((0, 0, 0)) == UP
    assert unit((0, 0, 0), LEFT) == LEFT
    assert across(UP, UP) == FORWARD


@given(WAYS, UNITS)
def test_what_is_across_an_axis_is_at_a_right_angle(way: Vec, axis: Vec) -> None:
    assume(abs(dot(unit(way), axis)) < 0.999)
    found = across(way, axis)
    assert length(found) == pytest.approx(1)
    assert dot(found, axis) == pytest.approx(0, abs=1e-9)
    assert dot(found, way) > 0
    assert dot(cross(way, axis), found) == pytest.approx(0, abs=1e-9)


@given(UNITS, UNITS, SHARES)
def test_a_turn_goes_evenly_along_the_great_circle(a: Vec, b: Vec, t: float) -> None:
    whole = acos(max(-1, min(1, dot(a, b))))
    found = turn_between(a, b, t)
    assert length(found) == pytest.approx(1, abs=1e-3)
    assert acos(max(-1, min(1, dot(a, unit(found))))) == pytest.approx(whole * t, abs=0.02)
    assert distance(turn_between(a, b, 0), a) < 0.02
    assert distance(turn_between(a, b, 1), b) < 0.02


@pytest.mark.parametrize(("a", "by_way_of"), [(UP, FORWARD), (LEFT, FORWARD), (FORWARD, LEFT)])
def test_opposite_directions_go_by_way_of_the_front(a: Vec, by_way_of: Vec) -> None:
    back = (-a[0], -a[1], -a[2])
    assert turn_between(a, back, 0.5) == pytest.approx(by_way_of, abs=1e-9)
    assert turn_between(a, back, 1) == pytest.approx(back, abs=1e-9)


@given(st.tuples(WAYS, WAYS, WAYS, WAYS), SHARES, SHARES)
def test_no_two_points_of_lines_are_closer_than_the_closest(
    points: Points, s: float, t: float
) -> None:
    a, b, c, d = points
    p, q = closest(a, b, c, d)
    assert distance(p, q) <= distance(between(a, b, s), between(c, d, t)) + 1e-6
    for end, (first, last) in ((p, (a, b)), (q, (c, d))):
        on = distance(first, end) + distance(end, last)
        assert on == pytest.approx(distance(first, last), abs=1e-6)


@pytest.mark.parametrize(
    ("points", "apart"),
    [
        (((0, 0, 0), (1, 0, 0), (0, 1, 0), (1, 1, 0)), 1),  # side by side
        (((0, 0, 0), (1, 0, 0), (3, 0, 0), (4, 0, 0)), 2),  # one after the other
        (((0, 0, 0), (0, 0, 0), (1, 1, 0), (1, -1, 0)), 1),  # one is a point
        (((0, 0, 0), (2, 0, 0), (1, 1, 0), (1, 1, 0)), 1),
        (((0, 0, 0), (0, 0, 0), (0, 0, 2), (0, 0, 2)), 2),
        (((-1, 0, 0), (1, 0, 0), (0, -1, 0), (0, 1, 0)), 0),  # they cross
    ],
)
def test_closest_points_of_lines_in_special_places(points: Points, apart: float) -> None:
    assert distance(*closest(*points)) == pytest.approx(apart)


@given(POSTURES)
def test_bones_keep_their_lengths_wherever_they_point(given_posture: dict[str, Vec]) -> None:
    assume(_upright(given_posture))
    at = body.joints(given_posture, (0.3, -0.2, 0.9))
    assert odd_bones(at) == {}
    assert distance(at["hip_l"], at["hip_r"]) == pytest.approx(2 * HIP_HALF)
    assert distance(at["shoulder_l"], at["shoulder_r"]) == pytest.approx(2 * SHOULDER_HALF)
    assert at["pelvis"] == (0.3, -0.2, 0.9)


@given(POSTURES)
def test_mirrored_twice_it_is_the_same(given_posture: dict[str, Vec]) -> None:
    assert body.mirror(body.mirror(given_posture)) == given_posture


@given(POSTURES)
def test_the_mirror_image_of_a_body_has_the_mirror_image_of_its_joints(
    given_posture: dict[str, Vec],
) -> None:
    assume(_upright(given_posture))
    at, other = body.joints(given_posture), body.joints(body.mirror(given_posture))
    for name, point in at.items():
        assert other[body.swapped(name)] == pytest.approx(mirrored(point), abs=1e-9)


def _upright(given_posture: dict[str, Vec]) -> bool:
    """Return whether the lines of shoulders and hips lie across the trunk at all."""
    lines = (("shoulders", "chest"), ("hips", "spine"))
    return all(abs(dot(given_posture[a], given_posture[b])) < 0.999 for a, b in lines)


def test_names_of_the_other_side() -> None:
    assert body.swapped("thigh_l") == "thigh_r"
    assert body.swapped("upper_arm_r") == "upper_arm_l"
    for middle in ("seat", "head", "floor", "shoulders", "_l"):
        assert body.swapped(middle) == middle
    assert {body.swapped(part) for part in PARTS} == set(PARTS)
    assert set(BONES) >= {f"{bone}_{side}" for bone in LIMB_BONES for side in "lr"}


def test_the_lowest_skin_is_that_of_the_part_or_of_all() -> None:
    at = body.joints(posture("standing"))
    soles = body.lowest(at, ("foot_l",))
    assert body.lowest(at) == pytest.approx(soles, abs=0.01)
    assert body.lowest(at, ("head",)) == pytest.approx(at["head"][2] - 0.1)
    assert body.distance_to(at, "head", at["head"]) == pytest.approx(-0.1)
    above = add(at["head"], UP, 0.5)
    assert body.distance_to(at, "head", above) == pytest.approx(0.4)


def test_a_person_who_stands_is_as_tall_as_an_adult() -> None:
    at = body.joints(posture("standing"))
    assert at["head"][2] + 0.1 - body.lowest(at) == pytest.approx(1.73, abs=0.03)


@given(UNITS, UNITS)
def test_a_look_that_is_not_given_follows_the_head(head: Vec, shoulders: Vec) -> None:
    assume(abs(dot(head, shoulders)) < 0.99)
    whole = body.complete({"head": head, "shoulders": shoulders}, posture("standing"))
    assert dot(whole["look"], head) == pytest.approx(0, abs=1e-9)
    assert dot(whole["look"], cross(shoulders, head)) > 0
    assert set(whole) == set(BONES)


def test_a_look_that_is_given_stays_given() -> None:
    whole = body.complete({"head": (0, 0, 1), "look": (0, 3, 1)}, posture("standing"))
    assert whole["look"] == LEFT
    assert whole["thigh_l"] == posture("standing")["thigh_l"]


def test_a_bone_without_a_side_holds_for_both() -> None:
    sided = spread({"thigh": (1, 2, 3), "thigh_r": (0, 0, 1), "shin": (1, 2, 3), "spine": UP})
    assert sided == {
        "thigh_l": (1, 2, 3), "thigh_r": (0, 0, 1), "shin_l": (1, 2, 3), "shin_r": (1, -2, 3),
        "spine": UP,
    }  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_a_named_posture_rests_on_the_floor(name: str) -> None:
    whole = posture(name)
    assert set(whole) == set(BONES)
    assert all(length(way) == pytest.approx(1) for way in whole.values())
    assert dot(whole["look"], whole["head"]) == pytest.approx(0, abs=0.07)
    posed = pose(Figure((frame(like=name, floor=RESTS[name]),)))
    assert faults(posed) == []
    assert odd_bones(posed.stances[0].at) == {}


@pytest.mark.parametrize("name", NAMES)
def test_a_named_posture_is_one_that_joints_allow(name: str) -> None:
    """No knee or elbow is folded flat, and no limb points where a trunk is."""
    whole = posture(name)
    for upper, lower in (("thigh", "shin"), ("upper_arm", "forearm")):
        for side in "lr":
            bend = acos(max(-1, min(1, dot(whole[f"{upper}_{side}"], whole[f"{lower}_{side}"]))))
            assert bend < 0.92 * pi
    assert dot(whole["spine"], whole["chest"]) > 0.8
