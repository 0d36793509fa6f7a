"""The floors of the house, written down as a test: a rule that fails outlives its author."""

import ast
import sys
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path

import pytest
from pytest_archon import archrule

import hipflex_gui

PACKAGE = "hipflex_gui"
ROOT = Path(hipflex_gui.__file__).parent

DOMAIN = (
    "i18n", "errors", "clock", "cues", "log", "settings", "words", "doses", "movements",
    "sessions", "phases", "timeline", "sections", "plan", "engine", "events", "streaks",
    "history", "balance", "easing", "fitting*", "trimming", "hurry", "makeup", "safety", "figure",
)  # fmt: skip
EDGES = (
    "yamlfile", "yamlwords", "problems", "readers", "fields", "format*", "schema", "catalogue",
    "judging", "template", "tables", "migrations", "files", "database", "store*", "opening",
    "recorder", "run", "overview", "exchange", "foreign", "csv_file", "json_file",
    "calendar_file", "sharing*", "backup*", "audio*", "paths", "lock", "yamltext", "editing*",
    "layout", "draft", "drafts", "completing", "merging", "package*", "zipfiles", "workrave",
    "exercise_json", "bringing*", "figure_text", "movement_text", "movement_files",
)  # fmt: skip
COMMAND_LINE = ("__main__", "cli*", "terminal")
WINDOW = ("ui",)
FLOORS = {"domain": DOMAIN, "edges": EDGES, "command line": COMMAND_LINE, "window": WINDOW}

# What comes from outside may be imported in one place only; a place may be split into files.
OUTSIDE = {
    "PySide6": "ui",
    "sqlite3": "database",
    "yaml": "yamlfile",
    "simpleaudio": "audio*",
    "miniaudio": "audio*",
    "platformdirs": "paths",
    "time": "clock",
}

FILES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts): path
    for path in sorted(ROOT.rglob("*.py"))
    if path != ROOT / "__init__.py" and "_data" not in path.relative_to(ROOT).parts
}


def matches(module: str, patterns: tuple[str, ...]) -> bool:
    return any(fnmatchcase(module.partition(".")[0], pattern) for pattern in patterns)


def full(patterns: tuple[str, ...]) -> list[str]:
    """Return the globs of whole module names: the modules themselves and what is inside them."""
    return [f"{PACKAGE}.{pattern}{inside}" for pattern in patterns for inside in ("", ".*")]


def imports(tree: ast.AST) -> Iterator[str]:
    """Yield the dotted name of everything imported anywhere below a node."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def at_import_time(node: ast.AST) -> Iterator[ast.AST]:
    """Yield the nodes that run when the module is imported: all but the bodies of functions."""
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            yield child
            yield from at_import_time(child)


def parse(module: str) -> ast.Module:
    return ast.parse(FILES[module].read_text(encoding="utf-8"))


@pytest.mark.parametrize("module", FILES)
def test_every_module_has_its_place_on_one_floor(module: str) -> None:
    places = [floor for floor, patterns in FLOORS.items() if matches(module, patterns)]
    assert len(places) == 1, f"{module} is on {places or 'no floor'}; FLOORS must place it on one"


@pytest.mark.parametrize(
    ("floor", "above"),
    [
        ("domain", ("edges", "command line", "window")),
        ("edges", ("command line", "window")),
        ("window", ("command line",)),
    ],
)
def test_no_floor_uses_one_above_it(floor: str, above: tuple[str, ...]) -> None:
    if any(matches(module, FLOORS[floor]) for module in FILES):
        rule = archrule(f"{floor} uses no floor above it").match(*full(FLOORS[floor]))
        for upper in above:
            rule.should_not_import(*full(FLOORS[upper])).check(PACKAGE)


@pytest.mark.parametrize("module", [name for name in FILES if matches(name, DOMAIN)])
def test_the_domain_needs_only_the_standard_library(module: str) -> None:
    known = sys.stdlib_module_names | {PACKAGE}
    assert {name.partition(".")[0] for name in imports(parse(module))} <= known


@pytest.mark.parametrize("module", FILES)
def test_what_comes_from_outside_has_one_place(module: str) -> None:
    used = {name.partition(".")[0] for name in imports(parse(module))}
    assert [
        name for name in OUTSIDE if name in used and not matches(module, (OUTSIDE[name],))
    ] == []


@pytest.mark.parametrize("module", [name for name in FILES if name != "clock"])
def test_only_the_clock_asks_the_machine_for_the_date(module: str) -> None:
    asked = [
        f"line {node.lineno}: .{node.attr}"
        for node in ast.walk(parse(module))
        if isinstance(node, ast.Attribute)
        and node.attr in {"now", "utcnow", "today"}
        and isinstance(node.value, ast.Name | ast.Attribute)
        and (node.value.id if isinstance(node.value, ast.Name) else node.value.attr)
        in {"datetime", "date"}
    ]
    assert asked == []


@pytest.mark.parametrize("module", [name for name in FILES if not matches(name, WINDOW)])
def test_the_window_is_imported_only_by_the_command_line_inside_a_function(module: str) -> None:
    tree = parse(module)
    nodes = at_import_time(tree) if matches(module, COMMAND_LINE) else ast.walk(tree)
    names = [
        name
        for node in nodes
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in imports(node)
    ]
    assert [name for name in names if f"{name}.".startswith(f"{PACKAGE}.ui.")] == []
