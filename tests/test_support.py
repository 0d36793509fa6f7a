from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from hipflex_gui.clock import Clock, ScaledClock
from tests.support import START, ManualClock


def test_both_faces_of_the_clock_move_together() -> None:
    clock: Clock = (manual := ManualClock())
    manual.advance(90)
    assert clock.monotonic() == 90
    assert (clock.now() - START).total_seconds() == 90


def test_only_the_wall_moves_while_the_machine_sleeps_or_is_set() -> None:
    clock = ManualClock()
    clock.sleep_machine(3600)
    assert (clock.monotonic(), clock.now().hour) == (0, 10)
    clock.set_wall(datetime(2026, 3, 1, tzinfo=UTC))
    assert (clock.monotonic(), clock.now().day) == (0, 1)


def test_time_passes_evenly_over_a_change_of_the_clocks() -> None:
    start = datetime(2026, 3, 29, 1, 59, tzinfo=ZoneInfo("Europe/Berlin"))
    clock = ManualClock(start, ZoneInfo("Europe/Berlin"))
    clock.advance(120)
    assert clock.now().isoformat() == "2026-03-29T03:01:00+02:00"


def test_a_scaled_clock_runs_faster_on_both_faces() -> None:
    base = ManualClock()
    base.advance(5)
    scaled = ScaledClock(base, 60)
    base.advance(2)
    assert scaled.monotonic() == pytest.approx(125)
    assert (scaled.now() - START).total_seconds() == pytest.approx(125)
