"""What painted widgets share: the look, a text label, a block of text laid out line by line."""

import html

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QWidget

from hipflex_gui.ui.look import Look
from hipflex_gui.ui.theme import Theme

NEW_LINE = "\u2028"  # how a text layout is told to start another line


class Painted(QWidget):
    """A widget that paints itself from the look and paints anew when the look changes."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        look.changed.connect(self.restyle)

    @property
    def theme(self) -> Theme:
        """The theme in force."""
        return self.look.theme

    def restyle(self) -> None:
        """Take over a changed theme."""
        self.updateGeometry()
        self.update()


class Text(QLabel):
    """A label of a role and a colour of the theme; what it shows is never read as HTML."""

    def __init__(
        self,
        look: Look,
        text: str = "",
        role: str = "body",
        ink: str = "ink",
        *,
        weight: int | None = None,
        wrap: bool = False,
        tabular: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self.look = look
        self._role, self._ink, self._weight, self._tabular = role, ink, weight, tabular
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        look.changed.connect(self.restyle)
        self.restyle()

    def set_role(self, role: str) -> None:
        """Use another role of the theme."""
        self._role = role
        self.restyle()

    def set_ink(self, ink: str) -> None:
        """Use another colour of the theme, by its name in ``Colours``."""
        self._ink = ink
        self.restyle()

    def restyle(self) -> None:
        """Take over a changed theme."""
        self.setFont(self.look.theme.font(self._role, self._weight, tabular=self._tabular))
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.WindowText, getattr(self.look.colours, self._ink))
        self.setPalette(palette)


class ElidedText(Text):
    """One line that ends in "…" where it has no room; the tooltip has all of it.

    For what is good to know, never for what is needed to do the exercise.
    """

    def __init__(self, look: Look, text: str = "", role: str = "body") -> None:
        super().__init__(look, role=role)
        self.setText(text)

    def setText(self, text: str) -> None:
        """Say something else."""
        super().setText(text)
        plain_tooltip(self, text)
        describe(self, text, text)  # the description keeps the tooltip's tags from screen readers

    def minimumSizeHint(self) -> QSize:
        """Return the height of the line: any width will do."""
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint as many letters as have room."""
        said = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, self.contentsRect().width()
        )
        self.style().drawItemText(
            QPainter(self),
            self.contentsRect(),
            self.alignment(),
            self.palette(),
            self.isEnabled(),
            said,
            self.foregroundRole(),
        )


