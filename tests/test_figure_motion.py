"""Which key-frames are shown at which time, for every kind of phase."""

from dataclasses import replace
from itertools import pairwise
from math import nextafter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hipflex_gui.figure import motion
from hipflex_gui.figure.figures import Figure
from hipflex_gui.figure.motion import MOVE_S, STRIDE_S, Shown, demo, frame_of, goals, moves, shown
from hipflex_gui.phases import Beat, Phase, PhaseKind, moment
from hipflex_gui.words import Side
from tests.figures import frame

STILL = Figure((frame("pose"),))
TWO = Figure((frame("start"), frame("pose", "squatting")))
THREE = Figure(
    (frame("start"), frame("pose", "squatting"), frame("far", "kneeling")),
    parts=(("cross", "pose"), ("press", "far")),
)
LOOP = Figure(tuple(frame(name) for name in ("start", "a", "b", "c")), loop=True)
WALKER = Figure(
    tuple(frame(name) for name in ("start", "pose", "back", "ahead")),
    parts=(("left", "pose"), ("back", "back"), ("forward", "ahead")),
)
BREATH = (Beat(4.0), Beat(6.0))
REP = (Beat(3.0, "lower"), Beat(1.0, "pause"), Beat(2.0, "rise"))
BOTH_SIDES = tuple(replace(beat, side=side) for side in Side for beat in REP)

# kind -> the phase as it could be in a session
PHASES = {
    PhaseKind.WARM_UP: Phase(PhaseKind.WARM_UP, 0, high=60),
    PhaseKind.GET_READY: Phase(PhaseKind.GET_READY, 0, high=5),
    PhaseKind.MOVE_IN: Phase(PhaseKind.MOVE_IN, 0, high=4, line=1),
    PhaseKind.HOLD: Phase(PhaseKind.HOLD, 0, high=30),
    PhaseKind.BREATHS: Phase(PhaseKind.BREATHS, 0, BREATH, high=8),
    PhaseKind.COUNTS: Phase(PhaseKind.COUNTS, 0, (Beat(1.0),), high=8),
    PhaseKind.REPS: Phase(PhaseKind.REPS, 0, REP, high=8),
    PhaseKind.WALK: Phase(PhaseKind.WALK, 0, (Beat(1.0, "forward"),), high=8),
    PhaseKind.OPEN: Phase(PhaseKind.OPEN, 0),
    PhaseKind.SWITCH: Phase(PhaseKind.SWITCH, 0, high=5),
    PhaseKind.REST: Phase(PhaseKind.REST, 0, high=20),
    PhaseKind.MOVE_OUT: Phase(PhaseKind.MOVE_OUT, 0, high=4),
    PhaseKind.AFTER: Phase(PhaseKind.AFTER, 0, high=4),
}
TAPPED = Phase(PhaseKind.REPS, 0, (Beat(None),), high=8)
FIGURES = (STILL, TWO, THREE, LOOP, WALKER)


def seen(
    figure: Figure,
    phase: Phase,
    position_s: float,
    *,
    before: int | None = None,
    calm: bool = False,
    set_up: int = 0,
) -> Shown:
    """Return what is shown so many seconds into a phase."""
    now = moment(phase, position_s)
    return shown(
        figure, phase, now.beat, now.cycle, now.into_s, position_s,
        set_up=set_up, before=before, calm=calm,
    )  # fmt: skip


def test_the_table_has_every_kind_of_phase() -> None:
    assert set(PHASES) == set(PhaseKind)
    assert all(phase.kind is kind for kind, phase in PHASES.items())


@pytest.mark.parametrize(
    ("kind", "lit", "goal"),
    [
        (PhaseKind.WARM_UP, False, 0),
        (PhaseKind.GET_READY, True, 1),
        (PhaseKind.MOVE_IN, True, 1),
        (PhaseKind.HOLD, True, 1),
        (PhaseKind.BREATHS, True, 1),
        (PhaseKind.OPEN, True, 1),
        (PhaseKind.SWITCH, True, 1),
        (PhaseKind.REST, False, 0),
        (PhaseKind.MOVE_OUT, False, 0),
        (PhaseKind.AFTER, False, 0),
    ],
)
def test_a_phase_leads_to_a_key_frame_and_stays(kind: PhaseKind, lit: bool, goal: int) -> None:
    phase = PHASES[kind]
    start = seen(TWO, phase, 0, before=1 - goal)
    assert (start.first, start.t, start.lit) == (1 - goal, 0, lit)
    half = seen(TWO, phase, MOVE_S / 2, before=1 - goal)
    assert (half.first, half.second) == (1 - goal, goal)
    assert half.t == pytest.approx(0.5)
    for position_s in (MOVE_S, 3.0):
        there = seen(TWO, phase, position_s, before=1 - goal)
        assert there.at(goal)
        assert not there.at(1 - goal)
    assert seen(TWO, phase, 0).at(goal)  # another movement's end is not where this one starts
    assert frame_of(TWO, phase) == goal


