"""A long history: how the page, the streaks, the list and the export grow with it."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

from hipflex_gui.catalogue import Catalogue
from hipflex_gui.history import summary
from hipflex_gui.paths import UserFolder
from hipflex_gui.settings import Settings
from hipflex_gui.store import Store
from hipflex_gui.store_reading import RunFilter
from hipflex_gui.ui.app import build
from tests.histories import history
from tests.support import ManualClock, RecordingPlayer

RUNS, STEPS_EACH = (1_000, 100_000), 10
A_DAY = {1_000: 1.0, 100_000: 14.0}  # on a working day: three years of one, 27 of the other
ROUNDS, PAGES = 7, 60
ROOT = Path(__file__).parents[2]
EXPORT = """
import sys
from hipflex_gui.cli import main
code = main(sys.argv[1:])
# not ru_maxrss, which begins with what the process that started this one had
print(next(line for line in open("/proc/self/status") if line.startswith("VmHWM")).split()[1])
sys.exit(code)
"""
Row = tuple[str, str, str, str]
Figures = dict[str, str]


def rows() -> list[Row]:
    """Return (figure, measured, goal, note): the largest history, and the smallest beside it."""
    app = QApplication.instance() or QApplication(["bench", "-platform", "offscreen"])
    assert isinstance(app, QApplication)
    small, large = (_measured(app, runs) for runs in RUNS)
    goals = {
        "streaks and the week": "under 20 ms",
        "History page": "under 150 ms",
        "list of all runs": "none set",
        "list, one page further": "no stall",
        "file": "under 150 bytes a step",
        "export to JSON, memory": "constant",
        "export to JSON": "none set",
    }
    return [
        (f"{name}, {RUNS[1]:,} runs", large[name], goal, f"{small[name]} with {RUNS[0]:,} runs")
        for name, goal in goals.items()
    ]


def _measured(app: QApplication, runs: int) -> Figures:
    with tempfile.TemporaryDirectory() as name:
        folder = UserFolder(Path(name))
        with closing(Store(folder.database)) as store:
            store.put_settings(Settings(disclaimer_seen=True).to_texts())
            store.merge(history(runs, STEPS_EACH, a_day=A_DAY[runs]))
            steps = store._ask("SELECT count(*) FROM step")[0][0]
            figures = {
                "streaks and the week": _milliseconds(lambda: _streaks(store)),
                "file": f"{folder.database.stat().st_size / steps:.0f} bytes a step",
                **_pages(app, folder, store),
            }
        return figures | _export(folder)


def _streaks(store: Store) -> None:
    summary(store.active_by_day(), ManualClock().now(), Settings(), store.excused())


def _pages(app: QApplication, folder: UserFolder, store: Store) -> Figures:
    window = build(
        app,
        ManualClock(),
        store,
        Catalogue.load(folder),
        folder,
        lambda _settings: RecordingPlayer(),
    )
    window.resize(1100, 720)
    window.show()
    app.processEvents()
    model, desk = window.model, window.desk

    def opened(show: Callable[[], None]) -> list[float]:
        taken = []
        for _round in range(ROUNDS):
            window.go("today")
            app.processEvents()
            model.refresh()
            begun = time.perf_counter()
            show()
            window.grab()
            taken.append(time.perf_counter() - begun)
        return taken

    page = opened(lambda: window.go("history"))
    listed = opened(lambda: desk._show_one("runs", RunFilter()))
    view = desk.page("runs").findChild(QAbstractItemView)
    assert isinstance(view, QWidget)
    further = []
    for _page in range(PAGES):
        begun = time.perf_counter()
        QTest.keyClick(view, Qt.Key.Key_PageDown)
        window.grab()
        further.append(time.perf_counter() - begun)
    window.close()
    return {
        "History page": f"{1000 * statistics.median(page):.0f} ms",
        "list of all runs": f"{1000 * statistics.median(listed):.0f} ms",
        "list, one page further": f"{1000 * statistics.median(further):.0f} ms, "
        f"at most {1000 * max(further):.0f} ms",
    }


def _export(folder: UserFolder) -> Figures:
    """Export in a process of its own, which tells how much memory it took at most."""
    target = folder.root / "export.json"
    command = [sys.executable, "-c", EXPORT, "--data-dir", str(folder.root), "export", str(target)]
    begun = time.perf_counter()
    done = subprocess.run(
        command,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=True,
        capture_output=True,
        text=True,
    )
    took = time.perf_counter() - begun
    size = target.stat().st_size / 1e6
    peak = int(done.stdout.split()[-1]) / 1024
    return {
        "export to JSON": f"{took:.1f} s, {size:.0f} MB",
        "export to JSON, memory": f"{peak:.0f} MB at most",
    }


def _milliseconds(do: Callable[[], None]) -> str:
    taken = []
    for _round in range(ROUNDS):
        begun = time.perf_counter()
        do()
        taken.append(time.perf_counter() - begun)
    return f"{1000 * statistics.median(taken):.1f} ms"
