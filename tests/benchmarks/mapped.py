"""The moment at which the next window appears on a screen, told by the X server itself."""

import ctypes
import ctypes.util
import select
import time
from typing import Self

_MAP_NOTIFY, _SUBSTRUCTURE_NOTIFY, _EVENT_BYTES = 19, 1 << 19, 192


class Watch:
    """Listens to the root window of a display, on which no window manager runs.

    Raises:
        OSError: libX11 is missing, or the display cannot be opened.
    """

    def __init__(self, display: str) -> None:
        x11 = ctypes.CDLL(ctypes.util.find_library("X11") or "libX11.so.6")
        x11.XOpenDisplay.restype = ctypes.c_void_p
        x11.XDefaultRootWindow.argtypes = [ctypes.c_void_p]
        x11.XDefaultRootWindow.restype = ctypes.c_ulong
        x11.XSelectInput.argtypes = [ctypes.c_void_p, ctypes.c_ulong, ctypes.c_long]
        for name in ("XConnectionNumber", "XPending", "XCloseDisplay"):
            getattr(x11, name).argtypes = [ctypes.c_void_p]
        x11.XSync.argtypes = [ctypes.c_void_p, ctypes.c_int]
        x11.XNextEvent.argtypes = [ctypes.c_void_p, ctypes.c_void_p]
        self._x11 = x11
        self._display = x11.XOpenDisplay(display.encode())
        if not self._display:
            raise OSError(f"the display {display} cannot be opened")
        x11.XSelectInput(self._display, x11.XDefaultRootWindow(self._display), _SUBSTRUCTURE_NOTIFY)
        x11.XSync(self._display, 1)

    def forget(self) -> None:
        """Forget everything that has happened so far."""
        self._x11.XSync(self._display, 1)

    def wait(self, seconds: float) -> float:
        """Return ``time.monotonic()`` at which a window was mapped.

        Raises:
            TimeoutError: none was, within so many seconds.
        """
        event = (ctypes.c_int * (_EVENT_BYTES // 4))()
        deadline = time.monotonic() + seconds
        while True:
            while self._x11.XPending(self._display):
                now = time.monotonic()
                self._x11.XNextEvent(self._display, event)
                if event[0] == _MAP_NOTIFY:
                    return now
            left = deadline - time.monotonic()
            if left <= 0 or not self._readable(left):
                raise TimeoutError(f"no window came up within {seconds:.0f} s")

    def _readable(self, seconds: float) -> bool:
        connection = self._x11.XConnectionNumber(self._display)
        return bool(select.select([connection], [], [], seconds)[0])

    def close(self) -> None:
        """Listen no more."""
        self._x11.XCloseDisplay(self._display)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()
