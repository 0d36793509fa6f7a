"""Days, streaks and weeks: every rule as a table, one letter a day."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from hipflex_gui.log import Excuse
from hipflex_gui.streaks import (
    MINIMUM_S,
    DayState,
    Rules,
    local_day,
    walk,
    week_seconds,
    weekly,
)

WORKING = (0, 1, 2, 3, 4)
MONDAY = date(2024, 6, 3)
DAY = timedelta(days=1)
LETTERS = {
    DayState.DONE: "D",
    DayState.MISSED: "m",
    DayState.GRACED: "g",
    DayState.EXCUSED: "e",
    DayState.REST: "-",
    DayState.OPEN: "o",
}


def d(text: str) -> date:
    return date.fromisoformat(f"2024-{text}")


def current_and_best(done: Collection[date], today: date, rules: Rules) -> tuple[int, int]:
    streaks = [streak for *_day, streak in walk(dict.fromkeys(done, MINIMUM_S), today, rules)]
    return (streaks[-1], max(streaks)) if streaks else (0, 0)


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


# Days from a Monday to today: D done, . nothing, h excused, H excused and done all the same.
# Then how they stand: D done, m missed, g graced, e excused, - rest, o open.
@pytest.mark.parametrize(
    ("days", "planned", "stand", "current", "best"),
    [
        (".", WORKING, "o", 0, 0),
        ("D", WORKING, "D", 1, 1),
        ("DD.", WORKING, "DDo", 2, 2),
        (".D", WORKING, "mD", 1, 1),  # no streak stood that grace could keep
        # Rest days neither break nor add, and what is done on them is a present.
        ("DDDDD.. DD", WORKING, "DDDDD-- DD", 7, 7),
        ("DDDDDDD DD", WORKING, "DDDDD-- DD", 7, 7),
        (".....DD", WORKING, "mmmmm--", 0, 0),
        ("DDDDD.", WORKING, "DDDDD-", 5, 5),  # seen on the Saturday
        # One missed day, today still open or not.
        ("D.", WORKING, "Do", 1, 1),
        ("D..", WORKING, "Dgo", 1, 1),
        ("D.D", WORKING, "DgD", 2, 2),
        ("DDD.D.. D", WORKING, "DDDgD-- D", 5, 5),
        # Never two in a row, over a weekend neither.
        ("D..D", WORKING, "DgmD", 1, 1),
        ("DDD...", WORKING, "DDDgm-", 0, 3),
        ("DDDD... .D", WORKING, "DDDDg-- mD", 1, 4),
        # Nor across a holiday, however long.
        ("DDDD... hhhhh.. hhhhh.. .D", WORKING, "DDDDg-- eeeee-- eeeee-- mD", 1, 4),
        ("DDDD... hhhhh.. hhhhH.. .D", WORKING, "DDDDg-- eeeee-- eeeeD-- gD", 6, 6),
        # Once a fortnight: 13 days are too early, 14 are not.
        ("D." + 12 * "D" + ".D", (), "Dg" + 12 * "D" + "mD", 1, 13),
        ("D." + 13 * "D" + ".D", (), "Dg" + 13 * "D" + "gD", 15, 15),
        ("D..D.D", (), "DgmDmD", 1, 1),  # a broken streak does not give it back
        ("D..D" + 11 * "D" + ".D", (), "DgmD" + 11 * "D" + "gD", 13, 13),
        # Excused days neither break nor add, unless something was done.
        ("DDhhh.. hhD", WORKING, "DDeee-- eeD", 3, 3),
        ("DHD", WORKING, "DDD", 3, 3),
        ("Dh", WORKING, "De", 1, 1),
        ("D.hD", WORKING, "DgeD", 2, 2),
        ("Dh.D", WORKING, "DegD", 2, 2),
        ("DDDDDhh D", WORKING, "DDDDD-- D", 6, 6),  # a rest day needs no excuse
        ("hhD", WORKING, "eeD", 1, 1),
        # Other weeks than Monday to Friday; none planned is all planned.
        ("D...... ....... D", (0,), "D------ g------ D", 2, 2),
        ("D...... ....... .......", (0,), "D------ g------ m------", 0, 1),
        ("D...... ....... D...... ....... D", (0,), "D------ g------ D------ g------ D", 3, 3),
        ("D.D.D.D", (0, 2, 4), "D-D-D--", 3, 3),
        ("DDDDDDD D", (), "DDDDDDD D", 8, 8),
        ("DDDDDDD D", (0, 1, 2, 3, 4, 5, 6), "DDDDDDD D", 8, 8),
        ("....DDD", (5, 6), "-----DD", 2, 2),
    ],
)
def test_how_days_stand(
    days: str, planned: tuple[int, ...], stand: str, current: int, best: int
) -> None:
    marks = days.replace(" ", "")
    dated = {MONDAY + DAY * n: mark for n, mark in enumerate(marks)}
    active = {day: 300.0 for day, mark in dated.items() if mark in "DH"}
    excused = {day: Excuse.HOLIDAY for day, mark in dated.items() if mark in "hH"}
    rules = Rules(planned, excused=excused)
    walked = list(walk(active, max(dated), rules, first=MONDAY))
    assert [date.fromordinal(day) for day, *_ in walked] == list(dated)
    assert "".join(LETTERS[state] for _, state, _ in walked) == stand.replace(" ", "")
    streaks = [streak for *_, streak in walked]
    assert (streaks[-1], max(streaks)) == (current, best)


def test_without_grace_each_missed_day_counts() -> None:
    done, rules = [MONDAY, MONDAY + DAY * 2], Rules(WORKING, grace=False)
    assert current_and_best(done, MONDAY + DAY * 2, rules) == (1, 1)


@pytest.mark.parametrize(
    ("done", "today", "current", "best"),
    [
        ([], "06-05", 0, 0),
        (["02-28", "02-29", "03-01"], "03-01", 3, 3),  # the leap day
        (["02-28", "03-01"], "03-01", 1, 1),  # is a day like any other
        (["12-30", "12-31"], "12-31", 2, 2),
        # Flown west over the date line: what was done tomorrow counts, today is still open.
        (["06-04", "06-06"], "06-05", 2, 2),
        (["06-04", "06-05", "06-06"], "06-05", 3, 3),
        (["06-07", "06-08"], "06-07", 1, 1),  # tomorrow is a rest day
        # Flown east: Wednesday hardly was, and is as any day missed.
        (["06-04", "06-06"], "06-06", 1, 1),
        # A clock that was once set to a far year.
        (["06-04", "06-05", "12-25"], "06-05", 2, 2),
    ],
)
def test_streaks_over_dates(done: list[str], today: str, current: int, best: int) -> None:
    counted = [d(day) for day in done]
    assert current_and_best(counted, d(today), Rules(WORKING, grace=False)) == (current, best)


def test_flown_east_the_day_that_was_not_there_is_graced() -> None:
    assert current_and_best([d("06-04"), d("06-06")], d("06-06"), Rules(WORKING)) == (2, 2)


@pytest.mark.parametrize("year", [2020, 2023, 2024, 2026])  # 2020 and 2026 have a week 53
def test_a_streak_goes_on_over_the_end_of_a_year(year: int) -> None:
    start = date(year, 12, 20)
    done = [start + DAY * n for n in range(20)]
    assert current_and_best(done, done[-1], Rules()) == (20, 20)
    working = [day for day in done if day.weekday() < 5]
    assert current_and_best(working, done[-1], Rules(WORKING)) == (len(working), len(working))


@pytest.mark.parametrize("minimum_s", [60.0, 300.0])
def test_a_day_counts_from_its_minimum(minimum_s: float) -> None:
    active = {d("06-03"): minimum_s, d("06-04"): minimum_s - 0.1, d("06-05"): minimum_s + 0.1}
    states = [state for _, state, _ in walk(active, d("06-05"), Rules((), minimum_s))]
    assert states == [DayState.DONE, DayState.GRACED, DayState.DONE]


def test_a_walk_begins_where_something_was_done_and_no_later() -> None:
    active = {d("06-03"): 1.0, d("06-04"): 60.0}
    assert [day for day, *_ in walk(active, d("06-05"), Rules())] == [
        d("06-04").toordinal(),
        d("06-05").toordinal(),
    ]
    later = walk(active, d("06-05"), Rules(), first=d("06-05"))
    assert [streak for *_, streak in later] == [1, 1]
    assert list(walk({}, d("06-05"), Rules())) == []


def test_a_week_is_from_monday_to_sunday() -> None:
    active = {d("06-02"): 1.0, d("06-03"): 10.0, d("06-09"): 100.0, d("06-10"): 1000.0}
    for day in range(3, 10):
        assert week_seconds(active, d(f"06-{day:02}")) == 110.0


def test_a_week_may_lie_in_two_years() -> None:
    active = {date(2024, 12, 30): 1.0, date(2025, 1, 5): 2.0, date(2024, 1, 1): 4.0}
    assert week_seconds(active, date(2025, 1, 1)) == 3.0


@pytest.mark.parametrize(
    ("minutes", "off", "current", "best"),
    [
        # Minutes a week, the last week is this one; excused days of each week; a goal of 50.
        ([], {}, 0, 0),
        ([50], {}, 1, 1),
        ([49], {}, 0, 0),
        ([50, 60, 0], {}, 2, 2),  # this week does not break it
        ([50, 60, 50], {}, 3, 3),
        ([50, 49, 50], {}, 1, 1),
        ([50, 50, 0, 10], {}, 0, 2),
        ([50, 50, 0, 50], {}, 1, 2),
        ([0, 50], {}, 1, 1),
        ([50, 40, 50], {1: "h...."}, 3, 3),  # a goal of 40
        ([50, 39, 50], {1: "h...."}, 1, 1),
        ([50, 40, 50], {1: ".....hh"}, 1, 1),  # rest days need no excuse
        ([50, 10, 50], {1: "hhhh.hh"}, 3, 3),
        ([50, 0, 50], {1: "hhhhh"}, 2, 2),  # neither breaks nor adds
        ([50, 10, 50], {1: "hhhhh"}, 2, 2),
        ([50, 50, 50], {1: "hhhhh"}, 3, 3),  # an excuse never takes anything away
        ([50, 0], {1: "hhhhh"}, 1, 1),
        ([50, 30], {1: "hh..."}, 2, 2),
        ([50, 0, 0, 50], {1: "hhhhh"}, 1, 1),
    ],
)
def test_weeks_that_reach_their_goal(
    minutes: list[int], off: dict[int, str], current: int, best: int
) -> None:
    monday = date(2020, 12, 14)  # over week 53 of 2020
    active = {monday + DAY * (7 * n + n % 7): m * 60.0 for n, m in enumerate(minutes)}
    excused = {
        monday + DAY * (7 * n + k): Excuse.ILLNESS
        for n, marks in off.items()
        for k, mark in enumerate(marks)
        if mark == "h"
    }
    today = monday + DAY * (7 * max(0, len(minutes) - 1) + 3)
    assert weekly(active, today, 3000.0, Rules(WORKING, excused=excused)) == (current, best)


def test_a_week_adds_up_its_days_however_short_each_was() -> None:
    active = {MONDAY + DAY * n: 30.0 for n in range(7)}
    assert weekly(active, MONDAY + DAY * 6, 210.0, Rules(WORKING)) == (1, 1)
    assert weekly(active, MONDAY + DAY * 6, 210.1, Rules(WORKING)) == (0, 0)


def test_with_no_planned_days_each_excused_day_is_a_seventh_of_the_goal() -> None:
    excused = {MONDAY + DAY * n: Excuse.HOLIDAY for n in range(3)}
    for seconds, reached in ((40.0, 1), (39.9, 0)):
        rules = Rules(excused=excused)
        assert weekly({MONDAY: seconds}, MONDAY, 70.0, rules) == (reached, reached)


def test_without_a_goal_there_is_no_streak_of_weeks() -> None:
    assert weekly({MONDAY: 600.0}, MONDAY, 0, Rules()) == (0, 0)


def test_a_week_ahead_counts_from_tomorrow_only() -> None:
    sunday = MONDAY + DAY * 6
    active = {MONDAY: 100.0, sunday + DAY: 100.0, sunday + DAY * 8: 100.0}
    assert weekly(active, sunday, 100.0, Rules()) == (2, 2)
