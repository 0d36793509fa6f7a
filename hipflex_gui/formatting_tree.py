"""A file as a tree in which every comment belongs to something, so that it can be written anew.

A comment alone on its line belongs to the key or item after it in the same block; one that ends a
line, to what stands on that line; one after the last of a block, to that block's end.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from hipflex_gui.yamlfile import Map, Node, Seq, Text
from hipflex_gui.yamltext import Comment, comments

# An item's dash that stands on a line above the item, perhaps with comments in between.
_DASH_ABOVE = re.compile(r"^[-? \t]*-[ \t]*(?:#[^\n]*)?\n(?:[ \t]*(?:#[^\n]*)?\n)*[ \t]*\Z", re.M)
_MARKS = "-?: \t"

ROOM = 2
"""So many blanks stand between what is on a line and the comment at its end."""


@dataclass
class Line:
    """A comment on a line of its own; ``blank``: whether a blank line stands above it."""

    text: str
    blank: bool = False


@dataclass(frozen=True)
class Beside:
    """A comment at the end of a line.

    Attributes:
        column: where it stood, from 0.
        apart: whether there was more than the usual room before it, as in a column of comments.
    """

    text: str
    column: int
    apart: bool


@dataclass
class Entry:
    """A key with its value, or an item of a list.

    Attributes:
        key: None for an item.
        start: where it begins in the text.
        blank: whether a blank line stands directly above it.
        above: its comments on lines of their own.
        beside: its comments at the end of a line.
    """

    key: Text | None
    value: "Text | Block"
    home: "Block"
    start: int
    blank: bool = False
    above: list[Line] = field(default_factory=list)
    beside: list[Beside] = field(default_factory=list)


@dataclass
class Block:
    """A mapping or a list.

    Attributes:
        owner: the entry whose value it is; None for the whole file.
        listed: whether it is a list.
        flow: whether it stands in brackets or braces.
        column: the column of its keys or dashes, from 1.
        span: where it begins and ends in the text.
        below: comments after the last entry.
    """

    owner: Entry | None
    listed: bool
    flow: bool
    column: int
    span: tuple[int, int]
    entries: list[Entry] = field(default_factory=list)
    below: list[Line] = field(default_factory=list)

    @property
    def commented(self) -> bool:
        """Whether there is a comment anywhere in it."""
        return bool(self.below) or any(
            entry.above
            or entry.beside
            or (isinstance(entry.value, Block) and entry.value.commented)
            for entry in self.entries
        )

    def holds(self, index: int) -> bool:
        """Whether a place of the text is inside its brackets."""
        return self.flow and self.span[0] < index < self.span[1]


def tree(text: str, root: Map) -> Block:
    """Return the tree of a file.

    Args:
        text: the file, with line feeds alone as its line ends.
        root: what ``yamlfile`` made of it.
    """
    top = _block(root, None, text)
    places = _Places(text, top)
    for comment in comments(text, root):
        places.give(comment)
    return top


def _block(node: Map | Seq, owner: Entry | None, text: str) -> Block:
    listed = isinstance(node, Seq)
    column = node.where.column
    if owner and listed and not node.flow:
        column = max(column, owner.home.column + 1)  # dashes may stand right below their key
    block = Block(owner, listed, node.flow, column, node.span)
    pairs: list[tuple[Text | None, Node]] = (
        [(None, item) for item in node.items] if isinstance(node, Seq) else [*node.pairs]
    )
    before = node.span[0]
    for key, value in pairs:
        entry = Entry(key, Text("", node.where), block, (key or value).span[0])
        entry.value = value if isinstance(value, Text) else _block(value, entry, text)
        entry.blank = _blank_above(text, before, entry.start)
        before = entry.start
        block.entries.append(entry)
    return block


def _blank_above(text: str, before: int, start: int) -> bool:
    """Return whether a blank line is above the line on which something begins."""
    line = text.rfind("\n", 0, start) + 1
    if text[line:start].strip(_MARKS):
        return False
    if not text[line:start].strip() and (dash := _DASH_ABOVE.search(text, before, start)):
        line = dash.start()
    return _blank_line_above(text, line)


def _blank_line_above(text: str, line: int) -> bool:
    """Return whether the line above the one that begins there is blank."""
    return line > 0 and not text[text.rfind("\n", 0, line - 1) + 1 : line].strip()


def _preorder(block: Block) -> Iterator[Entry]:
    for entry in block.entries:
        yield entry
        if isinstance(entry.value, Block):
            yield from _preorder(entry.value)


@dataclass
class _Places:
    """Finds what a comment belongs to."""

    text: str
    top: Block

    @cached_property
    def entries(self) -> list[Entry]:
        return list(_preorder(self.top))

    @cached_property
    def starts(self) -> list[int]:
        return [entry.start for entry in self.entries]

    def give(self, comment: Comment) -> None:
        """Put a comment where it belongs."""
        at = comment.span[0]
        number = bisect_left(self.starts, at)
        before = self.entries[number - 1] if number else None
        after = self.entries[number] if number < len(self.entries) else None
        line = self.text.rfind("\n", 0, at) + 1
        if comment.alone:
            note = Line(comment.text, _blank_line_above(self.text, line))
            self._lines(before, after, at, at - line + 1).append(note)
        elif before and (before.start >= line or self.text[line:at].strip(_MARKS)):
            self._beside(before, comment, at - line)
        elif after:  # behind nothing but a dash or the start of a document
            after.above.append(Line(comment.text, after.blank))
            after.blank = False
        else:
            self.top.below.append(Line(comment.text))

    def _beside(self, entry: Entry, comment: Comment, column: int) -> None:
        while entry.home.flow and not entry.home.holds(comment.span[0]):
            if entry.home.owner is None:
                self.top.below.append(Line(comment.text))
                return
            entry = entry.home.owner
        at = comment.span[0]
        apart = self.text[at - ROOM - 1 : at].isspace()
        entry.beside.append(Beside(comment.text, column, apart))

    def _lines(self, before: Entry | None, after: Entry | None, at: int, column: int) -> list[Line]:
        """Return the comments to which one alone on its line is added."""
        outside = after.above if after else self.top.below
        if before is None:
            return outside
        inner, homes = before.value, list(_homes(before))
        if inner.span[0] > at and (isinstance(inner, Text) or inner.flow):
            return before.above  # between a key and its value
        for block in [*([inner] if isinstance(inner, Block) else []), *homes]:
            if block.holds(at):
                if after and after.start < block.span[1]:
                    return after.above
                empty = block.owner if not block.entries else None
                return empty.above if empty else block.below
        least = after.home.column if after else 0
        still_open = list(_homes(after)) if after else []
        for block in homes:
            if any(block is other for other in still_open):
                break
            if not block.flow and column >= block.column and column > least:
                return block.below
        return outside


def _homes(entry: Entry) -> Iterator[Block]:
    """Yield the blocks that an entry is in, the innermost first."""
    block: Block | None = entry.home
    while block:
        yield block
        block = block.owner.home if block.owner else None
