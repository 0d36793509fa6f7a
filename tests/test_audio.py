"""Players without a sound device: what they do when all goes well, and when it does not."""

import subprocess
import sys
import threading
from array import array
from collections.abc import Callable
from pathlib import Path

import pytest

from hipflex_gui import audio
from hipflex_gui.audio import DevicePlayer, SilentPlayer, available, open_player
from hipflex_gui.audio_samples import RATE, Samples, load, scaled
from hipflex_gui.cues import Cue
from tests.support import ManualClock

SOUNDS = Path(__file__).parents[1] / "assets" / "sounds"
WAIT_S = 10.0  # for another thread; long only when something is wrong


class LoudDriver:
    """A driver whose device always works, until a test says otherwise."""

    latency_s = 0.1
    broken: Exception | None = None

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self.played: list[tuple[Samples, float]] = []
        self.here = True
        self.closed = threading.Event()

    def open(self) -> None:
        if self.broken is not None:
            raise self.broken

    def play(self, samples: Samples, due: float) -> None:
        self.played.append((samples, due))

    def alive(self) -> bool:
        return self.here

    def close(self) -> None:
        self.closed.set()


class MissingDriver(LoudDriver):
    broken = ImportError("no such library")


class Bench:
    """A player over given drivers, and the drivers it made."""

    def __init__(self, asked_for: str | None = None, **drivers: type[LoudDriver]) -> None:
        self.made: list[LoudDriver] = []
        self.clock = ManualClock()
        self.drivers = drivers
        makers = {name: self._maker(name) for name in drivers}
        self.player = DevicePlayer(makers, SOUNDS, self.clock.monotonic, 1.0, asked_for)

    def _maker(self, name: str) -> Callable[[Callable[[], float]], LoudDriver]:
        def make(monotonic: Callable[[], float]) -> LoudDriver:
            self.made.append(self.drivers[name](monotonic))
            return self.made[-1]

        return make


def test_simpleaudio_is_never_offered_where_it_crashes() -> None:
    for version, names in {
        (3, 11, 0): ["simpleaudio", "miniaudio", "silent"],
        (3, 12, 0): ["miniaudio", "silent"],
        (3, 13, 1): ["miniaudio", "silent"],
        (4, 0, 0): ["miniaudio", "silent"],
    }.items():
        assert available(version, installed=lambda name: True) == names
    assert available((3, 11, 0), installed=lambda name: name != "simpleaudio") == [
        "miniaudio",
        "silent",
    ]
    assert available((3, 11, 0), installed=lambda name: False) == ["silent"]


