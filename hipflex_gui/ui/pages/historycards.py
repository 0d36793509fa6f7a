"""The cards of the history: each shows one part of the overview, and says it in a sentence."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hipflex_gui import balance
from hipflex_gui.history import Averages
from hipflex_gui.i18n import _, ngettext
from hipflex_gui.log import RunRecord
from hipflex_gui.overview import Overview
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.pages.days import date_text
from hipflex_gui.ui.pages.parts import Link, emptied
from hipflex_gui.ui.pages.runs import RecentRow
from hipflex_gui.ui.theme import CARD_PADDING, SPACE_L, SPACE_M, SPACE_XS
from hipflex_gui.ui.widgets.bars import Bar, HourBars, WeekBars
from hipflex_gui.ui.widgets.base import Card, Rule, Text
from hipflex_gui.ui.widgets.heat import MONTHS
from hipflex_gui.ui.widgets.regions import Region, RegionBars, SidePair, minutes_text
from hipflex_gui.words import Side

LEAST_WEEKS = 12  # of bars, where the history is younger than what is shown
FULL_S = 10 * 60  # a full bar of a region at the least
MOST_SIDES = 3


class CardLink(Link):
    """A quiet button no higher than a title beside it."""

    def sizeHint(self) -> QSize:
        """Return the size of the words, high enough to be hit."""
        return QSize(super().sizeHint().width(), self.look.theme.px(28))


class HistoryCard(Card):
    """A title, perhaps a quiet line under it, and what the card is about."""

    def __init__(self, look: Look, title: str) -> None:
        super().__init__()
        self.look = look
        self.head, self.sub = QHBoxLayout(), Text(look, "", "small", "ink2", wrap=True)
        self.head.addWidget(Text(look, title, "row", wrap=True), 1)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(CARD_PADDING, 20, CARD_PADDING, 20)
        self.column.setSpacing(0)
        self.column.addLayout(self.head)
        self.column.addWidget(self.sub)
        self.column.addSpacing(SPACE_L)
        self.say("")

    def say(self, words: str) -> None:
        """Say something under the title."""
        self.sub.setText(words)
        self.sub.setVisible(bool(words))


class WeeksCard(HistoryCard):
    """Minutes of each week against the goal, and what is usual."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, _("Minutes a week"))
        self.bars = WeekBars(look)
        self.usual = Text(look, "", "small", "ink2", wrap=True)
        self.column.addWidget(self.bars, 1)
        self.column.addSpacing(SPACE_M)
        self.column.addWidget(self.usual)

    def show_overview(self, overview: Overview) -> None:
        """Show the weeks since the first one that has anything."""
        weeks = overview.weeks
        begun = next((n for n, (_monday, seconds) in enumerate(weeks) if seconds), len(weeks))
        weeks = weeks[min(begun, len(weeks) - LEAST_WEEKS) :]
        said = _("Week of {day}: {length}")
        bars = [
            Bar(seconds / 60, said.format(day=short_day(day), length=minutes_text(seconds)))
            for day, seconds in weeks
        ]
        self.bars.show_weeks(bars, overview.summary.goal_min, short_day(weeks[0][0]))
        self.usual.setText(averages_text(overview.averages))


