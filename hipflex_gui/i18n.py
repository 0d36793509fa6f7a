"""The one way to text that people see.

Every sentence a person may read goes through ``_`` (or ``ngettext`` where a number decides the
form), so that a translation is a catalogue and never a code change. Values are put in afterwards
with ``str.format``, because translators must be free to reorder them.
"""

from functools import cache
from gettext import NullTranslations, translation

DOMAIN = "hipflex"


@cache
def _catalogue() -> NullTranslations:
    # looked for once: gettext's own functions search the disk at every call
    return translation(DOMAIN, fallback=True)


def _(text: str) -> str:
    """Return a text in the user's language."""
    return _catalogue().gettext(text)


def ngettext(one: str, many: str, number: int) -> str:
    """Return the form of a text that goes with a number."""
    return _catalogue().ngettext(one, many, number)


def N_(text: str) -> str:  # noqa: N802 - the marker's name is gettext's convention
    """Mark a text of a table for translation; the reader of the table calls ``_`` on it."""
    return text


def clock_text(seconds: float) -> str:
    """Return seconds as ``m:ss``, rounded up so that a countdown ends at 0:00 and not before."""
    whole = max(0, -int(-seconds // 1))
    return f"{whole // 60}:{whole % 60:02d}"


def length_text(seconds: float) -> str:
    """Return a length for people: ``45 s``, ``2 min``, ``1 min 30 s``, ``1 h 5 min``."""
    whole = max(0, round(seconds))
    hours, minutes, rest = whole // 3600, whole // 60 % 60, whole % 60
    if hours:
        parts = [_("{n} h").format(n=hours), *([_("{n} min").format(n=minutes)] * bool(minutes))]
    elif minutes:
        parts = [_("{n} min").format(n=minutes), *([_("{n} s").format(n=rest)] * bool(rest))]
    else:
        parts = [_("{n} s").format(n=rest)]
    return " ".join(parts)
