"""Damaged files: set aside whole, a fresh one started, and one sentence that says so."""

import errno
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from hipflex_gui import database, opening
from hipflex_gui.database import backup_folder, lock_folder, suspect_mark
from hipflex_gui.errors import Damaged, Newer
from hipflex_gui.lock import try_lock
from hipflex_gui.opening import open_log, open_store
from hipflex_gui.paths import UserFolder
from hipflex_gui.store import Store
from tests.storing import NOW, RUN, assert_usable_stand_in, fill, is_sound, spoil


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(database, "PATIENCE_S", 0.0)
    return tmp_path / "hipflex.sqlite3"


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


def test_after_damage_the_last_backup_is_named_and_put_out_of_the_way(path: Path) -> None:
    fill(path)
    backups = backup_folder(path)
    backups.mkdir()
    for day in ("2024-06-01", "2024-06-02"):
        (backups / f"hipflex-{day}.zip").write_text(day)
    write_prose(path)
    store, [said] = open_store(path, NOW)
    store.close()
    assert said.endswith("in Settings: hipflex-2024-06-02-kept.zip.")
    names = {file.name for file in backups.iterdir()}
    assert names == {"hipflex-2024-06-01.zip", "hipflex-2024-06-02-kept.zip"}


def test_a_disk_that_refuses_to_forget_the_mark_is_no_reason_to_hide_the_history(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # a read-only disk refuses to remove even what is not there
    fill(path)
    lock_folder(path).mkdir(exist_ok=True)
    suspect_mark(path).touch()

    def refuse(_path: Path, *, missing_ok: bool = False) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(Path, "unlink", refuse)
    store, said = open_store(path, NOW)
    assert said == []
    assert [run.id for run in store.runs()] == [RUN.id]
    monkeypatch.undo()
    store.close()


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
    db.execute("UPDATE session SET name = 'half'")
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
