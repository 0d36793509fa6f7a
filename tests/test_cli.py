"""The command line: every verb, what it prints, and how it leaves."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import types
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

import hipflex_gui
from hipflex_gui import cli_play
from hipflex_gui.audio import SilentPlayer
from hipflex_gui.catalogue import Catalogue
from hipflex_gui.cli import main
from hipflex_gui.i18n import clock_text, length_text
from hipflex_gui.paths import UserFolder, shipped_sessions, user_folder

ROOT = Path(__file__).parents[1]
SHORT = """\
name: Short
summary: In no time.
pace: {get-ready: 0}
steps:
  - {name: One, for: 20s, steps: []}
  - {name: Two, for: 3 breaths, sides: each}
  - {name: Three, for: 4 reps, phases: {up: 1s, down: 1s}, sets: 2}
"""


class Cli:
    """Runs verbs in this process, with a data folder of their own."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self._capsys = folder, capsys

    def __call__(self, *words: str, code: int = 0) -> str:
        """Return standard output; the exit code must be as expected."""
        self.result = main([*words, "--data-dir", str(self.folder)])
        captured = self._capsys.readouterr()
        self.err = captured.err
        assert self.result == code, captured
        if code:
            assert captured.err
        return captured.out

    def json(self, *words: str) -> Any:
        """Return what a verb prints as JSON."""
        return json.loads(self(*words, "--json"))

    def session(self, text: str = SHORT, name: str = "short") -> Path:
        """Write a session of the user's."""
        path = self.folder / "sessions" / f"{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def rows(self, query: str) -> list[Any]:
        """Return what the database answers."""
        with closing(sqlite3.connect(self.folder / "hipflex.sqlite3")) as log:
            return log.execute(query).fetchall()


