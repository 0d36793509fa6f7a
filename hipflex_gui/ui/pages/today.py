"""Today: one session to start with one key, the week at a glance, and the other sessions."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from hipflex_gui import plan, safety
from hipflex_gui.errors import MachineFault
from hipflex_gui.fitting import fitted_texts
from hipflex_gui.i18n import _, length_text
from hipflex_gui.movements import Spot
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.model import Due, Model
from hipflex_gui.ui.pages.base import PADDING, Page, stack
from hipflex_gui.ui.pages.days import last_done, long_day
from hipflex_gui.ui.pages.facts import SessionFacts, Wish, facts_of, nearest_text
from hipflex_gui.ui.pages.lists import Filters, RowGrid
from hipflex_gui.ui.pages.minutes import MINUTES, MinuteChips
from hipflex_gui.ui.pages.parts import emptied, link, padded
from hipflex_gui.ui.pages.todaycards import StartCard, WeekCard
from hipflex_gui.ui.theme import CARD_GAP, ROW_GAP, SECTION_GAP
from hipflex_gui.ui.widgets.banner import Banner, EmptyState
from hipflex_gui.ui.widgets.base import Text
from hipflex_gui.ui.widgets.buttons import KeyButton


class TodayPage(Page):
    """Start card, week card, other sessions. Enter starts what is suggested."""

    def __init__(self, look: Look, model: Model, parent: QWidget | None = None) -> None:
        super().__init__(look, model, parent)
        self._suggested: SessionFacts | None = None
        self._due: Due | None = None
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.banner = Banner(look, self.body)
        self.banner.closed.connect(lambda: model.change(disclaimer_seen=True))
        self.column.addWidget(self.banner)
        inner = QWidget(self.body)
        self.column.addWidget(inner, 1)
        column = padded(inner, PADDING)

        self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._top.setSpacing(ROW_GAP)
        head = QHBoxLayout()
        head.setSpacing(12)
        self._date = Text(look, "", "lead", "ink3")
        head.addWidget(Text(look, _("Today"), "title"), 0, Qt.AlignmentFlag.AlignBaseline)
        head.addWidget(self._date, 1, Qt.AlignmentFlag.AlignBaseline)
        head.addStrut(40)
        self.minutes = MinuteChips(look, inner)
        self._top.addLayout(head, 1)
        self._top.addLayout(self.minutes.layout)
        column.addLayout(self._top)
        column.addSpacing(ROW_GAP)

        self.start_card, self.week_card = StartCard(look, inner), WeekCard(look, inner)
        self._cards = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._cards.setSpacing(CARD_GAP)
        self._cards.addWidget(self.start_card, 1)
        self._cards.addWidget(self.week_card)
        column.addLayout(self._cards)
        column.addSpacing(SECTION_GAP)

        self.filters = Filters(look, inner)
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._head.setSpacing(ROW_GAP)
        title = Text(look, _("Other sessions"), "section")
        title.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self._head.addWidget(title)
        self._head.addStretch(1)
        self._head.addLayout(self.filters.layout)
        column.addLayout(self._head)
        column.addSpacing(CARD_GAP)

        self.rows = RowGrid(look, inner, _("Opens its steps"))
        column.addLayout(self.rows.layout)
        self._empty = QVBoxLayout()
        column.addLayout(self._empty)
        column.addStretch(1)

        self.rows.chosen.connect(self.plan)
        self.filters.changed.connect(self._show_rows)
        self.minutes.chosen.connect(model.have)
        self.start_card.start.clicked.connect(self._start_suggested)
        self.start_card.steps.clicked.connect(self._plan_suggested)

    def enter(self) -> None:
        """Start what is suggested."""
        self._start_suggested()

    def refresh(self) -> None:
        """Fill the page from the model."""
        model, today = self.model, self.model.today
        if model.settings.disclaimer_seen:
            self.banner.hide()
        else:
            self.banner.show_notice(safety.disclaimer())
        self._date.setText(long_day(today))
        self._show_suggested()
        self._show_week()
        facts = [facts_of(model, entry) for entry in model.playable()]
        gym = any(one.place is Spot.GYM for one in facts)
        self.filters.offer(() if gym else (Spot.GYM,))
        self._show_rows()

    def _show_suggested(self) -> None:
        model = self.model
        self._due = due = model.due(model.minutes) if model.minutes else None
        entry = due.entry if due else model.suggested()
        self._suggested = facts = facts_of(model, entry) if entry else None
        self.start_card.setVisible(facts is not None)
        self.minutes.show_minutes(model.minutes, MINUTES if facts else ())
        if facts is None:
            return
        reason = last_done(model.last_days.get(facts.entry.id), model.today)
        length = ""
        if due:
            items = due.timeline.items
            movements, props = sum(not item.known for item in items), plan.props_of(items)
            facts = replace(facts, movements=movements, props=tuple(props))
            reason = _why(due) or reason
            length = length_text(due.fitted.planned_s)
        caps = model.settings.key_caps
        self.start_card.show_session(facts, reason, key_caps=caps, length=length)

    def _show_week(self) -> None:
        try:
            week = self.model.summary
        except MachineFault as fault:
            self.week_card.hide()  # no figures are better than wrong ones
            self.model.noticed.emit(fault.text)
            return
        self.week_card.show()
        self.week_card.show_week(week, self.model.settings.planned_days)

    def fit(self, *, narrow: bool) -> None:
        """Put cards, heading and rows in one column where there is little room."""
        stack(self._top, narrow=narrow)
        stack(self._cards, narrow=narrow)
        stack(self._head, narrow=narrow)
        self.week_card.lie_down(lying=narrow)
        self.rows.set_columns(1 if narrow else 2)

    def _show_rows(self) -> None:
        wish = self.filters.wish()
        facts = [facts_of(self.model, entry) for entry in self.model.playable()]
        first = self._suggested.entry.id if self._suggested else ""
        others = [one for one in facts if one.entry.id != first]
        fitting = [one for one in others if not wish.session_misses(one)]
        self.rows.show_rows([(one.entry.id, one.row()) for one in fitting])
        emptied(self._empty)
        if not fitting:
            self._empty.addWidget(self._nothing(wish, others))

    def _nothing(self, wish: Wish, others: list[SessionFacts]) -> EmptyState:
        if not wish.count:
            text = _("Sessions of your own will stand here as well.")
            return EmptyState(self.look, _("No other sessions"), text)
        nearest = wish.nearest(others)
        clear = link(self.look, _("Clear filters"))
        clear.clicked.connect(self.filters.clear)
        actions = [clear]
        if nearest:
            steps = KeyButton(self.look, _("See the steps"))
            name = _("See the steps of {name}").format(name=nearest.entry.name)
            steps.setAccessibleName(name)
            steps.clicked.connect(lambda: self.plan.emit(nearest.entry.id))
            actions.insert(0, steps)
        fits = self._suggested is not None and not wish.session_misses(self._suggested)
        return EmptyState(self.look, wish.none_fits(other=fits), nearest_text(nearest), actions)

    def _start_suggested(self) -> None:
        if self._due and self._due.fitted.changes:
            self.play.emit(self._due.timeline)
        elif self._suggested:
            self.start.emit(self._suggested.entry.id)

    def _plan_suggested(self) -> None:
        if self._suggested:
            self.plan.emit(self._suggested.entry.id)


def _why(due: Due) -> str:
    """Return why a session is due, or that it is longer than there is time."""
    if not due.fitted.fits:
        return fitted_texts(due.fitted)[0]
    said = _("Your {region} had least attention in the last two weeks.")
    return said.format(region=_(due.region).lower()) if due.region else ""
