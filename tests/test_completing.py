"""What may be written where: each text has its cursor at ``|``."""

import pytest

from hipflex_gui.completing import Completions, Option, completions, list_keys
from hipflex_gui.completing.options import MOST_OPTIONS
from hipflex_gui.completing.place import place_at
from hipflex_gui.movements import Movement

MOVEMENTS = {
    "low-lunge": Movement("low-lunge", "Low lunge"),
    "resting-squat": Movement("resting-squat", "Deep squat", also=("Malasana",)),
    "standing-quad-stretch": Movement("standing-quad-stretch", "Standing quad stretch"),
    "childs-pose-wide": Movement("childs-pose-wide", "Wide child’s pose"),
}
IDS = list(MOVEMENTS)
DO_KEYS = ["for", "phases", "walk", "sets", "rest", "sides", "load", "first", "then", "note"]
DOSES = [
    "30s", "15-30s", "30s+", "8 breaths", "8-10 breaths", "10 reps", "3 counts", "20 steps",
    "until done",
]  # fmt: skip
SIDES = ["together", "each", "alternate", "within-rep", "one", "left", "right", "by-direction"]
STEPS = "name: A\nsteps:\n"


def at(marked: str) -> Completions:
    assert marked.count("|") == 1
    offset = marked.index("|")
    return completions(marked.replace("|", ""), offset, MOVEMENTS)


def texts(marked: str) -> list[str]:
    return [option.text for option in at(marked).options]


def taken(marked: str, text: str) -> str:
    """Return the text after an option was taken."""
    found = at(marked)
    (option,) = [option for option in found.options if option.text == text]
    plain = marked.replace("|", "")
    return plain[: found.start] + option.insert + plain[found.end :]


@pytest.mark.parametrize(
    ("marked", "first"),
    [
        ("|", ["name", "steps", "session", "summary"]),
        ("na|", ["name"]),
        ("name: A\n|", ["steps", "session", "summary", "place"]),
        ("|\nname: A\nsteps:\n  - low-lunge\n", ["session", "summary", "place"]),
        (STEPS + "  - low-lunge\n|", ["session", "summary"]),
        (STEPS + "- low-lunge\n|", ["session", "summary"]),
        ("name: A\npla|\nsteps:\n  - low-lunge\n", ["place"]),
        ("pace:\n  |", ["breath", "count", "rep"]),
        ("pace:\n  breath:\n    |", ["in", "out"]),
        ("pace:\n  breath:\n    in: 4s\n    |", ["out"]),
        ("pace: {|", ["breath", "count"]),
        ("pace:\n  breath: {in: 4s, |}", ["out"]),
        ("pace:\n  breath: {|, out: 4s}", ["in"]),
        ("pace:\n  breath: {in: 4s,\n    |", ["out"]),
        ("pace:\n  breath: {in: 4s}\n  co|", ["count"]),
        ("ramp:\n  start: 10m\n  |", ["add", "every", "to", "days"]),
        (STEPS + "  - |", ["do", "repeat", "name", "rest", *IDS]),
        (STEPS + "  -|", ["do", "repeat", "name", "rest", *IDS]),
        (STEPS + "  - do: low-lunge\n    |", DO_KEYS),
        (STEPS + "  - |\n    for: 30s\n", ["do", "repeat", "name", "rest"]),
        (STEPS + "  - do: low-lunge\n    tempo: {}\n    for: 3 reps\n    |", ["sets", "rest"]),
        (STEPS + "  - do: low-lunge\n    |\n    for: 30s\n  - rest: 3s\n", ["phases", "sets"]),
        (STEPS + "  - {do: low-lunge, |}", DO_KEYS),
        (STEPS + "  - {do: low-lunge, |, for: 30s, sides: each}", ["phases", "sets", "rest"]),
        (STEPS + "  - {|", ["do", "repeat", "name", "rest"]),
        (STEPS + "  - name: Mine\n    |", ["also", "kind", "level", "place"]),
        (STEPS + "  - name: Mine\n    later:\n      |", ["after", "say"]),
        (STEPS + "  - repeat: 2\n    |", ["steps"]),
        (STEPS + "  - repeat: 2\n    steps:\n      - |", ["do", "repeat", "name", "rest", *IDS]),
        (STEPS + "  - steps:\n      - |\n    repeat: 2", ["do", "repeat", "name", "rest", *IDS]),
        (STEPS + "  - repeat: 2\n    steps:\n      - do: low-lunge\n        |", DO_KEYS),
        (STEPS + "  -\n    |", ["do", "repeat", "name", "rest", *IDS]),
        ("movement: a\nna|", ["name"]),
        ("name: A\nkind: stretch\n|", ["movement", "also", "level"]),
        ("movement: a\ncautions:\n  - when: knee\n    |", ["say", "prop"]),
        ("movement: a\nvariants:\n  - movement: b\n    |", ["name", "also", "kind"]),
        ("movement: a\ndose: {for: 30s, |}", ["phases", "sets", "rest", "from"]),
        ("movement: a\nprops:\n  - |", ["name", "needed", "size", "why"]),
        ("movement: a\nfigure:\n  frames:\n    - na|", ["name"]),
    ],
)  # fmt: skip
def test_the_keys_that_may_stand_there(marked: str, first: list[str]) -> None:
    assert texts(marked)[: len(first)] == first


