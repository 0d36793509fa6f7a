"""The engine, situation by situation. What holds for all of them is in the properties."""

from datetime import timedelta

import pytest

from hipflex_gui.cues import Cue
from hipflex_gui.events import (
    CueDue,
    Finished,
    Paused,
    PhaseStarted,
    Reason,
    Resumed,
    State,
    StepFinished,
)
from hipflex_gui.log import RunStatus, StepStatus
from hipflex_gui.movements import Sides
from hipflex_gui.phases import PhaseKind
from hipflex_gui.sessions import Pace, Rest
from tests.playing import Playing, choice, cue_times, cues, do, walk
from tests.support import START

PREPARED = Pace(switch=5)


def test_a_small_session_event_by_event() -> None:
    playing = Playing(do("2s", Sides.EACH)).start().to_the_end()
    left, right = playing.records
    assert playing.events == [
        PhaseStarted(0),
        CueDue(Cue.START, 0),
        CueDue(Cue.TICK, 0),
        StepFinished(left, 2.0),
        PhaseStarted(1),
        CueDue(Cue.START, 1),
        CueDue(Cue.TICK, 1),
        StepFinished(right, 4.0),
        CueDue(Cue.SESSION_DONE, 1),
        Finished(RunStatus.COMPLETED, 4.0),
    ]
    assert (left.side, left.position, left.held_s, left.dose) == ("left", 0, 2.0, "2s")
    assert left.started_at == START
    assert right.ended_at == START + timedelta(seconds=4)
    assert playing.engine.view().session_left_s == 0
    assert playing.engine.next_deadline() is None


def test_a_hold_is_prepared_cued_and_switched() -> None:
    playing = Playing(do("30s", Sides.EACH), pace=PREPARED).start()
    assert cue_times(playing, 80.5) == [
        (1.0, Cue.GET_READY), (2.0, Cue.TICK), (3.0, Cue.TICK), (4.0, Cue.TICK),
        (5.0, Cue.START), (20.0, Cue.HALF_WAY), (32.0, Cue.TICK), (33.0, Cue.TICK),
        (34.0, Cue.TICK), (35.0, Cue.SWITCH), (37.0, Cue.TICK), (38.0, Cue.TICK),
        (39.0, Cue.TICK), (40.0, Cue.START), (55.0, Cue.HALF_WAY), (67.0, Cue.TICK),
        (68.0, Cue.TICK), (69.0, Cue.TICK), (70.0, Cue.SESSION_DONE),
    ]  # fmt: skip


def test_the_end_of_a_movement_has_its_own_sound_and_getting_ready_leaves_room_for_it() -> None:
    playing = Playing(do("2s"), do("2s", id="b"), pace=Pace(get_ready=3)).start()
    heard = cue_times(playing, 8)
    assert (5.0, Cue.DONE) in heard
    assert (6.0, Cue.GET_READY) in heard


def test_a_pause_in_the_middle_of_a_hold_is_left_with_three_two_one() -> None:
    playing = Playing(do("10s")).start()
    playing.wait(4)
    assert playing.do(playing.engine.pause) == [Paused(Reason.USER)]
    assert playing.do(playing.engine.pause) == []
    playing.wait(600)
    assert playing.do(playing.engine.play) == [Resumed(3), CueDue(Cue.TICK, 0)]
    assert playing.do(playing.engine.play) == []
    shown = [playing.engine.view().countdown]
    for _tick in range(4):
        playing.wait(0.75)
        shown.append(playing.engine.view().countdown)
    assert shown == [3, 3, 2, 1, 0]
    assert playing.engine.view().position_s == 4
    assert cue_times(playing, 7) == [
        (3.0, Cue.TICK),
        (4.0, Cue.TICK),
        (5.0, Cue.TICK),
        (6.0, Cue.SESSION_DONE),
    ]
    assert playing.records[0].held_s == pytest.approx(10)
    assert playing.records[0].ended_at == START + timedelta(seconds=613)


def test_a_pause_in_the_countdown_begins_it_again() -> None:
    playing = Playing(do("10s")).start()
    playing.wait(4)
    playing.do(playing.engine.pause)
    playing.do(playing.engine.play)
    playing.wait(1.5)
    playing.do(playing.engine.pause)
    assert playing.engine.view().countdown == 0
    assert playing.do(playing.engine.play) == [Resumed(3), CueDue(Cue.TICK, 0)]
    assert cues(playing.wait(3)) == [Cue.TICK, Cue.TICK]
    assert playing.engine.view().position_s == pytest.approx(4)


