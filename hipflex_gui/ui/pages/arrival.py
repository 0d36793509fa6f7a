"""A session that somebody sent, before anything of it is kept: what it holds, and what is new."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from hipflex_gui.errors import Fault
from hipflex_gui.i18n import _
from hipflex_gui.package import Plan, install, plan
from hipflex_gui.package_files import MOVEMENTS, SESSIONS
from hipflex_gui.package_reading import Parcel, read
from hipflex_gui.package_words import about, fates_text, parts_text
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.model import Model
from hipflex_gui.ui.pages.base import QuestionPage
from hipflex_gui.ui.pages.facts import capital
from hipflex_gui.ui.pages.ownfiles import sentence
from hipflex_gui.ui.pages.parts import emptied
from hipflex_gui.ui.theme import SPACE_L, SPACE_M, SPACE_XL
from hipflex_gui.ui.widgets.base import Text, announce, describe
from hipflex_gui.ui.widgets.buttons import KeyButton
from hipflex_gui.ui.widgets.flow import FlowLayout

_MOST_PROBLEMS = 8  # more than that nobody mends by reading on


class ArrivalPage(QuestionPage):
    """One question about a file. Enter installs it; Esc leaves everything as it is.

    Signals:
        arrived: it is there now: ``plan`` or ``movement``, and the id.
    """

    arrived = Signal(str, str)

    def __init__(self, look: Look, model: Model, parent: QWidget | None = None) -> None:
        super().__init__(look, model, parent)
        self._path = Path()
        self._parcel: Parcel | None = None
        self._plan: Plan | None = None
        self._title = Text(look, "", "title", wrap=True)
        self._about = Text(look, "", "lead", "ink2", wrap=True)
        self._parts = QVBoxLayout()
        self._said = Text(look, "", "body", "ink2", wrap=True)
        self._fault = Text(look, "", "body", "warn", wrap=True)
        enter, size = _("Enter"), "primary-home"
        labels = (_("Install"), _("Keep both"), _("Show it"))
        self._do = KeyButton(look, labels[0], "check", enter, "primary", size, labels)
        self._replace = KeyButton(look, _("Replace"), size=size)
        self._leave = KeyButton(look, _("Never mind"), key=_("Esc"), kind="text", size=size)
        self._do.clicked.connect(self.enter)
        self._replace.clicked.connect(lambda: self._install(replace=True))
        self._leave.clicked.connect(self.closed)
        column = self.card
        column.setSpacing(SPACE_M)
        column.addWidget(self._title)
        column.addWidget(self._about)
        column.addLayout(self._parts)
        column.addWidget(self._said)
        column.addWidget(self._fault)
        column.addSpacing(SPACE_XL)
        flow = FlowLayout(gap=SPACE_M, line_gap=SPACE_M)
        for button in (self._do, self._replace, self._leave):
            flow.addWidget(button)
        column.addLayout(flow)
        self._parts.setContentsMargins(0, SPACE_M, 0, SPACE_L)
        self._parts.setSpacing(SPACE_M)

    def show_file(self, path: Path) -> None:
        """Look into a file and say what it holds, or why it cannot be used."""
        self._path, self._parcel, self._plan = path, None, None
        fault = ""
        try:
            catalogue = self.model.catalogue
            self._parcel = parcel = read(path, catalogue.movements)
            if parcel.sound:
                self._plan = plan(parcel, catalogue, self.model.folder, replace=False)
        except Fault as one:
            fault = one.text
        self._fill()
        self._complain(fault)
        for button in (self._do, self._leave):
            button.set_key_shown(self.model.settings.key_caps)
        self.verticalScrollBar().setValue(0)
        describe(self, self._title.text(), f"{self._about.text()} {fault or self._said.text()}")

    def enter(self) -> None:
        """Install it, beside what is there; or show it where it is there already."""
        if self._plan is None:
            self.closed.emit()
        elif self._plan.writes:
            self._install(replace=False)
        else:
            self._arrive(self._plan)

    def _fill(self) -> None:
        emptied(self._parts)
        parcel, what = self._parcel, self._plan
        names = [piece.name for piece in parcel.pieces] if parcel else []
        asked = _("Install {name}?") if what and what.writes else "{name}"
        self._title.setText(asked.format(name=names[0] if names else self._path.name))
        said = _("From {file}: {what}")
        known = parcel is not None and bool(names)
        self._about.setText(said.format(file=parcel.file, what=about(parcel)) if parcel else "")
        self._about.setVisible(known)
        if parcel and what:
            for name, fate in fates_text(parcel, what, replace=False):
                self._add(name, capital(fate))
        elif parcel:
            for name in parts_text(parcel):
                self._add(name, "")
        for problem in parcel.problems[:_MOST_PROBLEMS] if parcel else ():
            said = _("{file}, line {n}: {words}")
            words = sentence(problem)
            self._add("", said.format(file=problem.file, n=problem.where.line, words=words))
        self._do.setVisible(what is not None)
        self._replace.setVisible(what is not None and what.differing)
        if what is None:
            said = _("It has mistakes, so nothing of it can be installed.")
            self._said.setText(said if parcel else "")
        elif what.differing:
            self._do.set_face(_("Keep both"))
            self._said.setText(
                _("Replace puts it in the place of the other one, kept with .bak behind its name.")
            )
        elif what.writes:
            self._do.set_face(_("Install"))
            self._said.setText(_("It goes to your own sessions and movements. Nothing is lost."))
        else:
            self._do.set_face(_("Show it"))
            self._said.setText(_("Everything in it is there already."))
        self._said.setVisible(bool(self._said.text()))

    def _add(self, name: str, words: str) -> None:
        line = QVBoxLayout()
        line.setSpacing(2)
        for text, role, ink in ((name, "row", "ink"), (words, "small", "ink2")):
            if text:
                line.addWidget(Text(self.look, text, role, ink, wrap=True))
        self._parts.addLayout(line)

    def _complain(self, words: str) -> None:
        self._fault.setText(words)
        self._fault.setVisible(bool(words))
        if words:
            announce(self._fault, words)

    def _install(self, *, replace: bool) -> None:
        assert self._parcel
        try:
            # what is there may have changed since it was looked at
            what = plan(self._parcel, self.model.catalogue, self.model.folder, replace=replace)
            install(what)
        except Fault as fault:
            self._complain(fault.text)
            return
        self.model.reload()
        self._arrive(what)

    def _arrive(self, what: Plan) -> None:
        if session := what.first(SESSIONS):
            self.arrived.emit("plan", session)
        else:
            self.arrived.emit("movement", what.first(MOVEMENTS))
