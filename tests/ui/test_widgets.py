"""The widgets of the pages: what they say, how they are used, and that nothing is cut off."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from hipflex_gui.ui.look import Look
from hipflex_gui.ui.widgets.badges import Chip
from hipflex_gui.ui.widgets.base import Painted, Text, plain_tooltip
from hipflex_gui.ui.widgets.buttons import KeyButton, icon_button
from hipflex_gui.ui.widgets.ring import Ring
from hipflex_gui.ui.widgets.rows import ListRow, ProblemRow, RowContent
from hipflex_gui.ui.widgets.strip import ProgressStrip
from tests.ui.gallery import ICONS, PAGES, fit
from tests.ui.looking import colours_in, picture, shown

# Said by the platform without a screen whenever a window has a least size.
pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True)

TAGS = "<b>Not bold</b> & sons"


@pytest.fixture(params=[1.0, 2.0], ids=["100 %", "200 %"])
def look(qapp: QApplication, request: pytest.FixtureRequest) -> Look:
    return Look(qapp, ICONS, "light", request.param)


@pytest.fixture
def plain(qapp: QApplication) -> Look:
    return Look(qapp, ICONS, "light", 1.0)


@pytest.mark.parametrize("choice", ["light", "dark"])
@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("name", PAGES)
def test_every_page_of_the_gallery_paints_and_cuts_nothing_off(
    qapp: QApplication, qtbot: QtBot, name: str, choice: str, scale: float
) -> None:
    look = Look(qapp, ICONS, choice, scale)
    make, width, height = PAGES[name]
    page = make(look)
    qtbot.addWidget(page)
    fit(page, width, height)
    image = picture(page)
    assert len(colours_in(image.scaled(200, 200))) > 8
    for label in page.findChildren(QLabel):
        assert label.textFormat() == Qt.TextFormat.PlainText
        needed = label.heightForWidth(label.width()) if label.wordWrap() else 0
        assert label.height() >= needed, label.text()
        if not label.wordWrap():
            assert label.width() >= label.sizeHint().width(), label.text()
    for button in page.findChildren(QAbstractButton):
        needed = button.heightForWidth(button.width())
        assert button.height() >= max(needed, 24), button.accessibleName()
        if not button.hasHeightForWidth():
            assert button.width() >= button.sizeHint().width(), button.accessibleName()
    for widget in page.findChildren(Painted):
        if widget.isVisibleTo(page) and widget.hasHeightForWidth():
            assert widget.height() >= widget.heightForWidth(widget.width()), widget


@pytest.mark.parametrize("name", PAGES)
def test_every_control_of_the_gallery_has_a_name(plain: Look, qtbot: QtBot, name: str) -> None:
    page = PAGES[name][0](plain)
    qtbot.addWidget(page)
    for control in page.findChildren(QAbstractButton):
        said = QAccessible.queryAccessibleInterface(control).text(QAccessible.Text.Name)
        assert said or control.objectName().startswith("qt_"), control
    for widget in page.findChildren(Ring) + page.findChildren(ProgressStrip):
        assert widget.accessibleName()


def test_a_change_of_theme_repaints_every_widget(qapp: QApplication, qtbot: QtBot) -> None:
    look = Look(qapp, ICONS, "light", 1.0)
    page = PAGES["home"][0](look)
    qtbot.addWidget(page)
    fit(page, 900, 1100)
    light = picture(page)
    look.choose("dark")
    dark = picture(page)
    same = sum(
        light.pixel(x, y) == dark.pixel(x, y)
        for x in range(0, 900, 9)
        for y in range(0, light.height(), 9)
    )
    assert same < 20


def test_text_is_shown_as_it_is_written(plain: Look, qtbot: QtBot) -> None:
    label = Text(plain, TAGS)
    assert label.textFormat() == Qt.TextFormat.PlainText
    bold = Text(plain, "Not bold")
    assert label.sizeHint().width() > bold.sizeHint().width() * 1.5
    button = KeyButton(plain, TAGS, labels=("&Save",))
    qtbot.addWidget(button)
    assert button.accessibleName() == TAGS
    assert button.shortcut().isEmpty()
    widget = QWidget()
    qtbot.addWidget(widget)
    plain_tooltip(widget, TAGS)
    assert "&lt;b&gt;Not bold&lt;/b&gt; &amp; sons" in widget.toolTip()


@pytest.mark.parametrize(
    "make", [Chip, lambda look, text: ListRow(look, RowContent(text, "floor"))]
)
def test_an_ampersand_is_no_shortcut(
    plain: Look, make: Callable[[Look, str], QAbstractButton], qtbot: QtBot
) -> None:
    button = make(plain, "Back & forth")
    qtbot.addWidget(button)
    assert button.shortcut().isEmpty()
    assert button.accessibleName() == "Back & forth"


def test_a_button_is_as_wide_as_its_widest_label(look: Look, qtbot: QtBot) -> None:
    button = KeyButton(look, "Pause", "pause", "Space", "primary", "player", ("Continue",))
    qtbot.addWidget(button)
    width = button.sizeHint().width()
    button.set_face("Continue", "play")
    assert button.sizeHint().width() == width
    assert button.label == button.accessibleName() == "Continue"
    button.set_key_shown(False)
    assert button.sizeHint().width() < width


def test_an_icon_alone_keeps_its_name(plain: Look, qtbot: QtBot) -> None:
    button = icon_button(plain, "close", "Close this notice")
    qtbot.addWidget(button)
    assert button.accessibleName() == "Close this notice"
    assert "Close this notice" in button.toolTip()
    assert min(button.sizeHint().toTuple()) >= 24


def test_faces_are_the_style_sheet_s(plain: Look, qtbot: QtBot) -> None:
    button = shown(qtbot, KeyButton(plain, "Start", kind="primary"))
    assert picture(button).pixelColor(20, 5).name() == plain.colours.acc.lower()
    button.setEnabled(False)
    assert picture(button).pixelColor(20, 5).name() == plain.colours.sunk.lower()


def test_a_chip_says_with_a_tick_that_it_is_on(plain: Look, qtbot: QtBot) -> None:
    chip = shown(qtbot, Chip(plain, "No props"))
    off = chip.sizeHint().width()
    with qtbot.waitSignal(chip.toggled):
        QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert chip.isChecked()
    assert chip.sizeHint().width() > off
    QTest.keyClick(chip, Qt.Key.Key_Space)
    assert not chip.isChecked()


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_a_row_is_clicked_anywhere_and_by_the_keyboard(
    plain: Look, qtbot: QtBot, key: Qt.Key
) -> None:
    row = ListRow(plain, RowContent("Reach", "standing", ("Standing", "Easy"), "6", "min"))
    shown(qtbot, row, 422)
    clicks: list[bool] = []
    row.clicked.connect(lambda: clicks.append(True))
    QTest.mouseClick(row, Qt.MouseButton.LeftButton, pos=QPoint(5, 70))
    QTest.mouseClick(row, Qt.MouseButton.LeftButton, pos=QPoint(410, 10))
    QTest.keyClick(row, key)
    assert len(clicks) == 3
    assert row.accessibleDescription() == "Standing, Easy, 6 min"


def test_a_row_grows_when_its_words_wrap(look: Look) -> None:
    short = ListRow(look, RowContent("Reach", "standing", ("Standing",), "6", "min"))
    long = ListRow(
        look, RowContent("Ausführliche Hüftöffnung am Abend " * 3, "floor", ("Boden",) * 9, "12")
    )
    assert short.heightForWidth(422) >= 76
    assert long.heightForWidth(422) > short.heightForWidth(422)


def test_a_problem_row_shows_every_problem_and_its_button_acts(plain: Look, qtbot: QtBot) -> None:
    problems = (("line 12", "No movement is called x."), ("line 18", TAGS))
    row = ProblemRow(plain, "Evening hips", "Cannot start: 2 problems", problems, "Fix")
    shown(qtbot, row, 470)
    said = {label.text() for label in row.findChildren(QLabel)}
    assert {"line 12", "line 18", TAGS, "Evening hips"} <= said
    with qtbot.waitSignal(row.acted):
        QTest.mouseClick(row.findChildren(QPushButton)[0], Qt.MouseButton.LeftButton)
