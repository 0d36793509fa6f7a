"""All sessions that were done: newest first, by session, ending and dates."""

from datetime import date, timedelta

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hipflex_gui.errors import MachineFault
from hipflex_gui.i18n import _, ngettext
from hipflex_gui.log import RunStatus
from hipflex_gui.store_reading import RunFilter
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.model import Model
from hipflex_gui.ui.pages.base import PADDING, Page
from hipflex_gui.ui.pages.parts import Link, link, on_key
from hipflex_gui.ui.pages.runs import STATUS
from hipflex_gui.ui.pages.runtable import RunList
from hipflex_gui.ui.theme import CARD_GAP, SPACE_S
from hipflex_gui.ui.widgets.banner import EmptyState
from hipflex_gui.ui.widgets.base import Text, describe
from hipflex_gui.ui.widgets.buttons import KeyButton
from hipflex_gui.ui.widgets.dates import DateField
from hipflex_gui.ui.widgets.fields import Select
from hipflex_gui.ui.widgets.flow import FlowLayout

ROOM = 4  # for the ring of the focus, which a container would cut
WIDEST = 280  # px at 100 %: of a field whose words are names from files
ENDINGS = tuple(status for status in RunStatus if status is not RunStatus.RUNNING)
EARLIEST = date(2000, 1, 1)  # of dates that have no beginning
ANY_TIME, WEEK, FOUR_WEEKS, YEAR, DATES = range(5)


