"""Where things are: in the user's folder, in a checkout, in an installed copy."""

from pathlib import Path

import pytest

from hipflex_gui import paths


def test_the_folder_asked_for_is_the_users_folder(tmp_path: Path) -> None:
    folder = paths.user_folder(tmp_path)
    assert folder.database == tmp_path / "hipflex.sqlite3"
    assert folder.spill == tmp_path / "hipflex-unsaved.jsonl"
    assert folder.sessions == tmp_path / "sessions"
    assert folder.movements == tmp_path / "movements"
    assert list(tmp_path.iterdir()) == []


def test_a_relative_folder_stays_where_it_was_meant(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert paths.user_folder(Path("data")).root == tmp_path / "data"


def test_without_one_it_is_this_systems() -> None:
    assert paths.user_folder().root == paths.default_data_dir()
    assert "hipflex" in paths.default_data_dir().name.lower()


def test_a_checkout_comes_first(tmp_path: Path) -> None:
    package = tmp_path / "hipflex_gui"
    (package / "_data" / "assets").mkdir(parents=True)
    assert paths.shipped("assets", package) == package / "_data" / "assets"
    (tmp_path / "assets").mkdir()
    assert paths.shipped("assets", package) == package / "_data" / "assets"
    (tmp_path / "pyproject.toml").touch()
    assert paths.shipped("assets", package) == tmp_path / "assets"
    assert paths.shipped("sessions", package) == tmp_path / "sessions"


def test_what_is_shipped_is_there() -> None:
    assert paths.assets().is_dir()
    assert paths.shipped_sessions().is_dir()
