"""The text of a session: written with keys, completed, mended, undone."""

from collections.abc import Iterator
from types import MappingProxyType

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QAccessible, QFont, QTextCharFormat
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from hipflex_gui.movements import Movement
from hipflex_gui.problems import Problem
from hipflex_gui.sessions import Where
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.studio.highlight import marks
from hipflex_gui.ui.studio.letters import difference, letters, units
from hipflex_gui.ui.studio.linekeys import commented, indented, on_return, outdented
from hipflex_gui.ui.studio.textpane import TextPane
from tests.ui.gallery import ICONS
from tests.ui.looking import colours_in, picture, shown

Key, Mod = Qt.Key, Qt.KeyboardModifier
Between = tuple[QWidget, TextPane, QLineEdit, QLineEdit]
NAMES = {"low-lunge": "Low lunge", "resting-squat": "Deep squat", "quad-stretch": "Quad stretch"}
MOVEMENTS = MappingProxyType({name: Movement(name, said) for name, said in NAMES.items()})
TEXT = "name: A  # mine\nsteps:\n  - do: low-lunge\n    for: 30s\n"
WRONG = Problem(
    "a.yaml",
    Where(3, 9, 8),
    "no movement is called low-lnge",
    "did you mean low-lunge?",
    fixes=("low-lunge", "resting-squat"),
)


@pytest.fixture
def look(qapp: QApplication) -> Iterator[Look]:
    look = Look(qapp, ICONS, "light", 1.0)
    yield look
    look.choose("light")
    look.set_scale(1.0)


@pytest.fixture
def pane(look: Look, qtbot: QtBot) -> TextPane:
    pane = shown(qtbot, TextPane(look), 420, 500)
    pane.set_movements(MOVEMENTS)
    pane.field.setFocus()
    return pane


def put(pane: TextPane, marked: str) -> None:
    """Begin a text whose cursor is at ``|``."""
    offset = marked.index("|")
    text = marked.replace("|", "")
    pane.set_text(text)
    before = text[:offset]
    pane.go_to(before.count("\n") + 1, len(before) - before.rfind("\n"))


def marked(pane: TextPane) -> str:
    at = pane.field.textCursor().position()
    return pane.text()[:at] + "|" + pane.text()[at:]


def press(pane: TextPane, *keys: Qt.Key | str, held: Qt.KeyboardModifier = Mod.NoModifier) -> None:
    for key in keys:
        if isinstance(key, str):
            QTest.keyClicks(pane.field, key)
        else:
            QTest.keyClick(pane.field, key, held)


def offered(pane: TextPane) -> list[str]:
    return [option.text for option in pane.field.suggestions.options]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a: b",
        "a: b\n",
        "a: b\r\nc: d\r\n",
        "a: b\rc: d",
        "a: b\r\nc: d\n",
        "a:\u00a0b \u2028c \u2029d \ufdd0 \ufdd1\n",
        "\t- 🧘 \u202bשלום\n",
        "a\ue000\u2029b\n\n\n",
    ],
)
def test_a_text_stays_what_it_is(pane: TextPane, text: str) -> None:
    pane.set_text(text)
    assert pane.text() == text


@pytest.mark.parametrize(
    ("text", "line_end"),
    [("a\nb\nc\r\n", "\n"), ("a\r\nb\n\r\n", "\r\n"), ("a\rb\r", "\r"), ("", "\n")],
)
def test_lines_end_as_most_of_them_did(pane: TextPane, text: str, line_end: str) -> None:
    pane.set_text(text)
    pane.go_to(1)
    press(pane, "x")
    assert pane.line_end == line_end
    assert pane.text() == "x" + text.replace("\r\n", "\n").replace("\r", "\n").replace(
        "\n", line_end
    )


