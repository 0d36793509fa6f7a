"""Field tables: a file format declared once, as data.

A ``Table`` lists the keys of one mapping; each ``Field`` has a ``Reader``, which turns a node into
a value and can describe itself. From the tables follow the reading, all problems of a file at once
and "did you mean" (here), the JSON Schema and the reference page (``schema``). ``readers`` has the
readers there are, ``format`` the tables themselves.

Readers return ``BAD`` after they have reported what is wrong, so that reading goes on and the rest
of the file is checked as well.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, Final

from hipflex_gui.doses import MisreadError
from hipflex_gui.i18n import _
from hipflex_gui.problems import Report, quoted
from hipflex_gui.yamlfile import Map, Node, Text

Schema = dict[str, Any]


class _Bad:
    def __repr__(self) -> str:
        return "BAD"


BAD: Final = _Bad()


@dataclass(frozen=True)
class Reader:
    """How one kind of value is read and described.

    Attributes:
        what: the value for people, as it stands in the reference ("a time such as 30s").
        read: node and report to value, or ``BAD`` after reporting.
        schema: the same as JSON Schema. A function, because tables may contain themselves.
    """

    what: str
    read: Callable[[Node, Report], Any]
    schema: Callable[[], Schema]


@dataclass(frozen=True)
class Field:
    """One key of a mapping.

    Attributes:
        key: as written in files; the value goes to ``into``, or the key with underscores.
        help: one sentence for the reference.
        also: other spellings that are accepted.
    """

    key: str
    reader: Reader
    help: str
    required: bool = False
    also: tuple[str, ...] = ()
    into: str = ""

    @property
    def attribute(self) -> str:
        """The name of the argument that ``build`` is given."""
        return self.into or self.key.replace("-", "_")


@dataclass(frozen=True)
class Table:
    """One mapping of the format.

    Attributes:
        build: called with the values of the keys that were there.
        apart: groups of keys that exclude each other.
        needs: key -> a key without which it means nothing.
        some: keys of which at least one must be there.
    """

    name: str
    help: str
    fields: tuple[Field, ...]
    build: Callable[..., Any]
    apart: tuple[tuple[str, ...], ...] = ()
    needs: Mapping[str, str] | None = None
    some: tuple[str, ...] = ()


def closest(word: str, known: Iterable[str]) -> list[str]:
    """Return the known word that a word comes nearest to, in a list; an empty one if none does."""
    return get_close_matches(word.lower(), list(known), n=1, cutoff=0.6)


def suggestion(word: str, known: Iterable[str]) -> str:
    """Return "did you mean ...?" for a word that is not known, or nothing."""
    close = closest(word, known)
    return _("did you mean {word}?").format(word=close[0]) if close else ""


def read_table(table: Table, node: Node, report: Report) -> Any:
    """Read a mapping by its table.

    Returns:
        What the table builds, or ``BAD``. Every problem is in the report, also those behind the
        first one.
    """
    if not isinstance(node, Map):
        said = _("keys are expected here: {keys}").format(
            keys=", ".join(f"{field.key}:" for field in table.fields[:5])
        )
        report.add(node.where, said)
        return BAD
    known = {name: field for field in table.fields for name in (field.key, *field.also)}
    values: dict[str, Any] = {}
    keys: dict[str, Text] = {}
    good = True
    for name, value in node.pairs:
        field = known.get(name.value)
        if field is None and report.full:
            good = False
        elif field is None:
            said = _("there is no key {key} here").format(key=quoted(name.value))
            hint = suggestion(name.value, known) or _("there are: {keys}").format(
                keys=", ".join(field.key for field in table.fields)
            )
            report.add(name.where, said, hint, fixes=closest(name.value, known))
            good = False
        elif field.key in keys:
            said = _("{key} is another word for {first}, which is here already").format(
                key=name.value, first=keys[field.key].value
            )
            report.add(name.where, said)
            good = False
        else:
            keys[field.key] = name
            values[field.attribute] = field.reader.read(value, report)
    good = _fits(table, keys, node, report) and good
    if not good or BAD in values.values():
        return BAD
    try:
        return table.build(**values)
    except MisreadError as error:
        report.add(node.where, str(error))
        return BAD


def _fits(table: Table, keys: Mapping[str, Text], node: Map, report: Report) -> bool:
    good = True
    for field in table.fields:
        if field.required and field.key not in keys:
            said = _("{key}: is missing").format(key=field.key)
            report.add(node.where, said, _("it is {what}").format(what=field.reader.what))
            good = False
    for group in table.apart:
        found = [key for key in group if key in keys]
        for key in found[1:]:
            said = _("{keys} do not go together").format(keys=f"{found[0]} and {key}")
            report.add(keys[key].where, said, _("leave one of them out"))
            good = False
    if table.some and not any(key in keys for key in table.some):
        said = _("one of these keys is needed here: {keys}").format(keys=", ".join(table.some))
        report.add(node.where, said)
        good = False
    for key, needed in (table.needs or {}).items():
        if key in keys and needed not in keys:
            said = _("{key}: says nothing without {needed}:").format(key=key, needed=needed)
            report.add(keys[key].where, said)
            good = False
    return good
