"""A session compiled to a timeline: a flat tuple of phases, each with its length and its cues.

Play, pause, skip, back, extend and every progress bar are arithmetic on it; nothing else in the
program decides what comes next.
"""

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, replace
from math import ceil

from hipflex_gui.cues import Cue
from hipflex_gui.doses import Dose, Leg, Unit
from hipflex_gui.i18n import _
from hipflex_gui.movements import DoseChoice, Movement, Sides, Spot
from hipflex_gui.phases import SECOND, Beat, Phase, PhaseKind
from hipflex_gui.sessions import Do, Pace, Rest, Session, expanded
from hipflex_gui.words import Side, reading_time

UNTIL_DONE_S = 30.0  # what "until done" is expected to take, and takes without a keyboard
LEAST_BEAT_S = 0.1  # nobody could follow a faster one, and no clock should try
SETTLE_REPS = 3  # taps that stay away for so many reps end a set that may end
_KINDS = {
    Unit.SECONDS: PhaseKind.HOLD,
    Unit.BREATHS: PhaseKind.BREATHS,
    Unit.COUNTS: PhaseKind.COUNTS,
    Unit.REPS: PhaseKind.REPS,
    Unit.STEPS: PhaseKind.WALK,
}


@dataclass(frozen=True)
class Item:
    """One movement as this session does it.

    Attributes:
        dose: the session's dose, completed by the movement's.
        sides: the side mode in force.
        first: the side that comes first, or the only one.
        lines: the instructions, with those of the movement it starts as.
        known: whether the session has shown the movement before, so that one line is enough.
    """

    movement: Movement
    dose: DoseChoice
    sides: Sides
    first: Side
    lines: tuple[str, ...]
    then: str = ""
    note: str = ""
    load: str = ""
    known: bool = False

    @property
    def name(self) -> str:
        """The movement's name."""
        return self.movement.name


@dataclass(frozen=True)
class Timeline:
    """A compiled session.

    Attributes:
        items: the movements in the order they are done.
        phases: everything that happens, in order.
        work: the indices of the phases that are logged; a step's position counts in these.
    """

    session: Session
    items: tuple[Item, ...]
    phases: tuple[Phase, ...]
    work: tuple[int, ...]

    @property
    def planned_s(self) -> float:
        """The expected length in seconds, ranges at their upper end."""
        return sum(phase.planned_s for phase in self.phases)


def compile_session(
    session: Session,
    movements: Mapping[str, Movement],
    pace: Pace,
    *,
    first_side: Side = Side.LEFT,
    hands_free: bool = False,
) -> Timeline:
    """Compile a session.

    Args:
        session: what the file says.
        movements: by id; every id of the session must be among them.
        pace: the user's; the session's own goes over it.
        first_side: which side comes first where the session does not say.
        hands_free: nobody can press a key: tapped reps take the pace's time, open minimums end
            there, and "until done" after ``UNTIL_DONE_S``.

    Raises:
        KeyError: a movement is missing.
    """
    pace = pace.changed(session.pace)
    steps = list(expanded(session.steps))
    items: list[Item] = []
    phases: list[Phase] = []
    does = sum(isinstance(step, Do) for step in steps)
    seen: set[str] = set()
    for step in steps:
        if isinstance(step, Rest):
            seconds = pace.rest if step.seconds is None else step.seconds
            # a rest belongs to what it leads to; the last one to what it follows
            phases += timed(PhaseKind.REST, min(len(items), does - 1), seconds)
            continue
        item = _item(step, movements, first_side, seen)
        seen.add(_key(item.movement))
        phases += _phases(item, len(items), pace, hands_free)
        items.append(item)
    phases = _warmed_up(session, phases, items)
    work = tuple(index for index, phase in enumerate(phases) if phase.work)
    return Timeline(session, tuple(items), tuple(phases), work)


def timed(
    kind: PhaseKind,
    item: int,
    seconds: float,
    words: str = "",
    side: Side | None = None,
    line: int = 0,
) -> Iterator[Phase]:
    """Yield a phase of so many seconds, or nothing for none."""
    if seconds > 0:
        yield Phase(
            kind,
            item,
            SECOND,
            seconds,
            seconds,
            planned_s=seconds,
            side=side,
            words=words,
            line=line,
        )


