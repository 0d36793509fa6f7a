"""What the pages show and may change: settings, sessions and history, with a word when they do.

The one object that pages are given besides the look. It asks the store and the catalogue; it knows
nothing of widgets.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from hipflex_gui import balance, plan
from hipflex_gui.catalogue import Catalogue, Entry, read_session
from hipflex_gui.clock import Clock
from hipflex_gui.easing import Felt, Proposal, eased, proposals, text
from hipflex_gui.errors import MachineFault, UserFault
from hipflex_gui.fitting import Fitted, as_planned, fit, least_attended
from hipflex_gui.i18n import _
from hipflex_gui.log import Comfort, Logged, RunRecord, RunStatus
from hipflex_gui.makeup import makeup
from hipflex_gui.movements import Spot
from hipflex_gui.paths import UserFolder
from hipflex_gui.problems import Severity
from hipflex_gui.run import can_go_on
from hipflex_gui.sessions import Session, alone, picked
from hipflex_gui.settings import Settings
from hipflex_gui.store import Store
from hipflex_gui.streaks import ONE_DAY
from hipflex_gui.timeline import Timeline, compile_session
from hipflex_gui.ui.past import Past
from hipflex_gui.words import Side

GYM = list(Spot).index(Spot.GYM)
FORTNIGHT = 14 * ONE_DAY
AFTER_ADVICE = "after-advice"  # sessions with this tag are for whom a clinician advised them


@dataclass(frozen=True)
class Due:
    """A session that is due, fitted to the time there is.

    Attributes:
        region: what had least attention lately, to be read through ``_``; empty if nobody knows.
    """

    entry: Entry
    fitted: Fitted
    timeline: Timeline
    region: str


class Model(Past):
    """The state of the desk pages: the past, and what there is to do.

    Attributes:
        minutes: how much time the person has said to have; 0 for as much as it takes.
    """

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
        self.minutes = 0
        self._timelines: dict[str, Timeline] = {}
        self._fitted: dict[tuple[str, int], tuple[Fitted, Timeline]] = {}

    # -- settings

    def change(self, **values: Any) -> None:
        """Change settings, keep them, and tell."""
        settings = replace(self.settings, **values)
        if settings == self.settings:
            return
        self.settings = settings
        self._timelines.clear()
        self._fitted.clear()
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
        self._fitted.clear()
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
        self._fitted.clear()
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
        timeline = self.compiled(session if picks is None else picked(session, picks))
        if picks is None:
            self._timelines[session_id] = timeline
        return timeline

    def compiled(self, session: Session, first_side: Side | None = None) -> Timeline:
        """Return a session compiled with the user's pace; KeyError if a movement is missing."""
        first = first_side or Side(self.settings.first_side)
        movements, pace = self.catalogue.movements, self.settings.pace()
        return compile_session(session, movements, pace, first_side=first)

    def alone(self, movement: str, first: Side) -> Timeline:
        """Return a movement compiled alone, beginning on a side; KeyError if there is none."""
        return self.compiled(alone(self.catalogue.movements[movement]), first)

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
        return self.compiled(eased(session, chosen))

    def have(self, minutes: int) -> None:
        """Take it that the person has so many minutes, 0 for as many as it takes, and tell."""
        if minutes != self.minutes:
            self.minutes = minutes
            self.changed.emit()

    def fitted(
        self, session_id: str, minutes: int, picks: Sequence[int] | None = None
    ) -> tuple[Fitted, Timeline]:
        """Return a session fitted to so many minutes, 0 for as many as it takes, and compiled.

        Raises:
            KeyError: there is no such session, or it has errors.
        """
        whole = self.timeline(session_id, picks)
        if whole.planned_s <= (minutes * 60 or whole.planned_s):
            return Fitted(whole.session, (), whole.planned_s, fits=True), whole
        key = (session_id, minutes)
        if picks is None and key in self._fitted:
            return self._fitted[key]
        found = fit(whole.session, self.catalogue.movements, self.settings.pace(), minutes * 60)
        both = found, self.compiled(found.session)
        if picks is None:
            self._fitted[key] = both
        return both

    def due(self, minutes: int) -> Due | None:
        """Return the session for so many minutes: for what had least attention for two weeks.

        At the desk first, and then the one that has waited longest. None that hurt today, and none
        that needs advice or a gym.
        """
        offered = {entry.id: (entry, *self.fitted(entry.id, minutes)) for entry in self._not_hurt()}
        short = {
            key: one
            for key, one in offered.items()
            if one[1].fits and AFTER_ADVICE not in one[2].session.tags and _nearness(one[2]) < GYM
        }
        if not short:
            least = sorted(offered.values(), key=lambda one: one[1].planned_s)[:1]
            short = {one[0].id: one for one in least}
        lately = self._lately()
        regions = {key: makeup(one[2]).by_region for key, one in short.items()}
        behind = least_attended(regions, lately)
        due = [one for key, one in short.items() if key in behind]
        best = min(due, key=lambda one: (_nearness(one[2]), self._waited(one[0])), default=None)
        return Due(*best, behind[best[0].id] if lately else "") if best else None

    def _lately(self) -> Mapping[str, float]:
        since, until = self.today - FORTNIGHT + ONE_DAY, self.today + ONE_DAY
        try:
            return balance.by_region(self.store.worked(since), since, until)
        except MachineFault:
            return {}  # whoever shows the history says so

    def resumable(self, logged: Logged) -> Timeline | None:
        """Return what an interrupted run can go on with, if its session is still the same."""
        try:
            whole = self.timeline(logged.run.session).session
            movements, pace = self.catalogue.movements, self.settings.pace()
            timeline = self.compiled(as_planned(whole, movements, pace, logged.run.planned_s))
        except KeyError:
            movement = self.catalogue.movements.get(logged.run.session)
            if movement is None:
                return None
            timeline = self.compiled(alone(movement))
        return timeline if can_go_on(timeline, logged) else None

    def suggested(self) -> Entry | None:
        """Return the session to start now: the one that has waited longest, easy ones first.

        At the desk first: a session for the chair can be done without asking anything of the room.
        One that hurt today is not offered again today.
        """
        entries = self._not_hurt()
        chair = [entry for entry in entries if entry.session and entry.session.place == "chair"]
        return min(chair or entries, key=self._waited, default=None)

    def _waited(self, entry: Entry) -> tuple[bool, date]:
        last = self.last_days
        return (entry.id in last, last.get(entry.id, date.min))

    def _not_hurt(self) -> list[Entry]:
        hurt = self._hurt_today()
        return [entry for entry in self.playable() if entry.id not in hurt]

    def _hurt_today(self) -> set[str]:
        try:
            runs = self.store.runs(limit=20)
        except MachineFault:
            return set()  # whoever shows the history says so
        today = [run for run in runs if run.day == self.today]
        return {run.session for run in today if run.status is RunStatus.DISCOMFORT}


def _nearness(timeline: Timeline) -> int:
    """Return how far a session is from the desk: 0 in the chair, 3 at the gym."""
    place = plan.place_of(timeline.session, timeline.items)
    return list(Spot).index(place) if place else 0
