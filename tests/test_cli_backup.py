"""The verbs backup and restore: nothing is overwritten, and nothing is done unasked."""

import io
import os
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from hipflex_gui import cli_backup
from hipflex_gui.backup import keep_daily
from hipflex_gui.backup_reading import preview
from hipflex_gui.cli import main
from hipflex_gui.paths import UserFolder
from hipflex_gui.store import Store
from tests.histories import history
from tests.support import ManualClock


class Cli:
    """Runs verbs in this process on Monday, 2 March 2026, with twelve runs in the log."""

    def __init__(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys
        self.folder = UserFolder(root)

    def fill(self) -> None:
        self.folder.sessions.mkdir(parents=True)
        (self.folder.sessions / "mine.yaml").write_text("name: Mine\n")
        self.add(12)

    def add(self, number: int, seed: int = 4) -> None:
        with closing(Store(self.folder.database)) as store:
            store.merge(history(number, 3, seed=seed))

    def add_later(self) -> None:
        with closing(Store(self.folder.database)) as store:
            (last,) = store.runs(limit=1)
            logged = store.logged(last.id)
            assert logged
            later = last.started_at + timedelta(days=1)
            run = replace(last, id="later", started_at=later, ended_at=later, edited_at=later)
            store.merge([replace(logged, run=run, steps=())])

    def count(self) -> int:
        with closing(Store(self.folder.database)) as store:
            return store.count()

    def __call__(self, *words: str, code: int = 0) -> str:
        """Return standard output; the exit code must be as expected."""
        result = main([*words, "--data-dir", str(self.folder.root)])
        captured = self._capsys.readouterr()
        self.err = captured.err
        assert result == code, captured
        return captured.out


@pytest.fixture
def cli(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Cli:
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    monkeypatch.setattr(cli_backup, "SystemClock", ManualClock)
    made = Cli(tmp_path / "data", capsys)
    made.fill()
    return made


def answer(monkeypatch: pytest.MonkeyPatch, text: str, *, terminal: bool = True) -> None:
    typed = io.StringIO(text)
    typed.isatty = lambda: terminal  # type: ignore[method-assign]
    monkeypatch.setattr(sys, "stdin", typed)


def test_a_backup_is_dated_and_takes_no_ones_place(cli: Cli, tmp_path: Path) -> None:
    assert cli("backup") == "Wrote 12 sessions to hipflex-2026-03-02.zip.\n"
    assert cli("backup") == "Wrote 12 sessions to hipflex-2026-03-02-2.zip.\n"
    assert cli("backup", "mine.zip") == "Wrote 12 sessions to mine.zip.\n"
    assert cli("backup", "mine.zip") == "Wrote 12 sessions to mine-2.zip.\n"
    there = tmp_path / "hipflex-2026-03-02.zip"
    assert cli("backup", str(tmp_path)) == f"Wrote 12 sessions to {there}.\n"
    assert preview(Path("mine.zip")).runs == 12
    assert len(list(Path().iterdir())) == 4


def test_a_backup_has_an_ending_that_says_what_it_is(cli: Cli) -> None:
    cli("backup", "mine.txt", code=1)
    assert "the ending .zip" in cli.err
    assert list(Path().iterdir()) == []


def test_a_backup_goes_only_where_there_is_a_folder(cli: Cli) -> None:
    cli("backup", "gone/mine.zip", code=1)
    assert "There is no folder gone." in cli.err
    assert list(Path().iterdir()) == []


def test_without_a_history_there_is_no_backup_and_no_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    nobody = Cli(tmp_path / "nobody", capsys)
    nobody("backup", code=1)
    assert "nothing to back up yet" in nobody.err
    assert "No backups yet" in nobody("restore")
    assert list(tmp_path.iterdir()) == []


def test_the_list_says_what_each_holds(cli: Cli) -> None:
    keep_daily(cli.folder, ManualClock().now())
    (cli.folder.root / "backups" / "old.zip").write_text("nothing")
    lines = sorted(cli("restore").splitlines())
    assert lines[0].startswith("  hipflex-2026-03-02.zip  12 sessions, 2026-02-1")
    assert lines[0].endswith(", 1 file of your own")
    assert " to 2026-03-02, " in lines[0]
    assert lines[1].startswith("  old.zip  old.zip cannot be restored")
    assert lines[-2:] == [
        f"In {cli.folder.root / 'backups'}:",
        "To bring one back: hipflex restore FILE",
    ]


def test_restore_says_what_it_does_and_asks(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    cli("backup", "mine.zip")
    cli.add_later()
    for typed in ("n\n", "\n", ""):
        answer(monkeypatch, typed)
        out = cli("restore", "mine.zip", code=1)
        assert "12 sessions, " in out
        assert "1 session in your history is not in this backup. It is kept" in out
        assert cli.err == "Nothing was changed.\n"
        assert cli.count() == 13
    answer(monkeypatch, "Y\n")
    out = cli("restore", "mine.zip")
    kept = cli.folder.root / "backups" / "hipflex-before-restore-2026-03-02-0900.zip"
    assert out.endswith(f"Restored. What was there before is kept as {kept}\n")
    assert cli.count() == 12
    assert "not in this backup" not in cli("restore", kept.name, "--yes")
    assert cli.count() == 13


def test_without_a_terminal_it_asks_for_yes(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    cli("backup", "mine.zip")
    cli.add_later()
    answer(monkeypatch, "y\n", terminal=False)
    cli("restore", "mine.zip", code=1)
    assert cli.err == "To restore without being asked, add --yes\n"
    monkeypatch.setattr(sys, "stdin", None)
    cli("restore", "mine.zip", code=1)
    assert cli.count() == 13
    cli("restore", "mine.zip", "--yes")
    assert cli.count() == 12


def test_a_file_here_comes_before_one_of_that_name_among_the_backups(cli: Cli) -> None:
    keep_daily(cli.folder, ManualClock().now())
    Path("hipflex-2026-03-02.zip").write_text("nothing")
    cli("restore", "hipflex-2026-03-02.zip", "--yes", code=1)
    assert "no backup of this program" in cli.err
    Path("hipflex-2026-03-02.zip").unlink()
    cli("restore", "hipflex-2026-03-02.zip", "--yes")


@pytest.mark.parametrize("name", ["gone.zip", "folder", "backups/gone.zip"])
def test_a_file_that_is_not_there_is_said(cli: Cli, name: str) -> None:
    Path("folder").mkdir()
    cli("restore", name, "--yes", code=1)
    assert f"There is no file {name}." in cli.err
    assert cli.count() == 12


def test_the_real_program_backs_up_and_restores(cli: Cli, tmp_path: Path) -> None:
    other = tmp_path / "other"

    def run(*words: str, data: Path) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "hipflex_gui", *words, "--data-dir", str(data)]
        return subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])},
        )  # fmt: skip

    made = run("backup", "all.zip", data=cli.folder.root)
    assert (made.returncode, made.stdout, made.stderr) == (
        0,
        "Wrote 12 sessions to all.zip.\n",
        "",
    )
    refused = run("restore", "all.zip", data=other)
    assert (refused.returncode, refused.stderr) == (
        1,
        "To restore without being asked, add --yes\n",
    )
    done = run("restore", "all.zip", "--yes", data=other)
    assert (done.returncode, done.stderr) == (0, "")
    with closing(Store(other / "hipflex.sqlite3")) as store:
        assert store.count() == 12
    assert (other / "sessions" / "mine.yaml").read_text() == "name: Mine\n"
