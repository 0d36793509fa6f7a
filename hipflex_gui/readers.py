"""The readers there are: scalars, choices, lists, pairs and records, each with its schema."""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from typing import Any

from hipflex_gui.doses import MisreadError
from hipflex_gui.fields import BAD, Reader, Schema, Table, closest, read_table, suggestion
from hipflex_gui.i18n import _
from hipflex_gui.problems import Report, quoted
from hipflex_gui.yamlfile import Map, Node, Seq, Text

LONGEST_VALUE = 80
LONGEST_ID = 64
LONGEST_NAME = 80
LONGEST_TEXT = 300
LONGEST_NOTE = 3000
MOST_ITEMS = 200
ID = r"[a-z0-9]+(?:-[a-z0-9]+)*"
# Escapes in double quotes can write what no editor shows: controls, and marks that turn the
# order of the letters on a screen around.
UNSEEN = r"[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufeff]"
# Letters that Unicode does not take apart into a plain one and a mark; ß is folded to ss already.
_PLAIN = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l", "ı": "i"})
_UNSEEN = re.compile(rf"{UNSEEN}|[\ud800-\udfff]")


def parsed(
    what: str,
    parse: Callable[[str], Any],
    pattern: str,
    *,
    number: bool = False,
    name: str = "",
) -> Reader:
    """Return a reader of a scalar whose text ``parse`` understands.

    Args:
        what: what it is, for people.
        parse: raises ``MisreadError`` with what to write instead.
        pattern: the same as a regular expression, for the schema.
        number: whether YAML tools that turn scalars into numbers may hand one over.
        name: what it is in a word, where the forms it has are all told by ``parse``.
    """

    def read(node: Node, report: Report) -> Any:
        if not isinstance(node, Text) or not node.value.strip():
            report.add(node.where, _("{what} is expected here").format(what=what))
            return BAD
        try:
            if len(node.value) > LONGEST_VALUE:
                raise MisreadError("")
            return parse(node.value)
        except MisreadError as error:
            said = _("{value} is not {what}").format(value=quoted(node.value), what=name or what)
            report.add(node.where, said, str(error), fixes=error.fixes)
            return BAD

    # White space at the ends, and not only blanks: a text in block style ends with a new line.
    text: Schema = {"type": "string", "pattern": rf"^\s*{pattern}\s*$", "maxLength": LONGEST_VALUE}
    schema: Schema = {"anyOf": [text, {"type": "number", "minimum": 0}]} if number else text
    return Reader(what, read, lambda: schema)


def text(longest: int = LONGEST_TEXT) -> Reader:
    """Return a reader of a line of text; white space is folded."""
    short = _("a text of at most {most} characters").format(most=longest)
    what = short if longest < LONGEST_TEXT else _("a text")

    def read(node: Node, report: Report) -> Any:
        if not isinstance(node, Text):
            report.add(node.where, _("{what} is expected here").format(what=what))
            return BAD
        value = " ".join(node.value.split())
        if bad := _UNSEEN.search(value):
            said = _("an invisible character (U+{code:04X}) stands in this text")
            report.add(node.where, said.format(code=ord(bad[0])), _("leave it out"))
            return BAD
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

    schema: Schema = {
        "type": ["string", "number", "boolean"],
        "maxLength": longest,
        "pattern": r"\S",
        "not": {"pattern": UNSEEN, "type": "string"},
    }
    return Reader(what, read, lambda: dict(schema))


def choice(
    options: type[StrEnum] | Sequence[str],
    unclear: Mapping[str, tuple[str, tuple[str, ...]]] | None = None,
) -> Reader:
    """Return a reader of one of a few words.

    Args:
        options: an enumeration (its members are the values) or words (values as they are).
        unclear: words that could mean two things -> what to say about them, and the words that
            could be meant.
    """
    words: dict[str, Any] = {str(option): option for option in options}
    what = _("one of {words}").format(words=", ".join(words))

    def read(node: Node, report: Report) -> Any:
        if not isinstance(node, Text):
            report.add(node.where, _("{what} is expected here").format(what=what))
            return BAD
        word = node.value
        if word in words:
            return words[word]
        hint, fixes = (unclear or {}).get(word) or (suggestion(word, words), closest(word, words))
        said = _("{value} is not {what}").format(value=quoted(node.value), what=what)
        report.add(node.where, said, hint, fixes=fixes)
        return BAD

    return Reader(what, read, lambda: {"type": "string", "enum": list(words)})


def yes_no() -> Reader:
    """Return a reader of yes or no, in the spellings that YAML and people use."""
    plain = {"yes": True, "true": True, "no": False, "false": False}
    words = {form(word): plain[word] for word in plain for form in (str, str.title, str.upper)}
    what = _("yes or no")

    def read(node: Node, report: Report) -> Any:
        if isinstance(node, Text) and node.value in words:
            return words[node.value]
        report.add(node.where, _("{what} is expected here").format(what=what))
        return BAD

    return Reader(what, read, lambda: {"anyOf": [{"type": "boolean"}, {"enum": list(words)}]})


def whole(least: int, most: int) -> Reader:
    """Return a reader of a whole number between two limits."""
    what = _("a whole number from {least} to {most}").format(least=least, most=most)

    def parse(value: str) -> int:
        if not re.fullmatch(r"[0-9]{1,6}", value.strip()) or not least <= int(value) <= most:
            raise MisreadError("")
        return int(value)

    number = {"type": "integer", "minimum": least, "maximum": most}
    said = "|".join(map(str, range(least, most + 1)))
    text = {"type": "string", "pattern": rf"^\s*0{{0,4}}(?:{said})\s*$"}
    return Reader(what, parsed(what, parse, "").read, lambda: {"anyOf": [number, text]})


def list_of(item: Reader, least: int = 0, most: int = MOST_ITEMS) -> Reader:
    """Return a reader of a list; one value where a list is wanted is a list of one."""
    what = _("a list of: {what}").format(what=item.what)

    def read(node: Node, report: Report) -> Any:
        if least and isinstance(node, Text) and not node.value.strip():
            report.add(node.where, _("there is nothing in this list yet"))
            return BAD
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


def record(table: Table) -> Reader:
    """Return a reader of a mapping declared by a table."""
    return Reader(
        described(table),
        lambda node, report: read_table(table, node, report),
        lambda: {"$ref": f"#/$defs/{table.name}"},
    )


def described(table: Table) -> str:
    """Return what a mapping is, as part of a sentence."""
    return _(table.help)[0].lower() + _(table.help)[1:].rstrip(".")


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
                    said = _("there is no key {key} here").format(key=quoted(name.value))
                    report.add(name.where, said, hint, fixes=closest(name.value, tables))
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


def id_from(text: str) -> str:
    """Return the id that is closest to a text; empty if nothing of it can stand in one."""
    apart = unicodedata.normalize("NFKD", text.casefold().translate(_PLAIN))
    plain = "".join(char for char in apart if not unicodedata.combining(char))
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_ID].strip("-")


def identifier() -> Reader:
    """Return a reader of an id: lower-case words joined by hyphens."""

    def parse(value: str) -> str:
        if len(value) > LONGEST_ID or not re.fullmatch(ID, value):
            better = id_from(value)
            raise MisreadError(*[_("write {id}").format(id=better), better] if better else [""])
        return value

    what = _("an id (lower-case words joined by hyphens)")
    schema: Schema = {
        "anyOf": [
            {"type": "string", "pattern": f"^{ID}$", "maxLength": 64},
            {"type": ["integer", "boolean"], "minimum": 0},  # as are 90 and true without quotes
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
