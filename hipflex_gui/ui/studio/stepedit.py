"""The editor of one step: the few fields it has, and what can be done with it as a whole."""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from hipflex_gui import plan
from hipflex_gui.draft import Row, RowKind
from hipflex_gui.i18n import N_, _
from hipflex_gui.movements import Sides
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.pages.facts import capital
from hipflex_gui.ui.studio.dosefield import DoseField
from hipflex_gui.ui.studio.stepfields import ChoiceField, Field, LineField, LinesField
from hipflex_gui.ui.studio.stepparts import ACTIONS, Action, Quiet
from hipflex_gui.ui.studio.stepwords import (
    default_sides,
    key_of,
    movement_tempo,
    sides_for,
    sides_of,
    tempo_of,
    tempo_text,
)
from hipflex_gui.ui.theme import SPACE_M, SPACE_S
from hipflex_gui.ui.widgets.base import Text, describe
from hipflex_gui.ui.widgets.buttons import KeyButton, take_enter
from hipflex_gui.ui.widgets.flow import FlowLayout

TWO_COLUMNS = 300  # px at 100 %: with less width the fields stand in one column
_MOVES = (RowKind.DO, RowKind.OWN)


@dataclass(frozen=True, slots=True)
class _Spec:
    """A field: its key in the file, its name, the kinds of step that have it.

    ``wide`` takes the whole width; ``more`` is hidden until it is asked for, or says something.
    """

    key: str
    name: str
    kinds: tuple[RowKind, ...]
    wide: bool = False
    more: bool = False


_SPECS = (
    _Spec("name", N_("Name"), (RowKind.OWN,), wide=True),
    _Spec("steps", N_("What to do, a line for each step"), (RowKind.OWN,), wide=True),
    _Spec("for", N_("How much"), _MOVES, wide=True),
    _Spec("repeat", N_("How many times"), (RowKind.REPEAT,)),
    _Spec("sides", N_("Sides"), _MOVES, wide=True),
    _Spec("first", N_("Which side first"), _MOVES),
    _Spec("sets", N_("Sets"), _MOVES),
    _Spec("rest", N_("Rest between sets"), (*_MOVES, RowKind.REST)),
    _Spec("phases", N_("Tempo of a rep"), _MOVES, wide=True, more=True),
    _Spec("note", N_("Note"), _MOVES, wide=True, more=True),
    _Spec("then", N_("What to do afterwards"), _MOVES, wide=True, more=True),
    _Spec("load", N_("Weight"), _MOVES, more=True),
)
_HINTS = {
    "phases": N_("lower 3s, pause 1s, rise 2s"),
    "sets": N_("1"),
    "steps": N_("Sit tall."),
    "load": N_("10 kg"),
}
_SIDED = (Sides.EACH, Sides.ALTERNATE, Sides.WITHIN_REP, Sides.ONE)


