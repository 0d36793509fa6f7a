"""Which key-frames are shown at which time: a function of the phase and the seconds in it.

Nothing here remembers the frame before, so that the figure can never run away from the words.
"""

from dataclasses import dataclass, replace
from itertools import pairwise
from math import cos, pi

from hipflex_gui.figure.figures import Figure
from hipflex_gui.phases import Beat, Phase, PhaseKind

MOVE_S = 0.7  # from pose to pose
_BREATH_S = 10.0  # a calm breath in a hold that counts none: 4 s in, 6 s out
_BREATH_IN = 0.4
_GRAIN = 24  # steps of a breath that can be told apart
DEMO_WAIT_S, DEMO_HOLD_S = 1.2, 3.6
STRIDE_S = 0.45  # from one key-frame of a walk to the next
_STANDING_STILL = frozenset({PhaseKind.REST, PhaseKind.WARM_UP, PhaseKind.AFTER})


@dataclass(frozen=True, slots=True)
class Shown:
    """What of a figure is shown.

    Attributes:
        first, second: key-frames, by number.
        t: how far from one to the other, 0 to 1, eased.
        breath: from 0, breathed out, to 1, breathed in.
        ghost: the key-frame that is to be seen as a pale shape, or -1.
        lit: whether the area that works glows.
        other: whether it is the other side's turn, as in every second step of a walk.
    """

    first: int = 0
    second: int = 0
    t: float = 0.0
    breath: float = 0.0
    ghost: int = -1
    lit: bool = True
    other: bool = False

    def at(self, frame: int) -> bool:
        """Return whether it shows this very key-frame and nothing in between."""
        return frame == (self.second if self.t >= 1.0 else self.first) and (
            self.first == self.second or self.t in (0.0, 1.0)
        )


def shown(
    figure: Figure,
    phase: Phase,
    beat: int,
    cycle: int,
    into_s: float,
    position_s: float,
    *,
    set_up: int = 0,
    before: int | None = None,
    calm: bool = False,
) -> Shown:
    """Return what is shown at an instant of a phase.

    Args:
        figure: the figure, already of the side it is shown for.
        phase: the phase.
        beat: which beat of its cycle is on.
        cycle: whole cycles done.
        into_s: seconds into the beat.
        position_s: seconds into the phase.
        set_up: how many of the instruction lines belong to the set-up.
        before: the key-frame at which the phase before it ended; None for another movement's.
        calm: reduced motion: key-frames only, and no breath.
    """
    breath = 0.0 if calm else _breath(phase, beat, into_s, position_s)
    match phase.kind:
        case PhaseKind.REPS | PhaseKind.COUNTS if len(figure.frames) > 1:
            moved = _rep(figure, phase, beat, into_s, position_s)
        case PhaseKind.WALK:
            moved = _walk(figure, phase, beat, cycle, into_s)
        case _ if figure.loop and phase.work:
            moved = _round(figure, position_s)
        case _:
            goal = frame_of(figure, phase, set_up)
            start = goal if before is None else before
            moved = Shown(start, goal, _eased(position_s / MOVE_S))
    if calm:
        at = moved.second if moved.t >= 0.5 else moved.first
        moved = replace(moved, first=at, second=at, t=0.0)
    lit = phase.kind not in (PhaseKind.MOVE_OUT, *_STANDING_STILL)
    return replace(moved, breath=breath, lit=lit)


def moves(figure: Figure, phase: Phase, position_s: float) -> bool:
    """Return whether something moves by more than a breath's little: smooth frames are due."""
    lively = (PhaseKind.BREATHS, PhaseKind.REPS, PhaseKind.COUNTS, PhaseKind.WALK)
    walks = figure.loop and phase.work
    return walks or phase.kind in lively or position_s < MOVE_S + 0.1


def frame_of(figure: Figure, phase: Phase, set_up: int = 0) -> int:
    """Return the key-frame that a phase leads to and, but for reps, stays in."""
    if phase.kind is PhaseKind.MOVE_IN and phase.line < set_up:
        return 0
    if phase.kind in (PhaseKind.MOVE_OUT, *_STANDING_STILL):
        return 0
    if phase.kind in (PhaseKind.REPS, PhaseKind.WALK):
        return 0
    return figure.pose


