"""The shared folder: real files, real SQLite, everything that a sync tool or a crash may leave."""

import errno
import os
import platform
import sqlite3
import tracemalloc
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from hipflex_gui import sharing, sharing_files
from hipflex_gui.database import lock_folder
from hipflex_gui.errors import Busy, MachineFault, UserFault
from hipflex_gui.lock import try_lock
from hipflex_gui.log import Excuse, Excused, Logged, Removed, RunStatus, Version
from hipflex_gui.sharing import Synced, sync
from hipflex_gui.store import Store
from hipflex_gui.store_versions import Merged
from hipflex_gui.tables import version_text
from tests.histories import history
from tests.support import START

PAST = list(history(6, 2))
HALF = b'{"run": {"id": "half'
BAD_LINES = {
    "prose": b"Dear diary",
    "another program's": b'{"entries": []}',
    "a list": b"[1, 2]",
    "a number": b"7",
    "a text": b'"run"',
    "not UTF-8": b'{"removed": "\xff"}',
    "zeros of a power cut": b"\0" * 200,
    "deep": b"[" * 100_000,
    "a huge number": b'{"run": {"planned_s": 1' + b"0" * 400 + b"}}",
    "a run that is none": b'{"run": 7, "steps": []}',
    "targets that are none": b'{"run": {}, "steps": [{"targets": 7}]}',
    "no time zone": b'{"removed": "x", "edited_at": "2026-03-02T09:00:00"}',
    "no day": b'{"excused": "2026-02-30", "excuse": null, "edited_at": "2026-03-02T09:00:00Z"}',
    "no excuse": b'{"excused": "2026-02-03", "excuse": "x", "edited_at": "2026-03-02T09:00:00Z"}',
}


class Computer:
    """A log of its own, and the folder that it shares."""

    def __init__(self, root: Path, folder: Path) -> None:
        self.database, self.folder = root / "hipflex.sqlite3", folder
        for place in (root, folder):
            place.mkdir(exist_ok=True)
        self.store = Store(self.database)

    def sync(self) -> Synced:
        return sync(self.store, self.database, self.folder)

    def has(self, *versions: Version) -> None:
        self.store.merge(versions)

    def edits(self, version: Version, now: datetime = START) -> Version:
        stamped = self.store.stamped(version, now)
        self.store.merge([stamped])
        return stamped

    @property
    def versions(self) -> list[Version]:
        return list(self.store.versions())

    @property
    def own(self) -> Path:
        return Path(self.store.setting_texts()["shared_in"])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "shared"
    folder.mkdir()
    return folder


@pytest.fixture
def new(tmp_path: Path, folder: Path) -> Iterator[Callable[[str], Computer]]:
    made: list[Computer] = []

    def computer(name: str) -> Computer:
        made.append(Computer(tmp_path / name, folder))
        return made[-1]

    yield computer
    for each in made:
        each.store.close()


@pytest.fixture
def desk(new: Callable[[str], Computer]) -> Computer:
    return new("desk")


@pytest.fixture
def lap(new: Callable[[str], Computer]) -> Computer:
    return new("lap")


def lines(*versions: Version) -> bytes:
    return "".join(f"{version_text(version)}\n" for version in versions).encode()


def ids(computer: Computer) -> list[str]:
    return [version.run.id for version in computer.versions if isinstance(version, Logged)]


def test_two_computers_come_to_have_the_same(desk: Computer, lap: Computer) -> None:
    day = Excused(date(2026, 2, 3), Excuse.ILLNESS, START)
    desk.has(*PAST[:3], day)
    lap.has(*PAST[3:], Removed(PAST[0].run.id, START + timedelta(days=1)))
    assert desk.sync() == Synced(Merged(), 4, 0, ())
    assert lap.sync() == Synced(Merged(added=3, known=1), 4, 1, ())
    assert desk.sync() == Synced(Merged(added=3, changed=1), 0, 1, ())
    assert desk.versions == lap.versions
    assert len(desk.versions) == 7
    for computer in (lap, desk):
        sizes = [path.stat().st_size for path in sorted(computer.folder.iterdir())]
        assert computer.sync() == Synced(Merged(), 0, 1, ())
        assert [path.stat().st_size for path in sorted(computer.folder.iterdir())] == sizes


