"""The verb that plays a session in the terminal."""

import argparse
import contextlib
import signal
import sys
from collections.abc import Iterator, Mapping
from typing import Any

from hipflex_gui import terminal
from hipflex_gui.audio import CuePlayer, SilentPlayer, open_player
from hipflex_gui.catalogue import Catalogue
from hipflex_gui.cli_common import find_session, open_log, read_settings, say
from hipflex_gui.clock import Clock, ScaledClock, SystemClock, sleep
from hipflex_gui.easing import LAPSES_DAYS, eased, proposals, text
from hipflex_gui.engine import LATE_S, Engine
from hipflex_gui.errors import MachineFault, UserFault
from hipflex_gui.fitting import as_planned, fit, fitted_texts
from hipflex_gui.i18n import _, length_text
from hipflex_gui.log import Logged, RunStatus
from hipflex_gui.movements import Movement
from hipflex_gui.paths import UserFolder, assets, user_folder
from hipflex_gui.recorder import Recorder
from hipflex_gui.run import Run, can_go_on, interrupted
from hipflex_gui.sessions import Session, alone, picked
from hipflex_gui.settings import Settings
from hipflex_gui.store import Store
from hipflex_gui.streaks import ONE_DAY, local_day
from hipflex_gui.timeline import compile_session
from hipflex_gui.words import Side

END = "q"


def play(options: argparse.Namespace) -> int:
    """Play a session to its end, or until it is ended; both are 0."""
    fast = options.speed != 1.0
    folder = user_folder(options.data_dir)
    clock: Clock = ScaledClock(SystemClock(), options.speed) if fast else SystemClock()
    if options.go_on:
        if options.minutes:
            raise UserFault(_("What was interrupted goes on as it was planned, without --minutes."))
        options.session = _interrupted_session(folder, clock)
    session, movements = _wanted(options.session, folder)
    if options.pick:
        try:
            session = picked(session, options.pick)
        except IndexError:
            said = _("{name} has {n} steps to pick from")
            raise UserFault(said.format(name=session.name, n=len(session.steps))) from None
    with contextlib.ExitStack() as stack:
        store = None
        if not fast or options.data_dir:
            store = stack.enter_context(open_log(folder, clock))
        settings = read_settings(store) if store else Settings()
        cut_off = _interrupted(store, settings, clock)
        goes_on = cut_off if options.go_on else None
        if goes_on:
            session = as_planned(session, movements, settings.pace(), goes_on.run.planned_s)
        else:
            session = _offered(session, movements, settings, store, clock, easier=options.easier)
        if options.minutes:
            session = _within(session, movements, settings, options.minutes)
        keys = stack.enter_context(_endable(stack.enter_context(terminal.keyboard(sleep))))
        timeline = compile_session(
            session,
            movements,
            settings.pace(),
            first_side=Side(options.side or settings.first_side),
            hands_free=not keys.interactive,
        )
        if goes_on and not can_go_on(timeline, goes_on):
            said = _("{name} cannot go on: nothing is left of it, or its file has changed.")
            raise UserFault(said.format(name=goes_on.run.name))
        if cut_off and not goes_on:
            said = _("{name} was interrupted after {n} of {total} steps. To go on: {command}")
            run_ = cut_off.run
            values = {"n": run_.steps_done, "total": run_.steps_planned}
            say(said.format(name=run_.name, command="hipflex play --go-on", **values))
        player = SilentPlayer() if fast else _player(settings, clock)
        stack.callback(player.close)
        player.prepare()
        if player.notice:
            say(player.notice)
        recorder = Recorder(store, folder.spill) if store else None
        engine = Engine(
            timeline,
            clock,
            LATE_S * max(1.0, options.speed),
            done=goes_on.steps if goes_on else (),
            active_s=goes_on.run.active_s if goes_on else 0.0,
        )
        run = Run(engine, clock, player, recorder, settings.day_end_hour, goes_on)
        status = terminal.play(
            run, clock, keys, sys.stdout, speed=options.speed, units=settings.units
        )
        if player.remaining_s:
            sleep(player.remaining_s)  # the last chime is heard to its end
        if run.notice:
            say(run.notice)
    return 0 if status in (RunStatus.COMPLETED, RunStatus.STOPPED, RunStatus.DISCOMFORT) else 1


