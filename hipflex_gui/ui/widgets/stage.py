"""The stage: a wall, a floor and a place to stretch. A figure may stand on it."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from hipflex_gui.i18n import _
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.theme import RADIUS_BUTTON, mix
from hipflex_gui.ui.widgets.base import NEW_LINE, Painted, TextBlock, describe, smooth
from hipflex_gui.ui.widgets.scenery import paint_scenery

HORIZON = 0.58


@dataclass(frozen=True, slots=True)
class Scene:
    """What the stage shows and says.

    Attributes:
        place: the name of the icon of the place.
        lead: the first, strong part of the caption: the session.
        caption: the rest of it: which movement of how many.
        feel: where it should be felt, such as "front of the left hip"; nothing is said without it.
        mirrored: True for the right side.
    """

    place: str = "standing"
    lead: str = ""
    caption: str = ""
    feel: str = ""
    mirrored: bool = False


class Stage(Painted):
    """Wall and floor, edge to edge, with a quiet picture of the place and where to feel it."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._scene = Scene()
        self._callout = True
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.show_scene(self._scene)

    def show_scene(self, scene: Scene) -> None:
        """Show another scene."""
        if scene != self._scene:
            self._scene = scene
            self.update()
        felt = _("Feel it here: {area}").format(area=scene.feel) if scene.feel else ""
        words = (scene.lead, scene.caption, felt)
        describe(self, _("Where you stretch"), ". ".join(word for word in words if word))

    def set_callout_shown(self, shown: bool) -> None:
        """Say where it should be felt, or not, as in a small window."""
        self._callout = shown
        self.update()

    def sizeHint(self) -> QSize:
        """Return the room it has in a player of the full size."""
        return QSize(638, 572)

    def minimumSizeHint(self) -> QSize:
        """Return the least room in which the place is still a picture."""
        return QSize(160, 160)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the room, the place, the caption and the callout."""
        painter, c, rect = smooth(self), self.look.colours, QRectF(self.rect())
        paint_room(painter, self.look, rect)
        paint_scenery(painter, c, self._scene.place, rect, mirrored=self._scene.mirrored)
        self._paint_caption(painter, rect)
        if self._callout and self._scene.feel:
            self._paint_callout(painter, rect)

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

    def _paint_callout(self, painter: QPainter, rect: QRectF) -> None:
        theme, c = self.theme, self.look.colours
        room = min(rect.width() - 64, max(theme.px(190), rect.width() * 0.34))
        line = theme.line("section") * 0.92
        head = TextBlock(_("Feel it here"), theme.font("section"), line, room)
        area = TextBlock(self._scene.feel, theme.font("section", 500), line, room)
        # on the side the picture leaves free: a mirrored one stands the other way round
        x = 32.0 if self._scene.mirrored else rect.width() - 32 - max(head.width, area.width)
        y = max(rect.height() * 0.42, 96.0)
        y = min(y, rect.height() * HORIZON - 24 - head.height - area.height)
        head.paint(painter, x, y, c.ink)
        area.paint(painter, x, y + head.height, c.ink)


def paint_room(painter: QPainter, look: Look, rect: QRectF) -> None:
    """Paint the wall and, from 58 % of the height, the floor."""
    horizon = round(rect.top() + rect.height() * HORIZON)
    painter.fillRect(rect, look.colours.wall)
    painter.fillRect(
        QRectF(rect.left(), horizon, rect.width(), rect.bottom() - horizon), look.colours.floor
    )


def paint_thumbnail(painter: QPainter, look: Look, place: str, rect: QRectF) -> None:
    """Paint a place as the small picture of a row: the icon on a plain wall."""
    c = look.colours
    path = QPainterPath()
    path.addRoundedRect(rect, RADIUS_BUTTON, RADIUS_BUTTON)
    painter.save()
    painter.setClipPath(path)
    paint_room(painter, look, rect)
    painter.restore()
    size = min(rect.width(), rect.height()) * 0.62
    icon = QRectF(0, 0, size, size)
    icon.moveCenter(QPointF(rect.center().x(), rect.center().y() + size * 0.04))
    look.icons.paint(painter, place, icon, mix(c.wall, c.ink2, 0.78))
    if look.theme.outlined:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(c.line))
        painter.drawPath(path)
