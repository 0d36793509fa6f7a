"""The history out to files and in again, on real files and a real database."""

import os
import tracemalloc
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from functools import partial
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hipflex_gui import exchange
from hipflex_gui.errors import MachineFault, UserFault
from hipflex_gui.exchange import import_into, read, write
from hipflex_gui.foreign import Problems
from hipflex_gui.log import Logged, Removed, RunStatus
from hipflex_gui.store import Store
from tests.exchanging import LOSSLESS, ONE, OTHERS, SOME, log, taken, texts
from tests.histories import history
from tests.support import START


@pytest.mark.parametrize("kind", LOSSLESS)
def test_what_goes_out_comes_in_as_it_was_and_twice_is_as_once(kind: str, tmp_path: Path) -> None:
    original, other = log(*SOME, *(OTHERS if kind == "json" else ())), log()
    file = tmp_path / f"history.{kind}"
    assert write(original, file) == len(SOME)
    merged, problems = import_into(other, file)
    assert (merged.added, merged.changed, problems.number) == (len(texts(original)), 0, 0)
    assert texts(other) == texts(original)
    again, problems = import_into(other, file)
    assert (again.anything, again.known, problems.number) == (False, merged.added, 0)
    assert texts(other) == texts(original)
    again_out = tmp_path / f"again.{kind.upper()}"
    write(other, again_out)
    assert again_out.read_bytes() == file.read_bytes()


def test_two_exports_lead_to_the_same_in_any_order(tmp_path: Path) -> None:
    later = timedelta(days=1)
    edited = [
        replace(one, run=replace(one.run, note="Later.", edited_at=one.run.started_at + later))
        for one in SOME[5:12]
    ]
    gone = [Removed(one.run.id, START) for one in SOME[3:7]]
    stores = {"a.json": log(*SOME[:15], *OTHERS), "b.json": log(*SOME[8:], *edited, *gone)}
    stores["c.csv"] = log(*SOME[4:], *edited[:3])
    for name, store in stores.items():
        write(store, tmp_path / name)
    ends = []
    for names in permutations(stores):
        store = log()
        for name in names:
            import_into(store, tmp_path / name)
        ends.append(texts(store))
    assert all(end == ends[0] for end in ends)
    assert len(ends[0]) == len(SOME) + len(OTHERS)  # what was removed counts as one too


def test_an_empty_history_goes_out_and_in(tmp_path: Path) -> None:
    for kind in LOSSLESS:
        file = tmp_path / f"none.{kind}"
        assert write(log(), file) == 0
        assert taken(file) == ([], [])


def test_a_running_session_stays_here(tmp_path: Path) -> None:
    store = log(*SOME[:2])
    store.begin(replace(SOME[2].run, status=RunStatus.RUNNING, ended_at=None))
    for kind in LOSSLESS:
        write(store, tmp_path / f"x.{kind}")
        assert taken(tmp_path / f"x.{kind}")[0] == list(SOME[:2])


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12) | st.sampled_from(
    [
        "=1+1",
        "'=x",
        "''",
        "'",
        "@a",
        "-",
        "+1",
        "\tx",
        '"',
        "a\r\nb",
        "\r",
        "\n=",
        "a;b,c",
        "\0",
        " ",
    ]
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts_of=st.lists(TEXTS, min_size=6, max_size=6), words=st.lists(TEXTS, max_size=2))
def test_any_text_comes_back(texts_of: list[str], words: list[str], tmp_path: Path) -> None:
    session, name, note, movement, step_name, dose = texts_of
    step = replace(
        ONE.steps[0],
        movement=movement,
        name=step_name,
        dose=dose,
        targets=tuple(" ".join(words).split()),
    )
    run = replace(ONE.run, session=session, name=name, note=note, id=f"{name}-")
    stated = Logged(run, (step,))
    original = log(stated)
    for kind in LOSSLESS:
        write(original, tmp_path / f"x.{kind}")
        assert taken(tmp_path / f"x.{kind}") == ([stated], [])


def test_long_notes_come_back(tmp_path: Path) -> None:
    long = replace(ONE, run=replace(ONE.run, note="Ü, " * 200_000))
    for kind in LOSSLESS:
        write(log(long), tmp_path / f"x.{kind}")
        assert taken(tmp_path / f"x.{kind}") == ([long], [])


# Files


