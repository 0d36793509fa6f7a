"""The figure in a movement file: key-frames as directions of bones, contacts, props, a camera."""

import re
from dataclasses import replace
from functools import partial
from typing import Any

from hipflex_gui.doses import MisreadError
from hipflex_gui.fields import BAD, Field, Reader, Schema, Table, suggestion
from hipflex_gui.figure import areas
from hipflex_gui.figure.body import (
    LIMB_BONES,
    MIDDLE_BONES,
    PARTS,
    SIDES,
    complete,
    mirror,
    swapped,
)
from hipflex_gui.figure.figures import (
    CONTACTS,
    EFFECTORS,
    FACINGS,
    FLOOR,
    GRIPS,
    PROPS,
    STAYS,
    WALL,
    Figure,
    KeyFrame,
    PropAt,
    View,
)
from hipflex_gui.figure.postures import NAMES, posture, spread
from hipflex_gui.figure.vectors import Vec, length, unit
from hipflex_gui.i18n import N_, _
from hipflex_gui.problems import Report, quoted
from hipflex_gui.readers import (
    choice,
    converted,
    either,
    list_of,
    pairs_of,
    parsed,
    placed,
    record,
    text,
    yes_no,
)
from hipflex_gui.yamlfile import Node, Seq

MOST_FRAMES = 8
_NUMBER = r"[+-]?(?:[0-9]{1,4}(?:\.[0-9]{1,4})?|\.[0-9]{1,4})"
_WORDS: dict[str, Vec] = {
    "forward": (1, 0, 0), "back": (-1, 0, 0), "left": (0, 1, 0), "right": (0, -1, 0),
    "up": (0, 0, 1), "down": (0, 0, -1), "out": (0, 1, 0), "in": (0, -1, 0),
}  # fmt: skip
_WORD = "|".join(_WORDS)


def _decimal(least: float, most: float, what: str) -> Reader:
    def parse(value: str) -> float:
        if not re.fullmatch(_NUMBER, value.strip()) or not least <= float(value) <= most:
            raise MisreadError("")
        return float(value)

    plain = parsed(what, parse, _NUMBER)
    number: Schema = {"type": "number", "minimum": least, "maximum": most}
    return Reader(plain.what, plain.read, lambda: {"anyOf": [number, plain.schema()]})


_COORDINATE = _decimal(-100, 100, N_("a number from -100 to 100, such as -0.5"))
_DEGREES = _decimal(-180, 180, N_("a number of degrees from -180 to 180"))
_METRES = _decimal(-2, 2, N_("a number of metres from -2 to 2"))


def _way(value: str, *, right: bool) -> Vec:
    """Return the direction that words such as "forward-down" tell, on a side of the body."""
    total = [0.0, 0.0, 0.0]
    for word in value.strip().lower().split("-"):
        if word not in _WORDS:
            raise MisreadError(suggestion(word, _WORDS))
        x, y, z = _WORDS[word]
        turn = -1.0 if right and word in ("in", "out") else 1.0
        total = [total[0] + x, total[1] + y * turn, total[2] + z]
    return _pointing((total[0], total[1], total[2]))


def _pointing(way: Vec) -> Vec:
    if length(way) < 1e-6:
        raise MisreadError(_("this points nowhere"))
    return unit(way)


def _direction(*, right: bool) -> Reader:
    """Return a reader of a direction: words, or three numbers ahead, to the left and up."""
    what = N_("a direction: [1, 0, -0.5] (ahead, to the left, up) or words such as forward-down")
    words = parsed(what, partial(_way, right=right), rf"(?:{_WORD})(?:-(?:{_WORD}))*")
    numbers = list_of(_COORDINATE, 3, 3)

    def read(node: Node, report: Report) -> Any:
        if not isinstance(node, Seq):
            return words.read(node, report)
        values = numbers.read(node, report)
        if values is BAD:
            return BAD
        try:
            return _pointing(values)
        except MisreadError as error:
            report.add(node.where, str(error))
            return BAD

    several: Schema = {
        "type": "array", "items": _COORDINATE.schema(), "minItems": 3, "maxItems": 3
    }  # fmt: skip
    return Reader(_(what), read, lambda: {"anyOf": [words.schema(), several]})


