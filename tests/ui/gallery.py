"""Every painted widget in every state, as pages: for eyes, and for a test that paints them all.

``python tests/ui/gallery.py FOLDER`` writes the pages as pictures, in both themes, at 100 % and
200 % text size.
"""

import os
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from hipflex_gui.catalogue import Catalogue
from hipflex_gui.figure.scene import Picture, still
from hipflex_gui.streaks import DayState
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.theme import ROLES
from hipflex_gui.ui.widgets.badges import Chip, KeyCap, Pill
from hipflex_gui.ui.widgets.banner import Banner, EmptyState
from hipflex_gui.ui.widgets.base import Card, Glyph, Text
from hipflex_gui.ui.widgets.buttons import KeyButton, icon_button
from hipflex_gui.ui.widgets.count import CountBar, CountView
from hipflex_gui.ui.widgets.fields import Check, Number, Select
from hipflex_gui.ui.widgets.flow import FlowLayout
from hipflex_gui.ui.widgets.nav import NavBar, NavItem
from hipflex_gui.ui.widgets.ring import Ring, RingMode, RingState
from hipflex_gui.ui.widgets.rows import ListRow, ProblemRow, RowContent
from hipflex_gui.ui.widgets.stage import Scene, Stage
from hipflex_gui.ui.widgets.steps import StepList, TempoTrough
from hipflex_gui.ui.widgets.strip import ProgressStrip, Segment
from hipflex_gui.ui.widgets.week import Day, Figure, StreakStrip, WeekBar
from hipflex_gui.words import Side

ICONS = Path(__file__).parents[2] / "assets" / "icons"

HOLD, BREATH, REPS = RingMode.HOLD, RingMode.BREATH, RingMode.REPS
SWITCH, OPEN = RingMode.SWITCH, RingMode.OPEN
RINGS = {
    "hold": RingState(HOLD, 24, "of 40 s", 0.6, 40),
    "range": RingState(HOLD, 18, "aim 30–45 s", 0.4, 45, aim=1 / 3),
    "breath": RingState(BREATH, 3, "of 8", 2.3 / 8, 8, fill=0.73),
    "breath out": RingState(BREATH, 12, "of 12", 11.5 / 12, 12, fill=0),
    "many breaths": RingState(BREATH, 20, "of 30", 19.5 / 30, 30, fill=1),
    "reps": RingState(REPS, 4, "of 10", 0.29, 10, parts=(3, 1, 2)),
    "tapped reps": RingState(REPS, 12, "of 15", 11 / 15, 15),
    "open": RingState(OPEN, 47, "at least 30 s", 0, aim=0.5),
    "last": RingState(HOLD, 0, "of 40 s", 0.0, 40),
    "m:ss": RingState(HOLD, 108, "of 120 s", 0.9, 120),
    "switch": RingState(SWITCH, 5, "", 1.0, 5),
    "switch 10": RingState(SWITCH, 10, "", 0.8, 12),
}
STEPS = ("Left knee on the mat", "Tuck the tail, hips forward", "Arms up. Breathe slowly")
LONG_STEPS = (
    "Stand tall with your feet as wide as your hips, knees soft",
    "Hinge",
    "Push the hips back until the back of the thighs tightens, and keep the spine long",
    "Come up",
)
SESSION = tuple(
    Segment(seconds, group, name)
    for seconds, group, name in (
        (40, 0, "Low lunge, left"), (40, 0, "Low lunge, right"),
        (40, 1, "Pigeon, left"), (40, 1, "Pigeon, right"), (48, 2, "Downward dog"),
        (60, 3, "Hip hinge, set 1"), (60, 3, "set 2"), (60, 3, "set 3"), (50, 4, "Child’s pose"),
    )
)  # fmt: skip
NAV = (
    NavItem("today", "Today", "today"),
    NavItem("library", "Library", "library"),
    NavItem("history", "History", "history"),
    NavItem("sessions", "My sessions", "sessions"),
)


@cache
def shipped() -> Catalogue:
    """Return what comes with the program; it is the same for all."""
    return Catalogue.load(None)


def posing(movement: str, side: Side = Side.LEFT) -> Picture:
    """Return the pose of a movement that comes with the program."""
    return still(shipped().movements[movement], side)


def column(parent: QWidget, margin: int = 32, gap: int = 16) -> QVBoxLayout:
    layout = QVBoxLayout(parent)
    layout.setContentsMargins(margin, margin, margin, margin)
    layout.setSpacing(gap)
    return layout


def line(*widgets: QWidget, gap: int = 12) -> QHBoxLayout:
    layout = QHBoxLayout()
    layout.setSpacing(gap)
    for widget in widgets:
        layout.addWidget(widget)
    return layout


def flow(*widgets: QWidget) -> FlowLayout:
    layout = FlowLayout(gap=12, line_gap=12)
    for widget in widgets:
        layout.addWidget(widget)
    return layout


