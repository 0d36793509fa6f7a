"""What a session is made of, and which advice its facts support."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from hipflex_gui.balance import Sides as Held
from hipflex_gui.catalogue import Catalogue, check_file
from hipflex_gui.doses import Length
from hipflex_gui.hurry import too_long
from hipflex_gui.makeup import Advice, Hint, cautions, makeup
from hipflex_gui.movements import Breathing, Condition, Part, Sides, Spot, Target
from hipflex_gui.phases import PhaseKind
from hipflex_gui.problems import Severity
from hipflex_gui.sessions import Do, Pace, Repeat, Rest, Step
from hipflex_gui.timeline import Timeline, compile_session
from tests.playing import BARE, choice, do, timeline, walk

LONG = " ".join(["word"] * 20)  # 8 s to read


def step(
    dose: str = "20s", sides: Sides = Sides.TOGETHER, targets: str = "", **facts: object
) -> Do:
    """Return a step whose movement is known by its name."""
    areas = tuple(Target(area) for area in targets.split())
    name = str(facts.pop("name", "Stretch"))
    return do(dose, sides, id="", name=name, targets=areas, **facts)


def advice(kind: Hint, *steps: Step, pace: Pace = BARE) -> list[Advice]:
    """Return the advice of one kind about a session of these steps."""
    return [one for one in makeup(timeline(*steps, pace=pace)).advice if one.kind is kind]


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return Catalogue.load(None)


def shipped(catalogue: Catalogue, name: str) -> Timeline:
    session = catalogue.sessions[name].session
    assert session
    return compile_session(session, catalogue.movements, Pace())


def test_work_counts_by_region_and_side_as_in_the_history() -> None:
    made = makeup(
        timeline(
            step("20s", Sides.EACH, "hip-flexors psoas", name="A"),
            Rest(10.0),
            step("15-30s", Sides.TOGETHER, "glutes hamstrings", name="B"),
            Repeat(2, (step("5s", Sides.LEFT, "glutes", name="C"),)),
            step("4s", name="D"),
            pace=replace(BARE, switch=3.0),
        )
    )
    regions = {"Hip flexors": 40.0, "Glutes": 40.0, "Hamstrings": 30.0, "Other": 4.0}
    assert dict(made.by_region) == regions
    assert made.sides == Held(30.0, 20.0)
    assert dict(made.sides_by_region) == {
        "Hip flexors": Held(20.0, 20.0),
        "Glutes": Held(10.0, 0.0),
    }
    assert made.seconds == 20 + 3 + 20 + 10 + 30 + 2 * 5 + 4
    assert made.facts() == [
        "Left 0:30, right 0:20",
        "Hip flexors 0:40, Glutes 0:40, Hamstrings 0:30, Other 0:04",
    ]


def test_a_rest_alone_is_made_of_nothing() -> None:
    made = makeup(replace(timeline(step()), items=(), phases=(), work=()))
    assert (made.facts(), made.advice, made.downs) == ([], (), ())


def place(spot: Spot | None, position: str = "") -> Do:
    return step(place=spot, position=position)


CHAIR, STANDING, FLOOR = place(Spot.CHAIR), place(Spot.STANDING), place(Spot.FLOOR)
UNKNOWN = place(None)


@pytest.mark.parametrize(
    ("steps", "downs"),
    [
        ([STANDING, CHAIR], ()),
        ([FLOOR, FLOOR], (0,)),
        ([STANDING, FLOOR, FLOOR, STANDING], (1,)),
        ([FLOOR, CHAIR, FLOOR], (0, 2)),
        ([Repeat(2, (STANDING, FLOOR))], (1, 3)),
        ([FLOOR, UNKNOWN, FLOOR], (0,)),
        ([STANDING, UNKNOWN, FLOOR], (2,)),
        ([FLOOR, place(Spot.GYM), FLOOR], (0,)),
        ([FLOOR, place(Spot.GYM, "standing over a bar"), FLOOR], (0, 2)),
        ([STANDING, place(Spot.GYM, "hands and knees"), FLOOR], (1,)),
        ([place(None, "Lying on your back")], (0,)),
        ([place(None, "half-kneeling")], (0,)),
        ([place(None, "sitting on the floor, legs long")], (0,)),
        ([place(None, "deep squat, feet on the floor")], ()),
        ([place(None, "a believer's pose")], ()),
    ],
)
def test_one_goes_down_when_one_was_up(steps: Sequence[Step], downs: tuple[int, ...]) -> None:
    assert makeup(timeline(*steps)).downs == downs


def test_the_ways_to_the_floor_are_told() -> None:
    assert "Down to the floor once" in makeup(timeline(STANDING, FLOOR)).facts()
    assert "Down to the floor 2 times" in makeup(timeline(FLOOR, CHAIR, FLOOR)).facts()
    assert not any("floor" in fact for fact in makeup(timeline(STANDING)).facts())


@pytest.mark.parametrize(
    ("steps", "item"),
    [
        ([STANDING, FLOOR, FLOOR, STANDING], None),
        ([FLOOR, CHAIR, FLOOR, CHAIR, FLOOR], 2),
    ],
)
def test_floor_movements_are_better_together(steps: Sequence[Step], item: int | None) -> None:
    found = advice(Hint.FLOOR, *steps)
    assert [one.item for one in found] == ([] if item is None else [item])
    assert all("3 times" in one.words for one in found)


def sided(sides: Sides, dose: str = "20s", name: str = "Lunge") -> Do:
    return step(dose, sides, name=name)


@pytest.mark.parametrize(
    ("steps", "said"),
    [
        ([sided(Sides.EACH)], []),
        ([sided(Sides.TOGETHER)], []),
        ([sided(Sides.ALTERNATE, "4 reps")], []),
        ([sided(Sides.LEFT), sided(Sides.RIGHT)], []),
        ([sided(Sides.LEFT), sided(Sides.RIGHT, "19s")], []),
        ([sided(Sides.EACH), sided(Sides.LEFT, "2s")], []),
        ([sided(Sides.LEFT)], [(0, "on the left only")]),
        ([sided(Sides.RIGHT), sided(Sides.RIGHT)], [(0, "on the right only")]),
        ([sided(Sides.ONE)], [(0, "on one side, the one that needs it")]),
        ([sided(Sides.LEFT), sided(Sides.RIGHT, "10s")], [(0, "20 s on the left, 10 s on the")]),
        (
            [sided(Sides.EACH, name="A"), sided(Sides.LEFT), sided(Sides.RIGHT, name="B")],
            [(1, "Lunge is done on the left only"), (2, "B is done on the right only")],
        ),
    ],
)
def test_a_side_that_is_missing_or_short(
    steps: Sequence[Step], said: list[tuple[int, str]]
) -> None:
    found = advice(Hint.ONE_SIDE, *steps)
    assert [one.item for one in found] == [item for item, _words in said]
    for one, (_item, words) in zip(found, said, strict=True):
        assert words in one.words


def test_a_walk_to_one_side_only_is_one_side_missing() -> None:
    both = do(walk("left 4", "right 4"), Sides.BY_DIRECTION)
    one = do(walk("forward 4", "left 4"), Sides.BY_DIRECTION)
    assert advice(Hint.ONE_SIDE, both) == []
    assert [found.item for found in advice(Hint.ONE_SIDE, one)] == [0]


@pytest.mark.parametrize(
    ("joints", "targets", "told"),
    [
        ("two", "hip-flexors quadriceps", True),
        ("two", "quads", True),
        ("two", "hamstrings", False),  # the sources say it of the front of the hip alone
        ("two", "", False),
        ("one", "hip-flexors", False),
        ("", "hip-flexors", False),
    ],
)
def test_only_the_front_of_the_hip_is_better_stretched_over_one_joint(
    joints: str, targets: str, *, told: bool
) -> None:
    stretch = step(targets=targets, joints=joints)
    found = advice(Hint.TWO_JOINTS, step(name="Other"), Repeat(2, (stretch,)))
    assert [one.item for one in found] == ([1] if told else [])


@pytest.mark.parametrize(
    ("targets", "told"),
    [
        (["psoas"], True),
        (["hip-flexors", "outer-hips"], True),
        (["hip-flexors", "glutes"], False),
        (["hip-flexors glutes"], False),
        (["hamstrings"], False),
        ([""], False),
    ],
)
def test_hip_flexors_want_the_glutes_beside_them(targets: list[str], *, told: bool) -> None:
    steps = [step(targets=areas, name=f"{n}") for n, areas in enumerate(targets)]
    assert [one.item for one in advice(Hint.NO_GLUTES, *steps)] == ([None] if told else [])


PARTS = replace(choice("4 reps"), parts=(Part(LONG, Length(seconds=2.0)),))
BREATHS = replace(BARE, breath_in=4.0, breath_out=9.0)


@pytest.mark.parametrize(
    ("one", "pace", "kind"),
    [
        (step(sides=Sides.EACH, cue=LONG), replace(BARE, switch=7.0), PhaseKind.SWITCH),
        (step(sides=Sides.EACH, cue=LONG), replace(BARE, switch=8.0), None),
        (step(cue=LONG), replace(BARE, switch=7.0), None),  # there is no switch to read it in
        (step("3 breaths", breathing=Breathing(breathe_in=LONG)), BREATHS, PhaseKind.BREATHS),
        (step("3 breaths", breathing=Breathing(breathe_out=LONG)), BREATHS, None),
        (step("20s", breathing=Breathing(breathe_in=LONG)), BREATHS, None),
        (do(PARTS), BARE, PhaseKind.REPS),
        (do(replace(PARTS, parts=(Part(LONG, Length(seconds=8.0)),))), BARE, None),
        (step("20s", steps=(LONG,)), BARE, None),  # a line is shown as long as it needs
    ],
)
def test_words_longer_than_their_time(one: Do, pace: Pace, kind: PhaseKind | None) -> None:
    found = list(too_long(timeline(one, pace=pace)))
    assert [long.kind for long in found] == ([] if kind is None else [kind])
    assert len(advice(Hint.TOO_LONG, Repeat(2, (one,)), pace=pace)) == len(found)
    for long in found:
        assert (long.words, long.needed_s) == (LONG, 8.0)


def test_advice_on_long_words_names_them_and_what_to_do() -> None:
    cue = step(sides=Sides.EACH, cue=LONG, name="Lunge")
    (said,) = advice(Hint.TOO_LONG, cue, pace=replace(BARE, switch=2.5))
    assert said.words.startswith("The cue of Lunge takes 8 s to read, and the switch lasts 2.5 s.")
    words = Breathing(breathe_in="grow on your $side " * 5)
    (said,) = advice(Hint.TOO_LONG, step("3 breaths", breathing=words), pace=BREATHS)
    assert "grow on your left" in said.words
    assert "takes 8 s to read, and there are 4 s for it" in said.words


def test_a_faster_reader_needs_less() -> None:
    plan = timeline(step(sides=Sides.EACH, cue=LONG), pace=replace(BARE, switch=4.0))
    assert [found.needed_s for found in too_long(plan)] == [8.0]
    assert list(too_long(plan, seconds_per_word=0.2)) == []


KNEE, PAD = "knee", Condition("knee", "Pad the knee.")
LUNGE = step(name="Lunge", cautions=(PAD, Condition("low-back", "Lift {15 cm} less.")))
PIGEON = step(name="Pigeon", cautions=(PAD,))
LOG = step(name="Log", cautions=(Condition("knee", "Leave it out"),))


def test_cautions_are_grouped_by_whom_they_are_for() -> None:
    found = advice(Hint.CAUTION, step(name="Bare"), LUNGE, PIGEON, Repeat(2, (LOG, LUNGE)))
    assert [(one.item, one.words) for one in found] == [
        (1, "Knee: Pad the knee (Lunge, Pigeon). Leave it out (Log)."),
        (1, "Low back: Lift 15 cm less (Lunge)."),
    ]


def test_cautions_are_in_the_readers_units() -> None:
    items = timeline(LUNGE, PIGEON).items
    assert cautions(items, "imperial") == {
        "knee": {"Pad the knee.": [(0, "Lunge"), (1, "Pigeon")]},
        "low-back": {"Lift 6 in less.": [(0, "Lunge")]},
    }
    words = [one.words for one in makeup(timeline(LUNGE), "imperial").advice]
    assert any("6 in less" in said for said in words)


def test_advice_comes_in_the_order_of_its_kinds() -> None:
    steps = [
        step(sides=Sides.LEFT, targets="psoas", joints="two", name="A", place=Spot.FLOOR),
        step(sides=Sides.EACH, cue=LONG, name="B", place=Spot.CHAIR),
        replace(PIGEON, own=replace(PIGEON.own, place=Spot.FLOOR) if PIGEON.own else None),
    ]
    made = makeup(timeline(*steps, pace=replace(BARE, switch=1.0)))
    assert [one.kind for one in made.advice] == list(Hint)


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("floor-10", []),
        ("evening", []),
        ("eight-hip-openers", []),
        ("standing-5", [Hint.TWO_JOINTS]),
        ("one-leg", [Hint.ONE_SIDE, Hint.TWO_JOINTS]),
    ],
)
def test_what_is_said_of_shipped_sessions(
    catalogue: Catalogue, name: str, kinds: list[Hint]
) -> None:
    found = makeup(shipped(catalogue, name)).advice
    assert [one.kind for one in found if one.kind is not Hint.CAUTION] == kinds


def test_all_shipped_advice_is_whole_quiet_sentences(catalogue: Catalogue) -> None:
    for name in catalogue.sessions:
        for one in makeup(shipped(catalogue, name)).advice:
            assert one.words.endswith("."), one
            assert not set("!{}$") & set(one.words), one
            assert ".." not in one.words, one


def test_checking_a_file_warns_of_all_words_without_time(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(
        "name: Mine\nsteps:\n"
        f"  - {{name: A, steps: [Sit.], for: 3 reps, phases: {{a b c d e f g h: 2s}}}}\n"
        "  - repeat: 2\n    steps:\n"
        f"      - {{name: B, steps: [Sit.], for: 9s, sides: each, cue: {LONG}}}\n"
    )
    found = check_file(path, {})
    assert [(one.where.line, one.severity) for one in found] == [
        (3, Severity.WARNING),
        (6, Severity.WARNING),
    ]
    assert found[0].text.endswith("takes 3 s to read, and there are 2 s for it")
    assert found[0].hint == "use fewer words, or give it more time"
    assert found[1].text == "its cue takes 8 s to read, and the switch lasts 5 s"
