"""The migrations still to come: a copy first, and then all of it or nothing."""

from pathlib import Path

import pytest

from hipflex_gui import database, migrations
from hipflex_gui.errors import MachineFault
from hipflex_gui.opening import open_store
from hipflex_gui.store import Store
from tests.storing import NOW, RUN, fill, is_sound


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(database, "PATIENCE_S", 0.0)
    return tmp_path / "hipflex.sqlite3"


@pytest.fixture
def next_version(path: Path, monkeypatch: pytest.MonkeyPatch) -> int:
    """A file of now, of which this program has a newer version; the number of that."""
    fill(path)
    extended = [*migrations.MIGRATIONS, ("ALTER TABLE run ADD COLUMN mood TEXT",)]
    monkeypatch.setattr(database, "MIGRATIONS", extended)
    return len(extended)


def test_each_migration_leaves_a_copy_named_with_the_old_version(
    path: Path, next_version: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, said = open_store(path, NOW)
    assert said == []
    assert [run.id for run in store.runs()] == [RUN.id]
    assert store._version() == next_version
    store.close()
    (copy,) = database.backup_folder(path).iterdir()
    assert copy.name == f"hipflex-version-{next_version - 1}.sqlite3"
    assert is_sound(copy)
    monkeypatch.setattr(database, "MIGRATIONS", migrations.MIGRATIONS)
    old = Store(copy)
    assert len(old.steps(RUN.id)) == 3
    old.close()


def test_a_migration_that_fails_half_way_changes_nothing(
    path: Path, next_version: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    added = "ALTER TABLE run ADD COLUMN mood TEXT"
    broken = [*migrations.MIGRATIONS, (added, "INSERT INTO run (id) VALUES ('x')")]
    assert len(broken) == next_version
    monkeypatch.setattr(database, "MIGRATIONS", broken)
    with pytest.raises(ValueError, match="refused"):
        open_store(path, NOW)
    monkeypatch.setattr(database, "MIGRATIONS", migrations.MIGRATIONS)
    store = Store(path)
    assert len(store.steps(RUN.id)) == 3
    assert "mood" not in store._db.execute("SELECT * FROM run").fetchone().keys()  # noqa: SIM118
    store.close()


@pytest.mark.usefixtures("next_version")
def test_a_disk_that_fills_up_in_the_copy_leaves_no_half_one(path: Path) -> None:
    resource = pytest.importorskip("resource")  # Windows has no limit of a file's size
    before = path.read_bytes()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (8192, hard))
    try:
        with pytest.raises(MachineFault, match="disk"):
            Store(path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.rglob("*.sqlite3")] == [path.name]


def test_two_processes_do_not_migrate_twice(
    path: Path, next_version: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy_to = database.Database.copy_to

    def the_other_is_quicker(self: database.Database, target: Path) -> None:
        monkeypatch.setattr(database.Database, "copy_to", copy_to)
        Store(path).close()
        copy_to(self, target)

    monkeypatch.setattr(database.Database, "copy_to", the_other_is_quicker)
    store = Store(path)
    assert store._version() == next_version
    assert len(store.steps(RUN.id)) == 3
    store.close()
