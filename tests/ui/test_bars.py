"""Bars and the trend line: how long they are, how they are walked, what they say."""

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QAccessible, QFontMetricsF, QHelpEvent, QPainter, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from hipflex_gui.ui.look import Look
from hipflex_gui.ui.theme import contrast_colours
from hipflex_gui.ui.widgets import items
from hipflex_gui.ui.widgets.bars import Bar, HourBars, WeekBars
from hipflex_gui.ui.widgets.items import Items
from hipflex_gui.ui.widgets.regions import BAR, Region, RegionBars, SidePair
from hipflex_gui.ui.widgets.trend import Change, TrendLine
from tests.ui.gallery import ICONS
from tests.ui.looking import colours_in, picture, shown

# Said by the platform without a screen whenever a tooltip is shown.
pytestmark = pytest.mark.qt_log_ignore("does not support raise", extend=True)

WEEKS = [Bar(minutes, f"Week {n}: {minutes} min") for n, minutes in enumerate((0, 20, 60, 40))]
REGIONS = (
    Region("Hip flexors", 600, 300, "Hip flexors: 10 min, usually 5"),
    Region("Outer hips and buttocks", 40, 0, "Outer hips: 40 s"),
    Region("Hamstrings", 0, 260, "Hamstrings: 0 min"),
)


@pytest.fixture(params=["light", "dark"])
def look(qapp: QApplication, request: pytest.FixtureRequest) -> Look:
    return Look(qapp, ICONS, request.param, 1.0)


@pytest.fixture
def spoken(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    said: list[str] = []
    monkeypatch.setattr(items, "announce", lambda _widget, words: said.append(words))
    return said


def described(widget: Items | SidePair) -> str:
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Description)


def weeks(look: Look, goal: float = 50) -> WeekBars:
    made = WeekBars(look)
    made.show_weeks(WEEKS, goal, "31 Aug")
    return made


def hours(look: Look) -> HourBars:
    made = HourBars(look)
    made.show_hours({7: 600, 18: 1800, 1: 90}, 4)
    return made


def regions(look: Look) -> RegionBars:
    made = RegionBars(look)
    made.show_regions(REGIONS, 600)
    return made


def line(look: Look) -> TrendLine:
    made = TrendLine(look)
    made.show_changes([Change(value, f"by {value}") for value in (-1, 2, -3)])
    return made


def filled(made: Items, index: int, colour: str) -> int:
    """Return how many px of a column, from its foot up the middle, have a colour."""
    image, place = picture(made), made.places()[index]
    x = place.center().toPoint().x()
    rows = range(place.toRect().top(), place.toRect().bottom() + 1)
    return sum(image.pixelColor(x, y).name() == colour.lower() for y in rows)


def test_bars_are_as_high_as_their_minutes(look: Look, qtbot: QtBot) -> None:
    made = shown(qtbot, weeks(look, goal=0), 240, 200)
    made.clearFocus()
    full = made.places()[0].height()
    heat, c = look.colours.heat[2], look.colours
    assert filled(made, 0, c.track) == 2
    assert filled(made, 0, heat) == 0
    assert filled(made, 1, heat) == pytest.approx(full / 3, abs=2)
    assert filled(made, 2, heat) == pytest.approx(full, abs=2)
    assert filled(made, 3, c.acc) == pytest.approx(full * 2 / 3, abs=2)


def test_bars_fill_the_width_and_are_of_one_width(look: Look, qtbot: QtBot) -> None:
    made = WeekBars(look)
    made.show_weeks([Bar(10, "")] * 26, 50, "1 Jun")
    shown(qtbot, made, 224, 200)
    places = made.places()
    assert (places[0].left(), places[-1].right()) == pytest.approx((0, 224))
    assert len({round(place.width(), 6) for place in places}) == 1
    gaps = [two.left() - one.right() for one, two in pairwise(places)]
    assert min(gaps) >= 3


