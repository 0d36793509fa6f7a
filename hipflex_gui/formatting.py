"""The canonical form of a file: one way to write what it says, with every comment kept.

Keys stand in the order of the field tables, lists are indented under their keys, and quotes are
only where they are needed. What the author chose and what reads well either way stays: brackets or
lines, folded texts, the lines of a block text, single blank lines, the column of a comment.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import dropwhile, groupby

from hipflex_gui.errors import UserFault
from hipflex_gui.fields import Table
from hipflex_gui.formatting_order import put_in_order, table_of
from hipflex_gui.formatting_tree import ROOM, Beside, Block, Entry, Line, tree
from hipflex_gui.i18n import _
from hipflex_gui.problems import Problem, Report
from hipflex_gui.sessions import Where
from hipflex_gui.yamlfile import Map, Text, parse
from hipflex_gui.yamltext import scalar

WIDEST = 100
INDENT = 2

# Editors take these for nothing at all, where this program reads a text.
_NOTHING = ("~", "null", "Null", "NULL")


class FormatError(UserFault):
    """A file that cannot be written anew, with its problems."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(_("It is left as it is until this is corrected."))
        self.problems = tuple(problems)


def formatted(text: str, table: Table | None = None) -> str:
    """Return a file in canonical form; it says the same, and formatting it again changes nothing.

    Args:
        text: the whole file.
        table: what kind of file it is; told by its keys if left out.

    Raises:
        FormatError: the text cannot be read as YAML, or is no mapping.
    """
    text = re.sub(r"\r\n?", "\n", text.removeprefix("\ufeff"))
    top = _read(text, table)
    made = _written(top, text)
    try:
        again = _read(made, table)
    except FormatError:
        again = None
    if again is None or not _same(top, again) or _comments(top) != _comments(again):
        report = Report("", text)
        report.add(Where(1, 1), _("this file is written in a way that cannot be put in order"))
        raise FormatError(report.problems)
    return made


def _read(text: str, table: Table | None) -> Block:
    report = Report("")
    root, _report = parse(text.encode("utf-8", "surrogatepass"), report)
    if not report.problems and not (isinstance(root, Map) and root.pairs):
        report.add(Where(1, 1), _("a file is one block of keys, all starting in the same column"))
    if report.problems or not isinstance(root, Map):
        raise FormatError(report.problems)
    top = tree(text, root)
    put_in_order(top, table or table_of(root))
    return top


# -- writing


@dataclass
class _Row:
    """A line, and the comment at its end."""

    text: str
    beside: Beside | None = None


def _written(block: Block, source: str) -> str:
    rows = _rows(block, 0, source)
    # comments of neighbouring lines that stood in one column stand in one column again
    for _column, neighbours in groupby(rows, lambda row: row.beside and row.beside.column):
        group = [(row, row.beside) for row in neighbours if row.beside]
        least = max((beside.column for _row, beside in group if beside.apart), default=0)
        column = max([least, *(len(row.text) + ROOM for row, _beside in group)])
        for row, beside in group:
            row.text = row.text.ljust(column) + beside.text
    return "".join(f"{row.text}\n" for row in rows)


def _rows(block: Block, indent: int, source: str) -> list[_Row]:
    """Return the lines of a block, its keys or dashes in a column counted from 0."""
    rows: list[_Row] = []

    def add(*more: _Row, blank: bool) -> None:
        rows.extend([_Row("")] if blank and rows else [])
        rows.extend(more)

    for entry in block.entries:
        written, whole = _entry(entry, indent, source)
        above, beside, blank = entry.above, entry.beside, entry.blank
        # there is room for one beside it, and for none where the first line is a key's inside it
        moved = beside[:-1] if whole else beside
        if moved:
            above = [*above, *(Line(comment.text) for comment in moved)]
            above[len(entry.above)].blank, blank = blank, False
        if len(moved) < len(beside):
            written[0].beside = beside[-1]
        for line in above:
            add(_Row(" " * indent + line.text), blank=line.blank)
        add(*written, blank=blank)
    for line in block.below:
        add(_Row(" " * indent + line.text), blank=line.blank)
    return rows


