"""The verbs for those who write files: check and new. Formatting has a module of its own."""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

from hipflex_gui.catalogue import Catalogue, check_file, yaml_files
from hipflex_gui.cli_common import say
from hipflex_gui.i18n import _, ngettext
from hipflex_gui.paths import UserFolder, assets, user_folder
from hipflex_gui.problems import Problem, Severity


def check(options: argparse.Namespace) -> int:
    """Print the problems of files; 1 if there is an error among them."""
    folder = user_folder(options.data_dir)
    paths: list[Path] = options.files or [folder.root]
    if options.watch:
        from hipflex_gui.cli_watch import watch

        return watch(paths, folder, as_json=options.json)
    files = files_in(paths)
    if not files:
        say(_("There is no session or movement file in: {where}").format(where=_listed(paths)))
    problems = problems_of(files, folder)
    if options.json:
        print(json.dumps([as_object(problem) for problem in problems], indent=1))
    else:
        for problem in problems:
            print(problem)
    errors = count_errors(problems)
    if errors:
        say(ngettext("{n} error", "{n} errors", errors).format(n=errors))
    return 1 if errors else 0


def files_in(paths: Sequence[Path]) -> list[Path]:
    """Return files as they are, and for a folder its YAML files.

    Those of its ``sessions`` and ``movements`` folders are among them, so that a user's folder
    stands for all that is in it.
    """
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            for folder in (path, path / "sessions", path / "movements"):
                found += yaml_files(folder)
        else:
            found.append(path)
    return list(dict.fromkeys(found))


def problems_of(files: Sequence[Path], folder: UserFolder) -> list[Problem]:
    """Return the problems of all files, file by file; the user's own movements are known."""
    movements = Catalogue.load(folder, sessions=False).movements
    return [problem for path in files for problem in check_file(path, movements)]


def count_errors(problems: Sequence[Problem]) -> int:
    """Return how many problems are more than warnings."""
    return sum(problem.severity is Severity.ERROR for problem in problems)


def as_object(problem: Problem) -> dict[str, object]:
    """Return a problem as programs are told it; the page for authors documents the keys."""
    return {
        "file": problem.file,
        "line": problem.where.line,
        "column": problem.where.column,
        "length": problem.where.length,
        "severity": str(problem.severity),
        "message": problem.text,
        "hint": problem.hint,
        "fixes": list(problem.fixes),
    }


def _listed(paths: Sequence[Path]) -> str:
    return ", ".join(map(str, paths))


def new(options: argparse.Namespace) -> int:
    """Begin a session file and print where it is."""
    from hipflex_gui.template import template  # check is run often, and does without it

    print(template(options.name, user_folder(options.data_dir), assets() / "schema"))
    return 0
