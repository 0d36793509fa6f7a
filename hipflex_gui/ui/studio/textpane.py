"""The text of a session: a field that knows YAML, and its problems in words with their fixes."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QVBoxLayout, QWidget

from hipflex_gui.movements import Movement
from hipflex_gui.problems import Problem
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.studio.problembox import ProblemBox
from hipflex_gui.ui.studio.textfield import TextField
from hipflex_gui.ui.widgets.base import announce

# A text field takes these for ends of lines or frames. They are swapped for letters that no text
# here has, so that a file keeps them.
_TAKEN = "\u2029\ufdd0\ufdd1"
_PRIVATE = range(0xE000, 0xF8FF)


class TextPane(QWidget):
    """The text of a session with its problems.

    The document and its undo stack are the field's; changes made elsewhere come in by ``apply``.
    ``edited`` is emitted after every change of the text, before anything else happens, and
    ``line_changed`` with the line of the cursor, from 1.

    Attributes:
        line_end: how the lines of the text end, as in the file: ``text`` has it as well.
    """

    edited = Signal()
    line_changed = Signal(int)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.line_end = "\n"
        self._swaps: dict[int, int] = {}
        self._text = self._inner = self._told = ""
        self._line, self._loading = 1, False
        self._problems: tuple[Problem, ...] = ()
        self.field = TextField(look, self)
        self.box = ProblemBox(look, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.field, 1)
        column.addWidget(self.box)
        self.field.suggestions.raise_()
        self.setFocusProxy(self.field)
        self.field.document().contentsChanged.connect(self._changed)
        self.field.cursorPositionChanged.connect(self._moved)
        self.field.fix_asked.connect(self.fix)
        self.field.problem_asked.connect(self._step)
        self.box.fixed.connect(self.fix)
        self.box.next_asked.connect(self.next_problem)

    def text(self) -> str:
        """Return the text, each line ended as the file has it.

        It is what ``set_text`` was given until something is changed; then all lines end alike.
        """
        return self._text

    def set_text(self, text: str) -> None:
        """Begin a document. There is nothing to undo then, and ``edited`` is not emitted."""
        self.line_end = _line_end(text)
        free = (code for code in _PRIVATE if chr(code) not in text)
        self._swaps = {ord(char): next(free) for char in _TAKEN if char in text}
        self._loading = True
        self.field.setPlainText(self._to_field(text))
        self._loading = False
        self._inner, self._text = self.field.plain(), text
        self.show_problems(())

    def apply(self, new_text: str) -> None:
        """Change the text into another one, as one step to undo that changes only what differs."""
        self.field.replace(self._inner, self._to_field(new_text))

    def document(self) -> QTextDocument:
        """Return the document: what was saved, and what can be undone."""
        return self.field.document()

    @property
    def can_undo(self) -> bool:
        """Whether there is something to undo."""
        return self.document().isUndoAvailable()

    @property
    def can_redo(self) -> bool:
        """Whether there is something to do again."""
        return self.document().isRedoAvailable()

    def undo(self) -> None:
        """Take the last change back, wherever it was made."""
        self.field.undo()

    def redo(self) -> None:
        """Make again what was taken back."""
        self.field.redo()

    def set_movements(self, movements: Mapping[str, Movement]) -> None:
        """Say which movements there are to name."""
        self.field.set_movements(movements)

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Mark the problems of the present text, and tell the one nearest to the cursor."""
        self._problems = tuple(sorted(problems, key=_place))
        self._told = self._text
        wheres = [problem.where for problem in self._problems]
        places = (self.field.cursor_at(one.line, one.column, one.length) for one in wheres)
        self.field.show_marks(places)
        self._tell()

    def go_to(self, line: int, column: int = 1) -> None:
        """Put the cursor to a place, from 1, and show it; the keyboard stays where it is."""
        self.field.setTextCursor(self.field.cursor_at(line, column))
        self.field.ensureCursorVisible()

    def next_problem(self) -> None:
        """Go to the next problem behind the cursor; after the last comes the first."""
        self._step(1)

    def previous_problem(self) -> None:
        """Go to the problem before the cursor; before the first comes the last."""
        self._step(-1)

    def fix(self, which: int = 0) -> None:
        """Write what may stand in place of the problem that is told, by the number of its fix.

        Nothing happens without such a fix, or when the text is not the one with that problem.
        """
        problem = self.box.problem
        if problem is None or self._told != self._text or which >= len(problem.fixes):
            return
        where = problem.where
        cursor = self.field.cursor_at(where.line, where.column, where.length)
        self.field.write(cursor, problem.fixes[which])
        self.field.setTextCursor(cursor)
        self.field.setFocus()

    def _to_field(self, text: str) -> str:
        return text.replace("\r\n", "\n").replace("\r", "\n").translate(self._swaps)

    def _changed(self) -> None:
        if self._loading or (inner := self.field.plain()) == self._inner:
            return  # only its colours
        back = {swap: char for char, swap in self._swaps.items()}
        self._inner = inner
        self._text = inner.translate(back).replace("\n", self.line_end)
        self.edited.emit()

    def _moved(self) -> None:
        line = self.field.textCursor().blockNumber() + 1
        if line != self._line:
            self._line = line
            self._tell()
            self.line_changed.emit(line)

    def _tell(self) -> None:
        here = (self._line, self.field.textCursor().positionInBlock() + 1)
        nearest = min(self._problems, key=lambda one: _distance(one, here), default=None)
        number = self._problems.index(nearest) + 1 if nearest else 0
        self.box.show_problem(nearest, number, len(self._problems))

    def _step(self, by: int) -> None:
        if not self._problems:
            return
        here = (self._line, self.field.textCursor().positionInBlock() + 1)
        if by > 0:
            found = next((one for one in self._problems if _place(one) > here), self._problems[0])
        else:
            before = [one for one in self._problems if _place(one) < here]
            found = (before or self._problems)[-1]
        self.go_to(found.where.line, found.where.column)
        self._tell()
        announce(self.field, self.box.words())


def _place(problem: Problem) -> tuple[int, int]:
    return problem.where.line, problem.where.column


def _distance(problem: Problem, here: tuple[int, int]) -> tuple[int, int]:
    return abs(problem.where.line - here[0]), abs(problem.where.column - here[1])


def _line_end(text: str) -> str:
    """Return how most lines of a text end."""
    windows = text.count("\r\n")
    counts = {"\n": text.count("\n") - windows, "\r\n": windows, "\r": text.count("\r") - windows}
    return max(counts, key=lambda end: counts[end])
