"""Long work beside the window: in a thread of its own, heard of by signals."""

import threading
from collections.abc import Callable
from contextlib import suppress

from PySide6.QtCore import QObject, Signal

from hipflex_gui.errors import Fault
from hipflex_gui.i18n import _

Progress = Callable[[int, int], None]


class Job(QObject):
    """One piece of work, done once.

    The work opens what it needs itself: a connection to the database belongs to one thread. It may
    be cut off when the program ends, so it must leave nothing half done.

    Signals:
        done: what the work returned.
        failed: the sentence of the fault that it met.
        progressed: how much is done, and of how much.
    """

    done = Signal(object)
    failed = Signal(str)
    progressed = Signal(int, int)
    _broke = Signal(object)

    def __init__(self, work: Callable[[Progress], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self._broke.connect(self._raise)
        self._thread = threading.Thread(target=self._run, name="job", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def _run(self) -> None:
        try:
            result = self._work(lambda *done_of: self._tell(self.progressed.emit, *done_of))
        except Fault as fault:
            self._tell(self.failed.emit, fault.text)
        except Exception as error:  # a bug: whoever waits is told, and it is reported like others
            self._tell(self.failed.emit, _("Something went wrong inside Hipflex."))
            self._tell(self._broke.emit, error)
        else:
            self._tell(self.done.emit, result)

    def _tell(self, emit: Callable[..., None], *what: object) -> None:
        with suppress(RuntimeError):  # the window has gone meanwhile, and nobody is left to be told
            emit(*what)

    def _raise(self, error: Exception) -> None:
        raise error
