"""From one version of the tables to the next: all that was held is held, or nothing has happened.

The old file here is a real one: made with the tables of version 1, and read with plain SQLite.
"""

import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from hipflex_gui import database, migrations
from hipflex_gui.errors import MachineFault
from hipflex_gui.log import Logged, RunStatus, StepStatus
from hipflex_gui.opening import open_store
from hipflex_gui.store import Store
from hipflex_gui.tables import run_row, step_row
from tests.histories import history
from tests.powercut import TORN, Disk, restore
from tests.storing import NOW, assert_usable_stand_in, is_sound

RUNS, STEPS = 300, 6
HOSTILE = (
    "",
    " two  spaces ",
    "'; DROP TABLE run; --",
    "before\x00after",
    "line\nline",
    "\u202eright to left",
    "\N{FACE WITH LOOK OF TRIUMPH}",
    "%s {name} <b>",
    "long " * 5000,
)
RUN_COLUMNS = (
    "id, session, name, started_at, ended_at, day, utc_offset_s, status, planned_s, active_s,"
    " steps_planned, steps_done, owner, app_version"
)
STEP_COLUMNS = (
    "run_id, position, visit, movement, name, targets, side, set_number, dose, planned_s, breaths,"
    " reps, status, started_at, ended_at"
)
MILLISECOND = 0.001
OPEN = """
import os, signal, sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from hipflex_gui import database
from hipflex_gui.store import Store
path, last, moments = Path(sys.argv[1]), int(sys.argv[3]), 0
connect = database._connect
def moment():
    global moments
    moments += 1
    if moments == last:
        os.kill(os.getpid(), signal.SIGKILL)
def watched(name):
    db = connect(name)
    db.execute("PRAGMA cache_size = 8")  # so that pages are written long before the commit
    db.set_progress_handler(moment, 1000)
    return db
database._connect = watched
Store(path).close()
print(moments)
"""


def old_history() -> Iterator[Logged]:
    """Yield what somebody did under version 1, with everything that can stand in such a file."""
    for number, (run, steps) in enumerate(
        (logged.run, logged.steps) for logged in history(RUNS, STEPS)
    ):
        text = HOSTILE[number % len(HOSTILE)]
        match number % 10:
            case 0:
                yield Logged(replace(run, name=f"{run.name}, renamed"), steps)
            case 1:
                yield Logged(replace(run, session=text, name=text), steps)
            case 2:
                named = (replace(step, movement=text, name=text, dose=text) for step in steps)
                yield Logged(run, tuple(named))
            case 3:
                yield Logged(replace(run, status=RunStatus.STOPPED, active_s=0.0), ())
            case 4:
                yield Logged(replace(run, status=RunStatus.RUNNING, ended_at=None), steps[:2])
            case 5:
                odd = timedelta(seconds=1 / 3)
                moved = (
                    replace(
                        step,
                        held_s=step.held_s / 7,
                        planned_s=step.planned_s / 7,
                        started_at=step.started_at + odd,
                        ended_at=step.ended_at + 2 * odd,
                    )
                    for step in steps
                )
                yield Logged(replace(run, active_s=run.active_s / 7), tuple(moved))
            case 6:
                again = replace(steps[0], visit=1, status=StepStatus.SKIPPED, reps=7, breaths=0)
                yield Logged(replace(run, status=RunStatus.INTERRUPTED), (*steps, again))
            case 7:  # the clock was set back by a day in the middle
                back = (replace(s, started_at=s.started_at - timedelta(days=1)) for s in steps)
                yield Logged(replace(run, utc_offset_s=-43200), tuple(back))
            case 8:  # and ran over the end of a leap day
                night = datetime(2024, 2, 29, 23, 59, 59, 999_000, tzinfo=UTC)
                run = replace(run, started_at=night, ended_at=night + timedelta(hours=1))
                late = (replace(s, started_at=night, ended_at=night) for s in steps)
                yield Logged(run, tuple(late))
            case _:
                yield Logged(run, steps)


def insert(db: sqlite3.Connection, table: str, row: dict[str, Any]) -> None:
    places = ", ".join(f":{key}" for key in row)
    db.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({places})", row)


