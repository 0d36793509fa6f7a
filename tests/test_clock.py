import time
from datetime import timedelta

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
