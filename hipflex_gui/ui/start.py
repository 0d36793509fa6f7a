"""The start: the window first, then all that fills it.

Reading the rest of the program, the log and the files takes a moment, and a start is answered
sooner by an empty window in its own colour. So nothing heavy is imported at the top of this
module, and most of the program only once the window is up.
"""

import builtins
import sys
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from hipflex_gui.paths import UserFolder
from hipflex_gui.ui.single import Doorbell, ask_running, socket_name

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QCloseEvent

    from hipflex_gui.ui.window import MainWindow

SIZE, LEAST = (1100, 720), (720, 520)


class Frame(QWidget):
    """The window as the desktop knows it; empty until ``fill``."""

    def __init__(self) -> None:
        super().__init__()
        self._content: MainWindow | None = None
        self.setWindowTitle("Hipflex")
        self.resize(*SIZE)
        self.setMinimumSize(*LEAST)

    def fill(self, content: "MainWindow") -> None:
        """Show what there is to see."""
        self._content = content
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(content)
        content.show()

    def come_forward(self) -> None:
        """Show the window over others, also when it was minimised."""
        if self.isMinimized():
            self.setWindowState(self.windowState() & ~self.windowState().WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def changeEvent(self, event: "QEvent") -> None:
        """Stop drawing while minimised."""
        super().changeEvent(event)
        if self._content and event.type() == event.Type.WindowStateChange:
            self._content.player.watch()

    def closeEvent(self, event: "QCloseEvent") -> None:
        """Let the content end what is under way; a window that is still empty stays."""
        if self._content:
            self._content.close()
        event.setAccepted(self._content is not None)


def main(folder: UserFolder, session: str | None) -> int:
    """Open the window and stay until it is closed.

    Args:
        folder: the user's folder.
        session: a session to play at once, or None.

    Returns:
        The exit code.
    """
    _import_plainly()
    app = QApplication(sys.argv[:1])
    app.setApplicationName("Hipflex")
    app.setDesktopFileName("hipflex")
    name = socket_name(folder.root)
    if ask_running(name, session or ""):
        return 0
    doorbell = Doorbell(name, app)  # at once: another start from now on waits for this one
    frame = Frame()
    frame.show()

    from hipflex_gui.ui.app import furnish

    leave = furnish(app, frame, folder, doorbell, session)
    code = app.exec()
    doorbell.close()
    leave()
    return code


def _import_plainly() -> None:
    """Take PySide's hook off the import statement.

    The hook reads the source of every module to see whether it asks for other spellings of Qt's
    names, which ours do not, and keeps all of it: 6 MB, and 20 ms of the start.
    """
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
