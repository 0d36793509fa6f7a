"""What keeps a history: backups, which are looked at before they come back.

Reading and writing backups happens in a thread with a log of its own; restoring is the model's
own log becoming another one, so it happens here.
"""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from hipflex_gui import backup
from hipflex_gui.backup_reading import Broken, Contents, available, missing, preview
from hipflex_gui.errors import Fault
from hipflex_gui.files import free_name
from hipflex_gui.i18n import _
from hipflex_gui.ui.background import Job
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.model import Model
from hipflex_gui.ui.pages.backuprow import BackupPreview, BackupRow
from hipflex_gui.ui.pages.days import day_text
from hipflex_gui.ui.pages.parts import emptied, padded
from hipflex_gui.ui.pages.shared import hover_anew
from hipflex_gui.ui.theme import SPACE_M
from hipflex_gui.ui.widgets.banner import Banner
from hipflex_gui.ui.widgets.base import Text, announce
from hipflex_gui.ui.widgets.buttons import KeyButton
from hipflex_gui.ui.widgets.flow import FlowLayout


def ask_target(parent: QWidget, proposed: Path) -> str:
    """Ask where to save a backup; nothing if nowhere."""
    kinds = _("Backups (*.zip)")
    return QFileDialog.getSaveFileName(parent, _("Save a backup"), str(proposed), kinds)[0]


def ask_source(parent: QWidget, folder: Path) -> str:
    """Ask which backup to restore; nothing if none."""
    kinds = _("Backups (*.zip *.sqlite3)")
    return QFileDialog.getOpenFileName(parent, _("Restore from a file"), str(folder), kinds)[0]


