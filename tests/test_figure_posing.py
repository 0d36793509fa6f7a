"""Key-frames solved: what rests on the floor, pinned hands and feet, and what lies in between."""

from dataclasses import replace
from math import hypot

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from hipflex_gui.figure.body import (
    LENGTHS,
    distance_to,
    lowest,
    part_points,
)
from hipflex_gui.figure.contacts import TOLERANCE, faults
from hipflex_gui.figure.figures import FLOOR, GRIPS, WALL, Figure, KeyFrame, PropAt, mirror_figure
from hipflex_gui.figure.posing import Posed, Stance, blend, pose
from hipflex_gui.figure.postures import NAMES
from hipflex_gui.figure.vectors import Vec, add, between, distance, dot, length, mirrored
from tests.figures import FEET, POSTURES, UNITS, frame, odd_bones

ARM = (LENGTHS["upper_arm"], LENGTHS["forearm"])
SHARES = st.floats(0, 1)
HANDS_AND_KNEES = frame(
    "start", "hands and knees", ("knee_l", "knee_r"), {"hand_l": "floor", "hand_r": "floor"}
)


def solved(**bones: Vec) -> Stance:
    return pose(Figure((frame(given=bones),))).stances[0]


@given(POSTURES)
def test_a_body_is_let_down_until_what_it_rests_on_touches_the_floor(
    bones: dict[str, Vec],
) -> None:
    for parts in (FEET, ("seat",), ("hand_l", "knee_r"), ("head",)):
        (stance,) = pose(Figure((frame(floor=parts, given=bones),))).stances
        assert lowest(stance.at, parts) == pytest.approx(0, abs=1e-9)
        assert odd_bones(stance.at) == {} or not _across(bones)


def _across(bones: dict[str, Vec]) -> bool:
    return all(
        abs(dot(bones[a], bones[b])) < 0.999 for a, b in (("shoulders", "chest"), ("hips", "spine"))
    )


def test_a_foot_that_stands_is_flat() -> None:
    stance = solved(foot_l=(1, 0, 0.8))
    assert stance.posture["foot_l"][2] == 0
    assert stance.posture["sole_l"] == (0, 0, -1)
    assert lowest(stance.at, ("foot_l",)) == pytest.approx(0, abs=0.001)
    (loose,) = pose(Figure((frame(floor=("foot_r",), foot_l=(1, 0, 0.8)),))).stances
    assert loose.posture["foot_l"][2] > 0.5


@settings(max_examples=40)
@given(st.sampled_from(GRIPS), st.sampled_from(NAMES), UNITS, UNITS, UNITS)
def test_a_hand_reaches_what_it_holds_where_it_can(
    grip: str, like: str, upper: Vec, lower: Vec, hand: Vec
) -> None:
    assume(grip not in ("shoulder_l", "elbow_l", "forearm_l", "hand_l"))  # of the same arm
    held = frame(like=like, pins={"hand_l": grip}, upper_arm_l=upper, forearm_l=lower, hand_l=hand)
    posed = pose(Figure((held,)))
    at = posed.stances[0].at
    assert odd_bones(at) == {}
    far = distance(at["shoulder_l"], at["wrist_l"])
    if abs(ARM[0] - ARM[1]) * 1.01 < far < sum(ARM) * 0.999:
        assert distance_to(at, grip, at["palm_l"]) - 0.03 < TOLERANCE
        assert not [fault for fault in faults(posed) if "hand_l" in fault]
    else:
        assert far == pytest.approx(abs(ARM[0] - ARM[1]), abs=0.01) or far > sum(ARM) * 0.999


@pytest.mark.parametrize("grip", ["thigh_l", "knee_l", "thigh_r", "knee_r"])
def test_a_hand_on_a_leg_in_reach_is_on_it(grip: str) -> None:
    sitting = frame(like="sitting on a chair", pins={"hand_l": grip}, spine=(0.3, 0, 1))
    posed = pose(Figure((sitting,)))
    at = posed.stances[0].at
    assert faults(posed) == []
    assert distance_to(at, grip, at["palm_l"]) == pytest.approx(0.03, abs=TOLERANCE)


