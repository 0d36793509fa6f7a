"""Power cuts: images of what a disk holds while something is done on it.

An image is what is there when the power goes: the file and its journal, copied at every statement;
and for the commit itself, in which pages go to the disk in any order and may be torn, the old file
with any part of the new one, beside the journal as SQLite wrote it.
"""

import sqlite3
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest

from hipflex_gui import database

TORN = 8
"""How many torn images there are of a commit."""

SECTOR = 512


@dataclass(frozen=True)
class Image:
    """What is on the disk when the power goes."""

    file: bytes
    journal: bytes | None


def journal_of(path: Path) -> Path:
    """Return where SQLite keeps what it will undo."""
    return path.with_name(f"{path.name}-journal")


class Disk:
    """A disk of which images are taken while something is done on it."""

    def __init__(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.path = path
        self.images: list[Image] = []
        self._journal = b""
        self._old = path.read_bytes()
        connect = database._connect

        def watched(name: Path | str) -> sqlite3.Connection:
            db = connect(name)
            if name == path:
                db.execute("PRAGMA cache_size = 4")  # pages are written long before the commit
                db.set_trace_callback(self._before_statement)
            return db

        monkeypatch.setattr(database, "_connect", watched)

    def _before_statement(self, statement: str) -> None:
        journal = journal_of(self.path)
        left = journal.read_bytes() if journal.exists() else None
        self.images.append(Image(self.path.read_bytes(), left))
        if statement == "COMMIT" and left is not None:
            # Held open, it can still be read when SQLite has written all of it and deleted it.
            self._file = journal.open("rb")

    def torn(self) -> list[Image]:
        """Return images from the middle of the last commit."""
        with self._file as file:
            journal = file.read()
        old, new, random = self.images[0].file, self.path.read_bytes(), Random(4)
        found = []
        for _time in range(TORN):
            half = bytearray(old.ljust(len(new), b"\0"))
            for start in range(0, len(new), SECTOR):
                if random.random() < 0.5:
                    half[start : start + SECTOR] = new[start : start + SECTOR]
            found.append(Image(bytes(half), journal))
        return [*found, Image(new, journal), Image(old, journal), Image(new, None)]


def restore(image: Image, path: Path) -> None:
    """Put an image where a program will find it."""
    path.parent.mkdir(parents=True)
    path.write_bytes(image.file)
    if image.journal is not None:
        journal_of(path).write_bytes(image.journal)
