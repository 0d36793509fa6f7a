"""Two cards of the page that edits a movement: what is not saved, and where a version stands."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from hipflex_gui.i18n import _
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.theme import CARD_PADDING, SPACE_M, SPACE_S
from hipflex_gui.ui.widgets.badges import Chip
from hipflex_gui.ui.widgets.base import Card, Text
from hipflex_gui.ui.widgets.buttons import KeyButton
from hipflex_gui.ui.widgets.flow import FlowLayout


class UnsavedCard(Card):
    """Asks before something is left that is not saved.

    Signals:
        stayed: go on with it.
        saved: save it and go back.
        dropped: go back without it.
    """

    stayed = Signal()
    saved = Signal()
    dropped = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__("mid")
        self._stay = KeyButton(look, _("Go on here"))
        save, drop = KeyButton(look, _("Save and go back")), KeyButton(look, _("Leave it unsaved"))
        self._stay.clicked.connect(self.stayed)
        save.clicked.connect(self.saved)
        drop.clicked.connect(self.dropped)
        column = _column(self)
        column.addWidget(Text(look, _("Something is not saved yet"), "row", wrap=True))
        column.addLayout(row((self._stay, save, drop)))

    def ask(self) -> None:
        """Show itself, with the keyboard at what changes nothing."""
        self.show()
        self._stay.setFocus(Qt.FocusReason.OtherFocusReason)


class PlaceCard(Card):
    """Whether a version stands beside the movement it comes from, or in its place."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.beside = Chip(look, _("Beside the one it comes from"))
        self.instead = Chip(look, _("In its place, in every session"))
        for chip in (self.beside, self.instead):
            chip.setAutoExclusive(True)
        self._said = Text(look, "", "small", "ink3", wrap=True)
        column = _column(self)
        column.addWidget(Text(look, _("Where your version stands"), "section"))
        column.addLayout(row((self.beside, self.instead)))
        column.addWidget(self._said)

    def begin(self, *, taken: bool) -> None:
        """Offer both, or only the one where the other's place is taken by a version already."""
        self.instead.setVisible(not taken)
        self.beside.setChecked(True)
        both = _("Beside it, it is a movement more. In its place, sessions that have it use yours.")
        self._said.setText(_("It is a movement more.") if taken else both)


def row(parts: Sequence[QWidget]) -> FlowLayout:
    """Return parts in a line that wraps."""
    line = FlowLayout(gap=SPACE_S, line_gap=SPACE_S)
    for part in parts:
        line.addWidget(part)
    return line


def _column(card: Card) -> QVBoxLayout:
    column = QVBoxLayout(card)
    column.setContentsMargins(CARD_PADDING, 20, CARD_PADDING, CARD_PADDING)
    column.setSpacing(SPACE_M)
    return column