def test_only_a_hold_that_was_going_on_is_counted_in_again() -> None:
    for steps, waited in ((do("10s", steps=("One.",)), 1), (do("3 reps"), 1), (do("10s"), 0)):
        playing = Playing(steps).start()
        playing.wait(waited)
        playing.do(playing.engine.pause)
        assert playing.do(playing.engine.play)[0] == Resumed(0)


def test_a_range_has_an_aim_goes_on_and_may_be_left_after_it() -> None:
    playing = Playing(do("4-10s")).start()
    playing.wait(3.9)
    assert not playing.engine.view().aimed
    assert cues(playing.wait(0.2)) == [Cue.AIM]
    assert playing.engine.view().left_s == pytest.approx(5.9)
    playing.do(playing.engine.next)
    assert (playing.records[0].status, playing.records[0].dose) == (StepStatus.DONE, "4-10s")
    early = Playing(do("4-10s")).start()
    early.wait(3.9)
    early.do(early.engine.next)
    assert early.records[0].status is StepStatus.CUT
    through = Playing(do("4-10s")).start().to_the_end()
    assert through.records[0].held_s == 10


def test_an_open_minimum_counts_up_until_next() -> None:
    playing = Playing(do("5s+")).start()
    assert cue_times(playing, 60) == [(5.0, Cue.AIM)]
    assert playing.engine.view().left_s is None
    playing.do(playing.engine.next)
    assert playing.records[0].held_s == pytest.approx(60)
    assert isinstance(playing.events[-1], Finished)
    assert playing.events[-1].status is RunStatus.COMPLETED


def test_until_done_counts_up_and_is_done_whenever_it_is_left() -> None:
    playing = Playing(do("until done")).start()
    assert cue_times(playing, 100) == []
    assert playing.do(lambda: playing.engine.extend(1)) == []
    playing.do(playing.engine.next)
    assert playing.records[0].status is StepStatus.DONE
    assert playing.records[0].dose == "until done"


@pytest.mark.parametrize(
    ("dose", "waited", "credited"),
    [("until done", 9000, 3600), ("30s+", 9000, 3600), ("2h+", 9000, 7200), ("30s+", 3000, 3000)],
)
def test_an_open_step_that_was_left_alone_is_not_logged_for_hours(
    dose: str, waited: float, credited: float
) -> None:
    playing = Playing(do(dose)).start()
    playing.wait(waited)
    playing.do(playing.engine.stop)
    assert playing.records[0].held_s == credited
    assert playing.engine.active_s == credited


def test_breaths_and_reps_that_were_left_alone_are_not_counted_for_hours() -> None:
    playing = Playing(do("8+ breaths")).start()
    playing.wait(9000)
    playing.do(playing.engine.stop)
    assert (playing.records[0].breaths, playing.records[0].reps) == (360, None)
    tapped = Playing(do("5 reps")).start()
    tapped.do(tapped.engine.next)
    tapped.wait(9000)
    tapped.do(tapped.engine.stop)
    assert (tapped.records[0].reps, tapped.records[0].held_s) == (1, 120)


def test_breaths_are_counted_and_cued() -> None:
    playing = Playing(do("2 breaths"), pace=Pace(get_ready=0, breath_in=2, breath_out=3)).start()
    first = cues(playing.events)
    assert first == [Cue.BREATHE_IN]
    assert cue_times(playing, 9) == [
        (2.0, Cue.BREATHE_OUT),
        (5.0, Cue.BREATHE_IN),
        (7.0, Cue.BREATHE_OUT),
    ]
    playing.wait(1)
    assert (playing.records[0].breaths, playing.records[0].held_s) == (2, 10)


def test_tapped_reps_are_one_key_a_rep_and_the_last_goes_on() -> None:
    playing = Playing(do("3 reps"), do("1s", id="b")).start()
    assert cues(playing.do(playing.engine.next)) == [Cue.BEAT]
    playing.wait(30)
    assert playing.engine.view().moment.cycle == 1
    playing.do(playing.engine.next)
    events = playing.do(playing.engine.next)
    assert cues(events) == [Cue.DONE, Cue.START]
    assert (playing.records[0].reps, playing.records[0].status) == (3, StepStatus.DONE)


