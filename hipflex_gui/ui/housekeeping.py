"""What the program does by itself, beside the window: the day's backup, and the shared folder."""

from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from hipflex_gui.errors import Busy, Fault
from hipflex_gui.i18n import _
from hipflex_gui.paths import UserFolder
from hipflex_gui.store import Store
from hipflex_gui.ui.background import Job
from hipflex_gui.ui.model import Model

if TYPE_CHECKING:
    from hipflex_gui.sharing import Synced

AFTER_MS = 3000  # the window is up and at rest by then


@dataclass(frozen=True)
class Outcome:
    """What came of it once; a fault of one part does not keep the other from being done.

    Attributes:
        synced: what came of sharing, if it was done.
        unsaved: why there is no backup of today, if there is none.
        unshared: why it was not shared, if it was not.
    """

    synced: "Synced | None" = None
    unsaved: str = ""
    unshared: str = ""


class Housekeeping(QObject):
    """Backs up and shares in the background: after the start, after sessions, and when asked.

    Signals:
        shared: what came of sharing, in a sentence, and what could not be read.
    """

    shared = Signal(str, list)

    def __init__(self, model: Model, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model
        self._job: Job | None = None
        self._again = False
        self._said: set[str] = set()

    def begin(self) -> None:
        """Do it in a moment."""
        QTimer.singleShot(AFTER_MS, self.run)

    def run(self) -> None:
        """Do it now, or once more if it is being done."""
        if not self._model.store.lasting:
            said = _("For now your history is only in memory, so it is not shared.")
            self.shared.emit("", [said])
            return
        self._again = self._job is not None
        if self._job is None:
            model = self._model
            folder, shared, now = model.folder, model.settings.sync_folder, model.clock.now()
            self._job = Job(lambda _progress: _keep(folder, shared, now), self)
            self._job.done.connect(self._done)
            # a bug, which is reported elsewhere: the next time may go well
            self._job.failed.connect(lambda _said: self._done(Outcome()))
            self._job.start()

    def _done(self, outcome: Outcome) -> None:
        job, self._job = self._job, None
        if job:
            job.deleteLater()
        if synced := outcome.synced:
            if synced.merged.anything:
                self._model.refresh()
            from hipflex_gui import sharing

            self.shared.emit(sharing.text(synced), list(synced.problems))
        elif outcome.unshared:  # whoever asked for it hears it each time
            self.shared.emit("", [outcome.unshared])
        for sentence in {outcome.unsaved, outcome.unshared} - self._said - {""}:  # said once each
            self._said.add(sentence)
            self._model.noticed.emit(sentence)
        if self._again:
            self.run()


def _keep(folder: UserFolder, shared: str, now: datetime) -> Outcome:
    # read only now: the window is up long before
    from hipflex_gui import backup

    synced, unsaved, unshared = None, "", ""
    try:
        backup.keep_daily(folder, now)
    except Busy:
        pass  # somebody else writes just now; the next time does it
    except Fault as fault:
        unsaved = fault.text
    if shared:
        from hipflex_gui import sharing

        try:
            with closing(Store(folder.database)) as store:
                synced = sharing.sync(store, folder.database, Path(shared))
        except Busy:
            pass
        except Fault as fault:
            unshared = fault.text
    return Outcome(synced, unsaved, unshared)
