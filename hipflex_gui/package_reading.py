"""A file that somebody else sent, looked at before anything of it is kept.

A ``.hipflex`` file is a ZIP of a session, of the movements of its author's own that it needs, and
of their pictures. A session or movement file by itself will do as well. Whoever made it, it is read
once, within bounds, and checked by the readers that read every file; nothing in it is executed.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from hipflex_gui.catalogue import SUFFIXES, check_links, read_movement, read_session
from hipflex_gui.errors import from_os
from hipflex_gui.format_picture import BrokenPictureError, photo_at
from hipflex_gui.i18n import _
from hipflex_gui.movements import Movement
from hipflex_gui.package_files import MOVEMENTS, SESSIONS, content, files_in, refusal
from hipflex_gui.problems import Problem, Report, Severity, printable, quoted
from hipflex_gui.readers import id_from
from hipflex_gui.sessions import Do, Pace, Session, Where, expanded
from hipflex_gui.timeline import compile_session
from hipflex_gui.yamlfile import Map, Node, Seq, Span, Text, parse
from hipflex_gui.yamltext import scalar, scalars

Spot = tuple[str, str, Span]
"""A word of a file that may have to change: what it is (``sessions``, ``movements`` for an id,
``picture``, ``name``), the word, and where it stands."""


@dataclass(frozen=True)
class Piece:
    """A session file or a movement file of a parcel.

    Attributes:
        place: the folder it belongs to: ``sessions`` or ``movements``.
        ids: its own id, and those of its variants.
        name: what people call it.
        text: the file.
        spots: the words of it that may have to change.
    """

    place: str
    ids: tuple[str, ...]
    name: str
    text: str
    spots: tuple[Spot, ...] = ()

    @property
    def id(self) -> str:
        """Its own id."""
        return self.ids[0]

    def words(self, kind: str) -> set[str]:
        """Return its words of a kind; those of ``movements`` are what it is and what it needs."""
        return {word for what, word, _span in self.spots if what == kind}

    def changed(self, new: Mapping[tuple[str, str], str]) -> "Piece":
        """Return it with other words; ``new`` is by kind and word."""
        text = self.text
        for kind, word, (start, end) in sorted(self.spots, key=lambda spot: -spot[2][0]):
            if (kind, word) in new:
                text = text[:start] + scalar(new[kind, word], flow=True) + text[end:]
        ids = tuple(new.get((self.place, one), one) for one in self.ids)
        return Piece(self.place, ids, new.get(("name", self.name), self.name), text)


@dataclass(frozen=True)
class Parcel:
    """What such a file holds.

    Attributes:
        file: its name.
        pieces: the session, if there is one, and then the movements.
        pictures: by name.
        session: None if there is none, or if it has errors.
        seconds: how long the session takes at the usual pace.
        problems: what is wrong with it; with an error nothing of it can be installed.
    """

    file: str
    pieces: tuple[Piece, ...]
    pictures: Mapping[str, bytes]
    session: Session | None
    seconds: float
    problems: tuple[Problem, ...]

    @property
    def sound(self) -> bool:
        """Whether there is no error in it."""
        return all(one.severity is not Severity.ERROR for one in self.problems)

    @property
    def movements(self) -> tuple[Piece, ...]:
        """The movement files in it."""
        return tuple(piece for piece in self.pieces if piece.place == MOVEMENTS)

    @property
    def steps(self) -> int:
        """How many movements the session does, repeats written out."""
        steps = self.session.steps if self.session else ()
        return sum(isinstance(step, Do) for step in expanded(steps))


def read(path: Path, movements: Mapping[str, Movement]) -> Parcel:
    """Read a ``.hipflex`` file, or a session or movement file; nothing is written anywhere.

    Args:
        path: the file.
        movements: those there are already, by id.

    Raises:
        UserFault: it is no such file, or holds what none holds; the sentence says what.
        MachineFault: it cannot be read, or is damaged.
    """
    raw = content(path)
    try:
        if path.suffix.lower() in SUFFIXES:
            place = _place(path, raw, movements)
            return _parcel(path, {f"{place}/{_plain_name(path)}": raw}, movements)
        return _parcel(path, files_in(path, raw), movements)
    except OSError as error:  # no room to look at it
        raise from_os(error, path.name) from error


def _plain_name(path: Path) -> str:
    return f"{id_from(path.stem) or 'file'}.yaml"


def _place(path: Path, raw: bytes, movements: Mapping[str, Movement]) -> str:
    """Return where a bare file belongs: its keys tell, or what there is less wrong with it as."""
    node, _report = parse(raw, Report(""))
    keys = {key.value for key, _value in node.pairs} if isinstance(node, Map) else set()
    if "movement" in keys or "session" in keys:
        return MOVEMENTS if "movement" in keys else SESSIONS

    def wrong(place: str) -> int:
        problems = _parcel(path, {f"{place}/{_plain_name(path)}": raw}, movements).problems
        return sum(problem.severity is Severity.ERROR for problem in problems)

    return min(SESSIONS, MOVEMENTS, key=wrong)


def _parcel(path: Path, files: Mapping[str, bytes], movements: Mapping[str, Movement]) -> Parcel:
    """Check files with the readers of all files, which read them from a folder of their own."""
    pieces: list[Piece] = []
    reports: list[Report] = []
    session, seconds = None, 0.0
    with TemporaryDirectory(prefix="hipflex-") as temporary:
        for folder in (SESSIONS, MOVEMENTS):
            Path(temporary, folder).mkdir()
        for name, raw in files.items():
            Path(temporary, name).write_bytes(raw)
        for name in files:
            _check_picture(path, Path(temporary, name))
        known, own = dict(movements), set[str]()
        texts = [name for name in files if name.endswith(".yaml")]
        for name in sorted(texts):
            if not name.startswith(MOVEMENTS):
                continue
            family, report = read_movement(Path(temporary, name), _shown(path, name))
            reports.append(report)
            for movement in family:
                if movement.id in own:
                    said = _("another file has the id {id} already").format(id=movement.id)
                    report.add(Where(1, 1), said)
                own.add(movement.id)
                known[movement.id] = movement
            if family:
                ids = tuple(movement.id for movement in family)
                pieces.append(piece_of(MOVEMENTS, ids, family[0].name, report))
        for report in reports:
            check_links(report, known)
        for name in texts:
            if not name.startswith(SESSIONS):
                continue
            session, report = read_session(Path(temporary, name), known, _shown(path, name))
            reports.append(report)
            if session:
                pieces.insert(0, piece_of(SESSIONS, (session.id,), session.name, report))
    problems = [problem for report in reports for problem in report.problems]
    failed = any(report.failed for report in reports)
    if session and not failed:
        seconds = compile_session(session, known, Pace()).planned_s
    pictures = {Path(name).name: raw for name, raw in files.items() if name not in texts}
    unnamed = pictures.keys() - {word for piece in pieces for word in piece.words("picture")}
    if unnamed and not failed:
        said = _("{name} does not belong in it.")
        raise refusal(path, said.format(name=printable(quoted(min(unnamed)))))
    return Parcel(printable(path.name), tuple(pieces), pictures, session, seconds, tuple(problems))


def _check_picture(path: Path, picture: Path) -> None:
    if picture.suffix not in SUFFIXES:
        try:
            photo_at(picture)
        except BrokenPictureError as error:
            said = _("the picture {name} in it cannot be shown: {why}.")
            name = printable(quoted(picture.name))
            raise refusal(path, said.format(name=name, why=error)) from None


def _shown(path: Path, name: str) -> str:
    return path.name if path.suffix.lower() in SUFFIXES else name


def piece_of(place: str, ids: tuple[str, ...], name: str, report: Report) -> Piece:
    """Return the piece that a file is; the report is its reader's, without an error."""
    node, _report = parse(report.text.encode(), Report(""))
    assert isinstance(node, Map)
    return Piece(place, ids, name, report.text, tuple(_spots(place, node, report)))


def _spots(place: str, root: Map, report: Report) -> Iterator[Spot]:
    linked = {where for _name, where in report.links}
    for text in scalars(root):
        if text.where in linked:
            yield MOVEMENTS, text.value, text.span
    variants = root.get("variants")
    family = [root, *(variants.items if isinstance(variants, Seq) else ())]
    own = "session" if place == SESSIONS else "movement"
    for one in _maps(root):
        is_member = any(one is member for member in family)
        for key, kind in (("picture", "picture"), *([(own, place)] if is_member else [])):
            found = one.get(key)
            if isinstance(found, Text):
                yield kind, found.value, found.span
    name = root.get("name")
    if isinstance(name, Text):
        yield "name", " ".join(name.value.split()), name.span


def _maps(node: Node) -> Iterator[Map]:
    """Yield all mappings in a node, itself first."""
    inner: list[Node] = []
    match node:
        case Map():
            yield node
            inner = [value for _key, value in node.pairs]
        case Seq():
            inner = node.items
    for one in inner:
        yield from _maps(one)
