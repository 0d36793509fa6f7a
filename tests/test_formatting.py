"""The canonical form: what becomes of a file, where its comments go, and what is left alone."""

from pathlib import Path
from textwrap import dedent

import pytest

from hipflex_gui import format as tables
from hipflex_gui import formatting
from hipflex_gui.formatting import WIDEST, FormatError, formatted
from hipflex_gui.paths import UserFolder, assets, shipped_sessions
from hipflex_gui.template import template
from hipflex_gui.yamltext import scalar
from tests.format_samples import BAD, GOOD, Bad, Good

SHIPPED = [*shipped_sessions().glob("*.yaml"), *(assets() / "movements").glob("*.yaml")]
LONG = "Grow tall through the top of your head and let your shoulders drop, then look ahead. " * 2

# Those of the bad samples that are no YAML, or hold no keys.
NO_KEYS = {
    "a list of nothing known", "a word", "nothing", "comments", "a tab", "a colon in a text",
    "no colon", "a dent", "an open bracket", "an open quote", "a lone comma", "a backslash",
    "an alias", "an anchor", "a tag", "a tag of nobody", "two documents", "two texts",
    "after the end", "a version from the future", "a key twice", "a list for a key",
    "a mapping for a key", "a zero byte", "another line end", "a mark in the middle",
    "thirteen deep",
}  # fmt: skip

