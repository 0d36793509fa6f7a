"""Small pictures are painted once and kept by what is in them; the figure looks as was chosen."""

from dataclasses import replace
from itertools import combinations
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from hipflex_gui.catalogue import Catalogue
from hipflex_gui.figure.palette import Person
from hipflex_gui.figure.scene import Picture, still
from hipflex_gui.paths import UserFolder
from hipflex_gui.store import Store
from hipflex_gui.ui import figures
from hipflex_gui.ui import look as look_module
from hipflex_gui.ui.app import build
from hipflex_gui.ui.look import Look, less_motion
from hipflex_gui.ui.widgets.demo import Demo
from hipflex_gui.ui.widgets.focus import FocusRing
from hipflex_gui.ui.widgets.rows import ListRow, RowContent
from hipflex_gui.ui.widgets.stage import paint_thumbnail
from hipflex_gui.ui.window import MainWindow
from tests.support import ManualClock, RecordingPlayer
from tests.ui import desk
from tests.ui.gallery import posing, shipped
from tests.ui.looking import colours_in, picture, shown

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True)

look = desk.look
LUNGE = "low-lunge"


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[Picture]:
    """Everything that is drawn anew from here on."""
    seen: list[Picture] = []
    real = figures.operations

    def operations(one: Picture, *rest: object) -> object:
        seen.append(one)
        return real(one, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(figures, "operations", operations)
    figures._small.cache_clear()
    return seen


def small(look: Look, one: Picture, width: int = 72, height: int = 60) -> QImage:
    image = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    paint_thumbnail(painter, look, one, QRectF(0, 0, width, height))
    painter.end()
    return image


# -- thumbnails


def test_a_thumbnail_shows_its_figure(look: Look) -> None:
    seen = colours_in(small(look, posing(LUNGE), 144, 120))
    assert {look.figure_colours.top.lower(), look.figure_colours.legs.lower()} <= seen


def test_a_thumbnail_is_drawn_once(look: Look, drawn: list[Picture]) -> None:
    first = small(look, posing(LUNGE))
    assert len(drawn) == 1
    assert small(look, posing(LUNGE)) == first
    assert len(drawn) == 1


def test_what_is_read_again_and_says_the_same_is_the_same(look: Look, drawn: list[Picture]) -> None:
    small(look, posing(LUNGE))
    again = Catalogue.load(None).movements[LUNGE]
    assert again is not shipped().movements[LUNGE]
    small(look, still(again))
    assert len(drawn) == 1


def test_another_figure_person_theme_or_size_is_drawn_anew(
    look: Look, drawn: list[Picture]
) -> None:
    movement = shipped().movements[LUNGE]
    assert movement.figure
    turned = replace(movement.figure, view=replace(movement.figure.view, turn=-10.0))
    seen = [small(look, still(movement)), small(look, still(replace(movement, figure=turned)))]
    look.set_person(Person(skin="deep"))
    seen.append(small(look, still(movement)))
    look.choose("dark")
    seen.append(small(look, still(movement)))
    seen.append(small(look, still(movement), 144, 120))
    assert len(drawn) == len(seen)
    assert all(one != other for one, other in combinations(seen, 2))


def test_a_row_painted_again_draws_nothing(look: Look, qtbot: QtBot, drawn: list[Picture]) -> None:
    content = RowContent("Low lunge", "floor", ("Floor",), "30", "s", posing(LUNGE))
    row = shown(qtbot, ListRow(look, content))
    picture(row)
    before = len(drawn)
    assert before
    row.set_content(replace(content, title="Low lunge, gently"))
    picture(row)
    assert len(drawn) == before


# -- the person


def test_the_look_tells_when_the_person_has_changed(look: Look, qtbot: QtBot) -> None:
    with qtbot.waitSignal(look.changed):
        look.set_person(Person(hair="bun"))
    assert look.person.hair == "bun"
    with qtbot.assertNotEmitted(look.changed):
        look.set_person(Person(hair="bun"))


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> MainWindow:
    folder, store = UserFolder(tmp_path), Store(":memory:")
    catalogue = Catalogue.load(folder)
    window = build(
        qapp, ManualClock(), store, catalogue, folder, lambda _settings: RecordingPlayer()
    )
    return shown(qtbot, window, 1100, 720)


@pytest.mark.parametrize(
    ("label", "key"),
    [("Build", "build"), ("Skin", "skin"), ("Hair", "hair"), ("Hair colour", "hair_colour")],
)
def test_each_choice_changes_the_figure_at_once(window: MainWindow, label: str, key: str) -> None:
    window.go("settings")
    page = window.desk.page("settings")
    likeness = next(
        part
        for part in page.findChildren(QWidget)
        if part.accessibleName() == "How the figure looks now"
    )
    box = next(box for box in page.findChildren(QComboBox) if box.accessibleName() == label)
    seen = [picture(likeness).copy()]
    for _choice in range(box.count() - 1):
        step = Qt.Key.Key_Down if box.currentIndex() < box.count() - 1 else Qt.Key.Key_Home
        QTest.keyClick(box, step)
        assert getattr(window.look.person, key) == box.currentData()
        assert picture(likeness) != seen[-1]
        seen.append(picture(likeness).copy())
    assert window.model.store.setting_texts()[key] == box.currentData()


# -- less motion


def hints(wish: str) -> SimpleNamespace:
    accessibility = SimpleNamespace(motionPreference=lambda: SimpleNamespace(name=wish))
    return SimpleNamespace(accessibility=lambda: accessibility)


def test_the_wish_of_the_system_is_heard_where_it_is_told() -> None:
    assert less_motion(hints("ReducedMotion"))  # type: ignore[arg-type]
    assert not less_motion(hints("NoPreference"))  # type: ignore[arg-type]
    before_6_12 = SimpleNamespace(accessibility=SimpleNamespace)
    assert not less_motion(before_6_12)  # type: ignore[arg-type]
    before_6_10 = SimpleNamespace()
    assert not less_motion(before_6_10)  # type: ignore[arg-type]


def test_without_a_desktop_nothing_is_wished(look: Look, qapp: QApplication) -> None:
    assert not less_motion(qapp.styleHints())
    assert not look.calm


def test_a_wish_of_the_system_stills_the_player_and_the_page(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.desk.show_movement(LUNGE)
    demo = window.desk.page("movement").findChild(Demo)
    assert isinstance(demo, Demo)
    assert demo.running
    assert not window.player.calm
    monkeypatch.setattr(look_module, "less_motion", lambda _hints: True)
    window.look.refresh()
    assert not demo.running
    assert window.player.calm
    monkeypatch.setattr(look_module, "less_motion", lambda _hints: False)
    window.look.refresh()
    assert demo.running
    assert not window.player.calm
    window.model.change(reduced_motion=True)
    assert not demo.running
    assert window.player.calm


# -- the keyboard


def test_a_figure_that_has_the_keyboard_wears_the_ring(
    look: Look, qtbot: QtBot, qapp: QApplication
) -> None:
    page = QWidget()
    QVBoxLayout(page).addWidget(demo := Demo(look, page))
    ring = FocusRing(look, qapp)
    desk_page = shown(qtbot, page, 500, 420)
    desk_page.activateWindow()
    demo.setFocus()
    qtbot.waitUntil(lambda: ring.target is demo)
    edge = demo.geometry().adjusted(-3, -3, 3, 3)
    seen = picture(page).pixelColor(edge.center().x(), edge.top())
    assert seen.name() == look.colours.acc_text.lower()
