"""After "It hurts": what to do now, in the order of urgency, calmly.

The session has stopped already and what was done is kept, so this page asks for nothing.
"""

import re

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from hipflex_gui import safety
from hipflex_gui.errors import MachineFault
from hipflex_gui.i18n import _, length_text
from hipflex_gui.log import RunRecord
from hipflex_gui.movements import Movement, Spot, Way
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.model import Model
from hipflex_gui.ui.pages.base import EndPage
from hipflex_gui.ui.theme import (
    CARD_GAP,
    CARD_PADDING,
    RADIUS_CARD,
    SPACE_M,
    SPACE_XS,
)
from hipflex_gui.ui.widgets.base import Card, Painted, Text, describe, panel, smooth
from hipflex_gui.ui.widgets.buttons import KeyButton
from hipflex_gui.ui.widgets.lists import bullets
from hipflex_gui.words import Side, spoken

WIDTH = 960  # px at 100 %


class _Urgent(Painted):
    """The panel of the signs that come first: the colour of the body, and nothing that alarms."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground and the edge."""
        c, edge = self.look.colours, 2.0 if self.theme.outlined else 1.0
        panel(smooth(self), QRectF(self.rect()), RADIUS_CARD, c.eff_soft, c.eff, edge)


class HurtPage(EndPage):
    """The answer to "It hurts: stop"."""

    def __init__(self, look: Look, model: Model, parent: QWidget | None = None) -> None:
        super().__init__(look, model, parent)
        self._inner = QWidget()
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(self._inner, 1000)
        line.addStretch(1)
        self.column.addLayout(line)
        self.column.addStretch(1)
        column = QVBoxLayout(self._inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(CARD_GAP)
        title = Text(look, _("Stopped."), "display")
        said = _("It was right to stop. Breathe, and take all the time you need.")
        column.addWidget(title)
        column.addWidget(Text(look, said, "lead", "ink2", wrap=True))
        column.addSpacing(SPACE_XS)
        first, *others = safety.after_discomfort()
        column.addWidget(self._panel(_Urgent(look), first))
        self._cards = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._cards.setSpacing(CARD_GAP)
        column.addLayout(self._cards)
        for advice in others:
            card = self._panel(Card(), advice)
            self._cards.addWidget(card, 1)
        last = card.layout()
        assert isinstance(last, QVBoxLayout)
        self._last, self._ways = last, QWidget()
        self._last.insertWidget(2, self._ways)
        self._foot = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._foot.setSpacing(CARD_GAP)
        column.addLayout(self._foot)
        self._kept = Text(look, "", "body", "ink2", wrap=True)
        self._foot.addWidget(self._kept, 1)
        close = KeyButton(
            look, _("Back to Today"), key=_("Enter"), kind="primary", size="primary-home"
        )
        close.clicked.connect(self.closed)
        self._foot.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        self.show_for(None, None)
        describe(self, _("Stopped."), said)

    def show_for(self, movement: Movement | None, run: RunRecord | None) -> None:
        """Add the easier ways of the movement it happened in, and what is kept of the run."""
        ways = self._easier(movement, run) if movement else []
        self._ways.hide()
        self._ways.deleteLater()
        self._ways = QWidget()
        if movement and ways:
            column = QVBoxLayout(self._ways)
            column.setContentsMargins(0, SPACE_XS, 0, 0)
            column.setSpacing(SPACE_M)
            said = _("Easier ways for {name}").format(name=movement.name)
            column.addWidget(Text(self.look, said, "row", wrap=True))
            column.addLayout(bullets(self.look, ways))
        self._last.insertWidget(2, self._ways)
        self._ways.setVisible(bool(ways))
        self._kept.setText(_kept_text(run))
        self.verticalScrollBar().setValue(0)

    def fit(self, *, narrow: bool) -> None:
        """Put the calmer cards side by side, or one under the other."""
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._cards.setDirection(down if narrow else across)
        self._foot.setDirection(down if narrow else across)
        self._inner.setMaximumWidth(self.look.theme.px(WIDTH))

    def _panel(self, box: QWidget, advice: safety.Advice) -> QWidget:
        column = QVBoxLayout(box)
        column.setContentsMargins(CARD_PADDING, 20, CARD_PADDING, 20)
        column.setSpacing(SPACE_M)
        column.addWidget(Text(self.look, advice.title, "section", wrap=True))
        column.addLayout(bullets(self.look, advice.lines))
        column.addStretch(1)
        return box

    def _easier(self, movement: Movement, run: RunRecord | None) -> list[str]:
        side = self._side(movement, run)
        ways = [self._way_text(way, side) for way in movement.easier]
        if chair := self.model.catalogue.movements.get(dict(movement.instead).get(Spot.CHAIR, "")):
            ways.append(_("At your chair: {name}").format(name=chair.name))
        return [way for way in dict.fromkeys(ways) if way]

    def _way_text(self, way: Way, side: Side | None) -> str:
        if way.say:
            words = way.say if side else re.sub(r"\$(?:side|other) ", "", way.say)
            return spoken(words, side, self.model.settings.units)
        if other := self.model.catalogue.movements.get(way.movement):
            return _("Do this in its place: {name}").format(name=other.name)
        return _("With this at hand: {prop}").format(prop=way.prop) if way.prop else ""

    def _side(self, movement: Movement, run: RunRecord | None) -> Side | None:
        """Return the side on which it happened, as far as the log knows it."""
        try:
            steps = self.model.steps(run.id) if run else []
        except MachineFault:
            return None
        step = max(steps, key=lambda step: step.ended_at, default=None)
        if step is None or step.name != movement.name or step.side not in tuple(Side):
            return None
        return Side(step.side)


def _kept_text(run: RunRecord | None) -> str:
    if run is None:
        return ""
    if run.active_s < 1:
        return _("You stopped before anything was counted.")
    return _("What you did is kept: {time} of {name}.").format(
        time=length_text(run.active_s), name=run.name
    )