class Glyph(Painted):
    """An icon that stands in a layout. Its size goes with the text."""

    def __init__(
        self,
        look: Look,
        name: str,
        size: int = 20,
        ink: str = "ink2",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(look, parent)
        self._name, self._size, self._ink = name, size, ink
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_glyph(self, name: str, ink: str | None = None) -> None:
        """Show another icon, in another colour of the theme if one is named."""
        self._name, self._ink = name, ink or self._ink
        self.update()

    def sizeHint(self) -> QSize:
        """Return the scaled size, a square."""
        return QSize(self.theme.px(self._size), self.theme.px(self._size))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the icon."""
        painter = QPainter(self)
        colour = getattr(self.look.colours, self._ink)
        self.look.icons.paint(painter, self._name, QRectF(self.rect()), colour)


class Rule(Painted):
    """A hairline between things that belong together."""

    def __init__(self, look: Look, *, upright: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        stretch, thin = QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed
        self.setSizePolicy(*((thin, stretch) if upright else (stretch, thin)))

    def sizeHint(self) -> QSize:
        """Return the thickness of the line, both ways."""
        return QSize(1, 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the line."""
        smooth(self).fillRect(self.rect(), self.look.colours.line)


class Card(QFrame):
    """A panel: a ``card`` with an edge, a ``bar`` across the foot of a page, or ``sunk``.

    The edge of a card is ``line``, ``mid`` (emphasised), ``warn`` or ``soft``.
    """

    def __init__(
        self, edge: str = "line", face: str = "card", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("face", face)
        self.setProperty("edge", edge)


class TextBlock:
    """Plain text broken into lines of a given height; widths and heights in px.

    The first ``strong`` letters are bold, and of another colour if ``strong_ink`` names one.
    """

    def __init__(
        self,
        text: str,
        font: QFont,
        line: float,
        width: float,
        strong: int = 0,
        strong_ink: str | None = None,
    ) -> None:
        self._layout = QTextLayout(text, font)
        if strong:
            self._layout.setFormats([_strong(strong, strong_ink)])
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._layout.setTextOption(option)
        metrics = QFontMetricsF(font)
        line = max(line, metrics.height())
        self._layout.beginLayout()
        count, self.width = 0, 0.0
        while (row := self._layout.createLine()).isValid():
            row.setLineWidth(max(1.0, width))
            row.setPosition(QPointF(0, count * line + (line - metrics.height()) / 2))
            self.width = max(self.width, row.naturalTextWidth())
            count += 1
        self._layout.endLayout()
        self.lines, self.height = max(1, count), max(1, count) * line

    def paint(self, painter: QPainter, x: float, y: float, colour: str) -> None:
        """Paint with the upper left corner of the block at ``x``, ``y``."""
        painter.setPen(QPen(colour))
        self._layout.draw(painter, QPointF(x, y))


def _strong(letters: int, ink: str | None) -> QTextLayout.FormatRange:
    made = QTextLayout.FormatRange()
    made.start, made.length = 0, letters
    style = QTextCharFormat()
    style.setFontWeight(600)
    if ink is not None:
        style.setForeground(QColor(ink))
    made.format = style
    return made


def grow_with_width(
    widget: QWidget, across: QSizePolicy.Policy = QSizePolicy.Policy.Preferred
) -> None:
    """Let a layout ask a widget for the height that its present width needs."""
    policy = QSizePolicy(across, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    widget.setSizePolicy(policy)


def stroke(
    colour: str,
    width: float = 1.0,
    style: Qt.PenStyle = Qt.PenStyle.SolidLine,
    cap: Qt.PenCapStyle = Qt.PenCapStyle.SquareCap,
) -> QPen:
    """Return a pen of a colour and a width in px."""
    return QPen(QColor(colour), width, style, cap)


def smooth(widget: QWidget) -> QPainter:
    """Return a painter that draws round edges smoothly."""
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    return painter


def panel(
    painter: QPainter,
    rect: QRectF,
    radius: float,
    fill: str,
    edge: str | None = None,
    width: float = 1.0,
) -> None:
    """Paint a rounded panel whose edge lies inside ``rect``."""
    inset = width / 2 if edge else 0.0
    painter.setPen(stroke(edge, width) if edge else Qt.PenStyle.NoPen)
    painter.setBrush(fill)
    painter.drawRoundedRect(
        rect.adjusted(inset, inset, -inset, -inset), radius - inset, radius - inset
    )


def soft_panel(painter: QPainter, theme: Theme, rect: QRectF, radius: float) -> None:
    """Paint the soft fill of what is current or selected; an outline where contrast is high."""
    c = theme.colours
    panel(painter, rect, radius, c.soft, c.ink if theme.outlined else None, 2.0)


def plain_tooltip(widget: QWidget, text: str) -> None:
    """Set a tooltip that is shown letter by letter as written, never as HTML."""
    widget.setToolTip(f"<span>{html.escape(text)}</span>" if text else "")


def describe(widget: QWidget, name: str, description: str = "") -> None:
    """Tell screen readers what a widget is and says, and nothing when neither is new."""
    if widget.accessibleName() != name:
        widget.setAccessibleName(name)
    if widget.accessibleDescription() != description:
        widget.setAccessibleDescription(description)


def describe_quietly(widget: QWidget, description: str) -> None:
    """Let screen readers find out what a widget says, and never tell them by itself.

    A change of the accessible description is an event, which a reader may speak each second. It
    takes the tooltip where there is none, and a change of that is silent. The pointer goes through
    the widget, so that the tooltip itself is not shown.
    """
    if widget.toolTip() != description:
        widget.setToolTip(description)
        widget.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)


def announce(widget: QWidget, words: str) -> None:
    """Let screen readers speak, when they have ended what they are speaking."""
    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, words))
