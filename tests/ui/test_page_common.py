"""What all pages have in common: Enter, the room that text needs, and the figures of the week."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from hipflex_gui.ui.look import Look
from hipflex_gui.ui.model import Model
from hipflex_gui.ui.pages.about import AboutPage
from hipflex_gui.ui.pages.base import Page
from hipflex_gui.ui.pages.finish import FinishPage
from hipflex_gui.ui.pages.history import HistoryPage
from hipflex_gui.ui.pages.hurt import HurtPage
from hipflex_gui.ui.pages.learn import LearnPage
from hipflex_gui.ui.pages.library import LibraryPage
from hipflex_gui.ui.pages.movement import MovementPage
from hipflex_gui.ui.pages.plan import PlanPage
from hipflex_gui.ui.pages.sessions import SessionsPage
from hipflex_gui.ui.pages.settings import SettingsPage
from hipflex_gui.ui.pages.today import TodayPage
from hipflex_gui.ui.widgets.banner import Banner
from hipflex_gui.ui.widgets.buttons import KeyButton
from hipflex_gui.ui.widgets.nav import NavBar
from hipflex_gui.ui.widgets.week import Figure
from tests.ui import desk
from tests.ui.gallery import NAV

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
PAGES = (
    AboutPage, FinishPage, HistoryPage, HurtPage, LearnPage, LibraryPage, MovementPage, PlanPage,
    SessionsPage, SettingsPage, TodayPage,
)  # fmt: skip


look, model = desk.look, desk.model


def filled(kind: type[Page], look: Look, model: Model) -> Page:
    """Return a page with something to tell of, where it tells of one thing."""
    page = kind(look, model)
    if isinstance(page, FinishPage):
        page.show_result(desk.add_run(model), list(desk.STEPS))
    elif isinstance(page, PlanPage):
        page.show_session("chair-5")
    elif isinstance(page, MovementPage):
        page.show_movement("low-lunge")
    return page


@pytest.mark.parametrize("key", ENTER)
@pytest.mark.parametrize("kind", PAGES)
def test_enter_presses_the_button_that_has_the_focus(
    qtbot: QtBot, look: Look, model: Model, kind: type[Page], key: Qt.Key
) -> None:
    page = desk.shown(qtbot, filled(kind, look, model))
    button = KeyButton(look, "Another one")
    page.column.addWidget(button)
    pressed: list[str] = []
    button.clicked.connect(lambda: pressed.append("button"))
    page.start.connect(lambda _session: pressed.append("session"))
    desk.settle()
    button.setFocus()
    QTest.keyClick(button, key)
    assert pressed == ["button"]


def test_enter_that_is_held_presses_once(qtbot: QtBot, look: Look, model: Model) -> None:
    page = desk.shown(qtbot, SettingsPage(look, model))
    button = KeyButton(look, "Another one")
    page.column.addWidget(button)
    desk.settle()
    button.setFocus()
    again = QKeyEvent(
        QKeyEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, autorep=True
    )
    with qtbot.assertNotEmitted(button.clicked):
        QApplication.sendEvent(button, again)


def test_enter_leaves_a_box_to_tick_alone(qtbot: QtBot, look: Look, model: Model) -> None:
    page = desk.shown(qtbot, SettingsPage(look, model))
    box = desk.only(page, QCheckBox)
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert not box.isChecked()


def test_enter_works_beside_the_pages_as_well(qtbot: QtBot, look: Look) -> None:
    window = QWidget()
    column = QVBoxLayout(window)
    nav, notice = NavBar(look, NAV, parent=window), Banner(look, window)
    column.addWidget(notice)
    column.addWidget(nav)
    notice.show_notice("Something is to be read.", action="Do it")
    desk.shown(qtbot, window)
    page, action = nav._items["history"], desk.only(notice, KeyButton)
    with qtbot.waitSignal(nav.chosen) as chosen:
        page.setFocus()
        QTest.keyClick(page, Qt.Key.Key_Return)
    assert chosen.args == ["history"]
    with qtbot.waitSignal(notice.acted):
        action.setFocus()
        QTest.keyClick(action, Qt.Key.Key_Return)


class Recorded(Page):
    """Remembers how it was laid out."""

    def __init__(self, look: Look, model: Model) -> None:
        super().__init__(look, model)
        self.fits: list[bool] = []

    def fit(self, *, narrow: bool) -> None:
        self.fits.append(narrow)


def test_a_page_is_laid_out_anew_when_text_leaves_less_room(
    qtbot: QtBot, look: Look, model: Model
) -> None:
    page = desk.shown(qtbot, Recorded(look, model), 924)
    assert page.fits == [False]
    page.resize(656, 520)
    assert page.fits == [False, True]
    page.resize(640, 520)
    assert page.fits == [False, True]  # nothing else than its width has changed
    page.resize(924, 520)
    look.set_scale(2.0)
    look.set_scale(1.1)
    assert page.fits[2:] == [False, True, False]


@pytest.mark.parametrize("kind", PAGES)
def test_text_made_larger_while_a_page_is_shown_has_room(
    qtbot: QtBot, look: Look, model: Model, kind: type[Page]
) -> None:
    page = desk.shown(qtbot, filled(kind, look, model))
    look.set_scale(2.0)
    assert desk.clipped(page) == []
    look.set_scale(1.0)
    assert desk.clipped(page) == []


@pytest.mark.parametrize(("seconds", "said"), [(359.0, "5"), (360.0, "6")])
def test_all_pages_say_the_same_of_the_week(
    qtbot: QtBot, look: Look, model: Model, seconds: float, said: str
) -> None:
    run = desk.add_run(model, active_s=seconds)
    finish = FinishPage(look, model)
    finish.show_result(run, list(desk.STEPS))
    for page in (TodayPage(look, model), HistoryPage(look, model), finish):
        desk.shown(qtbot, page)
        figures = [figure.accessibleName() for figure in page.findChildren(Figure)]
        (week,) = (name for name in figures if "of 50 min" in name)
        assert week.split()[0] == said
