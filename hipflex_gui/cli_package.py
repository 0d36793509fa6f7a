"""The verbs that send a session as one file and take in what was sent: share and install."""

import argparse
import sys
from pathlib import Path

from hipflex_gui.catalogue import Catalogue
from hipflex_gui.cli_common import find_session, say
from hipflex_gui.errors import UserFault
from hipflex_gui.files import free_name
from hipflex_gui.i18n import _
from hipflex_gui.package import install as carry_out
from hipflex_gui.package import plan
from hipflex_gui.package_files import ENDING, MOVEMENTS, SESSIONS
from hipflex_gui.package_reading import read
from hipflex_gui.package_words import about, fates_text
from hipflex_gui.package_writing import share as write
from hipflex_gui.paths import user_folder
from hipflex_gui.problems import printable, quoted


def share(options: argparse.Namespace) -> int:
    """Write a session and what it needs to a file; what is there already stays."""
    folder = user_folder(options.data_dir)
    entry, catalogue = find_session(options.session, folder)
    target = free_name(_target(options.file or Path(), entry.id))
    if not target.parent.is_dir():
        raise UserFault(_("There is no folder {path}.").format(path=target.parent))
    write(entry, catalogue, folder, target)
    print(printable(_("Wrote {name} to {file}.").format(name=entry.name, file=target)))
    return 0


def install(options: argparse.Namespace) -> int:
    """Say what a file holds and what becomes of it, and once that is agreed to, take it in.

    Returns:
        0, or 1 when the user would rather not.
    """
    folder = user_folder(options.data_dir)
    catalogue = Catalogue.load(folder)
    parcel = read(options.file, catalogue.movements)
    for problem in parcel.problems:
        say(str(problem))
    what = plan(parcel, catalogue, folder, replace=options.replace)
    print(printable(f"{parcel.file}: {about(parcel)}"))
    for name, fate in fates_text(parcel, what, replace=options.replace):
        print(printable(f"  {name}: {fate}"))
    if not what.writes:
        print(_("Everything in it is there already."))
        return 0
    if what.differing and not options.replace:
        print(_("To put it in the place of what is there: --replace"))
    if not options.yes and not _agreed():
        say(_("Nothing was changed."))
        return 1
    carry_out(what)
    if session := what.first(SESSIONS):
        print(_("Installed. To play it: hipflex play {id}").format(id=session))
    else:
        print(_("Installed. To try it: hipflex play {id}").format(id=what.first(MOVEMENTS)))
    return 0


def _target(path: Path, session: str) -> Path:
    if path.is_dir():
        return path / f"{session}{ENDING}"
    if path.suffix.lower() != ENDING:
        said = _("Give {name} the ending {ending}, so that it opens in this program.")
        raise UserFault(said.format(name=quoted(path.name), ending=ENDING))
    return path


def _agreed() -> bool:
    if not sys.stdin or not sys.stdin.isatty():
        raise UserFault(_("To install without being asked, add --yes"))
    print(_("Install it? [y/N]"), end=" ")
    sys.stdout.flush()
    return sys.stdin.readline().strip().lower() in (_("y"), _("yes"))
