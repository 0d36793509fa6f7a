"""The player: the stage, the guide and the bar, and every key of a session.

It shows what the bridge's view says and sends commands back. Pause and "It hurts" act first; what
there is to ask comes after.
"""

from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from hipflex_gui.engine import Engine
from hipflex_gui.events import Event, Finished, Paused, PhaseStarted, Reason, Resumed, State
from hipflex_gui.figure import scene
from hipflex_gui.i18n import _
from hipflex_gui.log import RunStatus, StepStatus
from hipflex_gui.timeline import Timeline
from hipflex_gui.ui import keys
from hipflex_gui.ui.bar import PlayerBar
from hipflex_gui.ui.bridge import Bridge
from hipflex_gui.ui.guide import feel, guide, hint
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.panel import GuidePanel
from hipflex_gui.ui.question import Question
from hipflex_gui.ui.widgets.banner import Banner
from hipflex_gui.ui.widgets.base import Text
from hipflex_gui.ui.widgets.buttons import ENTER, take_enter
from hipflex_gui.ui.widgets.stage import Scene, Stage

COMPACT_WIDTH, COMPACT_HEIGHT = 960, 640
READ_MS = 4000  # a notice that was up for so long has been read


class PlayerPage(QWidget):
    """Plays one session after the other.

    Signals:
        finished: the engine's last event of a session.
        full_screen: the user wants the window to fill the screen, or not any more.
        mute: the user wants silence, or sound again.
        play_wanted: time shall pass; whoever opens the sounds answers with the engine's play, if
            the page is still ``waiting`` for it.
    """

    finished = Signal(object)
    full_screen = Signal()
    mute = Signal()
    play_wanted = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.units, self.calm, self.key_caps = "metric", False, True
        self._bridge: Bridge | None = None
        self._stage_given, self._item = False, -1
        self.waiting = False  # for the sounds to be ready
        self._noticed = QElapsedTimer()
        self._said: set[str] = set()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

        self.stage = Stage(look, self)
        self.hint = Text(look, role="section", ink="ink", weight=500, wrap=True, parent=self.stage)
        self.panel = GuidePanel(look, self)
        self.notice = Banner(look, self)
        self.bar = PlayerBar(look, self)
        self.bar.back.clicked.connect(self._back)
        self.bar.pause.clicked.connect(self._toggle)
        self.bar.go.clicked.connect(self._next)
        self.bar.more.clicked.connect(lambda: self._extend(1))
        self.bar.hurts.clicked.connect(lambda: self._stop(RunStatus.DISCOMFORT))
        self.bar.strip.chosen.connect(self._seek)
        self.question = Question(look, self)
        self.question.keep.clicked.connect(lambda: self._stop(RunStatus.STOPPED))
        self.question.go_on.clicked.connect(self._go_on)

    # -- a session

    @property
    def timeline(self) -> Timeline:
        """What is played."""
        assert self._bridge
        return self._bridge.run.engine.timeline

    def begin(self, bridge: Bridge) -> None:
        """Take over a bridge at the start of its session, and show where it starts."""
        self._bridge = bridge
        self.bar.set_timeline(self.timeline)
        self._ask(False)
        self.notice.hide()
        self._said.clear()
        self._stage_given, self._item = False, -1
        bridge.moved.connect(self.show_view)
        bridge.happened.connect(self._happened)
        self.watch()
        self._lay_out()
        self.show_view()

    def warn(self, sentence: str) -> None:
        """Show a sentence that came up while playing."""
        self.notice.show_notice(sentence, icon="warning", warning=True)
        self._noticed.start()
        self._lay_out()

    def say_once(self, sentence: str) -> None:
        """Show a sentence, but not again in this session."""
        if sentence not in self._said:
            self._said.add(sentence)
            self.warn(sentence)

    def _happened(self, event: Event) -> None:
        match event:
            case PhaseStarted(index=index):
                self.waiting = False
                read = self._noticed.isValid() and self._noticed.hasExpired(READ_MS)
                if self.timeline.phases[index].work and read:
                    self._hide_notice()  # a line before a movement, not in it
            case Resumed():
                self.waiting = False
            case Paused(reason=Reason.AWAY):
                self.notice.show_notice(
                    _("You were away, or the computer slept. Nothing was counted meanwhile.")
                )
                self._lay_out()
            case Paused(reason=Reason.CLOCK):
                self.notice.show_notice(_("The computer’s clock was changed, so this waits."))
                self._lay_out()
            case Finished():
                self.leave()
                self.finished.emit(event)

    def leave(self) -> None:
        """Let go of the session."""
        if self._bridge:
            self._bridge.watch(False)
            self._bridge.moved.disconnect(self.show_view)
            self._bridge.happened.disconnect(self._happened)
            self._bridge = None

    @property
    def running(self) -> bool:
        """Whether a session is under way, playing or paused."""
        return self._bridge is not None

    def finish(self) -> None:
        """End the session now, as when the window closes; what was done is kept."""
        self._stop(RunStatus.STOPPED)

    # -- what is shown

    def show_view(self) -> None:
        """Show where the engine is."""
        if self._bridge is None:
            return
        timeline, view = self.timeline, self._bridge.view
        if view.phase.item != self._item:
            self._item = view.phase.item
            if self._stage_given:
                self._stage_given = False
                self._lay_out()
        now = guide(timeline, view, self.units, calm=self.calm)
        self.panel.show_guide(now)
        number = _("Movement {n} of {all}").format(n=view.phase.item + 1, all=len(timeline.items))
        if view.state is State.PAUSED:
            number = _("{number} · Paused").format(number=number)
        self._make_room()
        lead = "" if self._compact else timeline.session.name
        self.stage.show_scene(
            Scene(
                scene.at(timeline, view, calm=self.calm),
                lead if self.panel.names_movement else now.title,
                number,
                feel(timeline, view, self.units),
                now.mirrored,
            )
        )
        self._show_hint("" if self._compact else hint(timeline, view, self.units))
        self.bar.show_view(timeline, view, now, self._skipped())

    def _skipped(self) -> set[int]:
        assert self._bridge
        steps, work = self._bridge.run.steps, self.timeline.work
        left_out = {work[step.position] for step in steps if step.status is StepStatus.SKIPPED}
        return left_out - {work[s.position] for s in steps if s.status is not StepStatus.SKIPPED}

    def _make_room(self) -> None:
        """Give the stage's room to the panel where not even one step and the count have theirs.

        It is given for the rest of the movement, so that the layout settles and stays.
        """
        if self.panel.overflows and not self._stage_given:
            self._stage_given = True
            self._lay_out()

    def _show_hint(self, text: str) -> None:
        if text != self.hint.text():
            self.hint.setText(text)
            self._place_hint()

    def _place_hint(self) -> None:
        """Put the hint on the wall, under the caption: text is not read well on the floor."""
        width = max(80, self.stage.width() - 2 * 32)
        top = 28 + round(self.look.theme.line("caption-player")) + 12
        height = self.hint.heightForWidth(width)
        self.hint.setGeometry(32, top, width, height)
        usual = round(2 * self.look.theme.line("section"))  # so that the figure seldom moves
        self.stage.keep_free(top if self._compact else top + max(height, usual))

    # -- commands

    def _act(self, command: Callable[[Engine], list[Event]]) -> None:
        if bridge := self._bridge:
            bridge.act(lambda: command(bridge.run.engine))

    def _standing(self) -> bool:
        standing = (State.READY, State.PAUSED)
        return self._bridge is not None and self._bridge.run.engine.state in standing

    def _hide_notice(self) -> None:
        """Take a notice away, if there is one, and give its room back to the stage."""
        if not self.notice.isHidden():
            self.notice.hide()
            self._stage_given = False
            self._lay_out()

    def _toggle(self) -> None:
        self._hide_notice()
        if self._asking:
            self._go_on()
        elif self.waiting:
            self.waiting = False  # taken back before it came to it
        elif self._standing():
            self.want_to_play()
        else:
            self._act(Engine.pause)
        self._lay_out()

    def want_to_play(self) -> None:
        """Ask for time to pass; until it does, the wish can be taken back."""
        self.waiting = True
        self.play_wanted.emit()

    def _next(self) -> None:
        self._act(Engine.next)

    def _back(self) -> None:
        self._act(Engine.back)

    def _extend(self, steps: int) -> None:
        self._act(lambda engine: engine.extend(steps))

    def _seek(self, segment: int) -> None:
        self._act(lambda engine: engine.go_to(self.bar.start_of(segment)))

    def _stop(self, status: RunStatus) -> None:
        self._ask(False)
        self._act(lambda engine: engine.stop(status))

    def _ask_to_end(self) -> None:
        """Stand still first, then ask; what was done is kept unless the user goes on."""
        self.waiting = False
        self._act(Engine.pause)
        if not self._bridge:
            return
        self.question.show_kept(self._bridge.run.engine.active_s)
        self._ask(True)
        self._lay_out()
        self.question.keep.setFocus()

    @property
    def _asking(self) -> bool:
        return not self.question.isHidden()

    def _ask(self, asking: bool) -> None:
        """Show the question or not; meanwhile its own button is the one that stands out."""
        self.question.setVisible(asking)
        self.bar.set_asking(asking)

    def _go_on(self) -> None:
        self._ask(False)
        self.setFocus()
        self.want_to_play()

    # -- keys and size

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what the key means in a session; Enter is also the button that has the focus."""
        focus = self.focusWidget()
        if event.key() in ENTER and isinstance(focus, QAbstractButton) and focus.hasFocus():
            take_enter(self, event)
            return
        key = keys.meant(event)
        command = self._command(key, event)
        if command is None:
            super().keyPressEvent(event)
        elif not (event.isAutoRepeat() and key not in keys.MORE | keys.LESS):
            command()

    def _command(self, key: Qt.Key, event: QKeyEvent) -> Callable[[], None] | None:
        if key == Qt.Key.Key_H:
            return lambda: self._stop(RunStatus.DISCOMFORT)
        if self._asking:
            return self._go_on if key == Qt.Key.Key_Escape or key in keys.PAUSE else None
        if key in keys.NEXT:
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and key == Qt.Key.Key_Right:
                return lambda: self._act(Engine.skip)
            # one key runs a whole session, also after it paused by itself
            goes_on = self._standing() and key != Qt.Key.Key_Right
            return self._toggle if goes_on else self._next
        table: list[tuple[set[Qt.Key], Callable[[], None]]] = [
            (keys.BACK, self._back),
            (keys.PAUSE, self._toggle),
            (keys.MORE, lambda: self._extend(1)),
            (keys.LESS, lambda: self._extend(-1)),
            ({Qt.Key.Key_Escape}, self._ask_to_end),
            ({Qt.Key.Key_F}, self.full_screen.emit),
            ({Qt.Key.Key_M}, self.mute.emit),
        ]
        return next((command for found, command in table if key in found), None)

    def showEvent(self, event: QShowEvent) -> None:
        """Frames run from now on."""
        self.watch()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody sees it: no frames."""
        self.watch()

    def watch(self) -> None:
        """Look whether anybody can see the player, as after the window was minimised."""
        if self._bridge:
            seen = self.isVisible() and not self.window().isMinimized()
            self._bridge.watch(seen, calm=self.calm)

    @property
    def _compact(self) -> bool:
        scale = self.look.theme.scale
        return self.width() < COMPACT_WIDTH * scale or self.height() < COMPACT_HEIGHT * scale

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out for the new size."""
        self._stage_given = False
        self._lay_out()
        if self._bridge:
            self.show_view()

    def _lay_out(self) -> None:
        compact, theme = self._compact, self.look.theme
        width, height = self.width(), self.height()
        bar = self.bar.fit(compact=compact, key_caps=self.key_caps)
        self.bar.setGeometry(0, height - bar, width, bar)
        top = 0
        if self.notice.isVisibleTo(self):
            top = self.notice.heightForWidth(width) if self.notice.hasHeightForWidth() else 56
            top = max(top, self.notice.sizeHint().height())
            self.notice.setGeometry(0, 0, width, top)
        share = 0.58 if not compact else 0.45 if theme.scale >= 1.5 else 0.49
        stage = round(width * share) if not self._stage_given else 0
        self.stage.setVisible(stage > 0)
        room = height - bar - top
        self.stage.setGeometry(0, top, stage, room)
        self.stage.set_callout_shown(not compact)
        self.panel.set_compact(compact)
        self.panel.setGeometry(stage, top, width - stage, room)
        self.panel.lay_out()  # a hidden widget hears of its size only when it is shown
        self._place_hint()
        if self._asking:
            self.question.setGeometry(stage, top, width - stage, room)
            self.question.raise_()

    def set_key_caps(self, shown: bool) -> None:
        """Show the key caps or not."""
        self.key_caps = shown
        self._lay_out()
