"""The session bar: what of a timeline is one segment, and how long it is."""

from dataclasses import dataclass

from hipflex_gui.phases import PhaseKind
from hipflex_gui.timeline import Timeline


@dataclass(frozen=True)
class Section:
    """One segment of the session bar.

    Attributes:
        phases: the indices of the phases it stands for.
        main: the phase it is about: a work phase, a rest or the warm-up.
        seconds: its expected length.
        item: the movement it belongs to.
    """

    phases: range
    main: int
    seconds: float
    item: int


def sections(timeline: Timeline) -> list[Section]:
    """Return the session bar: one section a work phase, rest or warm-up, and nothing left over.

    The moving in and switching before one belong to it, and so does the way out after it.
    """
    phases = timeline.phases
    mains = [
        index
        for index, phase in enumerate(phases)
        if phase.work or phase.kind in (PhaseKind.REST, PhaseKind.WARM_UP)
    ]
    starts = [0] if mains else []
    for main in mains[:-1]:
        start = main + 1
        while phases[start].kind in (PhaseKind.MOVE_OUT, PhaseKind.AFTER):
            start += 1
        starts.append(start)
    ends = [*starts[1:], len(phases)] if mains else []
    result = []
    for main, start, end in zip(mains, starts, ends, strict=True):
        seconds = sum(phase.planned_s for phase in phases[start:end])
        result.append(Section(range(start, end), main, seconds, phases[main].item))
    return result
