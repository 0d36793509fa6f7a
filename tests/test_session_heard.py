"""A session played by the real command line, heard: which cues, in what order, how many, when.

The session has one of every cue but those of long holds and counts, in 10 seconds.
"""

import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from hipflex_gui.audio import available
from hipflex_gui.cues import Cue
from hipflex_gui.paths import UserFolder
from hipflex_gui.settings import Settings
from hipflex_gui.store import Store
from tests.hearing import find_cues, read_cues
from tests.pulse import alsa_reaches_pulse, null_sink

ROOT = Path(__file__).parents[1]
LIMIT_S = 60  # a session that takes longer hangs
NEAR_S = 0.25  # of a loaded machine; how exact cues are is measured by the benchmarks
SESSION = """\
name: Tiny
pace: {get-ready: 1s, switch: 1s, breath: {in: 1s, out: 1s}}
steps:
  - {name: Reach, sides: each, for: 0.5-1s, out: Rest.}
  - rest: 2s
  - {name: Breathe, for: 1 breath}
"""
PLANNED = [
    (0.5, Cue.GET_READY),
    (1.0, Cue.START),
    (1.5, Cue.AIM),
    (2.0, Cue.SWITCH),
    (3.0, Cue.START),
    (3.5, Cue.AIM),
    (4.0, Cue.DONE),
    (5.0, Cue.REST),
    (6.0, Cue.TICK),
    (7.5, Cue.GET_READY),
    (8.0, Cue.BREATHE_IN),
    (9.0, Cue.BREATHE_OUT),
    (10.0, Cue.SESSION_DONE),
]


@pytest.mark.parametrize("player", [name for name in available() if name != "silent"])
def test_every_cue_of_a_session_is_heard_in_its_order(player: str, tmp_path: Path) -> None:
    if player == "simpleaudio" and not alsa_reaches_pulse():
        pytest.skip("not installed: libasound2-plugins, ALSA's way to a sound server")
    folder = UserFolder(tmp_path / "data")
    folder.sessions.mkdir(parents=True)
    (folder.sessions / "tiny.yaml").write_text(SESSION, encoding="utf-8")
    with closing(Store(folder.database)) as store:
        store.put_settings(Settings(player=player, volume=100, least_line=1.0).to_texts())
    sound = tmp_path / "sound"
    sound.mkdir()
    with null_sink(sound) as sink:
        played = subprocess.run(
            [sys.executable, "-m", "hipflex_gui", "play", "tiny", "--data-dir", str(folder.root)],
            cwd=ROOT,
            env=sink.env,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=LIMIT_S,
            check=False,
        )
        heard = find_cues(sink.recording.samples(), read_cues(ROOT / "assets" / "sounds"))
    assert (played.returncode, played.stderr) == (0, "")
    assert [cue for _, cue in heard] == [cue for _, cue in PLANNED]
    late = [at - planned for (at, _), (planned, _) in zip(heard, PLANNED, strict=True)]
    assert max(late) - min(late) < NEAR_S
    with closing(Store(folder.database)) as store:
        (run,) = store.runs()
        assert (run.status, run.steps_done) == ("completed", 3)
