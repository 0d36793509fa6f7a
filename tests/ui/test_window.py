"""The window as a whole: from a page into a session, out of it, and what is in the log then."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from hipflex_gui.cues import Cue
from hipflex_gui.events import State
from hipflex_gui.log import RunStatus
from hipflex_gui.store import Store
from hipflex_gui.ui.pages.base import EndPage
from hipflex_gui.ui.pages.desk import places
from hipflex_gui.ui.pages.today import TodayPage
from hipflex_gui.ui.widgets.rows import ListRow
from tests.ui.desk import click, names
from tests.ui.windowed import Desk

KEYS = [item.key for item in places()]


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(qtbot, tmp_path / "data")
    yield desk
    desk.window.close()
    desk.store.close()


def test_it_opens_on_today(desk: Desk) -> None:
    assert desk.page == "today"
    assert isinstance(desk.window.desk.stack.currentWidget(), TodayPage)


@pytest.mark.parametrize("key", [*KEYS, "settings", "about"])
def test_every_page_can_be_shown_and_all_its_controls_have_names(desk: Desk, key: str) -> None:
    desk.window.go(key)
    assert desk.page == key
    page = desk.window.desk.page(key)
    nameless = [
        button
        for button in page.findChildren(QAbstractButton)
        if button.isVisible() and not (button.accessibleName() or button.text())
    ]
    assert not nameless


def test_every_page_has_its_key(desk: Desk) -> None:
    assert KEYS == ["today", "library", "history", "sessions", "learn"]
    control = Qt.KeyboardModifier.ControlModifier
    for number, key in reversed([*enumerate(KEYS)]):
        QTest.keyClick(desk.window, Qt.Key(Qt.Key.Key_1 + number), control)
        assert desk.page == key
    QTest.keyClick(desk.window, Qt.Key.Key_Comma, control)
    assert desk.page == "settings"
    QTest.keyClick(desk.window, Qt.Key.Key_F1)
    assert desk.page == "learn"


def test_control_f_searches_here_or_in_the_library(desk: Desk) -> None:
    for before, searched in (("learn", "learn"), ("history", "library"), ("library", "library")):
        desk.window.go(before)
        QTest.keyClick(desk.window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
        assert desk.page == searched
        assert isinstance(desk.window.focusWidget(), QLineEdit)


def test_one_comes_back_the_way_one_went(desk: Desk) -> None:
    stack = desk.window.desk
    desk.window.go("learn")
    learn = stack.page("learn")
    row = learn.findChildren(ListRow)[3]
    row.setFocus()
    QTest.keyClick(row, Qt.Key.Key_Return)
    assert desk.page == "movement"
    stack.show_movement("low-lunge")
    stack.show_plan("floor-10")
    assert desk.page == "plan"
    QTest.keyClick(desk.window, Qt.Key.Key_Escape)
    assert desk.page == "movement"
    assert "Low lunge" in [label.text() for label in stack.page("movement").findChildren(QLabel)]
    QTest.keyClick(desk.window, Qt.Key.Key_Escape)
    QTest.keyClick(desk.window, Qt.Key.Key_Escape)
    assert desk.page == "learn"
    assert row.hasFocus()
    stack.back()
    assert desk.page == "learn"


def test_a_page_that_is_not_there_is_an_error(desk: Desk) -> None:
    with pytest.raises(KeyError):
        desk.window.go("no-such")
    assert desk.page == "today"


def test_a_movement_is_tried_alone_and_logged(desk: Desk) -> None:
    desk.window.model.change(first_side="right")
    desk.window.desk.show_movement("figure-four-chair")
    QTest.keyClick(desk.window.desk.page("movement"), Qt.Key.Key_Return)
    desk.until(lambda: desk.engine_state == State.PLAYING)
    timeline = desk.window.player.timeline
    assert [item.movement.id for item in timeline.items] == ["figure-four-chair"]
    assert timeline.items[0].first == "right"
    desk.pass_time(int(timeline.planned_s) + 5)
    [run] = desk.store.runs()
    assert (run.session, run.status) == ("figure-four-chair", RunStatus.COMPLETED)
    assert [step.side for step in desk.store.steps(run.id)] == ["right", "left"]
    assert desk.page == "FinishPage"


def test_the_figure_looks_as_the_person_chose(desk: Desk) -> None:
    desk.window.model.change(build="large")
    assert desk.window.look.person.build == "large"


def test_a_whole_session_ends_in_the_log_and_the_streak_grows(desk: Desk) -> None:
    assert desk.window.model.summary.streak == 0
    desk.start()
    assert desk.page == "player"
    desk.pass_time(60)  # lines, hold, lines; then the reps wait
    assert desk.window._bridge
    while desk.window._bridge:
        desk.press(Qt.Key.Key_Return)
    [run] = desk.store.runs()
    assert (run.session, run.status) == ("tiny", RunStatus.COMPLETED)
    assert [step.name for step in desk.store.steps(run.id)] == ["Sit tall", "Reach"]
    assert desk.page == "FinishPage"
    assert desk.window.model.summary.streak == 1
    assert desk.sounds.played[-1] is Cue.SESSION_DONE
    assert desk.sounds.prepared


def test_it_hurts_leads_to_advice_and_is_logged_as_such(desk: Desk) -> None:
    desk.start()
    desk.pass_time(10)
    desk.press(Qt.Key.Key_H)
    assert desk.page == "HurtPage"
    [run] = desk.store.runs()
    assert run.status is RunStatus.DISCOMFORT


def test_ended_before_anything_was_done_goes_back_without_a_word(desk: Desk) -> None:
    desk.start()
    desk.window.player.finish()
    assert desk.page == "today"
    assert desk.store.runs() == []


def test_closing_the_window_keeps_what_was_done(desk: Desk) -> None:
    desk.start()
    desk.pass_time(13)
    desk.window.close()
    [run] = desk.store.runs()
    assert run.status is RunStatus.STOPPED
    assert desk.store.steps(run.id)[0].name == "Sit tall"
    assert desk.sounds.closed


def test_sound_is_let_go_in_a_pause_and_opened_again(desk: Desk) -> None:
    desk.start()
    desk.press(Qt.Key.Key_Space)
    desk.until(lambda: desk.sounds.closed)
    desk.sounds.prepared = False
    desk.press(Qt.Key.Key_Space)
    desk.until(lambda: desk.engine_state == State.PLAYING)
    assert desk.sounds.prepared


def test_the_screen_stays_on_only_while_it_plays(desk: Desk) -> None:
    assert not desk.window._awake.held
    desk.start()
    assert desk.window._awake.held
    desk.press(Qt.Key.Key_Space)
    assert not desk.window._awake.held


def test_missing_sound_is_said_once_and_the_session_goes_on(desk: Desk) -> None:
    desk.sounds.notice = "No sound device was found, so the cues are silent."
    desk.start()
    assert desk.window.player.notice.isVisible()
    desk.pass_time(30)
    assert desk.engine_state == State.PLAYING


def test_a_second_session_waits_for_the_first(desk: Desk) -> None:
    desk.start()
    desk.window.start("chair-5")
    assert desk.window.player.timeline.session.id == "tiny"


def test_a_session_that_is_not_there_is_said(desk: Desk) -> None:
    desk.window.start("no-such")
    assert desk.window.notice.isVisible()
    assert "no-such" in desk.window.notice.accessibleDescription()


def test_mute_is_a_setting_that_is_kept(desk: Desk) -> None:
    desk.start()
    desk.press(Qt.Key.Key_M)
    assert desk.store.setting_texts()["muted"] == "on"
    assert desk.sounds.volume == 0.0
    desk.press(Qt.Key.Key_M)
    assert desk.sounds.volume == pytest.approx(0.8)


def test_the_theme_is_a_setting(desk: Desk) -> None:
    desk.window.model.change(theme="dark")
    assert desk.window.look.theme.name == "dark"
    desk.window.model.change(theme="light")
    assert desk.window.look.theme.name == "light"


def test_pages_are_a_rail_where_there_is_no_room_for_words(desk: Desk) -> None:
    desk.window.resize(1100, 720)
    wide = desk.window.desk.nav.width()
    desk.window.resize(800, 600)
    assert desk.window.desk.nav.width() < wide


def test_keys_of_pages_are_silent_in_a_session(desk: Desk) -> None:
    desk.start()
    desk.window.go("history")
    assert desk.page == "player"
    for key in (Qt.Key.Key_2, Qt.Key.Key_Comma, Qt.Key.Key_F):
        QTest.keyClick(desk.window.player, key, Qt.KeyboardModifier.ControlModifier)
    assert desk.page == "player"
    assert desk.window.desk.key == "today"


def test_the_stage_is_there_however_the_player_comes_up(desk: Desk) -> None:
    desk.start("floor-10")
    player = desk.window.player
    assert player.stage.isVisible()
    assert player.stage.width() == round(player.width() * 0.58)


def test_a_log_that_is_locked_is_said_and_no_wrong_figures_are_shown(
    qtbot: QtBot, tmp_path: Path
) -> None:
    store = Store(tmp_path / "hipflex.sqlite3")
    desk = Desk(qtbot, tmp_path / "data", store)
    with sqlite3.connect(tmp_path / "hipflex.sqlite3", isolation_level=None) as other:
        other.execute("BEGIN EXCLUSIVE")
        desk.window.model.refresh()
        today = desk.window.desk.page("today")
        assert isinstance(today, TodayPage)
        assert not today.week_card.isVisible()
        assert desk.window.notice.isVisible()
        desk.window.model.change(units="imperial")  # cannot be kept, and is in force all the same
        assert desk.window.model.settings.units == "imperial"
        other.execute("ROLLBACK")
    other.close()
    desk.window.model.refresh()
    assert today.week_card.isVisible()
    desk.window.close()
    store.close()


def test_a_wish_to_play_is_taken_back_by_a_question(desk: Desk) -> None:
    desk.start()
    desk.press(Qt.Key.Key_Space)
    desk.press(Qt.Key.Key_Space)  # go on; the sounds are still being opened
    desk.press(Qt.Key.Key_Escape)
    desk.until(lambda: not desk.window._sound._patience.isActive())
    assert desk.engine_state == State.PAUSED
    assert desk.window.player.question.isVisible()


def test_space_takes_back_a_start_and_gives_it_again(desk: Desk) -> None:
    desk.window.start("tiny")
    desk.press(Qt.Key.Key_Space)
    desk.until(lambda: not desk.window._sound._patience.isActive())
    assert desk.engine_state == State.READY
    desk.press(Qt.Key.Key_Space)
    desk.until(lambda: desk.engine_state == State.PLAYING)


def test_a_device_that_goes_away_is_told(desk: Desk) -> None:
    desk.start()
    assert not desk.window.player.notice.isVisible()
    desk.sounds.notice = "The sound device went away, so the rest is silent."
    desk.pass_time(6)
    assert desk.window.player.notice.isVisible()


def test_a_new_day_is_noticed_when_somebody_looks(desk: Desk) -> None:
    desk.clock.advance(24 * 3600)
    desk.window.go("history")
    assert desk.window.model.summary.today.isoformat() == "2026-03-03"


def test_a_session_that_waits_for_another_is_told(desk: Desk) -> None:
    desk.start()
    desk.window.start("chair-5")
    assert desk.window.player.notice.isVisible()


def test_enter_pressed_once_too_often_neither_closes_nor_starts(desk: Desk) -> None:
    desk.start()
    desk.pass_time(10)
    desk.window.player.finish()
    ended = desk.window.outer.currentWidget()
    assert isinstance(ended, EndPage)
    QTest.keyClick(ended, Qt.Key.Key_Return)
    assert desk.page == "FinishPage"
    ended._settling.invalidate()  # the moment is over
    QTest.keyClick(ended, Qt.Key.Key_Return)
    assert desk.page == "today"
    QTest.keyClick(desk.window.desk.page("today"), Qt.Key.Key_Return)
    assert not desk.window.player.running


def test_what_is_offered_to_be_undone_is_what_can_be(desk: Desk) -> None:
    model, notice = desk.window.model, desk.window.notice
    model.add("", "Yoga", desk.clock.now().replace(tzinfo=None), 60.0, "")
    model.delete(model.runs(1)[0])
    assert notice.accessibleDescription() == "Yoga is deleted."
    model.undo()  # with the keys
    assert notice.accessibleDescription() == "Taken back."
    click(notice, "Undo")  # the one before
    assert model.runs(1) == []
    assert names(notice) == ["Close this notice"]
    keys = QApplication.focusWidget()
    assert keys
    assert desk.window.desk.isAncestorOf(keys)
