"""What picture goes with a movement, and with an instant of a session."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from hipflex_gui.events import View
from hipflex_gui.figure import areas
from hipflex_gui.figure.body import swapped
from hipflex_gui.figure.figures import FLOOR, Figure, KeyFrame, PropAt, mirror_figure
from hipflex_gui.figure.figures import View as Look
from hipflex_gui.figure.motion import Shown, frame_of, shown
from hipflex_gui.figure.postures import posture
from hipflex_gui.movements import Kind, Movement, Photo, Sides, Spot
from hipflex_gui.sessions import Do, Session, expanded
from hipflex_gui.timeline import Timeline
from hipflex_gui.words import Side

_FEET = ("foot_l", "foot_r")
# Where a movement has no figure of its own, its position or its place says how one begins:
# a posture, what of it rests on the floor, and a prop.
_STARTS: dict[str, tuple[str, tuple[str, ...], str]] = {
    "sitting on a chair": ("sitting on a chair", _FEET, "chair"),
    "sitting at the front of a chair": ("sitting on a chair", _FEET, "chair"),
    "standing": ("standing", _FEET, ""),
    "hands and knees": ("hands and knees", ("knee_l", "knee_r"), "mat"),
    "half-kneeling": ("half kneeling", ("knee_l", "foot_r"), "mat"),
    "kneeling": ("kneeling", ("knee_l", "knee_r"), "mat"),
    "lying on your back": ("lying on the back", ("back",), "mat"),
    "sitting on the floor": ("sitting on the floor", ("seat",), "mat"),
    "squatting": ("squatting", _FEET, ""),
}
_OF_PLACE = {Spot.CHAIR: "sitting on a chair", Spot.FLOOR: "sitting on the floor"}
_ONE_SIDED = frozenset(
    {Sides.EACH, Sides.ALTERNATE, Sides.WITHIN_REP, Sides.ONE, Sides.LEFT, Sides.RIGHT}
)


@dataclass(frozen=True, slots=True)
class Picture:
    """A figure at an instant.

    Attributes:
        figure: of the side that is meant.
        shown: which of its key-frames.
        glow: the areas that stretch or work.
        photo: what the author wants to be seen instead, where it can be shown.
        flipped: whether that is to be reversed, for the other side.
    """

    figure: Figure
    shown: Shown
    glow: tuple[str, ...] = ()
    photo: Photo | None = None
    flipped: bool = False


def figure_of(movement: Movement) -> Figure:
    """Return the figure of a movement: its own, or a body in the position it begins in."""
    return movement.figure or _start(movement.position, movement.place)


def of_place(place: Spot | None) -> Picture:
    """Return a body at rest in a place."""
    return Picture(_start("", place), Shown(lit=False))


def of_session(session: Session, movements: Mapping[str, Movement]) -> Picture:
    """Return what stands for a session: the pose of its first stretch, or else of what it has."""
    does = [step for step in expanded(session.steps) if isinstance(step, Do)]
    found = [step.own or movements.get(step.movement) for step in does]
    drawn = [movement for movement in found if movement and (movement.figure or movement.picture)]
    shown = next((one for one in drawn if one.kind is Kind.STRETCH), drawn[0] if drawn else None)
    return still(shown) if shown else of_place(session.place)


@lru_cache(maxsize=64)
def _start(position: str, place: Spot | None) -> Figure:
    name = position if position in _STARTS else _OF_PLACE.get(place or Spot.STANDING, "standing")
    like, rests, prop = _STARTS[name]
    frame = KeyFrame("pose", tuple(posture(like).items()), ((FLOOR, rests),))
    props = (PropAt(prop, ("seat",) if prop == "chair" else ()),) if prop else ()
    return Figure((frame,), Look(-40.0, 12.0), props)


def glow_of(movement: Movement, figure: Figure) -> tuple[str, ...]:
    """Return what glows on the figure's left side, or on both where both work at once."""
    sides = "l" if movement.sides in _ONE_SIDED else "lr"
    targets = tuple(target.area for target in movement.targets)
    return figure.glow or areas.of_targets(targets, sides)


def still(movement: Movement, side: Side = Side.LEFT) -> Picture:
    """Return the pose of a movement, for a side, as it is shown where nothing moves."""
    figure = figure_of(movement)
    pose = Shown(figure.pose, figure.pose)
    return with_photo(
        turned(Picture(figure, pose, glow_of(movement, figure)), side), movement, side
    )


def with_photo(picture: Picture, movement: Movement, side: Side | None) -> Picture:
    """Return the picture with the movement's own photo, which stands still, if it has one.

    As a figure is drawn for the left side, a photo of a movement with two sides shows that one.
    """
    if movement.picture is None:
        return picture
    flipped = side is Side.RIGHT and movement.sides in _ONE_SIDED - {Sides.LEFT, Sides.RIGHT}
    pose = Shown(picture.figure.pose, picture.figure.pose)
    return replace(picture, shown=pose, photo=movement.picture, flipped=flipped)


def turned(picture: Picture, side: Side | None, *, view: bool = True) -> Picture:
    """Return the picture of the other side, for the right one; ``view`` reverses it as a whole."""
    if side is not Side.RIGHT:
        return picture
    mirrored = mirror_figure(picture.figure)
    if not view:
        mirrored = replace(mirrored, view=picture.figure.view)
    return replace(picture, figure=mirrored, glow=tuple(map(swapped, picture.glow)))


def at(timeline: Timeline, view: View, *, calm: bool = False) -> Picture:
    """Return what is shown at an instant of a session.

    Args:
        timeline: what is played.
        view: where the engine is.
        calm: reduced motion.
    """
    phase = view.phase
    item = timeline.items[phase.item]
    figure = figure_of(item.movement)
    now, set_up = view.moment, len(item.lines) - len(item.movement.steps)
    beat = phase.beats[min(now.beat, len(phase.beats) - 1)]
    seen = shown(
        figure,
        phase,
        now.beat,
        now.cycle,
        now.into_s,
        view.position_s,
        set_up=set_up,
        before=_before(timeline, view.index, figure, set_up),
        calm=calm,
    )
    glow = glow_of(item.movement, figure) if seen.lit else ()
    side = phase.side or item.first
    picture = turned(Picture(figure, seen, glow), side)
    if item.movement.picture:
        return with_photo(picture, item.movement, beat.side or side)
    if seen.other or (beat.side is not None and beat.side is not side):
        # within a phase the sides change every few seconds: the one who looks stays where they are
        return turned(picture, Side.RIGHT, view=False)
    return picture


def _before(timeline: Timeline, index: int, figure: Figure, set_up: int) -> int | None:
    """Return the key-frame that the phase before this one ended in, of the same side."""
    if not index:
        return None
    last, now = timeline.phases[index - 1], timeline.phases[index]
    same = last.item == now.item and last.side is now.side
    return frame_of(figure, last, set_up) if same else None
