"""A session on paper: one page for each that is shipped, readable, with figures, always light."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPageSize, QPainter
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from hipflex_gui.catalogue import Catalogue, read_session
from hipflex_gui.errors import MachineFault
from hipflex_gui.figure.palette import Person
from hipflex_gui.figure.scene import still
from hipflex_gui.movements import Movement
from hipflex_gui.sessions import Do, Pace, Session
from hipflex_gui.timeline import Timeline, compile_session
from hipflex_gui.ui.handout import PAPERS, pages, print_session, save_handout
from hipflex_gui.ui.handout_parts import LEAST, Block, Figure, Part, Style, Words
from hipflex_gui.ui.handout_words import sheet
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.model import Model
from tests.ui import desk, pdf_text

look, model = desk.look, desk.model
pytestmark = pytest.mark.usefixtures("qapp")

SHIPPED = Catalogue.load(None)
A4 = QPageSize(QPageSize.PageSizeId.A4)
WIDTH, HEIGHT = 515.0, 762.0  # points of A4 inside its margins

OWN = """\
name: Weights & <b>care</b>
often: twice a week
steps:
  - name: Squat
    position: standing
    load: "{10 kg}"
    props: [{name: bar, size: 50-90 cm}, {name: mirror, needed: no}]
    steps: [Stand on your $side foot., Bend.]
    out: Rack the bar.
    for: 8 reps
    phases: {down: 3 counts, up: slowly, wait: 2s}
    sides: each
    sets: 3
    rest: 90s
    note: Look ahead.
    then: Walk a little.
    cautions: [{when: sore-knee, say: Bend less.}]
  - name: Nothing known
    for: until done
