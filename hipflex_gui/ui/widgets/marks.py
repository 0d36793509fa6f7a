"""How a movement felt: easy, good or too much; one of them, or nothing said."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from hipflex_gui.i18n import N_, _
from hipflex_gui.log import Comfort
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.theme import HOVER, PRESSED, mix
from hipflex_gui.ui.widgets.badges import CHIP_RADIUS
from hipflex_gui.ui.widgets.base import describe, panel, smooth
from hipflex_gui.ui.widgets.flow import FlowLayout

WORDS = {
    Comfort.EASY: N_("Easy"),
    Comfort.GOOD: N_("Good"),
    Comfort.TOO_MUCH: N_("Too much"),
}
HIGH, PAD, ICON, GAP = 32, 11, 16, 6
BARS = (0.35, 0.65, 1.0)  # heights of the bars of the icon


class Mark(QCheckBox):
    """One of the three words. It is a box to tick, so that Enter stays with the page.

    Its icon is a number of bars and a tick once it is chosen; its width is always the same.
    """

    def __init__(self, look: Look, comfort: Comfort, rove: Callable[[int], None]) -> None:
        super().__init__()
        self.look, self.comfort, self._rove = look, comfort, rove
        self._word = _(WORDS[comfort])
        self.setProperty("radius", CHIP_RADIUS)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """Return the size with the word in bold."""
        theme = self.look.theme
        word = QFontMetricsF(theme.font("small", 600)).horizontalAdvance(self._word)
        return QSize(round(word + theme.px(ICON + 2 * PAD) + GAP + 1), theme.px(HIGH))

    def minimumSizeHint(self) -> QSize:
        """Return the size hint: a word is never cut."""
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:
        """Take a click anywhere on it."""
        return self.rect().contains(pos)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go along the three with the arrows; up and down are the page's."""
        forward = self.layoutDirection() == Qt.LayoutDirection.LeftToRight
        match event.key():
            case Qt.Key.Key_Left | Qt.Key.Key_Right as key:
                self._rove(1 if (key == Qt.Key.Key_Right) == forward else -1)
            case Qt.Key.Key_Up | Qt.Key.Key_Down:
                event.ignore()
            case _:
                super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the choice."""
        painter, theme, c, on = smooth(self), self.look.theme, self.look.colours, self.isChecked()
        rect = QRectF(self.rect())
        toward = PRESSED if self.isDown() else HOVER if self.underMouse() else 0.0
        edge = 2.0 if on and theme.outlined else 1.0
        fill = mix(c.soft if on else c.card, c.ink, toward)
        panel(painter, rect, rect.height() / 2, fill, c.acc if on else c.line3, edge)
        size, colour = theme.px(ICON), c.acc_text if on else c.ink2
        box = QRectF(theme.px(PAD), (rect.height() - size) / 2, size, size)
        words = rect.adjusted(box.right() + GAP, 0, 0, 0)
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            box.moveRight(rect.width() - theme.px(PAD))
            words = rect.adjusted(0, 0, box.left() - GAP - rect.width(), 0)
        if on:
            self.look.icons.paint(painter, "check", box, colour)
        else:
            self._paint_bars(painter, box)
        painter.setFont(theme.font("small", 600 if on else 500))
        painter.setPen(QPen(colour))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading
        painter.drawText(words, flags, self._word)

    def _paint_bars(self, painter: QPainter, box: QRectF) -> None:
        c, level = self.look.colours, list(Comfort).index(self.comfort)
        wide, step, high = box.width() * 0.2, box.width() * 0.32, box.height() * 0.75
        base = box.center().y() + high / 2
        for n, share in enumerate(BARS):
            bar = QRectF(box.left() + n * step + wide / 4, base - high * share, wide, high * share)
            panel(painter, bar, 1.0, c.ink2 if n <= level else c.track)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Be the one of the three that Tab comes back to."""
        super().focusInEvent(event)
        self._rove(0)


class Marks(QWidget):
    """The three words for one movement, with one place in the order of the focus.

    Signals:
        changed: another word as a ``Comfort``, or None when it was taken back.
    """

    changed = Signal(object)

    def __init__(self, look: Look, movement: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        line = FlowLayout(self, gap=GAP, line_gap=GAP)
        self.marks = [Mark(look, comfort, self._rove) for comfort in Comfort]
        for mark in self.marks:
            line.addWidget(mark)
            said = _("{movement}: {word}").format(movement=movement, word=_(WORDS[mark.comfort]))
            describe(mark, said)
            mark.clicked.connect(lambda on, mark=mark: self._clicked(mark.comfort if on else None))
        self.marks[0].setFocusPolicy(Qt.FocusPolicy.TabFocus)

    @property
    def comfort(self) -> Comfort | None:
        """What was said."""
        return next((mark.comfort for mark in self.marks if mark.isChecked()), None)

    def choose(self, comfort: Comfort | None) -> None:
        """Show a word as chosen, or none, and tell nobody."""
        for mark in self.marks:
            mark.setChecked(mark.comfort is comfort)
        self._stop_at(comfort)

    def _clicked(self, comfort: Comfort | None) -> None:
        self.choose(comfort)
        self.changed.emit(comfort)

    def _stop_at(self, comfort: Comfort | None) -> None:
        """Let Tab come to one of the three, the first where none is named."""
        stop = comfort or self.marks[0].comfort
        for mark in self.marks:
            here = mark.comfort is stop
            mark.setFocusPolicy(Qt.FocusPolicy.TabFocus if here else Qt.FocusPolicy.NoFocus)

    def _rove(self, by: int) -> None:
        here = next((n for n, mark in enumerate(self.marks) if mark.hasFocus()), 0)
        there = self.marks[min(max(here + by, 0), len(self.marks) - 1)]
        self._stop_at(there.comfort)
        there.setFocus(Qt.FocusReason.TabFocusReason)
