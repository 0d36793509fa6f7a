"""The real libraries against a real sound server: what was asked for is what is heard.

Each player runs in a process of its own, as it does for a user, and is heard through the monitor
of a sink that goes nowhere. The sounds last as long as they last, so these tests take seconds.
"""

import subprocess
import sys
from pathlib import Path

import pytest

from hipflex_gui.audio import available
from hipflex_gui.cues import Cue
from tests.hearing import find_cues, read_cues
from tests.pulse import alsa_reaches_pulse, environment, null_sink

ROOT = Path(__file__).parents[1]
CUES = read_cues(ROOT / "assets" / "sounds")
PLAYERS = [name for name in available() if name != "silent"]
LIMIT_S = 60  # a process that takes longer hangs
EXIT_S = 3  # from the last cue, silent or not, to the end of the process


def _start(
    env: dict[str, str], player: str, spacing_s: float, cues: list[Cue]
) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, str(ROOT / "tests" / "play_cues.py"), player, str(spacing_s), *cues],
        env={**env, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.parametrize("player", PLAYERS)
def test_every_cue_is_heard_in_its_order(player: str, tmp_path: Path) -> None:
    if player == "simpleaudio" and not alsa_reaches_pulse():
        pytest.skip("not installed: libasound2-plugins, ALSA's way to a sound server")
    asked = [*Cue, Cue.TICK, Cue.TICK, Cue.TICK]
    with null_sink(tmp_path) as sink:
        playing = _start(sink.env, player, 0.4, asked)
        _, errors = playing.communicate(timeout=LIMIT_S)
        recording = sink.recording.samples()
    assert (playing.returncode, errors) == (0, f"{player}: None\n")
    heard = find_cues(recording, CUES)
    assert [cue for _, cue in heard] == asked


@pytest.mark.parametrize("player", PLAYERS)
def test_without_a_server_there_is_silence_and_a_notice(player: str, tmp_path: Path) -> None:
    playing = _start(environment(tmp_path), player, 0.0, list(Cue))
    out, errors = playing.communicate(timeout=LIMIT_S)
    assert playing.returncode == 0
    assert len(out.splitlines()) == len(Cue)
    assert errors == "silent: No sound device was found, so the cues are silent.\n"


@pytest.mark.parametrize("player", PLAYERS)
def test_a_server_that_dies_takes_only_the_sound_along(player: str, tmp_path: Path) -> None:
    if player == "simpleaudio" and not alsa_reaches_pulse():
        pytest.skip("not installed: libasound2-plugins, ALSA's way to a sound server")
    asked = [Cue.BEAT] * 20
    with null_sink(tmp_path) as sink:
        playing = _start(sink.env, player, 0.15, asked)
        assert playing.stdout is not None
        assert playing.stderr is not None
        for _ in range(3):
            playing.stdout.readline()
        sink.kill()
        remaining = playing.stdout.readlines()
        playing.wait(timeout=EXIT_S)
        errors = playing.stderr.read()
        playing.stdout.close()
        playing.stderr.close()
    assert playing.returncode == 0
    assert len(remaining) == len(asked) - 3
    # ALSA's own library may complain on the same stream
    said = [line for line in errors.splitlines() if not line.startswith("ALSA lib")]
    assert said == ["silent: The sound device went away, so the rest is silent."]
