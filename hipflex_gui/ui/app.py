"""The composition root: everything the window needs is made here, and given to it."""

import signal
import socket
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, QSocketNotifier
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QWidget

from hipflex_gui.clock import Clock, SystemClock
from hipflex_gui.errors import UserFault
from hipflex_gui.opening import open_log
from hipflex_gui.paths import UserFolder, assets
from hipflex_gui.settings import Settings
from hipflex_gui.store import Store
from hipflex_gui.ui.look import Look

if TYPE_CHECKING:
    from hipflex_gui.audio import CuePlayer
    from hipflex_gui.catalogue import Catalogue
    from hipflex_gui.ui.single import Doorbell
    from hipflex_gui.ui.start import Frame
    from hipflex_gui.ui.window import MainWindow


def build(
    app: QApplication,
    clock: Clock,
    store: Store,
    catalogue: "Catalogue",
    folder: UserFolder,
    make_player: Callable[[Settings], "CuePlayer"],
    look: Look | None = None,
) -> "MainWindow":
    """Make the window out of its parts; ``furnish`` and every test of the window call this."""
    # the larger part of the program, read while the empty window is up already
    from hipflex_gui.ui.model import Model
    from hipflex_gui.ui.window import MainWindow

    settings, sentences = Settings.from_texts(store.setting_texts())
    look = look or Look(app, assets() / "icons", settings.theme)
    window = MainWindow(look, Model(clock, store, folder, catalogue, settings), make_player)
    for sentence in sentences:
        window.tell(sentence)
    return window


def furnish(
    app: QApplication,
    frame: "Frame",
    folder: UserFolder,
    doorbell: "Doorbell",
    session: str | None,
) -> Callable[[], None]:
    """Fill the empty window that is on the screen.

    Args:
        app: the application.
        frame: the window.
        folder: the user's folder.
        doorbell: rings when the program is started again.
        session: a session to play at once, by its id or its whole path, or the whole path of a
            file that somebody sent, or None.

    Returns:
        What to call once the window has been closed.
    """
    clock = SystemClock()
    store, sentences = open_log(folder, clock.now())
    theme = Settings.from_texts(store.setting_texts())[0].theme
    look = Look(app, assets() / "icons", theme)
    # the empty window is painted now, in the theme's colour; who rings the bell waits a little
    app.processEvents(QEventLoop.ProcessEventsFlag.ExcludeSocketNotifiers)

    from hipflex_gui.audio import open_player
    from hipflex_gui.catalogue import Catalogue
    from hipflex_gui.package_files import ENDING

    def make_player(settings: Settings) -> "CuePlayer":
        sounds = assets() / "sounds"
        return open_player(settings.player, sounds=sounds, monotonic=clock.monotonic)

    window = build(app, clock, store, Catalogue.load(folder), folder, make_player, look)
    app.setWindowIcon(QIcon(str(assets() / "app.svg")))
    frame.fill(window)

    def play(wanted: str) -> None:
        try:
            path = Path(wanted)
            if path.suffix.lower() == ENDING:
                window.open_file(path)
                return
            window.start(window.model.adopt(path) if path.is_absolute() else wanted)
        except UserFault as fault:
            window.tell(fault.text)

    def rung(wanted: str) -> None:
        frame.come_forward()
        if wanted:
            play(wanted)

    doorbell.rung.connect(rung)
    _close_on_signals(frame)
    if session:
        play(session)
    else:
        window.offer_interrupted()
    window.housekeeping.begin()
    for sentence in sentences:
        window.tell(sentence)
    return store.close


def _close_on_signals(window: QWidget) -> None:
    """Close the window, and so keep what was done, when the process is asked to end.

    Python runs its handlers only when it has something to run, which an idle window has not, and
    then in the middle of anything, such as painting. So they do nothing, and the window is closed
    by the event loop, which the wake-up descriptor tells of a signal at once.
    """
    ours, theirs = socket.socketpair()
    for end in (ours, theirs):
        end.setblocking(False)
    signal.set_wakeup_fd(theirs.fileno())
    notifier = QSocketNotifier(ours.fileno(), QSocketNotifier.Type.Read, window)

    def asked() -> None:
        ours.recv(64)
        window.close()

    notifier.activated.connect(asked)
    # not the bound method itself: Qt would hold it weakly, and nothing else holds that end
    window.destroyed.connect(lambda: theirs.close())
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_args: None)
