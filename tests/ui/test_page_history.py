"""History shows what was done, day by day, and is worked by keys as well as by clicks."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractSpinBox, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from hipflex_gui.catalogue import Catalogue
from hipflex_gui.errors import MachineFault
from hipflex_gui.log import RunRecord, RunStatus, StepRecord, StepStatus
from hipflex_gui.paths import UserFolder
from hipflex_gui.settings import Settings
from hipflex_gui.store import Store
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.model import Model
from hipflex_gui.ui.pages.base import Page
from hipflex_gui.ui.pages.history import (
    AT_ONCE,
    TEXT_LEFT,
    HistoryPage,
    RunRow,
    RunSteps,
    amount_text,
    day_text,
    time_text,
)
from hipflex_gui.ui.widgets.week import Figure, StreakStrip
from tests.support import START, ManualClock
from tests.ui.gallery import ICONS

W = TypeVar("W", bound=QWidget)
SIZES = [(1100, 720, 1.0), (720, 520, 1.0), (1100, 720, 2.0)]


@cache
def _look(qapp: QApplication) -> Look:
    return Look(qapp, ICONS, "light", 1.0)


def one_look(qapp: QApplication) -> Iterator[Look]:
    """Yield the one look, light and at 100 %; whatever a test chose is not left to the next one.

    Dressing the application takes the longer the more widgets there are, so those of the test
    before are deleted first.
    """
    look = _look(qapp)
    look.choose("dark")  # dressed anew, whoever dressed the application before
    look.choose("light")
    yield look
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    look.choose("light")
    look.set_scale(1.0)


def make_model(folder: Path, settings: Settings | None = None) -> Model:
    user = UserFolder(folder)
    store = Store(":memory:")
    return Model(ManualClock(), store, user, Catalogue.load(None), settings or Settings())


def make_step(
    position: int, name: str = "Low lunge", side: str = "left", **more: object
) -> StepRecord:
    values: dict[str, object] = {
        "movement": name.lower(),
        "dose": "30s",
        "planned_s": 30.0,
        "held_s": 30.0,
        "status": StepStatus.DONE,
        "started_at": START + timedelta(seconds=40 * position),
        "ended_at": START + timedelta(seconds=40 * position + 30),
    }
    return StepRecord(position=position, name=name, side=side, **{**values, **more})  # type: ignore[arg-type]


STEPS = (
    make_step(0),
    make_step(1, side="right", held_s=12.0, status=StepStatus.CUT),
    make_step(2, "Hip hinge", "both", dose="8-10 reps", reps=9, held_s=54.0),
    make_step(3, "Sit and breathe", "both", held_s=0.0, status=StepStatus.SKIPPED),
)


def add_run(
    model: Model,
    start: datetime = START,
    name: str = "Floor hip opener",
    status: RunStatus = RunStatus.COMPLETED,
    steps: tuple[StepRecord, ...] = STEPS,
    *,
    active_s: float = 300.0,
    offset_s: int = 0,
    session: str = "gone",
) -> RunRecord:
    number = model.store.totals()[0]
    run = RunRecord(
        f"run-{number:04}", session, name, start, start.date(), 480.0,
        utc_offset_s=offset_s, steps_planned=4,
    )  # fmt: skip
    model.store.begin(run, live=False)
    for step in steps:
        model.store.add(run.id, step, active_s)
    if status is not RunStatus.RUNNING:
        model.store.end(run.id, status, start + timedelta(seconds=active_s), active_s)
    model.refresh()
    kept = model.store.run(run.id)
    assert kept
    return kept


def show(qtbot: QtBot, page: Page, width: int = 900, height: int = 700) -> None:
    qtbot.addWidget(page)
    page.resize(width, height)
    page.show()
    settle(page)


def settle(page: QWidget) -> None:
    """Let the layouts come to rest: each may ask another one for room."""
    for _round in range(6):
        QApplication.processEvents()


def texts(page: QWidget) -> list[str]:
    return [label.text() for label in page.findChildren(QLabel) if label.isVisible()]


def clipped(page: Page) -> list[str]:
    """Return whatever does not fit into the page: texts, buttons, and the page itself."""
    found = []
    if page.body.width() > page.viewport().width():
        found.append(f"the page: {page.body.width()} px")
    for label in page.findChildren(QLabel):
        if not label.isVisible():
            continue
        wide = label.sizeHint().width()
        high = (
            label.heightForWidth(label.width()) if label.wordWrap() else label.sizeHint().height()
        )
        words = max(
            label.fontMetrics().horizontalAdvance(w) for w in (label.text() or " ").split(" ")
        )
        needed = words if label.wordWrap() else wide
        if label.width() < needed or label.height() < high:
            found.append(f"{label.text()!r}: {label.size()} of {needed} x {high}")
    for part in (*page.findChildren(QAbstractButton), *page.findChildren(Figure)):
        if not part.isVisible():
            continue
        if not isinstance(part, RunRow) and part.width() < part.sizeHint().width():
            found.append(f"{part.accessibleName()!r}: {part.size()}")
        high = part.heightForWidth(part.width()) if part.hasHeightForWidth() else 0
        if part.height() < high:
            found.append(f"{part.accessibleName()!r}: {part.size()} of {high}")
    for widget in page.body.findChildren(QWidget):
        parent = widget.parentWidget()
        ours = parent is not None and widget.isVisible() and parent.layout() is not None
        if ours and parent and not parent.rect().contains(widget.geometry()):
            found.append(f"{widget} leaves {parent}")
    return found


def unnamed(page: Page) -> list[QWidget]:
    """Return what the keyboard reaches and a screen reader has no name for."""
    return [
        widget
        for widget in page.body.findChildren(QWidget)
        if widget.isVisible()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not widget.accessibleName()
        and not isinstance(widget.parentWidget(), QAbstractSpinBox)  # its name is the box's
    ]


def corner(page: Page, widget: QWidget) -> str:
    """Return the colour of a page a little inside the upper left corner of a widget of it."""
    spot = widget.mapTo(page, QPoint(3, 20))
    return page.grab().toImage().pixelColor(spot).name()


def only(page: QWidget, kind: type[W]) -> W:
    """Return the first part of a kind."""
    part = page.findChild(kind)
    assert part is not None
    return part


def click(page: QWidget, name: str) -> None:
    button = next(
        button
        for button in page.findChildren(QAbstractButton)
        if button.isVisible() and button.accessibleName() == name
    )
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


@pytest.fixture
def look(qapp: QApplication) -> Iterator[Look]:
    yield from one_look(qapp)


@pytest.fixture
def model(tmp_path: Path) -> Iterator[Model]:
    model = make_model(tmp_path)
    yield model
    model.store.close()


@pytest.fixture
def page(qtbot: QtBot, look: Look, model: Model) -> HistoryPage:
    return HistoryPage(look, model)


def rows(page: HistoryPage) -> list[RunRow]:
    return [row for row in page.findChildren(RunRow) if row.isVisible()]


def test_an_empty_history_offers_the_session_to_start_with(
    qtbot: QtBot, page: HistoryPage, model: Model
) -> None:
    show(qtbot, page)
    assert "Nothing here yet" in texts(page)
    suggested = model.suggested()
    assert suggested
    minutes = round(model.timeline(suggested.id).planned_s / 60)
    with qtbot.waitSignal(page.start) as started:
        click(page, f"Start a {minutes} min session")
    assert started.args == [suggested.id]
    assert not only(page, StreakStrip).isVisible()


def test_without_any_session_there_is_no_button_to_start_one(
    qtbot: QtBot, look: Look, tmp_path: Path
) -> None:
    model = make_model(tmp_path)
    model.catalogue = Catalogue()
    page = HistoryPage(look, model)
    show(qtbot, page)
    assert "Nothing here yet" in texts(page)
    assert not [b for b in page.findChildren(QAbstractButton) if b.isVisible()]


def test_the_figures_are_those_of_the_log(qtbot: QtBot, page: HistoryPage, model: Model) -> None:
    for back in (0, 3, 4, 5):  # Monday, and Friday to Wednesday before it
        add_run(model, START - timedelta(days=back), active_s=1200)
    show(qtbot, page)
    said = [figure.accessibleName() for figure in page.findChildren(Figure)]
    assert said == ["4 working days", "4 working days", "20 of 50 min", "1 h 20 min"]
    assert "In 4 sessions" in texts(page)
    assert "4 of the last 14" in only(page, StreakStrip).accessibleDescription()


def test_runs_are_grouped_by_day_newest_first(
    qtbot: QtBot, page: HistoryPage, model: Model
) -> None:
    add_run(model, START - timedelta(days=400), "Long ago")
    add_run(model, START - timedelta(days=3), "Friday")
    add_run(model, START - timedelta(days=1), "Sunday")
    add_run(model, START, "Morning")
    add_run(model, START + timedelta(hours=2), "Noon")
    show(qtbot, page)
    assert [row.accessibleName() for row in rows(page)] == [
        "Noon", "Morning", "Sunday", "Friday", "Long ago",
    ]  # fmt: skip
    shown = texts(page)
    headings = ["Today", "Yesterday", "Friday 27 February", "Sunday 26 January 2025"]
    assert [text for text in shown if text in headings] == headings
    assert "10 min" in shown  # the two of today together


@pytest.mark.parametrize(
    ("status", "words", "amount"),
    [
        (RunStatus.COMPLETED, "Completed", "5 min"),
        (RunStatus.STOPPED, "Ended early", "5 of 8 min"),
        (RunStatus.DISCOMFORT, "Stopped for discomfort", "5 of 8 min"),
        (RunStatus.INTERRUPTED, "Interrupted", "5 of 8 min"),
        (RunStatus.RUNNING, "Going on now", "5 of 8 min"),
    ],
)
def test_how_a_run_ended_is_said_in_words(
    qtbot: QtBot, page: HistoryPage, model: Model, status: RunStatus, words: str, amount: str
) -> None:
    add_run(model, status=status, offset_s=-5 * 3600)
    show(qtbot, page)
    (row,) = rows(page)
    assert row.accessibleDescription().startswith(f"{words}, 04:00, {amount}, ")


def test_discomfort_is_shown_in_the_colour_of_the_body_and_nothing_else_is(
    qtbot: QtBot, page: HistoryPage, model: Model, look: Look
) -> None:
    def has_coral(row: RunRow) -> bool:
        image = row.grab().toImage()
        return any(
            image.pixelColor(x, y).name() == look.colours.eff_text.lower()
            for x in range(TEXT_LEFT, image.width())  # the words, not the icon
            for y in range(image.height())
        )

    add_run(model, status=RunStatus.DISCOMFORT)
    add_run(model, START + timedelta(hours=1), status=RunStatus.STOPPED)
    show(qtbot, page)
    assert [has_coral(row) for row in rows(page)] == [False, True]


def test_a_click_shows_what_was_done_and_another_hides_it(
    qtbot: QtBot, page: HistoryPage, model: Model
) -> None:
    add_run(model)
    show(qtbot, page)
    (row,) = rows(page)
    assert "press to see" in row.accessibleDescription()
    QTest.mouseClick(row, Qt.MouseButton.LeftButton)
    settle(page)
    assert "is shown" in row.accessibleDescription()
    shown = texts(page)
    for text in (
        "Low lunge, left side", "30 s asked", "30 s",
        "Low lunge, right side", "12 s, ended early",
        "Hip hinge", "8-10 reps asked", "9 reps in 54 s",
        "Sit and breathe", "Skipped",
    ):  # fmt: skip
        assert text in shown
    QTest.mouseClick(row, Qt.MouseButton.LeftButton)
    settle(page)
    assert "Low lunge, left side" not in texts(page)


def test_a_run_without_steps_says_so(qtbot: QtBot, page: HistoryPage, model: Model) -> None:
    add_run(model, steps=(), status=RunStatus.STOPPED)
    show(qtbot, page)
    rows(page)[0].click()
    settle(page)
    assert "It ended before the first movement was finished." in texts(page)


def test_the_keyboard_walks_the_rows_and_opens_them(
    qtbot: QtBot, page: HistoryPage, model: Model
) -> None:
    for hour in range(3):
        add_run(model, START + timedelta(hours=hour), name=f"Run {hour}")
    show(qtbot, page)
    page.activateWindow()
    first, second, third = rows(page)
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Up)
    assert page.focusWidget() is first
    QTest.keyClick(first, Qt.Key.Key_Down)
    QTest.keyClick(second, Qt.Key.Key_Down)
    QTest.keyClick(third, Qt.Key.Key_Down)
    assert page.focusWidget() is third
    for opens, closes in (
        (Qt.Key.Key_Right, Qt.Key.Key_Left),
        (Qt.Key.Key_Return, Qt.Key.Key_Return),
        (Qt.Key.Key_Space, Qt.Key.Key_Space),
    ):
        QTest.keyClick(third, opens)
        settle(page)
        assert "Low lunge, left side" in texts(page)
        QTest.keyClick(third, closes)
        settle(page)
        assert "Low lunge, left side" not in texts(page)


def test_more_runs_come_when_they_are_asked_for(
    qtbot: QtBot, page: HistoryPage, model: Model
) -> None:
    for n in range(AT_ONCE + 7):
        add_run(model, START - timedelta(minutes=n), steps=())
    show(qtbot, page)
    assert len(rows(page)) == AT_ONCE
    click(page, "Show more")
    settle(page)
    assert len({row.run.id for row in rows(page)}) == AT_ONCE + 7
    assert len([text for text in texts(page) if text == "Today"]) == 1
    assert "Show more" not in [
        b.accessibleName() for b in page.findChildren(QAbstractButton) if b.isVisible()
    ]
    model.refresh()
    settle(page)
    assert len(rows(page)) == AT_ONCE + 7


def test_a_new_run_appears_and_what_was_open_stays_open(
    qtbot: QtBot, page: HistoryPage, model: Model
) -> None:
    add_run(model, name="First")
    show(qtbot, page)
    rows(page)[0].click()
    rows(page)[0].setFocus()
    add_run(model, START + timedelta(hours=1), name="Second")
    settle(page)
    assert [row.accessibleName() for row in rows(page)] == ["Second", "First"]
    assert [row.isChecked() for row in rows(page)] == [False, True]
    assert page.focusWidget() is rows(page)[1]
    assert "Low lunge, left side" in texts(page)


def test_a_log_that_cannot_be_read_is_told_and_nothing_else_happens(
    qtbot: QtBot, page: HistoryPage, model: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_run(model)
    show(qtbot, page)

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


def test_names_from_files_are_shown_letter_by_letter(
    qtbot: QtBot, page: HistoryPage, model: Model
) -> None:
    add_run(model, name="<b>x</b>", steps=(make_step(0, "<i>y</i>", "both"),))
    show(qtbot, page)
    (row,) = rows(page)
    assert row.accessibleName() == "<b>x</b>"
    row.click()
    settle(page)
    label = next(label for label in page.findChildren(QLabel) if label.text() == "<i>y</i>")
    assert label.textFormat() is Qt.TextFormat.PlainText


@pytest.mark.parametrize(("width", "height", "scale"), SIZES)
@pytest.mark.parametrize("filled", [True, False], ids=["filled", "empty"])
def test_nothing_is_clipped(
    qtbot: QtBot, look: Look, model: Model, width: int, height: int, scale: float, filled: bool
) -> None:
    look.set_scale(scale)
    if filled:
        add_run(model, name="A session with a name that needs more than one line of the page")
        add_run(model, START - timedelta(days=9), status=RunStatus.DISCOMFORT, active_s=70_000)
    page = HistoryPage(look, model)
    show(qtbot, page, width - (64 if scale == 1 else 104), height)
    for row in rows(page):
        row.click()
    settle(page)
    assert clipped(page) == []
    assert unnamed(page) == []


def test_a_row_is_as_high_as_its_words_need(look: Look, model: Model) -> None:
    row = RunRow(look, add_run(model, name="A session with a name of many words"))
    one, two = row.heightForWidth(900), row.heightForWidth(320)
    assert one >= look.theme.line("row") + look.theme.line("small") + 16
    assert two >= one + look.theme.line("row")


@pytest.mark.parametrize("choice", ["light", "dark"])
def test_it_follows_the_theme_while_it_is_shown(
    qtbot: QtBot, look: Look, model: Model, choice: str
) -> None:
    add_run(model)
    page = HistoryPage(look, model)
    show(qtbot, page)
    look.choose(choice)
    settle(page)
    assert corner(page, page.body) == look.colours.bg.lower()
    assert corner(page, rows(page)[0]) == look.colours.card.lower()


def test_a_window_made_narrow_lays_out_what_is_open(
    qtbot: QtBot, page: HistoryPage, model: Model
) -> None:
    add_run(model)
    show(qtbot, page)
    rows(page)[0].click()
    settle(page)
    steps = only(page, RunSteps)
    wide = steps.height()
    page.resize(600, 500)
    settle(page)
    assert steps.height() > wide
    assert clipped(page) == []


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 3, 2), "Today"),
        (date(2026, 3, 1), "Yesterday"),
        (date(2026, 2, 28), "Saturday 28 February"),
        (date(2025, 12, 31), "Wednesday 31 December 2025"),
    ],
)
def test_days_are_named_for_people(day: date, said: str) -> None:
    assert day_text(day, START.date()) == said


@pytest.mark.parametrize(
    ("active_s", "status", "said"),
    [
        (40, RunStatus.STOPPED, "40 s"),
        (480, RunStatus.STOPPED, "8 min"),
        (300, RunStatus.STOPPED, "5 of 8 min"),
        (300, RunStatus.COMPLETED, "5 min"),
    ],
)
def test_the_length_is_what_was_done(active_s: float, status: RunStatus, said: str) -> None:
    run = RunRecord("x", "s", "n", START, START.date(), 480.0, status, active_s=active_s)
    assert amount_text(run) == said
    assert time_text(run) == "09:00"
