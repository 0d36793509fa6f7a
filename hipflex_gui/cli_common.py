"""What the verbs of the command line share: messages, the log, the settings, and the sessions."""

import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from hipflex_gui.catalogue import SUFFIXES, Catalogue, Entry, read_session
from hipflex_gui.clock import Clock, SystemClock
from hipflex_gui.errors import UserFault
from hipflex_gui.fields import suggestion
from hipflex_gui.i18n import _
from hipflex_gui.paths import UserFolder
from hipflex_gui.problems import printable, quoted
from hipflex_gui.settings import Settings

if TYPE_CHECKING:
    from hipflex_gui.store import Store


def say(text: str) -> None:
    """Tell the user something besides the output that was asked for, on standard error."""
    print("\n".join(map(printable, text.split("\n"))), file=sys.stderr)


@contextlib.contextmanager
def open_log(folder: UserFolder, clock: Clock) -> Iterator["Store"]:
    """Open the log, say what its user must know, and close it again."""
    from hipflex_gui import opening  # only here: most verbs need no database

    store, sentences = opening.open_log(folder, clock.now())
    try:
        for sentence in sentences:
            say(sentence)
        yield store
    finally:
        store.close()


def read_settings(store: "Store") -> Settings:
    """Return the user's settings, and say which of them could not be understood."""
    settings, sentences = Settings.from_texts(store.setting_texts())
    for sentence in sentences:
        say(sentence)
    return settings


def kept_settings(folder: UserFolder) -> Settings:
    """Return the user's settings, without making a folder for someone who has none."""
    if not folder.database.exists():
        return Settings()
    with open_log(folder, SystemClock()) as store:
        return read_settings(store)


def find_session(name: str, folder: UserFolder) -> tuple[Entry, Catalogue]:
    """Return a session by id or by file, without errors.

    Raises:
        UserFault: there is none of that name, or its file has errors.
    """
    catalogue = Catalogue.load(folder)
    path = Path(name)
    if name in catalogue.sessions:
        entry = catalogue.sessions[name]
    elif path.suffix.lower() in SUFFIXES or len(path.parts) > 1:
        session, report = read_session(path, catalogue.movements)
        entry = Entry(session.id if session else name, path, session, tuple(report.problems))
    else:
        hint = suggestion(name, catalogue.sessions) or _("see: hipflex list")
        said = _("no session is called {name}; {hint}").format(name=quoted(name), hint=hint)
        raise UserFault(said)
    if entry.session is None:
        raise UserFault("\n".join(str(problem) for problem in entry.errors))
    return entry, catalogue
