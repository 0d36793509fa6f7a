"""The shipped movements: true to their sources, complete, short, kind, mirrored.

The tables below are written out by hand from the facts the movements were taken from, so that a
slip in a file cannot agree with itself.
"""

import re
from collections.abc import Iterator

import pytest

from hipflex_gui.catalogue import Catalogue
from hipflex_gui.doses import Length, Unit
from hipflex_gui.movements import DoseChoice, Effect, Kind, Level, Movement, Sides, Spot
from hipflex_gui.paths import assets, shipped_sessions
from hipflex_gui.sessions import Do, expanded
from hipflex_gui.words import Side, spoken
from tests.wording import UNKIND, sentences, shown, too_long

# id; dose; who gave it; side mode; place
MOVEMENTS = """
downward-dog; 8-10 breaths; sources; together; floor
split-squat-rear-foot-raised; 8 reps (lower 3s, pause 1s, rise 2s); project; alternate; gym
standing-quad-stretch; 15-30s; sources; one; standing
head-to-knee-fold; 8-10 breaths; sources; each; floor
pigeon-fold; 30s; project; each; floor
figure-four-chair; 30s; project; each; chair
figure-four-supine; 8-10 breaths; sources; each; floor
resting-squat; until done; project; together; standing
frog-pose; 30s+; sources; together; floor
seated-forward-fold; 8-10 breaths; sources; together; floor
childs-pose-wide; 10-15 breaths; sources; together; floor
kneeling-wall-quad-stretch; 10s; sources; each; floor
single-leg-rdl-barbell; 8 reps (lower 3s, pause 1s, rise 2s); project; alternate; gym
fire-log; 30s+; sources; each; floor
side-lying-leg-swing; 10 reps (forward 2s, back 2s); project; each; floor
seated-hip-rotation; 10 reps (draw across 5s, press away 5s, release slowly); sources; each; floor
chair-knee-lift; 10 reps (raise 2s, hold 3 counts, lower 2s); sources; within-rep; chair
mini-band-walk; forward 10, back 10, rest, right 10, left 10; sources; by-direction; gym
standing-hip-hinge; 10 reps (lower 3s, pause 1s, rise 2s); sources; together; standing
step-back-reach; 8 reps x 3-4, rest 30s; sources; each; standing
half-kneeling-hip-flexor; 30s; project; each; floor
half-kneeling-hip-flexor-foot-in; 30s; project; each; floor
half-kneeling-hip-flexor-foot-out; 30s; project; each; floor
hero-pose-block; 30s+; sources; together; floor
deadlift-barbell; 8 reps (lift 2s, lower 3s); project; together; gym
kneeling-wall-backbend; 15s; project; together; floor
back-squat-barbell; 8 reps (lower 3s, rise 2s); project; together; gym
band-kickback; 10 reps (lift 2s, lower slowly); project; alternate; gym
stacked-knees-seat; 30s; project; each; floor
half-kneeling-foot-pull; 15s; project; each; floor
low-lunge; 30s+; sources; each; floor
walk-about; until done; project; together; standing
aerobic-exercise; 10m; sources; together; standing
"""
ROWS = [row.split("; ") for row in MOVEMENTS.strip().splitlines()]
FILES = 31  # two of the movements are variants in the file of a third
# All other doses that the sources give; those of the project are its own affair.
OTHER_DOSES = {
    "frog-pose": {"8-12 breaths"},
    "half-kneeling-hip-flexor": {"30-40s"},
    "half-kneeling-hip-flexor-foot-in": {"30-40s"},
    "half-kneeling-hip-flexor-foot-out": {"30-40s"},
    "aerobic-exercise": {"30m"},
}
NEEDED = {
    "split-squat-rear-foot-raised": "box or bench",
    "standing-quad-stretch": "wall",
    "figure-four-chair": "chair",
    "frog-pose": "mat",
    "seated-forward-fold": "mat",
    "childs-pose-wide": "mat",
    "kneeling-wall-quad-stretch": "wall",
    "single-leg-rdl-barbell": "barbell",
    "chair-knee-lift": "chair",
    "mini-band-walk": "mini band",
    "hero-pose-block": "yoga block, mat",
    "deadlift-barbell": "barbell",
    "kneeling-wall-backbend": "wall",
    "back-squat-barbell": "barbell",
    "band-kickback": "resistance band",
    "low-lunge": "mat",
}
# What the sources put under a body that does not get all the way.
OFFERED = {
    "pigeon-fold": "blanket",
    "resting-squat": "pillow books",
    "frog-pose": "blanket block pillow",
    "stacked-knees-seat": "blanket pillow",
}
BARBELL = [name for name, prop in NEEDED.items() if prop == "barbell"]
ONE_JOINT = "half-kneeling-hip-flexor"
TWO_JOINTS = {"standing-quad-stretch", "kneeling-wall-quad-stretch", "half-kneeling-foot-pull"}
# What replaces a movement of the floor or the gym on a chair or standing.
UPRIGHT = {
    "downward-dog": {"standing": "standing-hip-hinge"},
    "split-squat-rear-foot-raised": {"standing": "step-back-reach"},
    "head-to-knee-fold": {"standing": "standing-hip-hinge"},
    "pigeon-fold": {"chair": "figure-four-chair"},
    "figure-four-supine": {"chair": "figure-four-chair"},
    "seated-forward-fold": {"standing": "standing-hip-hinge"},
    "kneeling-wall-quad-stretch": {"standing": "standing-quad-stretch"},
    "single-leg-rdl-barbell": {"standing": "standing-hip-hinge"},
    "fire-log": {"chair": "figure-four-chair"},
    "side-lying-leg-swing": {"standing": "step-back-reach"},
    "seated-hip-rotation": {"chair": "figure-four-chair"},
    "mini-band-walk": {"standing": "standing-hip-hinge"},
    ONE_JOINT: {"chair": "figure-four-chair", "standing": "step-back-reach"},
    "hero-pose-block": {"standing": "standing-quad-stretch"},
    "deadlift-barbell": {"standing": "standing-hip-hinge"},
    "kneeling-wall-backbend": {"standing": "step-back-reach"},
    "back-squat-barbell": {"standing": "standing-hip-hinge"},
    "band-kickback": {"standing": "standing-hip-hinge"},
    "stacked-knees-seat": {"chair": "figure-four-chair"},
    "half-kneeling-foot-pull": {"standing": "standing-quad-stretch"},
    "low-lunge": {"standing": "step-back-reach"},
}
UPRIGHT |= {f"{ONE_JOINT}-foot-{foot}": UPRIGHT[ONE_JOINT] for foot in ("in", "out")}
# Nothing on a chair or standing opens the inner thighs, or is the rest that this one is.
NOT_UPRIGHT = {"frog-pose", "childs-pose-wide"}
# A rest that is made harder is no rest any more.
NOTHING_HARDER = {"childs-pose-wide", "resting-squat", "walk-about"}
CONDITIONS = (
    "ankle balance dizziness hip hip-flexor-strain hip-flexor-tight hip-replacement knee low-back"
    " osteoporosis pregnancy sciatica shoulder wrist"
)
# Whom the sources, or care where they are silent, want warned.
WARNED = {
    "ankle": "frog-pose hero-pose-block",
    "balance": "standing-quad-stretch single-leg-rdl-barbell split-squat-rear-foot-raised",
    "hip": " ".join(BARBELL),
    "hip-flexor-tight": "chair-knee-lift",
    "knee": (
        "frog-pose stacked-knees-seat hero-pose-block fire-log pigeon-fold low-lunge"
        " kneeling-wall-quad-stretch half-kneeling-foot-pull half-kneeling-hip-flexor"
    ),
    "low-back": (
        "kneeling-wall-backbend seated-forward-fold head-to-knee-fold deadlift-barbell"
        " back-squat-barbell standing-hip-hinge"
    ),
    "osteoporosis": "seated-forward-fold head-to-knee-fold deadlift-barbell back-squat-barbell",
    "sciatica": "figure-four-chair figure-four-supine",
    "wrist": "downward-dog",
}
COMPLETE = (
    "name place position targets set_up steps out cue form avoid feel how_far breathing easier"
    " cautions notes"
)
DOSE_FORMS = (
    "exact seconds; a range of seconds; open seconds; until done; exact breaths;"
    " a range of breaths; tapped reps; reps with parts; a part in seconds; a part in counts;"
    " a part done slowly; steps by direction; a break in a walk; a range of sets"
)
ONE_SIDED = {Sides.EACH, Sides.ALTERNATE, Sides.WITHIN_REP, Sides.ONE}


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return Catalogue.load(None)


