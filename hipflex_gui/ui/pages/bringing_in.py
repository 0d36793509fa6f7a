"""Before exercises of another program are brought in: what there is, and what stays behind."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from hipflex_gui.bringing import Placed, bring, placed, write_new
from hipflex_gui.bringing_text import Brought, movement_of
from hipflex_gui.errors import Fault
from hipflex_gui.i18n import _, ngettext
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.model import Model
from hipflex_gui.ui.pages.base import QuestionPage
from hipflex_gui.ui.pages.parts import emptied
from hipflex_gui.ui.theme import SPACE_L, SPACE_M, SPACE_XL
from hipflex_gui.ui.widgets.base import Text, announce, describe
from hipflex_gui.ui.widgets.buttons import KeyButton
from hipflex_gui.ui.widgets.flow import FlowLayout
from hipflex_gui.ui.widgets.lists import bullets

_NAMED = 6  # exercises; the rest is counted
_TOLD = 12  # sentences about what stays behind; the rest is counted


class BringInPage(QuestionPage):
    """One question about a file. Enter brings it in; Esc leaves everything as it is.

    Signals:
        brought: it is done; the id of the session that came with it, or nothing.
    """

    brought = Signal(str)

    def __init__(self, look: Look, model: Model, parent: QWidget | None = None) -> None:
        super().__init__(look, model, parent)
        self._files: list[Placed] = []
        self._title = Text(look, "", "title", wrap=True)
        self._said = Text(look, "", "lead", "ink2", wrap=True)
        self._heading = Text(look, _("What changes or stays behind"), "row")
        self._report = QVBoxLayout()
        self._fault = Text(look, "", "lead", "warn", wrap=True)
        size = "primary-home"
        self._do = KeyButton(look, _("Bring in"), "check", _("Enter"), kind="primary", size=size)
        self._leave = KeyButton(look, _("Never mind"), key=_("Esc"), kind="text", size=size)
        self._do.clicked.connect(self._write)
        self._leave.clicked.connect(self.closed)
        column = self.card
        column.setSpacing(SPACE_M)
        for part in (self._title, self._said, self._heading):
            column.addWidget(part)
        column.addLayout(self._report)
        column.addWidget(self._fault)
        column.addSpacing(SPACE_XL)
        flow = FlowLayout(gap=SPACE_M, line_gap=SPACE_M)
        flow.addWidget(self._do)
        flow.addWidget(self._leave)
        column.addLayout(flow)
        self._report.setContentsMargins(0, 0, 0, SPACE_L)

    def show_file(self, path: Path) -> None:
        """Ask about a file; where there is nothing to ask, say why."""
        try:
            fault = "" if self.ask(path) else _("There are no exercises in this file.")
        except Fault as one:
            fault = one.text
        if fault:
            self._files = []
            self._title.setText(path.name)
            self._said.setText(fault)
            emptied(self._report)
            self._heading.hide()
            self._fault.hide()
            self._do.hide()
            self._leave.set_face(_("Back"))
            describe(self, path.name, fault)

    def ask(self, path: Path) -> bool:
        """Ask about a file; False if it holds no exercises, such as an exported history.

        Raises:
            UserFault: it means to hold exercises, and cannot be followed.
            MachineFault: it, or the user's folder, cannot be read.
        """
        found = bring(path)
        if found is None:
            return False
        self._files = placed(found, self.model.folder)
        self._title.setText(self._question(found))
        self._said.setText(_contents(found))
        emptied(self._report)
        lines = list(found.report[:_TOLD])
        if more := len(found.report) - _TOLD:
            lines += [_("and {n} more").format(n=more)] if more > 0 else []
        self._report.addLayout(bullets(self.look, lines))
        self._heading.setVisible(bool(lines))
        self._fault.hide()
        for button in (self._do, self._leave):
            button.set_key_shown(self.model.settings.key_caps)
        self._do.setVisible(self._news > 0)
        self._leave.set_face(_("Never mind") if self._news else _("Back"))
        describe(self, self._title.text(), self._said.text())
        self.verticalScrollBar().setValue(0)
        return True

    def enter(self) -> None:
        """Bring it in, or leave where there is nothing new."""
        if self._news:
            self._write()
        else:
            self.closed.emit()

    @property
    def _news(self) -> int:
        return sum(not one.there for one in self._files)

    def _question(self, found: Brought) -> str:
        if not self._news:
            return _("All of this is here already")
        n = len(found.movements)
        return ngettext("Bring in {n} exercise?", "Bring in {n} exercises?", n).format(n=n)

    def _write(self) -> None:
        try:
            write_new(self._files)
        except Fault as fault:
            self._fault.setText(fault.text)
            self._fault.show()
            announce(self._fault, fault.text)
            return
        sessions = [one for one in self._files if one.path.parent == self.model.folder.sessions]
        self.model.reload()
        self.brought.emit(sessions[0].path.stem if sessions else "")


def _contents(found: Brought) -> str:
    names = [movement_of(text).name for _file, text in found.movements[:_NAMED]]
    listed, more = ", ".join(names), len(found.movements) - _NAMED
    if more > 0:
        listed = ngettext("{names} and {n} more", "{names} and {n} more", more).format(
            names=listed, n=more
        )
    where = _("They join your movements, for your own sessions.")
    if found.sessions:
        where = _("They join your movements, and a session does them all in order.")
    return f"{listed}. {where}"