def test_letters_that_end_lines_elsewhere_survive_a_change(pane: TextPane) -> None:
    pane.set_text("a: \u2029\ufdd0\u00a0🧘\n")
    pane.go_to(1)
    press(pane, "x")
    assert pane.text() == "xa: \u2029\ufdd0\u00a0🧘\n"


def test_every_change_is_told_at_once_and_a_new_text_is_none(pane: TextPane, qtbot: QtBot) -> None:
    seen: list[str] = []
    pane.edited.connect(lambda: seen.append(pane.text()))
    pane.set_text(TEXT)
    assert seen == []
    pane.go_to(1)
    press(pane, "xy")
    pane.undo()
    assert seen[:2] == ["x" + TEXT, "xy" + TEXT]
    assert seen[-1] == TEXT


def test_colours_are_no_change(pane: TextPane, look: Look, qtbot: QtBot) -> None:
    pane.set_text(TEXT)
    with qtbot.assertNotEmitted(pane.edited):
        look.choose("dark")
        pane.show_problems([WRONG])


def test_a_change_from_elsewhere_is_one_step_and_leaves_the_cursor(pane: TextPane) -> None:
    put(pane, "name: A\nsteps:\n  - low-lunge\n  - rest: 20s\n# |end\n")
    before = pane.text()
    new = before.replace("20s", "30s").replace("low-lunge", "quad-stretch")
    pane.apply(new)
    assert marked(pane) == new.replace("# end", "# |end")
    pane.undo()
    assert pane.text() == before
    assert not pane.can_undo
    pane.redo()
    assert pane.text() == new
    assert not pane.can_redo


def test_a_change_around_the_cursor_leaves_it_at_its_column(pane: TextPane) -> None:
    put(pane, "a: 1\nb: lo|w\nc: 2\n")
    pane.apply("a: 3\nb: hi\nc: 4\n")
    assert marked(pane) == "a: 3\nb: hi|\nc: 4\n"


def test_typing_after_a_change_from_elsewhere_is_undone_alone(pane: TextPane) -> None:
    put(pane, "a: |\n")
    pane.apply("a: b\n")
    pane.go_to(1, 5)
    press(pane, "c")
    pane.undo()
    assert pane.text() == "a: b\n"
    pane.undo()
    assert pane.text() == "a: \n"


def test_nothing_can_be_undone_in_a_new_text(pane: TextPane) -> None:
    pane.set_text("a: b\n")
    press(pane, "x")
    assert pane.can_undo
    pane.set_text("c: d\n")
    assert not pane.can_undo


def test_the_line_of_the_cursor_is_told(pane: TextPane) -> None:
    seen: list[int] = []
    pane.set_text(TEXT)
    pane.line_changed.connect(seen.append)
    pane.go_to(3, 5)
    press(pane, Key.Key_Right, Key.Key_Up)
    pane.go_to(99)
    assert seen == [3, 2, 5]


@pytest.mark.parametrize(
    ("before", "keys", "after"),
    [
        ("steps:\n  - |", ["low", Key.Key_Return], "steps:\n  - low-lunge|"),
        ("steps:\n  - |", ["deep", Key.Key_Tab], "steps:\n  - resting-squat|"),
        ("steps:\n  - |", ["low", Key.Key_Escape, Key.Key_Return], "steps:\n  - low\n  - |"),
        ("steps:\n  - |", ["low-lunge", Key.Key_Return], "steps:\n  - low-lunge\n  - |"),
        ("steps:\n  - do: a\n    |", ["sid", Key.Key_Return], "steps:\n  - do: a\n    sides: |"),
        # what is typed is a value of its own, not the beginning of an example
        ("rest: 1\nsteps:\n  - do: a\n    for: |", ["3", Key.Key_Return],
         "rest: 1\nsteps:\n  - do: a\n    for: 3\n    |"),
        ("steps:\n  - do: a\n    for: |", ["3", Key.Key_Tab], "steps:\n  - do: a\n    for: 30s|"),
        ("steps:\n  - do: a\n    for: |", ["3", Key.Key_Down, Key.Key_Return],
         "steps:\n  - do: a\n    for: 30s|"),
        ("name: A\n|", ["ste", Key.Key_Return, "quad", Key.Key_Return],
         "name: A\nsteps:\n  - quad-stretch|"),
        ("place: st|", ["a", Key.Key_Backspace, Key.Key_Return], "place: standing|"),
        ("name: |", ["low", Key.Key_Return], "name: low\n|"),
    ],
)  # fmt: skip
def test_typing_a_word_and_taking_what_is_offered(
    pane: TextPane, before: str, keys: list[Qt.Key | str], after: str
) -> None:
    put(pane, before)
    press(pane, *keys)
    assert marked(pane) == after