def test_the_file_that_was_there_stays_until_the_new_one_is_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, store = tmp_path / "x.json", log(*SOME)
    file.write_text("as it was", encoding="utf-8")

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(MachineFault, match="The disk is full"):
            write(store, file)

    def stop(_done: int, _of: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(exchange, "_EVERY", 5)
    with pytest.raises(KeyboardInterrupt):
        write(store, file, stop)
    assert [path.name for path in tmp_path.iterdir()] == ["x.json"]
    assert file.read_text(encoding="utf-8") == "as it was"
    store.put_settings({"a": "b"})  # and the history is not locked by half a stream
    write(store, file)
    assert taken(file)[0] == list(SOME)


def test_others_may_write_to_the_history_after_an_export_that_failed(tmp_path: Path) -> None:
    store, other = Store(tmp_path / "log.sqlite3"), Store(tmp_path / "log.sqlite3")
    store.merge(history(450, 1))

    def stop(_done: int, _of: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt) as kept:
        write(store, tmp_path / "x.csv", stop)
    other.put_settings({"a": "b"})
    assert kept.value.__traceback__  # which keeps the frames of what was stopped


def test_progress_is_told_of_both_ways(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exchange, "_EVERY", 10)
    for kind in LOSSLESS:
        file, out, back = tmp_path / f"x.{kind}", list[Any](), list[Any]()
        write(log(*SOME, *OTHERS), file, lambda *told, out=out: out.append(told))
        assert out == [(10, 25), (20, 25)]
        import_into(log(), file, lambda *told, back=back: back.append(told))
        assert [of for _done, of in back] == [file.stat().st_size] * 2
        assert 0 < back[0][0] <= back[1][0] <= file.stat().st_size


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("history", "history should end in .csv, .json or .ics, which says what kind"),
        ("history.xlsx", "history.xlsx should end in .csv, .json or .ics"),
        ("folder.csv", "folder.csv is a folder that is there already. Choose another name."),
        ("none/x.csv", "There is no folder "),
        ("link.csv", "link.csv is a database, maybe your own history. Choose another name."),
    ],
)
def test_there_are_places_where_nothing_is_written(
    name: str, sentence: str, tmp_path: Path
) -> None:
    (tmp_path / "folder.csv").mkdir()
    store = Store(tmp_path / "hipflex.sqlite3")
    (tmp_path / "link.csv").symlink_to(tmp_path / "hipflex.sqlite3")
    there = sorted(tmp_path.iterdir())
    with pytest.raises(UserFault) as refused:
        write(store, tmp_path / name)
    assert sentence in refused.value.text
    assert sorted(tmp_path.iterdir()) == there
    assert store.count() == 0


def test_a_link_goes_on_being_one(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    link = tmp_path / "x.json"
    link.symlink_to(tmp_path / "folder" / "real.json")
    write(log(SOME[0]), link)
    assert link.is_symlink()
    assert taken(tmp_path / "folder" / "real.json")[0] == [SOME[0]]
    loop = tmp_path / "loop.json"
    loop.symlink_to(loop)  # which stands for nothing
    write(log(SOME[0]), loop)
    assert taken(loop)[0] == [SOME[0]]


def test_what_is_no_file_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(UserFault, match=r"^There is no file .*x\.json\.$"):
        import_into(log(), tmp_path / "x.json")
    with pytest.raises(UserFault, match=r"is a folder\. Give a \.json or \.csv file"):
        import_into(log(), tmp_path)


def test_a_disk_that_fails_is_one_sentence_and_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(_lines: object, _name: str, _problems: Problems) -> Iterator[Logged]:
        yield SOME[0]
        raise OSError(5, "Input/output error")

    monkeypatch.setitem(exchange.READERS, ".json", failing)
    store = log()
    write(store, tmp_path / "x.json")
    with pytest.raises(MachineFault, match="The disk reported an error"):
        import_into(store, tmp_path / "x.json")
    assert texts(store) == []
    with pytest.raises(MachineFault, match="cannot be used"):
        import_into(store, tmp_path / f"{'x' * 300}.json")


def test_a_log_that_only_stands_in_neither_overwrites_nor_swallows(tmp_path: Path) -> None:
    file = tmp_path / "x.json"
    write(log(*SOME), file)
    stand_in = Store(":memory:", stand_in=True)
    for use in (write, import_into):
        with pytest.raises(MachineFault, match=r"cannot be (read|written) just now"):
            use(stand_in, file)
    assert taken(file)[0] == list(SOME)


def test_what_the_tables_refuse_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    unbelieved = replace(ONE, steps=(replace(ONE.steps[0], side="up"),))
    monkeypatch.setitem(
        exchange.READERS, ".json", lambda _lines, _name, _problems: iter([unbelieved])
    )
    (tmp_path / "x.json").write_text("{}", encoding="utf-8")
    merged, problems = import_into(log(), tmp_path / "x.json")
    assert (merged.added, problems.number) == (0, 1)
    assert problems.told[0].startswith(
        f"Something was left out: {ONE.run.id}: refused by the table: CHECK"
    )


# Size


@pytest.fixture(scope="module")
def sizes() -> Iterator[dict[int, Store]]:
    stores = {number: log(*history(number, 1, a_day=9.0)) for number in (2_000, 20_000)}
    yield stores
    for store in stores.values():
        store.close()


@pytest.mark.parametrize("kind", ["json", "csv", "ics"])
def test_the_length_of_a_history_costs_no_memory(
    kind: str, sizes: dict[int, Store], tmp_path: Path
) -> None:
    file = tmp_path / f"x.{kind}"
    peaks = {number: _peak(partial(write, store, file)) for number, store in sizes.items()}
    assert peaks[20_000] < 2_000_000
    assert peaks[20_000] < 1.2 * peaks[2_000]


def test_reading_a_long_file_costs_no_memory(sizes: dict[int, Store], tmp_path: Path) -> None:
    for number in sizes:
        write(sizes[number], tmp_path / f"{number}.json")
    peaks = {
        number: _peak(partial(deque, read(tmp_path / f"{number}.json", Problems()), 0))
        for number in sizes
    }
    assert peaks[20_000] < 2_000_000
    assert peaks[20_000] < 1.2 * peaks[2_000]


def _peak(work: Callable[[], object]) -> int:
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
