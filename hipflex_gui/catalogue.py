"""The catalogue: every movement and session there is, shipped and the user's own.

A bad file is a row that says what is wrong with it; it never keeps the rest from working. A user's
file with the id of a shipped one wins if it can be read, and is marked.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from hipflex_gui import format as tables
from hipflex_gui.fields import BAD, Table, closest, read_table, suggestion
from hipflex_gui.i18n import _
from hipflex_gui.judging import dose_problem, judged
from hipflex_gui.movements import Movement
from hipflex_gui.paths import DEFAULT_SESSION, UserFolder, assets, shipped_sessions
from hipflex_gui.problems import Problem, Report, Severity, printable, quoted
from hipflex_gui.readers import id_from
from hipflex_gui.sessions import Session, Where
from hipflex_gui.timeline import Timeline
from hipflex_gui.yamlfile import Map, Node, read

SUFFIXES = (".yaml", ".yml")


@dataclass(frozen=True)
class Entry:
    """A session file.

    Attributes:
        id: the session's id; the file's name where the file could not be read.
        session: None if there are errors.
        own: whether it lies in the user's folder.
        hides_shipped: whether it takes the place of a shipped session with the same id.
    """

    id: str
    file: Path
    session: Session | None
    problems: tuple[Problem, ...] = ()
    own: bool = False
    hides_shipped: bool = False

    @property
    def name(self) -> str:
        """The name to show."""
        return self.session.name if self.session else self.id

    @property
    def errors(self) -> list[Problem]:
        """The problems that keep it from being started."""
        return [problem for problem in self.problems if problem.severity is Severity.ERROR]


@dataclass(frozen=True)
class Catalogue:
    """What can be played.

    Attributes:
        movements: by id, variants among them.
        sessions: by id, in the order they are listed: shipped ones first, then the user's, each by
            name, and then those of the user's that have errors.
        problems: those of movement files, and of session files whose id another file has.
        own_movements: the ids that come from the user's folder.
    """

    movements: Mapping[str, Movement] = field(default_factory=dict)
    sessions: Mapping[str, Entry] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    own_movements: frozenset[str] = frozenset()

    @classmethod
    def load(cls, user: UserFolder | None, *, sessions: bool = True) -> "Catalogue":
        """Read all shipped files, and the user's where a folder is given. Raises nothing.

        Args:
            user: the user's folder, or None.
            sessions: whether sessions are wanted besides movements.
        """
        movements: dict[str, Movement] = {}
        problems: list[Problem] = []
        own: set[str] = set()
        reports: list[Report] = []
        for folder, is_own in _folders(assets() / "movements", user.movements if user else None):
            for path in yaml_files(folder):
                family, report = read_movement(path, _shown(path, user))
                for movement in family:
                    if is_own and movement.id in own:
                        said = _("another file has the id {id} already").format(id=movement.id)
                        report.add(Where(1, 1), said)
                        continue
                    movements[movement.id] = movement
                    own |= {movement.id} if is_own else set()
                reports.append(report)
        for report in reports:
            check_links(report, movements)
            problems += report.problems
        for movement in movements.values():
            if movement.base and movement.base not in movements:  # reported; it does without
                movements[movement.id] = replace(movement, base="")
        entries: dict[str, Entry] = {}
        for folder, is_own in _folders(shipped_sessions(), user.sessions if user else None):
            paths = yaml_files(folder) if sessions else []
            found = sorted(
                (_entry(path, movements, is_own, user) for path in paths),
                key=lambda entry: (
                    entry.session is None,  # so that it takes no id from one that can be played
                    entry.id != DEFAULT_SESSION,
                    entry.name.casefold(),
                ),
            )
            for entry in found:
                before = entries.get(entry.id)
                if before and entry.session is None:
                    problems += entry.problems
                    continue
                if before and before.own:
                    said = _("{file} has the id {id} already").format(
                        file=before.file.name, id=entry.id
                    )
                    shown = _shown(entry.file, user)
                    problems += [*entry.problems, Problem(shown, Where(1, 1), said)]
                    continue
                entries[entry.id] = replace(entry, hides_shipped=before is not None)
        return cls(movements, entries, tuple(problems), frozenset(own))


def _folders(shipped: Path, own: Path | None) -> Iterator[tuple[Path, bool]]:
    yield shipped, False
    if own:
        yield own, True


def yaml_files(folder: Path) -> list[Path]:
    """Return a folder's YAML files by name; none if there is no folder to look into."""
    try:
        return sorted(path for path in folder.iterdir() if path.suffix.lower() in SUFFIXES)
    except OSError:
        return []


