"""The palette: everything that can be put into a session, found by typing a few letters."""

from collections.abc import Collection, Iterable

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from hipflex_gui import plan
from hipflex_gui.i18n import _, ngettext
from hipflex_gui.movements import Movement, Spot
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.pages.parts import SearchField, link
from hipflex_gui.ui.studio.dragging import drag
from hipflex_gui.ui.studio.offers import Index, Offer, Offers
from hipflex_gui.ui.studio.stepfields import asks_to_undo
from hipflex_gui.ui.studio.thumbs import Thumbnails, in_lines, paint_tile
from hipflex_gui.ui.theme import HOVER, RADIUS_BUTTON, SPACE_L, SPACE_M, SPACE_S, SPACE_XS, mix
from hipflex_gui.ui.widgets.badges import Chip
from hipflex_gui.ui.widgets.banner import EmptyState
from hipflex_gui.ui.widgets.base import describe, panel, soft_panel, stroke
from hipflex_gui.ui.widgets.buttons import ENTER, take_enter
from hipflex_gui.ui.widgets.flow import FlowLayout

PICTURE = QSize(56, 46)
PAD, GAP, PLUS = 8, 12, 28  # round the picture, beside it, and what the sign for adding takes
HIGH, WIDTH = 64, 196  # px at 100 %
GROWS = 1.4  # pictures grow so far with the text: the words need the room


class _Face(QStyledItemDelegate):
    """Paints an offer: figure, name, place, and a plus where it would be added."""

    def __init__(self, look: Look, parent: QListView) -> None:
        super().__init__(parent)
        self._look, self._view = look, parent
        self.pictures = Thumbnails(look, self)
        self.pictures.came.connect(parent.viewport().update)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return one size for all."""
        return QSize(WIDTH, self._look.theme.px(HIGH))

    def plus(self, rect: QRectF) -> QRectF:
        """Return where the sign for adding is in a row: below the name, which needs the width."""
        wide = self._look.theme.px(PLUS)
        return QRectF(rect.right() - wide, rect.bottom() - wide, wide, wide)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the row."""
        theme, c = self._look.theme, self._look.colours
        model = index.model()
        assert isinstance(model, Offers)
        offer, rect = model.shown[index.row()], QRectF(option.rect)
        state: QStyle.StateFlag = option.state
        chosen = index == self._view.currentIndex()
        over = bool(state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen:
            soft_panel(painter, theme, rect, RADIUS_BUTTON)
        elif over:
            panel(painter, rect, RADIUS_BUTTON, mix(c.bg, c.ink, HOVER))
        if chosen and self._view.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(stroke(c.acc_text, 2))
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), RADIUS_BUTTON, RADIUS_BUTTON)
        scale = min(theme.scale, GROWS)
        box = QRectF(rect.left() + PAD, 0, PICTURE.width() * scale, PICTURE.height() * scale)
        box.moveTop(rect.center().y() - box.height() / 2)
        if offer.movement:
            self.pictures.paint(painter, offer.movement, box)
        else:
            paint_tile(painter, self._look, offer.icon, box, warn=False)
        plus = self.plus(rect)
        if chosen or over:
            sign = QRectF(0, 0, theme.px(18), theme.px(18))
            sign.moveCenter(plus.center())
            self._look.icons.paint(painter, "plus", sign, c.acc_text)
        self._words(painter, offer, QRectF(rect).adjusted(box.right() - rect.left() + GAP, 0, 0, 0))
        painter.restore()

    def _words(self, painter: QPainter, offer: Offer, room: QRectF) -> None:
        theme, c = self._look.theme, self._look.colours
        wide = room.width() - PAD / 2
        high, low = theme.line("body") * 0.95, theme.line("caption")
        fonts: tuple[QFont, QFont] = theme.font("body", 500), theme.font("caption")
        painter.setFont(fonts[0])
        lines = in_lines(offer.name, painter, wide, 2)
        top = room.center().y() - (len(lines) * high + low) / 2
        painter.setPen(c.ink)
        middle = Qt.AlignmentFlag.AlignVCenter
        for line in lines:
            painter.drawText(QRectF(room.left(), top, wide + 4, high), middle, line)
            top += high
        painter.setFont(fonts[1])
        painter.setPen(c.ink2)
        for line in in_lines(offer.about, painter, self.plus(room).left() - room.left(), 1):
            painter.drawText(QRectF(room.left(), top, room.width(), low), middle, line)


