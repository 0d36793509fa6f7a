"""The window beside a bare PySide6 one: start, memory, wake-ups, and the processor's time.

Both run in processes of their own, in turn, on a screen that this module starts. Python's bytecode
is kept in a folder of its own, so that every start but the first finds it, as a user's does.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from hipflex_gui.paths import UserFolder
from hipflex_gui.settings import Settings
from hipflex_gui.store import Store
from hipflex_gui.ui.housekeeping import AFTER_MS
from tests.benchmarks.mapped import Watch
from tests.pulse import missing as no_sound
from tests.pulse import null_sink
from tests.screen import Screen, missing, screen

ROOT = Path(__file__).parents[2]
STARTS = 11
SETTLE_S, COUNT_S, HOLD_S = 2.5, 10.0, 20.0
CALM_S = 1.0  # a picture that has not changed for so long is complete
UP_S = 20.0
BARE = """
from PySide6.QtWidgets import QApplication, QWidget
app = QApplication([])
window = QWidget()
window.resize(1100, 720)
window.show()
app.exec()
"""
SESSION = """
name: Long hold
pace: {get-ready: 0s}
steps:
  - {name: Sit tall, steps: [Sit.], for: 10m}
"""
Row = tuple[str, str, str, str]
Command = list[str]


@dataclass
class Scene:
    """Where programs run: a screen, their environment, and what is typed to start each."""

    screen: Screen
    env: dict[str, str]
    bare: Command
    ours: Command

    @contextmanager
    def running(self, command: Command) -> Iterator[int]:
        """Run a program and yield its process id."""
        process = subprocess.Popen(
            command, env=self.env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=ROOT
        )
        try:
            yield process.pid
            assert process.poll() is None, f"{command} ended by itself"
        finally:
            process.kill()
            process.wait()


def rows() -> list[Row]:
    """Return (figure, measured, goal, beside it) for everything that needs a screen."""
    if (reason := missing()) is not None:
        return [("the window", "not measured", "", reason)]
    with scene(managed=False) as where:
        result = _start(where)
    with scene(managed=True) as where:
        return [*result, *_at_rest(where), *_in_a_hold(where)]


@contextmanager
def scene(*, managed: bool) -> Iterator[Scene]:
    """Make ready a screen, a sound server where there can be one, and a data folder."""
    with ExitStack() as stack:
        folders = [
            Path(stack.enter_context(tempfile.TemporaryDirectory()))
            for _folder in ("data", "screen", "sound", "bytecode")
        ]
        data, pictures, sound, bytecode = folders
        shown = stack.enter_context(screen(pictures, managed=managed))
        env = shown.env
        if no_sound() is None:
            sink = stack.enter_context(null_sink(sound))
            env = {**sink.env, "DISPLAY": shown.display, "QT_QPA_PLATFORM": "xcb"}
        env = {**env, "PYTHONPYCACHEPREFIX": str(bytecode)}
        env.pop("PYTHONDONTWRITEBYTECODE", None)
        _fill(UserFolder(data))
        ours = [sys.executable, "-m", "hipflex_gui", "--data-dir", str(data)]
        yield Scene(shown, env, [sys.executable, "-c", BARE], ours)


def _fill(folder: UserFolder) -> None:
    folder.sessions.mkdir(parents=True)
    (folder.sessions / "long-hold.yaml").write_text(SESSION, encoding="utf-8")
    store = Store(folder.database)
    store.put_settings(
        Settings(least_line=1.0, disclaimer_seen=True, ask_tightness=False).to_texts()
    )
    store.close()


# -- the start


def _start(where: Scene) -> list[Row]:
    mapped: dict[bool, list[float]] = {True: [], False: []}
    complete: dict[bool, list[float]] = {True: [], False: []}
    with Watch(where.screen.display) as watch:
        for number in range(STARTS + 1):
            for is_bare, command in ((True, where.bare), (False, where.ours)):
                watch.forget()
                begun = time.monotonic()
                with where.running(command):
                    up = watch.wait(UP_S)
                    done = _last_change(where.screen)
                if number:  # the first start writes the bytecode
                    mapped[is_bare].append(1000 * (up - begun))
                    complete[is_bare].append(1000 * (max(up, done) - begun))
    return [
        _beside("start to mapped window", mapped, "1.3x bare, at most 2x"),
        _beside("start to the complete page", complete, "no goal set"),
    ]


def _beside(figure: str, times: dict[bool, list[float]], goal: str) -> Row:
    bare, ours = (statistics.median(times[is_bare]) for is_bare in (True, False))
    return (figure, f"{ours:.0f} ms", goal, f"{bare:.0f} ms, so {ours / bare:.2f}x")


def _last_change(shown: Screen) -> float:
    """Return when the picture changed for the last time before it stood still."""
    last, changed = b"", time.monotonic()
    while time.monotonic() - changed < CALM_S:
        now = shown.picture()
        if now != last:
            last, changed = now, time.monotonic()
        _wait(0.005)
    return changed


# -- idle, paused, playing


def _at_rest(where: Scene) -> list[Row]:
    with where.running(where.bare) as pid:
        _wait(SETTLE_S)
        bare = _wake_ups(pid)
    with where.running(where.ours) as pid:
        _wait(SETTLE_S + AFTER_MS / 1000)  # the day's backup is made by then
        idle = _wake_ups(pid)
    with where.running([*where.ours, "start", "long-hold"]) as pid:
        _wait(2 * SETTLE_S)
        where.screen.press("space")
        _wait(SETTLE_S)
        paused = _wake_ups(pid)
    beside = f"{bare:.1f} a second"
    return [
        ("wake-ups when idle", f"{idle:.1f} a second", "0", beside),
        ("wake-ups when paused", f"{paused:.1f} a second", "0", beside),
    ]


def _in_a_hold(where: Scene) -> list[Row]:
    with where.running(where.bare) as pid:
        _wait(SETTLE_S)
        bare_mb, bare_cpu = _resident_mb(pid), _cpu_percent(pid, COUNT_S)
    with where.running([*where.ours, "start", "long-hold"]) as pid:
        _wait(2 * SETTLE_S)
        cpu = _cpu_percent(pid, HOLD_S)
        resident = _resident_mb(pid)
    sound = "sound on" if no_sound() is None else "no sound server here"
    return [
        (
            f"resident memory in a hold, {sound}",
            f"{resident:.0f} MB",
            "75 MB, at most 90",
            f"{bare_mb:.0f} MB",
        ),
        (
            "processor in a hold, ring at 10 Hz",
            f"{cpu:.1f} % of a core",
            "no goal set",
            f"{bare_cpu:.1f} %",
        ),
    ]


# -- what the system knows of a process


def _status(path: Path, key: str) -> int:
    lines = path.read_text(encoding="ascii", errors="replace").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{key}:"))


def _resident_mb(pid: int) -> float:
    """Return the memory of a process in MB of 1024 KB, as system monitors show it."""
    return _status(Path(f"/proc/{pid}/status"), "VmRSS") / 1024


def _switches(pid: int) -> int:
    """Return how often any thread of a process was given the processor."""
    kinds = ("voluntary_ctxt_switches", "nonvoluntary_ctxt_switches")
    threads = Path(f"/proc/{pid}/task").iterdir()
    return sum(_status(thread / "status", kind) for thread in threads for kind in kinds)


def _wake_ups(pid: int) -> float:
    before = _switches(pid)
    _wait(COUNT_S)
    return (_switches(pid) - before) / COUNT_S


def _cpu_percent(pid: int, seconds: float) -> float:
    def used() -> float:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    before = used()
    _wait(seconds)
    return 100 * (used() - before) / seconds


_wait = threading.Event().wait
