"""The page of a movement tells everything, turns to either side, and lets it be tried alone."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hipflex_gui.settings import Settings
from hipflex_gui.ui.model import Model
from hipflex_gui.ui.pages.movement import MovementPage
from hipflex_gui.ui.pages.sheet import variants
from hipflex_gui.words import Side
from tests.ui import desk

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True)

LEAN = """\
movement: odd-lean
name: <i>Odd</i> lean
also: [Tower of Pisa]
kind: strength
place: chair
position: sitting on a chair
targets: [hip-flexors]
props:
  - {name: footstool, size: 30-40 cm, why: under your heel}
  - {name: cushion, needed: no}
sides: each
dose: {for: 8 reps, phases: {lean: 2s, return: slowly}, sets: 2, rest: 20s, from: sources}
doses: [5 breaths]
set-up: [Sit tall., Set your $side heel down.]
steps:
  - Lean {5 cm} forward.
out: Sit up.
form: [Your back is long.]
avoid: [Rounding your back.]
feel: the front of your $side hip
how-far: Only a little.
breathing: {say: Breathe slowly., in: tall, out: lean}
easier: [Lean less., odd-other]
harder: [odd-other]
instead: {standing: odd-other}
later: {after: 1m, say: Rest.}
if: [{when: you wobble, say: Hold on.}]
after: {say: Look up., ask: Is it looser?}
cautions: [{when: low-back, say: Lean less.}]
"""
KINDER = """\
movement: odd-lean-kinder
name: Odd lean, kinder
sides: together
dose: 20s
steps: [Sit.]
"""
OTHER = "movement: odd-other\nname: Odd other\nplace: standing\nsteps: [Stand.]\nfor: 20s\n"
WITH_LEAN = "name: A lean\nplace: chair\nsteps: [odd-lean]\n"
ALL = {
    **desk.FILES,
    "movements/odd-lean.yaml": LEAN,
    "movements/odd-lean-kinder.yaml": KINDER,
    "movements/odd-bare.yaml": "movement: odd-bare\nname: Odd bare\ndose: 20s\n",
    "movements/odd-other.yaml": OTHER.replace("for: 20s", "dose: 20s"),
    "sessions/lean.yaml": WITH_LEAN,
}


@pytest.fixture
def model(tmp_path: Path) -> Model:
    return desk.make_model(tmp_path, ALL)


@pytest.fixture
def page(qapp: QApplication, qtbot: QtBot, model: Model) -> MovementPage:
    page = MovementPage(desk.make_look(qapp), model)
    page.show_movement("odd-lean")
    return desk.shown(qtbot, page)


def test_the_sheet_tells_everything(page: MovementPage) -> None:
    page.show_movement("odd-lean")
    desk.settle()
    words = desk.said(page)
    for expected in (
        "<i>Odd</i> lean",
        "Also known as Tower of Pisa",
        "Footstool (30 to 40 cm), under your heel",
        "Cushion (if you like)",
        "Set your left heel down.",
        "Lean 5 cm forward.",
        "Sit up.",
        "Look up.",
        "Is it looser?",
        "8 reps, each side in turn, 2 sets: lean 2 s, return slowly, 20 s of rest in between"
        " (from the sources)",
        "The front of your left hip",
        "Only a little.",
        "Breathe slowly.",
        "In: tall",
        "Your back is long.",
        "Rounding your back.",
        "Lean less.",
        "If you wobble: Hold on.",
        "After 1 min: Rest.",
        "Low back",
        "Standing: Odd other",
        "A lean",
    ):
        assert expected in words, expected
    assert "5 breaths, each side in turn, 2 sets" in words
    assert "(set in your file)" in words


def test_of_what_nothing_is_known_no_empty_card_is_shown(page: MovementPage) -> None:
    assert page.sheet.know.isVisible()
    page.show_movement("odd-bare")
    desk.settle()
    assert page.sheet.do.isVisible()
    assert not page.sheet.know.isVisible()


def test_a_shipped_dose_says_whose_it_is(page: MovementPage) -> None:
    page.show_movement("figure-four-chair")
    desk.settle()
    assert "30 s, each side in turn (this project’s own)" in desk.said(page)


def test_measures_are_the_readers(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> None:
    model = desk.make_model(
        tmp_path, ALL, settings=Settings(units="imperial", disclaimer_seen=True)
    )
    page = desk.shown(qtbot, MovementPage(desk.make_look(qapp), model))
    page.show_movement("odd-lean")
    desk.settle()
    assert "Lean 2 in forward." in desk.said(page)
    assert "Footstool (12 to 16 in), under your heel" in desk.said(page)


def test_the_other_side_turns_the_words(page: MovementPage) -> None:
    assert page.chips[Side.LEFT].isChecked()
    desk.click(page, "Right side")
    desk.settle()
    assert page.chips[Side.RIGHT].isChecked()
    assert not page.chips[Side.LEFT].isChecked()
    assert "Set your right heel down." in desk.said(page)
    assert "The front of your right hip" in desk.said(page)
    page.show_movement("odd-lean")  # looked at again: as the person begins
    desk.settle()
    assert "Set your left heel down." in desk.said(page)


def test_it_begins_on_the_persons_first_side(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    model = desk.make_model(tmp_path, ALL, settings=Settings(first_side="right"))
    page = MovementPage(desk.make_look(qapp), model)
    page.show_movement("odd-lean")
    desk.shown(qtbot, page)
    assert page.chips[Side.RIGHT].isChecked()
    assert "Set your right heel down." in desk.said(page)


def test_a_movement_with_a_side_of_its_own_or_none_has_no_choice(
    page: MovementPage, model: Model, tmp_path: Path
) -> None:
    page.show_movement("odd-lean-kinder")
    assert "Left side" not in desk.names(page)
    path = tmp_path / "movements" / "odd-lean.yaml"
    path.write_text(LEAN.replace("sides: each", "sides: right"), encoding="utf-8")
    model.reload()
    page.show_movement("odd-lean")
    desk.settle()
    assert "Left side" not in desk.names(page)
    assert "Set your right heel down." in desk.said(page)


def test_links_lead_to_movements_and_sessions(page: MovementPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.movement) as movement:
        desk.click(page, "Standing: Odd other")
    assert movement.args == ["odd-other"]
    with qtbot.waitSignal(page.movement) as movement:
        desk.click(page, "Odd lean, kinder")
    assert movement.args == ["odd-lean-kinder"]
    with qtbot.waitSignal(page.plan) as planned:
        desk.click(page, "A lean")
    assert planned.args == ["lean"]


def test_variants_are_known_by_the_beginning_of_their_ids() -> None:
    known = ("lunge", "lunge-low", "lunge-low-arms", "lunges", "low-lunge")
    assert variants("lunge", known) == ["lunge-low", "lunge-low-arms"]
    assert variants("lunge-low", known) == ["lunge", "lunge-low-arms"]
    assert variants("lunges", known) == []
    assert variants("gone", known) == []


def test_the_shipped_foot_positions_lead_to_each_other(page: MovementPage, model: Model) -> None:
    family = [one for one in model.catalogue.movements if one.startswith("half-kneeling-hip")]
    assert len(family) == 3
    for one in family:
        page.show_movement(one)
        desk.settle()
        others = [model.catalogue.movements[other].name for other in family if other != one]
        assert set(others) <= set(desk.names(page))


def test_the_figure_moves_unless_less_motion_is_wanted(page: MovementPage, model: Model) -> None:
    assert page.demo.running
    model.change(reduced_motion=True)
    assert not page.demo.running
    model.change(reduced_motion=False)
    assert page.demo.running
    page.hide()
    assert not page.demo.running


def test_the_figure_shows_the_chosen_side(page: MovementPage, model: Model) -> None:
    model.change(reduced_motion=True)
    page.show_movement("fire-log")
    left = page.demo.grab().toImage()
    desk.click(page, "Right side")
    assert page.demo.grab().toImage() != left
    desk.click(page, "Left side")
    assert page.demo.grab().toImage() == left


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_enter_tries_it(page: MovementPage, qtbot: QtBot, key: Qt.Key) -> None:
    page.setFocus()
    with qtbot.waitSignal(page.try_now) as wanted:
        QTest.keyClick(page.focusWidget(), key)
    assert wanted.args == ["odd-lean", Side.LEFT]


def test_it_is_tried_on_the_side_that_is_shown(page: MovementPage, qtbot: QtBot) -> None:
    desk.click(page, "Right side")
    with qtbot.waitSignal(page.try_now) as wanted:
        page.try_button.click()
    assert wanted.args[1] is Side.RIGHT


def test_escape_and_back_leave_it(page: MovementPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.back):
        QTest.keyClick(page, Qt.Key.Key_Escape)
    with qtbot.waitSignal(page.back):
        desk.click(page, "Back")


def test_a_removed_movement_is_said(
    page: MovementPage, model: Model, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "movements" / "odd-lean.yaml").unlink()
    model.reload()
    desk.settle()
    assert "This movement is not there" in desk.texts(page)
    assert desk.names(page) == ["Back"]
    with qtbot.assertNotEmitted(page.try_now):
        QTest.keyClick(page, Qt.Key.Key_Return)


def test_a_changed_file_is_shown_on_the_same_side(
    page: MovementPage, model: Model, tmp_path: Path
) -> None:
    desk.click(page, "Right side")
    path = tmp_path / "movements" / "odd-lean.yaml"
    path.write_text(LEAN.replace("Sit tall.", "Sit still."), encoding="utf-8")
    model.reload()
    desk.settle()
    assert "Sit still." in desk.said(page)
    assert "Set your right heel down." in desk.said(page)


def test_words_of_files_are_plain(page: MovementPage) -> None:
    assert desk.all_plain(page)


@pytest.mark.parametrize(("width", "height", "scale"), desk.SIZES)
def test_nothing_is_clipped(
    qapp: QApplication, qtbot: QtBot, model: Model, width: int, height: int, scale: float
) -> None:
    page = desk.shown(qtbot, MovementPage(desk.make_look(qapp, scale), model), width, height)
    for movement in model.catalogue.movements:
        page.show_movement(movement)
        assert desk.clipped(page) == [], movement
        assert desk.unnamed(page) == [], movement
