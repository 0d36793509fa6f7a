"""The verb that shares the log with other computers."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from hipflex_gui.cli import main
from hipflex_gui.paths import UserFolder
from hipflex_gui.sharing import Synced, text
from hipflex_gui.store import Store
from hipflex_gui.store_versions import Merged
from tests.histories import history

Cli = Callable[..., tuple[int, str, str]]


@pytest.fixture
def cli(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Cli:
    def run(computer: str, *words: str | Path) -> tuple[int, str, str]:
        code = main(["--data-dir", str(tmp_path / computer), *map(str, words)])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return run


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "shared"
    folder.mkdir()
    return folder


def fill(root: Path, runs: int) -> None:
    root.mkdir(exist_ok=True)
    store = Store(UserFolder(root).database)
    store.merge(history(runs, 2, seed=runs))
    store.close()


def setting(root: Path) -> str | None:
    store = Store(UserFolder(root).database)
    try:
        return store.setting_texts().get("sync_folder")
    finally:
        store.close()


def test_a_folder_once_named_is_kept(cli: Cli, tmp_path: Path, folder: Path) -> None:
    fill(tmp_path / "desk", 2)
    fill(tmp_path / "lap", 3)
    first = "2 changes are ready for your other computers.\n"
    assert cli("desk", "sync", folder) == (0, first, "")
    second = "Shared with 1 other computer: 2 changes came in, 3 went out.\n"
    assert cli("lap", "sync", folder) == (0, second, "")
    third = "Shared with 1 other computer: 3 changes came in, 0 went out.\n"
    assert cli("desk", "sync") == (0, third, "")
    assert cli("desk", "sync") == (0, "Everything was up to date.\n", "")
    assert setting(tmp_path / "desk") == str(folder)


def test_a_folder_is_kept_whole_from_wherever_it_was_named(
    cli: Cli, tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli("desk", "sync", folder.name)[0] == 0
    assert setting(tmp_path / "desk") == str(folder)
    monkeypatch.setenv("HOME", str(tmp_path))
    assert cli("lap", "sync", "~/shared")[0] == 0
    assert setting(tmp_path / "lap") == str(folder)


def test_without_a_folder_it_says_what_to_write(cli: Cli, tmp_path: Path) -> None:
    for _again in range(2):
        code, out, err = cli("desk", "sync")
        assert (code, out) == (1, "")
        assert err.endswith("Write: hipflex sync FOLDER\n")
        assert (tmp_path / "desk").exists() == bool(_again)
        fill(tmp_path / "desk", 1)


def test_a_folder_that_did_not_work_is_not_kept(cli: Cli, tmp_path: Path, folder: Path) -> None:
    assert cli("desk", "sync", folder)[0] == 0
    code, out, err = cli("desk", "sync", tmp_path / "missing")
    assert (code, out) == (1, "")
    assert "is not there" in err
    assert setting(tmp_path / "desk") == str(folder)
    assert cli("desk", "sync", tmp_path / "desk")[0] == 1
    assert setting(tmp_path / "desk") == str(folder)


def test_a_folder_whose_name_is_no_text_is_refused(cli: Cli, tmp_path: Path) -> None:
    folder = tmp_path / os.fsdecode(b"\xff")
    folder.mkdir()
    code, _out, err = cli("desk", "sync", folder)
    assert code == 1
    assert "plain name" in err
    assert not list(folder.iterdir())


def test_what_cannot_be_read_is_said_and_the_rest_comes_in(
    cli: Cli, tmp_path: Path, folder: Path
) -> None:
    fill(tmp_path / "lap", 3)
    cli("lap", "sync", folder)
    folder.joinpath("hipflex-\x1b[31m.jsonl").write_bytes(b"?\n")
    code, out, err = cli("desk", "sync", folder)
    assert code == 1
    assert out == "Shared with 2 other computers: 3 changes came in, 0 went out.\n"
    assert err == "Part of hipflex-·[31m.jsonl cannot be read and was left out: line 1.\n"
    assert setting(tmp_path / "desk") == str(folder)


@pytest.mark.parametrize(
    ("merged", "written", "said"),
    [
        (Merged(known=9), 0, "Everything was up to date."),
        (
            Merged(added=1),
            0,
            "Shared with 1 other computer: 1 change came in, 0 went out.",
        ),
        (
            Merged(added=1, changed=1, known=5),
            4,
            "Shared with 1 other computer: 2 changes came in, 4 went out.",
        ),
    ],
)
def test_what_came_of_it_is_a_sentence(merged: Merged, written: int, said: str) -> None:
    assert text(Synced(merged, written, 1, ())) == said
