"""All sessions: filtered, walked by keys, opened and deleted, and read only where one looks."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hipflex_gui.errors import MachineFault
from hipflex_gui.log import RunRecord, RunStatus
from hipflex_gui.store_reading import RunFilter
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.model import Model
from hipflex_gui.ui.pages.desk import Desk
from hipflex_gui.ui.pages.runlist import ANY_TIME, DATES, FOUR_WEEKS, WEEK, YEAR, RunListPage
from hipflex_gui.ui.pages.runtable import REMEMBERED, RunList
from tests.histories import history
from tests.support import START
from tests.ui import desk

look, model = desk.look, desk.model


@pytest.fixture
def page(qtbot: QtBot, look: Look, model: Model) -> RunListPage:
    return RunListPage(look, model)


def names(page: RunListPage) -> list[str]:
    runs = page.list.runs
    found = [runs.run_at(runs.index(row)) for row in range(runs.rowCount())]
    return [run.name for run in found if run]


def told(page: RunListPage) -> str:
    """What a screen reader says of the current row."""
    index = page.list.currentIndex()
    return str(index.data(Qt.ItemDataRole.AccessibleTextRole))


def some_days(model: Model) -> None:
    """Seven runs: today, this week and so on back to the year before."""
    for name, ago, session, status in (
        ("Now", 0, "chair-5", RunStatus.COMPLETED),
        ("Last week", 4, "chair-5", RunStatus.STOPPED),
        ("Weeks ago", 20, "floor-10", RunStatus.COMPLETED),
        ("In January", 45, "floor-10", RunStatus.DISCOMFORT),
        ("Last year", 100, "chair-5", RunStatus.COMPLETED),
    ):
        desk.add_run(model, START - timedelta(days=ago), name, status, (), session=session)


def choose(page: RunListPage, name: str, words: str) -> None:
    boxes = (page._session, page._ending, page._when)
    (box,) = (one for one in boxes if one.accessibleName() == name)
    box.setCurrentIndex(box.findText(words))
    desk.settle()


def test_newest_come_first_and_each_row_says_all(
    qtbot: QtBot, page: RunListPage, model: Model
) -> None:
    some_days(model)
    page.show_runs(RunFilter())
    desk.shown(qtbot, page)
    assert names(page) == ["Now", "Last week", "Weeks ago", "In January", "Last year"]
    assert "5 sessions" in desk.texts(page)
    page.list.setFocus()
    assert told(page) == "Now, Completed, Today, 09:00, 5 min"
    QTest.keyClick(page.list, Qt.Key.Key_Down)
    assert told(page) == "Last week, Ended early, Thursday 26 February, 09:00, 5 of 8 min"
    assert "Clear filters" not in desk.names(page)


@pytest.mark.parametrize(
    ("field", "words", "left"),
    [
        ("Session", "Weeks ago", ["Weeks ago", "In January"]),
        ("How it ended", "Stopped for discomfort", ["In January"]),
        ("How it ended", "Completed", ["Now", "Weeks ago", "Last year"]),
        ("When", "This week", ["Now"]),
        ("When", "Last four weeks", ["Now", "Last week", "Weeks ago"]),
        ("When", "This year", ["Now", "Last week", "Weeks ago", "In January"]),
    ],
)
def test_the_fields_filter(
    qtbot: QtBot, page: RunListPage, model: Model, field: str, words: str, left: list[str]
) -> None:
    some_days(model)
    page.show_runs(RunFilter())
    desk.shown(qtbot, page)
    choose(page, field, words)
    assert names(page) == left
    assert page.list.viewport().height() == len(left) * page.list.row_height()
    desk.click(page, "Clear filters")
    desk.settle()
    assert len(names(page)) == 5
    assert page.list.viewport().height() == 5 * page.list.row_height()
    assert page.focusWidget() is page.list


def test_two_dates_may_be_chosen_in_any_order(
    qtbot: QtBot, page: RunListPage, model: Model
) -> None:
    some_days(model)
    page.show_runs(RunFilter())
    desk.shown(qtbot, page)
    assert not page._first.isVisible()
    choose(page, "When", "Choose dates")
    assert names(page) == ["Now", "Last week", "Weeks ago"]  # the last thirty days
    page._first.show_day(START.date() - timedelta(days=19))
    page._last.show_day(START.date() - timedelta(days=50))
    assert names(page) == ["Weeks ago", "In January"]
    page._last.setFocus()
    QTest.keyClick(page._first, Qt.Key.Key_Up)
    assert page._first.day == START.date() - timedelta(days=18)


@pytest.mark.parametrize(
    ("wanted", "period", "left"),
    [
        (RunFilter(first=START.date()), WEEK, ["Now"]),
        (RunFilter(first=date(2026, 2, 3)), FOUR_WEEKS, ["Now", "Last week", "Weeks ago"]),
        (RunFilter("floor-10", first=date(2026, 1, 1)), YEAR, ["Weeks ago", "In January"]),
        (RunFilter(first=date(2026, 2, 26), last=date(2026, 2, 26)), DATES, ["Last week"]),
        (RunFilter(last=date(2025, 12, 1)), DATES, ["Last year"]),
        (RunFilter("never-done"), ANY_TIME, []),
    ],
)
def test_it_opens_with_what_is_wanted_and_the_fields_say_so(
    qtbot: QtBot,
    page: RunListPage,
    model: Model,
    wanted: RunFilter,
    period: int,
    left: list[str],
) -> None:
    some_days(model)
    page.show_runs(wanted)
    desk.shown(qtbot, page)
    assert page._when.currentData() == period
    assert names(page) == left


def test_who_comes_back_finds_all_as_it_was_and_who_comes_anew_does_not(
    qtbot: QtBot, page: RunListPage, model: Model
) -> None:
    some_days(model)
    wanted = RunFilter()
    page.show_runs(wanted)
    desk.shown(qtbot, page)
    choose(page, "How it ended", "Completed")
    page.list.setFocus()
    QTest.keyClick(page.list, Qt.Key.Key_End)
    page.hide()
    page.show_runs(wanted)
    desk.shown(qtbot, page)
    assert told(page).startswith("Last year")
    page.show_runs(RunFilter())
    desk.settle()
    assert len(names(page)) == 5


def test_enter_space_and_a_click_open_a_run(qtbot: QtBot, page: RunListPage, model: Model) -> None:
    some_days(model)
    page.show_runs(RunFilter())
    desk.shown(qtbot, page)
    page.list.setFocus()
    QTest.keyClick(page.list, Qt.Key.Key_Down)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
        with qtbot.waitSignal(page.run) as opened:
            QTest.keyClick(page.list, key)
        assert opened.args == ["run-0001"]
    spot = QPoint(60, page.list.row_height() * 2 + 20)
    with qtbot.waitSignal(page.run) as opened:
        QTest.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert opened.args == ["run-0002"]


def test_from_a_run_one_comes_back_to_its_row(qtbot: QtBot, look: Look, model: Model) -> None:
    some_days(model)
    pages = Desk(look, model)
    pages.go("history")
    desk.shown(qtbot, pages)
    pages.page("history").runs.emit(RunFilter())
    page = pages.page("runs")
    assert isinstance(page, RunListPage)
    choose(page, "How it ended", "Completed")
    page.list.setFocus()
    QTest.keyClick(page.list, Qt.Key.Key_Down)
    QTest.keyClick(page.list, Qt.Key.Key_Return)
    assert pages.key == "run"
    desk.click(pages.page("run"), "Delete")
    assert pages.key == "runs"
    assert names(page) == ["Now", "Last year"]
    assert told(page).startswith("Last year")
    assert page.list.hasFocus()
    QTest.keyClick(page.list, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert names(page) == ["Now", "Weeks ago", "Last year"]
    QTest.keyClick(page.list, Qt.Key.Key_Escape)
    assert pages.key == "history"


def test_letters_search_nothing(qtbot: QtBot, page: RunListPage, model: Model) -> None:
    some_days(model)
    page.show_runs(RunFilter())
    desk.shown(qtbot, page)
    page.list.setFocus()
    QTest.keyClicks(page.list, "we")
    assert told(page).startswith("Now")


def test_delete_deletes_and_undo_brings_it_back(
    qtbot: QtBot, page: RunListPage, model: Model
) -> None:
    some_days(model)
    page.show_runs(RunFilter())
    desk.shown(qtbot, page)
    page.list.setFocus()
    QTest.keyClick(page.list, Qt.Key.Key_Down)
    with qtbot.waitSignal(model.corrected) as said:
        QTest.keyClick(page.list, Qt.Key.Key_Delete)
    assert said.args == ["Last week is deleted."]
    assert names(page) == ["Now", "Weeks ago", "In January", "Last year"]
    assert told(page).startswith("Weeks ago")  # what has taken its place
    model.undo()
    assert len(names(page)) == 5
    assert told(page).startswith("Weeks ago")  # it stays with its run
    QTest.keyClick(page.list, Qt.Key.Key_End)
    QTest.keyClick(page.list, Qt.Key.Key_Delete)
    assert told(page).startswith("In January")
    assert page.focusWidget() is page.list


def test_a_session_that_goes_on_is_not_deleted(
    qtbot: QtBot, page: RunListPage, model: Model
) -> None:
    desk.add_run(model, name="Now", status=RunStatus.RUNNING)
    page.show_runs(RunFilter())
    desk.shown(qtbot, page)
    page.list.setFocus()
    QTest.keyClick(page.list, Qt.Key.Key_Delete)
    assert names(page) == ["Now"]


def test_what_was_added_by_hand_can_be_filtered(
    qtbot: QtBot, page: RunListPage, model: Model
) -> None:
    some_days(model)
    model.add("", "Swimming", START.replace(tzinfo=None) - timedelta(days=1), 600.0, "")
    model.add("", "A walk", START.replace(tzinfo=None) - timedelta(days=2), 600.0, "")
    page.show_runs(RunFilter())
    desk.shown(qtbot, page)
    choose(page, "Session", "Something else")
    assert names(page) == ["Swimming", "A walk"]


@pytest.mark.parametrize("start", [Qt.Key.Key_PageDown, Qt.Key.Key_End])
def test_a_new_run_leaves_the_list_at_its_place(
    qtbot: QtBot, page: RunListPage, model: Model, start: Qt.Key
) -> None:
    for n in range(60):
        desk.add_run(model, START - timedelta(hours=n), f"Run {n}", steps=())
    page.show_runs(RunFilter())
    desk.shown(qtbot, page)
    page.list.setFocus()
    QTest.keyClick(page.list, start)
    for _n in range(3):
        QTest.keyClick(page.list, Qt.Key.Key_Up)  # into the middle of what is seen
    index = page.list.currentIndex()
    top, before = page.list.visualRect(index).top(), told(page)
    desk.add_run(model, START + timedelta(hours=1), "New", steps=())
    desk.settle()
    assert told(page) == before
    assert page.list.currentIndex().row() == index.row() + 1
    assert page.list.visualRect(page.list.currentIndex()).top() == top
    QTest.keyClick(page.list, Qt.Key.Key_Home)
    assert told(page).startswith("New")


def test_where_nothing_matches_the_filters_can_be_cleared(
    qtbot: QtBot, page: RunListPage, model: Model
) -> None:
    some_days(model)
    page.show_runs(RunFilter(status=RunStatus.INTERRUPTED))
    desk.shown(qtbot, page)
    assert "No sessions found" in desk.texts(page)
    page.setFocus()
    QTest.keyClick(page.focusWidget(), Qt.Key.Key_Return)
    assert len(names(page)) == 5
    assert page.focusWidget() is page.list


def test_the_last_of_a_filter_deleted_leaves_the_keyboard_somewhere(
    qtbot: QtBot, page: RunListPage, model: Model
) -> None:
    some_days(model)
    page.show_runs(RunFilter(status=RunStatus.DISCOMFORT))
    desk.shown(qtbot, page)
    page.list.setFocus()
    QTest.keyClick(page.list, Qt.Key.Key_Delete)
    assert page.focusWidget() is desk.button(page, "Clear filters")


def test_an_empty_log_has_nothing_to_filter(qtbot: QtBot, page: RunListPage) -> None:
    page.show_runs(RunFilter())
    desk.shown(qtbot, page)
    assert "Nothing here yet" in desk.texts(page)
    assert "No sessions found" not in desk.texts(page)
    assert desk.names(page) == ["Back"]


def test_back_and_escape_go_back(qtbot: QtBot, page: RunListPage, model: Model) -> None:
    some_days(model)
    page.show_runs(RunFilter())
    desk.shown(qtbot, page)
    with qtbot.waitSignal(page.back):
        desk.click(page, "Back")
    with qtbot.waitSignal(page.back):
        QTest.keyClick(page.list, Qt.Key.Key_Escape)


def test_a_log_that_cannot_be_read_is_told(
    qtbot: QtBot, page: RunListPage, model: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    some_days(model)
    page.show_runs(RunFilter())
    desk.shown(qtbot, page)

    def broken(_keys: object) -> list[RunRecord]:
        raise MachineFault("The disk is gone.")

    with monkeypatch.context() as patch:
        patch.setattr(model, "run_keys", broken)
        with qtbot.waitSignal(model.noticed) as said:
            model.refresh()
    assert said.args == ["The disk is gone."]
    assert len(names(page)) == 5
    monkeypatch.setattr(model, "runs_at", broken)
    with qtbot.waitSignal(model.noticed) as said:
        model.refresh()
        page.grab()
    assert said.args == ["The disk is gone."]
    page.list.setFocus()
    QTest.keyClick(page.list, Qt.Key.Key_Return)  # there is no run to open
    assert told(page) == "This session is not there any more"


def test_of_many_runs_only_those_that_are_seen_are_read(
    qtbot: QtBot, page: RunListPage, model: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    model.store.merge(history(20_000, 1, a_day=20))
    read: list[int] = []
    runs_at = model.runs_at

    def counted(keys: Sequence[int]) -> list[RunRecord]:
        read.extend(keys)
        return runs_at(keys)

    monkeypatch.setattr(model, "runs_at", counted)
    page.show_runs(RunFilter())
    desk.shown(qtbot, page)
    page.grab()
    a_page = page.list.viewport().height() // page.list.row_height() + 2
    assert page.list.runs.rowCount() == 20_000
    assert 0 < len(read) <= a_page
    page.list.setFocus()
    QTest.keyClick(page.list, Qt.Key.Key_End)
    page.grab()
    assert len(read) <= 3 * a_page
    assert page.list.currentIndex().row() == 19_999
    for place in range(100):
        bar = page.list.verticalScrollBar()
        bar.setValue(bar.maximum() * place // 100)
        QApplication.processEvents()
    assert len(read) <= 103 * a_page
    again = len(read)
    oldest_seen = page.list.runs.keys[: REMEMBERED // 2]
    for key in (*oldest_seen, *oldest_seen):
        page.list.runs.run_of(key)
    assert len(read) <= again + len(oldest_seen)  # read once, then remembered


def test_large_text_and_little_room_put_the_ending_on_a_line_of_its_own(
    qtbot: QtBot, look: Look, model: Model
) -> None:
    some_days(model)
    page = RunListPage(look, model)
    page.show_runs(RunFilter())
    desk.shown(qtbot, page)
    rows = desk.only(page, RunList)
    assert rows.is_wide()
    one = rows.row_height()
    page.resize(420, 720)
    desk.settle()
    assert not rows.is_wide()
    assert rows.row_height() >= one + look.theme.line("small")
    assert rows.rowHeight(0) == rows.row_height()


@pytest.mark.parametrize(("width", "height", "scale"), desk.SIZES)
@pytest.mark.parametrize("kind", ["filled", "dates", "none", "empty"])
def test_nothing_is_clipped(
    qtbot: QtBot, look: Look, model: Model, width: int, height: int, scale: float, kind: str
) -> None:
    look.set_scale(scale)
    if kind != "empty":
        some_days(model)
        long = "A session with a name that needs more than one line of the page"
        desk.add_run(model, START + timedelta(hours=1), long, session="long")
    page = RunListPage(look, model)
    page.show_runs(
        RunFilter(
            status=RunStatus.INTERRUPTED if kind == "none" else None,
            last=START.date() if kind == "dates" else None,
        )
    )
    desk.shown(qtbot, page, width, height)
    page.grab()
    assert desk.clipped(page) == []
    assert desk.unnamed(page) == []


@pytest.mark.parametrize("choice", ["light", "dark"])
def test_it_follows_the_theme_while_it_is_shown(
    qtbot: QtBot, look: Look, model: Model, choice: str
) -> None:
    some_days(model)
    page = RunListPage(look, model)
    page.show_runs(RunFilter())
    desk.shown(qtbot, page)
    look.choose(choice)
    desk.settle()
    assert desk.corner(page) == look.colours.bg
    assert desk.corner(page, page.list) == look.colours.card
