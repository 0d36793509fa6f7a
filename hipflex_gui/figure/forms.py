"""Pieces of the body on paper: hulls that can be painted a little wider, for their outline."""

from hipflex_gui.figure.anatomy import Ball, Hull, Piece, Ring
from hipflex_gui.figure.camera import Camera
from hipflex_gui.figure.shapes import Oval, Path, Point, Round, capsule, hull, outline, wider
from hipflex_gui.figure.vectors import add


class Form:
    """One hull on paper, in a colour: a limb with round ends, or corners."""

    __slots__ = ("corners", "limb", "role")

    def __init__(self, role: str, limb: tuple[Round, Round] | None, corners: list[Point]) -> None:
        self.role, self.limb, self.corners = role, limb, corners

    def path(self, more: float = 0.0) -> Path:
        """Return its outline, wider by so many pixels."""
        if self.limb:
            (ax, ay, ra), (bx, by, rb) = self.limb
            return capsule((ax, ay), (bx, by), ra + more, rb + more)
        return outline(wider(self.corners, more) if more else self.corners)

    def hull(self) -> list[Point]:
        """Return its corners, of a limb as many as it takes to look round."""
        return hull(self.limb) if self.limb else self.corners


def forms_of(piece: Piece, camera: Camera) -> list[Form]:
    """Return the hulls of a piece on paper, each with the role of its colour."""
    return [form(role, shape, camera) for role, hulls in piece.layers for shape in hulls]


def form(role: str, shape: Hull, camera: Camera) -> Form:
    """Return one hull of balls and rings on paper."""
    rounds = [(*camera.at(one.at), one.r * camera.scale) for one in shape if isinstance(one, Ball)]
    if len(rounds) == len(shape) == 2:
        return Form(role, (rounds[0], rounds[1]), [])
    ovals = [_oval(one, camera) for one in shape if isinstance(one, Ring)]
    return Form(role, None, hull(rounds, ovals))


def _oval(ring: Ring, camera: Camera) -> Oval:
    x, y = camera.at(ring.at)
    ax, ay = camera.at(add(ring.at, ring.a))
    bx, by = camera.at(add(ring.at, ring.b))
    return (x, y, ax - x, ay - y, bx - x, by - y)
