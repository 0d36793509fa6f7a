"""The window: pages beside their bar, and over them the player and what follows a session."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from hipflex_gui.audio import CuePlayer
from hipflex_gui.cues import Cue
from hipflex_gui.engine import Engine
from hipflex_gui.errors import MachineFault
from hipflex_gui.events import Event, Finished, Paused
from hipflex_gui.i18n import _
from hipflex_gui.log import RunStatus
from hipflex_gui.recorder import Recorder
from hipflex_gui.run import Run
from hipflex_gui.settings import Settings
from hipflex_gui.ui.awake import Awake
from hipflex_gui.ui.bridge import Bridge
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.model import Model
from hipflex_gui.ui.pages.base import Page
from hipflex_gui.ui.pages.today import TodayPage
from hipflex_gui.ui.player import PlayerPage
from hipflex_gui.ui.sound import Sound
from hipflex_gui.ui.start import SIZE
from hipflex_gui.ui.widgets.banner import Banner
from hipflex_gui.ui.widgets.focus import FocusRing
from hipflex_gui.ui.widgets.nav import NavBar, NavItem

RAIL_UNDER = 1000
PLAIN = ("today", "library", "history", "sessions", "settings")


class MainWindow(QWidget):
    """Everything there is to see.

    Args:
        look: the look.
        model: settings, sessions and history.
        make_player: makes the cue player that the settings ask for.
    """

    def __init__(
        self, look: Look, model: Model, make_player: Callable[[Settings], CuePlayer]
    ) -> None:
        super().__init__()
        self.look, self.model = look, model
        self._make_player = make_player
        self._before = model.settings
        self._sound = Sound(make_player(model.settings), self)
        self._awake = Awake()
        self._bridge: Bridge | None = None
        self._pages: dict[str, Page] = {}
        self._key = self._from = "today"
        self.resize(*SIZE)

        self.nav = NavBar(look, _items(), (NavItem("settings", _("Settings"), "settings"),), self)
        self.nav.chosen.connect(self.go)
        self.notice = Banner(look, self)
        self.stack = QStackedWidget()
        self.player = PlayerPage(look)
        self.player.finished.connect(self._finished)
        self.player.play_wanted.connect(self._play)
        self.player.full_screen.connect(self._full_screen)
        self.player.mute.connect(self._mute)
        self.outer = QStackedWidget()
        self.outer.addWidget(self._desk())
        self.outer.addWidget(self.player)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.notice)
        column.addWidget(self.outer)
        self._ring = FocusRing(look, _application())
        self._shortcuts()
        self._take_settings()
        model.changed.connect(self._take_settings)
        model.noticed.connect(self.tell)
        _application().applicationStateChanged.connect(model.keep_date)
        self.go("today")

    def _desk(self) -> QWidget:
        desk = QWidget()
        line = QHBoxLayout(desk)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self.nav)
        line.addWidget(self.stack, 1)
        return desk

    def _shortcuts(self) -> None:
        keys: list[tuple[str, Callable[[], None]]] = [
            *((f"Ctrl+{n}", lambda key=key: self.go(key)) for n, key in enumerate(PLAIN, 1)),
            ("Ctrl+,", lambda: self.go("settings")),
            ("Ctrl+F", self._search),
            ("F1", lambda: self.go("about")),
        ]
        self._desk_shortcuts = [QShortcut(QKeySequence(key), self, then) for key, then in keys]
        QShortcut(QKeySequence("Ctrl+Q"), self, lambda: self.window().close())

    # -- pages

    def page(self, key: str) -> Page:
        """Return a page, made when it is first wanted so that the window is up sooner.

        Raises:
            KeyError: there is no such page.
        """
        if key not in self._pages:
            page = TodayPage(self.look, self.model) if key == "today" else self._make_page(key)
            page.start.connect(self.start)
            page.start_picked.connect(self.start)
            page.plan.connect(self.show_plan)
            page.go.connect(self.go)
            self._pages[key] = page
            (self.outer if key in ("finish", "hurt") else self.stack).addWidget(page)
        return self._pages[key]

    def _make_page(self, key: str) -> Page:
        # imported late: pages that are not looked at cost nothing at the start
        from hipflex_gui.ui.pages.about import AboutPage
        from hipflex_gui.ui.pages.finish import FinishPage
        from hipflex_gui.ui.pages.history import HistoryPage
        from hipflex_gui.ui.pages.hurt import HurtPage
        from hipflex_gui.ui.pages.library import LibraryPage
        from hipflex_gui.ui.pages.plan import PlanPage
        from hipflex_gui.ui.pages.sessions import SessionsPage
        from hipflex_gui.ui.pages.settings import SettingsPage

        look, model = self.look, self.model
        match key:
            case "library":
                return LibraryPage(look, model)
            case "history":
                return HistoryPage(look, model)
            case "sessions":
                return SessionsPage(look, model)
            case "about":
                return AboutPage(look, model)
            case "settings":
                settings = SettingsPage(look, model)
                settings.test_sound.connect(self._test_sound)
                return settings
            case "plan":
                plan = PlanPage(look, model)
                plan.back.connect(lambda: self.go(self._from))
                return plan
            case "finish" | "hurt":
                ended = FinishPage(look, model) if key == "finish" else HurtPage(look, model)
                ended.closed.connect(self._leave_end)
                return ended
            case _:
                raise KeyError(key)

    def go(self, key: str) -> None:
        """Show a page."""
        if self.player.running:
            return
        self.model.keep_date()
        page = self.page(key)
        self._key = key
        self.stack.setCurrentWidget(page)
        self.outer.setCurrentIndex(0)
        self._desk_keys(True)
        if key in PLAIN:
            self.nav.set_current(key)
        if key == "settings":
            self._show_player()
        page.setFocus()

    def show_plan(self, session: str) -> None:
        """Show what a session does."""
        if self._key != "plan":
            self._from = self._key
        plan = self.page("plan")
        plan.show_session(session)  # type: ignore[attr-defined]
        self.go("plan")

    def tell(self, sentence: str) -> None:
        """Show a sentence that the user should read once."""
        if self.player.running:
            self.player.warn(sentence)
        else:
            self.notice.show_notice(sentence, icon="warning", warning=True)

    def _search(self) -> None:
        self.go("library")
        self.page("library").search()  # type: ignore[attr-defined]

    def _desk_keys(self, enabled: bool) -> None:
        for shortcut in self._desk_shortcuts:
            shortcut.setEnabled(enabled)

    # -- a session

    def start(self, session: str, picks: Sequence[int] | None = None) -> None:
        """Play a session, unless one is under way."""
        if self.player.running:
            self.tell(_("A session is under way. Another one can start when it is over."))
            return
        try:
            timeline = self.model.timeline(session, picks)
        except KeyError:
            self.tell(_("There is no session called {name}.").format(name=session))
            return
        model = self.model
        recorder = Recorder(model.store, model.folder.spill)
        engine = Engine(timeline, model.clock)
        run = Run(engine, model.clock, self._sound.player, recorder, model.settings.day_end_hour)
        bridge = Bridge(run, model.clock, self)
        self._bridge = bridge
        self.notice.hide()
        self._desk_keys(False)
        self.player.begin(bridge)
        bridge.happened.connect(self._heard)  # after the player, which may clear an old notice
        self.outer.setCurrentWidget(self.player)
        self.player.setFocus()
        self.player.want_to_play()

    def _play(self) -> None:
        """Start or go on, once the sounds are ready."""
        if bridge := self._bridge:
            self._awake.hold()
            self._sound.when_ready(lambda: self._ready(bridge))

    def _ready(self, bridge: Bridge) -> None:
        if bridge is not self._bridge or not self.player.waiting:
            self._quieten()  # the wish was taken back meanwhile
            return
        self._tell_of_sound()
        bridge.act(bridge.run.engine.play)

    def _quieten(self) -> None:
        self._sound.rest()
        self._awake.release()

    def _tell_of_sound(self) -> None:
        """Say what is wrong with sound; a device may go away at any time."""
        if notice := self._sound.player.notice:
            self.player.say_once(notice)

    def _heard(self, event: Event) -> None:
        if isinstance(event, (Paused, Finished)):
            self._quieten()
        if self._bridge and (sentence := self._bridge.run.notice):
            self.player.say_once(sentence)
        self._tell_of_sound()

    def _finished(self, event: Finished) -> None:
        assert self._bridge
        run, self._bridge = self._bridge.run, None
        self.model.refresh()
        record = self._record(run)
        if record is None or (not event.active_s and event.status is not RunStatus.DISCOMFORT):
            self.go("today")
        elif event.status is RunStatus.DISCOMFORT:
            item = run.engine.timeline.items[run.engine.view().phase.item]
            self._show_end("hurt", lambda page: page.show_for(item.movement, record))
        else:
            steps = run.steps
            self._show_end("finish", lambda page: page.show_result(record, steps))
        if sentence := run.notice:
            self.tell(sentence)

    def _record(self, run: Run) -> object:
        """Return the run as the log has it, or as it was played if the log cannot be read."""
        if run.record is None:
            return None
        try:
            kept = self.model.store.run(run.record.id)
        except MachineFault:
            kept = None
        return kept or run.as_played()

    def _show_end(self, key: str, fill: Callable[..., None]) -> None:
        page = self.page(key)
        fill(page)
        self.outer.setCurrentWidget(page)
        page.settle()
        page.setFocus()

    def _leave_end(self) -> None:
        self.go("today")
        self.page("today").settle()

    # -- sound, settings, the screen

    def _test_sound(self) -> None:
        def ring() -> None:
            self._sound.player.play(Cue.START)
            self._sound.rest()
            self._show_player()

        self._sound.when_ready(ring)

    def _show_player(self) -> None:
        player = self._sound.player
        self.page("settings").show_player(player.name, player.notice)  # type: ignore[attr-defined]

    def _take_settings(self) -> None:
        settings, before = self.model.settings, self._before
        self._before = settings
        self.look.choose(settings.theme)
        self.player.units, self.player.calm = settings.units, settings.reduced_motion
        self.player.set_key_caps(settings.key_caps)
        self.player.bar.set_muted(settings.muted)
        self.player.watch()
        if settings.player != before.player and not self.player.running:
            self._sound.close()
            self._sound = Sound(self._make_player(settings), self)
        volume = 0.0 if settings.muted else settings.volume / 100
        self._sound.player.set_volume(volume)

    def _mute(self) -> None:
        """Silence at once; the setting is written after that, which may take a moment."""
        muted = not self.model.settings.muted
        self._sound.player.set_volume(0.0 if muted else self.model.settings.volume / 100)
        self.model.change(muted=muted)

    def _full_screen(self) -> None:
        window = self.window()
        window.setWindowState(window.windowState() ^ Qt.WindowState.WindowFullScreen)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the bar of pages shrink to a rail where words have no room."""
        self.nav.set_rail(self.width() < RAIL_UNDER * self.look.theme.scale)

    def closeEvent(self, event: QCloseEvent) -> None:
        """End a session that is under way, keeping what was done, and let go of everything."""
        if self.player.running:
            self.player.finish()
        self._sound.close()
        self._awake.release()
        event.accept()


def _items() -> tuple[NavItem, ...]:
    return (
        NavItem("today", _("Today"), "today"),
        NavItem("library", _("Library"), "library"),
        NavItem("history", _("History"), "history"),
        NavItem("sessions", _("My sessions"), "sessions"),
    )


def _application() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app
