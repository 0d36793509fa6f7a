"""The controls of the settings: each a widget, and a function that shows a value in it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from hipflex_gui import settings
from hipflex_gui.audio import available
from hipflex_gui.i18n import _
from hipflex_gui.settings import Choice, Days, Field, Line, Switch, Whole
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.pages.days import SHORT_WEEKDAYS, WEEKDAYS
from hipflex_gui.ui.theme import SPACE_L
from hipflex_gui.ui.widgets.badges import Chip
from hipflex_gui.ui.widgets.base import Text, describe
from hipflex_gui.ui.widgets.fields import Check, Decimal, Number, Select, Slider
from hipflex_gui.ui.widgets.flow import FlowLayout

WIDE = 152  # px at 100 %: fields stand under each other with one left edge


@dataclass(frozen=True, slots=True)
class Control:
    """What a row holds.

    Attributes:
        show: shows a value and emits nothing.
        least: the least widths of some parts, in px at 100 %.
    """

    widget: QWidget
    show: Callable[[Any], None]
    least: tuple[tuple[QWidget, int], ...] = ()


def control(look: Look, key: str, field: Field, change: Callable[[Any], None]) -> Control:
    """Return what changes a setting; ``change`` is told each value the user gives it."""
    match field:
        case Choice():
            return _choice(look, key, field, change)
        case Switch():
            return _switch(look, field, change)
        case Days():
            return _days(look, field, change)
        case Whole() if key == "volume":
            return _slider(look, field, change)
        case Line():
            raise ValueError(f"{key} has a place of its own on the page")
        case _:
            return _number(look, field, change)


def _choice(look: Look, key: str, field: Choice, change: Callable[[Any], None]) -> Control:
    box = Select(look)
    describe(box, field.label, field.help)
    usable = {"auto", *available()} if key == "player" else set(field.choices)
    for value, label in field.choices.items():
        if value in usable:
            box.addItem(label, value)
    box.activated.connect(lambda index: change(box.itemData(index)))
    return Control(
        box, lambda value: box.setCurrentIndex(max(0, box.findData(value))), ((box, WIDE),)
    )


def _switch(look: Look, field: Switch, change: Callable[[Any], None]) -> Control:
    box = Check(look, field.label.replace("&", "&&"))
    describe(box, field.label, field.help)
    box.clicked.connect(lambda checked: change(checked))
    return Control(box, box.setChecked)


def _number(look: Look, field: settings.Number, change: Callable[[Any], None]) -> Control:
    box: Number | Decimal
    if isinstance(field, Whole):
        box = Number(look)
        box.setRange(int(field.low), int(field.high))
        box.setSingleStep(int(field.step))
    else:
        box = Decimal(look)
        box.setRange(field.low, field.high)
        box.setSingleStep(field.step)
    describe(box, field.label, field.help)
    box.setSuffix(f" {field.unit}")
    box.setKeyboardTracking(False)

    def show(value: Any) -> None:
        with QSignalBlocker(box):
            box.setValue(value)

    box.valueChanged.connect(change)
    return Control(box, show, ((box, WIDE),))


def _slider(look: Look, field: Whole, change: Callable[[Any], None]) -> Control:
    box = QWidget()
    line = QHBoxLayout(box)
    line.setContentsMargins(4, 4, 0, 4)  # room for the ring round the slider
    line.setSpacing(SPACE_L)
    slider = Slider(Qt.Orientation.Horizontal)
    describe(slider, field.label, field.help)
    slider.setRange(int(field.low), int(field.high))
    slider.setSingleStep(int(field.step))
    slider.setPageStep(2 * int(field.step))
    said = Text(look, tabular=True)
    said.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def show(value: int) -> None:
        with QSignalBlocker(slider):
            slider.setValue(value)
        said.setText(f"{value} {field.unit}")

    def moved(value: int) -> None:
        said.setText(f"{value} {field.unit}")
        if not slider.isSliderDown():  # one change when it is let go, not one a pixel
            change(value)

    slider.valueChanged.connect(moved)
    slider.sliderReleased.connect(lambda: change(slider.value()))
    line.addWidget(slider, 1)
    line.addWidget(said)
    return Control(box, show, ((slider, 200), (said, 48)))


def _days(look: Look, field: Days, change: Callable[[Any], None]) -> Control:
    box = QWidget()
    describe(box, field.label, field.help)
    flow = FlowLayout(box)
    chips = []
    for short, name in zip(SHORT_WEEKDAYS, WEEKDAYS, strict=True):
        chip = Chip(look, _(short))
        describe(chip, _(name), field.label)
        chips.append(chip)
        flow.addWidget(chip)

    def changed() -> None:
        change(tuple(day for day, chip in enumerate(chips) if chip.isChecked()))

    def show(days: Sequence[int]) -> None:
        for day, chip in enumerate(chips):
            chip.setChecked(day in days)

    for chip in chips:
        chip.clicked.connect(changed)
    return Control(box, show)
