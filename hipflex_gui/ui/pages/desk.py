"""The desk: the bar and beside it one page, made when first wanted, left by the way one came."""

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from hipflex_gui.catalogue import SUFFIXES
from hipflex_gui.i18n import _
from hipflex_gui.package_files import ENDING
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.model import Model
from hipflex_gui.ui.pages.base import Page
from hipflex_gui.ui.pages.today import TodayPage
from hipflex_gui.ui.widgets.nav import NavBar, NavItem

RAIL_UNDER = 1000
WITH_FIELD = ("library", "learn", "studio")
_PAGES = {  # key: module and class, and what tells the page which one to show
    "library": ("library.LibraryPage", ""),
    "history": ("history.HistoryPage", ""),
    "sessions": ("sessions.SessionsPage", ""),
    "studio": ("studio.StudioPage", "show_file"),
    "learn": ("learn.LearnPage", ""),
    "about": ("about.AboutPage", ""),
    "settings": ("settings.SettingsPage", ""),
    "plan": ("plan.PlanPage", "show_session"),
    "movement": ("movement.MovementPage", "show_movement"),
    "movement-edit": ("movementedit.MovementEditPage", "show_movement"),
    "runs": ("runlist.RunListPage", "show_runs"),
    "run": ("run.RunPage", "show_run"),
    "add": ("addrun.AddRunPage", "show_day"),
    "arrival": ("arrival.ArrivalPage", "show_file"),
    "bringing": ("bringing_in.BringInPage", "show_file"),
}


def places() -> tuple[NavItem, ...]:
    """Return the pages of the bar in the order of their keys."""
    return (
        NavItem("today", _("Today"), "today"),
        NavItem("library", _("Library"), "library"),
        NavItem("history", _("History"), "history"),
        NavItem("sessions", _("My sessions"), "sessions"),
        NavItem("learn", _("Learn"), "learn"),
    )


