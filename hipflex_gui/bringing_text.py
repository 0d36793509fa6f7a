"""What is shared by those who read exercises of other programs: texts within our limits."""

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count

from hipflex_gui import format as tables
from hipflex_gui.doses import LONGEST_S
from hipflex_gui.errors import UserFault
from hipflex_gui.fields import read_table
from hipflex_gui.i18n import _, ngettext
from hipflex_gui.judging import MOST_STEPS
from hipflex_gui.movements import Movement
from hipflex_gui.problems import Report, printable
from hipflex_gui.readers import LONGEST_NOTE, LONGEST_TEXT, LONGEST_VALUE, MOST_ITEMS, UNSEEN
from hipflex_gui.readers import id_from as readable_id
from hipflex_gui.sessions import Do, Pace, Session
from hipflex_gui.timeline import compile_session
from hipflex_gui.yamlfile import parse
from hipflex_gui.yamltext import scalar

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


def decoded(data: bytes) -> str:
    """Return the text of a file; UserFault if it is not UTF-8."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UserFault(_("This file is not text in UTF-8, so it cannot be read.")) from None


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
