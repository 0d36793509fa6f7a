"""The shipped figures: every movement has one, and what it says of itself is true."""

from itertools import combinations, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hipflex_gui.doses import Unit
from hipflex_gui.figure import areas, scene
from hipflex_gui.figure.body import PARTS, lowest, swapped
from hipflex_gui.figure.camera import Camera, framed
from hipflex_gui.figure.contacts import TOLERANCE, faults
from hipflex_gui.figure.figures import FLOOR, Figure, mirror_figure
from hipflex_gui.figure.posing import blend, pose
from hipflex_gui.figure.vectors import distance, mirrored
from hipflex_gui.movements import Movement
from hipflex_gui.words import Side
from tests.figures import Seen, both_sides, drawn, library, odd_bones, on_paper, picture

NAMES = sorted(drawn())
SIDES = list(Side)
SIZE = 200.0
STEP = 1 / 20


def moves(figure: Figure) -> list[tuple[int, int]]:
    return list(permutations(range(len(figure.frames)), 2))


def test_every_movement_is_drawn() -> None:
    assert set(library()) == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_contacts_are_true(name: str) -> None:
    for figure in both_sides(name):
        assert faults(pose(figure)) == []


@pytest.mark.parametrize("name", NAMES)
def test_everybody_rests_on_something(name: str) -> None:
    for frame in both_sides(name)[0].frames:
        held = {grip for _end, grip in frame.pins}
        on = [part for _what, parts in frame.touch for part in parts]
        assert on or FLOOR in held
        assert set(on) <= set(PARTS)


@pytest.mark.parametrize("name", NAMES)
def test_names_of_key_frames_are_told_apart_and_one_is_the_pose(name: str) -> None:
    figure = both_sides(name)[0]
    names = [frame.name for frame in figure.frames]
    assert len(set(names)) == len(names)
    assert "pose" in names
    assert figure.frames[figure.pose].name == "pose"


@pytest.mark.parametrize("name", NAMES)
def test_parts_of_a_figure_are_parts_of_its_reps_or_walks(name: str) -> None:
    movement, figure = library()[name], both_sides(name)[0]
    known = {part.name for part in movement.dose.parts}
    known |= {leg.direction for leg in movement.dose.walk if leg.direction}
    assert {part for part, _goal in figure.parts} <= known
    assert {goal for _part, goal in figure.parts} <= {frame.name for frame in figure.frames}
    legs = {leg.direction for leg in movement.dose.walk if leg.direction}
    assert legs <= {part for part, _goal in figure.parts}


@pytest.mark.parametrize("name", NAMES)
def test_what_moves_has_somewhere_to_go(name: str) -> None:
    movement, figure = library()[name], both_sides(name)[0]
    dose = movement.dose.dose
    if movement.dose.walk or (dose and dose.unit is Unit.REPS) or figure.loop:
        assert len(figure.frames) > 1
    stances = pose(figure).stances
    for a, b in combinations(stances, 2):
        if not figure.loop:
            assert max(distance(a.at[joint], b.at[joint]) for joint in a.at) > 0.03 or (
                movement.dose.walk  # it may come back to where it began
            )


@pytest.mark.parametrize("name", NAMES)
def test_bones_keep_their_lengths_in_every_pose_and_in_between(name: str) -> None:
    for figure in both_sides(name):
        posed = pose(figure)
        for stance in posed.stances:
            assert odd_bones(stance.at) == {}
        for first, second in moves(figure):
            assert odd_bones(blend(posed, first, second, 0.4).at) == {}


@pytest.mark.parametrize("name", NAMES)
def test_blends_are_smooth_and_above_the_floor(name: str) -> None:
    figure = both_sides(name)[0]
    posed = pose(figure)
    for first, second in moves(figure):
        before = posed.stances[first]
        for step in range(1, 21):
            now = blend(posed, first, second, step * STEP)
            assert lowest(now.at) >= -TOLERANCE
            assert max(distance(now.at[joint], before.at[joint]) for joint in now.at) < 0.15
            before = now
        for end, t in ((first, 1e-4), (second, 1 - 1e-4)):
            at, near = posed.stances[end].at, blend(posed, first, second, t).at
            assert max(distance(at[joint], near[joint]) for joint in at) < 0.003


