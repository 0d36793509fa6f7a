"""A backup holds everything, is whole or not there, and comes back; and that can be undone."""

import json
import os
import sqlite3
import tempfile
import tracemalloc
import zipfile
from collections.abc import Mapping
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from hipflex_gui import __version__, backup, backup_reading
from hipflex_gui.backup import keep_daily, restore, save, write
from hipflex_gui.backup_reading import ABOUT, LOG, preview
from hipflex_gui.errors import Busy, Damaged, MachineFault, UserFault
from hipflex_gui.lock import try_lock
from hipflex_gui.log import Removed, RunRecord, RunStatus
from hipflex_gui.paths import UserFolder
from hipflex_gui.store import Store
from tests import backups
from tests.backups import MINE, NOW, RUNS, held, later_run, made
from tests.histories import UNTIL, history
from tests.support import START

folder, store = backups.folder, backups.store


# Making


def test_a_backup_is_a_zip_of_log_and_files_that_only_its_owner_may_read(
    folder: UserFolder, store: Store, tmp_path: Path
) -> None:
    path = tmp_path / "all.zip"
    write(folder, store, path, NOW)
    assert path.stat().st_mode & 0o777 == 0o600
    with zipfile.ZipFile(path) as archive:
        assert archive.namelist() == [ABOUT, LOG, "sessions/mine.yaml", "movements/knee.yml"]
        assert archive.read("sessions/mine.yaml").decode() == MINE
        about = json.loads(archive.read(ABOUT))
        archive.extract(LOG, tmp_path / "elsewhere")
    assert about["version"] == __version__
    assert (about["runs"], about["own_files"]) == (12, 2)
    with closing(Store(tmp_path / "elsewhere" / LOG)) as copy:
        assert held(copy) == held(store)


def test_what_a_backup_says_of_itself_is_what_a_look_into_it_finds(folder: UserFolder) -> None:
    path = made(folder)
    assert preview(path) == backup_reading.told(path)
    contents = preview(path)
    assert contents.made == NOW
    assert contents.last == UNTIL
    assert contents.newest == RUNS[-1].run.started_at
    assert contents.active_s == pytest.approx(sum(one.run.active_s for one in RUNS))


def test_links_and_what_is_no_plain_file_are_left_out(folder: UserFolder, tmp_path: Path) -> None:
    secret = tmp_path / "secret.yaml"
    secret.write_text("mine alone")
    (folder.sessions / "link.yaml").symlink_to(secret)
    (folder.sessions / "folder.yaml").mkdir()
    (folder.sessions / "two\nlines.yaml").write_text("x")
    os.mkfifo(folder.sessions / "pipe.yaml")
    (folder.movements / "knee.yml").unlink()
    folder.movements.rmdir()
    folder.movements.symlink_to(tmp_path, target_is_directory=True)
    with zipfile.ZipFile(made(folder)) as archive:
        assert archive.namelist() == [ABOUT, LOG, "sessions/mine.yaml"]


def test_files_of_the_user_beyond_the_limits_are_left_out_so_that_it_can_be_restored(
    folder: UserFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup, "OWN_BYTES", 100)
    monkeypatch.setattr(backup, "OWN_FILES", 2)
    (folder.sessions / "a-film.yaml").write_bytes(b"x" * 101)
    (folder.sessions / "other.yaml").write_bytes(b"x" * 100)
    with zipfile.ZipFile(made(folder)) as archive:
        assert archive.namelist() == [ABOUT, LOG, "sessions/mine.yaml", "sessions/other.yaml"]


def test_a_file_from_before_the_first_date_of_a_zip_is_in_it(folder: UserFolder) -> None:
    os.utime(folder.sessions / "mine.yaml", (0, 0))
    assert preview(made(folder)).own_files == 2


