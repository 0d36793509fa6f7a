"""The generated files are up to date, and a real schema checker agrees with the program."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from hipflex_gui import format as tables
from hipflex_gui import schema
from hipflex_gui.catalogue import Catalogue, check_file
from hipflex_gui.paths import assets, shipped_sessions
from hipflex_gui.problems import Severity
from tests.format_samples import BAD, GOOD, Bad, Good

LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

# What plain scalars become by the core schema of YAML 1.2, as in editors.
INT = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
BOOL = re.compile("true|True|TRUE|false|False|FALSE")
NULL = re.compile("null|Null|NULL|~|")


def typed(value: str) -> Any:
    if NULL.fullmatch(value):
        return None
    if BOOL.fullmatch(value):
        return value.lower() == "true"
    if INT.fullmatch(value):
        return int(value, 0) if value[:2] in ("0o", "0x") else int(float(value))
    return float(value) if FLOAT.fullmatch(value) else value


def plain(node: Any, *, types: bool) -> Any:
    if isinstance(node, yaml.MappingNode):
        return {str(key.value): plain(value, types=types) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [plain(item, types=types) for item in node.value]
    return typed(node.value) if types and not node.style else node.value


def load(text: str, *, types: bool) -> Any:
    return plain(yaml.compose(text, Loader=LOADER), types=types)


@cache
def validator(kind: str) -> Draft202012Validator:
    path = assets() / "schema" / f"{kind}.schema.json"
    return Draft202012Validator(json.loads(path.read_text(encoding="utf-8")))


def complaints(kind: str, text: str, *, types: bool) -> list[str]:
    return [error.message for error in validator(kind).iter_errors(load(text, types=types))]


def test_the_resolver_is_as_the_core_schema() -> None:
    same = ["0:45", "1:30", "no", "yes", "30s", "1_000", "+", "."]
    assert [typed(word) for word in same] == same
    assert [typed(word) for word in ("012", "0x10", "1e2", ".5", "True", "~", "")] == [
        12, 16, 100.0, 0.5, True, None, None,
    ]  # fmt: skip


@pytest.mark.parametrize("name", schema.files())
def test_the_files_are_as_the_tables_say(name: str) -> None:
    found = (assets() / "schema" / name).read_text(encoding="utf-8")
    assert found == schema.files()[name], "run: make schema"


def test_the_files_are_written(tmp_path: Path) -> None:
    schema.main(tmp_path / "schema")
    written = {path.name: path.read_text(encoding="utf-8") for path in tmp_path.glob("*/*")}
    assert written == schema.files()


@pytest.mark.parametrize("kind", ["session", "movement"])
def test_the_schemas_are_schemas(kind: str) -> None:
    Draft202012Validator.check_schema(validator(kind).schema)


@pytest.mark.parametrize("kind", ["session", "movement"])
def test_patterns_mean_the_same_to_editors(kind: str) -> None:
    def patterns(value: Any) -> Any:
        if isinstance(value, dict):
            if isinstance(value.get("pattern"), str):
                yield value["pattern"]
            for inner in value.values():
                yield from patterns(inner)
        elif isinstance(value, list):
            for inner in value:
                yield from patterns(inner)

    found = set(patterns(validator(kind).schema))
    assert found
    for pattern in found:
        re.compile(pattern)
        # Named groups, look-behind, \A, \Z, \d, \w, \b and flags differ or are missing there.
        assert not re.search(r"\(\?[P<!#a-zA-Z]|\\[AZzdDwWbBNpP]|\(\?\+|[*+?}]\+", pattern), pattern


@pytest.mark.parametrize("types", [False, True], ids=["texts", "typed"])
@pytest.mark.parametrize("sample", GOOD, ids=lambda sample: sample.name)
def test_a_good_file_passes(sample: Good, types: bool) -> None:
    assert complaints(sample.kind, sample.text.lstrip("\ufeff"), types=types) == []


@pytest.mark.parametrize("types", [False, True], ids=["texts", "typed"])
@pytest.mark.parametrize(
    "sample", [sample for sample in BAD if not sample.beyond], ids=lambda sample: sample.name
)
def test_a_file_of_the_wrong_shape_does_not(sample: Bad, types: bool) -> None:
    found = complaints(sample.kind, sample.text, types=types)
    assert bool(found) is (sample.typed or not types)


@pytest.mark.parametrize("folder", ["movement", "session"])
def test_shipped_files_pass(folder: str) -> None:
    paths = list((assets() / "movements" if folder == "movement" else shipped_sessions()).glob("*"))
    assert paths
    for path in paths:
        assert complaints(folder, path.read_text(encoding="utf-8"), types=True) == [], path.name


def test_every_key_is_in_the_reference() -> None:
    page = schema.reference()
    for table in (*tables.SESSION_TABLES, *tables.MOVEMENT_TABLES):
        heading = f"### {table.help.rstrip('.')}\n"
        assert heading in page
        section = page.partition(heading)[2].partition("\n##")[0]
        shared = page.partition("### What every movement may say of itself\n")[2]
        where = section + (shared if "Also every key of" in section else "")
        for field in table.fields:
            for name in (field.key, *field.also):
                assert f"`{name}`" in where, (table.name, name)
    anchors = set(re.findall(r"\(#([^)]+)\)", page))
    assert anchors == anchors & {schema._anchor(h) for h in re.findall("^#+ (.*)$", page, re.M)}


# Random sessions, made as an author might write them.
numbers = st.integers(1, 12).map(str)
pairs = st.tuples(st.integers(1, 9), st.integers(10, 20))
lengths = st.one_of(
    numbers,
    numbers.map("{}s".format),
    st.tuples(st.integers(0, 3), st.integers(10, 59)).map(lambda t: f"{t[0]}:{t[1]}"),
    st.integers(1, 4).map("{} min".format),
)
amounts = st.one_of(numbers, pairs.map(lambda t: f"{t[0]}-{t[1]}"), numbers.map("{}+".format))
counted = st.tuples(amounts, st.sampled_from(["breaths", "counts", "steps"])).map(" ".join)
reps = st.tuples(amounts, st.sampled_from(["reps", "times", "rep"])).map(" ".join)
holds = st.one_of(lengths, counted, pairs.map(lambda t: f"{t[0]}-{t[1]}s"), st.just("until done"))
words = st.text(
    st.sampled_from("abc äß股 .,;:-#'\"{}[]$%&*!@`0123"), min_size=1, max_size=30
).filter(str.strip)
parts = st.dictionaries(
    st.sampled_from(["up", "let go", "3", "no"]),
    st.sampled_from(["2", "2s", "0:02", "0.5 s", "slowly", "3 counts"]),
    min_size=1,
)
sided = st.sampled_from(["each", "together", "one", "left", "right"])
extras = {"then": words, "note": words, "first": st.sampled_from(["left", "right"])}
doing = st.one_of(
    st.fixed_dictionaries({"for": holds}, optional={**extras, "sides": sided}),
    st.fixed_dictionaries(
        {"for": reps},
        optional={**extras, "sides": sided | st.sampled_from(["alternate"]), "phases": parts},
    ),
    st.fixed_dictionaries({"sets": st.sampled_from(["2", "1-3"])}, optional={"rest": lengths}),
    st.just({"walk": ["forward 10", "rest", "left 4-6"]}),
)
ids = st.sampled_from(["resting-squat", "frog-pose", "childs-pose-wide"])
leaves = st.one_of(
    ids,
    lengths.map(lambda length: {"rest": length}),
    st.tuples(ids, doing).map(lambda t: {"do": t[0], **t[1]}),
    st.tuples(words, doing, st.lists(words, max_size=2)).map(
        lambda t: {"name": t[0], **t[1], "steps": t[2]}
    ),
)
blocks = st.recursive(
    leaves,
    lambda inner: st.fixed_dictionaries(
        {"repeat": st.sampled_from(["1", "2"]), "steps": st.lists(inner, min_size=1, max_size=3)}
    ),
    max_leaves=6,
)
sessions = st.fixed_dictionaries(
    {"name": words, "steps": st.lists(blocks, max_size=4).map(lambda made: [*made, "frog-pose"])},
    optional={
        "session": st.sampled_from(["desk", "90", "a-1"]),
        "summary": words,
        "notes": words,
        "place": st.sampled_from(["chair", "floor"]),
        "tags": st.lists(ids, max_size=2) | ids,
        "pace": st.fixed_dictionaries({"rep": numbers}, optional={"switch": lengths}),
        "order": st.sampled_from(["fixed", "free"]),
    },
)  # fmt: skip


@given(session=sessions, flow=st.sampled_from([True, False, None]))
@settings(max_examples=150)
def test_whatever_an_author_writes_right_passes_both(
    session: dict[str, Any], flow: bool | None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    text = yaml.dump(session, default_flow_style=flow, allow_unicode=True, Dumper=_Dumper)
    path = tmp_path_factory.getbasetemp() / "random.yaml"
    path.write_text(text, encoding="utf-8")
    errors = [p for p in check_file(path, _movements()) if p.severity is Severity.ERROR]
    assert not errors, f"{text}\n{errors[0]}"
    assert complaints("session", text, types=False) == [], text
    assert complaints("session", text, types=True) == [], text


@cache
def _movements() -> Any:
    return Catalogue.load(None).movements


class _Dumper(yaml.SafeDumper):
    """Writes every value in place, and repeats no list by an alias."""

    def ignore_aliases(self, data: Any) -> bool:
        return True
