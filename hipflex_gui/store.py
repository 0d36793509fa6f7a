"""The log and the settings: runs, their steps, and one text a setting.

A step is committed, and on the disk, before ``add`` returns, so a crash or a power cut costs at
most the step that was going on.

Runs in which nothing was done (stopped or lost before the first second of guided time) stay in
the table, which is an honest record, but count for nothing and are not listed.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal, TypeVar
from uuid import uuid4

from hipflex_gui import __version__
from hipflex_gui.database import Database, lock_folder
from hipflex_gui.errors import from_os
from hipflex_gui.lock import HeldLock, try_lock
from hipflex_gui.log import RunRecord, RunStatus, StepRecord
from hipflex_gui.tables import run_from, run_row, step_from, step_row, utc_text

T = TypeVar("T")

_LISTED = "(active_s > 0 OR status NOT IN ('stopped', 'interrupted'))"


class Store(Database):
    """The log and the settings."""

    def __init__(self, path: Path | Literal[":memory:"], *, stand_in: bool = False) -> None:
        super().__init__(path, stand_in=stand_in)
        self._lock: HeldLock | None = None

    # The log, written

    def begin(self, run: RunRecord, *, live: bool = True) -> None:
        """Add a run; one that is there already stays as it is.

        Args:
            run: the run.
            live: whether this process plays it, and holds the lock that says so.
        """
        row = {**run_row(run), "app_version": __version__, "owner": self._hold() if live else ""}
        names, slots = ", ".join(row), ", ".join(f":{key}" for key in row)
        with self._writing():
            self._db.execute(
                f"INSERT INTO run ({names}) VALUES ({slots}) ON CONFLICT (id) DO NOTHING", row
            )

    def add(self, run_id: str, step: StepRecord, active_s: float) -> None:
        """Add a step that has ended; one that is there already stays as it is.

        Args:
            run_id: the run it belongs to, which must have begun.
            step: the step.
            active_s: the run's seconds of guided time so far.
        """
        row = {**step_row(step), "run_id": run_id}
        names, slots = ", ".join(row), ", ".join(f":{key}" for key in row)
        with self._writing():
            self._db.execute(
                f"INSERT INTO step ({names}) VALUES ({slots})"
                " ON CONFLICT (run_id, position, visit) DO NOTHING",
                row,
            )
            self._db.execute(
                "UPDATE run SET active_s = max(active_s, ?), steps_done ="
                " (SELECT count(DISTINCT position) FROM step WHERE run_id = id"
                " AND step.status = 'done') WHERE id = ?",
                (active_s, run_id),
            )

    def end(self, run_id: str, status: RunStatus, ended_at: datetime, active_s: float) -> None:
        """End a run that has begun.

        Args:
            run_id: the run.
            status: how it ended.
            ended_at: when; a time before its start is taken as its start.
            active_s: its seconds of guided time.
        """
        with self._writing():
            found = self._db.execute(
                "UPDATE run SET status = ?, ended_at = max(started_at, ?),"
                " active_s = max(active_s, ?) WHERE id = ?",
                (str(status), utc_text(ended_at), active_s, run_id),
            )
            if not found.rowcount:
                raise ValueError(f"no run {run_id}")

    def interrupt_lost(self) -> list[RunRecord]:
        """End the runs whose process is gone, each at the end of its last step; return them."""
        lost = self.lost()
        if not lost:
            return []
        with self._writing():
            for run_id in lost:
                self._db.execute(
                    "UPDATE run SET status = 'interrupted', ended_at = max(started_at, coalesce("
                    "(SELECT max(step.ended_at) FROM step WHERE run_id = id), started_at))"
                    " WHERE id = ? AND status = 'running'",
                    (run_id,),
                )
        return [run for run_id in lost if (run := self.run(run_id))]

    # The log, read

    def lost(self) -> list[str]:
        """Return the ids of the runs that should be running and whose process is gone."""
        if self._path is None:
            return []  # what is in memory does not outlive its process
        running = self._ask("SELECT id, owner FROM run WHERE status = 'running'")
        return [row["id"] for row in running if self._is_gone(row["owner"])]

    def run(self, run_id: str) -> RunRecord | None:
        """Return a run, or None if there is no such."""
        return next(iter(self._records(run_from, "SELECT * FROM run WHERE id = ?", run_id)), None)

    def runs(self, limit: int = 100, before: RunRecord | None = None) -> list[RunRecord]:
        """Return at most ``limit`` runs, newest first, starting after the run ``before``."""
        start = (utc_text(before.started_at), before.id) if before else ("~", "")
        return self._records(
            run_from,
            f"SELECT * FROM run WHERE (started_at, id) < (?, ?) AND {_LISTED}"
            " ORDER BY started_at DESC, id DESC LIMIT ?",
            *start,
            limit,
        )

    def steps(self, run_id: str) -> list[StepRecord]:
        """Return a run's steps in the session's order, each visit after the one before."""
        query = "SELECT * FROM step WHERE run_id = ? ORDER BY position, visit"
        return self._records(step_from, query, run_id)

    def active_by_day(self, since: date | None = None) -> dict[date, float]:
        """Return the seconds of guided time of each recorded local day that has any."""
        days = self._records(
            lambda row: (date.fromisoformat(row[0]), float(row[1])),
            "SELECT day, sum(active_s) FROM run WHERE active_s > 0 AND day >= ? GROUP BY day",
            since.isoformat() if since else "",
        )
        return dict(days)

    def totals(self) -> tuple[int, float]:
        """Return how many runs have guided time, and their seconds of it together."""
        rows = self._ask("SELECT count(*), total(active_s) FROM run WHERE active_s > 0")
        return rows[0][0], rows[0][1]

    def last_by_session(self) -> dict[str, date]:
        """Return the last day that each session was played on."""
        days = self._records(
            lambda row: (str(row[0]), date.fromisoformat(row[1])),
            "SELECT session, max(day) FROM run WHERE active_s > 0 GROUP BY session",
        )
        return dict(days)

    def _records(self, read: Callable[[Any], T], query: str, *values: object) -> list[T]:
        try:
            return [read(row) for row in self._ask(query, *values)]
        except ValueError as error:  # the tables let nothing in that cannot be read back
            raise self._damaged() from error

    # Settings

    def setting_texts(self) -> dict[str, str]:
        """Return the settings as they were put."""
        return {row["key"]: row["value"] for row in self._ask("SELECT key, value FROM setting")}

    def put_settings(self, texts: Mapping[str, str]) -> None:
        """Keep some settings; the others stay as they are."""
        with self._writing():
            self._db.executemany(
                "INSERT INTO setting VALUES (?, ?)"
                " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                texts.items(),
            )

    def close(self) -> None:
        """Close the file and let go of the lock; the store is of no use afterwards."""
        super().close()
        if self._lock:
            self._lock.release()
            self._lock.path.unlink(missing_ok=True)
            self._lock = None

    def _hold(self) -> str:
        """Return the name of the lock that this process holds while it may play a run."""
        if self._path is None:
            return ""
        if self._lock is None:
            path = lock_folder(self._path) / f"{uuid4()}.lock"
            try:
                path.parent.mkdir(exist_ok=True)
                self._lock = try_lock(path)
            except OSError as error:
                raise from_os(error, self._name) from error
        return self._lock.path.name if self._lock else ""

    def _is_gone(self, owner: str) -> bool:
        if self._path is None or not owner:
            return True
        path = lock_folder(self._path) / Path(owner).name
        if not path.exists():
            return True
        try:
            lock = try_lock(path)
        except OSError:
            return False
        if lock:
            lock.release()
            path.unlink(missing_ok=True)
        return lock is not None
