"""The player: every key of a session, and nothing clipped in any size."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from hipflex_gui.events import Event, Finished, State
from hipflex_gui.log import RunStatus
from hipflex_gui.paths import assets
from hipflex_gui.ui import keys
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.player import PlayerPage
from hipflex_gui.ui.widgets.base import Text
from tests.ui.playing import Playing, timeline

STEPS = """\
- {name: Lunge, steps: [Left knee down., Lean in a little.], for: 30s, sides: each}
- {name: Breathe, steps: [Sit tall.], for: 4 breaths}
- {name: Step, steps: [Stand tall.], for: 3 reps}
"""
LONG = """\
- name: Half-kneeling hip flexor stretch with a rather long name
  steps:
    - Step your $other foot forward until the knee is over the ankle.
    - Shift your weight forward from the hip, your back tall and long.
  for: 8 breaths
  sides: each
  feel: the front of your $side hip and the top of the thigh
  if: [{when: you wobble, say: Put a hand on a wall or on the back of a chair.}]
- name: A hinge of the hips with a pause
  steps: [Bend forward from your hips, your back long and quiet.]
  for: 10 reps
  phases: {lower slowly: 3s, pause: 1s, rise again: 2s}
  sets: 3
- {name: Long, steps: [Stay.], for: 180s, then: Stand up and walk about for a moment or two.}
"""


class Stage:
    """A player with a session, and how to press keys on it."""

    def __init__(self, qtbot: QtBot, look: Look, steps: str) -> None:
        self.qtbot = qtbot
        self.playing = Playing(timeline(steps))
        self.page = PlayerPage(look)
        qtbot.addWidget(self.page)
        self.page.play_wanted.connect(self.playing.play)
        self.page.resize(1100, 720)
        self.page.show()
        self.page.begin(self.playing.bridge)
        self.page.setFocus()
        self.playing.play()
        self.ended: list[Finished] = []
        self.page.finished.connect(self.ended.append)

    def press(
        self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        QTest.keyClick(self.page, key, modifier)

    @property
    def state(self) -> str:
        return self.playing.engine.state

    @property
    def kind(self) -> str:
        return self.playing.bridge.view.phase.kind


@pytest.fixture
def look(qapp: object) -> Look:
    return Look(qapp, assets() / "icons", "light", 1.0)  # type: ignore[arg-type]


@pytest.fixture
def stage(qtbot: QtBot, look: Look) -> Stage:
    return Stage(qtbot, look, STEPS)


@pytest.mark.parametrize(
    "key", [Qt.Key.Key_Return, Qt.Key.Key_PageDown, Qt.Key.Key_Right, Qt.Key.Key_MediaNext]
)
def test_each_next_key_goes_on(stage: Stage, key: Qt.Key) -> None:
    assert stage.kind == "get-ready"
    stage.press(key)
    assert stage.kind == "move-in"


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_PageDown])
def test_one_key_runs_a_whole_session(stage: Stage, key: Qt.Key) -> None:
    for _press in range(40):
        stage.playing.pass_time(1)
        if stage.ended:
            break
        stage.press(key)
    assert [event.status for event in stage.ended] == [RunStatus.COMPLETED]


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_MediaPlay])
def test_pause_and_continue(stage: Stage, key: Qt.Key) -> None:
    stage.press(key)
    assert stage.state == State.PAUSED
    assert stage.page.bar.pause.label == "Continue"
    stage.press(key)
    assert stage.state == State.PLAYING
    assert stage.page.bar.pause.label == "Pause"


def test_one_key_also_ends_a_pause_but_the_arrow_moves(stage: Stage) -> None:
    stage.press(Qt.Key.Key_Space)
    stage.press(Qt.Key.Key_Right)
    assert (stage.kind, stage.state) == ("move-in", State.PAUSED)
    stage.press(Qt.Key.Key_PageDown)
    assert (stage.kind, stage.state) == ("move-in", State.PLAYING)


@pytest.mark.parametrize("key", [Qt.Key.Key_Left, Qt.Key.Key_PageUp, Qt.Key.Key_MediaPrevious])
def test_each_back_key_goes_back(stage: Stage, key: Qt.Key) -> None:
    stage.press(Qt.Key.Key_Right)
    stage.press(key)
    assert stage.kind == "get-ready"


def test_shift_right_skips_the_movement(stage: Stage) -> None:
    stage.press(Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert stage.playing.bridge.view.phase.item == 1


def test_plus_and_minus(stage: Stage) -> None:
    stage.playing.to_phase("hold")
    stage.press(Qt.Key.Key_Plus)
    assert stage.playing.bridge.view.left_s == 40
    stage.press(Qt.Key.Key_Minus)
    stage.press(Qt.Key.Key_Minus)
    assert stage.playing.bridge.view.left_s == 20
    stage.playing.to_phase("breaths")
    stage.press(Qt.Key.Key_Plus)
    assert stage.playing.bridge.view.span.high == 5
    assert stage.page.bar.more.label == "+1 breath"


def test_it_hurts_stops_at_once_whatever_goes_on(stage: Stage) -> None:
    stage.playing.to_phase("hold")
    stage.playing.pass_time(5)
    stage.press(Qt.Key.Key_Escape)
    stage.press(Qt.Key.Key_H)
    assert [event.status for event in stage.ended] == [RunStatus.DISCOMFORT]
    assert stage.playing.run.steps[-1].held_s == 5
    assert not stage.page.running


def test_escape_stands_still_first_and_then_asks(stage: Stage) -> None:
    stage.playing.to_phase("hold")
    stage.playing.pass_time(5)
    stage.press(Qt.Key.Key_Escape)
    assert stage.state == State.PAUSED
    assert stage.page.question.isVisible()
    stage.press(Qt.Key.Key_Escape)
    assert not stage.page.question.isVisible()
    assert stage.state == State.PLAYING
    stage.press(Qt.Key.Key_Escape)
    QTest.keyClick(stage.page.question.keep, Qt.Key.Key_Return)
    assert [event.status for event in stage.ended] == [RunStatus.STOPPED]


def test_full_screen_and_mute_are_the_windows_to_do(stage: Stage) -> None:
    with stage.qtbot.waitSignal(stage.page.full_screen):
        stage.press(Qt.Key.Key_F)
    with stage.qtbot.waitSignal(stage.page.mute):
        stage.press(Qt.Key.Key_M)


def test_buttons_do_what_their_keys_do(stage: Stage) -> None:
    stage.page.bar.go.click()
    assert stage.kind == "move-in"
    stage.page.bar.back.click()
    assert stage.kind == "get-ready"
    stage.page.bar.more.click()
    assert stage.playing.bridge.view.left_s == 12
    stage.page.bar.pause.click()
    assert stage.state == State.PAUSED
    stage.page.bar.hurts.click()
    assert [event.status for event in stage.ended] == [RunStatus.DISCOMFORT]


def test_segments_can_be_chosen_only_while_paused(stage: Stage) -> None:
    strip = stage.page.bar.strip
    assert strip.focusPolicy() == Qt.FocusPolicy.NoFocus
    stage.press(Qt.Key.Key_Space)
    assert strip.focusPolicy() == Qt.FocusPolicy.TabFocus
    strip.chosen.emit(2)
    assert stage.playing.bridge.view.phase.item == 1
    assert stage.state == State.PAUSED


def test_being_away_is_said_and_counts_for_nothing(stage: Stage) -> None:
    stage.playing.to_phase("hold")
    stage.playing.pass_time(5)
    stage.playing.clock.sleep_machine(3600)
    stage.playing.bridge.tick()
    assert stage.state == State.PAUSED
    assert stage.playing.bridge.view.position_s == 5
    assert stage.page.notice.isVisible()
    assert "Nothing was counted" in stage.page.notice.accessibleDescription()


def test_a_sentence_comes_once_a_session(stage: Stage) -> None:
    stage.page.say_once("The disk is full.")
    assert stage.page.notice.isVisible()
    stage.page.notice.hide()
    stage.page.say_once("The disk is full.")
    assert not stage.page.notice.isVisible()


def test_no_frames_for_nobody(stage: Stage) -> None:
    stage.playing.to_phase("hold")
    assert stage.playing.bridge._frames.isActive()
    stage.page.hide()
    assert not stage.playing.bridge._frames.isActive()
    assert stage.playing.bridge._deadline.isActive()


def test_every_button_has_a_name(stage: Stage) -> None:
    assert [button.accessibleName() for button in stage.page.bar.buttons] == [
        "Back",
        "Pause",
        "Next",
        "+10 s",
        "It hurts – stop",
    ]
    assert stage.page.panel.count.isVisible()


def test_what_comes_and_what_is_left(stage: Stage) -> None:
    stage.playing.to_phase("hold")
    assert stage.page.bar.next_name.text() == "Lunge, right side"
    stage.playing.to_phase("hold", 1)
    assert stage.page.bar.next_name.text() == "Breathe"
    stage.playing.to_phase("reps")
    assert stage.page.bar.next_name.text() == "Last one"
    assert stage.page.bar.left.text() == "0:12 left"


def _in_player(page: PlayerPage, widget: QWidget) -> QRect:
    return QRect(widget.mapTo(page, widget.rect().topLeft()), widget.size())


SIZES = [(1100, 720, 1.0), (720, 520, 1.0), (1100, 720, 2.0), (1600, 1000, 1.25)]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("width", "height", "scale"), SIZES)
def test_nothing_overlaps_or_is_cut(
    qtbot: QtBot, look: Look, width: int, height: int, scale: float, theme: str
) -> None:
    look.choose(theme)
    look.set_scale(scale)
    stage = Stage(qtbot, look, LONG)
    page, panel = stage.page, stage.page.panel
    page.resize(width, height)
    for index in range(len(stage.playing.timeline.phases)):
        stage.playing.bridge.act(_go_to(stage, index))
        assert not panel.overflows, f"phase {index} has no room"
        parts = [panel.title, panel.pill, panel.steps, panel.said, panel.tempo, panel.cue]
        seen = [part for part in (*parts, panel.count) if part.isVisible()]
        rects = [_in_player(page, part) for part in seen]
        for rect in rects:
            assert page.rect().contains(rect)
            assert rect.bottom() <= page.bar.y()
        for one, first in zip(seen, rects, strict=True):
            for other, second in zip(seen, rects, strict=True):
                if one is not other:
                    assert not first.intersects(second), f"{one} on {other} in phase {index}"
        for label in (panel.title, panel.said, panel.cue):
            if label.isVisible():
                assert label.height() >= label.heightForWidth(label.width())
        buttons = [_in_player(page, button) for button in page.bar.buttons if button.isVisible()]
        assert all(page.rect().contains(rect) for rect in buttons)
        ordered = sorted(buttons, key=QRect.x)
        assert all(a.right() < b.x() for a, b in pairwise(ordered))
        assert panel.count.height() >= 150


def _go_to(stage: Stage, index: int) -> Callable[[], list[Event]]:
    return lambda: stage.playing.engine.go_to(index)


def test_texts_of_a_session_are_shown_as_they_are(qtbot: QtBot, look: Look) -> None:
    stage = Stage(qtbot, look, '- {name: "<b>Bold</b>", steps: ["<img src=x>"], for: 20s}')
    labels = stage.page.findChildren(Text)
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in labels)
    assert stage.page.panel.title.text() == "<b>Bold</b>"


@pytest.mark.parametrize("name", ["back", "pause", "go", "more", "hurts"])
def test_enter_on_a_button_presses_that_button(stage: Stage, name: str) -> None:
    stage.playing.to_phase("hold")
    button = getattr(stage.page.bar, name)
    pressed: list[bool] = []
    button.clicked.connect(lambda: pressed.append(True))
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Return)
    assert pressed == [True]
    if name == "hurts":
        assert [event.status for event in stage.ended] == [RunStatus.DISCOMFORT]


def test_letters_are_meant_by_their_place_where_the_layout_has_no_latin(stage: Stage) -> None:
    kind, none = QEvent.Type.KeyPress, Qt.KeyboardModifier.NoModifier
    russian = 0x0420  # what the key marked H gives on a Russian layout
    event = QKeyEvent(kind, russian, none, 43, 0, 0, "р")
    assert keys.meant(event, "linux") == Qt.Key.Key_H
    assert keys.meant(QKeyEvent(kind, russian, none, 0x23, 0, 0, "р"), "win32") == Qt.Key.Key_H
    assert keys.meant(QKeyEvent(kind, russian, none, 0, 4, 0, "р"), "darwin") == Qt.Key.Key_H


def test_a_letter_with_control_is_no_command(stage: Stage) -> None:
    QTest.keyClick(stage.page, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    assert stage.page.running
