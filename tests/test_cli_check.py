"""The verb check: as JSON for programs, again after each change, and which files are meant."""

import json
import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from hipflex_gui import cli_files, cli_watch
from hipflex_gui.cli import main
from hipflex_gui.paths import UserFolder
from tests.support import ManualClock

GOOD = "name: x\nsteps: [low-lunge]\n"
BAD = "name: x\nsteps: [low-lunk]\nplace: florr\n"
WARNED = "name: x\npace: {switch: 1s}\nsteps: figure-four-chair\n"


@pytest.fixture
def folder(tmp_path: Path) -> UserFolder:
    user = UserFolder(tmp_path / "user")
    user.sessions.mkdir(parents=True)
    user.movements.mkdir()
    return user


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


# -- as JSON


def test_json_has_an_object_for_each_problem(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(tmp_path / "bad.yaml", BAD)
    assert main(["check", "--json", str(path)]) == 1
    out, err = capsys.readouterr()
    assert err == "2 errors\n"
    assert json.loads(out) == [
        {
            "file": str(path),
            "line": 2,
            "column": 9,
            "length": 8,
            "severity": "error",
            "message": "no movement is called 'low-lunk'",
            "hint": "did you mean low-lunge?",
            "fixes": ["low-lunge"],
        },
        {
            "file": str(path),
            "line": 3,
            "column": 8,
            "length": 5,
            "severity": "error",
            "message": "'florr' is not one of chair, standing, floor, gym",
            "hint": "did you mean floor?",
            "fixes": ["floor"],
        },
    ]


def test_a_fix_put_in_its_place_makes_the_file_right(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(tmp_path / "bad.yaml", BAD)
    main(["check", "--json", str(path)])
    lines = BAD.splitlines()
    for found in json.loads(capsys.readouterr().out):
        line, start = lines[found["line"] - 1], found["column"] - 1
        lines[found["line"] - 1] = (
            line[:start] + found["fixes"][0] + line[start + found["length"] :]
        )
    assert main(["check", str(write(path, "\n".join(lines)))]) == 0


def test_json_of_files_without_a_problem_is_an_empty_list(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "--json", str(write(tmp_path / "good.yaml", GOOD))]) == 0
    assert capsys.readouterr() == ("[]\n", "")


def test_warnings_are_told_and_do_no_harm(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "--json", str(write(tmp_path / "warned.yaml", WARNED))]) == 0
    out, err = capsys.readouterr()
    assert [found["severity"] for found in json.loads(out)] == ["warning"]
    assert err == ""


# -- which files


def test_without_a_file_it_is_the_users_own(
    folder: UserFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    write(folder.sessions / "a.yaml", BAD)
    write(folder.movements / "b.yml", "name: x\nkind: strech\n")
    assert main(["check", "--data-dir", str(folder.root)]) == 1
    out, err = capsys.readouterr()
    assert f"{folder.sessions / 'a.yaml'}:2:9: error" in out
    assert f"{folder.movements / 'b.yml'}:2:7: error" in out
    assert err == "3 errors\n"


def test_a_folder_means_its_yaml_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path / "a.yaml", BAD)
    write(tmp_path / "b.YML", BAD)
    write(tmp_path / "c.txt", BAD)
    assert main(["check", str(tmp_path), str(tmp_path / "a.yaml")]) == 1
    assert capsys.readouterr().err == "4 errors\n"


def test_a_folder_without_files_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--data-dir", str(tmp_path)]) == 0
    out, err = capsys.readouterr()
    assert out == ""
    assert err == f"There is no session or movement file in: {tmp_path}\n"


# -- again and again


class Watched:
    """Runs ``watch`` with one act between each two looks at the files; then Ctrl+C is pressed."""

    def __init__(self, folder: UserFolder, capsys: pytest.CaptureFixture[str]) -> None:
        self._folder, self._capsys = folder, capsys

    def __call__(
        self, paths: list[Path], *acts: Callable[[], object], as_json: bool = False
    ) -> list[str]:
        """Return what was printed before each act, and after the last."""
        shown: list[str] = []
        left: Iterator[Callable[[], object]] = iter(acts)

        def wait(seconds: float) -> None:
            assert seconds > 0
            shown.append(self._capsys.readouterr().out)
            act = next(left, None)
            if act is None:
                raise KeyboardInterrupt
            act()

        clock = ManualClock(datetime(2026, 3, 1, 14, 5, 9, tzinfo=UTC))
        with pytest.raises(KeyboardInterrupt):
            cli_watch.watch(paths, self._folder, as_json=as_json, clock=clock, wait=wait)
        return shown