def _interrupted(store: Store | None, settings: Settings, clock: Clock) -> Logged | None:
    try:
        today = local_day(clock.now(), settings.day_end_hour)
        return interrupted(store, today) if store else None
    except MachineFault:
        return None  # whoever reads the history says so


def _interrupted_session(folder: UserFolder, clock: Clock) -> str:
    """Return the id of the session that was cut off lately.

    Raises:
        UserFault: none was.
    """
    if folder.database.exists():
        with open_log(folder, clock) as store:
            settings = read_settings(store)
            if cut_off := _interrupted(store, settings, clock):
                return cut_off.run.session
    raise UserFault(_("No session was interrupted today or yesterday."))


def _wanted(name: str, folder: UserFolder) -> tuple[Session, Mapping[str, Movement]]:
    """Return a session by id or file, or the movement of that id alone, and all movements."""
    try:
        entry, catalogue = find_session(name, folder)
    except UserFault:
        catalogue = Catalogue.load(folder)
        if name in catalogue.sessions or name not in catalogue.movements:
            raise
        return alone(catalogue.movements[name]), catalogue.movements
    assert entry.session
    return entry.session, catalogue.movements


def _offered(
    session: Session,
    movements: Mapping[str, Movement],
    settings: Settings,
    store: Store | None,
    clock: Clock,
    *,
    easier: bool,
) -> Session:
    """Say what was too much lately, and return the session, made easier where that is wanted."""
    today = local_day(clock.now(), settings.day_end_hour)
    try:
        felt = store.felt(today - LAPSES_DAYS * ONE_DAY) if store else {}
    except MachineFault as fault:
        say(fault.text)  # a log that cannot be read is no reason not to stretch
        return session
    offers = proposals(session, movements, felt, today, settings.pace())
    gentler = eased(session, offers)
    if gentler != session:
        say(_("Easier this time:") if easier else _("Go easier this time? Add --easier."))
    elif easier and not offers:
        say(_("Nothing in it was too much lately, so it plays as it is written."))
    for one in offers:
        say(f"  {text(one, movements, today, settings.units)}")
    return gentler if easier else session


def _within(
    session: Session, movements: Mapping[str, Movement], settings: Settings, minutes: float
) -> Session:
    """Return a session fitted to so many minutes, and say what is changed for it."""
    found = fit(session, movements, settings.pace(), minutes * 60)
    if found.session == session and found.fits:
        said = _("It takes {time}, so nothing is left out.")
        say(said.format(time=length_text(found.planned_s)))
    else:
        say(_("In {time}:").format(time=length_text(minutes * 60)))
    for sentence in fitted_texts(found):
        say(f"  {sentence}")
    return found.session


def _player(settings: Settings, clock: Clock) -> CuePlayer:
    return open_player(
        settings.player,
        sounds=assets() / "sounds",
        monotonic=clock.monotonic,
        volume=0.0 if settings.muted else settings.volume / 100,
    )


class _EndableKeys:
    """Keys that also hear a signal to end, as if the key for that had been pressed.

    A signal that comes while something is being written down is kept until that is done.
    """

    def __init__(self, keys: terminal.Keys) -> None:
        self.interactive = keys.interactive
        self._keys = keys
        self._waiting = self._asked = False

    def end(self, *_signal: Any) -> None:
        """Ask for the end; breaks off the waiting for a key."""
        self._asked = True
        if self._waiting:
            raise KeyboardInterrupt

    def read(self, timeout_s: float | None) -> str | None:
        """Return a key, or the one for the end once that was asked for."""
        try:
            self._waiting = True
            return END if self._asked else self._keys.read(timeout_s)
        except KeyboardInterrupt:
            return END
        finally:
            self._waiting = False


@contextlib.contextmanager
def _endable(keys: terminal.Keys) -> Iterator[terminal.Keys]:
    """Yield keys that hear Ctrl-C, a request to end, and the closing of the terminal."""
    endable = _EndableKeys(keys)
    names = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")
    numbers = [getattr(signal, name) for name in names if hasattr(signal, name)]
    before = {number: signal.signal(number, endable.end) for number in numbers}
    try:
        yield endable
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
