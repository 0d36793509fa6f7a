"""The log and the settings, through the real class on a real database."""

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from hipflex_gui.log import Removed, RunRecord, RunStatus, StepRecord, StepStatus
from hipflex_gui.store import Store
from hipflex_gui.tables import run_from, run_row, step_from, step_row, utc_text

NINE = datetime(2024, 6, 3, 9, tzinfo=UTC)
RUN = RunRecord(
    id="11111111-1111-4111-8111-111111111111",
    session="desk-reset",
    name="Desk reset",
    started_at=NINE,
    day=date(2024, 6, 3),
    planned_s=300.0,
    utc_offset_s=7200,
    steps_planned=4,
)
BEGUN = replace(RUN, edited_at=NINE)  # as it is read back
STEP = StepRecord(
    position=0,
    movement="frog-pose",
    name="Frog pose",
    side="both",
    dose="30s+",
    planned_s=30.0,
    held_s=31.5,
    status=StepStatus.DONE,
    started_at=NINE,
    ended_at=NINE + timedelta(seconds=31.5),
    targets=("adductors", "hip-rotators"),
    breaths=4,
)


@pytest.fixture
def store() -> Iterator[Store]:
    store = Store(":memory:")
    yield store
    store.close()


def run(number: int, **changes: object) -> RunRecord:
    started = NINE + timedelta(hours=number)
    fresh = replace(RUN, id=f"run-{number}", started_at=started, day=started.date())
    return replace(fresh, **changes)  # type: ignore[arg-type]


def play(store: Store, record: RunRecord, seconds: float, status: RunStatus) -> None:
    store.begin(record)
    if seconds:
        store.add(record.id, STEP, seconds)
    store.end(record.id, status, record.started_at + timedelta(minutes=5), seconds)


def test_a_run_and_its_steps_come_back_as_they_were(store: Store) -> None:
    left = replace(STEP, position=1, side="left", breaths=None, reps=8, targets=())
    store.begin(RUN)
    store.add(RUN.id, left, 60.0)
    store.add(RUN.id, STEP, 31.5)
    assert store.steps(RUN.id) == [STEP, left]
    assert store.run(RUN.id) == replace(BEGUN, active_s=60.0, steps_done=2)
    end = NINE + timedelta(minutes=5)
    store.end(RUN.id, RunStatus.COMPLETED, end, 290.0)
    assert store.run(RUN.id) == replace(
        RUN,
        active_s=290.0,
        steps_done=2,
        status=RunStatus.COMPLETED,
        ended_at=end,
        edited_at=end,
    )
    assert store.run("another") is None


def test_rows_give_their_records_back() -> None:
    assert run_from(run_row(RUN)) == RUN
    assert step_from(step_row(STEP)) == STEP


def test_instants_are_utc_whatever_zone_they_came_in() -> None:
    moment = datetime(2024, 1, 1, 1, 2, 3, 456_789, tzinfo=timezone(timedelta(hours=2)))
    assert utc_text(moment) == "2023-12-31T23:02:03.456Z"
    with pytest.raises(ValueError, match="no time zone"):
        utc_text(moment.replace(tzinfo=None))


def test_doing_it_twice_changes_nothing(store: Store) -> None:
    for _again in range(2):
        store.begin(RUN)
        store.add(RUN.id, STEP, 31.5)
    store.begin(replace(RUN, name="Another name"))
    store.add(RUN.id, replace(STEP, held_s=1.0), 1.0)
    assert store.steps(RUN.id) == [STEP]
    assert store.run(RUN.id) == replace(BEGUN, active_s=31.5, steps_done=1)


def test_steps_done_are_positions_and_not_visits(store: Store) -> None:
    store.begin(RUN)
    for position, visit, status in [
        (0, 0, StepStatus.CUT),
        (0, 1, StepStatus.DONE),
        (0, 2, StepStatus.DONE),
        (1, 0, StepStatus.SKIPPED),
        (2, 0, StepStatus.DONE),
    ]:
        store.add(RUN.id, replace(STEP, position=position, visit=visit, status=status), 1.0)
    done = store.run(RUN.id)
    assert done is not None
    assert done.steps_done == 2
    assert len(store.steps(RUN.id)) == 5


def test_nothing_ends_before_it_began_when_the_clock_is_set_back(store: Store) -> None:
    before = NINE - timedelta(hours=1)
    store.begin(RUN)
    store.add(RUN.id, replace(STEP, ended_at=before), 31.5)
    later = replace(STEP, position=1, started_at=before, ended_at=before + timedelta(minutes=1))
    store.add(RUN.id, later, 60.0)
    store.end(RUN.id, RunStatus.STOPPED, before, 60.0)
    assert store.steps(RUN.id) == [replace(STEP, ended_at=STEP.started_at), later]
    ended = store.run(RUN.id)
    assert ended is not None
    assert ended.ended_at == RUN.started_at
    assert ended.active_s == 60.0


@pytest.mark.parametrize(
    "wrong",
    [
        {"held_s": -1.0},
        {"side": "up"},
        {"set_number": 0},
        {"position": -1},
        {"reps": -1},
    ],
)
def test_the_tables_refuse_what_cannot_be(store: Store, wrong: dict[str, object]) -> None:
    store.begin(RUN)
    with pytest.raises(ValueError, match="refused"):
        store.add(RUN.id, replace(STEP, **wrong), 31.5)  # type: ignore[arg-type]
    assert store.run(RUN.id) == BEGUN


