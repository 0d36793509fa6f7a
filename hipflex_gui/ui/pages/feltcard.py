"""How it felt: what sessions and movements changed, as a line and in words."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QBoxLayout, QGridLayout, QWidget

from hipflex_gui.history import Change
from hipflex_gui.i18n import _, ngettext
from hipflex_gui.log import RunRecord
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.pages.base import stack
from hipflex_gui.ui.pages.days import day_text
from hipflex_gui.ui.pages.historycards import HistoryCard
from hipflex_gui.ui.pages.parts import emptied, padded
from hipflex_gui.ui.theme import SPACE_2XL, SPACE_L, SPACE_S, SPACE_XS
from hipflex_gui.ui.widgets import trend
from hipflex_gui.ui.widgets.base import Text

MOST_SESSIONS, MOST_MOVEMENTS = 2, 3


class FeltCard(HistoryCard):
    """How tightness changed with sessions and movements: as a line, and in words."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, _("How it felt"))
        self.line, self._of = trend.TrendLine(look), Text(look, "", "caption", "ink2", wrap=True)
        self._picture, self._words = QWidget(), QWidget()
        picture = padded(self._picture, 0)
        picture.setSpacing(SPACE_S)
        for part in (self.line, self._of):
            picture.addWidget(part)
        picture.addStretch(1)
        self._rows: list[tuple[Text, ...]] = []  # a heading, or a name and what is said of it
        self._grid = QGridLayout(self._words)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(SPACE_L)
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._body.setSpacing(SPACE_2XL)
        self._body.addWidget(self._picture, 2)
        self._body.addWidget(self._words, 5)
        self.column.addLayout(self._body)

    def show_changes(
        self, changes: Sequence[Change], rated: Sequence[RunRecord], today: date, *, narrow: bool
    ) -> None:
        """Show what changed most surely, and ``rated``, the runs of the first, as a line."""
        emptied(self._grid)
        self._rows = []
        for kind, most, heading in (
            ("session", MOST_SESSIONS, _("By session")),
            ("movement", MOST_MOVEMENTS, _("By movement")),
        ):
            shown = [change for change in changes if change.kind == kind][:most]
            if shown:
                self._rows.append((Text(self.look, heading, "caption", "ink2"),))
            for change in shown:
                name = Text(self.look, change.name, "small", weight=500, wrap=True)
                said = Text(self.look, change_text(change), "small", "ink2", wrap=True)
                self._rows.append((name, said))
        first = _("Say how tight you feel before and after a session, from 0 to 10.")
        then = _("From the third time on you see here what changes.")
        self.say("" if self._rows else f"{first} {then}")
        self.line.show_changes([_trend(run, today) for run in rated])
        last = _("{name}, the last {n} times")
        self._of.setText(last.format(name=rated[-1].name, n=len(rated)) if rated else "")
        self._picture.setVisible(len(rated) > 1)
        self._words.setVisible(bool(self._rows))
        self.fit(narrow=narrow)

    def fit(self, *, narrow: bool) -> None:
        """Put line and words beside each other, or all below each other."""
        stack(self._body, narrow=narrow)
        self._body.setSpacing(SPACE_S if narrow else SPACE_2XL)
        for n, (name, *more) in enumerate(self._rows):
            for words in (name, *more):
                self._grid.removeWidget(words)
            apart = narrow or not more
            name.setContentsMargins(0, SPACE_S if n and apart else 0, 0, 0)
            self._grid.addWidget(name, 2 * n, 0)
            for said in more:
                self._grid.addWidget(said, 2 * n + narrow, 0 if narrow else 1)
        self._grid.setColumnStretch(0, 2)
        self._grid.setColumnStretch(1, 0 if narrow else 5)
        self._grid.setRowStretch(2 * len(self._rows), 1)
        self._grid.setVerticalSpacing(0 if narrow else SPACE_XS)


def change_text(change: Change) -> str:
    """Return how tightness changed, in words: "1.4 points looser on average over 12 sessions"."""
    words = ngettext(
        "{change} on average over {n} session",
        "{change} on average over {n} sessions",
        change.count,
    )
    said = words.format(change=_points_text(change.mean), n=change.count)
    if change.earlier is None:
        return said
    same_way = (change.recent < 0) == (change.mean < 0) and _points(change.recent) != "0.0"
    lately = _points(change.recent) if same_way else _points_text(change.recent)
    return _("{said}, lately {lately}").format(said=said, lately=lately)


def _points(change: float) -> str:
    return f"{abs(change):.1f}"


def _points_text(change: float) -> str:
    if _points(change) == "0.0":
        return _("no change")
    words = _("{n} points looser") if change < 0 else _("{n} points tighter")
    return words.format(n=_points(change))


def _trend(run: RunRecord, today: date) -> trend.Change:
    before, after = run.before or 0, run.after or 0
    said = _("{day}: from {before} to {after}")
    return trend.Change(
        after - before, said.format(day=day_text(run.day, today), before=before, after=after)
    )