def test_edits_deletions_and_days_off_travel(desk: Computer, lap: Computer) -> None:
    first, second, third = PAST[:3]
    desk.has(first, second, third)
    desk.sync()
    lap.sync()
    lap.edits(replace(first, run=replace(first.run, note="Better.")))
    lap.edits(Removed(second.run.id, START))
    lap.edits(Excused(date(2026, 2, 3), Excuse.HOLIDAY, START))
    assert lap.sync().written == 3
    assert desk.sync().merged == Merged(added=1, changed=2)
    assert desk.versions == lap.versions
    assert desk.store.logged(second.run.id) is None
    back = desk.edits(second)  # undone on the other one
    desk.edits(Excused(date(2026, 2, 3), None, START))
    desk.sync()
    lap.sync()
    assert lap.store.logged(second.run.id) == back
    assert lap.store.excused() == {}


def test_a_clock_a_day_behind_loses_no_edit(desk: Computer, lap: Computer) -> None:
    desk.has(PAST[-1])
    desk.edits(replace(PAST[-1], run=replace(PAST[-1].run, note="One.")), START)
    desk.sync()
    lap.sync()
    yesterday = START - timedelta(days=1)
    edited = lap.edits(replace(PAST[-1], run=replace(PAST[-1].run, note="Two.")), yesterday)
    lap.sync()
    desk.sync()
    assert desk.versions == lap.versions == [edited]


def test_a_run_that_is_being_played_stays_here_until_it_has_ended(
    desk: Computer, lap: Computer
) -> None:
    run = replace(PAST[0].run, status=RunStatus.RUNNING, ended_at=None, edited_at=None)
    desk.store.begin(run)
    desk.store.add(run.id, PAST[0].steps[0], 30.0)
    assert desk.sync().written == 0
    desk.store.end(run.id, RunStatus.COMPLETED, START, 60.0)
    assert desk.sync().written == 1
    lap.sync()
    assert lap.versions == desk.versions != []


def test_what_others_say_of_a_run_that_goes_on_is_weighed_when_it_has_ended(
    desk: Computer, lap: Computer
) -> None:
    lost, later = PAST[0], PAST[1]
    lost = replace(lost, run=replace(lost.run, status=RunStatus.INTERRUPTED))
    desk.has(lost)
    desk.sync()
    lap.sync()
    lap.edits(Removed(lost.run.id, START), START + timedelta(days=2))
    lap.has(later)
    lap.sync()
    desk.store.resume(lost.run.id)
    assert desk.sync() == Synced(Merged(added=1), 0, 1, ())
    assert desk.sync().problems == ()
    desk.store.end(lost.run.id, RunStatus.COMPLETED, START + timedelta(days=1), 60.0)
    desk.sync()
    lap.sync()
    assert desk.versions == lap.versions
    assert ids(desk) == [later.run.id]


# Files of others


def test_an_unfinished_last_line_comes_in_the_next_time(desk: Computer, folder: Path) -> None:
    other, whole = folder / "hipflex-other-00000000.jsonl", lines(*PAST)
    cut = len(lines(*PAST[:2])) + 40
    other.write_bytes(whole[:cut])
    said = (f"{other.name} is not whole yet: its last line comes in the next time.",)
    assert desk.sync() == Synced(Merged(added=2), 0, 1, said)
    assert desk.sync() == Synced(Merged(), 0, 1, said)
    other.write_bytes(whole)
    assert desk.sync() == Synced(Merged(added=4), 0, 1, ())
    assert desk.versions == PAST


