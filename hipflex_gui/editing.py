r"""Edits of a session's steps by hand and eye: one moved, put in or taken away, the rest untouched.

Text in, text out. A step is its own lines with the comments directly above it, and moves with them;
comments outlive everything. Line ends are ``\n`` here; who reads and writes files sees to others.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hipflex_gui.draft import Path, RowKind, kind_of, steps_of
from hipflex_gui.editing_values import Value, key_lines, set_value
from hipflex_gui.i18n import _
from hipflex_gui.layout import (
    INDENT,
    EditError,
    after_line,
    before_line,
    block_of,
    comments_in,
    end_of_key,
    line_of,
    node_at,
    read_root,
    reindented,
)
from hipflex_gui.problems import Report
from hipflex_gui.yamlfile import Map, Node, Seq, Span, Text, parse
from hipflex_gui.yamltext import comments, inline, scalar

__all__ = [
    "EditError", "Value", "duplicate", "insert", "move", "remove", "set_value", "unwrap", "wrap",
]  # fmt: skip

Step = str | Mapping[str, Any]


def insert(text: str, path: Path, step: Step) -> str:
    """Return the text with a step more.

    Args:
        text: the whole file.
        path: where it shall stand; what is there goes down. One past the end is the end.
        step: a movement's id, or keys and values.

    Raises:
        EditError: the text cannot be read, or there is no such place.
    """
    return _put(text, path, _piece(step))


def move(text: str, path: Path, to: Path) -> str:
    """Return the text with a step elsewhere; a repeat that is left empty goes.

    Args:
        text: the whole file.
        path: the step.
        to: where it shall stand, counted before it is taken away.

    Raises:
        EditError: the text cannot be read, there is no such place, or it lies inside the step.
    """
    if to[: len(path)] == path and len(to) > len(path):
        raise EditError(_("A repeat cannot be put into itself."))
    if to in (path, (*path[:-1], path[-1] + 1)):
        return text
    moved = _put(text, to, _taken(text, read_root(text), path))
    return _keeping(_comments(text), _cut(moved, _shifted(path, to), with_comments=True))


def remove(text: str, path: Path) -> str:
    """Return the text without a step. Comments above it stay; a repeat that is left empty goes.

    Raises:
        EditError: the text cannot be read, or there is no such step.
    """
    root = read_root(text)
    gone = comments_in(text, root, _extent(text, root, path), 0)
    return _keeping(_left(_comments(text), gone), _cut(text, path, with_comments=False))


def duplicate(text: str, path: Path) -> str:
    """Return the text with a step twice, the second directly after the first.

    Raises:
        EditError: the text cannot be read, or there is no such step.
    """
    return _put(text, (*path[:-1], path[-1] + 1), _taken(text, read_root(text), path))


def wrap(text: str, path: Path, times: int) -> str:
    """Return the text with a step inside a repeat.

    Raises:
        EditError: the text cannot be read, or there is no such step.
    """
    inner = [
        " " * 2 * INDENT + line if line else "" for line in _taken(text, read_root(text), path)
    ]
    wrapped = _put(text, path, [f"- repeat: {times}", f"{' ' * INDENT}steps:", *inner])
    one_down = (*path[:-1], path[-1] + 1)
    return _keeping(_comments(text), _cut(wrapped, one_down, with_comments=True))


def unwrap(text: str, path: Path) -> str:
    """Return the text with the steps of a repeat in its place; other steps are left as they are.

    Raises:
        EditError: the text cannot be read, or there is no such step.
    """
    root = read_root(text)
    count = len(steps_of(node_at(root, path)))
    if kind_of(node_at(root, path))[0] is not RowKind.REPEAT or not count:
        return text
    pieces = [line for index in range(count) for line in _taken(text, root, (*path, index))]
    unwrapped = _put(text, path, pieces)
    one_down = (*path[:-1], path[-1] + count)
    return _keeping(_comments(text), _cut(unwrapped, one_down, with_comments=False))


def _shifted(path: Path, inserted: Path) -> Path:
    """Return where a step is after another was put in somewhere."""
    level = len(inserted) - 1
    if path[:level] == inserted[:level] and len(path) > level and path[level] >= inserted[level]:
        return (*path[:level], path[level] + 1, *path[level + 1 :])
    return path


# -- steps. A piece is one as lines of a block list, its dash in the first column.


def _piece(step: Step) -> list[str]:
    if isinstance(step, str):
        return [f"- {scalar(step)}"]
    lines: list[str] = []
    for key, value in step.items():
        if key == "steps" and not all(isinstance(one, str) for one in value):
            inner = [line for one in value for line in _piece(one)]
            lines += [f"{key}:", *reindented(inner, 0, INDENT)]
        else:
            lines += key_lines(key, value, 0)
    return [f"- {lines[0]}", *reindented(lines[1:], 0, INDENT)]


def _list_of(root: Map, path: Path) -> Node | None:
    holder = node_at(root, path[:-1])
    return holder.get("steps") if isinstance(holder, Map) else None


def _taken(text: str, root: Map, path: Path) -> list[str]:
    """Return a step as a piece, with the comments that belong to it."""
    step, holder = node_at(root, path), _list_of(root, path)
    if isinstance(holder, Seq) and not holder.flow:
        start, end = block_of(text, holder, path[-1])
        return reindented(text[start:end].splitlines(), holder.where.column - 1, 0)
    return [*comments_in(text, root, step.span, 0), f"- {inline(step)}"]


def _extent(text: str, root: Map, path: Path, *, with_comments: bool = False) -> Span:
    step, holder = node_at(root, path), _list_of(root, path)
    if isinstance(holder, Seq) and not holder.flow:
        return block_of(text, holder, path[-1], with_comments=with_comments)
    return step.span


def _cut(text: str, path: Path, *, with_comments: bool) -> "_Cut":
    """Take a step away, and with the last of a repeat the repeat."""
    root = read_root(text)
    if len(path) > 1 and len(steps_of(node_at(root, path[:-1]))) == 1:
        return _cut(text, path[:-1], with_comments=False)
    holder, brackets = _list_of(root, path), _outermost_brackets(root, path)
    start, end = _extent(text, root, path, with_comments=with_comments)
    if brackets is None:
        column = holder.where.column - 1 if isinstance(holder, Seq) else 0
        return _Cut(text[:start] + text[end:], start, column)
    if isinstance(holder, Seq) and path[-1] + 1 < len(holder.items):
        end = holder.items[path[-1] + 1].span[0]
    elif isinstance(holder, Seq) and path[-1]:
        start = holder.items[path[-1] - 1].span[1]
    above = line_of(text, brackets.span[0])[0]
    return _Cut(text[:start] + text[end:], above, 0)


@dataclass(frozen=True)
class _Cut:
    """A text without a step, and the offset and column of a line where a comment may stand."""

    text: str
    at: int
    column: int


def _outermost_brackets(root: Map, path: Path) -> Map | Seq | None:
    """Return the first list or mapping in brackets on the way to a step; None if there is none."""
    for depth in range(len(path)):
        for part in (node_at(root, path[:depth]), _list_of(root, path[: depth + 1])):
            if isinstance(part, Map | Seq) and part.flow:
                return part
    return None


def _comments(text: str) -> list[str]:
    return [comment.text for comment in comments(text, read_root(text))]


def _left(wanted: list[str], there: list[str]) -> list[str]:
    """Return what is wanted and not there, each as often as it is missing."""
    spare, left = Counter(there), list[str]()
    for one in wanted:
        if spare[one]:
            spare[one] -= 1
        else:
            left.append(one)
    return left


def _keeping(wanted: list[str], cut: _Cut) -> str:
    """Return a text with the comments that would else be lost, where the step was."""
    lost = _left(wanted, _comments(cut.text))
    return before_line(cut.text, cut.at, reindented(lost, 0, cut.column))


def _put(text: str, path: Path, piece: list[str]) -> str:
    """Put one piece or several in before what is at a path, or after the last step."""
    text = _with_list(text, path)
    root = read_root(text)
    holder, steps, index = node_at(root, path[:-1]), _list_of(root, path), path[-1]
    inside = len(path) == 1 or kind_of(holder)[0] is RowKind.REPEAT
    if not inside or not isinstance(holder, Map) or not 0 <= index <= len(steps_of(holder)):
        raise EditError(_("There is no such place."))
    if isinstance(steps, Seq) and steps.flow:
        return _put_in_brackets(text, root, path, piece)
    if isinstance(steps, Seq):
        last = index == len(steps.items)
        start, end = block_of(text, steps, index - last)
        lines = reindented(piece, 0, steps.where.column - 1)
        return before_line(text, end if last else start, lines)
    column = holder.where.column - 1
    lines = reindented(piece, 0, column + INDENT)
    if steps is None:
        end = end_of_key(text, holder.pairs[-1][1], column) if holder.pairs else len(text)
        return before_line(text, end, [f"{' ' * column}steps:", *lines])
    return after_line(text, steps.span[0], lines)


def _put_in_brackets(text: str, root: Map, path: Path, piece: list[str]) -> str:
    steps, index = _list_of(root, path), path[-1]
    raw = "\n".join(piece)
    node, _report = parse(raw.encode(), Report(""))
    assert isinstance(steps, Seq)
    assert isinstance(node, Seq)
    new = ", ".join(inline(item, flow=True) for item in node.items)
    if index < len(steps.items):
        at, new = steps.items[index].span[0], f"{new}, "
    else:
        at = steps.items[-1].span[1] if steps.items else steps.span[0] + 1
        new = f", {new}" if steps.items else new
    above = line_of(text, (_outermost_brackets(root, path) or steps).span[0])[0]
    kept = [one.text for one in comments(raw, node)]  # a line of their own is above all brackets
    return before_line(text[:at] + new + text[at:], above, kept)


def _with_list(text: str, path: Path) -> str:
    """Return the text so that the steps beside a path stand in a list, if there are any."""
    root = read_root(text)
    holder, steps = node_at(root, path[:-1]), _list_of(root, path)
    if not isinstance(holder, Map) or steps is None:
        if isinstance(holder, Map) and holder.flow:
            raise EditError(_("Write the first step in the text: steps: [ID]"))
        return text
    start, end = steps.span
    if isinstance(steps, Seq):
        bare = steps.flow and not steps.items and not holder.flow
        return (
            text[:start].rstrip(" ") + text[end:] if bare and "#" not in text[start:end] else text
        )
    if isinstance(steps, Text) and not steps.value:
        return f"{text[:start].rstrip(' ')} []{text[end:]}" if holder.flow else text
    if holder.flow:
        return f"{text[:start]}[{text[start:end]}]{text[end:]}"
    first = line_of(text, start)[0]
    key = next(name for name, value in holder.pairs if value is steps)
    if key.span[0] < first:  # it stands below its key
        lines = reindented(text[first:end].split("\n"), 0, INDENT)
        column = steps.where.column - 1
        lines[0] = f"{' ' * column}- {lines[0].strip()}"
        return text[:first] + "\n".join(lines) + text[end:]
    column = holder.where.column - 1 + INDENT
    alone = text[:start].rstrip(" ") + text[end:]
    return after_line(alone, key.span[1], [f"{' ' * column}- {text[start:end]}"])
