"""After a session: what was done, said kindly; rated with one key, closed with one more."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from hipflex_gui.errors import MachineFault
from hipflex_gui.log import Comfort, Logged, RunRecord, RunStatus, StepRecord, StepStatus
from hipflex_gui.settings import Settings
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.model import Model
from hipflex_gui.ui.pages.done import asked_text, movements_done, step_text
from hipflex_gui.ui.pages.feel import LONGEST, Note, change_text
from hipflex_gui.ui.pages.figures import streak_unit
from hipflex_gui.ui.pages.finish import FinishPage
from hipflex_gui.ui.widgets.marks import Marks
from hipflex_gui.ui.widgets.scale import Scale
from hipflex_gui.ui.widgets.week import Figure, StreakStrip, WeekBar
from tests.support import START
from tests.ui import desk

Key = Qt.Key
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
    assert right.geometry().right() < both.geometry().left()
    heads = {label.text(): label for label in page.findChildren(QLabel) if label.isVisible()}
    for head, value in (("Left", left), ("Right", right), ("Both", both)):
        assert heads[head].geometry().right() == value.geometry().right()
    assert {"Ended early", "9 reps", "Skipped"} <= set(heads)


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


class Saved:
    """Listens to what the page gives the model to keep."""

    def __init__(self, model: Model, monkeypatch: pytest.MonkeyPatch) -> None:
        self.said: list[tuple[object, ...]] = []
        self._rate = model.rate
        monkeypatch.setattr(model, "rate", self.rate)

    def rate(self, logged: Logged, comfort: Mapping[tuple[str, str], Comfort]) -> None:
        run = logged.run
        self.said.append((run.id, run.before, run.after, run.note, comfort))
        self._rate(logged, comfort)


@pytest.fixture
def saved(model: Model, monkeypatch: pytest.MonkeyPatch) -> Saved:
    return Saved(model, monkeypatch)


def rated(model: Model, before: int | None = None, **more: object) -> RunRecord:
    return replace(done(model), before=before, **more)  # type: ignore[arg-type]


def ended(
    qtbot: QtBot, page: FinishPage, run: RunRecord, steps: tuple[StepRecord, ...] = desk.STEPS
) -> None:
    page.show_result(run, list(steps))
    desk.shown(qtbot, page, 1100, 720)


def focus() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget
    return widget


def press(*keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(focus(), key)


def scales(page: FinishPage) -> list[Scale]:
    return page.findChildren(Scale)


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Enter, Key.Key_Escape])
def test_one_key_closes_it_and_nothing_is_kept_where_nothing_was_said(
    qtbot: QtBot, page: FinishPage, model: Model, saved: Saved, key: Qt.Key
) -> None:
    ended(qtbot, page, rated(model, 6))
    with qtbot.waitSignal(page.closed):
        press(key)
    assert saved.said == []


def test_a_number_and_enter_are_all_it_takes(
    qtbot: QtBot, page: FinishPage, model: Model, saved: Saved
) -> None:
    run = rated(model, 6)
    ended(qtbot, page, run)
    before, now = scales(page)
    assert now.hasFocus()
    assert (before.rating, now.rating) == (6, None)
    with qtbot.waitSignal(page.closed):
        press(Key.Key_3, Key.Key_Return)
    assert saved.said == [(run.id, 6, 3, "", {})]


def test_what_is_said_is_in_the_log(qtbot: QtBot, page: FinishPage, model: Model) -> None:
    run = rated(model, 6)
    ended(qtbot, page, run)
    QTest.keyClicks(desk.only(page, Note), "Sore.")
    press(Key.Key_1, Key.Key_0, Key.Key_Tab, Key.Key_Space, Key.Key_Return)
    kept = model.store.run(run.id)
    assert kept
    assert (kept.before, kept.after, kept.note) == (6, 10, "Sore.")
    felt = [step.comfort for step in model.steps(run.id)]
    assert felt == [Comfort.EASY, Comfort.EASY, None, None]  # both sides of the first movement


@pytest.mark.parametrize("leave", [Key.Key_Escape, "Close without rating"])
def test_it_can_be_closed_without_keeping_what_was_said(
    qtbot: QtBot, page: FinishPage, model: Model, saved: Saved, leave: Qt.Key | str
) -> None:
    ended(qtbot, page, rated(model))
    press(Key.Key_3)
    with qtbot.waitSignal(page.closed):
        desk.click(page, leave) if isinstance(leave, str) else press(leave)
    assert saved.said == []


def test_what_was_rated_at_the_start_can_be_corrected_and_taken_back(
    qtbot: QtBot, page: FinishPage, model: Model, saved: Saved
) -> None:
    run = rated(model, 6, after=5, note="Sore.")
    ended(qtbot, page, run)
    assert "rated at the start" in desk.texts(page)
    press(Key.Key_Backtab)
    assert focus() is scales(page)[0]
    press(Key.Key_Delete, Key.Key_Return)
    assert saved.said == [(run.id, None, 5, "Sore.", {})]


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ([], ""),
        ([Key.Key_3], "3 points looser"),
        ([Key.Key_5], "1 point looser"),
        ([Key.Key_6], "the same"),
        ([Key.Key_7], "1 point tighter"),
        ([Key.Key_End], "4 points tighter"),
        ([Key.Key_7, Key.Key_Delete], ""),
    ],
)
def test_what_has_changed_is_said(
    qtbot: QtBot, page: FinishPage, model: Model, keys: list[Qt.Key], said: str
) -> None:
    ended(qtbot, page, rated(model, 6))
    press(*keys)
    changes = {change_text(points) for points in range(-10, 11)}
    assert [text for text in desk.texts(page) if text in changes] == [said] * bool(said)


def test_without_a_first_number_nothing_is_compared(
    qtbot: QtBot, page: FinishPage, model: Model
) -> None:
    ended(qtbot, page, rated(model))
    press(Key.Key_3)
    assert "rated at the start" not in desk.texts(page)
    assert not [text for text in desk.texts(page) if "looser" in text or "tighter" in text]


def test_who_is_not_asked_has_no_scales(
    qtbot: QtBot, page: FinishPage, model: Model, saved: Saved
) -> None:
    model.change(ask_tightness=False)
    ended(qtbot, page, rated(model))
    assert "How tight are your hips?" not in desk.texts(page)
    assert page.hasFocus()
    with qtbot.waitSignal(page.closed):
        press(Key.Key_5, Key.Key_Return)
    assert saved.said == []
    model.change(ask_tightness=True)
    assert scales(page)[1].isVisible()


def test_movements_are_marked_with_the_keyboard(
    qtbot: QtBot, page: FinishPage, model: Model, saved: Saved
) -> None:
    run = rated(model)
    ended(qtbot, page, run)
    marked = [marks.marks[0].accessibleName() for marks in page.findChildren(Marks)]
    assert marked == ["Low lunge: Easy", "Hip hinge: Easy"]  # what was skipped was not felt
    press(Key.Key_Tab, Key.Key_Right, Key.Key_Space, Key.Key_Tab, Key.Key_Space)
    assert focus().accessibleName() == "Hip hinge: Easy"
    with qtbot.waitSignal(page.closed):
        press(Key.Key_Return)  # a mark leaves Enter to the page
    comfort = {
        ("low lunge", "Low lunge"): Comfort.GOOD,
        ("hip hinge", "Hip hinge"): Comfort.EASY,
    }
    assert saved.said == [(run.id, None, None, "", comfort)]


def test_a_movement_that_comes_back_is_marked_once(
    qtbot: QtBot, page: FinishPage, model: Model, saved: Saved
) -> None:
    good = replace(desk.STEPS[0], comfort=Comfort.GOOD)
    ended(qtbot, page, rated(model), (good, desk.STEPS[2], replace(good, position=3)))
    low, hinge = page.findChildren(Marks)
    assert (low.comfort, hinge.comfort) == (Comfort.GOOD, None)
    press(Key.Key_Return)
    assert saved.said == []


def too_much(_run: RunRecord, comfort: Mapping[tuple[str, str], Comfort]) -> list[str]:
    names = [name for (_id, name), felt in comfort.items() if felt is Comfort.TOO_MUCH]
    return [f"Next time: {name} for 20 s." for name in names]


def test_proposals_follow_the_marks(
    qtbot: QtBot, page: FinishPage, model: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(model, "sentences_after", too_much)
    ended(qtbot, page, rated(model))
    assert "Next time" not in desk.said(page)
    mark = page.findChildren(Marks)[0].marks[2]
    for said in (True, False):
        mark.click()
        desk.settle()
        assert ("Next time: Low lunge for 20 s." in desk.texts(page)) is said
    page.show_result(
        rated(model), [replace(desk.STEPS[2], comfort=Comfort.TOO_MUCH), desk.STEPS[3]]
    )
    desk.settle()
    assert "Next time: Hip hinge for 20 s." in desk.texts(page)
    assert "Next time: Low lunge for 20 s." not in desk.texts(page)


def test_a_note_is_kept_with_ctrl_and_enter(
    qtbot: QtBot, page: FinishPage, model: Model, saved: Saved
) -> None:
    run = rated(model)
    ended(qtbot, page, run)
    note = desk.only(page, Note)
    note.setFocus()
    QTest.keyClicks(note, "One ")
    with qtbot.assertNotEmitted(page.closed):
        press(Key.Key_Return)
    QTest.keyClicks(note, "2")
    with qtbot.waitSignal(page.closed):
        QTest.keyClick(note, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert saved.said == [(run.id, None, None, "One \n2", {})]


def test_a_written_note_is_not_thrown_away_in_passing(
    qtbot: QtBot, page: FinishPage, model: Model
) -> None:
    ended(qtbot, page, rated(model))
    note = desk.only(page, Note)
    note.setFocus()
    QTest.keyClicks(note, "Better")
    with qtbot.assertNotEmitted(page.closed):
        press(Key.Key_Escape)
    assert focus().accessibleName() == "Save and close"
    with qtbot.waitSignal(page.closed):
        press(Key.Key_Escape)


@pytest.mark.parametrize("letter", ["x", "\N{PERSON IN LOTUS POSITION}"])
def test_a_note_has_an_end_and_what_stood_there_stays(
    qtbot: QtBot, page: FinishPage, model: Model, letter: str
) -> None:
    ended(qtbot, page, rated(model))
    note = desk.only(page, Note)
    note.setPlainText("first, last")
    cursor = note.textCursor()
    cursor.setPosition(6)
    note.setTextCursor(cursor)
    pasted = QMimeData()
    pasted.setText(letter * LONGEST)
    note.insertFromMimeData(pasted)
    text = note.toPlainText()
    assert text.startswith(f"first,{letter}")
    assert text.endswith(f"{letter} last")
    length = len(text.encode("utf-16-le")) // 2
    assert LONGEST - 1 <= length <= LONGEST
    note.undo()
    assert note.toPlainText() == "first, last"


def test_markup_in_a_note_is_text(qtbot: QtBot, page: FinishPage, model: Model) -> None:
    ended(qtbot, page, rated(model, note="<b>x</b>"))
    assert desk.only(page, Note).toPlainText() == "<b>x</b>"


def test_its_buttons_close_it_or_lead_to_the_history(
    qtbot: QtBot, page: FinishPage, model: Model, saved: Saved
) -> None:
    ended(qtbot, page, rated(model, 6))
    with qtbot.waitSignal(page.closed):
        desk.click(page, "Save and close")
    press(Key.Key_4)
    desk.only(page, Note).setFocus()
    press(Key.Key_Tab)
    assert focus().accessibleName() == "See history"
    with qtbot.waitSignal(page.go) as went, qtbot.assertNotEmitted(page.closed):
        press(Key.Key_Return)
    assert went.args == ["history"]
    assert [said[1:3] for said in saved.said] == [(6, 4)]


def test_tab_goes_as_people_read(qtbot: QtBot, page: FinishPage, model: Model) -> None:
    ended(qtbot, page, rated(model))
    names = []
    for _stop in range(6):
        press(Key.Key_Tab)
        names.append(focus().accessibleName())
    assert names == [
        "Low lunge: Easy",
        "Hip hinge: Easy",
        "Note",
        "See history",
        "Close without rating",
        "Save and close",
    ]


def test_a_session_ended_in_its_first_movement_is_told_truly(
    qtbot: QtBot, page: FinishPage, model: Model
) -> None:
    cut = replace(desk.STEPS[1], position=0)
    ended(qtbot, page, done(model, RunStatus.STOPPED), (cut,))
    assert "Floor hip opener, a part of 1 movement." in desk.texts(page)
    page.show_result(done(model, RunStatus.STOPPED), [cut, replace(cut, name="Hip hinge")])
    assert "Floor hip opener, parts of 2 movements." in desk.texts(page)
    page.show_result(done(model, RunStatus.STOPPED), [])
    assert "Floor hip opener" in desk.texts(page)


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
    qtbot: QtBot,
    look: Look,
    model: Model,
    monkeypatch: pytest.MonkeyPatch,
    width: int,
    height: int,
    scale: float,
) -> None:
    look.set_scale(scale)
    page = FinishPage(look, model)
    name = "A session with a name that needs more than one line"
    steps = [
        *desk.STEPS,
        desk.make_step(9, "A movement whose name needs more than one line of it", held_s=99),
    ]
    said = "Next time: a sentence that is long enough for two lines."
    monkeypatch.setattr(model, "sentences_after", lambda *_what: [said])
    run = replace(done(model, RunStatus.STOPPED, name=name), before=6, after=9)
    page.show_result(run, steps)
    desk.shown(qtbot, page, width, height)
    assert desk.clipped(page) == []
    marks = [mark for three in page.findChildren(Marks) for mark in three.marks[1:]]
    assert desk.unnamed(page) == [repr(mark) for mark in marks]  # reached with the arrows
    press(Key.Key_4)
    desk.settle()
    now = scales(page)[1]
    assert now.rating == 4
    assert now.visibleRegion().boundingRect() == now.rect()  # one sees what one types


@pytest.mark.parametrize("choice", ["light", "dark"])
def test_it_follows_the_theme(
    qtbot: QtBot, page: FinishPage, model: Model, look: Look, choice: str
) -> None:
    page.show_result(done(model), list(desk.STEPS))
    desk.shown(qtbot, page, 1100, 720)
    look.choose(choice)
    desk.settle()
    image = page.grab().toImage()
    assert image.pixelColor(1070, 10).name() == look.colours.bg.lower()
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