class Desk(QWidget):
    """All pages by their keys, and the trail of those one has come through.

    Signals:
        start, start_easier, start_picked, play, try_now, try_timeline: what a page wants played;
            see ``Page``.
        test_sound: the user wants to hear a cue.
        sync_wanted: the user wants the shared folder brought up to date now.
        shared: tells the pages what came of sharing: a sentence, and a list of problems.
        sound: tells the pages what plays the cues, and why it is not what was asked for.
        shown: the page with this key is shown now.
    """

    start = Signal(str)
    start_easier = Signal(str)
    start_picked = Signal(str, list)
    try_now = Signal(str, object)
    play = Signal(object)
    try_timeline = Signal(object)
    test_sound = Signal()
    sync_wanted = Signal()
    shared = Signal(str, list)
    sound = Signal(str, str)
    shown = Signal(str)

    def __init__(self, look: Look, model: Model, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look, self.model = look, model
        self._pages: dict[str, Page] = {}
        self._tell_of: dict[str, Callable[[Any], None]] = {}
        self._trail: list[tuple[str, object]] = []  # keys, and what each page tells of
        settings = NavItem("settings", _("Settings"), "settings")
        self.nav = NavBar(look, places(), (settings,), self)
        self.nav.chosen.connect(self.go)
        self.stack = QStackedWidget()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self.nav)
        line.addWidget(self.stack, 1)
        self._keys()

    def _keys(self) -> None:
        """Listen to the keys of the pages; Qt hears them only while the desk is to be seen."""
        keys: list[tuple[str, Callable[[], None]]] = [
            *((f"Ctrl+{n}", self._goer(item.key)) for n, item in enumerate(places(), 1)),
            ("Ctrl+,", self._goer("settings")),
            ("Ctrl+F", self.search),
            ("F1", self._goer("learn")),
            ("Ctrl+Z", lambda: self.page(self.key).undo()),
        ]
        for key, then in keys:
            QShortcut(QKeySequence(key), self, then)

    def _goer(self, key: str) -> Callable[[], None]:
        return lambda: self.go(key)

    @property
    def key(self) -> str:
        """The key of the page that is shown."""
        return self._trail[-1][0]

    def page(self, key: str) -> Page:
        """Return a page, made when it is first wanted so that the window is up sooner.

        Raises:
            KeyError: there is no such page.
        """
        if key not in self._pages:
            page = TodayPage(self.look, self.model) if key == "today" else self._make(key)
            page.start.connect(self.start)
            page.start_easier.connect(self.start_easier)
            page.start_picked.connect(self.start_picked)
            page.try_now.connect(self.try_now)
            page.play.connect(self.play)
            page.try_timeline.connect(self.try_timeline)
            page.open_file.connect(self.show_arrival)
            page.edit.connect(partial(self._show_one, "studio"))
            page.plan.connect(self.show_plan)
            page.movement.connect(self.show_movement)
            page.edit_movement.connect(partial(self._show_one, "movement-edit"))
            page.run.connect(partial(self._show_one, "run"))
            page.runs.connect(partial(self._show_one, "runs"))
            page.add.connect(partial(self._show_one, "add"))
            page.go.connect(self.go)
            page.back.connect(self.back)
            self._pages[key] = page
            self.stack.addWidget(page)
        return self._pages[key]

    def _make(self, key: str) -> Page:
        # imported when it is wanted: a page that is not looked at costs nothing
        place, tells = _PAGES[key]
        module, name = place.split(".")
        page: Page = getattr(import_module(f"{__package__}.{module}"), name)(self.look, self.model)
        if tells:
            self._tell_of[key] = getattr(page, tells)
        match key:
            case "settings":
                from hipflex_gui.ui.pages.settings import SettingsPage

                assert isinstance(page, SettingsPage)
                page.test_sound.connect(self.test_sound)
                self.sound.connect(page.show_player)
                page.sync_wanted.connect(self.sync_wanted)
                self.shared.connect(page.show_sync)
            case "arrival":
                from hipflex_gui.ui.pages.arrival import ArrivalPage

                assert isinstance(page, ArrivalPage)
                page.closed.connect(self.back)
                page.arrived.connect(self._arrived)
            case "bringing":
                from hipflex_gui.ui.pages.bringing_in import BringInPage

                assert isinstance(page, BringInPage)
                page.closed.connect(self.back)
                page.brought.connect(self._brought)
        return page

    def go(self, key: str) -> None:
        """Show a page; the way there is forgotten."""
        page = self.page(key)
        self._trail = [(key, "")]
        self._show()
        page.take_keys()

    def show_plan(self, session: str) -> None:
        """Show what a session does."""
        self._show_one("plan", session)

    def show_movement(self, movement: str) -> None:
        """Show all about a movement."""
        self._show_one("movement", movement)

    def show_arrival(self, path: Path) -> None:
        """Show what a file that somebody sent holds; one at a time, the last one wanted."""
        if self.key in ("arrival", "bringing"):
            self._trail.pop()
        ours = path.suffix.lower() in (ENDING, *SUFFIXES)
        self._show_one("arrival" if ours else "bringing", path)

    def _arrived(self, key: str, one: str) -> None:
        self._trail.pop()  # it is there now, so the way back does not lead to the question
        self._show_one(key, one)

    def _brought(self, session: str) -> None:
        if session:
            self._arrived("plan", session)
        else:
            self.go("library")

    def back(self) -> None:
        """Show what was shown before; the keyboard goes to what had it there."""
        if len(self._trail) > 1:
            self._trail.pop()
            self._show()

    def search(self) -> None:
        """Put the cursor into the search field: of this page, or of the library."""
        if self.key not in WITH_FIELD:
            self.go("library")
        self.page(self.key).search()

    def _show_one(self, key: str, one: object) -> None:
        self._trail.append((key, one))
        self._show()
        self.page(key).take_keys()

    def _show(self) -> None:
        self.model.keep_date()
        key, one = self._trail[-1]
        page = self.page(key)
        if key in self._tell_of:
            self._tell_of[key](one)
        self.stack.setCurrentWidget(page)
        with suppress(KeyError):  # a page that is not in the bar is part of the one before it
            self.nav.set_current("sessions" if key == "studio" else key)
        self._fit_nav()
        self.shown.emit(key)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the bar shrink to a rail where words have no room."""
        self._fit_nav()

    def _fit_nav(self) -> None:
        narrow = self.width() < RAIL_UNDER * self.look.theme.scale
        self.nav.set_rail(narrow or self.stack.currentWidget() is self._pages.get("studio"))
