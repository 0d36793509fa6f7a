"""Drift: how far the engine is from the plan after an hour of late ticks."""

import random
from dataclasses import replace

from hipflex_gui.catalogue import Catalogue
from hipflex_gui.engine import Engine
from hipflex_gui.events import State
from hipflex_gui.sessions import Pace, Repeat
from hipflex_gui.timeline import compile_session
from tests.support import ManualClock

LATEST_S = 0.4
SESSION, TIMES = "floor-10", 10
Row = tuple[str, str, str, str]


def rows() -> list[Row]:
    """Return (figure, measured, goal, note)."""
    drift_s, minutes, ticks = drift()
    note = f"{minutes:.0f} min of {SESSION}, {ticks} ticks up to {1000 * LATEST_S:.0f} ms late"
    return [("drift over a long session", f"{1000 * drift_s:.3f} ms", "0", note)]


def drift() -> tuple[float, float, int]:
    """Return the largest distance from the plan in seconds, the session's minutes, the ticks."""
    catalogue = Catalogue.load(None)
    session = catalogue.sessions[SESSION].session
    assert session
    session = replace(session, steps=(Repeat(TIMES, session.steps),))
    timeline = compile_session(session, catalogue.movements, Pace(), hands_free=True)
    starts = [0.0]
    for phase in timeline.phases:
        starts.append(starts[-1] + phase.planned_s)
    clock, late = ManualClock(), random.Random(1)
    engine = Engine(timeline, clock)
    begun = clock.monotonic()
    engine.play()
    worst, ticks = 0.0, 0
    while (deadline := engine.next_deadline()) is not None:
        clock.advance(max(0.0, deadline - clock.monotonic()) + late.uniform(0.0, LATEST_S))
        engine.tick()
        ticks += 1
        if engine.state is State.PLAYING:
            view = engine.view()
            planned = starts[view.index] + view.position_s
            worst = max(worst, abs(clock.monotonic() - begun - planned))
    return worst, timeline.planned_s / 60, ticks
