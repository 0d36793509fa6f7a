"""The log as versions: how a run or a day stands, and since when.

Correcting, undoing, importing and sharing are one thing: of two versions of the same run or day
the one edited later holds, and of two edited in the same millisecond the one whose text is
greater. So the same versions lead to the same log in whatever order they come, and as often as
they come.
"""

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from hipflex_gui import __version__
from hipflex_gui.log import Excuse, Excused, Logged, Removed, RunStatus, Version
from hipflex_gui.store_reading import Log, T
from hipflex_gui.tables import Row, run_row, step_row, utc_text, version_text

_TICK = timedelta(milliseconds=1)


@dataclass(frozen=True)
class Merged:
    """What came of bringing versions in.

    Attributes:
        added: how many runs and days were not there before.
        changed: how many became others, deletions among them.
        known: how many said nothing new.
        refused: why the tables refused some, a sentence each.
    """

    added: int = 0
    changed: int = 0
    known: int = 0
    refused: tuple[str, ...] = ()

    @property
    def anything(self) -> bool:
        """Whether the log is another one now."""
        return bool(self.added or self.changed)


class VersionedLog(Log):
    """The log, brought together from several places."""

    def as_it_stands(self, version: Version) -> Version | None:
        """Return what the log holds of the run or day that a version is about."""
        if isinstance(version, Excused):
            return self._excused(version.day)
        run_id = _name_of(version)
        return self.logged(run_id) or self._removed(run_id)

    def is_removed(self, run_id: str) -> bool:
        """Tell whether a run was deleted."""
        return self._removed(run_id) is not None

    def stamped(self, version: Version, now: datetime) -> Version:
        """Return a version as edited now, so that it holds against all that is there.

        A clock that runs behind another machine's must not lose a correction.
        """
        there = self.as_it_stands(version)
        at = max(now, edited_at(there) + _TICK) if there else now
        if isinstance(version, Logged):
            if version.run.ended_at:  # its end may still wait to be written
                at = max(at, version.run.ended_at + _TICK)
            return replace(version, run=replace(version.run, edited_at=at))
        return replace(version, edited_at=at)

    def merge(self, versions: Iterable[Version], *, shared: bool = False) -> Merged:
        """Bring versions in, all in one transaction.

        Args:
            versions: from another machine, a file, or the user's own hand.
            shared: whether they come from the shared folder and need not be written there.
        """
        counts = {"added": 0, "changed": 0, "known": 0}
        refused = []
        with self._writing():
            for version in versions:
                try:
                    with self._part():
                        counts[self._take(version, shared=shared)] += 1
                except (ValueError, OverflowError) as error:
                    refused.append(f"{_name_of(version)}: {error}")
        return Merged(**counts, refused=tuple(refused))

    def versions(self) -> Generator[Version]:
        """Yield everything that another machine needs to know, in constant memory."""
        yield from self.all_logged()
        yield from self._others("1")

    # The shared folder

    def share(self, write: Callable[[Sequence[Version]], None], limit: int = 500) -> int:
        """Hand over what the shared folder does not have, and remember that it has it now.

        Args:
            write: writes versions to the disk, or raises and leaves them for the next time.
            limit: how many at once; the log cannot be written meanwhile.

        Returns:
            How many were handed over; 0 when there is nothing left.
        """
        with self._writing():
            ids = self._ask(
                "SELECT id FROM run WHERE NOT shared AND status <> 'running' LIMIT ?", limit
            )
            found: list[Version] = [v for row in ids if (v := self.logged(row["id"]))]
            found += self._others("NOT shared")
            if found:
                write(found)
                self._db.executemany(
                    "UPDATE run SET shared = 1 WHERE id = ?", [(row["id"],) for row in ids]
                )
                self._db.execute("UPDATE removed SET shared = 1")
                self._db.execute("UPDATE excused SET shared = 1")
        return len(found)

    def share_anew(self) -> None:
        """Forget what the shared folder has: it is another one, or its file of ours is gone."""
        with self._writing():
            for table in ("run", "removed", "excused"):
                self._db.execute(f"UPDATE {table} SET shared = 0")

    def bytes_read(self, file: str) -> int:
        """Return how much of a file of the shared folder has been read."""
        rows = self._ask("SELECT bytes FROM peer WHERE file = ?", file)
        return int(rows[0][0]) if rows else 0

    def set_bytes_read(self, file: str, number: int) -> None:
        """Remember how much of a file of the shared folder has been read."""
        with self._writing():
            self._db.execute("INSERT OR REPLACE INTO peer VALUES (?, ?)", (file, number))

    # One version

    @contextmanager
    def _part(self) -> Iterator[None]:
        """Take back what was done of one version if the tables refuse it."""
        with self._faults():
            self._db.execute("SAVEPOINT part")
            try:
                yield
            except BaseException:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK TO part")
                raise
            finally:
                if self._db.in_transaction:
                    self._db.execute("RELEASE part")

    def _take(self, version: Version, *, shared: bool) -> str:
        if isinstance(version, Logged) and version.run.status is RunStatus.RUNNING:
            raise ValueError(f"{version.run.id} has not ended")
        if isinstance(version, Logged):  # as it will be read back, so that twice is as once
            steps = {(step.position, step.visit): step for step in version.steps}
            run = replace(version.run, edited_at=edited_at(version))
            version = Logged(run, tuple(steps[place] for place in sorted(steps)))
        there = self.as_it_stands(version)
        if there and not _later(version, there):
            return "known"
        match version:
            case Logged(run):
                if isinstance(there, Logged):
                    self._db.execute("DELETE FROM run WHERE id = ?", (run.id,))
                self._db.execute("DELETE FROM removed WHERE id = ?", (run.id,))
                self._put(version, shared=shared)
            case Removed(id=run_id):
                self._db.execute("DELETE FROM run WHERE id = ?", (run_id,))
                self._db.execute(
                    "INSERT OR REPLACE INTO removed VALUES (?, ?, ?)",
                    (run_id, utc_text(version.edited_at), shared),
                )
            case Excused(day, excuse):
                self._db.execute(
                    "INSERT OR REPLACE INTO excused VALUES (?, ?, ?, ?)",
                    (day.isoformat(), excuse, utc_text(version.edited_at), shared),
                )
        return "changed" if there else "added"

    def _put(self, logged: Logged, *, shared: bool) -> None:
        self._insert_run(run_row(logged.run), shared=shared)
        for step in logged.steps:
            self._insert_step(logged.run.id, step_row(step))

    def _insert_run(self, row: Row, *, owner: str = "", shared: bool = False) -> None:
        """Insert a run unless it is there."""
        values = {**row, "edited_at": row["edited_at"] or row["started_at"], "shared": shared}
        values |= {"owner": owner, "app_version": __version__}
        self._db.execute("INSERT OR IGNORE INTO session (id, name) VALUES (:session, :name)", row)
        self._db.execute(
            "INSERT INTO run (id, session, started_at, ended_at, day, utc_offset_s, status,"
            " planned_s, active_s, steps_planned, steps_done, before, after, note, edited_at,"
            " shared, owner, app_version)"
            " VALUES (:id, (SELECT key FROM session WHERE id = :session AND name = :name),"
            " :started_at, :ended_at, :day, :utc_offset_s, :status, :planned_s, :active_s,"
            " :steps_planned, :steps_done, :before, :after, :note, :edited_at, :shared, :owner,"
            " :app_version) ON CONFLICT (id) DO NOTHING",
            values,
        )

    def _insert_step(self, run_id: str, row: Row) -> None:
        """Insert a step of a run unless it is there."""
        self._db.execute(
            "INSERT INTO task (movement, name, targets, side, set_number, dose, planned_s)"
            " VALUES (:movement, :name, :targets, :side, :set_number, :dose, :planned_s)"
            " ON CONFLICT DO NOTHING",
            row,
        )
        self._db.execute(
            "INSERT INTO step SELECT key, :position, :visit, (SELECT key FROM task WHERE"
            " movement = :movement AND name = :name AND targets = :targets AND side = :side AND"
            " set_number = :set_number AND dose = :dose AND planned_s = :planned_s),"
            " round(:held_s * 1000), :breaths, :reps, :status,"
            " round((julianday(:started_at) - julianday(started_at)) * 86400000),"
            " round((julianday(:ended_at) - julianday(started_at)) * 86400000), :comfort"
            " FROM run WHERE id = :run_id ON CONFLICT (run, position, visit) DO NOTHING",
            {**row, "run_id": run_id},
        )

    def _removed(self, run_id: str) -> Removed | None:
        return self._one(_removed_from, "SELECT * FROM removed WHERE id = ?", run_id)

    def _excused(self, day: date) -> Excused | None:
        return self._one(_excused_from, "SELECT * FROM excused WHERE day = ?", day.isoformat())

    def _one(self, read: Callable[[Any], T], query: str, value: str) -> T | None:
        return next(iter(self._records(read, query, value)), None)

    def _others(self, which: str) -> list[Version]:
        removed = self._records(_removed_from, f"SELECT * FROM removed WHERE {which} ORDER BY id")
        query = f"SELECT * FROM excused WHERE {which} ORDER BY day"
        return [*removed, *self._records(_excused_from, query)]


