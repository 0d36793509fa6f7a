"""What comes before and after a session: the question, an interrupted run, the way back."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from hipflex_gui.errors import MachineFault
from hipflex_gui.events import State
from hipflex_gui.log import Comfort, Logged, RunRecord, RunStatus, StepRecord, StepStatus
from hipflex_gui.ui.pages.base import EndPage
from hipflex_gui.words import Side
from tests.ui.desk import click, said
from tests.ui.windowed import Desk


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(qtbot, tmp_path / "data")
    yield desk
    desk.window.close()
    desk.store.close()


@pytest.fixture
def asking(desk: Desk) -> Desk:
    desk.window.model.change(ask_tightness=True)
    return desk


def shown(desk: Desk) -> EndPage:
    page = desk.window.outer.currentWidget()
    assert isinstance(page, EndPage)
    page._settling.invalidate()  # the moment in which a stray Enter is not heard is over
    return page


def press(desk: Desk, key: Qt.Key) -> None:
    QTest.keyClick(desk.window.focusWidget(), key)


@pytest.mark.parametrize(("key", "before"), [(Qt.Key.Key_7, 7), (Qt.Key.Key_Return, None)])
def test_one_key_answers_and_starts(asking: Desk, key: Qt.Key, before: int | None) -> None:
    asking.window.start("tiny")
    assert asking.page == "BeforePage"
    shown(asking)
    press(asking, key)
    asking.until(lambda: asking.page == "player" and asking.engine_state == State.PLAYING)
    asking.pass_time(30)
    assert asking.store.runs()[0].before == before


def test_back_starts_nothing(asking: Desk) -> None:
    asking.window.go("library")
    asking.window.start("tiny")
    shown(asking)
    press(asking, Qt.Key.Key_Escape)
    assert asking.page == "library"
    assert asking.store.runs() == []


def test_whoever_does_not_want_to_be_asked_is_not_asked_again(asking: Desk) -> None:
    asking.window.start("tiny")
    click(shown(asking), "Do not ask again")
    asking.until(lambda: asking.page == "player")
    assert asking.store.setting_texts()["ask_tightness"] == "off"
    assert not asking.window.model.settings.ask_tightness


def test_what_is_said_afterwards_is_in_the_log(asking: Desk) -> None:
    asking.window.start("tiny")
    shown(asking)
    press(asking, Qt.Key.Key_6)
    asking.until(lambda: asking.page == "player" and asking.engine_state == State.PLAYING)
    asking.pass_time(60)
    while asking.window._bridge:
        asking.press(Qt.Key.Key_Return)
    assert asking.page == "FinishPage"
    shown(asking)
    press(asking, Qt.Key.Key_3)
    press(asking, Qt.Key.Key_Return)
    assert asking.page == "today"
    [run] = asking.store.runs()
    assert (run.before, run.after) == (6, 3)


def cut_off(desk: Desk, steps: int = 1) -> Logged:
    """Put a run into the log that lost its process after some steps."""
    timeline = desk.window.model.timeline("tiny")
    now = desk.clock.now()
    run = RunRecord("r", "tiny", "Tiny", now, now.date(), 30.0, steps_planned=len(timeline.work))
    items = [timeline.items[timeline.phases[phase].item] for phase in timeline.work]
    done = tuple(
        StepRecord(n, "", items[n].name, "both", "5s", 5.0, 5.0, StepStatus.DONE, now, now)
        for n in range(steps)
    )
    desk.store.begin(run, live=False)
    for step in done:
        desk.store.add("r", step, 5.0)
    logged = desk.store.logged("r")
    assert logged
    ended = replace(logged.run, status=RunStatus.INTERRUPTED, ended_at=now)
    desk.store.end("r", RunStatus.INTERRUPTED, now, 5.0 * steps)
    return replace(logged, run=ended)


def test_an_interrupted_session_goes_on_from_the_next_step(desk: Desk) -> None:
    cut_off(desk)
    desk.window.offer_interrupted()
    assert desk.page == "GoOnPage"
    shown(desk)
    press(desk, Qt.Key.Key_Return)
    desk.until(lambda: desk.page == "player" and desk.engine_state == State.PLAYING)
    desk.pass_time(60)
    while desk.window._bridge:
        desk.press(Qt.Key.Key_Return)
    [run] = desk.store.runs()
    assert (run.id, run.status, run.steps_done) == ("r", RunStatus.COMPLETED, 2)
    assert [step.position for step in desk.store.steps("r")] == [0, 1]


def test_it_can_be_kept_as_it_is(desk: Desk) -> None:
    cut_off(desk)
    desk.window.offer_interrupted()
    click(shown(desk), "Keep as it is")
    assert desk.page == "today"
    [run] = desk.store.runs()
    assert (run.status, run.steps_done) == (RunStatus.STOPPED, 1)
    desk.window.offer_interrupted()
    assert desk.page == "today"


def test_it_can_be_discarded_and_brought_back(desk: Desk) -> None:
    cut_off(desk)
    desk.window.offer_interrupted()
    click(shown(desk), "Discard")
    assert desk.store.runs() == []
    assert desk.window.notice.isVisible()
    QTest.keyClick(desk.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert [run.id for run in desk.store.runs()] == ["r"]


def test_left_for_later_it_is_offered_again(desk: Desk) -> None:
    cut_off(desk)
    desk.window.offer_interrupted()
    shown(desk)
    press(desk, Qt.Key.Key_Escape)
    assert desk.page == "today"
    desk.window.offer_interrupted()
    assert desk.page == "GoOnPage"


def test_one_whose_file_has_changed_can_only_be_kept(desk: Desk) -> None:
    cut_off(desk, steps=2)
    desk.window.offer_interrupted()
    page = shown(desk)
    texts = [b.accessibleName() for b in page.findChildren(QAbstractButton) if b.isVisible()]
    assert texts == ["Keep as it is", "Discard"]
    press(desk, Qt.Key.Key_Return)
    assert desk.store.runs()[0].status is RunStatus.STOPPED


def test_an_old_one_is_not_offered(desk: Desk) -> None:
    cut_off(desk)
    desk.clock.advance(3 * 86_400)
    desk.window.offer_interrupted()
    assert desk.page == "today"


def test_after_trying_a_movement_one_is_back_at_it(desk: Desk) -> None:
    desk.window.desk.show_movement("low-lunge")
    desk.window.try_now("low-lunge", Side.LEFT)
    desk.until(lambda: desk.page == "player" and desk.engine_state == State.PLAYING)
    desk.pass_time(60)
    desk.press(Qt.Key.Key_Escape)
    desk.press(Qt.Key.Key_Return)
    if desk.page == "FinishPage":
        shown(desk)
        press(desk, Qt.Key.Key_Escape)
    assert desk.page == "movement"


def test_what_was_too_much_is_played_easier(desk: Desk) -> None:
    desk.start("tiny")
    desk.pass_time(60)
    while desk.window._bridge:
        desk.press(Qt.Key.Key_Return)
    model = desk.window.model
    [played] = desk.store.all_logged()
    model.rate(played, {(played.steps[0].movement, "Sit tall"): Comfort.TOO_MUCH})
    assert [one.movement.name for one in model.proposals("tiny")] == ["Sit tall"]
    assert model.easier("tiny").planned_s < model.timeline("tiny").planned_s
    desk.window.start_easier("tiny")
    desk.until(lambda: desk.page == "player" and desk.engine_state == State.PLAYING)


def test_one_that_has_changed_meanwhile_is_left_alone(desk: Desk) -> None:
    logged = cut_off(desk)
    desk.window.offer_interrupted()
    shown(desk)
    desk.window.model.delete(logged.run)  # as another computer does
    press(desk, Qt.Key.Key_Return)
    assert desk.page == "today"
    assert desk.store.runs() == []
    assert desk.window.notice.isVisible()


def test_on_a_full_disk_what_is_said_waits_behind_the_end_of_the_session(
    asking: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    asking.window.start("tiny")
    shown(asking)
    press(asking, Qt.Key.Key_6)
    asking.until(lambda: asking.page == "player" and asking.engine_state == State.PLAYING)
    asking.pass_time(7)

    @contextmanager
    def full() -> Iterator[None]:
        raise MachineFault("The disk is full.")
        yield

    with monkeypatch.context() as patch:
        patch.setattr(asking.store, "_writing", full)
        asking.pass_time(60)
        while asking.window._bridge:
            asking.press(Qt.Key.Key_Return)
        page = shown(asking)
        assert "0 s of" not in said(page)
        press(asking, Qt.Key.Key_3)
        press(asking, Qt.Key.Key_Return)
        assert asking.page == "today"
        assert "kept aside" in asking.window.notice._words._text
    assert asking.window.model.recorder.retry()
    [run] = asking.store.runs()
    assert (run.status, run.before, run.after, run.steps_done) == (RunStatus.COMPLETED, 6, 3, 2)
