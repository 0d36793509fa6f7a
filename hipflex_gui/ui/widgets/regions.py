"""Minutes as lying bars: of each region of the body, of left and right."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import ClassVar

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from hipflex_gui.i18n import _, length_text
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.theme import SPACE_M, SPACE_XS
from hipflex_gui.ui.widgets.base import (
    Painted,
    TextBlock,
    describe,
    grow_with_width,
    panel,
    smooth,
)
from hipflex_gui.ui.widgets.items import RING, Items, crisp

BAR, TICK = 8.0, 3.0  # height of a lying bar, and how far the tick stands out of it
LEAST_BAR = 64


@dataclass(frozen=True, slots=True)
class Region:
    """A region of the body: seconds of this week, of a usual week, and all of it in words."""

    label: str
    seconds: float
    usual: float
    said: str


@dataclass(frozen=True, slots=True)
class _Row:
    label: TextBlock
    number: TextBlock
    top: float
    high: float
    bar: QRectF


class RegionBars(Items):
    """A line a region: name, bar, minutes; a tick on the bar is a usual week."""

    steps: ClassVar = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, _("Minutes by region"), parent)
        self._regions: tuple[Region, ...] = ()
        self._full = 1.0
        grow_with_width(self, QSizePolicy.Policy.Expanding)

    def show_regions(self, regions: Sequence[Region], full: float) -> None:
        """Show these regions from above; a full bar is ``full`` seconds."""
        self._regions, self._full = tuple(regions), max(1.0, full)
        self.set_items([region.said for region in regions], start=0)

    def hasHeightForWidth(self) -> bool:
        """Return True: names wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height in px that all lines need at a width in px."""
        rows = self._rows(width)
        return ceil(rows[-1].top + rows[-1].high) if rows else 0

    def sizeHint(self) -> QSize:
        """Return the size in a card of ordinary width."""
        width = self.width() if self.width() > LEAST_BAR else 240
        return QSize(240, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Return a width at which words still have room."""
        return QSize(self.theme.px(140), 0)

    def places(self) -> list[QRectF]:
        """Return the line of each region."""
        wide = self.width()
        return [QRectF(0, row.top, wide, row.high) for row in self._rows(wide)]

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint names, bars, ticks and minutes."""
        painter, c = smooth(self), self.look.colours
        for n, (region, row) in enumerate(
            zip(self._regions, self._rows(self.width()), strict=True)
        ):
            row.label.paint(painter, 0, row.top, c.ink2)
            right = self.width() - row.number.width
            row.number.paint(painter, right, row.top, c.ink2)
            paint_lying(painter, self.look, row.bar, region.seconds / self._full)
            if region.usual > 0:
                x = row.bar.left() + (row.bar.width() - 2) * min(1.0, region.usual / self._full)
                tick = QRectF(x, row.bar.top() - TICK, 2, BAR + 2 * TICK)
                painter.fillRect(crisp(painter, tick), c.ink)
            if n == self.focused():
                ring = row.bar.adjusted(-1, -TICK, 1, TICK)
                self.paint_ring(painter, ring, ring.height() / 2)

    def _rows(self, width: float) -> list[_Row]:
        font, line = self.theme.font("small"), self.theme.line("small")
        numbers = [self._number(region.seconds) for region in self._regions]
        natural = QFontMetricsF(font).horizontalAdvance
        number = max((block.width for block in numbers), default=0.0)
        names = max((natural(region.label) for region in self._regions), default=0.0) + 1
        names = min(names, width * 0.45)
        bar = width - names - number - 2 * SPACE_M
        beside = bar >= LEAST_BAR
        rows, top = [], 0.0
        for region, block in zip(self._regions, numbers, strict=True):
            label = TextBlock(
                region.label, font, line, names if beside else width - number - SPACE_M
            )
            under = 0.0 if beside else BAR + 2 * (TICK + RING)
            middle = top + line / 2 if beside else top + label.height + TICK + RING + BAR / 2
            left, long = (names + SPACE_M, bar) if beside else (0.0, width)
            place = QRectF(left, middle - BAR / 2, long, BAR)
            rows.append(_Row(label, block, top, label.height + under, place))
            top += label.height + under + SPACE_M
        return rows

    def _number(self, seconds: float) -> TextBlock:
        words, theme = minutes_text(seconds), self.theme
        digits = len(words) - len(words.lstrip("0123456789"))
        return TextBlock(
            words,
            theme.font("small", tabular=True),
            theme.line("small"),
            1e4,
            digits,
            theme.colours.ink,
        )


class SidePair(Painted):
    """Left against right: a word and a bar for each, growing from the middle outward."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._seconds = (0.0, 0.0)
        self._words = ("", "")
        grow_with_width(self, QSizePolicy.Policy.Expanding)

    def show_sides(self, region: str, left: float, right: float) -> None:
        """Show seconds done on the left and on the right of a region."""
        self._seconds = (left, right)
        self._words = (
            _("Left {length}").format(length=minutes_text(left)),
            _("Right {length}").format(length=minutes_text(right)),
        )
        describe(self, region, ", ".join(self._words))
        self.restyle()

    def hasHeightForWidth(self) -> bool:
        """Return True: words wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height in px of words and bars at a width in px."""
        return ceil(max(block.height for block in self._blocks(width)) + SPACE_XS + BAR)

    def sizeHint(self) -> QSize:
        """Return the size in a card of ordinary width."""
        return QSize(240, self.heightForWidth(self.width() if self.width() > LEAST_BAR else 240))

    def minimumSizeHint(self) -> QSize:
        """Return a width at which both words still have room."""
        return QSize(self.theme.px(140), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the words at the outer ends and the bars under them."""
        painter, c, wide = smooth(self), self.look.colours, self.width()
        left, right = self._blocks(wide)
        left.paint(painter, 0, 0, c.ink2)
        right.paint(painter, wide - right.width, 0, c.ink2)
        half, full = (wide - SPACE_XS) / 2, max(1.0, *self._seconds)
        for n, seconds in enumerate(self._seconds):
            start = n * (half + SPACE_XS)
            box = QRectF(start, self.height() - BAR, half, BAR)
            paint_lying(painter, self.look, box, seconds / full, leftward=n == 0)

    def _blocks(self, width: float) -> list[TextBlock]:
        font, line = self.theme.font("small"), self.theme.line("small")
        room = (width - SPACE_M) / 2
        return [TextBlock(words, font, line, room) for words in self._words]


def paint_lying(
    painter: QPainter, look: Look, box: QRectF, share: float, *, leftward: bool = False
) -> None:
    """Paint a lying bar: the empty one, and ``share`` (0 to 1) of it from one end."""
    c, radius = look.colours, BAR / 2
    panel(painter, box, radius, c.track)
    if share > 0:
        done = QRectF(box)
        done.setWidth(max(BAR, box.width() * min(1.0, share)))
        if leftward:
            done.moveRight(box.right())
        panel(painter, done, radius, c.acc)


def minutes_text(seconds: float) -> str:
    """Return whole minutes that were done; seconds where there is not one."""
    return length_text(seconds) if 0 < seconds < 60 else _("{n} min").format(n=int(seconds // 60))
