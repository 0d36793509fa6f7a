"""A session from before: offered sensibly, checked kindly, added, and taken back."""

from datetime import date, time, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from hipflex_gui.log import RunRecord, RunStatus
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.model import Model
from hipflex_gui.ui.pages.addrun import AddRunPage
from tests.support import START, ManualClock
from tests.ui import desk

look, model = desk.look, desk.model
TODAY = START.date()


@pytest.fixture
def page(qtbot: QtBot, look: Look, model: Model) -> AddRunPage:
    page = AddRunPage(look, model)
    page.show_day(None)
    return desk.shown(qtbot, page)


def added(model: Model) -> list[RunRecord]:
    return model.runs(10)


def choose(page: AddRunPage, session: str) -> None:
    page.session.setCurrentIndex(page.session.findData(session))


def test_it_offers_what_was_just_done(page: AddRunPage, model: Model) -> None:
    first = model.playable()[0]
    assert page.session.currentData() == first.id
    assert page.minutes.value() == round(model.timeline(first.id).planned_s / 60)
    assert page.day.day == TODAY
    began = START - timedelta(minutes=page.minutes.value())
    assert (
        timedelta(0)
        <= began - START.replace(hour=page.time.clock_time.hour, minute=page.time.clock_time.minute)
        < timedelta(minutes=5)
    )
    assert not page.name.isVisible()


def test_another_session_brings_its_own_length(page: AddRunPage, model: Model) -> None:
    for session in ("chair-3", "floor-10"):
        choose(page, session)
        assert page.minutes.value() == round(model.timeline(session).planned_s / 60)


def test_the_time_goes_with_length_and_day_until_one_is_given(page: AddRunPage) -> None:
    page.minutes.setValue(62)
    assert page.time.clock_time == time(7, 55)
    page.day.show_day(TODAY - timedelta(days=1))
    assert page.time.clock_time == time(12)
    page.day.show_day(TODAY)
    assert page.time.clock_time == time(7, 55)
    page.time.show_time(time(6, 30))
    page.minutes.setValue(20)
    page.day.show_day(TODAY - timedelta(days=1))
    assert page.time.clock_time == time(6, 30)


def test_a_day_of_the_map_is_offered_at_noon(page: AddRunPage) -> None:
    page.show_day(TODAY - timedelta(days=12))
    assert page.day.day == date(2026, 2, 18)
    assert page.time.clock_time == time(12)


def test_no_day_that_is_still_to_come_is_offered(page: AddRunPage) -> None:
    page.show_day(TODAY + timedelta(days=1))
    assert page.day.day == TODAY


def test_a_day_to_come_stays_as_typed_and_is_said(page: AddRunPage, model: Model) -> None:
    page.day.setDisplayFormat("dd/MM/yyyy")
    page.day.setFocus()
    page.day.setSelectedSection(page.day.Section.DaySection)
    QTest.keyClicks(page.day, "25")
    desk.click(page, "Add")
    assert page.day.day == TODAY.replace(day=25)
    assert "This day is still to come." in desk.texts(page)
    assert "It would not be over yet. Choose an earlier time." not in desk.texts(page)
    assert page.day.hasFocus()
    assert added(model) == []


def test_it_is_added_as_it_is_said_and_can_be_undone(
    qtbot: QtBot, page: AddRunPage, model: Model
) -> None:
    page.show_day(date(2026, 2, 27))
    choose(page, "floor-10")
    page.time.show_time(time(17, 40))
    page.minutes.setValue(12)
    page.note.setPlainText(" At the gym ")
    with qtbot.waitSignals([model.corrected, page.back]):
        desk.click(page, "Add")
    (run,) = added(model)
    name = page.session.currentText()
    assert (run.session, run.name, run.day) == ("floor-10", name, date(2026, 2, 27))
    assert (run.started_at.hour, run.started_at.minute, run.active_s) == (17, 40, 720.0)
    assert (run.status, run.note) == (RunStatus.COMPLETED, "At the gym")
    model.undo()
    assert added(model) == []


def test_a_day_that_is_being_typed_counts(qtbot: QtBot, page: AddRunPage, model: Model) -> None:
    page.day.setFocus()
    page.day.setSelectedSection(page.day.Section.DaySection)
    QTest.keyClicks(page.day, "1")
    with qtbot.waitSignal(page.back):
        desk.click(page, "Add")
    assert added(model)[0].day == date(2026, 3, 1)


