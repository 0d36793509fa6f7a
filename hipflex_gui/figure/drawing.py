"""From a body in the room to one flat list of paint operations.

Each operation fills a path with a colour; outlines are the same shapes, a little larger, painted
first, and what glows is cut to the limb it lies on. ``svg`` and the window's painter only pass
the list on.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from hipflex_gui.figure import areas, head, props
from hipflex_gui.figure.anatomy import BUILDS, Piece, pieces
from hipflex_gui.figure.body import SIDES, Joints
from hipflex_gui.figure.camera import Camera
from hipflex_gui.figure.forms import Form, form, forms_of
from hipflex_gui.figure.order import Solid, back_to_front
from hipflex_gui.figure.palette import Palette, Person, mixed
from hipflex_gui.figure.posing import Posed, Stance
from hipflex_gui.figure.shapes import Path, Point, common, hull, outline
from hipflex_gui.figure.vectors import Vec, between, dot

OUTLINE, INNER = 0.0095, 0.0055  # metres: of the whole, and of one piece on another
_INNER_SHARE = 0.42  # of the edge's colour in a line between two pieces
_ARM = ("upper_arm", "forearm", "hand")
# joints whose limb casts a shadow, and how wide it is in metres
_SHADOWS = (
    (("hip_l", "hip_r", "shoulder_l", "shoulder_r"), 0.07),
    (("neck", "head"), 0.085),
    *(
        (tuple(f"{joint}_{side}" for joint in limb), r)
        for side in SIDES
        for limb, r in (
            (("shoulder", "elbow", "wrist"), 0.04),
            (("hip", "knee"), 0.07),
            (("knee", "ankle", "toes"), 0.045),
        )
    ),
)


class Op(NamedTuple):
    """One thing to paint: a path, filled with a colour (``#rrggbb``).

    Faint ones may have rough edges in a frame that is gone in an instant; that takes a tenth of
    the time.
    """

    path: Path
    fill: str
    opacity: float = 1.0
    faint: bool = False


def draw(
    posed: Posed,
    stance: Stance,
    camera: Camera,
    colours: Palette,
    person: Person,
    *,
    glow: Sequence[str] = (),
    breath: float = 0.0,
    ghost: Stance | None = None,
) -> list[Op]:
    """Return the paint operations of one picture, back to front.

    Args:
        posed: the figure, for its props.
        stance: the body.
        camera: how it comes onto paper.
        colours: the colours.
        person: how the body looks.
        glow: areas of the body that stretch or work; see ``areas.AREAS``.
        breath: from 0, breathed out, to 1, breathed in.
        ghost: where the movement came from, as a pale shape behind the figure.
    """
    build, worn = BUILDS[person.build], props.worn(posed.figure)
    body = pieces(stance, build, breath, worn)
    body += head.pieces(stance, person.hair)
    things = props.things(posed, stance)
    ops = [op for thing in things if thing.under for op in _thing(thing, camera, colours)]
    ops.append(Op(_shadow(stance.at, camera), colours.shadow, colours.shadow_opacity, True))
    if ghost:
        pale = [*pieces(ghost, build), *head.pieces(ghost, person.hair)]
        shape = [c for piece in pale for one in forms_of(piece, camera) for c in one.path()]
        ops.append(Op(shape, colours.legs, 0.16, True))

    above = [thing for thing in things if not thing.under]
    solids = [_solid(piece, camera) for piece in body]
    solids += [_box(thing, camera) for thing in above]
    shades = _shades(body, stance, camera.viewer)
    lit = areas.together(stance, glow, camera.viewer)
    forms = {piece.name: forms_of(piece, camera) for piece in body}
    shade_of = {piece.name: shade for piece, shade in zip(body, shades, strict=True)}
    wide = OUTLINE * camera.scale
    silhouette = [c for shapes in forms.values() for one in shapes for c in one.path(wide)]
    painted: list[Piece] = []
    names: set[str] = set()
    shining: set[str] = set()
    for i in back_to_front(solids, camera.viewer, _worn(body, stance, camera.viewer)):
        if i >= len(body):
            ops += _thing(above[i - len(body)], camera, colours)
            continue
        if not painted:
            ops.append(Op(silhouette, colours.edge))
        piece, shade = body[i], shades[i]
        ops += _piece(forms[piece.name], camera, colours, shade)
        if piece.name == "head":
            ops += _features(stance, person, camera, colours)
        for other in painted:
            same = abs(shade_of[other.name] - shade) < 0.05
            if piece.name in other.joins and same and other.name not in shining:
                role, joint = other.joins[piece.name]
                ops.append(Op(form(role, joint, camera).path(), _tone(colours, role, shade)))
        painted.append(piece)
        names.add(piece.name)
        for group in lit:
            limits = {name for area in group for name in area.pieces}
            if piece.name in limits and names.issuperset(limits):
                ops += _glow(group, forms, camera, colours)
                shining |= limits
    return ops


def _worn(body: Sequence[Piece], stance: Stance, viewer: Vec) -> set[tuple[int, int]]:
    """Return what is over what, whatever lies nearer, as pairs of numbers of pieces.

    A shirt is over trousers, and over a thigh while that is not lifted; hair that hangs is behind
    head and neck until they are seen from behind.
    """
    p, number = stance.posture, {piece.name: n for n, piece in enumerate(body)}
    over: list[tuple[str, str]] = []
    if dot(p["spine"], viewer) > -0.5:  # else one looks into the shirt from below
        lifted = {f"thigh_{s}" for s in SIDES if dot(p["thigh_" + s], p["spine"]) > -0.6}
        under = {"pelvis", "thigh_l", "thigh_r"} - lifted
        over += [("shirt", name) for name in under]
    if "hair" in number:
        pairs = [("head", "hair"), ("neck", "hair")]
        behind = dot(p["look"], viewer) < -0.35
        over += [(low, high) for high, low in pairs] if behind else pairs
    return {(number[high], number[low]) for high, low in over}


def _shades(body: Sequence[Piece], stance: Stance, viewer: Vec) -> list[float]:
    """Return how far each limb is on the far side of the body, from 0 to 1: one tone a limb."""
    p = stance.posture
    shades = []
    for piece in body:
        part, _, side = piece.name.rpartition("_")
        line = p["shoulders" if part in _ARM else "hips"]
        toward = dot(line, viewer) * {"l": 1.0, "r": -1.0}.get(side, 0.0)
        shades.append(round(min(1.0, max(0.0, (-toward - 0.12) / 0.3)) * 8) / 8)
    return shades


def _tone(colours: Palette, role: str, shade: float) -> str:
    near: str = getattr(colours, role)
    return mixed(near, getattr(colours, role + "_far", near), shade) if shade else near


def _piece(forms: Sequence[Form], camera: Camera, colours: Palette, shade: float) -> Iterator[Op]:
    """Yield a piece with its outline, which is a darker tone of its colour."""
    by_role: dict[str, list[Form]] = {}
    for one in forms:
        by_role.setdefault(one.role, []).append(one)
    line = INNER * camera.scale
    for role, same in by_role.items():
        path = [command for one in same for command in one.path(line)]
        yield Op(path, mixed(_tone(colours, role, shade), colours.edge, _INNER_SHARE), 1.0, True)
    for role, same in by_role.items():
        path = [command for one in same for command in one.path()]
        yield Op(path, _tone(colours, role, shade))


def _features(stance: Stance, person: Person, camera: Camera, colours: Palette) -> Iterator[Op]:
    for path, role, opacity in head.features(
        stance, person.hair, camera.at, camera.scale, camera.viewer
    ):
        yield Op(path, getattr(colours, role), opacity)


def _solid(piece: Piece, camera: Camera) -> Solid:
    a, b = piece.axis
    (ax, ay), (bx, by) = camera.at(a), camera.at(b)
    r = piece.radius * camera.scale
    bounds = (min(ax, bx) - r, min(ay, by) - r, max(ax, bx) + r, max(ay, by) + r)
    depth = (camera.depth(a) + camera.depth(b)) / 2
    return Solid((a, b), piece.radius, bounds, depth)


def _box(thing: props.Thing, camera: Camera) -> Solid:
    spots = [camera.at(p) for p in thing.corners]
    bounds = (
        min(x for x, _y in spots) - thing.radius * camera.scale,
        min(y for _x, y in spots) - thing.radius * camera.scale,
        max(x for x, _y in spots) + thing.radius * camera.scale,
        max(y for _x, y in spots) + thing.radius * camera.scale,
    )
    depth = sum(camera.depth(p) for p in thing.corners) / len(thing.corners)
    return Solid(thing.corners, thing.radius, bounds, depth, thing.sides)


def _thing(thing: props.Thing, camera: Camera, colours: Palette) -> Iterator[Op]:
    for path, fill, opacity in props.paint(thing, camera.at, camera.scale, camera.viewer, colours):
        yield Op(path, fill, opacity)


def _shadow(at: Joints, camera: Camera) -> Path:
    """Return the calm shadow straight under the body: one shape a limb."""
    x, y = camera.at((0.0, 0.0, 0.0))
    (ax, ay), (bx, by) = camera.at((1.0, 0.0, 0.0)), camera.at((0.0, 1.0, 0.0))
    round_ = hull((), [(0.0, 0.0, ax - x, ay - y, bx - x, by - y)])  # a metre around, on the floor
    path: Path = []
    for names, r in _SHADOWS:
        spots = [(*camera.at((at[name][0], at[name][1], 0.0)), 0.0) for name in names]
        corners = zip(hull(spots), round_, strict=True)
        path += outline([(cx + r * ox, cy + r * oy) for (cx, cy), (ox, oy) in corners])
    return path


def _glow(
    group: Sequence[areas.Area], forms: dict[str, list[Form]], camera: Camera, colours: Palette
) -> Iterator[Op]:
    """Yield areas with one halo, as far as they lie on the pieces they belong to."""
    strength = max(area.strength for area in group)
    for wide, opacity in ((1.0, 0.38), (0.76, 1.0)):
        path: Path = []
        for area in group:
            k = camera.scale * wide
            shape = hull(((*camera.at(area.a), area.ra * k), (*camera.at(area.b), area.rb * k)))
            for name in area.pieces:
                for one in forms[name]:
                    path += outline(common(shape, one.hull()))
        yield Op(path, colours.hot, opacity * strength)


def spot(stance: Stance, camera: Camera, glow: Sequence[str]) -> Point | None:
    """Return where on paper the first area that glows has its middle, for a line to point to."""
    for name in glow:
        if area := areas.area(stance, name, camera.viewer):
            return camera.at(between(area.a, area.b, 0.5))
    return None
