"""Words that depend on who reads them: sides that mirror, measures in the reader's units.

``$side`` and ``$other`` become left and right; ``{15 cm}`` and ``{5 kg}`` become inches and pounds
for those who use them.
"""

import re
from enum import StrEnum

from hipflex_gui.i18n import _


class Side(StrEnum):
    """The side that is stretched or working."""

    LEFT = "left"
    RIGHT = "right"

    @property
    def other(self) -> "Side":
        """The opposite side."""
        return Side.RIGHT if self is Side.LEFT else Side.LEFT

    def text(self) -> str:
        """Return the word for people."""
        return _("left") if self is Side.LEFT else _("right")


MEASURE = r"\{([0-9]+(?:\.[0-9]+)?)(?:-([0-9]+(?:\.[0-9]+)?))? ?(cm|in|kg|lb)\}"
_OTHER_UNIT = {"cm": ("in", 1 / 2.54), "kg": ("lb", 1 / 0.45359237)}
_OTHER_UNIT |= {"in": ("cm", 2.54), "lb": ("kg", 0.45359237)}
_IMPERIAL = {"in", "lb"}


def spoken(text: str, side: Side | None = None, units: str = "metric") -> str:
    """Return a text from a file as it is shown and said.

    Args:
        text: words with ``$side``, ``$other`` and measures in braces.
        side: the side that is stretched; left is told where no side is meant yet.
        units: ``metric`` or ``imperial``.
    """
    side = side or Side.LEFT

    def swap(match: re.Match[str]) -> str:
        named = side if match[1].lower() == "side" else side.other
        word = named.text()
        return word[0].upper() + word[1:] if match[1][0].isupper() else word

    text = re.sub(r"\$(side|other|Side|Other)\b", swap, text)
    return re.sub(MEASURE, lambda match: _measure(match, units), text)


def size_text(size: str, units: str = "metric") -> str:
    """Return a prop's size such as ``50-90 cm`` in the reader's units; others as they are."""
    return spoken("{" + size + "}", units=units) if re.fullmatch(MEASURE, f"{{{size}}}") else size


def _measure(match: re.Match[str], units: str) -> str:
    low, high, unit = match.groups()
    numbers = [float(number) for number in (low, high) if number]
    if (unit in _IMPERIAL) is not (units == "imperial"):
        unit, factor = _OTHER_UNIT[unit]
        numbers = [round(number * factor) or 1 for number in numbers]
    texts = [f"{number:g}" for number in numbers]
    if len(texts) == 1:
        return f"{texts[0]} {unit}"
    return _("{low} to {high} {unit}").format(low=texts[0], high=texts[1], unit=unit)


def reading_time(text: str, seconds_per_word: float, least: float) -> float:
    """Return how long an instruction needs, in seconds: by its words, but never under ``least``."""
    return max(least, len(text.split()) * seconds_per_word)