"""


def timeline_of(session: Session) -> Timeline:
    return compile_session(session, SHIPPED.movements, Pace())


def shipped(name: str) -> Timeline:
    session = SHIPPED.sessions[name].session
    assert session
    return timeline_of(session)


@pytest.fixture
def own(tmp_path: Path) -> Timeline:
    path = tmp_path / "own.yaml"
    path.write_text(OWN, encoding="utf-8")
    session, report = read_session(path, {})
    assert session, report.problems
    return timeline_of(session)


def alone(movement: Movement) -> Timeline:
    return timeline_of(Session("alone", "Alone", (Do("", own=movement),)))


def bare(words: str) -> str:
    return re.sub(r"\s", "", words)


def flat(part: Part) -> list[Part]:
    """Return a part and all that is inside it."""
    inner = part.parts if isinstance(part, Block) else []
    return [part, *(deep for _x, _y, one in inner for deep in flat(one))]


@pytest.mark.parametrize("name", SHIPPED.sessions)
@pytest.mark.parametrize("paper", PAPERS)
def test_a_shipped_session_has_one_page(name: str, paper: str, tmp_path: Path) -> None:
    timeline, file = shipped(name), tmp_path / "out.pdf"
    assert len(timeline.items) <= 10
    size = QPageSize(PAPERS[paper])
    assert save_handout(file, timeline, Person(), size=size) == 1
    pdf = file.read_bytes()
    assert len(pdf_text.pages(pdf)) == 1
    points = size.sizePoints()
    assert b"/MediaBox [0 0 %d" % points.width() in pdf
    said = pdf_text.text(pdf)
    for item in timeline.items:
        assert bare(item.name) in said
    assert bare(timeline.session.summary) in said
    assert "Ifsomethinghurts,stop." in said
    assert b"/Subtype /Image" not in pdf  # figures are drawn, and stay sharp


def test_all_that_is_said_is_on_the_page(own: Timeline, tmp_path: Path) -> None:
    save_handout(tmp_path / "own.pdf", own, Person(), size=A4)
    said = pdf_text.text((tmp_path / "own.pdf").read_bytes())
    for words in (
        "Weights & <b>care</b>",
        "Easy · Twice a week",
        "Have at hand: bar (50 to 90 cm)",
        "If you like: mirror",
        "1 Squat",
        "8 reps, each side in turn, 3 sets: down 3 counts, up slowly, wait 2 s",
        "1 min 30 s of rest in between",
        "Stand on your left foot.",
        "Rack the bar.",
        "Look ahead.",
        "Weight, if you use one: 10 kg",
        "Walk a little.",
        "2 Nothing known",
        "Until done",
        "Sore knee: Bend less (Squat).",
    ):
        assert bare(words) in said


def test_measures_are_the_readers(own: Timeline) -> None:
    said = sheet(own, "imperial")
    assert "Weight, if you use one: 22 lb" in said.entries[0].notes
    assert said.before[0] == "Have at hand: bar (20 to 35 in)"


def test_what_is_done_again_is_said_shortly() -> None:
    known = [one for one in sheet(shipped("chair-10")).entries if one.dose.endswith("as before")]
    assert [(one.number, one.lines, one.picture) for one in known] == [
        (number, (), None) for number in (5, 6, 7)
    ]


def test_a_warm_up_has_no_number() -> None:
    first, second, *_others = sheet(shipped("chair-3")).entries
    assert (first.number, first.name, first.lines) == (
        0, "Warm up", ("Walk about, or march on the spot.",),
    )  # fmt: skip
    assert second.number == 1


def test_a_movement_of_which_nothing_is_known_has_no_figure(own: Timeline) -> None:
    squat, other = sheet(own).entries
    assert squat.picture
    assert other.picture is None


@pytest.mark.parametrize("name", SHIPPED.sessions)
def test_nothing_is_too_small_overlaps_or_leaves_the_page(name: str) -> None:
    [page] = pages(sheet(shipped(name)), "", Person(), WIDTH, HEIGHT)
    parts = [one for _x, _y, part in page for one in flat(part)]
    assert min(one.size for one in parts if isinstance(one, Words)) >= LEAST
    drawn = [one for one in sheet(shipped(name)).entries if one.picture]
    assert len([one for one in parts if isinstance(one, Figure)]) == len(drawn) > 0
    boxes = [(x, y, part.height) for x, y, part in page]
    assert all(y + height <= HEIGHT for _x, y, height in boxes)
    for x in {x for x, _y, _height in boxes[1:-1]}:
        column = sorted((y, height) for left, y, height in boxes[1:-1] if left == x)
        ends = [boxes[0][2], *(y + height for y, height in column), boxes[-1][1]]
        begins = [*(y for y, _height in column), boxes[-1][1]]
        assert all(end <= begin + 0.01 for end, begin in zip(ends, begins, strict=False))


def test_a_short_session_is_set_larger_than_a_long_one() -> None:
    def largest(name: str) -> float:
        [page] = pages(sheet(shipped(name)), "", Person(), WIDTH, HEIGHT)
        parts = [one for _x, _y, part in page for one in flat(part)]
        return max(one.size for one in parts if isinstance(one, Words))

    assert largest("chair-3") > largest("chair-5") > largest("eight-hip-openers")


def test_more_than_a_page_holds_is_more_pages_and_nothing_is_lost(tmp_path: Path) -> None:
    names = list(SHIPPED.movements)[:25]
    session = Session("many", "Many", tuple(Do(name) for name in names))
    number = save_handout(tmp_path / "many.pdf", timeline_of(session), Person(), size=A4)
    pdf = (tmp_path / "many.pdf").read_bytes()
    assert number == len(pdf_text.pages(pdf)) > 1
    said = pdf_text.text(pdf)
    for name in names:
        assert bare(SHIPPED.movements[name].name) in said
    assert f"Hipflex,page1of{number}" in said
    assert f"Hipflex,page{number}of{number}" in said


def test_words_without_end_find_their_way_onto_pages(own: Timeline, tmp_path: Path) -> None:
    line = "word " * 59 + "last."
    movement = replace(own.items[0].movement, name="N" * 80, steps=(line,) * 60, cautions=())
    number = save_handout(tmp_path / "long.pdf", alone(movement), Person(), size=A4)
    assert number > 1
    assert pdf_text.text((tmp_path / "long.pdf").read_bytes()).count("last.") == 60


def test_cautions_that_would_bury_the_movements_are_counted_out(own: Timeline) -> None:
    movement = own.items[0].movement
    [caution] = movement.cautions
    many = tuple(replace(caution, when=f"pain-{n}", say="Care. " * 40) for n in range(60))
    said = sheet(alone(replace(movement, cautions=many))).cautions
    assert 10 < len(said) < 60
    assert said[-1] == "There is more to know: see the page of each movement."


@pytest.mark.parametrize("choice", ["light", "dark"])
def test_it_is_light_whatever_the_screen_is(
    look: Look, model: Model, tmp_path: Path, choice: str, qtbot: QtBot
) -> None:
    timeline = model.timeline("chair-5")
    look.choose(choice)
    app, asked = QApplication.instance(), list[Path]()
    assert isinstance(app, QApplication)
    dress, widget = app.styleSheet(), QWidget()
    qtbot.addWidget(widget)

    def ask(parent: QWidget, proposed: Path) -> str:
        assert parent is widget
        asked.append(proposed)
        return str(tmp_path / "mine")

    path = print_session(widget, look, model, timeline, ask)
    assert path == tmp_path / "mine.pdf"
    assert asked == [Path.home() / "chair-hip-reset.pdf"]
    save_handout(tmp_path / "plain.pdf", timeline, Person(), family=look.theme.family)
    plain = (tmp_path / "plain.pdf").read_bytes()
    assert pdf_text.pages(path.read_bytes()) == pdf_text.pages(plain)
    assert app.styleSheet() == dress


def test_who_chooses_no_place_gets_no_file(
    look: Look, model: Model, tmp_path: Path, qtbot: QtBot
) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    before = sorted(tmp_path.rglob("*"))
    timeline = model.timeline("chair-5")
    assert print_session(widget, look, model, timeline, lambda _parent, _path: "") is None
    assert sorted(tmp_path.rglob("*")) == before


def test_a_place_that_cannot_be_written_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(MachineFault):
        save_handout(tmp_path / "gone" / "out.pdf", shipped("chair-3"), Person())
    assert list(tmp_path.iterdir()) == []


def test_a_wall_stays_inside_its_picture() -> None:
    picture = still(SHIPPED.movements["standing-quad-stretch"])
    image = QImage(1000, 1000, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    Figure(picture, Style("", 1.0, Person()), 60.0).paint(painter, 20.0, 20.0)
    painter.end()
    white = QColor(Qt.GlobalColor.white)
    edge = [image.pixelColor(n, 190) for n in range(1000)]
    assert edge == [white] * 1000
    assert image.pixelColor(500, 500) != white
