"""How much: durations, ranges, open minimums and counts, as people write them.

One notation serves files, plans and the log: ``30s``, ``1m30s``, ``1:30``, ``15-30s``, ``30s+``,
``8 breaths``, ``8-10 reps``, ``8+ steps``, ``until done``. The patterns are shared with the JSON
Schema, so they keep to what Python and ECMAScript regular expressions have in common.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from hipflex_gui.i18n import _, length_text, ngettext

LONGEST_S = 4 * 3600
MOST = 1000

NUMBER = r"[0-9]+(?:\.[0-9]+)?"
_CLOCK = r"[0-9]{1,3}:[0-5][0-9](?::[0-5][0-9])?"
_UNITS = (
    rf"(?=[0-9])(?:{NUMBER} *(?:h|hours?) *)?"
    rf"(?:{NUMBER} *(?:m|min|mins|minutes?) *)?(?:{NUMBER} *(?:s|sec|secs|seconds?)?)?"
)
DURATION = rf"(?:{_CLOCK}|{_UNITS})"
_DASH = r" *[-\u2013] *"
DURATION_AMOUNT = rf"(?:{DURATION}{_DASH}{DURATION}|{DURATION} *\+|{NUMBER}\+ *s|{DURATION})"
_WHOLE = r"[0-9]{1,9}"
COUNT_AMOUNT = rf"(?:{_WHOLE}(?:{_DASH}{_WHOLE}| *\+)?)"
COUNTED = r"(?:breaths?|counts?|reps?|times?|steps?)"
DOSE = rf"(?:{COUNT_AMOUNT} *{COUNTED}|{DURATION_AMOUNT}|until +done)"
LENGTH = rf"(?:slowly|{_WHOLE} *counts?|{DURATION})"
DIRECTIONS = ("forward", "back", "left", "right")
LEG = rf"(?:rest(?: +{DURATION})?|(?:{'|'.join(DIRECTIONS)}) +{COUNT_AMOUNT}(?: *steps?)?)"


class MisreadError(ValueError):
    """A text that does not say what its place wants; its message says what would.

    Attributes:
        fixes: what could stand there instead.
    """

    def __init__(self, text: str, *fixes: str) -> None:
        super().__init__(text)
        self.fixes = fixes


class Unit(StrEnum):
    """What is counted."""

    SECONDS = "seconds"
    BREATHS = "breaths"
    COUNTS = "counts"
    REPS = "reps"
    STEPS = "steps"


@dataclass(frozen=True)
class Amount:
    """A number of seconds or counts: exact, a range, or an open minimum.

    Attributes:
        low: the aim; 0 where there is none ("until done").
        high: where it ends by itself, or None when only the person ends it.
    """

    low: float
    high: float | None

    @property
    def exact(self) -> bool:
        """Whether aim and end are the same."""
        return self.low == self.high


@dataclass(frozen=True)
class Dose:
    """An amount of something."""

    amount: Amount
    unit: Unit

    def __str__(self) -> str:
        """Return the dose as a session file writes it."""
        low, high = self.amount.low, self.amount.high
        if self.unit is Unit.SECONDS:
            if high is None:
                return f"{_compact(low)}+" if low else "until done"
            if self.amount.exact:
                return _compact(low)
            if high < 60:
                return f"{low:g}-{_compact(high)}"
            return f"{_compact(low)}-{_compact(high)}"
        number = f"{low:g}+" if high is None else f"{low:g}"
        if high is not None and not self.amount.exact:
            number = f"{low:g}-{high:g}"
        return f"{number} {self.unit if number != '1' else self.unit[:-1]}"

    def text(self) -> str:
        """Return the dose for people, in their language."""
        low, high = self.amount.low, self.amount.high
        if self.unit is Unit.SECONDS:
            if high is None:
                least = _("at least {time}").format(time=length_text(low))
                return least if low else _("until done")
            if self.amount.exact:
                return length_text(low)
            if high < 60:
                return _("{low} to {high} s").format(low=f"{low:g}", high=f"{high:g}")
            return _("{low} to {high}").format(low=length_text(low), high=length_text(high))
        return counted(low, high, self.unit)


@dataclass(frozen=True)
class Length:
    """How long one part of a rep lasts: seconds, counts, or "slowly" when neither is given."""

    seconds: float | None = None
    counts: int | None = None


@dataclass(frozen=True)
class Leg:
    """One direction of a walk, or a rest inside it (``direction`` is None).

    A rest without a length takes the pace's own.
    """

    direction: str | None
    amount: Amount | None


UNTIL_DONE = Dose(Amount(0, None), Unit.SECONDS)


def counted(low: float, high: float | None, unit: Unit) -> str:
    """Return a number of breaths, counts, reps or steps for people."""
    number = f"{low:g}" if high == low else f"{low:g}+" if high is None else f"{low:g}-{high:g}"
    last = int(high if high is not None else low)
    forms = {
        Unit.SECONDS: lambda: ngettext("{n} second", "{n} seconds", last),
        Unit.BREATHS: lambda: ngettext("{n} breath", "{n} breaths", last),
        Unit.COUNTS: lambda: ngettext("{n} count", "{n} counts", last),
        Unit.REPS: lambda: ngettext("{n} rep", "{n} reps", last),
        Unit.STEPS: lambda: ngettext("{n} step", "{n} steps", last),
    }
    return forms[unit]().format(n=number)


def _compact(seconds: float) -> str:
    minutes, rest = divmod(seconds, 60)
    if not minutes:
        return f"{rest:g}s"
    return f"{minutes:g}m" + (f"{rest:g}s" if rest else "")


def duration(text: str) -> float:
    """Return the seconds of ``30s``, ``1m30s``, ``2 min``, ``1:30`` or a bare number of seconds.

    Raises:
        MisreadError: the text is no duration, or longer than four hours.
    """
    text = text.strip()
    if not text or not re.fullmatch(DURATION, text):
        raise MisreadError(_("write a time such as 30s, 1m30s, 2m or 1:30"))
    if ":" in text:
        seconds = 0.0
        for part in text.split(":"):
            seconds = seconds * 60 + float(part)
    else:
        factors = {"h": 3600, "m": 60, "s": 1, "": 1}
        found = re.findall(rf"({NUMBER}) *([hms]?)[a-z]*", text)
        seconds = sum(float(number) * factors[unit] for number, unit in found)
    if seconds > LONGEST_S:
        raise MisreadError(_("four hours is the longest time that can be written"))
    return seconds


def duration_amount(text: str) -> Amount:
    """Return ``15-30s``, ``30s+`` or an exact duration, in seconds.

    Raises:
        MisreadError: the text is none of the three, is nothing, or its range runs backwards.
    """
    text = text.strip().replace("\u2013", "-")
    if text.endswith("+"):
        return _amount(duration(text[:-1]), None)
    if match := re.fullmatch(rf"({NUMBER})\+ *s", text):
        return _amount(float(match[1]), None)
    first, dash, second = text.partition("-")
    if not dash:
        seconds = duration(text)
        return _amount(seconds, seconds)
    if re.fullmatch(NUMBER, first.strip()) and (unit := re.search(r"[a-z]+\s*$", second)):
        first = first.strip() + unit[0].strip()  # 1-2m is minutes at both ends
    return _amount(duration(first), duration(second))


def count_amount(text: str) -> Amount:
    """Return ``8``, ``8-10`` or ``8+`` as an amount of whole things.

    Raises:
        MisreadError: the text is none of the three, or its numbers make no sense.
    """
    text = text.strip().replace("\u2013", "-")
    if not re.fullmatch(COUNT_AMOUNT, text):
        raise MisreadError(_("write a whole number such as 8, a range such as 8-10, or 8+"))
    if text.endswith("+"):
        return _amount(int(text[:-1]), None, MOST)
    first, dash, second = text.partition("-")
    return _amount(int(first), int(second if dash else first), MOST)


def _amount(low: float, high: float | None, most: float = LONGEST_S) -> Amount:
    if low <= 0:
        raise MisreadError(_("the number must be more than 0"))
    if high is not None and high < low:
        raise MisreadError(_("the range runs backwards: write the smaller number first"))
    if max(low, high or 0) > most:
        raise MisreadError(
            _("the number is too large: {most} is the most").format(most=f"{most:g}")
        )
    return Amount(low, high)


def dose(text: str) -> Dose:
    """Return what a ``for:`` says.

    Raises:
        MisreadError: the text is no dose; the message names the forms there are.
    """
    text = " ".join(text.split())
    if text == "until done":
        return UNTIL_DONE
    if match := re.fullmatch(rf"({COUNT_AMOUNT}) *({COUNTED})", text):
        word = match[2].rstrip("s")
        unit = Unit.REPS if word == "time" else Unit(word + "s")
        return Dose(count_amount(match[1]), unit)
    if re.fullmatch(DURATION_AMOUNT, text):
        return Dose(duration_amount(text), Unit.SECONDS)
    raise MisreadError(
        _("write a time (30s, 15-30s, 30s+), a number of breaths, counts, reps or steps")
        + _(" (8 breaths, 8-10 reps), or: until done")
    )


def length(text: str) -> Length:
    """Return how long a part of a rep lasts: a duration, ``3 counts`` or ``slowly``.

    Raises:
        MisreadError: the text is none of the three, or is nothing.
    """
    text = " ".join(text.split())
    if text == "slowly":
        return Length()
    if match := re.fullmatch(rf"({_WHOLE}) *counts?", text):
        counts = count_amount(match[1])
        return Length(counts=int(counts.low))
    if not re.fullmatch(DURATION, text):
        raise MisreadError(_("write a time such as 3s, a count such as 3 counts, or: slowly"))
    seconds = duration(text)
    return Length(seconds=_amount(seconds, seconds).low)


def leg(text: str) -> Leg:
    """Return one leg of a walk: ``forward 10``, ``left 8-10 steps``, ``rest 15s`` or ``rest``.

    Raises:
        MisreadError: the text is no leg.
    """
    text = " ".join(text.split())
    word, _space, rest = text.partition(" ")
    if re.fullmatch(LEG, text):
        if word == "rest":
            return Leg(None, duration_amount(rest) if rest else None)
        return Leg(word, count_amount(re.sub(r" *steps?$", "", rest)))
    raise MisreadError(
        _("write a direction and a number of steps ({directions}), or: rest 15s").format(
            directions=", ".join(f"{name} 10" for name in DIRECTIONS)
        )
    )
