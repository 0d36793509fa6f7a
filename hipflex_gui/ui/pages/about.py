"""About: what Hipflex is and is not, where it keeps things, and every key there is."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from hipflex_gui import __version__, safety
from hipflex_gui.i18n import _
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.model import Model
from hipflex_gui.ui.pages.base import Page
from hipflex_gui.ui.pages.folder import DataFolder
from hipflex_gui.ui.theme import CARD_PADDING, SPACE_L, SPACE_M, SPACE_S, SPACE_XS
from hipflex_gui.ui.widgets.badges import KeyCap
from hipflex_gui.ui.widgets.base import Card, Glyph, Text, describe
from hipflex_gui.ui.widgets.buttons import KeyButton
from hipflex_gui.ui.widgets.flow import FlowLayout

Keys = tuple[tuple[str, ...], str]


def keys_help() -> tuple[tuple[str, tuple[Keys, ...]], ...]:
    """Return the keys of each place: its heading, then keys that do the same and what they do."""
    enter, esc = _("Enter"), _("Esc")
    return (
        (
            _("In a session"),
            (
                ((_("Space"),), _("Pause and go on")),
                (
                    (enter, _("Page Down"), "→"),
                    _("Next; one rep done where you tap each rep"),
                ),
                ((_("Shift →"),), _("Skip the whole movement")),
                (("←", _("Page Up")), _("Back")),
                (("+", "−"), _("Ten seconds, or one breath, more or less")),
                (("H",), _("It hurts: stop at once")),
                (("M",), _("Sound on or off")),
                (("F",), _("Full screen")),
                ((esc,), _("End the session, and keep what you did")),
            ),
        ),
        (
            _("Anywhere else"),
            (
                ((_("Ctrl 1–5"),), _("The pages, from the first to the fifth")),
                ((_("Ctrl ,"),), _("Settings")),
                ((_("Ctrl F"),), _("Search")),
                (("F1",), _("Learn: good to know, and every movement")),
                ((_("Ctrl Q"),), _("Quit")),
            ),
        ),
        (
            _("Today"),
            (((enter,), _("Start the session that is suggested")),),
        ),
        (
            _("History"),
            (
                (("↑", "↓"), _("From session to session")),
                ((enter, "→"), _("Show what was done")),
                (("←",), _("Hide it again")),
            ),
        ),
        (
            _("After a session"),
            (((enter, esc), _("Close")),),
        ),
    )


class AboutPage(Page):
    """What Hipflex is, the note about it not being medical advice, and the keys."""

    def __init__(self, look: Look, model: Model, parent: QWidget | None = None) -> None:
        super().__init__(look, model, parent)
        self._tables: list[QBoxLayout] = []
        self._caps: list[QWidget] = []
        self.column.addLayout(self._head())
        self.column.addSpacing(SPACE_XS)
        self.column.addWidget(self._note())
        self.column.addWidget(self._data())
        self.column.addSpacing(SPACE_L)
        self.column.addWidget(Text(look, _("Keys"), "section"))
        self._keys()
        self.column.addStretch(1)
        describe(self, _("About Hipflex"))

    def fit(self, *, narrow: bool) -> None:
        """Put what the keys do beside them, or under them."""
        for line in self._tables:
            across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
            line.setDirection(down if narrow else across)
            line.setSpacing(SPACE_XS if narrow else SPACE_L)

        for caps in self._caps:
            caps.setFixedWidth(self.look.theme.px(220))

    def _head(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(SPACE_L)
        line.addWidget(Glyph(self.look, "logo", 40, "acc"), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(SPACE_XS)
        words.addWidget(Text(self.look, _("Hipflex"), "title"))
        version = _("Version {version}").format(version=__version__)
        licence = _("Free software under the MIT licence: use it, change it, share it.")
        words.addWidget(Text(self.look, version, "body", "ink2"))
        words.addWidget(Text(self.look, licence, "body", "ink2", wrap=True))
        line.addLayout(words, 1)
        return line

    def _note(self) -> Card:
        card, column = self._card(_("Not medical advice"))
        column.addWidget(Text(self.look, safety.disclaimer(), "lead", wrap=True))
        for paragraph in safety.about():
            column.addWidget(Text(self.look, paragraph, "body", "ink2", wrap=True))
        return card

    def _data(self) -> Card:
        card, column = self._card(_("Your data"))
        settings = KeyButton(self.look, _("Settings"), "settings", kind="text")
        settings.clicked.connect(lambda: self.go.emit("settings"))
        column.addWidget(DataFolder(self.look, self.model, settings))
        return card

    def _keys(self) -> None:
        for heading, rows in keys_help():
            card, column = self._card(heading)
            for keys, what in rows:
                line = QHBoxLayout()
                caps = QWidget()
                self._caps.append(caps)
                flow = FlowLayout(caps, SPACE_S, SPACE_XS)
                for key in keys:
                    flow.addWidget(KeyCap(self.look, key))
                line.addWidget(caps, 0, Qt.AlignmentFlag.AlignTop)
                line.addWidget(Text(self.look, what, "body", wrap=True), 1)
                self._tables.append(line)
                column.addLayout(line)
            self.column.addWidget(card)

    def _card(self, heading: str) -> tuple[Card, QVBoxLayout]:
        card = Card()
        column = QVBoxLayout(card)
        column.setContentsMargins(CARD_PADDING, 20, CARD_PADDING, 20)
        column.setSpacing(SPACE_M)
        column.addWidget(Text(self.look, heading, "row"))
        return card, column
