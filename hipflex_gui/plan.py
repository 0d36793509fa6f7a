"""What a timeline says in words: titles, instructions and what comes next.

The terminal, ``hipflex show`` and the window all say the same, because they all ask here.
"""

from collections.abc import Sequence

from hipflex_gui.doses import Amount, Dose, Unit, counted
from hipflex_gui.i18n import _, length_text
from hipflex_gui.movements import Effect, Kind, Level, Movement, Prop, Sides, Spot
from hipflex_gui.phases import WORK, Phase, PhaseKind
from hipflex_gui.sessions import Session
from hipflex_gui.timeline import Item, Timeline
from hipflex_gui.words import Side, size_text, spoken

_GETTING_THERE = (PhaseKind.GET_READY, PhaseKind.MOVE_IN, PhaseKind.SWITCH)


def side_text(side: Side | None) -> str:
    """Return "Left side" or "Right side", or nothing."""
    if side is None:
        return ""
    return _("Left side") if side is Side.LEFT else _("Right side")


def with_side(name: str, side: Side | None) -> str:
    """Return a movement's name with its side, as in a list of what comes."""
    if side is None:
        return name
    pattern = _("{name}, left side") if side is Side.LEFT else _("{name}, right side")
    return pattern.format(name=name)


def phase_title(timeline: Timeline, phase: Phase) -> str:
    """Return the heading of a phase."""
    item = timeline.items[phase.item]
    name = item.name
    match phase.kind:
        case PhaseKind.WARM_UP:
            return _("Warm up")
        case PhaseKind.GET_READY:
            return _("Get ready: {name}").format(name=name)
        case PhaseKind.SWITCH:
            if phase.side is Side.RIGHT:
                return _("Switch to the right side")
            return _("Switch to the left side")
        case PhaseKind.REST:
            return _("Rest")
        case _:
            both = item.sides in (Sides.ALTERNATE, Sides.WITHIN_REP)
            return with_side(name, None if both else phase.side)


def phase_words(phase: Phase, units: str = "metric") -> str:
    """Return what a phase says to do, in the reader's words; empty if its title says it all."""
    return spoken(phase.words, phase.side, units)


def item_lines(item: Item, side: Side | None, units: str = "metric") -> list[str]:
    """Return the instructions of a movement, mirrored for a side."""
    return [spoken(line, side or item.first, units) for line in item.lines]


def amount_text(phase: Phase) -> str:
    """Return how much a work phase asks for: ``30 s``, ``8-10 breaths``."""
    if phase.kind is PhaseKind.OPEN:
        return _("until you go on")
    return Dose(Amount(phase.low, phase.high), phase.unit).text()


def next_text(timeline: Timeline, index: int) -> str:
    """Return what comes after a phase, for someone who wants to be ready; empty at the end."""
    phases = timeline.phases
    current = phases[index]
    if current.kind in _GETTING_THERE:
        # getting into position leads to the work it is for, and that is on the screen already
        index = next((i for i in range(index, len(phases)) if phases[i].work), len(phases))
    for later in range(index + 1, len(phases)):
        phase = phases[later]
        if phase.kind is PhaseKind.REST:
            return _rest_text(timeline, later)
        if phase.kind in WORK:
            name = with_side(timeline.items[phase.item].name, phase.side)
            return f"{name}: {phase_words(phase)}" if phase.words else name
    return ""


def _rest_text(timeline: Timeline, index: int) -> str:
    phase = timeline.phases[index]
    rest = _("Rest {time}").format(time=length_text(phase.planned_s))
    after = next((later for later in timeline.phases[index:] if later.work), None)
    if after is None:
        return rest
    if after.set_number > 1 and after.item == phase.item:
        return _("{rest}, then set {n}").format(rest=rest, n=after.set_number)
    return _("{rest}, then {name}").format(rest=rest, name=timeline.items[after.item].name)


