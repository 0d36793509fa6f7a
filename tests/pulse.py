"""A sound server of one's own: PulseAudio with a sink that goes nowhere, and what it played.

Nothing of the machine's own sound is touched: the server has its own folder and socket, and only
programs that are given ``env`` find it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import threading
import time
from array import array
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import IO

RATE = 44_100
START_S = 20.0  # a server that does not answer by then never will
TAIL_S = 0.4  # what the server may still hold when a program has ended


class Recording:
    """What the sink played, from the first moment on."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._data = bytearray()
        self._arrived = threading.Condition()
        self._ended = False
        self._arrivals: list[tuple[float, float]] = []  # seconds of sound, how late they came
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    def _listen(self) -> None:
        while data := os.read(self._stream.fileno(), 65536):
            with self._arrived:
                self._data += data
                end = len(self._data) / 2 / RATE
                self._arrivals.append((end, time.monotonic() - end))
                self._arrived.notify_all()
        with self._arrived:
            self._ended = True
            self._arrived.notify_all()

    def wait_until(self, moment: float) -> None:
        """Wait until everything up to ``moment`` on ``time.monotonic`` has arrived."""
        with self._arrived:
            self._arrived.wait_for(
                lambda: self._ended or bool(self._arrivals and sum(self._arrivals[-1]) > moment),
                START_S,
            )

    def moment(self, seconds: float) -> float:
        """Return when a place in the recording was played, on ``time.monotonic``.

        Sound arrives late by chance and never early, so the earliest arrival of the second
        around a place tells; the sink's own clock runs a little fast while something plays.
        """
        with self._arrived:
            near = [late for end, late in self._arrivals if abs(end - seconds) < 1.0]
        return seconds + min(near)

    def samples(self) -> array[int]:
        """Return all that was played until now, mono at 44.1 kHz."""
        self.wait_until(time.monotonic() + TAIL_S)
        with self._arrived:
            return array("h", bytes(self._data[: len(self._data) // 2 * 2]))

    def join(self) -> None:
        """Wait for the end of the stream."""
        self._thread.join(START_S)


class NullSink:
    """A running server.

    Attributes:
        env: the environment for programs that are to play into it.
        recording: what it played.
    """

    def __init__(
        self, env: Mapping[str, str], server: subprocess.Popen[bytes], recording: Recording
    ) -> None:
        self.env, self.recording, self._server = dict(env), recording, server

    def kill(self) -> None:
        """End the server without a farewell."""
        self._server.kill()
        self._server.wait()


def environment(folder: Path, asound: str = "") -> dict[str, str]:
    """Return this process's environment, in which no sound server or card can be found.

    Args:
        folder: where the sound libraries may write; a server may listen there.
        asound: what ALSA's configuration says; nothing, so that there is no device at all.
    """
    config = folder / "asound.conf"
    config.write_text(asound, encoding="utf-8")
    return {
        **os.environ,
        "HOME": str(folder),
        "XDG_RUNTIME_DIR": str(folder),
        "PULSE_RUNTIME_PATH": str(folder),
        "PULSE_STATE_PATH": str(folder),
        "PULSE_CONFIG_PATH": str(folder),
        "PULSE_SERVER": f"unix:{folder / 'native'}",
        "ALSA_CONFIG_PATH": str(config),
        "JACK_NO_START_SERVER": "1",
        "JACK_NO_AUDIO_RESERVATION": "1",
    }


# ALSA programs reach the server through its plug-in (Debian: libasound2-plugins).
ASOUND = """</usr/share/alsa/alsa.conf>
pcm.!default { type pulse }
ctl.!default { type pulse }
"""


def missing() -> str | None:
    """Return why there can be no server here, or None."""
    programs = [name for name in ("pulseaudio", "pactl", "parec") if shutil.which(name) is None]
    return f"not installed: {', '.join(programs)}" if programs else None


def alsa_reaches_pulse() -> bool:
    """Tell whether ALSA programs can play into the server."""
    return any(Path("/usr/lib").glob("**/alsa-lib/libasound_module_pcm_pulse.so"))


@contextmanager
def null_sink(folder: Path) -> Iterator[NullSink]:
    """Run a server whose only sink goes nowhere, and record what is played into it.

    The test is left out, and says why, where PulseAudio is not installed.
    """
    if (reason := missing()) is not None:
        pytest.skip(reason)
    folder.chmod(0o700)  # PulseAudio refuses a runtime folder that others may enter
    env = environment(folder, ASOUND)
    sink = f"module-null-sink sink_name=hipflex rate={RATE} channels=1 format=s16le"
    socket = f"module-native-protocol-unix socket={folder / 'native'} auth-anonymous=1"
    server = subprocess.Popen(
        [
            "pulseaudio",
            *("-n", "--daemonize=no", "--use-pid-file=no", "--exit-idle-time=-1"),
            *("--disable-shm=yes", "-L", sink, "-L", socket),
        ],
        env=env,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for_answer(env, server)
        with subprocess.Popen(
            [
                *("parec", "--raw", "--format=s16le", f"--rate={RATE}", "--channels=1"),
                *("--latency-msec=10", "--device=hipflex.monitor"),
            ],
            env=env,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        ) as recorder:
            assert recorder.stdout is not None
            recording = Recording(recorder.stdout)
            recording.wait_until(time.monotonic())
            try:
                yield NullSink(env, server, recording)
            finally:
                recorder.terminate()
                recording.join()
    finally:
        server.kill()
        server.wait()


def _wait_for_answer(env: Mapping[str, str], server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_S
    while subprocess.run(["pactl", "info"], env=env, capture_output=True, check=False).returncode:
        assert server.poll() is None, "the sound server ended at once"
        assert time.monotonic() < deadline, "the sound server does not answer"
