"""The timeline to scale: what is as wide as what, which names have room, and how one chooses."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hipflex_gui.ui.look import Look
from hipflex_gui.ui.widgets.timebar import Block, Piece, TimeBar
from tests.ui.gallery import ICONS
from tests.ui.looking import Paints, colours_in, picture, shown

# Said by the platform without a screen of windows with a least size, and of tooltips.
pytestmark = pytest.mark.qt_log_ignore(
    "does not support propagateSizeHints", r"does not support raise\(\)", extend=True
)

LUNGE = Block("Low lunge", "2 × 40 s", (Piece(40), Piece(40)))
HINGE = Block("Standing hip hinge", "10 reps", (Piece(20, work=False), Piece(60)))
LEFT_OUT = Block("Line 12")
LOG = Block("Fire log", "30 s", (Piece(30),))
BLOCKS = (LUNGE, HINGE, LEFT_OUT, LOG)


@pytest.fixture
def look(qapp: QApplication) -> Look:
    return Look(qapp, ICONS, "light", 1.0)


def bar(qtbot: QtBot, look: Look, width: int = 800, chosen: int = -1) -> TimeBar:
    made = shown(qtbot, TimeBar(look), width)
    made.show_blocks(BLOCKS, chosen)
    return made


def labels(made: TimeBar) -> dict[int, tuple[str, str]]:
    return {label.block: label.lines for label in made._layout.labels}


def test_pieces_are_to_scale_and_fill_the_width(qtbot: QtBot, look: Look) -> None:
    layout = bar(qtbot, look)._layout
    wide = [rect.width() for _n, _work, rect in layout.pieces]
    assert wide[0] == pytest.approx(wide[1])
    assert wide[3] / wide[0] == pytest.approx(60 / 40, rel=0.02)
    assert layout.pieces[0][2].left() == 0
    assert layout.pieces[-1][2].right() == pytest.approx(800)
    unknown = layout.places[2].width()  # as wide as the others are on average
    assert unknown / wide[3] == pytest.approx((80 + 80 + 30) / 3 / 60, rel=0.02)


def test_all_names_stand_where_there_is_room(qtbot: QtBot, look: Look) -> None:
    assert labels(bar(qtbot, look)) == {n: (b.name, b.dose) for n, b in enumerate(BLOCKS)}


@pytest.mark.parametrize("chosen", [-1, 0, 2, 3])
@pytest.mark.parametrize("width", [90, 200, 330, 480, 800])
def test_names_never_overlap_and_the_chosen_one_is_whole(
    qtbot: QtBot, look: Look, width: int, chosen: int
) -> None:
    made = bar(qtbot, look, width, chosen)
    found = sorted(made._layout.labels, key=lambda label: label.rect.left())
    assert found
    assert found[0].rect.left() >= 0
    assert found[-1].rect.right() <= width + 0.5
    for one, two in pairwise(found):
        assert one.rect.right() < two.rect.left()
    if chosen >= 0:
        assert labels(made)[chosen][0] == BLOCKS[chosen].name


def test_a_narrow_bar_has_fewer_names(qtbot: QtBot, look: Look) -> None:
    assert 0 < len(labels(bar(qtbot, look, 200))) < len(BLOCKS)


def test_two_hundred_steps_have_room_for_some_names(qtbot: QtBot, look: Look) -> None:
    made = shown(qtbot, TimeBar(look), 800)
    made.show_blocks([LUNGE] * 200, 100)
    assert 4 < len(labels(made)) < 20
    assert 100 in labels(made)
    assert made._layout.places[-1].right() == pytest.approx(800)


def test_what_each_block_says(qtbot: QtBot, look: Look) -> None:
    made = bar(qtbot, look)
    assert made.accessibleName() == "Timeline"
    assert made._said == (
        "Low lunge, 2 × 40 s, 1 of 4",
        "Standing hip hinge, 10 reps, 2 of 4",
        "Line 12, 3 of 4",
        "Fire log, 30 s, 4 of 4",
    )


def test_keys_choose_and_tell(qtbot: QtBot, look: Look) -> None:
    made = bar(qtbot, look, chosen=1)
    got: list[object] = []
    made.chosen.connect(got.append)
    made.setFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Home):
        QTest.keyClick(made, key)
    assert got == [2, 3, 0]  # there is nothing after the last
    assert made.toolTip() == "Low lunge, 2 × 40 s, 1 of 4"  # where readers look for a description


def test_a_click_chooses_the_block_under_the_pointer(qtbot: QtBot, look: Look) -> None:
    made = bar(qtbot, look)
    at = made.places()[2].center().toPoint()
    with qtbot.waitSignal(made.chosen) as signal:
        QTest.mouseClick(made, Qt.MouseButton.LeftButton, pos=at)
    assert signal.args == [2]
    QTest.mouseClick(made, Qt.MouseButton.LeftButton, pos=QPoint(5, made.height() - 2))
    assert made.said.startswith("Line 12")


def test_choosing_from_outside_tells_nobody_and_moves_the_keys(qtbot: QtBot, look: Look) -> None:
    made = bar(qtbot, look)
    with qtbot.assertNotEmitted(made.chosen):
        made.choose(2)
    assert made.current == 2
    assert made.said.startswith("Line 12")
    made.choose(-1)
    assert made.current == -1


def test_colours_say_what_is_chosen_quiet_and_left_out(qtbot: QtBot, look: Look) -> None:
    c = look.colours
    colours = colours_in(picture(bar(qtbot, look)))
    for colour in (c.mid, c.track, c.warn_soft):
        assert colour.lower() in colours
    assert c.acc.lower() not in colours
    assert c.acc.lower() in colours_in(picture(bar(qtbot, look, chosen=0)))


def test_the_chosen_block_stands_out_of_the_bar(qtbot: QtBot, look: Look) -> None:
    image = picture(bar(qtbot, look, chosen=0))
    accent = look.colours.acc.lower()
    assert image.pixelColor(20, 1).name() == accent  # not by colour alone
    assert image.pixelColor(790, 1).name() != look.colours.mid.lower()


def test_the_same_blocks_again_cost_nothing(qtbot: QtBot, look: Look) -> None:
    made = bar(qtbot, look)
    qtbot.wait(1)  # what is due is painted
    paints = Paints(made)
    made.show_blocks(BLOCKS)
    made.choose(-1)
    QApplication.processEvents()
    assert paints.count == 0


def test_right_to_left_begins_at_the_right(qtbot: QtBot, look: Look) -> None:
    made = bar(qtbot, look)
    made.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert made.places()[0].right() == pytest.approx(800)
    assert made.places()[3].left() == pytest.approx(0, abs=0.5)
    assert all(label.rect.left() >= 0 for label in made._layout.labels)


def test_larger_text_needs_more_height(qapp: QApplication, qtbot: QtBot) -> None:
    look = Look(qapp, ICONS, "dark", 1.0)
    made = bar(qtbot, look)
    before = made.sizeHint().height()
    look.set_scale(2.0)
    assert made.sizeHint().height() == before + 32
    assert made.minimumSizeHint().width() > 100


def test_nothing_to_show_takes_no_keys(qtbot: QtBot, look: Look) -> None:
    made = bar(qtbot, look)
    made.show_blocks([])
    assert made.focusPolicy() is Qt.FocusPolicy.NoFocus
    assert made.said == ""
    picture(made)
