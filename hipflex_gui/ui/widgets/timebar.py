"""A session drawn to scale: a block a step, its sides and sets side by side, its name below."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from hipflex_gui.i18n import _
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.theme import RADIUS_SEGMENT, SPACE_S, Theme
from hipflex_gui.ui.widgets.base import smooth, stroke
from hipflex_gui.ui.widgets.items import Items
from hipflex_gui.ui.widgets.strip import Segment, spans

BAR, RISE, GAP = 16.0, 3.0, 6.0
"""Height of the bar, how far the chosen block stands out of it, and what is free below, in px."""
LEAST_LABEL = 72  # px at 100 %: fewer letters say nothing
ROUND_FROM = 8.0  # px: narrower pieces have no corners to see, and are painted by the hundred
USUAL_S = 30.0  # how long a step is drawn of which nobody knows how long it takes


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a block: its seconds, and whether it is work and not a rest or a warm-up."""

    seconds: float
    work: bool = True


@dataclass(frozen=True, slots=True)
class Block:
    """One step.

    Attributes:
        name: as it stands below it.
        dose: as it stands below that; may be empty.
        pieces: its sides, sets and rests in order; none if the step is left out.
    """

    name: str
    dose: str = ""
    pieces: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class _Label:
    block: int
    rect: QRectF
    lines: tuple[str, str]


class _Layout:
    """Where everything is at one width: computed once, so that a repaint only paints."""

    def __init__(
        self, blocks: Sequence[Block], chosen: int, theme: Theme, width: float, *, mirrored: bool
    ) -> None:
        known = [sum(piece.seconds for piece in block.pieces) for block in blocks if block.pieces]
        nominal = (Piece(sum(known) / len(known) if known else USUAL_S),)
        flat = [(n, one) for n, block in enumerate(blocks) for one in block.pieces or nominal]
        found = spans([Segment(piece.seconds, n) for n, piece in flat], width)
        self.pieces: list[tuple[int, bool, QRectF]] = []
        for (n, piece), (x, wide) in zip(flat, found, strict=True):
            self.pieces.append((n, piece.work, QRectF(x, RISE, wide, BAR)))
        self.places = [QRectF() for _block in blocks]
        for n, _work, rect in self.pieces:
            self.places[n] = self.places[n].united(rect)
        self.labels = _labels(blocks, self.places, chosen, theme, width)
        if mirrored:
            labels = [label.rect for label in self.labels]
            for rect in (*(rect for _n, _work, rect in self.pieces), *self.places, *labels):
                rect.moveLeft(width - rect.right())


def _labels(
    blocks: Sequence[Block], places: Sequence[QRectF], chosen: int, theme: Theme, width: float
) -> list[_Label]:
    """Return the labels that have room: the chosen block's always, and of others what is left."""
    metrics = QFontMetricsF(theme.font("caption")), QFontMetricsF(theme.font("caption", 600))
    least, high = theme.px(LEAST_LABEL), 2 * theme.line("caption")
    top = RISE + BAR + GAP
    taken: QRectF | None = None
    found: list[_Label] = []

    def put(n: int, x: float, room: float) -> QRectF:
        measure, block = metrics[n == chosen], blocks[n]
        lines = [
            measure.elidedText(words, Qt.TextElideMode.ElideRight, room)
            for words in (block.name, block.dose)
        ]
        wide = min(room, max(measure.horizontalAdvance(line) for line in lines) + 1)
        rect = QRectF(x, top, wide, high)
        found.append(_Label(n, rect, (lines[0], lines[1])))
        return rect

    if 0 <= chosen < len(blocks):
        words = (blocks[chosen].name, blocks[chosen].dose)
        natural = max(metrics[1].horizontalAdvance(line) for line in words) + 1
        natural = min(natural, width)
        taken = put(chosen, min(places[chosen].left(), width - natural), natural)
    free = 0.0
    for n, place in enumerate(places):
        x, end = place.left(), places[n + 1].left() - SPACE_S if n + 1 < len(places) else width
        if n == chosen or x < free:
            continue
        room = min(max(end - x, least), width - x)
        if taken is not None and x < taken.right() + SPACE_S and x + room > taken.left() - SPACE_S:
            room = taken.left() - SPACE_S - x
        if room >= least:
            free = put(n, x, room).right() + SPACE_S
    return found


