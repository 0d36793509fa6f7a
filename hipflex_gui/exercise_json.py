"""Exercises as JSON in the shape of free-exercise-db: objects with a name, muscles, instructions.

Only text is taken: the licence of the pictures is not clear.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from hipflex_gui.bringing_text import (
    MOST_MOVEMENTS,
    Brought,
    Told,
    asks_for_other_side,
    clean,
    decoded,
    id_for,
    instruction_lines,
    movement_text,
    shortened,
)
from hipflex_gui.errors import UserFault
from hipflex_gui.i18n import _, ngettext
from hipflex_gui.readers import id_from

PREFIX = "exercise"
# Their words -> ours.
AREAS = {
    "abdominals": "core",
    "abductors": "hip-abductors",
    "adductors": "inner-thighs",
    "biceps": "arms",
    "calves": "calves",
    "chest": "chest",
    "forearms": "arms",
    "glutes": "glutes",
    "hamstrings": "hamstrings",
    "lats": "upper-back",
    "lower back": "low-back",
    "middle back": "upper-back",
    "neck": "neck",
    "quadriceps": "quadriceps",
    "shoulders": "shoulders",
    "traps": "upper-back",
    "triceps": "arms",
}
KINDS = {
    "stretching": "stretch",
    "strength": "strength",
    "powerlifting": "strength",
    "olympic weightlifting": "strength",
    "strongman": "strength",
    "plyometrics": "strength",
    "cardio": "activity",
}
LEVELS = {"beginner": "easy", "intermediate": "medium", "expert": "hard"}
NO_PROP = {"body only", "none", ""}
_KNOWN = {
    *("id", "name", "force", "level", "mechanic", "equipment", "primaryMuscles"),
    *("secondaryMuscles", "instructions", "category", "images"),
}
_LONGEST_PROP = 60


def exercises(data: bytes) -> Brought | None:
    """Return the exercises of a file, a movement each, or None if it does not hold any.

    Args:
        data: the file: a list of objects, one of them alone, or a list under ``exercises``.

    Raises:
        UserFault: it is no whole JSON.
    """
    entries = _entries(_loaded(decoded(data)))
    if entries is None:
        return None
    told, movements, pictures = Told(), dict[str, str](), 0
    if len(entries) > MOST_MOVEMENTS:
        told.add(_("Only the first {n} exercises were taken.").format(n=MOST_MOVEMENTS))
    for number, entry in enumerate(entries[:MOST_MOVEMENTS], 1):
        place = _("Exercise {n}").format(n=number)
        if not isinstance(entry, dict) or not (name := _text(entry, "name", place, told)):
            told.add(_("it has no name, so it was left out"), place)
            continue
        text = _movement(entry, name, told)
        pictures += len(_listed(entry.get("images")))
        if text in movements.values():
            told.add(_("it is there twice, and was taken once"), name)
            continue
        own = entry.get("id")
        movements[id_for(PREFIX, own if isinstance(own, str) else name, movements)] = text
    if not movements:
        raise UserFault(_("There are no exercises in this file."))
    if pictures:
        said = ngettext(
            "{n} picture was left behind: who may use it is not clear.",
            "{n} pictures were left behind: who may use them is not clear.",
            pictures,
        )
        told.add(said.format(n=pictures))
    said = _(
        "The file says no amounts: stretches take 30 s, strength 10 reps, and all else goes on "
        "until you end it."
    )
    told.add(said)
    return Brought(
        (), tuple((f"{id_}.yaml", text) for id_, text in movements.items()), told.lines()
    )


def _loaded(text: str) -> Any:
    def refuse(word: str) -> None:
        raise ValueError(word)

    try:
        return json.loads(text, parse_constant=refuse)
    except json.JSONDecodeError as error:
        said = _("This file is not whole: line {line}, column {column}.")
        raise UserFault(said.format(line=error.lineno, column=error.colno)) from None
    except ValueError:
        raise UserFault(_("There is a number in this file that JSON cannot have.")) from None
    except RecursionError:
        raise UserFault(_("This file is nested too deeply to be a list of exercises.")) from None


def _entries(found: Any) -> list[Any] | None:
    """Return the entries of a document that means to be exercises."""
    if isinstance(found, dict):
        inner = found.get("exercises")
        found = inner if isinstance(inner, list) else [found]
    if not isinstance(found, list):
        return None
    shaped = [
        one for one in found if isinstance(one, dict) and "name" in one and _KNOWN & one.keys()
    ]
    return found if any(len(_KNOWN & one.keys()) > 1 for one in shaped) else None


def _movement(entry: Mapping[str, Any], name: str, told: Told) -> str:
    for strange in sorted(entry.keys() - _KNOWN):
        told.add(_("'{key}' means nothing here").format(key=shortened(clean(strange), 40)), name)
    lines = [
        line
        for part in _texts(entry, "instructions", name, told)
        for line in instruction_lines(part)
    ]
    if not lines:
        told.add(_("it has no instructions"), name)
    areas: dict[str, None] = {}
    for key in ("primaryMuscles", "secondaryMuscles"):
        for muscle in _texts(entry, key, name, told):
            area = AREAS.get(muscle.casefold())
            if area is None:
                told.add(_("the muscle '{word}' is not known here").format(word=muscle), name)
                area = id_from(muscle)
            if area:
                areas[area] = None
    kept = [(_("Force"), _text(entry, "force", name, told))]
    kept.append((_("Mechanic"), _text(entry, "mechanic", name, told)))
    return movement_text(
        {
            "name": name,
            "kind": _word(entry, "category", KINDS, name, told) or "activity",
            "level": _word(entry, "level", LEVELS, name, told),
            "targets": list(areas),
            "props": _props(entry, name, told),
            "sides": "each" if asks_for_other_side(" ".join(lines)) else "",
            "steps": lines,
            "cue": _("Now the other side.") if asks_for_other_side(" ".join(lines)) else "",
            "notes": " ".join(f"{key}: {value}." for key, value in kept if value),
        },
        told,
    )


def _word(
    entry: Mapping[str, Any], key: str, ours: Mapping[str, str], name: str, told: Told
) -> str:
    """Return our word for theirs; nothing if there is none."""
    word = _text(entry, key, name, told)
    if word and word.casefold() not in ours:
        told.add(_("the {key} '{word}' is not known here").format(key=key, word=word), name)
    return ours.get(word.casefold(), "")


def _props(entry: Mapping[str, Any], name: str, told: Told) -> list[str]:
    thing = _text(entry, "equipment", name, told)
    if thing.casefold() == "other":
        told.add(_("it needs something, but does not say what"), name)
        return []
    if len(thing) > _LONGEST_PROP:
        told.add(_("what it needs was shortened"), name)
    return [] if thing.casefold() in NO_PROP else [shortened(thing, _LONGEST_PROP)]


def _text(entry: Mapping[str, Any], key: str, name: str, told: Told) -> str:
    """Return a text of an entry; nothing if there is none."""
    value = entry.get(key)
    if isinstance(value, str) or value is None:
        return clean(value or "")
    told.add(_("'{key}' is not a text, so it was left out").format(key=key), name)
    return ""


def _texts(entry: Mapping[str, Any], key: str, name: str, told: Told) -> list[str]:
    """Return the texts of a list of an entry; one text is a list of one."""
    found = _listed(entry.get(key))
    if any(not isinstance(one, str) for one in found):
        told.add(_("what is not a text in '{key}' was left out").format(key=key), name)
    return [text for one in found if isinstance(one, str) and (text := clean(one))]


def _listed(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]
