"""My sessions lists the user's files, says what is wrong with some, and begins new ones."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from hipflex_gui.ui.model import Model
from hipflex_gui.ui.pages.ownfiles import OwnRow
from hipflex_gui.ui.pages.sessions import SessionsPage
from hipflex_gui.ui.theme import DARK, LIGHT
from hipflex_gui.ui.widgets.rows import ProblemRow
from tests.ui import desk

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True)

BROKEN = "name: Evening\nsteps:\n  - figure-four-chiar\n  - {name: A, for: 10s, stpes: [Go.]}\n"
WARNED = """\
name: Hurried
pace: {switch: 1s}
steps: [figure-four-chair]
"""
ALL = {
    **desk.FILES,
    "sessions/broken.yaml": BROKEN,
    "sessions/chair-5.yaml": desk.session_file("My own chair", "chair", 60),
    "sessions/hurried.yaml": WARNED,
    "movements/odd.yaml": "movement: odd\nnme: Odd\n",
}


@pytest.fixture
def model(tmp_path: Path) -> Model:
    return desk.make_model(tmp_path, ALL, shipped=True)


@pytest.fixture
def page(qapp: QApplication, qtbot: QtBot, model: Model) -> SessionsPage:
    return desk.shown(qtbot, SessionsPage(desk.make_look(qapp), model))


@pytest.fixture
def empty(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> SessionsPage:
    return desk.shown(
        qtbot, SessionsPage(desk.make_look(qapp), desk.make_model(tmp_path / "none", {}))
    )


def names(page: SessionsPage) -> list[str]:
    rows = [row.accessibleName() for row in page.findChildren(OwnRow) if row.isVisible()]
    return sorted(rows)


def problems(page: SessionsPage) -> dict[str, str]:
    rows = [row for row in page.findChildren(ProblemRow) if row.isVisible()]
    return {row.accessibleName(): desk.said(row) for row in rows}


def test_only_the_users_own_are_listed(page: SessionsPage) -> None:
    assert names(page) == sorted(
        [
            "Chair rest",
            "Chair rest, long",
            "Wall lean",
            "<b>Floor</b> & mat",
            "My own chair",
            "Hurried",
        ]
    )
    (row,) = (row for row in page.findChildren(OwnRow) if row.accessibleName() == "My own chair")
    assert "Takes the place of the one that came with Hipflex." in desk.said(row)
    (row,) = (row for row in page.findChildren(OwnRow) if row.accessibleName() == "Hurried")
    assert "Line 3: Its cue takes 3 s to read, and the switch lasts 1 s." in desk.said(row)


def test_what_is_wrong_is_said_with_lines_and_help(page: SessionsPage) -> None:
    rows = problems(page)
    assert set(rows) == {"broken.yaml", "odd.yaml"}
    words = rows["broken.yaml"]
    assert "Cannot start: 2 problems in this file" in words
    assert words.index("line 3") < words.index("line 4")
    assert "No movement is called 'figure-four-chiar'. Did you mean figure-four-chair?" in words
    assert "Did you mean steps?" in words
    assert "Cannot be used: 2 problems in this file" in rows["odd.yaml"]


def test_a_row_starts_shows_and_opens(
    page: SessionsPage, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Path] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", taker(asked))
    with qtbot.waitSignal(page.start) as started:
        desk.button(page, "Start: Wall lean").click()
    assert started.args == ["stand"]
    with qtbot.waitSignal(page.plan) as planned:
        desk.button(page, "See the steps: Wall lean").click()
    assert planned.args == ["stand"]
    edit = desk.button(page, "Open in the text editor: Wall lean")
    edit.setFocus()
    QTest.keyClick(edit, Qt.Key.Key_Return)
    row = next(one for one in page.findChildren(ProblemRow) if one.accessibleName() == "odd.yaml")
    row.acted.emit()
    assert asked == [tmp_path / "sessions/stand.yaml", tmp_path / "movements/odd.yaml"]


def test_the_folder_is_made_and_opened(
    empty: SessionsPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Path] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", taker(asked))
    folder = tmp_path / "none/sessions"
    assert not folder.exists()
    desk.button(empty, "Open folder").click()
    assert folder.is_dir()
    assert asked == [folder]
    assert str(folder) in desk.said(empty)


def test_a_folder_that_cannot_be_made_or_opened_is_said(
    empty: SessionsPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: False)
    desk.button(empty, "Open folder").click()
    assert f"No program here opens {tmp_path / 'none/sessions'}" in desk.said(empty)
    (tmp_path / "none/sessions").rmdir()
    (tmp_path / "none").rmdir()
    (tmp_path / "none").write_text("a file", encoding="utf-8")
    desk.button(empty, "Open folder").click()
    assert "There is a file where a folder should be" in desk.said(empty)


def test_a_new_session_is_made_by_keys_alone(empty: SessionsPage, tmp_path: Path) -> None:
    assert "No sessions of your own yet" in desk.said(empty)
    empty.new.setFocus()
    QTest.keyClick(empty.new, Qt.Key.Key_Return)
    field = empty.form.field
    assert field.hasFocus()
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert "The name needs at least one letter" in desk.said(empty)
    QTest.keyClicks(field, "Evening <b>hips</b>")
    edited: list[Path] = []
    empty.edit.connect(edited.append)
    QTest.keyClick(field, Qt.Key.Key_Return)
    desk.settle()
    path = tmp_path / "none/sessions/evening-b-hips-b.yaml"
    assert edited == [path]  # the studio opens it
    assert path.is_file()
    assert not empty.form.isVisible()
    assert empty.new.hasFocus()


def test_a_session_is_edited_copied_and_shared(page: SessionsPage, tmp_path: Path) -> None:
    edited: list[Path] = []
    page.edit.connect(edited.append)
    desk.click(page, "Edit: Wall lean")
    desk.click(page, "Duplicate: Wall lean")
    copy = tmp_path / "sessions/my-stand.yaml"
    assert edited == [tmp_path / "sessions/stand.yaml", copy]
    lines = copy.read_text("utf-8").splitlines()
    assert lines[:2] == ["session: my-stand", "name: My Wall lean"]
    desk.settle()
    assert "My Wall lean" in names(page)
    target = tmp_path / "wall.hipflex"
    page.ask_target = lambda *_asked: str(target)
    desk.click(page, "Share: Wall lean")
    assert target.is_file()
    assert str(target) in desk.said(page)


def test_a_file_to_open_is_asked_for(page: SessionsPage, tmp_path: Path) -> None:
    wanted: list[Path] = []
    page.open_file.connect(wanted.append)
    answers = [str(tmp_path / "x.hipflex"), ""]
    page.ask_file = lambda *_asked: answers.pop(0)
    desk.click(page, "Open a file")
    desk.click(page, "Open a file")
    assert wanted == [tmp_path / "x.hipflex"]


def test_movements_of_ones_own_are_edited_and_begun(page: SessionsPage, tmp_path: Path) -> None:
    path = tmp_path / "movements/lean.yaml"
    path.write_text("movement: lean\nname: Long lean\nsteps: [Lean.]\n", "utf-8")
    page.model.reload()
    desk.settle()
    edited: list[str] = []
    page.edit_movement.connect(edited.append)
    page.movement.connect(edited.append)
    desk.click(page, "Edit Long lean")
    desk.click(page, "See Long lean")
    desk.click(page, "New movement")
    assert edited == ["lean", "lean", ""]


def test_a_broken_session_is_mended_in_the_studio(page: SessionsPage, tmp_path: Path) -> None:
    edited: list[Path] = []
    page.edit.connect(edited.append)
    row = next(
        row for row in page.findChildren(ProblemRow) if row.accessibleName() == "broken.yaml"
    )
    row.acted.emit()
    assert edited == [tmp_path / "sessions/broken.yaml"]


def test_a_name_that_is_taken_is_said_and_nothing_is_lost(
    page: SessionsPage, tmp_path: Path
) -> None:
    before = (tmp_path / "sessions/stand.yaml").read_bytes()
    page.new.click()
    page.form.field.setText("Stand")
    page.form.make.click()
    assert "There is a session file" in desk.said(page)
    assert page.form.isVisible()
    assert (tmp_path / "sessions/stand.yaml").read_bytes() == before


def test_never_mind(page: SessionsPage) -> None:
    page.new.click()
    assert not page.new.isVisible()  # one filled button at a time
    QTest.keyClick(page.form.field, Qt.Key.Key_Escape)
    assert page.new.isVisible()
    page.new.click()
    desk.button(page, "Cancel").click()
    assert not page.form.isVisible()


def test_files_are_read_again(page: SessionsPage, model: Model, tmp_path: Path) -> None:
    (tmp_path / "sessions/broken.yaml").write_text(
        desk.session_file("Mended", "chair", 60), encoding="utf-8"
    )
    with_changes = []
    model.changed.connect(lambda: with_changes.append(True))
    QTest.keyClick(page, Qt.Key.Key_F5)
    desk.settle()
    assert with_changes
    assert "Mended" in names(page)
    assert set(problems(page)) == {"odd.yaml"}
    assert "Read again: 7 sessions of yours." in desk.said(page)


def test_the_path_can_be_selected_and_the_check_is_named(page: SessionsPage) -> None:
    (path,) = (one for one in page.findChildren(QLabel) if one.text().endswith("/sessions"))
    assert path.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByKeyboard
    assert "hipflex check FILE" in desk.said(page)


def test_words_of_files_are_plain(page: SessionsPage) -> None:
    assert desk.all_plain(page)


@pytest.mark.parametrize(("width", "height", "scale"), desk.SIZES)
def test_nothing_is_clipped(
    qapp: QApplication, qtbot: QtBot, model: Model, width: int, height: int, scale: float
) -> None:
    page = desk.shown(qtbot, SessionsPage(desk.make_look(qapp, scale), model), width, height)
    assert desk.clipped(page) == []
    assert desk.unnamed(page) == []
    page.new.click()
    page.form.make.click()
    assert desk.clipped(page) == []


def test_light_and_dark(qapp: QApplication, qtbot: QtBot, model: Model) -> None:
    look = desk.make_look(qapp)
    page = desk.shown(qtbot, SessionsPage(look, model))
    assert desk.corner(page) == LIGHT.bg
    look.choose("dark")
    desk.settle()
    assert desk.corner(page) == DARK.bg


def taker(asked: list[Path]) -> object:
    """Return what stands in for the desktop: it remembers what it was asked to open."""

    def take(url: QUrl) -> bool:
        asked.append(Path(url.toLocalFile()))
        return True

    return take
