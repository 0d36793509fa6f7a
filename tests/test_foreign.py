"""Entries and files that nobody should believe: named, left out, and nothing breaks."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hipflex_gui.csv_file import csv_text, csv_versions
from hipflex_gui.errors import UserFault
from hipflex_gui.exchange import import_into, write
from hipflex_gui.foreign import Problems
from hipflex_gui.json_file import json_text, json_versions
from hipflex_gui.tables import version_row, version_text
from tests.exchanging import LOSSLESS, ONE, OTHERS, SOME, document, log, taken, texts


def test_json_is_json_and_holds_everything(tmp_path: Path) -> None:
    file = tmp_path / "history.json"
    write(log(*SOME, *OTHERS), file)
    with file.open(encoding="utf-8") as opened:
        read_back = json.load(opened)
    assert read_back["hipflex"] == 2
    assert read_back["versions"] == json.loads(json.dumps([*map(version_row, (*SOME, *OTHERS))]))
    assert len(file.read_text(encoding="utf-8").splitlines()) == len(SOME) + len(OTHERS) + 2


def run_of(**changes: object) -> dict[str, Any]:
    row = version_row(ONE)
    return {**row, "run": {**row["run"], **changes}}


def step_of(**changes: object) -> dict[str, Any]:
    row = version_row(ONE)
    return {**row, "steps": [{**row["steps"][0], **changes}, row["steps"][1]]}


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        (1, "it is neither a session nor a day off"),
        ([], "it is neither a session nor a day off"),
        ({"run": 1, "steps": []}, "it is not made of names and values"),
        ({"run": version_row(ONE)["run"], "steps": [None]}, "it is not made of names and values"),
        ({"run": {}, "steps": []}, "id is missing"),
        (run_of(status="running", ended_at=None), "it has not ended yet"),
        (run_of(ended_at=None), "ended_at is missing"),
        (run_of(id=""), "id is '', and should look like 0b6f4c1e-7d52-4a39-9f08-5e2d1c3b4a69"),
        (run_of(name=["x"]), "name is '['x']', and should look like Chair hip reset"),
        (run_of(name="\ud800"), "name is '·', and should look like Chair hip reset"),
        (run_of(status="done"), "status is 'done', and should look like completed"),
        (run_of(day="2026-02-30"), "day is '2026-02-30', and should look like 2026-03-02"),
        (run_of(day="0001-01-01"), "day is '0001-01-01', and should look like 2026-03-02"),
        (
            run_of(started_at="2026-03-02T09:00:00"),
            "started_at is '2026-03-02T09:00:00', and should look like 2026-03-02T09:00:00.000Z",
        ),
        (
            run_of(edited_at="2999-12-31T23:00:00-02:00"),  # in the year 3000, when read back
            "edited_at is '2999-12-31T23:00:00-02:00', and should look like",
        ),
        (run_of(active_s="5"), "active_s is '5', and should look like 288.5"),
        (run_of(active_s=-1), "active_s is '-1', and should look like 288.5"),
        (run_of(active_s=float("nan")), "active_s is 'nan', and should look like 288.5"),
        (run_of(active_s=float("inf")), "active_s is 'inf', and should look like 288.5"),
        (run_of(planned_s=10**400), None),
        (run_of(utc_offset_s=10**9), "utc_offset_s is '1000000000', and should look like 3600"),
        (run_of(steps_done=float("inf")), "steps_done is 'inf', and should look like 10"),
        (run_of(before=11), "before is '11', and should look like 6"),
        (run_of(after=2.5), "after is '2.5', and should look like 4"),
        (step_of(side="up"), "side is 'up', and should look like left"),
        (step_of(set_number=0), "set_number is '0', and should look like 1"),
        (step_of(comfort="bad"), "comfort is 'bad', and should look like good"),
        (step_of(targets="\udc00"), "targets is '·', and should look like outer-hips"),
        (step_of(position=1), "two of its steps have the same position and visit"),
        ({"removed": "x", "edited_at": 5}, "edited_at is '5', and should look like"),
        ({"removed": ""}, "edited_at is missing"),
        ({"excused": "2026-03-02"}, "edited_at is missing"),
        (
            {"excused": "2026-03-02", "excuse": "lazy", "edited_at": "2026-03-02T09:00:00Z"},
            "excuse is 'lazy', and should look like holiday",
        ),
    ],
)
def test_an_entry_that_cannot_be_believed_is_named_and_left_out(
    entry: object, reason: str | None, tmp_path: Path
) -> None:
    own = "\n".join(
        ['{"hipflex": 2, "versions": [', json.dumps(entry) + ",", version_text(SOME[0]), "]}"]
    )
    sound = version_row(SOME[0])
    for text in (own, document(entry, sound), json.dumps(json.loads(own), indent=1)):
        (tmp_path / "x.json").write_text(text, encoding="utf-8")
        versions, told = taken(tmp_path / "x.json")
        assert versions == [SOME[0]]
        assert len(told) == 1
        assert told[0].startswith(f"Entry 1: {reason or 'planned_s is '}")
        assert told[0].endswith(", so it was left out.")


def test_values_that_may_be_missing_may_be_none(tmp_path: Path) -> None:
    absent = {"note": None, "before": None, "after": None, "edited_at": None, "active_s": 12}
    sparse = run_of(**absent)
    del sparse["steps"][0]["visit"]
    (tmp_path / "x.json").write_text(document(sparse), encoding="utf-8")
    run = replace(ONE.run, note="", before=None, after=None, edited_at=None, active_s=12.0)
    assert taken(tmp_path / "x.json") == ([replace(ONE, run=run)], [])


def test_a_line_nested_too_deeply_spoils_only_itself(tmp_path: Path) -> None:
    file = tmp_path / "x.json"
    write(log(*SOME[:2]), file)
    nested = "[" * 100_000 + "]" * 100_000
    head, rest = file.read_text(encoding="utf-8").split("\n", 1)
    file.write_text(f"{head}\n\n{nested},\n\n{rest}", encoding="utf-8")
    assert taken(file) == (list(SOME[:2]), ["Entry 1: it is not whole, so it was left out."])


def test_a_file_that_was_cut_off_gives_what_is_whole(tmp_path: Path) -> None:
    file = tmp_path / "x.json"
    write(log(*SOME[:3]), file)
    file.write_text(file.read_text(encoding="utf-8")[:-200], encoding="utf-8")
    versions, told = taken(file)
    assert versions == list(SOME[:2])
    assert told == [
        "Entry 3: it is not whole, so it was left out.",
        "The file ends too early, so some of the history may be missing.",
    ]


JSONS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=6,
)


@settings(max_examples=300)
@given(st.data())
def test_whatever_an_entry_holds_it_comes_in_or_is_named(data: st.DataObject) -> None:
    row = version_row(ONE)
    part = data.draw(st.sampled_from([row["run"], row["steps"][0]]))
    changed = data.draw(st.dictionaries(st.sampled_from(sorted(part)), JSONS, min_size=1))
    part |= changed
    text = document(row)
    problems, store = Problems(), log()
    merged = store.merge(json_versions(iter([text]), "x", problems))
    assert merged.refused == ()
    assert merged.added + problems.number == 1
    if merged.added:  # and what came in goes out and in again
        back = log(*json_versions(iter(json_text(store.versions())), "x", problems))
        assert texts(back) == texts(store)
        problems = Problems()
        assert log(*csv_versions(_lines(csv_text(store.versions())), "x", problems)).count() == 1
        assert problems.number == 0


def _lines(chunks: Iterable[str]) -> Iterator[str]:
    first, *rest = chunks
    return iter([first.removeprefix("\ufeff"), *rest])


# Files


NO_HISTORY = "x.{kind} holds no history. Give a .json or .csv file that Hipflex exported."
NO_TEXT = "x.{kind} is not text in UTF-8. Give a .json or .csv file that Hipflex exported;"


@pytest.mark.parametrize(
    ("kind", "content", "sentence"),
    [
        ("json", b"", "x.json is not JSON ("),
        ("json", b"{", "x.json is not JSON ("),
        ("json", b"\0" * 100, "x.json is not JSON ("),
        ("json", b'{"hipflex": 2, "versions": [1,', "x.json is not JSON ("),
        ("json", b"[" * 100_000 + b"]" * 100_000, NO_HISTORY),
        ("json", b"[]", NO_HISTORY),
        ("json", b"null", NO_HISTORY),
        ("json", b'{"versions": []}', NO_HISTORY),
        ("json", b'{"hipflex": "2", "versions": {}}', NO_HISTORY),
        ("json", b'{"name": "somebody else", "version": 1}', NO_HISTORY),
        ("json", b'{"hipflex": 3, "versions": 1}', "x.json was written by a newer version"),
        ("json", '{"hipflex": "\u00fc"}'.encode("latin-1"), NO_TEXT),
        ("csv", b"", NO_HISTORY),
        ("csv", b"\n\n\r\n", NO_HISTORY),
        ("csv", b"a,b\n1,2\n", NO_HISTORY),
        ("csv", b"\0\0\0\0\n", NO_HISTORY),
        ("csv", "row,run_id\n".encode("utf-16"), NO_TEXT),
        ("csv", "row,run_id,caf\u00e9\n".encode("latin-1"), NO_TEXT),
        ("csv", b'"' + b"x" * 10_000_000, NO_HISTORY),
        ("csv", b'"' + b"x" * 17_000_000, "x.csv is not a table ("),
        ("csv", b"row,run_id\nsession,1\n", "x.csv has no column day, session, session_id"),
        ("txt", b' \n{"a": 1}', NO_HISTORY),
        ("txt", b"SQLite format 3\0\xff", NO_TEXT),
    ],
)
def test_somebody_elses_file_is_one_sentence_and_changes_nothing(
    kind: str, content: bytes, sentence: str, tmp_path: Path
) -> None:
    store, file = log(SOME[0]), tmp_path / f"x.{kind}"
    file.write_bytes(content)
    with pytest.raises(UserFault) as refused:
        import_into(store, file)
    assert refused.value.text.startswith(sentence.format(kind=kind))
    assert refused.value.text.count("\n") == 0
    assert len(refused.value.text) < 400
    assert len(texts(store)) == 1
    assert not store._db.in_transaction


@pytest.mark.parametrize("kind", LOSSLESS)
def test_a_file_that_is_spoilt_far_in_changes_nothing(kind: str, tmp_path: Path) -> None:
    file, store = tmp_path / f"x.{kind}", log()
    write(log(*SOME), file)
    file.write_bytes(file.read_bytes() + b"\xff\n")
    if kind == "json":
        file.write_bytes(file.read_bytes().replace(b"\n]}\n", b"\n"))
    with pytest.raises(UserFault, match="is not text in UTF-8"):
        import_into(store, file)
    assert texts(store) == []


@pytest.mark.parametrize("kind", ["json", "csv"])
def test_our_file_is_known_by_its_beginning_too(kind: str, tmp_path: Path) -> None:
    file = tmp_path / f"x.{kind}"
    write(log(*SOME[:2]), file)
    marked = file.rename(tmp_path / "x.txt")
    marked.write_bytes(b"\xef\xbb\xbf" + marked.read_bytes().removeprefix(b"\xef\xbb\xbf"))
    assert taken(marked) == (list(SOME[:2]), [])


def test_problems_without_end_are_counted_and_not_kept(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text(document(*[1] * 5000), encoding="utf-8")
    merged, problems = import_into(log(), tmp_path / "x.json")
    assert (merged.added, problems.number, len(problems.told)) == (0, 5000, 10)