# what is about; as written; as it is to be
CASES = {
    "two spaces and lists under their keys": (
        "name: x\nsteps:\n-   do: low-lunge\n    for:   30s\n- frog-pose\n",
        "name: x\nsteps:\n  - do: low-lunge\n    for: 30s\n  - frog-pose\n",
    ),
    "the order of keys": (
        "steps: [low-lunge]\nplace: floor\nname: x\nsession: y\n",
        "session: y\nname: x\nplace: floor\nsteps:\n  - low-lunge\n",
    ),
    "the order of the keys of a step": (
        "name: x\nsteps:\n  - sides: each\n    for: 30s\n    do: low-lunge\n",
        "name: x\nsteps:\n  - do: low-lunge\n    for: 30s\n    sides: each\n",
    ),
    "unknown keys are last": (
        "qqq: 1\nsteps: [low-lunge]\nname: x\n",
        "name: x\nsteps:\n  - low-lunge\nqqq: 1\n",
    ),
    "phases keep their order, and tempo is another word for them": (
        "name: x\nsteps: [{tempo: {up: 1s, down: 2s}, for: 8 reps, do: frog-pose}]\n",
        "name: x\nsteps:\n  - {do: frog-pose, for: 8 reps, phases: {up: 1s, down: 2s}}\n",
    ),
    "one step alone is a list": (
        "name: x\nsteps: low-lunge # one\n",
        "name: x\nsteps:  # one\n  - low-lunge\n",
    ),
    "one step with keys alone is a list": (
        "name: x\nsteps:\n  # it\n  do: low-lunge\n",
        "name: x\nsteps:\n  # it\n  - do: low-lunge\n",
    ),
    "repeats in repeats": (
        "name: x\nsteps:\n- repeat: 2\n  steps:\n  - steps: [frog-pose, b]\n    repeat: 3\n",
        "name: x\nsteps:\n  - repeat: 2\n    steps:\n      - repeat: 3\n        steps:\n"
        "          - frog-pose\n          - b\n",
    ),
    "brackets that fit": (
        "name: x\ntags: [a,   'b']\nsteps:\n  - frog-pose\n",
        "name: x\ntags: [a, b]\nsteps:\n  - frog-pose\n",
    ),
    "brackets over several lines that fit on one": (
        "name: x\ntags: [\n  a,\n  b,\n] # two\nsteps: [frog-pose]\n",
        "name: x\ntags: [a, b]  # two\nsteps:\n  - frog-pose\n",
    ),
    "brackets that hold a comment": (
        "name: x\ntags: [ # why\n  a, # first\n  b\n  # no more\n]\nsteps: [frog-pose]\n",
        "name: x\ntags:  # why\n  - a  # first\n  - b\n  # no more\nsteps:\n  - frog-pose\n",
    ),
    "brackets that are too long": (
        f"name: x\ntags: [{'a' * 50}, {'b' * 50}]\nsteps: [frog-pose]\n",
        f"name: x\ntags:\n  - {'a' * 50}\n  - {'b' * 50}\nsteps:\n  - frog-pose\n",
    ),
    "empty brackets": (
        "name: x\ntags: [\n  # none\n]\nsteps: [ ]\n",
        "name: x\n# none\ntags: []\nsteps: []\n",
    ),
    "quotes where they are needed": (
        "name: 'a: b'\nsummary: \"Sit 'tall'\"\nnotes: '# 1'\nsteps: ['frog-pose']\n",
        "name: \"a: b\"\nsummary: Sit 'tall'\nsteps:\n  - frog-pose\nnotes: \"# 1\"\n",
    ),
    "what editors take for nothing": (
        "name: ~\nsummary: null\nsteps: [frog-pose]\n",
        'name: "~"\nsummary: "null"\nsteps:\n  - frog-pose\n',
    ),
    "a value that is missing": (
        "name:   # which\nsteps:\n  -\n  - frog-pose\n",
        "name:   # which\nsteps:\n  -\n  - frog-pose\n",
    ),
    "a long text is folded": (
        f'name: x\nsummary: "{LONG.strip()}"\nsteps: [frog-pose]\n',
        "name: x\nsummary: >-\n"
        "  Grow tall through the top of your head and let your shoulders drop, then look ahead."
        " Grow tall\n  through the top of your head and let your shoulders drop, then look ahead.\n"
        "steps:\n  - frog-pose\n",
    ),
    "a text over several lines that fits on one": (
        "name: Evening\n  hips\nsteps: [frog-pose]\n",
        "name: Evening hips\nsteps:\n  - frog-pose\n",
    ),
    "block texts keep their lines": (
        "name: >-   # in parts\n      One\n      two\nnotes: |2+\n    deep  \n\n  not\n\n\n"
        "steps: [a]\n",
        "name: >-   # in parts\n  One\n  two\n\nsteps:\n  - a\nnotes: |2\n    deep\n\n  not\n",
    ),
    "blank lines": (
        "\n\nname: x\n\n\n\nsteps:\n\n  - a\n\n\n  - b  \n\n\n",
        "name: x\n\nsteps:\n  - a\n\n  - b\n",
    ),
    "line ends and the mark at the start": (
        "\ufeffname: x\r\nsteps: \r\n  - a\r\n\r\n  - b",
        "name: x\nsteps:\n  - a\n\n  - b\n",
    ),
    "a document that is begun and ended": (
        "%YAML 1.1\n--- # so\nname: x\nsteps: [a]\n...\n# end\n",
        "# so\nname: x\nsteps:\n  - a\n# end\n",
    ),
    "JSON": (
        '{"steps": [{"for": 30, "do": "low-lunge"}], "name": "x"}',
        "name: x\nsteps:\n  - {do: low-lunge, for: 30}\n",
    ),
    "braces around the whole file": (
        "{name: x, steps: [a]} # beside\n# end\n",
        "name: x\nsteps:\n  - a\n# beside\n# end\n",
    ),
    "keys with a question mark": (
        "? name\n: x\n? steps\n: [a]\n? notes\n: # none\n",
        "name: x\nsteps:\n  - a\nnotes:\n# none\n",
    ),
    "steps that are missing": ("steps:\nname: x\n", "name: x\nsteps:\n"),
    "lists in lists": (
        "figure: {frames: [{}]}\nmovement: m\nname: x\nalso: [[a, [b]], # odd\n  {c: d}]\n",
        "movement: m\nname: x\nalso:\n  - [a, [b]]  # odd\n  - {c: d}\nfigure: {frames: [{}]}\n",
    ),
    "a movement": (
        "movement: m\nname: x\nfigure: {frames: [{spine: up, name: start}]}\nnotes: n\n"
        "out: o\nsteps: [s]\nset-up: [u]\ndose: {from: sources, for: 30s}\nsides: each\n"
        "variants: [{name: y, movement: z}]\ncautions: [{say: Less., when: knee}]\n",
        "movement: m\nname: x\nsides: each\ndose: {for: 30s, from: sources}\nset-up: [u]\n"
        "steps: [s]\nout: o\ncautions: [{when: knee, say: Less.}]\nnotes: n\n"
        "figure: {frames: [{spine: up, name: start}]}\nvariants: [{movement: z, name: y}]\n",
    ),
}  # fmt: skip

