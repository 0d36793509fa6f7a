"""Properties of the engine over random sessions, random users and unpunctual clocks."""

from collections.abc import Callable
from datetime import timedelta
from itertools import accumulate, cycle

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from hipflex_gui.cues import Cue
from hipflex_gui.engine import Engine
from hipflex_gui.events import (
    CueDue,
    Event,
    Finished,
    Paused,
    PhaseStarted,
    Reason,
    Resumed,
    State,
    StepFinished,
)
from hipflex_gui.log import RunStatus, StepRecord, StepStatus
from hipflex_gui.movements import Sides
from hipflex_gui.phases import EPSILON, Phase, PhaseKind, Span, beat_cues, marks
from hipflex_gui.sections import sections
from hipflex_gui.timeline import Timeline
from hipflex_gui.words import Side
from tests.strategies import Plan, plans, seconds
from tests.support import ManualClock

LATENESS = st.lists(seconds(0, 0.4), min_size=1, max_size=7)
MOST_TICKS = 4000


def due(phase: Phase, span: Span, after_s: float, until_s: float, *, half: bool) -> list[Cue]:
    """Return the cues of a part of a phase, from what the phase says of itself."""
    found = [
        (offset, cue)
        for offset, name, cue in marks(phase, span)
        if after_s < offset <= until_s + EPSILON and (half or name != "half")
    ]
    for offset, cue in beat_cues(phase, span, after_s):
        if offset > until_s + EPSILON:
            break
        found.append((offset, cue))
    return [cue for _offset, cue in sorted(found)]