@pytest.fixture(scope="module")
def everything(catalogue: Catalogue) -> list[Movement]:
    """All movements, those written in the sessions among them."""
    sessions = [entry.session for entry in catalogue.sessions.values() if entry.session]
    steps = [step for session in sessions for step in expanded(session.steps)]
    own = [step.own for step in steps if isinstance(step, Do) and step.own]
    return [*catalogue.movements.values(), *own]


def _length(length: Length) -> str:
    if length.counts:
        return f"{length.counts} counts"
    return f"{length.seconds:g}s" if length.seconds else "slowly"


def _dose(choice: DoseChoice) -> str:
    """Return a dose in a notation of the test's own."""
    if choice.walk:
        return ", ".join(
            f"{leg.direction or 'rest'} {leg.amount.low:g}" if leg.amount else "rest"
            for leg in choice.walk
        )
    parts = ", ".join(f"{part.name} {_length(part.length)}" for part in choice.parts)
    sets = f" x {choice.sets[0]}-{choice.sets[1]}, rest {choice.rest_s:g}s" if choice.sets else ""
    return f"{choice.dose}" + (f" ({parts})" if parts else "") + sets


def _forms(choice: DoseChoice) -> Iterator[str]:
    if choice.walk:
        yield "steps by direction"
        yield from ("a break in a walk" for leg in choice.walk if leg.direction is None)
    if choice.sets:
        yield "a range of sets" if choice.sets[0] < choice.sets[1] else "exact sets"
    for part in choice.parts:
        if part.length.counts:
            yield "a part in counts"
        else:
            yield "a part in seconds" if part.length.seconds else "a part done slowly"
    if not choice.dose:
        return
    unit, amount = choice.dose.unit, choice.dose.amount
    if unit is Unit.REPS:
        yield "reps with parts" if choice.parts else "tapped reps"
    elif amount.high is None:
        yield f"open {unit}" if amount.low else "until done"
    else:
        yield f"exact {unit}" if amount.exact else f"a range of {unit}"


