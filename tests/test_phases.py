import pytest

from hipflex_gui.cues import Cue
from hipflex_gui.doses import Unit
from hipflex_gui.phases import Beat, Moment, Phase, PhaseKind, Span, beat_cues, marks, moment

BREATH = (Beat(4, cue=Cue.BREATHE_IN), Beat(6, cue=Cue.BREATHE_OUT))
TAP = (Beat(None),)


def seconds_of(kind: PhaseKind, low: float, high: float | None) -> list[tuple[float, Cue]]:
    phase = Phase(kind, 0, low=low, high=high)
    return [(offset, cue) for offset, _name, cue in marks(phase, Span(low, high))]


LAST_OF_30 = [(27, Cue.TICK), (28, Cue.TICK), (29, Cue.TICK)]


@pytest.mark.parametrize(
    ("kind", "low", "high", "expected"),
    [
        (PhaseKind.HOLD, 30, 30, [(0, Cue.START), (15, Cue.HALF_WAY), *LAST_OF_30]),
        (PhaseKind.HOLD, 15, 30, [(0, Cue.START), (15, Cue.AIM), *LAST_OF_30]),
        (PhaseKind.HOLD, 28, 30, [(0, Cue.START), (27, Cue.TICK), (28, Cue.AIM), (29, Cue.TICK)]),
        (PhaseKind.HOLD, 30, None, [(0, Cue.START), (30, Cue.AIM)]),
        (PhaseKind.HOLD, 19, 19, [(0, Cue.START), (16, Cue.TICK), (17, Cue.TICK), (18, Cue.TICK)]),
        (PhaseKind.HOLD, 3, 3, [(0, Cue.START), (1, Cue.TICK), (2, Cue.TICK)]),
        (PhaseKind.HOLD, 0.5, 0.5, [(0, Cue.START)]),
        (PhaseKind.OPEN, 0, None, [(0, Cue.START)]),
        (PhaseKind.OPEN, 30, 30, [(0, Cue.START)]),
        (PhaseKind.REST, 2, 2, [(0, Cue.REST), (1, Cue.TICK)]),
        (PhaseKind.SWITCH, 2, 2, [(0, Cue.SWITCH), (1, Cue.TICK)]),
        (PhaseKind.WARM_UP, 2, 2, [(0, Cue.START), (1, Cue.TICK)]),
        (PhaseKind.MOVE_IN, 5, 5, []),
        (PhaseKind.MOVE_OUT, 5, 5, []),
        (PhaseKind.AFTER, 5, 5, []),
        (
            PhaseKind.GET_READY,
            5,
            5,
            [(1, Cue.GET_READY), (2, Cue.TICK), (3, Cue.TICK), (4, Cue.TICK)],
        ),
        # the word for it is heard however short it is, and no tick comes before it
        (PhaseKind.GET_READY, 4, 4, [(1, Cue.GET_READY), (2, Cue.TICK), (3, Cue.TICK)]),
        (PhaseKind.GET_READY, 3, 3, [(1, Cue.GET_READY), (2, Cue.TICK)]),
        (PhaseKind.GET_READY, 2, 2, [(1, Cue.GET_READY)]),
        (PhaseKind.GET_READY, 1, 1, [(0.5, Cue.GET_READY)]),
    ],
)
def test_the_cues_at_fixed_places(
    kind: PhaseKind, low: float, high: float | None, expected: list[tuple[float, Cue]]
) -> None:
    assert seconds_of(kind, low, high) == expected


def test_a_breath_is_two_beats_and_the_aim_goes_before_the_beat_that_is_due_with_it() -> None:
    phase = Phase(PhaseKind.BREATHS, 0, BREATH, 1, 2, Unit.BREATHS)
    span = Span(1, 2)
    assert list(beat_cues(phase, span, -1)) == [
        (0, Cue.BREATHE_IN),
        (4, Cue.BREATHE_OUT),
        (14, Cue.BREATHE_OUT),
    ]
    assert [(offset, cue) for offset, _name, cue in marks(phase, span)] == [(10, Cue.AIM)]
    assert list(beat_cues(phase, span, 4)) == [(14, Cue.BREATHE_OUT)]


def test_an_open_number_of_beats_goes_on_for_ever() -> None:
    phase = Phase(PhaseKind.COUNTS, 0, (Beat(1.0, cue=Cue.BEAT),), 2, None, Unit.COUNTS)
    beats = beat_cues(phase, Span(2, None), 100.5)
    assert [next(beats) for _beat in range(2)] == [(101, Cue.BEAT), (102, Cue.BEAT)]


def test_what_waits_for_the_person_and_what_has_no_beats_is_silent() -> None:
    tapped = Phase(PhaseKind.REPS, 0, TAP, 3, 3, Unit.REPS)
    assert list(beat_cues(tapped, Span(3, 3), -1)) == []
    assert [cue for _offset, _name, cue in marks(tapped, Span(2, 3))] == [Cue.START]
    assert list(beat_cues(Phase(PhaseKind.HOLD, 0, low=3, high=3), Span(3, 3), -1)) == []


def test_where_one_is_follows_from_the_seconds() -> None:
    phase = Phase(PhaseKind.BREATHS, 0, BREATH, 3, 3, Unit.BREATHS)
    assert moment(phase, 0) == Moment(0, 0, 0)
    assert moment(phase, 4) == Moment(0, 1, 0)
    assert moment(phase, 13.5) == Moment(1, 0, 3.5)
    assert moment(phase, 9.9999999) == Moment(1, 0, 0)  # a hair early is there


def test_where_one_is_follows_from_the_taps() -> None:
    phase = Phase(PhaseKind.REPS, 0, (Beat(None), Beat(None)), 3, 3, Unit.REPS)
    assert moment(phase, 7.5, 3) == Moment(1, 1, 7.5)
    assert (phase.tapped, phase.cycle_s, Span(3, 3).end_s(phase)) == (True, 0, None)


def test_a_span_ends_where_the_person_wants() -> None:
    phase = Phase(PhaseKind.BREATHS, 0, BREATH, 8, 10, Unit.BREATHS)
    assert (Span(8, 10).aim_s(phase), Span(8, 10).end_s(phase)) == (80, 100)
    assert Span(8, None).end_s(phase) is None
