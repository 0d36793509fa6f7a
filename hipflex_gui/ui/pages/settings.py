"""Settings: the table of ``hipflex_gui.settings``, one row a key, in force as soon as changed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QRect, QRectF, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QDoubleSpinBox,
    QHBoxLayout,
    QSlider,
    QStyle,
    QStyleOptionSpinBox,
    QVBoxLayout,
    QWidget,
)

from hipflex_gui.audio import SILENT, available
from hipflex_gui.i18n import _
from hipflex_gui.settings import Choice, Days, Field, Number, Settings, Switch, Whole, fields
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.model import Model
from hipflex_gui.ui.pages.about import PathText, Rule, open_folder
from hipflex_gui.ui.pages.base import Page
from hipflex_gui.ui.theme import CARD_PADDING, SPACE_L, SPACE_M, SPACE_S, SPACE_XL
from hipflex_gui.ui.widgets import fields as kit
from hipflex_gui.ui.widgets.badges import Chip
from hipflex_gui.ui.widgets.banner import Banner
from hipflex_gui.ui.widgets.base import Card, Text, describe, smooth
from hipflex_gui.ui.widgets.buttons import KeyButton
from hipflex_gui.ui.widgets.flow import FlowLayout

GROUPS: tuple[tuple[Callable[[], str], tuple[str, ...]], ...] = (
    (lambda: _("Look"), ("theme", "reduced_motion", "key_caps", "units")),
    (lambda: _("Sound"), ("player", "volume", "muted")),
    (
        lambda: _("Sides and pace"),
        (
            "first_side", "get_ready", "switch", "rest", "breath_in", "breath_out", "count",
            "rep", "slowly", "walking_step", "seconds_per_word", "least_line",
        ),
    ),
    (lambda: _("Days and goal"), ("planned_days", "weekly_goal_min", "day_end_hour")),
)  # fmt: skip
WIDE = 152  # px at 100 %: fields stand under each other with one left edge
_DAYS: tuple[tuple[Callable[[], str], Callable[[], str]], ...] = (
    (lambda: _("Mon"), lambda: _("Monday")),
    (lambda: _("Tue"), lambda: _("Tuesday")),
    (lambda: _("Wed"), lambda: _("Wednesday")),
    (lambda: _("Thu"), lambda: _("Thursday")),
    (lambda: _("Fri"), lambda: _("Friday")),
    (lambda: _("Sat"), lambda: _("Saturday")),
    (lambda: _("Sun"), lambda: _("Sunday")),
)

# -- controls: each is a widget, and a function that shows a value without changing it ----------


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


class Decimal(QDoubleSpinBox):
    """A decimal number between two bounds. A wheel over it changes nothing."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self.setDecimals(2)
        self.lineEdit().setTextMargins(10, 0, 0, 0)
        look.changed.connect(self._dress)
        self._dress()

    def textFromValue(self, value: float) -> str:
        """Return the number without digits that say nothing."""
        return self.locale().toString(value, "g", 5)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the field and the signs for more and less, as the kit's whole numbers do."""
        super().paintEvent(event)
        option = QStyleOptionSpinBox()
        self.initStyleOption(option)
        kind, part = QStyle.ComplexControl.CC_SpinBox, QStyle.SubControl
        for name, control in (
            ("chevron-up", part.SC_SpinBoxUp),
            ("chevron-down", part.SC_SpinBoxDown),
        ):
            self._sign(name, self.style().subControlRect(kind, option, control, self))

    def _sign(self, name: str, rect: QRect) -> None:
        size = self.look.theme.px(16)
        box = QRectF(0, 0, size, size)
        box.moveCenter(QRectF(rect).center())
        painter = smooth(self)
        self.look.icons.paint(painter, name, box, self.look.colours.ink2)

    def _dress(self) -> None:
        wide = self.look.theme.px(20) + 12
        self.setStyleSheet(
            "QDoubleSpinBox::up-button, QDoubleSpinBox::down-button {"
            f" width: {wide}px; border: 0; background: transparent; }}"
            "QDoubleSpinBox::up-arrow, QDoubleSpinBox::down-arrow { image: none; }"
        )


