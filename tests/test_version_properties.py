"""Versions in any order, any number of times: the same log, whatever anybody did.

The rule is small enough to be said twice: here once more as the greatest of a list.
"""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from hipflex_gui.log import (
    Comfort,
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
from hipflex_gui.store_versions import Merged, edited_at
from hipflex_gui.tables import utc_text, version_from, version_text

NINE = datetime(2024, 6, 3, 9, tzinfo=UTC)
DAY = date(2024, 6, 3)
NUMBERS = st.floats(0, 1e6)
INSTANTS = st.integers(-10_000, 10_000_000).map(lambda us: NINE + timedelta(microseconds=us))
EDITED = st.sampled_from([0, 999, 1_000, 60_000_000]).map(
    lambda us: NINE + timedelta(microseconds=us)
)
TEXTS = st.sampled_from(["", "a", "b", "\u00e9", "\x00", "'\"\\", " x "])
STEPS = st.builds(
    StepRecord,
    position=st.integers(0, 2),
    movement=TEXTS,
    name=TEXTS,
    side=st.sampled_from(["left", "right", "both"]),
    dose=TEXTS,
    planned_s=NUMBERS,
    held_s=NUMBERS,
    status=st.sampled_from(StepStatus),
    started_at=INSTANTS,
    ended_at=INSTANTS,
    visit=st.integers(0, 1),
    targets=st.sampled_from([(), ("hips",), ("hips", "glutes")]),
    breaths=st.none() | st.integers(0, 9),
    comfort=st.none() | st.sampled_from(Comfort),
)
RUNS = st.builds(
    RunRecord,
    id=st.sampled_from(["one", "two"]),
    session=TEXTS,
    name=TEXTS,
    started_at=INSTANTS,
    day=st.sampled_from([DAY, date(2024, 2, 29)]),
    planned_s=NUMBERS,
    status=st.sampled_from([status for status in RunStatus if status is not RunStatus.RUNNING]),
    ended_at=INSTANTS,
    active_s=NUMBERS,
    before=st.none() | st.integers(0, 10),
    note=TEXTS,
    edited_at=st.none() | EDITED,
)
VERSIONS: st.SearchStrategy[Version] = st.one_of(
    st.builds(Logged, RUNS, st.lists(STEPS, max_size=3).map(tuple)),
    st.builds(Removed, st.sampled_from(["one", "two"]), EDITED),
    st.builds(Excused, st.just(DAY), st.none() | st.sampled_from(Excuse), EDITED),
)


@given(st.lists(VERSIONS, min_size=1, max_size=6), st.data())
def test_in_any_order_and_any_number_of_times_they_come_to_the_same(
    versions: list[Version], data: st.DataObject
) -> None:
    repeated = versions + data.draw(st.lists(st.sampled_from(versions), max_size=4))
    outcomes = []
    for order in (versions, data.draw(st.permutations(repeated))):
        store = Store(":memory:")
        cut = data.draw(st.integers(0, len(order)))
        for part in (order[:cut], order[cut:]):
            assert store.merge(part).refused == ()
        outcomes.append(list(store.versions()))
        again = store.merge(data.draw(st.permutations(order)))
        assert again == Merged(known=len(order))
        store.close()
    assert outcomes[0] == outcomes[1]


@given(st.lists(VERSIONS, max_size=6))
def test_what_one_store_tells_makes_another_the_same(versions: list[Version]) -> None:
    one, other = Store(":memory:"), Store(":memory:")
    one.merge(versions)
    lines = [version_text(version) for version in one.versions()]
    assert other.merge(version_from(json.loads(line)) for line in lines).refused == ()
    assert [version_text(version) for version in other.versions()] == lines
    one.close()
    other.close()


@given(st.lists(RUNS.map(Logged), min_size=1, max_size=6))
def test_it_is_the_greatest_by_time_and_text_that_holds(versions: list[Logged]) -> None:
    store = Store(":memory:")
    store.merge(versions)
    filled = [
        replace(version, run=replace(version.run, edited_at=edited_at(version)))
        for version in versions
    ]
    ranked = sorted((utc_text(edited_at(v)), version_text(v), v.run.id) for v in filled)
    wanted = {run_id: text for _at, text, run_id in ranked}
    assert {v.run.id: version_text(v) for v in store.all_logged()} == wanted
    store.close()
