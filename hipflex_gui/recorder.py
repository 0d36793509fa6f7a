"""The listener that writes down what is done, and never stands in its way.

Every call goes to the store first. If the store cannot take it just now, it waits here in order,
and in a spill file of JSON lines, until the store can; the next start brings in what was left.
All of it may be done twice without harm, because runs and steps are known by their keys.
"""

import json
import os
import stat
import tempfile
import zlib
from collections import deque
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from hipflex_gui.database import PATIENCE_S
from hipflex_gui.errors import MachineFault
from hipflex_gui.files import free_name
from hipflex_gui.i18n import _
from hipflex_gui.log import RunRecord, RunStatus, StepRecord, Version
from hipflex_gui.store import Store
from hipflex_gui.tables import (
    run_from,
    run_row,
    step_from,
    step_row,
    utc_text,
    version_from,
    version_row,
)

Entry = dict[str, Any]

_NO_ENTRY = (KeyError, TypeError, ValueError, OverflowError, RecursionError)


class Recorder:
    """Records one run after the other.

    Attributes:
        notice: a sentence for the user once something could not be written, else None.
    """

    def __init__(self, store: Store, spill: Path) -> None:
        self.notice: str | None = None
        self._store, self._spill = store, spill
        self._waiting: deque[Entry] = deque()  # not in the store yet
        self._unspilled: list[Entry] = []  # not in the store nor in the spill file
        self._failing = False
        self._run_id = ""

    def begin(self, run: RunRecord) -> bool:
        """Record that a run starts; True if it is on the disk, as with the calls below."""
        self._run_id, self.notice = run.id, None
        return self._take({"do": "begin", "run": run_row(run)})

    def resume(self, run: RunRecord) -> bool:
        """Record that an interrupted run goes on."""
        self._run_id, self.notice = run.id, None
        return self._take({"do": "resume", "run_id": run.id})

    def step(self, step: StepRecord, active_s: float) -> bool:
        """Record a step that has ended, and the run's seconds of guided time so far."""
        entry = {"do": "step", "run_id": self._run_id, "step": step_row(step)}
        return self._take({**entry, "active_s": active_s})

    def end(self, status: RunStatus, ended_at: datetime, active_s: float) -> bool:
        """Record that the run has ended."""
        entry = {"do": "end", "run_id": self._run_id, "status": str(status)}
        return self._take({**entry, "ended_at": utc_text(ended_at), "active_s": active_s})

    def correct(self, version: Version) -> bool:
        """Record how a run or a day stands now."""
        return self._take({"do": "correct", "version": version_row(version)})

    def retry(self) -> bool:
        """Try again to write what waits; True if nothing is in memory only."""
        try:
            while self._waiting:
                _apply(self._store, self._waiting[0], live=True)
                self._waiting.popleft()
        except MachineFault as fault:
            # Whoever plays is not kept waiting again for a file that was held a moment ago.
            self._failing = True
            self._store.wait_for_others(0.0)
            return self._keep_aside(fault)
        except BaseException:
            self._waiting.popleft()  # a bug must not block what comes after it
            raise
        if self._store.stand_in:
            return self._keep_aside(None)
        self._unspilled.clear()
        if self._failing:
            self._failing = False
            self._store.wait_for_others(PATIENCE_S)
            for sentence in absorb(self._store, self._spill):
                self.notice = sentence
        return True

    def _take(self, entry: Entry) -> bool:
        self._waiting.append(entry)
        self._unspilled.append(entry)
        return self.retry()

    def _keep_aside(self, fault: MachineFault | None) -> bool:
        lines = "".join(f"{json.dumps(entry)}\n" for entry in self._unspilled)
        for path in _places(self._spill) if lines else ():
            try:
                _append(path, lines)
            except OSError:
                continue
            self._unspilled.clear()
            break
        if self._unspilled:
            why = f"{fault.text} " if fault else ""
            self.notice = why + _("What you do now is remembered only until you close the program.")
        elif fault and self.notice is None:
            later = _("What you do is kept aside and added to your history later.")
            self.notice = f"{fault.text} {later}"
        return not self._unspilled


