"""Days and streaks as laws: whatever was done, wherever, and however the log was put together."""

import random
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hipflex_gui.log import Excuse
from hipflex_gui.streaks import DayState, Rules, local_day, walk, weekly

WORKING = (0, 1, 2, 3, 4)
ZONES = (
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",  # its clocks change by half an hour
    "Africa/Casablanca",  # its clocks change with the moon
    "Pacific/Auckland",
    "Pacific/Honolulu",
    "Pacific/Kiritimati",  # a whole day and an hour ahead of Honolulu
)
DAY = timedelta(days=1)
FIRST = date(2023, 12, 1)

Walked = list[tuple[int, DayState, int]]

instants = st.integers(0, 2 * 366 * 86_400).map(
    lambda seconds: datetime(2023, 6, 1, tzinfo=UTC) + timedelta(seconds=seconds)
)
days = st.dates(FIRST, date(2024, 3, 31))  # over a year's end and a leap day
seconds = st.integers(0, 200).map(float)
logs = st.dictionaries(days, seconds, max_size=90) | st.sets(days, max_size=110).map(
    lambda done: dict.fromkeys(sorted(done), 60.0)
)
excuses = st.dictionaries(days, st.sampled_from(Excuse), max_size=30)
plans = st.frozensets(st.integers(0, 6)).map(lambda planned: tuple(sorted(planned)))
rules = st.builds(Rules, planned=plans, grace=st.booleans(), excused=excuses)
without_grace = st.builds(Rules, planned=plans, grace=st.just(False), excused=excuses)


@st.composite
def full_logs(draw: st.DrawFn) -> dict[date, float]:
    """A hundred days with few gaps: streaks long enough for grace to come round again."""
    gaps = draw(st.sets(st.integers(0, 99), max_size=12))
    return {FIRST + DAY * n: 60.0 for n in range(100) if n not in gaps}


logs |= full_logs()


def current(active: Mapping[date, float], today: date, rules: Rules) -> int:
    return next((streak for *_, streak in reversed(list(walk(active, today, rules)))), 0)


def best(active: Mapping[date, float], today: date, rules: Rules) -> int:
    return max((streak for *_, streak in walk(active, today, rules)), default=0)


def model(active: Mapping[date, float], today: date, rules: Rules, first: date) -> Walked:
    """The rules as one would say them, looking back anew from every day."""
    stands: dict[date, DayState] = {}
    walked = []
    last = today + DAY if active.get(today + DAY, 0.0) >= rules.minimum_s else today
    day = first
    while day <= last:
        counted = [s for s in stands.values() if s not in (DayState.REST, DayState.EXCUSED)]
        fortnight = [stands.get(day - DAY * back) for back in range(1, 14)]
        if rules.planned and day.weekday() not in rules.planned:
            stands[day] = DayState.REST
        elif active.get(day, 0.0) >= rules.minimum_s:
            stands[day] = DayState.DONE
        elif day in rules.excused:
            stands[day] = DayState.EXCUSED
        elif day == today:
            stands[day] = DayState.OPEN
        elif rules.grace and counted[-1:] == [DayState.DONE] and DayState.GRACED not in fortnight:
            stands[day] = DayState.GRACED
        else:
            stands[day] = DayState.MISSED
        streak = 0
        for state in reversed(stands.values()):
            if state is DayState.MISSED:
                break
            streak += state is DayState.DONE
        walked.append((day.toordinal(), stands[day], streak))
        day += DAY
    return walked


@given(logs, days, rules)
def test_a_walk_is_what_looking_back_each_day_says(
    active: dict[date, float], today: date, rules: Rules
) -> None:
    assert list(walk(active, today, rules, FIRST)) == model(active, today, rules, FIRST)


@given(logs, days, rules)
def test_a_streak_grows_by_one_on_a_done_day_and_falls_to_nothing_on_a_missed_one(
    active: dict[date, float], today: date, rules: Rules
) -> None:
    before = 0
    for _day, state, streak in walk(active, today, rules, FIRST):
        missed, done = state is DayState.MISSED, state is DayState.DONE
        assert streak == (0 if missed else before + done)
        before = streak


@given(logs, days, rules)
def test_grace_comes_once_a_fortnight_and_never_twice_in_a_row(
    active: dict[date, float], today: date, rules: Rules
) -> None:
    walked = list(walk(active, today, rules, FIRST))
    graced = [day for day, state, _ in walked if state is DayState.GRACED]
    assert all(later - sooner >= 14 for sooner, later in pairwise(graced))
    counted = [s for _, s, _ in walked if s not in (DayState.REST, DayState.EXCUSED)]
    assert (DayState.GRACED, DayState.GRACED) not in pairwise(counted)
    assert rules.grace or not graced


@given(logs, days, rules)
def test_a_streak_is_never_more_than_the_days_done(
    active: dict[date, float], today: date, rules: Rules
) -> None:
    done = sum(s >= rules.minimum_s for s in active.values())
    assert 0 <= current(active, today, rules) <= best(active, today, rules) <= done