COMMENTS = {
    "above a key or item, beside it, and at the end": (
        """\
        # yaml-language-server: $schema=x
        # my file

        steps: # what
        # the first
        - a     # beside
        # the second
        -   b
        # above the name
        name: x
        # the end
        """,
        """\
        # yaml-language-server: $schema=x
        # my file

        # above the name
        name: x
        steps:  # what
          # the first
          - a   # beside
          # the second
          - b
        # the end
        """,
    ),
    "with their key when it moves": (
        """\
        name: x
        steps:
          # the step
          - sides: each  # both
            # how long
            for: 30s
            # which
            do: low-lunge
            # no more of it
          # no more steps
        """,
        """\
        name: x
        steps:
          # the step
          # which
          - do: low-lunge
            # how long
            for: 30s
            sides: each  # both
            # no more of it
          # no more steps
        """,
    ),
    "behind a dash": (
        """\
        name: x
        steps:
          - a

          - # a lunge

            do: low-lunge
        """,
        """\
        name: x
        steps:
          - a

          # a lunge
          - do: low-lunge
        """,
    ),
    "between a key and its value": (
        """\
        name:
          # the name
          x # short
        steps: # these
          [ # all of them
          a]
        """,
        """\
        # the name
        name: x  # short
        # these
        steps:  # all of them
          - a
        """,
    ),
    "columns stay, so that what stood in line stands in line": (
        """\
        name: "x"     # one
        level: easy   # two
        place: chair  # three
        steps: [a]#no comment
        """.replace("#no comment", " # four"),
        """\
        name: x       # one
        place: chair  # three
        level: easy   # two
        steps:  # four
          - a
        """,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("written", "wanted"), CASES.values(), ids=CASES)
def test_the_canonical_form(written: str, wanted: str) -> None:
    assert formatted(written) == wanted
    assert formatted(wanted) == wanted


@pytest.mark.parametrize(("written", "wanted"), COMMENTS.values(), ids=COMMENTS)
def test_comments_stay_where_they_belong(written: str, wanted: str) -> None:
    assert formatted(dedent(written)) == dedent(wanted)
    assert formatted(dedent(wanted)) == dedent(wanted)


@pytest.mark.parametrize("sample", GOOD, ids=lambda sample: sample.name)
def test_a_good_file_has_a_canonical_form(sample: Good) -> None:
    once = formatted(sample.text)
    assert formatted(once) == once
    assert all(line == line.rstrip() for line in once.split("\n"))
    assert once.endswith("\n")


@pytest.mark.parametrize("sample", BAD, ids=lambda sample: sample.name)
def test_a_file_with_mistakes_is_formatted_or_left_alone(sample: Bad) -> None:
    if sample.name in NO_KEYS and "for:" not in sample.text:
        with pytest.raises(FormatError) as caught:
            formatted(sample.text)
        assert caught.value.problems
        assert caught.value.text
    else:
        once = formatted(sample.text)
        assert formatted(once) == once


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_shipped_files_are_in_canonical_form(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert formatted(text) == text, "run: hipflex fmt FILE"


def test_a_new_file_keeps_its_comments_in_line(tmp_path: Path) -> None:
    path = template("Evening", UserFolder(tmp_path), assets() / "schema")
    text = path.read_text(encoding="utf-8")
    assert formatted(text) == text.replace('"Evening"', "Evening")


def test_the_kind_of_a_file_may_be_told() -> None:
    text = "name: x\nplace: floor\nlevel: easy\nsteps: [One.]\n"
    assert (
        formatted(text, tables.SESSION) == "name: x\nplace: floor\nlevel: easy\nsteps:\n  - One.\n"
    )
    assert formatted(text, tables.MOVEMENT) == "name: x\nlevel: easy\nplace: floor\nsteps: [One.]\n"
    assert formatted(text) == formatted(text, tables.SESSION)
    assert formatted("session: a\nmovement: b\nname: x\n").startswith("session")


def test_lines_are_no_longer_than_they_need_be() -> None:
    word = "x" * (WIDEST + 20)
    text = formatted(f"name: x\nsummary: {LONG}{word}\nsteps: [a]\n")
    assert {len(line) > WIDEST for line in text.split("\n") if word not in line} == {False}
    assert f"\n  {word}\n" in text


@pytest.mark.parametrize("value", [f"{LONG}  {LONG}", f" {LONG}", f"{LONG}\n{LONG}", "x" * 120])
def test_white_space_that_is_meant_is_kept(value: str) -> None:
    quoted = value.replace("\n", "\\n")
    text = f'name: x\nsummary: "{quoted}"\nsteps:\n  - a\n'
    assert formatted(formatted(text)) == formatted(text)


def test_what_cannot_be_written_without_a_change_is_left_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """No file is known for which this happens; it is what keeps a fault of ours from harm."""
    for fault in ("other", "[x]", "{", "x # y"):

        def wrong(text: str, *, flow: bool = False, fault: str = fault) -> str:
            return fault if text == "x" else scalar(text, flow=flow)

        monkeypatch.setattr(formatting, "scalar", wrong)
        with pytest.raises(FormatError) as caught:
            formatted("name: x\nsteps: [a]\n")
        assert "cannot be put in order" in str(caught.value.problems[0])
