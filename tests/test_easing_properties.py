"""Whatever was felt: an eased session can be played, is no longer, and even on both sides."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hipflex_gui.catalogue import Catalogue
from hipflex_gui.easing import LAPSES_DAYS, Felt, Proposal, eased, proposals, text
from hipflex_gui.log import Comfort
from hipflex_gui.movements import Movement, Sides, Way
from hipflex_gui.paths import UserFolder
from hipflex_gui.phases import PhaseKind
from hipflex_gui.sessions import Do, Pace, Session, expanded
from hipflex_gui.timeline import Timeline
from hipflex_gui.words import Side
from tests.strategies import Plan, plans

TODAY = date(2026, 3, 5)
CATALOGUE = Catalogue.load(UserFolder(Path("no-such-folder")))
SHIPPED = [entry.session for entry in CATALOGUE.sessions.values() if entry.session]

FELT = st.builds(
    Felt,
    st.integers(-1, 40).map(lambda days: TODAY - timedelta(days=days)),
    st.none() | st.sampled_from(Comfort),
    st.booleans(),
)
WAYS = st.sampled_from([(), (Way(say="Lean less."),), (Way(movement="m0"),), (Way(movement="m1"),)])


def movements_of(session: Session, movements: dict[str, Movement]) -> list[Movement]:
    does = [step for step in expanded(session.steps) if isinstance(step, Do)]
    return [step.own or movements[step.movement] for step in does]


def check(plan: Plan, found: list[Proposal]) -> None:
    """Check that an eased session can be played, and asks for no more than before."""
    before = plan.compile()
    after = replace(plan, session=eased(plan.session, found)).compile()
    assert after.work
    # the warm-up makes up for what is shorter before a movement that wants one, in whole 5 s
    assert after.planned_s < before.planned_s + 5
    if plan.session.warm_up_s is not None or not warm_up(after):
        assert after.planned_s <= before.planned_s + 1e-6
    if all(new and new.movement == old.movement for one in found for old, new in one.changes):
        assert len(after.work) == len(before.work)
    even = {_even(item.movement.id, before) for item in before.items}
    if even == {True}:
        assert all(_even(item.movement.id, after) for item in after.items)
    for one in found:
        assert text(one, plan.movements, TODAY)


def warm_up(timeline: Timeline) -> float:
    return sum(one.planned_s for one in timeline.phases if one.kind is PhaseKind.WARM_UP)


def _even(movement: str, timeline: Timeline) -> bool:
    """Tell whether a movement that does each side in turn asks as much of both."""
    sides = {Side.LEFT: 0.0, Side.RIGHT: 0.0}
    for phase in timeline.phases:
        item = timeline.items[phase.item]
        if phase.work and phase.side and item.movement.id == movement and item.sides is Sides.EACH:
            sides[phase.side] += phase.planned_s
    return abs(sides[Side.LEFT] - sides[Side.RIGHT]) < 1e-6


@pytest.mark.parametrize("session", SHIPPED, ids=lambda session: session.id)
@given(data=st.data())
def test_every_shipped_session_can_be_eased(session: Session, data: st.DataObject) -> None:
    movements = dict(CATALOGUE.movements)
    keys = {(one.id, one.name) for one in movements_of(session, movements)}
    words = data.draw(st.fixed_dictionaries(dict.fromkeys(sorted(keys), FELT)))
    found = proposals(session, movements, words, TODAY)
    asked_for = {
        key for key, felt in words.items() if felt.why and (TODAY - felt.day).days <= LAPSES_DAYS
    }
    assert {(one.movement.id, one.movement.name) for one in found} == asked_for
    check(Plan(session, movements, Pace(), Side.LEFT), found)


@given(plan=plans(), ways=st.tuples(WAYS, WAYS), felt=st.tuples(FELT, FELT))
def test_any_session_can_be_eased(
    plan: Plan, ways: tuple[tuple[Way, ...], ...], felt: tuple[Felt, ...]
) -> None:
    for name, easier in zip(("m0", "m1"), ways, strict=True):
        plan.movements[name] = replace(plan.movements[name], easier=easier)
    words = {(name, name.upper()): one for name, one in zip(("m0", "m1"), felt, strict=True)}
    check(plan, proposals(plan.session, plan.movements, words, TODAY, plan.pace))
