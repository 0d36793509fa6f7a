"""The bridge ticks when something is due, draws when somebody looks, and else does nothing."""

from pytestqt.qtbot import QtBot

from hipflex_gui.events import Finished, PhaseStarted
from hipflex_gui.ui.bridge import FRAME_MS, LIVELY_FRAME_MS
from tests.ui.playing import Playing, timeline

HOLD = "- {name: Sit, steps: [Sit tall.], for: 30s}"
BREATHS = "- {name: Breathe, for: 3 breaths}"


def timers(playing: Playing) -> tuple[bool, bool]:
    return playing.bridge._deadline.isActive(), playing.bridge._frames.isActive()


def test_nothing_runs_before_it_starts(qtbot: QtBot) -> None:
    assert timers(Playing(timeline(HOLD))) == (False, False)


def test_unseen_only_the_deadline_is_armed(qtbot: QtBot) -> None:
    playing = Playing(timeline(HOLD))
    playing.play()
    assert timers(playing) == (True, False)


def test_seen_the_ring_is_drawn_ten_times_a_second(qtbot: QtBot) -> None:
    playing = Playing(timeline(HOLD))
    playing.bridge.watch(True)
    playing.to_phase("hold")
    playing.pass_time(2)  # the way into the pose is over
    assert timers(playing) == (True, True)
    assert playing.bridge._frames.interval() == FRAME_MS


def test_breaths_are_drawn_more_often_unless_motion_is_reduced(qtbot: QtBot) -> None:
    playing = Playing(timeline(BREATHS))
    playing.bridge.watch(True)
    playing.to_phase("breaths")
    assert playing.bridge._frames.interval() == LIVELY_FRAME_MS
    playing.bridge.watch(True, calm=True)
    assert playing.bridge._frames.interval() == FRAME_MS


def test_paused_there_is_no_timer_at_all(qtbot: QtBot) -> None:
    playing = Playing(timeline(HOLD))
    playing.bridge.watch(True)
    playing.play()
    playing.bridge.act(playing.engine.pause)
    assert timers(playing) == (False, False)
    assert not playing.bridge.playing


def test_finished_there_is_no_timer_at_all(qtbot: QtBot) -> None:
    playing = Playing(timeline(HOLD))
    playing.bridge.watch(True)
    playing.play()
    playing.bridge.act(playing.engine.stop)
    assert timers(playing) == (False, False)
    assert isinstance(playing.events[-1], Finished)


def test_a_real_timer_moves_it_on(qtbot: QtBot) -> None:
    playing = Playing(timeline(HOLD))
    playing.play()
    playing.clock.advance(2.0)  # the get-ready is over; the timer finds out by itself
    with qtbot.waitSignal(playing.bridge.happened, timeout=3000):
        pass
    assert playing.events[-1] == PhaseStarted(1)


def test_looking_again_asks_for_a_fresh_picture(qtbot: QtBot) -> None:
    playing = Playing(timeline(HOLD))
    playing.play()
    with qtbot.waitSignal(playing.bridge.moved, timeout=1000):
        playing.bridge.watch(True)
