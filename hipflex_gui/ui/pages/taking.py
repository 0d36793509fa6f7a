"""Taking the history out to a file, a picture or a page to print, and bringing a file in."""

from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from hipflex_gui import exchange
from hipflex_gui.errors import Fault
from hipflex_gui.files import free_name
from hipflex_gui.foreign import Problems
from hipflex_gui.i18n import N_, _, ngettext
from hipflex_gui.store import Store
from hipflex_gui.store_versions import Merged
from hipflex_gui.ui import printing
from hipflex_gui.ui.background import Job, Progress
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.model import Model
from hipflex_gui.ui.pages.folder import open_path
from hipflex_gui.ui.pages.parts import padded
from hipflex_gui.ui.theme import CARD_PADDING, SPACE_S
from hipflex_gui.ui.widgets.banner import Banner
from hipflex_gui.ui.widgets.base import Card, Text, announce
from hipflex_gui.ui.widgets.buttons import KeyButton
from hipflex_gui.ui.widgets.flow import FlowLayout

# The ending, what it is for, and what a dialog calls such files.
DATA = (
    (".csv", N_("For spreadsheets (CSV)"), N_("Tables (*.csv)")),
    (".json", N_("For other programs (JSON)"), N_("JSON files (*.json)")),
    (".ics", N_("For a calendar (iCalendar)"), N_("Calendars (*.ics)")),
)
LOOKS = (
    (".png", N_("As a picture (PNG)"), N_("Pictures (*.png)")),
    (".pdf", N_("As a page to print (PDF)"), N_("Documents (*.pdf)")),
)


def ask_target(parent: QWidget, proposed: Path, kinds: str) -> str:
    """Ask where to write a file; nothing if nowhere."""
    return QFileDialog.getSaveFileName(parent, _("Export"), str(proposed), kinds)[0]


def ask_source(parent: QWidget, folder: Path, kinds: str) -> str:
    """Ask which file to bring in; nothing if none."""
    return QFileDialog.getOpenFileName(parent, _("Bring in a file"), str(folder), kinds)[0]


