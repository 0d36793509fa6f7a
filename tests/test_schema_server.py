"""Editors with our JSON Schema: a checker that reads YAML by itself sees what the program sees.

It stands in for the YAML language server: YAML 1.2 with typed values and JavaScript's regular
expressions, as editors have them. ``test_schema`` holds the schema against another checker, and
against what this program makes of YAML.
"""

import json
import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit
from urllib.request import url2pathname

import pytest

from hipflex_gui.formatting import formatted
from hipflex_gui.paths import UserFolder, assets, shipped_sessions
from hipflex_gui.template import template
from tests.format_samples import BAD, GOOD, Bad, Good

SCHEMAS = assets() / "schema"
MODELINE = re.compile(r"\A# yaml-language-server: \$schema=(\S+)\n")


class Sample(Protocol):
    """What good and bad samples have in common."""

    @property
    def name(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def kind(self) -> str: ...


def refused(schema: Path, files: Sequence[Path]) -> dict[str, str]:
    """Return the files that a schema does not allow, each with what is said of it."""
    done = subprocess.run(
        [
            *(sys.executable, "-m", "check_jsonschema"),
            *("--schemafile", str(schema), "--output-format", "json"),
            *map(str, files),
        ],
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    assert done.returncode in (0, 1), done.stderr
    said: dict[str, Any] = json.loads(done.stdout)
    found = [*said.get("errors", ()), *said.get("parse_errors", ())]
    assert bool(found) is bool(done.returncode), done.stdout
    return {error["filename"]: error.get("message", "it cannot be read") for error in found}


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Sample], str]:
    """Return what the checker says of a sample, all of which it is given at once."""
    folder = tmp_path_factory.mktemp("samples")
    samples: list[Sample] = [*GOOD, *BAD]

    def path_of(sample: Sample) -> Path:
        return folder / f"{samples.index(sample)}.yaml"

    for sample in samples:
        path_of(sample).write_text(sample.text, encoding="utf-8", newline="")

    @cache
    def all_of(kind: str) -> dict[str, str]:
        files = [path_of(sample) for sample in samples if sample.kind == kind]
        return refused(SCHEMAS / f"{kind}.schema.json", files)

    return lambda sample: all_of(sample.kind).get(str(path_of(sample)), "")


@pytest.mark.parametrize("sample", GOOD, ids=lambda sample: sample.name)
def test_an_editor_marks_nothing_in_a_good_file(
    sample: Good, verdicts: Callable[[Sample], str]
) -> None:
    assert verdicts(sample) == ""


@pytest.mark.parametrize(
    "sample", [sample for sample in BAD if not sample.beyond], ids=lambda sample: sample.name
)
def test_an_editor_marks_a_file_of_the_wrong_shape(
    sample: Bad, verdicts: Callable[[Sample], str]
) -> None:
    assert bool(verdicts(sample)) is sample.typed


@pytest.mark.parametrize("kind", ["movement", "session"])
def test_an_editor_marks_nothing_in_what_fmt_writes(kind: str, tmp_path: Path) -> None:
    """It takes quotes away, so that texts become numbers or nothing to an editor."""
    samples = [sample.text for sample in GOOD if sample.kind == kind]
    if kind == "session":
        samples += [f'name: "{word}"\nsteps: [low-lunge]\n' for word in ("~", "null", "no", "1e3")]
    files = [tmp_path / f"{number}.yaml" for number in range(len(samples))]
    for path, text in zip(files, samples, strict=True):
        path.write_text(formatted(text), encoding="utf-8")
    assert refused(SCHEMAS / f"{kind}.schema.json", files) == {}


@pytest.mark.parametrize("kind", ["movement", "session"])
def test_shipped_files_name_a_schema_that_allows_them(kind: str) -> None:
    folder = assets() / "movements" if kind == "movement" else shipped_sessions()
    files = sorted(folder.glob("*.yaml"))
    schemas = set()
    for path in files:
        named = MODELINE.match(path.read_text(encoding="utf-8"))
        assert named, path
        schemas.add((path.parent / named[1]).resolve())
    [schema] = schemas
    assert schema == (SCHEMAS / f"{kind}.schema.json").resolve()
    assert refused(schema, files) == {}


def test_a_new_file_leads_an_editor_to_the_schema(tmp_path: Path) -> None:
    path = template("Übung 1", UserFolder(tmp_path / "my data"), SCHEMAS)
    named = MODELINE.match(path.read_text(encoding="utf-8"))
    assert named
    place = urlsplit(named[1])
    assert place.scheme == "file"
    schema = Path(url2pathname(place.path))
    assert refused(schema, [path]) == {}
    path.write_text(path.read_text(encoding="utf-8").replace("for: 6", "for: six"), "utf-8")
    assert refused(schema, [path]) != {}