@pytest.fixture
def watched(folder: UserFolder, capsys: pytest.CaptureFixture[str]) -> Watched:
    return Watched(folder, capsys)


def results(shown: list[str]) -> list[str]:
    """Return the last line of each, without its time."""
    return [text.splitlines()[-1].partition("  ")[2] if text else "" for text in shown]


def test_a_change_is_checked_once_and_nothing_is_said_without_one(
    watched: Watched, tmp_path: Path
) -> None:
    path = write(tmp_path / "a.yaml", BAD)
    shown = watched(
        [path], lambda: None, lambda: write(path, GOOD), lambda: None, lambda: write(path, WARNED)
    )
    assert results(shown) == [
        "2 errors in 1 file", "", "no problems in 1 file", "", "1 warning in 1 file",
    ]  # fmt: skip
    assert f"{path}:2:9: error: no movement is called 'low-lunk'" in shown[0]
    assert shown[2] == "14:05:09  no problems in 1 file\n"
    assert f"{path}:3:8: warning: " in shown[4]


def test_files_deleted_created_and_put_in_the_place_of_another_are_noticed(
    watched: Watched, tmp_path: Path
) -> None:
    path = write(tmp_path / "a.yaml", GOOD)
    other = tmp_path / "aside"
    shown = watched(
        [path],
        path.unlink,
        lambda: write(path, BAD),
        lambda: write(other, GOOD).replace(path),
    )
    assert results(shown) == [
        "no problems in 1 file",
        "1 error in 1 file",
        "2 errors in 1 file",
        "no problems in 1 file",
    ]
    assert "there is no such file" in shown[1]


def test_another_file_with_the_same_size_and_time_is_noticed(
    watched: Watched, tmp_path: Path
) -> None:
    path = write(tmp_path / "a.yaml", GOOD)
    kept = path.stat()
    other = write(tmp_path / "aside", GOOD.replace("low-lunge", "low-lunch"))

    def put_in() -> None:
        os.utime(other, ns=(kept.st_atime_ns, kept.st_mtime_ns))
        other.replace(path)

    assert results(watched([path], put_in)) == ["no problems in 1 file", "1 error in 1 file"]


def test_a_file_that_comes_into_a_watched_folder_is_checked(
    watched: Watched, tmp_path: Path
) -> None:
    place = tmp_path / "place"
    place.mkdir()
    shown = watched(
        [place],
        lambda: write(place / "a.yaml", GOOD),
        lambda: write(place / "b.yaml", BAD),
        (place / "b.yaml").unlink,
    )
    assert results(shown) == [
        "no problems in 0 files",
        "no problems in 1 file",
        "2 errors in 2 files",
        "no problems in 1 file",
    ]


def test_a_movement_of_the_users_that_a_session_names_counts_as_well(
    watched: Watched, folder: UserFolder, tmp_path: Path
) -> None:
    path = write(tmp_path / "a.yaml", "name: x\nsteps: [my-own]\n")
    shown = watched([path], lambda: write(folder.movements / "my-own.yaml", "name: Mine\n"))
    assert results(shown) == ["1 error in 1 file", "no problems in 1 file"]


def test_a_change_while_the_files_are_read_is_not_missed(
    watched: Watched, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path / "a.yaml", BAD)
    real = cli_files.problems_of

    def slow(files: list[Path], folder: UserFolder) -> Any:
        found = real(files, folder)
        if path.read_text(encoding="utf-8") == BAD:
            write(path, GOOD)
        return found

    monkeypatch.setattr(cli_watch, "problems_of", slow)
    assert results(watched([path], lambda: None)) == ["2 errors in 1 file", "no problems in 1 file"]


def test_with_json_each_result_is_one_line(watched: Watched, tmp_path: Path) -> None:
    path = write(tmp_path / "a.yaml", BAD)
    shown = watched([path], lambda: write(path, GOOD), as_json=True)
    assert [text.count("\n") for text in shown] == [1, 1]
    assert [found["line"] for found in json.loads(shown[0])] == [2, 3]
    assert json.loads(shown[1]) == []


def test_watching_begins_with_how_many_and_ends_with_130(
    folder: UserFolder, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a", "b", "c"):
        write(folder.sessions / f"{name}.yaml", GOOD)

    def interrupted(_seconds: float) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli_watch, "sleep", interrupted)
    assert main(["check", "--watch", "--data-dir", str(folder.root)]) == 130
    out, err = capsys.readouterr()
    assert err == "Watching 3 files. Ctrl+C ends.\n"
    assert results([out]) == ["no problems in 3 files"]