class Backups(QWidget):
    """The backups there are, one to make, and what one holds before it is restored.

    Signals:
        see: this part of it is worth looking at now.

    Attributes:
        ask_target, ask_source: how the user is asked for a file.
    """

    see = Signal(QWidget)

    def __init__(self, look: Look, model: Model) -> None:
        super().__init__()
        self.look, self.model = look, model
        self.ask_target, self.ask_source = ask_target, ask_source
        self._kept, self._undoes = Path(), True
        self._listed: dict[Path, BackupRow] = {}
        said = _("Hipflex keeps a backup of each of the last seven days.")
        self.save = KeyButton(look, _("Save a backup…"), "file")
        self.load = KeyButton(look, _("Restore from a file…"), "folder")
        self.status = Text(look, "", "body", "ink2", wrap=True)
        self.banner = Banner(look, self)
        self.panel = BackupPreview(look)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(SPACE_M)
        buttons = FlowLayout(gap=SPACE_M)
        buttons.addWidget(self.save)
        buttons.addWidget(self.load)
        column = padded(self, 0)
        column.setSpacing(SPACE_M)
        column.addWidget(Text(look, _("Backups"), "row"))
        column.addWidget(Text(look, said, "small", "ink2", wrap=True))
        column.addWidget(self.banner)
        column.addLayout(buttons)
        column.addWidget(self.status)
        column.addLayout(self._rows)
        self._rows.addWidget(self.panel)
        for part in (self.status, self.panel):
            part.hide()
        self.save.clicked.connect(self._save)
        self.load.clicked.connect(self._load)
        self.banner.acted.connect(self._undo)
        self.panel.agreed.connect(self._restore)
        self.panel.left.connect(self._leave)

    def showEvent(self, event: QShowEvent) -> None:
        """Look what there is whenever it is seen."""
        super().showEvent(event)
        self.list_anew()

    def list_anew(self) -> None:
        """List the backups there are."""
        self._do(lambda: available(self.model.folder), self._list)

    def _do(self, work: Callable[[], object], then: Callable[[object], None]) -> None:
        """Do something in a thread, and go on here with what it returns; a fault of it is said."""
        job = Job(lambda _progress: work(), self)
        job.done.connect(then)
        job.failed.connect(self._say)
        for end in (job.done, job.failed):
            end.connect(job.deleteLater)
        job.start()

    def _say(self, words: str, ink: str = "warn") -> None:
        self.status.set_ink(ink)
        self.status.setText(words)
        self.status.show()
        announce(self.status, words)

    # The list

    def _list(self, answer: object) -> None:
        if self.panel.isVisible():
            return  # nothing moves under somebody's hand
        listed: Sequence[Contents | Broken] = answer  # type: ignore[assignment]
        self._rows.removeWidget(self.panel)
        emptied(self._rows)
        self._listed = {}
        if not listed:
            said = _("None yet. One is made on each day that you stretch.")
            self._rows.addWidget(Text(self.look, said, "body", "ink3", wrap=True))
        before = self.load
        for one in listed:
            row = BackupRow(self.look, one, self._title(one))
            row.restore.clicked.connect(partial(self._look_at, one.path))
            self._rows.addWidget(row)
            self._listed[one.path] = row
            self.setTabOrder(before, row.restore)
            before = row.restore

    def _title(self, one: Contents | Broken) -> str:
        if isinstance(one, Broken):
            return one.path.name
        said = _("{day}, {time}").format(
            day=day_text(one.made.date(), self.model.clock.now().date()), time=f"{one.made:%H:%M}"
        )
        if "-before-restore-" in one.path.name:
            return _("{when}, before a restore").format(when=said)
        if "-version-" in one.path.name:
            return _("{when}, before an update").format(when=said)
        return said

    # One of them

    def _load(self) -> None:
        name = self.ask_source(self, Path.home())
        hover_anew(self.load)
        if name:
            self._look_at(Path(name))

    def _look_at(self, path: Path) -> None:
        self.status.hide()
        self._do(lambda: preview(path), self._show)

    def _show(self, answer: object) -> None:
        contents: Contents = answer  # type: ignore[assignment]
        try:
            number = missing(self.model.store, contents)
        except Fault as fault:
            self._say(fault.text)
            return
        row = self._listed.get(contents.path)
        self._rows.removeWidget(self.panel)
        self._rows.insertWidget(self._rows.indexOf(row) + 1 if row else 0, self.panel)
        self.panel.show_contents(contents, self._title(contents), number)
        self.setTabOrder(row.restore if row else self.load, self.panel.agree)
        self.setTabOrder(self.panel.agree, self.panel.cancel)
        self.panel.agree.setFocus(Qt.FocusReason.TabFocusReason)
        self.see.emit(self.panel)

    def _leave(self) -> None:
        row = self._listed.get(self.panel.path)
        self.panel.hide()
        (row.restore if row else self.load).setFocus()

    def _restore(self) -> None:
        said = _("Restored. What was there before is kept.")
        self._bring_back(self.panel.path, said, _("Undo"))

    def _undo(self) -> None:
        undone = self._undoes
        said = _("Everything is as it was before.") if undone else _("Restored again.")
        self._bring_back(self._kept, said, _("Restore again") if undone else _("Undo"))

    def _bring_back(self, path: Path, said: str, back: str) -> None:
        model = self.model
        QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            kept = backup.restore(model.folder, model.store, path, model.clock.now())
            model.reload_store()
        except Fault as fault:
            self._say(fault.text)
            return
        finally:
            QGuiApplication.restoreOverrideCursor()
        self._kept, self._undoes = kept, back == _("Undo")
        self.status.hide()
        self.panel.hide()
        self.load.setFocus()  # the rows are about to be listed anew
        self.banner.show_notice(said, action=back)
        announce(self.banner, said)
        self.see.emit(self.banner)
        self.list_anew()

    # A new one

    def _save(self) -> None:
        now = self.model.clock.now()
        name = self.ask_target(self, free_name(Path.home() / f"hipflex-{now.date()}.zip"))
        hover_anew(self.save)
        if not name:
            return
        target = Path(name)
        if not target.suffix:
            target = free_name(target.with_suffix(".zip"))
        self._say(_("Saving…"), "ink2")
        folder, said = self.model.folder, _("Saved as {path}").format(path=target)
        self._do(lambda: backup.save(folder, target, now), lambda _nothing: self._say(said, "ink2"))
