"""What was done, as the pages show and correct it; every correction can be taken back."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from uuid import uuid4

from PySide6.QtCore import QObject, Signal

from hipflex_gui.clock import Clock
from hipflex_gui.easing import LAPSES_DAYS, Felt
from hipflex_gui.errors import MachineFault
from hipflex_gui.history import Summary, summary
from hipflex_gui.i18n import _
from hipflex_gui.log import (
    Comfort,
    Excuse,
    Excused,
    Logged,
    Removed,
    RunRecord,
    RunStatus,
    StepRecord,
    Version,
)
from hipflex_gui.overview import Overview, overview
from hipflex_gui.paths import UserFolder
from hipflex_gui.recorder import Recorder
from hipflex_gui.run import interrupted
from hipflex_gui.settings import Settings
from hipflex_gui.store import Store
from hipflex_gui.store_reading import RunFilter
from hipflex_gui.store_versions import undoing
from hipflex_gui.streaks import ONE_DAY, local_day

CACHED = ("summary", "overview", "last_days")


class Past(QObject):
    """The log, read and corrected.

    Signals:
        changed: settings, catalogue or history have become others.
        noticed: a sentence that the user should read once.
        corrected: what was done to the history, or taken back, in a sentence; an empty one when
            there is nothing left to take back.
    """

    changed = Signal()
    noticed = Signal(str)
    corrected = Signal(str)

    def __init__(self, clock: Clock, store: Store, folder: UserFolder, settings: Settings) -> None:
        super().__init__()
        self.clock, self.store, self.folder, self.settings = clock, store, folder, settings
        self.recorder = Recorder(store, folder.spill)
        self._undoing: list[Version] = []
        self._day = self.today

    @property
    def today(self) -> date:
        """The local day, rollover hour applied."""
        return local_day(self.clock.now(), self.settings.day_end_hour)

    def keep_date(self) -> None:
        """Refresh if the day has changed, as after a night; asked when somebody looks."""
        if self.today != self._day:
            self.refresh()

    def refresh(self) -> None:
        """Forget what was read of the history, and tell the pages."""
        self._day = self.today
        for name in CACHED:
            self.__dict__.pop(name, None)
        self.changed.emit()

    # -- read; a MachineFault says that the log cannot be

    @cached_property
    def summary(self) -> Summary:
        """Streak and week as of the last refresh."""
        if "overview" in self.__dict__:
            return self.overview.summary
        days, excused = self.store.active_by_day(), self.store.excused()
        return summary(days, self.clock.now(), self.settings, excused)

    @cached_property
    def overview(self) -> Overview:
        """All figures as of the last refresh."""
        return overview(self.store, self.clock.now(), self.settings)

    @cached_property
    def last_days(self) -> dict[str, date]:
        """On which day each session was last done, as far as the log can be read."""
        try:
            return self.store.last_by_session()
        except MachineFault as fault:
            self.noticed.emit(str(fault))
            return {}

    def runs(self, limit: int) -> list[RunRecord]:
        """Return at most ``limit`` runs, newest first."""
        return self.store.runs(limit=limit)

    def run_keys(self, wanted: RunFilter) -> Sequence[int]:
        """Return the keys of runs, newest first."""
        return self.store.run_keys(wanted)

    def runs_at(self, keys: Sequence[int]) -> list[RunRecord]:
        """Return the runs with these keys."""
        return self.store.runs_at(keys)

    def steps(self, run_id: str) -> list[StepRecord]:
        """Return what was done in a run."""
        return self.store.steps(run_id)

    def felt(self) -> dict[tuple[str, str], Felt]:
        """Return the last word on each movement, as far as the log can be read."""
        try:
            return self.store.felt(self.today - LAPSES_DAYS * ONE_DAY)
        except MachineFault as fault:
            self.noticed.emit(str(fault))
            return {}

    def interrupted(self) -> Logged | None:
        """Return the run that was cut off lately, if one was, as far as the log can be read."""
        try:
            return interrupted(self.store, self.today)
        except MachineFault:
            return None  # whoever shows the history says so

    # -- corrected

    @property
    def can_undo(self) -> bool:
        """Whether there is a correction to take back."""
        return bool(self._undoing)

    def correct(self, version: Version, said: str = "") -> bool:
        """Let a run or a day stand as in ``version``; without a sentence it cannot be undone.

        Returns:
            Whether it does now, or will as soon as the log can be written.
        """
        try:
            there = self.store.as_it_stands(version)
            stamped = self.store.stamped(version, self.clock.now())
        except MachineFault as fault:
            self.noticed.emit(str(fault))
            return False
        if said:
            self._undoing.append(undoing(version, there))
        self._write(stamped, said)
        return True

    def undo(self) -> None:
        """Take back the last correction, and say so in the place of what offered it."""
        if not self._undoing:
            return
        try:
            stamped = self.store.stamped(self._undoing[-1], self.clock.now())
        except MachineFault as fault:
            self.noticed.emit(str(fault))
            return
        self._undoing.pop()
        self._write(stamped, _("Taken back."))

    def forget_corrections(self) -> None:
        """Let go of what could be undone: it belongs to another history."""
        if self._undoing:
            self._undoing.clear()
            self.corrected.emit("")

    def _write(self, stamped: Version, said: str) -> None:
        self.recorder.notice = None
        self.recorder.correct(stamped)
        self.refresh()
        if self.recorder.notice:
            self.noticed.emit(self.recorder.notice)
        elif said:
            self.corrected.emit(said)

    def add(self, session: str, name: str, wall: datetime, active_s: float, note: str) -> bool:
        """Add a session that was done without the program, and tell whether it is.

        Args:
            session: its id; empty for something else.
            name: what it is called.
            wall: when it began, as the clock on the wall showed it.
            active_s: how long it was, in seconds.
            note: a note.
        """
        local = self.clock.local(wall)
        run = RunRecord(
            id=str(uuid4()),
            session=session,
            name=name,
            started_at=local.astimezone(UTC),
            day=local_day(local, self.settings.day_end_hour),
            planned_s=active_s,
            status=RunStatus.COMPLETED,
            ended_at=local.astimezone(UTC) + timedelta(seconds=active_s),
            active_s=active_s,
            utc_offset_s=int((local.utcoffset() or timedelta()).total_seconds()),
            note=note,
        )
        return self.correct(Logged(run), _("{name} is added.").format(name=name))

    def edit(self, run: RunRecord, active_s: float, note: str) -> None:
        """Correct how long a run was, in seconds, and its note."""
        try:
            logged = self.store.logged(run.id)
        except MachineFault as fault:
            self.noticed.emit(str(fault))
            return
        if logged:
            ended = max(
                run.ended_at or run.started_at, run.started_at + timedelta(seconds=active_s)
            )
            edited = replace(logged.run, active_s=active_s, note=note, ended_at=ended)
            self.correct(replace(logged, run=edited), _("{name} is changed.").format(name=run.name))

    def excuse(self, day: date, excuse: Excuse | None) -> None:
        """Mark a day as off, or with None as one like any other."""
        said = _("The day is marked.") if excuse else _("The day is not marked any more.")
        self.correct(Excused(day, excuse, self.clock.now()), said)

    def delete(self, run: RunRecord) -> None:
        """Delete a run."""
        said = _("{name} is deleted.").format(name=run.name)
        self.correct(Removed(run.id, self.clock.now()), said)

    def keep(self, logged: Logged) -> None:
        """Let an interrupted run stand as one that was ended early."""
        self.correct(replace(logged, run=replace(logged.run, status=RunStatus.STOPPED)))

    def rate(self, logged: Logged, comfort: Mapping[tuple[str, str], Comfort]) -> None:
        """Keep what was said of a run that has just ended.

        Args:
            logged: the run with what was said of it, and its steps as they were played: the log may
                be behind.
            comfort: how each movement felt, by its id and name; one that is left out felt as
                nobody has said.
        """
        steps = (
            replace(step, comfort=comfort.get((step.movement, step.name))) for step in logged.steps
        )
        self.correct(replace(logged, steps=tuple(steps)))
