"""Ears for the tests: how loud a sound is, what is in it, and which cues a recording holds.

Pure Python, because numpy would be a large dependency for a few sums.
"""

from __future__ import annotations

import math
import wave
from array import array
from typing import TYPE_CHECKING

from hipflex_gui.cues import Cue

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

RATE = 44_100

# K-weighting, the frequency weighting of ITU-R BS.1770-5 annex 1 (a shelf for the head, then a
# high pass), which is how broadcasters make programmes equally loud. The standard tabulates it
# for 48 kHz; these are the analogue filters behind that table (gain in dB, corner in Hz, Q).
SHELF_DB, SHELF_HZ, SHELF_Q = 3.999843853973347, 1681.974450955533, 0.7071752369554196
HIGH_PASS_HZ, HIGH_PASS_Q = 38.13547087602444, 0.5003270373238773
# Its blocks of 400 ms would call a tick quiet for being short. The ear gathers loudness over one
# to two tenths of a second; 125 ms is the time weighting "Fast" of sound level meters (IEC 61672).
WINDOW_S = 0.125

QUIET = 60  # of 32767: below it is the rounding of mixers, far below the first wave of any cue
# The part of a cue it is known by, in seconds: no two begin alike for 0.1 s. The longer part is
# surer, the shorter one is for a cue on which another one follows at once.
ONSETS_S = (0.3, 0.1)
ALIKE = 0.9  # a correlation that only the cue itself reaches


def read_wav(path: Path) -> array[int]:
    """Return the samples of a 16 bit mono file at 44.1 kHz."""
    with wave.open(str(path), "rb") as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, RATE)
        return array("h", file.readframes(file.getnframes()))


def read_cues(folder: Path) -> dict[Cue, array[int]]:
    """Return the samples of every cue."""
    return {cue: read_wav(folder / f"{cue}.wav") for cue in Cue}


def _biquad(
    samples: Iterable[float], b: tuple[float, float, float], a1: float, a2: float
) -> list[float]:
    result, x1, x2, y1, y2 = [], 0.0, 0.0, 0.0, 0.0
    for x in samples:
        y = b[0] * x + b[1] * x1 + b[2] * x2 - a1 * y1 - a2 * y2
        x2, x1, y2, y1 = x1, x, y1, y
        result.append(y)
    return result


def k_weighted(samples: Iterable[float], rate: int = RATE) -> list[float]:
    """Return the samples as the head and the ear weigh them, at any sample rate."""
    k = math.tan(math.pi * SHELF_HZ / rate)
    high = 10 ** (SHELF_DB / 20)
    band = high**0.4996667741545416
    a0 = 1 + k / SHELF_Q + k * k
    shelf = (
        (high + band * k / SHELF_Q + k * k) / a0,
        2 * (k * k - high) / a0,
        (high - band * k / SHELF_Q + k * k) / a0,
    )
    shelved = _biquad(samples, shelf, 2 * (k * k - 1) / a0, (1 - k / SHELF_Q + k * k) / a0)
    k = math.tan(math.pi * HIGH_PASS_HZ / rate)
    a0 = 1 + k / HIGH_PASS_Q + k * k
    a1, a2 = 2 * (k * k - 1) / a0, (1 - k / HIGH_PASS_Q + k * k) / a0
    return _biquad(shelved, (1.0, -2.0, 1.0), a1, a2)


def loudness(samples: Sequence[int], rate: int = RATE) -> float:
    """Return the K-weighted level of the loudest 125 ms, in dB below a full-scale square wave."""
    squares = [y * y for y in k_weighted((x / 32768 for x in samples), rate)]
    size = round(WINDOW_S * rate)
    running = loudest = sum(squares[:size])
    for come, gone in zip(squares[size:], squares, strict=False):
        running += come - gone
        loudest = max(loudest, running)
    return -0.691 + 10 * math.log10(loudest / size)


def tone(samples: Sequence[int], pitch: float, rate: int = RATE) -> float:
    """Return the power of one pitch in Hz within the samples (the Goertzel algorithm)."""
    turn = 2 * math.cos(math.tau * pitch / rate)
    before = last = 0.0
    for x in samples:
        before, last = last, x + turn * last - before
    return before * before + last * last - turn * before * last