def test_a_limb_out_of_reach_is_straight_and_that_is_told() -> None:
    posed = pose(Figure((frame(pins={"hand_l": "foot_r"}),)))
    at = posed.stances[0].at
    assert distance(at["shoulder_l"], at["wrist_l"]) == pytest.approx(sum(ARM), abs=0.001)
    (fault,) = faults(posed)
    assert fault.startswith("pose: hand_l is ")
    assert fault.endswith(" cm from foot_r")


def test_an_elbow_bends_the_way_it_was_bent() -> None:
    for side, sign in (("l", 1), ("r", -1)):
        (stance,) = pose(
            Figure((frame(pins={f"hand_{side}": f"hip_{side}"}, upper_arm=(-0.5, 0.7, -0.6)),))
        ).stances
        at = stance.at
        assert at[f"elbow_{side}"][1] * sign > at[f"wrist_{side}"][1] * sign


def test_hands_on_the_floor_lie_on_it() -> None:
    (stance,) = pose(Figure((HANDS_AND_KNEES,))).stances
    for side in "lr":
        for point, r in part_points(stance.at, f"hand_{side}"):
            assert point[2] == pytest.approx(r)
        assert stance.posture[f"hand_{side}"][2] == pytest.approx(0)
    assert faults(pose(Figure((HANDS_AND_KNEES,)))) == []


@pytest.mark.parametrize(("end", "parts"), [("foot_l", ("foot_l",)), ("toes_l", ("toes_l",))])
def test_a_foot_pinned_to_the_floor_stands_on_it(end: str, parts: tuple[str, ...]) -> None:
    step = frame(
        floor=("foot_r",), pins={end: FLOOR}, thigh_l=(0.5, 0, -1), shin_l=(-0.3, 0, -1),
        foot_l=(1, 0, 0 if end == "foot_l" else -0.4),
    )  # fmt: skip
    (stance,) = pose(Figure((step,))).stances
    assert lowest(stance.at, parts) == pytest.approx(0, abs=TOLERANCE)
    heel = lowest(stance.at, ("heel_l",))
    assert (heel > 0.05) is (end == "toes_l")
    assert faults(pose(Figure((step,)))) == []


def test_an_ankle_can_be_held() -> None:
    """Figure four: the ankle lies on the other thigh."""
    crossed = frame(
        like="sitting on a chair", floor=("foot_r",), pins={"ankle_l": "thigh_r"},
        thigh_l=(0.6, 0.8, 0.1), shin_l=(0.5, -0.9, 0.1),
    )  # fmt: skip
    posed = pose(Figure((crossed,)))
    at = posed.stances[0].at
    assert faults(posed) == []
    assert distance_to(at, "thigh_r", at["ankle_l"]) == pytest.approx(0.042, abs=TOLERANCE)
    sole = posed.stances[0].posture["sole_l"]
    assert length(sole) == pytest.approx(1)


def test_what_stays_is_where_it_was() -> None:
    start = frame("start", "half kneeling", ("knee_l", "foot_r"))
    lunge = frame(
        "pose", "half kneeling", ("knee_l", "foot_r"), {"foot_r": "stays"}, thigh_l=(-0.6, 0, -1)
    )
    first, second = pose(Figure((start, lunge))).stances
    assert second.at["ankle_r"] == pytest.approx(first.at["ankle_r"], abs=0.002)
    assert second.at["knee_l"][:2] == pytest.approx(first.at["knee_l"][:2])
    assert second.at["pelvis"][0] > first.at["pelvis"][0] + 0.1
    assert odd_bones(second.at) == {}


def test_what_stays_in_the_first_key_frame_is_on_the_floor() -> None:
    (stance,) = pose(
        Figure((frame(floor=("foot_r",), pins={"foot_l": "stays"}, thigh_l=(0.5, 0, -1)),))
    ).stances
    assert lowest(stance.at, ("foot_l",)) == pytest.approx(0, abs=TOLERANCE)


