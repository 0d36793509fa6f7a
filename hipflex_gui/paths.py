"""Where things are: the user's own folder, and what is shipped with the program.

The user's folder holds everything that is theirs: ``hipflex.sqlite3``, and beside it ``sessions/``
and ``movements/`` for files of their own.
"""

from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_data_path

DEFAULT_SESSION = "chair-5"

_PACKAGE = Path(__file__).resolve().parent


@dataclass(frozen=True)
class UserFolder:
    """The user's data folder, and the places in it. Nothing here makes a file or a folder."""

    root: Path

    @property
    def database(self) -> Path:
        """Runs, steps and settings."""
        return self.root / "hipflex.sqlite3"

    @property
    def spill(self) -> Path:
        """What could not be written to the database yet."""
        return self.root / "hipflex-unsaved.jsonl"

    @property
    def sessions(self) -> Path:
        """Session files of the user's own."""
        return self.root / "sessions"

    @property
    def movements(self) -> Path:
        """Movement files of the user's own."""
        return self.root / "movements"


def default_data_dir() -> Path:
    """Return the folder this system has for a program's data; it need not exist yet."""
    return user_data_path("hipflex", appauthor=False)


def user_folder(data_dir: Path | None = None) -> UserFolder:
    """Return the user's folder: the one asked for, or this system's."""
    return UserFolder(data_dir.expanduser().absolute() if data_dir else default_data_dir())


def assets() -> Path:
    """Return the folder of shipped movements, sounds, icons and schemas."""
    return shipped("assets")


def shipped_sessions() -> Path:
    """Return the folder of shipped sessions."""
    return shipped("sessions")


def shipped(name: str, package: Path = _PACKAGE) -> Path:
    """Return a shipped folder: the checkout's own if the package runs from one, else its copy.

    An editable install has both, and there the copy would be stale after the next edit.
    """
    checkout = package.parent
    if (checkout / "pyproject.toml").is_file() and (checkout / "assets").is_dir():
        return checkout / name
    return package / "_data" / name
