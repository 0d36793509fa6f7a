"""The form that corrects a session that was done: how long it was, and its note."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from hipflex_gui.i18n import _
from hipflex_gui.log import RunRecord
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.pages.feel import Note
from hipflex_gui.ui.theme import CARD_PADDING, SPACE_L, SPACE_M, SPACE_S
from hipflex_gui.ui.widgets.base import Card, Text, announce, describe
from hipflex_gui.ui.widgets.buttons import KeyButton
from hipflex_gui.ui.widgets.fields import Number
from hipflex_gui.ui.widgets.flow import FlowLayout

LONGEST_MIN = 600
FIELD, NOTE = 120, 104  # px at 100 %


class RunEdit(Card):
    """The form. Ctrl+Enter saves it, in a number Enter as well; hidden until it is wanted.

    Signals:
        saved: the seconds of guided time, and the note.
        cancelled: nothing is to be changed.
    """

    saved = Signal(float, str)
    cancelled = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__("mid", parent=parent)
        self.look = look
        self._active_s, self._was = 0.0, ""
        self.minutes, self.seconds, self.note = Number(look), Number(look), Note(look)
        self.seconds.setRange(0, 59)
        self.minutes.setSuffix(" " + _("min"))
        self.seconds.setSuffix(" " + _("s"))
        describe(self.minutes, _("Minutes"), _("How long it was"))
        describe(self.seconds, _("Seconds"), _("How long it was"))
        describe(self.note, _("Note"), _("Ctrl+Enter saves."))
        self.problem = Text(look, "", "small", "warn", weight=500, wrap=True)
        self._save = KeyButton(look, _("Save"), key=_("Ctrl+Enter"), kind="primary")
        self._save.clicked.connect(self.save)
        self._cancel = KeyButton(look, _("Cancel"), key=_("Esc"), kind="text")
        self._cancel.clicked.connect(self.cancelled)
        column = QVBoxLayout(self)
        column.setContentsMargins(CARD_PADDING, CARD_PADDING, CARD_PADDING, CARD_PADDING)
        column.setSpacing(SPACE_S)
        column.addWidget(Text(look, _("How long it was"), "row"))
        length = FlowLayout(gap=SPACE_S)
        length.addWidget(self.minutes)
        length.addWidget(self.seconds)
        column.addLayout(length)
        column.addWidget(self.problem)
        column.addSpacing(SPACE_S)
        column.addWidget(Text(look, _("Note"), "row"))
        column.addWidget(self.note)
        column.addSpacing(SPACE_S)
        buttons = FlowLayout(gap=SPACE_M, line_gap=SPACE_L)
        buttons.addWidget(self._save)
        buttons.addWidget(self._cancel)
        column.addLayout(buttons)
        self.setFocusProxy(self.minutes)
        look.changed.connect(self._fit)
        self._fit()
        self.hide()

    def show_run(self, run: RunRecord, *, key_caps: bool) -> None:
        """Begin with what is known of a run, with or without the keys on the buttons."""
        for button in (self._save, self._cancel):
            button.set_key_shown(key_caps)
        self._active_s, self._was = run.active_s, run.note
        minutes, seconds = divmod(round(run.active_s), 60)
        self.minutes.setRange(0, max(LONGEST_MIN, minutes))
        self.minutes.setValue(minutes)
        self.seconds.setValue(seconds)
        self.note.setPlainText(run.note)
        self.problem.hide()

    def save(self) -> None:
        """Save what is written, or say what is wrong with it."""
        length = 60 * self.minutes.value() + self.seconds.value()
        if not length:
            self.problem.setText(_("Give it at least a second, or delete it instead."))
            self.problem.show()
            announce(self.minutes, self.problem.text())
            self.minutes.setFocus()
            return
        # the fields show whole seconds; whoever changes the note alone keeps the rest as well
        kept = length == round(self._active_s)
        note = self.note.toPlainText().strip()
        self.saved.emit(self._active_s if kept else float(length), note)

    def leave(self) -> None:
        """Cancel; the first time only leave a note in which something was written."""
        if self.note.hasFocus() and self.note.toPlainText() != self._was:
            self._save.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.cancelled.emit()

    def _fit(self) -> None:
        px = self.look.theme.px
        for box in (self.minutes, self.seconds):
            box.setMinimumWidth(px(FIELD))
        self.note.setFixedHeight(px(NOTE))