@pytest.mark.parametrize(
    ("marked", "all_of_them"),
    [
        ("place: |", ["chair", "standing", "floor", "gym"]),
        ("place:|", ["chair", "standing", "floor", "gym"]),
        ("place: st|", ["standing"]),
        ("level: me|dium", ["medium"]),
        ("name: A\norder: |", ["fixed", "free"]),
        (STEPS + "  - do: low-lunge\n    sides: |", SIDES),
        (STEPS + "  - do: low-lunge\n    sides: w|", ["within-rep"]),
        (STEPS + "  - do: low-lunge\n    for: |", DOSES),
        (STEPS + "  - do: low-lunge\n    for: 8 b|", ["8 breaths", "8-10 breaths"]),
        (STEPS + "  - do: low-lunge\n    for: |  # so long", DOSES),
        (STEPS + "  - {do: low-lunge, for: unt|}", ["until done", "3 counts"]),
        (STEPS + "  - do: low-lunge\n    sets: |", ["2", "3", "3-4"]),
        (STEPS + "  - do: low-lunge\n    walk: [forward 10, re|]", ["rest 15s"]),
        (STEPS + "  - do: low-lunge\n    walk:\n      - b|", ["back 10"]),
        (STEPS + "  - do: low-lunge\n    phases: {lower: sl|}", ["slowly"]),
        (STEPS + "  - repeat: |", ["2", "3", "4", "5"]),
        (STEPS + "  - rest: |", ["10s", "30s", "1m", "1m30s"]),
        ("ramp: {every: |", ["3 days", "7 days"]),
        (STEPS + "  - do: |", IDS),
        (STEPS + "  - do: low|", ["low-lunge"]),
        (STEPS + "  - do: quad|", ["standing-quad-stretch"]),
        (STEPS + "  - do: deep s|", ["resting-squat"]),
        (STEPS + "  - do: malas|", ["resting-squat"]),
        (STEPS + "  - do: stretch quad|", ["standing-quad-stretch"]),
        (STEPS + "  - do: chpw|", ["childs-pose-wide"]),
        (STEPS + "  - do: st|", ["standing-quad-stretch", "resting-squat"]),
        (STEPS + "  - low l|", ["low-lunge"]),
        (STEPS + "  - repeat: 2\n    steps: [low-lunge, rest|]", ["resting-squat"]),
        (STEPS + "  - name: Mine\n    base: low|", ["low-lunge"]),
        ("movement: a\neasier: [|]", IDS),
        ("movement: a\neasier:\n  - |", ["say", "prop", "movement", *IDS]),
        ("movement: a\nharder:\n  - movement: low|", ["low-lunge"]),
        ("movement: a\ninstead: {|}", ["chair", "standing", "floor", "gym"]),
        ("movement: a\ninstead: {chair: quad|}", ["standing-quad-stretch"]),
        ("movement: a\ninstead:\n  chair: low|", ["low-lunge"]),
        ("movement: a\ninstead:\n  chair: low-lunge\n  |", ["standing", "floor", "gym"]),
        ("movement: a\nprops: [{name: mat, needed: |}]", ["yes", "no"]),
        ("movement: a\ndose: {for: 8 b|", ["8 breaths", "8-10 breaths"]),
        ("movement: a\nkind: m|", ["mobility"]),
        ("movement: a\nfigure:\n  frames:\n    - pins: {hand_l: fl|}", ["floor"]),
    ],
)  # fmt: skip
def test_the_values_that_may_stand_there(marked: str, all_of_them: list[str]) -> None:
    assert texts(marked) == all_of_them


@pytest.mark.parametrize(
    "marked",
    [
        "name: |",
        "# na|",
        "name: A # pl|",
        "name: 'pl|",
        'summary: "it is # pl|',
        "notes: |\n".replace("|", ">") + "  pla|",
        STEPS + "  - low-lunge\n    f|",
        STEPS + "  - do: low-lunge\n    for: 30s\n      s|",
        STEPS + "  - do: low-lunge\n    strange: |",
        "strange:\n  - |",
        "name: A\nnotes: >\n  one\n\n  pla|",
        "session: |",
        "place: " + "x" * 100 + "|",
        STEPS + "  - name: Mine\n    steps: [|",
    ],
)
def test_nothing_is_offered_where_nothing_is_known(marked: str) -> None:
    assert texts(marked) == []


