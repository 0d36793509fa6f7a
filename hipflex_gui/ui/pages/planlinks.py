"""What can be done with a session besides doing it: change it, send it, print it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from hipflex_gui.catalogue import Entry
from hipflex_gui.errors import Fault
from hipflex_gui.i18n import _
from hipflex_gui.timeline import Timeline
from hipflex_gui.ui import handout
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.model import Model
from hipflex_gui.ui.pages import sharing
from hipflex_gui.ui.pages.ownfiles import copied
from hipflex_gui.ui.pages.parts import link
from hipflex_gui.ui.widgets.base import Text, announce, describe
from hipflex_gui.ui.widgets.flow import FlowLayout

Ask = Callable[[QWidget, Path], str]


class PlanLinks(QWidget):
    """The links, and below them what came of the last one.

    Signals:
        edit: the file to edit.

    Attributes:
        ask_share, ask_print: ask where a file is to go.
    """

    edit = Signal(object)
    ask_share: Ask = staticmethod(sharing.ask_target)
    ask_print: Ask = staticmethod(handout.ask_target)

    def __init__(self, look: Look, model: Model, parent: QWidget) -> None:
        super().__init__(parent)
        self.look, self.model = look, model
        self._entry: Entry | None = None
        self._timeline: Timeline | None = None
        self.change = link(look, _("Make my own version"))
        self.share, self.print = link(look, _("Share")), link(look, _("Print"))
        self._status = Text(look, "", "small", "ink2", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        flow = FlowLayout(gap=4, line_gap=4)
        for button in (self.change, self.share, self.print):
            flow.addWidget(button)
        column.addLayout(flow)
        column.addWidget(self._status)
        self.change.clicked.connect(self._change)
        self.share.clicked.connect(self._share)
        self.print.clicked.connect(self._print)

    def show_session(self, entry: Entry, timeline: Timeline) -> None:
        """Be about a session, as it would be done now."""
        if self._entry is None or self._entry.id != entry.id:
            self._say("")
        self._entry, self._timeline = entry, timeline
        self.change.set_face(_("Edit") if entry.own else _("Make my own version"))
        for button in (self.change, self.share, self.print):
            describe(button, f"{button.label}: {entry.name}")

    def _change(self) -> None:
        assert self._entry
        try:
            own = self._entry.file if self._entry.own else copied(self.model, self._entry)
        except Fault as fault:
            self._say(str(fault))
            return
        self.edit.emit(own)

    def _share(self) -> None:
        assert self._entry
        self._say(sharing.share(self, self.model, self._entry.id, self.ask_share))

    def _print(self) -> None:
        assert self._timeline
        try:
            path = handout.print_session(
                self, self.look, self.model, self._timeline, self.ask_print
            )
        except Fault as fault:
            self._say(str(fault))
            return
        self._say(_("The page is in {path}").format(path=path) if path else "")

    def _say(self, words: str) -> None:
        self._status.setText(words)
        self._status.setVisible(bool(words))
        if words:
            announce(self._status, words)
