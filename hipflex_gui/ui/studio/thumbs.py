"""The small pictures of long lists: the list is there at once, and fills with figures."""

import re

from PySide6.QtCore import QObject, QPointF, QRectF, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPixmap

from hipflex_gui.figure import scene
from hipflex_gui.movements import Movement
from hipflex_gui.ui.figures import paint_small
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.theme import RADIUS_SMALL
from hipflex_gui.ui.widgets.base import panel
from hipflex_gui.ui.widgets.stage import paint_room, paint_thumbnail

MOST = 2000  # of them are remembered; the pixels themselves are kept by ``ui.figures``


class Thumbnails(QObject):
    """Paints movements as thumbnails; one that was never painted follows in a moment.

    Drawing a figure takes milliseconds, and a search may bring ten new ones into sight.

    Signals:
        came: another figure is ready, so the list should paint itself again.
    """

    came = Signal()

    def __init__(self, look: Look, parent: QObject) -> None:
        super().__init__(parent)
        self._look = look
        self._ready: set[tuple[str, int, int]] = set()
        self._pictures: dict[str, tuple[Movement, scene.Picture]] = {}
        self._wanted: dict[tuple[str, int, int], float] = {}
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._draw_one)
        look.changed.connect(self.forget)

    def forget(self) -> None:
        """Draw everything anew: another look, or other movements."""
        self._ready.clear()
        self._wanted.clear()
        self._pictures.clear()

    def paint(self, painter: QPainter, movement: Movement, rect: QRectF) -> None:
        """Paint a movement, or the empty room until its figure is ready."""
        known = self._pictures.get(movement.id)
        if known is None or known[0] is not movement:  # its file has changed
            self._pictures[movement.id] = movement, scene.still(movement)
            self._ready = {key for key in self._ready if key[0] != movement.id}
        ratio = painter.device().devicePixelRatio()
        key = movement.id, round(rect.width() * ratio), round(rect.height() * ratio)
        if key in self._ready:
            picture = self._pictures[movement.id][1]
            paint_thumbnail(painter, self._look, picture, rect, RADIUS_SMALL)
            return
        path = QPainterPath()
        path.addRoundedRect(rect, RADIUS_SMALL, RADIUS_SMALL)
        painter.save()
        painter.setClipPath(path)
        paint_room(painter, self._look, rect)
        painter.restore()
        self._wanted[key] = ratio
        self._timer.start()

    def _draw_one(self) -> None:
        if not self._wanted:
            return
        key, ratio = self._wanted.popitem()
        movement, width, height = key
        if known := self._pictures.get(movement):
            scratch = QPixmap(width, height)
            scratch.setDevicePixelRatio(ratio)
            painter = QPainter(scratch)
            rect = QRectF(QPointF(), QSizeF(width, height) / ratio)
            paint_small(painter, known[1], self._look.figure_colours, self._look.person, rect)
            painter.end()
            if len(self._ready) > MOST:
                self._ready.clear()
            self._ready.add(key)
        self.came.emit()
        if self._wanted:
            self._timer.start()


def paint_tile(painter: QPainter, look: Look, icon: str, rect: QRectF, *, warn: bool) -> None:
    """Paint an icon where a figure would stand; in ochre for what has a problem."""
    c = look.colours
    edge = (c.warn if warn else c.line) if look.theme.outlined else None
    panel(painter, rect, RADIUS_SMALL, c.warn_soft if warn else c.sunk, edge)
    size = look.theme.px(20)
    box = QRectF(0, 0, size, size)
    box.moveCenter(rect.center())
    look.icons.paint(painter, icon, box, c.warn if warn else c.ink2)


def in_lines(text: str, painter: QPainter, width: float, most: int) -> list[str]:
    """Return words broken into at most so many lines for the painter's font.

    The last is cut in its middle: names that begin alike differ at their end.
    """
    metrics, lines = painter.fontMetrics(), list[str]()
    words = re.findall(r"[^\s-]*-|[^\s-]+\s*|\s+", text)  # a line may end behind a hyphen
    while words and len(lines) < most - 1:
        count, line = 1, words[0]
        while (
            count < len(words)
            and metrics.horizontalAdvance((line + words[count]).rstrip()) <= width
        ):
            line += words[count]
            count += 1
        lines.append(line.rstrip())
        words = words[count:]
    lines += ["".join(words)] * bool(words)
    cut = Qt.TextElideMode.ElideMiddle
    return [metrics.elidedText(line, cut, int(width)) for line in lines]