def test_an_apostrophe_is_no_quote_and_a_number_sign_in_a_word_no_comment() -> None:
    assert texts("name: it's A#1\npla|") == ["place"]
    assert texts("name: 'A # B'\npla|") == ["place"]
    assert texts(STEPS + "  - {do: low-lunge, note: 'a, {b', si|") == ["sides"]


@pytest.mark.parametrize(
    ("marked", "choice", "result"),
    [
        ("na|", "name", "name: "),
        ("na|me: A", "name", "name: A"),
        ("name: A\n|", "steps", "name: A\nsteps:\n  - "),
        ("name: A\r\n|", "steps", "name: A\r\nsteps:\r\n  - "),
        ("|", "pace", "pace:\n  "),
        ("pace:\n  |", "breath", "pace:\n  breath:\n    "),
        ("pace: {|", "breath", "pace: {breath: "),
        ("place:|", "chair", "place: chair"),
        (STEPS + "  -|", "low-lunge", STEPS + "  - low-lunge"),
        (STEPS + "  |", "low-lunge", STEPS + "  - low-lunge"),
        (STEPS + "  - do: lo|w-lunge", "low-lunge", STEPS + "  - do: low-lunge"),
        ("steps:\n  - do: deep s|", "resting-squat", "steps:\n  - do: resting-squat"),
        (STEPS + "  - {do: low-lunge,|}", "sides", STEPS + "  - {do: low-lunge, sides: }"),
        (STEPS + "  - r|", "repeat", STEPS + "  - repeat: "),
        (STEPS + "  - repeat: 2\n    |", "steps", STEPS + "  - repeat: 2\n    steps:\n      - "),
    ],
)  # fmt: skip
def test_taking_one_writes_what_belongs_to_it(marked: str, choice: str, result: str) -> None:
    assert taken(marked, choice) == result


def test_windows_line_ends_make_no_difference() -> None:
    marked = STEPS + "  - do: low-lunge\n    for: 30s\n    sid|\n  - rest: 10s\n"
    assert texts(marked.replace("\n", "\r\n")) == texts(marked) == ["sides"]


def test_an_open_bracket_ends_where_the_indentation_does() -> None:
    assert texts("tags: [desk\nname: A\npla|") == ["place"]


def test_each_says_what_it_means() -> None:
    assert at(STEPS + "  - do: low|").options == (Option("low-lunge", "Low lunge", "low-lunge"),)
    assert at("na|").options[0].detail == "The name that people see."


def test_what_is_only_an_example_says_so() -> None:
    assert all(option.example for option in at(STEPS + "  - rest: |").options)
    assert at("movement: a\neasier: [low|]").options[0].example  # it may be prose as well
    assert not at(STEPS + "  - do: low|").options[0].example


def test_the_best_comes_first() -> None:
    many = {name: Movement(name, name) for name in ("big-lunge", "xlunge", "lunge-low", "lunge")}
    found = completions("steps: [lunge", 13, many)
    assert [option.text for option in found.options] == [
        "lunge",
        "lunge-low",
        "big-lunge",
        "xlunge",
    ]


def test_letters_that_never_fit_end_at_once() -> None:
    evil = {"e": Movement("e", "e" * 80), "e" * 60: Movement("e" * 60, "E")}
    assert completions("steps: [" + "e" * 50 + "x", 59, evil).options == ()


def test_no_more_than_one_can_look_through() -> None:
    many = {f"m-{n}": Movement(f"m-{n}", "M") for n in range(1000)}
    assert len(completions("steps: [", 8, many).options) == MOST_OPTIONS


def test_every_place_of_a_text_can_be_asked() -> None:
    text = (
        "name: A\npace: {breath: {in: 4s, out: '6s'}}\nsteps:\n- low-lunge\n- - x\n  - {do: a,\n"
        '   for: [1, {]}\n- name: "b\n    c"\n\t- d:\n  notes: |\n    e: f\n]}\n- : {\n:\n-\n'
    )
    for offset in range(len(text) + 1):
        found = completions(text, offset, MOVEMENTS)
        assert 0 <= found.start <= offset <= found.end <= len(text)


def test_a_place_tells_the_keys_around_and_beside_it() -> None:
    text = "steps:\n  - do: a\n    for: 3s\n    \n    sides: each\n"
    place = place_at(text, text.index("    \n") + 4)
    assert place is not None
    assert place.path == [("steps", {"steps"})]
    assert place.keys == {"do", "for", "sides"}


def test_the_keys_that_hold_lists() -> None:
    assert {"steps", "tags", "set-up", "avoid"} <= list_keys()
    assert not {"name", "pace", "for", "notes", "breathing"} & list_keys()
