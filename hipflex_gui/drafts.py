r"""The file behind the studio: written by itself, never with errors over a version that plays.

A text with errors is kept beside the file, under a name that no catalogue reads, until it is good
again. What others write into the file meanwhile is seen before anything is written over it. Texts
have ``\n`` here; the file keeps its own line ends and its byte order mark.
"""

import os
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from hipflex_gui.errors import UserFault, from_os
from hipflex_gui.files import free_name, replacing
from hipflex_gui.i18n import _
from hipflex_gui.yamlfile import LARGEST

MARK = "\ufeff"


class Kept(Enum):
    """Where a text was written."""

    FILE = "file"
    DRAFT = "draft"  # it has errors, and the file has none
    ASIDE = "aside"  # nobody may write the file now


@dataclass(frozen=True)
class Content:
    """What a file holds: its text, its line end, and whether a byte order mark stands first."""

    text: str
    line_end: str = "\n"
    mark: bool = False

    def raw(self, text: str) -> bytes:
        """Return another text as this file would hold it."""
        marked = MARK * self.mark + text.replace("\n", self.line_end)
        return marked.encode("utf-8", "replace")


def content_of(path: Path) -> Content | None:
    """Read a file; None if there is none.

    Raises:
        UserFault: it is too large, or no text in UTF-8.
        MachineFault: it cannot be read.
    """
    try:
        with path.open("rb") as file:
            raw = file.read(LARGEST + 1)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise from_os(error, path.name) from error
    if len(raw) > LARGEST:
        said = _("{name} is larger than {size} KB; that is no session.")
        raise UserFault(said.format(name=path.name, size=LARGEST // 1024))
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        said = _("{name} is not UTF-8 text. Save it as UTF-8 in the program it was written with.")
        raise UserFault(said.format(name=path.name)) from None
    windows = text.count("\r\n") * 2 > text.count("\n")
    plain = text.removeprefix(MARK).replace("\r\n", "\n").replace("\r", "\n")
    return Content(plain, "\r\n" if windows else "\n", text.startswith(MARK))


class SessionFile:
    """A session's file while it is being edited.

    Attributes:
        path: the file.
        known: what it held when it was last read or written here; None while there is none.
        good: whether that can be played.
    """

    def __init__(self, path: Path, known: Content | None, *, good: bool) -> None:
        self.path, self.known, self.good = path, known, good

    @property
    def draft(self) -> Path:
        """Where a text with errors is kept."""
        return self.path.with_name(f".{self.path.name}.draft")

    @property
    def aside(self) -> Path:
        """Where a text is kept while the file is not to be written."""
        return self.path.with_name(f".{self.path.name}.mine")

    def unfinished(self) -> str | None:
        """Return the text that was kept beside the file the last time, None if there is none.

        Raises:
            UserFault: it is no text.
            MachineFault: it cannot be read.
        """
        found = content_of(self.aside) or content_of(self.draft)
        return found.text if found else None

    def outside(self) -> Content | None:
        """Return what the file holds now; ``known`` if nobody else has changed it.

        Raises:
            UserFault: it is no text any more.
            MachineFault: it cannot be read.
        """
        return content_of(self.path)

    @property
    def locked(self) -> bool:
        """Whether the file is read-only, which its owner may have meant."""
        try:
            writable = self.path.stat().st_mode & 0o222
        except OSError:
            return False
        return not writable or not os.access(self.path, os.W_OK)

    def save(self, text: str, *, good: bool, aside: bool = False) -> Kept:
        """Write a text: to the file, or beside it where it has errors and the file has none.

        Args:
            text: the whole of it.
            good: whether it can be played.
            aside: whether the file is to stay as it is; one that is read-only always does.

        Raises:
            MachineFault: it cannot be written; what was there stays.
        """
        form = self.known or Content("")
        kept = Kept.DRAFT if self.good and not good and self.path.exists() else Kept.FILE
        if self.locked and self.known and text == self.known.text:
            self.forget_draft()
            return Kept.FILE
        if aside or self.locked:
            kept = Kept.ASIDE
        target = {Kept.FILE: self.path, Kept.DRAFT: self.draft, Kept.ASIDE: self.aside}[kept]
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise from_os(error, target.parent.name) from error
        real = target.resolve() if target.is_symlink() else target
        with replacing(real) as part:
            part.write_bytes(form.raw(text))
        if kept is not Kept.FILE:
            return kept
        self.known, self.good = Content(text, form.line_end, form.mark), good
        self.forget_draft()
        return kept

    def forget_draft(self) -> None:
        """Take away what was kept beside the file."""
        try:
            self.draft.unlink(missing_ok=True)
            self.aside.unlink(missing_ok=True)
        except OSError as error:
            raise from_os(error, self.draft.name) from error

    def put_aside(self, content: Content) -> Path:
        """Keep what someone else wrote under a name of its own, and return that.

        Raises:
            MachineFault: it cannot be written.
        """
        try:
            copy = free_name(self.path.with_name(f"{self.path.name}.bak"))
        except OSError as error:
            raise from_os(error, self.path.name) from error
        with replacing(copy) as part:
            part.write_bytes(content.raw(content.text))
        return copy
