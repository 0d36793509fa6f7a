"""The window's hold on sound: a device is open only while a session plays.

An open stream wakes the processor a hundred times a second, so it is let go in every pause and
after the last chime. Opening may take a moment, or hang with a broken device; it happens in a
thread, and whoever waits for it goes on without it after a while.
"""

import threading
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from hipflex_gui.audio import CuePlayer

PATIENCE_MS = 1000  # a session begins without its sounds rather than late


class Sound(QObject):
    """Opens and closes a player for a session."""

    _opened = Signal(int)

    def __init__(self, player: CuePlayer, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.player = player
        self._waiting: list[Callable[[], None]] = []
        self._turn = 0  # an answer that comes after its turn is not waited for any more
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(self._go_on)
        self._closing = QTimer(self, singleShot=True)
        self._closing.timeout.connect(self._close)
        self._opened.connect(self._answered)

    def when_ready(self, then: Callable[[], None]) -> None:
        """Open the device, then call ``then``; at the latest after ``PATIENCE_MS``."""
        self._closing.stop()
        self._waiting.append(then)
        self._turn += 1
        turn = self._turn

        def work() -> None:
            self.player.prepare()
            self._opened.emit(turn)

        threading.Thread(target=work, name="sound", daemon=True).start()
        self._patience.start()

    def rest(self) -> None:
        """Let the last cue end, then let go of the device."""
        self._closing.start(round(1000 * self.player.remaining_s))

    def close(self) -> None:
        """Let go of the device now: a chime must not be heard at the next start."""
        self._turn += 1
        self._waiting.clear()
        self._patience.stop()
        self._closing.stop()
        self._close()

    def _close(self) -> None:
        self.player.close()

    def _answered(self, turn: int) -> None:
        if turn == self._turn:
            self._go_on()

    def _go_on(self) -> None:
        self._patience.stop()
        waiting, self._waiting = self._waiting, []
        for then in waiting:
            then()
