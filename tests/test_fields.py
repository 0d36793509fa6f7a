"""Tables: every problem of a mapping at once, and what follows from a rule."""

from typing import Any

import pytest

from hipflex_gui.doses import MisreadError
from hipflex_gui.fields import BAD, Field, Table, read_table, suggestion
from hipflex_gui.problems import Report
from hipflex_gui.readers import text, whole
from hipflex_gui.yamlfile import parse

NUMBER = whole(1, 9)


def build(**values: Any) -> dict[str, Any]:
    if values.get("number") == 7:
        raise MisreadError("seven will not do")
    return values


TABLE = Table(
    "Thing",
    "A thing.",
    (
        Field("name", text(), "Its name.", required=True, also=("called",)),
        Field("number", NUMBER, "How many."),
        Field("how-many", NUMBER, "How many, too."),
        Field("class", NUMBER, "A word of Python's.", into="kind"),
    ),
    build,
    apart=(("number", "how-many"),),
    needs={"class": "number"},
)
_EITHER = (Field("a", text(), "One."), Field("b", text(), "The other."))
SOME = Table("Some", "One of two.", _EITHER, dict, some=("a", "b"))


def read(source: str, table: Table = TABLE) -> tuple[Any, list[str]]:
    node, report = parse(source.encode(), Report("f"))
    assert node
    value = read_table(table, node, report)
    said = [f"{p.where.line}:{p.where.column} {p.text}; {p.hint}" for p in report.problems]
    return value, [line.removesuffix("; ") for line in said]


def test_values_reach_the_builder_by_their_attributes() -> None:
    assert read("{called: x, number: 2, class: 3}") == ({"name": "x", "number": 2, "kind": 3}, [])
    assert read("{name: x, how-many: 2}") == ({"name": "x", "how_many": 2}, [])


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("x", ["1:1 keys are expected here: name:, number:, how-many:, class:"]),
        ("[x]", ["1:1 keys are expected here: name:, number:, how-many:, class:"]),
        ("number: 2", ["1:1 name: is missing; it is a text"]),
        ("{name: x, nummer: 2}", ["1:11 there is no key 'nummer' here; did you mean number?"]),
        (
            "{name: x, '': 2}",
            ["1:11 there is no key '' here; there are: name, number, how-many, class"],
        ),
        ("{name: x, called: y}", ["1:11 called is another word for name, which is here already"]),
        (
            "{name: x, number: 2, how-many: 3}",
            ["1:22 number and how-many do not go together; leave one of them out"],
        ),
        ("{name: x, class: 3}", ["1:11 class: says nothing without number:"]),
        ("{name: x, number: 7}", ["1:1 seven will not do"]),
        (
            "{number: 0, class: [], hm: 1}",
            [
                "1:10 '0' is not a whole number from 1 to 9",
                "1:20 a whole number from 1 to 9 is expected here",
                "1:24 there is no key 'hm' here; there are: name, number, how-many, class",
                "1:1 name: is missing; it is a text",
            ],
        ),
    ],
)
def test_every_problem_is_told(source: str, said: list[str]) -> None:
    assert read(source) == (BAD, said)


def test_one_of_some_keys_is_enough() -> None:
    assert read("{b: x}", SOME) == ({"b": "x"}, [])
    assert read("{}", SOME) == (BAD, ["1:1 one of these keys is needed here: a, b"])


def test_words_far_off_suggest_nothing() -> None:
    assert suggestion("Strech", ["stretch", "rest"]) == "did you mean stretch?"
    assert suggestion("xyz", ["stretch", "rest"]) == ""
    assert suggestion("x" * 100_000, ["stretch"]) == ""


def test_what_is_bad_says_so() -> None:
    assert repr(BAD) == "BAD"
