"""Problems as they are shown, and files that mean harm: none may raise, hang or pass unseen."""

import os
import sys
import unicodedata
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from hipflex_gui import yamlfile
from hipflex_gui.catalogue import check_file, read_session
from hipflex_gui.problems import MOST_PROBLEMS, WIDEST, Problem, Report, Severity, place_of, quoted
from hipflex_gui.sessions import Where
from hipflex_gui.yamlfile import Map, Seq, Text, parse, read

SUITE = Path(__file__).parent / "data" / "yaml-test-suite"
HANG_S = 20  # of processor time: against hanging, with room for a slow machine


def problems(text: str | bytes) -> list[Problem]:
    raw = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
    node, report = parse(raw, Report("f.yaml"))
    # nothing comes of a file of blanks and comments: its reader says that it is empty
    lines = raw.removeprefix(b"\xef\xbb\xbf").splitlines()
    silent = all(not line.strip() or line.lstrip().startswith(b"#") for line in lines)
    assert node or report.failed or silent
    return report.problems


def shown(text: str, where: Where) -> list[str]:
    """Return the lines of a problem at a place of a text."""
    report = Report("f.yaml", text)
    report.add(where, "wrong", "do right")
    return str(report.problems[0]).splitlines()


def columns(text: str) -> int:
    """Return how wide a terminal shows a text, by the rule of wcwidth for these letters."""
    wide = sum(unicodedata.east_asian_width(char) in "WF" for char in text)
    return len(text) + wide - sum(unicodedata.category(char) == "Mn" for char in text)


def test_a_problem_is_a_line_for_editors_the_place_and_a_hint() -> None:
    assert shown("a: b\nname: fox\n", Where(2, 7, 3)) == [
        "f.yaml:2:7: error: wrong",
        "    2 | name: fox",
        "      |       ^^^",
        "      = do right",
    ]


def test_a_warning_says_so() -> None:
    report = Report("f.yaml")
    report.warn(Where(1, 1), "odd")
    assert str(report.problems[0]) == "f.yaml:1:1: warning: odd"
    assert not report.failed


@pytest.mark.parametrize(
    ("before", "meant"),
    [
        ("name: ", "fox"),
        ("\tname:\t", "fox"),
        ("股関節: ", "ストレッチ"),
        ("e\u0301e\u0301: ", "o\u0308k"),
        ("🧘🧘 ", "x"),
        ("ตี่ ", "x"),
        ("\u202ex\u2066 ", "x"),
    ],
)
def test_the_caret_stands_under_what_is_meant(before: str, meant: str) -> None:
    _first, source, caret, _hint = shown(
        f"{before}{meant}\n", Where(1, len(before) + 1, len(meant))
    )
    plain = caret.rstrip("^")
    assert columns(plain) == columns("    1 | ") + columns(before)
    assert len(caret) - len(plain) == columns(meant)
    assert source.isprintable()


@pytest.mark.parametrize("column", [1, 5, 60, 61, 119, 120, 121, 500, 995, 1000])
def test_of_a_long_line_the_part_that_matters_is_shown(column: int) -> None:
    line = "".join(chr(0x61 + n % 26) for n in range(999)) + "!"
    _first, source, caret, _hint = shown(f"x\n{line}\ny", Where(2, column, 3))
    assert len(source) <= WIDEST + len("    2 | ......")
    assert source[caret.index("^")] == line[column - 1]
    assert source.endswith("...") is ("!" not in source)


def test_a_problem_past_the_end_has_no_line() -> None:
    assert shown("a\n", Where(9, 1)) == ["f.yaml:9:1: error: wrong", "      = do right"]


def test_nothing_that_moves_a_terminal_is_shown() -> None:
    report = Report("f.yaml", "\x1b[31m\u202eevil\x07\n")
    report.add(Where(1, 1), "a \x1b[2J b", "c\u2067d\r\n")
    text = str(report.problems[0])
    assert all(line.isprintable() for line in text.split("\n"))
    assert text.count("\n") == 3


def test_a_files_name_is_shown_without_what_moves_a_terminal(tmp_path: Path) -> None:
    (problem,) = check_file(tmp_path / "a\x1b[31m\nb.yaml", {})
    assert problem.file.isprintable()
    assert "a·[31m·b.yaml" in problem.file


def test_what_a_file_says_is_quoted_on_one_line_and_cut() -> None:
    assert quoted("a\n  b") == "'a b'"
    assert quoted("x" * 60) == f"'{'x' * 60}'"
    assert quoted("x" * 61) == f"'{'x' * 57}...'"
    for text in (
        f"&{'a' * 999} x",
        f"*{'a' * 999}",
        f"!{'a' * 999} x",
        f"? {'a' * 999}\n? {'a' * 999}",
    ):
        (problem,) = problems(text)
        assert len(problem.text) < 160


