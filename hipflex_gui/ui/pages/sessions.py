"""My sessions: the user's own files, what is wrong with them, and how to begin another one."""

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QVBoxLayout,
    QWidget,
)

from hipflex_gui.catalogue import Entry
from hipflex_gui.errors import Fault, from_os
from hipflex_gui.i18n import _, ngettext
from hipflex_gui.paths import assets
from hipflex_gui.problems import Problem, Severity
from hipflex_gui.template import empty
from hipflex_gui.ui.drops import OPENED
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.model import Model
from hipflex_gui.ui.pages.base import Page
from hipflex_gui.ui.pages.facts import SessionFacts, facts_of
from hipflex_gui.ui.pages.folder import open_path
from hipflex_gui.ui.pages.ownfiles import NewForm, OwnMovements, OwnRow, copied, sentence
from hipflex_gui.ui.pages.parts import emptied, on_key
from hipflex_gui.ui.pages.sharing import ask_target, share
from hipflex_gui.ui.pages.taking import ask_source
from hipflex_gui.ui.theme import CARD_GAP, ROW_GAP, SECTION_GAP
from hipflex_gui.ui.widgets.banner import EmptyState
from hipflex_gui.ui.widgets.base import Text, describe
from hipflex_gui.ui.widgets.buttons import KeyButton
from hipflex_gui.ui.widgets.flow import FlowLayout
from hipflex_gui.ui.widgets.rows import ProblemRow


