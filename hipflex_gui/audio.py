"""Sound: cues reach the loudspeaker, or silence says once why they do not.

A session never fails for want of sound. So a player tries one driver after the other until a
device opens, looks at each cue whether the device is still there, and ends in silence with one
sentence for the user. Nothing here raises, and ``play`` never waits for the machine.

The drivers, and the two libraries they need, are in ``audio_players``.
"""

import atexit
import logging
import sys
import threading
import wave
from collections.abc import Callable, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol, TypeAlias

from hipflex_gui.audio_players import Driver, MiniaudioDriver, SimpleaudioDriver
from hipflex_gui.audio_samples import RATE, Samples, load, scaled
from hipflex_gui.cues import Cue
from hipflex_gui.i18n import _

logger = logging.getLogger(__name__)

SILENT = "silent"
Makers: TypeAlias = Mapping[str, Callable[[Callable[[], float]], Driver]]
DRIVERS: Makers = {  # in order of preference
    "simpleaudio": SimpleaudioDriver,
    "miniaudio": MiniaudioDriver,
}
# From this version on simpleaudio takes the process with it when a sound ends.
SIMPLEAUDIO_UNSAFE = (3, 12)
OPEN_S, CLOSE_S = 4.0, 1.5  # a device that takes longer hangs, and is left behind in its thread


class CuePlayer(Protocol):
    """Plays cues for a session."""

    @property
    def name(self) -> str:
        """What plays: ``simpleaudio``, ``miniaudio`` or ``silent``."""
        ...

    @property
    def notice(self) -> str | None:
        """One sentence for the user where sound is missing, else None."""
        ...

    @property
    def remaining_s(self) -> float:
        """Seconds until the last cue will have been heard; 0 when nothing sounds."""
        ...

    def prepare(self) -> None:
        """Load the sounds, open the device, warm it up: up to some seconds; never raises."""
        ...

    def play(self, cue: Cue, delay_s: float = 0.0) -> None:
        """Sound a cue ``delay_s`` seconds from now; returns at once, never raises."""
        ...

    def set_volume(self, volume: float) -> None:
        """Set the volume, 0 (mute) to 1, for the next cues; returns at once."""
        ...

    def close(self) -> None:
        """Cut what sounds and let go of the device; ``prepare`` opens it again."""
        ...


class SilentPlayer:
    """No sound, because it was chosen: there is nothing to say about it."""

    name, notice, remaining_s = SILENT, None, 0.0

    def prepare(self) -> None:
        """Do nothing."""

    def play(self, cue: Cue, delay_s: float = 0.0) -> None:
        """Do nothing."""

    def set_volume(self, volume: float) -> None:
        """Do nothing."""

    def close(self) -> None:
        """Do nothing."""


class DevicePlayer:
    """Plays through the first of its drivers whose device opens.

    ``prepare`` and ``close`` may be called from any thread and as often as one likes.
    """

    def __init__(
        self,
        drivers: Makers,
        sounds: Path,
        monotonic: Callable[[], float],
        volume: float = 1.0,
        asked_for: str | None = None,
    ) -> None:
        self._makers, self._folder, self._now = drivers, sounds, monotonic
        self._asked_for = asked_for  # the driver that the user chose, if it was one
        self._opening = threading.Lock()  # held while a device opens or closes
        self._driver: Driver | None = None
        self._wants_device = False
        self._until = 0.0
        self._changing = threading.Lock()  # held while the volume changes hands
        self._volume, self._scaling = _unit(volume), False
        self._plain: dict[Cue, Samples] = {}
        self._scaled: dict[Cue, Samples] = {}
        self.name = next(iter(drivers), SILENT)
        self.notice: str | None = None

    @property
    def remaining_s(self) -> float:
        """Seconds until the last cue will have been heard; 0 when nothing sounds."""
        return max(0.0, self._until - self._now())

    def prepare(self) -> None:
        """Load the sounds and open the first device that can be opened."""
        self._wants_device = True
        self._prepare(_("No sound device was found, so the cues are silent."))

    def _prepare(self, if_none: str) -> None:
        with self._opening:
            if self._driver is not None or not self._wants_device:
                return
            try:
                self._plain = self._plain or load(self._folder)
            except (OSError, EOFError, ValueError, wave.Error) as error:
                logger.warning("sounds: %s", error)
                self._fall_silent(_("The sound files cannot be read, so the cues are silent."))
                return
            self._rescale()
            for name, make in self._makers.items():
                if (driver := _opened(name, make, self._now)) is not None:
                    self.name, self.notice, self._driver = name, self._explain(name), driver
                    atexit.register(self.close)
                    break
            else:
                self._fall_silent(if_none)
            if not self._wants_device:  # closed in the meantime
                self._release()

    def _explain(self, name: str) -> str | None:
        if self._asked_for in (None, name):
            return None
        return _("Sound through {asked} does not work here, so {name} plays the cues.").format(
            asked=self._asked_for, name=name
        )

    def _fall_silent(self, notice: str) -> None:
        self.name, self.notice = SILENT, notice

    def play(self, cue: Cue, delay_s: float = 0.0) -> None:
        """Sound a cue ``delay_s`` seconds from now; nothing while muted or without a device."""
        driver, samples = self._driver, self._scaled.get(cue)
        if driver is None or samples is None or self._volume == 0.0:
            return
        if not driver.alive():
            self._driver = None
            _in_background(lambda: self._replace(driver))
            return
        due = self._now() + max(0.0, delay_s)
        driver.play(samples, due)
        self._until = max(self._until, due + driver.latency_s + len(samples) / RATE)

    def _replace(self, gone: Driver) -> None:
        """Try once more from the first driver on: headphones go and loudspeakers remain."""
        _within(CLOSE_S, gone.close)
        self._prepare(_("The sound device went away, so the rest is silent."))

    def set_volume(self, volume: float) -> None:
        """Set the volume, 0 to 1; the sounds are scaled anew in a thread of their own."""
        with self._changing:
            self._volume = _unit(volume)
            if self._scaling or not self._plain:
                return
            self._scaling = True
        _in_background(self._rescale)

    def _rescale(self) -> None:
        while True:  # a slider asks for many volumes; only the last one counts
            volume = self._volume
            sounds = scaled(self._plain, volume)
            with self._changing:
                self._scaled = sounds
                if volume == self._volume:
                    self._scaling = False
                    return

    def close(self) -> None:
        """Cut what sounds and let go of the device, within some seconds whatever it does."""
        self._wants_device = False
        if self._opening.acquire(timeout=CLOSE_S):  # else prepare itself lets go of the device
            try:
                self._release()
            finally:
                self._opening.release()

    def _release(self) -> None:
        driver, self._driver, self._until = self._driver, None, 0.0
        atexit.unregister(self.close)
        if driver is not None:
            _within(CLOSE_S, driver.close)


