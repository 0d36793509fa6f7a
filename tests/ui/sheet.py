"""The contact sheet: every movement, every key-frame, both sides: ``make sheet``.

It is looked at, as a picture, before a figure lands. The README's one shows each pose once.
"""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QImage, QPainter

from hipflex_gui.catalogue import Catalogue
from hipflex_gui.figure.camera import framed
from hipflex_gui.figure.drawing import draw
from hipflex_gui.figure.palette import Person, palette
from hipflex_gui.figure.posing import pose
from hipflex_gui.figure.scene import Picture, still
from hipflex_gui.movements import Movement, Sides
from hipflex_gui.paths import assets
from hipflex_gui.ui.figures import paint
from hipflex_gui.words import Side

CELL, LABEL = 220, 40
PEOPLE = (
    Person(),
    Person("curvy", "bun", "deep", "black"),
    Person("broad", "curls", "brown", "black"),
    Person("slim", "ponytail", "fair", "auburn"),
    Person("large", "short", "light", "grey"),
    Person("medium", "headscarf", "olive", "black"),
    Person("slim", "bob", "light", "fair"),
)

Cell = tuple[str, Picture, int]


def poses(movements: list[Movement]) -> Iterator[Cell]:
    """Yield each movement's pose, once."""
    for movement in movements:
        picture = still(movement)
        yield movement.name, picture, picture.shown.first


def frames(movements: list[Movement]) -> Iterator[Cell]:
    """Yield every key-frame of every movement, of both sides where there are two."""
    for movement in movements:
        two = movement.sides not in (Sides.TOGETHER, Sides.BY_DIRECTION)
        for side in Side if two else (Side.LEFT,):
            picture = still(movement, side)
            for number, frame in enumerate(picture.figure.frames):
                said = f"{movement.id} · {frame.name}" + (f" · {side}" if two else "")
                yield said, picture, number


def sheet(cells: list[Cell], columns: int, *, dark: bool, cast: bool) -> QImage:
    """Return the pictures side by side, each under its name."""
    rows = -(-len(cells) // columns)
    ground = palette(Person(), dark=dark).ground
    image = QImage(columns * CELL, rows * (CELL + LABEL), QImage.Format.Format_RGB32)
    image.fill(ground)
    painter = QPainter(image)
    font = QFont()
    font.setPixelSize(12)
    painter.setFont(font)
    for n, (name, picture, number) in enumerate(cells):
        x, y = n % columns * CELL, n // columns * (CELL + LABEL)
        person = PEOPLE[n % len(PEOPLE)] if cast else Person()
        posed = pose(picture.figure)
        camera = framed(posed, picture.figure.view, CELL, CELL, pad=0.08, base=0.9)
        glow = picture.glow if number == picture.figure.pose else ()
        painter.save()
        painter.setClipRect(x, y, CELL, CELL)
        painter.translate(x, y)
        colours = palette(person, dark=dark)
        paint(painter, draw(posed, posed.stances[number], camera, colours, person, glow=glow))
        painter.restore()
        painter.setPen(QColor("#9DA5A0" if dark else "#5B625E"))
        box = QRectF(x + 6, y + CELL, CELL - 12, LABEL)
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(box, int(flags), name)
    painter.end()
    return image


def main(folder: Path) -> None:
    """Write the README's sheet to the pictures, and the full ones to a folder."""
    app = QGuiApplication([])
    movements = list(Catalogue.load(None).movements.values())
    sheet(list(poses(movements)), 6, dark=False, cast=True).save(
        str(assets() / "pictures" / "movements.png")
    )
    folder.mkdir(parents=True, exist_ok=True)
    for dark in (False, True):
        name = "frames-dark.png" if dark else "frames-light.png"
        sheet(list(frames(movements)), 8, dark=dark, cast=False).save(str(folder / name))
    del app


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("build"))
