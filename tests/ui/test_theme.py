"""The colours are the design's, their contrasts are computed, and the user's size wins."""

import dataclasses
import re
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontInfo, QFontMetricsF, QPainter, QPalette, QPixmap
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hipflex_gui.ui.look import Look
from hipflex_gui.ui.style import palette, style_sheet
from hipflex_gui.ui.theme import (
    DARK,
    HOVER,
    LIGHT,
    PRESSED,
    ROLES,
    Colours,
    Theme,
    contrast,
    contrast_colours,
    high_contrast,
    mix,
)
from tests.ui.gallery import ICONS

AAA, AA, EDGE = 7.0, 4.5, 3.0
LEVELS = [
    *(("ink", ground, AAA) for ground in ("bg", "card", "wall", "floor", "soft")),
    *(("ink2", ground, AAA) for ground in ("bg", "card", "wall")),
    *(("acc_text", ground, AAA) for ground in ("bg", "soft", "card")),
    ("on_acc", "acc", AAA),
    ("on_deep", "deep", AAA),
    ("on_deep2", "deep", AAA),
    *(("eff_text", ground, AAA) for ground in ("bg", "card")),
    *(("ink3", ground, AA) for ground in ("bg", "card", "nav")),
    *(("warn", ground, AA) for ground in ("card", "warn_soft")),
    *(("line2", ground, EDGE) for ground in ("bg", "card")),
    ("acc", "track", EDGE),
    ("eff", "card", EDGE),
]


@pytest.fixture
def look(qapp: QApplication) -> Look:
    return Look(qapp, ICONS, "light", 1.0)


@pytest.fixture
def system_font(qapp: QApplication) -> Iterator[QFont]:
    before = qapp.font()
    yield before
    qapp.setFont(before)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground", "level"), LEVELS)
def test_text_and_edges_can_be_seen(colours: Colours, text: str, ground: str, level: float) -> None:
    assert contrast(getattr(colours, text), getattr(colours, ground)) >= level


@pytest.mark.parametrize(
    ("colours", "text", "ground", "stated"),
    [
        (LIGHT, "ink", "bg", 14.1),
        (DARK, "ink", "floor", 10.5),
        (LIGHT, "on_acc", "acc", 7.3),
        (DARK, "warn", "warn_soft", 7.8),
        (LIGHT, "line2", "card", 3.7),
        (DARK, "on_deep2", "deep", 8.5),
    ],
)
def test_the_contrast_is_the_one_the_design_states(
    colours: Colours, text: str, ground: str, stated: float
) -> None:
    assert contrast(getattr(colours, text), getattr(colours, ground)) == pytest.approx(
        stated, abs=0.06
    )


def test_contrast_is_that_of_the_guideline() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_every_colour_is_a_colour(colours: Colours) -> None:
    values = dataclasses.asdict(colours).values()
    flat = [each for value in values for each in ((value,) if isinstance(value, str) else value)]
    assert [value for value in flat if not re.fullmatch("#[0-9A-F]{6}", value)] == []


def test_hover_is_a_step_toward_the_ink() -> None:
    assert mix("#000000", "#ffffff", 0.5) == "#808080"
    assert mix(LIGHT.card, LIGHT.ink, 0) == LIGHT.card.lower()


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("share", [HOVER, PRESSED])
def test_a_button_can_be_read_while_it_is_pressed(colours: Colours, share: float) -> None:
    for text, fill in (("on_acc", "acc"), ("ink", "card"), ("acc_text", "bg"), ("eff_text", "bg")):
        ground = mix(getattr(colours, fill), colours.ink, share)
        assert contrast(getattr(colours, text), ground) >= AA, text
    assert contrast(colours.on_deep, mix(colours.deep, colours.on_deep, share)) >= AA


@pytest.mark.parametrize("scale", [1.0, 1.25, 2.0])
@pytest.mark.parametrize("role", ROLES)
def test_a_role_has_its_size_at_every_scale(qapp: QApplication, role: str, scale: float) -> None:
    points = 72 / qapp.primaryScreen().logicalDotsPerInchY()
    font = Theme("light", LIGHT, scale=scale, points=points).font(role)
    expected = ROLES[role].size * scale
    assert font.pointSizeF() / points == pytest.approx(expected)
    assert QFontInfo(font).pixelSize() == pytest.approx(expected, abs=1)


def test_tabular_digits_are_all_as_wide(look: Look) -> None:
    metrics = QFontMetricsF(look.theme.font("display", tabular=True))
    widths = [metrics.horizontalAdvance(digit) for digit in "0123456789"]
    assert max(widths) - min(widths) < 0.1  # hinting rounds each on its own


