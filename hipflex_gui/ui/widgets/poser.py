"""Posing a figure by hand: it is seen from two sides, and its joints are dragged."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from hipflex_gui.figure.bending import HANDLES, bend, bend_both, places
from hipflex_gui.figure.body import part_points
from hipflex_gui.figure.camera import Camera
from hipflex_gui.figure.figures import Figure, View
from hipflex_gui.figure.posing import pose
from hipflex_gui.figure.vectors import Vec, add, sub
from hipflex_gui.i18n import _
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.theme import RADIUS_ROW
from hipflex_gui.ui.widgets.base import Painted, announce, describe, smooth, stroke
from hipflex_gui.ui.widgets.poserpaint import INSET, Seen, cameras, paint_labels, paint_view
from hipflex_gui.ui.widgets.poserundo import Done, Undoing
from hipflex_gui.ui.widgets.poserwords import contact_sentences, height_words, joint_words
from hipflex_gui.ui.widgets.stage import TILT_PER_PX, TILTS, TURN_PER_PX, paint_room

STEP, FAR_STEP = 0.01, 0.05  # metres: of an arrow, and of one with Shift
REACH = 15  # px at 100 %: from so near a joint is taken hold of
GAP = 8
SIDE_BY_SIDE = 560  # px at 100 %: narrower than this the views are above each other
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, 1), Qt.Key.Key_Down: (0, -1),
}  # fmt: skip


class Poser(Painted):
    """Two views of one key-frame at a right angle, and handles on the joints.

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
        self.figure, self.number = Figure(), 0
        self.handle, self.view, self.both = "pelvis", 0, False
        self._cameras: list[Camera] = []
        self._shift: Vec = (0.0, 0.0, 0.0)
        self._undoing = Undoing()
        self._grabbed: tuple[QPointF, Figure, Vec, bool] | None = None
        self._over = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self._fit)
        self._tell()

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

    def _reframe(self) -> None:
        """Aim the cameras anew where a joint has left the picture."""
        for n, rect in enumerate(self.rects()):
            inner = QRectF(0, 0, rect.width(), rect.height()).adjusted(6, 6, -6, -6)
            if not all(inner.contains(spot) for spot in self._seen(n).spots().values()):
                self._aim()
                return

    # -- where things are

    def rects(self) -> tuple[QRectF, QRectF]:
        """Return where the two views are, in px."""
        w, h = float(self.width()), float(self.height())
        if w >= self.theme.px(SIDE_BY_SIDE):
            half = (w - GAP) / 2
            return QRectF(0, 0, half, h), QRectF(half + GAP, 0, half, h)
        half = (h - GAP) / 2
        return QRectF(0, 0, w, half), QRectF(0, half + GAP, w, half)

    def spot(self, handle: str, view: int = 0) -> QPointF:
        """Return where a joint is seen in a view, in px of the widget."""
        return self._seen(view).spots()[handle] + self.rects()[view].topLeft()

    def _seen(self, view: int) -> Seen:
        camera = self._cameras[view]
        return Seen(self.figure, self.number, self._shift, camera, self.handle, self._over)

    def _aim(self) -> None:
        """Aim both cameras at the figure."""
        label = self.theme.line("small") + 3 * INSET
        self._cameras = cameras(self.figure, [rect.size() for rect in self.rects()], label)
        self._shift = (0.0, 0.0, 0.0)
        self.update()

    def _fit(self) -> None:
        scale = min(self.theme.scale, 1.25)
        beside = self.width() >= self.theme.px(SIDE_BY_SIDE)
        height = round((380 if beside else 660) * scale)
        if self.height() != height:
            self.setFixedHeight(height)
        self._aim()

    def sizeHint(self) -> QSize:
        """Return the room it has on a page."""
        return QSize(720, 380)

    def minimumSizeHint(self) -> QSize:
        """Return a width at which joints can still be told apart."""
        return QSize(240, 300)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the views their room."""
        self._fit()

    # -- the mouse

    def _view_at(self, at: QPointF) -> int | None:
        return next((n for n, rect in enumerate(self.rects()) if rect.contains(at)), None)

    def handle_at(self, at: QPointF) -> str:
        """Return the joint at a place of the widget; of two the nearer one, or nothing."""
        view = self._view_at(at)
        if view is None:
            return ""
        camera, inner = self._cameras[view], at - self.rects()[view].topLeft()
        where = places(pose(self.figure).stances[self.number])
        reach = REACH * min(self.theme.scale, 1.5)
        found = []
        for name, spot in self._seen(view).spots().items():
            way = (spot - inner).manhattanLength()
            if way <= reach:
                found.append((way + 8 * camera.depth(where[name]), name))
        return min(found)[1] if found else ""

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
            self._grabbed = None
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

    # -- what it says and shows

    def words(self) -> str:
        """Return which joint is held and where it is."""
        stance = pose(self.figure).stances[self.number]
        height = height_words(places(stance)[self.handle][2])
        return f"{joint_words(self.handle)}: {height}"

    @staticmethod
    def view_words() -> tuple[str, str]:
        """Return what the two views are called."""
        return _("As people see it"), _("From the side")

    def _tell(self) -> None:
        frame = self.figure.frames[self.number]
        said = [self.words(), *contact_sentences(frame)]
        name = _("Pose of the figure, {frame}").format(frame=frame.name)
        describe(self, name, ". ".join(said))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint both views."""
        painter = smooth(self)
        for n, rect in enumerate(self.rects()):
            painter.save()
            path = QPainterPath()
            path.addRoundedRect(rect, RADIUS_ROW, RADIUS_ROW)
            painter.setClipPath(path)
            paint_room(painter, self.look, rect)
            painter.translate(rect.topLeft())
            paint_view(painter, self.look, self._seen(n), moving=self._grabbed is not None)
            here = self.words() if n == self.view else ""
            paint_labels(painter, self.look, rect.size(), self.view_words()[n], here)
            painter.restore()
            self._paint_edge(painter, rect, here=n == self.view)

    def _paint_edge(self, painter: QPainter, rect: QRectF, *, here: bool) -> None:
        c, focus = self.look.colours, here and self.hasFocus()
        width = 3.0 if focus else 1.0
        painter.setPen(stroke(c.acc_text if focus else c.line2 if here else c.line3, width))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        inset = width / 2
        edge = rect.adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(edge, RADIUS_ROW, RADIUS_ROW)


_CTRL_Y = (Qt.KeyboardModifier.ControlModifier | Qt.Key.Key_Y).toCombined()
