"""Settings are in force as soon as they are changed, and can be put back, and that undone."""

import sys
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject, QPoint, QPointF, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QCheckBox,
    QComboBox,
    QPlainTextEdit,
    QSlider,
    QSpinBox,
    QWidget,
)
from pytestqt.qtbot import QtBot

from hipflex_gui.audio import available
from hipflex_gui.settings import NOT_ON_PAGE, Settings, fields
from hipflex_gui.store import Store
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.model import Model
from hipflex_gui.ui.pages import controls, folder
from hipflex_gui.ui.pages.settings import GROUPS, SettingsPage
from hipflex_gui.ui.widgets.badges import Chip
from hipflex_gui.ui.widgets.fields import Decimal, Slider
from tests.ui import desk

look, model = desk.look, desk.model


@pytest.fixture
def page(qtbot: QtBot, look: Look, model: Model) -> SettingsPage:
    return desk.shown(qtbot, SettingsPage(look, model))


def named(page: QWidget, kind: type[Any], name: str) -> Any:
    return next(part for part in page.findChildren(kind) if part.accessibleName() == name)


def test_every_setting_of_the_table_is_on_the_page_once(page: SettingsPage) -> None:
    keys = [key for _heading, keys in GROUPS for key in keys]
    assert sorted(keys) == sorted(set(fields()) - NOT_ON_PAGE)
    words = " ".join([*desk.texts(page), *(box.text() for box in page.findChildren(QCheckBox))])
    for key in keys:
        assert fields()[key].label in words
        assert fields()[key].help in words


def test_a_choice_takes_effect_at_once_and_is_kept(
    qtbot: QtBot, page: SettingsPage, model: Model
) -> None:
    box = named(page, QComboBox, "Appearance")
    assert box.currentText() == "As the system"
    QTest.keyClick(box, Qt.Key.Key_Down)
    QTest.keyClick(box, Qt.Key.Key_Down)
    assert model.settings.theme == "dark"
    assert model.store.setting_texts()["theme"] == "dark"


