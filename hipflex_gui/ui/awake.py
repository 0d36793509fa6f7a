"""Keeping the screen on while a session plays, by whatever the system offers.

Nothing here waits and nothing fails: where a system has no way, the screen may go dark, and that is
all. On Linux the desktop's own service is asked over D-Bus; GNOME, KDE, Xfce, MATE and Cinnamon
answer at the same name. It is asked on a connection of its own, and let go by closing that: the
service forgets whoever is gone, also one that was killed.
"""

import contextlib
import ctypes
import os
import subprocess
import sys

from PySide6.QtDBus import QDBusConnection, QDBusMessage

from hipflex_gui.i18n import _

_ES_CONTINUOUS, _ES_SYSTEM, _ES_DISPLAY = 0x80000000, 0x00000001, 0x00000002
_SERVICE, _PATH = "org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver"
_CONNECTION = "hipflex-awake"
_WAIT_MS = 2000


class Awake:
    """Holds the screen on between ``hold`` and ``release``; both may be called at any time."""

    def __init__(self) -> None:
        self._held = False
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def held(self) -> bool:
        """Whether the screen is asked to stay on."""
        return self._held

    def hold(self) -> None:
        """Ask for the screen to stay on."""
        if self._held:
            return
        self._held = True
        if sys.platform == "win32":
            _windows(_ES_CONTINUOUS | _ES_SYSTEM | _ES_DISPLAY)
        elif sys.platform == "darwin":
            with contextlib.suppress(OSError):
                # ends with this process, also when that is killed
                self._process = subprocess.Popen(["caffeinate", "-d", "-w", str(os.getpid())])
        else:
            bus = QDBusConnection.connectToBus(QDBusConnection.BusType.SessionBus, _CONNECTION)
            call = QDBusMessage.createMethodCall(_SERVICE, _PATH, _SERVICE, "Inhibit")
            call.setArguments(["Hipflex", _("a stretching session")])
            bus.asyncCall(call, _WAIT_MS)

    def release(self) -> None:
        """Let the screen do as its user has set it."""
        if not self._held:
            return
        self._held = False
        if sys.platform == "win32":
            _windows(_ES_CONTINUOUS)
        elif sys.platform == "darwin":
            if self._process:
                self._process.terminate()
                self._process = None
        else:
            QDBusConnection.disconnectFromBus(_CONNECTION)


def _windows(state: int) -> None:
    ctypes.windll.kernel32.SetThreadExecutionState(state)  # type: ignore[attr-defined, unused-ignore]
