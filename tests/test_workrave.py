"""Workrave's exercises: the real file of Debian's package, and files that only look like it."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hipflex_gui import workrave
from hipflex_gui.bringing_text import Brought
from hipflex_gui.catalogue import Catalogue
from hipflex_gui.errors import UserFault
from hipflex_gui.movements import Kind, Movement, Sides
from tests.brought import catalogue_of, movements_of

REAL = (Path(__file__).parent / "data" / "workrave" / "exercises.xml").read_bytes()
ONE = """\
<exercises>
  <exercise>
    <title>{title}</title>
    <title xml:lang="pt_BR">Braço</title>
    <description>{text}</description>
    <sequence duration="{seconds}">
      <image src="a.png" duration="10"/>
      <image src="a.png" duration="10" mirrorx="yes"/>
    </sequence>
  </exercise>
</exercises>
"""


def one(title: str = "Arm stretch", text: str = "Reach.", seconds: str = "40") -> bytes:
    return ONE.format(title=title, text=text, seconds=seconds).encode()


def only(brought: Brought) -> Movement:
    [movement] = movements_of(brought).values()
    return movement


@pytest.fixture
def real(tmp_path: Path) -> Catalogue:
    return catalogue_of(workrave.exercises(REAL), tmp_path)


def test_every_exercise_of_the_real_file_is_a_movement_and_a_step(real: Catalogue) -> None:
    entry = real.sessions["workrave"]
    assert entry.session
    assert entry.problems == ()
    assert entry.name == "Workrave exercises"
    names = [real.movements[step.movement].name for step in entry.session.steps]  # type: ignore[union-attr]
    assert names == [
        "Shoulder-arm stretch",
        "Finger stretch",
        "Neck tilt stretch",
        "Backward shoulder stretch",
        "Move the eyes",
        "Train focusing the eyes",
        "Look into the darkness",
        "Move the shoulders",
        "Move the shoulders up and down",
        "Turn your head",
    ]


def test_an_exercise_keeps_its_words_and_its_time(real: Catalogue) -> None:
    finger = real.movements["workrave-finger-stretch"]
    assert finger.steps == (
        "Separate and stretch your fingers until a mild tension is felt, and hold this for 10"
        " seconds.",
        "Relax, then bend your fingers at the knuckles, and hold again for 10 seconds.",
        "Repeat this exercise once more.",
    )
    assert str(finger.dose.dose) == "40s"
    assert [target.area for target in finger.targets] == ["hands"]
    assert finger.kind is Kind.STRETCH
    assert finger.figure is None
    assert real.movements["workrave-move-the-eyes"].kind is Kind.MOBILITY


def test_each_side_has_its_time_only_where_the_words_say_so(real: Catalogue) -> None:
    each = real.movements["workrave-shoulder-arm-stretch"]
    assert each.sides is Sides.EACH  # "repeat the exercise for your other arm"
    assert str(each.dose.dose) == "20s"  # of 40 s in all
    named = real.movements["workrave-move-the-shoulders"]
    assert named.sides is Sides.TOGETHER  # "your right arm", then "with the left arm"
    assert str(named.dose.dose) == "30s"
    assert real.movements["workrave-neck-tilt-stretch"].sides is Sides.TOGETHER


def test_the_report_says_what_stayed_behind() -> None:
    report = workrave.exercises(REAL).report
    side = "it says to change sides, so each side has half of its time"
    both = "it leads through both sides itself, so its time is for both together"
    assert report[:-1] == (
        f"Shoulder-arm stretch: {side}.",
        "Look into the darkness: it does not say what part of the body it is for.",
        f"Move the shoulders: {both}.",
        "20 pictures were left behind, and when each is shown.",
    )
    assert report[-1].startswith("Its texts in 37 other languages were left behind: bg, ca, cs,")


def test_another_language_has_files_of_its_own(tmp_path: Path) -> None:
    catalogue = catalogue_of(workrave.exercises(REAL, "de"), tmp_path)
    assert catalogue.sessions["workrave-de"].problems == ()
    movement = catalogue.movements["workrave-de-finger-stretch"]
    assert movement.name == "Finger strecken"
    assert movement.steps[0].startswith("Spreizen und strecken Sie die Finger")


def _languages() -> list[str]:
    with pytest.raises(UserFault) as caught:
        workrave.exercises(REAL, "xx")
    return caught.value.text.rstrip(".").partition("There are: ")[2].split(", ")


@pytest.mark.parametrize("language", _languages())
def test_the_real_file_can_be_read_in_every_language_it_has(language: str, tmp_path: Path) -> None:
    brought = workrave.exercises(REAL, language)
    assert len(brought.movements) == 10
    assert catalogue_of(brought, tmp_path).problems == ()


@pytest.mark.parametrize("code", ["pt_BR", "pt-br", " PT_br "])
def test_a_language_may_be_spelled_in_several_ways(code: str) -> None:
    brought = workrave.exercises(one(), code)
    assert only(brought).name == "Braço"
    [told] = [line for line in brought.report if "language 'pt_br'" in line]
    assert told == "Braço: not all of it is in the language 'pt_br', so English was taken."


def test_a_language_that_is_not_there_is_named_with_those_that_are() -> None:
    with pytest.raises(UserFault, match=r"'xx' in this file\. There are: en, pt_br\."):
        workrave.exercises(one(), "xx")


@pytest.mark.parametrize("seconds", ["", "0", "-4", "ten", "1e9", "99999", "٣"])
def test_a_length_that_cannot_be_is_told(seconds: str) -> None:
    brought = workrave.exercises(one(seconds=seconds))
    assert str(only(brought).dose.dose) == "30s"
    assert "Arm stretch: it has no length that can be used; it got 30 s." in brought.report


def test_what_is_too_long_is_split_and_nothing_is_lost() -> None:
    text = "Reach far " * 100 + "and rest. 2. Then breathe."
    movement = only(workrave.exercises(one("T" * 100, text)))
    assert " ".join(movement.steps) == " ".join(text.split())
    assert len(movement.steps) == 5
    assert movement.steps[-1] == "2. Then breathe."
    assert movement.name == "T" * 79 + "…"
    assert movement.notes.startswith("T" * 100)


def test_more_than_a_session_holds_is_left_to_the_library(tmp_path: Path) -> None:
    part = one(seconds="3600").decode().split("\n", 1)[1].rpartition("</exercises>")[0]
    brought = workrave.exercises(f"<exercises>{part * 6}</exercises>".encode())
    assert len(brought.movements) == 6
    assert "Workrave exercises: the session takes the first 3 exercises, as many as it can." in (
        brought.report
    )
    assert catalogue_of(brought, tmp_path).sessions["workrave"].problems == ()


def test_what_is_not_workraves_is_told() -> None:
    text = one().decode().replace("<sequence", "<video/><sequence", 1)
    brought = workrave.exercises(text.encode())
    assert "Arm stretch: <video> means nothing here." in brought.report


def test_an_empty_exercise_is_left_out() -> None:
    text = one().decode().replace("</exercises>", "<exercise><title/></exercise></exercises>")
    brought = workrave.exercises(text.encode())
    assert len(brought.movements) == 1
    assert "Exercise 2: there is nothing in it, so it was left out." in brought.report


BOMB = "<!DOCTYPE x [" + "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(9)) + "]>"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "not whole: line 1"),
        (b"<exercises>", "not whole: line 1, column 12"),
        (b"<exercises/>", "There are no exercises"),
        (b"<exercises><exercise/></exercises>", "There are no exercises"),
        (b"<html><exercise/></html>", "not the exercises.xml of Workrave"),
        (b"<a>" * 1_000_000, "not the exercises.xml of Workrave"),
        (f"{BOMB}<exercises>&e9;</exercises>".encode(), "DOCTYPE"),
        (b'<!DOCTYPE x SYSTEM "file:///etc/passwd"><exercises/>', "DOCTYPE"),
        (f"{BOMB}<exercises/>".encode("utf-16"), "not text in UTF-8"),
        (b"<exercises>&e9;</exercises>", "not whole"),
        (b"<exercises>\x00</exercises>", "not whole"),
        (b"\xff\xff", "not text in UTF-8"),
    ],
)
def test_what_is_no_such_file_is_told_kindly(data: bytes, said: str) -> None:
    with pytest.raises(UserFault, match=said):
        workrave.exercises(data)


WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=400)


@given(WORDS, WORDS, st.sampled_from(["10", "", "-1", "20000", "7200"]))
def test_whatever_the_words_are_our_reader_takes_them(title: str, text: str, seconds: str) -> None:
    def plain(words: str) -> str:
        allowed = (char for char in words if char in "\t\n" or ord(char) >= 32)
        kept = "".join(char for char in allowed if char not in "\ufffe\uffff")
        return kept.replace("&", "&amp;").replace("<", "&lt;")

    try:
        brought = workrave.exercises(one(plain(title), plain(text), seconds))
    except UserFault:
        return
    assert len(movements_of(brought)) == 1
