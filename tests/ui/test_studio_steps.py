"""The list of steps shows a draft, tells what is to be changed, and stays with the step at hand."""

import json
from collections.abc import Callable
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QObject, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QAction,
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QImage,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from hipflex_gui import editing
from hipflex_gui.catalogue import Catalogue
from hipflex_gui.doses import Unit
from hipflex_gui.draft import Draft, read_draft
from hipflex_gui.draft import Path as StepPath
from hipflex_gui.movements import Movement
from hipflex_gui.paths import UserFolder
from hipflex_gui.sessions import Pace
from hipflex_gui.ui.model import Model
from hipflex_gui.ui.pages.base import Page
from hipflex_gui.ui.studio import steppaths, stepview
from hipflex_gui.ui.studio.dosefield import DoseField
from hipflex_gui.ui.studio.dragging import OPACITY
from hipflex_gui.ui.studio.offers import OWN, REPEAT, REST, STEP_MIME, new_step
from hipflex_gui.ui.studio.stepfields import ChoiceField, Field, LineField, LinesField
from hipflex_gui.ui.studio.steplist import StepsPane
from hipflex_gui.ui.studio.stepwords import join_dose, key_of, split_dose, tempo_of, tempo_text
from tests.ui import desk

pytestmark = [
    pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True),
    # Qt 6.12 wants places as fractions, and before it there was no such constructor
    pytest.mark.filterwarnings("ignore:Function. 'QDrag:DeprecationWarning"),
]
model = desk.model
ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton

TEXT = """\
name: Evening hips
steps:
  - do: low-lunge          # the long one
    for: 40s
  - half-kneeling-hip-flexor
  - do: downward-dgo
    for: 8 breaths
  - rest: 20s
  - repeat: 2
    steps:
      - do: standing-hip-hinge
        for: 10 reps
        phases: {lower: 3s, pause: 1s, rise: 2s}
        sets: 3
        rest: 30q
      - do: step-back-reach
        for: 8 reps
  - name: Shoulder <b>roll</b>
    steps: [Sit tall., Roll both shoulders back.]
    for: 6 reps
"""
# the rows: 0 lunge, 1 kneeling, 2 unknown, 3 rest, 4 repeat, 5 hinge, 6 reach, 7 own
LUNGE, KNEELING, UNKNOWN, PAUSE, BLOCK, HINGE, REACH, MINE = range(8)


@pytest.fixture(scope="module")
def movements(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Movement]:
    return dict(Catalogue.load(UserFolder(tmp_path_factory.mktemp("user"))).movements)


class Author(QObject):
    """What the page does: it applies what the list tells to the text, and shows that."""

    def __init__(self, pane: StepsPane, text: str, movements: dict[str, Movement]) -> None:
        super().__init__(pane)
        self.pane, self.text, self._movements = pane, text, movements
        self.told: list[Any] = []
        self.chosen: list[int] = []
        pane.chosen.connect(self.chosen.append)
        for name, edit in (
            ("value_changed", editing.set_value),
            ("moved", editing.move),
            ("removed", editing.remove),
            ("duplicated", editing.duplicate),
            ("inserted", editing.insert),
            ("wrapped", editing.wrap),
            ("unwrapped", editing.unwrap),
        ):
            getattr(pane, name).connect(partial(self.apply, name, edit))
        for name in ("try_from", "edit_movement", "go_to_line", "add_wanted"):
            getattr(pane, name).connect(partial(self.note, name))
        self.show()

    def note(self, name: str, *what: Any) -> None:
        self.told.append((name, *what))

    def apply(self, name: str, edit: Callable[..., str], *what: Any) -> None:
        self.note(name, *what)
        self.write(edit(self.text, *what))

    def write(self, text: str) -> None:
        self.text = text
        self.show()

    def show(self) -> None:
        self.pane.show_draft(self.draft())

    def draft(self) -> Draft:
        return read_draft(self.text, Path("evening-hips.yaml"), self._movements, Pace())

    def names(self) -> list[str]:
        rows = self.pane.steps.rows
        return ["  " * (len(row.path) - 1) + (row.name or row.kind) for row in rows]


@pytest.fixture
def pane(qapp: QApplication, qtbot: QtBot) -> StepsPane:
    return StepsPane(desk.make_look(qapp))


@pytest.fixture
def author(pane: StepsPane, qtbot: QtBot, movements: dict[str, Movement]) -> Author:
    made = Author(pane, TEXT, movements)
    desk.shown(qtbot, pane, 396, 900)
    pane.view.setFocus()
    return made


def press(pane: StepsPane, key: Qt.Key, held: Any = Qt.KeyboardModifier.NoModifier) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    assert pane.isAncestorOf(focus)
    QTest.keyClick(focus, key, held)


