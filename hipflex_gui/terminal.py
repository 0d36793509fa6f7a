"""The terminal player: a second, headless front end on the same engine, log and cues.

On a terminal Enter goes on and Space pauses; without one nobody can press a key, so the session was
compiled to need none.
"""

import contextlib
import os
import re
import sys
from collections.abc import Callable, Iterator
from typing import Protocol, TextIO

from hipflex_gui import plan, safety
from hipflex_gui.clock import Clock
from hipflex_gui.doses import Unit, counted
from hipflex_gui.engine import Engine
from hipflex_gui.events import (
    Event,
    Finished,
    Paused,
    PhaseStarted,
    Reason,
    Resumed,
    State,
    StepFinished,
    View,
)
from hipflex_gui.i18n import N_, _, clock_text, length_text
from hipflex_gui.log import RunStatus, StepRecord, StepStatus
from hipflex_gui.phases import Phase, PhaseKind
from hipflex_gui.run import Run
from hipflex_gui.words import spoken

HELP = N_(
    "Enter: next   Space: pause   b: back   s: skip   + -: longer, shorter   h: it hurts   q: end"
)
# What arrow and function keys send begins like Escape, and must not end the session as Escape does.
_SEQUENCE = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|O.)")


class Keys(Protocol):
    """Where key presses come from."""

    interactive: bool

    def read(self, timeout_s: float | None) -> str | None:
        """Return a key pressed within real seconds, or None; None waits for ever."""
        ...


class NoKeys:
    """Nobody at the keyboard: reading is only waiting."""

    interactive = False

    def __init__(self, sleep: Callable[[float], None]) -> None:
        self._sleep = sleep

    def read(self, timeout_s: float | None) -> str | None:
        """Let time pass."""
        self._sleep(timeout_s or 0.0)
        return None


class PosixKeys:
    """Single key presses from a POSIX terminal that ``keyboard`` has prepared."""

    interactive = True

    def __init__(self) -> None:
        self._typed: list[str] = []

    def read(self, timeout_s: float | None) -> str | None:
        """Wait for a key with select, so that an idle pause costs nothing."""
        import select

        if not self._typed and select.select([sys.stdin], [], [], timeout_s)[0]:
            try:
                typed = os.read(sys.stdin.fileno(), 1024)
            except OSError:
                typed = b""
            if not typed:
                return "q"  # the terminal is gone, and nobody can press a key any more
            self._typed = list(_SEQUENCE.sub("", typed.decode(errors="ignore")))
        return self._typed.pop(0) if self._typed else None


class WindowsKeys:
    """Single key presses from a Windows console, looked for twenty times a second."""

    interactive = True

    def __init__(self, sleep: Callable[[float], None]) -> None:
        self._sleep = sleep

    def read(self, timeout_s: float | None) -> str | None:
        """Look for a key; the console has no call that waits with a limit."""
        import msvcrt

        if not msvcrt.kbhit():  # type: ignore[attr-defined, unused-ignore]
            self._sleep(min(0.05, 0.05 if timeout_s is None else timeout_s))
        if msvcrt.kbhit():  # type: ignore[attr-defined, unused-ignore]
            return str(msvcrt.getwch())  # type: ignore[attr-defined, unused-ignore]
        return None


@contextlib.contextmanager
def keyboard(sleep: Callable[[float], None]) -> Iterator[Keys]:
    """Yield what fits standard input, and leave the terminal as it was."""
    if not sys.stdin or not sys.stdin.isatty():
        yield NoKeys(sleep)
        return
    try:
        import termios
        import tty
    except ImportError:
        yield WindowsKeys(sleep)
        return
    before = termios.tcgetattr(sys.stdin)
    try:
        tty.setcbreak(sys.stdin)
        yield PosixKeys()
    finally:
        termios.tcsetattr(sys.stdin, termios.TCSADRAIN, before)


def play(
    run: Run, clock: Clock, keys: Keys, out: TextIO, *, speed: float = 1.0, units: str = "metric"
) -> RunStatus:
    """Play a session to its end.

    Args:
        run: a run at its start.
        clock: the clock of the run's engine.
        keys: where key presses come from.
        out: where lines go.
        speed: how many of the clock's seconds pass in a real one.
        units: ``metric`` or ``imperial``.

    Returns:
        How the run ended.
    """
    engine = run.engine
    screen = _Screen(out, engine, units, live=keys.interactive and out.isatty())
    if keys.interactive:
        screen.line(_(HELP))
    events = run.act(engine.play)
    while True:
        for event in events:
            screen.show(event, kept=run.kept)
        if engine.state is State.FINISHED:
            return run.status
        screen.status(engine.view())
        if engine.state is State.PAUSED and not keys.interactive:
            # nobody can press Continue: what was asleep goes on with a countdown
            events = run.act(engine.play)
            continue
        deadline = engine.next_deadline()
        wait = None if deadline is None else max(0.0, deadline - clock.monotonic()) / speed
        try:
            key = keys.read(wait)
        except KeyboardInterrupt:
            key = "q"
        events = run.act(_command(engine, key))