def test_what_was_taken_is_undone_in_one_step(pane: TextPane) -> None:
    put(pane, "steps:\n  - qu|")
    press(pane, "a", Key.Key_Return)
    pane.undo()
    assert pane.text() == "steps:\n  - qua"


def test_control_and_space_asks_anywhere(pane: TextPane) -> None:
    put(pane, "place: |")
    assert offered(pane) == []
    press(pane, Key.Key_Space, held=Mod.ControlModifier)
    assert offered(pane) == ["chair", "standing", "floor", "gym"]
    press(pane, Key.Key_Down, Key.Key_Down, Key.Key_Return)
    assert pane.text() == "place: floor"
    assert offered(pane) == []


def test_up_from_nothing_marks_the_last(pane: TextPane) -> None:
    put(pane, "steps:\n  - do: a\n    for: |")
    press(pane, "3", Key.Key_Up, Key.Key_Tab)
    assert pane.text().endswith("for: 15-30s")


def test_after_a_key_its_values_are_offered_but_return_takes_none(pane: TextPane) -> None:
    put(pane, "name: A\n|")
    press(pane, "pla", Key.Key_Tab)
    assert offered(pane) == ["chair", "standing", "floor", "gym"]
    press(pane, Key.Key_Return)
    assert pane.text().startswith("name: A\nplace: \n")


def test_suggestions_follow_the_word_and_go_with_the_cursor(pane: TextPane) -> None:
    put(pane, "steps:\n  - |")
    press(pane, "lu")
    assert offered(pane) == ["low-lunge"]
    press(pane, "x")
    assert offered(pane) == []
    press(pane, Key.Key_Backspace, "n")
    assert offered(pane) == ["low-lunge"]
    press(pane, Key.Key_Left)
    assert offered(pane) == []


def test_suggestions_go_when_the_keyboard_does(pane: TextPane) -> None:
    put(pane, "steps:\n  - |")
    press(pane, "lu")
    pane.field.clearFocus()
    assert offered(pane) == []


