"""Days, streaks and weeks, as pure functions over the local days that were recorded.

A day is never 86,400 seconds here: a run's local day is fixed once, when it starts, and everything
afterwards is arithmetic on dates, which no time zone and no clock change can touch.
"""

from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime, timedelta
from enum import StrEnum

MINIMUM_S = 60.0
"""Seconds of guided time that make a day count: this project's own choice, no finding. One minute
is less than the shortest session and more than a look at what a session is like."""

ONE_DAY = timedelta(days=1)


class DayState(StrEnum):
    """How a planned day stands."""

    DONE = "done"
    MISSED = "missed"
    OPEN = "open"  # today, and nothing done yet


def local_day(now: datetime, day_end_hour: int) -> date:
    """Return the day that a moment counts for.

    The cut-off moves the date, not the clock: when the clock on the wall shows an hour before
    ``day_end_hour`` it is still yesterday, on nights with a clock change too.

    Args:
        now: the local time.
        day_end_hour: the hour at which the day ends, 0 to 12.
    """
    return now.date() - ONE_DAY * (now.hour < day_end_hour)


def done_days(active_by_day: Mapping[date, float], minimum_s: float = MINIMUM_S) -> set[date]:
    """Return the days with enough seconds of guided time to count."""
    return {day for day, seconds in active_by_day.items() if seconds >= minimum_s}


def current_streak(done: Collection[date], today: date, planned: Collection[int]) -> int:
    """Return how many planned days in a row were done, up to today.

    Rest days neither break it nor add to it, and today does not break it while it is open.

    Args:
        done: the days that count.
        today: the local day of now.
        planned: the planned weekdays, Monday is 0; if there are none, every day is planned.
    """
    streak = 0
    for streak in _streaks(done, today, planned):  # noqa: B007 - the last one is the answer
        pass
    return streak


def best_streak(done: Collection[date], today: date, planned: Collection[int]) -> int:
    """Return the longest that ``current_streak`` ever was, today included."""
    return max(_streaks(done, today, planned), default=0)


def last_working_days(
    done: Collection[date], today: date, planned: Collection[int], n: int = 14
) -> list[tuple[date, DayState]]:
    """Return the last ``n`` planned days up to today, oldest first, and how each stands."""
    days: list[tuple[date, DayState]] = []
    day = today
    while len(days) < n:
        if _is_planned(day, planned):
            missed = DayState.OPEN if day == today else DayState.MISSED
            days.append((day, DayState.DONE if day in done else missed))
        day -= ONE_DAY
    return days[::-1]


def week_seconds(active_by_day: Mapping[date, float], today: date) -> float:
    """Return the seconds of guided time in today's week, Monday to Sunday."""
    week = today.isocalendar()[:2]
    return sum(s for day, s in active_by_day.items() if day.isocalendar()[:2] == week)


def _is_planned(day: date, planned: Collection[int]) -> bool:
    return not planned or day.weekday() in planned


def _streaks(done: Collection[date], today: date, planned: Collection[int]) -> Iterator[int]:
    """Yield the streak as it stood after each planned day, oldest first.

    Someone who flies west over the date line has done tomorrow already, and it counts. A day
    further ahead can only come from a clock that was wrong, and is left out.
    """
    counted = {day for day in done if day <= today + ONE_DAY and _is_planned(day, planned)}
    if not counted:
        return
    streak, day, last = 0, min(counted), max(today, *counted)
    while day <= last:
        if day in counted:
            streak += 1
            yield streak
        elif day < today and _is_planned(day, planned):
            streak = 0
            yield streak
        day += ONE_DAY
