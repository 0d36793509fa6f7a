"""What the player shows at one instant, as plain values: a pure function of timeline and view.

All of it follows from the same elapsed time, so that the words, the ring and the breath can never
disagree.
"""

from dataclasses import dataclass, replace
from math import ceil, cos, pi

from hipflex_gui import plan
from hipflex_gui.doses import Unit, counted
from hipflex_gui.events import State, View
from hipflex_gui.i18n import _, length_text
from hipflex_gui.phases import EPSILON, Beat, Phase, PhaseKind
from hipflex_gui.timeline import Timeline
from hipflex_gui.ui.widgets.ring import RingMode, RingState
from hipflex_gui.words import Side, spoken

MOST_HINTS = 2  # they stand over the figure, which needs the room
_PREPARING = (PhaseKind.GET_READY, PhaseKind.MOVE_IN)
_ALONE = (PhaseKind.WARM_UP, PhaseKind.MOVE_OUT, PhaseKind.AFTER, PhaseKind.SWITCH)


@dataclass(frozen=True, slots=True)
class Guide:
    """The right half of the player.

    Attributes:
        title: the movement, or what to do between two.
        pill: the side, or the set; empty for none. ``pill_icon`` belongs to it.
        pills: what the pill may say in this movement, so that it keeps one place.
        steps: the instructions, and ``step`` the current one.
        said: in their place, one line that belongs to no list.
        cue: one line above the ring.
        parts: the parts of a rep with their seconds; ``part`` is the current one.
        ring: the count.
        deep: whether the panel is the switch's.
        mirrored: whether the right side is meant.
        more: what + does, in words; empty where it does nothing.
        go_on: what Next does, in words.
    """

    title: str
    ring: RingState
    pill: str = ""
    pill_icon: str = ""
    pills: tuple[str, ...] = ("",)
    steps: tuple[str, ...] = ()
    step: int = 0
    said: str = ""
    cue: str = ""
    parts: tuple[tuple[str, int], ...] = ()
    part: int = -1
    deep: bool = False
    mirrored: bool = False
    more: str = ""
    go_on: str = ""


def guide(timeline: Timeline, view: View, units: str = "metric", *, calm: bool = False) -> Guide:
    """Return what the player shows.

    Args:
        timeline: what is played.
        view: where the engine is.
        units: ``metric`` or ``imperial``.
        calm: reduced motion: breaths jump between two sizes, rings step once a second.
    """
    phase, item = view.phase, timeline.items[view.phase.item]
    side = _side(view)
    pill, icon = _pill(phase, side)
    said = _said(timeline, view, units)
    steps, step = ((), 0) if said else _steps(timeline, view, units)
    timed = phase.unit is Unit.REPS and not phase.tapped
    parts = tuple((_capital(b.name), round(b.seconds or 0)) for b in _one_side(phase) if b.name)
    deep = phase.kind is PhaseKind.SWITCH
    return Guide(
        title=_title(timeline, phase) if not deep else plan.phase_title(timeline, phase),
        ring=_paused(_ring(timeline, view, calm=calm), view),
        pill="" if deep else pill,
        pill_icon=icon,
        pills=(pill, _pill(phase, side.other)[0]) if side else (pill,),
        steps=steps,
        step=step,
        said=said,
        cue=_cue(timeline, view, units),
        parts=parts if timed else (),
        part=view.moment.beat % max(1, len(parts)) if timed else -1,
        deep=deep,
        mirrored=(side or item.first) is Side.RIGHT and phase.side is not None,
        more=_more(phase),
        go_on=_go_on(timeline, view),
    )


def feel(timeline: Timeline, view: View, units: str = "metric") -> str:
    """Return where the movement should be felt, mirrored; empty where that is not said."""
    if view.phase.kind in (PhaseKind.REST, PhaseKind.WARM_UP):
        return ""
    item = timeline.items[view.phase.item]
    return spoken(item.movement.feel, _side(view) or item.first, units)


def hint(timeline: Timeline, view: View, units: str = "metric") -> str:
    """Return what helps in between: the author's note, or what to do if something is so."""
    item = timeline.items[view.phase.item]
    side = _side(view) or item.first
    parts = [spoken(item.note, side, units)] if item.note else []
    if view.phase.kind is PhaseKind.GET_READY:
        props = [plan.prop_text(prop, units) for prop in plan.props_of([item], needed=False)]
        if props:
            parts.append(_("At hand: {props}").format(props=", ".join(props)))
        if item.load:
            load = spoken(item.load, side, units)
            parts.append(_("Weight, if you use one: {load}").format(load=load))
    else:
        parts += (
            _("If {when}: {say}").format(
                when=condition.when, say=spoken(condition.say, side, units)
            )
            for condition in item.movement.conditions
        )
        if view.phase.work and item.movement.breathing.say:
            parts.append(spoken(item.movement.breathing.say, side, units))
    return "\n".join(parts[:MOST_HINTS])


