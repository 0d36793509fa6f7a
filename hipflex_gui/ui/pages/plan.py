"""The plan of a session: its movements in order, how long they take, and one key to start."""

from itertools import accumulate, pairwise
from math import ceil

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from hipflex_gui import easing, makeup, plan
from hipflex_gui.figure.scene import still
from hipflex_gui.fitting import Fitted, fitted_texts
from hipflex_gui.i18n import _, clock_text, ngettext
from hipflex_gui.phases import PhaseKind
from hipflex_gui.sessions import Do, Repeat, Rest, Step, expanded
from hipflex_gui.timeline import Timeline
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.model import Model
from hipflex_gui.ui.pages.base import PADDING, Page, stack
from hipflex_gui.ui.pages.facts import SessionFacts, capital, facts_of, plain
from hipflex_gui.ui.pages.minutes import MINUTES, MinuteChips
from hipflex_gui.ui.pages.parts import Link, MetaLine, emptied, on_key
from hipflex_gui.ui.pages.planlinks import PlanLinks
from hipflex_gui.ui.pages.planlist import Panel, PlanLine, PlanList
from hipflex_gui.ui.theme import CARD_GAP
from hipflex_gui.ui.widgets.banner import EmptyState
from hipflex_gui.ui.widgets.base import Text, describe
from hipflex_gui.ui.widgets.buttons import KeyButton
from hipflex_gui.words import spoken

ROOM = 4  # for the ring of the focus, which a container would cut