def test_importing_the_module_imports_no_sound_library() -> None:
    code = (
        "import sys, hipflex_gui.audio as a; a.available();"
        "sys.exit(any(name in sys.modules for name in ('simpleaudio', 'miniaudio')))"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_the_chosen_player_comes_first() -> None:
    now = ManualClock().monotonic
    both = ["simpleaudio", "miniaudio", "silent"]
    for choice, name in {
        "auto": "simpleaudio",
        "simpleaudio": "simpleaudio",
        "miniaudio": "miniaudio",
        "silent": "silent",
        "unheard-of": "simpleaudio",
    }.items():
        player = open_player(choice, sounds=SOUNDS, monotonic=now, names=both)
        assert player.name == name
        assert player.notice is None


def test_silence_that_was_chosen_needs_no_notice() -> None:
    player = SilentPlayer()
    player.prepare()
    player.play(Cue.START, 1.0)
    player.set_volume(0.5)
    player.close()
    assert (player.name, player.notice, player.remaining_s) == ("silent", None, 0.0)


def test_a_cue_goes_to_the_driver_with_its_moment() -> None:
    bench = Bench(first=LoudDriver)
    bench.clock.advance(100.0)
    bench.player.prepare()
    bench.player.play(Cue.TICK)
    bench.player.play(Cue.REST, 0.5)
    bench.player.play(Cue.BEAT, -3.0)
    sounds = load(SOUNDS)
    assert bench.made[0].played == [
        (sounds[Cue.TICK], 100.0),
        (sounds[Cue.REST], 100.5),
        (sounds[Cue.BEAT], 100.0),
    ]


def test_remaining_time_covers_the_last_cue() -> None:
    bench = Bench(first=LoudDriver)
    bench.player.prepare()
    assert bench.player.remaining_s == 0.0
    bench.player.play(Cue.SESSION_DONE, 1.0)
    bench.player.play(Cue.TICK)
    length = len(load(SOUNDS)[Cue.SESSION_DONE]) / RATE
    assert bench.player.remaining_s == pytest.approx(1.0 + LoudDriver.latency_s + length)
    bench.clock.advance(10.0)
    assert bench.player.remaining_s == 0.0


def test_cues_before_prepare_and_after_close_are_silent() -> None:
    bench = Bench(first=LoudDriver)
    bench.player.play(Cue.START)
    bench.player.prepare()
    bench.player.prepare()
    bench.player.close()
    bench.player.close()
    bench.player.play(Cue.START)
    (driver,) = bench.made
    assert driver.played == []
    assert driver.closed.is_set()
    assert bench.player.remaining_s == 0.0


def test_a_closed_player_can_be_prepared_again() -> None:
    bench = Bench(first=LoudDriver)
    bench.player.prepare()
    bench.player.close()
    bench.player.prepare()
    bench.player.play(Cue.START)
    assert [len(driver.played) for driver in bench.made] == [0, 1]


def test_the_next_driver_takes_over_without_a_word() -> None:
    bench = Bench(first=MissingDriver, second=LoudDriver)
    bench.player.prepare()
    assert (bench.player.name, bench.player.notice) == ("second", None)
    assert bench.made[0].closed.is_set()


def test_a_choice_that_fails_is_explained() -> None:
    bench = Bench("first", first=MissingDriver, second=LoudDriver)
    bench.player.prepare()
    assert bench.player.name == "second"
    assert bench.player.notice == (
        "Sound through first does not work here, so second plays the cues."
    )


def test_without_a_device_there_is_silence_and_one_sentence() -> None:
    bench = Bench(first=MissingDriver, second=MissingDriver)
    bench.player.prepare()
    bench.player.play(Cue.START)
    bench.player.set_volume(0.3)
    bench.player.close()
    assert bench.player.name == "silent"
    assert bench.player.notice == "No sound device was found, so the cues are silent."


def test_missing_sound_files_are_silence_and_one_sentence(tmp_path: Path) -> None:
    for text in (None, b"", b"RIFF????WAVE"):
        if text is not None:
            (tmp_path / "get-ready.wav").write_bytes(text)
        player = DevicePlayer({"first": LoudDriver}, tmp_path, ManualClock().monotonic)
        player.prepare()
        player.play(Cue.START)
        assert player.notice == "The sound files cannot be read, so the cues are silent."


def test_sound_files_of_another_form_are_refused(tmp_path: Path) -> None:
    data = bytearray((SOUNDS / "get-ready.wav").read_bytes())
    data[24:28] = (48_000).to_bytes(4, "little")
    (tmp_path / "get-ready.wav").write_bytes(data)
    with pytest.raises(ValueError, match=r"get-ready\.wav"):
        load(tmp_path)


def test_a_device_that_goes_away_is_replaced_or_missed() -> None:
    bench = Bench(first=LoudDriver)
    bench.player.prepare()
    bench.made[0].here = False
    bench.drivers["first"] = MissingDriver
    bench.player.play(Cue.START)
    assert bench.made[0].closed.wait(WAIT_S)
    _join_threads()
    assert bench.player.name == "silent"
    assert bench.player.notice == "The sound device went away, so the rest is silent."
    bench.player.play(Cue.START)
    assert [driver.played for driver in bench.made] == [[], []]


def test_another_device_takes_over_from_one_that_went_away() -> None:
    bench = Bench(first=LoudDriver, second=LoudDriver)
    bench.player.prepare()
    bench.made[0].here = False
    bench.drivers["first"] = MissingDriver
    bench.player.play(Cue.START)
    _join_threads()
    assert (bench.player.name, bench.player.notice) == ("second", None)
    bench.player.play(Cue.START)
    assert len(bench.made[-1].played) == 1


def test_a_device_lost_while_closing_is_not_opened_again() -> None:
    bench = Bench(first=LoudDriver)
    bench.player.prepare()
    bench.made[0].here = False
    bench.player.play(Cue.START)
    bench.player.close()
    _join_threads()
    bench.player.close()
    assert all(driver.closed.is_set() for driver in bench.made)
    assert bench.player._driver is None


def _join_threads() -> None:
    for thread in threading.enumerate():
        if thread.name == "hipflex-sound":
            thread.join(WAIT_S)


def test_a_device_that_hangs_is_left_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audio, "OPEN_S", 0.05)
    monkeypatch.setattr(audio, "CLOSE_S", 0.05)
    free = threading.Event()

    class Hanging(LoudDriver):
        def open(self) -> None:
            free.wait(WAIT_S)

    class HangingAtTheEnd(LoudDriver):
        def close(self) -> None:
            free.wait(WAIT_S)

    bench = Bench(first=Hanging, second=HangingAtTheEnd)
    bench.player.prepare()
    assert bench.player.name == "second"
    bench.player.close()
    free.set()
    _join_threads()
    assert bench.made[0].closed.is_set()  # it opened in the end, when nobody wanted it


