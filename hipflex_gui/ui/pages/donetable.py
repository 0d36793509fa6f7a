"""The table of what was done: a row for each movement, its sides side by side."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from hipflex_gui.i18n import _
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.pages.done import Done
from hipflex_gui.ui.theme import SPACE_M, SPACE_XL
from hipflex_gui.ui.widgets.base import Rule, Text, describe


@dataclass(frozen=True, slots=True)
class _Cell:
    words: Callable[[], str]
    column: int
    span: int
    where: Qt.AlignmentFlag


_MIDDLE = Qt.AlignmentFlag.AlignVCenter
_CELLS = {
    "left": _Cell(lambda: _("left side"), 1, 1, Qt.AlignmentFlag.AlignRight | _MIDDLE),
    "right": _Cell(lambda: _("right side"), 2, 1, Qt.AlignmentFlag.AlignRight | _MIDDLE),
    "both": _Cell(lambda: _("both sides"), 1, 2, Qt.AlignmentFlag.AlignHCenter | _MIDDLE),
}


def done_table(look: Look, done: Sequence[Done]) -> QWidget:
    """Return a table of what was done; the sides have heads where there are sides."""
    table = QWidget()
    grid = QGridLayout(table)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(SPACE_XL)
    grid.setVerticalSpacing(SPACE_M)
    grid.setColumnStretch(0, 1)
    if not done:
        said = _("No movement was begun this time.")
        grid.addWidget(Text(look, said, "lead", "ink2", wrap=True), 0, 0)
        return table
    if any({"left", "right"} & set(movement.seconds) for movement in done):
        for column, word in enumerate((_("Left"), _("Right")), start=1):
            grid.setColumnMinimumWidth(column, look.theme.px(72))
            head = Text(look, word, "small", "ink2")
            grid.addWidget(head, 0, column, Qt.AlignmentFlag.AlignRight | _MIDDLE)
    for number, movement in enumerate(done):
        row = 2 * number + 1
        if number:
            grid.addWidget(Rule(look), row - 1, 0, 1, 3)
        grid.addWidget(_name_of(look, movement), row, 0)
        for side, text in movement.cells():
            cell = _CELLS[side]
            label = Text(look, text, "lead", weight=500, tabular=True)
            describe(label, f"{movement.name}, {cell.words()}: {text}")
            grid.addWidget(label, row, cell.column, 1, cell.span, cell.where)
    return table


def _name_of(look: Look, movement: Done) -> QWidget:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    column.addWidget(Text(look, movement.name, "row", wrap=True))
    if movement.words:
        column.addWidget(Text(look, movement.words, "small", "ink2", wrap=True))
    return box
