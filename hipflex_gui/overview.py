"""All figures of the history at once, for whoever shows them: the page, its print, the terminal."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from hipflex_gui import balance, history
from hipflex_gui.balance import Sides
from hipflex_gui.history import Averages, Change, Summary, YearDay
from hipflex_gui.log import Excuse
from hipflex_gui.settings import Settings
from hipflex_gui.store_reading import Log
from hipflex_gui.streaks import ONE_DAY, local_day

WEEKS = 26
_WEEK, _FOUR_WEEKS = 7 * ONE_DAY, 28 * ONE_DAY


@dataclass(frozen=True)
class Overview:
    """The figures of the history.

    Attributes:
        summary: streak, week and goal.
        runs: how many sessions there are with guided time.
        active_s: their seconds of it together.
        year: the last 53 weeks, day by day.
        excused: the days off.
        weeks: the Monday and the guided seconds of each of the last ``WEEKS`` weeks.
        averages: means a week and a day.
        regions: seconds by region of the body this week, and a week over the last four whole
            weeks.
        sides: left and right by region, over this week and the last four.
        together: left and right over all of that, each second once.
        hours: guided seconds by the hour of the day, over ``WEEKS`` weeks.
        changes: how tightness changed, over ``WEEKS`` weeks.
    """

    summary: Summary
    runs: int
    active_s: float
    year: list[YearDay]
    excused: Mapping[date, Excuse]
    weeks: list[tuple[date, float]]
    averages: Averages
    regions: dict[str, tuple[float, float]]
    sides: dict[str, Sides]
    together: Sides
    hours: dict[int, float]
    changes: list[Change]


def overview(log: Log, now: datetime, settings: Settings) -> Overview:
    """Return the figures of a log.

    Args:
        log: what was done.
        now: aware local time.
        settings: planned days, goal, and what a streak is made of.

    Raises:
        MachineFault: the log cannot be read; no figures are better than wrong ones.
    """
    today = local_day(now, settings.day_end_hour)
    monday = today - ONE_DAY * today.weekday()
    active_by_day, excused = log.active_by_day(), log.excused()
    rules = history.rules(settings, excused)
    runs, active_s = log.totals()
    worked = log.worked(monday - _FOUR_WEEKS)
    week = balance.by_region(worked, monday, today + ONE_DAY)
    before = balance.by_region(worked, monday - _FOUR_WEEKS, monday - ONE_DAY)
    since = monday - _WEEK * (WEEKS - 1)
    return Overview(
        summary=history.summary(active_by_day, now, settings, excused),
        runs=runs,
        active_s=active_s,
        year=history.year(active_by_day, today, rules),
        excused=excused,
        weeks=history.weekly_minutes(active_by_day, today, WEEKS),
        averages=history.averages(active_by_day, today, rules),
        regions={
            region: (week.get(region, 0.0), before.get(region, 0.0) / 4)
            for region, _areas in balance.REGIONS
            if region in week or region in before
        },
        sides=balance.sides_by_region(worked, monday - _FOUR_WEEKS, today + ONE_DAY),
        together=balance.sides(worked, monday - _FOUR_WEEKS, today + ONE_DAY),
        hours=log.started(since),
        changes=history.changes(log.ratings(since)),
    )
