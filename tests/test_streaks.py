"""Days, streaks and weeks: over both clock changes, travel, year ends and the 4 am day end."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hipflex_gui.streaks import (
    MINIMUM_S,
    DayState,
    best_streak,
    current_streak,
    done_days,
    last_working_days,
    local_day,
    week_seconds,
)

WORKING = (0, 1, 2, 3, 4)
ZONES = (
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",  # its clocks change by half an hour
    "Pacific/Auckland",
    "Pacific/Honolulu",
)

instants = st.integers(0, 2 * 366 * 86_400).map(
    lambda seconds: datetime(2023, 6, 1, tzinfo=UTC) + timedelta(seconds=seconds)
)
days = st.dates(date(2023, 12, 1), date(2025, 3, 31))
planned_days = st.frozensets(st.integers(0, 6))


def d(text: str) -> date:
    return date.fromisoformat(f"2024-{text}")


@pytest.mark.parametrize(
    ("moment", "zone", "day"),
    [
        # Spring forward in Berlin, 2024-03-31: 02:00 becomes 03:00.
        ("2024-03-31T00:59:59Z", "Europe/Berlin", "2024-03-30"),  # 01:59
        ("2024-03-31T01:00:00Z", "Europe/Berlin", "2024-03-30"),  # 03:00
        ("2024-03-31T01:59:59Z", "Europe/Berlin", "2024-03-30"),  # 03:59
        ("2024-03-31T02:00:00Z", "Europe/Berlin", "2024-03-31"),  # 04:00
        # Autumn back in Berlin, 2024-10-27: 02:30 comes twice.
        ("2024-10-27T00:30:00Z", "Europe/Berlin", "2024-10-26"),
        ("2024-10-27T01:30:00Z", "Europe/Berlin", "2024-10-26"),
        ("2024-10-27T02:59:59Z", "Europe/Berlin", "2024-10-26"),  # 03:59
        ("2024-10-27T03:00:00Z", "Europe/Berlin", "2024-10-27"),  # 04:00
        ("2024-03-10T07:59:59Z", "America/New_York", "2024-03-09"),  # 03:59
        ("2024-03-10T08:00:00Z", "America/New_York", "2024-03-10"),  # 04:00
        ("2024-11-03T08:59:59Z", "America/New_York", "2024-11-02"),  # 03:59
        ("2024-11-03T09:00:00Z", "America/New_York", "2024-11-03"),  # 04:00
        ("2024-04-06T17:29:59Z", "Australia/Lord_Howe", "2024-04-06"),  # 03:59, +10:30
        ("2024-04-06T17:30:00Z", "Australia/Lord_Howe", "2024-04-07"),  # 04:00
        ("2024-10-05T16:59:59Z", "Australia/Lord_Howe", "2024-10-05"),  # 03:59, +11:00
        ("2024-10-05T17:00:00Z", "Australia/Lord_Howe", "2024-10-06"),  # 04:00
        # The ends of years and of a leap February.
        ("2025-01-01T03:59:59Z", "UTC", "2024-12-31"),
        ("2025-01-01T04:00:00Z", "UTC", "2025-01-01"),
        ("2024-02-29T03:00:00Z", "UTC", "2024-02-28"),
        ("2024-03-01T03:00:00Z", "UTC", "2024-02-29"),
        ("2023-03-01T03:00:00Z", "UTC", "2023-02-28"),
    ],
)
def test_the_day_ends_when_the_clock_on_the_wall_shows_four(
    moment: str, zone: str, day: str
) -> None:
    now = datetime.fromisoformat(moment).astimezone(ZoneInfo(zone))
    assert local_day(now, 4) == date.fromisoformat(day)


@given(
    instants,
    st.sampled_from(ZONES),
    st.integers(0, 12),
)
def test_the_day_is_todays_date_or_yesterdays(moment: datetime, zone: str, hour: int) -> None:
    now = moment.astimezone(ZoneInfo(zone))
    expected = now.date() if now.time().hour >= hour else now.date() - timedelta(days=1)
    assert local_day(now, hour) == expected
    assert local_day(now, 0) == now.date()


@pytest.mark.parametrize(
    ("done", "today", "current", "best"),
    [
        ([], "06-05", 0, 0),
        (["06-05"], "06-05", 1, 1),  # a Wednesday
        (["06-03", "06-04"], "06-05", 2, 2),  # today is open
        (["06-03", "06-04", "06-05"], "06-05", 3, 3),
        (["06-03"], "06-05", 0, 1),  # Tuesday was missed
        (["06-07", "06-10"], "06-10", 2, 2),  # the weekend does not break it
        (["06-07", "06-08", "06-09", "06-10"], "06-10", 2, 2),  # and does not add to it
        (["06-07"], "06-09", 1, 1),  # seen on the Sunday
        (["06-08", "06-09"], "06-09", 0, 0),  # rest days alone are no streak
        (["06-03", "06-04", "06-06"], "06-06", 1, 2),
        (["02-28", "02-29", "03-01"], "03-01", 3, 3),  # the leap day
        (["12-30", "12-31"], "12-31", 2, 2),
        # Flown west over the date line: what was done tomorrow counts, today is still open.
        (["06-04", "06-06"], "06-05", 2, 2),
        (["06-04", "06-05", "06-06"], "06-05", 3, 3),
        # Flown east: Wednesday hardly was, and is as any day missed.
        (["06-04", "06-06"], "06-06", 1, 1),
        # A clock that was once set to a far year.
        (["06-04", "06-05", "12-25"], "06-05", 2, 2),
    ],
)
def test_streaks_over_working_days(done: list[str], today: str, current: int, best: int) -> None:
    counted = [d(day) for day in done]
    assert current_streak(counted, d(today), WORKING) == current
    assert best_streak(counted, d(today), WORKING) == best


def test_a_streak_goes_on_over_the_end_of_a_year() -> None:
    done = [date(2024, 12, 30), date(2024, 12, 31), date(2025, 1, 1), date(2025, 1, 2)]
    assert current_streak(done, date(2025, 1, 3), WORKING) == 4


def test_with_no_planned_days_every_day_counts() -> None:
    done = [d("06-07"), d("06-08"), d("06-09")]
    assert current_streak(done, d("06-09"), ()) == 3
    assert current_streak(done, d("06-11"), ()) == 0


def walked_back(done: set[date], today: date, planned: frozenset[int]) -> int:
    """The rule as one would say it, from today backwards."""
    streak, day = 0, today + timedelta(days=1)
    while day >= min(done, default=day):
        if not planned or day.weekday() in planned:
            if day in done:
                streak += 1
            elif day < today:
                break
        day -= timedelta(days=1)
        if day < date(2023, 11, 1):
            break
    return streak


@given(st.sets(days, max_size=60), days, planned_days)
def test_the_current_streak_is_what_walking_back_counts(
    done: set[date], today: date, planned: frozenset[int]
) -> None:
    assert current_streak(done, today, planned) == walked_back(done, today, planned)


@given(st.sets(days), days, planned_days)
def test_a_streak_is_never_more_than_the_days_done(
    done: set[date], today: date, planned: frozenset[int]
) -> None:
    current, best = (rule(done, today, planned) for rule in (current_streak, best_streak))
    assert 0 <= current <= best <= len(done)


@given(days, st.integers(1, 120), planned_days)
def test_days_done_without_a_gap_are_one_streak(
    today: date, length: int, planned: frozenset[int]
) -> None:
    done = {today - timedelta(days=n) for n in range(length)}
    expected = sum(not planned or day.weekday() in planned for day in done)
    assert current_streak(done, today, planned) == expected
    assert best_streak(done, today, planned) == expected


@given(st.sets(days), days, planned_days.filter(bool), days)
def test_what_was_done_on_a_rest_day_changes_nothing(
    done: set[date], today: date, planned: frozenset[int], extra: date
) -> None:
    rest = {day for day in done | {extra} if day.weekday() not in planned}
    for rule in (current_streak, best_streak):
        assert rule(done | rest, today, planned) == rule(done - rest, today, planned)


@given(
    st.lists(
        instants,
        max_size=30,
    ),
    st.lists(st.sampled_from(ZONES), min_size=30, max_size=30),
    st.sampled_from(ZONES),
)
def test_recorded_days_give_the_same_streak_wherever_it_is_looked_at(
    moments: list[datetime], zones: list[str], here: str
) -> None:
    recorded = {
        local_day(moment.astimezone(ZoneInfo(zone)), 4)
        for moment, zone in zip(moments, zones, strict=False)
    }
    looked_at = datetime(2024, 12, 31, 12, tzinfo=ZoneInfo(here))
    streak = current_streak(recorded, local_day(looked_at, 4), WORKING)
    assert streak == current_streak(recorded, date(2024, 12, 31), WORKING)


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("hour", [0, 3, 4, 9, 23])
def test_daily_at_one_hour_all_year_never_breaks(zone: str, hour: int) -> None:
    start = datetime(2024, 1, 1, hour, 30, tzinfo=ZoneInfo(zone))
    done = [local_day(start + timedelta(days=n), 4) for n in range(366)]  # wall-clock days
    assert current_streak(done, done[-1], ()) == 366


def test_the_last_working_days_are_done_missed_or_open() -> None:
    strip = last_working_days({d("06-03"), d("06-07")}, d("06-10"), WORKING, n=6)
    assert strip == [
        (d("06-03"), DayState.DONE),
        (d("06-04"), DayState.MISSED),
        (d("06-05"), DayState.MISSED),
        (d("06-06"), DayState.MISSED),
        (d("06-07"), DayState.DONE),
        (d("06-10"), DayState.OPEN),
    ]


def test_today_is_done_once_it_is_done_and_not_shown_on_a_rest_day() -> None:
    assert last_working_days({d("06-10")}, d("06-10"), WORKING)[-1] == (
        d("06-10"),
        DayState.DONE,
    )
    assert last_working_days(set(), d("06-09"), WORKING)[-1] == (d("06-07"), DayState.MISSED)


@given(st.sets(days), days, planned_days, st.integers(0, 30))
def test_the_strip_has_as_many_days_as_asked_for_in_order(
    done: set[date], today: date, planned: frozenset[int], n: int
) -> None:
    strip = [day for day, _state in last_working_days(done, today, planned, n)]
    assert len(strip) == n
    assert strip == sorted(set(strip))
    assert all(day <= today and (not planned or day.weekday() in planned) for day in strip)


def test_a_day_counts_from_one_minute() -> None:
    active = {d("06-03"): MINIMUM_S, d("06-04"): MINIMUM_S - 0.1}
    assert done_days(active) == {d("06-03")}
    assert done_days(active, minimum_s=1) == {d("06-03"), d("06-04")}


def test_a_week_is_from_monday_to_sunday() -> None:
    active = {d("06-02"): 1.0, d("06-03"): 10.0, d("06-09"): 100.0, d("06-10"): 1000.0}
    for day in range(3, 10):
        assert week_seconds(active, d(f"06-{day:02}")) == 110.0


def test_a_week_may_lie_in_two_years() -> None:
    active = {date(2024, 12, 30): 1.0, date(2025, 1, 5): 2.0, date(2024, 1, 1): 4.0}
    assert week_seconds(active, date(2025, 1, 1)) == 3.0