def rect(pane: StepsPane, row: int) -> QRectF:
    return QRectF(pane.view.visualRect(pane.steps.index(row)))


def spoken(pane: StepsPane, row: int) -> str:
    text: str = pane.steps.index(row).data(Qt.ItemDataRole.AccessibleTextRole)
    return text


def field(pane: StepsPane, key: str) -> Field:
    found = pane.view.editor.fields[key]
    assert found.isVisible()
    return found


def line(pane: StepsPane, key: str) -> LineField:
    found = field(pane, key)
    assert isinstance(found, LineField)
    return found


def type_into(widget: QWidget, words: str) -> None:
    widget.setFocus()
    QTest.keyClick(widget, Qt.Key.Key_A, CTRL)
    QTest.keyClick(widget, Qt.Key.Key_Backspace)
    QTest.keyClicks(widget, words)


# -- what is shown


def test_each_step_says_what_it_is(author: Author) -> None:
    cards = {card.title: card for card in author.pane.steps.cards}
    assert (cards["Low lunge"].about, cards["Low lunge"].dose) == ("Each side in turn", "40 s")
    assert not cards["Low lunge"].own_dose
    assert cards["Half-kneeling hip flexor stretch"].own_dose
    unknown = cards["downward-dgo"]
    assert (unknown.about, unknown.dose, unknown.icon) == (
        "Unknown, line 6",
        "8 breaths",
        "warning",
    )
    assert unknown.written
    assert cards["Rest"].dose == "20 s"
    assert cards["Repeat"].dose == "2 times"
    assert cards["Standing hip hinge"].about == "1 problem, line 15"
    author.write(author.text.replace("30q", "30s"))
    hinge = author.pane.steps.cards[HINGE]
    assert hinge.about == "Both sides at once  ·  3 sets  ·  3s, 1s, 2s"
    assert not hinge.warn


def test_a_screen_reader_hears_where_it_is_and_what_is_wrong(author: Author) -> None:
    assert spoken(author.pane, LUNGE) == "Step 1 of 8, Low lunge, 40 s, each side in turn"
    assert spoken(author.pane, UNKNOWN) == "Step 3 of 8, downward-dgo, 8 breaths; 1 problem"
    assert spoken(author.pane, REACH).endswith("8 reps, each side in turn, inside a repeat")
    about = author.pane.steps.index(HINGE).data(Qt.ItemDataRole.AccessibleDescriptionRole)
    assert "30q" in about


def test_a_text_that_cannot_be_read_leaves_the_list_and_leads_to_its_line(author: Author) -> None:
    pane = author.pane
    pane.choose(PAUSE)
    author.write("name: x\nsteps:\n  - [\n")
    assert len(pane.steps.rows) == 8
    assert not pane.view.isEnabled()
    assert not pane.add.isEnabled()
    line_number = next(one.where.line for one in author.draft().problems)
    words = f"The text has a problem in line {line_number}. Mend it to go on here."
    desk.click(pane, words)
    assert author.told[-1] == ("go_to_line", line_number)
    author.write(TEXT)
    assert pane.view.isEnabled()
    assert pane.row == PAUSE
    assert not pane.notice.isVisible()


def test_a_session_without_steps_says_what_to_do(author: Author) -> None:
    author.write("name: x\nsteps: []\n")
    desk.settle()
    assert "Double click a movement, press Enter on it, or drag it here." in desk.said(author.pane)
    assert not author.pane.notice.isVisible()
    desk.click(author.pane, "Add a movement or a rest")
    assert author.told[-1] == ("add_wanted",)


def test_what_has_not_changed_is_not_painted_anew(author: Author) -> None:
    changed: list[tuple[int, int]] = []
    steps = author.pane.steps
    steps.dataChanged.connect(lambda a, b: changed.append((a.row(), b.row())))
    resets: list[int] = []
    steps.modelReset.connect(lambda: resets.append(1))
    author.write(author.text.replace("Evening", "Late"))
    assert changed == []
    author.write(author.text.replace("40s", "45s"))
    assert changed == [(LUNGE, LUNGE)]
    author.write(author.text.replace("steps:\n", "steps:\n\n", 1))
    assert changed[1:] == [(UNKNOWN, HINGE)]  # they name their lines
    assert resets == []


# -- keys


def test_arrows_choose_and_enter_opens(author: Author) -> None:
    author.pane.choose(0)
    press(author.pane, Qt.Key.Key_Down)
    assert author.chosen == [1]
    press(author.pane, Qt.Key.Key_Return)
    amount = field(author.pane, "for")
    assert isinstance(amount, DoseField)
    assert amount.edit.hasFocus()
    assert amount.edit.placeholderText() == "30"
    press(author.pane, Qt.Key.Key_Escape)
    assert author.pane.view.hasFocus()
    assert not author.pane.view.editor.isVisible()


