"""After a session was cut off by a crash or a power cut: go on, keep what was done, or discard."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from hipflex_gui.i18n import _, length_text, ngettext
from hipflex_gui.log import Logged
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.model import Model
from hipflex_gui.ui.pages.base import QuestionPage
from hipflex_gui.ui.pages.days import day_text
from hipflex_gui.ui.pages.runs import time_text
from hipflex_gui.ui.theme import SPACE_M, SPACE_XL
from hipflex_gui.ui.widgets.base import Text, describe
from hipflex_gui.ui.widgets.buttons import KeyButton
from hipflex_gui.ui.widgets.flow import FlowLayout


class GoOnPage(QuestionPage):
    """One question about the last session. Esc leaves it for later; nothing is lost meanwhile.

    Signals:
        go_on: play the rest of it.
        keep: let it stand as it is.
        discard: delete it.
    """

    go_on = Signal()
    keep = Signal()
    discard = Signal()

    def __init__(self, look: Look, model: Model, parent: QWidget | None = None) -> None:
        super().__init__(look, model, parent)
        self._title = Text(look, "", "title", wrap=True)
        self._said = Text(look, "", "lead", "ink2", wrap=True)
        size = "primary-home"
        self._go_on = KeyButton(look, _("Go on"), "play", _("Enter"), kind="primary", size=size)
        self._keep = KeyButton(look, _("Keep as it is"), "check", size=size)
        self._discard = KeyButton(look, _("Discard"), kind="text", size=size)
        column = self.card
        column.setSpacing(SPACE_M)
        column.addWidget(self._title)
        column.addWidget(self._said)
        column.addSpacing(SPACE_XL)
        flow = FlowLayout(gap=SPACE_M, line_gap=SPACE_M)
        for button, then in (
            (self._go_on, self.go_on),
            (self._keep, self.keep),
            (self._discard, self.discard),
        ):
            button.clicked.connect(then)
            flow.addWidget(button)
        column.addLayout(flow)

    def offer(self, logged: Logged, *, can_go_on: bool) -> None:
        """Ask about an interrupted run; going on is offered only where it is possible."""
        run = logged.run
        day = day_text(run.day, self.model.today)
        when = _("{day} at {time}").format(day=day, time=time_text(run))
        done = length_text(run.active_s)
        if run.steps_done:
            steps = ngettext("{n} of {total} step", "{n} of {total} steps", run.steps_planned)
            steps = steps.format(n=run.steps_done, total=run.steps_planned)
            done = _("{steps}, {time} in all").format(steps=steps, time=done)
        said = _("{when} you began it, and it was cut off after {done}. What you did is kept.")
        said = said.format(when=when, done=done)
        if not can_go_on:
            said += " " + _(
                "It cannot go on, because nothing is left of it or its file has changed."
            )
        self._title.setText(_("{name} was interrupted").format(name=run.name))
        self._said.setText(said)
        self._go_on.setVisible(can_go_on)
        self._go_on.set_key_shown(self.model.settings.key_caps)
        describe(self, self._title.text(), said)

    def enter(self) -> None:
        """Go on, or where that cannot be keep what there is."""
        (self.keep if self._go_on.isHidden() else self.go_on).emit()
