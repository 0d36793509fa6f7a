"""Notices, navigation, figures, fields, layout, and where the keyboard is."""

import gc

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from hipflex_gui.streaks import DayState
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.widgets.badges import Chip, Pill
from hipflex_gui.ui.widgets.banner import Banner
from hipflex_gui.ui.widgets.buttons import KeyButton
from hipflex_gui.ui.widgets.fields import Check, Number, Select
from hipflex_gui.ui.widgets.flow import FlowLayout
from hipflex_gui.ui.widgets.focus import FocusRing
from hipflex_gui.ui.widgets.nav import NavBar
from hipflex_gui.ui.widgets.week import Day, Figure, StreakStrip, WeekBar
from tests.ui.gallery import ICONS, NAV
from tests.ui.looking import colours_in, picture, shown

# Said by the platform without a screen whenever a window has a least size.
pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True)


@pytest.fixture(params=[1.0, 2.0], ids=["100 %", "200 %"])
def look(qapp: QApplication, request: pytest.FixtureRequest) -> Look:
    return Look(qapp, ICONS, "light", request.param)


@pytest.fixture
def plain(qapp: QApplication) -> Look:
    return Look(qapp, ICONS, "light", 1.0)


def test_a_banner_comes_acts_and_goes(plain: Look, qtbot: QtBot) -> None:
    page = QWidget()
    QVBoxLayout(page).addWidget(banner := Banner(plain, page))
    shown(qtbot, page, 600, 200)
    assert not banner.isVisible()
    banner.show_notice("Colour marks each change.", "No sound device.", "mute", "Try again")
    assert banner.isVisible()
    assert banner.accessibleDescription() == "No sound device. Colour marks each change."
    action, close = banner.findChildren(QPushButton)
    with qtbot.waitSignal(banner.acted):
        QTest.mouseClick(action, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(banner.closed):
        QTest.mouseClick(close, Qt.MouseButton.LeftButton)
    assert not banner.isVisible()


def test_a_notice_without_an_action_or_a_way_to_close_has_neither(
    plain: Look, qtbot: QtBot
) -> None:
    page = shown(qtbot, QWidget(), 600, 200)
    banner = Banner(plain, page)
    banner.show_notice("Saved.", closable=False)
    assert [button for button in banner.findChildren(QPushButton) if button.isVisible()] == []


def test_the_nav_bar_chooses_and_becomes_a_rail(look: Look, qtbot: QtBot) -> None:
    nav = shown(qtbot, NavBar(look, NAV), height=600)
    chosen: list[str] = []
    nav.chosen.connect(chosen.append)
    nav.set_current("today")
    buttons = nav.findChildren(QAbstractButton)
    QTest.mouseClick(buttons[1], Qt.MouseButton.LeftButton)
    QTest.keyClick(buttons[2], Qt.Key.Key_Space)
    assert chosen == ["library", "history"]
    assert [button.isChecked() for button in buttons] == [False, False, True, False]
    wide = nav.width()
    assert wide >= 176
    nav.set_rail(True)
    assert nav.width() < wide
    assert nav.width() >= 64
    assert "Library" in buttons[1].toolTip()
    assert buttons[1].accessibleName() == "Library"


def test_the_side_is_told_in_words_and_without_words_there_is_no_pill(
    plain: Look, qtbot: QtBot
) -> None:
    page = QWidget()
    QHBoxLayout(page).addWidget(pill := Pill(plain, parent=page))
    shown(qtbot, page, 300, 80)
    assert not pill.isVisible()
    pill.set_pill("Left side", "side-left")
    assert pill.isVisible()
    assert pill.accessibleName() == "Left side"


def test_a_pill_made_without_a_parent_opens_no_window(plain: Look, qtbot: QtBot) -> None:
    pill = Pill(plain, "Left side")
    qtbot.addWidget(pill)
    assert not pill.isVisible()


def test_week_and_streak_say_their_numbers(plain: Look, qtbot: QtBot) -> None:
    week, streak = shown(qtbot, WeekBar(plain), 222), StreakStrip(plain)
    week.show_minutes(32, 50)
    assert week.accessibleDescription() == "32 of 50 min"
    image = picture(week)
    assert image.pixelColor(130, 4).name() == plain.colours.acc.lower()
    assert image.pixelColor(160, 4).name() == plain.colours.track.lower()
    week.show_minutes(80, 50)
    assert picture(week).pixelColor(215, 4).name() == plain.colours.acc.lower()
    streak.show_days([Day(DayState.DONE), Day(DayState.MISSED), Day(DayState.OPEN, True)])
    assert streak.accessibleDescription() == "1 of the last 3 planned days"
    assert streak.sizeHint().width() == 3 * 11 + 4 + 9
    figure = Figure(plain, (("18", "h"), ("40", "min")))
    assert figure.accessibleName() == "18 h 40 min"


def test_a_flow_starts_another_line_when_one_is_full(plain: Look, qtbot: QtBot) -> None:
    page = QWidget()
    layout = FlowLayout(page, gap=10, line_gap=6)
    for _number in range(3):
        block = QWidget()
        block.setFixedSize(100, 20)
        layout.addWidget(block)
    qtbot.addWidget(page)
    assert layout.heightForWidth(320) == 20
    assert layout.heightForWidth(319) == 46
    assert layout.heightForWidth(90) == 72
    page.resize(319, 100)
    layout.setGeometry(page.rect())
    blocks = page.findChildren(QWidget)
    assert [block.pos().toTuple() for block in blocks] == [(0, 0), (110, 0), (0, 26)]
    page.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    layout.setGeometry(page.rect())
    assert blocks[0].geometry().right() == 318
    assert layout.takeAt(5) is None


def test_fields_leave_the_wheel_to_the_page(plain: Look, qtbot: QtBot) -> None:
    select, number = shown(qtbot, Select(plain)), shown(qtbot, Number(plain))
    select.addItems(["a", "b"])
    for field in (select, number):
        event = QWheelEvent(
            QPointF(9, 9),
            QPointF(9, 9),
            QPoint(0, 0),
            QPoint(0, 120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        field.wheelEvent(event)
        assert not event.isAccepted()
    assert (select.currentIndex(), number.value()) == (0, 0)


def test_a_tick_shows_that_a_check_is_on(plain: Look, qtbot: QtBot) -> None:
    check = shown(qtbot, Check(plain, "Show key names"))
    assert plain.colours.on_acc.lower() not in colours_in(picture(check), QRect(4, 4, 14, 14))
    QTest.keyClick(check, Qt.Key.Key_Space)
    seen = colours_in(picture(check), QRect(0, 0, 20, check.height()))
    assert {plain.colours.acc.lower()} <= seen


def frame_of(control: QWidget) -> QWidget:
    """Return what was put on top of everything beside a control."""
    page = control.parentWidget()
    assert page is not None
    direct = Qt.FindChildOption.FindDirectChildrenOnly
    return [child for child in page.findChildren(QWidget, options=direct) if child.isVisible()][-1]


def test_the_ring_of_focus_follows_the_keyboard(
    plain: Look, qapp: QApplication, qtbot: QtBot
) -> None:
    page = QWidget()
    layout = QVBoxLayout(page)
    one, two, field = KeyButton(plain, "One"), Chip(plain, "Two"), QLineEdit()
    for widget in (one, two, field):
        layout.addWidget(widget)
    ring = FocusRing(plain, qapp)
    shown(qtbot, page, 300, 200)
    page.activateWindow()
    one.setFocus()
    qtbot.waitUntil(lambda: ring.target is one)
    assert frame_of(one).geometry() == one.geometry().adjusted(-4, -4, 4, 4)
    QTest.keyClick(one, Qt.Key.Key_Tab)
    assert ring.target is two
    two.move(two.x() + 7, two.y())
    assert frame_of(two).geometry() == two.geometry().adjusted(-4, -4, 4, 4)
    field.setFocus()
    assert ring.target is None
    QTest.mouseClick(one, Qt.MouseButton.LeftButton)
    assert ring.target is None


@pytest.mark.qt_log_ignore("does not support (raise|grabbing)", extend=True)
def test_a_list_that_opens_has_room_for_all_that_is_in_it(look: Look, qtbot: QtBot) -> None:
    page, field = QWidget(), Select(look)
    field.addItems(["Any ending", "Completed", "Ended early", "Stopped", "Interrupted"])
    QVBoxLayout(page).addWidget(field)
    shown(qtbot, page, 600, 400)
    field.showPopup()
    view = field.view()
    last = view.visualRect(field.model().index(4, 0))
    assert view.viewport().rect().contains(last)
    assert last.height() >= look.theme.px(28)
    assert view.window().height() - view.viewport().height() <= 4
    assert view.verticalScrollBar().maximum() == 0
    field.hidePopup()


def test_the_ring_of_focus_is_whole_where_its_part_has_no_room(
    plain: Look, qapp: QApplication, qtbot: QtBot
) -> None:
    area, body = QScrollArea(), QWidget()
    page = QVBoxLayout(body)
    part = QWidget()
    tight = QVBoxLayout(part)
    tight.setContentsMargins(0, 0, 0, 0)
    button = KeyButton(plain, "One")
    tight.addWidget(button)
    page.addWidget(part)
    area.setWidget(body)
    area.setWidgetResizable(True)
    ring = FocusRing(plain, qapp)
    shown(qtbot, area, 300, 200)
    area.activateWindow()
    button.setFocus()
    qtbot.waitUntil(lambda: ring.target is button)
    frame = ring._frame
    assert frame
    assert frame.parentWidget() is body
    assert frame.visibleRegion().boundingRect() == frame.rect()
    part.move(part.x() + 1, part.y() + 1)
    place = button.rect().translated(button.mapTo(body, QPoint()))
    assert frame.geometry() == place.adjusted(-4, -4, 4, 4)
    part.hide()
    assert not frame.isVisible()


def test_the_ring_of_focus_outlives_the_page_it_was_on(
    plain: Look, qapp: QApplication, qtbot: QtBot
) -> None:
    ring = FocusRing(plain, qapp)
    window = QWidget()
    page = QWidget(window)
    shown(qtbot, window, 300, 200)
    window.activateWindow()
    button, other = KeyButton(plain, "One", parent=page), KeyButton(plain, "Two", parent=window)
    for widget in (page, button, other):
        widget.show()
    button.setFocus()
    assert ring.target is button
    page.deleteLater()
    QApplication.sendPostedEvents(page, QEvent.Type.DeferredDelete)
    del page, button
    gc.collect()
    other.setFocus()
    assert ring.target is other
    assert frame_of(other).isVisible()
