"""The user's settings: one table, from which reading, writing and the Settings page follow.

They are kept as one text a key. A text that cannot be read costs its own key only: the others
stay as they are, and the user is told which one went back to what it was at first.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from math import isfinite
from typing import Any

from hipflex_gui.figure.anatomy import BUILDS
from hipflex_gui.figure.head import HAIR
from hipflex_gui.figure.palette import HAIR_COLOURS, SKINS, Person
from hipflex_gui.i18n import _
from hipflex_gui.sessions import Pace

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
NOT_ON_PAGE = frozenset({"disclaimer_seen", "sync_folder"})
"""Keys that the program sets by itself."""


@dataclass(frozen=True)
class Settings:
    """What the user may choose; lengths in seconds. ``fields()`` has the limits and the words."""

    theme: str = "system"
    reduced_motion: bool = False
    build: str = "medium"
    skin: str = "tan"
    hair: str = "short"
    hair_colour: str = "brown"
    key_caps: bool = True
    units: str = "metric"
    player: str = "auto"
    volume: int = 80
    muted: bool = False
    first_side: str = "left"
    get_ready: float = 5.0
    switch: float = 5.0
    rest: float = 10.0
    breath_in: float = 4.0
    breath_out: float = 6.0
    count: float = 1.0
    rep: float = 4.0
    slowly: float = 4.0
    walking_step: float = 1.0
    seconds_per_word: float = 0.4
    least_line: float = 3.0
    planned_days: tuple[int, ...] = (0, 1, 2, 3, 4)
    weekly_goal_min: int = 50
    day_end_hour: int = 4
    least_day_min: int = 1
    streak_of: str = "days"
    grace: bool = True
    ask_tightness: bool = True
    sync_folder: str = ""
    disclaimer_seen: bool = False

    @classmethod
    def from_texts(cls, texts: Mapping[str, str]) -> tuple["Settings", list[str]]:
        """Return the settings in ``texts``, and a sentence for each text that was no use.

        A key that is not known belongs to another version and is left alone.
        """
        values: dict[str, Any] = {}
        reports = []
        for key, field in fields().items():
            if key not in texts:
                continue
            try:
                values[key] = field.read(texts[key])
            except ValueError:
                reports.append(
                    _(
                        "The setting “{label}” could not be read, so it is back to what it was "
                        "at first."
                    ).format(label=field.label)
                )
        return cls(**values), reports

    def person(self) -> Person:
        """Return how the figure looks."""
        return Person(self.build, self.hair, self.skin, self.hair_colour)

    def pace(self) -> Pace:
        """Return how long things take where a session does not say."""
        return Pace(**{key: getattr(self, key) for key in vars(Pace())})

    def to_texts(self) -> dict[str, str]:
        """Return one text a key, which ``from_texts`` reads back to the same settings."""
        values = asdict(self)
        return {key: field.write(values[key]) for key, field in fields().items()}


@dataclass(frozen=True)
class Choice:
    """One of a few words, each with the label people see."""

    label: str
    help: str
    choices: Mapping[str, str]

    def read(self, text: str) -> str:
        """Return the word, or raise ValueError."""
        if text not in self.choices:
            raise ValueError(text)
        return text

    def write(self, value: str) -> str:
        """Return the text of a value."""
        return value


@dataclass(frozen=True)
class Number:
    """A number between two limits, both allowed; ``step`` is what one press of a key changes."""

    label: str
    help: str
    low: float
    high: float
    step: float
    unit: str

    def read(self, text: str) -> float:
        """Return the number, or raise ValueError."""
        value = float(text)
        if not isfinite(value) or not self.low <= value <= self.high:
            raise ValueError(text)
        return value

    def write(self, value: float) -> str:
        """Return the text of a value."""
        return repr(value)


@dataclass(frozen=True)
class Whole(Number):
    """A whole number between two limits."""

    def read(self, text: str) -> int:
        """Return the number, or raise ValueError."""
        super().read(text)
        return int(text)


@dataclass(frozen=True)
class Switch:
    """On or off."""

    label: str
    help: str

    def read(self, text: str) -> bool:
        """Return whether it is on, or raise ValueError."""
        return ("off", "on").index(text) == 1

    def write(self, value: bool) -> str:
        """Return the text of a value."""
        return "on" if value else "off"


@dataclass(frozen=True)
class Line:
    """Any text on one line."""

    label: str
    help: str

    def read(self, text: str) -> str:
        """Return the text."""
        return text

    def write(self, value: str) -> str:
        """Return the text of a value."""
        return value


@dataclass(frozen=True)
class Days:
    """Some of the weekdays, Monday is 0; none is allowed."""

    label: str
    help: str

    def read(self, text: str) -> tuple[int, ...]:
        """Return the days in their order, each once, or raise ValueError."""
        return tuple(sorted({WEEKDAYS.index(word) for word in text.split()}))

    def write(self, value: tuple[int, ...]) -> str:
        """Return the text of a value."""
        return " ".join(WEEKDAYS[day] for day in value)


Field = Choice | Number | Switch | Line | Days


def fields() -> dict[str, Field]:
    """Return the table: each key's kind, limits, label and help, in the order of the page.

    A function, because the words are those of the language in use when it is called.
    """
    seconds, minutes = _("s"), _("min")
    return {
        "theme": Choice(
            _("Appearance"),
            _("Light, dark, or as the rest of your system."),
            {"system": _("As the system"), "light": _("Light"), "dark": _("Dark")},
        ),
        "reduced_motion": Switch(
            _("Less motion"),
            _("Nothing slides or fades; the words, counts and sounds stay the same."),
        ),
        "build": Choice(
            _("Build"),
            _("The figure that shows each movement may look like you."),
            {name: _(build.said) for name, build in BUILDS.items()},
        ),
        "skin": Choice(
            _("Skin"),
            _("The tone of the figure’s skin."),
            {name: _(said) for name, (said, *_tones) in SKINS.items()},
        ),
        "hair": Choice(
            _("Hair"),
            _("How the figure wears its hair, or covers it."),
            {name: _(hair.said) for name, hair in HAIR.items()},
        ),
        "hair_colour": Choice(
            _("Hair colour"),
            _("The colour of the figure’s hair."),
            {name: _(said) for name, (said, _tone) in HAIR_COLOURS.items()},
        ),
        "key_caps": Switch(_("Show keys"), _("Each button shows the key that does the same.")),
        "units": Choice(
            _("Units"),
            _("For heights and distances."),
            {"metric": _("Centimetres and metres"), "imperial": _("Inches and feet")},
        ),
        "player": Choice(
            _("Sound through"),
            _("Leave it on automatic unless you hear nothing."),
            {
                "auto": _("Automatic"),
                "simpleaudio": "simpleaudio",
                "miniaudio": "miniaudio",
                "silent": _("No sound"),
            },
        ),
        "volume": Whole(_("Volume"), _("How loud the cues are."), 0, 100, 5, _("%")),
        "muted": Switch(_("Mute"), _("All cues stay silent; the M key does the same.")),
        "first_side": Choice(
            _("Side to start with"),
            _("The side that one-sided movements begin on."),
            {"left": _("Left"), "right": _("Right")},
        ),
        "get_ready": Number(
            _("Get ready"), _("Time to get into place before a movement."), 0, 60, 1, seconds
        ),
        "switch": Number(
            _("Switch sides"), _("Time to change from one side to the other."), 0, 60, 1, seconds
        ),
        "rest": Number(
            _("Rest"), _("Between sets, where a session does not say."), 0, 300, 5, seconds
        ),
        "breath_in": Number(_("Breathe in"), _("The length of a breath in."), 1, 20, 0.5, seconds),
        "breath_out": Number(
            _("Breathe out"), _("The length of a breath out."), 1, 20, 0.5, seconds
        ),
        "count": Number(_("One count"), _("How long a count lasts."), 0.5, 5, 0.1, seconds),
        "rep": Number(
            _("One rep"),
            _("How long a rep is expected to take when you tap each one."),
            0.5,
            60,
            0.5,
            seconds,
        ),
        "slowly": Number(_("Slowly"), _("How long “slowly” lasts."), 1, 20, 0.5, seconds),
        "walking_step": Number(
            _("One walking step"), _("How long a step takes you."), 0.3, 5, 0.1, seconds
        ),
        "seconds_per_word": Number(
            _("Reading time"), _("For each word of an instruction."), 0.1, 2, 0.1, seconds
        ),
        "least_line": Number(
            _("Shortest instruction"),
            _("Even a short line stays at least this long."),
            1,
            20,
            0.5,
            seconds,
        ),
        "planned_days": Days(
            _("Planned days"),
            _("Your streak counts these days. With none chosen, every day counts."),
        ),
        "weekly_goal_min": Whole(
            _("Weekly goal"), _("Minutes of guided time a week."), 0, 1000, 5, minutes
        ),
        "day_end_hour": Whole(
            _("The day ends at"),
            _("Before this hour, what you do still counts for the day before."),
            0,
            12,
            1,
            _("o’clock"),
        ),
        "least_day_min": Whole(
            _("A day counts from"),
            _("Minutes of guided time that make a day count."),
            1,
            60,
            1,
            minutes,
        ),
        "streak_of": Choice(
            _("Streak of"),
            _("Planned days in a row, or weeks in a row in which you reach your goal."),
            {"days": _("Days"), "weeks": _("Weeks")},
        ),
        "grace": Switch(
            _("One missed day is fine"),
            _("Once a fortnight a missed day does not end a streak, but never two in a row."),
        ),
        "ask_tightness": Switch(
            _("Ask how tight it feels"),
            _("One key before a session and one after it; both can be skipped."),
        ),
        "sync_folder": Line(
            _("Shared folder"),
            _("A folder that another program carries to your other computers."),
        ),
        "disclaimer_seen": Switch(
            _("First note read"), _("Whether you have seen the note about this not being advice.")
        ),
    }
