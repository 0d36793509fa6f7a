"""A year of days as a map: a column a week, a cell a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil
from typing import ClassVar

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from hipflex_gui.i18n import N_, _
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.theme import HOVER, RADIUS_CELL, Theme, contrast, mix
from hipflex_gui.ui.widgets.base import Painted, describe, panel, smooth, stroke
from hipflex_gui.ui.widgets.items import RING, Items, crisp

WEEKS, LEAST_WEEKS = 53, 12
CELL, GAP = 12, 3
PITCH = CELL + GAP
LABELS, MONTH_GAP = 16, 4
EDGE = 1.25  # of the day that is kept
REST = 4  # a day without a plan is no empty square: nothing was to be filled
SIZES = (0, 4, 6, 8, CELL - 2)  # of the inner square that tells the level where colours cannot

# the initials of Monday, Wednesday and Friday; the row of each
INITIALS = ((0, N_("M")), (2, N_("W")), (4, N_("F")))
MONTHS = (
    N_("Jan"), N_("Feb"), N_("Mar"), N_("Apr"), N_("May"), N_("Jun"),
    N_("Jul"), N_("Aug"), N_("Sep"), N_("Oct"), N_("Nov"), N_("Dec"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class HeatDay:
    """One cell.

    Attributes:
        day: the local day.
        level: how much was done, 0 to 4.
        planned: whether it was a planned day.
        mark: ``holiday``, ``illness``, ``grace`` or nothing.
        said: the day in words.
    """

    day: date
    level: int = 0
    planned: bool = True
    mark: str = ""
    said: str = ""


class HeatMap(Items):
    """The last 53 weeks, or as many of them as have room. Arrow keys move by days and weeks.

    ``looked_at`` and ``chosen`` tell a date. The page tells the day in words, and says by ``keep``
    which one it is about; that one stays edged while the keys are elsewhere.
    """

    beside = False  # words over the map would hide what can be done about the day
    steps: ClassVar = {
        Qt.Key.Key_Up: -1,
        Qt.Key.Key_Down: 1,
        Qt.Key.Key_Left: -7,
        Qt.Key.Key_Right: 7,
        Qt.Key.Key_PageUp: -28,
        Qt.Key.Key_PageDown: 28,
    }

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, _("Last 12 months"), parent)
        self._days: tuple[HeatDay, ...] = ()
        self._kept = date.min
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def weeks(self) -> int:
        """How many weeks have room."""
        room = self.width() - self._left() - RING
        return max(1, min(WEEKS, int(room + GAP) // PITCH))

    def show_days(self, days: Sequence[HeatDay], today: date) -> None:
        """Show these days, oldest first and none left out; those after ``today`` are not shown."""
        self._days = tuple(day for day in days if day.day <= today)
        self.set_items([day.said for day in self._days], [day.day for day in self._days])

    def keep(self, day: date) -> None:
        """Edge this day."""
        self._kept = day
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of all weeks with their names."""
        return QSize(self._width_of(WEEKS), ceil(self._top() + 7 * PITCH - GAP + RING))

    def minimumSizeHint(self) -> QSize:
        """Return the width of the fewest weeks that are worth a look."""
        return QSize(self._width_of(LEAST_WEEKS), self.sizeHint().height())

    def places(self) -> list[QRectF]:
        """Return the cell of each day; those before the first week are empty."""
        if not self._days:
            return []
        left, top = self._left(), self._top()
        first = _monday(self._days[-1].day) - timedelta(weeks=self.weeks - 1)
        found = []
        for each in self._days:
            week, row = divmod((each.day - first).days, 7)
            place = QRectF(left + week * PITCH, top + row * PITCH, CELL, CELL)
            found.append(place if week >= 0 else QRectF())
        return found

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the names and the cells; the last day is today."""
        painter, places = smooth(self), self.places()
        self._paint_names(painter, places)
        focused, last = self.focused(), len(places) - 1
        for n, (day, place) in enumerate(zip(self._days, places, strict=True)):
            if place.isEmpty():
                continue
            box = crisp(painter, place)
            if n == focused:
                self.paint_ring(painter, box, RADIUS_CELL)
            elif day.day == self._kept:
                self.paint_ring(painter, box, RADIUS_CELL, self.look.colours.ink2, EDGE)
            if n == focused or day.day == self._kept:
                box.adjust(1, 1, -1, -1)
            over = HOVER * 2 if n == self._pointed else 0.0
            paint_day(painter, self.theme, box, day, today=n == last, over=over)

    def _paint_names(self, painter: QPainter, places: list[QRectF]) -> None:
        font = self.theme.font("caption")
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        painter.setPen(QPen(self.look.colours.ink2))
        for row, initial in INITIALS:
            middle = self._top() + row * PITCH + CELL / 2
            painter.drawText(QPointF(0, middle + metrics.capHeight() / 2), _(initial))
        base, free = self._top() - MONTH_GAP - metrics.descent(), float(self._left())
        for day, place in zip(self._days, places, strict=True):
            if day.day.day != 1 or place.isEmpty():
                continue
            name = _(MONTHS[day.day.month - 1])
            wide = metrics.horizontalAdvance(name)
            x = min(place.left(), self.width() - wide)
            if x >= free:
                painter.drawText(QPointF(x, base), name)
                free = x + wide + metrics.horizontalAdvance(" ") * 2

    def _left(self) -> int:
        metrics = QFontMetricsF(self.theme.font("caption"))
        widest = max(metrics.horizontalAdvance(_(initial)) for _row, initial in INITIALS)
        return max(LABELS, ceil(widest) + MONTH_GAP)

    def _top(self) -> int:
        metrics = QFontMetricsF(self.theme.font("caption"))
        return ceil(max(self.theme.line("caption"), metrics.height())) + MONTH_GAP

    def _width_of(self, weeks: int) -> int:
        return ceil(self._left() + weeks * PITCH - GAP + RING)


class HeatSample(Painted):
    """One cell of the map, for the words that explain it."""

    def __init__(self, look: Look, day: HeatDay, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._day = day
        describe(self, day.said)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the size of a cell."""
        return QSize(CELL, CELL)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the cell."""
        painter = smooth(self)
        box = crisp(painter, QRectF(0, 0, CELL, CELL))
        paint_day(painter, self.theme, box, self._day)


def paint_day(
    painter: QPainter,
    theme: Theme,
    box: QRectF,
    day: HeatDay,
    *,
    today: bool = False,
    over: float = 0.0,
) -> None:
    """Paint a day into its box.

    Args:
        painter: paints smoothly.
        theme: the theme in force.
        box: the cell, 12 px each way.
        day: what there is to tell.
        today: whether the day is edged.
        over: how far its colour goes toward the ink, 0 to 1: the pointer is over it.
    """
    c, empty = theme.colours, day.level == 0
    fill = mix(c.heat[day.level], c.ink, over)
    if theme.outlined:
        fill = _paint_outlined(painter, theme, box, day, today=today)
    elif today:
        panel(painter, box, RADIUS_CELL, c.card, c.acc, 1.5)
        if not empty:
            panel(painter, _middle(box, box.width() - 5), 1.5, fill)
    elif empty and not day.planned and not day.mark:
        panel(painter, _middle(box, REST), REST / 2, mix(c.track, c.ink, over))
    else:
        panel(painter, box, RADIUS_CELL, fill)
    if day.mark:
        ink = c.ink2 if empty else max((c.ink, c.card), key=lambda ink: contrast(ink, fill))
        _paint_mark(painter, box.center(), day.mark, ink)


def _paint_outlined(
    painter: QPainter, theme: Theme, box: QRectF, day: HeatDay, *, today: bool
) -> str:
    """Paint a day where colours tell nothing: the level as a size; return what is in its middle."""
    c = theme.colours
    if not (day.level or day.planned or day.mark or today):
        panel(painter, _middle(box, REST), REST / 2, c.ink)
        return c.card
    panel(painter, box, RADIUS_CELL, c.card, c.ink, 2.5 if today else 1.0)
    if not day.level:
        return c.card
    size = SIZES[-1] if day.mark else SIZES[day.level]  # a mark needs room to be read
    panel(painter, _middle(box, size * 0.6 if today else size), 1, c.acc)
    return c.acc


def _paint_mark(painter: QPainter, at: QPointF, mark: str, ink: str) -> None:
    """Paint a stroke for a holiday, a cross for an illness, a circle for a grace."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(stroke(ink, 1.25, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    if mark == "holiday":
        painter.drawLine(at + QPointF(-2.75, 2.75), at + QPointF(2.75, -2.75))
    elif mark == "illness":
        painter.drawLine(at + QPointF(-3, 0), at + QPointF(3, 0))
        painter.drawLine(at + QPointF(0, -3), at + QPointF(0, 3))
    else:
        painter.drawEllipse(at, 2.5, 2.5)


def _middle(box: QRectF, side: float) -> QRectF:
    away = (box.width() - side) / 2
    return box.adjusted(away, away, -away, -away)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
