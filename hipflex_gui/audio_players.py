"""The two ways to a loudspeaker; ``audio`` chooses between them and keeps their faults away.

A driver is given samples and the moment at which they are due, nothing else: cues, volume and
what to tell the user are not its business. Both keep a stream open from ``open`` to ``close``,
because a sound server that has gone to sleep swallows the first part of a short sound.
"""

import os
import threading
from array import array
from collections import deque
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from heapq import heappop, heappush
from queue import Empty, SimpleQueue
from typing import Any, Protocol

from hipflex_gui.audio_samples import RATE, Samples

LIMIT = 32767


class DriverError(Exception):
    """A driver cannot reach a loudspeaker."""


class Driver(Protocol):
    """What ``audio`` needs of a way to a loudspeaker."""

    latency_s: float

    def open(self) -> None:
        """Open the device and keep it awake; may take a second, raises anything."""
        ...

    def play(self, samples: Samples, due: float) -> None:
        """Play samples at ``due`` on the monotonic clock plus ``latency_s``; never blocks."""
        ...

    def alive(self) -> bool:
        """Tell whether the device still takes sound."""
        ...

    def close(self) -> None:
        """Release the device and forget what is due; may hang where the system does."""
        ...


@contextmanager
def quiet_stderr() -> Iterator[None]:
    """Send what C code writes to the terminal nowhere.

    ALSA prints a dozen lines there when a machine has no card, which only Python code around the
    call can keep from a person who plays a session in a terminal. It holds for the whole process,
    so it is for the moment in which a device opens and no longer.
    """
    try:
        kept = os.dup(2)
    except OSError:  # a windowed program on Windows has no such stream
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(nowhere)
        os.close(kept)


class Mixer:
    """Lays sounds into an endless stream, each at the sample of its moment.

    A device asks for sound in blocks of about 20 ms, a little early or late each time. A sound
    begun with the next block would be late by chance. So the mixer learns from many blocks when
    the stream's first sample was due, and places each sound by the clock: always ``lead_s`` after
    its moment, which is later than the next block, and never by chance.

    ``place`` may be called from any thread, ``fill`` from the device's alone.
    """

    WARM_BLOCKS = 12  # the first come in a burst, while the device fills its own buffer
    SMOOTHING = 1 / 32  # evens out early and late blocks, and follows a card's clock that drifts
    SLIP_S = 0.1  # further off than any block: the stream stood still

    def __init__(self, monotonic: Callable[[], float], lead_s: float) -> None:
        self._now, self._lead_s = monotonic, lead_s
        self._asked: deque[tuple[float, Samples]] = deque()  # safe between two threads
        self._placed: list[tuple[int, Samples]] = []
        self._position = 0
        self._origin = 0.0
        self._blocks = 0
        self.filled_at = monotonic()
        self.warm = threading.Event()

    def place(self, samples: Samples, due: float) -> None:
        """Sound ``samples`` at ``due`` on the monotonic clock, plus the lead."""
        self._asked.append((due, samples))

    def fill(self, count: int) -> Samples:
        """Return the next ``count`` samples of the stream."""
        self._learn()
        while self._asked:
            due, samples = self._asked.popleft()
            start = round((due + self._lead_s - self._origin) * RATE)
            self._placed.append((max(self._position, start), samples))
        block = array("h", bytes(2 * count))
        end = self._position + count
        for start, samples in self._placed:
            if start < end:
                _add(block, samples, start - self._position)
        self._placed = [(s, samples) for s, samples in self._placed if s + len(samples) > end]
        self._position = end
        return block

    def _learn(self) -> None:
        self.filled_at = self._now()
        origin = self.filled_at - self._position / RATE
        off = origin - self._origin
        self._blocks += 1
        if self._blocks <= self.WARM_BLOCKS or abs(off) > self.SLIP_S:
            self._origin = origin
        else:
            self._origin += off * self.SMOOTHING
        if self._blocks == self.WARM_BLOCKS:
            self.warm.set()


def _add(block: Samples, samples: Samples, at: int) -> None:
    """Add to ``block`` the part of ``samples``, which begin ``at`` samples in, that is in it."""
    part = samples[max(0, -at) : len(block) - at]
    where = slice(max(0, at), max(0, at) + len(part))
    under = block[where]
    if any(under):  # two sounds at once are rare; one is only copied
        mixed = (a + b for a, b in zip(under, part, strict=True))
        part = array("h", [max(-LIMIT, min(LIMIT, value)) for value in mixed])
    block[where] = part