def test_closing_while_a_device_opens_lets_go_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audio, "CLOSE_S", 0.05)
    opening, free = threading.Event(), threading.Event()

    class Slow(LoudDriver):
        def open(self) -> None:
            opening.set()
            free.wait(WAIT_S)

    bench = Bench(first=Slow)
    preparing = threading.Thread(target=bench.player.prepare)
    preparing.start()
    assert opening.wait(WAIT_S)
    bench.player.close()
    free.set()
    preparing.join(WAIT_S)
    assert bench.made[0].closed.wait(WAIT_S)
    bench.player.play(Cue.START)
    assert bench.made[0].played == []


def test_nothing_fails_where_no_thread_can_be_started(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_thread(thread: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", no_thread)
    bench = Bench(first=LoudDriver)
    bench.player.prepare()
    bench.player.set_volume(0.5)
    bench.player.play(Cue.START)
    assert bench.made[0].played == [(scaled(load(SOUNDS), 0.5)[Cue.START], 0.0)]
    bench.made[0].here = False
    bench.player.play(Cue.START)
    assert bench.made[0].closed.is_set()
    bench.player.close()
    assert bench.made[1].closed.is_set()


def test_volume_scales_and_mutes() -> None:
    bench = Bench(first=LoudDriver)
    bench.player.prepare()
    for volume in (0.9, 0.1, 0.5):  # as a slider is drawn
        bench.player.set_volume(volume)
    _join_threads()
    bench.player.play(Cue.START)
    bench.player.set_volume(0.0)
    bench.player.play(Cue.START)  # muted at once, before anything is scaled
    _join_threads()
    bench.player.set_volume(7.0)
    _join_threads()
    bench.player.play(Cue.START)
    sounds = load(SOUNDS)
    quiet = scaled(sounds, 0.5)[Cue.START]
    assert [samples for samples, _ in bench.made[0].played] == [quiet, sounds[Cue.START]]


def test_half_the_slider_is_twelve_decibels() -> None:
    full = {Cue.TICK: array("h", [32767, -20000, 4])}
    assert scaled(full, 0.5)[Cue.TICK].tolist() == [8191, -5000, 1]
    assert scaled(full, 1.0)[Cue.TICK].tolist() == [32767, -20000, 4]
    assert scaled(full, 0.0)[Cue.TICK].tolist() == [0, 0, 0]
