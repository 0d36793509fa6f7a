"""The parts that both kinds of file are made of: scalars, doses and the small mappings."""

import re
from typing import Any

from hipflex_gui import doses
from hipflex_gui.doses import Dose, MisreadError, Unit
from hipflex_gui.fields import BAD, Field, Reader, Table
from hipflex_gui.i18n import N_, _
from hipflex_gui.movements import (
    After,
    Breathing,
    Condition,
    DoseChoice,
    Effect,
    Later,
    Origin,
    Part,
    Prop,
    Sides,
    Target,
    Way,
)
from hipflex_gui.problems import Report
from hipflex_gui.readers import (
    ID,
    LONGEST_NOTE,
    choice,
    converted,
    either,
    identifier,
    list_of,
    movement_id,
    pairs_of,
    parsed,
    record,
    text,
    yes_no,
)
from hipflex_gui.yamlfile import Node, Text

MOST_REPEATS = 50


def _positive(value: str) -> float:
    seconds = doses.duration(value)
    if not seconds:
        raise MisreadError(_("the time must be more than 0"))
    return seconds


def _sets(value: str) -> tuple[int, int]:
    amount = doses.count_amount(value)
    if amount.high is None or amount.high > MOST_REPEATS:
        raise MisreadError(_("write a number such as 3, or a range such as 3-4"))
    return int(amount.low), int(amount.high)


DURATION = parsed(
    N_("a time such as 30s or 1m30s"),
    _positive,
    doses.DURATION,
    number=True,
    name=N_("a time"),
)
TIME_OR_NONE = parsed(
    N_("a time such as 5s, or 0"),
    doses.duration,
    doses.DURATION,
    number=True,
    name=N_("a time"),
)
DOSE = parsed(
    N_("a time, a number of breaths, counts, reps or steps, or: until done"),
    doses.dose,
    doses.DOSE,
    number=True,
    name=N_("a dose"),
)
LENGTH = parsed(
    N_("a time, a number of counts, or: slowly"),
    doses.length,
    doses.LENGTH,
    number=True,
    name=N_("a length"),
)
SETS = parsed(
    N_("a number of sets such as 3 or 3-4"),
    _sets,
    doses.COUNT_AMOUNT,
    number=True,
    name=N_("a number of sets"),
)
LEG = parsed(
    N_("a leg such as: forward 10, or: rest 15s"), doses.leg, doses.LEG, name=N_("a leg of a walk")
)
TEXTS = list_of(text())
NOTE = text(LONGEST_NOTE)
UNCLEAR_SIDES = {
    "both": (
        N_("write each (one after the other) or together (both at once)"),
        ("each", "together"),
    ),
}
SIDES = choice(Sides, UNCLEAR_SIDES)
PARTS = converted(
    pairs_of(text(40), LENGTH), lambda pairs: tuple(Part(name, length) for name, length in pairs)
)


def tuple_of(table: Table) -> Reader:
    """Return a reader of a list of a table's mappings."""
    return list_of(record(table))


TARGET = Table(
    "Target",
    N_("An area of the body, with what is done to it."),
    (
        Field("area", identifier(), N_("The area, such as hip-flexors."), required=True),
        Field("effect", choice(Effect), N_("What is done to it, if not what the kind says.")),
    ),
    Target,
)
PROP = Table(
    "Prop",
    N_("Something to have at hand."),
    (
        Field("name", text(60), N_("What it is."), required=True),
        Field("needed", yes_no(), N_("Whether it cannot be done without; yes if left out.")),
        Field("size", text(60), N_("How large, such as 50-90 cm.")),
        Field("why", text(), N_("What it is for.")),
    ),
    Prop,
)


def dose_choice(
    dose: Dose | None = None,
    parts: tuple[Part, ...] = (),
    walk: tuple[doses.Leg, ...] = (),
    sets: tuple[int, int] | None = None,
    rest_s: float | None = None,
    origin: Origin = Origin.PROJECT,
) -> DoseChoice:
    """Return a dose of the values of its keys.

    Raises:
        MisreadError: there are parts of a rep, but no reps; or a walk that only rests.
    """
    if walk and not any(leg.direction for leg in walk):
        raise MisreadError(_("a walk needs a direction, such as: forward 10"))
    if parts and dose and dose.unit is not Unit.REPS:
        raise MisreadError(_("phases: are the parts of a rep; write for: 10 reps"))
    return DoseChoice(dose, parts, walk, sets, rest_s, origin)


DOSE_FIELDS = (
    Field("for", DOSE, N_("How long or how often, per side."), into="dose"),
    Field(
        "phases", PARTS, N_("The parts of a rep and their lengths."), also=("tempo",), into="parts"
    ),
    Field("walk", list_of(LEG, 1, 40), N_("Steps by direction, in order, with rests.")),
    Field("sets", SETS, N_("How many times all of it is done, with a rest in between.")),
    Field("rest", TIME_OR_NONE, N_("The rest between sets."), into="rest_s"),
)
DOSE_RULES: dict[str, Any] = {
    "apart": (("for", "walk"), ("phases", "walk")),
    "needs": {"rest": "sets"},
}
DOSE_CHOICE = Table(
    "Dose",
    N_("How much of a movement."),
    (
        *DOSE_FIELDS,
        Field(
            "from",
            choice(Origin),
            N_("Who set it: the sources, or this project (the default)."),
            into="origin",
        ),
    ),
    dose_choice,
    **DOSE_RULES,
)
DOSE_OR_TABLE = either(converted(DOSE, DoseChoice), record(DOSE_CHOICE))


WAY = Table(
    "Way",
    N_("An easier or harder way to do it."),
    (
        Field("say", text(), N_("What to do.")),
        Field("prop", text(60), N_("With what.")),
        Field("movement", movement_id(), N_("Or the movement to do instead.")),
    ),
    Way,
    some=("say", "movement"),
)


def _read_way(node: Node, report: Report) -> Any:
    if isinstance(node, Text) and re.fullmatch(ID, node.value):
        report.links.append((node.value, node.where))
        return Way(movement=node.value)
    said = text().read(node, report)
    return BAD if said is BAD else Way(say=said)


WAYS = list_of(
    either(Reader(N_("a movement's id, or what to do"), _read_way, text().schema), record(WAY))
)
CONDITION = Table(
    "Condition",
    N_("What to do if something is so."),
    (
        Field("when", text(120), N_("If this is so ..."), required=True),
        Field("say", text(), N_("... then do this."), required=True),
        Field("prop", text(60), N_("With what.")),
    ),
    Condition,
)
LATER = Table(
    "Later",
    N_("Something added in a longer stay."),
    (
        Field("after", DURATION, N_("How long into the hold."), required=True, into="after_s"),
        Field("say", text(), N_("What to do then."), required=True),
    ),
    Later,
)
BREATHING = Table(
    "Breathing",
    N_("Words for breathing."),
    (
        Field("say", text(), N_("How to breathe.")),
        Field("in", text(60), N_("What to do breathing in."), into="breathe_in"),
        Field("out", text(60), N_("What to do breathing out."), into="breathe_out"),
    ),
    Breathing,
    some=("say", "in", "out"),
)
AFTER = Table(
    "After",
    N_("What comes after the movement."),
    (
        Field("say", text(), N_("What to do.")),
        Field("ask", text(120), N_("What to compare with before.")),
    ),
    After,
    some=("say", "ask"),
)
