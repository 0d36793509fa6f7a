"""Whatever an author writes, in whatever layout: formatted once it is formatted for good.

It says the same to those who read it, and every comment is still there.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from hipflex_gui.catalogue import Catalogue, read_movement, read_session
from hipflex_gui.formatting import formatted
from hipflex_gui.movements import Movement
from hipflex_gui.problems import Report
from hipflex_gui.sessions import Where
from hipflex_gui.yamlfile import parse
from hipflex_gui.yamltext import comments
from tests.session_texts import movement_texts, texts


@cache
def movements() -> Mapping[str, Movement]:
    return Catalogue.load(None, sessions=False).movements


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("formatted") / "random.yaml"


def said(value: Any) -> Any:
    """Return a value without the places in the file that it came from."""
    if isinstance(value, Where):
        return None
    if is_dataclass(value):
        return type(value), [said(getattr(value, field.name)) for field in fields(value)]
    return [*map(said, value)] if isinstance(value, tuple) else value


def comments_of(text: str) -> Counter[str]:
    text = text.removeprefix("\ufeff")
    root, report = parse(text.encode(), Report(""))
    assert root, report.problems
    return Counter(comment.text for comment in comments(text, root))


def check(text: str) -> str:
    once = formatted(text)
    assert formatted(once) == once, f"{text}\n---\n{once}"
    assert comments_of(once) == comments_of(text), f"{text}\n---\n{once}"
    lines = once.split("\n")
    assert lines.pop() == ""
    assert lines[0]
    assert lines[-1]
    assert not [line for line in lines if line != line.rstrip()]
    assert "\n\n\n" not in once
    return once


@given(text=texts())
@settings(max_examples=200, deadline=None)
def test_a_formatted_session_says_the_same(text: str, path: Path) -> None:
    path.write_text(text, encoding="utf-8", newline="")
    before, report = read_session(path, movements())
    assert before, f"{text}\n{report.problems}"
    path.write_text(check(text), encoding="utf-8", newline="")
    after, report = read_session(path, movements())
    assert said(after) == said(before), f"{text}\n{report.problems}"


@given(text=movement_texts())
@settings(max_examples=40, deadline=None)
def test_a_formatted_movement_says_the_same(text: str, path: Path) -> None:
    path.write_text(text, encoding="utf-8", newline="")
    before, report = read_movement(path)
    assert before, f"{text}\n{report.problems}"
    path.write_text(check(text), encoding="utf-8", newline="")
    after, report = read_movement(path)
    assert said(after) == said(before), f"{text}\n{report.problems}"