def test_a_click_takes_a_suggestion(pane: TextPane) -> None:
    put(pane, "steps:\n  - |")
    press(pane, "lu")
    shown_list = pane.field.suggestions
    spot = shown_list.visualRect(shown_list.model().index(0, 0)).center()
    QTest.mouseClick(shown_list.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert pane.text() == "steps:\n  - low-lunge"


def test_suggestions_stay_within_the_pane(pane: TextPane) -> None:
    put(pane, "\n" * 60 + "|")
    press(pane, Key.Key_Space, held=Mod.ControlModifier)
    shown_list = pane.field.suggestions
    assert offered(pane)
    assert pane.rect().contains(shown_list.geometry())
    cursor = pane.field.cursorRect().translated(pane.field.viewport().pos())
    assert not shown_list.geometry().intersects(cursor)


def test_suggestions_stay_when_the_problem_below_grows(pane: TextPane) -> None:
    put(pane, "steps:\n  - |")
    press(pane, "lu")
    QApplication.processEvents()
    pane.show_problems([Problem("a", Where(1, 1), "x " * 300)])
    QApplication.processEvents()
    assert offered(pane) == ["low-lunge"]
    assert pane.rect().contains(pane.field.suggestions.geometry())


def test_the_line_that_is_written_stays_in_sight(pane: TextPane) -> None:
    put(pane, "\n" * 19 + "|\n\n\n")
    QApplication.processEvents()
    pane.show_problems([Problem("a", Where(1, 1), "x " * 600)])
    QApplication.processEvents()
    assert pane.field.viewport().rect().contains(pane.field.cursorRect())


def test_a_screen_reader_finds_the_suggestions(pane: TextPane) -> None:
    put(pane, "steps:\n  - |")
    press(pane, "lu")
    face = QAccessible.queryAccessibleInterface(pane.field.suggestions)
    assert face.text(QAccessible.Text.Name) == "Suggestions"
    index = pane.field.suggestions.model().index(0, 0)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "low-lunge, Low lunge"
    assert "Escape and then Tab" in pane.field.accessibleDescription()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("name: A|", "name: A\n|"),
        ("steps:|", "steps:\n  - |"),
        ("pace:|", "pace:\n  |"),
        ("  - low-lunge|", "  - low-lunge\n  - |"),
        ("  - do: a|", "  - do: a\n    |"),
        ("  - do: a\n    |", "  - do: a\n  - |"),
        ("  - do: a\n    for: 3s\n    |", "  - do: a\n    for: 3s\n  - |"),
        ("  - do: a\n  - |", "  - do: a\n|"),
        ("pace:\n  |", "pace:\n  \n  |"),
        ("notes: >|", "notes: >\n  |"),
        ("notes: >\n  - one|", "notes: >\n  - one\n  |"),
        ("  # so|", "  # so\n  |"),
        ("name: A|B", "name: A\n|B"),
        ("- a\n\nb\n  |", "- a\n\nb\n  \n  |"),
        ("  Sit tall.|", "  Sit tall.\n  |"),
        ("  - a|b", "  - a\n  |b"),
        ("|name: A", "\n|name: A"),
        ("    - say: x\n      prop:|", "    - say: x\n      prop:\n        |"),
    ],
)
def test_return_goes_on_as_one_would(pane: TextPane, before: str, after: str) -> None:
    put(pane, before)
    press(pane, Key.Key_Return)
    assert marked(pane) == after


def test_return_is_undone_in_one_step(pane: TextPane) -> None:
    put(pane, "  - do: a\n    |")
    press(pane, Key.Key_Return)
    pane.undo()
    assert pane.text() == "  - do: a\n    "


def test_tab_indents_and_back(pane: TextPane) -> None:
    put(pane, "a|")
    press(pane, Key.Key_Tab)
    assert pane.text() == "a "
    press(pane, Key.Key_Tab)
    assert pane.text() == "a   "
    pane.set_text("a\n\n  b\nc")
    pane.field.selectAll()
    press(pane, Key.Key_Tab)
    assert pane.text() == "  a\n\n    b\n  c"
    press(pane, Key.Key_Tab)
    assert pane.text() == "    a\n\n      b\n    c"
    press(pane, Key.Key_Backtab)
    assert pane.text() == "  a\n\n    b\n  c"
    pane.undo()
    assert pane.text() == "    a\n\n      b\n    c"


def test_a_selection_that_ends_before_a_line_leaves_that_line(pane: TextPane) -> None:
    put(pane, "|a\nb\n")
    press(pane, Key.Key_Down, held=Mod.ShiftModifier)
    press(pane, Key.Key_Slash, held=Mod.ControlModifier)
    assert pane.text() == "# a\nb\n"


def test_control_and_slash_comments_and_back(pane: TextPane) -> None:
    pane.set_text("  - a\n\n    b: 1")
    pane.field.selectAll()
    press(pane, Key.Key_Slash, held=Mod.ControlModifier)
    assert pane.text() == "  # - a\n\n  #   b: 1"
    press(pane, Key.Key_Slash, held=Mod.ControlModifier)
    assert pane.text() == "  - a\n\n    b: 1"


