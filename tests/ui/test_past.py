"""The history as the pages correct it: every correction can be taken back, in order."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from hipflex_gui.errors import MachineFault
from hipflex_gui.log import Comfort, Excuse, Logged, RunStatus
from hipflex_gui.store import Store
from hipflex_gui.tables import version_text
from hipflex_gui.ui.model import Model
from tests.histories import history
from tests.support import START
from tests.ui import desk

if TYPE_CHECKING:
    from collections.abc import Callable

DAY = date(2026, 2, 27)


@pytest.fixture
def model(tmp_path: Path) -> Model:
    model = desk.make_plain_model(tmp_path, desk.SEEN)
    model.store.merge(history(20, 4))
    return model


def contents(model: Model) -> list[str]:
    """Return all that the log holds, but for when it was last changed."""
    whole = model.store.all_logged()
    runs = [version_text(replace(one, run=replace(one.run, edited_at=None))) for one in whole]
    return runs + [f"{day} {excuse}" for day, excuse in sorted(model.store.excused().items())]


def test_every_correction_is_taken_back_in_order(model: Model) -> None:
    said: list[str] = []
    model.corrected.connect(said.append)
    states = [contents(model)]
    run = model.runs(1)[0]
    steps: list[Callable[[], object]] = [
        lambda: model.edit(run, 600.0, "Longer than it said."),
        lambda: model.add("", "Yoga", datetime(2026, 2, 28, 18, 30), 1800.0, "At home."),  # noqa: DTZ001
        lambda: model.excuse(DAY, Excuse.ILLNESS),
        lambda: model.excuse(DAY, Excuse.HOLIDAY),
        lambda: model.delete(run),
    ]
    for correct in steps:
        correct()
        states.append(contents(model))
    assert len({tuple(state) for state in states}) == len(states)
    assert len(said) == len(steps)
    for state in reversed(states[:-1]):
        assert model.can_undo
        model.undo()
        assert contents(model) == state
    assert said[len(steps) :] == ["Taken back."] * len(steps)
    assert not model.can_undo
    model.undo()  # nothing left, and nothing happens
    assert contents(model) == states[0]


def test_a_session_that_is_added_counts_on_its_day(model: Model) -> None:
    night = datetime(2026, 3, 1, 2, 30)  # noqa: DTZ001 - the clock on the wall
    model.add("chair-5", "Chair hip reset", night, 300.0, "")
    [added] = [run for run in model.runs(5) if run.steps_planned == 0]
    assert (added.day, added.status) == (date(2026, 2, 28), RunStatus.COMPLETED)
    assert added.started_at == night.replace(tzinfo=UTC)
    assert added.ended_at == added.started_at + timedelta(minutes=5)


def test_a_longer_run_does_not_end_before_it_is_over(model: Model) -> None:
    run = model.runs(1)[0]
    model.edit(run, 3600.0, "")
    edited = model.store.run(run.id)
    assert edited is not None
    assert edited.ended_at == run.started_at + timedelta(hours=1)
    model.edit(edited, 60.0, "")
    again = model.store.run(run.id)
    assert again is not None
    assert (again.active_s, again.ended_at) == (60.0, edited.ended_at)


def test_a_correction_holds_against_a_clock_that_was_ahead(model: Model) -> None:
    run = model.runs(1)[0]
    ahead = model.store.logged(run.id)
    assert ahead
    model.store.merge([model.store.stamped(ahead, START + timedelta(days=400))])
    model.delete(run)
    assert model.store.run(run.id) is None


def test_what_is_said_of_a_run_is_kept_and_can_be_taken_back(model: Model) -> None:
    run = model.runs(1)[0]
    keys = {(step.movement, step.name) for step in model.steps(run.id)}
    key = min(keys)
    played = replace(run, before=7, after=4, note="Good.")
    model.rate(Logged(played, tuple(model.steps(run.id))), {key: Comfort.TOO_MUCH})
    rated = model.store.run(run.id)
    assert rated is not None
    assert (rated.before, rated.after, rated.note) == (7, 4, "Good.")
    marks = {(step.movement, step.name): step.comfort for step in model.steps(run.id)}
    assert marks == dict.fromkeys(keys) | {key: Comfort.TOO_MUCH}
    assert model.felt()[key].comfort is Comfort.TOO_MUCH


def test_a_log_that_cannot_be_written_keeps_the_correction_aside(
    model: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    noticed: list[str] = []
    model.noticed.connect(noticed.append)

    def refuse(*_values: object, **_named: object) -> None:
        raise MachineFault("The disk is full.")

    run = model.runs(1)[0]
    with monkeypatch.context() as patch:
        patch.setattr(Store, "merge", refuse)
        model.edit(run, 600.0, "Kept aside.")
    assert noticed[0].startswith("The disk is full.")
    assert model.folder.spill.exists()
    model.edit(model.runs(2)[1], 700.0, "")  # what waited goes first
    kept = model.store.run(run.id)
    assert kept is not None
    assert kept.note == "Kept aside."


def test_a_log_that_cannot_be_read_is_told(model: Model, monkeypatch: pytest.MonkeyPatch) -> None:
    noticed: list[str] = []
    model.noticed.connect(noticed.append)
    run = model.runs(1)[0]

    def refuse(*_values: object, **_named: object) -> None:
        raise MachineFault("It cannot be read.")

    for name in ("logged", "as_it_stands", "felt", "last_by_session", "runs"):
        monkeypatch.setattr(model.store, name, refuse)
    model.edit(run, 1.0, "")
    model.delete(run)
    model.rate(Logged(run), {})
    assert model.felt() == {}
    assert model.last_days == {}
    assert model.interrupted() is None
    assert noticed == ["It cannot be read."] * 5


def test_after_a_restore_there_is_nothing_to_take_back(model: Model) -> None:
    said: list[str] = []
    model.delete(model.runs(1)[0])
    model.corrected.connect(said.append)
    model.reload_store()
    assert said == [""]
    assert not model.can_undo
    model.reload_store()
    assert said == [""]
