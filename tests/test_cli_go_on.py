"""``hipflex play --go-on``: a session that was cut off is told of, and gone on with."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from hipflex_gui.clock import SystemClock
from hipflex_gui.log import RunRecord, RunStatus, StepRecord, StepStatus
from hipflex_gui.paths import UserFolder
from hipflex_gui.store import Store
from tests.test_cli import Cli

THREE = """\
name: Three
pace: {get-ready: 0}
steps:
  - {name: One, for: 5s}
  - {name: Two, for: 5s}
  - {name: Last, for: 5s}
"""
FAST = ("--speed", "1000")


@pytest.fixture
def cli(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Cli:
    made = Cli(tmp_path / "data", capsys)
    made.session(THREE, "three")
    return made


def cut_off(cli: Cli, steps: int = 1, days: int = 0) -> None:
    """Put a run into the log that was interrupted after some steps, so many days ago."""
    now = SystemClock().now()
    at = now.astimezone(UTC).replace(microsecond=0) - timedelta(days=days)
    store = Store(UserFolder(cli.folder).database)
    day = (now - timedelta(days=days, hours=4)).date()
    run = RunRecord("r", "three", "Three", at, day, 15.0, steps_planned=3)
    store.begin(run, live=False)
    for n, name in enumerate(("One", "Two", "Last")[:steps]):
        store.add("r", step(n, name, at), 5.0 * (n + 1))
    store.end("r", RunStatus.INTERRUPTED, at, 5.0 * steps)
    store.close()


def step(position: int, name: str, at: datetime) -> StepRecord:
    return StepRecord(position, "", name, "both", "5s", 5.0, 5.0, StepStatus.DONE, at, at)


def test_the_rest_is_played_in_the_same_run(cli: Cli) -> None:
    cut_off(cli)
    out = cli("play", "--go-on", *FAST)
    assert "[1/3]" not in out
    assert "[2/3] Two: 5 s" in out
    assert cli.rows("SELECT id, status, steps_done, active_s FROM runs") == [
        ("r", "completed", 3, 15.0)
    ]
    assert cli.rows("SELECT position, visit FROM steps") == [(0, 0), (1, 0), (2, 0)]


def test_another_session_tells_of_it(cli: Cli) -> None:
    cut_off(cli)
    cli("play", "three", *FAST)
    assert cli.err.splitlines() == [
        "Three was interrupted after 1 of 3 steps. To go on: hipflex play --go-on"
    ]
    cli("play", "three", *FAST)
    assert cli.err == ""  # the newest one was completed


@pytest.mark.parametrize(
    ("steps", "days", "text", "why"),
    [
        (3, 0, THREE, "Three cannot go on: nothing is left of it, or its file has changed."),
        (1, 0, THREE.replace("One", "Another"), "Three cannot go on: "),
        (1, 3, THREE, "No session was interrupted today or yesterday."),
    ],
)
def test_one_that_cannot_go_on_says_why(
    cli: Cli, steps: int, days: int, text: str, why: str
) -> None:
    cut_off(cli, steps, days)
    cli.session(text, "three")
    cli("play", "--go-on", *FAST, code=1)
    assert why in cli.err
    assert cli.rows("SELECT status FROM runs") == [("interrupted",)]


def test_without_a_history_there_is_nothing_to_go_on_with(cli: Cli) -> None:
    cli("play", "--go-on", *FAST, code=1)
    assert cli.err == "No session was interrupted today or yesterday.\n"
    assert not UserFolder(cli.folder).database.exists()
