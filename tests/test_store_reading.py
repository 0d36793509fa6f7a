"""What the log is asked, against the slow and obvious answer from the very records."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest

from hipflex_gui.easing import Felt
from hipflex_gui.history import Rating, Worked
from hipflex_gui.log import Comfort, Logged, RunStatus, StepRecord, StepStatus
from hipflex_gui.store import Store
from hipflex_gui.store_reading import RunFilter
from tests.histories import SESSIONS, UNTIL, history

LONG_AGO = date(2000, 1, 1)
FOUR_WEEKS_AGO = UNTIL - timedelta(days=28)
SINCE = [LONG_AGO, FOUR_WEEKS_AGO, UNTIL, UNTIL + timedelta(days=1)]
LEFT_EARLY = (RunStatus.STOPPED, RunStatus.INTERRUPTED)


def changed(number: int, logged: Logged) -> Logged:
    """Return one of a history as something rarer."""
    run, steps = logged.run, logged.steps
    match number % 12:
        case 0:
            nothing = replace(run, status=LEFT_EARLY[number % 24 // 12], active_s=0.0, steps_done=0)
            return Logged(nothing)
        case 1:
            return Logged(replace(run, status=RunStatus.INTERRUPTED), steps)
        case 2:
            skipped = replace(steps[-1], status=StepStatus.SKIPPED, held_s=0.0, comfort=None)
            return Logged(replace(run, status=RunStatus.DISCOMFORT), (*steps[:-1], skipped))
        case 3:
            return Logged(replace(run, name=f"{run.name}, as it was called before"), steps)
        case 4:  # over midnight, and in New York, by the clock on the wall
            early = run.started_at.replace(hour=2)
            return Logged(replace(run, started_at=early, utc_offset_s=-18_000), steps)
        case 5:
            return Logged(replace(run, before=4, after=None), steps)
        case 6:
            return Logged(replace(run, status=RunStatus.DISCOMFORT), steps)
        case 7:
            return Logged(run, tuple(replace(step, comfort=None) for step in steps))
        case 8:
            again = replace(steps[0], visit=1, held_s=3.5)
            return Logged(run, (steps[0], again, *steps[1:]))
        case _:
            return logged


ALL = sorted(
    (changed(number, logged) for number, logged in enumerate(history(250, 4))),
    key=lambda logged: (logged.run.started_at, logged.run.id),
)
AT_ONCE = replace(ALL[-1], run=replace(ALL[-1].run, id="~ at the same moment", note="twin"))
ALL.append(AT_ONCE)
RUNNING = replace(
    ALL[-2].run,
    id="running",
    started_at=ALL[-1].run.started_at + timedelta(hours=1),
    status=RunStatus.RUNNING,
    ended_at=None,
    edited_at=None,
    active_s=0.0,
    steps_done=0,
)
BEGUN = replace(RUNNING, edited_at=RUNNING.started_at)
LISTED = [
    logged.run for logged in ALL if logged.run.active_s > 0 or logged.run.status not in LEFT_EARLY
] + [BEGUN]


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    store = Store(":memory:")
    # Not in the order of time, as imports and other machines bring them.
    assert store.merge([*ALL[100:], *ALL[:100]]).added == len(ALL)
    store.begin(RUNNING)
    yield store
    store.close()


def done(since: date) -> Iterator[tuple[Logged, StepRecord]]:
    """Yield each step that was not skipped, with its run, in the order of time."""
    for logged in ALL:
        for step in sorted(logged.steps, key=lambda step: step.ended_at):
            if logged.run.day >= since and step.status is not StepStatus.SKIPPED:
                yield logged, step


def test_the_history_holds_what_the_questions_are_about() -> None:
    assert len({logged.run.status for logged in ALL}) == len(RunStatus) - 1
    assert len(LISTED) < len(ALL)
    assert {step.comfort for logged in ALL for step in logged.steps} == {None, *Comfort}


def test_every_run_that_has_ended_comes_with_its_steps_oldest_first(store: Store) -> None:
    assert list(store.all_logged()) == ALL
    assert store.count() == len(ALL)


@pytest.mark.parametrize("since", [None, *SINCE])
def test_seconds_by_day(store: Store, since: date | None) -> None:
    days: defaultdict[date, float] = defaultdict(float)
    for logged in ALL:
        if logged.run.active_s and logged.run.day >= (since or LONG_AGO):
            days[logged.run.day] += logged.run.active_s
    assert store.active_by_day(since) == pytest.approx(dict(days))


def test_totals(store: Store) -> None:
    active = [logged.run.active_s for logged in ALL if logged.run.active_s]
    number, seconds = store.totals()
    assert number == len(active)
    assert seconds == pytest.approx(sum(active))


@pytest.mark.parametrize("since", SINCE)
def test_seconds_held_by_day_targets_and_side(store: Store, since: date) -> None:
    sums: defaultdict[tuple[date, tuple[str, ...], str], float] = defaultdict(float)
    for logged, step in done(since):
        sums[logged.run.day, step.targets, step.side] += step.held_s
    found = {(w.day, w.targets, w.side): w.held_s for w in store.worked(since)}
    assert found == pytest.approx(dict(sums))
    assert len(found) == len(store.worked(since))
    assert all(isinstance(one, Worked) for one in store.worked(since))


@pytest.mark.parametrize("since", SINCE)
def test_seconds_by_the_hour_on_the_wall(store: Store, since: date) -> None:
    hours: defaultdict[int, float] = defaultdict(float)
    for logged in ALL:
        if logged.run.active_s and logged.run.day >= since:
            wall = logged.run.started_at + timedelta(seconds=logged.run.utc_offset_s)
            hours[wall.hour] += logged.run.active_s
    assert store.started(since) == pytest.approx(dict(hours))


@pytest.mark.parametrize("since", SINCE)
def test_how_tight_it_felt_before_and_after(store: Store, since: date) -> None:
    wanted = []
    for run, steps in ((logged.run, logged.steps) for logged in ALL):
        moved = [(s.movement, s.name) for s in steps if s.status is not StepStatus.SKIPPED]
        if moved and run.day >= since and run.before is not None and run.after is not None:
            names = tuple(dict.fromkeys(moved))
            wanted.append(Rating(run.day, run.session, run.name, names, run.before, run.after))
    assert store.ratings(since) == wanted


@pytest.mark.parametrize("since", SINCE)
def test_the_last_word_on_each_movement(store: Store, since: date) -> None:
    words: dict[tuple[str, str], Felt] = {}
    for logged, step in done(since):
        last = [s for s in logged.steps if s.status is not StepStatus.SKIPPED][-1]
        hurt = logged.run.status is RunStatus.DISCOMFORT and step == last
        if hurt or step.comfort:  # silence leaves the word before as it is
            words[step.movement, step.name] = Felt(logged.run.day, step.comfort, hurt)
    assert store.felt(since) == words


@pytest.mark.parametrize("session", [None, "nobody-played-it", *(name for name, _ in SESSIONS)])
def test_runs_by_session_status_and_day(store: Store, session: str | None) -> None:
    first_days = [None, FOUR_WEEKS_AGO, UNTIL + timedelta(days=1)]
    last_days = [None, FOUR_WEEKS_AGO, UNTIL]
    for status, first, last in product([None, *RunStatus], first_days, last_days):
        wanted = [
            run
            for run in reversed(LISTED)
            if session in (None, run.session)
            and status in (None, run.status)
            and (first or LONG_AGO) <= run.day <= (last or date.max)
        ]
        keys = store.run_keys(RunFilter(session, status, first, last))
        assert store.runs_at(keys) == wanted
        assert len(keys) == len(wanted)


def test_runs_come_in_the_order_that_is_asked_for(store: Store) -> None:
    keys = store.run_keys(RunFilter())
    picked = [keys[7], keys[3], keys[3], max(keys) + 1, keys[0]]
    newest = LISTED[::-1]
    assert store.runs_at(picked) == [newest[7], newest[3], newest[3], newest[0]]
    assert store.runs_at([]) == []


def test_the_list_goes_on_page_by_page(store: Store) -> None:
    found = store.runs(limit=60)
    while page := store.runs(limit=60, before=found[-1]):
        found += page
    assert found == LISTED[::-1]


def test_each_run_and_its_steps_can_be_asked_for_by_name(store: Store) -> None:
    for logged in ALL[::10]:
        assert store.run(logged.run.id) == logged.run
        assert tuple(store.steps(logged.run.id)) == logged.steps
        assert store.logged(logged.run.id) == logged
    assert store.run("nobody") is None
    assert store.logged("nobody") is None
    assert store.steps("nobody") == []


def test_the_last_day_of_each_session(store: Store) -> None:
    days = {run.session: run.day for run in (logged.run for logged in ALL) if run.active_s}
    for logged in ALL:
        if logged.run.active_s:
            days[logged.run.session] = max(days[logged.run.session], logged.run.day)
    assert store.last_by_session() == days


def test_sessions_that_were_played_by_name() -> None:
    with_names = Store(":memory:")
    ids = {run.session for run in (logged.run for logged in ALL)}
    with_names.merge(ALL)
    found = with_names.sessions_played()
    assert {session for session, _name in found} == ids
    assert [name for _session, name in found] == sorted(name for _session, name in found)
    with_names.close()


def test_a_session_has_the_name_it_was_last_played_under() -> None:
    store = Store(":memory:")
    session, name = SESSIONS[0]
    old, new, other = ALL[10], ALL[20], ALL[30]
    store.merge(
        [
            replace(new, run=replace(new.run, session=session, name=name)),
            replace(old, run=replace(old.run, session=session, name="Its first name")),
            replace(other, run=replace(other.run, session="other", name="A session")),
        ]
    )
    assert store.sessions_played() == [("other", "A session"), (session, name)]
    store.close()


def test_an_empty_log_answers_too() -> None:
    store = Store(":memory:")
    by_key = [store.active_by_day(), store.started(LONG_AGO), store.felt(LONG_AGO)]
    assert [*by_key, store.last_by_session(), store.excused()] == [{}] * 5
    in_order = [store.worked(LONG_AGO), store.ratings(LONG_AGO), store.sessions_played()]
    assert [*in_order, list(store.run_keys(RunFilter())), list(store.all_logged())] == [[]] * 5
    assert (store.totals(), store.count()) == ((0, 0.0), 0)
    store.close()


def test_a_stream_may_be_left_and_the_log_written_to_afterwards() -> None:
    store = Store(":memory:")
    store.merge(ALL)
    stream = store.all_logged()
    assert next(stream) == ALL[0]
    stream.close()  # type: ignore[attr-defined]
    store.put_settings({"volume": "10"})
    assert list(store.all_logged()) == ALL
    store.close()
