"""Opening the log so that the program always has one.

A damaged file is set aside, whole, and a fresh one is started. A file that cannot be used for
now (of a newer version, read-only, locked) stays untouched, and a log in memory stands in for
it; what is recorded meanwhile waits in a file of its own (see ``recorder``). The user is told in
one sentence.
"""

from contextlib import suppress
from datetime import datetime
from pathlib import Path

from hipflex_gui.database import backup_folder, lock_folder, suspect_mark
from hipflex_gui.errors import Busy, Damaged, MachineFault, from_os
from hipflex_gui.files import free_name
from hipflex_gui.i18n import _
from hipflex_gui.lock import try_lock
from hipflex_gui.paths import UserFolder
from hipflex_gui.recorder import absorb
from hipflex_gui.store import Store

CHECKED_WHOLE_BYTES = 2_000_000
"""Up to this size, which is about a year of daily use, the whole file is checked whenever it is
opened (7 ms a megabyte). A larger one is after a crash, and after damage was met while it was in
use: reading what one asks for is a check too, of what one asks for."""


def open_log(folder: UserFolder, now: datetime) -> tuple[Store, list[str]]:
    """Open a user's log as every start does, and bring it up to date.

    What waited in the spill file comes in, and runs whose process is gone are ended.

    Args:
        folder: whose log.
        now: the local time.

    Returns:
        A log whose settings can be read, and the sentences its user should read.
    """
    store, said = open_store(folder.database, now)
    try:
        store.setting_texts()
    except Damaged:
        store.close()
        store, said = open_store(folder.database, now)  # which checks what was found damaged
    said += absorb(store, folder.spill)
    with suppress(MachineFault):  # somebody else writes just now; the next start does it
        store.interrupt_lost()
    return store, said


def open_store(path: Path, now: datetime) -> tuple[Store, list[str]]:
    """Return a log that works, and the sentences its user should read.

    Args:
        path: the database, made if it is not there, as is its folder.
        now: the local time, which names a file that is set aside.
    """
    try:
        store, said = _open_or_mend(path, now)
    except MachineFault as fault:
        return Store(":memory:", stand_in=True), [_goes_on(fault)]
    try:
        store.try_write()
    except Busy:
        pass  # it can be read, and whoever writes may be done before there is anything to write
    except MachineFault as fault:
        said.append(_goes_on(fault))
        try:
            store.leave_file()
        except MachineFault:
            store.close()
            store = Store(":memory:", stand_in=True)
    return store, said


def _goes_on(fault: MachineFault) -> str:
    later = _("You can go on: what you do is kept aside and added to your history later.")
    return f"{fault.text} {later}"


def _open_or_mend(path: Path, now: datetime) -> tuple[Store, list[str]]:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            return _open_sound(path), []
        except Damaged as fault:
            aside = _set_aside(path, now)
            if aside is None:
                return _open_sound(path), []
            kept = _("It is kept as {path}, and a new one was started.").format(path=aside)
            return Store(path), [" ".join([fault.text, kept, *_spared(path)])]
    except OSError as error:
        raise from_os(error, path.name) from error


def _spared(path: Path) -> list[str]:
    """Put the last backup out of the way of the next seven days; return where it is, if there is.

    After damage it is the best there is, and new backups must not push it out.
    """
    backups = backup_folder(path)
    dated = sorted(backups.glob(f"{path.stem}-????-??-??.zip"))
    if not dated:
        return []
    name = dated[-1].name
    with suppress(OSError):
        name = dated[-1].rename(free_name(dated[-1].with_stem(f"{dated[-1].stem}-kept"))).name
    return [_("Your last backup can be restored in Settings: {name}.").format(name=name)]


def _open_sound(path: Path) -> Store:
    mark = suspect_mark(path)
    crashed = path.with_name(f"{path.name}-journal").exists() or mark.exists()
    store = Store(path)
    try:
        if crashed or path.stat().st_size <= CHECKED_WHOLE_BYTES or store.lost():
            store.check()
            if mark.exists():
                with suppress(OSError):  # on a read-only disk it stays, and so does the check
                    mark.unlink()
    except BaseException:
        store.close()
        raise
    return store


def _set_aside(path: Path, now: datetime) -> Path | None:
    """Rename a damaged file and return its new name, or None if it is sound after all."""
    lock_folder(path).mkdir(exist_ok=True)
    lock = try_lock(lock_folder(path) / "mending.lock")
    if lock is None:
        raise Busy(_("Another program is using {name}.").format(name=path.name))
    try:
        # Looked at again: another process may have set it aside and started the new one. SQLite
        # has dealt with a journal by now, so none is left to be played into the new file.
        _open_sound(path).close()
    except Damaged:
        day = now.date().isoformat()
        aside = free_name(path.with_name(f"{path.stem}-damaged-{day}{path.suffix}"))
        path.rename(aside)
        suspect_mark(path).unlink(missing_ok=True)
        return aside
    finally:
        lock.release()
    return None
