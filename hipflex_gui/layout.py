r"""Where things are in a file: its lines, the lines of a list's items, and the comments in them.

Offsets are in characters, line ends are ``\\n``.
"""

import re

from hipflex_gui.draft import Path, RowKind, kind_of, steps_of
from hipflex_gui.errors import UserFault
from hipflex_gui.i18n import _
from hipflex_gui.problems import Report
from hipflex_gui.sessions import Where
from hipflex_gui.yamlfile import Map, Node, Seq, Span, Text, parse
from hipflex_gui.yamltext import comments

INDENT = 2


class EditError(UserFault):
    """The text cannot be edited by hand and eye as it is; the message says why."""


def read_root(text: str) -> Map:
    """Return the root of a file; an empty mapping at its end where there is nothing in it.

    Raises:
        EditError: it cannot be read.
    """
    node, report = parse(text.encode("utf-8", "replace"), Report(""))
    if isinstance(node, Map):
        return node
    if report.problems:
        line = report.problems[0].where.line
        raise EditError(_("The text has a problem in line {n}. Mend it first.").format(n=line))
    if node is None or (isinstance(node, Text) and not node.value):
        return Map([], Where(1, 1), (len(text), len(text)))
    raise EditError(_("The text has no keys. Begin it with: name: My session"))


def node_at(root: Map, path: Path) -> Node:
    """Return a step; EditError if there is none."""
    node: Node = root
    for index in path:
        steps = steps_of(node) if node is root or kind_of(node)[0] is RowKind.REPEAT else ()
        if not 0 <= index < len(steps):
            raise EditError(_("There is no such step."))
        node = steps[index]
    return node


def line_of(text: str, offset: int) -> Span:
    """Return where the line of a character begins, and where the next one does."""
    end = text.find("\n", offset)
    return text.rfind("\n", 0, offset) + 1, len(text) if end < 0 else end + 1


def column_of(text: str, offset: int) -> int:
    """Return how many characters stand before one in its line."""
    return offset - line_of(text, offset)[0]


def end_of_key(text: str, value: Node, column: int) -> int:
    """Return where the lines of a value end, with the comments that are indented below it.

    Args:
        text: the whole file.
        value: what the key, or the dash, has.
        column: where the key, or the dash, stands; from 0.
    """
    end = line_of(text, value.span[1])[1]
    while end < len(text):
        start, after = line_of(text, end)
        line = text[start:after].rstrip()
        if not line.lstrip().startswith("#") or len(line) - len(line.lstrip()) <= column:
            break
        end = after
    return end


def block_of(text: str, items: Seq, index: int, *, with_comments: bool = True) -> Span:
    """Return where the lines of an item of a block list begin and end.

    Comments directly above it belong to it, where no empty line is in between and they are not
    indented deeper than its dash.
    """
    column = items.where.column - 1
    before = items.items[index - 1].span[1] if index else items.span[0]
    start = items.items[index].span[0]
    while True:  # from the item up to the line with its dash
        start, _end = line_of(text, start)
        if text[start : start + column + 1] == " " * column + "-" or start <= before:
            break
        start -= 1
    while with_comments and start:
        above, _end = line_of(text, start - 1)
        line = text[above:start]
        said = line.strip()
        inside = index and above <= line_of(text, before)[0]
        deeper = len(line) - len(line.lstrip()) > column  # it belongs to what stands above
        if not said.startswith("#") or inside or deeper:
            break
        start = above
    return start, end_of_key(text, items.items[index], column)


def comments_in(text: str, root: Map, span: Span, column: int) -> list[str]:
    """Return the comments of a part of the file as lines of their own, indented to a column."""
    inside = (one for one in comments(text, root) if span[0] <= one.span[0] < span[1])
    return [" " * column + one.text for one in inside]


def after_line(text: str, offset: int, lines: list[str]) -> str:
    """Return the text with lines put in after the line of a character."""
    return before_line(text, line_of(text, offset)[1], lines)


def before_line(text: str, start: int, lines: list[str]) -> str:
    """Return the text with lines put in where a line begins, or at the end."""
    ended = "\n" if start and text[start - 1] != "\n" else ""
    return text[:start] + ended + "".join(f"{line}\n" for line in lines) + text[start:]


def reindented(lines: list[str], before: int, after: int) -> list[str]:
    """Return lines that began in one column so that they begin in another."""
    blank = re.compile(f" {{0,{before}}}")
    return [" " * after + blank.sub("", line, count=1) if line.strip() else "" for line in lines]
