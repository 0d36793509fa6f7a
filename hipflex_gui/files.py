"""Files that are written whole or not at all, and names that are free."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from uuid import uuid4

from hipflex_gui.errors import from_os

HALF_WRITTEN = ".hipflex-*.part"
"""The names of files while they are written; one that is left over was left by a killed process."""


def free_name(path: Path) -> Path:
    """Return the path, or with -2, -3 ... before its ending the first that does not exist."""
    names = (path.with_name(f"{path.stem}-{n}{path.suffix}") for n in count(2))
    return path if not path.exists() else next(name for name in names if not name.exists())


@contextmanager
def replacing(target: Path, *, private: bool = False) -> Iterator[Path]:
    """Give an empty file beside ``target`` to write; if the block ends well, it takes its place.

    Args:
        target: where it belongs; what is there stays until the new one is on the disk.
        private: whether only its owner may read it.

    Raises:
        MachineFault: it cannot be written, and what was there stays.
    """
    part = target.with_name(HALF_WRITTEN.replace("*", str(uuid4())))
    try:
        try:
            os.close(os.open(part, os.O_CREAT | os.O_EXCL, 0o600 if private else 0o666))
            yield part
            with part.open("rb+") as file:
                os.fsync(file.fileno())
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise from_os(error, target.name) from error
