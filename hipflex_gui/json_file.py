"""The history as JSON: everything in it, one version a line (see ``tables.version_text``).

Our own file is read line by line, so its length costs no memory and a spoilt line only itself.
One that another program has laid out differently is read as a whole.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from hipflex_gui.errors import UserFault
from hipflex_gui.foreign import Problems, version_of
from hipflex_gui.i18n import _
from hipflex_gui.log import Version
from hipflex_gui.tables import version_text

FORMAT = 2
_HEAD = f'{{"hipflex": {FORMAT}, "versions": ['
_TAIL = "]}"


def json_text(versions: Iterable[Version]) -> Iterator[str]:
    """Yield the document piece by piece."""
    yield _HEAD
    between = "\n"
    for version in versions:
        yield between + version_text(version)
        between = ",\n"
    yield f"\n{_TAIL}\n"


def json_versions(lines: Iterator[str], name: str, problems: Problems) -> Iterator[Version]:
    """Yield the versions of a document; one that cannot be believed is named and left out.

    Args:
        lines: the document.
        name: what the file is called.
        problems: takes what is left out.

    Raises:
        UserFault: it is no document of this program.
    """
    first = next((line for line in lines if line.strip()), "")
    own = first.strip() == _HEAD
    entries = _lines(lines, problems) if own else _whole(first + "".join(lines), name)
    for number, entry in enumerate(entries, 1):
        try:
            yield version_of(_loaded(entry) if own else entry)
        except ValueError as error:
            said = _("Entry {number}: {reason}, so it was left out.")
            problems.add(said.format(number=number, reason=error))


def _loaded(line: str) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        raise ValueError(_("it is not whole")) from None


def _lines(lines: Iterator[str], problems: Problems) -> Iterator[str]:
    for line in lines:
        if line.strip() == _TAIL:
            return
        if line.strip():
            yield line.strip().removesuffix(",")
    problems.add(_("The file ends too early, so some of the history may be missing."))


def _whole(text: str, name: str) -> list[Any]:
    try:
        document = json.loads(text)
    except RecursionError:
        document = None
    except ValueError as error:
        said = _("{name} is not JSON ({reason}). Give a file that Hipflex exported.")
        raise UserFault(said.format(name=name, reason=error)) from None
    match document:
        case {"hipflex": int(number)} if number > FORMAT:
            said = _("{name} was written by a newer version of Hipflex. Bring this one up to date.")
            raise UserFault(said.format(name=name))
        case {"hipflex": int(), "versions": list(entries)}:
            return entries
    said = _("{name} holds no history. Give a .json or .csv file that Hipflex exported.")
    raise UserFault(said.format(name=name))
