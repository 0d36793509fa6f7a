"""Histories merged in any order, carried by sync tools of any quality, come to be the same."""

import tempfile
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from hypothesis import given, note, settings
from hypothesis import strategies as st

from hipflex_gui.log import (
    Comfort,
    Excuse,
    Excused,
    Logged,
    Removed,
    RunRecord,
    RunStatus,
    StepRecord,
    StepStatus,
    Version,
)
from hipflex_gui.sharing import sync
from hipflex_gui.store import Store
from hipflex_gui.tables import version_text
from tests.support import START

# Few runs, days and moments, so that versions meet, and often in the same millisecond.
NAMES = [f"run-{n}" for n in range(4)]
DAYS = [date(2026, 3, n) for n in range(1, 4)]
moments = st.integers(0, 3).map(lambda n: START + timedelta(milliseconds=n))
ended = st.sampled_from([status for status in RunStatus if status is not RunStatus.RUNNING])
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=5)


@st.composite
def steps(draw: st.DrawFn, position: int, start: datetime) -> StepRecord:
    began = start + timedelta(milliseconds=draw(st.integers(-(10**7), 10**9)))
    return StepRecord(
        position=position,
        movement=draw(st.sampled_from(["pigeon", ""])),
        name=draw(texts),
        side=draw(st.sampled_from(["left", "right", "both"])),
        dose="30s",
        planned_s=draw(st.sampled_from([0.1, 30.0, 1 / 3])),
        held_s=draw(st.integers(0, 10**7)) / 1000,
        status=draw(st.sampled_from(StepStatus)),
        started_at=began,
        ended_at=began + timedelta(milliseconds=draw(st.integers(0, 10**7))),
        targets=draw(st.sampled_from([(), ("hips",), ("hips", "spine")])),
        breaths=draw(st.none() | st.integers(0, 9)),
        comfort=draw(st.none() | st.sampled_from(Comfort)),
    )


@st.composite
def runs(draw: st.DrawFn, names: Sequence[str] = NAMES) -> Logged:
    start = START + timedelta(milliseconds=draw(st.integers(-(10**12), 10**12)))
    length = draw(st.integers(0, 3))
    return Logged(
        RunRecord(
            id=draw(st.sampled_from(names)),
            session=draw(st.sampled_from(["chair-5", "deep-10"])),
            name=draw(texts),
            started_at=start,
            day=start.date(),
            planned_s=60.0,
            status=draw(ended),
            ended_at=start + timedelta(milliseconds=draw(st.integers(0, 10**7))),
            active_s=draw(st.floats(0, 1e4)),
            steps_planned=3,
            steps_done=length,
            before=draw(st.none() | st.integers(0, 10)),
            note=draw(texts),
            edited_at=draw(moments),
        ),
        tuple(draw(steps(position, start)) for position in range(length)),
    )


removals = st.builds(Removed, st.sampled_from(NAMES), moments)
excuses = st.builds(Excused, st.sampled_from(DAYS), st.none() | st.sampled_from(Excuse), moments)
versions = runs() | removals | excuses


def merged(*parts: Sequence[Version]) -> list[Version]:
    store = Store(":memory:")
    try:
        for part in parts:
            assert not store.merge(part).refused
        return list(store.versions())
    finally:
        store.close()


@given(runs() | removals | excuses)
def test_a_version_is_read_back_as_it_was(version: Version) -> None:
    assert list(map(version_text, merged([version]))) == [version_text(version)]


@given(st.data(), st.lists(versions, max_size=12))
def test_any_order_any_number_of_times_leads_to_the_same_log(
    data: st.DataObject, said: list[Version]
) -> None:
    once = merged(said)
    twice = data.draw(st.lists(st.sampled_from(said))) if said else []
    again = data.draw(st.permutations([*said, *twice]))
    assert merged(again) == once
    assert merged(said, said) == once
    assert merged(*[[version] for version in again]) == once


