"""The verb figure: a movement's picture as a file, SVG without Qt or PNG with it."""

import argparse
import os
from pathlib import Path

from hipflex_gui.catalogue import SUFFIXES, Catalogue, read_movement
from hipflex_gui.cli_common import kept_settings, say
from hipflex_gui.errors import UserFault
from hipflex_gui.fields import suggestion
from hipflex_gui.figure.camera import framed
from hipflex_gui.figure.contacts import faults
from hipflex_gui.figure.drawing import Op, draw
from hipflex_gui.figure.palette import palette
from hipflex_gui.figure.posing import pose
from hipflex_gui.figure.scene import still
from hipflex_gui.figure.svg import svg
from hipflex_gui.i18n import _
from hipflex_gui.movements import Movement
from hipflex_gui.paths import UserFolder, user_folder
from hipflex_gui.problems import printable, quoted
from hipflex_gui.words import Side


def figure(options: argparse.Namespace) -> int:
    """Write the picture; 1 if a contact of the figure is not true, which is told."""
    folder, path = user_folder(options.data_dir), options.output
    if path.suffix.lower() not in (".svg", ".png"):
        raise UserFault(_("The name of the picture has to end in .svg or .png."))
    movement = _movement(options.movement, folder)
    picture = still(movement, Side(options.side))
    posed = pose(picture.figure)
    number = _frame(
        options.frame, [frame.name for frame in picture.figure.frames], picture.shown.first
    )
    glow = picture.glow if number == picture.figure.pose else ()
    person, size = kept_settings(folder).person(), options.size
    colours = palette(person, dark=options.theme == "dark")
    camera = framed(posed, picture.figure.view, size, size)
    ops = draw(posed, posed.stances[number], camera, colours, person, glow=glow)
    try:
        if path.suffix.lower() == ".svg":
            text = svg(ops, size, size, colours.ground, movement.name)
            path.write_text(text, encoding="utf-8", newline="\n")
        else:
            _write_png(path, ops, size, colours.ground)
    except OSError as error:
        said = _("The picture could not be written: {reason}.")
        raise UserFault(said.format(reason=error.strerror or error)) from None
    found = faults(posed)
    for fault in found:
        say(fault)
    return 1 if found else 0


def _movement(name: str, folder: UserFolder) -> Movement:
    path = Path(name)
    if path.suffix.lower() in SUFFIXES:
        movements, report = read_movement(path)
        if not movements:
            raise UserFault("\n".join(str(problem) for problem in report.problems))
        return movements[0]
    known = Catalogue.load(folder, sessions=False).movements
    broken = folder.movements / f"{name}.yaml"
    if name not in known and Path(name).name == name and broken.is_file():
        raise UserFault("\n".join(str(one) for one in read_movement(broken)[1].problems))
    if name not in known:
        said = _("no movement is called {name}; {hint}")
        hint = suggestion(name, known) or _("see assets/movements")
        raise UserFault(said.format(name=quoted(name), hint=hint))
    return known[name]


def _frame(wanted: str | None, names: list[str], pose_number: int) -> int:
    """Return the number of a key-frame, from its name or its number from 1."""
    if wanted is None:
        return pose_number
    if wanted in names:
        return names.index(wanted)
    if wanted.isascii() and wanted.isdigit() and 1 <= int(wanted) <= len(names):
        return int(wanted) - 1
    said = _("there is no key-frame {wanted}; there are: {names}")
    listed = ", ".join(f"{n} ({printable(name)})" for n, name in enumerate(names, 1))
    raise UserFault(said.format(wanted=quoted(wanted), names=listed))


def _write_png(path: Path, ops: list[Op], size: int, ground: str) -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # nothing is to be shown
    try:
        from hipflex_gui.ui.figures import save
    except ImportError as error:
        said = _("A PNG needs PySide6, which cannot be loaded ({reason}). Try a name in .svg")
        raise UserFault(said.format(reason=error)) from None
    if not save(path, ops, size, ground):
        raise OSError(_("the folder cannot be written to"))
