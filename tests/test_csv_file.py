"""CSV: read by other programs, and in again however a spreadsheet has saved it."""

import csv
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from hipflex_gui.csv_file import COLUMNS
from hipflex_gui.errors import UserFault
from hipflex_gui.exchange import import_into, write
from hipflex_gui.log import Logged, RunStatus
from tests.exchanging import ONE, OTHERS, SOME, log, saved, table, taken, texts


def test_csv_is_read_by_another_reader_and_sums_are_right(tmp_path: Path) -> None:
    file = tmp_path / "history.csv"
    write(log(*SOME, *OTHERS), file)
    with file.open(encoding="utf-8-sig", newline="") as opened:
        rows = list(csv.DictReader(opened))
    steps = [step for one in SOME for step in one.steps]
    assert len(rows) == len(SOME) + len(steps)
    for column, total in {
        "active_s": sum(one.run.active_s for one in SOME),
        "planned_s": sum(one.run.planned_s for one in SOME),
        "steps_done": sum(one.run.steps_done for one in SOME),
        "held_s": sum(step.held_s for step in steps),
        "step_planned_s": sum(step.planned_s for step in steps),
    }.items():
        assert sum(float(row[column] or 0) for row in rows) == pytest.approx(total)
    first = SOME[0].run
    mine = [row for row in rows if row["run_id"] == first.id]
    assert [row["row"] for row in mine] == ["session"] + ["step"] * len(SOME[0].steps)
    assert {(row["day"], row["session"]) for row in mine} == {(first.day.isoformat(), first.name)}
    assert file.read_bytes().count(b"\r\n") == len(rows) + 1


@pytest.mark.skipif(not shutil.which("sqlite3"), reason="sqlite3 is not installed")
def test_csv_is_read_by_sqlite(tmp_path: Path) -> None:
    noted = replace(ONE, run=replace(ONE.run, note='two\nlines, "quoted" – 股'))
    file = tmp_path / "history.csv"
    write(log(*SOME[:-1], noted), file)
    query = (
        'SELECT "row", count(*), sum(held_s) FROM history GROUP BY 1 ORDER BY 1;'
        f"SELECT note FROM history WHERE run_id = '{noted.run.id}' AND note <> ''"
    )
    done = subprocess.run(
        ["sqlite3", ":memory:", f".import --csv {file} history", query],
        capture_output=True,
        check=True,
    )
    steps = [step for one in (*SOME[:-1], noted) for step in one.steps]
    sessions, held, note = done.stdout.decode().replace("\r\n", "\n").split("\n", 2)
    assert sessions.split("|")[:2] == ["session", str(len(SOME))]
    kind, number, seconds = held.split("|")
    assert (kind, int(number)) == ("step", len(steps))
    assert float(seconds) == pytest.approx(sum(step.held_s for step in steps))
    assert note.strip() == noted.run.note


def test_no_cell_begins_like_a_formula() -> None:
    evil = "=HYPERLINK(1)"
    step = replace(ONE.steps[0], name="+1", dose="@x", movement="-2")
    run = replace(ONE.run, name=evil, note="\t=1", session="\r=1", utc_offset_s=-3600)
    rows = table(Logged(run, (step,)))
    assert [row["session"] for row in rows] == ["'" + evil] * 2
    cells = [value for row in rows for key, value in row.items() if key != "utc_offset_s"]
    assert not [cell for cell in cells if cell[:1] in set("=+-@\t\r")]
    assert rows[0]["utc_offset_s"] == "-3600"


@pytest.mark.parametrize(
    "dialect",
    [
        {"delimiter": ";"},
        {"delimiter": "\t"},
        {"lineterminator": "\n"},
        {"lineterminator": "\r"},
        {"quoting": csv.QUOTE_ALL},
        {"delimiter": ";", "quoting": csv.QUOTE_ALL, "lineterminator": "\n"},
    ],
)
def test_csv_comes_in_however_a_spreadsheet_separates(
    dialect: dict[str, Any], tmp_path: Path
) -> None:
    file = saved(table(*SOME[:3]), tmp_path / "x.csv", **dialect)
    assert taken(file) == (list(SOME[:3]), [])


