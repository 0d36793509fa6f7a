"""A file or folder that may only be read: it is read, and a stand-in takes what is done."""

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from hipflex_gui import database, migrations
from hipflex_gui.errors import MachineFault
from hipflex_gui.opening import open_store
from hipflex_gui.recorder import Recorder, absorb
from hipflex_gui.store import Store
from tests.storing import BEGUN, NOW, RUN, assert_usable_stand_in, fill


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


def test_no_lock_no_live_run(ordinary_user: Path) -> None:
    store = Store(ordinary_user / "hipflex.sqlite3")
    ordinary_user.chmod(0o555)
    with pytest.raises(MachineFault, match="read-only"):
        store.begin(RUN)
    store.close()


def test_a_lock_that_cannot_be_removed_any_more_stops_nothing(ordinary_user: Path) -> None:
    path = ordinary_user / "hipflex.sqlite3"
    store = Store(path)
    store.begin(RUN)
    locks = ordinary_user / "locks"
    locks.chmod(0o555)
    store.close()
    store = Store(path)
    assert [run.id for run in store.interrupt_lost()] == [RUN.id]
    store.close()
    assert len(list(locks.iterdir())) == 1
    locks.chmod(0o755)


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


def test_without_room_for_the_backup_there_is_no_migration(
    ordinary_user: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = ordinary_user / "hipflex.sqlite3"
    fill(path)
    ordinary_user.chmod(0o555)
    extended = [*migrations.MIGRATIONS, ("ALTER TABLE run ADD COLUMN mood TEXT",)]
    monkeypatch.setattr(database, "MIGRATIONS", extended)
    store, said = open_store(path, NOW)
    assert_usable_stand_in(store, said, path.with_name("hipflex-unsaved.jsonl"))
    assert sorted(file.name for file in ordinary_user.iterdir()) == ["hipflex.sqlite3", "locks"]


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
        assert store.run(RUN.id) == BEGUN
    elsewhere.chmod(0o755)
    assert absorb(store, spill) == []
    assert [file.name for file in elsewhere.iterdir()] == [f"{spill.name}.folder"]
    store.close()
