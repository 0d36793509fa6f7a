"""What a backup holds is found out on a copy, and nothing in it is trusted."""

import os
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from hipflex_gui import backup_reading, migrations
from hipflex_gui.backup import keep_daily, restore
from hipflex_gui.backup_reading import ABOUT, LOG, Broken, Contents, available, missing, preview
from hipflex_gui.errors import Damaged, Fault, MachineFault, Newer, UserFault
from hipflex_gui.paths import UserFolder
from hipflex_gui.store import Store
from tests import backups
from tests.backups import MINE, NOW, later_run, log_bytes, made, zipped
from tests.support import START

folder, store = backups.folder, backups.store


def test_a_bare_log_can_be_looked_at_and_is_not_touched(folder: UserFolder, tmp_path: Path) -> None:
    copy = tmp_path / "by hand.sqlite3"
    copy.write_bytes(log_bytes(folder))
    os.utime(copy, (NOW.timestamp(), NOW.timestamp()))
    before = sorted(tmp_path.iterdir())
    contents = preview(copy)
    assert (contents.runs, contents.made, contents.own_files) == (12, NOW, 0)
    assert contents.version == ""
    assert copy.read_bytes() == log_bytes(folder)
    assert sorted(tmp_path.iterdir()) == before


def test_a_log_of_an_earlier_version_is_brought_up_to_date_as_a_copy(
    folder: UserFolder, store: Store, tmp_path: Path
) -> None:
    old = tmp_path / "hipflex-version-1.sqlite3"
    with closing(sqlite3.connect(old)) as db:
        for statement in migrations.MIGRATIONS[0]:
            db.execute(statement)
        db.execute(
            "INSERT INTO run VALUES ('old', 's', 'S', '2025-01-01T09:00:00.000Z',"
            " '2025-01-01T09:05:00.000Z', '2025-01-01', 0, 'completed', 300, 290, 1, 1, '',"
            " '1.0', NULL)"
        )
        db.execute("PRAGMA user_version = 1")
        db.commit()
    before = old.read_bytes()
    contents = preview(old)
    assert (contents.runs, contents.first, contents.active_s) == (1, date(2025, 1, 1), 290)
    assert old.read_bytes() == before
    restore(folder, store, old, NOW)
    assert [run.id for run in store.runs()] == ["old"]


def spoilt(path: Path) -> None:
    """Turn over the bits of the log in it, whose checksum then is another."""
    with zipfile.ZipFile(path) as archive:
        info = archive.getinfo(LOG)
    data = bytearray(path.read_bytes())
    middle = info.header_offset + 30 + len(LOG) + info.compress_size // 2
    data[middle : middle + 40] = bytes(byte ^ 0xFF for byte in data[middle : middle + 40])
    path.write_bytes(data)


def encrypted(path: Path) -> None:
    """Set the mark of an encrypted entry, in the file and in its table of contents."""
    data = path.read_bytes()
    for sign, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        spot = data.index(sign) + place
        data = data[:spot] + bytes([data[spot] | 1]) + data[spot + 1 :]
    path.write_bytes(data)


def test_what_cannot_even_be_looked_for_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(UserFault, match="There is no file"):
        preview(tmp_path / "x.zip")
    with pytest.raises(MachineFault):
        preview(tmp_path / ("x" * 300))


def test_a_damaged_backup_is_refused(folder: UserFolder) -> None:
    path = made(folder)
    spoilt(path)
    with pytest.raises(Damaged, match=r"out\.zip is damaged"):
        preview(path)


@pytest.mark.parametrize("share", [0.0, 0.01, 0.3, 0.6, 0.99])
def test_half_a_backup_is_refused(folder: UserFolder, share: float) -> None:
    path = made(folder)
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    with pytest.raises(Fault, match=r"out\.zip"):
        preview(path)


def test_any_spoilt_byte_gives_a_sentence_or_the_same_log(folder: UserFolder) -> None:
    path = made(folder)
    whole, told = path.read_bytes(), preview(path)
    said = []
    for spot in range(0, len(whole), max(1, len(whole) // 150)):
        path.write_bytes(whole[:spot] + bytes([whole[spot] ^ 0x55]) + whole[spot + 1 :])
        try:
            contents = preview(path)
        except Fault as fault:
            said.append(fault.text)
        else:
            assert (contents.runs, contents.newest) == (told.runs, told.newest)
    assert len(said) > 100
    assert {text for text in said if "out.zip" not in text} == set()


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("../mine.yaml", "outside"),
        ("sessions/../../mine.yaml", "outside"),
        ("/etc/mine.yaml", "outside"),
        ("C:/mine.yaml", "outside"),
        ("sessions\\..\\..\\mine.yaml", "outside"),
        ("sessions/..", "outside"),
    ],
)
def test_names_that_leave_the_folder_are_refused(
    folder: UserFolder, tmp_path: Path, name: str, words: str
) -> None:
    path = zipped(tmp_path / "x.zip", {LOG: log_bytes(folder), name: b"x"})
    with pytest.raises(UserFault, match=words):
        preview(path)
    with closing(Store(folder.database)) as store, pytest.raises(UserFault, match=words):
        restore(folder, store, path, NOW)
    assert not list(tmp_path.rglob("mine.yam")) + list(tmp_path.rglob("*restore*"))
    assert (folder.sessions / "mine.yaml").read_text() == MINE


def test_names_cut_short_by_a_null_are_refused(folder: UserFolder, tmp_path: Path) -> None:
    path = zipped(tmp_path / "x.zip", {LOG: log_bytes(folder), "sessions/aXb": b"x"})
    path.write_bytes(path.read_bytes().replace(b"sessions/aXb", b"sessions/a\0b"))
    with pytest.raises(UserFault, match="outside"):
        preview(path)


