"""After a session: what was done, in figures and words, and a quiet way on."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QBoxLayout,
    QGridLayout,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from hipflex_gui.doses import MisreadError, Unit, counted, dose
from hipflex_gui.errors import MachineFault
from hipflex_gui.history import Summary
from hipflex_gui.i18n import _, length_text, ngettext
from hipflex_gui.log import RunRecord, RunStatus, StepRecord, StepStatus
from hipflex_gui.plan import place_of
from hipflex_gui.streaks import DayState
from hipflex_gui.timeline import Timeline
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.model import Model
from hipflex_gui.ui.pages.about import Rule
from hipflex_gui.ui.pages.base import Page
from hipflex_gui.ui.theme import CARD_PADDING, SPACE_3XL, SPACE_L, SPACE_M, SPACE_S, SPACE_XL
from hipflex_gui.ui.widgets.base import Card, Painted, Text, describe, smooth
from hipflex_gui.ui.widgets.buttons import KeyButton
from hipflex_gui.ui.widgets.flow import FlowLayout
from hipflex_gui.ui.widgets.stage import Scene, Stage
from hipflex_gui.ui.widgets.week import Day, DayKind, Figure, StreakStrip, WeekBar

LEFT, STAGE, ONE_COLUMN = 416, 284, 880  # px at 100 %
MONDAY_TO_FRIDAY = (0, 1, 2, 3, 4)

# -- words about what was done ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Done:
    """A movement as it was done: seconds by side (``left``, ``right``, ``both``) and in words."""

    name: str
    seconds: dict[str, float]
    words: str
    any_done: bool

    def cells(self) -> list[tuple[str, str]]:
        """Return the side and the length of each that was not skipped."""
        return [(side, length_text(held)) for side, held in self.seconds.items() if held >= 0.5]


def movements_done(steps: Sequence[StepRecord]) -> list[Done]:
    """Return what was done movement by movement, in the order of the session."""
    return [_done(list(group)) for _key, group in groupby(steps, lambda s: (s.movement, s.name))]


def _done(steps: list[StepRecord]) -> Done:
    seconds: dict[str, float] = {}
    for step in steps:
        seconds[step.side] = seconds.get(step.side, 0.0) + step.held_s
    statuses = {step.status for step in steps}
    words = [_counts(steps)]
    if "both" in seconds and len(seconds) > 1:  # a walk with legs to the side and ahead
        words.append(_("both sides {time}").format(time=length_text(seconds.pop("both"))))
    if statuses == {StepStatus.SKIPPED}:
        words = [_("Skipped")]
    elif StepStatus.SKIPPED in statuses:
        words.append(_("partly skipped"))
    elif StepStatus.CUT in statuses:
        words.append(_("ended early"))
    said = ", ".join(word for word in words if word)
    return Done(steps[0].name, seconds, said[:1].upper() + said[1:], StepStatus.DONE in statuses)


def _counts(steps: Iterable[StepRecord]) -> str:
    sums: dict[Unit, int] = {}
    for step in steps:
        unit, number = _counted(step)
        sums[unit] = sums.get(unit, 0) + number
    return ", ".join(counted(n, n, unit) for unit, n in sums.items() if n)


def _counted(step: StepRecord) -> tuple[Unit, int]:
    if step.breaths is not None:
        return Unit.BREATHS, step.breaths
    if step.reps is None:
        return Unit.SECONDS, 0
    try:
        unit = dose(step.dose).unit
    except MisreadError:
        unit = Unit.REPS
    return (Unit.REPS if unit in (Unit.SECONDS, Unit.BREATHS) else unit), step.reps


def asked_text(step: StepRecord) -> str:
    """Return what a step asked for, as people read it."""
    try:
        return dose(step.dose).text()
    except MisreadError:  # another version's notation: as it was written
        return step.dose


def step_text(step: StepRecord) -> str:
    """Return what was done of a step: "5 reps in 22 s", "12 s, ended early", "Skipped"."""
    if step.status is StepStatus.SKIPPED:
        return _("Skipped")
    said, number = length_text(step.held_s), _counts([step])
    if number:
        said = _("{number} in {time}").format(number=number, time=said)
    return _("{said}, ended early").format(said=said) if step.status is StepStatus.CUT else said


def streak_unit(number: int, planned: Sequence[int]) -> str:
    """Return what a streak counts: working days, planned days, or days."""
    if tuple(planned) == MONDAY_TO_FRIDAY:
        return ngettext("working day", "working days", number)
    if planned and len(planned) < 7:
        return ngettext("planned day", "planned days", number)
    return ngettext("day", "days", number)


def strip_days(summary: Summary) -> list[Day]:
    """Return the last planned days as the strip shows them."""
    kinds = {
        DayState.DONE: DayKind.DONE,
        DayState.MISSED: DayKind.MISSED,
        DayState.OPEN: DayKind.OPEN,
    }
    days, week = [], None
    for day, state in summary.strip:
        days.append(Day(kinds[state], day.isocalendar()[:2] != week, day.isoformat()))
        week = day.isocalendar()[:2]
    return days


def week_parts(summary: Summary) -> tuple[str, str]:
    """Return the minutes of the week, and what they are of."""
    minutes = str(round(summary.week_s / 60))
    if not summary.goal_min:
        return minutes, _("min this week")
    return minutes, _("of {goal} min this week").format(goal=summary.goal_min)


# -- the page -----------------------------------------------------------------------------------


class _Ground(Painted):
    """The quiet ground of the left column."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground."""
        smooth(self).fillRect(QRectF(self.rect()), self.look.colours.sunk)