@pytest.fixture
def between(look: Look, qtbot: QtBot) -> Between:
    page, pane = QWidget(), TextPane(look)
    first, last = QLineEdit(), QLineEdit()
    column = QVBoxLayout(page)
    for part in (first, pane, last):
        column.addWidget(part)
    shown(qtbot, page, 400, 500)
    page.activateWindow()
    pane.field.setFocus()
    return page, pane, first, last  # the page as well, or it goes with all that is in it


def test_control_and_tab_leaves_the_field(between: Between) -> None:
    _page, pane, first, last = between
    press(pane, Key.Key_Tab, held=Mod.ControlModifier)
    assert last.hasFocus()
    pane.field.setFocus()
    press(pane, Key.Key_Backtab, held=Mod.ControlModifier | Mod.ShiftModifier)
    assert first.hasFocus()
    assert pane.text() == ""


def test_escape_and_then_tab_leaves_the_field(
    between: Between,
) -> None:
    _page, pane, first, last = between
    press(pane, Key.Key_Escape, Key.Key_Tab)
    assert last.hasFocus()
    pane.field.setFocus()
    press(pane, Key.Key_Tab)
    assert pane.field.hasFocus()
    assert pane.text() == "  "
    press(pane, Key.Key_Escape)
    press(pane, Key.Key_Backtab, held=Mod.ShiftModifier)
    assert first.hasFocus()


def test_a_key_in_between_makes_tab_indent_again(
    between: Between,
) -> None:
    _page, pane, _first, _last = between
    press(pane, Key.Key_Escape, "#", Key.Key_Tab)
    assert pane.text() == "# "


def test_what_is_pasted_is_plain_and_has_no_tabs(pane: TextPane) -> None:
    data = QMimeData()
    data.setHtml("<b>a:</b>")
    data.setText("a:\r\n\tb: 1\r\n")
    pane.field.insertFromMimeData(data)
    assert pane.text() == "a:\n  b: 1\n"


def test_a_problem_is_told_and_fixed_with_one_key(pane: TextPane) -> None:
    text = TEXT.replace("low-lunge", "low-lnge")
    pane.set_text(text)
    pane.show_problems([WRONG])
    assert pane.box.isVisible()
    assert pane.box.words().startswith("Line 3: No movement is called low-lnge\nDid you mean")
    assert [button.label for button in pane.box.buttons] == [
        "Write low-lunge",
        "Write resting-squat",
    ]
    press(pane, Key.Key_Period, held=Mod.ControlModifier)
    assert marked(pane) == TEXT.replace("low-lunge", "low-lunge|")
    press(pane, Key.Key_Period, held=Mod.ControlModifier)  # it is not the text with the problem
    assert pane.text() == TEXT
    pane.show_problems([])
    assert not pane.box.isVisible()
    pane.undo()
    assert pane.text() == text


def test_each_fix_has_a_button(pane: TextPane) -> None:
    pane.set_text(TEXT.replace("low-lunge", "low-lnge"))
    pane.show_problems([WRONG])
    pane.box.buttons[1].click()
    assert pane.text() == TEXT.replace("low-lunge", "resting-squat")
    assert pane.field.hasFocus()


def test_another_problem_has_other_buttons(pane: TextPane) -> None:
    pane.set_text("a: x\nb: y\n")
    fixes = (("one", "two"), ("w" * 50,), ())
    pane.show_problems(
        [Problem("a", Where(line, 4), "x", fixes=fix) for line, fix in enumerate(fixes, 1)]
    )
    assert len(pane.box.buttons) == 2
    pane.next_problem()
    pane.next_problem()
    (button,) = pane.box.buttons
    assert button.label == f"Write {'w' * 31}…"
    pane.next_problem()
    assert pane.box.buttons == []
    pane.previous_problem()
    pane.fix()
    assert pane.text() == f"a: x\nb: {'w' * 50}\n"


