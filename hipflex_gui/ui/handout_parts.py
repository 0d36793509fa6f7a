"""The parts of a hand-out: words, figures, and the blocks that are made of them.

Lengths are in points. The paper has ten dots in a point, so that letters stand where they belong.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QTextLayout, QTextOption

from hipflex_gui.figure.camera import framed
from hipflex_gui.figure.palette import Person, palette
from hipflex_gui.figure.posing import pose
from hipflex_gui.figure.scene import Picture
from hipflex_gui.i18n import _
from hipflex_gui.ui.figures import operations, paint
from hipflex_gui.ui.handout_words import Entry, Sheet
from hipflex_gui.ui.theme import LIGHT

DOTS = 10
LEAST = 7.0  # points: nobody should have to read smaller print
GAP, GUTTER = 12.0, 20.0
_QUIET = "#F6F3EE"  # behind a figure: light enough to cost no ink


class Part(Protocol):
    """Something that has a height and can be painted with its upper left corner at a point."""

    height: float

    def paint(self, painter: QPainter, x: float, y: float) -> None:
        """Paint it."""


class Words:
    """Text set in a width; its height is known before it is painted.

    ``lead`` letters at its beginning are bold, and of a colour of their own.
    """

    def __init__(
        self,
        text: str,
        style: "Style",
        size: float,
        width: float,
        *,
        weight: int = 400,
        colour: str = LIGHT.ink,
        leading: float = 1.32,
        lead: int = 0,
        lead_colour: str = LIGHT.acc,
    ) -> None:
        self._colour = QColor(colour)
        size = self.size = max(LEAST, size * style.scale)
        layout = self._layout = QTextLayout(text, style.font(size, weight))
        if lead:
            first = QTextLayout.FormatRange()
            first.start, first.length = 0, lead
            first.format.setForeground(QColor(lead_colour))
            first.format.setFontWeight(QFont.Weight.DemiBold)
            layout.setFormats([first])
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        self.height = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(1.0, width) * DOTS)
            extra = (size * leading - line.height() / DOTS) / 2
            line.setPosition(QPointF(0, (self.height + extra) * DOTS))
            self.height += size * leading
        layout.endLayout()

    def paint(self, painter: QPainter, x: float, y: float) -> None:
        """Paint it."""
        painter.setPen(self._colour)
        self._layout.draw(painter, QPointF(x * DOTS, y * DOTS))


@dataclass(frozen=True)
class Style:
    """How a sheet is set.

    Attributes:
        family: of the font; the system's if it is empty.
        scale: the size of everything, 1 being the design's.
        person: how the figure looks.
        run_in: whether instructions follow each other on a line, to save room.
    """

    family: str
    scale: float
    person: Person
    run_in: bool = False

    def font(self, size: float, weight: int) -> QFont:
        """Return a font of a size in points, with the shapes that letters have by themselves.

        Others are written to a PDF as some other letter, which searching and copying then find.
        """
        font = QFont(self.family) if self.family else QFont()
        font.setPixelSize(round(size * DOTS))
        font.setWeight(QFont.Weight(weight))
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        for feature in ("calt", "case"):
            font.setFeature(QFont.Tag(feature), 0)
        return font


class Rule:
    """A line across."""

    height = 0.6

    def __init__(self, width: float) -> None:
        self._width = width

    def paint(self, painter: QPainter, x: float, y: float) -> None:
        """Paint it."""
        line = QRectF(x * DOTS, y * DOTS, self._width * DOTS, self.height * DOTS)
        painter.fillRect(line, QColor(LIGHT.line))


class Figure:
    """The pose of a movement on a quiet ground."""

    def __init__(self, picture: Picture, style: Style, side: float) -> None:
        self.height = side
        self._picture, self._person = picture, style.person

    def paint(self, painter: QPainter, x: float, y: float) -> None:
        """Paint it."""
        side = self.height * DOTS
        picture, person = self._picture, self._person
        painter.save()
        painter.translate(x * DOTS, y * DOTS)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(_QUIET))
        ground = QPainterPath()
        ground.addRoundedRect(QRectF(0, 0, side, side), 5 * DOTS, 5 * DOTS)
        painter.drawPath(ground)
        painter.setClipPath(ground)  # a wall goes on above the picture
        view, only = picture.figure.view, picture.shown.second
        camera = framed(pose(picture.figure), view, side, side, only=only, pad=0.08, base=0.9)
        paint(painter, operations(picture, camera, palette(person, dark=False), person))
        painter.restore()


class Block:
    """Parts at places beside and below each other, that no page parts."""

    def __init__(self) -> None:
        self.height = 0.0
        self.parts: list[tuple[float, float, Part]] = []

    def put(self, part: Part, x: float, y: float) -> None:
        """Put a part at a place."""
        self.parts.append((x, y, part))
        self.height = max(self.height, y + part.height)

    def add(self, part: Part, x: float = 0.0, gap: float = 0.0) -> None:
        """Put a part below all others."""
        self.put(part, x, self.height + gap)

    def paint(self, painter: QPainter, x: float, y: float) -> None:
        """Paint all of it."""
        for left, top, part in self.parts:
            part.paint(painter, x + left, y + top)


def head(said: Sheet, style: Style, width: float) -> Block:
    """Return what stands above the movements."""
    block, gap = Block(), 5 * style.scale
    block.add(Words(said.name, style, 23, width, weight=600, leading=1.18))
    if said.summary:
        block.add(Words(said.summary, style, 11, width, colour=LIGHT.ink2), gap=gap / 2)
    block.add(Words(said.meta, style, 10.5, width, weight=600, colour=LIGHT.acc_text), gap=gap)
    for line in said.before:
        block.add(Words(line, style, 10, width, colour=LIGHT.ink), gap=gap / 2)
    block.add(Rule(width), gap=9 * style.scale)
    block.height += 13 * style.scale
    return block


def entry_blocks(
    entry: Entry, style: Style, width: float, room: float, figure: float
) -> list[Block]:
    """Return a movement as a block; as several if it would fill more than half a page."""
    block = Block()
    left = figure + GAP * style.scale if figure else 0.0
    if entry.picture:
        block.put(Figure(entry.picture, style, figure), 0, 0)
    column, blocks, gap = Block(), [block], 2.5 * style.scale
    number = f"{entry.number}  " if entry.number else ""
    title = number + entry.name
    column.add(Words(title, style, 12, width - left, weight=600, leading=1.25, lead=len(number)))
    if entry.dose:
        dose = Words(entry.dose, style, 10, width - left, weight=500, colour=LIGHT.acc_text)
        column.add(dose)
    indent = 0.0 if style.run_in else 9 * style.scale
    for line in [" ".join(entry.lines)] if style.run_in and entry.lines else entry.lines:
        words = Words(line, style, 9.5, width - left - indent)
        if column.height + words.height > room / 2:
            block.put(column, left, 0)
            block, column = Block(), Block()
            blocks.append(block)
        top = column.height + gap
        if indent:
            column.put(Words("•", style, 9.5, indent, colour=LIGHT.ink3), 0, top)
        column.put(words, indent, top)
    for note in entry.notes:
        words = Words(note, style, 9.5, width - left, weight=500, colour=LIGHT.ink2)
        column.add(words, gap=2 * gap)
    block.put(column, left, 0)
    return blocks


def foot(said: Sheet, style: Style, width: float) -> Block:
    """Return what stands below them: cautions, and that one may stop."""
    block, gap = Block(), 3 * style.scale
    block.height = 11 * style.scale
    block.add(Rule(width))
    block.height += 8 * style.scale
    if said.cautions:
        block.add(Words(_("Take care"), style, 10, width, weight=600))
        half = (width - GUTTER) / 2
        cautions = [_caution(one, style, half) for one in said.cautions]
        top, at = block.height, _halves([one.height + gap for one in cautions])
        for x, some in ((0.0, cautions[:at]), (half + GUTTER, cautions[at:])):
            y = top
            for one in some:
                block.put(one, x, y + gap)
                y += one.height + gap
        block.height += 8 * style.scale
    block.add(Words(said.stop, style, 10, width, weight=600, colour=LIGHT.eff_text))
    return block


def _caution(text: str, style: Style, width: float) -> Words:
    lead = text.find(":") + 1
    ink, ink2 = LIGHT.ink, LIGHT.ink2
    return Words(text, style, 8.5, width, colour=ink2, lead=lead, lead_colour=ink)


def _halves(heights: Sequence[float]) -> int:
    """Return how many of the things belong on the left so that both sides are nearly as high."""
    return min(
        range(len(heights) + 1),
        key=lambda at: (max(sum(heights[:at]), sum(heights[at:])), -at),
    )
