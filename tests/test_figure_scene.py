"""What picture goes with a movement, a session, and an instant of it."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from hipflex_gui.doses import Amount, Dose, Leg, Length, Unit
from hipflex_gui.events import State, View
from hipflex_gui.figure import scene
from hipflex_gui.figure.areas import OF_TARGET, names, of_targets
from hipflex_gui.figure.body import swapped
from hipflex_gui.figure.contacts import faults
from hipflex_gui.figure.figures import Figure, mirror_figure
from hipflex_gui.figure.posing import pose
from hipflex_gui.movements import DoseChoice, Kind, Movement, Part, Sides, Spot, Target
from hipflex_gui.phases import PhaseKind, Span, moment
from hipflex_gui.sessions import Do, Pace, Rest, Session
from hipflex_gui.timeline import Timeline, compile_session
from hipflex_gui.words import Side
from tests.figures import frame, library

FIGURE = Figure(
    (
        frame("start"),
        frame("pose", thigh_l=(0.9, 0, -0.4), floor=("foot_r",)),
        frame("far", thigh_l=(-0.5, 0, -1), floor=("foot_r",)),
    ),
    parts=(("back", "far"),),
)
SWING = Movement(
    "swing",
    "Swing",
    targets=(Target("hip-flexors"), Target("balance")),
    sides=Sides.EACH,
    dose=DoseChoice(Dose(Amount(20, 20), Unit.SECONDS)),
    set_up=("Stand.",),
    steps=("Lift your $side knee.",),
    out="Stand again.",
    figure=FIGURE,
)
REPS = DoseChoice(
    Dose(Amount(4, 4), Unit.REPS), (Part("lift", Length(2)), Part("lower", Length(2)))
)


def compiled(movement: Movement, first: Side | None = None) -> Timeline:
    session = Session("s", "S", (Do(movement.id, first=first),))
    return compile_session(session, {movement.id: movement}, Pace())


def instants(timeline: Timeline, every_s: float = 0.5) -> Iterator[View]:
    """Yield what the engine would tell, over a whole session."""
    for index, phase in enumerate(timeline.phases):
        for step in range(int(phase.planned_s / every_s)):
            at = step * every_s
            yield View(
                State.PLAYING, index, phase, at, Span(phase.low, phase.high), moment(phase, at),
                None, 0, 0.0, False,
            )  # fmt: skip


def seen(timeline: Timeline, kind: PhaseKind, position_s: float, nth: int = 0) -> scene.Picture:
    """Return the picture so many seconds into the nth phase of a kind."""
    found = [i for i, phase in enumerate(timeline.phases) if phase.kind is kind][nth]
    phase = timeline.phases[found]
    view = View(
        State.PLAYING, found, phase, position_s, Span(phase.low, phase.high),
        moment(phase, position_s), None, 0, 0.0, False,
    )  # fmt: skip
    return scene.at(timeline, view)


@pytest.mark.parametrize("first", list(Side))
def test_each_side_has_its_figure(first: Side) -> None:
    timeline = compiled(SWING, first=first)
    images = {Side.LEFT: FIGURE, Side.RIGHT: mirror_figure(FIGURE)}
    glows = {Side.LEFT: ("hip-front_l",), Side.RIGHT: ("hip-front_r",)}
    for nth, side in enumerate((first, first.other)):
        picture = seen(timeline, PhaseKind.HOLD, 5, nth)
        assert picture.figure == images[side]
        assert picture.glow == glows[side]
        assert picture.shown.at(1)
    assert seen(timeline, PhaseKind.SWITCH, 3).figure == images[first.other]
    assert seen(timeline, PhaseKind.MOVE_IN, 1).figure == images[first]


def test_one_goes_from_where_the_phase_before_ended() -> None:
    timeline = compiled(SWING)
    set_up, step = seen(timeline, PhaseKind.MOVE_IN, 2), seen(timeline, PhaseKind.MOVE_IN, 0, 1)
    assert set_up.shown.at(0)
    assert (step.shown.first, step.shown.second, step.shown.t) == (0, 1, 0)
    assert seen(timeline, PhaseKind.HOLD, 0).shown.at(1)
    # the other side begins with the figure turned, at once
    switched = seen(timeline, PhaseKind.SWITCH, 0)
    assert switched.shown.at(1)
    out = seen(timeline, PhaseKind.MOVE_OUT, 0)
    assert (out.shown.first, out.shown.second) == (1, 0)
    assert out.glow == ()
    assert scene.at(timeline, next(instants(timeline))).shown.at(FIGURE.pose)


def test_in_turns_the_sides_change_and_the_one_who_looks_stays() -> None:
    movement = replace(SWING, sides=Sides.ALTERNATE, dose=REPS)
    timeline = compiled(movement)
    other = replace(mirror_figure(FIGURE), view=FIGURE.view)
    pictures = [seen(timeline, PhaseKind.REPS, at) for at in (1, 3, 5, 7, 9)]
    assert [one.figure == other for one in pictures] == [False, False, True, True, False]
    assert [one.figure == FIGURE for one in pictures] == [True, True, False, False, True]
    assert [one.glow for one in pictures[1:3]] == [("hip-front_l",), ("hip-front_r",)]
    right_first = seen(compiled(movement, first=Side.RIGHT), PhaseKind.REPS, 1)
    assert right_first.figure == mirror_figure(FIGURE)


def test_a_walk_takes_each_foot_in_turn_and_sideways_the_one_that_leads() -> None:
    walk = DoseChoice(
        walk=(Leg("back", Amount(4, 4)), Leg("left", Amount(2, 2)), Leg("right", Amount(2, 2)))
    )
    timeline = compiled(replace(SWING, sides=Sides.BY_DIRECTION, dose=walk))
    other = replace(mirror_figure(FIGURE), view=FIGURE.view)
    step = timeline.phases[timeline.work[0]].cycle_s
    back = [seen(timeline, PhaseKind.WALK, step * (n + 0.4)) for n in range(4)]
    assert [one.figure == other for one in back] == [False, True, False, True]
    assert {one.shown.second for one in back} == {2}
    assert seen(timeline, PhaseKind.WALK, 0.1, 1).figure == FIGURE
    assert seen(timeline, PhaseKind.WALK, 0.1, 2).figure == mirror_figure(FIGURE)


def test_the_mirrored_view_may_stay_where_it_is() -> None:
    picture = scene.still(SWING)
    assert scene.turned(picture, Side.LEFT) is scene.turned(picture, None) is picture
    reversed_ = scene.turned(picture, Side.RIGHT)
    assert reversed_.figure.view.turn == -FIGURE.view.turn
    assert reversed_ == scene.still(SWING, Side.RIGHT)
    assert scene.turned(picture, Side.RIGHT, view=False).figure.view == FIGURE.view
    assert scene.turned(reversed_, Side.RIGHT) == picture


def test_with_less_motion_a_session_shows_key_frames_only() -> None:
    timeline = compiled(replace(SWING, sides=Sides.ALTERNATE, dose=REPS))
    for view in instants(timeline):
        calm = scene.at(timeline, view, calm=True).shown
        assert (calm.t, calm.breath, calm.first) == (0, 0, calm.second)


@pytest.mark.parametrize("name", sorted(library()))
def test_every_instant_of_a_shipped_movement_has_its_key_frames(name: str) -> None:
    known = library()
    timeline = compile_session(Session("s", "S", (Do(name),)), known, Pace())
    for view in instants(timeline, 5):
        picture = scene.at(timeline, view)
        shown = picture.shown
        assert max(shown.first, shown.second, shown.ghost) < len(picture.figure.frames)
        assert min(shown.first, shown.second) >= 0


@pytest.mark.parametrize("position", [*scene._STARTS, ""])
@pytest.mark.parametrize("place", [None, *Spot])
def test_a_movement_that_nobody_drew_shows_how_it_begins(position: str, place: Spot | None) -> None:
    movement = Movement("m", "M", position=position, place=place)
    figure = scene.figure_of(movement)
    assert [one.name for one in figure.frames] == ["pose"]
    assert faults(pose(figure)) == []
    assert scene.figure_of(movement) is figure
    assert scene.still(movement).figure == figure


def test_where_one_begins_follows_the_place_if_no_position_is_known() -> None:
    def props(place: Spot | None) -> list[str]:
        return [prop.name for prop in scene.of_place(place).figure.props]

    assert [props(place) for place in (Spot.CHAIR, Spot.FLOOR, Spot.STANDING, None)] == [
        ["chair"], ["mat"], [], [],
    ]  # fmt: skip
    assert not scene.of_place(None).shown.lit


def test_a_session_is_shown_by_its_first_stretch() -> None:
    plain = Movement("plain", "Plain")
    strength = replace(SWING, id="strength", kind=Kind.STRENGTH, figure=replace(FIGURE, loop=True))
    known = {one.id: one for one in (SWING, plain, strength)}

    def shown(*steps: str) -> Figure:
        does = tuple(Do(step) for step in steps)
        session = Session("s", "S", (Rest(5), *does), place=Spot.CHAIR)
        return scene.of_session(session, known).figure

    assert shown("plain", "strength", "swing") == FIGURE
    assert shown("plain", "strength") == strength.figure
    assert shown("plain", "nothing-such") == scene.of_place(Spot.CHAIR).figure
    own = Session("s", "S", (Do("", own=SWING),))
    assert scene.of_session(own, {}).figure == FIGURE


def test_what_glows_follows_the_targets_unless_the_figure_says_it() -> None:
    assert scene.glow_of(SWING, FIGURE) == ("hip-front_l",)
    together = replace(SWING, sides=Sides.TOGETHER)
    assert scene.glow_of(together, FIGURE) == ("hip-front_l", "hip-front_r")
    own = replace(FIGURE, glow=("belly",))
    assert scene.glow_of(SWING, own) == ("belly",)
    assert scene.glow_of(replace(SWING, targets=()), FIGURE) == ()


def test_areas_of_targets() -> None:
    assert of_targets(("spine", "glutes"), "l") == ("low-back", "upper-back")
    assert of_targets(("psoas", "hip-flexors", "neck"), "lr") == (
        "hip-front_l", "hip-front_r", "neck",
    )  # fmt: skip
    assert of_targets(("balance", "no-such-thing"), "l") == ()
    glow = ("quads_l", "low-back", "foot_r")
    assert tuple(map(swapped, glow)) == ("quads_r", "low-back", "foot_l")
    known = set(names())
    assert all(set(of_targets((target,), "lr")) <= known for target in OF_TARGET)
    targets = {target.area for one in library().values() for target in one.targets}
    assert targets <= set(OF_TARGET)
