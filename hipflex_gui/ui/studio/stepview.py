"""The list of steps as one sees and drags it; the editor of a step opens inside its card."""

import json
from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QMouseEvent,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QApplication, QFrame, QListView, QWidget

from hipflex_gui.draft import Path
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.studio.dragging import drag
from hipflex_gui.ui.studio.offers import STEP_MIME, Index
from hipflex_gui.ui.studio.stepedit import StepEdit
from hipflex_gui.ui.studio.stepmodel import PATH_MIME, Steps
from hipflex_gui.ui.studio.steppaths import places_after
from hipflex_gui.ui.studio.steprow import GAP, INSET, RING, StepFace
from hipflex_gui.ui.widgets.base import smooth, stroke

EDGE = 16  # of the editor from the edges of its card, in px
FIELD_NAME = 24  # what stands over a field, in px
FREE_KEYS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End,
             Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)  # fmt: skip


class StepsView(QListView):
    """The steps.

    Signals:
        picked: the user has gone to another row.
        opened: a row is to be edited; True where the dose was meant.
        asked: the menu of a row is wanted at a place on the screen.
        dropped: a step is to be moved: its path, and where to.
        put: a step is to be put in: where, and the step.
    """

    picked = Signal(int)
    opened = Signal(int, bool)
    asked = Signal(int, object)
    dropped = Signal(object, object)
    put = Signal(object, object)

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._by_program = False
        self._drop: tuple[Path, QPointF] | None = None
        self._dragged: Path | None = None
        self.steps = Steps(self)
        self.face = StepFace(look, self, self.steps)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.setDragDropMode(QListView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDropIndicatorShown(False)  # its own says how deep
        self.viewport().setAutoFillBackground(False)
        self.editor = StepEdit(look, self.viewport())
        self.editor.hide()
        self.editor.installEventFilter(self)
        self.setModel(self.steps)
        self.setItemDelegate(self.face)
        look.changed.connect(self.relay)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._follow_focus)

    @property
    def row(self) -> int:
        """The row one is at, -1 for none."""
        return self.currentIndex().row()

    @property
    def has_keyboard(self) -> bool:
        """Whether the keyboard is in the list or in its editor."""
        focus = QApplication.focusWidget()
        return focus is not None and (focus is self or self.isAncestorOf(focus))

    def go(self, row: int) -> None:
        """Go to a row without a word; -1 for none."""
        self._by_program = True
        self.setCurrentIndex(self.steps.index(row) if row >= 0 else QModelIndex())
        self._by_program = False

    def open(self, row: int) -> None:
        """Open the editor inside a row, -1 closes it; it shows what it was told last."""
        self.face.open_row = row
        self.editor.setVisible(row >= 0)
        self.relay()
        if row >= 0:
            index = self.steps.index(row)
            tall = self.visualRect(index).height() > self.viewport().height()
            hint = QListView.ScrollHint
            self.scrollTo(index, hint.PositionAtTop if tall else hint.EnsureVisible)

    def relay(self) -> None:
        """Lay all out anew, where each row is now, and the editor in its own."""
        row = self.face.open_row
        if 0 <= row < len(self.steps.rows):
            card = self.face.card(row, QRectF(0, 0, self.viewport().width(), 0))
            self.face.open_high = self.editor.needed(round(card.width()) - 2 * EDGE) + EDGE
        self.doItemsLayout()

    def _follow_focus(self, _old: QWidget | None, now: QWidget | None) -> None:
        """Bring the field into sight that has the keyboard."""
        if now is None or not self.editor.isAncestorOf(now):
            return
        top = now.mapTo(self.viewport(), QPoint()).y() - FIELD_NAME
        below = top + FIELD_NAME + now.height() + EDGE - self.viewport().height()
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + (min(0, top) or max(0, below)))

    def updateGeometries(self) -> None:
        """Put the editor where its row is."""
        super().updateGeometries()
        self.setMaximumHeight(max(1, self.contentsSize().height()))  # what comes next stands below
        row = self.face.open_row
        if not 0 <= row < len(self.steps.rows):
            return
        rect = QRectF(self.visualRect(self.steps.index(row)))
        card, head = self.face.card(row, rect), self.face.head(row, rect)
        place = card.adjusted(EDGE, head, -EDGE, -EDGE)
        self.editor.setGeometry(place.toRect())

    def doItemsLayout(self) -> None:
        """Lay out, and once more where that brought a scroll bar or took it away."""
        self.face.width = self.viewport().width()
        super().doItemsLayout()
        if self.viewport().width() != self.face.width:
            self.face.width = self.viewport().width()
            super().doItemsLayout()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out for the new width at once: a list by itself does so in a while."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.relay()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Make room when the editor has another height."""
        if event.type() == QEvent.Type.LayoutRequest and self.face.open_row >= 0:
            self.relay()
        return super().eventFilter(watched, event)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell when the user has gone elsewhere."""
        super().currentChanged(current, previous)
        self.viewport().update()
        if not self._by_program:
            self.picked.emit(current.row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go up and down; the pane knows all other keys."""
        if event.key() in FREE_KEYS and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open the dose with a click on it."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() is Qt.MouseButton.LeftButton and index.isValid():
            chip = self.face.chip(index.row(), QRectF(self.visualRect(index)))
            if chip.contains(event.position()):
                self.opened.emit(index.row(), True)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open a step."""
        index = self.indexAt(event.position().toPoint())
        if event.button() is Qt.MouseButton.LeftButton and index.isValid():
            self.opened.emit(index.row(), False)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of a step, by mouse or by key."""
        by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        if index.isValid():
            spot = self.visualRect(index).center() if by_key else event.pos()
            self.asked.emit(index.row(), self.viewport().mapToGlobal(spot))

    def startDrag(self, actions: Qt.DropAction) -> None:
        """Drag the step one is at until it is let go."""
        if self.row >= 0:
            self._dragged = self.steps.rows[self.row].path
            drag(self, self.currentIndex(), actions)
            self._dragged = None

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take steps, from here or from the palette."""
        if self.payload(event) is None:
            event.ignore()
        else:
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show where it would come to stand."""
        super().dragMoveEvent(event)  # which scrolls at the edges
        payload = self.payload(event)
        self._drop = self._place(event.position()) if payload is not None else None
        if self._drop and isinstance(payload, tuple) and self._drop[0][: len(payload)] == payload:
            self._drop = None  # nothing goes into itself
        self.viewport().update()
        if self._drop:
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Show nothing any more."""
        super().dragLeaveEvent(event)
        self._drop = None
        self.viewport().update()

    def dropEvent(self, event: QDropEvent) -> None:
        """Tell what is to go where; the list itself changes with the text."""
        payload, drop = self.payload(event), self._drop or self._place(event.position())
        self._drop = None
        self.viewport().update()
        self.stopAutoScroll()
        self.setState(QListView.State.NoState)
        if payload is None:
            event.ignore()
            return
        event.setDropAction(Qt.DropAction.CopyAction)  # or the source would take its row away
        event.accept()
        if isinstance(payload, tuple):
            self.dropped.emit(payload, drop[0])
        else:
            self.put.emit(drop[0], payload)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the steps, and the line where a step would come to stand."""
        super().paintEvent(event)
        if self._drop:
            painter = smooth(self.viewport())
            painter.setPen(stroke(self._look.colours.acc, 3, cap=Qt.PenCapStyle.RoundCap))
            spot = self._drop[1]
            inset = spot.x()
            painter.drawLine(spot, QPointF(self.viewport().width() - inset, spot.y()))

    def payload(self, event: QDropEvent) -> Path | str | Mapping[str, Any] | None:
        """Return what is dragged: the path of a step of this list, or a new step."""
        data = event.mimeData()
        if data.hasFormat(PATH_MIME):
            return self._dragged  # None where it comes from another window
        if data.hasFormat(STEP_MIME):
            step: str | Mapping[str, Any] = json.loads(data.data(STEP_MIME).toStdString())
            return step
        return None

    def _place(self, at: QPointF) -> tuple[Path, QPointF]:
        """Return which place is meant, and where its line begins."""
        rows = self.steps.rows
        if not rows:
            return (0,), QPointF(RING, GAP / 2)
        index = self.indexAt(at.toPoint())
        row = index.row() if index.isValid() else len(rows) - 1
        rect = QRectF(self.visualRect(self.steps.index(row)))
        card = self.face.card(row, rect)
        if index.isValid() and at.y() < card.top() + self.face.head(row, rect) / 2:
            path = rows[row].path
            return path, QPointF(_left(path), max(2.0, rect.top() - GAP / 2))
        places = places_after(rows, row)
        y = card.bottom()
        chosen = 0
        while chosen < len(places) - 1 and (at.y() > y + GAP / 2 or at.x() < _left(places[chosen])):
            chosen += 1
            y += GAP
        return places[chosen], QPointF(_left(places[chosen]), min(y + GAP / 2, rect.bottom()))


def _left(path: Path) -> float:
    return RING + (len(path) - 1) * INSET
