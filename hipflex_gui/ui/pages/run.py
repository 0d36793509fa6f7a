"""One session that was done: how it went, step by step; corrected, deleted, or done again."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from hipflex_gui.errors import MachineFault
from hipflex_gui.i18n import _
from hipflex_gui.log import Logged, RunRecord, RunStatus
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.model import Model
from hipflex_gui.ui.pages.base import PADDING, Page
from hipflex_gui.ui.pages.feel import change_text
from hipflex_gui.ui.pages.parts import Link, emptied, on_key, padded
from hipflex_gui.ui.pages.runedit import RunEdit
from hipflex_gui.ui.pages.runs import STATUS, RunSteps, amount_text, status_ink, when_text
from hipflex_gui.ui.theme import CARD_GAP, CARD_PADDING, SPACE_L, SPACE_M, SPACE_S, SPACE_XS
from hipflex_gui.ui.widgets.banner import EmptyState
from hipflex_gui.ui.widgets.base import Card, Glyph, Text, describe
from hipflex_gui.ui.widgets.buttons import KeyButton
from hipflex_gui.ui.widgets.flow import FlowLayout

ROOM = 4  # for the ring of the focus, which a container would cut


class RunPage(Page):
    """A run. Escape leaves the form that corrects it, and then the page."""

    def __init__(self, look: Look, model: Model, parent: QWidget | None = None) -> None:
        super().__init__(look, model, parent)
        self._id = ""
        self._logged: Logged | None = None
        self._steps: RunSteps | None = None
        self.column.setSpacing(0)
        margin = PADDING - ROOM
        self.column.setContentsMargins(margin, margin, margin, margin)
        back = Link(look, _("Back"), "arrow-left")
        back.clicked.connect(self.back)
        self._again = KeyButton(look, _("Do it again"), "play", kind="primary")
        self._edit = KeyButton(look, _("Edit"))
        self._delete = KeyButton(look, _("Delete"), kind="text")
        self._again.clicked.connect(self._do_again)
        self._edit.clicked.connect(self._open_form)
        self._delete.clicked.connect(self._remove)
        self._name = Text(look, "", "hero", wrap=True)
        self._when = Text(look, "", "lead", "ink2", wrap=True)
        self._icon = Glyph(look, "check", 20, "acc")
        self._ending = Text(look, "", "lead", weight=500)
        self._amount = Text(look, "", "lead", "ink2", tabular=True)
        self._form = RunEdit(look)
        self._form.saved.connect(self._save)
        self._form.cancelled.connect(self._close_form)
        self._said, self._done = Card(), Card()
        self._tight = Text(look, "", "lead", wrap=True)
        self._note = Text(look, "", "lead", wrap=True)
        self._gone = QVBoxLayout()
        self._all = QWidget()
        self._lay_parts(back)
        on_key(self, Qt.Key.Key_Escape, self._escape)

    def show_run(self, run_id: str) -> None:
        """Show a run; where there is none with this id the page says so."""
        self._id = run_id
        self._form.hide()
        self.refresh()
        self.verticalScrollBar().setValue(0)

    def refresh(self) -> None:
        """Show the run as it is now; what is being written in the form stays."""
        if not self._id:
            return
        try:
            self._logged = self.model.store.logged(self._id)
        except MachineFault as fault:
            self.model.noticed.emit(str(fault))
            return
        emptied(self._gone)
        self._all.setVisible(self._logged is not None)
        if self._logged is None:
            self._form.hide()
            self._say_gone()
            return
        self._fill(self._logged)

    def fit(self, *, narrow: bool) -> None:
        """Lay the steps out."""
        if self._steps:
            self._steps.fit(narrow=narrow)

    def enter(self) -> None:
        """Save the form, where it is open."""
        if self._form.isVisible():
            self._form.save()

    # -- what is shown

    def _fill(self, logged: Logged) -> None:
        run = logged.run
        icon, ink, words = STATUS[run.status]
        self._name.setText(run.name)
        self._when.setText(when_text(run, self.model.today))
        self._icon.set_glyph(icon, ink)
        self._ending.setText(words())
        self._ending.set_ink("ink" if status_ink(run.status) == "ink2" else status_ink(run.status))
        self._amount.setText(f"·  {amount_text(run)}")
        describe(self._amount, amount_text(run))
        describe(self, run.name, ", ".join((words(), self._when.text(), amount_text(run))))
        self._show_buttons()
        tight = tightness_text(run)
        self._tight.setText(tight)
        self._tight.setVisible(bool(tight))
        self._note.setText(run.note)
        self._note.setVisible(bool(run.note))
        self._said.setVisible(bool(tight or run.note))
        self._done.setVisible(bool(run.steps_planned))  # of one added by hand nothing more is known
        within = self._done.layout()
        assert within
        if self._steps:
            within.removeWidget(self._steps)
            self._steps.hide()
            self._steps.deleteLater()
        self._steps = RunSteps(self.look, logged.steps)
        within.addWidget(self._steps)
        self._steps.fit(narrow=bool(self._narrow))

    def _say_gone(self) -> None:
        back = KeyButton(self.look, _("Go back"))
        back.clicked.connect(self.back)
        text = _("It was deleted, or taken back.")
        self._gone.addWidget(
            EmptyState(self.look, _("This session is not there any more"), text, (back,))
        )

    # -- what can be done

    def _can_play(self, logged: Logged) -> bool:
        entry = self.model.catalogue.sessions.get(logged.run.session)
        return entry is not None and entry.session is not None

    def _do_again(self) -> None:
        if self._logged:
            self.start.emit(self._logged.run.session)

    def _remove(self) -> None:
        if self._logged:
            run = self._logged.run
            self.back.emit()  # first, or this page would say that the run has gone
            self.model.delete(run)

    def _open_form(self) -> None:
        if self._logged:
            self._form.show_run(self._logged.run, key_caps=self.model.settings.key_caps)
            self._form.show()
            self._form.setFocus()
            self._show_buttons()
            self.ensureWidgetVisible(self._form)

    def _close_form(self) -> None:
        self._form.hide()
        self._show_buttons()
        self._edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_buttons(self) -> None:
        """Show what can be done, unless the form is open, which has buttons of its own."""
        closed, logged = self._form.isHidden(), self._logged
        ended = logged is not None and logged.run.status is not RunStatus.RUNNING
        for button in (self._edit, self._delete):
            button.setVisible(closed and ended)
        self._again.setVisible(closed and logged is not None and self._can_play(logged))

    def _save(self, active_s: float, note: str) -> None:
        self._close_form()
        if self._logged:
            run = self._logged.run
            if (active_s, note) != (run.active_s, run.note):
                self.model.edit(run, active_s, note)

    def _escape(self) -> None:
        if self._form.isVisible():
            self._form.leave()
        else:
            self.back.emit()

    def _lay_parts(self, back: Link) -> None:
        self.column.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addSpacing(SPACE_S)
        self.column.addLayout(self._gone)
        self.column.addWidget(self._all)
        self.column.addStretch(1)
        within = QVBoxLayout(self._all)
        within.setContentsMargins(ROOM, 0, ROOM, ROOM)
        within.setSpacing(0)
        within.addWidget(self._name)
        within.addSpacing(SPACE_XS)
        within.addWidget(self._when)
        within.addSpacing(SPACE_S)
        ending = FlowLayout(gap=SPACE_S)
        for part in (self._icon, self._ending, self._amount):
            ending.addWidget(part)
        within.addLayout(ending)
        within.addSpacing(SPACE_L)
        buttons = FlowLayout(gap=SPACE_M)
        for button in (self._again, self._edit, self._delete):
            buttons.addWidget(button)
        within.addLayout(buttons)
        within.addWidget(self._form)
        within.addSpacing(CARD_GAP)
        words = padded(self._said, CARD_PADDING)
        words.setSpacing(SPACE_M)
        words.addWidget(Text(self.look, _("How it felt"), "row"))
        words.addWidget(self._tight)
        words.addWidget(self._note)
        within.addWidget(self._said)
        within.addSpacing(CARD_GAP)
        steps = padded(self._done, CARD_PADDING)
        steps.setSpacing(SPACE_M)
        steps.addWidget(Text(self.look, _("What you did"), "row"))
        within.addWidget(self._done)


def tightness_text(run: RunRecord) -> str:
    """Return how tight it felt before and after in words; nothing where neither was said."""
    before, after = run.before, run.after
    if before is not None and after is not None:
        said = _("Tightness {before} before and {after} after: {change}.")
        return said.format(before=before, after=after, change=change_text(after - before))
    if before is not None:
        return _("Tightness {n} before.").format(n=before)
    return "" if after is None else _("Tightness {n} after.").format(n=after)
