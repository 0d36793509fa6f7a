"""The steps of a session, to put in order and to change where they stand."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal, SignalInstance
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hipflex_gui.draft import Draft, Path
from hipflex_gui.i18n import _
from hipflex_gui.problems import Severity
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.studio import steppaths
from hipflex_gui.ui.studio.stepmodel import Steps
from hipflex_gui.ui.studio.stepparts import AddHere, Notice, menu_of
from hipflex_gui.ui.studio.stepview import StepsView
from hipflex_gui.ui.theme import SPACE_L, SPACE_S
from hipflex_gui.ui.widgets.banner import EmptyState
from hipflex_gui.ui.widgets.base import Text, announce, describe
from hipflex_gui.ui.widgets.buttons import ENTER, take_enter

TIMES = 2  # what a new repeat begins with
SIDE = 20
_ALT, _CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


class StepsPane(QWidget):
    """The steps as a list; it changes nothing itself, but tells what is to be changed.

    Before such a signal returns, the page shows the draft anew; the list then is where the step has
    come to stand, and tells so with ``chosen``.

    Signals:
        chosen: the user is at another row of ``draft.rows``.
        value_changed: a path, a key, and its value: a text, lines, a mapping, or None to remove it.
        moved: a path, and where to, counted before the step is taken away.
        removed, duplicated, unwrapped: a path.
        inserted: where, and a step as ``editing.insert`` takes it.
        wrapped: a path, and how many times.
        add_wanted: the palette should be ready to search.
        edit_movement: the id of a movement to open.
        try_from: a row to play from.
        go_to_line: a line of the text, from 1.
    """

    chosen = Signal(int)
    value_changed = Signal(object, str, object)
    moved = Signal(object, object)
    removed = Signal(object)
    duplicated = Signal(object)
    inserted = Signal(object, object)
    wrapped = Signal(object, int)
    unwrapped = Signal(object)
    add_wanted = Signal()
    edit_movement = Signal(str)
    try_from = Signal(int)
    go_to_line = Signal(int)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._next: Path | None = None  # where the step goes that the page is about to change
        self._asking = False
        self._line = 1
        self.notice = Notice(look, self)
        self.notice.clicked.connect(lambda: self.go_to_line.emit(self._line))
        self.view = StepsView(look, self)
        self.add = AddHere(look, self)
        self.add.clicked.connect(self.add_wanted)
        self._empty = EmptyState(
            look,
            _("Nothing here yet"),
            _("Double click a movement, press Enter on it, or drag it here."),
        )
        self.head = QWidget(self)
        head = QHBoxLayout(self.head)
        head.setContentsMargins(2, 0, 2, 4)
        head.setSpacing(SPACE_S)
        head.addWidget(Text(look, _("Steps"), "small", weight=600))
        hint = Text(look, _("Drag, or Alt ↑ ↓ to move"), "small", "ink2", wrap=True)
        hint.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(hint, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(SIDE - 2, SPACE_L, SIDE - 2, SPACE_L)
        column.setSpacing(SPACE_S)
        column.addWidget(self.head)
        column.addWidget(self.notice)
        column.addWidget(self.view, 1000)
        column.addWidget(self._empty, 1000)
        column.addWidget(self.add)
        column.addStretch(1)
        self.setAcceptDrops(True)
        self.notice.hide()
        self.view.hide()
        describe(self.view, _("Steps of the session"), _("F2 edits, Alt with the arrows moves"))
        self.view.picked.connect(self._picked)
        self.view.opened.connect(self._open)
        self.view.asked.connect(self._menu)
        self.view.dropped.connect(self._move)
        self.view.put.connect(self._insert)
        self.view.editor.changed.connect(self._changed)
        self.view.editor.acted.connect(lambda key: self._act(key, self.view.row))
        self.view.editor.closed.connect(self._close)

    @property
    def steps(self) -> Steps:
        """The steps as they are shown."""
        return self.view.steps

    def show_draft(self, draft: Draft) -> None:
        """Show a draft's steps; the one at hand stays at hand.

        Of a text that is no YAML nothing is known: the steps from before stay, and rest.
        """
        readable = draft.readable
        self.view.setEnabled(readable)
        self.add.setEnabled(readable)
        self.notice.setVisible(not readable)
        if not readable:
            errors = (one for one in draft.problems if one.severity is Severity.ERROR)
            self._line = next((one.where.line for one in errors), 1)
            said = _("The text has a problem in line {n}. Mend it to go on here.")
            self.notice.say(said.format(n=self._line))
            return
        here = self._next or (self.steps.rows[self.row].path if self.row >= 0 else ())
        keyboard = self.view.has_keyboard
        bar = self.view.verticalScrollBar()
        scrolled, opened = bar.value(), self.view.face.open_row >= 0
        other = self.steps.show(draft.rows)
        row = steppaths.nearest(draft.rows, here)
        if other or row != self.view.row:
            self.view.go(row)
        self.view.setVisible(bool(draft.rows))
        self._empty.setVisible(not draft.rows)
        if opened:  # of a step that has gone it closes
            self._show_editor(row if row >= 0 and draft.rows[row].path == here else -1)
        if other:
            self.view.relay()
            bar.setValue(scrolled)
        if self._next is not None and row >= 0:
            self.view.scrollTo(self.steps.index(row))
        self._next = None
        if keyboard and not self.view.isVisible():
            self.add.setFocus()

    @property
    def row(self) -> int:
        """The row one is at, -1 for none."""
        return self.view.row

    def choose(self, row: int) -> None:
        """Go to a row of the draft, without a word; -1, or one there is not, goes to none.

        While the page makes a change that the list asked for, the list knows better.
        """
        row = row if row < len(self.steps.rows) else -1
        if row != self.view.row and not self._asking:
            self._close_quietly()
            self.view.go(row)
            if row >= 0:
                self.view.scrollTo(self.steps.index(row))

    def edit(self, key: str = "") -> None:
        """Open the editor of the chosen step with the cursor in a field, or in the first."""
        if self.view.row >= 0:
            self._show_editor(self.view.row)
            self.view.editor.focus(key)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take what is dragged below the list, or where there is none yet."""
        event.setAccepted(self.view.payload(event) is not None and self.add.isEnabled())

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Go on taking it."""
        event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Put it at the end."""
        payload = self.view.payload(event)
        end = (steppaths.children(self.steps.rows, ()),)
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        if isinstance(payload, tuple):
            self._move(payload, end)
        elif payload is not None:
            self._insert(end, payload)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what the keys of a step mean."""
        row, key, held = self.view.row, event.key(), event.modifiers()
        plain = held in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        opened = self.view.face.open_row >= 0
        if row < 0 or not self.view.isEnabled() or not self.view.has_keyboard:
            if not take_enter(self, event):
                super().keyPressEvent(event)
        elif held & _ALT and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.commit()
            step = steppaths.up if key == Qt.Key.Key_Up else steppaths.down
            path = self.steps.rows[row].path
            if to := step(self.steps.rows, path):
                self._move(path, to)
        elif held & _CTRL and key in (*ENTER, Qt.Key.Key_D) and not event.isAutoRepeat():
            self.commit()
            self._act("duplicate" if key == Qt.Key.Key_D else "try", row)
        elif plain and key == Qt.Key.Key_Delete:
            self._act("remove", row)
        elif plain and key in (Qt.Key.Key_Escape, Qt.Key.Key_F2) and opened:
            self._close()
        elif plain and key in (*ENTER, Qt.Key.Key_F2) and not event.isAutoRepeat():
            self.edit()
        else:
            super().keyPressEvent(event)

    def _picked(self, row: int) -> None:
        self._close_quietly()
        if row >= 0:
            self.chosen.emit(row)

    def _open(self, row: int, dose: bool) -> None:
        if self.view.face.open_row == row and not dose:
            self._close()
        else:
            self.edit({"rest": "rest", "repeat": "repeat"}.get(self.steps.rows[row].kind, "for"))

    def _show_editor(self, row: int) -> None:
        if row >= 0:
            self.view.editor.show_row(self.steps.rows[row])
        self.view.open(row)

    def _close(self) -> None:
        self.commit()
        self.view.open(-1)
        self.view.setFocus()

    def _close_quietly(self) -> None:
        if self.view.face.open_row >= 0:
            self.commit()
            self.view.open(-1)

    def commit(self) -> None:
        """Tell what has been typed into the editor of a step."""
        if self.view.face.open_row >= 0:
            self.view.editor.commit()

    def _changed(self, key: str, value: object) -> None:
        row = self.view.face.open_row
        if 0 <= row < len(self.steps.rows):
            self._asking = True
            self.value_changed.emit(self.steps.rows[row].path, key, value)
            self._asking = False

    def _move(self, path: Path, to: Path) -> None:
        if to in (path, (*path[:-1], path[-1] + 1)):
            return  # it is there already
        self._ask(self.moved, steppaths.landed(self.steps.rows, path, to), path, to)
        if self.row >= 0:
            announce(self.view, self.steps.data(self.steps.index(self.row), _SPOKEN))

    def _insert(self, path: Path, step: str | Mapping[str, Any]) -> None:
        self._ask(self.inserted, path, path, step)

    def _ask(self, signal: SignalInstance, then: Path, *what: object) -> None:
        """Ask the page for a change, go to where the step is afterwards, and say so."""
        self._next, self._asking = then, True
        signal.emit(*what)
        done, self._next, self._asking = self._next is None, None, False
        if done and self.row >= 0:
            self.chosen.emit(self.row)

    def _act(self, key: str, row: int) -> None:
        if not 0 <= row < len(self.steps.rows):
            return
        step, path = self.steps.rows[row], self.steps.rows[row].path
        match key:
            case "try":
                self.try_from.emit(row)
            case "duplicate":
                self._ask(self.duplicated, (*path[:-1], path[-1] + 1), path)
            case "wrap":
                self._ask(self.wrapped, path, path, TIMES)
            case "unwrap":
                self._ask(self.unwrapped, path, path)
            case "edit" if step.movement:
                self.edit_movement.emit(step.movement.id)
            case "remove":
                if self.view.face.open_row >= 0:
                    self.view.editor.revert()
                    self._close()
                self._ask(self.removed, path, path)

    def _menu(self, row: int, spot: QPoint) -> None:
        menu = menu_of(
            self, self.steps.rows[row], lambda key: self._act(key, row) if key else self.edit()
        )
        menu.popup(spot)


_SPOKEN = Qt.ItemDataRole.AccessibleTextRole
