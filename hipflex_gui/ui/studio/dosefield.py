"""The field of a dose: how much, and of what."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from hipflex_gui.doses import Unit
from hipflex_gui.i18n import N_, _
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.studio.stepfields import Field, Line
from hipflex_gui.ui.studio.stepwords import UNTIL_DONE, join_dose, split_dose
from hipflex_gui.ui.widgets.base import describe
from hipflex_gui.ui.widgets.fields import Select

_UNITS = {
    "": N_("seconds"),
    Unit.BREATHS: N_("breaths"),
    Unit.COUNTS: N_("counts"),
    Unit.REPS: N_("reps"),
    Unit.STEPS: N_("steps"),
    UNTIL_DONE: N_("until done"),
}


class DoseField(Field):
    """An amount and its unit; whoever likes may write ``15-30s`` or ``1m30s`` into the amount."""

    def __init__(self, look: Look, name: str, parent: QWidget) -> None:
        super().__init__(look, name, parent)
        self._value = ""
        both = QWidget(self)
        line = QHBoxLayout(both)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        self.edit, self.unit = Line(both), Select(look, both)
        self.unit.setSizeAdjustPolicy(Select.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.unit.setMinimumContentsLength(7)
        for unit, words in _UNITS.items():
            self.unit.addItem(_(words), str(unit))
        line.addWidget(self.edit, 1)
        line.addWidget(self.unit, 1)
        self.edit.editingFinished.connect(self.commit)
        self.unit.activated.connect(self._unit_chosen)
        self._put(both)

    def controls(self) -> list[QWidget]:
        """Return the amount and the unit."""
        return [self.edit, self.unit]

    def show_value(self, value: str | tuple[str, ...] | None, own: str) -> None:
        """Show a dose; ``own`` is the movement's, written as in a file."""
        self._value = ", ".join(value) if isinstance(value, tuple) else value or ""
        typed, unit = split_dose(self._value)
        placeholder, own_unit = split_dose(own)
        self.edit.setPlaceholderText(placeholder)
        if not (self.edit.hasFocus() and self.edit.isModified()):
            if self.edit.text() != typed:
                self.edit.setText(typed)
            self._show_unit(unit if self._value else own_unit)

    def commit(self) -> None:
        """Tell the dose that has been typed."""
        if not self.edit.isModified():
            return
        self.edit.setModified(False)
        # a number typed where it said "until done" has to be of something
        self._tell(join_dose(self.edit.text(), self._unit() or Unit.SECONDS))

    def revert(self) -> None:
        """Show what the file has."""
        typed, unit = split_dose(self._value)
        self.edit.setText(typed)
        if self._value:
            self._show_unit(unit)

    def _tell(self, dose: str) -> None:
        if dose != self._value:
            self._value = dose
            self.changed.emit(dose or None)

    def _unit_chosen(self) -> None:
        unit = self._unit()
        self.edit.setModified(False)
        if unit is None:
            self._tell(UNTIL_DONE)
        elif self.edit.text().strip():
            self._tell(join_dose(split_dose(self.edit.text())[0], unit))
        else:  # of what is known now, how many is not
            self.edit.setFocus()

    def _unit(self) -> Unit | None:
        data = str(self.unit.currentData())
        return None if data == UNTIL_DONE else Unit(data) if data else Unit.SECONDS

    def _show_unit(self, unit: Unit | None) -> None:
        data = UNTIL_DONE if unit is None else "" if unit is Unit.SECONDS else str(unit)
        self.unit.setCurrentIndex(self.unit.findData(data))

    def _describe(self, problem: str) -> None:
        describe(self.edit, self._said, problem or _("A number, or as in a file: 15-30s, 30s+"))
        describe(self.unit, _("{name}, of what").format(name=self._said), problem)
