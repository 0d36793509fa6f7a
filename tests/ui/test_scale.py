"""The scale of tightness and the marks of comfort: keys, pointer, room, what screen readers get."""

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAccessible, QKeyEvent, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from hipflex_gui.log import Comfort
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.theme import contrast_colours
from hipflex_gui.ui.widgets.focus import FocusRing
from hipflex_gui.ui.widgets.marks import Mark, Marks
from hipflex_gui.ui.widgets.scale import Scale
from tests.ui import desk

Key = Qt.Key
look = desk.look


@pytest.fixture
def scale(qtbot: QtBot, look: Look) -> Scale:
    scale = desk.shown(qtbot, Scale(look, "How tight?"), 560, 60)
    scale.setFocus()
    return scale


def press(widget: QWidget, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(widget, key)


def spot(scale: Scale, number: int) -> QPoint:
    return scale.cells()[number].center().toPoint()


@pytest.mark.parametrize(
    ("keys", "rating"),
    [
        ([Key.Key_7], 7),
        ([Key.Key_7, Key.Key_3], 3),
        ([Key.Key_0], 0),
        ([Key.Key_1], 1),
        ([Key.Key_1, Key.Key_0], 10),
        ([Key.Key_1, Key.Key_0, Key.Key_0], 0),
        ([Key.Key_1, Key.Key_1, Key.Key_0], 10),
        ([Key.Key_2, Key.Key_Left, Key.Key_0], 0),  # 1 was not typed
        ([Key.Key_1, Key.Key_Right, Key.Key_Left, Key.Key_0], 0),  # nor was it typed last
        ([Key.Key_Right], 0),
        ([Key.Key_Left], 10),
        ([Key.Key_5, Key.Key_Right], 6),
        ([Key.Key_5, Key.Key_Left], 4),
        ([Key.Key_5, Key.Key_Home], 0),
        ([Key.Key_5, Key.Key_End], 10),
        ([Key.Key_End, Key.Key_Right], 10),
        ([Key.Key_Home, Key.Key_Left], 0),
        ([Key.Key_5, Key.Key_Delete], None),
        ([Key.Key_5, Key.Key_Backspace], None),
    ],
)
def test_keys_choose(scale: Scale, keys: list[Qt.Key], rating: int | None) -> None:
    press(scale, *keys)
    assert scale.rating == rating


def test_it_tells_what_has_changed(qtbot: QtBot, scale: Scale) -> None:
    told: list[int | None] = []
    settled: list[int] = []
    scale.changed.connect(told.append)
    scale.settled.connect(settled.append)
    press(scale, Key.Key_1, Key.Key_0, Key.Key_4, Key.Key_4, Key.Key_Right, Key.Key_Delete)
    assert told == [1, 10, 4, 5, None]
    assert settled == [10, 4, 4]  # a 1 may become 10, and arrows go on


def test_digits_of_other_scripts_and_of_the_keypad_are_digits(scale: Scale) -> None:
    for words, key, state in (
        ("٣", 0x0663, Qt.KeyboardModifier.NoModifier),
        ("8", Key.Key_8, Qt.KeyboardModifier.KeypadModifier),
    ):
        event = QKeyEvent(QKeyEvent.Type.KeyPress, key, state, words)
        QApplication.sendEvent(scale, event)
        assert scale.rating == int(words)


def test_a_zero_held_for_long_stays_ten(scale: Scale) -> None:
    press(scale, Key.Key_1, Key.Key_0)
    again = QKeyEvent(
        QKeyEvent.Type.KeyPress, Key.Key_0, Qt.KeyboardModifier.NoModifier, "0", autorep=True
    )
    QApplication.sendEvent(scale, again)
    assert scale.rating == 10


@pytest.mark.parametrize(
    "key", [Key.Key_Return, Key.Key_Escape, Key.Key_Up, Key.Key_Down, Key.Key_PageDown, Key.Key_A]
)
def test_other_keys_are_the_pages(scale: Scale, key: Qt.Key) -> None:
    event = QKeyEvent(QKeyEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(scale, event)
    assert not event.isAccepted()


def test_a_digit_with_ctrl_is_no_rating(scale: Scale) -> None:
    QTest.keyClick(scale, Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert scale.rating is None


def test_a_click_chooses_and_another_takes_back(scale: Scale) -> None:
    for number, rating in ((10, 10), (3, 3), (3, None)):
        QTest.mouseClick(scale, Qt.MouseButton.LeftButton, pos=spot(scale, number))
        assert scale.rating == rating
    QTest.mouseClick(scale, Qt.MouseButton.RightButton, pos=spot(scale, 4))
    QTest.mousePress(scale, Qt.MouseButton.LeftButton, pos=spot(scale, 4))
    QTest.mouseRelease(scale, Qt.MouseButton.LeftButton, pos=spot(scale, 6))
    assert scale.rating is None


def test_where_a_number_is_the_answer_a_click_takes_nothing_back(qtbot: QtBot, look: Look) -> None:
    scale = desk.shown(qtbot, Scale(look, "How tight?", at_once=True), 560, 60)
    press(scale, Key.Key_1)
    with qtbot.waitSignal(scale.settled) as said:
        QTest.mouseClick(scale, Qt.MouseButton.LeftButton, pos=spot(scale, 1))
    assert said.args == [1]


def test_screen_readers_hear_a_slider_with_its_ends(scale: Scale) -> None:
    heard = QAccessible.queryAccessibleInterface(scale)
    assert heard.role() == QAccessible.Role.Slider
    assert heard.text(QAccessible.Text.Name) == "How tight?"
    assert "No number chosen" in heard.text(QAccessible.Text.Description)
    press(scale, Key.Key_6)
    assert heard.valueInterface().currentValue() == 6
    assert heard.valueInterface().maximumValue() == 10
    assert "0 loose, 10 very tight" in heard.text(QAccessible.Text.Description)
    assert "No number chosen" not in heard.text(QAccessible.Text.Description)
    heard.valueInterface().setCurrentValue(2)
    assert scale.rating == 2


def test_it_has_one_place_in_the_order_of_the_focus(qtbot: QtBot, look: Look) -> None:
    window = QWidget()
    column = QVBoxLayout(window)
    ring = FocusRing(look, QApplication.instance())  # type: ignore[arg-type]
    scales = [Scale(look, "Before", quiet=True), Scale(look, "Now")]
    for scale in scales:
        column.addWidget(scale)
    desk.shown(qtbot, window, 600, 200)
    scales[0].setFocus()
    assert ring.target is scales[0]
    press(scales[0], Key.Key_Tab)
    assert scales[1].hasFocus()


@pytest.mark.parametrize(("width", "size", "rows"), [(600, 1.0, 1), (600, 2.0, 2), (280, 1.0, 2)])
def test_numbers_take_more_rows_where_one_is_too_narrow(
    qtbot: QtBot, look: Look, width: int, size: float, rows: int
) -> None:
    look.set_scale(size)
    scale = Scale(look, "How tight?")
    scale.resize(width, scale.heightForWidth(width))
    cells = scale.cells()
    assert len({cell.top() for cell in cells}) == rows
    assert all(scale.rect().toRectF().adjusted(0, 0, 1, 1).contains(cell) for cell in cells)
    word = scale.fontMetrics().horizontalAdvance("10") * size
    assert all(cell.width() > word and cell.height() >= 44 for cell in cells)
    assert scale.minimumSizeHint().width() <= width


def test_from_right_to_left_it_is_mirrored(scale: Scale) -> None:
    scale.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert spot(scale, 0).x() > spot(scale, 10).x()
    press(scale, Key.Key_4, Key.Key_Left)
    assert scale.rating == 5


@pytest.mark.parametrize("quiet", [False, True])
@pytest.mark.parametrize("contrast", [False, True])
def test_the_chosen_number_is_told_apart(
    qtbot: QtBot, look: Look, quiet: bool, contrast: bool
) -> None:
    if contrast:
        look.theme = look.theme.__class__("contrast", contrast_colours(QPalette()), outlined=True)
    scale = desk.shown(qtbot, Scale(look, "How tight?", quiet=quiet), 560, 60)
    before = scale.grab().toImage()
    scale.rate(5)
    after = scale.grab().toImage()
    edge, c = spot(scale, 5), look.colours
    edge.setX(round(scale.cells()[5].left()) + 1)
    if quiet:
        assert after.pixelColor(edge).name() == c.line2.lower()
    else:
        assert after.pixelColor(edge + QPoint(6, 0)).name() == c.acc.lower()
    assert before.pixelColor(spot(scale, 3)) == after.pixelColor(spot(scale, 3))


def test_the_number_under_the_pointer_is_shown(scale: Scale) -> None:
    inside = spot(scale, 2) + QPoint(-16, 0)
    before = scale.grab().toImage().pixelColor(inside)
    QTest.mouseMove(scale, spot(scale, 2))
    assert scale.grab().toImage().pixelColor(inside) != before
    QTest.mouseMove(scale, QPoint(-30, -30))
    QApplication.sendEvent(scale, QEvent(QEvent.Type.Leave))
    assert scale.grab().toImage().pixelColor(inside) == before


# -- marks


@pytest.fixture
def window(qtbot: QtBot, look: Look) -> QWidget:
    window = QWidget()
    column = QVBoxLayout(window)
    for name in ("Low lunge", "Hip hinge"):
        column.addWidget(Marks(look, name))
    return desk.shown(qtbot, window, 500, 200)


def three(window: QWidget, number: int = 0) -> Marks:
    return window.findChildren(Marks)[number]


def focused() -> Mark:
    mark = QApplication.focusWidget()
    assert isinstance(mark, Mark)
    return mark


def test_arrows_and_space_mark_and_take_back(window: QWidget) -> None:
    marks = three(window)
    told: list[Comfort | None] = []
    marks.changed.connect(told.append)
    marks.marks[0].setFocus()
    press(focused(), Key.Key_Right)
    assert focused() is marks.marks[1]
    assert marks.comfort is None  # going along says nothing
    press(focused(), Key.Key_Space)
    assert marks.comfort is Comfort.GOOD
    press(focused(), Key.Key_Left)
    press(focused(), Key.Key_Space)
    assert marks.comfort is Comfort.EASY
    press(focused(), Key.Key_Space)
    assert marks.comfort is None
    assert told == [Comfort.GOOD, Comfort.EASY, None]


def test_tab_comes_to_the_chosen_one_and_leaves_with_the_next_key(window: QWidget) -> None:
    first, second = three(window), three(window, 1)
    second.choose(Comfort.TOO_MUCH)
    first.marks[0].setFocus()
    press(focused(), Key.Key_Tab)
    assert focused() is second.marks[2]
    press(focused(), Key.Key_Right)
    assert focused() is second.marks[2]  # there is nothing beyond
    press(focused(), Key.Key_Left)
    assert focused() is second.marks[1]


def test_a_click_marks_and_enter_is_the_pages(window: QWidget) -> None:
    marks = three(window)
    QTest.mouseClick(marks.marks[2], Qt.MouseButton.LeftButton, pos=QPoint(100, 20))
    assert marks.comfort is Comfort.TOO_MUCH
    for key in (Key.Key_Return, Key.Key_Up, Key.Key_Down):
        event = QKeyEvent(QKeyEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(marks.marks[2], event)
        assert not event.isAccepted()
    assert marks.comfort is Comfort.TOO_MUCH


def test_screen_readers_hear_which_movement_and_whether(window: QWidget) -> None:
    marks = three(window)
    marks.choose(Comfort.GOOD)
    heard = [QAccessible.queryAccessibleInterface(mark) for mark in marks.marks]
    names = [one.text(QAccessible.Text.Name) for one in heard]
    assert names == ["Low lunge: Easy", "Low lunge: Good", "Low lunge: Too much"]
    assert [bool(one.state().checked) for one in heard] == [False, True, False]
    assert {one.role() for one in heard} == {QAccessible.Role.CheckBox}


def test_a_mark_keeps_its_width_and_shows_a_tick(window: QWidget, look: Look) -> None:
    mark = three(window).marks[1]
    width, before = mark.width(), mark.grab().toImage()
    three(window).choose(Comfort.GOOD)
    desk.settle()
    assert mark.width() == width
    after = mark.grab().toImage()
    assert before != after
    assert after.pixelColor(6, mark.height() // 2).name() == look.colours.soft.lower()


def test_marks_wrap_where_they_have_no_room(look: Look) -> None:
    marks = Marks(look, "Low lunge")
    assert marks.heightForWidth(140) > 2 * marks.heightForWidth(500)
    assert marks.minimumSizeHint().width() <= 140


def test_marks_follow_the_direction_of_the_page(window: QWidget) -> None:
    window.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    desk.settle()
    easy, good, _too_much = three(window).marks
    assert easy.x() > good.x()
    assert easy.grab().toImage() != good.grab().toImage()
    easy.setFocus()
    press(easy, Key.Key_Left)
    assert focused() is good
