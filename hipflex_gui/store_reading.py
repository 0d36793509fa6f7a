"""What the log is asked: runs, steps, and sums over days, movements and hours.

Runs in which nothing was done (stopped or lost before the first second of guided time) stay in
the table, which is an honest record, but count for nothing and are not listed.
"""

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any, TypeVar

from hipflex_gui.database import Database
from hipflex_gui.easing import Felt
from hipflex_gui.history import Rating, Worked
from hipflex_gui.log import Comfort, Excuse, Logged, RunRecord, RunStatus, StepRecord
from hipflex_gui.tables import run_from, step_from, utc_text

T = TypeVar("T")

_LISTED = "(active_s > 0 OR status NOT IN ('stopped', 'interrupted'))"
_AT_ONCE = 200  # rows of a stream that are in memory together


@dataclass(frozen=True)
class RunFilter:
    """Which runs are wanted; None wants all.

    Attributes:
        session: the session's id.
        status: how they stand.
        first, last: the recorded local days, both included.
    """

    session: str | None = None
    status: RunStatus | None = None
    first: date | None = None
    last: date | None = None


class Log(Database):
    """The log, read."""

    def run(self, run_id: str) -> RunRecord | None:
        """Return a run, or None if there is no such."""
        return next(iter(self._records(run_from, "SELECT * FROM runs WHERE id = ?", run_id)), None)

    def steps(self, run_id: str) -> list[StepRecord]:
        """Return a run's steps in the session's order, each visit after the one before."""
        query = (
            "SELECT * FROM steps WHERE run = (SELECT key FROM run WHERE id = ?)"
            " ORDER BY position, visit"
        )
        return self._records(step_from, query, run_id)

    def logged(self, run_id: str) -> Logged | None:
        """Return a run with its steps, or None if there is no such."""
        run = self.run(run_id)
        return Logged(run, tuple(self.steps(run_id))) if run else None

    def runs(self, limit: int = 100, before: RunRecord | None = None) -> list[RunRecord]:
        """Return at most ``limit`` runs, newest first, starting after the run ``before``."""
        start = (utc_text(before.started_at), before.id) if before else ("~", "")
        return self._records(
            run_from,
            f"SELECT * FROM runs WHERE (started_at, id) < (?, ?) AND {_LISTED}"
            " ORDER BY started_at DESC, id DESC LIMIT ?",
            *start,
            limit,
        )

    def run_keys(self, wanted: RunFilter) -> Sequence[int]:
        """Return the keys of the runs that are wanted, newest first, for ``runs_at``."""
        conditions: list[tuple[str, object]] = [
            ("session IN (SELECT key FROM session WHERE id = ?)", wanted.session),
            ("status = ?", wanted.status and str(wanted.status)),
            ("day >= ?", wanted.first and wanted.first.isoformat()),
            ("day <= ?", wanted.last and wanted.last.isoformat()),
        ]
        asked = [(text, value) for text, value in conditions if value is not None]
        where = " AND ".join([_LISTED, *(text for text, _value in asked)])
        # One text of them all: a row each would take as long to hand over as to find.
        query = (
            "SELECT group_concat(key, ' ') FROM"
            f" (SELECT key FROM run WHERE {where} ORDER BY started_at DESC, id DESC)"
        )
        found = self._ask(query, *(value for _text, value in asked))
        return array("q", map(int, (found[0][0] or "").split()))

    def runs_at(self, keys: Iterable[int]) -> list[RunRecord]:
        """Return the runs with these keys, in their order; one that is gone is left out."""
        return [
            run
            for key in keys
            for run in self._records(run_from, "SELECT * FROM runs WHERE key = ?", key)
        ]

    def running(self) -> set[str]:
        """Return the ids of the runs that have not ended, those of lost processes among them."""
        return {row["id"] for row in self._ask("SELECT id FROM run WHERE status = 'running'")}

    def all_logged(self) -> Iterator[Logged]:
        """Yield every run that has ended with its steps, oldest first, in constant memory.

        Nothing else may be done with this object between two of them.
        """
        query = "SELECT * FROM runs WHERE status <> 'running' ORDER BY started_at, id"
        for run in self._stream(run_from, query):
            yield Logged(run, tuple(self.steps(run.id)))

    def count(self) -> int:
        """Return how many runs have ended."""
        return int(self._ask("SELECT count(*) FROM run WHERE status <> 'running'")[0][0])

    # Sums

    def active_by_day(self, since: date | None = None) -> dict[date, float]:
        """Return the seconds of guided time of each recorded local day that has any."""
        query = "SELECT day, active_s FROM day WHERE active_s > 0 AND day >= ?"
        since_text = since.isoformat() if since else ""
        return dict(
            self._records(lambda row: (date.fromisoformat(row[0]), row[1]), query, since_text)
        )

    def totals(self) -> tuple[int, float]:
        """Return how many runs have guided time, and their seconds of it together."""
        rows = self._ask("SELECT count(*), total(active_s) FROM run WHERE active_s > 0")
        return rows[0][0], rows[0][1]

    def run_ids(self) -> frozenset[str]:
        """Return the ids of the runs that have guided time."""
        return frozenset(row["id"] for row in self._ask("SELECT id FROM run WHERE active_s > 0"))

    def excused(self) -> dict[date, Excuse]:
        """Return the days off."""
        days = self._records(
            lambda row: (date.fromisoformat(row[0]), Excuse(row[1])),
            "SELECT day, excuse FROM excused WHERE excuse IS NOT NULL",
        )
        return dict(days)

    def last_by_session(self) -> dict[str, date]:
        """Return the last day that each session was played on."""
        found: dict[str, date] = {}
        for session, day in self._records(
            lambda row: (str(row[0]), date.fromisoformat(row[1])),
            "SELECT id, last FROM (SELECT id, (SELECT day FROM run WHERE session = session.key"
            " AND active_s > 0 ORDER BY day DESC LIMIT 1) AS last FROM session)"
            " WHERE last IS NOT NULL",
        ):
            found[session] = max(day, found.get(session, day))
        return found

    def sessions_played(self) -> list[tuple[str, str]]:
        """Return the sessions in the log as id and latest name, in the order of their names."""
        rows = self._ask(
            "SELECT id, name FROM session WHERE EXISTS"
            " (SELECT 1 FROM run WHERE session = session.key) ORDER BY"
            " (SELECT max(day) FROM run WHERE session = session.key), key"
        )
        return sorted({row["id"]: row["name"] for row in rows}.items(), key=lambda pair: pair[1])

    def worked(self, since: date) -> list[Worked]:
        """Return the seconds that steps were held from a day on, by day, targets and side."""
        return self._records(
            lambda row: Worked(
                date.fromisoformat(row[0]), tuple(row[1].split()), row[2], row[3] / 1000
            ),
            "SELECT day, targets, side, sum(held_ms) FROM run CROSS JOIN step ON step.run = run.key"
            " JOIN task ON task.key = step.task WHERE day >= ? AND held_ms > 0 GROUP BY 1, 2, 3",
            since.isoformat(),
        )

    def started(self, since: date) -> dict[int, float]:
        """Return the seconds of guided time from a day on, by the hour in which runs started.

        Hours are those of the clock on the wall, there and then, 0 to 23.
        """
        rows = self._ask(
            "SELECT CAST(strftime('%H', started_at, utc_offset_s || ' seconds') AS INTEGER),"
            " sum(active_s) FROM run WHERE day >= ? AND active_s > 0 GROUP BY 1",
            since.isoformat(),
        )
        return {row[0]: row[1] for row in rows}

    def ratings(self, since: date, most: int = 400) -> list[Rating]:
        """Return how tight it felt before and after, of runs that say both and have steps.

        Args:
            since: the first recorded local day.
            most: how many at most, the latest; more would change no mean that one can see.

        Returns:
            oldest first.
        """
        rows = self._ask(
            "SELECT started_at, run.id, day, session.id AS session, session.name, before, after,"
            " min(position) AS first, movement, task.name AS done"
            " FROM run JOIN session ON session.key = run.session"
            " CROSS JOIN step ON step.run = run.key JOIN task ON task.key = step.task"
            " WHERE run.key IN (SELECT key FROM run WHERE day >= ? AND before IS NOT NULL"
            " AND after IS NOT NULL ORDER BY started_at DESC LIMIT ?)"
            " AND step.status <> 'skipped' GROUP BY run.key, movement, done",
            since.isoformat(),
            most,
        )
        # sorted here, as a run is: SQLite would sort each row with all its columns
        rows.sort(key=lambda row: (row["started_at"], row["id"], row["first"]))
        runs = [list(some) for _key, some in groupby(rows, lambda row: row["id"])]
        return [
            Rating(
                date.fromisoformat(some[0]["day"]),
                some[0]["session"],
                some[0]["name"],
                tuple((row["movement"], row["done"]) for row in some),
                some[0]["before"],
                some[0]["after"],
            )
            for some in runs
        ]

    def felt(self, since: date) -> dict[tuple[str, str], Felt]:
        """Return the last word on each movement from a day on, by its id and name.

        A session that ended for discomfort says so of the movement that was done last in it. One
        of which nothing was said leaves the word before it as it is.
        """
        rows = self._ask(
            "SELECT movement, task.name, day, comfort, run.status = 'discomfort' AND ended_ms ="
            " (SELECT max(ended_ms) FROM step WHERE run = run.key AND status <> 'skipped') AS hurt"
            " FROM run CROSS JOIN step ON step.run = run.key JOIN task ON task.key = step.task"
            " WHERE day >= ? AND step.status <> 'skipped' ORDER BY started_at, ended_ms",
            since.isoformat(),
        )
        return {
            (row["movement"], row["name"]): Felt(
                date.fromisoformat(row["day"]),
                row["comfort"] and Comfort(row["comfort"]),
                bool(row["hurt"]),
            )
            for row in rows
            if row["comfort"] or row["hurt"]
        }

    def _records(self, read: Callable[[Any], T], query: str, *values: object) -> list[T]:
        rows = self._ask(query, *values)
        try:
            return [read(row) for row in rows]
        except ValueError as error:  # the tables let nothing in that cannot be read back
            raise self._damaged() from error

    def _stream(self, read: Callable[[Any], T], query: str, *values: object) -> Iterator[T]:
        """Yield what a query finds without holding all of it."""
        with self._faults():
            cursor = self._db.execute(query, values)
        while True:
            with self._faults():
                rows = cursor.fetchmany(_AT_ONCE)
            if not rows:
                return
            try:
                records = [read(row) for row in rows]
            except ValueError as error:
                raise self._damaged() from error
            yield from records
