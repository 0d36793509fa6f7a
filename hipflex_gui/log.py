"""What is remembered of a session: a run, and the steps of it that were really done.

Instants are aware and kept in UTC; the local ``day`` is recorded at the time, with its rollover
hour, and never computed again, so that travel and clock changes leave the past alone.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class RunStatus(StrEnum):
    """How a run stands."""

    RUNNING = "running"
    COMPLETED = "completed"
    STOPPED = "stopped"
    DISCOMFORT = "discomfort"
    INTERRUPTED = "interrupted"  # its process went away without ending it


class StepStatus(StrEnum):
    """How one step ended."""

    DONE = "done"
    CUT = "cut"  # begun, and left before its aim
    SKIPPED = "skipped"  # never begun


class Comfort(StrEnum):
    """How a movement felt."""

    EASY = "easy"
    GOOD = "good"
    TOO_MUCH = "too-much"


class Excuse(StrEnum):
    """Why nothing was to be done on a day."""

    HOLIDAY = "holiday"
    ILLNESS = "illness"


TIGHTEST = 10
"""The end of the scale of tightness, which begins at 0: loose."""


@dataclass(frozen=True)
class StepRecord:
    """One hold, set or walk on one side, as it was really done.

    Attributes:
        position: which work phase of the compiled session, from 0.
        visit: 0, or higher when the user went back and did it again.
        movement: the movement's id; empty for one written in place in a session.
        name: the movement's name at the time.
        targets: the areas it is for, so that a history survives its files.
        side: ``left``, ``right`` or ``both``.
        set_number: the set, from 1.
        dose: what was asked, as people write it (``15-30s``, ``8 breaths``).
        planned_s: seconds asked for; for an open step its minimum or expected length.
        held_s: seconds really spent in it, without pauses.
        breaths: whole breaths done, None where they are not what is counted.
        reps: whole reps, counts or walking steps done, None where nothing is counted.
        started_at, ended_at: aware instants.
        comfort: how its movement felt; the same in all steps of that movement in a run.
    """

    position: int
    movement: str
    name: str
    side: str
    dose: str
    planned_s: float
    held_s: float
    status: StepStatus
    started_at: datetime
    ended_at: datetime
    visit: int = 0
    set_number: int = 1
    targets: tuple[str, ...] = ()
    breaths: int | None = None
    reps: int | None = None
    comfort: Comfort | None = None


@dataclass(frozen=True)
class RunRecord:
    """One playing of a session.

    Attributes:
        id: a UUID, so that the logs of two machines merge.
        session: the session's id.
        name: the session's name at the time.
        started_at: an aware instant; kept in UTC.
        day: the local day it counts for, rollover hour applied.
        planned_s: the compiled length in seconds.
        status: how it stands.
        ended_at: an aware instant, or None while it runs.
        active_s: seconds of guided time, without pauses and without what was skipped.
        utc_offset_s: the local offset at the start, for times of day.
        steps_planned: how many work phases the session has.
        steps_done: how many of them ended as done.
        before, after: how tight it felt, 0 (loose) to 10 (very tight); None if it was not said.
        note: a note of the person's own.
        edited_at: an aware instant: when this record last became another one. Of two records of
            one run the one edited later is the one that holds.
    """

    id: str
    session: str
    name: str
    started_at: datetime
    day: date
    planned_s: float
    status: RunStatus = RunStatus.RUNNING
    ended_at: datetime | None = None
    active_s: float = 0.0
    utc_offset_s: int = 0
    steps_planned: int = 0
    steps_done: int = 0
    before: int | None = None
    after: int | None = None
    note: str = ""
    edited_at: datetime | None = None


@dataclass(frozen=True)
class Logged:
    """A run with its steps: what is exported, carried to other machines, and put back by undo."""

    run: RunRecord
    steps: tuple[StepRecord, ...] = ()


@dataclass(frozen=True)
class Removed:
    """A run that was deleted, and when; so that no other machine brings it back."""

    id: str
    edited_at: datetime


@dataclass(frozen=True)
class Excused:
    """A day off, or with no excuse a day that was one and is none any more; and since when."""

    day: date
    excuse: Excuse | None
    edited_at: datetime


Version = Logged | Removed | Excused
"""What one machine tells another: how a run or a day stands, and since when."""
