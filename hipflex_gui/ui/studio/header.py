"""The head of the studio: what is edited, whether it is well, and what to do with it."""

from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from hipflex_gui.draft import Draft
from hipflex_gui.i18n import _, ngettext
from hipflex_gui.problems import Severity
from hipflex_gui.readers import LONGEST_NAME
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.studio.stepfields import Line
from hipflex_gui.ui.theme import ROW_GAP, SPACE_L, SPACE_M, SPACE_S
from hipflex_gui.ui.widgets.base import ElidedText, describe
from hipflex_gui.ui.widgets.buttons import KeyButton, icon_button

INDENT = 14  # px: where the name begins inside its field


class Header(QWidget):
    """Name, file, problems, and the buttons.

    Signals:
        left: back to the sessions.
        renamed: the session is to have this name.
        next_problem: the user wants to see what is wrong.
        details, undo, redo, tried, saved: what was pressed.
    """

    left = Signal()
    renamed = Signal(str)
    next_problem = Signal()
    details = Signal()
    undo = Signal()
    redo = Signal()
    tried = Signal()
    saved = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self.back = icon_button(look, "arrow-left", _("Back to my sessions"), self)
        self.name = Line()
        self.name.setProperty("role", "title")
        self.name.setMaxLength(LONGEST_NAME)
        self.name.setPlaceholderText(_("Name of the session"))
        self.name.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        describe(self.name, _("Name of the session"))
        self._below = ElidedText(look, role="small")
        self._below.set_ink("ink3")
        self._below.setContentsMargins(INDENT, 0, 0, 0)
        self._file = ""
        self._narrow, self._errors = False, 0
        self.problems = KeyButton(look, "", "warning", _("F8"), kind="warn")
        self.undo_button = icon_button(look, "undo", _("Undo"), self)
        self.redo_button = icon_button(look, "redo", _("Redo"), self)
        self.details_button = KeyButton(look, _("Details"), "info")
        self.try_button = KeyButton(look, _("Try it"), "play")
        self.save_button = KeyButton(look, _("Save"), key=_("Ctrl S"), kind="primary")
        line = QHBoxLayout(self)
        line.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, SPACE_M)
        line.setSpacing(ROW_GAP)
        line.addWidget(self.back)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.name)
        words.addWidget(self._below)
        line.addLayout(words, 1)
        line.addWidget(self.problems)
        line.addWidget(self.undo_button)
        line.addWidget(self.redo_button)
        line.addSpacing(SPACE_S)
        line.addWidget(self.details_button)
        line.addWidget(self.try_button)
        line.addWidget(self.save_button)
        for button, signal in (
            (self.back, self.left),
            (self.problems, self.next_problem),
            (self.details_button, self.details),
            (self.undo_button, self.undo),
            (self.redo_button, self.redo),
            (self.try_button, self.tried),
            (self.save_button, self.saved),
        ):
            button.clicked.connect(signal)
        self.name.editingFinished.connect(self.commit)
        self._shown = ""

    def fit(self, *, narrow: bool) -> None:
        """Leave out what can be done without where there is little room."""
        self._narrow = narrow
        self._tell_errors()
        for button in (self.try_button, self.details_button):
            button.set_icon_only(narrow)
        self.save_button.set_key_shown(not narrow)
        self.problems.set_key_shown(not narrow)

    def enable(self, enabled: bool) -> None:
        """Let the session be changed; where there is none, one can only go back."""
        for part in (self.name, self.details_button, self.save_button):
            part.setEnabled(enabled)
        if not enabled:
            self.name.clear()
            self.problems.hide()
            for button in (self.undo_button, self.redo_button, self.try_button):
                button.setEnabled(False)

    def show_file(self, path: Path) -> None:
        """Say which file it is."""
        self._file, self._shown = path.name, ""
        self._below.setToolTip(str(path))
        self.show_state("")

    def show_state(self, words: str) -> None:
        """Say how it stands with saving."""
        self._below.setText("  ·  ".join(filter(None, (self._file, words))))

    def show_draft(self, draft: Draft, *, can_undo: bool, can_redo: bool) -> None:
        """Show the name, and how many problems there are."""
        if draft.readable:  # else its name is still what it was
            self._shown = draft.name
        if not self.name.hasFocus() or not self.name.isModified():
            with QSignalBlocker(self.name):
                self.name.setText(self._shown)
                self.name.setCursorPosition(0)  # its beginning is what tells it apart
        self.name.setEnabled(draft.readable)
        self._errors = sum(one.severity is Severity.ERROR for one in draft.problems)
        self._tell_errors()
        self.undo_button.setEnabled(can_undo)
        self.redo_button.setEnabled(can_redo)
        self.try_button.setEnabled(draft.timeline is not None)

    def _tell_errors(self) -> None:
        errors = self._errors
        said = ngettext("{n} problem", "{n} problems", errors).format(n=errors)
        self.problems.set_face(str(errors) if self._narrow else said)
        self.problems.setVisible(bool(errors))
        describe(self.problems, _("{problems}: show the next").format(problems=said))

    def commit(self) -> None:
        """Tell the name that has been typed."""
        if not self.name.isModified():
            return
        name = " ".join(self.name.text().split())
        self.name.setModified(False)
        if name and name != self._shown:
            self.renamed.emit(name)
        elif not name:
            self.name.setText(self._shown)
