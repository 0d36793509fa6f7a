"""History: the figures, the last planned days, and every session with what was done in it."""

from itertools import groupby

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QVBoxLayout, QWidget

from hipflex_gui.errors import MachineFault
from hipflex_gui.history import Summary
from hipflex_gui.i18n import _, length_text, ngettext
from hipflex_gui.log import RunRecord
from hipflex_gui.streaks import MINIMUM_S
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.model import Model
from hipflex_gui.ui.pages.base import Page
from hipflex_gui.ui.pages.figures import streak_unit, strip_days, week_minutes
from hipflex_gui.ui.pages.runs import DayRuns, RunRow
from hipflex_gui.ui.theme import CARD_PADDING, RADIUS_CELL, SPACE_L, SPACE_XL, SPACE_XS
from hipflex_gui.ui.widgets.banner import EmptyState
from hipflex_gui.ui.widgets.base import Card, Painted, Rule, Text, smooth, stroke
from hipflex_gui.ui.widgets.buttons import KeyButton
from hipflex_gui.ui.widgets.week import Figure, StreakStrip

AT_ONCE = 50
COLUMNS, ROWS, PITCH, CELL = 26, 5, 14, 12  # of the drawing where there is nothing yet


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


class _Total(QWidget):
    """One of the figures: a number with its unit, and what it is."""

    def __init__(self, look: Look, label: str) -> None:
        super().__init__()
        self.figure, self.label = Figure(look), Text(look, label, "small", "ink2", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.figure)
        column.addWidget(self.label)