def test_csv_comes_in_with_other_columns_empty_rows_and_dates(tmp_path: Path) -> None:
    rows = table(*SOME[:4])
    for row in rows:
        year, month, day = row["day"].split("-")
        row["day"] = f"{int(month)}/{int(day)}/{year}" if row["row"] == "session" else "x"
        row["planned_s"] = row["planned_s"].removesuffix(".0")
        row["held_s"] = row["held_s"].replace(".", ",")
        row["mine"] = "a column of my own"
    rows[0]["day"] = "{2}.{1}.{0}".format(*SOME[0].run.day.isoformat().split("-"))
    file = tmp_path / "x.csv"
    with file.open("w", encoding="utf-8-sig", newline="") as opened:
        opened.write("\r\n")
        writer = csv.DictWriter(opened, ["mine", *reversed(COLUMNS)], delimiter=";")
        writer.writeheader()
        for row in rows:
            writer.writerow(row)
            writer.writerow({})
    assert taken(file) == (list(SOME[:4]), [])


@pytest.mark.parametrize("day", ["13/13/2026", "1/5/2020", "yesterday", "2.3.26"])
def test_a_date_that_nobody_can_be_sure_of_is_named(day: str, tmp_path: Path) -> None:
    rows = table(SOME[0])
    rows[0]["day"] = day
    versions, told = taken(saved(rows, tmp_path / "x.csv"))
    assert versions == []
    assert told[0].startswith(f"Line 2: day is '{day}', and should look like 2026-03-02")


def test_steps_may_be_in_another_order_below_their_session(tmp_path: Path) -> None:
    head, *steps = table(SOME[0])
    file = saved([head, *reversed(steps)], tmp_path / "x.csv")
    assert taken(file) == ([SOME[0]], [])


def test_csv_that_was_sorted_is_refused_whole(tmp_path: Path) -> None:
    rows = sorted(table(*SOME[:3]), key=lambda row: row["row"])
    store = log()
    with pytest.raises(UserFault, match=r"^The rows of x\.csv are not in the order") as refused:
        import_into(store, saved(rows, tmp_path / "x.csv"))
    assert refused.value.text.endswith("Give the file as it was exported.")
    assert texts(store) == []


def test_csv_changes_a_session_only_if_it_was_edited_later(tmp_path: Path) -> None:
    store = log(*SOME[:2])
    before = texts(store)
    rows = table(SOME[0])
    for note in ("zzz", ""):  # whichever text is greater
        saved([{**rows[0], "note": note}], tmp_path / "x.csv")  # and its steps are lost
        merged, problems = import_into(store, tmp_path / "x.csv")
        assert (merged.anything, merged.known, problems.number) == (False, 1, 0)
        assert texts(store) == before
    rows[0] |= {"note": "Later.", "edited_at": "2026-05-05T10:00:00.000Z"}
    merged, _problems = import_into(store, saved(rows, tmp_path / "x.csv"))
    assert (merged.added, merged.changed) == (0, 1)
    changed = store.logged(SOME[0].run.id)
    assert changed
    assert (changed.run.note, changed.steps) == ("Later.", SOME[0].steps)


@pytest.mark.parametrize(
    ("column", "value", "sentence"),
    [
        ("held_s", "abc", "Line 4: held_s is 'abc', and should look like 30.0"),
        ("step_status", "", "Line 4: step_status is '', and should look like done"),
        ("row", "extra", "Line 4: its first column should be session or step"),
        ("position", "1", "Line 5: two of its steps have the same position and visit"),
        ("row", "session", "Line 4: "),
    ],
)
def test_a_line_that_cannot_be_believed_is_named_with_its_session(
    column: str, value: str, sentence: str, tmp_path: Path
) -> None:
    rows = table(ONE, SOME[0])
    rows[1][column] = value
    file = saved([rows[0], *rows[1:]], tmp_path / "x.csv")
    text = file.read_text(encoding="utf-8").replace("\n", "\n\n", 1)  # an empty line counts
    file.write_text(text, encoding="utf-8", newline="")
    versions, told = taken(file)
    assert versions == [SOME[0]]
    assert len(told) == 1
    assert told[0].startswith(sentence)
    assert told[0].endswith(", so its session was left out.")


def test_steps_without_their_session_are_named_once(tmp_path: Path) -> None:
    stray, sound = table(SOME[0])[1:], table(SOME[1])
    again = replace(SOME[2].run, status=RunStatus.STOPPED)
    double = [*table(SOME[2])[:1], *table(Logged(again))]
    versions, told = taken(saved([*stray, *sound, *double], tmp_path / "x.csv"))
    assert versions == [SOME[1]]
    assert len(told) == 2
    assert told[0].startswith(f"Line {len(stray) + 1}: there should be one row of the session")
