"""Keeps the file behind the studio: saves by itself, and sees what others write into it."""

from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from hipflex_gui.drafts import Content, Kept, SessionFile, content_of
from hipflex_gui.errors import Fault
from hipflex_gui.i18n import _
from hipflex_gui.merging import merged

SAVE_AFTER_MS = 800
LOOK_AFTER_MS = 150  # some editors write a file in several steps


class Keeper(QObject):
    """The file of what is being edited.

    Signals:
        taken: the text is to become this, because of what someone else wrote; and a sentence.
        torn: someone else changed the same lines; ``keep_mine`` or ``take_theirs`` is to follow.
        saved: the text was written there.
        told: a sentence about the file.
    """

    taken = Signal(str, str)
    torn = Signal()
    saved = Signal(Kept)
    told = Signal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._file: SessionFile | None = None
        self._text, self._good = "", False
        self._theirs: Content | None = None
        self._timer = QTimer(self, singleShot=True, interval=SAVE_AFTER_MS)
        self._timer.timeout.connect(self.save)
        self._look = QTimer(self, singleShot=True, interval=LOOK_AFTER_MS)
        self._look.timeout.connect(self.look)
        self._watcher = QFileSystemWatcher(self)
        self._watcher.fileChanged.connect(lambda _path: self._look.start())
        self._watcher.directoryChanged.connect(lambda _path: self._look.start())

    @property
    def path(self) -> Path | None:
        """The file that is open."""
        return self._file.path if self._file else None

    @property
    def waiting(self) -> bool:
        """Whether something is to be saved still."""
        return self._timer.isActive()

    @property
    def is_torn(self) -> bool:
        """Whether nothing is saved until someone says which text is meant."""
        return self._theirs is not None

    def open(self, path: Path) -> tuple[str, str | None]:
        """Open a file and return its text, and what was kept beside it unfinished, if anything.

        Raises:
            Fault: it cannot be read.
        """
        self.close()
        content = content_of(path)
        self._file = SessionFile(path, content, good=False)
        self._text = content.text if content else ""
        self._watcher.addPaths([str(one) for one in (path, path.parent) if one.exists()])
        return self._text, self._file.unfinished()

    def close(self) -> None:
        """Save what is to be saved, and let go of the file."""
        if self._timer.isActive():
            self.save()
        self._timer.stop()
        self._look.stop()
        self._theirs = self._file = None
        for watched in (self._watcher.files(), self._watcher.directories()):
            if watched:
                self._watcher.removePaths(watched)

    def opened_as(self, *, good: bool) -> None:
        """Say whether what the file holds can be played."""
        if self._file:
            self._file.good = good

    def change(self, text: str, *, good: bool) -> None:
        """Take note of what is to be saved, a moment after the last change."""
        self._good = good
        if text != self._text:
            self._text = text
            self._timer.start()

    def save(self) -> None:
        """Write the text now; what someone else wrote meanwhile is brought in first."""
        self._timer.stop()
        if self._file is None or self.is_torn or not self.look():
            return
        try:
            kept = self._file.save(self._text, good=self._good)
        except Fault as fault:
            self.told.emit(str(fault))
            return
        if str(self._file.path) not in self._watcher.files():
            self._watcher.addPath(str(self._file.path))
        self.saved.emit(kept)

    def look(self) -> bool:
        """See what the file holds now; tell whether what is here may be written over it."""
        file = self._file
        if file is None or self.is_torn:
            return False
        try:
            theirs = file.outside()
        except Fault as fault:
            self.told.emit(str(fault))
            return False
        if str(file.path) not in self._watcher.files() and file.path.exists():
            self._watcher.addPath(str(file.path))  # a file that was replaced is a new one
        known = file.known
        if theirs is None or (known and theirs.text == known.text):
            return True
        file.known = theirs
        if theirs.text == self._text:
            return True
        base = known.text if known else ""
        both = theirs.text if self._text == base else merged(base, self._text, theirs.text)
        if both is None:
            file.known, self._theirs = known, theirs
            self._timer.stop()
            self.torn.emit()
            return False
        self._text = both
        said = _("Changed in another program, and taken over here. Undo takes it back.")
        if self._text != theirs.text:
            said = _("Changed in another program; both changes are brought together here.")
            self._timer.start()
        self.taken.emit(both, said)
        return False

    def keep_mine(self) -> None:
        """Write the text over what someone else wrote, which stays under another name."""
        if self._file is None or self._theirs is None:
            return
        try:
            copy = self._file.put_aside(self._theirs)
        except Fault as fault:
            self.told.emit(str(fault))
            return
        self._file.known, self._theirs = self._theirs, None
        self.save()
        self.told.emit(_("Yours is in the file. The other one is kept as {name}.").format(
            name=copy.name))  # fmt: skip

    def take_theirs(self) -> None:
        """Take over what someone else wrote; undo brings back what was here."""
        if self._file is None or self._theirs is None:
            return
        self._file.known, theirs, self._theirs = self._theirs, self._theirs.text, None
        self._text = theirs
        self.taken.emit(theirs, _("Taken over from the file. Undo brings yours back."))

    def forget_unfinished(self) -> None:
        """Take away what was kept beside the file."""
        if self._file is None:
            return
        try:
            self._file.forget_draft()
        except Fault as fault:
            self.told.emit(str(fault))
