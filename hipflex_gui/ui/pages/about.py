"""About: what Hipflex is and is not, where it keeps things, and every key there is."""

from pathlib import Path

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QPaintEvent, QTextOption
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from hipflex_gui import __version__, safety
from hipflex_gui.i18n import _
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.model import Model
from hipflex_gui.ui.pages.base import Page
from hipflex_gui.ui.theme import CARD_PADDING, SPACE_L, SPACE_M, SPACE_S, SPACE_XS
from hipflex_gui.ui.widgets.badges import KeyCap
from hipflex_gui.ui.widgets.base import Card, Glyph, Painted, Text, TextBlock, describe, smooth
from hipflex_gui.ui.widgets.buttons import KeyButton
from hipflex_gui.ui.widgets.flow import FlowLayout

FIELD_PADDING = QSize(13, 10)  # what the style sheet puts round the text of a field, edge included

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
                (("F1",), _("About Hipflex, and these keys")),
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


class Rule(Painted):
    """A hairline between things that belong together."""

    def __init__(self, look: Look, *, upright: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        stretch, thin = QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed
        self.setSizePolicy(*((thin, stretch) if upright else (stretch, thin)))

    def sizeHint(self) -> QSize:
        """Return the thickness of the line, both ways."""
        return QSize(1, 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the line."""
        smooth(self).fillRect(self.rect(), self.look.colours.line)


class PathText(QPlainTextEdit):
    """A path that can be selected and copied; it breaks anywhere, so that all of it is seen."""

    def __init__(self, look: Look, path: Path, name: str) -> None:
        super().__init__(str(path))
        self.look = look
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAnywhere)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(0)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        look.changed.connect(self.updateGeometry)
        describe(self, name, str(path))

    def hasHeightForWidth(self) -> bool:
        """Return True: a long path needs several lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height in px that the path needs at a width in px."""
        room = width - 2 * FIELD_PADDING.width() - 2
        block = TextBlock(self.toPlainText(), self.look.theme.font("body"), 0, room)
        return round(block.height + 2 * FIELD_PADDING.height() + 2)

    def sizeHint(self) -> QSize:
        """Return the size on a page of ordinary width."""
        width = self.width() if self.width() > 200 else 640
        return QSize(320, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Return a width at which a path can still be read."""
        return QSize(self.look.theme.px(160), 0)


def open_folder(folder: Path) -> bool:
    """Show a folder in the desktop's own file manager; tell whether that could be done."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


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
        look.changed.connect(self._scale)
        self._scale()
        describe(self, _("About Hipflex"))

    def fit(self, *, narrow: bool) -> None:
        """Put what the keys do beside them, or under them."""
        for line in self._tables:
            across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
            line.setDirection(down if narrow else across)
            line.setSpacing(SPACE_XS if narrow else SPACE_L)

    def _scale(self) -> None:
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
        said = _("Your history and settings stay on this computer, in this file:")
        column.addWidget(Text(self.look, said, "body", "ink2", wrap=True))
        column.addWidget(PathText(self.look, self.model.folder.database, _("History file")))
        flow = FlowLayout(gap=SPACE_M)
        folder = KeyButton(self.look, _("Open folder"), "folder")
        folder.clicked.connect(lambda: open_folder(self.model.folder.root))
        flow.addWidget(folder)
        button = KeyButton(self.look, _("Settings"), "settings", kind="text")
        button.clicked.connect(lambda: self.go.emit("settings"))
        flow.addWidget(button)
        column.addLayout(flow)
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


def bullets(look: Look, lines: list[str]) -> QGridLayout:
    """Return a list of sentences, each behind a dot."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(SPACE_M)
    grid.setVerticalSpacing(SPACE_S)
    grid.setColumnStretch(1, 1)
    for row, line in enumerate(lines):
        grid.addWidget(Text(look, "•", "lead", "ink2"), row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(Text(look, line, "lead", wrap=True), row, 1)
    return grid
