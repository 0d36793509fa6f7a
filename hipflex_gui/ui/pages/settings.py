"""Settings: the table of ``hipflex_gui.settings``, one row a key, in force as soon as changed."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from hipflex_gui.audio import SILENT
from hipflex_gui.figure.scene import of_place
from hipflex_gui.i18n import _
from hipflex_gui.settings import Field, Settings, Switch, fields
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.model import Model
from hipflex_gui.ui.pages.base import Page, stack
from hipflex_gui.ui.pages.controls import Control, control
from hipflex_gui.ui.pages.folder import DataFolder
from hipflex_gui.ui.pages.keeping import Backups
from hipflex_gui.ui.pages.shared import Shared
from hipflex_gui.ui.theme import CARD_PADDING, SPACE_L, SPACE_M, SPACE_S, SPACE_XL
from hipflex_gui.ui.widgets.banner import Banner
from hipflex_gui.ui.widgets.base import Card, Painted, Rule, Text, describe, smooth
from hipflex_gui.ui.widgets.buttons import KeyButton
from hipflex_gui.ui.widgets.stage import paint_thumbnail

GROUPS: tuple[tuple[Callable[[], str], tuple[str, ...]], ...] = (
    (lambda: _("Look"), ("theme", "reduced_motion", "key_caps", "units")),
    (lambda: _("Figure"), ("build", "skin", "hair", "hair_colour")),
    (lambda: _("Sound"), ("player", "volume", "muted")),
    (
        lambda: _("Sides and pace"),
        (
            "first_side", "get_ready", "switch", "rest", "breath_in", "breath_out", "count",
            "rep", "slowly", "walking_step", "seconds_per_word", "least_line",
        ),
    ),
    (
        lambda: _("Days and goal"),
        (
            "planned_days", "weekly_goal_min", "streak_of", "grace", "least_day_min",
            "day_end_hour", "ask_tightness",
        ),
    ),
)  # fmt: skip

LIKENESS = QSize(120, 150)


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

    def fit(self, *, narrow: bool) -> None:
        """Put the control under the words, or beside them."""
        stack(self._line, narrow=narrow)
        self._line.setSpacing(SPACE_S if narrow else SPACE_XL)
        px = self.look.theme.px
        for part, width in self.control.least:
            part.setMinimumWidth(px(width))
        # the help of a switch stands under its words, not under its box
        self._help.setContentsMargins(px(20) + 10 if self._own_words else 0, 0, 0, 0)


class _Likeness(Painted):
    """How the figure looks now."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        describe(self, _("How the figure looks now"))

    def sizeHint(self) -> QSize:
        """Return the size of a small picture; large text leaves it less than its share."""
        return LIKENESS * min(self.theme.scale, 1.4)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the figure at rest."""
        paint_thumbnail(smooth(self), self.look, of_place(None), QRectF(self.rect()))


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
            changing = control(look, key, table[key], partial(page.change_one, key))
            self.rows[key] = _Row(look, table[key], changing)
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
        sync_wanted: share with the folder in the settings now.
    """

    test_sound = Signal()
    sync_wanted = Signal()

    def __init__(self, look: Look, model: Model, parent: QWidget | None = None) -> None:
        super().__init__(look, model, parent)
        self.column.setSpacing(SPACE_XL)
        self.column.addWidget(Text(look, _("Settings"), "title"))
        self.groups = [_Group(self, heading(), keys) for heading, keys in GROUPS]
        for group in self.groups:
            self.column.addWidget(group)
        figure = self.groups[1].card
        figure.insertSpacing(0, SPACE_M)
        figure.insertWidget(1, _Likeness(look), 0, Qt.AlignmentFlag.AlignLeft)
        self._add_sound(self.groups[2].card)
        self.backups, self.shared = Backups(look, model), Shared(look, model)
        self.shared.wanted.connect(self.sync_wanted)
        self.backups.see.connect(self._see)
        self.show_sync = self.shared.show_sync
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
        self.shared.refresh()
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

    def _see(self, part: QWidget) -> None:
        # It has its place only when the layouts have had their turn.
        QTimer.singleShot(0, part, lambda: self.ensureWidgetVisible(part))

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
        about = KeyButton(look, _("About Hipflex"), "info", kind="text")
        about.clicked.connect(lambda: self.go.emit("about"))
        inner.setSpacing(SPACE_L)
        inner.addWidget(DataFolder(look, self.model, about))
        for part in (self.backups, self.shared):
            inner.addWidget(Rule(look))
            inner.addWidget(part)
        return box
