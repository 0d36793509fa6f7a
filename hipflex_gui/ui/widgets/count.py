"""The count where a ring has no room for it: a bar, and the view that chooses between the two."""

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QFontMetricsF, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from hipflex_gui.ui.look import Look
from hipflex_gui.ui.widgets.base import panel, smooth
from hipflex_gui.ui.widgets.ring import (
    LEAST_COUNT,
    SWITCH_COUNT,
    SWITCH_SIZE,
    Count,
    Ring,
    RingMode,
    RingState,
    count_text,
    paint_count,
)

BAR, GAP = 12, 28
MARGIN = 8  # round digits reach a little past the height of capitals
LEAST_HEIGHT = 170  # a count of 160 px and its bar
LEAST_RING = 248  # below it two digits of 160 px do not fit a circle


class CountBar(Count):
    """A count of 160 px or more over a bar of 12 px. Its size hint never changes."""

    def sizeHint(self) -> QSize:
        """Return the room the ring would take."""
        return QSize(SWITCH_SIZE, SWITCH_SIZE)

    def minimumSizeHint(self) -> QSize:
        """Return the least room for a count of 160 px and its bar."""
        return QSize(200, LEAST_HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the count and the bar as one block in the middle."""
        painter, theme, state = smooth(self), self.theme, self._state
        c = theme.colours
        deep = state.mode is RingMode.SWITCH
        text = count_text(state)
        pixels = SWITCH_COUNT if len(text) < 3 and self.height() >= 192 else LEAST_COUNT
        font = theme.pixel_font(pixels)
        height = QFontMetricsF(font).capHeight()
        gap = min(GAP, max(8.0, self.height() - height - BAR - 2 * MARGIN))
        top = (self.height() - height - gap - BAR) / 2
        centre = QPointF(self.width() / 2, top + height / 2)
        paint_count(painter, text, font, centre, self.width(), c.on_deep if deep else c.ink)
        bar = QRectF(0, top + height + gap, self.width(), BAR)
        panel(painter, bar, BAR / 2, c.deep_line if deep else c.track)
        if (done := bar.width() * min(1.0, self._share())) > 0:
            bar.setWidth(max(BAR, done))
            panel(painter, bar, BAR / 2, c.on_deep if deep else c.acc)
        if state.aim is not None:
            mark = QRectF(self.width() * state.aim - 2, bar.y() - 4, 4, BAR + 8)
            panel(painter, mark, 2, c.ink)

    def _share(self) -> float:
        """Return the coloured share: for breaths the breath itself, which is what one follows."""
        breath = self._state.mode is RingMode.BREATH
        return self._state.fill if breath else self._state.fraction

    def _seen(self, state: RingState) -> tuple[object, ...]:
        share = state.fill if state.mode is RingMode.BREATH else state.fraction
        return (state.mode, state.count, state.aim, round(share * self.width() * 4))


class CountView(QWidget):
    """A ring, or a bar where a ring cannot hold the count; either takes exactly the same room."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ring, self._bar = Ring(look, self), CountBar(look, self)
        self._compact = False
        self._choose()

    def show_state(self, state: RingState) -> None:
        """Show a state in whichever form has room for its number."""
        self._ring.show_state(state)
        self._bar.show_state(state)
        self._choose()

    def set_compact(self, compact: bool) -> None:
        """Use the bar always, as a small window needs."""
        self._compact = compact
        self._choose()

    def sizeHint(self) -> QSize:
        """Return the room of the largest form."""
        return QSize(SWITCH_SIZE, SWITCH_SIZE)

    def minimumSizeHint(self) -> QSize:
        """Return the least room of the smallest form."""
        return self._bar.minimumSizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give both forms all the room."""
        for form in (self._ring, self._bar):
            form.setGeometry(self.rect())
        self._choose()

    def _choose(self) -> None:
        small = min(self.width(), self.height()) < LEAST_RING
        bar = self._compact or small or len(count_text(self._ring.state)) > 2
        self._bar.setVisible(bar)
        self._ring.setVisible(not bar)
