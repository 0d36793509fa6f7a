"""The table of what was done: a row for each movement, its sides in columns of their own."""

from collections.abc import Callable, Sequence
from itertools import zip_longest

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from hipflex_gui.i18n import _
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.pages.done import Done
from hipflex_gui.ui.theme import SPACE_L, SPACE_S
from hipflex_gui.ui.widgets.base import Rule, Text, describe

SIDES: dict[str, tuple[Callable[[], str], Callable[[], str]]] = {  # the head, and what is heard
    "left": (lambda: _("Left"), lambda: _("left side")),
    "right": (lambda: _("Right"), lambda: _("right side")),
    "both": (lambda: _("Both"), lambda: _("both sides")),
}
_WIDE = 56  # px at 100 %
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def done_table(look: Look, done: Sequence[Done], marks: Sequence[QWidget | None] = ()) -> QWidget:
    """Return a table of what was done, each number under the head of its side.

    Where nothing has sides there is one column, and it needs no head. ``marks`` are what stands
    under the name at the trailing edge, movement by movement.
    """
    table = QWidget()
    grid = QGridLayout(table)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(SPACE_L)
    grid.setVerticalSpacing(SPACE_S)
    grid.setColumnStretch(0, 1)
    if not done:
        said = _("No movement was begun this time.")
        grid.addWidget(Text(look, said, "lead", "ink2", wrap=True), 0, 0)
        return table
    sides = [side for side in SIDES if any(side in dict(one.cells()) for one in done)]
    columns = {side: number for number, side in enumerate(sides, start=1)}
    for side, column in columns.items() if sides != ["both"] else ():
        grid.setColumnMinimumWidth(column, look.theme.px(_WIDE))
        grid.addWidget(Text(look, SIDES[side][0](), "small", "ink2"), 0, column, _RIGHT)
    for number, (movement, mark) in enumerate(zip_longest(done, marks)):
        row = 3 * number + 1
        if number:
            grid.addWidget(Rule(look), row - 1, 0, 1, -1)
        grid.addWidget(Text(look, movement.name, "row", wrap=True), row, 0)
        for side, text in movement.cells():
            label = Text(look, text, "lead", weight=500, tabular=True)
            describe(label, f"{movement.name}, {SIDES[side][1]()}: {text}")
            grid.addWidget(label, row, columns[side], _RIGHT)
        if movement.words or mark:
            grid.addLayout(_below(look, movement.words, mark), row + 1, 0, 1, -1)
    return table


def _below(look: Look, words: str, mark: QWidget | None) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(SPACE_L)
    line.addWidget(Text(look, words, "small", "ink2", wrap=True), 1)
    if mark:
        line.addWidget(mark)
    return line
