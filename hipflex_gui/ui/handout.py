"""A session on paper, to hang on a wall or hand to somebody: one page, with figures.

``handout_words`` says what is on it. It is set in the largest type, in one column or two, in which
it stands on one page; only where nothing readable does are there more.
"""

from collections.abc import Callable, Sequence
from itertools import product
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QLocale, QMarginsF
from PySide6.QtGui import (
    QFontDatabase,
    QGuiApplication,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
)
from PySide6.QtWidgets import QFileDialog, QWidget

from hipflex_gui.figure.palette import Person
from hipflex_gui.files import free_name, replacing
from hipflex_gui.i18n import _
from hipflex_gui.readers import id_from
from hipflex_gui.timeline import Timeline
from hipflex_gui.ui.handout_parts import (
    DOTS,
    GUTTER,
    Block,
    Part,
    Style,
    Words,
    entry_blocks,
    foot,
    head,
)
from hipflex_gui.ui.handout_words import Sheet, sheet
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.model import Model
from hipflex_gui.ui.printing import page_size
from hipflex_gui.ui.theme import LIGHT

MARGIN_MM = 14
LISTS = (1.3, 1.2, 1.1, 1.0, 0.95, 0.9, 0.85, 0.8)  # sizes at which instructions are listed
RUN_IN = (0.9, 0.85, 0.8, 0.75, 0.7)  # where that takes too much room, they follow each other
SEVERAL = 0.8  # the least size where one page is not enough
FIGURES = {1: 104.0, 2: 66.0}  # points, by the number of columns
PAPERS = {"a4": QPageSize.PageSizeId.A4, "letter": QPageSize.PageSizeId.Letter}
BETWEEN = 13.0
_BOTTOM = 16.0
_STEPS = 60  # heights of columns that are tried

Page = list[tuple[float, float, Part]]
"""Parts at places on a page, in points from the corner inside its margins."""


def pages(said: Sheet, family: str, person: Person, width: float, height: float) -> list[Page]:
    """Return a hand-out laid out on pages of a size in points: one, if it can be read on one."""
    listed = [Style(family, scale, person) for scale in LISTS]
    run_in = [Style(family, scale, person, run_in=True) for scale in RUN_IN]
    several: list[list[Page]] = []
    for style, columns in product((*listed, *run_in), FIGURES):
        found = _laid_out(said, style, columns, width, height)
        if len(found) == 1:
            return found
        if style.scale >= SEVERAL:
            several.append(found)
    return min(several, key=len)


def _laid_out(said: Sheet, style: Style, columns: int, width: float, height: float) -> list[Page]:
    room = height - _BOTTOM
    column = (width - GUTTER * (columns - 1)) / columns
    drawn = any(entry.picture for entry in said.entries)
    figure = FIGURES[columns] * style.scale if drawn else 0.0
    rest = [
        block
        for entry in said.entries
        for block in entry_blocks(entry, style, column, room, figure)
    ]
    top, end, gap = head(said, style, width), foot(said, style, width), BETWEEN * style.scale
    found: list[Page] = []
    page: Page = [(0.0, 0.0, top)]
    y = top.height
    while True:
        last = _balanced(rest, columns, room - y - end.height, gap)
        if last is None and not rest and not page:
            last = []  # a foot that is higher than a page stands on it all the same
        parts = _filled(rest, columns, room - y, gap) if last is None else last
        rest = rest[len(parts) :]
        page += [(at * (column + GUTTER), y + down, part) for at, down, part in parts]
        found.append(page)
        if last is not None:
            page.append((0.0, y + _bottom(parts), end))
            return found
        page, y = [], 0.0


Placed = list[tuple[int, float, Block]]
"""Blocks by column and height."""


def _bottom(placed: Placed) -> float:
    return max((y + block.height for _column, y, block in placed), default=0.0)


