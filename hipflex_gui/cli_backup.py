"""The verbs that keep everything in one file, and bring it back: backup and restore."""

import argparse
import sys
from datetime import datetime
from pathlib import Path

from hipflex_gui import backup as backups
from hipflex_gui.backup_reading import Broken, Contents, available, newer, preview
from hipflex_gui.cli_common import open_log, say
from hipflex_gui.clock import SystemClock
from hipflex_gui.database import backup_folder
from hipflex_gui.errors import UserFault
from hipflex_gui.files import free_name
from hipflex_gui.i18n import _, length_text, ngettext
from hipflex_gui.paths import UserFolder, user_folder
from hipflex_gui.problems import printable, quoted


def backup(options: argparse.Namespace) -> int:
    """Write a backup and print where it is; what is there already stays."""
    folder, now = user_folder(options.data_dir), SystemClock().now()
    if not folder.database.exists():
        raise UserFault(_("There is nothing to back up yet."))
    target = free_name(_target(options.file or Path(), now))
    backups.save(folder, target, now)
    print(printable(str(target)))
    return 0


def restore(options: argparse.Namespace) -> int:
    """Bring back what a backup holds, once that is agreed to; without a file, list them.

    Returns:
        0, or 1 when the user would rather not.
    """
    folder, clock = user_folder(options.data_dir), SystemClock()
    if options.file is None:
        return _list(folder)
    path = _found(options.file, folder)
    contents = preview(path)
    print(printable(_held(contents)))
    with open_log(folder, clock) as store:
        if number := newer(store, contents):
            said = ngettext(
                "{n} session in your history is newer and not in it.",
                "{n} sessions in your history are newer and not in it.",
                number,
            )
            print(said.format(n=number))
        if not options.yes and not _agreed():
            say(_("Nothing was changed."))
            return 1
        kept = backups.restore(folder, store, path, clock.now())
    print(_("Restored. What was there before is kept as {path}").format(path=printable(str(kept))))
    return 0


def _target(path: Path, now: datetime) -> Path:
    if path.is_dir():
        return path / f"hipflex-{now.date()}.zip"
    if path.suffix.lower() != ".zip":
        said = _("A backup is a ZIP file: give {name} the ending .zip")
        raise UserFault(said.format(name=quoted(path.name)))
    return path


def _list(folder: UserFolder) -> int:
    listed = available(folder)
    if not listed:
        print(_("No backups yet. One is made by itself on each day that you stretch."))
        return 0
    print(printable(_("In {path}:").format(path=backup_folder(folder.database))))
    for one in listed:
        print(printable(f"  {one.path.name}  {one.why if isinstance(one, Broken) else _held(one)}"))
    print(_("To bring one back: hipflex restore FILE"))
    return 0


def _found(path: Path, folder: UserFolder) -> Path:
    """Return a backup by its path, or by its name as it is listed."""
    listed = backup_folder(folder.database) / path.name
    return listed if path.name == str(path) and not path.exists() and listed.exists() else path


def _held(contents: Contents) -> str:
    """Return what a backup holds, in a line."""
    parts = [ngettext("{n} session", "{n} sessions", contents.runs).format(n=contents.runs)]
    if contents.first and contents.last:
        days = _("{first} to {last}").format(first=contents.first, last=contents.last)
        parts += [days, length_text(contents.active_s)]
    if number := contents.own_files:
        parts.append(
            ngettext("{n} file of your own", "{n} files of your own", number).format(n=number)
        )
    return ", ".join(parts)


def _agreed() -> bool:
    if not sys.stdin or not sys.stdin.isatty():
        raise UserFault(_("To restore without being asked, add --yes"))
    print(_("Restore it? Your history and settings become those of the backup. [y/N]"), end=" ")
    sys.stdout.flush()
    return sys.stdin.readline().strip().lower() in (_("y"), _("yes"))
