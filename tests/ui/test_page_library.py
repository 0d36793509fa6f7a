"""The library is searched, filtered and read, by keys as well as by clicks."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hipflex_gui.settings import Settings
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
position: sitting on a chair
targets: [hip-flexors]
props:
  - {name: footstool, size: 30-40 cm, why: under your heel}
  - {name: cushion, needed: no}
sides: each
dose: {for: 8 reps, phases: {lean: 2s, return: slowly}, sets: 2, rest: 20s, from: sources}
doses: [5 breaths]
set-up: [Sit tall., Set your $side heel down.]
steps:
  - Lean {5 cm} forward.
out: Sit up.
form: [Your back is long.]
avoid: [Rounding your back.]
feel: the front of your $side hip
how-far: Only a little.
breathing: {say: Breathe slowly., in: tall, out: lean}
easier: [Lean less., odd-other]
harder: [odd-other]
instead: {standing: odd-other}
later: {after: 1m, say: Rest.}
if: [{when: you wobble, say: Hold on.}]
after: {say: Look up., ask: Is it looser?}
cautions: [{when: low-back, say: Lean less.}]
"""
OTHER = "movement: odd-other\nname: Odd other\nplace: standing\nsteps: [Stand.]\nfor: 20s\n"
WITH_LEAN = "name: A lean\nplace: chair\nsteps: [odd-lean]\n"
ALL = {
    **desk.FILES,
    "movements/odd-lean.yaml": LEAN,
    "movements/odd-other.yaml": OTHER.replace("for: 20s", "dose: 20s"),
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
    page.show_movement("odd-lean")
    page.search()
    desk.settle()
    assert page.field.hasFocus()
    assert page.field.isVisible()
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
    assert lean == "Chair, Strength, Footstool, 8 reps. Opens its sheet"
    assert rows["Odd other"] == "Standing, Stretch, No props, 20 s. Opens its sheet"


def test_the_sheet_tells_everything(page: LibraryPage) -> None:
    page.show_movement("odd-lean")
    desk.settle()
    words = desk.said(page.sheet)
    for expected in (
        "<i>Odd</i> lean",
        "Also known as Tower of Pisa",
        "Footstool (30 to 40 cm), under your heel",
        "Cushion (if you like)",
        "Set your left heel down.",
        "Lean 5 cm forward.",
        "Sit up.",
        "Look up.",
        "Is it looser?",
        "8 reps, each side in turn, 2 sets: lean 2 s, return slowly, 20 s of rest in between"
        " (from the sources)",
        "The front of your left hip",
        "Only a little.",
        "Breathe slowly.",
        "In: tall",
        "Your back is long.",
        "Rounding your back.",
        "Lean less.",
        "If you wobble: Hold on.",
        "After 1 min: Rest.",
        "Low back",
        "Standing: Odd other",
        "A lean",
    ):
        assert expected in words, expected
    assert "5 breaths, each side in turn, 2 sets" in words
    assert "(set in your file)" in words


def test_a_shipped_dose_says_whose_it_is(page: LibraryPage) -> None:
    page.show_movement("figure-four-chair")
    desk.settle()
    assert "30 s, each side in turn (this project’s own)" in desk.said(page.sheet)


def test_measures_are_the_readers(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> None:
    model = desk.make_model(
        tmp_path, ALL, settings=Settings(units="imperial", disclaimer_seen=True)
    )
    page = desk.shown(qtbot, LibraryPage(desk.make_look(qapp), model))
    page.show_movement("odd-lean")
    desk.settle()
    assert "Lean 2 in forward." in desk.said(page.sheet)
    assert "Footstool (12 to 16 in), under your heel" in desk.said(page.sheet)


def test_from_sheet_to_sheet_and_back(page: LibraryPage, qtbot: QtBot) -> None:
    page.tabs.setCurrentIndex(MOVEMENTS)
    row = next(row for row in page.movement_rows.rows if row.accessibleName().startswith("<i>"))
    row.setFocus()
    QTest.keyClick(row, Qt.Key.Key_Return)
    desk.settle()
    assert not page.field.isVisible()
    assert page.back_button.hasFocus()
    desk.button(page, "Standing: Odd other").click()
    desk.settle()
    assert "Stand." in desk.said(page.sheet)
    QTest.keyClick(page.back_button, Qt.Key.Key_Return)
    desk.settle()
    assert "Tower of Pisa" in desk.said(page.sheet)
    with qtbot.waitSignal(page.plan) as planned:
        desk.button(page, "A lean").click()
    assert planned.args == ["lean"]
    QTest.keyClick(page, Qt.Key.Key_Escape)
    desk.settle()
    assert page.field.isVisible()
    assert row.hasFocus()


def test_a_movement_that_is_not_known_changes_nothing(page: LibraryPage) -> None:
    page.show_movement("no-such")
    assert page.field.isVisible()


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


def test_a_removed_movement_is_left(page: LibraryPage, model: Model, tmp_path: Path) -> None:
    page.show_movement("odd-other")
    for name in ("movements/odd-other.yaml", "movements/odd-lean.yaml"):
        (tmp_path / name).unlink()
    model.reload()
    desk.settle()
    assert page.field.isVisible()


def test_words_of_files_are_plain(page: LibraryPage) -> None:
    page.show_movement("odd-lean")
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
    for movement in model.catalogue.movements:
        page.show_movement(movement)
        assert desk.clipped(page) == [], movement
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