@pytest.fixture(scope="module")
def old_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of version 1."""
    path = tmp_path_factory.mktemp("old") / "hipflex.sqlite3"
    db = sqlite3.connect(path)
    for statement in migrations.MIGRATIONS[0]:
        db.execute(statement)
    for logged in old_history():
        run = run_row(logged.run)
        for key in ("before", "after", "note", "edited_at"):
            del run[key]
        insert(db, "run", {**run, "owner": "gone.lock", "app_version": "0.1"})
        for step in logged.steps:
            row = {**step_row(step), "held_s": step.held_s, "run_id": run["id"]}
            del row["comfort"]
            insert(db, "step", row)
    # A letter that is none, as a bad disk or another program leaves it.
    db.execute("UPDATE run SET name = CAST(x'41ff42' AS TEXT) WHERE status = 'discomfort'")
    db.execute("INSERT INTO setting VALUES ('volume', '10')")
    db.execute("PRAGMA user_version = 1")
    db.commit()
    db.close()
    return path


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(database, "PATIENCE_S", 0.0)
    return tmp_path / "hipflex.sqlite3"


@pytest.fixture
def old(path: Path, old_file: Path) -> Path:
    """A copy of the file of version 1, of the test's own."""
    path.write_bytes(old_file.read_bytes())
    return path


def held(path: Path) -> list[list[tuple[Any, ...]]]:
    """Return what a file of either version holds, as bytes and numbers; seconds held come last."""
    db = sqlite3.connect(path)
    db.text_factory = bytes
    run, step = "run", "step"
    if db.execute("PRAGMA user_version").fetchone()[0] > 1:
        run, step = "runs", "steps"
    found = [
        db.execute(f"SELECT {RUN_COLUMNS} FROM {run} ORDER BY id").fetchall(),
        db.execute(
            f"SELECT {STEP_COLUMNS}, held_s FROM {step} ORDER BY run_id, position, visit"
        ).fetchall(),
        db.execute("SELECT * FROM setting ORDER BY key").fetchall(),
    ]
    db.close()
    return found


def assert_same(path: Path, old_file: Path) -> None:
    """Every run and step is there as it was, to the millisecond."""
    (runs, steps, settings), (old_runs, old_steps, old_settings) = held(path), held(old_file)
    assert (runs, settings) == (old_runs, old_settings)
    assert [step[:-1] for step in steps] == [step[:-1] for step in old_steps]
    for step, old_step in zip(steps, old_steps, strict=True):
        assert abs(step[-1] - old_step[-1]) <= MILLISECOND / 2 + 1e-9
    assert is_sound(path)


def copies(path: Path) -> list[Path]:
    return sorted(database.backup_folder(path).glob("*.sqlite3"))


def test_every_run_and_step_of_version_1_is_as_it_was(old: Path, old_file: Path) -> None:
    store, said = open_store(old, NOW)
    assert said == []
    assert store._version() == len(migrations.MIGRATIONS)
    ended = sum(logged.run.status is not RunStatus.RUNNING for logged in old_history())
    assert store.count() == ended == len(list(store.all_logged()))
    store.close()
    assert len(held(old)[0]) == RUNS
    assert len(held(old)[1]) > RUNS * STEPS / 2
    assert_same(old, old_file)


def test_the_log_reads_what_version_1_held(old: Path) -> None:
    store = Store(old)
    for logged in old_history():
        if logged.run.status is RunStatus.DISCOMFORT:
            continue  # its name is the one with the spoilt letter
        run = store.run(logged.run.id)
        assert run is not None
        since = logged.run.ended_at or logged.run.started_at
        assert run_row(run) == run_row(replace(logged.run, note="", before=None, after=None)) | {
            "edited_at": run_row(replace(run, edited_at=since))["edited_at"]
        }
        wanted = (replace(step, comfort=None) for step in logged.steps)
        assert [step_row(step) for step in store.steps(run.id)] == sorted(
            map(step_row, wanted), key=lambda row: (row["position"], row["visit"])
        )
    store.close()


