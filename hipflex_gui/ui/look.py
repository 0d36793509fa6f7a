"""The one object that knows which theme is in force, and tells when another one is.

Every widget is given it first. It follows the desktop's light or dark, its contrast and its font
size, unless the user chose otherwise, and dresses the application: palette and style sheet.
"""

import sys
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFontDatabase, QFontInfo, QPalette, QStyleHints
from PySide6.QtWidgets import QApplication

from hipflex_gui.figure.palette import Palette, Person, palette
from hipflex_gui.ui.icons import Icons
from hipflex_gui.ui.style import palette as palette_of
from hipflex_gui.ui.style import style_sheet
from hipflex_gui.ui.theme import DARK, LIGHT, Colours, Theme, contrast_colours, high_contrast

CHOICES = ("system", "light", "dark")

# The size in px of the desktop's own text where its user changed nothing.
ORDINARY_TEXT = {"windows": 12.0, "cocoa": 13.0}
ORDINARY_TEXT_ELSEWHERE = 15.0


def less_motion(hints: QStyleHints) -> bool:
    """Return whether the system asks for less motion.

    Qt tells from 6.12 on, and only of desktops that tell it; else nothing was asked for. Earlier
    versions know of contrast alone, and a switched-off effect of theirs means something else.
    """
    wish = getattr(_accessibility(hints), "motionPreference", lambda: None)()
    return getattr(wish, "name", "") == "ReducedMotion"


def _accessibility(hints: QStyleHints) -> object:
    return getattr(hints, "accessibility", lambda: None)()  # since 6.10


class Look(QObject):
    """The theme in force. ``changed`` is emitted after it has become another one.

    Attributes:
        theme: the theme.
        calm: whether the system asks for less motion; the program's own switch may ask as well.

    Args:
        app: the application to dress.
        icons: the folder of the icon files.
        choice: ``system``, ``light`` or ``dark``.
        scale: text size, 1 being the design's; None follows the application font.
    """

    changed = Signal()

    def __init__(
        self, app: QApplication, icons: Path, choice: str = "system", scale: float | None = None
    ) -> None:
        super().__init__()
        self._app, self._choice, self._scale = app, choice, scale
        self.icons = Icons(icons)
        self.person = Person()
        app.setStyle("Fusion")  # the one style that looks alike everywhere and takes a palette
        hints = app.styleHints()
        self.theme, self.calm = self._make(), less_motion(hints)
        self._dress()
        hints.colorSchemeChanged.connect(self.refresh)
        if motion := getattr(_accessibility(hints), "motionPreferenceChanged", None):
            motion.connect(self.refresh)
        app.fontChanged.connect(self.refresh)

    @property
    def colours(self) -> Colours:
        """The colours in force."""
        return self.theme.colours

    @property
    def figure_colours(self) -> Palette:
        """The colours of the figure in the room that is in force."""
        return palette(self.person, dark=QColor(self.colours.bg).lightness() < 128)

    def set_person(self, person: Person) -> None:
        """Let the figure look like somebody else."""
        if person != self.person:
            self.person = person
            self.changed.emit()

    def choose(self, choice: str) -> None:
        """Follow the system, or stay with light or dark; one of ``CHOICES``."""
        self._choice = choice
        self.refresh()

    def set_scale(self, scale: float | None) -> None:
        """Set the text size, 1 being the design's; None follows the application font."""
        self._scale = scale
        self.refresh()

    def refresh(self) -> None:
        """Look again at what the system says, and dress anew if that makes a difference."""
        theme, calm = self._make(), less_motion(self._app.styleHints())
        if (theme, calm) != (self.theme, self.calm):
            self.theme, self.calm = theme, calm
            self._dress()
            self.changed.emit()

    def _make(self) -> Theme:
        app = self._app
        size = QFontInfo(app.font()).pixelSize()
        ordinary = ORDINARY_TEXT.get(app.platformName(), ORDINARY_TEXT_ELSEWHERE)
        scale = max(1.0, size / ordinary) if self._scale is None else self._scale
        points = 72 / app.primaryScreen().logicalDotsPerInchY()
        linux = sys.platform.startswith("linux")
        family = "Inter" if linux and QFontDatabase.hasFamily("Inter") else app.font().family()
        name, colours, outlined = self._palette_of_system()
        return Theme(name, colours, family, scale, points, outlined)

    def _palette_of_system(self) -> tuple[str, Colours, bool]:
        own = self._app.palette()
        self._app.setPalette(QPalette())  # what is left is the desktop's, without ours over it
        system = self._app.palette()
        self._app.setPalette(own)
        if self._choice == "system" and high_contrast(system):
            return "contrast", contrast_colours(system), True
        scheme = self._app.styleHints().colorScheme()
        dark = self._choice == "dark" or (
            self._choice == "system" and scheme == Qt.ColorScheme.Dark
        )
        return ("dark", DARK, False) if dark else ("light", LIGHT, False)

    def _dress(self) -> None:
        self._app.setPalette(palette_of(self.theme))
        self._app.setStyleSheet(style_sheet(self.theme))
