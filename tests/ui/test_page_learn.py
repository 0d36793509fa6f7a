"""Learn: every movement under one heading, a few kind sentences, and the way to help."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hipflex_gui import safety
from hipflex_gui.movements import Kind, Movement, Target
from hipflex_gui.ui.model import Model
from hipflex_gui.ui.pages.learn import (
    ACTIVITIES,
    GROUPS,
    REST_OF_BODY,
    STRENGTH,
    LearnPage,
    good_to_know,
    group_of,
)
from tests.ui import desk
from tests.wording import UNKIND

model = desk.model


@pytest.fixture
def page(qapp: QApplication, qtbot: QtBot, model: Model) -> LearnPage:
    return desk.shown(qtbot, LearnPage(desk.make_look(qapp), model))


def rows(page: LearnPage) -> list[str]:
    return [row.accessibleName() for _heading, grid in page.groups.values() for row in grid.rows]


def headings(page: LearnPage) -> list[str]:
    return [heading.text() for heading, _grid in page.groups.values() if heading.isVisible()]


def test_every_movement_is_there_once(page: LearnPage, model: Model) -> None:
    assert sorted(rows(page)) == sorted(one.name for one in model.catalogue.movements.values())
    assert headings(page) == [name for name, _areas in GROUPS]


def test_a_movement_is_under_its_first_area_or_its_kind() -> None:
    lunge = Movement("lunge", "Lunge", targets=(Target("hip-flexors"), Target("hamstrings")))
    assert group_of(lunge) == "Front of the hip"
    assert group_of(replace(lunge, targets=(Target("hamstrings"),))) == "Back of the leg"
    assert group_of(replace(lunge, targets=(Target("neck"),))) == REST_OF_BODY
    assert group_of(replace(lunge, targets=())) == REST_OF_BODY
    assert group_of(replace(lunge, kind=Kind.STRENGTH)) == STRENGTH
    assert group_of(replace(lunge, kind=Kind.ACTIVITY)) == ACTIVITIES


def test_no_area_is_under_two_headings() -> None:
    areas = [area for _name, group in GROUPS for area in group]
    assert len(areas) == len(set(areas))


def test_a_row_opens_the_page_of_its_movement(page: LearnPage, qtbot: QtBot) -> None:
    _heading, grid = page.groups["Inner thigh"]
    (frog,) = grid.rows
    frog.setFocus()
    with qtbot.waitSignal(page.movement) as wanted:
        QTest.keyClick(frog, Qt.Key.Key_Return)
    assert wanted.args == ["frog-pose"]
    assert "Opens its page" in frog.accessibleDescription()


def test_the_search_leaves_headings_that_have_rows(page: LearnPage) -> None:
    page.search()
    assert page.field.hasFocus()
    QTest.keyClicks(page.field, "frog")
    assert rows(page) == ["Frog pose"]
    assert headings(page) == ["Inner thigh"]
    assert "Good to know" not in desk.texts(page)
    QTest.keyClick(page.field, Qt.Key.Key_Escape)
    assert len(rows(page)) > 20
    assert "Good to know" in desk.texts(page)


def test_nothing_found_leads_back_to_everything(page: LearnPage) -> None:
    page.field.setText("<b>zzz</b>")
    assert headings(page) == []
    assert "No movement is found" in desk.texts(page)
    desk.click(page, "Show everything")
    assert len(rows(page)) > 20
    assert "No movement is found" not in desk.texts(page)


def test_what_is_good_to_know_is_short_and_kind(page: LearnPage) -> None:
    said = good_to_know()
    assert 7 <= len(said) <= 9
    assert set(said) <= set(desk.texts(page))
    assert [line for line in said if len(line.split()) > 20] == []
    kept = {line: UNKIND.findall(line) for line in said if line not in " ".join(safety.about())}
    assert [line for line, unkind in kept.items() if unkind and "always right" not in line] == []


def test_help_names_emergencies_first_in_the_words_used_elsewhere(page: LearnPage) -> None:
    urgent, see = safety.after_discomfort()[:2]
    texts = desk.texts(page)
    places = [texts.index(words) for words in (urgent.title, *urgent.lines, see.title, *see.lines)]
    assert places == sorted(places)


def test_help_and_about_are_one_key_away(page: LearnPage, qtbot: QtBot) -> None:
    help_link = desk.button(page, "When to ask for help")
    help_link.setFocus()
    QTest.keyClick(help_link, Qt.Key.Key_Return)
    assert page.verticalScrollBar().value() > 0
    about = desk.button(page, "About Hipflex")
    assert about.hasFocus()
    with qtbot.waitSignal(page.go) as wanted:
        QTest.keyClick(about, Qt.Key.Key_Return)
    assert wanted.args == ["about"]


def test_the_keyboard_goes_as_the_eye_does(page: LearnPage) -> None:
    page.field.setFocus()
    reached = []
    for _step in range(len(rows(page)) + 3):
        QTest.keyClick(page.focusWidget(), Qt.Key.Key_Tab)
        reached.append(page.focusWidget().accessibleName())
    assert reached == ["When to ask for help", *rows(page), "About Hipflex", reached[-1]]


def test_a_new_movement_is_listed(page: LearnPage, model: Model, tmp_path: Path) -> None:
    folder = tmp_path / "movements"
    folder.mkdir()
    text = "movement: my-own\nname: <i>Own</i>\nsteps: [Sit.]\ndose: 20s\n"
    (folder / "my-own.yaml").write_text(text, encoding="utf-8")
    model.reload()
    desk.settle()
    _heading, grid = page.groups[REST_OF_BODY]
    assert "<i>Own</i>" in [row.accessibleName() for row in grid.rows]
    assert desk.all_plain(page)


@pytest.mark.parametrize(("width", "height", "scale"), desk.SIZES)
def test_nothing_is_clipped(
    qapp: QApplication, qtbot: QtBot, model: Model, width: int, height: int, scale: float
) -> None:
    page = desk.shown(qtbot, LearnPage(desk.make_look(qapp, scale), model), width, height)
    assert desk.clipped(page) == []
    assert desk.unnamed(page) == []
    page.field.setText("zzz")
    assert desk.clipped(page) == []
