"""The window's hold on sound: opened in a thread, waited for with patience, let go in pauses."""

import threading

from pytestqt.qtbot import QtBot

from hipflex_gui.cues import Cue
from hipflex_gui.ui.sound import Sound
from tests.support import RecordingPlayer


class HangingPlayer(RecordingPlayer):
    """A device that does not open until it is let."""

    def __init__(self) -> None:
        super().__init__()
        self.let = threading.Event()

    def prepare(self) -> None:
        self.let.wait(20)
        super().prepare()


def test_what_waits_is_called_once_the_device_is_open(qtbot: QtBot) -> None:
    player, called = RecordingPlayer(), []
    sound = Sound(player)
    sound.when_ready(lambda: called.append(player.prepared))
    assert called == []  # never while the caller is still busy
    qtbot.waitUntil(lambda: called == [True])


def test_a_device_that_hangs_is_not_waited_for(qtbot: QtBot) -> None:
    player, called = HangingPlayer(), []
    sound = Sound(player)
    sound._patience.setInterval(1)
    sound.when_ready(lambda: called.append(player.prepared))
    qtbot.waitUntil(lambda: called == [False])
    player.let.set()
    qtbot.waitUntil(lambda: player.prepared)
    qtbot.waitUntil(lambda: not sound._patience.isActive())
    assert called == [False]


def test_the_last_cue_is_heard_before_the_device_is_let_go(qtbot: QtBot) -> None:
    player = RecordingPlayer()
    player.remaining_s = 60.0
    sound = Sound(player)
    player.play(Cue.SESSION_DONE)
    sound.rest()
    assert not player.closed
    assert sound._closing.remainingTime() > 50_000
    sound.close()  # but a window that closes does not wait
    assert player.closed
    assert not sound._closing.isActive()


def test_going_on_keeps_a_device_that_was_about_to_close(qtbot: QtBot) -> None:
    player, called = RecordingPlayer(), []
    player.remaining_s = 60.0
    sound = Sound(player)
    sound.rest()
    sound.when_ready(lambda: called.append(True))
    qtbot.waitUntil(lambda: called == [True])
    assert not player.closed
    assert not sound._closing.isActive()


def test_closed_nothing_that_waited_is_called(qtbot: QtBot) -> None:
    player, called = HangingPlayer(), []
    sound = Sound(player)
    sound.when_ready(lambda: called.append(True))
    sound.close()
    player.let.set()
    qtbot.waitUntil(lambda: player.prepared)
    qtbot.wait(1)  # whatever was queued by then has been handled
    assert called == []