class RunListPage(Page):
    """The list, and the fields that say what is in it. Escape goes back."""

    def __init__(self, look: Look, model: Model, parent: QWidget | None = None) -> None:
        super().__init__(look, model, parent)
        self._told: RunFilter | None = None
        self._shown: RunFilter | None = None
        self.column.setSpacing(SPACE_S)
        self.column.setContentsMargins(PADDING - ROOM, PADDING - ROOM, PADDING - ROOM, PADDING)
        self._back = back = Link(look, _("Back"), "arrow-left")
        back.clicked.connect(self.back)
        self._count = Text(look, "", "body", "ink2", tabular=True)
        self._session, self._ending, self._when = (Select(look) for _n in range(3))
        describe(self._session, _("Session"))
        describe(self._ending, _("How it ended"))
        describe(self._when, _("When"))
        self._first, self._last = DateField(look), DateField(look)
        describe(self._first, _("From this day on"))
        describe(self._last, _("Up to this day"))
        self._clear = link(look, _("Clear filters"))
        self._clear.clicked.connect(self._clear_filters)
        self.list = RunList(look, model)
        self._nothing = self._empty()
        self._lay_parts(back)
        self._fill_fields()
        for box in (self._session, self._ending, self._when):
            box.currentIndexChanged.connect(self._filtered)
        for field in (self._first, self._last):
            field.setKeyboardTracking(False)  # a year is not to be looked for digit by digit
            field.dateChanged.connect(self._filtered)
        self.list.opened.connect(lambda run: self.run.emit(run.id))
        self.list.unwanted.connect(model.delete)
        self.list.runs.failed.connect(model.noticed, Qt.ConnectionType.QueuedConnection)
        on_key(self, Qt.Key.Key_Escape, self.back.emit)

    def show_runs(self, wanted: RunFilter) -> None:
        """Show the runs that are wanted; whoever comes back with the same object finds all as left.

        Args:
            wanted: what the fields begin with.
        """
        if wanted is self._told:
            return
        self._told, self._shown = wanted, None
        self._choose(wanted)
        self._model_changed()

    def refresh(self) -> None:
        """Read the list again; it stays where it was."""
        try:
            self._fill_sessions(self._session.currentData())
            wanted = self._wanted()
            keys = self.model.run_keys(wanted)
            log_is_empty = not keys and not self.model.runs(1)
        except MachineFault as fault:
            self.model.noticed.emit(str(fault))
            return
        filtered = wanted != RunFilter()
        self.list.show_keys(keys, afresh=wanted != self._shown)
        self._shown = wanted
        number = len(keys)
        self._count.setText(ngettext("{n} session", "{n} sessions", number).format(n=number))
        self._dates.setVisible(self._when.currentData() == DATES)
        self._show_parts(found=bool(keys), filtered=filtered, log_is_empty=log_is_empty)

    def fit(self, *, narrow: bool) -> None:
        """Let no field be wider than its words should be."""
        for box in (self._session, self._ending, self._when):
            box.setMaximumWidth(self.look.theme.px(WIDEST))

    # -- the fields

    def _wanted(self) -> RunFilter:
        session, ending = self._session.currentData(), self._ending.currentData()
        period = self._when.currentData()
        if period != DATES:
            return RunFilter(session, ending, _begins(period, self.model.today))
        return RunFilter(session, ending, *sorted((self._first.day, self._last.day)))

    def _choose(self, wanted: RunFilter) -> None:
        """Let the fields say what is wanted, and tell nobody."""
        today = self.model.today
        periods = {_begins(n, today): n for n in (YEAR, FOUR_WEEKS, WEEK, ANY_TIME)}
        chosen = periods.get(wanted.first, DATES) if wanted.last is None else DATES
        boxes = (self._session, self._ending, self._when, self._first, self._last)
        blockers = [QSignalBlocker(box) for box in boxes]
        self._fill_sessions(wanted.session)
        self._ending.setCurrentIndex(max(0, self._ending.findData(wanted.status)))
        self._when.setCurrentIndex(self._when.findData(chosen))
        first = EARLIEST if wanted.last else today - timedelta(days=30)
        self._first.show_day(wanted.first or first)
        self._last.show_day(wanted.last or today)
        del blockers

    def _fill_fields(self) -> None:
        self._ending.addItem(_("Any ending"), None)
        for status in ENDINGS:
            self._ending.addItem(STATUS[status][2](), status)
        for period, words in (
            (ANY_TIME, _("Any time")),
            (WEEK, _("This week")),
            (FOUR_WEEKS, _("Last four weeks")),
            (YEAR, _("This year")),
            (DATES, _("Choose dates")),
        ):
            self._when.addItem(words, period)

    def _fill_sessions(self, chosen: str | None) -> None:
        """Offer the sessions that are in the log, and the one that is asked for."""
        try:
            names = dict(self.model.store.sessions_played())
        except MachineFault:
            names = {}  # whoever reads the list says so
        box = self._session
        if chosen is not None:
            names.setdefault(chosen, box.currentText() if box.currentData() == chosen else chosen)
        if "" in names:  # what was added by hand goes by many names
            names[""] = _("Something else")
        items = [(None, _("All sessions")), *names.items()]
        there = [(box.itemData(n), box.itemText(n)) for n in range(box.count())]
        with QSignalBlocker(box):
            if items != there:
                box.clear()
                for key, name in items:
                    box.addItem(name, key)
            box.setCurrentIndex([key for key, _name in items].index(chosen))

    def _filtered(self) -> None:
        if self.isVisible():
            self.refresh()

    def _clear_filters(self) -> None:
        self._choose(RunFilter())
        self.refresh()
        self.list.setFocus()

    # -- the list

    def _show_parts(self, *, found: bool, filtered: bool, log_is_empty: bool) -> None:
        """Show the list or why there is none; the keyboard goes to what is there."""
        parts = (
            (self.list, found),
            (self._clear, found and filtered),
            (self._nothing, not found and not log_is_empty),
            (self._new, log_is_empty),
        )
        for one, on in sorted(parts, key=lambda part: not part[1]):
            one.setVisible(on)  # what is hidden last leaves the keyboard to what is there
        self.setFocusProxy(self.list if found else self._back if log_is_empty else self._clear_all)

    def _empty(self) -> EmptyState:
        self._clear_all = KeyButton(self.look, _("Clear filters"))
        self._clear_all.clicked.connect(self._clear_filters)
        said = _("No session matches all of these filters.")
        self._new = EmptyState(
            self.look, _("Nothing here yet"), _("What you do is listed here, newest first.")
        )
        return EmptyState(self.look, _("No sessions found"), said, (self._clear_all,))

    def _lay_parts(self, back: Link) -> None:
        self.column.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)
        head = QHBoxLayout()
        head.setContentsMargins(ROOM, 0, ROOM, 0)
        head.setSpacing(CARD_GAP)
        head.addWidget(Text(self.look, _("All sessions"), "title", wrap=True), 1)
        head.addWidget(self._count, 0, Qt.AlignmentFlag.AlignBottom)
        self.column.addLayout(head)
        flow = FlowLayout(gap=SPACE_S, line_gap=SPACE_S)
        flow.setContentsMargins(ROOM, ROOM, ROOM, ROOM)
        for box in (self._session, self._ending, self._when):
            flow.addWidget(box)
        self._dates = QWidget()
        line = QHBoxLayout(self._dates)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(SPACE_S)
        for words, field in ((_("from"), self._first), (_("to"), self._last)):
            line.addWidget(Text(self.look, words, "body", "ink2"))
            line.addWidget(field)
        flow.addWidget(self._dates)
        flow.addWidget(self._clear)
        self.column.addLayout(flow)
        inner = QVBoxLayout()
        inner.setContentsMargins(ROOM, 0, ROOM, 0)
        for part in (self.list, self._nothing, self._new):
            inner.addWidget(part, 1)
        inner.addStretch(0)
        self.column.addLayout(inner, 1)


def _begins(period: int, today: date) -> date | None:
    """Return the first day of a period that reaches up to now; None if it has always been."""
    if period == ANY_TIME:
        return None
    if period == YEAR:
        return date(today.year, 1, 1)
    return today - timedelta(days=today.weekday() if period == WEEK else 27)
