"""Sending a session: where its file goes is asked, and what came of it is a sentence."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from hipflex_gui.errors import Fault
from hipflex_gui.files import free_name
from hipflex_gui.i18n import _
from hipflex_gui.package_files import ENDING
from hipflex_gui.package_writing import share as write
from hipflex_gui.ui.model import Model


def ask_target(parent: QWidget, proposed: Path) -> str:
    """Ask where to write a session that is to be sent; nothing if nowhere."""
    kinds = _("Hipflex sessions (*.hipflex)")
    return QFileDialog.getSaveFileName(parent, _("Share a session"), str(proposed), kinds)[0]


def share(
    widget: QWidget,
    model: Model,
    session_id: str,
    ask: Callable[[QWidget, Path], str] = ask_target,
) -> str:
    """Write a session with its own movements and pictures to a file of the user's choice.

    Args:
        widget: what the dialogue belongs to.
        model: what there is.
        session_id: the session.
        ask: asks for the file.

    Returns:
        What came of it, as a sentence to show; nothing where the user would rather not.
    """
    entry = model.catalogue.sessions.get(session_id)
    if entry is None:
        return _("There is no session called {name}.").format(name=session_id)
    name = ask(widget, free_name(Path.home() / f"{session_id}{ENDING}"))
    if not name:
        return ""
    target = Path(name)
    if target.suffix.lower() != ENDING:
        target = free_name(target.with_name(target.name + ENDING))
    try:
        write(entry, model.catalogue, model.folder, target)
    except Fault as fault:
        return fault.text
    said = _("Wrote {name} to {path}. Whoever gets the file opens it with Hipflex.")
    return said.format(name=entry.name, path=target)
