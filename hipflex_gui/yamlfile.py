"""YAML text to nodes that know where they stand.

Scalars stay text: what ``0:45``, ``no`` or ``012`` mean is for the key they belong to. The parser's
events are turned into nodes one by one, because composing would follow aliases, hide anchors and
overflow the stack on hostile nesting; here each is refused the moment it arrives.
"""

import re
import stat
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from hipflex_gui.i18n import _
from hipflex_gui.problems import Report, place_of, printable, quoted
from hipflex_gui.sessions import Where
from hipflex_gui.yamlwords import plainer

LARGEST = 256 * 1024
DEEPEST = 12
MOST_NODES = 20_000

# The parser in C is ten times as fast; PyYAML built without libyaml still works.
_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


Span = tuple[int, int]
"""Where a node begins and ends in the text, in characters; white space and comments that follow it
do not belong to it."""


@dataclass(frozen=True)
class Text:
    """A scalar, as written; ``style`` is its quote, ``|``, ``>``, or empty for a plain one."""

    value: str
    where: Where
    span: Span = field(default=(0, 0), compare=False)
    style: str = field(default="", compare=False)


@dataclass
class Seq:
    """A list; ``flow`` is whether it stands in brackets."""

    items: "list[Node]"
    where: Where
    span: Span = field(default=(0, 0), compare=False)
    flow: bool = field(default=False, compare=False)


@dataclass
class Map:
    """A mapping; keys keep their order and their place. ``flow``: whether it stands in braces."""

    pairs: "list[tuple[Text, Node]]"
    where: Where
    span: Span = field(default=(0, 0), compare=False)
    flow: bool = field(default=False, compare=False)

    def get(self, key: str) -> "Node | None":
        """Return the value of a key, or None."""
        return next((value for name, value in self.pairs if name.value == key), None)


Node = Text | Seq | Map


# Never seen, and each would move the place of everything after it: controls, the line ends that
# only some programs know, and the mark that may stand at the start of a file.
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_WIDE_CODES = {b"\xff\xfe\0\0": "UTF-32", b"\0\0\xfe\xff": "UTF-32"}
_WIDE_CODES |= {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}


def read(path: Path, shown: str = "") -> tuple[Node | None, Report]:
    """Read one file.

    Args:
        path: the file.
        shown: the name that problems give it; its path if empty.

    Returns:
        The root node, None when nothing could be read, and the report with every problem so far.
        Raises nothing for a bad file.
    """
    report = Report(printable(shown or str(path)), folder=path.absolute().parent)
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise OSError(_("it is a folder"))
        if not stat.S_ISREG(mode):  # a pipe or a device could keep us waiting for ever
            raise OSError(_("it is not an ordinary file"))
        with path.open("rb") as file:
            raw = file.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        missing = isinstance(error, FileNotFoundError)
        reason = _("there is no such file") if missing else getattr(error, "strerror", "")
        said = _("the file cannot be read: {reason}").format(reason=reason or error)
        report.add(Where(1, 1), said)
        return None, report
    return parse(raw, report)


