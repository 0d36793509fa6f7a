"""After a session: what was done, said kindly, and closed with one key."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from hipflex_gui.errors import MachineFault
from hipflex_gui.log import RunRecord, RunStatus, StepStatus
from hipflex_gui.settings import Settings
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.model import Model
from hipflex_gui.ui.pages.done import asked_text, movements_done, step_text
from hipflex_gui.ui.pages.figures import streak_unit
from hipflex_gui.ui.pages.finish import FinishPage
from hipflex_gui.ui.widgets.week import Figure, StreakStrip, WeekBar
from tests.support import START
from tests.ui import desk

look, model = desk.look, desk.model


@pytest.fixture
def page(look: Look, model: Model) -> FinishPage:
    return FinishPage(look, model)


def done(model: Model, status: RunStatus = RunStatus.COMPLETED, **more: object) -> RunRecord:
    return desk.add_run(model, status=status, active_s=312.0, **more)  # type: ignore[arg-type]


def test_a_completed_session_is_done(qtbot: QtBot, page: FinishPage, model: Model) -> None:
    page.show_result(done(model), list(desk.STEPS))
    desk.shown(qtbot, page, 1100, 720)
    words = desk.texts(page)
    assert "Done" in words
    assert "Floor hip opener, 2 of 3 movements." in words
    assert "5 min 12 s of guided stretching." in words
    assert "That counts too. What you did is kept." not in words
    assert page.accessibleName() == "Done"
    assert "5 min 12 s" in page.accessibleDescription()


@pytest.mark.parametrize("status", [RunStatus.STOPPED, RunStatus.DISCOMFORT, RunStatus.INTERRUPTED])
def test_a_session_that_ended_early_is_told_kindly(
    qtbot: QtBot, page: FinishPage, model: Model, status: RunStatus
) -> None:
    page.show_result(done(model, status), list(desk.STEPS[:2]))
    desk.shown(qtbot, page, 1100, 720)
    words = desk.texts(page)
    assert "Ended early" in words
    assert "That counts too. What you did is kept." in words
    assert "Floor hip opener, 1 movement." in words  # its file is gone: of how many is not known


def test_how_many_there_were_is_known_from_the_session(
    qtbot: QtBot, page: FinishPage, model: Model
) -> None:
    timeline = model.timeline("chair-5")
    run = replace(
        done(model, RunStatus.STOPPED, session="chair-5"), steps_planned=len(timeline.work)
    )
    page.show_result(run, list(desk.STEPS[:2]))
    desk.shown(qtbot, page, 1100, 720)
    assert f"Floor hip opener, 1 of {len(timeline.items)} movements." in desk.texts(page)


def test_each_side_stands_beside_the_other(qtbot: QtBot, page: FinishPage, model: Model) -> None:
    page.show_result(done(model), list(desk.STEPS))
    desk.shown(qtbot, page, 1100, 720)
    names = {
        label.accessibleName(): label for label in page.findChildren(QLabel) if label.isVisible()
    }
    left = names["Low lunge, left side: 30 s"]
    right = names["Low lunge, right side: 12 s"]
    both = names["Hip hinge, both sides: 54 s"]
    assert left.geometry().right() < right.geometry().left()
    assert left.y() == right.y()
    assert left.x() < both.geometry().center().x() < right.geometry().right()
    words = desk.texts(page)
    assert [text for text in words if text in ("Left", "Right")] == ["Left", "Right"]
    assert {"Ended early", "9 reps", "Skipped"} <= set(words)


def test_sides_have_no_heads_where_there_are_none(
    qtbot: QtBot, page: FinishPage, model: Model
) -> None:
    page.show_result(done(model), [desk.STEPS[2]])
    desk.shown(qtbot, page, 1100, 720)
    assert "Left" not in desk.texts(page)


def test_nothing_done_is_no_table(qtbot: QtBot, page: FinishPage, model: Model) -> None:
    page.show_result(replace(done(model, RunStatus.STOPPED), active_s=0.0), [])
    desk.shown(qtbot, page, 1100, 720)
    words = desk.texts(page)
    assert "No movement was begun this time." in words
    assert "That counts too. What you did is kept." not in words


def test_streak_and_week_are_those_of_the_log(qtbot: QtBot, page: FinishPage, model: Model) -> None:
    desk.add_run(model, START - timedelta(days=3))
    page.show_result(done(model), list(desk.STEPS))
    desk.shown(qtbot, page, 1100, 720)
    said = [figure.accessibleName() for figure in page.findChildren(Figure)]
    assert said == ["2 working days in a row", "5 of 50 min this week"]
    assert "2 of the last 14" in desk.only(page, StreakStrip).accessibleDescription()
    assert desk.only(page, WeekBar).accessibleDescription() == "5 of 50 min"


def test_without_a_goal_there_is_no_bar(qtbot: QtBot, look: Look, tmp_path: Path) -> None:
    model = desk.make_plain_model(tmp_path, Settings(weekly_goal_min=0, planned_days=()))
    page = FinishPage(look, model)
    page.show_result(done(model), list(desk.STEPS))
    desk.shown(qtbot, page, 1100, 720)
    said = [figure.accessibleName() for figure in page.findChildren(Figure)]
    assert said == ["1 day in a row", "5 min this week"]
    assert not desk.only(page, WeekBar).isVisible()


def test_a_log_that_cannot_be_read_does_not_hide_what_was_done(
    qtbot: QtBot, page: FinishPage, model: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = done(model)

    def broken() -> dict[object, float]:
        raise MachineFault("The disk is gone.")

    monkeypatch.setattr(model.store, "active_by_day", broken)
    page.show_result(run, list(desk.STEPS))
    desk.shown(qtbot, page, 1100, 720)
    assert "5 min 12 s of guided stretching." in desk.texts(page)
    assert not desk.only(page, StreakStrip).isVisible()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape])
def test_one_key_closes_it(qtbot: QtBot, page: FinishPage, model: Model, key: Qt.Key) -> None:
    page.show_result(done(model), list(desk.STEPS))
    desk.shown(qtbot, page, 1100, 720)
    assert page.focusWidget() is page
    with qtbot.waitSignal(page.closed):
        QTest.keyClick(page, key)


def test_its_buttons_close_it_or_lead_to_the_history(
    qtbot: QtBot, page: FinishPage, model: Model
) -> None:
    page.show_result(done(model), list(desk.STEPS))
    desk.shown(qtbot, page, 1100, 720)
    with qtbot.waitSignal(page.closed):
        desk.click(page, "Close")
    QTest.keyClick(page, Qt.Key.Key_Tab)
    assert page.focusWidget().accessibleName() == "See history"
    with qtbot.waitSignal(page.go) as went, qtbot.assertNotEmitted(page.closed):
        QTest.keyClick(page.focusWidget(), Qt.Key.Key_Return)
    assert went.args == ["history"]


def test_a_second_session_takes_the_place_of_the_first(
    qtbot: QtBot, page: FinishPage, model: Model
) -> None:
    page.show_result(done(model), list(desk.STEPS))
    desk.shown(qtbot, page, 1100, 720)
    page.show_result(done(model, name="<b>x</b>"), [desk.make_step(0, "<i>y</i>", "both")])
    desk.settle()
    words = desk.texts(page)
    assert "Low lunge" not in words
    assert {"<b>x</b>, 1 of 1 movement.", "<i>y</i>"} <= set(words)
    assert desk.all_plain(page)


@pytest.mark.parametrize(("width", "height", "scale"), desk.WINDOWS)
def test_nothing_is_clipped(
    qtbot: QtBot, look: Look, model: Model, width: int, height: int, scale: float
) -> None:
    look.set_scale(scale)
    page = FinishPage(look, model)
    name = "A session with a name that needs more than one line"
    steps = [
        *desk.STEPS,
        desk.make_step(9, "A movement whose name needs more than one line of it", held_s=99),
    ]
    page.show_result(done(model, RunStatus.STOPPED, name=name), steps)
    desk.shown(qtbot, page, width, height)
    assert desk.clipped(page) == []
    assert desk.unnamed(page) == []


@pytest.mark.parametrize("choice", ["light", "dark"])
def test_it_follows_the_theme(
    qtbot: QtBot, page: FinishPage, model: Model, look: Look, choice: str
) -> None:
    page.show_result(done(model), list(desk.STEPS))
    desk.shown(qtbot, page, 1100, 720)
    look.choose(choice)
    desk.settle()
    image = page.grab().toImage()
    assert image.pixelColor(1090, 10).name() == look.colours.bg.lower()
    assert image.pixelColor(10, 700).name() == look.colours.sunk.lower()
    assert desk.corner(page) == look.colours.wall


def test_sets_and_legs_of_a_movement_are_summed() -> None:
    steps = [
        desk.make_step(0, "Walk", "left", dose="8 steps", reps=8, held_s=10),
        desk.make_step(1, "Walk", "right", dose="8 steps", reps=8, held_s=11),
        desk.make_step(2, "Walk", "both", dose="8 steps", reps=8, held_s=12),
        desk.make_step(
            3, "Walk", "left", dose="8 steps", reps=7, held_s=9, status=StepStatus.SKIPPED
        ),
        desk.make_step(4, "Rest", "both", dose="4 breaths", breaths=4, held_s=40),
    ]
    walk, rest = movements_done(steps)
    assert walk.seconds == {"left": 19, "right": 11}
    assert walk.words == "31 steps, both sides 12 s, partly skipped"
    assert (rest.seconds, rest.words) == ({"both": 40}, "4 breaths")


def test_a_dose_of_another_version_is_shown_as_it_was_written() -> None:
    step = desk.make_step(0, dose="3 moons", reps=3)
    assert asked_text(step) == "3 moons"
    assert step_text(step) == "3 reps in 30 s"


@pytest.mark.parametrize(
    ("number", "planned", "said"),
    [
        (1, (0, 1, 2, 3, 4), "working day"),
        (2, (0, 1, 2, 3, 4), "working days"),
        (2, (0, 2), "planned days"),
        (2, (), "days"),
        (1, (0, 1, 2, 3, 4, 5, 6), "day"),
    ],
)
def test_a_streak_counts_what_was_planned(number: int, planned: tuple[int, ...], said: str) -> None:
    assert streak_unit(number, planned) == said
