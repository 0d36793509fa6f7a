"""The one bridge between the engine and Qt: a timer ticks the engine, its events become signals.

One precise single-shot timer is armed for the engine's next deadline; paused or finished there is
none at all. Frames run only while somebody can see them and something moves; hidden, the deadline
timer alone goes on, so cues and the log lose nothing.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from hipflex_gui.clock import Clock
from hipflex_gui.events import Event, State, View
from hipflex_gui.figure.motion import moves
from hipflex_gui.figure.scene import figure_of
from hipflex_gui.run import Run

FRAME_MS = 100  # the ring at 10 Hz
LIVELY_FRAME_MS = 33  # a disc or a limb moves by several px a tenth of a second


class Bridge(QObject):
    """Plays a run in Qt's event loop.

    Signals:
        happened: an engine event; its cue has sounded and its step is in the log by then.
        moved: look at ``view`` again.
    """

    happened = Signal(object)
    moved = Signal()

    def __init__(self, run: Run, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.run = run
        self._clock = clock
        self._watched, self._calm = False, False
        self._deadline = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._frames = QTimer(self, timerType=Qt.TimerType.PreciseTimer)
        self._deadline.timeout.connect(self.tick)
        self._frames.timeout.connect(self.tick)

    @property
    def view(self) -> View:
        """Where the engine is, as of its last tick."""
        return self.run.engine.view()

    @property
    def playing(self) -> bool:
        """Whether time passes."""
        return self.run.engine.state is State.PLAYING

    def act(self, command: Callable[[], list[Event]]) -> None:
        """Send the engine a command, and tell what came of it."""
        events = self.run.act(command)
        self._arm()
        for event in events:
            self.happened.emit(event)
        self.moved.emit()

    def tick(self) -> None:
        """Let the engine look at the clock."""
        self.act(self.run.engine.tick)

    def watch(self, watched: bool, *, calm: bool = False) -> None:
        """Say whether anybody can see it, and whether motion is to be reduced."""
        if (watched, calm) != (self._watched, self._calm):
            self._watched, self._calm = watched, calm
            self._arm()
            if watched:
                self.moved.emit()

    def _arm(self) -> None:
        deadline = self.run.engine.next_deadline()
        if deadline is None:
            self._deadline.stop()
            self._frames.stop()
            return
        # rounded up: a timer that fires early would only have to be armed again
        wait = max(0.0, deadline - self._clock.monotonic())
        self._deadline.start(int(wait * 1000) + 1)
        if not self._watched:
            self._frames.stop()
            return
        view = self.view
        movement = self.run.engine.timeline.items[view.phase.item].movement
        lively = not self._calm and moves(figure_of(movement), view.phase, view.position_s)
        interval = LIVELY_FRAME_MS if lively else FRAME_MS
        if not self._frames.isActive() or self._frames.interval() != interval:
            self._frames.start(interval)
