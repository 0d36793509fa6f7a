"""Two changes of one text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hipflex_gui.merging import merged

BASE = "a\nb\nc\nd\ne\n"

CASES = (
    ("nothing", BASE, BASE, BASE),
    ("mine alone", "A\nb\nc\nd\ne\n", BASE, "A\nb\nc\nd\ne\n"),
    ("theirs alone", BASE, "a\nb\nc\nd\nE\n", "a\nb\nc\nd\nE\n"),
    ("apart", "A\nb\nc\nd\ne\n", "a\nb\nc\nd\nE\n", "A\nb\nc\nd\nE\n"),
    ("the same", "a\nX\nc\nd\ne\n", "a\nX\nc\nd\ne\n", "a\nX\nc\nd\ne\n"),
    ("the same and one more", "a\nX\nc\nd\nE\n", "a\nX\nc\nd\ne\n", "a\nX\nc\nd\nE\n"),
    ("one puts in, one takes out", "a\nnew\nb\nc\nd\ne\n", "a\nb\nc\nd\n", "a\nnew\nb\nc\nd\n"),
    ("one line, two ways", "a\nX\nc\nd\ne\n", "a\nY\nc\nd\ne\n", None),
    ("lines that touch", "a\nX\nc\nd\ne\n", "a\nb\nY\nd\ne\n", None),
    ("two put in at one place", "a\nX\nb\nc\nd\ne\n", "a\nY\nb\nc\nd\ne\n", None),
)


@pytest.mark.parametrize(("name", "mine", "theirs", "expected"), CASES, ids=lambda case: str(case))
def test_changes_come_together_where_they_do_not_meet(
    name: str, mine: str, theirs: str, expected: str | None
) -> None:
    assert merged(BASE, mine, theirs) == expected, name


TEXTS = st.lists(st.sampled_from("abc"), max_size=6).map(lambda lines: "\n".join(lines))


@given(TEXTS, TEXTS, TEXTS)
def test_it_does_not_matter_whose_change_is_mine(base: str, mine: str, theirs: str) -> None:
    assert merged(base, mine, theirs) == merged(base, theirs, mine)


@given(TEXTS, TEXTS)
def test_one_change_alone_is_the_result(base: str, mine: str) -> None:
    assert merged(base, mine, base) == merged(base, base, mine) == mine
    assert merged(base, mine, mine) == mine
