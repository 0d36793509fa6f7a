"""Going easier: what to change after a movement was too much, or was stopped at, and why.

The last word on a movement counts. An "easy" or a "good" said since then ends the proposal, and
after four weeks it lapses. Those four weeks, and two thirds of a dose as the shorter one, are this
project's own choice, no finding. Nothing is changed that the person has not asked to be changed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from hipflex_gui import plan
from hipflex_gui.doses import Amount, Dose, Leg, Unit, counted
from hipflex_gui.i18n import N_, _, ngettext
from hipflex_gui.log import Comfort
from hipflex_gui.movements import DoseChoice, Kind, Movement, Sides, Spot, Way
from hipflex_gui.sessions import Do, Pace, Repeat, Rest, Session, Step, expanded
from hipflex_gui.timeline import compile_session, merged
from hipflex_gui.words import spoken

LAPSES_DAYS = 28
STEP_S = 5
_SIDED = (Sides.EACH, Sides.ONE, Sides.LEFT, Sides.RIGHT)
_ON = (
    N_("on Monday"), N_("on Tuesday"), N_("on Wednesday"), N_("on Thursday"),
    N_("on Friday"), N_("on Saturday"), N_("on Sunday"),
)  # fmt: skip

_Changes = tuple[tuple[Do, Do | None], ...]


class Why(StrEnum):
    """What asks for an easier way."""

    TOO_MUCH = "too-much"
    DISCOMFORT = "discomfort"


@dataclass(frozen=True)
class Felt:
    """The last word on a movement.

    Attributes:
        day: the local day it was said.
        comfort: the mark it was given, if it was given one.
        discomfort: whether a session was stopped at it because it hurt, and nothing was said since.
    """

    day: date
    comfort: Comfort | None = None
    discomfort: bool = False

    @property
    def why(self) -> Why | None:
        """What asks for an easier way; None where nothing does."""
        if self.discomfort:
            return Why.DISCOMFORT
        return Why.TOO_MUCH if self.comfort is Comfort.TOO_MUCH else None


@dataclass(frozen=True)
class Proposal:
    """An easier way to do one movement of a session.

    Attributes:
        movement: the movement it is about.
        day, why: the last word on it.
        way: the way of the movement's own that is proposed; None for less of it, or none at all.
        changes: each step that does the movement, with what takes its place, or None to leave it
            out.
    """

    movement: Movement
    day: date
    why: Why
    way: Way | None
    changes: _Changes


def proposals(
    session: Session,
    movements: Mapping[str, Movement],
    felt: Mapping[tuple[str, str], Felt],
    today: date,
    pace: Pace = Pace(),  # noqa: B008 - frozen, so that one default serves all
) -> list[Proposal]:
    """Return an easier way for each movement of a session that was too much, in its order.

    The first of the movement's own easier ways that can be taken; else a shorter hold or fewer reps
    or breaths; else to leave it out.

    Args:
        session: what is to be done.
        movements: by id; every id of the session must be among them.
        felt: the last word by movement, id and name; the id decides where there is one.
        today: the local day, rollover hour applied.
        pace: the user's; another movement is proposed only where it takes no longer.
    """
    words = {_key(*key): one for key, one in sorted(felt.items(), key=lambda item: item[1].day)}
    found: dict[tuple[str, str], tuple[Movement, list[Do]]] = {}
    for step in expanded(session.steps):
        if isinstance(step, Do):
            movement = step.own or movements[step.movement]
            steps = found.setdefault(_key(movement.id, movement.name), (movement, []))[1]
            steps += [step] if step not in steps else []
    asked = {key: one.why for key, one in words.items() if (today - one.day).days <= LAPSES_DAYS}
    free = {id_: one for id_, one in movements.items() if not asked.get((id_, ""))}
    result = []
    for key, (movement, steps) in found.items():
        if why := asked.get(key):
            way, changes = None, _less(movement, steps)
            for one in movement.easier:
                if taken := _taking(one, session, steps, movements, free, pace):
                    way, changes = one, taken
                    break
            out = tuple((step, None) for step in steps)
            result.append(Proposal(movement, words[key].day, why, way, changes or out))
    return result


def text(
    proposal: Proposal, movements: Mapping[str, Movement], today: date, units: str = "metric"
) -> str:
    """Return a proposal and its reason, under whatever heading says when it is meant for.

    ``Pigeon fold for 20 s instead of 30 s: on Monday it was too much.``
    """
    name, way = proposal.movement.name, proposal.way
    old, new = proposal.changes[0]
    values = {"name": name, "reason": _reason(proposal, today)}
    if way and way.movement:
        other = movements[way.movement].name
        said = _("{other} instead of {name}: {reason}.").format(other=other, **values)
    elif way:
        say = spoken(way.say, units=units).removesuffix(".") + "."
        said = _("{name}, the easier way: {reason}. {say}").format(say=say, **values)
    elif new is None:
        out = _("Leave out {name}: {reason}. Nothing is lost by it.")
        return out.format(**values)
    else:
        before, after = (_dose_text(step, proposal.movement) for step in (old, new))
        said = _("{name} for {after} instead of {before}: {reason}.")
        said = said.format(after=after, before=before, **values)
    if proposal.why is Why.DISCOMFORT:
        return _("{sentence} Stop whenever something hurts.").format(sentence=said)
    return said


def eased(session: Session, chosen: Sequence[Proposal]) -> Session:
    """Return a session with the proposals taken; the same one if nothing would be left of it."""
    steps = tuple(_changed(session.steps, [change for one in chosen for change in one.changes]))
    does = any(isinstance(step, Do) for step in expanded(steps))
    return replace(session, steps=steps) if does else session


def _changed(steps: Sequence[Step], changes: Sequence[tuple[Do, Do | None]]) -> list[Step]:
    kept: list[Step] = []
    left_out = False
    for step in steps:
        new: Step | None = step
        if isinstance(step, Repeat):
            inner = tuple(_changed(step.steps, changes))
            does = any(isinstance(one, Do) for one in expanded(inner))
            new = replace(step, steps=inner) if does or inner == step.steps else None
        elif isinstance(step, Do):
            new = next((new for old, new in changes if old == step), step)
        elif left_out and not kept:
            continue  # the session begins after it now
        if new is not None:
            kept.append(new)
            continue
        left_out = True
        if kept and isinstance(kept[-1], Rest):
            kept.pop()  # a rest belongs to what it leads to
    return kept


def _taking(
    way: Way,
    session: Session,
    steps: Sequence[Do],
    movements: Mapping[str, Movement],
    free: Mapping[str, Movement],
    pace: Pace,
) -> _Changes:
    """Return what an easier way makes of a movement's steps; nothing if it cannot be taken."""
    if not way.movement:
        return tuple((step, replace(step, note=f"{way.say} {step.note}".strip())) for step in steps)
    other = free.get(way.movement)
    if other is None:
        return ()
    changes = tuple((step, _instead(step, movements, other)) for step in steps)
    before = compile_session(session, movements, pace)
    after = compile_session(
        replace(session, steps=tuple(_changed(session.steps, changes))), movements, pace
    )
    spots = list(Spot)
    place = plan.place_of(session, before.items)
    near = not (other.place and place) or spots.index(other.place) <= spots.index(place)
    return changes if near and after.planned_s <= before.planned_s else ()


