"""What a session compiles to: every form of dose in every side mode, and everything around it."""

from dataclasses import replace

import pytest

from hipflex_gui.doses import Amount, Dose, Leg, Unit
from hipflex_gui.movements import After, DoseChoice, Movement, Origin, Sides, Spot
from hipflex_gui.phases import Phase, PhaseKind
from hipflex_gui.sections import sections
from hipflex_gui.sessions import Do, Pace, PaceChange, Repeat, Rest, Session, alone
from hipflex_gui.timeline import Timeline, compile_session, merged
from hipflex_gui.words import Side
from tests.playing import BARE, choice, do, timeline, walk


def shape(plan: Timeline) -> str:
    """Return the phases of a plan in a notation of the test's own."""
    return " | ".join(_shape(phase) for phase in plan.phases)


def _shape(phase: Phase) -> str:
    side = f" {phase.side}" if phase.side else ""
    if not phase.work:
        return f"{phase.kind}{side} {phase.planned_s:g}"
    high = "" if phase.high is None else f"{phase.high:g}"
    many = f"{phase.low:g}" if phase.low == phase.high else f"{phase.low:g}-{high}"
    sides = {beat.side for beat in phase.beats} - {None}
    beats = "tap" if phase.tapped else f"{phase.cycle_s:g}s"
    turns = " both" if sides else ""
    return f"{phase.kind}{side} {many}x{beats}{turns} = {phase.planned_s:g}"


# dose (parts): once, as a plan; with a cycle that holds both sides, where that can be
FORMS = {
    "30s": "hold{} 30x1s = 30",
    "15-30s": "hold{} 15-30x1s = 30",
    "30s+": "hold{} 30-x1s = 30",
    "until done": "open{} 0-x1s = 30",
    "8 breaths": "breaths{} 8x10s = 80",
    "8-10 breaths": "breaths{} 8-10x10s = 100",
    "8+ breaths": "breaths{} 8-x10s = 80",
    "3 counts": "counts{} 3x1s = 3",
    "20 steps": "walk{} 20x1s = 20",
    "10 reps": "reps{} 10xtap = 40",
    "8-10 reps": "reps{} 8-10xtap = 40",
    "8+ reps": "reps{} 8-xtap = 32",
    "2 reps (lower 3s, hold 3 counts, rise slowly)": "reps{} 2x10s = 20",
}
IN_TURNS = {
    (Sides.ALTERNATE, "10 reps"): "reps 10xtap both = 80",
    (Sides.ALTERNATE, "8-10 reps"): "reps 8-10xtap both = 80",
    (Sides.ALTERNATE, "8+ reps"): "reps 8-xtap both = 64",
    (Sides.ALTERNATE, "2 reps (lower 3s, hold 3 counts, rise slowly)"): "reps 2x20s both = 40",
    (Sides.WITHIN_REP, "10 reps"): "reps 10xtap = 40",
    (Sides.WITHIN_REP, "8-10 reps"): "reps 8-10xtap = 40",
    (Sides.WITHIN_REP, "8+ reps"): "reps 8-xtap = 32",
    (Sides.WITHIN_REP, "2 reps (lower 3s, hold 3 counts, rise slowly)"): "reps 2x20s both = 40",
}
IN_SIDES = {
    Sides.TOGETHER: ("",),
    Sides.EACH: (" left", " right"),
    Sides.ONE: (" left",),
    Sides.LEFT: (" left",),
    Sides.RIGHT: (" right",),
    Sides.BY_DIRECTION: ("",),  # of a movement whose legs this session leaves out
}
TABLE = [
    *((sides, form, " | ".join(plan.format(s) for s in which))
      for sides, which in IN_SIDES.items() for form, plan in FORMS.items()),
    *((sides, form, plan) for (sides, form), plan in IN_TURNS.items()),
]  # fmt: skip


def dosed(form: str) -> DoseChoice:
    text, _bracket, parts = form.rstrip(")").partition(" (")
    return choice(text, parts)


@pytest.mark.parametrize(("sides", "form", "expected"), TABLE)
def test_every_dose_in_every_side_mode(sides: Sides, form: str, expected: str) -> None:
    plan = timeline(do(dosed(form), sides))
    assert shape(plan) == expected
    assert plan.planned_s == sum(phase.planned_s for phase in plan.phases)


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("30s+", "hold 30x1s = 30"),
        ("until done", "open 30x1s = 30"),
        ("8+ breaths", "breaths 8x10s = 80"),
        ("10 reps", "reps 10x4s = 40"),
        ("8-10 reps", "reps 8-10x4s = 40"),
        ("8+ reps", "reps 8x4s = 32"),
    ],
)
def test_without_a_keyboard_nothing_waits(form: str, expected: str) -> None:
    assert shape(timeline(do(form), hands_free=True)) == expected


