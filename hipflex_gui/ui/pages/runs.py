"""The runs of a day as the history lists them, and what was done in each."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from hipflex_gui.errors import MachineFault
from hipflex_gui.i18n import _, length_text
from hipflex_gui.log import RunRecord, RunStatus, StepRecord
from hipflex_gui.plan import with_side
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.model import Model
from hipflex_gui.ui.pages.days import day_text
from hipflex_gui.ui.pages.done import asked_text, step_text
from hipflex_gui.ui.theme import (
    HOVER,
    PRESSED,
    RADIUS_BUTTON,
    SPACE_L,
    SPACE_S,
    SPACE_XL,
    SPACE_XS,
    mix,
)
from hipflex_gui.ui.widgets.base import Card, Rule, Text, TextBlock, describe, panel, smooth
from hipflex_gui.ui.widgets.rows import RowButton
from hipflex_gui.words import Side

ICON, TEXT_LEFT, PAD = 20, 48, 12

_STATUS: dict[RunStatus, tuple[str, str, Callable[[], str]]] = {  # icon, ink of the icon, words
    RunStatus.COMPLETED: ("check", "acc", lambda: _("Completed")),
    RunStatus.STOPPED: ("side-right", "ink2", lambda: _("Ended early")),
    RunStatus.DISCOMFORT: ("stop", "eff_text", lambda: _("Stopped for discomfort")),
    RunStatus.INTERRUPTED: ("info", "ink2", lambda: _("Interrupted")),
    RunStatus.RUNNING: ("play", "acc", lambda: _("Going on now")),
}


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


class RunRow(RowButton):
    """A run: how it ended, its name and when, and how long; a click shows what was done.

    Signals:
        moved: the arrow keys ask for the row that is so many further down.
    """

    moved = Signal(int)

    def __init__(self, look: Look, run: RunRecord) -> None:
        super().__init__(look, RADIUS_BUTTON)
        self.run = run
        self._icon, self._ink, words = _STATUS[run.status]
        self._status, self._amount = words(), amount_text(run)
        self.setCheckable(True)
        self.toggled.connect(self._describe)
        self._describe()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Right, close with Left, go from row to row with Up and Down."""
        key = event.key()
        if key in (Qt.Key.Key_Right, Qt.Key.Key_Left):
            self.setChecked(key == Qt.Key.Key_Right)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.moved.emit(1 if key == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def heightForWidth(self, width: int) -> int:
        """Return the height in px that the words need at a width in px."""
        title, meta = self._lay_out(width)
        return round(title.height + meta.height + 2 * PAD)

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
        self._look = look

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
        px = self._look.theme.px
        self._grid.setContentsMargins(px(TEXT_LEFT), SPACE_XS, px(48), SPACE_L)


def _step_name(step: StepRecord, *, sets: bool) -> str:
    name = with_side(step.name, Side(step.side) if step.side in tuple(Side) else None)
    return _("{name}, set {n}").format(name=name, n=step.set_number) if sets else name


class DayRuns(QWidget):
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
