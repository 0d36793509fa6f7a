"""The recorder: to the store if it can, else in order and aside until the store can."""

import json
import sqlite3
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from hipflex_gui.log import Removed, RunRecord, RunStatus, StepRecord, StepStatus
from hipflex_gui.recorder import Recorder, absorb
from hipflex_gui.store import Store

NINE = datetime(2024, 6, 3, 9, tzinfo=UTC)
END = NINE + timedelta(minutes=5)
RUN = RunRecord("run-0", "desk-reset", "Desk reset", NINE, date(2024, 6, 3), 300.0)
STEPS = [
    StepRecord(n, "frog-pose", "Frog pose", "both", "30s", 30.0, 30.0, StepStatus.DONE, NINE, NINE)
    for n in range(3)
]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(tmp_path / "hipflex.sqlite3")
    store.wait_for_others(0.0)
    yield store
    store.close()


@pytest.fixture
def holder(store: Store, tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """Another program's connection, which can lock the file."""
    db = sqlite3.connect(tmp_path / "hipflex.sqlite3", isolation_level=None)
    yield db
    db.close()


@pytest.fixture
def spill(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))
    return tmp_path / "hipflex-unsaved.jsonl"


def play(recorder: Recorder) -> list[bool]:
    kept = [recorder.begin(RUN)]
    kept += [recorder.step(step, 30.0 * (step.position + 1)) for step in STEPS]
    return [*kept, recorder.end(RunStatus.COMPLETED, END, 95.0)]


def assert_all_there(store: Store) -> None:
    run = store.run(RUN.id)
    assert run == replace(
        RUN,
        status=RunStatus.COMPLETED,
        ended_at=END,
        active_s=95.0,
        steps_done=3,
        edited_at=END,
    )
    assert store.steps(RUN.id) == STEPS


def test_each_call_is_in_the_store_when_it_returns(store: Store, spill: Path) -> None:
    recorder = Recorder(store, spill)
    assert play(recorder) == [True] * 5
    assert recorder.notice is None
    assert_all_there(store)
    assert not spill.exists()


def test_a_locked_database_is_caught_up_with_at_the_next_call(
    store: Store, holder: sqlite3.Connection, spill: Path
) -> None:
    recorder = Recorder(store, spill)
    recorder.begin(RUN)
    holder.execute("BEGIN IMMEDIATE")
    assert recorder.step(STEPS[0], 30.0)  # on the disk, aside
    assert recorder.notice is not None
    assert "hipflex.sqlite3" in recorder.notice
    notice = recorder.notice
    assert recorder.step(STEPS[1], 60.0)
    assert recorder.notice == notice
    assert store.steps(RUN.id) == []
    assert len(spill.read_text().split()) > 0
    holder.execute("ROLLBACK")
    assert recorder.step(STEPS[2], 90.0)
    assert recorder.end(RunStatus.COMPLETED, END, 95.0)
    assert_all_there(store)
    assert not spill.exists()


def test_retry_alone_is_enough(store: Store, holder: sqlite3.Connection, spill: Path) -> None:
    recorder = Recorder(store, spill)
    holder.execute("BEGIN IMMEDIATE")
    play(recorder)
    holder.execute("ROLLBACK")
    assert recorder.retry()
    assert_all_there(store)


def test_the_next_start_brings_in_what_was_left(
    store: Store, holder: sqlite3.Connection, spill: Path
) -> None:
    holder.execute("BEGIN IMMEDIATE")
    play(Recorder(store, spill))  # and its process ends
    said = absorb(store, spill)
    assert len(said) == 1
    assert "hipflex.sqlite3" in said[0]
    holder.execute("ROLLBACK")
    assert absorb(store, spill) == []
    assert_all_there(store)
    assert list(spill.parent.glob("hipflex-unsaved*")) == []
    assert absorb(store, spill) == []