class Slider(QSlider):
    """A slider. A wheel over it changes nothing."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()


def _control(look: Look, key: str, field: Field, change: Callable[[Any], None]) -> Control:
    match field:
        case Choice():
            return _choice(look, key, field, change)
        case Switch():
            return _switch(look, field, change)
        case Days():
            return _days(look, field, change)
        case Whole() if key == "volume":
            return _slider(look, field, change)
        case _:
            return _number(look, field, change)


def _choice(look: Look, key: str, field: Choice, change: Callable[[Any], None]) -> Control:
    box = kit.Select(look)
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
    box = kit.Check(look, field.label.replace("&", "&&"))
    describe(box, field.label, field.help)
    box.clicked.connect(lambda checked: change(checked))
    return Control(box, box.setChecked)


def _number(look: Look, field: Number, change: Callable[[Any], None]) -> Control:
    box: kit.Number | Decimal
    if isinstance(field, Whole):
        box = kit.Number(look)
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
    for short, name in _DAYS:
        chip = Chip(look, short())
        describe(chip, name(), field.label)
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


# -- the page -----------------------------------------------------------------------------------


class _Row(QWidget):
    """A setting: its words and its control, side by side or one under the other."""

    def __init__(self, look: Look, field: Field, control: Control) -> None:
        super().__init__()
        self.look, self.control = look, control
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._line.setContentsMargins(0, SPACE_M, 0, SPACE_M)
        words = QVBoxLayout()
        words.setSpacing(2)
        self._help = Text(look, field.help, "small", "ink2", wrap=True)
        self._own_words = isinstance(field, Switch)
        name = Text(look, field.label, "body", weight=500, wrap=True)
        words.addWidget(control.widget if self._own_words else name)
        words.addWidget(self._help)
        self._line.addLayout(words, 1)
        if not self._own_words:
            self._line.addWidget(control.widget)
        look.changed.connect(self._scale)
        self._scale()

    def fit(self, *, narrow: bool) -> None:
        """Put the control under the words, or beside them."""
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._line.setDirection(down if narrow else across)
        self._line.setSpacing(SPACE_S if narrow else SPACE_XL)

    def _scale(self) -> None:
        px = self.look.theme.px
        for part, width in self.control.least:
            part.setMinimumWidth(px(width))
        # the help of a switch stands under its words, not under its box
        self._help.setContentsMargins(px(20) + 10 if self._own_words else 0, 0, 0, 0)


class _Group(QWidget):
    """Settings under one heading, with a way back to what they were at first."""

    def __init__(self, page: "SettingsPage", heading: str, keys: Sequence[str]) -> None:
        super().__init__()
        self.keys, self._page = keys, page
        self._before: dict[str, Any] = {}
        self.rows: dict[str, _Row] = {}
        look = page.look
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_S)
        head = QHBoxLayout()
        head.addWidget(Text(look, heading, "section", wrap=True), 1)
        self.reset = KeyButton(look, _("Put back"), "refresh", kind="text")
        describe(self.reset, _("Put back: {group}").format(group=heading))
        self.reset.clicked.connect(self._put_back)
        policy = self.reset.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # nothing moves when there is nothing to put back
        self.reset.setSizePolicy(policy)
        head.addWidget(self.reset)
        column.addLayout(head)
        self.banner = Banner(look, self)
        self.banner.acted.connect(self._undo)
        column.addWidget(self.banner)
        card = Card()
        column.addWidget(card)
        self.card = QVBoxLayout(card)
        self.card.setContentsMargins(CARD_PADDING, SPACE_S, CARD_PADDING, SPACE_S)
        self.card.setSpacing(0)
        table = fields()
        for key in keys:
            if self.rows:
                self.card.addWidget(Rule(look))
            control = _control(look, key, table[key], partial(page.change_one, key))
            self.rows[key] = _Row(look, table[key], control)
            self.card.addWidget(self.rows[key])

    def refresh(self, settings: Settings) -> None:
        """Show the values that are in force."""
        at_first = Settings()
        changed = any(getattr(settings, key) != getattr(at_first, key) for key in self.keys)
        self.reset.setVisible(changed)
        if changed:
            self.banner.hide()
        for key, row in self.rows.items():
            row.control.show(getattr(settings, key))

    def _put_back(self) -> None:
        settings, at_first = self._page.model.settings, Settings()
        self._before = {key: getattr(settings, key) for key in self.keys}
        # Shown before the button that has the keyboard goes, so that Undo is next in line.
        self.banner.show_notice(_("These settings are as they were at first."), action=_("Undo"))
        self._page.model.change(**{key: getattr(at_first, key) for key in self.keys})

    def _undo(self) -> None:
        self.banner.hide()
        self._page.model.change(**self._before)


class SettingsPage(Page):
    """All settings, where the data is, and the way to About.

    Signals:
        test_sound: the user wants to hear a cue.
    """

    test_sound = Signal()

    def __init__(self, look: Look, model: Model, parent: QWidget | None = None) -> None:
        super().__init__(look, model, parent)
        self.column.setSpacing(SPACE_XL)
        self.column.addWidget(Text(look, _("Settings"), "title"))
        self.groups = [_Group(self, heading(), keys) for heading, keys in GROUPS]
        for group in self.groups:
            self.column.addWidget(group)
        self._add_sound(self.groups[1].card)
        self.column.addWidget(self._data())
        self.column.addStretch(1)
        self.refresh()

    def change_one(self, key: str, value: Any) -> None:
        """Change a setting; it is in force at once."""
        self.model.change(**{key: value})

    def refresh(self) -> None:
        """Show the settings that are in force."""
        settings = self.model.settings
        for group in self.groups:
            group.refresh(settings)
        silent = settings.muted or not settings.volume or settings.player == SILENT
        self._try.setEnabled(not silent)

    def fit(self, *, narrow: bool) -> None:
        """Put controls beside their words, or under them."""
        for group in self.groups:
            for row in group.rows.values():
                row.fit(narrow=narrow)

    def show_player(self, name: str, notice: str | None) -> None:
        """Say what plays the cues, and why it is not what was asked for.

        Args:
            name: ``CuePlayer.name``.
            notice: ``CuePlayer.notice``.
        """
        if name == SILENT:
            said = _("The cues are silent.")
        elif self.model.settings.player == "auto":
            said = _("In use: {name}, the first that works here.").format(name=name)
        else:
            said = _("In use: {name}.").format(name=name)
        self._player.setText(said)
        self._player.show()
        self._notice.setText(notice or "")
        self._notice.setVisible(bool(notice))

    def _add_sound(self, card: QVBoxLayout) -> None:
        self._player = Text(self.look, role="body", ink="ink2", wrap=True)
        self._notice = Text(self.look, role="body", ink="warn", wrap=True)
        self._player.hide()
        self._notice.hide()
        self._try = KeyButton(self.look, _("Play a sound"), "sound")
        self._try.clicked.connect(self.test_sound)
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, SPACE_M, 0, SPACE_M)
        column.setSpacing(SPACE_S)
        column.addWidget(self._player)
        column.addWidget(self._notice)
        column.addWidget(self._try, 0, Qt.AlignmentFlag.AlignLeft)
        card.addWidget(Rule(self.look))
        card.addWidget(box)

    def _data(self) -> QWidget:
        look, box = self.look, QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_L)
        column.addWidget(Text(look, _("Data"), "section"))
        card = Card()
        column.addWidget(card)
        inner = QVBoxLayout(card)
        inner.setContentsMargins(CARD_PADDING, 20, CARD_PADDING, 20)
        inner.setSpacing(SPACE_M)
        said = _("Your history and settings stay on this computer, in this file:")
        if not self.model.store.lasting:
            said = _("For now your history is only in memory. Its file would be:")
        inner.addWidget(Text(look, said, "body", wrap=True))
        inner.addWidget(PathText(look, self.model.folder.database, _("History file")))
        self._closed = Text(look, _("The folder could not be opened."), "body", "warn", wrap=True)
        self._closed.hide()
        inner.addWidget(self._closed)
        flow = FlowLayout(gap=SPACE_M)
        folder = KeyButton(look, _("Open folder"), "folder")
        folder.clicked.connect(
            lambda: self._closed.setVisible(not open_folder(self.model.folder.root))
        )
        about = KeyButton(look, _("About Hipflex"), "info", kind="text")
        about.clicked.connect(lambda: self.go.emit("about"))
        flow.addWidget(folder)
        flow.addWidget(about)
        inner.addLayout(flow)
        return box
