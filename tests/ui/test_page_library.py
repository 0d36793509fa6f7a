"""The library is searched, filtered and read, by keys as well as by clicks."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hipflex_gui.ui.model import Model
from hipflex_gui.ui.pages.library import MOVEMENTS, SESSIONS, LibraryPage
from hipflex_gui.ui.pages.lists import SHORT
from tests.ui import desk

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True)

LEAN = """\
movement: odd-lean
name: <i>Odd</i> lean
also: [Tower of Pisa]
kind: strength
place: chair
targets: [hip-flexors]
props: [footstool]
dose: 8 reps
steps: [Lean.]
"""
OTHER = "movement: odd-other\nname: Odd other\nplace: standing\nsteps: [Stand.]\ndose: 20s\n"
WITH_LEAN = "name: A lean\nplace: chair\nsteps: [odd-lean]\n"
ALL = {
    **desk.FILES,
    "movements/odd-lean.yaml": LEAN,
    "movements/odd-other.yaml": OTHER,
    "sessions/lean.yaml": WITH_LEAN,
}


@pytest.fixture
def model(tmp_path: Path) -> Model:
    return desk.make_model(tmp_path, ALL)


@pytest.fixture
def page(qapp: QApplication, qtbot: QtBot, model: Model) -> LibraryPage:
    return desk.shown(qtbot, LibraryPage(desk.make_look(qapp), model))


def sessions(page: LibraryPage) -> list[str]:
    return sorted(row.accessibleName() for row in page.session_rows.rows)


def movements(page: LibraryPage) -> list[str]:
    return [row.accessibleName() for row in page.movement_rows.rows]


def test_sessions_come_first_and_open_their_plan(page: LibraryPage, qtbot: QtBot) -> None:
    assert len(sessions(page)) == 5
    assert movements(page) == []
    with qtbot.waitSignal(page.plan):
        QTest.mouseClick(page.session_rows.rows[0], Qt.MouseButton.LeftButton)


def test_search_takes_the_keyboard_and_finds_by_all_words(page: LibraryPage) -> None:
    page.search()
    desk.settle()
    assert page.field.hasFocus()
    QTest.keyClicks(page.field, "wall LEAN")
    assert sessions(page) == ["Wall lean"]
    page.search()
    QTest.keyClicks(page.field, "airport")  # a tag; what was there is written over
    assert sessions(page) == ["Wall lean"]
    page.field.setText("hip flexors chair")  # an area of a movement in it, and its place
    assert sessions(page) == ["A lean"]
    QTest.keyClick(page.field, Qt.Key.Key_Escape)
    assert len(sessions(page)) == 5


def test_digits_are_for_the_field_while_it_has_the_keyboard(page: LibraryPage) -> None:
    page.search()
    QTest.keyClicks(page.field, "1")
    assert page.field.text() == "1"
    assert not page.filters.chips["chair"].isChecked()


def test_movements_are_found_by_their_other_names_props_and_areas(page: LibraryPage) -> None:
    page.tabs.setCurrentIndex(MOVEMENTS)
    for wanted in ("pisa", "footstool", "odd hip-flexors"):
        page.field.setText(wanted)
        assert movements(page) == ["<i>Odd</i> lean"], wanted
    page.field.clear()
    page.filters.chips["standing"].click()
    assert "Odd other" in movements(page)
    assert "<i>Odd</i> lean" not in movements(page)


def test_minutes_are_no_filter_for_movements(page: LibraryPage) -> None:
    page.filters.chips[SHORT].click()
    page.tabs.setCurrentIndex(MOVEMENTS)
    assert not page.filters.chips[SHORT].isVisible()
    assert "Odd other" in movements(page)


def test_gym_is_offered_where_something_is_done_there(page: LibraryPage) -> None:
    assert not page.filters.chips["gym"].isVisible()
    page.tabs.setCurrentIndex(MOVEMENTS)
    assert page.filters.chips["gym"].isVisible()


def test_a_row_of_a_movement_says_its_dose(page: LibraryPage) -> None:
    page.tabs.setCurrentIndex(MOVEMENTS)
    page.field.setText("odd")
    rows = {row.accessibleName(): row.accessibleDescription() for row in page.movement_rows.rows}
    lean = rows["<i>Odd</i> lean"]
    assert lean == "Chair, Strength, Footstool, 8 reps. Opens its page"
    assert rows["Odd other"] == "Standing, Stretch, No props, 20 s. Opens its page"


def test_a_row_of_a_movement_opens_its_page(page: LibraryPage, qtbot: QtBot) -> None:
    page.tabs.setCurrentIndex(MOVEMENTS)
    row = next(row for row in page.movement_rows.rows if row.accessibleName().startswith("<i>"))
    row.setFocus()
    with qtbot.waitSignal(page.movement) as wanted:
        QTest.keyClick(row, Qt.Key.Key_Return)
    assert wanted.args == ["odd-lean"]


def test_nothing_found_leads_on(page: LibraryPage) -> None:
    page.field.setText("pisa")
    assert page.tabs.currentIndex() == SESSIONS
    page.field.setText("odd other")
    desk.settle()
    assert "Nothing is found for “odd other”" in desk.said(page)
    assert "There is 1 movement for it." in desk.said(page)
    desk.button(page, "Movements").click()
    assert movements(page) == ["Odd other"]
    page.field.setText("<b>zzz</b>")
    desk.settle()
    assert "Nothing is found for “<b>zzz</b>”" in desk.said(page)
    desk.button(page, "Show everything").click()
    assert len(movements(page)) > 2


def test_a_removed_movement_is_listed_no_more(
    page: LibraryPage, model: Model, tmp_path: Path
) -> None:
    page.tabs.setCurrentIndex(MOVEMENTS)
    page.field.setText("odd")
    assert len(movements(page)) == 2
    for name in ("movements/odd-other.yaml", "movements/odd-lean.yaml"):
        (tmp_path / name).unlink()
    model.reload()
    desk.settle()
    assert movements(page) == []


def test_words_of_files_are_plain(page: LibraryPage) -> None:
    page.field.setText("<b>zzz</b>")
    assert desk.all_plain(page)


@pytest.mark.parametrize(("width", "height", "scale"), desk.SIZES)
def test_nothing_is_clipped(
    qapp: QApplication, qtbot: QtBot, model: Model, width: int, height: int, scale: float
) -> None:
    page = desk.shown(qtbot, LibraryPage(desk.make_look(qapp, scale), model), width, height)
    assert desk.clipped(page) == []
    page.tabs.setCurrentIndex(MOVEMENTS)
    assert desk.clipped(page) == []
    assert desk.unnamed(page) == []


def test_light_and_dark_and_the_focused_tab(qapp: QApplication, qtbot: QtBot, model: Model) -> None:
    look = desk.make_look(qapp)
    page = desk.shown(qtbot, LibraryPage(look, model))
    page.field.setFocus()
    light = page.tabs.grab().toImage()
    page.tabs.setFocus(Qt.FocusReason.TabFocusReason)
    focused = page.tabs.grab().toImage()
    assert focused != light
    QTest.keyClick(page.tabs, Qt.Key.Key_Right)
    assert page.tabs.currentIndex() == MOVEMENTS
    look.choose("dark")
    desk.settle()
    assert page.tabs.grab().toImage() != focused
