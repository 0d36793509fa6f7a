"""What can be done with a session besides doing it: an own version, a file to send, a page."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from hipflex_gui.ui.model import Model
from hipflex_gui.ui.pages.planlinks import PlanLinks
from tests.ui import desk

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True)

OWN = "name: Evening hips\nsteps:\n  - low-lunge\n"


@pytest.fixture
def model(tmp_path: Path) -> Model:
    return desk.make_model(tmp_path / "user", {"sessions/evening.yaml": OWN}, shipped=True)


@pytest.fixture
def links(qapp: QApplication, qtbot: QtBot, model: Model) -> Iterator[PlanLinks]:
    holder = QWidget()
    qtbot.addWidget(holder)
    links = PlanLinks(desk.make_look(qapp), model, holder)
    show(links, "evening")
    holder.show()
    yield links
    holder.close()


def show(links: PlanLinks, session: str) -> None:
    entry = links.model.catalogue.sessions[session]
    assert entry.session
    links.show_session(entry, links.model.compiled(entry.session))


def shipped(model: Model) -> str:
    return next(key for key, one in model.catalogue.sessions.items() if not one.own)


def test_a_session_of_ones_own_is_edited_where_it_is(links: PlanLinks) -> None:
    wanted: list[Path] = []
    links.edit.connect(wanted.append)
    assert links.change.label == "Edit"
    links.change.click()
    assert wanted == [links.model.folder.sessions / "evening.yaml"]


def test_of_a_shipped_one_an_own_version_is_made(links: PlanLinks) -> None:
    wanted: list[Path] = []
    links.edit.connect(wanted.append)
    session = shipped(links.model)
    show(links, session)
    assert links.change.label == "Make my own version"
    links.change.click()
    assert [path.name for path in wanted] == [f"my-{session}.yaml"]
    made = links.model.catalogue.sessions[f"my-{session}"]
    assert made.own
    assert made.session
    assert made.name == f"My {links.model.catalogue.sessions[session].name}"


def test_an_own_version_that_cannot_be_made_says_why(links: PlanLinks) -> None:
    wanted: list[Path] = []
    links.edit.connect(wanted.append)
    folder = links.model.folder.sessions
    show(links, shipped(links.model))
    (folder / "evening.yaml").unlink()
    folder.rmdir()
    folder.write_text("in the way")
    links.change.click()
    assert wanted == []
    assert "cannot be written" in desk.said(links)


def test_it_is_sent_as_one_file_or_not_at_all(links: PlanLinks, tmp_path: Path) -> None:
    links.ask_share = lambda _parent, _proposed: ""
    links.share.click()
    assert list(tmp_path.glob("*.hipflex")) == []
    target = tmp_path / "evening.hipflex"
    links.ask_share = lambda _parent, _proposed: str(target)
    links.share.click()
    assert target.read_bytes().startswith(b"PK")
    assert str(target) in desk.said(links)


def test_it_is_printed_where_one_says(links: PlanLinks, tmp_path: Path) -> None:
    asked: list[str] = []

    def ask(_parent: QWidget, proposed: Path) -> str:
        asked.append(proposed.name)
        return str(tmp_path / "page.pdf")

    links.ask_print = ask
    links.print.click()
    assert asked == ["evening-hips.pdf"]
    assert (tmp_path / "page.pdf").read_bytes().startswith(b"%PDF")
    assert str(tmp_path / "page.pdf") in desk.said(links)
    show(links, "evening")
    assert str(tmp_path / "page.pdf") in desk.said(links)  # the same session: it is still true
    show(links, shipped(links.model))
    assert str(tmp_path / "page.pdf") not in desk.said(links)


def test_a_page_that_cannot_be_written_says_why(links: PlanLinks, tmp_path: Path) -> None:
    links.ask_print = lambda _parent, _proposed: str(tmp_path / "nowhere" / "page.pdf")
    links.print.click()
    assert "page.pdf" in desk.said(links)
    assert "The page is in" not in desk.said(links)