def _instead(step: Do, movements: Mapping[str, Movement], other: Movement) -> Do:
    """Return another movement in a step's place, for no more than the step asks for."""
    movement = step.own or movements[step.movement]
    mine, its = merged(step.dose, movement.dose).dose, other.dose.dose
    dose = None
    if mine and its and mine.unit is its.unit and _most(mine) < _most(its):
        dose = DoseChoice(mine)
    sides = step.sides if other.sides in _SIDED and step.sides in _SIDED else None
    return Do(other.id, dose=dose, sides=sides, first=step.first, where=step.where)


def _most(dose: Dose) -> float:
    return dose.amount.low if dose.amount.high is None else dose.amount.high


def _less(movement: Movement, steps: Sequence[Do]) -> _Changes:
    """Return the steps that can be made shorter, each with its shorter one."""
    changes = []
    for step in steps:
        whole = merged(step.dose, movement.dose)
        walk = tuple(_less_leg(leg) for leg in whole.walk)
        dose = whole.dose and Dose(
            _less_amount(whole.dose.amount, whole.dose.unit), whole.dose.unit
        )
        if movement.kind is not Kind.REST and (walk, dose) != (whole.walk, whole.dose):
            less = replace(step.dose or DoseChoice(), dose=dose, walk=walk)
            changes.append((step, replace(step, dose=less)))
    return tuple(changes)


def _less_leg(leg: Leg) -> Leg:
    if leg.direction is None or leg.amount is None:
        return leg
    return replace(leg, amount=_less_amount(leg.amount, Unit.STEPS))


def _less_amount(amount: Amount, unit: Unit) -> Amount:
    """Return the lower end of a range, two thirds of a number, or what is too little already."""
    low, high = amount.low, amount.high
    if high is None or low < high:
        return amount if high is None else Amount(low, low)
    step = STEP_S if unit is Unit.SECONDS else 1
    less = max(step, step * round(low * 2 / 3 / step))
    return Amount(less, less) if less < low else amount


def _key(id_: str, name: str) -> tuple[str, str]:
    return (id_, "" if id_ else name)


def _dose_text(step: Do, movement: Movement) -> str:
    whole = merged(step.dose, movement.dose)
    if whole.walk:
        low = sum(leg.amount.low for leg in whole.walk if leg.direction and leg.amount)
        return counted(low, low, Unit.STEPS)
    return whole.dose.text() if whole.dose else ""


def _reason(proposal: Proposal, today: date) -> str:
    days = (today - proposal.day).days
    if days <= 1:
        day = _("yesterday") if days == 1 else _("today")
    elif days < 7:
        day = _(_ON[proposal.day.weekday()])
    else:
        day = ngettext("{n} week ago", "{n} weeks ago", days // 7).format(n=days // 7)
    if proposal.why is Why.DISCOMFORT:
        return _("{day} you stopped there because it hurt").format(day=day)
    return _("{day} it was too much").format(day=day)
