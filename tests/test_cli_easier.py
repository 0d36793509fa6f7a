"""``hipflex play --easier``: what was too much is said once, and changed where that is wanted."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from hipflex_gui import cli_play
from hipflex_gui.cli import main
from hipflex_gui.clock import SystemClock
from hipflex_gui.errors import MachineFault
from hipflex_gui.log import Comfort, RunRecord, RunStatus, StepRecord, StepStatus
from hipflex_gui.paths import UserFolder
from hipflex_gui.store import Store
from tests.support import START
from tests.test_cli import Cli

PAIR = """\
name: Pair
pace: {get-ready: 0}
steps:
  - {name: Lean, for: 30s, steps: [Lean.], easier: [Lean less.], note: Stay tall.}
  - {name: Press, for: 9 reps, phases: {up: 1s, down: 1s}}
"""
LEAN = "  Lean, the easier way: yesterday you stopped there because it hurt. Lean less. "
LEAN += "Stop whenever something hurts."
PRESS = "  Press for 6 reps instead of 9 reps: yesterday it was too much."


class _Monday(SystemClock):
    """The machine's clock on another day."""

    def now(self) -> datetime:
        """Return the same moment whenever it is asked."""
        return START


@pytest.fixture
def cli(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Cli:
    monkeypatch.setattr(cli_play, "SystemClock", _Monday)
    made = Cli(tmp_path / "data", capsys)
    made.session(PAIR, "pair")
    return made


def was(cli: Cli, name: str, comfort: Comfort | None, status: RunStatus, days: int = 1) -> None:
    """Put a run of one movement of the pair into the log, so many days ago."""
    at = START - timedelta(days=days)
    step = StepRecord(
        0, "", name, "both", "30s", 30.0, 30.0, StepStatus.DONE, at, at + timedelta(seconds=30),
        comfort=comfort,
    )  # fmt: skip
    store = Store(UserFolder(cli.folder).database)
    run = RunRecord(f"{name} {days}", "pair", "Pair", at, at.date(), 300.0)
    store.begin(run, live=False)
    store.add(run.id, step, 30.0)
    store.end(run.id, status, at + timedelta(seconds=30), 30.0)
    store.close()


def played(cli: Cli, *options: str) -> list[str]:
    """Play the pair and return the lines that tell what is done."""
    return cli("play", "pair", "--speed", "100000", *options).splitlines()


def test_what_was_too_much_is_said_once_and_nothing_is_changed(cli: Cli) -> None:
    was(cli, "Lean", None, RunStatus.DISCOMFORT)
    was(cli, "Press", Comfort.TOO_MUCH, RunStatus.COMPLETED)
    lines = played(cli)
    assert cli.err.splitlines() == ["Go easier this time? Add --easier.", LEAN, PRESS]
    assert "  [2/2] Press: 9 x, 18 s" in lines


def test_easier_changes_the_session_and_says_why(cli: Cli) -> None:
    was(cli, "Lean", None, RunStatus.DISCOMFORT)
    was(cli, "Press", Comfort.TOO_MUCH, RunStatus.COMPLETED)
    lines = played(cli, "--easier")
    assert cli.err.splitlines() == ["Easier this time:", LEAN, PRESS]
    assert lines[:2] == ["  Lean.", "  Lean less. Stay tall."]  # the way stands before the note
    assert "  [1/2] Lean: 30 s" in lines
    assert "  [2/2] Press: 6 x, 12 s" in lines


def test_only_what_is_picked_is_asked_about(cli: Cli) -> None:
    was(cli, "Lean", None, RunStatus.DISCOMFORT)
    was(cli, "Press", Comfort.TOO_MUCH, RunStatus.COMPLETED)
    lines = played(cli, "--easier", "--pick", "2")
    assert cli.err.splitlines() == ["Easier this time:", PRESS]
    assert "  [1/1] Press: 6 x, 12 s" in lines


@pytest.mark.parametrize(("comfort", "days"), [(Comfort.GOOD, 1), (Comfort.TOO_MUCH, 29)])
def test_without_a_reason_nothing_is_said_unless_easier_was_asked_for(
    cli: Cli, comfort: Comfort, days: int
) -> None:
    was(cli, "Press", comfort, RunStatus.COMPLETED, days)
    played(cli)
    assert cli.err == ""
    lines = played(cli, "--easier")
    assert cli.err == "Nothing in it was too much lately, so it plays as it is written.\n"
    assert "  [2/2] Press: 9 x, 18 s" in lines


def test_where_nothing_would_be_left_it_plays_as_it_is(cli: Cli) -> None:
    cli.session("name: Pair\nsteps: [{name: Press, for: 1 rep}]\n", "pair")
    was(cli, "Press", Comfort.TOO_MUCH, RunStatus.COMPLETED)
    lines = played(cli, "--easier")
    said = "  Leave out Press: yesterday it was too much. Nothing is lost by it.\n"
    assert cli.err == said
    assert "  [1/1] Press: 1 x, 4 s" in lines


def test_without_a_log_there_is_nothing_to_go_by(
    cli: Cli, capsys: pytest.CaptureFixture[str]
) -> None:
    path = cli.folder / "sessions" / "pair.yaml"
    assert main(["play", str(path), "--easier", "--speed", "100000"]) == 0
    captured = capsys.readouterr()
    assert captured.err == "Nothing in it was too much lately, so it plays as it is written.\n"
    assert "  [2/2] Press: 9 x, 18 s" in captured.out.splitlines()


def test_a_log_that_cannot_be_read_is_told_and_it_plays_all_the_same(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    was(cli, "Press", Comfort.TOO_MUCH, RunStatus.COMPLETED)

    def refused(_store: Store, _since: date) -> None:
        raise MachineFault("The history cannot be read.")

    monkeypatch.setattr(Store, "felt", refused)
    lines = played(cli, "--easier")
    assert cli.err == "The history cannot be read.\n"
    assert "  [2/2] Press: 9 x, 18 s" in lines