def words_of(made: Items, monkeypatch: pytest.MonkeyPatch) -> dict[str, QRectF]:
    """Return what a widget writes, and where."""
    drawn: dict[str, QRectF] = {}
    real = QPainter.drawText

    def draw(painter: QPainter, rect: QRectF, flags: Qt.AlignmentFlag, text: str) -> None:
        wide = QFontMetricsF(painter.font()).horizontalAdvance(text)
        box = QRectF(rect)
        if flags & Qt.AlignmentFlag.AlignRight:
            box.setLeft(rect.right() - wide)
        elif not flags & Qt.AlignmentFlag.AlignHCenter:
            box.setWidth(wide)
        drawn[text] = box
        real(painter, rect, flags, text)

    monkeypatch.setattr(QPainter, "drawText", draw)
    picture(made)
    monkeypatch.setattr(QPainter, "drawText", real)
    return drawn


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_no_word_is_cut_or_lies_on_another(
    qapp: QApplication, qtbot: QtBot, scale: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    look = Look(qapp, ICONS, "light", scale)
    metrics = QFontMetricsF(look.theme.font("caption"))
    for make, wanted in (
        (weeks, {"31 Aug", "goal 50 min", "now 40"}),
        (hours, {"6", "12", "18"}),
        (line, {"looser", "tighter"}),
    ):
        widget: Items = make(look)
        widget.resize(widget.minimumSizeHint())
        drawn = words_of(shown(qtbot, widget, widget.width(), widget.height()), monkeypatch)
        assert drawn.keys() == wanted
        boxes = list(drawn.values())
        for n, box in enumerate(boxes):
            assert QRectF(widget.rect()).adjusted(-1, -1, 1, 1).contains(box), wanted
            assert box.height() >= metrics.height()
            assert not any(box.intersects(other) for other in boxes[n + 1 :])


def test_the_goal_s_name_lies_on_no_bar(
    look: Look, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = WeekBars(look)
    low, high = Bar(20, ""), Bar(70, "")
    for bars in ([high] * 4 + [low] * 22, [low] * 26, [low, high] * 13, [high] * 26):
        made.show_weeks(bars, 50, "1 Jun")
        shown(qtbot, made, 224, 200)
        box = words_of(made, monkeypatch)["goal 50 min"]
        most = max(50, *(bar.minutes for bar in bars))
        for place, bar in zip(made.places(), bars, strict=True):
            top = place.bottom() - place.height() * bar.minutes / most
            assert not box.intersects(QRectF(place.left(), top + 1, place.width(), 1000))


@pytest.mark.parametrize(
    ("make", "forth", "back", "first", "second"),
    [
        (weeks, Qt.Key.Key_Left, Qt.Key.Key_Right, "Week 3: 40 min", "Week 2: 60 min"),
        (hours, Qt.Key.Key_Left, Qt.Key.Key_Right, "18:00 to 19:00: 30 min", "17:00 to 18:00: 0 s"),
        (regions, Qt.Key.Key_Down, Qt.Key.Key_Up, REGIONS[0].said, REGIONS[1].said),
        (line, Qt.Key.Key_Left, Qt.Key.Key_Right, "by -3", "by 2"),
    ],
)
def test_each_value_is_reached_by_keys_and_told(
    look: Look,
    qtbot: QtBot,
    spoken: list[str],
    make: Callable[[Look], Items],
    forth: Qt.Key,
    back: Qt.Key,
    first: str,
    second: str,
) -> None:
    made = shown(qtbot, make(look), 240)
    assert made.accessibleName()
    assert described(made) == first
    QTest.keyClick(made, forth)
    assert described(made) == made.said == second
    QTest.keyClick(made, back)
    assert spoken == [second, first]


@pytest.mark.parametrize("make", [weeks, hours, regions, line])
def test_the_value_looked_at_wears_a_ring(
    look: Look, qtbot: QtBot, make: Callable[[Look], Items]
) -> None:
    made = shown(qtbot, make(look), 240)
    made.setFocus()
    qtbot.waitUntil(made.hasFocus)
    ringed = picture(made)
    made.clearFocus()
    assert picture(made) != ringed
    assert look.colours.acc_text.lower() in colours_in(ringed)
    assert look.colours.acc_text.lower() not in colours_in(picture(made))


def test_a_click_tells_which_bar(look: Look, qtbot: QtBot) -> None:
    made, told = shown(qtbot, hours(look), 240, 160), list[object]()
    made.chosen.connect(told.append)
    place = made.places()[3].center().toPoint()
    QTest.mouseClick(made, Qt.MouseButton.LeftButton, pos=place)
    assert told == [7]
    assert made.said == "7:00 to 8:00: 10 min"


def test_a_day_begins_where_the_one_before_ends(look: Look, qtbot: QtBot) -> None:
    made = shown(qtbot, hours(look), 240, 160)
    QTest.keyClick(made, Qt.Key.Key_Home)
    assert made.said == "4:00 to 5:00: 0 s"
    QTest.keyClick(made, Qt.Key.Key_End)
    assert made.said == "3:00 to 4:00: 0 s"
    for _n in range(2):
        QTest.keyClick(made, Qt.Key.Key_Left)
    assert made.said == "1:00 to 2:00: 1 min 30 s"


def test_a_region_s_bar_is_its_share_and_the_tick_a_usual_week(look: Look, qtbot: QtBot) -> None:
    made = shown(qtbot, regions(look), 400)
    made.clearFocus()
    image, c = picture(made), look.colours
    for place, acc, track, ticks in zip(
        made.places(), (True, True, False), (False, True, True), (True, False, True), strict=True
    ):
        seen = colours_in(image, place.toRect())
        assert (c.acc.lower() in seen) is acc
        assert (c.track.lower() in seen) is track
        y = place.toRect().center().y()
        row = [image.pixelColor(x, y).name() for x in range(made.width())]
        assert row.count(c.ink.lower()) >= 2 or not ticks
    y = made.places()[0].toRect().center().y()
    row = [image.pixelColor(x, y).name() for x in range(400)]
    done = [x for x, colour in enumerate(row) if colour == c.acc.lower()]
    tick = [x for x in range(done[0], done[-1]) if row[x] == c.ink.lower()]
    assert sum(tick) / len(tick) == pytest.approx((done[0] + done[-1]) / 2, abs=3)


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("width", [180, 240, 400])
def test_lines_grow_with_their_words(
    qapp: QApplication, qtbot: QtBot, scale: float, width: int
) -> None:
    look = Look(qapp, ICONS, "light", scale)
    made = regions(look)
    width = max(width, made.minimumSizeHint().width())
    made = shown(qtbot, made, width, made.heightForWidth(width))
    places = made.places()
    assert places[-1].bottom() <= made.height()
    assert all(one.bottom() < two.top() for one, two in pairwise(places))
    metrics = QFontMetricsF(look.theme.font("small"))
    assert min(place.height() for place in places) >= metrics.height()
    assert made.heightForWidth(width) >= regions(look).heightForWidth(width + 400)
    image = picture(made)
    edge = {image.pixelColor(x, y).name() for x in (width - 1,) for y in range(made.height())}
    assert look.colours.ink.lower() not in edge


def test_sides_are_told_by_words_and_grow_from_the_middle(look: Look, qtbot: QtBot) -> None:
    made = SidePair(look)
    made.show_sides("Hip flexors", 240, 430)
    shown(qtbot, made, 300)
    assert made.accessibleName() == "Hip flexors"
    assert made.accessibleDescription() == "Left 4 min, Right 7 min"
    image, y = picture(made), round(made.height() - BAR / 2)
    acc, track = look.colours.acc.lower(), look.colours.track.lower()
    row = [image.pixelColor(x, y).name() for x in range(300)]
    assert row[20] == track
    assert row[140] == row[160] == row[290] == acc
    assert row.count(acc) == pytest.approx(148 * (1 + 240 / 430), abs=4)
    made.show_sides("Hip flexors", 0, 0)
    assert acc not in colours_in(picture(made))


@pytest.mark.parametrize("width", [150, 240, 500])
def test_words_of_sides_wrap_at_twice_the_size(
    qapp: QApplication, qtbot: QtBot, width: int
) -> None:
    look = Look(qapp, ICONS, "light", 2.0)
    made = SidePair(look)
    made.show_sides("Hamstrings", 40, 3000)
    assert made.accessibleDescription() == "Left 40 s, Right 50 min"
    line = look.theme.line("small")
    lines = 1 if width == 500 else 2
    assert made.heightForWidth(width) >= lines * line + BAR


def test_a_trend_shows_looser_above_tighter(look: Look, qtbot: QtBot) -> None:
    made = shown(qtbot, line(look))
    tighter, looser = made.places()[1], made.places()[2]
    assert looser.bottom() < tighter.top()
    image = picture(made)
    assert image.pixelColor(looser.center().toPoint()).name() == look.colours.acc.lower()
    assert all(QRectF(made.rect()).contains(place) for place in made.places())


@pytest.mark.parametrize("number", [0, 1])
def test_one_change_is_no_trend(look: Look, qtbot: QtBot, number: int) -> None:
    made = line(look)
    made.show_changes([Change(-2, "looser by 2")] * number)
    shown(qtbot, made)
    assert made.places() == []
    assert made.focusPolicy() == Qt.FocusPolicy.NoFocus
    assert described(made) == ""
    assert len(colours_in(picture(made))) == 1


def test_nothing_to_show_is_nothing(look: Look, qtbot: QtBot) -> None:
    made = WeekBars(look)
    made.show_weeks([], 50, "")
    shown(qtbot, made, 240, 160)
    QTest.keyClick(made, Qt.Key.Key_Left)
    QTest.mouseClick(made, Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
    assert made.said == described(made) == ""
    empty = RegionBars(look)
    empty.show_regions([], 0)
    assert empty.heightForWidth(240) == 0


def test_high_contrast_outlines_bars(look: Look, qtbot: QtBot) -> None:
    look.theme = replace(look.theme, colours=contrast_colours(QPalette()), outlined=True)
    made = shown(qtbot, weeks(look, goal=0), 240, 200)
    made.clearFocus()
    image, place = picture(made), made.places()[2].toRect()
    middle = place.center()
    assert image.pixelColor(middle).name() == look.colours.card.lower()
    assert image.pixelColor(place.left(), middle.y()).name() == look.colours.ink.lower()
    assert filled(made, 3, look.colours.acc) > 50


@pytest.mark.parametrize("make", [weeks, hours, regions, line])
def test_right_to_left_does_no_harm(
    look: Look, qtbot: QtBot, make: Callable[[Look], Items]
) -> None:
    made = shown(qtbot, make(look), 240)
    made.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert len(colours_in(picture(made))) > 3


def test_a_value_is_shown_beside_the_pointer_and_the_keys(look: Look, qtbot: QtBot) -> None:
    made = WeekBars(look)
    made.show_weeks([Bar(5, "<b>May</b> & June"), Bar(20, "July")], 50, "31 Aug")
    shown(qtbot, made, 240)
    at = made.places()[0].center().toPoint()
    asked = QHelpEvent(QHelpEvent.Type.ToolTip, at, made.mapToGlobal(at))
    QApplication.sendEvent(made, asked)
    assert QToolTip.text() == "<span>&lt;b&gt;May&lt;/b&gt; &amp; June</span>"
    QTest.keyClick(made, Qt.Key.Key_Left)
    QTest.keyClick(made, Qt.Key.Key_Right)
    assert QToolTip.text() == "<span>July</span>"
    QToolTip.hideText()
