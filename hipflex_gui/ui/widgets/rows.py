"""Rows: a session to choose, and a file that cannot be read."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontDatabase, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QGridLayout,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from hipflex_gui.figure.scene import Picture, of_place
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.theme import HOVER, PRESSED, RADIUS_BUTTON, RADIUS_ROW, mix
from hipflex_gui.ui.widgets.base import (
    Painted,
    Text,
    TextBlock,
    describe,
    grow_with_width,
    panel,
    smooth,
    stroke,
)
from hipflex_gui.ui.widgets.buttons import ENTER, KeyButton
from hipflex_gui.ui.widgets.lists import in_two_columns
from hipflex_gui.ui.widgets.stage import paint_thumbnail

THUMBNAIL = QSize(72, 60)
PAD = 8
ORDINARY_WIDTH = 422


@dataclass(frozen=True, slots=True)
class RowContent:
    """What a row says.

    Attributes:
        title: the name.
        place: the name of the icon of its place: ``chair``, ``standing``, ``floor`` or ``gym``.
        meta: a few words each, the place's word first.
        number: what is right-aligned, such as the minutes, and ``unit`` under it.
        unit: the unit of ``number``.
        picture: the pose that stands for it; a body at rest if None.
    """

    title: str
    place: str
    meta: tuple[str, ...] = ()
    number: str = ""
    unit: str = ""
    picture: Picture | None = None


@dataclass(frozen=True, slots=True)
class _Parts:
    title: TextBlock
    meta: TextBlock
    left: float
    height: int


def _together(words: str) -> str:
    """Return a few words so that no line breaks between them; many words as they are."""
    return words.replace(" ", "\u00a0") if len(words) <= 16 else words


class RowButton(QAbstractButton):
    """A row that is a button as a whole, as high as its words need.

    Args:
        look: the look.
        radius: the radius of its corners in px, for the ring of the focus.
        parent: the parent widget.
    """

    def __init__(self, look: Look, radius: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.setProperty("radius", radius)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        grow_with_width(self, QSizePolicy.Policy.Expanding)
        look.changed.connect(self.updateGeometry)

    def hasHeightForWidth(self) -> bool:
        """Return True: words wrap."""
        return True

    def sizeHint(self) -> QSize:
        """Return the size on a page of ordinary width."""
        width = self.width() if self.width() > 200 else ORDINARY_WIDTH
        return QSize(ORDINARY_WIDTH, self.heightForWidth(width))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Click with Enter as well as with Space, once however long it is held."""
        if event.key() not in ENTER:
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            self.click()