def test_bringing_it_in_twice_changes_nothing(
    store: Store, holder: sqlite3.Connection, spill: Path
) -> None:
    holder.execute("BEGIN IMMEDIATE")
    play(Recorder(store, spill))
    holder.execute("ROLLBACK")
    lines = spill.read_bytes()
    absorb(store, spill)
    spill.write_bytes(lines)
    assert absorb(store, spill) == []
    assert_all_there(store)


def test_an_old_spill_does_not_undo_a_later_end(store: Store, spill: Path) -> None:
    play(Recorder(store, spill))
    spill.write_text(
        json.dumps(
            {
                "do": "end",
                "run_id": RUN.id,
                "status": "stopped",
                "ended_at": "2024-06-03T09:01:00.000Z",
                "active_s": 1.0,
            }
        )
    )
    assert absorb(store, spill) == []
    assert_all_there(store)


def test_a_half_written_last_line_is_left_out_and_named(
    store: Store, holder: sqlite3.Connection, spill: Path
) -> None:
    holder.execute("BEGIN IMMEDIATE")
    play(Recorder(store, spill))
    holder.execute("ROLLBACK")
    spill.write_bytes(spill.read_bytes()[:-30])
    said = absorb(store, spill)
    unread = spill.with_name("hipflex-unsaved-unread.jsonl")
    assert len(said) == 1
    assert str(unread) in said[0]
    assert unread.exists()
    assert not spill.exists()
    run = store.run(RUN.id)
    assert run is not None
    assert run.status == RunStatus.RUNNING  # its end was the line that is missing
    assert store.steps(RUN.id) == STEPS
    assert [r.status for r in store.interrupt_lost()] == [RunStatus.INTERRUPTED]


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[]",
        "7",
        '"do"',
        "{}",
        '{"do": "dance"}',
        '{"do": "begin", "run": null}',
        '{"do": "begin", "run": {"id": "x"}}',
        '{"do": "step", "run_id": "nobody", "step": {}, "active_s": 1}',
        '{"do": "end", "run_id": "nobody", "status": "stopped", "ended_at": "x", "active_s": 1}',
        '{"do": "end", "run_id": "run-0", "status": "stopped", "ended_at": 5, "active_s": 1}',
        "[" * 100_000,
        "\x00\x01",
    ],
)
def test_a_line_that_makes_no_sense_costs_only_itself(
    store: Store, holder: sqlite3.Connection, spill: Path, line: str
) -> None:
    holder.execute("BEGIN IMMEDIATE")
    play(Recorder(store, spill))
    holder.execute("ROLLBACK")
    spill.write_text(f"{line}\n{spill.read_text()}")
    assert len(absorb(store, spill)) == 1
    assert_all_there(store)


@pytest.mark.parametrize("key", ["planned_s", "id", "started_at", "day", "status", "steps_done"])
@pytest.mark.parametrize("value", [None, [], {}, "x", -1, 1e999, 10**30])
def test_a_hostile_run_never_raises(store: Store, spill: Path, key: str, value: object) -> None:
    row = {
        "id": "run-0",
        "session": "s",
        "name": "n",
        "started_at": "2024-06-03T09:00:00.000Z",
        "ended_at": None,
        "day": "2024-06-03",
        "utc_offset_s": 0,
        "status": "running",
        "planned_s": 1.0,
        "active_s": 0.0,
        "steps_planned": 1,
        "steps_done": 0,
    }
    spill.write_text(json.dumps({"do": "begin", "run": {**row, key: value}}))
    said = absorb(store, spill)
    assert len(said) + len(store.runs()) == 1
    assert not spill.exists()


def test_with_a_stand_in_everything_is_kept_aside_for_later(store: Store, spill: Path) -> None:
    stand_in = Store(":memory:", stand_in=True)
    recorder = Recorder(stand_in, spill)
    assert play(recorder) == [True] * 5
    assert recorder.notice is None  # opening the store has said it
    assert_all_there(stand_in)
    assert absorb(stand_in, spill) == []
    assert spill.exists()
    stand_in.close()
    assert absorb(store, spill) == []
    assert_all_there(store)


