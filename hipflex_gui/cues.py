"""The cues: the few sounds that guide someone who is not looking at the screen.

A cue is only a name. Which file it is, and how it reaches a loudspeaker, is the business of
``audio``; when it is due is decided by ``timeline`` and announced by ``engine``.
"""

from enum import StrEnum


class Cue(StrEnum):
    """A sound with one meaning. Its value is the name of its file in ``assets/sounds``."""

    GET_READY = "get-ready"
    START = "start"
    TICK = "tick"  # the last three seconds, one each
    BEAT = "beat"  # a count, a walking step, the next part of a rep
    HALF_WAY = "half-way"
    SWITCH = "switch"
    BREATHE_IN = "breathe-in"
    BREATHE_OUT = "breathe-out"
    AIM = "aim"  # the lower end of a range, or an open minimum, is reached
    REST = "rest"
    DONE = "done"  # the last of a movement is over
    SESSION_DONE = "session-done"
