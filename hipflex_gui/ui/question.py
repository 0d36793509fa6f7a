"""What is asked after Esc, when the session already stands still: end here, or go on?"""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from hipflex_gui.i18n import _, length_text
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.widgets.base import Text
from hipflex_gui.ui.widgets.buttons import KeyButton


class Question(QFrame):
    """Covers the guide; its two buttons are ``keep`` and ``go_on``."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.look = look
        self.heading = Text(look, _("End here?"), "hero", wrap=True)
        self.words = Text(look, role="step", ink="ink2", wrap=True)
        self.keep = KeyButton(look, _("End and keep it"), "check", _("Enter"), "primary", "player")
        self.go_on = KeyButton(look, _("Go on"), "play", _("Esc"), "outlined", "player")
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 28, 32, 28)
        column.setSpacing(16)
        column.addStretch(1)
        for part in (self.heading, self.words, self.keep, self.go_on):
            column.addWidget(part)
        column.addStretch(2)
        self.setAutoFillBackground(True)
        self.hide()

    def show_kept(self, active_s: float) -> None:
        """Say what has been done so far: whole seconds, then whole minutes, never more."""
        unit = 60 if active_s >= 60 else 1
        kept = length_text(active_s // unit * unit)
        self.words.setText(_("What you have done is kept: {time}.").format(time=kept))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter press the button that has the focus."""
        focus = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(focus, KeyButton):
            focus.click()
        else:
            super().keyPressEvent(event)