def test_a_problem_behind_wide_letters_is_marked_and_fixed_where_it_is(pane: TextPane) -> None:
    pane.set_text("a: 🧘🧘 bad\r\n")
    pane.show_problems([Problem("a", Where(1, 7, 3), "x", fixes=("good",))])
    assert pane.field.extraSelections()[1].cursor.selectedText() == "bad"
    pane.fix()
    assert pane.text() == "a: 🧘🧘 good\r\n"


def test_f8_goes_round_the_problems(pane: TextPane) -> None:
    problems = [Problem("a", Where(line, 3), f"p{line}") for line in (4, 1, 2)]
    put(pane, "|a: 1\nb: 2\nc: 3\nd: 4\n")
    pane.show_problems(problems)
    seen = []
    for _time in range(4):
        press(pane, Key.Key_F8)
        seen.append(pane.field.textCursor().blockNumber() + 1)
    assert seen == [1, 2, 4, 1]
    assert pane.box.words().startswith("Line 1, problem 1 of 3")
    press(pane, Key.Key_F8, held=Mod.ShiftModifier)
    assert pane.field.textCursor().blockNumber() + 1 == 4
    pane.box.next.click()
    assert pane.field.textCursor().blockNumber() + 1 == 1


def test_f8_without_problems_does_nothing(pane: TextPane) -> None:
    put(pane, "a: |b")
    press(pane, Key.Key_F8)
    assert marked(pane) == "a: |b"


def test_the_nearest_problem_is_the_one_that_is_told(pane: TextPane) -> None:
    pane.set_text("a\n" * 20)
    pane.show_problems([Problem("a", Where(2, 1), "two"), Problem("a", Where(15, 1), "fifteen")])
    pane.go_to(12)
    assert pane.box.said.text() == "Fifteen"
    pane.go_to(3)
    assert pane.box.said.text() == "Two"


def test_problems_past_the_ends_are_marked_at_them(pane: TextPane) -> None:
    pane.set_text("name:\n\n")
    wheres = [Where(1, 6), Where(99, 99), Where(2, 1, 500), Where(0, 0)]
    pane.show_problems([Problem("a", where, "x") for where in wheres])
    selected = {one.cursor.selectedText() for one in pane.field.extraSelections()[1::2]}
    assert selected == {":", "", "n"}


def test_what_is_wrong_is_underlined_and_its_line_tinted(pane: TextPane, look: Look) -> None:
    pane.set_text(TEXT)
    pane.show_problems([WRONG])
    line, wave = pane.field.extraSelections()
    assert wave.cursor.selectedText() == "low-lung"
    wavy = QTextCharFormat.UnderlineStyle.WaveUnderline
    assert wave.format.underlineStyle() == wavy
    assert line.format.background().color().name() == look.colours.warn_soft.lower()
    assert look.colours.warn_soft.lower() in colours_in(picture(pane.field.viewport()))


def test_the_numbers_stand_beside_their_lines(pane: TextPane, look: Look) -> None:
    pane.set_text("a\n" * 120)
    narrow = pane.field._gutter.width()
    pane.set_text("a\n" * 1200)
    assert pane.field._gutter.width() > narrow
    pane.set_text("a\nb\n")
    pane.show_problems([Problem("a", Where(2, 1), "x")])
    assert look.colours.warn.lower() in colours_in(picture(pane.field._gutter))


def test_a_line_of_hebrew_begins_at_the_left(pane: TextPane) -> None:
    pane.set_text("שלום: A")
    pane.go_to(1)
    hebrew = pane.field.cursorRect().left()
    pane.go_to(1, 8)
    assert hebrew < pane.field.cursorRect().left()


