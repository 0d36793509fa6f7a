"""Two changes of one text brought together, line by line, or not at all where they meet."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

Change = tuple[int, int, list[str]]


def merged(base: str, mine: str, theirs: str) -> str | None:
    """Return a text with both changes.

    Args:
        base: what both began with.
        mine: one change of it.
        theirs: the other.

    Returns:
        The text, or None where both changed the same line or lines that touch: which of the two is
        meant is for their author to say.
    """
    lines = base.splitlines(keepends=True)
    changes = list(_changes(lines, mine.splitlines(keepends=True)))
    others = list(_changes(lines, theirs.splitlines(keepends=True)))
    both = [change for change in others if change not in changes]
    for start, end, _new in both:
        if any(start <= last and first <= end for first, last, _lines in changes):
            return None
    for start, end, new in sorted([*changes, *both], reverse=True):
        lines[start:end] = new
    return "".join(lines)


def _changes(before: Sequence[str], after: Sequence[str]) -> Iterator[Change]:
    """Yield the lines from, and before, which something else stands, and what it is."""
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, first, last, start, end in matcher.get_opcodes():
        if tag != "equal":
            yield first, last, list(after[start:end])
