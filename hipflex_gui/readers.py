"""The readers there are: scalars, choices, lists, pairs and records, each with its schema."""

import re
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from typing import Any

from hipflex_gui.doses import MisreadError
from hipflex_gui.fields import BAD, Reader, Schema, Table, read_table, suggestion
from hipflex_gui.i18n import _
from hipflex_gui.yamlfile import Map, Node, Report, Seq, Text

LONGEST_TEXT = 300
LONGEST_NOTE = 3000
MOST_ITEMS = 200
ID = r"[a-z0-9]+(?:-[a-z0-9]+)*"


def parsed(what: str, parse: Callable[[str], Any], pattern: str, *, number: bool = False) -> Reader:
    """Return a reader of a scalar whose text ``parse`` understands.

    Args:
        what: what it is, for people.
        parse: raises ``MisreadError`` with what to write instead.
        pattern: the same as a regular expression, for the schema.
        number: whether YAML tools that turn scalars into numbers may hand one over.
    """

    def read(node: Node, report: Report) -> Any:
        if not isinstance(node, Text) or not node.value.strip():
            report.add(node.where, _("{what} is expected here").format(what=what))
            return BAD
        try:
            return parse(node.value)
        except MisreadError as error:
            said = _("{value} is not {what}").format(value=f"'{node.value[:60]}'", what=what)
            report.add(node.where, said, str(error))
            return BAD

    text: Schema = {"type": "string", "pattern": f"^ *{pattern} *$"}
    schema: Schema = {"anyOf": [text, {"type": "number", "minimum": 0}]} if number else text
    return Reader(what, read, lambda: schema)


def text(longest: int = LONGEST_TEXT, what: str = "") -> Reader:
    """Return a reader of a line of text; white space is folded."""
    what = what or _("a text")

    def read(node: Node, report: Report) -> Any:
        if not isinstance(node, Text):
            report.add(node.where, _("{what} is expected here").format(what=what))
            return BAD
        value = " ".join(node.value.split())
        if not value:
            report.add(node.where, _("{what} is expected here").format(what=what))
            return BAD
        if len(value) > longest:
            report.add(
                node.where,
                _("this text has {n} characters; {most} are the most").format(
                    n=len(value), most=longest
                ),
                _("split it, or say it shorter"),
            )
            return BAD
        return value

    schema: Schema = {"type": ["string", "number", "boolean"], "minLength": 1, "pattern": r"\S"}
    return Reader(what, read, lambda: schema | {"maxLength": longest})


def choice(
    options: type[StrEnum] | Sequence[str], unclear: Mapping[str, str] | None = None
) -> Reader:
    """Return a reader of one of a few words.

    Args:
        options: an enumeration (its members are the values) or words (values as they are).
        unclear: words that could mean two things -> what to say about them.
    """
    words: dict[str, Any] = {str(option): option for option in options}
    what = _("one of {words}").format(words=", ".join(words))

    def read(node: Node, report: Report) -> Any:
        if not isinstance(node, Text):
            report.add(node.where, _("{what} is expected here").format(what=what))
            return BAD
        word = node.value.strip()
        if word in words:
            return words[word]
        hint = (unclear or {}).get(word) or suggestion(word, words)
        said = _("{value} is not {what}").format(value=f"'{node.value[:60]}'", what=what)
        report.add(node.where, said, hint)
        return BAD

    return Reader(what, read, lambda: {"type": "string", "enum": list(words)})


def yes_no() -> Reader:
    """Return a reader of yes or no, in the spellings that YAML and people use."""
    words = {"yes": True, "true": True, "no": False, "false": False}
    plain = choice(list(words))

    def read(node: Node, report: Report) -> Any:
        word = plain.read(node, report)
        return BAD if word is BAD else words[word]

    return Reader(
        _("yes or no"), read, lambda: {"anyOf": [{"type": "boolean"}, {"enum": list(words)}]}
    )


def whole(least: int, most: int) -> Reader:
    """Return a reader of a whole number between two limits."""
    what = _("a whole number from {least} to {most}").format(least=least, most=most)

    def parse(value: str) -> int:
        if not re.fullmatch(r"[0-9]{1,6}", value.strip()) or not least <= int(value) <= most:
            raise MisreadError(_("write {what}").format(what=what))
        return int(value)

    number = {"type": "integer", "minimum": least, "maximum": most}
    return Reader(
        what,
        parsed(what, parse, "").read,
        lambda: {"anyOf": [number, {"type": "string", "pattern": "^ *[0-9]{1,6} *$"}]},
    )