class MiniaudioDriver:
    """One miniaudio stream, filled by a mixer."""

    BLOCK_MS = 20
    WARM_UP_S = 2.0  # by then a device that opened has asked for sound, or never will
    DEAD_S = 1.0  # nothing asked for so long: the device, or its server, is gone
    latency_s = 0.060  # the mixer's lead and the device's own buffer

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._now = monotonic
        self._device: Any = None
        self._mixer = Mixer(monotonic, lead_s=0.03)

    def open(self) -> None:
        """Open the default device; raises DriverError or MiniaudioError without one."""
        import miniaudio  # 78 to 142 ms: not before a window is up

        self._mixer = Mixer(self._now, lead_s=0.03)
        with quiet_stderr():
            self._device = miniaudio.PlaybackDevice(
                output_format=miniaudio.SampleFormat.SIGNED16,
                nchannels=1,
                sample_rate=RATE,
                buffersize_msec=self.BLOCK_MS,
                app_name="Hipflex",
            )
            if self._device.backend == "Null":  # what it offers where there is nothing
                raise DriverError("no device but the null device")
            blocks = self._blocks()
            next(blocks)
            self._device.start(blocks)
        if not self._mixer.warm.wait(self.WARM_UP_S):
            raise DriverError("the device opened and asks for no sound")

    def _blocks(self) -> Generator[Samples, int, None]:
        count = yield array("h")
        while True:
            count = yield self._mixer.fill(count)

    def play(self, samples: Samples, due: float) -> None:
        """Hand the samples to the mixer."""
        self._mixer.place(samples, due)

    def alive(self) -> bool:
        """Tell whether the device asked for sound within the last second."""
        return self._now() - self._mixer.filled_at < self.DEAD_S

    def close(self) -> None:
        """Close the stream; a device left open can hang the end of the program."""
        device, self._device = self._device, None
        if device is not None:
            device.close()


class SimpleaudioDriver:
    """Simpleaudio, which opens a stream for each sound, called from a thread of its own.

    The opening takes some milliseconds and can block where the sound server does, so it never
    happens in the caller's thread.
    """

    SILENCE_S, SILENCE_RATE = 20, 8000
    OVERLAP_S = 1.0  # the next silence begins before the last one ends
    CLOSE_S = 1.0
    LEAD_IN_S = 0.1  # ALSA's bridge to a sound server cuts off the first 10 ms of every stream
    latency_s = LEAD_IN_S + 0.05

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._now = monotonic
        self._orders: SimpleQueue[tuple[float, Samples] | None] = SimpleQueue()
        self._worker: threading.Thread | None = None
        self._silent_until = 0.0
        self._error: Exception | None = None
        self._sounding: list[Any] = []
        self._library: Any = None

    def open(self) -> None:
        """Play silence, which raises SimpleaudioError without a device; start the thread."""
        import simpleaudio

        self._library = simpleaudio
        self._keep_awake()
        self._worker = threading.Thread(target=self._work, name="hipflex-sound", daemon=True)
        self._worker.start()

    def play(self, samples: Samples, due: float) -> None:
        """Hand the samples to the thread."""
        self._orders.put((due, samples))

    def alive(self) -> bool:
        """Tell whether every sound so far could be begun."""
        return self._error is None

    def close(self) -> None:
        """Stop every sound and wait until the library's own threads have let go of them."""
        worker, self._worker = self._worker, None
        if worker is not None:
            self._orders.put(None)
            worker.join(self.CLOSE_S)
        for sound in self._sounding:
            sound.stop()
        for sound in self._sounding:
            sound.wait_done()
        self._sounding = []

    def _work(self) -> None:
        due: list[tuple[float, int, Samples]] = []  # a heap; the number keeps it in order
        number = 0
        while True:
            now = self._now()
            next_s = min(self._silent_until - self.OVERLAP_S, due[0][0] if due else now + 60) - now
            try:
                order = self._orders.get(timeout=max(0.0, next_s))
                if order is None:
                    return
                number += 1
                heappush(due, (order[0], number, order[1]))
            except Empty:
                pass
            try:
                while due and due[0][0] <= self._now():
                    lead_in = bytes(2 * round(self.LEAD_IN_S * RATE))
                    self._begin(lead_in + heappop(due)[2].tobytes(), RATE)
                if self._now() >= self._silent_until - self.OVERLAP_S:
                    self._keep_awake()
            except Exception as error:  # the library has one type, ALSA below it others
                self._error = error
                return

    def _begin(self, data: bytes, rate: int) -> None:
        self._sounding = [sound for sound in self._sounding if sound.is_playing()]
        with quiet_stderr():  # each sound opens the device anew
            self._sounding.append(self._library.play_buffer(data, 1, 2, rate))

    def _keep_awake(self) -> None:
        self._begin(bytes(2 * self.SILENCE_S * self.SILENCE_RATE), self.SILENCE_RATE)
        self._silent_until = self._now() + self.SILENCE_S