def test_a_walk_goes_leg_by_leg_with_breaks_and_words() -> None:
    plan = timeline(do(walk("forward 10", "left 8-10", "rest 15s", "rest", "right 2+", "back 1")))
    assert shape(plan) == (
        "walk 10x1s = 10 | walk left 8-10x1s = 10 | rest 15 | walk right 2-x1s = 2 | walk 1x1s = 1"
    )
    words = [phase.words for phase in plan.phases if phase.work]
    assert words == ["Walk forward.", "Step to the left.", "Step to the right.", "Walk backward."]
    assert plan.items[0].sides is Sides.BY_DIRECTION
    assert shape(timeline(do(walk("left 2+")), hands_free=True)) == "walk left 2x1s = 2"
    longer = timeline(do(walk("left 1", "rest")), pace=Pace(get_ready=0, rest=7))
    assert shape(longer) == "walk left 1x1s = 1 | rest 7"


def test_sets_have_rests_between_them_and_none_after_the_last() -> None:
    plan = timeline(do(choice("10s", sets=(2, 3)), Sides.EACH), pace=Pace(get_ready=0))
    assert shape(plan) == " | rest 10 | ".join(
        ["hold left 10x1s = 10 | switch right 5 | hold right 10x1s = 10"] * 3
    )
    numbers = [(phase.set_number, phase.sets, phase.ends_movement) for phase in plan.phases]
    assert [number for number in numbers if number[2]] == [(3, 3, True)]
    assert [plan.phases[index].set_number for index in plan.work] == [1, 1, 2, 2, 3, 3]


def bar(plan: Timeline) -> list[tuple[range, int, float, int]]:
    return [(s.phases, s.main, s.seconds, s.item) for s in sections(plan)]


def test_the_way_out_belongs_to_its_movement_in_the_bar_too() -> None:
    pace = replace(BARE, seconds_per_word=1.0)
    plan = timeline(do("10s", out="Sit up."), do("5s", id="b", set_up=("Stand.",)), pace=pace)
    assert bar(plan) == [(range(2), 0, 13.0, 0), (range(2, 4), 3, 8.0, 1)]


def test_everything_around_the_work() -> None:
    step = do(
        "10s",
        Sides.EACH,
        set_up=("Sit tall.",),
        steps=("Bring your $side knee up.", "Stay."),
        out="Lower your $side foot.",
        after=After("Walk about.", "Looser?"),
    )
    pace = Pace(seconds_per_word=1)
    plan = timeline(Do("", step.own, then="Drink."), pace=pace)
    assert shape(plan) == (
        "get-ready left 5 | move-in left 3 | move-in left 5 | move-in left 3 | hold left 10x1s = 10"
        " | switch right 5 | hold right 10x1s = 10 | move-out right 4 | after right 3"
        " | after right 3 | after right 3"
    )
    words = [phase.words for phase in plan.phases]
    assert words[5] == "Bring your $side knee up."  # the line that names a side is the cue
    assert words[-3:] == ["Walk about.", "Drink.", "Looser?"]
    assert [phase.line for phase in plan.phases[1:5]] == [0, 1, 2, 2]
    assert bar(plan) == [(range(5), 4, 26.0, 0), (range(5, 11), 6, 28.0, 0)]


def test_a_movement_seen_before_is_brought_back_with_one_line() -> None:
    own = Movement("x", "X", dose=choice("10s"), steps=("One.", "Two."), cue="Once more.")
    session = Session("s", "S", (Repeat(2, (Do("x"), Rest(4))),))
    plan = compile_session(session, {"x": own}, BARE)
    assert [phase.words for phase in plan.phases if phase.kind is PhaseKind.MOVE_IN] == [
        "One.",
        "Two.",
        "Once more.",
    ]
    assert [item.known for item in plan.items] == [False, True]
    rests = [phase.item for phase in plan.phases if phase.kind is PhaseKind.REST]
    assert rests == [1, 1]  # each belongs to what it leads to, the last to what it follows


def test_a_rest_takes_its_own_length_the_paces_or_none() -> None:
    steps = (Do("x"), Rest(None), Do("x"), Rest(0), Do("x"))
    movements = {"x": Movement("x", "X", dose=choice("1s"))}
    plan = compile_session(Session("s", "S", steps), movements, Pace(get_ready=0))
    assert shape(plan) == "hold 1x1s = 1 | rest 10 | hold 1x1s = 1 | hold 1x1s = 1"


def test_the_sessions_pace_goes_over_the_users() -> None:
    session = Session("s", "S", (do("3 counts"),), pace=PaceChange(count=2, get_ready=1))
    plan = compile_session(session, {}, Pace(count=5, rest=99))
    assert shape(plan) == "get-ready 1 | counts 3x2s = 6"


def test_a_beat_too_fast_for_anyone_is_slowed_down() -> None:
    plan = timeline(do("8+ counts"), pace=Pace(get_ready=0, count=1e-6))
    assert plan.phases[0].cycle_s == pytest.approx(0.1)