@given(st.sampled_from(NAMES), st.floats(0, 1), st.data())
def test_the_other_side_moves_as_the_mirror_image(name: str, t: float, data: st.DataObject) -> None:
    figure, other = both_sides(name)
    first, second = data.draw(st.sampled_from(moves(figure) or [(0, 0)]))
    at = blend(pose(figure), first, second, t).at
    image = blend(pose(other), first, second, t).at
    for joint, point in at.items():
        assert image[swapped(joint)] == pytest.approx(mirrored(point), abs=1e-6)


@pytest.mark.parametrize("name", NAMES)
def test_mirrored_twice_it_is_the_same_figure(name: str) -> None:
    figure, other = both_sides(name)
    assert mirror_figure(other) == figure
    assert other.view.turn == -figure.view.turn


@pytest.mark.parametrize("name", NAMES)
def test_the_picture_of_the_other_side_is_reversed(name: str) -> None:
    figure, other = both_sides(name)
    for number in range(len(figure.frames)):
        left = Seen(picture(figure, number, SIZE))
        right = Seen(picture(other, number, SIZE))
        spots = [(x + 0.3, y + 0.1) for x in range(5, 200, 14) for y in range(5, 200, 14)]
        differ = [(x, y) for x, y in spots if left.at(x, y) != right.at(SIZE - x, y)]
        assert len(differ) <= 2, differ  # a spot on the very edge of something


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("side", SIDES)
def test_what_glows_is_seen(name: str, side: Side) -> None:
    still = scene.still(library()[name], side)
    posed = pose(still.figure)
    viewer = Camera(still.figure.view).viewer
    stance = posed.stances[still.shown.first]
    seen = {area for area in still.glow if areas.area(stance, area, viewer)}
    assert seen
    # of both shoulders one may be behind the body
    assert {_plain(area) for area in seen} == {_plain(area) for area in still.glow}
    hot = [op for op in picture(still.figure, still.shown.first, SIZE, glow=still.glow) if op.path]
    assert len(hot) > len(picture(still.figure, still.shown.first, SIZE, glow=()))


def _plain(area: str) -> str:
    return area.removesuffix("_l").removesuffix("_r")


@pytest.mark.parametrize("name", NAMES)
def test_it_is_as_large_on_paper_as_to_be_recognised(name: str) -> None:
    figure = both_sides(name)[0]
    posed = pose(figure)
    for only, least in ((None, 0.28), (figure.pose, 0.3)):  # with all of its mat, or alone
        camera = framed(posed, figure.view, 96, 96, only=only)
        spots = [camera.at(point) for point in posed.stances[figure.pose].at.values()]
        xs, ys = [x for x, _y in spots], [y for _x, y in spots]
        assert max(max(xs) - min(xs), max(ys) - min(ys)) > least * 96
        assert camera.scale * 0.2 > 5.5  # pixels of a head
    for number in range(len(figure.frames)):
        on_paper(picture(_without_walls(figure), number, SIZE), SIZE)


def _without_walls(figure: Figure) -> Figure:
    """Return a figure with its walls unseen: they may run out of the picture."""
    kept = tuple(prop for prop in figure.props if prop.name != "wall")
    if len(kept) == len(figure.props):
        return figure
    posed = pose(figure)
    frames = tuple(
        type(frame)(
            frame.name,
            tuple((bone, way) for bone, way in stance.posture.items() if "sole" not in bone),
            frame.touch,
        )
        for frame, stance in zip(figure.frames, posed.stances, strict=True)
    )
    return type(figure)(frames, figure.view, kept)


@pytest.mark.parametrize("name", NAMES)
def test_props_of_a_figure_are_those_of_its_movement(name: str) -> None:
    movement, figure = library()[name], both_sides(name)[0]
    told = " ".join(_said(movement))
    for prop in figure.props:
        word = {"mat": "floor", "mini band": "band", "long band": "band"}.get(prop.name, prop.name)
        assert word in told or prop.name in told, prop.name


def _said(movement: Movement) -> list[str]:
    props = [prop.name for prop in movement.props]
    return [*props, str(movement.place), *movement.lines, *(way.prop for way in movement.easier)]