def test_the_lines_of_the_set_up_show_the_start() -> None:
    line = replace(PHASES[PhaseKind.MOVE_IN], line=1)
    assert seen(TWO, line, 2, set_up=2).at(0)
    assert seen(TWO, line, 2, set_up=1).at(1)
    assert frame_of(TWO, PHASES[PhaseKind.REPS]) == frame_of(TWO, PHASES[PhaseKind.WALK]) == 0


def test_the_parts_of_a_rep_lead_to_their_key_frames() -> None:
    """The first goes to the pose, the last comes back, and those between stay."""
    reps = PHASES[PhaseKind.REPS]
    assert goals(TWO, REP) == [1, 1, 0]
    for cycle in (0.0, 6.0):
        assert seen(TWO, reps, cycle).at(0)
        down = seen(TWO, reps, cycle + 1.5)
        assert (down.first, down.second, down.ghost) == (0, 1, 0)
        assert down.t == pytest.approx(0.5)
        for paused_s in (3.0, 3.5):
            assert seen(TWO, reps, cycle + paused_s).at(1)
        up = seen(TWO, reps, cycle + 5)
        assert (up.first, up.second) == (1, 0)
        assert up.t == pytest.approx(0.5)


def test_a_figure_may_say_where_the_parts_lead() -> None:
    beats = (Beat(5.0, "cross"), Beat(5.0, "press"), Beat(2.0, "let go"))
    assert goals(THREE, beats) == [1, 2, 0]
    assert goals(THREE, (Beat(1.0, "rest"), Beat(1.0, "cross"))) == [1, 1]
    assert THREE.ends == [1, 2]
    reps = Phase(PhaseKind.REPS, 0, beats, high=3)
    assert (seen(THREE, reps, 7).first, seen(THREE, reps, 7).second) == (1, 2)
    assert (seen(THREE, reps, 11).first, seen(THREE, reps, 11).second) == (2, 0)


def test_in_turns_each_side_has_the_whole_rep() -> None:
    reps = Phase(PhaseKind.REPS, 0, BOTH_SIDES, high=4)
    for position_s in (0.0, 1.5, 3.5, 5.0):
        left, right = seen(TWO, reps, position_s), seen(TWO, reps, position_s + 6)
        assert (left.first, left.second) == (right.first, right.second)
        assert left.t == pytest.approx(right.t)


@pytest.mark.parametrize("phase", [TAPPED, PHASES[PhaseKind.COUNTS]])
def test_reps_without_parts_go_to_the_pose_and_back(phase: Phase) -> None:
    length = 4.0 if phase.tapped else 1.0
    assert seen(TWO, phase, 0).at(0)
    assert seen(TWO, phase, length / 2).at(1)
    assert seen(TWO, phase, length * 0.25).t == pytest.approx(0.5)
    assert seen(TWO, phase, length).at(0)
    assert seen(THREE, phase, length / 2).at(1)
    assert seen(STILL, phase, length / 2).at(0)


def test_a_walk_steps_out_and_back_with_each_foot_in_turn() -> None:
    for name, goal in (("forward", 3), ("back", 2), ("left", 1), ("right", 1), ("about", 1)):
        walk = Phase(PhaseKind.WALK, 0, (Beat(1.0, name),), high=8)
        assert seen(WALKER, walk, 0).at(0)
        out = seen(WALKER, walk, 0.5)
        assert (out.first, out.second, out.t) == (0, goal, 1)
        sideways = name in ("left", "right")
        turns = [seen(WALKER, walk, step + 0.5).other for step in range(4)]
        assert turns == ([False] * 4 if sideways else [False, True, False, True])


def test_a_walk_that_goes_round_does_so_while_it_is_asked_for() -> None:
    hold = PHASES[PhaseKind.OPEN]
    steps = [seen(LOOP, hold, n * STRIDE_S + 0.01) for n in range(4)]
    assert [(one.first, one.second) for one in steps] == [(1, 2), (2, 3), (3, 1), (1, 2)]
    assert seen(LOOP, hold, STRIDE_S / 2).t == pytest.approx(0.5)
    assert seen(LOOP, PHASES[PhaseKind.REST], 5).at(0)
    alone = replace(STILL, loop=True)
    assert seen(alone, hold, 3).second == seen(alone, hold, 3).first == 0


def test_the_chest_breathes_as_the_phase_counts_or_calmly() -> None:
    breaths = PHASES[PhaseKind.BREATHS]
    assert [seen(TWO, breaths, at).breath for at in (0, 2, 4, 7, 10)] == [0, 0.5, 1, 0.5, 0]
    hold = PHASES[PhaseKind.HOLD]
    assert [seen(TWO, hold, at).breath for at in (0, 2, 4, 7, 10)] == [0, 0.5, 1, 0.5, 0]