def merged(step: DoseChoice | None, movement: DoseChoice) -> DoseChoice:
    """Return a step's dose completed by its movement's."""
    if step is None:
        return movement
    dose = None if step.walk else step.dose or movement.dose
    reps = dose is not None and dose.unit is Unit.REPS
    return DoseChoice(
        dose=dose,
        parts=step.parts or (movement.parts if reps else ()),
        walk=step.walk or (() if step.dose else movement.walk),
        sets=step.sets or movement.sets,
        rest_s=movement.rest_s if step.rest_s is None else step.rest_s,
        origin=step.origin if step.dose or step.walk else movement.origin,
    )


def _key(movement: Movement) -> str:
    return movement.id or movement.name


def _item(step: Do, movements: Mapping[str, Movement], first_side: Side, seen: Set[str]) -> Item:
    movement = step.own or movements[step.movement]
    base = movements[movement.base].set_up if movement.base else ()
    dose = merged(step.dose, movement.dose)
    sides = step.sides or movement.sides
    if dose.walk:
        sides = Sides.BY_DIRECTION
    elif sides is Sides.BY_DIRECTION:
        sides = Sides.TOGETHER  # a walk that this session does without its legs
    only = {Sides.LEFT: Side.LEFT, Sides.RIGHT: Side.RIGHT}
    return Item(
        movement=movement,
        dose=dose,
        sides=sides,
        first=only.get(sides) or step.first or first_side,
        lines=base + movement.lines,
        then=step.then,
        note=step.note,
        load=step.load or movement.load,
        known=_key(movement) in seen,
    )


def _phases(item: Item, index: int, pace: Pace, hands_free: bool) -> Iterator[Phase]:
    movement, sided = item.movement, item.sides is not Sides.TOGETHER
    side = item.first if sided and item.sides is not Sides.BY_DIRECTION else None

    def said(kind: PhaseKind, words: str, line: int = 0) -> Iterator[Phase]:
        seconds = reading_time(words, pace.seconds_per_word, pace.least_line)
        yield from timed(kind, index, seconds, words, side, line)

    yield from timed(PhaseKind.GET_READY, index, pace.get_ready, side=side)
    lines = list(enumerate(item.lines))
    if item.known and movement.cue_line:
        lines = [(max(0, len(lines) - 1), movement.cue_line)]
    for number, line in lines:
        yield from said(PhaseKind.MOVE_IN, line, number)
    yield from _sets(item, index, pace, hands_free)
    if side and item.sides is Sides.EACH:
        side = side.other  # the one that was last
    if movement.out:
        yield from said(PhaseKind.MOVE_OUT, movement.out)
    after = movement.after
    for words in (after.say if after else "", item.then, after.ask if after else ""):
        if words:
            yield from said(PhaseKind.AFTER, words)


def _sets(item: Item, index: int, pace: Pace, hands_free: bool) -> Iterator[Phase]:
    sets = item.dose.sets[1] if item.dose.sets else 1
    rest = pace.rest if item.dose.rest_s is None else item.dose.rest_s
    phases: list[Phase] = []
    for number in range(1, sets + 1):
        if number > 1:
            phases += timed(PhaseKind.REST, index, rest)
        one = _one_set(item, index, pace, hands_free)
        if sets == 1:
            phases += one  # copies of two hundred steps would be felt while one is typed
        else:
            phases += (replace(phase, set_number=number, sets=sets) for phase in one)
    last = max(i for i, phase in enumerate(phases) if phase.work)
    phases[last] = replace(phases[last], ends_movement=True)
    yield from phases


def _one_set(item: Item, index: int, pace: Pace, hands_free: bool) -> Iterator[Phase]:
    last_line = max(0, len(item.lines) - 1)
    if item.dose.walk:
        for leg in item.dose.walk:
            yield from _leg(leg, index, pace, hands_free, last_line)
        return
    dose = item.dose.dose
    assert dose  # a movement without a walk has a dose; the reader sees to it
    sides: tuple[Side | None, ...] = (None,)
    if item.sides is Sides.EACH:
        sides = (item.first, item.first.other)
    elif item.sides in (Sides.ONE, Sides.LEFT, Sides.RIGHT):
        sides = (item.first,)
    beats = _beats(item, dose, pace)
    tapped = beats[0].seconds is None
    if item.sides is Sides.ALTERNATE or (item.sides is Sides.WITHIN_REP and not tapped):
        # where one rep holds both sides, one tap says that both are done
        turns = (item.first, item.first.other)
        beats = tuple(replace(beat, side=side) for side in turns for beat in beats)
    for turn, side in enumerate(sides):
        if turn:
            cue = item.movement.cue_line
            yield from timed(PhaseKind.SWITCH, index, pace.switch, cue, side, last_line)
        yield _work(dose, beats, index, pace, hands_free, side=side, line=last_line)


