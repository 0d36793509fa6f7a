"""The cards of a plan: the list, whose lines may be picked and moved, and what else to know."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import count, pairwise

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hipflex_gui.figure.scene import Picture
from hipflex_gui.i18n import _
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.pages.parts import Thumbnail, emptied, on_key
from hipflex_gui.ui.theme import CARD_PADDING
from hipflex_gui.ui.widgets.base import Card, Text, describe, plain_tooltip
from hipflex_gui.ui.widgets.buttons import KeyButton, icon_button
from hipflex_gui.ui.widgets.fields import Check

PICTURE = QSize(56, 46)


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A movement: its name, its dose, its time as ``m:ss``, the author's note, and its pose.

    What does not count has no number: the warm-up is no movement of the session.
    """

    name: str
    detail: str
    time: str
    note: str = ""
    picture: Picture | None = None
    counts: bool = True


class _Row(QWidget):
    """One line; with a box to tick, and two buttons to move it, where one may choose."""

    def __init__(self, look: Look, line: PlanLine, number: str, index: int, *, free: bool) -> None:
        super().__init__()
        self.index = index
        self.check: Check | None = None
        self.up: KeyButton | None = None
        self.down: KeyButton | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 8, 4, 8)
        row.setSpacing(12)
        side = Qt.AlignmentFlag.AlignVCenter if free else Qt.AlignmentFlag.AlignTop
        if free:
            self.check = Check(look)
            self.check.setChecked(True)
            said = _("{detail}, {time}. Alt with the up and down arrows moves it")
            about = said.format(detail=line.detail, time=line.time).removeprefix(", ")
            describe(self.check, line.name, about)
            row.addWidget(self.check, 0, side)
        else:
            mark = Text(look, number, "body", "acc_text", weight=600, tabular=True)
            mark.setMinimumWidth(look.theme.px(20))
            row.addWidget(mark, 0, side)
        if line.picture:
            row.addWidget(Thumbnail(look, line.picture, PICTURE), 0, side)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(Text(look, line.name, "row", wrap=True))
        for text in (line.detail, line.note):
            if text:
                words.addWidget(Text(look, text, "small", "ink2", wrap=True))
        row.addLayout(words, 1)
        if not free:
            words.addStretch(1)
        row.addWidget(Text(look, line.time, "row", "ink", tabular=True), 0, side)
        if free:
            self.up = icon_button(look, "chevron-up", _("Move {name} up").format(name=line.name))
            self.down = icon_button(
                look, "chevron-down", _("Move {name} down").format(name=line.name)
            )
            for button, key in ((self.up, _("Alt ↑")), (self.down, _("Alt ↓"))):
                # the keys do the same from the box, so Tab need not stop three times a line
                button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
                policy = button.sizePolicy()
                policy.setRetainSizeWhenHidden(True)
                button.setSizePolicy(policy)
                plain_tooltip(button, f"{button.accessibleName()} ({key})")
                row.addWidget(button, 0, side)


