"""The plan says what a session does and how long it takes; Enter starts it, as picked."""

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hipflex_gui.i18n import clock_text
from hipflex_gui.log import Comfort
from hipflex_gui.settings import Settings
from hipflex_gui.ui.model import Model
from hipflex_gui.ui.pages.plan import PlanPage
from hipflex_gui.ui.theme import DARK, LIGHT
from tests.support import START
from tests.ui import desk

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True)

FIXED = """\
name: <b>Two</b> & more
summary: A <i>quiet</i> pair.
often: once a day
steps:
  - name: Lean
    place: floor
    props:
      - {name: band, size: 50-90 cm, why: round your knees}
      - {name: mat, needed: no}
    steps: [Lean.]
    for: 15-20s
    sides: each
    sets: 2
    note: Go on only while it is easy.
    cautions: [{when: low-back, say: Lean less.}, {when: knee, say: Use a pad.}]
    warm-up: 1m
  - name: Squeeze
    place: chair
    steps: [Squeeze.]
    for: 6 reps
    cautions: [{when: low-back, say: Lean less.}, {when: low-back, say: Sit tall.}]
"""
FREE = """\
name: Pick
order: free
steps:
  - {name: One, steps: [Go.], for: 20s}
  - {name: Two, steps: [Go.], for: 30s}
  - rest: 25s
  - repeat: 2
    steps:
      - {name: Three, steps: [Go.], for: 10s}
      - {name: Four, steps: [Go.], for: 10s}
"""
LEAST = "name: Least\nsteps: [{name: Only, steps: [Go.], for: 1 rep}]\n"
ALL = {
    **desk.FILES,
    "sessions/fixed.yaml": FIXED,
    "sessions/free.yaml": FREE,
    "sessions/least.yaml": LEAST,
}


@pytest.fixture
def model(tmp_path: Path) -> Model:
    return desk.make_model(tmp_path, ALL)


@pytest.fixture
def page(qapp: QApplication, qtbot: QtBot, model: Model) -> PlanPage:
    made = PlanPage(desk.make_look(qapp), model)
    made.show_session("fixed")
    return desk.shown(qtbot, made)


def boxes(page: PlanPage) -> list[str]:
    return [box.accessibleName() for box in page.movements.checks()]


def test_it_says_what_the_session_does(page: PlanPage, model: Model) -> None:
    words = desk.said(page)
    for expected in (
        "<b>Two</b> & more",
        "A <i>quiet</i> pair.",
        "Once a day",
        "Floor",
        "Warm up",
        "15 to 20 s, each side in turn, 2 sets",
        "Go on only while it is easy.",
        "6 reps",
        "Band (50 to 90 cm)",
        "Round your knees",
        "If you like",
    ):
        assert expected in words, expected
    total = clock_text(model.timeline("fixed").planned_s)
    assert words.count(total) == 2  # beside Start, and under the list
    assert f"2 movements, {total} in all" in words


def test_the_warm_up_is_no_movement_that_counts(page: PlanPage) -> None:
    words = desk.said(page).splitlines()
    assert words.index("Warm up") < words.index("1") < words.index("2")
    assert "3" not in words


def test_the_times_add_up(page: PlanPage, model: Model) -> None:
    times = [line.time for line in page._lines()]
    seconds = [int(minutes) * 60 + int(rest) for minutes, rest in (t.split(":") for t in times)]
    total = clock_text(model.timeline("fixed").planned_s)
    assert clock_text(sum(seconds)) == total


def test_cautions_are_collected_each_once(page: PlanPage) -> None:
    words = desk.said(page.care)
    assert words.count("Low back") == 1
    assert "Lean: Lean less.\nSqueeze: Sit tall." in words
    assert "Lean: Use a pad." in words


def test_sizes_are_in_the_readers_units(page: PlanPage, model: Model) -> None:
    model.change(units="imperial")
    desk.settle()
    assert "Band (20 to 35 in)" in desk.said(page.at_hand)


