"""The verbs that carry the history: export, import."""

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from hipflex_gui.cli_common import open_log, say
from hipflex_gui.clock import SystemClock
from hipflex_gui.exchange import Progress, import_into, write
from hipflex_gui.i18n import _, ngettext
from hipflex_gui.paths import user_folder
from hipflex_gui.problems import printable


def export(options: argparse.Namespace) -> int:
    """Write the history to a file."""
    with open_log(user_folder(options.data_dir), SystemClock()) as store, _progress() as progress:
        number = write(store, options.file.expanduser(), progress)
    said = ngettext("Wrote {n} session to {file}.", "Wrote {n} sessions to {file}.", number)
    print(printable(said.format(n=number, file=options.file)))
    return 0


def import_file(options: argparse.Namespace) -> int:
    """Bring in a file; 1 if something in it had to be left out."""
    with open_log(user_folder(options.data_dir), SystemClock()) as store, _progress() as progress:
        merged, problems = import_into(store, options.file.expanduser(), progress)
    brought = ngettext(
        "Brought in {n} entry, changed {changed};",
        "Brought in {n} entries, changed {changed};",
        merged.added,
    )
    known = ngettext("{n} was there already.", "{n} were there already.", merged.known)
    print(brought.format(n=merged.added, changed=merged.changed), known.format(n=merged.known))
    for text in problems.told:
        say(text)
    if more := problems.number - len(problems.told):
        say(_("and {n} more").format(n=more))
    return 1 if problems.number else 0


@contextmanager
def _progress() -> Iterator[Progress | None]:
    """Show how far it is on a terminal, and clear that away at the end."""

    def show(done: int, total: int) -> None:
        # what is read may grow meanwhile
        print(f"\r{min(100, 100 * done // total)} %", end="", file=sys.stderr, flush=True)

    if not sys.stderr.isatty():
        yield None
        return
    try:
        yield show
    finally:
        print("\r\x1b[K", end="", file=sys.stderr, flush=True)
