"""The strip, the steps, the tempo: what stands round the big number."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
)
from pytestqt.qtbot import QtBot

from hipflex_gui.ui.look import Look
from hipflex_gui.ui.widgets.base import TextBlock
from hipflex_gui.ui.widgets.steps import StepList, TempoTrough
from hipflex_gui.ui.widgets.strip import ProgressStrip, Segment, spans
from tests.ui.gallery import ICONS, LONG_STEPS, SESSION, STEPS
from tests.ui.looking import colours_in, picture, shown

# Said by the platform without a screen whenever a window has a least size.
pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True)


@pytest.fixture(params=[1.0, 2.0], ids=["100 %", "200 %"])
def look(qapp: QApplication, request: pytest.FixtureRequest) -> Look:
    return Look(qapp, ICONS, "light", request.param)


@pytest.fixture
def plain(qapp: QApplication) -> Look:
    return Look(qapp, ICONS, "light", 1.0)


@pytest.fixture
def strip(plain: Look, qtbot: QtBot) -> ProgressStrip:
    made = ProgressStrip(plain)
    made.set_segments(SESSION)
    return shown(qtbot, made, 1036)


def spot(strip: ProgressStrip, segment: int, share: float = 0.5) -> QPoint:
    """Return a point of a segment, by default its middle."""
    start, width = spans(SESSION, strip.width())[segment]
    return QPoint(round(start + width * share), strip.height() // 2)


def test_segments_are_as_wide_as_they_are_long() -> None:
    (one, wide), (two, wider), (three, _wide), *_between, last = spans(SESSION, 1036)
    assert sum(last) == pytest.approx(1036)
    assert spans(SESSION, 1036)[5][1] / wide == pytest.approx(60 / 40, rel=0.02)
    assert (two - one - wide, three - two - wider) == pytest.approx((3, 8))


@pytest.mark.parametrize("room", [400, 672, 1036])
@pytest.mark.parametrize("count", [100, 400, 1000])
def test_however_many_segments_fit(count: int, room: int) -> None:
    found = spans([Segment(1 + n % 7, n // 2) for n in range(count)], room)
    assert sum(found[-1]) == pytest.approx(room)
    assert all(one + width < two for (one, width), (two, _width) in pairwise(found))
    assert min(width for _start, width in found) >= min(2, room * 0.65 / count) - 1e-9


def test_the_done_share_is_coloured(strip: ProgressStrip, plain: Look) -> None:
    strip.show_progress((1, 0.5, *(0.0,) * 7), 1)
    image = picture(strip)
    assert image.pixelColor(spot(strip, 1, 0.4)).name() == plain.colours.acc.lower()
    assert image.pixelColor(spot(strip, 1, 0.6)).name() == plain.colours.track.lower()


def test_a_wrong_number_of_shares_is_an_error(strip: ProgressStrip) -> None:
    with pytest.raises(ValueError, match="2 shares for 9 segments"):
        strip.show_progress((1, 0), 0)


def test_a_click_picks_a_segment_only_when_it_may(strip: ProgressStrip, qtbot: QtBot) -> None:
    picked: list[int] = []
    strip.chosen.connect(picked.append)
    QTest.mouseClick(strip, Qt.MouseButton.LeftButton, pos=spot(strip, 4))
    strip.set_choosable(True)
    QTest.mouseClick(strip, Qt.MouseButton.LeftButton, pos=spot(strip, 4))
    assert picked == [4]


def test_the_arrow_keys_walk_and_enter_picks(strip: ProgressStrip, qtbot: QtBot) -> None:
    picked: list[int] = []
    strip.chosen.connect(picked.append)
    strip.set_choosable(True)
    strip.show_progress((1, *(0.0,) * 8), 1)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Return):
        QTest.keyClick(strip, key)
    assert picked == [2]
    assert strip.accessibleDescription() == "Part 3 of 9: Pigeon, left"
    for key in (Qt.Key.Key_Home, Qt.Key.Key_Left, Qt.Key.Key_Space, Qt.Key.Key_End):
        QTest.keyClick(strip, key)
    QTest.keyClick(strip, Qt.Key.Key_Space)
    assert picked == [2, 0, 8]


def test_the_strip_runs_from_the_right_where_the_language_does(strip: ProgressStrip) -> None:
    picked: list[int] = []
    strip.chosen.connect(picked.append)
    strip.set_choosable(True)
    strip.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    for segment in (0, 1, 8):
        mirrored = QPoint(strip.width() - spot(strip, segment).x(), strip.height() // 2)
        QTest.mouseClick(strip, Qt.MouseButton.LeftButton, pos=mirrored)
    assert picked == [0, 1, 8]


@pytest.mark.parametrize(
    ("current", "seen"), [(0, [0, 1, 2]), (1, [0, 1, 2]), (2, [1, 2, 3]), (3, [1, 2, 3])]
)
def test_three_steps_are_shown_round_the_current_one(
    plain: Look, current: int, seen: list[int]
) -> None:
    steps = StepList(plain)
    steps.set_steps(LONG_STEPS, current)
    assert list(steps.visible_steps()) == seen
    steps.set_shown(1)
    assert list(steps.visible_steps()) == [current]


def test_the_current_step_is_said_and_so_is_the_end(plain: Look) -> None:
    steps = StepList(plain)
    assert steps.accessibleDescription() == ""
    steps.set_steps(STEPS)
    steps.show_current(1)
    assert steps.accessibleDescription() == "Step 2 of 3: Tuck the tail, hips forward"
    steps.show_current(3)
    assert steps.accessibleDescription() == "All steps done"


def test_steps_take_the_height_that_their_words_need(look: Look) -> None:
    steps = StepList(look)
    steps.set_steps(LONG_STEPS, 2)
    wide, narrow = steps.heightForWidth(900), steps.heightForWidth(420)
    assert narrow > wide >= 3 * look.theme.line("step")
    font = look.theme.font("step", 600)
    block = TextBlock(LONG_STEPS[2], font, look.theme.line("step"), 420 - 20 - look.theme.px(40))
    assert font.pointSizeF() * 96 / 72 >= 24
    assert block.width <= 420 - 20 - look.theme.px(40)


def test_a_word_longer_than_the_line_is_broken_and_not_cut(look: Look) -> None:
    block = TextBlock("Zurückschieben" * 4, look.theme.font("step"), 32, 300)
    assert block.lines > 1
    assert block.width <= 300


@pytest.mark.parametrize("words", [("Lower", "Pause", "Rise"), ("Zurückschieben", "Halt", "Auf")])
def test_the_tempo_fits_its_row(look: Look, words: tuple[str, ...], qtbot: QtBot) -> None:
    trough = TempoTrough(look)
    trough.set_parts(tuple((word, 3) for word in words))
    trough.show_current(1)
    shown(qtbot, trough, 398, trough.heightForWidth(398))
    image, edge = picture(trough), plain_edge(look)
    columns = QRect(1, 20, 2, trough.height() - 40), QRect(395, 20, 2, trough.height() - 40)
    assert all(colours_in(image, column) <= edge for column in columns)
    reader = QAccessible.queryAccessibleInterface(trough)
    assert reader.text(QAccessible.Text.Description) == f"{words[1]} 3"
    assert trough.accessibleDescription() == ""  # a change of it would be told at each part


def plain_edge(look: Look) -> set[str]:
    return {look.colours.sunk.lower(), look.colours.line.lower()}
