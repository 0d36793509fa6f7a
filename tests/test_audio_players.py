"""The mixer and the two drivers, without a sound device: libraries that do what a test says."""

import os
import sys
import threading
from array import array
from types import SimpleNamespace

import pytest

from hipflex_gui.audio_players import (
    DriverError,
    MiniaudioDriver,
    Mixer,
    SimpleaudioDriver,
    quiet_stderr,
)
from hipflex_gui.audio_samples import RATE
from tests.support import ManualClock

WAIT_S = 10.0  # for another thread; long only when something is wrong
BLOCK = 882  # 20 ms
CLICK = array("h", [20_000, -20_000])
LEAD_S = 0.03


class Stream:
    """A device that asks a mixer for blocks, early and late as real ones do."""

    def __init__(self) -> None:
        self.clock = ManualClock()
        self.mixer = Mixer(self.clock.monotonic, LEAD_S)
        self.heard = array("h")
        self._blocks = 0

    def run(self, seconds: float, jitter_s: float = 0.006) -> None:
        for _ in range(round(seconds * RATE / BLOCK)):
            self._blocks += 1
            late = jitter_s * ((self._blocks * 7 % 5) - 2) / 2
            moment = self._blocks * BLOCK / RATE + late
            self.clock.advance(max(0.0, moment - self.clock.monotonic()))
            self.heard += self.mixer.fill(BLOCK)

    def onsets(self) -> list[float]:
        return [i / RATE for i, x in enumerate(self.heard) if x == CLICK[0]]


def test_blocks_early_and_late_do_not_move_a_sound() -> None:
    stream = Stream()
    stream.run(2.0)
    asked = []
    for step in range(40):
        stream.run(0.1)
        asked.append(stream.clock.monotonic() + 0.0021 * (step % 9))  # anywhere in a block
        stream.mixer.place(CLICK, asked[-1])
    stream.run(0.2)
    delays = [heard - due for heard, due in zip(stream.onsets(), asked, strict=True)]
    assert max(delays) - min(delays) < 0.003


def test_a_sound_can_be_placed_long_before_it_is_due() -> None:
    stream = Stream()
    stream.run(1.0, jitter_s=0)
    stream.mixer.place(CLICK, stream.clock.monotonic() + 0.5)
    stream.mixer.place(CLICK, stream.clock.monotonic() + 0.25)
    stream.run(1.0, jitter_s=0)
    first, second = stream.onsets()
    assert second - first == pytest.approx(0.25, abs=1 / RATE)


def test_a_stream_that_stood_still_keeps_no_delay() -> None:
    stream = Stream()
    stream.run(1.0, jitter_s=0)
    stream.clock.advance(5.0)  # the machine was suspended, or the server hung
    stream._blocks += round(5.0 * RATE / BLOCK)
    before = len(stream.heard)
    stream.run(0.1, jitter_s=0)
    stream.mixer.place(CLICK, stream.clock.monotonic())
    stream.run(0.2, jitter_s=0)
    (heard,) = stream.onsets()
    assert heard - before / RATE == pytest.approx(0.1 + LEAD_S, abs=0.021)


def test_a_sound_that_is_late_begins_at_once() -> None:
    stream = Stream()
    stream.run(1.0)
    before = len(stream.heard)
    stream.mixer.place(CLICK, stream.clock.monotonic() - 3.0)
    stream.run(0.1)
    assert stream.heard[before] == CLICK[0]


def test_sounds_at_once_are_added_and_never_wrap() -> None:
    stream = Stream()
    stream.run(0.5)
    at = stream.clock.monotonic()
    for samples in ([20_000, -20_000, 10], [20_000, -20_000, 20], [0, 0, 0, 5]):
        stream.mixer.place(array("h", samples), at)
    stream.run(0.1)
    assert [x for x in stream.heard if x] == [32767, -32767, 30, 5]


def test_a_sound_longer_than_a_block_is_whole() -> None:
    stream = Stream()
    stream.run(0.5)
    long = array("h", [1 + i % 100 for i in range(3 * BLOCK)])
    stream.mixer.place(long, stream.clock.monotonic())
    stream.run(0.2)
    assert array("h", [x for x in stream.heard if x]) == long


def test_the_mixer_says_when_it_is_warm() -> None:
    stream = Stream()
    assert not stream.mixer.warm.is_set()
    stream.run(0.5)
    assert stream.mixer.warm.is_set()


