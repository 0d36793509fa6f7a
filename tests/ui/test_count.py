"""The big number, its ring and its bar."""

import dataclasses

import pytest
from PySide6.QtCore import QPointF, QRect
from PySide6.QtGui import QAccessible, QFontMetricsF, QImage
from PySide6.QtWidgets import (
    QApplication,
)
from pytestqt.qtbot import QtBot

from hipflex_gui.ui.look import Look
from hipflex_gui.ui.widgets.count import CountBar, CountView
from hipflex_gui.ui.widgets.ring import Ring, RingMode, RingState, count_text
from tests.ui.gallery import ICONS, RINGS
from tests.ui.looking import Paints, picture, shown

# Said by the platform without a screen whenever a window has a least size.
pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True)

HOLD = RINGS["hold"]


@pytest.fixture(params=[1.0, 2.0], ids=["100 %", "200 %"])
def look(qapp: QApplication, request: pytest.FixtureRequest) -> Look:
    return Look(qapp, ICONS, "light", request.param)


@pytest.fixture
def plain(qapp: QApplication) -> Look:
    return Look(qapp, ICONS, "light", 1.0)


def uses_bar(view: CountView) -> bool:
    """Tell which of the two forms is shown."""
    (ring,), (bar,) = view.findChildren(Ring), view.findChildren(CountBar)
    assert ring.isVisible() is not bar.isVisible()
    return bar.isVisible()


@pytest.mark.parametrize(
    ("mode", "count", "text"),
    [
        (RingMode.HOLD, 99, "99"),
        (RingMode.HOLD, 100, "1:40"),
        (RingMode.OPEN, 605, "10:05"),
        (RingMode.SWITCH, 5, "5"),
        (RingMode.REPS, 100, "100"),
        (RingMode.BREATH, 8, "8"),
    ],
)
def test_only_seconds_are_written_as_minutes(mode: RingMode, count: int, text: str) -> None:
    assert count_text(RingState(mode, count)) == text


def test_over_99_seconds_the_ring_gives_way_to_the_bar_in_the_same_place(
    plain: Look, qtbot: QtBot
) -> None:
    view = shown(qtbot, CountView(plain), 398, 288)
    where = [form.geometry() for form in (*view.findChildren(Ring), *view.findChildren(CountBar))]
    forms, hints = [], set()
    for count in (101, 100, 99, 98):
        view.show_state(dataclasses.replace(HOLD, count=count))
        forms.append(uses_bar(view))
        hints.add(view.sizeHint().toTuple())
    assert forms == [True, True, False, False]
    assert len(hints) == 1
    assert where == [view.rect()] * 2


@pytest.mark.parametrize(("width", "height"), [(320, 230), (240, 400)])
def test_a_small_view_is_a_bar_and_so_is_a_compact_one(
    plain: Look, qtbot: QtBot, width: int, height: int
) -> None:
    view = shown(qtbot, CountView(plain), width, height)
    view.show_state(HOLD)
    assert uses_bar(view)
    view.resize(398, 288)
    assert not uses_bar(view)
    view.set_compact(True)
    assert uses_bar(view)


def digits(image: QImage, ink: str) -> QRect:
    """Return the box of what is painted in the ink: the big number."""
    found = QRect()
    for y in range(image.height()):
        for x in range(image.width()):
            if image.pixelColor(x, y).name() == ink.lower():
                found = found.united(QRect(x, y, 1, 1))
    return found


@pytest.mark.parametrize("name", ["hold", "breath", "reps", "open", "m:ss", "switch", "switch 10"])
@pytest.mark.parametrize("size", [(398, 288), (320, 230)])
def test_digits_are_as_high_as_160_px_text_and_wholly_inside(
    look: Look, qtbot: QtBot, name: str, size: tuple[int, int]
) -> None:
    view = shown(qtbot, CountView(look), *size)
    state = dataclasses.replace(RINGS[name], caption="", aim=None, fraction=0.0)
    view.show_state(state)
    c = look.colours
    box = digits(picture(view), c.on_deep if state.mode is RingMode.SWITCH else c.ink)
    least = QFontMetricsF(look.theme.pixel_font(160)).capHeight()
    assert box.height() >= least - 2
    assert view.rect().adjusted(1, 1, -1, -1).contains(box)


