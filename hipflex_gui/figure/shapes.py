"""Shapes on paper: rounded, tapered limbs and hulls, as lists of plain commands.

All outlines run the same way round, so that overlapping ones in one path are one area.
"""

from collections.abc import Sequence
from math import acos, atan2, cos, hypot, pi, sin, sqrt
from typing import Any

Point = tuple[float, float]
Command = tuple[Any, ...]
"""``("M", x, y)``, ``("L", x, y)``, ``("A", cx, cy, r, start, sweep)`` in radians (y down, so a
growing angle turns clockwise on the screen), ``("Z",)`` at the end of an outline, or ``("H",)``
where what follows is a hole in it."""
Path = list[Command]
Round = tuple[float, float, float]
Oval = tuple[float, float, float, float, float, float]
WAYS = [(cos(2 * pi * i / 14), sin(2 * pi * i / 14)) for i in range(14)]
"""The directions in which hulls have their corners."""


def capsule(a: Point, b: Point, ra: float, rb: float) -> Path:
    """Return the outline of a limb with round ends of two radii."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    apart = hypot(dx, dy)
    if apart <= abs(ra - rb) + 1e-6:
        centre, r = (a, ra) if ra > rb else (b, rb)
        return disc(centre, r)
    along, open_ = atan2(dy, dx), acos((ra - rb) / apart)
    return [
        ("M", b[0] + rb * cos(along - open_), b[1] + rb * sin(along - open_)),
        ("A", b[0], b[1], rb, along - open_, 2 * open_),
        ("A", a[0], a[1], ra, along + open_, 2 * pi - 2 * open_),
        ("Z",),
    ]


def disc(centre: Point, r: float) -> Path:
    """Return a circle."""
    return [
        ("M", centre[0] + r, centre[1]),
        ("A", centre[0], centre[1], r, 0.0, pi),
        ("A", centre[0], centre[1], r, pi, pi),
        ("Z",),
    ]


def polygon(points: Sequence[Point]) -> Path:
    """Return a closed outline through points, turned the way round that all outlines have."""
    area = sum(
        p[0] * q[1] - q[0] * p[1] for p, q in zip(points, [*points[1:], points[0]], strict=True)
    )
    if area < 0:
        points = points[::-1]
    first, *rest = points
    return [("M", *first), *(("L", *point) for point in rest), ("Z",)]


def hull(rounds: Sequence[Round], ovals: Sequence[Oval] = ()) -> list[Point]:
    """Return the corners of the convex outline around discs and ovals.

    One corner for each of ``WAYS``: the point that is farthest out that way. So every outline has
    its corners in the same order, and a wider one is as near as a sum.

    Args:
        rounds: middle and radius of each disc; a point has none.
        ovals: middle and two half-axes of each.
    """
    corners: list[Point] = []
    for dx, dy in WAYS:
        best, px, py = -1e9, 0.0, 0.0
        for x, y, r in rounds:
            out = x * dx + y * dy + r
            if out > best:
                best, px, py = out, x + r * dx, y + r * dy
        for x, y, ax, ay, bx, by in ovals:
            p, q = ax * dx + ay * dy, bx * dx + by * dy
            far = sqrt(p * p + q * q)
            out = x * dx + y * dy + far
            if out > best and far:
                best, px, py = out, x + (ax * p + bx * q) / far, y + (ay * p + by * q) / far
        corners.append((px, py))
    return corners


def wider(corners: Sequence[Point], by: float) -> list[Point]:
    """Return a hull's corners so many pixels further out."""
    return [(x + dx * by, y + dy * by) for (x, y), (dx, dy) in zip(corners, WAYS, strict=True)]


def outline(corners: Sequence[Point]) -> Path:
    """Return the closed outline through the corners of a hull."""
    if not corners:
        return []
    return [("M", *corners[0]), *[("L", x, y) for x, y in corners[1:]], ("Z",)]


def common(corners: Sequence[Point], other: Sequence[Point]) -> list[Point]:
    """Return what two hulls have in common (Sutherland and Hodgman's clipping).

    Where a hull's own farthest corners lie inside an edge of the other, all of it does.
    """
    kept = list(corners)
    ax, ay = other[-1]
    far = corners[-1]
    for (bx, by), (fx, fy) in zip(other, corners, strict=True):
        ex, ey = bx - ax, by - ay
        outside = ex * (fy - ay) < ey * (fx - ax) or ex * (far[1] - ay) < ey * (far[0] - ax)
        far = (fx, fy)
        if outside and kept:
            before, kept = kept, []
            px, py = before[-1]
            pd = ex * (py - ay) - ey * (px - ax)
            for x, y in before:
                d = ex * (y - ay) - ey * (x - ax)
                if (d >= 0) != (pd >= 0):
                    t = pd / (pd - d)
                    kept.append((px + (x - px) * t, py + (y - py) * t))
                if d >= 0:
                    kept.append((x, y))
                px, py, pd = x, y, d
        ax, ay = bx, by
    return kept
