"""The scale of tightness: eleven numbers side by side, of which one is chosen, or none."""

import math

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractSlider, QHBoxLayout, QSizePolicy, QWidget

from hipflex_gui.i18n import N_, _
from hipflex_gui.log import TIGHTEST
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.theme import HOVER, RADIUS_BUTTON, mix
from hipflex_gui.ui.widgets.base import Text, describe, grow_with_width, panel, smooth

QUESTION = N_("How tight are your hips?")
NONE, COUNT, GAP = -1, TIGHTEST + 1, 4
COLUMNS = (COUNT, 6, 4, 3)  # as many side by side as have room
AROUND = 22  # px above and below a number together, and at least beside it
CHORD = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


class Scale(QAbstractSlider):
    """Eleven cells, 0 to 10, with one place in the order of the focus.

    It is a slider to screen readers, whose lowest value means that no number is chosen. A digit
    chooses at once; 1 and then 0 is 10, however long it takes. Arrows, Home and End move, Delete
    takes back, and so does a click on the chosen number.

    Signals:
        changed: another number, or None.
        settled: a number of which nothing more can be said, so not a typed 1: it may become 10.

    Args:
        look: the look.
        name: what it asks, for screen readers.
        quiet: chosen is an edge and not filled, as for a number said earlier.
        at_once: the first number is the answer, so that a click on it takes nothing back.
        parent: the parent widget.
    """

    changed = Signal(object)
    settled = Signal(object)

    def __init__(
        self,
        look: Look,
        name: str,
        *,
        quiet: bool = False,
        at_once: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.look, self._name = look, name
        self._quiet, self._at_once = quiet, at_once
        self._one_typed = False
        self._over = self._pressed = NONE
        self.setProperty("radius", RADIUS_BUTTON)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setRange(NONE, TIGHTEST)
        self.setValue(NONE)
        grow_with_width(self, QSizePolicy.Policy.Expanding)
        self.valueChanged.connect(self._moved)
        look.changed.connect(self.updateGeometry)
        look.changed.connect(self.update)
        self._describe()

    @property
    def rating(self) -> int | None:
        """The chosen number, or None."""
        return None if self.value() == NONE else self.value()

    @property
    def may_be_ten(self) -> bool:
        """Whether 1 was typed last, so that a 0 makes it 10."""
        return self._one_typed

    def rate(self, number: int | None, *, typed: bool = False) -> None:
        """Choose a number from 0 to 10, or none."""
        self._one_typed = typed and number == 1
        self.setValue(NONE if number is None else number)

    def take_key(self, event: QKeyEvent) -> bool:
        """Do what a key means here; False if it means nothing, so that a page may pass keys on."""
        if event.modifiers() & CHORD:
            return False
        if event.text().isdecimal():
            if not event.isAutoRepeat():  # a 0 held for long must not make 10 into 0
                self._type(int(event.text()))
            return True
        forward = self.layoutDirection() == Qt.LayoutDirection.LeftToRight
        match event.key():
            case Qt.Key.Key_Left | Qt.Key.Key_Right as key:
                self._step(1 if (key == Qt.Key.Key_Right) == forward else -1)
            case Qt.Key.Key_Home:
                self.rate(0)
            case Qt.Key.Key_End:
                self.rate(TIGHTEST)
            case Qt.Key.Key_Delete | Qt.Key.Key_Backspace:
                self.rate(None)
            case _:
                return False
        return True

    def _type(self, digit: int) -> None:
        self.rate(TIGHTEST if digit == 0 and self.may_be_ten else digit, typed=True)
        if not self.may_be_ten:
            self.settled.emit(self.value())

    def _step(self, by: int) -> None:
        first = 0 if by > 0 else TIGHTEST
        now = self.rating
        self.rate(first if now is None else min(max(now + by, 0), TIGHTEST))

    def _moved(self, value: int) -> None:
        self._describe()
        self.update()
        self.changed.emit(self.rating)

    def _describe(self) -> None:
        said = _("0 loose, 10 very tight. For 10 press 1, then 0.")
        if self.rating is None:  # its value as a slider would be heard as a number
            said = _("No number chosen. {scale}").format(scale=said)
        describe(self, self._name, said)

    # -- keys and pointer

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose; leave all other keys to the page."""
        event.setAccepted(self.take_key(event))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember the number, which is chosen when the pointer is let go on it."""
        left = event.button() == Qt.MouseButton.LeftButton
        self._pressed = self._at(event.position()) if left else NONE

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose the number that was pressed, or take it back."""
        number, self._pressed = self._pressed, NONE
        if number == NONE or number != self._at(event.position()):
            return
        if number == self.value() and not self._at_once:
            self.rate(None)
        else:
            self.rate(number)
            self.settled.emit(number)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show which number the pointer is on."""
        self._hover(self._at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        """The pointer is on no number any more."""
        super().leaveEvent(event)
        self._hover(NONE)

    def _hover(self, number: int) -> None:
        if number != self._over:
            self._over = number
            self.update()

    def _at(self, spot: QPointF) -> int:
        return next((n for n, cell in enumerate(self.cells()) if cell.contains(spot)), NONE)

    # -- layout and paint

    def hasHeightForWidth(self) -> bool:
        """Return True: the numbers take two rows where one has no room."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height in px that the numbers need at a width in px."""
        rows = math.ceil(COUNT / self._columns(width))
        return round(rows * self._high() + (rows - 1) * GAP)

    def sizeHint(self) -> QSize:
        """Return the size in one row, at the present width where there is one."""
        wide = round(COUNT * self._high() + (COUNT - 1) * GAP)
        return QSize(wide, self.heightForWidth(self.width() if self.width() > 200 else wide))

    def minimumSizeHint(self) -> QSize:
        """Return the least width at which no number is cut."""
        return QSize(self._needed(COLUMNS[-1]), 0)

    def cells(self) -> list[QRectF]:
        """Return the place of each number, 0 first."""
        columns, high = self._columns(self.width()), self._high()
        wide = (self.width() - (columns - 1) * GAP) / columns
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        cells = []
        for number in range(COUNT):
            row, column = divmod(number, columns)
            column = columns - 1 - column if mirrored else column
            cells.append(QRectF(column * (wide + GAP), row * (high + GAP), wide, high))
        return cells

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the cells; the chosen one is told by its weight and edge or fill."""
        painter, theme, c = smooth(self), self.look.theme, self.look.colours
        strong = 3.0 if theme.outlined else 2.0
        for number, cell in enumerate(self.cells()):
            fill, line, ink, edge = c.card, c.line3, c.ink2, 1.0
            chosen = number == self.value()
            if chosen and self._quiet:
                fill, line, ink, edge = c.sunk, c.line2, c.ink, strong
            elif chosen:
                fill, line, ink = c.acc, c.acc, c.on_acc
            if number == self._over:
                fill = mix(fill, c.ink, HOVER)
            panel(painter, cell, RADIUS_BUTTON, fill, line, edge)
            painter.setFont(theme.font("lead", 600 if chosen else 500, tabular=True))
            painter.setPen(QPen(ink))
            painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, str(number))

    def _high(self) -> float:
        return self.look.theme.line("lead") + AROUND

    def _columns(self, width: int) -> int:
        return next((n for n in COLUMNS if self._needed(n) <= width), COLUMNS[-1])

    def _needed(self, columns: int) -> int:
        font = self.look.theme.font("lead", 600, tabular=True)
        cell = QFontMetricsF(font).horizontalAdvance(str(TIGHTEST)) + AROUND
        return math.ceil(columns * cell + (columns - 1) * GAP)


def legend(look: Look) -> QHBoxLayout:
    """Return what the two ends of a scale mean, to stand under it."""
    line = QHBoxLayout()
    line.addWidget(Text(look, _("0 – loose"), "small", "ink3"))
    line.addStretch(1)
    line.addWidget(Text(look, _("10 – very tight"), "small", "ink3"))
    return line
