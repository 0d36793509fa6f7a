"""The right half of the player: the count is never cut, and screen readers hear what is new."""

import dataclasses

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hipflex_gui.paths import assets
from hipflex_gui.ui import panel
from hipflex_gui.ui.guide import Guide
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.panel import GuidePanel
from hipflex_gui.ui.widgets.ring import RingMode, RingState
from tests.ui.looking import colours_in, picture, shown

# Said by the platform without a screen whenever a window has a least size.
pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True)

NAME = "Half-kneeling hip flexor stretch with the back foot held in both hands, mat"
STEP = "Step your right foot forward, knee over ankle"
LUNGE = Guide(
    "Low lunge",
    RingState(RingMode.HOLD, 40),
    pill="Left side",
    pill_icon="side-left",
    steps=("Arms up.", "Breathe."),
)


@pytest.fixture
def look(qapp: QApplication) -> Look:
    return Look(qapp, assets() / "icons", "light", 1.0)


@pytest.fixture
def spoken(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What screen readers are asked to speak."""
    said: list[str] = []
    monkeypatch.setattr(panel, "announce", lambda _widget, words: said.append(words))
    return said


@pytest.mark.parametrize("count", [8, 88])
@pytest.mark.parametrize("height", range(384, 528, 4))
def test_the_count_is_not_cut_under_a_long_name(
    look: Look, qtbot: QtBot, height: int, count: int
) -> None:
    made = GuidePanel(look)
    made.set_compact(True)
    shown(qtbot, made, 367, height)
    made.show_guide(
        dataclasses.replace(LUNGE, title=NAME, steps=(STEP,), ring=RingState(RingMode.HOLD, count))
    )
    assert not made.overflows
    assert made.steps.geometry().bottom() < made.count.y()
    image = picture(made.count)
    assert look.colours.ink.lower() in colours_in(image)
    for y in (0, made.count.height() - 2):
        assert colours_in(image, QRect(0, y, image.width(), 2)) == {look.colours.bg.lower()}


def test_a_screen_reader_speaks_what_is_new_and_nothing_each_second(
    look: Look, qtbot: QtBot, spoken: list[str]
) -> None:
    made = shown(qtbot, GuidePanel(look), 460, 560)
    made.show_guide(LUNGE)
    for count in range(40, 0, -1):
        made.show_guide(dataclasses.replace(LUNGE, ring=RingState(RingMode.HOLD, count)))
    assert spoken == ["Low lunge. Left side. Arms up."]
    made.show_guide(dataclasses.replace(LUNGE, step=1))
    made.show_guide(dataclasses.replace(LUNGE, step=1, pill="Paused · Left side"))
    made.show_guide(dataclasses.replace(LUNGE, title="Rest", pill="", said="Next: Pigeon"))
    assert spoken[1:] == ["Breathe.", "Paused · Left side.", "Rest. Next: Pigeon."]


def test_a_side_that_changes_with_each_rep_is_one_word(
    look: Look, qtbot: QtBot, spoken: list[str]
) -> None:
    made = shown(qtbot, GuidePanel(look), 460, 560)
    for side in ("left", "right", "left"):
        words = (f"Lift your {side} arm.",)
        made.show_guide(dataclasses.replace(LUNGE, pill=f"{side.title()} side", steps=words))
    assert spoken == ["Low lunge. Left side. Lift your left arm.", "Right side.", "Left side."]


def test_an_announcement_waits_until_the_reader_is_free(
    look: Look, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[tuple[str, QAccessible.AnnouncementPoliteness]] = []

    def tell(event: QAccessibleAnnouncementEvent) -> None:
        sent.append((event.message(), event.politeness()))

    monkeypatch.setattr(QAccessible, "updateAccessibility", tell)
    made = shown(qtbot, GuidePanel(look), 460, 560)
    made.show_guide(LUNGE)
    polite = QAccessible.AnnouncementPoliteness.Polite
    assert sent == [("Low lunge. Left side. Arms up.", polite)]


def test_a_breath_is_told_only_to_whoever_asks(look: Look, qtbot: QtBot) -> None:
    made = shown(qtbot, GuidePanel(look), 460, 560)
    for cue in ("Breathe in", "Breathe out"):
        made.show_guide(dataclasses.replace(LUNGE, cue=cue))
        reader = QAccessible.queryAccessibleInterface(made.cue)
        assert reader.text(QAccessible.Text.Name) == made.cue.accessibleName() == "Cue"
        assert reader.text(QAccessible.Text.Description) == cue
        assert made.cue.accessibleDescription() == ""
