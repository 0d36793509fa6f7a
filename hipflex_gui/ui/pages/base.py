"""What desk pages have in common: they scroll vertically only, and tell where the user wants to go.

A page is built once, filled by ``refresh`` when it is shown or the model has changed, and laid out
anew by ``fit`` when its width crosses one of the design's limits.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from hipflex_gui.ui.look import Look
from hipflex_gui.ui.model import Model

PADDING = 32
NARROW = 700  # content narrower than this puts its cards in one column


class Page(QScrollArea):
    """A desk page.

    Signals:
        start: play the session with this id.
        start_picked: play only these steps (positions from 0) of the session with this id.
        plan: show the plan of the session with this id.
        go: show the page with this key.
    """

    start = Signal(str)
    start_picked = Signal(str, list)
    plan = Signal(str)
    go = Signal(str)

    def __init__(self, look: Look, model: Model, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look, self.model = look, model
        self._stale = True
        self._narrow: bool | None = None
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.body = QWidget()
        self.column = QVBoxLayout(self.body)
        self.column.setContentsMargins(PADDING, PADDING, PADDING, PADDING)
        self.column.setSpacing(16)
        self.setWidget(self.body)
        model.changed.connect(self._model_changed)

    def refresh(self) -> None:
        """Fill the page from the model; called when it is shown and something has changed."""

    def fit(self, *, narrow: bool) -> None:
        """Lay the page out for a narrow or a wide window."""

    def showEvent(self, event: QShowEvent) -> None:
        """Bring the page up to date before it is seen."""
        super().showEvent(event)
        if self._stale:
            self._stale = False
            self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out anew when the width crosses the limit."""
        super().resizeEvent(event)
        narrow = self.viewport().width() < NARROW * self.look.theme.scale
        if narrow != self._narrow:
            self._narrow = narrow
            self.fit(narrow=narrow)

    def _model_changed(self) -> None:
        self._stale = not self.isVisible()
        if self.isVisible():
            self.refresh()
