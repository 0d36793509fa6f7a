"""The ring: how much remains, as an arc, round a count that can be read across the room."""

from dataclasses import dataclass
from enum import StrEnum
from math import ceil, cos, pi, sin, sqrt

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from hipflex_gui.i18n import _, clock_text
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.theme import Theme, mix
from hipflex_gui.ui.widgets.base import Painted, describe, describe_quietly, smooth, stroke

SIZE, SWITCH_SIZE, LEAST = 272, 288, 200
STROKE, BREATH_OUT, BREATH_IN = 12, 64, 117
GAP = 0.016  # of a turn, between the arcs of breaths
REP_GAP = 0.021
MOST_ARCS = 12  # more breaths than this are one arc: their gaps would eat them
COUNT, BREATH_COUNT, SWITCH_COUNT, LEAST_COUNT = 168, 160, 208, 160
TURN = 5760  # Qt counts sixteenths of a degree


class RingMode(StrEnum):
    """What is counted."""

    HOLD = "hold"
    BREATH = "breath"
    REPS = "reps"
    SWITCH = "switch"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class RingState:
    """Everything a ring or a bar shows.

    Attributes:
        mode: what is counted.
        count: the big number: seconds left (hold, switch), seconds done (open), breath or rep.
        caption: the small line under it, such as "of 40 s".
        fraction: the coloured share of the circle, 0 to 1: what remains of a hold or a switch, what
            is done of all the breaths or of one rep.
        total: the number ``count`` started from or goes to; 0 when unknown.
        parts: the seconds of each part of a rep, in order.
        fill: how full the breath is, 0 (out) to 1 (in).
        aim: where the aim of a range lies on the circle, 0 to 1.
        name: what a screen reader calls it, such as "Time left".
    """

    mode: RingMode
    count: int
    caption: str = ""
    fraction: float = 0.0
    total: int = 0
    parts: tuple[float, ...] = ()
    fill: float = 0.0
    aim: float | None = None
    name: str = ""

    @property
    def timed(self) -> bool:
        """Tell whether the count is one of seconds."""
        return self.mode in (RingMode.HOLD, RingMode.SWITCH, RingMode.OPEN)


def count_text(state: RingState) -> str:
    """Return the big number as text; seconds over 99 as ``m:ss``."""
    return clock_text(state.count) if state.timed and state.count > 99 else str(state.count)


def paint_count(
    painter: QPainter, text: str, font: QFont, centre: QPointF, room: float, colour: str
) -> None:
    """Paint a number, its capital height centred; squeezed where ``room`` px are too few.

    The squeeze is decided by zeros in place of the digits, so that it is the same for all numbers
    of that length, and no digit is ever lower than its font asks.
    """
    metrics = QFontMetricsF(font)
    zeros = "".join("0" if letter.isdigit() else letter for letter in text)
    widest = metrics.tightBoundingRect(zeros)
    squeeze = min(1.0, room / max(1.0, widest.width()))
    painter.save()
    painter.translate(centre)
    painter.scale(squeeze, 1)
    painter.setFont(font)
    painter.setPen(QPen(colour))
    painter.drawText(QPointF(-metrics.horizontalAdvance(text) / 2, metrics.capHeight() / 2), text)
    painter.restore()


def describe_count(widget: QWidget, state: RingState) -> None:
    """Have the number ready for a screen reader that asks; it would speak of each change."""
    said = f"{count_text(state)} {state.caption}".strip()
    describe_quietly(widget, f"{state.name}: {said}" if state.name else said)


