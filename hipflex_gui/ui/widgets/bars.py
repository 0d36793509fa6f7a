"""Minutes as upright bars: of each week, of each hour of the day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from hipflex_gui.i18n import _, length_text
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.theme import HOVER, RADIUS_CELL, SPACE_XS, mix
from hipflex_gui.ui.widgets.base import (
    panel,
    smooth,
    stroke,
)
from hipflex_gui.ui.widgets.items import Items, crisp

STUB = 2.0  # of a bar of nothing
LEAST_GAP, MOST_GAP, PLOT = 3.0, 5.0, 120


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: its minutes, and what it says in words."""

    minutes: float
    said: str


class _Columns(Items):
    """Standing bars over one line of words."""

    def __init__(self, look: Look, name: str, parent: QWidget | None = None) -> None:
        super().__init__(look, name, parent)
        self._minutes: tuple[float, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        """Return a height at which bars can be compared."""
        return QSize(240, ceil(PLOT + self._head() + self._line()))

    def minimumSizeHint(self) -> QSize:
        """Return the least size at which bars and words have room."""
        return QSize(160, ceil(PLOT / 2 + self._head() + self._line()))

    def places(self) -> list[QRectF]:
        """Return the column of each bar, as high as the highest can be."""
        if not self._minutes:
            return []
        plot = self._plot()
        pitch = plot.width() / len(self._minutes)
        gap = min(MOST_GAP, max(LEAST_GAP, pitch * 0.3))
        wide = max(1.0, pitch - gap)
        # from the first to the last: no gap is left over at the end
        apart = (plot.width() - wide) / max(1, len(self._minutes) - 1)
        return [
            QRectF(plot.left() + n * apart, plot.top(), wide, plot.height())
            for n in range(len(self._minutes))
        ]

    def paint_bars(self, painter: QPainter, current: int = -1) -> None:
        """Paint the bars, the current one in the colour of progress."""
        c, outlined, focused = self.look.colours, self.theme.outlined, self.focused()
        for n, (column, minutes) in enumerate(zip(self.places(), self._minutes, strict=True)):
            high = max(STUB, column.height() * minutes / self._most())
            bar = crisp(painter, column.adjusted(0, column.height() - high, 0, 0))
            fill = c.acc if n == current else c.heat[2] if minutes > 0 else c.track
            if outlined and n != current:
                panel(painter, bar, 0, c.card, c.ink)
            else:
                over = HOVER * 2 if n == self._pointed else 0.0
                fill, radius = mix(fill, c.ink, over), min(RADIUS_CELL, high / 2)
                panel(painter, bar, radius, fill)
                painter.fillRect(bar.adjusted(0, radius, 0, 0), fill)  # it stands on the ground
            if n == focused:
                self.paint_ring(painter, crisp(painter, column).adjusted(-1, -1, 1, 1), 3)

    def _plot(self) -> QRectF:
        top = self._head()
        high = max(1.0, self.height() - top - self._line() - SPACE_XS)
        return QRectF(0, top, max(1.0, self.width()), high)

    def _head(self) -> float:
        return LEAST_GAP

    def _most(self) -> float:
        return max(1.0, *self._minutes)

    def _line(self) -> float:
        metrics = QFontMetricsF(self.theme.font("caption"))
        return max(self.theme.line("caption"), metrics.height())


class WeekBars(_Columns):
    """The minutes of some weeks up to this one, and the goal as a dashed line."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, _("Minutes a week"), parent)
        self._goal, self._first = 0.0, ""

    def show_weeks(self, weeks: Sequence[Bar], goal: float, first: str) -> None:
        """Show these weeks, oldest first.

        Args:
            weeks: the weeks; the last one is the present one.
            goal: minutes the user aims for in a week; no line for 0.
            first: the name of the first week, such as "31 Aug".
        """
        self._minutes = tuple(week.minutes for week in weeks)
        self._goal, self._first = goal, first
        self.set_items([week.said for week in weeks])

    def minimumSizeHint(self) -> QSize:
        """Return a width at which no word runs into another."""
        metrics = QFontMetricsF(self.theme.font("caption", 600))
        under = f"{self._first}  {self._now()}"
        wide = max(metrics.horizontalAdvance(words) for words in (under, self._goal_words()))
        return QSize(max(160, ceil(wide)), super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the bars, the line of the goal over them, and the words."""
        if not self._minutes:
            return
        painter, c, plot = smooth(self), self.look.colours, self._plot()
        self.paint_bars(painter, len(self._minutes) - 1)
        row = QRectF(plot.left(), self.height() - self._line(), plot.width(), self._line())
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(self.theme.font("caption"))
        painter.setPen(QPen(c.ink2))
        painter.drawText(row, middle | Qt.AlignmentFlag.AlignLeft, self._first)
        if self._goal > 0:
            self._paint_goal(painter)
        painter.setFont(self.theme.font("caption", 600, tabular=True))
        painter.setPen(QPen(c.ink))
        painter.drawText(row, middle | Qt.AlignmentFlag.AlignRight, self._now())

    def _paint_goal(self, painter: QPainter) -> None:
        c, plot, words = self.look.colours, self._plot(), self._goal_words()
        height = plot.bottom() - plot.height() * self._goal / self._most()
        line = crisp(painter, QRectF(plot.left(), height, plot.width(), 1))
        pen = stroke(c.ink2, line.height(), cap=Qt.PenCapStyle.FlatCap)
        pen.setDashPattern([3, 3])
        painter.setPen(pen)
        y = line.center().y()
        painter.drawLine(QPointF(line.left(), y), QPointF(line.right(), y))
        wide = QFontMetricsF(painter.font()).horizontalAdvance(words)
        left = self._free(wide)
        bottom = height if left is not None else plot.top()
        box = QRectF(left or plot.left(), bottom - self._line(), wide + 1, self._line())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, words)

    def _free(self, wide: float) -> float | None:
        """Return where words stand on the line without lying on a bar that is higher, if at all."""
        places = self.places()
        for place in places:
            left, right = place.left(), place.left() + wide
            under = (
                minutes
                for bar, minutes in zip(places, self._minutes, strict=True)
                if bar.right() > left and bar.left() < right
            )
            if right <= self._plot().right() and all(minutes <= self._goal for minutes in under):
                return left
        return None

    def _head(self) -> float:
        return self._line() if self._goal > 0 else LEAST_GAP

    def _most(self) -> float:
        return max(super()._most(), self._goal)

    def _now(self) -> str:
        return _("now {n}").format(n=int(self._minutes[-1])) if self._minutes else ""

    def _goal_words(self) -> str:
        return _("goal {n} min").format(n=round(self._goal)) if self._goal > 0 else ""


