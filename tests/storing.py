"""What the tests of the log share: a run, its steps, and files to look at afterwards."""

import sqlite3
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from hipflex_gui.log import RunRecord, RunStatus, StepRecord, StepStatus
from hipflex_gui.recorder import Recorder
from hipflex_gui.store import Store

NOW = datetime(2024, 6, 3, 9, tzinfo=UTC)
RUN = RunRecord("run-0", "desk-reset", "Desk reset", NOW, date(2024, 6, 3), 300.0)
BEGUN = replace(RUN, edited_at=NOW)  # as it is read back
STEP = StepRecord(0, "frog-pose", "Frog pose", "both", "30s", 30.0, 30.0, StepStatus.DONE, NOW, NOW)


def fill(path: Path, steps: int = 3) -> None:
    """Write a completed run to a file."""
    store = Store(path)
    store.begin(RUN)
    for position in range(steps):
        store.add(RUN.id, replace(STEP, position=position), 30.0 * (position + 1))
    store.end(RUN.id, RunStatus.COMPLETED, NOW, 30.0 * steps)
    store.close()


def spoil(path: Path, table: str) -> None:
    """Damage the first page of a table."""
    root = sqlite3.connect(path)
    query = "SELECT rootpage FROM sqlite_schema WHERE name = ?"
    page = root.execute(query, (table,)).fetchone()[0]
    root.close()
    content = path.read_bytes()
    path.write_bytes(content[: (page - 1) * 4096] + b"\x5a" * 4096 + content[page * 4096 :])


def is_sound(path: Path) -> bool:
    """Tell whether SQLite finds nothing wrong with a file."""
    db = sqlite3.connect(path)
    try:
        whole = db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return whole and not db.execute("PRAGMA foreign_key_check").fetchall()
    finally:
        db.close()


def assert_usable_stand_in(store: Store, said: list[str], spill: Path) -> None:
    """It takes a run, keeps it aside, and the user knows."""
    assert len(said) == 1
    assert said[0].endswith("added to your history later.")
    assert store.stand_in
    recorder = Recorder(store, spill)
    assert recorder.begin(replace(RUN, id="another"))
    assert recorder.step(STEP, 30.0)
    assert recorder.end(RunStatus.COMPLETED, NOW, 30.0)
    assert "another" in [run.id for run in store.runs()]
    store.close()
