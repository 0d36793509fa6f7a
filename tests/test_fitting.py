"""A session fitted to a time: what is shortened first, what is left out then, and the words."""

import pytest

from hipflex_gui import doses
from hipflex_gui.doses import Leg, Length
from hipflex_gui.fitting import Fitted, as_planned, fit, fitted_texts, least_attended
from hipflex_gui.movements import DoseChoice, Kind, Movement, Part, Sides, Target
from hipflex_gui.sessions import Do, Pace, PaceChange, Repeat, Rest, Session
from hipflex_gui.timeline import compile_session

BARE = Pace(get_ready=0, switch=0, rest=10, breath_in=2, breath_out=2, rep=4)
NO_LIBRARY: dict[str, Movement] = {}


def move(name: str, dose: str = "", **more: object) -> Movement:
    """Return a movement of no words; ``more`` are other values of it and of its dose."""
    of_dose = {key: more.pop(key) for key in ("sets", "rest_s", "walk", "parts") if key in more}
    choice = DoseChoice(doses.dose(dose) if dose else None, **of_dose)  # type: ignore[arg-type]
    targets = tuple(Target(area) for area in str(more.pop("targets", "")).split())
    return Movement("", name, dose=choice, targets=targets, **more)  # type: ignore[arg-type]


def do(name: str, dose: str = "", **more: object) -> Do:
    return Do("", own=move(name, dose, **more))


def session(*steps: Do | Rest | Repeat, **more: object) -> Session:
    return Session("some", "Some", steps, **more)  # type: ignore[arg-type]


def fitted(seconds: float, *steps: Do | Rest | Repeat, **more: object) -> Fitted:
    return fit(session(*steps, **more), NO_LIBRARY, BARE, seconds)


def said(found: Fitted) -> list[str]:
    return fitted_texts(found)


def test_a_session_that_fits_is_the_same() -> None:
    steps = (do("Lean", "15-30s", sides=Sides.EACH), do("Squat", "until done"))
    whole = session(*steps)
    assert fit(whole, NO_LIBRARY, BARE, 90) == Fitted(whole, (), 90, fits=True)
    assert fit(whole, NO_LIBRARY, BARE, 89).session != whole


@pytest.mark.parametrize(
    ("dose", "seconds", "planned_s", "change"),
    [
        ("15-30s", 25, 25, "15 to 25 s instead of 15 to 30 s"),
        ("15-30s", 15, 15, "15 s instead of 15 to 30 s"),
        ("12-14s", 13, 12, "12 s instead of 12 to 14 s"),
        ("30s", 25, 25, "25 s instead of 30 s"),
        ("32s", 31, 30, "30 s instead of 32 s"),
        ("8-10 breaths", 36, 36, "8-9 breaths instead of 8-10 breaths"),
        ("8-10 breaths", 33, 32, "8 breaths instead of 8-10 breaths"),
        ("6 breaths", 20, 20, "5 breaths instead of 6 breaths"),
        ("8 reps", 24, 24, "6 reps instead of 8 reps"),
        ("20 counts", 15, 15, "15 counts instead of 20 counts"),
        ("9 steps", 6, 6, "6 steps instead of 9 steps"),
        ("until done", 20, 20, "20 s instead of until done"),
        ("2m", 61, 60, "1 min instead of 2 min"),
    ],
)
def test_a_dose_is_shortened_as_little_as_is_needed(
    dose: str, seconds: float, planned_s: float, change: str
) -> None:
    found = fitted(seconds, do("Lean", dose))
    assert (found.planned_s, found.fits) == (planned_s, True)
    assert said(found) == [f"Lean: {change}"]


