"""A figure written as text and read again is the same figure, within rounding."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hipflex_gui.fields import BAD
from hipflex_gui.figure.bending import HANDLES, bend
from hipflex_gui.figure.figures import Figure, KeyFrame, PropAt, View
from hipflex_gui.figure.posing import pose
from hipflex_gui.figure.postures import NAMES, posture
from hipflex_gui.figure.vectors import Vec, distance
from hipflex_gui.figure_text import figure_text
from hipflex_gui.format_figure import FIGURE_READER
from hipflex_gui.problems import Report
from hipflex_gui.yamlfile import parse
from tests.figures import POSTURES, both_sides, drawn, frame


def read(text: str) -> Figure:
    node, report = parse(text.encode(), Report(""))
    assert node
    figure = FIGURE_READER.read(node, report)
    assert figure is not BAD, report.problems
    assert isinstance(figure, Figure)
    return figure


def same(one: Figure, other: Figure, near: float = 0.003) -> None:
    assert (one.parts, one.glow, one.loop) == (other.parts, other.glow, other.loop)
    assert [prop.name for prop in one.props] == [prop.name for prop in other.props]
    for mine, theirs in zip(one.frames, other.frames, strict=True):
        assert (mine.name, mine.touch, mine.pins) == (theirs.name, theirs.touch, theirs.pins)
        for bone, way in mine.posture.items():
            if bone != "look":  # it is turned to a right angle with the head
                assert distance(way, theirs.posture[bone]) < near, (mine.name, bone)


@pytest.mark.parametrize("name", sorted(drawn()))
@pytest.mark.parametrize("side", [0, 1])
def test_every_shipped_figure_survives_being_written(name: str, side: int) -> None:
    figure = both_sides(name)[side]
    again = read(figure_text(figure))
    same(figure, again)
    assert again.props == figure.props
    assert again.view == figure.view
    for mine, theirs in zip(pose(figure).stances, pose(again).stances, strict=True):
        assert all(distance(p, theirs.at[joint]) < 0.01 for joint, p in mine.at.items())


@pytest.mark.parametrize("name", NAMES)
def test_a_posture_is_its_name(name: str) -> None:
    text = figure_text(Figure((frame("start", name),)))
    assert f"like: {name}" in text or "," in name
    assert "spine" not in text
    assert "thigh" not in text
    assert all(
        distance(way, posture(name)[bone]) < 0.08  # the look, to the head
        for bone, way in read(text).frames[0].bones
    )


@settings(max_examples=60, deadline=None)
@given(POSTURES)
def test_bodies_that_nobody_could_take_survive_too(whole: dict[str, Vec]) -> None:
    first = read(figure_text(Figure((KeyFrame("start", tuple(whole.items())),))))
    same(first, read(figure_text(first)))
    for bone, way in whole.items():
        if bone != "look":  # it is turned to a right angle with the head
            assert distance(first.frames[0].posture[bone], way) < 0.003


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(sorted(drawn())), st.sampled_from(HANDLES), st.floats(-0.4, 0.4))
def test_what_was_dragged_survives(name: str, handle: str, way: float) -> None:
    figure = drawn()[name].figure
    assert figure
    bent = bend(figure, len(figure.frames) - 1, handle, (way, 0, way / 2), (0, -1, 0))
    same(bent, read(figure_text(bent)))


def test_only_what_differs_is_written() -> None:
    knee_up = frame("pose", thigh_l=(1, 0, 0))
    text = figure_text(
        Figure((frame("start"), knee_up), View(40.26, -0.04), (PropAt("mat"),), glow=("belly",))
    )
    assert text == (
        "turn: 40.3\n"
        "tilt: 0\n"
        "props: [mat]\n"
        "frames:\n"
        "  - name: start\n"
        "    like: standing\n"
        "  - name: pose\n"
        "    like: start\n"
        "    thigh_l: [1, 0, 0]\n"
        "glow: [belly]\n"
    )


def test_one_direction_serves_both_sides_and_strange_names_are_quoted(tmp_path: Path) -> None:
    both = frame("a: #1", thigh=(1, 0.2, 0), pins={"hand_l": "thigh_l"})
    figure = Figure(
        (both,),
        props=(PropAt("chair", ("seat",), "a: #1", "back", -0.25),),
        parts=(("up, then", "a: #1"),),
        loop=True,
    )
    text = figure_text(figure)
    assert "thigh: [0.981, 0.196, 0]" in text
    assert "thigh_l:" not in text
    again = read(text)
    same(figure, again)
    assert again.props == figure.props


def test_contacts_of_nothing_are_said() -> None:
    hanging = Figure((KeyFrame("start", tuple(posture("standing").items()), ()),))
    assert read(figure_text(hanging)).frames[0].touch == (("floor", ()),)
