"""What one sees of a figure while it is posed: the body, what it rests on, its joints, a limb."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from hipflex_gui.figure.bending import places
from hipflex_gui.figure.body import part_points
from hipflex_gui.figure.camera import Camera, framed
from hipflex_gui.figure.drawing import draw
from hipflex_gui.figure.figures import FLOOR, WALL, Figure, View
from hipflex_gui.figure.posing import Stance, pose
from hipflex_gui.figure.vectors import UP, Vec, add, dot
from hipflex_gui.ui.figures import paint
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.widgets.base import panel, stroke

INSET = 6
# A joint -> the joints of the limb that moves with it, for the line that shows it.
_CHAINS = {
    "wrist": ("shoulder", "elbow", "wrist"), "elbow": ("shoulder", "elbow"),
    "fingers": ("wrist", "fingers"), "ankle": ("hip", "knee", "ankle"), "knee": ("hip", "knee"),
    "toes": ("ankle", "toes"), "shoulder": ("shoulder", "chest"), "hip": ("hip", "pelvis"),
    "head": ("chest", "neck", "head"), "nose": ("head", "nose"), "waist": ("pelvis", "waist"),
    "chest": ("pelvis", "waist", "chest"), "pelvis": ("hip_l", "pelvis", "hip_r"),
}  # fmt: skip


@dataclass(frozen=True)
class Seen:
    """What of a figure is posed.

    Attributes:
        shift: how far it stands from where it would, in metres.
        handle: the joint that is held.
        over: the joint that the pointer is at, or nothing.
    """

    figure: Figure
    number: int
    shift: Vec
    camera: Camera
    handle: str
    over: str = ""

    @property
    def stance(self) -> Stance:
        """The body."""
        return pose(self.figure).stances[self.number]

    def at(self, p: Vec) -> QPointF:
        """Return where a point of the room is, in px."""
        return QPointF(*self.camera.at(add(p, self.shift)))

    def spots(self) -> dict[str, QPointF]:
        """Return where the joints are, in px."""
        return {name: self.at(p) for name, p in places(self.stance).items()}


def cameras(figure: Figure, sizes: Sequence[QSizeF], label: float) -> list[Camera]:
    """Return the camera of a figure and one at a right angle to it.

    Of the two there are it is the one that no wall hides, and then the one nearer to the front.

    Args:
        figure: the figure.
        sizes: of the two pictures, in px.
        label: what stays free at their heads and feet, in px.
    """
    own, posed = figure.view, pose(figure)
    turns = ((own.turn + way + 180) % 360 - 180 for way in (90, -90))
    views = [View(turn, own.tilt) for turn in turns]

    def merit(view: View) -> tuple[bool, float]:
        hidden = posed.wall and dot(Camera(view).viewer, posed.wall.normal) < 0
        return bool(hidden), abs(view.turn)

    found = []
    for size, view in zip(sizes, (own, min(views, key=merit)), strict=True):
        width, height = size.width(), size.height()
        free = min(0.3, label / max(1.0, height))
        found.append(framed(posed, view, width, height, pad=0.12, above=free, base=1 - free))
    return found


def paint_view(painter: QPainter, look: Look, seen: Seen, *, moving: bool) -> None:
    """Paint the figure, its contacts, the limb that is held and all joints."""
    posed = pose(seen.figure)
    painter.save()
    painter.translate(seen.at((0, 0, 0)) - QPointF(*seen.camera.at((0, 0, 0))))
    paint(
        painter,
        draw(posed, seen.stance, seen.camera, look.figure_colours, look.person),
        moving=moving,
    )
    painter.restore()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _contacts(painter, look, seen)
    _limb(painter, look, seen)
    _joints(painter, look, seen)


def _contacts(painter: QPainter, look: Look, seen: Seen) -> None:
    wall = pose(seen.figure).wall
    painter.setPen(stroke(look.colours.card, 1.5))
    painter.setBrush(QColor(look.colours.acc))
    for what, parts in seen.figure.frames[seen.number].touch:
        normal = wall.normal if what == WALL and wall else UP
        high = 3.5 if what == FLOOR else 5.0
        for part in parts:
            for p, r in part_points(seen.stance.at, part):
                painter.drawEllipse(seen.at(add(p, normal, -r)), 6.0, high)


def _limb(painter: QPainter, look: Look, seen: Seen) -> None:
    where = {**seen.stance.at, **places(seen.stance)}
    joint, _sign, side = seen.handle.rpartition("_")
    names = (name if name in where else f"{name}_{side}" for name in _CHAINS[joint or seen.handle])
    limb = [seen.at(where[name]) for name in names]
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for colour, width in ((look.colours.card, 7.0), (look.colours.acc, 4.0)):
        pen = stroke(colour, width, cap=Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.drawPolyline(limb)


def _joints(painter: QPainter, look: Look, seen: Seen) -> None:
    """Paint the handles, those on the far side of the body paler."""
    c, depth, where, spots = look.colours, seen.camera.depth, places(seen.stance), seen.spots()
    middle, k = depth(where["pelvis"]), min(look.theme.scale, 1.5)
    for name in sorted(spots, key=lambda name: (name == seen.handle, -depth(where[name]))):
        held = name == seen.handle
        size = 8.0 if held else 6.5 if name == seen.over else 4.5
        far = depth(where[name]) > middle + 0.06 and not held
        painter.setOpacity(0.55 if far else 1.0)
        painter.setPen(stroke(c.card if held else c.ink, 2.0 if held else 1.5))
        painter.setBrush(QColor(c.acc if held else c.card))
        painter.drawEllipse(spots[name], size * k, size * k)
    painter.setOpacity(1.0)


def paint_labels(painter: QPainter, look: Look, size: QSizeF, name: str, held: str) -> None:
    """Paint the name of a view at its head, and at its foot what is held."""
    theme, c = look.theme, look.colours
    font, line = theme.font("small", 600), theme.line("small")
    painter.setFont(font)
    metrics = QFontMetricsF(font)
    foot = size.height() - line - INSET - 4
    for words, top, ink in ((name, float(INSET), c.ink2), (held, foot, c.ink)):
        if words:
            room = size.width() - 2 * INSET - 16
            said = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room)
            box = QRectF(INSET, top, metrics.horizontalAdvance(said) + 16, line + 4)
            panel(painter, box, box.height() / 2, c.card)
            painter.setPen(QPen(QColor(ink)))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, said)
