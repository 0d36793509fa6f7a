"""A session: what a session file says, after reading and before anything is timed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace

from hipflex_gui.movements import DoseChoice, Level, Movement, Sides, Spot
from hipflex_gui.words import Side


@dataclass(frozen=True)
class Where:
    """A place in a file: line and column from 1, and how many characters are meant."""

    line: int = 0
    column: int = 0
    length: int = 1


@dataclass(frozen=True)
class Pace:
    """How long the things take whose length a session does not say. All in seconds.

    No source gives the length of a breath, a count, a rep or a walking step: these are the
    project's own and everyone may set theirs.
    """

    breath_in: float = 4.0
    breath_out: float = 6.0
    count: float = 1.0
    rep: float = 4.0
    walking_step: float = 1.0
    get_ready: float = 5.0
    switch: float = 5.0
    rest: float = 10.0
    slowly: float = 4.0
    seconds_per_word: float = 0.4
    least_line: float = 3.0

    def changed(self, overrides: "PaceChange") -> "Pace":
        """Return this pace with what a session sets for itself."""
        return replace(self, **{k: v for k, v in vars(overrides).items() if v is not None})


@dataclass(frozen=True)
class PaceChange:
    """The part of the pace that a session sets; None leaves it to the user's settings."""

    breath_in: float | None = None
    breath_out: float | None = None
    count: float | None = None
    rep: float | None = None
    walking_step: float | None = None
    get_ready: float | None = None
    switch: float | None = None
    rest: float | None = None
    slowly: float | None = None


@dataclass(frozen=True)
class Do:
    """A step that does a movement: one of the library by id, or one written in place.

    Every None is left to the movement.
    """

    movement: str
    own: Movement | None = None
    dose: DoseChoice | None = None
    sides: Sides | None = None
    first: Side | None = None
    load: str = ""
    then: str = ""
    note: str = ""
    where: Where = Where()


@dataclass(frozen=True)
class Rest:
    """A rest between steps; ``seconds`` None takes the pace's own."""

    seconds: float | None
    where: Where = Where()


@dataclass(frozen=True)
class Repeat:
    """A block done several times."""

    times: int
    steps: "tuple[Step, ...]"
    where: Where = Where()


Step = Do | Rest | Repeat


@dataclass(frozen=True)
class Ramp:
    """Minutes that grow over the days: kept for guidance, not acted upon in a single session."""

    start_s: float
    add_s: float
    every_days: int
    to_s: float
    days_a_week: int | None = None


@dataclass(frozen=True)
class Session:
    """A session as its author wrote it.

    Attributes:
        order: ``fixed``, or ``free`` when the person picks from the steps.
        often: how often it is meant to be done, in the author's words.
        warm_up_s: how long to warm up first; None leaves it to what the movements ask for.
    """

    id: str
    name: str
    steps: tuple[Step, ...]
    summary: str = ""
    place: Spot | None = None
    level: Level | None = None
    tags: tuple[str, ...] = ()
    pace: PaceChange = PaceChange()
    order: str = "fixed"
    often: str = ""
    ramp: Ramp | None = None
    warm_up_s: float | None = None
    notes: str = ""


def expanded(steps: Sequence[Step]) -> Iterator[Do | Rest]:
    """Yield the steps in the order they are done, repeats unrolled."""
    for step in steps:
        if isinstance(step, Repeat):
            for _round in range(step.times):
                yield from expanded(step.steps)
        else:
            yield step


def count_expanded(steps: Sequence[Step]) -> int:
    """Return how many steps ``expanded`` would yield, without unrolling anything."""
    return sum(
        step.times * count_expanded(step.steps) if isinstance(step, Repeat) else 1 for step in steps
    )


def picked(session: Session, picks: Sequence[int]) -> Session:
    """Return a session of only the chosen top-level steps, in the order chosen.

    Args:
        session: any session; meant for those with ``order: free``.
        picks: positions from 0. Repeats are allowed, and nothing else is checked.

    Raises:
        IndexError: a pick is not a step of the session.
    """
    return replace(session, steps=tuple(session.steps[index] for index in picks))


def alone(movement: Movement) -> Session:
    """Return a session of one movement and nothing else, under the movement's id and name."""
    return Session(movement.id, movement.name, (Do(movement.id),), place=movement.place)


PACE_KEYS = tuple(field.name for field in fields(PaceChange))
