"""A session with all of one's own that it needs, written to one file that can be sent."""

import re
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from hipflex_gui.catalogue import Catalogue, Entry, read_movement, read_session, yaml_files
from hipflex_gui.errors import UserFault, from_os
from hipflex_gui.files import replacing
from hipflex_gui.format_picture import BrokenPictureError, photo_at
from hipflex_gui.i18n import _
from hipflex_gui.package_files import (
    MOST_ENTRIES,
    MOST_FILE,
    MOST_TOGETHER,
    MOVEMENTS,
    SESSIONS,
)
from hipflex_gui.package_reading import Piece, piece_of
from hipflex_gui.paths import UserFolder, assets
from hipflex_gui.problems import printable, quoted

# What `hipflex new` writes for editors names a folder of this computer.
_OF_THIS_COMPUTER = re.compile(r"^# yaml-language-server: \$schema=file:[^\r\n]*(?:\r?\n)?", re.M)


def public(text: str) -> str:
    """Return a file without what tells of one computer only."""
    return _OF_THIS_COMPUTER.sub("", text)


@dataclass(frozen=True)
class Home:
    """A file that is there."""

    path: Path
    own: bool
    piece: Piece


def movement_homes(folder: UserFolder) -> dict[str, Home]:
    """Return the file of each movement by id; the user's take the place of shipped ones."""
    homes: dict[str, Home] = {}
    for place, own in ((assets() / "movements", False), (folder.movements, True)):
        found: dict[str, Home] = {}
        for path in yaml_files(place):
            family, report = read_movement(path)
            if family:
                ids, name = tuple(movement.id for movement in family), family[0].name
                # of a shipped one no word is ever looked at
                shipped = Piece(MOVEMENTS, ids, name, report.text)
                home = Home(path, own, piece_of(MOVEMENTS, ids, name, report) if own else shipped)
                for one in ids:
                    found.setdefault(one, home)
        homes |= found
    return homes


def share(entry: Entry, catalogue: Catalogue, folder: UserFolder, target: Path) -> None:
    """Write a session with its own movements and their pictures to a file.

    Raises:
        UserFault: the session has errors, or a picture is missing, no picture or too large.
        MachineFault: something cannot be read, or the file cannot be written.
    """
    try:
        files = _gathered(entry, catalogue, folder)
        with replacing(target) as part:
            with ZipFile(part, "w", ZIP_DEFLATED) as archive:
                for name, raw in files.items():
                    # without a date: whoever gets it need not know when it was written
                    archive.writestr(ZipInfo(name), raw, ZIP_DEFLATED)
            together = sum(map(len, files.values()))
            many = len(files) > MOST_ENTRIES or together > MOST_TOGETHER
            if many or part.stat().st_size > MOST_FILE:
                raise UserFault(_("There is more in this session than one file can hold."))
    except OSError as error:
        raise from_os(error, target.name) from error


def _gathered(entry: Entry, catalogue: Catalogue, folder: UserFolder) -> dict[str, bytes]:
    """Return the session and all of the user's own that it needs, by names in the file."""
    session, report = read_session(entry.file, catalogue.movements)
    if session is None:
        said = _("{name} has mistakes. Once they are mended, it can be shared.")
        raise UserFault(said.format(name=printable(entry.file.name)))
    homes = movement_homes(folder)
    piece = piece_of(SESSIONS, (session.id,), session.name, report)
    waiting, files = [Home(entry.file, own=True, piece=piece)], dict[str, bytes]()
    while waiting:
        home = waiting.pop()
        name = f"{home.piece.place}/{home.piece.id}.yaml"
        if name in files or not home.own:
            continue
        files[name] = public(home.piece.text).encode()
        for picture in sorted(home.piece.words("picture")):
            raw = _picture(home, picture)
            if files.setdefault(f"{MOVEMENTS}/{picture}", raw) != raw:
                said = _("Two pictures are called {name}. Please give one of them another name.")
                raise UserFault(said.format(name=printable(quoted(picture))))
        waiting += [homes[one] for one in sorted(home.piece.words(MOVEMENTS)) if one in homes]
    return files


def _picture(home: Home, name: str) -> bytes:
    """Return a picture from where its readers look for it."""
    beside = home.path.parent / name
    other = home.path.parent.parent / MOVEMENTS / name
    path = beside if beside.exists() else other
    try:
        photo_at(path)
    except BrokenPictureError as error:
        said = _("The picture {name} of {whose} cannot be sent: {why}.")
        whose, name = printable(home.piece.name), printable(quoted(name))
        raise UserFault(said.format(name=name, whose=whose, why=error)) from None
    return path.read_bytes()
