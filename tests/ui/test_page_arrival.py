"""A file that somebody sent: dropped, double-clicked, looked at, and installed with one key."""

import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from hipflex_gui.ui.look import Look
from hipflex_gui.ui.model import Model
from hipflex_gui.ui.pages.arrival import ArrivalPage
from hipflex_gui.ui.pages.sharing import ask_target, share
from tests.parcels import FILES, ROLL, SENT, files_of, filled, shared, zipped
from tests.ui import desk
from tests.ui.windowed import Desk

# Qt 6.12 wants places as fractions, and before it there was no such constructor
pytestmark = pytest.mark.filterwarnings("ignore:Function. 'QDrag:DeprecationWarning")

look = desk.look
ROOT = Path(__file__).parents[2]
MINE = b"movement: my-roll\nname: My own roll\nsteps: [Roll.]\n"


@pytest.fixture
def model(tmp_path: Path) -> Model:
    return desk.make_plain_model(tmp_path / "data")


@pytest.fixture
def sent(tmp_path: Path) -> Path:
    return shared(filled(tmp_path / "sender"), "my-hips", tmp_path / "hips.hipflex")


@pytest.fixture
def page(qtbot: QtBot, look: Look, model: Model, sent: Path) -> ArrivalPage:
    page = ArrivalPage(look, model)
    page.show_file(sent)
    return desk.shown(qtbot, page)


# -- the page


def test_it_says_what_is_in_the_file_and_does_nothing_yet(page: ArrivalPage, model: Model) -> None:
    head, detail, foot, *parts = desk.texts(page)
    assert head == "Install My hips?"
    assert detail == "From hips.hipflex: 4 steps, 4 min, 3 movement files, 1 picture"
    assert foot == "It goes to your own sessions and movements. Nothing is lost."
    assert parts == [
        *("Session My hips", "New", "Movement Nod", "New", "Movement Rest", "New"),
        *("Movement Shoulder roll", "New", "Picture roll.png, 1 KB", "New"),
    ]
    assert desk.names(page) == ["Install", "Never mind"]
    assert not model.folder.root.exists()
    assert "Install My hips?" in page.accessibleName()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_enter_installs_it(qtbot: QtBot, page: ArrivalPage, model: Model, key: Qt.Key) -> None:
    with qtbot.waitSignal(page.arrived) as arrived:
        QTest.keyClick(page, key)
    assert arrived.args == ["plan", "my-hips"]
    assert files_of(model.folder.root) == SENT
    assert model.catalogue.sessions["my-hips"].own


def test_escape_leaves_everything_as_it_is(qtbot: QtBot, page: ArrivalPage, model: Model) -> None:
    with qtbot.waitSignal(page.closed):
        QTest.keyClick(page, Qt.Key.Key_Escape)
    with qtbot.waitSignal(page.closed):
        desk.click(page, "Never mind")
    assert not model.folder.root.exists()


def test_what_is_there_already_is_shown(
    qtbot: QtBot, page: ArrivalPage, model: Model, sent: Path
) -> None:
    page.enter()
    page.show_file(sent)
    assert desk.texts(page)[0] == "My hips"
    assert desk.texts(page)[-1] == "Everything in it is there already."
    assert desk.names(page) == ["Show it", "Never mind"]
    before = files_of(model.folder.root)
    with qtbot.waitSignal(page.arrived) as arrived:
        page.enter()
    assert arrived.args == ["plan", "my-hips"]
    assert files_of(model.folder.root) == before


@pytest.mark.parametrize("button", ["Keep both", "Replace"])
def test_what_differs_is_asked_about(
    qtbot: QtBot, page: ArrivalPage, model: Model, sent: Path, button: str
) -> None:
    filled(model.folder.root, {"movements/my-roll.yaml": MINE})
    page.show_file(sent)
    desk.settle()
    assert "Another one is there already, so this becomes my-roll-2" in desk.texts(page)
    assert desk.names(page) == ["Keep both", "Replace", "Never mind"]
    with qtbot.waitSignal(page.arrived):
        desk.click(page, button)
    files = files_of(model.folder.root)
    if button == "Replace":
        assert files["movements/my-roll.yaml"] == ROLL.encode()
        assert files["movements/my-roll.yaml.bak"] == MINE
    else:
        assert files["movements/my-roll.yaml"] == MINE
        assert "movements/my-roll-2.yaml" in files