def test_past_a_hundred_problems_nobody_reads_on() -> None:
    assert len(problems("\n".join(["a: 1"] * 500))) == MOST_PROBLEMS


def test_lines_are_counted_as_editors_count_them() -> None:
    assert place_of("a\r\nb\rc\nd", 7) == Where(4, 1)
    for end in ("\n", "\r\n", "\r"):
        (problem,) = problems(end.join(["a: 1", "b: 2", "a: 3", ""]))
        assert (problem.where.line, problem.source) == (3, "a: 3")


def test_nodes_know_their_place() -> None:
    node, report = parse(b"a: [b, 'c d']\ne:\n  f: >\n    g\n", Report("f"))
    assert not report.problems
    assert node == Map(
        [
            (
                Text("a", Where(1, 1, 1)),
                Seq([Text("b", Where(1, 5, 1)), Text("c d", Where(1, 8, 5))], Where(1, 4)),
            ),
            (
                Text("e", Where(2, 1, 1)),
                Map([(Text("f", Where(3, 3, 1)), Text("g\n", Where(3, 6, 1)))], Where(3, 3)),
            ),
        ],
        Where(1, 1),
    )
    assert node.get("a") is node.pairs[0][1]
    assert node.get("f") is None


LAUGHS = "a: &a [x, x]\n" + "".join(
    f"{b}: &{b} [*{a}, *{a}]\n" for a, b in zip("abcd", "bcde", strict=True)
)
HOSTILE: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "nothing in this file"),
    "only comments": (b"# a\n\n# b", "nothing in this file"),
    "only a document": (b"---\n...\n", "keys are expected"),
    "ten megabytes": (b"# ten\n" * 1_700_000, "larger than 256 KB"),
    "just too large": (b"#" * (yamlfile.LARGEST + 1), "larger than 256 KB"),
    "just not too large": (b"#" * yamlfile.LARGEST, "nothing in this file"),
    "brackets": (b"[" * 100_000, "too deeply"),
    "brackets in lines": (b"[\n" * 100_000, "too deeply"),
    "braces": (b"{" * 100_000, "plain word"),
    "both": (b"[{a: " * 30_000, "too deeply"),
    "dashes": (b"- " * 100_000, "too deeply"),
    "question marks": (b"? " * 100_000, "plain word"),
    "colons": (b": " * 100_000, "fit in"),
    "quotes": (b"'" * 100_001, "quote"),
    "double quotes": (b'"' + b"\\x41" * 50_000, "quote"),
    "deep indentation": (b"".join(b" " * n + b"a:\n" for n in range(700)), "too deeply"),
    "wide indentation": (b"a:\n" + b" " * 200_000 + b"b: c", "no key 'a'"),
    "many nodes": (b"- a\n" * 60_000, "more in this file"),
    "many keys": (b"".join(b"k%d: 1\n" % n for n in range(15_000)), "more in this file"),
    "one key often": (b"{" + b"a: b, " * 9_000 + b"}", "second time"),
    "a billion laughs": (LAUGHS.encode(), "anchor"),
    "an endless alias": (b"a: &a [*a]\n", "anchor"),
    "a call": (b"!!python/object/apply:os.system ['true']\n", "a tag"),
    "a merge": (b"a: {b: c}\n<<: *a\n", "alias"),
    "zero bytes": (b"\0" * 1000, "U+0000"),
    "UTF-16": ("name: x\n".encode("utf-16"), "UTF-16"),
    "UTF-16, the other way": (b"\xfe\xff" + "name: x\n".encode("utf-16-be"), "UTF-16"),
    "UTF-16 without its mark": ("name: x\n".encode("utf-16-le"), "U+0000"),
    "UTF-32": ("name: x\n".encode("utf-32"), "UTF-32"),
    "UTF-32, the other way": (b"\0\0\xfe\xff" + "name".encode("utf-32-be"), "UTF-32"),
    "Latin-1": ("name: Dehnübung\n".encode("latin-1"), "not UTF-8 here"),
    "half a letter": ("name: ü".encode()[:-1], "not UTF-8 here"),
    "an overlong letter": (b"name: \xc0\xaf", "not UTF-8 here"),
    "half of a pair": (b"name: \xed\xa0\x80", "not UTF-8 here"),
    "a mark and no more": (b"\xef\xbb\xbf", "nothing in this file"),
    "two marks": (b"\xef\xbb\xbf\xef\xbb\xbfname: x", "U+FEFF"),
    "an escape": (b"\x1b[2J", "U+001B"),
    "a long key": (b"k" * 200_000 + b": v", "colon"),
    "a long word": (b"w" * 200_000, "keys are expected"),
    "many lines of text": (b"name: >\n" + b"  a\n" * 60_000, "characters"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "not UTF-8 here"),
    "a program": (b"\x7fELF\x02\x01\x01\0", "U+007F"),
}  # fmt: skip