def test_enter_starts_and_escape_goes_back(page: PlanPage, qtbot: QtBot) -> None:
    assert page.begin.hasFocus()
    with qtbot.waitSignal(page.start) as started:
        QTest.keyClick(page.begin, Qt.Key.Key_Return)
    assert started.args == ["fixed"]
    with qtbot.waitSignal(page.back):
        QTest.keyClick(page.begin, Qt.Key.Key_Escape)
    page.back_button.setFocus()
    with qtbot.assertNotEmitted(page.start), qtbot.waitSignal(page.back):
        QTest.keyClick(page.back_button, Qt.Key.Key_Return)
    with qtbot.waitSignal(page.start):
        desk.button(page, "Start <b>Two</b> & more").click()


def test_the_window_may_give_the_page_the_keyboard(page: PlanPage) -> None:
    page.back_button.setFocus()
    page.setFocus()
    assert page.begin.hasFocus()


def test_a_free_session_starts_what_is_picked_in_that_order(page: PlanPage, qtbot: QtBot) -> None:
    page.show_session("free")
    desk.settle()
    assert boxes(page) == ["One", "Two", "Rest", "2 times: Three, Four"]
    box = page.movements.checks()[0]
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert boxes(page) == ["Two", "One", "Rest", "2 times: Three, Four"]
    assert box.hasFocus()
    QTest.keyClick(page.movements.checks()[3], Qt.Key.Key_Space)
    with qtbot.waitSignal(page.start_picked) as started:
        QTest.keyClick(box, Qt.Key.Key_Return)
    assert started.args == ["free", [1, 0, 2]]


def test_moving_ends_at_the_ends(page: PlanPage) -> None:
    page.show_session("free")
    desk.settle()
    first = page.movements.checks()[0]
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert boxes(page)[0] == "One"
    desk.button(page, "Move One down").click()
    desk.button(page, "Move One down").click()
    desk.button(page, "Move One down").click()
    assert boxes(page)[-1] == "One"
    desk.settle()
    assert "Move One down" not in desk.said(page)
    assert "Move 2 times: Three, Four down" in desk.said(page)


def test_picking_changes_the_total_and_nothing_picked_cannot_start(
    page: PlanPage, model: Model, qtbot: QtBot
) -> None:
    page.show_session("free")
    desk.settle()
    one, two, rest, rounds = page.movements.checks()
    whole = clock_text(model.timeline("free").planned_s)
    assert whole in desk.said(page)
    two.click()
    assert clock_text(model.timeline("free", [0, 2, 3]).planned_s) in desk.said(page)
    one.click()
    rounds.click()
    assert rest.isChecked()  # a rest alone is no session
    assert "Choose at least one movement." in desk.said(page)
    assert not page.begin.isEnabled()
    with qtbot.assertNotEmitted(page.start_picked):
        QTest.keyClick(page, Qt.Key.Key_Return)


def test_picks_stay_when_other_things_change(page: PlanPage, model: Model) -> None:
    page.show_session("free")
    desk.settle()
    page.movements.checks()[1].click()
    model.change(weekly_goal_min=10)
    desk.settle()
    assert page.movements.picks() == [0, 2, 3]
    page.show_session("free")
    assert page.movements.picks() == [0, 1, 2, 3]


def test_a_session_that_is_gone_says_so(page: PlanPage, qtbot: QtBot) -> None:
    page.show_session("no-such")
    desk.settle()
    assert "This session is not there" in desk.said(page)
    assert not page.begin.isVisible()
    with qtbot.assertNotEmitted(page.start), qtbot.waitSignal(page.back):
        QTest.keyClick(page, Qt.Key.Key_Return)
        QTest.keyClick(page, Qt.Key.Key_Escape)
    with qtbot.waitSignal(page.go) as gone:
        desk.button(page, "My sessions").click()
    assert gone.args == ["sessions"]
    page.show_session("fixed")
    desk.settle()
    assert page.begin.isVisible()
    assert "This session is not there" not in desk.said(page)


def test_words_of_files_are_plain(page: PlanPage) -> None:
    assert desk.all_plain(page)


