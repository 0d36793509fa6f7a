"""The panel that takes the history out and brings it in: real files, from a log on disk or not."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from hipflex_gui.foreign import Problems
from hipflex_gui.store import Store
from hipflex_gui.store_versions import Merged
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.model import Model
from hipflex_gui.ui.pages import taking
from hipflex_gui.ui.pages.taking import Taking, brought_text
from hipflex_gui.ui.widgets.buttons import KeyButton
from tests.histories import history
from tests.ui import desk

look = desk.look

CHANGED = "1 is brought up to date."
WORDS = {ending: words for ending, words, _kinds in (*taking.DATA, *taking.LOOKS)}


@pytest.fixture(params=["on disk", "in memory"])
def model(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Model]:
    """Seven sessions, in a file or in memory."""
    plain = desk.make_plain_model(tmp_path / "data")
    folder = plain.folder
    folder.database.parent.mkdir(exist_ok=True)
    store = Store(folder.database) if request.param == "on disk" else Store(":memory:")
    store.merge(history(7, 2))
    yield Model(plain.clock, store, folder, plain.catalogue, plain.settings)
    store.close()


@pytest.fixture
def panel(qtbot: QtBot, look: Look, model: Model) -> Taking:
    """The panel as it is seen."""
    panel = Taking(look, model)
    return desk.shown(qtbot, panel, 860, 400)


def said(panel: Taking) -> str:
    return panel.banner.accessibleDescription() if panel.banner.isVisible() else ""


def answer(panel: Taking, name: str) -> list[Path]:
    """Let the person choose a file, and return what is proposed to them."""
    offered: list[Path] = []

    def target(parent: QWidget, proposed: Path, kinds: str) -> str:
        offered.append(proposed)
        return name

    def source(parent: QWidget, folder: Path, kinds: str) -> str:
        return name

    panel.ask_target, panel.ask_source = target, source
    return offered


@pytest.mark.parametrize("ending", [".csv", ".json", ".ics"])
def test_all_sessions_are_written(qtbot: QtBot, panel: Taking, tmp_path: Path, ending: str) -> None:
    proposed = answer(panel, str(tmp_path / f"mine{ending}"))
    desk.click(panel, WORDS[ending])
    qtbot.waitUntil(lambda: said(panel) == f"Wrote 7 sessions to mine{ending}.")
    assert proposed[0].name == f"hipflex-2026-03-02{ending}"
    written = (tmp_path / f"mine{ending}").read_text(encoding="utf-8")
    assert len(written.splitlines()) > 7
    if ending == ".json":
        assert json.loads(written)


@pytest.mark.parametrize(("ending", "start"), [(".png", b"\x89PNG"), (".pdf", b"%PDF")])
def test_pictures_and_pages_are_written(
    panel: Taking, tmp_path: Path, ending: str, start: bytes
) -> None:
    answer(panel, str(tmp_path / f"mine{ending}"))
    desk.click(panel, WORDS[ending])
    assert said(panel) == f"Wrote your history to mine{ending}."
    assert (tmp_path / f"mine{ending}").read_bytes().startswith(start)


def test_an_ending_that_is_missing_is_added_without_replacing_a_file(
    qtbot: QtBot, panel: Taking, tmp_path: Path
) -> None:
    (tmp_path / "mine.csv").write_text("other")
    answer(panel, str(tmp_path / "mine"))
    desk.click(panel, WORDS[".csv"])
    qtbot.waitUntil(lambda: said(panel) == "Wrote 7 sessions to mine-2.csv.")
    assert (tmp_path / "mine.csv").read_text() == "other"


def test_a_fault_is_said_and_the_next_try_works(
    qtbot: QtBot, panel: Taking, tmp_path: Path
) -> None:
    answer(panel, str(tmp_path / "gone" / "mine.csv"))
    desk.click(panel, WORDS[".csv"])
    qtbot.waitUntil(lambda: "There is no folder" in said(panel))
    answer(panel, str(tmp_path / "mine.csv"))
    desk.click(panel, WORDS[".csv"])
    qtbot.waitUntil(lambda: said(panel).startswith("Wrote 7"))


def test_who_chooses_no_file_gets_none(panel: Taking) -> None:
    answer(panel, "")
    for words in (WORDS[".csv"], WORDS[".png"], "Bring in a file…"):
        desk.click(panel, words)
    assert said(panel) == ""


def test_the_folder_is_opened(qtbot: QtBot, panel: Taking, tmp_path: Path) -> None:
    opened: list[Path] = []

    def refuse(path: Path) -> bool:
        opened.append(path)
        return False

    panel.open_path = refuse
    answer(panel, str(tmp_path / "mine.png"))
    desk.click(panel, WORDS[".png"])
    desk.click(panel, "Open folder")
    assert opened == [tmp_path]
    assert said(panel) == "The folder could not be opened."


def test_what_was_taken_out_is_brought_back(
    qtbot: QtBot, panel: Taking, model: Model, tmp_path: Path
) -> None:
    answer(panel, str(tmp_path / "mine.json"))
    desk.click(panel, WORDS[".json"])
    qtbot.waitUntil(lambda: said(panel).startswith("Wrote 7"))
    other = Model(model.clock, Store(":memory:"), model.folder, model.catalogue, model.settings)
    fresh = desk.shown(qtbot, Taking(panel.look, other), 860, 400)
    answer(fresh, str(tmp_path / "mine.json"))
    with qtbot.waitSignal(other.changed):
        desk.click(fresh, "Bring in a file…")
    assert said(fresh) == "Brought in 7 entries."
    assert other.overview.runs == model.overview.runs
    with qtbot.assertNotEmitted(other.changed):
        desk.click(fresh, "Bring in a file…")
    assert said(fresh) == "Brought in 0 entries. 7 were there already."


def test_a_file_is_brought_in_beside_the_window(
    qtbot: QtBot, panel: Taking, model: Model, tmp_path: Path
) -> None:
    answer(panel, str(tmp_path / "mine.csv"))
    desk.click(panel, WORDS[".csv"])
    qtbot.waitUntil(lambda: said(panel).startswith("Wrote 7"))
    desk.click(panel, "Bring in a file…")
    qtbot.waitUntil(lambda: said(panel) == "Brought in 0 entries. 7 were there already.")
    assert model.store.count() == 7


def test_a_file_that_is_none_of_ours_is_told(qtbot: QtBot, panel: Taking, tmp_path: Path) -> None:
    (tmp_path / "other.csv").write_bytes(b"\xff\xfe\x00")
    answer(panel, str(tmp_path / "other.csv"))
    desk.click(panel, "Bring in a file…")
    qtbot.waitUntil(lambda: "other.csv" in said(panel))


@pytest.mark.parametrize(
    ("merged", "reasons", "said"),
    [
        (Merged(added=1), 0, "Brought in 1 entry."),
        (Merged(3, 1, 1), 0, f"Brought in 3 entries. {CHANGED} 1 was there already."),
        (Merged(), 1, "Brought in 0 entries. Reason 0."),
        (Merged(), 3, "Brought in 0 entries. Reason 0. 2 more were left out."),
    ],
)
def test_what_came_of_it_in_words(merged: Merged, reasons: int, said: str) -> None:
    problems = Problems()
    for number in range(reasons):
        problems.add(f"Reason {number}.")
    assert brought_text(merged, problems) == said


def test_how_far_it_is_can_be_read(panel: Taking) -> None:
    panel._show_progress(1500, 100_000)
    assert said(panel) == "1 % is done."
    assert not any(one.isVisible() for one in panel.banner.findChildren(KeyButton))