_BONE = N_("Where this bone points; without _l or _r it holds for both, as the left one points.")
FRAME = Table(
    "KeyFrame",
    N_("A key-frame: a posture like another one, and what is different."),
    (
        Field("name", text(30), N_("Its name; pose is the one that shows the movement best.")),
        Field("like", placed(text(40)), N_("A posture's name, or a key-frame before this one.")),
        Field("mirror", yes_no(), N_("Whether that one is taken left for right.")),
        Field(
            "touch",
            pairs_of(choice(CONTACTS), list_of(choice(list(PARTS)))),
            N_("What the body rests on or touches: the parts that do."),
        ),
        Field(
            "pins",
            pairs_of(choice(EFFECTORS), choice([FLOOR, STAYS, WALL, *GRIPS])),
            N_("Hand, ankle, foot or toes: what holds it, so that the limb is bent to it."),
        ),
        *(
            Field(bone, _direction(right=bone.endswith("_r")), _BONE)
            for bone in (
                *MIDDLE_BONES,
                *LIMB_BONES,
                *(f"{bone}_{side}" for bone in LIMB_BONES for side in SIDES),
            )
        ),
    ),
    lambda **values: values,
)
PROP = Table(
    "PropAt",
    N_("A prop and where it stands."),
    (
        Field("prop", choice(PROPS), N_("What it is."), required=True, into="name"),
        Field("at", list_of(choice(list(PARTS)), 1, 4), N_("The parts of the body it is at.")),
        Field("frame", text(30), N_("The key-frame in which it is placed; the first if left out.")),
        Field("facing", choice(FACINGS), N_("Where a wall looks, or who sits on the chair.")),
        Field("ahead", _METRES, N_("Metres by which it stands further ahead.")),
    ),
    PropAt,
)
FIGURE = Table(
    "Figure",
    N_("The figure, drawn for the left side; the right one is its mirror image."),
    (
        Field("turn", _DEGREES, N_("How far the body is turned from facing the viewer.")),
        Field("tilt", _DEGREES, N_("How far one looks down.")),
        Field(
            "props",
            list_of(either(converted(choice(PROPS), PropAt), record(PROP)), 0, 8),
            N_("What stands or lies there."),
        ),
        Field(
            "frames",
            list_of(record(FRAME), 1, MOST_FRAMES),
            N_("The key-frames: start, pose, and for reps the far end."),
            required=True,
        ),
        Field(
            "parts",
            pairs_of(text(60), placed(text(30))),
            N_("Part of a rep, or direction of a walk: the key-frame it leads to."),
        ),
        Field(
            "loop", yes_no(), N_("Whether the key-frames after the first go round, as in a walk.")
        ),
        Field("glow", list_of(choice(areas.names())), N_("What stretches or works.")),
    ),
    lambda **values: values,
)


def _read_figure(node: Node, report: Report) -> Any:
    values = record(FIGURE).read(node, report)
    if values is BAD:
        return BAD
    frames: dict[str, KeyFrame] = {}
    good = True
    for number, given in enumerate(values["frames"]):
        name = given.get("name") or (("start", "pose")[number:] or (f"frame {number + 1}",))[0]
        frame = _frame(name, dict(given), frames, report)
        good = good and frame is not None
        if frame:
            frames[name] = frame
    parts = []
    for part, (goal, where) in values.get("parts", ()):
        parts.append((part, goal))
        if goal not in frames:
            said = _("there is no key-frame {name}").format(name=quoted(goal))
            report.add(where, said, suggestion(goal, frames))
            good = False
    if not good:
        return BAD
    loop = values.get("loop", False)
    view = View(**{key: values[key] for key in ("turn", "tilt") if key in values})
    return Figure(
        tuple(frames.values()),
        view,
        values.get("props", ()),
        tuple(parts),
        values.get("glow", ()),
        loop,
    )


def _frame(
    name: str, given: dict[str, Any], before: dict[str, KeyFrame], report: Report
) -> KeyFrame | None:
    like, where = given.pop("like", (next(reversed(before), "standing"), None))
    touch, pins = given.pop("touch", None), given.pop("pins", None)
    turned = given.pop("mirror", False)
    given.pop("name", None)
    if like in before:
        base = before[like]
    elif like in NAMES:
        base = KeyFrame(name, tuple(posture(like).items()))
    else:
        said = _("there is no posture or key-frame {name}").format(name=quoted(like))
        known = [*before, *NAMES]
        hint = suggestion(like, known) or _("there are: {names}").format(names="; ".join(known))
        report.add(where, said, hint)
        return None
    whole = mirror(base.posture) if turned else base.posture
    return replace(
        base,
        name=name,
        bones=tuple(complete(spread(given), whole).items()),
        touch=touch if touch is not None else _swapped(base.touch) if turned else base.touch,
        pins=() if pins is None else pins,
    )


def _swapped(
    touch: tuple[tuple[str, tuple[str, ...]], ...],
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((what, tuple(map(swapped, parts))) for what, parts in touch)


FIGURE_READER = Reader(record(FIGURE).what, _read_figure, record(FIGURE).schema)