def test_light_and_dark_and_large(pane: TextPane, look: Look) -> None:
    pane.set_text(TEXT)
    size = pane.field.font().pointSizeF()
    assert QFont(pane.field.font()).pointSizeF() > 0
    look.choose("dark")
    look.set_scale(2.0)
    assert pane.field.font().pointSizeF() == pytest.approx(2 * size, rel=0.01)
    seen = colours_in(picture(pane.field.viewport()))
    assert {look.colours.acc_text.lower(), look.colours.ink3.lower()} <= seen


KEYS, REMARK = "key", "comment"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("name: A # b", [("name", KEYS), ("# b", REMARK)]),
        ("name: A#b", [("name", KEYS)]),
        ("- do: it's # c", [("do", KEYS), ("# c", REMARK)]),
        ("  - - 'a b': c", [("'a b'", KEYS)]),
        ("a: {in: 4s, \"out\": '6: s'}", [("a", KEYS), ("in", KEYS), ('"out"', KEYS)]),
        ("a: {in: 4s,\n  out: 6s}\nb: c, d: e", [(k, KEYS) for k in ("a", "in", "out", "b")]),
        ("draw across: 5s", [("draw across", KEYS)]),
        ("a: 'x\n  b: c\n  d' # e\nf: g", [("a", KEYS), ("# e", REMARK), ("f", KEYS)]),
        ('a: "x\\"\n  b: c"\nf: g', [("a", KEYS), ("f", KEYS)]),
        ("a: | # h\n  b: # c\n\n  d: e\nf: g", [("a", KEYS), ("# h", REMARK), ("f", KEYS)]),
        ("- a: >-\n    b: c\n  d: e", [("a", KEYS), ("d", KEYS)]),
        ("3:30", []),
        ("a:b", []),
        ("- low-lunge", []),
        ("# a: b", [("# a: b", REMARK)]),
        ("]}: ,", []),
    ],
)
def test_what_is_marked(text: str, found: list[tuple[str, str]]) -> None:
    state, seen = 0, []
    for line in text.split("\n"):
        spans, state = marks(line, state)
        seen += [(line[start : start + length], kind) for start, length, kind in spans]
    assert seen == found


def test_a_block_text_and_a_quote_lose_their_colours_where_they_end(pane: TextPane) -> None:
    put(pane, "a: |\nb: c\n".replace("|", "|", 1))
    press(pane, ">", Key.Key_Return, "d: e")
    block = pane.document().findBlockByNumber(1)
    assert block.text() == "  d: e"
    assert block.layout().formats() == []
    assert len(pane.document().findBlockByNumber(2).layout().formats()) == 1


def test_colours_stand_behind_wide_letters_too(pane: TextPane) -> None:
    pane.set_text("a: 🧘 # c")
    comment = pane.document().firstBlock().layout().formats()[1]
    assert (comment.start, comment.length) == (6, 3)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("", ""),
        ("a", "a"),
        ("aa", "aaa"),
        ("abc", "axc"),
        ("", "x"),
        ("abab", "ab"),
        ("a🧘", "a🧘🧘"),
    ],
)
def test_the_difference_makes_one_text_of_the_other(old: str, new: str) -> None:
    start, stop, written = difference(old, new)
    assert old[:start] + written + old[stop:] == new
    assert len(written) <= max(1, abs(len(new) - len(old)))


def test_letters_are_counted_as_qt_does_and_back() -> None:
    text = "a🧘b"
    assert [units(text[:n]) for n in range(4)] == [0, 1, 3, 4]
    assert [letters(text, n) for n in (0, 1, 3, 4)] == [0, 1, 2, 3]


def test_lines_of_keys_are_plain_functions() -> None:
    assert on_return("a: b", "", [], prose=False) == (0, "\n")
    assert (indented("a"), indented(""), outdented(" a"), outdented("    a")) == (
        "  a",
        "",
        "a",
        "  a",
    )
    assert commented(["a", "# b"]) == ["# a", "# # b"]
