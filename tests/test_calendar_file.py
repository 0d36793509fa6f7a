"""iCalendar, as a real parser understands it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from hipflex_gui.calendar_file import WIDEST, calendar_text
from hipflex_gui.exchange import write
from hipflex_gui.log import Excuse, Excused, Logged, Removed, StepStatus, Version
from tests.exchanging import ONE, OTHERS, SOME, log
from tests.histories import UNTIL
from tests.support import START


def parsed(*versions: Version) -> Calendar:
    calendar = Calendar.from_ical("".join(calendar_text(versions)))
    assert isinstance(calendar, Calendar)
    assert not calendar.errors
    assert not [event.errors for event in calendar.events if event.errors]
    return calendar


def event(*versions: Version) -> Any:
    (only,) = parsed(*versions).events
    return only


def test_each_session_is_an_event_at_its_time(tmp_path: Path) -> None:
    file = tmp_path / "history.ics"
    assert write(log(*SOME, *OTHERS), file) == len(SOME)
    calendar = Calendar.from_ical(file.read_bytes())
    assert calendar["VERSION"] == "2.0"
    assert str(calendar["PRODID"]).startswith("-//Hipflex//")
    sessions: list[Any] = [one for one in calendar.events if "TRANSP" not in one]
    assert len(sessions) == len(SOME)
    for one, logged in zip(sessions, SOME, strict=True):
        run = logged.run
        assert run.ended_at
        assert run.edited_at
        assert one["UID"] == f"{run.id}@hipflex"
        assert one["SUMMARY"] == run.name
        assert one["CATEGORIES"].cats == ["Stretching"]
        assert one.decoded("DTSTART") == run.started_at.replace(microsecond=0)
        assert one.decoded("DTEND") == run.ended_at.replace(microsecond=0)
        assert one.decoded("DTSTAMP") == run.edited_at.replace(microsecond=0)
        assert one.decoded("DTSTART").utcoffset() == timedelta(0)


def test_times_of_another_zone_are_told_in_utc() -> None:
    local = datetime(2026, 1, 1, 0, 30, tzinfo=timezone(timedelta(hours=2)))
    run = replace(ONE.run, started_at=local, ended_at=local + timedelta(minutes=5))
    assert event(Logged(run)).decoded("DTSTART") == datetime(2025, 12, 31, 22, 30, tzinfo=UTC)


def test_an_end_that_is_the_start_is_not_told() -> None:
    run = replace(ONE.run, ended_at=ONE.run.started_at)
    assert "DTEND" not in event(Logged(run))


def test_the_description_says_what_was_done_on_each_side_and_the_note() -> None:
    step = replace(ONE.steps[0], name="Pigeon", side="left", held_s=30.0)
    steps = (
        step,
        replace(step, position=1, side="right", held_s=24.4),
        replace(step, position=2, set_number=2, held_s=40.0),
        replace(step, position=3, name="Fold", side="both", held_s=90.0),
        replace(step, position=4, name="Lunge", status=StepStatus.SKIPPED, held_s=0.0),
    )
    run = replace(ONE.run, note="Better; a bit, at last.\nGo on.")
    assert event(Logged(run, steps))["DESCRIPTION"] == (
        "Pigeon: left 1 min 10 s, right 24 s\nFold: 1 min 30 s\n\nBetter; a bit, at last.\nGo on."
    )
    assert "DESCRIPTION" not in event(Logged(replace(run, note="")))


@pytest.mark.parametrize(("excuse", "name"), [("holiday", "Holiday"), ("illness", "Illness")])
def test_a_day_off_is_all_day_and_keeps_nobody_busy(excuse: str, name: str) -> None:
    found = event(Excused(UNTIL, Excuse(excuse), START))
    assert found["SUMMARY"] == name
    assert found.decoded("DTSTART") == UNTIL
    assert found["DTSTART"].params["VALUE"] == "DATE"
    assert found["TRANSP"] == "TRANSPARENT"
    assert found["UID"] == "excused-2026-03-02@hipflex"
    assert found.decoded("DTSTAMP") == START


def test_what_is_no_more_is_not_in_it() -> None:
    assert parsed(Removed("x", START), Excused(UNTIL, None, START)).events == []
    assert parsed().events == []


AWKWARD = st.lists(
    st.sampled_from("a,;:\\\n\"'= äß股😀\u0301\u200d\u2028^%\t")
    | st.characters(exclude_categories=["C"]),
    max_size=120,
).map("".join)


@given(name=AWKWARD, note=AWKWARD)
def test_any_text_comes_through_and_no_line_is_too_wide(name: str, note: str) -> None:
    run = replace(ONE.run, name=name, note=note)
    text = "".join(calendar_text([Logged(run)]))
    lines = text.encode().split(b"\r\n")
    assert lines.pop() == b""
    assert max(map(len, lines)) <= WIDEST
    assert all(line.decode() for line in lines)  # every line holds whole letters
    assert b"\n" not in b"".join(lines)
    found = event(Logged(run))
    assert found["SUMMARY"] == name
    assert found.get("DESCRIPTION", "") == note


def test_lines_are_folded_only_where_they_must_be() -> None:
    for length in range(60, 80):
        run = replace(ONE.run, name="x" * length, note="")
        lines = "".join(calendar_text([Logged(run)])).split("\r\n")
        folded = any(line.startswith(" x") for line in lines)
        assert folded is (len("SUMMARY:") + length > 75)


def test_what_would_steer_a_terminal_is_taken_out() -> None:
    run = replace(ONE.run, name="\x1b[31mred\x00\x7f\x9b", note="a\r\nb\rc")
    found = event(Logged(run))
    assert found["SUMMARY"] == "[31mred"
    assert found["DESCRIPTION"] == "a\nb\nc"
