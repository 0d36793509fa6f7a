from datetime import date, datetime, timedelta, timezone

from hipflex_gui.history import summary
from hipflex_gui.settings import Settings
from hipflex_gui.streaks import DayState

ZONE = timezone(timedelta(hours=1))


def test_the_figures_of_a_log() -> None:
    log = {
        date(2026, 2, 25): 300.0,  # a Wednesday
        date(2026, 2, 26): 300.0,
        date(2026, 2, 27): 300.0,
        date(2026, 3, 2): 30.0,  # too short to count as a day, but time all the same
        date(2026, 3, 3): 300.0,
    }
    found = summary(log, datetime(2026, 3, 4, 9, 0, tzinfo=ZONE), Settings(weekly_goal_min=40))
    assert (found.today, found.streak, found.best) == (date(2026, 3, 4), 1, 3)
    assert (found.week_s, found.week_min, found.goal_min) == (330.0, 5, 40)
    assert found.strip[-3:] == (
        (date(2026, 3, 2), DayState.MISSED),
        (date(2026, 3, 3), DayState.DONE),
        (date(2026, 3, 4), DayState.OPEN),
    )


def test_at_night_it_is_still_yesterday() -> None:
    late = datetime(2026, 3, 5, 3, 59, tzinfo=ZONE)
    assert summary({}, late, Settings()).today == date(2026, 3, 4)
    assert summary({}, late, Settings(day_end_hour=0)).today == date(2026, 3, 5)
    assert summary({}, late, Settings()).streak == 0