def undoing(version: Version, there: Version | None) -> Version:
    """Return what makes a version as if it had never come, where ``there`` is what stood before.

    It holds only once it is stamped.
    """
    if there or isinstance(version, Removed):
        return there or version
    if isinstance(version, Excused):
        return replace(version, excuse=None)
    return Removed(version.run.id, edited_at(version))


def edited_at(version: Version) -> datetime:
    """Return since when a run or a day stands as it does."""
    if isinstance(version, Logged):
        return version.run.edited_at or version.run.started_at
    return version.edited_at


def _later(version: Version, there: Version) -> bool:
    """Tell whether a version holds against the one that is there."""
    if isinstance(there, Logged) and there.run.status is RunStatus.RUNNING:
        return False  # it is being played, and what is done now counts
    return _rank(version) > _rank(there)


def _rank(version: Version) -> tuple[str, str]:
    return utc_text(edited_at(version)), version_text(version)


def _name_of(version: Version) -> str:
    if isinstance(version, Excused):
        return version.day.isoformat()
    return version.run.id if isinstance(version, Logged) else version.id


def _removed_from(row: Any) -> Removed:
    return Removed(row["id"], datetime.fromisoformat(row["edited_at"]))


def _excused_from(row: Any) -> Excused:
    excuse = row["excuse"] and Excuse(row["excuse"])
    edited = datetime.fromisoformat(row["edited_at"])
    return Excused(date.fromisoformat(row["day"]), excuse, edited)