def test_the_count_does_not_grow_with_the_text() -> None:
    for scale in (1.0, 2.0):
        assert Theme("light", LIGHT, scale=scale).pixel_font(168).pixelSize() == 168


def test_the_text_follows_a_larger_application_font(
    qapp: QApplication, system_font: QFont, qtbot: QtBot
) -> None:
    look = Look(qapp, ICONS, "light")
    assert look.theme.scale == 1.0
    large = QFont(system_font)
    large.setPixelSize(30)
    with qtbot.waitSignal(look.changed):
        qapp.setFont(large)
    assert look.theme.scale == 2.0


def test_a_small_application_font_makes_nothing_smaller(
    qapp: QApplication, system_font: QFont
) -> None:
    small = QFont(system_font)
    small.setPixelSize(8)
    qapp.setFont(small)
    assert Look(qapp, ICONS, "light").theme.scale == 1.0


def test_choosing_dark_tells_once_and_dresses_the_application(
    qapp: QApplication, look: Look, qtbot: QtBot
) -> None:
    told: list[str] = []
    look.changed.connect(lambda: told.append(look.theme.name))
    look.choose("dark")
    look.choose("dark")
    assert told == ["dark"]
    assert qapp.palette().color(QPalette.ColorRole.Window) == QColor(DARK.bg)
    assert DARK.acc in qapp.styleSheet()
    look.choose("light")
    assert told == ["dark", "light"]


def test_a_choice_wins_over_the_system(qapp: QApplication) -> None:
    system = Look(qapp, ICONS, "system")
    assert system.theme.name in ("light", "dark")
    for choice in ("light", "dark"):
        assert Look(qapp, ICONS, choice).theme.name == choice


@pytest.mark.parametrize(("ground", "ink"), [("#000000", "#ffffff"), ("#ffffff", "#000000")])
def test_high_contrast_takes_the_system_palette(ground: str, ink: str) -> None:
    system = QPalette()
    system.setColor(QPalette.ColorRole.Window, QColor(ground))
    system.setColor(QPalette.ColorRole.WindowText, QColor(ink))
    system.setColor(QPalette.ColorRole.Highlight, QColor(ground))  # cannot be seen: not used
    assert high_contrast(system)
    colours = contrast_colours(system)
    for text, where, level in LEVELS:
        if where not in ("acc", "track") and text != "eff":
            assert contrast(getattr(colours, text), getattr(colours, where)) >= level, text
    assert contrast(colours.on_acc, colours.acc) >= AA


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_our_own_palette_is_not_taken_for_high_contrast(colours: Colours) -> None:
    assert not high_contrast(palette(Theme("any", colours)))


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_the_style_sheet_is_made_of_the_theme_s_colours(colours: Colours) -> None:
    sheet = style_sheet(Theme("any", colours))
    assert sheet.count("{") == sheet.count("}") > 30
    used = set(re.findall("#[0-9A-Fa-f]{6}", sheet))
    own = {value for value in dataclasses.asdict(colours).values() if isinstance(value, str)}
    assert len(used - own) <= 12  # hovered and pressed faces, and the scroll bar
    assert "red" not in re.findall(r":\s*(\w+)", sheet)


def test_every_icon_can_be_painted_in_any_colour_at_any_size(look: Look) -> None:
    names = look.icons.names()
    assert {"logo", "today", "play", "stop", "side-left", "side-right", "clock"} <= set(names)
    for name in names:
        image = look.icons.pixmap(name, "#0000ff", 24, 2.0).toImage()
        assert image.width() == 48
        seen = {
            image.pixelColor(x, y).name()
            for x in range(48)
            for y in range(48)
            if image.pixelColor(x, y).alpha() > 200
        }
        assert seen == {"#0000ff"}, name


def test_an_icon_of_no_name_is_an_error(look: Look) -> None:
    with pytest.raises(FileNotFoundError):
        look.icons.pixmap("no-such-icon", "#000000", 24)


def test_the_side_icons_are_each_other_s_mirror(look: Look) -> None:
    def painted(name: str, *, mirrored: bool) -> QPixmap:
        pixmap = QPixmap(48, 48)
        pixmap.fill(Qt.GlobalColor.white)
        painter = QPainter(pixmap)
        look.icons.paint(painter, name, QRectF(0, 0, 48, 48), "#000000", mirrored=mirrored)
        painter.end()
        return pixmap

    left = painted("side-left", mirrored=False).toImage()
    assert left.pixelColor(16, 24).lightness() < 50 < left.pixelColor(32, 24).lightness()
    right = painted("side-right", mirrored=True).toImage()
    assert right.pixelColor(16, 24).lightness() < 50 < right.pixelColor(32, 24).lightness()
