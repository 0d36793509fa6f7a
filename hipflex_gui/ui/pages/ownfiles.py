"""What My sessions is built of: a row for a file that works, and the form that begins another."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from hipflex_gui.catalogue import Entry
from hipflex_gui.figure.scene import still
from hipflex_gui.i18n import _
from hipflex_gui.movements import Movement
from hipflex_gui.paths import assets
from hipflex_gui.problems import Problem
from hipflex_gui.readers import LONGEST_NAME
from hipflex_gui.template import copy_of
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.model import Model
from hipflex_gui.ui.pages.facts import SessionFacts, capital, props_text
from hipflex_gui.ui.pages.parts import MetaLine, Thumbnail, emptied, link, on_key
from hipflex_gui.ui.theme import CARD_PADDING, ROW_GAP
from hipflex_gui.ui.widgets.base import Card, Text, describe
from hipflex_gui.ui.widgets.buttons import KeyButton, take_enter
from hipflex_gui.ui.widgets.flow import FlowLayout


def sentence(problem: Problem) -> str:
    """Return what is wrong and what to write instead, as sentences."""
    return " ".join(_ended(words) for words in (problem.text, problem.hint) if words)


def _ended(words: str) -> str:
    """Return words as a sentence, unless they begin or end with a key as a file writes it."""
    first = words.split(maxsplit=1)[0]
    said = words if first.endswith(":") else capital(words)
    return said if words.endswith(("?", ".", ":")) else f"{said}."


def copied(model: Model, entry: Entry) -> Path:
    """Copy a session to the user's own, to be changed, and return where it is.

    Raises:
        Fault: it cannot be read, or the copy cannot be written.
    """
    path = copy_of(entry, model.folder, assets() / "schema")
    model.reload()
    return path


class NewForm(Card):
    """One field for a name, in place of the button that asked for it.

    Signals:
        named: make a session of this name.
        left: never mind.
    """

    named = Signal(str)
    left = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__("mid")
        column = QVBoxLayout(self)
        column.setContentsMargins(CARD_PADDING, 20, CARD_PADDING, CARD_PADDING)
        column.setSpacing(8)
        self.field = QLineEdit()
        self.field.setMaxLength(LONGEST_NAME)
        self.field.setPlaceholderText(_("Evening hips"))
        label = Text(look, _("What is it called?"), "row")
        label.setBuddy(self.field)
        describe(self.field, _("Name of the new session"))
        self._trouble = Text(look, "", "small", "warn", wrap=True)
        self.make = KeyButton(look, _("Begin"), key=_("Enter"), kind="primary")
        self.cancel = link(look, _("Cancel"))
        buttons = FlowLayout()
        buttons.addWidget(self.make)
        buttons.addWidget(self.cancel)
        for part in (label, self.field, self._trouble):
            column.addWidget(part)
        column.addLayout(buttons)
        self.make.clicked.connect(self._told)
        self.cancel.clicked.connect(self.left)
        on_key(self, Qt.Key.Key_Escape, self.left.emit)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter make the file, or press what has the focus; the page hears nothing of it."""
        if not take_enter(self, event, self._told):
            super().keyPressEvent(event)

    def ask(self) -> None:
        """Show the empty field."""
        self.field.clear()
        self._trouble.hide()
        self.show()
        self.field.setFocus()

    def complain(self, words: str) -> None:
        """Say why there is no file."""
        self._trouble.setText(words)
        self._trouble.show()
        self.field.setFocus()

    def _told(self) -> None:
        self.named.emit(self.field.text())


class OwnRow(Card):
    """A session of the user's own: what it is, what one can do with it, and quiet warnings."""

    def __init__(self, look: Look, facts: SessionFacts) -> None:
        super().__init__()
        entry = facts.entry
        line = QHBoxLayout(self)
        line.setContentsMargins(8, 8, 16, 8)
        line.setSpacing(12)
        line.addWidget(Thumbnail(look, facts.picture), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setContentsMargins(0, 8, 0, 0)
        words.setSpacing(2)
        meta = MetaLine(look, "small")
        meta.set_parts([*facts.meta(), ("", props_text(facts.props))])
        words.addWidget(Text(look, entry.name, "row", wrap=True))
        words.addWidget(meta)
        for said in _marks(entry):
            words.addWidget(Text(look, said, "small", "ink2", wrap=True))
        words.addSpacing(8)
        line.addLayout(words, 1)
        self.start = KeyButton(look, _("Start"), "play")
        self.edit = KeyButton(look, _("Edit"))
        self.steps = link(look, _("See the steps"))
        self.copy = link(look, _("Duplicate"))
        self.share = link(look, _("Share"))
        self.text = link(look, _("Open in the text editor"))
        buttons = FlowLayout(gap=4, line_gap=4)
        for button in (self.start, self.edit, self.steps, self.copy, self.share, self.text):
            describe(button, f"{button.label}: {entry.name}")
            buttons.addWidget(button)
        words.addLayout(buttons)
        words.addSpacing(4)
        describe(self, entry.name)


class OwnMovements(QWidget):
    """The movements of the user's own, each with a way to edit it, and one to begin another.

    Signals:
        edit: the id of the movement to edit, or nothing for a new one.
        shown: the id of the movement to look at.
    """

    edit = Signal(str)
    shown = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(ROW_GAP)
        head = FlowLayout()
        head.addWidget(Text(look, _("My movements"), "section"))
        self.new = KeyButton(look, _("New movement"), "plus")
        head.addWidget(self.new)
        column.addLayout(head)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(ROW_GAP)
        column.addLayout(self._rows)
        self.new.clicked.connect(lambda: self.edit.emit(""))

    def show_movements(self, movements: Sequence[Movement]) -> None:
        """List them; variants come with the movement whose file they are in."""
        emptied(self._rows)
        for movement in movements:
            row = Card()
            line = QHBoxLayout(row)
            line.setContentsMargins(8, 8, 16, 8)
            line.setSpacing(12)
            line.addWidget(Thumbnail(self.look, still(movement)))
            line.addWidget(Text(self.look, movement.name, "row", wrap=True), 1)
            show = link(self.look, _("See it"), _("See {name}").format(name=movement.name))
            edit = link(self.look, _("Edit"), _("Edit {name}").format(name=movement.name))
            show.clicked.connect(partial(self.shown.emit, movement.id))
            edit.clicked.connect(partial(self.edit.emit, movement.id))
            line.addWidget(show)
            line.addWidget(edit)
            self._rows.addWidget(row)


def _marks(entry: Entry) -> list[str]:
    hides = [_("Takes the place of the one that came with Hipflex.")]
    warnings = [
        _("Line {n}: {words}").format(n=one.where.line, words=sentence(one))
        for one in entry.problems
    ]
    return [*(hides if entry.hides_shipped else []), *warnings]
