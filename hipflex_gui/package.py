"""What somebody sent, put beside what is there.

Nothing that is there is ever lost: what is the same is left alone, and what differs stays beside
the new one, under its own name or, where that was asked for, with ``.bak`` behind it.
"""

import shutil
from collections.abc import Mapping
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from enum import StrEnum
from itertools import count
from pathlib import Path

from hipflex_gui.catalogue import Catalogue, read_session
from hipflex_gui.errors import UserFault, from_os
from hipflex_gui.files import free_name, replacing
from hipflex_gui.i18n import _
from hipflex_gui.package_files import MOVEMENTS
from hipflex_gui.package_reading import Parcel, Piece
from hipflex_gui.package_writing import Home, movement_homes, public
from hipflex_gui.paths import UserFolder
from hipflex_gui.readers import LONGEST_ID, LONGEST_NAME

Word = tuple[str, str]
"""A word of a piece that may have to change: its kind and itself; see ``Spot``."""


class Fate(StrEnum):
    """How a part of a parcel stands to what is there."""

    NEW = "new"
    THERE = "there"  # and the same
    OTHER = "other"  # something else is there in its place


@dataclass(frozen=True)
class Plan:
    """What installing a parcel means.

    Attributes:
        pieces: what becomes of each piece, and the piece as it will be there.
        pictures: what becomes of each picture, and the name that it will have there.
        writes: what is to be written where.
    """

    pieces: tuple[tuple[Fate, Piece], ...]
    pictures: Mapping[str, tuple[Fate, str]]
    writes: Mapping[Path, bytes]

    @property
    def differing(self) -> bool:
        """Whether something else is in the place of something."""
        fates = [*self.pieces, *self.pictures.values()]
        return any(fate is Fate.OTHER for fate, _what in fates)

    def first(self, place: str) -> str:
        """Return the id of the first session or movement as it will be there; or nothing."""
        return next((piece.id for _fate, piece in self.pieces if piece.place == place), "")


def plan(parcel: Parcel, catalogue: Catalogue, folder: UserFolder, *, replace: bool) -> Plan:
    """Return what installing would do; nothing is written.

    Args:
        parcel: what was sent.
        catalogue: what there is.
        folder: where it is to go.
        replace: whether what differs takes the place of what is there, instead of a new name.

    Raises:
        UserFault: there are errors in it.
        MachineFault: what is there cannot be read.
    """
    if not parcel.sound:
        said = _("{name} has mistakes, so nothing of it can be installed.")
        raise UserFault(said.format(name=parcel.file))
    try:
        return _Comparison(parcel, catalogue, folder).plan(replace=replace)
    except OSError as error:
        raise from_os(error, folder.root.name) from error


def install(what: Plan) -> None:
    """Do what was planned, all of it or nothing; what is written over is kept as ``.bak``.

    Raises:
        MachineFault: it cannot be done, and everything is as it was.
    """
    kept: dict[Path, Path] = {}
    new = [path for path in what.writes if not path.exists()]
    try:
        for path in what.writes.keys() - set(new):
            beside = free_name(path.with_name(f"{path.name}.bak"))
            with replacing(beside) as part:
                shutil.copyfile(path, part)
            kept[path] = beside
        with ExitStack() as parts:
            for path, raw in what.writes.items():
                path.parent.mkdir(parents=True, exist_ok=True)
                parts.enter_context(replacing(path)).write_bytes(raw)
    except BaseException as error:
        for path in new:
            with suppress(OSError):  # it is not there, and may never have been
                path.unlink()
        for path, before in kept.items():
            before.replace(path)
        if isinstance(error, OSError):
            raise from_os(error, next(iter(what.writes)).name) from error
        raise


