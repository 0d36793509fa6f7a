"""The verbs that tell what there is to play: list and show."""

import argparse
import json
from typing import Any

from hipflex_gui import plan
from hipflex_gui.balance import Sides
from hipflex_gui.catalogue import Catalogue, Entry
from hipflex_gui.cli_common import find_session, kept_settings, say
from hipflex_gui.fitting import fit, fitted_texts
from hipflex_gui.i18n import _, clock_text, length_text
from hipflex_gui.makeup import Makeup, makeup
from hipflex_gui.paths import user_folder
from hipflex_gui.sessions import Session
from hipflex_gui.settings import Settings
from hipflex_gui.timeline import Timeline, compile_session
from hipflex_gui.words import Side


def list_sessions(options: argparse.Namespace) -> int:
    """Print the sessions there are; what is wrong with the others goes to standard error."""
    folder = user_folder(options.data_dir)
    catalogue = Catalogue.load(folder)
    settings = kept_settings(folder)
    entries = catalogue.sessions.values()
    rows = [_row(e, _compiled(e.session, catalogue, settings)) for e in entries if e.session]
    if options.json:
        print(json.dumps(rows, indent=2))
    else:
        for row in rows:
            own = _("  (yours)") if row["own"] else ""
            time = length_text(round(row["seconds"] / 60) * 60 or row["seconds"])
            print(f"{row['session']:20} {time:>7}  {row['place'] or '':9} {row['name']}{own}")
    broken = [problem for e in entries if e.session is None for problem in e.problems]
    for problem in [*catalogue.problems, *broken]:
        say(str(problem))
    return 0


def _row(entry: Entry, timeline: Timeline) -> dict[str, Any]:
    session = timeline.session
    place = plan.place_of(session, timeline.items)
    return {
        "session": entry.id,
        "name": entry.name,
        "seconds": round(timeline.planned_s),
        "place": place and str(place),
        "level": str(plan.level_of(session, timeline.items)),
        "props": [prop.name for prop in plan.props_of(timeline.items)],
        "tags": list(session.tags),
        "own": entry.own,
        "file": str(entry.file),
    }


def _compiled(session: Session, catalogue: Catalogue, settings: Settings) -> Timeline:
    pace, side = settings.pace(), Side(settings.first_side)
    return compile_session(session, catalogue.movements, pace, first_side=side)


def show(options: argparse.Namespace) -> int:
    """Print a session's plan: each phase with the time at which it begins."""
    folder = user_folder(options.data_dir)
    entry, catalogue = find_session(options.session, folder)
    assert entry.session
    settings = kept_settings(folder)
    session, changes = entry.session, dict[str, Any]()
    if options.minutes:
        found = fit(session, catalogue.movements, settings.pace(), options.minutes * 60)
        session, changes = found.session, {"fits": found.fits, "changes": fitted_texts(found)}
    timeline = _compiled(session, catalogue, settings)
    rows, made = _phase_rows(timeline), makeup(timeline, settings.units)
    if options.json:
        head = {"session": entry.id, "name": entry.name, "seconds": round(timeline.planned_s, 3)}
        print(json.dumps({**head, **changes, **_made_of(made), "phases": rows}, indent=2))
        return 0
    print(f"{entry.name}: {length_text(timeline.planned_s)}")
    if entry.session.summary:
        print(entry.session.summary)
    for row in rows:
        said = row["words"] if row["kind"] in ("move-in", "move-out", "after") else row["title"]
        sets = f" ({row['set']}/{row['sets']})" if row["amount"] and row["sets"] > 1 else ""
        amount = f": {row['amount']}{sets}" if row["amount"] else ""
        indent = "" if row["kind"] == "get-ready" else "  "
        print(f"{clock_text(row['at']):>6}  {indent}{said}{amount}")
    print(f"{clock_text(timeline.planned_s):>6}  " + _("the end"))
    advice = [f"- {advice.words}" for advice in made.advice]
    for lines in (changes.get("changes", []), made.facts(), advice):
        print(*([""] * bool(lines)), *lines, sep="\n", end="\n" * bool(lines))
    return 0


def _made_of(made: Makeup) -> dict[str, Any]:
    def both(sides: Sides) -> dict[str, float]:
        return {"left": round(sides.left_s, 3), "right": round(sides.right_s, 3)}

    return {
        "regions": {region: round(seconds, 3) for region, seconds in made.by_region.items()},
        "sides": both(made.sides),
        "sides_by_region": {region: both(two) for region, two in made.sides_by_region.items()},
        "floor_changes": len(made.downs),
        "advice": [
            {"kind": str(one.kind), "item": one.item, "words": one.words} for one in made.advice
        ],
    }


def _phase_rows(timeline: Timeline) -> list[dict[str, Any]]:
    rows, at = [], 0.0
    for phase in timeline.phases:
        rows.append(
            {
                "at": round(at, 3),
                "seconds": round(phase.planned_s, 3),
                "kind": str(phase.kind),
                "movement": timeline.items[phase.item].movement.id,
                "title": plan.phase_title(timeline, phase),
                "words": plan.phase_words(phase),
                "side": phase.side and str(phase.side),
                "amount": plan.amount_text(phase) if phase.work else "",
                "set": phase.set_number,
                "sets": phase.sets,
            }
        )
        at += phase.planned_s
    return rows
