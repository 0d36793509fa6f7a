"""Random sessions, movements, paces and doses for Hypothesis: all of them valid, all of them short.

Lengths are multiples of a twentieth of a second so that a failing example can be read.
"""

from dataclasses import dataclass

from hypothesis import strategies as st

from hipflex_gui.doses import UNTIL_DONE, Amount, Dose, Leg, Length, Unit
from hipflex_gui.movements import After, Breathing, DoseChoice, Kind, Movement, Part, Sides
from hipflex_gui.sessions import Do, Pace, PaceChange, Repeat, Rest, Session, Step
from hipflex_gui.timeline import Timeline, compile_session
from hipflex_gui.words import Side


def seconds(low: float, high: float) -> st.SearchStrategy[float]:
    """Return lengths in seconds, to a twentieth."""
    return st.integers(round(low * 20), round(high * 20)).map(lambda twentieths: twentieths / 20)


PACES = st.builds(
    Pace,
    breath_in=seconds(0.5, 6),
    breath_out=seconds(0.5, 6),
    count=seconds(0.1, 3),
    rep=seconds(0.5, 5),
    walking_step=seconds(0.1, 2),
    get_ready=seconds(0, 6),
    switch=seconds(0, 6),
    rest=seconds(0, 12),
    slowly=seconds(0.5, 5),
    seconds_per_word=seconds(0, 1),
    least_line=seconds(0.1, 3),
)
PACE_CHANGES = st.builds(
    PaceChange, count=st.none() | seconds(0.1, 3), get_ready=st.none() | seconds(0, 6)
)
WORDS = st.sampled_from(["Sit tall.", "Bring your $side knee up.", "Lean away from your $other."])
LINES = st.lists(WORDS, max_size=2).map(tuple)
SAID = st.just("") | WORDS


@st.composite
def amounts(draw: st.DrawFn, numbers: st.SearchStrategy[float]) -> Amount:
    """Draw an exact amount, a range or an open minimum."""
    low = draw(numbers)
    form = draw(st.sampled_from(["exact", "range", "open"]))
    return Amount(low, {"exact": low, "range": round(low + draw(numbers), 2), "open": None}[form])


WHOLE = st.integers(1, 5).map(float)
SECONDS = st.builds(Dose, amounts(seconds(0.2, 40)), st.just(Unit.SECONDS)) | st.just(UNTIL_DONE)
COUNTED = st.builds(
    Dose, amounts(WHOLE), st.sampled_from([Unit.BREATHS, Unit.COUNTS, Unit.STEPS, Unit.REPS])
)
REPS = st.builds(Dose, amounts(WHOLE), st.just(Unit.REPS))
DOSES = SECONDS | COUNTED
LENGTHS = (
    st.just(Length())
    | st.builds(Length, seconds=seconds(0.2, 4))
    | st.builds(Length, counts=st.integers(1, 3))
)
PARTS = st.lists(
    st.builds(Part, st.sampled_from(["lower", "hold", "rise"]), LENGTHS), max_size=3
).map(tuple)
STEPS_OF_A_LEG = st.builds(
    Leg, st.sampled_from(["forward", "back", "left", "right"]), amounts(WHOLE)
)
BREAK = st.builds(Leg, st.none(), st.none() | st.just(Amount(2, 2)))
WALKS = st.tuples(STEPS_OF_A_LEG, st.lists(STEPS_OF_A_LEG | BREAK, max_size=2)).map(
    lambda walk: (walk[0], *walk[1])
)
SETS = st.none() | st.sampled_from([(1, 1), (2, 2), (1, 2)])
IN_TURNS = (Sides.ALTERNATE, Sides.WITHIN_REP)
STILL = tuple(side for side in Sides if side not in (*IN_TURNS, Sides.BY_DIRECTION))


@st.composite
def movements(draw: st.DrawFn, name: str = "m0") -> Movement:
    """Draw a movement whose sides go with its dose, as the reader makes sure of."""
    dose = draw(DOSES)
    parts: tuple[Part, ...] = ()
    walk: tuple[Leg, ...] = ()
    sides: st.SearchStrategy[Sides] = st.sampled_from(STILL)
    if dose.unit is Unit.REPS:
        parts = draw(PARTS)
        sides = st.sampled_from((*STILL, *IN_TURNS))
    elif dose.unit is Unit.STEPS:
        walk = draw(WALKS)
        sides = st.just(Sides.BY_DIRECTION)
    return Movement(
        id=name,
        name=name.upper(),
        kind=draw(st.sampled_from(Kind)),
        sides=draw(sides),
        dose=DoseChoice(
            None if walk else dose, parts, walk, draw(SETS), draw(st.none() | seconds(0, 5))
        ),
        set_up=draw(LINES),
        steps=draw(LINES),
        out=draw(SAID),
        breathing=Breathing(breathe_in=draw(SAID)),
        after=draw(st.none() | st.builds(After, SAID, SAID)),
        warm_up_s=draw(st.sampled_from([0.0, 0.0, 12.0])),
    )


@dataclass(frozen=True)
class Plan:
    """Everything that is needed to compile a session."""

    session: Session
    movements: dict[str, Movement]
    pace: Pace
    first_side: Side

    def compile(self, *, hands_free: bool = False) -> Timeline:
        """Return the timeline."""
        return compile_session(
            self.session,
            self.movements,
            self.pace,
            first_side=self.first_side,
            hands_free=hands_free,
        )


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """Draw a valid session with its movements and a pace."""
    library = {name: draw(movements(name)) for name in ("m0", "m1")}
    does = st.builds(
        Do,
        st.sampled_from(sorted(library)),
        first=st.none() | st.sampled_from(Side),
        then=SAID,
    )
    plain: st.SearchStrategy[Step] = does | st.builds(Rest, st.none() | seconds(0, 8))
    blocks = st.builds(Repeat, st.integers(1, 2), st.tuples(does, plain))
    steps = draw(st.lists(plain | blocks, max_size=2))
    return Plan(
        Session("random", "Random", (draw(does), *steps), pace=draw(PACE_CHANGES)),
        library,
        draw(PACES),
        draw(st.sampled_from(Side)),
    )
