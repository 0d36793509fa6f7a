"""What the pages show and may change: settings, sessions and history, with a word when they do.

The one object that pages are given besides the look. It asks the store and the catalogue; it knows
nothing of widgets.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from hipflex_gui.catalogue import Catalogue, Entry, read_session
from hipflex_gui.clock import Clock
from hipflex_gui.easing import Felt, Proposal, eased, proposals, text
from hipflex_gui.errors import MachineFault, UserFault
from hipflex_gui.i18n import _
from hipflex_gui.log import Comfort, Logged, RunRecord, RunStatus
from hipflex_gui.paths import UserFolder
from hipflex_gui.problems import Severity
from hipflex_gui.run import can_go_on
from hipflex_gui.sessions import Session, alone, picked
from hipflex_gui.settings import Settings
from hipflex_gui.store import Store
from hipflex_gui.timeline import Timeline, compile_session
from hipflex_gui.ui.past import Past
from hipflex_gui.words import Side


class Model(Past):
    """The state of the desk pages: the past, and what there is to do."""

    def __init__(
        self,
        clock: Clock,
        store: Store,
        folder: UserFolder,
        catalogue: Catalogue,
        settings: Settings,
    ) -> None:
        super().__init__(clock, store, folder, settings)
        self.catalogue = catalogue
        self._timelines: dict[str, Timeline] = {}

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

    def reload_store(self) -> None:
        """Read settings and files again, as after a backup was restored."""
        self.settings, sentences = Settings.from_texts(self.store.setting_texts())
        self.forget_corrections()
        self.reload()
        for sentence in sentences:
            self.noticed.emit(sentence)

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
        timeline = self._compiled(session if picks is None else picked(session, picks))
        if picks is None:
            self._timelines[session_id] = timeline
        return timeline

    def _compiled(self, session: Session, first_side: Side | None = None) -> Timeline:
        first = first_side or Side(self.settings.first_side)
        movements, pace = self.catalogue.movements, self.settings.pace()
        return compile_session(session, movements, pace, first_side=first)

    def alone(self, movement: str, first: Side) -> Timeline:
        """Return a movement compiled alone, beginning on a side; KeyError if there is none."""
        return self._compiled(alone(self.catalogue.movements[movement]), first)

    # -- what to do now

    def proposals(self, session_id: str) -> list[Proposal]:
        """Return what could be easier in a session, after what was said of its movements.

        Raises:
            KeyError: there is no such session, or it has errors.
        """
        session = self.catalogue.sessions[session_id].session
        if session is None:
            raise KeyError(session_id)
        movements, pace = self.catalogue.movements, self.settings.pace()
        return proposals(session, movements, self.felt(), self.today, pace)

    def sentences_after(
        self, run: RunRecord, comfort: Mapping[tuple[str, str], Comfort]
    ) -> list[str]:
        """Return what could be easier the next time, after what is being said of a run.

        Args:
            run: the run.
            comfort: how its movements felt, by their ids and names.
        """
        entry = self.catalogue.sessions.get(run.session)
        if entry is None or entry.session is None:
            return []
        movements, units = self.catalogue.movements, self.settings.units
        felt = {key: Felt(self.today, mark) for key, mark in comfort.items()}
        found = proposals(entry.session, movements, felt, self.today, self.settings.pace())
        return [text(one, movements, self.today, units) for one in found]

    def easier(self, session_id: str) -> Timeline:
        """Return a session compiled with all that could be easier in it; KeyError as above."""
        chosen = self.proposals(session_id)
        session = self.catalogue.sessions[session_id].session
        assert session
        return self._compiled(eased(session, chosen))

    def resumable(self, logged: Logged) -> Timeline | None:
        """Return what an interrupted run can go on with, if its session is still the same."""
        try:
            timeline = self.timeline(logged.run.session)
        except KeyError:
            movement = self.catalogue.movements.get(logged.run.session)
            if movement is None:
                return None
            timeline = self._compiled(alone(movement))
        return timeline if can_go_on(timeline, logged) else None

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
