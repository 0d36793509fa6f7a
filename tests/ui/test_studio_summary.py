"""The foot of the studio: what a draft comes to, what it leaves out, and what to know about it."""

import gc
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from hipflex_gui.catalogue import Catalogue
from hipflex_gui.draft import Draft, read_draft
from hipflex_gui.i18n import clock_text
from hipflex_gui.sessions import Pace
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.studio.hints import HintList
from hipflex_gui.ui.studio.summary import SummaryPane, blocks_of, not_counted
from hipflex_gui.ui.widgets.focus import FocusRing
from tests.ui import desk
from tests.ui.gallery import ICONS
from tests.ui.looking import picture

# Said by the platform without a screen of windows with a least size, raised, or popping up.
pytestmark = pytest.mark.qt_log_ignore(
    "does not support propagateSizeHints",
    r"does not support raise\(\)",
    "does not support grabbing the keyboard",
    extend=True,
)

EVENING = """\
name: Evening hips
steps:
  - do: low-lunge
    for: 40s
  - do: downward-dgo
    for: 8 breaths
  - do: standing-hip-hinge
  - rest: 20s
  - repeat: 2
    steps:
      - {do: fire-log, for: 30s}
      - {do: step-back-reach, for: 4 reps, sets: 2, sides: left}
"""
LUNGE, DOG, HINGE, REST, REPEAT, LOG, REACH = range(7)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return Catalogue.load(None)


@pytest.fixture
def look(qapp: QApplication) -> Look:
    return Look(qapp, ICONS, "light", 1.0)


def draft(catalogue: Catalogue, text: str = EVENING) -> Draft:
    return read_draft(text, Path("evening.yaml"), catalogue.movements, Pace())


@pytest.fixture
def window(qapp: QApplication) -> QWidget:
    """Return a window that is as high as the studio is."""
    return QWidget()


@pytest.fixture
def pane(qtbot: QtBot, window: QWidget, look: Look, catalogue: Catalogue) -> SummaryPane:
    """Return the pane at the foot of the window."""
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    column.addStretch(1)
    made = SummaryPane(look)
    column.addWidget(made)
    window.resize(1000, 640)
    with qtbot.waitExposed(window):
        window.show()
    made.show_draft(draft(catalogue))
    return made


def opened(pane: SummaryPane) -> HintList:
    """Open the list of hints with the keyboard."""
    pane.hints.setFocus()
    QTest.keyClick(pane.hints, Qt.Key.Key_Space)
    found = QApplication.activePopupWidget()
    assert isinstance(found, HintList)
    return found


def test_blocks_stand_in_order_with_what_is_left_out(catalogue: Catalogue) -> None:
    blocks, rows = blocks_of(draft(catalogue))
    assert rows == [LUNGE, DOG, HINGE, LOG, REACH, LOG, REACH]
    assert [(block.name, block.dose) for block in blocks[:5]] == [
        ("Low lunge", "2 × 40 s"),
        ("Line 5", ""),
        ("Standing hip hinge", "10 reps"),
        ("Fire log", "2 × 30 s"),
        ("Step back and reach", "2 × 4 reps"),
    ]
    assert blocks[1].pieces == ()
    assert [piece.work for piece in blocks[3].pieces] == [False, True, True]  # after the rest
    timeline = draft(catalogue).timeline
    assert timeline
    seconds = sum(piece.seconds for block in blocks for piece in block.pieces)
    assert seconds == pytest.approx(timeline.planned_s)


def test_a_walk_with_other_amounts_tells_each(catalogue: Catalogue) -> None:
    walk = "name: W\nsteps: [{name: Walk, steps: [Go.], walk: [forward 4, back 6]}]\n"
    assert [block.dose for block in blocks_of(draft(catalogue, walk))[0]] == ["4 steps, 6 steps"]


BAD = "  - do: nothing-such\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name: A\nsteps:\n  - do: fire-log\n", ""),
        (f"name: A\nsteps:\n  - do: fire-log\n{BAD}", "line 4 not counted"),
        (f"name: A\nsteps:\n{BAD}  - do: fire-log\n{BAD}", "lines 3 and 5 not counted"),
        (f"name: A\nsteps:\n  - do: fire-log\n{BAD * 3}", "3 steps not counted"),
        ("name: A\nsteps:\n  - do: fire-log\n  - rest: ages\n", "line 4 not counted"),
        ("name: A\nsteps:\n  - do: fire-log\n  - what: this\n", "line 4 not counted"),
        ("name: A\nsteps:\n  - do: fire-log\n    for: ever\n", "line 4 not counted"),
        ("name: A\nlevel: odd\nsteps:\n  - do: fire-log\n", ""),
        ("name: [\n", "the text cannot be read"),
    ],
)
def test_what_the_total_leaves_out(catalogue: Catalogue, text: str, said: str) -> None:
    assert not_counted(draft(catalogue, text)) == said


def test_the_pane_tells_length_facts_and_hints(pane: SummaryPane, catalogue: Catalogue) -> None:
    timeline = draft(catalogue).timeline
    assert timeline
    assert pane._total.text() == clock_text(timeline.planned_s)
    assert pane._missing.text() == "line 5 not counted"
    facts = pane._facts.text()
    assert facts.startswith("Left 2:44, right 1:40  ·  Down to the floor 3 times  ·  ")
    assert "Glutes " in facts
    assert pane.hints.label.startswith("2 hints, ")
    assert pane.hints.label.endswith(" cautions")


