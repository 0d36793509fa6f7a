"""Readers: what each takes, what it makes of it, and what it says otherwise."""

import re
from enum import StrEnum
from typing import Any

import pytest

from hipflex_gui import readers
from hipflex_gui.doses import MisreadError
from hipflex_gui.fields import BAD, Reader
from hipflex_gui.problems import Report
from hipflex_gui.yamlfile import parse


class Fruit(StrEnum):
    APPLE = "apple"
    PEAR = "pear"


def read(reader: Reader, source: str) -> Any:
    """Return the value, or the problems as text."""
    node, report = parse(source.encode(), Report("f"))
    assert node
    value = reader.read(node, report)
    assert (value is BAD) is report.failed
    if value is BAD:
        return [f"{p.where.column} {p.text}; {p.hint}".removesuffix("; ") for p in report.problems]
    return value


def even(text: str) -> int:
    if not text.strip().isdigit() or int(text) % 2:
        raise MisreadError("write 2 or 4")
    return int(text)


EVEN = readers.parsed("an even number", even, "[0-9]*[02468]")
FRUIT = readers.choice(Fruit, {"fruit": ("write apple or pear", ("apple", "pear"))})


@pytest.mark.parametrize(
    ("reader", "source", "value"),
    [
        (EVEN, "4", 4),
        (EVEN, "'4 '", 4),
        (EVEN, "5", ["1 '5' is not an even number; write 2 or 4"]),
        (EVEN, "''", ["1 an even number is expected here"]),
        (EVEN, "[4]", ["1 an even number is expected here"]),
        (EVEN, "0" * 81, [f"1 '{'0' * 57}...' is not an even number"]),
        (readers.text(), "'a  b\n\n c'", "a b c"),
        (
            readers.text(3),
            "abcd",
            ["1 this text has 4 characters; 3 are the most; split it, or say it shorter"],
        ),
        (readers.text(), "{}", ["1 a text is expected here"]),
        (readers.text(), r'"\t"', ["1 a text is expected here"]),
        (readers.text(), r'"\t\n\u3000"', ["1 a text is expected here"]),
        (
            readers.text(),
            r'"\b"',
            ["1 an invisible character (U+0008) stands in this text; leave it out"],
        ),
        (FRUIT, "pear", Fruit.PEAR),
        (FRUIT, "per", ["1 'per' is not one of apple, pear; did you mean pear?"]),
        (FRUIT, "fruit", ["1 'fruit' is not one of apple, pear; write apple or pear"]),
        (FRUIT, "[pear]", ["1 one of apple, pear is expected here"]),
        (readers.choice(["a", "b"]), "b", "b"),
        (readers.yes_no(), "yes", True),
        (readers.yes_no(), "FALSE", False),
        (readers.yes_no(), "maybe", ["1 yes or no is expected here"]),
        (readers.yes_no(), "{}", ["1 yes or no is expected here"]),
        (readers.whole(2, 5), "05", 5),
        (readers.whole(2, 5), "6", ["1 '6' is not a whole number from 2 to 5"]),
        (readers.whole(2, 5), "3.0", ["1 '3.0' is not a whole number from 2 to 5"]),
        (readers.list_of(EVEN), "[2, 4]", (2, 4)),
        (readers.list_of(EVEN), "2", (2,)),
        (readers.list_of(EVEN), "[]", ()),
        (
            readers.list_of(EVEN),
            "[1, 2, 3]",
            [
                "2 '1' is not an even number; write 2 or 4",
                "8 '3' is not an even number; write 2 or 4",
            ],
        ),
        (readers.list_of(EVEN, 1, 2), "[2, 2, 2]", ["1 this list has 3 entries; 1 to 2 are meant"]),
        (readers.pairs_of(FRUIT, EVEN), "{pear: 2, apple: 4}", ((Fruit.PEAR, 2), (Fruit.APPLE, 4))),
        (readers.pairs_of(FRUIT, EVEN), "{pear: 3}", ["8 '3' is not an even number; write 2 or 4"]),
        (
            readers.pairs_of(FRUIT, EVEN),
            "{}",
            ["1 1 to 12 keys and values: an even number are expected"],
        ),
        (
            readers.pairs_of(FRUIT, EVEN),
            "x",
            ["1 1 to 12 keys and values: an even number are expected"],
        ),
        (readers.either(EVEN, readers.pairs_of(FRUIT, EVEN)), "{pear: 2}", ((Fruit.PEAR, 2),)),
        (readers.either(EVEN, readers.pairs_of(FRUIT, EVEN)), "2", 2),
        (readers.converted(EVEN, str), "2", "2"),
        (readers.converted(EVEN, str), "1", ["1 '1' is not an even number; write 2 or 4"]),
        (readers.placed(EVEN), "1", ["1 '1' is not an even number; write 2 or 4"]),
        (readers.identifier(), "a-1", "a-1"),
        (
            readers.identifier(),
            "A b",
            ["1 'A b' is not an id (lower-case words joined by hyphens); write a-b"],
        ),
        (readers.identifier(), "'-'", ["1 '-' is not an id (lower-case words joined by hyphens)"]),
        (
            readers.movement_id(),
            "A",
            ["1 'A' is not an id (lower-case words joined by hyphens); write a"],
        ),
    ],
)
def test_a_reader_takes_or_refuses(reader: Reader, source: str, value: Any) -> None:
    assert read(reader, source) == value


def test_a_place_comes_with_its_value() -> None:
    node, report = parse(b"x: 4", Report("f"))
    assert node
    (_key, value), *_rest = getattr(node, "pairs", [])
    assert readers.placed(EVEN).read(value, report) == (4, value.where)


def test_the_movements_a_file_names_are_kept_to_be_looked_up() -> None:
    node, report = parse(b"low-lunge", Report("f"))
    assert node
    assert readers.movement_id().read(node, report) == "low-lunge"
    assert report.links == [("low-lunge", node.where)]


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("My Desk", "my-desk"),
        ("  a__b  ", "a-b"),
        ("Über 9", "uber-9"),
        ("Großer Œuf, Łódź, Økt, TOUCHÉ", "grosser-oeuf-lodz-okt-touche"),
        ("股", ""),
        ("a" * 99, "a" * 64),
    ],
)
def test_a_text_becomes_the_closest_id(text: str, made: str) -> None:
    assert readers.id_from(text) == made
    assert not made or re.fullmatch(readers.ID, made)
