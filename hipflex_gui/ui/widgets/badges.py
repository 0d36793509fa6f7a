"""Small things with a word in them: the pill, the key cap and the chip."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from hipflex_gui.ui.look import Look
from hipflex_gui.ui.theme import HOVER, PRESSED, RADIUS_KEY, Theme, mix
from hipflex_gui.ui.widgets.base import Painted, describe, panel, smooth, soft_panel, stroke

CAP_HEIGHT, CAP_PADDING = 22, 7
CHIP_RADIUS = 99  # half of whatever its height is


class Pill(Painted):
    """A side or a set in words, with an icon: never told by an icon or a colour alone."""

    def __init__(
        self, look: Look, text: str = "", icon: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(look, parent)
        self._text = self._icon = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_pill(text, icon)

    def set_pill(self, text: str, icon: str = "") -> None:
        """Show other words; without words there is no pill."""
        self._text, self._icon = text, icon
        describe(self, text)
        if self.parentWidget() or not text:  # shown without a parent it would be a window
            self.setVisible(bool(text))
        self.restyle()

    def sizeHint(self) -> QSize:
        """Return the size of the words, the icon and the padding."""
        return QSize(self.width_of(self._text), self.theme.px(40))

    def width_of(self, words: str) -> int:
        """Return the width in px it would have with other words."""
        theme = self.theme
        text = QFontMetricsF(theme.font("section")).horizontalAdvance(words)
        icon = theme.px(22) + 8 if self._icon else 0
        return round(text + icon + 2 * theme.px(16) + 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the pill."""
        painter, theme, c = smooth(self), self.theme, self.look.colours
        rect = QRectF(self.rect())
        soft_panel(painter, theme, rect, rect.height() / 2)
        x, size = float(theme.px(16)), theme.px(22)
        if self._icon:
            icon = QRectF(x, (rect.height() - size) / 2, size, size)
            self.look.icons.paint(painter, self._icon, icon, c.acc_text)
            x += size + 8
        painter.setFont(theme.font("section"))
        painter.setPen(QPen(c.acc_text))
        painter.drawText(
            QRectF(x, 0, rect.width() - x, rect.height()),
            Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft,
            self._text,
        )


def cap_size(theme: Theme, text: str) -> QSize:
    """Return the size of a key cap in px."""
    wide = QFontMetricsF(theme.font("caption")).horizontalAdvance(text) + 2 * CAP_PADDING
    height = theme.px(CAP_HEIGHT)
    return QSize(round(max(height + 2, wide)), height)


def paint_cap(painter: QPainter, theme: Theme, text: str, corner: QPointF, colour: str) -> None:
    """Paint a key cap with its upper left corner at ``corner``."""
    rect = QRectF(corner, cap_size(theme, text).toSizeF())
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(stroke(colour))
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS_KEY, RADIUS_KEY)
    painter.setFont(theme.font("caption"))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)


class KeyCap(Painted):
    """The name of a key, for the person at the desk."""

    def __init__(
        self, look: Look, text: str, ink: str = "ink2", parent: QWidget | None = None
    ) -> None:
        super().__init__(look, parent)
        self._text, self._ink = text, ink
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        describe(self, text)

    def sizeHint(self) -> QSize:
        """Return the size of the cap."""
        return cap_size(self.theme, self._text)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the cap."""
        colour = getattr(self.look.colours, self._ink)
        paint_cap(smooth(self), self.theme, self._text, QPointF(0, 0), colour)


class Chip(QAbstractButton):
    """A filter that is on or off: told by a tick, weight and edge as well as by its fill."""

    def __init__(self, look: Look, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self._text = text
        self.setText(text.replace("&", "&&"))  # no letter of it is a shortcut
        self.setAccessibleName(text)
        self.setCheckable(True)
        self.setProperty("radius", CHIP_RADIUS)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.toggled.connect(self.updateGeometry)
        look.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """Return the size of the words, the tick when it is on, and the padding."""
        theme, on = self.look.theme, self.isChecked()
        text = QFontMetricsF(theme.font("small", 600 if on else 500)).horizontalAdvance(self._text)
        tick = theme.px(16) + 6 if on else 0
        return QSize(round(text + tick + 2 * theme.px(13) + 1), theme.px(32))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the chip."""
        painter, theme, c, on = smooth(self), self.look.theme, self.look.colours, self.isChecked()
        rect = QRectF(self.rect())
        toward = PRESSED if self.isDown() else HOVER if self.underMouse() else 0.0
        fill = mix(c.soft if on else c.bg, c.ink, toward)
        edge = 2.0 if on and theme.outlined else 1.0
        panel(painter, rect, rect.height() / 2, fill, c.acc if on else c.line3, edge)
        colour = c.acc_text if on else c.ink2
        x, size = float(theme.px(13)), theme.px(16)
        if on:
            tick = QRectF(x, (rect.height() - size) / 2, size, size)
            self.look.icons.paint(painter, "check", tick, colour)
            x += size + 6
        painter.setFont(theme.font("small", 600 if on else 500))
        painter.setPen(QPen(colour))
        painter.drawText(
            QRectF(x, 0, rect.width() - x, rect.height()),
            Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft,
            self._text,
        )
