"""Where time comes from: the only module that asks the machine.

Holds are measured on the monotonic clock, dates are taken from the wall clock, and the engine
compares the two to notice that the machine slept.
"""

import time
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """What everything that needs time is given."""

    def monotonic(self) -> float:
        """Return seconds from an arbitrary start; never goes back."""
        ...

    def now(self) -> datetime:
        """Return the wall-clock time, aware, in the user's own zone."""
        ...

    def local(self, wall: datetime) -> datetime:
        """Return what the clock on the wall once showed, or will, as an aware local time.

        Where the clock showed it twice, the first time is meant.
        """
        ...


class SystemClock:
    """The machine's own clocks."""

    def monotonic(self) -> float:
        """Return the monotonic clock in seconds."""
        return time.monotonic()

    def now(self) -> datetime:
        """Return the local time with its offset."""
        return datetime.now(UTC).astimezone()

    def local(self, wall: datetime) -> datetime:
        """Return a naive local time with the offset that held then."""
        return wall.astimezone()


class ScaledClock:
    """A clock that runs ``speed`` times as fast as another from the moment it is made."""

    def __init__(self, base: Clock, speed: float) -> None:
        self._base, self.speed = base, speed
        self._start, self._start_wall = base.monotonic(), base.now()

    def monotonic(self) -> float:
        """Return the scaled seconds."""
        return self._start + (self._base.monotonic() - self._start) * self.speed

    def now(self) -> datetime:
        """Return the wall clock, moved on by the scaled time."""
        return self._start_wall + (self._base.now() - self._start_wall) * self.speed

    def local(self, wall: datetime) -> datetime:
        """Return a naive local time with the offset that held then."""
        return self._base.local(wall)


def sleep(seconds: float) -> None:
    """Wait for real seconds; the terminal player's only way to let time pass."""
    time.sleep(seconds)