def test_a_movement_alone_leads_to_its_page(
    qtbot: QtBot, page: ArrivalPage, tmp_path: Path
) -> None:
    path = tmp_path / "my-nod.yaml"
    path.write_text("movement: my-nod\nname: Nod\nsteps: [Nod.]\n")
    page.show_file(path)
    assert desk.texts(page)[:2] == ["Install Nod?", "From my-nod.yaml: 1 movement file"]
    with qtbot.waitSignal(page.arrived) as arrived:
        page.enter()
    assert arrived.args == ["movement", "my-nod"]


def test_mistakes_are_told_and_nothing_can_be_installed(
    qtbot: QtBot, page: ArrivalPage, tmp_path: Path, model: Model
) -> None:
    files = {**SENT, "sessions/my-hips.yaml": b"name: x\nsteps: [my-roll, low-lung]\n"}
    page.show_file(zipped(tmp_path / "bad.hipflex", files))
    desk.settle()
    said = desk.texts(page)
    assert said[0] == "Nod"
    assert (
        "sessions/my-hips.yaml, line 2: No movement is called 'low-lung'. Did you mean low-lunge?"
        in said
    )
    assert "It has mistakes, so nothing of it can be installed." in said
    assert desk.names(page) == ["Never mind"]
    with qtbot.waitSignal(page.closed):
        QTest.keyClick(page, Qt.Key.Key_Return)
    assert not model.folder.root.exists()


def test_what_cannot_be_opened_is_a_sentence(page: ArrivalPage, tmp_path: Path) -> None:
    path = tmp_path / "odd.hipflex"
    path.write_text("Dear diary")
    page.show_file(path)
    assert desk.texts(page) == [
        "odd.hipflex",
        "odd.hipflex cannot be opened: it is no file of this program.",
    ]
    assert desk.names(page) == ["Never mind"]
    page.show_file(tmp_path / "gone.hipflex")
    assert desk.texts(page)[1].startswith("There is no file ")


def test_a_failure_is_said_and_the_question_stays(page: ArrivalPage, model: Model) -> None:
    model.folder.root.mkdir()
    model.folder.movements.write_text("mine")
    page.enter()
    assert "There is a file where a folder should be" in desk.said(page)
    assert files_of(model.folder.root) == {"movements": b"mine"}
    assert "Install" in desk.names(page)


def test_names_from_a_file_are_never_markup(page: ArrivalPage, tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text("session: x\nname: <b>Big</b>\nsteps: [low-lunge]\n")
    page.show_file(path)
    assert "Install <b>Big</b>?" in desk.texts(page)
    assert desk.all_plain(page)


@pytest.mark.parametrize(("width", "height", "scale"), desk.SIZES)
@pytest.mark.parametrize("choice", ["light", "dark"])
def test_everything_has_room(
    qtbot: QtBot, qapp: QApplication, model: Model, sent: Path, choice: str,
    width: int, height: int, scale: float,
) -> None:  # fmt: skip
    filled(model.folder.root, {"movements/my-roll.yaml": MINE})
    page = ArrivalPage(desk.make_look(qapp, scale, choice), model)
    page.show_file(sent)
    desk.shown(qtbot, page, width, height)
    assert desk.clipped(page) == []
    assert desk.unnamed(page) == []


# -- the window


def dragged(over: QWidget, urls: Iterable[str]) -> bool:
    """Drag files over a part of a window and let go; tell whether they were welcome."""
    data = QMimeData()
    data.setUrls([QUrl(url) for url in urls])
    where = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton)
    modifiers = Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(9, 9), *where, modifiers)
    enter.ignore()
    QApplication.sendEvent(over, enter)
    if enter.isAccepted():
        QApplication.sendEvent(over, QDropEvent(QPointF(9, 9), *where, modifiers))
    return enter.isAccepted()


def url(path: Path) -> str:
    return QUrl.fromLocalFile(str(path)).toString()


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Desk:
    return Desk(qtbot, tmp_path / "data")


def test_a_file_dropped_anywhere_is_looked_at_and_then_its_plan_is_shown(
    window: Desk, sent: Path
) -> None:
    assert dragged(window.window.desk.page("today"), [url(sent)])
    assert window.page == "arrival"
    QTest.keyClick(window.window.desk.page("arrival"), Qt.Key.Key_Return)
    assert window.page == "plan"
    assert "My hips" in desk.texts(window.window.desk.page("plan"))
    window.window.desk.back()
    assert window.page == "today"


def test_never_mind_leads_back_to_where_one_was(window: Desk, sent: Path) -> None:
    window.window.go("library")
    window.window.open_file(sent)
    window.window.open_file(sent)
    QTest.keyClick(window.window.desk.page("arrival"), Qt.Key.Key_Escape)
    assert window.page == "library"


