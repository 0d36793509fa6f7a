"""What was done to a figure: back, and forth again."""

from dataclasses import dataclass, field

from hipflex_gui.figure.figures import Figure

MOST = 200
Done = tuple[Figure, int]
"""A figure, and which of its key-frames was seen."""


@dataclass
class Undoing:
    """The states before the present one, and those that were taken back; the nearest last."""

    past: list[Done] = field(default_factory=list)
    future: list[Done] = field(default_factory=list)

    def remember(self, before: Done) -> None:
        """Keep what there was before a change; what had been taken back is gone."""
        self.past = [*self.past[1 - MOST :], before]
        self.future = []

    def back(self, now: Done) -> Done | None:
        """Return what there was before, if there is anything."""
        if not self.past:
            return None
        self.future.append(now)
        return self.past.pop()

    def forth(self, now: Done) -> Done | None:
        """Return what was taken back last, if anything was."""
        if not self.future:
            return None
        self.past.append(now)
        return self.future.pop()
