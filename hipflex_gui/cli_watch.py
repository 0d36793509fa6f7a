"""Files checked again whenever they change, until Ctrl+C.

What changed is found by looking at the files every half second: that sees a file replaced by
another, deleted or new, on every system and network drive, and needs nothing to be installed.
"""

import json
from collections.abc import Callable, Sequence
from pathlib import Path

from hipflex_gui.catalogue import yaml_files
from hipflex_gui.cli_common import say
from hipflex_gui.cli_files import as_object, count_errors, files_in, problems_of
from hipflex_gui.clock import Clock, SystemClock, sleep
from hipflex_gui.i18n import _, ngettext
from hipflex_gui.paths import UserFolder

EVERY_S = 0.5

_Stamp = tuple[int, int, int] | None


def watch(
    paths: Sequence[Path],
    folder: UserFolder,
    *,
    as_json: bool = False,
    clock: Clock | None = None,
    wait: Callable[[float], None] | None = None,
) -> int:
    """Check files now and after each change; only an interruption ends it.

    Args:
        paths: files and folders; a folder means the files that are in it at each moment.
        folder: the user's own, whose movements the files may name.
        as_json: whether each result is one line of JSON instead of text.
        clock: tells the time that is shown; the machine's if left out.
        wait: lets seconds pass; really, if left out.

    Raises:
        KeyboardInterrupt: Ctrl+C was pressed.
    """
    clock, wait = clock or SystemClock(), wait or sleep
    count = len(files_in(paths))
    said = ngettext("Watching {n} file. Ctrl+C ends.", "Watching {n} files. Ctrl+C ends.", count)
    say(said.format(n=count))
    before: dict[Path, _Stamp] | None = None
    while True:
        files = files_in(paths)
        now = {path: _stamp(path) for path in (*files, *yaml_files(folder.movements))}
        if now != before:
            before = now  # taken before the reading, so that a change meanwhile is seen
            _show(files, folder, clock, as_json=as_json)
        wait(EVERY_S)


def _stamp(path: Path) -> _Stamp:
    """Return what differs when a file was written or replaced; None if there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def _show(files: Sequence[Path], folder: UserFolder, clock: Clock, *, as_json: bool) -> None:
    problems = problems_of(files, folder)
    if as_json:
        print(json.dumps([as_object(problem) for problem in problems]), flush=True)
        return
    for problem in problems:
        print(problem)
    errors = count_errors(problems)
    warnings = len(problems) - errors
    found = [
        form.format(n=n)
        for n, form in (
            (errors, ngettext("{n} error", "{n} errors", errors)),
            (warnings, ngettext("{n} warning", "{n} warnings", warnings)),
        )
        if n
    ]
    in_files = ngettext("in {n} file", "in {n} files", len(files)).format(n=len(files))
    result = ", ".join(found) or _("no problems")
    print(f"{clock.now():%H:%M:%S}  {result} {in_files}", flush=True)
