"""Writing a movement of one's own, or one's own version of another, by hand and eye."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from hipflex_gui.errors import Fault
from hipflex_gui.figure.keyframes import with_frame
from hipflex_gui.figure.scene import figure_of
from hipflex_gui.i18n import _
from hipflex_gui.movement_files import RefusedError
from hipflex_gui.movement_text import Form
from hipflex_gui.movements import Movement
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.model import Model
from hipflex_gui.ui.pages.base import PADDING, Page
from hipflex_gui.ui.pages.lookcard import LookCard
from hipflex_gui.ui.pages.movementform import MovementForm
from hipflex_gui.ui.pages.movementparts import PlaceCard, UnsavedCard, row
from hipflex_gui.ui.pages.movementsource import (
    NEW,
    ChangedFault,
    Source,
    picture_of,
    save,
    source_of,
)
from hipflex_gui.ui.pages.parts import Link, on_key
from hipflex_gui.ui.theme import SPACE_L, SPACE_XS
from hipflex_gui.ui.widgets.base import Text, announce
from hipflex_gui.ui.widgets.buttons import KeyButton

ROOM = 4  # for the ring of the focus, which a container would cut
WIDEST = 880  # px at 100 %


class MovementEditPage(Page):
    """The form of a movement. Ctrl+S saves it; Escape goes back, and asks if there is a change."""

    def __init__(self, look: Look, model: Model, parent: QWidget | None = None) -> None:
        super().__init__(look, model, parent)
        self._source = Source()
        self._clean: tuple[Form, Path | None] = (NEW, None)
        self._kept: dict[str, tuple[Source, Form, Path | None, bool]] = {}
        self.form, self.looks = MovementForm(look), LookCard(look, model)
        self.place, self._unsaved = PlaceCard(look), UnsavedCard(look)
        self.save_button = KeyButton(look, _("Save"), key=_("Ctrl+S"), kind="primary")
        self.cancel = KeyButton(look, _("Cancel"), kind="text")
        self._unsaved.hide()
        self._unsaved.stayed.connect(self._go_on)
        self._unsaved.saved.connect(self.save)
        self._unsaved.dropped.connect(self._drop)
        self._lay_parts()
        self._fill(NEW, None)
        self._clean = (self._now(), None)
        self.save_button.clicked.connect(self.save)
        self.cancel.clicked.connect(self.leave)
        self.setFocusProxy(self.form.name)
        on_key(self, Qt.Key.Key_Escape, self.leave)
        on_key(self, "Ctrl+S", self.save)

    # -- what is edited

    def show_movement(self, movement_id: str) -> None:
        """Edit a movement of one's own, a version of another, or with an empty id a new one.

        What was changed and not saved before is still there.
        """
        if self.dirty:
            picture = self.looks.view.path
            kept = (self._source, self._now(), picture, self.looks.photo.isChecked())
            self._kept[self._source.id] = kept
        self._unsaved.hide()
        self._say("")
        if movement_id in self._kept:
            self._source, form, picture, chosen = self._kept.pop(movement_id)
            self._fill(self._source.form, picture_of(self.model, self._source))
            self._clean = (self._now(), self.looks.photo_path)
            self._fill(form, picture, chosen=chosen)
            self._say(_("What you had changed is still here. It is not saved yet."))
        else:
            try:
                self._source = source_of(self.model, movement_id)
            except Fault as fault:
                self._source = Source()
                self._say(str(fault))
            self._fill(self._source.form, picture_of(self.model, self._source))
            self._clean = (self._now(), self.looks.photo_path)
        self._head()
        self.verticalScrollBar().setValue(0)

    def refresh(self) -> None:
        """Leave what is written as it is; only the key caps follow the settings."""
        self.save_button.set_key_shown(self.model.settings.key_caps)

    def fit(self, *, narrow: bool) -> None:
        """Keep the form from becoming wider than one can take in."""
        self._within.setMaximumWidth(self.look.theme.px(WIDEST))
        self.form.fit()

    @property
    def dirty(self) -> bool:
        """Whether something was changed and is not saved."""
        return (self._now(), self.looks.photo_path) != self._clean

    def _now(self) -> Form:
        """Return the form as it is on the page; a figure that was never touched is none."""
        shown = self.looks.pose.figure
        figure = shown if self._source.form.figure or shown != self._plain else None
        return replace(self.form.form, figure=figure)

    def _fill(self, form: Form, picture: Path | None, *, chosen: bool | None = None) -> None:
        movement = self.model.catalogue.movements.get(self._source.id) or Movement("", "")
        plain = figure_of(replace(movement, figure=None))
        self._plain = with_frame(plain, 0, replace(plain.frames[0], name="start"))
        self.form.show_form(form)
        self.looks.pose.show_figure(form.figure or self._plain)
        self.looks.show_photo(picture, chosen=picture is not None if chosen is None else chosen)

    # -- saving

    def save(self) -> None:
        """Save what was changed and go back; or say what is in the way."""
        form = self._now()
        self.form.say_problems({})
        if not form.name:
            self._complain(_("It needs a name."), "name")
            return
        try:
            picture, beside = self.looks.photo_path, self.place.beside.isChecked()
            saved = save(self.model, self._source, form, picture, beside=beside)
        except RefusedError as refused:
            self._complain(str(refused), refused.key)
            return
        except ChangedFault as changed:
            self._source = changed.source
            self._complain(str(changed))
            return
        except Fault as fault:
            self._complain(str(fault))
            return
        before = self._source.id
        self._clean = (self._now(), self.looks.photo_path)
        self._source = replace(self._source, id=saved)
        self.model.reload()
        self._kept.pop(before, None)
        self.back.emit()
        if saved != before:
            self.movement.emit(saved)

    def _complain(self, said: str, key: str = "") -> None:
        """Say what is in the way, where it is to be mended."""
        keys = {"dose": "dose", "name": "name"} | {key: key}
        field = self.form.say_problems({keys.get(key, key): said})
        if field is None:
            self._say(said)
            self.verticalScrollBar().setValue(0)
            announce(self._status, said)
            return
        self._say("")
        field.setFocus()
        self.ensureWidgetVisible(field, 0, 80)
        announce(field, said)

    # -- leaving

    def leave(self) -> None:
        """Go back; where something was changed, ask first."""
        if not self.dirty:
            self.back.emit()
            return
        self._unsaved.ask()
        self.verticalScrollBar().setValue(0)

    def _drop(self) -> None:
        self._fill(self._source.form, picture_of(self.model, self._source))
        self._clean = (self._now(), self.looks.photo_path)
        self._unsaved.hide()
        self.back.emit()

    def _go_on(self) -> None:
        self._unsaved.hide()
        self.form.name.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- how it looks

    def _head(self) -> None:
        source = self._source
        if source.shipped:
            title, said = _("Your version of {name}"), _("The one it comes from stays as it is.")
            title = title.format(name=source.shipped)
        elif source.path:
            title, said = _("Edit {name}"), _("Your own movement, in {file}.")
            title, said = title.format(name=source.form.name), said.format(file=source.path.name)
        else:
            title = _("A movement of your own")
            said = _("A name and what to do are enough; the rest can wait.")
        self._title.setText(title)
        self._intro.setText(said)
        self.place.setVisible(bool(source.shipped))
        self.place.begin(taken=source.id in self.model.catalogue.own_movements)

    def _say(self, words: str) -> None:
        self._status.setText(words)
        self._status.setVisible(bool(words))

    def _lay_parts(self) -> None:
        look = self.look
        self._within = QWidget(self.body)
        column = QVBoxLayout(self._within)
        column.setContentsMargins(ROOM, ROOM, ROOM, ROOM)
        column.setSpacing(SPACE_L)
        self.column.setContentsMargins(PADDING - ROOM, PADDING - ROOM, PADDING - ROOM, PADDING)
        self.column.addWidget(self._within)
        self.column.addStretch(1)
        self._title = Text(look, "", "title", wrap=True)
        self._intro = Text(look, "", "body", "ink2", wrap=True)
        self._status = Text(look, "", "body", "warn", weight=500, wrap=True)
        back = Link(look, _("Back"), "arrow-left")
        back.clicked.connect(self.leave)
        top = QVBoxLayout()
        top.setSpacing(SPACE_XS)
        top.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)
        for part in (self._title, self._intro, self._status):
            top.addWidget(part)
        column.addLayout(top)
        column.addWidget(self._unsaved)
        column.addWidget(self.form)
        column.addWidget(self.looks)
        column.addWidget(self.place)
        column.addLayout(row((self.save_button, self.cancel)))
