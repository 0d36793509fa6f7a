"""The look as values: colours by meaning, type by role, space in steps of four.

A ``Theme`` is an immutable set of these values. Pages and widgets never name a colour or a size of
their own, so light, dark, high contrast and a larger font are one exchange of this object.
"""

from dataclasses import dataclass, replace

from PySide6.QtGui import QColor, QFont, QPalette

SPACE_XS, SPACE_S, SPACE_M, SPACE_L, SPACE_XL, SPACE_2XL, SPACE_3XL = 4, 8, 12, 16, 24, 32, 40
PAGE_PADDING, CARD_PADDING, CARD_GAP, ROW_GAP, SECTION_GAP = 32, 24, 16, 12, 32
RADIUS_KEY, RADIUS_SMALL, RADIUS_BUTTON, RADIUS_ROW, RADIUS_CARD = 5, 8, 10, 12, 16
RADIUS_CELL, RADIUS_SEGMENT = 2.5, 3
HOVER, PRESSED = 0.06, 0.12


@dataclass(frozen=True, slots=True)
class Colours:
    """One colour a meaning, each as ``#rrggbb``. The table in which they are shown is the design's.

    ``line`` is decoration, ``line3`` the edge of a control that also has text, ``line2`` an edge
    that must be seen. ``effI`` and its kin are for the body only, ``warn`` for files and devices.
    """

    bg: str
    nav: str
    card: str
    sunk: str
    wall: str
    floor: str
    line: str
    line3: str
    line2: str
    track: str
    ink: str
    ink2: str
    ink3: str
    acc: str
    acc_text: str
    on_acc: str
    soft: str
    mid: str
    eff_text: str
    eff: str
    eff_soft: str
    warn: str
    warn_soft: str
    deep: str
    on_deep: str
    on_deep2: str
    deep_line: str
    heat: tuple[str, str, str, str, str]


LIGHT = Colours(
    bg="#F5F2EC", nav="#EDE8DF", card="#FFFDFA", sunk="#EFEAE2",
    wall="#EBE6DC", floor="#DFD8CA",
    line="#E0D9CC", line3="#C9C0B1", line2="#8A8272", track="#D6CEC0",
    ink="#1E2422", ink2="#454C49", ink3="#5B625E",
    acc="#0B615F", acc_text="#0A4B4A", on_acc="#FFFFFF", soft="#D9E9E5", mid="#8FC3BC",
    eff_text="#8F2F10", eff="#D9481F", eff_soft="#FBE5DB",
    warn="#7A5200", warn_soft="#F8EBCB",
    deep="#0B4F4E", on_deep="#FFFFFF", on_deep2="#CFE7E3", deep_line="#2B706D",
    heat=("#E9E3D8", "#BFDAD4", "#7FB9B1", "#34908B", "#0B5553"),
)  # fmt: skip

