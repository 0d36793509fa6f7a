"""Three data folders share one folder for some hundred steps, and processes are killed meanwhile.

What is done is drawn from a seed; when a process dies is not.
"""

import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from hipflex_gui.log import Excuse, Excused, Logged, Removed, RunStatus
from hipflex_gui.opening import open_log
from hipflex_gui.paths import UserFolder
from hipflex_gui.sharing import sync
from hipflex_gui.sharing_files import files
from hipflex_gui.store_reading import RunFilter
from tests.histories import history
from tests.storing import is_sound
from tests.support import START

STEPS, KILLS = 400, 20
SLOW = timedelta(days=1)


class Computer:
    """A data folder, with somebody who uses it in every way there is."""

    def __init__(self, root: Path, shared: Path, clock_slow: timedelta, random: Random) -> None:
        self.home, self.shared, self.slow = UserFolder(root), shared, clock_slow
        self.random, self.now = random, START - clock_slow
        self.store, said = open_log(self.home, self.now)
        assert said == []

    def later(self) -> None:
        self.now += timedelta(minutes=10)

    def one(self) -> Logged | None:
        keys = self.store.run_keys(RunFilter())
        run = self.store.runs_at([self.random.choice(keys)])[0] if keys else None
        return self.store.logged(run.id) if run else None

    def play(self) -> None:
        (made,) = history(1, 6, seed=self.random.randrange(2**40))
        begun = replace(made.run, status=RunStatus.RUNNING, ended_at=None, edited_at=None)
        begun = replace(begun, active_s=0.0, started_at=self.now, steps_done=0)
        self.store.begin(begun)
        for number, step in enumerate(made.steps):
            at = self.now + timedelta(seconds=40 * number)
            ended = at + timedelta(seconds=step.held_s)
            step = replace(step, started_at=at, ended_at=ended)
            self.store.add(begun.id, step, 40.0 * number + step.held_s)
        self.later()
        self.store.end(begun.id, made.run.status, self.now, made.run.active_s)

    def edit(self) -> None:
        if logged := self.one():
            note = f"note {self.random.randrange(1000)}"
            edited = replace(logged, run=replace(logged.run, note=note))
            self.store.merge([self.store.stamped(edited, self.now)])

    def delete(self) -> None:
        if logged := self.one():
            self.store.merge([self.store.stamped(Removed(logged.run.id, self.now), self.now)])

    def undo(self) -> None:
        """Delete a run and put it back."""
        if logged := self.one():
            for version in (Removed(logged.run.id, self.now), logged):
                self.store.merge([self.store.stamped(version, self.now)])

    def excuse(self) -> None:
        day = START.date() - timedelta(days=self.random.randrange(20))
        excused = Excused(day, self.random.choice([None, *Excuse]), self.now)
        self.store.merge([self.store.stamped(excused, self.now)])

    def import_many(self) -> None:
        self.store.merge(history(60, 6, seed=self.random.randrange(2**40)))

    def sync(self) -> None:
        sync(self.store, self.home.database, self.shared)

    def half_copy(self) -> None:
        """Leave part of a file in the folder, as sync tools do."""
        if there := files(self.shared):
            path = self.random.choice(there)
            content = path.read_bytes()
            name = f"hipflex-half.sync-conflict-{self.random.randrange(4)}.jsonl"
            part = content[: self.random.randrange(len(content) + 1)]
            self.shared.joinpath(name).write_bytes(part)

    def sync_killed(self) -> bool:
        """Share from a process of its own; True if it was killed before it had ended."""
        self.import_many()
        words = ["--data-dir", str(self.home.root), "sync", str(self.shared)]
        process = subprocess.Popen(
            [sys.executable, "-m", "hipflex_gui", *words],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        before, moments = self.written(), self.random.randrange(30)
        moving: list[Callable[[], bool]] = [self.journal.exists, lambda: self.written() != before]
        watched = self.random.choice(moving)
        while process.poll() is None:
            moments -= watched()
            if moments < 0:
                process.kill()
                return process.wait() != 0
        return False

    @property
    def journal(self) -> Path:
        """What is there while SQLite writes."""
        return self.home.database.with_name(f"{self.home.database.name}-journal")

    def written(self) -> int:
        """Return the bytes of our own in the shared folder."""
        return sum(path.stat().st_size for path in files(self.shared))


@pytest.fixture
def computers(tmp_path: Path) -> Iterator[list[Computer]]:
    random, shared = Random(4), tmp_path / "shared"
    shared.mkdir()
    slow = [timedelta(), SLOW, timedelta(seconds=3)]
    made = [Computer(tmp_path / f"{n}", shared, slow[n], random) for n in range(3)]
    yield made
    for computer in made:
        computer.store.close()


def test_three_computers_have_the_same_log_in_the_end(computers: list[Computer]) -> None:
    random, done = computers[0].random, Counter[str]()
    actions = [Computer.play, Computer.play, Computer.edit, Computer.edit, Computer.delete]
    actions += [Computer.undo, Computer.excuse, Computer.sync, Computer.sync, Computer.half_copy]
    kills = set(random.sample(range(STEPS), KILLS))
    for step in range(STEPS):
        computer = random.choice(computers)
        computer.later()
        if step in kills:
            done["killed" if computer.sync_killed() else "in time"] += 1
            continue
        action = random.choice(actions)
        action(computer)
        done[action.__name__] += 1
    assert done["killed"] >= KILLS // 2
    for computer in computers * 2:
        computer.sync()
    logs = [list(computer.store.versions()) for computer in computers]
    assert logs[0] == logs[1] == logs[2]
    assert len(logs[0]) > KILLS * 40
    for computer in computers:
        assert is_sound(computer.home.database)
        assert sync(computer.store, computer.home.database, computer.shared).written == 0
    # what is left to be told is about the half copies only
    told = sync(computers[0].store, computers[0].home.database, computers[0].shared).problems
    assert all("hipflex-half." in sentence for sentence in told)


def test_a_correction_of_a_clock_a_day_behind_holds_everywhere(computers: list[Computer]) -> None:
    ahead, behind, _third = computers
    ahead.play()
    ahead.edit()
    ahead.sync()
    behind.sync()
    behind.edit()
    behind.sync()
    for computer in computers:
        computer.sync()
    logs = [list(computer.store.versions()) for computer in computers]
    assert logs[0] == logs[1] == logs[2]
    (last,) = logs[1]
    assert isinstance(last, Logged)
    assert last.run.note
    assert behind.now < last.run.started_at
