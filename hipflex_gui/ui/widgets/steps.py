"""The instructions: three steps at most with the current one marked, and the tempo of a rep."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from hipflex_gui.i18n import _
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.theme import RADIUS_CARD, RADIUS_ROW, ROLES
from hipflex_gui.ui.widgets.base import (
    Painted,
    TextBlock,
    describe,
    describe_quietly,
    grow_with_width,
    panel,
    smooth,
    soft_panel,
)

SHOWN = 3
BLEED, RIGHT = 8, 12  # how far the bar of the current step reaches past the text column
NUMBER = 40
TROUGH, TILE, LEAST_TEXT = 60, 52, 24


@dataclass(frozen=True, slots=True)
class _Row:
    index: int
    block: TextBlock
    rect: QRectF
    pad: float


class StepList(Painted):
    """The steps, in text of 24 px and more.

    The bar of the current step reaches 8 px past the left and 12 px past the right of the column
    that the rest of the page keeps to: give this widget those margins.
    """

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._steps: tuple[str, ...] = ()
        self._current, self._shown = 0, SHOWN
        grow_with_width(self)
        self._describe()

    def set_steps(self, steps: Sequence[str], current: int = 0) -> None:
        """Show other steps; ``current`` counts from 0, and past the end when all are done."""
        if (tuple(steps), current) != (self._steps, self._current):
            self._steps, self._current = tuple(steps), current
            self._changed()

    def show_current(self, current: int) -> None:
        """Mark another step."""
        self.set_steps(self._steps, current)

    def set_shown(self, lines: int) -> None:
        """Show at most this many steps: 3, or 1 where there is little room."""
        self._shown = max(1, min(SHOWN, lines))
        self._changed()

    def visible_steps(self) -> range:
        """Return the indices of the steps that are shown: the one before, this one, the next."""
        last = max(0, len(self._steps) - self._shown)
        before = 1 if self._shown == SHOWN else 0
        current = min(self._current, len(self._steps) - 1)
        start = min(last, max(0, current - before))
        return range(start, min(len(self._steps), start + self._shown))

    def heightForWidth(self, width: int) -> int:
        """Return the height in px that the shown steps need at a width in px."""
        rows = self._rows(width)
        return round(rows[-1].rect.bottom() + 0.5) if rows else 0

    def sizeHint(self) -> QSize:
        """Return the width of the player's column and the height that goes with it."""
        return QSize(418, self.heightForWidth(self.width() if self.width() > 200 else 418))

    def minimumSizeHint(self) -> QSize:
        """Return a width at which words of a step still fit."""
        return QSize(self.theme.px(160) + NUMBER, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the shown steps, top down."""
        painter = smooth(self)
        for row in self._rows(self.width()):
            self._paint_row(painter, row)

    def _rows(self, width: int) -> list[_Row]:
        theme = self.theme
        line, number = theme.line("step"), theme.px(NUMBER)
        rows: list[_Row] = []
        y = 0.0
        for index in self.visible_steps():
            current = index == self._current
            font = theme.font("step", 600 if current else 400)
            block = TextBlock(self._steps[index], font, line, width - BLEED - number - RIGHT)
            pad = 10.0 if current else 4.0
            rows.append(_Row(index, block, QRectF(0, y, width, block.height + 2 * pad), pad))
            y += block.height + 2 * pad
        return rows

    def _paint_row(self, painter: QPainter, row: _Row) -> None:
        theme, c = self.theme, self.look.colours
        current, done = row.index == self._current, row.index < self._current
        if current:
            soft_panel(painter, theme, row.rect, RADIUS_ROW)
        top, line, left = row.rect.y() + row.pad, theme.line("step"), 14.0
        if done:
            size = theme.px(24)
            tick = QRectF(left - 1, top + (line - size) / 2, size, size)
            self.look.icons.paint(painter, "check", tick, c.ink2)
        else:
            painter.setFont(theme.font("step", 500 if current else 400, tabular=True))
            painter.setPen(QPen(c.acc_text if current else c.ink2))
            box = QRectF(left, top, theme.px(NUMBER), line)
            flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
            painter.drawText(box, flags, str(row.index + 1))
        x = BLEED + theme.px(NUMBER)
        row.block.paint(painter, x, top, c.ink if current else c.ink2)

    def _changed(self) -> None:
        self._describe()
        self.updateGeometry()
        self.update()

    def _describe(self) -> None:
        said = ""
        if self._current < len(self._steps):
            said = _("Step {n} of {total}: {step}").format(
                n=self._current + 1, total=len(self._steps), step=self._steps[self._current]
            )
        elif self._steps:
            said = _("All steps done")
        describe(self, _("Steps"), said)


@dataclass(frozen=True, slots=True)
class _Fit:
    font: QFont
    stacked: bool  # the seconds under the words
    widths: list[float]
    squeeze: float


def _paint_part(painter: QPainter, tile: QRectF, fit: _Fit, part: tuple[str, str]) -> None:
    bold = QFont(fit.font)
    bold.setWeight(QFont.Weight.DemiBold)
    metrics, strong = QFontMetricsF(fit.font), QFontMetricsF(bold)
    word, number = metrics.horizontalAdvance(part[0]), strong.horizontalAdvance(part[1])
    centre = tile.center()
    if fit.stacked:
        starts = (QPointF(-word / 2, -3), QPointF(-number / 2, metrics.ascent()))
    else:
        gap, base = fit.font.pixelSize() * 0.4, metrics.capHeight() / 2
        left = -(word + gap + number) / 2
        starts = (QPointF(left, base), QPointF(left + word + gap, base))
    painter.save()
    painter.translate(centre)
    painter.scale(fit.squeeze, 1)
    for font, text, start in zip((fit.font, bold), part, starts, strict=True):
        painter.setFont(font)
        painter.drawText(start, text)
    painter.restore()


class TempoTrough(Painted):
    """The parts of a rep with their seconds, the current one filled.

    Its text grows with the user's size as far as the row has room, and is never under 24 px; where
    even that does not fit, the seconds go under the words.
    """

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._parts: tuple[tuple[str, str], ...] = ()
        self._current = -1
        grow_with_width(self)
        describe(self, _("Tempo"))
        self._describe()

    def set_parts(self, parts: Sequence[tuple[str, int]]) -> None:
        """Show words and seconds, such as ``(("Lower", 3), ("Pause", 1), ("Rise", 2))``."""
        shown = tuple((word, str(seconds)) for word, seconds in parts)
        if shown != self._parts:
            self._parts = shown
            self._describe()
            self.updateGeometry()
            self.update()

    def show_current(self, index: int) -> None:
        """Mark a part; -1 marks none."""
        if index != self._current:
            self._current = index
            self._describe()
            self.update()

    def heightForWidth(self, width: int) -> int:
        """Return the height in px that the parts need at a width in px."""
        fit = self._fit(width)
        lines = 2 if fit.stacked else 1
        needed = QFontMetricsF(fit.font).lineSpacing() * lines + 8 + (TROUGH - TILE)
        return round(max(TROUGH, needed))

    def sizeHint(self) -> QSize:
        """Return the width of the player's column and the height that goes with it."""
        return QSize(398, self.heightForWidth(self.width() if self.width() > 200 else 398))

    def minimumSizeHint(self) -> QSize:
        """Return the least width the row is made for."""
        return QSize(280, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the trough, the tile of the current part and the words."""
        painter, c, whole = smooth(self), self.look.colours, QRectF(self.rect())
        panel(painter, whole, RADIUS_CARD, c.sunk, c.line)
        fit, inset = self._fit(self.width()), (TROUGH - TILE) / 2
        x = inset
        for index, (part, width) in enumerate(zip(self._parts, fit.widths, strict=True)):
            tile = QRectF(x, inset, width, whole.height() - 2 * inset)
            current = index == self._current
            if current:
                panel(painter, tile, RADIUS_ROW, c.acc)
            painter.setPen(QPen(c.on_acc if current else c.ink2))
            _paint_part(painter, tile, fit, part)
            x += width

    def _fit(self, width: int) -> _Fit:
        """Return the largest text that fits, in tiles of one width where that is possible."""
        room = float(width - (TROUGH - TILE))
        count = max(1, len(self._parts))
        size = max(LEAST_TEXT, round(ROLES["step"].size * self.theme.scale))
        while size >= LEAST_TEXT:
            font = self.theme.pixel_font(size, 500)
            metrics = QFontMetricsF(font)
            words = [metrics.horizontalAdvance(word + number) for word, number in self._parts]
            if max(words, default=0.0) + size * 0.5 + 10 <= room / count:
                return _Fit(font, False, [room / count] * len(self._parts), 1.0)
            size -= 1
        words = [metrics.horizontalAdvance(word) + 16 for word, _number in self._parts]
        squeeze = min(1.0, room / sum(words))
        if max(words) <= room / count:
            return _Fit(font, True, [room / count] * len(words), 1.0)
        return _Fit(font, True, [room * word / sum(words) for word in words], squeeze)

    def _describe(self) -> None:
        names = [f"{word} {seconds}" for word, seconds in self._parts]
        said = names[self._current] if 0 <= self._current < len(names) else ", ".join(names)
        describe_quietly(self, said)