class HistoryPage(Page):
    """The figures, the last planned days, and the sessions by day, newest first."""

    def __init__(self, look: Look, model: Model, parent: QWidget | None = None) -> None:
        super().__init__(look, model, parent)
        self._rows: list[RunRow] = []
        self._days: list[DayRuns] = []
        self.column.addWidget(Text(look, _("History"), "title"))
        self._start = KeyButton(look, "", "play", kind="primary", size="primary-home")
        self._start.clicked.connect(self._start_suggested)
        said = _("Each session you do fills a square. A session you end early counts as well.")
        self._empty = EmptyState(
            look, _("Nothing here yet"), said, [self._start], picture=_Squares(look)
        )
        self.column.addWidget(self._empty, 1)
        self._full = QWidget()
        self.column.addWidget(self._full)
        full = QVBoxLayout(self._full)
        full.setContentsMargins(0, 0, 0, 0)
        full.setSpacing(SPACE_L)
        self._totals = [
            _Total(look, label)
            for label in (_("Current streak"), _("Best streak"), _("This week"), "")
        ]
        self._rules = [Rule(look, upright=True) for _total in self._totals[1:]]
        self._figures = QGridLayout()
        self._figures.setVerticalSpacing(SPACE_L)
        full.addLayout(self._figures)
        full.addWidget(self._strip_card())
        self._list = QVBoxLayout()
        self._list.setSpacing(SPACE_L)
        full.addLayout(self._list)
        self._more = KeyButton(look, _("Show more"), "chevron-down")
        self._more.clicked.connect(self._show_more)
        full.addWidget(self._more, 0, Qt.AlignmentFlag.AlignHCenter)
        full.addStretch(1)

    def refresh(self) -> None:
        """Fill the page; what was open stays open, and the keyboard stays where it was."""
        most = max(AT_ONCE, len(self._rows))
        try:
            summary = self.model.summary
            runs = self.model.runs(most + 1)
            number, seconds = self.model.store.totals()
        except MachineFault as fault:
            self.model.noticed.emit(str(fault))
            return
        self._show_figures(summary, number, seconds)
        opened = {row.run.id for row in self._rows if row.isChecked()}
        focused = next((row.run.id for row in self._rows if row.hasFocus()), "")
        for day in self._days:
            day.hide()
            day.deleteLater()
        self._days, self._rows = [], []
        self._append(runs, most)
        for row in self._rows:
            row.setChecked(row.run.id in opened)
            if row.run.id == focused:
                row.setFocus()
        self._full.setVisible(bool(runs))
        self._empty.setVisible(not runs)
        self._name_start()

    def fit(self, *, narrow: bool) -> None:
        """Lay the figures out in one line or two, and the words of a card beside or below."""
        while self._figures.takeAt(0):
            pass
        columns = 2 if narrow else 4
        for n, rule in enumerate(self._rules):
            rule.setVisible(not narrow or n != 1)
        for n, total in enumerate(self._totals):
            row, column = divmod(n, columns)
            self._figures.addWidget(total, row, 2 * column)
            self._figures.setColumnStretch(2 * column, 1)
            if column:
                self._figures.addWidget(self._rules[n - 1], row, 2 * column - 1)
        for column in range(2 * columns - 1, 7):
            self._figures.setColumnStretch(column, 0)
        self._figures.setHorizontalSpacing(SPACE_XL)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._strip_line.setDirection(down if narrow else across)
        for day in self._days:
            day.fit(narrow=narrow)

    def _strip_card(self) -> Card:
        card = Card()
        self._strip_line = QBoxLayout(QBoxLayout.Direction.LeftToRight, card)
        self._strip_line.setContentsMargins(CARD_PADDING, 20, CARD_PADDING, 20)
        self._strip_line.setSpacing(SPACE_L)
        words = QVBoxLayout()
        words.setSpacing(SPACE_XS)
        self._strip, self._strip_title = StreakStrip(self.look), Text(self.look, role="row")
        said = _("A day counts from {time} on. Days that are not planned never break a streak.")
        said = said.format(time=length_text(MINIMUM_S))
        words.addWidget(self._strip_title)
        words.addWidget(Text(self.look, said, "small", "ink2", wrap=True))
        self._strip_line.addLayout(words, 1)
        self._strip_line.addWidget(self._strip)
        return card

    def _show_figures(self, summary: Summary, number: int, seconds: float) -> None:
        planned = self.model.settings.planned_days
        streak, best, week, total = self._totals
        for shown, days in ((streak, summary.streak), (best, summary.best)):
            shown.figure.set_parts(((str(days), streak_unit(days, planned)),))
        week.figure.set_parts((week_minutes(summary),))
        hours, minutes = divmod(round(seconds / 60), 60)
        parts = [(str(hours), _("h"))] * bool(hours) + [(str(minutes), _("min"))]
        total.figure.set_parts(parts)
        sessions = ngettext("In {n} session", "In {n} sessions", number)
        total.label.setText(sessions.format(n=number))
        strip = strip_days(summary)
        every = len(set(planned)) in (0, 7)
        title = _("The last {n} days") if every else _("The last {n} planned days")
        self._strip_title.setText(title.format(n=len(strip)))
        self._strip.show_days(strip)

    def _append(self, runs: list[RunRecord], most: int) -> None:
        """Add runs at the end, older than all that are shown; one too many says there are more."""
        for day, some in groupby(runs[:most], lambda run: run.day):
            if not self._days or self._days[-1].day != day:
                self._days.append(DayRuns(self.look, day, self.model.summary.today))
                self._list.addWidget(self._days[-1])
            for run in some:
                row = self._days[-1].add(run, self.model, narrow=bool(self._narrow))
                row.moved.connect(lambda by, row=row: self._move(row, by))
                self._rows.append(row)
        self._more.setVisible(len(runs) > most)

    def _show_more(self) -> None:
        try:
            runs = self.model.runs(AT_ONCE + 1, before=self._rows[-1].run)
        except MachineFault as fault:
            self.model.noticed.emit(str(fault))
            return
        first = len(self._rows)
        by_keyboard = self._more.hasFocus()
        self._append(runs, AT_ONCE)
        if by_keyboard and first < len(self._rows):
            self._rows[first].setFocus()

    def _move(self, row: RunRow, by: int) -> None:
        index = self._rows.index(row) + by
        if 0 <= index < len(self._rows):
            self._rows[index].setFocus(Qt.FocusReason.TabFocusReason)
            self.ensureWidgetVisible(self._rows[index])

    def _name_start(self) -> None:
        entry = self.model.suggested()
        self._start.setVisible(entry is not None)
        if entry:
            minutes = max(1, round(self.model.timeline(entry.id).planned_s / 60))
            self._start.set_face(_("Start a {n} min session").format(n=minutes))

    def _start_suggested(self) -> None:
        if entry := self.model.suggested():
            self.start.emit(entry.id)