def _entry(entry: Entry, indent: int, source: str) -> tuple[list[_Row], bool]:
    """Return the lines of a key or item, and whether its first line is its own alone."""
    head = " " * indent + (f"{_scalar(entry.key)}:" if entry.key else "-")
    value = entry.value
    if isinstance(value, Text):
        return [_Row(line) for line in _text(head, value, indent + INDENT, source)], True
    if not value.entries or (value.flow and not value.commented):
        line = f"{head} {_flow(value)}"
        if len(line) <= WIDEST or not value.entries:
            return [_Row(line)], True
    inner = _rows(value, indent + INDENT, source)
    if entry.key:
        return [_Row(head), *inner], True
    inner[0].text = f"{head} {inner[0].text.lstrip()}"
    return inner, False


def _text(head: str, text: Text, indent: int, source: str) -> list[str]:
    """Return the lines of a text behind its key or dash."""
    value = text.value
    if text.style in ("|", ">") and value.strip():
        rows = source[slice(*text.span)].split("\n")[1:]
        rows = list(dropwhile(lambda row: not row.strip(), rows))
        deeper = _deep(value.lstrip("\n"))
        away = _deep(rows[0]) - deeper
        style = f"{text.style}{INDENT if deeper else ''}{'' if value.endswith(chr(10)) else '-'}"
        rows = [f"{' ' * indent}{row[away:]}".rstrip() for row in rows]
        return [f"{head} {style}", *rows]
    if not value and not text.style:
        return [head]
    line = f"{head} {_scalar(text)}"
    words = re.split(r"(?<=\S) (?=\S)", value)
    if len(line) <= WIDEST or len(words) < 2 or value != value.strip() or not value.isprintable():
        return [line]
    rows = [" " * indent + words[0]]
    for word in words[1:]:
        if len(rows[-1]) + 1 + len(word) <= WIDEST:
            rows[-1] += f" {word}"
        else:
            rows.append(" " * indent + word)
    return [f"{head} >-", *rows]


def _deep(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _flow(value: Text | Block) -> str:
    """Return a value on one line."""
    if isinstance(value, Text):
        return _scalar(value, flow=True)
    inner = [
        f"{_scalar(entry.key, flow=True)}: {_flow(entry.value)}"
        if entry.key
        else _flow(entry.value)
        for entry in value.entries
    ]
    return f"[{', '.join(inner)}]" if value.listed else f"{{{', '.join(inner)}}}"


def _scalar(text: Text, *, flow: bool = False) -> str:
    return json.dumps(text.value) if text.value in _NOTHING else scalar(text.value, flow=flow)


# -- proof


def _same(one: Text | Block, other: Text | Block) -> bool:
    """Return whether two values say the same; what a block text has in white space does not count.

    Every reader of the format folds it.
    """
    if isinstance(one, Text) and isinstance(other, Text):
        folds = {one.style, other.style} & {"|", ">"}
        return one.value == other.value or (
            bool(folds) and one.value.split() == other.value.split()
        )
    if isinstance(one, Text) or isinstance(other, Text):
        return False
    return (one.listed, len(one.entries)) == (other.listed, len(other.entries)) and all(
        (a.key and a.key.value) == (b.key and b.key.value) and _same(a.value, b.value)
        for a, b in zip(one.entries, other.entries, strict=True)
    )


def _comments(block: Block) -> list[str]:
    """Return the text of every comment, sorted."""
    found = [line.text for line in block.below]
    for entry in block.entries:
        found += [line.text for line in entry.above] + [comment.text for comment in entry.beside]
        found += _comments(entry.value) if isinstance(entry.value, Block) else []
    return sorted(found)