def test_a_run_that_never_began_has_no_steps_and_no_end(store: Store) -> None:
    with pytest.raises(ValueError, match="no run nobody"):
        store.add("nobody", STEP, 1.0)
    with pytest.raises(ValueError, match="no run nobody"):
        store.end("nobody", RunStatus.STOPPED, NINE, 0.0)


def test_a_run_does_not_end_as_running(store: Store) -> None:
    store.begin(RUN)
    with pytest.raises(ValueError, match="refused"):
        store.end(RUN.id, RunStatus.RUNNING, NINE, 0.0)


def test_runs_come_newest_first_and_page_by_page(store: Store) -> None:
    for number in (2, 0, 3, 1):
        play(store, run(number), 60.0, RunStatus.COMPLETED)
    # Two that started at the same instant: none may be lost between two pages.
    play(store, run(4, id="a"), 60.0, RunStatus.COMPLETED)
    play(store, run(4, id="b"), 60.0, RunStatus.COMPLETED)
    first = store.runs(limit=1)
    assert [r.id for r in first] == ["b"]
    second = store.runs(limit=2, before=first[-1])
    assert [r.id for r in second] == ["a", "run-3"]
    assert [r.id for r in store.runs(before=second[-1])] == ["run-2", "run-1", "run-0"]


def test_a_run_in_which_nothing_was_done_counts_for_nothing(store: Store) -> None:
    play(store, run(0), 0.0, RunStatus.STOPPED)
    assert store.runs() == []
    assert store.active_by_day() == {}
    assert store.totals() == (0, 0.0)
    assert store.last_by_session() == {}
    assert store.run("run-0") is not None  # the record stays


def test_discomfort_is_listed_even_before_the_first_second(store: Store) -> None:
    play(store, run(0), 0.0, RunStatus.DISCOMFORT)
    assert [r.status for r in store.runs()] == [RunStatus.DISCOMFORT]


def test_days_sessions_and_totals(store: Store) -> None:
    play(store, run(0), 60.0, RunStatus.COMPLETED)
    play(store, run(1), 30.0, RunStatus.STOPPED)
    play(store, run(24, session="lunch"), 90.0, RunStatus.DISCOMFORT)
    third, fourth = date(2024, 6, 3), date(2024, 6, 4)
    assert store.active_by_day() == {third: 90.0, fourth: 90.0}
    assert store.active_by_day(since=fourth) == {fourth: 90.0}
    assert store.totals() == (3, 180.0)
    assert store.last_by_session() == {"desk-reset": third, "lunch": fourth}


def test_the_day_is_the_recorded_one(store: Store) -> None:
    play(store, run(0, day=date(2024, 6, 2)), 60.0, RunStatus.COMPLETED)
    assert store.active_by_day() == {date(2024, 6, 2): 60.0}


def test_settings_are_kept_one_by_one(store: Store) -> None:
    assert store.setting_texts() == {}
    store.put_settings({"volume": "10", "of-another-version": "x"})
    store.put_settings({"volume": "20"})
    assert store.setting_texts() == {"volume": "20", "of-another-version": "x"}


def test_what_is_in_memory_is_never_lost_by_a_process(store: Store) -> None:
    store.begin(RUN)
    assert store.interrupt_lost() == []
    assert not store.lasting


def test_a_live_run_is_not_lost_and_a_left_one_is(tmp_path: Path) -> None:
    path = tmp_path / "hipflex.sqlite3"
    mine, other = Store(path), Store(path)
    mine.begin(RUN)
    mine.begin(run(1))
    mine.add(RUN.id, STEP, 31.5)
    assert mine.lost() == other.lost() == []
    mine.close()  # as the end of its process would, it lets go of the lock
    lost = {record.id: record for record in other.interrupt_lost()}
    assert lost[RUN.id].status == RunStatus.INTERRUPTED
    assert lost[RUN.id].ended_at == STEP.ended_at
    assert lost["run-1"].ended_at == lost["run-1"].started_at
    assert other.interrupt_lost() == []
    assert list((tmp_path / "locks").iterdir()) == []
    other.close()


def test_people_can_read_the_file_with_any_tool(tmp_path: Path) -> None:
    path = tmp_path / "hipflex.sqlite3"
    store = Store(path)
    store.begin(RUN)
    store.add(RUN.id, STEP, 31.5)
    store.close()
    db = sqlite3.connect(path)
    assert db.execute("PRAGMA user_version").fetchone() == (2,)
    assert db.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    query = (
        "SELECT runs.name, steps.day, steps.started_at, steps.ended_at, targets, held_s"
        " FROM runs JOIN steps ON run_id = id"
    )
    assert db.execute(query).fetchall() == [
        (
            "Desk reset",
            "2024-06-03",
            "2024-06-03T09:00:00.000Z",
            "2024-06-03T09:00:31.500Z",
            "adductors hip-rotators",
            31.5,
        )
    ]
    with pytest.raises(sqlite3.IntegrityError):
        db.execute("UPDATE run SET day = '2024-02-30'")
    db.close()


@pytest.mark.parametrize("length", [float("nan"), float("inf")])
def test_a_length_is_finite(store: Store, length: float) -> None:
    with pytest.raises(ValueError, match="is no length"):
        store.begin(replace(RUN, planned_s=length))
    assert store.run(RUN.id) is None


def test_a_run_that_was_deleted_is_not_begun_again(store: Store) -> None:
    play(store, RUN, 60.0, RunStatus.COMPLETED)
    store.merge([store.stamped(Removed(RUN.id, RUN.started_at), RUN.started_at)])
    store.begin(RUN, live=False)
    assert store.run(RUN.id) is None
