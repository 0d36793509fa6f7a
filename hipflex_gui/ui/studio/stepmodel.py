"""The steps as a list that Qt can show, drag, and read aloud."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QMimeData, QModelIndex, QObject, Qt

from hipflex_gui.draft import Path, Row
from hipflex_gui.ui.studio.offers import Index
from hipflex_gui.ui.studio.steppaths import closing
from hipflex_gui.ui.studio.stepwords import StepCard, card_of, spoken

PATH_MIME = "application/x-hipflex-path"
"""What is dragged within the list; which step it is the list remembers."""

_ROOT = QModelIndex()


class Steps(QAbstractListModel):
    """The rows of a draft, with what each shows.

    Attributes:
        cards: for each row what its card shows.
        closes: for each row how many repeats end with it.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: tuple[Row, ...] = ()
        self.cards: list[StepCard] = []
        self.closes: list[int] = []

    def show(self, rows: tuple[Row, ...]) -> bool:
        """Show other rows; return whether they are other steps, so that all is laid out anew.

        Of the same steps only those are painted that have changed.
        """
        old, before = self.rows, self.cards
        same = len(rows) == len(old) and all(
            a.path == b.path and a.kind is b.kind for a, b in zip(rows, old, strict=True)
        )
        if not same:
            self.beginResetModel()
            self.rows, self.cards = rows, [card_of(row) for row in rows]
            self.closes = [closing(rows, at) for at in range(len(rows))]
            self.endResetModel()
            return True
        self.rows = rows
        self.cards = [
            card if _alike(a, b) else card_of(b)
            for a, b, card in zip(old, rows, before, strict=True)
        ]
        changed = [
            n for n, pair in enumerate(zip(before, self.cards, strict=True)) if pair[0] != pair[1]
        ]
        if changed:
            self.dataChanged.emit(self.index(changed[0]), self.index(changed[-1]))
        return False

    def depth(self, row: int) -> int:
        """Return how many repeats a row is in."""
        return len(self.rows[row].path) - 1

    def row_of(self, path: Path) -> int:
        """Return the row of a step, -1 if there is none."""
        return next((n for n, row in enumerate(self.rows) if row.path == path), -1)

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the title, or what a screen reader says."""
        if not index.isValid():
            return None
        at = index.row()
        if role == Qt.ItemDataRole.DisplayRole:
            return self.cards[at].title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(self.rows[at], self.cards[at], at + 1, len(self.rows))
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return " ".join(problem.text for problem in self.rows[at].problems)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let each be chosen, dragged, and something dropped beside it."""
        flag = Qt.ItemFlag
        if not index.isValid():
            return flag.ItemIsDropEnabled
        return flag.ItemIsEnabled | flag.ItemIsSelectable | flag.ItemIsDragEnabled

    def mimeTypes(self) -> list[str]:
        """Return the type of what is dragged within the list."""
        return [PATH_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Return that a step is dragged."""
        data = QMimeData()
        data.setData(PATH_MIME, b"step")
        return data


def _alike(one: Row, other: Row) -> bool:
    """Tell whether two rows of a kind look alike; only those with problems name their lines."""
    if one.problems or other.problems:
        return one == other
    return one.values == other.values and one.movement is other.movement and one.name == other.name
