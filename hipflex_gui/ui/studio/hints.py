"""What is worth knowing about a session, as a list over the studio's foot."""

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHideEvent, QPaintEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from hipflex_gui.i18n import _, ngettext
from hipflex_gui.makeup import Advice, Hint
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.pages.parts import Link
from hipflex_gui.ui.theme import HOVER, RADIUS_SMALL, SPACE_M, SPACE_S, SPACE_XS, mix
from hipflex_gui.ui.widgets.base import Painted, Text, TextBlock, describe, panel, smooth
from hipflex_gui.ui.widgets.rows import RowButton

WIDE, HIGH = 520, 400  # px at 100 %: the most that the list takes
BUTTON = 28


def hints_text(advice: Sequence[Advice]) -> str:
    """Return how many hints and cautions there are, or nothing."""
    cautions = sum(one.kind is Hint.CAUTION for one in advice)
    hints = len(advice) - cautions
    said = [ngettext("{n} hint", "{n} hints", hints).format(n=hints)] if hints else []
    if cautions:
        said.append(ngettext("{n} caution", "{n} cautions", cautions).format(n=cautions))
    return ", ".join(said)


class HintsButton(Link):
    """The button that opens the list: hardly higher than a line of text."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, "", "chevron-up")
        place = self.sizePolicy()
        place.setRetainSizeWhenHidden(True)  # the bar above it stays where it is
        self.setSizePolicy(place)

    def sizeHint(self) -> QSize:
        """Return the size of the words."""
        return QSize(super().sizeHint().width(), self.look.theme.px(BUTTON))


class HintRow(RowButton):
    """One thing to know; a caution begins with whom it is for."""

    def __init__(self, look: Look, advice: Advice, parent: QWidget) -> None:
        super().__init__(look, RADIUS_SMALL, parent)
        self.advice = advice
        self._strong = advice.words.find(":") + 1 if advice.kind is Hint.CAUTION else 0
        self.setAccessibleName(advice.words)
        if advice.item is None:
            self.unsetCursor()

    def heightForWidth(self, width: int) -> int:
        """Return the height in px that the words need at a width in px."""
        return ceil(self._block(width).height) + 2 * SPACE_S

    def minimumSizeHint(self) -> QSize:
        """Return a width at which words still have room."""
        return QSize(self.look.theme.px(160), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the words, on a soft ground where a click leads somewhere."""
        painter, c = smooth(self), self.look.colours
        if self.underMouse() and self.advice.item is not None:
            panel(painter, QRectF(self.rect()), RADIUS_SMALL, mix(c.card, c.ink, HOVER))
        self._block(self.width()).paint(painter, SPACE_M, SPACE_S, c.ink)

    def _block(self, width: int) -> TextBlock:
        theme = self.look.theme
        room = width - 2 * SPACE_M
        font, line = theme.font("body"), theme.line("body")
        return TextBlock(self.advice.words, font, line, room, self._strong)


class HintList(Painted):
    """All there is to know about a session, over the window; Esc or a click beside it closes it.

    Signals:
        chosen: the movement of the timeline that a row is about; rows about the whole session tell
            nothing.
    """

    chosen = Signal(int)

    def __init__(self, look: Look, advice: Sequence[Advice], button: QWidget) -> None:
        super().__init__(look, button)
        self.setWindowFlags(Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        describe(self, _("What to know about this session"))
        self._button = button
        self._inside = QWidget(self)
        self._inside.setProperty("page", True)
        column = QVBoxLayout(self._inside)
        column.setContentsMargins(SPACE_S, SPACE_S, SPACE_S, SPACE_S)
        column.setSpacing(SPACE_XS)
        self.rows = [HintRow(look, one, self._inside) for one in advice]
        for row, before in zip(self.rows, [None, *self.rows], strict=False):
            care = row.advice.kind is Hint.CAUTION
            if care and (before is None or before.advice.kind is not Hint.CAUTION):
                title = Text(look, _("Take care, if this is you"), "row")
                title.setContentsMargins(SPACE_M, SPACE_S, SPACE_M, 0)
                column.addWidget(title)
            column.addWidget(row)
            row.clicked.connect(lambda _checked=False, one=row: self._choose(one))
        column.addStretch(1)
        self._scroll = QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self._inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 1, 1, 1)
        whole.addWidget(self._scroll)

    def open(self) -> None:
        """Show the list above its button, as high as it needs, inside the window."""
        window, theme = self._button.window(), self.theme
        wide = min(theme.px(WIDE), window.width() - 2 * SPACE_S)
        column = self._inside.layout()
        bar = self._scroll.verticalScrollBar().sizeHint().width()
        needed = column.heightForWidth(wide - 2 - bar) + 2 if column else 0
        corner = self._button.mapTo(window, QPoint(self._button.width(), 0))
        high = max(theme.px(BUTTON), min(needed, theme.px(HIGH), corner.y() - 2 * SPACE_S))
        left = max(SPACE_S, corner.x() - wide)
        self.setGeometry(0, 0, wide, high)
        self.move(window.mapToGlobal(QPoint(left, corner.y() - SPACE_XS - high)))
        self.show()
        self.rows[0].setFocus(Qt.FocusReason.TabFocusReason)

    def hideEvent(self, event: QHideEvent) -> None:
        """Give the focus back to what opened it."""
        super().hideEvent(event)
        self._button.activateWindow()  # not every platform does so when a popup goes
        self._button.setFocus(Qt.FocusReason.PopupFocusReason)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground and the edge."""
        c = self.look.colours
        panel(smooth(self), QRectF(self.rect()), 0, c.card, c.line2)

    def _choose(self, row: HintRow) -> None:
        if row.advice.item is not None:
            self.close()
            self.chosen.emit(row.advice.item)
