"""What the history says at a glance: streaks and the week, computed and never stored."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from hipflex_gui import streaks
from hipflex_gui.settings import Settings


@dataclass(frozen=True)
class Summary:
    """The figures of the history.

    Attributes:
        today: the local day, rollover hour applied.
        streak: planned days in a row up to today.
        best: the longest such row ever.
        week_s: guided seconds since Monday.
        goal_min: minutes the user aims for in a week.
        strip: the last planned days with their state, oldest first.
    """

    today: date
    streak: int
    best: int
    week_s: float
    goal_min: int
    strip: tuple[tuple[date, streaks.DayState], ...]

    @property
    def week_min(self) -> int:
        """Whole guided minutes since Monday; a minute that was begun is not one that was done."""
        return int(self.week_s // 60)


def summary(active_by_day: Mapping[date, float], now: datetime, settings: Settings) -> Summary:
    """Return the figures of a log.

    Args:
        active_by_day: guided seconds a recorded local day.
        now: aware local time.
        settings: planned days, rollover hour and weekly goal.
    """
    today = streaks.local_day(now, settings.day_end_hour)
    done, planned = streaks.done_days(active_by_day), settings.planned_days
    return Summary(
        today,
        streaks.current_streak(done, today, planned),
        streaks.best_streak(done, today, planned),
        streaks.week_seconds(active_by_day, today),
        settings.weekly_goal_min,
        tuple(streaks.last_working_days(done, today, planned)),
    )
