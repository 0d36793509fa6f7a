"""A second start reaches the first window, and a window that is gone does not answer."""

from pathlib import Path

from PySide6.QtCore import QProcess
from pytestqt.qtbot import QtBot

from hipflex_gui.ui.single import Doorbell, ask_running, socket_name

RING = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from hipflex_gui.ui.single import ask_running, socket_name
app = QCoreApplication([])
sys.exit(0 if ask_running(socket_name(Path(sys.argv[1])), sys.argv[2]) else 3)
"""


def _ring(qtbot: QtBot, folder: Path, session: str) -> int:
    """Ring from a second process, while this one's event loop runs."""
    import sys

    process = QProcess()
    process.start(sys.executable, ["-c", RING, str(folder), session])
    qtbot.waitUntil(lambda: process.state() == QProcess.ProcessState.NotRunning, timeout=20_000)
    return process.exitCode()


def test_a_second_start_is_heard_with_its_session(qtbot: QtBot, tmp_path: Path) -> None:
    doorbell = Doorbell(socket_name(tmp_path))
    heard: list[str] = []
    doorbell.rung.connect(heard.append)
    assert _ring(qtbot, tmp_path, "chair-5") == 0
    assert _ring(qtbot, tmp_path, "") == 0
    doorbell.close()
    assert heard == ["chair-5", ""]
    assert _ring(qtbot, tmp_path, "") == 3


def test_nobody_answers_where_nobody_is(qtbot: QtBot, tmp_path: Path) -> None:
    assert not ask_running(socket_name(tmp_path), "")


def test_each_data_folder_has_its_own_window(tmp_path: Path) -> None:
    assert socket_name(tmp_path / "a") != socket_name(tmp_path / "b")
    assert socket_name(tmp_path / "a") == socket_name(tmp_path / "a")
