"""History: figures that agree with each other, ways to what is behind them, and how to begin."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from hipflex_gui.catalogue import Catalogue
from hipflex_gui.errors import MachineFault
from hipflex_gui.log import RunStatus
from hipflex_gui.store_reading import RunFilter
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.model import Model
from hipflex_gui.ui.pages.history import HistoryPage
from hipflex_gui.ui.pages.historyview import RECENT
from hipflex_gui.ui.pages.runs import RecentRow
from hipflex_gui.ui.widgets.heat import HeatMap
from hipflex_gui.ui.widgets.week import Figure
from tests.histories import history
from tests.support import START
from tests.ui import desk

# Tooltips are raised, which the platform of the tests cannot do.
pytestmark = pytest.mark.qt_log_ignore("does not support", extend=True)

look, model = desk.look, desk.model


@pytest.fixture
def page(qtbot: QtBot, look: Look, model: Model) -> HistoryPage:
    return HistoryPage(look, model)


def figures(page: HistoryPage) -> list[str]:
    return [figure.accessibleName() for figure in page.findChildren(Figure)]


def rows(page: HistoryPage) -> list[RecentRow]:
    return [row for row in page.findChildren(RecentRow) if row.isVisible()]


def filled(model: Model) -> None:
    """Put a season into the log, with ratings and with a right side that comes off worse."""
    model.store.merge(history(120, 8, a_day=0.75))
    model.refresh()


def test_an_empty_history_offers_the_session_to_start_with(
    qtbot: QtBot, page: HistoryPage, model: Model
) -> None:
    desk.shown(qtbot, page)
    assert "Nothing here yet" in desk.texts(page)
    suggested = model.suggested()
    assert suggested
    minutes = round(model.timeline(suggested.id).planned_s / 60)
    with qtbot.waitSignal(page.start) as started:
        desk.click(page, f"Start a {minutes} min session")
    assert started.args == [suggested.id]
    assert not desk.only(page, HeatMap).isVisible()


def test_without_any_session_there_is_no_button_to_start_one(
    qtbot: QtBot, look: Look, tmp_path: Path
) -> None:
    model = desk.make_plain_model(tmp_path)
    model.catalogue = Catalogue()
    page = HistoryPage(look, model)
    desk.shown(qtbot, page)
    assert "Nothing here yet" in desk.texts(page)
    assert desk.names(page) == ["Add a session", "Export"]


def test_the_figures_are_those_of_the_log(qtbot: QtBot, page: HistoryPage, model: Model) -> None:
    for back in (0, 3, 4, 5):  # Monday, and Friday to Wednesday before it
        desk.add_run(model, START - timedelta(days=back), active_s=1200)
    desk.shown(qtbot, page)
    assert figures(page) == ["4 working days", "4 working days", "20 of 50 min", "1 h 20 min"]
    assert "In 4 sessions" in desk.texts(page)


@pytest.mark.parametrize(
    ("seconds", "week", "total"),
    [
        (44.0, "0 of 50 min", "44 s"),
        (119.0, "1 of 50 min", "1 min"),
        (120.0, "2 of 50 min", "2 min"),
    ],
)
def test_week_and_total_are_rounded_alike(
    qtbot: QtBot, page: HistoryPage, model: Model, seconds: float, week: str, total: str
) -> None:
    desk.add_run(model, active_s=seconds)
    desk.shown(qtbot, page)
    assert figures(page)[2:] == [week, total]
    assert "In 1 session" in desk.texts(page)


def test_a_streak_of_weeks_is_told_in_weeks(qtbot: QtBot, look: Look, tmp_path: Path) -> None:
    settings = replace(desk.SEEN, streak_of="weeks", weekly_goal_min=10)
    model = desk.make_plain_model(tmp_path, settings)
    desk.add_run(model, START, active_s=700)
    page = desk.shown(qtbot, HistoryPage(look, model))
    assert figures(page)[:2] == ["1 week", "1 week"]


def test_a_forgiven_day_is_told(qtbot: QtBot, page: HistoryPage, model: Model) -> None:
    for back in (0, 4, 5):  # the Friday between was missed
        desk.add_run(model, START - timedelta(days=back))
    desk.shown(qtbot, page)
    said = "Friday was forgiven: one missed day a fortnight does not end a streak."
    assert said in desk.texts(page)
    desk.add_run(model, START - timedelta(days=3))
    desk.settle()
    assert said not in desk.texts(page)


def test_the_latest_runs_lead_to_each_and_to_all(
    qtbot: QtBot, page: HistoryPage, model: Model
) -> None:
    for n in range(RECENT + 2):
        desk.add_run(model, START - timedelta(hours=n), f"Number {n}")
    desk.shown(qtbot, page)
    assert [row.run.name for row in rows(page)] == [f"Number {n}" for n in range(RECENT)]
    with qtbot.waitSignal(page.run) as run:
        rows(page)[1].click()
    assert run.args == [rows(page)[1].run.id]
    with qtbot.waitSignal(page.runs) as runs:
        desk.click(page, "Show all")
    assert runs.args == [RunFilter()]


def test_a_day_leads_to_its_sessions(qtbot: QtBot, page: HistoryPage, model: Model) -> None:
    desk.add_run(model)
    desk.shown(qtbot, page)
    year = desk.only(page, HeatMap)
    year.setFocus(Qt.FocusReason.TabFocusReason)
    desk.settle()
    assert "Today: 5 min in 1 session" in desk.texts(page)
    with qtbot.waitSignal(page.runs) as runs:
        desk.click(page, "Show sessions")
    assert runs.args == [RunFilter(first=START.date(), last=START.date())]


def test_a_day_off_is_marked_on_the_map_and_undone(
    qtbot: QtBot, page: HistoryPage, model: Model
) -> None:
    desk.add_run(model, START - timedelta(days=7))
    desk.shown(qtbot, page)
    desk.only(page, HeatMap).chosen.emit(START.date() - timedelta(days=3))
    desk.click(page, "Illness")
    desk.settle()
    assert "Friday 27 February: illness" in desk.texts(page)
    desk.click(page, "Not a day off")
    assert model.store.excused() == {}
    model.undo()
    desk.settle()
    assert "Friday 27 February: illness" in desk.texts(page)


def test_a_session_can_be_added(qtbot: QtBot, page: HistoryPage) -> None:
    desk.shown(qtbot, page)
    with qtbot.waitSignal(page.add) as added:
        desk.click(page, "Add a session")
    assert added.args == [None]


def test_tab_goes_through_the_page_as_it_is_read(
    qtbot: QtBot, page: HistoryPage, model: Model
) -> None:
    filled(model)
    desk.shown(qtbot, page, 924, 1300)
    model.refresh()  # what is made anew keeps its place
    desk.settle()
    order = []
    page.setFocus()
    for _turn in range(14):
        QTest.keyClick(page.focusWidget() or page, Qt.Key.Key_Tab)
        order.append(page.focusWidget() or page)
    view = page.view
    assert order == [
        desk.button(page, "Add a session"),
        desk.button(page, "Export"),
        view.year.map,
        desk.button(page, "Show sessions"),
        view.weeks.bars,
        view.balance.bars,
        desk.button(page, "Show all"),
        *rows(page),
        view.hours.bars,
        view.felt.line,
    ]


def test_a_key_opens_the_panel_of_files_and_esc_leaves_it(qtbot: QtBot, page: HistoryPage) -> None:
    desk.shown(qtbot, page)
    QTest.keyClick(page, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    first = desk.button(page, "For spreadsheets (CSV)")
    assert first.hasFocus()
    QTest.keyClick(first, Qt.Key.Key_Escape)
    assert not page.taking.isVisible()
    assert desk.button(page, "Export").hasFocus()
    QTest.keyClick(page, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(page, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert not page.taking.isVisible()
    assert desk.button(page, "Export").hasFocus()


def test_what_was_clicked_has_the_keyboard_when_one_comes_back(
    qtbot: QtBot, page: HistoryPage, model: Model
) -> None:
    desk.add_run(model)
    desk.shown(qtbot, page, 924, 1300)
    for one in (desk.button(page, "Show all"), rows(page)[0]):
        page.view.weeks.bars.setFocus()
        QTest.mouseClick(one, Qt.MouseButton.LeftButton)
        assert page.focusWidget() is one


def test_a_log_that_cannot_be_read_is_told_and_the_page_stays(
    qtbot: QtBot, page: HistoryPage, model: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.add_run(model, active_s=600)
    desk.shown(qtbot, page)
    before = figures(page)

    def broken(*_args: object, **_more: object) -> None:
        raise MachineFault("The disk is gone.")

    monkeypatch.setattr(model.store, "active_by_day", broken)
    with qtbot.waitSignal(model.noticed) as said:
        model.refresh()
    assert said.args == ["The disk is gone."]
    assert figures(page) == before


def nothing(_model: Model) -> None:
    """Leave the log empty."""


def long_names(model: Model) -> None:
    """Put runs into the log that need much room."""
    desk.add_run(model, name="A session with a name that needs more than one line of the page")
    desk.add_run(model, START - timedelta(days=9), status=RunStatus.DISCOMFORT, active_s=70_000)


@pytest.mark.parametrize(("width", "height", "scale"), desk.SIZES)
@pytest.mark.parametrize("fill", [nothing, long_names, filled])
def test_nothing_is_clipped(
    qtbot: QtBot,
    look: Look,
    model: Model,
    width: int,
    height: int,
    scale: float,
    fill: Callable[[Model], None],
) -> None:
    look.set_scale(scale)
    fill(model)
    page = HistoryPage(look, model)
    desk.shown(qtbot, page, width, height)
    desk.button(page, "Export").click()
    page.view.year.map.chosen.emit(START.date() - timedelta(days=3))
    desk.settle()
    assert desk.clipped(page) == []
    assert desk.unnamed(page) == []


def test_what_is_laid_out_anew_still_grows_with_what_it_holds(
    qtbot: QtBot, page: HistoryPage, model: Model
) -> None:
    desk.add_run(model)
    for narrow in (True, False):
        page.fit(narrow=narrow)
    desk.shown(qtbot, page)
    for width in (656, 924):
        page.resize(width, 720)
        desk.settle()
    filled(model)
    assert desk.clipped(page) == []


@pytest.mark.parametrize("choice", ["light", "dark"])
def test_it_follows_the_theme_while_it_is_shown(
    qtbot: QtBot, look: Look, model: Model, choice: str
) -> None:
    desk.add_run(model)
    page = HistoryPage(look, model)
    desk.shown(qtbot, page)
    look.choose(choice)
    desk.settle()
    assert desk.corner(page) == look.colours.bg
    assert desk.corner(page, page.view.year) == look.colours.card