def test_every_shipped_movement_reads_without_a_problem(catalogue: Catalogue) -> None:
    assert not catalogue.problems


def test_exactly_these_movements_are_shipped(catalogue: Catalogue) -> None:
    assert sorted(catalogue.movements) == sorted(row[0] for row in ROWS)
    assert len(list((assets() / "movements").glob("*.yaml"))) == FILES


@pytest.mark.parametrize("kind", ["movement", "session"])
def test_files_are_named_by_their_id_and_name_their_schema(kind: str) -> None:
    folder = assets() / "movements" if kind == "movement" else shipped_sessions()
    up = ".." if kind == "movement" else "../assets"
    files = list(folder.glob("*.yaml"))
    assert files
    for file in files:
        first, second, *_rest = file.read_text(encoding="utf-8").splitlines()
        assert first == f"# yaml-language-server: $schema={up}/schema/{kind}.schema.json"
        assert second == f"{kind}: {file.stem}"


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_a_movement_is_as_its_sources_have_it(catalogue: Catalogue, row: list[str]) -> None:
    name, *facts = row
    movement = catalogue.movements[name]
    origin = movement.dose.origin
    assert [_dose(movement.dose), origin, movement.sides, movement.place] == facts
    needed = ", ".join(prop.name for prop in movement.props if prop.needed)
    assert needed == NEEDED.get(name, "")
    given = {_dose(choice) for choice in movement.doses if choice.origin == "sources"}
    assert given == OTHER_DOSES.get(name, set())


