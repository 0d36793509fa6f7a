"""What can be put into a session: the movements, and the steps that are none of the library."""

import html
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from hipflex_gui import plan
from hipflex_gui.i18n import _
from hipflex_gui.movements import Movement, Spot
from hipflex_gui.ui.pages.facts import movement_haystack, searchable

STEP_MIME = "application/x-hipflex-step"
"""What is dragged out of the palette: a step as JSON, as ``editing.insert`` takes it."""

REST, OWN, REPEAT = "rest", "own", "repeat"
Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing to add.

    Attributes:
        key: a movement's id, or ``rest``, ``own`` or ``repeat``.
        about: what stands under the name.
        icon: in place of a figure.
        found_by: every word it can be found by.
    """

    key: str
    name: str
    about: str
    icon: str
    found_by: str
    spot: Spot | None = None
    movement: Movement | None = None

    @property
    def step(self) -> str | Mapping[str, Any]:
        """The step it becomes."""
        return self.key if self.movement else new_step(self.key)


def new_step(kind: str) -> Mapping[str, Any]:
    """Return a step of no movement of the library, as it begins: it can be played as it is.

    Raises:
        KeyError: the kind is not ``rest``, ``own`` or ``repeat``.
    """
    rest: Mapping[str, Any] = {"rest": "20s"}
    own: Mapping[str, Any] = {
        "name": _("My own movement"),
        "steps": [_("Write here what to do, one line for each step.")],
        "for": "30s",
    }
    return {REST: rest, OWN: own, REPEAT: {"repeat": "2", "steps": [rest]}}[kind]


def others() -> list[Offer]:
    """Return what can be added besides movements."""
    words = (
        (REST, _("Rest"), _("A pause"), "clock"),
        (OWN, _("My own movement"), _("Your words"), "file"),
        (REPEAT, _("Repeat block"), _("Several times"), "refresh"),
    )
    return [
        Offer(key, name, about, icon, searchable(name, about)) for key, name, about, icon in words
    ]


def offers_of(movements: Iterable[Movement], own: Collection[str]) -> list[Offer]:
    """Return movements as they are offered, by name; ``own`` are the ids of the user's."""
    found = []
    for one in sorted(movements, key=lambda one: (one.name.casefold(), one.id)):
        place = plan.spot_text(one.place) if one.place else _("Anywhere")
        about = _("{place}, yours").format(place=place) if one.id in own else place
        words = f"{movement_haystack(one)} {searchable(about)}"
        found.append(Offer(one.id, one.name, about, "", words, one.place, one))
    return found


class Offers(QAbstractListModel):
    """The offers that a search leaves."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._all: list[Offer] = others()
        self.shown: list[Offer] = self._all

    def set_movements(self, movements: Iterable[Movement], own: Collection[str]) -> None:
        """Offer these; ``search`` shows them."""
        self._all = [*others(), *offers_of(movements, own)]

    def search(self, wanted: str, spots: Collection[Spot]) -> None:
        """Show what has every word somewhere, and is done in one of the places if there are any.

        What has the words in its name comes first.
        """
        words = searchable(wanted).split()
        found = [
            one
            for one in self._all
            if (not spots or one.movement is None or one.spot in spots)
            and all(word in one.found_by for word in words)
        ]
        if words:
            found.sort(key=lambda one: not all(w in searchable(one.name) for w in words))
        self.beginResetModel()
        self.shown = found
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return how many are shown."""
        return 0 if parent.isValid() else len(self.shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the name, or what a screen reader says."""
        if not index.isValid():
            return None
        offer = self.shown[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return offer.name
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"<span>{html.escape(offer.name)}</span>"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{offer.name}, {offer.about}"
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return _("Enter adds it to the session")
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let each be chosen and dragged."""
        flag = Qt.ItemFlag
        return flag.ItemIsEnabled | flag.ItemIsSelectable | flag.ItemIsDragEnabled

    def mimeTypes(self) -> list[str]:
        """Return the one type there is."""
        return [STEP_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Return the step that is dragged."""
        data = QMimeData()
        data.setData(STEP_MIME, json.dumps(self.shown[indexes[0].row()].step).encode())
        return data
