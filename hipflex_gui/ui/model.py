"""What the pages show and may change: settings, sessions and history, with a word when they do.

The one object that pages are given besides the look. It asks the store and the catalogue; it knows
nothing of widgets.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from hipflex_gui.catalogue import Catalogue, Entry, read_session
from hipflex_gui.clock import Clock
from hipflex_gui.errors import MachineFault, UserFault
from hipflex_gui.history import Summary, summary
from hipflex_gui.i18n import _
from hipflex_gui.log import RunRecord, RunStatus, StepRecord
from hipflex_gui.paths import UserFolder
from hipflex_gui.problems import Severity
from hipflex_gui.sessions import picked
from hipflex_gui.settings import Settings
from hipflex_gui.store import Store
from hipflex_gui.streaks import local_day
from hipflex_gui.timeline import Timeline, compile_session
from hipflex_gui.words import Side


class Model(QObject):
    """The state of the desk pages.

    ``changed`` is emitted after settings, catalogue or history have become others; ``noticed``
    carries a sentence that the user should read once.
    """

    changed = Signal()
    noticed = Signal(str)

    def __init__(
        self,
        clock: Clock,
        store: Store,
        folder: UserFolder,
        catalogue: Catalogue,
        settings: Settings,
    ) -> None:
        super().__init__()
        self.clock, self.store, self.folder = clock, store, folder
        self.catalogue, self.settings = catalogue, settings
        self._timelines: dict[str, Timeline] = {}
        self._day = self.today

    # -- settings

    def change(self, **values: Any) -> None:
        """Change settings, keep them, and tell."""
        settings = replace(self.settings, **values)
        if settings == self.settings:
            return
        self.settings = settings
        self._timelines.clear()
        try:
            self.store.put_settings(settings.to_texts())
        except MachineFault as fault:
            self.noticed.emit(str(fault))
        self.refresh()

    # -- sessions

    def reload(self) -> None:
        """Read all files again, as after they were edited."""
        self.catalogue = Catalogue.load(self.folder)
        self._timelines.clear()
        self.refresh()

    def adopt(self, path: Path) -> str:
        """Read a session file wherever it lies, have it until the next reload, and return its id.

        Raises:
            UserFault: the file has errors.
        """
        session, report = read_session(path, self.catalogue.movements, path.name)
        if session is None:
            why = next(one.text for one in report.problems if one.severity is Severity.ERROR)
            said = _("{name} cannot be played: {why}.")
            raise UserFault(said.format(name=path.name, why=why))
        own = path.parent == self.folder.sessions
        before = self.catalogue.sessions.get(session.id)
        hides = before is not None and (before.hides_shipped or not before.own)
        entry = Entry(session.id, path, session, tuple(report.problems), own, own and hides)
        sessions = {**self.catalogue.sessions, session.id: entry}
        self.catalogue = replace(self.catalogue, sessions=sessions)
        self._timelines.pop(session.id, None)
        self.refresh()
        return session.id

    def playable(self) -> list[Entry]:
        """Return the sessions that can be started, in the order they are listed."""
        return [entry for entry in self.catalogue.sessions.values() if entry.session]

    def timeline(self, session_id: str, picks: Sequence[int] | None = None) -> Timeline:
        """Return a session compiled with the user's pace; ``picks`` as in ``sessions.picked``.

        Raises:
            KeyError: there is no such session, or it has errors.
        """
        session = self.catalogue.sessions[session_id].session
        if session is None:
            raise KeyError(session_id)
        if picks is None and session_id in self._timelines:
            return self._timelines[session_id]
        timeline = compile_session(
            session if picks is None else picked(session, picks),
            self.catalogue.movements,
            self.settings.pace(),
            first_side=Side(self.settings.first_side),
        )
        if picks is None:
            self._timelines[session_id] = timeline
        return timeline

    # -- history

    def keep_date(self) -> None:
        """Refresh if the day has changed, as after a night; asked when somebody looks."""
        if self.today != self._day:
            self.refresh()

    def refresh(self) -> None:
        """Forget what was read of the history, and tell the pages."""
        self._day = self.today
        self.__dict__.pop("summary", None)
        self.__dict__.pop("last_days", None)
        self.changed.emit()

    @property
    def today(self) -> date:
        """The local day, rollover hour applied."""
        return local_day(self.clock.now(), self.settings.day_end_hour)

    @cached_property
    def summary(self) -> Summary:
        """Streak and week as of the last refresh.

        Raises:
            MachineFault: the log cannot be read; no figures are better than wrong ones.
        """
        return summary(self.store.active_by_day(), self.clock.now(), self.settings)

    @cached_property
    def last_days(self) -> dict[str, date]:
        """On which day each session was last done, as far as the log can be read."""
        try:
            return self.store.last_by_session()
        except MachineFault as fault:
            self.noticed.emit(str(fault))
            return {}

    def runs(self, limit: int, before: RunRecord | None = None) -> list[RunRecord]:
        """Return runs, newest first.

        Raises:
            MachineFault: the log cannot be read.
        """
        return self.store.runs(limit=limit, before=before)

    def steps(self, run_id: str) -> list[StepRecord]:
        """Return what was done in a run.

        Raises:
            MachineFault: the log cannot be read.
        """
        return self.store.steps(run_id)

    def suggested(self) -> Entry | None:
        """Return the session to start now: the one that has waited longest, easy ones first.

        At the desk first: a session for the chair can be done without asking anything of the room.
        One that hurt today is not offered again today.
        """
        hurt = self._hurt_today()
        entries = [entry for entry in self.playable() if entry.id not in hurt]
        chair = [entry for entry in entries if entry.session and entry.session.place == "chair"]
        last = self.last_days

        def waited(entry: Entry) -> tuple[bool, date]:
            return (entry.id in last, last.get(entry.id, date.min))

        return min(chair or entries, key=waited, default=None)

    def _hurt_today(self) -> set[str]:
        try:
            runs = self.store.runs(limit=20)
        except MachineFault:
            return set()  # whoever shows the history says so
        today = [run for run in runs if run.day == self.today]
        return {run.session for run in today if run.status is RunStatus.DISCOMFORT}
