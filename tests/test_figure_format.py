"""Reading ``figure:`` in a movement file: what it means, and what is said of what is wrong."""

from pathlib import Path

import pytest

from hipflex_gui.catalogue import read_movement
from hipflex_gui.figure.figures import FLOOR, Figure, KeyFrame, PropAt, View
from hipflex_gui.figure.postures import posture
from hipflex_gui.figure.vectors import Vec, mirrored, unit


def written(folder: Path, *lines: str) -> Path:
    """Write a movement with a figure; its first line is line 3 and begins in column 3."""
    path = folder / "m.yaml"
    text = ["name: Test", "figure:", *(f"  {line}" for line in lines), ""]
    path.write_text("\n".join(text), encoding="utf-8")
    return path


def read(folder: Path, *lines: str) -> Figure:
    movements, report = read_movement(written(folder, *lines))
    assert not report.problems
    assert movements[0].figure
    return movements[0].figure


def frames(folder: Path, *lines: str) -> tuple[KeyFrame, ...]:
    """Return key-frames of these lines; the first of them begins a frame."""
    return read(folder, "frames:", *(f"  {line}" for line in lines)).frames


@pytest.mark.parametrize(
    ("said", "way"),
    [
        ("forward", (1, 0, 0)),
        ("back", (-1, 0, 0)),
        ("left", (0, 1, 0)),
        ("right", (0, -1, 0)),
        ("up", (0, 0, 1)),
        ("Down", (0, 0, -1)),
        ("forward-down", (1, 0, -1)),
        ("forward-forward-down", (2, 0, -1)),
        ("out-up", (0, 1, 1)),
        ("[1, -2.5, .5]", (1, -2.5, 0.5)),
        ("[-1, +0, 0]", (-1, 0, 0)),
        ("['3', 0, 0]", (1, 0, 0)),
    ],
)
def test_a_direction_is_words_or_numbers(said: str, way: Vec, tmp_path: Path) -> None:
    (found,) = frames(tmp_path, f"- {{thigh_l: {said}}}")
    assert found.posture["thigh_l"] == pytest.approx(unit(way))
    assert found.posture["thigh_r"] == posture("standing")["thigh_r"]


def test_out_and_in_are_those_of_the_side(tmp_path: Path) -> None:
    (found,) = frames(tmp_path, "- {thigh_l: out, thigh_r: out, shin_l: in-down, shin_r: in-down}")
    for bone in ("thigh", "shin"):
        left = found.posture[f"{bone}_l"]
        assert found.posture[f"{bone}_r"] == pytest.approx(mirrored(left))
    assert found.posture["thigh_l"] == (0, 1, 0)


def test_a_bone_without_a_side_is_both_and_one_with_a_side_goes_before(tmp_path: Path) -> None:
    (found,) = frames(tmp_path, "- {thigh: [1, 1, 0], shin: out, shin_r: down}")
    assert found.posture["thigh_l"] == pytest.approx(unit((1, 1, 0)))
    assert found.posture["thigh_r"] == pytest.approx(unit((1, -1, 0)))
    assert found.posture["shin_l"] == (0, 1, 0)
    assert found.posture["shin_r"] == (0, 0, -1)


def test_a_key_frame_is_like_a_posture_or_one_before_it(tmp_path: Path) -> None:
    found = frames(
        tmp_path,
        "- {like: kneeling, touch: {floor: [knee_l, knee_r]}, spine: forward-up}",
        "- {chest: forward-up, pins: {hand_l: thigh_l}}",
        "- {name: far, like: start, head: left-up}",
        "- {like: squatting}",
    )
    assert [one.name for one in found] == ["start", "pose", "far", "frame 4"]
    kneeling = posture("kneeling")
    assert found[0].posture["shin_l"] == kneeling["shin_l"]
    assert found[0].touch == ((FLOOR, ("knee_l", "knee_r")),)
    assert found[1].posture["spine"] == found[0].posture["spine"] == pytest.approx(unit((1, 0, 1)))
    assert found[1].touch == found[0].touch
    assert (found[1].pins, found[2].pins) == ((("hand_l", "thigh_l"),), ())
    assert found[2].posture["chest"] == found[0].posture["chest"]
    assert found[3].posture == dict(posture("squatting"))
    assert found[3].touch == ((FLOOR, ("foot_l", "foot_r")),)


def test_a_mirrored_key_frame_is_the_other_one_left_for_right(tmp_path: Path) -> None:
    first, second, third = frames(
        tmp_path,
        "- {thigh_l: forward, touch: {floor: foot_r, wall: [hand_l]}, pins: {toes_l: floor}}",
        "- {like: start, mirror: yes, shin_l: back}",
        "- {like: start, mirror: yes, touch: {floor: seat}}",
    )
    assert second.posture["thigh_r"] == first.posture["thigh_l"] == (1, 0, 0)
    assert second.posture["shin_l"] == (-1, 0, 0)
    assert second.touch == ((FLOOR, ("foot_l",)), ("wall", ("hand_r",)))
    assert second.pins == ()
    assert third.touch == ((FLOOR, ("seat",)),)


def test_the_look_follows_the_head_unless_it_is_told(tmp_path: Path) -> None:
    turned, told = frames(
        tmp_path, "- {shoulders: [-1, 0, 0], head: up}", "- {shoulders: left, look: right}"
    )
    assert turned.posture["look"] == pytest.approx((0, 1, 0))
    assert told.posture["look"] == pytest.approx((0, -1, 0))