def test_killed_in_the_middle_it_leaves_the_old_one_and_no_half_one(
    folder: UserFolder, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        pass

    def killed(files: Mapping[str, Path], about: str, target: Path) -> None:
        target.write_bytes(b"PK half")
        raise Killed

    target = tmp_path / "out" / "all.zip"
    target.parent.mkdir()
    target.write_text("the one before")
    with monkeypatch.context() as patch:
        patch.setattr(backup, "_pack", killed)
        with pytest.raises(Killed):
            write(folder, store, target, NOW)
    with monkeypatch.context() as patch:
        patch.setattr(Store, "copy_to", lambda self, path: (_ for _ in ()).throw(Killed))
        with pytest.raises(Killed):
            write(folder, store, target, NOW)
    assert [path.name for path in target.parent.iterdir()] == ["all.zip"]
    assert target.read_text() == "the one before"


def test_a_full_disk_leaves_no_half_backup(
    folder: UserFolder, store: Store, tmp_path: Path
) -> None:
    resource = pytest.importorskip("resource")  # Windows has no limit of a file's size
    (folder.sessions / "noise.yaml").write_bytes(os.urandom(300_000))
    room = folder.database.stat().st_size + 60_000
    target = tmp_path / "out" / "all.zip"
    target.parent.mkdir()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, hard))
    try:
        with pytest.raises(MachineFault, match=r"full.*all\.zip"):
            write(folder, store, target, NOW)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert list(target.parent.iterdir()) == []


def test_a_folder_that_is_not_there_is_said(folder: UserFolder, store: Store) -> None:
    with pytest.raises(MachineFault, match=r"all\.zip is not there any more"):
        write(folder, store, folder.root / "stick" / "all.zip", NOW)


def test_without_a_place_for_the_copy_there_is_a_sentence(
    folder: UserFolder, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = made(folder)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))
    for do in (lambda: write(folder, store, path, NOW), lambda: restore(folder, store, path, NOW)):
        with pytest.raises(MachineFault, match=r"out\.zip is not there any more"):
            do()


def test_a_damaged_log_takes_the_place_of_no_good_backup(
    folder: UserFolder, tmp_path: Path
) -> None:
    path = made(folder)
    before = path.read_bytes()
    with closing(sqlite3.connect(folder.database)) as db:
        page = db.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'run_day'").fetchone()
        size = db.execute("PRAGMA page_size").fetchone()
    with folder.database.open("r+b") as file:
        file.seek((page[0] - 1) * size[0])
        file.write(b"\xff" * size[0])
    with pytest.raises(Damaged):
        save(folder, path, NOW)
    assert path.read_bytes() == before


def test_without_a_log_none_is_made(tmp_path: Path) -> None:
    folder = UserFolder(tmp_path / "nobody")
    with pytest.raises(MachineFault, match="not there"):
        save(folder, tmp_path / "all.zip", NOW)
    assert keep_daily(folder, NOW) is None
    assert list(tmp_path.iterdir()) == []


def test_no_copy_without_a_place_for_it(store: Store, tmp_path: Path) -> None:
    for place in (tmp_path / "gone", tmp_path / ("x" * 300)):
        with pytest.raises(MachineFault):
            store.copy_to(place / "copy.sqlite3")
        with pytest.raises(MachineFault):
            store.become(place / "copy.sqlite3")
    assert len(store.runs()) == 12


# One a day


def test_one_a_day_and_only_when_something_was_done(folder: UserFolder, store: Store) -> None:
    path = keep_daily(folder, NOW)
    assert path == folder.root / "backups" / "hipflex-2026-03-03.zip"
    assert keep_daily(folder, NOW) is None
    assert keep_daily(folder, NOW + timedelta(days=1)) is None  # nothing was done since
    store.merge([later_run(3)])
    second = keep_daily(folder, NOW + timedelta(days=4))
    assert second
    assert preview(second).runs == 13


def test_a_correction_and_a_deletion_are_something_done(folder: UserFolder, store: Store) -> None:
    keep_daily(folder, NOW)
    later = NOW + timedelta(hours=1)
    corrected = replace(RUNS[-1], run=replace(RUNS[-1].run, note="Better", edited_at=later))
    store.merge([corrected])
    assert keep_daily(folder, NOW + timedelta(days=1))
    store.merge([Removed(RUNS[0].run.id, later)])
    assert keep_daily(folder, NOW + timedelta(days=2))
    assert keep_daily(folder, NOW + timedelta(days=3)) is None


def test_a_log_without_runs_is_not_kept(tmp_path: Path) -> None:
    folder = UserFolder(tmp_path)
    Store(folder.database).close()
    assert keep_daily(folder, NOW) is None


