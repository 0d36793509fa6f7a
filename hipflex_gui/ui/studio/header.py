"""The head of the studio: what is edited, whether it is well, and what to do with it."""

from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from hipflex_gui.draft import Draft
from hipflex_gui.i18n import _, ngettext
from hipflex_gui.problems import Severity
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.theme import ROW_GAP, SPACE_L, SPACE_M, SPACE_S
from hipflex_gui.ui.widgets.base import ElidedText, describe
from hipflex_gui.ui.widgets.buttons import KeyButton, icon_button

LONGEST_NAME = 80
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
        self.name = QLineEdit()
        self.name.setProperty("role", "title")
        self.name.setMaxLength(LONGEST_NAME)
        self.name.setPlaceholderText(_("Name of the session"))
        self.name.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        describe(self.name, _("Name of the session"))
        self._below = ElidedText(look, role="small")
        self._below.set_ink("ink3")
        self._below.setContentsMargins(INDENT, 0, 0, 0)
        self._file = self._state = ""
        self.problems = KeyButton(look, "", "warning", _("F8"), kind="text")
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
        self.name.editingFinished.connect(self._rename)
        self._shown = ""

    def fit(self, *, narrow: bool) -> None:
        """Leave out what can be done without where there is little room."""
        for button in (self.try_button, self.details_button):
            button.set_icon_only(narrow)
        self.save_button.set_key_shown(not narrow)
        self.problems.set_key_shown(not narrow)

    def show_file(self, path: Path) -> None:
        """Say which file it is."""
        self._file = path.name
        self._below.setToolTip(str(path))
        self.show_state("")

    def show_state(self, words: str) -> None:
        """Say how it stands with saving."""
        self._below.setText("  ·  ".join(filter(None, (self._file, words))))

    def show_draft(self, draft: Draft, *, can_undo: bool, can_redo: bool) -> None:
        """Show the name, and how many problems there are."""
        self._shown = draft.name
        if not self.name.hasFocus() or not self.name.isModified():
            with QSignalBlocker(self.name):
                self.name.setText(draft.name)
                self.name.setCursorPosition(0)  # its beginning is what tells it apart
        self.name.setEnabled(draft.readable)
        errors = sum(one.severity is Severity.ERROR for one in draft.problems)
        said = ngettext("{n} problem", "{n} problems", errors).format(n=errors)
        self.problems.set_face(said)
        self.problems.setVisible(bool(errors))
        describe(self.problems, _("{problems}: show the next").format(problems=said))
        self.undo_button.setEnabled(can_undo)
        self.redo_button.setEnabled(can_redo)
        self.try_button.setEnabled(draft.timeline is not None)

    def _rename(self) -> None:
        name = " ".join(self.name.text().split())
        self.name.setModified(False)
        if name and name != self._shown:
            self.renamed.emit(name)
        elif not name:
            self.name.setText(self._shown)
