"""The studio: one text, and all panes in step with it."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from hipflex_gui.ui.model import Model
from hipflex_gui.ui.pages.studio import StudioPage
from tests.ui import desk

if TYPE_CHECKING:
    from hipflex_gui.timeline import Timeline

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True)

TEXT = """\
# from my physiotherapist
name: Evening hips
steps:
  # slowly
  - low-lunge  # both knees padded

  - do: figure-four-chair
    for: 30s   # no more
  - rest: 20s
"""
BROKEN = TEXT.replace("low-lunge", "low-lung")
KEY = Qt.Key
CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


@pytest.fixture
def model(tmp_path: Path) -> Model:
    return desk.make_model(tmp_path, {"sessions/evening.yaml": TEXT}, shipped=True)


@pytest.fixture
def file(model: Model) -> Path:
    return model.folder.sessions / "evening.yaml"


@pytest.fixture
def page(qapp: QApplication, qtbot: QtBot, model: Model, file: Path) -> StudioPage:
    page = StudioPage(desk.make_look(qapp), model)
    page.show_file(file)
    desk.shown(qtbot, page)
    page.resize(1036, 720)
    return page


def type_at(page: StudioPage, line: int, text: str) -> None:
    """Type at the end of a line of the text."""
    page.text.go_to(line)
    page.text.setFocus()
    QTest.keyClick(page.text.field, KEY.Key_End)
    QTest.keyClicks(page.text.field, text)


def rows(page: StudioPage) -> list[str]:
    assert page.draft
    return [row.name or str(row.kind) for row in page.draft.rows]


def lines_of(path: Path) -> list[str]:
    return path.read_text("utf-8").splitlines()


def test_all_panes_show_the_file(page: StudioPage) -> None:
    assert rows(page) == ["Low lunge", "Chair figure four", "rest"]
    assert page.header.name.text() == "Evening hips"
    assert page.text.text() == TEXT
    assert page.steps.steps.rowCount() == 3
    assert page.header.problems.isHidden()


def test_a_movement_is_added_from_the_palette_after_the_chosen_step(
    page: StudioPage, file: Path
) -> None:
    page.summary.chosen.emit(0)
    page.palette_pane.search()
    QTest.keyClicks(page.palette_pane.field, "hinge")
    QTest.keyClick(page.palette_pane.field, KEY.Key_Return)
    assert rows(page) == ["Low lunge", "Standing hip hinge", "Chair figure four", "rest"]
    page.save()
    assert "  - standing-hip-hinge" in lines_of(file)


def test_with_no_step_chosen_it_comes_last(page: StudioPage) -> None:
    page.palette_pane.added.emit("standing-hip-hinge")
    assert rows(page)[-1] == "Standing hip hinge"


def test_undo_after_adding_takes_the_step_back_and_not_the_search(page: StudioPage) -> None:
    QShortcut(QKeySequence("Ctrl+Z"), page, page.undo)  # the desk's
    field = page.palette_pane.field
    page.palette_pane.search()
    QTest.keyClicks(field, "hinge")
    QTest.keyClick(field, KEY.Key_Return)
    QTest.keyClick(field, KEY.Key_Z, CTRL)
    assert page.text.text() == TEXT
    assert field.text() == "hinge"
    QTest.keyClicks(field, "s")
    QTest.keyClick(field, KEY.Key_Z, CTRL)
    assert field.text() != "hinges"


def test_undo_leaves_name_and_details_for_the_text_once_they_are_told(page: StudioPage) -> None:
    QShortcut(QKeySequence("Ctrl+Z"), page, page.undo)
    page.header.details_button.click()
    for field in (page.header.name, page.details.summary):
        field.setFocus()
        QTest.keyClicks(field, "x")
        QTest.keyClick(field, KEY.Key_Return)
        assert page.text.text() != TEXT
        QTest.keyClick(field, KEY.Key_Z, CTRL)
        assert page.text.text() == TEXT


def test_what_is_typed_in_a_field_is_saved_with_the_rest(page: StudioPage, file: Path) -> None:
    page.header.name.setFocus()
    QTest.keyClicks(page.header.name, "Late ")
    page.save()
    assert "name: Late Evening hips" in lines_of(file)
    page.summary.chosen.emit(1)
    page.steps.edit("for")
    dose = page.steps.view.editor.fields["for"].controls()[0]
    assert isinstance(dose, QLineEdit)
    dose.selectAll()
    QTest.keyClicks(dose, "45")
    page.hide()
    assert "    for: 45s   # no more" in lines_of(file)


def test_f6_passes_over_the_list_while_it_rests(page: StudioPage) -> None:
    page.palette_pane.search()
    QTest.keyClick(page, KEY.Key_F6)
    assert page.steps.view.hasFocus()
    assert page.steps.row == 0  # and one sees it
    page.palette_pane.search()
    type_at(page, 3, " [")
    page.palette_pane.search()
    QTest.keyClick(page, KEY.Key_F6)
    assert page.text.field.hasFocus()
    assert page.header.name.text() == "Evening hips"


def test_text_and_list_are_edited_in_turns_and_comments_stay(page: StudioPage, file: Path) -> None:
    type_at(page, 8, " # really")
    page.steps.value_changed.emit((1,), "for", "45s")
    type_at(page, 2, " and knees")
    page.steps.moved.emit((0,), (2,))
    page.steps.value_changed.emit((1,), "sets", "2")
    page.steps.removed.emit((2,))
    page.save()
    assert file.read_text("utf-8") == (
        "# from my physiotherapist\n"
        "name: Evening hips and knees\n"
        "steps:\n"
        "\n"
        "  - do: figure-four-chair\n"
        "    for: 45s   # no more # really\n"
        "  # slowly\n"
        "  - do: low-lunge  # both knees padded\n"
        "    sets: 2\n"
    )


def test_undo_takes_back_edits_of_both_kinds_in_turn(page: StudioPage) -> None:
    page.steps.value_changed.emit((1,), "for", "45s")
    type_at(page, 2, "!")
    page.steps.moved.emit((2,), (0,))
    texts = [page.text.text()]
    for _step in range(3):
        page.undo()
        texts.append(page.text.text())
    assert texts[3] == TEXT
    assert len(set(texts)) == 4
    for _step in range(3):
        page.redo()
    assert page.text.text() == texts[0]


def test_a_step_is_chosen_in_all_panes(page: StudioPage) -> None:
    page.summary.chosen.emit(1)
    assert page.steps.view.row == 1
    assert page.text.field.textCursor().blockNumber() == 6
    page.text.go_to(9)
    assert page.steps.view.row == 2


def test_a_problem_is_shown_everywhere_and_mended_with_one_key(
    page: StudioPage, file: Path
) -> None:
    page.text.apply(BROKEN)
    assert page.header.problems.label == "1 problem"
    assert page.draft
    assert page.draft.rows[0].broken
    page.save()
    assert lines_of(file) == TEXT.splitlines()  # the last good version stays
    QTest.keyClick(page, KEY.Key_F8)
    QTest.keyClick(page.text.field, KEY.Key_Period, CTRL)
    assert page.text.text() == TEXT
    page.save()
    assert not list(file.parent.glob(".*.draft"))


def test_what_was_not_finished_is_there_the_next_time(
    qapp: QApplication, qtbot: QtBot, page: StudioPage, model: Model, file: Path
) -> None:
    page.text.apply(BROKEN)
    page.keeper.close()
    again = StudioPage(desk.make_look(qapp), model)
    again.show_file(file)
    desk.shown(qtbot, again)
    assert again.text.text() == BROKEN
    again.banner.acted.emit()
    assert again.text.text() == TEXT
    assert not list(file.parent.glob(".*.draft"))


def test_leaving_the_page_saves(page: StudioPage, file: Path, model: Model) -> None:
    type_at(page, 2, " again")
    page.hide()
    assert "name: Evening hips again" in lines_of(file)
    assert model.catalogue.sessions["evening"].name == "Evening hips again"


def test_a_session_that_gets_another_id_is_not_listed_twice(
    page: StudioPage, file: Path, model: Model
) -> None:
    page.text.apply(TEXT.replace("name:", "session: other\nname:"))
    page.save()
    assert [one.id for one in model.catalogue.sessions.values() if one.file == file] == ["other"]


def test_a_mended_file_has_no_problem_left(page: StudioPage, file: Path, model: Model) -> None:
    bad = file.with_name("bad.yaml")
    for broken in ("", "# only this\n", "name: [\n", BROKEN):
        bad.write_text(broken, "utf-8")
        model.reload()
        page.show_file(bad)
        page.text.apply(TEXT.replace("Evening", "Bad"))
        page.save()
        assert model.catalogue.sessions["bad"].session
        assert model.catalogue.problems == ()
        page.keeper.close()


def test_a_change_from_outside_is_taken_over(page: StudioPage, file: Path) -> None:
    other = TEXT.replace("20s", "25s")
    file.write_text(other, "utf-8")
    page.keeper.look()
    assert page.text.text() == other
    assert page.banner.isVisible()
    page.undo()
    assert page.text.text() == TEXT


def test_changes_of_other_lines_come_together(page: StudioPage, file: Path) -> None:
    type_at(page, 2, " mine")
    file.write_text(TEXT.replace("20s", "25s"), "utf-8")
    page.save()
    page.save()
    text = file.read_text("utf-8")
    assert text == page.text.text()
    assert "Evening hips mine" in text
    assert "rest: 25s" in text


@pytest.mark.parametrize("mine", [True, False])
def test_changes_of_one_line_are_asked_about(page: StudioPage, file: Path, *, mine: bool) -> None:
    other = TEXT.replace("Evening hips", "Evening hips theirs")
    type_at(page, 2, " mine")
    file.write_text(other, "utf-8")
    page.save()
    assert file.read_text("utf-8") == other
    assert page.banner.isVisible()
    if mine:
        page.save()
        assert "name: Evening hips mine" in lines_of(file)
        assert (file.parent / "evening.yaml.bak").read_text("utf-8") == other
    else:
        page.banner.acted.emit()
        assert page.text.text() == other
        page.undo()
        assert "Evening hips mine" in page.text.text()


def test_name_and_details_are_edited_without_yaml(page: StudioPage, file: Path) -> None:
    page.header.name.setFocus()
    page.header.name.selectAll()
    QTest.keyClicks(page.header.name, "Knees: evening")
    QTest.keyClick(page.header.name, KEY.Key_Return)
    page.header.details_button.click()
    QTest.keyClicks(page.details.summary, "Quiet.")
    QTest.keyClick(page.details.summary, KEY.Key_Return)
    QTest.keyClicks(page.details.tags, "Desk work, evening")
    QTest.keyClick(page.details.tags, KEY.Key_Return)
    page.details.level.setCurrentIndex(1)
    page.details.level.activated.emit(1)
    page.save()
    lines = lines_of(file)
    assert lines[:5] == [
        "# from my physiotherapist",
        'name: "Knees: evening"',
        "summary: Quiet.",
        "level: easy",
        "tags: [desk-work, evening]",
    ]
    page.details.level.setCurrentIndex(0)
    page.details.level.activated.emit(0)
    assert "level" not in page.text.text()


def test_trying_plays_from_the_chosen_step_what_stands_there(page: StudioPage) -> None:
    tried: list[Timeline] = []
    page.try_timeline.connect(tried.append)
    page.text.apply(TEXT.replace("30s", "12s"))
    page.steps.try_from.emit(1)
    page.header.try_button.click()
    assert [[item.name for item in timeline.items] for timeline in tried] == [
        ["Chair figure four"],
        ["Low lunge", "Chair figure four"],
    ]
    assert tried[0].items[0].dose.dose
    assert tried[0].items[0].dose.dose.amount.low == 12


def test_a_text_that_is_no_yaml_leaves_the_list_as_it_was(page: StudioPage) -> None:
    type_at(page, 3, " [")
    assert page.steps.steps.rowCount() == 3
    assert not page.steps.view.isEnabled()
    page.undo()
    assert page.steps.view.isEnabled()


def test_an_edit_that_cannot_be_made_says_why(page: StudioPage) -> None:
    page.steps.moved.emit((7,), (0,))
    assert "There is no such step." in page.banner.accessibleDescription()


def test_a_file_that_is_no_text_is_told(
    qapp: QApplication, qtbot: QtBot, model: Model, file: Path
) -> None:
    file.write_bytes(b"\xff\xfe")
    page = StudioPage(desk.make_look(qapp), model)
    page.show_file(file)
    desk.shown(qtbot, page)
    assert "not UTF-8" in page.banner.accessibleDescription()


def test_after_a_file_that_cannot_be_opened_nothing_of_the_one_before_is_shown(
    page: StudioPage, file: Path
) -> None:
    bad = file.with_name("bad.yaml")
    bad.write_bytes(b"\xff\xfe")
    page.show_file(bad)
    assert not page.panes.isVisible()
    assert page.header.name.text() == ""
    assert not page.header.save_button.isEnabled()
    page.show_file(file)
    assert page.panes.isVisible()
    assert page.header.name.text() == "Evening hips"


def test_what_cannot_be_written_is_not_left_without_a_word(page: StudioPage, file: Path) -> None:
    other = file.with_name("other.yaml")
    other.write_text(TEXT.replace("Evening", "Other"), "utf-8")
    type_at(page, 2, " mine")
    file.unlink()
    file.mkdir()
    page.show_file(other)
    assert page.header.name.text() == "Evening hips mine"
    assert "cannot be written" in page.banner.accessibleDescription()
    page.banner.acted.emit()
    assert page.header.name.text() == "Other hips"
    assert not page.banner.isVisible()
    assert file.is_dir()


def test_a_text_that_was_torn_is_asked_about_the_next_time(
    qapp: QApplication, qtbot: QtBot, page: StudioPage, model: Model, file: Path
) -> None:
    type_at(page, 2, " mine")
    file.write_text(TEXT.replace("Evening hips", "Evening hips theirs"), "utf-8")
    page.header.tried.emit()  # which is no answer to the question
    page.hide()
    assert "name: Evening hips theirs" in lines_of(file)
    page.keeper.close()
    again = StudioPage(desk.make_look(qapp), model)
    again.show_file(file)
    desk.shown(qtbot, again)
    assert "Evening hips mine" in again.text.text()
    again.banner.acted.emit()
    assert "Evening hips theirs" in again.text.text()


def test_a_read_only_file_says_where_changes_go(page: StudioPage, file: Path) -> None:
    page.keeper.close()
    file.chmod(0o444)
    page.show_file(file)
    assert "read-only" in page.banner.accessibleDescription()
    type_at(page, 2, " mine")
    page.save()
    assert lines_of(file) == TEXT.splitlines()


def test_one_pane_at_a_time_where_there_is_little_room(page: StudioPage) -> None:
    page.resize(656, 520)
    assert (page.steps.isVisible(), page.text.isVisible()) == (True, False)
    page.panes.tabs.setCurrentIndex(1)
    assert (page.steps.isVisible(), page.text.isVisible()) == (False, True)
    page.panes.tabs.setCurrentIndex(0)
    page.steps.add.click()
    assert page.palette_pane.isVisible()
    QTest.keyClicks(page.palette_pane.field, "hinge")
    QTest.keyClick(page.palette_pane.field, KEY.Key_Return)
    assert page.steps.isVisible()
    assert "Standing hip hinge" in rows(page)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(
    ("width", "height", "scale"), [(1036, 720, 1.0), (656, 520, 1.0), (1036, 720, 2.0)]
)
def test_nothing_is_cut_and_everything_has_a_name(
    qapp: QApplication, qtbot: QtBot, model: Model, file: Path, theme: str,
    width: int, height: int, scale: float,
) -> None:  # fmt: skip
    file.write_text(BROKEN, "utf-8")
    page = StudioPage(desk.make_look(qapp, scale, theme), model)
    page.show_file(file)
    desk.shown(qtbot, page)
    page.resize(width, height)
    qapp.processEvents()
    assert page.body.width() <= page.viewport().width()
    assert desk.unnamed(page) == []
    for pane in range(2):
        page.panes.tabs.setCurrentIndex(pane)
        qapp.processEvents()
        assert desk.clipped(page) == []
