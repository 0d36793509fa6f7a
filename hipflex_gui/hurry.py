"""Words that nobody can read in the time there is for them."""

from collections.abc import Iterator
from dataclasses import dataclass

from hipflex_gui.phases import PhaseKind
from hipflex_gui.sessions import Pace
from hipflex_gui.timeline import Timeline
from hipflex_gui.words import reading_time

_READ_FIRST = frozenset({PhaseKind.MOVE_IN, PhaseKind.MOVE_OUT, PhaseKind.AFTER})


@dataclass(frozen=True)
class TooLong:
    """Words that take longer to read than there is time: seconds needed, and seconds there are.

    ``kind`` is ``SWITCH`` where they are a cue, else that of the work whose breath or part of a rep
    they name.
    """

    item: int
    kind: PhaseKind
    words: str
    needed_s: float
    there_s: float


def too_long(
    timeline: Timeline, seconds_per_word: float = Pace.seconds_per_word
) -> Iterator[TooLong]:
    """Yield the words that their time is too short for, once an item.

    Instructions are not among them: how long they are shown follows from how long they are.
    """
    seen: set[tuple[int, str]] = set()
    for phase in timeline.phases:
        if phase.kind in _READ_FIRST:
            continue
        given = [(beat.name, beat.seconds) for beat in phase.beats if beat.name and beat.seconds]
        if phase.kind is PhaseKind.SWITCH:
            given.append((phase.words, phase.planned_s))
        for words, there in given:
            needed = reading_time(words, seconds_per_word, 0)
            if needed > there and (phase.item, words) not in seen:
                seen.add((phase.item, words))
                yield TooLong(phase.item, phase.kind, words, needed, there)