@pytest.mark.parametrize(
    ("dose", "least_s"),
    [
        ("15-30s", 15),
        ("20-30s", 20),  # the author says what is enough
        ("30s+", 30),
        ("30s", 15),
        ("10s", 10),
        ("until done", 15),
        ("8-10 breaths", 32),
        ("8+ breaths", 32),
        ("8 breaths", 20),
        ("3 breaths", 12),
        ("12 reps", 20),
        ("20 counts", 15),
        ("10 steps", 5),
    ],
)
def test_no_dose_is_cut_below_its_least(dose: str, least_s: float) -> None:
    found = fitted(1, do("Lean", dose))
    assert (found.planned_s, found.fits) == (least_s, False)
    assert said(found)[0].startswith("It does not get shorter than ")


@pytest.mark.parametrize(
    ("own", "asked", "least_s"),
    [("30s+", "40s", 30), ("30s+", "20s", 20), ("8-10 breaths", "12 breaths", 32)],
)
def test_the_movement_says_what_is_enough_where_the_session_does_not(
    own: str, asked: str, least_s: float
) -> None:
    step = Do("", own=move("Lean", own), dose=DoseChoice(doses.dose(asked)))
    assert fitted(1, step).planned_s == least_s


def test_a_walk_to_get_warm_keeps_a_minute() -> None:
    assert fitted(1, do("Walk", "5m", kind=Kind.ACTIVITY)).planned_s == 60
    assert fitted(1, do("Walk", "40s", kind=Kind.ACTIVITY)).planned_s == 40


def test_ranges_shrink_before_exact_doses_and_evenly() -> None:
    steps = (do("A", "15-30s"), do("B", "30s"), do("C", "15-30s"))
    assert said(fitted(85, *steps)) == ["A: 15 to 25 s instead of 15 to 30 s"]
    assert said(fitted(80, *steps)) == [
        "A: 15 to 25 s instead of 15 to 30 s", "C: 15 to 25 s instead of 15 to 30 s"
    ]  # fmt: skip
    assert said(fitted(60, *steps)) == [
        "A: 15 s instead of 15 to 30 s",
        "C: 15 s instead of 15 to 30 s",
    ]
    assert said(fitted(50, *steps))[1] == "B: 20 s instead of 30 s"


def test_a_long_dose_gives_more_than_a_short_one() -> None:
    found = fitted(135, do("Long", "2m"), do("Short", "30s"))
    assert said(found) == ["Long: 1 min 40 s instead of 2 min"]
    found = fitted(100, do("Long", "2m"), do("Short", "30s"))
    assert [change.split(" instead")[0] for change in said(found)] == [
        "Long: 1 min 10 s",
        "Short: 25 s",
    ]


def test_both_sides_are_shortened_alike_and_a_round_like_the_other() -> None:
    lean = do("Lean", "30s", sides=Sides.EACH)
    found = fitted(100, Repeat(2, (lean,)))
    timeline = compile_session(found.session, NO_LIBRARY, BARE)
    assert [timeline.phases[index].planned_s for index in timeline.work] == [25] * 4
    assert said(found) == ["Lean: 25 s instead of 30 s"]


def test_sets_become_fewer_and_the_rests_between_them_stay() -> None:
    step = do("Press", "10 reps", sets=(2, 4), rest_s=30)
    found = fitted(200, step)
    timeline = compile_session(found.session, NO_LIBRARY, BARE)
    assert [phase.planned_s for phase in timeline.phases] == [40, 30, 40, 30, 40]
    assert said(found) == ["Press: 2-3 sets instead of 2-4 sets"]
    assert said(fitted(110, step)) == ["Press: 2 sets instead of 2-4 sets"]
    assert said(fitted(1, step))[1:] == ["Press: 5 reps, 2 sets instead of 10 reps, 2-4 sets"]
    assert said(fitted(1, do("Press", "5 reps", sets=(3, 3))))[1:] == [
        "Press: 1 set instead of 3 sets"
    ]


