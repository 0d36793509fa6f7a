"""What can happen to the file, with real parts: kills, locks, full and read-only disks, damage.

After each of them every step that had ended is there, the file is sound, and the user has one
sentence to read.
"""

import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from hipflex_gui import database, opening, tables
from hipflex_gui.errors import (
    Busy,
    Damaged,
    MachineFault,
    Newer,
    UserFault,
    from_os,
)
from hipflex_gui.lock import try_lock
from hipflex_gui.log import RunRecord, RunStatus, StepRecord, StepStatus
from hipflex_gui.opening import open_log, open_store
from hipflex_gui.paths import UserFolder
from hipflex_gui.recorder import Recorder, absorb
from hipflex_gui.store import Store

NOW = datetime(2024, 6, 3, 9, tzinfo=UTC)
RUN = RunRecord("run-0", "desk-reset", "Desk reset", NOW, date(2024, 6, 3), 300.0)
STEP = StepRecord(0, "frog-pose", "Frog pose", "both", "30s", 30.0, 30.0, StepStatus.DONE, NOW, NOW)

PLAY = """
import itertools, resource, signal, sys
from dataclasses import replace
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from test_store_faults import NOW, RUN, STEP
from hipflex_gui.recorder import Recorder
from hipflex_gui.store import Store
path = Path(sys.argv[1])
recorder = Recorder(Store(path), path.with_name("hipflex-unsaved.jsonl"))
recorder.begin(RUN)
if len(sys.argv) > 3:
    # Above this size a write fails as on a full disk, and not only for a user without privileges.
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    limit = int(sys.argv[3])
    hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
for position in itertools.count():
    sys.stdin.readline()
    kept = recorder.step(replace(STEP, position=position), 30.0 * (position + 1))
    print(position, kept, recorder.notice or "", flush=True)
    if recorder.notice:
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
        break
"""


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(database, "PATIENCE_S", 0.0)
    return tmp_path / "hipflex.sqlite3"


def fill(path: Path, steps: int = 3) -> None:
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
    db = sqlite3.connect(path)
    try:
        return bool(db.execute("PRAGMA integrity_check").fetchall() == [("ok",)])
    finally:
        db.close()


def player(path: Path, *arguments: str) -> "subprocess.Popen[str]":
    here = str(Path(__file__).parent)
    command = [sys.executable, "-c", PLAY, str(path), here, *arguments]
    how = subprocess.DEVNULL if arguments else subprocess.PIPE
    return subprocess.Popen(command, stdin=how, stdout=subprocess.PIPE, text=True)


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


def test_a_first_start_says_nothing(path: Path) -> None:
    deep = path.parent / "a" / "b" / path.name
    store, said = open_store(deep, NOW)
    assert said == []
    assert store.lasting
    store.close()
    assert is_sound(deep)


@pytest.mark.parametrize("steps", [1, 7])
def test_killed_between_two_steps_every_ended_step_is_there(path: Path, steps: int) -> None:
    with player(path) as playing:
        assert playing.stdin is not None
        assert playing.stdout is not None
        for position in range(steps):
            playing.stdin.write("\n")
            playing.stdin.flush()
            assert playing.stdout.readline() == f"{position} True \n"
        alive, _said = open_store(path, NOW)
        assert alive.interrupt_lost() == []  # it is playing
        assert alive.run(RUN.id) is not None
        alive.close()
        playing.stdin.write("\n" * 1000)  # it is in the middle of these when it is killed
        playing.stdin.flush()
        playing.kill()
        playing.wait()
    store, said = open_store(path, NOW)
    assert said == []
    interrupted = store.interrupt_lost()
    assert [run.status for run in interrupted] == [RunStatus.INTERRUPTED]
    assert [step.position for step in store.steps(RUN.id)][:steps] == list(range(steps))
    assert interrupted[0].steps_done == len(store.steps(RUN.id))
    assert interrupted[0].active_s == 30.0 * interrupted[0].steps_done
    assert interrupted[0].ended_at == STEP.ended_at
    store.close()
    assert is_sound(path)
    assert list((path.parent / "locks").iterdir()) == []


