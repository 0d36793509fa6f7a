"""The program as its user has it: a process, a window on a screen, and a keyboard.

Nothing inside is reached. The session is of a few seconds, the keys are pressed by xdotool, and
what was done is read from the database, whose steps are there as soon as each has ended.
"""

import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pytest

from hipflex_gui.paths import UserFolder
from hipflex_gui.settings import Settings
from hipflex_gui.store import Store
from hipflex_gui.ui.theme import LIGHT
from tests import screen as screens
from tests.pulse import environment
from tests.screen import Screen, until

pytestmark = [
    pytest.mark.skipif(screens.missing() is not None, reason=screens.missing() or ""),
    pytest.mark.xdist_group("screen"),
]

ROOT = Path(__file__).parents[2]
EXIT_S = 10
STILL_S = 0.5
SETTLED_S = 1.0  # longer than a page that has just come up is deaf to Enter
BUTTON_PX = 2000  # of the main button, more than the icon in the title has
# It has the id of a shipped session, so it takes that one's place and is what Today suggests.
SUGGESTED = "chair-5"
SESSION = """\
session: chair-5
name: Tiny
place: chair
pace: {get-ready: 0s}
steps:
  - {name: Sit tall, for: 1s}
  - {name: Reach, for: 3 reps}
"""


@dataclass
class Desk:
    """A screen, a data folder, and the programs that were started on them."""

    screen: Screen
    folder: UserFolder
    env: dict[str, str]
    started: list[subprocess.Popen[str]] = field(default_factory=list)

    def start(self, *words: str) -> subprocess.Popen[str]:
        """Start the program as a user does."""
        command = [sys.executable, "-m", "hipflex_gui", "--data-dir", str(self.folder.root), *words]
        process = subprocess.Popen(
            command, cwd=ROOT, env=self.env, stderr=subprocess.PIPE, text=True
        )
        self.started.append(process)
        return process

    def open(self, *words: str) -> subprocess.Popen[str]:
        """Start the program, and wait for its window and what is in it."""
        process = self.start(*words)
        until(lambda: self.window != "", "the window is up")
        until(lambda: self.screen.active() == self.window, "it has the focus")
        until(lambda: self.screen.shows(LIGHT.acc) > BUTTON_PX, "there is something in it")
        return process

    @property
    def window(self) -> str:
        """The window's id, or nothing."""
        return next(iter(self.screen.windows("Hipflex")), "")

    def press(self, *keys: str) -> None:
        """Press keys."""
        self.screen.press(*keys)

    def ask(self, query: str) -> list[tuple[object, ...]]:
        """Ask the database, as its owner may with sqlite3."""
        address = f"{self.folder.database.as_uri()}?mode=ro"
        with closing(sqlite3.connect(address, uri=True)) as database:
            return database.execute(query).fetchall()

    def statuses(self) -> list[object]:
        """How each run stands, in order."""
        return [row[0] for row in self.ask("SELECT status FROM run ORDER BY started_at")]

    def steps(self) -> list[tuple[object, ...]]:
        """Return the name and status of each step so far."""
        return self.ask("SELECT name, status FROM steps ORDER BY position, visit")

    def until_playing(self) -> None:
        """Wait for a run to have begun."""
        until(lambda: "running" in self.statuses(), "a session plays")

    def until_step(self, count: int) -> None:
        """Wait for so many steps to have ended."""
        until(lambda: len(self.steps()) >= count, f"{count} steps have ended")

    def until_status(self, status: str) -> None:
        """Wait for the last run to stand so."""
        until(lambda: self.statuses()[-1:] == [status], f"the run is {status}")

    def ended(self, process: subprocess.Popen[str]) -> tuple[int, str]:
        """Wait for a program to end; return its exit code and what it wrote to standard error."""
        _out, errors = process.communicate(timeout=EXIT_S)
        return process.returncode, errors

    def end_all(self) -> None:
        """Leave nothing behind, also after a failure."""
        for process in self.started:
            process.kill()
            process.communicate()


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Screen]:
    with screens.screen(tmp_path_factory.mktemp("screen")) as shown:
        yield shown


