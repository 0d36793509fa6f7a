"""Exercises of other programs as files of this one: which file holds some, and where they go.

``workrave`` and ``exercise_json`` say what a file holds, in texts that ``bringing_text`` keeps
within our limits. Files are brought without an id of their own, so the name a file gets is its id,
and one that has to make way for a file that is there already takes its references with it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from hipflex_gui import exercise_json, workrave
from hipflex_gui.bringing_text import Brought
from hipflex_gui.errors import UserFault, from_os
from hipflex_gui.files import replacing
from hipflex_gui.i18n import _
from hipflex_gui.paths import UserFolder

MOST_BYTES = 4_000_000


def read_source(path: Path) -> bytes:
    """Return the bytes of a file.

    Raises:
        UserFault: it is not there, or too large to be one.
        MachineFault: it cannot be read.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except (FileNotFoundError, IsADirectoryError):
        raise UserFault(_("There is no file {name}.").format(name=path)) from None
    except OSError as error:
        raise from_os(error, path.name) from error
    if len(data) > MOST_BYTES:
        said = _("{name} is too large: {n} MB are the most that can be brought in.")
        raise UserFault(said.format(name=path.name, n=MOST_BYTES // 1_000_000))
    return data


def kind_of(path: Path) -> str:
    """Return ``xml`` or ``json`` for a file that may hold exercises, by its content; else nothing.

    A history that this program exported is none, and neither is what cannot be read.
    """
    try:
        with path.open("rb") as file:
            start = file.read(200).removeprefix(b"\xef\xbb\xbf").lstrip()
    except OSError:
        return ""
    if start.startswith(b"<"):
        return "xml"
    return "json" if start[:1] in (b"[", b"{") and b'"hipflex"' not in start else ""


def bring(path: Path, language: str = "en") -> Brought | None:
    """Return what exercises a file holds, or None if it is no file of exercises.

    Args:
        path: Workrave's exercises.xml, or JSON in the shape of free-exercise-db.
        language: which of the languages of a file is wanted.

    Raises:
        UserFault: it means to be such a file, and cannot be followed.
        MachineFault: it cannot be read.
    """
    kind = kind_of(path)
    if kind == "xml":
        return workrave.exercises(read_source(path), language)
    return exercise_json.exercises(read_source(path)) if kind == "json" else None


@dataclass(frozen=True)
class Placed:
    """A file that is brought: where it goes, and whether it is there already."""

    path: Path
    text: str
    there: bool


def placed(brought: Brought, folder: UserFolder) -> list[Placed]:
    """Return where the files of a find go: nothing that is there is replaced.

    A file that is there with the same text stays; beside one with another text goes one with a
    number, and what names it follows.

    Raises:
        MachineFault: the folder cannot be looked into.
    """
    found: list[Placed] = []
    renamed: dict[str, str] = {}
    try:
        for name, text in brought.movements:
            one = _place(folder.movements / name, text)
            renamed[Path(name).stem] = one.path.stem
            found.append(one)
        for name, text in brought.sessions:
            steps = re.sub(r"(?m)^(  - )(.+)$", lambda m: m[1] + renamed.get(m[2], m[2]), text)
            found.append(_place(folder.sessions / name, steps))
    except OSError as error:
        raise from_os(error, str(folder.root)) from error
    return found


def _place(path: Path, text: str) -> Placed:
    numbered = (path if n == 1 else path.with_stem(f"{path.stem}-{n}") for n in count(1))
    for one in numbered:
        if not one.exists():
            return Placed(one, text, there=False)
        if one.is_file() and one.read_bytes() == text.encode():
            return Placed(one, text, there=True)
    raise AssertionError  # numbers do not end


def write_new(files: Iterable[Placed]) -> list[Path]:
    """Write the files that are not there yet, movements before the sessions that name them.

    Raises:
        MachineFault: one cannot be written; those before it stay, and a second try goes on.
    """
    written: list[Path] = []
    for one in files:
        if one.there or one.path.exists():
            continue
        try:
            one.path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise from_os(error, str(one.path.parent)) from error
        with replacing(one.path) as part:
            part.write_text(one.text, encoding="utf-8", newline="\n")
        written.append(one.path)
    return written
