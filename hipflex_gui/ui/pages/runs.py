"""A run in words and in rows: how it ended, when and how long, and what was done in it."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QWidget

from hipflex_gui.i18n import N_, _, length_text
from hipflex_gui.log import Comfort, RunRecord, RunStatus, StepRecord
from hipflex_gui.plan import with_side
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.pages.days import SHORT_WEEKDAYS, date_text, day_text
from hipflex_gui.ui.pages.done import asked_text, step_text
from hipflex_gui.ui.pages.feel import key_of
from hipflex_gui.ui.theme import HOVER, PRESSED, RADIUS_BUTTON, SPACE_M, SPACE_XL, SPACE_XS, mix
from hipflex_gui.ui.widgets.base import Text, TextBlock, describe, panel, smooth
from hipflex_gui.ui.widgets.rows import RowButton
from hipflex_gui.words import Side

ICON, GAP, INSET, PAD = 20, 8, 4, 6  # px; all but the last at 100 %

STATUS: dict[RunStatus, tuple[str, str, Callable[[], str]]] = {  # icon, ink of the icon, words
    RunStatus.COMPLETED: ("check", "acc", lambda: _("Completed")),
    RunStatus.STOPPED: ("side-right", "ink2", lambda: _("Ended early")),
    RunStatus.DISCOMFORT: ("stop", "eff_text", lambda: _("Stopped for discomfort")),
    RunStatus.INTERRUPTED: ("info", "ink2", lambda: _("Interrupted")),
    RunStatus.RUNNING: ("play", "acc", lambda: _("Going on now")),
}
FELT = {
    Comfort.EASY: N_("It felt easy"),
    Comfort.GOOD: N_("It felt good"),
    Comfort.TOO_MUCH: N_("It felt like too much"),
}
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def status_ink(status: RunStatus) -> str:
    """Return the colour of the words: that of the body where it hurt."""
    return "eff_text" if status is RunStatus.DISCOMFORT else "ink2"


def time_text(run: RunRecord) -> str:
    """Return when a run started, as the clock on the wall showed it there and then."""
    return f"{run.started_at + timedelta(seconds=run.utc_offset_s):%H:%M}"


def when_text(run: RunRecord, today: date) -> str:
    """Return day and time: "Yesterday, 17:42", "Friday 20 November, 09:05"."""
    return _("{day}, {time}").format(day=day_text(run.day, today), time=time_text(run))


def amount_text(run: RunRecord) -> str:
    """Return how long a run was: "8 min", and "6 of 8 min" where it did not come to its end."""
    done, planned = int(run.active_s // 60), round(run.planned_s / 60)
    if run.active_s < 60:
        return length_text(run.active_s)
    if run.status is RunStatus.COMPLETED or done >= planned:
        return _("{n} min").format(n=done)
    return _("{n} of {total} min").format(n=done, total=planned)


class RecentRow(RowButton):
    """One of the latest runs, in a narrow card: icon, name and length, when and how it ended."""

    def __init__(
        self, look: Look, run: RunRecord, today: date, parent: QWidget | None = None
    ) -> None:
        super().__init__(look, RADIUS_BUTTON, parent)
        self.run = run
        self._icon, self._ink, words = STATUS[run.status]
        self._status, self._amount = words(), amount_text(run)
        self._when = _short_when(run, today)
        describe(self, run.name, ", ".join((self._status, when_text(run, today), self._amount)))

    def heightForWidth(self, width: int) -> int:
        """Return the height in px that the words need at a width in px."""
        title, when, status, beside = self._lay_out(width)
        below = max(when.height, status.height) if beside else when.height + status.height
        return round(title.height + below + 2 * PAD)

    def minimumSizeHint(self) -> QSize:
        """Return a width at which the words still have room."""
        return QSize(self.look.theme.px(200), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the row."""
        painter, theme, c = smooth(self), self.look.theme, self.look.colours
        rect = QRectF(self.rect())
        if self.isDown() or self.underMouse():
            toward = PRESSED if self.isDown() else HOVER
            panel(painter, rect, RADIUS_BUTTON, mix(c.card, c.ink, toward))
        title, when, status, beside = self._lay_out(self.width())
        left, top, size = theme.px(INSET + ICON + GAP), PAD + title.height, theme.px(ICON)
        icon = QRectF(theme.px(INSET), (rect.height() - size) / 2, size, size)
        self.look.icons.paint(painter, self._icon, icon, getattr(c, self._ink))
        title.paint(painter, left, PAD, c.ink)
        when.paint(painter, left, top, c.ink2)
        ink = getattr(c, status_ink(self.run.status))
        if beside:
            status.paint(painter, left + beside, top, ink)
        else:
            status.paint(painter, left, top + when.height, ink)
        painter.setFont(theme.font("body", tabular=True))
        painter.setPen(QPen(c.ink))
        room = QRectF(0, PAD, rect.width() - theme.px(INSET), theme.line("row"))
        painter.drawText(room, _RIGHT, self._amount)

    def _lay_out(self, width: int) -> tuple[TextBlock, TextBlock, TextBlock, float]:
        """Return name, time and status, and where the status begins if it stands beside the time.

        That is a number of px after the time's own beginning, or 0.
        """
        theme = self.look.theme
        amount = QFontMetricsF(theme.font("body", tabular=True)).horizontalAdvance(self._amount)
        room = width - theme.px(2 * INSET + ICON + GAP)
        title_room = room - amount - theme.px(GAP)
        title = TextBlock(self.run.name, theme.font("row", 500), theme.line("row"), title_room)
        font, line = theme.font("small"), theme.line("small")
        begins = QFontMetricsF(font).horizontalAdvance(f"{self._when}  ·  ")
        status = TextBlock(self._status, font, line, room)
        beside = begins if begins + status.width <= room else 0.0
        when = TextBlock(f"{self._when}  ·" if beside else self._when, font, line, room)
        return title, when, status, beside