@pytest.fixture
def desk(shown: Screen, tmp_path: Path) -> Iterator[Desk]:
    folder = UserFolder(tmp_path / "data")
    folder.sessions.mkdir(parents=True)
    (folder.sessions / "tiny.yaml").write_text(SESSION, encoding="utf-8")
    settings = Settings(theme="light", player="silent", disclaimer_seen=True, ask_tightness=False)
    keep(folder, settings)
    sound = tmp_path / "sound"
    sound.mkdir(mode=0o700)
    # without any sound server, and with nothing of the runner's own that colours the output
    env = {**environment(sound), **{k: shown.env[k] for k in ("DISPLAY", "QT_QPA_PLATFORM")}}
    env.pop("WAYLAND_DISPLAY", None)
    desk = Desk(shown, folder, env)
    yield desk
    desk.end_all()


def keep(folder: UserFolder, settings: Settings) -> None:
    with closing(Store(folder.database)) as store:
        store.put_settings(settings.to_texts())


def test_a_session_is_played_with_the_keyboard_alone(desk: Desk) -> None:
    process = desk.open()
    desk.press("Return")  # the suggested session
    desk.until_step(1)
    desk.press("space")
    desk.screen.wait_until_still(STILL_S)
    desk.press("space")
    desk.screen.wait_until_still(STILL_S)  # taps are heard once it goes on
    desk.press("Return", "Return", "Return")
    desk.until_status("completed")
    assert desk.ask("SELECT session, name, steps_planned, steps_done FROM runs") == [
        (SUGGESTED, "Tiny", 2, 2)
    ]
    assert desk.ask("SELECT name, status, reps FROM steps ORDER BY position") == [
        ("Sit tall", "done", None),
        ("Reach", "done", 3),
    ]
    assert desk.ask("SELECT held_s FROM steps WHERE position = 0") == [(1.0,)]
    held, began, ended = desk.ask("SELECT held_s, started_at, ended_at FROM steps")[1]
    took = datetime.fromisoformat(str(ended)) - datetime.fromisoformat(str(began))
    assert took.total_seconds() > float(str(held)) + STILL_S  # the pause did not count
    desk.press("ctrl+q")
    assert desk.ended(process) == (0, "")


def test_it_hurts_ends_at_once_and_is_logged_as_such(desk: Desk) -> None:
    desk.open("start", SUGGESTED)
    desk.until_step(1)
    desk.press("Return", "h")
    desk.until_status("discomfort")
    assert desk.steps() == [("Sit tall", "done"), ("Reach", "cut")]


def test_a_kill_keeps_the_finished_steps_and_the_next_start_goes_on(desk: Desk) -> None:
    process = desk.open("start", SUGGESTED)
    desk.until_step(1)
    process.kill()
    process.wait()
    assert desk.statuses() == ["running"]
    desk.open()
    assert desk.statuses() == ["interrupted"]
    assert desk.steps() == [("Sit tall", "done")]
    desk.screen.wait_until_still(SETTLED_S)  # an Enter too early is not heard
    desk.press("Return")  # go on
    desk.until_playing()
    desk.press("Return", "Return", "Return")
    desk.until_status("completed")
    assert desk.statuses() == ["completed"]
    assert desk.steps() == [("Sit tall", "done"), ("Reach", "done")]


def test_one_key_says_how_tight_it_is_before_and_one_after(desk: Desk) -> None:
    keep(desk.folder, Settings(theme="light", player="silent", disclaimer_seen=True))
    desk.open("start", SUGGESTED)
    desk.screen.wait_until_still(SETTLED_S)
    desk.press("7")
    desk.until_step(1)
    desk.press("Return", "Return", "Return")
    desk.until_status("completed")
    desk.screen.wait_until_still(SETTLED_S)
    desk.press("4", "Return")
    until(
        lambda: desk.ask("SELECT before, after FROM runs") == [(7, 4)],
        "both numbers are in the log",
    )


