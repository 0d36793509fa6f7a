"""Lines of text, each behind a mark: a dot, a number, a word, the place in a file."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout

from hipflex_gui.ui.look import Look
from hipflex_gui.ui.theme import SPACE_M, SPACE_S
from hipflex_gui.ui.widgets.base import Text


def in_two_columns(
    lines: Iterable[tuple[Text, Text]], gap: int = SPACE_M, line_gap: int = SPACE_S
) -> QGridLayout:
    """Return marks and their lines side by side; gaps in px."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(gap)
    grid.setVerticalSpacing(line_gap)
    grid.setColumnStretch(1, 1)
    for row, (mark, line) in enumerate(lines):
        grid.addWidget(mark, row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(line, row, 1)
    return grid


def bullets(look: Look, lines: Iterable[str]) -> QGridLayout:
    """Return a list of sentences, each behind a dot."""
    return in_two_columns(
        (Text(look, "•", "lead", "ink2"), Text(look, line, "lead", wrap=True)) for line in lines
    )
