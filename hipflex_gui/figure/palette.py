"""The colours of the figure: clothes, skin and hair, for a light room and a dark one."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from hipflex_gui.i18n import N_

# name -> what people read, and the colour near and far
SKINS: Mapping[str, tuple[str, str, str]] = {
    "fair": (N_("Fair"), "#EDC2A4", "#D2A182"),
    "light": (N_("Light"), "#E0AC88", "#C28E6B"),
    "tan": (N_("Tan"), "#D39A76", "#B57F5E"),
    "olive": (N_("Olive"), "#BC8A60", "#9C6F49"),
    "brown": (N_("Brown"), "#96633F", "#7B4F31"),
    "deep": (N_("Deep"), "#6B4530", "#553524"),
}
HAIR_COLOURS: Mapping[str, tuple[str, str]] = {
    "black": (N_("Black"), "#26221F"),
    "brown": (N_("Brown"), "#4A352A"),
    "auburn": (N_("Auburn"), "#7B3F26"),
    "fair": (N_("Fair"), "#C49A5C"),
    "grey": (N_("Grey"), "#9A9A96"),
}


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one picture, as ``#rrggbb``; ``shade`` mixes near into far."""

    top: str
    top_far: str
    legs: str
    legs_far: str
    skin: str
    skin_far: str
    hair: str
    edge: str
    hot: str
    wood: str
    wood_far: str
    iron: str
    mat: str
    mat_far: str
    soft: str
    soft_far: str
    wall: str
    wall_far: str
    shadow: str
    shadow_opacity: float
    ground: str


_LIGHT = Palette(
    top="#2B7F83", top_far="#1F6367", legs="#3A4A56", legs_far="#28343E",
    skin="", skin_far="", hair="", edge="#27302F", hot="#F0663C",
    wood="#D0BA9B", wood_far="#A98F6C", iron="#5E6668", mat="#D5E3DF", mat_far="#B3CBC4",
    soft="#C9C3DA", soft_far="#A49DBD", wall="#F7F3EB", wall_far="#D3CABA",
    shadow="#2B2A24", shadow_opacity=0.13, ground="#EBE6DC",
)  # fmt: skip
_DARK = Palette(
    top="#55AAA5", top_far="#3C827F", legs="#6B7E8E", legs_far="#4C5B67",
    skin="", skin_far="", hair="", edge="#0B0E0F", hot="#FF9468",
    wood="#8F7C63", wood_far="#655743", iron="#8B9496", mat="#2B4743", mat_far="#1F3532",
    soft="#77708F", soft_far="#565069", wall="#3A4240", wall_far="#252B29",
    shadow="#000000", shadow_opacity=0.30, ground="#272D2B",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Person:
    """How the figure looks: names of ``anatomy.BUILDS``, ``head.HAIR``, and of the tables here."""

    build: str = "medium"
    hair: str = "short"
    skin: str = "tan"
    hair_colour: str = "brown"


@cache
def palette(person: Person, *, dark: bool = False) -> Palette:
    """Return the colours for a person in a light or a dark room.

    Raises:
        KeyError: for a skin or a hair colour that there is not.
    """
    base = _DARK if dark else _LIGHT
    lift = 0.07 if dark else 0.0
    _said, near, far = SKINS[person.skin]
    values = {name: getattr(base, name) for name in Palette.__slots__}
    values["skin"], values["skin_far"] = (
        mixed(near, "#FFFFFF", lift),
        mixed(far, "#FFFFFF", lift / 2),
    )
    values["hair"] = mixed(HAIR_COLOURS[person.hair_colour][1], "#FFFFFF", lift * 1.4)
    return Palette(**values)


@cache
def mixed(near: str, far: str, share: float) -> str:
    """Return the colour at a share (0 to 1) of the way between two."""
    a, b = int(near[1:], 16), int(far[1:], 16)
    parts = []
    for shift in (16, 8, 0):
        x, y = a >> shift & 255, b >> shift & 255
        parts.append(round(x + (y - x) * share))
    return "#{:02X}{:02X}{:02X}".format(*parts)