def test_alt_and_an_arrow_take_a_step_through_everything(author: Author) -> None:
    author.write(author.text.replace("30q", "30s"))
    author.pane.choose(LUNGE)
    seen = []
    for _n in range(7):
        press(author.pane, Qt.Key.Key_Down, ALT)
        seen.append(author.pane.steps.rows[author.pane.row].path)
        assert author.pane.steps.rows[author.pane.row].name == "Low lunge"
    assert seen == [(1,), (2,), (3,), (3, 0), (3, 1), (3, 2), (4,)]
    for _n in range(7):
        press(author.pane, Qt.Key.Key_Up, ALT)
    assert author.pane.row == LUNGE
    press(author.pane, Qt.Key.Key_Up, ALT)
    assert len([told for told in author.told if told[0] == "moved"]) == 14
    assert author.text == TEXT.replace("30q", "30s")  # the comment has gone along and is back


def test_the_last_step_of_a_repeat_leaves_nothing_behind(author: Author) -> None:
    author.write(
        "steps:\n  - low-lunge\n  - repeat: 2\n    steps:\n      - fire-log\n  - frog-pose\n"
    )
    author.pane.choose(2)
    press(author.pane, Qt.Key.Key_Down, ALT)
    assert author.names() == ["Low lunge", "Fire log", "Frog pose"]
    assert author.pane.row == 1


def test_a_repeat_passes_another_one(author: Author) -> None:
    block = "  - repeat: {}\n    steps: [fire-log]\n"
    author.write("steps:\n" + block.format(2) + block.format(3))
    author.pane.choose(0)
    press(author.pane, Qt.Key.Key_Down, ALT)
    values = [row.values.get("repeat") for row in author.pane.steps.rows]
    assert values == ["3", None, "2", None]
    assert author.pane.row == 2


def test_while_a_change_is_made_nobody_else_says_which_step_it_is(author: Author) -> None:
    # the cursor of the text goes to the changed line, and means nothing by it
    for signal in (author.pane.moved, author.pane.value_changed):
        signal.connect(lambda *_: author.pane.choose(REACH))
    author.pane.choose(LUNGE)
    author.pane.edit()
    type_into(field(author.pane, "for").controls()[0], "20")
    press(author.pane, Qt.Key.Key_Down, ALT)
    assert [told[0] for told in author.told] == ["value_changed", "moved"]
    assert author.pane.row == 1
    assert author.chosen == [1]
    assert author.pane.view.editor.isVisible()
    author.pane.choose(REACH)
    assert author.pane.row == REACH


def test_an_edit_that_is_refused_leaves_the_list_where_it_is(
    pane: StepsPane, qtbot: QtBot, movements: dict[str, Movement]
) -> None:
    draft = read_draft(TEXT, Path("x.yaml"), movements, Pace())
    pane.show_draft(draft)
    desk.shown(qtbot, pane, 396, 900)
    pane.view.setFocus()
    pane.choose(LUNGE)
    press(pane, Qt.Key.Key_Down, ALT)
    pane.show_draft(draft)
    assert pane.row == LUNGE


def test_delete_duplicate_and_try(author: Author) -> None:
    author.pane.choose(PAUSE)
    press(author.pane, Qt.Key.Key_D, CTRL)
    assert author.names().count("rest") == 2
    assert author.pane.row == PAUSE + 1
    assert author.chosen == [PAUSE + 1]
    press(author.pane, Qt.Key.Key_Return, CTRL)
    assert author.told[-1] == ("try_from", PAUSE + 1)
    press(author.pane, Qt.Key.Key_Delete)
    assert author.names().count("rest") == 1
    assert author.pane.row == PAUSE + 1  # what came in its place
    assert author.pane.view.hasFocus()


def test_deleting_everything_leaves_the_keyboard_in_the_pane(author: Author) -> None:
    author.write("name: x\nsteps:\n  - low-lunge\n")
    author.pane.choose(0)
    press(author.pane, Qt.Key.Key_Delete)
    assert author.pane.steps.rows == ()
    assert author.pane.add.hasFocus()
    press(author.pane, Qt.Key.Key_Return)
    assert author.told[-1] == ("add_wanted",)