class ListRow(RowButton):
    """A session or a movement: thumbnail, name, meta, and a number on the right."""

    def __init__(self, look: Look, content: RowContent, parent: QWidget | None = None) -> None:
        super().__init__(look, RADIUS_ROW, parent)
        self.set_content(content)

    def set_content(self, content: RowContent) -> None:
        """Say something else."""
        self._content = content
        self.setAccessibleName(content.title)
        number = f"{content.number} {content.unit}".strip()
        self.setAccessibleDescription(", ".join((*content.meta, *([number] * bool(number)))))
        self.updateGeometry()
        self.update()

    def heightForWidth(self, width: int) -> int:
        """Return the height in px that the words need at a width in px."""
        return self._lay_out(width).height

    def minimumSizeHint(self) -> QSize:
        """Return a width at which the words still have room."""
        return QSize(self.look.theme.px(THUMBNAIL.width()) + self.look.theme.px(160), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the row."""
        painter, theme, c = smooth(self), self.look.theme, self.look.colours
        rect = QRectF(self.rect())
        toward = PRESSED if self.isDown() else HOVER / 2 if self.underMouse() else 0.0
        edge = c.mid if self.underMouse() else c.line
        panel(painter, rect, RADIUS_ROW, mix(c.card, c.ink, toward), edge)
        wide, high = theme.px(THUMBNAIL.width()), theme.px(THUMBNAIL.height())
        picture = QRectF(PAD + 1, PAD, wide, high)
        parts = self._lay_out(self.width())
        picture.moveTop((rect.height() - high) / 2)
        paint_thumbnail(painter, self.look, self._content.picture or of_place(None), picture)
        gap = theme.px(2)
        top = (rect.height() - parts.title.height - gap - parts.meta.height) / 2
        parts.title.paint(painter, parts.left, top, c.ink)
        top += parts.title.height + gap
        size = theme.px(16)
        icon = QRectF(parts.left, top + (theme.line("small") - size) / 2, size, size)
        self.look.icons.paint(painter, self._content.place, icon, c.ink2)
        parts.meta.paint(painter, parts.left + size + 4, top, c.ink2)
        self._paint_number(painter, rect)

    def _paint_number(self, painter: QPainter, rect: QRectF) -> None:
        theme, c = self.look.theme, self.look.colours
        above, under = theme.line("section"), theme.line("small") if self._content.unit else 0.0
        top = (rect.height() - above - under) / 2
        right = rect.width() - 17
        flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.setFont(theme.font("section", tabular=True))
        painter.setPen(QPen(c.ink))
        painter.drawText(QRectF(0, top, right, above), flags, self._content.number)
        painter.setFont(theme.font("small"))
        painter.setPen(QPen(c.ink2))
        painter.drawText(QRectF(0, top + above, right, under), flags, self._content.unit)

    def _lay_out(self, width: int) -> _Parts:
        theme, content = self.look.theme, self._content
        left = PAD + 1 + theme.px(THUMBNAIL.width()) + 12
        number = max(
            QFontMetricsF(theme.font("section", tabular=True)).horizontalAdvance(content.number),
            QFontMetricsF(theme.font("small")).horizontalAdvance(content.unit),
        )
        room = width - left - number - 17 - 12
        title = TextBlock(content.title, theme.font("row"), theme.line("row"), room)
        words = "  ·  ".join(_together(part) for part in content.meta)
        shift = theme.px(16) + 4
        meta = TextBlock(words, theme.font("small"), theme.line("small"), room - shift)
        picture = theme.px(THUMBNAIL.height()) + 2 * PAD
        words_high = title.height + theme.px(2) + meta.height + 2 * PAD
        return _Parts(title, meta, left, round(max(picture, words_high)))


class _FileTile(Painted):
    """The tile of a file that has problems."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the size of a thumbnail."""
        return THUMBNAIL * self.theme.scale

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the tile and the icon in its middle."""
        painter, c, rect = smooth(self), self.look.colours, QRectF(self.rect())
        panel(painter, rect, RADIUS_BUTTON, c.warn_soft)
        size = self.theme.px(26)
        icon = QRectF(0, 0, size, size)
        icon.moveCenter(rect.center())
        self.look.icons.paint(painter, "file", icon, c.warn)


class ProblemRow(Painted):
    """A file that cannot be used: what is wrong with it, where, and one button.

    Args:
        look: the look.
        title: the name of the session or the file.
        status: one line, such as "Cannot start: 2 problems in this file".
        problems: where and what, such as ``("line 12", "No movement is called ...")``.
        action: what the button says; no button without it.
        parent: the parent widget.
    """

    acted = Signal()

    def __init__(
        self,
        look: Look,
        title: str,
        status: str,
        problems: Sequence[tuple[str, str]],
        action: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(look, parent)
        self._wheres: list[Text] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._head = QWidget(self)
        head = QHBoxLayout(self._head)
        head.setContentsMargins(PAD + 1, PAD, 16, PAD)
        head.setSpacing(12)
        head.addWidget(_FileTile(look, self._head))
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addStretch(1)
        words.addWidget(Text(look, title, "row", wrap=True))
        words.addWidget(Text(look, status, "small", "warn", weight=500, wrap=True))
        words.addStretch(1)
        head.addLayout(words, 1)
        if action:
            button = KeyButton(look, action)
            button.clicked.connect(self.acted)
            head.addWidget(button)
        column.addWidget(self._head)
        if problems:
            column.addLayout(self._list(problems))
        describe(self, title, status)

    def restyle(self) -> None:
        """Take over a changed theme."""
        super().restyle()
        for where in self._wheres:
            self._use_fixed_font(where)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the head on card, the problems on ochre, one edge round both."""
        painter, c, rect = smooth(self), self.look.colours, QRectF(self.rect())
        panel(painter, rect, RADIUS_ROW, c.warn_soft)
        painter.setClipRect(QRectF(self._head.geometry()))
        panel(painter, rect, RADIUS_ROW, c.card)
        painter.setClipping(False)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(stroke(c.warn))
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS_ROW, RADIUS_ROW)

    def _list(self, problems: Sequence[tuple[str, str]]) -> QGridLayout:
        look = self.look
        lines = [
            (
                Text(look, place, "small", "warn", weight=600),
                Text(look, sentence, "small", wrap=True),
            )
            for place, sentence in problems
        ]
        for where, _sentence in lines:
            self._use_fixed_font(where)
            self._wheres.append(where)
        grid = in_two_columns(lines, gap=13, line_gap=6)
        grid.setContentsMargins(21, 12, 20, 12)
        return grid

    def _use_fixed_font(self, where: Text) -> None:
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPointSizeF(self.theme.font("small").pointSizeF())
        font.setBold(True)
        where.setFont(font)