@pytest.mark.parametrize("name", OFFERED)
def test_what_makes_a_pose_reachable_is_offered(catalogue: Catalogue, name: str) -> None:
    optional = " ".join(prop.name for prop in catalogue.movements[name].props if not prop.needed)
    assert not [word for word in OFFERED[name].split() if word not in optional]


def test_both_foot_positions_share_everything_but_their_words(catalogue: Catalogue) -> None:
    base = catalogue.movements["half-kneeling-hip-flexor"]
    for foot in ("in", "out"):
        variant = catalogue.movements[f"{base.id}-foot-{foot}"]
        assert variant.steps != base.steps
        for shared in ("dose", "doses", "sides", "place", "set_up", "out", "cautions", "avoid"):
            assert getattr(variant, shared) == getattr(base, shared)


def test_together_they_use_every_form_of_a_dose(catalogue: Catalogue) -> None:
    movements = catalogue.movements.values()
    used = {
        form
        for movement in movements
        for choice in (movement.dose, *movement.doses)
        for form in _forms(choice)
    }
    assert used >= set(DOSE_FORMS.split("; "))
    assert {movement.dose.origin for movement in movements} == {"sources", "project"}


def test_together_they_use_all_six_side_modes(catalogue: Catalogue) -> None:
    used = {movement.sides for movement in catalogue.movements.values()}
    assert used >= set(Sides) - {Sides.LEFT, Sides.RIGHT}


def test_together_they_use_every_key_that_their_sources_ask_for(catalogue: Catalogue) -> None:
    movements = catalogue.movements
    assert movements["frog-pose"].later
    assert {"sound-knees", "sound-ankles"} <= set(movements["frog-pose"].needs)
    squat = movements["resting-squat"]
    assert squat.after
    assert squat.after.say
    assert squat.after.ask
    assert any("heels" in condition.say for condition in squat.conditions)
    assert movements["head-to-knee-fold"].base == "seated-forward-fold"
    assert {target.effect for target in movements["downward-dog"].targets} == {Effect.BOTH}
    arch = {target.area: target.effect for target in movements["kneeling-wall-backbend"].targets}
    assert arch["low-back"] is Effect.STRENGTHEN
    boxes = {prop.size for prop in movements["split-squat-rear-foot-raised"].props}
    assert "50-90 cm" in boxes


def test_stretches_say_whether_they_cross_one_joint_or_two(catalogue: Catalogue) -> None:
    for movement in catalogue.movements.values():
        if movement.kind is Kind.STRETCH:
            joints = "two" if movement.id in TWO_JOINTS else "one"
            assert movement.joints == joints, movement.id


def test_a_stretch_over_two_joints_says_that_one_is_better_for_most(catalogue: Catalogue) -> None:
    for name in TWO_JOINTS:
        movement = catalogue.movements[name]
        assert ONE_JOINT in {way.movement for way in movement.easier}, name
        assert any("most people" in caution.say.lower() for caution in movement.cautions), name


def test_movements_are_complete(catalogue: Catalogue) -> None:
    for movement in catalogue.movements.values():
        missing = {key for key in COMPLETE.split() if not getattr(movement, key)}
        assert missing <= ({"set_up"} if movement.kind is Kind.ACTIVITY else set()), movement.id


def test_all_but_rests_can_be_made_harder(catalogue: Catalogue) -> None:
    movements = catalogue.movements.values()
    assert {movement.id for movement in movements if not movement.harder} == NOTHING_HARDER


def test_easier_ways_are_no_harder_and_harder_ways_no_easier(catalogue: Catalogue) -> None:
    movements, levels = catalogue.movements, list(Level)
    for movement in movements.values():
        at = levels.index(movement.level)
        for way in movement.easier:
            assert not way.movement or levels.index(movements[way.movement].level) <= at, way
        for way in movement.harder:
            assert not way.movement or levels.index(movements[way.movement].level) >= at, way
            assert way.movement not in TWO_JOINTS, movement.id


