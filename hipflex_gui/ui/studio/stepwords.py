"""What a step's card and its fields say, and what their words become in the file. No widgets."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from hipflex_gui import doses, format, plan
from hipflex_gui.doses import MisreadError, Unit
from hipflex_gui.draft import Row, RowKind
from hipflex_gui.i18n import _, ngettext
from hipflex_gui.movements import Movement, Sides
from hipflex_gui.problems import Problem, Report
from hipflex_gui.ui.pages.facts import capital, movement_dose
from hipflex_gui.yamlfile import Map, Text, parse

_KEYS = {
    other: field.key
    for table in format.SESSION_TABLES
    for field in table.fields
    for other in field.also
}
UNTIL_DONE = "until done"
_SHORT = {"": Unit.SECONDS, "s": Unit.SECONDS, "sec": Unit.SECONDS, "time": Unit.REPS}
_NUMBERS = r"[0-9][0-9.]*(?: *[-\u2013] *[0-9.]+)?"


@dataclass(frozen=True, slots=True)
class StepCard:
    """What the card of a step shows.

    Attributes:
        about: what stands under the title.
        dose: what stands at the end; ``own_dose`` where it is the movement's own.
        icon: in place of a figure.
        written: whether the title is the file's word, which is shown in a fixed font.
        warn: whether it has errors.
    """

    title: str
    about: str
    dose: str = ""
    own_dose: bool = False
    icon: str = ""
    written: bool = False
    warn: bool = False


def card_of(row: Row) -> StepCard:
    """Return what the card of a step shows."""
    value = row.values.get
    match row.kind:
        case RowKind.REST:
            about, dose = _("Before what comes next"), dose_words(_text(value("rest")))
            title, icon = _("Rest"), "clock"
        case RowKind.REPEAT:
            times = _text(value("repeat"))
            title, about = _("Repeat"), _("All of this")
            dose, icon = _("{n} times").format(n=times[:20]), "refresh"
        case RowKind.STRANGE:
            return StepCard(row.name, _line(_("Not understood, line {n}"), row), "", False,
                            "warning", written=True, warn=True)  # fmt: skip
        case _:
            return _movement_card(row)
    if row.broken:
        about = problems_text(row)
    return StepCard(title, about, dose, icon=icon, warn=row.broken)


def _movement_card(row: Row) -> StepCard:
    dose = dose_words(_text(row.values.get("for")))
    own_dose = not dose
    unknown = row.kind is RowKind.DO and row.movement is None
    if own_dose and row.movement and "walk" not in row.values:
        dose = movement_dose(row.movement)
    if unknown:
        about = _line(_("Unknown, line {n}"), row)
    else:
        about = problems_text(row) if row.broken else _about(row)
    icon = "warning" if row.broken else "file" if row.kind is RowKind.OWN else ""
    return StepCard(row.name, about, dose, own_dose, icon, unknown, row.broken)


def _about(row: Row) -> str:
    sides = sides_of(row)
    sets, tempo = _text(row.values.get("sets")), tempo_of(row.values.get("phases", ""))
    parts = [
        capital(plan.sides_text(sides)),
        _("{n} sets").format(n=sets[:10]) if sets not in ("", "1") else "",
        ", ".join(tempo.values()) if isinstance(tempo, Mapping) else "",
        _text(row.values.get("load"))[:30],
        problems_text(row),
    ]
    return "  ·  ".join(part for part in parts if part)


def _line(pattern: str, row: Row) -> str:
    return pattern.format(n=row.problems[0].where.line if row.problems else row.lines.start)


def problems_text(row: Row) -> str:
    """Return how many problems a step has, and where; empty if it has none."""
    count = len(row.problems)
    if not count:
        return ""
    said = ngettext("{n} problem, line {line}", "{n} problems, line {line}", count)
    return said.format(n=count, line=row.problems[0].where.line)


def spoken(row: Row, card: StepCard, number: int, count: int) -> str:
    """Return what a screen reader says of a step."""
    about = "" if row.problems else card.about.replace("  ·  ", ", ")
    inside = _("inside a repeat") if len(row.path) > 1 else ""
    parts = [card.title, card.dose, about[:1].lower() + about[1:], inside]
    said = ", ".join(part for part in parts if part)
    where = _("Step {n} of {count}, {what}").format(n=number, count=count, what=said)
    many = len(row.problems)
    problems = ngettext("{n} problem", "{n} problems", many).format(n=many)
    return f"{where}; {problems}" if many else where


def sides_of(row: Row) -> Sides:
    """Return how a step deals with left and right."""
    own = row.movement.sides if row.movement else Sides.TOGETHER
    try:
        return Sides(_text(row.values.get("sides")) or own)
    except ValueError:
        return own


def sides_for(row: Row) -> list[Sides]:
    """Return the side modes that make sense for a step, what it has among them."""
    own, now, amount = default_sides(row), sides_of(row), _text(row.values.get("for"))
    if own is Sides.BY_DIRECTION:
        return [own]
    wanted = {own, now}
    if own is not Sides.TOGETHER or row.kind is RowKind.OWN:
        wanted |= {Sides.EACH, Sides.ONE, Sides.LEFT, Sides.RIGHT}
    counted = split_dose(amount)[1] if amount else _unit_of(row.movement)
    if counted is Unit.REPS and len(wanted) > 2:
        wanted |= {Sides.ALTERNATE, Sides.WITHIN_REP}
    return [side for side in Sides if side in wanted]


def default_sides(row: Row) -> Sides:
    """Return the side mode of a step that says none."""
    return row.movement.sides if row.movement else Sides.TOGETHER


def _unit_of(movement: Movement | None) -> Unit:
    dose = movement.dose.dose if movement else None
    return dose.unit if dose else Unit.SECONDS


def dose_words(written: str) -> str:
    """Return a dose for people; one that cannot be read as it is written."""
    try:
        return doses.dose(written).text() if written else ""
    except MisreadError:
        return written[:40]


def split_dose(written: str) -> tuple[str, Unit | None]:
    """Return a dose as what is typed into its field and its unit; no unit for ``until done``.

    What cannot be parted stays whole: ``1m30s``, ``quite long``.
    """
    if written == UNTIL_DONE:
        return "", None
    match = re.fullmatch(rf"({_NUMBERS}) *([a-z]*?)s?( *\+)?|({_NUMBERS}\+) *([a-z]*?)s?", written)
    if not match:
        return written, Unit.SECONDS
    number, word = match[1] or match[4], match[2] if match[1] else match[5]
    unit = _SHORT.get(word, f"{word}s")
    if unit not in list(Unit):
        return written, Unit.SECONDS
    return f"{number}{(match[3] or '').strip()}", Unit(unit)


def join_dose(typed: str, unit: Unit | None) -> str:
    """Return a dose as the file has it; what has letters of its own is left as it was typed."""
    if unit is None:
        return UNTIL_DONE
    typed = " ".join(typed.split())
    if not typed or re.search(r"[^\W\d_]|:", typed):
        return typed
    if unit is Unit.SECONDS:
        return f"{typed[:-1].strip()}s+" if typed.endswith("+") else f"{typed}s"
    return f"{typed} {unit if typed != '1' else unit[:-1]}"


def tempo_of(written: object) -> Mapping[str, str] | str:
    """Return the parts of a rep with their lengths, from a file or as they are typed.

    What cannot be read is given back: ``{lower: 3s}`` and ``lower 3s, rise 2s`` can.
    """
    text = _text(written).strip()
    if text.startswith("{"):
        node, report = parse(text.encode(), Report(""))
        pairs = node.pairs if isinstance(node, Map) and not report.failed else []
        found = {key.value: value.value for key, value in pairs if isinstance(value, Text)}
        return found if found and len(found) == len(pairs) else text
    parts = [part.strip() for part in text.split(",")]
    lengths = [re.fullmatch(rf"(\S.*?):? +({doses.LENGTH})", part) for part in parts]
    if not text or not all(lengths):
        return text
    return {match[1]: match[2] for match in lengths if match}


def tempo_text(written: object) -> str:
    """Return the parts of a rep as one types them: ``lower 3s, pause 1s, rise 2s``."""
    tempo = tempo_of(written)
    if isinstance(tempo, str):
        return tempo
    return ", ".join(f"{name} {length}" for name, length in tempo.items())


def movement_tempo(movement: Movement) -> str:
    """Return a movement's own tempo as one would type it."""
    said = []
    for part in movement.dose.parts:
        seconds, counts = part.length.seconds, part.length.counts
        length = f"{seconds:g}s" if seconds else f"{counts} counts" if counts else "slowly"
        said.append(f"{part.name} {length}")
    return ", ".join(said)


def key_of(problem: Problem) -> str:
    """Return the key of the file that a problem is about; empty where its line has none."""
    keys = [
        match[1]
        for match in re.finditer(r"([\w-]+) *:(?=\s|$)", problem.source)
        if match.start() < problem.at
    ]
    return _KEYS.get(keys[-1], keys[-1]) if keys else ""


def _text(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(value)
    return str(value or "")
