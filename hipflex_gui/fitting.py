"""A session fitted to the time there is: a little less of each movement, then fewer movements.

Doses are made smaller first, as ``trimming`` has it. Where the least of each is still too long,
movements are left out in the order of ``fitting_order``. Where the last one is too long alone,
another one takes its place, and else, if one of those left out has room, it comes back, those that
went last asked first. Then all doses grow again as far as they can. No rest between sets is
touched.

More time never leaves out more: movements go in an order that does not depend on the time, and one
that comes back is no more than one that would not have gone with a little more of it.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from hipflex_gui import trimming
from hipflex_gui.balance import OTHER
from hipflex_gui.fitting_order import Part, leaving_order, lengths, parts_of, without
from hipflex_gui.i18n import _, length_text, ngettext
from hipflex_gui.movements import DoseChoice, Movement
from hipflex_gui.phases import EPSILON
from hipflex_gui.sessions import Do, Pace, Rest, Session, expanded
from hipflex_gui.timeline import compile_session
from hipflex_gui.trimming import Key, Rung, key_of

AGREES_S = 0.01  # by how much two lengths of the same plan may differ


@dataclass(frozen=True)
class Change:
    """What became of a movement.

    Attributes:
        before: its dose in the session.
        after: its dose now; None where it is left out.
        times: how often it was there, and how often it still is, where it is left out.
    """

    movement: Movement
    before: DoseChoice
    after: DoseChoice | None
    times: tuple[int, int] = (1, 0)


@dataclass(frozen=True)
class Fitted:
    """A session as it fits into the time.

    Attributes:
        session: the same one where nothing had to be changed.
        changes: what was shortened, then what was left out, both in the order of the session.
        planned_s: how long it is expected to take, in seconds.
        fits: whether that is within the time; if not, the shortest movement at its least is left.
    """

    session: Session
    changes: tuple[Change, ...]
    planned_s: float
    fits: bool


def fit(session: Session, movements: Mapping[str, Movement], pace: Pace, seconds: float) -> Fitted:
    """Return a session fitted to a time.

    Args:
        session: what is to be done; its repeated blocks are unrolled where anything is changed.
        movements: by id; every id of the session must be among them.
        pace: the user's.
        seconds: the time there is.

    Raises:
        KeyError: a movement is missing.
    """
    whole = compile_session(session, movements, pace)
    most = seconds + EPSILON
    if whole.planned_s <= most:
        return Fitted(session, (), whole.planned_s, fits=True)
    steps = tuple(expanded(session.steps))
    parts = parts_of(steps, whole.items)

    def made(kept: Sequence[Part], doses: Mapping[Key, DoseChoice]) -> Session:
        return replace(session, steps=tuple(_steps(steps, kept, doses)))

    def length(kept: Sequence[Part], doses: Mapping[Key, DoseChoice]) -> float:
        return compile_session(made(kept, doses), movements, pace).planned_s

    least = trimming.doses(_rungs(parts))
    estimate = lengths(compile_session(made(parts, least), movements, pace))
    going = leaving_order(parts, estimate)
    levels = range(len(parts))
    number = bisect_left(
        levels, True, key=lambda n: length(without(parts, going[:n]), least) <= most
    )
    gone = going[:number]
    kept = without(parts, gone)
    if number == len(parts):  # not even the last one fits
        alone = [[part] for part in reversed(going)]
        shortest = min(alone, key=lambda one: length(one, least))
        kept = next((one for one in alone if length(one, least) <= most), shortest)
    else:
        back = (without(parts, [one for one in gone if one is not part]) for part in gone[::-1])
        fitting = (one for one in back if estimate(one) <= most and length(one, least) <= most)
        kept = next(fitting, kept)
    rungs, enough = _rungs(kept), max(most, length(kept, least) + EPSILON)
    levels = range(len(rungs))
    taken = bisect_left(
        levels, True, key=lambda n: length(kept, trimming.doses(rungs[:n])) <= enough
    )
    doses = trimming.doses(rungs[:taken])
    planned_s = length(kept, doses)
    changes = (*_shorter(kept, doses), *_left_out(parts, kept))
    return Fitted(made(kept, doses), changes, planned_s, fits=planned_s <= most)


def as_planned(
    session: Session, movements: Mapping[str, Movement], pace: Pace, planned_s: float
) -> Session:
    """Return a session as it was fitted when it was planned to take so long, else as it is.

    A run in the log knows its planned length, and not which time somebody had: fitted to that
    length a session comes out the same.

    Raises:
        KeyError: a movement is missing.
    """
    fitted = fit(session, movements, pace, planned_s)
    return fitted.session if abs(fitted.planned_s - planned_s) < AGREES_S else session


def text(change: Change) -> str:
    """Return a change in words: ``Left out: Low lunge``, ``Low lunge: 15 s instead of 30 s``."""
    name, old, new, (before, after) = (
        change.movement.name, change.before, change.after, change.times
    )  # fmt: skip
    if new:
        said = _("{name}: {after} instead of {before}")
        now, then = trimming.text(new, old), trimming.text(old, new)
        return said.format(name=name, after=now, before=then)
    if not after:
        return _("Left out: {name}").format(name=name)
    said = ngettext("{name}: once instead of {n} times", "{name}: {m} times instead of {n}", after)
    return said.format(name=name, m=after, n=before)


def fitted_texts(fitted: Fitted) -> list[str]:
    """Return all changes in words, and first of all if that was not enough."""
    said = [text(change) for change in fitted.changes]
    if not fitted.fits:
        shortest = _("It does not get shorter than {time}: one movement is left of it.")
        said.insert(0, shortest.format(time=length_text(fitted.planned_s)))
    return said


def least_attended(
    offers: Mapping[str, Mapping[str, float]], lately: Mapping[str, float]
) -> dict[str, str]:
    """Return which offers are for what had least attention, and for each what that is.

    An offer is for the regions that it works at least half as long as the one it works longest: a
    hand on the floor makes no session for the arms.

    Args:
        offers: seconds of work by region for each offer, by id.
        lately: the same for what was done lately.

    Returns:
        the region by the offer's id, to be read through ``_``; where no offer says what it is for,
        all of them with an empty one.
    """
    mains = {
        id_: {
            one: s for one, s in regions.items() if one != OTHER and 2 * s >= max(regions.values())
        }
        for id_, regions in offers.items()
    }
    least = min((lately.get(one, 0.0) for main in mains.values() for one in main), default=0.0)
    found = {}
    for id_, main in mains.items():
        behind = {one: s for one, s in main.items() if lately.get(one, 0.0) == least}
        if behind:
            found[id_] = max(behind, key=behind.__getitem__)
    return found or dict.fromkeys(offers, "")


def _rungs(parts: Sequence[Part]) -> list[Rung]:
    return trimming.rungs(item for part in parts for item in part.items)


def _steps(
    steps: Sequence[Do | Rest], parts: Sequence[Part], doses: Mapping[Key, DoseChoice]
) -> Iterator[Do | Rest]:
    """Yield the steps of these movements in these doses, and the rests that lead to them."""
    items = {at: item for part in parts for at, item in zip(part.steps, part.items, strict=True)}
    rests: list[Rest] = []
    begun = left_out = False
    for at, step in enumerate(steps):
        if isinstance(step, Rest):
            rests.append(step)
        elif at in items:
            if begun or not left_out:  # else the session begins here now
                yield from rests
            dose = doses.get(key_of(items[at]))
            yield replace(step, dose=dose) if dose else step
            begun, rests, left_out = True, [], False
        else:
            rests, left_out = [], True
    if not left_out:  # the last rest belongs to what it follows
        yield from rests


def _shorter(parts: Sequence[Part], doses: Mapping[Key, DoseChoice]) -> Iterator[Change]:
    movements = {key_of(item): item.movement for part in parts for item in part.items}
    for key, movement in movements.items():
        if key in doses:
            yield Change(movement, key[2], doses[key])


def _left_out(before: Sequence[Part], after: Sequence[Part]) -> Iterator[Change]:
    were, are = (Counter(part.name for part in parts) for parts in (before, after))
    firsts = {part.name: part.items[0] for part in reversed(before)}
    for name in were:
        if are[name] < were[name]:
            item = firsts[name]
            yield Change(item.movement, item.dose, None, (were[name], are[name]))