class _Comparison:
    """A parcel held against what is there."""

    def __init__(self, parcel: Parcel, catalogue: Catalogue, folder: UserFolder) -> None:
        self._parcel, self._catalogue, self._folder = parcel, catalogue, folder
        self._movements = movement_homes(folder)
        self._fates = {piece: self._fate(piece) for piece in parcel.pieces}
        self._drawn = {name: self._picture_fate(name, name) for name in parcel.pictures}

    def plan(self, *, replace: bool) -> Plan:
        moved = self._moved(replace=replace)
        # one number for all of them, so that what was installed before is found again
        return next(plan for number in count(2) if (plan := self._numbered(moved, number)))

    def _home(self, place: str, one: str) -> Home | None:
        if place == MOVEMENTS:
            return self._movements.get(one)
        entry = self._catalogue.sessions.get(one)
        if entry is None:
            return None
        _session, report = read_session(entry.file, self._catalogue.movements)
        return Home(entry.file, entry.own, Piece(place, (one,), entry.name, report.text))

    def _homes(self, piece: Piece) -> list[Home]:
        found = [self._home(piece.place, one) for one in piece.ids]
        return list({home.path: home for home in found if home}.values())

    def _path(self, piece: Piece) -> Path:
        return self._folder.root / piece.place / f"{piece.id}.yaml"

    def _fate(self, piece: Piece) -> Fate:
        homes = self._homes(piece)
        if not homes:
            return Fate.OTHER if self._path(piece).exists() else Fate.NEW
        same = len(homes) == 1 and public(homes[0].piece.text) == public(piece.text)
        return Fate.THERE if same else Fate.OTHER

    def _picture_fate(self, name: str, called: str) -> Fate:
        path = self._folder.movements / called
        if not path.exists():
            return Fate.NEW
        same = path.is_file() and path.read_bytes() == self._parcel.pictures[name]
        return Fate.THERE if same else Fate.OTHER

    def _moved(self, *, replace: bool) -> set[Word]:
        """Return the ids and pictures that need other names, so that what is there stays."""
        moved: set[Word] = set()
        if not replace:
            moved = {("picture", name) for name, one in self._drawn.items() if one is Fate.OTHER}
        before = -1
        while before != len(moved):
            before = len(moved)
            for piece in self._parcel.pieces:
                fate = self._fates[piece]
                # two files of the user's own cannot both give way to one
                keeps = not replace or sum(home.own for home in self._homes(piece)) > 1
                # and one that is there and names what is called otherwise here is another file
                names = any((kind, word) in moved for kind, word, _span in piece.spots)
                if (fate is Fate.OTHER and keeps) or (fate is Fate.THERE and names):
                    moved |= {(piece.place, one) for one in piece.ids}
        return moved

    def _numbered(self, moved: set[Word], number: int) -> Plan | None:
        """Return the plan with a number behind what moves, or None if something is there then."""
        new = {(kind, word): _with(kind, word, number) for kind, word in moved}
        ours = {(piece.place, one) for piece in self._parcel.pieces for one in piece.ids}
        ours |= {("picture", name) for name in self._drawn}
        if any((kind, word) in ours for (kind, _old), word in new.items()):
            return None
        writes: dict[Path, bytes] = {}
        pieces, pictures = [], {}
        for piece in self._parcel.pieces:
            fate, changed = self._fates[piece], piece.changed(new)
            path = self._path(changed)
            if (piece.place, piece.id) in moved:
                name = f"{piece.name} {number}"
                name = name if len(name) <= LONGEST_NAME else piece.name
                changed = piece.changed({**new, ("name", piece.name): name})
                fate = self._fate(changed)
                if fate is Fate.OTHER:
                    return None
                fate = Fate.THERE if fate is Fate.THERE else Fate.OTHER
            elif fate is Fate.OTHER:
                path = next((home.path for home in self._homes(piece) if home.own), path)
            if fate is not Fate.THERE:
                writes[path] = changed.text.encode()
            pieces.append((fate, changed))
        for name, fate in self._drawn.items():
            called = new.get(("picture", name), name)
            if called != name:
                fate = self._picture_fate(name, called)
                if fate is Fate.OTHER:
                    return None
                fate = Fate.THERE if fate is Fate.THERE else Fate.OTHER
            if fate is not Fate.THERE:
                writes[self._folder.movements / called] = self._parcel.pictures[name]
            pictures[name] = (fate, called)
        return Plan(tuple(pieces), pictures, writes)


def _with(kind: str, word: str, number: int) -> str:
    """Return an id, or the name of a picture, with a number behind it."""
    ending = f"-{number}"
    if kind == "picture":
        path = Path(word)
        return f"{path.stem}{ending}{path.suffix}"
    return word[: LONGEST_ID - len(ending)].rstrip("-") + ending
