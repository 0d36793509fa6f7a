"""A lock that cannot be forgotten.

Whether the process that was playing a session is still there cannot be told from its number,
which the system gives out again. It can be told from a lock on a file: the kernel lets go of it
when the process ends, however it ends.
"""

import os
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class HeldLock:
    """A lock that is held until ``release`` or the end of the process.

    The file stays where it is: were it removed, someone who had just opened it could hold a
    lock on a file that nobody else can see.
    """

    path: "Path"
    descriptor: int

    def release(self) -> None:
        """Let go of it; to be called once."""
        os.close(self.descriptor)


def try_lock(path: "Path") -> HeldLock | None:
    """Return the lock on the file, made if need be, or None while anyone holds it.

    Held by another place in the same process counts as held.

    Raises:
        OSError: the file cannot be opened or made.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        if sys.platform == "win32":
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            # flock and not lockf: a second lockf within one process would be granted.
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(descriptor)
        return None
    return HeldLock(path, descriptor)
