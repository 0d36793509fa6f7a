"""The verb that writes files in canonical form."""

import argparse
import sys
from collections.abc import Iterable
from dataclasses import replace
from difflib import unified_diff
from pathlib import Path
from shutil import copymode

from hipflex_gui.cli_common import say
from hipflex_gui.cli_files import files_in
from hipflex_gui.files import replacing
from hipflex_gui.formatting import FormatError, formatted
from hipflex_gui.i18n import _, ngettext
from hipflex_gui.problems import Problem, Report, printable
from hipflex_gui.yamlfile import LARGEST, parse, read

STDIN = Path("-")


def fmt(options: argparse.Namespace) -> int:
    """Write files in canonical form, or tell which are not in it.

    Returns:
        1 if a file could not be read, or with ``--check`` is not in canonical form.
    """
    failed = changed = 0
    for path in [STDIN] if STDIN in options.files else files_in(options.files):
        try:
            before, after = _both(path)
        except FormatError as error:
            _tell(error.problems, path)
            failed += 1
            continue
        different = before != after.encode()
        changed += different
        if options.diff:
            _print_diff(before.decode(), after, path)
        elif path == STDIN and not options.check:
            sys.stdout.buffer.write(after.encode())
        elif different and not options.check:
            # a link stays a link, and who may read the file may go on reading it
            target = path.resolve()
            with replacing(target, private=True) as part:
                part.write_text(after, encoding="utf-8", newline="\n")
                copymode(target, part)
        if different and path != STDIN and not options.diff:
            said = (
                _("{file} is not in canonical form")
                if options.check
                else _("{file} is written anew")
            )
            print(said.format(file=_name(path)))
    if failed:
        said = ngettext(
            "{n} file has errors and is left as it is.",
            "{n} files have errors and are left as they are.",
            failed,
        )
        say(said.format(n=failed))
    if changed and options.check:
        said = ngettext("{n} file would change.", "{n} files would change.", changed)
        say(said.format(n=changed))
    return 1 if failed or (changed and options.check) else 0


def _both(path: Path) -> tuple[bytes, str]:
    """Return what a file holds, and its canonical form.

    Raises:
        FormatError: it cannot be read.
    """
    if path == STDIN:
        raw = sys.stdin.buffer.read(LARGEST + 1)
        _root, report = parse(raw, Report(_name(path)))
    else:
        _root, report = read(path)
        raw = b"" if report.problems else path.read_bytes()
    if report.problems:
        raise FormatError(report.problems)
    return raw, formatted(raw.decode("utf-8-sig"))


def _tell(problems: Iterable[Problem], path: Path) -> None:
    """Print problems: on standard error where standard output is for the file."""
    for problem in problems:
        named = replace(problem, file=problem.file or _name(path))
        print(named, file=sys.stderr if path == STDIN else sys.stdout)


def _name(path: Path) -> str:
    return _("standard input") if path == STDIN else printable(str(path))


def _print_diff(before: str, after: str, path: Path) -> None:
    name = _name(path)
    for line in unified_diff(before.split("\n"), after.split("\n"), name, name, lineterm=""):
        print(printable(line))
