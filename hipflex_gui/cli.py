"""The command line: every verb but the window's own works without Qt and without a display.

Each verb's module is loaded when its verb is called, so that a quick one starts quickly.
"""

import argparse
import io
import os
import sys
from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module
from pathlib import Path

from hipflex_gui import __version__
from hipflex_gui.errors import Fault, UserFault, no_display
from hipflex_gui.i18n import _
from hipflex_gui.paths import DEFAULT_SESSION, UserFolder, shipped_sessions, user_folder

Verb = Callable[[argparse.Namespace], int]
SENT = ".hipflex"  # the window looks into such a file before anything is played
INTERRUPTED = 130  # what shells expect after Ctrl-C


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program.

    Returns:
        0 when all is well, 1 on errors, 130 after Ctrl-C. Wrong usage leaves with 2.
    """
    if isinstance(sys.stdout, io.TextIOWrapper):
        # a terminal that cannot show a letter shows a question mark
        sys.stdout.reconfigure(errors="replace")
    words = list(sys.argv[1:] if argv is None else argv)
    first = 2 if words[:1] == ["--data-dir"] else 0
    if words[first:] and words[first].lower().endswith(SENT):
        words.insert(first, "start")  # so does a desktop call a program to open a file
    options = _parser().parse_args(words, argparse.Namespace(data_dir=None))
    try:
        code: int = options.run(options)
        sys.stdout.flush()
    except Fault as fault:
        _say(fault.text)
        return 1
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # the reader of our output went away (hipflex list | head); nothing is wrong with that
        return _silenced(0)
    except OSError as error:
        _say(_("The system refused something: {reason}").format(reason=error))
        return _silenced(1)
    return code


def _say(text: str) -> None:
    from hipflex_gui.cli_common import say

    say(text)


def _silenced(code: int) -> int:
    """Return a code, after seeing to it that Python does not try to write the rest at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return code


def _parser() -> argparse.ArgumentParser:
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument(
        "--data-dir",
        type=Path,
        default=argparse.SUPPRESS,  # so that a verb's own does not undo the one before the verb
        metavar="DIR",
        help=_("keep history, settings and your own files in DIR"),
    )
    parser = argparse.ArgumentParser(
        prog="hipflex",
        description=_("A guided-stretch timer. Without a verb it opens the window."),
        parents=[common],
    )
    parser.add_argument("--version", action="version", version=f"hipflex {__version__}")
    parser.set_defaults(run=_window, session=None)
    verbs = parser.add_subparsers(title=_("verbs"), metavar="VERB")

    def verb(name: str, run: str | Verb, about: str) -> argparse.ArgumentParser:
        added = verbs.add_parser(name, help=about, description=about, parents=[common])
        added.set_defaults(run=partial(_load_and_run, run) if isinstance(run, str) else run)
        return added

    def as_json(added: argparse.ArgumentParser) -> None:
        added.add_argument("--json", action="store_true", help=_("as JSON, for programs"))

    def in_minutes(added: argparse.ArgumentParser) -> None:
        said = _("fitted to N minutes: shorter first, then with fewer movements")
        added.add_argument("--minutes", type=_minutes, metavar="N", help=said)

    start = verb("start", _window, _("Open the window with a session playing."))
    start.add_argument(
        "session",
        metavar="SESSION",
        help=_("a session's id or file, or a .hipflex file that somebody sent"),
    )
    as_json(verb("list", "cli_sessions:list_sessions", _("List the sessions there are.")))
    show = verb("show", "cli_sessions:show", _("Show a session's plan with its times."))
    show.add_argument("session", metavar="SESSION", help=_("a session's id or file"))
    in_minutes(show)
    as_json(show)
    check = verb("check", "cli_files:check", _("Check session and movement files."))
    check.add_argument(
        "files",
        nargs="*",
        type=Path,
        metavar="FILE",
        help=_("a file, or a folder for all in it; your own files if left out"),
    )
    check.add_argument(
        "--watch", action="store_true", help=_("again whenever one changes, until Ctrl+C")
    )
    as_json(check)
    fmt = verb("fmt", "cli_fmt:fmt", _("Write session and movement files in canonical form."))
    fmt.add_argument(
        "files", nargs="+", type=Path, metavar="FILE", help=_("a file, a folder, or - for a pipe")
    )
    fmt.add_argument("--check", action="store_true", help=_("only tell which would change"))
    fmt.add_argument("--diff", action="store_true", help=_("only show what would change"))
    play = verb("play", "cli_play:play", _("Play a session in the terminal."))
    play.add_argument(
        "session",
        nargs="?",
        default=DEFAULT_SESSION,
        metavar="SESSION",
        help=_("a session's id or file, or a movement's id; {id} if left out").format(
            id=DEFAULT_SESSION
        ),
    )
    play.add_argument(
        "--speed",
        type=_speed,
        default=1.0,
        metavar="N",
        help=_("N times as fast, in silence; logged only with --data-dir"),
    )
    play.add_argument(
        "--pick",
        type=_picks,
        metavar="N,N",
        help=_("only these steps, in this order; for sessions with order: free"),
    )
    play.add_argument("--side", choices=["left", "right"], help=_("which side comes first"))
    in_minutes(play)
    play.add_argument(
        "--easier", action="store_true", help=_("go easier where it was too much, or hurt")
    )
    play.add_argument(
        "--go-on", action="store_true", help=_("go on with the session that was interrupted")
    )
    history = verb("history", "cli_history:history", _("Show the streak and what was done."))
    history.add_argument("--limit", type=_count, default=20, metavar="N", help=_("how many runs"))
    as_json(history)
    out = verb(
        "export", "cli_exchange:export", _("Write your history to a file for other programs.")
    )
    out.add_argument("file", type=Path, metavar="FILE", help=_("a name in .csv, .json or .ics"))
    read = verb(
        "import",
        "cli_exchange:import_file",
        _("Bring in a history that was exported, or exercises of other programs."),
    )
    read.add_argument(
        "file",
        type=Path,
        metavar="FILE",
        help=_("a .json or .csv file of a history, Workrave's exercises.xml, or exercises as JSON"),
    )
    read.add_argument(
        "--language", default="en", metavar="CODE", help=_("of exercises.xml, such as de; else en")
    )
    kept = verb("backup", "cli_backup:backup", _("Write everything that is yours to one file."))
    kept.add_argument(
        "file", nargs="?", type=Path, metavar="FILE", help=_("a name in .zip; dated if left out")
    )
    back = verb("restore", "cli_backup:restore", _("Bring everything back from a backup."))
    back.add_argument(
        "file", nargs="?", type=Path, metavar="FILE", help=_("a backup; without it, list them")
    )
    back.add_argument("--yes", action="store_true", help=_("without asking first"))
    sync = verb("sync", "cli_sync:sync", _("Share your history with your other computers."))
    sync.add_argument(
        "folder",
        nargs="?",
        type=Path,
        metavar="FOLDER",
        help=_("a folder that another program carries; the one in the settings if left out"),
    )
    drawn = verb("figure", "cli_figure:figure", _("Write the picture of a movement to a file."))
    drawn.add_argument("movement", metavar="MOVEMENT", help=_("a movement's id or file"))
    drawn.add_argument("--side", choices=["left", "right"], default="left", help=_("which side"))
    drawn.add_argument("--frame", metavar="N", help=_("which key-frame, by number or name"))
    drawn.add_argument(
        "--theme", choices=["light", "dark"], default="light", help=_("for which room")
    )
    drawn.add_argument("--size", type=_pixels, default=600, metavar="PX", help=_("how large"))
    drawn.add_argument(
        "-o", "--output", type=Path, required=True, metavar="FILE", help=_("a name in .svg or .png")
    )
    shared = verb("share", "cli_package:share", _("Write a session to one file, to be sent."))
    shared.add_argument("session", metavar="SESSION", help=_("a session's id or file"))
    shared.add_argument(
        "file", nargs="?", type=Path, metavar="FILE", help=_("a name in .hipflex; else its id")
    )
    sent = verb("install", "cli_package:install", _("Take in a session that somebody sent."))
    sent.add_argument(
        "file", type=Path, metavar="FILE", help=_("a .hipflex file, or a session or movement file")
    )
    sent.add_argument("--yes", action="store_true", help=_("without asking first"))
    sent.add_argument(
        "--replace",
        action="store_true",
        help=_("in the place of what is there, which is kept with .bak behind its name"),
    )
    paper = verb("print", "cli_print:print_session", _("Write a session as a page to print."))
    paper.add_argument("session", metavar="SESSION", help=_("a session's id or file"))
    paper.add_argument("--paper", choices=["a4", "letter"], help=_("your country's if left out"))
    paper.add_argument(
        "-o", "--output", type=Path, required=True, metavar="FILE", help=_("a name in .pdf")
    )
    new = verb("new", "cli_files:new", _("Begin a session file of your own."))
    new.add_argument("name", metavar="NAME", help=_("what it is called"))
    return parser


