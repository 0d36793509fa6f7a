"""Where the time went: by region of the body, and left against right."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from hipflex_gui.history import Worked
from hipflex_gui.i18n import N_
from hipflex_gui.words import Side

OTHER = N_("Other")
# The name of each region, and what movement files call the targets in it.
REGIONS: tuple[tuple[str, frozenset[str]], ...] = (
    (N_("Hip flexors"), frozenset({"hip-flexors", "psoas"})),
    (N_("Hips"), frozenset({"hips"})),
    (
        N_("Outer hips"),
        frozenset({"outer-hips", "piriformis", "hip-abductors", "abductors", "hip-rotators"}),
    ),
    (N_("Glutes"), frozenset({"glutes"})),
    (N_("Inner thighs"), frozenset({"inner-thighs", "adductors", "groin"})),
    (N_("Quads"), frozenset({"quads", "quadriceps"})),
    (N_("Hamstrings"), frozenset({"hamstrings"})),
    (N_("Knees and lower legs"), frozenset({"legs", "knees", "calves", "shins", "ankles", "feet"})),
    (N_("Back"), frozenset({"low-back", "lower-back", "back", "upper-back", "spine"})),
    (N_("Core"), frozenset({"core", "abs", "abdominals"})),
    (N_("Neck, shoulders and arms"), frozenset({"neck", "shoulders", "arms", "hands"})),
    (N_("Standing balance"), frozenset({"balance"})),
    (OTHER, frozenset()),  # whatever else people write
)
_REGION_OF: Mapping[str, str] = {area: region for region, areas in REGIONS for area in areas}

BEHIND_SHARE = 0.9
BEHIND_S = 60.0
"""A side is behind with less than nine tenths of the other's time, and a minute less at least:
this project's own choice, no finding."""


@dataclass(frozen=True)
class Sides:
    """Seconds held on each side; what is done with both at once is on neither."""

    left_s: float = 0.0
    right_s: float = 0.0

    @property
    def behind(self) -> Side | None:
        """The side that falls behind, if one does."""
        less, more = sorted((self.left_s, self.right_s))
        if less >= more * BEHIND_SHARE or more - less < BEHIND_S:
            return None
        return Side.LEFT if self.left_s < self.right_s else Side.RIGHT


def region_of(area: str) -> str:
    """Return the region that a movement's target lies in, to be read through ``_``."""
    return _REGION_OF.get(area, OTHER)


def by_region(worked: Iterable[Worked], first: date, last: date) -> dict[str, float]:
    """Return the seconds held for each region, from one day to another, both included.

    A stretch counts in full, once, for each region that it targets, so that the regions add up to
    more than the time that was spent.

    Returns:
        the regions with any time, in the order of ``REGIONS``.
    """
    seconds = dict.fromkeys((region for region, _areas in REGIONS), 0.0)
    for work in _between(worked, first, last):
        for region in _regions(work):
            seconds[region] += work.held_s
    return {region: s for region, s in seconds.items() if s}


def sides(worked: Iterable[Worked], first: date, last: date) -> Sides:
    """Return the seconds held on each side, from one day to another, both included."""
    left = right = 0.0
    for work in _between(worked, first, last):
        left += work.held_s * (work.side == Side.LEFT)
        right += work.held_s * (work.side == Side.RIGHT)
    return Sides(left, right)


def sides_by_region(worked: Iterable[Worked], first: date, last: date) -> dict[str, Sides]:
    """Return ``sides`` for each region that was worked on one side, in the order of ``REGIONS``."""
    of_region: dict[str, list[Worked]] = {region: [] for region, _areas in REGIONS}
    for work in worked:
        for region in _regions(work):
            of_region[region].append(work)
    found = {region: sides(works, first, last) for region, works in of_region.items()}
    return {region: both for region, both in found.items() if both != Sides()}


def _between(worked: Iterable[Worked], first: date, last: date) -> Iterator[Worked]:
    return (work for work in worked if first <= work.day <= last)


def _regions(work: Worked) -> set[str]:
    return {region_of(area) for area in work.targets} or {OTHER}
