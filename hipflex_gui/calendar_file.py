"""The history as an iCalendar file (RFC 5545), for any calendar program.

A session is an event under its run's id, so that a calendar that takes the file in again corrects
what it has and adds nothing twice. A day off is an event of the whole day, which keeps nobody busy.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from hipflex_gui import __version__
from hipflex_gui.i18n import _, length_text
from hipflex_gui.log import Excuse, Excused, Logged, StepRecord, StepStatus, Version

WIDEST = 75
"""Octets of a line without its end; a longer one goes on in the next, after a space."""

# What a text must not hold: everything that steers a terminal, except line ends and tabs.
_CONTROLS = dict.fromkeys([*range(9), *range(11, 32), *range(127, 160)])
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


def calendar_text(versions: Iterable[Version]) -> Iterator[str]:
    """Yield the lines of a calendar, each with its end; what was deleted is not in it."""
    head = ("BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//Hipflex//Hipflex {__version__}//EN")
    yield from map(_folded, head)
    for version in versions:
        match version:
            case Logged():
                yield from map(_folded, _session(version))
            case Excused(_day, Excuse()):
                yield from map(_folded, _day_off(version))
    yield _folded("END:VCALENDAR")


def _session(logged: Logged) -> Iterator[str]:
    run = logged.run
    begin, end = _instant(run.started_at), _instant(run.ended_at or run.started_at)
    yield "BEGIN:VEVENT"
    yield f"UID:{_escaped(run.id)}@hipflex"
    yield f"DTSTAMP:{_instant(run.edited_at or run.started_at)}"
    yield f"DTSTART:{begin}"
    if end > begin:  # an end that is no later than its start is not allowed
        yield f"DTEND:{end}"
    yield f"SUMMARY:{_escaped(run.name)}"
    if said := _description(logged):
        yield f"DESCRIPTION:{_escaped(said)}"
    yield f"CATEGORIES:{_escaped(_('Stretching'))}"
    yield "END:VEVENT"


def _day_off(excused: Excused) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:excused-{excused.day.isoformat()}@hipflex"
    yield f"DTSTAMP:{_instant(excused.edited_at)}"
    yield f"DTSTART;VALUE=DATE:{excused.day.isoformat().replace('-', '')}"
    said = _("Illness") if excused.excuse is Excuse.ILLNESS else _("Holiday")
    yield f"SUMMARY:{_escaped(said)}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _description(logged: Logged) -> str:
    """Return what was done, a movement a line with its time on each side, and the note."""
    done: dict[str, dict[str, float]] = {}
    for step in logged.steps:
        if step.status is not StepStatus.SKIPPED:
            sides = done.setdefault(step.name, {})
            sides[_side(step)] = sides.get(_side(step), 0.0) + step.held_s
    lines = [
        _("{movement}: {times}").format(
            movement=name,
            times=", ".join(f"{side} {length_text(held)}".strip() for side, held in sides.items()),
        )
        for name, sides in done.items()
    ]
    return "\n\n".join(filter(None, ["\n".join(lines), logged.run.note]))


def _side(step: StepRecord) -> str:
    return {"left": _("left"), "right": _("right")}.get(step.side, "")


def _instant(moment: datetime) -> str:
    utc = moment.astimezone(UTC).replace(microsecond=0, tzinfo=None)
    return utc.isoformat().replace("-", "").replace(":", "") + "Z"


def _escaped(text: str) -> str:
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return lines.translate(_CONTROLS).translate(_ESCAPES)


def _folded(line: str) -> str:
    """Return a line with its end, in pieces no wider than allowed, and no letter in two of them."""
    pieces, octets = [""], 0
    for char in line:
        size = len(char.encode())
        if octets + size > WIDEST:
            pieces.append(" ")
            octets = 1
        pieces[-1] += char
        octets += size
    return "\r\n".join(pieces) + "\r\n"
