"""The keys of a session, on every keyboard layout.

A letter is meant by its place where the layout has no Latin letters: someone who types Russian must
find "It hurts" under the same finger. The codes are those of the keys of a PC keyboard in X11 and
Wayland (evdev + 8), Windows (set 1) and macOS.
"""

import sys

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

Key = Qt.Key

NEXT = {Key.Key_Return, Key.Key_Enter, Key.Key_PageDown, Key.Key_Right, Key.Key_MediaNext}
BACK = {Key.Key_Left, Key.Key_PageUp, Key.Key_MediaPrevious}
PAUSE = {
    Key.Key_Space,
    Key.Key_MediaPlay,
    Key.Key_MediaPause,
    Key.Key_MediaTogglePlayPause,
}
MORE = {Key.Key_Plus, Key.Key_Equal}
LESS = {Key.Key_Minus, Key.Key_Underscore}

_LETTERS = {Key.Key_F, Key.Key_H, Key.Key_M}
_PLACES = {
    "win32": {0x21: Key.Key_F, 0x23: Key.Key_H, 0x32: Key.Key_M},
    "darwin": {3: Key.Key_F, 4: Key.Key_H, 46: Key.Key_M},
}
_PLACES_ELSEWHERE = {41: Key.Key_F, 43: Key.Key_H, 58: Key.Key_M}
_LATIN = 0x024F  # the last of the Latin letters
_CHORD = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


def meant(event: QKeyEvent, platform: str = sys.platform) -> Qt.Key:
    """Return the key that is meant; a letter together with Ctrl or Alt means nothing here."""
    key = Key(event.key())
    if _LATIN < event.key() < Key.Key_Escape:
        code = event.nativeVirtualKey() if platform == "darwin" else event.nativeScanCode()
        key = _PLACES.get(platform, _PLACES_ELSEWHERE).get(code, key)
    if key in _LETTERS and event.modifiers() & _CHORD:
        return Key.Key_unknown
    return key
