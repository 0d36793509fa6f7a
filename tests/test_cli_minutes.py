"""``--minutes``: a session fitted to a time, told, played, logged and gone on with."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from hipflex_gui import cli_play
from hipflex_gui.cli import main
from hipflex_gui.log import Comfort, RunStatus
from hipflex_gui.paths import UserFolder
from hipflex_gui.store import Store
from tests.test_cli import Cli
from tests.test_cli_easier import _Monday, was

FOUR = """\
name: Four
pace: {get-ready: 0, switch: 0}
steps:
  - {name: Lean, for: 20-40s, sides: each, targets: [glutes]}
  - {name: Press, for: 10 reps, phases: {up: 1s, down: 1s}, targets: [arms]}
  - {name: Hold, for: 30s, targets: [back]}
  - {name: Breathe, for: 30s, kind: rest}
"""
FAST = ("--speed", "100000")
CHANGES = [
    "Lean: 20 s instead of 20 to 40 s",
    "Press: 7 reps instead of 10 reps",
    "Hold: 20 s instead of 30 s",
    "Left out: Breathe",
]


@pytest.fixture
def cli(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Cli:
    monkeypatch.setattr(cli_play, "SystemClock", _Monday)
    made = Cli(tmp_path / "data", capsys)
    made.session(FOUR, "four")
    return made


def test_play_tells_what_is_changed_and_logs_what_was_done(cli: Cli) -> None:
    lines = cli("play", "four", "--minutes", "1.25", *FAST).splitlines()
    assert cli.err.splitlines() == ["In 1 min 15 s:", *(f"  {change}" for change in CHANGES)]
    assert "  [3/4] Press: 7 x, 14 s" in lines
    done = cli.rows("SELECT name, side, dose, planned_s, status FROM steps ORDER BY position")
    assert done == [
        ("Lean", "left", "20s", 20, "done"),
        ("Lean", "right", "20s", 20, "done"),
        ("Press", "both", "7 reps", 14, "done"),
        ("Hold", "both", "20s", 20, "done"),
    ]
    assert cli.rows("SELECT planned_s, steps_planned, status FROM runs") == [(74, 4, "completed")]


def test_with_time_enough_nothing_is_left_out(cli: Cli) -> None:
    lines = cli("play", "four", "--minutes", "10", *FAST).splitlines()
    assert cli.err == "It takes 2 min 40 s, so nothing is left out.\n"
    assert "  [5/5] Breathe: 30 s" in lines


def test_what_cannot_be_that_short_says_so_and_plays_its_least(cli: Cli) -> None:
    cli("play", "low-lunge", "--minutes", "0.5", *FAST)
    shortest = "  It does not get shorter than 1 min 36 s: one movement is left of it."
    assert cli.err.splitlines() == ["In 30 s:", shortest]
    assert cli.rows("SELECT dose FROM steps") == [("30s+",), ("30s+",)]


def test_what_is_picked_or_made_easier_is_fitted(cli: Cli) -> None:
    cli("play", "four", "--pick", "2,3", "--minutes", "0.75", *FAST)
    assert cli.err.splitlines() == [
        "In 45 s:",
        "  Press: 9 reps instead of 10 reps",
        "  Hold: 25 s instead of 30 s",
    ]
    was(cli, "Hold", Comfort.TOO_MUCH, RunStatus.COMPLETED)
    cli("play", "four", "--pick", "2,3", "--easier", "--minutes", "0.5", *FAST)
    assert cli.err.splitlines() == [
        "Easier this time:",
        "  Hold for 20 s instead of 30 s: yesterday it was too much.",
        "In 30 s:",
        "  Press: 5 reps instead of 10 reps",
    ]


@pytest.mark.parametrize("command", ["show", "play"])
@pytest.mark.parametrize("text", ["0", "0.4", "241", "x", "nan", "-4"])
def test_wrong_minutes_are_wrong_usage(
    command: str, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        main([command, "chair-5", f"--minutes={text}"])
    assert left.value.code == 2
    assert f"'{text}' is not a number of minutes from 0.5 to 240" in capsys.readouterr().err


def cut_off(cli: Cli) -> None:
    """Play the session fitted, and let it look as if the machine had died after its first step."""
    cli("play", "four", "--minutes", "1.25", *FAST)
    store = Store(UserFolder(cli.folder).database)
    (run,) = store.runs()
    logged = store.logged(run.id)
    assert logged
    at = run.started_at + timedelta(minutes=1)
    begun = replace(run, status=RunStatus.INTERRUPTED, ended_at=at, active_s=20.0)
    store.merge([store.stamped(replace(logged, run=begun, steps=logged.steps[:1]), at)])
    store.close()


def test_what_was_interrupted_goes_on_as_it_was_fitted(cli: Cli) -> None:
    cut_off(cli)
    lines = cli("play", "--go-on", *FAST).splitlines()
    assert "  [3/4] Press: 7 x, 14 s" in lines
    assert cli.rows("SELECT status, steps_done FROM runs") == [("completed", 4)]
    doses = cli.rows("SELECT dose FROM steps ORDER BY position")
    assert doses == [("20s",), ("20s",), ("7 reps",), ("20s",)]


def test_it_goes_on_as_it_was_planned_and_not_in_other_minutes(cli: Cli) -> None:
    cut_off(cli)
    cli("play", "--go-on", "--minutes", "1", *FAST, code=1)
    assert cli.err == "What was interrupted goes on as it was planned, without --minutes.\n"
    assert cli.rows("SELECT status FROM runs") == [("interrupted",)]


def test_show_tells_the_fitted_plan_and_what_is_changed(cli: Cli) -> None:
    lines = cli("show", "four", "--minutes", "1.25").splitlines()
    assert lines[0] == "Four: 1 min 14 s"
    end = lines.index("  1:14  the end")
    assert lines[end + 1 : end + 6] == ["", *CHANGES]
    assert not [line for line in lines[:end] if "Breathe" in line]
    shown = cli.json("show", "four", "--minutes", "1.25")
    assert (shown["changes"], shown["fits"], shown["seconds"]) == (CHANGES, True, 74)
    assert not {"changes", "fits"} & cli.json("show", "four").keys()
