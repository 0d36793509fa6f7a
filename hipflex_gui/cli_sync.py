"""The verb that shares the log with other computers: sync."""

import argparse
from pathlib import Path

from hipflex_gui import sharing
from hipflex_gui.cli_common import open_log, read_settings, say
from hipflex_gui.clock import SystemClock
from hipflex_gui.errors import UserFault
from hipflex_gui.i18n import _
from hipflex_gui.paths import user_folder


def sync(options: argparse.Namespace) -> int:
    """Share the log through a folder, and keep that folder for the next time."""
    home = user_folder(options.data_dir)
    if options.folder is None and not home.database.exists():
        raise _no_folder()
    with open_log(home, SystemClock()) as store:
        kept = read_settings(store).sync_folder
        if options.folder is None and not kept:
            raise _no_folder()
        folder = _nameable((options.folder or Path(kept)).expanduser().absolute())
        synced = sharing.sync(store, home.database, folder)
        if str(folder) != kept:
            store.put_settings({"sync_folder": str(folder)})
    print(sharing.text(synced))
    for sentence in synced.problems:
        say(sentence)
    return 1 if synced.problems else 0


def _nameable(folder: Path) -> Path:
    try:
        str(folder).encode()
    except UnicodeEncodeError:
        said = _("{folder} has a name that cannot be kept. Share a folder with a plain name.")
        raise UserFault(said.format(folder=folder)) from None
    return folder


def _no_folder() -> UserFault:
    return UserFault(
        _("Which folder your other computers see is not known yet. Write: hipflex sync FOLDER")
    )
