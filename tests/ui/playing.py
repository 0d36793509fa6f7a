"""A session from three lines of YAML, in a player whose time a test moves."""

from dataclasses import dataclass, field

from hipflex_gui import format as tables
from hipflex_gui.engine import Engine, Event
from hipflex_gui.fields import read_table
from hipflex_gui.run import Run
from hipflex_gui.sessions import Pace, Session
from hipflex_gui.timeline import Timeline, compile_session
from hipflex_gui.ui.bridge import Bridge
from hipflex_gui.problems import Report
from hipflex_gui.yamlfile import parse
from tests.support import ManualClock, RecordingPlayer

QUICK = Pace(get_ready=2.0, switch=3.0, seconds_per_word=0.1, least_line=1.0)


def session(steps: str) -> Session:
    """Return a session with these steps, written as in a file."""
    text = "name: Demo\nsteps:\n" + "".join(f"  {line}\n" for line in steps.splitlines())
    node, report = parse(text.encode(), Report("demo.yaml"))
    found = read_table(tables.SESSION, node, report) if node else None
    assert isinstance(found, Session), [str(problem) for problem in report.problems]
    return found


def timeline(steps: str, pace: Pace = QUICK) -> Timeline:
    """Return such a session compiled; every movement is written in place."""
    return compile_session(session(steps), {}, pace)


@dataclass
class Playing:
    """A bridge on a manual clock, with everything it said."""

    timeline: Timeline
    clock: ManualClock = field(default_factory=ManualClock)
    sounds: RecordingPlayer = field(default_factory=RecordingPlayer)

    def __post_init__(self) -> None:
        self.engine = Engine(self.timeline, self.clock)
        self.run = Run(self.engine, self.clock, self.sounds, None, 4)
        self.bridge = Bridge(self.run, self.clock)
        self.events: list[Event] = []
        self.bridge.happened.connect(self.events.append)

    def play(self) -> None:
        """Start, or go on."""
        self.bridge.act(self.engine.play)

    def pass_time(self, seconds: float) -> None:
        """Let time pass, ticking twice a second."""
        while seconds > 1e-9:
            step = min(0.5, seconds)
            self.clock.advance(step)
            seconds -= step
            self.bridge.tick()

    def to_phase(self, kind: str, nth: int = 0) -> None:
        """Go to the nth phase of a kind, and play."""
        found = [i for i, phase in enumerate(self.timeline.phases) if phase.kind == kind]
        self.play()
        self.bridge.act(lambda: self.engine.go_to(found[nth]))
