"""Before a session: how tight it feels, answered with one key, or not at all."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from hipflex_gui.i18n import _
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.model import Model
from hipflex_gui.ui.pages.base import QuestionPage
from hipflex_gui.ui.theme import SPACE_L, SPACE_M, SPACE_S, SPACE_XL
from hipflex_gui.ui.widgets.base import Text, describe
from hipflex_gui.ui.widgets.buttons import KeyButton
from hipflex_gui.ui.widgets.flow import FlowLayout
from hipflex_gui.ui.widgets.scale import QUESTION, Scale, legend


class BeforePage(QuestionPage):
    """One question. A number answers it and starts; Enter starts without; Esc goes back.

    Signals:
        answered: start, with a number from 0 to 10 or None.
        never: start, and do not ask again.
    """

    answered = Signal(object)
    never = Signal()

    def __init__(self, look: Look, model: Model, parent: QWidget | None = None) -> None:
        super().__init__(look, model, parent)
        self._name = Text(look, "", "section", "ink2", weight=400, wrap=True)
        self._scale = Scale(look, _(QUESTION), at_once=True)
        self._scale.changed.connect(self._say)
        self._scale.settled.connect(self.answered)
        self._how = Text(look, "", "lead", "ink2", wrap=True)
        self._fill()
        self.setFocusProxy(self._scale)

    def ask(self, name: str) -> None:
        """Ask anew, before the session of this name."""
        self._name.setText(name)
        for button in self._keyed:
            button.set_key_shown(self.model.settings.key_caps)
        self._scale.rate(None)
        self._say(None)
        describe(self, name, _(QUESTION))
        self.verticalScrollBar().setValue(0)
        self.settle()

    def enter(self) -> None:
        """Start, with the number that is chosen or without one."""
        self.answered.emit(self._scale.rating)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let a number answer wherever the focus is."""
        if not self._scale.take_key(event):
            super().keyPressEvent(event)

    def _say(self, number: int | None) -> None:
        said = _("Type a number. Enter starts without one.")
        if number is not None:
            said = _("Enter starts with {number}.").format(number=number)
        if self._scale.may_be_ten:
            said = _("Enter starts with 1. For 10, press 0 now.")
        self._how.setText(said)

    def _fill(self) -> None:
        look, column = self.look, self.card
        column.setSpacing(SPACE_S)
        column.addWidget(self._name)
        column.addWidget(Text(look, _(QUESTION), "title", wrap=True))
        column.addSpacing(SPACE_L)
        column.addWidget(self._scale)
        column.addLayout(legend(look))
        column.addSpacing(SPACE_L)
        column.addWidget(self._how)
        column.addSpacing(SPACE_XL)
        buttons = FlowLayout(gap=SPACE_M, line_gap=SPACE_M)
        start = KeyButton(look, _("Start"), "play", _("Enter"), kind="primary", size="primary-home")
        start.clicked.connect(self.enter)
        never = KeyButton(look, _("Do not ask again"), kind="text", size="primary-home")
        never.clicked.connect(self.never)
        back = KeyButton(look, _("Back"), key=_("Esc"), kind="text", size="primary-home")
        back.clicked.connect(self.closed)
        self._keyed = (start, back)
        for button in (start, never, back):
            buttons.addWidget(button)
        column.addLayout(buttons)