def test_the_next_key_frame_stands_where_the_one_before_stood() -> None:
    frames = (frame("start"), frame("pose", "squatting"), frame("side", floor=("foot_r",)))
    stances = pose(Figure(frames)).stances
    for name in ("heel_l", "heel_r"):
        assert stances[1].at[name][2] == pytest.approx(stances[0].at[name][2])
    middles = [between(s.at["heel_l"], s.at["heel_r"], 0.5) for s in stances]
    assert middles[1][:2] == pytest.approx(middles[0][:2])  # where both feet stand, between them
    assert stances[2].at["heel_r"][:2] == pytest.approx(stances[1].at["heel_r"][:2])


# where a wall looks -> where the arm reaches for it
@pytest.mark.parametrize(
    ("facing", "way"),
    [("back", (1, 0, 0)), ("forward", (-1, 0, 0)), ("right", (0, 1, 0)), ("left", (0, -1, 0))],
)
def test_a_hand_lies_on_the_wall(facing: str, way: Vec) -> None:
    reaching = frame(
        pins={"hand_l": WALL}, upper_arm_l=way, forearm_l=add(way, (0, 0, 0.4)), hand_l=(0, 0, 1)
    )
    wall = PropAt(WALL, ("fingers_l",), facing=facing)
    posed = pose(Figure((reaching,), props=(wall,)))
    assert posed.wall
    normal = posed.wall.normal
    assert dot(normal, way) == pytest.approx(-1)
    at = posed.stances[0].at
    for point, r in part_points(at, "hand_l"):
        gap = dot(add(point, posed.wall.point, -1), normal) - r
        assert gap == pytest.approx(0, abs=TOLERANCE)
    assert faults(posed) == []
    other = pose(mirror_figure(posed.figure))
    assert other.wall
    assert other.wall.normal == pytest.approx(mirrored(normal))
    assert faults(other) == []


def test_a_wall_is_placed_by_the_key_frame_that_is_named() -> None:
    step = frame("step", thigh_l=(0.8, 0, -1), floor=("foot_r",))
    wall = PropAt(WALL, ("toes_l",), frame="step", facing="back")
    both = pose(Figure((frame("start"), step), props=(wall,)))
    assert both.wall
    assert both.wall.point[0] == pytest.approx(both.stances[1].at["toes_l"][0] + 0.018)
    nowhere = pose(Figure((frame("start"),), props=(PropAt(WALL, ("toes_l",), "no such"),)))
    assert nowhere.wall is None


def test_contacts_that_are_not_true_are_told() -> None:
    plain = frame("chair")
    frames = (
        frame("start"),
        frame("pose", floor=("foot_l", "seat")),
        frame("low", floor=("seat",)),
        frame("wall", pins={"hand_l": WALL}),
        KeyFrame("chair", plain.bones, (("chair", ("seat",)),)),
    )
    told = faults(pose(Figure(frames)))
    assert not any(fault.startswith("start: ") for fault in told)
    assert any(fault.startswith("pose: seat is ") for fault in told)
    assert any(fault.startswith("low: ") and fault.endswith("below the floor") for fault in told)
    assert any(fault.startswith("start to low: ") for fault in told)
    assert "wall: there is no wall" in told
    assert "chair: there is no chair" in told


def test_a_support_is_as_high_as_what_it_is_under() -> None:
    sitting = frame("start", "sitting on a chair")
    touching = replace(sitting, touch=((FLOOR, FEET), ("chair", ("seat",))))
    assert faults(pose(Figure((touching,), props=(PropAt("chair", ("seat",)),)))) == []
    lower = replace(frame("pose", thigh=(1, 0, 0.3)), touch=(("chair", ("seat",)),))
    (fault,) = faults(pose(Figure((touching, lower), props=(PropAt("chair", ("seat",)),))))
    assert fault.startswith("pose: seat is ")


def pair(first: str, second: str, parts: tuple[str, ...]) -> Posed:
    return pose(Figure((frame("start", first, parts), frame("pose", second, parts))))


PAIRS = st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES))


