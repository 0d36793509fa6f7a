"""The history on paper: light whatever the screen is, whole cards on each page, text as text."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, QSizeF
from PySide6.QtGui import QImage, QPageSize
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from hipflex_gui.errors import MachineFault
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.model import Model
from hipflex_gui.ui.printing import FINER, WIDTH, Sheet, page_size, page_tops, write_pdf, write_png
from hipflex_gui.ui.theme import LIGHT, PAGE_PADDING
from tests.histories import history
from tests.ui import desk

look, model = desk.look, desk.model


@pytest.fixture
def filled(model: Model) -> Model:
    """A season of a real person."""
    model.store.merge(history(120, 8, a_day=0.75))
    model.refresh()
    return model


def pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf))


@pytest.mark.parametrize(
    ("parts", "tops"),
    [
        ([(0, 40), (50, 90), (100, 140)], [0, 0, 100]),
        ([(0, 40), (50, 100), (110, 120)], [0, 0, 110]),
        ([(0, 300), (310, 320)], [0, 310]),  # what is higher than a page begins one
        ([], []),
    ],
)
def test_no_page_cuts_what_has_room_on_one(parts: list[tuple[int, int]], tops: list[int]) -> None:
    assert page_tops(parts, 100.0) == tops


def test_a_pdf_holds_all_on_one_sheet_and_text_as_text(
    look: Look, filled: Model, tmp_path: Path
) -> None:
    a4 = QPageSize(QPageSize.PageSizeId.A4)
    write_pdf(look, filled, tmp_path / "history.pdf", a4)
    pdf = (tmp_path / "history.pdf").read_bytes()
    assert pdf.startswith(b"%PDF-")
    assert pages(pdf) == 1
    assert b"/ToUnicode" in pdf
    assert b"/Subtype /Image" not in pdf


def test_smaller_paper_has_more_pages(look: Look, filled: Model, tmp_path: Path) -> None:
    small = QPageSize(QSizeF(210, 150), QPageSize.Unit.Millimeter)
    write_pdf(look, filled, tmp_path / "history.pdf", small)
    assert pages((tmp_path / "history.pdf").read_bytes()) == 3


@pytest.mark.parametrize(
    ("locale", "size"),
    [("en_US", QPageSize.PageSizeId.Letter), ("de_DE", QPageSize.PageSizeId.A4)],
)
def test_the_paper_is_that_of_the_country(locale: str, size: QPageSize.PageSizeId) -> None:
    assert page_size(QLocale(locale)).id() is size


@pytest.mark.parametrize(("choice", "scale"), [("light", 1.0), ("dark", 2.0)])
def test_a_picture_is_light_and_of_one_size_whatever_the_screen_is(
    look: Look, filled: Model, tmp_path: Path, choice: str, scale: float
) -> None:
    look.choose(choice)
    look.set_scale(scale)
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    dress = app.styleSheet(), app.palette()
    write_png(look, filled, tmp_path / "history.png")
    picture = QImage(str(tmp_path / "history.png"))
    assert picture.width() == (WIDTH + 2 * PAGE_PADDING) * FINER
    assert picture.pixelColor(3, 3).name().upper() == LIGHT.bg
    assert dress == (app.styleSheet(), app.palette())
    inside_a_card = picture.pixelColor(
        (PAGE_PADDING + 12) * FINER, picture.height() - (PAGE_PADDING + 12) * FINER
    )
    assert inside_a_card.name().upper() == LIGHT.card


def test_an_empty_history_is_printed_as_well(look: Look, model: Model, tmp_path: Path) -> None:
    write_pdf(look, model, tmp_path / "history.pdf")
    assert pages((tmp_path / "history.pdf").read_bytes()) == 1


def test_paper_has_nothing_to_press(qtbot: QtBot, look: Look, filled: Model) -> None:
    sheet = Sheet(look, filled)
    qtbot.addWidget(sheet)
    words = desk.texts(sheet)
    assert words[0] == "History"
    assert "Monday 2 March 2026" in words
    assert not [text for text in words if text.startswith("Choose a day")]
    pressed = [one for one in sheet.findChildren(QAbstractButton) if one.isVisible()]
    assert {type(one).__name__ for one in pressed} == {"RecentRow"}


def test_a_file_that_cannot_be_written_is_a_fault_and_leaves_nothing(
    look: Look, filled: Model, tmp_path: Path
) -> None:
    for target in (tmp_path / "gone" / "history.png", tmp_path):
        with pytest.raises(MachineFault):
            write_png(look, filled, target)
    assert [path for path in tmp_path.iterdir() if path.suffix == ".part"] == []
