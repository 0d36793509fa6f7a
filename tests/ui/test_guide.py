"""What the player shows, as values: words, counts and rings of every kind of phase."""

from dataclasses import replace

import pytest

from hipflex_gui.ui.guide import feel, guide, hint
from hipflex_gui.ui.widgets.ring import RingMode
from tests.ui.playing import Playing, timeline

ALL = """\
- name: Lunge
  steps: [Put your $side knee down., Lean in.]
  for: 20s
  sides: each
  feel: your $side hip
  if: [{when: you wobble, say: Hold a chair.}]
  note: Take your time.
  later: {after: 12s, say: Raise your $side arm.}
- rest: 15s
- {name: Sit, steps: [Sit tall.], for: 2-3 breaths, breathing: {in: Grow tall, out: Let go}}
- {name: Bend, steps: [Stand.], for: 4 reps, phases: {lower: 3s, rise: 2s}, sets: 2, rest: 5s}
- {name: Step, steps: [Stand.], for: 3 reps, sides: alternate}
- {name: Walk, walk: [forward 4, left 3]}
- {name: Wait, for: 30s+, props: [{name: wall, needed: false}]}
- {name: Long, for: 180s}
- {name: Range, for: 10-20s}
- {name: Squat, for: until done, then: Walk about.}
- {name: Count, for: 5 counts}
"""


@pytest.fixture
def playing(qtbot: object) -> Playing:
    return Playing(timeline(ALL))


def test_a_hold_counts_down_and_names_its_side(playing: Playing) -> None:
    playing.to_phase("hold")
    playing.pass_time(6)
    now = guide(playing.timeline, playing.bridge.view)
    assert (now.title, now.pill, now.pill_icon) == ("Lunge", "Left side", "side-left")
    assert now.steps == ("Put your left knee down.", "Lean in.")
    assert now.step == 1
    assert now.ring.mode is RingMode.HOLD
    assert (now.ring.count, now.ring.caption) == (14, "of 20 s")
    assert now.ring.fraction == pytest.approx(0.7)
    assert (now.more, now.go_on, now.mirrored) == ("+10 s", "Skip", False)


def test_the_second_side_is_mirrored_in_words_and_picture(playing: Playing) -> None:
    playing.to_phase("hold", 1)
    view = playing.bridge.view
    now = guide(playing.timeline, view)
    assert (now.pill, now.mirrored) == ("Right side", True)
    assert now.steps[0] == "Put your right knee down."
    assert feel(playing.timeline, view) == "your right hip"


def test_a_longer_stay_adds_its_line(playing: Playing) -> None:
    playing.to_phase("hold")
    playing.pass_time(12)
    now = guide(playing.timeline, playing.bridge.view)
    assert now.steps[now.step] == "Raise your left arm."


def test_hints_are_notes_and_conditions(playing: Playing) -> None:
    playing.to_phase("hold")
    assert hint(playing.timeline, playing.bridge.view) == (
        "Take your time.\nIf you wobble: Hold a chair."
    )


def test_what_to_have_at_hand_is_said_before_it_starts(playing: Playing) -> None:
    playing.to_phase("get-ready", 5)
    assert hint(playing.timeline, playing.bridge.view) == "At hand: wall"


def test_getting_ready_counts_to_the_start_through_all_lines(playing: Playing) -> None:
    playing.play()
    now = guide(playing.timeline, playing.bridge.view)
    assert now.cue == "Get ready"
    assert (now.ring.count, now.ring.caption) == (4, "until you start")  # 2 s and two lines
    assert now.go_on == "Next"
    playing.pass_time(2)
    now = guide(playing.timeline, playing.bridge.view)
    assert (now.cue, now.step, now.ring.count, now.go_on) == ("", 0, 2, "Next")


def test_switching_sides_is_a_panel_of_its_own(playing: Playing) -> None:
    playing.to_phase("switch")
    now = guide(playing.timeline, playing.bridge.view)
    assert now.deep
    assert now.title == "Switch to the right side"
    assert now.said == "Put your right knee down."
    assert (now.ring.mode, now.ring.count, now.pill) == (RingMode.SWITCH, 3, "")


def test_a_rest_says_what_comes(playing: Playing) -> None:
    playing.to_phase("rest")
    view = playing.bridge.view
    now = guide(playing.timeline, view)
    assert (now.title, now.said, now.steps) == ("Rest", "Next: Sit", ())
    assert feel(playing.timeline, view) == ""


def test_breaths_rise_and_fall_with_their_words(playing: Playing) -> None:
    playing.to_phase("breaths")
    playing.pass_time(4)  # in is over: the disc is full as out begins
    now = guide(playing.timeline, playing.bridge.view)
    assert (now.cue, now.ring.mode, now.ring.count) == ("Let go", RingMode.BREATH, 1)
    assert now.ring.fill == pytest.approx(1.0)
    playing.pass_time(6)
    now = guide(playing.timeline, playing.bridge.view)
    assert (now.cue, now.ring.count, now.ring.caption) == ("Grow tall", 2, "of 2-3")
    assert now.ring.fill == pytest.approx(0.0)
    assert now.more == "+1 breath"


