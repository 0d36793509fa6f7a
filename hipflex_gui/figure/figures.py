"""What a movement file says of its figure: key-frames with their contacts, props and a camera.

A figure is drawn for the left side, whole; ``mirror_figure`` is the other side's. It is data alone:
``posing`` solves it, ``drawing`` draws it.
"""

from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache

from hipflex_gui.figure.body import mirror, swapped
from hipflex_gui.figure.postures import posture
from hipflex_gui.figure.vectors import Vec

FLOOR, STAYS, WALL = "floor", "stays", "wall"
EFFECTORS = tuple(f"{end}_{s}" for end in ("hand", "ankle", "foot", "toes") for s in "lr")
"""What can be pinned: the palm, the ankle, the whole sole, the toes with the heel up."""
_GRIPPED = (
    "hip", "thigh", "knee", "shin", "calf", "ankle", "foot", "toes", "elbow", "forearm", "hand",
    "shoulder",
)  # fmt: skip
GRIPS = (*(f"{part}_{side}" for part in _GRIPPED for side in "lr"), "head")
"""Parts of the body that something can be pinned to."""
PROPS = (
    "chair", "wall", "mat", "block", "cushion", "blanket", "books", "box", "bench", "mini band",
    "long band", "barbell",
)  # fmt: skip
CONTACTS = (FLOOR, *PROPS)
FACINGS = ("forward", "back", "left", "right")


@dataclass(frozen=True)
class View:
    """Where one looks from.

    Attributes:
        turn: degrees the body is turned from facing the viewer; 90 faces the right edge of the
            picture, -90 the left one.
        tilt: degrees one looks down.
    """

    turn: float = 55.0
    tilt: float = 12.0


@dataclass(frozen=True)
class PropAt:
    """A prop and the part of the body it belongs to in the first key-frame that has it.

    A chair is under the seat, a wall before the toes or at the hand, a band between the ankles, a
    barbell in the hands or on the shoulders. Supports reach from the floor to the part.

    Attributes:
        at: parts of the body.
        frame: the key-frame in which it is placed.
        facing: where a wall looks, or a chair's sitter; of things that have a front.
        ahead: metres by which it stands further ahead.
    """

    name: str
    at: tuple[str, ...] = ()
    frame: str = ""
    facing: str = "forward"
    ahead: float = 0.0


@dataclass(frozen=True)
class KeyFrame:
    """One pose of a movement.

    Attributes:
        bones: a direction for each bone, as pairs so that a figure is known by what it holds.
        touch: what the body rests on or touches -> parts of the body. These are tested.
        pins: hand, ankle, foot or toes -> where it is held: ``floor``, ``stays`` (as in the
            key-frame before), ``wall``, or a part of the body.
    """

    name: str
    bones: tuple[tuple[str, Vec], ...]
    touch: tuple[tuple[str, tuple[str, ...]], ...] = ((FLOOR, ("foot_l", "foot_r")),)
    pins: tuple[tuple[str, str], ...] = ()

    @property
    def posture(self) -> dict[str, Vec]:
        """The directions by bone."""
        return dict(self.bones)

    def parts_on(self, what: str) -> tuple[str, ...]:
        """Return the parts that touch something."""
        return tuple(part for prop, parts in self.touch if prop == what for part in parts)


def _standing() -> tuple[KeyFrame, ...]:
    return (KeyFrame("start", tuple(posture("standing").items())),)


@dataclass(frozen=True)
class Figure:
    """A movement's figure, for its left side.

    Attributes:
        frames: key-frames: the start, the pose, and for reps the far end and more.
        parts: part of a rep, or direction of a walk -> key-frame it leads to.
        glow: areas that stretch or work, by name with a side; empty follows the targets.
        loop: whether the key-frames after the first follow each other without end, as in a walk.
    """

    frames: tuple[KeyFrame, ...] = field(default_factory=_standing)
    view: View = View()
    props: tuple[PropAt, ...] = ()
    parts: tuple[tuple[str, str], ...] = ()
    glow: tuple[str, ...] = ()
    loop: bool = False

    def __hash__(self) -> int:
        """Return the hash of all it holds, worked out once: solved figures are kept by it."""
        return self._hash

    @cached_property
    def _hash(self) -> int:
        return hash((self.frames, self.view, self.props, self.parts, self.glow, self.loop))

    def index(self, name: str) -> int:
        """Return the number of a key-frame; of an unknown one that of the pose."""
        return next((i for i, frame in enumerate(self.frames) if frame.name == name), self.pose)

    @property
    def ends(self) -> list[int]:
        """The numbers of the key-frames that parts lead to, but for the start."""
        found = dict.fromkeys(self.index(name) for _part, name in self.parts)
        return [number for number in found if number]

    @property
    def pose(self) -> int:
        """The number of the key-frame that shows the movement best: the second, or the only one."""
        named = [i for i, frame in enumerate(self.frames) if frame.name == "pose"]
        return named[0] if named else min(1, len(self.frames) - 1)


@lru_cache(maxsize=256)
def mirror_figure(figure: Figure) -> Figure:
    """Return the figure of the other side, seen from the other side: the picture is reversed."""
    return replace(
        figure,
        frames=tuple(
            replace(
                frame,
                bones=tuple(mirror(frame.posture).items()),
                touch=tuple((what, tuple(map(swapped, parts))) for what, parts in frame.touch),
                pins=tuple((swapped(end), swapped(grip)) for end, grip in frame.pins),
            )
            for frame in figure.frames
        ),
        view=replace(figure.view, turn=-figure.view.turn),
        props=tuple(
            replace(
                prop,
                at=tuple(map(swapped, prop.at)),
                facing={"left": "right", "right": "left"}.get(prop.facing, prop.facing),
            )
            for prop in figure.props
        ),
        glow=tuple(map(swapped, figure.glow)),
    )
