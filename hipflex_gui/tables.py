"""What the tables of the database hold, and how a record becomes a row of them and back.

Both are data: the statements that make the tables, and for each column how its value is written
and read. A row is made of plain values only, so the same row also goes through JSON.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any

from hipflex_gui.log import RunRecord, RunStatus, StepRecord, StepStatus

MIGRATIONS: list[tuple[str, ...]] = [
    (
        """CREATE TABLE run (
            id            TEXT NOT NULL PRIMARY KEY CHECK (id <> ''),  -- a UUID
            session       TEXT NOT NULL,  -- the session's id
            name          TEXT NOT NULL,  -- its name at the time
            started_at    TEXT NOT NULL CHECK (started_at GLOB '????-??-??T??:??:??.???Z'),
            ended_at      TEXT CHECK (ended_at >= started_at),
            -- the local day it counts for; date() alone lets the 30th of February pass
            day           TEXT NOT NULL CHECK (day IS date(day, '+0 days')),
            utc_offset_s  INTEGER NOT NULL,  -- of the local time at the start
            status        TEXT NOT NULL CHECK (status IN
                ('running', 'completed', 'stopped', 'discomfort', 'interrupted')),
            planned_s     REAL NOT NULL CHECK (planned_s >= 0),
            active_s      REAL NOT NULL CHECK (active_s >= 0),
            steps_planned INTEGER NOT NULL CHECK (steps_planned >= 0),
            steps_done    INTEGER NOT NULL CHECK (steps_done >= 0),
            owner         TEXT NOT NULL,  -- the lock that the process playing it holds
            app_version   TEXT NOT NULL,
            edited_at     TEXT,  -- when its owner last corrected it
            CHECK ((status = 'running') = (ended_at IS NULL))
        ) STRICT""",
        "CREATE INDEX run_started ON run (started_at)",
        "CREATE INDEX run_day ON run (day, active_s)",
        "CREATE INDEX run_running ON run (id) WHERE status = 'running'",
        """CREATE TABLE step (
            run_id     TEXT NOT NULL REFERENCES run (id) ON DELETE CASCADE,
            position   INTEGER NOT NULL CHECK (position >= 0),
            visit      INTEGER NOT NULL CHECK (visit >= 0),  -- above 0: gone back to
            movement   TEXT NOT NULL,  -- its id, '' for one written in the session
            name       TEXT NOT NULL,
            targets    TEXT NOT NULL,  -- areas, with spaces between them
            side       TEXT NOT NULL CHECK (side IN ('left', 'right', 'both')),
            set_number INTEGER NOT NULL CHECK (set_number >= 1),
            dose       TEXT NOT NULL,  -- what was asked for, as people write it
            planned_s  REAL NOT NULL CHECK (planned_s >= 0),
            held_s     REAL NOT NULL CHECK (held_s >= 0),
            breaths    INTEGER CHECK (breaths >= 0),
            reps       INTEGER CHECK (reps >= 0),
            status     TEXT NOT NULL CHECK (status IN ('done', 'cut', 'skipped')),
            started_at TEXT NOT NULL CHECK (started_at GLOB '????-??-??T??:??:??.???Z'),
            ended_at   TEXT NOT NULL CHECK (ended_at >= started_at),
            PRIMARY KEY (run_id, position, visit)
        ) STRICT, WITHOUT ROWID""",
        """CREATE TABLE setting (
            key   TEXT NOT NULL PRIMARY KEY,
            value TEXT NOT NULL
        ) STRICT, WITHOUT ROWID""",
    ),
]
"""What takes the file from each version to the next; one transaction each."""


def utc_text(moment: datetime) -> str:
    """Return an instant as UTC text of fixed width, so that texts sort as instants do."""
    if moment.tzinfo is None:
        raise ValueError(f"{moment} has no time zone")
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")[:-6] + "Z"


def _maybe(convert: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda value: None if value is None else convert(value)


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


# How a value is written, and how it is read back.
_TEXT, _REAL, _WHOLE = (str, str), (float, float), (int, int)
_COUNT = (_maybe(int), _maybe(int))
_INSTANT = (utc_text, datetime.fromisoformat)
_RUN: Mapping[str, tuple[Any, Any]] = {
    "id": _TEXT,
    "session": _TEXT,
    "name": _TEXT,
    "started_at": _INSTANT,
    "ended_at": (_maybe(utc_text), _maybe(datetime.fromisoformat)),
    "day": (date.isoformat, date.fromisoformat),
    "utc_offset_s": _WHOLE,
    "status": (str, RunStatus),
    "planned_s": _REAL,
    "active_s": _REAL,
    "steps_planned": _WHOLE,
    "steps_done": _WHOLE,
}
_STEP: Mapping[str, tuple[Any, Any]] = {
    "position": _WHOLE,
    "visit": _WHOLE,
    "movement": _TEXT,
    "name": _TEXT,
    "targets": (" ".join, _words),
    "side": _TEXT,
    "set_number": _WHOLE,
    "dose": _TEXT,
    "planned_s": _REAL,
    "held_s": _REAL,
    "breaths": _COUNT,
    "reps": _COUNT,
    "status": (str, StepStatus),
    "started_at": _INSTANT,
    "ended_at": _INSTANT,
}

Row = dict[str, str | int | float | None]


def _row(columns: Mapping[str, tuple[Any, Any]], record: object) -> Row:
    row: Row = {key: write(getattr(record, key)) for key, (write, _read) in columns.items()}
    # The wall clock may be set back in the middle: nothing ends before it began. How long it
    # really was is held_s and active_s, which come from a clock that cannot be set.
    if row["ended_at"] is not None:
        row["ended_at"] = max(str(row["started_at"]), str(row["ended_at"]))
    return row


def run_row(run: RunRecord) -> Row:
    """Return a run as plain values, as in the table ``run`` or in JSON."""
    return _row(_RUN, run)


def step_row(step: StepRecord) -> Row:
    """Return a step as plain values, as in the table ``step`` or in JSON."""
    return _row(_STEP, step)


def run_from(row: Any) -> RunRecord:
    """Return the run in a row; KeyError, TypeError or ValueError if it holds none."""
    return RunRecord(**{key: read(row[key]) for key, (_write, read) in _RUN.items()})


def step_from(row: Any) -> StepRecord:
    """Return the step in a row; KeyError, TypeError or ValueError if it holds none."""
    return StepRecord(**{key: read(row[key]) for key, (_write, read) in _STEP.items()})
