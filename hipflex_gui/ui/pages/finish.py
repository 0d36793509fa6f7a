"""After a session: what was done, in figures and words; how it felt, for whoever wants to say."""

from dataclasses import replace
from itertools import groupby, pairwise

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from hipflex_gui.errors import MachineFault
from hipflex_gui.figure.scene import of_place
from hipflex_gui.i18n import _, length_text, ngettext
from hipflex_gui.log import Comfort, Logged, RunRecord, RunStatus, StepRecord, StepStatus
from hipflex_gui.timeline import Timeline
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.model import Model
from hipflex_gui.ui.pages.base import EndPage, stack
from hipflex_gui.ui.pages.done import Done, movements_done, movements_text
from hipflex_gui.ui.pages.donetable import done_table
from hipflex_gui.ui.pages.feel import RING, Key, Note, Ratings, comfort_of, key_of
from hipflex_gui.ui.pages.figures import streak_unit, strip_days, this_week
from hipflex_gui.ui.theme import CARD_PADDING, SPACE_3XL, SPACE_L, SPACE_M, SPACE_S, SPACE_XL
from hipflex_gui.ui.widgets.base import Card, Painted, Rule, Text, announce, describe, smooth
from hipflex_gui.ui.widgets.buttons import KeyButton
from hipflex_gui.ui.widgets.flow import FlowLayout
from hipflex_gui.ui.widgets.marks import Marks
from hipflex_gui.ui.widgets.stage import Scene, Stage
from hipflex_gui.ui.widgets.week import Figure, StreakStrip, WeekBar

LEFT, STAGE = 416, 284  # px at 100 %
NOTE = 104  # px at 100 %


class _Ground(Painted):
    """The quiet ground of the left column."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground."""
        smooth(self).fillRect(QRectF(self.rect()), self.look.colours.sunk)


