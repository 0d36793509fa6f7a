"""What may be written at a place: found by its beginning, a part of it or its letters in order."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from hipflex_gui.completing.place import Place, place_at
from hipflex_gui.completing.shapes import Shape, root, shape_of
from hipflex_gui.fields import Field
from hipflex_gui.format_session import DO
from hipflex_gui.i18n import _
from hipflex_gui.movements import Movement

MOST_OPTIONS = 200
LONGEST_WORD = 60
SCATTERED = 6  # the rank of a name that only has the letters in order
_WORD_REST = re.compile(r"[\w-]*")
_COLON = re.compile(r" *:(?=\s|$)")
_SEPARATORS = str.maketrans("-_", "  ")


class Option(NamedTuple):
    """One thing that may be written.

    Attributes:
        text: as it is shown.
        detail: what it means, or the movement's name; may be empty.
        insert: what is written.
        example: whether something else of one's own may well be meant.
    """

    text: str
    detail: str
    insert: str
    example: bool = False


class Completions(NamedTuple):
    """What may stand in the place of ``text[start:end]``, the best first."""

    start: int
    options: tuple[Option, ...]
    end: int


Found = tuple[Option, str]
"""An option, and its names as they are searched: see ``_searched``."""


def completions(text: str, offset: int, movements: Mapping[str, Movement]) -> Completions:
    """Return what may be written at a place of a session or movement file.

    Args:
        text: the file, whole YAML or not.
        offset: where the cursor is.
        movements: the movements there are, by id.
    """
    place = place_at(text, offset)
    shape = _shape_at(place) if place else None
    if place is None or shape is None or offset - place.start > LONGEST_WORD:
        return Completions(offset, (), offset)
    rest = _WORD_REST.match(text, offset)
    end = rest.end() if rest else offset
    written = _searched(text[place.start : offset]).strip("\n")
    found: list[Found] = []
    if place.key:
        found += _keys(place, shape, text, end)
    if place.value:
        found += _values(place, shape, movements, "" if place.item or not shape.listed else "- ")
    ranked = [
        (rank, number, option)
        for number, (option, names) in enumerate(found)
        if (rank := _rank(names, written)) is not None
    ]
    ranked.sort(key=lambda one: one[:2])
    if ranked and ranked[0][0] < SCATTERED:
        ranked = [one for one in ranked if one[0] < SCATTERED]
    gap = " " if text[place.start - 1 : place.start] in (":", "-", ",") else ""
    options = (
        option._replace(insert=gap + option.insert) if gap else option
        for _rank_of, _number, option in ranked[:MOST_OPTIONS]
    )
    return Completions(place.start, tuple(options), end)


def _shape_at(place: Place) -> Shape | None:
    shape: Shape | None = root(place.path[0][1] if place.path else place.keys)
    for key, keys in place.path:
        shape = shape.at(key, keys) if shape else None
    return shape


def _keys(place: Place, shape: Shape, text: str, end: int) -> Iterator[Found]:
    """Yield the keys that a mapping may still have, those it must have first."""
    colon = _COLON.match(text, end)
    broken = not text[end:].partition("\n")[0].strip()  # whether nothing else is on the line
    for key in shape.names:
        if key not in place.keys:
            yield Option(key, "", key if colon else f"{key}: "), _searched(key)
    for field in sorted(_open_fields(place, shape), key=lambda field: not field.required):
        if colon:
            insert = field.key
        elif place.flow or not broken:
            insert = f"{field.key}: "
        else:
            insert = f"{field.key}:{_opening(field, place, text)}"
        yield Option(field.key, _(field.help), insert), _searched(field.key, *field.also)


def _open_fields(place: Place, shape: Shape) -> list[Field]:
    table = shape.table(place.keys)
    if table is None:
        return [one.fields[0] for one in shape.tables]
    gone = {key for group in table.apart if place.keys & set(group) for key in group}
    return [
        field
        for field in table.fields
        if field.key not in gone and not place.keys & {field.key, *field.also}
    ]


def _opening(field: Field, place: Place, text: str) -> str:
    """Return what follows a key and its colon: a blank, or the beginning of a block."""
    shape = shape_of(field)
    if shape.scalar and DO not in shape.tables:
        return " "
    line_end = "\r\n" if "\r\n" in text else "\n"
    return f"{line_end}{' ' * place.column}  {'- ' if shape.listed else ''}"


def _values(
    place: Place, shape: Shape, movements: Mapping[str, Movement], before: str
) -> Iterator[Found]:
    for word in shape.words:
        yield Option(word, "", before + word), _searched(word)
    for word, meaning in shape.examples:
        option = Option(word, _(meaning) if meaning else "", before + word, example=True)
        yield option, _searched(word)
    if shape.movements:
        for name, movement in movements.items():
            option = Option(name, movement.name, before + name, shape.prose)
            yield option, _searched(name, movement.name, *movement.also)


@lru_cache(maxsize=8192)
def _searched(*names: str) -> str:
    """Return names for a search: without case and hyphens, each with a line to itself."""
    return "".join(f"{name.casefold().translate(_SEPARATORS)}\n" for name in names)


def _rank(names: str, written: str) -> int | None:
    """Return how well what was written fits, 0 the best; None if not at all."""
    if names.startswith(f"{written}\n") or not written:
        return 0
    if written not in names:
        words = written.split()
        if len(words) > 1 and all(word in names for word in words):
            return 5
        return SCATTERED if len(written) > 2 and _in_order(written).match(names) else None
    if names.startswith(written):
        return 1
    return 2 if f"\n{written}" in names else 3 if f" {written}" in names else 4


@lru_cache(maxsize=8)
def _in_order(letters: str) -> re.Pattern[str]:
    """Return a pattern of these letters with others in between, that never has to go back."""
    return re.compile("".join(rf"[^{re.escape(char)}\n]*{re.escape(char)}" for char in letters))