def test_the_step_at_hand_stays_at_hand_while_others_change(author: Author) -> None:
    author.pane.choose(REACH)
    author.pane.edit()
    edit = field(author.pane, "for").controls()[0]
    author.write(author.text.replace("40s", "50s"))
    author.write(author.text.replace("steps:\n", "steps:\n  # so\n", 1))
    assert author.pane.row == REACH
    assert edit.hasFocus()
    assert author.pane.view.editor.isVisible()
    author.write(TEXT.replace("      - do: step-back-reach\n        for: 8 reps\n", ""))
    assert not author.pane.view.editor.isVisible()  # it is another step's now


# -- fields


def test_a_dose_is_told_when_it_is_done_and_not_before(author: Author) -> None:
    author.pane.choose(LUNGE)
    press(author.pane, Qt.Key.Key_F2)
    amount = field(author.pane, "for")
    assert isinstance(amount, DoseField)
    type_into(amount.edit, "15-30")
    assert author.told == []
    press(author.pane, Qt.Key.Key_Return)
    assert author.told == [("value_changed", (0,), "for", "15-30s")]
    press(author.pane, Qt.Key.Key_Tab)  # leaving it says nothing twice
    assert len(author.told) == 1
    type_into(amount.edit, "1m30s")
    press(author.pane, Qt.Key.Key_Tab)
    assert author.told[-1] == ("value_changed", (0,), "for", "1m30s")
    type_into(amount.edit, "")
    press(author.pane, Qt.Key.Key_Return)
    assert author.told[-1] == ("value_changed", (0,), "for", None)
    assert amount.edit.placeholderText() == "30+"
    assert "for: " not in author.text.split("half-kneeling")[0]


def test_a_unit_is_told_with_its_number(author: Author) -> None:
    author.pane.choose(LUNGE)
    author.pane.edit()
    amount = field(author.pane, "for")
    assert isinstance(amount, DoseField)
    for words, told in (("breaths", "40 breaths"), ("until done", "until done")):
        amount.unit.setFocus()
        amount.unit.setCurrentText(words)
        amount.unit.activated.emit(amount.unit.currentIndex())
        assert author.told[-1] == ("value_changed", (0,), "for", told)
    assert amount.edit.text() == ""
    type_into(amount.edit, "9")
    press(author.pane, Qt.Key.Key_Return)
    assert author.told[-1] == ("value_changed", (0,), "for", "9s")


def test_escape_forgets_what_was_not_done(author: Author) -> None:
    author.pane.choose(LUNGE)
    author.pane.edit()
    amount = field(author.pane, "for").controls()[0]
    type_into(amount, "99")
    press(author.pane, Qt.Key.Key_Escape)
    assert author.told == []
    author.pane.edit()
    assert amount.property("text") == "40"


def test_going_elsewhere_tells_what_was_typed(author: Author) -> None:
    author.pane.choose(LUNGE)
    author.pane.edit()
    type_into(field(author.pane, "for").controls()[0], "25")
    spot = rect(author.pane, KNEELING).topLeft().toPoint() + QPoint(120, 30)
    QTest.mouseClick(author.pane.view.viewport(), LEFT, pos=spot)
    assert author.told == [("value_changed", (0,), "for", "25s")]
    assert author.chosen == [KNEELING]


def test_sides_are_those_that_make_sense(author: Author) -> None:
    author.pane.choose(REACH)
    author.pane.edit()
    sides = field(author.pane, "sides")
    assert isinstance(sides, ChoiceField)
    words = [sides.box.itemText(n) for n in range(sides.box.count())]
    assert words[0] == "Each side in turn (its own)"
    assert "Sides in turn with every rep" in words
    assert "By direction" not in words
    sides.box.setCurrentText("Left side")
    sides.box.activated.emit(sides.box.currentIndex())
    assert author.told[-1] == ("value_changed", (4, 1), "sides", "left")
    sides.box.activated.emit(0)
    assert author.told[-1] == ("value_changed", (4, 1), "sides", None)
    author.pane.choose(HINGE)
    author.pane.edit()
    assert [sides.box.itemText(n) for n in range(sides.box.count())] == [
        "Both sides at once (its own)",
        "Both sides at once",
    ]


def test_a_bad_value_is_told_and_its_problem_stands_at_its_field(author: Author) -> None:
    author.pane.choose(HINGE)
    author.pane.edit()
    rest = line(author.pane, "rest")
    assert rest.edit.text() == "30q"
    assert "'30q' is not a time" in "\n".join(desk.texts(rest))
    assert "30q" in rest.edit.accessibleDescription()
    type_into(rest.edit, "45s")
    press(author.pane, Qt.Key.Key_Return)
    assert rest.edit.accessibleDescription() == ""
    assert desk.texts(rest) == ["Rest between sets"]
    sets = line(author.pane, "sets")
    type_into(sets.edit, "many")
    press(author.pane, Qt.Key.Key_Return)
    assert author.told[-1] == ("value_changed", (4, 0), "sets", "many")
    assert "many" in "\n".join(desk.texts(sets))


