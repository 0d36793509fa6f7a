"""Problems of a file: where each is, what it is, and what to write instead.

A problem shows its first line as editors understand it, the line of the file with a caret, and a
hint. What comes from a file is shown without anything that would move or colour a terminal.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from hipflex_gui.sessions import Where

MOST_PROBLEMS = 100
WIDEST = 120
"""So much of a long line is shown, in characters."""

_LINE_END = re.compile(r"\r\n|\r|\n")


class Severity(StrEnum):
    """Whether a problem stops the file from being used."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Problem:
    """One thing wrong with a file: where it is, what it is, and what to write instead.

    Attributes:
        source: the line, or the part of a long one, that is shown; empty if there is none.
        at: the column in ``source`` where the caret stands, from 1.
        fixes: what may stand in the place of ``where`` instead, the likeliest first.
    """

    file: str
    where: Where
    text: str
    hint: str = ""
    severity: Severity = Severity.ERROR
    source: str = ""
    at: int = 1
    fixes: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Return the first line editors understand, the line shown with a caret, and the hint."""
        line, column = self.where.line, self.where.column
        shown = [f"{self.file}:{line}:{column}: {self.severity}: {self.text}"]
        if self.source:
            number = f"{line:5}"
            before, meant = self.source[: self.at - 1], self.source[self.at - 1 :]
            carets = "^" * max(1, _width(meant[: self.where.length]))
            gutter = " " * len(number)
            shown += [
                f"{number} | {self.source}",
                f"{gutter} | {' ' * _width(before)}{carets}",
            ]
        if self.hint:
            shown.append(f"      = {self.hint}")
        return "\n".join(shown)


def _width(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    marks = ("Mn", "Me")
    return sum(
        0
        if unicodedata.category(char) in marks
        else 1 + (unicodedata.east_asian_width(char) in "WF")
        for char in text
    )


def place_of(text: str, index: int) -> Where:
    """Return the line and column of a character."""
    lines = _LINE_END.split(text[:index])
    return Where(len(lines), len(lines[-1]) + 1)


def printable(text: str) -> str:
    """Return text that is safe to show: no control characters, no reordering of a terminal."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else " " if char == "\t" else "·" for char in text)


def quoted(text: str) -> str:
    """Return a text of a file as problems name it: in quotes, on one line, not too long."""
    text = " ".join(text[:200].split())
    return f"'{text}'" if len(text) <= 60 else f"'{text[:57]}...'"


@dataclass
class Report:
    """Collects the problems of one file, and the movements it names, to be looked up later.

    Past a hundred errors, and as many warnings, nobody reads on: the rest is dropped. They are
    counted apart, so that no number of warnings hides that a file failed.

    Attributes:
        folder: where pictures are that the file names; None looks for none.
    """

    file: str
    text: str = ""
    problems: list[Problem] = field(default_factory=list)
    links: list[tuple[str, Where]] = field(default_factory=list)
    folder: Path | None = None
    _counts: Counter[Severity] = field(default_factory=Counter, init=False, repr=False)

    @property
    def full(self) -> bool:
        """Whether another error is dropped, so that nobody need think of a hint for it."""
        return self._counts[Severity.ERROR] >= MOST_PROBLEMS

    def add(
        self,
        where: Where,
        text: str,
        hint: str = "",
        severity: Severity = Severity.ERROR,
        fixes: Sequence[str] = (),
    ) -> None:
        """Note a problem, if there is room for more."""
        if self._counts[severity] < MOST_PROBLEMS:
            self._counts[severity] += 1
            said, advice = printable(text), printable(hint)
            source, at = self._excerpt(where)
            self.problems.append(
                Problem(self.file, where, said, advice, severity, source, at, tuple(fixes))
            )

    def warn(self, where: Where, text: str, hint: str = "") -> None:
        """Note something that works, but is probably not meant."""
        self.add(where, text, hint, Severity.WARNING)

    @property
    def failed(self) -> bool:
        """Whether there is an error."""
        return self._counts[Severity.ERROR] > 0

    @cached_property
    def _lines(self) -> list[str]:
        return _LINE_END.split(self.text)

    def _excerpt(self, where: Where) -> tuple[str, int]:
        """Return what is shown of a line, and the column in it where the place is."""
        if not 0 < where.line <= len(self._lines):
            return "", 1
        line = self._lines[where.line - 1]
        start = max(0, where.column - 1 - WIDEST // 2) if len(line) > WIDEST else 0
        before = "..." if start else ""
        after = "..." if start + WIDEST < len(line) else ""
        shown = printable(f"{before}{line[start : start + WIDEST]}{after}")
        return shown, where.column - start + len(before)
