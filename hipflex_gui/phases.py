"""A phase: one thing the person is asked to do, and the arithmetic of being inside it.

A phase repeats a short cycle of beats: a hold is a number of seconds, a breath is in and out, a
rep is its parts, a walk is its steps. So seconds, breaths, counts, reps and steps are one machine:
where one is, what is left and which cues are due all follow from the seconds spent, never from
ticks that were counted. A beat without a length waits for the person (a tapped rep); a phase
without an upper end counts up until the person goes on. Breaths are beats and not phases of their
own because an open count ("8+ breaths") has no last one that could be written down.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate
from math import floor

from hipflex_gui.cues import Cue
from hipflex_gui.doses import Unit
from hipflex_gui.words import Side

EPSILON = 1e-6
HALF_WAY_FROM_S = 20.0  # a shorter hold is over before its middle is worth a sound
LAST_TICKS = (3, 2, 1)
GET_READY_AFTER_S = 1.0  # leaves room for the end of the movement before


class PhaseKind(StrEnum):
    """What is asked for."""

    WARM_UP = "warm-up"
    GET_READY = "get-ready"
    MOVE_IN = "move-in"  # one line of instructions
    HOLD = "hold"
    BREATHS = "breaths"
    COUNTS = "counts"
    REPS = "reps"
    WALK = "walk"
    OPEN = "open"  # until done
    SWITCH = "switch"
    REST = "rest"
    MOVE_OUT = "move-out"
    AFTER = "after"


WORK = frozenset(
    {
        PhaseKind.HOLD,
        PhaseKind.BREATHS,
        PhaseKind.COUNTS,
        PhaseKind.REPS,
        PhaseKind.WALK,
        PhaseKind.OPEN,
    }
)
_FIRST_CUE = {
    PhaseKind.WARM_UP: (0.0, Cue.START),
    PhaseKind.GET_READY: (GET_READY_AFTER_S, Cue.GET_READY),
    PhaseKind.HOLD: (0.0, Cue.START),
    PhaseKind.COUNTS: (0.0, Cue.START),
    PhaseKind.REPS: (0.0, Cue.START),
    PhaseKind.WALK: (0.0, Cue.START),
    PhaseKind.OPEN: (0.0, Cue.START),
    PhaseKind.SWITCH: (0.0, Cue.SWITCH),
    PhaseKind.REST: (0.0, Cue.REST),
}
_TICKED = frozenset(
    {
        PhaseKind.WARM_UP,
        PhaseKind.GET_READY,
        PhaseKind.HOLD,
        PhaseKind.SWITCH,
        PhaseKind.REST,
    }
)


@dataclass(frozen=True)
class Beat:
    """One part of a cycle.

    Attributes:
        name: its word ("lower"); empty where the unit says it all.
        seconds: its length, or None when it waits for the person.
        side: the side it is for, where the cycle holds both.
        cue: the sound at its start.
    """

    seconds: float | None
    name: str = ""
    side: Side | None = None
    cue: Cue | None = None


SECOND = (Beat(1.0),)


@dataclass(frozen=True)
class Phase:
    """One entry of the timeline.

    Attributes:
        item: which movement of the timeline it belongs to; a rest belongs to the one it precedes.
        beats: the cycle.
        low: cycles to aim for.
        high: cycles after which it ends by itself, or None when only the person ends it.
        planned_s: seconds it is expected to take.
        settle_s: a tapped set past its aim is over when no tap came for so long; that way one key
            is enough also where the number is open.
        side: the side it is for; None where both or neither are meant.
        words: what to do, as the author wrote it; empty where the kind says it all.
        line: which instruction line is shown as current.
        ends_movement: whether it is the last work of its movement.
    """

    kind: PhaseKind
    item: int
    beats: tuple[Beat, ...] = SECOND
    low: float = 0.0
    high: float | None = None
    unit: Unit = Unit.SECONDS
    planned_s: float = 0.0
    settle_s: float = 0.0
    side: Side | None = None
    words: str = ""
    line: int = 0
    set_number: int = 1
    sets: int = 1
    ends_movement: bool = False

    @property
    def work(self) -> bool:
        """Whether it is what the session is for, and is logged."""
        return self.kind in WORK

    @property
    def tapped(self) -> bool:
        """Whether the person ends each beat."""
        return self.beats[0].seconds is None

    @property
    def cycle_s(self) -> float:
        """Seconds of one cycle; 0 if the beats wait for the person."""
        return sum(beat.seconds or 0.0 for beat in self.beats)


@dataclass(frozen=True)
class Span:
    """How long a phase lasts in this visit: its own numbers, or what the person made of them."""

    low: float
    high: float | None

    def end_s(self, phase: Phase) -> float | None:
        """Return the seconds after which the phase ends by itself, or None."""
        return None if self.high is None or phase.tapped else self.high * phase.cycle_s

    def aim_s(self, phase: Phase) -> float:
        """Return the seconds after which its aim is reached."""
        return self.low * phase.cycle_s


@dataclass(frozen=True)
class Moment:
    """Where one is inside a phase.

    Attributes:
        cycle: whole cycles done.
        beat: which beat of the cycle is on.
        into_s: seconds into that beat.
    """

    cycle: int
    beat: int
    into_s: float


def moment(phase: Phase, position_s: float, taps: int = 0) -> Moment:
    """Return where a number of seconds, or of taps, leads inside a phase."""
    if phase.tapped:
        return Moment(taps // len(phase.beats), taps % len(phase.beats), position_s)
    cycle = floor(position_s / phase.cycle_s + EPSILON)
    rest = max(0.0, position_s - cycle * phase.cycle_s)
    starts = [0.0, *accumulate(beat.seconds or 0.0 for beat in phase.beats)]
    index = max(i for i, start in enumerate(starts[:-1]) if start <= rest + EPSILON)
    return Moment(cycle, index, max(0.0, rest - starts[index]))


def marks(phase: Phase, span: Span) -> list[tuple[float, str, Cue]]:
    """Return the cues at fixed places of a phase: offset in seconds, a name, the cue.

    At one instant only one sounds: the aim goes before a tick. No tick comes before the first cue.
    """
    found: dict[float, tuple[str, Cue]] = {}
    end, aim = span.end_s(phase), span.aim_s(phase)
    start = 0.0
    if first := _FIRST_CUE.get(phase.kind):
        start = first[0] if end is None else min(first[0], end / 2)
        found[start] = ("first", first[1])
    if end is not None and phase.kind in _TICKED:
        if phase.kind is PhaseKind.HOLD and span.low == span.high and end >= HALF_WAY_FROM_S:
            found[end / 2] = ("half", Cue.HALF_WAY)
        for left in LAST_TICKS:
            if end - left > start + EPSILON:
                found[end - left] = (f"tick-{left}", Cue.TICK)
    if not phase.tapped and aim > 0 and span.low != span.high:
        found[aim] = ("aim", Cue.AIM)
    return [(offset, *found[offset]) for offset in sorted(found)]


def beat_cues(phase: Phase, span: Span, after_s: float) -> Iterator[tuple[float, Cue]]:
    """Yield the cues of the beats that start later than ``after_s``; endless in an open phase."""
    if phase.tapped or not any(beat.cue for beat in phase.beats):
        return
    cycle_s, end = phase.cycle_s, span.end_s(phase)
    taken = {offset for offset, _name, _cue in marks(phase, span)}
    cycle = max(0, floor(after_s / cycle_s))
    while True:
        start = cycle * cycle_s
        for beat in phase.beats:
            if end is not None and start >= end - EPSILON:
                return
            silent = any(abs(start - offset) < EPSILON for offset in taken)
            if beat.cue and start > after_s and not silent:
                yield start, beat.cue
            start += beat.seconds or 0.0
        cycle += 1