class FinishPage(Page):
    """What was done, over the full window, until it is closed.

    Signals:
        closed: the person has seen it. "See history" emits ``go`` instead.
    """

    closed = Signal()

    def __init__(self, look: Look, model: Model, parent: QWidget | None = None) -> None:
        super().__init__(look, model, parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.column.setContentsMargins(0, 0, 0, 0)
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._halves.setSpacing(0)
        self.column.addLayout(self._halves)
        self._left = _Ground(look)
        self._halves.addWidget(self._left)
        self._halves.addLayout(self._right(), 1)
        self._fill_left()

    def show_result(self, run: RunRecord, steps: list[StepRecord]) -> None:
        """Show what was done in a run; the model's history should hold it by now."""
        completed = run.status is RunStatus.COMPLETED
        done = movements_done(steps)
        timeline = self._timeline(run)
        title = _("Done") if completed else _("Ended early")
        said = _movements_text(run, done, timeline)
        time = _("{time} of guided stretching.").format(time=length_text(run.active_s))
        self._title.setText(title)
        self._session.setText(said)
        self._time.setText(time)
        self._kind.setText(_("That counts too. What you did is kept."))
        self._kind.setVisible(not completed and run.active_s > 0)
        place = place_of(timeline.session, timeline.items) if timeline else None
        self._stage.show_scene(Scene(place=str(place) if place else "standing"))
        self._fill_table(done)
        describe(self, title, f"{said} {time}")
        self.verticalScrollBar().setValue(0)
        self.refresh()

    def refresh(self) -> None:
        """Fill in streak and week."""
        try:
            summary = self.model.summary
        except MachineFault:
            summary = None  # the store has said so elsewhere; what was done is shown all the same
        self._figures.setVisible(summary is not None)
        if summary is None:
            return
        unit = streak_unit(summary.streak, self.model.settings.planned_days)
        self._streak.set_parts(((str(summary.streak), _("{unit} in a row").format(unit=unit)),))
        self._strip.show_days(strip_days(summary))
        self._week.set_parts((week_parts(summary),))
        self._bar.show_minutes(round(summary.week_s / 60), summary.goal_min)
        self._bar.setVisible(summary.goal_min > 0)

    def fit(self, *, narrow: bool) -> None:
        """Stand the halves side by side, or stack them."""
        scale = self.look.theme.px
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._halves.setDirection(down if narrow else across)
        self._left.setMaximumWidth(16_777_215 if narrow else scale(LEFT))
        self._left.setMinimumWidth(0 if narrow else scale(LEFT))
        self._stage.setFixedHeight(160 if narrow else STAGE)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stack where two columns have no room: there is no bar at the left of this page."""
        super().resizeEvent(event)
        self.fit(narrow=self.viewport().width() < ONE_COLUMN * self.look.theme.scale)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close with Enter or Esc; Enter on another button is that button."""
        if event.key() == Qt.Key.Key_Escape:
            self._close.click()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focused = self.focusWidget()
            (focused if isinstance(focused, QAbstractButton) else self._close).click()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Take the keyboard, so that Enter closes."""
        super().showEvent(event)
        self.setFocus()

    def _fill_left(self) -> None:
        look = self.look
        column = QVBoxLayout(self._left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._stage = Stage(look)
        column.addWidget(self._stage)
        words = QVBoxLayout()
        words.setContentsMargins(SPACE_3XL, SPACE_3XL, SPACE_3XL, SPACE_3XL)
        words.setSpacing(SPACE_S)
        column.addLayout(words)
        column.addStretch(1)
        self._title = Text(look, role="display", wrap=True)
        self._session = Text(look, role="section", ink="ink2", weight=400, wrap=True)
        self._time = Text(look, role="section", weight=500, wrap=True)
        self._kind = Text(look, role="lead", ink="ink2", wrap=True)
        for text in (self._title, self._session, self._time, self._kind):
            words.addWidget(text)
        words.addSpacing(SPACE_L)
        words.addWidget(Rule(look))
        words.addSpacing(SPACE_L)
        self._figures = QWidget()
        words.addWidget(self._figures)
        figures = QVBoxLayout(self._figures)
        figures.setContentsMargins(0, 0, 0, 0)
        figures.setSpacing(SPACE_S)
        self._streak, self._week = (Figure(look, role="title") for _n in range(2))
        self._strip, self._bar = StreakStrip(look), WeekBar(look)
        figures.addWidget(self._streak)
        figures.addWidget(self._strip)
        figures.addSpacing(SPACE_XL)
        figures.addWidget(self._week)
        figures.addWidget(self._bar)

    def _right(self) -> QVBoxLayout:
        look = self.look
        column = QVBoxLayout()
        column.setContentsMargins(SPACE_3XL, SPACE_3XL, SPACE_3XL, 32)
        column.setSpacing(SPACE_L)
        column.addWidget(Text(look, _("What you did"), "title"))
        self._card = Card()
        column.addWidget(self._card)
        QVBoxLayout(self._card).setContentsMargins(CARD_PADDING, 12, CARD_PADDING, 12)
        self._table = QWidget()
        column.addStretch(1)
        flow = QHBoxLayout()
        flow.addStretch(1)
        buttons = FlowLayout(gap=SPACE_M)
        history = KeyButton(look, _("See history"), kind="text", size="primary-home")
        history.clicked.connect(lambda: self.go.emit("history"))
        self._close = KeyButton(
            look, _("Close"), key=_("Enter"), kind="primary", size="primary-home"
        )
        self._close.clicked.connect(self.closed)
        buttons.addWidget(history)
        buttons.addWidget(self._close)
        flow.addLayout(buttons)
        column.addLayout(flow)
        return column

    def _timeline(self, run: RunRecord) -> Timeline | None:
        """Return the session as it is in the files now, if it still has as many steps."""
        try:
            timeline = self.model.timeline(run.session)
        except KeyError:
            return None
        return timeline if len(timeline.work) == run.steps_planned else None

    def _fill_table(self, done: list[Done]) -> None:
        card = self._card.layout()
        assert card is not None
        self._table.hide()
        self._table.deleteLater()
        self._table = QWidget()
        card.addWidget(self._table)
        grid = QGridLayout(self._table)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(SPACE_XL)
        grid.setVerticalSpacing(SPACE_M)
        grid.setColumnStretch(0, 1)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if not done:
            said = _("No movement was begun this time.")
            grid.addWidget(Text(self.look, said, "lead", "ink2", wrap=True), 0, 0)
            return
        if any({"left", "right"} & set(movement.seconds) for movement in done):
            for column, word in enumerate((_("Left"), _("Right")), start=1):
                grid.setColumnMinimumWidth(column, self.look.theme.px(72))
                grid.addWidget(Text(self.look, word, "small", "ink2"), 0, column, right)
        for number, movement in enumerate(done):
            row = 2 * number + 1
            if number:
                grid.addWidget(Rule(self.look), row - 1, 0, 1, 3)
            grid.addWidget(_name_of(self.look, movement), row, 0)
            for side, text in movement.cells():
                label = Text(self.look, text, "lead", weight=500, tabular=True)
                describe(label, f"{movement.name}, {_CELLS[side].words()}: {text}")
                cell = _CELLS[side]
                grid.addWidget(label, row, cell.column, 1, cell.span, cell.where)


@dataclass(frozen=True, slots=True)
class _Cell:
    words: Callable[[], str]
    column: int
    span: int
    where: Qt.AlignmentFlag


_MIDDLE = Qt.AlignmentFlag.AlignVCenter
_CELLS = {
    "left": _Cell(lambda: _("left side"), 1, 1, Qt.AlignmentFlag.AlignRight | _MIDDLE),
    "right": _Cell(lambda: _("right side"), 2, 1, Qt.AlignmentFlag.AlignRight | _MIDDLE),
    "both": _Cell(lambda: _("both sides"), 1, 2, Qt.AlignmentFlag.AlignHCenter | _MIDDLE),
}


def _name_of(look: Look, movement: Done) -> QWidget:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    column.addWidget(Text(look, movement.name, "row", wrap=True))
    if movement.words:
        column.addWidget(Text(look, movement.words, "small", "ink2", wrap=True))
    return box


def _movements_text(run: RunRecord, done: Sequence[Done], timeline: Timeline | None) -> str:
    """Return "Chair hip reset, 4 of 4 movements."; how many there are if that can be known."""
    number, total = sum(movement.any_done for movement in done), 0
    if run.status is RunStatus.COMPLETED:
        total = len(done)
    elif timeline:
        work = (timeline.items[timeline.phases[index].item] for index in timeline.work)
        total = sum(1 for _key in groupby(work, lambda item: (item.movement.id, item.name)))
    if total >= number and total:
        said = ngettext(
            "{name}, {n} of {total} movement.", "{name}, {n} of {total} movements.", total
        )
    else:
        said = ngettext("{name}, {n} movement.", "{name}, {n} movements.", number)
    return said.format(name=run.name, n=number, total=total)
