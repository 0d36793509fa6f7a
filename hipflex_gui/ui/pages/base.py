"""What desk pages have in common: they scroll vertically only, and tell where the user wants to go.

A page is built once, filled by ``refresh`` when it is shown or the model has changed, and laid out
anew by ``fit`` when its width crosses its limit or the size of the text changes. Enter presses the
button that has the focus, on every page; ``enter`` is what it means besides.
"""

from PySide6.QtCore import QElapsedTimer, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from hipflex_gui.ui.look import Look
from hipflex_gui.ui.model import Model
from hipflex_gui.ui.theme import SPACE_3XL
from hipflex_gui.ui.widgets.base import Card
from hipflex_gui.ui.widgets.buttons import ENTER, take_enter

PADDING = 32
SETTLE_MS = 700
QUESTION_WIDTH = 684  # px at 100 %


def stack(line: QBoxLayout, *, narrow: bool) -> None:
    """Let parts stand side by side, or below each other where there is little room."""
    ways = QBoxLayout.Direction
    line.setDirection(ways.TopToBottom if narrow else ways.LeftToRight)


class Page(QScrollArea):
    """A desk page.

    Signals:
        start: play the session with this id.
        start_easier: play the session with this id, going easier where it was too much.
        start_picked: play only these steps (positions from 0) of the session with this id.
        try_now: play the movement with this id alone, beginning on this side.
        plan: show the plan of the session with this id.
        movement: show the page of the movement with this id.
        edit_movement: edit the movement with this id, or a version of it; "" for a new one.
        edit: edit the session file at this path.
        open_file: show what the file at this path holds, before anything of it is kept.
        play: play this timeline, such as a session that was fitted to a time.
        try_timeline: play this, which is still being written.
        run: show the page of the run with this id.
        add: show the form for a session that was done without the program, on a day or None.
        runs: show the list of the runs that a ``RunFilter`` wants.
        go: show the page with this key.
        back: show what was shown before.
    """

    narrow_under = 700  # px at 100 %: content narrower than this has its cards in one column

    start = Signal(str)
    start_easier = Signal(str)
    start_picked = Signal(str, list)
    try_now = Signal(str, object)
    plan = Signal(str)
    movement = Signal(str)
    edit_movement = Signal(str)
    edit = Signal(object)
    open_file = Signal(object)
    play = Signal(object)
    try_timeline = Signal(object)
    run = Signal(str)
    runs = Signal(object)
    add = Signal(object)
    go = Signal(str)
    back = Signal()

    def __init__(self, look: Look, model: Model, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look, self.model = look, model
        self._settling = QElapsedTimer()
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
        look.changed.connect(self._look_changed)

    def refresh(self) -> None:
        """Fill the page from the model; called when it is shown and something has changed."""

    def fit(self, *, narrow: bool) -> None:
        """Lay the page out for a narrow or a wide window, at the present size of the text."""

    def enter(self) -> None:
        """Do what Enter means on this page where no button has the focus."""

    def search(self) -> None:
        """Put the cursor into the search field, on a page that has one."""

    def take_keys(self) -> None:
        """Give the keyboard to what one begins with on this page."""
        self.setFocus()

    def undo(self) -> None:
        """Take back the last change of the history, or what was done on this page."""
        self.model.undo()

    def settle(self) -> None:
        """Take no Enter for a moment: the one that ended a session must not begin the next."""
        self._settling.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter press what has the focus; leave the rest to scrolling."""
        settling = self._settling.isValid() and not self._settling.hasExpired(SETTLE_MS)
        if settling and event.key() in ENTER:
            return
        if not take_enter(self, event, self.enter):
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Bring the page up to date before it is seen, and hear the keys if nobody else does."""
        super().showEvent(event)
        if self.window().focusWidget() is None:
            self.setFocus()
        if self._stale:
            self._stale = False
            self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out anew when the width crosses the limit."""
        super().resizeEvent(event)
        if self._is_narrow() != self._narrow:
            self._lay_out()

    def _is_narrow(self) -> bool:
        return self.viewport().width() < self.narrow_under * self.look.theme.scale

    def _lay_out(self) -> None:
        self._narrow = self._is_narrow()
        self.fit(narrow=self._narrow)

    def _look_changed(self) -> None:
        if self._narrow is not None:  # else its first size is still to come
            self._lay_out()

    def _model_changed(self) -> None:
        self._stale = not self.isVisible()
        if self.isVisible():
            self.refresh()


class EndPage(Page):
    """What follows a session, over the full window; Enter or Esc closes it.

    Signals:
        closed: the person has seen it.
    """

    narrow_under = 880  # there is no bar at the left of it

    closed = Signal()

    def __init__(self, look: Look, model: Model, parent: QWidget | None = None) -> None:
        super().__init__(look, model, parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def enter(self) -> None:
        """Close."""
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close with Esc as well."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Take the keyboard, so that Enter and the arrows work at once."""
        super().showEvent(event)
        self.setFocus()


class QuestionPage(EndPage):
    """One question on a card in the middle.

    Attributes:
        card: the column of the card.
    """

    def __init__(self, look: Look, model: Model, parent: QWidget | None = None) -> None:
        super().__init__(look, model, parent)
        self._card = Card()
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(self._card, 1000)
        line.addStretch(1)
        self.column.addStretch(2)
        self.column.addLayout(line)
        self.column.addStretch(3)
        self.card = QVBoxLayout(self._card)
        self.card.setContentsMargins(SPACE_3XL, SPACE_3XL, SPACE_3XL, SPACE_3XL)

    def fit(self, *, narrow: bool) -> None:
        """Keep the card from becoming wider than one can take in."""
        self._card.setMaximumWidth(self.look.theme.px(QUESTION_WIDTH))
