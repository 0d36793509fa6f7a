"""A session while it is being written: rows, problems, and what plays of it."""

from pathlib import Path

import pytest

from hipflex_gui.catalogue import Catalogue
from hipflex_gui.draft import Draft, RowKind, read_draft
from hipflex_gui.sessions import Pace

MOVEMENTS = Catalogue.load(None, sessions=False).movements
TEXT = """\
name: X
level: hrad
steps:
  - figure-four-chair # c
  - do: low-lung
    for: 30s
  - {do: pigeon-fold, for: 30s}
  - repeat: 2
    steps:
      - rest: 20
      - do: low-lunge
        for: 3 what
      - do: standing-hip-hinge
        tempo: {a: 3, b: 2}
        for: 3 reps
  - name: Own
    steps: [Sit., Stand.]
    for: 6 reps
  - for: 30
"""


def draft(text: str) -> Draft:
    return read_draft(text, Path("x.yaml"), MOVEMENTS, Pace())


def test_rows_are_the_steps_good_and_bad() -> None:
    rows = draft(TEXT).rows
    assert [(row.path, row.kind, row.name, row.lines, row.broken) for row in rows] == [
        ((0,), RowKind.DO, "Chair figure four", range(4, 5), False),
        ((1,), RowKind.DO, "low-lung", range(5, 7), True),
        ((2,), RowKind.DO, "Pigeon fold", range(7, 8), False),
        ((3,), RowKind.REPEAT, "", range(8, 16), False),
        ((3, 0), RowKind.REST, "", range(10, 11), False),
        ((3, 1), RowKind.DO, "Low lunge", range(11, 13), True),
        ((3, 2), RowKind.DO, "Standing hip hinge", range(13, 16), False),
        ((4,), RowKind.OWN, "Own", range(16, 19), False),
        ((5,), RowKind.STRANGE, "{for: 30}", range(19, 20), True),
    ]
    assert rows[6].values == {
        "do": "standing-hip-hinge",
        "phases": "{a: 3, b: 2}",
        "for": "3 reps",
    }
    assert rows[7].values["steps"] == ("Sit.", "Stand.")
    assert rows[3].values == {"repeat": "2"}
    assert rows[1].problems[0].fixes == ("low-lunge",)


def test_what_has_errors_is_left_out_and_the_rest_plays() -> None:
    found = draft(TEXT)
    assert found.session is None
    assert found.timeline
    assert [item.name for item in found.timeline.items] == [
        "Chair figure four", "Pigeon fold", "Standing hip hinge", "Standing hip hinge", "Own",
    ]  # fmt: skip
    assert found.item_rows == (0, 2, 6, 6, 7)
    assert [problem.where.line for problem in found.problems] == [2, 5, 12, 19]
    assert found.values == {"name": "X", "level": "hrad"}


def test_a_good_session_is_whole() -> None:
    found = draft("name: X\nsteps:\n  - low-lunge\n  - rest: 5s\n  - pigeon-fold\n")
    assert found.session
    assert found.playable == found.session
    assert found.problems == ()
    assert found.item_rows == (0, 2)
    assert (found.row_at(4), found.row_at(1), found.row_of((2,)), found.row_of((7,))) == (
        1, None, 2, None,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "readable", "rows"),
    [
        ("", True, 0),
        ("# nothing\n", True, 0),
        ("name: X\nsteps:\n", True, 0),
        ("name: X\nsteps: []\n", True, 0),
        ("name: X\nsteps: [\n", False, 0),
        ("name: X\nname: Y\nsteps: low-lunge\n", True, 1),
        ("just words", True, 0),
        ("name: X\nsteps:\n  do: low-lunge\n", True, 1),
        ("name: X\nsteps: [a: b, [c], '']\n", True, 3),
        ("name: X\nsteps:\n  - repeat: 2\n", True, 1),
        ("name: X\nsteps:\n  - repeat: 2\n    steps: []\n", True, 1),
    ],
)
def test_whatever_is_written_has_an_answer(text: str, readable: bool, rows: int) -> None:
    found = draft(text)
    assert found.readable is readable
    assert len(found.rows) == rows


def test_a_key_with_an_error_does_not_keep_the_steps_from_playing() -> None:
    found = draft("name:\nplace: moon\npace: {breath: {in: x, out: 2s}}\nsteps: [low-lunge]\n")
    assert found.session is None
    assert found.timeline
    assert found.name == ""


def test_a_repeat_whose_steps_are_all_bad_is_left_out() -> None:
    found = draft("name: X\nsteps:\n  - low-lunge\n  - repeat: 2\n    steps: [nothing-such]\n")
    assert found.item_rows == (0,)


def test_where_all_is_bad_nothing_plays() -> None:
    found = draft("name: X\nsteps: [nothing-such]\n")
    assert found.playable is None
    assert found.timeline is None
    assert found.item_rows == ()
