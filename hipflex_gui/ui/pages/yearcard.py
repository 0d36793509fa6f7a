"""The last twelve months as a map, or as many as have room, and under it the day looked at.

Pointer and keys look at days. The buttons belong to the day that was chosen or that the keys are
at, and step aside while the pointer looks at another one.
"""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from hipflex_gui.history import YearDay
from hipflex_gui.i18n import _, ngettext
from hipflex_gui.log import Excuse
from hipflex_gui.overview import Overview
from hipflex_gui.streaks import DayState
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.pages.base import stack
from hipflex_gui.ui.pages.days import day_text
from hipflex_gui.ui.pages.parts import Link, emptied
from hipflex_gui.ui.theme import CARD_PADDING, SPACE_L, SPACE_S, SPACE_XS
from hipflex_gui.ui.widgets.base import Card, Text, describe
from hipflex_gui.ui.widgets.flow import FlowLayout
from hipflex_gui.ui.widgets.heat import GAP, HeatDay, HeatMap, HeatSample
from hipflex_gui.ui.widgets.regions import minutes_text

LEVELS_S = (5 * 60, 10 * 60, 20 * 60)  # from which on a square is stronger
MONTH = 30.44  # days, on average
SIGNS = ("holiday", "illness", "grace")
MAY_BE_OFF = (DayState.MISSED, DayState.OPEN, DayState.GRACED)


def level(seconds: float) -> int:
    """Return how strong the square of a day is, 0 to 4; whatever was done fills it."""
    return 1 + sum(seconds >= least for least in LEVELS_S) if seconds > 0 else 0


def months_text(weeks: int) -> str:
    """Return how far back so many weeks reach, in a title."""
    months = max(1, round(weeks * 7 / MONTH))
    return ngettext("Last {n} month", "Last {n} months", months).format(n=months)


def sign_of(day: YearDay, excuse: Excuse | None) -> str:
    """Return the sign of a day, if it has one."""
    if excuse:
        return excuse.value
    return "grace" if day.state is DayState.GRACED else ""


def day_words(day: YearDay, sign: str, today: date, sessions: int = 0) -> str:
    """Return a day in words: "Tuesday 3 March: 12 min in 2 sessions".

    Args:
        day: the day.
        sign: its sign, if it has one.
        today: the local day of now.
        sessions: how many sessions there were; 0 leaves them out.
    """
    done = minutes_text(day.seconds)
    if sessions:
        words = ngettext("{length} in {n} session", "{length} in {n} sessions", sessions)
        done = words.format(length=done, n=sessions)
    if sign:
        meaning = {"holiday": _("holiday"), "illness": _("illness"), "grace": _("forgiven")}[sign]
        done = f"{done}, {meaning}" if day.seconds else meaning
    return _("{day}: {done}").format(day=day_text(day.day, today), done=done)


