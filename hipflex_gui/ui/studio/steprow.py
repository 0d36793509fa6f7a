"""How the steps of a session are painted: cards, and frames round what is repeated."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from hipflex_gui.draft import RowKind
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.studio.offers import Index
from hipflex_gui.ui.studio.stepmodel import Steps
from hipflex_gui.ui.studio.stepwords import StepCard
from hipflex_gui.ui.studio.thumbs import Thumbnails, paint_tile
from hipflex_gui.ui.theme import HOVER, RADIUS_ROW, RADIUS_SMALL, mix
from hipflex_gui.ui.widgets.base import TextBlock, panel, stroke

PICTURE = QSize(52, 44)
GAP, INSET, PAD = 8, 12, 8  # between cards, of a repeat's steps, round what is on a card
GRIP = 34  # what the dots for dragging take
CHIP_PAD, CHIP_HIGH, LEAST_WORDS = 12, 28, 104
GROWS = 1.4  # pictures grow so far with the text
RING = 2  # room for the ring of the focus, at both sides of all cards


@dataclass(frozen=True, slots=True)
class _Lay:
    """Where things are on a card, in px from its upper left corner."""

    title: TextBlock
    about: TextBlock
    left: float
    chip: QRectF
    high: float


class StepFace(QStyledItemDelegate):
    """Paints steps, and knows where on them one clicks.

    Attributes:
        open_high: the height in px of the editor on the row ``open_row``; -1 for none.
        width: of the list in px; kept here because each layout asks for it once a row.
    """

    def __init__(self, look: Look, parent: QListView, steps: Steps) -> None:
        super().__init__(parent)
        self._look, self._view, self._model = look, parent, steps
        self._pictures = Thumbnails(look, self)
        self._pictures.came.connect(parent.viewport().update)
        self._laid: dict[tuple[StepCard, bool, int], _Lay] = {}
        self.open_row, self.open_high, self.width = -1, 0, 0
        look.changed.connect(self._laid.clear)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of a card with what is around it."""
        row = index.row()
        below = GAP + PAD * self._model.closes[row]
        opened = self.open_high if row == self.open_row else 0
        wide = self.width - 2 * (RING + self._model.depth(row) * INSET)
        return QSize(self.width, round(self._lay(row, wide).high + below + opened))

    def card(self, row: int, rect: QRectF) -> QRectF:
        """Return where the card is in its row: without the frames and the gap below."""
        depth = self._model.depth(row)
        inset = RING + depth * INSET
        high = self._lay(row, rect.width() - 2 * inset).high
        opened = self.open_high if row == self.open_row else 0
        return QRectF(rect.left() + inset, rect.top(), rect.width() - 2 * inset, high + opened)

    def chip(self, row: int, rect: QRectF) -> QRectF:
        """Return where the dose is in a row; empty where there is none."""
        card = self.card(row, rect)
        return self._lay(row, card.width()).chip.translated(card.topLeft())

    def head(self, row: int, rect: QRectF) -> float:
        """Return the height of a card in px without its editor."""
        return self._lay(row, self.card(row, rect).width()).high

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a step."""
        row, rect, c = index.row(), QRectF(option.rect), self._look.colours
        card = self._model.cards[row]
        repeat = self._model.rows[row].kind is RowKind.REPEAT
        box = self.card(row, rect)
        chosen = index == self._view.currentIndex()
        over = bool(option.state & QStyle.StateFlag.State_MouseOver) and self._view.isEnabled()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._frames(painter, row, rect)
        edge = c.warn if card.warn else c.mid if chosen or over else c.line
        if chosen and row != self.open_row:
            strong = self._look.theme.outlined
            panel(painter, box, RADIUS_ROW, c.soft, c.ink if strong else edge, 1 + strong)
        elif not repeat or row == self.open_row or card.warn:
            panel(painter, box, RADIUS_ROW, c.card, edge)
        elif over:
            panel(painter, box, RADIUS_ROW, mix(c.sunk, c.ink, HOVER / 2))
        if chosen and self._view.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(stroke(c.acc_text, 2))
            painter.drawRoundedRect(box.adjusted(0, 1, 0, -1), RADIUS_ROW, RADIUS_ROW)
        self._content(painter, row, box)
        painter.restore()

    def _content(self, painter: QPainter, row: int, box: QRectF) -> None:
        theme, c, card = self._look.theme, self._look.colours, self._model.cards[row]
        lay, step = self._lay(row, box.width()), self._model.rows[row]
        quiet = not self._view.isEnabled()
        self._grip(painter, QRectF(box.left(), box.top(), GRIP, lay.high))
        scale = min(theme.scale, GROWS)
        picture = QRectF(0, 0, PICTURE.width() * scale, PICTURE.height() * scale)
        picture.moveCenter(QRectF(box.left(), box.top(), 0, lay.high).center())
        picture.moveLeft(box.left() + GRIP)
        if step.movement and not card.icon:
            self._pictures.paint(painter, step.movement, picture)
        else:
            paint_tile(painter, self._look, card.icon or "file", picture, warn=card.warn)
        words = lay.title.height + lay.about.height
        under = lay.chip.height() + 4 if self._stacked(lay) else 0
        top = box.top() + (lay.high - words - under) / 2
        lay.title.paint(painter, box.left() + lay.left, top, c.ink3 if quiet else c.ink)
        ink = c.ink3 if quiet else c.warn if card.warn else c.ink2
        lay.about.paint(painter, box.left() + lay.left, top + lay.title.height, ink)
        if card.dose:
            chip = lay.chip.translated(box.topLeft())
            panel(painter, chip, RADIUS_SMALL, c.bg, c.line3)
            painter.setFont(theme.font("small", 400 if card.own_dose else 600))
            painter.setPen(QPen(c.ink3 if quiet else c.ink2 if card.own_dose else c.ink))
            painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, card.dose)

    def _grip(self, painter: QPainter, zone: QRectF) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.colours.ink3)
        middle = zone.center()
        for x in (-3.5, 3.5):
            for y in (-6, 0, 6):
                painter.drawEllipse(QRectF(middle.x() + x - 1.4, middle.y() + y - 1.4, 2.8, 2.8))

    def _frames(self, painter: QPainter, row: int, rect: QRectF) -> None:
        """Paint this row's part of each repeat that it begins, is in, or ends."""
        c, model = self._look.colours, self._model
        depth, closes = model.depth(row), model.closes[row]
        opens = model.rows[row].kind is RowKind.REPEAT
        frames = depth + opens
        painter.save()
        painter.setClipRect(rect)
        for level in range(frames):
            top = rect.top() if opens and level == depth else rect.top() - 40
            closing = level >= frames - closes
            bottom = rect.bottom() - GAP - PAD * (level - (frames - closes))
            low = bottom if closing else rect.bottom() + 40
            x = rect.left() + RING + level * INSET
            wide = rect.width() - 2 * (RING + level * INSET)
            panel(painter, QRectF(x, top, wide, low - top), RADIUS_ROW, c.sunk, c.line3)
        painter.restore()

    def _stacked(self, lay: _Lay) -> bool:
        return lay.chip.left() == lay.left

    def _lay(self, row: int, width: float) -> _Lay:
        # one key press elsewhere asks for all rows, and of nearly all nothing has changed
        repeat = self._model.rows[row].kind is RowKind.REPEAT
        key = self._model.cards[row], repeat, round(width)
        if key not in self._laid:
            if len(self._laid) > 2000:
                self._laid.clear()
            self._laid[key] = self._laid_out(*key)
        return self._laid[key]

    def _laid_out(self, card: StepCard, repeat: bool, width: int) -> _Lay:
        theme, scale = self._look.theme, min(self._look.theme.scale, GROWS)
        left = GRIP + PICTURE.width() * scale + 10
        font = theme.font("small", 600)
        wide = QFontMetricsF(font).horizontalAdvance(card.dose) + 2 * CHIP_PAD
        chip = QRectF(0, 0, wide if card.dose else 0, theme.px(CHIP_HIGH) if card.dose else 0)
        beside = width - left - chip.width() - CHIP_PAD - 10
        stacked = bool(card.dose) and beside < theme.px(LEAST_WORDS)
        room = width - left - CHIP_PAD if stacked else beside
        font = self._fixed() if card.written else theme.font("row")
        title = TextBlock(card.title, font, theme.line("row"), room)
        about = TextBlock(card.about, theme.font("small"), theme.line("small"), room)
        words = title.height + about.height + (chip.height() + 4 if stacked else 0)
        picture = PICTURE.height() * scale
        high = max(picture + 2 * PAD, words + 2 * PAD)
        if stacked:
            chip.moveTo(left, (high + words) / 2 - chip.height())
        else:
            chip.moveTo(width - CHIP_PAD - chip.width(), (high - chip.height()) / 2)
        return _Lay(title, about, left, chip, high)

    def _fixed(self) -> QFont:
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPointSizeF(self._look.theme.font("body").pointSizeF())
        font.setBold(True)
        return font
