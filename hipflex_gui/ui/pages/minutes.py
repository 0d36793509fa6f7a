"""How much time there is: chips of which one at most is on, or the one for all of it."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from hipflex_gui.i18n import _, ngettext
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.pages.parts import on_key
from hipflex_gui.ui.widgets.badges import Chip
from hipflex_gui.ui.widgets.base import Text, describe, plain_tooltip
from hipflex_gui.ui.widgets.flow import FlowLayout

MINUTES = (3, 5, 10, 15)


class MinuteChips(QObject):
    """The chips, pressed with Alt 1, Alt 2 ... as well.

    They stand in ``layout``, which the page puts where it belongs.

    Args:
        whole: whether there is a chip for all of it; else the one that is on goes off again.

    Signals:
        chosen: so many minutes, or 0 for as long as it takes.
    """

    chosen = Signal(int)

    def __init__(self, look: Look, parent: QWidget, *, whole: bool = False) -> None:
        super().__init__(parent)
        self.layout = FlowLayout()
        self.chips: dict[int, Chip] = {}
        self._offered: list[Chip] = []
        self._label = Text(look, _("I have"), "small", "ink2")
        self.layout.addWidget(self._label)
        for number, minutes in enumerate((*MINUTES, 0) if whole else MINUTES, 1):
            words = _("{n} min").format(n=minutes) if minutes else _("All of it")
            chip = self.chips[minutes] = Chip(look, words, parent)
            chip.clicked.connect(self._teller(minutes))
            self.layout.addWidget(chip)
            on_key(parent, f"Alt+{number}", self._presser(number))

    def show_minutes(self, minutes: int, offered: Iterable[int] = MINUTES) -> None:
        """Show what is chosen; where no time is ``offered``, nothing is there to be chosen."""
        shown = {*offered}
        shown |= {0} if shown else set()
        self._label.setVisible(bool(shown))
        self._offered = []
        for key, chip in self.chips.items():
            chip.setVisible(key in shown)
            chip.setChecked(key == (minutes if minutes in shown else 0))
            if key not in shown:
                continue
            self._offered.append(chip)
            said = ngettext("I have {n} minute", "I have {n} minutes", key).format(n=key)
            how = _("Key {n}").format(n=_("Alt {n}").format(n=len(self._offered)))
            describe(chip, said if key else _("I have time for all of it"), how)
            plain_tooltip(chip, how)

    def _teller(self, minutes: int) -> Callable[[], None]:
        def tell() -> None:
            if not minutes:
                self.chips[0].setChecked(True)
            self.chosen.emit(minutes if self.chips[minutes].isChecked() else 0)

        return tell

    def _presser(self, number: int) -> Callable[[], None]:
        def press() -> None:
            if number <= len(self._offered) and self._offered[number - 1].isVisible():
                self._offered[number - 1].click()

        return press