def test_a_store_that_is_meant_to_be_in_memory_leaves_no_file(spill: Path) -> None:
    memory = Store(":memory:")
    assert play(Recorder(memory, spill)) == [True] * 5
    assert not spill.exists()
    memory.close()


def test_without_a_folder_to_write_the_temporary_one_is_used(
    store: Store, holder: sqlite3.Connection, spill: Path
) -> None:
    spill.mkdir()  # what has its name cannot be written
    holder.execute("BEGIN IMMEDIATE")
    recorder = Recorder(store, spill)
    assert play(recorder) == [True] * 5
    files = list((spill.parent / "tmp").iterdir())
    assert len(files) == 1
    assert files[0].stat().st_mode & 0o077 == 0
    holder.execute("ROLLBACK")
    assert absorb(store, spill) == []
    assert_all_there(store)
    assert list((spill.parent / "tmp").iterdir()) == []


def test_with_nowhere_to_write_it_is_remembered_and_said(
    store: Store, holder: sqlite3.Connection, spill: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(spill.parent / "missing"))
    spill.mkdir()
    holder.execute("BEGIN IMMEDIATE")
    recorder = Recorder(store, spill)
    assert play(recorder) == [False] * 5
    assert recorder.notice is not None
    assert "until you close" in recorder.notice
    holder.execute("ROLLBACK")
    assert recorder.retry()
    assert_all_there(store)


def test_two_folders_do_not_share_what_is_kept_aside(store: Store, spill: Path) -> None:
    spill.mkdir()
    stand_in = Store(":memory:", stand_in=True)
    play(Recorder(stand_in, spill))
    stand_in.close()
    assert absorb(store, spill.with_name("other") / spill.name) == []
    assert store.run(RUN.id) is None


def test_a_link_in_the_place_of_the_file_is_not_followed(store: Store, spill: Path) -> None:
    target = spill.with_name("precious")
    target.write_text("{}")
    spill.symlink_to(target)
    assert absorb(store, spill) == []
    stand_in = Store(":memory:", stand_in=True)
    assert Recorder(stand_in, spill).begin(RUN)
    stand_in.close()
    assert target.read_text() == "{}"
    assert spill.is_symlink()


def test_a_bug_is_raised_and_blocks_nothing_after_it(store: Store, spill: Path) -> None:
    recorder = Recorder(store, spill)
    recorder.begin(RUN)
    with pytest.raises(ValueError, match="refused"):
        recorder.step(replace(STEPS[0], held_s=-1.0), 30.0)
    for step in STEPS:
        assert recorder.step(step, 90.0)
    assert recorder.end(RunStatus.COMPLETED, END, 95.0)
    assert_all_there(store)


def test_what_cannot_be_read_while_catching_up_becomes_the_notice(
    store: Store, holder: sqlite3.Connection, spill: Path
) -> None:
    spill.write_text("half a li")
    recorder = Recorder(store, spill)
    holder.execute("BEGIN IMMEDIATE")
    recorder.begin(RUN)
    holder.execute("ROLLBACK")
    assert recorder.retry()
    assert recorder.notice is not None
    assert "unread" in recorder.notice


def interrupted(store: Store) -> None:
    """Play the first step and be cut."""
    store.begin(RUN, live=False)
    store.add(RUN.id, STEPS[0], 30.0)
    assert [run.id for run in store.interrupt_lost()] == [RUN.id]


def go_on(recorder: Recorder) -> list[bool]:
    kept = [recorder.resume(RUN)]
    kept += [recorder.step(step, 30.0 * (step.position + 1)) for step in STEPS[1:]]
    return [*kept, recorder.end(RunStatus.COMPLETED, END, 95.0)]


