"""A screen of one's own: Xvfb with a window manager, and hands that press keys.

Nothing of the machine's own desktop is touched: only programs that are given ``env`` find it.
"""

import os
import shutil
import struct
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

START_S = 20.0  # what has not happened by then never will
LOOK_S = 0.02  # how often to look whether it has
WIDTH, HEIGHT = 1280, 900
_HEADER_NUMBERS, _COLOUR_BYTES = 20, 12  # of the format XWD, in which Xvfb shows its memory


def missing() -> str | None:
    """Return why there can be no such screen here, or None."""
    programs = [name for name in ("Xvfb", "openbox", "xdotool") if shutil.which(name) is None]
    return f"not installed: {', '.join(programs)}" if programs else None


def until(condition: Callable[[], bool], what: str, seconds: float = START_S) -> None:
    """Wait for something that another process does.

    Raises:
        TimeoutError: it did not happen; the message says what.
    """
    deadline = time.monotonic() + seconds
    wait = threading.Event().wait
    while not condition():
        if time.monotonic() > deadline:
            raise TimeoutError(f"still not so after {seconds:.0f} s: {what}")
        wait(LOOK_S)


class Screen:
    """A running screen.

    Attributes:
        display: its name, as in ``DISPLAY``.
        env: the environment for programs that are to show up on it.
    """

    def __init__(self, display: str, memory: Path) -> None:
        self.display = display
        self.env = {
            **{key: value for key, value in os.environ.items() if key != "WAYLAND_DISPLAY"},
            "DISPLAY": display,
            "QT_QPA_PLATFORM": "xcb",
        }
        self._memory = memory

    def hand(self, *arguments: str) -> str:
        """Do what xdotool does, and return what it says."""
        return subprocess.run(
            ["xdotool", *arguments], env=self.env, capture_output=True, text=True, check=False
        ).stdout.strip()

    def press(self, *keys: str) -> None:
        """Press keys, by their X names, in whatever window has the focus."""
        self.hand("key", *keys)

    def windows(self, name: str) -> list[str]:
        """Return the visible windows of a name."""
        return self.hand("search", "--onlyvisible", "--name", f"^{name}$").split()

    def active(self) -> str:
        """Return the window that has the focus, or nothing."""
        return self.hand("getactivewindow")

    def picture(self) -> bytes:
        """Return what is on the screen: blue, green, red and a filler for each pixel."""
        data = self._memory.read_bytes()
        numbers = struct.unpack(f">{_HEADER_NUMBERS}I", data[: 4 * _HEADER_NUMBERS])
        return data[numbers[0] + _COLOUR_BYTES * numbers[-1] :]

    def shows(self, colour: str) -> int:
        """Return how many pixels have a colour, given as ``#rrggbb``."""
        return self.picture().count(bytes.fromhex(colour[1:])[::-1])

    def wait_until_still(self, seconds: float) -> None:
        """Wait until nothing has moved for so long."""
        last, since = self.picture(), time.monotonic()

        def still() -> bool:
            nonlocal last, since
            now = self.picture()
            if now != last:
                last, since = now, time.monotonic()
            return time.monotonic() - since > seconds

        until(still, "the picture stands still")


@contextmanager
def screen(folder: Path, *, managed: bool = True) -> Iterator[Screen]:
    """Run a screen, with a window manager unless it is to be without one.

    Args:
        folder: where the X server may keep its memory.
        managed: whether openbox runs, which gives new windows the focus as a desktop does.
    """
    with ExitStack() as stack:
        read, write = os.pipe()
        size = f"{WIDTH}x{HEIGHT}x24"
        server = subprocess.Popen(
            [
                *("Xvfb", "-displayfd", str(write), "-screen", "0", size),
                *("-fbdir", str(folder), "-nolisten", "tcp", "-noreset"),
            ],
            pass_fds=[write],
            stderr=subprocess.DEVNULL,
        )
        stack.callback(_end, server)
        os.close(write)
        with os.fdopen(read) as answer:
            display = f":{answer.readline().strip()}"  # empty if the server ended instead
        if server.poll() is not None or display == ":":
            raise OSError("the X server does not start")
        shown = Screen(display, folder / "Xvfb_screen0")
        if managed:
            manager = subprocess.Popen(
                ["openbox", "--sm-disable"],
                env=shown.env,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            stack.callback(_end, manager)
            until(lambda: bool(shown.hand("get_desktop")), "the window manager runs")
        yield shown


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()
