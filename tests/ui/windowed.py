"""The whole window with a log in memory, a session file, and a clock that a test moves."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hipflex_gui.catalogue import Catalogue
from hipflex_gui.errors import MachineFault
from hipflex_gui.events import State
from hipflex_gui.paths import UserFolder
from hipflex_gui.store import Store
from hipflex_gui.ui.app import build
from tests.support import ManualClock, RecordingPlayer

if TYPE_CHECKING:
    from hipflex_gui.ui.window import MainWindow

TINY = """\
name: Tiny
steps:
  - {name: Sit tall, steps: [Sit.], for: 5s}
  - {name: Reach, steps: [Reach.], for: 2 reps}
"""


class Desk:
    """A window with a log in memory, a session file, and a clock that a test moves."""

    def __init__(self, qtbot: QtBot, folder: Path, store: Store | None = None) -> None:
        (folder / "sessions").mkdir(parents=True)
        (folder / "sessions" / "tiny.yaml").write_text(TINY, encoding="utf-8")
        self.qtbot, self.clock, self.sounds = qtbot, ManualClock(), RecordingPlayer()
        self.store = store or Store(":memory:")
        self.folder = UserFolder(folder)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self.ask(False)
        self.window: MainWindow = build(
            app,
            self.clock,
            self.store,
            Catalogue.load(self.folder),
            self.folder,
            lambda _settings: self.sounds,
        )
        qtbot.addWidget(self.window)
        with qtbot.waitExposed(self.window):
            self.window.show()

    def ask(self, wanted: bool) -> None:
        with suppress(MachineFault):  # a log that cannot be used has no settings either
            self.store.put_settings({"ask_tightness": "on" if wanted else "off"})

    def start(self, session: str = "tiny") -> None:
        self.window.start(session)
        self.until(lambda: self.engine_state == State.PLAYING)

    def until(self, fact: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(fact, timeout=5000)

    @property
    def engine_state(self) -> str:
        assert self.window._bridge
        return self.window._bridge.run.engine.state

    def pass_time(self, seconds: int) -> None:
        for _second in range(seconds):
            self.clock.advance(1)
            if self.window._bridge:
                self.window._bridge.tick()

    def press(self, key: Qt.Key) -> None:
        QTest.keyClick(self.window.player, key)

    @property
    def page(self) -> str:
        window = self.window
        shown = window.outer.currentWidget()
        if shown is window.player:
            return "player"
        return window.desk.key if shown is window.desk else type(shown).__name__
