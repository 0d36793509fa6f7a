"""History: how it goes, at a glance; each figure leads to the sessions behind it."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from hipflex_gui.errors import MachineFault
from hipflex_gui.i18n import _
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.model import Model
from hipflex_gui.ui.pages.base import Page, stack
from hipflex_gui.ui.pages.historyview import RECENT, HistoryView
from hipflex_gui.ui.pages.parts import on_key
from hipflex_gui.ui.pages.taking import Taking
from hipflex_gui.ui.theme import RADIUS_CELL, SPACE_M
from hipflex_gui.ui.widgets.banner import EmptyState
from hipflex_gui.ui.widgets.base import Painted, Text, smooth, stroke
from hipflex_gui.ui.widgets.buttons import KeyButton
from hipflex_gui.ui.widgets.flow import FlowLayout

COLUMNS, ROWS, PITCH, CELL = 26, 7, 14, 12  # of the drawing where there is nothing yet


class _Squares(Painted):
    """A year of empty squares, in outline: what there will be."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self.setFixedSize(COLUMNS * PITCH - PITCH + CELL, ROWS * PITCH - PITCH + CELL)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the squares."""
        painter = smooth(self)
        painter.setPen(stroke(self.look.colours.line3))
        for n in range(COLUMNS * ROWS):
            x, y = n % COLUMNS * PITCH + 0.5, n // COLUMNS * PITCH + 0.5
            painter.drawRoundedRect(QRectF(x, y, CELL - 1, CELL - 1), RADIUS_CELL, RADIUS_CELL)


class HistoryPage(Page):
    """The title with what can be done, and the view; or how to begin."""

    narrow_under = 860  # three cards beside each other need as much

    def __init__(self, look: Look, model: Model, parent: QWidget | None = None) -> None:
        super().__init__(look, model, parent)
        self._add = KeyButton(look, _("Add a session"), "plus")
        self._export = KeyButton(look, _("Export"), "export")
        self._export.setCheckable(True)
        self.taking, self.view = Taking(look, model), HistoryView(look, model)
        self._start = KeyButton(look, "", "play", kind="primary", size="primary-home")
        self._empty = EmptyState(
            look,
            _("Nothing here yet"),
            _("Each day you stretch fills a square. A session ended early counts too."),
            [self._start],
            picture=_Squares(look),
        )
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._head.setSpacing(SPACE_M)
        self._head.addWidget(Text(look, _("History"), "title"), 1)
        buttons = QWidget()
        flow = FlowLayout(buttons, gap=SPACE_M)
        flow.addWidget(self._add)
        flow.addWidget(self._export)
        self._head.addWidget(buttons)
        self.column.addLayout(self._head)
        self.column.addWidget(self.taking)
        self.column.addWidget(self._empty, 1)
        self.column.addWidget(self.view)
        self.column.addStretch()
        self._listen()

    def _listen(self) -> None:
        self._add.clicked.connect(lambda: self.add.emit(None))
        self._export.toggled.connect(self._show_taking)
        on_key(self, "Ctrl+E", self._export.click)
        self._start.clicked.connect(self._start_suggested)
        self.taking.left.connect(self._leave_taking)
        self.view.run.connect(self.run)
        self.view.runs.connect(self.runs)

    def refresh(self) -> None:
        """Fill the page; what was chosen stays so."""
        try:
            recent = self.model.runs(RECENT)
            if recent:
                self.view.refresh(recent)
        except MachineFault as fault:
            self.model.noticed.emit(str(fault))
            return
        self.view.setVisible(bool(recent))
        self._empty.setVisible(not recent)
        if not recent:
            self._name_start()

    def fit(self, *, narrow: bool) -> None:
        """Lay the view out, and put what can be done beside the title or under it."""
        stack(self._head, narrow=narrow)
        self.view.fit(narrow=narrow)

    def _show_taking(self, shown: bool) -> None:
        if not shown:
            self._export.setFocus()  # before its buttons go and leave the keyboard to the map
        self.taking.setVisible(shown)
        if shown:
            self.taking.begin()
            self.ensureVisible(0, 0)

    def _leave_taking(self) -> None:
        self._export.setChecked(False)

    def _name_start(self) -> None:
        entry = self.model.suggested()
        self._start.setVisible(entry is not None)
        if entry:
            minutes = max(1, round(self.model.timeline(entry.id).planned_s / 60))
            self._start.set_face(_("Start a {n} min session").format(n=minutes))

    def _start_suggested(self) -> None:
        if entry := self.model.suggested():
            self.start.emit(entry.id)
