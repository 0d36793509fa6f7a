"""History: the figures, the last planned days, and every session with what was done in it."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from itertools import groupby

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QBoxLayout,
    QGridLayout,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from hipflex_gui.errors import MachineFault
from hipflex_gui.history import Summary
from hipflex_gui.i18n import _, length_text, ngettext
from hipflex_gui.log import RunRecord, RunStatus, StepRecord
from hipflex_gui.plan import with_side
from hipflex_gui.streaks import MINIMUM_S, ONE_DAY
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.model import Model
from hipflex_gui.ui.pages.about import Rule
from hipflex_gui.ui.pages.base import Page
from hipflex_gui.ui.pages.finish import asked_text, step_text, streak_unit, strip_days
from hipflex_gui.ui.theme import (
    CARD_PADDING,
    HOVER,
    PRESSED,
    RADIUS_BUTTON,
    RADIUS_CELL,
    SPACE_L,
    SPACE_S,
    SPACE_XL,
    SPACE_XS,
    mix,
)
from hipflex_gui.ui.widgets.banner import EmptyState
from hipflex_gui.ui.widgets.base import (
    Card,
    Painted,
    Text,
    TextBlock,
    describe,
    panel,
    smooth,
    stroke,
)
from hipflex_gui.ui.widgets.buttons import KeyButton
from hipflex_gui.ui.widgets.week import Figure, StreakStrip
from hipflex_gui.words import Side

AT_ONCE = 50
COLUMNS, ROWS, PITCH, CELL = 26, 5, 14, 12  # of the drawing where there is nothing yet
ICON, TEXT_LEFT, PAD = 20, 48, 12

_STATUS: dict[RunStatus, tuple[str, str, Callable[[], str]]] = {  # icon, ink of the icon, words
    RunStatus.COMPLETED: ("check", "acc", lambda: _("Completed")),
    RunStatus.STOPPED: ("side-right", "ink2", lambda: _("Ended early")),
    RunStatus.DISCOMFORT: ("stop", "eff_text", lambda: _("Stopped for discomfort")),
    RunStatus.INTERRUPTED: ("info", "ink2", lambda: _("Interrupted")),
    RunStatus.RUNNING: ("play", "acc", lambda: _("Going on now")),
}
_MONTHS = (
    lambda: _("January"), lambda: _("February"), lambda: _("March"), lambda: _("April"),
    lambda: _("May"), lambda: _("June"), lambda: _("July"), lambda: _("August"),
    lambda: _("September"), lambda: _("October"), lambda: _("November"), lambda: _("December"),
)  # fmt: skip
WEEKDAYS = (
    lambda: _("Monday"), lambda: _("Tuesday"), lambda: _("Wednesday"), lambda: _("Thursday"),
    lambda: _("Friday"), lambda: _("Saturday"), lambda: _("Sunday"),
)  # fmt: skip


def day_text(day: date, today: date) -> str:
    """Return "Today", "Yesterday" or "Friday 20 November", with the year if it is another one."""
    if day in (today, today - ONE_DAY):
        return _("Today") if day == today else _("Yesterday")
    pattern = _("{weekday} {day} {month}")
    if day.year != today.year:
        pattern = _("{weekday} {day} {month} {year}")
    return pattern.format(
        weekday=WEEKDAYS[day.weekday()](),
        day=day.day,
        month=_MONTHS[day.month - 1](),
        year=day.year,
    )


def time_text(run: RunRecord) -> str:
    """Return when a run started, as the clock on the wall showed it there and then."""
    return f"{run.started_at + timedelta(seconds=run.utc_offset_s):%H:%M}"


def amount_text(run: RunRecord) -> str:
    """Return how long a run was: "8 min", and "6 of 8 min" where it did not come to its end."""
    done, planned = round(run.active_s / 60), round(run.planned_s / 60)
    if run.active_s < 60:
        return length_text(run.active_s)
    if run.status is RunStatus.COMPLETED or done >= planned:
        return _("{n} min").format(n=done)
    return _("{n} of {total} min").format(n=done, total=planned)


class RunRow(QAbstractButton):
    """A run: how it ended, its name and when, and how long; a click shows what was done.

    Signals:
        moved: the arrow keys ask for the row that is so many further down.
    """

    moved = Signal(int)

    def __init__(self, look: Look, run: RunRecord) -> None:
        super().__init__()
        self.look, self.run = look, run
        self._icon, self._ink, words = _STATUS[run.status]
        self._status, self._amount = words(), amount_text(run)
        self.setCheckable(True)
        self.setProperty("radius", RADIUS_BUTTON)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        look.changed.connect(self.updateGeometry)
        self.toggled.connect(self._describe)
        self._describe()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter or Right, close with Left, go from row to row with Up and Down."""
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif key in (Qt.Key.Key_Right, Qt.Key.Key_Left):
            self.setChecked(key == Qt.Key.Key_Right)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.moved.emit(1 if key == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def hasHeightForWidth(self) -> bool:
        """Return True: words wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height in px that the words need at a width in px."""
        title, meta = self._lay_out(width)
        return round(title.height + meta.height + 2 * PAD)

    def sizeHint(self) -> QSize:
        """Return the size on a page of ordinary width."""
        width = self.width() if self.width() > 200 else 422
        return QSize(422, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Return a width at which the words still have room."""
        return QSize(self.look.theme.px(240), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the row."""
        painter, theme, c = smooth(self), self.look.theme, self.look.colours
        rect = QRectF(self.rect())
        if self.isDown() or self.underMouse():
            toward = PRESSED if self.isDown() else HOVER / 2
            panel(painter, rect, RADIUS_BUTTON, mix(c.card, c.ink, toward))
        title, meta = self._lay_out(self.width())
        top, left, size = float(PAD), float(theme.px(TEXT_LEFT)), theme.px(ICON)
        icon = QRectF(theme.px(14), (rect.height() - size) / 2, size, size)
        self.look.icons.paint(painter, self._icon, icon, getattr(c, self._ink))
        title.paint(painter, left, top, c.ink)
        meta.paint(painter, left, top + title.height, c.ink2)
        painter.setFont(theme.font("lead", tabular=True))
        painter.setPen(QPen(c.ink))
        right = rect.adjusted(0, 0, -theme.px(48), 0)
        flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(right, flags, self._amount)
        sign, size = "chevron-up" if self.isChecked() else "chevron-down", theme.px(16)
        icon = QRectF(rect.width() - theme.px(16) - size, (rect.height() - size) / 2, size, size)
        self.look.icons.paint(painter, sign, icon, c.ink3)

    def _lay_out(self, width: int) -> tuple[TextBlock, TextBlock]:
        theme = self.look.theme
        amount = QFontMetricsF(theme.font("lead", tabular=True)).horizontalAdvance(self._amount)
        room = width - theme.px(TEXT_LEFT) - amount - theme.px(48) - SPACE_L
        title = TextBlock(self.run.name, theme.font("row", 500), theme.line("row"), room)
        hurt = self.run.status is RunStatus.DISCOMFORT
        said = f"{self._status}  ·  {time_text(self.run)}"
        strong, ink = (len(self._status), self.look.colours.eff_text) if hurt else (0, None)
        meta = TextBlock(said, theme.font("small"), theme.line("small"), room, strong, ink)
        return title, meta

    def _describe(self) -> None:
        state = _("what was done is shown") if self.isChecked() else _("press to see what was done")
        said = (self._status, time_text(self.run), self._amount, state)
        describe(self, self.run.name, ", ".join(said))
        self.update()


class RunSteps(QWidget):
    """What was done in a run: each step with what it asked for."""

    def __init__(self, look: Look, steps: Sequence[StepRecord]) -> None:
        super().__init__()
        self._lines: list[tuple[Text, Text, Text]] = []
        self._grid = QGridLayout(self)
        self._grid.setHorizontalSpacing(SPACE_XL)
        self._grid.setColumnStretch(0, 1)
        self.setAccessibleName(_("What was done"))
        if not steps:
            said = _("It ended before the first movement was finished.")
            self._grid.addWidget(Text(look, said, "body", "ink2", wrap=True))
        for step in steps:
            sets = any(other.set_number > 1 for other in steps if other.name == step.name)
            asked = _("{dose} asked").format(dose=asked_text(step))
            texts = (
                Text(look, _step_name(step, sets=sets), "body", wrap=True),
                Text(look, asked, "small", "ink2"),
                Text(look, step_text(step), "body", tabular=True),
            )
            self._lines.append(texts)
        look.changed.connect(self._indent)
        self._look = look
        self._indent()

    def fit(self, *, narrow: bool) -> None:
        """Put what was asked and what was done beside the name, or under it."""
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        self._grid.setVerticalSpacing(0 if narrow else SPACE_S)
        self._grid.setColumnStretch(0, 0 if narrow else 1)
        self._grid.setColumnStretch(1, 1 if narrow else 0)
        for row, (name, asked, done) in enumerate(self._lines):
            done.setWordWrap(narrow)
            done.setAlignment(right)
            for text in (asked, done):
                text.setContentsMargins(0, 0, 0, SPACE_S if narrow else 0)
            if narrow:
                self._grid.addWidget(name, 2 * row, 0, 1, 2)
                self._grid.addWidget(asked, 2 * row + 1, 0)
                self._grid.addWidget(done, 2 * row + 1, 1)
            else:
                self._grid.addWidget(name, 2 * row, 0)
                self._grid.addWidget(asked, 2 * row, 1, right)
                self._grid.addWidget(done, 2 * row, 2, right)

    def _indent(self) -> None:
        px = self._look.theme.px
        self._grid.setContentsMargins(px(TEXT_LEFT), SPACE_XS, px(48), SPACE_L)


def _step_name(step: StepRecord, *, sets: bool) -> str:
    name = with_side(step.name, Side(step.side) if step.side in tuple(Side) else None)
    return _("{name}, set {n}").format(name=name, n=step.set_number) if sets else name


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


class _DayList(QWidget):
    """A day: its name, its minutes, and its runs on a card."""

    def __init__(self, look: Look, day: date, today: date) -> None:
        super().__init__()
        self.look, self.day = look, day
        self._seconds, self._narrow = 0.0, False
        self._steps: list[RunSteps] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE_S, 0, 0)
        column.setSpacing(SPACE_S)
        head = QHBoxLayout()
        head.addWidget(Text(look, day_text(day, today), "row", wrap=True), 1)
        self._total = Text(look, role="small", ink="ink2", tabular=True)
        head.addWidget(self._total)
        column.addLayout(head)
        card = Card()
        column.addWidget(card)
        self._rows = QVBoxLayout(card)
        self._rows.setContentsMargins(6, 6, 6, 6)
        self._rows.setSpacing(5)  # the ring round a row needs 4 px

    def add(self, run: RunRecord, model: Model, *, narrow: bool) -> RunRow:
        """Add a run, earlier than those that are there."""
        if self._rows.count():
            self._rows.addWidget(Rule(self.look))
        row = RunRow(self.look, run)
        self._rows.addWidget(row)
        self._seconds += run.active_s
        self._total.setText(length_text(round(self._seconds / 60) * 60 or self._seconds))
        opened: list[RunSteps] = []

        def show(shown: bool) -> None:
            if shown and not opened:
                try:
                    steps = model.steps(run.id)
                except MachineFault as fault:
                    model.noticed.emit(str(fault))
                    return
                opened.append(RunSteps(self.look, steps))
                opened[0].fit(narrow=self._narrow)
                self._steps.append(opened[0])
                self._rows.insertWidget(self._rows.indexOf(row) + 1, opened[0])
            for detail in opened:
                detail.setVisible(shown)

        row.toggled.connect(show)
        self._narrow = narrow
        return row

    def fit(self, *, narrow: bool) -> None:
        """Lay out what is open."""
        self._narrow = narrow
        for steps in self._steps:
            steps.fit(narrow=narrow)


class HistoryPage(Page):
    """The figures, the last planned days, and the sessions by day, newest first."""

    def __init__(self, look: Look, model: Model, parent: QWidget | None = None) -> None:
        super().__init__(look, model, parent)
        self._rows: list[RunRow] = []
        self._days: list[_DayList] = []
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
        goal = _("of {goal} min").format(goal=summary.goal_min) if summary.goal_min else _("min")
        week.figure.set_parts(((str(round(summary.week_s / 60)), goal),))
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
                self._days.append(_DayList(self.look, day, self.model.summary.today))
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
