"""The verbs that carry the history out and in, and exercises of other programs in."""

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from hipflex_gui.bringing import bring, placed, write_new
from hipflex_gui.bringing_text import Brought
from hipflex_gui.cli_common import open_log, say
from hipflex_gui.clock import SystemClock
from hipflex_gui.exchange import Progress, import_into, write
from hipflex_gui.i18n import _, ngettext
from hipflex_gui.paths import UserFolder, user_folder
from hipflex_gui.problems import printable


def export(options: argparse.Namespace) -> int:
    """Write the history to a file."""
    with open_log(user_folder(options.data_dir), SystemClock()) as store, _progress() as progress:
        number = write(store, options.file.expanduser(), progress)
    said = ngettext("Wrote {n} session to {file}.", "Wrote {n} sessions to {file}.", number)
    print(printable(said.format(n=number, file=options.file)))
    return 0


def import_file(options: argparse.Namespace) -> int:
    """Bring in a history, or exercises; 1 if something of a history had to be left out."""
    folder, file = user_folder(options.data_dir), options.file.expanduser()
    if exercises := bring(file, options.language):
        return _import_exercises(exercises, folder)
    with open_log(folder, SystemClock()) as store, _progress() as progress:
        merged, problems = import_into(store, file, progress)
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


def _import_exercises(brought: Brought, folder: UserFolder) -> int:
    files = placed(brought, folder)
    for path in write_new(files):
        print(_("Wrote {file}.").format(file=printable(str(path))))
    if known := sum(one.there for one in files):
        said = ngettext("{n} file was there already.", "{n} files were there already.", known)
        print(said.format(n=known))
    for one in files[len(brought.movements) :]:
        print(_("To do them: hipflex start {session}").format(session=one.path.stem))
    for line in brought.report:
        say(line)
    return 0


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
