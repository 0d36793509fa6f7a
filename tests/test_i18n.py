import pytest

from hipflex_gui.i18n import N_, clock_text, length_text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0, "0:00"),
        (0.01, "0:01"),
        (59, "0:59"),
        (59.2, "1:00"),
        (125, "2:05"),
        (3600, "60:00"),
        (-3, "0:00"),
    ],
)
def test_a_countdown_ends_at_zero_and_not_before(seconds: float, text: str) -> None:
    assert clock_text(seconds) == text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (-1, "0 s"),
        (45.4, "45 s"),
        (59.6, "1 min"),
        (90, "1 min 30 s"),
        (3600, "1 h"),
        (3900, "1 h 5 min"),
        (3915, "1 h 5 min"),
    ],
)
def test_a_length_for_people(seconds: float, text: str) -> None:
    assert length_text(seconds) == text


def test_a_marked_text_is_the_text() -> None:
    assert N_("Done") == "Done"