def test_it_is_smooth_only_while_something_moves() -> None:
    hold = PHASES[PhaseKind.HOLD]
    assert moves(TWO, hold, 0.3)
    assert not moves(TWO, hold, 2)
    assert moves(LOOP, hold, 2)
    assert not moves(LOOP, PHASES[PhaseKind.REST], 2)
    lively = {kind for kind, phase in PHASES.items() if moves(TWO, phase, 2)}
    assert lively == {PhaseKind.BREATHS, PhaseKind.REPS, PhaseKind.COUNTS, PhaseKind.WALK}


@given(st.sampled_from(FIGURES), st.sampled_from(list(PHASES.values())), st.floats(0, 100))
def test_with_less_motion_only_key_frames_are_shown(
    figure: Figure, phase: Phase, position_s: float
) -> None:
    calm = seen(figure, phase, position_s, before=0, calm=True)
    assert calm.first == calm.second
    assert (calm.t, calm.breath) == (0, 0)
    lively = seen(figure, phase, position_s, before=0)
    assert calm.first in (lively.first, lively.second)
    assert (calm.lit, calm.other) == (lively.lit, lively.other)


@given(st.sampled_from(FIGURES), st.sampled_from([*PHASES.values(), TAPPED]), st.floats(0, 100))
def test_what_is_shown_is_a_key_frame_that_there_is(
    figure: Figure, phase: Phase, position_s: float
) -> None:
    for found in (seen(figure, phase, position_s), demo(figure, position_s)):
        count = len(figure.frames)
        assert 0 <= found.first < count
        assert 0 <= found.second < count
        assert 0 <= found.t <= 1
        assert 0 <= found.breath <= 1
        assert -1 <= found.ghost < count


@given(
    st.sampled_from(FIGURES),
    st.sampled_from([*PHASES.values(), TAPPED]),
    st.floats(0, 100),
    st.lists(st.floats(0, 100), max_size=5),
)
def test_what_is_shown_is_a_function_of_time_alone(
    figure: Figure, phase: Phase, position_s: float, others: list[float]
) -> None:
    first = seen(figure, phase, position_s, before=0)
    for other in others:
        seen(figure, phase, other)
        demo(figure, other)
    assert seen(figure, phase, position_s, before=0) == first


@pytest.mark.parametrize("figure", FIGURES)
def test_nothing_jumps_while_a_phase_goes_on(figure: Figure) -> None:
    """A step of a hundredth of a second leads to the same two key-frames or passes through one."""
    for phase in (*PHASES.values(), TAPPED):
        times = [seen(figure, phase, n / 100, before=0) for n in range(1300)]
        _no_jumps(times)
    _no_jumps([demo(figure, n / 100) for n in range(3000)])


def _no_jumps(times: list[Shown]) -> None:
    for now, then in pairwise(times):
        if (now.first, now.second) == (then.first, then.second):
            assert abs(now.t - then.t) < 0.08
        else:
            near = now.second if now.t > 0.5 else now.first
            next_ = then.second if then.t > 0.5 else then.first
            assert near == next_
            assert min(now.t, 1 - now.t) < 0.08
            assert min(then.t, 1 - then.t) < 0.08


def test_where_nothing_is_played_it_goes_in_and_out() -> None:
    rest = demo(TWO, 0.5)
    assert rest.at(0)
    assert not rest.lit
    held = demo(TWO, motion.DEMO_WAIT_S + MOVE_S * 1.6 + 1)
    assert held.at(1)
    assert held.lit
    turn = motion.DEMO_WAIT_S + 2 * MOVE_S * 1.6 + motion.DEMO_HOLD_S
    assert demo(TWO, turn + 0.5).at(0)
    assert demo(TWO, turn - 0.3).second == 0
    assert demo(STILL, 5).at(0)
    assert all(demo(TWO, nextafter(turn * n, 0)).second == 0 for n in range(1, 50))
    assert demo(LOOP, STRIDE_S * 1.5).first == 2


@pytest.mark.parametrize(
    ("figure", "way"),
    [(TWO, [0, 1]), (THREE, [0, 1, 2]), (WALKER, [0, 1, 2, 3]), (LOOP, [1, 2, 3])],
)
def test_a_demo_shows_every_key_frame(figure: Figure, way: list[int]) -> None:
    found = (demo(figure, n / 10) for n in range(300))
    assert sorted({one.first for one in found if one.at(one.first)} | {way[-1]}) == way


def test_a_demo_without_parts_goes_through_all_key_frames() -> None:
    figure = replace(THREE, parts=())
    shows = {one.first for one in (demo(figure, n / 10) for n in range(200)) if one.at(one.first)}
    assert shows == {0, 1, 2}
