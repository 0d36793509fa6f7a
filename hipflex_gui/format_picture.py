"""A picture in place of the figure: a file beside the one that names it, and never elsewhere.

Only its first and last bytes are looked at here, for its kind, its size and whether it is whole.
A picture that is not there or is broken is a warning, and the figure stands in for it.
"""

import re
import stat
from pathlib import Path
from typing import Any, BinaryIO

from hipflex_gui.fields import BAD, Reader, Schema
from hipflex_gui.i18n import N_, _
from hipflex_gui.movements import Photo
from hipflex_gui.problems import Report, printable, quoted
from hipflex_gui.yamlfile import Node, Text

PICTURES = {".png": b"\x89PNG\r\n\x1a\n", ".jpg": b"\xff\xd8\xff", ".jpeg": b"\xff\xd8\xff"}
MOST_BYTES = 5_000_000
MOST_PIXELS = 24_000_000
_PLAIN = r"/\\:*?\x22<>|\x00-\x1f\x7f"  # what some system takes for more than a name
_NAME = rf"[^.{_PLAIN}][^{_PLAIN}]{{0,90}}\.(?:png|jpe?g|PNG|JPE?G)"
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}  # JPEG segments that tell the size
_WHAT = N_("a picture beside this file, such as my-stretch.png or my-stretch.jpg")
_MOST_SEGMENTS = 500


class BrokenPictureError(ValueError):
    """The file is no picture that can be shown; the text says why."""


def photo_at(path: Path) -> Photo:
    """Return a picture's place and size.

    Raises:
        BrokenPictureError: it is not there, is not what its ending says, or is too large.
    """
    try:
        if path.resolve().parent != path.parent.resolve():
            raise BrokenPictureError(_("it leads to another folder"))
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise BrokenPictureError(_("it is not an ordinary file"))
        if found.st_size > MOST_BYTES:
            said = _("it has more than {most} MB").format(most=MOST_BYTES // 1_000_000)
            raise BrokenPictureError(said)
        with path.open("rb") as file:
            width, height = _size(file, PICTURES[path.suffix.lower()], found.st_size)
    except FileNotFoundError:
        raise BrokenPictureError(_("there is no such file")) from None
    except (OSError, RuntimeError) as error:  # a ring of links is a RuntimeError
        raise BrokenPictureError(_("it cannot be read")) from error
    if not width or not height or width * height > MOST_PIXELS:
        most = MOST_PIXELS // 1_000_000
        raise BrokenPictureError(_("it has more than {most} million pixels").format(most=most))
    return Photo(str(path), width, height, found.st_mtime_ns)


def _size(file: BinaryIO, begins: bytes, length: int) -> tuple[int, int]:
    """Return width and height in pixels of a file of so many bytes, if it is whole."""
    start = file.read(24)
    file.seek(max(0, length - 64))
    end = file.read(64)
    png = begins.startswith(b"\x89PNG")
    whole = b"IEND" in end if png else b"\xff\xd9" in end
    if start.startswith(begins) and whole:
        if png and start[12:16] == b"IHDR":
            return int.from_bytes(start[16:20]), int.from_bytes(start[20:24])
        if not png and (size := _jpeg_size(file)):
            return size
    raise BrokenPictureError(_("it is broken, or not what its ending says"))


def _jpeg_size(file: BinaryIO) -> tuple[int, int] | None:
    at = 2
    for _segment in range(_MOST_SEGMENTS):
        file.seek(at)
        head = file.read(9)
        if len(head) < 9 or head[0] != 0xFF:
            return None
        if head[1] in _FRAMES:
            return int.from_bytes(head[7:9]), int.from_bytes(head[5:7])
        at += 1 if head[1] == 0xFF else 2 + int.from_bytes(head[2:4])
    return None


def _read(node: Node, report: Report) -> Any:
    if not isinstance(node, Text):
        report.add(node.where, _("{what} is expected here").format(what=_(_WHAT)))
        return BAD
    name = node.value
    if not re.fullmatch(_NAME, name):
        hint = _("write its bare name: it lies in the same folder as this file")
        said = _("{name} is not {what}").format(name=quoted(name), what=_(_WHAT))
        report.add(node.where, said, hint)
        return BAD
    if report.folder is None:
        return None
    try:
        beside = report.folder / name
        # a session's own movements may have theirs among those of the movements
        other = report.folder.parent / "movements" / name
        return photo_at(other if other.is_file() and not beside.exists() else beside)
    except BrokenPictureError as error:
        said = _("the picture {name} cannot be shown: {why}")
        hint = _("the figure is shown in its place")
        report.warn(node.where, said.format(name=quoted(printable(name)), why=error), hint)
        return None


def _schema() -> Schema:
    return {"type": "string", "pattern": f"^{_NAME}$"}


PICTURE = Reader(N_(_WHAT), _read, _schema)