class FinishPage(EndPage):
    """What was done. Enter saves what is said of it and closes, Esc closes without."""

    def __init__(self, look: Look, model: Model, parent: QWidget | None = None) -> None:
        super().__init__(look, model, parent)
        self._run: RunRecord | None = None
        self._steps: list[StepRecord] = []
        self._marks: dict[Key, Marks] = {}
        self.column.setContentsMargins(0, 0, 0, 0)
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._halves.setSpacing(0)
        self.column.addLayout(self._halves)
        self._left, self._card, self._table = _Ground(look), Card(), QWidget()
        self._ratings, self._note = Ratings(look), Note(look)
        self._next, self._sentences = Card("mid"), QWidget()
        for card in (self._card, self._next):
            inner = QVBoxLayout(card)
            inner.setContentsMargins(CARD_PADDING, SPACE_L, CARD_PADDING, SPACE_L)
        self._buttons = self._make_buttons()
        self._halves.addWidget(self._left)
        self._halves.addLayout(self._right(), 1)
        self._fill_left()
        for scale in (self._ratings.before, self._ratings.now):
            scale.changed.connect(lambda _number, scale=scale: self.ensureWidgetVisible(scale))

    def show_result(self, run: RunRecord, steps: list[StepRecord]) -> None:
        """Show what was done in a run; the model's history should hold it by now."""
        self._run, self._steps = run, steps
        completed = run.status is RunStatus.COMPLETED
        done = movements_done(steps)
        timeline = self._timeline(run)
        title = _("Done") if completed else _("Ended early")
        said = _said(run, done, timeline)
        time = _("{time} of guided stretching.").format(time=length_text(run.active_s))
        self._title.setText(title)
        self._buttons[-1].set_key_shown(self.model.settings.key_caps)
        self._session.setText(said)
        self._time.setText(time)
        self._kind.setText(_("That counts too. What you did is kept."))
        self._kind.setVisible(not completed and run.active_s > 0)
        self._stage.show_scene(Scene(of_place(timeline.session.place if timeline else None)))
        self._ratings.show_run(run)
        self._note.setPlainText(run.note)
        marks = self._make_marks(steps)
        self._table = _exchange(self._card, self._table, done_table(self.look, done, marks))
        self._show_sentences(self.model.sentences_after(run, self._comfort()))
        self._order()
        describe(self, title, f"{said} {time}")
        self.verticalScrollBar().setValue(0)
        self.refresh()

    def _show_sentences(self, sentences: list[str]) -> None:
        """Show what could be easier the next time; no card without a sentence."""
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_S)
        for sentence in sentences:
            column.addWidget(Text(self.look, sentence, "lead", wrap=True))
        self._sentences = _exchange(self._next, self._sentences, box)
        self._next.setVisible(bool(sentences))

    def refresh(self) -> None:
        """Fill in streak and week, and ask for what the settings want to know."""
        asks = self.model.settings.ask_tightness
        self._ratings.setVisible(asks)
        # a number key and Enter are all it takes; without a scale the page hears the keys itself
        self.setFocusProxy(self._ratings.now if asks else None)  # type: ignore[arg-type]
        try:
            summary = self.model.summary
        except MachineFault:
            summary = None  # the store has said so elsewhere; what was done is shown all the same
        self._figures.setVisible(summary is not None)
        if summary is None:
            return
        unit = streak_unit(summary.streak, self.model.settings.planned_days, summary.unit)
        for part in (self._streak, self._strip):
            part.setVisible(summary.streak > 0)  # a first day off is no reason to show nought
        self._streak.set_parts(((str(summary.streak), _("{unit} in a row").format(unit=unit)),))
        self._strip.show_days(strip_days(summary))
        self._week.set_parts((this_week(summary),))
        self._bar.show_minutes(summary.week_min, summary.goal_min)
        self._bar.setVisible(summary.goal_min > 0)

    def fit(self, *, narrow: bool) -> None:
        """Stand the halves side by side, or stack them: what is asked before the figures."""
        scale = self.look.theme.px
        stack(self._halves, narrow=narrow)
        self._left.setMaximumWidth(16_777_215 if narrow else scale(LEFT))
        self._left.setMinimumWidth(0 if narrow else scale(LEFT))
        self._stage.setVisible(not narrow)
        (self._end if narrow else self._words).addWidget(self._figures)
        self._note.setFixedHeight(scale(NOTE))

    def enter(self) -> None:
        """Save what was said, and close."""
        self._save()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave a note with the first Esc: what was written in it is not thrown away in passing."""
        written = self._note.hasFocus() and self._note.toPlainText().strip()
        if event.key() == Qt.Key.Key_Escape and written:
            self._buttons[-1].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)

    def _save(self) -> None:
        run = self._run
        assert run
        before, after = self._ratings.before.rating, self._ratings.now.rating
        note, comfort = self._note.toPlainText().strip(), self._comfort()
        kept = (run.before, run.after, run.note, comfort_of(self._steps))
        if (before, after, note, comfort) != kept:
            rated = replace(run, before=before, after=after, note=note)
            self.model.rate(Logged(rated, tuple(self._steps)), comfort)

    def _see_history(self) -> None:
        self._save()
        self.go.emit("history")

    def _comfort(self) -> dict[Key, Comfort]:
        return {key: marks.comfort for key, marks in self._marks.items() if marks.comfort}

    def _make_marks(self, steps: list[StepRecord]) -> list[Marks | None]:
        """Return what is to stand in each row: a movement that comes back is marked once."""
        said, self._marks = comfort_of(steps), {}
        begun = {key_of(step) for step in steps if step.status is not StepStatus.SKIPPED}
        rows: list[Marks | None] = []
        for key, _steps in groupby(steps, key_of):
            marks = None
            if key in begun and key not in self._marks:
                marks = self._marks[key] = Marks(self.look, key[1])
                marks.choose(said.get(key))
                marks.changed.connect(self._propose)
            rows.append(marks)
        return rows

    def _propose(self) -> None:
        assert self._run
        sentences = self.model.sentences_after(self._run, self._comfort())
        self._show_sentences(sentences)
        if sentences:
            announce(self._next, " ".join(sentences))

    def _order(self) -> None:
        """Let Tab go as people read: the marks are younger than what stands below them."""
        marks = [mark for three in self._marks.values() for mark in three.marks]
        for mark in marks:  # Qt gives no place to what Tab does not come to
            mark.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        stops = [self._ratings.before, self._ratings.now, *marks, self._note, *self._buttons]
        for one, other in pairwise(stops):
            QWidget.setTabOrder(one, other)
        for three in self._marks.values():
            three.choose(three.comfort)

    def _fill_left(self) -> None:
        look = self.look
        column = QVBoxLayout(self._left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._stage = Stage(look)
        self._stage.setFixedHeight(STAGE)
        column.addWidget(self._stage)
        self._words = words = QVBoxLayout()
        words.setContentsMargins(SPACE_3XL, SPACE_3XL, SPACE_3XL, SPACE_XL)
        words.setSpacing(SPACE_S)
        column.addLayout(words)
        column.addStretch(1)
        self._title = Text(look, role="display", wrap=True)
        self._session = Text(look, role="section", ink="ink2", weight=400, wrap=True)
        self._time = Text(look, role="section", weight=500, wrap=True)
        self._kind = Text(look, role="lead", ink="ink2", wrap=True)
        for text in (self._title, self._session, self._time, self._kind):
            words.addWidget(text)
        self._figures = QWidget()
        figures = QVBoxLayout(self._figures)
        figures.setContentsMargins(0, SPACE_L, 0, SPACE_S)
        figures.setSpacing(SPACE_S)
        self._streak, self._week = (Figure(look, role="title") for _n in range(2))
        self._strip, self._bar = StreakStrip(look), WeekBar(look)
        figures.addWidget(Rule(look))
        figures.addSpacing(SPACE_L)
        figures.addWidget(self._streak)
        figures.addWidget(self._strip)
        figures.addSpacing(SPACE_XL)
        figures.addWidget(self._week)
        figures.addWidget(self._bar)

    def _right(self) -> QVBoxLayout:
        look = self.look
        column = QVBoxLayout()
        column.setContentsMargins(SPACE_3XL - RING, SPACE_3XL, SPACE_3XL - RING, 32)
        column.setSpacing(SPACE_XL)
        column.addWidget(self._ratings)
        rest = QVBoxLayout()
        rest.setContentsMargins(RING, 0, RING, 0)
        rest.setSpacing(SPACE_L)
        column.addLayout(rest, 1)
        rest.addWidget(Text(look, _("What you did"), "title"))
        rest.addWidget(self._card)
        rest.addWidget(self._next)
        note = QHBoxLayout()
        note.setSpacing(SPACE_S)
        note.addWidget(Text(look, _("Note"), "row"))
        note.addWidget(Text(look, _("Ctrl+Enter saves and closes"), "small", "ink3", wrap=True), 1)
        rest.addLayout(note)
        rest.addWidget(self._note)
        self._end = QVBoxLayout()
        rest.addLayout(self._end)
        rest.addStretch(1)
        buttons = FlowLayout(gap=SPACE_M)
        for button in self._buttons:
            buttons.addWidget(button)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addLayout(buttons)
        rest.addLayout(line)
        return column

    def _make_buttons(self) -> list[KeyButton]:
        history = KeyButton(self.look, _("See history"), kind="text")
        history.clicked.connect(self._see_history)
        close = KeyButton(self.look, _("Close without rating"), kind="text")
        close.clicked.connect(self.closed)
        words, key = _("Save and close"), _("Enter")
        save = KeyButton(self.look, words, key=key, kind="primary", size="primary-home")
        save.clicked.connect(self.enter)
        return [history, close, save]

    def _timeline(self, run: RunRecord) -> Timeline | None:
        """Return the session as it is in the files now, if it still has as many steps."""
        try:
            timeline = self.model.timeline(run.session)
        except KeyError:
            return None
        return timeline if len(timeline.work) == run.steps_planned else None


def _said(run: RunRecord, done: list[Done], timeline: Timeline | None) -> str:
    """Return how much of the session it was; where nothing was finished, how much was begun."""
    if any(movement.any_done for movement in done):
        return movements_text(run, done, timeline)
    begun = sum(bool(movement.cells()) for movement in done)
    said = ngettext("{name}, a part of {n} movement.", "{name}, parts of {n} movements.", begun)
    return said.format(name=run.name, n=begun) if begun else run.name


def _exchange(card: Card, old: QWidget, new: QWidget) -> QWidget:
    """Put a new widget into a card in the place of the old one."""
    old.hide()
    old.deleteLater()
    layout = card.layout()
    assert layout
    layout.addWidget(new)
    return new
