"""The bar of the player: what it says beside its buttons, and what a question leaves of it."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from hipflex_gui.paths import assets
from hipflex_gui.ui.bar import PlayerBar
from hipflex_gui.ui.guide import guide
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.question import Question
from tests.ui.looking import picture, shown
from tests.ui.playing import Playing, timeline

# Said by the platform without a screen whenever a window has a least size.
pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True)

LONG = "Half-kneeling hip flexor stretch with the back foot held in both hands"
STEPS = f"""\
- {{name: Stand, steps: [Stand tall.], for: 30s}}
- {{name: "{LONG}", steps: [Kneel.], for: 30s}}
"""


@pytest.fixture(params=[1.0, 2.0], ids=["100 %", "200 %"])
def look(qapp: QApplication, request: pytest.FixtureRequest) -> Look:
    return Look(qapp, assets() / "icons", "light", request.param)


@pytest.fixture
def playing() -> Playing:
    made = Playing(timeline(STEPS))
    made.to_phase("hold")
    return made


@pytest.fixture
def bar(look: Look, qtbot: QtBot, playing: Playing) -> PlayerBar:
    made = PlayerBar(look)
    made.set_timeline(playing.timeline)
    show_view(made, playing)
    return shown(qtbot, made, 672, made.fit(compact=True, key_caps=True))


def show_view(bar: PlayerBar, playing: Playing) -> None:
    view = playing.bridge.view
    bar.show_view(playing.timeline, view, guide(playing.timeline, view))


def places(bar: PlayerBar) -> list[QRect]:
    QApplication.processEvents()
    return [widget.geometry() for widget in (*bar.buttons, bar.strip)]


def test_a_long_name_ends_in_dots_and_is_whole_for_whoever_asks(bar: PlayerBar) -> None:
    label = bar.next_name
    assert label.width() < label.fontMetrics().horizontalAdvance(label.text())
    assert LONG in label.toolTip()
    reader = QAccessible.queryAccessibleInterface(label)
    for text in (QAccessible.Text.Name, QAccessible.Text.Description):
        assert reader.text(text) == label.text() == LONG
    cut = picture(label)
    dots = label.fontMetrics().elidedText(LONG, Qt.TextElideMode.ElideRight, label.width())
    assert dots.endswith("…")
    label.setText(dots)
    assert picture(label) == cut


def test_silence_has_a_sign_that_moves_no_button(bar: PlayerBar) -> None:
    before = places(bar)
    assert not bar.muted.isVisible()
    bar.set_muted(True)
    assert places(bar) == before
    assert bar.muted.isVisible()
    assert bar.muted.accessibleName() == "Sound off"
    inside = bar.rect().marginsRemoved(bar.contentsMargins())
    row: list[QWidget] = [bar.next_label, bar.next_name, bar.muted, bar.left]
    for one, two in pairwise(row):
        assert one.geometry().right() < two.geometry().left()
    assert inside.contains(bar.left.geometry())
    assert bar.muted.width() >= bar.muted.sizeHint().width()
    bar.set_muted(False)
    assert not bar.muted.isVisible()


def test_a_question_leaves_only_it_hurts(bar: PlayerBar, look: Look, playing: Playing) -> None:
    before = places(bar)
    playing.bridge.act(playing.engine.pause)
    show_view(bar, playing)
    bar.set_asking(True)
    show_view(bar, playing)
    assert [button for button in bar.buttons if button.isEnabled()] == [bar.hurts]
    assert places(bar) == before
    assert picture(bar.pause).pixelColor(20, 5).name() == look.colours.sunk.lower()
    chosen: list[int] = []
    bar.strip.chosen.connect(chosen.append)
    QTest.mouseClick(bar.strip, Qt.MouseButton.LeftButton)
    assert chosen == []
    bar.set_asking(False)
    assert all(button.isEnabled() for button in bar.buttons)
    QTest.mouseClick(bar.strip, Qt.MouseButton.LeftButton)
    assert len(chosen) == 1


def test_the_time_left_is_told_only_to_whoever_asks(bar: PlayerBar, playing: Playing) -> None:
    reader = QAccessible.queryAccessibleInterface(bar.left)
    for seconds in (0, 1, 1):
        playing.pass_time(seconds)
        show_view(bar, playing)
        assert reader.text(QAccessible.Text.Name) == bar.left.accessibleName() == "Time left"
        assert reader.text(QAccessible.Text.Description) == bar.left.text()
        assert bar.left.accessibleDescription() == ""


@pytest.mark.parametrize(
    ("seconds", "kept"),
    [
        (0.9, "0 s"),
        (31.7, "31 s"),
        (59.9, "59 s"),
        (60, "1 min"),
        (119, "1 min"),
        (3959, "1 h 5 min"),
    ],
)
def test_a_question_promises_no_more_than_was_done(
    look: Look, qtbot: QtBot, seconds: float, kept: str
) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    question = Question(look, page)
    question.show_kept(seconds)
    assert question.words.text() == f"What you have done is kept: {kept}."
