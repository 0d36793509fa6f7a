"""The figures of the history: a glance, a year, weeks, means, and how it felt."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta, timezone

import pytest

from hipflex_gui.history import (
    Averages,
    Rating,
    Summary,
    YearDay,
    averages,
    changes,
    rules,
    summary,
    weekly_minutes,
    year,
)
from hipflex_gui.log import Excuse
from hipflex_gui.settings import Settings
from hipflex_gui.streaks import DayState, Rules

ZONE = timezone(timedelta(hours=1))
DAY = timedelta(days=1)
MONDAY = date(2026, 3, 2)
WEDNESDAY = MONDAY + DAY * 2
WORKING = Rules((0, 1, 2, 3, 4))


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=ZONE)


def glance(
    active: Mapping[date, float], excused: Mapping[date, Excuse] | None = None, **settings: object
) -> Summary:
    return summary(active, noon(WEDNESDAY), Settings(**settings), excused or {})  # type: ignore[arg-type]


def test_the_figures_of_a_log() -> None:
    log = {
        date(2026, 2, 25): 300.0,  # a Wednesday
        date(2026, 2, 26): 300.0,
        date(2026, 2, 27): 300.0,
        date(2026, 3, 2): 30.0,  # too short to count as a day, but time all the same
        date(2026, 3, 3): 300.0,
    }
    found = glance(log, weekly_goal_min=40, grace=False)
    assert (found.today, found.streak, found.best) == (date(2026, 3, 4), 1, 3)
    assert (found.week_s, found.week_min, found.goal_min) == (330.0, 5, 40)
    assert (found.unit, found.graced) == ("days", None)
    assert len(found.strip) == 14
    assert found.strip[-3:] == (
        (date(2026, 3, 2), DayState.MISSED),
        (date(2026, 3, 3), DayState.DONE),
        (date(2026, 3, 4), DayState.OPEN),
    )
    kinder = glance(log)
    assert (kinder.streak, kinder.best, kinder.graced) == (4, 4, date(2026, 3, 2))
    assert kinder.strip[-3] == (date(2026, 3, 2), DayState.GRACED)


def test_at_night_it_is_still_yesterday() -> None:
    late = datetime(2026, 3, 5, 3, 59, tzinfo=ZONE)
    assert summary({}, late, Settings()).today == date(2026, 3, 4)
    assert summary({}, late, Settings(day_end_hour=0)).today == date(2026, 3, 5)
    assert summary({}, late, Settings()).streak == 0


@pytest.mark.parametrize("planned", [(), (6,), (0, 3), (0, 1, 2, 3, 4), (0, 1, 2, 3, 4, 5, 6)])
@pytest.mark.parametrize("begun", [0, 3, 2000])
def test_the_strip_is_the_last_fourteen_planned_days(planned: tuple[int, ...], begun: int) -> None:
    log = {WEDNESDAY - DAY * n: 300.0 for n in range(1, begun + 1)}
    strip = glance(log, planned_days=planned).strip
    wanted = [WEDNESDAY - DAY * n for n in range(100)]
    wanted = [day for day in wanted if not planned or day.weekday() in planned][:14]
    assert [day for day, _state in strip] == wanted[::-1]
    assert all((state is DayState.DONE) == (day in log) for day, state in strip)


def test_a_strip_ends_today_though_tomorrow_is_done() -> None:
    found = glance({WEDNESDAY - DAY: 300.0, WEDNESDAY + DAY: 300.0})
    assert (found.streak, found.strip[-1]) == (2, (WEDNESDAY, DayState.OPEN))


def test_a_strip_leaves_rest_days_out_and_shows_excused_ones() -> None:
    sunday = MONDAY - DAY
    found = glance(
        {sunday: 300.0, MONDAY: 300.0}, {MONDAY + DAY: Excuse.ILLNESS, sunday: Excuse.HOLIDAY}
    )
    assert found.streak == 1
    assert [state for _day, state in found.strip[-3:]] == ["done", "excused", "open"]
    assert sunday not in dict(found.strip)


@pytest.mark.parametrize(
    ("gaps", "graced"),
    [
        ([], None),
        ([1], 1),
        ([13], 13),
        ([14], None),  # more than a fortnight ago
        ([5, 13], None),  # the streak it kept has ended
        ([1, 15], 1),
        ([1, 2], None),
    ],
)
def test_the_graced_day_is_shown_for_a_fortnight(gaps: list[int], graced: int | None) -> None:
    log = {WEDNESDAY - DAY * n: 300.0 for n in range(1, 30) if n not in gaps}
    found = glance(log, planned_days=()).graced
    assert found == (None if graced is None else WEDNESDAY - DAY * graced)


def test_a_streak_may_be_of_weeks() -> None:
    log = {MONDAY - DAY * 7 * n: 600.0 for n in (0, 1, 2, 4)}
    found = glance(log, streak_of="weeks", weekly_goal_min=10, least_day_min=20)
    assert (found.unit, found.streak, found.best, found.graced) == ("weeks", 3, 3, None)
    excused = {MONDAY - DAY * (21 - n): Excuse.HOLIDAY for n in range(5)}
    assert glance(log, excused, streak_of="weeks", weekly_goal_min=10).streak == 4
    assert glance(log, streak_of="weeks", weekly_goal_min=0).streak == 0


def test_rules_are_those_of_the_settings() -> None:
    excused = {MONDAY: Excuse.ILLNESS}
    chosen = Settings(planned_days=(1,), least_day_min=5, grace=False)
    assert rules(chosen, excused) == Rules((1,), 300.0, grace=False, excused=excused)
    assert rules(Settings()) == WORKING


def test_a_year_is_whole_weeks_up_to_today() -> None:
    begun = MONDAY - DAY * 5  # a Wednesday
    log = {begun: 300.0, begun + DAY: 20.0, MONDAY: 300.0, WEDNESDAY + DAY: 300.0}
    days = year(log, WEDNESDAY, WORKING)
    assert [day.day for day in days] == [MONDAY - DAY * 7 * 52 + DAY * n for n in range(7 * 52 + 3)]
    assert days[-8:] == [
        YearDay(begun, DayState.DONE, 300.0),
        YearDay(begun + DAY, DayState.GRACED, 20.0),  # too short to count, and shown
        YearDay(begun + DAY * 2, DayState.MISSED, 0.0),
        YearDay(begun + DAY * 3, DayState.REST, 0.0),
        YearDay(begun + DAY * 4, DayState.REST, 0.0),
        YearDay(MONDAY, DayState.DONE, 300.0),
        YearDay(MONDAY + DAY, DayState.MISSED, 0.0),
        YearDay(WEDNESDAY, DayState.OPEN, 0.0),
    ]
    assert not any(day.planned for day in days[:-8])  # nothing was planned before it began


def test_a_year_knows_what_was_before_it() -> None:
    log = {WEDNESDAY - DAY * n: 60.0 for n in range(1, 1000) if n != 380}
    shown = year(log, WEDNESDAY, Rules(), weeks=2)
    assert [(day.day, day.state) for day in shown[:1]] == [(MONDAY - DAY * 7, DayState.DONE)]
    assert (len(shown), shown[-1].state) == (10, DayState.OPEN)
    alone = year(log, WEDNESDAY, Rules(), weeks=1)
    assert alone == shown[-3:]


def test_an_empty_year_is_open_today_and_nothing_else() -> None:
    days = year({}, WEDNESDAY, WORKING)
    assert [day.day for day in days if day.planned] == [WEDNESDAY]
    assert days[-1] == YearDay(WEDNESDAY, DayState.OPEN, 0.0)


@pytest.mark.parametrize(
    ("today", "first"),
    [
        (date(2021, 1, 3), date(2019, 12, 30)),  # week 53 of 2020, over a leap day
        (date(2021, 1, 4), date(2020, 1, 6)),
        (date(2024, 2, 29), date(2023, 2, 27)),
    ],
)
def test_years_begin_on_a_monday_over_leap_days_and_weeks_53(today: date, first: date) -> None:
    days = year({first - DAY * 30: 60.0}, today, WORKING)
    assert (days[0].day, days[-1].day) == (first, today)
    assert len(days) == (today - first).days + 1
    assert first.weekday() == 0


def test_minutes_of_the_last_weeks() -> None:
    log = {MONDAY - DAY: 10.0, MONDAY - DAY * 7: 20.0, MONDAY: 30.0, MONDAY - DAY * 8: 40.0}
    weeks = weekly_minutes(log, WEDNESDAY)
    assert [monday for monday, _s in weeks] == [MONDAY - DAY * 7 * n for n in range(25, -1, -1)]
    assert [s for _monday, s in weeks[-4:]] == [0.0, 40.0, 30.0, 30.0]
    assert weekly_minutes(log, WEDNESDAY, 2) == weeks[-2:]


def test_means_begin_with_the_first_record_and_end_before_this_week() -> None:
    log = {MONDAY: 1000.0, WEDNESDAY + DAY * 9: 5000.0}  # a clock that was wrong
    assert averages(log, WEDNESDAY, WORKING) == Averages(0.0, 0.0, 1000.0)
    log |= {MONDAY - DAY * 2: 300.0, MONDAY - DAY * 15: 30.0}  # three weeks, one with nothing
    assert averages(log, WEDNESDAY, WORKING) == Averages(110.0, 110.0, 650.0)
    log |= {MONDAY - DAY * 7 * 6: 1770.0}
    assert averages(log, WEDNESDAY, WORKING) == Averages(82.5, 350.0, 3070.0 / 3)
    log |= {MONDAY - DAY * 7 * 26: 500.0, MONDAY - DAY * 7 * 27: 9999.0}
    assert averages(log, WEDNESDAY, WORKING).half_year_s == 100.0
    assert averages({}, WEDNESDAY, WORKING) == Averages(0.0, 0.0, 0.0)


def rating(by: int, name: str = "Hips", *movements: tuple[str, str]) -> Rating:
    return Rating(MONDAY, "hips", name, movements, 5, 5 + by)


def test_a_change_is_told_from_three_ratings_on() -> None:
    assert changes([rating(-1), rating(-2)]) == []
    (change,) = changes([rating(-1), rating(-2), rating(-3, "Hips, slowly")])
    assert (change.kind, change.id, change.name) == ("session", "hips", "Hips, slowly")
    assert (change.count, change.mean, change.recent, change.earlier) == (3, -2.0, -2.0, None)


def test_the_last_five_are_set_against_those_before() -> None:
    (change,) = changes([rating(by) for by in (1, -3, -2, -2, -2, -2, -2)])
    assert (change.mean, change.recent, change.earlier) == (-12 / 7, -2.0, -1.0)


def test_a_movement_takes_the_change_of_its_runs_each_once() -> None:
    lunge, own, other = ("low-lunge", "Low lunge"), ("", "Sway"), ("", "Rock")
    ratings = [
        rating(-3, "Hips", lunge, own, lunge),
        rating(0, "Hips", lunge, own),
        rating(-3, "Hips", lunge, own, other),
        rating(2, "Hips", other),
        rating(-1, "Hips", other, ("low-lunge", "Lunge")),
    ]
    found = [(c.kind, c.id, c.name, c.count, c.mean) for c in changes(ratings)]
    assert found == [
        ("session", "hips", "Hips", 5, -1.0),
        ("movement", "low-lunge", "Lunge", 4, -1.75),
        ("movement", "", "Rock", 3, -2 / 3),
        ("movement", "", "Sway", 3, -2.0),
    ]
