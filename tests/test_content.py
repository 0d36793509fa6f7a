"""The shipped movements and sessions: true to their sources, short, kind, mirrored, in time.

The tables below are written out by hand from the facts the movements were taken from, so that a
slip in a file cannot agree with itself.
"""

import dataclasses
import re
from collections.abc import Iterator

import pytest

from hipflex_gui.catalogue import Catalogue
from hipflex_gui.doses import Length, Unit
from hipflex_gui.movements import DoseChoice, Kind, Movement, Sides, Spot
from hipflex_gui.paths import assets, shipped_sessions
from hipflex_gui.sessions import Do, Pace, expanded
from hipflex_gui.timeline import Timeline, compile_session
from hipflex_gui.words import Side, spoken

# id; dose; who gave it; side mode; place
MOVEMENTS = """
figure-four-chair; 30s; project; each; chair
band-kickback; 10 reps (lift 2s, lower slowly); project; alternate; gym
chair-knee-lift; 10 reps (raise 2s, hold 3 counts, lower 2s); sources; within-rep; chair
standing-hip-hinge; 10 reps (lower 3s, pause 1s, rise 2s); sources; together; standing
step-back-reach; 8 reps x 3-4, rest 30s; sources; each; standing
standing-quad-stretch; 15-30s; sources; one; standing
half-kneeling-hip-flexor; 30s; project; each; floor
half-kneeling-hip-flexor-foot-in; 30s; project; each; floor
half-kneeling-hip-flexor-foot-out; 30s; project; each; floor
seated-hip-rotation; 10 reps (draw across 5s, press away 5s, release slowly); sources; each; floor
mini-band-walk; forward 10, back 10, rest, right 10, left 10; sources; by-direction; gym
frog-pose; 30s+; sources; together; floor
childs-pose-wide; 10-15 breaths; sources; together; floor
resting-squat; until done; project; together; standing
"""
ROWS = [row.split("; ") for row in MOVEMENTS.strip().splitlines()]
OTHER_DOSES = {"frog-pose": {"8-12 breaths"}, "half-kneeling-hip-flexor": {"30-40s"}}
NEEDED = {
    "figure-four-chair": "chair",
    "band-kickback": "resistance band",
    "chair-knee-lift": "chair",
    "standing-quad-stretch": "wall",
    "mini-band-walk": "mini band",
    "frog-pose": "mat",
    "childs-pose-wide": "mat",
}
TWO_JOINTS = {"standing-quad-stretch"}
# id -> least and most seconds of the whole plan, needed props
SESSIONS: dict[str, tuple[float, float, set[str]]] = {
    "chair-3": (150, 210, {"chair"}),
    "chair-5": (270, 330, {"chair"}),
    "standing-5": (270, 330, {"wall"}),
    "floor-12": (660, 780, {"mat"}),
}
CONDITIONS = (
    "ankle balance dizziness hip hip-flexor-strain hip-flexor-tight hip-replacement knee low-back"
    " osteoporosis pregnancy sciatica shoulder wrist"
)
COMPLETE = (
    "place position targets set_up steps out cue form avoid feel how_far breathing easier cautions"
    " notes"
)
DOSE_FORMS = (
    "exact seconds; a range of seconds; open seconds; until done; exact breaths;"
    " a range of breaths; tapped reps; reps with parts; a part in seconds; a part in counts;"
    " a part done slowly; steps by direction; a break in a walk; a range of sets"
)
ONE_SIDED = {Sides.EACH, Sides.ALTERNATE, Sides.WITHIN_REP, Sides.ONE}
MOST_WORDS = 12
MOST_CHARACTERS = 56
UNKIND = re.compile(
    r"\b(push\w*|deeper|no pain|force\w*|must|should|never|always|jerk\w*|harder|maximum"
    r"|cures?|heals?|treats?|fix(es)?|prevents?|therap\w+|guarantee\w*|punish\w*|burns?|fail\w*)\b"
    r"|[!\u2600-\U0010ffff]",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return Catalogue.load(None)


@pytest.fixture(scope="module")
def everything(catalogue: Catalogue) -> list[Movement]:
    """All movements, those written in the sessions among them."""
    own = [step.own for step in _does(catalogue) if step.own]
    assert own
    return [*catalogue.movements.values(), *own]


def _does(catalogue: Catalogue) -> Iterator[Do]:
    for entry in catalogue.sessions.values():
        assert entry.session
        yield from (step for step in expanded(entry.session.steps) if isinstance(step, Do))


def _compiled(catalogue: Catalogue, name: str) -> Timeline:
    session = catalogue.sessions[name].session
    assert session
    return compile_session(session, catalogue.movements, Pace())


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


def _shown(value: object) -> Iterator[str]:
    """Yield every text of a movement that people see, names and notes for authors left out."""
    if isinstance(value, tuple):
        for item in value:
            yield from _shown(item)
    elif dataclasses.is_dataclass(value):
        hidden = {"id", "name", "also", "notes", "base", "movement", "area", "position", "size"}
        hidden |= {"when", "targets", "joints", "needs", "instead", "dose", "doses", "props"}
        for field in dataclasses.fields(value):
            if field.name not in hidden:
                yield from _shown(getattr(value, field.name))
    elif type(value) is str and value:
        yield value


def _sentences(movement: Movement) -> Iterator[str]:
    """Yield the texts that are whole sentences: all but where it is felt and what is wanted."""
    wanted = {condition.prop for condition in movement.conditions}
    wanted |= {way.prop for way in movement.easier + movement.harder}
    yield from (text for text in _shown(movement) if text != movement.feel and text not in wanted)


def test_every_shipped_file_reads_without_a_problem(catalogue: Catalogue) -> None:
    assert not catalogue.problems
    assert not [entry.problems for entry in catalogue.sessions.values() if entry.problems]


def test_what_is_shipped(catalogue: Catalogue) -> None:
    assert {row[0] for row in ROWS} <= set(catalogue.movements)
    assert set(SESSIONS) <= set(catalogue.sessions)
    assert next(iter(catalogue.sessions)) == "chair-5"


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
    assert given >= OTHER_DOSES.get(name, set())


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
    assert "half-kneeling-hip-flexor" in dict(movements["standing-quad-stretch"].instead).values()


def test_stretches_say_whether_they_cross_one_joint_or_two(catalogue: Catalogue) -> None:
    for movement in catalogue.movements.values():
        if movement.kind is Kind.STRETCH:
            joints = "two" if movement.id in TWO_JOINTS else "one"
            assert movement.joints == joints, movement.id


def test_movements_are_complete(catalogue: Catalogue) -> None:
    for movement in catalogue.movements.values():
        assert not [key for key in COMPLETE.split() if not getattr(movement, key)], movement.id


def test_cautions_speak_of_known_conditions(catalogue: Catalogue) -> None:
    for movement in catalogue.movements.values():
        found = [caution.when for caution in movement.cautions]
        assert set(found) <= set(CONDITIONS.split()), movement.id
        assert len(found) == len(set(found)), movement.id
        assert "pregnancy" in found, movement.id


def test_what_reaches_the_deep_seat_muscles_is_warmed_up_and_careful(catalogue: Catalogue) -> None:
    for movement in catalogue.movements.values():
        if {target.area for target in movement.targets} & {"piriformis", "hip-rotators"}:
            assert movement.warm_up_s >= 120, movement.id
            assert "sciatica" in {caution.when for caution in movement.cautions}, movement.id


def test_nobody_is_asked_to_bounce_or_to_go_on_when_it_hurts(catalogue: Catalogue) -> None:
    for movement in catalogue.movements.values():
        assert movement.avoid[-1] == "Going on when it hurts.", movement.id
        held = movement.dose.dose and movement.dose.dose.unit is Unit.SECONDS
        if held and movement.kind is Kind.STRETCH:
            assert "Bouncing." in movement.avoid, movement.id


def test_instructions_are_few(everything: list[Movement]) -> None:
    for movement in everything:
        assert len(movement.set_up) <= 3, movement.name
        assert 1 <= len(movement.steps) <= 4, movement.name


@pytest.mark.parametrize("units", ["metric", "imperial"])
@pytest.mark.parametrize("side", Side)
def test_every_line_can_be_taken_in_at_a_glance(
    everything: list[Movement], side: Side, units: str
) -> None:
    for movement in everything:
        for text in _shown(movement):
            line = spoken(text, side, units)
            assert len(line.split()) <= MOST_WORDS, (movement.name, line)
            assert len(line) <= MOST_CHARACTERS, (movement.name, line)
            assert "$" not in line, (movement.name, line)
            assert "{" not in line, (movement.name, line)


def test_lines_are_plain_sentences(everything: list[Movement]) -> None:
    for movement in everything:
        for text in _sentences(movement):
            if movement.after and text == movement.after.ask:
                assert text.endswith("?")
            else:
                line = spoken(text)
                assert line[0].isupper(), (movement.name, text)
                assert line.endswith("."), (movement.name, text)


def test_the_wording_is_kind_and_promises_nothing(
    catalogue: Catalogue, everything: list[Movement]
) -> None:
    texts = [text for movement in everything for text in _shown(movement)]
    for entry in catalogue.sessions.values():
        assert entry.session
        texts += [entry.session.summary, entry.session.often]
    texts += [text for step in _does(catalogue) for text in (step.note, step.then)]
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
        for text in _shown(movement):
            named = re.search(r"\b(left|right)\b(?! angle)", text, re.IGNORECASE)
            assert not named, (movement.name, text)


@pytest.mark.parametrize("name", SESSIONS)
def test_a_session_takes_the_time_it_promises(catalogue: Catalogue, name: str) -> None:
    least, most, _props = SESSIONS[name]
    assert least <= _compiled(catalogue, name).planned_s <= most


@pytest.mark.parametrize("name", SESSIONS)
def test_a_session_needs_only_what_is_there(catalogue: Catalogue, name: str) -> None:
    items = _compiled(catalogue, name).items
    needed = {prop.name for item in items for prop in item.movement.props if prop.needed}
    assert needed == SESSIONS[name][2]


def test_sessions_say_what_they_are(catalogue: Catalogue) -> None:
    for entry in catalogue.sessions.values():
        session = entry.session
        assert session
        assert all((session.place, session.level, session.tags, session.summary)), entry.id


@pytest.mark.parametrize("name", ["chair-3", "chair-5"])
def test_chair_sessions_stay_at_the_chair(catalogue: Catalogue, name: str) -> None:
    places = {item.movement.place for item in _compiled(catalogue, name).items}
    assert places == {Spot.CHAIR}


def test_a_floor_session_goes_down_once_and_ends_there(catalogue: Catalogue) -> None:
    items = _compiled(catalogue, "floor-12").items
    down = [item.movement.place is Spot.FLOOR for item in items]
    assert down == sorted(down)
    assert items[-1].movement.id == "childs-pose-wide"
    names = [item.movement.id for item in items]
    at = names.index("half-kneeling-hip-flexor")
    partner = items[at + 1].movement
    assert "glutes" in {target.area for target in partner.targets}


def test_desk_sessions_stretch_both_thighs_and_spare_tight_hips(catalogue: Catalogue) -> None:
    desk = [e.id for e in catalogue.sessions.values() if e.session and "desk" in e.session.tags]
    items = [item for name in desk for item in _compiled(catalogue, name).items]
    quads = [item for item in items if item.movement.id == "standing-quad-stretch"]
    assert quads
    assert {item.sides for item in quads} == {Sides.EACH}
    for item in items:
        if item.movement.id == "chair-knee-lift":
            assert item.dose.dose
            assert item.dose.dose.amount.low <= 5
