"""A run says how it ended and how long it was, and shows what was done when it is opened."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from hipflex_gui.log import RunRecord, RunStatus
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.model import Model
from hipflex_gui.ui.pages.days import day_text
from hipflex_gui.ui.pages.history import HistoryPage
from hipflex_gui.ui.pages.runs import TEXT_LEFT, RunRow, RunSteps, amount_text, time_text
from tests.support import START
from tests.ui import desk

look, model = desk.look, desk.model


@pytest.fixture
def page(qtbot: QtBot, look: Look, model: Model) -> HistoryPage:
    return HistoryPage(look, model)


def rows(page: HistoryPage) -> list[RunRow]:
    return [row for row in page.findChildren(RunRow) if row.isVisible()]


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
def test_how_a_run_ended_is_said_in_words(
    qtbot: QtBot, page: HistoryPage, model: Model, status: RunStatus, words: str, amount: str
) -> None:
    desk.add_run(model, status=status, offset_s=-5 * 3600)
    desk.shown(qtbot, page)
    (row,) = rows(page)
    assert row.accessibleDescription().startswith(f"{words}, 04:00, {amount}, ")


def test_discomfort_is_shown_in_the_colour_of_the_body_and_nothing_else_is(
    qtbot: QtBot, page: HistoryPage, model: Model, look: Look
) -> None:
    def has_coral(row: RunRow) -> bool:
        image = row.grab().toImage()
        return any(
            image.pixelColor(x, y).name() == look.colours.eff_text.lower()
            for x in range(TEXT_LEFT, image.width())  # the words, not the icon
            for y in range(image.height())
        )

    desk.add_run(model, status=RunStatus.DISCOMFORT)
    desk.add_run(model, START + timedelta(hours=1), status=RunStatus.STOPPED)
    desk.shown(qtbot, page)
    assert [has_coral(row) for row in rows(page)] == [False, True]


def test_a_click_shows_what_was_done_and_another_hides_it(
    qtbot: QtBot, page: HistoryPage, model: Model
) -> None:
    desk.add_run(model)
    desk.shown(qtbot, page)
    (row,) = rows(page)
    assert "press to see" in row.accessibleDescription()
    QTest.mouseClick(row, Qt.MouseButton.LeftButton)
    desk.settle()
    assert "is shown" in row.accessibleDescription()
    words = desk.texts(page)
    for text in (
        "Low lunge, left side", "30 s asked", "30 s",
        "Low lunge, right side", "12 s, ended early",
        "Hip hinge", "8-10 reps asked", "9 reps in 54 s",
        "Sit and breathe", "Skipped",
    ):  # fmt: skip
        assert text in words
    QTest.mouseClick(row, Qt.MouseButton.LeftButton)
    desk.settle()
    assert "Low lunge, left side" not in desk.texts(page)


def test_a_run_without_steps_says_so(qtbot: QtBot, page: HistoryPage, model: Model) -> None:
    desk.add_run(model, steps=(), status=RunStatus.STOPPED)
    desk.shown(qtbot, page)
    rows(page)[0].click()
    desk.settle()
    assert "It ended before the first movement was finished." in desk.texts(page)


def test_the_keyboard_walks_the_rows_and_opens_them(
    qtbot: QtBot, page: HistoryPage, model: Model
) -> None:
    for hour in range(3):
        desk.add_run(model, START + timedelta(hours=hour), name=f"Run {hour}")
    desk.shown(qtbot, page)
    page.activateWindow()
    first, second, third = rows(page)
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Up)
    assert page.focusWidget() is first
    QTest.keyClick(first, Qt.Key.Key_Down)
    QTest.keyClick(second, Qt.Key.Key_Down)
    QTest.keyClick(third, Qt.Key.Key_Down)
    assert page.focusWidget() is third
    for opens, closes in (
        (Qt.Key.Key_Right, Qt.Key.Key_Left),
        (Qt.Key.Key_Return, Qt.Key.Key_Return),
        (Qt.Key.Key_Space, Qt.Key.Key_Space),
    ):
        QTest.keyClick(third, opens)
        desk.settle()
        assert "Low lunge, left side" in desk.texts(page)
        QTest.keyClick(third, closes)
        desk.settle()
        assert "Low lunge, left side" not in desk.texts(page)


def test_names_from_files_are_shown_letter_by_letter(
    qtbot: QtBot, page: HistoryPage, model: Model
) -> None:
    desk.add_run(model, name="<b>x</b>", steps=(desk.make_step(0, "<i>y</i>", "both"),))
    desk.shown(qtbot, page)
    (row,) = rows(page)
    assert row.accessibleName() == "<b>x</b>"
    row.click()
    desk.settle()
    label = next(label for label in page.findChildren(QLabel) if label.text() == "<i>y</i>")
    assert label.textFormat() is Qt.TextFormat.PlainText


def test_a_row_is_as_high_as_its_words_need(look: Look, model: Model) -> None:
    row = RunRow(look, desk.add_run(model, name="A session with a name of many words"))
    one, two = row.heightForWidth(900), row.heightForWidth(320)
    assert one >= look.theme.line("row") + look.theme.line("small") + 16
    assert two >= one + look.theme.line("row")


def test_a_window_made_narrow_lays_out_what_is_open(
    qtbot: QtBot, page: HistoryPage, model: Model
) -> None:
    desk.add_run(model)
    desk.shown(qtbot, page)
    rows(page)[0].click()
    desk.settle()
    steps = desk.only(page, RunSteps)
    wide = steps.height()
    page.resize(600, 500)
    desk.settle()
    assert steps.height() > wide
    assert desk.clipped(page) == []


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
    assert day_text(day, START.date()) == said


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
    run = RunRecord("x", "s", "n", START, START.date(), 480.0, status, active_s=active_s)
    assert amount_text(run) == said
    assert time_text(run) == "09:00"
