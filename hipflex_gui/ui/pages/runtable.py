"""A list of any number of runs of which only what is seen is read from the log.

The model knows the keys of all of them; a run is read when its row is painted or spoken of, and a
few hundred of the latest are remembered. It is a table of one column: a list view would ask the
model for every row before it shows the first.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from hipflex_gui.errors import MachineFault
from hipflex_gui.i18n import _
from hipflex_gui.log import RunRecord, RunStatus
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.model import Model
from hipflex_gui.ui.pages.runs import ICON, STATUS, amount_text, status_ink, when_text
from hipflex_gui.ui.theme import HOVER, RADIUS_BUTTON, RADIUS_ROW, Theme, mix
from hipflex_gui.ui.widgets.base import describe, panel, stroke
from hipflex_gui.ui.widgets.buttons import ENTER

REMEMBERED = 300
PAD, EDGE, TEXT_LEFT = 10, 14, 48  # px; of the last two at 100 %
ONE_LINE = 398  # px at 100 % that the longest day and ending need beside each other
LEAST_ROWS = 3
INSET = 6  # px between the rows and the sides of their card
HIGHEST = 16_777_215  # px: Qt's own limit

Index = QModelIndex | QPersistentModelIndex


class Runs(QAbstractListModel):
    """The runs with some keys, in their order.

    Signals:
        failed: why the log could not be read, in a sentence.
    """

    failed = Signal(str)

    def __init__(self, model: Model, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self.show_keys(())

    def show_keys(self, keys: Sequence[int]) -> None:
        """Show the runs with these keys, as they are now."""
        self.beginResetModel()
        self.keys = keys
        self.run_of: Callable[[int], RunRecord | None] = lru_cache(REMEMBERED)(self._read)
        self.endResetModel()

    def run_at(self, index: Index) -> RunRecord | None:
        """Return the run of a row, or None if it has gone or cannot be read."""
        return self.run_of(self.keys[index.row()]) if index.isValid() else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return how many runs there are."""
        return 0 if parent.isValid() else len(self.keys)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what a row says, in one sentence, for screen readers."""
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        run = self.run_at(index)
        if run is None:
            return _("This session is not there any more")
        when = when_text(run, self._model.today)
        return ", ".join((run.name, STATUS[run.status][2](), when, amount_text(run)))

    def _read(self, key: int) -> RunRecord | None:
        try:
            return next(iter(self._model.runs_at((key,))), None)
        except MachineFault as fault:
            self.failed.emit(str(fault))
            return None


class RunList(QTableView):
    """The rows. Enter, Space or a click opens one, Delete deletes it.

    Signals:
        opened: the run to show.
        unwanted: the run to delete.
    """

    opened = Signal(object)
    unwanted = Signal(object)

    def __init__(self, look: Look, model: Model, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look, self.runs = look, Runs(model, self)
        self.setModel(self.runs)
        self.setItemDelegate(_Rows(look, model, self))
        self.horizontalHeader().hide()
        self.horizontalHeader().setStretchLastSection(True)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setProperty("face", "card")
        self.setProperty("edge", "line")
        # the bar keeps clear of the round corners
        self.verticalScrollBar().setStyleSheet(f"QScrollBar {{ margin: {RADIUS_ROW}px 0; }}")
        self.viewport().setAutoFillBackground(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(self._open)
        describe(self, _("Sessions you did"), _("Enter shows a session, Delete deletes it."))
        look.changed.connect(self.fit)

    def show_keys(self, keys: Sequence[int], *, afresh: bool) -> None:
        """Show the runs with these keys, newest first.

        Args:
            keys: the keys.
            afresh: whether to begin at the first; else the list stays at the run where it was, or
                at what has taken its place.
        """
        row, bar = self.currentIndex().row(), self.verticalScrollBar()
        offset, there = 0, 0
        if row >= 0 and not afresh:
            there = _position(keys, self.runs.keys[row], row)
            offset = bar.value() + (there - row) * self.row_height()
        self.runs.show_keys(keys)
        self.fit()
        self.updateGeometries()  # or the bar would not know yet how far it goes
        bar.setValue(offset)
        self.setCurrentIndex(self.runs.index(min(there, len(keys) - 1)))

    def row_height(self) -> int:
        """Return the height of each row in px."""
        theme, lines = self.look.theme, 1 if self.is_wide() else 2
        return round(_high(theme, "row") + lines * _high(theme, "small") + 2 * PAD)

    def is_wide(self) -> bool:
        """Tell whether day and ending have room beside each other."""
        theme = self.look.theme
        amount = QFontMetricsF(theme.font("lead", tabular=True)).horizontalAdvance(
            _("{n} of {total} min").format(n=88, total=88)
        )
        room = self.viewport().width() - theme.px(TEXT_LEFT + 2 * EDGE) - 2 * INSET - amount
        return room >= theme.px(ONE_LINE)

    def fit(self) -> None:
        """Take over another size of the text."""
        number, high = len(self.runs.keys), self.row_height()
        edges = 2 * self.frameWidth()
        self.setMinimumHeight(min(LEAST_ROWS, number) * high + edges)
        self.setMaximumHeight(min(number * high + edges, HIGHEST))
        self.verticalScrollBar().setSingleStep(self.row_height() // 2)
        self.verticalHeader().setDefaultSectionSize(high)

    def sizeHint(self) -> QSize:
        """Return the least height: the list takes what room there is, and scrolls."""
        return QSize(super().sizeHint().width(), self.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the rows another height where a line more is needed."""
        super().resizeEvent(event)
        self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open or delete the current row, once however long the key is held."""
        run = self.runs.run_at(self.currentIndex())
        deletes = event.key() == Qt.Key.Key_Delete
        if not deletes and event.key() not in (*ENTER, Qt.Key.Key_Space):
            super().keyPressEvent(event)
        elif run and not event.isAutoRepeat():
            if not deletes:
                self.opened.emit(run)
            elif run.status is not RunStatus.RUNNING:
                self.unwanted.emit(run)

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Go to the first and the last row with Home and End, which are a table's columns."""
        ends = {self.CursorAction.MoveHome: 0, self.CursorAction.MoveEnd: len(self.runs.keys) - 1}
        if action in ends:
            return self.runs.index(ends[action])
        return super().moveCursor(action, modifiers)

    def keyboardSearch(self, search: str) -> None:
        """Search nothing: that would read the whole log."""

    def _open(self, index: QModelIndex) -> None:
        if run := self.runs.run_at(index):
            self.opened.emit(run)