@pytest.mark.parametrize("bad", BAD_LINES.values(), ids=BAD_LINES.keys())
def test_a_line_that_is_no_version_is_named_and_the_rest_comes_in(
    desk: Computer, folder: Path, bad: bytes
) -> None:
    other = folder / "hipflex-other-00000000.jsonl"
    other.write_bytes(lines(*PAST[:2]))
    desk.sync()
    other.write_bytes(lines(*PAST[:3]) + bad + b"\n\n" + lines(*PAST[3:]))
    said = (f"Part of {other.name} cannot be read and was left out: line 4.",)
    assert desk.sync() == Synced(Merged(added=4), 0, 1, said)
    assert desk.versions == PAST
    assert desk.sync() == Synced(Merged(known=3), 0, 1, said)  # read again: it may be mended
    mended = Removed("mended", START)
    other.write_bytes(lines(*PAST[:3], mended, *PAST[3:]))
    assert desk.sync() == Synced(Merged(added=1, known=3), 0, 1, ())
    assert desk.sync() == Synced(Merged(), 0, 1, ())
    assert desk.versions == [*PAST, mended]


@pytest.mark.parametrize(
    "changes",
    [
        {"ended_at": None},
        {"steps_planned": -1},
        {"planned_s": -1.0},
        {"id": ""},
        {"note": "\ud800"},
        {"steps_done": 2**70},
        {"status": RunStatus.RUNNING, "ended_at": None},
    ],
    ids=lambda changes: " ".join(changes),
)
def test_a_version_that_the_tables_refuse_is_a_bad_line(
    desk: Computer, folder: Path, changes: dict[str, object]
) -> None:
    run = replace(PAST[1].run, **changes)  # type: ignore[arg-type]
    text = version_text(replace(PAST[1], run=run)).replace("\ud800", "\\ud800")
    other = folder / "hipflex-other-00000000.jsonl"
    other.write_bytes(lines(PAST[0]) + text.encode() + b"\n" + lines(PAST[2]))
    synced = desk.sync()
    assert synced.problems == (f"Part of {other.name} cannot be read and was left out: line 2.",)
    assert desk.versions == [PAST[0], PAST[2]]


def test_many_bad_lines_are_one_sentence(desk: Computer, folder: Path) -> None:
    other = folder / "hipflex-other-00000000.jsonl"
    other.write_bytes(b"?\n" * 1000 + lines(*PAST) + HALF)
    first, second = desk.sync().problems
    assert first.endswith("was left out: line 1, 2, 3, 4, 5, ….")
    assert "not whole yet" in second
    assert desk.versions == PAST


def test_a_line_too_long_costs_no_memory(
    desk: Computer, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sharing_files, "LONGEST_LINE", 100_000)
    other = folder / "hipflex-other-00000000.jsonl"
    longest = lines(replace(PAST[1], run=replace(PAST[1].run, note="a" * 5_000_000)))
    other.write_bytes(lines(PAST[0]) + longest + lines(PAST[2]) + longest[:-1])
    tracemalloc.start()
    synced = desk.sync()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [sentence.rpartition(" ")[2] for sentence in synced.problems] == ["2.", "time."]
    assert desk.versions == [PAST[0], PAST[2]]
    assert peak < 2_000_000