def rings(look: Look) -> QWidget:
    page = QWidget()
    grid = QGridLayout(page)
    for place, state in enumerate(RINGS.values()):
        form = CountView(look)
        form.show_state(state)
        form.setFixedSize(398, 288)
        if state.mode is SWITCH:
            form.setAutoFillBackground(True)
            palette = form.palette()
            palette.setColor(palette.ColorRole.Window, look.colours.deep)
            form.setPalette(palette)
        grid.addWidget(form, place // 4, place % 4)
    small, bar = Ring(look), CountBar(look)
    small.setFixedSize(200, 200)
    small.show_state(RINGS["reps"])
    bar.setFixedSize(320, 230)
    bar.show_state(RINGS["hold"])
    narrow = CountView(look)
    narrow.setFixedSize(320, 230)
    narrow.show_state(RINGS["m:ss"])
    for place, widget in enumerate((small, bar, narrow)):
        grid.addWidget(widget, 3, place)
    return page


def player(look: Look) -> QWidget:
    page = QWidget()
    whole = column(page, 0, 0)
    upper = QHBoxLayout()
    upper.setSpacing(0)
    stage = Stage(look)
    lunge = posing("low-lunge")
    stage.show_scene(Scene(lunge, "Floor hip opener", "Movement 1 of 5", "front of the left hip"))
    upper.addWidget(stage, 58)
    right = QWidget()
    right.setFixedWidth(max(462, round(look.theme.scale * 300)))
    side = column(right, 0, 8)
    side.setContentsMargins(24, 28, 20, 24)
    head = line(Text(look, "Low lunge", "hero", wrap=True), Pill(look, "Left side", "side-left"))
    head.setContentsMargins(8, 0, 12, 0)
    side.addLayout(head)
    steps = StepList(look)
    steps.set_steps(STEPS, 2)
    side.addWidget(steps)
    count = CountView(look)
    count.show_state(RINGS["hold"])
    side.addWidget(count, 1)
    upper.addWidget(right, 42)
    whole.addLayout(upper, 1)
    bar = Card(face="bar")
    below = column(bar, 0, 8)
    below.setContentsMargins(32, 16, 32, 20)
    coming = line(
        Text(look, "Next", "section", "ink2", weight=400),
        Text(look, "Low lunge, right side", "section"),
    )
    coming.addStretch(1)
    below.addLayout(coming)
    strip = ProgressStrip(look)
    strip.set_segments(SESSION)
    strip.show_progress((0.4, *(0.0,) * 8), 0)
    below.addWidget(strip)
    below.addLayout(flow(*player_buttons(look)))
    whole.addWidget(bar)
    return page


def player_buttons(look: Look) -> list[QWidget]:
    return [
        KeyButton(look, "Back", "back", "←", size="player"),
        KeyButton(look, "Pause", "pause", "Space", "primary", "player", ("Continue",)),
        KeyButton(look, "Skip", "next", "→", size="player", labels=("Start now",)),
        KeyButton(look, "+10 s", "", "+", size="player", labels=("+1 breath",)),
        KeyButton(look, "It hurts – stop", "stop", "H", "hurt", "player"),
    ]


def parts(look: Look) -> QWidget:
    page = QWidget()
    body = column(page)
    body.addLayout(flow(*player_buttons(look)))
    icon_alone = KeyButton(look, "Back", "back", size="player")
    icon_alone.set_icon_only(True)
    off = KeyButton(look, "Not now", "play")
    off.setEnabled(False)
    body.addLayout(
        flow(
            KeyButton(look, "Start", "play", "Enter", "primary", "primary-home"),
            KeyButton(look, "See the steps", kind="text"),
            KeyButton(look, "Open folder", "folder"),
            off,
            icon_alone,
            icon_button(look, "close", "Close"),
            KeyCap(look, "Ctrl ."),
        )
    )
    chips = [Chip(look, name) for name in ("At my chair", "Standing", "Floor", "5 min or less")]
    for chip in (chips[0], chips[3]):
        chip.setChecked(True)
    body.addLayout(flow(*chips, Pill(look, "Right side", "side-right"), Pill(look, "Set 1 of 3")))
    box = QWidget()
    box.setFixedWidth(418)
    narrow = column(box, 0)
    beside = line(box)
    beside.addStretch(1)
    body.addLayout(beside)
    for current in (0, 1, 2):
        trough = TempoTrough(look)
        trough.set_parts((("Lower", 3), ("Pause", 1), ("Rise", 2)))
        trough.show_current(current)
        if current == 2:
            trough.set_parts((("Zurückschieben", 3), ("Anspannen", 1), ("Aufrichten", 2)))
        narrow.addWidget(trough)
    for steps, current in ((STEPS, 0), (LONG_STEPS, 2), (STEPS, 3)):
        step_list = StepList(look)
        step_list.set_steps(steps, current)
        narrow.addWidget(step_list)
    body.addLayout(flow(*(Glyph(look, name, 24) for name in look.icons.names())))
    body.addStretch(1)
    return page


def home(look: Look) -> QWidget:
    page = QWidget()
    outer = QHBoxLayout(page)
    outer.setContentsMargins(0, 0, 0, 0)
    outer.setSpacing(0)
    for rail in (False, True):
        nav = NavBar(look, NAV, (NavItem("settings", "Settings", "settings"),))
        nav.set_rail(rail)
        nav.set_current("today")
        outer.addWidget(nav)
    body = QVBoxLayout()
    body.setContentsMargins(32, 32, 32, 32)
    body.setSpacing(12)
    outer.addLayout(body, 1)
    banner = Banner(look, page)
    banner.show_notice("Colour marks each change.", "No sound device.", "mute", "Try again")
    body.addWidget(banner)
    rows = (
        RowContent("Reach and hinge", "standing", ("Standing", "Easy", "No props"), "6", "min"),
        RowContent("Knee lifts and sit tall", "chair", ("Chair", "Easy"), "3", "min"),
        RowContent("<b>Not bold</b> & sons", "floor", ("Floor", "Medium", "Mat"), "12", "min"),
        RowContent("Band and bench", "gym", ("Gym", "Hard", "Band, bench, towel"), "10", "min"),
    )
    for content in rows:
        body.addWidget(ListRow(look, content))
    body.addWidget(
        ProblemRow(
            look,
            "Evening hips",
            "Cannot start: 2 problems in this file",
            (
                ("line 12", "No movement is called downward-dgo. Did you mean downward-dog?"),
                ("line 118", "hold: 30 has no unit. Write 30 s or 5 breaths."),
            ),
            "Fix",
        )
    )
    card = Card("mid")
    inside = column(card, 24, 8)
    week = WeekBar(look)
    week.show_minutes(32, 50)
    streak = StreakStrip(look)
    kinds = "dmddddmdddddd" + "o"
    names = {"d": DayState.DONE, "m": DayState.MISSED, "o": DayState.OPEN}
    streak.show_days([Day(names[kind], n in (4, 9)) for n, kind in enumerate(kinds)])
    for widget in (
        Text(look, "This week", "small", "ink2", weight=600),
        Figure(look, (("32", "of 50 min"),), "display"),
        week,
        Figure(look, (("18", "h"), ("40", "min"))),
        streak,
    ):
        inside.addWidget(widget)
    body.addWidget(card)
    start = KeyButton(look, "Start a 5 min session", "play", kind="primary")
    body.addWidget(
        EmptyState(
            look,
            "Nothing here yet",
            "Each session you do fills a square. A session you cut short counts for its minutes.",
            (start, KeyButton(look, "Clear filters", kind="text")),
        ),
        1,
    )
    return page


def stages(look: Look) -> QWidget:
    page = QWidget()
    grid = QGridLayout(page)
    grid.setSpacing(8)
    movements = ("figure-four-chair", "low-lunge", "fire-log", "deadlift-barbell")
    for n, movement in enumerate(movements):
        stage = Stage(look)
        stage.setMinimumHeight(340)
        feel = "back of the right thigh"
        stage.show_scene(
            Scene(
                posing(movement, list(Side)[n % 2]),
                "Floor hip opener",
                "Movement 1 of 5",
                feel,
                mirrored=n % 2 == 1,
            )
        )
        grid.addWidget(stage, n // 2, n % 2)
    return page


def fields(look: Look) -> QWidget:
    page = QWidget()
    body = column(page)
    for role in ROLES:
        body.addWidget(Text(look, f"{role}: Reach and hinge 0123", role))
    edit, combo, spin = QLineEdit("Left side tighter"), Select(look), Number(look)
    combo.addItems(["Follow the system", "Light", "Dark"])
    box, radio, off = Check(look, "Show key names"), QRadioButton("Silence"), Check(look, "Not now")
    box.setChecked(True)
    radio.setChecked(True)
    off.setEnabled(False)
    slider = QSlider(Qt.Orientation.Horizontal)
    slider.setValue(60)
    search = QLineEdit()
    search.setPlaceholderText("Search")
    for widget in (edit, search, combo, spin, box, radio, off, slider):
        body.addWidget(widget)
    body.addStretch(1)
    return page


PAGES: dict[str, tuple[Callable[[Look], QWidget], int, int]] = {
    "rings": (rings, 1660, 1200),
    "player": (player, 1100, 720),
    "parts": (parts, 900, 1200),
    "home": (home, 900, 1100),
    "stages": (stages, 1100, 720),
    "fields": (fields, 500, 1000),
}


def fit(page: QWidget, width: int, height: int) -> None:
    """Give a page its width and all the height that its words need, as a scroll area would."""
    page.resize(width, height)
    page.ensurePolished()
    width = max(width, page.minimumSizeHint().width())
    page.resize(width, max(height, page.heightForWidth(width), page.minimumSizeHint().height()))


def main(folder: Path) -> None:
    app = QApplication([])
    folder.mkdir(parents=True, exist_ok=True)
    for choice in ("light", "dark"):
        for scale in (1.0, 2.0):
            look = Look(app, ICONS, choice, scale)
            for name, (make, width, height) in PAGES.items():
                page = make(look)
                page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
                fit(page, width, height)
                page.show()
                app.processEvents()
                page.grab().save(str(folder / f"{name}-{choice}-{scale:.0%}.png"))
                page.close()


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    main(Path(sys.argv[1]))
