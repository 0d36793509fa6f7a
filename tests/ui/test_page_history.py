"""History shows what was done, day by day, and is worked by keys as well as by clicks."""

from datetime import timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from hipflex_gui.catalogue import Catalogue
from hipflex_gui.errors import MachineFault
from hipflex_gui.log import RunStatus, StepRecord
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.model import Model
from hipflex_gui.ui.pages.history import AT_ONCE, HistoryPage
from hipflex_gui.ui.pages.runs import RunRow
from hipflex_gui.ui.widgets.week import Figure, StreakStrip
from tests.support import START
from tests.ui import desk

look, model = desk.look, desk.model


@pytest.fixture
def page(qtbot: QtBot, look: Look, model: Model) -> HistoryPage:
    return HistoryPage(look, model)


def rows(page: HistoryPage) -> list[RunRow]:
    return [row for row in page.findChildren(RunRow) if row.isVisible()]


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
    assert not desk.only(page, StreakStrip).isVisible()


def test_without_any_session_there_is_no_button_to_start_one(
    qtbot: QtBot, look: Look, tmp_path: Path
) -> None:
    model = desk.make_plain_model(tmp_path)
    model.catalogue = Catalogue()
    page = HistoryPage(look, model)
    desk.shown(qtbot, page)
    assert "Nothing here yet" in desk.texts(page)
    assert desk.names(page) == []


def test_the_figures_are_those_of_the_log(qtbot: QtBot, page: HistoryPage, model: Model) -> None:
    for back in (0, 3, 4, 5):  # Monday, and Friday to Wednesday before it
        desk.add_run(model, START - timedelta(days=back), active_s=1200)
    desk.shown(qtbot, page)
    said = [figure.accessibleName() for figure in page.findChildren(Figure)]
    assert said == ["4 working days", "4 working days", "20 of 50 min", "1 h 20 min"]
    assert "In 4 sessions" in desk.texts(page)
    assert "4 of the last 14" in desk.only(page, StreakStrip).accessibleDescription()


def test_runs_are_grouped_by_day_newest_first(
    qtbot: QtBot, page: HistoryPage, model: Model
) -> None:
    desk.add_run(model, START - timedelta(days=400), "Long ago")
    desk.add_run(model, START - timedelta(days=3), "Friday")
    desk.add_run(model, START - timedelta(days=1), "Sunday")
    desk.add_run(model, START, "Morning")
    desk.add_run(model, START + timedelta(hours=2), "Noon")
    desk.shown(qtbot, page)
    assert [row.accessibleName() for row in rows(page)] == [
        "Noon", "Morning", "Sunday", "Friday", "Long ago",
    ]  # fmt: skip
    words = desk.texts(page)
    headings = ["Today", "Yesterday", "Friday 27 February", "Sunday 26 January 2025"]
    assert [text for text in words if text in headings] == headings
    assert "10 min" in words  # the two of today together


def test_more_runs_come_when_they_are_asked_for(
    qtbot: QtBot, page: HistoryPage, model: Model
) -> None:
    for n in range(AT_ONCE + 7):
        desk.add_run(model, START - timedelta(minutes=n), steps=())
    desk.shown(qtbot, page)
    assert len(rows(page)) == AT_ONCE
    desk.click(page, "Show more")
    desk.settle()
    assert len({row.run.id for row in rows(page)}) == AT_ONCE + 7
    assert len([text for text in desk.texts(page) if text == "Today"]) == 1
    assert "Show more" not in desk.names(page)
    model.refresh()
    desk.settle()
    assert len(rows(page)) == AT_ONCE + 7


def test_a_new_run_appears_and_what_was_open_stays_open(
    qtbot: QtBot, page: HistoryPage, model: Model
) -> None:
    desk.add_run(model, name="First")
    desk.shown(qtbot, page)
    rows(page)[0].click()
    rows(page)[0].setFocus()
    desk.add_run(model, START + timedelta(hours=1), name="Second")
    desk.settle()
    assert [row.accessibleName() for row in rows(page)] == ["Second", "First"]
    assert [row.isChecked() for row in rows(page)] == [False, True]
    assert page.focusWidget() is rows(page)[1]
    assert "Low lunge, left side" in desk.texts(page)


def test_a_log_that_cannot_be_read_is_told_and_nothing_else_happens(
    qtbot: QtBot, page: HistoryPage, model: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.add_run(model)
    desk.shown(qtbot, page)

    def broken(*_args: object, **_more: object) -> list[StepRecord]:
        raise MachineFault("The disk is gone.")

    monkeypatch.setattr(model, "steps", broken)
    with qtbot.waitSignal(model.noticed) as said:
        rows(page)[0].click()
    assert said.args == ["The disk is gone."]
    monkeypatch.setattr(model, "runs", broken)
    with qtbot.waitSignal(model.noticed):
        model.refresh()
    assert len(rows(page)) == 1


@pytest.mark.parametrize(("width", "height", "scale"), desk.SIZES)
@pytest.mark.parametrize("filled", [True, False], ids=["filled", "empty"])
def test_nothing_is_clipped(
    qtbot: QtBot, look: Look, model: Model, width: int, height: int, scale: float, filled: bool
) -> None:
    look.set_scale(scale)
    if filled:
        desk.add_run(model, name="A session with a name that needs more than one line of the page")
        desk.add_run(model, START - timedelta(days=9), status=RunStatus.DISCOMFORT, active_s=70_000)
    page = HistoryPage(look, model)
    desk.shown(qtbot, page, width, height)
    for row in rows(page):
        row.click()
    desk.settle()
    assert desk.clipped(page) == []
    assert desk.unnamed(page) == []


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
    assert desk.corner(page, rows(page)[0]) == look.colours.card
