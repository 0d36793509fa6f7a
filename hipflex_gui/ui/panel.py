"""The right half of the player: name, side, steps, cue and count.

It is laid out by hand, because the count has its fixed place whatever else there is to say: from
the bottom up the count, its cue, the tempo, and as many steps as then have room.
"""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from hipflex_gui.i18n import _
from hipflex_gui.ui.guide import Guide
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.widgets.badges import Pill
from hipflex_gui.ui.widgets.base import Glyph, Painted, Text, announce, describe, describe_quietly
from hipflex_gui.ui.widgets.count import LEAST_HEIGHT, CountView
from hipflex_gui.ui.widgets.ring import RingMode, RingState
from hipflex_gui.ui.widgets.steps import StepList, TempoTrough

COUNT_HEIGHT, SWITCH_HEIGHT, COMPACT_LEAST = 272, 288, 184
EDGE_LEFT, EDGE_RIGHT, GAP = 8, 12, 8  # the current step's bar reaches past its column


class GuidePanel(Painted):
    """Shows a ``Guide``."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._guide = Guide("", RingState(RingMode.HOLD, 0))
        self._compact = self._overflows = False
        self.title = Text(look, role="hero", wrap=True, parent=self)
        self.pill = Pill(look, parent=self)
        self.mark = Glyph(look, "switch", 24, "on_deep2", self)
        self.steps = StepList(look, self)
        self.tempo = TempoTrough(look, self)
        self.cue = Text(look, role="hero", ink="acc_text", wrap=True, parent=self)
        self.cue.setAlignment(Qt.AlignmentFlag.AlignCenter)
        describe(self.cue, _("Cue"))  # a label without a name tells each change of its text
        self.said = Text(look, role="step", ink="on_deep", wrap=True, parent=self)
        self.count = CountView(look, self)

    def show_guide(self, guide: Guide) -> None:
        """Show another instant; only what differs is laid out or painted again."""
        before, self._guide = self._guide, guide
        self.count.show_state(guide.ring)
        self.tempo.show_current(guide.part)
        if self._still(before) != self._still(guide):
            self._fill()
        if words := _news(before, guide):
            announce(self, words)

    def set_compact(self, compact: bool) -> None:
        """Show only the current step, and the count over its bar."""
        if compact != self._compact:
            self._compact = compact
            self.count.set_compact(compact)
            self._fill()

    def restyle(self) -> None:
        """Take over a changed theme."""
        super().restyle()
        self._fill()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out for the new size."""
        self.lay_out()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground, which is deep while sides are switched."""
        c = self.look.colours
        QPainter(self).fillRect(self.rect(), c.deep if self._guide.deep else c.bg)

    @staticmethod
    def _still(guide: Guide) -> tuple[object, ...]:
        """Return what does not change from second to second."""
        return (
            guide.title,
            guide.pill,
            guide.steps,
            guide.step,
            guide.said,
            guide.cue,
            guide.parts,
            guide.deep,
        )

    def _fill(self) -> None:
        guide = self._guide
        self.title.setText(guide.title)
        self.title.set_ink("on_deep" if guide.deep else "ink")
        self.pill.set_pill(guide.pill, guide.pill_icon)
        self.mark.setVisible(guide.deep)
        self.steps.set_steps(guide.steps, guide.step)
        self.said.setText(guide.said)
        self.said.set_ink("on_deep" if guide.deep else "ink")
        self.tempo.set_parts(guide.parts)
        self.cue.setText(guide.cue)
        describe_quietly(self.cue, guide.cue)
        self.cue.set_ink("on_deep2" if guide.deep else "acc_text")
        self.lay_out()
        self.update()

    @property
    def overflows(self) -> bool:
        """Whether not even the current step and the count have room at this size."""
        return self._overflows

    @property
    def names_movement(self) -> bool:
        """Whether there is room for the movement's name; else the stage has to say it."""
        return not self.title.isHidden()

    def lay_out(self) -> None:
        """Put everything in its place for the present size, shown or not."""
        compact, guide = self._compact, self._guide
        side, foot = (24, 16) if compact else (32, 20)
        width, bottom = self.width() - 2 * side, self.height() - foot
        if width <= 0 or bottom <= 0:
            return
        tempo = self.tempo.heightForWidth(width) if guide.parts else 0
        self.cue.set_role("title" if compact else "hero")
        cue = self.cue.heightForWidth(width) if guide.cue else 0
        extras = sum(part + GAP for part in (tempo, cue) if part)
        # the name gives way first, smaller and then to the stage; the count changes its form last,
        # because nothing may move while a number is being read
        top, least = 20 if compact else 28, COMPACT_LEAST if compact else COUNT_HEIGHT
        roles = ("display" if guide.deep else "hero", "title", "")
        tries = [(role, height) for height in (least, LEAST_HEIGHT) for role in roles]
        y, room = 0, 0
        for role, height in tries:
            y = self._head(side, top, width, role)
            room = bottom - y - extras - GAP - LEAST_HEIGHT
            if room + LEAST_HEIGHT - height >= self._least_said(width):
                break
        self._overflows = room < self._least_said(width)
        ring = SWITCH_HEIGHT if guide.deep else COUNT_HEIGHT
        wanted = COMPACT_LEAST if compact else ring
        spare = room - self._least_said(width)
        count = min(wanted, LEAST_HEIGHT + max(0, spare))
        self.count.setGeometry(side, bottom - count, width, count)
        y = self._place_words(side, y, width, room + LEAST_HEIGHT - count)
        at = bottom - count - GAP
        if cue:
            at -= cue
            self._place(self.cue, side, at, width, cue)
        if tempo:
            at -= tempo + (GAP if cue else 0)
            self._place(self.tempo, side, min(at, y + GAP), width, tempo)
        self.cue.setVisible(bool(cue))
        self.tempo.setVisible(bool(tempo))

    def _head(self, x: int, y: int, width: int, role: str) -> int:
        """Place mark, name and pill, the name in a role or not at all; return where they end."""
        self.title.setVisible(bool(role))
        pill = self.pill.sizeHint() if self._guide.pill else None
        if self._guide.deep and role == "display":
            mark = self.mark.sizeHint()
            self._place(self.mark, x, y, mark.width(), mark.height())
            y += mark.height() + GAP
        self.mark.setVisible(self._guide.deep and role == "display")
        if role:
            self.title.set_role(role)
            widest = max(self.pill.width_of(text) for text in self._guide.pills) if pill else 0
            beside = width - widest - 12 if pill else width
            line = self.title.fontMetrics().horizontalAdvance(self._guide.title)
            if pill and line <= beside:
                height = max(pill.height(), self.title.heightForWidth(beside))
                self._place(self.title, x, y, beside, height)
                at = y + (height - pill.height()) // 2
                self._place(self.pill, x + width - pill.width(), at, pill.width(), pill.height())
                return y + height + GAP
            height = self.title.heightForWidth(width)
            self._place(self.title, x, y, width, height)
            y += height + GAP
        if pill:
            # the pill wraps under a long name
            self._place(self.pill, x, y, pill.width(), pill.height())
            y += pill.height() + GAP
        return y

    def _said_height(self, width: int, lines: int) -> int:
        if self._guide.said:
            return self.said.heightForWidth(width)
        if not self._guide.steps:
            return 0
        self.steps.set_shown(lines)
        return self.steps.heightForWidth(width + EDGE_LEFT + EDGE_RIGHT)

    @property
    def _all_done(self) -> bool:
        """Whether no step is current, as while reps run; in little room done ones give way."""
        return self._compact and not self._guide.said and self._guide.step >= len(self._guide.steps)

    def _least_said(self, width: int) -> int:
        return 0 if self._all_done else self._said_height(width, 1)

    def _place_words(self, x: int, y: int, width: int, room: int) -> int:
        """Show as many steps as have room, the current one always; return where they end."""
        self.said.setVisible(bool(self._guide.said))
        self.steps.setVisible(bool(self._guide.steps))
        if self._all_done and self._said_height(width, 1) > room:
            self.steps.hide()
            return y
        if self._guide.said:
            height = self._said_height(width, 1)
            self._place(self.said, x, y, width, height)
            return y + height
        most = 1 if self._compact else 3
        lines = next((n for n in range(most, 1, -1) if self._said_height(width, n) <= room), 1)
        height = self._said_height(width, lines)
        wide = width + EDGE_LEFT + EDGE_RIGHT
        self._place(self.steps, x - EDGE_LEFT, y, wide, height)
        return y + height

    @staticmethod
    def _place(widget: QWidget, x: int, y: int, width: int, height: int) -> None:
        widget.setGeometry(QRect(x, y, width, height))


def _news(before: Guide, now: Guide) -> str:
    """Return what a screen reader should speak: what is new, and all of it under a new title.

    A step is known by its number: its words may name a side that changes with each rep.
    """
    step = now.steps[now.step] if now.step < len(now.steps) else ""
    anew = now.title != before.title
    news = (
        (now.title, anew),
        (now.pill, anew or now.pill != before.pill),
        (now.said or step, anew or (now.said, now.step) != (before.said, before.step)),
    )
    return " ".join(f"{words.rstrip('.')}." for words, new in news if words and new)
