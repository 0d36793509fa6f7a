"""The field in which the text of a session is written: lines, numbers, keys and suggestions."""

from collections.abc import Callable, Iterator, Mapping

from PySide6.QtCore import QMimeData, QRect, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QResizeEvent,
    QTextBlock,
    QTextCursor,
)
from PySide6.QtWidgets import QWidget

from hipflex_gui.completing import Option, completions
from hipflex_gui.i18n import _
from hipflex_gui.movements import Movement
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.studio.highlight import in_block_text
from hipflex_gui.ui.studio.letters import letters, shared, units
from hipflex_gui.ui.studio.linedtext import LinedText, fixed_font
from hipflex_gui.ui.studio.linekeys import INDENT, commented, indented, on_return, outdented
from hipflex_gui.ui.studio.suggestions import Suggestions
from hipflex_gui.ui.widgets.base import describe
from hipflex_gui.ui.widgets.buttons import ENTER


class TextField(LinedText):
    """A field for YAML. ``fix_asked`` and ``problem_asked`` (1 next, -1 before) are its keys.

    Tab indents. Escape and then Tab, or Ctrl+Tab, leaves the field.
    """

    fix_asked = Signal()
    problem_asked = Signal(int)

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent)
        self._pane, self._movements = parent, dict[str, Movement]()
        self.suggestions = Suggestions(look, parent)
        self.suggestions.taken.connect(self._take)
        self._word = 0  # where in the document the word begins that suggestions are for
        self.verticalScrollBar().valueChanged.connect(self._follow_word)
        describe(
            self,
            _("Text of the session"),
            _(
                "Tab indents. Escape and then Tab, or Control and Tab, leaves the field. Control"
                " and Space shows what can be written."
            ),
        )
        self.restyle()

    def set_movements(self, movements: Mapping[str, Movement]) -> None:
        """Say which movements there are to name."""
        self._movements = dict(movements)

    def restyle(self) -> None:
        """Take over a changed theme."""
        super().restyle()
        c = self.look.colours
        self.suggestions.setStyleSheet(
            f"QListView {{ background: {c.card}; border: 1px solid {c.line2}; outline: 0;"
            f" {fixed_font(self.look.theme)} }}"
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the cursor in sight, and the suggestions beside their word."""
        super().resizeEvent(event)
        if self.hasFocus():
            self.ensureCursorVisible()
        self._follow_word()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the suggestions away with the keyboard."""
        super().focusOutEvent(event)
        self.suggestions.hide()
        self.setTabChangesFocus(False)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste plain text, with blanks in place of tabs."""
        self.insertPlainText(source.text().replace("\t", " " * INDENT))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what the keys of this field mean, and everything else as any field does."""
        done = self._key_for_suggestions(event) or self._key_for_lines(event)
        if event.key() not in (Qt.Key.Key_Escape, Qt.Key.Key_Shift):
            self.setTabChangesFocus(False)
        if done:
            event.accept()
            return
        super().keyPressEvent(event)
        typed = event.text().isprintable() and event.text() not in ("", " ")
        erased = event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete)
        if typed or (self.suggestions.isVisible() and (erased or event.text() == " ")):
            self.suggest(unasked=True)
        elif event.text() or event.key() in _MOVES:
            self.suggestions.hide()

    def _key_for_suggestions(self, event: QKeyEvent) -> bool:
        key, shown = event.key(), self.suggestions
        if key == Qt.Key.Key_Space and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.suggest()
            return True
        if not shown.isVisible() or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        if key == Qt.Key.Key_Escape:
            shown.hide()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            shown.step(1 if key == Qt.Key.Key_Down else -1)
        elif key == Qt.Key.Key_Tab:
            self._take(shown.chosen or shown.options[0])
        elif key in ENTER and shown.chosen:
            self._take(shown.chosen)
        else:
            return False
        return True

    def _key_for_lines(self, event: QKeyEvent) -> bool:
        key, held = event.key(), event.modifiers()
        control = bool(held & Qt.KeyboardModifier.ControlModifier)
        match key:
            case Qt.Key.Key_Tab | Qt.Key.Key_Backtab if control:
                self._leave(forward=key == Qt.Key.Key_Tab)
            case Qt.Key.Key_Tab if self.textCursor().hasSelection():
                self._change_lines(lambda lines: [indented(line) for line in lines])
            case Qt.Key.Key_Tab:
                column = self.textCursor().positionInBlock()
                self.textCursor().insertText(" " * (INDENT - column % INDENT))
            case Qt.Key.Key_Backtab:
                self._change_lines(lambda lines: [outdented(line) for line in lines])
            case Qt.Key.Key_Escape:
                self.setTabChangesFocus(True)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if not control:
                self._return()
            case Qt.Key.Key_Slash if control:
                self._change_lines(commented)
            case Qt.Key.Key_Period if control:
                self.fix_asked.emit()
            case Qt.Key.Key_F8:
                back = held & Qt.KeyboardModifier.ShiftModifier
                self.problem_asked.emit(-1 if back else 1)
            case _:
                return False
        return True

    def _leave(self, *, forward: bool) -> None:
        self.setTabChangesFocus(True)
        self.focusNextPrevChild(forward)
        self.setTabChangesFocus(False)

    def _return(self) -> None:
        cursor = self.textCursor()
        cursor.beginEditBlock()
        cursor.removeSelectedText()
        block, at = cursor.block(), cursor.positionInBlock()
        text = block.text()
        at = letters(text, at)
        prose = in_block_text(block.previous().userState()) and in_block_text(block.userState())
        gone, written = on_return(text[:at], text[at:], _lines_above(block), prose=prose)
        cursor.setPosition(cursor.position() - gone, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(written)
        cursor.endEditBlock()
        self.setTextCursor(cursor)
        self.suggestions.hide()

    def _change_lines(self, change: Callable[[list[str]], list[str]]) -> None:
        """Change the selected lines, and of each only what differs, so that the selection stays."""
        here = self.textCursor()
        document = self.document()
        first = document.findBlock(here.selectionStart())
        last = document.findBlock(here.selectionEnd())
        if last.position() == here.selectionEnd() and last != first:
            last = last.previous()
        rows = range(first.blockNumber(), last.blockNumber() + 1)
        before = [document.findBlockByNumber(row).text() for row in rows]
        here.beginEditBlock()
        for row, old, new in zip(rows, before, change(before), strict=True):
            rest = shared(old[::-1], new[::-1])
            cursor = self.cursor_at(row + 1, 1, len(old) - rest)
            cursor.insertText(new[: len(new) - rest])
        here.endEditBlock()

    def suggest(self, *, unasked: bool = False, chosen: bool = True) -> None:
        """Show what may be written here.

        Args:
            unasked: only while a word is written and not whole yet, and with nothing marked where
                something else may be meant.
            chosen: whether the first is marked, so that Return writes it.
        """
        text, here = self.plain(), self.textCursor()
        offset = letters(text, here.position())
        found = completions(text, offset, self._movements)
        written, options = text[found.start : offset], found.options
        if unasked and (not written.strip() or any(written == one.insert for one in options)):
            options = ()
        self._word = here.position() - units(written)
        sure = bool(options) and not (unasked and options[0].example)
        self.suggestions.show_options(options, self._word_spot(), chosen=chosen and sure)

    def _word_spot(self) -> QRect:
        cursor = self.textCursor()
        cursor.setPosition(min(self._word, self.document().characterCount() - 1))
        rect = self.cursorRect(cursor)
        return QRect(self.viewport().mapTo(self._pane, rect.topLeft()), rect.size())

    def _follow_word(self) -> None:
        if self.suggestions.isVisible():
            self.suggestions.place(self._word_spot())

    def _take(self, option: Option) -> None:
        text, cursor = self.plain(), self.textCursor()
        at = letters(text, cursor.position())
        found = completions(text, at, self._movements)
        self.suggestions.hide()
        cursor.setPosition(cursor.position() - units(text[found.start : at]))
        length = units(text[found.start : found.end])
        cursor.setPosition(cursor.position() + length, QTextCursor.MoveMode.KeepAnchor)
        self.write(cursor, option.insert)
        self.setTextCursor(cursor)
        if option.insert.endswith((": ", "- ")):
            self.suggest(chosen=False)  # what may follow; Return still ends the line


_MOVES = (
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
)


def _lines_above(block: QTextBlock) -> Iterator[str]:
    while (block := block.previous()).isValid():
        yield block.text()