def _shown(path: Path, user: UserFolder | None) -> str:
    try:
        return str(path.relative_to(user.root)) if user else path.name
    except ValueError:
        return path.name


def _entry(
    path: Path, movements: Mapping[str, Movement], own: bool, user: UserFolder | None
) -> Entry:
    session, report = read_session(path, movements, _shown(path, user))
    problems = tuple(report.problems)
    return Entry(session.id if session else printable(path.stem), path, session, problems, own)


def read_movement(path: Path, shown: str = "") -> tuple[tuple[Movement, ...], Report]:
    """Read a movement file: the movement and its variants, none if there are errors.

    Links to other movements are left in the report; ``check_links`` looks them up.
    """
    node, report = read(path, shown)
    return _movement_of(path, node, report), report


def read_session(
    path: Path, movements: Mapping[str, Movement], shown: str = ""
) -> tuple[Session | None, Report]:
    """Read a session file and look everything up; None if there are errors."""
    node, report = read(path, shown)
    return session_of(path, node, report, movements), report


def check_file(path: Path, movements: Mapping[str, Movement]) -> list[Problem]:
    """Return the problems of a file of either kind; its keys tell which kind it is."""
    node, report = read(path)
    if _kind(path, node) is tables.MOVEMENT:
        family = _movement_of(path, node, report)
        check_links(report, {**movements, **{movement.id: movement for movement in family}})
    else:
        session_of(path, node, report, movements)
    return sorted(report.problems, key=lambda problem: (problem.where.line, problem.where.column))


def _kind(path: Path, node: Node | None) -> Table:
    if not isinstance(node, Map):
        return tables.SESSION
    names = {key.value for key, _value in node.pairs}
    if "movement" in names or "session" in names:
        return tables.MOVEMENT if "movement" in names else tables.SESSION

    def strange(table: Table) -> int:
        return len(names - {field.key for field in table.fields})

    if strange(tables.MOVEMENT) != strange(tables.SESSION):
        return min(tables.SESSION, tables.MOVEMENT, key=strange)
    return tables.MOVEMENT if path.absolute().parent.name == "movements" else tables.SESSION


def _root(table: Table, node: Node | None, report: Report) -> object:
    if node is None:
        if not report.problems:
            said = _("there is nothing in this file")
            report.add(Where(1, 1), said, _("to begin one: hipflex new NAME"))
        return BAD
    return read_table(table, node, report)


def _movement_of(path: Path, node: Node | None, report: Report) -> tuple[Movement, ...]:
    family = _root(tables.MOVEMENT, node, report)
    if not isinstance(family, tuple):
        return ()
    first: Movement = family[0]
    family = (replace(first, id=first.id or _id_of(path, report)), *family[1:])
    seen: set[str] = set()
    for movement in family:
        if said := dose_problem(movement.sides, movement):
            report.add(Where(1, 1), f"{movement.id}: {said}")
        if movement.id in seen:
            said = _("two movements of this file have the id {id}").format(id=movement.id)
            report.add(Where(1, 1), said, _("give each variant an id of its own"))
        seen.add(movement.id)
    return () if report.failed else family


def _id_of(path: Path, report: Report) -> str:
    """Return the id that a file without one has from its name."""
    found = id_from(path.stem)
    if not found:
        said = _("the file's name makes no id")
        report.add(Where(1, 1), said, _("write one, such as: my-stretches"))
    return found


def check_links(report: Report, movements: Mapping[str, Movement]) -> None:
    """Report every movement that a file names and that does not exist."""
    for name, where in report.links:
        if name not in movements and not report.full:
            said = _("no movement is called {name}").format(name=quoted(name))
            report.add(where, said, suggestion(name, movements), fixes=closest(name, movements))


def session_of(
    path: Path, node: Node | None, report: Report, movements: Mapping[str, Movement]
) -> Session | None:
    """Return the session that a file's root node is, looked up and checked; see ``read_session``.

    Args:
        path: the file; a session without an id has it from the file's name. It is not read.
        node: what ``yamlfile`` made of it.
        report: takes every problem that is found.
        movements: by id.
    """
    timeline = timeline_of(path, node, report, movements)
    return timeline.session if timeline else None


def timeline_of(
    path: Path, node: Node | None, report: Report, movements: Mapping[str, Movement]
) -> Timeline | None:
    """Return the session that ``session_of`` does, compiled with the pace that files are judged by.

    That is the default, ``Pace()``, because whether a file is good is not for its reader to set.
    """
    session = _root(tables.SESSION, node, report)
    check_links(report, movements)
    if not isinstance(session, Session):
        return None
    session = replace(session, id=session.id or _id_of(path, report))
    timeline = None if report.failed else judged(session, movements, report)
    return None if report.failed else timeline