def test_the_first_side_is_the_steps_the_users_or_the_only_one() -> None:
    own = do("1s", Sides.EACH).own

    def sides(step: Do, first: Side) -> list[Side | None]:
        session = Session("s", "S", (step,))
        plan = compile_session(session, {}, BARE, first_side=first)
        return [phase.side for phase in plan.phases]

    assert sides(Do("", own), Side.RIGHT) == [Side.RIGHT, Side.LEFT]
    assert sides(Do("", own, first=Side.LEFT), Side.RIGHT) == [Side.LEFT, Side.RIGHT]
    assert sides(Do("", own, sides=Sides.LEFT, first=Side.RIGHT), Side.RIGHT) == [Side.LEFT]


def test_a_movement_starts_as_its_base() -> None:
    base = Movement("a", "A", set_up=("Sit.",), steps=("Fold.",), dose=choice("1s"))
    other = Movement("b", "B", base="a", steps=("Turn.",), dose=choice("1s"), load="{5 kg}")
    session = Session("s", "S", (Do("b"),))
    item = compile_session(session, {"a": base, "b": other}, BARE).items[0]
    assert (item.lines, item.load, item.name) == (("Sit.", "Turn."), "{5 kg}", "B")


def test_a_missing_movement_is_an_error() -> None:
    with pytest.raises(KeyError):
        compile_session(Session("s", "S", (Do("gone"),)), {}, BARE)


def test_a_warm_up_comes_first_where_the_session_has_not_been_moving_long_enough() -> None:
    short, long = do("20s"), do("10s", id="y", warm_up_s=32.0)
    assert shape(timeline(long)) == "warm-up 35 | hold 10x1s = 10"
    assert shape(timeline(short, long)) == "warm-up 15 | hold 20x1s = 20 | hold 10x1s = 10"
    assert shape(timeline(do("40s"), long)).startswith("hold 40")
    assert bar(timeline(long)) == [(range(1), 0, 35.0, 0), (range(1, 2), 1, 10.0, 0)]


MOVEMENTS_DOSE = DoseChoice(
    Dose(Amount(10, 10), Unit.REPS),
    choice("10 reps", "lower 3s").parts,
    sets=(3, 3),
    rest_s=20.0,
    origin=Origin.SOURCES,
)
LEG = (Leg("left", Amount(4, 4)),)


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        (None, MOVEMENTS_DOSE),
        (
            DoseChoice(Dose(Amount(8, 8), Unit.REPS)),
            DoseChoice(Dose(Amount(8, 8), Unit.REPS), MOVEMENTS_DOSE.parts, (), (3, 3), 20.0),
        ),
        (
            DoseChoice(Dose(Amount(30, 30), Unit.SECONDS), sets=(1, 1), rest_s=5.0),
            DoseChoice(Dose(Amount(30, 30), Unit.SECONDS), (), (), (1, 1), 5.0),
        ),
        (
            DoseChoice(sets=(2, 2)),
            DoseChoice(MOVEMENTS_DOSE.dose, MOVEMENTS_DOSE.parts, (), (2, 2), 20.0, Origin.SOURCES),
        ),
        (DoseChoice(walk=LEG), DoseChoice(None, (), LEG, (3, 3), 20.0)),
    ],
)
def test_a_steps_dose_is_completed_by_its_movements(
    step: DoseChoice | None, expected: DoseChoice
) -> None:
    assert merged(step, MOVEMENTS_DOSE) == expected


def test_a_step_may_leave_the_walk_or_only_its_length() -> None:
    walking = DoseChoice(walk=LEG, rest_s=9.0)
    assert merged(DoseChoice(sets=(2, 2)), walking) == DoseChoice(walk=LEG, sets=(2, 2), rest_s=9.0)
    timed = choice("1m")
    assert merged(timed, walking) == DoseChoice(timed.dose, rest_s=9.0)
    by_direction = Movement("w", "W", dose=walking, sides=Sides.BY_DIRECTION)
    plan = compile_session(Session("s", "S", (Do("w", dose=timed),)), {"w": by_direction}, BARE)
    assert (shape(plan), plan.items[0].sides) == ("hold 60x1s = 60", Sides.TOGETHER)


def test_the_bar_of_a_plan_without_work_behind_it_is_still_the_whole() -> None:
    assert sections(Timeline(Session("s", "S", ()), (), (), ())) == []


def test_a_movement_alone_is_a_session_under_its_own_name() -> None:
    lunge = Movement("lunge", "Lunge", sides=Sides.EACH, place=Spot.CHAIR, dose=choice("30s"))
    session = alone(lunge)
    assert (session.id, session.name, session.place) == ("lunge", "Lunge", Spot.CHAIR)
    plan = compile_session(session, {"lunge": lunge}, Pace(), first_side=Side.RIGHT)
    assert [item.movement for item in plan.items] == [lunge]
    assert [plan.phases[index].side for index in plan.work] == [Side.RIGHT, Side.LEFT]
