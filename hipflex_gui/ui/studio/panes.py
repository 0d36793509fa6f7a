"""The three panes side by side, or one of them under tabs where there is little room."""

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from hipflex_gui.i18n import _
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.pages.parts import Tabs
from hipflex_gui.ui.studio.palette import PalettePane
from hipflex_gui.ui.studio.steplist import StepsPane
from hipflex_gui.ui.studio.textpane import TextPane
from hipflex_gui.ui.theme import SPACE_L
from hipflex_gui.ui.widgets.base import describe

PALETTE, STEPS, TEXT = 228, 396, 412  # px at 100 %


class Panes(QWidget):
    """Palette, steps and text."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._shown, self.narrow = "steps", False
        self.tabs = Tabs(look, (_("Steps"), _("Text")), self)
        describe(self.tabs, _("Parts of the studio"))
        self.palette_pane = PalettePane(look)
        self.steps, self.text = StepsPane(look), TextPane(look)
        self._beside = QSplitter(Qt.Orientation.Horizontal)
        self._beside.setChildrenCollapsible(False)
        sizes = (PALETTE, STEPS, TEXT)
        for index, pane in enumerate((self.palette_pane, self.steps, self.text)):
            self._beside.addWidget(pane)
            self._beside.setStretchFactor(index, sizes[index])
        self._beside.setSizes(sizes)
        self._panes: dict[str, tuple[QWidget, QWidget]] = {  # and what hears the keys in each
            "palette": (self.palette_pane, self.palette_pane.field),
            "steps": (self.steps, self.steps.view),
            "text": (self.text, self.text.field),
        }
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        line = QHBoxLayout()
        line.setContentsMargins(SPACE_L, 0, SPACE_L, 0)
        line.addWidget(self.tabs)
        line.addStretch(1)
        column.addLayout(line)
        column.addWidget(self._beside, 1)
        self.tabs.currentChanged.connect(self._tab_chosen)
        self.tabs.tabBarClicked.connect(self._tab_chosen)  # back from the palette, too

    def fit(self, *, narrow: bool) -> None:
        """Lay the panes out for a wide or a narrow window."""
        self.narrow = narrow
        self.steps.head.setVisible(not narrow)  # the tab says it, and room is dear
        self.show_pane(self._shown)

    def show_pane(self, key: str) -> None:
        """See to it that a pane is to be seen: ``palette``, ``steps`` or ``text``."""
        self._shown = key
        self._panes[key][0].show()
        for other, (widget, _field) in self._panes.items():
            if self.narrow and other != key and _has_focus(widget):
                self._panes[key][1].setFocus()  # before Qt gives it to whatever comes next
            widget.setVisible(not self.narrow or other == key)
        self.tabs.setVisible(self.narrow)
        with QSignalBlocker(self.tabs):
            self.tabs.setCurrentIndex(1 if key == "text" else 0)

    def take_keys(self) -> None:
        """Give the keyboard to the pane that is shown, of all three to the palette."""
        self._panes[self._shown if self.narrow else "palette"][1].setFocus()

    def turn(self, by: int) -> None:
        """Give the keyboard to the next pane, or with -1 to the one before."""
        keys = [key for key, (_pane, field) in self._panes.items() if field.isEnabled()]
        here = next((n for n, key in enumerate(keys) if _has_focus(self._panes[key][0])), -by)
        key = keys[(here + by) % len(keys)]
        self.show_pane(key)
        self._panes[key][1].setFocus(Qt.FocusReason.ShortcutFocusReason)
        if key == "steps" and self.steps.row < 0 and self.steps.steps.rows:
            self.steps.view.setCurrentIndex(self.steps.steps.index(0))  # or nobody sees where

    def show_palette(self) -> None:
        """Show the palette with the cursor in its field."""
        self.show_pane("palette")
        self.palette_pane.search()

    def _tab_chosen(self, index: int) -> None:
        self.show_pane(("steps", "text")[index])


def _has_focus(widget: QWidget) -> bool:
    focused = QApplication.focusWidget()
    return focused is not None and widget.isAncestorOf(focused)
