import pytest

from hipflex_gui.words import Side, reading_time, size_text, spoken


@pytest.mark.parametrize(
    ("text", "side", "said"),
    [
        ("Your $side hip.", Side.LEFT, "Your left hip."),
        ("Your $side hip.", Side.RIGHT, "Your right hip."),
        ("$Other foot forward.", Side.LEFT, "Right foot forward."),
        ("$Side, then $other.", Side.RIGHT, "Right, then left."),
        ("$sideways and $SIDE", Side.LEFT, "$sideways and $SIDE"),
        ("Your $side hip.", None, "Your left hip."),
    ],
)
def test_sides_are_mirrored(text: str, side: Side | None, said: str) -> None:
    assert spoken(text, side) == said


@pytest.mark.parametrize(
    ("text", "metric", "imperial"),
    [
        ("Lift it {15 cm}.", "Lift it 15 cm.", "Lift it 6 in."),
        ("A box of {50-90 cm}.", "A box of 50 to 90 cm.", "A box of 20 to 35 in."),
        ("{5 kg}", "5 kg", "11 lb"),
        ("{6 in}", "15 cm", "6 in"),
        ("{2.5lb}", "1 kg", "2.5 lb"),
        ("{1 cm}", "1 cm", "1 in"),
        ("{15 degrees}", "{15 degrees}", "{15 degrees}"),
    ],
)
def test_measures_are_in_the_readers_units(text: str, metric: str, imperial: str) -> None:
    assert (spoken(text), spoken(text, units="imperial")) == (metric, imperial)


def test_a_size_is_a_measure_or_stays_as_it_is() -> None:
    assert size_text("50-90 cm", "imperial") == "20 to 35 in"
    assert size_text("as wide as you") == "as wide as you"


def test_the_other_side_of_the_other_is_the_side() -> None:
    assert [side.other for side in Side] == [Side.RIGHT, Side.LEFT]
    assert [side.text() for side in Side] == ["left", "right"]


def test_reading_takes_time_by_the_word_and_never_less_than_the_least() -> None:
    assert reading_time("one two three four five", 0.5, 1.0) == 2.5
    assert reading_time("one", 0.5, 1.0) == 1.0
