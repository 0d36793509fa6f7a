"""Exercises of other programs brought in as one types it, played and found in the log."""

import json
import shutil
from pathlib import Path

import pytest

from hipflex_gui.bringing import MOST_BYTES
from hipflex_gui.files import free_name
from tests.exchanging import document
from tests.test_cli import Cli

DATA = Path(__file__).parent / "data"
WORKRAVE, JSON = DATA / "workrave" / "exercises.xml", DATA / "exercises.json"


@pytest.fixture
def cli(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Cli:
    return Cli(tmp_path / "data", capsys)


def contents(cli: Cli) -> dict[str, bytes]:
    files = (path for path in cli.folder.rglob("*.yaml") if path.is_file())
    return {str(path.relative_to(cli.folder)): path.read_bytes() for path in files}


def test_workraves_file_is_brought_in_played_to_its_end_and_logged(cli: Cli) -> None:
    out = cli("import", str(WORKRAVE))
    assert f"Wrote {cli.folder}/movements/workrave-turn-your-head.yaml.\n" in out
    assert out.endswith("To do them: hipflex start workrave\n")
    assert "20 pictures were left behind" in cli.err
    assert len(contents(cli)) == 11
    cli("check", *(str(cli.folder / name) for name in contents(cli)))
    assert "Done:" in cli("play", "workrave", "--speed", "100000")
    [run] = cli.json("history")["runs"]
    assert (run["session"], run["status"]) == ("workrave", "completed")
    # ten exercises, the first of them on each side
    assert [step["status"] for step in run["steps"]] == ["done"] * 11
    assert [step["side"] for step in run["steps"]] == ["left", "right", *["both"] * 9]
    assert run["steps"][-1]["movement"] == "workrave-turn-your-head"


def test_the_second_time_nothing_changes(cli: Cli) -> None:
    cli("import", str(WORKRAVE))
    before = contents(cli)
    out = cli("import", str(WORKRAVE))
    assert out == "11 files were there already.\nTo do them: hipflex start workrave\n"
    assert contents(cli) == before


def test_what_somebody_changed_stays_and_the_session_follows_what_is_new(cli: Cli) -> None:
    cli("import", str(WORKRAVE))
    mine = cli.folder / "movements" / "workrave-finger-stretch.yaml"
    mine.write_text("name: My fingers\nsteps: [Wiggle.]\n", encoding="utf-8")
    before = contents(cli)
    out = cli("import", str(WORKRAVE))
    assert out.splitlines() == [
        f"Wrote {free_name(mine).with_name('workrave-finger-stretch-2.yaml')}.",
        f"Wrote {cli.folder / 'sessions' / 'workrave-2.yaml'}.",
        "9 files were there already.",
        "To do them: hipflex start workrave-2",
    ]
    after = contents(cli)
    assert {name: after[name] for name in before} == before
    assert b"- workrave-finger-stretch-2\n" in after["sessions/workrave-2.yaml"]
    assert "Finger stretch" in cli("show", "workrave-2")
    assert cli("import", str(WORKRAVE)).startswith("11 files were there already.")


def test_another_language_stands_beside_english(cli: Cli) -> None:
    cli("import", str(WORKRAVE))
    cli("import", str(WORKRAVE), "--language", "fr")
    assert len(contents(cli)) == 22
    assert "Étirement épaules-bras" in cli("show", "workrave-fr")


def test_json_is_brought_in_for_sessions_of_ones_own(cli: Cli) -> None:
    out = cli("import", str(JSON))
    assert [line.rpartition("/")[2] for line in out.splitlines()] == [
        "exercise-wall-calf-lean.yaml.",
        "exercise-slow-bag-lift.yaml.",
        "exercise-stair-stroll.yaml.",
    ]
    assert "3 pictures were left behind" in cli.err
    assert cli("import", str(JSON)) == "3 files were there already.\n"
    assert "Done:" in cli("play", "exercise-wall-calf-lean", "--speed", "100000")


@pytest.mark.parametrize("name", ["exercises", "exercises.csv", "x.yaml"])
def test_the_content_says_what_it_is_and_not_the_name(name: str, cli: Cli, tmp_path: Path) -> None:
    shutil.copy(JSON, tmp_path / name)
    assert "exercise-wall-calf-lean" in cli("import", str(tmp_path / name))


def test_a_history_is_still_a_history(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text(document(1), encoding="utf-8")
    out = cli("import", str(tmp_path / "x.json"), code=1)
    assert out == "Brought in 0 entries, changed 0; 0 were there already.\n"
    (tmp_path / "x.json").write_text(json.dumps({"versions": []}), encoding="utf-8")
    cli("import", str(tmp_path / "x.json"), code=1)
    assert contents(cli) == {}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<exercises>", "This file is not whole: line 1"),
        ("<!DOCTYPE x><exercises/>", "declares things of its own"),
        ("[" * 100_000, "nested too deeply"),
        ("<" + " " * MOST_BYTES, "is too large: 4 MB are the most"),
    ],
)
def test_a_bad_file_is_told_and_writes_nothing(
    text: str, said: str, cli: Cli, tmp_path: Path
) -> None:
    (tmp_path / "x").write_text(text, encoding="utf-8")
    assert cli("import", str(tmp_path / "x"), code=1) == ""
    assert said in cli.err
    assert not cli.folder.exists()


def test_text_of_a_file_cannot_steer_the_terminal(cli: Cli, tmp_path: Path) -> None:
    entry = {"name": "Up\x1b[31m", "instructions": ["\x1b]0;x\x07Up."], "a\x1b[0m": "\u202e"}
    (tmp_path / "x.json").write_text(json.dumps([entry]), encoding="utf-8")
    cli("import", str(tmp_path / "x.json"))
    assert cli.err.replace("\n", "").isprintable()
    assert b"\x1b" not in contents(cli)["movements/exercise-up-31m.yaml"]


def test_a_folder_that_cannot_be_made_is_told(cli: Cli) -> None:
    cli.folder.mkdir()
    (cli.folder / "movements").write_text("in the way", encoding="utf-8")
    cli("import", str(JSON), code=1)
    assert "There is a file where a folder should be" in cli.err


# -- and out, on paper


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("paper", [(), ("--paper", "letter")])
def test_a_session_is_printed(cli: Cli, tmp_path: Path, paper: tuple[str, ...]) -> None:
    file = tmp_path / "chair.PDF"
    assert cli("print", "chair-5", "-o", str(file), *paper) == f"Wrote 1 page to {file}.\n"
    assert file.read_bytes().startswith(b"%PDF-")
    assert (b"/MediaBox [0 0 612" in file.read_bytes()) == bool(paper)
    assert not cli.folder.exists()


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("chair-5", "-o", "x.txt"), "has to end in .pdf"),
        (("chair-5", "-o", "none/x.pdf"), "There is no folder none."),
        (("chair-6", "-o", "x.pdf"), "no session is called 'chair-6'"),
    ],
)
def test_what_cannot_be_printed_is_told(
    words: tuple[str, ...],
    said: str,
    cli: Cli,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    cli("print", *words, code=1)
    assert said in cli.err
    assert list(tmp_path.iterdir()) == []
