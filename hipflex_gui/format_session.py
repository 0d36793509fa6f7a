"""The session file: its own keys, the kinds of step, and the pace."""

import re
from functools import partial
from typing import Any

from hipflex_gui.doses import MisreadError
from hipflex_gui.fields import Field, Reader, Table
from hipflex_gui.format_movement import (
    BODY,
    NAME_FIELD,
    SIDES_FIELD,
    STEPS_FIELD,
    build_movement,
)
from hipflex_gui.format_parts import (
    DOSE_FIELDS,
    DOSE_RULES,
    DURATION,
    MOST_REPEATS,
    NOTE,
    TIME_OR_NONE,
    dose_choice,
)
from hipflex_gui.i18n import N_, _
from hipflex_gui.movements import (
    Level,
    Sides,
    Spot,
)
from hipflex_gui.readers import (
    LONGEST_NAME,
    by_key,
    choice,
    converted,
    either,
    identifier,
    list_of,
    movement_id,
    parsed,
    placed,
    record,
    text,
    whole,
)
from hipflex_gui.sessions import Do, PaceChange, Ramp, Repeat, Rest, Session, Where
from hipflex_gui.words import Side


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
        dose=dose_choice(**dose) if dose else None,
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
    dose = dose_choice(**{key: values.pop(key) for key in keys if key in values})
    own = build_movement({**values, "movement": "", "name": name[0], "dose": dose})
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
        *DOSE_FIELDS,
        SIDES_FIELD,
        Field("load", text(60), N_("The weight, such as {10 kg}.")),
        *_STEP_EXTRAS,
    ),
    _do,
    **DOSE_RULES,
)
OWN = Table(
    "Own",
    N_("A step with a movement of one's own, written in place."),
    (
        Field("name", placed(text(LONGEST_NAME)), N_("Its name."), required=True),
        *BODY,
        STEPS_FIELD,
        *DOSE_FIELDS,
        SIDES_FIELD,
        *_STEP_EXTRAS,
    ),
    _own,
    **DOSE_RULES,
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


STEP_TABLES = {"do": DO, "repeat": REPEAT, "name": OWN, "rest": REST}
"""What a step is, by the key that tells; the first of them that is there decides."""
STEP: Reader = either(converted(placed(movement_id()), _bare), by_key(STEP_TABLES, N_("a step")))

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
        NAME_FIELD,
        Field("summary", text(), N_("What it is, in a sentence.")),
        Field("place", choice(Spot), N_("Where it is done.")),
        Field("level", choice(Level), N_("How demanding it is.")),
        Field("tags", list_of(identifier()), N_("Words to find it by, such as desk or evening.")),
        Field("pace", record(PACE), N_("How long things take in this session.")),
        Field("order", choice(["fixed", "free"]), N_("free lets the user pick from the steps.")),
        Field("often", text(80), N_("How often it is meant to be done.")),
        Field(
            "warm-up",
            TIME_OR_NONE,
            N_("How long to warm up first, or 0; what the movements ask for if left out."),
            into="warm_up_s",
        ),
        Field("ramp", record(RAMP), N_("How its minutes grow over the days.")),
        Field("steps", list_of(STEP, 1), N_("What is done, in order."), required=True),
        Field("notes", NOTE, N_("Notes for other authors.")),
    ),
    partial(lambda id="", **values: Session(id=id, **values)),
)
