"""The list of paint operations: what is in front, how it comes onto paper, and as SVG text."""

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hipflex_gui.figure import areas
from hipflex_gui.figure.anatomy import BUILDS
from hipflex_gui.figure.camera import Camera, framed
from hipflex_gui.figure.drawing import draw, spot
from hipflex_gui.figure.figures import Figure, View
from hipflex_gui.figure.head import HAIR, features
from hipflex_gui.figure.order import Solid, back_to_front, covers
from hipflex_gui.figure.palette import HAIR_COLOURS, SKINS, Person, mixed, palette
from hipflex_gui.figure.posing import pose
from hipflex_gui.figure.postures import NAMES
from hipflex_gui.figure.vectors import Vec, dot, length, unit
from tests.figures import (
    COLOURS,
    PERSON,
    POSTURES,
    Seen,
    bounds,
    frame,
    inside,
    on_paper,
    outlines,
    picture,
    sound,
    turned_area,
)

SIZE = 300.0
TURNS = st.floats(-180, 180)
TILTS = st.floats(-60, 80)


@settings(max_examples=60)
@given(st.sampled_from(NAMES), TURNS, TILTS)
def test_every_posture_can_be_drawn_from_everywhere(like: str, turn: float, tilt: float) -> None:
    figure = Figure((frame(like=like),), View(turn, tilt))
    on_paper(picture(figure, 0, SIZE, glow=areas.names()), SIZE)


@settings(max_examples=40)
@given(POSTURES, TURNS, TILTS)
def test_even_a_body_that_nobody_could_take_can_be_drawn(
    bones: dict[str, Vec], turn: float, tilt: float
) -> None:
    figure = Figure((frame(floor=(), given=bones),), View(turn, tilt))
    sound(picture(figure, 0, SIZE, glow=areas.names()))


@pytest.mark.parametrize("build", BUILDS)
@pytest.mark.parametrize("hair", HAIR)
def test_every_build_and_all_hair_is_drawn_from_all_sides(build: str, hair: str) -> None:
    person = Person(build=build, hair=hair)
    for turn, tilt in product(range(-180, 180, 45), (12, 70)):
        view = View(float(turn), float(tilt))
        ops = picture(Figure((frame(),), view), 0, SIZE, person=person)
        on_paper(ops, SIZE)
        back = picture(Figure((frame(),), replace(view, turn=view.turn + 180)), 0, SIZE)
        assert {op.fill for op in ops} & {op.fill for op in back}


def test_all_bodies_differ() -> None:
    figure = Figure((frame(),))
    builds = [picture(figure, 0, SIZE, person=Person(build=build)) for build in BUILDS]
    hairs = [picture(figure, 0, SIZE, person=Person(hair=hair)) for hair in HAIR]
    for pictures in (builds, hairs):
        assert all(a != b for i, a in enumerate(pictures) for b in pictures[:i])
    widths = {
        build: bounds(max(ops, key=lambda op: len(op.path)).path)
        for build, ops in zip(BUILDS, builds, strict=True)
    }
    assert widths["large"][0] < widths["medium"][0] < widths["slim"][0]


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("skin", SKINS)
@pytest.mark.parametrize("hair_colour", HAIR_COLOURS)
def test_colours_of_a_person_are_those_that_were_chosen(
    skin: str, hair_colour: str, dark: bool
) -> None:
    person = Person(skin=skin, hair_colour=hair_colour)
    colours = palette(person, dark=dark)
    fills = {op.fill for op in picture(Figure(), 0, SIZE, colours, person)}
    assert {colours.skin, colours.hair, colours.top, colours.legs} <= fills
    if not dark:
        assert (colours.skin, colours.skin_far) == SKINS[skin][1:]
        assert colours.hair == HAIR_COLOURS[hair_colour][1]


def test_hair_right_under_the_eye_is_a_disc_and_right_behind_the_head_is_not_seen() -> None:
    figure = Figure((frame(head=(0, 0, 1), look=(1, 0, 0)),))
    (stance,) = pose(figure).stances
    style = HAIR["shaved"]
    pole = unit((-style.back, 0, style.up))
    caps = []
    for viewer in (pole, (-pole[0], -pole[1], -pole[2])):
        painted = features(stance, "shaved", lambda p: (p[1] * 100, p[2] * 100), 100, viewer)
        caps.append([path for path, role, _opacity in painted if role == "hair"])
    assert [len(found) for found in caps] == [1, 0]


