"""Whether a session that could be read makes sense: its length, its doses, its words."""

from collections.abc import Mapping
from dataclasses import replace

from hipflex_gui.doses import LONGEST_S, Unit
from hipflex_gui.hurry import too_long
from hipflex_gui.i18n import _, length_text
from hipflex_gui.movements import Movement, Sides
from hipflex_gui.phases import PhaseKind
from hipflex_gui.problems import Report, quoted
from hipflex_gui.sessions import Do, Pace, Session, Where, count_expanded, expanded
from hipflex_gui.timeline import Timeline, compile_session, merged

MOST_STEPS = 500


def judged(session: Session, movements: Mapping[str, Movement], report: Report) -> Timeline | None:
    """Report what makes no sense in a session, and return it compiled if that can be done."""
    top = Where(1, 1)
    count = count_expanded(session.steps)
    if count > MOST_STEPS:
        said = _("this is {n} steps with the repeats written out; {most} are the most")
        report.add(top, said.format(n=count, most=MOST_STEPS))
        return None
    does = [step for step in expanded(session.steps) if isinstance(step, Do)]
    if not does:
        report.add(top, _("there is no movement in this session"), _("write: - do: ID"))
        return None
    for step in dict.fromkeys(does):
        movement = step.own or movements[step.movement]
        dosed = replace(movement, dose=merged(step.dose, movement.dose))
        if said := dose_problem(step.sides or movement.sides, dosed):
            report.add(step.where, said)
    if report.failed:
        return None
    timeline = compile_session(session, movements, Pace())
    if timeline.planned_s > LONGEST_S:
        said = _("this session would take {time}; {most} is the most")
        report.add(
            top,
            said.format(time=length_text(timeline.planned_s), most=length_text(LONGEST_S)),
        )
    _check_reading(does, timeline, report)
    return timeline


def dose_problem(sides: Sides, movement: Movement) -> str:
    """Return what is wrong with a dose that is complete, or nothing."""
    dose = movement.dose.dose
    if dose is None or dose.unit is Unit.REPS:
        return ""
    if movement.dose.parts:
        return _("phases: are the parts of a rep; write for: 10 reps")
    if sides in (Sides.ALTERNATE, Sides.WITHIN_REP):
        return _("{sides} changes sides in every rep; for a hold write each").format(sides=sides)
    return ""


def _check_reading(does: list[Do], timeline: Timeline, report: Report) -> None:
    """Warn of words that take longer to read than there is time for them."""
    cue = _("its cue takes {needed:.0f} s to read, and the switch lasts {there:g} s")
    other = _("{words} takes {needed:.0f} s to read, and there are {there:g} s for it")
    warned: set[tuple[Where, str]] = set()
    for found in too_long(timeline):
        where, switch = does[found.item].where, found.kind is PhaseKind.SWITCH
        if (where, found.words) in warned:
            continue
        warned.add((where, found.words))
        report.warn(
            where,
            (cue if switch else other).format(
                words=quoted(found.words), needed=found.needed_s, there=found.there_s
            ),
            _("give the movement a shorter cue:, or the session a longer switch:")
            if switch
            else _("use fewer words, or give it more time"),
        )
