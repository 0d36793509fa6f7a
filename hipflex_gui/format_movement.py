"""The movement file: every key of it, and what a movement written in a session shares with it."""

from dataclasses import replace
from typing import Any

from hipflex_gui import doses
from hipflex_gui.doses import Amount, Dose, Unit
from hipflex_gui.fields import Field, Table
from hipflex_gui.format_figure import FIGURE_READER
from hipflex_gui.format_parts import (
    AFTER,
    BREATHING,
    CONDITION,
    DOSE_OR_TABLE,
    DURATION,
    LATER,
    NOTE,
    PROP,
    SIDES,
    TARGET,
    TEXTS,
    WAYS,
    tuple_of,
)
from hipflex_gui.format_picture import PICTURE
from hipflex_gui.i18n import N_
from hipflex_gui.movements import (
    After,
    Breathing,
    Kind,
    Level,
    Movement,
    Prop,
    Spot,
    Target,
)
from hipflex_gui.readers import (
    LONGEST_NAME,
    choice,
    converted,
    either,
    identifier,
    list_of,
    movement_id,
    pairs_of,
    record,
    text,
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
    Field("easier", WAYS, N_("Easier ways: a movement's id, or what to do.")),
    Field("harder", WAYS, N_("Harder ways.")),
    Field(
        "instead",
        pairs_of(choice(Spot), movement_id()),
        N_("Place: the movement to do there instead."),
    ),
    Field("later", record(LATER), N_("Something added in a longer stay.")),
    Field("if", tuple_of(CONDITION), N_("What to do if something is so."), into="conditions"),
    Field(
        "after",
        either(converted(text(), After), record(AFTER)),
        N_("What to do afterwards, and what to compare."),
    ),
    Field("warm-up", DURATION, N_("How long to be moving before it."), into="warm_up_s"),
    Field("load", text(60), N_("The weight, such as {10 kg}; always optional.")),
    Field("cautions", tuple_of(CONDITION), N_("Who should take care, and how.")),
    Field("needs", list_of(identifier()), N_("What must be sound, such as sound-knees.")),
    Field("base", movement_id(), N_("A movement whose set-up comes first.")),
    Field("notes", NOTE, N_("Notes for other authors.")),
    Field("figure", FIGURE_READER, N_("The figure that shows it.")),
    Field("picture", PICTURE, N_("A picture of your own, shown in place of the figure.")),
)
STEPS_FIELD = Field("steps", TEXTS, N_("What to do, in order, one action a line."))
SIDES_FIELD = Field("sides", SIDES, N_("How it deals with left and right."))
_SHARED = (
    *BODY,
    STEPS_FIELD,
    SIDES_FIELD,
    Field("dose", DOSE_OR_TABLE, N_("How much of it.")),
    Field("doses", list_of(DOSE_OR_TABLE), N_("Other doses.")),
)
NAME_FIELD = Field("name", text(LONGEST_NAME), N_("The name that people see."), required=True)

VARIANT = Table(
    "Variant",
    N_("A variant: its own id and name, and whatever differs from the movement."),
    (
        Field("movement", identifier(), N_("Its own id."), required=True),
        NAME_FIELD,
        *_SHARED,
    ),
    lambda **values: values,
)

DEFAULT_DOSES = {
    Kind.STRETCH: Dose(Amount(30, 30), Unit.SECONDS),
    Kind.REST: Dose(Amount(60, 60), Unit.SECONDS),
    Kind.STRENGTH: Dose(Amount(10, 10), Unit.REPS),
    Kind.MOBILITY: Dose(Amount(10, 10), Unit.REPS),
    Kind.ACTIVITY: doses.UNTIL_DONE,
}


def build_movement(values: dict[str, Any]) -> Movement:
    """Return a movement of the values of its keys, with its kind's dose where none is given."""
    values["id"] = values.pop("movement", "")
    movement = Movement(**values)
    dose = movement.dose
    if dose.dose or dose.walk:
        return movement
    default = DEFAULT_DOSES[Kind.STRENGTH if dose.parts else movement.kind]
    return replace(movement, dose=replace(dose, dose=default))


def _family(variants: tuple[dict[str, Any], ...] = (), **values: Any) -> tuple[Movement, ...]:
    """Build a movement and its variants, which take over what they do not say themselves."""
    return (
        build_movement(dict(values)),
        *(build_movement({**values, **variant}) for variant in variants),
    )


MOVEMENT = Table(
    "Movement",
    N_("A movement file."),
    (
        Field("movement", identifier(), N_("Its id; the file's name without .yaml if left out.")),
        NAME_FIELD,
        *_SHARED,
        Field("variants", tuple_of(VARIANT), N_("Variants that share the dose.")),
    ),
    _family,
)
