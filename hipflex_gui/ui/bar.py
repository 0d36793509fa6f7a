"""The bar of the player: what comes next, how far the session is, and its five buttons."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hipflex_gui import plan
from hipflex_gui.events import State, View
from hipflex_gui.i18n import _, clock_text
from hipflex_gui.timeline import Timeline, segments
from hipflex_gui.ui.guide import Guide, go_on_labels, more_labels
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.widgets.base import Card, Text
from hipflex_gui.ui.widgets.buttons import KeyButton
from hipflex_gui.ui.widgets.strip import ProgressStrip, Segment

HEIGHT, COMPACT_HEIGHT = 148, 120
LARGE_TEXT = 1.2  # from this scale on a small window has no room for key caps


class PlayerBar(Card):
    """Shows the session as a whole; its buttons are connected by the player."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(face="bar", parent=parent)
        self.look = look
        self._segments: list[tuple[int, float, int]] = []
        self.next_label = Text(look, _("Next"), "section", "ink2", weight=400)
        self.next_name = Text(look, role="section")
        self.left = Text(look, role="section", tabular=True)
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
        self._segments = segments(timeline)
        self.strip.set_segments(
            [
                Segment(seconds, item, plan.phase_title(timeline, timeline.phases[index]))
                for index, seconds, item in self._segments
            ]
        )

    def start_of(self, segment: int) -> int:
        """Return the phase a segment of the strip begins with."""
        return self._segments[segment - 1][0] + 1 if segment else 0

    def show_view(self, timeline: Timeline, view: View, guide: Guide) -> None:
        """Show where the engine is, and what the buttons do there."""
        coming = plan.next_text(timeline, view.index)
        self.next_label.setVisible(bool(coming))
        _set(self.next_name, coming or _("Last one"))
        _set(self.left, _("{time} left").format(time=clock_text(view.session_left_s)))
        paused = view.state is State.PAUSED
        _face(self.pause, _("Continue") if paused else _("Pause"), "play" if paused else "pause")
        _face(self.go, guide.go_on, "next")
        _face(self.more, guide.more or _("+10 s"), "")
        self.more.setVisible(bool(guide.more))
        self.strip.set_choosable(paused)
        self._show_progress(timeline, view)

    def set_asking(self, asking: bool) -> None:
        """Step back while a question is asked, whose own button stands out."""
        self.pause.setProperty("kind", "outlined" if asking else "primary")
        self.pause.style().polish(self.pause)

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

    def _show_progress(self, timeline: Timeline, view: View) -> None:
        shares, current, start = [], 0, 0
        for number, (index, seconds, _item) in enumerate(self._segments):
            if index < view.index:
                shares.append(1.0)
            elif start > view.index:
                shares.append(0.0)
            else:
                current = number
                before = timeline.phases[start : view.index]
                done = sum(phase.planned_s for phase in before) + view.position_s
                shares.append(min(1.0, done / seconds) if seconds else 1.0)
            start = index + 1
        self.strip.show_progress(shares, current)


def _set(label: Text, text: str) -> None:
    if label.text() != text:
        label.setText(text)


def _face(button: KeyButton, text: str, icon: str) -> None:
    if button.label != text:
        button.set_face(text, icon)
