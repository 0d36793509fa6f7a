"""All there is to see of the history, for the page and for paper: figures, the year, and cards."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from hipflex_gui.history import Change
from hipflex_gui.i18n import _, ngettext
from hipflex_gui.log import RunRecord
from hipflex_gui.overview import WEEKS, Overview
from hipflex_gui.store_reading import RunFilter
from hipflex_gui.streaks import ONE_DAY
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.model import Model
from hipflex_gui.ui.pages.days import WEEKDAYS, long_day
from hipflex_gui.ui.pages.feltcard import FeltCard
from hipflex_gui.ui.pages.figures import streak_unit, week_minutes
from hipflex_gui.ui.pages.historycards import (
    BalanceCard,
    HoursCard,
    RecentCard,
    SidesCard,
    WeeksCard,
)
from hipflex_gui.ui.pages.yearcard import YearCard
from hipflex_gui.ui.theme import SPACE_L, SPACE_XL
from hipflex_gui.ui.widgets.base import Rule, Text
from hipflex_gui.ui.widgets.week import Figure

RECENT, TREND, LOOKED_AT = 5, 12, 60


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


class HistoryView(QWidget):
    """The figures, the year, and the cards.

    Signals:
        run: the run with this id is wanted.
        runs: the runs that this filter wants are wanted.

    Args:
        look: the look.
        model: what there is to show.
        paper: whether it is printed: without what one could only press.
    """

    run = Signal(str)
    runs = Signal(object)

    def __init__(self, look: Look, model: Model, *, paper: bool = False) -> None:
        super().__init__()
        self.model = model
        labels = (_("Current streak"), _("Best streak"), _("This week"), "")
        self._totals = [_Total(look, label) for label in labels]
        self._rules = [Rule(look, upright=True) for _total in self._totals[1:]]
        self._forgiven = Text(look, "", "small", "ink2", wrap=True)
        self.year = YearCard(look, self._count, paper=paper)
        self.weeks, self.balance = WeeksCard(look), BalanceCard(look)
        self.recent = RecentCard(look, paper=paper)
        self.sides, self.hours, self.felt = SidesCard(look), HoursCard(look), FeltCard(look)
        figures, above, below = QWidget(), QWidget(), QWidget()
        self.blocks = (figures, self.year, above, below, self.felt)
        self._figures = QGridLayout(figures)
        self._rows = (  # cards with their shares of the width
            (QGridLayout(above), ((self.weeks, 236), (self.balance, 304), (self.recent, 288))),
            (QGridLayout(below), ((self.hours, 1), (self.sides, 1))),
        )
        self._narrow = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_L)
        for grid in (self._figures, *(grid for grid, _cards in self._rows)):
            grid.setContentsMargins(0, 0, 0, 0)
            grid.setSpacing(SPACE_L)
        for (_grid, cards), block in zip(self._rows, (above, below), strict=True):
            for card, _share in cards:
                card.setParent(block)  # now, because the keys go to what has come in first
        for block in self.blocks:
            column.addWidget(block)
        self.year.sessions.connect(lambda day: self.runs.emit(RunFilter(first=day, last=day)))
        self.year.excused.connect(model.excuse)
        self.recent.run.connect(self.run)
        self.recent.all.connect(lambda: self.runs.emit(RunFilter()))

    def refresh(self, recent: Sequence[RunRecord]) -> None:
        """Show what the log holds.

        Args:
            recent: the latest runs, newest first.

        Raises:
            MachineFault: it cannot be read; what was shown stays.
        """
        overview, today = self.model.overview, self.model.overview.summary.today
        rated = self._rated(overview.changes, today)
        self._show_figures(overview)
        self.year.show_year(overview)
        for card in (self.weeks, self.balance):
            card.show_overview(overview)
        self.sides.show_sides(overview.sides, overview.together)
        self.hours.show_overview(overview, self.model.settings.day_end_hour)
        self.recent.show_runs(recent[:RECENT], today)
        self.felt.show_changes(overview.changes, rated, today, narrow=self._narrow)

    def fit(self, *, narrow: bool) -> None:
        """Lay everything out in one column, or in several."""
        self._narrow = narrow
        self._fit_figures(2 if narrow else 4)
        for block in (self.year, self.felt):
            block.fit(narrow=narrow)
        for grid, cards in self._rows:
            for n, (card, share) in enumerate(cards):
                _place(grid, card, n if narrow else 0, 0 if narrow else n)
                grid.setColumnStretch(n, 0 if narrow and n else share)

    def _fit_figures(self, columns: int) -> None:
        grid = self._figures
        grid.setHorizontalSpacing(SPACE_XL)
        for n, rule in enumerate(self._rules):
            rule.setVisible(columns == 4 or n != 1)
        for n, total in enumerate(self._totals):
            row, column = divmod(n, columns)
            _place(grid, total, row, 2 * column)
            if column:
                _place(grid, self._rules[n - 1], row, 2 * column - 1)
        for column in range(7):
            grid.setColumnStretch(column, column % 2 == 0 and column < 2 * columns)
        _place(grid, self._forgiven, len(self._totals) // columns, 0, 7)

    def _show_figures(self, overview: Overview) -> None:
        summary, planned = overview.summary, self.model.settings.planned_days
        streak, best, week, total = self._totals
        for shown, number in ((streak, summary.streak), (best, summary.best)):
            unit = streak_unit(number, planned, summary.unit)
            shown.figure.set_parts(((str(number), unit),))
        week.figure.set_parts((week_minutes(summary),))
        total.figure.set_parts(length_parts(overview.active_s))
        sessions = ngettext("In {n} session", "In {n} sessions", overview.runs)
        total.label.setText(sessions.format(n=f"{overview.runs:,}"))
        self._forgiven.setText(forgiven_text(summary.graced, summary.today))
        self._forgiven.setVisible(summary.graced is not None)

    def _count(self, day: date) -> int:
        return len(self.model.run_keys(RunFilter(first=day, last=day)))

    def _rated(self, changes: Sequence[Change], today: date) -> list[RunRecord]:
        """Return the last rated runs of the session that was rated most, oldest first."""
        most = next((change.id for change in changes if change.kind == "session"), None)
        if most is None:
            return []
        since = today - 7 * WEEKS * ONE_DAY
        keys = self.model.run_keys(RunFilter(session=most, first=since))[:LOOKED_AT]
        runs = self.model.runs_at(keys)
        rated = [run for run in runs if run.before is not None and run.after is not None]
        return rated[:TREND][::-1]


def _place(grid: QGridLayout, widget: QWidget, row: int, column: int, across: int = 1) -> None:
    """Put a widget into a cell, from wherever in the grid it was.

    Not by ``takeAt``: after that the cell is not told when the widget needs another height.
    """
    grid.removeWidget(widget)
    grid.addWidget(widget, row, column, 1, across)


def length_parts(seconds: float) -> list[tuple[str, str]]:
    """Return a length as numbers with their units, rounded down: whole minutes, or seconds."""
    if 0 < seconds < 60:
        return [(str(round(seconds)), _("s"))]
    hours, minutes = divmod(int(seconds // 60), 60)
    return [(f"{hours:,}", _("h"))] * bool(hours) + [(str(minutes), _("min"))]


def forgiven_text(day: date | None, today: date) -> str:
    """Return which missed day did not end the streak, in a sentence; nothing if none."""
    if day is None:
        return ""
    near = (today - day).days < 7
    named = _(WEEKDAYS[day.weekday()]) if near else long_day(day, today.year)
    said = _("{day} was forgiven: one missed day a fortnight does not end a streak.")
    return said.format(day=named)
