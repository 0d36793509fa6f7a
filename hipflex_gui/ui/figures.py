"""The figure in the window: paint operations as QPainter calls, and small pictures kept."""

from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from math import pi
from pathlib import Path

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QGuiApplication,
    QImage,
    QImageReader,
    QPainter,
    QPainterPath,
    QPixmap,
    QTransform,
)

from hipflex_gui.figure.camera import Camera, framed
from hipflex_gui.figure.drawing import Op, draw
from hipflex_gui.figure.palette import Palette, Person
from hipflex_gui.figure.posing import blend, pose
from hipflex_gui.figure.scene import Picture
from hipflex_gui.figure.shapes import Path as Outline
from hipflex_gui.movements import Photo


def operations(picture: Picture, camera: Camera, colours: Palette, person: Person) -> list[Op]:
    """Return the paint operations of a picture."""
    posed, seen = pose(picture.figure), picture.shown
    return draw(
        posed,
        blend(posed, seen.first, seen.second, seen.t),
        camera,
        colours,
        person,
        glow=picture.glow,
        breath=seen.breath,
        ghost=posed.stances[seen.ghost] if seen.ghost >= 0 and not seen.at(seen.ghost) else None,
    )


def paint_small(
    painter: QPainter, picture: Picture, colours: Palette, person: Person, rect: QRectF
) -> None:
    """Paint a pose into a small rectangle, from what was painted before if it was."""
    ratio = painter.device().devicePixelRatio()
    width, height = round(rect.width() * ratio), round(rect.height() * ratio)
    painter.drawPixmap(
        rect, _small(picture, colours, person, width, height), QRectF(0, 0, width, height)
    )


@lru_cache(maxsize=6)
def photo(shown: Photo, width: int, height: int, *, flipped: bool = False) -> QPixmap | None:
    """Return a picture of the author's own, as large as it fits; None if it cannot be read."""
    reader = QImageReader(shown.path)
    reader.setAutoTransform(True)
    image = reader.read()
    if image.isNull() or width < 1 or height < 1:
        return None
    ways = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    image = image.scaled(width, height, *ways)
    if flipped:
        image = image.transformed(QTransform.fromScale(-1, 1))
    return QPixmap.fromImage(image)


@lru_cache(maxsize=400)
def _small(picture: Picture, colours: Palette, person: Person, width: int, height: int) -> QPixmap:
    """Return a pose as pixels; kept by all that it is made of, so that a changed file shows."""
    made = QPixmap(width, height)
    made.fill(Qt.GlobalColor.transparent)
    if picture.photo and (loaded := photo(picture.photo, width, height, flipped=picture.flipped)):
        painter = QPainter(made)
        painter.drawPixmap((width - loaded.width()) // 2, (height - loaded.height()) // 2, loaded)
        painter.end()
        return made
    posed, seen = pose(picture.figure), picture.shown
    camera = framed(
        posed, picture.figure.view, width, height, only=seen.second, pad=0.07, base=0.92
    )
    painter = QPainter(made)
    paint(painter, operations(picture, camera, colours, person))
    painter.end()
    return made


def paint(painter: QPainter, ops: Sequence[Op], *, moving: bool = False) -> None:
    """Paint a picture where the painter stands; faint edges are left rough in a moving one."""
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    smooth = None
    for path, fill, opacity, faint in ops:
        wanted = not (moving and faint)
        if smooth is not wanted:
            smooth = wanted
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, smooth)
        painter.setBrush(_brush(fill, opacity))
        if opacity < 1.0:
            whole = QPainterPath()
            whole.setFillRule(Qt.FillRule.WindingFill)
            _trace(path, whole)
            painter.drawPath(whole)
        else:  # one shape after the other takes a third of the time of all in one path
            _trace(path, QPainterPath(), painter.drawPath)
    painter.restore()


def save(path: Path, ops: Sequence[Op], size: int, ground: str) -> bool:
    """Write a square picture to a file; return whether that worked. Needs no window."""
    app = QGuiApplication.instance() or QGuiApplication([])
    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(QColor(ground))
    painter = QPainter(image)
    paint(painter, ops)
    painter.end()
    saved = image.save(str(path))
    del app  # it has to outlive the painting
    return saved


_DEGREES = 180 / pi


@cache
def _brush(fill: str, opacity: float) -> QBrush:
    colour = QColor(fill)
    colour.setAlphaF(opacity)
    return QBrush(colour)


def _trace(
    path: Outline, made: QPainterPath, each: Callable[[QPainterPath], object] | None = None
) -> None:
    """Add outlines to a path; or hand over ``each`` on its own, with the holes in it."""
    line, arc = made.lineTo, made.arcTo
    for command in path:
        kind = command[0]
        if kind == "L":
            line(command[1], command[2])
        elif kind == "A":
            _kind, x, y, r, start, sweep = command
            arc(x - r, y - r, 2 * r, 2 * r, -start * _DEGREES, -sweep * _DEGREES)
        elif kind == "M":
            made.moveTo(command[1], command[2])
        else:
            made.closeSubpath()
            if each and kind == "Z":
                each(made)
                made = QPainterPath()
                line, arc = made.lineTo, made.arcTo
