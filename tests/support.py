"""What tests inject in place of the machine: time that stands still, a player that remembers."""

from datetime import UTC, datetime, timedelta, tzinfo

from hipflex_gui.cues import Cue

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)  # a Monday morning


class ManualClock:
    """A clock that moves only when a test moves it; both of its faces start at ``start``."""

    def __init__(self, start: datetime = START, zone: tzinfo = UTC) -> None:
        self._monotonic = 0.0
        self._wall = start.astimezone(UTC)  # arithmetic in UTC is right over clock changes
        self._zone = zone

    def monotonic(self) -> float:
        """Return seconds since the clock was made, without those the machine slept."""
        return self._monotonic

    def now(self) -> datetime:
        """Return the wall clock in the clock's zone."""
        return self._wall.astimezone(self._zone)

    def local(self, wall: datetime) -> datetime:
        """Return a naive time in the clock's zone."""
        return wall.replace(tzinfo=self._zone)

    def advance(self, seconds: float) -> None:
        """Let time pass."""
        self._monotonic += seconds
        self._wall += timedelta(seconds=seconds)

    def sleep_machine(self, seconds: float) -> None:
        """Suspend the machine: the wall clock goes on, the monotonic clock does not."""
        self._wall += timedelta(seconds=seconds)

    def set_wall(self, moment: datetime) -> None:
        """Set the wall clock, as a person or the network does; ``moment`` is aware."""
        self._wall = moment.astimezone(UTC)


class RecordingPlayer:
    """A cue player that makes no sound and remembers what it was asked to play."""

    name = "recording"

    def __init__(self) -> None:
        self.notice: str | None = None
        self.played: list[Cue] = []
        self.prepared = self.closed = False
        self.volume = 1.0

    def prepare(self) -> None:
        """Remember that it was warmed up."""
        self.prepared = True

    remaining_s = 0.0

    def play(self, cue: Cue, delay_s: float = 0.0) -> None:
        """Remember the cue."""
        self.played.append(cue)

    def set_volume(self, volume: float) -> None:
        """Remember how loud."""
        self.volume = volume

    def close(self) -> None:
        """Remember that it was released."""
        self.closed = True
