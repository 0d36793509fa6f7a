"""What several pages are built of: a line of facts, a picture, tabs, links, and keys."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import (
    QFontMetricsF,
    QKeySequence,
    QPainterPath,
    QPaintEvent,
    QPen,
    QShortcut,
)
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLayout,
    QLineEdit,
    QSizePolicy,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from hipflex_gui.figure.scene import Picture, of_place
from hipflex_gui.ui.figures import paint_small
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.theme import RADIUS_CARD, RADIUS_SMALL
from hipflex_gui.ui.widgets.base import (
    Glyph,
    Painted,
    Text,
    describe,
    smooth,
    stroke,
)
from hipflex_gui.ui.widgets.buttons import KeyButton
from hipflex_gui.ui.widgets.flow import FlowLayout
from hipflex_gui.ui.widgets.rows import THUMBNAIL
from hipflex_gui.ui.widgets.stage import paint_room, paint_thumbnail

SIGN_LEFT = 13  # where the text of a field begins
INSET, TAB_GAP = 4, 20  # of words in a tab or a link; between tabs


class MetaLine(QWidget):
    """A few facts in a line that wraps between them, each perhaps with an icon.

    The first one is ``strong`` unless all are alike.
    """

    def __init__(
        self, look: Look, role: str = "lead", parent: QWidget | None = None, *, strong: bool = True
    ) -> None:
        super().__init__(parent)
        self._look, self._role, self._strong = look, role, strong
        self._flow = FlowLayout(self, gap=8, line_gap=2)
        self._parts: list[QWidget] = []

    def set_parts(self, parts: Sequence[tuple[str, str]]) -> None:
        """Show these facts, each an icon's name (or nothing) and words."""
        for old in self._parts:
            self._flow.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._parts = []
        for number, (icon, words) in enumerate(parts):
            part = QWidget(self)
            line = QHBoxLayout(part)
            line.setContentsMargins(0, 0, 0, 0)
            line.setSpacing(4)
            if icon:
                line.addWidget(Glyph(self._look, icon, 18))
            ink, weight = ("ink", 600) if self._strong and number == 0 else ("ink2", 400)
            line.addWidget(Text(self._look, words, self._role, ink, weight=weight))
            if number < len(parts) - 1:
                line.addSpacing(4)
                line.addWidget(Text(self._look, "·", self._role, "ink2"))
            self._flow.addWidget(part)
            part.show()
            self._parts.append(part)
        describe(self, ", ".join(words for _icon, words in parts))
        self.updateGeometry()


