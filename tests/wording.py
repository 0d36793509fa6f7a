"""How shipped texts are worded: short enough for a glance, kind, and promising nothing.

Movements and sessions are held to the same rules, by two test modules.
"""

import dataclasses
import re
from collections.abc import Iterable, Iterator

from hipflex_gui.movements import Condition, Movement, Way
from hipflex_gui.words import Side, spoken

MOST_WORDS = 12
MOST_CHARACTERS = 56
UNKIND = re.compile(
    r"\b(push\w*|deeper|no pain|force\w*|must|should|never|always|jerk\w*|harder|maximum"
    r"|cures?|heals?|treats?|fix(es)?|prevents?|therap\w+|guarantee\w*|punish\w*|burns?|fail\w*)\b"
    r"|[!\u2600-\U0010ffff]",
    re.IGNORECASE,
)
# What people see elsewhere than in the player, never see, or see as a list of names.
_NO_TEXT = (
    "id name also notes base movement area position size when targets joints needs instead dose"
    " doses props figure"
)


def shown(value: object) -> Iterator[str]:
    """Yield every text of a movement that people see, names and notes for authors left out."""
    if isinstance(value, tuple):
        for item in value:
            yield from shown(item)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            if field.name not in _NO_TEXT.split():
                yield from shown(getattr(value, field.name))
    elif type(value) is str and value:
        yield value


def sentences(movement: Movement) -> Iterator[str]:
    """Yield the texts that are whole sentences: all but feeling, load and what is wanted."""
    hints: list[Condition | Way] = [*movement.conditions, *movement.cautions]
    hints += [*movement.easier, *movement.harder]
    no_sentence = {movement.feel, movement.load, *(hint.prop for hint in hints)}
    yield from (text for text in shown(movement) if text not in no_sentence)


def too_long(texts: Iterable[str]) -> list[str]:
    """Return the lines that no glance takes in, as either side and either system of units has them.

    A name or a measure left unresolved counts as well.
    """
    lines = {
        spoken(text, side, units)
        for text in texts
        for side in Side
        for units in ("metric", "imperial")
    }
    return sorted(
        line
        for line in lines
        if len(line.split()) > MOST_WORDS or len(line) > MOST_CHARACTERS or set("${") & set(line)
    )