def test_what_was_said_twice_is_kept_once(old: Path, old_file: Path) -> None:
    Store(old).close()
    db = sqlite3.connect(old)
    db.execute("ATTACH ? AS old", (str(old_file),))
    for table, columns, before in [
        ("session", "id, name", "SELECT DISTINCT session, name FROM old.run"),
        (
            "task",
            "movement, name, targets, side, set_number, dose, planned_s",
            "SELECT DISTINCT movement, name, targets, side, set_number, dose, planned_s"
            " FROM old.step",
        ),
    ]:
        assert db.execute(f"SELECT count(*) FROM {table}").fetchone() == (
            db.execute(f"SELECT count(*) FROM ({before})").fetchone()
        )
        assert db.execute(f"SELECT {columns} FROM {table} EXCEPT {before}").fetchall() == []
    db.close()


def test_the_old_file_is_kept_whole(old: Path, old_file: Path) -> None:
    Store(old).close()
    (copy,) = copies(old)
    assert copy == old.parent / "backups" / "hipflex-version-1.sqlite3"
    assert is_sound(copy)
    assert held(copy) == held(old_file)


def test_the_kept_file_of_version_1_can_be_opened_itself(old: Path, old_file: Path) -> None:
    Store(old).close()
    (copy,) = copies(old)
    Store(copy).close()
    assert_same(copy, old_file)


def test_a_new_file_and_one_of_now_leave_no_copy(path: Path) -> None:
    for _time in range(2):
        Store(path).close()
        assert not database.backup_folder(path).exists()


def opened_until(path: Path, moment: int) -> "subprocess.CompletedProcess[str]":
    """Open a file in a process of its own, which is killed at a moment of its work."""
    command = [sys.executable, "-c", OPEN, str(path), str(Path(__file__).parents[1]), str(moment)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such signal there")
def test_killed_at_any_moment_of_it_the_next_start_finishes(tmp_path: Path, old_file: Path) -> None:
    whole = tmp_path / "whole" / old_file.name
    whole.parent.mkdir()
    whole.write_bytes(old_file.read_bytes())
    moments = int(opened_until(whole, 0).stdout)
    assert moments > 100
    half_written = 0
    for moment in Random(4).sample(range(1, moments), 10):
        path = tmp_path / str(moment) / old_file.name
        path.parent.mkdir()
        path.write_bytes(old_file.read_bytes())
        assert opened_until(path, moment).returncode == -signal.SIGKILL
        half_written += path.with_name(f"{path.name}-journal").exists()
        store, said = open_store(path, NOW)
        assert said == []
        assert store._version() == len(migrations.MIGRATIONS)
        store.close()
        assert_same(path, old_file)
        assert any(is_sound(copy) and held(copy) == held(old_file) for copy in copies(path))
    assert half_written, "one of them was in the middle of writing"


def test_a_disk_that_fills_up_in_it_leaves_version_1(
    old: Path, old_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    connect = database._connect

    def with_little_room(name: Path | str) -> sqlite3.Connection:
        db = connect(name)
        if name == old:
            pages = db.execute("PRAGMA page_count").fetchone()[0]
            db.execute(f"PRAGMA max_page_count = {pages + 5}")
            db.execute("PRAGMA cache_size = 8")
        return db

    with monkeypatch.context() as patch:
        patch.setattr(database, "_connect", with_little_room)
        with pytest.raises(MachineFault, match="disk is full"):
            Store(old)
        assert held(old) == held(old_file)
        assert is_sound(old)
        store, said = open_store(old, NOW)
        assert "disk is full" in said[0]
        assert_usable_stand_in(store, said, old.with_name("hipflex-unsaved.jsonl"))
    assert held(old) == held(old_file)
    store, said = open_store(old, NOW)
    assert said == []
    store.close()
    assert_same(old, old_file)


@pytest.mark.skipif(sys.platform == "win32", reason="files that are open cannot be deleted there")
def test_a_power_cut_in_it_is_finished_by_the_next_start(
    old: Path, old_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = Disk(old, monkeypatch)
    Store(old).close()
    images = [*disk.images, *disk.torn()]
    monkeypatch.undo()
    half_written = [image for image in images if image.file != images[0].file]
    assert len(half_written) > TORN + 5
    for number, image in enumerate(dict.fromkeys(images)):
        path = tmp_path / str(number) / old.name
        restore(image, path)
        store, said = open_store(path, NOW)
        assert said == []
        store.close()
        assert_same(path, old_file)
