"""Posing a figure by hand: it is seen from two sides, and its joints are dragged."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QWidget

from hipflex_gui.figure.bending import HANDLES, bend, bend_both
from hipflex_gui.figure.body import part_points
from hipflex_gui.figure.camera import Camera
from hipflex_gui.figure.figures import Figure, View
from hipflex_gui.figure.posing import pose
from hipflex_gui.figure.vectors import Vec, add, sub
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.widgets.base import announce
from hipflex_gui.ui.widgets.poserundo import Done, Undoing
from hipflex_gui.ui.widgets.poserview import TwoViews
from hipflex_gui.ui.widgets.stage import TILT_PER_PX, TILTS, TURN_PER_PX

STEP, FAR_STEP = 0.01, 0.05  # metres: of an arrow, and of one with Shift
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, 1), Qt.Key.Key_Down: (0, -1),
}  # fmt: skip


class Poser(TwoViews):
    """A figure whose joints are moved in either of its views.

    A drag beside the body turns the view that people see. Tab goes from joint to joint, arrows
    move it as it is seen in the view with the strong edge, and V takes the other view.

    Signals:
        changed: the figure is another one.
        chosen: another joint has been taken hold of.
    """

    changed = Signal()
    chosen = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.both = False
        self._undoing = Undoing()
        self._grabbed: tuple[QPointF, Figure, Vec, bool] | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)

    # -- what is posed

    def show_figure(self, figure: Figure) -> None:
        """Pose a figure; what was done to the one before cannot be undone any more."""
        self._undoing = Undoing()
        self.figure, self.number = figure, figure.pose
        self._fresh()

    def show_frame(self, number: int) -> None:
        """Pose another of the key-frames."""
        self.number = max(0, min(number, len(self.figure.frames) - 1))
        self._fresh()

    def edit(self, figure: Figure, number: int | None = None) -> None:
        """Go on with another figure, in a way that can be undone."""
        if figure != self.figure:
            self._remember(self.figure)
            self._become(figure, self.number if number is None else number)

    def undo(self) -> None:
        """Take the last change back."""
        self._travel(self._undoing.back)

    def redo(self) -> None:
        """Do again what was taken back."""
        self._travel(self._undoing.forth)

    @property
    def can_undo(self) -> bool:
        """Whether there is a change to take back."""
        return bool(self._undoing.past)

    @property
    def can_redo(self) -> bool:
        """Whether something was taken back."""
        return bool(self._undoing.future)

    def _travel(self, way: Callable[[Done], Done | None]) -> None:
        if self._grabbed is None and (found := way((self.figure, self.number))):
            self._become(*found)

    def _remember(self, figure: Figure) -> None:
        self._undoing.remember((figure, self.number))

    def _become(self, figure: Figure, number: int) -> None:
        self.figure, self.number = figure, min(number, len(figure.frames) - 1)
        self._fresh()
        self.changed.emit()

    def _fresh(self) -> None:
        self._shift = (0.0, 0.0, 0.0)
        self._aim()
        self._tell()
        self.chosen.emit()

    # -- moving a joint

    def nudge(self, handle: str, right: float, up: float) -> None:
        """Move a joint by so many metres as they are seen in the present view."""
        before = self.figure
        self._bend(before, self._shift, handle, self._cameras[self.view], right, up)
        if self.figure != before:
            self._remember(before)
            self._reframe()
            self.changed.emit()

    def _bend(
        self, before: Figure, shift: Vec, handle: str, camera: Camera, right: float, up: float
    ) -> None:
        way, by = camera.way(right, up), bend_both if self.both else bend
        self.figure = by(before, self.number, handle, way, camera.viewer)
        self._shift = add(shift, self._slid(before))
        self._tell()
        self.update()

    def _slid(self, before: Figure) -> Vec:
        """Return how far the picture has to go so that what rests on the floor stays in place."""
        was, now = (pose(one).stances[self.number] for one in (before, self.figure))
        for part in was.floor:
            if part in now.floor:
                away = sub(part_points(was.at, part)[0][0], part_points(now.at, part)[0][0])
                return (away[0], away[1], 0.0)
        return (0.0, 0.0, 0.0)

    # -- the mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of a joint, or of the room to turn it."""
        view = self._view_at(event.position())
        if event.button() is not Qt.MouseButton.LeftButton or view is None:
            return
        handle = self.handle_at(event.position())
        self.view = view
        if handle:
            self.choose(handle)
        self._grabbed = (event.position(), self.figure, self._shift, bool(handle))
        self._moving = True
        self.setCursor(Qt.CursorShape.ClosedHandCursor)
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the joint, or turn the room."""
        if self._grabbed is None:
            over = self.handle_at(event.position())
            if over != self._over:
                self._over = over
                shapes = Qt.CursorShape
                self.setCursor(shapes.OpenHandCursor if over else shapes.SizeHorCursor)
                self.update()
            return
        start, before, shift, held = self._grabbed
        way = event.position() - start
        if held:
            camera = self._cameras[self.view]
            k = camera.scale
            self._bend(before, shift, self.handle, camera, way.x() / k, -way.y() / k)
        else:
            self._turn(before, way.x() * TURN_PER_PX, way.y() * TILT_PER_PX)
        self.changed.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go; the drag becomes one thing that can be undone."""
        if self._grabbed and event.button() is Qt.MouseButton.LeftButton:
            before, held = self._grabbed[1], self._grabbed[3]
            self._grabbed, self._moving = None, False
            self.setCursor(Qt.CursorShape.OpenHandCursor)
            if before != self.figure:
                self._remember(before)
                self._reframe()
                self.changed.emit()
                if held:
                    announce(self, self.words())

    def _turn(self, before: Figure, turn: float, tilt: float) -> None:
        own = before.view
        turned = round((own.turn + turn + 180) % 360 - 180)
        view = View(turned, round(min(TILTS[1], max(TILTS[0], own.tilt + tilt))))
        self.figure = replace(before, view=view)
        self._aim()

    # -- the keyboard

    def choose(self, handle: str) -> None:
        """Take hold of a joint."""
        self.handle = handle
        self._tell()
        self.update()
        self.chosen.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin at the head, or at the last joint where one comes backwards."""
        reasons = Qt.FocusReason
        if event.reason() in (reasons.TabFocusReason, reasons.BacktabFocusReason):
            self.choose(HANDLES[0 if event.reason() is reasons.TabFocusReason else -1])
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that the keys go elsewhere."""
        super().focusOutEvent(event)
        self.update()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Let Tab go through the joints, and on from the last one."""
        at = HANDLES.index(self.handle) + (1 if forward else -1)
        if not 0 <= at < len(HANDLES):
            return super().focusNextPrevChild(forward)
        self.choose(HANDLES[at])
        announce(self, self.words())
        return True

    def event(self, event: QEvent) -> bool:
        """Keep undo and redo from the page while the pose has the keyboard."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.ShortcutOverride:
            event.setAccepted(self._command(event) is not None)
            return event.isAccepted() or super().event(event)
        return super().event(event)

    def _command(self, event: QKeyEvent) -> Callable[[], None] | None:
        keys = QKeySequence.StandardKey
        if event.matches(keys.Undo):
            return self.undo
        if event.matches(keys.Redo) or event.keyCombination().toCombined() == _CTRL_Y:
            return self.redo
        return None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the joint by the arrows, by more with Shift; V takes the other view."""
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        shift = modifiers == Qt.KeyboardModifier.ShiftModifier
        if command := self._command(event):
            command()
        elif event.key() in _ARROWS and (shift or not modifiers):
            right, up = _ARROWS[Qt.Key(event.key())]
            step = FAR_STEP if shift else STEP
            self.nudge(self.handle, right * step, up * step)
            announce(self, self.words())
        elif event.key() == Qt.Key.Key_V and not modifiers:
            self.view = 1 - self.view
            announce(self, self.view_words()[self.view])
            self.update()
        else:
            super().keyPressEvent(event)


_CTRL_Y = (Qt.KeyboardModifier.ControlModifier | Qt.Key.Key_Y).toCombined()
