"""A movement shown outside a session runs while it is seen, and can be turned by keys."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from hipflex_gui.figure.motion import Shown
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.widgets.demo import Demo
from hipflex_gui.ui.widgets.stage import Scene
from tests.ui import desk
from tests.ui.gallery import shipped
from tests.ui.looking import picture, shown

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True)

look = desk.look
LUNGE = "low-lunge"


@pytest.fixture
def demo(qtbot: QtBot, look: Look) -> Demo:
    demo = Demo(look)
    demo.show_movement(shipped().movements[LUNGE])
    assert not demo.running  # nobody sees it yet
    return shown(qtbot, demo)


def test_a_demonstration_runs_only_while_it_is_seen(demo: Demo, qtbot: QtBot) -> None:
    assert demo.running
    before = demo.painted
    qtbot.waitUntil(lambda: demo.painted > before + 1, timeout=3000)
    demo.hide()
    assert not demo.running
    demo.show()
    assert demo.running
    demo.showMinimized()
    qtbot.waitUntil(lambda: not demo.running, timeout=3000)


def test_a_demonstration_stands_still_where_less_motion_is_wanted(demo: Demo) -> None:
    demo.set_calm(True)
    assert not demo.running
    seen = demo._scene.picture
    assert seen
    assert seen.shown == Shown(seen.figure.pose, seen.figure.pose)
    demo.set_calm(False)
    assert demo.running


def test_arrows_turn_it_and_home_turns_it_back(demo: Demo) -> None:
    demo.set_calm(True)
    before = picture(demo)
    seen = [before]
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Down):
        QTest.keyClick(demo, key)
        assert all(picture(demo) != old for old in seen[-1:])
        seen.append(picture(demo))
    QTest.keyClick(demo, Qt.Key.Key_Home)
    assert picture(demo) == before


def test_other_keys_are_left_to_the_page(demo: Demo) -> None:
    demo.set_calm(True)
    before = picture(demo)
    QTest.keyClick(demo, Qt.Key.Key_A)
    assert picture(demo) == before


def test_without_a_movement_it_is_an_empty_room(demo: Demo) -> None:
    demo.show_movement(None)
    assert not demo.running
    assert demo._scene == Scene()
