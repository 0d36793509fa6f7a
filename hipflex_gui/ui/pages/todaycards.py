"""The two cards at the head of Today: the session to start now, and the week."""

from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from hipflex_gui.history import Summary
from hipflex_gui.i18n import _, ngettext
from hipflex_gui.streaks import DayState
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.pages.base import stack
from hipflex_gui.ui.pages.facts import SessionFacts
from hipflex_gui.ui.pages.figures import WORKING_DAYS, streak_unit, strip_days, week_minutes
from hipflex_gui.ui.pages.parts import MetaLine, PosePicture, link
from hipflex_gui.ui.theme import CARD_GAP, CARD_PADDING, SECTION_GAP
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
