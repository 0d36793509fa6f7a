"""A session behind the bridge, in a player whose time a test moves."""

from dataclasses import dataclass, field

from hipflex_gui.engine import Engine
from hipflex_gui.events import Event
from hipflex_gui.run import Run
from hipflex_gui.timeline import Timeline
from hipflex_gui.ui.bridge import Bridge
from tests.playing import written as timeline
from tests.support import ManualClock, RecordingPlayer

__all__ = ["Playing", "timeline"]


@dataclass
class Playing:
    """A bridge on a manual clock, with everything it said."""

    timeline: Timeline
    clock: ManualClock = field(default_factory=ManualClock)
    sounds: RecordingPlayer = field(default_factory=RecordingPlayer)
    events: list[Event] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.engine = Engine(self.timeline, self.clock)
        self.run = Run(self.engine, self.clock, self.sounds, None, 4)
        self.bridge = Bridge(self.run, self.clock)
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