class TimeBar(Items):
    """The timeline to scale. A click or the arrow keys choose a block.

    ``chosen`` tells the index of a block. The one shown as chosen stands out of the bar, is of the
    strong colour and always has its name below; a step that is left out is dashed.
    """

    steps: ClassVar = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, _("Timeline"), parent)
        self._blocks: tuple[Block, ...] = ()
        self._chosen = -1
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_blocks(self, blocks: Sequence[Block], chosen: int = -1) -> None:
        """Show other steps, one of them chosen; -1 for none."""
        if (tuple(blocks), chosen) == (self._blocks, self._chosen):
            return
        self._blocks, self._chosen = tuple(blocks), chosen
        self._forget()
        total = len(self._blocks)
        said = [
            ", ".join(filter(None, (block.name, block.dose, _place_text(n, total))))
            for n, block in enumerate(self._blocks, 1)
        ]
        self.set_items(said, start=max(0, chosen))

    def choose(self, block: int) -> None:
        """Show a block as the chosen one; -1 for none. Tells nobody."""
        if block == self._chosen:
            return
        self._chosen = block
        self._forget()
        if block >= 0:
            self._cursor = block
            self._tell_readers()
        self.update()

    @property
    def current(self) -> int:
        """The block that is shown as chosen, or -1."""
        return self._chosen

    def places(self) -> list[QRectF]:
        """Return where each block is."""
        return self._layout.places

    def sizeHint(self) -> QSize:
        """Return the height of the bar and of two lines below it."""
        return QSize(480, self.minimumSizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Return a width at which one name still has room."""
        high = RISE + BAR + GAP + 2 * self.theme.line("caption")
        return QSize(self.theme.px(LEAST_LABEL), round(high))

    def restyle(self) -> None:
        """Take over a changed theme."""
        self._forget()
        super().restyle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out anew."""
        self._forget()
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Lay out anew where the direction of reading changed."""
        self._forget()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the blocks, colour by colour, and the names that have room."""
        painter, c, layout = smooth(self), self.look.colours, self._layout
        work, quiet, strong, out = list[QRectF](), list[QRectF](), list[QRectF](), list[QRectF]()
        for n, works, rect in layout.pieces:
            if not self._blocks[n].pieces:
                out.append(rect)
            elif not works:
                quiet.append(rect)
            else:
                (strong if n == self._chosen else work).append(rect)
        _fill(painter, c.track, quiet)
        _fill(painter, c.mid, work)
        _fill(painter, c.acc, [rect.adjusted(0, -RISE, 0, RISE) for rect in strong])
        _fill(painter, c.warn_soft, out)
        pen = stroke(c.warn, 1.0, cap=Qt.PenCapStyle.FlatCap)
        pen.setDashPattern([3, 2])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for rect in out:
            painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), *_corners(rect))
        for label in layout.labels:
            self._paint_label(painter, label)
        if (n := self.focused()) >= 0:
            self.paint_ring(painter, layout.places[n].adjusted(-1, -1, 1, 1), RADIUS_SEGMENT + 1)

    def _paint_label(self, painter: QPainter, label: _Label) -> None:
        theme, c, here = self.theme, self.look.colours, label.block == self._chosen
        out = not self._blocks[label.block].pieces
        painter.setFont(theme.font("caption", 600 if here else None))
        line, align = label.rect.height() / 2, Qt.AlignmentFlag.AlignVCenter
        for n, words in enumerate(label.lines):
            painter.setPen(QPen(c.warn if out else c.ink if here else c.ink2))
            rect = QRectF(label.rect.left(), label.rect.top() + n * line, label.rect.width(), line)
            painter.drawText(rect, align | Qt.TextFlag.TextDontClip, words)

    def _look_at(self, index: int) -> None:
        before = self._cursor
        super()._look_at(index)
        if self._cursor != before:
            self.chosen.emit(self._keys[index])

    @cached_property
    def _layout(self) -> _Layout:
        right = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        return _Layout(self._blocks, self._chosen, self.theme, self.width(), mirrored=right)

    def _forget(self) -> None:
        self.__dict__.pop("_layout", None)


def _place_text(n: int, total: int) -> str:
    return _("{n} of {total}").format(n=n, total=total)


def _corners(rect: QRectF) -> tuple[float, float]:
    radius = RADIUS_SEGMENT if rect.width() >= ROUND_FROM else 0.0
    return radius, radius


def _fill(painter: QPainter, colour: str, rects: Sequence[QRectF]) -> None:
    """Paint many pieces of one colour: setting a brush costs more than a rectangle does."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRects([rect for rect in rects if rect.width() < ROUND_FROM])
    for rect in rects:
        if rect.width() >= ROUND_FROM:
            painter.drawRoundedRect(rect, RADIUS_SEGMENT, RADIUS_SEGMENT)
