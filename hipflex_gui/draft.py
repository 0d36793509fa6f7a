"""A session while it is being written: its steps good and bad, its problems, and what plays so far.

One bad step must not empty the list or the timeline, so what has errors is left out and the rest is
read again. Everything follows from the text; there is no second state that could differ from it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path as FilePath

from hipflex_gui import format as tables
from hipflex_gui.catalogue import session_of, timeline_of
from hipflex_gui.movements import Movement
from hipflex_gui.problems import Problem, Report, Severity
from hipflex_gui.sessions import Do, Pace, Session, Where, expanded
from hipflex_gui.timeline import Timeline, compile_session
from hipflex_gui.yamlfile import Map, Node, Seq, Text, parse
from hipflex_gui.yamltext import inline

Path = tuple[int, ...]
"""Which step: ``(2,)`` is the third, ``(2, 0)`` the first inside it; ``()`` is the session."""


class RowKind(StrEnum):
    """What a step is, by the key that tells."""

    DO = "do"
    OWN = "name"
    REST = "rest"
    REPEAT = "repeat"
    STRANGE = "strange"  # it has errors that leave open what it is


_MAIN_KEYS = {
    other: field.key
    for table in tables.SESSION_TABLES
    for field in table.fields
    for other in field.also
}

Value = str | tuple[str, ...]


@dataclass(frozen=True)
class Row:
    """One step as the file has it; a repeat is followed by what is in it.

    Attributes:
        name: the movement's name, or what stands in its place; empty for a rest or repeat.
        movement: the one it does, None where it is unknown or written in place.
        values: by key, as written: a list of texts as such, other lists and mappings on one line.
        lines: of the text, from 1; a repeat's own and those of its steps.
        where: the word it is known by: an id, a name, a number.
        problems: those in its lines, but for those of its steps.
    """

    path: Path
    kind: RowKind
    name: str
    movement: Movement | None
    values: Mapping[str, Value]
    lines: range
    where: Where
    problems: tuple[Problem, ...] = ()

    @property
    def broken(self) -> bool:
        """Whether an error keeps it from being played."""
        return any(problem.severity is Severity.ERROR for problem in self.problems)


@dataclass(frozen=True)
class Draft:
    """A session's text, read.

    Attributes:
        readable: whether it is YAML, so that its steps are known.
        values: the session's own keys, as ``Row.values``, without its steps.
        session: None where there are errors.
        problems: by place.
        rows: the steps, depth first; none where the text is no YAML.
        playable: the session without what has errors; None if nothing is left.
        timeline: compiled from that.
        item_rows: for each item of the timeline, which row it comes from.
    """

    text: str
    readable: bool
    name: str
    values: Mapping[str, Value]
    session: Session | None
    problems: tuple[Problem, ...]
    rows: tuple[Row, ...]
    playable: Session | None
    timeline: Timeline | None
    item_rows: tuple[int, ...]

    def row_at(self, line: int) -> int | None:
        """Return the innermost row that has a line of the text, from 1; None if there is none."""
        found = [index for index, row in enumerate(self.rows) if line in row.lines]
        return found[-1] if found else None

    def row_of(self, path: Path) -> int | None:
        """Return the row of a step; None if there is none."""
        return next((index for index, row in enumerate(self.rows) if row.path == path), None)


def read_draft(
    text: str, path: FilePath, movements: Mapping[str, Movement], pace: Pace, shown: str = ""
) -> Draft:
    """Read a session's text. Raises nothing.

    Args:
        text: the whole text; line ends of any kind.
        path: its file, which need not exist; see ``session_of``.
        movements: by id.
        pace: the user's.
        shown: the name that problems give the file.
    """
    begun = Report(shown or path.name, folder=path.parent)
    node, report = parse(text.encode("utf-8", "replace"), begun)
    readable = node is not None or not report.failed
    timeline = timeline_of(path, node, report, movements)
    session = timeline.session if timeline else None
    problems = sorted(report.problems, key=lambda one: (one.where.line, one.where.column))
    rows = _with_problems(list(_rows(node, report.text, movements)), problems)
    playable = session or _without_errors(path, node, problems, movements)
    if playable and (timeline is None or pace != Pace()):
        timeline = compile_session(playable, movements, pace)
    by_place = {(row.where.line, row.where.column): n for n, row in enumerate(rows)}
    does = [one for one in expanded(playable.steps) if isinstance(one, Do)] if playable else []
    name = node.get("name") if isinstance(node, Map) else None
    return Draft(
        text=text,
        readable=readable,
        name=" ".join(name.value.split()) if isinstance(name, Text) else "",
        values=_values(node, leave_out="steps"),
        session=session,
        problems=tuple(problems),
        rows=tuple(rows),
        playable=playable,
        timeline=timeline,
        item_rows=tuple(by_place[do.where.line, do.where.column] for do in does),
    )


def steps_of(node: Node | None) -> Sequence[Node]:
    """Return the steps that the root or a repeat has; one that is not in a list is a list of one.

    A key without a value has none.
    """
    steps = node.get("steps") if isinstance(node, Map) else None
    if isinstance(steps, Seq):
        return steps.items
    return [] if steps is None or (isinstance(steps, Text) and not steps.value) else [steps]


def _rows(
    node: Node | None, text: str, movements: Mapping[str, Movement], path: Path = ()
) -> Iterator[Row]:
    for index, step in enumerate(steps_of(node)):
        here = (*path, index)
        kind, named = kind_of(step)
        first = step.where.line
        lines = range(first, first + text.count("\n", *step.span) + 1)
        movement = movements.get(named.value) if kind is RowKind.DO and named else None
        said = " ".join(named.value.split()) if named else inline(step)[:60]
        shown = "" if kind in (RowKind.REST, RowKind.REPEAT) else said
        name = movement.name if movement else shown
        where = named.where if named else step.where
        yield Row(here, kind, name, movement, _values(step), lines, where)
        if kind is RowKind.REPEAT:
            yield from _rows(step, text, movements, here)


def kind_of(step: Node) -> tuple[RowKind, Text | None]:
    """Return what a step is, and the word that says so."""
    if isinstance(step, Text) and step.value:
        return RowKind.DO, step
    for key in tables.STEP_TABLES:
        value = step.get(key) if isinstance(step, Map) else None
        if isinstance(value, Text):
            return RowKind(key), value
    return RowKind.STRANGE, None


def _values(node: Node | None, leave_out: str = "") -> dict[str, Value]:
    if not isinstance(node, Map):
        return {}
    repeat = node.get("repeat") is not None
    return {
        _MAIN_KEYS.get(key.value, key.value): _value(value)
        for key, value in node.pairs
        if key.value != leave_out and not (repeat and key.value == "steps")
    }


def _value(node: Node) -> Value:
    match node:
        case Text():
            return " ".join(node.value.split())
        case Seq(items=items) if all(isinstance(item, Text) for item in items):
            return tuple(" ".join(item.value.split()) for item in items if isinstance(item, Text))
        case _:
            return inline(node)


def _with_problems(rows: list[Row], problems: Sequence[Problem]) -> list[Row]:
    """Give each row the problems in its lines; a problem belongs to the innermost row."""
    owner = {line: n for n, row in enumerate(rows) for line in row.lines}
    found: dict[int, list[Problem]] = {}
    for problem in problems:
        if problem.where.line in owner:
            found.setdefault(owner[problem.where.line], []).append(problem)
    return [
        Row(**{**vars(row), "problems": tuple(found[n])}) if n in found else row
        for n, row in enumerate(rows)
    ]


def _without_errors(
    path: FilePath,
    node: Node | None,
    problems: Sequence[Problem],
    movements: Mapping[str, Movement],
) -> Session | None:
    """Return the session without the steps and keys that have errors; None if that is nothing."""
    if not isinstance(node, Map):
        return None
    bad = {one.where.line for one in problems if one.severity is Severity.ERROR}
    kept = [(key, _pruned(value, bad)) for key, value in node.pairs if key.value == "steps"]
    known = {field.key for field in tables.SESSION.fields} - {"steps", "name"}
    kept += [
        (key, value)
        for key, value in node.pairs
        if key.value in known and not bad & _lines(key, value)
    ]
    name = (Text("name", node.where), Text("-", node.where))
    named = [pair for pair in node.pairs if pair[0].value == "name" and not bad & _lines(*pair)]
    pruned = Map([*(named or [name]), *kept], node.where)
    return session_of(path, pruned, Report("", folder=path.parent), movements)


def _lines(key: Text, value: Node) -> set[int]:
    last = value
    while not isinstance(last, Text):
        inner = [v for _k, v in last.pairs] if isinstance(last, Map) else last.items
        if not inner:
            break
        last = inner[-1]
    return set(range(key.where.line, last.where.line + 1))


def _pruned(steps: Node, bad: set[int]) -> Node:
    """Return steps without those that have errors; a repeat loses only those inside it."""
    kept: list[Node] = []
    for step in steps_of(Map([(Text("steps", steps.where), steps)], steps.where)):
        if kind_of(step)[0] is RowKind.REPEAT and isinstance(step, Map):
            inner = [
                (key, _pruned(value, bad) if key.value == "steps" else value)
                for key, value in step.pairs
            ]
            outer = [pair for pair in inner if pair[0].value != "steps"]
            emptied = any(isinstance(v, Seq) and not v.items for _k, v in inner)
            if not emptied and not any(bad & _lines(*pair) for pair in outer):
                kept.append(Map(inner, step.where))
        elif not bad & _lines(Text("", step.where), step):
            kept.append(step)
    return Seq(kept, steps.where)
