"""The verbs that keep everything in one file, and bring it back: backup and restore."""

import argparse
import sys
from datetime import datetime
from pathlib import Path

from hipflex_gui import backup as backups
from hipflex_gui.backup_reading import Broken, Contents, available, missing, preview, told
from hipflex_gui.cli_common import open_log, say
from hipflex_gui.clock import SystemClock
from hipflex_gui.database import backup_folder
from hipflex_gui.errors import UserFault
from hipflex_gui.files import free_name
from hipflex_gui.i18n import _, length_text, ngettext
from hipflex_gui.paths import UserFolder, user_folder
from hipflex_gui.problems import printable, quoted


def backup(options: argparse.Namespace) -> int:
    """Write a backup and say what went where; what is there already stays."""
    folder, now = user_folder(options.data_dir), SystemClock().now()
    if not folder.database.exists():
        raise UserFault(_("There is nothing to back up yet."))
    target = free_name(_target(options.file or Path(), now))
    if not target.parent.is_dir():
        raise UserFault(_("There is no folder {path}.").format(path=target.parent))
    backups.save(folder, target, now)
    written = told(target)
    number = written.runs if written else 0
    said = ngettext("Wrote {n} session to {file}.", "Wrote {n} sessions to {file}.", number)
    print(printable(said.format(n=number, file=target)))
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
        if number := missing(store, contents):
            said = ngettext(
                "{n} session in your history is not in this backup. It is kept in a backup of now.",
                "{n} sessions in your history are not in this backup."
                " They are kept in a backup of now.",
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