def test_a_skin_that_there_is_not_is_an_error() -> None:
    with pytest.raises(KeyError):
        palette(Person(skin="green"))


def test_a_mixed_colour_is_between() -> None:
    assert mixed("#000000", "#FFFFFF", 0) == "#000000"
    assert mixed("#000000", "#FFFFFF", 1) == "#FFFFFF"
    assert mixed("#102030", "#305070", 0.5) == "#203850"


def test_a_hand_in_front_of_a_thigh_is_painted_after_it() -> None:
    sitting = frame(
        like="sitting on a chair",
        pins={"hand_l": "thigh_l", "hand_r": "thigh_r"},
        spine=(0.2, 0, 1),
    )
    for turn in (-70, -30, 0, 30, 70):
        figure = Figure((sitting,), View(float(turn), 12))
        posed = pose(figure)
        at = posed.stances[0].at
        camera = framed(posed, figure.view, SIZE, SIZE)
        seen = Seen(picture(figure, 0, SIZE))
        near = "l" if turn > 0 else "r"
        assert seen.at(*camera.at(at[f"palm_{near}"])) in (COLOURS.skin, COLOURS.skin_far)


def test_a_hand_behind_the_back_is_hidden() -> None:
    behind = frame(
        upper_arm_l=(-0.5, -0.1, -1), forearm_l=(-0.3, -0.55, -0.9), hand_l=(0, -1, -0.3)
    )
    for turn, hidden in ((0.0, True), (180.0, False)):
        figure = Figure((behind,), View(turn, 5))
        posed = pose(figure)
        camera = framed(posed, figure.view, SIZE, SIZE)
        seen = Seen(picture(figure, 0, SIZE)).at(*camera.at(posed.stances[0].at["palm_l"]))
        assert (seen in (COLOURS.skin, COLOURS.skin_far)) is not hidden


def test_what_parts_two_solids_says_which_is_in_front() -> None:
    viewer = (1.0, 0.0, 0.0)

    def limb(x: float, deep: float = 0.0, up: float = 0.0) -> Solid:
        return Solid(((x, -1, up), (x + deep, 1, up)), 0.05, (0, 0, 9, 9), -x - deep / 2)

    near, far = limb(1), limb(0)
    assert (covers(near, far, viewer), covers(far, near, viewer)) == (1, -1)
    aside = Solid(near.points, 0.05, (20, 0, 30, 9), -1)
    assert covers(aside, far, viewer) == 0
    # side by side the middle decides; the same middle covers nothing
    assert covers(limb(0.1, up=1), limb(0), viewer) == 1
    assert covers(limb(0), limb(0.1, up=1), viewer) == -1
    assert covers(limb(0), limb(0, up=1), viewer) == 0
    face = (((0.5, 0, 0), (1.0, 0, 0)), ((0.3, 0, 0), (-1.0, 0, 0)))
    corners = tuple((x, y, z) for x in (0.3, 0.5) for y in (-1.0, 1.0) for z in (-1.0, 1.0))
    box = Solid(corners, 0, (0, 0, 9, 9), -0.4, face)
    assert (covers(box, far, viewer), covers(far, box, viewer)) == (1, -1)
    assert (covers(box, near, viewer), covers(near, box, viewer)) == (-1, 1)
    assert back_to_front([near, box, far], viewer) == [2, 1, 0]


def test_three_that_cover_each_other_in_a_ring_are_painted_all_the_same() -> None:
    viewer = (0.0, 0.0, 1.0)
    turns = (((0, 0, 0), (4, 0, 2)), ((4, -1, 0), (1, 3, 2)), ((2, 3, 0), (0.5, -1, 2)))
    ring = [Solid(ends, 0.01, (0, 0, 9, 9), float(i)) for i, ends in enumerate(turns)]
    found = {covers(ring[i], ring[i - 1], viewer) for i in range(3)}
    assert len(found - {0}) == len(found) == 1
    assert sorted(back_to_front(ring, viewer)) == [0, 1, 2]


