"""The studio: one session as a list, as a text and as a timeline, always in step.

The text is the session. What is done in the list is an edit of the text, so there is one history to
undo, one thing to save, and nothing that the panes could disagree about.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path as FilePath

from PySide6.QtCore import QSignalBlocker
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget

from hipflex_gui import editing
from hipflex_gui.draft import Draft, Path, read_draft
from hipflex_gui.sessions import Do, expanded
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.model import Model
from hipflex_gui.ui.pages.base import Page
from hipflex_gui.ui.pages.parts import on_key
from hipflex_gui.ui.studio.details import Details
from hipflex_gui.ui.studio.filing import Filing
from hipflex_gui.ui.studio.header import Header
from hipflex_gui.ui.studio.offers import new_step
from hipflex_gui.ui.studio.panes import Panes
from hipflex_gui.ui.studio.steppaths import children
from hipflex_gui.ui.studio.summary import SummaryPane
from hipflex_gui.ui.widgets.banner import Banner


class StudioPage(Page):
    """The panes, and what happens between them."""

    narrow_under = 1000 - 64  # the rail takes the rest

    def __init__(self, look: Look, model: Model, parent: QWidget | None = None) -> None:
        super().__init__(look, model, parent)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.draft: Draft | None = None
        self._movements, self._settings = model.catalogue.movements, model.settings
        self._row = -1
        self.header, self.details = Header(look), Details(look)
        self.banner = Banner(look, self.body)
        self.panes, self.summary = Panes(look), SummaryPane(look)
        self.palette_pane, self.steps, self.text = (
            self.panes.palette_pane,
            self.panes.steps,
            self.panes.text,
        )
        self.filing = Filing(model, self.header, self.text, self.banner, self)
        self.keeper = self.filing.keeper
        for part in (self.header, self.banner, self.details):
            self.column.addWidget(part)
        self.column.addWidget(self.panes, 1000)
        self.column.addWidget(self.summary)
        self.column.addStretch(1)  # for when there is no file to show
        self._connect()

    def _connect(self) -> None:
        header, steps = self.header, self.steps
        header.left.connect(lambda: self.go.emit("sessions"))
        header.renamed.connect(lambda name: self._edit(editing.set_value, (), "name", name))
        header.next_problem.connect(self._next_problem)
        header.details.connect(self.details.toggle)
        header.undo.connect(self.undo)
        header.redo.connect(self.redo)
        header.tried.connect(lambda: self._try(0))
        header.saved.connect(self.save)
        self.details.changed.connect(lambda key, one: self._edit(editing.set_value, (), key, one))
        self.palette_pane.added.connect(self._add)
        self.palette_pane.added_other.connect(lambda kind: self._add(new_step(kind)))
        steps.chosen.connect(self._chosen_in_list)
        steps.add_wanted.connect(self.panes.show_palette)
        steps.go_to_line.connect(self._go_to_line)
        steps.edit_movement.connect(self.edit_movement)
        steps.try_from.connect(self._try)
        for signal, edit in (
            (steps.value_changed, editing.set_value),
            (steps.moved, editing.move),
            (steps.removed, editing.remove),
            (steps.duplicated, editing.duplicate),
            (steps.inserted, editing.insert),
            (steps.wrapped, editing.wrap),
            (steps.unwrapped, editing.unwrap),
        ):
            signal.connect(partial(self._edit, edit))
        self.text.edited.connect(self._edited)
        self.text.line_changed.connect(self._line_changed)
        self.summary.chosen.connect(self._choose)
        on_key(self, "Ctrl+S", self.save)
        on_key(self, "Ctrl+Return", lambda: self._try(self._row))
        on_key(self, "Ctrl+Shift+Z", self.redo)
        on_key(self, "Ctrl+Y", self.redo)
        on_key(self, "F6", lambda: self.panes.turn(1))
        on_key(self, "Shift+F6", lambda: self.panes.turn(-1))
        on_key(self, "F8", self._next_problem)
        on_key(self, "Shift+F8", self.text.previous_problem)
        on_key(self, "Ctrl+.", self.text.fix)

    # -- the file

    def show_file(self, path: FilePath) -> None:
        """Edit a file; one that is open already stays as it is."""
        if self.keeper.path == path:
            self.keeper.look()
            return
        self._commit()
        if not self.filing.is_safe(lambda: self.show_file(path)):
            return
        self._movements = self.model.catalogue.movements
        self._offer_movements()
        self.steps.choose(-1)
        self.summary.choose(None)
        self.palette_pane.field.clear()
        self._row, self.draft = -1, None
        found = self.filing.open(path, self._edited)
        for part in (self.panes, self.summary):
            part.setVisible(found)
        self.header.enable(found)
        if found:
            self.panes.show_pane("steps" if self.draft and self.draft.rows else "palette")
        else:
            self.details.hide()

    def save(self) -> None:
        """Write the file now; where two texts were to choose from, this is the choice."""
        self._commit()
        self.filing.save()

    def _commit(self) -> None:
        """Bring into the text what is typed in a field and not told yet."""
        for part in (self.header, self.details, self.steps):
            part.commit()

    # -- from the text to everything else

    def _edited(self) -> bool:
        """Show the text everywhere else, and tell whether it can be played."""
        text, path = self.text.text(), self.keeper.path
        if path is None:
            return False
        draft = read_draft(text, path, self._movements, self.model.settings.pace())
        self.draft = draft
        self.steps.show_draft(draft)
        self.summary.show_draft(draft, self.model.settings.units)
        self.text.show_problems(draft.problems)
        self.details.show_draft(draft)
        self.header.show_draft(draft, can_undo=self.text.can_undo, can_redo=self.text.can_redo)
        good = draft.session is not None
        self.filing.note(text, good=good)
        return good

    def refresh(self) -> None:
        """Take over movements and settings that have changed elsewhere."""
        movements, settings = self.model.catalogue.movements, self.model.settings
        if self._movements is not movements:
            self._movements = movements
            self._offer_movements()
        elif self._settings is settings:
            return  # it was a session that changed, most likely this one, saved by itself
        self._settings = settings
        self._edited()

    def _offer_movements(self) -> None:
        catalogue = self.model.catalogue
        self.palette_pane.show_movements(catalogue.movements.values(), catalogue.own_movements)
        self.text.set_movements(catalogue.movements)

    # -- from everything else to the text

    def _edit(self, edit: Callable[..., str], *args: object) -> None:
        try:
            self.text.apply(edit(self.text.text(), *args))
        except editing.EditError as error:
            self.filing.say(str(error))

    def _add(self, step: editing.Step) -> None:
        """Put a step in after the chosen one, or at the end."""
        rows = self.draft.rows if self.draft else ()
        at: Path = (children(rows, ()),)
        if 0 <= self._row < len(rows):
            chosen = rows[self._row].path
            at = (*chosen[:-1], chosen[-1] + 1)
        self._edit(editing.insert, at, step)
        found = self.draft.row_of(at) if self.draft else None
        if found is not None:
            self._choose(found)
        if self.panes.narrow:
            self.panes.show_pane("steps")

    def take_keys(self) -> None:
        """Give the keyboard to the pane that is shown; of all three to the palette."""
        self.panes.take_keys()

    def undo(self) -> None:
        """Take back the last change, in whichever pane it was made."""
        self.text.undo()

    def redo(self) -> None:
        """Make the last change again."""
        self.text.redo()

    # -- one step chosen in all panes

    def _choose(self, row: int) -> None:
        self._chosen_in_list(row)
        self.steps.choose(row)

    def _chosen_in_list(self, row: int) -> None:
        if self.draft is None or not 0 <= row < len(self.draft.rows):
            return
        self._row = row
        self.summary.choose(row)
        with QSignalBlocker(self.text):
            self.text.go_to(self.draft.rows[row].lines.start)

    def _line_changed(self, line: int) -> None:
        row = self.draft.row_at(line) if self.draft else None
        if row is not None:
            self._row = row
            self.steps.choose(row)
            self.summary.choose(row)

    def _next_problem(self) -> None:
        self.panes.show_pane("text")
        self.text.next_problem()
        self.text.setFocus()

    def _go_to_line(self, line: int) -> None:
        self.panes.show_pane("text")
        self.text.go_to(line)
        self.text.setFocus()

    def _try(self, row: int) -> None:
        """Play from a step on, as it stands here, saved or not."""
        self._commit()
        draft = self.draft
        if draft is None or draft.playable is None:
            return
        first = next((n for n, one in enumerate(draft.item_rows) if one >= row), 0)
        steps = list(expanded(draft.playable.steps))
        does = [n for n, step in enumerate(steps) if isinstance(step, Do)]
        rest = replace(draft.playable, steps=tuple(steps[does[first] :]))
        self.keeper.save()
        self.try_timeline.emit(self.model.compiled(rest))

    # -- the panes

    def fit(self, *, narrow: bool) -> None:
        """Show all panes, or one of them under tabs where there is little room."""
        self.header.fit(narrow=narrow)
        self.details.fit(narrow=narrow)
        self.panes.fit(narrow=narrow)

    def search(self) -> None:
        """Put the cursor into the palette's field."""
        self.panes.show_palette()

    def hideEvent(self, event: QHideEvent) -> None:
        """Write what is still to be written when the page is left."""
        super().hideEvent(event)
        self._commit()
        if self.keeper.unsaved:
            self.keeper.save()
