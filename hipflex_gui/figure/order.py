"""What is in front of what: solids are told apart by where they are closest, not by their middle.

Two convex solids that are apart have a plane between them; the one on the viewer's side of it
covers the other. Sorting by the depth of the middle would put a hand behind the thigh it lies on.
"""

from collections.abc import Collection, Sequence

from hipflex_gui.figure.vectors import Vec, closest, dot, length, sub

Box2 = tuple[float, float, float, float]
_APART = 0.004  # metres; closer ones touch at a joint and are told apart by their middle
_SIDEWAYS = 0.12  # as a cosine: such pairs lie side by side and cover nothing of each other


class Solid:
    """A limb around an axis, or a flat or boxy thing with sides.

    Attributes:
        points: the two ends of the axis; of a box its corners.
        radius: of the limb; 0 for a box.
        bounds: the picture's rectangle it lies in: left, top, right, bottom.
        depth: how far away its middle is.
        sides: of a box: a point and an outward direction each.
    """

    __slots__ = ("bounds", "depth", "points", "radius", "sides")

    def __init__(
        self,
        points: Sequence[Vec],
        radius: float,
        bounds: Box2,
        depth: float,
        sides: tuple[tuple[Vec, Vec], ...] = (),
    ) -> None:
        self.points, self.radius, self.bounds, self.depth = points, radius, bounds, depth
        self.sides = sides


def covers(a: Solid, b: Solid, viewer: Vec) -> int:
    """Return 1 if a covers b, -1 if b covers a, 0 if they do not meet in the picture.

    ``viewer`` is the direction to the viewer, a unit vector.
    """
    (l1, t1, r1, b1), (l2, t2, r2, b2) = a.bounds, b.bounds
    if l1 > r2 or l2 > r1 or t1 > b2 or t2 > b1:
        return 0
    if b.sides:
        return -_beside(b, a, viewer)
    if a.sides:
        return _beside(a, b, viewer)
    p, q = closest(a.points[0], a.points[1], b.points[0], b.points[1])
    way = sub(p, q)
    apart = length(way)
    if apart > _APART:
        toward = dot(way, viewer) / apart
        if abs(toward) > _SIDEWAYS:
            return 1 if toward > 0 else -1
    return 0 if abs(a.depth - b.depth) < _APART else 1 if a.depth < b.depth else -1


def _beside(box: Solid, other: Solid, viewer: Vec) -> int:
    """Return 1 if a box covers another solid: the side that parts them best decides."""
    best, front = -1e9, 0.0
    for point, normal in box.sides:
        gap = min(dot(sub(p, point), normal) for p in other.points) - other.radius
        # among sides that part them equally, the one that the viewer sees across decides
        if gap > best + 0.004 or (gap > best - 0.004 and abs(dot(normal, viewer)) > abs(front)):
            best, front = max(best, gap), dot(normal, viewer)
    return -1 if front > 0 else 1


def back_to_front(
    solids: Sequence[Solid], viewer: Vec, over: Collection[tuple[int, int]] = ()
) -> list[int]:
    """Return the order in which to paint, farthest first.

    ``over`` has pairs of which the first is worn over the second, whatever lies nearer.
    Where three things cover each other in a ring, the farthest middle goes first.
    """
    left = sorted(range(len(solids)), key=lambda i: -solids[i].depth)
    behind: dict[int, set[int]] = {i: set() for i in left}
    for n, i in enumerate(left):
        for j in left[n + 1 :]:
            worn = ((i, j) in over) - ((j, i) in over)
            found = worn or covers(solids[i], solids[j], viewer)
            if found:
                behind[i if found > 0 else j].add(j if found > 0 else i)
    painted: list[int] = []
    while left:
        now = next((i for i in left if not behind[i]), left[0])
        left.remove(now)
        painted.append(now)
        for waiting in behind.values():
            waiting.discard(now)
    return painted
