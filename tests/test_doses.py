import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hipflex_gui import doses
from hipflex_gui.doses import Amount, Dose, Leg, Length, MisreadError, Unit, counted
from tests.strategies import DOSES


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("30s", 30),
        ("30", 30),
        ("1m30s", 90),
        ("1 min 30 sec", 90),
        ("2m", 120),
        ("2 minutes", 120),
        ("1:30", 90),
        ("0:45", 45),
        ("012", 12),
        ("1:00:00", 3600),
        ("4h", 14400),
        ("1h30", 3630),
        ("240:00", 14400),
        ("1.5m", 90),
        ("0", 0),
    ],
)
def test_a_duration_is_written_in_many_ways(text: str, seconds: float) -> None:
    assert doses.duration(f" {text} ") == seconds


@pytest.mark.parametrize(
    "text", ["", "s", "half", "-5s", "1:75", "5 x", "30s 5m", "٣s", "1e3", "nan"]
)
def test_what_is_no_duration_is_told_the_forms(text: str) -> None:
    with pytest.raises(MisreadError, match="1m30s"):
        doses.duration(text)


@pytest.mark.parametrize("text", ["4h1s", "241:00", "999:00:00", "9" * 400])
def test_no_duration_is_longer_than_four_hours(text: str) -> None:
    with pytest.raises(MisreadError, match="four hours"):
        doses.duration(text)


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("30s", 30, 30, Unit.SECONDS),
        ("15-30s", 15, 30, Unit.SECONDS),
        ("15s - 1m", 15, 60, Unit.SECONDS),
        ("1-2m", 60, 120, Unit.SECONDS),
        ("15–30", 15, 30, Unit.SECONDS),
        ("30s+", 30, None, Unit.SECONDS),
        ("30+ s", 30, None, Unit.SECONDS),
        ("1:30+", 90, None, Unit.SECONDS),
        ("until  done", 0, None, Unit.SECONDS),
        ("8 breaths", 8, 8, Unit.BREATHS),
        ("1 breath", 1, 1, Unit.BREATHS),
        ("8-10 breaths", 8, 10, Unit.BREATHS),
        ("8+ breaths", 8, None, Unit.BREATHS),
        ("3 counts", 3, 3, Unit.COUNTS),
        ("10 reps", 10, 10, Unit.REPS),
        ("8 – 10 times", 8, 10, Unit.REPS),
        ("1 time", 1, 1, Unit.REPS),
        ("20 steps", 20, 20, Unit.STEPS),
    ],
)
def test_a_dose_is_read(text: str, low: float, high: float | None, unit: Unit) -> None:
    assert doses.dose(text) == Dose(Amount(low, high), unit)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("ten reps", "write a time"),
        ("10 sets", "write a time"),
        ("8.5 reps", "write a time"),
        ("9" * 5000 + " reps", "write a time"),
        ("0 reps", "more than 0"),
        ("0s", "more than 0"),
        ("30-15s", "backwards"),
        ("10-8 reps", "backwards"),
        ("1001 reps", "too large: 1000"),
        ("5h", "four hours"),
    ],
)
def test_a_dose_that_makes_no_sense_is_told_why(text: str, said: str) -> None:
    with pytest.raises(MisreadError, match=said):
        doses.dose(text)


@given(DOSES)
def test_a_dose_written_out_is_read_back(dose: Dose) -> None:
    assert doses.dose(str(dose)) == dose


@given(st.text(alphabet="0123456789:+-.hmsrep untildocba–", max_size=12))
def test_any_text_is_a_dose_or_a_sentence(text: str) -> None:
    for read in (doses.dose, doses.length, doses.leg, doses.count_amount, doses.duration_amount):
        with contextlib.suppress(MisreadError):
            assert isinstance(read(text), Dose | Length | Leg | Amount)


@pytest.mark.parametrize(
    ("text", "written", "shown"),
    [
        ("30s", "30s", "30 s"),
        ("90s", "1m30s", "1 min 30 s"),
        ("15-30s", "15-30s", "15 to 30 s"),
        ("45-90s", "45s-1m30s", "45 s to 1 min 30 s"),
        ("30s+", "30s+", "at least 30 s"),
        ("until done", "until done", "until done"),
        ("8 breaths", "8 breaths", "8 breaths"),
        ("1 rep", "1 rep", "1 rep"),
        ("1-2 reps", "1-2 reps", "1-2 reps"),
        ("8+ steps", "8+ steps", "8+ steps"),
        ("1+ counts", "1+ counts", "1+ count"),
    ],
)
def test_a_dose_for_files_and_for_people(text: str, written: str, shown: str) -> None:
    dose = doses.dose(text)
    assert (str(dose), dose.text()) == (written, shown)


def test_every_unit_is_counted_in_words() -> None:
    assert [counted(2, 2, unit) for unit in Unit] == [f"2 {unit}" for unit in Unit]
    assert [counted(1, 1, unit) for unit in Unit] == [f"1 {unit[:-1]}" for unit in Unit]


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("slowly", Length()),
        ("3 counts", Length(counts=3)),
        ("1 count", Length(counts=1)),
        ("2s", Length(seconds=2)),
        ("1", Length(seconds=1)),
    ],
)
def test_a_part_of_a_rep_has_a_length(text: str, length: Length) -> None:
    assert doses.length(text) == length


@pytest.mark.parametrize(
    ("text", "said"), [("fast", "slowly"), ("0s", "more than 0"), ("0 counts", "more than 0")]
)
def test_a_part_without_a_length_is_told_the_forms(text: str, said: str) -> None:
    with pytest.raises(MisreadError, match=said):
        doses.length(text)


@pytest.mark.parametrize(
    ("text", "leg"),
    [
        ("forward 10", Leg("forward", Amount(10, 10))),
        ("left  8-10 steps", Leg("left", Amount(8, 10))),
        ("right 1 step", Leg("right", Amount(1, 1))),
        ("back 8+", Leg("back", Amount(8, None))),
        ("rest 15s", Leg(None, Amount(15, 15))),
        ("rest", Leg(None, None)),
    ],
)
def test_a_leg_of_a_walk(text: str, leg: Leg) -> None:
    assert doses.leg(text) == leg


@pytest.mark.parametrize("text", ["up 10", "forward", "rest often", "left ten"])
def test_what_is_no_leg_is_told_the_directions(text: str) -> None:
    with pytest.raises(MisreadError, match="forward 10, back 10, left 10, right 10"):
        doses.leg(text)


def test_a_count_is_a_whole_number() -> None:
    with pytest.raises(MisreadError, match="whole number"):
        doses.count_amount("some")