def test_what_is_there_twice_is_refused(folder: UserFolder, tmp_path: Path) -> None:
    path = zipped(tmp_path / "x.zip", {LOG: log_bytes(folder), "sessions/a": b"1"})
    with zipfile.ZipFile(path, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("sessions/a", b"2")
    with pytest.raises(UserFault, match="twice"):
        preview(path)


def test_an_encrypted_one_is_refused(folder: UserFolder, tmp_path: Path) -> None:
    path = zipped(tmp_path / "x.zip", {LOG: log_bytes(folder)})
    encrypted(path)
    with pytest.raises(UserFault, match="encrypted"):
        preview(path)


def test_another_kind_of_compression_is_refused(folder: UserFolder, tmp_path: Path) -> None:
    path = zipped(tmp_path / "x.zip", {LOG: log_bytes(folder)}, zipfile.ZIP_BZIP2)
    with pytest.raises(Damaged):
        preview(path)


def test_what_is_too_large_is_refused(
    folder: UserFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = made(folder)
    monkeypatch.setattr(backup_reading, "OWN_BYTES", 5)
    with pytest.raises(UserFault, match="too large"):
        preview(path)
    monkeypatch.undo()
    monkeypatch.setattr(backup_reading, "OWN_FILES", 1)
    with pytest.raises(UserFault, match="too many"):
        preview(path)
    monkeypatch.undo()
    monkeypatch.setattr(backup_reading, "MOST_BYTES", {LOG: 5000, ABOUT: 1000})
    for file in (path, folder.database):
        with pytest.raises(UserFault, match="too large"):
            preview(file)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda path: path.write_text("Dear diary"), "no backup of this program"),
        (lambda path: path.write_bytes(b""), "no backup of this program"),
        (lambda path: zipped(path, {"holiday.jpg": b"x"}), "no history in it"),
        (lambda path: zipped(path, {LOG: b"Dear diary" * 100}), "is damaged"),
        (lambda path: path.mkdir(), "no file"),
        (lambda path: None, "no file"),
    ],
)
def test_anything_else_is_refused_in_a_sentence(
    tmp_path: Path, make: Callable[[Path], object], words: str
) -> None:
    path = tmp_path / "what.zip"
    make(path)
    with pytest.raises(Fault, match=words) as caught:
        preview(path)
    assert "what.zip" in caught.value.text


def test_another_programs_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite3"
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE song (name)")
        db.execute("PRAGMA user_version = 2")
    with pytest.raises(Damaged, match=r"other\.sqlite3 is not a history file"):
        preview(path)


def test_one_of_a_newer_version_is_refused_by_its_own_name(folder: UserFolder) -> None:
    with closing(sqlite3.connect(folder.database)) as db:
        db.execute("PRAGMA user_version = 99")
    path = zipped(folder.root.parent / "new.zip", {LOG: log_bytes(folder)})
    with pytest.raises(Newer, match=r"new\.zip was written by a newer version"):
        preview(path)


def test_what_else_is_in_it_is_passed_over(folder: UserFolder, tmp_path: Path) -> None:
    files = {LOG: log_bytes(folder), "later/idea.bin": b"x", "sessions/": b"", "sessions/a/b": b""}
    path = zipped(tmp_path / "x.zip", {**files, "sessions/own.yaml": b"x"})
    assert preview(path).own_files == 1


@pytest.mark.parametrize(
    "about",
    [
        b"", b"[]", b"{", b"\xff", b"null", b"[" * 50_000, b'{"made": 1}',
        b'{"made": "2026-01-01", "runs": 1e999, "first": null, "last": null, "newest": null,'
        b' "active_s": 1, "own_files": 1, "version": ""}',
        b'{"made": "2026-01-01", "runs": 1, "first": null, "last": null, "newest": null,'
        b' "active_s": NaN, "own_files": 1, "version": ""}',
        b" " * 100_001,
    ],
)  # fmt: skip
def test_what_it_says_of_itself_may_be_nonsense(
    folder: UserFolder, tmp_path: Path, about: bytes
) -> None:
    path = zipped(tmp_path / "x.zip", {LOG: log_bytes(folder), ABOUT: about})
    assert backup_reading.told(path) is None
    assert preview(path).runs == 12


def test_the_list_is_newest_first_and_says_what_is_no_use(folder: UserFolder) -> None:
    assert available(folder) == []
    backups = folder.root / "backups"
    first = keep_daily(folder, NOW)
    assert first
    early = backups / "hipflex-version-1.sqlite3"
    early.write_bytes(log_bytes(folder))
    os.utime(early, (START.timestamp(), START.timestamp()))
    broken = backups / "hipflex-2026-03-04.zip"
    broken.write_text("nothing")
    os.utime(broken, (NOW.timestamp() + 9, NOW.timestamp() + 9))
    (backups / "notes.txt").write_text("mine")
    (backups / "folder.zip").mkdir()
    listed = available(folder)
    assert [one.path for one in listed] == [broken, first, early]
    assert isinstance(listed[0], Broken)
    assert "no backup" in listed[0].why
    assert isinstance(listed[1], Contents)
    assert listed[1] == preview(first)


def test_how_many_runs_are_not_in_a_backup(folder: UserFolder, store: Store) -> None:
    contents = preview(made(folder))
    assert missing(store, contents) == 0
    store.merge([later_run(1), later_run(2)])
    assert missing(store, contents) == 2


def test_older_runs_that_a_backup_has_not_are_counted(
    folder: UserFolder, store: Store, tmp_path: Path
) -> None:
    with closing(Store(tmp_path / "other.sqlite3")) as other:
        other.merge([later_run(1)])
    contents = preview(tmp_path / "other.sqlite3")
    assert contents.runs == 1
    assert missing(store, contents) == 12