def test_what_is_done_low_has_an_upright_version_where_there_is_one(catalogue: Catalogue) -> None:
    low = {m.id for m in catalogue.movements.values() if m.place in {Spot.FLOOR, Spot.GYM}}
    assert set(UPRIGHT) | NOT_UPRIGHT == low
    for name in low:
        instead = dict(catalogue.movements[name].instead)
        upright = {
            place: instead[place] for place in (Spot.CHAIR, Spot.STANDING) if place in instead
        }
        assert upright == UPRIGHT.get(name, {}), name


def test_a_version_for_a_place_is_done_there(catalogue: Catalogue) -> None:
    for movement in catalogue.movements.values():
        for place, name in movement.instead:
            assert catalogue.movements[name].place == place != movement.place, movement.id


def test_a_barbell_is_light_and_an_expert_is_asked(catalogue: Catalogue) -> None:
    for name in BARBELL:
        movement = catalogue.movements[name]
        assert movement.load, name
        assert any("physiotherapist" in caution.say for caution in movement.cautions), name


def test_cautions_speak_of_known_conditions(catalogue: Catalogue) -> None:
    for movement in catalogue.movements.values():
        found = [caution.when for caution in movement.cautions]
        assert set(found) <= set(CONDITIONS.split()), movement.id
        assert len(found) == len(set(found)), movement.id
        assert "pregnancy" in found, movement.id


@pytest.mark.parametrize("condition", WARNED)
def test_who_is_at_risk_is_warned(catalogue: Catalogue, condition: str) -> None:
    for name in WARNED[condition].split():
        assert condition in {c.when for c in catalogue.movements[name].cautions}, name


def test_what_reaches_the_deep_seat_muscles_is_warmed_up_and_careful(catalogue: Catalogue) -> None:
    for movement in catalogue.movements.values():
        if {target.area for target in movement.targets} & {"piriformis", "hip-rotators"}:
            assert movement.warm_up_s >= 120, movement.id
            assert "sciatica" in {caution.when for caution in movement.cautions}, movement.id


def test_nobody_is_asked_to_bounce_or_to_go_on_when_it_hurts(catalogue: Catalogue) -> None:
    for movement in catalogue.movements.values():
        assert movement.avoid[-1] == "Going on when it hurts.", movement.id
        held = movement.dose.dose and movement.dose.dose.unit is not Unit.REPS
        if held and movement.kind is Kind.STRETCH:
            assert "Bouncing." in movement.avoid, movement.id


def test_instructions_are_few(everything: list[Movement]) -> None:
    for movement in everything:
        assert len(movement.set_up) <= 3, movement.name
        assert 1 <= len(movement.steps) <= 4, movement.name


def test_every_line_can_be_taken_in_at_a_glance(everything: list[Movement]) -> None:
    for movement in everything:
        assert not too_long(shown(movement)), movement.name


def test_lines_are_plain_sentences(everything: list[Movement]) -> None:
    for movement in everything:
        for text in sentences(movement):
            if movement.after and text == movement.after.ask:
                assert text.endswith("?")
            else:
                line = spoken(text)
                assert line[0].isupper(), (movement.name, text)
                assert line.endswith("."), (movement.name, text)


def test_the_wording_is_kind_and_promises_nothing(everything: list[Movement]) -> None:
    texts = [text for movement in everything for text in shown(movement)]
    assert not [text for text in texts if UNKIND.search(text)]


def test_one_sided_movements_mirror_their_words(everything: list[Movement]) -> None:
    for movement in everything:
        left, right = ([spoken(line, side) for line in movement.lines] for side in Side)
        if movement.sides in ONE_SIDED:
            assert left != right, movement.name
            cue = movement.cue_line  # all that the second side is told
            assert spoken(cue, Side.LEFT) != spoken(cue, Side.RIGHT), movement.name
        else:
            assert left == right, movement.name


def test_the_way_out_comes_after_both_sides_and_names_neither(everything: list[Movement]) -> None:
    assert not [movement.name for movement in everything if "$" in movement.out]


def test_no_side_is_written_out(everything: list[Movement]) -> None:
    for movement in everything:
        for text in shown(movement):
            named = re.search(r"\b(left|right)\b(?! angle)", text, re.IGNORECASE)
            assert not named, (movement.name, text)