def test_killed_in_the_middle_of_a_write_the_last_whole_state_is_there(path: Path) -> None:
    # A power cut between statements: the pages of the next step are on the disk, its commit is
    # not. A copy of file and journal at that moment is what is found afterwards.
    fill(path)
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("PRAGMA cache_spill = 1")
    db.execute("PRAGMA cache_size = 1")
    db.execute("BEGIN IMMEDIATE")
    db.execute("UPDATE run SET name = 'half'")
    for key in range(500):
        db.execute("INSERT INTO setting VALUES (?, ?)", (str(key), "x" * 500))
    journal = path.with_name(path.name + "-journal")
    after = path.parent / "after" / path.name
    after.parent.mkdir()
    after.write_bytes(path.read_bytes())
    after.with_name(journal.name).write_bytes(journal.read_bytes())
    db.execute("ROLLBACK")
    db.close()
    assert after.stat().st_size > path.stat().st_size
    store, said = open_store(after, NOW)
    assert said == []
    assert store.setting_texts() == {}
    assert [run.name for run in store.runs()] == ["Desk reset"]
    assert len(store.steps(RUN.id)) == 3
    store.close()
    assert is_sound(after)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no limit of a file's size there")
def test_a_disk_that_fills_up_costs_no_step(path: Path) -> None:
    Store(path).close()
    with player(path, str(path.stat().st_size + 4096)) as playing:
        assert playing.stdout is not None
        lines = playing.stdout.read().splitlines()
    assert playing.returncode == 0
    assert "hipflex.sqlite3" in lines[-1]
    assert [line.split()[1] for line in lines] == ["True"] * len(lines)
    store, said = open_store(path, NOW)
    assert said == []
    assert absorb(store, path.with_name("hipflex-unsaved.jsonl")) == []
    assert [step.position for step in store.steps(RUN.id)] == list(range(len(lines)))
    assert len(store.interrupt_lost()) == 1
    store.close()
    assert is_sound(path)


def test_a_full_file_says_that_the_disk_is_full(path: Path) -> None:
    # The limit of pages gives the very answer of a full disk, SQLITE_FULL.
    store = Store(path)
    store.begin(RUN)
    pages = store._db.execute("PRAGMA page_count").fetchone()[0]
    store._db.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(MachineFault, match="disk is full"):
        store.put_settings({str(key): "x" * 1000 for key in range(20)})
    assert store.setting_texts() == {}
    store._db.execute("PRAGMA max_page_count = 100000")
    store.put_settings({"volume": "10"})
    store.close()
    assert is_sound(path)


def test_locked_for_writing_it_can_still_be_read(path: Path) -> None:
    fill(path)
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    store, said = open_store(path, NOW)
    assert said == []
    assert len(store.runs()) == 1
    with pytest.raises(Busy):
        store.put_settings({"volume": "10"})
    holder.execute("ROLLBACK")
    store.put_settings({"volume": "10"})
    store.close()
    holder.close()


def test_locked_altogether_a_stand_in_goes_on(path: Path) -> None:
    fill(path)
    spill = path.with_name("hipflex-unsaved.jsonl")
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    store, said = open_store(path, NOW)
    assert "Another program" in said[0]
    assert_usable_stand_in(store, said, spill)
    holder.execute("ROLLBACK")
    holder.close()
    store, said = open_store(path, NOW)
    assert said == []
    assert absorb(store, spill) == []
    assert {run.id for run in store.runs()} == {RUN.id, "another"}
    store.close()


