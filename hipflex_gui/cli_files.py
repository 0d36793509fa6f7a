"""The verbs for those who write files: check and new."""

import argparse

from hipflex_gui.catalogue import Catalogue, check_file
from hipflex_gui.cli_common import say
from hipflex_gui.i18n import ngettext
from hipflex_gui.paths import assets, user_folder
from hipflex_gui.problems import Severity
from hipflex_gui.template import template


def check(options: argparse.Namespace) -> int:
    """Print the problems of files; 1 if there is an error among them."""
    movements = Catalogue.load(user_folder(options.data_dir), sessions=False).movements
    errors = 0
    for path in options.files:
        for problem in check_file(path, movements):
            print(problem)
            errors += problem.severity is Severity.ERROR
    if errors:
        say(ngettext("{n} error", "{n} errors", errors).format(n=errors))
    return 1 if errors else 0


def new(options: argparse.Namespace) -> int:
    """Begin a session file and print where it is."""
    print(template(options.name, user_folder(options.data_dir), assets() / "schema"))
    return 0