def test_only_files_of_this_computer_that_can_be_opened_are_welcome(
    window: Desk, tmp_path: Path
) -> None:
    over = window.window.desk
    for one in ("https://example.org/x.hipflex", url(tmp_path / "x.zip"), "file://server/x.exe"):
        assert not dragged(over, [one])
    assert not dragged(over, [])
    assert window.page == "today"


def test_of_several_files_the_first_is_opened_and_that_is_said(
    window: Desk, sent: Path, tmp_path: Path
) -> None:
    session = tmp_path / "x.YAML"
    session.write_text("name: First\nsteps: [low-lunge]\n")
    assert dragged(window.window, [url(tmp_path / "x.zip"), url(session), url(sent)])
    assert "Install First?" in desk.texts(window.window.desk.page("arrival"))
    said = window.window.notice.accessibleDescription()
    assert said == "One file at a time, please. This is the first of them."


def test_a_session_under_way_is_not_disturbed(window: Desk, sent: Path) -> None:
    window.start()
    window.window.open_file(sent)
    assert window.page == "player"
    assert "A session is under way" in window.window.player.notice.accessibleDescription()


OPENED = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from hipflex_gui.paths import UserFolder
from hipflex_gui.ui import app, start
from hipflex_gui.ui.window import MainWindow
MainWindow.open_file = lambda self, path: print("opened", path.name)
furnish = app.furnish
def furnished(qt, frame, folder, doorbell, wanted):
    leave = furnish(qt, frame, folder, doorbell, wanted)
    doorbell.rung.emit(sys.argv[3])
    QTimer.singleShot(0, qt.quit)
    return leave
app.furnish = furnished
sys.exit(start.main(UserFolder(Path(sys.argv[1])), sys.argv[2]))
"""


def test_a_double_click_opens_it_in_the_window_that_is_there_or_in_a_new_one(
    tmp_path: Path,
) -> None:
    files = [str(tmp_path / name) for name in ("one.hipflex", "two.HIPFLEX")]
    done = subprocess.run(
        [sys.executable, "-c", OPENED, str(tmp_path / "data"), *files],
        cwd=ROOT,
        env=dict(os.environ),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == ["opened one.hipflex", "opened two.HIPFLEX"]


# -- sharing


def test_a_session_is_shared_to_the_file_that_is_chosen(tmp_path: Path, qtbot: QtBot) -> None:
    model = desk.make_plain_model(filled(tmp_path / "data", FILES).root)
    widget = QWidget()
    qtbot.addWidget(widget)
    asked: list[Path] = []

    def chosen(_parent: QWidget, proposed: Path) -> str:
        asked.append(proposed)
        return str(tmp_path / "for you")

    said = share(widget, model, "my-hips", chosen)
    target = tmp_path / "for you.hipflex"
    assert said == f"Wrote My hips to {target}. Whoever gets the file opens it with Hipflex."
    assert target.is_file()
    assert asked == [Path.home() / "my-hips.hipflex"]
    share(widget, model, "my-hips", chosen)
    assert (tmp_path / "for you-2.hipflex").is_file()


def test_what_cannot_be_shared_is_a_sentence_or_nothing(tmp_path: Path, qtbot: QtBot) -> None:
    model = desk.make_plain_model(filled(tmp_path / "data", FILES).root)
    widget = QWidget()
    qtbot.addWidget(widget)
    assert share(widget, model, "my-hips", lambda *_asked: "") == ""
    assert share(widget, model, "gone", lambda *_asked: "x") == "There is no session called gone."
    (model.folder.movements / "roll.png").unlink()
    target = tmp_path / "x.hipflex"
    said = share(widget, model, "my-hips", lambda *_asked: str(target))
    assert said == "The picture 'roll.png' of Shoulder roll cannot be sent: there is no such file."
    assert not target.exists()


def test_the_dialogue_asks_for_such_a_file(
    monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, tmp_path: Path
) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    asked: list[object] = []

    def dialogue(*words: object) -> tuple[str, str]:
        asked.extend(words)
        return "chosen", ""

    monkeypatch.setattr("PySide6.QtWidgets.QFileDialog.getSaveFileName", dialogue)
    assert ask_target(widget, tmp_path / "x.hipflex") == "chosen"
    assert asked[2:] == [str(tmp_path / "x.hipflex"), "Hipflex sessions (*.hipflex)"]
