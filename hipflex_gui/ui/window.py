"""The window: pages beside their bar, and over them the player and what follows a session."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from hipflex_gui.audio import CuePlayer
from hipflex_gui.cues import Cue
from hipflex_gui.engine import Engine
from hipflex_gui.events import Event, Finished, Paused
from hipflex_gui.i18n import _
from hipflex_gui.log import Logged
from hipflex_gui.run import Run
from hipflex_gui.settings import Settings
from hipflex_gui.timeline import Timeline
from hipflex_gui.ui.around import Around
from hipflex_gui.ui.awake import Awake
from hipflex_gui.ui.bridge import Bridge
from hipflex_gui.ui.drops import Drops
from hipflex_gui.ui.housekeeping import Housekeeping
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.model import Model
from hipflex_gui.ui.pages.desk import Desk
from hipflex_gui.ui.player import PlayerPage
from hipflex_gui.ui.sound import Sound
from hipflex_gui.ui.start import SIZE
from hipflex_gui.ui.widgets.banner import Banner
from hipflex_gui.ui.widgets.focus import FocusRing
from hipflex_gui.words import Side


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
        self.housekeeping = Housekeeping(model, self)
        self._bridge: Bridge | None = None
        self.resize(*SIZE)

        self.notice = Banner(look, self)
        self.desk = Desk(look, model)
        self.desk.shown.connect(self._shown)
        self.desk.start.connect(self.start)
        self.desk.start_easier.connect(self.start_easier)
        self.desk.start_picked.connect(self.start)
        self.desk.try_now.connect(self.try_now)
        self.desk.play.connect(self._begin)
        self.desk.try_timeline.connect(self._try)
        self.desk.test_sound.connect(self._test_sound)
        self.desk.sync_wanted.connect(self.housekeeping.run)
        self.housekeeping.shared.connect(self.desk.shared)
        self.player = PlayerPage(look)
        self.player.finished.connect(self._finished)
        self.player.play_wanted.connect(self._play)
        self.player.full_screen.connect(self._full_screen)
        self.player.mute.connect(self._mute)
        self.outer = QStackedWidget()
        self.outer.addWidget(self.desk)
        self.outer.addWidget(self.player)
        self._around = Around(look, model, self.outer)
        self._around.go.connect(self.go)
        self._around.left.connect(self._leave)
        self._around.back.connect(self._return)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.notice)
        column.addWidget(self.outer)
        self._ring = FocusRing(look, _application())
        QShortcut(QKeySequence("Ctrl+Q"), self, lambda: self.window().close())
        self._take_settings()
        model.changed.connect(self._take_settings)
        look.changed.connect(self._take_settings)  # the system may ask for less motion meanwhile
        model.noticed.connect(self.tell)
        model.corrected.connect(self._offer_undo)
        self.notice.acted.connect(self._undo)
        self.notice.closed.connect(self._take_keys)
        _application().applicationStateChanged.connect(model.keep_date)
        Drops(self).dropped.connect(self._dropped)
        self.go("today")

    # -- pages

    def go(self, key: str) -> None:
        """Show a page, unless a session is under way.

        Raises:
            KeyError: there is no such page.
        """
        if not self.player.running:
            self.desk.go(key)

    def open_file(self, path: Path) -> None:
        """Show what a file that somebody sent holds, unless a session is under way."""
        if self.player.running:
            self.tell(_("A session is under way. You can open the file when it is over."))
        else:
            self.desk.show_arrival(path)

    def _dropped(self, paths: list[Path]) -> None:
        self.open_file(paths[0])
        if len(paths) > 1:
            self.tell(_("One file at a time, please. This is the first of them."))

    def _shown(self, key: str) -> None:
        self.outer.setCurrentIndex(0)
        if key == "settings":
            self._show_player()

    def tell(self, sentence: str) -> None:
        """Show a sentence that the user should read once."""
        if self.player.running:
            self.player.warn(sentence)
        else:
            self.notice.show_notice(sentence, icon="warning", warning=True)

    def _offer_undo(self, said: str) -> None:
        action = _("Undo") if self.model.can_undo else ""
        if said:
            self.notice.show_notice(said, icon="check", action=action)
        else:
            self.notice.hide()

    def _undo(self) -> None:
        self._take_keys()
        self.notice.hide()
        self.model.undo()

    def _take_keys(self) -> None:
        """Give the keyboard to what is shown."""
        shown = self.outer.currentWidget()
        if shown is self.desk:
            self.desk.page(self.desk.key).take_keys()
        elif shown:
            shown.setFocus()

    # -- a session

    def start(self, session: str, picks: Sequence[int] | None = None) -> None:
        """Play a session, unless one is under way."""
        try:
            timeline = self.model.timeline(session, picks)
        except KeyError:
            self.tell(_("There is no session called {name}.").format(name=session))
            return
        self._begin(timeline)

    def try_now(self, movement: str, first: Side) -> None:
        """Play a movement alone, beginning on a side, unless a session is under way.

        Raises:
            KeyError: there is no such movement.
        """
        self._begin(self.model.alone(movement, first))

    def _try(self, timeline: Timeline) -> None:
        """Play what is being written; nobody is asked about it before."""
        if not self.player.running:
            self._run(timeline)

    def start_easier(self, session: str) -> None:
        """Play a session, going easier where it was too much; KeyError if there is none."""
        self._begin(self.model.easier(session))

    def offer_interrupted(self) -> None:
        """Offer to go on with the last session if it was cut off."""
        if logged := self.model.interrupted():
            timeline = self.model.resumable(logged)
            go_on = partial(self._go_on, timeline, logged) if timeline else None
            self._around.offer(logged, go_on)

    def _go_on(self, timeline: Timeline, logged: Logged) -> None:
        if self.model.interrupted() == logged:
            self._run(timeline, logged)
        else:  # another computer has corrected or deleted it meanwhile
            self._leave()
            self.tell(_("{name} has changed meanwhile.").format(name=logged.run.name))

    def _begin(self, timeline: Timeline) -> None:
        if self.player.running:
            self.tell(_("A session is under way. Another one can start when it is over."))
        elif self.model.settings.ask_tightness:
            name = timeline.session.name
            self._around.ask(name, lambda rating: self._run(timeline, before=rating))
        else:
            self._run(timeline)

    def _run(
        self, timeline: Timeline, goes_on: Logged | None = None, before: int | None = None
    ) -> None:
        model = self.model
        done, active_s = (goes_on.steps, goes_on.run.active_s) if goes_on else ((), 0.0)
        run = Run(
            Engine(timeline, model.clock, done=done, active_s=active_s),
            model.clock,
            self._sound.player,
            model.recorder,
            model.settings.day_end_hour,
            goes_on=goes_on,
            before=before,
        )
        bridge = Bridge(run, model.clock, self)
        self._bridge = bridge
        self.notice.hide()
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
        if not self._around.show_result(run, event):
            self._leave()
        if sentence := run.notice:
            self.tell(sentence)
        else:  # a disk that is full now is full for a backup too
            self.housekeeping.begin()

    def _leave(self) -> None:
        """Go back to the desk: to Today, or to what was tried."""
        if self.desk.key not in ("movement", "studio"):
            self.go("today")
        self._return()

    def _return(self) -> None:
        """Go back to the desk as it was left."""
        self.outer.setCurrentWidget(self.desk)
        self._take_keys()
        self.desk.page(self.desk.key).settle()

    # -- sound, settings, the screen

    def _test_sound(self) -> None:
        def ring() -> None:
            self._sound.player.play(Cue.START)
            self._sound.rest()
            self._show_player()

        self._sound.when_ready(ring)

    def _show_player(self) -> None:
        player = self._sound.player
        self.desk.sound.emit(player.name, player.notice or "")

    def _take_settings(self) -> None:
        settings, before = self.model.settings, self._before
        self._before = settings
        self.look.choose(settings.theme)
        self.look.set_person(settings.person())
        self.player.units = settings.units
        self.player.calm = settings.reduced_motion or self.look.calm
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

    def closeEvent(self, event: QCloseEvent) -> None:
        """End a session that is under way, keeping what was done, and let go of everything."""
        if self.player.running:
            self.player.finish()
        self._sound.close()
        self._awake.release()
        event.accept()


def _application() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app
