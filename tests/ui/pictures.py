"""The README's pictures, taken from the real window: ``make pictures``.

The history in them is invented, but it was played: every run went through the engine.
"""

import os
import random
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from PySide6.QtWidgets import QApplication

from hipflex_gui.catalogue import Catalogue
from hipflex_gui.engine import Engine
from hipflex_gui.events import State
from hipflex_gui.log import Excuse, Excused, RunStatus
from hipflex_gui.paths import UserFolder, assets
from hipflex_gui.recorder import Recorder
from hipflex_gui.run import Run
from hipflex_gui.sessions import Pace
from hipflex_gui.store import Store
from hipflex_gui.timeline import compile_session
from hipflex_gui.ui.app import build
from hipflex_gui.ui.pages.library import MOVEMENTS, LibraryPage
from hipflex_gui.ui.window import MainWindow
from tests.support import ManualClock, RecordingPlayer

FIRST, NOW = datetime(2025, 11, 24, 16, 10, tzinfo=UTC), datetime(2026, 11, 20, 9, 5, tzinfo=UTC)
STEADY_FROM = datetime(2026, 11, 12, tzinfo=UTC)
OFF = {
    **{date(2025, 12, 24) + timedelta(days=n): Excuse.HOLIDAY for n in range(9)},
    **{date(2026, 2, 10) + timedelta(days=n): Excuse.ILLNESS for n in range(4)},
    **{date(2026, 8, 3) + timedelta(days=n): Excuse.HOLIDAY for n in range(12)},
}
WHOLE_PAGE = 1280  # px: the history to its end
WRITTEN = """\
# For the evening, on the mat.
session: evening-hips
name: Evening hips
level: medium
steps:
  - low-lunge
  - do: half-kneeling-hip-flexor
    for: 40s
  # as my physiotherapist said
  - do: downward-dgo
    for: 8 breaths
  - do: standing-hip-hinge
    for: 10 reps
    phases: {lower: 3s, pause: 1s, rise: 2s}
  - rest: 20s
  - do: fire-log
    for: 30s
"""


def play_history(store: Store, catalogue: Catalogue, folder: UserFolder) -> None:
    """Fill a log with a year of a real person: gaps, days off, a session cut short, one that hurt.

    It grows: in the first months half of the days have a session, in the last most have.
    """
    chance = random.Random(3)
    day = FIRST
    while day < NOW:
        share = 0.5 + 0.35 * (day - FIRST) / (NOW - FIRST)
        planned = day.weekday() < 5 and day.date() not in OFF
        if planned and (chance.random() < share or day > STEADY_FROM):
            for _session in range(chance.choice((1, 1, 1, 2))):
                name = chance.choice(["chair-5", "standing-5", "floor-10", "chair-3", "evening"])
                at = day.replace(hour=chance.choice((9, 11, 14, 16, 16, 17)))
                _play(store, catalogue, folder, name, at, chance.random())
        day += timedelta(days=1)
    store.merge(Excused(off, why, FIRST) for off, why in OFF.items())


def _play(
    store: Store, catalogue: Catalogue, folder: UserFolder, name: str, day: datetime, luck: float
) -> None:
    session = catalogue.sessions[name].session
    assert session
    timeline = compile_session(session, catalogue.movements, Pace(), hands_free=True)
    clock = ManualClock(day)
    engine = Engine(timeline, clock)
    before = 3 + round(4 * luck)
    run = Run(engine, clock, RecordingPlayer(), Recorder(store, folder.spill), 4, before=before)
    run.act(engine.play)
    seconds = 0
    while engine.state is not State.FINISHED:
        clock.advance(1)
        seconds += 1
        run.act(engine.tick)
        if luck < 0.15 and seconds > timeline.planned_s * 0.6:
            status = RunStatus.DISCOMFORT if luck < 0.05 else RunStatus.STOPPED
            run.act(lambda: engine.stop(status))  # noqa: B023 - called at once
    logged = run.record and store.logged(run.record.id)
    assert logged
    after = before - round(3 * (luck * 10 % 1))
    rated = replace(logged, run=replace(logged.run, after=after))
    store.merge([store.stamped(rated, clock.now())])


def pictures(window: MainWindow, clock: ManualClock) -> Iterator[str]:
    """Put the window into one state after the other, and yield the name of each."""
    window.desk.go("today")
    yield "today-light"
    size = window.size()
    window.resize(size.width(), WHOLE_PAGE)
    for theme in ("light", "dark"):
        window.model.change(theme=theme)
        window.desk.go("history")
        yield f"history-{theme}"
    window.resize(size)
    for theme in ("light", "dark"):
        window.model.change(theme=theme)
        window.desk.go("library")
        library = window.desk.page("library")
        assert isinstance(library, LibraryPage)
        library.tabs.setCurrentIndex(MOVEMENTS)
        yield f"library-{theme}"
        window.desk.show_movement("low-lunge")
        yield f"movement-{theme}"
        library.edit.emit(_written(window.model.folder))
        yield f"studio-{theme}"
    for theme in ("light", "dark"):
        window.model.change(theme=theme)
        _play_to_a_hold(window, clock)
        yield f"player-{theme}"
        window.player.finish()


def _written(folder: UserFolder) -> Path:
    """Return a session with one mistake in it."""
    path = folder.sessions / "evening-hips.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(WRITTEN, encoding="utf-8")
    return path


def _play_to_a_hold(window: MainWindow, clock: ManualClock) -> None:
    window.start("floor-10")
    bridge = window._bridge
    assert bridge
    engine = bridge.run.engine
    bridge.act(engine.play)
    hold = next(i for i in engine.timeline.work if engine.timeline.phases[i].side)
    bridge.act(lambda: engine.go_to(hold))
    for _second in range(9):
        clock.advance(1)
        bridge.tick()


def main(folder: Path) -> None:
    """Write the pictures into a folder."""
    app = QApplication([])
    with tempfile.TemporaryDirectory() as temporary:
        user = UserFolder(Path(temporary))
        store, catalogue, clock = Store(":memory:"), Catalogue.load(user), ManualClock(NOW)
        play_history(store, catalogue, user)
        window = build(app, clock, store, catalogue, user, lambda _settings: RecordingPlayer())
        window.model.change(
            disclaimer_seen=True, theme="light", reduced_motion=True, ask_tightness=False
        )
        window.show()
        folder.mkdir(exist_ok=True)
        for name in pictures(window, clock):
            for _turn in range(5):
                app.processEvents()
            window.grab().save(str(folder / f"{name}.png"))
        window.close()
        store.close()


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else assets() / "pictures")