class PlanPage(Page):
    """What a session does. Enter starts it; Escape goes back to where one came from.

    Signals:
        back: leave the page.
    """

    back = Signal()

    def __init__(self, look: Look, model: Model, parent: QWidget | None = None) -> None:
        super().__init__(look, model, parent)
        self._id = ""
        self._facts: SessionFacts | None = None
        self._listed: Timeline | None = None
        self._gentler = False
        column = self.column
        column.setSpacing(0)
        column.setContentsMargins(PADDING - ROOM, PADDING, PADDING - ROOM, PADDING - ROOM)
        self.back_button = Link(look, _("Back"), "arrow-left")
        self._name = Text(look, "", "hero", wrap=True)
        self._summary = Text(look, "", "lead", "ink2", wrap=True)
        self._meta = MetaLine(look)
        self.begin = KeyButton(look, _("Start"), "play", _("Enter"), "primary", "primary-home")
        self.begin_easier = KeyButton(look, _("Start easier"), size="primary-home")
        self._length = Text(look, "", "lead", "ink2", wrap=True)
        self._gone = QVBoxLayout()
        self._all = QWidget(self.body)
        top = QHBoxLayout()
        top.setContentsMargins(ROOM, 0, ROOM, 0)
        top.addWidget(self.back_button)
        top.addStretch(1)
        column.addLayout(top)
        column.addSpacing(8)
        column.addLayout(self._gone)
        column.addWidget(self._all)
        column.addStretch(1)

        within = QVBoxLayout(self._all)
        within.setContentsMargins(ROOM, 0, ROOM, ROOM)
        within.setSpacing(0)
        within.addWidget(self._name)
        within.addSpacing(4)
        within.addWidget(self._summary)
        within.addSpacing(8)
        within.addWidget(self._meta)
        within.addSpacing(CARD_GAP)
        line = QHBoxLayout()
        line.setSpacing(CARD_GAP)
        line.addWidget(self.begin)
        line.addWidget(self.begin_easier)
        line.addWidget(self._length, 1)
        within.addLayout(line)
        within.addSpacing(CARD_GAP)
        self.minutes = MinuteChips(look, self._all, whole=True)
        within.addLayout(self.minutes.layout)
        self.links = PlanLinks(look, model, self._all)
        within.addWidget(self.links)
        within.addSpacing(CARD_GAP)
        self.easier = Panel(look, _("Go easier this time?"))
        self.at_hand = Panel(look, _("Have at hand"))
        self.movements = PlanList(look)
        self.care = Panel(look, _("Take care"))
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._halves.setSpacing(CARD_GAP)
        know = QVBoxLayout()
        know.setSpacing(CARD_GAP)
        know.addWidget(self.at_hand)
        know.addWidget(self.care)
        know.addStretch(1)
        moves = QVBoxLayout()
        moves.setSpacing(CARD_GAP)
        moves.addWidget(self.easier)
        moves.addWidget(self.movements)
        moves.addStretch(1)
        self._halves.addLayout(moves, 5)
        self._halves.addLayout(know, 4)
        within.addLayout(self._halves)

        self.back_button.clicked.connect(self.back)
        self.begin.clicked.connect(self._begin)
        self.begin_easier.clicked.connect(lambda: self.start_easier.emit(self._id))
        self.movements.changed.connect(self._show_length)
        self.minutes.chosen.connect(model.have)
        self.links.edit.connect(self.edit)
        self.setFocusProxy(self.begin)
        on_key(self, Qt.Key.Key_Escape, self.back.emit)

    def show_session(self, session_id: str) -> None:
        """Show a session; where there is none with this id the page says so."""
        self._id = session_id
        self._fill(afresh=True)
        self.verticalScrollBar().setValue(0)
        self.begin.setFocus()

    def fit(self, *, narrow: bool) -> None:
        """Put the cards under each other where there is little room."""
        stack(self._halves, narrow=narrow)

    def enter(self) -> None:
        """Start the session."""
        self._begin()

    def refresh(self) -> None:
        """Show the same session as it is now."""
        if self._id:
            self._fill(afresh=False)

    def _fill(self, *, afresh: bool) -> None:
        entry = self.model.catalogue.sessions.get(self._id)
        self._facts = facts_of(self.model, entry) if entry and entry.session else None
        emptied(self._gone)
        self._all.setVisible(self._facts is not None)
        if self._facts is None:
            text = _("Its file is gone, or cannot be read any more.")
            why = KeyButton(self.look, _("My sessions"))
            why.clicked.connect(lambda: self.go.emit("sessions"))
            title = _("This session is not there")
            self._gone.addWidget(EmptyState(self.look, title, text, (why,)))
            return
        facts, session = self._facts, self._facts.timeline.session
        self._name.setText(session.name)
        self._summary.setText(session.summary)
        self._summary.setVisible(bool(session.summary))
        often = [("", capital(session.often))] if session.often else []
        self._meta.set_parts([*facts.meta(), *often])
        self.begin.set_key_shown(self.model.settings.key_caps)
        self._show_easier()
        whole_s, minutes = facts.timeline.planned_s, self.model.minutes
        self.minutes.show_minutes(minutes, [one for one in MINUTES if one * 60 < whole_s])
        free = session.order == "free"
        # where one picks, one picks from all of it
        listed = facts.timeline if free else self.model.fitted(self._id, minutes)[1]
        if afresh or self._listed != listed:
            self._listed = listed
            self.movements.show_lines(self._choices() if free else self._lines(), free=free)
        self.links.show_session(facts.entry, listed)
        self._show_props(listed)
        self.care.show_pairs(_cautions(listed, self.model.settings.units))
        self._show_length()

    def _show_props(self, timeline: Timeline) -> None:
        units = self.model.settings.units
        pairs = []
        for prop in plan.props_of(timeline.items, needed=False):
            why = prop.why if prop.needed else ", ".join(filter(None, (prop.why, _("if you like"))))
            pairs.append((capital(plan.prop_text(prop, units)), capital(why)))
        self.at_hand.show_pairs(pairs)

    def _show_easier(self) -> None:
        offers = self.model.proposals(self._id)
        movements, units = self.model.catalogue.movements, self.model.settings.units
        said = [easing.text(one, movements, self.model.today, units) for one in offers]
        self.easier.show_pairs([("", sentence) for sentence in said])
        session = self._timeline().session
        self._gentler = easing.eased(session, offers) != session

    def _lines(self) -> list[PlanLine]:
        """Return a line for each movement in the order they are done."""
        assert self._listed
        timeline = self._listed
        seconds = [0.0] * len(timeline.items)
        warm_up = 0.0
        for phase in timeline.phases:
            if phase.kind is PhaseKind.WARM_UP:
                warm_up += phase.planned_s
            else:
                seconds[phase.item] += phase.planned_s
        units = self.model.settings.units
        first, *times = _times([warm_up, *seconds])
        words = _("Walk about, or march on the spot")
        said = [PlanLine(_("Warm up"), words, first, counts=False)] if warm_up else []
        for item, time in zip(timeline.items, times, strict=True):
            note = spoken(item.note, units=units)
            said.append(
                PlanLine(item.name, capital(plan.dose_text(item)), time, note, still(item.movement))
            )
        return said

    def _choices(self) -> list[PlanLine]:
        """Return a line for each step of a session from which one picks."""
        assert self._facts
        lines, at = [], 0
        items = self._facts.timeline.items
        for index, step in enumerate(self._facts.timeline.session.steps):
            does = sum(isinstance(one, Do) for one in expanded([step]))
            mine, at = items[at : at + does], at + does
            detail = capital(plan.dose_text(mine[0])) if isinstance(step, Do) else ""
            name = _step_name(step, list(dict.fromkeys(item.name for item in mine)))
            time = clock_text(self._step_length(index, step))
            picture = still(mine[0].movement) if mine else None
            lines.append(PlanLine(name, detail, time, picture=picture))
        return lines

    def _step_length(self, index: int, step: Step) -> float:
        if isinstance(step, Rest):
            pace = self.model.settings.pace().changed(self._timeline().session.pace)
            return pace.rest if step.seconds is None else step.seconds
        phases = self.model.timeline(self._id, [index]).phases
        return sum(phase.planned_s for phase in phases if phase.kind is not PhaseKind.WARM_UP)

    def _timeline(self) -> Timeline:
        assert self._facts
        return self._facts.timeline

    def _chosen(self) -> tuple[Fitted, Timeline] | None:
        """Return what Start would play, or None where nothing is picked."""
        if self._facts is None:
            return None
        picks = None
        if self.movements.free:
            steps, picks = self._facts.timeline.session.steps, self.movements.picks()
            if not any(isinstance(one, Do) for one in expanded([steps[pick] for pick in picks])):
                return None
        return self.model.fitted(self._id, self.model.minutes, picks)

    def _show_length(self) -> None:
        chosen = self._chosen()
        self.begin.setEnabled(chosen is not None)
        # what is picked has no easier way of its own: it is for the session as it is written
        whole = chosen is not None and chosen[1].session == self._timeline().session
        self.begin_easier.setVisible(self._gentler and whole)
        self.movements.show_changes(fitted_texts(chosen[0]) if chosen else ())
        if chosen is None:
            self._length.setText(_("Choose at least one movement."))
            self.movements.show_total("")
            return
        timeline = chosen[1]
        count, time = len(timeline.items), clock_text(timeline.planned_s)
        said = ngettext("{n} movement, {time} in all", "{n} movements, {time} in all", count)
        self._length.setText(said.format(n=count, time=time))
        self.movements.show_total(time)
        name = timeline.session.name
        describe(self.begin, _("Start {name}").format(name=name))
        describe(self.begin_easier, _("Start easier: {name}").format(name=name))

    def _begin(self) -> None:
        chosen = self._chosen()
        if chosen is None:
            return
        if chosen[0].changes:
            self.play.emit(chosen[1])
        elif self.movements.free:
            self.start_picked.emit(self._id, self.movements.picks())
        else:
            self.start.emit(self._id)


def _times(lengths: list[float]) -> list[str]:
    """Return lengths in seconds as ``m:ss`` so that they add up to the whole's."""
    marks = [ceil(whole) for whole in accumulate(lengths, initial=0.0)]
    return [clock_text(end - start) for start, end in pairwise(marks)]


def _step_name(step: Step, names: list[str]) -> str:
    if isinstance(step, Rest):
        return _("Rest")
    if isinstance(step, Repeat):
        said = ngettext("{n} time: {names}", "{n} times: {names}", step.times)
        return said.format(n=step.times, names=", ".join(names))
    return names[0]


def _cautions(timeline: Timeline, units: str) -> list[tuple[str, str]]:
    """Return each condition once, with what its movements say about it."""
    return [
        (capital(plain(when)), "\n".join(f"{by[0][1]}: {say}" for say, by in said.items()))
        for when, said in makeup.cautions(timeline.items, units).items()
    ]
