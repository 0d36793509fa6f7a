"""The icons: strokes on a 24 px grid, drawn in whatever colour they are asked for.

Each file says ``currentColor``; the colour is put in as text before Qt reads it, so one file
serves every theme and stays sharp at any size.
"""

from functools import cache
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

GRID = 24


class Icons:
    """The icons of a folder, by name. What was read once is kept."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._source = cache(self._read)
        self._renderer = cache(self._render)

    def names(self) -> list[str]:
        """Return the names of all icons, sorted."""
        return sorted(path.stem for path in self._folder.glob("*.svg"))

    def paint(
        self, painter: QPainter, name: str, rect: QRectF, colour: str, *, mirrored: bool = False
    ) -> None:
        """Paint an icon into ``rect``, in ``colour``; mirrored left to right if asked.

        Raises:
            FileNotFoundError: there is no icon of this name.
        """
        if mirrored:
            painter.save()
            painter.translate(rect.center().x() * 2, 0)
            painter.scale(-1, 1)
        self._renderer(name, colour).render(painter, rect)
        if mirrored:
            painter.restore()

    def pixmap(self, name: str, colour: str, size: int, ratio: float = 1.0) -> QPixmap:
        """Return an icon of ``size`` px for a screen of a device pixel ratio."""
        pixmap = QPixmap(QSize(size, size) * ratio)
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        renderer = self._renderer(name, colour)
        painter = QPainter(pixmap)
        renderer.render(painter, QRectF(0, 0, size, size))
        painter.end()
        return pixmap

    def icon(self, name: str, colour: str, size: int = GRID) -> QIcon:
        """Return an icon for Qt's own widgets, drawn for ordinary and for fine screens."""
        icon = QIcon()
        for ratio in (1.0, 2.0, 3.0):
            icon.addPixmap(self.pixmap(name, colour, size, ratio))
        return icon

    def _read(self, name: str) -> str:
        return (self._folder / f"{name}.svg").read_text(encoding="utf-8")

    def _render(self, name: str, colour: str) -> QSvgRenderer:
        return QSvgRenderer(self._source(name).replace("currentColor", colour).encode())
