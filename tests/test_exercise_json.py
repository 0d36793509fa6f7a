"""Exercises as JSON: what is carried over, what is told, and what never stops the program."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hipflex_gui.balance import OTHER, region_of
from hipflex_gui.bringing_text import MOST_MOVEMENTS, Brought
from hipflex_gui.errors import UserFault
from hipflex_gui.exercise_json import AREAS, KINDS, LEVELS, exercises
from hipflex_gui.movements import Kind, Level, Movement, Sides
from tests.brought import catalogue_of, movements_of

FILE = Path(__file__).parent / "data" / "exercises.json"


def brought(*entries: Any) -> Brought:
    found = exercises(json.dumps(list(entries)).encode())
    assert found
    return found


def entry(**more: Any) -> dict[str, Any]:
    return {"id": "Reach", "name": "Reach", "instructions": ["Reach up."], **more}


def only(found: Brought) -> Movement:
    [movement] = movements_of(found).values()
    return movement


def test_what_an_exercise_says_is_carried_over(tmp_path: Path) -> None:
    found = exercises(FILE.read_bytes())
    assert found
    movements = catalogue_of(found, tmp_path).movements
    calf = movements["exercise-wall-calf-lean"]
    assert (calf.name, calf.kind, calf.level) == ("Wall calf lean", Kind.STRETCH, Level.EASY)
    assert [target.area for target in calf.targets] == ["calves", "hamstrings"]
    assert calf.steps[1:] == (
        "Keep that heel down.",
        "Lean in until the calf pulls gently.",
        "Repeat with the other leg.",
    )
    assert (calf.sides, calf.props, str(calf.dose.dose)) == (Sides.EACH, (), "30s")
    lift = movements["exercise-slow-bag-lift"]
    assert (lift.kind, lift.level, str(lift.dose.dose)) == (Kind.STRENGTH, Level.HARD, "10 reps")
    assert [prop.name for prop in lift.props] == ["kettlebells"]
    assert lift.notes == "Force: pull. Mechanic: compound."
    stroll = movements["exercise-stair-stroll"]
    assert (stroll.kind, str(stroll.dose.dose)) == (Kind.ACTIVITY, "until done")


def test_the_report_says_what_stayed_behind() -> None:
    found = exercises(FILE.read_bytes())
    assert found
    assert found.report == (
        "Slow bag lift: 'tips' means nothing here.",
        "Slow bag lift: the muscle 'eyebrows' is not known here.",
        "Stair stroll: the category 'wandering' is not known here.",
        "Stair stroll: the level 'novice' is not known here.",
        "Stair stroll: it needs something, but does not say what.",
        "3 pictures were left behind: who may use them is not clear.",
        "The file says no amounts: stretches take 30 s, strength 10 reps, and all else goes on "
        "until you end it.",
    )


@pytest.mark.parametrize("wrap", [lambda one: one, lambda one: {"exercises": [one]}])
def test_one_alone_and_a_list_with_a_name_are_taken_as_well(wrap: Any) -> None:
    found = exercises(b"\xef\xbb\xbf" + json.dumps(wrap(entry())).encode())
    assert found
    assert only(found).steps == ("Reach up.",)


def test_every_word_of_theirs_has_one_of_ours() -> None:
    areas = [region_of(area) for area in AREAS.values() if area != "chest"]
    assert OTHER not in areas
    assert set(KINDS.values()) <= set(Kind)
    assert set(LEVELS.values()) == set(Level)


def test_two_of_a_name_have_two_ids_and_the_same_twice_is_taken_once() -> None:
    found = brought(entry(), entry(level="expert"), entry())
    assert [name for name, _text in found.movements] == [
        "exercise-reach.yaml",
        "exercise-reach-2.yaml",
    ]
    assert "Reach: it is there twice, and was taken once." in found.report


def test_many_places_are_counted() -> None:
    found = brought(*(entry(id=f"{n}", name=f"Reach {n}", fame=n) for n in range(9)))
    told = "Reach 0, Reach 1, Reach 2 and 6 more: 'fame' means nothing here."
    assert found.report[0] == told


def test_what_is_too_long_is_told() -> None:
    found = brought(
        entry(name="R" * 90, equipment="rope " * 20, instructions=["Up."] * 201, force="f" * 4000)
    )
    movement = only(found)
    assert len(movement.steps) == 200
    assert movement.props[0].name == "rope " * 11 + "rope…"
    place = "R" * 59 + "…"
    assert found.report[:-1] == (
        f"{place}: what it needs was shortened.",
        f"{place}: the name was shortened; all of it is in the notes.",
        f"{place}: the notes were shortened.",
        f"{place}: only the first 200 lines were taken.",
    )


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"level": 3}, "'level' is not a text, so it was left out"),
        ({"equipment": ["rope"]}, "'equipment' is not a text, so it was left out"),
        ({"instructions": ["Up.", 4]}, "what is not a text in 'instructions' was left out"),
        ({"primaryMuscles": [None, {}]}, "what is not a text in 'primaryMuscles' was left out"),
        ({"instructions": []}, "it has no instructions"),
        ({"a\u202eb": 1}, "'ab' means nothing here"),
    ],
)
def test_what_is_of_the_wrong_type_is_told(more: dict[str, Any], said: str) -> None:
    found = brought(entry(**more))
    assert f"Reach: {said}." in found.report
    only(found)


@pytest.mark.parametrize("name", [None, "", "  ", 4, ["x"], "\u202e"])
def test_without_a_name_there_is_no_exercise(name: Any) -> None:
    found = brought(entry(), entry(name=name), 7)
    assert only(found).name == "Reach"
    assert "Exercise 2, Exercise 3: it has no name, so it was left out." in found.report
    with pytest.raises(UserFault, match="There are no exercises in this file"):
        brought(entry(name=name))


def test_only_so_many_are_taken() -> None:
    found = brought(*(entry(id=f"e{n}", name=f"Reach {n}") for n in range(MOST_MOVEMENTS + 1)))
    assert len(found.movements) == MOST_MOVEMENTS
    assert found.report[0] == f"Only the first {MOST_MOVEMENTS} exercises were taken."


@pytest.mark.parametrize(
    "text", ["[]", "{}", "7", '"x"', "null", '[{"name": "x"}]', '{"exercises": 3}', "[[[]]]"]
)
def test_other_json_is_not_for_this_reader(text: str) -> None:
    assert exercises(text.encode()) is None


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"[" * 1_000_000, "nested too deeply"),
        (b'{"a":' * 500_000, "nested too deeply"),
        (b'[{"name": "x", "id": NaN}]', "a number in this file that JSON cannot have"),
        (b'[{"name": "x", "id": -Infinity}]', "a number in this file that JSON cannot have"),
        (b'[{"name": "x", "id": ' + b"9" * 5000 + b"}]", "a number in this file that JSON"),
        (b'[{"name": "x",}]', "not whole: line 1, column 15"),
        (b"", "not whole: line 1, column 1"),
        (b"\xff\xff", "not text in UTF-8"),
    ],
)
def test_what_is_no_json_is_told_kindly(data: bytes, said: str) -> None:
    with pytest.raises(UserFault, match=said):
        exercises(data)


PLAIN = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=9)
ANY = st.recursive(
    PLAIN.filter(lambda one: one not in (float("inf"), -float("inf"))),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
TEXT = st.text(max_size=350)
TEXTS = st.lists(TEXT, max_size=4)


def mostly(good: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.integers(0, 9).flatmap(lambda n: ANY if n == 0 else good)


ENTRY = st.fixed_dictionaries(
    {"name": mostly(TEXT)},
    optional={
        "id": mostly(TEXT),
        "force": mostly(st.sampled_from(["pull", "static", None])),
        "level": mostly(st.sampled_from([*LEVELS, "novice"])),
        "mechanic": mostly(st.sampled_from(["compound", None])),
        "equipment": mostly(st.sampled_from(["body only", "other", "{10 kg}"]) | TEXT),
        "primaryMuscles": mostly(st.lists(st.sampled_from([*AREAS]) | TEXT, max_size=3)),
        "secondaryMuscles": mostly(TEXTS),
        "instructions": mostly(TEXTS),
        "category": mostly(st.sampled_from([*KINDS, "wandering"])),
        "images": mostly(TEXTS),
    },
)


@given(st.lists(mostly(ENTRY), max_size=4))
def test_whatever_is_in_it_our_reader_takes_what_comes_out(entries: list[Any]) -> None:
    try:
        found = exercises(json.dumps(entries).encode())
    except UserFault:
        return
    if found:
        assert len(movements_of(found)) >= 1
        assert all(line == " ".join(line.split()) for line in found.report)
