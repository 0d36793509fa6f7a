"""The studio with a session as long as any: a key press, a search, and what both rest on.

A key press is measured from the event to the end of painting: list, timeline and problems are then
those of the text with that letter.
"""

import gc
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from hipflex_gui.catalogue import Catalogue
from hipflex_gui.doses import Unit
from hipflex_gui.draft import read_draft
from hipflex_gui.formatting import formatted
from hipflex_gui.movements import Movement
from hipflex_gui.paths import UserFolder
from hipflex_gui.sessions import Pace
from hipflex_gui.store import Store
from hipflex_gui.ui.app import build
from hipflex_gui.ui.pages.studio import StudioPage
from hipflex_gui.ui.studio.palette import PalettePane
from hipflex_gui.ui.window import MainWindow
from tests.support import ManualClock, RecordingPlayer

STEPS, MOVEMENTS, ROUNDS = 200, 1000, 60
WIDTH, HEIGHT = 1400, 900
TYPED = "Slowly; and mind the knee. "
SEARCHES = ("l", "lu", "lun", "lung", "lunge", "chair", "hip flexors", "rest", "zzz", "")
Row = tuple[str, str, str, str]


def rows() -> list[Row]:
    """Return (figure, measured, goal, note)."""
    app = QApplication.instance() or QApplication(["bench", "-platform", "offscreen"])
    assert isinstance(app, QApplication)
    catalogue = Catalogue.load(None, sessions=False)
    text = long_session(catalogue)
    with _window(app, text) as (window, file):
        opened = []
        for _round in range(2):
            window.go("sessions")
            app.processEvents()
            opened.append(_timed(lambda: _open(app, window, file)))
        page = window.desk.page("studio")
        assert isinstance(page, StudioPage)
        written = _typing(app, page)
        searched = _searching(app, page.palette_pane, catalogue)
    read = _median(lambda: read_draft(text, file, catalogue.movements, Pace()))
    made = _median(lambda: formatted(text))
    how = f"a session of {STEPS} steps"
    return [
        (
            f"key press in the studio, {STEPS} steps",
            f"{_spread(written)}",
            "under 50 ms",
            f"from the key to painted panes, window {WIDTH}x{HEIGHT}, {len(written)} keys",
        ),
        (
            f"the palette's search among {MOVEMENTS} movements",
            f"{_spread(searched)}",
            "under 16.7 ms",
            f"from the letter to the painted list, {len(searched)} searches",
        ),
        ("a session's text read as a draft", f"{read:.1f} ms", "none set", how),
        ("the same in canonical form", f"{made:.1f} ms", "none set", how),
        (
            "the studio opened",
            f"{opened[0]:.0f} ms",
            "none set",
            f"{how}; the page is made as well, and after that it takes {opened[1]:.0f} ms",
        ),
    ]


def long_session(catalogue: Catalogue) -> str:
    """Return a session with as many steps as there may be, doses, notes and comments among them."""
    held = [one.id for one in catalogue.movements.values() if _is_held(one)]
    lines = ["# As long as any.", "name: A long day", "pace: {switch: 1s, get-ready: 1s}", "steps:"]
    for number in range(STEPS):
        lines += [f"  # step {number + 1}"] * (number % 5 == 0)
        lines += [f"  - do: {held[number % len(held)]}", "    for: 10s"]
        lines += [f"    note: Breathe out, {number} times."] * (number % 2 == 0)
    return "\n".join([*lines, ""])


def _is_held(movement: Movement) -> bool:
    dose = movement.dose.dose
    return dose is not None and dose.unit is Unit.SECONDS


@contextmanager
def _window(app: QApplication, text: str) -> Iterator[tuple[MainWindow, Path]]:
    with tempfile.TemporaryDirectory() as name:
        folder, store = UserFolder(Path(name)), Store(":memory:")
        folder.sessions.mkdir(parents=True)
        file = folder.sessions / "long-day.yaml"
        file.write_text(text, encoding="utf-8")
        window = build(
            app,
            ManualClock(),
            store,
            Catalogue.load(folder),
            folder,
            lambda _settings: RecordingPlayer(),
        )
        gc.freeze()  # as ui/start does once all is there
        window.resize(WIDTH, HEIGHT)
        window.show()
        app.processEvents()
        yield window, file
        window.close()
        store.close()


def _open(app: QApplication, window: MainWindow, file: Path) -> None:
    window.desk.page("sessions").edit.emit(file)
    app.processEvents()


def _typing(app: QApplication, page: StudioPage) -> list[float]:
    """Write words into a note in the middle, letter by letter, and take some of them back."""
    field = page.text.field
    line = next(n for n, one in enumerate(page.text.text().splitlines(), 1) if " 100 times" in one)
    page.text.go_to(line, len("    note: ") + 1)
    field.setFocus()
    app.processEvents()
    taken = []
    for number in range(ROUNDS):
        letter = TYPED[number % len(TYPED)]
        back = number % 10 == 9
        key = Qt.Key.Key_Backspace if back else Qt.Key(ord(letter.upper()))
        event = QKeyEvent(
            QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, "" if back else letter
        )
        begun = time.perf_counter()
        app.sendEvent(field, event)
        app.processEvents()
        taken.append(1000 * (time.perf_counter() - begun))
        assert page.draft
        assert page.draft.session
        assert page.draft.text == page.text.text()
        assert len(page.draft.rows) == STEPS
    return taken


def _searching(app: QApplication, pane: PalettePane, catalogue: Catalogue) -> list[float]:
    known = list(catalogue.movements.values())
    pane.show_movements(
        replace(known[n % len(known)], id=f"copy-{n}", name=f"{known[n % len(known)].name} {n}")
        for n in range(MOVEMENTS)
    )
    app.processEvents()
    taken = []
    for number in range(ROUNDS):
        begun = time.perf_counter()
        pane.field.setText(SEARCHES[number % len(SEARCHES)])
        app.processEvents()
        taken.append(1000 * (time.perf_counter() - begun))
    return taken


def _timed(act: Callable[[], object]) -> float:
    begun = time.perf_counter()
    act()
    return 1000 * (time.perf_counter() - begun)


def _median(act: Callable[[], object]) -> float:
    return statistics.median(_timed(act) for _round in range(15))


def _spread(taken: list[float]) -> str:
    p95 = statistics.quantiles(taken, n=20)[-1]
    return f"{statistics.median(taken):.1f} ms, p95 {p95:.1f} ms"


if __name__ == "__main__":
    import sys

    for row in rows():
        sys.stdout.write(" | ".join(row) + "\n")
