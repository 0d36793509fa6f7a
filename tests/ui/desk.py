"""Pages over a real catalogue and a real log: a few small files, days that were done, a clock."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from hipflex_gui.catalogue import Catalogue
from hipflex_gui.log import RunRecord, RunStatus
from hipflex_gui.paths import UserFolder
from hipflex_gui.settings import Settings
from hipflex_gui.store import Store
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.model import Model
from hipflex_gui.ui.pages.base import Page
from hipflex_gui.ui.widgets.badges import Chip
from hipflex_gui.ui.widgets.buttons import KeyButton
from hipflex_gui.ui.widgets.rows import ListRow
from tests.support import ManualClock
from tests.ui.gallery import ICONS

P = TypeVar("P", bound=Page)
SEEN = Settings(disclaimer_seen=True)

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


def make_look(qapp: QApplication, scale: float = 1.0, choice: str = "light") -> Look:
    return Look(qapp, ICONS, choice, scale)


def shown(qtbot: QtBot, page: P, width: int = 924, height: int = 720) -> P:
    """Show a page in a window of its own, with the keyboard."""
    page.resize(width, height)
    qtbot.addWidget(page)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    settle()
    return page


def settle() -> None:
    """Let layouts come to rest."""
    for _round in range(4):
        QApplication.processEvents()


def said(widget: QWidget) -> str:
    """Return all words of labels, buttons and rows that are to be seen, in one text."""
    labels = [one.text() for one in widget.findChildren(QLabel) if one.isVisible()]
    buttons = [
        one.accessibleName() for one in widget.findChildren(QAbstractButton) if one.isVisible()
    ]
    return "\n".join((*labels, *buttons))


def button(widget: QWidget, name: str) -> QAbstractButton:
    """Return the one visible button of this accessible name."""
    buttons = widget.findChildren(QAbstractButton)
    (found,) = (one for one in buttons if one.isVisible() and one.accessibleName() == name)
    return found


def clipped(page: Page) -> list[str]:
    """Return what has less room than its words need, or lies outside the page."""
    settle()
    wrong = []
    if page.body.width() > page.viewport().width():
        wrong.append(f"page: {page.body.width()} in {page.viewport().width()}")
    for label in page.findChildren(QLabel):
        if label.isVisible() and label.text() and _label_cut(label):
            wrong.append(f"label: {label.text()!r} in {label.size()}")
    for kind in (KeyButton, Chip):
        for one in page.findChildren(kind):
            hint = one.sizeHint()
            if one.isVisible() and (one.width() < hint.width() or one.height() < hint.height()):
                wrong.append(f"button: {one.accessibleName()!r} in {one.size()}")
    for row in page.findChildren(ListRow):
        if row.isVisible() and row.height() < row.heightForWidth(row.width()):
            wrong.append(f"row: {row.accessibleName()!r} in {row.size()}")
    for child in page.body.findChildren(QWidget):
        right = child.mapTo(page.body, QPoint(child.width(), 0)).x()
        # the ring of the focus reaches a little out of what it is round
        if child.isVisible() and right > page.body.width():
            wrong.append(f"outside: {child!r} {child.accessibleName()!r}")
    return wrong


def unnamed(page: Page) -> list[str]:
    """Return the controls that screen readers have no name for, or that Tab cannot reach."""
    return [
        repr(one)
        for one in page.findChildren(QAbstractButton)
        if one.isVisible()
        and not (one.accessibleName() and one.focusPolicy() & Qt.FocusPolicy.TabFocus)
    ]


def _label_cut(label: QLabel) -> bool:
    if not label.wordWrap():
        hint = label.sizeHint()
        return label.width() < hint.width() or label.height() < hint.height()
    metrics = label.fontMetrics()
    widest = max(metrics.horizontalAdvance(word) for word in re.split(r"[\s/-]+", label.text()))
    return label.height() < label.heightForWidth(label.width()) or label.width() < widest
