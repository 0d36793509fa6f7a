"""What editing by hand and eye does to a text: only the lines of the step change."""

from collections.abc import Callable
from difflib import ndiff

import pytest

from hipflex_gui import editing
from hipflex_gui.draft import Path

TEXT = """\
# head
name: X   # the name
level: easy

steps: # s
  # before a
  - a   # after a
  # part two

  # about b
  - do: b # bb
    # in b
    for: 30s # why
    note: |
      long
      text
    # below b
  - {do: c, for: 30s} # cc
  - repeat: 2 # twice
    # inner
    steps:
      - d
      # about rest
      - rest: 20s # rr
  - name: Own
    steps: [Sit., Stand.] # st
    for: 6 reps
# end
notes: bye
"""


def changes(after: str, before: str = TEXT) -> list[str]:
    """Return the lines that went and the lines that came, in the order of the file."""
    lines = ndiff(before.splitlines(), after.splitlines())
    return [line for line in lines if line.startswith(("- ", "+ "))]


SET: tuple[tuple[Path, str, editing.Value | None, list[str]], ...] = (
    ((0,), "for", "45s", ["-   - a   # after a", "+   - do: a   # after a", "+     for: 45s"]),
    ((0,), "for", None, []),
    ((1,), "for", "45s", ["-     for: 30s # why", "+     for: 45s # why"]),
    ((1,), "for", None, ["-     for: 30s # why", "+     # why"]),
    ((1,), "sets", "3", ["+     sets: 3"]),
    ((1,), "then", None, []),
    (
        (1,),
        "note",
        "hi: there",
        ['+     note: "hi: there"', "-     note: |", "-       long", "-       text"],
    ),
    (
        (1,),
        "phases",
        {"lower": "3s", "rise": "slowly"},
        ["+     phases: {lower: 3s, rise: slowly}"],
    ),
    (
        (2,),
        "sides",
        "each",
        ["-   - {do: c, for: 30s} # cc", "+   - {do: c, for: 30s, sides: each} # cc"],
    ),
    ((2,), "for", None, ["-   - {do: c, for: 30s} # cc", "+   - {do: c} # cc"]),
    (
        (2,),
        "note",
        "Slowly, then hold.",
        [
            "-   - {do: c, for: 30s} # cc",
            '+   - {do: c, for: 30s, note: "Slowly, then hold."} # cc',
        ],
    ),
    ((3,), "repeat", "4", ["-   - repeat: 2 # twice", "+   - repeat: 4 # twice"]),
    ((3, 1), "rest", "5s", ["-       - rest: 20s # rr", "+       - rest: 5s # rr"]),
    (
        (4,),
        "steps",
        ["Sit.", "Stand tall."],
        ["-     steps: [Sit., Stand.] # st", "+     steps: [Sit., Stand tall.] # st"],
    ),
    (
        (4,),
        "steps",
        [
            "Sit tall and breathe out slowly through the nose.",
            "Roll both shoulders back, and down.",
        ],
        [
            "-     steps: [Sit., Stand.] # st",
            "+     steps:",
            "+       - Sit tall and breathe out slowly through the nose.",
            "+       - Roll both shoulders back, and down. # st",
        ],
    ),
    ((), "name", "Y #1", ["- name: X   # the name", '+ name: "Y #1"   # the name']),
    ((), "place", "floor", ["+ place: floor"]),
    ((), "summary", "Two minutes.", ["+ summary: Two minutes."]),
    ((), "level", None, ["- level: easy"]),
    ((), "tags", ["desk", "evening"], ["+ tags: [desk, evening]"]),
)


@pytest.mark.parametrize(("path", "key", "value", "expected"), SET)
def test_a_value_is_set_in_its_place(
    path: Path, key: str, value: editing.Value | None, expected: list[str]
) -> None:
    assert changes(editing.set_value(TEXT, path, key, value)) == expected


B = [
    "  # about b",
    "  - do: b # bb",
    "    # in b",
    "    for: 30s # why",
    "    note: |",
    "      long",
    "      text",
    "    # below b",
]


def deeper(lines: list[str]) -> list[str]:
    return [f"    {line}" for line in lines]


def test_a_step_that_moves_takes_its_own_lines_along() -> None:
    lines = TEXT.splitlines()
    without = [line for line in lines if line not in B]
    first = without.index("  # before a")
    expected = [*without[:first], *B, *without[first:]]
    assert editing.move(TEXT, (1,), (0,)).splitlines() == expected


def test_a_step_that_moves_into_a_repeat_is_indented() -> None:
    lines = TEXT.splitlines()
    without = [line for line in lines if line not in B]
    at = without.index("      # about rest")
    expected = [*without[:at], *deeper(B)[0:], *without[at:]]
    assert editing.move(TEXT, (1,), (3, 1)).splitlines() == expected


def test_a_step_that_stays_changes_nothing() -> None:
    assert editing.move(TEXT, (1,), (1,)) == TEXT
    assert editing.move(TEXT, (1,), (2,)) == TEXT


def test_the_comment_above_a_removed_step_stays() -> None:
    gone = [f"- {line}" for line in B if line != "  # about b"]
    assert changes(editing.remove(TEXT, (1,))) == gone


def test_a_repeat_goes_with_its_last_step_and_leaves_its_comments() -> None:
    text = editing.move(editing.move(TEXT, (3, 0), (0,)), (4, 0), (0,))
    assert "repeat" not in text
    assert "  # twice\n  # inner\n" in text


