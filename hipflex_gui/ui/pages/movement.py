"""The page of a movement: how it looks, what it is, everything to know, and a way to try it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hipflex_gui import plan
from hipflex_gui.i18n import _
from hipflex_gui.movements import Movement, Sides
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.model import Model
from hipflex_gui.ui.pages.base import PADDING, Page
from hipflex_gui.ui.pages.facts import as_item, capital, plain
from hipflex_gui.ui.pages.parts import Link, MetaLine, emptied, on_key, padded
from hipflex_gui.ui.pages.sheet import MovementSheet
from hipflex_gui.ui.theme import CARD_GAP
from hipflex_gui.ui.widgets.badges import Chip
from hipflex_gui.ui.widgets.banner import EmptyState
from hipflex_gui.ui.widgets.base import Text, describe
from hipflex_gui.ui.widgets.buttons import KeyButton
from hipflex_gui.ui.widgets.demo import Demo
from hipflex_gui.ui.widgets.flow import FlowLayout
from hipflex_gui.words import Side

ROOM = 4  # for the ring of the focus, which a container would cut
FIGURE_HEIGHT = 340
_NO_CHOICE = (Sides.TOGETHER, Sides.BY_DIRECTION, Sides.LEFT, Sides.RIGHT)


class MovementPage(Page):
    """All about one movement. Enter tries it; Escape goes back to where one came from."""

    def __init__(self, look: Look, model: Model, parent: QWidget | None = None) -> None:
        super().__init__(look, model, parent)
        self._id = ""
        self._side = Side(model.settings.first_side)
        self.back_button = Link(look, _("Back"), "arrow-left")
        self._gone = QVBoxLayout()
        self._all = QWidget(self.body)
        self.column.setSpacing(0)
        self.column.setContentsMargins(PADDING - ROOM, PADDING, PADDING - ROOM, PADDING - ROOM)
        top = QHBoxLayout()
        top.setContentsMargins(ROOM, 0, ROOM, 0)
        top.addWidget(self.back_button)
        top.addStretch(1)
        self.column.addLayout(top)
        self.column.addSpacing(8 - ROOM)
        self.column.addLayout(self._gone)
        self.column.addWidget(self._all)
        self.column.addStretch(1)

        self.head, self.figure = self._head(), self._figure()
        self.sheet = MovementSheet(look, model, self._all)
        self.do, self.know = _roomy(self._all, self.sheet.do), _roomy(self._all, self.sheet.know)
        self._halves = QHBoxLayout(self._all)
        self._halves.setContentsMargins(0, 0, 0, 0)
        self._halves.setSpacing(CARD_GAP - 2 * ROOM)
        self._columns = QVBoxLayout(), QVBoxLayout()
        for column in self._columns:
            column.setSpacing(CARD_GAP - 2 * ROOM)
            self._halves.addLayout(column, 1)

        self.back_button.clicked.connect(self.back)
        self.sheet.movement.connect(self.movement)
        self.sheet.session.connect(self.plan)
        self.setFocusProxy(self.try_button)
        on_key(self, Qt.Key.Key_Escape, self.back.emit)
        look.changed.connect(self._set_calm)

    def _head(self) -> QWidget:
        look, head = self.look, QWidget(self._all)
        self._name = Text(look, "", "hero", wrap=True)
        self._also = Text(look, "", "body", "ink2", wrap=True)
        self._meta = MetaLine(look, "body", strong=False)
        self._dose = Text(look, "", "lead", "ink2", wrap=True)
        label, enter = _("Try it now"), _("Enter")
        self.try_button = KeyButton(look, label, "play", enter, "primary", "primary-home")
        self.try_button.clicked.connect(self.enter)
        column = padded(head, ROOM)
        column.setSpacing(4)
        for part in (self._name, self._also, self._meta):
            column.addWidget(part)
        column.addSpacing(8)
        column.addWidget(self._dose)
        column.addSpacing(8)
        self.edit_button = KeyButton(look, _("Make my own version"))
        self.edit_button.clicked.connect(lambda: self.edit_movement.emit(self._id))
        buttons = FlowLayout()
        buttons.addWidget(self.try_button)
        buttons.addWidget(self.edit_button)
        column.addLayout(buttons)
        return head

    def _figure(self) -> QWidget:
        look, figure = self.look, QWidget(self._all)
        self.demo = Demo(look, figure)
        self.demo.setFixedHeight(FIGURE_HEIGHT)
        self.demo.set_callout_shown(False)  # the card under it says so
        chips = FlowLayout()
        self.chips = {side: Chip(look, plan.side_text(side), figure) for side in Side}
        for side, chip in self.chips.items():
            chip.setAutoExclusive(True)
            chip.clicked.connect(lambda _checked=False, side=side: self._turn(side))
            chips.addWidget(chip)
        hint = _("Drag the figure, or use the arrow keys on it, to turn it.")
        column = padded(figure, ROOM)
        column.setSpacing(8)
        column.addWidget(self.demo)
        column.addLayout(chips)
        self._hint = Text(look, hint, "small", "ink3", wrap=True)
        column.addWidget(self._hint)
        return figure

    def show_movement(self, movement_id: str) -> None:
        """Show a movement; where there is none with this id the page says so."""
        self._id, self._side = movement_id, Side(self.model.settings.first_side)
        self.refresh()
        self._stale = False  # being shown need not fill it once more
        self.verticalScrollBar().setValue(0)

    def fit(self, *, narrow: bool) -> None:
        """Put everything in one column where there is little room; else the steps by the figure."""
        one, two = [self.figure, self.know], [self.head, self.do]
        if narrow:
            one, two = [self.head, self.figure, self.do, self.know], []
        self._halves.setStretch(1, int(not narrow))
        for column, parts in zip(self._columns, (one, two), strict=True):
            for part in parts:
                column.addWidget(part, int(part is parts[-1]))

    def enter(self) -> None:
        """Play this movement alone."""
        if self._id in self.model.catalogue.movements:
            self.try_now.emit(self._id, self._side)

    def refresh(self) -> None:
        """Show the same movement as it is now."""
        movement = self.model.catalogue.movements.get(self._id)
        emptied(self._gone)
        self._all.setVisible(movement is not None)
        if movement is not None:
            self._fill(movement)
        elif self._id:
            title = _("This movement is not there")
            text = _("Its file is gone, or cannot be read any more.")
            self._gone.addWidget(EmptyState(self.look, title, text))

    def _fill(self, movement: Movement) -> None:
        fixed = {Sides.LEFT: Side.LEFT, Sides.RIGHT: Side.RIGHT}
        self._side = fixed.get(movement.sides, self._side)
        self._name.setText(movement.name)
        self._also.setText(_("Also known as {names}").format(names=", ".join(movement.also)))
        self._also.setVisible(bool(movement.also))
        self._meta.set_parts(_meta(movement))
        self._dose.setText(capital(plan.dose_text(as_item(movement))))
        for chip in self.chips.values():
            chip.setVisible(movement.sides not in _NO_CHOICE)
        self.chips[self._side].setChecked(True)
        self._set_calm()
        self.demo.show_movement(movement, self._side)
        self._hint.setVisible(movement.picture is None)
        self.try_button.set_key_shown(self.model.settings.key_caps)
        own = movement.id in self.model.catalogue.own_movements
        self.edit_button.set_face(_("Edit") if own else _("Make my own version"))
        describe(self.try_button, _("Try {name} now").format(name=movement.name))
        self.sheet.show_movement(movement, self._side)

    def _set_calm(self) -> None:
        self.demo.set_calm(self.model.settings.reduced_motion or self.look.calm)

    def _turn(self, side: Side) -> None:
        self._side = side
        self.refresh()


def _roomy(parent: QWidget, part: QWidget) -> QWidget:
    box = QWidget(parent)
    padded(box, ROOM).addWidget(part)
    return box


def _meta(m: Movement) -> list[tuple[str, str]]:
    sides = "" if m.sides is Sides.TOGETHER else capital(plan.sides_text(m.sides))
    words = (plan.kind_text(m.kind), plan.level_text(m.level), sides, capital(m.position))
    place = [(str(m.place), plan.spot_text(m.place))] if m.place else []
    areas = capital(", ".join(plain(target.area) for target in m.targets))
    return [*place, *(("", word) for word in (*words, areas) if word)]
