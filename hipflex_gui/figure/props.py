"""Props: they stand in the same room as the figure, in the same order of depth."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from hipflex_gui.figure.body import lowest, part_points
from hipflex_gui.figure.figures import Figure, PropAt
from hipflex_gui.figure.palette import Palette, mixed
from hipflex_gui.figure.posing import Posed, Stance
from hipflex_gui.figure.shapes import Oval, Path, Point, capsule, hull, outline, polygon, wider
from hipflex_gui.figure.vectors import Vec, across, add, between, cross, dot, sub, times, unit

Painted = tuple[Path, str, float]
Side = tuple[Vec, Vec]
_FACES = ((0, 1, 3, 2), (4, 5, 7, 6), (0, 1, 5, 4), (2, 3, 7, 6), (0, 2, 6, 4), (1, 3, 7, 5))
_NORMALS: tuple[Vec, ...] = (
    (-1, 0, 0), (1, 0, 0), (0, -1, 0), (0, 1, 0), (0, 0, -1), (0, 0, 1),
)  # fmt: skip
_LEAST_HEIGHT = 0.02
_HANDS = ("hand_l", "hand_r")
_PLATE = 0.5  # metres from the middle of the bar to a weight
_SINK = {"cushion": 0.015, "blanket": 0.015, "chair": 0.008}  # how far the body sinks in
MAT_LENGTH, MAT_WIDTH, WIDEST_MAT = 1.4, 0.6, 0.8  # metres at least; longer where the body is


@dataclass(frozen=True, slots=True)
class Thing:
    """One solid part of a prop.

    Attributes:
        colour: a role of the palette, which has a darker ``_far``.
        corners: of a box eight; of a limb (with a radius) the two ends.
        sides: of a box.
        under: whether it lies flat below everything.
        soft: whether its edges are round.
    """

    colour: str
    corners: tuple[Vec, ...]
    sides: tuple[Side, ...] = ()
    radius: float = 0.0
    under: bool = False
    soft: float = 0.0


def things(posed: Posed, stance: Stance) -> list[Thing]:
    """Return the solids of a figure's props; what is held moves with the body."""
    found: list[Thing] = []
    for prop in posed.figure.props:
        found += _MAKERS[prop.name](prop, _first(prop, posed), stance, posed)
    return found


def extent(posed: Posed) -> list[Vec]:
    """Return points that a picture has to hold besides the body; walls may run out of it."""
    points: list[Vec] = []
    for thing in things(posed, posed.stances[0]):
        if thing.colour != "wall":
            points += thing.corners
    return points


def _box(
    centre: Vec, size: Vec, colour: str = "wood", *, under: bool = False, soft: float = 0.0
) -> Thing:
    x, y, z = centre
    dx, dy, dz = size[0] / 2, size[1] / 2, size[2] / 2
    corners = tuple(
        (x + i * dx, y + j * dy, z + k * dz) for i in (-1, 1) for j in (-1, 1) for k in (-1, 1)
    )
    sides = tuple(((x + n[0] * dx, y + n[1] * dy, z + n[2] * dz), n) for n in _NORMALS)
    return Thing(colour, corners, sides, 0.0, under, soft)


def _middle(stance: Stance, parts: tuple[str, ...]) -> Vec:
    points = [point for part in parts for point, _r in part_points(stance.at, part)]
    n = len(points)
    return (
        sum(p[0] for p in points) / n,
        sum(p[1] for p in points) / n,
        sum(p[2] for p in points) / n,
    )


def top_of(prop: PropAt, posed: Posed) -> float:
    """Return how high a support is: as high as the part of the body that it is under, in metres."""
    parts = prop.at or ("seat",)
    return max(_LEAST_HEIGHT, lowest(_first(prop, posed).at, parts) + _SINK.get(prop.name, 0.004))


def _first(prop: PropAt, posed: Posed) -> Stance:
    return posed.stances[posed.figure.index(prop.frame) if prop.frame else 0]


def _chair(prop: PropAt, first: Stance, _now: Stance, posed: Posed) -> Iterator[Thing]:
    x, y, _z = _middle(first, prop.at or ("seat",))
    top = top_of(prop, posed)
    turn = {"forward": 1.0, "back": -1.0}.get(prop.facing, 1.0)
    x += prop.ahead

    def at(dx: float, dy: float, z: float) -> Vec:
        return (x + dx * turn, y + dy, z)

    yield _box(at(0.05, 0, top - 0.025), (0.44, 0.44, 0.05))
    for dx in (0.235, -0.14):
        for dy in (0.185, -0.185):
            yield _box(at(dx, dy, (top - 0.05) / 2), (0.04, 0.04, top - 0.05))
    for dy in (0.185, -0.185):
        yield _box(at(-0.155, dy, top + 0.12), (0.035, 0.035, 0.24))
    yield _box(at(-0.155, 0, top + 0.36), (0.04, 0.42, 0.26))


