"""Writing a movement of one's own, or one's own version of another, by hand and eye."""

from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from hipflex_gui.errors import Fault, UserFault
from hipflex_gui.figure.keyframes import with_frame
from hipflex_gui.figure.scene import figure_of
from hipflex_gui.i18n import _
from hipflex_gui.movement_files import RefusedError, file_of, free_id, load_text, save_text
from hipflex_gui.movement_text import (
    Form,
    is_variant,
    merged,
    new_text,
    read_form,
    version_of,
    write_form,
)
from hipflex_gui.movements import Movement
from hipflex_gui.paths import assets
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.model import Model
from hipflex_gui.ui.pages.base import PADDING, Page
from hipflex_gui.ui.pages.lookcard import LookCard
from hipflex_gui.ui.pages.movementform import MovementForm
from hipflex_gui.ui.pages.movementparts import PlaceCard, UnsavedCard, row
from hipflex_gui.ui.pages.parts import Link, on_key
from hipflex_gui.ui.taking_pictures import take
from hipflex_gui.ui.theme import SPACE_L, SPACE_XS
from hipflex_gui.ui.widgets.base import Text, announce
from hipflex_gui.ui.widgets.buttons import KeyButton

ROOM = 4  # for the ring of the focus, which a container would cut
WIDEST = 880  # px at 100 %
NEW = Form(dose="30s")


@dataclass(frozen=True)
class _Source:
    """What is edited.

    Attributes:
        id: the movement's; empty for a new one.
        text: of the file, or of the version that is to be made.
        path: the user's own file; None where there is none yet.
        form: what the text says.
        shipped: the name of the movement of which this is a version.
    """

    id: str = ""
    text: str = ""
    path: Path | None = None
    form: Form = NEW
    shipped: str = ""


class MovementEditPage(Page):
    """The form of a movement. Ctrl+S saves it; Escape goes back, and asks if there is a change."""

    def __init__(self, look: Look, model: Model, parent: QWidget | None = None) -> None:
        super().__init__(look, model, parent)
        self._source = _Source()
        self._clean: tuple[Form, Path | None] = (NEW, None)
        self._kept: dict[str, tuple[_Source, Form, Path | None, bool]] = {}
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
            self._fill(self._source.form, self._picture_of(self._source))
            self._clean = (self._now(), self.looks.photo_path)
            self._fill(form, picture, chosen=chosen)
            self._say(_("What you had changed is still here. It is not saved yet."))
        else:
            try:
                self._source = self._found(movement_id)
            except Fault as fault:
                self._source = _Source()
                self._say(str(fault))
            self._fill(self._source.form, self._picture_of(self._source))
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

    def _found(self, movement_id: str) -> _Source:
        """Return what there is to edit.

        Raises:
            Fault: its file is gone, or cannot be edited here.
        """
        schema = self._schema()
        if not movement_id:
            return _Source(text=new_text("new", schema))
        movement = self.model.catalogue.movements.get(movement_id)
        own = movement_id in self.model.catalogue.own_movements
        folder = self.model.folder.movements if own else assets() / "movements"
        path = file_of(folder, movement_id)
        if movement is None or path is None:
            raise UserFault(_("This movement is not there any more. Here is a new one."))
        text = load_text(path)
        if own and not is_variant(text, movement_id):
            return _Source(movement_id, text, path, read_form(text))
        text = version_of(text, movement_id, movement_id, schema)
        return _Source(movement_id, text, None, read_form(text), movement.name)

    def _fill(self, form: Form, picture: Path | None, *, chosen: bool | None = None) -> None:
        movement = self.model.catalogue.movements.get(self._source.id) or Movement("", "")
        plain = figure_of(replace(movement, figure=None))
        self._plain = with_frame(plain, 0, replace(plain.frames[0], name="start"))
        self.form.show_form(form)
        self.looks.pose.show_figure(form.figure or self._plain)
        self.looks.show_photo(picture, chosen=picture is not None if chosen is None else chosen)

    def _picture_of(self, source: _Source) -> Path | None:
        if not source.form.picture:
            return None
        folder = source.path.parent if source.path else self.model.folder.movements
        path = folder / source.form.picture
        return path if path.is_file() else None

    def _schema(self) -> str:
        return (assets() / "schema" / "movement.schema.json").as_uri()

    # -- saving

    def save(self) -> None:
        """Save what was changed and go back; or say what is in the way."""
        form = self._now()
        self.form.say_problems({})
        if not form.name:
            self._complain(_("It needs a name."), "name")
            return
        try:
            saved = self._saved(form)
        except RefusedError as refused:
            self._complain(str(refused), refused.key)
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

    def _saved(self, form: Form) -> str:
        """Write the file, and return the movement's id.

        Raises:
            Fault: it cannot be written, or makes no movement.
        """
        source, folder = self._source, self.model.folder.movements
        text, new_id = source.text, source.id
        if source.path is None:
            if source.shipped and self.place.beside.isChecked() and form.name == source.shipped:
                said = _(
                    "Give your version a name of its own, or let it stand in the other's place."
                )
                raise RefusedError(said, "name")
            if not source.id or self.place.beside.isChecked():
                new_id = free_id(form.name, folder, list(self.model.catalogue.movements))
            path = folder / f"{new_id}.yaml"
            if path.exists():
                said = _("There is a file {name} already, and it is not of this movement.")
                raise UserFault(said.format(name=path.name))
            text = version_of(text, new_id, new_id, self._schema())
        else:
            path = source.path
            text = load_text(path)
            form = self._merged(form, text)
        taken = self._taken(path)
        try:
            save_text(path, write_form(text, replace(form, picture=taken)))
        except Fault:
            if taken and taken != source.form.picture:
                (folder / taken).unlink(missing_ok=True)  # it was copied for nothing
            raise
        return new_id

    def _merged(self, form: Form, text: str) -> Form:
        """Return the form with what was changed in the file meanwhile.

        Raises:
            UserFault: the same was changed in both; saving once more takes what is on the page.
        """
        there = read_form(text)
        whole, both = merged(form, self._source.form, there)
        if both:
            self._source = replace(self._source, form=there, text=text)
            said = _(
                "The file was changed elsewhere meanwhile: {what}. Save once more to keep what is"
                " on this page, or cancel to keep the file."
            )
            raise UserFault(said.format(what=", ".join(one.replace("_", " ") for one in both)))
        return whole

    def _taken(self, path: Path) -> str:
        """Return the name of the picture beside the file, copied there if it is new."""
        chosen = self.looks.photo_path
        if chosen is None:
            return ""
        if chosen == self._picture_of(self._source) and self._source.path:
            return chosen.name
        return take(chosen, path.parent, path.stem)

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
        self._fill(self._source.form, self._picture_of(self._source))
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