@pytest.mark.parametrize(("dose", "reps"), [("2-4 reps", 3), ("2+ reps", 3)])
def test_one_key_is_enough_for_a_set_whose_number_is_open(dose: str, reps: int) -> None:
    playing = Playing(do(dose), do("1s", id="b"), pace=Pace(get_ready=0, rep=4)).start()
    assert cues(playing.do(playing.engine.next)) == [Cue.BEAT]
    playing.wait(60)
    assert playing.engine.view().left_s is None
    assert cues(playing.do(playing.engine.next)) == [Cue.AIM]
    playing.wait(11)
    assert cues(playing.do(playing.engine.next)) == [Cue.BEAT]
    playing.wait(11.9)
    assert playing.phase.tapped
    playing.wait(0.2)
    assert not playing.phase.tapped
    assert (playing.records[0].reps, playing.records[0].status) == (reps, StepStatus.DONE)


def test_alternate_sides_are_a_key_each_and_within_a_rep_one_key_is_both() -> None:
    playing = Playing(do("2 reps", Sides.ALTERNATE)).start()
    seen = []
    for _tap in range(3):
        seen.append(playing.phase.beats[playing.engine.view().moment.beat].side)
        playing.do(playing.engine.next)
    assert seen == ["left", "right", "left"]
    assert playing.engine.view().moment.cycle == 1
    playing.do(playing.engine.next)
    assert (playing.records[0].reps, playing.records[0].side) == (2, "both")
    within = Playing(do("2 reps", Sides.WITHIN_REP)).start()
    within.do(within.engine.next)
    within.do(within.engine.next)
    assert within.records[0].reps == 2


def test_ten_seconds_more_bring_the_last_seconds_again_but_not_the_half() -> None:
    playing = Playing(do("20s")).start()
    playing.wait(18.5)
    playing.do(lambda: playing.engine.extend(1))
    assert playing.engine.view().left_s == pytest.approx(11.5)
    assert cue_times(playing, 11.5) == [
        (8.5, Cue.TICK),
        (9.5, Cue.TICK),
        (10.5, Cue.TICK),
        (11.5, Cue.SESSION_DONE),
    ]
    assert playing.records[0].held_s == pytest.approx(30)
    assert playing.records[0].planned_s == 20


def test_ten_seconds_less_never_end_before_what_is_done() -> None:
    playing = Playing(do("30s")).start()
    playing.wait(12)
    playing.do(lambda: playing.engine.extend(-1))
    assert playing.engine.view().left_s == 8
    events = playing.do(lambda: playing.engine.extend(-1))
    assert cues(events) == [Cue.SESSION_DONE]
    assert (playing.records[0].held_s, playing.records[0].status) == (12, StepStatus.DONE)


def test_an_open_minimum_moves_and_is_announced_where_it_is() -> None:
    playing = Playing(do("10s+")).start()
    playing.wait(12)
    playing.do(lambda: playing.engine.extend(1))
    assert not playing.engine.view().aimed
    assert cue_times(playing, 10) == [(8.0, Cue.AIM)]
    playing.do(lambda: playing.engine.extend(-9))
    assert playing.engine.view().aimed
    assert playing.engine.view().span.low == 0


def test_a_range_keeps_its_aim_below_its_end() -> None:
    playing = Playing(do("20-30s")).start()
    playing.do(lambda: playing.engine.extend(-2))
    assert playing.engine.view().span == playing.engine.view().span.__class__(10, 10)
    playing.do(lambda: playing.engine.extend(2))
    assert playing.engine.view().span.high == 30


def test_breaths_and_reps_grow_and_shrink_one_by_one_and_never_below_one() -> None:
    playing = Playing(do("3 breaths")).start()
    playing.wait(12)
    playing.do(lambda: playing.engine.extend(-5))
    assert playing.engine.view().span.high == 2  # the breath that has begun is finished
    playing.do(lambda: playing.engine.extend(1))
    assert playing.engine.view().span.high == 3
    tapped = Playing(do("3 reps")).start()
    tapped.do(lambda: tapped.engine.extend(-5))
    assert tapped.engine.view().span.high == 1
    tapped.do(lambda: tapped.engine.extend(1))
    tapped.do(tapped.engine.next)
    assert tapped.engine.state is State.PLAYING
    assert cues(tapped.do(lambda: tapped.engine.extend(-1))) == [Cue.SESSION_DONE]
    assert (tapped.records[0].reps, tapped.records[0].status) == (1, StepStatus.DONE)


def test_a_minimum_made_smaller_after_a_long_wait_does_not_reach_into_the_past() -> None:
    playing = Playing(do("3+ reps"), do("30s", id="b"), pace=Pace(get_ready=0, rep=4)).start()
    playing.do(playing.engine.next)
    playing.wait(300)
    playing.do(lambda: playing.engine.extend(-2))
    assert playing.started == [0], "it settles from now on"
    playing.wait(12.5)
    assert playing.started == [0, 1]
    assert playing.engine.view().position_s == pytest.approx(0.5)


