"""A movement shown outside a session: the figure goes in and out of its pose while it is seen."""

from PySide6.QtCore import QElapsedTimer, QSize, Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from hipflex_gui.figure.motion import Shown, demo
from hipflex_gui.figure.scene import Picture, figure_of, glow_of, turned, with_photo
from hipflex_gui.movements import Movement
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.theme import RADIUS_CARD
from hipflex_gui.ui.widgets.stage import Scene, Stage
from hipflex_gui.words import Side, spoken

FRAME_MS = 33
KEY_TURN = 15.0  # degrees
KEYS = {
    Qt.Key.Key_Left: (-KEY_TURN, 0.0),
    Qt.Key.Key_Right: (KEY_TURN, 0.0),
    Qt.Key.Key_Up: (0.0, KEY_TURN / 2),
    Qt.Key.Key_Down: (0.0, -KEY_TURN / 2),
}


class Demo(Stage):
    """The stage with a clock of its own; arrows turn the figure, Home turns it back.

    No frame is painted while nobody can see it, nor with reduced motion.
    """

    radius = RADIUS_CARD

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._movement: Movement | None = None
        self._side = Side.LEFT
        self._calm = False
        self._since = QElapsedTimer()
        self._frames = QTimer(self, interval=FRAME_MS)
        self._frames.timeout.connect(self._show)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.set_callout_shown(True)

    def sizeHint(self) -> QSize:
        """Return the room it has on a page."""
        return QSize(420, 360)

    def show_movement(self, movement: Movement | None, side: Side = Side.LEFT) -> None:
        """Show a movement for a side, from its start."""
        self._movement, self._side = movement, side
        self._since.start()
        self._show()
        self._run()

    def set_calm(self, calm: bool) -> None:
        """Show the pose, and no motion."""
        self._calm = calm
        self._show()
        self._run()

    @property
    def running(self) -> bool:
        """Whether frames are painted."""
        return self._frames.isActive()

    def _run(self) -> None:
        seen = self.isVisible() and not self.window().isMinimized()
        if self._movement and not self._calm and seen:
            self._frames.start()
        else:
            self._frames.stop()

    def _show(self) -> None:
        movement = self._movement
        if movement is None:
            self.show_scene(Scene())
            return
        if self.window().isMinimized():
            self._frames.stop()
        figure = figure_of(movement)
        seen = Shown(figure.pose, figure.pose)
        if not self._calm:
            seen = demo(figure, self._since.elapsed() / 1000 if self._since.isValid() else 0.0)
        glow = glow_of(movement, figure)
        picture = turned(Picture(figure, seen, glow if seen.lit else ()), self._side)
        picture = with_photo(picture, movement, self._side)
        feel = spoken(movement.feel, self._side)
        self.show_scene(Scene(picture, feel=feel, mirrored=self._side is Side.RIGHT))

    def showEvent(self, event: QShowEvent) -> None:
        """Run from now on."""
        super().showEvent(event)
        self._run()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody sees it: no frames."""
        super().hideEvent(event)
        self._frames.stop()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn the figure with the arrows."""
        if event.key() in KEYS:
            self.turn_by(*KEYS[Qt.Key(event.key())])
        elif event.key() == Qt.Key.Key_Home:
            self.turn_back()
        else:
            super().keyPressEvent(event)