class Watcher:
    """Someone with a stop-watch, who works out what must happen and compares it with what does."""

    def __init__(self, timeline: Timeline) -> None:
        self.clock = ManualClock()
        self.timeline = timeline
        self.engine = Engine(timeline, self.clock)
        self.records: list[StepRecord] = []
        self.finished: list[Finished] = []
        self.moving_s = 0.0  # seconds in which the engine was playing
        self.looked_at = 0.0
        self.index = 0
        self.begun: int | None = None  # the work that is going on
        self.heard_to, self.half_heard = -1.0, False
        self.countdown: list[float] = []  # when the ticks of a re-entry are due

    def tick(self) -> list[Event]:
        """Look at the clock: phases that ended must have been heard to their ends."""
        view, now = self.engine.view(), self.clock.monotonic()
        playing = self.engine.state is State.PLAYING
        events = self.engine.tick()
        self.moving_s += (now - self.looked_at) * playing
        self.looked_at = now
        if events and isinstance(events[0], Paused):
            assert len(events) == 1
            assert self.engine.view().position_s == view.position_s
        self._compare(events, view.span, by_itself=True)
        return events

    def command(self, command: Callable[[], list[Event]]) -> list[Event]:
        """Give a command right after a look at the clock, so that what follows is its doing."""
        self.tick()
        view = self.engine.view()
        # what was made as short as nothing while it stood still is over as soon as it goes on
        over = view.left_s == 0 and command == self.engine.play
        events = command()
        self._compare(events, view.span, by_itself=over)
        return events

    def _compare(self, events: list[Event], span: Span, *, by_itself: bool) -> None:
        """Compare the cues of one call, phase by phase, with those that were due."""
        heard: list[list[Cue]] = [[]]
        for event in events:
            assert not self.finished, "nothing comes after the end"
            match event:
                case PhaseStarted(index=index):
                    if by_itself or len(heard) > 1:
                        end = span.end_s(self.timeline.phases[self.index])
                        assert heard[-1] == ([] if end is None else self._due(span, end))
                    else:
                        assert heard[-1] == [], "what was left stays silent"
                    assert self.begun is None, "a step was lost"
                    self.index = index
                    self.begun = index if self.timeline.phases[index].work else None
                    self.heard_to, self.half_heard, self.countdown = -1.0, False, []
                    span = Span(self.timeline.phases[index].low, self.timeline.phases[index].high)
                    heard.append([])
                case CueDue(cue=cue, index=index, late_s=late_s):
                    assert late_s >= 0
                    tap = self.timeline.phases[index].tapped and cue in (Cue.BEAT, Cue.AIM)
                    if cue not in (Cue.DONE, Cue.SESSION_DONE) and not tap:
                        assert index == self.index
                        heard[-1].append(cue)
                case Paused():
                    self.countdown = []
                case Resumed(countdown_s=count):
                    self.countdown = [self.clock.monotonic() + n for n in range(count)]
                case StepFinished(record=record, active_s=active_s):
                    self._check_record(record, active_s)
                case Finished():
                    assert self.begun is None, "a step was lost"
                    self.finished.append(event)
        if events and self.finished:
            end = span.end_s(self.timeline.phases[self.index])
            through = end is not None and (by_itself or len(heard) > 1)
            assert heard[-1] == (self._due(span, end or 0.0) if through else [])
        elif self.engine.state is State.PLAYING:
            now, view = self.clock.monotonic(), self.engine.view()
            ticks = [Cue.TICK for when in self.countdown if when <= now + EPSILON]
            self.countdown = self.countdown[len(ticks) :]
            assert heard[-1] == ticks + self._due(view.span, view.position_s)
        else:
            assert heard[-1] == []

    def _due(self, span: Span, until_s: float) -> list[Cue]:
        phase = self.timeline.phases[self.index]
        found = due(phase, span, self.heard_to, until_s, half=not self.half_heard)
        self.half_heard = self.half_heard or Cue.HALF_WAY in found
        self.heard_to = max(self.heard_to, until_s + EPSILON)
        return found

    def _check_record(self, record: StepRecord, active_s: float) -> None:
        if self.begun is None:
            assert record.status is StepStatus.SKIPPED
        else:
            assert record.position == self.timeline.work.index(self.begun)
        self.begun = None
        self.records.append(record)
        hair = EPSILON * (len(self.records) + 1) * 10
        assert sum(known.held_s for known in self.records) <= active_s + hair
        assert active_s <= self.moving_s + hair
        assert record.ended_at >= record.started_at

    def check(self) -> None:
        """Check what must be so at any time."""
        engine, view = self.engine, self.engine.view()
        deadline = engine.next_deadline()
        assert (deadline is not None) is (engine.state is State.PLAYING)
        assert deadline is None or deadline > self.looked_at
        assert len(self.finished) == (engine.state is State.FINISHED)
        keys = [(record.position, record.visit) for record in self.records]
        assert len(keys) == len(set(keys))
        assert 0 <= view.countdown <= 3
        assert view.position_s >= 0
        assert view.left_s is None or view.left_s >= 0
        assert view.session_left_s >= 0
        assert 0 <= view.moment.beat < len(view.phase.beats)

    def play_on(self, lateness: list[float]) -> None:
        """Play to the end, going on by hand wherever a phase waits for it."""
        self.command(self.engine.play)
        late = cycle(lateness)
        for _tick in range(MOST_TICKS):
            deadline = self.engine.next_deadline()
            if deadline is None:
                break
            self.clock.advance(deadline - self.clock.monotonic() + next(late))
            self.tick()
            self.check()
            if self.engine.view().left_s is None:
                self.command(self.engine.next)
        assert self.engine.state is State.FINISHED


