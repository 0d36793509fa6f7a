"""Lists of sessions and movements: the chips that filter them, and the rows to choose from."""

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from hipflex_gui.i18n import _
from hipflex_gui.movements import Spot
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.pages.facts import Wish
from hipflex_gui.ui.pages.parts import on_key
from hipflex_gui.ui.theme import CARD_GAP, ROW_GAP
from hipflex_gui.ui.widgets.badges import Chip
from hipflex_gui.ui.widgets.base import describe, plain_tooltip
from hipflex_gui.ui.widgets.flow import FlowLayout
from hipflex_gui.ui.widgets.rows import ListRow, RowContent

SHORT, BARE = "short", "bare"


class Filters(QObject):
    """The chips over a list of sessions, pressed with 1, 2, 3 ... as well.

    They stand in ``layout``, which the page puts where they belong.
    """

    changed = Signal()

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.layout = FlowLayout()
        self.chips: dict[str, Chip] = {}
        for key, words in (
            (Spot.CHAIR, _("At my chair")),
            (Spot.STANDING, _("Standing")),
            (Spot.FLOOR, _("Floor")),
            (Spot.GYM, _("Gym")),
            (SHORT, _("5 min or less")),
            (BARE, _("No props")),
        ):
            chip = Chip(look, words, parent)
            chip.toggled.connect(self.changed)
            self.chips[key] = chip
            self.layout.addWidget(chip)
            on_key(parent, str(len(self.chips)), self._presser(len(self.chips)))
        self._offered: list[Chip] = []
        self.offer(())

    def offer(self, without: Iterable[str]) -> None:
        """Offer all chips but some; those are off and out of sight."""
        hidden = set(without)
        for key, chip in self.chips.items():
            if key in hidden:
                chip.setChecked(False)
            chip.setVisible(key not in hidden)
        self._offered = [chip for key, chip in self.chips.items() if key not in hidden]
        for number, chip in enumerate(self._offered, 1):
            plain_tooltip(chip, _("Key {n}").format(n=number))
            describe(chip, chip.accessibleName(), _("Key {n}").format(n=number))

    def hide(self) -> None:
        """Take all chips out of sight; those that are on stay on."""
        for chip in self.chips.values():
            chip.hide()

    def wish(self) -> Wish:
        """Return what the chips ask for."""
        on = {key for key, chip in self.chips.items() if chip.isChecked()}
        return Wish(frozenset(spot for spot in Spot if spot in on), SHORT in on, BARE in on)

    def clear(self) -> None:
        """Turn all chips off."""
        for chip in self.chips.values():
            chip.setChecked(False)

    def _presser(self, number: int) -> Callable[[], None]:
        def press() -> None:
            if number <= len(self._offered) and self._offered[number - 1].isVisible():
                self._offered[number - 1].click()

        return press


class RowGrid(QObject):
    """Rows to choose from, in one column or two; rows are used again when the list changes."""

    chosen = Signal(str)

    def __init__(self, look: Look, parent: QWidget, hint: str) -> None:
        super().__init__(parent)
        self._look, self._parent, self._hint = look, parent, hint
        self._columns = 2
        self._ids: list[str] = []
        self._pool: list[ListRow] = []
        self.layout = QGridLayout()
        self.layout.setHorizontalSpacing(CARD_GAP)
        self.layout.setVerticalSpacing(ROW_GAP)

    @property
    def rows(self) -> list[ListRow]:
        """The rows in sight, in order."""
        return self._pool[: len(self._ids)]

    def show_rows(self, contents: Sequence[tuple[str, RowContent]]) -> None:
        """Show these rows; each comes with the id that ``chosen`` tells."""
        self._ids = [row_id for row_id, _content in contents]
        while len(self._pool) < len(contents):
            row = ListRow(self._look, contents[len(self._pool)][1], self._parent)
            row.clicked.connect(self._teller(len(self._pool)))
            self._pool.append(row)
        for row, (_id, content) in zip(self._pool, contents, strict=False):
            row.set_content(content)
            describe(row, content.title, f"{row.accessibleDescription()}. {self._hint}")
        self._place()

    def set_columns(self, columns: int) -> None:
        """Lay the rows out in one column or two."""
        if columns != self._columns:
            self._columns = columns
            self._place()

    def focus_row(self, row_id: str) -> None:
        """Give the keyboard to a row; an id that is not shown changes nothing."""
        if row_id in self._ids:
            self._pool[self._ids.index(row_id)].setFocus()

    def _place(self) -> None:
        for row in self._pool:
            self.layout.removeWidget(row)
        for number, row in enumerate(self._pool):
            row.setVisible(number < len(self._ids))
        for number, row in enumerate(self.rows):
            self.layout.addWidget(row, number // self._columns, number % self._columns)
        for column in (0, 1):
            self.layout.setColumnStretch(column, int(column < self._columns))
        self.layout.setHorizontalSpacing(CARD_GAP if self._columns > 1 else 0)

    def _teller(self, number: int) -> Callable[[], None]:
        return lambda: self.chosen.emit(self._ids[number])
