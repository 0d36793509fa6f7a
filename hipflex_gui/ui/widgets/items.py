"""Values in order that can be walked with the arrow keys.

Whatever paints many values as one picture (a map of days, a row of bars, a line) is an ``Items``:
pointer and keyboard find each value, and it is told in words in both cases.
"""

import html
from collections.abc import Hashable, Mapping, Sequence
from typing import ClassVar

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QResizeEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from hipflex_gui.ui.look import Look
from hipflex_gui.ui.widgets.base import Painted, announce, describe, stroke
from hipflex_gui.ui.widgets.buttons import ENTER

RING = 2.0
REACH = 1.5  # half of the gap between two things: the pointer is always at one of them


def crisp(painter: QPainter, rect: QRectF) -> QRectF:
    """Return a rectangle moved and sized to whole pixels of the screen, at least one each way.

    Equal sizes stay equal wherever they stand: the gaps take up what is rounded.
    """
    device = painter.deviceTransform()
    corner = device.map(rect.topLeft())
    start = device.inverted()[0].map(QPointF(round(corner.x()), round(corner.y())))
    across, down = abs(device.m11()) or 1.0, abs(device.m22()) or 1.0
    width, height = max(1, round(rect.width() * across)), max(1, round(rect.height() * down))
    return QRectF(start.x(), start.y(), width / across, height / down)


class Items(Painted):
    """Values in order, each at a place of its own and told in words.

    Arrow keys move from one to the next; the words are spoken, and shown ``beside`` it unless the
    page has a line of its own that tells them. The description that screen readers find is the
    words of the one looked at.

    ``looked_at`` (pointer or keys came to a value) and ``chosen`` (a click, Enter or Space) tell
    its key: what ``set_items`` was given, else its index.
    """

    looked_at = Signal(object)
    chosen = Signal(object)

    beside: ClassVar = True
    steps: ClassVar[Mapping[int, int]] = {
        Qt.Key.Key_Left: -1,
        Qt.Key.Key_Right: 1,
        Qt.Key.Key_PageUp: -4,
        Qt.Key.Key_PageDown: 4,
    }

    def __init__(self, look: Look, name: str, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._said: tuple[str, ...] = ()
        self._keys: tuple[Hashable, ...] = ()
        self._cursor = self._pointed = -1
        describe(self, name)
        self.setMouseTracking(True)

    @property
    def said(self) -> str:
        """The words of the value looked at with the keys."""
        return self._said[self._cursor] if self._said else ""

    def places(self) -> list[QRectF]:
        """Return where each value is; those before the first with room have an empty place."""
        raise NotImplementedError

    def set_items(
        self, said: Sequence[str], keys: Sequence[Hashable] = (), start: int = -1
    ) -> None:
        """Take other values; who looks at one of them with the keys stays there.

        Args:
            said: what each value says in words.
            keys: what names each value, as many as there are; their indices if not given.
            start: the index of the value the keys come to first.
        """
        kept = self._keys[self._cursor] if self._keys and self.hasFocus() else None
        self._said, self._keys = tuple(said), tuple(keys or range(len(said)))
        last = len(self._said) - 1
        self._cursor = self._keys.index(kept) if kept in self._keys else start % max(1, last + 1)
        self._pointed = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if said else Qt.FocusPolicy.NoFocus)
        if not said:
            self.clearFocus()
        self._stay_in_sight()
        self.restyle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Look at the first value that still has room."""
        self._stay_in_sight()

    def event(self, event: QEvent) -> bool:
        """Show the words of what the pointer is at, where it is a tooltip that was asked for."""
        if not isinstance(event, QHelpEvent) or event.type() != QEvent.Type.ToolTip:
            return super().event(event)
        at = self._at(QPointF(event.pos()))
        self._show_words(at) if at >= 0 else QToolTip.hideText()
        return True

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Look at what the pointer came to."""
        at = self._at(event.position())
        if at != self._pointed:
            self._pointed = at
            self.update()
            if at >= 0:
                self.looked_at.emit(self._keys[at])

    def leaveEvent(self, event: QEvent) -> None:
        """Look at nothing with the pointer."""
        self._pointed = -1
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose what is under the pointer."""
        at = self._at(event.position())
        if at >= 0 and event.button() is Qt.MouseButton.LeftButton:
            self._cursor = at
            self._tell_readers()
            self.update()
            self.chosen.emit(self._keys[at])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move with the arrow and page keys, Home and End; choose with Enter or Space."""
        key, shown = event.key(), self._shown()
        ends = {Qt.Key.Key_Home: shown[:1], Qt.Key.Key_End: shown[-1:]}
        if not shown or key not in (*self.steps, *ends, *ENTER, Qt.Key.Key_Space):
            super().keyPressEvent(event)
        elif key in self.steps or key in ends:
            aim = ends[Qt.Key(key)][0] if key in ends else self._cursor + self.steps[key]
            self._look_at(min(shown[-1], max(shown[0], aim)))
        elif not event.isAutoRepeat():
            self.chosen.emit(self._keys[self._cursor])

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell what the keys come back to."""
        super().focusInEvent(event)
        if self._said and event.reason() in (
            Qt.FocusReason.TabFocusReason,
            Qt.FocusReason.BacktabFocusReason,
        ):
            self._show_words(self._cursor)
            self.looked_at.emit(self._keys[self._cursor])

    def focused(self) -> int:
        """Return the index of the value that wears the ring, or -1."""
        return self._cursor if self._said and self.hasFocus() else -1

    def paint_ring(
        self, painter: QPainter, rect: QRectF, radius: float, ink: str = "", width: float = RING
    ) -> None:
        """Paint a ring, that of the focus by itself, around a rectangle, whole at the edges too."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(stroke(ink or self.look.colours.acc_text, width))
        half = width / 2
        inside = QRectF(self.rect()).adjusted(half, half, -half, -half)
        ring = rect.adjusted(-half, -half, half, half).intersected(inside)
        painter.drawRoundedRect(ring, radius + half, radius + half)

    def _look_at(self, index: int) -> None:
        if index == self._cursor:
            return
        self._cursor = index
        self._tell_readers()
        announce(self, self.said)
        self._show_words(index)
        self.update()
        self.looked_at.emit(self._keys[index])

    def _tell_readers(self) -> None:
        # A changed description would be spoken beside the announcement. Readers find the tooltip
        # where there is no description, and a change of that is silent.
        self.setToolTip(self.said)

    def _show_words(self, index: int) -> None:
        if not self.beside:
            return
        place = self.places()[index].toAlignedRect()
        below = self.mapToGlobal(place.center())
        QToolTip.showText(below, f"<span>{html.escape(self._said[index])}</span>", self, place)

    def _shown(self) -> list[int]:
        return [n for n, place in enumerate(self.places()) if not place.isEmpty()]

    def _stay_in_sight(self) -> None:
        shown = self._shown()
        self._cursor = max(self._cursor, shown[0]) if shown else self._cursor
        self._tell_readers()

    def _at(self, point: QPointF) -> int:
        for n, place in enumerate(self.places()):
            near = place.adjusted(-REACH, -REACH, REACH, REACH)
            if not place.isEmpty() and near.contains(point):
                return n
        return -1