def _wall(prop: PropAt, first: Stance, _now: Stance, posed: Posed) -> Iterator[Thing]:
    if posed.wall is None:
        return
    point, normal = posed.wall.point, posed.wall.normal
    x, y, _z = _middle(first, prop.at)
    along = 1.15
    if normal[0]:
        yield _box((point[0] - normal[0] * 0.03, y, 0.95), (0.06, along, 1.9), "wall")
    else:
        yield _box((x, point[1] - normal[1] * 0.03, 0.95), (along, 0.06, 1.9), "wall")


_ON_MAT = (
    "foot_l", "foot_r", "toes_l", "toes_r", "knee_l", "knee_r", "seat", "back", "shoulders", "head",
    "elbow_l", "elbow_r", "hand_l", "hand_r", "fingers_l", "fingers_r",
)  # fmt: skip


def _mat(_prop: PropAt, _first: Stance, _now: Stance, posed: Posed) -> Iterator[Thing]:
    spots = [
        point
        for stance in posed.stances
        for part in _ON_MAT
        for point, _r in part_points(stance.at, part)
        if point[2] < 0.2
    ]
    spots = spots or [stance.at["pelvis"] for stance in posed.stances]
    left, right = min(p[0] for p in spots) - 0.1, max(p[0] for p in spots) + 0.1
    back, front = min(p[1] for p in spots) - 0.1, max(p[1] for p in spots) + 0.1
    long = (right - left) >= (front - back) * 0.8
    length = max(MAT_LENGTH, right - left if long else front - back)
    width = min(WIDEST_MAT, max(MAT_WIDTH, front - back if long else right - left))
    size = (length, width, 0.012) if long else (width, length, 0.012)
    yield _box(((left + right) / 2, (back + front) / 2, -0.006), size, "mat", under=True)


def _under(size: tuple[float, float], colour: str, soft: float = 0.0) -> "_Maker":
    """Return a maker of a support that reaches from the floor to a part of the body."""

    def make(prop: PropAt, first: Stance, _now: Stance, posed: Posed) -> Iterator[Thing]:
        x, y, _z = _middle(first, prop.at)
        top = top_of(prop, posed)
        yield _box((x + prop.ahead, y, top / 2), (size[0], size[1], top), colour, soft=soft)

    return make


def _books(prop: PropAt, first: Stance, _now: Stance, posed: Posed) -> Iterator[Thing]:
    x, y, _z = _middle(first, prop.at)
    x, top = x + prop.ahead, top_of(prop, posed)
    yield _box((x, y, top * 0.25), (0.2, 0.34, top / 2), "soft")
    yield _box((x + 0.01, y, top * 0.75), (0.18, 0.31, top / 2), "wood")


def worn(figure: Figure) -> frozenset[str]:
    """Return the hands that hold a prop, and the shins that a band is around."""
    found: set[str] = set()
    for prop in figure.props:
        if prop.name == "mini band":
            found |= {"shin_l", "shin_r"}
        elif prop.name == "barbell":  # also one on the shoulders
            found |= set(_HANDS)
        elif prop.name == "long band":
            found |= set(_HANDS).intersection(prop.at)
    return frozenset(found)


def _mini_band(_prop: PropAt, _first: Stance, now: Stance, _posed: Posed) -> Iterator[Thing]:
    left, right = (between(now.at["knee_" + s], now.at["ankle_" + s], 0.82) for s in "lr")
    way = unit(sub(right, left))
    yield Thing("soft", (add(left, way, 0.06), add(right, way, -0.06)), radius=0.015)


def _long_band(prop: PropAt, _first: Stance, now: Stance, _posed: Posed) -> Iterator[Thing]:
    a, b = (_middle(now, (part,)) for part in prop.at[:2])
    yield Thing("soft", (a, b), radius=0.011)


def _barbell(prop: PropAt, _first: Stance, now: Stance, _posed: Posed) -> Iterator[Thing]:
    middle = _middle(now, prop.at or _HANDS)
    line = across(now.posture["shoulders"], (0.0, 0.0, 1.0))
    if prop.at and prop.at[0].startswith("shoulder"):
        chest = now.posture["chest"]
        back = cross(chest, across(now.posture["shoulders"], chest))
        middle = add(add(middle, back, 0.085), chest, 0.055)
    yield Thing("iron", (add(middle, line, -_PLATE), add(middle, line, _PLATE)), radius=0.013)
    for sign in (1.0, -1.0):
        a, b = add(middle, line, _PLATE * sign), add(middle, line, (_PLATE + 0.04) * sign)
        yield Thing("soft", (a, b), ((a, times(line, -sign)), (b, times(line, sign))), 0.155)
        yield Thing("iron", (b, add(middle, line, 0.72 * sign)), radius=0.013)


