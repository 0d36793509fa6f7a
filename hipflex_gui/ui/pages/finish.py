"""After a session: what was done, in figures and words, and a quiet way on."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from hipflex_gui.errors import MachineFault
from hipflex_gui.figure.scene import of_place
from hipflex_gui.i18n import _, length_text
from hipflex_gui.log import RunRecord, RunStatus, StepRecord
from hipflex_gui.timeline import Timeline
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.model import Model
from hipflex_gui.ui.pages.base import EndPage
from hipflex_gui.ui.pages.done import movements_done, movements_text
from hipflex_gui.ui.pages.donetable import done_table
from hipflex_gui.ui.pages.figures import streak_unit, strip_days, this_week
from hipflex_gui.ui.theme import CARD_PADDING, SPACE_3XL, SPACE_L, SPACE_M, SPACE_S, SPACE_XL
from hipflex_gui.ui.widgets.base import Card, Painted, Rule, Text, describe, smooth
from hipflex_gui.ui.widgets.buttons import KeyButton
from hipflex_gui.ui.widgets.flow import FlowLayout
from hipflex_gui.ui.widgets.stage import Scene, Stage
from hipflex_gui.ui.widgets.week import Figure, StreakStrip, WeekBar

LEFT, STAGE = 416, 284  # px at 100 %


class _Ground(Painted):
    """The quiet ground of the left column."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground."""
        smooth(self).fillRect(QRectF(self.rect()), self.look.colours.sunk)


class FinishPage(EndPage):
    """What was done, until it is closed; "See history" emits ``go`` instead."""

    def __init__(self, look: Look, model: Model, parent: QWidget | None = None) -> None:
        super().__init__(look, model, parent)
        self.column.setContentsMargins(0, 0, 0, 0)
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._halves.setSpacing(0)
        self.column.addLayout(self._halves)
        self._left, self._card, self._table = _Ground(look), Card(), QWidget()
        self._inner = QVBoxLayout(self._card)
        self._halves.addWidget(self._left)
        self._halves.addLayout(self._right(), 1)
        self._fill_left()

    def show_result(self, run: RunRecord, steps: list[StepRecord]) -> None:
        """Show what was done in a run; the model's history should hold it by now."""
        completed = run.status is RunStatus.COMPLETED
        done = movements_done(steps)
        timeline = self._timeline(run)
        title = _("Done") if completed else _("Ended early")
        said = movements_text(run, done, timeline)
        time = _("{time} of guided stretching.").format(time=length_text(run.active_s))
        self._title.setText(title)
        self._session.setText(said)
        self._time.setText(time)
        self._kind.setText(_("That counts too. What you did is kept."))
        self._kind.setVisible(not completed and run.active_s > 0)
        self._stage.show_scene(Scene(of_place(timeline.session.place if timeline else None)))
        self._table.hide()
        self._table.deleteLater()
        self._table = done_table(self.look, done)
        self._inner.addWidget(self._table)
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
        self._week.set_parts((this_week(summary),))
        self._bar.show_minutes(summary.week_min, summary.goal_min)
        self._bar.setVisible(summary.goal_min > 0)

    def fit(self, *, narrow: bool) -> None:
        """Stand the halves side by side, or stack them."""
        scale = self.look.theme.px
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._halves.setDirection(down if narrow else across)
        self._left.setMaximumWidth(16_777_215 if narrow else scale(LEFT))
        self._left.setMinimumWidth(0 if narrow else scale(LEFT))
        self._stage.setFixedHeight(160 if narrow else STAGE)

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
        column.addWidget(self._card)
        self._inner.setContentsMargins(CARD_PADDING, 12, CARD_PADDING, 12)
        column.addStretch(1)
        flow = QHBoxLayout()
        flow.addStretch(1)
        buttons = FlowLayout(gap=SPACE_M)
        history = KeyButton(look, _("See history"), kind="text", size="primary-home")
        history.clicked.connect(lambda: self.go.emit("history"))
        close = KeyButton(look, _("Close"), key=_("Enter"), kind="primary", size="primary-home")
        close.clicked.connect(self.closed)
        buttons.addWidget(history)
        buttons.addWidget(close)
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