@settings(max_examples=60)
@given(plans(), LATENESS)
def test_unattended_every_phase_begins_on_time_however_late_the_ticks(
    plan: Plan, lateness: list[float]
) -> None:
    timeline = plan.compile(hands_free=True)
    watcher = Watcher(timeline)
    engine, clock = watcher.engine, watcher.clock
    clock.advance(1000.0)
    planned = list(accumulate((phase.planned_s for phase in timeline.phases), initial=1000.0))
    late = cycle(lateness)
    watcher.command(engine.play)
    while engine.state is State.PLAYING:
        deadline = engine.next_deadline()
        assert deadline is not None
        clock.advance(deadline - clock.monotonic() + next(late))
        watcher.tick()
        view = engine.view()
        if engine.state is State.PLAYING:
            assert abs(clock.monotonic() - view.position_s - planned[view.index]) < 1e-6
    assert abs(engine.active_s - timeline.planned_s) < 1e-6
    assert planned[-1] <= clock.monotonic() + 1e-6 <= planned[-1] + 0.4 + 1e-5
    assert [record.position for record in watcher.records] == list(range(len(timeline.work)))
    assert {record.status for record in watcher.records} == {StepStatus.DONE}
    assert watcher.finished[0].status is RunStatus.COMPLETED


@given(plans(), st.booleans())
def test_both_sides_get_the_same_time(plan: Plan, hands_free: bool) -> None:
    timeline = plan.compile(hands_free=hands_free)
    for index, item in enumerate(timeline.items):
        work = [phase for phase in timeline.phases if phase.item == index and phase.work]
        sides = [phase.side for phase in work]
        if item.sides is Sides.EACH:
            assert sides.count(Side.LEFT) == sides.count(Side.RIGHT) == len(work) / 2
            assert len({(phase.low, phase.high, phase.planned_s) for phase in work}) == 1
        if item.sides is Sides.ALTERNATE:
            for phase in work:
                half = len(phase.beats) // 2
                turns = [
                    [b.seconds for b in phase.beats[:half]],
                    [b.seconds for b in phase.beats[half:]],
                ]
                assert turns[0] == turns[1]
                assert {beat.side for beat in phase.beats} == set(Side)


@given(plans(), st.booleans())
def test_the_segments_are_the_whole_session(plan: Plan, hands_free: bool) -> None:
    timeline = plan.compile(hands_free=hands_free)
    bar = sections(timeline)
    assert abs(sum(section.seconds for section in bar) - timeline.planned_s) < 1e-6
    assert {section.main for section in bar} >= set(timeline.work)
    covered = [index for section in bar for index in section.phases]
    assert covered == list(range(len(timeline.phases)))
    last_works = [phase for phase in timeline.phases if phase.ends_movement]
    assert [phase.item for phase in last_works] == list(range(len(timeline.items)))


@settings(max_examples=40)
@given(plans(), LATENESS)
def test_a_user_who_goes_on_where_a_phase_waits_hears_every_cue(
    plan: Plan, lateness: list[float]
) -> None:
    watcher = Watcher(plan.compile())
    watcher.play_on(lateness)
    assert {record.visit for record in watcher.records} == {0}
    assert len(watcher.records) == len(watcher.timeline.work)


@settings(max_examples=30)
@given(plans())
def test_next_alone_leads_through_every_session(plan: Plan) -> None:
    watcher = Watcher(plan.compile())
    engine = watcher.engine
    while engine.state is not State.FINISHED:
        before = engine.view()
        enough = before.aimed and before.phase.tapped and before.span.high is None
        deadline = engine.next_deadline()
        if enough and deadline is not None:  # a set with an open number ends when no tap comes
            watcher.clock.advance(deadline - watcher.clock.monotonic())
            watcher.tick()
        else:
            assert watcher.command(engine.next), "Next never does nothing"
        assert before != engine.view()
    assert len(watcher.finished) == 1


