"""The terminal player: every key, every line, and the keyboards it can have."""

import io
import os
import sys
import types
from collections.abc import Iterator
from pathlib import Path

import pytest

from hipflex_gui import safety, terminal
from hipflex_gui.engine import LATE_S, Engine
from hipflex_gui.log import RunStatus, StepStatus
from hipflex_gui.movements import Later, Sides
from hipflex_gui.recorder import Recorder
from hipflex_gui.run import Run
from hipflex_gui.sessions import Do, Pace
from hipflex_gui.store import Store
from hipflex_gui.terminal import NoKeys, PosixKeys, WindowsKeys, keyboard
from tests.playing import BARE, do, timeline
from tests.support import ManualClock, RecordingPlayer

ENDS = 200  # reads after which a script that leads nowhere is given up


class Script:
    """Keys that are pressed at given seconds of a clock that moves while one waits for a key."""

    def __init__(self, clock: ManualClock, keys: dict[float, str], *, present: bool = True) -> None:
        self.interactive = present
        self.speed = 1.0
        self._clock, self._keys, self._reads = clock, dict(keys), 0

    def read(self, timeout_s: float | None) -> str | None:
        self._reads += 1
        assert self._reads < ENDS
        now = self._clock.monotonic()
        wait = None if timeout_s is None else timeout_s * self.speed
        if self._keys and (wait is None or min(self._keys) <= now + wait):
            when = min(self._keys)
            self._clock.advance(max(0.0, when - now))
            key = self._keys.pop(when)
            if key == "Ctrl-C":
                raise KeyboardInterrupt
            if key == "lid":
                self._clock.advance(LATE_S + 1)
                return None
            return key
        assert wait is not None, "it waits for ever, and no key is left"
        self._clock.advance(wait)
        return None


class Console(io.StringIO):
    """An output that says it is a terminal."""

    def isatty(self) -> bool:
        return True


class Stage:
    """A session, its run and what was shown of it."""

    def __init__(
        self,
        *steps: Do,
        keys: dict[float, str],
        present: bool = True,
        pace: Pace = BARE,
        live: bool = False,
    ) -> None:
        self.clock, self.out = ManualClock(), Console() if live else io.StringIO()
        self.keys = Script(self.clock, keys, present=present)
        self.engine = Engine(timeline(*steps, pace=pace, hands_free=not present), self.clock)
        self.run = Run(self.engine, self.clock, RecordingPlayer(), None, 4)

    def play(self, speed: float = 1.0, units: str = "metric") -> RunStatus:
        self.keys.speed = speed
        return terminal.play(self.run, self.clock, self.keys, self.out, speed=speed, units=units)

    @property
    def lines(self) -> list[str]:
        return self.out.getvalue().splitlines()


KNEE = do(
    "10s",
    Sides.EACH,
    name="Knee up",
    steps=("Bring your $side knee up {15 cm}.",),
    out="Lower your $side foot.",
    later=Later(4, "Lean on your $other hand."),
)
BREATHE = do("2 breaths", id="b", name="Breathe")


def test_a_small_session_line_by_line_without_a_keyboard() -> None:
    tap = do("2 reps", id="t", name="Roll")
    stage = Stage(KNEE, BREATHE, tap, keys={}, present=False, pace=Pace(rest=0))
    assert stage.play() is RunStatus.COMPLETED
    assert stage.lines == [
        "Get ready: Knee up",
        "  Bring your left knee up 15 cm.",
        "Knee up, left side: 10 s",
        "  Lean on your right hand.",
        "  [1/4] Knee up, left side: 10 s",
        "Switch to the right side. Bring your right knee up 15 cm.",
        "Knee up, right side: 10 s",
        "  Lean on your left hand.",
        "  [2/4] Knee up, right side: 10 s",
        "  Lower your right foot.",
        "Get ready: Breathe",
        "Breathe: 2 breaths",
        "  [3/4] Breathe: 2 breaths, 20 s",
        "Get ready: Roll",
        "Roll: 2 reps",
        "  [4/4] Roll: 2 x, 8 s",
        "Done: 1 min 14 s of guided stretching.",
    ]