def parse(raw: bytes, report: Report) -> tuple[Node | None, Report]:
    """Turn a file's bytes into nodes; see ``read``."""
    if len(raw) > LARGEST:
        size = _("the file is larger than {size} KB").format(size=LARGEST // 1024)
        report.add(Where(1, 1), size, _("a session is a page of text: leave out what is not"))
        return None, report
    for start, code in _WIDE_CODES.items():
        if raw.startswith(start):
            said = _("the file is {code}, not UTF-8").format(code=code)
            report.add(Where(1, 1), said, _("save it as UTF-8"))
            return None, report
    report.text = text = raw.decode("utf-8-sig", "replace")
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8-sig")
        where = place_of(before, len(before))
        report.add(where, _("the file is not UTF-8 here"), _("save it as UTF-8"))
        return None, report
    if bad := _UNSEEN.search(text):
        what = _("an invisible character (U+{code:04X}) stands here").format(code=ord(bad[0]))
        hint = _("delete it") if ord(bad[0]) else _("save the file as UTF-8 text")
        report.add(place_of(text, bad.start()), what, hint)
        return None, report
    try:
        return _build(text, report), report
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        # by its index, because the parser puts a line more behind a last one without an end
        where = place_of(text, mark.index) if mark else Where(1, 1)
        report.add(where, *plainer(error.problem or _("this is not YAML")))
    except yaml.YAMLError as error:
        report.add(Where(1, 1), _("this is not YAML: {reason}").format(reason=error))
    except _RefusedError as refusal:
        report.add(refusal.where, str(refusal), refusal.hint)
    return None, report


class _RefusedError(Exception):
    """Something in the file that is not read at all, and stops the reading."""

    def __init__(self, where: Where, text: str, hint: str = "") -> None:
        super().__init__(text)
        self.where, self.hint = where, hint


@dataclass
class _Level:
    """An open list or mapping, the key that waits for its value, and the keys seen so far."""

    holder: Seq | Map
    key: Text | None = None
    seen: dict[str, Text] = field(default_factory=dict)


def _marks(event: yaml.Event) -> tuple[Any, Any]:
    assert event.start_mark  # the stubs allow for events without marks; the parser makes none
    assert event.end_mark
    return event.start_mark, event.end_mark


def _where(event: yaml.Event) -> Where:
    start, end = _marks(event)
    length = end.column - start.column if end.line == start.line else 1
    return Where(start.line + 1, start.column + 1, max(1, length))


def _span(event: yaml.Event, text: str) -> Span:
    start, end = (mark.index for mark in _marks(event))
    # a block text reaches up to the next node, over empty lines and comments
    return start, start + len(text[start:end].rstrip())


def _close(holder: Seq | Map, event: yaml.CollectionEndEvent) -> None:
    """Note where a collection ends: at its bracket, or with the last thing in a block."""
    start, close = (mark.index for mark in _marks(event))
    holder.flow = close > start
    if holder.flow:
        end = close
    elif isinstance(holder, Seq):
        end = max((item.span[1] for item in holder.items), default=holder.span[1])
    else:
        end = max((value.span[1] for _key, value in holder.pairs), default=holder.span[1])
    holder.span = (holder.span[0], end)


def _build(text: str, report: Report) -> Node | None:
    """Follow the events with a stack of open collections: no recursion to overflow."""
    root: Node | None = None
    open_: list[_Level] = []
    documents = count = 0
    for event in yaml.parse(text, Loader=_LOADER):
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise _RefusedError(_where(event), _("a second document starts here (---)"))
            continue
        if isinstance(event, yaml.CollectionEndEvent):
            _close(open_.pop().holder, event)
            continue
        if not isinstance(event, yaml.NodeEvent):
            continue
        where = _where(event)
        _refuse(event, where)
        count += 1
        if count > MOST_NODES:
            raise _RefusedError(where, _("there is more in this file than can be meant"))
        node: Node
        if isinstance(event, yaml.ScalarEvent):
            node = Text(event.value, where, _span(event, text), (event.style or "").strip("\0"))
        elif isinstance(event, yaml.SequenceStartEvent):
            node = Seq([], Where(where.line, where.column), _span(event, text))
        else:
            node = Map([], Where(where.line, where.column), _span(event, text))
        if open_:
            _place(node, open_[-1], report)
        else:
            root = node
        if not isinstance(node, Text):
            if len(open_) >= DEEPEST:
                raise _RefusedError(where, _("lists and mappings are nested too deeply here"))
            open_.append(_Level(node))
    return root


def _refuse(event: yaml.NodeEvent, where: Where) -> None:
    if isinstance(event, yaml.AliasEvent):
        raise _RefusedError(
            where,
            _("an alias ({name}) cannot be used in these files").format(
                name=quoted(f"*{event.anchor}")
            ),
            _("write the value out, or put a text that starts with * in quotes"),
        )
    if event.anchor is not None:
        raise _RefusedError(
            where,
            _("an anchor ({name}) cannot be used in these files").format(
                name=quoted(f"&{event.anchor}")
            ),
            _("write the value out, or put a text that starts with & in quotes"),
        )
    tag = getattr(event, "tag", None)
    if tag is not None and tag != "!":
        raise _RefusedError(
            where,
            _("a tag ({name}) cannot be used in these files").format(name=quoted(tag)),
            _("leave it out, or put a text that starts with an exclamation mark in quotes"),
        )


def _place(node: Node, level: _Level, report: Report) -> None:
    holder, key = level.holder, level.key
    if isinstance(holder, Seq):
        holder.items.append(node)
    elif key is None:
        if not isinstance(node, Text):
            raise _RefusedError(node.where, _("a key must be a plain word"))
        level.key = node
    else:
        level.key = None
        first = level.seen.setdefault(key.value, key)
        if first is key:
            holder.pairs.append((key, node))
        else:
            what = _("{key} stands here a second time").format(key=quoted(key.value))
            hint = _("the first is in line {line}").format(line=first.where.line)
            report.add(key.where, what, hint)
