"""Paint operations as SVG text."""

import re
from xml.etree import ElementTree

import pytest

from hipflex_gui.figure.figures import Figure
from hipflex_gui.figure.palette import Person
from hipflex_gui.figure.svg import path_text, svg
from tests.figures import COLOURS, frame, picture

SIZE = 300.0
TITLE = "Knees & <script>alert(1)</script> \"both\" 'sides' > 2"


def test_svg_is_well_formed_and_holds_nothing_that_runs() -> None:
    ops = picture(Figure((frame(),)), 0, SIZE, person=Person(hair="shaved"), glow=("quads_l",))
    text = svg(ops, SIZE, SIZE, COLOURS.ground, TITLE)
    root = ElementTree.fromstring(text)
    tags = [element.tag.rpartition("}")[2] for element in root.iter()]
    assert set(tags) == {"svg", "title", "rect", "path"}
    assert tags.count("path") == len(ops)
    assert root.findtext("{http://www.w3.org/2000/svg}title") == TITLE
    assert "<script" not in text
    assert not re.search(r"\son\w+=|href|style", text)
    assert root.attrib["viewBox"] == "0 0 300 300"
    shown = [float(path.attrib["opacity"]) for path in root.iter() if "opacity" in path.attrib]
    assert shown == [pytest.approx(op.opacity, abs=0.005) for op in ops if op.opacity < 1]


def test_svg_without_a_ground_or_a_title_has_none() -> None:
    assert svg([], 10, 20).split("\n")[1:] == ["</svg>", ""]


def test_paths_as_text() -> None:
    disc = [("M", 2, 0), ("A", 0, 0, 2, 0.0, 4.0), ("Z",), ("H",), ("M", 1, 1), ("L", 1.26, 0)]
    assert path_text(disc) == "M2.0,0.0L2.0,0.0A2.0,2.0 0 1 1 -1.3,-1.5ZZM1.0,1.0L1.3,0.0"
