"""What was done, in words: movement by movement, and step by step."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from hipflex_gui.doses import MisreadError, Unit, counted, dose
from hipflex_gui.i18n import _, length_text, ngettext
from hipflex_gui.log import RunRecord, RunStatus, StepRecord, StepStatus
from hipflex_gui.timeline import Timeline


@dataclass(frozen=True, slots=True)
class Done:
    """A movement as it was done: seconds by side (``left``, ``right``, ``both``) and in words."""

    name: str
    seconds: dict[str, float]
    words: str
    any_done: bool

    def cells(self) -> list[tuple[str, str]]:
        """Return the side and the length of each that was not skipped."""
        return [(side, length_text(held)) for side, held in self.seconds.items() if held >= 0.5]


def movements_done(steps: Sequence[StepRecord]) -> list[Done]:
    """Return what was done movement by movement, in the order of the session."""
    return [_done(list(group)) for _key, group in groupby(steps, lambda s: (s.movement, s.name))]


def _done(steps: list[StepRecord]) -> Done:
    seconds: dict[str, float] = {}
    for step in steps:
        seconds[step.side] = seconds.get(step.side, 0.0) + step.held_s
    statuses = {step.status for step in steps}
    words = [_counts(steps)]
    if "both" in seconds and len(seconds) > 1:  # a walk with legs to the side and ahead
        words.append(_("both sides {time}").format(time=length_text(seconds.pop("both"))))
    if statuses == {StepStatus.SKIPPED}:
        words = [_("Skipped")]
    elif StepStatus.SKIPPED in statuses:
        words.append(_("partly skipped"))
    elif StepStatus.CUT in statuses:
        words.append(_("ended early"))
    said = ", ".join(word for word in words if word)
    return Done(steps[0].name, seconds, said[:1].upper() + said[1:], StepStatus.DONE in statuses)


def _counts(steps: Iterable[StepRecord]) -> str:
    sums: dict[Unit, int] = {}
    for step in steps:
        unit, number = _counted(step)
        sums[unit] = sums.get(unit, 0) + number
    return ", ".join(counted(n, n, unit) for unit, n in sums.items() if n)


def _counted(step: StepRecord) -> tuple[Unit, int]:
    if step.breaths is not None:
        return Unit.BREATHS, step.breaths
    if step.reps is None:
        return Unit.SECONDS, 0
    try:
        unit = dose(step.dose).unit
    except MisreadError:
        unit = Unit.REPS
    return (Unit.REPS if unit in (Unit.SECONDS, Unit.BREATHS) else unit), step.reps


def asked_text(step: StepRecord) -> str:
    """Return what a step asked for, as people read it."""
    try:
        return dose(step.dose).text()
    except MisreadError:  # another version's notation: as it was written
        return step.dose


def step_text(step: StepRecord) -> str:
    """Return what was done of a step: "5 reps in 22 s", "12 s, ended early", "Skipped"."""
    if step.status is StepStatus.SKIPPED:
        return _("Skipped")
    said, number = length_text(step.held_s), _counts([step])
    if number:
        said = _("{number} in {time}").format(number=number, time=said)
    return _("{said}, ended early").format(said=said) if step.status is StepStatus.CUT else said


def movements_text(run: RunRecord, done: Sequence[Done], timeline: Timeline | None) -> str:
    """Return "Chair hip reset, 4 of 4 movements."; how many there are if that can be known."""
    number, total = sum(movement.any_done for movement in done), 0
    if run.status is RunStatus.COMPLETED:
        total = len(done)
    elif timeline:
        work = (timeline.items[timeline.phases[index].item] for index in timeline.work)
        total = sum(1 for _key in groupby(work, lambda item: (item.movement.id, item.name)))
    if total >= number and total:
        said = ngettext(
            "{name}, {n} of {total} movement.", "{name}, {n} of {total} movements.", total
        )
    else:
        said = ngettext("{name}, {n} movement.", "{name}, {n} movements.", number)
    return said.format(name=run.name, n=number, total=total)
