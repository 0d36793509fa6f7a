"""The map of the year: which days it shows, how they look, how they are walked and told."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QHelpEvent,
    QImage,
    QPainter,
    QPalette,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from hipflex_gui.ui.look import Look
from hipflex_gui.ui.theme import contrast, contrast_colours
from hipflex_gui.ui.widgets import items
from hipflex_gui.ui.widgets.heat import CELL, PITCH, WEEKS, HeatDay, HeatMap, HeatSample
from hipflex_gui.ui.widgets.items import Items, crisp
from tests.ui.gallery import ICONS
from tests.ui.looking import colours_in, picture, shown

# Said by the platform without a screen whenever a tooltip is shown.
pytestmark = pytest.mark.qt_log_ignore("does not support raise", extend=True)

TODAY = date(2026, 11, 19)  # a Thursday
FIRST = TODAY - timedelta(days=TODAY.weekday(), weeks=WEEKS - 1)


@pytest.fixture
def plain(qapp: QApplication) -> Look:
    return Look(qapp, ICONS, "light", 1.0)


@pytest.fixture
def spoken(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    said: list[str] = []
    monkeypatch.setattr(items, "announce", lambda _widget, words: said.append(words))
    return said


def year(level: int = 0, changed: HeatDay | None = None, beyond: int = 0) -> list[HeatDay]:
    """Return 53 weeks of days with one of them changed, and days that are still to come."""
    days = [FIRST + timedelta(days=n) for n in range((TODAY - FIRST).days + 1 + beyond)]
    made = [HeatDay(day, level, day.weekday() < 5, "", f"{day}") for day in days]
    if changed:
        made[(changed.day - FIRST).days] = changed
    return made


def mapped(qtbot: QtBot, look: Look, days: list[HeatDay], width: int = 0) -> HeatMap:
    made = HeatMap(look)
    made.show_days(days, TODAY)
    shown(qtbot, made, width)
    made.clearFocus()  # which a window gives to its only control
    return made


def colour_of(made: HeatMap, day: date) -> str:
    """Return the colour in the middle of a day."""
    middle = made.places()[(day - FIRST).days].center().toPoint()
    return picture(made).pixelColor(middle).name()


def description(widget: Items) -> str:
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Description)


def outlined(look: Look, ground: str, ink: str) -> Look:
    system = QPalette()
    system.setColor(QPalette.ColorRole.Window, QColor(ground))
    system.setColor(QPalette.ColorRole.WindowText, QColor(ink))
    look.theme = replace(look.theme, colours=contrast_colours(system), outlined=True)
    return look


@pytest.mark.parametrize("choice", ["light", "dark"])
@pytest.mark.parametrize("level", range(5))
def test_a_cell_has_the_colour_of_its_level(
    qapp: QApplication, qtbot: QtBot, choice: str, level: int
) -> None:
    look = Look(qapp, ICONS, choice, 1.0)
    day = TODAY - timedelta(days=8)
    made = mapped(qtbot, look, year(0, HeatDay(day, level)))
    cell = made.places()[(day - FIRST).days].toRect().adjusted(2, 2, -2, -2)
    assert colours_in(picture(made), cell) == {look.colours.heat[level].lower()}


def test_a_card_of_ordinary_width_holds_a_whole_year(plain: Look, qtbot: QtBot) -> None:
    made = mapped(qtbot, plain, year())
    assert made.weeks == WEEKS
    assert made.sizeHint().width() <= 860 - 2 * 24 - 2
    places = made.places()
    assert len({place.left() for place in places}) == WEEKS
    assert not any(place.isEmpty() for place in places)
    assert QRectF(made.rect()).contains(places[-1].adjusted(-2, -2, 2, 2))


@pytest.mark.parametrize("lost", [1, 20, 40])
def test_a_narrow_map_has_fewer_weeks_and_the_same_cells(
    plain: Look, qtbot: QtBot, lost: int
) -> None:
    made = mapped(qtbot, plain, year())
    width = made.width() - lost * PITCH
    made.resize(width + PITCH - 1, made.height())
    assert made.weeks == WEEKS - lost
    made.resize(width, made.height())
    assert made.weeks == WEEKS - lost
    places = [place for place in made.places() if not place.isEmpty()]
    assert len({place.left() for place in places}) == WEEKS - lost
    assert {place.size().toSize() for place in places} == {QSize(CELL, CELL)}
    assert not made.places()[-1].isEmpty()
    QTest.keyClick(made, Qt.Key.Key_Home)
    assert made.said == str(FIRST + timedelta(weeks=lost))


def test_a_cursor_that_loses_its_place_comes_to_the_first_day(plain: Look, qtbot: QtBot) -> None:
    made = mapped(qtbot, plain, year())
    QTest.keyClick(made, Qt.Key.Key_Home)
    made.resize(made.width() - 10 * PITCH, made.height())
    assert made.said == description(made) == str(FIRST + timedelta(weeks=10))


def test_days_to_come_are_not_drawn(plain: Look, qtbot: QtBot) -> None:
    made = mapped(qtbot, plain, year(4, beyond=3))
    assert made.said == str(TODAY)
    assert len(made.places()) == (TODAY - FIRST).days + 1
    tomorrow = made.places()[-1].translated(0, PITCH).toRect()
    assert plain.colours.heat[4].lower() not in colours_in(picture(made), tomorrow)


def test_an_empty_day_tells_whether_it_was_planned(plain: Look, qtbot: QtBot) -> None:
    made = mapped(qtbot, plain, year())
    image, places = picture(made), made.places()
    monday, sunday = (places[n].toRect().adjusted(2, 2, -2, -2) for n in (7, 13))
    assert colours_in(image, monday) == {plain.colours.heat[0].lower()}
    assert plain.colours.track.lower() in colours_in(image, sunday)
    assert plain.colours.heat[0].lower() not in colours_in(image, sunday)


def test_each_mark_is_a_shape_of_its_own(plain: Look, qtbot: QtBot) -> None:
    day = TODAY - timedelta(days=14)
    shapes = set()
    for mark in ("", "holiday", "illness", "grace"):
        made = mapped(qtbot, plain, year(0, HeatDay(day, 0, True, mark)))
        image = picture(made)
        cell = made.places()[(day - FIRST).days].toRect()
        grey = QImage(image.copy(cell)).convertToFormat(QImage.Format.Format_Grayscale8)
        dark = {
            (x, y)
            for x in range(CELL)
            for y in range(CELL)
            if grey.pixelColor(x, y).lightness() < 160
        }
        shapes.add(frozenset(dark))
    assert len(shapes) == 4


@pytest.mark.parametrize("choice", ["light", "dark"])
@pytest.mark.parametrize("level", range(5))
def test_a_mark_can_be_seen_on_every_level(
    qapp: QApplication, qtbot: QtBot, choice: str, level: int
) -> None:
    look = Look(qapp, ICONS, choice, 1.0)
    sample = shown(qtbot, HeatSample(look, HeatDay(TODAY, level, True, "illness")))
    heat = look.colours.heat[level]
    inside = sample.rect().adjusted(2, 2, -2, -2)
    assert max(contrast(seen, heat) for seen in colours_in(picture(sample), inside)) > 3


@pytest.mark.parametrize("level", range(5))
def test_today_is_edged(plain: Look, qtbot: QtBot, level: int) -> None:
    made = mapped(qtbot, plain, year(0, HeatDay(TODAY, level)))
    edge = made.places()[-1].toRect()
    middle = picture(made).pixelColor(edge.left(), edge.center().y()).name()
    assert middle == plain.colours.acc.lower()
    wanted = plain.colours.heat[level] if level else plain.colours.card
    assert colour_of(made, TODAY) == wanted.lower()


@pytest.mark.parametrize(("ground", "ink"), [("#000000", "#ffffff"), ("#ffffff", "#000000")])
def test_high_contrast_tells_levels_by_size(
    plain: Look, qtbot: QtBot, ground: str, ink: str
) -> None:
    look, filled = outlined(plain, ground, ink), []
    for level in range(5):
        day = TODAY - timedelta(days=8)
        made = mapped(qtbot, look, year(0, HeatDay(day, level)))
        cell = made.places()[(day - FIRST).days].toRect()
        image = picture(made)
        assert image.pixelColor(cell.left(), cell.center().y()).name() == ink
        inner = cell.adjusted(1, 1, -1, -1)
        filled.append(
            sum(
                image.pixelColor(x, y).name() == look.colours.acc.lower()
                for x in range(inner.left(), inner.right() + 1)
                for y in range(inner.top(), inner.bottom() + 1)
            )
        )
    assert filled == sorted(set(filled))
    assert filled[0] == 0


def test_high_contrast_shows_marks_today_and_days_off(plain: Look, qtbot: QtBot) -> None:
    look = outlined(plain, "#000000", "#ffffff")
    days = [
        HeatDay(TODAY, 0, False),
        HeatDay(TODAY, 2, True, "illness"),
        HeatDay(TODAY, 0, True, "grace"),
    ]
    off, ill, grace = (picture(shown(qtbot, HeatSample(look, day))) for day in days)
    assert off.pixelColor(1, 6) != ill.pixelColor(1, 6)
    assert ill.pixelColor(6, 6) != ill.pixelColor(3, 3)
    assert grace.pixelColor(6, 6).name() == "#000000"
    made = mapped(qtbot, look, year())
    image, cells = picture(made), [place.toRect() for place in made.places()[-2:]]
    before, today = (image.pixelColor(cell.left() + 1, cell.center().y()).name() for cell in cells)
    assert (before, today) == ("#000000", "#ffffff")


@pytest.mark.parametrize(
    ("key", "days"),
    [
        (Qt.Key.Key_Up, -1),
        (Qt.Key.Key_Left, -7),
        (Qt.Key.Key_PageUp, -28),
        (Qt.Key.Key_Home, -((TODAY - FIRST).days)),
    ],
)
def test_keys_move_by_days_and_weeks(
    plain: Look, qtbot: QtBot, spoken: list[str], key: Qt.Key, days: int
) -> None:
    back = {
        Qt.Key.Key_Up: Qt.Key.Key_Down,
        Qt.Key.Key_Left: Qt.Key.Key_Right,
        Qt.Key.Key_PageUp: Qt.Key.Key_PageDown,
        Qt.Key.Key_Home: Qt.Key.Key_End,
    }
    made = mapped(qtbot, plain, year())
    seen: list[date] = []
    made.looked_at.connect(seen.append)
    there = TODAY + timedelta(days=days)
    QTest.keyClick(made, key)
    assert made.said == description(made) == str(there)
    QTest.keyClick(made, back[key])
    assert seen == [there, TODAY]
    assert spoken == [str(there), str(TODAY)]


def test_the_ends_are_the_ends(plain: Look, qtbot: QtBot, spoken: list[str]) -> None:
    made = mapped(qtbot, plain, year())
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_PageDown, Qt.Key.Key_End):
        QTest.keyClick(made, key)
    assert made.said == str(TODAY)
    assert spoken == []


def test_enter_space_and_a_click_choose_a_day(plain: Look, qtbot: QtBot) -> None:
    made = mapped(qtbot, plain, year())
    chosen: list[date] = []
    made.chosen.connect(chosen.append)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_Up, Qt.Key.Key_Enter):
        QTest.keyClick(made, key)
    place = made.places()[10].center().toPoint()
    QTest.mouseClick(made, Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseClick(made, Qt.MouseButton.LeftButton, pos=QPoint(2, 2))
    QTest.mouseClick(made, Qt.MouseButton.RightButton, pos=place)
    tenth = FIRST + timedelta(days=10)
    assert chosen == [TODAY, TODAY, TODAY - timedelta(days=1), tenth]
    assert made.said == description(made) == str(tenth)


def test_other_keys_are_left_to_the_page(plain: Look, qtbot: QtBot) -> None:
    made, empty = mapped(qtbot, plain, year()), mapped(qtbot, plain, [])
    assert made.focusPolicy() == Qt.FocusPolicy.StrongFocus
    assert empty.focusPolicy() == Qt.FocusPolicy.NoFocus
    assert empty.said == ""
    QTest.keyClick(empty, Qt.Key.Key_Left)
    QTest.keyClick(made, Qt.Key.Key_E)
    assert made.said == str(TODAY)


def test_the_pointer_looks_at_a_day_and_is_told_it(plain: Look, qtbot: QtBot) -> None:
    made = mapped(qtbot, plain, year())
    seen: list[date] = []
    made.looked_at.connect(seen.append)
    for n in (0, 0, 1):
        QTest.mouseMove(made, made.places()[n].center().toPoint())
    assert seen == [FIRST, FIRST + timedelta(days=1)]
    at = made.places()[0].center().toPoint()
    help_event = QHelpEvent(QHelpEvent.Type.ToolTip, at, made.mapToGlobal(at))
    QApplication.sendEvent(made, help_event)
    QTest.keyClick(made, Qt.Key.Key_Up)
    assert seen[-1] == TODAY - timedelta(days=1)
    assert not QToolTip.isVisible()  # the page has a line for it, which it would cover


def test_the_day_that_is_kept_is_edged_while_the_keys_are_elsewhere(
    plain: Look, qtbot: QtBot
) -> None:
    made, day = mapped(qtbot, plain, year()), TODAY - timedelta(days=8)
    place = made.places()[(day - FIRST).days].toAlignedRect()
    plainly = picture(made).copy(place.adjusted(-2, -2, 2, 2))
    made.keep(day)
    kept = picture(made).copy(place.adjusted(-2, -2, 2, 2))
    assert kept != plainly
    assert plain.colours.acc_text.lower() not in colours_in(kept, kept.rect())
    made.keep(TODAY)
    assert picture(made).copy(place.adjusted(-2, -2, 2, 2)) == plainly


def test_the_pointer_is_at_a_day_between_two_cells_too(plain: Look, qtbot: QtBot) -> None:
    made = mapped(qtbot, plain, year())
    seen: list[date] = []
    made.chosen.connect(seen.append)
    place = made.places()[7].toRect()
    gap = QPoint(place.right() + 2, place.center().y())
    QTest.mouseClick(made, Qt.MouseButton.LeftButton, pos=gap)
    assert len(seen) == 1


def test_tab_tells_where_the_keys_are(plain: Look, qtbot: QtBot) -> None:
    made = mapped(qtbot, plain, year())
    seen: list[date] = []
    made.looked_at.connect(seen.append)
    made.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(made.hasFocus)
    assert seen == [TODAY]
    made.clearFocus()
    before = picture(made)
    made.setFocus(Qt.FocusReason.OtherFocusReason)
    ring = made.places()[-1].toRect()
    after = picture(made)
    assert after.pixelColor(ring.left() - 1, ring.center().y()).name() == (
        plain.colours.acc_text.lower()
    )
    assert before.pixelColor(ring.left() - 1, ring.center().y()).name() != (
        plain.colours.acc_text.lower()
    )
    QToolTip.hideText()


def test_who_looks_at_a_day_stays_there_when_the_days_are_shown_anew(
    plain: Look, qtbot: QtBot
) -> None:
    made = mapped(qtbot, plain, year())
    made.setFocus()
    qtbot.waitUntil(made.hasFocus)
    QTest.keyClick(made, Qt.Key.Key_Left)
    made.show_days(year(1)[7:], TODAY)
    assert made.said == str(TODAY - timedelta(days=7))
    made.clearFocus()
    made.show_days(year(1), TODAY)
    assert made.said == str(TODAY)
    QToolTip.hideText()


def test_a_reader_is_told_a_day_once(
    plain: Look, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[str] = []

    def tell(event: QAccessibleAnnouncementEvent) -> None:
        sent.append(event.message())

    monkeypatch.setattr(QAccessible, "updateAccessibility", tell)
    made = mapped(qtbot, plain, year())
    assert made.accessibleName() == "Last 12 months"
    QTest.keyClick(made, Qt.Key.Key_Up)
    assert sent == [str(TODAY - timedelta(days=1))]
    assert made.accessibleDescription() == ""  # a change of it would be spoken as well
    QToolTip.hideText()


@pytest.mark.parametrize("scale", [1.0, 1.25, 1.5, 2.0])
def test_names_are_whole_and_apart_at_every_text_size(
    qapp: QApplication, qtbot: QtBot, scale: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    look = Look(qapp, ICONS, "light", scale)
    drawn: list[tuple[float, str]] = []
    real = QPainter.drawText

    def draw(painter: QPainter, at: QPointF, text: str) -> None:
        drawn.append((at.x(), text))
        real(painter, at, text)

    made = mapped(qtbot, look, year())
    monkeypatch.setattr(QPainter, "drawText", draw)
    picture(made)
    metrics = made.fontMetrics().__class__(look.theme.font("caption"))
    months = drawn[3:]
    assert [text for _x, text in drawn[:3]] == ["M", "W", "F"]
    assert len(months) == 12
    ends = [x + metrics.horizontalAdvance(text) for x, text in months]
    assert all(end < x for end, (x, _text) in zip(ends, months[1:], strict=False))
    assert ends[-1] <= made.width() + 1
    left = made.places()[0].left()
    assert all(metrics.horizontalAdvance(text) <= left for _x, text in drawn[:3])
    assert made.places()[0].top() >= metrics.height()


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 1.75, 2.0, 3.0])
def test_cells_are_whole_pixels_of_one_size_on_every_screen(
    qapp: QApplication, ratio: float
) -> None:
    image = QImage(800, 80, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    painter = QPainter(image)
    sizes = set()
    for n in range(12):
        box = crisp(painter, QRectF(16 + n * PITCH, 5, CELL, CELL))
        edges = [value * ratio for value in (box.left(), box.top(), box.right(), box.bottom())]
        assert edges == pytest.approx([round(edge) for edge in edges], abs=1e-6)
        sizes.add((round(box.width() * ratio), round(box.height() * ratio)))
    painter.end()
    assert len(sizes) == 1


def test_right_to_left_and_another_theme_do_no_harm(qapp: QApplication, qtbot: QtBot) -> None:
    look = Look(qapp, ICONS, "light", 1.0)
    made = mapped(qtbot, look, year(2))
    made.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    light = colour_of(made, FIRST)
    look.choose("dark")
    assert (light, colour_of(made, FIRST)) == (
        "#7fb9b1",
        look.colours.heat[2].lower(),
    )
