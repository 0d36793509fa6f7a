"""The format: every key of a session file and a movement file, declared once.

Reading, problems, suggestions, the JSON Schema and the reference page all follow from these tables;
see ``fields``. The texts here are for the authors of files.
"""

import re
from dataclasses import replace
from functools import partial
from typing import Any

from hipflex_gui import doses
from hipflex_gui.doses import Amount, Dose, MisreadError, Unit
from hipflex_gui.fields import BAD, Field, Reader, Table
from hipflex_gui.i18n import N_, _
from hipflex_gui.movements import (
    After,
    Breathing,
    Condition,
    DoseChoice,
    Effect,
    Kind,
    Later,
    Level,
    Movement,
    Origin,
    Part,
    Prop,
    Sides,
    Spot,
    Target,
    Way,
)
from hipflex_gui.problems import Report
from hipflex_gui.readers import (
    ID,
    LONGEST_NOTE,
    anything,
    by_key,
    choice,
    converted,
    either,
    identifier,
    list_of,
    movement_id,
    pairs_of,
    parsed,
    placed,
    record,
    text,
    whole,
    yes_no,
)
from hipflex_gui.sessions import Do, PaceChange, Ramp, Repeat, Rest, Session, Where
from hipflex_gui.words import Side
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


DURATION = parsed(N_("a time such as 30s or 1m30s"), _positive, doses.DURATION, number=True)
TIME_OR_NONE = parsed(N_("a time such as 5s, or 0"), doses.duration, doses.DURATION, number=True)
DOSE = parsed(
    N_("a time, a number of breaths, counts, reps or steps, or: until done"),
    doses.dose,
    doses.DOSE,
    number=True,
)
LENGTH = parsed(
    N_("a time, a number of counts, or: slowly"), doses.length, doses.LENGTH, number=True
)
SETS = parsed(N_("a number of sets such as 3 or 3-4"), _sets, doses.COUNT_AMOUNT, number=True)
LEG = parsed(N_("a leg such as: forward 10, or: rest 15s"), doses.leg, doses.LEG)
TEXTS = list_of(text())
NOTE = text(LONGEST_NOTE)
UNCLEAR_SIDES = {
    "both": N_("write each (one after the other) or together (both at once)"),
    "one": N_("write left or right, or one for the side the person needs"),
}
SIDES = choice(Sides, UNCLEAR_SIDES)
PARTS = converted(
    pairs_of(text(40), LENGTH), lambda pairs: tuple(Part(name, length) for name, length in pairs)
)


def _tuple_of(table: Table) -> Reader:
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


def _dose_choice(
    dose: Dose | None = None,
    parts: tuple[Part, ...] = (),
    walk: tuple[doses.Leg, ...] = (),
    sets: tuple[int, int] | None = None,
    rest_s: float | None = None,
    origin: Origin = Origin.PROJECT,
) -> DoseChoice:
    if parts and dose and dose.unit is not Unit.REPS:
        raise MisreadError(_("phases: are the parts of a rep; write for: 10 reps"))
    return DoseChoice(dose, parts, walk, sets, rest_s, origin)


