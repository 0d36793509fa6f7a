"""The palette finds whatever can be put into a session, and gives it away by key and by hand."""

import json
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListView
from pytestqt.qtbot import QtBot

from hipflex_gui.movements import Kind, Movement, Prop, Spot, Target
from hipflex_gui.ui.model import Model
from hipflex_gui.ui.pages.base import Page
from hipflex_gui.ui.studio.offers import OWN, REPEAT, REST, STEP_MIME, new_step
from hipflex_gui.ui.studio.palette import PalettePane
from tests.ui import desk

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True)
model = desk.model

LEAN = Movement(
    "odd-lean",
    "<i>Odd</i> lean & more",
    also=("Tower of Pisa",),
    place=Spot.CHAIR,
    targets=(Target("hip-flexors"),),
    props=(Prop("footstool"),),
)
OTHER = Movement("odd-other", "Other", place=Spot.STANDING, kind=Kind.STRENGTH)
LUNGE = Movement("low-lunge", "Low lunge", place=Spot.FLOOR)
ALL = (OTHER, LUNGE, LEAN)


@pytest.fixture
def pane(qapp: QApplication, qtbot: QtBot) -> PalettePane:
    made = PalettePane(desk.make_look(qapp))
    made.show_movements(ALL, own={"odd-other"})
    return desk.shown(qtbot, made, 228, 640)


def keys(pane: PalettePane) -> list[str]:
    return [offer.key for offer in pane.offers.shown]


def said(pane: PalettePane, row: int) -> str:
    text: str = pane.offers.index(row).data(Qt.ItemDataRole.AccessibleTextRole)
    return text


def row_of(pane: PalettePane, key: str) -> QRectF:
    return QRectF(pane.list.visualRect(pane.offers.index(keys(pane).index(key))))


def collect(pane: PalettePane) -> list[str]:
    got: list[str] = []
    pane.added.connect(got.append)
    pane.added_other.connect(lambda kind: got.append(f"other {kind}"))
    return got


def test_steps_of_no_movement_stand_first_and_own_movements_are_marked(pane: PalettePane) -> None:
    assert keys(pane) == [REST, OWN, REPEAT, "odd-lean", "low-lunge", "odd-other"]
    assert said(pane, 3) == "<i>Odd</i> lean & more, Chair"
    assert said(pane, 5) == "Other, Standing, yours"
    assert pane.list.accessibleDescription() == "6 things to add"


@pytest.mark.parametrize(
    "wanted", ["odd lean", "PISA", "hip flexors", "hip-flexors chair", "footstool", "tower chair"]
)
def test_every_word_must_be_found_somewhere(pane: PalettePane, wanted: str) -> None:
    pane.field.setText(wanted)
    assert keys(pane) == ["odd-lean"]


def test_what_has_the_words_in_its_name_comes_first(pane: PalettePane) -> None:
    about_lunges = replace(OTHER, id="b", name="Before it", also=("A low lunge, eased",))
    pane.show_movements([about_lunges, LUNGE])
    pane.field.setText("lunge")
    assert keys(pane) == ["low-lunge", "b"]


def test_chips_leave_places_and_any_of_them_will_do(pane: PalettePane) -> None:
    pane.chips[Spot.FLOOR].click()
    assert keys(pane)[3:] == ["low-lunge"]
    pane.chips[Spot.CHAIR].click()
    assert keys(pane)[3:] == ["odd-lean", "low-lunge"]


def test_enter_adds_the_first_that_is_found_and_nothing_before_a_word_is_typed(
    pane: PalettePane,
) -> None:
    got = collect(pane)
    pane.search()
    QTest.keyClick(pane.field, Qt.Key.Key_Return)
    assert got == []
    QTest.keyClicks(pane.field, "lunge")
    QTest.keyClick(pane.field, Qt.Key.Key_Return)
    assert got == ["low-lunge"]
    assert pane.field.hasFocus()


def test_search_takes_the_keyboard_and_escape_clears(pane: PalettePane) -> None:
    pane.list.setFocus()
    pane.field.setText("lunge")
    pane.search()
    assert pane.field.hasFocus()
    assert pane.field.selectedText() == "lunge"
    QTest.keyClick(pane.field, Qt.Key.Key_Escape)
    assert len(keys(pane)) == 6


def test_down_goes_into_the_list_and_typing_there_goes_on_searching(pane: PalettePane) -> None:
    got = collect(pane)
    pane.search()
    QTest.keyClick(pane.field, Qt.Key.Key_Down)
    assert pane.list.hasFocus()
    QTest.keyClick(pane.list, Qt.Key.Key_Down)
    QTest.keyClick(pane.list, Qt.Key.Key_Return)
    assert got == ["other own"]
    QTest.keyClick(pane.list, Qt.Key.Key_O)
    assert pane.field.hasFocus()
    QTest.keyClicks(pane.field, "dd")
    assert keys(pane) == ["odd-lean"]
    QTest.keyClick(pane.field, Qt.Key.Key_Down)
    QTest.keyClick(pane.list, Qt.Key.Key_Backspace)
    assert pane.field.text() == "od"