class SessionsPage(Page):
    """The user's own session files, one row each, and those that cannot be used.

    Attributes:
        ask_file: asks which file to open.
        ask_target: asks where a session that is to be sent goes.
    """

    ask_file = staticmethod(ask_source)
    ask_target = staticmethod(ask_target)

    def __init__(self, look: Look, model: Model, parent: QWidget | None = None) -> None:
        super().__init__(look, model, parent)
        column = self.column
        column.setSpacing(0)
        self.new = KeyButton(look, _("New session"), "plus", kind="primary")
        self.bring = KeyButton(look, _("Open a file"), "file")
        self.folder = KeyButton(look, _("Open folder"), "folder")
        self.again = KeyButton(look, _("Read again"), "refresh", _("F5"))
        self.form = NewForm(look)
        self._status = Text(look, "", "small", "ink2", wrap=True)
        self._where = Text(look, "", "small", "ink2", wrap=True)
        column.addWidget(Text(look, _("My sessions"), "title"))
        column.addSpacing(ROW_GAP)
        buttons = FlowLayout()
        for button in (self.new, self.bring, self.folder, self.again):
            buttons.addWidget(button)
        column.addLayout(buttons)
        column.addSpacing(ROW_GAP)
        column.addWidget(self._status)
        column.addWidget(self.form)
        column.addSpacing(CARD_GAP)
        self._list = QVBoxLayout()
        self._list.setSpacing(ROW_GAP)
        column.addLayout(self._list)
        column.addSpacing(SECTION_GAP)
        self.own_movements = OwnMovements(look)
        self.own_movements.edit.connect(self.edit_movement)
        self.own_movements.shown.connect(self.movement)
        column.addWidget(self.own_movements)
        column.addStretch(1)
        column.addSpacing(SECTION_GAP)
        column.addWidget(Text(look, _("Your files are in this folder:"), "small", "ink3"))
        column.addWidget(self._where)
        column.addSpacing(8)
        said = _("In a terminal, hipflex check FILE tells what is wrong with a file.")
        column.addWidget(Text(look, said, "small", "ink3", wrap=True))

        flags = Qt.TextInteractionFlag
        self._where.setTextInteractionFlags(
            flags.TextSelectableByMouse | flags.TextSelectableByKeyboard
        )
        self._status.hide()
        self.form.hide()
        self.setFocusProxy(self.new)
        self.new.clicked.connect(self._ask_name)
        self.bring.clicked.connect(self._bring)
        self.folder.clicked.connect(self._open_folder)
        self.again.clicked.connect(self._read_again)
        self.form.named.connect(self._make)
        self.form.left.connect(self._leave_form)
        on_key(self, "F5", self._read_again)

    def refresh(self) -> None:
        """List the files as they are in the catalogue."""
        model = self.model
        for button in (self.again, self.form.make):
            button.set_key_shown(model.settings.key_caps)
        self._where.setText(str(model.folder.sessions))
        describe(self._where, _("The folder of your sessions"), str(model.folder.sessions))
        emptied(self._list)
        own = [entry for entry in model.catalogue.sessions.values() if entry.own]
        for entry in own:
            if entry.session:
                self._list.addWidget(self._row(facts_of(model, entry)))
            else:
                name = entry.file.name
                said = _cannot_start(len(entry.errors))
                self._list.addWidget(self._problem_row(name, said, entry.problems, entry.file))
        others = self._other_problems()
        for file, problems in others:
            path, said = Path(file), _cannot_be_used(problems)
            self._list.addWidget(self._problem_row(path.name, said, problems, path))
        known = model.catalogue.movements
        mine = [known[one] for one in sorted(model.catalogue.own_movements) if one in known]
        self.own_movements.show_movements(mine)
        if not own and not others:
            text = _(
                "New session opens the studio: choose movements, put them in order, try them. "
                "Or write a file in any text editor, and it stands here."
            )
            self._list.addWidget(EmptyState(self.look, _("No sessions of your own yet"), text))

    def _other_problems(self) -> list[tuple[str, list[Problem]]]:
        """Return the problems of the user's movement files and hidden sessions, by file."""
        root = self.model.folder.root
        mine = [one for one in self.model.catalogue.problems if (root / one.file).is_file()]
        grouped = groupby(sorted(mine, key=lambda one: one.file), key=lambda one: one.file)
        return [(str(root / file), list(problems)) for file, problems in grouped]

    def _row(self, facts: SessionFacts) -> QWidget:
        row = OwnRow(self.look, facts)
        session = facts.entry.id
        row.start.clicked.connect(lambda: self.start.emit(session))
        row.steps.clicked.connect(lambda: self.plan.emit(session))
        file = facts.entry.file
        row.edit.clicked.connect(lambda: self.edit.emit(file))
        row.text.clicked.connect(lambda: self._open(file))
        row.copy.clicked.connect(lambda: self._copy(facts.entry))
        row.share.clicked.connect(
            lambda: self._say(share(self, self.model, session, self.ask_target))
        )
        return row

    def _problem_row(
        self, name: str, said: str, problems: Sequence[Problem], file: Path
    ) -> ProblemRow:
        inorder = sorted(problems, key=lambda one: (one.where.line, one.where.column))
        listed = [(_("line {n}").format(n=one.where.line), sentence(one)) for one in inorder]
        mended = file.parent == self.model.folder.sessions
        row = ProblemRow(self.look, name, said, listed, _("Mend") if mended else _("Open file"))
        row.acted.connect(lambda: self.edit.emit(file) if mended else self._open(file))
        return row

    def _ask_name(self) -> None:
        self.new.hide()
        self._status.hide()
        self.form.ask()

    def _leave_form(self) -> None:
        self.form.hide()
        self.new.show()
        self.new.setFocus()

    def _make(self, name: str) -> None:
        try:
            path = empty(name, self.model.folder, assets() / "schema")
        except Fault as fault:
            self.form.complain(str(fault))
            return
        self._leave_form()
        self.edit.emit(path)

    def _copy(self, entry: Entry) -> None:
        try:
            self.edit.emit(copied(self.model, entry))
        except Fault as fault:
            self._say(str(fault))

    def _read_again(self) -> None:
        self.model.reload()
        own = [entry for entry in self.model.catalogue.sessions.values() if entry.own]
        said = ngettext("Read again: {n} session of yours.", "Read again: {n} sessions of yours.",
                        len(own))  # fmt: skip
        self._say(said.format(n=len(own)))

    def _bring(self) -> None:
        kinds = " ".join(f"*{ending}" for ending in OPENED)
        name = self.ask_file(self, Path.home(), _("Sessions and exercises ({kinds})").format(
            kinds=kinds))  # fmt: skip
        if name:
            self.open_file.emit(Path(name))

    def _open_folder(self) -> None:
        folder = self.model.folder.sessions
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            self._say(str(from_os(error, str(folder))))
            return
        self._open(folder)

    def _open(self, path: Path) -> None:
        if not open_path(path):
            self._say(_("No program here opens {path}").format(path=path))

    def _say(self, words: str) -> None:
        self._status.setText(words)
        self._status.setVisible(bool(words))


def _cannot_start(errors: int) -> str:
    return ngettext(
        "Cannot start: {n} problem in this file", "Cannot start: {n} problems in this file", errors
    ).format(n=errors)


def _cannot_be_used(problems: Sequence[Problem]) -> str:
    errors = sum(one.severity is Severity.ERROR for one in problems)
    if not errors:
        return _("Works, and something in it could be better")
    return ngettext(
        "Cannot be used: {n} problem in this file",
        "Cannot be used: {n} problems in this file",
        errors,
    ).format(n=errors)
