"""Props in the picture: each is drawn, in the right place and the right order."""

from dataclasses import replace

import pytest

from hipflex_gui.figure.camera import framed
from hipflex_gui.figure.figures import CONTACTS, FLOOR, PROPS, Figure, PropAt, View
from hipflex_gui.figure.palette import mixed
from hipflex_gui.figure.posing import Posed, pose
from hipflex_gui.figure.vectors import Vec
from tests.figures import COLOURS, FEET, Seen, frame, on_paper, picture

SIZE = 300.0


def test_the_seat_of_a_chair_is_under_the_sitter_and_its_back_behind() -> None:
    chair = PropAt("chair", ("seat",))
    sitting = Figure((frame(like="sitting on a chair"),), View(55, 12), (chair,))
    posed = pose(sitting)
    camera = framed(posed, sitting.view, SIZE, SIZE)
    seen = Seen(picture(sitting, 0, SIZE))
    at = posed.stances[0].at
    for joint in ("knee_l", "hip_l", "waist"):
        assert seen.at(*camera.at(at[joint])) in (
            COLOURS.legs, COLOURS.legs_far, COLOURS.top, COLOURS.top_far,
        )  # fmt: skip
    behind = Figure(sitting.frames, View(180, 12), (chair,))
    posed = pose(behind)
    camera = framed(posed, behind.view, SIZE, SIZE)
    middle = Seen(picture(behind, 0, SIZE)).at(*camera.at(_chair_back(posed)))
    wood = {mixed(COLOURS.wood, COLOURS.wood_far, share) for share in (0.0, 0.4, 0.75)}
    assert middle in wood


def _chair_back(posed: Posed) -> Vec:
    x, y, z = posed.stances[0].at["hip_l"]
    return (x - 0.155, y - 0.092, z + 0.27)


# prop -> a figure that has it
WITH_PROP = {
    "chair": PropAt("chair", ("seat",)),
    "wall": PropAt("wall", ("fingers_l",), facing="back"),
    "mat": PropAt("mat"),
    "mini band": PropAt("mini band"),
    "long band": PropAt("long band", ("hand_l", "foot_r")),
    "barbell": PropAt("barbell", ("hand_l", "hand_r")),
    **{name: PropAt(name, ("seat",)) for name in ("block", "cushion", "blanket")},
    **{name: PropAt(name, ("seat",), ahead=0.1) for name in ("books", "box", "bench")},
}


@pytest.mark.parametrize("name", PROPS)
def test_every_prop_is_drawn_from_all_sides(name: str) -> None:
    prop = WITH_PROP[name]
    for turn in range(-180, 180, 45):
        figure = Figure((frame(like="sitting on a chair"),), View(float(turn), 15), (prop,))
        ops = picture(figure, 0, SIZE)
        bare = picture(replace(figure, props=()), 0, SIZE)
        assert len(ops) > len(bare)
        if name != "wall":  # it may run out of the picture
            on_paper(ops, SIZE)
    assert set(WITH_PROP) == set(PROPS) == set(CONTACTS) - {FLOOR}


@pytest.mark.parametrize(
    "prop",
    [
        PropAt("chair", facing="back"),
        PropAt("wall", ("fingers_l",), facing="left"),
        PropAt("barbell", ("shoulder_l", "shoulder_r")),
        PropAt("barbell"),
        PropAt("books", ("foot_l",)),
        PropAt("mat", frame="pose"),
    ],
)
def test_props_in_other_places(prop: PropAt) -> None:
    figure = Figure((frame(like="squatting", floor=FEET),), View(30, 15), (prop,))
    assert len(picture(figure, 0, SIZE)) > len(picture(replace(figure, props=()), 0, SIZE))


def test_a_mat_lies_along_the_one_who_lies_on_it_even_if_all_is_high_up() -> None:
    mat = PropAt("mat")
    lying = Figure((frame(like="lying on the side", floor=("hip_r",)),), View(0, 60), (mat,))
    high = Figure((frame(like="standing", floor=("head",)),), View(0, 60), (mat,))
    tones = {mixed(COLOURS.mat, COLOURS.mat_far, share) for share in (0.0, 0.4, 0.75)}
    for figure in (lying, high):
        assert picture(figure, 0, SIZE)[0].fill in tones


def test_a_wall_without_a_place_is_not_drawn() -> None:
    figure = Figure((frame(),), props=(PropAt("wall", ("hand_l",), "no such key-frame"),))
    assert len(picture(figure, 0, SIZE)) == len(picture(Figure((frame(),)), 0, SIZE))
