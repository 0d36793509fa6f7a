"""The files of a shared folder: lines of versions, read as far as they make sense.

Nothing is expected of a file: it may be half carried, damaged, huge, or no file at all. What makes
sense comes in, what does not is told, and reading goes on there the next time, since a sync tool
may have brought the rest by then.
"""

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import BinaryIO

from hipflex_gui.foreign import version_of
from hipflex_gui.i18n import _
from hipflex_gui.log import Excused, Logged, Version
from hipflex_gui.store import Store
from hipflex_gui.store_versions import Merged
from hipflex_gui.tables import version_text

LONGEST_LINE = 10_000_000
"""Bytes of a line that could be a version; a run with a thousand steps has half a million."""

_BATCH, _BATCH_BYTES = 200, 1_000_000
_SHOWN = 5  # numbers of bad lines that are told
_NO_VERSION = (AttributeError, KeyError, TypeError, ValueError, OverflowError, RecursionError)


@dataclass(frozen=True)
class _Line:
    """A line that is not empty.

    Attributes:
        number: counted from where reading began, from 0.
        begin: where it begins, in bytes from the start of the file.
        version: what it says, or None if that makes no sense.
        whole: whether it ends in a newline; nothing comes after one that does not.
    """

    number: int
    begin: int
    version: Version | None
    whole: bool = True


@dataclass(eq=False)
class Reading:
    """What came of reading a file.

    Attributes:
        readable: whether it could be opened and read.
        merged: what came in.
        bad: how many lines make no sense; ``shown`` has the numbers of the first, from 1.
        unfinished: whether the last line is not whole.
        spoilt: where the first line begins that is bad or unfinished, in bytes.
        waiting: the same for a line about a run that is being played just now.
    """

    path: Path
    readable: bool = False
    merged: Merged = field(default_factory=Merged)
    bad: int = 0
    shown: list[int] = field(default_factory=list)
    unfinished: bool = False
    spoilt: int | None = None
    waiting: int | None = None

    def problems(self) -> Iterator[str]:
        """Yield what the user should know, a sentence each."""
        if not self.readable:
            yield _("{file} cannot be read and was left out.").format(file=self.path.name)
        if self.bad:
            lines = ", ".join([*map(str, self.shown), *["…"] * (self.bad > len(self.shown))])
            said = _("Part of {file} cannot be read and was left out: line {lines}.")
            yield said.format(file=self.path.name, lines=lines)
        if self.unfinished:
            said = _("{file} is not whole yet: its last line comes in the next time.")
            yield said.format(file=self.path.name)


def files(folder: Path) -> list[Path]:
    """Return the files of all computers, copies that sync tools made of them included."""
    return sorted(
        path
        for path in folder.iterdir()
        if path.name.startswith("hipflex-") and path.name.endswith(".jsonl")
    )


def goes_on(path: Path, known: int) -> bool:
    """Tell whether it is a file in which a line ends where it was read up to, in bytes.

    If not, it was cut off or replaced.
    """
    if not path.is_file():
        return False
    with path.open("rb") as file:
        file.seek(max(0, known - 1))
        return not known or file.read(1) == b"\n"


def read(store: Store, path: Path) -> Reading:
    """Bring in what a file holds that was not read before, and remember how far that was."""
    reading = Reading(path)
    try:
        # A link must not lead elsewhere, and nothing may wait for a pipe to say something.
        if path.resolve().parent == path.parent and path.is_file():
            with path.open("rb") as file:
                _merge(store, file, reading)
            reading.readable = True
    except (OSError, RuntimeError):  # what a loop of links is called before Python 3.13
        pass
    return reading


def _merge(store: Store, file: BinaryIO, reading: Reading) -> None:
    """Bring in what a file says beyond what was read of it before."""
    key = key_of(reading.path)
    known = store.bytes_read(key)
    start = known if goes_on(reading.path, known) else 0
    file.seek(start)
    for batch in _batches(_lines(file, start)):
        _merge_batch(store, batch, reading)
    end = min(at for at in (reading.spoilt, reading.waiting, file.tell()) if at is not None)
    if reading.shown:
        before = _newlines(file, start)
        reading.shown = [before + number + 1 for number in reading.shown]
    if end != known:
        store.set_bytes_read(key, end)


def _merge_batch(store: Store, batch: Sequence[_Line], reading: Reading) -> None:
    running = store.running()  # what others say of them can only be weighed later
    waiting = [line for line in batch if _run_id(line.version) in running]
    found = [(line, version) for line in batch if line not in waiting and (version := line.version)]
    merged = store.merge((version for _line, version in found), shared=True)
    bad = [line for line in batch if line.whole and not line.version]
    if merged.refused:  # which ones, it does not say
        bad += [line for line, version in found if store.merge([version], shared=True).refused]
        bad.sort(key=lambda line: line.number)
    reading.merged = total([reading.merged, merged])
    reading.bad += len(bad)
    reading.shown += [line.number for line in bad[: _SHOWN - len(reading.shown)]]
    reading.unfinished = not batch[-1].whole
    spoilt = [*bad, *(line for line in batch[-1:] if not line.whole)]
    if spoilt and reading.spoilt is None:
        reading.spoilt = spoilt[0].begin
    if waiting and reading.waiting is None:
        reading.waiting = waiting[0].begin


def _run_id(version: Version | None) -> str | None:
    match version:
        case Logged(run):
            return run.id
        case None | Excused():
            return None
    return version.id


def _batches(lines: Iterable[_Line]) -> Iterator[list[_Line]]:
    batch: list[_Line] = []
    for line in lines:
        batch.append(line)
        if len(batch) == _BATCH or line.begin - batch[0].begin >= _BATCH_BYTES:
            yield batch
            batch = []
    if batch:
        yield batch


def _lines(file: BinaryIO, begin: int) -> Iterator[_Line]:
    """Yield what a file holds from where it stands, with never more than a line in memory."""
    for number in count():
        text = file.readline(LONGEST_LINE)
        length, whole = len(text), text.endswith(b"\n")
        if not whole and length == LONGEST_LINE:
            while not whole and (more := file.readline(LONGEST_LINE)):
                length, whole = length + len(more), more.endswith(b"\n")
            yield _Line(number, begin, None, whole)
        elif text.strip():
            yield _Line(number, begin, _version(text) if whole else None, whole)
        if not whole:
            return
        begin += length


def _version(line: bytes) -> Version | None:
    try:
        return version_of(json.loads(line.decode()))
    except _NO_VERSION:
        return None


def _newlines(file: BinaryIO, end: int) -> int:
    """Return how many lines end before a place in a file."""
    file.seek(0)
    found = 0
    while end > 0 and (part := file.read(min(end, _BATCH_BYTES))):
        found, end = found + part.count(b"\n"), end - len(part)
    return found


def append(path: Path, versions: Iterable[Version]) -> None:
    """Add versions to a file that only this user may read, down to the disk."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0)
    with os.fdopen(os.open(path, flags, 0o600), "ab") as file:
        for version in versions:
            file.write(f"{version_text(version)}\n".encode())
        file.flush()
        os.fsync(file.fileno())


def total(parts: Sequence[Merged]) -> Merged:
    """Return what came in altogether; what was refused is told in other words."""
    return Merged(
        sum(part.added for part in parts),
        sum(part.changed for part in parts),
        sum(part.known for part in parts),
    )


def key_of(path: Path) -> str:
    """Return a path as text that a database takes, even if its name is no text."""
    return str(path).encode("utf-8", "backslashreplace").decode()
