"""What the history says: streaks, weeks, a year and how it felt; computed and never stored."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import takewhile
from statistics import fmean
from types import MappingProxyType

from hipflex_gui.log import Excuse
from hipflex_gui.settings import Settings
from hipflex_gui.streaks import (
    GRACE_EVERY,
    ONE_DAY,
    DayState,
    Rules,
    local_day,
    walk,
    week_seconds,
    weekly,
)

STRIP = 14
"""How many planned days a glance shows."""

FEWEST_RATINGS = 3
RECENT_RATINGS = 5
"""A change is told from three ratings on, and its last five are set against those before: this
project's own choice, no finding."""

NOT_EXCUSED: Mapping[date, Excuse] = MappingProxyType({})


@dataclass(frozen=True)
class Summary:
    """The figures of the history.

    Attributes:
        today: the local day, rollover hour applied.
        streak: planned days in a row up to today, or weeks in a row that reached the goal.
        best: the longest such row ever.
        week_s: guided seconds since Monday.
        goal_min: minutes the user aims for in a week.
        strip: the last planned days with their state, oldest first.
        unit: what ``streak`` and ``best`` count: ``days`` or ``weeks``.
        graced: the missed day of the last fortnight that did not end the streak of days.
    """

    today: date
    streak: int
    best: int
    week_s: float
    goal_min: int
    strip: tuple[tuple[date, DayState], ...]
    unit: str = "days"
    graced: date | None = None

    @property
    def week_min(self) -> int:
        """Whole guided minutes since Monday; a minute that was begun is not one that was done."""
        return int(self.week_s // 60)


@dataclass(frozen=True)
class YearDay:
    """A day of the year: how it stands, and its guided seconds."""

    day: date
    state: DayState
    seconds: float

    @property
    def planned(self) -> bool:
        """Whether something was planned."""
        return self.state is not DayState.REST


@dataclass(frozen=True)
class Averages:
    """Means in guided seconds; 0 where there is nothing yet to take the mean of.

    Attributes:
        four_weeks_s: a week, over the last 4 whole weeks before this one.
        half_year_s: a week, over the last 26 whole weeks before this one.
        day_s: a day that counts, over all of them.
    """

    four_weeks_s: float
    half_year_s: float
    day_s: float


@dataclass(frozen=True)
class Worked:
    """What was done on one day for the same targets on the same side.

    Attributes:
        day: the local day as recorded.
        targets: the areas, as movement files call them.
        side: ``left``, ``right`` or ``both``.
        held_s: seconds in all.
    """

    day: date
    targets: tuple[str, ...]
    side: str
    held_s: float


@dataclass(frozen=True)
class Rating:
    """How tight it felt before and after one run, 0 (loose) to 10 (very tight).

    Attributes:
        day: the local day as recorded.
        session: the session's id.
        name: the session's name at the time.
        movements: id and name of each movement that was done in it.
        before, after: how tight it felt.
    """

    day: date
    session: str
    name: str
    movements: tuple[tuple[str, str], ...]
    before: int
    after: int


@dataclass(frozen=True)
class Change:
    """By how much tightness changed over the runs of one session, or with one movement.

    A movement takes the change of each run it was part of: what it did by itself nobody can tell.

    Attributes:
        kind: ``session`` or ``movement``.
        id: its id; empty for a movement written in place in a session.
        name: its latest name.
        count: how many runs were rated.
        mean: the mean of after less before; below 0 is looser.
        recent: the mean of the last ``RECENT_RATINGS``.
        earlier: the mean of those before, None if there are none.
    """

    kind: str
    id: str
    name: str
    count: int
    mean: float
    recent: float
    earlier: float | None


def rules(settings: Settings, excused: Mapping[date, Excuse] = NOT_EXCUSED) -> Rules:
    """Return what a streak is made of for someone."""
    minimum_s = settings.least_day_min * 60.0
    return Rules(settings.planned_days, minimum_s, settings.grace, excused)


def summary(
    active_by_day: Mapping[date, float],
    now: datetime,
    settings: Settings,
    excused: Mapping[date, Excuse] = NOT_EXCUSED,
) -> Summary:
    """Return the figures of a log.

    Args:
        active_by_day: guided seconds a recorded local day.
        now: aware local time.
        settings: planned days, rollover hour, weekly goal, and what a streak is made of.
        excused: holidays and days of illness.
    """
    today = local_day(now, settings.day_end_hour)
    rule, goal_min = rules(settings, excused), settings.weekly_goal_min
    # every week has a planned day at least
    days = list(walk(active_by_day, today, rule, first=today - ONE_DAY * 7 * STRIP))
    streak, best, graced = days[-1][2], max(streak for *_day, streak in days), None
    if settings.streak_of == "weeks":
        streak, best = weekly(active_by_day, today, goal_min * 60.0, rule)
    else:
        graced = _graced(days, today)
    planned = [
        (date.fromordinal(day), state)
        for day, state, _streak in days[-7 * STRIP :]
        if state is not DayState.REST and day <= today.toordinal()
    ]
    return Summary(
        today,
        streak,
        best,
        week_seconds(active_by_day, today),
        goal_min,
        tuple(planned[-STRIP:]),
        settings.streak_of,
        graced,
    )


def year(
    active_by_day: Mapping[date, float], today: date, rules: Rules, weeks: int = 53
) -> list[YearDay]:
    """Return the days of the last weeks up to today, from a Monday on.

    Before the first recorded day nothing was planned, so nothing was missed: those days are rest.

    Args:
        active_by_day: guided seconds a recorded local day.
        today: the local day of now.
        rules: what a streak is made of.
        weeks: how many weeks, today's included.
    """
    first = _monday(today) - ONE_DAY * 7 * (weeks - 1)
    begun = min([today, *active_by_day]).toordinal()
    days = []
    for ordinal, state, _streak in walk(active_by_day, today, rules, first):
        if first.toordinal() <= ordinal <= today.toordinal():
            day = date.fromordinal(ordinal)
            state = state if ordinal >= begun else DayState.REST
            days.append(YearDay(day, state, active_by_day.get(day, 0.0)))
    return days


def weekly_minutes(
    active_by_day: Mapping[date, float], today: date, weeks: int = 26
) -> list[tuple[date, float]]:
    """Return the Monday and the guided seconds of each of the last weeks, today's included."""
    monday = _monday(today)
    mondays = [monday - ONE_DAY * 7 * n for n in reversed(range(weeks))]
    return [(day, week_seconds(active_by_day, day)) for day in mondays]


def averages(active_by_day: Mapping[date, float], today: date, rules: Rules) -> Averages:
    """Return guided seconds a week and a day, not counting the time before the first record."""
    begun = _monday(min([today, *active_by_day]))
    past = weekly_minutes(active_by_day, today, 27)[:-1]
    weeks = [seconds for monday, seconds in past if monday >= begun]
    done = [s for day, s in active_by_day.items() if s >= rules.minimum_s and day <= today]
    return Averages(_mean(weeks[-4:]), _mean(weeks), _mean(done))


def changes(ratings: Iterable[Rating]) -> list[Change]:
    """Return how tightness changed, for each session and movement with enough ratings.

    Args:
        ratings: oldest first.

    Returns:
        the most often rated first.
    """
    found: dict[tuple[str, str, str], list[int]] = {}
    names: dict[tuple[str, str, str], str] = {}
    for rating in ratings:
        of_run = {("session", rating.session, ""): rating.name}
        for id_, name in rating.movements:
            of_run["movement", id_, "" if id_ else name] = name
        for key, name in of_run.items():
            names[key] = name
            found.setdefault(key, []).append(rating.after - rating.before)
    told = [
        Change(
            kind=key[0],
            id=key[1],
            name=names[key],
            count=len(by),
            mean=fmean(by),
            recent=fmean(by[-RECENT_RATINGS:]),
            earlier=fmean(by[:-RECENT_RATINGS]) if len(by) > RECENT_RATINGS else None,
        )
        for key, by in found.items()
        if len(by) >= FEWEST_RATINGS
    ]
    return sorted(told, key=lambda change: (-change.count, change.kind, change.name, change.id))


def _graced(days: Sequence[tuple[int, DayState, int]], today: date) -> date | None:
    """Return the graced day of the last fortnight, unless a later missed day ended the streak."""
    after = today.toordinal() - GRACE_EVERY
    recent = takewhile(lambda day: day[0] > after and day[1] is not DayState.MISSED, reversed(days))
    return next((date.fromordinal(o) for o, state, _s in recent if state is DayState.GRACED), None)


def _monday(day: date) -> date:
    return day - ONE_DAY * day.weekday()


def _mean(values: Sequence[float]) -> float:
    return fmean(values) if values else 0.0