class YearCard(Card):
    """The map, what its squares mean, and the day looked at.

    Signals:
        sessions: the sessions of this day are wanted.
        excused: this day is to be a day off, or with None one like any other.

    Args:
        look: the look.
        count: returns how many sessions there were on a day.
        paper: whether it is printed: nobody looks at a day there.
    """

    sessions = Signal(object)
    excused = Signal(object, object)

    def __init__(self, look: Look, count: Callable[[date], int], *, paper: bool = False) -> None:
        super().__init__()
        self.look, self._count = look, count
        self._days: dict[date, tuple[YearDay, str]] = {}
        self._today, self._day = date.min, date.min
        self.map = HeatMap(look)
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._head.setSpacing(SPACE_S)
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._line.setSpacing(0)
        legend = QWidget()
        self._legend = FlowLayout(legend, gap=SPACE_L, line_gap=SPACE_XS)
        self._title = Text(look, "", "row")
        self._head.addWidget(self._title)
        self._head.addStretch(1)
        self._head.addWidget(legend)
        column = QVBoxLayout(self)
        column.setContentsMargins(CARD_PADDING, 20, CARD_PADDING, 20 if paper else SPACE_S)
        column.setSpacing(SPACE_S)
        column.addLayout(self._head)
        column.addWidget(self.map)
        self._words = Text(look, "", "small", "ink2", wrap=True)
        self._show, self._off = Link(look, _("Show sessions")), Link(look, _("Not a day off"))
        self._holiday, self._ill = Link(look, _("Holiday")), Link(look, _("Illness"))
        if not paper:
            column.addLayout(self._line)
            self._add_buttons()
            self.map.looked_at.connect(self._look_at)
            self.map.chosen.connect(self._choose)
        self.map.installEventFilter(self)
        self._name()

    def show_year(self, overview: Overview) -> None:
        """Show the days; the one that was chosen stays so."""
        self._today = overview.summary.today
        self._days = {
            day.day: (day, sign_of(day, overview.excused.get(day.day))) for day in overview.year
        }
        self.map.show_days(
            [
                HeatDay(
                    one, level(day.seconds), day.planned, sign, day_words(day, sign, self._today)
                )
                for one, (day, sign) in self._days.items()
            ],
            self._today,
        )
        self._explain({sign for _day, sign in self._days.values()})
        self._tell(self._day)

    def fit(self, *, narrow: bool) -> None:
        """Put what explains and what can be done at the end of their lines, or under them."""
        for line in (self._head, self._line):
            stack(line, narrow=narrow)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Come back to the chosen day when the pointer leaves the map; name what has room."""
        if event.type() is QEvent.Type.Leave:
            self._tell(self._day)
        elif event.type() is QEvent.Type.Resize:
            self._name()
        return super().eventFilter(watched, event)

    def _name(self) -> None:
        said = months_text(self.map.weeks)
        if said != self._title.text():
            self._title.setText(said)
            describe(self.map, said)

    def _add_buttons(self) -> None:
        self._line.addWidget(self._words, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE_L)
        self._line.addLayout(buttons)
        for button, do in (
            (self._show, lambda: self.sessions.emit(self._day)),
            (self._holiday, lambda: self.excused.emit(self._day, Excuse.HOLIDAY)),
            (self._ill, lambda: self.excused.emit(self._day, Excuse.ILLNESS)),
            (self._off, lambda: self.excused.emit(self._day, None)),
        ):
            policy = button.sizePolicy()
            policy.setRetainSizeWhenHidden(button is self._show)  # the line keeps its height
            button.setSizePolicy(policy)
            button.clicked.connect(do)
            buttons.addWidget(button)
        buttons.addStretch()

    def _explain(self, signs: set[str]) -> None:
        """Say what squares and signs mean, as far as there are any."""
        emptied(self._legend)
        scale = [HeatSample(self.look, HeatDay(self._today, n)) for n in range(5)]
        self._legend.addWidget(self._piece(_("0"), scale, _("20 min or more")))
        meanings = {"holiday": _("Holiday"), "illness": _("Illness"), "grace": _("Forgiven")}
        for sign in (sign for sign in SIGNS if sign in signs):
            sample = HeatSample(self.look, HeatDay(self._today, mark=sign))
            self._legend.addWidget(self._piece("", [sample], meanings[sign]))

    def _piece(self, before: str, samples: list[HeatSample], after: str) -> QWidget:
        piece = QWidget()
        line = QHBoxLayout(piece)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(GAP)
        if before:
            line.addWidget(Text(self.look, before, "caption", "ink2"))
            line.addSpacing(GAP)
        for sample in samples:
            line.addWidget(sample)
        line.addSpacing(GAP)
        line.addWidget(Text(self.look, after, "caption", "ink2"))
        return piece

    def _look_at(self, day: date) -> None:
        keys = self.map.hasFocus() and self.map.said == day_words(*self._days[day], self._today)
        if keys:
            self._day = day
        self._tell(day)

    def _choose(self, day: date) -> None:
        self._day = day
        self._tell(day)

    def _tell(self, day: date) -> None:
        """Say what there is to say of a day, and offer what can be done if it was chosen."""
        self.map.keep(self._day)
        found, sign = self._days.get(day, (None, ""))
        sessions = self._count(day) if found else 0
        said = _("Choose a day to see what was done, or to mark a day off.")
        self._words.setText(day_words(found, sign, self._today, sessions) if found else said)
        keys = any(button.hasFocus() for button in (self._off, self._holiday, self._ill))
        here = found is not None and day == self._day
        off = sign in ("holiday", "illness")
        may_be_off = found is not None and found.state in MAY_BE_OFF and not off
        self._show.setVisible(here and sessions > 0)
        self._holiday.setVisible(here and may_be_off)
        self._ill.setVisible(here and may_be_off)
        self._off.setVisible(here and off)
        if keys:  # the button that was pressed has gone; its opposite takes the keyboard
            there = (one for one in (self._off, self._holiday) if one.isVisible())
            next(there, self.map).setFocus()