def test_back_takes_back_a_tap_begins_again_or_goes_to_the_one_before() -> None:
    playing = Playing(do("10s"), do("3 reps", id="b")).start()
    playing.wait(1)
    playing.do(playing.engine.back)
    assert playing.started == [0, 0]  # nothing lies before the first, so it begins again
    playing.wait(10.5)
    playing.do(playing.engine.next)
    assert playing.do(playing.engine.back) == []
    assert playing.engine.view().moment.cycle == 0
    playing.wait(2)
    playing.do(playing.engine.back)
    assert playing.started[-1] == 1
    playing.do(playing.engine.back)
    assert playing.started[-1] == 0
    assert [(r.position, r.visit, r.status) for r in playing.records] == [
        (0, 0, StepStatus.CUT),
        (0, 1, StepStatus.DONE),
        (1, 0, StepStatus.CUT),
        (1, 1, StepStatus.SKIPPED),
    ]


def test_back_makes_a_second_visit_with_all_its_cues() -> None:
    playing = Playing(do("20s")).start()
    playing.wait(12)
    playing.do(playing.engine.back)
    assert playing.engine.view().position_s == 0
    heard = cue_times(playing, 20)
    assert [cue for _when, cue in heard] == [Cue.HALF_WAY, *[Cue.TICK] * 3, Cue.SESSION_DONE]
    assert playing.engine.active_s == pytest.approx(32)


def test_back_while_it_stands_still_begins_when_it_goes_on() -> None:
    playing = Playing(do("20s")).start()
    playing.wait(12)
    playing.do(playing.engine.pause)
    assert cues(playing.do(playing.engine.back)) == []
    assert playing.do(playing.engine.play) == [Resumed(0), CueDue(Cue.START, 0)]


def test_next_on_the_last_step_finishes() -> None:
    playing = Playing(do("20s")).start()
    playing.wait(19)
    assert playing.do(playing.engine.next)[-1] == Finished(RunStatus.STOPPED, 19)
    untouched = Playing(do("20s"))
    assert untouched.do(untouched.engine.next)[0] == PhaseStarted(0)


def test_skip_leaves_the_movement_and_writes_down_what_was_left_out() -> None:
    playing = Playing(do("20s", Sides.EACH), do("2s", id="b")).start()
    playing.wait(0.5)
    playing.do(playing.engine.skip)
    assert playing.started == [0, 2]
    assert [(r.side, r.status) for r in playing.records] == [
        ("left", StepStatus.SKIPPED),
        ("right", StepStatus.SKIPPED),
    ]
    playing.do(playing.engine.skip)
    assert playing.events[-1] == Finished(RunStatus.STOPPED, 0.0)
    assert playing.do(playing.engine.skip) == []


def test_jumping_over_steps_skips_them_once() -> None:
    steps = [do("5s", id=name) for name in "abcd"]
    playing = Playing(*steps).start()
    playing.wait(5.5)
    playing.do(lambda: playing.engine.go_to(99))
    playing.do(lambda: playing.engine.go_to(-99))
    playing.do(lambda: playing.engine.go_to(3))
    assert playing.started == [0, 1, 3, 0, 3]
    assert [(r.position, r.visit, r.status) for r in playing.records] == [
        (0, 0, StepStatus.DONE),
        (1, 0, StepStatus.SKIPPED),
        (2, 0, StepStatus.SKIPPED),
        (3, 0, StepStatus.SKIPPED),
        (0, 1, StepStatus.SKIPPED),
    ]


def test_what_is_not_playing_yet_or_any_more_can_only_be_begun_or_ended() -> None:
    playing = Playing(do("5s"))
    engine = playing.engine
    quiet = (engine.back, engine.skip, engine.pause, engine.tick, lambda: engine.extend(1))
    assert [command() for command in (*quiet, lambda: engine.go_to(0))] == [[]] * 6
    assert engine.view().state is State.READY
    assert playing.do(engine.stop) == [Finished(RunStatus.STOPPED, 0.0)]
    everything = (*quiet, engine.next, engine.play, engine.stop, lambda: engine.go_to(0))
    assert [command() for command in everything] == [[]] * 9


@pytest.mark.parametrize("status", [RunStatus.STOPPED, RunStatus.DISCOMFORT])
def test_it_stops_for_a_reason_and_keeps_the_step_as_far_as_it_went(status: RunStatus) -> None:
    playing = Playing(do("10s"), do("5s", id="b")).start()
    playing.wait(4)
    events = playing.do(lambda: playing.engine.stop(status))
    assert events == [StepFinished(playing.records[0], 4), Finished(status, 4)]
    assert (playing.records[0].held_s, playing.records[0].status) == (4, StepStatus.CUT)


