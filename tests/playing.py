"""Sessions in a line or in a few lines of YAML, and an engine with a clock moved by hand."""

from collections.abc import Callable

from hipflex_gui import doses
from hipflex_gui import format as tables
from hipflex_gui.cues import Cue
from hipflex_gui.engine import Engine
from hipflex_gui.events import CueDue, Event, PhaseStarted, State, StepFinished
from hipflex_gui.fields import read_table
from hipflex_gui.log import StepRecord
from hipflex_gui.movements import DoseChoice, Movement, Part, Sides
from hipflex_gui.phases import Phase
from hipflex_gui.problems import Report
from hipflex_gui.sessions import Do, Pace, Session, Step
from hipflex_gui.timeline import Timeline, compile_session
from hipflex_gui.yamlfile import parse
from tests.support import ManualClock

BARE = Pace(get_ready=0, switch=0, rest=0)  # nothing but the work
QUICK = Pace(get_ready=2.0, switch=3.0, seconds_per_word=0.1, least_line=1.0)


def choice(text: str, parts: str = "", sets: tuple[int, int] | None = None) -> DoseChoice:
    """Return a dose from what files say: ``10 reps`` with ``lower 3s, rise slowly``."""
    named = [part.split(maxsplit=1) for part in parts.split(", ") if part]
    return DoseChoice(
        doses.dose(text),
        tuple(Part(name, doses.length(length)) for name, length in named),
        sets=sets,
    )


def walk(*legs: str) -> DoseChoice:
    """Return the dose of a walk."""
    return DoseChoice(walk=tuple(doses.leg(leg) for leg in legs))


def do(dose: DoseChoice | str, sides: Sides = Sides.TOGETHER, **facts: object) -> Do:
    """Return a step with a movement of its own."""
    dose = choice(dose) if isinstance(dose, str) else dose
    own = Movement(**{"id": "stretch", "name": "Stretch", "dose": dose, "sides": sides, **facts})  # type: ignore[arg-type]
    return Do(own.id, own)


def timeline(*steps: Step, pace: Pace = BARE, hands_free: bool = False) -> Timeline:
    """Compile a session of these steps."""
    return compile_session(Session("s", "S", steps), {}, pace, hands_free=hands_free)


def written(steps: str, pace: Pace = QUICK) -> Timeline:
    """Compile a session with these steps, written as in a file, each movement in place."""
    text = "name: Demo\nsteps:\n" + "".join(f"  {line}\n" for line in steps.splitlines())
    node, report = parse(text.encode(), Report("demo.yaml"))
    session = read_table(tables.SESSION, node, report) if node else None
    assert isinstance(session, Session), [str(problem) for problem in report.problems]
    return compile_session(session, {}, pace)


class Playing:
    """An engine that plays, with its clock and everything that has happened."""

    def __init__(self, *steps: Step, pace: Pace = BARE, hands_free: bool = False) -> None:
        self.clock = ManualClock()
        self.timeline = timeline(*steps, pace=pace, hands_free=hands_free)
        self.engine = Engine(self.timeline, self.clock)
        self.events: list[Event] = []

    def do(self, command: Callable[[], list[Event]]) -> list[Event]:
        """Give a command; return what came of it."""
        events = command()
        self.events += events
        return events

    def start(self) -> "Playing":
        """Press play."""
        self.do(self.engine.play)
        return self

    def wait(self, seconds: float) -> list[Event]:
        """Let time pass, with a tick at every deadline; return what happened meanwhile."""
        before, until = len(self.events), self.clock.monotonic() + seconds
        while True:
            deadline = self.engine.next_deadline()
            if deadline is None or deadline > until:
                break
            self.clock.advance(deadline - self.clock.monotonic())
            self.do(self.engine.tick)
        self.clock.advance(max(0.0, until - self.clock.monotonic()))
        self.do(self.engine.tick)
        return self.events[before:]

    def to_the_end(self) -> "Playing":
        """Wait until it is over; nothing may wait for the person."""
        while self.engine.state is State.PLAYING:
            self.wait(1.0)
        return self

    @property
    def phase(self) -> Phase:
        """The phase that is on."""
        return self.engine.view().phase

    @property
    def records(self) -> list[StepRecord]:
        """The steps written down so far."""
        return [event.record for event in self.events if isinstance(event, StepFinished)]

    @property
    def started(self) -> list[int]:
        """The phases begun so far."""
        return [event.index for event in self.events if isinstance(event, PhaseStarted)]


def cues(events: list[Event]) -> list[Cue]:
    """Return the cues of some events."""
    return [event.cue for event in events if isinstance(event, CueDue)]


def cue_times(playing: Playing, seconds: float) -> list[tuple[float, Cue]]:
    """Return when each cue sounds, to a tenth of a second, counted from now."""
    start, found = playing.clock.monotonic(), []
    for tenth in range(1, round(seconds * 10) + 1):
        for cue in cues(playing.wait(start + tenth / 10 - playing.clock.monotonic())):
            found.append((tenth / 10, cue))
    return found
