"""The engine: a cursor on a timeline.

It knows where the cursor is, whether it runs, and what was last announced. Time is computed from
the clock: a late or missing tick changes smoothness and nothing else. Every call returns the events
it caused, so nothing can re-enter; every command is legal in every state.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import islice, takewhile
from math import ceil

from hipflex_gui.clock import Clock
from hipflex_gui.cues import Cue
from hipflex_gui.doses import Amount, Dose, Unit
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
    View,
)
from hipflex_gui.log import RunStatus, StepRecord, StepStatus
from hipflex_gui.phases import EPSILON, Moment, Phase, PhaseKind, Span, beat_cues, marks, moment
from hipflex_gui.timeline import Timeline

LATE_S = 4.0  # a longer silence between two ticks is sleep, and sleep never completes a stretch
HEARTBEAT_S = 1.0  # a tick is asked for at least this often, so that sleep costs a second at most
REENTRY_S = 3  # counted down before a hold goes on after a pause
RESTART_S = 2.0  # Back later than this into a phase begins it again; earlier goes to the one before
EXTEND_S = 10.0
BEGUN_S = 1.0  # a step left sooner was not begun
LONGEST_OPEN_S = 3600.0  # an open step somebody walked away from is not logged as a whole day
LONGEST_TAP_S = 60.0  # nor is a rep


class Engine:
    """Plays one timeline once.

    Args:
        timeline: what to play; it has at least one phase.
        clock: where time comes from.
        late_s: how long a silence between ticks is taken as lateness and not as sleep; faster
            clocks need more.
        done: the steps of an interrupted run of this timeline, after which it goes on; not all.
        active_s: the guided seconds of that run.
    """

    def __init__(
        self,
        timeline: Timeline,
        clock: Clock,
        late_s: float = LATE_S,
        *,
        done: Sequence[StepRecord] = (),
        active_s: float = 0.0,
    ) -> None:
        self.timeline = timeline
        self.state = State.READY
        self._clock, self._late_s = clock, late_s
        self._step_of = {phase: step for step, phase in enumerate(timeline.work)}
        self._visits = Counter(timeline.work[step.position] for step in done)
        self._left_active_s = active_s  # guided time of the phases that were left
        self._done_any = any(step.status is StepStatus.DONE for step in done)
        self._begun = active_s > 0
        self._first = _after(timeline, done)
        self._tick_mono, self._tick_wall = clock.monotonic(), clock.now()
        self._begin_phase(self._first, self._tick_mono)

    # set by _begin_phase, anew for every visit
    _index: int
    _span: Span
    _anchor: float  # the monotonic time at which the phase's position was 0
    _position: float
    _heard_to: float  # cues up to this position have been announced
    _said: set[str]
    _taps: int
    _tapped_at: float
    _countdown: int
    _entered: datetime

    # -- commands -----------------------------------------------------------------------------

    def play(self) -> list[Event]:
        """Start, or go on after a pause. A hold is re-entered with a countdown."""
        if self.state not in (State.READY, State.PAUSED):
            return self.tick()
        now = self._look_at_clocks()
        if self.state is State.READY:
            self.state = State.PLAYING
            return [*self._enter(self._first, now), *self._advance(now)]
        self.state = State.PLAYING
        middle = self._phase.work and not self._phase.tapped and self._position > 0
        self._countdown = REENTRY_S if middle else 0
        self._anchor = now - self._position + self._countdown
        return [Resumed(self._countdown), *self._advance(now)]

    def pause(self) -> list[Event]:
        """Stand still. Already standing still changes nothing."""
        events = self.tick()
        if self.state is State.PLAYING:
            events.append(self._hold(Reason.USER))
        return events

    def next(self) -> list[Event]:
        """Go on: one rep done where reps are tapped, else the next phase; at the end, finish."""
        if self.state is State.READY:
            return self.play()
        events = self.tick()
        if self.state is State.FINISHED:
            return events
        if not self._phase.tapped:
            return events + self._go(self._index + 1)
        beats = len(self._phase.beats)
        self._taps += 1
        self._tapped_at = self._position
        if self._span.high is not None and self._taps >= self._span.high * beats:
            return events + self._go(self._index + 1)
        at_aim = self._taps == self._span.low * beats and self._span.low != self._span.high
        return [*events, CueDue(Cue.AIM if at_aim else Cue.BEAT, self._index)]

    def back(self) -> list[Event]:
        """Take back a tap, begin the phase again, or go to the one before."""
        events = self.tick()
        if self.state in (State.READY, State.FINISHED):
            return events
        if self._phase.tapped and self._taps:
            self._taps -= 1
            self._tapped_at = self._position
            return events
        target = self._index if self._position > RESTART_S else max(0, self._index - 1)
        return events + self._go(target)

    def skip(self) -> list[Event]:
        """Leave the whole movement, or the rest before one; after the last one, finish."""
        events = self.tick()
        if self.state in (State.READY, State.FINISHED):
            return events
        phases, current = self.timeline.phases, self._phase
        begun = any(phase.item == current.item for phase in phases[: self._index])
        if current.kind in (PhaseKind.REST, PhaseKind.WARM_UP) and not begun:
            return events + self._go(self._index + 1)  # it only leads to a movement
        later = (i for i in range(self._index, len(phases)) if phases[i].item > current.item)
        return events + self._go(next(later, len(phases)))

    def go_to(self, index: int) -> list[Event]:
        """Go to a phase of the timeline; work that is jumped over counts as skipped."""
        events = self.tick()
        if self.state in (State.READY, State.FINISHED):
            return events
        return events + self._go(max(0, min(index, len(self.timeline.phases) - 1)))

    def extend(self, steps: int) -> list[Event]:
        """Make the phase longer or shorter, by ten seconds or one breath or rep a step.

        It never ends before what is already done; an open step has no length to change.
        """
        events = self.tick()
        phase, span = self._phase, self._span
        if self.state in (State.READY, State.FINISHED) or phase.kind is PhaseKind.OPEN:
            return events
        in_seconds = phase.unit is Unit.SECONDS
        by, least = (steps * EXTEND_S, 0.0) if in_seconds else (steps, 1)
        done: float = self._moment().cycle
        if phase.tapped:
            self._tapped_at = self._position  # it settles from now on, not from some time ago
        else:
            done = self._position / phase.cycle_s
            done = done if in_seconds else ceil(done - EPSILON)
        if span.high is None:
            self._span = Span(max(span.low + by, least), None)
        else:
            high = max(span.high + by, done, least)
            self._span = Span(high if span.low == span.high else min(span.low, high), high)
        self._said &= {"first", "half"}  # the aim and the last seconds follow the new end
        if phase.tapped and self._span.high is not None and done >= self._span.high:
            return events + self._go(self._index + 1)
        return events + self.tick()

    def stop(self, status: RunStatus = RunStatus.STOPPED) -> list[Event]:
        """End the session now, for a reason; the current step is kept as far as it went."""
        events = self.tick()
        if self.state is State.FINISHED:
            return events
        if self.state is not State.READY:
            events += self._leave(self._clock.now())
        self.state = State.FINISHED
        return [*events, Finished(status, self.active_s)]

    def tick(self) -> list[Event]:
        """Look at the clock, and return what has happened since the last look."""
        if self.state is not State.PLAYING:
            return []
        wall_before, mono_before = self._tick_wall, self._tick_mono
        now = self._look_at_clocks()
        passed = now - mono_before
        jumped = self._tick_wall.timestamp() - wall_before.timestamp() - passed
        if passed > self._late_s:
            return [self._hold(Reason.AWAY)]
        if abs(jumped) > self._late_s:
            return [self._hold(Reason.AWAY if jumped > 0 else Reason.CLOCK)]
        return self._advance(now)

    # -- what can be seen ---------------------------------------------------------------------

    @property
    def active_s(self) -> float:
        """Guided seconds so far: without pauses and what was skipped; none before work began."""
        begun = self._begun or (self._phase.work and self._position >= BEGUN_S)
        return self._left_active_s + self._credited_s() if begun else 0.0

    def view(self) -> View:
        """Return what there is to see as of the last tick."""
        end = self._end_s()
        left = None if end is None else max(0.0, end - self._position)
        expected = max(0.0, self._phase.planned_s - self._position) if left is None else left
        if self.state is State.FINISHED:
            expected = 0.0
        later = self.timeline.phases[self._index + 1 :]
        return View(
            self.state,
            self._index,
            self._phase,
            self._position,
            self._span,
            self._moment(),
            left,
            self._countdown_left(),
            expected + sum(phase.planned_s for phase in later),
            self._aimed(),
        )

    def next_deadline(self) -> float | None:
        """Return the monotonic time at which to tick next, or None when nothing moves."""
        if self.state is not State.PLAYING:
            return None
        heartbeat = self._tick_mono + HEARTBEAT_S
        if self._countdown:
            return min(heartbeat, self._anchor + self._position - self._countdown)
        due = [offset for offset, _name, _cue in self._pending()]
        due += (offset for offset, _cue in islice(self._beats_ahead(), 1))
        if (end := self._end_s()) is not None:
            due.append(end)
        return min([heartbeat, *(self._anchor + offset for offset in due)])

    # -- the cursor ---------------------------------------------------------------------------

    @property
    def _phase(self) -> Phase:
        return self.timeline.phases[self._index]

    def _moment(self) -> Moment:
        return moment(self._phase, self._position, self._taps)

    def _begin_phase(self, index: int, anchor: float) -> None:
        self._index = index
        self._span = Span(self._phase.low, self._phase.high)
        self._anchor = anchor
        self._position = 0.0
        self._heard_to = -1.0
        self._said = set()
        self._taps = 0
        self._tapped_at = 0.0
        self._countdown = 0
        self._entered = self._clock.now()

    def _enter(self, index: int, anchor: float) -> list[Event]:
        self._begin_phase(index, anchor)
        self._visits[index] += 1
        return [PhaseStarted(index)]

    def _look_at_clocks(self) -> float:
        self._tick_mono, self._tick_wall = self._clock.monotonic(), self._clock.now()
        return self._tick_mono

    def _hold(self, reason: Reason) -> Paused:
        self.state = State.PAUSED
        self._countdown = 0
        return Paused(reason)

    def _advance(self, now: float) -> list[Event]:
        """Move the cursor to ``now``, through as many phases as have ended by then."""
        events: list[Event] = []
        while self.state is State.PLAYING:
            events += self._count_down(now)
            target = now - self._anchor
            end = self._end_s()
            if end is not None and target >= end - EPSILON:
                target = end  # a sum of floats may miss its own deadline by a hair
            if target >= self._position - EPSILON:
                self._position = max(self._position, target)
                events += self._announce(now)
            if end is None or target < end:
                break
            boundary = self._anchor + end
            wall = self._tick_wall - timedelta(seconds=now - boundary)
            events += self._leave(wall)
            if self._index + 1 == len(self.timeline.phases):
                events += self._finish()
            else:
                # absolute deadlines: the next phase starts when this one ended, not now
                events += self._enter(self._index + 1, boundary)
        return events

    def _end_s(self) -> float | None:
        if not self._phase.tapped:
            return self._span.end_s(self._phase)
        if self._aimed() and self._span.low != self._span.high:
            return self._tapped_at + self._phase.settle_s
        return None

    def _aimed(self) -> bool:
        if self._phase.tapped:
            return self._taps >= self._span.low * len(self._phase.beats)
        return self._position >= self._span.aim_s(self._phase) - EPSILON

    def _pending(self) -> list[tuple[float, str, Cue]]:
        return [
            mark
            for mark in marks(self._phase, self._span)
            if mark[0] > self._heard_to and mark[1] not in self._said
        ]

    def _beats_ahead(self) -> Iterator[tuple[float, Cue]]:
        return beat_cues(self._phase, self._span, self._heard_to)

    def _announce(self, now: float) -> list[Event]:
        due = list(takewhile(lambda beat: beat[0] <= self._position + EPSILON, self._beats_ahead()))
        for offset, name, cue in self._pending():
            if offset <= self._position + EPSILON:
                self._said.add(name)
                due.append((offset, cue))
        self._heard_to = self._position + EPSILON
        return [
            CueDue(cue, self._index, max(0.0, now - self._anchor - offset))
            for offset, cue in sorted(due)
        ]

    def _count_down(self, now: float) -> list[Event]:
        events: list[Event] = []
        while self._countdown:
            late = now - (self._anchor + self._position - self._countdown)
            if late < -EPSILON:
                break
            events.append(CueDue(Cue.TICK, self._index, max(0.0, late)))
            self._countdown -= 1
        return events

    def _countdown_left(self) -> int:
        if self.state is not State.PLAYING:
            return 0
        return max(0, ceil(self._anchor + self._position - self._tick_mono - EPSILON))

    # -- leaving ------------------------------------------------------------------------------

    def _go(self, target: int) -> list[Event]:
        """Leave the phase for another one, in whatever state; past the last one, finish."""
        events = self._leave(self._clock.now())
        skipped = range(self._index + 1, min(target, len(self.timeline.phases)))
        for index in skipped:
            if self.timeline.phases[index].work and not self._visits[index]:
                self._begin_phase(index, 0.0)
                self._visits[index] += 1
                events += self._leave(self._clock.now())
        if target >= len(self.timeline.phases):
            return events + self._finish()
        # from the tick just made: a later look at the clock would start in the future
        events += self._enter(target, self._tick_mono)
        return events + (self._advance(self._anchor) if self.state is State.PLAYING else [])

    def _finish(self) -> list[Event]:
        self.state = State.FINISHED
        status = RunStatus.COMPLETED if self._done_any else RunStatus.STOPPED
        return [CueDue(Cue.SESSION_DONE, self._index), Finished(status, self.active_s)]

    def _leave(self, wall: datetime) -> list[Event]:
        phase, held = self._phase, self._credited_s()
        self._left_active_s += held
        status = self._status()
        record = self._record(wall, held, status) if phase.work else None
        reached, self._position, self._taps = self._aimed(), 0.0, 0
        if record is None:
            return []
        events: list[Event] = [StepFinished(record, self.active_s)]
        # a rest says by its own sound that the movement is over, the end of the session likewise
        after = self.timeline.phases[self._index + 1 : self._index + 2]
        told = not after or after[0].kind is PhaseKind.REST
        if phase.ends_movement and reached and status is StepStatus.DONE and not told:
            events.append(CueDue(Cue.DONE, self._index))
        return events

    def _status(self) -> StepStatus:
        least = min(BEGUN_S, self._phase.planned_s) - EPSILON
        if self._position < least and not self._taps:
            return StepStatus.SKIPPED
        return StepStatus.DONE if self._aimed() else StepStatus.CUT

    def _credited_s(self) -> float:
        if self._phase.tapped:
            return min(self._position, (self._taps + 1) * LONGEST_TAP_S)
        if self._span.high is None:
            return min(self._position, max(LONGEST_OPEN_S, self._span.aim_s(self._phase)))
        return self._position

    def _record(self, wall: datetime, held_s: float, status: StepStatus) -> StepRecord:
        phase, item = self._phase, self.timeline.items[self._phase.item]
        cycles = moment(phase, held_s, self._taps).cycle
        self._done_any = self._done_any or status is StepStatus.DONE
        self._begun = self._begun or status is not StepStatus.SKIPPED
        return StepRecord(
            position=self._step_of[self._index],
            visit=self._visits[self._index] - 1,
            movement=item.movement.id,
            name=item.name,
            targets=tuple(target.area for target in item.movement.targets),
            side=phase.side or "both",
            set_number=phase.set_number,
            dose=str(item.dose.dose or Dose(Amount(phase.low, phase.high), phase.unit)),
            planned_s=phase.planned_s,
            held_s=0.0 if status is StepStatus.SKIPPED else held_s,
            breaths=cycles if phase.unit is Unit.BREATHS else None,
            reps=None if phase.unit in (Unit.SECONDS, Unit.BREATHS) else cycles,
            status=status,
            started_at=self._entered,
            # a wall clock that was set back must not make a step end before it began
            ended_at=max(wall, self._entered),
        )


def _after(timeline: Timeline, done: Sequence[StepRecord]) -> int:
    """Return the phase to go on with after some steps; whoever comes back has rested already."""
    if not done:
        return 0
    last = timeline.work[max(step.position for step in done)]
    phases = enumerate(timeline.phases)
    return next(i for i, phase in phases if i > last and phase.kind is not PhaseKind.REST)