def test_units_and_speed_are_the_readers() -> None:
    stage = Stage(KNEE, keys={}, present=False)
    stage.play(units="imperial")
    assert stage.lines[0] == "  Bring your left knee up 6 in."
    fast = Stage(do("60s"), keys={}, present=False)
    assert fast.play(speed=2.0) is RunStatus.COMPLETED
    assert fast.engine.active_s == pytest.approx(60)


def test_enter_goes_on_and_space_pauses() -> None:
    stage = Stage(
        do("30s"), BREATHE, keys={5: "\n", 7: " ", 99: " ", 110: " ", 120: "\r", 130: "\r"}
    )
    assert stage.play() is RunStatus.STOPPED
    assert stage.lines == [
        terminal.HELP,
        "Stretch: 30 s",
        "  [1/2] Stretch: 5 s (cut short)",
        "Breathe: 2 breaths",
        "Paused.",
        "Going on.",
        "Paused.",
        "Going on.",
        "  [2/2] Breathe: 1 breath, 17 s (cut short)",
        "Ended after 22 s.",
    ]


def test_every_key() -> None:
    keys = {1.0: "b", 3: "+", 4: "-", 5: "x", 6: "s", 7: "q"}
    stage = Stage(do("30s"), BREATHE, keys=keys)
    seen: list[tuple[int, float, float | None]] = []
    read = stage.keys.read

    def look(timeout_s: float | None) -> str | None:
        view = stage.engine.view()
        seen.append((view.index, view.position_s, view.left_s))
        return read(timeout_s)

    stage.keys.read = look  # type: ignore[method-assign]
    assert stage.play() is RunStatus.STOPPED
    assert (0, 0, 30) in seen[1:], "b begins again"
    assert (0, 2, 38) in seen, "+ is ten seconds more"
    assert (0, 3, 27) in seen, "- is ten seconds less"
    assert (0, 4, 26) in seen, "a key that means nothing does nothing"
    assert seen[-1][:2] == (1, 0), "s leaves the movement"
    assert [step.status for step in stage.run.steps] == [
        StepStatus.CUT,
        StepStatus.CUT,
        StepStatus.CUT,
    ]


@pytest.mark.parametrize("key", ["q", "\x1b", "\x03", "Ctrl-C"])
def test_ending_early_is_recorded_with_what_was_done(key: str, tmp_path: Path) -> None:
    stage, store = Stage(do("30s"), keys={12: key}), Store(":memory:")
    recorder = Recorder(store, tmp_path / "spill.jsonl")
    stage.run = Run(stage.engine, stage.clock, RecordingPlayer(), recorder, 4)
    assert stage.play() is RunStatus.STOPPED
    run = store.runs()[0]
    assert (run.status, run.active_s) == (RunStatus.STOPPED, 12)
    assert [step.held_s for step in store.steps(run.id)] == [12]
    assert stage.lines[-1] == "Ended after 12 s."


def test_it_hurts_stops_at_once_and_says_what_to_do_first() -> None:
    stage = Stage(do("30s"), keys={12: "h"})
    assert stage.play() is RunStatus.DISCOMFORT
    assert stage.lines[3:5] == ["Stopped after 12 s.", safety.lines(safety.after_discomfort())[0]]


def test_after_sleep_it_waits_for_who_is_there_and_goes_on_where_nobody_is() -> None:
    alone = Stage(do("10s"), keys={4: "lid"}, present=False)
    assert alone.play() is RunStatus.COMPLETED
    asleep = "Paused: the computer was asleep, or its clock was changed."
    assert alone.lines[1:3] == [asleep, "Going on."]
    assert alone.run.steps[0].held_s == pytest.approx(10)
    there = Stage(do("10s"), keys={4: "lid", 60: " "})
    assert there.play() is RunStatus.COMPLETED
    assert there.clock.monotonic() == pytest.approx(60 + 3 + 10 - 4, abs=1)


def test_on_a_live_terminal_one_line_shows_what_goes_on() -> None:
    steps = (do("3s"), do("2 breaths", id="b"), do("1-2 reps", id="c"), do("3+ counts", id="d"))
    keys = {1.5: " ", 10: " ", 38: "\n", 39: "\n", 45: "\n"}
    stage = Stage(*steps, keys=keys, live=True)
    stage.play()
    shown = [part.strip() for part in stage.out.getvalue().split("\r\x1b[K")]
    for status in ("0:03", "0:02", "paused", "3", "2", "1", "1 / 2", "2 / 2", "0 / 2", "4"):
        assert status in shown
    assert shown.index("paused") < shown.index("Going on.")
    assert shown.count("0:03") == 1, "what has not changed is not written again"


