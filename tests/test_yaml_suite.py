"""Every input of the YAML test suite, through everything that reads a file: no fault, no hang."""

import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from hipflex_gui.catalogue import Catalogue, check_file, check_links, read_movement, read_session
from hipflex_gui.draft import read_draft
from hipflex_gui.drafts import content_of
from hipflex_gui.errors import UserFault
from hipflex_gui.formatting import FormatError, formatted
from hipflex_gui.problems import Problem
from hipflex_gui.sessions import Pace
from tests.limited import limited

SUITE = Path(__file__).parent / "data" / "yaml-test-suite"
FILES = sorted(SUITE.glob("*.yaml"))
MOVEMENTS = Catalogue.load(None, sessions=False).movements


def inside(problems: Iterable[Problem], text: str) -> None:
    """Assert that every problem is a place of a text, the end of a line among them."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for problem in problems:
        where = problem.where
        assert 1 <= where.line <= len(lines), problem
        assert 1 <= where.column <= len(lines[where.line - 1]) + 1, problem
        assert problem.text, problem


def read_everywhere(path: Path) -> None:
    """Read a file as each kind of file, as a draft, and in canonical form."""
    text = path.read_bytes().decode("utf-8-sig", "replace")
    inside(check_file(path, MOVEMENTS), text)
    session, report = read_session(path, MOVEMENTS)
    assert (session is None) is report.failed
    inside(report.problems, text)
    family, report = read_movement(path)
    check_links(report, MOVEMENTS)
    assert family or report.failed
    inside(report.problems, text)
    try:
        content = content_of(path)
    except UserFault:  # no UTF-8, or too large: the studio does not open it
        content = None
    if content is not None:
        draft = read_draft(content.text, path, MOVEMENTS, Pace())
        assert (draft.session is None) is any(p.severity == "error" for p in draft.problems)
        inside(draft.problems, content.text)
        for row in draft.rows:
            assert row.lines.stop <= content.text.count("\n") + 2
    written_anew(text)


def written_anew(text: str) -> None:
    """Assert that a text has one canonical form, or problems in it."""
    problems: tuple[Problem, ...] = ()
    try:
        once = formatted(text)
    except FormatError as error:
        problems = error.problems
    else:
        assert formatted(once) == once
        assert once.endswith("\n")
        return
    assert problems
    inside(problems, text)


def read_job(path: str) -> None:
    """Do in a process of its own what may hang there."""
    read_everywhere(Path(path))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits memory like this")
def test_every_input_is_answered_quickly_and_in_little_memory() -> None:
    assert len(FILES) > 300
    outcomes = limited(read_job, [str(path) for path in FILES])
    bad = [
        f"{path.name}: {outcome.code} {outcome.err[-600:]}"
        for path, outcome in zip(FILES, outcomes, strict=True)
        if outcome.code or outcome.err
    ]
    assert not bad, "\n".join(bad)
