"""The question before exercises of another program come in: what comes, and what stays behind."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hipflex_gui.ui.look import Look
from hipflex_gui.ui.model import Model
from hipflex_gui.ui.pages.bringing_in import BringInPage
from tests.ui import desk

look, model = desk.look, desk.model
DATA = Path(__file__).parents[1] / "data"
WORKRAVE, JSON = DATA / "workrave" / "exercises.xml", DATA / "exercises.json"
Key = Qt.Key


class Heard:
    def __init__(self, page: BringInPage) -> None:
        self.words: list[str] = []
        page.brought.connect(lambda session: self.words.append(f"brought {session}"))
        page.closed.connect(lambda: self.words.append("closed"))


def page_of(qtbot: QtBot, look: Look, model: Model, path: Path) -> BringInPage:
    page = BringInPage(look, model)
    page.show_file(path)
    return desk.shown(qtbot, page, 1100, 720)


def files(model: Model) -> list[str]:
    return sorted(path.name for path in model.folder.root.rglob("*.yaml"))


def test_it_says_what_comes_and_what_stays(qtbot: QtBot, look: Look, model: Model) -> None:
    page = page_of(qtbot, look, model, WORKRAVE)
    words = desk.texts(page)
    assert words[0] == "Bring in 10 exercises?"
    assert words[1].startswith("Shoulder-arm stretch, Finger stretch, Neck tilt stretch, ")
    assert words[1].endswith(
        "Train focusing the eyes and 4 more. They join your movements, and a session does them all"
        " in order."
    )
    assert words[2] == "What changes or stays behind"
    assert "20 pictures were left behind, and when each is shown." in words
    assert desk.names(page) == ["Bring in", "Never mind"]
    assert page.accessibleName() == words[0]
    assert desk.all_plain(page)
    assert files(model) == []


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Enter])
def test_enter_brings_it_in(qtbot: QtBot, look: Look, model: Model, key: Qt.Key) -> None:
    page = page_of(qtbot, look, model, WORKRAVE)
    heard = Heard(page)
    QTest.keyClick(page, key)
    assert heard.words == ["brought workrave"]
    assert len(files(model)) == 11
    assert model.catalogue.sessions["workrave"].session
    assert "workrave-turn-your-head" in model.catalogue.movements


def test_esc_leaves_everything_as_it_is(qtbot: QtBot, look: Look, model: Model) -> None:
    page = page_of(qtbot, look, model, WORKRAVE)
    heard = Heard(page)
    QTest.keyClick(page, Key.Key_Escape)
    desk.click(page, "Never mind")
    assert heard.words == ["closed", "closed"]
    assert files(model) == []


def test_json_comes_without_a_session(qtbot: QtBot, look: Look, model: Model) -> None:
    page = page_of(qtbot, look, model, JSON)
    heard = Heard(page)
    assert desk.texts(page)[1] == (
        "Wall calf lean, Slow bag lift, Stair stroll. They join your movements, for your own"
        " sessions."
    )
    desk.click(page, "Bring in")
    assert heard.words == ["brought "]
    assert len(files(model)) == 3


def test_the_second_time_there_is_nothing_to_do(qtbot: QtBot, look: Look, model: Model) -> None:
    page = page_of(qtbot, look, model, JSON)
    desk.click(page, "Bring in")
    assert page.ask(JSON)
    desk.settle()
    heard = Heard(page)
    assert desk.texts(page)[0] == "All of this is here already"
    assert desk.names(page) == ["Back"]
    QTest.keyClick(page, Key.Key_Return)
    assert heard.words == ["closed"]


def test_many_sentences_are_counted(qtbot: QtBot, look: Look, model: Model, tmp_path: Path) -> None:
    entry = {"name": "Reach", "instructions": ["Up."], **{f"key{n:02}": 1 for n in range(20)}}
    (tmp_path / "x.json").write_text(json.dumps(entry), encoding="utf-8")
    page = page_of(qtbot, look, model, tmp_path / "x.json")
    words = desk.texts(page)
    assert words[0] == "Bring in 1 exercise?"
    assert "Reach: 'key11' means nothing here." in words
    assert "Reach: 'key12' means nothing here." not in words
    assert "and 9 more" in words


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("history.csv", "id,day\n", "There are no exercises in this file."),
        ("bad.xml", "<exercises>", "not whole"),
    ],
)
def test_a_file_without_exercises_says_why(
    qtbot: QtBot, look: Look, model: Model, tmp_path: Path, name: str, text: str, said: str
) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    page = page_of(qtbot, look, model, path)
    heard = Heard(page)
    assert page.accessibleName() == name
    assert said in page.accessibleDescription()
    assert desk.names(page) == ["Back"]
    QTest.keyClick(page, Key.Key_Return)
    assert heard.words == ["closed"]
    assert files(model) == []


def test_a_folder_that_cannot_be_written_is_told_and_one_may_try_again(
    qtbot: QtBot, look: Look, model: Model
) -> None:
    page = page_of(qtbot, look, model, JSON)
    heard = Heard(page)
    (model.folder.root / "movements").write_text("in the way", encoding="utf-8")
    desk.click(page, "Bring in")
    desk.settle()
    assert any("There is a file where a folder should be" in text for text in desk.texts(page))
    assert heard.words == []
    (model.folder.root / "movements").unlink()
    desk.click(page, "Bring in")
    assert heard.words == ["brought "]


@pytest.mark.parametrize(("width", "height", "scale"), desk.WINDOWS)
@pytest.mark.parametrize("path", [WORKRAVE, JSON])
def test_all_words_have_their_room(
    qtbot: QtBot,
    qapp: QApplication,
    model: Model,
    path: Path,
    width: int,
    height: int,
    scale: float,
) -> None:
    page = BringInPage(desk.make_look(qapp, scale), model)
    page.show_file(path)
    desk.shown(qtbot, page, width, height)
    assert desk.clipped(page) == []
    assert desk.unnamed(page) == []
