"""A line of changes: how tightness went from session to session."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import (
    QFontMetricsF,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from hipflex_gui.i18n import _
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.widgets.base import smooth, stroke
from hipflex_gui.ui.widgets.items import RING, Items, crisp

DOT, LEAST_ROOM = 3.5, 80


@dataclass(frozen=True, slots=True)
class Change:
    """How a session changed the tightness, -10 to 10 (below nought is looser), and in words."""

    value: float
    said: str


class TrendLine(Items):
    """Changes of tightness in order, oldest first: looser is up. Fewer than two are no trend."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, _("Change of tightness"), parent)
        self._values: tuple[float, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_changes(self, changes: Sequence[Change]) -> None:
        """Show other changes; nothing where there are fewer than two."""
        shown = tuple(changes) if len(changes) > 1 else ()
        self._values = tuple(change.value for change in shown)
        self.set_items([change.said for change in shown])

    def sizeHint(self) -> QSize:
        """Return a small size: the words of both ends and room between them."""
        return QSize(self._gutter() + 2 * LEAST_ROOM, ceil(4 * self._line()))

    def minimumSizeHint(self) -> QSize:
        """Return the width at which dots still stand apart."""
        return QSize(self._gutter() + LEAST_ROOM, self.sizeHint().height())

    def places(self) -> list[QRectF]:
        """Return the places of the dots."""
        if not self._values:
            return []
        left, right = self._gutter() + DOT + RING, self.width() - 2 * DOT - RING
        apart = (right - left) / (len(self._values) - 1)
        return [
            QRectF(left + n * apart - DOT, self._height_of(value) - DOT, 2 * DOT, 2 * DOT)
            for n, value in enumerate(self._values)
        ]

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the line of no change, the words of both ends, the line and its dots."""
        if not self._values:
            return
        painter, c = smooth(self), self.look.colours
        left, line = self._gutter(), self._line()
        zero = QRectF(left, self._height_of(0), self.width() - left, 1)
        painter.fillRect(crisp(painter, zero), c.line2)
        painter.setFont(self.theme.font("caption"))
        painter.setPen(QPen(c.ink2))
        side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(0, 0, left, line), side, _("looser"))
        painter.drawText(QRectF(0, self.height() - line, left, line), side, _("tighter"))
        places, last = self.places(), len(self._values) - 1
        painter.setPen(stroke(c.acc, 1.5))
        for one, two in pairwise(places):
            painter.drawLine(one.center(), two.center())
        painter.setPen(Qt.PenStyle.NoPen)
        for n, place in enumerate(places):
            painter.setBrush(c.acc)
            painter.drawEllipse(place if n in (last, self._pointed) else _inside(place))
        if (focused := self.focused()) >= 0:
            self.paint_ring(painter, places[focused].adjusted(-1, -1, 1, 1), DOT + 1)

    def _height_of(self, value: float) -> float:
        top, bottom = self._line() / 2, self.height() - self._line() / 2
        looser = max(3.0, -min(self._values))
        tighter = max(1.0, *self._values)
        return top + (bottom - top) * (looser + value) / (looser + tighter)

    def _gutter(self) -> int:
        metrics = QFontMetricsF(self.theme.font("caption"))
        words = (_("looser"), _("tighter"))
        return ceil(max(map(metrics.horizontalAdvance, words))) + 8

    def _line(self) -> float:
        metrics = QFontMetricsF(self.theme.font("caption"))
        return max(self.theme.line("caption"), metrics.height())


def _inside(place: QRectF) -> QRectF:
    return place.adjusted(1, 1, -1, -1)
