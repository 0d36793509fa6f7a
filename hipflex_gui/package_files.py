"""The files in a ``.hipflex`` file, and what they may be: named, sized and packed as ours are.

Such a file comes from anywhere. Its bytes are read once, so that what is looked at is what is kept,
and nothing is written while they are taken apart.
"""

import io
import re
import stat
import unicodedata
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from hipflex_gui.errors import Damaged, UserFault, from_os
from hipflex_gui.format_picture import MOST_BYTES, PICTURES
from hipflex_gui.i18n import _
from hipflex_gui.problems import printable, quoted
from hipflex_gui.readers import ID
from hipflex_gui.yamlfile import LARGEST
from hipflex_gui.zipfiles import SPOILT, Refused, entries, unpacked

ENDING = ".hipflex"
SESSIONS, MOVEMENTS = "sessions", "movements"
MOST_FILE, MOST_TOGETHER = 25_000_000, 50_000_000
"""Bytes of the whole file, and of all that is in it."""
MOST_ENTRIES = 200

_YAML = re.compile(rf"({SESSIONS}|{MOVEMENTS})/(?!(?:con|prn|aux|nul|com\d|lpt\d)\.){ID}\.yaml")
_LONGEST_NAME = 160  # bytes; file systems take 255 and want room for an ending
_PICTURE = re.compile(r'[^./\\:*?"<>|][^/\\:*?"<>|]{0,99}')
_LISTED = b"PK\x01\x02"  # begins each entry of a ZIP's table of contents


def content(path: Path) -> bytes:
    """Return the bytes of a file.

    Raises:
        UserFault: there is none, or it is larger than any of ours.
        MachineFault: it cannot be read.
    """
    try:
        if not path.exists():
            raise UserFault(_("There is no file {path}.").format(path=printable(str(path))))
        if not path.is_file():  # a pipe or a device could keep us waiting for ever
            raise refusal(path, _("it is not an ordinary file."))
        with path.open("rb") as file:
            raw = file.read(MOST_FILE + 1)
    except OSError as error:
        raise from_os(error, path.name) from error
    if len(raw) > MOST_FILE:
        raise refusal(path, _("it is too large."))
    return raw


def _is_picture_name(name: str) -> bool:
    known = Path(name).suffix.lower() in PICTURES
    return known and name.isprintable() and bool(_PICTURE.fullmatch(name))


def refusal(path: Path, why: str) -> UserFault:
    """Return the fault of a file that is not taken; ``why`` is the end of a sentence."""
    said = _("{name} cannot be opened: {why}")
    return UserFault(said.format(name=printable(path.name), why=why))


def files_in(path: Path, raw: bytes) -> dict[str, bytes]:
    """Return what a ``.hipflex`` file holds, by names that are known to be good.

    Args:
        path: where it is, for what is said of it.
        raw: its bytes.

    Raises:
        UserFault: it is none, or holds what none holds; the sentence says what.
        MachineFault: it is damaged.
    """
    try:
        return _unpacked(raw)
    except Refused as refused:
        raise refusal(path, str(refused)) from None
    except BadZipFile as error:
        raise Damaged(_("{name} is damaged.").format(name=printable(path.name))) from error
    except SPOILT as error:
        raise refusal(path, _("it is packed in a way that cannot be read.")) from error


def _unpacked(raw: bytes) -> dict[str, bytes]:
    if not raw.startswith(b"PK\x03\x04"):
        raise Refused(_("it is no file of this program."))
    # before the table of contents is read, which could fill the memory
    if raw.count(_LISTED) > MOST_ENTRIES:
        raise Refused(_("there are too many files in it."))
    files: dict[str, bytes] = {}
    left = MOST_TOGETHER
    with ZipFile(io.BytesIO(raw)) as archive:
        for info in entries(archive, alike=_alike):
            mode = info.external_attr >> 16
            if stat.S_IFMT(mode) not in (0, stat.S_IFREG):
                raise Refused(_("there is a folder or a link in it."))
            if not _belongs(info.filename):
                said = _("{name} does not belong in it.")
                raise Refused(said.format(name=printable(quoted(info.filename))))
            most = LARGEST if info.filename.endswith(".yaml") else MOST_BYTES
            files[info.filename] = unpacked(archive, info, min(most, left))
            left -= len(files[info.filename])
    sessions = sum(name.startswith(SESSIONS) for name in files)
    if sessions > 1:
        raise Refused(_("there is more than one session in it."))
    if not any(name.endswith(".yaml") for name in files):
        raise Refused(_("there is nothing in it."))
    return files


def _alike(name: str) -> str:
    """Return the same text for names that some systems take for the same file."""
    return unicodedata.normalize("NFC", name).casefold()


def _belongs(name: str) -> bool:
    if len(name.encode("utf-8", "replace")) > _LONGEST_NAME:
        return False
    folder, _slash, file = name.partition("/")
    return bool(_YAML.fullmatch(name)) or (folder == MOVEMENTS and _is_picture_name(file))
