"""The start: the window first, then all that fills it.

Reading the rest of the program, the log and the files takes a moment, and a start is answered
sooner by an empty window in its own colour. So nothing heavy is imported at the top of this
module, and most of the program only once the window is up.
"""

import builtins
import gc
import os
import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QMessageLogContext, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from hipflex_gui import __version__
from hipflex_gui.errors import no_display
from hipflex_gui.i18n import _
from hipflex_gui.paths import UserFolder
from hipflex_gui.ui.single import Doorbell, ask_running, socket_name

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QCloseEvent

    from hipflex_gui.ui.window import MainWindow

SIZE, LEAST = (1100, 720), (720, 520)
FREEZE_MS = 2000  # by then all is loaded that a start loads
NO_DISPLAY = 69  # sysexits.h: unavailable; `make run` plays in the terminal then
MOST_REPORTS = 20  # a fault in what is painted sixty times a second must not fill the disk


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

    def tell(self, sentence: str) -> None:
        """Show a sentence that the user should read once, if there is anything to show it in."""
        if self._content:
            self._content.tell(sentence)

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
        session: a session to play at once, by its id or its whole path, or None.

    Returns:
        The exit code.
    """
    _import_plainly()
    app = _application()
    app.setApplicationName("Hipflex")
    app.setDesktopFileName("hipflex")
    name = socket_name(folder.root)
    if ask_running(name, session or ""):
        return 0
    doorbell = Doorbell(name, app)  # at once: another start from now on waits for this one
    frame = Frame()
    _survive_bugs(folder.root / "hipflex-report.txt", frame.tell)
    frame.show()

    from hipflex_gui.ui.app import furnish

    leave = furnish(app, frame, folder, doorbell, session)
    # modules and library stay to the end: looking them over again and again for garbage would stop
    # the studio for 40 ms at every tenth key
    QTimer.singleShot(FREEZE_MS, gc.freeze)
    code = app.exec()
    doorbell.close()
    leave()
    return code


def _application() -> QApplication:
    """Return the application; leave with a sentence where Qt would abort for want of a display."""
    heard: list[str] = []

    def hear(kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
        heard.append(text)
        if kind is QtMsgType.QtFatalMsg:
            # a display that answers and cannot be used lacks a library, which Qt names
            silent = any("connect to display" in one or "wl_display" in one for one in heard)
            reasons = [] if silent else [one for one in heard if "needed to load" in one]
            sys.stderr.write("\n".join([*reasons, no_display().text, ""]))
            sys.stderr.flush()
            os._exit(NO_DISPLAY)  # Qt aborts as soon as it is back

    before = qInstallMessageHandler(hear)
    app = QApplication(sys.argv[:1])
    qInstallMessageHandler(before)
    sys.stderr.writelines(f"{text}\n" for text in heard)
    return app


def _survive_bugs(report: Path, tell: Callable[[str], None]) -> None:
    """Have an error that nothing caught written down, and told once; the window goes on.

    Args:
        report: the file that errors are added to, each once.
        tell: shows a sentence.
    """
    seen: set[str] = set()

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        sys.__excepthook__(kind, error, trace)
        import traceback

        text = "".join(traceback.format_exception(kind, error, trace))
        if not issubclass(kind, Exception) or text in seen or len(seen) == MOST_REPORTS:
            return
        seen.add(text)
        said = _("Something went wrong inside Hipflex. What you did is kept, and you can go on.")
        try:
            report.parent.mkdir(parents=True, exist_ok=True)
            with report.open("a", encoding="utf-8", errors="backslashreplace") as file:
                file.write(f"Hipflex {__version__}, Python {sys.version}, {sys.platform}\n{text}\n")
            said += " " + _("A report of it is in {path}.").format(path=report)
        except OSError:
            pass  # it stands on standard error
        if len(seen) == 1:
            QTimer.singleShot(0, lambda: tell(said))  # not in the middle of what failed

    sys.excepthook = hook


def _import_plainly() -> None:
    """Take PySide's hook off the import statement.

    The hook reads the source of every module to see whether it asks for other spellings of Qt's
    names, which ours do not, and keeps all of it: 6 MB, and 20 ms of the start.
    """
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
