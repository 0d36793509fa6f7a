"""A figure from two sides: where its joints are seen, and what is said and painted of them."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from hipflex_gui.figure.bending import places
from hipflex_gui.figure.figures import Figure
from hipflex_gui.figure.posing import pose
from hipflex_gui.i18n import _
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.theme import RADIUS_ROW
from hipflex_gui.ui.widgets.base import Painted, describe, smooth, stroke
from hipflex_gui.ui.widgets.poserpaint import INSET, Seen, cameras, paint_labels, paint_view
from hipflex_gui.ui.widgets.poserwords import contact_sentences, height_words, joint_words
from hipflex_gui.ui.widgets.stage import paint_room

REACH = 15  # px at 100 %: from so near a joint is taken hold of
GAP = 8
SIDE_BY_SIDE = 560  # px at 100 %: narrower than this the views are above each other


class TwoViews(Painted):
    """Two views of one key-frame at a right angle, with a handle on each joint.

    Attributes:
        figure: what is seen.
        number: which of its key-frames.
        handle: the joint that is held.
        view: which of the views has the strong edge, 0 or 1.
    """

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.figure, self.number = Figure(), 0
        self.handle, self.view = "pelvis", 0
        self._shift = (0.0, 0.0, 0.0)  # where it is seen from where it would stand, in metres
        self._over = ""
        self._moving = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self._fit)
        self._aim()
        self._tell()

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

    def _reframe(self) -> None:
        """Aim the cameras anew where a joint has left the picture."""
        for n, rect in enumerate(self.rects()):
            inner = QRectF(0, 0, rect.width(), rect.height()).adjusted(6, 6, -6, -6)
            if not all(inner.contains(spot) for spot in self._seen(n).spots().values()):
                self._aim()
                return

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

    # -- what it says and shows

    def words(self) -> str:
        """Return which joint is held and where it is."""
        stance = pose(self.figure).stances[self.number]
        height = height_words(places(stance)[self.handle][2])
        return f"{joint_words(self.handle)}: {height}"

    @staticmethod
    def view_words() -> tuple[str, str]:
        """Return what the two views are called."""
        return _("As people see it"), _("From another side")

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
            paint_view(painter, self.look, self._seen(n), moving=self._moving)
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