def test_a_session_is_built_saved_played_and_logged_by_keys_alone(desk: Desk) -> None:
    desk.open()
    desk.press("ctrl+4")
    desk.screen.wait_until_still(STILL_S)
    desk.press("Return")  # New session
    desk.screen.hand("type", "Two hips")
    desk.press("Return")
    file = desk.folder.sessions / "two-hips.yaml"
    until(file.exists, "the file is there")
    desk.screen.hand("type", "chair figure")
    desk.press("Return", "ctrl+s")
    until(lambda: "figure-four-chair" in file.read_text("utf-8"), "a movement is in it")
    desk.press("F6", "F2")
    desk.screen.hand("type", "1")
    desk.press("Return", "ctrl+s")
    until(lambda: "for: 1s" in file.read_text("utf-8"), "its dose is in it")
    assert file.read_text("utf-8").splitlines()[1:] == [
        "session: two-hips",
        "name: Two hips",
        "steps:",
        "  - do: figure-four-chair",
        "    for: 1s",
    ]
    desk.press("ctrl+Return")  # try it
    desk.until_playing()
    for _press in range(40):
        if desk.statuses() != ["running"]:
            break
        desk.press("Return")  # next: the line is read, the side is switched
        desk.screen.hand("sleep", "1.3")  # longer than the hold
    assert desk.statuses() == ["completed"], desk.ask("SELECT side, status, held_s FROM steps")
    sides = desk.ask("SELECT session, side FROM steps JOIN runs ON runs.id = run_id ORDER BY 2")
    assert sides == [("two-hips", "left"), ("two-hips", "right")]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_request_to_end_keeps_what_was_done(desk: Desk, number: signal.Signals) -> None:
    process = desk.open("start", SUGGESTED)
    desk.until_step(1)
    process.send_signal(number)
    assert desk.ended(process) == (0, "")
    assert desk.statuses() == ["stopped"]
    assert desk.steps()[0] == ("Sit tall", "done")


def test_an_idle_window_ends_when_it_is_asked_to(desk: Desk) -> None:
    process = desk.open()
    desk.screen.wait_until_still(STILL_S)  # nothing wakes it now but the signal
    process.terminate()
    assert desk.ended(process) == (0, "")


def test_closing_the_window_in_the_middle_keeps_what_was_done(desk: Desk) -> None:
    process = desk.open("start", SUGGESTED)
    desk.until_step(1)
    desk.press("alt+F4")  # the window manager asks the window to close
    assert desk.ended(process) == (0, "")
    assert desk.statuses() == ["stopped"]
    assert desk.steps()[0] == ("Sit tall", "done")


def test_a_second_start_raises_the_first_window_and_plays_there(desk: Desk) -> None:
    first = desk.open()
    window = desk.window
    desk.screen.hand("windowminimize", "--sync", window)
    until(lambda: desk.window == "", "the window is minimised")
    assert desk.ended(desk.start()) == (0, "")
    until(lambda: desk.screen.active() == window, "it is back, with the focus")
    assert desk.statuses() == []
    assert desk.ended(desk.start("start", SUGGESTED)) == (0, "")
    desk.until_playing()
    assert desk.screen.windows("Hipflex") == [window]
    assert first.poll() is None


def test_without_a_sound_server_the_session_ends_in_silence_with_one_notice(desk: Desk) -> None:
    keep(desk.folder, Settings(theme="light", disclaimer_seen=True, ask_tightness=False))
    process = desk.open("start", SUGGESTED)
    until(lambda: desk.screen.shows(LIGHT.warn_soft) > 1000, "the notice is shown")
    desk.press("space")  # a command takes it away ...
    until(lambda: desk.screen.shows(LIGHT.warn_soft) == 0, "the notice is gone")
    desk.press("space")
    desk.until_step(1)
    assert desk.screen.shows(LIGHT.warn_soft) == 0  # ... for the whole session
    desk.press("Return", "Return", "Return")
    desk.until_status("completed")
    desk.press("ctrl+q")
    assert desk.ended(process) == (0, "")
