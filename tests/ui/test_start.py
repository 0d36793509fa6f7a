"""The start: what must not be read before there is a window, and the window while it is empty."""

import builtins
import linecache
import os
import subprocess
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from hipflex_gui.ui.start import Frame, _import_plainly

ROOT = Path(__file__).parents[2]
HEAVY = {"hipflex_gui.catalogue", "hipflex_gui.ui.window", "sqlite3", "yaml", "miniaudio", "ssl"}


def unmeasured() -> dict[str, str]:
    """Return the environment without coverage, which imports heavy modules of its own."""
    return {key: text for key, text in os.environ.items() if not key.startswith("COVERAGE")}


def test_the_window_comes_before_the_rest_of_the_program() -> None:
    program = "import sys, hipflex_gui.cli, hipflex_gui.ui.start; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
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
