"""The figures of the history together: which days belong to this week and to the four before."""

from dataclasses import replace
from datetime import timedelta

from hipflex_gui.balance import Sides
from hipflex_gui.log import Logged, RunStatus
from hipflex_gui.overview import WEEKS, overview
from hipflex_gui.settings import Settings
from hipflex_gui.store import Store
from hipflex_gui.streaks import ONE_DAY
from tests.storing import NOW, RUN, STEP  # a Monday


def held(days: int, seconds: float, side: str = "left") -> Logged:
    """Return a run some days after the Monday, in which the hips were held on one side."""
    at = NOW + timedelta(days=days)
    run = replace(
        RUN,
        id=f"{days}",
        started_at=at,
        ended_at=at,
        day=at.date(),
        active_s=seconds,
        status=RunStatus.COMPLETED,
    )
    step = replace(STEP, held_s=seconds, side=side, targets=("hips",), started_at=at, ended_at=at)
    return Logged(run, (step,))


def test_this_week_stands_beside_a_week_of_the_four_whole_ones_before() -> None:
    store = Store(":memory:")
    store.merge([held(2, 90, "right"), held(0, 30), held(-1, 100), held(-28, 20), held(-29, 7)])
    seen = overview(store, NOW + 2 * ONE_DAY, Settings())
    assert seen.regions == {"Hips": (120, (100 + 20) / 4)}
    assert seen.sides == {"Hips": Sides(30 + 100 + 20, 90)}
    assert (seen.runs, seen.active_s) == (5, 247)
    assert seen.weeks[-1] == (NOW.date(), 120)
    assert (len(seen.weeks), seen.weeks[-5][1], seen.weeks[-6][1]) == (WEEKS, 20, 7)
    store.close()


def test_hours_are_of_the_weeks_that_are_shown() -> None:
    store = Store(":memory:")
    first = 7 * (1 - WEEKS)
    store.merge([held(0, 30), held(first, 20), held(first - 1, 10)])
    assert overview(store, NOW, Settings()).hours == {9: 50}
    store.close()
