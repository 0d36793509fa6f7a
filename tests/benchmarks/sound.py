"""How exactly cues sound: their onsets in a recording against the moments they were asked for.

What every cue has in common, the latency, is measured and taken out: it moves a whole session by
a moment that nobody notices. What is left is the jitter, which is heard.
"""

import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from hipflex_gui.audio import available
from hipflex_gui.cues import Cue
from tests.hearing import find_cues, read_cues
from tests.pulse import alsa_reaches_pulse, missing, null_sink

ROOT = Path(__file__).parents[2]
CUES = [Cue.TICK, Cue.BEAT, Cue.START, Cue.HALF_WAY] * 15
SPACING_S = 0.4137  # not a multiple of any buffer
Row = tuple[str, str, str, str]


def rows() -> list[Row]:
    """Return (figure, measured, goal, note) for each player of this machine."""
    result: list[Row] = []
    for player in available():
        if player == "silent":
            continue
        figure = f"cue onset jitter, {player}"
        if (reason := _left_out(player)) is not None:
            result.append((figure, "not measured", "p99 at most 20 ms", reason))
            continue
        result += _measured(player, figure)
    return result


def _left_out(player: str) -> str | None:
    if player == "simpleaudio" and not alsa_reaches_pulse():
        return "not installed: libasound2-plugins"
    return missing()


def _measured(player: str, figure: str) -> list[Row]:
    delays, calls = onsets(player)
    goal = "p99 at most 20 ms"
    if len(delays) != len(CUES):
        note = f"{len(delays)} of {len(CUES)} cues found"
        return [(figure, "not measured", goal, note)]
    latency = statistics.median(delays)
    off = sorted(abs(delay - latency) for delay in delays)
    p50, p95, p99 = (1000 * off[min(len(off) - 1, len(off) * p // 100)] for p in (50, 95, 99))
    return [
        (
            figure,
            f"p50 {p50:.1f} ms, p95 {p95:.1f} ms, p99 {p99:.1f} ms",
            goal,
            f"{len(delays)} cues into a null sink, latency taken out",
        ),
        (
            f"cue latency, {player}",
            f"{1000 * latency:.0f} ms",
            "constant",
            f"from the call to the recorder; the call took at most {1000 * max(calls):.2f} ms",
        ),
    ]


def onsets(player: str) -> tuple[list[float], list[float]]:
    """Return the seconds from each call to its sound, and the seconds that each call took."""
    program = str(ROOT / "tests" / "play_cues.py")
    with tempfile.TemporaryDirectory() as folder, null_sink(Path(folder)) as sink:
        lines = subprocess.run(
            [sys.executable, program, player, str(SPACING_S), *CUES],
            env={**sink.env, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            check=True,
        ).stdout.splitlines()
        heard = find_cues(sink.recording.samples(), read_cues(ROOT / "assets" / "sounds"))
        moments = [sink.recording.moment(at) for at, _ in heard]
    if [cue for _, cue in heard] != CUES:
        return [], []
    asked, calls = zip(*(map(float, line.split()) for line in lines), strict=True)
    return [moment - due for moment, due in zip(moments, asked, strict=True)], list(calls)


if __name__ == "__main__":
    for row in rows():
        sys.stdout.write(" | ".join(row) + "\n")
