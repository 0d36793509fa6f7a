"""The log of several computers, through one folder that any sync tool carries.

Each log appends to a file of its own, one version a line, and reads all the others, so a sync tool
never has two hands on one file. Merging does not mind order or repetition, so whatever else such
tools do (half a file, an old one, a copy under another name) costs time and nothing else.

What others may have read of a file never changes, and so a number of bytes is all they need to
remember of it. A file of ours that is not as we left it is not written again: everything goes to
another one.
"""

import os
import platform
import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from hipflex_gui.database import alone
from hipflex_gui.errors import Busy, MachineFault, UserFault, from_os
from hipflex_gui.i18n import _, ngettext
from hipflex_gui.log import Version
from hipflex_gui.sharing_files import Reading, append, files, goes_on, key_of, read, total
from hipflex_gui.store import Store
from hipflex_gui.store_versions import Merged

_COMPUTER = re.compile(r"hipflex-.*?-[0-9a-f]{8}(?![0-9a-f])")


@dataclass(frozen=True)
class Synced:
    """What came of sharing once.

    Attributes:
        merged: what came in.
        written: how many runs and days went out, corrections and deletions among them.
        others: how many other computers have a file in the folder.
        problems: what could not be read, a sentence each.
    """

    merged: Merged
    written: int
    others: int
    problems: tuple[str, ...]


def sync(store: Store, database: Path, folder: Path) -> Synced:
    """Bring in what other computers wrote to a shared folder, and write there what they lack.

    Args:
        store: the log.
        database: the file it is in.
        folder: the shared folder, which must exist.

    Raises:
        UserFault: the folder is one that must not be shared.
        MachineFault: the folder or the log cannot be read or written just now. What came in until
            then stays; what did not go out goes out the next time.
    """
    # not resolve(): before Python 3.13 a loop of links is a RuntimeError to it
    database, folder = Path(os.path.realpath(database)), Path(os.path.realpath(folder))
    if folder == database.parent:
        said = _("{folder} holds the history itself. Share a folder of its own instead.")
        raise UserFault(said.format(folder=folder))
    if not store.lasting:
        raise MachineFault(_("Your history cannot be written just now, so nothing was shared."))
    try:
        if folder.exists() and not folder.is_dir():
            raise UserFault(_("{folder} is not a folder.").format(folder=folder))
        if not folder.exists():
            said = _(
                "The shared folder {folder} is not there: it may have been moved or unplugged."
            )
            raise MachineFault(said.format(folder=folder))
        with alone(database, "sync.lock") as only:
            if not only:
                raise Busy(_("Your history is being shared at this moment."))
            return _sync(store, database, folder)
    except OSError as error:
        raise from_os(error, folder.name) from error


def text(synced: Synced) -> str:
    """Return a sentence that says what came of sharing."""
    if not synced.merged.anything and not synced.written:
        if synced.problems:
            return _("Nothing new could be read.")
        return _("Everything was up to date.")
    came = synced.merged.added + synced.merged.changed
    if not synced.others and not came:
        ready = ngettext(
            "{n} change is ready for your other computers.",
            "{n} changes are ready for your other computers.",
            synced.written,
        )
        return ready.format(n=synced.written)
    others = ngettext("{n} other computer", "{n} other computers", synced.others)
    changes = ngettext("{n} change came in", "{n} changes came in", came)
    return _("Shared with {others}: {changes}, {went} went out.").format(
        others=others.format(n=synced.others),
        changes=changes.format(n=came),
        went=synced.written,
    )


def _sync(store: Store, database: Path, folder: Path) -> Synced:
    stem = _own_stem(store, database)
    own = _own_file(store, folder, stem)
    readings = [read(store, path) for path in files(folder)]
    ours = [reading for reading in readings if _is_ours(reading.path, stem)]
    others = [reading for reading in readings if reading not in ours]
    for reading in ours:
        _mend(store, reading)
    if own is None:
        own = _begin_file(store, folder, stem)
    written = _write(store, own)
    if all(reading.waiting is None for reading in ours):
        store.set_bytes_read(key_of(own), own.stat().st_size)
    return Synced(
        total([reading.merged for reading in readings]),
        written,
        len({_computer(reading.path) for reading in others}),
        tuple(sentence for reading in others for sentence in reading.problems()),
    )


# The file of our own


def _own_stem(store: Store, database: Path) -> str:
    """Return how our files are called: a copied data folder has files of its own."""
    machine = store.setting_texts().get("machine")
    if not machine:
        machine = str(uuid4())
        store.put_settings({"machine": machine})
    host = platform.node().partition(".")[0].lower()
    # a checksum tells one's few computers apart; hashlib would bring all of OpenSSL into memory
    mark = zlib.crc32(f"{machine}\n{host}\n{key_of(database)}".encode())
    safe = re.sub("[^a-z0-9]+", "-", host).strip("-")[:40]
    return f"hipflex-{safe or 'computer'}-{mark:08x}"


def _is_ours(path: Path, stem: str) -> bool:
    return re.fullmatch(rf"{stem}(-[0-9a-f]{{8}})?\.jsonl", path.name) is not None


def _own_file(store: Store, folder: Path, stem: str) -> Path | None:
    """Return the file that holds all we shared, or None, and then nothing counts as shared."""
    last = store.setting_texts().get("shared_in")
    if last is None:
        return None
    path = folder / Path(last).name
    if key_of(path) == last and _is_ours(path, stem) and goes_on(path, store.bytes_read(last)):
        return path
    store.share_anew()
    return None


def _begin_file(store: Store, folder: Path, stem: str) -> Path:
    again = "shared_in" in store.setting_texts()
    path = folder / (f"{stem}-{uuid4().hex[:8]}.jsonl" if again else f"{stem}.jsonl")
    append(path, ())
    store.put_settings({"shared_in": key_of(path)})
    return path


def _mend(store: Store, reading: Reading) -> None:
    """Cut off what we were kept from writing whole; nobody else has read it either."""
    if reading.spoilt is None:
        return
    if reading.bad:  # worse than a crash of ours, and what follows is cut off too
        store.share_anew()
    with reading.path.open("r+b") as file:
        file.truncate(reading.spoilt)
        os.fsync(file.fileno())


def _write(store: Store, own: Path) -> int:
    def write(versions: Sequence[Version]) -> None:
        try:
            append(own, versions)
        except OSError as error:
            raise from_os(error, own.name) from error

    written = 0
    while number := store.share(write):
        written += number
    return written


def _computer(path: Path) -> str:
    """Return what all files and copies of files of one computer have in common."""
    found = _COMPUTER.match(path.name)
    return found[0] if found else path.name