def test_a_walk_shrinks_by_all_its_legs() -> None:
    legs = tuple(map(doses.leg, ("left 10", "right 10", "rest 5s", "forward 6-8", "back 9+")))
    step = do("Side steps", walk=legs, sides=Sides.BY_DIRECTION)
    walk = fitted(37, step).session.steps[0]
    assert isinstance(walk, Do)
    assert walk.dose
    assert walk.dose.walk == tuple(
        map(doses.leg, ("left 8", "right 8", "rest 5s", "forward 6", "back 9"))
    )
    assert said(fitted(37, step)) == ["Side steps: 31 steps instead of 35+ steps"]
    bare = do(
        "Side steps", walk=(Leg("left", doses.count_amount("8-9")),), sides=Sides.BY_DIRECTION
    )
    assert said(fitted(8, bare)) == ["Side steps: 8 steps instead of 8-9 steps"]


def test_the_parts_of_a_rep_stay() -> None:
    parts = (Part("lower", Length(seconds=3)), Part("rise", Length(seconds=2)))
    found = fitted(36, do("Press", "8 reps", parts=parts))
    timeline = compile_session(found.session, NO_LIBRARY, BARE)
    assert [beat.seconds for beat in timeline.phases[0].beats] == [3, 2]
    assert found.planned_s == 35


def test_rounds_go_first_then_rest_then_what_others_work_as_well_then_the_last() -> None:
    steps = (
        Repeat(2, (do("Fold", "15s", targets="hamstrings"), do("Lean", "15s", targets="glutes"))),
        do("Cross", "15s", targets="piriformis glutes"),
        do("Breathe", "15s", kind=Kind.REST),
        do("Roll", "15s", targets="arms"),
    )
    assert said(fitted(100, *steps)) == ["Lean: once instead of 2 times"]
    order = [said(fitted(seconds, *steps)) for seconds in range(90, 0, -15)]
    rounds = ["Fold: once instead of 2 times", "Lean: once instead of 2 times"]
    assert order == [
        ["Lean: once instead of 2 times"],
        rounds,
        [*rounds, "Left out: Breathe"],
        ["Fold: once instead of 2 times", "Left out: Lean", "Left out: Breathe"],
        ["Fold: once instead of 2 times", "Left out: Lean", "Left out: Breathe", "Left out: Roll"],
        [
            "Fold: once instead of 2 times",
            "Left out: Lean",
            "Left out: Cross",
            "Left out: Breathe",
            "Left out: Roll",
        ],
    ]
    thrice = fitted(35, Repeat(3, (do("Lean", "15s"),)))
    assert said(thrice) == ["Lean: 2 times instead of 3"]


def test_a_walk_to_begin_with_stays_until_one_other_is_left() -> None:
    walk = do("Walk", "1m", kind=Kind.ACTIVITY)
    steps = (walk, do("Lean", "15s", targets="glutes"), do("Fold", "15s", targets="arms"))
    assert said(fitted(75, *steps)) == ["Left out: Fold"]
    assert said(fitted(35, *steps)) == ["Left out: Walk"]
    assert said(fitted(20, *steps)) == ["Left out: Walk", "Left out: Fold"]


def test_nothing_is_left_out_that_saves_no_time() -> None:
    # without the squeeze, walking about takes its time: the cross has to be warm
    cross = do("Cross", "30s", targets="glutes piriformis", warm_up_s=60)
    steps = (do("Squeeze", "20s", targets="glutes"), cross)
    assert fitted(75, *steps).planned_s == 75
    assert said(fitted(60, *steps)) == ["Left out: Cross"]


def test_there_is_room_for_one_that_was_left_out() -> None:
    steps = (
        do("Fold", "15s", targets="arms"),
        do("Long", "3m", targets="glutes", kind=Kind.ACTIVITY),
        do("Breathe", "15s", kind=Kind.REST),
    )
    found = fitted(80, *steps)
    assert said(found) == ["Long: 1 min instead of 3 min", "Left out: Breathe"]
    assert said(fitted(60, *steps)) == ["Left out: Long"]
    assert fitted(60, *steps).planned_s == 30


