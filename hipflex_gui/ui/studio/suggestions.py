"""The list of what may be written at the cursor."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from hipflex_gui.completing import Option
from hipflex_gui.i18n import _, ngettext
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.theme import SPACE_L, SPACE_S, SPACE_XS
from hipflex_gui.ui.widgets.base import announce, describe, stroke

MOST_ROWS = 8
Index = QModelIndex | QPersistentModelIndex


class _Options(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.options: tuple[Option, ...] = ()

    def set_options(self, options: Sequence[Option]) -> None:
        self.beginResetModel()
        self.options = tuple(options)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's own default)
        return 0 if parent.isValid() else len(self.options)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        option = self.options[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return option.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return _spoken(option)
        return option if role == Qt.ItemDataRole.UserRole else None


def _spoken(option: Option) -> str:
    return f"{option.text}, {option.detail}" if option.detail else option.text


class _Row(QStyledItemDelegate):
    """Paints an option: what is written, then what it means as far as there is room."""

    def __init__(self, look: Look, view: QListView) -> None:
        super().__init__(view)
        self.look = look

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        shown: Option = index.data(Qt.ItemDataRole.UserRole)
        theme, c, rect = self.look.theme, self.look.colours, option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, c.soft)
            if theme.outlined:
                painter.setPen(stroke(c.ink, 2))
                painter.drawRect(rect.adjusted(1, 1, -1, -1))
        inner = rect.adjusted(SPACE_S, 0, -SPACE_S, 0)
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        elide = Qt.TextElideMode.ElideRight
        metrics = QFontMetricsF(option.font)
        painter.setFont(option.font)
        painter.setPen(QPen(c.ink))
        painter.drawText(inner, middle, metrics.elidedText(shown.text, elide, inner.width()))
        inner.setLeft(inner.left() + round(metrics.horizontalAdvance(shown.text)) + SPACE_L)
        if shown.detail and inner.width() > theme.px(40):
            small = theme.font("caption")
            painter.setFont(small)
            painter.setPen(QPen(c.ink2))
            said = QFontMetricsF(small).elidedText(shown.detail, elide, inner.width())
            painter.drawText(inner, middle, said)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, round(QFontMetricsF(option.font).height()) + 2 * SPACE_XS)


class Suggestions(QListView):
    """What may be written, below the cursor. The keyboard stays with the text.

    ``taken`` tells the option that was clicked.
    """

    taken = Signal(object)

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.look, self._pane = look, parent
        self._model = _Options(self)
        self.setModel(self._model)
        self.setItemDelegate(_Row(look, self))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setUniformItemSizes(True)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.clicked.connect(lambda index: self.taken.emit(self._model.options[index.row()]))
        describe(self, _("Suggestions"), _("Up and Down choose, Tab or Enter writes, Esc closes."))
        self.hide()

    @property
    def options(self) -> tuple[Option, ...]:
        """What is shown."""
        return self._model.options if self.isVisible() else ()

    @property
    def chosen(self) -> Option | None:
        """The option that is marked."""
        row = self.currentIndex().row()
        return self._model.options[row] if row >= 0 and self.isVisible() else None

    def show_options(self, options: Sequence[Option], beside: QRect, *, chosen: bool) -> None:
        """Show options, the first of them marked or none.

        Args:
            options: what may be written; without any the list is hidden.
            beside: where the word is in the parent, in px.
            chosen: whether the first is marked.
        """
        opens = not self.isVisible()
        self._model.set_options(options)
        if not options:
            self.hide()
            return
        self.place(beside)
        self.scrollToTop()
        self.setCurrentIndex(self._model.index(0) if chosen else QModelIndex())
        self.show()
        self.raise_()
        if opens:
            count = len(options)
            said = ngettext("{n} suggestion: {first}", "{n} suggestions: {first}", count)
            announce(self, said.format(n=count, first=_spoken(options[0])))

    def place(self, beside: QRect) -> None:
        """Stand beside a word, given where it is in the parent, in px."""
        self.setGeometry(self._spot(beside))

    def step(self, by: int) -> None:
        """Mark the next option, or the one before; past the end comes the other end."""
        count = self._model.rowCount()
        row = self.currentIndex().row()
        row = (row + by) % count if row >= 0 else 0 if by > 0 else count - 1
        self.setCurrentIndex(self._model.index(row))
        announce(self, _spoken(self._model.options[row]))

    def _spot(self, beside: QRect) -> QRect:
        """Return the place below the word, or above it where there is more room."""
        area, font = self._pane.rect(), self.font()
        row = self.sizeHintForRow(0)
        options, theme = self._model.options, self.look.theme
        metrics, small = QFontMetricsF(font), QFontMetricsF(theme.font("caption"))
        needed = max(
            metrics.horizontalAdvance(one.text) + SPACE_L + small.horizontalAdvance(one.detail)
            for one in options[:40]
        )
        width = min(round(needed) + theme.px(40), area.width(), theme.px(480))
        below, above = area.bottom() - beside.bottom(), beside.top() - area.top()
        wanted = min(len(options), MOST_ROWS) * row + 4
        upward = below < wanted and above > below
        height = max(row + 4, min(wanted, above if upward else below))
        left = max(area.left(), min(beside.left(), area.right() - width))
        top = beside.top() - height if upward else beside.bottom() + 1
        return QRect(QPoint(left, top), QSize(width, height))