def test_a_step_left_before_its_first_second_was_not_begun() -> None:
    playing = Playing(do("10s"), do("0.5s", id="b")).start()
    playing.wait(0.9)
    playing.do(playing.engine.next)
    playing.wait(0.6)
    assert [record.status for record in playing.records] == [StepStatus.SKIPPED, StepStatus.DONE]


@pytest.mark.parametrize("closed", [True, False])
def test_sleep_never_completes_a_stretch(closed: bool) -> None:
    playing = Playing(do("30s")).start()
    playing.wait(12)
    if closed:
        playing.clock.sleep_machine(8 * 3600)
    else:
        playing.clock.advance(4.5)
    assert playing.do(playing.engine.tick) == [Paused(Reason.AWAY)]
    assert playing.engine.view().position_s == 12
    assert playing.engine.next_deadline() is None
    assert playing.do(playing.engine.play)[0] == Resumed(3)


def test_a_step_made_as_short_as_nothing_before_it_began_was_not_done() -> None:
    playing = Playing(do("0.2s"), do("5s", id="b")).start()
    playing.do(playing.engine.pause)
    playing.do(lambda: playing.engine.extend(-1))
    assert playing.engine.view().left_s == 0
    playing.do(playing.engine.play)
    assert playing.started == [0, 1]
    assert [record.status for record in playing.records] == [StepStatus.SKIPPED]


def test_a_clock_that_is_set_back_pauses_and_no_step_ends_before_it_began() -> None:
    playing = Playing(do("30s")).start()
    playing.wait(12)
    playing.clock.set_wall(START - timedelta(hours=1))
    assert playing.do(playing.engine.tick) == [Paused(Reason.CLOCK)]
    playing.do(playing.engine.stop)
    record = playing.records[0]
    assert (record.held_s, record.ended_at) == (12, record.started_at)


def test_a_late_tick_changes_nothing_but_says_how_late_it_was() -> None:
    playing = Playing(do("2s"), do("2s", id="b")).start()
    playing.clock.advance(2.4)
    events = playing.do(playing.engine.tick)
    assert [
        (event.cue, round(event.late_s, 3)) for event in events if isinstance(event, CueDue)
    ] == [
        (Cue.TICK, 1.4),
        (Cue.DONE, 0.0),
        (Cue.START, 0.4),
    ]
    assert playing.engine.view().position_s == pytest.approx(0.4)
    assert playing.records[0].ended_at == START + timedelta(seconds=2)
    playing.to_the_end()
    assert playing.engine.active_s == pytest.approx(4)


def test_a_faster_clock_may_be_later() -> None:
    playing = Playing(do("300s"))
    playing.engine = type(playing.engine)(playing.timeline, playing.clock, late_s=400)
    playing.start()
    playing.clock.advance(200)
    assert playing.do(playing.engine.tick)[-1].__class__ is CueDue


def test_a_walk_is_logged_leg_by_leg_as_it_was_asked() -> None:
    playing = Playing(do(walk("left 1", "rest 2s", "right 2-3"))).start()
    playing.to_the_end()
    assert [(r.side, r.dose, r.reps) for r in playing.records] == [
        ("left", "1 step", 1),
        ("right", "2-3 steps", 3),
    ]
    kinds = [phase.kind for phase in playing.timeline.phases]
    assert kinds == [PhaseKind.WALK, PhaseKind.REST, PhaseKind.WALK]


def test_sets_are_logged_by_number() -> None:
    playing = Playing(do(choice("2 counts", sets=(2, 2)))).start().to_the_end()
    assert [(r.set_number, r.reps) for r in playing.records] == [(1, 2), (2, 2)]


def test_skip_in_a_rest_leads_to_the_movement_and_does_not_take_it() -> None:
    playing = Playing(do("10s"), Rest(20.0), do("10s", id="b")).start()
    playing.do(playing.engine.skip)
    assert playing.phase.kind is PhaseKind.REST
    playing.do(playing.engine.skip)
    assert (playing.phase.kind, playing.phase.item) == (PhaseKind.HOLD, 1)


def test_a_clock_that_moves_while_it_is_read_shows_no_countdown() -> None:
    playing = Playing(do("10s"), do("10s", id="b"))
    clock = playing.clock
    still = clock.monotonic

    def moving() -> float:
        clock.advance(0.001)
        return still()

    clock.monotonic = moving  # type: ignore[method-assign]
    playing.start()
    playing.do(playing.engine.next)
    assert playing.engine.view().countdown == 0
