"""A hundred kills: a session is really played, and its process ended without a warning.

What the process has told of on its output had ended before, so it must be in the log: that is the
witness. Where in the work the kill falls is left to the machine; how much is read before it is
drawn from a seed.
"""

import random
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from hipflex_gui.clock import SystemClock
from hipflex_gui.log import Logged, RunStatus, StepStatus
from hipflex_gui.opening import open_log
from hipflex_gui.paths import UserFolder
from hipflex_gui.settings import Settings
from hipflex_gui.store import Store

BATCHES, KILLS = 10, 10
STEPS, SPEED = 30, "60"
SESSION = f"name: Many\nsteps:\n  - repeat: {STEPS}\n    steps:\n      - {{name: Sit, for: 3s}}\n"
TOLD = re.compile(rf"\[(\d+)/{STEPS}\]")


def play(folder: Path, *options: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "hipflex_gui", "--data-dir", str(folder), "play"]
    return subprocess.Popen(
        [*command, *options, "--speed", SPEED],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "sessions").mkdir()
    (tmp_path / "sessions" / "many.yaml").write_text(SESSION, encoding="utf-8")
    store = Store(UserFolder(tmp_path).database)
    store.put_settings(Settings(get_ready=0.0, least_line=1.0).to_texts())
    store.close()
    return tmp_path


def logged(folder: Path) -> dict[str, Logged]:
    """Open the log as the next start does, and return all that is in it."""
    store, sentences = open_log(UserFolder(folder), SystemClock().now())
    found = {one.run.id: one for one in store.all_logged()}
    store.close()
    assert sentences == []
    with closing(sqlite3.connect(UserFolder(folder).database)) as db:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
    return found


def positions(one: Logged | None) -> list[int]:
    return [step.position for step in one.steps] if one else []


@pytest.mark.parametrize("seed", range(BATCHES))
def test_killed_at_random_moments_nothing_that_had_ended_is_lost(folder: Path, seed: int) -> None:
    chance = random.Random(seed)
    before: dict[str, Logged] = {}
    for kill in range(KILLS):
        go_on = any(one.steps for one in before.values()) and chance.random() < 0.6
        with play(folder, *(["--go-on"] if go_on else ["many"])) as playing:
            assert playing.stdout is not None
            assert playing.stderr is not None
            text = playing.stdout.read(chance.randrange(1, 90))
            playing.kill()
            text += playing.stdout.read()
            said = playing.stderr.read()
        assert playing.returncode == -9, f"kill {kill}: {said}"
        after = logged(folder)
        new: set[int] = set()
        for run_id, one in after.items():
            assert one.run.status is RunStatus.INTERRUPTED
            assert positions(one) == list(range(len(one.steps)))  # none lost, none twice
            new |= set(positions(one)) - set(positions(before.get(run_id)))
        assert {int(number) - 1 for number in TOLD.findall(text)} <= new, (kill, go_on, text)
        before = after
    with play(folder, "many") as playing:
        assert playing.stdout is not None
        playing.stdout.read(60)
        playing.kill()
    with play(folder, "--go-on") as playing:
        assert playing.stdout is not None
        assert "Done:" in playing.stdout.read()
    assert playing.returncode == 0
    done = [one for one in logged(folder).values() if one.run.status is RunStatus.COMPLETED]
    assert [positions(one) for one in done] == [list(range(STEPS))]
    assert {step.status for step in done[0].steps} == {StepStatus.DONE}