def test_reduced_motion_jumps_between_two_sizes(playing: Playing) -> None:
    playing.to_phase("breaths")
    for seconds, fill in ((1.0, 1.0), (2.0, 1.0), (2.0, 0.0), (3.0, 0.0)):
        playing.pass_time(seconds)
        now = guide(playing.timeline, playing.bridge.view, calm=True)
        assert now.ring.fill == fill


def test_reps_show_their_parts_and_set(playing: Playing) -> None:
    playing.to_phase("reps")
    playing.pass_time(5 + 3.5)
    now = guide(playing.timeline, playing.bridge.view)
    assert now.parts == (("Lower", 3), ("Rise", 2))
    assert (now.part, now.pill) == (1, "Set 1 of 2")
    assert (now.ring.mode, now.ring.count, now.ring.parts) == (RingMode.REPS, 2, (3.0, 2.0))
    assert now.ring.fraction == pytest.approx(3.5 / 5)


def test_tapped_reps_wait_for_the_key_and_name_the_side_of_the_turn(playing: Playing) -> None:
    playing.to_phase("reps", 2)
    now = guide(playing.timeline, playing.bridge.view)
    assert (now.cue, now.ring.count, now.go_on) == ("Enter after each rep", 0, "Rep done")
    assert now.pill == "Left side"
    playing.bridge.act(playing.engine.next)
    now = guide(playing.timeline, playing.bridge.view)
    assert (now.pill, now.ring.count) == ("Right side", 0)
    playing.bridge.act(playing.engine.next)
    assert guide(playing.timeline, playing.bridge.view).ring.count == 1


def test_a_walk_says_its_direction(playing: Playing) -> None:
    playing.to_phase("walk", 1)
    playing.pass_time(1.5)
    now = guide(playing.timeline, playing.bridge.view)
    assert (now.cue, now.ring.count, now.ring.caption) == ("Step to the left.", 2, "of 3")
    assert (now.pill, now.more) == ("Left side", "+1")


def test_an_open_minimum_counts_up_past_its_aim(playing: Playing) -> None:
    playing.to_phase("hold", 2)
    playing.pass_time(12)
    now = guide(playing.timeline, playing.bridge.view)
    assert (now.ring.mode, now.ring.count) == (RingMode.OPEN, 12)
    assert now.ring.caption == "at least 30 s"
    playing.pass_time(20)
    now = guide(playing.timeline, playing.bridge.view)
    assert (now.ring.count, now.ring.caption, now.go_on) == (32, "Next when you like", "Go on")


def test_a_range_marks_its_aim(playing: Playing) -> None:
    playing.to_phase("hold", 4)
    playing.pass_time(4)
    now = guide(playing.timeline, playing.bridge.view)
    assert now.ring.caption == "aim: 10 s"
    assert now.ring.aim == pytest.approx(0.5)
    playing.pass_time(7)
    now = guide(playing.timeline, playing.bridge.view)
    assert (now.ring.caption, now.ring.count, now.go_on) == ("10 s reached", 9, "Go on")


def test_long_holds_keep_whole_seconds(playing: Playing) -> None:
    playing.to_phase("hold", 3)
    playing.pass_time(20)
    ring = guide(playing.timeline, playing.bridge.view).ring
    assert (ring.count, ring.caption) == (160, "of 3 min")


def test_until_done_has_nothing_to_make_longer(playing: Playing) -> None:
    playing.to_phase("open")
    playing.pass_time(75)
    now = guide(playing.timeline, playing.bridge.view)
    assert (now.ring.count, now.ring.caption, now.more) == (75, "until you go on", "")


def test_what_comes_afterwards_stands_alone(playing: Playing) -> None:
    playing.to_phase("after")
    now = guide(playing.timeline, playing.bridge.view)
    assert (now.said, now.steps) == ("Walk about.", ())


def test_counts_count(playing: Playing) -> None:
    playing.to_phase("counts")
    playing.pass_time(2.5)
    now = guide(playing.timeline, playing.bridge.view)
    assert (now.ring.count, now.ring.caption) == (3, "of 5")
    assert now.go_on == "Finish"


def test_paused_it_says_so_where_nothing_moves(playing: Playing) -> None:
    playing.to_phase("hold")
    playing.pass_time(6)
    before = guide(playing.timeline, playing.bridge.view)
    playing.bridge.act(playing.engine.pause)
    now = guide(playing.timeline, playing.bridge.view)
    assert now.pill == "Left side"
    assert now.ring == replace(before.ring, caption="Paused")
    playing.play()
    ring = guide(playing.timeline, playing.bridge.view).ring
    assert (ring.count, ring.caption) == (3, "and on")
