"""A field of lines: their numbers, their colours, and marks under what is wrong with them."""

from collections.abc import Iterable

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import (
    QColor,
    QFontDatabase,
    QResizeEvent,
    QTextBlockFormat,
    QTextCursor,
    QTextFormat,
    QTextOption,
)
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from hipflex_gui.ui.look import Look
from hipflex_gui.ui.studio.gutter import Gutter
from hipflex_gui.ui.studio.highlight import Highlighter
from hipflex_gui.ui.studio.letters import difference, units
from hipflex_gui.ui.theme import SPACE_XS, Theme

SIZE = 13  # px at 100 %
_BLOCK_END = "\u2029"


def fixed_font(theme: Theme) -> str:
    """Return the system's fixed font at the user's size, as a style sheet says it."""
    family = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont).family()
    return f'font: 400 {SIZE * theme.scale * theme.points:.2f}pt "{family}";'


class LinedText(QPlainTextEdit):
    """A text in the system's fixed font with line numbers, YAML colours and marks."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.look = look
        self._problem_cursors: list[QTextCursor] = []
        self._parts = 0
        self._gutter = Gutter(self, look)
        self.highlighter = Highlighter(look, self.document())
        option = QTextOption()
        option.setTextDirection(Qt.LayoutDirection.LeftToRight)  # Hebrew in a value turns no line
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.document().setDefaultTextOption(option)
        self.document().setDocumentMargin(0)  # no gap between the tint of a line and its number's
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.blockCountChanged.connect(self._make_room)
        self.updateRequest.connect(self._follow)
        self.cursorPositionChanged.connect(self._gutter.update)
        look.changed.connect(self.restyle)

    def plain(self) -> str:
        """Return the text with a new line for each line end, and every letter as it is."""
        return self.document().toRawText().replace(_BLOCK_END, "\n")

    def cursor_at(self, line: int, column: int = 1, length: int = 0) -> QTextCursor:
        """Return a cursor with a part of a line selected; numbers from 1, cut to what there is."""
        block = self.document().findBlockByNumber(min(max(1, line), self.blockCount()) - 1)
        text = block.text()
        start = min(max(1, column) - 1, len(text))
        cursor = QTextCursor(block)
        cursor.setPosition(block.position() + units(text[:start]))
        end = block.position() + units(text[: start + length])
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def replace(self, old: str, new: str) -> None:
        """Make one text of another, as one step to undo that touches only what differs.

        Args:
            old: what ``plain`` returns now.
            new: what it shall return.
        """
        start, stop, written = difference(old, new)
        here = self.textCursor()
        line, column = here.blockNumber() + 1, here.positionInBlock()
        begin, end = units(old[:start]), units(old[:stop])
        inside = begin < here.position() < end
        cursor = QTextCursor(self.document())
        cursor.setPosition(begin)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        self.write(cursor, written)
        if inside:
            back = self.cursor_at(line)
            back.setPosition(back.position() + min(column, back.block().length() - 1))
            self.setTextCursor(back)

    def write(self, cursor: QTextCursor, text: str) -> None:
        """Write over what a cursor has selected, as one step to undo apart from what is typed."""
        cursor.beginEditBlock()
        self._part(cursor)
        cursor.insertText(text)
        self._part(cursor)
        cursor.endEditBlock()

    def _part(self, cursor: QTextCursor) -> None:
        # Qt undoes letters together that were written one behind the other, whoever wrote them. A
        # number that means nothing, set on the block, comes between them.
        self._parts += 1
        between = QTextBlockFormat()
        between.setProperty(QTextFormat.Property.UserProperty, self._parts)
        place = QTextCursor(self.document())
        place.setPosition(cursor.position())
        place.mergeBlockFormat(between)

    def show_marks(self, places: Iterable[QTextCursor]) -> None:
        """Underline these places and tint their lines; an empty one marks the letter before."""
        self._problem_cursors = [_widened(place) for place in places]
        c = self.look.colours
        marks: list[QTextEdit.ExtraSelection] = []
        for cursor in self._problem_cursors:
            line = QTextEdit.ExtraSelection()
            line.cursor = QTextCursor(cursor.block())
            line.format.setBackground(QColor(c.warn_soft))
            line.format.setProperty(QTextFormat.Property.FullWidthSelection, True)
            wave = QTextEdit.ExtraSelection()
            wave.cursor = cursor
            wave.format.setUnderlineStyle(wave.format.UnderlineStyle.WaveUnderline)
            wave.format.setUnderlineColor(c.warn)
            marks += [line, wave]
        self.setExtraSelections(marks)
        self._gutter.show_problems({cursor.blockNumber() for cursor in self._problem_cursors})

    def restyle(self) -> None:
        """Take over a changed theme."""
        theme, c = self.look.theme, self.look.colours
        font = fixed_font(theme)
        self.setStyleSheet(
            f"QPlainTextEdit {{ border: 2px solid {c.card}; border-radius: 0; padding: 0; {font} }}"
            f"QPlainTextEdit:focus {{ border-color: {c.acc_text}; padding: 0; }}"
        )
        self._make_room()
        self.show_marks(self._problem_cursors)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the numbers beside the text."""
        super().resizeEvent(event)
        inner = self.contentsRect()
        width = self._gutter.width_needed()
        self._gutter.setGeometry(
            QRect(inner.left(), self.viewport().y(), width, self.viewport().height())
        )

    def _make_room(self) -> None:
        self.setViewportMargins(self._gutter.width_needed(), SPACE_XS, 0, SPACE_XS)

    def _follow(self, rect: QRect, by: int) -> None:
        if by:
            self._gutter.scroll(0, by)
        else:
            self._gutter.update(0, rect.y(), self._gutter.width(), rect.height())


def _widened(cursor: QTextCursor) -> QTextCursor:
    before, keep = QTextCursor.MoveOperation.PreviousCharacter, QTextCursor.MoveMode.KeepAnchor
    if not cursor.hasSelection() and not cursor.atBlockStart():
        cursor.movePosition(before, keep)
    return cursor
