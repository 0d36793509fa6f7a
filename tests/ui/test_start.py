"""The start: what must not be read before there is a window, and the window while it is empty."""

import builtins
import linecache
import os
import subprocess
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from hipflex_gui.catalogue import Catalogue
from hipflex_gui.ui.start import NO_DISPLAY, Frame, _import_plainly, _survive_bugs
from tests.ui.desk import make_model

ROOT = Path(__file__).parents[2]
HEAVY = {"hipflex_gui.catalogue", "hipflex_gui.ui.window", "sqlite3", "yaml", "miniaudio", "ssl"}


def unmeasured() -> dict[str, str]:
    """Return the environment without coverage, which imports heavy modules of its own."""
    return {key: text for key, text in os.environ.items() if not key.startswith("COVERAGE")}


def test_the_window_comes_before_the_rest_of_the_program() -> None:
    program = "import sys, hipflex_gui.cli, hipflex_gui.ui.start; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env=unmeasured(),
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    assert "hipflex_gui.ui.start" in loaded
    assert HEAVY.isdisjoint(loaded)


def test_an_empty_window_cannot_be_closed(qtbot: QtBot) -> None:
    frame = Frame()
    qtbot.addWidget(frame, before_close_func=lambda window: window.hide())
    with qtbot.waitExposed(frame):
        frame.show()
    assert not frame.close()
    assert frame.isVisible()


def test_sources_are_not_read_when_modules_are_imported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(builtins, "__import__", builtins.__import__)  # put back afterwards
    monkeypatch.syspath_prepend(str(tmp_path))
    (tmp_path / "hipflex_unread.py").write_text("value = 1\n", encoding="utf-8")
    _import_plainly()
    __import__("hipflex_unread")
    assert "hipflex_unread" not in [Path(name).stem for name in linecache.cache]


def run(program: str, **changes: str) -> subprocess.CompletedProcess[str]:
    """Run a program; a change to nothing takes a variable away."""
    env = {key: text for key, text in {**os.environ, **changes}.items() if text}
    return subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env=env,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="there is always a display there")
@pytest.mark.parametrize("name", ["DISPLAY", "WAYLAND_DISPLAY"])
def test_a_display_that_does_not_answer_is_a_sentence(name: str, tmp_path: Path) -> None:
    changes = {"DISPLAY": "", "WAYLAND_DISPLAY": "", "QT_QPA_PLATFORM": "", name: ":nowhere"}
    main = "import sys; from hipflex_gui.cli import main; sys.exit(main(sys.argv[1:]))"
    done = run(main, **changes, XDG_DATA_HOME=str(tmp_path))
    assert done.returncode == NO_DISPLAY
    assert done.stderr == "There is no display here. To stretch in the terminal: hipflex play\n"


BUGS = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from hipflex_gui.paths import UserFolder
from hipflex_gui.ui import app, start
from hipflex_gui.ui.window import MainWindow
told = []
MainWindow.tell = lambda self, sentence: told.append(sentence)
def bug():
    raise KeyError("a fault of ours")
furnish = app.furnish
def furnished(qt, *rest):
    leave = furnish(qt, *rest)
    timer = QTimer(qt)
    timer.timeout.connect(bug)
    timer.start(0)
    QTimer.singleShot(0, lambda: QTimer.singleShot(0, lambda: wait(qt)))
    return leave
def wait(qt):
    qt.quit() if told else QTimer.singleShot(0, lambda: wait(qt))
app.furnish = furnished
code = start.main(UserFolder(Path(sys.argv[1])), None)
print(*told, sep="\\n")
sys.exit(code)
"""


def test_a_bug_is_written_down_and_told_once_and_the_window_goes_on(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    done = run(BUGS.replace("sys.argv[1]", repr(str(folder))))
    assert done.returncode == 0
    assert done.stderr.count("KeyError: 'a fault of ours'") >= 1
    report = folder / "hipflex-report.txt"
    said = report.read_text(encoding="utf-8")
    assert said.startswith("Hipflex ")
    assert said.count("KeyError: 'a fault of ours'") == 1
    assert done.stdout.splitlines() == [
        "Something went wrong inside Hipflex. What you did is kept, and you can go on. "
        f"A report of it is in {report}."
    ]


def test_a_bug_that_cannot_be_written_down_is_told_all_the_same(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)  # put back afterwards
    (tmp_path / "file").touch()
    _survive_bugs(tmp_path / "file" / "report.txt", told.append)
    for kind in (KeyboardInterrupt, ValueError, KeyError):
        sys.excepthook(kind, kind("x"), None)
    qtbot.waitUntil(lambda: bool(told))
    assert told == ["Something went wrong inside Hipflex. What you did is kept, and you can go on."]


FILE = "name: {name}\npace: {{get-ready: 0s}}\nsteps: [{{name: Sit tall, for: 10s}}]\n"


PLAYED = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from hipflex_gui.paths import UserFolder
from hipflex_gui.ui import app, start
from hipflex_gui.ui.window import MainWindow
MainWindow.tell = lambda self, sentence: print("told", sentence)
MainWindow.start = lambda self, session: print(self.model.timeline(session).session.name)
furnish = app.furnish
def furnished(qt, frame, folder, doorbell, session):
    leave = furnish(qt, frame, folder, doorbell, session)
    for wanted in WORDS[1:]:
        doorbell.rung.emit(wanted)
    QTimer.singleShot(0, qt.quit)
    return leave
app.furnish = furnished
sys.stdout.reconfigure(encoding="utf-8")
sys.exit(start.main(UserFolder(Path(FOLDER)), WORDS[0]))
"""


def test_the_window_plays_files_by_their_path_at_the_start_and_at_a_later_one(
    tmp_path: Path,
) -> None:
    one, two, bad = (tmp_path / name for name in ("Meine Übung.yaml", "股 2.yaml", "bad.yaml"))
    one.write_text(FILE.format(name="First"), encoding="utf-8")
    two.write_text(FILE.format(name="Second"), encoding="utf-8")
    bad.write_text("name: x\nsteps: [no-such-thing]\n", encoding="utf-8")
    words = [str(one), str(two), str(bad), "chair-5"]
    folder = str(tmp_path / "data")
    done = run(PLAYED.replace("WORDS", repr(words)).replace("FOLDER", repr(folder)))
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "First",
        "Second",
        "told bad.yaml cannot be played: no movement is called 'no-such-thing'.",
        Catalogue.load(None).sessions["chair-5"].name,
    ]


def test_a_file_that_is_played_again_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "Meine Übung 股.yaml"
    path.write_text(FILE.format(name="First"), encoding="utf-8")
    model = make_model(tmp_path / "data")
    assert model.adopt(path) == "meine-ubung"
    assert model.timeline("meine-ubung").session.name == "First"
    path.write_text(FILE.format(name="Second"), encoding="utf-8")
    assert model.timeline(model.adopt(path)).session.name == "Second"
    assert not model.catalogue.sessions["meine-ubung"].own
    mine = model.folder.sessions / "stand.yaml"
    assert model.catalogue.sessions[model.adopt(mine)].own
