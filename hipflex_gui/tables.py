"""How a record becomes a row of the database and back.

It is data: for each column how its value is written and read. A row is made of plain values only,
so the same row also goes through JSON.
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
