"""Movement files of one's own: found, read as text, and written whole or not at all."""

from collections.abc import Sequence
from pathlib import Path

from hipflex_gui.catalogue import read_movement, yaml_files
from hipflex_gui.errors import UserFault, from_os
from hipflex_gui.files import replacing
from hipflex_gui.i18n import _
from hipflex_gui.layout import EditError, read_root
from hipflex_gui.problems import Severity
from hipflex_gui.readers import id_from
from hipflex_gui.yamlfile import LARGEST


class RefusedError(UserFault):
    """What is in the form makes no movement.

    Attributes:
        key: the key of the file that it is about, or nothing.
    """

    def __init__(self, text: str, key: str = "") -> None:
        super().__init__(text)
        self.key = key


def file_of(folder: Path, movement: str) -> Path | None:
    """Return the file in a folder that has a movement; None if there is none."""
    files = yaml_files(folder)
    files.sort(key=lambda path: path.stem != movement)  # most are called as it is
    for path in files:
        family, _report = read_movement(path)
        if any(one.id == movement for one in family):
            return path
    return None


def free_id(name: str, folder: Path, taken: Sequence[str]) -> str:
    """Return an id that follows from a name and that nothing has yet."""
    stem = (id_from(name) or "movement")[:60].strip("-")
    found, number = stem, 1
    while found in taken or (folder / f"{found}.yaml").exists():
        number += 1
        found = f"{stem}-{number}"
    return found


def load_text(path: Path) -> str:
    r"""Return a file's text with ``\n`` at its line ends.

    Raises:
        MachineFault: it cannot be read.
        EditError: it is no text in UTF-8, or far too large.
    """
    try:
        with path.open("rb") as file:
            raw = file.read(LARGEST + 1)
    except OSError as error:
        raise from_os(error, path.name) from error
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise EditError(_("{name} is not UTF-8 text.").format(name=path.name)) from None
    if len(raw) > LARGEST:
        raise EditError(_("{name} is too large.").format(name=path.name))
    return text.replace("\r\n", "\n").replace("\r", "\n")


def save_text(path: Path, text: str) -> None:
    """Write a movement file, whole or not at all, if it can be read again.

    Raises:
        RefusedError: it makes no movement; what was there stays.
        MachineFault: it cannot be written; what was there stays.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        windows = b"\r\n" in path.read_bytes()[:LARGEST] if path.exists() else False
    except OSError as error:
        raise from_os(error, path.name) from error
    with replacing(path) as part:
        part.write_text(text, encoding="utf-8", newline="\r\n" if windows else "\n")
        family, report = read_movement(part, path.name)
        if not family:
            problem = next(one for one in report.problems if one.severity is Severity.ERROR)
            said = problem.text + (f": {problem.hint}" if problem.hint else "")
            raise RefusedError(f"{said[0].upper()}{said[1:]}.", _key_at(text, problem.where.line))


def _key_at(text: str, line: int) -> str:
    """Return the top key that a line belongs to; nothing if the text cannot be read."""
    try:
        pairs = read_root(text).pairs
    except EditError:
        return ""
    above = [name.value for name, _value in pairs if name.where.line <= line]
    return above[-1] if above and line > 1 else ""
