"""Where the user's files are: said as a path that can be copied, and opened with one click."""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QVBoxLayout, QWidget

from hipflex_gui.i18n import _
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.model import Model
from hipflex_gui.ui.theme import SPACE_M
from hipflex_gui.ui.widgets.base import Text
from hipflex_gui.ui.widgets.buttons import KeyButton
from hipflex_gui.ui.widgets.fields import PathText
from hipflex_gui.ui.widgets.flow import FlowLayout


def open_path(path: Path) -> bool:
    """Open a file or a folder with the desktop's own program; tell whether that could be done."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


class DataFolder(QWidget):
    """The file of history and settings, the way to its folder, and one more button beside it."""

    def __init__(self, look: Look, model: Model, beside: KeyButton) -> None:
        super().__init__()
        said = _("Your history and settings stay on this computer, in this file:")
        if not model.store.lasting:
            said = _("For now your history is only in memory. Its file would be:")
        closed = Text(look, _("The folder could not be opened."), "body", "warn", wrap=True)
        closed.hide()
        button = KeyButton(look, _("Open folder"), "folder")
        button.clicked.connect(lambda: closed.setVisible(not open_path(model.folder.root)))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_M)
        column.addWidget(Text(look, said, "body", "ink2", wrap=True))
        column.addWidget(PathText(look, model.folder.database, _("History file")))
        column.addWidget(closed)
        flow = FlowLayout(gap=SPACE_M)
        flow.addWidget(button)
        flow.addWidget(beside)
        column.addLayout(flow)