def test_an_interrupted_run_goes_on_in_the_store(store: Store, spill: Path) -> None:
    interrupted(store)
    recorder = Recorder(store, spill)
    assert recorder.resume(RUN)
    going_on = store.run(RUN.id)
    assert going_on is not None
    assert (going_on.status, going_on.ended_at) == (RunStatus.RUNNING, None)
    assert store.lost() == []  # this process plays it
    store.end(RUN.id, RunStatus.INTERRUPTED, NINE, 30.0)
    assert go_on(recorder) == [True] * 4
    assert recorder.notice is None
    assert_all_there(store)


def test_going_on_while_the_file_is_locked_is_caught_up_with(
    store: Store, holder: sqlite3.Connection, spill: Path
) -> None:
    interrupted(store)
    recorder = Recorder(store, spill)
    holder.execute("BEGIN IMMEDIATE")
    assert go_on(recorder) == [True] * 4
    assert store.steps(RUN.id) == STEPS[:1]
    holder.execute("ROLLBACK")
    assert recorder.retry()
    assert_all_there(store)
    assert not spill.exists()


def test_what_went_on_and_was_kept_aside_comes_in_at_the_next_start(
    store: Store, holder: sqlite3.Connection, spill: Path
) -> None:
    interrupted(store)
    holder.execute("BEGIN IMMEDIATE")
    go_on(Recorder(store, spill))  # and its process ends
    holder.execute("ROLLBACK")
    lines = spill.read_bytes()
    for _time in range(2):
        spill.write_bytes(lines)
        assert absorb(store, spill) == []
        assert_all_there(store)


def test_kept_aside_without_an_end_it_is_interrupted_after_its_last_step(
    store: Store, holder: sqlite3.Connection, spill: Path
) -> None:
    interrupted(store)
    late = replace(STEPS[1], started_at=NINE, ended_at=END)
    before = store.logged(RUN.id)
    assert before is not None
    holder.execute("BEGIN IMMEDIATE")
    recorder = Recorder(store, spill)
    recorder.resume(RUN)
    recorder.step(late, 60.0)
    holder.execute("ROLLBACK")
    assert absorb(store, spill) == []
    store.interrupt_lost()
    run = store.run(RUN.id)
    assert run is not None
    assert (run.status, run.ended_at, run.active_s) == (RunStatus.INTERRUPTED, END, 60.0)
    assert not store.merge([before]).anything, "what was shared before must not take it away"
    assert store.steps(RUN.id) == [STEPS[0], late]


def test_a_correction_waits_like_anything_else(
    store: Store, holder: sqlite3.Connection, spill: Path
) -> None:
    play(Recorder(store, spill))
    logged = store.logged(RUN.id)
    assert logged
    noted = store.stamped(replace(logged, run=replace(logged.run, note="Good.")), END)
    holder.execute("BEGIN EXCLUSIVE")
    assert Recorder(store, spill).correct(noted)  # kept aside
    holder.execute("ROLLBACK")
    assert absorb(store, spill) == []
    kept = store.run(RUN.id)
    assert kept is not None
    assert kept.note == "Good."


def test_a_correction_that_makes_no_sense_is_named(store: Store, spill: Path) -> None:
    entry = {"do": "correct", "version": {"removed": "run-0", "edited_at": "9999-01-01T00:00:00Z"}}
    spill.write_text(json.dumps(entry), encoding="utf-8")
    [said] = absorb(store, spill)
    assert "line 1" in said


def test_what_was_kept_aside_of_a_deleted_run_is_passed_over(store: Store, spill: Path) -> None:
    recorder = Recorder(store, spill)
    store.leave_file()  # all of it goes aside
    play(recorder)
    again = Store(spill.with_name("hipflex.sqlite3"))
    again.merge([Removed(RUN.id, END)])
    assert absorb(again, spill) == []
    assert again.run(RUN.id) is None
    again.close()