def goals(figure: Figure, beats: tuple[Beat, ...]) -> list[int]:
    """Return the key-frame that each part of a rep leads to.

    What the figure does not say of a part: the first goes to the pose, the last comes back, and
    those between stay.
    """
    told = dict(figure.parts)
    found: list[int] = []
    for i, beat in enumerate(beats):
        if beat.name in told:
            found.append(figure.index(told[beat.name]))
        elif i == len(beats) - 1:
            found.append(0)
        else:
            found.append(found[-1] if found else figure.pose)
    return found


def demo(figure: Figure, elapsed_s: float) -> Shown:
    """Return what is shown where nothing is played: in and out of the pose, over and over."""
    if figure.loop:
        return replace(_round(figure, elapsed_s), breath=_breath_at(elapsed_s))
    if len(figure.frames) == 1:
        return Shown(breath=_breath_at(elapsed_s))
    way = [0, *(figure.ends or range(1, len(figure.frames)))]
    step = DEMO_HOLD_S if len(way) == 2 else DEMO_HOLD_S / 2
    turn = DEMO_WAIT_S + len(way) * MOVE_S * 1.6 + (len(way) - 1) * step
    at = elapsed_s % turn
    if at < DEMO_WAIT_S:
        return Shown(lit=False, breath=_breath_at(elapsed_s))
    at -= DEMO_WAIT_S
    for here, there in pairwise(way):
        if at < MOVE_S * 1.6:
            return Shown(here, there, _eased(at / (MOVE_S * 1.6)), _breath_at(elapsed_s))
        at -= MOVE_S * 1.6
        if at < step:
            return Shown(there, there, 0.0, _breath_at(elapsed_s))
        at -= step
    return Shown(way[-1], 0, _eased(at / (MOVE_S * 1.6)), _breath_at(elapsed_s))


def _rep(figure: Figure, phase: Phase, beat: int, into_s: float, position_s: float) -> Shown:
    if phase.tapped or not any(one.name for one in phase.beats):
        length = 4.0 if phase.tapped else phase.cycle_s
        at = position_s % length / length
        t = _eased(1 - abs(2 * at - 1))
        return Shown(0, (*figure.ends, figure.pose)[0], t, ghost=0)
    count = len(phase.beats) // len({one.side for one in phase.beats})
    parts = phase.beats[:count]
    ends = goals(figure, parts)
    now = beat % count
    start = ends[now - 1]
    share = into_s / (phase.beats[beat].seconds or 1.0)
    return Shown(start, ends[now], _eased(share), ghost=0)


def _walk(figure: Figure, phase: Phase, beat: int, cycle: int, into_s: float) -> Shown:
    """Return a step: out and back, each foot in turn; sideways the same one leads."""
    name = phase.beats[beat].name
    sideways = name in ("left", "right")
    goal = figure.index(dict(figure.parts).get("left" if sideways else name, ""))
    share = min(1.0, into_s / (phase.beats[beat].seconds or 1.0))
    t = _eased(1 - abs(2 * share - 1))
    return Shown(0, goal, t, other=cycle % 2 == 1 and not sideways)


def _round(figure: Figure, position_s: float) -> Shown:
    """Return where a walk is that goes through its key-frames over and over."""
    last = len(figure.frames) - 1
    steps = max(1, last)
    at = position_s / STRIDE_S
    here = 1 + int(at) % steps
    there = 1 + (int(at) + 1) % steps
    return Shown(min(here, last), min(there, last), at % 1)


def _breath(phase: Phase, beat: int, into_s: float, position_s: float) -> float:
    if phase.kind is PhaseKind.BREATHS:
        share = _eased(into_s / (phase.beats[beat].seconds or 1.0))
        return _grain(1 - share if beat else share)
    return _breath_at(position_s)


def _breath_at(seconds: float) -> float:
    at = seconds % _BREATH_S / _BREATH_S
    if at < _BREATH_IN:
        return _grain(_eased(at / _BREATH_IN))
    return _grain(1 - _eased((at - _BREATH_IN) / (1 - _BREATH_IN)))


def _grain(share: float) -> float:
    return round(share * _GRAIN) / _GRAIN


def _eased(share: float) -> float:
    return (1 - cos(pi * min(1.0, max(0.0, share)))) / 2
