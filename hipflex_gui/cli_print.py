"""The verb print: a session as a page to hang on a wall or hand to somebody."""

import argparse
import os

from hipflex_gui.cli_common import find_session, kept_settings
from hipflex_gui.errors import UserFault
from hipflex_gui.i18n import _, ngettext
from hipflex_gui.paths import user_folder
from hipflex_gui.problems import printable
from hipflex_gui.timeline import compile_session
from hipflex_gui.words import Side


def print_session(options: argparse.Namespace) -> int:
    """Write a session's hand-out to a file, and say how many pages it has."""
    folder, path = user_folder(options.data_dir), options.output.expanduser()
    if path.suffix.lower() != ".pdf":
        raise UserFault(_("The name of the hand-out has to end in .pdf."))
    if not path.parent.is_dir():
        raise UserFault(_("There is no folder {name}.").format(name=path.parent))
    entry, catalogue = find_session(options.session, folder)
    assert entry.session
    settings = kept_settings(folder)
    timeline = compile_session(
        entry.session,
        catalogue.movements,
        settings.pace(),
        first_side=Side(settings.first_side),
    )
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # nothing is to be shown
    try:
        from hipflex_gui.ui.handout import save_alone
    except ImportError as error:
        said = _("Printing needs PySide6, which cannot be loaded ({reason}).")
        raise UserFault(said.format(reason=error)) from None
    number = save_alone(path, timeline, settings.person(), settings.units, options.paper)
    said = ngettext("Wrote {n} page to {file}.", "Wrote {n} pages to {file}.", number)
    print(said.format(n=number, file=printable(str(path))))
    return 0
