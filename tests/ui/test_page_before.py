"""Before a session: one question, answered with one key, or passed over with one."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hipflex_gui.ui.look import Look
from hipflex_gui.ui.model import Model
from hipflex_gui.ui.pages.before import BeforePage
from hipflex_gui.ui.widgets.base import Card
from hipflex_gui.ui.widgets.scale import Scale
from tests.ui import desk

Key = Qt.Key
look, model = desk.look, desk.model
ENTER = pytest.mark.parametrize("enter", [Key.Key_Return, Key.Key_Enter])


class Heard:
    """What the page said, in order."""

    def __init__(self, page: BeforePage) -> None:
        self.words: list[object] = []
        page.answered.connect(lambda number: self.words.append(number))
        page.never.connect(lambda: self.words.append("never"))
        page.closed.connect(lambda: self.words.append("closed"))


@pytest.fixture
def page(qtbot: QtBot, look: Look, model: Model) -> BeforePage:
    page = BeforePage(look, model)
    page.ask("Chair hip reset")
    page._settling.invalidate()  # the moment in which Enter is not heard is over
    return desk.shown(qtbot, page, 1100, 720)


def press(*keys: Qt.Key) -> None:
    for key in keys:
        focus = QApplication.focusWidget()
        assert focus
        QTest.keyClick(focus, key)


def test_it_asks_one_thing(page: BeforePage) -> None:
    words = desk.texts(page)
    assert words[:2] == ["Chair hip reset", "How tight are your hips?"]
    assert "Type a number. Enter starts without one." in words
    assert desk.names(page) == ["Start", "Do not ask again", "Back"]
    assert page.accessibleName() == "Chair hip reset"
    scale = desk.only(page, Scale)
    assert scale.hasFocus()
    assert "For 10 press 1, then 0" in scale.accessibleDescription()


@pytest.mark.parametrize("number", [0, 2, 3, 4, 5, 6, 7, 8, 9])
def test_a_digit_is_the_answer(page: BeforePage, number: int) -> None:
    heard = Heard(page)
    press(Key(Key.Key_0 + number))
    assert heard.words == [number]


@ENTER
def test_a_one_waits_for_enter(page: BeforePage, enter: Qt.Key) -> None:
    heard = Heard(page)
    press(Key.Key_1)
    assert heard.words == []
    assert "Enter starts with 1. For 10, press 0 now." in desk.texts(page)
    press(enter)
    assert heard.words == [1]


def test_a_one_and_a_zero_are_ten(page: BeforePage) -> None:
    heard = Heard(page)
    press(Key.Key_1, Key.Key_0)
    assert heard.words == [10]


@ENTER
def test_enter_starts_without_a_number(page: BeforePage, enter: Qt.Key) -> None:
    heard = Heard(page)
    press(enter)
    assert heard.words == [None]


def test_arrows_choose_and_enter_starts(page: BeforePage) -> None:
    heard = Heard(page)
    press(Key.Key_End, Key.Key_Left, Key.Key_Left)
    assert "Enter starts with 8." in desk.texts(page)
    press(Key.Key_Delete)
    assert "Type a number. Enter starts without one." in desk.texts(page)
    press(Key.Key_Home, Key.Key_Right, Key.Key_Return)
    assert heard.words == [1]


def test_escape_goes_back(page: BeforePage) -> None:
    heard = Heard(page)
    press(Key.Key_Right, Key.Key_Escape)
    assert heard.words == ["closed"]


def test_a_click_on_a_number_is_the_answer(page: BeforePage) -> None:
    heard, scale = Heard(page), desk.only(page, Scale)
    spot = scale.cells()[10].center().toPoint()
    QTest.mouseClick(scale, Qt.MouseButton.LeftButton, pos=spot)
    assert heard.words == [10]


def test_its_buttons_say_the_same(page: BeforePage) -> None:
    heard = Heard(page)
    for name in ("Start", "Do not ask again", "Back"):
        desk.click(page, name)
    assert heard.words == [None, "never", "closed"]


def test_the_buttons_are_reached_with_tab_and_a_number_answers_there_too(page: BeforePage) -> None:
    heard = Heard(page)
    for name in ("Start", "Do not ask again", "Back"):
        press(Key.Key_Tab)
        focus = QApplication.focusWidget()
        assert focus
        assert focus.accessibleName() == name
    press(Key.Key_Return, Key.Key_4)
    assert heard.words == ["closed", 4]


def test_the_enter_that_opened_it_does_not_answer(page: BeforePage) -> None:
    heard = Heard(page)
    page.ask("Another one")
    press(Key.Key_Return)
    assert heard.words == []
    press(Key.Key_6)  # a number was meant
    assert heard.words == [6]


def test_it_asks_anew_each_time(page: BeforePage) -> None:
    press(Key.Key_7)
    page.ask("<b>Another</b> one")
    assert desk.only(page, Scale).rating is None
    assert "<b>Another</b> one" in desk.texts(page)
    assert "Chair hip reset" not in desk.texts(page)
    assert desk.all_plain(page)


@pytest.mark.parametrize(("width", "height", "scale"), desk.WINDOWS)
def test_nothing_is_clipped(
    qtbot: QtBot, look: Look, model: Model, width: int, height: int, scale: float
) -> None:
    look.set_scale(scale)
    page = BeforePage(look, model)
    page.ask("A session with a name that needs more than one line of a card")
    desk.shown(qtbot, page, width, height)
    press(Key.Key_1)
    assert desk.clipped(page) == []
    assert desk.unnamed(page) == []
    card = desk.only(page, Card).geometry()
    assert abs(card.center().x() - page.body.rect().center().x()) <= 1
    assert page.body.height() <= page.viewport().height()  # no scrolling before one can start


@pytest.mark.parametrize("choice", ["light", "dark"])
def test_it_follows_the_theme(page: BeforePage, look: Look, choice: str) -> None:
    look.choose(choice)
    desk.settle()
    assert desk.corner(page) == look.colours.bg
    assert desk.corner(page, desk.only(page, Card)) == look.colours.card