@given(logs, days, days, rules)
def test_what_a_day_was_it_stays(
    active: dict[date, float], today: date, other: date, rules: Rules
) -> None:
    sooner, later = sorted((today, other))
    was, stays = (list(walk(active, now, rules, FIRST)) for now in (sooner, later))
    past = (sooner - FIRST).days
    assert was[:past] == stays[:past]


@given(logs, days, rules, days)
def test_what_was_done_on_a_rest_day_changes_nothing(
    active: dict[date, float], today: date, rules: Rules, extra: date
) -> None:
    fewer = {
        day: s for day, s in active.items() if not rules.planned or day.weekday() in rules.planned
    }
    rest = rules.planned and extra.weekday() not in rules.planned
    more = active | ({extra: 600.0} if rest else {})
    for rule in (current, best):
        assert rule(fewer, today, rules) == rule(more, today, rules)


# With grace these hold for the last gap only: a gap that is mended further back may leave the
# grace of a later one to an earlier one, as it would have been at the time.
@given(logs, days, without_grace, days)
def test_doing_or_excusing_a_day_never_costs_anything(
    active: dict[date, float], today: date, rules: Rules, mended: date
) -> None:
    off = Rules(rules.planned, grace=False, excused={**rules.excused, mended: Excuse.ILLNESS})
    for rule in (current, best):
        stood = rule(active, today, rules)
        assert rule({**active, mended: 60.0}, today, rules) >= stood
        assert rule(active, today, off) >= stood


@given(logs, days, rules)
def test_doing_or_excusing_the_last_missed_day_never_costs_anything(
    active: dict[date, float], today: date, rules: Rules
) -> None:
    gaps = [
        date.fromordinal(day)
        for day, state, _ in walk(active, today, rules, FIRST)
        if state in (DayState.MISSED, DayState.GRACED)
    ]
    for gap in gaps[-1:]:
        off = Rules(
            rules.planned, grace=rules.grace, excused={**rules.excused, gap: Excuse.ILLNESS}
        )
        for rule in (current, best):
            stood = rule(active, today, rules)
            assert rule({**active, gap: 60.0}, today, rules) >= stood
            assert rule(active, today, off) >= stood


@given(full_logs(), days, plans)
def test_with_every_gap_excused_nothing_is_lost(
    active: dict[date, float], today: date, planned: tuple[int, ...]
) -> None:
    gaps = {FIRST + DAY * n for n in range(200)} - active.keys()
    rules = Rules(planned, excused=dict.fromkeys(gaps, Excuse.HOLIDAY))
    done = [
        day for day in active if day <= today + DAY and (not planned or day.weekday() in planned)
    ]
    assert current(active, today, rules) == best(active, today, rules) == len(done)


@given(st.lists(st.tuples(days, seconds), max_size=80), days, rules, st.randoms())
def test_however_a_log_was_put_together_it_says_the_same(
    runs: list[tuple[date, float]], today: date, rules: Rules, chance: random.Random
) -> None:
    def by_day(runs: list[tuple[date, float]]) -> Counter[date]:
        found: Counter[date] = Counter()
        for day, s in runs:
            found[day] += int(s)
        return found

    whole = by_day(runs)
    mixed = list(runs)
    chance.shuffle(mixed)
    cut = chance.randint(0, len(mixed))
    merged = by_day(mixed[:cut]) + by_day(mixed[cut:])
    edited = Counter(whole)
    for day, s in mixed[:cut]:  # a run is taken out, and put back by undo
        edited[day] -= int(s)
    for day, s in mixed[:cut]:
        edited[day] += int(s)
    for log in (by_day(mixed), merged, edited):
        assert list(walk(log, today, rules)) == list(walk(whole, today, rules))
        assert weekly(log, today, 300.0, rules) == weekly(whole, today, 300.0, rules)


@given(logs, days, st.integers(1, 1000), rules)
def test_streaks_of_weeks_are_what_looking_at_each_week_says(
    active: dict[date, float], today: date, goal_s: int, rules: Rules
) -> None:
    streak = most = 0
    monday = FIRST - DAY * FIRST.weekday()
    while monday <= today + DAY:
        week = [monday + DAY * n for n in range(7)]
        planned = [day for day in week if not rules.planned or day.weekday() in rules.planned]
        wanted = [day for day in planned if day not in rules.excused]
        done = sum(active.get(day, 0.0) for day in week if day <= today + DAY)
        if done / goal_s >= len(wanted or planned) / len(planned):
            streak += 1
        elif wanted and week[-1] < today:
            streak = 0
        most = max(most, streak)
        monday += DAY * 7
    assert weekly(active, today, float(goal_s), rules) == (streak, most)


@given(logs, days, st.integers(1, 1000), rules, days)
def test_excusing_a_day_never_costs_a_week(
    active: dict[date, float], today: date, goal_s: int, rules: Rules, day: date
) -> None:
    off = Rules(rules.planned, excused={**rules.excused, day: Excuse.HOLIDAY})
    stood = weekly(active, today, goal_s, rules)
    assert all(a <= b for a, b in zip(stood, weekly(active, today, goal_s, off), strict=True))


