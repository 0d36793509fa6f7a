"""What stands on the stage while nobody does: a chair, a mat, a bench, where to put the feet.

Flat shapes as data, on a grid of 100 with the floor under the thing at 100. Each has a tone: a
share of the way from the colour of the floor to that of the text, or the colour of a mat.
"""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPolygonF

from hipflex_gui.ui.theme import Colours, mix

MAT, MAT_EDGE = "mat", "mat edge"
Points = tuple[tuple[float, float], ...]
Shape = tuple[float | str, Points]

_SHADOW: Shape = (0.07, ((12, 97), (34, 90), (82, 91), (104, 97), (76, 105), (34, 106)))
_MAT: tuple[Shape, ...] = (
    (MAT_EDGE, ((-14, 101), (62, 110), (62, 111.4), (-14, 102.4))),
    (MAT_EDGE, ((62, 110), (86, 102), (86, 103.4), (62, 111.4))),
    (MAT, ((-14, 101), (12, 93), (86, 102), (62, 110))),
)

SCENERY: dict[str, tuple[Shape, ...]] = {
    "chair": (
        _SHADOW,
        (0.34, ((53, 58), (57, 58), (57, 90), (53, 90))),
        (0.30, ((80, 62), (85, 61), (85, 95), (80, 95))),
        (0.18, ((20, 7), (53, 0), (53, 51), (20, 58))),
        (0.28, ((53, 0), (56, 1), (56, 52), (53, 51))),
        (0.30, ((21, 58), (26, 59), (26, 97), (21, 97))),
        (0.12, ((20, 56), (54, 50), (88, 57), (53, 64))),
        (0.26, ((20, 56), (53, 64), (53, 68), (20, 60))),
        (0.21, ((53, 64), (88, 57), (88, 61), (53, 68))),
        (0.24, ((50, 67), (56, 67), (56, 102), (50, 102))),
    ),
    "standing": (*_MAT,),
    "floor": (*_MAT,),
    "gym": (
        (0.07, ((-14, 99), (8, 92), (106, 94), (98, 103), (10, 106))),
        (0.34, ((8, 80), (12, 80), (12, 96), (8, 96))),
        (0.34, ((88, 80), (92, 80), (92, 95), (88, 95))),
        (0.14, ((-6, 76), (14, 68), (104, 70), (90, 79))),
        (0.26, ((-6, 76), (90, 79), (90, 85), (-6, 82))),
        (0.20, ((90, 79), (104, 70), (104, 76), (90, 85))),
        (0.30, ((0, 82), (5, 82), (5, 102), (0, 102))),
        (0.30, ((80, 84), (85, 84), (85, 104), (80, 104))),
    ),
}
# A grid unit as a share of the width and the height of the stage, and the middle of the thing.
SCALES = {
    "chair": (0.0066, 0.0062, 54.0),
    "standing": (0.0074, 0.0092, 36.0),
    "floor": (0.0074, 0.0092, 36.0),
    "gym": (0.0060, 0.0092, 48.0),
}
# Round things: a tone, the middle, half the width, half the height, and degrees of turn.
ROUNDS: dict[str, tuple[tuple[float | str, float, float, float, float, float], ...]] = {
    "standing": (
        (MAT_EDGE, 34, 98.4, 6.6, 2.0, 7), (MAT_EDGE, 23.5, 97.1, 3.4, 1.5, 7),
        (MAT_EDGE, 48, 103.6, 6.6, 2.0, 7), (MAT_EDGE, 37.5, 102.3, 3.4, 1.5, 7),
    ),
    "floor": ((0.22, 4.5, 99.5, 11.5, 3.6, 6), (0.12, 4.5, 97.6, 11.5, 3.4, 6)),
}  # fmt: skip


def paint_scenery(
    painter: QPainter, colours: Colours, place: str, rect: QRectF, *, mirrored: bool = False
) -> None:
    """Paint what belongs to a place onto a stage that fills ``rect``; nothing for one unknown."""
    wide, high, middle = SCALES.get(place, SCALES["floor"])
    unit = min(rect.width() * wide, rect.height() * high)
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.translate(rect.center().x(), rect.top() + rect.height() * 0.86)
    painter.scale(-unit if mirrored else unit, unit)
    painter.translate(-middle, -102)
    for tone, points in SCENERY.get(place, ()):
        painter.setBrush(_tone(colours, tone))
        painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in points]))
    for tone, x, y, wide, high, turn in ROUNDS.get(place, ()):
        painter.save()
        painter.translate(x, y)
        painter.rotate(turn)
        painter.setBrush(_tone(colours, tone))
        painter.drawEllipse(QPointF(0, 0), wide, high)
        painter.restore()
    painter.restore()


def _tone(colours: Colours, tone: float | str) -> str:
    if isinstance(tone, str):
        return colours.mat if tone == MAT else mix(colours.mat, colours.ink, 0.14)
    return mix(colours.floor, colours.ink, tone)
