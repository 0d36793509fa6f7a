"""Bending a figure by its joints: bones keep their lengths, parts come to rest, ways lead back."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hipflex_gui.figure.bending import HANDLES, bend, bend_both, places
from hipflex_gui.figure.body import lowest, part_points, swapped
from hipflex_gui.figure.contacts import faults
from hipflex_gui.figure.figures import FLOOR, Figure, KeyFrame, PropAt
from hipflex_gui.figure.keyframes import copy_frame, mirror_frame, without_frame
from hipflex_gui.figure.posing import pose
from hipflex_gui.figure.props import top_of
from hipflex_gui.figure.resting import surfaces
from hipflex_gui.figure.vectors import Vec, add, distance, dot, mirrored, sub
from tests.figures import drawn, frame, odd_bones

SIDEWAYS: Vec = (0, -1, 0)  # one looks at the right side of the body
AHEAD: Vec = (1, 0, 0)  # one looks into its face
VIEWS = st.sampled_from((SIDEWAYS, AHEAD))
FIGURES = st.sampled_from(sorted(drawn())).map(lambda name: drawn()[name].figure)
STEPS = st.tuples(st.floats(-0.8, 0.8), st.floats(-0.8, 0.8))


def way_in(view: Vec, step: tuple[float, float]) -> Vec:
    """Return a way of so many metres across and up, as it is seen from somewhere."""
    across, up = step
    return (across, 0.0, up) if view == SIDEWAYS else (0.0, across, up)


def at(figure: Figure, number: int = 0) -> dict[str, Vec]:
    return places(pose(figure).stances[number])


def standing(*more: KeyFrame, props: tuple[PropAt, ...] = ()) -> Figure:
    return Figure((frame("start"), *more), props=props)


@settings(max_examples=150, deadline=None)
@given(FIGURES, st.integers(0, 7), st.sampled_from(HANDLES), VIEWS, STEPS)
def test_whatever_is_dragged_bones_keep_their_lengths_and_nothing_sinks(
    figure: Figure, number: int, handle: str, view: Vec, step: tuple[float, float]
) -> None:
    number %= len(figure.frames)
    before = pose(figure).stances[number]
    bent = bend(figure, number, handle, way_in(view, step), view)
    stance = pose(bent).stances[number]
    assert not odd_bones(stance.at)
    assert lowest(stance.at) > min(-0.02, lowest(before.at) - 0.001)
    assert [one.name for one in bent.frames] == [one.name for one in figure.frames]
    others = [n for n in range(len(figure.frames)) if n != number]
    assert all(bent.frames[n] == figure.frames[n] for n in others)
    assert all(parts for _what, parts in bent.frames[number].touch)
    assert bent.frames[number].touch


@settings(max_examples=100, deadline=None)
@given(
    FIGURES,
    st.integers(0, 7),
    st.lists(st.tuples(st.sampled_from(HANDLES), VIEWS, STEPS), min_size=1, max_size=4),
)
def test_what_is_said_to_touch_does_touch(
    figure: Figure, number: int, drags: list[tuple[str, Vec, tuple[float, float]]]
) -> None:
    number %= len(figure.frames)
    for handle, view, step in drags:
        figure = bend(figure, number, handle, way_in(view, step), view)
    name = figure.frames[number].name
    assert [fault for fault in faults(pose(figure)) if fault.startswith(f"{name}: ")] == []


@settings(max_examples=60, deadline=None)
@given(FIGURES, st.integers(0, 7), st.sampled_from(HANDLES), VIEWS)
def test_a_way_of_nothing_changes_nothing(
    figure: Figure, number: int, handle: str, view: Vec
) -> None:
    number %= len(figure.frames)
    assert bend(figure, number, handle, (0, 0, 0), view) is figure


@settings(max_examples=80, deadline=None)
@given(
    st.sampled_from(["elbow_l", "fingers_r", "wrist_l", "wrist_r", "head"]),
    VIEWS,
    st.tuples(st.floats(-0.02, 0.02), st.floats(-0.02, 0.02)),
)
def test_a_way_back_leads_back(handle: str, view: Vec, step: tuple[float, float]) -> None:
    ahead = {"upper_arm": (0.7, 0.5, -0.3), "forearm": (0.6, -0.3, 0.5), "hand": (0.5, 0.5, 0.5)}
    figure = Figure((frame("start", given=ahead, neck=(0.5, 0.5, 0.6), head=(0.5, 0.5, 0.6)),))
    there = bend(figure, 0, handle, way_in(view, step), view)
    back = tuple(-x for x in way_in(view, step))
    again = bend(there, 0, handle, (back[0], back[1], back[2]), view)
    assert distance(at(again)[handle], at(figure)[handle]) < 1e-6


def test_a_joint_goes_where_it_is_dragged_as_it_is_seen() -> None:
    figure = standing()
    for handle, view in (("knee_l", SIDEWAYS), ("elbow_r", AHEAD), ("wrist_l", SIDEWAYS)):
        way = way_in(view, (0.15, 0.2))
        bent = bend(figure, 0, handle, way, view)
        gone = sub(at(bent)[handle], at(figure)[handle])
        off = sub(gone, way)
        assert distance(off, (0, 0, 0)) == pytest.approx(abs(dot(off, view)), abs=1e-6), handle


def test_a_bone_too_short_points_to_where_it_is_dragged() -> None:
    bent = bend(standing(), 0, "wrist_l", (3, 0, 0.6), SIDEWAYS)
    posture = pose(bent).stances[0].posture
    assert posture["upper_arm_l"] == pytest.approx(posture["forearm_l"], abs=0.1)
    assert posture["upper_arm_l"][0] > 0.8


def test_a_lifted_foot_leaves_the_floor_and_comes_to_rest_again_near_it() -> None:
    figure = standing()
    lifted = bend(figure, 0, "ankle_l", (0.1, 0, 0.3), SIDEWAYS)
    assert lifted.frames[0].parts_on(FLOOR) == ("foot_r",)
    assert at(lifted)["ankle_l"][2] == pytest.approx(at(figure)["ankle_l"][2] + 0.3, abs=1e-6)
    assert at(lifted)["knee_l"][0] > at(figure)["knee_l"][0] + 0.2  # knees bend ahead
    down = bend(lifted, 0, "ankle_l", (-0.1, 0, -0.27), SIDEWAYS)
    assert set(down.frames[0].parts_on(FLOOR)) == {"foot_l", "foot_r"}
    stance = pose(down).stances[0]
    assert [p[2] - r for p, r in part_points(stance.at, "foot_l")] == pytest.approx(
        [0, 0], abs=0.001
    )


def test_hips_go_down_between_feet_that_stay() -> None:
    figure = standing()
    low = bend(figure, 0, "pelvis", (-0.2, 0, -0.35), SIDEWAYS)
    feet = [sub(at(low)[f"ankle_{s}"], at(figure)[f"ankle_{s}"]) for s in "lr"]
    assert feet[0] == pytest.approx(feet[1], abs=1e-6)
    assert feet[0][2] == pytest.approx(0, abs=1e-6)
    assert at(low)["pelvis"][2] == pytest.approx(at(figure)["pelvis"][2] - 0.35, abs=1e-6)
    assert set(low.frames[0].parts_on(FLOOR)) == {"foot_l", "foot_r"}


def test_hands_that_stand_on_the_floor_stay_when_the_chest_moves() -> None:
    on_all_fours = frame("start", "hands and knees", ("hand_l", "hand_r", "knee_l", "knee_r"))
    figure = Figure((on_all_fours, replace(on_all_fours, name="pose")))
    low = bend(figure, 1, "chest", (-0.05, 0, -0.12), SIDEWAYS)
    for side in "lr":
        assert distance(at(low, 1)[f"wrist_{side}"], at(figure, 1)[f"wrist_{side}"]) < 0.01
    assert at(low, 1)["chest"][2] < at(figure, 1)["chest"][2] - 0.08


def test_a_hand_by_the_wall_lies_flat_on_it() -> None:
    wall = PropAt("wall", ("toes_l", "toes_r"), "", "back")
    figure = standing(frame("pose"), props=(wall,))
    gap = next(one for one in surfaces(pose(figure), 1) if one.name == "wall")
    lift = bend(figure, 1, "wrist_r", (0, 0, 0.5), SIDEWAYS)
    there = at(lift, 1)["wrist_r"]
    pushed = bend(lift, 1, "wrist_r", (gap.above(there) - 0.05, 0, 0.0), SIDEWAYS)
    assert dict(pushed.frames[1].touch)["wall"] == ("hand_r",)
    assert dict(pushed.frames[1].pins) == {"hand_r": "wall"}
    stance = pose(pushed).stances[1]
    for p, r in part_points(stance.at, "hand_r"):
        assert gap.above(p) - r == pytest.approx(0, abs=0.005)
    freed = bend(pushed, 1, "wrist_r", (-0.3, 0, 0), SIDEWAYS)
    assert not freed.frames[1].pins
    assert "wall" not in dict(freed.frames[1].touch)


def test_who_sits_down_near_a_chair_sits_on_it() -> None:
    sitting = replace(frame("start", "sitting on a chair"), touch=((FLOOR, ("foot_l", "foot_r")),))
    figure = Figure((sitting, replace(sitting, name="pose")), props=(PropAt("chair", ("seat",)),))
    up = bend(figure, 1, "pelvis", (0.1, 0, 0.25), SIDEWAYS)
    assert "chair" not in dict(up.frames[1].touch)
    down = bend(up, 1, "pelvis", (-0.1, 0, -0.22), SIDEWAYS)
    assert dict(down.frames[1].touch)["chair"] == ("seat",)
    stance = pose(down).stances[1]
    assert lowest(stance.at, ("seat",)) == pytest.approx(
        top_of(figure.props[0], pose(figure)), abs=0.01
    )


def test_pins_of_other_limbs_stay_and_those_of_the_dragged_one_go() -> None:
    pins = {"hand_l": "thigh_r", "hand_r": "thigh_r"}
    figure = Figure((frame("start", "half kneeling", ("knee_l", "foot_r"), pins),))
    bent = bend(figure, 0, "wrist_l", (0.1, 0, 0.2), SIDEWAYS)
    assert dict(bent.frames[0].pins) == {"hand_r": "thigh_r"}
    assert distance(at(bent)["wrist_r"], at(figure)["wrist_r"]) < 1e-6


def test_both_sides_move_as_mirror_images() -> None:
    bent = bend_both(standing(), 0, "wrist_l", (0.2, 0.1, 0.4), AHEAD)
    for joint in ("wrist_l", "elbow_l", "fingers_l"):
        assert at(bent)[swapped(joint)] == pytest.approx(mirrored(at(bent)[joint]), abs=1e-6)
    once = bend(standing(), 0, "head", (0, 0.05, 0), AHEAD)
    assert bend_both(standing(), 0, "head", (0, 0.05, 0), AHEAD) == once


def test_key_frames_are_copied_mirrored_and_taken_out() -> None:
    figure = replace(standing(), props=(PropAt("chair", ("seat",), "pose"),))
    two = copy_frame(figure, 0)
    assert [one.name for one in two.frames] == ["start", "pose"]
    three = replace(copy_frame(two, 1), parts=(("rise", "end"), ("lower", "start")))
    assert [one.name for one in three.frames] == ["start", "pose", "end"]
    assert without_frame(three, 2).parts == (("lower", "start"),)
    assert without_frame(three, 1).props == (PropAt("chair", ("seat",)),)
    assert [one.name for one in copy_frame(three, 0).frames][1] == "frame 3"
    bent = bend(two, 1, "ankle_l", (0.2, 0, 0.3), SIDEWAYS)
    turned = mirror_frame(bent, 1)
    assert turned.frames[0] == bent.frames[0]
    assert turned.frames[1].parts_on(FLOOR) == ("foot_l",)
    assert mirror_frame(turned, 1).frames[1].posture == bent.frames[1].posture


def test_the_handles_are_all_over_the_body() -> None:
    found = at(standing())
    assert set(found) == set(HANDLES)
    assert found["nose"] == pytest.approx(add(found["head"], (0.17, 0, 0)), abs=0.02)
