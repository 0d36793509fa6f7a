"""Days, streaks and weeks, as pure functions over the local days that were recorded.

A day is never 86,400 seconds here: a run's local day is fixed once, when it starts, and everything
afterwards is arithmetic on dates, which no time zone and no clock change can touch.

A streak is walked forwards, a day at a time, so that what a day was stays what it was: nothing
done later turns a graced day into a missed one.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from hipflex_gui.log import Excuse

MINIMUM_S = 60.0
"""Seconds of guided time that make a day count: this project's own choice, no finding. One minute
is less than the shortest session and more than a look at what a session is like."""

GRACE_EVERY = 14
"""Days from one graced day to the next at the least: this project's own choice, no finding."""

ONE_DAY = timedelta(days=1)


class DayState(StrEnum):
    """How a day stands."""

    DONE = "done"
    MISSED = "missed"
    OPEN = "open"  # today, and nothing done yet
    GRACED = "graced"  # missed, and it does not matter
    EXCUSED = "excused"  # a holiday, or ill
    REST = "rest"  # not a planned day, whether or not something was done


@dataclass(frozen=True)
class Rules:
    """What a streak is made of.

    Attributes:
        planned: the planned weekdays, Monday is 0; if there are none, every day is planned.
        minimum_s: seconds of guided time that make a day count.
        grace: whether one missed day a fortnight does not break a streak.
        excused: the days on which nothing was to be done.
    """

    planned: tuple[int, ...] = ()
    minimum_s: float = MINIMUM_S
    grace: bool = True
    excused: Mapping[date, Excuse] = field(default_factory=dict)


def local_day(now: datetime, day_end_hour: int) -> date:
    """Return the day that a moment counts for.

    The cut-off moves the date, not the clock: when the clock on the wall shows an hour before
    ``day_end_hour`` it is still yesterday, on nights with a clock change too.

    Args:
        now: the local time.
        day_end_hour: the hour at which the day ends, 0 to 12.
    """
    return now.date() - ONE_DAY * (now.hour < day_end_hour)


def week_seconds(active_by_day: Mapping[date, float], today: date) -> float:
    """Return the seconds of guided time in today's week, Monday to Sunday."""
    monday = today - ONE_DAY * today.weekday()
    return sum(active_by_day.get(monday + ONE_DAY * n, 0.0) for n in range(7))


def walk(
    active_by_day: Mapping[date, float], today: date, rules: Rules, first: date | None = None
) -> Iterator[tuple[int, DayState, int]]:
    """Yield each day's ordinal, how it stands, and the streak after it, oldest first.

    A planned day that was done adds one to the streak. Rest days, excused days and today while it
    is open leave it as it is. A missed day ends it, unless it is graced: the planned day before it
    was done, and the last graced day is ``GRACE_EVERY`` days back or more.

    Someone who flies west over the date line has done tomorrow already, and it counts. A day
    further ahead can only come from a clock that was wrong, and is left out.

    Args:
        active_by_day: seconds of guided time a recorded local day.
        today: the local day of now.
        rules: what a streak is made of.
        first: where to begin if nothing was done before; else, where something was first done.
    """
    now = today.toordinal()
    done = {day.toordinal() for day, s in active_by_day.items() if s >= rules.minimum_s}
    done = {day for day in done if day <= now + 1}
    starts = done | {first.toordinal()} if first else done
    if not starts:
        return
    excused = {day.toordinal() for day in rules.excused}
    # the first of all ordinals is a Monday
    planned = [not rules.planned or (day - 1) % 7 in rules.planned for day in range(7)]
    streak, last_done, grace_from = 0, False, 0
    for day in range(min(starts), max(now, *starts) + 1):
        if not planned[day % 7]:
            yield day, DayState.REST, streak
        elif day in done:
            streak, last_done = streak + 1, True
            yield day, DayState.DONE, streak
        elif day in excused:
            yield day, DayState.EXCUSED, streak
        elif day >= now:
            yield day, DayState.OPEN, streak
        elif rules.grace and last_done and day >= grace_from:
            last_done, grace_from = False, day + GRACE_EVERY
            yield day, DayState.GRACED, streak
        else:
            streak, last_done = 0, False
            yield day, DayState.MISSED, streak


def weekly(
    active_by_day: Mapping[date, float], today: date, goal_s: float, rules: Rules
) -> tuple[int, int]:
    """Return how many weeks in a row reached the goal, up to this one, and the most there were.

    Excused days make a week's goal smaller by their share of its planned days. A week with nothing
    but excused days does not break a streak, and adds to it only with the whole goal. This week
    adds once it has reached the goal, and does not break the streak before.

    Args:
        active_by_day: seconds of guided time a recorded local day.
        today: the local day of now; what lies more than a day ahead of it is left out.
        goal_s: seconds to reach in a week, Monday to Sunday; without a goal there are no streaks.
        rules: the planned and the excused days; grace is for days only.
    """
    now = today.toordinal()
    seconds: dict[int, float] = {}
    for day, s in active_by_day.items():
        if s > 0 and (ordinal := day.toordinal()) <= now + 1:
            week = (ordinal - 1) // 7
            seconds[week] = seconds.get(week, 0.0) + s
    if not goal_s or not seconds:
        return 0, 0
    planned = len(set(rules.planned)) or 7
    left: dict[int, int] = {}
    for day in rules.excused:
        if not rules.planned or day.weekday() in rules.planned:
            week = (day.toordinal() - 1) // 7
            left[week] = left.get(week, planned) - 1
    streak = best = 0
    this_week = (now - 1) // 7
    for week in range(min(seconds), max(this_week, *seconds) + 1):
        wanted = left.get(week, planned)
        # not a goal of parts of a second, which a sum of seconds may miss by a hair
        if seconds.get(week, 0.0) * planned >= goal_s * (wanted or planned):
            streak += 1
            best = max(best, streak)
        elif wanted and week < this_week:
            streak = 0
    return streak, best
