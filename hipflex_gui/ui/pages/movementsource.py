"""The file behind the page that edits a movement: what there is to edit, and how it is saved."""

from dataclasses import dataclass, replace
from pathlib import Path

from hipflex_gui.errors import Fault, UserFault
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
from hipflex_gui.paths import assets
from hipflex_gui.ui.model import Model
from hipflex_gui.ui.taking_pictures import take

NEW = Form(dose="30s")


@dataclass(frozen=True)
class Source:
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


class ChangedFault(UserFault):
    """The same was changed on the page and in the file.

    Attributes:
        source: as the file is now; saved from that, it becomes what is on the page.
    """

    def __init__(self, text: str, source: Source) -> None:
        super().__init__(text)
        self.source = source


def source_of(model: Model, movement_id: str) -> Source:
    """Return what there is to edit; with an empty id a new movement.

    Raises:
        Fault: its file is gone, or cannot be edited here.
    """
    if not movement_id:
        return Source(text=new_text("new", _schema()))
    movement = model.catalogue.movements.get(movement_id)
    own = movement_id in model.catalogue.own_movements
    folder = model.folder.movements if own else assets() / "movements"
    path = file_of(folder, movement_id)
    if movement is None or path is None:
        raise UserFault(_("This movement is not there any more. Here is a new one."))
    text = load_text(path)
    if own and not is_variant(text, movement_id):
        return Source(movement_id, text, path, read_form(text))
    text = version_of(text, movement_id, movement_id, _schema())
    return Source(movement_id, text, None, read_form(text), movement.name)


def picture_of(model: Model, source: Source) -> Path | None:
    """Return where the picture of a movement is, if it has one."""
    if not source.form.picture:
        return None
    folder = source.path.parent if source.path else model.folder.movements
    path = folder / source.form.picture
    return path if path.is_file() else None


def save(model: Model, source: Source, form: Form, picture: Path | None, *, beside: bool) -> str:
    """Write a movement's file, and return its id.

    Args:
        model: knows the folder and the other movements.
        source: what was edited.
        form: what it is to say; its picture is that of ``picture``.
        picture: from anywhere; it is copied beside the file.
        beside: whether a version of another movement stands beside that one, or in its place.

    Raises:
        RefusedError: a part of the form makes no movement.
        ChangedFault: the file was changed meanwhile, and in the same place.
        Fault: it cannot be written.
    """
    folder, new_id = model.folder.movements, source.id
    if source.path is None:
        if source.shipped and beside and form.name == source.shipped:
            said = _("Give your version a name of its own, or let it stand in the other's place.")
            raise RefusedError(said, "name")
        if not source.id or beside:
            new_id = free_id(form.name, folder, list(model.catalogue.movements))
        path = folder / f"{new_id}.yaml"
        if path.exists():
            said = _("There is a file {name} already, and it is not of this movement.")
            raise UserFault(said.format(name=path.name))
        text = version_of(source.text, new_id, new_id, _schema())
    else:
        path = source.path
        text = load_text(path)
        form = _merged(source, form, text)
    there = picture == picture_of(model, source) and source.path
    taken = "" if not picture else picture.name if there else take(picture, folder, path.stem)
    try:
        save_text(path, write_form(text, replace(form, picture=taken)))
    except Fault:
        if taken and taken != source.form.picture:
            (folder / taken).unlink(missing_ok=True)  # it was copied for nothing
        raise
    return new_id


def _merged(source: Source, form: Form, text: str) -> Form:
    """Return the form with what was changed in the file meanwhile.

    Raises:
        ChangedFault: the same was changed in both; saving once more takes what is on the page.
    """
    there = read_form(text)
    whole, both = merged(form, source.form, there)
    if both:
        said = _(
            "The file was changed elsewhere meanwhile: {what}. Save once more to keep what is"
            " on this page, or cancel to keep the file."
        )
        said = said.format(what=", ".join(one.replace("_", " ") for one in both))
        raise ChangedFault(said, replace(source, form=there, text=text))
    return whole


def _schema() -> str:
    return (assets() / "schema" / "movement.schema.json").as_uri()
