"""The stage: a wall, a floor, and the figure that shows the movement. It can be turned."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from hipflex_gui.figure.camera import Camera, framed
from hipflex_gui.figure.drawing import spot
from hipflex_gui.figure.figures import View, mirror_figure
from hipflex_gui.figure.posing import blend, pose
from hipflex_gui.figure.scene import Picture
from hipflex_gui.i18n import _
from hipflex_gui.ui.figures import operations, paint, paint_small, photo
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.theme import RADIUS_BUTTON
from hipflex_gui.ui.widgets.base import NEW_LINE, Painted, TextBlock, describe, smooth

HORIZON = 0.58
TOP, BASE = 0.09, 0.87  # shares of the height: the least that stays free, and where the floor is
CALLOUT = 0.16  # of the height: the words over a figure that leaves no room beside it
TALL = 0.66  # of the width: what a figure has that leaves room for the callout beside it
TURN_PER_PX, TILT_PER_PX = 0.5, 0.3  # degrees
TILTS = (-5.0, 80.0)


@dataclass(frozen=True, slots=True)
class Scene:
    """What the stage shows and says.

    Attributes:
        picture: the figure.
        lead: the first, strong part of the caption: the session.
        caption: the rest of it: which movement of how many.
        feel: where it should be felt, such as "front of the left hip"; nothing is said without it.
        mirrored: True for the right side.
    """

    picture: Picture | None = None
    lead: str = ""
    caption: str = ""
    feel: str = ""
    mirrored: bool = False


class Stage(Painted):
    """Wall and floor, edge to edge, with the figure and where to feel it.

    The figure is painted when what it shows has changed, never because time has passed. Dragging
    turns it; a double click turns it back.
    """

    radius = 0

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._scene = Scene()
        self._callout = True
        self._turn = self._tilt = 0.0
        self._free = 0  # px at the top that others write in
        self._grabbed: QPointF | None = None
        self._kept: tuple[object, QPixmap] | None = None
        self.painted = 0  # figures painted so far, for those who measure
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.show_scene(self._scene)

    def show_scene(self, scene: Scene) -> None:
        """Show another scene."""
        before, self._scene = self._scene, scene
        if scene != before:
            if _drawn(scene) != _drawn(before):
                self._turn = self._tilt = 0.0
            elif scene.mirrored != before.mirrored:
                self._turn = -self._turn  # the other side, seen from the other side
            self.update()
        felt = _("Feel it here: {area}").format(area=scene.feel) if scene.feel else ""
        words = (scene.lead, scene.caption, felt)
        describe(self, _("The movement"), ". ".join(word for word in words if word))

    def set_callout_shown(self, shown: bool) -> None:
        """Say where it should be felt, or not, as in a small window."""
        self._callout = shown
        self.update()

    def keep_free(self, height: int) -> None:
        """Leave so many px at the top to words that somebody else puts there."""
        if height != self._free:
            self._free = height
            self.update()

    def sizeHint(self) -> QSize:
        """Return the room it has in a player of the full size."""
        return QSize(638, 572)

    def minimumSizeHint(self) -> QSize:
        """Return the least room in which the figure can be recognised."""
        return QSize(160, 160)

    def turn_by(self, turn: float, tilt: float = 0.0) -> None:
        """Look from further round and from higher up, by so many degrees."""
        self._turn = (self._turn + turn + 180) % 360 - 180
        own = self._scene.picture.figure.view.tilt if self._scene.picture else 0.0
        self._tilt = min(TILTS[1] - own, max(TILTS[0] - own, self._tilt + tilt))
        self.update()

    def turn_back(self) -> None:
        """Look from where the movement is seen best."""
        self._turn = self._tilt = 0.0
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the figure."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._grabbed = event.position()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Turn the figure."""
        if self._grabbed is not None:
            way = event.position() - self._grabbed
            self._grabbed = event.position()
            self.turn_by(way.x() * TURN_PER_PX, way.y() * TILT_PER_PX)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go of the figure."""
        self._grabbed = None
        self.setCursor(Qt.CursorShape.OpenHandCursor)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Turn the figure back."""
        self.turn_back()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Forget the pixels of another size."""
        self._kept = None

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the room, the figure, the caption and the callout."""
        painter, rect = smooth(self), QRectF(self.rect())
        if self.radius:
            path = QPainterPath()
            path.addRoundedRect(rect, self.radius, self.radius)
            painter.setClipPath(path)
        paint_room(painter, self.look, rect)
        picture, says = self._scene.picture, self._callout and bool(self._scene.feel)
        if picture and picture.photo and self._paint_photo(painter, picture, rect):
            if says:
                self._paint_callout(painter, rect, None, beside=False)
        elif picture:
            camera, beside = self._camera(picture, says)
            painter.drawPixmap(0, 0, self._figure(picture, camera))
            if says and picture.shown.lit:
                self._paint_callout(painter, rect, self._spot(picture, camera), beside=beside)
        self._paint_caption(painter, rect)

    def _paint_photo(self, painter: QPainter, picture: Picture, rect: QRectF) -> bool:
        """Paint the author's own picture where the figure would stand; False if it is broken."""
        assert picture.photo
        theme, ratio = self.theme, self.devicePixelRatioF()
        words = max(TOP, self._free / rect.height()) * rect.height()
        if self._scene.lead or self._scene.caption:
            words = max(words, 28 + 2 * theme.line("caption-player"))
        if self._callout and self._scene.feel:
            words += 2 * theme.line("section") + 12
        side = min(rect.width(), rect.height()) * 0.04
        room = rect.adjusted(side, max(words, side), -side, -side)
        wide, high = round(room.width() * ratio), round(room.height() * ratio)
        loaded = photo(picture.photo, wide, high, flipped=picture.flipped)
        if loaded is None:
            return False
        loaded.setDevicePixelRatio(ratio)
        target = QRectF(QPointF(0, 0), loaded.deviceIndependentSize())
        target.moveCenter(room.center())
        path = QPainterPath()
        path.addRoundedRect(target, RADIUS_BUTTON, RADIUS_BUTTON)
        painter.save()
        painter.setClipPath(path, Qt.ClipOperation.IntersectClip)
        painter.drawPixmap(target.topLeft(), loaded)
        painter.restore()
        return True

    def _camera(self, picture: Picture, says: bool) -> tuple[Camera, bool]:
        """Return how the figure is seen, and whether the callout stands beside it."""
        posed, view = pose(picture.figure), picture.figure.view
        width, height = float(self.width()), float(self.height())
        above = max(TOP, self._free / height)
        over = above + (CALLOUT if says else 0.0)
        camera = framed(posed, view, width, height, pad=0.1, above=over, base=BASE)
        slim = framed(posed, view, width * TALL, height, pad=0.06, above=above, base=BASE)
        beside = says and slim.scale > camera.scale
        if beside:
            camera = slim
            camera.x += width * (1 - TALL) if self._scene.mirrored else 0.0
        if self._turn or self._tilt:
            turned = View(view.turn + self._turn, view.tilt + self._tilt)
            x, y, scale = camera.x, camera.y, camera.scale
            camera = Camera(turned, scale, x, y)
            middle = posed.stances[picture.shown.second].at["pelvis"]
            was, now = Camera(view, scale, x, y).at(middle), camera.at(middle)
            camera.x += was[0] - now[0]
            camera.y += was[1] - now[1]
        return camera, beside

    def _figure(self, picture: Picture, camera: Camera) -> QPixmap:
        ratio = self.devicePixelRatioF()
        look = self.look
        key = (
            picture,
            self._turn,
            self._tilt,
            camera.scale,
            camera.x,
            camera.y,
            look.person,
            look.theme,
            ratio,
        )
        if self._kept is None or self._kept[0] != key:
            self._kept = None  # first, so that there are never two of them in memory
            made = QPixmap(self.size() * ratio)
            made.setDevicePixelRatio(ratio)
            made.fill(Qt.GlobalColor.transparent)
            painter = QPainter(made)
            ops = operations(picture, camera, look.figure_colours, look.person)
            seen = picture.shown
            paint(painter, ops, moving=not (seen.at(seen.first) or seen.at(seen.second)))
            painter.end()
            self._kept = (key, made)
            self.painted += 1
        return self._kept[1]

    @staticmethod
    def _spot(picture: Picture, camera: Camera) -> QPointF | None:
        posed, seen = pose(picture.figure), picture.shown
        found = spot(blend(posed, seen.first, seen.second, seen.t), camera, picture.glow)
        return QPointF(*found) if found else None

    def _paint_caption(self, painter: QPainter, rect: QRectF) -> None:
        theme, c, lead = self.theme, self.look.colours, self._scene.lead
        x, y = (32.0, 28.0) if rect.width() >= 480 else (24.0, 20.0)
        words = [part for part in (lead, self._scene.caption) if part]
        font, line = theme.font("caption-player", 400), theme.line("caption-player")
        room = rect.width() - 2 * x
        block = TextBlock("  ·  ".join(words), font, line, room, len(lead), c.ink)
        if block.lines > 1:
            block = TextBlock(NEW_LINE.join(words), font, line, room, len(lead), c.ink)
        block.paint(painter, x, y, c.ink2)

    def _paint_callout(
        self, painter: QPainter, rect: QRectF, target: QPointF | None, *, beside: bool
    ) -> None:
        """Paint where it is felt beside the figure, or over one that lies, with a line to it."""
        theme, c = self.theme, self.look.colours
        share = 1 - TALL - 0.02 if beside else 0.6
        room = rect.width() * share - 24
        line = theme.line("section") * 0.92
        head = TextBlock(_("Feel it here"), theme.font("section"), line, room)
        area = TextBlock(self._scene.feel, theme.font("section", 500), line, room)
        wide, high = max(head.width, area.width), head.height + area.height
        # on the side the figure leaves free: a mirrored one stands the other way round
        x = 32.0 if self._scene.mirrored else rect.width() - 32 - wide
        y = max(rect.height() * 0.42 if beside else 0.0, self._free + 12.0, rect.height() * TOP)
        if target is not None:
            y = min(y, rect.height() * HORIZON - 24 - high)
        head.paint(painter, x, y, c.ink)
        area.paint(painter, x, y + head.height, c.ink)
        if target is None:
            return
        if beside:
            start = QPointF(x + wide + 8 if self._scene.mirrored else x - 8, y + high / 2)
        else:
            start = QPointF(min(max(target.x(), x), x + wide), y + high + 6)
        painter.setPen(QPen(QColor(c.ink2), 1.5))
        painter.drawLine(start, target)
        painter.setPen(QPen(QColor(c.ink), 1.5))
        painter.setBrush(QColor(c.card))
        painter.drawEllipse(target, 4.5, 4.5)


def _drawn(scene: Scene) -> object:
    """Return what of a scene was drawn by hand: the same for both sides."""
    if scene.picture is None:
        return None
    figure = scene.picture.figure
    return frozenset((figure.frames, mirror_figure(figure).frames))


def paint_room(painter: QPainter, look: Look, rect: QRectF) -> None:
    """Paint the wall and, from 58 % of the height, the floor."""
    horizon = round(rect.top() + rect.height() * HORIZON)
    painter.fillRect(rect, look.colours.wall)
    painter.fillRect(
        QRectF(rect.left(), horizon, rect.width(), rect.bottom() - horizon), look.colours.floor
    )


def paint_thumbnail(
    painter: QPainter, look: Look, picture: Picture, rect: QRectF, radius: float = RADIUS_BUTTON
) -> None:
    """Paint a pose as the small picture of a row."""
    path = QPainterPath()
    path.addRoundedRect(rect, radius, radius)
    painter.save()
    painter.setClipPath(path)
    paint_room(painter, look, rect)
    paint_small(painter, picture, look.figure_colours, look.person, rect)
    painter.restore()
    if look.theme.outlined:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(look.colours.line))
        painter.drawPath(path)
