"""The order of keys in the canonical form: the field tables', with what authors do otherwise."""

from collections.abc import Iterator

from hipflex_gui import format as tables
from hipflex_gui.fields import Schema, Table
from hipflex_gui.format_figure import FRAME
from hipflex_gui.format_session import OWN, REPEAT, SESSION
from hipflex_gui.formatting_tree import Block, Entry, Line
from hipflex_gui.yamlfile import Map, Text

_TABLES = {table.name: table for table in (*tables.SESSION_TABLES, *tables.MOVEMENT_TABLES)}

# Where authors put keys elsewhere than the reference does: what to do comes before how it feels,
# and the figure, which is long, last. Each key with the one it stands before; empty is the end.
_BODY_MOVES = (("base", "set-up"), ("steps", "out"), ("sides", "base"), ("load", "base"))
_DOSE_MOVES = (*_BODY_MOVES, ("dose", "load"), ("doses", "load"))
_MOVES: dict[str, tuple[tuple[str, str], ...]] = {
    tables.MOVEMENT.name: _DOSE_MOVES,
    tables.VARIANT.name: _DOSE_MOVES,
    OWN.name: (
        ("base", "set-up"),
        ("steps", "out"),
        ("sides", "for"),
        ("notes", ""),
        ("figure", ""),
    ),
}
_AS_WRITTEN = (FRAME.name,)  # a pose is described from wherever its author began to look


def table_of(root: Map) -> Table:
    """Return the table of a file by its keys; of a session where they fit both kinds."""
    names = {key.value for key, _value in root.pairs}
    if "session" in names and "movement" not in names:
        return tables.SESSION

    def strange(table: Table) -> int:
        return len(names - {field.key for field in table.fields})

    return min(tables.SESSION, tables.MOVEMENT, key=strange)


def put_in_order(top: Block, table: Table) -> None:
    """Bring the keys of a whole file into order, each with its comments.

    Other spellings become the main one, and the steps of a session a list on lines of their own.
    """
    first = top.entries[0]
    header, blank = first.above, first.blank  # it stays first, whichever key is
    first.above, first.blank = [], False
    _sort(top, [{"$ref": f"#/$defs/{table.name}"}])
    top.entries[0].blank = _raise(header, blank, top.entries[0])
    top.entries[0].above = header


def _sort(block: Block, schemas: list[Schema]) -> None:
    """Bring the keys of a block and all in it into order; ``schemas``: what it may be."""
    if block.listed:
        inner = [schema for one in schemas for schema in _parts(one, "items")]
        for entry in block.entries:
            _inside(entry, inner)
            if isinstance(entry.value, Block) and entry.value.entries:
                first = entry.value.entries[0]
                entry.blank = _raise(entry.above, entry.blank, first)
        return
    table = _table(block, schemas)
    fields = {name: one for one in table.fields for name in (one.key, *one.also)} if table else {}
    names = {entry.key.value for entry in block.entries if entry.key}
    free = [schema for one in schemas for schema in _parts(one, "additionalProperties")]
    for entry in block.entries:
        assert entry.key  # only items of lists have none
        field = fields.get(entry.key.value)
        if field and field.key not in names:
            entry.key = Text(field.key, entry.key.where)
        if table in (SESSION, REPEAT) and entry.key.value == "steps":
            _listed(entry)
        _inside(entry, [field.reader.schema()] if field else free)
    if table and table.name not in _AS_WRITTEN:
        order = _order(table)
        block.entries.sort(key=lambda e: order.get(e.key.value if e.key else "", len(order)))


def _inside(entry: Entry, schemas: list[Schema]) -> None:
    if isinstance(entry.value, Block):
        _sort(entry.value, schemas)


def _listed(entry: Entry) -> None:
    """Make the steps of an entry a list on lines of their own, also if it is one step alone."""
    value = entry.value
    if isinstance(value, Block) and value.listed:
        value.flow = value.flow and not value.entries
    elif isinstance(value, Block) or value.value:
        block = Block(entry, True, False, 0, value.span)
        item = Entry(None, value, block, value.span[0])
        block.entries.append(item)
        if isinstance(value, Block):
            value.owner = item
        entry.value = block


def _raise(above: list[Line], blank: bool, first: Entry) -> bool:
    """Put the comments of a block's first entry to those above the block.

    Args:
        above: those above the block.
        blank: whether a blank line stands between them and the block.
        first: the block's first entry.

    Returns:
        Whether there is a blank line between all of them and the block.
    """
    if first.above:
        first.above[0].blank, blank = blank, first.blank
    above += first.above
    first.above, first.blank = [], False
    return blank


def _parts(schema: Schema, key: str) -> Iterator[Schema]:
    """Yield what a schema says of the items of a list, or of the values of free keys."""
    if isinstance(schema.get(key), dict):
        yield schema[key]
    for one in schema.get("anyOf", ()):
        yield from _parts(one, key)


def _references(schema: Schema) -> Iterator[str]:
    if "$ref" in schema:
        yield schema["$ref"].rpartition("/")[2]
    for one in schema.get("anyOf", ()):
        yield from _references(one)


def _table(block: Block, schemas: list[Schema]) -> Table | None:
    """Return the table that reads a mapping: the only one, or that whose first key is there."""
    found = [_TABLES[name] for schema in schemas for name in _references(schema)]
    names = {entry.key.value for entry in block.entries if entry.key}
    if len(found) == 1:
        return found[0]
    return next((table for table in found if table.fields[0].key in names), None)


def _order(table: Table) -> dict[str, int]:
    keys = [field.key for field in table.fields]
    for key, before in _MOVES.get(table.name, ()):
        keys.remove(key)
        keys.insert(keys.index(before) if before else len(keys), key)
    return {key: number for number, key in enumerate(keys)}
