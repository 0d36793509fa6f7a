import time
from datetime import datetime, timedelta

import pytest

from hipflex_gui import clock
from hipflex_gui.clock import ScaledClock, SystemClock
from tests.support import START, ManualClock


def test_the_systems_clocks_are_the_machines() -> None:
    before, system = time.monotonic(), SystemClock()
    assert before <= system.monotonic() <= time.monotonic()
    assert system.now().utcoffset() == timedelta()
    assert abs(system.now().timestamp() - time.time()) < 60


def test_a_scaled_clock_runs_faster_from_the_moment_it_is_made() -> None:
    base = ManualClock()
    base.advance(100)
    scaled = ScaledClock(base, 50)
    assert (scaled.monotonic(), scaled.now()) == (100, base.now())
    base.advance(2)
    assert scaled.monotonic() == 200
    assert scaled.now() == START + timedelta(seconds=200)


def test_sleep_waits_for_real_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []
    monkeypatch.setattr(time, "sleep", slept.append)
    clock.sleep(0.25)
    assert slept == [0.25]


@pytest.mark.parametrize(
    ("wall", "hours"),
    [
        (datetime(2026, 1, 15, 9, 0), 1),  # noqa: DTZ001 - what a clock on the wall shows
        (datetime(2026, 7, 15, 9, 0), 2),  # noqa: DTZ001
        (datetime(2026, 10, 25, 2, 30), 2),  # noqa: DTZ001 - shown twice: the first time
    ],
)
def test_a_time_on_the_wall_has_the_offset_of_its_day(
    wall: datetime, hours: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3")
    time.tzset()
    for machine in (SystemClock(), ScaledClock(SystemClock(), 10)):
        assert machine.local(wall).utcoffset() == timedelta(hours=hours)
        assert machine.local(wall).replace(tzinfo=None) == wall