_Maker = Callable[[PropAt, Stance, Stance, Posed], Iterator[Thing]]
_MAKERS: dict[str, _Maker] = {
    "chair": _chair,
    "wall": _wall,
    "mat": _mat,
    "block": _under((0.15, 0.23), "soft"),
    "cushion": _under((0.4, 0.46), "soft", 0.03),
    "blanket": _under((0.4, 0.46), "soft", 0.03),
    "books": _books,
    "box": _under((0.42, 0.5), "wood"),
    "bench": _under((0.36, 1.0), "wood"),
    "mini band": _mini_band,
    "long band": _long_band,
    "barbell": _barbell,
}


def paint(
    thing: Thing, at: Callable[[Vec], Point], scale: float, viewer: Vec, colours: Palette
) -> list[Painted]:
    """Return the paths of a solid, each with its colour and opacity, back to front."""
    near: str = getattr(colours, thing.colour)
    far: str = getattr(colours, thing.colour + "_far", mixed(near, colours.edge, 0.35))
    edge = 0.004 * scale
    if len(thing.corners) == 2:
        if thing.sides:
            return _plate(thing, at, scale, viewer, near, far, colours.edge)
        a, b = (at(p) for p in thing.corners)
        r = thing.radius * scale
        return [
            (capsule(a, b, r + edge, r + edge), colours.edge, 0.6),
            (capsule(a, b, r, r), near, 1.0),
        ]
    spots = [at(p) for p in thing.corners]
    if thing.soft:
        r = thing.soft * scale
        inner = [at(_toward(p, thing, thing.soft)) for p in thing.corners]
        shape = hull([(x, y, r) for x, y in inner])
        return [(outline(wider(shape, edge)), colours.edge, 0.5), (outline(shape), near, 1.0)]
    found: list[Painted] = []
    if not thing.under:
        found.append(
            (outline(wider(hull([(x, y, 0.0) for x, y in spots]), edge)), colours.edge, 0.5)
        )
    tones = {2: 0.0, 0: 0.75, 1: 0.4}  # from above, from the front or back, from the side
    for face, normal in zip(_FACES, _NORMALS, strict=True):
        if dot(normal, viewer) > 0.01:
            axis = next(i for i in range(3) if normal[i])
            tone = mixed(near, far, tones[axis])
            found.append((polygon([spots[i] for i in face]), tone, 1.0))
    return found


def _toward(p: Vec, thing: Thing, by: float) -> Vec:
    """Return a corner moved into a soft thing, so that its round edge ends where the corner was."""
    xs, ys, zs = zip(*thing.corners, strict=True)
    middle = ((min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2, (min(zs) + max(zs)) / 2)
    half = max(zs) - middle[2]
    way = sub(middle, p)
    moved = [
        p[i] + (way[i] / abs(way[i]) * min(by, abs(way[i])) if way[i] else 0.0) for i in range(2)
    ]
    return (moved[0], moved[1], p[2] + (way[2] / abs(way[2]) * min(by, half) if way[2] else 0.0))


def _plate(
    thing: Thing,
    at: Callable[[Vec], Point],
    scale: float,
    viewer: Vec,
    near: str,
    far: str,
    edge: str,
) -> list[Painted]:
    """Return a weight: two discs around the bar."""
    line = unit(sub(thing.corners[1], thing.corners[0]))
    u = across((0.0, 0.0, 1.0), line)
    v = cross(line, u)
    ends = sorted(thing.corners, key=lambda p: dot(p, viewer))
    rims = [_rim(end, u, v, thing.radius, at) for end in ends]
    whole = hull((), rims)
    return [
        (outline(wider(whole, 0.004 * scale)), edge, 0.6),
        (outline(whole), far, 1.0),
        (outline(hull((), rims[1:])), near, 1.0),
        (outline(hull((), [_rim(ends[1], u, v, 0.03, at)])), far, 1.0),
    ]


def _rim(centre: Vec, u: Vec, v: Vec, r: float, at: Callable[[Vec], Point]) -> Oval:
    x, y = at(centre)
    ux, uy = at(add(centre, u, r))
    vx, vy = at(add(centre, v, r))
    return (x, y, ux - x, uy - y, vx - x, vy - y)
