"""The format: every key of a session file and a movement file, declared once.

Reading, problems, suggestions, the JSON Schema and the reference page all follow from these tables;
see ``fields``. The texts here are for the authors of files.
"""

from hipflex_gui.format_figure import FIGURE, FRAME
from hipflex_gui.format_figure import PROP as FIGURE_PROP
from hipflex_gui.format_movement import BODY, MOVEMENT, VARIANT
from hipflex_gui.format_parts import (
    AFTER,
    BREATHING,
    CONDITION,
    DOSE_CHOICE,
    LATER,
    PROP,
    TARGET,
    WAY,
)
from hipflex_gui.format_session import (
    BREATH,
    DO,
    OWN,
    PACE,
    RAMP,
    REPEAT,
    REST,
    SESSION,
    STEP_TABLES,
)

SESSION_TABLES = (SESSION, DO, OWN, REST, REPEAT, PACE, BREATH, RAMP)
BODY_TABLES = (TARGET, PROP, WAY, CONDITION, LATER, BREATHING, AFTER)
FIGURE_TABLES = (FIGURE, FRAME, FIGURE_PROP)
MOVEMENT_TABLES = (MOVEMENT, VARIANT, DOSE_CHOICE, *BODY_TABLES, *FIGURE_TABLES)

__all__ = [
    "BODY",
    "BODY_TABLES",
    "DOSE_CHOICE",
    "FIGURE_TABLES",
    "MOVEMENT",
    "MOVEMENT_TABLES",
    "SESSION",
    "SESSION_TABLES",
    "STEP_TABLES",
    "VARIANT",
]
