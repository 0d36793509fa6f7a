"""The sheet of a movement: everything a person may want to know about it, on two cards."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from hipflex_gui import plan
from hipflex_gui.doses import Unit, counted
from hipflex_gui.i18n import _, length_text
from hipflex_gui.movements import DoseChoice, Movement, Origin, Part, Prop, Way
from hipflex_gui.sessions import Do, expanded
from hipflex_gui.timeline import merged
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.model import Model
from hipflex_gui.ui.pages.facts import as_item, capital, plain
from hipflex_gui.ui.pages.parts import Link, emptied
from hipflex_gui.ui.theme import CARD_PADDING
from hipflex_gui.ui.widgets.base import Card, Text, describe
from hipflex_gui.ui.widgets.flow import FlowLayout
from hipflex_gui.ui.widgets.lists import in_two_columns
from hipflex_gui.words import Side, spoken

LINE_GAP = 6
Links = Sequence[tuple[str, str]]  # an id, and the words of its button


class MovementSheet(QObject):
    """Two cards, which the page puts where they belong: ``do`` and ``know``.

    Signals:
        movement: show the movement with this id.
        session: show the plan of the session with this id.
    """

    movement = Signal(str)
    session = Signal(str)

    def __init__(self, look: Look, model: Model, parent: QWidget) -> None:
        super().__init__(parent)
        self.look, self.model = look, model
        self._side: Side | None = None
        self.do, self._do = self._card(_("What to do"), parent)
        self.know, self._know = self._card(_("Good to know"), parent)

    def _card(self, words: str, parent: QWidget) -> tuple[Card, QVBoxLayout]:
        card, lines = Card(parent=parent), QVBoxLayout()
        describe(card, words)
        inner = QVBoxLayout(card)
        inner.setContentsMargins(CARD_PADDING, 20, CARD_PADDING, CARD_PADDING)
        inner.addLayout(lines)
        inner.addStretch(1)
        lines.setSpacing(4)
        return card, lines

    def show_movement(self, movement: Movement, side: Side | None) -> None:
        """Show a movement in the words of a side."""
        self._side = side
        emptied(self._do)
        emptied(self._know)
        self._fill_do(movement)
        self._fill_know(movement)
        self.know.setVisible(self._know.count() > 0)

    def _fill_do(self, m: Movement) -> None:
        units = self.model.settings.units
        self._lines(self._do, _("Have at hand"), [_prop(prop, units) for prop in m.props])
        set_up = self.model.catalogue.movements[m.base].set_up if m.base else ()
        self._lines(self._do, _("Set-up"), (*set_up, *m.set_up), numbered=True)
        self._lines(self._do, _("Steps"), m.steps, numbered=True)
        self._lines(self._do, _("Way out"), [m.out])
        after = m.after
        self._lines(self._do, _("Afterwards"), [after.say, after.ask] if after else ())
        self._lines(self._do, _("How much"), self._doses(m))
        self._ways(_("Easier"), m.easier)
        self._ways(_("Harder"), m.harder)
        named, movements = self._named, self.model.catalogue.movements
        family = [(name, named(name)) for name in variants(m.id, movements)]
        self._links(_("Variants"), family, self.movement.emit)
        places = [(name, f"{plan.spot_text(spot)}: {named(name)}") for spot, name in m.instead]
        self._links(_("Versions for other places"), places, self.movement.emit)
        self._links(_("Sessions with it"), self._sessions(m), self.session.emit)

    def _fill_know(self, m: Movement) -> None:
        breathing, later = m.breathing, m.later
        breaths = [
            breathing.say,
            _("In: {words}").format(words=breathing.breathe_in) if breathing.breathe_in else "",
            _("Out: {words}").format(words=breathing.breathe_out) if breathing.breathe_out else "",
        ]
        longer = _("After {time}: {words}")
        ifs = [_("If {when}: {say}").format(when=c.when, say=c.say) for c in m.conditions]
        if later:
            ifs.append(longer.format(time=length_text(later.after_s), words=later.say))
        self._lines(self._know, _("Where you feel it"), [capital(m.feel)])
        self._lines(self._know, _("How far"), [m.how_far])
        self._lines(self._know, _("Breathing"), breaths)
        self._lines(self._know, _("Good form"), m.form)
        self._lines(self._know, _("Avoid"), m.avoid)
        self._lines(self._know, _("When needed"), ifs)
        self._pairs(_("Take care"), [(capital(plain(c.when)), c.say) for c in m.cautions])

    def _named(self, movement_id: str) -> str:
        movement = self.model.catalogue.movements.get(movement_id)
        return movement.name if movement else movement_id

    def _doses(self, m: Movement) -> list[str]:
        own = m.id in self.model.catalogue.own_movements
        said = []
        for choice in (m.dose, *m.doses):
            whose = _("from the sources") if choice.origin is Origin.SOURCES else ""
            whose = whose or (_("set in your file") if own else _("this project’s own"))
            said.append(_("{dose} ({whose})").format(dose=capital(_dose(m, choice)), whose=whose))
        return said

    def _sessions(self, m: Movement) -> list[tuple[str, str]]:
        return [
            (entry.id, entry.name)
            for entry in self.model.playable()
            if entry.session
            and any(isinstance(s, Do) and s.movement == m.id for s in expanded(entry.session.steps))
        ]

    def _spoken(self, text: str) -> str:
        return spoken(text, self._side, self.model.settings.units)

    def _head(self, column: QVBoxLayout, title: str) -> None:
        if column.count():
            column.addSpacing(12)
        column.addWidget(Text(self.look, title, "row", wrap=True))

    def _lines(
        self, column: QVBoxLayout, title: str, lines: Sequence[str], *, numbered: bool = False
    ) -> None:
        lines = [self._spoken(line) for line in lines if line]
        if not lines:
            return
        self._head(column, title)
        if not numbered:
            for line in lines:
                column.addWidget(Text(self.look, line, "body", "ink2", wrap=True))
            return
        look = self.look
        numbered_lines = (
            (
                Text(look, str(number), "body", "acc_text", weight=600, tabular=True),
                Text(look, line, "body", wrap=True),
            )
            for number, line in enumerate(lines, 1)
        )
        column.addLayout(in_two_columns(numbered_lines, line_gap=LINE_GAP))

    def _pairs(self, title: str, pairs: Sequence[tuple[str, str]]) -> None:
        if not pairs:
            return
        self._head(self._know, title)
        look = self.look
        lines = (
            (
                Text(look, when, "body", weight=600),
                Text(look, self._spoken(say), "body", "ink2", wrap=True),
            )
            for when, say in pairs
        )
        self._know.addLayout(in_two_columns(lines, line_gap=LINE_GAP))

    def _ways(self, title: str, ways: Sequence[Way]) -> None:
        said = [capital(way.say) for way in ways if way.say]
        self._lines(self._do, title, said)
        linked = [(way.movement, self._named(way.movement)) for way in ways if way.movement]
        self._links("" if said else title, linked, self.movement.emit)

    def _links(self, title: str, links: Links, then: Callable[[str], object]) -> None:
        if not links:
            return
        if title:
            self._head(self._do, title)
        flow = FlowLayout(gap=16, line_gap=0)
        for target, words in links:
            button = Link(self.look, words)
            button.clicked.connect(lambda _checked=False, target=target: then(target))
            flow.addWidget(button)
        self._do.addLayout(flow)


def variants(movement_id: str, known: Iterable[str]) -> list[str]:
    """Return the other movements of a family: their ids begin with the id of its first one.

    So does a variant's in a movement file: ``low-lunge-arms-up`` is a kind of ``low-lunge``.
    """
    family = [other for other in known if _begins(movement_id, other)]
    first = min((*family, movement_id), key=len)
    return [other for other in known if other != movement_id and _begins(other, first)]


def _begins(movement_id: str, with_: str) -> bool:
    return f"{movement_id}-".startswith(f"{with_}-")


def _prop(prop: Prop, units: str) -> str:
    said = capital(plan.prop_text(prop, units))
    if prop.why:
        said = _("{prop}, {why}").format(prop=said, why=prop.why)
    return said if prop.needed else _("{prop} (if you like)").format(prop=said)


def _dose(m: Movement, choice: DoseChoice) -> str:
    whole = choice if choice is m.dose else merged(choice, m.dose)
    said = plan.dose_text(replace(as_item(m), dose=whole))
    if whole.parts:
        parts = ", ".join(_part(part) for part in whole.parts)
        said = _("{dose}: {parts}").format(dose=said, parts=parts)
    if whole.rest_s and whole.sets and whole.sets[1] > 1:
        said = _("{dose}, {time} of rest in between").format(
            dose=said, time=length_text(whole.rest_s)
        )
    return said


def _part(part: Part) -> str:
    length = part.length
    if length.counts:
        return f"{part.name} {counted(length.counts, length.counts, Unit.COUNTS)}"
    long = _("slowly") if length.seconds is None else length_text(length.seconds)
    return f"{part.name} {long}"