class _List(QListView):
    """The offers; what is typed here goes on searching."""

    wanted = Signal(int)
    typed = Signal(QKeyEvent)

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setDragDropMode(QListView.DragDropMode.DragOnly)
        self.setDefaultDropAction(Qt.DropAction.CopyAction)
        self.viewport().setAutoFillBackground(False)
        self.face = _Face(look, self)
        self.setItemDelegate(self.face)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, add with Enter, hand letters on."""
        at_top = self.currentIndex().row() <= 0 and event.key() == Qt.Key.Key_Up
        if event.key() in ENTER:
            if not event.isAutoRepeat():
                self.wanted.emit(self.currentIndex().row())
        elif at_top or event.key() == Qt.Key.Key_Backspace or _is_text(event):
            self.typed.emit(event)
        else:
            super().keyPressEvent(event)

    def startDrag(self, actions: Qt.DropAction) -> None:
        """Drag what is chosen to where it goes."""
        drag(self, self.currentIndex(), actions)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Add with a click on the plus."""
        super().mouseReleaseEvent(event)
        row = self._plus_at(event.position().toPoint())
        if event.button() is Qt.MouseButton.LeftButton and row >= 0:
            self.wanted.emit(row)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Add with a double click; on the plus each click counts when it is let go."""
        super().mouseDoubleClickEvent(event)
        at = event.position().toPoint()
        row = self.indexAt(at).row()
        if event.button() is Qt.MouseButton.LeftButton and row >= 0 > self._plus_at(at):
            self.wanted.emit(row)

    def _plus_at(self, at: QPoint) -> int:
        index = self.indexAt(at)
        rect = QRectF(self.visualRect(index))
        return index.row() if index.isValid() and self.face.plus(rect).contains(at) else -1


def _is_text(event: QKeyEvent) -> bool:
    modifiers = Qt.KeyboardModifier
    free = event.modifiers() in (modifiers.NoModifier, modifiers.ShiftModifier)
    return free and bool(event.text()) and event.text().isprintable()


class PalettePane(QWidget):
    """The library as a list to add from, by Enter, a double click, the plus, or dragging.

    Signals:
        added: the id of the movement to add.
        added_other: ``rest``, ``own`` or ``repeat``; ``offers.new_step`` is how it begins.
    """

    added = Signal(str)
    added_other = Signal(str)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.field = SearchField(look, self)
        self.field.setPlaceholderText(_("Find a movement"))
        describe(self.field, _("Find a movement"), _("Down goes to the list, Enter adds"))
        self.chips = {
            spot: Chip(look, plan.spot_text(spot), self)
            for spot in (Spot.CHAIR, Spot.STANDING, Spot.FLOOR)
        }
        self.list = _List(look, self)
        self.offers = Offers(self.list)
        self.list.setModel(self.offers)
        clear = link(look, _("Clear"), _("Clear the search"))
        clear.clicked.connect(self.clear)
        self._none = EmptyState(
            look, _("Nothing is found"), _("Fewer words or filters show more."), [clear]
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_M, SPACE_L, SPACE_XS, 0)
        column.setSpacing(10)
        column.addWidget(self.field)
        chips = FlowLayout(gap=4)
        for chip in self.chips.values():
            chips.addWidget(chip)
            chip.toggled.connect(self._search)
        column.addLayout(chips)
        column.addWidget(self.list, 1)
        column.addWidget(self._none, 1)
        self._none.hide()
        self.field.textChanged.connect(self._search)
        self.field.installEventFilter(self)
        self.list.wanted.connect(self._add)
        self.list.typed.connect(self._go_on_searching)
        look.changed.connect(self._restyle)
        self._restyle()

    def show_movements(self, movements: Iterable[Movement], own: Collection[str] = ()) -> None:
        """Offer these movements; ``own`` are the ids of the user's."""
        self.offers.set_movements(movements, own)
        self.list.face.pictures.forget()
        self._search()

    def search(self) -> None:
        """Put the cursor into the search field."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def clear(self) -> None:
        """Show everything, with the cursor in the search field."""
        for chip in self.chips.values():
            chip.setChecked(False)
        self.field.clear()
        self.field.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the field's keys reach the list: down into it, Enter adds the first, Esc clears."""
        if asks_to_undo(event) and not self.field.isModified():
            event.ignore()
            return True
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            row = self.list.currentIndex().row()
            if event.key() == Qt.Key.Key_Down and self.offers.shown:
                self.list.setCurrentIndex(self.offers.index(max(0, row)))
                self.list.setFocus(Qt.FocusReason.TabFocusReason)
                return True
            if event.key() in ENTER:
                if not event.isAutoRepeat():
                    self._add(row)
                return True
            if event.key() == Qt.Key.Key_Escape and self.field.text():
                self.field.clear()
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter press the button that has the keyboard."""
        if not take_enter(self, event):
            super().keyPressEvent(event)

    def _search(self) -> None:
        spots = [spot for spot, chip in self.chips.items() if chip.isChecked()]
        wanted = self.field.text()
        self.offers.search(wanted, spots)
        found = len(self.offers.shown)
        # with nothing typed Enter would add whatever happens to stand first
        first = self.offers.index(0) if found and wanted.strip() else QModelIndex()
        self.list.setCurrentIndex(first)
        self.list.scrollToTop()
        self.list.setVisible(found > 0)
        self._none.setVisible(found == 0)
        said = ngettext("{n} thing to add", "{n} things to add", found).format(n=found)
        describe(self.list, _("What you can add"), said)

    def _go_on_searching(self, event: QKeyEvent) -> None:
        self.field.setFocus()
        if event.key() != Qt.Key.Key_Up:
            self.field.end(False)
            QApplication.sendEvent(self.field, event)

    def _add(self, row: int) -> None:
        if 0 <= row < len(self.offers.shown):
            offer = self.offers.shown[row]
            self.field.setModified(False)  # now there is something else that can be undone
            (self.added if offer.movement else self.added_other).emit(offer.key)

    def _restyle(self) -> None:
        theme = self._look.theme
        self.setMinimumWidth(round(WIDTH * min(theme.scale, 1.6)) + 2 * SPACE_S)
        self.list.setSpacing(0)
        self.list.scheduleDelayedItemsLayout()
