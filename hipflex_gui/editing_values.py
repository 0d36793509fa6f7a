"""Setting a value in a file by hand and eye: it is written where it stands, or where it belongs.

The comments of a key that goes stay as lines of their own.
"""

from collections.abc import Mapping, Sequence

from hipflex_gui import format as tables
from hipflex_gui.draft import Path, kind_of
from hipflex_gui.fields import Table
from hipflex_gui.layout import (
    INDENT,
    after_line,
    before_line,
    comments_in,
    end_of_key,
    line_of,
    node_at,
    read_root,
)
from hipflex_gui.yamlfile import Map, Node, Text
from hipflex_gui.yamltext import scalar

WIDEST = 80
"""A list of texts that would be wider, in characters, stands below its key, one text a line."""

Value = str | Sequence[str] | Mapping[str, str]


def set_value(text: str, path: Path, key: str, value: Value | None) -> str:
    """Return the text with a key of a step, or of the file itself, set.

    Args:
        text: the whole file, a session or (with an empty path) a movement.
        path: the step; empty for the file's own keys.
        key: as ``Field.key``; another spelling that is there is kept.
        value: what it becomes; None takes the key away.

    Raises:
        EditError: the text cannot be read, or there is no such step.
    """
    root = read_root(text)
    step = node_at(root, path)
    if not isinstance(step, Map):
        return text if value is None else _opened(text, step, key, value)
    table = _table(root, step, path)
    names = {key, *(other for field in table.fields if field.key == key for other in field.also)}
    pair = next((pair for pair in step.pairs if pair[0].value in names), None)
    if pair is None:
        return text if value is None else _added(text, step, table, key, value)
    if value is None:
        return _without(text, root, step, pair)
    return _changed(text, root, pair, value, flow=step.flow)


def _table(root: Map, step: Map, path: Path) -> Table:
    if path:
        return tables.STEP_TABLES.get(kind_of(step)[0], tables.STEP_TABLES["do"])
    return tables.MOVEMENT if root.get("movement") else tables.SESSION


def _flow(value: Value, *, flow: bool = True) -> str:
    """Return a value on one line."""
    if isinstance(value, str):
        return scalar(value, flow=flow)
    if isinstance(value, Mapping):
        pairs = (f"{scalar(k, flow=True)}: {scalar(v, flow=True)}" for k, v in value.items())
        return f"{{{', '.join(pairs)}}}"
    return f"[{', '.join(scalar(one, flow=True) for one in value)}]"


def key_lines(key: str, value: Value, column: int) -> list[str]:
    """Return a key and its value as lines of a block."""
    before = " " * column
    short = f"{before}{key}: {_flow(value, flow=False)}"
    if isinstance(value, (str, Mapping)) or len(short) <= WIDEST or not value:
        return [short]
    return [f"{before}{key}:", *(f"{before}{' ' * INDENT}- {scalar(one)}" for one in value)]


def _opened(text: str, step: Node, key: str, value: Value) -> str:
    """Turn a movement's id alone into a mapping, in the style of what is around it."""
    start, end = step.span
    if _in_flow(text, step):
        return f"{text[:start]}{{do: {text[start:end]}, {key}: {_flow(value)}}}{text[end:]}"
    opened = f"{text[:start]}do: {text[start:]}"
    return after_line(opened, end + len("do: "), key_lines(key, value, step.where.column - 1))


def _in_flow(text: str, step: Node) -> bool:
    """Tell whether a step stands in a list in brackets: then no dash leads to it."""
    return not text[: step.span[0]].rstrip(" ").endswith("-")


def _added(text: str, step: Map, table: Table, key: str, value: Value) -> str:
    """Put a key in where the format's own order has it."""
    order = [field.key for field in table.fields]
    place = order.index(key) if key in order else len(order)
    earlier = {name for field in table.fields[:place] for name in (field.key, *field.also)}
    at = max((n for n, (name, _v) in enumerate(step.pairs) if name.value in earlier), default=-1)
    if step.flow:
        if not step.pairs:
            start = step.span[0] + 1
            return f"{text[:start]}{key}: {_flow(value)}{text[start:]}"
        end = step.pairs[max(at, 0)][1].span[1]
        return f"{text[:end]}, {key}: {_flow(value)}{text[end:]}"
    column = step.where.column - 1
    lines = key_lines(key, value, column)
    if at < 0 and (not step.pairs or column == 0):
        return before_line(text, line_of(text, step.span[0])[0], lines)
    return before_line(text, end_of_key(text, step.pairs[max(at, 0)][1], column), lines)


def _changed(text: str, root: Map, pair: tuple[Text, Node], value: Value, *, flow: bool) -> str:
    """Write another value in the place of one; comments that stood inside it stay above the key."""
    name, old = pair
    column = name.where.column - 1
    lines = [_flow(value, flow=flow)] if flow else key_lines(name.value, value, column)
    start, end = old.span
    gap = " " if text[start - 1 : start] == ":" else ""
    if len(lines) == 1:
        new = gap + lines[0].strip().removeprefix("" if flow else f"{name.value}: ")
    else:
        start = name.span[1] + text[name.span[1] :].index(":") + 1
        new = "\n" + "\n".join(lines[1:])
    kept = comments_in(text, root, (start, end), column)
    text = text[:start] + new + text[end:]
    return before_line(text, line_of(text, name.span[0])[0], kept)


def _without(text: str, root: Map, step: Map, pair: tuple[Text, Node]) -> str:
    """Take a key away; its comments stay as lines of their own."""
    at = step.pairs.index(pair)
    (name, value), column = pair, pair[0].where.column - 1
    following = step.pairs[at + 1][0] if at + 1 < len(step.pairs) else None
    start, end = name.span[0], value.span[1]
    if step.flow:
        if following:
            end = following.span[0]
        elif at:
            start = step.pairs[at - 1][1].span[1]
        above = line_of(text, start)[0]
    elif not text[line_of(text, start)[0] : start].strip():
        above, end = line_of(text, start)[0], line_of(text, end)[1]
        start = above
    else:  # it stands beside the dash, and the next key takes its place there
        above, end = line_of(text, start)[0], following.span[0] if following else end
    kept = comments_in(text, root, (start, end), column)
    return before_line(text[:start] + text[end:], above, kept)