class _Rows(QStyledItemDelegate):
    """Paints a run: icon, name, when and how it ended, how long."""

    def __init__(self, look: Look, model: Model, parent: RunList) -> None:
        super().__init__(parent)
        self.look, self._model, self._list = look, model, parent

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a row."""
        theme, c = self.look.theme, self.look.colours
        rect, state = QRectF(option.rect).adjusted(INSET, 0, -INSET, 0), option.state
        run = self._list.runs.run_at(index)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_MouseOver:
            panel(painter, rect.adjusted(0, 1, 0, -2), RADIUS_BUTTON, mix(c.card, c.ink, HOVER / 2))
        if index.row() < len(self._list.runs.keys) - 1:
            line = QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1)
            painter.fillRect(line, c.line)
        if run is None:
            painter.setFont(theme.font("body"))
            painter.setPen(QPen(c.ink2))
            painter.drawText(rect.adjusted(theme.px(TEXT_LEFT), 0, 0, 0), _LEFT, str(index.data()))
        else:
            self._paint_run(painter, rect, run)
        if index == self._list.currentIndex() and self._list.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(stroke(c.acc_text, 2))
            painter.drawRoundedRect(rect.adjusted(1, 2, -1, -3), RADIUS_BUTTON, RADIUS_BUTTON)
        painter.restore()

    def _paint_run(self, painter: QPainter, rect: QRectF, run: RunRecord) -> None:
        theme, c = self.look.theme, self.look.colours
        icon, ink, words = STATUS[run.status]
        size = theme.px(ICON)
        box = QRectF(rect.left() + theme.px(EDGE), rect.center().y() - size / 2, size, size)
        self.look.icons.paint(painter, icon, box, getattr(c, ink))
        right = rect.adjusted(0, 0, -theme.px(EDGE), 0)
        painter.setFont(theme.font("lead", tabular=True))
        painter.setPen(QPen(c.ink))
        amount = amount_text(run)
        painter.drawText(right, _RIGHT, amount)
        wide = QFontMetricsF(painter.font()).horizontalAdvance(amount) + theme.px(EDGE)
        text = right.adjusted(theme.px(TEXT_LEFT), PAD, -wide, -PAD)
        below = self._line(painter, text, "row", run.name, c.ink)
        when, ending = when_text(run, self._model.today), getattr(c, status_ink(run.status))
        if self._list.is_wide():
            when += " · "
            along = QFontMetricsF(theme.font("small")).horizontalAdvance(when)
            self._line(painter, below.adjusted(along, 0, 0, 0), "small", words(), ending)
            self._line(painter, below, "small", when, c.ink2)
        else:
            below = self._line(painter, below, "small", when, c.ink2)
            self._line(painter, below, "small", words(), ending)

    def _line(self, painter: QPainter, rect: QRectF, role: str, words: str, ink: str) -> QRectF:
        """Paint a line at the top of a rectangle, and return what is left below it."""
        theme = self.look.theme
        painter.setFont(theme.font(role, 500 if role == "row" else None))
        painter.setPen(QPen(ink))
        line = QRectF(rect.left(), rect.top(), rect.width(), _high(theme, role))
        said = QFontMetricsF(painter.font()).elidedText(
            words, Qt.TextElideMode.ElideRight, line.width()
        )
        painter.drawText(line, _LEFT, said)
        return rect.adjusted(0, line.height(), 0, 0)


_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def _high(theme: Theme, role: str) -> float:
    return max(theme.line(role), QFontMetricsF(theme.font(role)).height())


def _position(keys: Sequence[int], key: int, row: int) -> int:
    """Return where a key is now, or where it was if it has gone."""
    try:
        return keys.index(key)
    except ValueError:
        return row
