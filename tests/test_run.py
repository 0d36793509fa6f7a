"""A run: cues reach the player and steps the log, in the order in which they happened."""

import sqlite3
import tempfile
from datetime import date, timedelta, timezone
from pathlib import Path

import pytest

from hipflex_gui.cues import Cue
from hipflex_gui.engine import Engine
from hipflex_gui.events import State
from hipflex_gui.log import RunRecord, RunStatus, StepStatus
from hipflex_gui.movements import Sides
from hipflex_gui.recorder import Recorder
from hipflex_gui.run import Run, new_run
from hipflex_gui.store import Store
from tests.playing import do, timeline
from tests.support import START, ManualClock, RecordingPlayer

PLAN = timeline(do("2s", Sides.EACH), do("3s", id="b", name="Fold"))


class Stage:
    """A run with everything it needs."""

    def __init__(self, tmp_path: Path, *, recorded: bool = True) -> None:
        self.clock = ManualClock(zone=timezone(timedelta(hours=2)))
        self.player, self.store = RecordingPlayer(), Store(":memory:")
        self.engine = Engine(PLAN, self.clock)
        recorder = Recorder(self.store, tmp_path / "spill.jsonl") if recorded else None
        self.run = Run(self.engine, self.clock, self.player, recorder, 4)

    def play(self, seconds: float) -> None:
        if self.engine.state is State.READY:
            self.run.act(self.engine.play)
        for _tick in range(round(seconds * 2)):
            self.clock.advance(0.5)
            self.run.act(self.engine.tick)

    def logged(self) -> RunRecord:
        return self.store.runs()[0]


def test_a_whole_run_is_heard_and_written_down(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    assert stage.run.record is None
    stage.play(7)
    assert stage.player.played == [
        *(Cue.START, Cue.TICK),
        *(Cue.START, Cue.TICK, Cue.DONE),
        *(Cue.START, Cue.TICK, Cue.TICK, Cue.SESSION_DONE),
    ]
    logged = stage.logged()
    assert stage.run.record is not None
    assert (logged.id, logged.session, logged.name) == (stage.run.record.id, "s", "S")
    assert (logged.status, logged.active_s, logged.planned_s) == (RunStatus.COMPLETED, 7, 7)
    assert (logged.steps_planned, logged.steps_done) == (3, 3)
    assert (logged.started_at, logged.utc_offset_s) == (START, 7200)
    assert logged.ended_at == START + timedelta(seconds=7)
    steps = stage.store.steps(logged.id)
    assert [(step.name, step.side, step.held_s) for step in steps] == [
        ("Stretch", "left", 2),
        ("Stretch", "right", 2),
        ("Fold", "both", 3),
    ]
    assert stage.run.status is RunStatus.COMPLETED
    assert stage.run.notice is None


def test_each_step_is_in_the_log_as_soon_as_it_is_over(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    stage.play(2.5)
    logged = stage.logged()
    assert (logged.status, logged.active_s, logged.steps_done) == (RunStatus.RUNNING, 2, 1)
    stage.run.act(lambda: stage.engine.stop(RunStatus.DISCOMFORT))
    assert stage.logged().status is RunStatus.DISCOMFORT
    assert stage.store.steps(logged.id)[1].status is StepStatus.SKIPPED
    assert stage.run.status is RunStatus.DISCOMFORT


def test_it_can_be_looked_at_as_played_at_any_time(tmp_path: Path) -> None:
    stage = Stage(tmp_path, recorded=False)
    assert stage.run.as_played() is None
    stage.play(2.5)
    now = stage.run.as_played()
    assert now is not None
    assert (now.status, now.active_s, now.steps_done) == (RunStatus.RUNNING, 2.5, 1)
    for _again in range(2):
        stage.run.act(lambda: stage.engine.go_to(0))
        stage.play(2)
    now = stage.run.as_played()
    assert now is not None
    assert now.steps_done == 1, "a step that was done again is still one step"
    assert [step.visit for step in stage.run.steps if step.position == 0] == [0, 1, 2]


def test_without_a_recorder_nothing_is_kept_and_nothing_is_missing(tmp_path: Path) -> None:
    stage = Stage(tmp_path, recorded=False)
    stage.play(8)
    assert (stage.store.runs(), stage.run.notice, stage.run.kept) == ([], None, True)
    assert stage.run.status is RunStatus.COMPLETED


def test_what_cannot_be_written_is_said_and_the_session_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "missing"))
    stage, file = Stage(tmp_path), tmp_path / "hipflex.sqlite3"
    store = Store(file)
    store.wait_for_others(0.0)
    holder = sqlite3.connect(file, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    recorder = Recorder(store, tmp_path / "missing" / "spill.jsonl")
    stage.run = Run(stage.engine, stage.clock, stage.player, recorder, 4)
    stage.play(2.5)
    assert not stage.run.kept
    assert stage.run.notice is not None
    assert "until you close the program" in stage.run.notice
    holder.execute("ROLLBACK")
    holder.close()
    stage.play(5)
    assert stage.run.kept
    assert [step.position for step in store.steps(store.runs()[0].id)] == [0, 1, 2]
    store.close()


def test_a_run_at_night_counts_for_the_day_before() -> None:
    night = START.replace(hour=2)
    record = new_run(PLAN, night, 4)
    assert (record.day, record.utc_offset_s) == (date(2026, 3, 1), 0)
    assert new_run(PLAN, night, 0).day == date(2026, 3, 2)
    assert new_run(PLAN, night, 0).id != record.id