class Taking(Card):
    """A panel of what the history can be taken out as, and what came of it.

    Signals:
        left: the person wants the panel away.

    Attributes:
        ask_target, ask_source: how the user is asked for a file.
        open_path: how a folder is opened.
    """

    left = Signal()

    def __init__(self, look: Look, model: Model) -> None:
        super().__init__()
        self.look, self.model = look, model
        self.ask_target, self.ask_source, self.open_path = ask_target, ask_source, open_path
        self._job: Job | None = None
        self._folder = Path()
        self.buttons: dict[str, KeyButton] = {}
        self.banner = Banner(look, self)
        self.bring = KeyButton(look, _("Bring in a file…"), "folder")
        column = padded(self, CARD_PADDING)
        column.setSpacing(SPACE_S)
        column.addWidget(Text(look, _("Take your history with you"), "row"))
        said = _(
            "JSON holds everything. CSV holds sessions and their steps, a calendar sessions and "
            "days off. Picture and page show what you see here. Nothing is sent anywhere."
        )
        column.addWidget(Text(look, said, "small", "ink2", wrap=True))
        flow = FlowLayout(gap=SPACE_S)
        for ending, words, kinds in (*DATA, *LOOKS):
            button = self.buttons[ending] = KeyButton(look, _(words))
            button.clicked.connect(partial(self._take, ending, _(kinds)))
            flow.addWidget(button)
        column.addLayout(flow)
        said = _("Bring back what you took out as CSV or JSON, here or on another computer.")
        column.addSpacing(SPACE_S)
        column.addWidget(Text(look, said, "small", "ink2", wrap=True))
        column.addWidget(self.bring, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.banner)
        self.bring.clicked.connect(self._bring)
        self.banner.acted.connect(self._open_folder)
        self.hide()

    def begin(self) -> None:
        """Let the keys begin with the first button."""
        next(iter(self.buttons.values())).setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _take(self, ending: str, kinds: str) -> None:
        if self._job:
            return
        proposed = free_name(Path.home() / f"hipflex-{self.model.today}{ending}")
        name = self.ask_target(self, proposed, kinds)
        if not name:
            return
        path = Path(name)
        if path.suffix.lower() != ending:
            path = free_name(path.with_name(path.name + ending))
        if ending in printing.WRITERS:
            try:
                printing.WRITERS[ending](self.look, self.model, path)
            except Fault as fault:
                self._warn(fault.text)
            else:
                self._written(path, _("Wrote your history to {name}.").format(name=path.name))
        else:
            self._do(partial(_write, path), partial(self._wrote, path))

    def _do(self, work: Callable[[Store, Progress], object], then: Callable[[Any], None]) -> None:
        """Do something with the log: in a thread with one of its own, or here if it is in memory.

        Args:
            work: what to do with which log; it tells how far it is.
            then: takes what comes of it.
        """
        model = self.model
        if not model.store.lasting:
            try:
                then(work(model.store, lambda _done, _total: None))
            except Fault as fault:
                self._warn(fault.text)
            return
        database = model.folder.database

        def beside(progress: Progress) -> object:
            with closing(Store(database)) as store:
                return work(store, progress)

        job = self._job = Job(beside, self)
        job.progressed.connect(self._show_progress)
        job.done.connect(then)
        job.failed.connect(self._warn)
        for end in (job.done, job.failed):
            end.connect(self._forget_job)
        job.start()

    def _forget_job(self) -> None:
        if self._job:
            self._job.deleteLater()
        self._job = None

    def _show_progress(self, done: int, total: int) -> None:
        said = _("{n} % is done.").format(n=100 * done // total)
        self.banner.show_notice(said, closable=False)

    def _wrote(self, path: Path, number: int) -> None:
        said = ngettext("Wrote {n} session to {name}.", "Wrote {n} sessions to {name}.", number)
        self._written(path, said.format(n=f"{number:,}", name=path.name))

    def _written(self, path: Path, said: str) -> None:
        self._folder = path.parent
        self._say(said, action=_("Open folder"))

    def _bring(self) -> None:
        if self._job:
            return
        name = self.ask_source(self, Path.home(), _("Exported histories (*.csv *.json)"))
        if name:
            self._do(partial(_bring_in, Path(name)), self._brought)

    def _brought(self, outcome: tuple[Merged, Problems]) -> None:
        merged, problems = outcome
        if merged.anything:
            self.model.refresh()
        self._say(brought_text(merged, problems), warning=bool(problems.number))

    def _open_folder(self) -> None:
        if not self.open_path(self._folder):
            self._warn(_("The folder could not be opened."))

    def _warn(self, said: str) -> None:
        self._say(said, warning=True)

    def _say(self, said: str, *, action: str = "", warning: bool = False) -> None:
        icon = "warning" if warning else "check"
        self.banner.show_notice(said, icon=icon, action=action, warning=warning)
        announce(self.banner, said)


def _write(path: Path, store: Store, progress: Progress) -> int:
    return exchange.write(store, path, progress)


def _bring_in(path: Path, store: Store, progress: Progress) -> tuple[Merged, Problems]:
    return exchange.import_into(store, path, progress)


def brought_text(merged: Merged, problems: Problems) -> str:
    """Return what came of bringing a file in, in a few sentences."""
    said = ngettext("Brought in {n} entry.", "Brought in {n} entries.", merged.added)
    parts = [said.format(n=f"{merged.added:,}")]
    if merged.changed:
        said = ngettext("{n} is brought up to date.", "{n} are brought up to date.", merged.changed)
        parts.append(said.format(n=f"{merged.changed:,}"))
    if merged.known:
        said = ngettext("{n} was there already.", "{n} were there already.", merged.known)
        parts.append(said.format(n=f"{merged.known:,}"))
    parts += problems.told[:1]
    if problems.number > 1:
        said = ngettext("{n} more was left out.", "{n} more were left out.", problems.number - 1)
        parts.append(said.format(n=f"{problems.number - 1:,}"))
    return " ".join(parts)