class FakeLibrary:
    """Simpleaudio's module, where nothing ever ends by itself."""

    def __init__(self) -> None:
        self.sounds: list[bytes] = []
        self.stopped = 0
        self.arrived = threading.Condition()
        self.broken: Exception | None = None

    def play_buffer(self, data: bytes, channels: int, width: int, rate: int) -> SimpleNamespace:
        os.write(2, b"ALSA lib: noise\n")
        if self.broken is not None:
            raise self.broken
        with self.arrived:
            self.sounds.append(data)
            self.arrived.notify_all()
        return SimpleNamespace(is_playing=lambda: True, stop=self._stop, wait_done=lambda: None)

    def _stop(self) -> None:
        self.stopped += 1

    def wait_for(self, count: int) -> None:
        with self.arrived:
            assert self.arrived.wait_for(lambda: len(self.sounds) >= count, WAIT_S)


@pytest.fixture
def library(monkeypatch: pytest.MonkeyPatch) -> FakeLibrary:
    fake = FakeLibrary()
    monkeypatch.setitem(sys.modules, "simpleaudio", fake)
    return fake


def test_simpleaudio_keeps_awake_then_plays_with_a_lead_in(
    library: FakeLibrary, capfd: pytest.CaptureFixture[str]
) -> None:
    clock = ManualClock()
    driver = SimpleaudioDriver(clock.monotonic)
    driver.open()
    assert not any(library.sounds[0])
    driver.play(CLICK, clock.monotonic())
    library.wait_for(2)
    assert library.sounds[1].endswith(CLICK.tobytes())
    assert not any(library.sounds[1][: -2 * len(CLICK)])
    assert driver.alive()
    driver.close()
    assert library.stopped == 2
    assert capfd.readouterr().err == ""


def test_simpleaudio_waits_for_the_moment(library: FakeLibrary) -> None:
    clock = ManualClock()
    driver = SimpleaudioDriver(clock.monotonic)
    driver.open()
    driver.play(array("h", [3]), 12.0)
    driver.play(array("h", [2]), 8.0)
    driver.play(array("h", [1]), 0.0)
    library.wait_for(2)
    clock.advance(15.0)
    driver.play(array("h", [4]), 15.0)
    library.wait_for(5)
    driver.close()
    assert [sound[-2] for sound in library.sounds[1:]] == [1, 2, 3, 4]


def test_simpleaudio_renews_its_silence(library: FakeLibrary) -> None:
    clock = ManualClock()
    driver = SimpleaudioDriver(clock.monotonic)
    driver.open()
    clock.advance(SimpleaudioDriver.SILENCE_S)
    driver.play(CLICK, clock.monotonic())  # wakes the thread
    library.wait_for(3)
    driver.close()
    assert [any(sound) for sound in library.sounds] == [False, True, False]


def test_simpleaudio_that_fails_later_says_so(library: FakeLibrary) -> None:
    driver = SimpleaudioDriver(ManualClock().monotonic)
    driver.open()
    assert driver._worker is not None
    worker = driver._worker
    library.broken = RuntimeError("Error opening PCM device")
    driver.play(CLICK, 0.0)
    worker.join(WAIT_S)
    assert not driver.alive()
    driver.close()


def _miniaudio(monkeypatch: pytest.MonkeyPatch, backend: str) -> list[str]:
    """Put a miniaudio in place whose device never asks for sound; return what becomes of it."""
    calls: list[str] = []
    device = SimpleNamespace(
        backend=backend,
        start=lambda blocks: calls.append("start"),
        close=lambda: calls.append("close"),
    )
    library = SimpleNamespace(
        SampleFormat=SimpleNamespace(SIGNED16=1), PlaybackDevice=lambda **settings: device
    )
    monkeypatch.setitem(sys.modules, "miniaudio", library)
    return calls


def test_miniaudio_refuses_the_null_device(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = _miniaudio(monkeypatch, "Null")
    driver = MiniaudioDriver(ManualClock().monotonic)
    with pytest.raises(DriverError, match="null"):
        driver.open()
    driver.close()
    driver.close()
    assert calls == ["close"]


def test_miniaudio_refuses_a_device_that_asks_for_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    calls = _miniaudio(monkeypatch, "PulseAudio")
    monkeypatch.setattr(MiniaudioDriver, "WARM_UP_S", 0.01)
    driver = MiniaudioDriver(ManualClock().monotonic)
    with pytest.raises(DriverError, match="no sound"):
        driver.open()
    driver.close()
    assert calls == ["start", "close"]


def test_what_c_code_prints_is_kept_from_the_terminal(capfd: pytest.CaptureFixture[str]) -> None:
    with quiet_stderr():
        os.write(2, b"ALSA lib confmisc.c: cannot find card 0\n")
    os.write(2, b"after\n")
    assert capfd.readouterr().err == "after\n"


def test_a_process_without_stderr_opens_devices_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_stream(fd: int) -> int:
        raise OSError("bad file descriptor")

    monkeypatch.setattr(os, "dup", no_stream)
    with quiet_stderr():
        pass