class PlanList(Card):
    """The movements in order.

    Signals:
        changed: other lines are picked, or they are in another order.
    """

    changed = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.free = False
        self._rows: list[_Row] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(CARD_PADDING - 4, 20, CARD_PADDING - 4, 16)
        column.setSpacing(0)
        head = QVBoxLayout()
        head.setContentsMargins(4, 0, 4, 8)
        self._hint = Text(look, "", "small", "ink2", wrap=True)
        head.addWidget(Text(look, _("Movements"), "row"))
        head.addWidget(self._hint)
        column.addLayout(head)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        column.addLayout(self._lines)
        self._changes = Text(look, "", "small", "ink2", wrap=True)
        self._changes.setContentsMargins(4, 8, 4, 8)
        column.addWidget(self._changes)
        foot = QHBoxLayout()
        foot.setContentsMargins(4, 8, 4, 0)
        self._total = Text(look, "", "row", tabular=True)
        foot.addWidget(Text(look, _("Together"), "body", "ink2"), 1)
        foot.addWidget(self._total)
        column.addLayout(foot)
        describe(self, _("Movements"))
        on_key(self, "Alt+Up", lambda: self._move_focused(-1)).setAutoRepeat(True)
        on_key(self, "Alt+Down", lambda: self._move_focused(1)).setAutoRepeat(True)

    def show_lines(self, lines: Sequence[PlanLine], *, free: bool) -> None:
        """Show these lines; where the order is free they can be picked and moved."""
        emptied(self._lines)
        self.free = free
        self._hint.setText(
            _("Choose what you want to do. Alt ↑ and Alt ↓ move a movement.") if free else ""
        )
        self._hint.setVisible(free)
        numbers = count(1)
        self._rows = [
            _Row(self._look, line, str(next(numbers)) if line.counts else "", index, free=free)
            for index, line in enumerate(lines)
        ]
        for row in self._rows:
            self._lines.addWidget(row)
            if row.check and row.up and row.down:
                row.check.toggled.connect(self.changed)
                row.up.clicked.connect(self._mover(row, -1))
                row.down.clicked.connect(self._mover(row, 1))
        self._mark_ends()

    def show_changes(self, changes: Sequence[str]) -> None:
        """Show under the lines what is not as the session has it, each in a sentence."""
        self._changes.setText("\n".join(changes))
        self._changes.setVisible(bool(changes))

    def show_total(self, total: str) -> None:
        """Show how long the picked lines take together."""
        self._total.setText(total)

    def checks(self) -> list[Check]:
        """Return the boxes in the order they stand in."""
        return [row.check for row in self._rows if row.check]

    def picks(self) -> list[int]:
        """Return the positions, in the file, of what is picked, in the order chosen."""
        return [row.index for row in self._rows if row.check and row.check.isChecked()]

    def _mover(self, row: _Row, by: int) -> Callable[[], None]:
        return lambda: self._move(row, by)

    def _move_focused(self, by: int) -> None:
        for row in self._rows:
            if row.check and row.check.hasFocus():
                self._move(row, by)
                return

    def _move(self, row: _Row, by: int) -> None:
        at = self._rows.index(row)
        if not 0 <= at + by < len(self._rows):
            return
        self._rows.insert(at + by, self._rows.pop(at))
        self._lines.removeWidget(row)
        self._lines.insertWidget(at + by, row)
        boxes = self.checks()
        for one, other in pairwise(boxes):
            self.setTabOrder(one, other)
        self._mark_ends()
        self.changed.emit()

    def _mark_ends(self) -> None:
        for at, row in enumerate(self._rows):
            if row.up and row.down:
                row.up.setVisible(at > 0)
                row.down.setVisible(at < len(self._rows) - 1)


class Panel(Card):
    """A card with a heading and pairs of a word and a sentence; without pairs it is not there.

    The word may be missing, or the sentence.
    """

    def __init__(self, look: Look, title: str) -> None:
        super().__init__()
        self._look = look
        column = QVBoxLayout(self)
        column.setContentsMargins(CARD_PADDING, 20, CARD_PADDING, CARD_PADDING)
        column.setSpacing(8)
        column.addWidget(Text(look, title, "row"))
        self._pairs = QVBoxLayout()
        self._pairs.setSpacing(2)
        column.addLayout(self._pairs)
        describe(self, title)

    def show_pairs(self, pairs: list[tuple[str, str]]) -> None:
        """Show these pairs."""
        emptied(self._pairs)
        for word, sentence in pairs:
            if word:
                self._pairs.addWidget(Text(self._look, word, "body", weight=600, wrap=True))
            if sentence:
                self._pairs.addWidget(Text(self._look, sentence, "small", "ink2", wrap=True))
            self._pairs.addSpacing(6)
        self.setVisible(bool(pairs))