def test_a_large_file_is_read_in_constant_memory(desk: Computer, folder: Path) -> None:
    other = folder / "hipflex-other-00000000.jsonl"
    peaks = []
    for copies in (300, 3000):
        with other.open("wb") as file:
            file.writelines([lines(*PAST)] * (copies // 6))
        desk.store.set_bytes_read(str(other), 0)
        tracemalloc.start()
        desk.sync()
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert desk.versions == PAST
    assert peaks[1] < 2.5 * peaks[0]  # ten times the lines; the smaller file is less than a batch


def test_a_file_that_became_shorter_is_read_from_its_start(desk: Computer, folder: Path) -> None:
    other = folder / "hipflex-other-00000000.jsonl"
    other.write_bytes(lines(*PAST[:4]))
    desk.sync()
    other.write_bytes(lines(PAST[5]))
    assert desk.sync() == Synced(Merged(added=1), 0, 1, ())
    other.write_bytes(lines(PAST[5], PAST[4]))
    assert desk.sync() == Synced(Merged(added=1), 0, 1, ())
    other.write_bytes(lines(Removed("another file in its place", START), *PAST))
    assert desk.sync() == Synced(Merged(added=1, known=6), 0, 1, ())


@pytest.mark.parametrize(
    "name",
    [
        "hipflex-other-00000000.sync-conflict-20260302-090000-ABCDEFG.jsonl",
        "hipflex-other-00000000 (conflicted copy 2026-03-02).jsonl",
        "hipflex-other-00000000 (other's conflicted copy).jsonl",
        "hipflex-.jsonl",
    ],
)
def test_copies_that_sync_tools_make_are_read_and_are_no_computers(
    desk: Computer, folder: Path, name: str
) -> None:
    folder.joinpath("hipflex-other-00000000.jsonl").write_bytes(lines(*PAST[:3]))
    folder.joinpath(name).write_bytes(lines(*PAST[2:]))
    synced = desk.sync()
    assert desk.versions == PAST
    assert synced.others == (2 if name == "hipflex-.jsonl" else 1)


def test_other_files_are_neither_read_nor_touched(desk: Computer, folder: Path) -> None:
    names = ["notes.txt", ".hipflex-a.jsonl.tmp", "hipflex-a.jsonl.part", "other.jsonl", "hipflex-"]
    for name in names:
        folder.joinpath(name).write_bytes(lines(*PAST) + HALF)
    assert desk.sync() == Synced(Merged(), 0, 0, ())
    for name in names:
        assert folder.joinpath(name).read_bytes() == lines(*PAST) + HALF


def test_what_is_no_file_is_left_out_and_named(
    desk: Computer, folder: Path, tmp_path: Path
) -> None:
    outside = tmp_path / "outside.jsonl"
    outside.write_bytes(lines(PAST[0]))
    names = [f"hipflex-{letter}.jsonl" for letter in "abcde"]
    folder.joinpath(names[0]).mkdir()
    folder.joinpath(names[1]).symlink_to(outside)
    folder.joinpath(names[2]).symlink_to(folder / names[2])  # a loop
    folder.joinpath(names[3]).symlink_to("missing.jsonl")
    os.mkfifo(folder / names[4])
    folder.joinpath("hipflex-good.jsonl").write_bytes(lines(PAST[1]))
    synced = desk.sync()
    assert synced.problems == tuple(f"{name} cannot be read and was left out." for name in names)
    assert desk.versions == [PAST[1]]
    assert outside.read_bytes() == lines(PAST[0])


def test_a_disk_that_fails_in_the_middle_of_a_file_leaves_it_for_later(
    desk: Computer, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = folder / "hipflex-other-00000000.jsonl"
    other.write_bytes(lines(*PAST))

    def failing(*_arguments: object) -> Iterator[object]:
        yield from ()
        raise OSError(errno.EIO, "I/O error")

    with monkeypatch.context() as patch:
        patch.setattr(sharing_files, "_lines", failing)
        assert desk.sync().problems == (f"{other.name} cannot be read and was left out.",)
    assert desk.sync().merged.added == len(PAST)


def test_a_file_whose_name_is_no_text_is_read(desk: Computer, folder: Path) -> None:
    path = folder / os.fsdecode(b"hipflex-\xff.jsonl")
    path.write_bytes(lines(*PAST))
    assert desk.sync().merged.added == len(PAST)
    assert desk.sync() == Synced(Merged(), 0, 1, ())


# The file of our own


def test_our_file_can_be_read_by_its_owner_only(desk: Computer) -> None:
    desk.has(*PAST)
    desk.sync()
    assert desk.own.read_bytes() == lines(*PAST)
    assert desk.own.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("host", "safe"),
    [
        ("Desk", "desk"),
        ("desk.example.org", "desk"),
        ("Ännes Büro/../PC", "nnes-b-ro"),
        ("", "computer"),
        ("日本", "computer"),
        ("a" * 100, "a" * 40),
    ],
)
def test_the_host_names_our_file(
    desk: Computer, monkeypatch: pytest.MonkeyPatch, host: str, safe: str
) -> None:
    monkeypatch.setattr(platform, "node", lambda: host)
    desk.sync()
    assert desk.own.parent == desk.folder
    assert desk.own.name.startswith(f"hipflex-{safe}-")
    assert len(desk.own.stem) == len(f"hipflex-{safe}-") + 8


def lose(path: Path) -> None:
    path.unlink()


def shorten(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def empty(path: Path) -> None:
    os.truncate(path, 0)


def replace_it(path: Path) -> None:
    path.write_bytes(lines(Removed("something else", START - timedelta(days=9)), *PAST[:4]))


@pytest.mark.parametrize("damage", [lose, shorten, empty, replace_it])
def test_a_file_of_ours_that_is_not_as_we_left_it_is_followed_by_another(
    desk: Computer, lap: Computer, damage: Callable[[Path], None]
) -> None:
    desk.has(*PAST[:4])
    desk.sync()
    lap.sync()
    first = desk.own
    damage(first)
    desk.edits(Removed(PAST[0].run.id, START), START + timedelta(days=1))
    desk.has(*PAST[4:])
    assert desk.sync().written == 6
    assert desk.own != first
    assert desk.own.read_bytes().count(b"\n") == 6
    # whole lines are left of the first, so that nobody is told of a half one for ever
    assert lap.sync().problems == ()
    assert lap.versions == desk.versions
    assert desk.sync() == Synced(Merged(), 0, 1, ())
    assert lap.sync().others == 1  # two files, and still one computer


def test_what_others_shared_is_not_written_again_by_a_computer_without_a_history(
    desk: Computer, lap: Computer
) -> None:
    desk.has(*PAST)
    desk.sync()
    for _again in range(2):
        assert lap.sync().written == 0
    assert lap.own.read_bytes() == b""
    assert desk.sync().others == 1


def test_a_copied_data_folder_gets_a_file_of_its_own(
    desk: Computer, new: Callable[[str], Computer], tmp_path: Path
) -> None:
    desk.has(*PAST[:3])
    desk.sync()
    copied = tmp_path / "copied" / desk.database.name
    copied.parent.mkdir()
    desk.store.copy_to(copied)
    copy = new("copied")
    copy.has(PAST[3])
    assert copy.sync().written == 4
    assert copy.own != desk.own
    assert desk.own.read_bytes() == lines(*PAST[:3])
    assert desk.sync().merged.added == 1


def test_another_folder_gets_everything_and_the_first_one_again(
    desk: Computer, lap: Computer, tmp_path: Path
) -> None:
    first, second = desk.folder, tmp_path / "second"
    second.mkdir()
    desk.has(*PAST[:2])
    desk.sync()
    desk.folder = second
    desk.has(PAST[2])
    assert desk.sync().written == 3
    desk.folder = first
    desk.sync()
    lap.sync()
    assert lap.versions == desk.versions == PAST[:3]


def test_a_log_from_a_backup_gets_back_what_it_shared_since(
    desk: Computer, lap: Computer, tmp_path: Path
) -> None:
    desk.has(*PAST[:2])
    desk.sync()
    backup = tmp_path / "backup.sqlite3"
    desk.store.copy_to(backup)
    desk.has(*PAST[2:4])
    desk.sync()
    desk.store.become(backup)
    desk.has(PAST[4])
    assert desk.sync() == Synced(Merged(added=2), 1, 0, ())
    lap.sync()
    assert lap.versions == desk.versions == PAST[:5]
    assert desk.own.read_bytes() == lines(*PAST[:5])


def test_what_a_log_from_a_backup_said_of_a_run_that_goes_on_is_weighed_later(
    desk: Computer, lap: Computer, tmp_path: Path
) -> None:
    lost = replace(PAST[0], run=replace(PAST[0].run, status=RunStatus.INTERRUPTED))
    desk.has(lost)
    desk.sync()
    backup = tmp_path / "backup.sqlite3"
    desk.store.copy_to(backup)
    desk.edits(Removed(lost.run.id, START), START + timedelta(days=2))
    desk.sync()
    lap.sync()
    desk.store.become(backup)
    desk.store.resume(lost.run.id)
    desk.has(PAST[1])
    desk.sync()
    desk.store.end(lost.run.id, RunStatus.COMPLETED, START + timedelta(days=1), 60.0)
    desk.sync()
    lap.sync()
    assert desk.versions == lap.versions
    assert ids(desk) == [PAST[1].run.id]


def test_killed_before_it_remembered_the_end_nothing_is_written_twice(desk: Computer) -> None:
    desk.has(*PAST[:3])
    desk.sync()
    desk.store.set_bytes_read(str(desk.own), len(lines(PAST[0])))
    assert desk.sync() == Synced(Merged(known=2), 0, 0, ())
    assert desk.own.read_bytes() == lines(*PAST[:3])


def interrupt(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    """Write half of what is asked, and then fail as a disk or a kill does."""
    written = sharing_files.append

    def half(path: Path, versions: Sequence[Version]) -> None:
        written(path, versions)
        if versions:
            os.truncate(path, path.stat().st_size - 100)
            raise error

    monkeypatch.setattr(sharing, "append", half)


@pytest.mark.parametrize(
    ("error", "raised"),
    [
        (OSError(errno.ENOSPC, "full"), MachineFault),
        (OSError(errno.EIO, "fails"), MachineFault),
        (KeyboardInterrupt(), KeyboardInterrupt),
    ],
)
def test_half_written_lines_of_ours_are_cut_off_and_written_again(
    desk: Computer,
    lap: Computer,
    monkeypatch: pytest.MonkeyPatch,
    error: BaseException,
    raised: type[BaseException],
) -> None:
    desk.has(*PAST[:2])
    desk.sync()
    desk.has(*PAST[2:])
    with monkeypatch.context() as patch:
        interrupt(patch, error)
        with pytest.raises(raised):
            desk.sync()
    assert "not whole" in lap.sync().problems[0]
    assert desk.sync() == Synced(Merged(known=3), 4, 1, ())
    assert lap.sync().problems == ()
    assert lap.versions == desk.versions == PAST


def test_rubbish_at_the_end_of_our_file_is_cut_off_and_all_is_written_again(
    desk: Computer, lap: Computer
) -> None:
    desk.has(*PAST[:2])
    desk.sync()
    with desk.own.open("ab") as file:
        file.write(b"\0" * 50 + b"\n" + lines(PAST[2]) + HALF)
    assert desk.sync() == Synced(Merged(added=1), 3, 0, ())
    assert desk.own.read_bytes() == lines(*PAST[:2], *PAST[:3])
    assert lap.sync() == Synced(Merged(added=3, known=2), 0, 1, ())


def test_many_versions_go_out_in_parts(desk: Computer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Store.share, "__defaults__", (2,))
    desk.has(*PAST, Removed("gone", START))
    assert desk.sync().written == 7
    assert len(desk.own.read_bytes().splitlines()) == 7
    assert desk.sync().written == 0


# What stands in the way


def test_a_folder_that_is_not_there_is_a_sentence(desk: Computer) -> None:
    desk.folder.rmdir()
    desk.has(*PAST)
    with pytest.raises(MachineFault, match="is not there"):
        desk.sync()
    desk.folder.touch()
    with pytest.raises(UserFault, match="is not a folder"):
        desk.sync()
    desk.folder.unlink()
    desk.folder.mkdir()
    assert desk.sync().written == len(PAST)


def test_a_loop_of_links_is_no_folder(desk: Computer) -> None:
    desk.folder = desk.folder / "loop"
    desk.folder.symlink_to(desk.folder)
    with pytest.raises(MachineFault, match="is not there"):
        desk.sync()


def test_a_folder_that_nobody_may_look_at_is_a_sentence(
    desk: Computer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(folder: Path) -> bool:
        raise PermissionError(errno.EACCES, "refused", str(folder))

    monkeypatch.setattr(Path, "is_dir", refused)  # as it does inside a folder that is closed
    with pytest.raises(MachineFault):
        desk.sync()


def test_the_folder_of_the_log_itself_is_not_shared(desk: Computer) -> None:
    desk.folder = desk.database.parent
    with pytest.raises(UserFault, match="a folder of its own"):
        desk.sync()
    assert not list(desk.folder.glob("*.jsonl"))


def test_a_log_that_only_stands_in_is_not_shared(desk: Computer) -> None:
    desk.store.leave_file()
    with pytest.raises(MachineFault, match="nothing was shared"):
        desk.sync()
    assert not list(desk.folder.iterdir())


def test_two_processes_do_not_share_at_once(desk: Computer) -> None:
    desk.sync()
    lock = try_lock(lock_folder(desk.database) / "sync.lock")
    assert lock
    with pytest.raises(Busy):
        desk.sync()
    lock.release()
    desk.sync()


def test_without_locks_nothing_is_shared(desk: Computer) -> None:
    lock_folder(desk.database).touch()
    with pytest.raises(MachineFault):
        desk.sync()
    assert not list(desk.folder.iterdir())


def test_a_log_that_is_being_written_is_left_for_later(desk: Computer) -> None:
    desk.has(*PAST)
    desk.sync()
    desk.folder.joinpath("hipflex-other-00000000.jsonl").write_bytes(lines(Removed("x", START)))
    desk.store.wait_for_others(0.0)
    other = sqlite3.connect(desk.database, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(Busy):
        desk.sync()
    other.execute("ROLLBACK")
    other.close()
    assert desk.sync().merged.added == 1


@pytest.mark.parametrize("known", [False, True])
def test_a_read_only_folder_is_read_and_a_sentence(
    desk: Computer, monkeypatch: pytest.MonkeyPatch, known: bool
) -> None:
    if known:
        desk.sync()
    desk.folder.joinpath("hipflex-other-00000000.jsonl").write_bytes(lines(PAST[0]))
    desk.has(PAST[1])

    def refused(path: Path, versions: Sequence[Version]) -> None:
        raise PermissionError(errno.EROFS, "read-only", str(path))

    with monkeypatch.context() as patch:
        patch.setattr(sharing, "append", refused)  # file modes do not hold root back
        with pytest.raises(MachineFault, match="read-only"):
            desk.sync()
    assert desk.versions == PAST[:2]
    assert desk.sync() == Synced(Merged(), 1, 1, ())


def test_a_folder_that_may_not_be_listed_is_a_sentence(
    desk: Computer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(_folder: Path) -> list[Path]:
        raise PermissionError(errno.EACCES, "refused")

    monkeypatch.setattr(sharing, "files", refused)
    with pytest.raises(MachineFault):
        desk.sync()


def test_a_link_in_the_place_of_our_file_is_not_followed(desk: Computer, tmp_path: Path) -> None:
    desk.sync()
    outside = tmp_path / "precious"
    outside.write_bytes(b"kept")
    own = desk.own
    own.unlink()
    own.symlink_to(outside)
    desk.has(PAST[0])
    with pytest.raises(MachineFault):
        desk.sync()
    assert outside.read_bytes() == b"kept"


def test_a_host_name_that_changes_and_comes_back_loses_nothing(
    desk: Computer, lap: Computer, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number, host in enumerate(["one", "two", "one"]):
        monkeypatch.setattr(platform, "node", lambda host=host: host)
        desk.has(PAST[number])
        desk.sync()
    lap.sync()
    assert lap.versions == desk.versions == PAST[:3]
