"""The documents say what is: every verb, key, column and module is there, and none is missing."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from hipflex_gui import cli
from hipflex_gui.log import RunStatus, StepStatus
from hipflex_gui.store import Store

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


def _verbs() -> set[str]:
    parser = cli._parser()
    [actions] = [a for a in parser._actions if a.dest == "verb" or a.metavar == "VERB"]
    assert actions.choices
    return set(actions.choices)


def test_every_verb_is_in_the_readme_and_no_other() -> None:
    assert set(re.findall(r"^hipflex ([a-z]+)", README, re.MULTILINE)) == _verbs()


def test_every_option_in_the_readme_exists() -> None:
    known = cli._parser().format_help()
    for verb in _verbs():
        [actions] = [a for a in cli._parser()._actions if a.metavar == "VERB"]
        assert actions.choices
        known += dict(actions.choices)[verb].format_help()
    for option in set(re.findall(r"(?<=[ `])--[a-z-]+", README)):
        assert option in known


@pytest.mark.parametrize("table", ["runs", "steps", "day", "excused", "removed", "setting"])
def test_every_column_is_in_the_readme(table: str) -> None:
    store = Store(":memory:")
    columns = [row["name"] for row in store._ask(f"PRAGMA table_info({table})")]
    store.close()
    [row] = [line for line in README.splitlines() if line.startswith(f"| `{table}`")]
    assert columns
    for column in columns:
        assert f"`{column}`" in row


def test_every_status_is_in_the_readme() -> None:
    for status in (*RunStatus, *StepStatus):
        assert f"`{status}`" in README


def test_every_link_and_picture_of_the_documents_is_there() -> None:
    for text in (README, CONTRIBUTING):
        for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", text):
            assert (ROOT / target).exists(), target


def test_every_module_is_on_the_map() -> None:
    named = set(re.findall(r"`([a-z0-9_/*]+)`", CONTRIBUTING))
    globs = [name for name in named if name.endswith("_*")]
    for path in (ROOT / "hipflex_gui").glob("*.py"):
        name = path.stem
        on_map = name in named or any(name.startswith(glob[:-1]) for glob in globs)
        assert on_map or name.startswith("__"), name
    for path in (ROOT / "hipflex_gui" / "ui").glob("*.py"):
        assert f"ui/{path.stem}" in named or path.stem.startswith("__"), path.stem


def test_the_json_keys_of_the_readme_are_those_of_the_summary() -> None:
    from hipflex_gui.history import Summary

    for field in fields(Summary):
        assert f"`{field.name}`" in README


def test_the_dependencies_have_their_reason() -> None:
    pyproject = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    for name in ("PySide6-Essentials", "PyYAML", "platformdirs", "miniaudio", "simpleaudio"):
        assert name in pyproject
        assert f"| {name}" in CONTRIBUTING
