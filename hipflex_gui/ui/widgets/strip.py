"""The strip of the whole session: one segment a phase, as wide as it is long."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from hipflex_gui.i18n import _
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.theme import RADIUS_SEGMENT
from hipflex_gui.ui.widgets.base import Painted, describe, panel, smooth

WITHIN, BETWEEN, LEAST_WIDTH = 3.0, 8.0, 2.0
MARGIN = 6  # above and below the bar: room for the pointer and for the mark of the arrow keys


@dataclass(frozen=True, slots=True)
class Segment:
    """One phase: its length in seconds, the movement it belongs to, and what it is called."""

    seconds: float
    group: int
    name: str = ""


def spans(segments: Sequence[Segment], room: float) -> list[tuple[float, float]]:
    """Return where each segment begins in ``room`` px, and how wide it is."""
    if not segments:
        return []
    gaps = [
        *(WITHIN if one.group == two.group else BETWEEN for one, two in pairwise(segments)),
        0.0,
    ]
    total = sum(segment.seconds for segment in segments) or 1.0
    # where many share a narrow strip the gaps give way first, and then the least width
    squeeze = min(1.0, room * 0.35 / max(1.0, sum(gaps)))
    bars = room - sum(gaps) * squeeze
    least = min(LEAST_WIDTH, bars / len(segments))
    flexible = bars - least * len(segments)
    found, x = [], 0.0
    for segment, gap in zip(segments, gaps, strict=True):
        width = least + flexible * segment.seconds / total
        found.append((x, width))
        x += width + gap * squeeze
    return found


class ProgressStrip(Painted):
    """Segments in proportion to their seconds; when choosable, a click or Enter picks one.

    Args:
        look: the look.
        bar: height of the bar in px.
        parent: the parent widget.
    """

    chosen = Signal(int)

    def __init__(self, look: Look, bar: int = 12, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._bar = bar
        self._segments: tuple[Segment, ...] = ()
        self._done: tuple[float, ...] = ()
        self._current = self._cursor = 0
        self._choosable = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._describe()

    def set_segments(self, segments: Sequence[Segment]) -> None:
        """Show another session, with nothing done."""
        self._segments = tuple(segments)
        self._done = (0.0,) * len(self._segments)
        self._current = self._cursor = 0
        self._describe()
        self.update()

    def show_progress(self, done: Sequence[float], current: int) -> None:
        """Show what share of each segment is done (0 to 1) and which one is current.

        Raises:
            ValueError: there are not as many shares as segments.
        """
        if len(done) != len(self._segments):
            raise ValueError(f"{len(done)} shares for {len(self._segments)} segments")
        before = self._seen()
        if current != self._current:
            self._current = self._cursor = current
            self._describe()
        self._done = tuple(done)
        if self._seen() != before:
            self.update()

    def set_choosable(self, choosable: bool) -> None:
        """Let segments be picked, with the pointer or with the arrow keys and Enter."""
        self._choosable = choosable
        policy = Qt.FocusPolicy.TabFocus if choosable else Qt.FocusPolicy.NoFocus
        self.setFocusPolicy(policy)
        if not choosable:
            self.clearFocus()
            self._cursor = self._current
        shape = Qt.CursorShape.PointingHandCursor if choosable else Qt.CursorShape.ArrowCursor
        self.setCursor(shape)
        self.update()

    def set_bar(self, height: int) -> None:
        """Set the height of the bar in px."""
        self._bar = height
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the height of the bar and the margins above and below it."""
        return QSize(240, self._bar + 2 * MARGIN)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint each segment, the done share over the empty one."""
        painter, c = smooth(self), self.look.colours
        radius = min(RADIUS_SEGMENT, self._bar / 2)
        for index, (rect, done) in enumerate(zip(self._rects(), self._done, strict=True)):
            panel(painter, rect, radius, c.track)
            if done > 0:
                painter.save()
                painter.setClipRect(self._share(rect, done))
                panel(painter, rect, radius, c.acc)
                painter.restore()
            if self._choosable and self.hasFocus() and index == self._cursor:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(c.ink)
                painter.drawRoundedRect(rect.adjusted(-1.5, -3, 1.5, 3), radius + 2, radius + 2)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Pick the segment under the pointer."""
        x = event.position().x()
        if self._choosable and event.button() is Qt.MouseButton.LeftButton and self._segments:
            rects = self._rects()
            nearest = min(range(len(rects)), key=lambda n: abs(rects[n].center().x() - x))
            hits = (n for n, rect in enumerate(rects) if rect.left() <= x <= rect.right())
            self.chosen.emit(next(hits, nearest))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the mark with the arrow keys, Home and End; pick with Enter or Space."""
        last, key = len(self._segments) - 1, event.key()
        towards_end = (
            Qt.Key.Key_Left
            if self.layoutDirection() is Qt.LayoutDirection.RightToLeft
            else Qt.Key.Key_Right
        )
        moves = {
            Qt.Key.Key_Left: self._cursor - 1,
            Qt.Key.Key_Right: self._cursor - 1,
            towards_end: self._cursor + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        if not self._choosable or last < 0:
            super().keyPressEvent(event)
        elif key in moves:
            self._cursor = min(last, max(0, moves[Qt.Key(key)]))
            self._describe()
            self.update()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit(self._cursor)
        else:
            super().keyPressEvent(event)

    def _describe(self) -> None:
        said = ""
        if self._segments:
            said = _("Part {n} of {total}: {name}").format(
                n=self._cursor + 1,
                total=len(self._segments),
                name=self._segments[self._cursor].name,
            )
        describe(self, _("Session progress"), said.rstrip(": "))

    def _rects(self) -> list[QRectF]:
        return [
            self._mirrored(QRectF(x, MARGIN, width, self._bar))
            for x, width in spans(self._segments, self.width())
        ]

    def _mirrored(self, rect: QRectF) -> QRectF:
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            rect.moveLeft(self.width() - rect.right())
        return rect

    def _share(self, rect: QRectF, done: float) -> QRectF:
        width = rect.width() * min(1.0, done)
        right = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        return QRectF(rect.right() - width if right else rect.left(), rect.y(), width, self._bar)

    def _seen(self) -> tuple[int, ...]:
        """Return the coloured widths in half pixels: what a repaint could change."""
        rects = self._rects()
        return tuple(
            round(rect.width() * min(1.0, done) * 2)
            for rect, done in zip(rects, self._done, strict=True)
        )