class User(RuleBasedStateMachine):
    """Does anything at any time, in any order."""

    @initialize(plan=plans(), hands_free=st.booleans())
    def begin(self, plan: Plan, hands_free: bool) -> None:
        self.watcher = Watcher(plan.compile(hands_free=hands_free))
        self.engine, self.clock = self.watcher.engine, self.watcher.clock

    @rule(late=seconds(0, 0.4), times=st.integers(1, 30))
    def wait_for_deadlines(self, late: float, times: int) -> None:
        for _tick in range(times):
            deadline = self.engine.next_deadline()
            if deadline is not None:
                self.clock.advance(deadline - self.clock.monotonic() + late)
                self.watcher.tick()

    @rule(passed=seconds(0, 4))
    def look(self, passed: float) -> None:
        self.clock.advance(passed)
        self.watcher.tick()
        assert self.watcher.tick() == []

    @rule()
    def play(self) -> None:
        self.watcher.command(self.engine.play)
        again = self.watcher.command(self.engine.play)
        assert again == []
        assert self.engine.state in (State.PLAYING, State.FINISHED)

    @rule()
    def pause(self) -> None:
        self.watcher.command(self.engine.pause)
        assert self.engine.state is not State.PLAYING
        assert self.watcher.command(self.engine.pause) == []

    @rule()
    def next(self) -> None:
        self.watcher.tick()
        over = self.engine.state is State.FINISHED
        assert bool(self.watcher.command(self.engine.next)) is not over

    @rule()
    def back(self) -> None:
        self.watcher.tick()
        before = self.engine.view()
        events = self.watcher.command(self.engine.back)
        after = self.engine.view()
        if before.state in (State.READY, State.FINISHED):
            assert (events, after) == ([], before)
        else:
            assert after.index <= before.index
            assert events or after != before

    @rule()
    def skip(self) -> None:
        self.watcher.tick()
        before = self.engine.view()
        self.watcher.command(self.engine.skip)
        after = self.engine.view()
        if after.state in (State.PLAYING, State.PAUSED):
            if before.phase.kind in (PhaseKind.REST, PhaseKind.WARM_UP):
                assert after.index > before.index
            else:
                assert after.phase.item > before.phase.item

    @rule(index=st.integers(-3, 40))
    def go_to(self, index: int) -> None:
        self.watcher.command(lambda: self.engine.go_to(index))
        if self.engine.state is State.PAUSED:
            assert self.engine.view().position_s == 0

    @rule(steps=st.integers(-3, 3))
    def extend(self, steps: int) -> None:
        self.watcher.tick()
        before = self.engine.view()
        self.watcher.command(lambda: self.engine.extend(steps))
        after = self.engine.view()
        if after.index == before.index and after.state is before.state:
            assert after.position_s == before.position_s
            assert after.span.high is None or after.left_s is None or after.left_s >= 0
        else:
            assert steps < 0, "only less can end it"

    @rule(slept=seconds(4.05, 40000), suspended=st.booleans())
    def sleep(self, slept: float, suspended: bool) -> None:
        self.watcher.tick()
        playing, before = self.engine.state is State.PLAYING, self.engine.view()
        if suspended:
            self.clock.sleep_machine(slept)
        else:
            self.clock.advance(slept)
        assert self.watcher.tick() == ([Paused(Reason.AWAY)] if playing else [])
        after = self.engine.view()
        assert (after.index, after.position_s) == (before.index, before.position_s)

    @rule(by=seconds(4.05, 40000))
    def set_the_clock_back(self, by: float) -> None:
        self.watcher.tick()
        playing = self.engine.state is State.PLAYING
        self.clock.set_wall(self.clock.now() - timedelta(seconds=by))
        assert self.watcher.tick() == ([Paused(Reason.CLOCK)] if playing else [])

    @rule(status=st.sampled_from([RunStatus.STOPPED, RunStatus.DISCOMFORT]), sure=st.integers(0, 9))
    def stop(self, status: RunStatus, sure: int) -> None:
        if sure:
            return  # most people do not
        over = len(self.watcher.finished)
        self.watcher.command(lambda: self.engine.stop(status))
        assert len(self.watcher.finished) == 1
        assert over or self.watcher.finished[0].status is status
        assert self.watcher.command(lambda: self.engine.stop(status)) == []

    @invariant()
    def what_must_be_so_at_any_time(self) -> None:
        self.watcher.check()

    def teardown(self) -> None:
        self.watcher.play_on([0.1])
        self.watcher.check()


TestUser = User.TestCase
TestUser.settings = settings(max_examples=150, stateful_step_count=25)
