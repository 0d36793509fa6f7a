"""Everything that the sources ask for can be written, compiled, played and logged.

Each row of the design's table is a session as an author writes it; what was due is in the log.
"""

from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from hipflex_gui import plan
from hipflex_gui.catalogue import check_links, read_movement, read_session
from hipflex_gui.cues import Cue
from hipflex_gui.engine import Engine
from hipflex_gui.events import CueDue, PhaseStarted, State, StepFinished
from hipflex_gui.log import StepStatus
from hipflex_gui.movements import Effect, Kind, Movement, Origin, Sides, Spot, Target
from hipflex_gui.phases import PhaseKind
from hipflex_gui.sessions import Pace, Session, picked
from hipflex_gui.timeline import Timeline, compile_session
from hipflex_gui.words import Side, spoken
from tests.support import ManualClock

PACE = Pace(get_ready=0)
MOST_TICKS = 5000


@dataclass
class Played:
    """What came of a session that was played to its end."""

    timeline: Timeline
    cues: list[Cue] = field(default_factory=list)
    steps: list[str] = field(default_factory=list)  # "side dose: seconds status"
    kinds: list[PhaseKind] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    seconds: float = 0.0


class Author:
    """Someone who writes files and plays them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.movements: dict[str, Movement] = {}

    def movement(self, text: str) -> Movement:
        """Write a movement file; return the movement."""
        file = self.folder / f"{len(self.movements)}.yaml"
        file.write_text(text, encoding="utf-8")
        family, report = read_movement(file)
        self.movements |= {movement.id: movement for movement in family}
        check_links(report, self.movements)
        assert report.problems == []
        return family[0]

    def session(self, text: str) -> Session:
        """Write a session file; return the session."""
        file = self.folder / "session.yaml"
        file.write_text(f"name: A session\n{text}", encoding="utf-8")
        session, report = read_session(file, self.movements)
        assert report.problems == []
        assert session
        return session

    def play(self, text: str | Session, pace: Pace = PACE, **how: bool) -> Played:
        """Play a session to its end, pressing Next when a phase without an end reaches its aim."""
        session = self.session(text) if isinstance(text, str) else text
        clock = ManualClock()
        timeline = compile_session(session, self.movements, pace, **how)  # type: ignore[arg-type]
        engine, played = Engine(timeline, clock), Played(timeline)
        events = engine.play()
        for _tick in range(MOST_TICKS):
            for event in events:
                match event:
                    case CueDue(cue=cue):
                        played.cues.append(cue)
                    case PhaseStarted(index=index):
                        phase = timeline.phases[index]
                        played.kinds.append(phase.kind)
                        played.words += [plan.phase_words(phase)] if phase.words else []
                    case StepFinished(record=record):
                        assert record.status is StepStatus.DONE
                        said = f"{record.side} {record.dose}: {record.held_s:g}"
                        played.steps.append(said)
            if engine.state is State.FINISHED:
                break
            deadline, view = engine.next_deadline(), engine.view()
            assert deadline
            if view.phase.tapped:
                clock.advance(2.0)
                events = engine.next()
            elif view.left_s is None and view.aimed and view.position_s >= 1:
                events = engine.next()
            else:
                clock.advance(deadline - clock.monotonic())
                events = engine.tick()
        played.seconds = clock.monotonic()
        assert engine.state is State.FINISHED
        return played


@pytest.fixture
def author(tmp_path: Path) -> Author:
    return Author(tmp_path)


def own(text: str) -> str:
    """Return a session with one movement of its own."""
    lines = "".join(f"    {line}\n" for line in text.splitlines())
    return f"steps:\n  - name: Stretch\n{lines}"


HOLD_10 = [Cue.START, Cue.TICK, Cue.TICK, Cue.TICK]


@pytest.mark.parametrize(
    ("number", "text", "steps", "seconds"),
    [
        (1, "for: 10s", ["both 10s: 10"], 10),
        (2, "for: 15-30s", ["both 15-30s: 30"], 30),
        (3, "for: 30s+", ["both 30s+: 30"], 30),
        (6, "for: until done", ["both until done: 1"], 1),
        (6, "kind: stretch", ["both 30s: 30"], 30),
        (7, "for: 3 counts", ["both 3 counts: 3"], 3),
        (8, "for: 10 reps", ["both 10 reps: 20"], 20),
        (8, "for: 10 times\ntempo: {lower: 3s, rise: 2s}", ["both 10 reps: 50"], 50),
        (9, "for: 2 reps\nphases: {raise: 2s, hold: 3 counts, lower: 2s}", ["both 2 reps: 14"], 14),
        (10, "for: 2 reps\nsides: within-rep\nphases: {raise: 2s}", ["both 2 reps: 8"], 8),
        (10, "for: 8 reps\nsides: each", ["left 8 reps: 16", "right 8 reps: 16"], 37),
        (14, "for: 10s\nsets: 1-2\nrest: 30s", ["both 10s: 10"] * 2, 50),
        (16, "walk: [forward 10, rest 5s, left 4]", ["both 10 steps: 10", "left 4 steps: 4"], 19),
        (17, "for: 10s\nsides: together", ["both 10s: 10"], 10),
        (17, "for: 10s\nsides: each", ["left 10s: 10", "right 10s: 10"], 25),
        (17, "for: 2 reps\nsides: alternate", ["both 2 reps: 8"], 8),
        (17, "for: 2 reps\nsides: within-rep", ["both 2 reps: 4"], 4),
        (17, "for: 10s\nsides: right", ["right 10s: 10"], 10),
        (17, "walk: [right 3]", ["right 3 steps: 3"], 3),
        (18, "for: 10s\nsides: each\nfirst: right", ["right 10s: 10", "left 10s: 10"], 25),
        (43, "kind: activity", ["both until done: 1"], 1),
        (43, "kind: activity\nfor: 2m", ["both 2m: 120"], 120),
    ],
)
def test_a_dose_is_played_and_logged_as_it_was_written(
    author: Author, number: int, text: str, steps: list[str], seconds: float
) -> None:
    played = author.play(own(text))
    assert played.steps == steps, number
    assert played.seconds == pytest.approx(seconds), number
    assert played.cues[-1] is Cue.SESSION_DONE


def test_1_2_3_a_hold_has_its_cues_a_range_and_a_minimum_have_an_aim(author: Author) -> None:
    assert author.play(own("for: 10s")).cues == [*HOLD_10, Cue.SESSION_DONE]
    ticks = [Cue.TICK] * 3
    ranged = author.play(own("for: 15-30s")).cues
    assert ranged == [Cue.START, Cue.AIM, *ticks, Cue.SESSION_DONE]
    assert author.play(own("for: 30s+")).cues == [Cue.START, Cue.AIM, Cue.SESSION_DONE]


def test_4_a_breath_range_takes_the_users_own_breath(author: Author) -> None:
    text = own("for: 2-3 breaths\nbreathing: {in: Into the back., out: Fold.}")
    played = author.play(text, Pace(get_ready=0, breath_in=2, breath_out=3))
    assert played.steps == ["both 2-3 breaths: 15"]
    breath = [Cue.BREATHE_IN, Cue.BREATHE_OUT]
    assert played.cues == [*breath * 2, Cue.AIM, Cue.BREATHE_OUT, Cue.SESSION_DONE]
    beats = played.timeline.phases[0].beats
    assert [beat.name for beat in beats] == ["Into the back.", "Fold."]  # 29
    paced = author.play(f"pace: {{breath: {{in: 2s, out: 1s}}}}\n{text}")
    assert paced.seconds == 9


def test_5_6_44_a_movement_has_other_doses_names_and_a_source(author: Author) -> None:
    frog = author.movement(
        "movement: frog\nname: Frog\nalso: [Mandukasana]\nnotes: As in the sources.\n"
        "dose: {for: 30s+, from: sources}\ndoses: [8-12 breaths]\n"
    )
    assert (frog.dose.origin, frog.doses[0].origin) == (Origin.SOURCES, Origin.PROJECT)
    assert (frog.also, frog.notes) == (("Mandukasana",), "As in the sources.")
    assert author.play("steps: [frog]").steps == ["both 30s+: 30"]
    assert author.play("steps: [{do: frog, for: 8-12 breaths}]").steps == ["both 8-12 breaths: 120"]
    assert author.movement("movement: f\nname: F\n").dose.origin is Origin.PROJECT
    tap = author.play("steps: [{do: f, for: until done}]", hands_free=True)
    assert tap.steps == ["both until done: 30"]


def test_11_12_13_a_rep_has_parts_with_lengths_and_words(author: Author) -> None:
    text = own("for: 2 reps\nphases: {draw across: 5s, press away: 5s, release: slowly}")
    played = author.play(text, replace(PACE, slowly=3))
    assert played.steps == ["both 2 reps: 26"]
    beats = played.timeline.phases[0].beats
    assert [(beat.name, beat.seconds) for beat in beats] == [
        ("draw across", 5),
        ("press away", 5),
        ("release", 3),
    ]
    assert played.cues == [Cue.START, *[Cue.BEAT] * 5, Cue.SESSION_DONE]
    tempo = author.session(own("for: 1 rep\ntempo: {lower: 3s, pause: 1s, drive: 1s}"))
    parts = compile_session(tempo, {}, PACE).phases[0].beats
    assert [beat.name for beat in parts] == ["lower", "pause", "drive"]


def test_14_15_sets_have_rests_and_come_before_the_next_movement(author: Author) -> None:
    played = author.play(
        "steps:\n  - {name: A, for: 5s, sets: 1-2, rest: 4s}\n  - rest: 3s\n"
        "  - {name: B, for: 5s}\n"
    )
    kinds = [PhaseKind.HOLD, PhaseKind.REST, PhaseKind.HOLD, PhaseKind.REST, PhaseKind.HOLD]
    assert (played.kinds, played.seconds) == (kinds, 22)
    assert [item.name for item in played.timeline.items] == ["A", "B"]
    assert [c for c in played.cues if c not in (Cue.TICK, Cue.START)] == [
        Cue.REST,
        Cue.REST,
        Cue.SESSION_DONE,
    ]


def test_16_a_walk_says_where_to_go(author: Author) -> None:
    played = author.play(own("walk: [forward 3, back 3, rest 2s, right 3, left 3]"))
    assert played.words == [
        "Walk forward.",
        "Walk backward.",
        "Step to the right.",
        "Step to the left.",
    ]
    assert played.cues.count(Cue.BEAT) == 8  # the first step of each leg is its start
    assert played.cues.count(Cue.START) == 4


def test_17_19_each_side_in_turn_where_turns_are_the_default(author: Author) -> None:
    author.movement("movement: kick\nname: Kick\nsides: alternate\ndose: 2 reps\n")
    assert author.play("steps: [kick]").steps == ["both 2 reps: 8"]
    in_turn = author.play("steps: [{do: kick, sides: each}]")
    assert in_turn.steps == ["left 2 reps: 4", "right 2 reps: 4"]
    author.movement("movement: quad\nname: Quad\nsides: one\ndose: 5s\n")
    assert author.play("steps: [quad]").steps == ["left 5s: 5"]


def test_18_20_words_are_mirrored_and_the_switch_has_its_length(author: Author) -> None:
    text = own("for: 5s\nsides: each\nfirst: right\nsteps: [Left hand on your $side hip.]")
    played = author.play(f"pace: {{switch: 8s}}\n{text}")
    assert played.words == ["Left hand on your right hip.", "Left hand on your left hip."]
    assert PhaseKind.SWITCH in played.kinds
    assert played.seconds == 3 + 5 + 8 + 5
    assert Cue.SWITCH in played.cues


def test_21_set_up_entry_hold_and_way_out(author: Author) -> None:
    played = author.play(own("set-up: [Kneel.]\nsteps: [Sit back.]\nout: Rise slowly.\nfor: 5s"))
    assert played.words == ["Kneel.", "Sit back.", "Rise slowly."]
    order = [PhaseKind.MOVE_IN, PhaseKind.MOVE_IN, PhaseKind.HOLD, PhaseKind.MOVE_OUT]
    assert played.kinds == order


def test_22_a_movement_starts_as_another(author: Author) -> None:
    author.movement("movement: fold\nname: Fold\nset-up: [Sit with long legs.]\ndose: 5s\n")
    author.movement(
        "movement: head\nname: Head to knee\nbase: fold\nsteps: [Bend one.]\ndose: 5s\n"
    )
    assert author.play("steps: [head]").words == ["Sit with long legs.", "Bend one."]


def test_23_a_variant_has_its_words_and_shares_the_dose(author: Author) -> None:
    author.movement(
        "movement: kneel\nname: Kneel\ndose: 7s\nsteps: [Foot straight.]\n"
        "variants: [{movement: kneel-in, name: Foot in, steps: [Foot in.]}]\n"
    )
    played = author.play("steps: [kneel-in]")
    assert (played.words, played.steps) == (["Foot in."], ["both 7s: 7"])


def test_24_25_26_27_versions_ways_and_additions_are_at_hand(author: Author) -> None:
    author.movement("movement: figure-four-chair\nname: Chair\ndose: 5s\n")
    frog = author.movement(
        "movement: frog\nname: Frog\ndose: 60s\ninstead: {chair: figure-four-chair}\n"
        "easier: [{say: Sit on a cushion., prop: cushion}, Stay higher.]\n"
        "harder: [figure-four-chair]\n"
        "later: {after: 40s, say: Rock slowly.}\n"
        "if: [{when: you wobble, say: Hold on., prop: wall}]\n"
    )
    assert frog.instead == ((Spot.CHAIR, "figure-four-chair"),)
    assert [(way.say, way.prop, way.movement) for way in (*frog.easier, *frog.harder)] == [
        ("Sit on a cushion.", "cushion", ""),
        ("Stay higher.", "", ""),
        ("", "", "figure-four-chair"),
    ]
    played = author.play("steps: [frog]")
    assert played.timeline.items[0].movement.later == frog.later
    assert frog.later
    assert (frog.later.after_s, frog.later.say) == (40, "Rock slowly.")
    condition = frog.conditions[0]
    assert (condition.when, condition.say, condition.prop) == ("you wobble", "Hold on.", "wall")


def test_28_a_follow_up_and_a_question_come_afterwards(author: Author) -> None:
    squat = "after: {say: Walk about., ask: Looser?}\nfor: 5s\nthen: Drink some water."
    played = author.play(own(squat))
    assert played.words == ["Walk about.", "Drink some water.", "Looser?"]
    assert played.kinds == [PhaseKind.HOLD, *[PhaseKind.AFTER] * 3]


def test_29_30_31_32_37_words_props_measures_load(author: Author) -> None:
    played = author.play(
        own(
            "breathing: Into the back.\nprops: [wall, {name: box, needed: no, size: 50-90 cm}]\n"
            "steps: ['Toes {15 cm} apart, 15 degrees out.']\nload: '{10 kg}'\n"
            "feel: the front of the $side hip\nhow-far: Until it pulls.\nfor: 5s"
        )
    )
    item = played.timeline.items[0]
    assert item.movement.breathing.say == "Into the back."
    assert [prop.name for prop in plan.props_of([item])] == ["wall"]
    every = plan.props_of([item], needed=False)
    assert plan.prop_text(every[1], "imperial") == "box (20 to 35 in)"
    assert played.words == ["Toes 15 cm apart, 15 degrees out."]
    assert spoken(item.load, units="imperial") == "22 lb"
    assert spoken(item.movement.feel, Side.RIGHT) == "the front of the right hip"
    assert item.movement.how_far == "Until it pulls."


def test_33_34_35_what_it_is_for_where_and_over_how_many_joints(author: Author) -> None:
    played = author.play(
        own(
            "targets: [calves, {area: arms, effect: strengthen}]\nkind: strength\nplace: floor\n"
            "joints: two\nfor: 5s"
        )
    )
    movement = played.timeline.items[0].movement
    assert movement.targets == (Target("calves"), Target("arms", Effect.STRENGTHEN))
    assert (movement.kind, movement.place, movement.joints) == (Kind.STRENGTH, Spot.FLOOR, "two")


def test_36_38_39_are_read_and_kept(author: Author) -> None:
    session = author.session(
        "often: several times a day\ntags: [before-run, after-run]\n"
        "ramp: {start: 10m, add: 5m, every: 3 days, to: 30m, days: 5 a week}\n"
        + own("cautions: [{when: knee, say: Pad it.}]\nneeds: [sound-knees]\nfor: 5s")
    )
    assert (session.often, session.tags) == ("several times a day", ("before-run", "after-run"))
    assert session.ramp
    ramp = session.ramp
    assert (ramp.start_s, ramp.add_s, ramp.every_days, ramp.to_s) == (600, 300, 3, 1800)
    assert ramp.days_a_week == 5
    movement = author.play(session).timeline.items[0].movement
    assert (movement.cautions[0].when, movement.needs) == ("knee", ("sound-knees",))


def test_40_a_free_order_is_picked_from(author: Author) -> None:
    text = "".join(
        f"  - {{name: {name}, for: {length}s}}\n"
        for name, length in zip("ABC", (4, 5, 6), strict=True)
    )
    session = author.session(f"order: free\nsteps:\n{text}")
    assert session.order == "free"
    assert author.play(session).steps == ["both 4s: 4", "both 5s: 5", "both 6s: 6"]
    assert author.play(picked(session, [2, 0])).steps == ["both 6s: 6", "both 4s: 4"]
    with pytest.raises(IndexError):
        picked(session, [3])


def test_41_a_block_is_repeated(author: Author) -> None:
    played = author.play(
        "steps:\n  - repeat: 2\n    steps:\n      - {name: A, for: 4s}\n"
        "      - repeat: 2\n        steps: [{rest: 2s}]\n      - {name: B, for: 5s}\n"
    )
    assert played.steps == ["both 4s: 4", "both 5s: 5"] * 2
    assert played.kinds.count(PhaseKind.REST) == 4


def test_42_a_warm_up_comes_before(author: Author) -> None:
    played = author.play(own("warm-up: 2m\nfor: 5s"))
    assert played.kinds == [PhaseKind.WARM_UP, PhaseKind.HOLD]
    assert played.seconds == 125
    assert played.timeline.items[0].sides is Sides.TOGETHER


def test_42_a_session_may_set_its_own_warm_up_or_none(author: Author) -> None:
    author.movement("movement: deep\nname: Deep\nwarm-up: 2m\ndose: 10s\n")
    kinds = [PhaseKind.WARM_UP, PhaseKind.HOLD]
    assert author.play("steps: [deep]").kinds == kinds
    own_time = author.play("warm-up: 30s\nsteps: [deep]")
    assert (own_time.kinds, own_time.seconds) == (kinds, 40)
    assert author.play("warm-up: 0\nsteps: [deep]").kinds == [PhaseKind.HOLD]
    sitting = author.play("place: chair\nsteps: [deep]").timeline.phases[0].words
    assert sitting.startswith("Sit tall")