class BalanceCard(HistoryCard):
    """Minutes by region this week, and how it usually is."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, _("Balance this week"))
        self.bars = RegionBars(look)
        self.column.addWidget(self.bars)
        self.column.addStretch(1)

    def show_overview(self, overview: Overview) -> None:
        """Show the regions."""
        regions = [
            Region(_(name), week, usual, _region_text(_(name), week, usual))
            for name, (week, usual) in overview.regions.items()
        ]
        full = max([FULL_S, *(max(one.seconds, one.usual) for one in regions)])
        self.bars.show_regions(regions, full)
        self.bars.setVisible(bool(regions))
        if not regions:
            self.say(_("Nothing in the last five weeks."))
            return
        counts = _("A stretch counts for each region it reaches.")
        scale = _("Full bar: {length} for one region.").format(length=minutes_text(full))
        if any(one.usual for one in regions):
            scale = _("The mark is the mean of four weeks.")
        self.say(f"{counts} {scale}")


class RecentCard(HistoryCard):
    """The latest runs.

    Signals:
        run: the run with this id is wanted.
        all: all of them are.
    """

    run = Signal(str)
    all = Signal()

    def __init__(self, look: Look, *, paper: bool) -> None:
        super().__init__(look, _("Recent"))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self._more = CardLink(look, _("Show all"))
        self._more.clicked.connect(self._show_all)
        self.head.addWidget(self._more)
        if paper:
            self._more.hide()
        else:
            self.column.setContentsMargins(CARD_PADDING, 16, CARD_PADDING, 20)  # it is higher
        self.column.addLayout(self._rows)
        self.column.addStretch(1)

    def show_runs(self, runs: Sequence[RunRecord], today: date) -> None:
        """Show these runs."""
        kept = next((row.run.id for row in self.findChildren(RecentRow) if row.hasFocus()), None)
        emptied(self._rows)
        rows: dict[str, QWidget] = {}
        before: QWidget = self._more
        for run in runs:
            row = RecentRow(self.look, run, today)
            row.clicked.connect(partial(self._show_run, row))
            self._rows.addWidget(Rule(self.look))
            self._rows.addWidget(row)
            self.setTabOrder(before, row)
            before = rows[run.id] = row
        if kept:
            there = rows.get(kept, self._more)
            there.show()  # what is still to be shown takes no keyboard
            there.setFocus()

    def _show_all(self) -> None:
        self._more.setFocus()  # a click leaves it elsewhere, and one comes back to it
        self.all.emit()

    def _show_run(self, row: RecentRow) -> None:
        row.setFocus()
        self.run.emit(row.run.id)


class SidesCard(HistoryCard):
    """The regions in which a side falls behind, or both sides of them all."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, _("Left and right"))
        self._pairs = QVBoxLayout()
        self._pairs.setSpacing(0)
        self.column.addLayout(self._pairs)
        self.column.addStretch(1)

    def show_sides(self, of_region: Mapping[str, balance.Sides], together: balance.Sides) -> None:
        """Show the regions that are furthest apart; where both sides are even, all together."""
        emptied(self._pairs)
        behind = {region: both for region, both in of_region.items() if both.behind}
        self.say(sides_text(len(behind), any_sides=bool(of_region)))
        furthest = sorted(behind, key=lambda region: _share(behind[region]))[:MOST_SIDES]
        for number, region in enumerate(region for region in behind if region in furthest):
            right = behind[region].behind is Side.RIGHT
            words = _("{region}: right is behind") if right else _("{region}: left is behind")
            if number:
                self._pairs.addSpacing(SPACE_L)
            self._add_pair(_(region), words.format(region=_(region)), behind[region])
        if of_region and not behind and _share(together) >= balance.BEHIND_SHARE:
            self._add_pair(_("All regions"), _("All regions together"), together)

    def _add_pair(self, name: str, words: str, both: balance.Sides) -> None:
        pair = SidePair(self.look)
        pair.show_sides(name, both.left_s, both.right_s)
        self._pairs.addWidget(Text(self.look, words, "small", wrap=True))
        self._pairs.addSpacing(SPACE_XS)
        self._pairs.addWidget(pair)


class HoursCard(HistoryCard):
    """At which times of the day sessions began."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, _("Times of day"))
        self.bars = HourBars(look)
        self.column.addWidget(self.bars, 1)

    def show_overview(self, overview: Overview, day_end_hour: int) -> None:
        """Show the hours, and name the one with most."""
        self.bars.show_hours(overview.hours, day_end_hour)
        if not overview.hours:
            self.say(_("Nothing in the last half year."))
            return
        hour = max(overview.hours, key=lambda hour: overview.hours[hour])
        said = _("Most between {start}:00 and {end}:00.")
        self.say(said.format(start=hour, end=(hour + 1) % 24))


def short_day(day: date) -> str:
    """Return "31 Aug"."""
    return date_text(day, day.year, MONTHS)


def averages_text(averages: Averages) -> str:
    """Return what is usual, in a sentence."""
    week, day = averages.four_weeks_s, averages.day_s
    words = _("Lately {week} a week, {day} a day you stretch.")
    if not week and averages.half_year_s:
        week = averages.half_year_s
        words = _("Over half a year {week} a week, {day} a day you stretch.")
    if not week:
        return _("After your first whole week you see here what is usual.")
    return words.format(week=minutes_text(week), day=minutes_text(day))


def sides_text(behind: int, *, any_sides: bool) -> str:
    """Return how left and right stand, in a sentence."""
    if behind:
        words = ngettext(
            "Over the last five weeks one side falls behind in {n} region.",
            "Over the last five weeks one side falls behind in {n} regions.",
            behind,
        )
        return words.format(n=behind)
    if any_sides:
        return _("Both sides are even, or nearly, over the last five weeks.")
    return _("Nothing on one side alone in the last five weeks.")


def _region_text(name: str, week: float, usual: float) -> str:
    said = _("{region}: {week}, usually {usual}") if usual else _("{region}: {week}")
    return said.format(region=name, week=minutes_text(week), usual=minutes_text(usual))


def _share(both: balance.Sides) -> float:
    return min(both.left_s, both.right_s) / max(both.left_s, both.right_s)