def test_something_else_wants_a_name(qtbot: QtBot, page: AddRunPage, model: Model) -> None:
    page.session.setFocus()
    QTest.keyClick(page.session, Qt.Key.Key_End)
    assert page.session.currentText() == "Something else"
    assert page.name.isVisible()
    desk.click(page, "Add")
    problem = "Say what it was, such as a walk or a class."
    assert problem in desk.texts(page)
    assert page.focusWidget() is page.name
    assert added(model) == []
    QTest.keyClicks(page.name, "Swimming")
    with qtbot.waitSignal(page.back):
        QTest.keyClick(page.name, Qt.Key.Key_Return)
    (run,) = added(model)
    assert (run.session, run.name) == ("", "Swimming")
    assert problem not in desk.texts(page)


def test_what_would_not_be_over_is_refused_in_words(
    qtbot: QtBot, page: AddRunPage, model: Model
) -> None:
    page.minutes.setValue(10)
    page.time.show_time(time(8, 55))
    desk.click(page, "Add")
    assert "It would not be over yet. Choose an earlier time." in desk.texts(page)
    assert page.focusWidget() is page.time
    assert added(model) == []
    page.time.show_time(time(8, 50))
    with qtbot.waitSignal(page.back):
        desk.click(page, "Add")
    assert len(added(model)) == 1


def test_enter_adds_from_any_field_and_in_the_note_with_ctrl(
    qtbot: QtBot, page: AddRunPage, model: Model
) -> None:
    page.note.setFocus()
    QTest.keyClicks(page.note, "One")
    QTest.keyClick(page.note, Qt.Key.Key_Return)
    assert added(model) == []
    with qtbot.waitSignal(page.back):
        QTest.keyClick(page.note, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    page.minutes.setFocus()
    with qtbot.waitSignal(page.back):
        QTest.keyClick(page.minutes, Qt.Key.Key_Return)
    page.time.setFocus()
    with qtbot.waitSignal(page.back):
        QTest.keyClick(page.time, Qt.Key.Key_Return)
    assert len(added(model)) == 3


def test_escape_leaves_a_written_note_first(qtbot: QtBot, page: AddRunPage, model: Model) -> None:
    page.note.setFocus()
    QTest.keyClicks(page.note, "x")
    QTest.keyClick(page.note, Qt.Key.Key_Escape)
    assert page.focusWidget() is page.save_button
    with qtbot.waitSignal(page.back):
        QTest.keyClick(page.save_button, Qt.Key.Key_Escape)
    for name in ("Back", "Cancel"):
        with qtbot.waitSignal(page.back):
            desk.click(page, name)
    assert added(model) == []


def test_a_change_elsewhere_leaves_what_is_chosen_and_written(
    page: AddRunPage, model: Model
) -> None:
    choose(page, "floor-10")
    page.minutes.setValue(3)
    page.note.setPlainText("x")
    model.refresh()
    assert page.session.currentData() == "floor-10"
    assert page.minutes.value() == 3
    assert page.note.toPlainText() == "x"
    page.show_day(None)
    assert page.note.toPlainText() == ""
    assert page.session.currentIndex() == 0


def test_just_after_midnight_the_day_is_that_of_the_calendar(
    qtbot: QtBot, look: Look, model: Model
) -> None:
    clock = model.clock
    assert isinstance(clock, ManualClock)
    clock.set_wall(START.replace(hour=0, minute=3))
    page = AddRunPage(look, model)
    page.show_day(None)
    desk.shown(qtbot, page)
    assert page.day.day == TODAY
    assert page.time.clock_time == time(0, 0)


@pytest.mark.parametrize(("width", "height", "scale"), desk.SIZES)
@pytest.mark.parametrize("kind", ["fresh", "refused"])
def test_nothing_is_clipped(
    qtbot: QtBot, look: Look, model: Model, width: int, height: int, scale: float, kind: str
) -> None:
    look.set_scale(scale)
    page = AddRunPage(look, model)
    page.show_day(None)
    desk.shown(qtbot, page, width, height)
    if kind == "refused":
        choose(page, "")
        page.time.show_time(time(9))
        page.enter()
    assert desk.clipped(page) == []
    assert desk.unnamed(page) == []


@pytest.mark.parametrize("choice", ["light", "dark"])
def test_it_follows_the_theme_while_it_is_shown(page: AddRunPage, look: Look, choice: str) -> None:
    look.choose(choice)
    desk.settle()
    assert desk.corner(page) == look.colours.bg
    assert desk.corner(page, page._card) == look.colours.card
