"""The history out to a file for other programs, and in again.

The name's ending says of which kind a file is. Every kind is written as a stream, so the length
of a history costs no memory, and in the place of an older file only when all is on the disk. What
comes in comes in one transaction, through the same merge as everything else.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from io import TextIOWrapper
from pathlib import Path

from hipflex_gui.calendar_file import calendar_text
from hipflex_gui.csv_file import csv_text, csv_versions
from hipflex_gui.errors import MachineFault, UserFault, from_os
from hipflex_gui.files import replacing
from hipflex_gui.foreign import Problems
from hipflex_gui.i18n import _
from hipflex_gui.json_file import json_text, json_versions
from hipflex_gui.log import Logged, Version
from hipflex_gui.store import Store
from hipflex_gui.store_versions import Merged, edited_at

Progress = Callable[[int, int], None]
"""Called now and then with how much is done, and of how much."""

WRITERS = {".csv": csv_text, ".json": json_text, ".ics": calendar_text}
READERS = {".csv": csv_versions, ".json": json_versions}

_EVERY = 100  # versions between two calls of Progress


def write(store: Store, path: Path, progress: Progress | None = None) -> int:
    """Write the history to a file, whole or not at all; return how many sessions are in it.

    Args:
        store: whose history; nothing else may be done with it meanwhile.
        path: the file, which is replaced if it is there.
        progress: told how many sessions have been written.

    Raises:
        UserFault: there can be no such file.
        MachineFault: the history cannot be read, or the file cannot be written.
    """
    text = WRITERS.get(path.suffix.lower())
    if text is None:
        said = _("{name} should end in .csv, .json or .ics, which says what kind of file it is.")
        raise UserFault(said.format(name=path))
    total = store.count()
    if store.stand_in and not total:
        raise MachineFault(_("Your history cannot be read just now, so nothing was written."))
    done = 0

    def counted(versions: Iterable[Version]) -> Iterator[Version]:
        nonlocal done
        for version in versions:
            yield version
            done += isinstance(version, Logged)
            if progress and isinstance(version, Logged) and done % _EVERY == 0:
                progress(done, total)

    # closed, because half a stream would keep the history locked for others; it is a generator,
    # which its type does not say
    with (
        replacing(_target(path)) as part,
        part.open("w", encoding="utf-8", newline="") as file,
        closing(store.versions()) as versions,
    ):
        file.writelines(text(counted(versions)))
    return done


def _target(path: Path) -> Path:
    """Return where to write: what a link stands for, and not the link.

    Raises:
        UserFault: nothing can be written there, or nothing should.
    """
    if path.is_dir():
        said = _("{name} is a folder that is there already. Choose another name.")
        raise UserFault(said.format(name=path))
    if not path.parent.is_dir():
        raise UserFault(_("There is no folder {name}.").format(name=path.parent))
    try:
        if path.exists() and _is_database(path):
            said = _("{name} is a database, maybe your own history. Choose another name.")
            raise UserFault(said.format(name=path))
    except OSError as error:
        raise from_os(error, path.name) from error
    return Path(os.path.realpath(path))


def _is_database(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(15) == b"SQLite format 3"


def read(path: Path, problems: Problems, progress: Progress | None = None) -> Iterator[Version]:
    """Yield what a .json or .csv file of this program holds.

    Args:
        path: the file; with another ending, its beginning says of which kind it is.
        problems: takes what cannot be believed and is left out.
        progress: told how many bytes have been read.

    Raises:
        UserFault: it is no such file.
        MachineFault: it cannot be read.
    """
    kind = _kind(path)
    try:
        total = path.stat().st_size
        with path.open("rb") as raw, TextIOWrapper(raw, "utf-8-sig", newline="") as file:
            versions = READERS[kind](file, path.name, problems)
            for number, version in enumerate(versions, 1):
                yield version
                if progress and number % _EVERY == 0:
                    progress(raw.tell(), total)
    except UnicodeDecodeError:
        said = _(
            "{name} is not text in UTF-8. Give a .json or .csv file that Hipflex exported; from a"
            " spreadsheet, save it as CSV UTF-8."
        )
        raise UserFault(said.format(name=path.name)) from None
    except OSError as error:
        raise from_os(error, path.name) from error


def _kind(path: Path) -> str:
    """Return the ending that a file should have."""
    try:
        if path.is_dir():
            said = _("{name} is a folder. Give a .json or .csv file that Hipflex exported.")
            raise UserFault(said.format(name=path))
        with path.open("rb") as file:
            start = file.read(100).removeprefix(b"\xef\xbb\xbf").lstrip()
    except FileNotFoundError:
        raise UserFault(_("There is no file {name}.").format(name=path)) from None
    except OSError as error:
        raise from_os(error, path.name) from error
    ending = path.suffix.lower()
    return ending if ending in READERS else ".json" if start[:1] in (b"{", b"[") else ".csv"


def import_into(
    store: Store, path: Path, progress: Progress | None = None
) -> tuple[Merged, Problems]:
    """Bring in what a .json or .csv file of this program holds, all that can be or nothing.

    CSV may have lost something in a spreadsheet, so a session of it that is there already becomes
    another one only if it was edited later.

    Args:
        store: whose history.
        path: the file.
        progress: told how many bytes have been read.

    Returns:
        What came of it, and what was left out.

    Raises:
        UserFault: it is no such file.
        MachineFault: it cannot be read, or the history cannot be written.
    """
    if store.stand_in:
        raise MachineFault(_("Your history cannot be written just now, so nothing was brought in."))
    problems, known = Problems(), 0
    lossless = _kind(path) != ".csv"

    def news() -> Iterator[Version]:
        nonlocal known
        for version in read(path, problems, progress):
            there = None if lossless else store.as_it_stands(version)
            if there and edited_at(version) <= edited_at(there):
                known += 1
            else:
                yield version

    merged = store.merge(news())
    for reason in merged.refused:
        problems.add(_("Something was left out: {reason}.").format(reason=reason))
    return replace(merged, known=merged.known + known), problems
