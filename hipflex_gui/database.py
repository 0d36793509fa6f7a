"""One SQLite file: opened, brought up to date, read and written in whole transactions.

It keeps SQLite's rollback journal and not a write-ahead log: between sessions there is one plain
file to copy, and it is whole. Nothing above this module sees an error of SQLite's own.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Literal

from hipflex_gui.errors import (
    Busy,
    Damaged,
    Newer,
    disk_fault,
    disk_full,
    from_os,
    not_writable,
)
from hipflex_gui.files import free_name, replacing
from hipflex_gui.i18n import _
from hipflex_gui.lock import try_lock
from hipflex_gui.migrations import MIGRATIONS

PATIENCE_S = 1.0
"""How long a call waits for another program to let go of the file."""


def lock_folder(database: Path) -> Path:
    """Return the folder of the locks that say which processes use a database."""
    return database.with_name("locks")


@contextmanager
def alone(database: Path, lock_name: str) -> Iterator[bool]:
    """Hold a lock beside a database during the block; tell whether nobody else holds it.

    Raises:
        MachineFault: there can be no lock.
    """
    folder = lock_folder(database)
    try:
        folder.mkdir(exist_ok=True)
        lock = try_lock(folder / lock_name)
    except OSError as error:
        raise from_os(error, folder.name) from error
    try:
        yield lock is not None
    finally:
        if lock:
            lock.release()


def backup_folder(database: Path) -> Path:
    """Return the folder of the copies that are kept of a database."""
    return database.with_name("backups")


def suspect_mark(database: Path) -> Path:
    """Return the empty file that says a database was found damaged while it was in use."""
    return lock_folder(database) / "suspect"


def _connect(path: Path | str) -> sqlite3.Connection:
    db = sqlite3.connect(path, isolation_level=None, timeout=PATIENCE_S)
    db.row_factory = sqlite3.Row
    # One spoilt letter must not hide a whole history.
    db.text_factory = partial(str, encoding="utf-8", errors="replace")
    db.execute("PRAGMA foreign_keys = ON")
    return db


class Database:
    """A file of this program's tables, or the same in memory.

    Every method raises a ``MachineFault`` when the file cannot be read or written just now, and
    then nothing of what it should do is done. Writing raises ``ValueError`` for a row that the
    tables refuse.

    Attributes:
        stand_in: whether it only stands in, in memory, for a file that cannot be used.
    """

    def __init__(self, path: Path | Literal[":memory:"], *, stand_in: bool = False) -> None:
        self.stand_in = stand_in
        self._path = path if isinstance(path, Path) else None
        self._name = path.name if isinstance(path, Path) else path
        with self._faults():
            self._db = _connect(path)
        try:
            self._open()
        except BaseException:
            self._db.close()
            raise

    def _open(self) -> None:
        with self._faults():
            self._db.execute("PRAGMA synchronous = FULL")
            try:
                self._migrate()
                self._db.execute("SELECT id, owner FROM runs LIMIT 0")
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode != sqlite3.SQLITE_ERROR:
                    raise
                text = _("{name} is not a history file of this program.")
                raise Damaged(text.format(name=self._name)) from error

    def _version(self) -> int:
        return int(self._db.execute("PRAGMA user_version").fetchone()[0])

    def _migrate(self) -> None:
        found = self._version()
        if found > len(MIGRATIONS):
            text = _("{name} was written by a newer version of this program.")
            raise Newer(text.format(name=self._name))
        while (version := self._version()) < len(MIGRATIONS):
            if found and self._path:  # a new file has nothing to keep
                self._keep_version(self._path, version)
            with self._writing():
                # Looked at again: another process may have been quicker.
                if self._version() == version:
                    for statement in MIGRATIONS[version]:
                        self._db.execute(statement)
                    self._db.execute(f"PRAGMA user_version = {version + 1}")

    def _keep_version(self, path: Path, version: int) -> None:
        folder = backup_folder(path)
        try:
            folder.mkdir(exist_ok=True)
        except OSError as error:
            raise from_os(error, folder.name) from error
        self.copy_to(free_name(folder / f"{path.stem}-version-{version}{path.suffix}"))

    def copy_to(self, target: Path) -> None:
        """Write a whole copy to a file, for its owner alone."""
        with (
            replacing(target, private=True) as part,
            self._faults(),
            closing(_connect(part)) as copy,
        ):
            self._copy_to(copy)

    def become(self, path: Path) -> None:
        """Hold what another file of this program holds, all of it or nothing.

        Other processes see one transaction, and a power cut in the middle leaves what was there.

        Args:
            path: a sound file of this version, which stays as it is.
        """
        with self._faults(), closing(_connect(path)) as other:
            self._db.execute("BEGIN EXCLUSIVE")  # waits with a limit; a backup has none
            self._db.execute("ROLLBACK")
            other.backup(self._db)

    def _copy_to(self, copy: sqlite3.Connection) -> None:
        # A backup waits for ever for a file that is locked; holding the read lock first, which
        # is waited for with a limit, it need not.
        self._db.execute("BEGIN")
        try:
            self._version()
            self._db.backup(copy)
        finally:
            self._db.execute("ROLLBACK")

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with self._faults():
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.in_transaction:  # SQLite has rolled back by itself from some errors
                    self._db.execute("ROLLBACK")
                raise

    def _ask(self, query: str, *values: object) -> list[sqlite3.Row]:
        with self._faults():
            return self._db.execute(query, values).fetchall()

    @property
    def lasting(self) -> bool:
        """Whether it is a file, and not only in memory."""
        return self._path is not None

    def close(self) -> None:
        """Close the file; the object is of no use afterwards."""
        self._db.close()

    def wait_for_others(self, seconds: float) -> None:
        """Set how long a call waits while another program writes to the file."""
        with self._faults():
            self._db.execute(f"PRAGMA busy_timeout = {round(seconds * 1000)}")

    def check(self) -> None:
        """Read the whole file and raise ``Damaged`` if it is not sound."""
        if self._ask("PRAGMA quick_check(1)")[0][0] != "ok":
            raise self._damaged()

    def try_write(self) -> None:
        """Raise the fault that writing would meet, and change nothing."""
        with self._faults():
            self._db.execute("BEGIN IMMEDIATE")
            try:
                self._db.execute(f"PRAGMA user_version = {self._version()}")
            finally:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")

    def leave_file(self) -> None:
        """Go on with a copy in memory, as a stand-in for a file that can only be read."""
        copy = _connect(":memory:")
        try:
            with self._faults():
                self._copy_to(copy)
        except BaseException:
            copy.close()
            raise
        self._db.close()
        self._db = copy
        self._path, self.stand_in = None, True

    @contextmanager
    def _faults(self) -> Iterator[None]:
        """Turn SQLite's errors into faults that say whose they are; a bug of ours stays one."""
        try:
            yield
        except sqlite3.IntegrityError as error:
            raise ValueError(f"refused by the table: {error}") from error
        except sqlite3.Error as error:
            # An extended code has its plain one in the low byte.
            match getattr(error, "sqlite_errorcode", sqlite3.SQLITE_MISUSE) & 0xFF:
                case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
                    text = _("Another program is using {name}.").format(name=self._name)
                    raise Busy(text) from error
                case sqlite3.SQLITE_FULL:
                    raise disk_full(self._name) from error
                case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_PERM:
                    raise not_writable(self._name) from error
                case sqlite3.SQLITE_IOERR:
                    raise disk_fault(self._name) from error
                case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
                    raise self._damaged() from error
                case _:
                    raise

    def _damaged(self) -> Damaged:
        if self._path:
            with suppress(OSError):
                lock_folder(self._path).mkdir(exist_ok=True)
                suspect_mark(self._path).touch()
        return Damaged(_("{name} is damaged.").format(name=self._name))