def test_unwrapped_steps_stand_where_the_repeat_stood() -> None:
    text = editing.unwrap(TEXT, (3,))
    assert "  # twice\n  # inner\n" in text
    assert "  - d\n  # about rest\n  - rest: 20s # rr\n" in text


def test_what_is_no_repeat_is_not_unwrapped() -> None:
    assert editing.unwrap(TEXT, (1,)) == TEXT


BEGINNINGS = (
    ("", "steps:\n  - z\n"),
    ("# only\n", "# only\nsteps:\n  - z\n"),
    ("name: x", "name: x\nsteps:\n  - z\n"),
    ("name: x\nsteps:\n", "name: x\nsteps:\n  - z\n"),
    ("name: x\nsteps: []  # none\nnotes: a\n", "name: x\nsteps:  # none\n  - z\nnotes: a\n"),
    ("name: x\nsteps: low # c\n", "name: x\nsteps: # c\n  - z\n  - low\n"),
    ("steps:\n  do: x # c\n  for: 3s\n", "steps:\n  - z\n  - do: x # c\n    for: 3s\n"),
    ("steps: {do: x, for: 3s} # c\n", "steps: # c\n  - z\n  - {do: x, for: 3s}\n"),
    ("steps: [a, b] # c\n", "steps: [z, a, b] # c\n"),
    ("steps: [a,\n  # b\n  b]\n", "steps: [z, a,\n  # b\n  b]\n"),
    ("{name: x, steps: a}\n", "{name: x, steps: [z, a]}\n"),
    ("{name: x, steps: }\n", "{name: x, steps: [z]}\n"),
    ("{name: x, steps: []}\n", "{name: x, steps: [z]}\n"),
    ("steps:\n- a\n", "steps:\n- z\n- a\n"),
    ("steps:\n-\n  # c\n  do: b\n", "steps:\n- z\n-\n  # c\n  do: b\n"),
    ("steps:\n  - repeat: 2\n    steps: a", "steps:\n  - z\n  - repeat: 2\n    steps: a"),
)


@pytest.mark.parametrize(("text", "expected"), BEGINNINGS)
def test_a_first_step_is_put_in_however_the_list_is_written(text: str, expected: str) -> None:
    assert editing.insert(text, (0,), "z") == expected


def test_a_step_of_many_keys_is_put_in() -> None:
    step = {
        "name": "My own: roll",
        "steps": ["Sit."],
        "phases": {"up": "1s"},
        "for": "6 reps",
    }
    assert editing.insert("name: x\nsteps:\n  - a\n", (1,), step) == (
        'name: x\nsteps:\n  - a\n  - name: "My own: roll"\n    steps: [Sit.]\n'
        "    phases: {up: 1s}\n    for: 6 reps\n"
    )


def test_a_repeat_is_put_in_with_its_steps() -> None:
    step = {"repeat": "2", "steps": ["a", {"rest": "5s"}]}
    assert editing.insert("name: x\nsteps:\n", (0,), step) == (
        "name: x\nsteps:\n  - repeat: 2\n    steps:\n      - a\n      - rest: 5s\n"
    )


def test_a_bare_step_in_brackets_gets_braces() -> None:
    assert editing.set_value("steps: [a, b]\n", (1,), "for", "3s") == (
        "steps: [a, {do: b, for: 3s}]\n"
    )


def test_empty_braces_are_filled_in() -> None:
    assert editing.set_value("{}\n", (), "name", "x") == "{name: x}\n"


def test_another_spelling_of_a_key_is_kept() -> None:
    text = "steps:\n  - do: a\n    tempo: {up: 1s}\n"
    assert "    tempo: {up: 2s}\n" in editing.set_value(text, (0,), "phases", {"up": "2s"})


def test_the_first_key_beside_a_dash_gives_its_place_to_the_next() -> None:
    text = "steps:\n  - for: 3s # c\n    do: a\n"
    assert editing.set_value(text, (0,), "for", None) == "steps:\n    # c\n  - do: a\n"


def test_an_empty_value_is_filled_in() -> None:
    assert editing.set_value("steps:\n  - do: a\n    for:\n", (0,), "for", "3s") == (
        "steps:\n  - do: a\n    for: 3s\n"
    )


def test_a_movement_file_is_edited_by_its_own_keys() -> None:
    text = "movement: a\nname: A\nfeel: hips # f\n"
    after = editing.set_value(text, (), "steps", ["Sit."])
    assert after == "movement: a\nname: A\nfeel: hips # f\nsteps: [Sit.]\n"


REFUSED: tuple[tuple[Callable[[], str], str], ...] = (
    (lambda: editing.move(TEXT, (3,), (3, 0)), "A repeat cannot be put into itself."),
    (lambda: editing.remove(TEXT, (9,)), "There is no such step."),
    (lambda: editing.insert(TEXT, (9,), "a"), "There is no such place."),
    (lambda: editing.insert(TEXT, (1, 0), "a"), "There is no such place."),
    (lambda: editing.insert("a: [", (0,), "a"), "The text has a problem in line 1. Mend it first."),
    (
        lambda: editing.insert("just words", (0,), "a"),
        "The text has no keys. Begin it with: name: My session",
    ),
    (
        lambda: editing.insert("{name: x}", (0,), "a"),
        "Write the first step in the text: steps: [ID]",
    ),
)


@pytest.mark.parametrize(("edit", "said"), REFUSED)
def test_what_cannot_be_done_says_why(edit: Callable[[], str], said: str) -> None:
    with pytest.raises(editing.EditError) as refusal:
        edit()
    assert refusal.value.text == said