class StepEdit(QWidget):
    """The fields of the step that was shown last.

    Signals:
        changed: a key of the file and its new value, None to take it out.
        acted: the key of an ``Action``.
        closed: the user is done.
    """

    changed = Signal(str, object)
    acted = Signal(str)
    closed = Signal()

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._row: Row | None = None
        self._more_shown = False
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_S)
        self._wrong = Text(look, "", "small", "warn", wrap=True, parent=self)
        column.addWidget(self._wrong)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(SPACE_M)
        self._grid.setVerticalSpacing(SPACE_S)
        column.addLayout(self._grid)
        self.fields = {spec.key: self._field(spec) for spec in _SPECS}
        self._more = Quiet(look, _("More"), "chevron-down")
        self._more.clicked.connect(self._show_more)
        column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeading)
        flow = FlowLayout(gap=4, line_gap=0)
        self._buttons = [self._button(action) for action in ACTIONS]
        for button in self._buttons:
            flow.addWidget(button)
        column.addLayout(flow)

    def show_row(self, row: Row) -> None:
        """Show a step; what is being typed at the same step stays."""
        if self._row is None or (row.path, row.kind) != (self._row.path, self._row.kind):
            self._more_shown = False
        self._row = row
        problems: dict[str, list[str]] = {}
        for problem in row.problems:
            key = key_of(problem)
            said = ": ".join(part for part in (problem.text, problem.hint) if part)
            problems.setdefault(key if key in self.fields else "", []).append(said)
        self._offer(row)
        for spec in _SPECS:
            if row.kind in spec.kinds:
                field = self.fields[spec.key]
                field.show_value(row.values.get(spec.key), self._own(row, spec.key))
                field.show_problem(" ".join(problems.pop(spec.key, ())))
        rest = [said for all_said in problems.values() for said in all_said]
        self._wrong.setText("\n".join(rest))
        self._wrong.setVisible(bool(rest))
        for action, button in zip(ACTIONS, self._buttons, strict=True):
            button.setVisible(action.fits(row))
        self._place(row)

    def needed(self, width: int) -> int:
        """Return the height in px that it needs at a width in px."""
        self._columns(2 if width >= self._look.theme.px(TWO_COLUMNS) else 1)
        self._column.activate()
        wanted = self._column.totalHeightForWidth(width)
        return max(wanted, self._column.totalMinimumSize().height())

    def focus(self, key: str = "") -> None:
        """Put the cursor into a field, or into the first there is."""
        shown = [one for name, one in self.fields.items() if name == key or not key]
        for field in (one for one in shown if not one.isHidden()):
            field.controls()[0].setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._buttons[-1].setFocus(Qt.FocusReason.OtherFocusReason)

    def commit(self) -> None:
        """Tell what has been typed and not been told."""
        for field in self._shown():
            field.commit()

    def revert(self) -> None:
        """Forget what has been typed and not been told."""
        for field in self._shown():
            field.revert()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc is enough of it; what no field wanted must not reach the list below."""
        if event.modifiers() == Qt.KeyboardModifier.NoModifier and take_enter(self, event):
            return
        if event.key() == Qt.Key.Key_Escape:
            self.revert()
            self.closed.emit()
        elif event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.ShiftModifier,
            Qt.KeyboardModifier.KeypadModifier,
        ):
            event.setAccepted(event.key() != Qt.Key.Key_F2)
        else:
            event.ignore()

    def _shown(self) -> Iterator[Field]:
        return (field for field in self.fields.values() if not field.isHidden())

    def _field(self, spec: _Spec) -> Field:
        name, look = _(spec.name), self._look
        field: Field
        if spec.key == "for":
            field = DoseField(look, name, self)
        elif spec.key == "steps":
            field = LinesField(look, name, self)
        elif spec.key in ("sides", "first"):
            field = ChoiceField(look, name, self)
        elif spec.key == "phases":
            field = LineField(look, name, self, read=tempo_of, show=tempo_text)
        else:
            field = LineField(look, name, self)
        field.changed.connect(lambda value: self.changed.emit(spec.key, value))
        return field

    def _button(self, action: Action) -> KeyButton:
        button = Quiet(self._look, _(action.words))
        button.setParent(self)
        describe(button, _(action.words), action.shortcut)
        button.clicked.connect(lambda: self.acted.emit(action.key))
        return button

    def _offer(self, row: Row) -> None:
        sides = self.fields["sides"]
        assert isinstance(sides, ChoiceField)
        sides.offer([(side, capital(plan.sides_text(side))) for side in sides_for(row)])
        first = self.fields["first"]
        assert isinstance(first, ChoiceField)
        first.offer([("left", _("Left side")), ("right", _("Right side"))])
        rest = _("How long") if row.kind is RowKind.REST else _("Rest between sets")
        self.fields["rest"].rename(rest)
        sided = sides_of(row) in _SIDED
        self.fields["for"].rename(_("How much, on each side") if sided else _("How much"))

    def _own(self, row: Row, key: str) -> str:
        """Return what holds where the file says nothing, as the empty field shows it."""
        movement = row.movement
        match key:
            case "sides":
                own = capital(plan.sides_text(default_sides(row)))
                return _("{sides} (its own)").format(sides=own) if movement else own
            case "first":
                return _("As usual")
            case "for" if movement and movement.dose.dose:
                return str(movement.dose.dose)
            case "sets" if movement and movement.dose.sets:
                low, high = movement.dose.sets
                return f"{low}" if low == high else f"{low}-{high}"
            case "rest":
                own_s = movement.dose.rest_s if movement else None
                return _("As usual") if own_s is None else f"{own_s:g}s"
            case "phases" if movement and movement.dose.parts:
                return movement_tempo(movement)
            case "load" if movement and movement.load:
                return movement.load
            case _:
                return _(_HINTS[key]) if key in _HINTS else ""

    def _wanted(self, spec: _Spec, row: Row) -> bool:
        if row.kind not in spec.kinds:
            return False
        said = spec.key in row.values
        if spec.key == "first":
            return said or sides_of(row) in _SIDED
        if spec.key == "rest" and row.kind is not RowKind.REST:
            return said or "sets" in row.values
        return said or self._more_shown or not spec.more

    def _place(self, row: Row) -> None:
        for spec in _SPECS:
            self.fields[spec.key].setVisible(self._wanted(spec, row))
        hidden = any(
            spec.more and row.kind in spec.kinds and not self._wanted(spec, row) for spec in _SPECS
        )
        self._more.setVisible(hidden)
        self._columns(self._grid.property("columns") or 2)

    def _columns(self, columns: int) -> None:
        """Lay the fields out that are shown, two narrow ones side by side where there is room."""
        shown = tuple(spec for spec in _SPECS if not self.fields[spec.key].isHidden())
        if self._grid.property("columns") == columns and self._grid.property("shown") == shown:
            return
        self._grid.setProperty("columns", columns)
        self._grid.setProperty("shown", shown)
        for field in self.fields.values():
            self._grid.removeWidget(field)
        at, side = 0, 0
        for spec in shown:
            if spec.wide or columns == 1:
                at += side
                self._grid.addWidget(self.fields[spec.key], at, 0, 1, 2)
                at, side = at + 1, 0
            else:
                top = Qt.AlignmentFlag.AlignTop
                self._grid.addWidget(self.fields[spec.key], at, side, top)
                at, side = at + side, 1 - side
        for column in (0, 1):
            self._grid.setColumnStretch(column, int(column < columns))

    def _show_more(self) -> None:
        self._more_shown = True
        if self._row is not None:
            self._place(self._row)
        self.focus("phases")
