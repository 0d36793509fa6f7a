"""A run says how it ended and how long it was, and what was done in it step by step."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from hipflex_gui.log import Comfort, RunRecord, RunStatus
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.pages.days import day_text
from hipflex_gui.ui.pages.runs import RecentRow, RunSteps, amount_text, time_text, when_text
from tests.support import START
from tests.ui import desk
from tests.ui.looking import colours_in, picture, shown

look = desk.look
TODAY = START.date()


def run(
    status: RunStatus = RunStatus.COMPLETED, active_s: float = 300.0, ago: int = 0
) -> RunRecord:
    start = START - timedelta(days=ago)
    return RunRecord(
        "x", "s", "Floor hip opener", start, start.date(), 480.0, status, active_s=active_s,
        utc_offset_s=-5 * 3600,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("status", "words", "amount"),
    [
        (RunStatus.COMPLETED, "Completed", "5 min"),
        (RunStatus.STOPPED, "Ended early", "5 of 8 min"),
        (RunStatus.DISCOMFORT, "Stopped for discomfort", "5 of 8 min"),
        (RunStatus.INTERRUPTED, "Interrupted", "5 of 8 min"),
        (RunStatus.RUNNING, "Going on now", "5 of 8 min"),
    ],
)
def test_a_row_says_how_its_run_ended(
    qtbot: QtBot, look: Look, status: RunStatus, words: str, amount: str
) -> None:
    row = RecentRow(look, run(status), TODAY)
    qtbot.addWidget(row)
    assert row.accessibleName() == "Floor hip opener"
    assert row.accessibleDescription() == f"{words}, Today, 04:00, {amount}"


def test_discomfort_has_the_colour_of_the_body_and_nothing_else_has(
    qtbot: QtBot, look: Look
) -> None:
    coral = look.colours.eff_text.lower()
    for status in RunStatus:
        row = shown(qtbot, RecentRow(look, run(status), TODAY), 260)
        assert (coral in colours_in(picture(row))) == (status is RunStatus.DISCOMFORT)


def test_a_row_is_pressed_by_click_and_key(qtbot: QtBot, look: Look) -> None:
    row = shown(qtbot, RecentRow(look, run(), TODAY), 260)
    with qtbot.waitSignal(row.clicked):
        QTest.mouseClick(row, Qt.MouseButton.LeftButton)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Space):
        with qtbot.waitSignal(row.clicked):
            QTest.keyClick(row, key)


def test_a_row_is_as_high_as_its_words_need(qtbot: QtBot, look: Look) -> None:
    row = RecentRow(look, run(RunStatus.DISCOMFORT, ago=400), TODAY)
    qtbot.addWidget(row)
    wide, narrow = row.heightForWidth(420), row.heightForWidth(200)
    assert wide >= look.theme.line("row") + look.theme.line("small")
    assert narrow >= wide + look.theme.line("small")  # the ending stands under the day


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 3, 2), "Today"),
        (date(2026, 3, 1), "Yesterday"),
        (date(2026, 2, 28), "Saturday 28 February"),
        (date(2025, 12, 31), "Wednesday 31 December 2025"),
    ],
)
def test_days_are_named_for_people(day: date, said: str) -> None:
    assert day_text(day, TODAY) == said


def test_the_time_is_that_of_the_clock_on_the_wall() -> None:
    assert time_text(run()) == "04:00"
    assert when_text(run(ago=3), TODAY) == "Friday 27 February, 04:00"


@pytest.mark.parametrize(
    ("active_s", "status", "said"),
    [
        (40, RunStatus.STOPPED, "40 s"),
        (480, RunStatus.STOPPED, "8 min"),
        (300, RunStatus.STOPPED, "5 of 8 min"),
        (300, RunStatus.COMPLETED, "5 min"),
    ],
)
def test_the_length_is_what_was_done(active_s: float, status: RunStatus, said: str) -> None:
    assert amount_text(run(status, active_s)) == said


def steps_shown(qtbot: QtBot, steps: RunSteps, width: int = 600) -> QWidget:
    steps.fit(narrow=width < 400)
    around = QWidget()
    QVBoxLayout(around).addWidget(steps)
    return shown(qtbot, around, width, 400)


def test_steps_say_what_was_asked_and_what_was_done(qtbot: QtBot, look: Look) -> None:
    words = desk.texts(steps_shown(qtbot, RunSteps(look, desk.STEPS)))
    for text in (
        "Low lunge, left side", "30 s asked", "30 s",
        "Low lunge, right side", "12 s, ended early",
        "Hip hinge", "8-10 reps asked", "9 reps in 54 s",
        "Sit and breathe", "Skipped",
    ):  # fmt: skip
        assert text in words


def test_how_a_movement_felt_is_said_once(qtbot: QtBot, look: Look) -> None:
    steps = (
        desk.make_step(0, comfort=Comfort.TOO_MUCH),
        desk.make_step(1, side="right", comfort=Comfort.TOO_MUCH),
        desk.make_step(2, "Hip hinge", "both", comfort=Comfort.EASY),
        desk.make_step(3, "Pigeon", "both"),
    )
    words = desk.texts(steps_shown(qtbot, RunSteps(look, steps)))
    felt = [text for text in words if text.startswith("It felt")]
    assert felt == ["It felt like too much", "It felt easy"]


def test_sets_are_numbered(qtbot: QtBot, look: Look) -> None:
    steps = (desk.make_step(0, "Squat", "both"), desk.make_step(1, "Squat", "both", set_number=2))
    words = desk.texts(steps_shown(qtbot, RunSteps(look, steps)))
    assert "Squat, set 1" in words
    assert "Squat, set 2" in words


def test_without_steps_that_is_said(qtbot: QtBot, look: Look) -> None:
    words = desk.texts(steps_shown(qtbot, RunSteps(look, ())))
    assert words == ["It ended before the first movement was finished."]


def test_in_a_narrow_window_the_numbers_stand_under_the_names(qtbot: QtBot, look: Look) -> None:
    steps = RunSteps(look, desk.STEPS)
    around = steps_shown(qtbot, steps)
    assert around.isVisible()
    name, asked = (
        next(one for one in steps.findChildren(QLabel) if one.text() == text)
        for text in ("Hip hinge", "8-10 reps asked")
    )
    assert asked.x() > name.x()
    steps.fit(narrow=True)
    desk.settle()
    assert asked.y() > name.y()
    assert asked.x() == name.x()


def test_names_from_files_are_shown_letter_by_letter(qtbot: QtBot, look: Look) -> None:
    steps = RunSteps(look, (desk.make_step(0, "<i>y</i>", "both"),))
    around = steps_shown(qtbot, steps)
    assert around.isVisible()
    assert "<i>y</i>" in desk.texts(steps)
    assert desk.all_plain(steps)
