"""The bar at the left: the mark, the pages, and settings at the foot."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from hipflex_gui.i18n import _
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.theme import HOVER, PRESSED, RADIUS_BUTTON, mix
from hipflex_gui.ui.widgets.base import (
    Painted,
    describe,
    panel,
    plain_tooltip,
    smooth,
    soft_panel,
)
from hipflex_gui.ui.widgets.buttons import take_enter

WIDE, RAIL, INSET, ITEM = 176, 64, 12, 40
ICON, ICON_LEFT, TEXT_LEFT = 20, 12, 44


@dataclass(frozen=True, slots=True)
class NavItem:
    """A page: what it is called in code, for people, and the name of its icon."""

    key: str
    text: str
    icon: str


class _Item(QAbstractButton):
    """One page of the bar."""

    def __init__(self, look: Look, item: NavItem, parent: QWidget) -> None:
        super().__init__(parent)
        self.look, self.item, self.rail = look, item, False
        self.setText(item.text.replace("&", "&&"))
        self.setAccessibleName(item.text)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the size of the icon and the word."""
        theme = self.look.theme
        if self.rail:
            return QSize(theme.px(ITEM), theme.px(ITEM))
        word = QFontMetricsF(theme.font("body", 600)).horizontalAdvance(self.item.text)
        return QSize(round(theme.px(TEXT_LEFT) + word + INSET), theme.px(ITEM))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the icon and the word, on a soft ground when this page is shown."""
        painter, theme, c = smooth(self), self.look.theme, self.look.colours
        rect, here = QRectF(self.rect()), self.isChecked()
        if here:
            soft_panel(painter, theme, rect, RADIUS_BUTTON)
        elif self.underMouse() or self.isDown():
            fill = mix(c.nav, c.ink, PRESSED if self.isDown() else HOVER)
            panel(painter, rect, RADIUS_BUTTON, fill)
        colour, size = c.acc_text if here else c.ink2, theme.px(ICON)
        left = (rect.width() - size) / 2 if self.rail else float(theme.px(ICON_LEFT))
        icon = QRectF(left, (rect.height() - size) / 2, size, size)
        self.look.icons.paint(painter, self.item.icon, icon, colour)
        if not self.rail:
            painter.setFont(theme.font("body", 600 if here else 500))
            painter.setPen(QPen(colour))
            word = rect.adjusted(theme.px(TEXT_LEFT), 0, 0, 0)
            flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
            painter.drawText(word, flags, self.item.text)


class _Mark(Painted):
    """The quarter arcs and the name."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent)
        self.rail = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        describe(self, _("Hipflex"))

    def sizeHint(self) -> QSize:
        """Return the size of the mark and the name."""
        theme = self.theme
        word = QFontMetricsF(theme.font("brand")).horizontalAdvance("Hipflex")
        width = theme.px(ITEM) if self.rail else theme.px(TEXT_LEFT + 2) + word + INSET
        return QSize(round(width), theme.px(ITEM))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the mark, and the name where there is room."""
        painter, theme, c, rect = smooth(self), self.theme, self.look.colours, QRectF(self.rect())
        size = theme.px(22)
        left = (rect.width() - size) / 2 if self.rail else float(theme.px(ICON_LEFT))
        icon = QRectF(left, (rect.height() - size) / 2, size, size)
        self.look.icons.paint(painter, "logo", icon, c.acc)
        if not self.rail:
            font = theme.font("brand")
            painter.setFont(font)
            painter.setPen(QPen(c.ink))
            base = (rect.height() + QFontMetricsF(font).capHeight()) / 2
            painter.drawText(QPointF(theme.px(TEXT_LEFT + 2), base), "Hipflex")


class NavBar(Painted):
    """Pages to choose from, 176 px wide with words, a rail of 64 px with tooltips.

    Args:
        look: the look.
        items: the pages.
        foot: the pages at the foot.
        parent: the parent widget.
    """

    chosen = Signal(str)

    def __init__(
        self,
        look: Look,
        items: Sequence[NavItem],
        foot: Sequence[NavItem] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(look, parent)
        self._rail = False
        self._mark = _Mark(look, self)
        self._items = {item.key: _Item(look, item, self) for item in (*items, *foot)}
        column = QVBoxLayout(self)
        column.setContentsMargins(INSET, 20, INSET, 16)
        column.setSpacing(4)
        column.addWidget(self._mark)
        column.addSpacing(16)
        for key, button in self._items.items():
            if foot and key == foot[0].key:
                column.addStretch(1)
            column.addWidget(button)
            button.clicked.connect(lambda _checked=False, key=key: self.chosen.emit(key))
        if not foot:
            column.addStretch(1)
        describe(self, _("Pages"))
        self.restyle()

    def set_current(self, key: str) -> None:
        """Mark the page that is shown.

        Raises:
            KeyError: there is no such page.
        """
        self._items[key].setChecked(True)

    def set_rail(self, rail: bool) -> None:
        """Show icons only; the words become tooltips."""
        self._rail = rail
        self.restyle()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter press what has the focus in here."""
        if not take_enter(self, event):
            super().keyPressEvent(event)

    def restyle(self) -> None:
        """Take over a changed theme or form."""
        self._mark.rail = self._rail
        for button in self._items.values():
            button.rail = self._rail
            plain_tooltip(button, button.item.text if self._rail else "")
        parts = (self._mark, *self._items.values())
        for part in parts:
            part.updateGeometry()
        needed = max(part.sizeHint().width() for part in parts) + 2 * INSET
        self.setFixedWidth(max(needed, RAIL if self._rail else WIDE))
        super().restyle()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground, and an edge where grounds do not differ."""
        painter, c = smooth(self), self.look.colours
        painter.fillRect(self.rect(), c.nav)
        if self.theme.outlined:
            painter.fillRect(self.width() - 1, 0, 1, self.height(), c.ink)
