"""About says what Hipflex is not, where the data is, and every key."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from hipflex_gui import __version__, safety
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.model import Model
from hipflex_gui.ui.pages import folder
from hipflex_gui.ui.pages.about import AboutPage, keys_help
from hipflex_gui.ui.widgets.badges import KeyCap
from tests.ui import desk

look, model = desk.look, desk.model


@pytest.fixture
def page(qtbot: QtBot, look: Look, model: Model) -> AboutPage:
    return desk.shown(qtbot, AboutPage(look, model))


def test_it_says_what_it_is_and_what_it_is_not(page: AboutPage, model: Model) -> None:
    words = desk.texts(page)
    assert f"Version {__version__}" in words
    assert any("MIT licence" in text for text in words)
    assert safety.disclaimer() in words
    assert [text for text in words if text in safety.about()] == list(safety.about())
    assert desk.only(page, QPlainTextEdit).toPlainText() == str(model.folder.database)


def test_every_key_is_shown_with_what_it_does(page: AboutPage) -> None:
    caps = [cap.accessibleName() for cap in page.findChildren(KeyCap)]
    assert caps == [key for _place, rows in keys_help() for keys, _what in rows for key in keys]
    assert {"Space", "Enter", "Page Down", "→", "Shift →", "←", "Page Up", "+", "−", "H", "M"} <= {
        *caps
    }
    assert {"F", "Esc", "Ctrl 1–5", "Ctrl ,", "Ctrl F", "F1", "Ctrl Q"} <= {*caps}
    words = desk.texts(page)
    for place, rows in keys_help():
        assert place in words
        assert all(what in words for _keys, what in rows)


def test_settings_are_a_click_away(qtbot: QtBot, page: AboutPage) -> None:
    with qtbot.waitSignal(page.go) as went:
        desk.click(page, "Settings")
    assert went.args == ["settings"]


def test_the_keyboard_can_scroll_it(qtbot: QtBot, page: AboutPage) -> None:
    desk.only(page, QPlainTextEdit).setFocus()
    QTest.keyClick(page.focusWidget(), Qt.Key.Key_Tab)
    assert page.focusWidget().accessibleName() == "Open folder"
    QTest.keyClick(page.focusWidget(), Qt.Key.Key_PageDown)
    assert page.verticalScrollBar().value() > 0


def test_the_folder_is_opened(
    qtbot: QtBot, page: AboutPage, model: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []
    monkeypatch.setattr(folder, "open_path", opened.append)
    desk.click(page, "Open folder")
    assert opened == [model.folder.root]


@pytest.mark.parametrize(("width", "height", "scale"), desk.SIZES)
def test_nothing_is_clipped(
    qtbot: QtBot, look: Look, tmp_path: Path, width: int, height: int, scale: float
) -> None:
    look.set_scale(scale)
    page = AboutPage(look, desk.make_plain_model(tmp_path / ("long" * 40)))
    desk.shown(qtbot, page, width, height)
    assert desk.clipped(page) == []
    assert desk.only(page, QPlainTextEdit).verticalScrollBar().maximum() == 0  # all of it is seen
    assert desk.unnamed(page) == []


@pytest.mark.parametrize("choice", ["light", "dark"])
def test_it_follows_the_theme(page: AboutPage, look: Look, choice: str) -> None:
    look.choose(choice)
    desk.settle()
    assert desk.corner(page) == look.colours.bg