@pytest.fixture
def cli(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Cli:
    return Cli(tmp_path / "data", capsys)


def test_list_shows_what_there_is(cli: Cli) -> None:
    lines = cli("list").splitlines()
    assert len(lines) == len(Catalogue.load(None).sessions)
    assert lines[0].split() == ["chair-5", "5", "min", "chair", "Chair", "hip", "reset"]
    assert not cli.folder.exists()  # looking leaves nothing behind
    cli.session()
    assert cli("list").splitlines()[-1].endswith("Short  (yours)")


def test_list_as_json_has_its_documented_keys(cli: Cli) -> None:
    path = cli.session()
    rows = {row["session"]: row for row in cli.json("list")}
    keys = {"session", "name", "seconds", "place", "level", "props", "tags", "own", "file"}
    assert all(set(row) == keys for row in rows.values())
    chair = rows["chair-5"]
    assert (chair["place"], chair["level"], chair["own"]) == ("chair", "easy", False)
    assert rows["floor-10"]["props"] == ["mat"]
    assert chair["tags"] == ["desk", "driving"]
    own = rows["short"]
    assert (own["own"], own["file"], own["place"]) == (True, str(path), None)
    assert own["seconds"] == cli.json("show", "short")["seconds"]


def test_list_tells_of_broken_files_and_lists_the_rest(cli: Cli) -> None:
    cli.session("name: x\nsteps: nothing-such\n", "broken")
    (cli.folder / "movements").mkdir()
    (cli.folder / "movements" / "m.yaml").write_text("nam: x\n", encoding="utf-8")
    out = cli("list")
    assert "chair-5" in out
    assert "broken" not in out
    assert "sessions/broken.yaml:2:8: error: no movement is called 'nothing-such'" in cli.err
    assert "movements/m.yaml:1:1: error: there is no key 'nam' here" in cli.err


def test_show_tells_each_phase_with_its_time(cli: Cli) -> None:
    cli.session()
    seconds = cli.json("show", "short")["seconds"]
    lines = cli("show", "short").splitlines()
    assert lines[:2] == [f"Short: {length_text(seconds)}", "In no time."]
    assert lines[2].split() == ["0:00", "One:", "20", "s"]
    assert any(line.endswith("(2/2)") for line in lines)
    end = lines.index(f"{clock_text(seconds):>6}  the end")
    assert lines[end + 1 :] == ["", "Left 0:30, right 0:30", "Other 1:36"]


def test_show_tells_what_a_session_is_made_of_and_what_to_know(cli: Cli) -> None:
    cli.session("name: Short\nsteps: [{do: low-lunge, for: 20s, sides: left}]\n")
    lines = cli("show", "short").splitlines()
    end = next(n for n, line in enumerate(lines) if line.endswith("the end"))
    facts = ["Left 0:20, right 0:00", "Down to the floor once", "Hip flexors 0:20"]
    assert lines[end + 1 : end + 5] == ["", *facts]
    kinds = [advice["kind"] for advice in cli.json("show", "short")["advice"]]
    assert kinds[:3] == ["one-side", "no-glutes", "caution"]
    assert len(lines[end + 6 :]) == len(kinds)


def test_show_without_a_summary_goes_straight_to_the_plan(cli: Cli) -> None:
    cli.session(SHORT.replace("summary: In no time.\n", ""))
    assert cli("show", "short").splitlines()[1].startswith("  0:00")


def test_show_as_json_has_its_documented_keys(cli: Cli) -> None:
    cli.session()
    plan = cli.json("show", "short")
    parts = {"regions", "sides", "sides_by_region", "floor_changes", "advice"}
    assert set(plan) == {"session", "name", "seconds", "phases", *parts}
    assert plan["sides"] == {"left": 30.0, "right": 30.0}
    keys = {"at", "seconds", "kind", "movement", "title", "words", "side", "amount", "set", "sets"}
    assert all(set(phase) == keys for phase in plan["phases"])
    at = 0.0
    for phase in plan["phases"]:
        assert phase["at"] == pytest.approx(at)
        at += phase["seconds"]
    assert plan["seconds"] == pytest.approx(at)
    assert {phase["side"] for phase in plan["phases"]} == {None, "left", "right"}


def test_show_takes_a_file(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "Mine.yaml"
    path.write_text(SHORT, encoding="utf-8")
    assert cli.json("show", str(path))["session"] == "mine"


def test_a_session_that_is_not_there_is_an_error_with_a_suggestion(cli: Cli) -> None:
    assert cli("show", "chair5", code=1) == ""
    assert cli.err == "no session is called 'chair5'; did you mean chair-5?\n"
    cli("play", "\x1b[31mqqqqqq", code=1)
    assert cli.err == "no session is called '·[31mqqqqqq'; see: hipflex list\n"
    cli("show", "./none.yaml", code=1)
    assert cli.err.startswith("none.yaml:1:1: error: the file cannot be read: there is no such")


def test_a_session_with_errors_is_not_played(cli: Cli) -> None:
    cli.session("name: x\nsteps:\n  - do: nothing-such\n    for: ever\n")
    assert cli("play", "short", code=1) == ""
    first = [line for line in cli.err.splitlines() if line.startswith("sessions")]
    assert sorted(line.split(":")[1] for line in first) == ["3", "4"]
    assert not (cli.folder / "hipflex.sqlite3").exists()


def test_check_is_silent_and_0_when_all_is_well(cli: Cli) -> None:
    files = [str(path) for path in sorted(shipped_sessions().glob("*.yaml"))]
    assert cli("check", *files) == ""
    assert cli.err == ""


def test_check_tells_all_problems_of_all_files(cli: Cli, tmp_path: Path) -> None:
    good = cli.session()
    bad = tmp_path / "bad.yaml"
    bad.write_text("nam: x\nsteps: [nothing-such]\n", encoding="utf-8")
    out = cli("check", str(bad), str(good), str(tmp_path / "none.yaml"), code=1)
    first = [line for line in out.splitlines() if ": error: " in line]
    assert [line.rpartition(": error: ")[0] for line in first] == [
        f"{bad}:1:1",
        f"{bad}:1:1",
        f"{bad}:2:9",
        f"{tmp_path / 'none.yaml'}:1:1",
    ]
    assert cli.err == "4 errors\n"


def test_check_with_only_warnings_is_0(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "w.yaml"
    path.write_text("name: x\npace: {switch: 1s}\nsteps: figure-four-chair\n", encoding="utf-8")
    assert f"{path}:3:8: warning: " in cli("check", str(path))
    assert cli.err == ""


def test_check_knows_the_users_movements(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "s.yaml"
    path.write_text("name: x\nsteps: my-own\n", encoding="utf-8")
    cli("check", str(path), code=1)
    assert cli.err == "1 error\n"
    (cli.folder / "movements").mkdir(parents=True)
    (cli.folder / "movements" / "my-own.yaml").write_text("name: Own\n", encoding="utf-8")
    assert cli("check", str(path)) == ""


def test_check_starts_without_what_it_does_not_need() -> None:
    heavy = "sqlite3 asyncio miniaudio simpleaudio PySide6 hipflex_gui.engine hipflex_gui.audio"
    program = (
        "import sys; before = set(sys.modules);"  # with what measures the coverage
        "from hipflex_gui.cli import main; main(['check', sys.argv[1]]);"
        f"print(*sorted((set(sys.modules) - before) & set({heavy.split()})))"
    )
    (path, *_others) = shipped_sessions().glob("*.yaml")
    done = subprocess.run(
        [sys.executable, "-c", program, str(path)],
        env={**os.environ, "PYTHONPATH": str(shipped_sessions().parent)},
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    assert done.stdout == "\n"


def test_new_begins_a_session_that_can_be_played(cli: Cli) -> None:
    path = Path(cli("new", "My desk").strip())
    assert path == cli.folder / "sessions" / "my-desk.yaml"
    assert cli("check", str(path)) == ""
    assert "my-desk" in cli("list")
    cli("new", "my DESK", code=1)
    assert "already" in cli.err


def test_play_prints_a_line_for_each_step_and_logs_it(cli: Cli) -> None:
    cli.session()
    out = cli("play", "short", "--speed", "1000")
    done = [line.strip() for line in out.splitlines() if line.strip().startswith("[")]
    assert done == [
        "[1/5] One: 20 s",
        "[2/5] Two, left side: 3 breaths, 30 s",
        "[3/5] Two, right side: 3 breaths, 30 s",
        "[4/5] Three: 4 x, 8 s",
        "[5/5] Three: 4 x, 8 s",
    ]
    assert out.splitlines()[-1].startswith("Done: ")
    assert cli.rows("SELECT session, name, status FROM runs") == [("short", "Short", "completed")]
    assert cli.rows("SELECT count(*), min(status), max(status) FROM step") == [(5, "done", "done")]


def test_play_takes_a_movement_that_no_session_is_called_like(cli: Cli) -> None:
    out = cli("play", "figure-four-chair", "--speed", "1000")
    done = [line.strip() for line in out.splitlines() if line.strip().startswith("[")]
    assert done == [
        "[1/2] Chair figure four, left side: 30 s",
        "[2/2] Chair figure four, right side: 30 s",
    ]
    played = [("figure-four-chair", "Chair figure four")]
    assert cli.rows("SELECT session, name FROM runs") == played
    assert "figure-four-chair " not in cli("list")


def test_a_session_goes_before_a_movement_of_the_same_id(cli: Cli) -> None:
    path = cli.session("session: fire-log\n" + SHORT)
    cli("play", "fire-log", "--speed", "1000")
    assert cli.rows("SELECT session, name FROM runs") == [("fire-log", "Short")]
    path.write_text("session: fire-log\nname: x\nsteps: [nothing-such]\n", encoding="utf-8")
    path.rename(path.with_name("fire-log.yaml"))
    assert cli("play", "fire-log", "--speed", "1000", code=1) == ""
    assert "nothing-such" in cli.err


def test_play_fast_is_silent_and_leaves_no_log(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = cli.session()

    def no_sound(*_args: object, **_more: object) -> None:
        raise AssertionError("a fast run makes no sound")

    monkeypatch.setattr(cli_play, "open_player", no_sound)
    assert main(["play", str(path), "--speed", "1000"]) == 0
    assert "Done: " in capsys.readouterr().out
    assert not user_folder().root.exists()


def test_play_at_its_own_speed_sounds_and_is_logged(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    player = SilentPlayer()
    asked: dict[str, Any] = {}

    def opened(name: str, **more: Any) -> SilentPlayer:
        asked.update(more, name=name)
        return player

    path = cli.session("name: x\npace: {get-ready: 0}\nsteps: [{name: One, for: 0.02s}]\n")
    monkeypatch.setattr(cli_play, "open_player", opened)
    monkeypatch.setattr(player, "notice", "No sound here.")
    monkeypatch.setattr(SilentPlayer, "remaining_s", 0.001, raising=False)
    assert main(["play", str(path)]) == 0
    assert capsys.readouterr().err == "No sound here.\n"
    assert asked["name"] == "auto"
    assert 0 < asked["volume"] <= 1
    assert json.loads(_history(capsys))["runs"][0]["status"] == "completed"


def _history(capsys: pytest.CaptureFixture[str]) -> str:
    assert main(["history", "--json"]) == 0
    return capsys.readouterr().out


def test_play_takes_only_the_steps_asked_for(cli: Cli) -> None:
    cli.session()
    out = cli("play", "short", "--speed", "1000", "--pick", "2, 1", "--side", "right")
    done = [line.split(":")[0].strip() for line in out.splitlines() if line.startswith("  [")]
    assert done == ["[1/3] Two, right side", "[2/3] Two, left side", "[3/3] One"]
    cli("play", "short", "--speed", "1000", "--pick", "4", code=1)
    assert cli.err == "Short has 3 steps to pick from\n"


def test_a_setting_that_cannot_be_understood_is_told(cli: Cli) -> None:
    cli("history")
    with closing(sqlite3.connect(cli.folder / "hipflex.sqlite3")) as log, log:
        log.execute("INSERT INTO setting (key, value) VALUES ('volume', 'nonsense')")
    assert "chair-5" in cli("list")
    assert "“Volume” could not be read" in cli.err


def test_history_begins_with_a_hint(cli: Cli) -> None:
    assert cli("history") == "Nothing here yet. Try: hipflex play\n"


def test_history_tells_the_streak_and_the_runs(cli: Cli) -> None:
    cli.session()
    for _run in range(3):
        cli("play", "short", "--speed", "1000")
    lines = cli("history", "--limit", "2").splitlines()
    assert lines[0].startswith("Streak ")
    assert len(lines) == 3
    assert lines[1].endswith("Short")
    assert "5/5" in lines[1]
    assert "completed" in lines[1]


def test_history_as_json_has_its_documented_keys(cli: Cli) -> None:
    cli.session()
    cli("play", "short", "--speed", "1000")
    history = cli.json("history")
    assert {"streak", "best", "week_s", "goal_min", "runs"} <= set(history)
    (run,) = history["runs"]
    keys = {"id", "session", "name", "started_at", "day", "planned_s", "status", "ended_at"}
    keys |= {"active_s", "utc_offset_s", "steps_planned", "steps_done", "steps"}
    keys |= {"before", "after", "note", "edited_at"}
    assert set(run) == keys
    keys = {"position", "visit", "movement", "name", "targets", "side", "set_number", "dose"}
    keys |= {"planned_s", "held_s", "breaths", "reps", "status", "started_at", "ended_at"}
    keys |= {"comfort"}
    assert [set(step) for step in run["steps"]] == [keys] * 5
    assert run["steps"][1]["breaths"] == 3
    assert run["started_at"].endswith("+00:00")


@pytest.mark.parametrize("place", ["before", "after", "both"])
def test_the_data_folder_may_stand_before_or_after_the_verb(
    place: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    right, wrong = tmp_path / "right", tmp_path / "wrong"
    before = ["--data-dir", str(wrong if place == "both" else right)] if place != "after" else []
    after = ["--data-dir", str(right)] if place != "before" else []
    assert main([*before, "new", "x", *after]) == 0
    assert capsys.readouterr().out == f"{right / 'sessions' / 'x.yaml'}\n"
    assert not wrong.exists()


@pytest.mark.parametrize(
    "words",
    [
        "nonsense",
        "show",
        "fmt",
        "new",
        "start",
        "list extra",
        "play chair-5 --speed x",
        "play chair-5 --speed 0",
        "play chair-5 --speed nan",
        "play chair-5 --speed 1e9",
        "play chair-5 --pick 0",
        "play chair-5 --pick a,b",
        "play chair-5 --side both",
        "history --limit -1",
        "history --limit 99999999999",
        "history --limit \u00b2",
    ],
)
def test_wrong_usage_is_2_and_touches_nothing(
    words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        main([*words.split(), "--data-dir", str(tmp_path / "data")])
    assert left.value.code == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("usage: hipflex")
    assert "_" not in captured.err.splitlines()[-1]
    assert not (tmp_path / "data").exists()


def test_help_and_version_are_0(capsys: pytest.CaptureFixture[str]) -> None:
    for words in (["--help"], ["play", "--help"], ["--version"]):
        with pytest.raises(SystemExit) as left:
            main(words)
        assert left.value.code == 0
    assert hipflex_gui.__version__ in capsys.readouterr().out


def test_start_hands_the_window_an_id_or_a_whole_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    opened: list[str | None] = []
    window = types.ModuleType("hipflex_gui.ui.start")

    def opens(_folder: UserFolder, session: str | None) -> int:
        opened.append(session)
        return 0

    window.__dict__["main"] = opens
    monkeypatch.setitem(sys.modules, "hipflex_gui.ui.start", window)
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    monkeypatch.chdir(tmp_path)
    cli = Cli(tmp_path / "data", capsys)
    cli()
    cli("start", "chair-5")
    mine = cli.session()
    cli("start", "short")
    file = tmp_path / "Meine Übung 股.YAML"
    file.write_text(SHORT, encoding="utf-8")
    cli("start", file.name)
    assert opened == [None, "chair-5", str(mine), str(file)]
    file.write_text("name: x\nsteps: [no-such-thing]\n", encoding="utf-8")
    cli("start", file.name, code=1)
    assert "no movement is called 'no-such-thing'" in cli.err
    cli("start", "nosuch", code=1)
    assert "no session is called 'nosuch'" in cli.err
    assert len(opened) == 4
    sent = tmp_path / "for you.HIPFLEX"
    cli(sent.name)  # as a desktop opens a file, whose options come before it
    assert main(["--data-dir", str(tmp_path / "data"), str(sent)]) == 0
    assert opened[4:] == [str(sent), str(sent)]


@pytest.mark.skipif(not shutil.which("make"), reason="make is not installed")
@pytest.mark.parametrize(
    ("display", "code", "calls", "left"),
    [
        (
            ":0",
            0,
            [
                "",
            ],
            0,
        ),
        (":0", 69, ["", "play"], 0),
        (":0", 1, [""], 2),
        ("", 0, ["play"], 0),
    ],
)
def test_make_run_plays_in_the_terminal_where_no_window_opens(
    display: str, code: int, calls: list[str], left: int, tmp_path: Path
) -> None:
    program = tmp_path / "hipflex"
    program.write_text(f'#!/bin/sh\necho "called $*"\n[ "$1" = play ] || exit {code}\n')
    program.chmod(0o755)
    done = subprocess.run(
        ["make", "--no-print-directory", "-o", "setup-run", "run", f"BIN={tmp_path}"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "DISPLAY": display},
        capture_output=True,
        text=True,
        check=False,
    )
    said = [line.split(" ", 1)[1] for line in done.stdout.splitlines() if line[:6] == "called"]
    assert (said, done.returncode) == (calls, left)


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="there is always a display there")
@pytest.mark.parametrize("words", [[], ["start", "chair-5"]])
def test_without_a_display_the_window_is_a_sentence(
    words: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert main(words) == 1
    err = capsys.readouterr().err
    assert err == "There is no display here. To stretch in the terminal: hipflex play\n"


def test_without_qt_the_window_is_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "PySide6", None)
    for name in [name for name in sys.modules if name.startswith(("PySide6.", "hipflex_gui.ui"))]:
        monkeypatch.delitem(sys.modules, name)
    assert main([]) == 1
    err = capsys.readouterr().err
    assert err.startswith("The window needs PySide6, which cannot be loaded (")
    assert err.endswith(". Try: hipflex play\n")
    assert err.count("\n") == 1
