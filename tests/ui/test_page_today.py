"""Today starts the suggested session with one key, and finds another one by a few chips."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hipflex_gui import safety
from hipflex_gui.settings import Settings
from hipflex_gui.ui.model import Model
from hipflex_gui.ui.pages.days import last_done, long_day
from hipflex_gui.ui.pages.lists import SHORT
from hipflex_gui.ui.pages.today import TodayPage
from hipflex_gui.ui.theme import DARK, LIGHT
from hipflex_gui.ui.widgets.banner import EmptyState
from hipflex_gui.ui.widgets.week import Figure
from tests.ui import desk

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True)

DONE = {"chair-short": [3], "chair-long": [4, 5], "floor": [6]}
# 2 March 2026 is a Monday: the days before are Friday, Thursday, Wednesday and Tuesday.


@pytest.fixture
def model(tmp_path: Path) -> Model:
    return desk.make_model(tmp_path, done=DONE)


@pytest.fixture
def page(qapp: QApplication, qtbot: QtBot, model: Model) -> TodayPage:
    return desk.shown(qtbot, TodayPage(desk.make_look(qapp), model))


def rows(page: TodayPage) -> list[str]:
    return [row.accessibleName() for row in page.rows.rows]


def test_it_says_what_is_suggested_and_why(page: TodayPage) -> None:
    words = desk.said(page.start_card)
    assert "Chair rest, long" in words  # the chair session that has waited longest
    assert "At your chair" in words
    assert "7 min" in words
    assert "1 movement, no props.\nYou last did this one on Thursday." in words
    assert "Monday 2 March" in desk.said(page)


def test_enter_starts_what_is_suggested(page: TodayPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.start) as started:
        QTest.keyClick(page, Qt.Key.Key_Return)
    assert started.args == ["chair-long"]
    with qtbot.waitSignal(page.start) as started:
        desk.button(page, "Start Chair rest, long").click()
    assert started.args == ["chair-long"]


def test_enter_belongs_to_the_control_that_has_the_focus(page: TodayPage, qtbot: QtBot) -> None:
    row = page.rows.rows[0]
    row.setFocus()
    with qtbot.assertNotEmitted(page.start), qtbot.waitSignal(page.plan) as planned:
        QTest.keyClick(row, Qt.Key.Key_Return)
    assert planned.args == ["floor"]
    chip = page.filters.chips["floor"]
    chip.setFocus()
    with qtbot.assertNotEmitted(page.start):
        QTest.keyClick(chip, Qt.Key.Key_Enter)
    assert chip.isChecked()


def test_steps_and_rows_show_the_plan(page: TodayPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.plan) as planned:
        desk.button(page, "See the steps of Chair rest, long").click()
    assert planned.args == ["chair-long"]
    with qtbot.waitSignal(page.plan) as planned:
        QTest.mouseClick(page.rows.rows[2], Qt.MouseButton.LeftButton)
    assert planned.args == ["stand"]
    assert page.rows.rows[1].accessibleDescription().endswith("Opens its steps")


def test_the_suggested_session_is_not_listed_twice(page: TodayPage) -> None:
    assert rows(page) == ["<b>Floor</b> & mat", "Chair rest", "Wall lean"]


def test_places_are_added_and_the_other_chips_narrow(page: TodayPage) -> None:
    QTest.keyClick(page, Qt.Key.Key_2)
    assert rows(page) == ["Wall lean"]
    QTest.keyClick(page, Qt.Key.Key_1)
    assert sorted(rows(page)) == ["Chair rest", "Wall lean"]
    QTest.keyClick(page, Qt.Key.Key_5)  # no props
    assert rows(page) == ["Chair rest"]
    for key in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_5, Qt.Key.Key_4):
        QTest.keyClick(page, key)
    assert sorted(rows(page)) == ["Chair rest", "Wall lean"]  # 5 min or less


def test_gym_is_offered_where_there_is_such_a_session(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, page: TodayPage
) -> None:
    assert not page.filters.chips["gym"].isVisible()
    files = {**desk.FILES, "sessions/gym.yaml": desk.session_file("Bench", "gym", 60)}
    with_gym = desk.shown(qtbot, TodayPage(desk.make_look(qapp), desk.make_model(tmp_path, files)))
    QTest.keyClick(with_gym, Qt.Key.Key_4)
    assert rows(with_gym) == ["Bench"]


def test_no_session_fits_and_the_nearest_is_named(page: TodayPage, qtbot: QtBot) -> None:
    page.filters.chips["floor"].click()
    page.filters.chips[SHORT].click()
    desk.settle()
    words = desk.said(page)
    assert "No session fits both filters" in words
    assert "Nearest: <b>Floor</b> & mat at 12 min." in words
    with qtbot.waitSignal(page.plan) as planned:
        desk.button(page, "See the steps of <b>Floor</b> & mat").click()
    assert planned.args == ["floor"]
    desk.button(page, "Clear filters").click()
    assert len(rows(page)) == 3
    assert not [one for one in page.findChildren(EmptyState) if one.isVisible()]


def test_the_week(page: TodayPage) -> None:
    words = desk.said(page.week_card)
    assert "4 working days in a row" in words
    assert "Last 14 working days. Today is open." in words


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        (Settings(disclaimer_seen=True, planned_days=()), "Last 14 planned days. Today is open."),
        (Settings(disclaimer_seen=True, planned_days=(1, 3)), "2 planned days in a row"),
    ],
)
def test_the_week_of_other_planned_days(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, settings: Settings, words: str
) -> None:
    model = desk.make_model(tmp_path, done=DONE, settings=settings)
    page = desk.shown(qtbot, TodayPage(desk.make_look(qapp), model))
    assert words in desk.said(page.week_card)


def test_a_first_day_has_no_reproach(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> None:
    page = desk.shown(qtbot, TodayPage(desk.make_look(qapp), desk.make_model(tmp_path)))
    assert "Your working days" in desk.said(page.week_card)
    assert "Each planned day you stretch fills a square." in desk.said(page.week_card)
    assert "You have not done this one yet." in desk.said(page.start_card)


def test_the_disclaimer_is_read_once(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> None:
    model = desk.make_model(tmp_path, settings=Settings())
    page = desk.shown(qtbot, TodayPage(desk.make_look(qapp), model))
    assert page.banner.isVisible()
    assert page.banner.accessibleDescription() == safety.disclaimer()
    desk.button(page, "Close this notice").click()
    assert not page.banner.isVisible()
    assert model.settings.disclaimer_seen
    assert model.store.setting_texts()["disclaimer_seen"] == "on"


def test_without_sessions_nothing_dead_is_shown(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    page = desk.shown(qtbot, TodayPage(desk.make_look(qapp), desk.make_model(tmp_path, {})))
    assert not page.start_card.isVisible()
    assert "No other sessions" in desk.said(page)
    with qtbot.assertNotEmitted(page.start):
        QTest.keyClick(page, Qt.Key.Key_Return)


def test_a_changed_model_is_shown(page: TodayPage, model: Model) -> None:
    model.change(weekly_goal_min=90, key_caps=False)
    desk.settle()
    figures = [one.accessibleName() for one in page.week_card.findChildren(Figure)]
    assert figures == ["0 of 90 min"]
    assert not page.start_card.start._has_cap()


def test_words_of_files_are_plain(page: TodayPage) -> None:
    assert desk.all_plain(page)
    assert "<b>Floor</b> & mat" in rows(page)


@pytest.mark.parametrize(("width", "height", "scale"), desk.SIZES)
@pytest.mark.parametrize("seen", [True, False])
def test_nothing_is_clipped(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, width: int, height: int, scale: float,
    seen: bool,
) -> None:  # fmt: skip
    model = desk.make_model(tmp_path, done=DONE, settings=Settings(disclaimer_seen=seen))
    page = desk.shown(qtbot, TodayPage(desk.make_look(qapp, scale), model), width, height)
    assert desk.clipped(page) == []
    assert desk.unnamed(page) == []
    page.filters.chips["floor"].click()
    page.filters.chips[SHORT].click()
    assert desk.clipped(page) == []


def test_light_and_dark(qapp: QApplication, qtbot: QtBot, model: Model) -> None:
    look = desk.make_look(qapp)
    page = desk.shown(qtbot, TodayPage(look, model))
    assert desk.corner(page) == LIGHT.bg
    look.choose("dark")
    desk.settle()
    assert desk.corner(page) == DARK.bg


@pytest.mark.parametrize(
    ("last", "words"),
    [
        (None, "You have not done this one yet."),
        (date(2026, 3, 2), "You did this one today."),
        (date(2026, 3, 3), "You did this one today."),  # done further east
        (date(2026, 3, 1), "You last did this one yesterday."),
        (date(2026, 2, 24), "You last did this one on Tuesday."),
        (date(2026, 2, 23), "You last did this one on 23 February."),
        (date(2025, 12, 31), "You last did this one on 31 December 2025."),
    ],
)
def test_when_it_was_last_done(last: date | None, words: str) -> None:
    assert last_done(last, date(2026, 3, 2)) == words


def test_a_day_has_its_weekday() -> None:
    assert long_day(date(2026, 11, 20)) == "Friday 20 November"