def test_view_props_parts_and_glow(tmp_path: Path) -> None:
    figure = read(
        tmp_path,
        "turn: -62.5",
        "tilt: 20",
        "props:",
        "  - mat",
        "  - {prop: wall, at: hand_l, frame: pose, facing: back, ahead: -0.1}",
        "frames: [{name: start}, {name: pose, like: squatting}]",
        "parts: {raise: pose, lower: start}",
        "loop: yes",
        "glow: [quads_l, belly]",
    )
    assert figure.view == View(-62.5, 20)
    assert figure.props == (
        PropAt("mat"),
        PropAt("wall", ("hand_l",), "pose", "back", -0.1),
    )
    assert figure.parts == (("raise", "pose"), ("lower", "start"))
    assert figure.glow == ("quads_l", "belly")
    assert figure.loop


def test_the_least_figure_stands(tmp_path: Path) -> None:
    figure = read(tmp_path, "frames: {}")
    (standing,) = figure.frames
    assert standing.name == "start"
    for bone, way in posture("standing").items():
        assert standing.posture[bone] == pytest.approx(way, abs=0.07)  # the look, to the head
    assert (figure.props, figure.parts, figure.glow, figure.loop) == ((), (), (), False)
    assert read(tmp_path, "turn: 10", "frames: {}").view == View(turn=10)


@pytest.mark.parametrize(
    ("lines", "problems"),
    [
        (["turn: 5"], ["3:3|frames: is missing"]),
        (["frames: []"], ["3:11|0 entries|1 to 8"]),
        (["frames: [" + ", ".join(["{}"] * 9) + "]"], ["3:11|9 entries|1 to 8"]),
        (["frames: [{like: kneelin}]"], ["3:19|'kneelin'|mean kneeling"]),
        (["frames: [{like: qqq}]"], ["3:19|'qqq'|there are: standing; "]),
        (["frames: [{name: a, like: b}, {name: b}]"], ["3:28|key-frame 'b'|there are: "]),
        (["frames: [{name: lowr}, {like: lower}]"], ["3:33|'lower'|mean lowr"]),
        (["frames: [{name: pose}]", "parts: {up: poze}"], ["4:15|'poze'|mean pose"]),
        (["frames: [{}]", "parts: {up: qqq}"], ["4:15|there is no key-frame 'qqq'"]),
        (["frames: [{spine: upp}]"], ["3:20|'upp'|mean up"]),
        (["frames: [{spine: up-donw}]"], ["3:20|'up-donw'|mean down"]),
        (["frames: [{spine: up-down}]"], ["3:20|points nowhere"]),
        (["frames: [{spine: [0, 0, 0.0]}]"], ["3:20|points nowhere"]),
        (["frames: [{spine: [1, 0]}]"], ["3:20|2 entries|3 to 3"]),
        (["frames: [{spine: [1, 0, x]}]"], ["3:27|'x' is not a number"]),
        (["frames: [{spine: [1, 0, 1e2]}]"], ["3:27|'1e2'"]),
        (["frames: [{spine: [1, 0, 101]}]"], ["3:27|'101'"]),
        (["frames: [{spine: [1, 0, []]}]"], ["3:27|a number from -100 to 100, such as -0.5"]),
        (["frames: [{spine: }]"], ["3:20|a direction"]),
        (["frames: [{spin: up}]"], ["3:13|mean spine"]),
        (["frames: [{mirror: perhaps}]"], ["3:21|yes or no"]),
        (["frames: [{touch: {floor: [fot_l]}}]"], ["3:29|'fot_l'|mean foot_l"]),
        (["frames: [{touch: {flor: seat}}]"], ["3:21|floor"]),
        (["frames: [{pins: {hand_l: nees}}]"], ["3:28|'nees'"]),
        (["frames: [{pins: {nose: floor}}]"], ["3:20|hand_l"]),
        (["turn: 181", "frames: [{}]"], ["3:9|'181'|degrees"]),
        (["props: [chiar]", "frames: [{}]"], ["3:11|'chiar'|mean chair"]),
        (["props: [{at: seat}]", "frames: [{}]"], ["3:11|prop: is missing"]),
        (["props: [{prop: chair, ahead: 3}]", "frames: [{}]"], ["3:32|'3'|metres"]),
        (["props: [{prop: wall, facing: up}]", "frames: [{}]"], ["3:32|'up'"]),
        (["frames: [{}]", "glow: [quads]"], ["4:10|'quads'|mean quads_"]),
        (["frames: standing"], ["3:11|keys are expected"]),
        (
            ["frames: [{like: kneelin}, {like: squating}]", "parts: {up: poze}"],
            ["3:19|mean kneeling", "3:36|mean squatting", "4:15|'poze'"],
        ),
    ],
)
def test_what_is_wrong_is_told_with_its_place(
    lines: list[str], problems: list[str], tmp_path: Path
) -> None:
    path = written(tmp_path, *lines)
    movements, report = read_movement(path)
    assert not movements
    told = [(f"{p.where.line}:{p.where.column}", f"{p.text} {p.hint}") for p in report.problems]
    assert [place for place, _text in told] == [one.partition("|")[0] for one in problems], told
    for (_place, text), wanted in zip(told, problems, strict=True):
        for piece in wanted.split("|")[1:]:
            assert piece in text