class HourBars(_Columns):
    """At which hours of the day something was done; the day begins where the day before ends."""

    named = (6, 12, 18)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, _("Times of day"), parent)
        self._first = 0

    def show_hours(self, seconds: Mapping[int, float], day_end_hour: int) -> None:
        """Show seconds by hour of the day (0 to 23); a missing hour has none."""
        self._first = day_end_hour % 24
        hours = [(self._first + n) % 24 for n in range(24)]
        self._minutes = tuple(seconds.get(hour, 0.0) / 60 for hour in hours)
        words = _("{start}:00 to {end}:00: {length}")
        said = [
            words.format(start=hour, end=(hour + 1) % 24, length=length_text(seconds.get(hour, 0)))
            for hour in hours
        ]
        most = max(range(24), key=lambda n: self._minutes[n])
        self.set_items(said, hours, start=most)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the bars and the names of a few hours, each in front of its bar."""
        if not self._minutes:
            return
        painter, places = smooth(self), self.places()
        self.paint_bars(painter)
        font = self.theme.font("caption", tabular=True)
        painter.setFont(font)
        painter.setPen(QPen(self.look.colours.ink2))
        metrics, top = QFontMetricsF(font), self.height() - self._line()
        for hour in self.named:
            wide = metrics.horizontalAdvance(str(hour)) + 1
            left = places[(hour - self._first) % 24].left() - wide / 2
            left = min(self.width() - wide, max(0.0, left))
            box = QRectF(left, top, wide, self._line())
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(hour))
