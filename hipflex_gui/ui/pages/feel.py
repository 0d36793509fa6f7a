"""What is asked after a session: how tight it was and is, and a note."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from hipflex_gui.i18n import _, ngettext
from hipflex_gui.log import Comfort, RunRecord, StepRecord
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.theme import SPACE_M, SPACE_S
from hipflex_gui.ui.widgets.base import Text, describe
from hipflex_gui.ui.widgets.buttons import ENTER
from hipflex_gui.ui.widgets.scale import QUESTION, Scale, legend

LONGEST = 2000  # characters of a note
RING = 4  # px at either side for the ring round a scale, which a widget would cut at its edge

Key = tuple[str, str]  # the id of a movement, and its name


def key_of(step: StepRecord) -> Key:
    """Return by what the movement of a step is known."""
    return step.movement, step.name


def comfort_of(steps: Iterable[StepRecord]) -> dict[Key, Comfort]:
    """Return how each movement felt, where it was said."""
    return {key_of(step): step.comfort for step in steps if step.comfort}


class Ratings(QWidget):
    """How tight it was and is, and what has changed."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.before = Scale(look, _("How tight were your hips before?"), quiet=True)
        self.now = Scale(look, _("How tight are your hips now?"))
        self._rated = Text(look, _("rated at the start"), "small", "ink3")
        self._change = Text(look, "", "small", "acc_text", weight=600)
        said = _("Optional. Type a number, or use ← and →. Enter saves and closes.")
        column = QVBoxLayout(self)
        column.setContentsMargins(RING, 0, RING, 0)
        column.setSpacing(SPACE_S)
        column.addWidget(Text(look, _(QUESTION), "title", wrap=True))
        column.addWidget(Text(look, said, "small", "ink3", wrap=True))
        for name, beside, scale in (
            (_("Before"), self._rated, self.before),
            (_("Now"), self._change, self.now),
        ):
            line = QHBoxLayout()
            line.setSpacing(SPACE_S)
            line.addWidget(Text(look, name, "row"))
            if beside is self._change:
                line.addStretch(1)
            line.addWidget(beside, 0 if beside is self._change else 1)
            column.addSpacing(SPACE_M if scale is self.before else SPACE_S)
            column.addLayout(line)
            column.addWidget(scale)
            scale.changed.connect(self._compare)
        column.addLayout(legend(look))

    def show_run(self, run: RunRecord) -> None:
        """Show what was said of a run."""
        self.before.rate(run.before)
        self.now.rate(run.after)
        self._rated.setVisible(run.before is not None)
        self._compare()

    def _compare(self) -> None:
        before, now = self.before.rating, self.now.rating
        self._change.setText("" if before is None or now is None else change_text(now - before))


def change_text(points: int) -> str:
    """Return a change of tightness in words; less is looser."""
    if not points:
        return _("the same")
    if points < 0:
        return ngettext("{n} point looser", "{n} points looser", -points).format(n=-points)
    return ngettext("{n} point tighter", "{n} points tighter", points).format(n=points)


class Note(QPlainTextEdit):
    """A note of at most ``LONGEST`` characters; Ctrl+Enter is left to the page."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self.setTabChangesFocus(True)
        describe(self, _("Note"), _("Ctrl+Enter saves and closes."))
        self.textChanged.connect(self._keep_short)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Write; leave Ctrl+Enter to the page."""
        if event.key() in ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _keep_short(self) -> None:
        """Take back the end of what was just put in, and leave what stood there before."""
        excess = self.document().characterCount() - 1 - LONGEST
        if excess <= 0:
            return
        cursor = self.textCursor()
        keep = max(0, cursor.position() - excess)
        if "\udc00" <= self.document().characterAt(keep) <= "\udfff":
            keep -= 1  # the second half of a letter goes with the first
        cursor.setPosition(keep, cursor.MoveMode.KeepAnchor)
        cursor.joinPreviousEditBlock()  # undone together, or undo would put in the excess again
        cursor.removeSelectedText()
        cursor.endEditBlock()
