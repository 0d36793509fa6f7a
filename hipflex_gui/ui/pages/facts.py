"""What the pages say about sessions and movements, and which of them a filter leaves.

Nothing here knows widgets; the rows and sheets only lay these words out.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from hipflex_gui import plan
from hipflex_gui.catalogue import Entry
from hipflex_gui.figure import scene
from hipflex_gui.figure.scene import Picture
from hipflex_gui.i18n import N_, _
from hipflex_gui.movements import Level, Movement, Prop, Spot
from hipflex_gui.timeline import Item, Timeline
from hipflex_gui.ui.model import Model
from hipflex_gui.ui.widgets.rows import RowContent
from hipflex_gui.words import Side

SHORT_MIN = 5
NO_PLACE = "logo"  # the picture of what can be done anywhere


def capital(words: str) -> str:
    """Return words with a capital at their beginning."""
    return words[:1].upper() + words[1:]


def plain(word: str) -> str:
    """Return an id such as ``low-back`` as words."""
    return word.replace("-", " ")


@dataclass(frozen=True)
class SessionFacts:
    """What a session that can be started asks for.

    Attributes:
        minutes: its planned length, rounded, at least 1.
        movements: how many different ones.
        props: what it cannot be done without.
        picture: the pose that stands for it.
    """

    entry: Entry
    timeline: Timeline
    minutes: int
    movements: int
    place: Spot | None
    level: Level
    props: tuple[Prop, ...]
    picture: Picture

    @property
    def icon(self) -> str:
        """The name of its place's icon."""
        return self.place or NO_PLACE

    def row(self) -> RowContent:
        """Return what its row says."""
        place = (plan.spot_text(self.place),) if self.place else ()
        meta = (*place, plan.level_text(self.level), props_text(self.props))
        return RowContent(
            self.entry.name, self.icon, meta, str(self.minutes), _("min"), self.picture
        )

    def meta(self) -> list[tuple[str, str]]:
        """Return icon and words of each part of the line under its name."""
        place = [(str(self.place), where_text(self.place))] if self.place else []
        length = _("{n} min").format(n=self.minutes)
        return [("", length), *place, ("", plan.level_text(self.level))]

    def haystack(self) -> str:
        """Return everything it can be found by."""
        session, items = self.timeline.session, self.timeline.items
        movements = (movement_haystack(item.movement) for item in items if not item.known)
        place = plan.spot_text(self.place) if self.place else ""
        return searchable(session.name, place, *session.tags, *movements)


def facts_of(model: Model, entry: Entry) -> SessionFacts:
    """Return the facts of a session.

    Raises:
        KeyError: the session has errors.
    """
    timeline = model.timeline(entry.id)
    session, items = timeline.session, timeline.items
    return SessionFacts(
        entry,
        timeline,
        max(1, round(timeline.planned_s / 60)),
        sum(not item.known for item in items),
        plan.place_of(session, items),
        plan.level_of(session, items),
        tuple(plan.props_of(items)),
        scene.of_session(session, model.catalogue.movements),
    )


def where_text(place: Spot) -> str:
    """Return where one is when one does it."""
    return _("At your chair") if place is Spot.CHAIR else plan.spot_text(place)


def props_text(props: Sequence[Prop]) -> str:
    """Return props as a few words."""
    return capital(", ".join(prop.name for prop in props)) or _("No props")


def needed_props(movement: Movement) -> list[Prop]:
    """Return what a movement cannot be done without, besides its place."""
    return [prop for prop in movement.props if prop.needed and prop.name != "chair"]


def movement_row(movement: Movement) -> RowContent:
    """Return what the row of a movement says."""
    place = (plan.spot_text(movement.place),) if movement.place else ()
    dose = movement_dose(movement)
    short = re.fullmatch(r"([0-9–+-]+) (\S+)", dose)
    meta = (*place, plan.kind_text(movement.kind), props_text(needed_props(movement)))
    icon = movement.place or NO_PLACE
    if short:
        return RowContent(movement.name, icon, meta, short[1], short[2], scene.still(movement))
    return RowContent(movement.name, icon, (*meta, dose), picture=scene.still(movement))


def movement_dose(movement: Movement) -> str:
    """Return how much a movement asks for on each side, without its sets."""
    if movement.dose.dose:
        return movement.dose.dose.text()
    return plan.dose_text(as_item(movement)).split(", ")[0]


def as_item(movement: Movement) -> Item:
    """Return a movement as a session would do it that says nothing about it."""
    return Item(movement, movement.dose, movement.sides, Side.LEFT, movement.lines)


def movement_haystack(movement: Movement) -> str:
    """Return everything a movement can be found by."""
    place = plan.spot_text(movement.place) if movement.place else ""
    props = (prop.name for prop in movement.props)
    areas = (target.area for target in movement.targets)
    return searchable(movement.name, *movement.also, place, *props, *areas)


def searchable(*words: str) -> str:
    """Return words as they are compared: small, and without hyphens."""
    return plain(" ".join(words)).casefold()


def matches(haystack: str, wanted: str) -> bool:
    """Tell whether all of the wanted words are in there."""
    return all(word in haystack for word in searchable(wanted).split())


@dataclass(frozen=True)
class Wish:
    """What the chips ask for: places combine as *or*, the others as *and*."""

    places: frozenset[Spot] = frozenset()
    short: bool = False
    bare: bool = False

    @property
    def count(self) -> int:
        """How many chips are on."""
        return len(self.places) + self.short + self.bare

    def misses(self, place: Spot | None, minutes: int, props: Sequence[Prop]) -> int:
        """Return how many of the demands are not met."""
        return (
            bool(self.places and place not in self.places)
            + (self.short and minutes > SHORT_MIN)
            + (self.bare and bool(props))
        )

    def session_misses(self, facts: SessionFacts) -> int:
        """Return how many of the demands a session does not meet."""
        return self.misses(facts.place, facts.minutes, facts.props)

    def movement_misses(self, movement: Movement) -> int:
        """Return how many of the demands a movement does not meet; it has no minutes."""
        return self.misses(movement.place, 0, needed_props(movement))

    def nearest(self, candidates: Sequence[SessionFacts]) -> SessionFacts | None:
        """Return the session nearest to it by time, if one can be done in such a place."""
        without_time = replace(self, short=False)
        return min(
            candidates,
            key=lambda facts: (without_time.session_misses(facts), facts.minutes),
            default=None,
        )

    def none_fits(self, *, other: bool = False) -> str:
        """Return the heading where no session is left; ``other`` where one is shown already."""
        if other:
            headings = (
                N_("No other session fits this filter"),
                N_("No other session fits both filters"),
                N_("No other session fits all these filters"),
            )
        else:
            headings = (
                N_("No session fits this filter"),
                N_("No session fits both filters"),
                N_("No session fits all these filters"),
            )
        return _(headings[min(max(self.count, 1), 3) - 1])


def nearest_text(facts: SessionFacts | None) -> str:
    """Return where to look instead."""
    if facts is None:
        return _("Fewer filters show more.")
    return _("Nearest: {name} at {n} min.").format(name=facts.entry.name, n=facts.minutes)
