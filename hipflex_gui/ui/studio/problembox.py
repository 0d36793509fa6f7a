"""A problem of a text in words, with what could be written instead."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from hipflex_gui.i18n import _
from hipflex_gui.problems import Problem
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.theme import SPACE_L, SPACE_M, SPACE_S, SPACE_XS
from hipflex_gui.ui.widgets.base import Glyph, Text
from hipflex_gui.ui.widgets.buttons import KeyButton
from hipflex_gui.ui.widgets.flow import FlowLayout

LONGEST_FIX = 32
MOST_FIXES = 3


class ProblemBox(QFrame):
    """Tells one problem. ``fixed`` says which fix was taken, ``next_asked`` asks for more."""

    fixed = Signal(int)
    next_asked = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.problem: Problem | None = None
        self._where = Text(look, role="small", ink="warn", weight=600, wrap=True)
        self.next = KeyButton(look, _("Next"), key=_("F8"), kind="text")
        self.next.setAccessibleName(_("Next problem"))
        self.next.clicked.connect(self.next_asked)
        self.said = Text(look, role="small", wrap=True)
        self._buttons = QWidget()
        FlowLayout(self._buttons, SPACE_S, SPACE_S)
        head = QHBoxLayout()
        head.setSpacing(SPACE_S)
        head.addWidget(Glyph(look, "warning", 18, "warn"))
        head.addWidget(self._where, 1)
        head.addWidget(self.next)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_L, SPACE_M, SPACE_L, SPACE_M)
        column.setSpacing(SPACE_XS)
        column.addLayout(head)
        column.addWidget(self.said)
        column.addSpacing(SPACE_XS)
        column.addWidget(self._buttons)
        self.said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        look.changed.connect(self.restyle)
        self.restyle()
        self.hide()

    @property
    def buttons(self) -> list[KeyButton]:
        """The buttons of the fixes."""
        return self._buttons.findChildren(KeyButton)

    def show_problem(self, problem: Problem | None, number: int = 1, of: int = 1) -> None:
        """Tell a problem, the ``number``-th of ``of``; None hides the box."""
        self.setVisible(problem is not None)
        if problem is None:
            self.problem = None
            return
        line = _("Line {line}").format(line=problem.where.line)
        count = _("{line}, problem {n} of {of}").format(line=line, n=number, of=of)
        self._where.setText(count if of > 1 else line)
        self.next.setVisible(of > 1)
        if problem == self.problem:
            return  # the buttons stay, and with them the keyboard
        self.problem = problem
        self.said.setText("\n".join(_sentence(one) for one in (problem.text, problem.hint) if one))
        self._rebuild(problem)

    def words(self) -> str:
        """Return all that is said, for screen readers."""
        return f"{self._where.text()}: {self.said.text()}"

    def restyle(self) -> None:
        """Take over a changed theme."""
        c, edge = self.look.colours, 2 if self.look.theme.outlined else 1
        self.setStyleSheet(
            f"ProblemBox {{ background: {c.warn_soft}; border: 0;"
            f" border-top: {edge}px solid {c.warn}; }}"
        )

    def _rebuild(self, problem: Problem) -> None:
        layout = self._buttons.layout()
        assert layout is not None
        for button in self.buttons:
            layout.removeWidget(button)
            button.hide()
            button.setParent(None)
            button.deleteLater()
        for number, fix in enumerate(problem.fixes[:MOST_FIXES]):
            short = fix if len(fix) <= LONGEST_FIX else f"{fix[: LONGEST_FIX - 1]}…"
            label = _("Write {text}").format(text=short)
            button = KeyButton(self.look, label, key="" if number else _("Ctrl+."))
            button.clicked.connect(lambda _checked=False, n=number: self.fixed.emit(n))
            layout.addWidget(button)
        self._buttons.setVisible(layout.count() > 0)


def _sentence(text: str) -> str:
    """Return what is wrong as a sentence; a key stays as a file writes it."""
    first = text.split(maxsplit=1)[0]
    return text if first.endswith(":") else text[:1].upper() + text[1:]
