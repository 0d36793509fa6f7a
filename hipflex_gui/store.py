"""The log and the settings: runs, their steps, and one text a setting.

A step is committed, and on the disk, before ``add`` returns, so a crash or a power cut costs at
most the step that was going on.
"""

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Literal
from uuid import uuid4

from hipflex_gui.database import lock_folder
from hipflex_gui.errors import from_os
from hipflex_gui.lock import HeldLock, try_lock
from hipflex_gui.log import RunRecord, RunStatus, StepRecord
from hipflex_gui.store_versions import VersionedLog
from hipflex_gui.tables import run_row, step_row, utc_text


class Store(VersionedLog):
    """The log and the settings."""

    def __init__(self, path: Path | Literal[":memory:"], *, stand_in: bool = False) -> None:
        super().__init__(path, stand_in=stand_in)
        self._lock: HeldLock | None = None

    # The log, written

    def begin(self, run: RunRecord, *, live: bool = True) -> None:
        """Add a run; one that is there already stays as it is, and one that was deleted deleted.

        Args:
            run: the run.
            live: whether this process plays it, and holds the lock that says so.
        """
        with self._writing():
            if not self.is_removed(run.id):
                self._insert_run(run_row(run), owner=self._hold() if live else "")

    def resume(self, run_id: str, *, live: bool = True) -> None:
        """Let an interrupted run go on.

        Args:
            run_id: the run.
            live: whether this process plays it.

        Raises:
            ValueError: there is no such run, or it was not interrupted.
        """
        with self._writing():
            found = self._db.execute(
                # Later than what was shared of it, even if the clock is set back meanwhile.
                "UPDATE run SET status = 'running', ended_at = NULL, shared = 0, owner = ?,"
                " edited_at = strftime('%Y-%m-%dT%H:%M:%fZ', edited_at, '0.001 seconds')"
                " WHERE id = ? AND status = 'interrupted'",
                (self._hold() if live else "", run_id),
            )
            if not found.rowcount:
                raise ValueError(f"no interrupted run {run_id}")

    def add(self, run_id: str, step: StepRecord, active_s: float) -> None:
        """Add a step that has ended; one that is there already stays as it is.

        Args:
            run_id: the run it belongs to, which must have begun.
            step: the step.
            active_s: the run's seconds of guided time so far.
        """
        with self._writing():
            self._insert_step(run_id, step_row(step))
            found = self._db.execute(
                "UPDATE run SET active_s = max(active_s, ?), shared = 0, steps_done ="
                " (SELECT count(DISTINCT position) FROM step WHERE run = key"
                " AND step.status = 'done') WHERE id = ?",
                (active_s, run_id),
            )
            if not found.rowcount:
                raise ValueError(f"no run {run_id}")

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
                "UPDATE run SET status = :status, ended_at = max(started_at, :at), shared = 0,"
                " edited_at = max(edited_at, :at), active_s = max(active_s, :active_s)"
                " WHERE id = :id",
                {
                    "status": str(status),
                    "at": utc_text(ended_at),
                    "active_s": active_s,
                    "id": run_id,
                },
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
                    "UPDATE run SET status = 'interrupted', edited_at = max(edited_at, at),"
                    " ended_at = max(started_at, at) FROM (SELECT coalesce("
                    "(SELECT max(ended_at) FROM steps WHERE run_id = ?1), '') AS at)"
                    " WHERE id = ?1 AND status = 'running'",
                    (run_id,),
                )
        return [run for run_id in lost if (run := self.run(run_id))]

    def lost(self) -> list[str]:
        """Return the ids of the runs that should be running and whose process is gone."""
        if self._path is None:
            return []  # what is in memory does not outlive its process
        running = self._ask("SELECT id, owner FROM run WHERE status = 'running'")
        return [row["id"] for row in running if self._is_gone(row["owner"])]

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
            _let_go(self._lock)
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
            _let_go(lock)
        return lock is not None


def _let_go(lock: HeldLock) -> None:
    """Release the lock of a process and remove its file, which nobody else will ask for."""
    lock.release()
    with suppress(OSError):  # its folder may be read-only by now, and a free lock does no harm
        lock.path.unlink()
