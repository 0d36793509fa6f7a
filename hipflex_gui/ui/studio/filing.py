"""The studio's file in words: opened and saved, and what one is told or asked meanwhile."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject

from hipflex_gui.drafts import Kept
from hipflex_gui.errors import Fault
from hipflex_gui.i18n import N_, _
from hipflex_gui.ui.model import Model
from hipflex_gui.ui.studio.header import Header
from hipflex_gui.ui.studio.keeper import Keeper
from hipflex_gui.ui.studio.textpane import TextPane
from hipflex_gui.ui.widgets.banner import Banner
from hipflex_gui.ui.widgets.base import announce

_STATES = {
    Kept.FILE: N_("Saved"),
    Kept.DRAFT: N_("Kept as a draft"),
    Kept.ASIDE: N_("Kept beside the file"),
}


class Filing(QObject):
    """What stands between the keeper, the text, the head and the banner.

    Attributes:
        keeper: the file itself.
    """

    def __init__(
        self, model: Model, header: Header, text: TextPane, banner: Banner, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._model, self._header, self._text, self._banner = model, header, text, banner
        self._answer: Callable[[], None] = lambda: None
        self._until_saved = False
        self.keeper = keeper = Keeper(self)
        banner.acted.connect(lambda: self._answer())
        keeper.taken.connect(self._taken)
        keeper.torn.connect(self._ask_which)
        keeper.saved.connect(self._saved)
        keeper.told.connect(self._told)

    def open(self, path: Path, plays: Callable[[], bool]) -> bool:
        """Show the text of a file, and what was not finished the last time; tell if there is one.

        Args:
            path: the file.
            plays: shows the text that has changed everywhere else, and tells if it can be played.
        """
        self._banner.hide()
        try:
            text, unfinished = self.keeper.open(path)
        except Fault as fault:
            self.keeper.close()
            self._header.show_file(path)
            self.say(str(fault))
            return False
        self._header.show_file(path)
        self._text.set_text(text)
        self.keeper.opened_as(good=plays())
        locked = self.keeper.is_locked
        said = _("This file is read-only, so what you change is kept beside it. Duplicate it in My "
                 "sessions to go on in a file of your own.")  # fmt: skip
        if unfinished is not None and unfinished != text:
            self._text.apply(unfinished)
            if not locked:
                said = _("This is what you had not finished. What plays is the last good version.")
            if not self.keeper.choose():
                self.say(said, _("Go back to the file"), self._drop_unfinished)
        elif locked:
            self.say(said)
        return True

    def is_safe(self, go_on: Callable[[], None]) -> bool:
        """Tell whether the file may be let go of; if what is here cannot be written, ask that."""
        if self.keeper.unsaved:
            self.keeper.save()
        if not self.keeper.unsaved or self.keeper.path is None:
            return True

        def let_go() -> None:
            self.keeper.let_go()
            go_on()

        said = _("What you changed in {name} is nowhere but here, as it cannot be written now. "
                 "Ctrl S tries again.").format(name=self.keeper.path.name)  # fmt: skip
        self.say(said, _("Let my changes go"), let_go)
        self._until_saved = True
        return False

    def save(self) -> None:
        """Write the file now; where two texts were to choose from, this is the choice."""
        if self.keeper.is_torn:
            self.keeper.keep_mine()
        else:
            self.keeper.save()

    def note(self, text: str, *, good: bool) -> None:
        """Take note of a changed text, which is saved by itself in a moment."""
        self.keeper.change(text, good=good)
        if self.keeper.unsaved:
            self._header.show_state("")

    def say(self, words: str, action: str = "", answer: Callable[[], None] | None = None) -> None:
        """Say something over the panes, perhaps with something to do about it."""
        self._answer, self._until_saved = answer or (lambda: None), False
        self._banner.show_notice(words, action=action)
        announce(self._banner, words)

    def _saved(self, kept: Kept) -> None:
        self._header.show_state(_(_STATES[kept]))
        path = self.keeper.path
        if kept is not Kept.FILE or path is None:
            return
        if self._until_saved or self._answer == self._drop_unfinished:
            self._banner.hide()  # it is not so any more
        try:
            taken = self._model.adopt(path)
        except Fault:
            self._model.reload()  # it has errors, and My sessions tells them
            return
        sessions = self._model.catalogue.sessions.values()
        if any(one.file == path and one.id != taken for one in sessions):
            self._model.reload()  # it has another id now

    def _told(self, words: str) -> None:
        self._header.show_state("")
        self.say(words)
        self._until_saved = True

    def _drop_unfinished(self) -> None:
        self._text.undo()
        self.keeper.forget_unfinished()

    def _taken(self, text: str, said: str) -> None:
        self._text.apply(text)
        self.say(said)

    def _ask_which(self) -> None:
        said = _("Another program changed the same lines of the file. It stays as it is until you "
                 "say which is meant: Ctrl S keeps yours.")  # fmt: skip
        self.say(said, _("Take the other"), self.keeper.take_theirs)
