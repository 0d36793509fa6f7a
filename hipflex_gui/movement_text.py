"""A movement as a form, and the form as the text of a movement file.

Only what was changed in the form is written; every other line stays as its author left it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace

from hipflex_gui.editing_values import set_value
from hipflex_gui.fields import BAD
from hipflex_gui.figure.figures import Figure
from hipflex_gui.figure_text import figure_text
from hipflex_gui.format_figure import FIGURE_READER
from hipflex_gui.i18n import _
from hipflex_gui.layout import EditError, read_root, reindented
from hipflex_gui.problems import Report
from hipflex_gui.yamlfile import Map, Node, Seq, Text
from hipflex_gui.yamltext import inline, scalar

_HERE = "HIPFLEX-VALUE"  # stands for a value while its place is found
_HEADER = "# yaml-language-server:"
_NAMES = ("name", "area", "when")  # what an item of a list is known by


@dataclass(frozen=True)
class Form:
    """What the form of a movement holds, each as a file says it; empty where it says nothing.

    Attributes:
        cautions: when, and what to do then.
        picture: the name of a file beside the movement's.
        figure: None where there is none, or none that can be read.
    """

    name: str = ""
    kind: str = "stretch"
    level: str = "easy"
    place: str = ""
    targets: tuple[str, ...] = ()
    props: tuple[str, ...] = ()
    sides: str = "together"
    dose: str = ""
    sets: str = ""
    rest: str = ""
    set_up: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    out: str = ""
    feel: str = ""
    cautions: tuple[tuple[str, str], ...] = ()
    figure: Figure | None = None
    picture: str = ""


def read_form(text: str) -> Form:
    """Return what a movement file says, as a form.

    Raises:
        EditError: the text cannot be read.
    """
    root = read_root(text)
    dose = root.get("dose")
    figure = root.get("figure")
    drawn = FIGURE_READER.read(figure, Report("")) if figure else None
    plain = Form()
    return Form(
        name=_word(root.get("name")),
        kind=_word(root.get("kind")) or plain.kind,
        level=_word(root.get("level")) or plain.level,
        place=_word(root.get("place")),
        targets=tuple(_items(root.get("targets"))),
        props=tuple(_items(root.get("props"))),
        sides=_word(root.get("sides")) or plain.sides,
        dose=_word(dose.get("for") if isinstance(dose, Map) else dose),
        sets=_word(dose.get("sets")) if isinstance(dose, Map) else "",
        rest=_word(dose.get("rest")) if isinstance(dose, Map) else "",
        set_up=tuple(_items(root.get("set-up"))),
        steps=tuple(_items(root.get("steps"))),
        out=_word(root.get("out")),
        feel=_word(root.get("feel")),
        cautions=tuple(
            (_word(item.get("when")), _word(item.get("say")))
            for item in _listed(root.get("cautions"))
            if isinstance(item, Map)
        ),
        figure=None if drawn is BAD else drawn,
        picture=_word(root.get("picture")),
    )


def merged(form: Form, before: Form, there: Form) -> tuple[Form, list[str]]:
    """Return a form with what was changed in its file meanwhile, and what was changed in both.

    Args:
        form: as it is to be saved; it holds where both have changed.
        before: as the file was when the form was filled.
        there: as the file is now.
    """
    names = [one.name for one in fields(Form)]
    mine = [name for name in names if getattr(form, name) != getattr(before, name)]
    theirs = [name for name in names if getattr(there, name) not in _either(form, before, name)]
    both = [name for name in mine if name in theirs]
    return replace(there, **{name: getattr(form, name) for name in mine}), both


def _either(form: Form, before: Form, name: str) -> tuple[object, object]:
    return getattr(form, name), getattr(before, name)


def write_form(text: str, form: Form) -> str:
    """Return the text of a movement file with what a form says otherwise.

    Raises:
        EditError: the text cannot be read, or is written in a way that cannot be edited here.
    """
    before, root = read_form(text), read_root(text)
    if root.flow:
        said = _("This file is written in braces, as JSON is. Change it in a text editor.")
        raise EditError(said)
    for name in (one.name for one in fields(Form)):
        if getattr(form, name) == getattr(before, name):
            continue
        value, key = getattr(form, name), name.replace("_", "-")
        match name:
            case "dose" | "sets" | "rest":
                text = _with_dose(text, form)
            case "figure":
                text = set_lines(text, key, figure_text(value).splitlines() if value else [])
            case "cautions":
                text = set_lines(text, key, list(_cautions(read_root(text).get(key), value)))
            case "targets" | "props":
                text = set_lines(text, key, list(_kept(read_root(text).get(key), value)))
            case _:
                text = set_value(text, (), key, value or None)
    return text


def set_lines(text: str, key: str, lines: Sequence[str]) -> str:
    """Return the text with a key whose value is these lines, written below it; [] removes it.

    Raises:
        EditError: the text cannot be read.
    """
    if not lines:
        return set_value(text, (), key, None)
    return _put(text, key, "".join(f"\n  {line}" for line in lines))


def _put(text: str, key: str, value: str) -> str:
    """Return the text with a key that has a value as written, the white space before it too."""
    text = set_value(text, (), key, _HERE)
    return re.sub(rf"\s*{_HERE}", lambda _match: value, text, count=1)


def new_text(movement_id: str, schema: str) -> str:
    """Return the text that a new movement begins with; ``schema`` is for editors."""
    return f"{_HEADER} $schema={schema}\nmovement: {movement_id}\n"


def version_of(text: str, movement: str, new_id: str, schema: str) -> str:
    """Return the text of a version of one's own of a movement, or variant, of a file.

    Args:
        text: the file.
        movement: the id of one of its movements.
        new_id: the id it becomes.
        schema: where the schema is, for editors.

    Raises:
        EditError: the text cannot be read.
    """
    lines = [line for line in text.split("\n") if not line.startswith(_HEADER)]
    text = f"{_HEADER} $schema={schema}\n" + "\n".join(lines)
    variant = next((one for one in _variants(text) if _word(one.get("movement")) == movement), None)
    own = (
        {name.value: _lines_of(text, name, value) for name, value in variant.pairs}
        if variant
        else {}
    )
    text = set_value(text, (), "variants", None)
    for key, written in own.items():
        text = _put(text, key, "\n".join(written))
    return set_value(text, (), "movement", new_id)


def is_variant(text: str, movement: str) -> bool:
    """Return whether a file has a movement only as a variant of another one."""
    return any(_word(one.get("movement")) == movement for one in _variants(text))


def _variants(text: str) -> list[Map]:
    found = _listed(read_root(text).get("variants"))
    return [one for one in found if isinstance(one, Map)]


def _lines_of(text: str, name: Text, value: Node) -> list[str]:
    """Return a value as written, its first line and those below it, as of the first column."""
    start = text.index(":", name.span[1]) + 1
    first, *rest = text[start : value.span[1]].split("\n")
    return [f" {first.strip()}".rstrip(), *reindented(rest, name.where.column - 1, 0)]


def _word(node: Node | None) -> str:
    return " ".join(node.value.split()) if isinstance(node, Text) else ""


def _listed(node: Node | None) -> list[Node]:
    return node.items if isinstance(node, Seq) else [node] if node else []


def _items(node: Node | None) -> Iterator[str]:
    """Yield what each item of a list is called."""
    for item in _listed(node):
        known = item if isinstance(item, Text) else None
        if isinstance(item, Map):
            known = next(
                (v for k, v in item.pairs if k.value in _NAMES and isinstance(v, Text)), None
            )
        if name := _word(known):
            yield name


def _kept(node: Node | None, names: Sequence[str]) -> Iterator[str]:
    """Yield the items of a list as lines; what was said of one that stays is kept."""
    before = {name: item for item in _listed(node) for name in _items(item)}
    for name in names:
        yield f"- {inline(before[name]) if name in before else scalar(name)}"


def _cautions(node: Node | None, wanted: Sequence[tuple[str, str]]) -> Iterator[str]:
    before = {_word(item.get("when")): item for item in _listed(node) if isinstance(item, Map)}
    for when, say in wanted:
        yield f"- when: {scalar(when)}"
        yield f"  say: {scalar(say)}"
        old = before.get(when)
        if old and (prop := old.get("prop")):
            yield f"  prop: {inline(prop)}"


def _with_dose(text: str, form: Form) -> str:
    """Set the dose; who set it before did not set this one, the parts of its reps stay."""
    old = read_root(text).get("dose")
    own = {"for": form.dose, "sets": form.sets, "rest": form.rest}
    values = {key: scalar(value, flow=True) for key, value in own.items() if value}
    if isinstance(old, Map):
        values |= {
            key.value: inline(value, flow=True)
            for key, value in old.pairs
            if key.value not in (*own, "from")
        }
    if not values:
        return set_value(text, (), "dose", None)
    if list(values) == ["for"]:
        return set_value(text, (), "dose", form.dose)
    whole = ", ".join(f"{key}: {value}" for key, value in values.items())
    return _put(text, "dose", f" {{{whole}}}")