_SPOTS = {
    Spot.CHAIR: lambda: _("Chair"),
    Spot.STANDING: lambda: _("Standing"),
    Spot.FLOOR: lambda: _("Floor"),
    Spot.GYM: lambda: _("Gym"),
}
_LEVELS = {
    Level.EASY: lambda: _("Easy"),
    Level.MEDIUM: lambda: _("Medium"),
    Level.HARD: lambda: _("Hard"),
}
_KINDS = {
    Kind.STRETCH: lambda: _("Stretch"),
    Kind.STRENGTH: lambda: _("Strength"),
    Kind.MOBILITY: lambda: _("Mobility"),
    Kind.REST: lambda: _("Rest"),
    Kind.ACTIVITY: lambda: _("Activity"),
}
_SIDES = {
    Sides.TOGETHER: lambda: _("both sides at once"),
    Sides.EACH: lambda: _("each side in turn"),
    Sides.ALTERNATE: lambda: _("sides in turn with every rep"),
    Sides.WITHIN_REP: lambda: _("both sides in every rep"),
    Sides.ONE: lambda: _("one side"),
    Sides.LEFT: lambda: _("left side"),
    Sides.RIGHT: lambda: _("right side"),
    Sides.BY_DIRECTION: lambda: _("by direction"),
}


def spot_text(spot: Spot) -> str:
    """Return the word for a place."""
    return _SPOTS[spot]()


def level_text(level: Level) -> str:
    """Return the word for a level."""
    return _LEVELS[level]()


def kind_text(kind: Kind) -> str:
    """Return the word for a kind of movement."""
    return _KINDS[kind]()


def sides_text(sides: Sides) -> str:
    """Return how a movement deals with left and right."""
    return _SIDES[sides]()


def dose_text(item: Item) -> str:
    """Return a movement's dose in this session: amount, sides and sets."""
    dose = item.dose
    if dose.walk:
        steps = [leg.amount for leg in dose.walk if leg.direction and leg.amount]
        low = sum(amount.low for amount in steps)
        parts = [counted(low, low, Unit.STEPS)]
    else:
        parts = [dose.dose.text() if dose.dose else ""]
    if item.sides is not Sides.TOGETHER:
        parts.append(sides_text(item.sides))
    if dose.sets and dose.sets[1] > 1:
        low, high = dose.sets
        number = f"{low}" if low == high else f"{low}-{high}"
        parts.append(_("{n} sets").format(n=number))
    return ", ".join(parts)


def place_of(session: Session, items: Sequence[Item]) -> Spot | None:
    """Return where a session is done: as it says, or the most demanding place it needs."""
    if session.place:
        return session.place
    order = list(Spot)
    spots = [item.movement.place for item in items if item.movement.place]
    return max(spots, key=order.index, default=None)


def level_of(session: Session, items: Sequence[Item]) -> Level:
    """Return how demanding a session is: as it says, or as its hardest movement."""
    order = list(Level)
    return session.level or max((item.movement.level for item in items), key=order.index)


def props_of(items: Sequence[Item], *, needed: bool = True) -> list[Prop]:
    """Return what to have at hand, each thing once; the place itself is no prop.

    Args:
        items: the movements of a session.
        needed: only what it cannot be done without.
    """
    found: dict[str, Prop] = {}
    for item in items:
        for prop in item.movement.props:
            if prop.needed or not needed:
                found.setdefault(prop.name, prop)
    return [prop for prop in found.values() if prop.name != "chair"]


def prop_text(prop: Prop, units: str = "metric") -> str:
    """Return a prop with its size and what it is for."""
    size = f" ({size_text(prop.size, units)})" if prop.size else ""
    return f"{prop.name}{size}"


def effect_of(movement: Movement, effect: Effect | None) -> Effect:
    """Return what happens to a target: as it says, or as the movement's kind has it."""
    return effect or (Effect.STRENGTHEN if movement.kind is Kind.STRENGTH else Effect.STRETCH)