def test_key_caps_can_be_hidden(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> None:
    settings = Settings(disclaimer_seen=True, key_caps=False)
    page = PlanPage(desk.make_look(qapp), desk.make_model(tmp_path, ALL, settings=settings))
    page.show_session("fixed")
    desk.shown(qtbot, page)
    assert not page.begin._has_cap()


def felt(model: Model, *names: str, comfort: Comfort = Comfort.TOO_MUCH) -> None:
    """Put a run into the log in which these movements, written in a session, felt like this."""
    steps = [
        desk.make_step(number, name, movement="", comfort=comfort)
        for number, name in enumerate(names)
    ]
    desk.add_run(model, steps=tuple(steps))
    desk.settle()


EASIER = "Start easier: {}"
SENTENCES = (
    "Lean for 15 s instead of 15 to 20 s: today it was too much.",
    "Squeeze for 4 reps instead of 6 reps: today it was too much.",
)


def test_what_was_too_much_may_be_easier_this_time(
    page: PlanPage, model: Model, qtbot: QtBot
) -> None:
    assert not page.easier.isVisible()
    assert not page.begin_easier.isVisible()
    felt(model, "Lean", "Squeeze")
    words = desk.texts(page.easier)
    assert words == ["Go easier this time?", *SENTENCES]
    assert page.begin.hasFocus()  # the ordinary start stays the one that Enter means
    with qtbot.assertNotEmitted(page.start), qtbot.waitSignal(page.start_easier) as started:
        desk.button(page, EASIER.format("<b>Two</b> & more")).click()
    assert started.args == ["fixed"]
    page.begin_easier.setFocus()
    with qtbot.assertNotEmitted(page.start), qtbot.waitSignal(page.start_easier):
        QTest.keyClick(page.begin_easier, Qt.Key.Key_Return)
    assert desk.all_plain(page)


def test_a_good_mark_ends_the_proposal(page: PlanPage, model: Model) -> None:
    felt(model, "Lean", "Squeeze")
    desk.add_run(
        model,
        START + timedelta(hours=1),
        steps=(desk.make_step(0, "Lean", movement="", comfort=Comfort.GOOD),),
    )
    desk.settle()
    assert desk.texts(page.easier) == ["Go easier this time?", SENTENCES[1]]


def test_where_everything_would_be_left_out_no_easier_start_is_offered(
    page: PlanPage, model: Model
) -> None:
    page.show_session("least")
    felt(model, "Only")
    said = "Leave out Only: today it was too much. Nothing is lost by it."
    assert said in desk.said(page.easier)
    assert not page.begin_easier.isVisible()


def test_an_easier_start_is_of_the_whole_session(page: PlanPage, model: Model) -> None:
    page.show_session("free")
    felt(model, "One")
    assert page.begin_easier.isVisible()
    page.movements.checks()[1].click()
    assert not page.begin_easier.isVisible()
    page.movements.checks()[1].click()
    assert page.begin_easier.isVisible()


@pytest.mark.parametrize(("width", "height", "scale"), desk.SIZES)
def test_nothing_is_clipped_with_the_card(
    qapp: QApplication, qtbot: QtBot, model: Model, width: int, height: int, scale: float
) -> None:
    felt(model, "Lean", "Squeeze")
    page = PlanPage(desk.make_look(qapp, scale), model)
    page.show_session("fixed")
    desk.shown(qtbot, page, width, height)
    assert page.begin_easier.isVisible()
    assert desk.clipped(page) == []
    assert desk.unnamed(page) == []


@pytest.mark.parametrize(("width", "height", "scale"), desk.SIZES)
@pytest.mark.parametrize("session", ["fixed", "free", "chair-5", "floor-10", "gone"])
def test_nothing_is_clipped(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, width: int, height: int, scale: float,
    session: str,
) -> None:  # fmt: skip
    page = PlanPage(desk.make_look(qapp, scale), desk.make_model(tmp_path, ALL, shipped=True))
    page.show_session(session)
    desk.shown(qtbot, page, width, height)
    assert desk.clipped(page) == []
    movers = [name for name in desk.unnamed(page) if "KeyButton" not in name]
    assert movers == []  # the buttons that move a line are keys of its box


def test_light_and_dark(qapp: QApplication, qtbot: QtBot, model: Model) -> None:
    look = desk.make_look(qapp)
    page = PlanPage(look, model)
    page.show_session("fixed")
    desk.shown(qtbot, page)
    assert desk.corner(page) == LIGHT.bg
    look.choose("dark")
    desk.settle()
    assert desk.corner(page) == DARK.bg
