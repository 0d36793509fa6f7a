"""What can happen to the file while it is used: kills, locks, full and read-only disks.

After each of them every step that had ended is there, the file is sound, and the user has one
sentence to read.
"""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from hipflex_gui import database
from hipflex_gui.errors import Busy, MachineFault, UserFault, from_os
from hipflex_gui.log import RunStatus
from hipflex_gui.opening import open_log, open_store
from hipflex_gui.paths import UserFolder
from hipflex_gui.recorder import absorb
from hipflex_gui.store import Store
from tests.storing import NOW, RUN, STEP, assert_usable_stand_in, fill, is_sound

PLAY = """
import itertools, resource, signal, sys
from dataclasses import replace
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from tests.storing import RUN, STEP
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


def player(path: Path, *arguments: str) -> "subprocess.Popen[str]":
    here = str(Path(__file__).parents[1])
    command = [sys.executable, "-c", PLAY, str(path), here, *arguments]
    how = subprocess.DEVNULL if arguments else subprocess.PIPE
    return subprocess.Popen(command, stdin=how, stdout=subprocess.PIPE, text=True)


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
    db.execute("UPDATE session SET name = 'half'")
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


def test_a_file_in_the_place_of_the_folder_has_a_stand_in(path: Path) -> None:
    path.parent.joinpath("file").touch()
    store, said = open_store(path.parent / "file" / path.name, NOW)
    assert said[0].startswith("There is a file where a folder should be")
    assert_usable_stand_in(store, said, path.with_name("hipflex-unsaved.jsonl"))


def test_a_folder_in_the_place_of_the_file_has_a_stand_in(path: Path) -> None:
    path.mkdir()
    store, said = open_store(path, NOW)
    assert_usable_stand_in(store, said, path.with_name("hipflex-unsaved.jsonl"))


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