class PosePicture(Painted):
    """A pose as the quiet picture at the leading side of a card."""

    def __init__(self, look: Look, width: int, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._picture, self._width = of_place(None), width
        self.restyle()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def restyle(self) -> None:
        """Take over a changed theme; large text leaves the picture less than its share."""
        self.setFixedWidth(round(self._width * min(self.theme.scale, 1.4)))
        super().restyle()

    def show_picture(self, picture: Picture) -> None:
        """Show a pose."""
        self._picture = picture
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the room, round where the card is round."""
        painter, rect = smooth(self), QRectF(self.rect())
        round_at_end = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        more = rect.adjusted(-RADIUS_CARD * round_at_end, 0, RADIUS_CARD * (not round_at_end), 0)
        path = QPainterPath()
        path.addRoundedRect(more, RADIUS_CARD - 1, RADIUS_CARD - 1)
        painter.setClipPath(path)
        paint_room(painter, self.look, rect)
        paint_small(painter, self._picture, self.look.figure_colours, self.look.person, rect)


class Thumbnail(Painted):
    """The small picture of a session or a movement."""

    def __init__(self, look: Look, picture: Picture, size: QSize = THUMBNAIL) -> None:
        super().__init__(look)
        self._picture, self._size = picture, size
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return its size, which grows with the text."""
        return self._size * self.theme.scale

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the pose."""
        paint_thumbnail(smooth(self), self.look, self._picture, QRectF(self.rect()))


class Tabs(QTabBar):
    """Parts of a page to choose from: the one that is shown is strong and underlined."""

    def __init__(self, look: Look, words: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(False)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._words = list(words)
        for word in words:
            self.addTab(word.replace("&", "&&"))
        look.changed.connect(self.updateGeometry)

    def tabSizeHint(self, index: int) -> QSize:
        """Return the size of the word and the room round it."""
        theme = self.look.theme
        return QSize(round(self._wide(index)) + TAB_GAP, theme.px(40))

    def minimumTabSizeHint(self, index: int) -> QSize:
        """Return the size hint: words are never cut."""
        return self.tabSizeHint(index)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the words, the line under the current one, and the ring of the focus."""
        painter, theme, c = smooth(self), self.look.theme, self.look.colours
        for index, word in enumerate(self._words):
            rect, here = QRectF(self.tabRect(index)), index == self.currentIndex()
            rect.setWidth(self._wide(index))
            if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
                rect.moveRight(self.tabRect(index).right() + 1)
            painter.setFont(theme.font("row", 600 if here else 500))
            painter.setPen(QPen(c.acc_text if here else c.ink2))
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, word)
            if here:
                line = rect.adjusted(INSET, rect.height() - 3, -INSET, 0)
                painter.fillRect(line, c.acc)
            if here and self.hasFocus():
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(stroke(c.acc_text, 2))
                ring = rect.adjusted(1, 1, -1, -6)
                painter.drawRoundedRect(ring, RADIUS_SMALL, RADIUS_SMALL)

    def _wide(self, index: int) -> float:
        word = QFontMetricsF(self.look.theme.font("row")).horizontalAdvance(self._words[index])
        return word + 2 * INSET + 1


class SearchField(QLineEdit):
    """A field with the sign of searching at its beginning; the sign is no control."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        look.changed.connect(self._make_room)
        self._make_room()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the field and the sign."""
        super().paintEvent(event)
        size = self.look.theme.px(18)
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        left = self.width() - SIGN_LEFT - size if mirrored else SIGN_LEFT
        box = QRectF(left, (self.height() - size) / 2, size, size)
        self.look.icons.paint(smooth(self), "search", box, self.look.colours.ink3)

    def _make_room(self) -> None:
        room = self.look.theme.px(18) + 8
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        self.setTextMargins(0 if mirrored else room, 0, room if mirrored else 0, 0)


class Link(KeyButton):
    """A quiet button whose words begin where the text above them does, or nearly."""

    def __init__(self, look: Look, words: str, icon: str = "") -> None:
        super().__init__(look, words, icon, kind="text")

    def sizeHint(self) -> QSize:
        """Return the size of the words with little round them."""
        return super().sizeHint() - QSize(2 * (16 - INSET), 0)


def on_key(parent: QWidget, key: str | Qt.Key, do: Callable[[], object]) -> QShortcut:
    """Let a key do something while ``parent`` is to be seen; once, however long it is held."""
    shortcut = QShortcut(QKeySequence(key), parent)
    shortcut.setAutoRepeat(False)
    shortcut.activated.connect(do)
    return shortcut


def padded(parent: QWidget, padding: int) -> QVBoxLayout:
    """Return a column in ``parent`` that leaves ``padding`` px free all round."""
    column = QVBoxLayout(parent)
    column.setContentsMargins(padding, padding, padding, padding)
    column.setSpacing(0)
    return column


def emptied(layout: QLayout) -> None:
    """Take everything out of a layout and destroy it, layouts in it too."""
    while item := layout.takeAt(0):
        if widget := item.widget():
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
        elif inner := item.layout():
            emptied(inner)
            inner.deleteLater()


def link(look: Look, words: str, name: str = "", icon: str = "") -> KeyButton:
    """Return a quiet button of words; ``name`` tells screen readers more where words repeat."""
    button = KeyButton(look, words, icon, kind="text")
    if name:
        button.setAccessibleName(name)
    return button
