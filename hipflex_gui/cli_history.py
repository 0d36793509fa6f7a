"""The verb that tells what was done: history."""

import argparse
import json
from dataclasses import asdict
from datetime import timedelta

from hipflex_gui.cli_common import open_log, read_settings
from hipflex_gui.clock import SystemClock
from hipflex_gui.errors import Damaged
from hipflex_gui.history import Summary, summary
from hipflex_gui.i18n import _, length_text
from hipflex_gui.log import RunRecord, StepRecord
from hipflex_gui.paths import UserFolder, user_folder
from hipflex_gui.problems import printable


def history(options: argparse.Namespace) -> int:
    """Print the streak, the week and the last runs."""
    folder = user_folder(options.data_dir)
    try:
        figures, runs, steps, readable = _read(folder, options)
    except Damaged:  # met only now; opened again, the file is checked whole and set aside
        figures, runs, steps, readable = _read(folder, options)
    if options.json:
        rows = [{**asdict(run), "steps": [asdict(step) for step in steps[run.id]]} for run in runs]
        print(json.dumps({**asdict(figures), "runs": rows}, indent=2, default=_json_value))
        return 0
    if not runs:
        if readable:
            print(_("Nothing here yet. Try: hipflex play"))
        return 0 if readable else 1
    weeks = figures.unit == "weeks"
    said = _("Streak {now} weeks, best {best}.") if weeks else _("Streak {now} days, best {best}.")
    print(
        f"{said} {_('This week {minutes} of {goal} min.')}".format(
            now=figures.streak,
            best=figures.best,
            minutes=figures.week_min,
            goal=figures.goal_min,
        )
    )
    for run in runs:
        print(printable(_run_text(run)))
    return 0


def _read(
    folder: UserFolder, options: argparse.Namespace
) -> tuple[Summary, list[RunRecord], dict[str, list[StepRecord]], bool]:
    """Return the figures, the runs, their steps, and whether there was a history to read."""
    clock = SystemClock()
    with open_log(folder, clock) as store:
        days, excused = store.active_by_day(), store.excused()
        figures = summary(days, clock.now(), read_settings(store), excused)
        runs = store.runs(limit=options.limit)
        steps = {run.id: store.steps(run.id) for run in runs} if options.json else {}
        readable = not store.stand_in or bool(runs)
    return figures, runs, steps, readable


def _json_value(value: object) -> object:
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _run_text(run: RunRecord) -> str:
    local = run.started_at + timedelta(seconds=run.utc_offset_s)
    done = f"{run.steps_done}/{run.steps_planned}"
    time = length_text(run.active_s)
    return f"{run.day} {local:%H:%M}  {time:>12}  {done:>7}  {run.status:11} {run.name}"
