"""A backup among others, and what it holds before anything is done."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hipflex_gui.backup_reading import Broken, Contents
from hipflex_gui.i18n import _, length_text, ngettext
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.pages.days import date_text
from hipflex_gui.ui.pages.parts import link, on_key, padded
from hipflex_gui.ui.theme import SPACE_L, SPACE_M, SPACE_S
from hipflex_gui.ui.widgets.base import Card, Text, describe
from hipflex_gui.ui.widgets.buttons import KeyButton
from hipflex_gui.ui.widgets.flow import FlowLayout
from hipflex_gui.ui.widgets.heat import MONTHS


class BackupRow(QWidget):
    """A backup: when it was made, what it holds, and the way back to it; or why there is none."""

    def __init__(self, look: Look, one: Contents | Broken, title: str) -> None:
        super().__init__()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(SPACE_M)
        words = QVBoxLayout()
        words.setSpacing(2)
        line.addLayout(words, 1)
        self.restore = link(look, _("Restore"), _("Restore: {what}").format(what=title))
        line.addWidget(self.restore)
        if isinstance(one, Broken):
            self.restore.hide()
            words.addWidget(Text(look, one.why, "small", "warn", wrap=True))
            return
        words.addWidget(Text(look, title, "body", weight=500, wrap=True))
        words.addWidget(Text(look, holds_text(one), "small", "ink2", wrap=True))


class BackupPreview(Card):
    """What a backup holds and what it has not, before anything is done.

    Signals:
        agreed: restore it.
        left: never mind.
    """

    agreed = Signal()
    left = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__("mid")
        self.path = Path()
        self._title = Text(look, "", "row", wrap=True)
        self._holds = Text(look, "", "body", wrap=True)
        self._lost = Text(look, "", "body", "ink2", wrap=True)
        self.agree = KeyButton(look, _("Restore this"), kind="primary")
        self.cancel = link(look, _("Cancel"))
        column = padded(self, SPACE_L)
        column.setSpacing(SPACE_S)
        for part in (self._title, self._holds, self._lost):
            column.addWidget(part)
        buttons = FlowLayout(gap=SPACE_M)
        buttons.addWidget(self.agree)
        buttons.addWidget(self.cancel)
        column.addLayout(buttons)
        self.agree.clicked.connect(self.agreed)
        self.cancel.clicked.connect(self.left)
        on_key(self, Qt.Key.Key_Escape, self.left.emit)

    def show_contents(self, contents: Contents, title: str, number: int) -> None:
        """Say what there is, and how many sessions of the present history are not in it."""
        self.path = contents.path
        held = _("It holds {what}.").format(what=holds_text(contents))
        if number:
            lost = ngettext(
                "{n} session in your history is not in this backup."
                " It is kept in a backup of now, so that you can undo this.",
                "{n} sessions in your history are not in this backup."
                " They are kept in a backup of now, so that you can undo this.",
                number,
            ).format(n=number)
        else:
            lost = _(
                "Every session in your history is in it. A backup of now is kept all the same,"
                " so that you can undo this."
            )
        self._title.setText(_("Restore this backup? {what}").format(what=title))
        self._holds.setText(held)
        self._lost.setText(lost)
        describe(self, self._title.text(), f"{held} {lost}")
        describe(self.agree, self.agree.label, f"{held} {lost}")
        self.show()


def holds_text(contents: Contents) -> str:
    """Return what a backup holds: how many sessions, from when to when, and how long."""
    parts = [ngettext("{n} session", "{n} sessions", contents.runs).format(n=contents.runs)]
    if contents.first and contents.last:
        first, last = _day(contents.first), _day(contents.last)
        parts.append(
            first if first == last else _("{first} to {last}").format(first=first, last=last)
        )
        # of hours of practice the seconds say nothing
        parts.append(length_text(contents.active_s // 60 * 60 or contents.active_s))
    if number := contents.own_files:
        files = ngettext("{n} file of your own", "{n} files of your own", number)
        parts.append(files.format(n=number))
    return ", ".join(parts)


def _day(day: date) -> str:
    return date_text(day, None, MONTHS)
