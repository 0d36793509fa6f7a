"""The fields of a step. Each tells a change once it is done, and never while one is typing."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from hipflex_gui.ui.look import Look
from hipflex_gui.ui.widgets.base import Glyph, Text, describe
from hipflex_gui.ui.widgets.fields import PADDING, Select


def asks_to_undo(event: QEvent) -> bool:
    """Tell whether a field is asked if it wants Ctrl+Z or its opposite for itself."""
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    keys = QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo
    return any(event.matches(key) for key in keys)


class Line(QLineEdit):
    """A line that leaves undoing to the page once what was typed is in the text."""

    def event(self, event: QEvent) -> bool:
        """Keep Ctrl+Z only while there is something typed to take back."""
        if asks_to_undo(event) and not self.isModified():
            event.ignore()
            return False
        return super().event(event)


class _Lines(QPlainTextEdit):
    """A few lines; they are done when one goes elsewhere, and undo as a ``Line`` does."""

    left = Signal()

    def event(self, event: QEvent) -> bool:
        """Keep Ctrl+Z only while there is something typed to take back."""
        if asks_to_undo(event) and not self.document().isModified():
            event.ignore()
            return False
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that they are done."""
        super().focusOutEvent(event)
        self.left.emit()


class Field(QWidget):
    """A control under its name, and under it what is wrong with it.

    Signals:
        changed: the value to write; None takes the key out of the file.
    """

    changed = Signal(object)

    def __init__(self, look: Look, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.look = look
        self._said = name
        self._name = Text(look, name, "small", "ink2", parent=self)
        self._problem = QWidget(self)
        self._wrong = Text(look, "", "small", "warn", wrap=True)
        line = QHBoxLayout(self._problem)
        line.setContentsMargins(0, 2, 0, 0)
        line.setSpacing(6)
        line.addWidget(Glyph(look, "warning", 16, "warn"), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._wrong, 1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(3)
        self._column.addWidget(self._name)
        self._column.addWidget(self._problem)
        self._problem.hide()

    def controls(self) -> list[QWidget]:
        """Return what can have the keyboard, the main one first."""
        raise NotImplementedError

    def show_value(self, value: str | tuple[str, ...] | None, own: str) -> None:
        """Show a value of the file, None for none; ``own`` is what holds then."""
        raise NotImplementedError

    def commit(self) -> None:
        """Tell what has been typed and not been told."""

    def revert(self) -> None:
        """Forget what has been typed and not been told."""

    def rename(self, name: str) -> None:
        """Take another name."""
        self._said = name
        self._name.setText(name)

    def show_problem(self, text: str) -> None:
        """Say what is wrong with it; nothing if it is right."""
        self._wrong.setText(text)
        self._problem.setVisible(bool(text))
        self._describe(text)

    def _put(self, control: QWidget) -> None:
        self._column.insertWidget(1, control)
        self._describe("")

    def _describe(self, problem: str) -> None:
        for control in self.controls():
            describe(control, self._said, problem)


class LineField(Field):
    """A line of text. ``read`` makes of it what is written, ``show`` the other way round."""

    def __init__(
        self,
        look: Look,
        name: str,
        parent: QWidget,
        read: Callable[[str], object] = str,
        show: Callable[[object], str] = str,
    ) -> None:
        super().__init__(look, name, parent)
        self._read, self._show, self._shown = read, show, ""
        self.edit = Line(self)
        self.edit.editingFinished.connect(self.commit)
        self._put(self.edit)

    def controls(self) -> list[QWidget]:
        """Return the line."""
        return [self.edit]

    def show_value(self, value: str | tuple[str, ...] | None, own: str) -> None:
        """Show a value, unless another one is being typed."""
        self.edit.setPlaceholderText(own)
        self._shown = self._show(", ".join(value) if isinstance(value, tuple) else value or "")
        if not (self.edit.hasFocus() and self.edit.isModified()) and (
            self.edit.text() != self._shown
        ):
            self.edit.setText(self._shown)
            self.edit.setCursorPosition(0)

    def commit(self) -> None:
        """Tell what has been typed; what was not touched stays as the file has it."""
        if not self.edit.isModified():
            return
        typed = " ".join(self.edit.text().split())
        self.edit.setModified(False)
        if typed != self._shown:
            self._shown = typed
            self.changed.emit(self._read(typed) if typed else None)

    def revert(self) -> None:
        """Show what the file has."""
        self.edit.setText(self._shown)


class LinesField(Field):
    """A few lines, each an instruction."""

    def __init__(self, look: Look, name: str, parent: QWidget) -> None:
        super().__init__(look, name, parent)
        self._shown: tuple[str, ...] = ()
        self.edit = _Lines(self)
        self.edit.setTabChangesFocus(True)
        self.edit.left.connect(self.commit)
        self.edit.setSizeAdjustPolicy(QPlainTextEdit.SizeAdjustPolicy.AdjustIgnored)
        self._put(self.edit)
        look.changed.connect(self._restyle)
        self._restyle()

    def controls(self) -> list[QWidget]:
        """Return the lines."""
        return [self.edit]

    def show_value(self, value: str | tuple[str, ...] | None, own: str) -> None:
        """Show the lines, unless others are being typed."""
        self.edit.setPlaceholderText(own)
        self._shown = value if isinstance(value, tuple) else (value,) if value else ()
        if not (self.edit.hasFocus() and self.edit.document().isModified()):
            self.revert()

    def commit(self) -> None:
        """Tell the lines."""
        if not self.edit.document().isModified():
            return
        self.edit.document().setModified(False)
        typed = self._typed()
        if typed != self._shown:
            self._shown = typed
            self.changed.emit(typed or None)

    def revert(self) -> None:
        """Show what the file has."""
        if self._typed() != self._shown:
            self.edit.setPlainText("\n".join(self._shown))

    def _typed(self) -> tuple[str, ...]:
        lines = (" ".join(line.split()) for line in self.edit.toPlainText().splitlines())
        return tuple(line for line in lines if line)

    def _restyle(self) -> None:
        high = 3 * self.look.theme.line("body") + 2 * PADDING.height() + 8
        self.edit.setFixedHeight(round(high))


class ChoiceField(Field):
    """One of a few; the first is what holds where the file says nothing."""

    def __init__(self, look: Look, name: str, parent: QWidget) -> None:
        super().__init__(look, name, parent)
        self.box = Select(look, self)
        self.box.setSizeAdjustPolicy(Select.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.setMinimumContentsLength(8)
        self.box.activated.connect(lambda at: self.changed.emit(self.box.itemData(at) or None))
        self._put(self.box)
        self._choices: Sequence[tuple[str, str]] = ()

    def controls(self) -> list[QWidget]:
        """Return the box."""
        return [self.box]

    def offer(self, choices: Sequence[tuple[str, str]]) -> None:
        """Offer values, each with its words."""
        self._choices = choices

    def show_value(self, value: str | tuple[str, ...] | None, own: str) -> None:
        """Show a value; one that is none of the choices is offered as it is written."""
        written = ", ".join(value) if isinstance(value, tuple) else value or ""
        offered = [("", own), *self._choices]
        if all(written != one for one, _words in offered):
            offered.append((written, written))
        if [(self.box.itemData(n), self.box.itemText(n)) for n in range(self.box.count())] != [
            *offered
        ]:
            self.box.clear()
            for one, words in offered:
                self.box.addItem(words, one)
        self.box.setCurrentIndex(self.box.findData(written))