DARK = Colours(
    bg="#151918", nav="#101312", card="#1E2322", sunk="#191D1C",
    wall="#272D2B", floor="#313836",
    line="#2F3634", line3="#4A524F", line2="#76807C", track="#39413F",
    ink="#F2F0EA", ink2="#C9CEC9", ink3="#9DA5A0",
    acc="#5CC9BD", acc_text="#8ADDD3", on_acc="#06211E", soft="#1D3B38", mid="#2F6F69",
    eff_text="#FFAD8C", eff="#FF8457", eff_soft="#3B241B",
    warn="#E9BD6A", warn_soft="#382C14",
    deep="#0E3F3C", on_deep="#F4FAF8", on_deep2="#C3E2DD", deep_line="#2A615C",
    heat=("#2A302E", "#24504C", "#2F7D76", "#47AFA5", "#8ADDD3"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Role:
    """A kind of text: size and line height in px at 100 %, weight, letter spacing in px."""

    size: float
    line: float
    weight: int = 400
    spacing: float = 0.0


ROLES = {
    "caption": Role(12, 16),
    "small": Role(13, 18),
    "body": Role(14, 20),
    "lead": Role(15, 22),
    "row": Role(15, 20, 600),
    "caption-player": Role(16, 24, 500),
    "brand": Role(17, 24, 600, -0.2),
    "section": Role(18, 24, 600),
    "title": Role(24, 32, 600, -0.3),
    "step": Role(24, 32, 500),
    "hero": Role(32, 40, 600, -0.5),
    "display": Role(40, 48, 600, -0.6),
}


@dataclass(frozen=True, slots=True)
class Theme:
    """Everything that decides how a widget looks at one moment.

    ``scale`` is the user's text size, 1 being the design's; ``points`` is the number of points in a
    pixel on this screen. ``outlined`` asks for edges of 2 px in place of soft fills.
    """

    name: str
    colours: Colours
    family: str = ""
    scale: float = 1.0
    points: float = 0.75
    outlined: bool = False

    def font(self, role: str, weight: int | None = None, *, tabular: bool = False) -> QFont:
        """Return the font of a role at the user's size; ``tabular`` makes all digits one width.

        Raises:
            KeyError: the role is not one of ``ROLES``.
        """
        style = ROLES[role]
        font = self._font(style.weight if weight is None else weight, tabular=tabular)
        font.setPointSizeF(style.size * self.scale * self.points)
        font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, style.spacing * self.scale)
        return font

    def pixel_font(self, size: float, weight: int = 600, *, tabular: bool = True) -> QFont:
        """Return a font of exactly ``size`` px: for counts, which do not grow with the text."""
        font = self._font(weight, tabular=tabular)
        font.setPixelSize(round(size))
        font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 98)
        return font

    def line(self, role: str) -> float:
        """Return the line height of a role in px at the user's size."""
        return ROLES[role].line * self.scale

    def px(self, size: float) -> int:
        """Return a length that goes with the text (an icon, a thumbnail) in px."""
        return round(size * self.scale)

    def _font(self, weight: int, *, tabular: bool) -> QFont:
        font = QFont(self.family) if self.family else QFont()
        font.setWeight(QFont.Weight(weight))
        if tabular:
            font.setFeature(QFont.Tag("tnum"), 1)
        return font


def mix(colour: str, other: str, share: float) -> str:
    """Return ``colour`` moved by ``share`` (0 to 1) toward ``other``, as ``#rrggbb``."""
    one, two = QColor(colour), QColor(other)
    parts = zip(
        (one.red(), one.green(), one.blue()), (two.red(), two.green(), two.blue()), strict=True
    )
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in parts)


def contrast(colour: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21, by WCAG 2.2 (relative luminance)."""
    low, high = sorted((_luminance(colour), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    rgb = QColor(colour)
    return (
        0.2126 * linear(rgb.redF()) + 0.7152 * linear(rgb.greenF()) + 0.0722 * linear(rgb.blueF())
    )


def high_contrast(palette: QPalette) -> bool:
    """Tell whether a system palette is one of high contrast: pure opposites, nearly 21 to 1."""
    role = QPalette.ColorRole
    return contrast(palette.color(role.WindowText).name(), palette.color(role.Window).name()) > 20.5


def contrast_colours(palette: QPalette) -> Colours:
    """Return colours made of the system palette alone, for people who chose high contrast."""
    role = QPalette.ColorRole
    ground, ink = palette.color(role.Window).name(), palette.color(role.WindowText).name()
    fill, on_fill = palette.color(role.Highlight).name(), palette.color(role.HighlightedText).name()
    if contrast(fill, ground) < 3 or contrast(on_fill, fill) < 4.5:
        fill, on_fill = ink, ground
    base = DARK if _luminance(ground) < 0.5 else LIGHT
    quiet = mix(ground, ink, 0.45)
    return replace(
        base,
        bg=ground, nav=ground, card=ground, sunk=ground, wall=ground, floor=ground,
        soft=ground, eff_soft=ground, warn_soft=ground, deep=ground,
        line=ink, line2=ink, line3=ink, mid=ink, ink=ink, ink2=ink, ink3=ink,
        acc_text=ink, eff_text=ink, warn=ink, on_deep=ink, on_deep2=ink,
        track=quiet, deep_line=quiet, acc=fill, on_acc=on_fill,
    )  # fmt: skip