def _beats(item: Item, dose: Dose, pace: Pace) -> tuple[Beat, ...]:
    match dose.unit:
        case Unit.BREATHS:
            return (
                Beat(pace.breath_in, item.movement.breathing.breathe_in, cue=Cue.BREATHE_IN),
                Beat(pace.breath_out, item.movement.breathing.breathe_out, cue=Cue.BREATHE_OUT),
            )
        case Unit.COUNTS:
            return (Beat(pace.count, cue=Cue.BEAT),)
        case Unit.STEPS:
            return (Beat(pace.walking_step, cue=Cue.BEAT),)
        case Unit.REPS if item.dose.parts:
            return tuple(
                Beat(
                    part.length.seconds or (part.length.counts or 0) * pace.count or pace.slowly,
                    part.name,
                    cue=Cue.BEAT,
                )
                for part in item.dose.parts
            )
        case Unit.REPS:
            return (Beat(None),)
        case _:
            return SECOND


def _work(
    dose: Dose,
    beats: tuple[Beat, ...],
    index: int,
    pace: Pace,
    hands_free: bool,
    *,
    side: Side | None,
    line: int,
    words: str = "",
) -> Phase:
    low, high = dose.amount.low, dose.amount.high
    open_ended = low == 0 and high is None
    kind = PhaseKind.OPEN if open_ended else _KINDS[dose.unit]
    expected = UNTIL_DONE_S if open_ended else high or low
    if beats[0].seconds is None:
        beats_timed = tuple(replace(beat, seconds=pace.rep) for beat in beats)
        beats = beats_timed if hands_free else beats
        planned = expected * len(beats) * pace.rep
    else:
        beats = tuple(
            beat if (beat.seconds or 0.0) >= LEAST_BEAT_S else replace(beat, seconds=LEAST_BEAT_S)
            for beat in beats
        )
        planned = expected * sum(beat.seconds or 0.0 for beat in beats)
    if hands_free and high is None:
        low = high = expected
    return Phase(
        kind,
        index,
        beats,
        low,
        high,
        dose.unit,
        planned,
        settle_s=SETTLE_REPS * pace.rep,
        side=side,
        words=words,
        line=line,
    )


def _leg(leg: Leg, index: int, pace: Pace, hands_free: bool, line: int) -> Iterator[Phase]:
    if leg.direction is None:
        yield from timed(PhaseKind.REST, index, leg.amount.low if leg.amount else pace.rest)
        return
    assert leg.amount
    words = {
        "forward": _("Walk forward."),
        "back": _("Walk backward."),
        "left": _("Step to the left."),
        "right": _("Step to the right."),
    }
    side = Side(leg.direction) if leg.direction in ("left", "right") else None
    beats = (Beat(pace.walking_step, leg.direction, cue=Cue.BEAT),)
    dose = Dose(leg.amount, Unit.STEPS)
    said = words[leg.direction]
    yield _work(dose, beats, index, pace, hands_free, side=side, line=line, words=said)


def _warmed_up(session: Session, phases: list[Phase], items: list[Item]) -> list[Phase]:
    """Put a warm-up first, as long as the session says or as its movements miss."""
    missing, before = 0.0, 0.0
    for phase in phases:
        missing = max(missing, items[phase.item].movement.warm_up_s - before)
        before += phase.planned_s
    asked = 5.0 * ceil(missing / 5.0)
    seconds = asked if session.warm_up_s is None else session.warm_up_s
    words = _("Walk about, or march on the spot.")
    if session.place is Spot.CHAIR:
        words = _("Sit tall, lift your feet in turn and swing your arms.")
    return [*timed(PhaseKind.WARM_UP, 0, seconds, words), *phases]