def test_where_the_last_one_is_too_long_alone_another_takes_its_place() -> None:
    steps = (do("Long", "60s+", targets="glutes"), do("Short", "15s", targets="arms"))
    assert said(fitted(60, *steps)) == ["Left out: Short"]
    assert said(fitted(59, *steps)) == ["Left out: Long"]
    least = fitted(5, *steps)
    assert (least.planned_s, least.fits) == (15, False)


def test_left_and_right_as_two_steps_stay_or_go_together() -> None:
    left, right = (do("Lean", "30s", sides=side) for side in (Sides.LEFT, Sides.RIGHT))
    other = do("Squat", "30s", targets="glutes")
    found = fitted(80, other, left, right)
    work = compile_session(found.session, NO_LIBRARY, BARE)
    assert [work.phases[index].planned_s for index in work.work] == [25, 25, 25]
    assert said(fitted(40, other, left, right)) == ["Left out: Lean"]
    assert fitted(30, left, right).planned_s == 30
    assert not fitted(20, left, right).fits


def test_a_rest_goes_with_what_it_leads_to() -> None:
    lean, fold = do("Lean", "15s", targets="glutes"), do("Fold", "15s", targets="glutes arms")
    rest, last = Rest(7), Rest(None)
    kept = fitted(60, lean, rest, fold, last).session.steps
    assert kept == (lean, rest, fold, last)
    assert fitted(30, lean, rest, fold, last).session.steps == (fold, last)
    assert fitted(24, rest, fold, rest, lean).session.steps == (rest, fold)
    assert fitted(20, fold, rest, lean, last).session.steps == (fold,)


def test_the_sessions_own_pace_and_warm_up_stay() -> None:
    more = {"pace": PaceChange(get_ready=5), "warm_up_s": 30.0}
    found = fitted(60, do("Lean", "30s"), **more)
    assert found.planned_s == 60
    assert found.session.warm_up_s == 30


def test_a_planned_length_leads_back_to_what_was_fitted() -> None:
    whole = session(do("Lean", "30s", targets="glutes"), do("Fold", "30s", targets="arms"))
    found = fit(whole, NO_LIBRARY, BARE, 52)
    assert found.planned_s == 50
    assert as_planned(whole, NO_LIBRARY, BARE, 50) == found.session
    assert as_planned(whole, NO_LIBRARY, BARE, 60) == whole
    assert as_planned(whole, NO_LIBRARY, BARE, 48) == whole  # of another plan, as an easier one
    assert as_planned(whole, NO_LIBRARY, BARE, 500) == whole


def test_the_region_with_least_attention_among_what_is_offered() -> None:
    offers = {
        "a": {"Glutes": 60.0, "Core": 20.0},
        "b": {"Outer hips": 50.0, "Glutes": 40.0},
        "c": {"Back": 30.0},
        "d": {"Other": 30.0},
    }
    lately = {"Glutes": 300.0, "Back": 40.0, "Outer hips": 40.0, "Quads": 0.0}
    assert least_attended(offers, lately) == {"b": "Outer hips", "c": "Back"}
    assert least_attended(offers, {**lately, "Back": 10.0}) == {"c": "Back"}
    assert least_attended(offers, {}) == {"a": "Glutes", "b": "Outer hips", "c": "Back"}
    assert least_attended({"d": {"Other": 5.0}, "e": {}}, lately) == {"d": "", "e": ""}
    assert least_attended({}, lately) == {}


def test_a_long_session_is_fitted_as_any_other() -> None:
    steps = [
        do(f"Move {n}", "15-40s", sides=Sides.EACH, targets="glutes", warm_up_s=60.0 * (n % 7 == 0))
        for n in range(200)
    ]
    whole = compile_session(session(*steps), NO_LIBRARY, BARE)
    seconds = whole.planned_s / 5
    found = fitted(seconds, *steps)
    assert seconds - 20 < found.planned_s <= seconds
    assert len(found.session.steps) + len(found.changes) >= 200