@pytest.mark.parametrize("count", [8, 40, 47, 88])
def test_digits_stay_clear_of_the_ring_in_any_font(
    qapp: QApplication, qtbot: QtBot, count: int
) -> None:
    for family in ("Inter", "Noto Sans", "DejaVu Sans"):
        look = Look(qapp, ICONS, "light", 1.0)
        look.theme = dataclasses.replace(look.theme, family=family)
        ring = shown(qtbot, Ring(look), 272, 272)
        ring.show_state(dataclasses.replace(HOLD, count=count, caption="", fraction=0))
        box = digits(picture(ring), look.colours.ink)
        middle = QPointF(135.5, 135.5)
        inner = 136 - 12
        assert abs(box.center().y() - middle.y()) <= 3
        for corner in (box.topLeft(), box.bottomRight()):
            away = QPointF(corner) - middle
            assert (away.x() ** 2 + away.y() ** 2) ** 0.5 < inner + 4, (family, count)


def test_the_ring_shows_what_remains_from_twelve_o_clock(plain: Look, qtbot: QtBot) -> None:
    ring = shown(qtbot, Ring(plain), 272, 272)
    ring.show_state(dataclasses.replace(HOLD, fraction=0.25))
    image, acc, track = picture(ring), plain.colours.acc.lower(), plain.colours.track.lower()
    right, left = image.pixelColor(228, 44).name(), image.pixelColor(44, 44).name()
    assert (right, left) == (acc, track)


def test_breaths_are_arcs_with_gaps_and_many_are_one(plain: Look, qtbot: QtBot) -> None:
    ring = shown(qtbot, Ring(plain), 272, 272)
    for total, gap in ((8, True), (12, True), (13, False), (0, False)):
        ring.show_state(RingState(RingMode.BREATH, 1, total=total, fraction=0.0, fill=0.0))
        top = picture(ring).pixelColor(136, 6).name()
        assert (top != plain.colours.track.lower()) is gap, total


def test_the_disc_grows_with_the_breath(plain: Look, qtbot: QtBot) -> None:
    ring = shown(qtbot, Ring(plain), 272, 272)
    areas = []
    for fill in (0.0, 0.5, 1.0):
        ring.show_state(RingState(RingMode.BREATH, 1, total=8, fill=fill))
        image, soft = picture(ring), plain.colours.soft.lower()
        areas.append(sum(image.pixelColor(x, 200).name() == soft for x in range(272)))
    assert areas[0] < areas[1] < areas[2]
    ring.show_state(RingState(RingMode.BREATH, 1, total=8, fill=1.0))
    assert picture(ring).pixelColor(136, 136 + 110).name() == plain.colours.soft.lower()


def test_the_same_picture_is_not_painted_again(plain: Look, qtbot: QtBot) -> None:
    ring = shown(qtbot, Ring(plain), 272, 272)
    ring.show_state(HOLD)
    ring.repaint()
    paints = Paints(ring)
    ring.show_state(dataclasses.replace(HOLD, fraction=HOLD.fraction + 1e-5))
    QApplication.processEvents()
    assert paints.count == 0
    ring.show_state(dataclasses.replace(HOLD, fraction=HOLD.fraction - 0.05))
    qtbot.waitUntil(lambda: paints.count == 1)


def test_screen_readers_are_not_told_each_number_and_find_it_when_they_ask(
    plain: Look, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    view = shown(qtbot, CountView(plain), 398, 288)
    for form in (Ring, CountBar):
        monkeypatch.setattr(form, "setAccessibleName", lambda _form, text: told.append(text))
        monkeypatch.setattr(form, "setAccessibleDescription", lambda _form, text: told.append(text))
    for count in (24, 23, 22):
        view.show_state(dataclasses.replace(HOLD, count=count, name="Seconds left"))
        for made in (*view.findChildren(Ring), *view.findChildren(CountBar)):
            reader = QAccessible.queryAccessibleInterface(made)
            assert reader.text(QAccessible.Text.Name) == "Count"
            assert reader.text(QAccessible.Text.Description) == f"Seconds left: {count} of 40 s"
    assert told == []