_DOSE_FIELDS = (
    Field("for", DOSE, N_("How long or how often, per side."), into="dose"),
    Field(
        "phases", PARTS, N_("The parts of a rep and their lengths."), also=("tempo",), into="parts"
    ),
    Field("walk", list_of(LEG, 1, 40), N_("Steps by direction, in order, with rests.")),
    Field("sets", SETS, N_("How many times all of it is done, with a rest in between.")),
    Field("rest", TIME_OR_NONE, N_("The rest between sets."), into="rest_s"),
)
_DOSE_RULES: dict[str, Any] = {
    "apart": (("for", "walk"), ("phases", "walk")),
    "needs": {"rest": "sets"},
}
DOSE_CHOICE = Table(
    "Dose",
    N_("How much of a movement."),
    (
        *_DOSE_FIELDS,
        Field(
            "from",
            choice(Origin),
            N_("Who set it: the sources, or this project (the default)."),
            into="origin",
        ),
    ),
    _dose_choice,
    **_DOSE_RULES,
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


_WAYS = list_of(
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

# What a movement file, a variant and a movement written in a session have in common.
BODY = (
    Field("also", TEXTS, N_("Other names.")),
    Field("kind", choice(Kind), N_("What it is for; stretch if left out.")),
    Field("level", choice(Level), N_("How demanding it is; easy if left out.")),
    Field("place", choice(Spot), N_("Where it is done.")),
    Field("position", text(60), N_("The position of the body.")),
    Field(
        "targets",
        list_of(either(converted(identifier(), Target), record(TARGET))),
        N_("The areas it is for."),
    ),
    Field("joints", choice(["one", "two"]), N_("Whether the stretch crosses one joint or two.")),
    Field(
        "props",
        list_of(either(converted(text(60), Prop), record(PROP))),
        N_("What to have at hand."),
    ),
    Field("set-up", TEXTS, N_("Getting into the starting position, one action a line.")),
    Field("out", text(), N_("The way out, said at the end.")),
    Field("cue", text(), N_("The one line given on the second side.")),
    Field("form", TEXTS, N_("What good form looks like.")),
    Field("avoid", TEXTS, N_("Errors to avoid.")),
    Field("feel", text(120), N_("Where it is felt.")),
    Field("how-far", text(), N_("How far to go.")),
    Field(
        "breathing",
        either(converted(text(), Breathing), record(BREATHING)),
        N_("How to breathe, or what to do breathing in and out."),
    ),
    Field("easier", _WAYS, N_("Easier ways: a movement's id, or what to do.")),
    Field("harder", _WAYS, N_("Harder ways.")),
    Field(
        "instead",
        pairs_of(choice(Spot), movement_id()),
        N_("Place: the movement to do there instead."),
    ),
    Field("later", record(LATER), N_("Something added in a longer stay.")),
    Field("if", _tuple_of(CONDITION), N_("What to do if something is so."), into="conditions"),
    Field(
        "after",
        either(converted(text(), After), record(AFTER)),
        N_("What to do afterwards, and what to compare."),
    ),
    Field("warm-up", DURATION, N_("How long to be moving before it."), into="warm_up_s"),
    Field("load", text(60), N_("The weight, such as {10 kg}; always optional.")),
    Field("cautions", _tuple_of(CONDITION), N_("Who should take care, and how.")),
    Field("needs", list_of(identifier()), N_("What must be sound, such as sound-knees.")),
    Field("base", movement_id(), N_("A movement whose set-up comes first.")),
    Field("notes", NOTE, N_("Notes for other authors.")),
)
_STEPS = Field("steps", TEXTS, N_("What to do, in order, one action a line."))
_SIDES = Field("sides", SIDES, N_("How it deals with left and right."))
_SHARED = (
    *BODY,
    _STEPS,
    _SIDES,
    Field("dose", DOSE_OR_TABLE, N_("How much of it.")),
    Field("doses", list_of(DOSE_OR_TABLE), N_("Other doses.")),
    Field("figure", anything(), N_("The key-frames of its figure.")),
)
_NAME = Field("name", text(80), N_("The name that people see."), required=True)

VARIANT = Table(
    "Variant",
    N_("A variant: its own id and name, and whatever differs from the movement."),
    (
        Field("movement", identifier(), N_("Its own id."), required=True),
        _NAME,
        *_SHARED,
    ),
    lambda **values: values,
)

_DEFAULT_DOSES = {
    Kind.STRETCH: Dose(Amount(30, 30), Unit.SECONDS),
    Kind.REST: Dose(Amount(60, 60), Unit.SECONDS),
    Kind.STRENGTH: Dose(Amount(10, 10), Unit.REPS),
    Kind.MOBILITY: Dose(Amount(10, 10), Unit.REPS),
    Kind.ACTIVITY: doses.UNTIL_DONE,
}


def _movement(values: dict[str, Any]) -> Movement:
    values.pop("figure", None)  # drawn by a module of its own
    values["id"] = values.pop("movement", "")
    movement = Movement(**values)
    dose = movement.dose
    if dose.dose or dose.walk:
        return movement
    default = _DEFAULT_DOSES[Kind.STRENGTH if dose.parts else movement.kind]
    return replace(movement, dose=replace(dose, dose=default))


def _family(variants: tuple[dict[str, Any], ...] = (), **values: Any) -> tuple[Movement, ...]:
    """Build a movement and its variants, which take over what they do not say themselves."""
    return (
        _movement(dict(values)),
        *(_movement({**values, **variant}) for variant in variants),
    )


MOVEMENT = Table(
    "Movement",
    N_("A movement file."),
    (
        Field("movement", identifier(), N_("Its id; the file's name without .yaml if left out.")),
        _NAME,
        *_SHARED,
        Field("variants", _tuple_of(VARIANT), N_("Variants that share the dose.")),
    ),
    _family,
)


def _do(
    do: tuple[str, Where],
    then: str = "",
    note: str = "",
    load: str = "",
    sides: Sides | None = None,
    first: Side | None = None,
    **dose: Any,
) -> Do:
    name, where = do
    return Do(
        movement=name,
        dose=_dose_choice(**dose) if dose else None,
        sides=sides,
        first=first,
        load=load,
        then=then,
        note=note,
        where=where,
    )


def _own(
    name: tuple[str, Where],
    then: str = "",
    note: str = "",
    first: Side | None = None,
    **values: Any,
) -> Do:
    keys = ("dose", "parts", "walk", "sets", "rest_s")
    dose = _dose_choice(**{key: values.pop(key) for key in keys if key in values})
    own = _movement({**values, "movement": "", "name": name[0], "dose": dose})
    return Do(movement="", own=own, first=first, then=then, note=note, where=name[1])


def _repeat(repeat: tuple[int, Where], steps: tuple[Any, ...]) -> Repeat:
    return Repeat(repeat[0], steps, repeat[1])


_STEP_EXTRAS = (
    Field("first", choice(Side), N_("Which side comes first.")),
    Field("then", text(), N_("What to do afterwards.")),
    Field("note", text(), N_("A note for the one who does it.")),
)
DO = Table(
    "Do",
    N_("A step that does a movement of the library."),
    (
        Field("do", placed(movement_id()), N_("The movement's id."), required=True),
        *_DOSE_FIELDS,
        _SIDES,
        Field("load", text(60), N_("The weight, such as {10 kg}.")),
        *_STEP_EXTRAS,
    ),
    _do,
    **_DOSE_RULES,
)
OWN = Table(
    "Own",
    N_("A step with a movement of one's own, written in place."),
    (
        Field("name", placed(text(80)), N_("Its name."), required=True),
        *BODY,
        _STEPS,
        *_DOSE_FIELDS,
        _SIDES,
        *_STEP_EXTRAS,
    ),
    _own,
    **_DOSE_RULES,
)
REST = Table(
    "Rest",
    N_("A rest between steps."),
    (Field("rest", placed(TIME_OR_NONE), N_("How long."), required=True),),
    lambda rest: Rest(*rest),
)
REPEAT = Table(
    "Repeat",
    N_("Steps done several times."),
    (
        Field("repeat", placed(whole(1, MOST_REPEATS)), N_("How many times."), required=True),
        Field(
            "steps",
            list_of(Reader(N_("a step"), lambda n, r: STEP.read(n, r), lambda: STEP.schema()), 1),
            N_("The steps."),
            required=True,
        ),
    ),
    _repeat,
)


def _bare(value: tuple[str, Where]) -> Do | Rest:
    name, where = value
    return Do(movement=name, where=where)


STEP: Reader = either(
    converted(placed(movement_id()), _bare),
    by_key({"do": DO, "repeat": REPEAT, "name": OWN, "rest": REST}, N_("a step")),
)

BREATH = Table(
    "Breath",
    N_("The length of a breath."),
    (
        Field("in", DURATION, N_("Breathing in."), required=True, into="breath_in"),
        Field("out", DURATION, N_("Breathing out."), required=True, into="breath_out"),
    ),
    lambda breath_in, breath_out: (breath_in, breath_out),
)


def _pace(breath: tuple[float, float] | None = None, **values: Any) -> PaceChange:
    into, out_of = breath or (None, None)
    return PaceChange(breath_in=into, breath_out=out_of, **values)


PACE = Table(
    "Pace",
    N_("How long things take; the user's settings where left out."),
    (
        Field("breath", record(BREATH), N_("A breath.")),
        Field("count", DURATION, N_("A count.")),
        Field("rep", DURATION, N_("A rep that the user taps.")),
        Field("step", DURATION, N_("A walking step."), into="walking_step"),
        Field("get-ready", TIME_OR_NONE, N_("Getting ready before a movement.")),
        Field("switch", TIME_OR_NONE, N_("Switching sides.")),
        Field("rest", TIME_OR_NONE, N_("A rest without a length.")),
        Field("slowly", DURATION, N_("A part of a rep that is done slowly.")),
    ),
    _pace,
)
RAMP = Table(
    "Ramp",
    N_("Minutes that grow over the days."),
    (
        Field("start", DURATION, N_("Where to start."), required=True, into="start_s"),
        Field("add", DURATION, N_("What is added."), required=True, into="add_s"),
        Field(
            "every",
            parsed(
                N_("a number of days such as 3 days"),
                lambda value: _days(value),
                r"[0-9]{1,2} ?days?",
            ),
            N_("How often it is added."),
            required=True,
            into="every_days",
        ),
        Field("to", DURATION, N_("Where it ends."), required=True, into="to_s"),
        Field(
            "days",
            parsed(N_("days a week such as 5 a week"), lambda value: _week(value), r"[1-7] a week"),
            N_("On how many days a week."),
            into="days_a_week",
        ),
    ),
    Ramp,
)


def _days(value: str) -> int:
    match = re.fullmatch(r"([0-9]{1,2}) ?days?", value.strip())
    if not match or not int(match[1]):
        raise MisreadError(_("write a number of days such as 3 days"))
    return int(match[1])


def _week(value: str) -> int:
    match = re.fullmatch(r"([1-7]) a week", value.strip())
    if not match:
        raise MisreadError(_("write a number from 1 to 7, such as 5 a week"))
    return int(match[1])


SESSION = Table(
    "Session",
    N_("A session file."),
    (
        Field(
            "session",
            identifier(),
            N_("Its id; the file's name without .yaml if left out."),
            into="id",
        ),
        _NAME,
        Field("summary", text(), N_("What it is, in a sentence.")),
        Field("place", choice(Spot), N_("Where it is done.")),
        Field("level", choice(Level), N_("How demanding it is.")),
        Field("tags", list_of(identifier()), N_("Words to find it by, such as desk or evening.")),
        Field("pace", record(PACE), N_("How long things take in this session.")),
        Field("order", choice(["fixed", "free"]), N_("free lets the user pick from the steps.")),
        Field("often", text(80), N_("How often it is meant to be done.")),
        Field("ramp", record(RAMP), N_("How its minutes grow over the days.")),
        Field("steps", list_of(STEP, 1), N_("What is done, in order."), required=True),
        Field("notes", NOTE, N_("Notes for other authors.")),
    ),
    partial(lambda id="", **values: Session(id=id, **values)),
)

SESSION_TABLES = (SESSION, DO, OWN, REST, REPEAT, PACE, BREATH, RAMP)
BODY_TABLES = (TARGET, PROP, WAY, CONDITION, LATER, BREATHING, AFTER)
MOVEMENT_TABLES = (MOVEMENT, VARIANT, DOSE_CHOICE, *BODY_TABLES)