@given(PAIRS, st.sampled_from([FEET, ("seat",), ("knee_l",), ("back",)]), SHARES)
def test_a_blend_keeps_bones_and_never_passes_through_the_floor(
    names: tuple[str, str], parts: tuple[str, ...], t: float
) -> None:
    posed = pair(*names, parts)
    found = blend(posed, 0, 1, t)
    assert odd_bones(found.at) == {}
    start, end = (lowest(stance.at) for stance in posed.stances)
    assert lowest(found.at) >= min(0, start, end) - 1e-6
    assert lowest(found.at, parts) >= -0.02 or min(start, end) < -0.02


@given(PAIRS, st.sampled_from([FEET, ("seat",), ("knee_l",)]), SHARES)
def test_a_small_step_in_time_is_a_small_step_of_every_joint(
    names: tuple[str, str], parts: tuple[str, ...], t: float
) -> None:
    posed = pair(*names, parts)
    now, then = blend(posed, 0, 1, t), blend(posed, 0, 1, min(1, t + 1e-4))
    assert max(distance(now.at[name], then.at[name]) for name in now.at) < 0.002


@given(PAIRS)
def test_a_blend_begins_and_ends_in_the_key_frames(names: tuple[str, str]) -> None:
    posed = pair(*names, FEET)
    assert blend(posed, 0, 1, 0) is blend(posed, 0, 0, 0.5) is posed.stances[0]
    assert blend(posed, 0, 1, 1) is blend(posed, 1, 0, -0.1) is posed.stances[1]


@given(PAIRS, SHARES)
def test_what_both_rest_on_does_not_slide(names: tuple[str, str], t: float) -> None:
    posed = pair(*names, FEET)
    at, found = posed.stances[0].at, blend(posed, 0, 1, t).at
    here, there = (between(one["heel_l"], one["heel_r"], 0.5) for one in (at, found))
    assert hypot(there[0] - here[0], there[1] - here[1]) < 1e-6


@given(SHARES)
def test_hands_that_stay_on_the_floor_stay_there_in_between(t: float) -> None:
    back = frame(
        "pose", "hands and knees", ("knee_l", "knee_r"), {"hand_l": "stays", "hand_r": "stays"},
        thigh=(0.3, 0, -1),
    )  # fmt: skip
    posed = pose(Figure((HANDS_AND_KNEES, back)))
    found = blend(posed, 0, 1, t)
    for side in "lr":
        wrist = f"wrist_{side}"
        assert found.at[wrist] == pytest.approx(posed.stances[0].at[wrist], abs=0.003)
    assert lowest(found.at) >= -0.003


@given(SHARES)
def test_a_hand_on_the_thigh_stays_on_it_in_between(t: float) -> None:
    pins = {"hand_l": "thigh_l", "hand_r": "thigh_r"}
    squat = frame("pose", pins=pins, thigh=(0.6, 0, -0.5), spine=(0.6, 0, 1))
    posed = pose(Figure((frame("start", pins=pins), squat)))
    found = blend(posed, 0, 1, t)
    for side in "lr":
        far = distance(found.at[f"shoulder_{side}"], found.at[f"wrist_{side}"])
        gap = distance_to(found.at, f"thigh_{side}", found.at[f"palm_{side}"]) - 0.03
        assert abs(gap) < TOLERANCE or far > sum(ARM) * 0.999


@given(SHARES)
def test_where_hands_and_feet_alone_carry_it_the_middle_leads(t: float) -> None:
    pins = {"hand_l": "floor", "hand_r": "floor", "foot_l": "floor", "foot_r": "floor"}
    reach: dict[str, Vec] = {
        "spine": (1, 0, -0.4), "chest": (1, 0, -0.5), "upper_arm": (0.3, 0, -1)
    }  # fmt: skip
    frames = [
        frame(name, floor=(), pins=pins, given=reach, thigh=way)
        for name, way in (("start", (0.1, 0, -1)), ("pose", (-0.3, 0.1, -1)))
    ]
    posed = pose(Figure(tuple(frames)))
    found = blend(posed, 0, 1, t)
    first, second = (stance.at["pelvis"] for stance in posed.stances)
    assert found.at["pelvis"][0] == pytest.approx(first[0] + (second[0] - first[0]) * t)
    assert odd_bones(found.at) == {}
