"""What Return, Tab and Ctrl+/ make of lines of YAML: plain texts in, plain texts out."""

from collections.abc import Iterable, Sequence

from hipflex_gui.completing import list_keys
from hipflex_gui.completing.place import entries_of

INDENT = 2


def on_return(before: str, after: str, above: Iterable[str], *, prose: bool) -> tuple[int, str]:
    """Return how many letters before the cursor go, and what is written in their place.

    Return keeps the indentation. After an entry of a list it begins the next one; after a step
    with keys another key, and once more the next step. After an empty entry the list ends.

    Args:
        before: the line up to the cursor.
        after: the rest of the line.
        above: the lines before this one, the nearest first.
        prose: whether the line is in a text that goes on over several lines.
    """
    indent = len(before) - len(before.lstrip(" "))
    kept = 0, "\n" + " " * indent
    if prose or after.strip() or before.lstrip().startswith("#"):
        return kept
    if not before.strip():
        dash = _dash_around(indent, above)
        return kept if dash is None else (len(before), f"{' ' * dash}- ")
    entries = entries_of(before)
    if not entries:
        return kept
    last = entries[-1]
    if last.key is None:
        if last.value:
            return 0, f"\n{' ' * last.column}- "
        return len(before), " " * max(0, last.column - INDENT)
    if last.value[:1] in ("|", ">"):
        return 0, "\n" + " " * (last.column + INDENT)
    if not last.value:
        return 0, f"\n{' ' * (last.column + INDENT)}{'- ' if last.key in list_keys() else ''}"
    return 0, "\n" + " " * last.column


def _dash_around(indent: int, above: Iterable[str]) -> int | None:
    """Return the column of the dash of the entry that an empty line of an indent belongs to."""
    for line in above:
        column = len(line) - len(line.lstrip(" "))
        if line.strip() and column < indent:
            return column if line.lstrip().startswith("- ") else None
    return None


def indented(line: str) -> str:
    """Return a line further in; an empty one stays."""
    return " " * INDENT + line if line.strip() else line


def outdented(line: str) -> str:
    """Return a line further out."""
    return line[min(INDENT, len(line) - len(line.lstrip(" "))) :]


def commented(lines: Sequence[str]) -> list[str]:
    """Return lines as comments, or without their number signs if all of them are comments."""
    full = [line for line in lines if line.strip()]
    if full and all(line.lstrip().startswith("#") for line in full):
        return [_without_sign(line) for line in lines]
    column = min((len(line) - len(line.lstrip(" ")) for line in full), default=0)
    return [f"{line[:column]}# {line[column:]}" if line.strip() else line for line in lines]


def _without_sign(line: str) -> str:
    before, sign, after = line.partition("#")
    return before + after.removeprefix(" ") if sign else line
