"""Files that are dragged onto the window and let go of there."""

from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, Signal
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

from hipflex_gui.catalogue import SUFFIXES
from hipflex_gui.package_files import ENDING

OPENED = (ENDING, *SUFFIXES, ".xml", ".json")
"""A session that was sent or written, and the exercises of other programs."""


class Drops(QObject):
    """Welcomes files that can be opened, anywhere on a window.

    Signals:
        dropped: the paths of those that were let go of, in the order they came.
    """

    dropped = Signal(list)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hear of what is dragged over the window, before the window does."""
        kinds = (QEvent.Type.DragEnter, QEvent.Type.Drop)
        # a drag that enters is a drop that has not happened yet, also to Qt
        if event.type() not in kinds or not isinstance(event, QDropEvent):
            return False
        paths = _openable(event.mimeData())
        if not paths:
            return False
        event.acceptProposedAction()
        if event.type() == QEvent.Type.Drop:
            self.dropped.emit(paths)
        return True


def _openable(data: QMimeData) -> list[Path]:
    """Return the files of this computer among what is dragged that can be opened here."""
    local = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return [path for path in local if path.suffix.lower() in OPENED]