def absorb(store: Store, spill: Path) -> list[str]:
    """Bring what was kept aside into the store, and remove it; return sentences for the user.

    A line that cannot be read is left out, and the file that holds it is kept under another name.
    Nothing happens while the store is only in memory.
    """
    if not store.lasting:
        return []
    said = []
    for place in _places(spill):
        # Renamed first: whoever adds a line now starts a new file, and loses nothing.
        if _is_ours(place):
            try:
                place.rename(place.with_name(f"{place.name}.{uuid4()}"))
            except OSError:
                continue
        for path in sorted(place.parent.glob(f"{place.name}.*")):
            if _is_ours(path):
                said += _absorb_file(
                    store, path, free_name(place.with_stem(f"{place.stem}-unread"))
                )
    return said


def _absorb_file(store: Store, path: Path, unread: Path) -> list[str]:
    bad = []
    try:
        for number, line in enumerate(path.read_bytes().splitlines(), start=1):
            try:
                if line:
                    _apply(store, json.loads(line), live=False)
            except _NO_ENTRY:
                bad.append(str(number))
        if not bad:
            path.unlink()
            return []
        path.rename(unread)
    except MachineFault as fault:
        later = _("Some steps of an earlier session wait in {path} until it can be used.")
        return [f"{fault.text} {later.format(path=path)}"]
    except OSError:
        return []  # it stays where it is, and bringing it in again does no harm
    text = _(
        "Part of an earlier session could not be read and is missing from your history: "
        "line {lines} of {path}."
    )
    return [text.format(lines=", ".join(bad), path=unread)]


def _apply(store: Store, entry: Entry, *, live: bool) -> None:
    """Write one entry to the store; one of ``_NO_ENTRY`` if it makes no sense."""
    match entry["do"]:
        case "resume" | "step" | "end" if not live and store.is_removed(str(entry["run_id"])):
            pass  # its run was deleted since
        case "begin":
            store.begin(run_from(entry["run"]), live=live)
        case "resume":
            run = store.run(str(entry["run_id"]))
            # Kept aside, it may have gone on to its end since, or be going on elsewhere.
            if live or (run and run.status is RunStatus.INTERRUPTED):
                store.resume(str(entry["run_id"]), live=live)
        case "step":
            store.add(str(entry["run_id"]), step_from(entry["step"]), float(entry["active_s"]))
        case "end":
            run = store.run(str(entry["run_id"]))
            # An old spill file must not undo what its owner has corrected since.
            if live or run is None or run.status in (RunStatus.RUNNING, RunStatus.INTERRUPTED):
                status, ended_at = RunStatus(entry["status"]), entry["ended_at"]
                store.end(
                    str(entry["run_id"]),
                    status,
                    datetime.fromisoformat(ended_at),
                    float(entry["active_s"]),
                )
        case "correct":
            if refused := store.merge([version_from(entry["version"])]).refused:
                raise ValueError(*refused)
        case other:
            raise ValueError(other)


def _places(spill: Path) -> tuple[Path, Path]:
    """Return where entries are kept aside: beside the database, else in the temporary folder."""
    mark = zlib.crc32(str(spill).encode("utf-8", "surrogateescape"))
    return spill, Path(tempfile.gettempdir()) / f"{spill.stem}-{mark:08x}{spill.suffix}"


def _is_ours(path: Path) -> bool:
    """Tell whether it is a plain file of this user; anyone may write to a temporary folder."""
    try:
        status = path.lstat()
    except OSError:
        return False
    user = os.geteuid() if hasattr(os, "geteuid") else status.st_uid
    return stat.S_ISREG(status.st_mode) and status.st_uid == user


def _append(path: Path, lines: str) -> None:
    """Add lines to a file that only this user may read, down to the disk."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0)
    descriptor = os.open(path, flags, 0o600)
    with os.fdopen(descriptor, "ab") as file:
        # A line that was half written when the disk was full must not take this one with it.
        file.write(b"\n" + lines.encode())
        file.flush()
        os.fsync(file.fileno())
