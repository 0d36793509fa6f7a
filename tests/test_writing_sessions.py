"""The page that teaches the format: every example is right, canonical, and plays to its end."""

import re
from pathlib import Path

import pytest

from hipflex_gui import cli
from hipflex_gui.catalogue import Catalogue, check_file, read_session
from hipflex_gui.cli_files import as_object
from hipflex_gui.engine import Engine
from hipflex_gui.events import Finished, State
from hipflex_gui.formatting import formatted
from hipflex_gui.log import RunStatus
from hipflex_gui.phases import PhaseKind
from hipflex_gui.problems import Problem
from hipflex_gui.sessions import Pace, Where
from hipflex_gui.timeline import compile_session
from tests.support import ManualClock

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "writing-sessions.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```yaml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
NAMES = re.findall(r"^## (\d+)\. ", PAGE, re.MULTILINE)
# What the page is about, and a sign that an example shows it.
SHOWN = {
    "a range": "15-30s",
    "an open minimum": "30s+",
    "no end": "until done",
    "breaths": "breaths",
    "counts": "counts",
    "a tempo": "phases:",
    "sets": "sets:",
    "a rest": "- rest:",
    "sides": "sides: alternate",
    "a repeat": "repeat:",
    "an own movement": "- name:",
    "a walk": "walk:",
    "free order": "order: free",
    "a ramp": "ramp:",
    "a pace": "pace:",
    "a warm-up": "warm-up:",
    "a comment": "# ",
    "mirrored words": "$side",
}


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return Catalogue.load(None)


def test_there_are_ten_and_they_show_what_there_is() -> None:
    assert [*map(int, NAMES)] == list(range(1, 11))
    assert len(EXAMPLES) == 10
    assert [what for what, sign in SHOWN.items() if sign not in "".join(EXAMPLES)] == []
    assert len(EXAMPLES[0].splitlines()) == 5, "the first is three movements in a row"


@pytest.mark.parametrize("text", EXAMPLES, ids=NAMES)
def test_an_example_is_right_and_in_canonical_form(
    text: str, catalogue: Catalogue, tmp_path: Path
) -> None:
    path = tmp_path / "example.yaml"
    path.write_text(text, encoding="utf-8")
    assert [str(problem) for problem in check_file(path, catalogue.movements)] == []
    assert formatted(text) == text


@pytest.mark.parametrize("text", EXAMPLES, ids=NAMES)
def test_an_example_plays_to_its_end(text: str, catalogue: Catalogue, tmp_path: Path) -> None:
    path = tmp_path / "example.yaml"
    path.write_text(text, encoding="utf-8")
    session, _report = read_session(path, catalogue.movements)
    assert session
    timeline = compile_session(session, catalogue.movements, Pace())
    clock = ManualClock()
    engine = Engine(timeline, clock)
    events = engine.play()
    while engine.state is State.PLAYING:
        deadline = engine.next_deadline()
        assert deadline is not None
        clock.advance(deadline - clock.monotonic())
        events += engine.tick()
        if engine.state is State.PLAYING:
            view = engine.view()
            open_end = view.span.high is None and view.aimed
            if view.phase.tapped or view.phase.kind is PhaseKind.OPEN or open_end:
                events += engine.next()
    [end] = [event for event in events if isinstance(event, Finished)]
    assert end.status is RunStatus.COMPLETED


def test_the_page_knows_every_key_of_a_problem_and_every_option() -> None:
    for key in as_object(Problem("", Where(1, 1), "")):
        assert f"`{key}`" in PAGE
    [verbs] = [action for action in cli._parser()._actions if action.metavar == "VERB"]
    assert verbs.choices
    known = "".join(dict(verbs.choices)[verb].format_help() for verb in ("check", "fmt", "play"))
    for option in set(re.findall(r"(?<=[ `])--[a-z-]+", PAGE)):
        assert option in known
    for verb in re.findall(r"^hipflex ([a-z]+)", PAGE, re.MULTILINE):
        assert verb in verbs.choices


def test_the_links_of_the_page_lead_somewhere() -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", PAGE)
    assert links
    for target in links:
        assert (ROOT / "docs" / target).exists(), target
