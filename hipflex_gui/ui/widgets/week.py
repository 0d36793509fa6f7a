"""Figures of the week: minutes of a goal, days in a row, and a number with its unit."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from hipflex_gui.i18n import _
from hipflex_gui.streaks import DayState
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.widgets.base import Painted, describe, panel, smooth, stroke

BAR = 8
CELL, CELL_GAP, WEEK_GAP, DOT = QSize(11, 22), 4, 9, 5


class WeekBar(Painted):
    """The minutes of this week as a share of the goal."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._minutes = self._goal = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_minutes(0, 0)

    def show_minutes(self, minutes: int, goal: int) -> None:
        """Show minutes done of a goal in minutes."""
        self._minutes, self._goal = minutes, goal
        said = _("{minutes} of {goal} min").format(minutes=minutes, goal=goal)
        describe(self, _("Minutes this week"), said)
        self.update()

    def sizeHint(self) -> QSize:
        """Return the height of the bar."""
        return QSize(160, BAR)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the bar, full at the goal and beyond it."""
        painter, c, rect = smooth(self), self.look.colours, QRectF(self.rect())
        panel(painter, rect, BAR / 2, c.track)
        if self._minutes > 0:
            share = min(1.0, self._minutes / self._goal) if self._goal else 1.0
            rect.setWidth(max(BAR, rect.width() * share))
            panel(painter, rect, BAR / 2, c.acc)


@dataclass(frozen=True, slots=True)
class Day:
    """One cell: what became of the day, whether a week starts with it, and its name."""

    kind: DayState
    starts_week: bool = False
    name: str = ""


class StreakStrip(Painted):
    """The last planned days, oldest first; days off are left out by whoever gives the list.

    Args:
        look: the look.
        parent: the parent widget.
    """

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._days: tuple[Day, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_days(())

    def show_days(self, days: Sequence[Day]) -> None:
        """Show these days."""
        self._days = tuple(days)
        done = sum(day.kind is DayState.DONE for day in days)
        said = _("{done} of the last {total} planned days").format(done=done, total=len(days))
        describe(self, _("Recent days"), said)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of all cells."""
        return QSize(round(self._lefts()[-1] - CELL_GAP) if self._days else 0, CELL.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the cells.

        Today is a dashed outline until it is done. A day that does not matter, off or forgiven, is
        a dot in the place of the cell.
        """
        painter, c = smooth(self), self.look.colours
        for day, left in zip(self._days, self._lefts(), strict=False):
            cell = QRectF(left, 0, CELL.width(), CELL.height())
            if day.kind is DayState.OPEN:
                pen = stroke(c.acc, 1.5, Qt.PenStyle.CustomDashLine)
                pen.setDashPattern([2, 1.6])
                painter.setPen(pen)
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(cell.adjusted(0.75, 0.75, -0.75, -0.75), 2, 2)
            elif day.kind in (DayState.GRACED, DayState.EXCUSED):
                dot = QRectF(0, 0, DOT, DOT)
                dot.moveCenter(cell.center())
                panel(painter, dot, DOT / 2, c.acc if day.kind is DayState.GRACED else c.line2)
            else:
                panel(painter, cell, 2.5, c.acc if day.kind is DayState.DONE else c.track)

    def _lefts(self) -> list[float]:
        """Return the left edge of each cell, and where another one would start."""
        lefts, x = [], 0.0
        for n, day in enumerate(self._days):
            x += WEEK_GAP - CELL_GAP if day.starts_week and n else 0
            lefts.append(x)
            x += CELL.width() + CELL_GAP
        return [*lefts, x]


class Figure(Painted):
    """Numbers with their units on one base line, such as "18 h 40 min" or "32 of 50 min".

    Args:
        look: the look.
        parts: numbers and units: ``(("18", "h"), ("40", "min"))``.
        role: the role of the numbers: ``title``, ``hero`` or ``display``.
        unit_role: the role of the units.
        parent: the parent widget.
    """

    def __init__(
        self,
        look: Look,
        parts: Sequence[tuple[str, str]] = (),
        role: str = "hero",
        unit_role: str = "lead",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(look, parent)
        self._parts = tuple(parts)
        self._role, self._unit_role = role, unit_role
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.set_parts(parts)

    def set_parts(self, parts: Sequence[tuple[str, str]]) -> None:
        """Show other numbers and units."""
        self._parts = tuple(parts)
        describe(self, " ".join(word for part in parts for word in part))
        self.restyle()

    def sizeHint(self) -> QSize:
        """Return the size of everything on its line."""
        return QSize(round(self._walk()[-1] + 1), round(self.theme.line(self._role)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint numbers and units from the leading edge."""
        painter, c = smooth(self), self.look.colours
        strong, quiet = self._fonts()
        metrics = QFontMetricsF(strong)
        base = (self.height() + metrics.capHeight()) / 2
        starts = iter(self._walk())
        for number, unit in self._parts:
            for font, text, colour in ((strong, number, c.ink), (quiet, unit, c.ink2)):
                painter.setFont(font)
                painter.setPen(QPen(colour))
                painter.drawText(QPointF(next(starts), base), text)

    def _fonts(self) -> tuple[QFont, QFont]:
        theme = self.theme
        return theme.font(self._role, tabular=True), theme.font(self._unit_role)

    def _walk(self) -> list[float]:
        """Return where each word starts, in px, and where the last one ends."""
        strong, quiet = (QFontMetricsF(font) for font in self._fonts())
        gap, starts, x = self.theme.px(8), [], 0.0
        for number, unit in self._parts:
            starts += [x, x + strong.horizontalAdvance(number) + gap]
            x = starts[-1] + quiet.horizontalAdvance(unit) + gap
        return [*starts, max(0.0, x - gap)]
