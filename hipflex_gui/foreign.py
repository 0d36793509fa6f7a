"""Versions from outside, looked at before they are believed.

What comes from a file may have been edited by hand, or by a program that knows nothing of us. A
row is held against an example: every value must be of its kind and within reason, so that nothing
gets into the log that its figures would stumble over later.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, dataclass, field, fields
from datetime import UTC, date, datetime
from typing import Any

from hipflex_gui.i18n import _
from hipflex_gui.log import (
    TIGHTEST,
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
from hipflex_gui.problems import printable, quoted
from hipflex_gui.tables import (
    Row,
    run_from,
    run_row,
    step_from,
    step_row,
    version_from,
    version_row,
)

TOLD = 10
"""So many problems of a file are told; the others are counted."""

_MOST = 1_000_000_000
_YEARS = range(1970, 3000)
_SURROGATE = re.compile("[\ud800-\udfff]")  # half a letter, which UTF-8 cannot write


def _is_text(text: str) -> bool:
    return not _SURROGATE.search(text)


# What a value must be, by the name of its column or else by its type.
_REASON: Mapping[object, Callable[[Any], bool]] = {
    float: lambda number: 0 <= number <= _MOST,  # which neither nan nor inf is
    int: range(_MOST).__contains__,
    str: _is_text,
    tuple: lambda words: all(map(_is_text, words)),
    date: lambda day: day.year in _YEARS,
    datetime: lambda at: at.tzinfo is not None and at.astimezone(UTC).year in _YEARS,
    "id": lambda text: text != "" and _is_text(text),
    "side": ("left", "right", "both").__contains__,
    "utc_offset_s": range(-86_400, 86_401).__contains__,
    "before": range(TIGHTEST + 1).__contains__,
    "after": range(TIGHTEST + 1).__contains__,
    "set_number": range(1, _MOST).__contains__,
}


@dataclass
class Problems:
    """What was left out: the first sentences, and how many there are."""

    told: list[str] = field(default_factory=list)
    number: int = 0

    def add(self, text: str) -> None:
        """Note one."""
        self.number += 1
        if len(self.told) < TOLD:
            self.told.append(printable(text))


@dataclass(frozen=True)
class Form:
    """What a row must look like.

    Attributes:
        read: makes a record of it; TypeError or ValueError if that cannot be done.
        example: a row of plain values, none of them None.
        needed: the columns that have to be there; the others may be missing, or None.
    """

    read: Callable[[Any], Any]
    example: Row
    needed: frozenset[str]


def _needed(kind: type[RunRecord | StepRecord], *more: str) -> frozenset[str]:
    bare = {one.name for one in fields(kind) if one.default is MISSING}
    return frozenset({*bare, *more})


_AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
_RUN = RunRecord(
    id="0b6f4c1e-7d52-4a39-9f08-5e2d1c3b4a69",
    session="chair-5",
    name="Chair hip reset",
    started_at=_AT,
    day=_AT.date(),
    planned_s=300.0,
    status=RunStatus.COMPLETED,
    ended_at=_AT,
    active_s=288.5,
    utc_offset_s=3600,
    steps_planned=10,
    steps_done=10,
    before=6,
    after=4,
    note="Left side tighter.",
    edited_at=_AT,
)
_STEP = StepRecord(
    position=0,
    movement="pigeon",
    name="Pigeon",
    side="left",
    dose="30s",
    planned_s=30.0,
    held_s=30.0,
    status=StepStatus.DONE,
    started_at=_AT,
    ended_at=_AT,
    targets=("outer-hips",),
    breaths=5,
    reps=8,
    comfort=Comfort.GOOD,
)
SESSION = Form(run_from, run_row(_RUN), _needed(RunRecord, "status", "ended_at"))
STEP = Form(step_from, step_row(_STEP), _needed(StepRecord))
_REMOVED = Form(
    version_from, version_row(Removed(_RUN.id, _AT)), frozenset({"removed", "edited_at"})
)
_EXCUSED = Form(
    lambda row: version_from({"excuse": None, **row}),
    version_row(Excused(_RUN.day, Excuse.HOLIDAY, _AT)),
    frozenset({"excused", "edited_at"}),
)


def version_of(row: Any) -> Version:
    """Return what a row of ``tables.version_row`` says.

    Raises:
        ValueError: it cannot be believed; its text says why, for the user.
    """
    match row:
        case {"run": run, "steps": [*steps]}:
            return logged_of(session_of(run), map(step_of, steps))
        case {"removed": _any}:
            removed: Removed = _record_of(_REMOVED, row, str)
            return removed
        case {"excused": _any}:
            excused: Excused = _record_of(_EXCUSED, row, str)
            return excused
    raise ValueError(_("it is neither a session nor a day off"))


def session_of(row: Any, shown: Callable[[str], str] = str) -> RunRecord:
    """Return the run in a row of plain values; what is not known is left out.

    Args:
        row: a mapping, if all is well.
        shown: what the user knows a column as.

    Raises:
        ValueError: it cannot be believed; its text says why, for the user.
    """
    if isinstance(row, Mapping) and row.get("status") == RunStatus.RUNNING:
        raise ValueError(_("it has not ended yet"))
    run: RunRecord = _record_of(SESSION, row, shown)
    return run


def step_of(row: Any, shown: Callable[[str], str] = str) -> StepRecord:
    """Return the step in a row of plain values; as ``session_of``."""
    step: StepRecord = _record_of(STEP, row, shown)
    return step


def logged_of(run: RunRecord, steps: Iterable[StepRecord]) -> Logged:
    """Return a run with its steps in their order.

    Raises:
        ValueError: they cannot be of one run; its text says why, for the user.
    """
    found = list(steps)
    placed = {(step.position, step.visit): step for step in found}
    if len(placed) < len(found):
        raise ValueError(_("two of its steps have the same position and visit"))
    return Logged(run, tuple(placed[place] for place in sorted(placed)))


def _record_of(form: Form, row: Any, shown: Callable[[str], str]) -> Any:
    if not isinstance(row, Mapping):
        raise ValueError(_("it is not made of names and values"))
    given = {key: row[key] for key in form.example if row.get(key) is not None}
    for key in form.example:
        if key in form.needed and key not in given:
            raise ValueError(_("{column} is missing").format(column=shown(key)))
    try:
        return _believed(form, given)
    except (TypeError, ValueError, OverflowError):
        wrong = next(key for key in given if not _alone(form, key, given[key]))
        said = _("{column} is {value}, and should look like {example}").format(
            column=shown(wrong),
            value=quoted(printable(str(given[wrong])[:200])),
            example=form.example[wrong],
        )
        raise ValueError(said) from None


def _believed(form: Form, given: Mapping[str, Any]) -> Any:
    for key, value in given.items():
        like = form.example[key]
        if isinstance(value, str) is not isinstance(like, str):
            raise TypeError(key)
        if isinstance(like, int) and int(value) != value:
            raise ValueError(key)
    record = form.read(given)
    for key, value in vars(record).items():
        fits = _REASON.get(key) or _REASON.get(type(value))
        if fits and value is not None and not fits(value):
            raise ValueError(key)
    return record


def _alone(form: Form, key: str, value: Any) -> bool:
    """Tell whether a value is one that can be believed, whatever the others are."""
    try:
        _believed(form, {**form.example, key: value})
    except (TypeError, ValueError, OverflowError):
        return False
    return True
