"""Going on with an interrupted session: after the steps that were done, as if nothing had been."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings

from hipflex_gui.engine import BEGUN_S, Engine
from hipflex_gui.events import Event, Finished, PhaseStarted, State, StepFinished
from hipflex_gui.log import Logged, RunStatus, StepRecord, StepStatus
from hipflex_gui.movements import Sides
from hipflex_gui.phases import PhaseKind
from hipflex_gui.recorder import Recorder
from hipflex_gui.run import Run, can_go_on
from hipflex_gui.sessions import Rest
from hipflex_gui.store import Store
from hipflex_gui.timeline import Timeline
from tests.playing import QUICK, do, timeline
from tests.strategies import Plan, plans
from tests.support import START, ManualClock, RecordingPlayer

PLAN = timeline(
    do("20s", Sides.EACH),
    Rest(5.0),
    do("3 reps", id="b", name="Squat"),
    do("30s", id="c"),
    pace=QUICK,
)
MOST_TICKS = 4000


Act = Callable[[Callable[[], list[Event]]], list[Event]]


def at_once(command: Callable[[], list[Event]]) -> list[Event]:
    return command()


def played(
    engine: Engine, clock: ManualClock, *, steps: int = 10_000, act: Act = at_once
) -> list[Event]:
    """Play until so many steps have ended; what waits for the person is gone on from at its aim."""
    events: list[Event] = act(engine.play)
    for _tick in range(MOST_TICKS):
        done = sum(isinstance(event, StepFinished) for event in events)
        if engine.state is State.FINISHED or done >= steps:
            return events
        deadline = engine.next_deadline()
        assert deadline is not None
        clock.advance(deadline - clock.monotonic())
        events += act(engine.tick)
        view = engine.view()
        if view.left_s is None and (
            view.phase.tapped or (view.aimed and view.position_s >= BEGUN_S)
        ):
            events += act(engine.next)
    raise AssertionError("it never ends")


def finished_steps(events: Sequence[Event]) -> list[StepFinished]:
    return [event for event in events if isinstance(event, StepFinished)]


def records(events: Sequence[Event]) -> list[StepRecord]:
    return [event.record for event in finished_steps(events)]


def cut_after(plan: Timeline, steps: int) -> tuple[list[StepRecord], float]:
    """Return the steps and the guided seconds that are in the log when a run is cut."""
    clock = ManualClock()
    events = finished_steps(played(Engine(plan, clock), clock, steps=steps))[:steps]
    return records(events), events[-1].active_s if events else 0.0


@given(plans())
@settings(max_examples=150)
def test_cut_after_any_step_each_step_is_done_once(plan: Plan) -> None:
    line = plan.compile(hands_free=True)
    clock = ManualClock()
    whole = played(Engine(line, clock), clock)
    by_position = {step.position: step for step in records(whole)}
    assert list(by_position) == list(range(len(line.work)))
    for steps in range(len(line.work)):
        done, active_s = cut_after(line, steps)
        clock = ManualClock(START + timedelta(hours=2))
        engine = Engine(line, clock, done=done, active_s=active_s)
        later = played(engine, clock)
        both = [*done, *records(later)]
        assert [step.position for step in both] == list(range(len(line.work)))
        for step in both:
            once = by_position[step.position]
            assert (step.visit, step.status, step.name, step.side) == (
                0,
                once.status,
                once.name,
                once.side,
            )
            if line.phases[line.work[step.position]].high is not None:
                assert step.held_s == pytest.approx(once.held_s, abs=0.01)
        assert isinstance(later[-1], Finished)
        assert isinstance(whole[-1], Finished)
        assert later[-1].status is whole[-1].status
        begun = any(step.status is not StepStatus.SKIPPED for step in both)
        assert later[-1].active_s == pytest.approx((active_s + clock.monotonic()) * begun)
        assert engine.active_s == later[-1].active_s


@pytest.mark.parametrize(
    ("steps", "kind", "position"),
    [
        (0, PhaseKind.GET_READY, 0),
        (1, PhaseKind.SWITCH, 1),
        (2, PhaseKind.GET_READY, 2),  # whoever comes back has rested
        (3, PhaseKind.GET_READY, 3),
    ],
)
def test_it_goes_on_with_what_leads_to_the_next_step(
    steps: int, kind: PhaseKind, position: int
) -> None:
    done, active_s = cut_after(PLAN, steps)
    clock = ManualClock()
    engine = Engine(PLAN, clock, done=done, active_s=active_s)
    assert (engine.state, engine.view().phase.kind) == (State.READY, kind)
    assert engine.active_s == active_s
    first = played(engine, clock, steps=1)
    assert first[0] == PhaseStarted(first_phase(steps))
    assert records(first)[0].position == position


def first_phase(steps: int) -> int:
    """Return the phase after so many steps and the rest that may follow them."""
    after = PLAN.work[steps - 1] + 1 if steps else 0
    return after + (PLAN.phases[after].kind is PhaseKind.REST)


def test_going_back_to_a_step_done_before_is_another_visit() -> None:
    done, active_s = cut_after(PLAN, 2)
    clock = ManualClock()
    engine = Engine(PLAN, clock, done=done, active_s=active_s)
    engine.play()
    engine.go_to(PLAN.work[0])
    again = records(played(engine, clock, steps=2))
    assert [(step.position, step.visit) for step in again[:2]] == [(0, 1), (1, 1)]
    keys = [(step.position, step.visit) for step in (*done, *again)]
    assert len(set(keys)) == len(keys)


def test_back_leads_into_what_was_done_before() -> None:
    done, active_s = cut_after(PLAN, 3)
    clock = ManualClock()
    engine = Engine(PLAN, clock, done=done, active_s=active_s)
    engine.play()
    while engine.view().index > PLAN.work[2]:
        engine.back()
    for _rep in range(3):
        clock.advance(1.5)
        events = engine.next()
    assert [(step.position, step.visit) for step in records(events)] == [(2, 1)]


def test_what_was_gone_back_to_twice_goes_on_counting() -> None:
    done, active_s = cut_after(PLAN, 2)
    done.append(replace(done[0], visit=1))
    clock = ManualClock()
    engine = Engine(PLAN, clock, done=done, active_s=active_s)
    engine.play()
    engine.go_to(PLAN.work[0])
    assert records(played(engine, clock, steps=1))[0].visit == 2


def test_what_was_skipped_before_is_not_asked_for_again() -> None:
    clock = ManualClock()
    engine = Engine(PLAN, clock)
    engine.play()
    skipped = records(engine.skip())
    assert [step.status for step in skipped] == [StepStatus.SKIPPED] * 2
    again = Engine(PLAN, clock, done=skipped)
    assert again.active_s == 0.0
    assert [step.position for step in records(played(again, clock))] == [2, 3]


def test_stopped_at_once_it_counts_what_was_done() -> None:
    done, active_s = cut_after(PLAN, 2)
    engine = Engine(PLAN, ManualClock(), done=done, active_s=active_s)
    assert engine.stop() == [Finished(RunStatus.STOPPED, active_s)]


@pytest.mark.parametrize(
    ("statuses", "ends"),
    [
        ((StepStatus.DONE, StepStatus.SKIPPED), RunStatus.COMPLETED),
        ((StepStatus.SKIPPED, StepStatus.SKIPPED), RunStatus.STOPPED),
    ],
)
def test_it_is_completed_if_anything_was_done_before_or_now(
    statuses: tuple[StepStatus, ...], ends: RunStatus
) -> None:
    done, active_s = cut_after(PLAN, 2)
    done = [replace(step, status=status) for step, status in zip(done, statuses, strict=True)]
    engine = Engine(PLAN, ManualClock(), done=done, active_s=active_s)
    engine.play()
    for _movement in range(2):
        events = engine.skip()
    assert isinstance(events[-1], Finished)
    assert events[-1].status is ends


# Whether it can


def interrupted(steps: int, plan: Timeline = PLAN) -> Logged:
    """Return what the log holds of a run of the plan that was cut."""
    done, active_s = cut_after(plan, steps)
    store, clock = Store(":memory:"), ManualClock()
    run = Run(Engine(plan, clock), clock, RecordingPlayer(), None, 4)
    run.act(run.engine.play)
    assert run.record is not None
    store.close()
    ended = done[-1].ended_at if done else START
    return Logged(
        replace(run.record, status=RunStatus.INTERRUPTED, ended_at=ended, active_s=active_s),
        tuple(done),
    )


CUT = interrupted(2)
SWAPPED = timeline(
    do("3 reps", id="b", name="Squat"), do("20s", Sides.EACH), do("30s", id="c"), pace=QUICK
)
RENAMED = timeline(
    do("20s", Sides.EACH, name="Reach"), Rest(5.0), do("3 reps"), do("30s"), pace=QUICK
)
LONGER = timeline(do("20s", Sides.EACH), do("3 reps"), do("30s"), do("30s"), pace=QUICK)
LATER_CHANGED = timeline(
    do("25s", Sides.EACH), do("5 breaths", id="d", name="Another"), do("10s", id="e"), pace=QUICK
)


@pytest.mark.parametrize(
    ("logged", "plan", "can"),
    [
        (CUT, PLAN, True),
        (interrupted(0), PLAN, True),
        (interrupted(3), PLAN, True),
        (interrupted(4), PLAN, False),  # nothing is left
        (CUT, LATER_CHANGED, True),  # what is still to come may be another, and doses too
        (CUT, SWAPPED, False),
        (CUT, RENAMED, False),
        (CUT, LONGER, False),
        *(
            (replace(CUT, run=replace(CUT.run, status=status)), PLAN, False)
            for status in RunStatus
            if status is not RunStatus.INTERRUPTED
        ),
        (replace(CUT, steps=(replace(CUT.steps[0], side="right"),)), PLAN, False),
        (replace(CUT, steps=(replace(CUT.steps[0], set_number=2),)), PLAN, False),
        (replace(CUT, steps=(replace(CUT.steps[0], position=99),)), PLAN, False),
        (replace(CUT, steps=(*CUT.steps, replace(CUT.steps[0], visit=1))), PLAN, True),
    ],
)
def test_it_can_go_on_if_what_was_done_is_where_it_was(
    logged: Logged, plan: Timeline, can: bool
) -> None:
    assert can_go_on(plan, logged) is can


# Into the log


@pytest.mark.parametrize("cuts", [(0,), (1,), (3,), (1, 2, 3)])
def test_it_goes_on_in_the_same_run_of_the_log(tmp_path: Path, cuts: tuple[int, ...]) -> None:
    path, clock = tmp_path / "hipflex.sqlite3", ManualClock()
    goes_on: Logged | None = None
    for until in (*cuts, len(PLAN.work)):
        store = Store(path)
        if goes_on:
            assert [run.id for run in store.interrupt_lost()] == [goes_on.run.id]
            goes_on = store.logged(goes_on.run.id)
            assert goes_on is not None
            assert can_go_on(PLAN, goes_on)
        done, active_s = (goes_on.steps, goes_on.run.active_s) if goes_on else ((), 0.0)
        engine = Engine(PLAN, clock, done=done, active_s=active_s)
        recorder = Recorder(store, tmp_path / "spill.jsonl")
        run = Run(engine, clock, RecordingPlayer(), recorder, 4, goes_on)
        played(engine, clock, steps=until - len(done), act=run.act)
        assert run.record is not None
        assert len(run.steps) == until
        here = store.logged(run.record.id)
        assert here is not None
        assert here.run.status is (RunStatus.RUNNING if until < 4 else RunStatus.COMPLETED)
        goes_on = here
        store.close()  # as the end of its process does, it lets go of the run
        clock.advance(3600)
    store = Store(path)
    assert store.interrupt_lost() == []
    (logged,) = store.all_logged()
    assert (logged.run.status, logged.run.steps_done) == (RunStatus.COMPLETED, 4)
    assert [(step.position, step.visit) for step in logged.steps] == [(n, 0) for n in range(4)]
    as_played = run.as_played()
    assert as_played is not None
    assert (as_played.steps_done, as_played.id) == (4, logged.run.id)
    assert logged.run.active_s == pytest.approx(as_played.active_s)
    assert logged.run.edited_at == logged.run.ended_at
    store.close()


def test_only_an_interrupted_run_goes_on() -> None:
    store = Store(":memory:")
    store.merge([replace(CUT, run=replace(CUT.run, status=RunStatus.STOPPED))])
    for run_id in (CUT.run.id, "nobody"):
        with pytest.raises(ValueError, match="no interrupted run"):
            store.resume(run_id)
    store.close()


def test_what_went_on_holds_against_what_was_shared_before_though_the_clock_was_set_back() -> None:
    store = Store(":memory:")
    before = replace(CUT, run=replace(CUT.run, edited_at=CUT.run.ended_at))
    store.merge([before])
    store.resume(CUT.run.id)
    early = CUT.run.started_at  # by the clock on the wall, which was set back meanwhile
    step = replace(CUT.steps[0], position=2, started_at=early, ended_at=early)
    store.add(CUT.run.id, step, 100.0)  # of two as old as each other "100.0" would be the lesser
    store.end(CUT.run.id, RunStatus.COMPLETED, early, 100.0)
    assert str(CUT.run.active_s) > "100.0"
    assert not store.merge([before]).anything
    assert len(store.steps(CUT.run.id)) == 3
    store.close()
