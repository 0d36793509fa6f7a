"""The sounds themselves: as their script makes them, calm, equally loud, and told apart."""

import math
import runpy
import wave
from array import array
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from hipflex_gui.audio_samples import Samples
from hipflex_gui.cues import Cue
from tests.hearing import (
    RATE,
    energy_above,
    find_cues,
    loudness,
    read_cues,
    spectrogram,
)

SOUNDS = Path(__file__).parents[1] / "assets" / "sounds"
CUES = read_cues(SOUNDS)
NAMES = ("C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B")
# The semitones in which all cues lie, as MIDI numbers them (A4 is 69).
SCALE = {f"{NAMES[n % 12]}{n // 12 - 1}": 440 * 2 ** ((n - 69) / 12) for n in range(64, 85)}
FRAME_S = 0.05


@pytest.fixture(scope="module")
def script() -> dict[str, Any]:
    return runpy.run_path(str(SOUNDS / "synthesise.py"))


def test_each_cue_has_one_file_and_one_row(script: dict[str, Any]) -> None:
    assert sorted(path.stem for path in SOUNDS.glob("*.wav")) == sorted(Cue)
    assert sorted(script["SOUNDS"]) == sorted(Cue)


def test_the_script_makes_the_files_byte_by_byte(script: dict[str, Any], tmp_path: Path) -> None:
    script["main"](tmp_path)
    for cue in Cue:
        name = f"{cue}.wav"
        assert (tmp_path / name).read_bytes() == (SOUNDS / name).read_bytes(), name


@pytest.mark.parametrize("cue", Cue)
def test_files_are_plain(cue: Cue) -> None:
    with wave.open(str(SOUNDS / f"{cue}.wav")) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, RATE)


def test_the_measure_of_loudness_agrees_with_its_standard() -> None:
    # ITU-R BS.1770-5: a full-scale sine of 997 Hz in one channel measures -3.01 LKFS.
    for rate in (48_000, RATE):
        sine = [round(32767 * math.sin(math.tau * 997 * i / rate)) for i in range(rate)]
        assert loudness(sine, rate) == pytest.approx(-3.01, abs=0.02)


def test_all_are_equally_loud() -> None:
    levels = {cue: loudness(samples) for cue, samples in CUES.items()}
    assert max(levels.values()) - min(levels.values()) < 1.5, levels


@pytest.mark.parametrize("cue", Cue)
def test_peaks_leave_room_for_a_second_sound(cue: Cue) -> None:
    assert max(map(abs, CUES[cue])) < 32768 * 10 ** (-3 / 20)


@pytest.mark.parametrize("cue", Cue)
def test_none_clicks(cue: Cue) -> None:
    samples = CUES[cue]
    assert abs(samples[0]) <= 1
    assert abs(samples[-1]) <= 1
    peak = max(map(abs, samples))
    at_once = max(map(abs, samples[: RATE // 1000]))  # in the first millisecond
    assert at_once < 0.25 * peak


@pytest.mark.parametrize("cue", Cue)
def test_none_is_shrill(cue: Cue) -> None:
    assert energy_above(CUES[cue], 2500) < 0.02


def test_lengths() -> None:
    for cue, samples in CUES.items():
        seconds = len(samples) / RATE
        if cue in (Cue.TICK, Cue.BEAT):
            assert seconds < 0.15
        elif cue is Cue.SESSION_DONE:
            assert 1.2 < seconds <= 2.5
        else:
            assert 0.3 <= seconds <= 1.2


@pytest.mark.parametrize(
    ("cue", "melody"),
    [
        (Cue.START, {0.05: "G5", 0.4: "G5"}),
        (Cue.HALF_WAY, {0.1: "D5", 0.35: "D5"}),
        (Cue.SWITCH, {0.1: "A4", 0.2: "E5", 0.4: "A4"}),
        (Cue.BREATHE_IN, {0.2: "F4", 0.9: "A#4"}),
        (Cue.BREATHE_OUT, {0.2: "A#4", 1.05: "F4"}),
        (Cue.AIM, {0.1: "C5", 0.2: "E5", 0.4: "G5"}),
        (Cue.REST, {0.15: "E5", 0.5: "C5"}),
        (Cue.DONE, {0.1: "G4", 0.4: "C5"}),
    ],
)
def test_melodies(cue: Cue, melody: dict[float, str]) -> None:
    frames = spectrogram(CUES[cue], list(SCALE.values()), FRAME_S)
    for seconds, pitch in melody.items():
        heard = dict(zip(SCALE, frames[round(seconds / FRAME_S)], strict=True))
        assert max(heard, key=lambda name: heard[name]) == pitch, seconds


def test_no_two_are_alike() -> None:
    """The picture that the ear makes of two sounds, semitones by time, never overlaps much.

    1 would be the same tones in the same rhythm; a shift of up to 0.15 s between the two is
    allowed, because nobody knows when to expect a cue.
    """
    pictures = {c: spectrogram(s, list(SCALE.values()), FRAME_S) for c, s in CUES.items()}
    alike = {
        (a, b): max(_overlap(pictures[a], pictures[b], lag) for lag in range(-3, 4))
        for a, b in combinations(Cue, 2)
    }
    assert max(alike.values()) < 0.8, sorted(alike.items(), key=lambda item: -item[1])[:5]


def _overlap(one: list[list[float]], other: list[list[float]], lag: int) -> float:
    moved = other[lag:] if lag >= 0 else [[0.0] * len(SCALE)] * -lag + other
    common = sum(x * y for f, g in zip(one, moved, strict=False) for x, y in zip(f, g, strict=True))
    return common / math.sqrt(_energy(one) * _energy(other))


def _energy(picture: list[list[float]]) -> float:
    return sum(x * x for frame in picture for x in frame)


def _mix(*parts: tuple[float, Cue], gain: float = 1.0) -> Samples:
    recording = array("h", bytes(2 * RATE * 6))
    for seconds, cue in parts:
        for index, x in enumerate(CUES[cue], round(seconds * RATE)):
            recording[index] += round(x * gain)
    return recording


def test_hearing_finds_each_cue_by_itself() -> None:
    for cue in Cue:
        ((at, heard),) = find_cues(_mix((0.5, cue)), CUES)
        assert (round(at, 3), heard) == (0.5, cue)


def test_hearing_finds_cues_within_cues() -> None:
    played = [(0.2, Cue.DONE), (0.45, Cue.TICK), (1.0, Cue.SESSION_DONE), (1.7, Cue.TICK)]
    heard = find_cues(_mix(*played), CUES)
    assert [cue for _, cue in heard] == [cue for _, cue in played]
    assert [at for at, _ in heard] == pytest.approx([at for at, _ in played], abs=0.001)


def test_hearing_finds_quiet_cues() -> None:
    heard = find_cues(_mix((1.0, Cue.AIM), gain=0.25), CUES, gain=0.25)
    assert [cue for _, cue in heard] == [Cue.AIM]


def test_hearing_passes_over_other_sounds() -> None:
    hum = array("h", [round(9000 * math.sin(math.tau * 200 * i / RATE)) for i in range(RATE)])
    assert find_cues(hum, CUES) == []


def test_hearing_knows_a_cue_that_was_cut_short() -> None:
    half = CUES[Cue.SWITCH][: RATE // 5] + array("h", bytes(2 * RATE))
    assert find_cues(half, CUES) == [(0.0, Cue.SWITCH)]
