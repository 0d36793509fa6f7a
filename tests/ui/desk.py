"""Pages over a real catalogue and a real log: a few small files, days that were done, a clock.

What tests of pages share: a model to show, a page on the screen, and how to look at it.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QLabel,
    QWidget,
)
from pytestqt.qtbot import QtBot

from hipflex_gui.catalogue import Catalogue
from hipflex_gui.log import RunRecord, RunStatus, StepRecord, StepStatus
from hipflex_gui.paths import UserFolder
from hipflex_gui.settings import Settings
from hipflex_gui.store import Store
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.model import Model
from hipflex_gui.ui.pages.base import Page
from hipflex_gui.ui.widgets.base import ElidedText
from hipflex_gui.ui.widgets.rows import RowButton
from hipflex_gui.ui.widgets.week import Figure
from tests.support import START, ManualClock
from tests.ui.gallery import ICONS

W = TypeVar("W", bound=QWidget)
SEEN = Settings(disclaimer_seen=True, ask_tightness=False)

STEP = "  - {{name: {name}, place: {place}, props: [{props}], steps: [Sit.], for: {seconds}s}}\n"


def session_file(name: str, place: str, seconds: int, props: str = "", extra: str = "") -> str:
    """Return a session of one movement written in place."""
    step = STEP.format(name="Sit tall", place=place, props=props, seconds=seconds)
    return f"name: {name}\nplace: {place}\n{extra}steps:\n{step}"


FILES = {
    "sessions/chair-short.yaml": session_file("Chair rest", "chair", 170),
    "sessions/chair-long.yaml": session_file("Chair rest, long", "chair", 400),
    "sessions/stand.yaml": session_file("Wall lean", "standing", 230, "wall", "tags: [airport]\n"),
    "sessions/floor.yaml": session_file("<b>Floor</b> & mat", "floor", 700, "mat"),
}
# Page sizes beside the bar of pages: an ordinary window, the least one, and 200 % text.
SIZES = [(924, 720, 1.0), (656, 520, 1.0), (972, 720, 2.0)]
WINDOWS = [(1100, 720, 1.0), (720, 520, 1.0), (1100, 720, 2.0)]  # and sizes of pages without it


def make_model(
    folder: Path,
    files: Mapping[str, str] = FILES,
    done: Mapping[str, Sequence[int]] | None = None,
    settings: Settings = SEEN,
    *,
    shipped: bool = False,
) -> Model:
    """Return a model of these files on Monday, 2 March 2026.

    Args:
        folder: the user's folder.
        files: what is in it, by path.
        done: how many days ago each session was done.
        settings: the user's.
        shipped: whether sessions that came with the program are there as well.
    """
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    user, clock, store = UserFolder(folder), ManualClock(), Store(":memory:")
    for session, days in (done or {}).items():
        for ago in days:
            at, run = clock.now() - timedelta(days=ago), f"{session} {ago}"
            store.begin(RunRecord(run, session, session, at, at.date(), 300), live=False)
            store.end(run, RunStatus.COMPLETED, at + timedelta(minutes=5), 330)
    catalogue = Catalogue.load(user)
    if not shipped:
        own = {key: entry for key, entry in catalogue.sessions.items() if entry.own}
        catalogue = replace(catalogue, sessions=own)
    return Model(clock, store, user, catalogue, settings)


def make_plain_model(folder: Path, settings: Settings | None = None) -> Model:
    """Return a model of a new user: the sessions that came with the program, and no history."""
    return make_model(folder, {}, settings=settings or Settings(), shipped=True)


def make_step(
    position: int, name: str = "Low lunge", side: str = "left", **more: object
) -> StepRecord:
    """Return a step of 30 s as the log has it; ``more`` are other values of it."""
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
    """Put a run into the log of a model, and return it as the log has it."""
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


def make_look(qapp: QApplication, scale: float = 1.0, choice: str = "light") -> Look:
    """Return a look that dresses the application."""
    # it takes the longer the more widgets there are: those of the tests before go first
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return Look(qapp, ICONS, choice, scale)


@pytest.fixture
def look(qapp: QApplication) -> Look:
    """A light look at 100 %; a module takes it over as ``look = desk.look``."""
    return make_look(qapp)


@pytest.fixture
def model(tmp_path: Path) -> Model:
    """A new user's model, taken over in the same way."""
    return make_plain_model(tmp_path)


