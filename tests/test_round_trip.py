"""A session through everything: read, edited by hand and eye, formatted, read again, compiled.

What comes out is compared with the same edits made on plain lists and dictionaries, written as
JSON: neither the layout of a file nor its comments may matter to what is played.
"""

import json
from copy import deepcopy
from itertools import product
from pathlib import Path
from typing import Any

import yaml
from hypothesis import given
from hypothesis import strategies as st

from hipflex_gui import editing
from hipflex_gui import format as tables
from hipflex_gui.draft import Path as StepPath
from hipflex_gui.draft import read_draft
from hipflex_gui.formatting import formatted
from hipflex_gui.sessions import Pace, Session
from hipflex_gui.timeline import Timeline, compile_session
from hipflex_gui.words import Side
from tests.test_editing_properties import FILES, LAW, MOVEMENTS, STEPS
from tests.test_formatting_properties import said

Plain = dict[str, Any]
"""A session or a step as any reader of YAML has it, all scalars as texts."""

FILE = Path("random.yaml")
PACE = Pace(get_ready=3.0, switch=4.0, rest=7.0)
VALUES: dict[str, tuple[tuple[str, str | None], ...]] = {
    "do": (("note", "Slowly: # with care"), ("note", None), ("then", "Up."), ("first", "right")),
    "name": (("then", "Stand up."), ("then", None), ("first", "right"), ("cue", "Turn.")),
    "rest": (("rest", "25s"), ("rest", "0:12")),
    "repeat": (("repeat", "3"), ("repeat", "1")),
}
OWN_VALUES = (("summary", "- new"), ("summary", None), ("name", "New"), ("notes", "a, b"))
SPELLINGS = {
    other: field.key
    for table in tables.SESSION_TABLES
    for field in table.fields
    for other in field.also
}


# -- the same edits on plain data


def plain_of(text: str) -> Plain:
    # the parser in C, as the program has it: the other takes some words in brackets otherwise
    root = yaml.load(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))
    assert isinstance(root, dict)
    return listed(root)


def listed(holder: Plain) -> Plain:
    """Return the session or a repeat with all steps as dictionaries in lists."""
    steps = holder["steps"]
    opened = [
        {"do": step} if isinstance(step, str) else step
        for step in (steps if isinstance(steps, list) else [steps])
    ]
    return {**holder, "steps": [listed(one) if "repeat" in one else one for one in opened]}


def paths_in(holder: Plain, above: StepPath = ()) -> list[StepPath]:
    found: list[StepPath] = []
    for index, step in enumerate(holder["steps"]):
        found.append((*above, index))
        found += paths_in(step, found[-1]) if "repeat" in step else []
    return found


def at(root: Plain, path: StepPath) -> tuple[list[Plain], int]:
    """Return the list that a step is in, and its place there."""
    for index in path[:-1]:
        root = root["steps"][index]
    return root["steps"], path[-1]


def moved(root: Plain, path: StepPath, to: StepPath) -> None:
    (source, old), (target, new) = at(root, path), at(root, to)
    step = source[old]
    target.insert(new, step)
    del source[old + (target is source and new <= old)]
    without_empty(root)


def without_empty(holder: Plain) -> None:
    for step in list(holder["steps"]):
        if "repeat" in step:
            without_empty(step)
            if not step["steps"]:
                holder["steps"] = [one for one in holder["steps"] if one is not step]


def with_value(holder: Plain, key: str, value: str | None) -> None:
    there = next((name for name in holder if SPELLINGS.get(name, name) == key), key)
    if value is None:
        holder.pop(there, None)
    else:
        holder[there] = value


def edited(data: st.DataObject, text: str, root: Plain) -> str:
    """Draw an edit; make it on the plain data, and return the text with it."""
    known = paths_in(root)
    path = data.draw(st.sampled_from(known))
    steps, index = at(root, path)
    step, end = steps[index], (*path[:-1], len(steps))
    edit = data.draw(
        st.sampled_from(["set", "set own", "insert", "move", "remove", "double", "wrap", "unwrap"])
    )
    if edit == "set":
        kind = next(kind for kind in ("repeat", "do", "name", "rest") if kind in step)
        key, value = data.draw(st.sampled_from(VALUES[kind]))
        with_value(step, key, value)
        return editing.set_value(text, path, key, value)
    if edit == "set own":
        key, value = data.draw(st.sampled_from(OWN_VALUES))
        with_value(root, key, value)
        return editing.set_value(text, (), key, value)
    if edit == "insert":
        to = data.draw(st.sampled_from([path, end]))
        new = data.draw(st.sampled_from(STEPS))
        (one,) = listed({"steps": deepcopy(new)})["steps"]
        steps.insert(to[-1], one)
        return editing.insert(text, to, new)
    if edit == "move":
        to = data.draw(st.sampled_from([*known, end]))
        if to[: len(path)] == path:
            return text
        moved(root, path, to)
        return editing.move(text, path, to)
    if edit == "remove":
        del steps[index]
        without_empty(root)
        return editing.remove(text, path)
    if edit == "double":
        steps.insert(index, deepcopy(step))
        return editing.duplicate(text, path)
    if edit == "wrap":
        steps[index] = {"repeat": "2", "steps": [step]}
        return editing.wrap(text, path, 2)
    if "repeat" in step:
        steps[index : index + 1] = step["steps"]
    return editing.unwrap(text, path)


# -- what is played


def session_of(text: str) -> Session | None:
    draft = read_draft(text, FILE, MOVEMENTS, PACE)
    assert (draft.session is None) is any(one.severity == "error" for one in draft.problems)
    return draft.session


def timelines(session: Session) -> list[Timeline]:
    """Return a session compiled in each way there is."""
    return [
        compile_session(session, MOVEMENTS, PACE, first_side=side, hands_free=free)
        for side, free in product(Side, (False, True))
    ]


@LAW(max_examples=120)
@given(FILES, st.integers(1, 5), st.data())
def test_what_is_played_is_what_the_edits_say(text: str, count: int, data: st.DataObject) -> None:
    root = plain_of(text)
    for _edit in range(count):
        if len(paths_in(root)) > 1:
            text = edited(data, text, root)
        assert plain_of(text) == root, text
    session, expected = session_of(text), session_of(json.dumps(root, ensure_ascii=False))
    assert said(session) == said(expected), text
    made = formatted(text)
    assert formatted(made) == made
    again = session_of(made)
    assert said(again) == said(expected), made
    if again and expected:
        assert said(tuple(timelines(again))) == said(tuple(timelines(expected)))