def _load_and_run(place: str, options: argparse.Namespace) -> int:
    """Run a verb given as ``module:function`` of this package."""
    module, _colon, function = place.partition(":")
    run: Verb = getattr(import_module(f"hipflex_gui.{module}"), function)
    return run(options)


def _speed(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0.1 <= value <= 100_000:
        said = _("{text!r} is not a number from 0.1 to 100000")
        raise argparse.ArgumentTypeError(said.format(text=text))
    return value


def _count(text: str) -> int:
    value = int(text) if text.isascii() and text.isdigit() and len(text) < 8 else 0
    if not 1 <= value <= 1_000_000:
        said = _("{text!r} is not a whole number from 1 to 1000000")
        raise argparse.ArgumentTypeError(said.format(text=text))
    return value


def _minutes(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0.5 <= value <= 240:
        said = _("{text!r} is not a number of minutes from 0.5 to 240")
        raise argparse.ArgumentTypeError(said.format(text=text))
    return value


def _pixels(text: str) -> int:
    value = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0
    if not 16 <= value <= 8192:
        said = _("{text!r} is not a number of pixels from 16 to 8192")
        raise argparse.ArgumentTypeError(said.format(text=text))
    return value


def _picks(text: str) -> list[int]:
    return [_count(part.strip()) - 1 for part in text.split(",")]


def _window(options: argparse.Namespace) -> int:
    display = any(os.environ.get(k) for k in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
    if sys.platform.startswith(("linux", "freebsd")) and not display:
        raise no_display()
    folder = user_folder(options.data_dir)
    session = options.session and _wanted(options.session, folder)
    try:
        from hipflex_gui.ui.start import main as open_window
    except ImportError as error:
        said = _("The window needs PySide6, which cannot be loaded ({reason}). Try: hipflex play")
        raise UserFault(said.format(reason=error)) from None
    return open_window(folder, session)


def _wanted(name: str, folder: UserFolder) -> str:
    """Return what the window is to play or show: a shipped session's id, or where a file is.

    A window that is open already has other files in mind, and may have been started elsewhere.
    """
    from hipflex_gui.cli_common import find_session

    if Path(name).suffix.lower() == SENT:
        return str(Path(name).absolute())
    entry, _catalogue = find_session(name, folder)
    return entry.id if entry.file.parent == shipped_sessions() else str(entry.file.absolute())
