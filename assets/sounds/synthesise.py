"""Make the sounds: ``python assets/sounds/synthesise.py`` rewrites every WAV file beside it.

A sound is a row of ``SOUNDS``: a few notes, each struck softly and left to ring. To change one,
change its row, run the script and run the tests, which measure that all are equally loud and
that no two are alike. Nothing here is random, so the files can be compared byte by byte.

The instruments are thought of as wood and bronze: a fundamental between 330 and 1,000 Hz, which
the loudspeaker of a laptop can play, and little above it, because the ear is most easily
annoyed between 2.5 and 5 kHz.
"""

from __future__ import annotations  # array[int] cannot be evaluated on Python 3.11

import math
import sys
import wave
from array import array
from dataclasses import dataclass
from pathlib import Path

RATE = 44_100  # samples a second, mono, 16 bit
FADE_S = 0.03  # what still rings at the end of a note is led to zero, so that nothing clicks


@dataclass(frozen=True)
class Timbre:
    """How a note is struck and what rings in it.

    Attributes:
        partials: (multiple of the fundamental, amplitude, share of the note's decay time).
        attack_s: seconds until the note is fully there.
    """

    partials: tuple[tuple[float, float, float], ...]
    attack_s: float


MARIMBA = Timbre(((1, 1.0, 1.0), (3.93, 0.10, 0.22)), 0.007)  # its bars are tuned to 1 : 4
BOWL = Timbre(((1, 1.0, 1.0), (1.004, 0.35, 1.0), (2.71, 0.07, 0.4)), 0.014)  # with a slow beat
WOOD = Timbre(((1, 1.0, 1.0), (2.57, 0.15, 0.5)), 0.005)
AIR = Timbre(((1, 1.0, 1.0), (2, 0.10, 1.0)), 0.35)  # swells as a breath does

# Pitches in Hz, equal temperament on A4 = 440.
E4, F4, G4, A4, B4 = 329.63, 349.23, 392.00, 440.00, 493.88
C5, D5, E5, G5 = 523.25, 587.33, 659.26, 783.99


@dataclass(frozen=True)
class Note:
    """One stroke.

    Attributes:
        at_s: seconds from the start of the sound.
        pitch: Hz at its start.
        length_s: seconds until it is silent.
        decay_s: seconds in which it falls to 37 %.
        timbre: what is struck.
        level: amplitude beside the other notes of the same sound.
        glide: Hz at its end; None where the pitch stays.
    """

    at_s: float
    pitch: float
    length_s: float
    decay_s: float
    timbre: Timbre
    level: float = 1.0
    glide: float | None = None


# Name of the cue: its peak in dBFS, then its notes. The peaks differ because short and low sounds
# need more of it to seem as loud: each row is set so that the loudest eighth of a second of every
# sound has the same loudness (tests/test_audio.py measures it).
SOUNDS: dict[str, tuple[float, tuple[Note, ...]]] = {
    "get-ready": (
        -10.9,
        (Note(0, E4, 0.9, 0.28, BOWL), Note(0.03, B4, 0.87, 0.25, BOWL, 0.8)),
    ),
    "start": (-12.3, (Note(0, G5, 0.8, 0.20, MARIMBA), Note(0, G5 / 2, 0.5, 0.15, BOWL, 0.2))),
    "tick": (-6.1, (Note(0, 988, 0.09, 0.022, WOOD),)),
    "beat": (-6.8, (Note(0, 370, 0.13, 0.030, WOOD),)),
    "half-way": (
        -11.8,
        (Note(0, D5, 0.4, 0.12, MARIMBA), Note(0.24, D5, 0.5, 0.12, MARIMBA)),
    ),
    "switch": (
        -11.4,
        (
            Note(0, A4, 0.3, 0.10, MARIMBA),
            Note(0.16, E5, 0.3, 0.10, MARIMBA),
            Note(0.32, A4, 0.5, 0.14, MARIMBA),
        ),
    ),
    "breathe-in": (-15.5, (Note(0, E4, 1.1, 1.2, AIR, glide=B4),)),
    "breathe-out": (-15.5, (Note(0, B4, 1.2, 0.8, AIR, glide=E4),)),
    "aim": (
        -10.9,
        (
            Note(0, C5, 0.4, 0.14, BOWL, 0.8),
            Note(0.15, E5, 0.4, 0.14, BOWL, 0.9),
            Note(0.30, G5, 0.7, 0.20, BOWL),
        ),
    ),
    "rest": (-12.5, (Note(0, E5, 0.5, 0.18, BOWL), Note(0.26, C5, 0.84, 0.24, BOWL, 0.9))),
    "done": (-12.2, (Note(0, G4, 0.5, 0.18, BOWL), Note(0.22, C5, 0.9, 0.26, BOWL))),
    "session-done": (
        -10.5,
        (
            Note(0.00, F4, 1.0, 0.35, BOWL, 0.8),
            Note(0.06, A4, 1.0, 0.35, BOWL, 0.6),
            Note(0.12, C5, 1.0, 0.35, BOWL, 0.7),
            Note(0.75, E4, 1.6, 0.50, BOWL, 0.8),
            Note(0.81, G4, 1.5, 0.50, BOWL, 0.7),
            Note(0.87, C5, 1.5, 0.55, BOWL, 0.9),
        ),
    ),
}


def ring(note: Note) -> list[float]:
    """Return the samples of one note, about -1 to 1."""
    count = round(note.length_s * RATE)
    attack, fade = note.timbre.attack_s * RATE, FADE_S * RATE
    # The phase of a pitch that moves evenly in musical terms, integrated; the limit is a line.
    bend = math.log((note.glide or note.pitch) / note.pitch) / note.length_s
    times = [index / RATE for index in range(count)]
    turns = [math.expm1(bend * t) / bend if bend else t for t in times]
    samples = [0.0] * count
    for multiple, amplitude, share in note.timbre.partials:
        speed, decay = math.tau * note.pitch * multiple, -1 / (note.decay_s * share)
        for index, (t, turn) in enumerate(zip(times, turns, strict=True)):
            samples[index] += amplitude * math.exp(decay * t) * math.sin(speed * turn)
    for index in range(count):
        edge = min(index / attack, (count - 1 - index) / fade, 1.0)
        samples[index] *= note.level * (1 - math.cos(math.pi * edge)) / 2
    return samples


def render(peak_db: float, notes: tuple[Note, ...]) -> array[int]:
    """Return a sound as 16 bit samples whose highest is ``peak_db`` below full scale."""
    mixed = [0.0] * max(round((note.at_s + note.length_s) * RATE) for note in notes)
    for note in notes:
        start = round(note.at_s * RATE)
        for index, value in enumerate(ring(note)[: len(mixed) - start], start):
            mixed[index] += value
    scale = 32767 * 10 ** (peak_db / 20) / max(map(abs, mixed))
    return array("h", [round(value * scale) for value in mixed])


def main(folder: Path) -> None:
    """Write every sound into ``folder``."""
    for name, (peak_db, notes) in SOUNDS.items():
        samples = render(peak_db, notes)
        if sys.byteorder == "big":  # WAV files are little-endian
            samples.byteswap()
        with wave.open(str(folder / f"{name}.wav"), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes(samples.tobytes())
        print(f"{name}.wav {len(samples) / RATE:.2f} s")


if __name__ == "__main__":
    main(Path(__file__).parent)