def shown(qtbot: QtBot, page: W, width: int = 924, height: int = 720) -> W:
    """Show a page in a window of its own, with the keyboard."""
    page.resize(width, height)
    qtbot.addWidget(page)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    settle()
    return page


def settle() -> None:
    """Let the layouts come to rest: each may ask another one for room."""
    for _round in range(6):
        QApplication.processEvents()


def texts(widget: QWidget) -> list[str]:
    """Return the words of each label that is to be seen."""
    return [one.text() for one in widget.findChildren(QLabel) if one.isVisible()]


def names(widget: QWidget) -> list[str]:
    """Return the name of each button, chip and row that is to be seen."""
    buttons = widget.findChildren(QAbstractButton)
    return [one.accessibleName() for one in buttons if one.isVisible()]


def said(widget: QWidget) -> str:
    """Return all words of labels, buttons and rows that are to be seen, in one text."""
    return "\n".join((*texts(widget), *names(widget)))


def button(widget: QWidget, name: str) -> QAbstractButton:
    """Return the one visible button of this accessible name."""
    buttons = widget.findChildren(QAbstractButton)
    (found,) = (one for one in buttons if one.isVisible() and one.accessibleName() == name)
    return found


def click(widget: QWidget, name: str) -> None:
    """Click the one visible button of this accessible name."""
    QTest.mouseClick(button(widget, name), Qt.MouseButton.LeftButton)


def only(widget: QWidget, kind: type[W]) -> W:
    """Return the first part of a kind."""
    part = widget.findChild(kind)
    assert part is not None
    return part


def corner(page: Page, widget: QWidget | None = None) -> str:
    """Return the colour a little inside the upper left corner of a widget, or of the whole page."""
    spot = (widget or page.body).mapTo(page, QPoint(3, 20))
    return page.grab().toImage().pixelColor(spot).name().upper()


def all_plain(widget: QWidget) -> bool:
    """Tell whether every label shows its words letter by letter, never as HTML."""
    formats = {label.textFormat() for label in widget.findChildren(QLabel)}
    return formats == {Qt.TextFormat.PlainText}


def clipped(page: Page) -> list[str]:
    """Return what has less room than its words need, or lies outside of what it is in."""
    settle()
    wrong = []
    if page.body.width() > page.viewport().width():
        wrong.append(f"page: {page.body.width()} in {page.viewport().width()}")
    for label in page.findChildren(QLabel):
        if label.isVisible() and label.text() and _label_cut(label):
            wrong.append(f"label: {label.text()!r} in {label.size()}")
    for part in (*page.findChildren(QAbstractButton), *page.findChildren(Figure)):
        if part.isVisible() and _part_cut(part):
            wrong.append(f"part: {part.accessibleName()!r} in {part.size()}")
    for widget in page.body.findChildren(QWidget):
        right = widget.mapTo(page.body, QPoint(widget.width(), 0)).x()
        if widget.isVisible() and (right > page.body.width() or _leaves(widget)):
            wrong.append(f"outside: {widget!r} {widget.accessibleName()!r}")
    return wrong


def unnamed(page: Page) -> list[str]:
    """Return the controls that screen readers have no name for, or that Tab cannot reach."""
    tab = Qt.FocusPolicy.TabFocus
    controls = [
        one
        for one in page.body.findChildren(QWidget)
        if one.isVisible()
        and (isinstance(one, QAbstractButton) or one.focusPolicy() & tab)
        and not isinstance(one.parentWidget(), QAbstractSpinBox)  # its name is the box's
    ]
    return [repr(one) for one in controls if not (one.accessibleName() and one.focusPolicy() & tab)]


def _label_cut(label: QLabel) -> bool:
    if not label.wordWrap():
        hint = label.sizeHint()
        narrow = label.width() < hint.width() and not isinstance(label, ElidedText)
        return narrow or label.height() < hint.height()
    metrics = label.fontMetrics()
    widest = max(metrics.horizontalAdvance(word) for word in re.split(r"[\s/-]+", label.text()))
    return label.height() < label.heightForWidth(label.width()) or label.width() < widest


def _part_cut(part: QWidget) -> bool:
    if isinstance(part, RowButton):
        return part.height() < part.heightForWidth(part.width())
    hint = part.sizeHint()
    return part.width() < hint.width() or part.height() < hint.height()


def _leaves(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    laid_out = parent is not None and parent.layout() is not None
    # the ring of the focus reaches a little out of what it is round, on purpose
    is_ring = widget.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    return bool(
        parent and laid_out and not is_ring and not parent.rect().contains(widget.geometry())
    )
