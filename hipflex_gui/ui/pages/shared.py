"""The folder that brings several computers together: which one it is, and how sharing went."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QWidget

from hipflex_gui.i18n import _
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.model import Model
from hipflex_gui.ui.pages.parts import link, padded
from hipflex_gui.ui.theme import SPACE_M
from hipflex_gui.ui.widgets.base import Text, announce, describe
from hipflex_gui.ui.widgets.buttons import KeyButton
from hipflex_gui.ui.widgets.fields import PathText
from hipflex_gui.ui.widgets.flow import FlowLayout


def ask_folder(parent: QWidget, folder: Path) -> str:
    """Ask which folder to share; nothing if none."""
    return QFileDialog.getExistingDirectory(parent, _("Choose the shared folder"), str(folder))


def hover_anew(button: QAbstractButton) -> None:
    """Let a button look as the pointer is: the dialog that it opened hid that the pointer left."""
    over = button.rect().contains(button.mapFromGlobal(QCursor.pos()))
    button.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, over)
    button.update()


class Shared(QWidget):
    """The folder that brings several computers together.

    Signals:
        wanted: share now.

    Attributes:
        ask_folder: how the user is asked for a folder.
    """

    wanted = Signal()

    def __init__(self, look: Look, model: Model) -> None:
        super().__init__()
        self.model = model
        self.ask_folder = ask_folder
        said = _(
            "To have the same history on all your computers, choose a folder that a program such "
            "as Syncthing or Nextcloud keeps the same on each of them."
        )
        self.none = Text(look, _("Not shared."), "body", "ink2")
        self.path = PathText(look, Path(model.settings.sync_folder), _("Shared folder"))
        self.choose = KeyButton(look, _("Choose folder…"), "folder")
        self.share = KeyButton(look, _("Share now"), "refresh")
        self.stop = link(look, _("Stop sharing"))
        self._status = Text(look, "", "body", "ink2", wrap=True)
        self._problems = Text(look, "", "body", "warn", wrap=True)
        buttons = FlowLayout(gap=SPACE_M)
        for button in (self.choose, self.share, self.stop):
            buttons.addWidget(button)
        column = padded(self, 0)
        column.setSpacing(SPACE_M)
        column.addWidget(Text(look, _("Shared folder"), "row"))
        column.addWidget(Text(look, said, "small", "ink2", wrap=True))
        for part in (self.none, self.path):
            column.addWidget(part)
        column.addLayout(buttons)
        for part in (self._status, self._problems):
            column.addWidget(part)
            part.hide()
        self.choose.clicked.connect(self._choose)
        self.share.clicked.connect(self.wanted)
        self.stop.clicked.connect(self._stop)
        self.refresh()

    def refresh(self) -> None:
        """Show the folder in the settings."""
        folder = self.model.settings.sync_folder
        if self.path.toPlainText() != folder:
            self.path.setPlainText(folder)
            describe(self.path, _("Shared folder"), folder)
            self.path.updateGeometry()
        self.none.setVisible(not folder)
        for part in (self.path, self.share, self.stop):
            part.setVisible(bool(folder))

    def show_sync(self, sentence: str, problems: Sequence[str] = ()) -> None:
        """Say how sharing went, and what could not be read."""
        self._status.setText(sentence)
        self._problems.setText("\n".join(problems))
        self._status.setVisible(bool(sentence))
        self._problems.setVisible(bool(problems))
        if sentence or problems:
            announce(self._status, " ".join((sentence, *problems)).strip())

    def _choose(self) -> None:
        start = Path(self.model.settings.sync_folder or Path.home())
        name = self.ask_folder(self, start)
        hover_anew(self.choose)
        if name:
            self.show_sync("")
            self.model.change(sync_folder=name)
            self.refresh()
            self.wanted.emit()

    def _stop(self) -> None:
        self.choose.setFocus()
        self.model.change(sync_folder="")
        self.refresh()
        self.show_sync(_("Not shared any more. What is in the folder stays there."))