def test_the_last_seven_stay_and_every_other_file(folder: UserFolder, store: Store) -> None:
    backups = folder.root / "backups"
    backups.mkdir()
    others = (
        "hipflex-version-1.sqlite3", "hipflex-before-restore-2020-01-01-0900.zip",
        "hipflex-2020-01-01 (copy).zip", "notes.txt", "hipflex-2031-01-01.zip",
    )  # fmt: skip
    for name in others:
        (backups / name).write_text("kept")
    (backups / "hipflex-2019-01-01.zip").mkdir()
    for day in range(1, 11):
        store.merge([later_run(day)])
        assert keep_daily(folder, START + timedelta(days=day + 1))
    dated = [f"hipflex-2026-03-{day:02}.zip" for day in range(7, 14)]
    assert sorted(path.name for path in backups.iterdir()) == sorted(
        [*dated, *others, "hipflex-2019-01-01.zip"]
    )


def test_an_unreadable_last_one_is_no_reason_to_make_none(folder: UserFolder) -> None:
    first = keep_daily(folder, NOW)
    assert first
    first.write_bytes(b"PK spoilt")
    assert keep_daily(folder, NOW + timedelta(days=1))


def test_of_two_processes_one_makes_it(folder: UserFolder) -> None:
    (folder.root / "locks").mkdir()
    lock = try_lock(folder.root / "locks" / "backup.lock")
    assert lock
    assert keep_daily(folder, NOW) is None
    lock.release()
    assert keep_daily(folder, NOW)


