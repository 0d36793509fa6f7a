"""Where steps can go: arithmetic on paths, as ``editing`` counts them."""

from collections.abc import Iterable, Sequence

from hipflex_gui.draft import Path, Row, RowKind


def up(rows: Sequence[Row], path: Path) -> Path | None:
    """Return where a step goes when it goes up by one; None where it is the first.

    It goes into a repeat above it, at its end, and out of one it is the first of. A repeat
    passes another one: nested by a key press they would be hard to part.
    """
    *parent, index = path
    if index == 0:
        return tuple(parent) or None
    before = (*parent, index - 1)
    inside = not _is_repeat(rows, path) and _is_repeat(rows, before)
    return (*before, children(rows, before)) if inside else before


def down(rows: Sequence[Row], path: Path) -> Path | None:
    """Return where a step goes when it goes down by one; None where it is the last."""
    *parent, index = path
    after = (*parent, index + 1)
    if not any(row.path == after for row in rows):
        return (*parent[:-1], parent[-1] + 1) if parent else None
    inside = not _is_repeat(rows, path) and _is_repeat(rows, after)
    return (*after, 0) if inside else (*parent, index + 2)


def landed(rows: Sequence[Row], path: Path, to: Path) -> Path:
    """Return where a step is after it was moved, given the rows from before.

    A repeat that it leaves empty goes as well.
    """
    gone = path
    while len(gone) > 1 and children(rows, gone[:-1]) == 1 and to[: len(gone) - 1] != gone[:-1]:
        gone = gone[:-1]
    level = len(gone) - 1
    after = len(to) > level and to[:level] == gone[:level] and to[level] > gone[level]
    return (*to[:level], to[level] - 1, *to[level + 1 :]) if after else to


def nearest(rows: Sequence[Row], path: Path) -> int:
    """Return the row of a step, of the one before its place, or of its repeat; -1 for none."""
    known = {row.path: number for number, row in enumerate(rows)}
    while path and path not in known:
        path = (*path[:-1], path[-1] - 1) if path[-1] > 0 else path[:-1]
    return known.get(path, -1)


def children(rows: Iterable[Row], path: Path) -> int:
    """Return how many steps a repeat has, or with ``()`` the session."""
    return sum(row.path[:-1] == path for row in rows)


def closing(rows: Sequence[Row], at: int) -> int:
    """Return how many repeats end with a row; one without steps ends with itself."""
    row = rows[at]
    opened = len(row.path) - 1 + (row.kind is RowKind.REPEAT)
    follows = len(rows[at + 1].path) - 1 if at + 1 < len(rows) else 0
    return max(0, opened - follows)


def places_after(rows: Sequence[Row], at: int) -> list[Path]:
    """Return the places directly below a row, the innermost first.

    Below a repeat's own row that is its beginning; below the last step of a repeat it may be in
    the repeat or behind it.
    """
    row = rows[at]
    places: list[Path] = []
    if row.kind is RowKind.REPEAT:
        places.append((*row.path, 0))
        if not closing(rows, at):
            return places
    path = row.path
    places.append((*path[:-1], path[-1] + 1))
    while len(path) > 1 and children(rows, path[:-1]) == path[-1] + 1:
        path = path[:-1]
        places.append((*path[:-1], path[-1] + 1))
    return places


def _is_repeat(rows: Sequence[Row], path: Path) -> bool:
    return any(row.path == path and row.kind is RowKind.REPEAT for row in rows)