def test_a_switch_is_its_words_as_well_as_its_box(
    qtbot: QtBot, page: SettingsPage, model: Model
) -> None:
    box = named(page, QCheckBox, "Less motion")
    QTest.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(60, box.height() // 2))
    assert model.settings.reduced_motion is True
    QTest.keyClick(box, Qt.Key.Key_Space)
    assert model.settings.reduced_motion is False


@pytest.mark.parametrize(
    ("label", "key", "typed", "value"),
    [
        ("Breathe in", "breath_in", "4.5", 4.5),
        ("Reading time", "seconds_per_word", "0.25", 0.25),
        ("Weekly goal", "weekly_goal_min", "75", 75),
    ],
)
def test_a_typed_number_is_taken_when_it_is_complete(
    qtbot: QtBot, page: SettingsPage, model: Model, label: str, key: str, typed: str, value: float
) -> None:
    box = named(page, QAbstractSpinBox, label)
    before = getattr(model.settings, key)
    box.setFocus()
    box.selectAll()
    QTest.keyClicks(box, typed)
    assert getattr(model.settings, key) == before
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert getattr(model.settings, key) == value
    assert type(getattr(model.settings, key)) is type(value)


def test_a_key_changes_a_number_by_its_step_within_its_limits(
    qtbot: QtBot, page: SettingsPage, model: Model
) -> None:
    box = named(page, Decimal, "One count")
    QTest.keyClick(box, Qt.Key.Key_Up)
    assert model.settings.count == pytest.approx(1.1)
    assert box.text() == "1.1 s"
    for _press in range(10):
        QTest.keyClick(box, Qt.Key.Key_Down)
    assert model.settings.count == 0.5


def test_the_wheel_scrolls_past_a_number_and_does_not_change_it(
    qtbot: QtBot, page: SettingsPage, model: Model
) -> None:
    before = model.settings
    for kind in (Decimal, QSpinBox, QSlider, QComboBox):
        part = desk.only(page, kind)
        part.setFocus()
        spot = QPointF(part.rect().center())
        turned = QWheelEvent(
            spot, part.mapToGlobal(spot), QPoint(0, -120), QPoint(0, -120),
            Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(part, turned)
    assert model.settings == before


def test_the_volume_is_a_slider_with_its_number(
    qtbot: QtBot, page: SettingsPage, model: Model
) -> None:
    slider = named(page, Slider, "Volume")
    QTest.keyClick(slider, Qt.Key.Key_Left)
    assert model.settings.volume == 75
    assert "75 %" in desk.texts(page)
    slider.setSliderDown(True)
    slider.setSliderPosition(40)
    assert (model.settings.volume, "40 %" in desk.texts(page)) == (75, True)
    slider.setSliderDown(False)
    assert model.settings.volume == 40


def test_planned_days_are_seven_chips(qtbot: QtBot, page: SettingsPage, model: Model) -> None:
    chips = page.findChildren(Chip)
    assert [chip.accessibleName() for chip in chips] == [
        "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
    ]  # fmt: skip
    assert [chip.isChecked() for chip in chips] == [True] * 5 + [False] * 2
    QTest.mouseClick(chips[5], Qt.MouseButton.LeftButton)
    QTest.keyClick(chips[0], Qt.Key.Key_Space)
    assert model.settings.planned_days == (1, 2, 3, 4, 5)


def test_only_players_that_are_safe_here_can_be_chosen(page: SettingsPage) -> None:
    box = named(page, QComboBox, "Sound through")
    offered = [box.itemData(index) for index in range(box.count())]
    assert offered == ["auto", *(name for name in offered if name in available())]
    assert set(offered) == {"auto", *available()}
    if sys.version_info >= (3, 12):
        assert "simpleaudio" not in offered


def test_a_player_that_is_not_to_be_had_any_more_is_shown_as_automatic(
    qtbot: QtBot, look: Look, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(controls, "available", lambda: ["silent"])
    page = SettingsPage(look, desk.make_plain_model(tmp_path, Settings(player="simpleaudio")))
    qtbot.addWidget(page)
    assert named(page, QComboBox, "Sound through").currentText() == "Automatic"


def test_it_says_which_player_is_in_use_and_why(page: SettingsPage, model: Model) -> None:
    assert not [text for text in desk.texts(page) if text.startswith("In use")]
    page.show_player("miniaudio", None)
    desk.settle()
    assert "In use: miniaudio, the first that works here." in desk.texts(page)
    page.show_player("silent", "No sound device was found, so the cues are silent.")
    desk.settle()
    assert "No sound device was found, so the cues are silent." in desk.texts(page)
    assert not [text for text in desk.texts(page) if text.startswith("In use")]
    model.change(player="miniaudio")
    page.show_player("miniaudio", None)
    desk.settle()
    assert "In use: miniaudio." in desk.texts(page)


def test_a_sound_can_be_tried_unless_sound_is_off(
    qtbot: QtBot, page: SettingsPage, model: Model
) -> None:
    with qtbot.waitSignal(page.test_sound):
        desk.click(page, "Play a sound")
    for off in ({"muted": True}, {"volume": 0}, {"player": "silent"}):
        model.change(**off)
        with qtbot.assertNotEmitted(page.test_sound):
            desk.click(page, "Play a sound")
        model.change(muted=False, volume=50, player="auto")


def test_a_group_can_be_put_back_and_that_undone(
    qtbot: QtBot, page: SettingsPage, model: Model
) -> None:
    resets = [group.reset for group in page.groups]
    assert not any(reset.isVisible() for reset in resets)
    model.change(volume=30, muted=True, theme="dark")
    desk.settle()
    assert [reset.isVisible() for reset in resets] == [True, False, True, False, False]
    resets[2].setFocus()
    QTest.keyClick(resets[2], Qt.Key.Key_Space)
    desk.settle()
    assert (model.settings.volume, model.settings.muted) == (80, False)
    assert model.settings.theme == "dark"
    undo = page.focusWidget()
    assert undo.accessibleName() == "Undo"
    QTest.keyClick(undo, Qt.Key.Key_Space)
    desk.settle()
    assert (model.settings.volume, model.settings.muted) == (30, True)
    assert not page.groups[2].banner.isVisible()


def test_the_offer_to_undo_goes_when_something_else_is_chosen(
    qtbot: QtBot, page: SettingsPage, model: Model
) -> None:
    model.change(volume=30)
    desk.click(page, "Put back: Sound")
    desk.settle()
    assert page.groups[2].banner.isVisible()
    model.change(volume=60)
    assert not page.groups[2].banner.isVisible()


def test_changes_from_elsewhere_are_shown(page: SettingsPage, model: Model) -> None:
    model.change(muted=True, rest=20.0, planned_days=())
    desk.settle()
    assert named(page, QCheckBox, "Mute").isChecked()
    assert named(page, Decimal, "Rest").text() == "20 s"
    assert not any(chip.isChecked() for chip in page.findChildren(Chip))


class Opened(QObject):
    """Takes the place of the desktop's file manager."""

    def __init__(self) -> None:
        super().__init__()
        self.urls: list[QUrl] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.urls.append(url)


def test_the_data_can_be_found_and_copied(qtbot: QtBot, page: SettingsPage, model: Model) -> None:
    path = desk.only(page, QPlainTextEdit)
    assert path.toPlainText() == str(model.folder.database)
    path.selectAll()
    assert path.textCursor().selectedText() == str(model.folder.database)
    QTest.keyClicks(path, "x")
    assert path.toPlainText() == str(model.folder.database)
    opened = Opened()
    QDesktopServices.setUrlHandler("file", opened, "open")  # type: ignore[arg-type]
    try:
        desk.click(page, "Open folder")
    finally:
        QDesktopServices.unsetUrlHandler("file")
    assert [Path(url.toLocalFile()) for url in opened.urls] == [model.folder.root]


def test_a_folder_that_cannot_be_opened_is_said(
    qtbot: QtBot, page: SettingsPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folder, "open_path", lambda _path: False)
    desk.click(page, "Open folder")
    assert "The folder could not be opened." in desk.texts(page)


def test_a_history_in_memory_is_not_said_to_be_in_a_file(
    qtbot: QtBot, look: Look, tmp_path: Path
) -> None:
    model = desk.make_plain_model(tmp_path)
    page = SettingsPage(look, model)
    desk.shown(qtbot, page)
    assert [text for text in desk.texts(page) if "only in memory" in text]
    model.store = Store(tmp_path / "hipflex.sqlite3")
    page = SettingsPage(look, model)
    desk.shown(qtbot, page)
    assert not [text for text in desk.texts(page) if "only in memory" in text]
    model.store.close()


def test_about_is_a_click_away(qtbot: QtBot, page: SettingsPage) -> None:
    with qtbot.waitSignal(page.go) as went:
        desk.click(page, "About Hipflex")
    assert went.args == ["about"]


@pytest.mark.parametrize(("width", "height", "scale"), desk.SIZES)
def test_nothing_is_clipped(
    qtbot: QtBot, look: Look, tmp_path: Path, width: int, height: int, scale: float
) -> None:
    look.set_scale(scale)
    deep = tmp_path / "a-folder-with-a-long-name" / "and-another-one-inside-it" / "and-one-more"
    model = desk.make_plain_model(deep, Settings(volume=100, muted=True))
    page = SettingsPage(look, model)
    page.show_player("silent", "No sound device was found, so the cues are silent.")
    desk.shown(qtbot, page, width, height)
    desk.click(page, "Put back: Sound")
    desk.settle()
    assert desk.clipped(page) == []
    assert desk.only(page, QPlainTextEdit).verticalScrollBar().maximum() == 0  # all of it is seen
    assert desk.unnamed(page) == []


@pytest.mark.parametrize("choice", ["light", "dark"])
def test_it_follows_the_theme(page: SettingsPage, look: Look, choice: str) -> None:
    look.choose(choice)
    desk.settle()
    assert desk.corner(page) == look.colours.bg
    row = named(page, QCheckBox, "Less motion").parentWidget()
    assert desk.corner(page, row) == look.colours.card
