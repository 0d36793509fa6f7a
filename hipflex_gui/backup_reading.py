"""What a backup holds: told by itself for a list, and checked on a copy before it is believed.

A backup is a ZIP of a whole copy of the log, the session and movement files of the user's own, and
``about.json``. A bare log will do as well: one that was kept before a migration, or copied by hand.
Whoever made it, nothing is read in place and nothing in it reaches beyond its folder.
"""

import json
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from math import isfinite
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from hipflex_gui.database import backup_folder
from hipflex_gui.errors import Damaged, Fault, UserFault, from_os
from hipflex_gui.i18n import _
from hipflex_gui.paths import UserFolder
from hipflex_gui.store import Store
from hipflex_gui.zipfiles import SPOILT, Refused, entries

LOG, ABOUT = "hipflex.sqlite3", "about.json"
FOLDERS = ("sessions", "movements")
MOST_BYTES = {LOG: 2_000_000_000, ABOUT: 100_000}
OWN_BYTES, OWN_FILES = 5_000_000, 2_000
"""How large a file of the user's own may be, and how many there may be."""

_SQLITE = b"SQLite format 3\0"


@dataclass(frozen=True)
class Contents:
    """What a backup holds.

    Attributes:
        path: the backup.
        made: when, as the clock on the wall showed it; of a bare log, when its file was written.
        runs: how many runs have guided time.
        first, last: the local days of the first and the last of them.
        newest: when its newest run started.
        active_s: seconds of guided time.
        own_files: how many sessions and movements of the user's own.
        version: of the program that made it; nothing for a bare log.
        ids: those of the runs, once the log itself was looked at.
    """

    path: Path
    made: datetime
    runs: int
    first: date | None
    last: date | None
    newest: datetime | None
    active_s: float
    own_files: int
    version: str
    ids: frozenset[str] = field(default=frozenset(), compare=False, repr=False)


@dataclass(frozen=True)
class Broken:
    """A file among the backups that is no use, and why in a sentence."""

    path: Path
    why: str


def available(folder: UserFolder) -> list[Contents | Broken]:
    """Return what is in the folder of backups, newest first, as each says of itself.

    A backup is checked when ``preview`` looks at it; a bare log says nothing of itself, so it is
    checked now.

    Raises:
        MachineFault: the folder cannot be read.
    """
    backups = backup_folder(folder.database)
    try:
        if not backups.is_dir():
            return []
        files = {
            path: path.stat().st_mtime
            for path in backups.iterdir()
            if path.suffix in (Path(LOG).suffix, ".zip") and path.is_file()
        }
    except OSError as error:
        raise from_os(error, backups.name) from error
    found = [told(path) or _looked_at(path) for path in files]

    def age(one: Contents | Broken) -> tuple[float, str]:
        made = one.made.timestamp() if isinstance(one, Contents) else files[one.path]
        return made, one.path.name

    return sorted(found, key=age, reverse=True)


def preview(path: Path) -> Contents:
    """Return what a backup or a bare log holds, after checking all of it on a copy.

    Raises:
        UserFault: it is no such file, or holds what no backup holds.
        MachineFault: it is damaged, or of a newer version, or there is no room for the copy.
    """
    with unpacked(path) as (contents, _log, _own):
        return contents


def missing(store: Store, contents: Contents) -> int:
    """Return how many runs with guided time of a log are not in a backup that was previewed."""
    return len(store.run_ids() - contents.ids)


@contextmanager
def unpacked(path: Path) -> Iterator[tuple[Contents, Path, Path]]:
    """Check a backup, and yield what it holds, its log, and a folder of the files in it.

    All are copies, gone after the block; the log is of this program's version.

    Raises:
        Fault: as ``preview``.
    """
    try:
        if not path.is_file():
            raise UserFault(_("There is no file {path}.").format(path=path))
        with TemporaryDirectory(prefix="hipflex-") as temporary:
            # In a folder of its own, with the name that people know, for what is said of it.
            log, own = Path(temporary) / "log" / path.name, Path(temporary) / "own"
            log.parent.mkdir()
            own.mkdir()
            about = _unpack(path, log, own)
            own_files = sum(1 for place in FOLDERS for _file in (own / place).glob("*"))
            with closing(Store(log)) as store:
                store.check()
                store.interrupt_lost()  # what was being played then has ended long ago
                version = about.version if about else ""
                contents = holds(store, path, _made(path, about), own_files, version)
                contents = replace(contents, ids=store.run_ids())
            yield contents, log, own
    except OSError as error:
        raise from_os(error, path.name) from error


