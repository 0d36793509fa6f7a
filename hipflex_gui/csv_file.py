"""The history as CSV, for spreadsheets: sessions and steps, out and in again.

Each session's row is followed by those of its steps. What belongs to the one is empty in the
other, so that the sum of a column is right. Days off and what was deleted are not in it.

The file begins with the mark by which spreadsheets know UTF-8, and its lines end as RFC 4180 has
them. A spreadsheet runs a text that begins like a formula; such a text gets an apostrophe in
front, and loses it when it is read. What a spreadsheet does when it saves is understood: other
separators, decimal commas, another order of columns, empty rows, dates as they are written there.
"""

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date, timedelta
from itertools import chain, groupby
from typing import Any

from hipflex_gui.errors import UserFault
from hipflex_gui.foreign import SESSION, STEP, Form, Problems, logged_of, session_of, step_of
from hipflex_gui.i18n import _
from hipflex_gui.log import Logged, RunRecord, StepRecord, Version
from hipflex_gui.tables import Row, run_row, step_row

# The columns, and the keys in the rows of ``tables`` that they hold.
_NAMED = {"run_id": "id", "day": "day", "session": "name", "session_id": "session"}
_OF_BOTH = ("run_id", "day", "session")  # so that steps can be filtered by them
_OF_SESSION = _NAMED | {key: key for key in SESSION.example if key not in _NAMED.values()}
_OF_STEP = {
    {"movement": "movement_id", "name": "movement"}.get(
        key, f"step_{key}" if key in _OF_SESSION else key
    ): key
    for key in STEP.example
}
_SHOWN = {key: column for column, key in _OF_SESSION.items()}
_SHOWN_OF_STEP = {key: column for column, key in _OF_STEP.items()}
COLUMNS = ("row", *_OF_SESSION, *_OF_STEP)

_FORMULA = re.compile(r"'*[=+\-@\t\r\n]")
_DATE = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})")
_LONGEST_CELL = 16_000_000

Cells = Mapping[str, str]


class _Echo:
    """Lets the writer hand its lines back."""

    def write(self, text: str) -> str:
        return text


def csv_text(versions: Iterable[Version]) -> Iterator[str]:
    """Yield the table line by line."""
    line: Callable[[Mapping[str, object]], Any] = csv.DictWriter(_Echo(), COLUMNS).writerow
    yield "\ufeff" + line(dict(zip(COLUMNS, COLUMNS, strict=True)))
    for version in versions:
        if isinstance(version, Logged):
            session = _cells(_OF_SESSION, run_row(version.run))
            both = {column: session[column] for column in _OF_BOTH}
            yield line({"row": "session", **session})
            for step in version.steps:
                yield line({"row": "step", **both, **_cells(_OF_STEP, step_row(step))})


def _cells(columns: Mapping[str, str], row: Row) -> dict[str, object]:
    return {column: _harmless(row[key]) for column, key in columns.items()}


def _harmless(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and _FORMULA.match(value) else value


def csv_versions(lines: Iterator[str], name: str, problems: Problems) -> Iterator[Logged]:
    """Yield the sessions of a table; one that cannot be believed is named and left out.

    Args:
        lines: the table, with the ends of its lines.
        name: what the file is called.
        problems: takes what is left out.

    Raises:
        UserFault: it is no table of this program, or the rows are not in its order.
    """
    csv.field_size_limit(_LONGEST_CELL)  # a long note is one, and 131 kB are not enough for it
    seen = set[str]()
    try:
        for run_id, rows in groupby(_rows(lines, name), key=lambda row: row[1].get("run_id", "")):
            if run_id and run_id in seen:
                said = _(
                    "The rows of {name} are not in the order they were exported in: each session's"
                    " steps belong below it. Give the file as it was exported."
                )
                raise UserFault(said.format(name=name))
            seen.add(run_id)
            session = list(rows)
            try:
                yield _logged(session)
            except ValueError as error:
                problems.add(str(error))
    except csv.Error as error:
        said = _("{name} is not a table ({reason}). Give a file that Hipflex exported.")
        raise UserFault(said.format(name=name, reason=error)) from None


def _rows(lines: Iterator[str], name: str) -> Iterator[tuple[int, Cells]]:
    """Yield each row with the number of its last line."""
    first, blank = "", list[str]()
    for first in lines:
        if first.strip():
            break
        blank.append(first)
    rows = csv.reader(chain(blank, [first], lines), delimiter=max(",;\t", key=first.count))
    header: list[str] = []
    for cells in rows:
        if not any(map(str.strip, cells)):
            continue
        if header:
            yield rows.line_num, dict(zip(header, cells, strict=False))
        else:
            header = [cell.strip() for cell in cells]
            _check(header, name)
    if not header:
        _check(header, name)


def _check(header: list[str], name: str) -> None:
    wanted = ["row", *_wanted(_OF_SESSION, SESSION), *_wanted(_OF_STEP, STEP)]
    missing = [column for column in wanted if column not in header]
    if len(missing) == len(wanted):
        said = _("{name} holds no history. Give a .json or .csv file that Hipflex exported.")
        raise UserFault(said.format(name=name))
    if missing:
        said = _("{name} has no column {columns}. Give the file as it was exported.")
        raise UserFault(said.format(name=name, columns=", ".join(missing)))


def _wanted(columns: Mapping[str, str], form: Form) -> list[str]:
    return [column for column, key in columns.items() if key in form.needed]


def _logged(rows: Iterable[tuple[int, Cells]]) -> Logged:
    """Return the session in the rows that name it, or raise ValueError with a sentence."""
    runs, steps, line = list[RunRecord](), list[StepRecord](), 0
    try:
        for number, row in rows:
            line = number
            match row.get("row", "").strip().lower():
                case "session":
                    runs.append(session_of(_values(row, _OF_SESSION, SESSION), _SHOWN.__getitem__))
                case "step":
                    steps.append(step_of(_values(row, _OF_STEP, STEP), _SHOWN_OF_STEP.__getitem__))
                case _other:
                    raise ValueError(_("its first column should be session or step"))
        if len(runs) != 1:
            raise ValueError(_("there should be one row of the session, above its steps"))
        return logged_of(runs[0], steps)
    except ValueError as error:
        said = _("Line {number}: {reason}, so its session was left out.")
        raise ValueError(said.format(number=line, reason=error)) from None


def _values(row: Cells, columns: Mapping[str, str], form: Form) -> dict[str, Any]:
    """Return the plain values in a row's cells; an empty cell is one that is not there."""
    values: dict[str, Any] = {}
    for column, key in columns.items():
        cell = row.get(column)
        if cell is None or (not cell and key not in form.needed):
            continue
        like = form.example[key]
        if isinstance(like, str):
            values[key] = cell[1:] if cell[0:1] == "'" and _FORMULA.match(cell) else cell
        else:
            values[key] = _number(cell)
    if "day" in values:
        values["day"] = _iso_day(values["day"], str(values.get("started_at")))
    return values


def _number(cell: str) -> float | str:
    try:
        return float(cell.replace(",", "."))
    except ValueError:
        return cell


def _iso_day(cell: str, started_at: str) -> str:
    """Return a day as ISO has it: 3/2/2026 is the one of its two that the session started on."""
    found = _DATE.fullmatch(cell.strip())
    if found:
        one, other, year = map(int, found.groups())
        for month, day in ((one, other), (other, one)):
            with suppress(ValueError):
                meant, started = date(year, month, day), date.fromisoformat(started_at[:10])
                if abs(meant - started) <= timedelta(days=2):  # zones, and a day that ends late
                    return meant.isoformat()
    return cell
