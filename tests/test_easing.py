"""After "too much" or discomfort: the easier way or less of it, with the reason, never more."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from hipflex_gui.catalogue import Catalogue
from hipflex_gui.easing import LAPSES_DAYS, Felt, Proposal, Why, eased, proposals, text
from hipflex_gui.log import Comfort
from hipflex_gui.movements import DoseChoice, Kind, Movement, Sides, Spot, Way
from hipflex_gui.paths import UserFolder
from hipflex_gui.safety import disclaimer
from hipflex_gui.sessions import Do, Repeat, Rest, Session, Step, alone, expanded
from hipflex_gui.words import Side
from tests.playing import BARE, choice, do, walk

TODAY = date(2026, 3, 5)  # a Thursday
MONDAY = date(2026, 3, 2)
HARD = Felt(MONDAY, Comfort.TOO_MUCH)
CATALOGUE = Catalogue.load(UserFolder(Path("no-such-folder")))
SHIPPED = [entry.session for entry in CATALOGUE.sessions.values() if entry.session]


def library(*movements: Movement) -> dict[str, Movement]:
    return {movement.id: movement for movement in movements}


def pigeon(dose: str = "30s", *easier: Way, **facts: object) -> Movement:
    values = {"sides": Sides.EACH, "dose": choice(dose), **facts}
    return Movement("pigeon", "Pigeon", easier=easier, **values)  # type: ignore[arg-type]


def asked(
    session: Session,
    movements: dict[str, Movement],
    *hard: str,
    felt: Felt = HARD,
    today: date = TODAY,
) -> list[Proposal]:
    """Return the proposals after these movements, by id, felt like this."""
    words = {(name, movements[name].name): felt for name in hard}
    return proposals(session, movements, words, today, BARE)


def sentence(movement: Movement, felt: Felt = HARD, today: date = TODAY) -> str:
    """Return what is said about a movement that is done alone."""
    movements = library(movement)
    (one,) = asked(alone(movement), movements, movement.id, felt=felt, today=today)
    return text(one, movements, today)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("30s", "20s"),
        ("15-30s", "15s"),
        ("40s", "25s"),
        ("10m", "6m40s"),
        ("10s", "5s"),
        ("7s", "5s"),
        ("8-10 breaths", "8 breaths"),
        ("10 breaths", "7 breaths"),
        ("8 reps", "5 reps"),
        ("3 reps", "2 reps"),
        ("2 reps", "1 rep"),
        ("20 counts", "13 counts"),
        ("1-2 reps", "1 rep"),
    ],
)
def test_without_an_easier_way_there_is_less_of_it(before: str, after: str) -> None:
    movement = pigeon(before)
    session = eased(alone(movement), asked(alone(movement), library(movement), "pigeon"))
    (step,) = session.steps
    assert isinstance(step, Do)
    assert step.dose
    assert str(step.dose.dose) == after


@pytest.mark.parametrize(
    "least", ["5s", "4s", "1 rep", "1 breath", "30s+", "8+ reps", "until done"]
)
def test_what_cannot_be_less_is_left_out(least: str) -> None:
    movements = library(pigeon(least), Movement("hinge", "Hinge", dose=choice("10s")))
    session = Session("s", "S", (Do("hinge"), Do("pigeon")))
    found = asked(session, movements, "pigeon")
    assert [(one.movement.id, one.changes) for one in found] == [
        ("pigeon", ((Do("pigeon"), None),))
    ]
    assert eased(session, found).steps == (Do("hinge"),)


def test_a_rest_is_left_out_and_never_shortened() -> None:
    movements = library(pigeon("10 breaths", kind=Kind.REST))
    (one,) = asked(alone(movements["pigeon"]), movements, "pigeon")
    assert one.changes == ((Do("pigeon"), None),)


def test_a_walk_has_fewer_steps_and_as_many_to_each_side() -> None:
    legs = walk("forward 10", "rest 5s", "left 6-8", "right 6-8", "back 5+")
    movement = Movement("walk", "Walk", sides=Sides.BY_DIRECTION, dose=legs)
    movements = library(movement)
    found = asked(alone(movement), movements, "walk")
    (step,) = eased(alone(movement), found).steps
    assert isinstance(step, Do)
    assert step.dose == walk("forward 7", "rest 5s", "left 6", "right 6", "back 5+")
    assert text(found[0], movements, TODAY).startswith("Walk for 24 steps instead of 27 steps: ")


def test_sets_and_parts_stay() -> None:
    parts = "lower 3s, rise 1s"
    movement = replace(pigeon(), dose=choice("10 reps", parts, sets=(2, 3)))
    step = Do("pigeon", dose=choice("9 reps", sets=(2, 2)))
    session = Session("s", "S", (step,))
    (after,) = eased(session, asked(session, library(movement), "pigeon")).steps
    assert after == replace(step, dose=choice("6 reps", sets=(2, 2)))


def test_the_first_easier_way_is_said_with_the_sessions_own_note() -> None:
    ways = (Way(say="Stay on your hands.", prop="block"), Way(say="Bend less."))
    step = Do("pigeon", note="Go on only while it is easy.")
    session = Session("s", "S", (step,))
    found = asked(session, library(pigeon("30s", *ways)), "pigeon")
    assert [one.way for one in found] == [ways[0]]
    said = "Stay on your hands. Go on only while it is easy."
    assert eased(session, found).steps == (replace(step, note=said),)


SUPINE = Movement("supine", "Supine", sides=Sides.EACH, dose=choice("15s"), place=Spot.FLOOR)


@pytest.mark.parametrize(
    ("other", "dose"),
    [
        (SUPINE, None),
        (replace(SUPINE, dose=choice("60s")), choice("30s")),  # no more of it than was asked
        (replace(SUPINE, dose=choice("2 breaths")), None),
    ],
)
def test_another_movement_takes_its_place(other: Movement, dose: DoseChoice | None) -> None:
    movements = library(pigeon("30s", Way(movement="supine"), place=Spot.FLOOR), other)
    step = Do("pigeon", first=Side.RIGHT, sides=Sides.ONE, note="Sink.", then="Rise.", load="5 kg")
    session = Session("s", "S", (step,))
    (after,) = eased(session, asked(session, movements, "pigeon")).steps
    assert after == Do("supine", dose=dose, first=Side.RIGHT, sides=Sides.ONE)


@pytest.mark.parametrize(
    "other",
    [
        replace(SUPINE, id="gone"),  # there is none of that id
        replace(SUPINE, place=Spot.GYM),  # nobody is sent elsewhere
        replace(SUPINE, dose=choice("11 breaths")),  # 110 s a side in place of 30
        replace(SUPINE, warm_up_s=120.0),
    ],
)
def test_another_movement_that_does_not_fit_is_passed_over(other: Movement) -> None:
    ways = (Way(movement="supine"), Way(say="Bend less."))
    movements = library(pigeon("30s", *ways, place=Spot.FLOOR), other)
    (one,) = asked(alone(movements["pigeon"]), movements, "pigeon")
    assert one.way == ways[1]


def test_another_movement_that_was_too_much_itself_is_passed_over() -> None:
    movements = library(pigeon("30s", Way(movement="supine"), place=Spot.FLOOR), SUPINE)
    session = alone(movements["pigeon"])
    assert asked(session, movements, "pigeon")[0].way == Way(movement="supine")
    (one,) = asked(session, movements, "pigeon", "supine")
    assert one.way is None
    words = {("pigeon", "Pigeon"): HARD, ("supine", "Supine"): Felt(MONDAY, Comfort.GOOD)}
    assert proposals(session, movements, words, TODAY, BARE)[0].way == Way(movement="supine")


@pytest.mark.parametrize(
    ("felt", "why"),
    [
        (Felt(MONDAY, Comfort.TOO_MUCH), Why.TOO_MUCH),
        (Felt(MONDAY, None, discomfort=True), Why.DISCOMFORT),
        (Felt(MONDAY, Comfort.TOO_MUCH, discomfort=True), Why.DISCOMFORT),
        (Felt(MONDAY, Comfort.EASY), None),
        (Felt(MONDAY, Comfort.GOOD), None),
        (Felt(MONDAY), None),
        (Felt(TODAY - timedelta(days=LAPSES_DAYS), Comfort.TOO_MUCH), Why.TOO_MUCH),
        (Felt(TODAY - timedelta(days=LAPSES_DAYS + 1), Comfort.TOO_MUCH), None),
        (Felt(TODAY + timedelta(days=1), Comfort.TOO_MUCH), Why.TOO_MUCH),  # flown west
    ],
)
def test_what_asks_for_an_easier_way(felt: Felt, why: Why | None) -> None:
    movement = pigeon()
    found = asked(alone(movement), library(movement), "pigeon", felt=felt)
    assert [one.why for one in found] == ([why] if why else [])


def test_the_id_decides_and_the_newest_word_on_it_where_the_name_has_changed() -> None:
    movements = library(pigeon())
    words = {
        ("pigeon", "Pigeon pose"): Felt(MONDAY, Comfort.GOOD),
        ("pigeon", "Half pigeon"): Felt(TODAY, Comfort.TOO_MUCH),
        ("", "Pigeon"): Felt(TODAY, Comfort.GOOD),
    }
    (one,) = proposals(alone(movements["pigeon"]), movements, words, TODAY, BARE)
    assert one.day == TODAY


def test_a_movement_written_in_the_session_goes_by_its_name() -> None:
    lean, press = do("30s", id="", name="Lean"), do("30s", id="", name="Press")
    session = Session("s", "S", (lean, press))
    found = proposals(session, {}, {("", "Press"): HARD}, TODAY, BARE)
    assert [one.movement.name for one in found] == ["Press"]
    assert eased(session, found).steps[0] == lean


def test_each_movement_is_proposed_once_in_order_and_eased_wherever_it_is_done() -> None:
    movements = library(pigeon(), Movement("hinge", "Hinge", dose=choice("9 reps")))
    short, late = Do("pigeon", dose=choice("5s")), Do("pigeon", dose=choice("60s"))
    steps = (Do("hinge"), Repeat(2, (Do("pigeon"), Rest(5))), short, late)
    session = Session("s", "S", steps)
    found = asked(session, movements, "pigeon", "hinge")
    assert [one.movement.id for one in found] == ["hinge", "pigeon"]
    after = eased(session, found)
    amounts = [
        str(step.dose.dose) for step in expanded(after.steps) if isinstance(step, Do) and step.dose
    ]
    assert amounts == ["6 reps", "20s", "20s", "5s", "40s"]  # what is least already stays


A, B, C = Do("a"), Do("pigeon"), Do("c")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ((A, Rest(5), B, Rest(7), C), (A, Rest(7), C)),  # a rest belongs to what it leads to
        ((B, Rest(5), C), (C,)),
        ((A, Rest(5), B), (A,)),
        ((Rest(3), B, Rest(5), C), (C,)),
        ((A, Repeat(2, (B, Rest(5)))), (A,)),
        ((A, Repeat(2, (A, Rest(5), B)), C), (A, Repeat(2, (A,)), C)),
        ((B,), (B,)),  # something stays to be done
        ((Rest(3), Repeat(3, (B,))), (Rest(3), Repeat(3, (B,)))),
    ],
)
def test_leaving_out(before: tuple[Step, ...], after: tuple[Step, ...]) -> None:
    others = [Movement(name, name.upper(), dose=choice("10s")) for name in "ac"]
    session = Session("s", "S", before)
    found = asked(session, library(pigeon("5s"), *others), "pigeon")
    assert eased(session, found).steps == after


def test_nothing_is_changed_that_nobody_asked_for() -> None:
    assert eased(SHIPPED[0], []) == SHIPPED[0]
    breaks = Session("s", "S", (Rest(3), A, Repeat(2, (Rest(5),))))
    assert eased(breaks, []) == breaks
    assert proposals(SHIPPED[0], CATALOGUE.movements, {}, TODAY) == []


def test_the_sentence_for_less_of_it() -> None:
    less = "Pigeon for 20 s instead of 30 s: on Monday it was too much."
    assert sentence(pigeon()) == less


def test_the_sentence_for_words() -> None:
    ways = (Way(say="Bring your $side foot {10 cm} nearer"),)
    said = "Pigeon, the easier way: on Monday it was too much. Bring your left foot 10 cm nearer."
    assert sentence(pigeon("30s", *ways)) == said
    movements = library(pigeon("30s", *ways))
    (one,) = asked(alone(movements["pigeon"]), movements, "pigeon")
    assert "4 in nearer." in text(one, movements, TODAY, "imperial")


def test_the_sentence_for_another_movement() -> None:
    movements = library(pigeon("30s", Way(movement="supine"), place=Spot.FLOOR), SUPINE)
    (one,) = asked(alone(movements["pigeon"]), movements, "pigeon")
    said = "Supine instead of Pigeon: on Monday it was too much."
    assert text(one, movements, TODAY) == said


def test_the_sentence_for_leaving_out() -> None:
    said = "Leave out Pigeon: on Monday it was too much. Nothing is lost by it."
    assert sentence(pigeon("5s")) == said


def test_after_discomfort_stopping_is_right_in_the_words_of_the_disclaimer() -> None:
    said = sentence(pigeon(), Felt(MONDAY, None, discomfort=True))
    assert said == (
        "Pigeon for 20 s instead of 30 s: on Monday you stopped there because it hurt. "
        "Stop whenever something hurts."
    )
    assert "stop whenever something hurts" in disclaimer()


@pytest.mark.parametrize(
    ("ago", "when"),
    [
        (-1, "today"),
        (0, "today"),
        (1, "yesterday"),
        (2, "on Tuesday"),
        (6, "on Friday"),
        (7, "1 week ago"),
        (28, "4 weeks ago"),
    ],
)
def test_the_day_is_named_as_people_name_it(ago: int, when: str) -> None:
    felt = Felt(TODAY - timedelta(days=ago), Comfort.TOO_MUCH)
    assert sentence(pigeon(), felt).endswith(f": {when} it was too much.")
