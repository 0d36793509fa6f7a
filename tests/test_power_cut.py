"""A power cut at any moment of a transaction: what is found afterwards is whole."""

import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from hipflex_gui.log import Excuse, Excused, Logged, Removed, RunStatus, Version
from hipflex_gui.opening import open_log
from hipflex_gui.paths import UserFolder
from hipflex_gui.store import Store
from hipflex_gui.tables import version_text
from tests.histories import history
from tests.powercut import TORN, Disk, Image, restore
from tests.storing import NOW, RUN, STEP, is_sound

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="a file that is deleted while it is read stays there"
)
MOST = 50
BEFORE = list(history(60, 5))


def contents(store: Store) -> tuple[str, ...]:
    """Return all that the log says, runs that are being played included."""
    found: list[Version] = list(store.versions())
    for row in store._ask("SELECT id FROM run WHERE status = 'running'"):
        running = store.logged(row[0])
        assert running is not None
        found.append(running)
    return tuple(sorted(version_text(version) for version in found))


def begun(store: Store) -> None:
    store.begin(RUN)
    for position in range(3):
        store.add(RUN.id, replace(STEP, position=position), 30.0 * (position + 1))


def interrupted(store: Store) -> None:
    begun(store)
    store.end(RUN.id, RunStatus.INTERRUPTED, NOW, 90.0)


def begin(store: Store) -> None:
    store.begin(replace(RUN, id="another"))


def add(store: Store) -> None:
    store.add(RUN.id, replace(STEP, position=3, name="A movement that is new"), 120.0)


def end(store: Store) -> None:
    store.end(RUN.id, RunStatus.COMPLETED, NOW + timedelta(minutes=5), 120.0)


def resume(store: Store) -> None:
    store.resume(RUN.id)


def merge(store: Store) -> None:
    later = NOW + timedelta(days=9999)
    corrected = (
        Logged(replace(logged.run, note="corrected", edited_at=later), logged.steps)
        for logged in BEFORE[:20]
    )
    removed = (Removed(logged.run.id, later) for logged in BEFORE[20:30])
    new = history(30, 5, seed=5)
    store.merge([*corrected, *removed, *new, Excused(RUN.day, Excuse.ILLNESS, NOW)])


def restored(images: list[Image], folder: Path) -> list[tuple[str, ...]]:
    """Start the program on every image; return what each log says."""
    found = []
    for number, image in enumerate(dict.fromkeys(images)):
        path = folder / str(number) / "hipflex.sqlite3"
        restore(image, path)
        with closing(Store(path)) as store:  # without the ending of runs that every start does
            store.check()
            found.append(contents(store))
        store, said = open_log(UserFolder(path.parent), NOW)
        assert said == []
        assert store.lost() == []
        store.close()
        assert is_sound(path)
    return found


@pytest.mark.parametrize(
    ("prepare", "act"),
    [
        (begun, begin),
        (begun, add),
        (begun, end),
        (interrupted, resume),
        (begun, merge),
        (begun, Store.interrupt_lost),
    ],
)
def test_what_is_done_is_done_whole_or_not_at_all(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    prepare: Callable[[Store], None],
    act: Callable[[Store], object],
) -> None:
    path = tmp_path / "hipflex.sqlite3"
    with closing(Store(path)) as store:
        assert store.merge(BEFORE).refused == ()
        prepare(store)
        before = contents(store)
    disk = Disk(path, monkeypatch)
    with closing(Store(path)) as store:
        disk.images.clear()
        act(store)
        spilled = len({image.file for image in disk.images})
        images = [*disk.images[:: len(disk.images) // MOST + 1], *disk.torn()]
        after = contents(store)
    monkeypatch.undo()
    assert after != before
    assert (spilled > MOST) == (act is merge), "pages of a long one are on the disk before its end"
    found = restored(images, tmp_path / "images")
    assert set(found) == {before, after}
    assert restored(images[-1:], tmp_path / "after") == [after], "once committed it is there"
    assert len(found) > TORN
    for text in found:  # every run and step that was there before the cut, unless it was changed
        assert set(text) >= set(before) & set(after)
