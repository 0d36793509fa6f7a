"""A run: the engine's events heard, so that cues sound and what was done is written down.

Front ends send every command through ``act`` and show the events it returns; by then the cues are
on their way and each finished step is in the log.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from uuid import uuid4

from hipflex_gui.audio import CuePlayer
from hipflex_gui.clock import Clock
from hipflex_gui.engine import Engine
from hipflex_gui.events import CueDue, Event, Finished, StepFinished
from hipflex_gui.log import RunRecord, RunStatus, StepRecord, StepStatus
from hipflex_gui.recorder import Recorder
from hipflex_gui.streaks import local_day
from hipflex_gui.timeline import Timeline


def new_run(timeline: Timeline, now: datetime, day_end_hour: int) -> RunRecord:
    """Return the record of a run that starts now.

    Args:
        timeline: what is played.
        now: aware local time; its offset is kept for times of day.
        day_end_hour: until when it still counts for yesterday.
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
    )


class Run:
    """One playing of a session.

    Args:
        engine: at its start.
        player: sounds the cues; prepared and closed by whoever made it.
        recorder: writes down what is done, or None where nothing is to be kept.
        day_end_hour: until when the run still counts for yesterday.

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
    ) -> None:
        self.engine = engine
        self.record: RunRecord | None = None
        self.kept = True
        self.status: RunStatus = RunStatus.RUNNING
        self.steps: list[StepRecord] = []
        self._clock, self._player, self._recorder = clock, player, recorder
        self._day_end_hour = day_end_hour

    def act(self, command: Callable[[], list[Event]]) -> list[Event]:
        """Do one of the engine's commands, hear its events and return them."""
        if self.record is None:
            self.record = new_run(self.engine.timeline, self._clock.now(), self._day_end_hour)
            if self._recorder:
                self.kept = self._recorder.begin(self.record)
        events = command()
        for event in events:
            self._hear(event)
        return events

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
