"""Every test starts from the same neutral machine: its zone, its language, its empty home."""

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import settings

from hipflex_gui import database

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# The same examples at every run: a failure is the change's fault and never chance's.
settings.register_profile("hipflex", derandomize=True, deadline=None, database=None)
settings.load_profile("hipflex")


@pytest.fixture(autouse=True)
def _neutral_machine(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    home = tmp_path_factory.mktemp("home")
    with monkeypatch.context() as patch:
        patch.setenv("HOME", str(home))
        patch.setenv("USERPROFILE", str(home))  # what Windows calls it
        for name in ("CACHE", "CONFIG", "DATA", "STATE"):
            patch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))
        patch.setenv("XDG_RUNTIME_DIR", str(home))
        home.chmod(0o700)  # Qt warns about a runtime folder that others may enter
        patch.delenv("LANGUAGE", raising=False)
        patch.setenv("LC_ALL", "C.UTF-8")
        patch.setenv("COLUMNS", "80")
        patch.setenv("TZ", "UTC")
        _apply_zone()
        yield
    _apply_zone()


def _apply_zone() -> None:
    if hasattr(time, "tzset"):  # Windows has none
        time.tzset()


@pytest.fixture(autouse=True)
def _close_logs(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Close what a test left open: Python 3.13 warns of a connection that is only collected."""
    connect, opened = database._connect, list[sqlite3.Connection]()

    def remembered(path: Path | str) -> sqlite3.Connection:
        opened.append(connect(path))
        return opened[-1]

    with monkeypatch.context() as patch:
        patch.setattr(database, "_connect", remembered)
        yield
    for connection in opened:
        with suppress(sqlite3.ProgrammingError):  # it was opened in a thread, and closed there
            connection.close()
