"""The samples of the cues: read once, and scaled to a volume before they are played."""

import sys
import wave
from array import array
from collections.abc import Mapping
from pathlib import Path
from typing import TypeAlias

from hipflex_gui.cues import Cue

RATE = 44_100  # samples a second of every sound; mono, 16 bit, signed
Samples: TypeAlias = "array[int]"  # a name for what Python 3.11 cannot evaluate


def load(folder: Path) -> dict[Cue, Samples]:
    """Return the samples of every cue.

    Raises:
        OSError, EOFError, wave.Error: a file is missing or damaged.
        ValueError: a file is not 16 bit mono at 44.1 kHz.
    """
    sounds = {}
    for cue in Cue:
        with wave.open(str(folder / f"{cue}.wav"), "rb") as file:
            form = (file.getnchannels(), file.getsampwidth(), file.getframerate())
            if form != (1, 2, RATE):
                raise ValueError(f"{cue}.wav has {form}")
            samples = array("h", file.readframes(file.getnframes()))
        if sys.byteorder == "big":  # WAV files are little-endian
            samples.byteswap()
        sounds[cue] = samples
    return sounds


def scaled(sounds: Mapping[Cue, Samples], volume: float) -> dict[Cue, Samples]:
    """Return the sounds at a volume of 0 to 1.

    The amplitude is the square of the volume, so that half a slider is heard as about half as
    loud (12 dB down) and not as hardly less.
    """
    if volume == 1.0:
        return dict(sounds)
    gain = round(volume * volume * 32768)  # whole numbers: half a million samples in some 45 ms
    # one number at a time: a list of them all would leave the process larger for good
    return {cue: array("h", (x * gain >> 15 for x in plain)) for cue, plain in sounds.items()}