def test_a_problem_of_no_field_stands_over_them(author: Author) -> None:
    author.write(TEXT.replace("    for: 40s\n", "    four: 40s\n"))
    author.pane.choose(LUNGE)
    author.pane.edit()
    assert "four" in "\n".join(desk.texts(author.pane.view.editor))


def test_tempo_is_a_line_and_becomes_a_mapping(author: Author) -> None:
    author.pane.choose(HINGE)
    author.pane.edit()
    tempo = line(author.pane, "phases")
    assert tempo.edit.text() == "lower 3s, pause 1s, rise 2s"
    type_into(tempo.edit, "lower 4s,rise slowly")
    press(author.pane, Qt.Key.Key_Return)
    parts = {"lower": "4s", "rise": "slowly"}
    assert author.told[-1] == ("value_changed", (4, 0), "phases", parts)
    assert tempo.edit.text() == "lower 4s, rise slowly"
    type_into(tempo.edit, "quick")
    press(author.pane, Qt.Key.Key_Return)
    assert author.told[-1] == ("value_changed", (4, 0), "phases", "quick")


def test_what_is_seldom_wanted_is_there_when_asked_for(author: Author) -> None:
    author.pane.choose(KNEELING)
    author.pane.edit()
    editor = author.pane.view.editor
    assert not editor.fields["note"].isVisible()
    desk.click(editor, "More")
    assert line(author.pane, "phases").edit.hasFocus()
    note = line(author.pane, "note")
    type_into(note.edit, "Breathe: in & <b>out</b>")
    press(author.pane, Qt.Key.Key_Return)
    assert author.told[-1] == ("value_changed", (1,), "note", "Breathe: in & <b>out</b>")
    author.pane.choose(LUNGE)
    author.pane.edit()
    assert not editor.fields["note"].isVisible()
    author.pane.choose(KNEELING)
    author.pane.edit()
    assert line(author.pane, "note").edit.text() == "Breathe: in & <b>out</b>"


def test_an_own_movement_has_a_name_and_lines(author: Author) -> None:
    author.pane.choose(MINE)
    author.pane.edit()
    name = line(author.pane, "name")
    assert name.edit.hasFocus()
    type_into(name.edit, "Shrug")
    lines = field(author.pane, "steps")
    assert isinstance(lines, LinesField)
    assert lines.edit.toPlainText() == "Sit tall.\nRoll both shoulders back."
    type_into(lines.edit, "Sit.")
    QTest.keyClick(lines.edit, Qt.Key.Key_Return)
    QTest.keyClicks(lines.edit, "Shrug.")
    press(author.pane, Qt.Key.Key_Tab)
    assert author.told == [
        ("value_changed", (5,), "name", "Shrug"),
        ("value_changed", (5,), "steps", ("Sit.", "Shrug.")),
    ]
    assert author.pane.steps.rows[MINE].values["steps"] == ("Sit.", "Shrug.")


def test_a_rest_has_a_time_and_a_repeat_a_number(author: Author) -> None:
    for row, key, words in ((PAUSE, "rest", "25s"), (BLOCK, "repeat", "3")):
        author.pane.choose(row)
        author.pane.edit()
        one = line(author.pane, key)
        assert one.edit.hasFocus()
        type_into(one.edit, words)
        press(author.pane, Qt.Key.Key_Return)
        path = author.pane.steps.rows[row].path
        assert author.told[-1] == ("value_changed", path, key, words)


def test_what_can_be_done_with_a_step(author: Author) -> None:
    author.pane.choose(LUNGE)
    author.pane.edit()
    editor = author.pane.view.editor
    desk.click(editor, "Open the movement")
    assert author.told[-1] == ("edit_movement", "low-lunge")
    desk.click(editor, "Repeat it")
    assert author.told[-1] == ("wrapped", (0,), 2)
    assert author.names()[:2] == ["repeat", "  Low lunge"]
    assert author.pane.row == 0
    desk.click(editor, "Take its steps out")
    assert author.names()[0] == "Low lunge"
    editor.focus()
    remove = desk.button(editor, "Remove")
    remove.setFocus()
    QTest.keyClick(remove, Qt.Key.Key_Return)
    assert author.told[-1] == ("removed", (0,))
    assert author.pane.view.hasFocus()


