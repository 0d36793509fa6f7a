"""One window a user and data folder: a second start asks the first to show itself.

The first start listens on a local socket; a later one sends it the session it was asked to play, or
nothing, and ends. There is no lock file to go stale: a socket whose owner is gone does not answer.
"""

import getpass
import zlib
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

WAIT_MS = 800
ANSWER_MS = 3000  # a window that has just been opened reads the program first
LONGEST = 4096


def socket_name(data_dir: Path) -> str:
    """Return the name under which the window of a data folder listens."""
    key = f"{getpass.getuser()}:{data_dir.absolute()}"
    # a checksum tells one's few folders apart; hashlib would bring all of OpenSSL into memory
    return f"hipflex-{zlib.crc32(key.encode()):08x}"


def ask_running(name: str, session: str) -> bool:
    """Ask the window that listens on ``name`` to show itself; False if there is none.

    Args:
        name: from ``socket_name``.
        session: what it shall play, or nothing.
    """
    socket = QLocalSocket()
    socket.connectToServer(name)
    if not socket.waitForConnected(WAIT_MS):
        return False
    socket.write(f"{session}\n".encode())
    socket.waitForBytesWritten(WAIT_MS)
    # the answer tells a window that lives from one that hangs
    answered = socket.waitForReadyRead(ANSWER_MS)
    socket.disconnectFromServer()
    return answered


class Doorbell(QObject):
    """Listens for later starts.

    Signals:
        rung: another start asks for the window, with a session to play or an empty text.
    """

    rung = Signal(str)

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)
        if not self._server.listen(name):
            QLocalServer.removeServer(name)  # left behind by a start that was killed
            self._server.listen(name)

    def close(self) -> None:
        """Listen no more."""
        self._server.close()

    def _answer(self) -> None:
        while socket := self._server.nextPendingConnection():
            socket.readyRead.connect(lambda socket=socket: self._read(socket))
            socket.disconnected.connect(socket.deleteLater)
            if socket.canReadLine():
                self._read(socket)

    def _read(self, socket: QLocalSocket) -> None:
        if not socket.canReadLine():
            return
        session = bytes(socket.readLine(LONGEST).data()).decode("utf-8", "replace").strip()
        socket.write(b"ok\n")
        socket.flush()
        self.rung.emit(session)