def test_nothing_readable_is_told_and_shows_no_time(
    pane: SummaryPane, catalogue: Catalogue
) -> None:
    pane.choose(HINGE)
    pane.show_draft(draft(catalogue, "name: [\n"))
    assert (pane._total.text(), pane._facts.text()) == ("–", "")
    assert pane._missing.text() == "the text cannot be read"
    assert not pane.hints.isVisible()
    pane.open_hints()
    assert QApplication.activePopupWidget() is None
    picture(pane)
    pane.show_draft(draft(catalogue))  # and back again, the same step chosen
    assert pane.bar.current == 2


def test_a_step_chosen_in_the_bar_tells_its_row(pane: SummaryPane) -> None:
    got: list[int] = []
    pane.chosen.connect(got.append)
    pane.bar.setFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_End):
        QTest.keyClick(pane.bar, key)
    assert got == [DOG, REACH]
    assert pane.bar.current == 6
    pane.choose(REACH)  # the studio says it back: the round that was chosen stays
    assert pane.bar.current == 6


@pytest.mark.parametrize(
    ("row", "block"),
    [(LUNGE, 0), (DOG, 1), (HINGE, 2), (REST, -1), (REPEAT, 3), (REACH, 4), (99, -1), (None, -1)],
)
def test_a_row_chosen_elsewhere_is_shown(
    pane: SummaryPane, qtbot: QtBot, row: int | None, block: int
) -> None:
    with qtbot.assertNotEmitted(pane.chosen):
        pane.choose(row)
    assert pane.bar.current == block


def test_hints_open_with_the_keyboard_and_lead_to_their_step(pane: SummaryPane) -> None:
    got: list[int] = []
    pane.chosen.connect(got.append)
    listed = opened(pane)
    assert listed.rows[0].hasFocus()
    assert "on the left only" in listed.rows[0].accessibleName()
    QTest.keyClick(listed.rows[0], Qt.Key.Key_Down)
    assert listed.rows[1].hasFocus()
    assert "3 times" in listed.rows[1].accessibleName()
    QTest.keyClick(listed.rows[1], Qt.Key.Key_Return)
    assert QApplication.activePopupWidget() is None
    assert got == [LOG]
    assert pane.bar.current == 3


def test_escape_closes_the_hints_and_gives_the_focus_back(
    pane: SummaryPane, look: Look, qapp: QApplication
) -> None:
    ring = FocusRing(look, qapp)
    for _time in range(3):
        listed = opened(pane)
        assert ring.target is listed.rows[0]
        QTest.keyClick(listed.rows[0], Qt.Key.Key_Escape)
        assert QApplication.activePopupWidget() is None
        desk.settle()
        gc.collect()
        assert pane.hints.hasFocus()
    assert ring.target is pane.hints
    assert not pane.findChildren(HintList)


def test_a_hint_about_the_whole_session_leads_nowhere(
    pane: SummaryPane, catalogue: Catalogue, qtbot: QtBot
) -> None:
    pane.show_draft(draft(catalogue, "name: A\nsteps:\n  - do: low-lunge\n"))
    listed = opened(pane)
    (row,) = (row for row in listed.rows if row.advice.item is None)
    assert "glutes" in row.accessibleName()
    with qtbot.assertNotEmitted(pane.chosen):
        row.click()
    assert listed.isVisible()
    listed.close()


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize(("width", "height"), [(1000, 640), (656, 460)])
def test_the_list_of_hints_stays_inside_the_window(
    qapp: QApplication,
    qtbot: QtBot,
    catalogue: Catalogue,
    pane: SummaryPane,
    width: int,
    height: int,
    scale: float,
) -> None:
    pane.look.set_scale(scale)
    pane.window().resize(width, height)
    desk.settle()
    listed = opened(pane)
    assert pane.window().geometry().contains(listed.geometry())
    inside = listed._inside
    assert inside.width() <= listed._scroll.viewport().width()
    for row in listed.rows:
        assert row.height() >= row.heightForWidth(row.width())
    picture(listed)
    listed.close()


def test_the_pane_is_low_and_grows_with_the_text(pane: SummaryPane) -> None:
    assert 100 <= pane.height() <= 116
    pane.look.set_scale(2.0)
    desk.settle()
    assert pane.height() >= pane.minimumSizeHint().height() > 150


@pytest.mark.parametrize("choice", ["light", "dark"])
def test_it_paints_its_ground_in_both_themes(pane: SummaryPane, choice: str) -> None:
    pane.look.choose(choice)
    image = picture(pane)
    assert image.pixelColor(3, 40).name() == pane.look.colours.sunk.lower()
    assert image.pixelColor(3, 0).name() == pane.look.colours.line.lower()


def test_hints_come_and_go_without_moving_the_bar(pane: SummaryPane, catalogue: Catalogue) -> None:
    before, high = pane.bar.geometry(), pane.height()
    pane.show_draft(draft(catalogue, "name: A\nsteps: [{name: Sit, steps: [Sit.], for: 9s}]\n"))
    desk.settle()
    assert not pane.hints.isVisible()
    assert (pane.bar.geometry(), pane.height()) == (before, high)