def test_up_at_the_top_goes_back_to_the_field(pane: PalettePane) -> None:
    pane.search()
    QTest.keyClick(pane.field, Qt.Key.Key_Down)
    QTest.keyClick(pane.list, Qt.Key.Key_Up)
    assert pane.field.hasFocus()
    assert pane.field.text() == ""


def test_a_double_click_adds_and_a_click_on_the_plus_does(pane: PalettePane) -> None:
    got = collect(pane)
    rect, left = row_of(pane, "low-lunge"), Qt.MouseButton.LeftButton
    where = pane.list.viewport()
    QTest.mouseClick(where, left, pos=rect.center().toPoint())
    assert got == []
    QTest.mouseDClick(where, left, pos=rect.center().toPoint())
    assert got == ["low-lunge"]
    plus = pane.list.face.plus(rect).center().toPoint()
    QTest.mouseClick(where, left, pos=plus)
    QTest.mouseDClick(where, left, pos=plus)
    QTest.mouseRelease(where, left, pos=plus)
    # a second click on the plus is a second step, and not one more for being a double click
    assert got == ["low-lunge"] * 3


def test_a_drag_carries_the_step(pane: PalettePane) -> None:
    for key, step in (("odd-lean", "odd-lean"), (REST, new_step(REST))):
        index = pane.offers.index(keys(pane).index(key))
        assert pane.offers.flags(index) & Qt.ItemFlag.ItemIsDragEnabled
        data = pane.offers.mimeData([index])
        assert json.loads(data.data(STEP_MIME).toStdString()) == step
    assert pane.list.dragDropMode() is QListView.DragDropMode.DragOnly


def test_nothing_found_says_so_kindly_and_clears(pane: PalettePane) -> None:
    pane.chips[Spot.FLOOR].click()
    pane.field.setText("<b>zzz</b>")
    desk.settle()
    assert "Nothing is found" in desk.said(pane)
    assert not pane.list.isVisible()
    clear = desk.button(pane, "Clear the search")
    clear.setFocus()
    QTest.keyClick(clear, Qt.Key.Key_Return)
    assert len(keys(pane)) == 6
    assert pane.field.hasFocus()


def test_figures_follow_the_list(pane: PalettePane, qtbot: QtBot) -> None:
    pictures = pane.list.face.pictures
    pictures.forget()
    with qtbot.waitSignal(pictures.came):
        pane.list.viewport().repaint()
    qtbot.waitUntil(lambda: not pictures._wanted)
    shown = {key[0] for key in pictures._ready}
    assert shown == {"odd-lean", "low-lunge", "odd-other"}
    painted = pane.list.viewport().grab().toImage()
    pictures.forget()
    # a file that has changed is drawn anew
    pane.show_movements([replace(LEAN, place=Spot.FLOOR), OTHER, LUNGE])
    qtbot.waitUntil(lambda: len(pictures._ready) == 3 and not pictures._wanted)
    assert pane.list.viewport().grab().toImage() != painted


def hover(pane: PalettePane, at: QPointF) -> None:
    spot = at.toPoint()
    event = QMouseEvent(
        QEvent.Type.MouseMove,
        at,
        QPointF(pane.list.viewport().mapToGlobal(spot)),
        Qt.MouseButton.NoButton,
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(pane.list.viewport(), event)


@pytest.mark.parametrize("choice", ["light", "dark"])
def test_what_the_keyboard_is_at_is_painted_differently(
    qapp: QApplication, qtbot: QtBot, choice: str
) -> None:
    pane = PalettePane(desk.make_look(qapp, choice=choice))
    pane.show_movements(ALL)
    desk.shown(qtbot, pane, 228, 640)
    qtbot.waitUntil(lambda: not pane.list.face.pictures._wanted)

    def look() -> QImage:
        return pane.list.viewport().grab().toImage()

    before = look()
    hover(pane, row_of(pane, "odd-lean").center())
    over = look()
    pane.list.setCurrentIndex(pane.offers.index(3))
    chosen = look()
    pane.list.setFocus()
    assert before != over != chosen != look()


@pytest.mark.parametrize(("scale", "width"), [(1.0, 228), (1.0, 720), (2.0, 400)])
def test_nothing_is_cut_and_all_is_named(
    qapp: QApplication, qtbot: QtBot, model: Model, scale: float, width: int
) -> None:
    look = desk.make_look(qapp, scale)
    page = Page(look, model)
    page.column.setContentsMargins(0, 0, 0, 0)
    pane = PalettePane(look)
    pane.show_movements(ALL)
    page.column.addWidget(pane)
    desk.shown(qtbot, page, width, 640)
    assert desk.clipped(page) == []
    assert desk.unnamed(page) == []
    pane.field.setText("zzz")
    assert desk.clipped(page) == []
    assert desk.all_plain(pane)
    assert pane.list.indexAt(QPoint(5, 5)).row() == -1
