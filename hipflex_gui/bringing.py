"""Exercises of other programs as files of this one: what is brought, and where it is written.

``workrave`` and ``exercise_json`` say what a file holds; here is what they share, and what becomes
of it. Files are brought without an id of their own, so the name a file gets is its id, and one that
has to make way for a file that is there already takes its references with it.
"""

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from hipflex_gui import format as tables
from hipflex_gui.catalogue import MOST_STEPS
from hipflex_gui.doses import LONGEST_S
from hipflex_gui.errors import UserFault, from_os
from hipflex_gui.fields import read_table
from hipflex_gui.files import replacing
from hipflex_gui.i18n import _, ngettext
from hipflex_gui.movements import Movement
from hipflex_gui.paths import UserFolder
from hipflex_gui.problems import Report, printable
from hipflex_gui.readers import LONGEST_NOTE, LONGEST_TEXT, LONGEST_VALUE, MOST_ITEMS, UNSEEN
from hipflex_gui.readers import id_from as readable_id
from hipflex_gui.sessions import Do, Pace, Session
from hipflex_gui.timeline import compile_session
from hipflex_gui.yamlfile import parse
from hipflex_gui.yamltext import scalar

MOST_BYTES = 4_000_000
MOST_MOVEMENTS = 2000
LONGEST_ID = 32  # so that a prefix, and numbers after it, still make an id

Files = tuple[tuple[str, str], ...]
"""Names of files and their text."""

_NOT_TEXT = re.compile(rf"{UNSEEN}|[\ud800-\udfff]")
_SENTENCE = re.compile(r"(?<=[.!?…])\s+|(?<=[。！？])")
_OTHER_SIDE = re.compile(
    r"\b(?:other|opposite) (?:side|arm|leg|hand|foot|knee|hip|shoulder)\b|\bswitch sides\b", re.I
)
_NAMED_SIDE = re.compile(r"\b(?:left|right)\b", re.I)
_NAMED = 3  # so many places are named before the rest is counted


@dataclass(frozen=True)
class Brought:
    """What a file holds, as files of this program, and what of it could not be carried over."""

    sessions: Files
    movements: Files
    report: tuple[str, ...]


@dataclass
class Told:
    """Collects what could not be carried over: each thing once, with where it was."""

    places: dict[str, dict[str, None]] = field(default_factory=dict)

    def add(self, said: str, where: str = "") -> None:
        """Note something, at a place or of the file as a whole."""
        found = self.places.setdefault(printable(said), {})
        if where:
            found[printable(shortened(where, 60))] = None

    def lines(self) -> tuple[str, ...]:
        """Return the sentences, in the order in which they came up."""
        return tuple(self._line(said, list(found)) for said, found in self.places.items())

    @staticmethod
    def _line(said: str, places: Sequence[str]) -> str:
        if not places:
            return said
        named, more = ", ".join(places[:_NAMED]), len(places) - _NAMED
        if more > 0:
            named = ngettext("{named} and {n} more", "{named} and {n} more", more).format(
                named=named, n=more
            )
        return _("{where}: {said}.").format(where=named, said=said)


# -- what a file may say


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
    # only here, because both of them need what is above
    from hipflex_gui import exercise_json, workrave

    kind = kind_of(path)
    if kind == "xml":
        return workrave.exercises(read_source(path), language)
    return exercise_json.exercises(read_source(path)) if kind == "json" else None


