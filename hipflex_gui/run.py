"""A run: the engine's events heard, so that cues sound and what was done is written down.

Front ends send every command through ``act`` and show the events it returns; by then the cues are
on their way and each finished step is in the log.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import uuid4

from hipflex_gui.audio import CuePlayer
from hipflex_gui.clock import Clock
from hipflex_gui.engine import Engine
from hipflex_gui.events import CueDue, Event, Finished, StepFinished
from hipflex_gui.log import Logged, RunRecord, RunStatus, StepRecord, StepStatus
from hipflex_gui.recorder import Recorder
from hipflex_gui.store_reading import Log
from hipflex_gui.streaks import ONE_DAY, local_day
from hipflex_gui.timeline import Timeline


def new_run(
    timeline: Timeline, now: datetime, day_end_hour: int, before: int | None = None
) -> RunRecord:
    """Return the record of a run that starts now.

    Args:
        timeline: what is played.
        now: aware local time; its offset is kept for times of day.
        day_end_hour: until when it still counts for yesterday.
        before: how tight it feels, 0 to 10, if it was said.
    """
    offset = now.utcoffset()
    return RunRecord(
        id=str(uuid4()),
        session=timeline.session.id,
        name=timeline.session.name,
        started_at=now.astimezone(UTC),
        day=local_day(now, day_end_hour),
        planned_s=timeline.planned_s,
        utc_offset_s=int(offset.total_seconds()) if offset else 0,
        steps_planned=len(timeline.work),
        before=before,
    )


def interrupted(log: Log, today: date) -> Logged | None:
    """Return the newest run if it was interrupted today or yesterday and nobody has said yet.

    What becomes of it is said by going on, by keeping it as it is, or by deleting it.
    """
    newest = next(iter(log.runs(limit=1)), None)
    if newest and newest.status is RunStatus.INTERRUPTED and newest.day >= today - ONE_DAY:
        return log.logged(newest.id)
    return None


def can_go_on(timeline: Timeline, logged: Logged) -> bool:
    """Tell whether an interrupted run can go on with a timeline, compiled from the files of now.

    It can if every step that was done is still where it was, and something is left to do.
    """
    run, steps = logged.run, logged.steps
    if run.status is not RunStatus.INTERRUPTED or len(timeline.work) != run.steps_planned:
        return False

    def same(step: StepRecord) -> bool:
        phase = timeline.phases[timeline.work[step.position]]
        return (step.name, step.side, step.set_number) == (
            timeline.items[phase.item].name,
            phase.side or "both",
            phase.set_number,
        )

    left = run.steps_planned - 1 - max((step.position for step in steps), default=-1)
    return left > 0 and all(step.position < run.steps_planned and same(step) for step in steps)


class Run:
    """One playing of a session.

    Args:
        engine: at its start.
        player: sounds the cues; prepared and closed by whoever made it.
        recorder: writes down what is done, or None where nothing is to be kept.
        day_end_hour: until when the run still counts for yesterday.
        goes_on: the interrupted run that the engine goes on with.
        before: how tight it feels, 0 to 10, if it was said.

    Attributes:
        record: the run as it was begun; None before the first command.
        kept: whether everything so far is on the disk.
        steps: what was done so far.
    """

    def __init__(
        self,
        engine: Engine,
        clock: Clock,
        player: CuePlayer,
        recorder: Recorder | None,
        day_end_hour: int,
        goes_on: Logged | None = None,
        before: int | None = None,
    ) -> None:
        self.engine = engine
        self.record: RunRecord | None = None
        self.kept = True
        self.status: RunStatus = RunStatus.RUNNING
        self.steps: list[StepRecord] = list(goes_on.steps) if goes_on else []
        self._goes_on = goes_on
        self._clock, self._player, self._recorder = clock, player, recorder
        self._day_end_hour, self._before = day_end_hour, before

    def act(self, command: Callable[[], list[Event]]) -> list[Event]:
        """Do one of the engine's commands, hear its events and return them."""
        if self.record is None:
            self.record = self._begin()
        events = command()
        for event in events:
            self._hear(event)
        return events

    def _begin(self) -> RunRecord:
        if self._goes_on:
            run = self._goes_on.run
        else:
            now, timeline = self._clock.now(), self.engine.timeline
            run = new_run(timeline, now, self._day_end_hour, self._before)
        if self._recorder:
            begin = self._recorder.resume if self._goes_on else self._recorder.begin
            self.kept = begin(run)
        return run

    @property
    def notice(self) -> str | None:
        """A sentence for the user once something could not be written, else None."""
        return self._recorder.notice if self._recorder else None

    def as_played(self) -> RunRecord | None:
        """Return the run as it stands now, whether or not it could be written down."""
        done = {step.position for step in self.steps if step.status is StepStatus.DONE}
        return self.record and replace(
            self.record,
            status=self.status,
            active_s=self.engine.active_s,
            steps_done=len(done),
        )

    def _hear(self, event: Event) -> None:
        match event:
            case CueDue(cue=cue):
                self._player.play(cue)
            case StepFinished(record=record, active_s=active_s):
                self.steps.append(record)
                if self._recorder:
                    self.kept = self._recorder.step(record, active_s)
            case Finished(status=status, active_s=active_s):
                self.status = status
                if self._recorder:
                    self.kept = self._recorder.end(status, self._clock.now(), active_s)
