"""Where in a YAML text a cursor is, told by lines, indentation and brackets."""

import re
from dataclasses import dataclass, replace
from typing import NamedTuple

MOST_FLOW_LINES = 12
MOST_FLOW = 2000
_START = re.compile(
    r"""(?P<dashes>(?:\ *-(?=\ |$))*) (?P<gap>\ *)
    (?:(?P<key>"[^"]*"|'[^']*'|[^\s\-?:,\[\]{}#&*!|>'"%@`][^:#\[\]{}]*?)\ *:(?=\ |$)\ *)?
    (?P<value>.*)""",
    re.VERBOSE,
)
_COMMENT = re.compile(r"(?:^|\s)#")
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"' r"|'[^']*'")
_CLOSED = re.compile(rf"(?P<open>(?:^|[\[{{,]|[:\-]\s)\s*)(?:{_QUOTED.pattern})")
_OPEN = re.compile(r"(?:^|[\[{,]|[:\-]\s)\s*[\"']")
_BLANK_VALUE = re.compile(r"\s*(?:#.*)?$")

Path = list[tuple[str, set[str]]]


@dataclass(frozen=True)
class Place:
    """A place of a text.

    Attributes:
        start: where the word begins that the cursor is in or behind.
        column: the column of that word, from 0; of the key, where the word is its value.
        path: the keys around it, outermost first, each with all keys of the mapping it stands in.
        keys: the other keys of the mapping that the place is in.
        key, value: whether a key, whether a value may stand here.
        item: whether a value here is an entry of a list by itself, without a dash before it.
        flow: whether it is within brackets or braces.
    """

    start: int
    column: int
    path: Path
    keys: set[str]
    key: bool
    value: bool
    item: bool = True
    flow: bool = False


class Entry(NamedTuple):
    """A dash (whose key is None) or a key at the beginning of a line, and what follows it."""

    column: int
    key: str | None
    value: str
    value_at: int

    @property
    def filled(self) -> bool:
        """Whether something follows it but a comment."""
        return not _BLANK_VALUE.match(self.value)


def place_at(text: str, offset: int) -> Place | None:
    """Return where an offset is; None within comments, quotes and texts over several lines."""
    text = text.replace("\r\n", " \n").replace("\r", "\n")
    begin = text.rfind("\n", 0, offset) + 1
    prefix = text[begin:offset]
    if _hidden(prefix):
        return None
    lines, row = text.split("\n"), text.count("\n", 0, offset)
    own = entries_of(prefix)
    for at, start, entries in _holders(lines, row, begin, own):
        if frames := _frames(text, start, offset, entries[-1].column):
            return _flow_place(text, lines, at, entries, frames, offset)
    last = own[-1] if own else None
    if last and last.key is not None:
        if (found := _around(lines, row, own[:-1], last.column)) is None:
            return None
        path = [*found.path, (last.key, found.keys | {last.key})]
        return Place(begin + last.value_at, last.column, path, set(), key=False, value=True)
    column = last.value_at if last else _indent(prefix)
    if last:
        own[-1] = last._replace(value="")  # what is being written
    if (found := _around(lines, row, own, column)) is None:
        return None
    return replace(found, start=begin + column)


def _hidden(prefix: str) -> bool:
    """Tell whether what stands before the cursor on its line leaves it in a comment or a quote."""
    plain = _CLOSED.sub(r"\g<open>q", prefix)
    return bool(_OPEN.search(plain) or _COMMENT.search(plain))


def entries_of(line: str) -> list[Entry]:
    """Return the dashes and the key with which a line begins."""
    match = _START.match(line)
    if not match:
        return []
    at, value, key = match.start("value"), match["value"].rstrip(), match["key"]
    dashes = [column for column in range(match.end("dashes")) if line[column] == "-"]
    found = [Entry(column, None, "", match.end("gap")) for column in dashes]
    if key is not None:
        found.append(Entry(match.start("key"), key.strip("\"'"), value, at))
    elif found:
        found[-1] = found[-1]._replace(value=value)
    return found


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _empty(line: str) -> bool:
    return not line or line.isspace() or line.lstrip().startswith("#")


