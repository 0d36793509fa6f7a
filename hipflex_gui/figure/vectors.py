"""Vectors in space as plain tuples: a figure is some fifty of them, thirty times a second."""

from math import acos, cos, sin, sqrt

Vec = tuple[float, float, float]
UP: Vec = (0.0, 0.0, 1.0)
DOWN: Vec = (0.0, 0.0, -1.0)
LEFT: Vec = (0.0, 1.0, 0.0)
FORWARD: Vec = (1.0, 0.0, 0.0)
_TINY = 1e-9


def add(a: Vec, b: Vec, times: float = 1.0) -> Vec:
    """Return ``a + times * b``."""
    return (a[0] + b[0] * times, a[1] + b[1] * times, a[2] + b[2] * times)


def times(a: Vec, k: float) -> Vec:
    """Return a vector so many times as long."""
    return (a[0] * k, a[1] * k, a[2] * k)


def sub(a: Vec, b: Vec) -> Vec:
    """Return ``a - b``."""
    return (a[0] - b[0], a[1] - b[1], a[2] - b[2])


def dot(a: Vec, b: Vec) -> float:
    """Return the scalar product."""
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]


def cross(a: Vec, b: Vec) -> Vec:
    """Return the vector product."""
    return (
        a[1] * b[2] - a[2] * b[1],
        a[2] * b[0] - a[0] * b[2],
        a[0] * b[1] - a[1] * b[0],
    )


def length(a: Vec) -> float:
    """Return the length."""
    return sqrt(a[0] * a[0] + a[1] * a[1] + a[2] * a[2])


def distance(a: Vec, b: Vec) -> float:
    """Return how far apart two points are."""
    return length(sub(a, b))


def unit(a: Vec, otherwise: Vec = UP) -> Vec:
    """Return the direction; of nothing, the one given."""
    size = length(a)
    return (a[0] / size, a[1] / size, a[2] / size) if size > _TINY else otherwise


def between(a: Vec, b: Vec, t: float) -> Vec:
    """Return the point at a share of the way from one to the other."""
    return (a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t, a[2] + (b[2] - a[2]) * t)


def across(a: Vec, axis: Vec, otherwise: Vec = FORWARD) -> Vec:
    """Return the direction of what of ``a`` is at a right angle to a unit axis."""
    return unit(add(a, axis, -dot(a, axis)), otherwise)


def turn_between(a: Vec, b: Vec, t: float) -> Vec:
    """Return the direction at a share of the way along the great circle between two directions.

    Opposite directions go by way of the front, as limbs do.
    """
    cosine = max(-1.0, min(1.0, dot(a, b)))
    if cosine > 0.9999:
        return unit(between(a, b, t), b)
    angle = acos(cosine)
    if cosine > -0.9999:
        s = sin(angle)
        ka, kb = sin((1 - t) * angle) / s, sin(t * angle) / s
        return (
            a[0] * ka + b[0] * kb,
            a[1] * ka + b[1] * kb,
            a[2] * ka + b[2] * kb,
        )
    way = across(FORWARD, a, LEFT)
    return add(
        (a[0] * cos(t * angle), a[1] * cos(t * angle), a[2] * cos(t * angle)), way, sin(t * angle)
    )


def mirrored(a: Vec) -> Vec:
    """Return the mirror image: left for right."""
    return (a[0], -a[1], a[2])


def closest(a: Vec, b: Vec, c: Vec, d: Vec) -> tuple[Vec, Vec]:
    """Return the points of two lines a-b and c-d (segments, in metres) that are closest."""
    u, v, w = sub(b, a), sub(d, c), sub(a, c)
    uu, uv, vv, uw, vw = dot(u, u), dot(u, v), dot(v, v), dot(u, w), dot(v, w)
    spread = uu * vv - uv * uv
    s = min(1.0, max(0.0, (uv * vw - vv * uw) / spread)) if spread > _TINY else 0.5
    t = (uv * s + vw) / vv if vv > _TINY else 0.0
    if not 0.0 <= t <= 1.0 or vv <= _TINY:
        t = min(1.0, max(0.0, t))
        s = min(1.0, max(0.0, (uv * t - uw) / uu)) if uu > _TINY else 0.0
    return add(a, u, s), add(c, v, t)
