"""Files that mean harm, and files spoilt by chance: each is answered, quickly and in few words."""

import json
import os
import re
import signal
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hipflex_gui import editing
from hipflex_gui.catalogue import Catalogue, check_file
from hipflex_gui.cli import main
from hipflex_gui.draft import Path as StepPath
from hipflex_gui.draft import read_draft
from hipflex_gui.sessions import Pace
from tests.hard_files import GOOD, HARD
from tests.limited import MEMORY, Outcome, limited
from tests.session_texts import texts
from tests.test_yaml_suite import MOVEMENTS, inside, written_anew
from tests.test_yamlfile import HOSTILE

FILES = {**HOSTILE, **HARD}
CATALOGUE = Catalogue.load(None, sessions=False)
Edit = Callable[[str, StepPath], str]
on_linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits memory like this")


# -- jobs, done in processes with limits


def check_job(path: str) -> int:
    return _main("check", path)


def json_job(path: str) -> int:
    return _main("check", "--json", path)


def _main(*words: str) -> int:
    # what the program reads at each start is read once: the limits are for the file
    with patch.object(Catalogue, "load", return_value=CATALOGUE):
        return main(words)


def studio_job(path: str) -> None:
    text = Path(path).read_bytes().decode("utf-8", "surrogateescape")
    in_the_studio(text, (0,), EDITS[:2])


def idle_job(_job: str) -> None:
    while True:
        pass


def greedy_job(job: str) -> int:
    return len(bytearray(int(job))) % 2


def in_the_studio(text: str, path: StepPath, edits: Sequence[Edit]) -> None:
    """Do with a text whatever the studio does with it; it says what is wrong and raises nothing."""
    written_anew(text)
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    draft = read_draft(text, Path("hard.yaml"), MOVEMENTS, Pace())
    inside(draft.problems, text)
    for edit in edits:
        with suppress(editing.EditError):
            assert isinstance(edit(text, path), str)


EDITS: tuple[Edit, ...] = (
    lambda text, path: editing.set_value(text, path, "note", "Slowly: # and so on"),
    lambda text, path: editing.set_value(text, path, "for", None),
    lambda text, path: editing.set_value(text, (), "name", "Another"),
    lambda text, path: editing.insert(text, path, {"rest": "20s"}),
    lambda text, path: editing.move(text, path, (0,)),
    lambda text, path: editing.move(text, (0,), path),
    lambda text, path: editing.wrap(text, path, 2),
    editing.remove,
    editing.duplicate,
    editing.unwrap,
)


# -- the limits themselves


