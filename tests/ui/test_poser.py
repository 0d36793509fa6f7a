"""Posing by hand: joints follow the mouse and the arrows, and all of it can be undone."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from hipflex_gui.figure.bending import HANDLES, places
from hipflex_gui.figure.figures import FLOOR, Figure, KeyFrame
from hipflex_gui.figure.posing import pose
from hipflex_gui.figure.vectors import distance
from hipflex_gui.ui.widgets.poser import Poser
from hipflex_gui.ui.widgets.poserwords import (
    contact_sentences,
    frame_words,
    height_words,
    joint_words,
    part_words,
)
from tests.figures import drawn, frame
from tests.ui import desk
from tests.ui.looking import colours_in, picture

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True)


def standing() -> Figure:
    return Figure((frame("start"), frame("pose")))


@pytest.fixture
def poser(qapp: QApplication, qtbot: QtBot) -> Poser:
    made = Poser(desk.make_look(qapp))
    made.show_figure(standing())
    return desk.shown(qtbot, made, 860, 380)


def drag(poser: Poser, start: QPointF, *ways: QPoint) -> None:
    """Press, go one way after the other, and let go; real events of a real mouse."""
    at = start.toPoint()
    QTest.mouseMove(poser, at)
    QTest.mousePress(poser, Qt.MouseButton.LeftButton, pos=at)
    for way in ways:
        at += way
        QTest.mouseMove(poser, at)
        desk.settle()
    QTest.mouseRelease(poser, Qt.MouseButton.LeftButton, pos=at)


def near(one: QPointF, other: QPointF, px: float = 2.0) -> bool:
    return (one - other).manhattanLength() <= px


@pytest.mark.parametrize("view", [0, 1])
def test_a_joint_follows_the_mouse_in_either_view(poser: Poser, view: int) -> None:
    start = poser.spot("wrist_l", view)
    assert poser.handle_at(start) == "wrist_l"
    way = QPoint(-30, -60)
    drag(poser, start, QPoint(10, 0), QPoint(-40, -60))
    assert poser.handle == "wrist_l"
    assert poser.view == view
    assert near(poser.spot("wrist_l", view), start + QPointF(way))
    assert poser.figure.frames[0] == standing().frames[0]


def test_a_drag_there_and_back_changes_nothing_and_is_one_step_to_undo(poser: Poser) -> None:
    before = poser.figure
    start = poser.spot("ankle_l")
    drag(poser, start, QPoint(0, -50), QPoint(0, 50))
    assert poser.figure == before
    assert not poser.can_undo
    drag(poser, start, QPoint(0, -20), QPoint(0, -20), QPoint(10, 0))
    bent = poser.figure
    assert bent.frames[1].parts_on(FLOOR) == ("foot_r",)
    poser.undo()
    assert poser.figure == before
    poser.redo()
    assert poser.figure == bent
    poser.redo()
    assert poser.figure == bent


def test_what_stands_stays_where_it_is_seen_while_the_hips_move(poser: Poser) -> None:
    poser.show_frame(0)
    foot, hips = poser.spot("ankle_l"), poser.spot("pelvis")
    drag(poser, hips, QPoint(15, 40))
    assert near(poser.spot("ankle_l"), foot)
    assert near(poser.spot("pelvis"), hips + QPointF(15, 40))


def test_a_joint_that_leaves_the_picture_brings_it_back_into_view(poser: Poser) -> None:
    drag(poser, poser.spot("wrist_l"), QPoint(0, -300))
    for view in (0, 1):
        for handle in HANDLES:
            assert poser.rects()[view].contains(poser.spot(handle, view)), handle


def test_a_drag_beside_the_body_turns_the_view(poser: Poser) -> None:
    before = poser.figure
    empty = QPointF(12, 190)
    assert poser.handle_at(empty) == ""
    drag(poser, empty, QPoint(40, 0), QPoint(0, 30))
    assert poser.figure.view.turn == pytest.approx(before.view.turn + 20)
    assert poser.figure.view.tilt == pytest.approx(before.view.tilt + 9)
    assert poser.figure.frames == before.frames
    drag(poser, empty, QPoint(0, 4000))
    assert poser.figure.view.tilt == 80
    poser.undo()
    poser.undo()
    assert poser.figure == before
    QTest.mousePress(poser, Qt.MouseButton.RightButton, pos=QPoint(20, 190))
    QTest.mouseMove(poser, QPoint(120, 190))
    assert poser.figure == before


def test_arrows_move_by_a_centimetre_and_with_shift_by_five(poser: Poser) -> None:
    poser.choose("wrist_r")
    poser.view = 1
    start = places(pose(poser.figure).stances[1])["wrist_r"]
    QTest.keyClick(poser, Qt.Key.Key_Up)
    once = places(pose(poser.figure).stances[1])["wrist_r"]
    assert distance(start, once) == pytest.approx(0.01, abs=0.001)
    QTest.keyClick(poser, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    further = places(pose(poser.figure).stances[1])["wrist_r"]
    assert distance(once, further) == pytest.approx(0.05, abs=0.001)
    QTest.keyClick(poser, Qt.Key.Key_Left)
    assert len({start, once, further, places(pose(poser.figure).stances[1])["wrist_r"]}) == 4
    for _press in range(3):
        QTest.keyClick(poser, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert poser.figure == standing()
    QTest.keyClick(poser, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert poser.figure != standing()


def test_v_takes_the_other_view(poser: Poser) -> None:
    assert poser.view == 0
    QTest.keyClick(poser, Qt.Key.Key_V)
    assert poser.view == 1
    QTest.keyClick(poser, Qt.Key.Key_V)
    assert poser.view == 0


def test_tab_goes_through_all_joints_and_on(qapp: QApplication, qtbot: QtBot) -> None:
    window = QWidget()
    column = QVBoxLayout(window)
    before, poser, after = QLineEdit(), Poser(desk.make_look(qapp)), QLineEdit()
    for part in (before, poser, after):
        column.addWidget(part)
    desk.shown(qtbot, window, 860, 560)
    before.setFocus()
    QTest.keyClick(before, Qt.Key.Key_Tab)
    seen: list[str] = []
    while poser.hasFocus() and len(seen) < 40:
        seen.append(poser.handle)
        QTest.keyClick(poser, Qt.Key.Key_Tab)
    assert seen == list(HANDLES)
    assert after.hasFocus()
    QTest.keyClick(after, Qt.Key.Key_Backtab)
    assert poser.handle == HANDLES[-1]
    for _joint in HANDLES:
        QTest.keyClick(poser, Qt.Key.Key_Backtab)
    assert before.hasFocus()


def test_undo_is_not_the_pages_while_the_pose_has_the_keyboard(poser: Poser) -> None:
    poser.nudge("head", 0.03, 0)
    assert poser.can_undo
    QTest.keyClick(poser, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert not poser.can_undo


def test_both_sides_move_alike_when_asked(poser: Poser) -> None:
    poser.both = True
    poser.nudge("wrist_l", 0.0, 0.2)
    at = places(pose(poser.figure).stances[1])
    assert at["wrist_l"][2] == pytest.approx(at["wrist_r"][2], abs=1e-6)


def test_it_says_what_is_held_and_what_rests_where(poser: Poser) -> None:
    poser.choose("knee_l")
    assert poser.accessibleName() == "Pose of the figure, pose"
    assert poser.accessibleDescription().startswith("Left knee: ")
    assert "On the floor: left foot, right foot" in poser.accessibleDescription()
    assert all(joint_words(handle) for handle in HANDLES)
    assert part_words("seat") == "seat"
    assert (frame_words("end"), frame_words("frame 3")) == ("End", "Frame 3")
    assert height_words(-0.2) == "0 cm above the floor"
    posed = KeyFrame(
        "x", (), (("wall", ("hand_l",)), ("chair", ("seat",))), (("hand_r", "ankle_r"),)
    )
    assert contact_sentences(posed) == [
        "At the wall: left hand",
        "On the chair: seat",
        "Right hand stays at the right ankle",
    ]


@pytest.mark.parametrize("choice", ["light", "dark"])
def test_the_held_limb_is_shown(qapp: QApplication, qtbot: QtBot, choice: str) -> None:
    look = desk.make_look(qapp, 1.0, choice)
    poser = Poser(look)
    figure = drawn()["low-lunge"].figure
    assert figure
    poser.show_figure(figure)
    desk.shown(qtbot, poser, 860, 380)
    poser.choose("knee_r")
    spot = poser.spot("knee_r").toPoint()
    assert picture(poser).pixelColor(spot) == QColor(look.colours.acc)
    assert QColor(look.colours.card).name() in colours_in(picture(poser))


def test_narrow_the_views_are_above_each_other(poser: Poser) -> None:
    wide = poser.rects()
    assert wide[0].right() < wide[1].left()
    poser.resize(500, poser.height())
    desk.settle()
    tall = poser.rects()
    assert tall[0].bottom() < tall[1].top()
    assert poser.height() > 600


def test_hovering_shows_what_would_be_taken(poser: Poser) -> None:
    before = picture(poser)
    QTest.mouseMove(poser, poser.spot("elbow_r").toPoint())
    desk.settle()
    assert poser.cursor().shape() is Qt.CursorShape.OpenHandCursor
    assert picture(poser) != before
    QTest.mouseMove(poser, QPoint(433, 5))
    assert poser.handle_at(QPointF(433, 5)) == ""