def spectrogram(
    samples: Sequence[int], pitches: Sequence[float], frame_s: float
) -> list[list[float]]:
    """Return for each frame of ``frame_s`` seconds the amplitude of each pitch in Hz."""
    size = round(frame_s * RATE)
    frames = [samples[i : i + size] for i in range(0, len(samples), size)]
    return [[math.sqrt(max(0.0, tone(frame, pitch))) for pitch in pitches] for frame in frames]


def _first(samples: Sequence[int], start: int, matches: Callable[[int], bool]) -> int | None:
    """Return the index of the first sample that matches, from ``start`` on."""
    return next((i for i in range(start, len(samples)) if matches(samples[i])), None)


def _likeness(heard: Sequence[int], known: Sequence[int]) -> float:
    """Return the normalised correlation of two stretches of sound, -1 to 1."""
    energy = math.sqrt(sum(x * x for x in heard) * sum(x * x for x in known))
    return sum(x * y for x, y in zip(heard, known, strict=False)) / energy if energy else 0.0


def _best(
    heard: Sequence[int],
    known: Mapping[Cue, Sequence[int]],
    places: Iterable[tuple[Cue, int]],
    seconds: float,
) -> tuple[Cue, int] | None:
    """Return the cue, and where it starts, whose first ``seconds`` are in what is heard."""
    scores = []
    for cue, start in places:
        size = min(len(known[cue]), round(seconds * RATE))
        if start >= 0 and start + size <= len(heard):
            # Every eighth sample is enough to see which fits best.
            thin = _likeness(heard[start : start + size : 8], known[cue][:size:8])
            scores.append((thin, size, start, cue))
    if not scores:
        return None
    _, size, start, cue = max(scores)
    alike = _likeness(heard[start : start + size], known[cue][:size]) >= ALIKE
    return (cue, start) if alike else None


def _take_away(rest: array[int], known: Sequence[int], start: int) -> None:
    """Subtract a cue from what was heard, but not from silence: there it was cut short."""
    step = RATE // 200
    for block in range(start, min(start + len(known), len(rest)), step):
        heard = rest[block : block + step]
        if max(map(abs, heard)) > QUIET:
            pairs = zip(heard, known[block - start : block - start + step], strict=False)
            left = [max(-32768, min(32767, x - y)) for x, y in pairs]
            rest[block : block + len(left)] = array("h", left)


def find_cues(
    recording: Sequence[int], cues: Mapping[Cue, Sequence[int]], gain: float = 1.0
) -> list[tuple[float, Cue]]:
    """Return every cue in a recording, with the seconds from its start.

    A null sink adds nothing to what was played, so a recording is peeled: the first sample that
    is not silent belongs to some cue; the one that fits is taken away, whole, and the search goes
    on in what remains, which also finds a cue that began while another still rang. Sound that no
    cue explains is passed over.

    Args:
        recording: mono samples at 44.1 kHz.
        cues: the samples of each cue.
        gain: how much quieter it was played than its samples are, 0 to 1.
    """
    rest = array("h", recording)
    known = {cue: array("h", [round(x * gain) for x in cues[cue]]) for cue in cues}
    begins = {c: _first(wave, 0, lambda x: abs(x) > QUIET) or 0 for c, wave in known.items()}
    found: list[tuple[float, Cue]] = []
    at = 0
    while True:
        sound = _first(rest, at, lambda x: abs(x) > QUIET)
        if sound is None:
            return found
        # One sample of rounding may move the moment at which a cue leaves silence.
        places = [(c, sound - begins[c] + shift) for c in known for shift in (0, -1, 1)]
        tries = (_best(rest, known, places, seconds) for seconds in ONSETS_S)
        cue, start = next((match for match in tries if match is not None), (None, 0))
        if cue is not None:
            found.append((start / RATE, cue))
            _take_away(rest, known[cue], start)
            at = sound
            if abs(rest[at]) > QUIET:  # a clipped or damaged sound must not be found for ever
                at += 1
        else:
            at = sound + RATE // 200


def energy_above(samples: Sequence[int], pitch: float) -> float:
    """Return the share of a sound's energy above a pitch in Hz (two high passes, 24 dB/octave)."""
    turn = math.tau * pitch / RATE
    alpha = math.sin(turn) / math.sqrt(2)
    high = (1 + math.cos(turn)) / 2 / (1 + alpha)
    a1, a2 = -2 * math.cos(turn) / (1 + alpha), (1 - alpha) / (1 + alpha)
    above: Sequence[float] = samples
    for _ in range(2):
        above = _biquad(above, (high, -2 * high, high), a1, a2)
    return sum(y * y for y in above) / sum(x * x for x in samples)