def _side(view: View) -> Side | None:
    beat = view.phase.beats[min(view.moment.beat, len(view.phase.beats) - 1)]
    return beat.side or view.phase.side


def _one_side(phase: Phase) -> tuple[Beat, ...]:
    sides = {beat.side for beat in phase.beats}
    return phase.beats[: len(phase.beats) // len(sides)]


def _title(timeline: Timeline, phase: Phase) -> str:
    if phase.kind in (PhaseKind.REST, PhaseKind.WARM_UP):
        return plan.phase_title(timeline, phase)
    return timeline.items[phase.item].name


def _pill(phase: Phase, side: Side | None) -> tuple[str, str]:
    if phase.kind in (PhaseKind.REST, PhaseKind.WARM_UP, PhaseKind.SWITCH):
        return "", ""
    sets = (
        _("Set {n} of {all}").format(n=phase.set_number, all=phase.sets) if phase.sets > 1 else ""
    )
    if side is None:
        return sets, ""
    words = plan.side_text(side)
    both = _("{side} · set {n}/{all}").format(side=words, n=phase.set_number, all=phase.sets)
    return both if sets else words, f"side-{side}"


def _said(timeline: Timeline, view: View, units: str) -> str:
    phase = view.phase
    known = timeline.items[phase.item].known and phase.kind is PhaseKind.MOVE_IN
    if known or phase.kind in _ALONE:
        return plan.phase_words(phase, units)
    if phase.kind is PhaseKind.REST:
        coming = plan.next_text(timeline, view.index)
        return _("Next: {what}").format(what=coming) if coming else ""
    return ""


def _steps(timeline: Timeline, view: View, units: str) -> tuple[tuple[str, ...], int]:
    phase = view.phase
    item = timeline.items[phase.item]
    if phase.kind is PhaseKind.REST:
        return (), 0
    # the words keep the side the movement began with, also while a rep changes sides
    side = phase.side or item.first
    lines = plan.item_lines(item, side, units)
    if phase.kind is PhaseKind.GET_READY:
        return tuple(lines), 0
    later = item.movement.later
    if phase.work and later and view.position_s >= later.after_s:
        lines.append(spoken(later.say, side, units))
        return tuple(lines), len(lines) - 1
    if phase.work and phase.unit is not Unit.SECONDS and phase.kind is not PhaseKind.BREATHS:
        return tuple(lines), len(
            lines
        )  # the parts of a rep are marked elsewhere; all lines are read
    return tuple(lines), phase.line


def _cue(timeline: Timeline, view: View, units: str) -> str:
    phase = view.phase
    match phase.kind:
        case PhaseKind.BREATHS:
            name = phase.beats[view.moment.beat].name
            said = _("Breathe in") if view.moment.beat == 0 else _("Breathe out")
            return spoken(name, phase.side, units) or said
        case PhaseKind.WALK:
            return plan.phase_words(phase, units)
        case PhaseKind.GET_READY:
            return _("Get ready")
        case PhaseKind.REPS if phase.tapped:
            enough = view.aimed and view.left_s is not None
            return _("One more, or rest") if enough else _("Enter after each rep")
        case _:
            return ""


def _paused(ring: RingState, view: View) -> RingState:
    """Say under the count that time stands still: it has its place there, and nothing moves."""
    return replace(ring, caption=_("Paused")) if view.state is State.PAUSED else ring


def _ring(timeline: Timeline, view: View, *, calm: bool) -> RingState:
    phase = view.phase
    if view.countdown:
        said = _("and on")
        return RingState(RingMode.HOLD, view.countdown, said, 1.0, name=_("Goes on in"))
    if phase.kind in _PREPARING:
        return _preparing(timeline, view)
    if phase.kind is PhaseKind.SWITCH:
        left = view.left_s or 0.0
        fraction = _share(left, phase.planned_s)
        whole = round(view.span.high or 0)
        return RingState(RingMode.SWITCH, ceil(left - EPSILON), fraction=fraction, total=whole)
    if phase.unit is Unit.SECONDS:
        return _seconds(view, calm=calm)
    return _counted(view, calm=calm)


def _preparing(timeline: Timeline, view: View) -> RingState:
    """Count down to the work, through all lines that lead to it, so that the wait is known."""
    left = view.left_s or 0.0
    total = view.phase.planned_s
    for phase in timeline.phases[view.index + 1 :]:
        if phase.work:
            break
        left, total = left + phase.planned_s, total + phase.planned_s
    count = ceil(left - EPSILON)
    return RingState(
        RingMode.HOLD, count, _("until you start"), _share(left, total), name=_("Starts in")
    )


def _seconds(view: View, *, calm: bool) -> RingState:
    span = view.span
    if span.high is None or view.left_s is None:
        whole = int(view.position_s + EPSILON)
        if not span.low:
            return RingState(RingMode.OPEN, whole, _("until you go on"), name=_("Seconds so far"))
        reached = _share(view.position_s, span.low)
        least = _("at least {time}").format(time=length_text(span.low))
        caption = _("Next when you like") if view.aimed else least
        aim = None if view.aimed else 1.0
        return RingState(RingMode.OPEN, whole, caption, reached, aim=aim, name=_("Seconds so far"))
    count = ceil(view.left_s - EPSILON)
    left = float(count) if calm else view.left_s
    caption = _("of {time}").format(time=length_text(span.high))
    aim = None
    if span.low < span.high:
        aim = _share(span.high - span.low, span.high)
        caption = _("{low} s reached") if view.aimed else _("aim: {low} s")
        caption = caption.format(low=f"{span.low:g}")
    return RingState(
        RingMode.HOLD,
        count,
        caption,
        _share(left, span.high),
        total=round(span.high),
        aim=aim,
        name=_("Seconds left"),
    )


def _counted(view: View, *, calm: bool) -> RingState:
    phase, span, now = view.phase, view.span, view.moment
    high = span.high
    number = now.cycle + (0 if phase.tapped else 1)
    number = min(number, int(high)) if high is not None else number
    of = (
        _("of {n}").format(n=f"{high:g}")
        if high is not None
        else _("{n}+").format(n=f"{span.low:g}")
    )
    if high is not None and span.low < high:
        of = _("of {low}-{high}").format(low=f"{span.low:g}", high=f"{high:g}")
    name = counted(number, number, phase.unit)
    if phase.tapped:
        done = _share(
            now.cycle * len(phase.beats) + now.beat, (high or span.low) * len(phase.beats)
        )
        return RingState(RingMode.REPS, number, of, done, name=name)
    beat_s = phase.beats[now.beat].seconds or 1.0
    if phase.kind is PhaseKind.BREATHS:
        # the same elapsed time as the words: in rises, out falls
        eased = (1 - cos(pi * min(1.0, now.into_s / beat_s))) / 2
        fill = (1.0 if now.beat == 0 else 0.0) if calm else (1 - eased if now.beat else eased)
        total = int(high or 0)
        done = view.position_s / phase.cycle_s
        fraction = _share(number if calm else done, total) if total else 0.0
        return RingState(RingMode.BREATH, number, of, fraction, total, fill=fill, name=name)
    lengths = tuple(beat.seconds or 0.0 for beat in _one_side(phase))
    turn = sum(lengths)
    into = view.position_s % turn if turn else 0.0
    fraction = _share(ceil(into + EPSILON) if calm else into, turn)
    parts = lengths if len(lengths) > 1 else ()
    if phase.kind in (PhaseKind.WALK, PhaseKind.COUNTS):
        fraction = _share(number, high or span.low)
    return RingState(RingMode.REPS, number, of, fraction, parts=parts, name=name)


def _more(phase: Phase) -> str:
    if phase.kind is PhaseKind.OPEN:
        return ""
    match phase.unit:
        case Unit.SECONDS:
            return _("+10 s")
        case Unit.BREATHS:
            return _("+1 breath")
        case Unit.REPS:
            return _("+1 rep")
        case _:
            return _("+1")


def _go_on(timeline: Timeline, view: View) -> str:
    phase = view.phase
    if phase.tapped:
        return _("Rep done")
    if phase.kind in (PhaseKind.SWITCH, PhaseKind.REST):
        return _("Start now")
    if view.index + 1 == len(timeline.phases):
        return _("Finish")
    if phase.work and view.aimed:
        return _("Go on")
    return _("Next") if phase.kind in _PREPARING else _("Skip")


def go_on_labels() -> tuple[str, ...]:
    """Return everything Next may be called, so that its button keeps one width."""
    return (_("Rep done"), _("Start now"), _("Finish"), _("Go on"), _("Next"), _("Skip"))


def more_labels() -> tuple[str, ...]:
    """Return everything + may be called."""
    return (_("+10 s"), _("+1 breath"), _("+1 rep"))


def _share(part: float, whole: float) -> float:
    return min(1.0, max(0.0, part / whole)) if whole else 0.0


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