@given(*[st.lists(versions, max_size=6)] * 3)
def test_merging_logs_is_commutative_associative_and_idempotent(
    one: list[Version], two: list[Version], three: list[Version]
) -> None:
    # what travels is what a log holds, and no longer what it once was told
    one, two, three = merged(one), merged(two), merged(three)
    assert merged(one, two) == merged(two, one)
    assert merged(merged(one, two), three) == merged(one, merged(two, three))
    assert merged(one, one) == one


class Machine:
    """A computer with its own copy of the shared folder, and a clock of its own."""

    def __init__(self, root: Path, slow: timedelta) -> None:
        self.folder, self.now = root / "shared", START - slow
        self.folder.mkdir(parents=True)
        self.database, self.backup = root / "hipflex.sqlite3", root / "backup.sqlite3"
        self.store = Store(self.database)

    def sync(self) -> None:
        sync(self.store, self.database, self.folder)

    def edit(self, version: Version) -> None:
        self.now += timedelta(seconds=1)
        self.store.merge([self.store.stamped(version, self.now)])

    def resume(self, run_id: str) -> None:
        """Let an interrupted run go on, and end."""
        run = self.store.run(run_id)
        if run and run.status is RunStatus.INTERRUPTED:
            self.store.resume(run_id)
            self.sync()
            self.now += timedelta(days=3)
            self.store.end(run_id, RunStatus.COMPLETED, self.now, run.active_s + 1)

    def own(self) -> Path | None:
        kept = self.store.setting_texts().get("shared_in")
        return Path(kept) if kept and Path(kept).exists() else None

    def crash(self) -> None:
        """Leave half a line, as a process killed while it was writing."""
        if own := self.own():
            with own.open("ab") as file:
                file.write(b'{"removed": "run-')

    def lose(self) -> None:
        if own := self.own():
            own.unlink()

    def keep(self) -> None:
        self.backup.unlink(missing_ok=True)
        self.store.copy_to(self.backup)

    def restore(self) -> None:
        if self.backup.exists():
            self.store.become(self.backup)

    def carry(self, other: "Machine", part: float) -> None:
        """Carry files to another computer as a sync tool does that is stopped in the middle."""
        for path in sorted(self.folder.iterdir()):
            target = other.folder / path.name
            content = path.read_bytes()
            if target != other.own():  # a tool knows whose file is newer
                target.write_bytes(content[: round(len(content) * part)])


ACTIONS = st.one_of(
    st.tuples(st.just("edit"), versions),
    st.tuples(st.just("edit"), versions),
    st.tuples(st.just("sync")),
    st.tuples(st.just("sync")),
    st.tuples(st.just("carry"), st.integers(0, 3), st.sampled_from([0.0, 0.3, 0.9, 1.0, 1.0])),
    st.tuples(st.just("resume"), st.sampled_from(NAMES)),
    st.tuples(st.sampled_from(["crash", "lose", "lose", "keep", "restore"])),
)


@settings(max_examples=60)
@given(
    st.lists(st.sampled_from([0, 1, 400]), min_size=2, max_size=4),
    st.lists(st.tuples(st.integers(0, 3), ACTIONS), min_size=10, max_size=40),
)
def test_computers_come_to_have_the_same_log(
    hours_slow: list[int], acts: list[tuple[int, tuple[Any, ...]]]
) -> None:
    with tempfile.TemporaryDirectory() as name:
        machines = [
            Machine(Path(name) / str(number), timedelta(hours=hours))
            for number, hours in enumerate(hours_slow)
        ]
        for who, (action, *details) in acts:
            machine = machines[who % len(machines)]
            if action == "carry":
                other = machines[details[0] % len(machines)]
                if other is not machine:
                    machine.carry(other, details[1])
            else:
                getattr(machine, action)(*details)
        for _round in range(3):
            for machine in machines:
                machine.sync()
                for other in machines:
                    if other is not machine:
                        machine.carry(other, 1.0)
        logs = [list(machine.store.versions()) for machine in machines]
        for machine, log in zip(machines, logs, strict=True):
            note(f"{machine.database.parent.name}: {log}")
            machine.store.check()
            machine.store.close()
        assert all(log == logs[0] for log in logs)
