"""The command line when things go wrong: signals, pipes, encodings, databases, places."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from hipflex_gui import cli_play, opening
from hipflex_gui.cli import main
from hipflex_gui.store import Store
from tests.storing import RUN, fill, spoil
from tests.test_cli import SHORT

PROGRAM = [sys.executable, "-c", "import sys; from hipflex_gui.cli import main; sys.exit(main())"]
ROOT = Path(__file__).parents[1]
HANG_S = 60  # against hanging only
LONG = """\
name: Long
pace: {get-ready: 0}
steps:
  - {name: One, for: 10s}
  - {name: Two, for: 3h}
"""
posix = pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals and pipes")


def environment(**changes: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(ROOT), **changes}


def run(*words: str, **changes: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*PROGRAM, *words],
        env=environment(**changes),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=HANG_S,
        check=False,
    )


def history(folder: Path, capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    capsys.readouterr()
    assert main(["history", "--json", "--data-dir", str(folder)]) == 0
    runs: list[dict[str, Any]] = json.loads(capsys.readouterr().out)["runs"]
    return runs


def playing(folder: Path) -> "subprocess.Popen[str]":
    """Start a session in a process of its own, and return when its first step is written down."""
    path = folder / "long.yaml"
    path.write_text(LONG, encoding="utf-8")
    process = subprocess.Popen(
        [*PROGRAM, "play", str(path), "--speed", "20", "--data-dir", str(folder)],
        env=environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    assert process.stdout
    for line in process.stdout:
        if line.strip().startswith("[1/2] One: 10 s"):
            return process
    raise AssertionError(process.communicate(timeout=HANG_S))


@posix
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_a_signal_to_end_ends_it_and_keeps_the_step_so_far(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    process = playing(tmp_path)
    with pytest.raises(subprocess.TimeoutExpired):
        process.wait(0.3)  # six seconds of the second step, at this speed
    process.send_signal(getattr(signal, name))
    out, err = process.communicate(timeout=HANG_S)
    assert (process.returncode, err) == (0, "")
    assert out.splitlines()[-1].startswith("Ended after ")
    (played,) = history(tmp_path, capsys)
    assert played["status"] == "stopped"
    steps = [(step["name"], step["status"]) for step in played["steps"]]
    assert steps == [("One", "done"), ("Two", "cut")]
    assert 1 < played["steps"][1]["held_s"] < 3600


@posix
def test_a_kill_keeps_what_was_done_and_is_told_as_interrupted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    process = playing(tmp_path)
    with closing(sqlite3.connect(tmp_path / "hipflex.sqlite3")) as log:
        assert log.execute("SELECT status FROM run").fetchall() == [("running",)]
    process.kill()
    process.communicate(timeout=HANG_S)
    (played,) = history(tmp_path, capsys)
    assert played["status"] == "interrupted"
    assert [(step["name"], step["status"]) for step in played["steps"]] == [("One", "done")]


class Waiting:
    """Keys that are asked for while something else happens."""

    interactive = False

    def __init__(self, meanwhile: Any) -> None:
        self.meanwhile = meanwhile

    def read(self, timeout_s: float | None) -> str | None:
        self.meanwhile()
        return None


def test_a_signal_while_something_is_written_waits_for_the_next_key() -> None:
    keys = cli_play._EndableKeys(Waiting(lambda: None))
    assert keys.read(1.0) is None
    keys.end(signal.SIGTERM, None)  # nothing is raised in the middle of a write
    assert keys.read(1.0) == cli_play.END


def test_a_signal_while_waiting_for_a_key_ends_the_waiting() -> None:
    waiting = Waiting(None)
    keys = cli_play._EndableKeys(waiting)
    waiting.meanwhile = lambda: keys.end(signal.SIGTERM, None)
    assert keys.read(None) == cli_play.END
    assert keys.read(None) == cli_play.END


def test_signals_mean_what_they_did_once_a_session_is_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)]
    path = tmp_path / "short.yaml"
    path.write_text(SHORT, encoding="utf-8")
    assert main(["play", str(path), "--speed", "1000"]) == 0
    assert [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)] == before
    assert "Done: " in capsys.readouterr().out


def test_ctrl_c_elsewhere_leaves_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*_args: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("hipflex_gui.cli_files.check_file", interrupted)
    assert main(["check", "x.yaml"]) == 130
    assert capsys.readouterr() == ("", "")


@posix
@pytest.mark.parametrize("words", [["list"], ["list", "--json"], ["show", "floor-10"]])
def test_a_reader_that_goes_away_is_no_error(words: list[str]) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "wb") as closed:
        done = subprocess.run(
            [*PROGRAM, *words],
            env=environment(),
            stdin=subprocess.DEVNULL,
            stdout=closed,
            stderr=subprocess.PIPE,
            timeout=HANG_S,
            check=False,
        )
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_output_that_cannot_be_written_is_one_sentence() -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*PROGRAM, "list"],
            env=environment(),
            stdin=subprocess.DEVNULL,
            stdout=full,
            stderr=subprocess.PIPE,
            timeout=HANG_S,
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr.startswith(b"The system refused something: ")
    assert done.stderr.count(b"\n") == 1


@pytest.mark.parametrize(
    "changes",
    [{"PYTHONIOENCODING": "ascii"}, {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}],
)
def test_a_terminal_that_knows_few_letters_shows_question_marks(
    changes: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "sessions").mkdir()
    path = tmp_path / "sessions" / "s.yaml"
    path.write_text(
        "name: Dehnübung 股関節\npace: {get-ready: 0}\nsteps: [{name: Hüfte, for: 10s}]\n",
        encoding="utf-8",
    )
    folder = ("--data-dir", str(tmp_path))
    for words in (["list"], ["show", "s"], ["play", "s", "--speed", "1000"], ["history"]):
        done = run(*words, *folder, **changes)
        assert done.returncode == 0, done.stderr
        assert b"Dehn" in done.stdout or b"fte" in done.stdout
        done.stdout.decode("ascii")
    done = run("list", "--json", *folder, **changes)
    assert json.loads(done.stdout)[-1]["name"] == "Dehnübung 股関節"
    path.write_text("nüme: x\n", encoding="utf-8")
    done = run("check", str(path), **changes)
    assert done.returncode == 1
    assert b"n?me" in done.stdout
    done = run("show", "股", **changes)
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr


@posix
def test_a_name_that_is_no_text_is_no_traceback(tmp_path: Path) -> None:
    for words in (["show"], ["check"], ["new"]):
        done = subprocess.run(
            [*PROGRAM, *words, "--data-dir", str(tmp_path), os.fsdecode(b"\xff\xfe.yaml")],
            env=environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=HANG_S,
            check=False,
        )
        assert b"Traceback" not in done.stderr
        assert done.returncode == (0 if words == ["new"] else 1)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "sessions").mkdir()
    (tmp_path / "sessions" / "short.yaml").write_text(SHORT, encoding="utf-8")
    return tmp_path


def play(folder: Path) -> int:
    return main(["play", "short", "--speed", "1000", "--data-dir", str(folder)])


def test_a_locked_database_costs_no_step(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert play(folder) == 0
    with closing(sqlite3.connect(folder / "hipflex.sqlite3", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert play(folder) == 0
        captured = capsys.readouterr()
        assert "Another program is using hipflex.sqlite3." in captured.err
        assert "Done: " in captured.out
        other.execute("ROLLBACK")
    runs = history(folder, capsys)
    assert [(found["status"], found["steps_done"]) for found in runs] == [("completed", 5)] * 2


def test_a_database_of_a_newer_version_is_left_alone(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(sqlite3.connect(folder / "hipflex.sqlite3")) as newer:
        newer.execute("PRAGMA user_version = 999")
    before = (folder / "hipflex.sqlite3").read_bytes()
    for words, code in (["list"], 0), (["history"], 1):
        assert main([*words, "--data-dir", str(folder)]) == code
        captured = capsys.readouterr()
        assert "newer version" in captured.err
        assert "Nothing here yet" not in captured.out  # what cannot be read is not empty
    assert play(folder) == 0
    assert "Done: " in capsys.readouterr().out
    assert (folder / "hipflex.sqlite3").read_bytes() == before


def test_a_damaged_database_is_set_aside_and_told(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "hipflex.sqlite3").write_bytes(b"no database at all" * 1000)
    assert play(folder) == 0
    captured = capsys.readouterr()
    (aside,) = folder.glob("hipflex-damaged-*.sqlite3")
    assert f"hipflex.sqlite3 is damaged. It is kept as {aside}, and a new one" in captured.err
    assert aside.read_bytes().startswith(b"no database")
    assert len(history(folder, capsys)) == 1


def test_a_place_that_cannot_be_written_still_plays(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    path = tmp_path / "short.yaml"
    path.write_text(SHORT, encoding="utf-8")
    place = str(tmp_path / "file" / "data")
    assert main(["play", str(path), "--speed", "1000", "--data-dir", place]) == 0
    captured = capsys.readouterr()
    assert "Done: " in captured.out
    assert "There is a file where a folder should be" in captured.err
    assert main(["list", "--data-dir", place]) == 0
    assert main(["new", "x", "--data-dir", place]) == 1
    assert "cannot be written" in capsys.readouterr().err


@pytest.mark.parametrize("words", [["history"], ["list"], ["play", "short", "--speed", "1000"]])
def test_a_lost_run_in_a_locked_log_stops_nothing(
    words: list[str], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = Store(folder / "hipflex.sqlite3")
    store.begin(RUN)
    store.close()
    with closing(sqlite3.connect(folder / "hipflex.sqlite3", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert main([*words, "--data-dir", str(folder)]) == 0
        other.execute("ROLLBACK")
    history(folder, capsys)  # the next start ends it
    with closing(sqlite3.connect(folder / "hipflex.sqlite3")) as log:
        lost = log.execute("SELECT status FROM run WHERE id = ?", (RUN.id,)).fetchall()
    assert lost == [("interrupted",)]


@pytest.mark.parametrize(
    ("table", "words"),
    [("step", ["history", "--json"]), ("run", ["history"]), ("setting", ["list"])],
)
def test_damage_met_while_reading_is_set_aside_and_answered_at_once(
    table: str,
    words: list[str],
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(opening, "CHECKED_WHOLE_BYTES", 0)
    fill(folder / "hipflex.sqlite3", steps=60)
    spoil(folder / "hipflex.sqlite3", table)
    assert main([*words, "--data-dir", str(folder)]) == 0
    captured = capsys.readouterr()
    assert captured.out
    assert captured.err.count("a new one was started") == 1
    assert len(list(folder.glob("hipflex-damaged-*.sqlite3"))) == 1
