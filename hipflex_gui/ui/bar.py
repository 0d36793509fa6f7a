"""The bar of the player: what comes next, how far the session is, and its five buttons."""

from collections.abc import Collection

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hipflex_gui import plan
from hipflex_gui.events import State, View
from hipflex_gui.i18n import _, clock_text
from hipflex_gui.sections import Section, sections
from hipflex_gui.timeline import Timeline
from hipflex_gui.ui.guide import Guide, go_on_labels, more_labels
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.widgets.base import Card, ElidedText, Glyph, Text, describe, describe_quietly
from hipflex_gui.ui.widgets.buttons import KeyButton
from hipflex_gui.ui.widgets.strip import ProgressStrip, Segment

HEIGHT, COMPACT_HEIGHT = 148, 120
LARGE_TEXT = 1.2  # from this scale on a small window has no room for key caps


class PlayerBar(Card):
    """Shows the session as a whole; its buttons are connected by the player."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(face="bar", parent=parent)
        self.look = look
        self._sections: list[Section] = []
        self._paused = self._asking = False
        self.next_label = Text(look, _("Next"), "section", "ink2", weight=400)
        self.next_name = ElidedText(look, role="section")
        self.muted = _muted(look, self)
        self.left = Text(look, role="section", tabular=True)
        describe(self.left, _("Time left"))  # a label without a name tells each change of its text
        self.strip = ProgressStrip(look)
        self.back = KeyButton(look, _("Back"), "back", "←", size="player")
        pauses = (_("Pause"), _("Continue"))
        self.pause = KeyButton(
            look, pauses[0], "pause", _("Space"), "primary", "player", labels=pauses
        )
        self.go = KeyButton(look, _("Skip"), "next", "→", size="player", labels=go_on_labels())
        self.more = KeyButton(look, _("+10 s"), key="+", size="player", labels=more_labels())
        self.hurts = KeyButton(look, _("It hurts – stop"), "stop", "H", "hurt", "player")
        self.buttons = (self.back, self.pause, self.go, self.more, self.hurts)
        # an unfit button leaves a gap at the end of the group, so that no other changes its place
        policy = self.more.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.more.setSizePolicy(policy)

        words = QHBoxLayout()
        words.setSpacing(10)
        words.addWidget(self.next_label)
        words.addWidget(self.next_name, 1)
        words.addWidget(self.muted)
        words.addWidget(self.left)
        line = QHBoxLayout()
        line.setSpacing(12)
        for button in self.buttons[:-1]:
            line.addWidget(button)
        line.addStretch(1)
        line.addWidget(self.hurts)
        self._column = QVBoxLayout(self)
        self._column.addLayout(words)
        self._column.addWidget(self.strip)
        self._column.addLayout(line)

    def set_timeline(self, timeline: Timeline) -> None:
        """Show another session, with nothing done."""
        self._sections = sections(timeline)
        self.strip.set_segments(
            [
                Segment(
                    one.seconds, one.item, plan.phase_title(timeline, timeline.phases[one.main])
                )
                for one in self._sections
            ]
        )

    def start_of(self, segment: int) -> int:
        """Return the phase a segment of the strip begins with."""
        return self._sections[segment].phases.start

    def show_view(
        self, timeline: Timeline, view: View, guide: Guide, skipped: Collection[int] = ()
    ) -> None:
        """Show where the engine is, and what the buttons do there.

        Args:
            timeline: what is played.
            view: where the engine is.
            guide: what the panel shows.
            skipped: the phases whose work was left out.
        """
        coming = plan.next_text(timeline, view.index)
        self.next_label.setVisible(bool(coming))
        _set(self.next_name, coming or _("Last one"))
        _set(self.left, _("{time} left").format(time=clock_text(view.session_left_s)))
        describe_quietly(self.left, self.left.text())
        self._paused = paused = view.state is State.PAUSED
        _face(self.pause, _("Continue") if paused else _("Pause"), "play" if paused else "pause")
        _face(self.go, guide.go_on, "next")
        _face(self.more, guide.more or _("+10 s"), "")
        self.more.setVisible(bool(guide.more))
        self._choosable()
        self._show_progress(timeline, view, skipped)

    def set_asking(self, asking: bool) -> None:
        """Leave only "It hurts" while a question is asked, which has buttons of its own."""
        self._asking = asking
        for button in self.buttons:
            button.setEnabled(not asking or button is self.hurts)
        self._choosable()

    def set_muted(self, muted: bool) -> None:
        """Say whether the sound is off."""
        self.muted.setVisible(muted)

    def fit(self, *, compact: bool, key_caps: bool) -> int:
        """Lay out for a small or a large window, and return the height in px it needs."""
        edge, foot = (24, 12) if compact else (32, 18)
        self._column.setContentsMargins(edge, 12 if compact else 14, edge, foot)
        self._column.setSpacing(4 if compact else 6)
        self.strip.set_bar(8 if compact else 12)
        # a small window keeps the two keys that matter most; large text leaves room for none
        kept = (self.pause, self.hurts) if self.look.theme.scale <= LARGE_TEXT else ()
        for button in self.buttons:
            button.set_key_shown(key_caps and (not compact or button in kept))
        self.back.set_icon_only(compact)
        self.go.set_icon_only(compact)
        return max(self.sizeHint().height(), COMPACT_HEIGHT if compact else HEIGHT)

    def _choosable(self) -> None:
        self.strip.set_choosable(self._paused and not self._asking)

    def _show_progress(self, timeline: Timeline, view: View, skipped: Collection[int]) -> None:
        shares, current = [], 0
        for number, section in enumerate(self._sections):
            if view.index in section.phases:
                current = number
            if view.index >= section.phases.stop:
                # what was skipped stays empty: only what was done looks done
                shares.append(0.0 if section.main in skipped else 1.0)
                continue
            before = timeline.phases[section.phases.start : max(section.phases.start, view.index)]
            done = sum(phase.planned_s for phase in before)
            done += view.position_s if view.index in section.phases else 0.0
            shares.append(min(1.0, done / section.seconds) if section.seconds else 1.0)
        self.strip.show_progress(shares, current)


def _muted(look: Look, parent: QWidget) -> QWidget:
    """Return the sign that the sound is off; hidden, because it mostly is not."""
    sign = QWidget(parent)
    line = QHBoxLayout(sign)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(8)
    line.addWidget(Glyph(look, "mute", 20, "ink"))
    line.addWidget(Text(look, _("Sound off"), "section"))
    describe(sign, _("Sound off"))
    sign.hide()
    return sign


def _set(label: Text, text: str) -> None:
    if label.text() != text:
        label.setText(text)


def _face(button: KeyButton, text: str, icon: str) -> None:
    if button.label != text:
        button.set_face(text, icon)
