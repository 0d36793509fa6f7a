"""What the tests of backups share: a folder with a history and files in it, and ZIPs."""

import zipfile
from collections.abc import Mapping
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from hipflex_gui.backup import save
from hipflex_gui.log import Logged
from hipflex_gui.paths import UserFolder
from hipflex_gui.store import Store
from tests.histories import history

MINE = "name: Mine\nsteps: []\n"
RUNS = tuple(history(12, 3))
NOW = datetime(2026, 3, 3, 18, 5, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path) -> UserFolder:
    """A folder with twelve runs, a session and a movement of the user's own."""
    folder = UserFolder(tmp_path / "data")
    for place in (folder.sessions, folder.movements):
        place.mkdir(parents=True)
    (folder.sessions / "mine.yaml").write_text(MINE, encoding="utf-8")
    (folder.movements / "knee.yml").write_text("name: Knee\n", encoding="utf-8")
    with closing(Store(folder.database)) as store:
        store.merge(RUNS)
    return folder


@pytest.fixture
def store(folder: UserFolder) -> Store:
    return Store(folder.database)


def held(store: Store) -> list[object]:
    return list(store.versions())


def later_run(days: int = 1) -> Logged:
    last = RUNS[-1]
    start = last.run.started_at + timedelta(days=days)
    day, end = last.run.day + timedelta(days=days), start + timedelta(minutes=9)
    run = replace(
        last.run, id=f"later-{days}", started_at=start, day=day, ended_at=end, edited_at=end
    )
    return Logged(run, ())


def made(folder: UserFolder, name: str = "out.zip") -> Path:
    path = folder.root.parent / name
    save(folder, path, NOW)
    return path


def zipped(path: Path, files: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def log_bytes(folder: UserFolder) -> bytes:
    return folder.database.read_bytes()