def test_a_step_that_could_not_be_saved_is_marked(tmp_path: Path) -> None:
    stage = Stage(do("5s"), keys={}, present=False)

    class Refusing(Recorder):
        def step(self, *_step: object) -> bool:
            return False

        def end(self, *_end: object) -> bool:
            return False

    recorder = Refusing(Store(":memory:"), tmp_path / "spill.jsonl")
    stage.run = Run(stage.engine, stage.clock, RecordingPlayer(), recorder, 4)
    stage.play()
    assert stage.lines[1] == "  [1/1] Stretch: 5 s (not saved yet)"


def test_with_nobody_at_the_keyboard_reading_is_only_waiting() -> None:
    slept: list[float] = []
    keys = NoKeys(slept.append)
    assert [keys.read(1.5), keys.read(None)] == [None, None]
    assert slept == [1.5, 0.0]
    assert not keys.interactive


# -- the keyboards ---------------------------------------------------------------------------------

PATIENCE_S = 20.0  # real seconds, and only spent where something is broken


@pytest.fixture
def typing(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """Put a terminal in the place of standard input; yield where to type."""
    import pty  # Windows has none, and its console has a test of its own

    ours, theirs = pty.openpty()
    with open(theirs, closefd=False) as stdin:
        monkeypatch.setattr(sys, "stdin", stdin)
        yield ours
    for descriptor in (ours, theirs):
        try:
            os.close(descriptor)
        except OSError:
            assert descriptor == ours, "only a test closes it before"


def test_a_terminal_gives_single_keys_and_is_left_as_it_was(typing: int) -> None:
    import termios

    before = termios.tcgetattr(sys.stdin)
    with keyboard(lambda _seconds: None) as keys:
        assert isinstance(keys, PosixKeys)
        assert not termios.tcgetattr(sys.stdin)[3] & termios.ICANON
        assert keys.read(0.0) is None
        os.write(typing, b" b")
        assert [keys.read(PATIENCE_S), keys.read(PATIENCE_S)] == [" ", "b"]
    assert termios.tcgetattr(sys.stdin) == before


def test_an_arrow_key_is_no_escape_and_must_not_end_the_session(typing: int) -> None:
    with keyboard(lambda _seconds: None) as keys:
        os.write(typing, b"\x1b[A\x1b[6~\x1bOPq")
        assert keys.read(PATIENCE_S) == "q"
        os.write(typing, b"\x1b")
        assert keys.read(PATIENCE_S) == "\x1b"


def test_a_terminal_that_goes_away_ends_the_session(
    typing: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = PosixKeys()
    os.close(typing)
    assert keys.read(PATIENCE_S) == "q"

    def gone(_descriptor: int, _length: int) -> bytes:
        raise OSError  # what some systems say instead of an end

    monkeypatch.setattr(os, "read", gone)
    assert keys.read(PATIENCE_S) == "q"


def test_standard_input_at_its_end_ends_the_session(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "empty").touch()
    with (tmp_path / "empty").open() as stdin:
        monkeypatch.setattr(sys, "stdin", stdin)
        assert PosixKeys().read(PATIENCE_S) == "q"
        with keyboard(lambda _seconds: None) as keys:
            assert isinstance(keys, NoKeys), "a file is nobody"


def test_without_any_standard_input_nobody_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    with keyboard(lambda _seconds: None) as keys:
        assert isinstance(keys, NoKeys)


def test_where_there_is_no_termios_it_is_windows(
    typing: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "termios", None)
    with keyboard(lambda _seconds: None) as keys:
        assert isinstance(keys, WindowsKeys)


def test_a_windows_console_is_looked_at_twenty_times_a_second(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    typed = ["b"]
    console = types.SimpleNamespace(kbhit=lambda: bool(typed), getwch=typed.pop)
    monkeypatch.setitem(sys.modules, "msvcrt", console)
    slept: list[float] = []
    keys = WindowsKeys(slept.append)
    assert [keys.read(None), keys.read(None), keys.read(0.01)] == ["b", None, None]
    assert slept == [0.05, 0.01]