def _around(lines: list[str], row: int, own: list[Entry], column: int) -> Place | None:
    """Return the keys around and beside a column of a line; None in a text over several lines.

    Args:
        lines: all lines.
        row: the line, from 0.
        own: what stands before the column on the line.
        column: the column, from 0.
    """
    path: Path = []
    mine = column
    beside = keys = _below(lines, row, column)
    parents: list[Entry] = []
    entries, at = own[::-1], row
    while True:
        for entry in entries:
            in_list = bool(parents) and parents[-1].key is None
            if entry.column < column or (in_list and entry.key and entry.column == column):
                if entry.filled:
                    return None
                parents.append(entry)
                column = entry.column
                if entry.key is not None:
                    keys = _below(lines, at, column) | {entry.key}
                    path.append((entry.key, keys))
            elif entry.column == column and entry.key is not None:
                keys.add(entry.key)
        at -= 1
        while at >= 0 and (_indent(lines[at]) > column or _empty(lines[at])):
            at -= 1
        if at < 0:
            break
        entries = entries_of(lines[at])[::-1]
    item = bool(parents) and parents[0].key is None
    return Place(0, mine, path[::-1], beside, key=True, value=not beside, item=item)


def _below(lines: list[str], row: int, column: int) -> set[str]:
    """Return the keys at a column below a line, as far as the mapping goes."""
    keys: set[str] = set()
    for line in lines[row + 1 :]:
        indent = _indent(line)
        if indent > column or _empty(line):
            continue
        if indent < column:
            break
        keys.update(entry.key for entry in entries_of(line)[:1] if entry.key)
    return keys


@dataclass
class _Frame:
    """An open bracket: its keys, the one whose value is being read, where the word began."""

    bracket: str
    start: int
    keys: set[str]
    key: str | None = None


def _holders(
    lines: list[str], row: int, begin: int, own: list[Entry]
) -> list[tuple[int, int, list[Entry]]]:
    """Return the nearest line that opens a bracket which may go on to here, or nothing.

    That is the number of the line, where the bracket is in the text, and what stands before it.
    """
    entries = own
    for at in range(row, max(-1, row - MOST_FLOW_LINES), -1):
        if at < row:
            begin -= len(lines[at]) + 1
            entries = entries_of(lines[at])
        last = entries[-1] if entries else None
        if last and last.value[:1] in ("[", "{") and last.value:
            return [(at, begin + last.value_at, entries)]
        if last and not last.filled and at < row:
            break
    return []


def _flow_place(
    text: str,
    lines: list[str],
    row: int,
    entries: list[Entry],
    frames: list[_Frame],
    offset: int,
) -> Place | None:
    """Return the place within brackets that what stands last in ``entries`` has opened."""
    holder, inner = entries[-1], frames[-1]
    around = _around(lines, row, entries[:-1], holder.column)
    if around is None:
        return None
    path = list(around.path)
    if holder.key is not None:
        path.append((holder.key, around.keys | {holder.key}))
    path += [(frame.key, frame.keys) for frame in frames if frame.key is not None]
    word = text[inner.start : offset].lstrip()
    value = inner.bracket == "[" or inner.key is not None
    return Place(offset - len(word), 0, path, inner.keys, key=not value, value=value, flow=True)


def _frames(text: str, opened: int, offset: int, column: int) -> list[_Frame]:
    """Return the brackets that are open at an offset, the outermost first.

    Keys behind the offset count as well. A line that is not deeper than the ``column`` of what
    holds the outermost bracket ends it, closed or not.
    """
    frames: list[_Frame] = []
    then: list[_Frame] = []
    at = opened
    while at < min(len(text), offset + MOST_FLOW):
        if at == offset:
            then = [replace(frame) for frame in frames]
        char = text[at]
        quoted = _QUOTED.match(text, at) if _OPEN.match(text[at - 2 : at + 1].lstrip()) else None
        if quoted:
            at = quoted.end() - 1
        elif char in "[{":
            frames.append(_Frame(char, at + 1, set()))
        elif char in "]}":
            frames.pop()
            if len(frames) < max(1, len(then)):
                break
        elif char == ",":
            frames[-1].start, frames[-1].key = at + 1, None
        elif char == ":" and text[at + 1 : at + 2] in ("", " ", "\n", ",", "}", "]"):
            key = text[frames[-1].start : at].strip().strip("\"'")
            if not then or frames[-1].start > offset:
                frames[-1].keys.add(key)
            frames[-1].start, frames[-1].key = at + 1, key
        elif char == "\n":
            line = text[at + 1 :].partition("\n")[0]
            if not _empty(line) and _indent(line) <= column:
                break
        at += 1
    return then or (frames if at == offset == len(text) else [])
