"""The figures of a week and of a streak in words, the same on every page."""

from collections.abc import Sequence

from hipflex_gui.history import Summary
from hipflex_gui.i18n import _, ngettext
from hipflex_gui.ui.widgets.week import Day

WORKING_DAYS = (0, 1, 2, 3, 4)


def streak_unit(number: int, planned: Sequence[int], unit: str = "days") -> str:
    """Return what a streak counts: weeks, or working days, planned days, or days."""
    if unit == "weeks":
        return ngettext("week", "weeks", number)
    if tuple(planned) == WORKING_DAYS:
        return ngettext("working day", "working days", number)
    if planned and len(planned) < 7:
        return ngettext("planned day", "planned days", number)
    return ngettext("day", "days", number)


def strip_days(summary: Summary, *, weeks: bool = True) -> list[Day]:
    """Return the last planned days as the strip shows them, ``weeks`` apart from each other."""
    days, week = [], None
    for day, state in summary.strip:
        days.append(Day(state, weeks and day.isocalendar()[:2] != week, day.isoformat()))
        week = day.isocalendar()[:2]
    return days


def week_minutes(summary: Summary) -> tuple[str, str]:
    """Return the minutes of the week, and what they are of."""
    goal = _("of {goal} min").format(goal=summary.goal_min) if summary.goal_min else _("min")
    return str(summary.week_min), goal


def this_week(summary: Summary) -> tuple[str, str]:
    """Return the minutes of the week, and what they are of, where no heading names the week."""
    if not summary.goal_min:
        return str(summary.week_min), _("min this week")
    return str(summary.week_min), _("of {goal} min this week").format(goal=summary.goal_min)
