"""Random session files as people write them: valid, over the shipped movements, in any layout.

``texts()`` draws the whole text of a session file, ``movement_texts()`` that of a movement's. What
it says is drawn first; then it is written with whatever YAML allows: keys in any order, odd
indentation, quotes, brackets over several lines, folded texts, comments between, beside and behind
everything, blank lines, trailing blanks, Windows line ends, a byte order mark.
"""

import json
from collections.abc import Iterator
from functools import cache
from random import Random
from typing import Any

import yaml
from hypothesis import strategies as st

from hipflex_gui.catalogue import Catalogue
from hipflex_gui.doses import Unit
from hipflex_gui.paths import assets
from hipflex_gui.yamltext import scalar


class Words(str):
    """A text whose white space the reader folds, so that it may be written over several lines."""

    __slots__ = ()


@cache
def _library() -> tuple[list[str], list[str]]:
    """Return the ids of the shipped movements that are held, and of those done in reps."""
    movements = Catalogue.load(None, sessions=False).movements.values()
    reps = [m.id for m in movements if m.dose.dose and m.dose.dose.unit is Unit.REPS]
    held = [m.id for m in movements if m.dose.dose and m.id not in reps]
    return held, reps


_NUMBERS = st.integers(1, 9).map(str)
_LENGTHS = st.sampled_from(["20", "30s", "0:45", "1m30s", "2 min", "012", "1.5 min"])
_HOLDS = _LENGTHS | st.sampled_from(
    ["15-30s", "30s+", "8 breaths", "8-10 breaths", "3 counts", "until done", "1:00-1:30"]
)
_REPS = st.sampled_from(["8 reps", "6-8 times", "10+ reps"])
_PARTS = st.dictionaries(
    st.sampled_from(["up", "let go", "3", "no", "press: away", "# odd"]),
    st.sampled_from(["2", "2s", "0:02", "slowly", "3 counts"]),
    min_size=1,
    max_size=3,
)
_WORDS = st.one_of(
    st.sampled_from(
        [
            "Sit tall.",
            "Breathe: in, out.",
            "no",
            "~",
            "Hold # it",
            "{10 kg}",
            "- slowly",
            'Say "ah".',
            "Don't push.",
            "Dehnübung 股関節 שלום",
            "Grow tall through the top of your head, let your shoulders drop and look straight "
            "ahead, then breathe in as far as is easy, and out again for as long as you like.",
        ]
    ),
    st.text(st.sampled_from("ab äß股 .,;:-#'\"{}[]$%&*!@`?|>~0"), min_size=1, max_size=20).filter(
        str.strip
    ),
).map(Words)
_NAMES = _WORDS.filter(lambda words: len(words) <= 80)
_SIDES = st.sampled_from(["each", "together", "one", "left", "right"])
_EXTRAS: dict[str, st.SearchStrategy[Any]] = {
    "then": _WORDS,
    "note": _WORDS,
    "first": st.sampled_from(["left", "right"]),
}
_SETS = st.sampled_from([{}, {}, {"sets": "2"}, {"sets": "1-2", "rest": "20s"}])
_HELD = st.fixed_dictionaries({}, optional={**_EXTRAS, "for": _HOLDS, "sides": _SIDES})
_COUNTED = st.fixed_dictionaries(
    {"for": _REPS},
    optional={
        **_EXTRAS,
        "sides": _SIDES | st.sampled_from(["alternate", "within-rep"]),
    },
)
_TEMPO: st.SearchStrategy[dict[str, Any]] = st.one_of(
    st.just({}),
    _PARTS.map(lambda parts: {"phases": parts}),
    _PARTS.map(lambda parts: {"tempo": parts}),
)
_WALK = st.just({"walk": ["forward 10", "rest", "left 4-6", "rest 15s"]})