def _filled(blocks: Sequence[Block], columns: int, room: float, gap: float) -> Placed:
    """Return the blocks that find room, one column after the other.

    The first finds it in any case: what is higher than a page must stand somewhere.
    """
    placed: Placed = []
    column, y = 0, 0.0
    for block in blocks:
        if y and y + block.height > room:
            column, y = column + 1, 0.0
        if column == columns or (placed and block.height > room):
            break
        placed.append((column, y, block))
        y += block.height + gap
    return placed


def _balanced(blocks: Sequence[Block], columns: int, room: float, gap: float) -> Placed | None:
    """Return all blocks in columns as low as they can be; None if they need more room."""
    for step in range(1, _STEPS + 1):
        placed = _filled(blocks, columns, room * step / _STEPS, gap)
        if len(placed) == len(blocks) and _bottom(placed) <= room:
            return placed
    return None


def _painted(
    painter: QPainter,
    found: list[Page],
    new_page: Callable[[], object],
    style: Style,
    height: float,
    width: float,
) -> None:
    for number, page in enumerate(found, 1):
        if number > 1:
            new_page()
        for x, y, part in page:
            part.paint(painter, x, y)
        mark = _("Hipflex")
        if len(found) > 1:
            mark = _("Hipflex, page {n} of {total}").format(n=number, total=len(found))
        Words(mark, style, 8, width, colour=LIGHT.ink3).paint(painter, 0, height - 10)


def save_handout(
    path: Path,
    timeline: Timeline,
    person: Person,
    units: str = "metric",
    family: str = "",
    size: QPageSize | None = None,
) -> int:
    """Write a session as pages to print, in the colours of paper, and return how many they are.

    Args:
        path: the file, a PDF, which is replaced if it is there.
        timeline: the session.
        person: how the figure looks.
        units: of measures, ``metric`` or ``imperial``.
        family: the font; Inter where there is one, else the system's, if it is not given.
        size: the paper; that of the user's country if it is not given.

    Raises:
        MachineFault: the file cannot be written.
    """
    family = family or ("Inter" if QFontDatabase.hasFamily("Inter") else "")
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(timeline.session.name)
    writer.setCreator("Hipflex")
    writer.setResolution(72 * DOTS)
    margins = QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM)
    unit, portrait = QPageLayout.Unit.Millimeter, QPageLayout.Orientation.Portrait
    writer.setPageLayout(QPageLayout(size or page_size(QLocale()), portrait, margins, unit))
    width, height = writer.width() / DOTS, writer.height() / DOTS
    found = pages(sheet(timeline, units), family, person, width, height)
    painter = QPainter(writer)
    _painted(painter, found, writer.newPage, Style(family, 1.0, person), height, width)
    painter.end()
    with replacing(path) as half:
        half.write_bytes(bytes(buffer.data().data()))
    return len(found)


def save_alone(
    path: Path, timeline: Timeline, person: Person, units: str, paper: str | None = None
) -> int:
    """Do the same where there is no window; ``paper`` is one of ``PAPERS``."""
    app = QGuiApplication.instance() or QGuiApplication([])
    size = QPageSize(PAPERS[paper]) if paper else None
    number = save_handout(path, timeline, person, units, size=size)
    del app  # it has to outlive the painting
    return number


def ask_target(parent: QWidget, proposed: Path) -> str:
    """Ask where to write a hand-out; nothing if nowhere."""
    kinds = _("Documents (*.pdf)")
    return QFileDialog.getSaveFileName(parent, _("Print"), str(proposed), kinds)[0]


def print_session(
    widget: QWidget,
    look: Look,
    model: Model,
    timeline: Timeline,
    ask: Callable[[QWidget, Path], str] = ask_target,
) -> Path | None:
    """Ask for a place, write a session there as a PDF, and return where; None if nowhere.

    Raises:
        MachineFault: the file cannot be written.
    """
    name = id_from(timeline.session.name) or "hipflex"
    chosen = ask(widget, free_name(Path.home() / f"{name}.pdf"))
    if not chosen:
        return None
    path = Path(chosen)
    if path.suffix.lower() != ".pdf":
        path = free_name(path.with_name(path.name + ".pdf"))
    save_handout(path, timeline, look.person, model.settings.units, look.theme.family)
    return path
