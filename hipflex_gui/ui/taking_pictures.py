"""A picture from anywhere becomes one beside a movement: smaller, turned upright, and no more.

It is painted anew, so what a camera writes beside the pixels, such as the place, stays behind.
"""

from pathlib import Path

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QImageWriter

from hipflex_gui.errors import UserFault, from_os
from hipflex_gui.files import free_name, replacing
from hipflex_gui.format_picture import MOST_BYTES
from hipflex_gui.i18n import _

LARGEST_SIDE = 1600  # px
MOST_TAKEN, MOST_TAKEN_PIXELS = 40_000_000, 100_000_000  # bytes, pixels
QUALITY = 88
KINDS = (b"png", b"jpeg")


def load(source: Path) -> QImage:
    """Return a picture as it will be kept.

    Raises:
        UserFault: it is no PNG or JPEG, is broken, or far too large.
    """
    try:
        size = source.stat().st_size
    except OSError as error:
        raise from_os(error, source.name) from error
    reader = QImageReader(str(source))
    reader.setAutoTransform(True)
    reader.setDecideFormatFromContent(True)
    pixels = reader.size()
    if size > MOST_TAKEN or pixels.width() * pixels.height() > MOST_TAKEN_PIXELS:
        raise UserFault(_("{name} is too large a picture.").format(name=source.name))
    if bytes(reader.format().data()) not in KINDS:
        raise UserFault(_("{name} is no PNG or JPEG picture.").format(name=source.name))
    most = QSize(LARGEST_SIDE, LARGEST_SIDE)
    if max(pixels.width(), pixels.height()) > LARGEST_SIDE:
        reader.setScaledSize(pixels.scaled(most, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    if image.isNull():
        raise UserFault(_("{name} is broken: it cannot be shown.").format(name=source.name))
    for key in image.textKeys():
        image.setText(key, "")
    return image


def take(source: Path, folder: Path, stem: str) -> str:
    """Copy a picture into a folder, and return its name there.

    Raises:
        UserFault: as ``load``.
        MachineFault: it cannot be written.
    """
    image = load(source)
    plain = source.suffix.lower() != ".png" and not image.hasAlphaChannel()
    for suffix, kind in ((".jpg", b"jpg"),) if plain else ((".png", b"png"), (".jpg", b"jpg")):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            target = free_name(folder / f"{stem}{suffix}")
        except OSError as error:
            raise from_os(error, folder.name) from error
        with replacing(target) as part:
            writer = QImageWriter(str(part), QByteArray(kind))
            writer.setQuality(QUALITY if kind == b"jpg" else -1)
            if not writer.write(image):
                raise OSError(writer.errorString())
        if target.stat().st_size <= MOST_BYTES:
            return target.name
        target.unlink()
    raise UserFault(_("{name} is too large a picture.").format(name=source.name))
