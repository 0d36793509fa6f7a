"""The history on paper: what the page shows, always light and of one width, as PDF or picture.

The page's own view is made once more, out of sight, and painted; so what is printed is what is
seen, and text in a PDF stays text.
"""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QLocale, QMarginsF, QObject, QPoint, Qt
from PySide6.QtGui import QFont, QImage, QPageLayout, QPageSize, QPainter, QPdfWriter, QRegion
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hipflex_gui.files import replacing
from hipflex_gui.i18n import _
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.model import Model
from hipflex_gui.ui.pages.days import long_day
from hipflex_gui.ui.pages.historyview import RECENT, HistoryView
from hipflex_gui.ui.style import palette, style_sheet
from hipflex_gui.ui.theme import LIGHT, PAGE_PADDING, SPACE_L, Theme
from hipflex_gui.ui.widgets.base import Text

WIDTH = 860  # px: that of the page in an ordinary window
MARGIN_MM = 15
FINER = 2  # pixels of a picture for one of the page

DRAWN = QWidget.RenderFlag.DrawChildren


class PaperTheme(Theme):
    """The light theme with plain digits.

    A figure that is not its letter's own shape (one of equal width, a raised colon) is written to a
    PDF as some other letter, which is what searching and copying then find.
    """

    def font(self, role: str, weight: int | None = None, *, tabular: bool = False) -> QFont:
        """Return the font of a role with the shapes that letters have by themselves."""
        font = super().font(role, weight)
        for feature in ("calt", "case"):
            font.setFeature(QFont.Tag(feature), 0)
        return font


class PaperLook(Look):
    """A light look at the design's size that belongs to a sheet, and dresses nothing else."""

    def __init__(self, look: Look) -> None:
        QObject.__init__(self)
        self.icons, self.person, self.calm = look.icons, look.person, look.calm
        own = look.theme
        self.theme = PaperTheme("light", LIGHT, family=own.family, points=own.points)


class Sheet(QWidget):
    """All of the history below each other, in parts that no page may cut.

    Raises:
        MachineFault: the history cannot be read.
    """

    def __init__(self, look: Look, model: Model) -> None:
        super().__init__()
        paper = PaperLook(look)
        paper.setParent(self)
        self.setPalette(palette(paper.theme))
        self.setStyleSheet(style_sheet(paper.theme))
        head = QWidget()
        line = QHBoxLayout(head)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(Text(paper, _("History"), "title"), 1)
        line.addWidget(Text(paper, long_day(model.today, 0), "small", "ink2"))
        view = HistoryView(paper, model, paper=True)
        view.refresh(model.runs(RECENT))
        view.fit(narrow=False)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(SPACE_L)
        self.column.addWidget(head)
        self.column.addWidget(view)
        self.parts: Sequence[QWidget] = (head, *view.blocks)
        self.set_margin(0)

    def set_margin(self, margin: int) -> None:
        """Leave so many px free all round, and come to rest."""
        self.column.setContentsMargins(margin, margin, margin, margin)
        self.setFixedWidth(WIDTH + 2 * margin)
        self.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
        self.show()
        self.resize(self.width(), self.column.totalHeightForWidth(self.width()))


def page_size(locale: QLocale) -> QPageSize:
    """Return the paper that people have where they are."""
    letter = locale.measurementSystem() is QLocale.MeasurementSystem.ImperialUSSystem
    return QPageSize(QPageSize.PageSizeId.Letter if letter else QPageSize.PageSizeId.A4)


def page_tops(parts: Sequence[tuple[int, int]], room: float) -> list[int]:
    """Return where the page of each part begins, so that no page cuts one that has room on it.

    Args:
        parts: top and bottom of each, from above.
        room: the height of a page.
    """
    tops: list[int] = []
    for top, bottom in parts:
        same = tops and bottom - tops[-1] <= room
        tops.append(tops[-1] if same else top)
    return tops


def write_pdf(look: Look, model: Model, path: Path, size: QPageSize | None = None) -> None:
    """Write the history as pages to print.

    Args:
        look: the look on the screen.
        model: what there is to show.
        path: the file, which is replaced if it is there.
        size: the paper; that of the user's country if it is not given.

    Raises:
        MachineFault: the history cannot be read, or the file cannot be written.
    """
    sheet, buffer = Sheet(look, model), QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(_("History"))
    writer.setCreator("Hipflex")
    writer.setResolution(round(72 / look.theme.points))  # so that fonts keep their size in px
    margins = QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM)
    unit = QPageLayout.Unit.Millimeter
    portrait = QPageLayout.Orientation.Portrait
    writer.setPageLayout(QPageLayout(size or page_size(QLocale()), portrait, margins, unit))
    painter = QPainter(writer)
    scale = writer.width() / WIDTH
    painter.scale(scale, scale)
    tops = [part.mapTo(sheet, QPoint(0, 0)).y() for part in sheet.parts]
    bottoms = [top + part.height() for top, part in zip(tops, sheet.parts, strict=True)]
    begins = page_tops(list(zip(tops, bottoms, strict=True)), writer.height() / scale)
    for part, top, begin in zip(sheet.parts, tops, begins, strict=True):
        if part is not sheet.parts[0] and top == begin:
            writer.newPage()
        painter.save()
        painter.translate(0, top - begin)
        part.render(painter, QPoint(), QRegion(), DRAWN)
        painter.restore()
    painter.end()
    sheet.deleteLater()
    with replacing(path) as half:
        half.write_bytes(bytes(buffer.data().data()))


def write_png(look: Look, model: Model, path: Path) -> None:
    """Write the history as a picture, twice as fine as on an ordinary screen.

    Args:
        look: the look on the screen.
        model: what there is to show.
        path: the file, which is replaced if it is there.

    Raises:
        MachineFault: the history cannot be read, or the file cannot be written.
    """
    sheet, buffer = Sheet(look, model), QBuffer()
    sheet.set_margin(PAGE_PADDING)
    image = QImage(sheet.size() * FINER, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(FINER)
    image.fill(LIGHT.bg)
    painter = QPainter(image)
    sheet.render(painter, QPoint(), QRegion(), DRAWN)
    painter.end()
    sheet.deleteLater()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    with replacing(path) as half:
        half.write_bytes(bytes(buffer.data().data()))


WRITERS: Mapping[str, Callable[[Look, Model, Path], None]] = {".pdf": write_pdf, ".png": write_png}
