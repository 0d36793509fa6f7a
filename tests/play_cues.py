"""Play cues through a real player, and print when each was asked for.

A program of its own, because sound libraries may take their process with them:
``python play_cues.py PLAYER SPACING CUE...``. A line of standard output is the moment of a cue on
the monotonic clock, which all processes of a machine share, and the seconds that ``play`` took;
the only line of standard error is the player's name and its notice.
"""

import sys
import threading
from pathlib import Path

from hipflex_gui.audio import open_player
from hipflex_gui.clock import SystemClock
from hipflex_gui.cues import Cue

SOUNDS = Path(__file__).parents[1] / "assets" / "sounds"


def main(name: str, spacing_s: float, cues: list[Cue]) -> None:
    now = SystemClock().monotonic
    player = open_player(name, sounds=SOUNDS, monotonic=now, names=[name])
    player.prepare()
    timer = threading.Event()
    due = now()
    for cue in cues:
        timer.wait(max(0.0, due - now()))
        moment = now()
        player.play(cue)
        sys.stdout.write(f"{moment} {now() - moment:.6f}\n")
        sys.stdout.flush()
        due += spacing_s
    timer.wait(player.remaining_s)
    player.close()
    sys.stderr.write(f"{player.name}: {player.notice}\n")


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]), [Cue(name) for name in sys.argv[3:]])