@pytest.mark.parametrize("loader", ["fast", "plain"])
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_with_a_reason(
    name: str, loader: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if loader == "plain":
        monkeypatch.setattr(yamlfile, "_LOADER", yaml.BaseLoader)
    raw, reason = HOSTILE[name]
    path = tmp_path / "hostile.yaml"
    path.write_bytes(raw)
    before = os.times()
    found = check_file(path, {})
    after = os.times()
    assert after.user - before.user < HANG_S
    assert found
    if loader == "fast":  # the other says it in other words
        assert any(reason in problem.text for problem in found), found
    for problem in found:
        assert len(str(problem)) < 1000
        assert all(line.isprintable() for line in str(problem).split("\n"))


@pytest.mark.parametrize("loader", ["fast", "plain"])
def test_no_case_of_the_yaml_test_suite_is_a_session(
    loader: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if loader == "plain":
        monkeypatch.setattr(yamlfile, "_LOADER", yaml.BaseLoader)
    paths = sorted(SUITE.glob("*.yaml"))
    assert len(paths) > 300
    for path in paths:
        found = check_file(path, {})
        assert any(problem.severity is Severity.ERROR for problem in found), path.name
        for problem in found:
            assert problem.where.line >= 1, path.name
            assert problem.where.column >= 1, path.name
            assert all(line.isprintable() for line in str(problem).split("\n")), path.name


# Where anything can be, of what may matter.
yamlish = st.text(
    st.sampled_from("-?:,[]{}#&*!|>'\"%@`~ \n\n\tab0.\\/\u2028\x85é股\0") | st.characters(),
    max_size=60,
)


@given(text=yamlish)
@example("\ud800")
@settings(max_examples=300)
def test_no_text_raises(text: str) -> None:
    for loader in (yaml.BaseLoader, getattr(yaml, "CBaseLoader", yaml.BaseLoader)):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(yamlfile, "_LOADER", loader)
            for problem in problems(text):
                assert str(problem).count("\n") <= 3


@given(raw=st.binary(max_size=200))
@settings(max_examples=200)
def test_no_bytes_raise(raw: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.getbasetemp() / "bytes.yaml"
    path.write_bytes(raw)
    assert check_file(path, {})


@given(cut=st.integers(0, 400), junk=yamlish)
@settings(max_examples=200)
def test_a_session_half_written_or_spoilt_raises_nothing(
    cut: int, junk: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    whole = "name: x\nsteps:\n  - name: y\n    for: 30s\n    phases: {a: 1s}\n  - rest: 5s\n"
    path = tmp_path_factory.getbasetemp() / "half.yaml"
    path.write_bytes(f"{whole[:cut]}{junk}{whole[cut:]}".encode("utf-8", "surrogatepass"))
    session, report = read_session(path, {})
    assert (session is None) is report.failed


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    (problem,) = check_file(tmp_path / "no.yaml", {})
    assert problem.text == "the file cannot be read: there is no such file"


def test_a_folder_for_a_file(tmp_path: Path) -> None:
    (problem,) = check_file(tmp_path, {})
    assert problem.text == "the file cannot be read: it is a folder"


def test_a_path_through_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    (problem,) = check_file(tmp_path / "file" / "x.yaml", {})
    assert problem.text.startswith("the file cannot be read: ")


def test_a_name_that_no_file_can_have() -> None:
    for name in ("a\0b.yaml", "x" * 5000):
        (problem,) = check_file(Path(name), {})
        assert problem.text.startswith("the file cannot be read: ")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_and_a_device_are_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", Path("/dev/zero"), Path("/dev/null")):
        (problem,) = check_file(path, {})
        assert problem.text == "the file cannot be read: it is not an ordinary file"


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object, **_more: object) -> None:
        raise PermissionError(13, "Permission denied")  # an administrator may read everything

    path = tmp_path / "x.yaml"
    path.touch()
    monkeypatch.setattr(Path, "open", refuse)
    node, report = read(path, "shown.yaml")
    assert node is None
    first = "shown.yaml:1:1: error: the file cannot be read: Permission denied"
    assert [str(problem) for problem in report.problems] == [first]


def test_an_error_without_a_place_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: object, **_more: object) -> None:
        raise error

    monkeypatch.setattr(yaml, "parse", fail)
    error: Exception = yaml.YAMLError("it broke")
    assert problems("a: b")[0].text == "this is not YAML: it broke"
    error = yaml.MarkedYAMLError()
    assert problems("a: b")[0].text == "this is not YAML"
    error = yaml.MarkedYAMLError(problem="in words of its own")
    assert problems("a: b")[0].text == "in words of its own"
    assert sys.exc_info() == (None, None, None)
