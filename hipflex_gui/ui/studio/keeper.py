"""Keeps the file behind the studio: saves by itself, and sees what others write into it."""

from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from hipflex_gui.drafts import Content, Kept, SessionFile, content_of
from hipflex_gui.errors import Fault
from hipflex_gui.i18n import _
from hipflex_gui.merging import merged

SAVE_AFTER_MS = 800  # after the last change
SAVE_AT_LATEST_MS = 4000  # after the first one, for those who never pause
LOOK_AFTER_MS = 150  # some editors write a file in several steps


class Keeper(QObject):
    """The file of what is being edited.

    Signals:
        taken: the text is to become this, because of what someone else wrote; and a sentence.
            Before the signal returns, ``change`` is to be told of it.
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
        self._safe = ""  # the text that is on the disk, in the file or beside it
        self._missing = False
        self._theirs: Content | None = None
        self._timer = QTimer(self, singleShot=True, interval=SAVE_AFTER_MS)
        self._latest = QTimer(self, singleShot=True, interval=SAVE_AT_LATEST_MS)
        self._look = QTimer(self, singleShot=True, interval=LOOK_AFTER_MS)
        self._timer.timeout.connect(self.save)
        self._latest.timeout.connect(self.save)
        self._look.timeout.connect(self.look)
        self._watcher = QFileSystemWatcher(self)
        self._watcher.fileChanged.connect(lambda _path: self._look.start())
        self._watcher.directoryChanged.connect(lambda _path: self._look.start())

    @property
    def path(self) -> Path | None:
        """The file that is open."""
        return self._file.path if self._file else None

    @property
    def unsaved(self) -> bool:
        """Whether there is something that is not on the disk yet."""
        return self._file is not None and self._text != self._safe

    @property
    def is_torn(self) -> bool:
        """Whether the file stays as it is until someone says which text is meant."""
        return self._theirs is not None

    @property
    def is_locked(self) -> bool:
        """Whether the file is read-only, so that what is written stays beside it."""
        return self._file is not None and self._file.locked

    def open(self, path: Path) -> tuple[str, str | None]:
        """Open a file and return its text, and what was kept beside it unfinished, if anything.

        Raises:
            Fault: it cannot be read.
        """
        self.close()
        content = content_of(path)
        file = SessionFile(path, content, good=False)
        unfinished = None
        with suppress(Fault):  # what cannot be read must not keep the file itself away
            unfinished = file.unfinished()
        self._file, self._missing = file, content is None
        self._text = self._safe = content.text if content else ""
        self._watcher.addPaths([str(one) for one in (path, path.parent) if one.exists()])
        return self._text, unfinished

    def close(self) -> None:
        """Save what is to be saved, and let go of the file."""
        if self.unsaved:
            self.save()
        for timer in (self._timer, self._latest, self._look):
            timer.stop()
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
            self._save_soon()

    def save(self) -> None:
        """Write the text now; what someone else wrote meanwhile is brought in first."""
        if self._file is None or not (self.look() or self.is_torn):
            return
        self._timer.stop()
        self._latest.stop()
        try:
            kept = self._file.save(self._text, good=self._good, aside=self.is_torn)
        except Fault as fault:
            self.told.emit(str(fault))
            return
        self._safe, self._missing = self._text, False
        if str(self._file.path) not in self._watcher.files() and self._file.path.exists():
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
        if theirs is None:
            self._miss(file)
            return True
        self._missing = False
        known = file.known
        if known and theirs.text == known.text:
            return True
        if theirs.text == self._text:
            file.known, self._safe = theirs, theirs.text
            return True
        base = known.text if known else ""
        both = theirs.text if self._text == base else merged(base, self._text, theirs.text)
        if both is None:
            self._tear(theirs)
            return False
        file.known, self._text, self._safe = theirs, both, theirs.text
        said = _("Changed in another program, and taken over here. Undo takes it back.")
        if self.unsaved:
            said = _("Changed in another program; both changes are brought together here.")
            self._save_soon()
        self.taken.emit(both, said)
        file.good = self.unsaved or self._good  # of theirs alone nobody knows: better be careful
        return True

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
        if self.unsaved or self.is_locked:
            return  # and it has been told why
        self.told.emit(_("Yours is in the file. The other one is kept as {name}.").format(
            name=copy.name))  # fmt: skip

    def take_theirs(self) -> None:
        """Take over what someone else wrote; undo brings back what was here."""
        if self._file is None or self._theirs is None:
            return
        self._file.known, theirs, self._theirs = self._theirs, self._theirs.text, None
        self._text = self._safe = theirs
        self.taken.emit(theirs, _("Taken over from the file. Undo brings yours back."))
        self._file.good = self._good
        self.forget_unfinished()

    def choose(self) -> bool:
        """Ask again which text is meant where nobody had said so; tell whether that was needed."""
        file = self._file
        if file is None or file.known is None or file.locked or not file.aside.exists():
            return False
        self._tear(file.known)
        return True

    def let_go(self) -> None:
        """Write nothing of what is not on the disk."""
        self._text = self._safe
        self._timer.stop()
        self._latest.stop()

    def forget_unfinished(self) -> None:
        """Take away what was kept beside the file."""
        if self._file is None:
            return
        try:
            self._file.forget_draft()
        except Fault as fault:
            self.told.emit(str(fault))

    def _save_soon(self) -> None:
        self._timer.start()
        if not self._latest.isActive():
            self._latest.start()

    def _miss(self, file: SessionFile) -> None:
        if not self._missing and file.known is not None:
            self.told.emit(_("{name} is gone: another program deleted or renamed it. What you see "
                             "here is still whole, and Save writes it again.").format(
                                 name=file.path.name))  # fmt: skip
        self._missing = True

    def _tear(self, theirs: Content) -> None:
        """Leave the file alone; what is here is kept beside it meanwhile."""
        self._theirs = theirs
        self.torn.emit()
        self._save_soon()