@on_linux
def test_a_hang_and_a_feast_are_ended() -> None:
    (hung,) = limited(idle_job, ["forever"], 0.05)
    assert hung.code == -signal.SIGPROF
    modest, greedy = limited(greedy_job, [str(MEMORY // 2), str(2 * MEMORY)])
    assert modest == Outcome(0, "", "")
    assert greedy.code == 70
    assert "MemoryError" in greedy.err


# -- files by name


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("hard")
    paths = {name: folder / f"hard-{number}.yaml" for number, name in enumerate(FILES)}
    for name, path in paths.items():
        path.write_bytes(FILES[name][0])
    return paths


@on_linux
def test_check_answers_every_hard_file_with_places(written: dict[str, Path]) -> None:
    outcomes = limited(check_job, [str(path) for path in written.values()])
    for (name, path), outcome in zip(written.items(), outcomes, strict=True):
        answered(name, path, FILES[name][1], outcome)


def answered(name: str, path: Path, reason: str, outcome: Outcome) -> None:
    assert "Traceback" not in outcome.err, f"{name}: {outcome.err[-800:]}"
    assert outcome.code == (reason != GOOD), f"{name}: {outcome}"
    assert len(outcome.out) < 100 * 1000, name
    assert all(line.isprintable() for line in outcome.out.split("\n")), name
    first = re.findall(
        rf"^{re.escape(str(path))}:[1-9]\d*:[1-9]\d*: error: (.*)$", outcome.out, re.M
    )
    assert any(reason in line for line in first) is (reason != GOOD), f"{name}: {outcome}"
    assert re.fullmatch(r"\d+ errors?\n" if first else "", outcome.err), f"{name}: {outcome.err}"


@on_linux
def test_the_same_as_json(written: dict[str, Path]) -> None:
    outcomes = limited(json_job, [str(path) for path in written.values()])
    for (name, path), outcome in zip(written.items(), outcomes, strict=True):
        raw, reason = FILES[name]
        assert "Traceback" not in outcome.err, f"{name}: {outcome.err[-800:]}"
        assert outcome.code == (reason != GOOD), f"{name}: {outcome}"
        found = [one for one in json.loads(outcome.out) if one["severity"] == "error"]
        assert bool(found) is (reason != GOOD), name
        assert {one["file"] for one in found} <= {str(path)}
        lines = re.split(r"\r\n|\r|\n", raw.decode("utf-8-sig", "replace"))
        for one in found:
            assert 1 <= one["line"] <= len(lines), f"{name}: {one}"
            assert 1 <= one["column"] <= len(lines[one["line"] - 1]) + 1, f"{name}: {one}"


@on_linux
def test_the_studio_survives_every_hard_file(written: dict[str, Path]) -> None:
    # a dozen readings of the text in a row
    outcomes = limited(studio_job, [str(written[name]) for name in HARD], 12.0)
    for name, outcome in zip(HARD, outcomes, strict=True):
        assert outcome == Outcome(0, "", ""), f"{name}: {outcome.code} {outcome.err[-800:]}"


# -- what is no file


@on_linux
def test_check_waits_for_nothing_that_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    (tmp_path / "folder.yaml").mkdir()
    (tmp_path / "nowhere.yaml").symlink_to("gone.yaml")
    (tmp_path / "round.yaml").symlink_to("round.yaml")
    (tmp_path / "zero.yaml").symlink_to("/dev/zero")
    (tmp_path / "memory.yaml").symlink_to("/proc/self/mem")
    reasons = {
        "folder": "it is a folder",
        "memory": "cannot be read: ",
        "nowhere": "there is no such file",
        "pipe": "it is not an ordinary file",
        "round": "cannot be read: ",
        "zero": "it is not an ordinary file",
    }
    (outcome,) = limited(check_job, [str(tmp_path)])
    assert outcome.code == 1
    assert outcome.err == "6 errors\n"
    said = [line for line in outcome.out.splitlines() if ": error: " in line]
    for (name, reason), line in zip(reasons.items(), said, strict=True):
        assert line.startswith(f"{tmp_path / name}.yaml:1:1: error: the file cannot be read: ")
        assert reason in line


@on_linux
@pytest.mark.skipif(hasattr(os, "geteuid") and not os.geteuid(), reason="root may read everything")
def test_check_tells_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = tmp_path / "secret.yaml"
    path.touch(0)
    (outcome,) = limited(check_job, [str(path)])
    answered("no permission", path, "Permission denied", outcome)


# -- files spoilt by chance

JUNK = (
    "\t", "'", '"', "[", "]", "{", "}", "\0", "\ufeff", "\u202e", "\u2028", "\r", "\n", "#", ": ",
    "- ", "&a ", "*a", "!x ", "|", ">", "%", "\\", "\x85", "\ud800", "🧘", "股", "?", ",", "  ",
)  # fmt: skip
FUZZ = settings(suppress_health_check=[HealthCheck.large_base_example, HealthCheck.too_slow])


@st.composite
def spoilt(draw: st.DrawFn) -> bytes:
    """Draw the text of a good session after a few accidents."""
    text = draw(texts())
    for _accident in range(draw(st.integers(1, 4))):
        one, two, three = sorted(draw(st.integers(0, len(text))) for _place in range(3))
        kind = draw(st.sampled_from(["cut", "doubled", "swapped", "ended", "put in", "replaced"]))
        junk = draw(st.sampled_from(JUNK))
        text = {
            "cut": text[:one] + text[two:],
            "doubled": text[:two] + text[one:],
            "swapped": text[:one] + text[two:three] + text[one:two] + text[three:],
            "ended": text[:two],
            "put in": text[:one] + junk + text[one:],
            "replaced": text[:one] + junk + text[one + 1 :],
        }[kind]
    raw = text.encode("utf-8", "surrogatepass")
    if draw(st.integers(0, 9)):
        return raw
    place = draw(st.integers(0, len(raw)))
    return raw[:place] + draw(st.binary(max_size=3)) + raw[place + 1 :]


PATHS = st.sampled_from([(0,), (1,), (3,), (0, 0), (1, 0), (2, 1), (9, 9)])


def survived(raw: bytes, file: Path, path: StepPath, edits: Sequence[Edit]) -> None:
    file.write_bytes(raw)
    inside(check_file(file, MOVEMENTS), raw.decode("utf-8-sig", "replace"))
    in_the_studio(raw.decode("utf-8", "surrogateescape"), path, edits)


@pytest.fixture(scope="module")
def fuzzed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fuzzed") / "fuzzed.yaml"


@given(raw=spoilt(), path=PATHS, edit=st.sampled_from(EDITS))
@settings(FUZZ, max_examples=400)
def test_a_spoilt_session_is_answered_and_never_raises(
    raw: bytes, path: StepPath, edit: Edit, fuzzed: Path
) -> None:
    survived(raw, fuzzed, path, [edit])


@given(raw=st.binary(max_size=120) | st.text(st.sampled_from("".join(JUNK)), max_size=60).map(
    lambda text: text.encode("utf-8", "surrogatepass")
), path=PATHS)  # fmt: skip
@settings(FUZZ, max_examples=200)
def test_random_bytes_are_answered_and_never_raise(
    raw: bytes, path: StepPath, fuzzed: Path
) -> None:
    survived(raw, fuzzed, path, EDITS)
