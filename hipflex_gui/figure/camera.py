"""How a body in the room comes onto paper."""

from math import cos, radians, sin

from hipflex_gui.figure import props
from hipflex_gui.figure.body import part_points
from hipflex_gui.figure.figures import View
from hipflex_gui.figure.posing import Posed
from hipflex_gui.figure.shapes import Point
from hipflex_gui.figure.vectors import Vec, dot


class Camera:
    """An orthographic look at the room, and the place of the picture's origin on paper.

    Attributes:
        scale: pixels a metre.
        x, y: where the origin of the room is, in pixels.
        viewer: the direction to the viewer.
    """

    __slots__ = ("_c", "_cp", "_s", "_sp", "scale", "viewer", "x", "y")

    def __init__(self, view: View, scale: float = 1.0, x: float = 0.0, y: float = 0.0) -> None:
        yaw, pitch = radians(view.turn - 90), radians(view.tilt)
        self._c, self._s, self._cp, self._sp = cos(yaw), sin(yaw), cos(pitch), sin(pitch)
        self.scale, self.x, self.y = scale, x, y
        self.viewer: Vec = (-self._s * self._cp, -self._c * self._cp, self._sp)

    def at(self, p: Vec) -> Point:
        """Return where a point of the room is on paper, in pixels, y down."""
        across = p[0] * self._c - p[1] * self._s
        away = p[0] * self._s + p[1] * self._c
        return (
            self.x + across * self.scale,
            self.y - (p[2] * self._cp + away * self._sp) * self.scale,
        )

    def way(self, right: float, up: float) -> Vec:
        """Return the way in the room, at a right angle to the look, of a way on paper.

        Args:
            right: how far to the right it is seen to go, in metres.
            up: how far up.
        """
        s, c, sp = self._s, self._c, self._sp
        return (right * c + up * s * sp, -right * s + up * c * sp, up * self._cp)

    def depth(self, p: Vec) -> float:
        """Return how far away a point is, in metres; smaller is nearer."""
        return -dot(p, self.viewer)


def framed(
    posed: Posed,
    view: View,
    width: float,
    height: float,
    *,
    only: int | None = None,
    pad: float = 0.1,
    above: float = 0.07,
    base: float = 0.87,
) -> Camera:
    """Return the camera that shows all key-frames, or ``only`` one, on paper of a size in pixels.

    ``pad`` is the share of the width that stays free on either side, ``above`` that of the height
    on top; at the share ``base`` of the height the lowest thing stands.
    """
    camera = Camera(view)
    stances = posed.stances if only is None else (posed.stances[only],)
    spots = [
        (camera.at(point), r)
        for stance in stances
        for part in _REACHING
        for point, r in part_points(stance.at, part)
    ]
    spots += [(camera.at(p), 0.0) for p in props.extent(posed)]
    left, right = min(p[0] - r for p, r in spots), max(p[0] + r for p, r in spots)
    top, bottom = min(p[1] - r for p, r in spots), max(p[1] + r for p, r in spots)
    roomy = max(bottom - top, 0.62), max(right - left, 0.62)
    camera.scale = min(width * (1 - 2 * pad) / roomy[1], height * (base - above) / roomy[0])
    camera.x = width / 2 - (left + right) / 2 * camera.scale
    camera.y = height * base - bottom * camera.scale
    return camera


_REACHING = (
    "head", "seat", "back", "shoulders", "hand_l", "hand_r", "fingers_l", "fingers_r", "elbow_l",
    "elbow_r", "knee_l", "knee_r", "foot_l", "foot_r", "toes_l", "toes_r",
)  # fmt: skip