def test_undo_is_the_pages_once_a_value_is_told(author: Author) -> None:
    undone: list[int] = []
    undo = QAction(author.pane)
    undo.setShortcut("Ctrl+Z")
    undo.triggered.connect(lambda: undone.append(1))
    author.pane.addAction(undo)
    author.pane.choose(LUNGE)
    author.pane.edit()
    amount = field(author.pane, "for").controls()[0]
    QTest.keyClicks(amount, "5")
    QTest.keyClick(amount, Qt.Key.Key_Z, CTRL)
    assert undone == []
    type_into(amount, "55")
    press(author.pane, Qt.Key.Key_Return)
    QTest.keyClick(amount, Qt.Key.Key_Z, CTRL)
    assert undone == [1]


# -- the mouse


def test_a_click_on_the_dose_opens_it(author: Author) -> None:
    chip = author.pane.view.face.chip(PAUSE, rect(author.pane, PAUSE)).center().toPoint()
    QTest.mouseClick(author.pane.view.viewport(), LEFT, pos=chip)
    assert line(author.pane, "rest").edit.hasFocus()


def test_a_double_click_opens_and_closes(author: Author) -> None:
    spot = rect(author.pane, LUNGE).topLeft().toPoint() + QPoint(120, 20)
    viewport = author.pane.view.viewport()
    for opened in (True, False):
        QTest.mouseClick(viewport, LEFT, pos=spot)
        QTest.mouseDClick(viewport, LEFT, pos=spot)
        assert author.pane.view.editor.isVisible() is opened


@pytest.mark.qt_log_ignore("does not support", extend=True)
def test_the_menu_of_a_step(author: Author, qtbot: QtBot) -> None:
    author.pane.choose(BLOCK)
    author.pane.view.asked.emit(BLOCK, author.pane.mapToGlobal(QPoint(50, 50)))
    menu = author.pane.findChild(QMenu)
    assert menu is not None
    words = [action.text() for action in menu.actions()]
    assert words == ["Edit", "Try from here", "Duplicate", "Take its steps out", "Remove"]
    menu.actions()[3].trigger()
    assert author.told[-1] == ("unwrapped", (4,))
    menu.close()


def drag(view: QWidget, at: QPointF, data: QMimeData) -> bool:
    """Drag something over a widget and let it go there; False where it is not wanted."""
    any_action = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
    held, none = LEFT, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(at.toPoint(), any_action, data, held, none)
    QApplication.sendEvent(view, enter)
    if not enter.isAccepted():
        return False
    over = QDragMoveEvent(at.toPoint(), any_action, data, held, none)
    QApplication.sendEvent(view, over)
    if not over.isAccepted():
        return False
    QApplication.sendEvent(view, QDropEvent(at, any_action, data, held, none))
    return True


def new(step: object) -> QMimeData:
    data = QMimeData()
    data.setData(STEP_MIME, json.dumps(step).encode())
    return data


@pytest.mark.parametrize(
    ("row", "below", "x", "path"),
    [
        (LUNGE, False, 30, (0,)),
        (LUNGE, True, 30, (1,)),
        (BLOCK, False, 30, (4,)),
        (BLOCK, True, 30, (4, 0)),
        (HINGE, True, 30, (4, 1)),
        (REACH, True, 60, (4, 2)),
        (REACH, True, 4, (5,)),  # left of what is in the repeat: behind it
        (MINE, True, 30, (6,)),
    ],
)
def test_what_is_dropped_goes_where_the_line_was(
    author: Author, row: int, below: bool, x: int, path: StepPath
) -> None:
    pane, place = author.pane, rect(author.pane, row)
    head = pane.view.face.head(row, place)
    at = QPointF(x, place.top() + head * (0.8 if below else 0.2))
    assert drag(pane.view.viewport(), at, new("fire-log"))
    assert author.told[-1] == ("inserted", path, "fire-log")
    assert pane.steps.rows[pane.row].name == "Fire log"
    assert pane.steps.rows[pane.row].path == path


def test_below_the_frame_of_a_repeat_is_behind_it(author: Author) -> None:
    place = rect(author.pane, REACH)
    at = QPointF(60, place.bottom() - 2)
    assert drag(author.pane.view.viewport(), at, new(new_step(REST)))
    assert author.told[-1] == ("inserted", (5,), {"rest": "20s"})


def test_the_line_shows_where_and_goes(author: Author) -> None:
    view, data = author.pane.view, new("fire-log")
    before = view.viewport().grab().toImage()
    at = rect(author.pane, PAUSE).topLeft().toPoint() + QPoint(20, 5)
    action, none = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    for kind in (QDragEnterEvent, QDragMoveEvent):
        QApplication.sendEvent(view.viewport(), kind(at, action, data, LEFT, none))
    assert view._drop is not None
    assert view._drop[0] == (3,)
    assert view.viewport().grab().toImage() != before
    QApplication.sendEvent(view.viewport(), QDragLeaveEvent())
    assert view.viewport().grab().toImage() == before