def _do(ids: list[str], keys: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.builds(lambda name, *more: _joined({"do": name}, *more), st.sampled_from(ids), keys)


def _joined(*mappings: dict[str, Any]) -> dict[str, Any]:
    return {key: value for mapping in mappings for key, value in mapping.items()}


@cache
def _blocks() -> st.SearchStrategy[Any]:
    held, reps = _library()
    counted = st.builds(_joined, _COUNTED, _TEMPO, _SETS)
    own = st.builds(
        lambda name, keys, steps: {"name": name, **keys, **steps},
        _NAMES,
        st.builds(_joined, _HELD, _SETS) | counted | _WALK,
        st.fixed_dictionaries(
            {"steps": st.lists(_WORDS, max_size=3)},
            optional={"cue": _WORDS, "targets": st.sampled_from([["hip-flexors"], "glutes"])},
        ),
    )
    leaves = st.one_of(
        st.sampled_from(held + reps),
        _LENGTHS.map(lambda length: {"rest": length}),
        _do(held, st.builds(_joined, _HELD, _SETS)),
        _do(reps, counted),
        own,
    )
    return st.recursive(
        leaves,
        lambda inner: st.fixed_dictionaries(
            {"repeat": st.sampled_from(["1", "2"]), "steps": st.lists(inner, min_size=1) | inner}
        ),
        max_leaves=5,
    )


def _sessions(least: int) -> st.SearchStrategy[dict[str, Any]]:
    steps = st.lists(_blocks(), min_size=least, max_size=max(4, least))
    return st.fixed_dictionaries(
        {"name": _NAMES, "steps": steps.map(lambda made: [*made, "frog-pose"])},
        optional={
            "session": st.sampled_from(["desk", "90", "a-1"]),
            "summary": _WORDS,
            "notes": _WORDS,
            "place": st.sampled_from(["chair", "floor"]),
            "tags": st.sampled_from([["desk", "evening"], [], "desk"]),
            "pace": st.fixed_dictionaries(
                {"rep": _NUMBERS},
                optional={"switch": _LENGTHS, "breath": st.just({"in": "4s", "out": "0:06"})},
            ),
            "order": st.sampled_from(["fixed", "free"]),
        },
    )


@st.composite
def texts(draw: st.DrawFn, least: int = 0) -> str:
    """Draw the text of a session file that has no error, with more than ``least`` steps.

    It may begin with a byte order mark and have Windows line ends, so write it with ``newline=""``.
    """
    session = draw(_sessions(least))
    writer = _Writer(draw(st.randoms(use_true_random=False)))
    return writer.file(session)


@st.composite
def movement_texts(draw: st.DrawFn) -> str:
    """Draw a shipped movement file, figure and all, in another layout; see ``texts``."""
    path = draw(st.sampled_from(sorted((assets() / "movements").glob("*.yaml"))))
    movement = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    # a seed and no choice by choice: there are thousands of them
    return _Writer(Random(draw(st.integers(0, 2**32)))).file(movement)


class _Writer:
    """Writes what a file says in a layout of chance."""

    def __init__(self, random: Random) -> None:
        self._random = random
        self._comments = 0

    def file(self, mapping: dict[str, Any]) -> str:
        lines = ["# yaml-language-server: $schema=x.json"] if self._chance(0.2) else []
        if self._chance(0.1):
            lines += ["---"]
        lines += self._mapping(mapping, 0)
        lines += list(self._between(0, deeper=False))
        end = "\r\n" if self._chance(0.15) else "\n"
        last = end if self._chance(0.8) else ""
        return ("\ufeff" if self._chance(0.1) else "") + end.join(lines) + last

    def _chance(self, share: float) -> bool:
        return self._random.random() >= 1 - share  # so that the least that is drawn is plain

    def _comment(self) -> str:
        self._comments += 1
        form = self._random.choice(["# {}", "#{}", "# why: [{}, 'x\"", "## {} # {}", "#  - do: {}"])
        return form.replace("{}", f"note {self._comments}")

    def _between(self, indent: int, *, deeper: bool) -> Iterator[str]:
        """Yield blank lines and comments as they may stand before a key or an item."""
        while self._chance(0.2):
            if self._chance(0.5):
                yield self._random.choice(["", "", "  "])
            else:
                columns = [indent, indent, 0, indent + 3] if deeper else [indent, 0]
                yield " " * self._random.choice(columns) + self._comment()

    def _beside(self) -> str:
        blanks = " " * self._random.choice([0, 0, 0, 1, 2])
        return f"{blanks or ' '}{self._comment()}" if self._chance(0.12) else blanks

    def _mapping(self, mapping: dict[str, Any], indent: int) -> list[str]:
        pairs = list(mapping.items())
        if self._chance(0.5) and set(mapping) & {"name", "do", "rest", "repeat"}:
            self._random.shuffle(pairs)  # where it is the order of keys that means nothing
        lines: list[str] = []
        tight = False
        for key, value in pairs:
            lines += self._between(indent, deeper=not tight)
            name = key if key == scalar(key) and self._chance(0.9) else json.dumps(key)
            gap = self._random.choice(["", "", "", " "])
            written, tight = self._value(f"{' ' * indent}{name}{gap}:", value, indent)
            lines += written
        return lines

    def _list(self, items: list[Any], indent: int) -> list[str]:
        lines: list[str] = []
        tight = False
        for item in items:
            lines += self._between(indent, deeper=not tight)
            written, tight = self._value(f"{' ' * indent}-", item, indent)
            lines += written
        return lines

    def _value(self, head: str, value: Any, indent: int) -> tuple[list[str], bool]:
        """Return the lines of a key or item with its value, and whether a text ends them.

        Behind such a text a comment must not stand deeper, or it would be part of it.
        """
        gap = self._random.choice([" ", " ", "   "])
        inner = indent + self._random.choice([2, 2, 1, 4])
        if isinstance(value, str):
            return self._text(head + gap, value, indent, inner)
        if not value or self._chance(0.35):
            return self._flow_lines(head + gap, value, inner), False
        if head.endswith("-") and self._chance(0.8):
            written = self._block(value, len(head + gap))
            first = next(n for n, line in enumerate(written) if line.strip()[:1] not in ("", "#"))
            if not first:
                return [head + gap + written[0].lstrip(), *written[1:]], True
            return [head, *written], True
        if head.endswith(":") and isinstance(value, list):
            inner = indent + self._random.choice([2, 2, 0, 4])
        return [head + self._beside(), *self._block(value, inner)], True

    def _block(self, value: Any, indent: int) -> list[str]:
        made = self._mapping if isinstance(value, dict) else self._list
        return made(value, indent)

    def _text(self, head: str, value: str, indent: int, inner: int) -> tuple[list[str], bool]:
        form = 1 - self._random.random()
        words = value.split(" ")
        foldable = isinstance(value, Words) and value.isprintable()
        if foldable and form < 0.25:
            style = self._random.choice([">", ">-", "|", "|-", ">+"])
            beside = f" {self._comment()}" if self._chance(0.2) else ""
            # a first word that could be taken for indentation is told by a number
            number = str(inner - indent) if not words[0] else ""
            return [f"{head}{style}{number}{beside}", *self._folded(words, inner)], True
        if foldable and form < 0.35 and all(words) and value == scalar(value) and len(words) > 1:
            rest = " ".join(words[1:])
            if rest == scalar(rest):
                return [head + words[0], " " * inner + rest + self._beside()], False
        if form < 0.45 and head.rstrip().endswith(":"):
            note = [" " * indent + self._comment()] if self._chance(0.3) else []
            return [head.rstrip(), *note, " " * inner + self._quoted(value) + self._beside()], False
        return [head + self._quoted(value) + self._beside()], False

    def _folded(self, words: list[str], indent: int) -> list[str]:
        cut = self._random.randrange(len(words)) + 1
        rows = [" ".join(words[:cut]), " ".join(words[cut:])]
        return [" " * indent + row for row in rows if row.strip()]

    def _quoted(self, value: str, *, flow: bool = False) -> str:
        plain = scalar(value, flow=flow)
        single = f"'{value.replace(chr(39), chr(39) * 2)}'"
        return self._random.choice([plain, plain, plain, single, json.dumps(value)])

    def _flow_lines(self, head: str, value: Any, indent: int) -> list[str]:
        pieces = list(self._flow(value))
        lines = [head]
        for piece in pieces:
            lines[-1] += piece
            if piece in ("[", "{", ", ") and self._chance(0.15):
                lines[-1] += f" {self._comment()}" if self._chance(0.4) else ""
                lines += [" " * indent + self._comment()] * self._chance(0.2)
                lines.append(" " * indent)
        lines[-1] += self._beside()
        return lines

    def _flow(self, value: Any) -> Iterator[str]:
        if isinstance(value, str):
            yield self._quoted(value, flow=True)
        elif isinstance(value, list):
            yield "["
            for n, item in enumerate(value):
                yield from [", "] * bool(n)
                yield from self._flow(item)
            yield "]"
        else:
            yield "{"
            for n, (key, item) in enumerate(value.items()):
                yield from [", "] * bool(n)
                yield self._quoted(key, flow=True) + ": "
                yield from self._flow(item)
            yield "}"