def list_of(item: Reader, least: int = 0, most: int = MOST_ITEMS) -> Reader:
    """Return a reader of a list; one value where a list is wanted is a list of one."""
    what = _("a list of: {what}").format(what=item.what)

    def read(node: Node, report: Report) -> Any:
        items = node.items if isinstance(node, Seq) else [node]
        if not least <= len(items) <= most:
            said = _("this list has {n} entries").format(n=len(items))
            hint = _("{least} to {most} are meant").format(least=least, most=most)
            report.add(node.where, said, hint)
            return BAD
        values = [item.read(entry, report) for entry in items]
        return BAD if BAD in values else tuple(values)

    def schema() -> Schema:
        several = {"type": "array", "items": item.schema(), "minItems": least, "maxItems": most}
        return {"anyOf": [item.schema(), several]}

    return Reader(what, read, schema)


def pairs_of(key: Reader, value: Reader, most: int = 12) -> Reader:
    """Return a reader of a mapping with free keys, read as a tuple of pairs in file order."""
    what = _("keys and values: {value}").format(value=value.what)

    def read(node: Node, report: Report) -> Any:
        if not isinstance(node, Map) or not 1 <= len(node.pairs) <= most:
            report.add(node.where, _("1 to {n} {what} are expected").format(n=most, what=what))
            return BAD
        pairs = [(key.read(name, report), value.read(entry, report)) for name, entry in node.pairs]
        return BAD if any(BAD in pair for pair in pairs) else tuple(pairs)

    def schema() -> Schema:
        names = {"minLength": 1, "maxLength": LONGEST_TEXT} | key.schema()
        return {
            "type": "object",
            "propertyNames": names,
            "additionalProperties": value.schema(),
            "minProperties": 1,
            "maxProperties": most,
        }

    return Reader(what, read, schema)


def anything() -> Reader:
    """Return a reader that keeps the node for somebody else."""
    return Reader(_("anything"), lambda node, _report: node, dict)


def record(table: Table) -> Reader:
    """Return a reader of a mapping declared by a table."""
    return Reader(
        _("keys of {name}").format(name=table.name),
        lambda node, report: read_table(table, node, report),
        lambda: {"$ref": f"#/$defs/{table.name}"},
    )


def either(scalar: Reader, mapping: Reader) -> Reader:
    """Return a reader that takes the short form or the long one, by the node's shape."""

    def read(node: Node, report: Report) -> Any:
        return (mapping if isinstance(node, Map) else scalar).read(node, report)

    what = _("{short}, or {long}").format(short=scalar.what, long=mapping.what)
    return Reader(what, read, lambda: {"anyOf": [scalar.schema(), mapping.schema()]})


def by_key(tables: Mapping[str, Table], what: str) -> Reader:
    """Return a reader of mappings told apart by a key; the first table whose key is there reads."""

    def read(node: Node, report: Report) -> Any:
        if isinstance(node, Map):
            names = {name.value for name, _value in node.pairs}
            found = [key for key in tables if key in names]
            if found:
                return read_table(tables[found[0]], node, report)
            for name, _value in node.pairs:
                if hint := suggestion(name.value, tables):
                    said = _("there is no key {key} here").format(key=f"'{name.value[:60]}'")
                    report.add(name.where, said, hint)
                    return BAD
        keys = ", ".join(f"{key}:" for key in tables)
        report.add(node.where, _("{what} is expected here").format(what=what), keys)
        return BAD

    return Reader(
        what,
        read,
        lambda: {"anyOf": [{"$ref": f"#/$defs/{table.name}"} for table in tables.values()]},
    )


def movement_id() -> Reader:
    """Return a reader of a movement's id; it is noted in the report to be looked up later."""
    plain = identifier()

    def read(node: Node, report: Report) -> Any:
        name = plain.read(node, report)
        if name is not BAD:
            report.links.append((name, node.where))
        return name

    return Reader(_("the id of a movement"), read, plain.schema)


def identifier() -> Reader:
    """Return a reader of an id: lower-case words joined by hyphens."""

    def parse(value: str) -> str:
        if len(value) > 64 or not re.fullmatch(ID, value):
            better = re.sub(r"[^a-z0-9]+", "-", value.lower()).strip("-")[:64]
            hint = _("write {id}").format(id=better) if better else ""
            raise MisreadError(hint)
        return value

    what = _("an id (lower-case words joined by hyphens)")
    schema: Schema = {
        "anyOf": [
            {"type": "string", "pattern": f"^{ID}$", "maxLength": 64},
            {"type": "integer", "minimum": 0},
        ]
    }
    return Reader(what, parsed(what, parse, ID).read, lambda: schema)


def placed(reader: Reader) -> Reader:
    """Return a reader of the value together with its place, for problems found later."""

    def read(node: Node, report: Report) -> Any:
        value = reader.read(node, report)
        return BAD if value is BAD else (value, node.where)

    return Reader(reader.what, read, reader.schema)


def converted(reader: Reader, change: Callable[[Any], Any]) -> Reader:
    """Return a reader whose good values are passed through a function."""

    def read(node: Node, report: Report) -> Any:
        value = reader.read(node, report)
        return BAD if value is BAD else change(value)

    return Reader(reader.what, read, reader.schema)
