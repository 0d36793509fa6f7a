"""Everything that is the user's in one file, made and brought back.

A backup is checked before it is kept, since one that cannot be restored is none. Restoring keeps
what was there before in a backup of its own, so that it can be undone.
"""

import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from datetime import datetime
from filecmp import cmp
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, ZipFile

from hipflex_gui import __version__
from hipflex_gui.backup_reading import (
    ABOUT,
    FOLDERS,
    LOG,
    OWN_BYTES,
    OWN_FILES,
    about_text,
    holds,
    is_own,
    told,
    unpacked,
)
from hipflex_gui.database import alone, backup_folder
from hipflex_gui.errors import Busy, MachineFault, UserFault, from_os, gone
from hipflex_gui.files import HALF_WRITTEN, free_name, replacing
from hipflex_gui.i18n import _
from hipflex_gui.paths import UserFolder
from hipflex_gui.store import Store

KEPT = 7  # dated backups

_DATED = re.compile(r"hipflex-\d{4}-\d{2}-\d{2}\.zip")
_LOOKED_AT = 100  # runs, for changes since the last backup


def write(folder: UserFolder, store: Store, target: Path, now: datetime) -> None:
    """Write a backup, which takes the place of what is there only when it is whole.

    Of the user's own files it holds those that ``preview`` would take; a recording that somebody
    put beside the sessions is left out.

    Raises:
        MachineFault: it could not be written, or the log is damaged.
    """
    try:
        own = _own_files(folder)
        with TemporaryDirectory(prefix="hipflex-") as temporary:
            log = Path(temporary) / LOG
            store.copy_to(log)
            with closing(Store(log)) as copy:
                copy.check()
                about = about_text(holds(copy, target, now, len(own), __version__))
            with replacing(target, private=True) as part:
                _pack({LOG: log, **own}, about, part)
    except OSError as error:
        raise from_os(error, target.name) from error


def save(folder: UserFolder, target: Path, now: datetime) -> None:
    """Write a backup through a connection of its own, so that a thread can do it.

    Raises:
        MachineFault: as ``write``; or there is no log.
    """
    if not folder.database.exists():
        raise gone(folder.database.name)
    with closing(Store(folder.database)) as store:
        write(folder, store, target, now)


def keep_daily(folder: UserFolder, now: datetime) -> Path | None:
    """Make the day's backup if there is none and something was done since the last one.

    Of the dated ones the last ``KEPT`` stay; no other file is touched. A thread can do it, and of
    two processes one does.

    Returns:
        The new backup, or None if there was nothing to do.

    Raises:
        MachineFault: it could not be made; whoever asked may go on without.
    """
    backups = backup_folder(folder.database)
    today = backups / f"hipflex-{now.date()}.zip"
    if today.exists() or not folder.database.exists():
        return None
    with _alone(folder) as only:
        if not only or today.exists():
            return None
        try:
            _sweep(folder)
            with closing(Store(folder.database)) as store:
                if not _changed(store, _dated(today)):
                    return None
                write(folder, store, today, now)
            for old in _dated(today)[:-KEPT]:
                old.unlink()
        except OSError as error:
            raise from_os(error, backups.name) from error
    return today


def restore(folder: UserFolder, store: Store, path: Path, now: datetime) -> Path:
    """Bring back what a backup holds, all of it or nothing.

    The log becomes the backup's. Files of the user's own that are in the backup are written back;
    those that are not stay.

    Returns:
        A backup of what was there before: restoring it undoes this.

    Raises:
        Fault: it cannot be done, and everything is as it was.
    """
    if store.stand_in:
        said = _("Your history file cannot be used just now, so nothing can be restored.")
        raise MachineFault(said)
    if store.running() - set(store.lost()):
        raise UserFault(_("A session is being played. Once it has ended, you can restore."))
    backups = backup_folder(folder.database)
    before = f"hipflex-before-restore-{now:%Y-%m-%d-%H%M}.zip"
    with unpacked(path) as (_contents, log, own), _alone(folder) as only, ExitStack() as files:
        if not only:
            raise Busy(_("A backup is being made just now. Please try again in a moment."))
        kept = free_name(backups / before)
        write(folder, store, kept, now)
        try:
            for target, source in _differing(folder, own):
                target.parent.mkdir(exist_ok=True)
                shutil.copyfile(source, files.enter_context(replacing(target, private=True)))
            store.become(log)
        except BaseException:
            kept.unlink(missing_ok=True)  # nothing happened that could be undone
            raise
    return kept


def _changed(store: Store, dated: list[Path]) -> bool:
    """Tell whether something was done, corrected or taken out since the last backup."""
    runs = store.runs(limit=_LOOKED_AT)
    last = told(dated[-1]) if runs and dated else None
    if last is None:
        return bool(runs)
    edited = max(run.edited_at or run.started_at for run in runs)
    return store.totals()[0] != last.runs or edited > last.made


def _dated(today: Path) -> list[Path]:
    """Return the dated backups up to today's, oldest first.

    One of a day to come is left alone: the clock was wrong when it was made.
    """
    found = [path for path in today.parent.iterdir() if _DATED.fullmatch(path.name)]
    return sorted(path for path in found if path.name <= today.name and path.is_file())


def _own_files(folder: UserFolder) -> dict[str, Path]:
    """Return the plain files of the user's own by their names in a backup; links are left out."""
    found = (
        (f"{place.name}/{path.name}", path)
        for place in (folder.sessions, folder.movements)
        if place.is_dir() and not place.is_symlink()
        for path in sorted(place.iterdir())
        if path.is_file() and not path.is_symlink() and path.stat().st_size <= OWN_BYTES
    )
    return dict(islice(((name, path) for name, path in found if is_own(name)), OWN_FILES))


def _differing(folder: UserFolder, own: Path) -> Iterator[tuple[Path, Path]]:
    """Yield where a file belongs and its copy, for each that is not there as it is.

    Raises:
        UserFault: something is in its place that no backup has kept.
    """
    kept = set(_own_files(folder).values())
    for place in FOLDERS:
        for source in sorted((own / place).glob("*")):
            target = folder.root / place / source.name
            if target not in kept and (target.exists() or target.is_symlink()):
                said = _("{path} is in the way. Move it elsewhere, then restore.")
                raise UserFault(said.format(path=target))
            if target not in kept or not cmp(source, target, shallow=False):
                yield target, source


def _pack(files: Mapping[str, Path], about: str, target: Path) -> None:
    # Quick rather than small; and a file may bear a date before 1980, for which a ZIP has no words.
    with ZipFile(target, "w", ZIP_DEFLATED, compresslevel=1, strict_timestamps=False) as archive:
        archive.writestr(ABOUT, about)
        for name, path in files.items():
            archive.write(path, name)


@contextmanager
def _alone(folder: UserFolder) -> Iterator[bool]:
    """Hold the lock of the folder of backups, made if need be; tell whether that could be done."""
    backups = backup_folder(folder.database)
    try:
        backups.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise from_os(error, backups.name) from error
    with alone(folder.database, "backup.lock") as only:
        yield only


def _sweep(folder: UserFolder) -> None:
    """Remove what a process that was killed has left half written."""
    for place in (backup_folder(folder.database), folder.sessions, folder.movements):
        for half in place.glob(HALF_WRITTEN):
            half.unlink(missing_ok=True)