def _command(engine: Engine, key: str | None) -> Callable[[], list[Event]]:
    paused = engine.state is State.PAUSED
    go_on = engine.play if paused else engine.next
    commands: dict[str, Callable[[], list[Event]]] = {
        "\n": go_on,
        "\r": go_on,
        " ": engine.play if paused else engine.pause,
        "b": engine.back,
        "s": engine.skip,
        "+": lambda: engine.extend(1),
        "-": lambda: engine.extend(-1),
        "h": lambda: engine.stop(RunStatus.DISCOMFORT),
        "q": engine.stop,
        "\x1b": engine.stop,
        "\x03": engine.stop,
    }
    return commands.get(key or "", engine.tick)


class _Screen:
    """Lines for what happened, and on a live terminal one line for what goes on now."""

    def __init__(self, out: TextIO, engine: Engine, units: str, *, live: bool) -> None:
        self._out, self._engine, self._units, self._live = out, engine, units, live
        self._status = ""
        self._told_later = False
        self._noted: int | None = None

    def line(self, text: str) -> None:
        clear = "\r\x1b[K" if self._live and self._status else ""
        self._status = ""
        self._out.write(f"{clear}{text}\n")
        self._out.flush()

    def status(self, view: View) -> None:
        item = self._engine.timeline.items[view.phase.item]
        later = item.movement.later if view.phase.work and not self._told_later else None
        if later and view.position_s >= later.after_s:
            self._told_later = True
            self.line(f"  {spoken(later.say, view.phase.side or item.first, self._units)}")
        if not self._live:
            return
        text = _status_text(view)
        if text != self._status:
            self._status = text
            self._out.write(f"\r\x1b[K  {text}")
            self._out.flush()

    def show(self, event: Event, *, kept: bool) -> None:
        match event:
            case PhaseStarted(index=index):
                self._phase(self._engine.timeline.phases[index])
            case Paused(reason=Reason.USER):
                self.line(_("Paused."))
            case Paused():
                self.line(_("Paused: the computer was asleep, or its clock was changed."))
            case Resumed():
                self.line(_("Going on."))
            case StepFinished(record=record) if record.status is not StepStatus.SKIPPED:
                self.line(f"  {_step_text(record, len(self._engine.timeline.work), kept=kept)}")
            case Finished(status=status, active_s=active_s):
                self.line(_end_text(status, active_s))

    def _phase(self, phase: Phase) -> None:
        timeline = self._engine.timeline
        words = plan.phase_words(phase, self._units)
        title = plan.phase_title(timeline, phase)
        self._told_later = False
        if phase.work:
            self.line(f"{title}: {words or plan.amount_text(phase)}")
        elif words and phase.kind is PhaseKind.SWITCH:
            self.line(f"{title}. {words}")
        else:
            self.line(f"  {words}" if words else title)
        self._note(phase)

    def _note(self, phase: Phase) -> None:
        """Show a movement's note once, where it begins; a rest before it is none of it yet."""
        if phase.kind in (PhaseKind.WARM_UP, PhaseKind.REST) or phase.item == self._noted:
            return
        self._noted = phase.item
        item = self._engine.timeline.items[phase.item]
        if item.note:
            self.line(f"  {spoken(item.note, phase.side or item.first, self._units)}")


def _status_text(view: View) -> str:
    if view.state is State.PAUSED:
        return _("paused")
    if view.countdown:
        return str(view.countdown)
    told = not view.phase.tapped and view.phase.kind is not PhaseKind.WALK  # its title says it
    beat = view.phase.beats[view.moment.beat].name if told else ""
    if view.phase.unit is not Unit.SECONDS:
        high = view.span.high
        number = view.moment.cycle + (0 if view.phase.tapped else 1)
        of = f" / {high:g}" if high is not None else ""
        return f"{number}{of}  {beat}"
    return clock_text(view.position_s if view.left_s is None else view.left_s)


def _step_text(record: StepRecord, total: int, *, kept: bool) -> str:
    sides = {"left": _("left side"), "right": _("right side")}
    what = ", ".join(part for part in (record.name, sides.get(record.side, "")) if part)
    amount = length_text(record.held_s)
    if record.breaths is not None:
        amount = counted(record.breaths, record.breaths, Unit.BREATHS) + f", {amount}"
    elif record.reps is not None:
        amount = f"{record.reps} x, {amount}"
    cut = _(" (cut short)") if record.status is StepStatus.CUT else ""
    aside = "" if kept else _(" (not saved yet)")
    return f"[{record.position + 1}/{total}] {what}: {amount}{cut}{aside}"


def _end_text(status: RunStatus, active_s: float) -> str:
    time = length_text(active_s)
    match status:
        case RunStatus.COMPLETED:
            return _("Done: {time} of guided stretching.").format(time=time)
        case RunStatus.DISCOMFORT:
            return "\n".join(
                [
                    _("Stopped after {time}.").format(time=time),
                    *safety.lines(safety.after_discomfort()),
                ]
            )
        case _:
            return _("Ended after {time}.").format(time=time)
