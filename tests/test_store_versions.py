"""Bringing versions together: which holds, what is refused, and what the shared folder is told."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from hipflex_gui.log import (
    Excuse,
    Excused,
    Logged,
    Removed,
    RunRecord,
    RunStatus,
    StepRecord,
    StepStatus,
    Version,
)
from hipflex_gui.store import Store
from hipflex_gui.store_versions import Merged, edited_at, undoing
from hipflex_gui.tables import utc_text, version_from, version_row, version_text
from tests.histories import history

NINE = datetime(2024, 6, 3, 9, tzinfo=UTC)
DAY = date(2024, 6, 3)
RUN = RunRecord(
    "run-0",
    "desk-reset",
    "Desk reset",
    NINE,
    DAY,
    300.0,
    RunStatus.COMPLETED,
    NINE + timedelta(minutes=5),
    280.0,
    steps_planned=1,
    steps_done=1,
    edited_at=NINE,
)
CHANGED, KNOWN = Merged(changed=1), Merged(known=1)
STEP = StepRecord(0, "frog", "Frog", "both", "30s", 30.0, 30.0, StepStatus.DONE, NINE, NINE)


def at(minute: int) -> datetime:
    return NINE + timedelta(minutes=minute)


def logged(minute: int, **changes: Any) -> Logged:
    return Logged(replace(RUN, **{"edited_at": at(minute), **changes}), (STEP,))


def removed(minute: int) -> Removed:
    return Removed(RUN.id, at(minute))


def excused(minute: int, excuse: Excuse | None = Excuse.HOLIDAY) -> Excused:
    return Excused(DAY, excuse, at(minute))


@pytest.fixture
def store() -> Iterator[Store]:
    store = Store(":memory:")
    yield store
    store.close()


@pytest.mark.parametrize(
    ("first", "second", "holds", "counted"),
    [
        (logged(1), logged(2, note="later"), 2, "changed"),
        (logged(2), logged(1, note="earlier"), 1, "known"),
        (logged(1), logged(1), 1, "known"),
        (logged(1, note="a"), logged(1, note="b"), 2, "changed"),  # a tie: the greater text
        (logged(1, note="b"), logged(1, note="a"), 1, "known"),
        (logged(1), replace(logged(2), steps=()), 2, "changed"),
        (logged(1), removed(2), 2, "changed"),
        (logged(2), removed(1), 1, "known"),
        (removed(1), logged(2), 2, "changed"),
        (removed(2), logged(1), 1, "known"),
        (removed(1), removed(2), 2, "changed"),
        (removed(2), removed(1), 1, "known"),
        (removed(1), logged(1), 2, "changed"),
        (logged(1), removed(1), 1, "known"),
        (excused(1), excused(2, Excuse.ILLNESS), 2, "changed"),
        (excused(1), excused(2, None), 2, "changed"),
        (excused(2, None), excused(1), 1, "known"),
        (excused(1, Excuse.HOLIDAY), excused(1, Excuse.ILLNESS), 2, "changed"),
        (excused(1, Excuse.ILLNESS), excused(1, None), 2, "changed"),
        (excused(1, None), excused(1, Excuse.ILLNESS), 1, "known"),
    ],
)
def test_of_two_versions_the_one_edited_later_holds(
    store: Store, first: Version, second: Version, holds: int, counted: str
) -> None:
    assert store.merge([first]) == Merged(added=1)
    assert store.merge([second]) == (CHANGED if counted == "changed" else KNOWN)
    assert list(store.versions()) == [(first, second)[holds - 1]]
    assert store.as_it_stands(second) == (first, second)[holds - 1]


def test_what_was_removed_and_added_again_is_there_once(store: Store) -> None:
    for minute in range(1, 7):
        store.merge([logged(minute) if minute % 2 else removed(minute)])
    assert list(store.versions()) == [removed(6)]
    assert store.run(RUN.id) is None
    store.merge([logged(7)])
    assert list(store.versions()) == [logged(7)]
    assert store.steps(RUN.id) == [STEP]


def test_days_off_are_those_that_still_are(store: Store) -> None:
    other = Excused(DAY + timedelta(days=1), Excuse.ILLNESS, at(1))
    store.merge([excused(1), other])
    assert store.excused() == {DAY: Excuse.HOLIDAY, other.day: Excuse.ILLNESS}
    store.merge([excused(2, None)])
    assert store.excused() == {other.day: Excuse.ILLNESS}


@pytest.mark.parametrize("later", [logged(9), removed(9)])
def test_a_run_that_is_being_played_is_never_replaced(store: Store, later: Version) -> None:
    running = replace(RUN, status=RunStatus.RUNNING, ended_at=None)
    store.begin(running)
    store.add(RUN.id, STEP, 30.0)
    before = store.logged(RUN.id)
    assert store.merge([later]) == Merged(known=1)
    assert store.logged(RUN.id) == before
    assert list(store.versions()) == []
    store.end(RUN.id, RunStatus.COMPLETED, at(5), 30.0)
    assert store.merge([later]) == Merged(changed=1)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"status": RunStatus.RUNNING, "ended_at": None}, "has not ended"),
        ({"status": RunStatus.RUNNING}, "has not ended"),
        ({"ended_at": None}, "refused"),
        ({"id": ""}, "refused"),
        ({"before": 11}, "refused"),
        ({"after": -1}, "refused"),
        ({"planned_s": -1.0}, "refused"),
        ({"planned_s": float("nan")}, ""),
        ({"active_s": float("nan")}, ""),
        ({"steps_done": -1}, "refused"),
        ({"steps_done": 2**70}, "too large"),
        ({"utc_offset_s": -(2**63) - 1}, "too large"),
        ({"id": "\ud800"}, "surrogates"),
        ({"name": "\udcff"}, "surrogates"),
        ({"note": "half \ud83d"}, "surrogates"),
        ({"started_at": datetime(2024, 6, 3, 9)}, "no time zone"),  # noqa: DTZ001 - that is it
    ],
)
def test_what_is_refused_is_said_and_costs_only_itself(
    store: Store, changes: dict[str, Any], why: str
) -> None:
    good, other = logged(1), replace(logged(1), run=replace(RUN, id="another"))
    bad = logged(2, **{"id": "bad", **changes})
    merged = store.merge([good, bad, other])
    assert merged.added == 2
    assert len(merged.refused) == 1
    assert why in merged.refused[0]
    assert {version.run.id for version in store.all_logged()} == {RUN.id, "another"}


@pytest.mark.parametrize(
    "changes",
    [
        {"held_s": -1.0},
        {"held_s": float("nan")},
        {"held_s": float("inf")},
        {"held_s": 1e300},
        {"planned_s": float("nan")},
        {"side": "up"},
        {"reps": 2**63},
        {"name": "\ud800"},
        {"targets": ("\ud800",)},
        {"position": -1},
    ],
)
def test_a_step_that_is_refused_takes_its_run_with_it_and_leaves_what_was_there(
    store: Store, changes: dict[str, Any]
) -> None:
    store.merge([logged(1)])
    steps = (STEP, replace(STEP, **{"position": 1, **changes}))
    for bad in (replace(logged(2), steps=steps), Logged(replace(RUN, id="bad"), steps)):
        merged = store.merge([bad])
        assert len(merged.refused) == 1
        assert not merged.anything
        assert list(store.versions()) == [logged(1)]


def test_a_bug_on_the_way_brings_in_nothing(store: Store) -> None:
    def versions() -> Iterator[Version]:
        yield logged(1)
        raise RuntimeError("on the way")

    with pytest.raises(RuntimeError, match="on the way"):
        store.merge(versions())
    assert list(store.versions()) == []


@pytest.mark.parametrize("now", [at(-60), at(5), at(5) + timedelta(milliseconds=1), at(60)])
@pytest.mark.parametrize(
    ("there", "new"),
    [
        (logged(5), logged(0, note="corrected")),
        (logged(5), removed(0)),
        (removed(5), logged(9)),
        (excused(5), excused(0, None)),
    ],
)
def test_a_correction_holds_though_the_clock_is_behind(
    store: Store, there: Version, new: Version, now: datetime
) -> None:
    store.merge([there])
    stamped = store.stamped(new, now)
    assert edited_at(stamped) == max(now, at(5) + timedelta(milliseconds=1))
    assert store.merge([stamped]) == Merged(changed=1)
    assert store.as_it_stands(new) == stamped
    assert store.merge([store.stamped(there, now)]) == Merged(changed=1)  # and so does undo


def test_what_is_new_is_stamped_with_now(store: Store) -> None:
    for version in (logged(1), removed(1), excused(1)):
        assert edited_at(store.stamped(version, at(9))) == at(9)


# The shared folder


class Folder:
    """What was handed over, in the order in which it was."""

    def __init__(self) -> None:
        self.told: list[Version] = []

    def __call__(self, versions: Sequence[Version]) -> None:
        self.told += versions

    def take(self, store: Store, limit: int = 500) -> list[Version]:
        """Let the store hand over until nothing is left; return what came."""
        before = len(self.told)
        while store.share(self, limit):
            pass
        return self.told[before:]


def test_each_version_is_handed_over_once_and_again_after_a_change(store: Store) -> None:
    folder = Folder()
    store.merge([logged(1), excused(1)])
    assert folder.take(store) == [logged(1), excused(1)]
    assert folder.take(store) == []
    assert store.share(folder) == 0
    store.merge([logged(2)])
    assert folder.take(store) == [logged(2)]
    store.merge([removed(3), excused(2, None)])
    assert folder.take(store) == [removed(3), excused(2, None)]
    store.merge([logged(3)])
    assert folder.take(store) == [logged(3)]
    store.merge([logged(1)])  # nothing new
    assert folder.take(store) == []


def test_what_comes_from_the_folder_is_not_handed_back(store: Store) -> None:
    folder = Folder()
    store.merge([logged(1), excused(1), Removed("other", at(1))], shared=True)
    assert folder.take(store) == []
    store.merge([logged(2)])
    assert folder.take(store) == [logged(2)]
    store.merge([logged(1)], shared=True)  # an old one, which changes nothing
    assert folder.take(store) == []


def test_a_run_is_handed_over_when_it_has_ended_and_when_it_has_gone_on(store: Store) -> None:
    folder = Folder()
    store.begin(replace(RUN, status=RunStatus.RUNNING, ended_at=None))
    store.add(RUN.id, STEP, 30.0)
    assert folder.take(store) == []
    store.end(RUN.id, RunStatus.INTERRUPTED, at(5), 30.0)
    assert [edited_at(version) for version in folder.take(store)] == [at(5)]
    store.resume(RUN.id)
    assert folder.take(store) == []
    store.add(RUN.id, replace(STEP, position=1), 60.0)
    store.end(RUN.id, RunStatus.COMPLETED, at(9), 60.0)
    (version,) = folder.take(store)
    assert version == store.logged(RUN.id)
    assert folder.take(store) == []


def test_an_end_that_comes_in_late_is_handed_over_too(store: Store) -> None:
    folder = Folder()
    store.begin(replace(RUN, status=RunStatus.RUNNING, ended_at=None))
    for status in (RunStatus.INTERRUPTED, RunStatus.COMPLETED):
        store.end(RUN.id, status, at(5), 30.0)
        assert folder.take(store) == [store.logged(RUN.id)]


def test_they_are_handed_over_a_few_at_a_time(store: Store) -> None:
    folder, runs = Folder(), list(history(23, 2))
    store.merge([*runs, excused(1)])
    assert store.share(folder, limit=5) == 6
    folder.take(store, limit=5)
    assert sorted(map(version_text, folder.told)) == sorted(map(version_text, store.versions()))


def test_a_folder_that_fails_is_told_again(store: Store) -> None:
    def fail(_versions: Sequence[Version]) -> None:
        raise OSError(28, "full")

    store.merge([logged(1), excused(1), Removed("other", at(1))])
    for _time in range(2):
        with pytest.raises(OSError, match="full"):
            store.share(fail)
    assert sorted(map(version_text, Folder().take(store))) == sorted(
        map(version_text, store.versions())
    )


def test_another_folder_is_told_everything(store: Store) -> None:
    everything: list[Version] = [logged(1), Removed("other", at(1)), excused(1)]
    store.merge(everything[:1], shared=True)
    store.merge(everything[1:])
    first = Folder().take(store)
    store.set_bytes_read("peer.jsonl", 7)
    store.share_anew()
    assert Folder().take(store) == everything
    assert len(first) == 2


def test_how_much_of_a_file_was_read_is_remembered(store: Store) -> None:
    assert store.bytes_read("peer.jsonl") == 0
    for number in (7, 9):
        store.set_bytes_read("peer.jsonl", number)
        assert store.bytes_read("peer.jsonl") == number
    assert store.bytes_read("another.jsonl") == 0


# Versions as text


@pytest.mark.parametrize("version", [logged(1, note="\u00e9\x00\n"), removed(1), excused(1)])
def test_a_version_goes_through_a_line_of_text(version: Version) -> None:
    text = version_text(version)
    assert "\n" not in text
    assert version_from(json.loads(text)) == version


RUN_ROW = version_row(logged(1))["run"]
STEP_ROW = version_row(logged(1))["steps"][0]
NONSENSE: list[Any] = [None, [], {}, "x"]


@pytest.mark.parametrize(
    "row",
    [
        None,
        7,
        [],
        "run",
        {},
        {"run": None},
        {"run": {}, "steps": []},
        {"run": RUN_ROW},
        {"run": RUN_ROW, "steps": 5},
        {"run": RUN_ROW, "steps": [{}]},
        {"removed": "x"},
        {"removed": "x", "edited_at": 5},
        {"excused": "2024-02-30", "excuse": None, "edited_at": utc_text(NINE)},
        {"excused": "2024-02-28", "excuse": "laziness", "edited_at": utc_text(NINE)},
        *(
            {"run": {**RUN_ROW, key: value}, "steps": []}
            for key in ("started_at", "day", "planned_s", "steps_done", "status")
            for value in NONSENSE
        ),
        *(
            {"run": RUN_ROW, "steps": [{**STEP_ROW, key: value}]}
            for key in ("held_s", "started_at", "status")
            for value in NONSENSE
        ),
        {"run": RUN_ROW, "steps": [{**STEP_ROW, "targets": None}]},
        {"run": RUN_ROW, "steps": [{**STEP_ROW, "targets": ["hips"]}]},
        {"run": RUN_ROW, "steps": [{**STEP_ROW, "comfort": "so-so"}]},
    ],
)
def test_what_makes_no_sense_is_no_version(row: Any) -> None:
    with pytest.raises((KeyError, TypeError, ValueError)):
        version_from(row)


FAR = datetime(9500, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("version", "name"),
    [
        (Logged(replace(RUN, edited_at=FAR)), RUN.id),
        (Removed(RUN.id, FAR), RUN.id),
        (Excused(DAY, Excuse.ILLNESS, FAR), "2024-06-03"),
    ],
    ids=["run", "removed", "day"],
)
def test_what_nothing_could_be_later_than_is_refused_by_name(
    store: Store, version: Version, name: str
) -> None:
    merged = store.merge([version])
    assert [sentence.partition(":")[0] for sentence in merged.refused] == [name]
    assert list(store.versions()) == []


@pytest.mark.parametrize(
    ("version", "there", "back"),
    [
        (logged(5), logged(1), logged(1)),
        (logged(5), removed(1), removed(1)),
        (logged(5), None, removed(5)),
        (removed(5), logged(1), logged(1)),
        (removed(5), None, removed(5)),
        (excused(5), excused(1, Excuse.ILLNESS), excused(1, Excuse.ILLNESS)),
        (excused(5), None, excused(5, None)),
    ],
)
def test_undoing_is_what_stood_before(
    version: Version, there: Version | None, back: Version
) -> None:
    assert undoing(version, there) == back
