"""Settings: every one is read back as it was written, and a damaged one costs itself only."""

from dataclasses import fields as dataclass_fields
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hipflex_gui.settings import (
    NOT_ON_PAGE,
    Choice,
    Days,
    Field,
    Line,
    Number,
    Settings,
    Switch,
    Whole,
    fields,
)


def values_of(field: Field) -> st.SearchStrategy[Any]:
    match field:
        case Choice():
            return st.sampled_from(list(field.choices))
        case Whole():
            return st.integers(round(field.low), round(field.high))
        case Number():
            return st.floats(field.low, field.high)
        case Switch():
            return st.booleans()
        case Line():
            return st.text()
        case Days():
            return st.sets(st.integers(0, 6)).map(lambda days: tuple(sorted(days)))


any_settings = st.builds(Settings, **{key: values_of(field) for key, field in fields().items()})


def test_the_table_has_every_setting_once() -> None:
    assert set(fields()) == {field.name for field in dataclass_fields(Settings)}
    assert set(fields()) > NOT_ON_PAGE


def test_every_default_is_allowed() -> None:
    assert Settings.from_texts(Settings().to_texts()) == (Settings(), [])


def test_labels_tell_the_settings_apart() -> None:
    labels = [field.label for field in fields().values()]
    assert len(set(labels)) == len(labels)
    assert all(field.help.endswith(".") for field in fields().values())


@given(any_settings)
def test_what_is_written_is_read_back(settings: Settings) -> None:
    assert Settings.from_texts(settings.to_texts()) == (settings, [])


@given(any_settings, st.sampled_from(list(fields())), st.text())
def test_a_damaged_text_costs_its_own_key_only(settings: Settings, key: str, text: str) -> None:
    read, reports = Settings.from_texts({**settings.to_texts(), key: text})
    others = {k: v for k, v in settings.to_texts().items() if k != key}
    assert {k: v for k, v in read.to_texts().items() if k != key} == others
    if reports:
        assert getattr(read, key) == getattr(Settings(), key)
        assert fields()[key].label in reports[0]


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("theme", "pink"),
        ("theme", ""),
        ("volume", "101"),
        ("volume", "-1"),
        ("volume", "50.5"),
        ("volume", "loud"),
        ("breath_in", "nan"),
        ("breath_in", "inf"),
        ("breath_in", "0"),
        ("muted", "maybe"),
        ("planned_days", "mon foo"),
        ("day_end_hour", "13"),
    ],
)
def test_a_value_out_of_its_limits_is_reported(key: str, text: str) -> None:
    settings, reports = Settings.from_texts({key: text})
    assert settings == Settings()
    assert len(reports) == 1


def test_a_key_of_another_version_is_left_alone() -> None:
    assert Settings.from_texts({"gravity": "low"}) == (Settings(), [])


def test_days_are_read_in_any_order_and_none_is_allowed() -> None:
    assert Settings.from_texts({"planned_days": "fri mon mon"})[0].planned_days == (0, 4)
    assert Settings.from_texts({"planned_days": ""})[0].planned_days == ()


def test_the_pace_of_a_session_is_the_users() -> None:
    pace = Settings(rest=33.0, breath_in=2.5).pace()
    assert (pace.rest, pace.breath_in, pace.breath_out) == (33.0, 2.5, 6.0)