def decoded(data: bytes) -> str:
    """Return the text of a file; UserFault if it is not UTF-8."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UserFault(_("This file is not text in UTF-8, so it cannot be read.")) from None


# -- texts within our limits


def clean(text: str) -> str:
    """Return a text on one line, without what no editor shows."""
    return " ".join(_NOT_TEXT.sub("", text).split())


def shortened(text: str, longest: int) -> str:
    """Return a text cut at a word, with an ellipsis, if it is longer."""
    if len(text) <= longest:
        return text
    cut, after = text[: longest - 1], text[longest - 1]
    whole = cut if after == " " else cut.rpartition(" ")[0] or cut
    return whole.rstrip(" ,;:") + "…"


def instruction_lines(text: str) -> list[str]:
    """Return a description as lines, one sentence each; one that is too long is split at words."""
    lines: list[str] = []
    for sentence in _SENTENCE.split(clean(text)):
        if lines and re.fullmatch(r"\W*\d{0,3}\W*", lines[-1]):
            lines[-1] += f" {sentence}"  # a number before what it counts
        elif sentence:
            lines.append(sentence)
    return [part for line in lines for part in _parts(line)]


def _parts(line: str) -> Iterator[str]:
    while len(line) > LONGEST_TEXT:
        cut = line.rfind(" ", 1, LONGEST_TEXT + 1)
        cut = cut if cut > 0 else LONGEST_TEXT
        yield line[:cut]
        line = line[cut:].lstrip()
    if line:
        yield line


def id_for(prefix: str, name: str, taken: Container[str]) -> str:
    """Return an id for a name that no other has; ``prefix`` keeps it apart from shipped ones."""
    plain = readable_id(name)[:LONGEST_ID].strip("-")
    base = f"{prefix}-{plain}" if plain else prefix
    return next(one for n in count(1) if (one := base if n == 1 else f"{base}-{n}") not in taken)


def asks_for_other_side(text: str) -> bool:
    """Return whether an English text says to do it all again on the other side, and names none.

    A text that names left or right leads through both by itself, and would be wrong on one of them.
    """
    return bool(_OTHER_SIDE.search(text)) and not _NAMED_SIDE.search(text)


# -- files


def movement_text(values: Mapping[str, str | Sequence[str]], told: Told) -> str:
    """Return a movement file of texts and lists of texts; empty ones are left out.

    What is longer than a file may say is shortened, and told.
    """
    values = dict(values)
    name, notes = str(values["name"]), clean(str(values.get("notes", "")))
    if len(name) > LONGEST_VALUE:
        told.add(_("the name was shortened; all of it is in the notes"), name)
        values["name"], notes = shortened(name, LONGEST_VALUE), f"{name}. {notes}"
    if len(notes) > LONGEST_NOTE:
        told.add(_("the notes were shortened"), name)
    values["notes"] = shortened(notes, LONGEST_NOTE)
    for key, value in values.items():
        if not isinstance(value, str) and len(value) > MOST_ITEMS:
            said = _("only the first {n} lines were taken").format(n=MOST_ITEMS)
            told.add(said, name)
            values[key] = value[:MOST_ITEMS]
    return yaml_text(values)


def yaml_text(values: Mapping[str, str | Sequence[str]]) -> str:
    """Return texts and lists of texts as YAML, a key a line; empty ones are left out."""
    lines: list[str] = []
    for key, value in values.items():
        if isinstance(value, str):
            lines += [f"{key}: {scalar(value)}"] if value else []
        elif value:
            lines += [f"{key}:", *(f"  - {scalar(item)}" for item in value)]
    return "\n".join(lines) + "\n"


def session_text(name: str, summary: str, movements: Files, told: Told) -> str:
    """Return a session file that does movements, as many as fit into a session."""
    ids = [file.removesuffix(".yaml") for file, _text in movements]
    known = {id_: movement_of(text) for id_, (_file, text) in zip(ids, movements, strict=True)}
    ids = ids[:MOST_STEPS]
    session = Session("", name, tuple(Do(id_) for id_ in ids))
    seconds, fits = 0.0, len(ids)
    for phase in compile_session(session, known, Pace()).phases:
        seconds += phase.planned_s
        fits = min(fits, phase.item) if seconds > LONGEST_S else fits
    if fits < len(movements):
        said = _("the session takes the first {n} exercises, as many as it can")
        told.add(said.format(n=fits), name)
    return yaml_text({"name": name, "summary": summary, "steps": ids[:fits]})


def movement_of(text: str) -> Movement:
    """Return the movement of a file that is brought; it has no id of its own."""
    node, report = parse(text.encode(), Report("", text))
    assert node
    family: tuple[Movement, ...] = read_table(tables.MOVEMENT, node, report)
    return family[0]


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
