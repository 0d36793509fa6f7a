"""What the tables of the database hold, and how a record becomes a row of them and back.

Both are data: the statements that make the tables, and for each column how its value is written
and read. A row is made of plain values only, so the same row also goes through JSON.

Since version 2 what is said again and again (the name of a session, what a step asks for) is kept
once, in ``session`` and ``task``; the views ``runs`` and ``steps`` put it back, and it is them that
people and this program read.
"""

import json
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from math import isfinite
from typing import Any

from hipflex_gui.log import (
    Comfort,
    Excuse,
    Excused,
    Logged,
    Removed,
    RunRecord,
    RunStatus,
    StepRecord,
    StepStatus,
    Version,
)

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
    (
        "ALTER TABLE run RENAME TO old_run",
        "ALTER TABLE step RENAME TO old_step",
        """CREATE TABLE session (
            key  INTEGER PRIMARY KEY,
            id   TEXT NOT NULL,  -- as in the files
            name TEXT NOT NULL,  -- its name at the time
            UNIQUE (id, name)
        ) STRICT""",
        """CREATE TABLE task (
            key        INTEGER PRIMARY KEY,
            movement   TEXT NOT NULL,  -- its id, '' for one written in the session
            name       TEXT NOT NULL,
            targets    TEXT NOT NULL,  -- areas, with spaces between them
            side       TEXT NOT NULL CHECK (side IN ('left', 'right', 'both')),
            set_number INTEGER NOT NULL CHECK (set_number >= 1),
            dose       TEXT NOT NULL,  -- what was asked for, as people write it
            planned_s  REAL NOT NULL CHECK (planned_s >= 0),
            UNIQUE (movement, name, targets, side, set_number, dose, planned_s)
        ) STRICT""",
        """CREATE TABLE run (
            key           INTEGER PRIMARY KEY,
            id            TEXT NOT NULL UNIQUE CHECK (id <> ''),  -- a UUID
            session       INTEGER NOT NULL REFERENCES session (key),
            started_at    TEXT NOT NULL CHECK (started_at GLOB '????-??-??T??:??:??.???Z'),
            ended_at      TEXT CHECK (ended_at >= started_at),
            -- the local day it counts for; date() alone lets the 30th of February pass
            day           TEXT NOT NULL CHECK (day IS date(day, '+0 days')),
            -- of the local time at the start
            utc_offset_s  INTEGER NOT NULL CHECK (utc_offset_s BETWEEN -86400 AND 86400),
            status        TEXT NOT NULL CHECK (status IN
                ('running', 'completed', 'stopped', 'discomfort', 'interrupted')),
            planned_s     REAL NOT NULL CHECK (planned_s >= 0),
            active_s      REAL NOT NULL CHECK (active_s >= 0),
            steps_planned INTEGER NOT NULL CHECK (steps_planned >= 0),
            steps_done    INTEGER NOT NULL CHECK (steps_done >= 0),
            before        INTEGER CHECK (before BETWEEN 0 AND 10),  -- how tight it felt
            after         INTEGER CHECK (after BETWEEN 0 AND 10),
            note          TEXT NOT NULL,
            -- when this row last became another one: of two machines the later one holds
            edited_at     TEXT NOT NULL CHECK (edited_at GLOB '????-??-??T??:??:??.???Z'
                AND edited_at < '9000'),  -- else nothing could ever be edited later
            shared        INTEGER NOT NULL CHECK (shared IN (0, 1)),  -- in the shared folder
            owner         TEXT NOT NULL,  -- the lock that the process playing it holds
            app_version   TEXT NOT NULL,
            CHECK ((status = 'running') = (ended_at IS NULL))
        ) STRICT""",
        """CREATE TABLE step (
            run        INTEGER NOT NULL REFERENCES run (key) ON DELETE CASCADE,
            position   INTEGER NOT NULL CHECK (position >= 0),
            visit      INTEGER NOT NULL CHECK (visit >= 0),  -- above 0: gone back to
            task       INTEGER NOT NULL REFERENCES task (key),
            held_ms    INTEGER NOT NULL CHECK (held_ms >= 0),
            breaths    INTEGER CHECK (breaths >= 0),
            reps       INTEGER CHECK (reps >= 0),
            status     TEXT NOT NULL CHECK (status IN ('done', 'cut', 'skipped')),
            started_ms INTEGER NOT NULL,  -- after the start of its run
            ended_ms   INTEGER NOT NULL CHECK (ended_ms >= started_ms),
            comfort    TEXT CHECK (comfort IN ('easy', 'good', 'too-much')),
            PRIMARY KEY (run, position, visit)
        ) STRICT, WITHOUT ROWID""",
        "INSERT INTO session (id, name) SELECT DISTINCT session, name FROM old_run",
        """INSERT INTO task (movement, name, targets, side, set_number, dose, planned_s)
            SELECT DISTINCT movement, name, targets, side, set_number, dose, planned_s
            FROM old_step""",
        """INSERT INTO run (id, session, started_at, ended_at, day, utc_offset_s, status, planned_s,
                active_s, steps_planned, steps_done, note, edited_at, shared, owner, app_version)
            SELECT old_run.id, session.key, started_at, ended_at, day, utc_offset_s, status,
                planned_s, active_s, steps_planned, steps_done, '',
                coalesce(ended_at, started_at), 0, owner, app_version
            FROM old_run JOIN session
                ON session.id = old_run.session AND session.name = old_run.name
            ORDER BY started_at""",
        """INSERT INTO step
            SELECT run.key, position, visit, task.key, round(held_s * 1000), breaths, reps,
                old_step.status,
                round((julianday(old_step.started_at) - julianday(run.started_at)) * 86400000),
                round((julianday(old_step.ended_at) - julianday(run.started_at)) * 86400000), NULL
            FROM old_step JOIN run ON run.id = old_step.run_id JOIN task
                ON task.movement = old_step.movement AND task.name = old_step.name
                AND task.targets = old_step.targets AND task.side = old_step.side
                AND task.set_number = old_step.set_number AND task.dose = old_step.dose
                AND task.planned_s = old_step.planned_s""",
        "DROP TABLE old_step",
        "DROP TABLE old_run",
        "CREATE INDEX run_started ON run (started_at, id, status, active_s)",
        "CREATE INDEX run_day ON run (day, active_s)",
        "CREATE INDEX run_session ON run (session, day)",
        "CREATE INDEX run_running ON run (key) WHERE status = 'running'",
        # The one sum that is kept: streaks over all the years are asked for at every look.
        """CREATE TABLE day (
            day      TEXT NOT NULL PRIMARY KEY,
            active_s REAL NOT NULL  -- guided seconds of its runs
        ) STRICT, WITHOUT ROWID""",
        "INSERT INTO day SELECT day, sum(active_s) FROM run GROUP BY day",
        *(
            f"""CREATE TRIGGER run_{name} AFTER {event} ON run BEGIN
                DELETE FROM day WHERE day IN ({days});
                INSERT INTO day SELECT day, sum(active_s) FROM run WHERE day IN ({days})
                    GROUP BY day;
            END"""
            for name, event, days in (
                ("added", "INSERT", "NEW.day"),
                ("changed", "UPDATE OF day, active_s", "OLD.day, NEW.day"),
                ("deleted", "DELETE", "OLD.day"),
            )
        ),
        """CREATE TABLE removed (
            id        TEXT NOT NULL PRIMARY KEY,  -- of a run that was deleted
            edited_at TEXT NOT NULL CHECK (edited_at GLOB '????-??-??T??:??:??.???Z'
                AND edited_at < '9000'),
            shared    INTEGER NOT NULL CHECK (shared IN (0, 1))
        ) STRICT, WITHOUT ROWID""",
        """CREATE TABLE excused (
            day       TEXT NOT NULL PRIMARY KEY CHECK (day IS date(day, '+0 days')),
            excuse    TEXT CHECK (excuse IN ('holiday', 'illness')),  -- NULL: no longer
            edited_at TEXT NOT NULL CHECK (edited_at GLOB '????-??-??T??:??:??.???Z'
                AND edited_at < '9000'),
            shared    INTEGER NOT NULL CHECK (shared IN (0, 1))
        ) STRICT, WITHOUT ROWID""",
        """CREATE TABLE peer (
            file  TEXT NOT NULL PRIMARY KEY,  -- of the shared folder
            bytes INTEGER NOT NULL CHECK (bytes >= 0)  -- how much of it has been read
        ) STRICT, WITHOUT ROWID""",
        """CREATE VIEW runs AS
            SELECT run.key, run.id, session.id AS session, session.name, started_at, ended_at, day,
                utc_offset_s, status, planned_s, active_s, steps_planned, steps_done, before,
                after, note, edited_at, shared, owner, app_version
            FROM run JOIN session ON session.key = run.session""",
        """CREATE VIEW steps AS
            SELECT step.run, run.id AS run_id, run.day, position, visit, movement, task.name,
                targets, side, set_number, dose, task.planned_s, held_ms / 1000.0 AS held_s,
                breaths, reps, step.status,
                strftime('%Y-%m-%dT%H:%M:%fZ', started_at, (started_ms / 1000.0) || ' seconds')
                    AS started_at,
                strftime('%Y-%m-%dT%H:%M:%fZ', started_at, (ended_ms / 1000.0) || ' seconds')
                    AS ended_at,
                comfort
            FROM step JOIN run ON run.key = step.run JOIN task ON task.key = step.task""",
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


def _finite(value: float) -> float:
    if not isfinite(value):
        raise ValueError(f"{value} is no length")
    return float(value)


def _words(text: str) -> tuple[str, ...]:
    return tuple(str.split(text))  # TypeError for what is no text


# How a value is written, and how it is read back.
_TEXT, _REAL, _WHOLE = (str, str), (_finite, float), (int, int)
_MILLISECONDS = (lambda seconds: round(float(seconds), 3), float)
_COUNT = (_maybe(int), _maybe(int))
_INSTANT = (utc_text, datetime.fromisoformat)
_MAYBE_INSTANT = (_maybe(utc_text), _maybe(datetime.fromisoformat))
_RUN: Mapping[str, tuple[Any, Any]] = {
    "id": _TEXT,
    "session": _TEXT,
    "name": _TEXT,
    "started_at": _INSTANT,
    "ended_at": _MAYBE_INSTANT,
    "day": (date.isoformat, date.fromisoformat),
    "utc_offset_s": _WHOLE,
    "status": (str, RunStatus),
    "planned_s": _REAL,
    "active_s": _REAL,
    "steps_planned": _WHOLE,
    "steps_done": _WHOLE,
    "before": _COUNT,
    "after": _COUNT,
    "note": _TEXT,
    "edited_at": _MAYBE_INSTANT,
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
    "held_s": _MILLISECONDS,
    "breaths": _COUNT,
    "reps": _COUNT,
    "status": (str, StepStatus),
    "started_at": _INSTANT,
    "ended_at": _INSTANT,
    "comfort": (_maybe(str), _maybe(Comfort)),
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


def _record(columns: Mapping[str, tuple[Any, Any]], row: Any) -> dict[str, Any]:
    """Return what a row says; a column that an earlier version did not have yet may be missing."""
    values = dict(row)
    return {key: read(values[key]) for key, (_write, read) in columns.items() if key in values}


def run_from(row: Any) -> RunRecord:
    """Return the run in a row; TypeError or ValueError if it holds none."""
    return RunRecord(**_record(_RUN, row))


def step_from(row: Any) -> StepRecord:
    """Return the step in a row; TypeError or ValueError if it holds none."""
    return StepRecord(**_record(_STEP, row))


def version_row(version: Version) -> dict[str, Any]:
    """Return what one machine tells another, as plain values for JSON."""
    if isinstance(version, Logged):
        return {"run": run_row(version.run), "steps": [step_row(step) for step in version.steps]}
    edited_at = utc_text(version.edited_at)
    if isinstance(version, Removed):
        return {"removed": version.id, "edited_at": edited_at}
    day, excuse = version.day.isoformat(), version.excuse
    return {"excused": day, "excuse": excuse, "edited_at": edited_at}


def version_from(row: Any) -> Version:
    """Return what a row of ``version_row`` says.

    Raises:
        KeyError, TypeError, ValueError: it says nothing that makes sense.
    """
    if "run" in row:
        return Logged(run_from(row["run"]), tuple(map(step_from, row["steps"])))
    edited_at = datetime.fromisoformat(row["edited_at"])
    if "removed" in row:
        return Removed(str(row["removed"]), edited_at)
    excuse = None if row["excuse"] is None else Excuse(row["excuse"])
    return Excused(date.fromisoformat(row["excused"]), excuse, edited_at)


def version_text(version: Version) -> str:
    """Return a version as one line of JSON, the same on every machine."""
    return json.dumps(version_row(version), ensure_ascii=False, sort_keys=True)
