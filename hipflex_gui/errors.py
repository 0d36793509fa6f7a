"""What can go wrong, by whose fault it is.

Exception
├── Fault                what a person can be told; its text is a sentence for them
│   ├── UserFault        their file: where it is wrong and what to write instead
│   └── MachineFault     the machine: carry on without, and say so once
│       ├── Busy         another program holds the file; worth trying again
│       ├── Damaged      the file is there, and cannot be read as what it should be
│       └── Newer        the file was written by a newer version of this program
└── anything else        a bug of ours: keep the data, show what to report
"""

import errno

from hipflex_gui.i18n import _

FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
REFUSED = frozenset({errno.EROFS, errno.EACCES, errno.EPERM, errno.EISDIR})


class Fault(Exception):  # noqa: N818 - the tree says whose fault it is, so its names end in that
    """Something to tell the user; ``text`` is the sentence, already translated."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


class UserFault(Fault):
    """A file of the user's says something that cannot be followed."""


class MachineFault(Fault):
    """Disk full, read-only, no device: the program goes on without it."""


class Busy(MachineFault):
    """Another program holds the file at this moment."""


class Damaged(MachineFault):
    """The file cannot be read as what it should be."""


class Newer(MachineFault):
    """The file belongs to a newer version of this program."""


def disk_full(name: str) -> MachineFault:
    """Return the fault of a disk without room for ``name``."""
    return MachineFault(_("The disk is full, so {name} cannot be written.").format(name=name))


def not_writable(name: str) -> MachineFault:
    """Return the fault of a file or folder that may not be written."""
    return MachineFault(
        _("{name} cannot be written: it or its folder may be read-only.").format(name=name)
    )


def disk_fault(name: str) -> MachineFault:
    """Return the fault of a disk that answers with an error."""
    return MachineFault(
        _("The disk reported an error, so {name} cannot be used.").format(name=name)
    )


def gone(name: str) -> MachineFault:
    """Return the fault of a file or folder that was there before."""
    said = _("{name} is not there any more: its folder may have been moved or unplugged.")
    return MachineFault(said.format(name=name))


def no_display() -> UserFault:
    """Return the fault of a start that finds no screen to open a window on."""
    return UserFault(_("There is no display here. To stretch in the terminal: hipflex play"))


def from_os(error: OSError, name: str) -> MachineFault:
    """Return what an operating system's refusal means for the file ``name``."""
    if error.errno in FULL:
        return disk_full(name)
    if error.errno == errno.ENOENT:
        return gone(name)
    if error.errno in (errno.EEXIST, errno.ENOTDIR):
        said = _("There is a file where a folder should be, so {name} cannot be used.")
        return MachineFault(said.format(name=name))
    return not_writable(name) if error.errno in REFUSED else disk_fault(name)
