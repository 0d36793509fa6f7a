"""What a value may look like, learnt from the schema with which its reader describes itself."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from hipflex_gui import doses
from hipflex_gui.fields import Field, Schema, Table
from hipflex_gui.format import MOVEMENT, MOVEMENT_TABLES, SESSION, SESSION_TABLES
from hipflex_gui.format_parts import WAY
from hipflex_gui.format_session import DO
from hipflex_gui.i18n import N_

_TABLES = {table.name: table for table in (*SESSION_TABLES, *MOVEMENT_TABLES)}
_NAME_MOVEMENTS = frozenset({"do", "base", "easier", "harder", "instead"})
_OR_PROSE = frozenset({"easier", "harder"})
# What is written freely has examples, by the pattern that it must fit.
_EXAMPLES = {
    rf"^\s*{pattern}\s*$": examples
    for pattern, examples in {
        doses.DOSE: {
            "30s": N_("so many seconds"),
            "15-30s": N_("a sound at the first, the end at the second"),
            "30s+": N_("at least so long, then until Next"),
            "8 breaths": "",
            "8-10 breaths": "",
            "10 reps": "",
            "3 counts": "",
            "20 steps": "",
            "until done": N_("until Next"),
        },
        doses.DURATION: dict.fromkeys(("10s", "30s", "1m", "1m30s"), ""),
        doses.LENGTH: {"2s": "", "3 counts": "", "slowly": N_("as long as your settings say")},
        doses.COUNT_AMOUNT: dict.fromkeys(("2", "3", "3-4"), ""),
        doses.LEG: dict.fromkeys((*(f"{way} 10" for way in doses.DIRECTIONS), "rest 15s"), ""),
        r"[0-9]{1,2} ?days?": dict.fromkeys(("3 days", "7 days"), ""),
        r"[1-7] a week": dict.fromkeys(("3 a week", "5 a week"), ""),
    }.items()
}


@dataclass(frozen=True)
class Shape:
    """What a value may look like. A list is taken for what is in it: one entry needs no list.

    Attributes:
        tables: the mappings that may stand here, told apart by their first key.
        names: what keys may be called where a mapping has no table.
        values: what such keys hold.
        words: the few words of which one may stand here.
        examples: examples of what else may, and what they mean.
        scalar, listed: whether a scalar, a list may stand here.
        movements: whether a scalar names a movement.
        prose: whether a scalar may be any text as well.
    """

    tables: tuple[Table, ...] = ()
    names: tuple[str, ...] = ()
    values: "Shape | None" = None
    words: tuple[str, ...] = ()
    examples: tuple[tuple[str, str], ...] = ()
    scalar: bool = False
    listed: bool = False
    movements: bool = False
    prose: bool = False

    def table(self, keys: set[str]) -> Table | None:
        """Return the table that reads a mapping with these keys."""
        if len(self.tables) == 1:
            return self.tables[0]
        return next((table for table in self.tables if table.fields[0].key in keys), None)

    def at(self, key: str, keys: set[str]) -> "Shape | None":
        """Return what the value of a key may look like, among these keys; None if not known."""
        table = self.table(keys)
        for field in table.fields if table else ():
            if key in (field.key, *field.also):
                return shape_of(field, way=table is WAY)
        return self.values


def root(keys: set[str]) -> Shape:
    """Return the shape of the file that has these keys, a session if they fit it as well."""
    known = [(table, {field.key for field in table.fields}) for table in (SESSION, MOVEMENT)]
    return Shape(tables=(max(known, key=lambda one: len(one[1] & keys))[0],))


@cache
def shape_of(field: Field, *, way: bool = False) -> Shape:
    """Return what the value of a key looks like.

    Args:
        field: the key.
        way: whether the key belongs to an easier or harder way, whose ``movement`` is another one.
    """
    movements = field.key in _NAME_MOVEMENTS or (way and field.key == "movement")
    return _shape(field.reader.schema(), movements=movements, prose=field.key in _OR_PROSE)


def _shape(schema: Schema, *, movements: bool, prose: bool = False) -> Shape:
    tables: dict[str, Table] = {}
    words: dict[str, None] = {}
    examples: dict[str, str] = {}
    names: tuple[str, ...] = ()
    values, scalar, listed = None, False, False
    for leaf, in_list in _leaves(schema):
        listed = listed or in_list
        match leaf:
            case {"$ref": str(ref)}:
                table = _TABLES[ref.rpartition("/")[2]]
                tables[table.name] = table
            case {"type": "object", "propertyNames": named, "additionalProperties": inner}:
                names, values = tuple(named.get("enum", ())), _shape(inner, movements=movements)
            case _:
                scalar = True
                words |= dict.fromkeys(_words(leaf))
                examples |= _EXAMPLES.get(leaf.get("pattern", ""), {})
    bare_step = DO.name in tables
    return Shape(
        tuple(tables.values()),
        names,
        values,
        tuple(words),
        tuple(examples.items()),
        scalar,
        listed,
        movements=bare_step or (movements and scalar),
        prose=prose,
    )


def _leaves(schema: Schema, *, in_list: bool = False) -> Iterator[tuple[Schema, bool]]:
    """Yield the alternatives of a schema, and of the entries of its lists."""
    for one in schema.get("anyOf", ()):
        yield from _leaves(one, in_list=in_list)
    if schema.get("type") == "array":
        yield from _leaves(schema["items"], in_list=True)
    elif "anyOf" not in schema:
        yield schema, in_list


def _words(leaf: Schema) -> tuple[str, ...]:
    match leaf:
        case {"type": "string", "enum": words}:
            return tuple(words)
        case {"type": "boolean"}:
            return ("yes", "no")  # the plainest of their many spellings
        case {"type": "integer", "minimum": int(least), "maximum": int(most)}:
            return tuple(map(str, range(max(least, 2), min(most, 5) + 1)))
        case _:
            return ()


@cache
def list_keys() -> frozenset[str]:
    """Return the keys that hold a list wherever they stand."""
    fields = [field for table in _TABLES.values() for field in table.fields]
    other = {field.key for field in fields if not shape_of(field).listed}
    return frozenset(field.key for field in fields) - other
