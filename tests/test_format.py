"""The format by example: what is accepted, what is refused, where, and in which words."""

from dataclasses import fields
from pathlib import Path

import pytest
import yaml

from hipflex_gui import yamlfile
from hipflex_gui.catalogue import Catalogue, check_file, read_movement, read_session
from hipflex_gui.doses import Amount, Dose, Length, Unit
from hipflex_gui.movements import DoseChoice, Level, Movement, Part, Sides, Spot, Way
from hipflex_gui.problems import Severity
from hipflex_gui.sessions import PACE_KEYS, Do, PaceChange, Ramp, Repeat, Rest, Session, Where
from hipflex_gui.words import Side
from tests.format_samples import BAD, GOOD, Bad, Good, steps
from tests.photos import png


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return Catalogue.load(None)


def written(folder: Path, sample: Good | Bad) -> Path:
    path = folder / "my-file.yaml"
    path.write_bytes(sample.text.encode())
    return path


@pytest.mark.parametrize("loader", ["fast", "plain"])
@pytest.mark.parametrize("sample", GOOD, ids=lambda sample: sample.name)
def test_a_good_file_is_read(
    sample: Good,
    loader: str,
    tmp_path: Path,
    catalogue: Catalogue,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if loader == "plain":  # PyYAML without libyaml
        monkeypatch.setattr(yamlfile, "_LOADER", yaml.BaseLoader)
    path = written(tmp_path, sample)
    problems = check_file(path, catalogue.movements)
    assert [str(p) for p in problems if p.severity is Severity.ERROR] == []
    if sample.kind == "movement":
        assert read_movement(path)[0]
    else:
        assert read_session(path, catalogue.movements)[0]


@pytest.mark.parametrize("sample", BAD, ids=lambda sample: sample.name)
def test_a_bad_file_is_told_what_is_wrong_and_where(
    sample: Bad, tmp_path: Path, catalogue: Catalogue
) -> None:
    path = written(tmp_path, sample)
    found = check_file(path, catalogue.movements)
    places = [f"{problem.where.line}:{problem.where.column}" for problem in found]
    assert places == [wanted.partition("|")[0] for wanted in sample.problems], found
    for problem, wanted in zip(found, sample.problems, strict=True):
        for piece in wanted.split("|")[1:]:
            assert piece in f"{problem.text} {problem.hint}"
        assert problem.severity is Severity.ERROR
        first = str(problem).splitlines()[0]
        assert first == f"{path}:{wanted.partition('|')[0]}: error: {problem.text}"
    if sample.kind == "movement":
        assert not read_movement(path)[0] or sample.beyond  # links are looked up afterwards
    else:
        assert read_session(path, catalogue.movements)[0] is None


@pytest.mark.parametrize("sample", BAD, ids=lambda sample: sample.name)
def test_a_bad_file_is_bad_without_libyaml_too(
    sample: Bad, tmp_path: Path, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(yamlfile, "_LOADER", yaml.BaseLoader)
    found = check_file(written(tmp_path, sample), catalogue.movements)
    assert found
    if yaml.__with_libyaml__ and not sample.beyond:
        lines = [problem.where.line for problem in found]
        assert lines == [int(wanted.partition(":")[0]) for wanted in sample.problems]


def read(tmp_path: Path, text: str, catalogue: Catalogue) -> Session:
    path = tmp_path / "my-file.yaml"
    path.write_text(text, encoding="utf-8")
    session, report = read_session(path, catalogue.movements)
    assert not report.problems
    assert session
    return session


def test_what_a_session_says_arrives(tmp_path: Path, catalogue: Catalogue) -> None:
    (sample,) = (sample for sample in GOOD if sample.name == "every key of a session")
    session = read(tmp_path, sample.text, catalogue)
    assert session == Session(
        id="desk-reset",
        name="Desk reset",
        summary="Five quiet minutes.",
        place=Spot.CHAIR,
        level=Level.EASY,
        tags=("desk", "after-run"),
        warm_up_s=30.0,
        pace=PaceChange(
            breath_in=4,
            breath_out=6,
            count=1,
            rep=4,
            walking_step=1,
            get_ready=0,
            switch=5,
            rest=10,
            slowly=3.5,
        ),
        order="free",
        often="several a day",
        ramp=Ramp(600, 300, 3, 1800, 5),
        steps=(Do("resting-squat", where=Where(20, 9, 13)),),
        notes="For a physiotherapist.",
    )
    assert all(getattr(session.pace, key) is not None for key in PACE_KEYS)
    assert all(getattr(session, field.name) not in ("", None, ()) for field in fields(session))


def test_what_a_step_says_arrives(tmp_path: Path, catalogue: Catalogue) -> None:
    text = steps(
        "- resting-squat",
        "- do: resting-squat",
        "  for: 8-10 reps",
        "  phases: {lower: 3s, pause: 2 counts, rise: slowly}",
        "  sets: 3-4",
        "  rest: 30s",
        "  sides: alternate",
        "  first: right",
        "  load: '{10 kg}'",
        "  then: Walk.",
        "  note: Calmly.",
        "- repeat: 2",
        "  steps: [{rest: 5s}, resting-squat]",
    )
    bare, full, block = read(tmp_path, text, catalogue).steps
    assert isinstance(bare, Do)
    assert isinstance(full, Do)
    assert isinstance(block, Repeat)
    assert (bare.movement, bare.dose) == ("resting-squat", None)
    parts = (Part("lower", Length(3)), Part("pause", Length(counts=2)), Part("rise", Length()))
    dose = DoseChoice(Dose(Amount(8, 10), Unit.REPS), parts, (), (3, 4), 30.0)
    assert full == Do(
        "resting-squat",
        None,
        dose,
        Sides.ALTERNATE,
        Side.RIGHT,
        "{10 kg}",
        "Walk.",
        "Calmly.",
        Where(4, 9, 13),
    )
    assert block.times == 2
    assert [type(step) for step in block.steps] == [Rest, Do]


def test_what_a_movement_says_arrives(tmp_path: Path) -> None:
    (sample,) = (sample for sample in GOOD if sample.name == "every key of a movement")
    path = tmp_path / "m.yaml"
    path.write_text(sample.text, encoding="utf-8")
    (tmp_path / "Own pose 1.png").write_bytes(png())
    (movement, variant), report = read_movement(path)
    assert not report.problems
    unset = {field.name for field in fields(Movement)} - {"id", "name"}
    plain = Movement(id="", name="")
    assert not [name for name in unset if getattr(movement, name) == getattr(plain, name)]
    assert variant.id == "test-move-two"
    assert variant.steps == ("Other words.",)
    assert variant.dose == movement.dose
    assert movement.easier == (
        Way("Fold the mat.", "mat"),
        Way(movement="resting-squat"),
        Way("Hold on."),
    )
    assert [name for name, _where in report.links] == [
        "resting-squat",
        "resting-squat",
        "figure-four-chair",
        "resting-squat",
        "resting-squat",
    ]


@pytest.mark.parametrize(
    ("kind", "dose"),
    [
        ("stretch", Dose(Amount(30, 30), Unit.SECONDS)),
        ("rest", Dose(Amount(60, 60), Unit.SECONDS)),
        ("strength", Dose(Amount(10, 10), Unit.REPS)),
        ("mobility", Dose(Amount(10, 10), Unit.REPS)),
        ("activity", Dose(Amount(0, None), Unit.SECONDS)),
    ],
)
def test_a_movement_without_a_dose_has_its_kinds(kind: str, dose: Dose, tmp_path: Path) -> None:
    path = tmp_path / "m.yaml"
    path.write_text(f"name: x\nkind: {kind}\n", encoding="utf-8")
    (movement,), _report = read_movement(path)
    assert movement.dose == DoseChoice(dose)
    assert movement.id == "m"


def test_a_movement_in_place_has_a_dose_of_its_own(tmp_path: Path, catalogue: Catalogue) -> None:
    text = steps(
        "- name: Roll",
        "  kind: mobility",
        "  breathing: Calmly.",
        "- {name: Sit, for: 20s, note: Softly.}",
    )
    roll, sit = read(tmp_path, text, catalogue).steps
    assert isinstance(roll, Do)
    assert isinstance(sit, Do)
    assert roll.own
    assert sit.own
    assert roll.own.dose.dose == Dose(Amount(10, 10), Unit.REPS)
    assert roll.own.breathing.say == "Calmly."
    assert sit.own.dose.dose == Dose(Amount(20, 20), Unit.SECONDS)
    assert sit.note == "Softly."


def test_a_switch_too_short_for_its_words_is_a_warning(
    tmp_path: Path, catalogue: Catalogue
) -> None:
    path = tmp_path / "x.yaml"
    path.write_text(
        "name: x\npace: {switch: 1s}\nsteps: [figure-four-chair, figure-four-chair]\n",
        encoding="utf-8",
    )
    session, report = read_session(path, catalogue.movements)
    assert session
    assert [(p.where.column, p.severity) for p in report.problems] == [
        (9, "warning"),
        (28, "warning"),
    ]
    assert "the switch lasts 1 s" in str(report.problems[0])
    assert ": warning: " in str(report.problems[0])
