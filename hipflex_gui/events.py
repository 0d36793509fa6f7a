"""What the engine says: its events, and the view of one instant; plain values throughout."""

from dataclasses import dataclass
from enum import StrEnum

from hipflex_gui.cues import Cue
from hipflex_gui.log import RunStatus, StepRecord
from hipflex_gui.phases import Moment, Phase, Span


class State(StrEnum):
    """What the engine is doing."""

    READY = "ready"
    PLAYING = "playing"
    PAUSED = "paused"
    FINISHED = "finished"


class Reason(StrEnum):
    """Why it paused."""

    USER = "user"
    AWAY = "away"  # no tick came for seconds: the lid was closed, the process was suspended
    CLOCK = "clock"  # the wall clock jumped against the monotonic one


@dataclass(frozen=True)
class PhaseStarted:
    """A phase began; ``index`` is its place in the timeline."""

    index: int


@dataclass(frozen=True)
class CueDue:
    """A sound is due; ``late_s`` says how long ago it should have been announced."""

    cue: Cue
    index: int
    late_s: float = 0.0


@dataclass(frozen=True)
class Paused:
    """The cursor stands still."""

    reason: Reason


@dataclass(frozen=True)
class Resumed:
    """The cursor moves again, after a countdown if it was in the middle of a hold."""

    countdown_s: int


@dataclass(frozen=True)
class StepFinished:
    """A step ended, with what was really done; ``active_s`` is the guided time so far."""

    record: StepRecord
    active_s: float


@dataclass(frozen=True)
class Finished:
    """The session is over."""

    status: RunStatus
    active_s: float


Event = PhaseStarted | CueDue | Paused | Resumed | StepFinished | Finished


@dataclass(frozen=True)
class View:
    """Everything a front end shows, at one instant.

    Attributes:
        position_s: seconds spent in the phase.
        span: the phase's length as the person left it.
        moment: the cycle and beat.
        left_s: seconds until the phase ends by itself, or None.
        countdown: 3, 2, 1 before a paused hold goes on; else 0.
        session_left_s: expected seconds to the end of the session.
        aimed: whether the aim is reached.
    """

    state: State
    index: int
    phase: Phase
    position_s: float
    span: Span
    moment: Moment
    left_s: float | None
    countdown: int
    session_left_s: float
    aimed: bool