def available(
    version_info: Sequence[int | str] = sys.version_info,
    installed: Callable[[str], bool] = lambda name: find_spec(name) is not None,
) -> list[str]:
    """Return what may be chosen on this Python, the best first; ``silent`` is always the last.

    Args:
        version_info: the version of Python, as in ``sys.version_info``.
        installed: tells whether a module can be found; nothing is imported.
    """
    names = [name for name in DRIVERS if installed(name)]
    if tuple(version_info[:2]) >= SIMPLEAUDIO_UNSAFE:
        names = [name for name in names if name != "simpleaudio"]
    return [*names, SILENT]


def open_player(
    choice: str = "auto",
    *,
    sounds: Path,
    monotonic: Callable[[], float],
    volume: float = 1.0,
    names: Sequence[str] | None = None,
) -> CuePlayer:
    """Return a player; it opens no device before ``prepare``.

    Args:
        choice: ``auto`` or one of the names of ``available``. One that is not among them, or that
            fails, is replaced by the next best, and ``notice`` says so.
        sounds: the folder of the WAV files.
        monotonic: the clock, in seconds.
        volume: 0 (mute) to 1.
        names: what may be used, by default what is available here.
    """
    if choice == SILENT:
        return SilentPlayer()
    names = available() if names is None else names
    ordered = sorted((n for n in names if n != SILENT), key=lambda name: name != choice)
    drivers = {name: DRIVERS[name] for name in ordered}
    return DevicePlayer(drivers, sounds, monotonic, volume, None if choice == "auto" else choice)


def _unit(volume: float) -> float:
    return min(1.0, max(0.0, volume))


def _opened(
    name: str, make: Callable[[Callable[[], float]], Driver], monotonic: Callable[[], float]
) -> Driver | None:
    """Return an open driver, or None where it failed or took too long."""
    driver = make(monotonic)
    too_late = threading.Event()
    opened: list[Driver] = []

    def work() -> None:
        try:
            driver.open()
            opened.append(driver)
        except Exception as error:  # the libraries, their import and the system raise anything
            logger.info("%s: %r", name, error)
            driver.close()
        if too_late.is_set():
            driver.close()

    if _within(OPEN_S, work) and opened:
        return driver
    too_late.set()
    if opened:  # between the two lines above
        driver.close()
    return None


def _in_background(work: Callable[[], None]) -> threading.Thread | None:
    """Start a thread, or do the work at once where the machine has no thread to give."""
    thread = threading.Thread(target=work, name="hipflex-sound", daemon=True)
    try:
        thread.start()
    except RuntimeError:  # always so on Python 3.12 and newer once the program is about to end
        work()
        return None
    return thread


def _within(seconds: float, work: Callable[[], None]) -> bool:
    """Do something that may hang; tell whether it came to an end in time."""
    thread = _in_background(work)
    if thread is None:
        return True
    thread.join(seconds)
    return not thread.is_alive()
