"""The numbers beside the lines of a text."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from hipflex_gui.ui.look import Look
from hipflex_gui.ui.theme import SPACE_M, SPACE_S


class Gutter(QWidget):
    """Line numbers: that of the current line is stronger, and those of problems in ``warn``."""

    def __init__(self, text: QPlainTextEdit, look: Look) -> None:
        super().__init__(text)
        self.look = look
        self._text, self._problems = text, set[int]()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_problems(self, lines: set[int]) -> None:
        """Say which lines have problems, by their numbers from 0."""
        self._problems = lines
        self.update()

    def width_needed(self) -> int:
        """Return the width in px for the numbers of all lines."""
        digits = max(2, len(str(self._text.blockCount())))
        font = self._text.font()
        font.setWeight(font.Weight.DemiBold)
        return round(SPACE_S + digits * QFontMetricsF(font).horizontalAdvance("0") + SPACE_M)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the numbers of the lines that can be seen."""
        c, painter, text = self.look.colours, QPainter(self), self._text
        current, font = text.textCursor().blockNumber(), text.font()
        cursor = text.cursorForPosition(text.viewport().rect().topLeft())
        block, height = cursor.block(), QFontMetricsF(font).height()
        while block.isValid():
            number = block.blockNumber()
            cursor.setPosition(block.position())
            top = text.cursorRect(cursor).top()
            if top > self.height():
                break
            strong, wrong = number == current, number in self._problems
            font.setWeight(font.Weight.DemiBold if strong or wrong else font.Weight.Normal)
            painter.setFont(font)
            if wrong:
                tall = block.layout().boundingRect().height()
                painter.fillRect(QRectF(0, top, self.width(), tall), QColor(c.warn_soft))
            painter.setPen(QPen(c.warn if wrong else c.ink if strong else c.ink3))
            box = QRectF(0, top, self.width() - SPACE_M, height)
            painter.drawText(box, Qt.AlignmentFlag.AlignRight, str(number + 1))
            block = block.next()
