"""The verbs export and import, as they are typed."""

import sys
from pathlib import Path

import pytest

from hipflex_gui import exchange
from hipflex_gui.store import Store
from tests.exchanging import SOME, document, log, texts
from tests.histories import history
from tests.test_cli import Cli


@pytest.fixture
def cli(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Cli:
    folder = tmp_path / "data"
    folder.mkdir()
    store = Store(folder / "hipflex.sqlite3")
    store.merge(SOME)
    store.close()
    return Cli(folder, capsys)


@pytest.mark.parametrize("kind", ["csv", "json", "ICS"])
def test_export_says_what_it_wrote(kind: str, cli: Cli, tmp_path: Path) -> None:
    file = tmp_path / f"Verlauf 股.{kind}"
    assert cli("export", str(file)) == f"Wrote 25 sessions to {file}.\n"
    assert cli.err == ""
    assert file.stat().st_size > 1000


def test_one_session_is_one(cli: Cli, tmp_path: Path) -> None:
    exchange.write(log(SOME[0]), tmp_path / "one.json")
    cli.folder = tmp_path / "other"
    out = cli("import", str(tmp_path / "one.json"))
    assert out == "Brought in 1 entry, changed 0; 0 were there already.\n"
    assert cli("export", str(tmp_path / "x.csv")) == f"Wrote 1 session to {tmp_path / 'x.csv'}.\n"
    out = cli("import", str(tmp_path / "x.csv"))
    assert out == "Brought in 0 entries, changed 0; 1 was there already.\n"


@pytest.mark.parametrize("kind", ["csv", "json"])
def test_import_says_what_came_of_it(kind: str, cli: Cli, tmp_path: Path) -> None:
    file = tmp_path / f"x.{kind}"
    other = log(*SOME[10:], *history(7, seed=5))
    exchange.write(other, file)
    out = cli("import", str(file))
    assert out == "Brought in 7 entries, changed 0; 15 were there already.\n"
    assert cli.err == ""
    store = Store(cli.folder / "hipflex.sqlite3")
    assert texts(store) == texts(log(*SOME, *history(7, seed=5)))


def test_ten_problems_are_told_and_the_rest_counted(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text(document(*[1] * 14), encoding="utf-8")
    out = cli("import", str(tmp_path / "x.json"), code=1)
    assert out == "Brought in 0 entries, changed 0; 0 were there already.\n"
    reason = "it is neither a session nor a day off, so it was left out."
    told = [f"Entry {number}: {reason}" for number in range(1, 11)]
    assert cli.err.splitlines() == [*told, "and 4 more"]


def test_text_of_a_file_cannot_steer_the_terminal(cli: Cli, tmp_path: Path) -> None:
    entry = {"removed": "\x1b[31m", "edited_at": "\x1b]0;x\x07"}
    (tmp_path / "x.json").write_text(document(entry), encoding="utf-8")
    cli("import", str(tmp_path / "x.json"), code=1)
    assert "·" in cli.err  # a dot stands for each control character
    assert cli.err.strip().isprintable()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("export", "DATA/hipflex.sqlite3"), "should end in .csv, .json or .ics"),
        (("export", "DATA/link.csv"), "is a database, maybe your own history."),
        (("export", "DATA"), "should end in .csv, .json or .ics"),
        (("export", "DATA/sub.csv"), "is a folder that is there already. Choose another name."),
        (("export", "DATA/none/x.csv"), "There is no folder "),
        (("import", "DATA/none.csv"), "There is no file "),
        (("import", "DATA"), "is a folder. Give a .json or .csv file that Hipflex exported."),
        (("import", "DATA/hipflex.sqlite3"), "hipflex.sqlite3 is not text in UTF-8. Give a "),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    words: tuple[str, str], sentence: str, cli: Cli
) -> None:
    (cli.folder / "link.csv").symlink_to(cli.folder / "hipflex.sqlite3")
    (cli.folder / "sub.csv").mkdir()
    before = cli.rows("SELECT * FROM runs")
    verb, name = words
    assert cli(verb, name.replace("DATA", str(cli.folder)), code=1) == ""
    assert sentence in cli.err
    assert cli.err.count("\n") == 1
    assert cli.rows("SELECT * FROM runs") == before


def test_a_history_of_a_newer_version_is_neither_overwritten_nor_lost(
    cli: Cli, tmp_path: Path
) -> None:
    file = tmp_path / "x.json"
    cli("export", str(file))
    good = file.read_bytes()
    newer = Store(cli.folder / "hipflex.sqlite3")
    newer._db.execute("PRAGMA user_version = 99")
    newer.close()
    cli("export", str(file), code=1)
    assert cli.err.splitlines()[-1] == (
        "Your history cannot be read just now, so nothing was written."
    )
    assert file.read_bytes() == good
    cli("import", str(file), code=1)
    assert cli.err.splitlines()[-1] == (
        "Your history cannot be written just now, so nothing was brought in."
    )


def test_progress_is_for_terminals_only(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exchange, "_EVERY", 5)
    file = tmp_path / "x.json"
    cli("export", str(file))
    assert cli.err == ""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    cli("export", str(file))
    shown = "".join(f"\r{percent} %" for percent in (20, 40, 60, 80, 100))
    assert cli.err == f"{shown}\r\x1b[K"
    cli("import", str(file))
    assert cli.err.endswith(" %\r\x1b[K")
    assert cli.err.count("%") == 5