@pytest.fixture
def ordinary_user(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of a user whom file modes hold back, which they do not for root."""
    monkeypatch.setattr(database, "PATIENCE_S", 0.0)
    with tempfile.TemporaryDirectory() as name:
        folder, root = Path(name), os.geteuid() == 0
        if root:
            os.chown(folder, 65534, 65534)
            os.seteuid(65534)
        monkeypatch.setattr(tempfile, "tempdir", name)
        data = folder / "data"
        data.mkdir()
        try:
            yield data
        finally:
            data.chmod(0o755)
            if root:
                os.seteuid(0)


@pytest.mark.parametrize("which", ["folder", "file", "both"])
def test_what_is_read_only_is_read_and_a_stand_in_goes_on(ordinary_user: Path, which: str) -> None:
    path = ordinary_user / "hipflex.sqlite3"
    spill = path.with_name("hipflex-unsaved.jsonl")
    fill(path)
    if which != "folder":
        path.chmod(0o444)
    if which != "file":
        ordinary_user.chmod(0o555)
    before = path.read_bytes()
    store, said = open_store(path, NOW)
    assert "read-only" in said[0]
    assert RUN.id in [run.id for run in store.runs()]  # the history is still shown
    assert_usable_stand_in(store, said, spill)
    assert path.read_bytes() == before
    ordinary_user.chmod(0o755)
    path.chmod(0o644)
    store, said = open_store(path, NOW)
    assert said == []
    assert absorb(store, spill) == []
    assert {run.id for run in store.runs()} == {RUN.id, "another"}
    store.close()


def test_a_folder_that_cannot_be_made_has_a_stand_in(ordinary_user: Path) -> None:
    ordinary_user.chmod(0o555)
    path = ordinary_user / "new" / "hipflex.sqlite3"
    store, said = open_store(path, NOW)
    assert "read-only" in said[0]
    assert_usable_stand_in(store, said, path.with_name("hipflex-unsaved.jsonl"))


def test_a_file_in_the_place_of_the_folder_has_a_stand_in(path: Path) -> None:
    path.parent.joinpath("file").touch()
    store, said = open_store(path.parent / "file" / path.name, NOW)
    assert_usable_stand_in(store, said, path.with_name("hipflex-unsaved.jsonl"))


def test_a_folder_in_the_place_of_the_file_has_a_stand_in(path: Path) -> None:
    path.mkdir()
    store, said = open_store(path, NOW)
    assert_usable_stand_in(store, said, path.with_name("hipflex-unsaved.jsonl"))


def test_no_lock_no_live_run(ordinary_user: Path) -> None:
    store = Store(ordinary_user / "hipflex.sqlite3")
    ordinary_user.chmod(0o555)
    with pytest.raises(MachineFault, match="read-only"):
        store.begin(RUN)
    store.close()


def test_a_lock_of_another_user_is_taken_as_held(ordinary_user: Path) -> None:
    path = ordinary_user / "hipflex.sqlite3"
    first, second = Store(path), Store(path)
    first.begin(RUN)
    lock = next((ordinary_user / "locks").iterdir())
    lock.chmod(0)
    assert second.interrupt_lost() == []
    first.close()
    assert len(second.interrupt_lost()) == 1
    second.close()


def damage_header(path: Path) -> None:
    path.write_bytes(b"x" * 100 + path.read_bytes()[100:])


def damage_middle(path: Path) -> None:
    content = path.read_bytes()
    # All pages but the first two, so that it is one that holds something.
    path.write_bytes(content[:8192] + b"\x5a" * (len(content) - 8192))


def cut_short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:5000])


def write_prose(path: Path) -> None:
    path.write_text("Dear diary, today I stretched. " * 200)


def make_another_programs(path: Path) -> None:
    path.unlink()
    db = sqlite3.connect(path)
    db.execute("CREATE TABLE run (miles REAL)")
    db.close()


def lose_a_table(path: Path) -> None:
    db = sqlite3.connect(path)
    db.execute("DROP TABLE run")
    db.commit()
    db.close()


DAMAGES = [
    damage_header,
    damage_middle,
    cut_short,
    write_prose,
    make_another_programs,
    lose_a_table,
]


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_file_is_set_aside_whole_and_a_fresh_one_started(
    path: Path, damage: Callable[[Path], None]
) -> None:
    fill(path, steps=60)
    damage(path)
    damaged = path.read_bytes()
    store, said = open_store(path, NOW)
    aside = path.with_name("hipflex-damaged-2024-06-03.sqlite3")
    assert len(said) == 1
    assert str(aside) in said[0]
    assert aside.read_bytes() == damaged
    assert store.runs() == []
    store.begin(RUN)
    store.close()
    assert is_sound(path)


def test_what_was_set_aside_before_is_never_overwritten(path: Path) -> None:
    for _time in range(3):
        write_prose(path)
        store, said = open_store(path, NOW)
        assert len(said) == 1
        store.close()
    names = {file.name for file in path.parent.glob("hipflex-damaged-*")}
    day = "2024-06-03"
    assert names == {f"hipflex-damaged-{day}{n}.sqlite3" for n in ("", "-2", "-3")}


@pytest.mark.parametrize("damage", [write_prose, damage_header, cut_short])
def test_a_journal_is_not_played_into_the_new_file(
    path: Path, damage: Callable[[Path], None]
) -> None:
    fill(path, steps=60)
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("BEGIN IMMEDIATE")
    db.execute("UPDATE run SET name = 'half'")
    journal = path.with_name(path.name + "-journal")
    left = journal.read_bytes()
    db.execute("ROLLBACK")
    db.close()
    damage(path)
    journal.write_bytes(left)
    store, _said = open_store(path, NOW)
    store.close()
    assert not journal.exists()
    assert is_sound(path)


def test_an_empty_file_is_a_new_one(path: Path) -> None:
    path.touch()
    store, said = open_store(path, NOW)
    assert said == []
    assert store.runs() == []
    store.close()


def test_while_another_process_mends_it_a_stand_in_goes_on(path: Path) -> None:
    write_prose(path)
    (path.parent / "locks").mkdir()
    lock = try_lock(path.parent / "locks" / "mending.lock")
    assert lock is not None
    store, said = open_store(path, NOW)
    assert_usable_stand_in(store, said, path.with_name("hipflex-unsaved.jsonl"))
    lock.release()


def test_what_another_process_has_mended_is_not_set_aside(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The other process has its turn just before this one looks again.
    write_prose(path)

    def mended_meanwhile(lock_path: Path) -> object:
        path.unlink()
        fill(path)
        return try_lock(lock_path)

    monkeypatch.setattr(opening, "try_lock", mended_meanwhile)
    store, said = open_store(path, NOW)
    assert said == []
    assert [run.id for run in store.runs()] == [RUN.id]
    store.close()


def test_a_large_file_is_checked_once_damage_was_met(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "CHECKED_WHOLE_BYTES", 0)
    fill(path, steps=60)
    spoil(path, "step")
    store, said = open_store(path, NOW)
    assert said == []  # nothing has met it
    with pytest.raises(Damaged):
        store.steps(RUN.id)
    store.close()
    store, said = open_store(path, NOW)
    assert len(said) == 1
    store.close()
    store, said = open_store(path, NOW)
    assert said == []
    store.close()


def test_a_large_file_is_checked_after_a_lost_session(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "CHECKED_WHOLE_BYTES", 0)
    store = Store(path)
    store.begin(RUN)
    store.close()
    checked = []
    monkeypatch.setattr(Store, "check", lambda self: checked.append(self))
    open_store(path, NOW)[0].close()
    assert len(checked) == 1


def test_a_value_that_cannot_be_read_back_is_damage_and_no_crash(path: Path) -> None:
    fill(path)
    db = sqlite3.connect(path)
    db.execute("PRAGMA ignore_check_constraints = ON")
    db.execute("UPDATE run SET day = 'someday'")
    db.commit()
    db.close()
    store = Store(path)
    with pytest.raises(Damaged):
        store.runs()
    with pytest.raises(Damaged):
        store.check()
    store.close()


def test_damage_in_memory_leaves_no_mark(path: Path) -> None:
    store = Store(":memory:")
    store.begin(RUN)
    store._db.execute("PRAGMA ignore_check_constraints = ON")
    store._db.execute("UPDATE run SET day = 'someday'")
    with pytest.raises(Damaged):
        store.runs()
    store.close()
    assert list(path.parent.iterdir()) == []


def test_a_newer_file_is_left_alone(path: Path) -> None:
    fill(path)
    db = sqlite3.connect(path)
    db.execute("PRAGMA user_version = 99")
    db.close()
    before = path.read_bytes()
    with pytest.raises(Newer):
        Store(path)
    store, said = open_store(path, NOW)
    assert "newer version" in said[0]
    assert_usable_stand_in(store, said, path.with_name("hipflex-unsaved.jsonl"))
    assert path.read_bytes() == before


def test_a_migration_leaves_a_backup_named_with_the_old_version(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(path)
    extended = [*tables.MIGRATIONS, ("ALTER TABLE run ADD COLUMN note TEXT",)]
    monkeypatch.setattr(database, "MIGRATIONS", extended)
    store, said = open_store(path, NOW)
    assert said == []
    assert [run.id for run in store.runs()] == [RUN.id]
    assert store._version() == 2
    store.close()
    backup = path.with_name("hipflex-v1.sqlite3")
    assert is_sound(backup)
    monkeypatch.setattr(database, "MIGRATIONS", tables.MIGRATIONS)
    old = Store(backup)
    assert len(old.steps(RUN.id)) == 3
    old.close()


def test_a_migration_that_fails_half_way_changes_nothing(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(path)
    broken = ("ALTER TABLE run ADD COLUMN note TEXT", "INSERT INTO run (id) VALUES ('x')")
    monkeypatch.setattr(database, "MIGRATIONS", [*tables.MIGRATIONS, broken])
    with pytest.raises(ValueError, match="refused"):
        open_store(path, NOW)
    monkeypatch.setattr(database, "MIGRATIONS", tables.MIGRATIONS)
    store = Store(path)
    assert len(store.steps(RUN.id)) == 3
    assert "note" not in store._db.execute("SELECT * FROM run").fetchone().keys()  # noqa: SIM118
    store.close()


def test_without_room_for_the_backup_there_is_no_migration(
    ordinary_user: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = ordinary_user / "hipflex.sqlite3"
    fill(path)
    ordinary_user.chmod(0o555)
    extended = [*tables.MIGRATIONS, ("ALTER TABLE run ADD COLUMN note TEXT",)]
    monkeypatch.setattr(database, "MIGRATIONS", extended)
    store, said = open_store(path, NOW)
    assert_usable_stand_in(store, said, path.with_name("hipflex-unsaved.jsonl"))
    assert sorted(file.name for file in ordinary_user.iterdir()) == ["hipflex.sqlite3", "locks"]


def test_a_disk_that_fills_up_in_the_backup_leaves_no_half_one(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    resource = pytest.importorskip("resource")  # Windows has no limit of a file's size
    fill(path)
    before = path.read_bytes()
    extended = [*tables.MIGRATIONS, ("ALTER TABLE run ADD COLUMN note TEXT",)]
    monkeypatch.setattr(database, "MIGRATIONS", extended)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (8192, hard))
    try:
        with pytest.raises(MachineFault, match="disk"):
            Store(path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.glob("*.sqlite3")] == [path.name]


def test_two_processes_do_not_migrate_twice(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(path)
    extended = [*tables.MIGRATIONS, ("ALTER TABLE run ADD COLUMN note TEXT",)]
    monkeypatch.setattr(database, "MIGRATIONS", extended)
    back_up = database.Database._back_up

    def the_other_is_quicker(self: database.Database, target: Path) -> None:
        monkeypatch.setattr(database.Database, "_back_up", back_up)
        Store(path).close()
        back_up(self, target)

    monkeypatch.setattr(database.Database, "_back_up", the_other_is_quicker)
    store = Store(path)
    assert store._version() == 2
    assert len(store.steps(RUN.id)) == 3
    store.close()


def test_a_locked_file_cannot_be_copied_and_stays_in_use(path: Path) -> None:
    fill(path)
    store = Store(path)
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    with pytest.raises(Busy):
        store.leave_file()
    holder.execute("ROLLBACK")
    holder.close()
    assert store.lasting
    assert len(store.runs()) == 1
    store.close()


def test_read_only_and_then_locked_an_empty_stand_in_goes_on(
    ordinary_user: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = ordinary_user / "hipflex.sqlite3"
    fill(path)
    holder = sqlite3.connect(path, isolation_level=None)
    path.chmod(0o444)
    try_write = Store.try_write

    def and_then_locked(self: Store) -> None:
        try:
            try_write(self)
        finally:
            holder.execute("BEGIN EXCLUSIVE")

    monkeypatch.setattr(Store, "try_write", and_then_locked)
    store, said = open_store(path, NOW)
    assert_usable_stand_in(store, said, path.with_name("hipflex-unsaved.jsonl"))
    holder.close()


def test_a_spill_that_cannot_be_removed_is_brought_in_again(ordinary_user: Path) -> None:
    elsewhere = ordinary_user / "elsewhere"
    elsewhere.mkdir()
    spill = elsewhere / "hipflex-unsaved.jsonl"
    stand_in = Store(":memory:", stand_in=True)
    assert Recorder(stand_in, spill).begin(RUN)
    stand_in.close()
    store = Store(ordinary_user / "hipflex.sqlite3")
    elsewhere.chmod(0o555)
    assert absorb(store, spill) == []  # it cannot be taken, so it is left
    assert store.run(RUN.id) is None
    elsewhere.chmod(0o755)
    spill.rename(spill.with_name(f"{spill.name}.taken"))  # by a start that was killed
    (elsewhere / f"{spill.name}.folder").mkdir()
    elsewhere.chmod(0o555)
    for _time in range(2):
        assert absorb(store, spill) == []
        assert store.run(RUN.id) == RUN
    elsewhere.chmod(0o755)
    assert absorb(store, spill) == []
    assert [file.name for file in elsewhere.iterdir()] == [f"{spill.name}.folder"]
    store.close()


def test_a_mistake_of_ours_stays_a_bug(path: Path) -> None:
    store = Store(path)
    with pytest.raises(sqlite3.OperationalError):
        store._ask("SELECT nonsense")
    store.close()
    with pytest.raises(sqlite3.ProgrammingError):
        store.runs()


def test_faults_tell_whose_they_are() -> None:
    for number, words in [
        (28, "full"), (30, "read-only"), (13, "read-only"), (5, "error"), (2, "not there any more")
    ]:  # fmt: skip
        fault = from_os(OSError(number, "x"), "notes.txt")
        assert words in fault.text
        assert "notes.txt" in fault.text
        assert str(fault) == fault.text
    assert not issubclass(UserFault, MachineFault)


def test_a_lost_run_in_a_locked_log_waits_for_the_next_start(path: Path) -> None:
    store = Store(path)
    store.begin(RUN)
    store.close()
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    store, said = open_log(UserFolder(path.parent), NOW)
    assert said == []
    assert [run.status for run in store.runs()] == [RunStatus.RUNNING]
    store.close()
    other.close()
    store, said = open_log(UserFolder(path.parent), NOW)
    assert said == []
    assert store.lost() == []
    store.close()


def test_settings_found_damaged_at_a_start_are_set_aside_at_once(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "CHECKED_WHOLE_BYTES", 0)
    fill(path)
    spoil(path, "setting")
    store, said = open_log(UserFolder(path.parent), NOW)
    assert len(said) == 1
    assert store.setting_texts() == {}
    store.close()
