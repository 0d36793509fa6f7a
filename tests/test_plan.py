"""What a plan says in words."""

import pytest

from hipflex_gui import plan
from hipflex_gui.doses import Unit
from hipflex_gui.movements import Effect, Kind, Level, Movement, Prop, Sides, Spot
from hipflex_gui.phases import Phase, PhaseKind
from hipflex_gui.sessions import Do, Pace, Rest, Session
from hipflex_gui.timeline import compile_session
from hipflex_gui.words import Side
from tests.playing import BARE, choice, do, timeline, walk

FULL = timeline(
    do("30s", Sides.EACH, steps=("Bring your $side knee up {15 cm}.",), out="Let go."),
    do(choice("2 breaths", sets=(2, 2)), id="b", name="Fold", warm_up_s=300.0),
    pace=Pace(),
)


def test_every_phase_has_a_title() -> None:
    assert [plan.phase_title(FULL, phase) for phase in FULL.phases] == [
        "Warm up",
        "Get ready: Stretch",
        "Stretch, left side",
        "Stretch, left side",
        "Switch to the right side",
        "Stretch, right side",
        "Stretch, right side",
        "Get ready: Fold",
        "Fold",
        "Rest",
        "Fold",
    ]


def test_the_title_of_a_switch_names_the_side_that_comes() -> None:
    other = timeline(Do("", do("1s", Sides.EACH).own, first=Side.RIGHT), pace=Pace(get_ready=0))
    assert plan.phase_title(other, other.phases[1]) == "Switch to the left side"


def test_where_a_rep_holds_both_sides_no_title_names_one() -> None:
    turns = timeline(do("2 reps", Sides.ALTERNATE, steps=("Lift your $side leg.",)))
    assert [plan.phase_title(turns, phase) for phase in turns.phases] == ["Stretch", "Stretch"]


def test_every_phase_says_what_comes_next() -> None:
    assert [plan.next_text(FULL, index) for index in range(len(FULL.phases))] == [
        "Stretch, left side",  # the warm-up shows none of it yet
        "Stretch, right side",
        "Stretch, right side",
        "Stretch, right side",
        "Fold",
        "Fold",
        "Fold",  # on the way out of one movement the next is the next
        "Rest 10 s, then set 2",
        "Rest 10 s, then set 2",
        "Fold",
        "",
    ]


def test_what_comes_next_names_the_rest_the_leg_or_nothing() -> None:
    steps = (do("1s", name="One"), Rest(90), do(walk("left 3"), id="w", name="Walk"), Rest(5))
    legs = compile_session(Session("s", "S", steps), {}, BARE)
    assert [plan.next_text(legs, index) for index in range(4)] == [
        "Rest 1 min 30 s, then Walk",
        "Walk, left side: Step to the left.",
        "Rest 5 s",
        "",
    ]


def test_words_and_lines_are_mirrored_and_measured() -> None:
    item, line = FULL.items[0], FULL.phases[2]
    assert plan.phase_words(line, "imperial") == "Bring your left knee up 6 in."
    assert plan.item_lines(item, Side.RIGHT) == ["Bring your right knee up 15 cm."]
    assert plan.item_lines(item, None) == ["Bring your left knee up 15 cm."]


@pytest.mark.parametrize(
    ("phase", "text"),
    [
        (Phase(PhaseKind.OPEN, 0), "until you go on"),
        (Phase(PhaseKind.HOLD, 0, low=90, high=90), "1 min 30 s"),
        (Phase(PhaseKind.HOLD, 0, low=15, high=30), "15 to 30 s"),
        (Phase(PhaseKind.HOLD, 0, low=90, high=120), "1 min 30 s to 2 min"),
        (Phase(PhaseKind.HOLD, 0, low=30), "at least 30 s"),
        (Phase(PhaseKind.BREATHS, 0, low=8, high=10, unit=Unit.BREATHS), "8-10 breaths"),
    ],
)
def test_how_much_a_phase_asks_for(phase: Phase, text: str) -> None:
    assert plan.amount_text(phase) == text


def test_sides_in_words() -> None:
    assert [plan.side_text(side) for side in (Side.LEFT, Side.RIGHT, None)] == [
        "Left side",
        "Right side",
        "",
    ]


def test_every_choice_has_a_word() -> None:
    assert [plan.spot_text(spot) for spot in Spot] == ["Chair", "Standing", "Floor", "Gym"]
    assert [plan.level_text(level) for level in Level] == ["Easy", "Medium", "Hard"]
    kinds = ["Stretch", "Strength", "Mobility", "Rest", "Activity"]
    assert [plan.kind_text(kind) for kind in Kind] == kinds
    assert len({plan.sides_text(sides) for sides in Sides}) == len(Sides)


@pytest.mark.parametrize(
    ("step", "text"),
    [
        (do("30s"), "30 s"),
        (do("30s", Sides.EACH), "30 s, each side in turn"),
        (do(choice("8 reps", sets=(3, 4))), "8 reps, 3-4 sets"),
        (do(choice("8 reps", sets=(3, 3))), "8 reps, 3 sets"),
        (do(choice("8 reps", sets=(1, 1))), "8 reps"),
        (do(walk("forward 10", "rest 5s", "left 4-6")), "14 steps, by direction"),
    ],
)
def test_a_dose_with_its_sides_and_sets(step: Do, text: str) -> None:
    assert plan.dose_text(timeline(step).items[0]) == text


def test_place_and_level_are_the_sessions_or_the_most_demanding() -> None:
    items = timeline(
        do("1s", place=Spot.FLOOR, level=Level.MEDIUM), do("1s", id="b", place=Spot.CHAIR)
    ).items
    bare = Session("s", "S", ())
    assert (plan.place_of(bare, items), plan.level_of(bare, items)) == (Spot.FLOOR, Level.MEDIUM)
    said = Session("s", "S", (), place=Spot.GYM, level=Level.EASY)
    assert (plan.place_of(said, items), plan.level_of(said, items)) == (Spot.GYM, Level.EASY)
    assert plan.place_of(bare, timeline(do("1s")).items) is None


def test_what_to_have_at_hand_is_each_thing_once_and_no_chair() -> None:
    props = (Prop("mat", needed=False), Prop("box", size="50-90 cm"), Prop("chair"))
    items = timeline(do("1s", props=props), do("1s", id="b", props=props)).items
    assert [prop.name for prop in plan.props_of(items)] == ["box"]
    every = plan.props_of(items, needed=False)
    assert [plan.prop_text(prop, "imperial") for prop in every] == ["mat", "box (20 to 35 in)"]


def test_what_happens_to_a_target_is_said_or_follows_from_the_kind() -> None:
    stretch, strength = Movement("a", "A"), Movement("b", "B", kind=Kind.STRENGTH)
    assert plan.effect_of(stretch, None) is Effect.STRETCH
    assert plan.effect_of(strength, None) is Effect.STRENGTHEN
    assert plan.effect_of(strength, Effect.BOTH) is Effect.BOTH