def test_other_things_are_not_taken(author: Author) -> None:
    data = QMimeData()
    data.setText("low-lunge")
    assert not drag(author.pane.view.viewport(), QPointF(50, 50), data)
    assert not drag(author.pane, QPointF(50, 5), data)


def test_below_the_list_and_where_there_is_none_is_the_end(author: Author) -> None:
    at = QPointF(50, author.pane.height() - 4)
    assert drag(author.pane, at, new("fire-log"))
    assert author.told[-1] == ("inserted", (6,), "fire-log")
    author.write("name: x\nsteps: []\n")
    assert drag(author.pane, QPointF(50, 300), new(new_step(OWN)))
    assert author.names() == ["My own movement"]


def test_one_sees_through_what_is_dragged(author: Author, monkeypatch: pytest.MonkeyPatch) -> None:
    author.pane.choose(HINGE)
    dragged: list[QImage] = []
    monkeypatch.setattr(QDrag, "exec", lambda one, *_: dragged.append(one.pixmap().toImage()))
    author.pane.view.startDrag(Qt.DropAction.MoveAction)
    picture = dragged[0]
    assert picture.width() == author.pane.view.viewport().width()
    middle = picture.pixelColor(picture.width() // 2, picture.height() // 2)
    assert middle.alphaF() == pytest.approx(OPACITY, abs=0.01)


def test_the_mouse_picks_a_step_up(author: Author, monkeypatch: pytest.MonkeyPatch) -> None:
    view, port = author.pane.view, author.pane.view.viewport()
    begun: list[StepPath | None] = []
    # the offscreen platform carries nothing
    monkeypatch.setattr(stepview, "drag", lambda *_: begun.append(view._dragged))
    for share in (0.3, 0.6, 0.7):
        place = rect(author.pane, HINGE)
        spot = QPoint(60, round(place.top() + view.face.head(HINGE, place) * share))
        if share == 0.3:
            QTest.mousePress(port, LEFT, pos=spot)
        QTest.mouseMove(port, spot)
    assert begun == [(4, 0)]
    assert view._dragged is None


@pytest.mark.parametrize(
    ("start", "over", "to", "landed"),
    [
        ((0,), BLOCK, (4, 0), (3, 0)),
        ((4, 0), MINE, (6,), (6,)),
        ((4,), PAUSE, None, None),  # where it is already
        ((4,), HINGE, None, None),  # nothing goes into itself
        ((4,), LUNGE, (1,), (1,)),
    ],
)
def test_a_step_is_let_go_elsewhere(
    author: Author, start: StepPath, over: int, to: StepPath | None, landed: StepPath | None
) -> None:
    view, place = author.pane.view, rect(author.pane, over)
    view._dragged = start
    data = author.pane.steps.mimeData([author.pane.steps.index(0)])
    at = QPointF(60, place.top() + view.face.head(over, place) * 0.8)
    drag(view.viewport(), at, data)
    assert author.told == ([("moved", start, to)] if to else [])
    if to:
        assert author.pane.steps.rows[author.pane.row].path == landed


def test_a_step_of_another_window_is_not_taken(author: Author) -> None:
    data = author.pane.steps.mimeData([author.pane.steps.index(0)])
    assert not drag(author.pane.view.viewport(), QPointF(50, 50), data)


@pytest.mark.parametrize("kind", [REST, OWN, REPEAT])
def test_what_the_palette_gives_can_be_played_as_it_is(author: Author, kind: str) -> None:
    author.write("name: x\nsteps:\n  - low-lunge\n")
    author.pane.view.put.emit((1,), new_step(kind))
    assert author.draft().session is not None


# -- words


@pytest.mark.parametrize(
    ("written", "typed", "unit"),
    [
        ("30s", "30", Unit.SECONDS),
        ("15-30s", "15-30", Unit.SECONDS),
        ("30s+", "30+", Unit.SECONDS),
        ("30+ s", "30+", Unit.SECONDS),
        ("45", "45", Unit.SECONDS),
        ("1m30s", "1m30s", Unit.SECONDS),
        ("0:45", "0:45", Unit.SECONDS),
        ("2 min", "2 min", Unit.SECONDS),
        ("8 breaths", "8", Unit.BREATHS),
        ("1 breath", "1", Unit.BREATHS),
        ("8-10 reps", "8-10", Unit.REPS),
        ("8+ steps", "8+", Unit.STEPS),
        ("10 times", "10", Unit.REPS),
        ("3 counts", "3", Unit.COUNTS),
        ("until done", "", None),
        ("30q", "30q", Unit.SECONDS),
        ("", "", Unit.SECONDS),
    ],
)
def test_a_dose_is_parted_into_amount_and_unit(written: str, typed: str, unit: Unit | None) -> None:
    assert split_dose(written) == (typed, unit)


@pytest.mark.parametrize(
    ("typed", "unit", "written"),
    [
        ("30", Unit.SECONDS, "30s"),
        ("30+", Unit.SECONDS, "30s+"),
        ("15 - 30", Unit.SECONDS, "15 - 30s"),
        ("0:45", Unit.SECONDS, "0:45"),
        ("1", Unit.REPS, "1 rep"),
        ("8-10", Unit.BREATHS, "8-10 breaths"),
        ("5 breaths", Unit.SECONDS, "5 breaths"),
        ("", Unit.REPS, ""),
        ("7", None, "until done"),
    ],
)
def test_amount_and_unit_become_a_dose(typed: str, unit: Unit | None, written: str) -> None:
    assert join_dose(typed, unit) == written


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ("draw across 5s, release slowly", {"draw across": "5s", "release": "slowly"}),
        ("{draw across: 5s, 'a, b': 2 counts}", {"draw across": "5s", "a, b": "2 counts"}),
        ("up 1m 30s", {"up": "1m 30s"}),
        ("lower: 3s", {"lower": "3s"}),
        ("3-1-2", "3-1-2"),
        ("{a: [b]}", "{a: [b]}"),
        ("", ""),
    ],
)
def test_a_tempo_is_read_as_it_is_typed(typed: str, parts: object) -> None:
    assert tempo_of(typed) == parts
    assert tempo_of(tempo_text(typed)) == parts or "," in str(parts)


