"""ZIP files that somebody else made: nothing in them is believed, one bad entry spoils all."""

from collections.abc import Callable, Iterator
from pathlib import PureWindowsPath
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo
from zlib import error as ZlibError  # noqa: N812 - it is a class

from hipflex_gui.i18n import _

SPOILT = (BadZipFile, ZlibError, EOFError, NotImplementedError, RuntimeError, ValueError)
"""What ``zipfile`` raises where a file is damaged or of a kind that it does not know."""

MOST_PRESSED = 100
"""A text or a picture never becomes this many times as small."""

_ENCRYPTED = 0x1
_CHUNK = 64 * 1024


class Refused(Exception):  # noqa: N818 - as with faults, the name says what it is
    """Why a ZIP is not read: the end of a sentence, already translated."""


def entries(archive: ZipFile, alike: Callable[[str], str] = str) -> Iterator[ZipInfo]:
    """Yield what is in a ZIP, looking at the name of each.

    Args:
        archive: the ZIP.
        alike: makes the same text of two names that are not to be in it both.

    Raises:
        Refused: a name leads out of the folder or is there twice, or something is encrypted.
    """
    names = set()
    for info in archive.infolist():
        name = info.filename
        outside = name.startswith("/") or "\\" in name or ".." in name.split("/")
        outside = outside or bool(PureWindowsPath(name).drive)
        if outside or info.orig_filename != name:
            raise Refused(_("something in it would be written outside of your folder."))
        if alike(name) in names:
            raise Refused(_("something in it is there twice."))
        names.add(alike(name))
        if info.flag_bits & _ENCRYPTED:
            raise Refused(_("it is encrypted."))
        yield info


def unpacked(archive: ZipFile, info: ZipInfo, most: int) -> bytes:
    """Return what an entry holds, whatever its header says of its size.

    Args:
        archive: the ZIP.
        info: the entry.
        most: how many bytes it may hold.

    Raises:
        Refused: it holds more, or far more than its packed size can mean; or it is packed in a way
            whose unpacking cannot be stopped in time.
    """
    if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        raise Refused(_("it is packed in a way that cannot be read."))
    found = bytearray()
    with archive.open(info) as file:
        while chunk := file.read(_CHUNK):
            found += chunk
            if len(found) > most:
                raise Refused(_("it is too large."))
            if len(found) > _CHUNK + MOST_PRESSED * info.compress_size:
                raise Refused(_("what is in it is far larger than it looks."))
    return bytes(found)