def test_what_a_killed_one_left_goes_with_the_next(
    folder: UserFolder, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    backups = folder.root / "backups"
    backups.mkdir()

    def killed(_store: Store, _copy: object) -> None:
        (half,) = (path.name for path in backups.iterdir())
        for place in (backups, folder.sessions):
            (place / f"{half.removesuffix('.part')}-other.part").write_text("half")

    with monkeypatch.context() as patch:
        patch.setattr(Store, "_copy_to", killed)
        store.copy_to(backups / "hipflex-version-1.sqlite3")
    (backups / "hipflex-version-1.sqlite3").unlink()
    assert len(list(backups.iterdir())) == 1
    keep_daily(folder, NOW)
    assert [path.name for path in backups.iterdir()] == ["hipflex-2026-03-03.zip"]
    assert [path.name for path in folder.sessions.iterdir()] == ["mine.yaml"]


def test_backups_that_cannot_be_kept_are_a_fault_that_can_be_passed_over(
    folder: UserFolder,
) -> None:
    (folder.root / "backups").write_text("in the way")
    with pytest.raises(MachineFault, match="backups"):
        keep_daily(folder, NOW)
    with pytest.raises(MachineFault, match="backups"):
        restore(folder, Store(folder.database), made(folder), NOW)


# Bringing back


def test_restored_is_as_it_was_and_can_be_undone(folder: UserFolder, store: Store) -> None:
    store.put_settings({"theme": "dark"})
    path, before = made(folder), held(store)
    store.merge([later_run()])
    store.put_settings({"theme": "light"})
    (folder.sessions / "mine.yaml").write_text("name: Changed\n")
    (folder.sessions / "new.yaml").write_text("name: New\n")
    (folder.movements / "knee.yml").unlink()
    kept = restore(folder, store, path, NOW)
    assert kept == folder.root / "backups" / "hipflex-before-restore-2026-03-03-1805.zip"
    assert held(store) == before
    assert store.setting_texts() == {"theme": "dark"}
    assert (folder.sessions / "mine.yaml").read_text() == MINE
    assert (folder.sessions / "new.yaml").read_text() == "name: New\n"  # nothing own is lost
    assert (folder.movements / "knee.yml").exists()
    with closing(Store(folder.database)) as other:
        assert held(other) == before
    again = restore(folder, store, kept, NOW)
    assert again.name == "hipflex-before-restore-2026-03-03-1805-2.zip"
    assert len(store.runs()) == 13
    assert store.setting_texts() == {"theme": "light"}
    assert (folder.sessions / "mine.yaml").read_text() == "name: Changed\n"


def test_to_another_machine_that_has_nothing(folder: UserFolder, tmp_path: Path) -> None:
    path = made(folder)
    other = UserFolder(tmp_path / "other" / "machine")
    store = Store(":memory:")
    restore(other, store, path, NOW)
    assert len(store.runs()) == 12
    assert (other.sessions / "mine.yaml").read_text() == MINE
    assert (other.movements / "knee.yml").exists()


def test_a_session_being_played_is_waited_for(folder: UserFolder, store: Store) -> None:
    path = made(folder)
    run = RunRecord("now", "s", "S", NOW, NOW.date(), 300)
    store.begin(run)
    with closing(Store(folder.database)) as other, pytest.raises(UserFault, match="being played"):
        restore(folder, other, path, NOW)
    assert not (folder.root / "backups").exists()
    store.end("now", RunStatus.STOPPED, NOW, 0)
    restore(folder, store, path, NOW)


def test_what_was_played_when_it_was_made_is_restored_as_interrupted(
    folder: UserFolder, store: Store
) -> None:
    store.begin(RunRecord("then", "s", "S", NOW, NOW.date(), 300))
    path = made(folder)
    store.end("then", RunStatus.COMPLETED, NOW + timedelta(minutes=5), 290)
    restore(folder, store, path, NOW)  # whose lock this process still holds
    then = store.run("then")
    assert then
    assert then.status is RunStatus.INTERRUPTED


def test_a_stand_in_is_not_restored_into(folder: UserFolder) -> None:
    path = made(folder)
    with pytest.raises(MachineFault, match="cannot be used just now"):
        restore(folder, Store(":memory:", stand_in=True), path, NOW)


def test_while_another_process_makes_one_there_is_nothing_restored(
    folder: UserFolder, store: Store
) -> None:
    path, before = made(folder), held(store)
    (folder.root / "locks").mkdir(exist_ok=True)
    lock = try_lock(folder.root / "locks" / "backup.lock")
    assert lock
    with pytest.raises(Busy):
        restore(folder, store, path, NOW)
    lock.release()
    assert held(store) == before


def test_refused_by_the_log_nothing_else_has_changed(folder: UserFolder, store: Store) -> None:
    path = made(folder)
    (folder.sessions / "mine.yaml").write_text("name: Changed\n")
    other = sqlite3.connect(folder.database, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(Busy):
        restore(folder, store, path, NOW)
    other.close()
    assert (folder.sessions / "mine.yaml").read_text() == "name: Changed\n"
    assert list((folder.root / "backups").iterdir()) == []
    assert [file.name for file in folder.sessions.iterdir()] == ["mine.yaml"]


def test_while_somebody_reads_the_log_nothing_is_restored_and_nobody_waits_for_ever(
    folder: UserFolder, store: Store
) -> None:
    path, before = made(folder), held(store)
    reader = sqlite3.connect(folder.database, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM run").fetchall()
    store.wait_for_others(0.0)
    with pytest.raises(Busy):
        restore(folder, store, path, NOW)
    reader.close()
    assert held(store) == before
    assert list((folder.root / "backups").iterdir()) == []


def test_what_no_backup_has_kept_is_not_overwritten(
    folder: UserFolder, store: Store, tmp_path: Path
) -> None:
    path, elsewhere = made(folder), tmp_path / "elsewhere.yaml"
    elsewhere.write_text("mine too")
    (folder.sessions / "mine.yaml").unlink()
    (folder.sessions / "mine.yaml").symlink_to(elsewhere)
    store.merge([later_run()])
    with pytest.raises(UserFault, match="in the way"):
        restore(folder, store, path, NOW)
    assert len(store.runs()) == 13
    assert elsewhere.read_text() == "mine too"


def test_many_files_need_few_open_ones(folder: UserFolder, store: Store) -> None:
    resource = pytest.importorskip("resource")  # Windows counts otherwise
    for number in range(300):
        (folder.sessions / f"{number}.yaml").write_text(MINE)
    path = made(folder)
    for number in range(300):
        (folder.sessions / f"{number}.yaml").unlink()
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (128, hard))
    try:
        restore(folder, store, path, NOW)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    assert len(list(folder.sessions.iterdir())) == 301


def test_a_backup_needs_little_memory(folder: UserFolder, store: Store, tmp_path: Path) -> None:
    store.merge(history(3000, 8, seed=5))
    tracemalloc.start()
    try:
        write(folder, store, tmp_path / "all.zip", NOW)
        assert tracemalloc.get_traced_memory()[1] < folder.database.stat().st_size / 2
    finally:
        tracemalloc.stop()
