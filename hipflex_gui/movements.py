"""A movement: everything there is to know about one stretch, exercise or rest.

These are the facts of a movement file after reading. Which of them is due when is decided by
``timeline``; texts still hold ``$side`` and measures in braces, which ``words`` resolves.
"""

from dataclasses import dataclass
from enum import StrEnum

from hipflex_gui.doses import Dose, Leg, Length
from hipflex_gui.figure.figures import Figure


class Kind(StrEnum):
    """What a movement is for."""

    STRETCH = "stretch"
    STRENGTH = "strength"
    MOBILITY = "mobility"
    REST = "rest"
    ACTIVITY = "activity"


class Spot(StrEnum):
    """Where a movement or session is done (``place:`` in the files)."""

    CHAIR = "chair"
    STANDING = "standing"
    FLOOR = "floor"
    GYM = "gym"


class Level(StrEnum):
    """How demanding it is."""

    EASY = "easy"
    MEDIUM = "medium"
    HARD = "hard"


class Sides(StrEnum):
    """How a movement deals with left and right."""

    TOGETHER = "together"  # both at once
    EACH = "each"  # one side in full, then the other
    ALTERNATE = "alternate"  # a rep left, a rep right; the number is per side
    WITHIN_REP = "within-rep"  # one rep holds both
    ONE = "one"  # one side only, the one the person needs
    LEFT = "left"
    RIGHT = "right"
    BY_DIRECTION = "by-direction"  # the legs of a walk say it


class Effect(StrEnum):
    """What happens to a target area."""

    STRETCH = "stretch"
    STRENGTHEN = "strengthen"
    BOTH = "both"


class Origin(StrEnum):
    """Who set a dose."""

    SOURCES = "sources"
    PROJECT = "project"


@dataclass(frozen=True)
class Target:
    """An area of the body and what is done to it; ``effect`` None follows the movement's kind."""

    area: str
    effect: Effect | None = None


@dataclass(frozen=True)
class Prop:
    """Something to have at hand."""

    name: str
    needed: bool = True
    size: str = ""
    why: str = ""


@dataclass(frozen=True)
class Part:
    """One named part of a rep, such as "lower"."""

    name: str
    length: Length


@dataclass(frozen=True)
class DoseChoice:
    """One way to dose a movement: an amount with the parts of a rep, or the legs of a walk.

    Either ``dose`` or ``walk`` is given. ``sets`` and ``rest_s`` may be left to the session.
    """

    dose: Dose | None = None
    parts: tuple[Part, ...] = ()
    walk: tuple[Leg, ...] = ()
    sets: tuple[int, int] | None = None
    rest_s: float | None = None
    origin: Origin = Origin.PROJECT


@dataclass(frozen=True)
class Way:
    """An easier or harder way: another movement, or something to say, perhaps with a prop."""

    say: str = ""
    prop: str = ""
    movement: str = ""


@dataclass(frozen=True)
class Condition:
    """If something is so, then do this."""

    when: str
    say: str
    prop: str = ""


@dataclass(frozen=True)
class Later:
    """Something added in a longer stay."""

    after_s: float
    say: str


@dataclass(frozen=True)
class Breathing:
    """Words for the two halves of a breath, and for breathing at large."""

    say: str = ""
    breathe_in: str = ""
    breathe_out: str = ""


@dataclass(frozen=True)
class After:
    """What to do when it is over, and what to compare."""

    say: str = ""
    ask: str = ""


@dataclass(frozen=True)
class Photo:
    """A picture of the author's own: where it is, its size in pixels, and when it was changed.

    Attributes:
        changed: in nanoseconds; a picture that is replaced is another one.
    """

    path: str
    width: int
    height: int
    changed: int = 0


@dataclass(frozen=True)
class Movement:
    """One movement. Text fields hold the author's words; see ``words.spoken``.

    Attributes:
        id: the name in files, lower case with hyphens; empty for one written in a session.
        cue: the one line given on the second side and in later rounds; where it is empty the
            first line that names a side serves, else the last.
        base: the id of a movement whose set-up comes first.
        instead: place -> id of the version for that place.
        needs: prerequisites by name; kept for a check-in.
        figure: how it is drawn; None where nobody has drawn it.
        picture: what is shown in place of the figure; None where it is missing or broken.
    """

    id: str
    name: str
    also: tuple[str, ...] = ()
    kind: Kind = Kind.STRETCH
    level: Level = Level.EASY
    place: Spot | None = None
    position: str = ""
    targets: tuple[Target, ...] = ()
    joints: str = ""
    props: tuple[Prop, ...] = ()
    sides: Sides = Sides.TOGETHER
    dose: DoseChoice = DoseChoice()
    doses: tuple[DoseChoice, ...] = ()
    set_up: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    out: str = ""
    cue: str = ""
    form: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()
    feel: str = ""
    how_far: str = ""
    breathing: Breathing = Breathing()
    easier: tuple[Way, ...] = ()
    harder: tuple[Way, ...] = ()
    instead: tuple[tuple[Spot, str], ...] = ()
    later: Later | None = None
    conditions: tuple[Condition, ...] = ()
    after: After | None = None
    warm_up_s: float = 0.0
    load: str = ""
    cautions: tuple[Condition, ...] = ()
    needs: tuple[str, ...] = ()
    base: str = ""
    notes: str = ""
    figure: Figure | None = None
    picture: Photo | None = None

    @property
    def lines(self) -> tuple[str, ...]:
        """The instructions in order, set-up first."""
        return self.set_up + self.steps

    @property
    def cue_line(self) -> str:
        """The one line that brings the movement back to mind; empty if there are none."""
        sided = next((line for line in self.lines if "$side" in line.lower()), "")
        return self.cue or sided or (self.lines[-1] if self.lines else "")