def test_the_glow_is_inside_the_limb() -> None:
    for like, turn in product(("standing", "hands and knees", "squatting"), (-60.0, 0.0, 55.0)):
        figure = Figure((frame(like=like),), View(turn, 12))
        plain = picture(figure, 0, SIZE)
        body = max((op for op in plain if op.fill == COLOURS.edge), key=lambda op: len(op.path))
        silhouette = list(outlines(body.path))
        for name in areas.names():
            ops = picture(figure, 0, SIZE, glow=(name,))
            glowing = [op for op in ops if op.fill == COLOURS.hot]
            # nothing else comes in; a seam under what glows may be left as it is
            assert [op for op in ops if op not in glowing and op not in plain] == []
            for op in glowing:
                for outline in outlines(op.path):
                    assert all(inside(silhouette, x, y) for x, y in outline)


def test_what_is_turned_away_does_not_glow() -> None:
    posed = pose(Figure((frame(),)))
    (stance,) = posed.stances
    front, back = (Camera(View(turn, 0)) for turn in (0.0, 180.0))
    for name, camera, other in (("belly", front, back), ("low-back", back, front)):
        assert areas.area(stance, name, camera.viewer)
        assert areas.area(stance, name, other.viewer) is None
        assert spot(stance, other, (name,)) is None
        x, y = spot(stance, camera, ("low-back", "belly", name)) or (0, 0)
        assert (x, y) == pytest.approx((x, y))
        assert areas.together(stance, (name,), other.viewer) == []
    assert spot(stance, front, ()) is None


def test_sizeson_one_side_glow_as_one() -> None:
    (stance,) = pose(Figure((frame(),))).stances
    glow = ("quads_l", "hip-front_l", "quads_r", "belly")
    groups = areas.together(stance, glow, Camera(View(0, 0)).viewer)
    assert sorted(map(len, groups)) == [1, 1, 2]


def test_where_the_movement_came_from_is_a_pale_shape() -> None:
    figure = Figure((frame("start"), frame("pose", "squatting")))
    posed = pose(figure)
    camera = framed(posed, figure.view, SIZE, SIZE)
    first, second = posed.stances
    with_ghost = draw(posed, second, camera, COLOURS, PERSON, ghost=first)
    without = draw(posed, second, camera, COLOURS, PERSON)
    pale = [op for op in with_ghost if op not in without]
    assert len(pale) == len(with_ghost) - len(without) == 1
    assert 0 < pale[0].opacity < 0.3
    assert with_ghost.index(pale[0]) < 3


def test_a_breath_widens_the_chest_a_little() -> None:
    posed = pose(Figure((frame(),), View(0, 0)))
    camera = framed(posed, posed.figure.view, SIZE, SIZE)
    empty, full = (
        draw(posed, posed.stances[0], camera, COLOURS, PERSON, breath=breath) for breath in (0, 1)
    )
    sizes = [
        sum(turned_area(outline) for op in ops for outline in outlines(op.path))
        for ops in (empty, full)
    ]
    assert 1 < sizes[1] / sizes[0] < 1.04
    assert [op.fill for op in empty] == [op.fill for op in full]


@given(TURNS, TILTS, st.sampled_from(NAMES))
def test_a_camera_shows_all_key_frames_or_one_on_its_paper(
    turn: float, tilt: float, like: str
) -> None:
    posed = pose(Figure((frame("start"), frame("pose", like)), View(turn, tilt)))
    for only in (None, 0, 1):
        camera = framed(posed, posed.figure.view, 200, 100, only=only)
        assert camera.scale > 0
        stances = posed.stances if only is None else (posed.stances[only],)
        for stance in stances:
            for joint in ("head", "knee_l", "knee_r", "palm_l", "palm_r", "toes_l", "toes_r"):
                x, y = camera.at(stance.at[joint])
                assert 0 < x < 200
                assert 0 < y < 100
        assert length(camera.viewer) == pytest.approx(1)
        assert camera.depth((0, 0, 0)) == 0
        assert camera.depth(camera.viewer) == pytest.approx(-1)


def test_a_body_is_turned_as_its_view_says() -> None:
    """Turned by 90 degrees it faces the right edge of the picture."""
    forward, left = (1.0, 0.0, 0.0), (0.0, 1.0, 0.0)
    assert Camera(View(90, 0)).at(forward) == pytest.approx((1, 0))
    assert Camera(View(-90, 0)).at(forward) == pytest.approx((-1, 0))
    assert Camera(View(0, 0)).at(left) == pytest.approx((1, 0), abs=1e-9)
    assert dot(Camera(View(0, 0)).viewer, forward) == pytest.approx(1)
    assert Camera(View(0, 90)).viewer == pytest.approx((0, 0, 1))
