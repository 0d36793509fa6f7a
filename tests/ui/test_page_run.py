"""One session: what it was, corrected, deleted with a way back, done again."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from hipflex_gui.errors import MachineFault
from hipflex_gui.log import Comfort, Logged, RunRecord, RunStatus
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.model import Model
from hipflex_gui.ui.pages.run import RunPage, tightness_text
from hipflex_gui.ui.pages.runedit import RunEdit
from tests.support import START
from tests.ui import desk

look, model = desk.look, desk.model


@pytest.fixture
def page(qtbot: QtBot, look: Look, model: Model) -> RunPage:
    return RunPage(look, model)


def kept(model: Model, run: RunRecord) -> RunRecord:
    found = model.store.run(run.id)
    assert found
    return found


def opened(qtbot: QtBot, page: RunPage, run: RunRecord) -> RunEdit:
    """Show a run and open the form with which it is corrected."""
    page.show_run(run.id)
    desk.shown(qtbot, page)
    desk.click(page, "Edit")
    return desk.only(page, RunEdit)


def test_it_tells_all_of_a_run(qtbot: QtBot, page: RunPage, model: Model) -> None:
    run = desk.add_run(model, status=RunStatus.STOPPED)
    comfort = {("low lunge", "Low lunge"): Comfort.GOOD}
    rated = replace(run, before=6, after=4, note="Left side tighter.")
    model.rate(Logged(rated, tuple(model.steps(run.id))), comfort)
    page.show_run(run.id)
    desk.shown(qtbot, page)
    words = desk.texts(page)
    for said in (
        "Floor hip opener", "Today, 09:00", "Ended early", "·  5 of 8 min",
        "Tightness 6 before and 4 after: 2 points looser.", "Left side tighter.",
        "Low lunge, right side", "12 s, ended early", "It felt good",
    ):  # fmt: skip
        assert said in words
    assert not [said for said in words if said.startswith("Changed")]
    assert page.accessibleName() == "Floor hip opener"
    assert page.accessibleDescription() == "Ended early, Today, 09:00, 5 of 8 min"


def test_of_what_was_not_said_there_is_no_word(qtbot: QtBot, page: RunPage, model: Model) -> None:
    page.show_run(desk.add_run(model).id)
    desk.shown(qtbot, page)
    assert "How it felt" not in desk.texts(page)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (None, None, ""),
        (6, None, "Tightness 6 before."),
        (None, 0, "Tightness 0 after."),
        (3, 3, "Tightness 3 before and 3 after: the same."),
        (3, 4, "Tightness 3 before and 4 after: 1 point tighter."),
    ],
)
def test_tightness_is_told_in_words(before: int | None, after: int | None, said: str) -> None:
    run = RunRecord("x", "s", "n", START, START.date(), 480.0, before=before, after=after)
    assert tightness_text(run) == said


def test_what_was_taken_back_leaves_no_trace(qtbot: QtBot, page: RunPage, model: Model) -> None:
    run = desk.add_run(model, START - timedelta(days=3))
    page.show_run(run.id)
    desk.shown(qtbot, page)
    before = desk.texts(page)
    model.edit(run, 60.0, "Tired")
    desk.settle()
    assert desk.texts(page) != before
    model.undo()
    desk.settle()
    assert desk.texts(page) == before


def test_of_one_added_by_hand_no_steps_are_told(qtbot: QtBot, page: RunPage, model: Model) -> None:
    model.add("", "Yoga", START.replace(tzinfo=None) - timedelta(hours=2), 1800.0, "")
    page.show_run(model.runs(1)[0].id)
    desk.shown(qtbot, page)
    assert "What you did" not in desk.texts(page)
    page.show_run(desk.add_run(model).id)
    assert "What you did" in desk.texts(page)


def test_do_it_again_starts_the_session_while_there_is_one(
    qtbot: QtBot, page: RunPage, model: Model
) -> None:
    run = desk.add_run(model, session="chair-5")
    page.show_run(run.id)
    desk.shown(qtbot, page)
    with qtbot.waitSignal(page.start) as started:
        desk.click(page, "Do it again")
    assert started.args == ["chair-5"]
    page.show_run(desk.add_run(model, session="gone").id)
    assert desk.names(page) == ["Back", "Edit", "Delete"]


def test_a_session_that_goes_on_is_left_alone(qtbot: QtBot, page: RunPage, model: Model) -> None:
    page.show_run(desk.add_run(model, status=RunStatus.RUNNING).id)
    desk.shown(qtbot, page)
    assert "Going on now" in desk.texts(page)
    assert desk.names(page) == ["Back"]


def test_length_and_note_are_corrected(qtbot: QtBot, page: RunPage, model: Model) -> None:
    run = desk.add_run(model)
    form = opened(qtbot, page, run)
    assert page.focusWidget() is form.minutes
    assert (form.minutes.value(), form.seconds.value()) == (5, 0)
    form.minutes.selectAll()
    QTest.keyClicks(form.minutes, "7")
    form.seconds.setValue(30)
    form.note.setFocus()
    QTest.keyClicks(form.note, "By the window")
    with qtbot.waitSignal(model.corrected) as said:
        QTest.keyClick(form.note, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert said.args == ["Floor hip opener is changed."]
    now = kept(model, run)
    assert (now.active_s, now.note) == (450.0, "By the window")
    assert not form.isVisible()
    assert page.focusWidget() is desk.button(page, "Edit")
    assert "By the window" in desk.texts(page)
    model.undo()
    assert (kept(model, run).active_s, kept(model, run).note) == (300.0, "")
    assert "By the window" not in desk.texts(page)


def test_enter_in_a_number_saves(qtbot: QtBot, page: RunPage, model: Model) -> None:
    run = desk.add_run(model)
    form = opened(qtbot, page, run)
    QTest.keyClick(form.minutes, Qt.Key.Key_Up)
    QTest.keyClick(form.minutes, Qt.Key.Key_Return)
    assert kept(model, run).active_s == 360.0


def test_a_note_alone_leaves_the_length_as_it_was(
    qtbot: QtBot, page: RunPage, model: Model
) -> None:
    run = desk.add_run(model, active_s=298.6)
    form = opened(qtbot, page, run)
    form.note.setPlainText("Quiet")
    desk.click(page, "Save")
    assert kept(model, run).active_s == 298.6
    assert kept(model, run).note == "Quiet"


def test_what_was_not_changed_is_not_written(qtbot: QtBot, page: RunPage, model: Model) -> None:
    run = desk.add_run(model)
    opened(qtbot, page, run)
    desk.click(page, "Save")
    assert kept(model, run) == run
    assert not model.can_undo


def test_a_length_of_nothing_is_refused_in_words(qtbot: QtBot, page: RunPage, model: Model) -> None:
    run = desk.add_run(model)
    form = opened(qtbot, page, run)
    form.minutes.setValue(0)
    desk.click(page, "Save")
    assert "Give it at least a second, or delete it instead." in desk.texts(page)
    assert form.isVisible()
    assert kept(model, run) == run


def test_a_length_beyond_all_others_can_be_shortened(
    qtbot: QtBot, page: RunPage, model: Model
) -> None:
    run = desk.add_run(model, active_s=72_000.0)
    form = opened(qtbot, page, run)
    assert form.minutes.value() == 1200
    form.minutes.setValue(12)
    desk.click(page, "Save")
    assert kept(model, run).active_s == 720.0


def test_escape_leaves_a_written_note_then_the_form_then_the_page(
    qtbot: QtBot, page: RunPage, model: Model
) -> None:
    run = desk.add_run(model)
    form = opened(qtbot, page, run)
    form.note.setFocus()
    QTest.keyClicks(form.note, "x")
    QTest.keyClick(form.note, Qt.Key.Key_Escape)
    assert form.isVisible()
    assert page.focusWidget() is desk.button(page, "Save")
    QTest.keyClick(page.focusWidget(), Qt.Key.Key_Escape)
    assert not form.isVisible()
    assert kept(model, run) == run
    with qtbot.waitSignal(page.back):
        QTest.keyClick(page.focusWidget(), Qt.Key.Key_Escape)


def test_another_change_leaves_what_is_being_written(
    qtbot: QtBot, page: RunPage, model: Model
) -> None:
    form = opened(qtbot, page, desk.add_run(model))
    form.note.setPlainText("Half a sen")
    desk.add_run(model, START + timedelta(hours=1))
    assert form.isVisible()
    assert form.note.toPlainText() == "Half a sen"


def test_delete_deletes_goes_back_and_can_be_undone(
    qtbot: QtBot, page: RunPage, model: Model
) -> None:
    run = desk.add_run(model)
    page.show_run(run.id)
    desk.shown(qtbot, page)
    with qtbot.waitSignals([page.back, model.corrected], order="strict"):
        desk.click(page, "Delete")
    assert model.store.run(run.id) is None
    desk.settle()
    assert "This session is not there any more" in desk.texts(page)
    with qtbot.waitSignal(page.back):
        desk.click(page, "Go back")
    model.undo()
    assert kept(model, run).name == run.name
    assert "Floor hip opener" in desk.texts(page)
    assert "This session is not there any more" not in desk.texts(page)


def test_a_run_that_goes_while_its_form_is_open_closes_it(
    qtbot: QtBot, page: RunPage, model: Model
) -> None:
    run = desk.add_run(model)
    form = opened(qtbot, page, run)
    model.delete(run)
    assert not form.isVisible()
    model.undo()
    assert not form.isVisible()
    assert "Edit" in desk.names(page)


def test_a_log_that_cannot_be_read_is_told(
    qtbot: QtBot, page: RunPage, model: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = desk.add_run(model)
    page.show_run(run.id)
    desk.shown(qtbot, page)

    def broken(_id: str) -> Logged | None:
        raise MachineFault("The disk is gone.")

    monkeypatch.setattr(model.store, "logged", broken)
    with qtbot.waitSignal(model.noticed) as said:
        model.refresh()
    assert said.args == ["The disk is gone."]
    assert "Floor hip opener" in desk.texts(page)


def test_names_and_notes_are_shown_letter_by_letter(
    qtbot: QtBot, page: RunPage, model: Model
) -> None:
    run = desk.add_run(model, name="<b>x</b>")
    model.edit(run, 300.0, "<i>y</i>")
    page.show_run(run.id)
    desk.shown(qtbot, page)
    assert {"<b>x</b>", "<i>y</i>"} <= set(desk.texts(page))
    assert desk.all_plain(page)


@pytest.mark.parametrize(("width", "height", "scale"), desk.SIZES)
@pytest.mark.parametrize("kind", ["read", "edited", "gone"])
def test_nothing_is_clipped(
    qtbot: QtBot, look: Look, model: Model, width: int, height: int, scale: float, kind: str
) -> None:
    look.set_scale(scale)
    name = "A session with a name that needs more than one line of the page"
    run = desk.add_run(model, name=name, status=RunStatus.DISCOMFORT, session="chair-5")
    rated = replace(run, before=6, after=4, note=name * 3)
    model.rate(Logged(rated, tuple(model.steps(run.id))), {})
    page = RunPage(look, model)
    page.show_run("none" if kind == "gone" else run.id)
    desk.shown(qtbot, page, width, height)
    if kind == "edited":
        desk.click(page, "Edit")
        form = desk.only(page, RunEdit)
        form.minutes.setValue(0)
        form.seconds.setValue(0)
        desk.click(page, "Save")
    assert desk.clipped(page) == []
    assert desk.unnamed(page) == []


@pytest.mark.parametrize("choice", ["light", "dark"])
def test_it_follows_the_theme_while_it_is_shown(
    qtbot: QtBot, look: Look, model: Model, choice: str
) -> None:
    page = RunPage(look, model)
    page.show_run(desk.add_run(model).id)
    desk.shown(qtbot, page)
    look.choose(choice)
    desk.settle()
    assert desk.corner(page) == look.colours.bg
    assert desk.corner(page, page._done) == look.colours.card