@given(instants, st.sampled_from(ZONES), st.integers(0, 12))
def test_the_day_is_todays_date_or_yesterdays(moment: datetime, zone: str, hour: int) -> None:
    now = moment.astimezone(ZoneInfo(zone))
    expected = now.date() if now.time().hour >= hour else now.date() - DAY
    assert local_day(now, hour) == expected
    assert local_day(now, 0) == now.date()


@pytest.mark.parametrize(
    ("zone", "night", "hours"),
    [
        ("Europe/Berlin", "2025-03-30", 23),
        ("Europe/Berlin", "2025-10-26", 25),
        ("America/New_York", "2025-03-09", 23),
        ("America/New_York", "2025-11-02", 25),
        ("Australia/Lord_Howe", "2025-10-05", 23.5),
        ("Australia/Lord_Howe", "2025-04-06", 24.5),
        ("Africa/Casablanca", "2025-04-06", 23),  # after Ramadan
        ("Africa/Casablanca", "2025-02-23", 25),
    ],
)
def test_on_a_night_with_a_clock_change_each_wall_time_has_one_day_and_none_comes_back(
    zone: str, night: str, hours: float
) -> None:
    after = date.fromisoformat(night)
    start, end = (
        datetime(day.year, day.month, day.day, 12, tzinfo=ZoneInfo(zone)).astimezone(UTC)
        for day in (after - DAY, after)
    )
    assert end - start == timedelta(hours=hours)  # the clocks do change that night
    minutes = range(int(hours * 60))
    walls = [(start + timedelta(minutes=n)).astimezone(ZoneInfo(zone)) for n in minutes]
    for hour in range(13):
        days = [local_day(wall, hour) for wall in walls]
        assert days == sorted(days)
        assert set(days) == {after - DAY, after} if hour < 12 else {after - DAY}
        of_wall = {
            (wall.replace(tzinfo=None, fold=0), day) for wall, day in zip(walls, days, strict=True)
        }
        assert len(of_wall) == len({wall for wall, _day in of_wall})


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("hour", [0, 3, 4, 9, 23])
def test_daily_at_one_hour_all_year_never_breaks(zone: str, hour: int) -> None:
    start = datetime(2024, 1, 1, hour, 30, tzinfo=ZoneInfo(zone))
    done = [local_day(start + DAY * n, 4) for n in range(366)]  # wall-clock days
    assert current(dict.fromkeys(done, 60.0), done[-1], Rules(grace=False)) == 366


@given(
    st.lists(st.tuples(instants, st.sampled_from(ZONES)), max_size=40),
    st.sampled_from(ZONES),
    rules,
)
def test_recorded_days_give_the_same_streak_wherever_they_are_looked_at(
    moments: list[tuple[datetime, str]], here: str, rules: Rules
) -> None:
    active: Counter[date] = Counter()
    for moment, zone in moments:
        active[local_day(moment.astimezone(ZoneInfo(zone)), 4)] += 60
    looked_at = local_day(datetime(2025, 12, 31, 12, tzinfo=ZoneInfo(here)), 4)
    there = date(2025, 12, 31)
    assert looked_at == there
    assert list(walk(active, looked_at, rules)) == list(walk(active, there, rules))


@pytest.mark.parametrize(
    ("takes_off", "hours", "lands", "days"),
    [
        # West over the date line, Honolulu to Auckland: a date is left out, and graced.
        ("2024-06-04T20:00-10:00", 10, "Pacific/Auckland", ["06-04", "06-06", "06-07"]),
        # East, Auckland to Honolulu: a date comes twice, and is one day.
        ("2024-06-05T20:00+12:00", 9, "Pacific/Honolulu", ["06-05", "06-05", "06-06"]),
        # Over the ocean, New York to Berlin and back.
        ("2024-06-05T20:00-04:00", 8, "Europe/Berlin", ["06-05", "06-06", "06-07"]),
        ("2024-06-05T20:00+02:00", 9, "America/New_York", ["06-05", "06-05", "06-06"]),
    ],
)
def test_travel_leaves_the_recorded_days_alone(
    takes_off: str, hours: int, lands: str, days: list[str]
) -> None:
    start = datetime.fromisoformat(takes_off)
    landed = (start.astimezone(UTC) + timedelta(hours=hours)).astimezone(ZoneInfo(lands))
    done = [local_day(moment, 4) for moment in (start, landed, landed + DAY)]
    assert done == [date.fromisoformat(f"2024-{day}") for day in days]
    assert current(dict.fromkeys(done, 60.0), done[-1], Rules(WORKING)) == len(set(done))
    # looked at in between, in the zone of departure again, where it is a day earlier or later
    for there in (done[-1] - DAY, done[-1] + DAY):
        assert current(dict.fromkeys(done, 60.0), there, Rules(WORKING)) == len(set(done))
