"""An entry of a list under the pointer, faint, so that one sees through it where it would land."""

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QCursor, QDrag, QPainter, QPixmap
from PySide6.QtWidgets import QAbstractItemView

OPACITY = 0.6


def drag(view: QAbstractItemView, index: QModelIndex, actions: Qt.DropAction) -> None:
    """Drag an entry until it is let go."""
    viewport = view.viewport()
    rect = view.visualRect(index).intersected(viewport.rect())
    dragged = QDrag(view)
    dragged.setMimeData(view.model().mimeData([index]))
    dragged.setPixmap(_faint(viewport.grab(rect)))
    dragged.setHotSpot(viewport.mapFromGlobal(QCursor.pos()) - rect.topLeft())
    dragged.exec(actions, view.defaultDropAction())


def _faint(picture: QPixmap) -> QPixmap:
    faint = QPixmap(picture.size())
    faint.setDevicePixelRatio(picture.devicePixelRatio())
    faint.fill(Qt.GlobalColor.transparent)
    painter = QPainter(faint)
    painter.setOpacity(OPACITY)
    painter.drawPixmap(0, 0, picture)
    painter.end()
    return faint