@pytest.mark.parametrize(
    ("step", "key"),
    [
        ("{do: low-lunge, for: 30q, sets: 3}", "for"),
        ("{do: low-lunge, sets: x}", "sets"),
        ("{do: low-lunge, tempo: 3}", "phases"),
        ("{do: low-lunge, four: 3s}", "four"),
        ("low-lungo", ""),
    ],
)
def test_a_problem_tells_its_key(movements: dict[str, Movement], step: str, key: str) -> None:
    text = f"name: x\nsteps:\n  - {step}\n"
    (row,) = read_draft(text, Path("x.yaml"), movements, Pace()).rows
    assert [key_of(problem) for problem in row.problems] == [key]


def test_every_move_by_key_lands_where_it_was_said_to(movements: dict[str, Movement]) -> None:
    text = TEXT.replace("30q", "30s").replace("downward-dgo", "downward-dog")
    rows = read_draft(text, Path("x.yaml"), movements, Pace()).rows
    for row in rows:
        for step in (steppaths.up, steppaths.down):
            if to := step(rows, row.path):
                moved = read_draft(
                    editing.move(text, row.path, to), Path("x.yaml"), movements, Pace()
                )
                at = moved.row_of(steppaths.landed(rows, row.path, to))
                assert at is not None
                assert moved.rows[at].values == row.values


# -- the look


@pytest.mark.parametrize(("scale", "width"), [(1.0, 396), (1.0, 720), (2.0, 720)])
def test_nothing_is_cut_and_all_is_named(
    qapp: QApplication,
    qtbot: QtBot,
    model: Model,
    movements: dict[str, Movement],
    scale: float,
    width: int,
) -> None:
    look = desk.make_look(qapp, scale)
    page = Page(look, model)
    page.column.setContentsMargins(0, 0, 0, 0)
    pane = StepsPane(look)
    page.column.addWidget(pane)
    author = Author(pane, TEXT, movements)
    desk.shown(qtbot, page, width, 900)
    assert desk.clipped(page) == []
    for row in range(len(pane.steps.rows)):
        pane.choose(row)
        pane.edit()
        assert desk.clipped(page) == [], row
        assert desk.unnamed(page) == [], row
    assert desk.all_plain(pane)
    author.write("a: [")
    assert desk.clipped(page) == []


def test_rows_are_as_wide_as_the_list_at_every_width(author: Author) -> None:
    for width in (300, 396, 410, 720):
        author.pane.resize(width, 700)
        desk.settle()
        tops = [rect(author.pane, row) for row in range(8)]
        assert all(a.bottom() == b.top() for a, b in pairwise(tops)), width


def test_the_field_with_the_keyboard_is_in_sight(author: Author) -> None:
    author.pane.resize(396, 420)
    desk.settle()
    author.pane.choose(MINE)
    author.pane.edit()
    port = author.pane.view.viewport()
    for _n in range(8):
        press(author.pane, Qt.Key.Key_Tab)
        focus = QApplication.focusWidget()
        assert focus is not None
        if not author.pane.view.editor.isAncestorOf(focus):
            break
        top = focus.mapTo(port, QPoint()).y()
        assert 0 <= top <= port.height() - focus.height()
