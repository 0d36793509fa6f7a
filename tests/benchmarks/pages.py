"""The figure in the window: a frame of it, and pages full of it, to the painted pixels.

A window without a screen paints into memory as one on a screen does. Each page is measured with
every row of it in sight, which is more than a window of the usual height has to paint.
"""

import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication, QWidget

from hipflex_gui.catalogue import Catalogue
from hipflex_gui.figure.camera import framed
from hipflex_gui.figure.motion import Shown
from hipflex_gui.figure.palette import Person, palette
from hipflex_gui.figure.posing import pose
from hipflex_gui.figure.scene import Picture, figure_of, glow_of
from hipflex_gui.paths import UserFolder
from hipflex_gui.store import Store
from hipflex_gui.ui import figures
from hipflex_gui.ui.app import build
from hipflex_gui.ui.figures import operations, paint
from hipflex_gui.ui.pages.library import MOVEMENTS, LibraryPage
from hipflex_gui.ui.window import MainWindow
from tests.support import ManualClock, RecordingPlayer
from tests.ui.looking import Paints

MOVEMENT, SIZE, FRAMES = "low-lunge", 600, 300
WIDTH, HEIGHT, ROUNDS = 1100, 1900, 9
Row = tuple[str, str, str, str]


def rows() -> list[Row]:
    """Return (figure, measured, goal, note)."""
    app = QApplication.instance() or QApplication(["bench", "-platform", "offscreen"])
    assert isinstance(app, QApplication)
    with _window(app) as window:
        return [_frame(), *_library(app, window), *_others(app, window)]


@contextmanager
def _window(app: QApplication) -> Iterator[MainWindow]:
    with tempfile.TemporaryDirectory() as name:
        folder, store = UserFolder(Path(name)), Store(":memory:")
        catalogue = Catalogue.load(folder)
        window = build(
            app, ManualClock(), store, catalogue, folder, lambda _settings: RecordingPlayer()
        )
        window.resize(WIDTH, HEIGHT)
        window.show()
        app.processEvents()
        yield window
        window.close()
        store.close()


# -- one frame


def _frame() -> Row:
    """Measure a blend of the lunge from its first key-frame to its pose, and what glows."""
    movement = Catalogue.load(None).movements[MOVEMENT]
    figure, person = figure_of(movement), Person()
    camera, glow = framed(pose(figure), figure.view, SIZE, SIZE), glow_of(movement, figure)
    image = QImage(SIZE, SIZE, QImage.Format.Format_ARGB32_Premultiplied)
    taken = []
    for number in range(FRAMES):
        shown = Shown(0, figure.pose, (number + 1) / (FRAMES + 1), breath=number % 24 / 24)
        picture = Picture(figure, shown, glow)
        begun = time.perf_counter()
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        paint(painter, operations(picture, camera, palette(person), person), moving=True)
        painter.end()
        taken.append(1000 * (time.perf_counter() - begun))
    p95 = statistics.quantiles(taken, n=20)[-1]
    return (
        f"one frame, blend to painted pixels, {SIZE}x{SIZE}",
        f"{statistics.median(taken):.2f} ms, p95 {p95:.2f} ms",
        "median under 3 ms",
        f"{FRAMES} frames of {MOVEMENT} with its glow",
    )


# -- pages


def _library(app: QApplication, window: MainWindow) -> list[Row]:
    def show() -> QWidget:
        window.go("library")
        page = window.desk.page("library")
        assert isinstance(page, LibraryPage)
        page.tabs.setCurrentIndex(MOVEMENTS)
        return page.movement_rows.rows[-1]

    def leave() -> None:
        page = window.desk.page("library")
        assert isinstance(page, LibraryPage)
        page.tabs.setCurrentIndex(0)

    first, after = _times(app, window, show, leave)
    movements = len(window.model.catalogue.movements)
    name = f"library, {movements} movements with thumbnails"
    how = f"to the last painted row, window {WIDTH}x{HEIGHT}"
    return [
        (f"{name}: first time", f"{first:.0f} ms", "none set", f"{how}; the page is made as well"),
        (f"{name}: after", f"{after:.0f} ms", "under 150 ms", f"{how}; filled anew"),
    ]


def _others(app: QApplication, window: MainWindow) -> list[Row]:
    def learn() -> QWidget:
        window.go("learn")
        page = window.desk.page("learn")
        return page.body

    def movement() -> QWidget:
        window.desk.show_movement(MOVEMENT)
        return window.desk.page("movement").body

    found: list[Row] = []
    for name, show in (("learn page", learn), (f"page of {MOVEMENT}", movement)):
        first, after = _times(app, window, show, lambda: None)
        how = f"to painted, window {WIDTH}x{HEIGHT}; the first time {first:.0f} ms"
        found.append((name, f"{after:.0f} ms", "none set", how))
    return found


def _times(
    app: QApplication,
    window: MainWindow,
    show: Callable[[], QWidget],
    leave: Callable[[], None],
) -> tuple[float, float]:
    """Return how long it takes to show a page for the first time, and the median after, in ms."""
    figures._small.cache_clear()  # what another page has painted is not there yet
    taken = []
    for _round in range(ROUNDS + 1):
        begun = time.perf_counter()
        paints = Paints(show())
        while not paints.count:
            app.processEvents()
        taken.append(1000 * (time.perf_counter() - begun))
        paints.deleteLater()
        leave()
        window.go("today")
        window.model.refresh()  # as after a session: the page fills itself anew
        app.processEvents()
    return taken[0], statistics.median(taken[1:])


if __name__ == "__main__":
    import sys

    for row in rows():
        sys.stdout.write(" | ".join(row) + "\n")
