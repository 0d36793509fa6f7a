"""Today: one session to start with one key, the week at a glance, and the other sessions."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from hipflex_gui import plan, safety
from hipflex_gui.errors import MachineFault
from hipflex_gui.fitting import fitted_texts
from hipflex_gui.history import Summary
from hipflex_gui.i18n import _, length_text, ngettext
from hipflex_gui.movements import Spot
from hipflex_gui.streaks import DayState
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.model import Due, Model
from hipflex_gui.ui.pages.base import PADDING, Page, stack
from hipflex_gui.ui.pages.days import last_done, long_day
from hipflex_gui.ui.pages.facts import SessionFacts, Wish, facts_of, nearest_text
from hipflex_gui.ui.pages.figures import WORKING_DAYS, streak_unit, strip_days, week_minutes
from hipflex_gui.ui.pages.lists import Filters, RowGrid
from hipflex_gui.ui.pages.minutes import MINUTES, MinuteChips
from hipflex_gui.ui.pages.parts import (
    MetaLine,
    PosePicture,
    emptied,
    link,
    padded,
)
from hipflex_gui.ui.theme import CARD_GAP, CARD_PADDING, ROW_GAP, SECTION_GAP
from hipflex_gui.ui.widgets.banner import Banner, EmptyState
from hipflex_gui.ui.widgets.base import Card, Text, describe
from hipflex_gui.ui.widgets.buttons import KeyButton
from hipflex_gui.ui.widgets.flow import FlowLayout
from hipflex_gui.ui.widgets.week import Figure, StreakStrip, WeekBar

PICTURE, WEEK_WIDTH, CARD_HEIGHT = 208, 272, 248


class StartCard(Card):
    """The session to start now; the only filled button of the page is here."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__("mid", parent=parent)
        self.start = KeyButton(look, _("Start"), "play", _("Enter"), "primary", "primary-home")
        self.steps = link(look, _("See the steps"))
        self._picture = PosePicture(look, PICTURE)
        self._name = Text(look, "", "hero", wrap=True)
        self._meta = MetaLine(look)
        self._reason = Text(look, "", "small", "ink3", wrap=True)
        self.setMinimumHeight(CARD_HEIGHT)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self._picture)
        words = QVBoxLayout()
        words.setContentsMargins(CARD_PADDING, CARD_PADDING, CARD_PADDING, CARD_PADDING)
        words.setSpacing(0)
        line.addLayout(words, 1)
        words.addStretch(1)
        words.addWidget(Text(look, _("Suggested now"), "small", "acc_text", weight=600))
        words.addSpacing(4)
        words.addWidget(self._name)
        words.addSpacing(8)
        words.addWidget(self._meta)
        words.addSpacing(8)
        words.addWidget(self._reason)
        words.addSpacing(16)
        buttons = FlowLayout(gap=4)
        buttons.addWidget(self.start)
        buttons.addWidget(self.steps)
        words.addLayout(buttons)
        words.addStretch(1)

    def show_session(
        self, facts: SessionFacts, reason: str, *, key_caps: bool, length: str = ""
    ) -> None:
        """Show a session and the sentence why it is this one; ``length`` if it is another one."""
        name = facts.entry.name
        self._picture.show_picture(facts.picture)
        self._name.setText(name)
        meta = facts.meta()
        self._meta.set_parts([("", length), *meta[1:]] if length else meta)
        self._reason.setText(f"{_made_of(facts)}\n{reason}")
        self.start.set_key_shown(key_caps)
        describe(self.start, _("Start {name}").format(name=name))
        describe(self.steps, _("See the steps of {name}").format(name=name))
        describe(self, _("Suggested now: {name}").format(name=name))


def _made_of(facts: SessionFacts) -> str:
    movements = ngettext("{n} movement", "{n} movements", facts.movements)
    props = ", ".join(prop.name for prop in facts.props)
    with_props = _("{movements}. Have at hand: {props}.") if props else _("{movements}, no props.")
    return with_props.format(movements=movements.format(n=facts.movements), props=props)


def _why(due: Due) -> str:
    """Return why a session is due, or that it is longer than there is time."""
    if not due.fitted.fits:
        return fitted_texts(due.fitted)[0]
    said = _("Your {region} had least attention in the last two weeks.")
    return said.format(region=_(due.region).lower()) if due.region else ""


class WeekCard(Card):
    """Minutes of the weekly goal, and the last planned days."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent=parent)
        self._minutes = Figure(look, role="display")
        self._bar = WeekBar(look)
        self._row = Text(look, "", "row", wrap=True)
        self._strip = StreakStrip(look)
        self._caption = Text(look, "", "caption", "ink3", wrap=True)
        self._halves = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._halves.setContentsMargins(CARD_PADDING, 20, CARD_PADDING, 20)
        upper, lower = QVBoxLayout(), QVBoxLayout()
        for half in (upper, lower):
            half.setSpacing(0)
        upper.addWidget(Text(look, _("This week"), "small", "ink2", weight=600))
        upper.addWidget(self._minutes)
        upper.addSpacing(8)
        upper.addWidget(self._bar)
        upper.addStretch(1)
        lower.addStretch(1)
        lower.addWidget(self._row)
        lower.addSpacing(8)
        lower.addWidget(self._strip)
        lower.addSpacing(8)
        lower.addWidget(self._caption)
        self._halves.addLayout(upper, 1)
        self._halves.addLayout(lower, 1)
        describe(self, _("This week"))

    def lie_down(self, *, lying: bool) -> None:
        """Put the halves side by side under the start card, or one over the other beside it."""
        stack(self._halves, narrow=not lying)
        self._halves.setSpacing(SECTION_GAP if lying else CARD_GAP)
        self.setMinimumWidth(0 if lying else WEEK_WIDTH)
        self.setMaximumWidth(16_777_215 if lying else WEEK_WIDTH)

    def show_week(self, week: Summary, planned: tuple[int, ...]) -> None:
        """Show the figures of a week; ``planned`` are the weekdays that count."""
        self._minutes.set_parts((week_minutes(week),))
        self._bar.show_minutes(week.week_min, week.goal_min)
        self._bar.setVisible(bool(week.goal_min))
        self._row.setText(_in_a_row(week, planned))
        # with few days a week the gaps between weeks would outgrow the card
        self._strip.show_days(strip_days(week, weeks=len(planned) not in range(1, 5)))
        self._caption.setText(_caption(week, working=planned == WORKING_DAYS))


def _in_a_row(week: Summary, planned: tuple[int, ...]) -> str:
    if not week.streak:
        return _("Your working days") if planned == WORKING_DAYS else _("Your planned days")
    unit = streak_unit(week.streak, planned, week.unit)
    return _("{n} {unit} in a row").format(n=week.streak, unit=unit)


def _caption(week: Summary, *, working: bool) -> str:
    if not week.best:
        return _("Each planned day you stretch fills a square.")
    pattern = _("Last {n} working days.") if working else _("Last {n} planned days.")
    said = pattern.format(n=len(week.strip))
    last, state = week.strip[-1]
    if last != week.today or state is DayState.EXCUSED:
        return f"{said} {_('Today is a day off.')}"
    today = _("Today is open.") if state is DayState.OPEN else _("Today is done.")
    return f"{said} {today}"


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