class Count(Painted):
    """Whatever shows a count."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._state = RingState(RingMode.HOLD, 0)
        describe(self, _("Count"))
        describe_count(self, self._state)

    @property
    def state(self) -> RingState:
        """What is shown."""
        return self._state

    def show_state(self, state: RingState) -> None:
        """Show a state; repaints only when it can be told from the last one."""
        seen, self._state = self._seen(self._state), state
        describe_count(self, state)
        if self._seen(state) != seen:
            self.update()

    def _seen(self, state: RingState) -> tuple[object, ...]:
        """Return what of a state can be told apart by eye."""
        return (state,)


class Ring(Count):
    """A circle that empties or fills round a big count. It is square, 272 px and down to 200."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    def sizeHint(self) -> QSize:
        """Return the full size, which does not depend on the mode."""
        return QSize(SWITCH_SIZE, SWITCH_SIZE)

    def minimumSizeHint(self) -> QSize:
        """Return the least size at which it is still a ring."""
        return QSize(LEAST, LEAST)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the circle, then the count, then the line under it."""
        painter = smooth(self)
        paint_ring(painter, self.theme, self._state, QRectF(self.rect()))

    def _seen(self, state: RingState) -> tuple[object, ...]:
        steps = max(self.width(), self.height()) * self.devicePixelRatioF() * pi
        fine = (round(state.fraction * steps), round(state.fill * steps), state.aim)
        return (state.mode, state.count, state.caption, state.total, state.parts, *fine)


def paint_ring(painter: QPainter, theme: Theme, state: RingState, room: QRectF) -> None:
    """Paint a ring in the middle of ``room``, at most as large as the design has it."""
    c = theme.colours
    switch = state.mode is RingMode.SWITCH
    full = SWITCH_SIZE if switch else SIZE
    size = min(room.width(), room.height(), full)
    unit = size / full
    centre = room.center()
    radius = (size - STROKE * unit) / 2
    track, fill, ink, quiet = (
        (c.deep_line, c.on_deep, c.on_deep, c.on_deep2)
        if switch
        else (c.track, c.acc, c.ink, c.ink2)
    )
    raised = 0.0
    if state.mode is RingMode.BREATH:
        raised = 10 * unit
        _paint_disc(painter, theme, centre, unit, state.fill)
    circle = QRectF(centre.x() - radius, centre.y() - radius, radius * 2, radius * 2)
    spans, round_caps = _spans(state)
    for colour, arcs in ((track, spans), (fill, _filled(spans, state.fraction))):
        cap = Qt.PenCapStyle.RoundCap if round_caps else Qt.PenCapStyle.FlatCap
        painter.setPen(stroke(colour, STROKE * unit, Qt.PenStyle.SolidLine, cap))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for start, length in arcs:
            # Qt counts from three o'clock and against the clock.
            painter.drawArc(circle, TURN // 4 - round(start * TURN), -round(length * TURN))
    if state.aim is not None:
        _paint_aim(painter, centre, radius, unit, state.aim, ink)
    _paint_numbers(painter, theme, state, centre, size, raised, (ink, quiet))


def _paint_numbers(
    painter: QPainter,
    theme: Theme,
    state: RingState,
    centre: QPointF,
    size: float,
    raised: float,
    inks: tuple[str, str],
) -> None:
    unit = size / (SWITCH_SIZE if state.mode is RingMode.SWITCH else SIZE)
    inner = size / 2 - STROKE * unit
    wide = max(len(str(state.count)), len(str(state.total))) > 1
    if state.mode is RingMode.SWITCH:
        pixels = COUNT if wide else SWITCH_COUNT
    else:
        pixels = BREATH_COUNT if state.mode is RingMode.BREATH else COUNT
    font = theme.pixel_font(max(LEAST_COUNT, pixels * unit))
    half = QFontMetricsF(font).capHeight() / 2
    upper = QPointF(centre.x(), centre.y() - raised)
    chord = 2 * sqrt(max(1.0, (inner - 3) ** 2 - (half + raised) ** 2))
    paint_count(painter, count_text(state), font, upper, chord, inks[0])
    if not state.caption:
        return
    small = theme.font("caption-player", 400)
    least, top = 16 * unit, upper.y() + half
    small.setPixelSize(max(1, round(20 * unit * theme.scale)))
    while small.pixelSize() > least:
        metrics = QFontMetricsF(small)
        bottom = top + 14 * unit + metrics.capHeight() - centre.y()
        chord = 2 * sqrt(max(1.0, (inner - 4) ** 2 - min(bottom, inner - 5) ** 2))
        if bottom < inner - 4 and metrics.horizontalAdvance(state.caption) <= chord:
            break
        small.setPixelSize(small.pixelSize() - 1)
    metrics = QFontMetricsF(small)
    left = centre.x() - metrics.horizontalAdvance(state.caption) / 2
    painter.setFont(small)
    painter.setPen(QPen(inks[1]))
    painter.drawText(QPointF(left, top + 17 * unit + metrics.capHeight()), state.caption)


def _spans(state: RingState) -> tuple[list[tuple[float, float]], bool]:
    """Return the arcs as (start, length) in turns from twelve o'clock, and if they end round."""
    if state.mode is RingMode.BREATH and 1 < state.total <= MOST_ARCS:
        share = 1 / state.total
        return [(n * share + GAP / 2, share - GAP) for n in range(state.total)], False
    if state.mode is RingMode.REPS and len(state.parts) > 1 and (whole := sum(state.parts)) > 0:
        arcs, start = [], 0.0
        for part in state.parts:
            share = part / whole
            if share > REP_GAP:
                arcs.append((start + REP_GAP / 2, share - REP_GAP))
            start += share
        return arcs, False
    return [(0.0, 1.0)], True


def _filled(spans: list[tuple[float, float]], fraction: float) -> list[tuple[float, float]]:
    """Return what of the arcs is coloured when ``fraction`` of the circle is."""
    if len(spans) == 1:
        return [(0.0, min(1.0, fraction))] if fraction > 0 else []
    ends = ((start, min(length, fraction - start)) for start, length in spans)
    return [(start, length) for start, length in ends if length > 0]


def _paint_disc(painter: QPainter, theme: Theme, centre: QPointF, unit: float, fill: float) -> None:
    c = theme.colours
    full = BREATH_IN * unit
    dots = ceil(full * pi / 4)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(mix(c.bg, c.ink2, 0.6))
    for n in range(dots):
        turn = 2 * pi * n / dots
        dot = QPointF(centre.x() + full * cos(turn), centre.y() + full * sin(turn))
        painter.drawEllipse(dot, 0.8, 0.8)
    radius = (BREATH_OUT + (BREATH_IN - BREATH_OUT) * min(1.0, max(0.0, fill))) * unit
    painter.setPen(stroke(c.mid, 2))
    painter.setBrush(c.soft)
    painter.drawEllipse(centre, radius - 1, radius - 1)


def _paint_aim(
    painter: QPainter, centre: QPointF, radius: float, unit: float, aim: float, ink: str
) -> None:
    turn = 2 * pi * aim
    way = QPointF(sin(turn), -cos(turn))
    reach = (STROKE / 2 + 3) * unit
    painter.setPen(stroke(ink, 4 * unit, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawLine(centre + way * (radius - reach), centre + way * (radius + reach * 0.6))