class RunSteps(QWidget):
    """What was done in a run: each step with what it asked for, and how its movement felt."""

    def __init__(self, look: Look, steps: Sequence[StepRecord]) -> None:
        super().__init__()
        self._lines: list[tuple[Text, Text, Text, Text | None]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(SPACE_XL)
        self._grid.setVerticalSpacing(0)
        self.setAccessibleName(_("What was done"))
        if not steps:
            said = _("It ended before the first movement was finished.")
            self._grid.addWidget(Text(look, said, "body", "ink2", wrap=True))
        last = {key_of(step): number for number, step in enumerate(steps)}
        for number, step in enumerate(steps):
            sets = any(other.set_number > 1 for other in steps if other.name == step.name)
            asked = _("{dose} asked").format(dose=asked_text(step))
            felt = None
            if step.comfort and last[key_of(step)] == number:
                felt = Text(look, _(FELT[step.comfort]), "small", "ink2", wrap=True)
            self._lines.append(
                (
                    Text(look, _step_name(step, sets=sets), "body", weight=500, wrap=True),
                    Text(look, asked, "small", "ink2", wrap=True),
                    Text(look, step_text(step), "body", wrap=True, tabular=True),
                    felt,
                )
            )

    def fit(self, *, narrow: bool) -> None:
        """Put what was asked and what was done beside the name, or under it."""
        self._grid.setColumnStretch(0, 0 if narrow else 2)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(2, 1)
        for row, (name, asked, done, felt) in enumerate(self._lines):
            top = 4 * row
            if row:
                apart = SPACE_M if narrow or self._lines[row - 1][3] else SPACE_XS
                self._grid.setRowMinimumHeight(top - 1, apart)
            done.setAlignment(_RIGHT)
            asked.setAlignment(
                Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter if narrow else _RIGHT
            )
            if narrow:
                self._grid.addWidget(name, top, 0, 1, 3)
                self._grid.addWidget(asked, top + 1, 0, 1, 2)
                self._grid.addWidget(done, top + 1, 2)
            else:
                self._grid.addWidget(name, top, 0)
                self._grid.addWidget(asked, top, 1)
                self._grid.addWidget(done, top, 2)
            if felt:
                self._grid.addWidget(felt, top + 2 if narrow else top + 1, 0, 1, 3)


def _short_when(run: RunRecord, today: date) -> str:
    """Return "Thu 17:42", and of a day more than a week ago its date."""
    day = run.day
    if timedelta(0) <= today - day < timedelta(days=7):
        short = _(SHORT_WEEKDAYS[day.weekday()])
        return _("{day} {time}").format(day=short, time=time_text(run))
    return date_text(day, today.year)


def _step_name(step: StepRecord, *, sets: bool) -> str:
    name = with_side(step.name, Side(step.side) if step.side in tuple(Side) else None)
    return _("{name}, set {n}").format(name=name, n=step.set_number) if sets else name