def holds(store: Store, path: Path, made: datetime, own_files: int, version: str) -> Contents:
    """Return what a backup of a log holds; the arguments are as in ``Contents``."""
    days, (runs, active_s) = store.active_by_day(), store.totals()
    first, last = min(days, default=None), max(days, default=None)
    newest = next((run.started_at for run in store.runs(limit=1)), None)
    return Contents(path, made, runs, first, last, newest, active_s, own_files, version)


def about_text(contents: Contents) -> str:
    """Return what a backup says of itself, as JSON."""
    values = {key: value for key, value in vars(contents).items() if key not in ("path", "ids")}
    return json.dumps(values, indent=2, default=lambda value: value.isoformat())


def told(path: Path) -> Contents | None:
    """Return what a backup says of itself, or None if it says nothing that makes sense."""
    try:
        with ZipFile(path) as archive:
            info = archive.getinfo(ABOUT)
            if info.file_size > MOST_BYTES[ABOUT]:
                return None
            row: dict[str, Any] = json.loads(archive.read(info))
        newest, first, last = row["newest"], row["first"], row["last"]
        made, active_s = datetime.fromisoformat(row["made"]), float(row["active_s"])
        if not isfinite(active_s):
            return None
        return Contents(
            path=path,
            made=made if made.tzinfo else made.astimezone(),
            runs=int(row["runs"]),
            first=first and date.fromisoformat(first),
            last=last and date.fromisoformat(last),
            newest=newest and datetime.fromisoformat(newest).astimezone(UTC),
            active_s=active_s,
            own_files=int(row["own_files"]),
            version=str(row["version"]),
        )
    except (*SPOILT, OSError, KeyError, TypeError, OverflowError):
        return None


def is_own(name: str) -> bool:
    """Tell whether a name in a backup is that of a file right inside one of ``FOLDERS``."""
    place, _slash, file = name.partition("/")
    plain = file not in ("", ".", "..") and Path(file).name == file and "\\" not in file
    return plain and place in FOLDERS and file.isprintable()


def _looked_at(path: Path) -> Contents | Broken:
    try:
        return preview(path)
    except Fault as fault:
        return Broken(path, fault.text)


def _made(path: Path, about: Contents | None) -> datetime:
    return about.made if about else datetime.fromtimestamp(path.stat().st_mtime, UTC).astimezone()


def _unpack(path: Path, log: Path, own: Path) -> Contents | None:
    """Copy what is in a backup; return what it says of itself, if it does."""
    with path.open("rb") as file:
        if file.read(len(_SQLITE)) == _SQLITE:
            if path.stat().st_size > MOST_BYTES[LOG]:
                raise _refused(path, _("it is too large."))
            file.seek(0)
            with log.open("wb") as copy:
                shutil.copyfileobj(file, copy)
            return None
    try:
        with ZipFile(path) as archive:
            for info in _entries(archive, path):
                target = log if info.filename == LOG else own / info.filename
                target.parent.mkdir(exist_ok=True)
                with archive.open(info) as source, target.open("xb") as copy:
                    shutil.copyfileobj(source, copy)
    except Refused as refusal:
        raise _refused(path, str(refusal)) from None
    except SPOILT as error:
        if not isinstance(error, BadZipFile) or _begins_as_zip(path):
            raise Damaged(_("{name} is damaged.").format(name=path.name)) from error
        raise _refused(path, _("it is no backup of this program.")) from error
    return told(path)


def _entries(archive: ZipFile, path: Path) -> list[ZipInfo]:
    """Return what is to be unpacked; refuse the whole if anything in it is not as it should be."""
    wanted, names = [], set()
    for info in entries(archive):
        name = info.filename
        names.add(name)
        if name == LOG or is_own(name):
            if info.file_size > MOST_BYTES.get(name, OWN_BYTES):
                raise _refused(path, _("it is too large."))
            if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
                raise NotImplementedError(info.compress_type)
            wanted.append(info)
    if LOG not in names:
        raise _refused(path, _("there is no history in it."))
    if len(wanted) > 1 + OWN_FILES:
        raise _refused(path, _("there are too many files in it."))
    return wanted


def _begins_as_zip(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(2) == b"PK"


def _refused(path: Path, why: str) -> UserFault:
    said = _("{name} cannot be restored: {why}")
    return UserFault(said.format(name=path.name, why=why))
