"""A line that tells of something, and a page's words where there is nothing to show."""

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from hipflex_gui.i18n import _
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.theme import SPACE_S, SPACE_XL
from hipflex_gui.ui.widgets.base import (
    Glyph,
    Painted,
    Text,
    TextBlock,
    describe,
    grow_with_width,
    panel,
    smooth,
)
from hipflex_gui.ui.widgets.buttons import KeyButton, icon_button, take_enter
from hipflex_gui.ui.widgets.flow import FlowLayout

TEXT_WIDTH = 400  # at 100 %: lines that are easy to read


class _Words(Painted):
    """A sentence with a bold beginning."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, parent)
        self._lead = self._text = ""
        grow_with_width(self)

    def set_words(self, lead: str, text: str) -> None:
        """Say something else."""
        self._lead, self._text = lead, f"{lead} {text}".strip()
        self.restyle()

    def heightForWidth(self, width: int) -> int:
        """Return the height in px that the words need at a width in px."""
        return ceil(self._block(width).height)

    def sizeHint(self) -> QSize:
        """Return the size of the words on one line."""
        block = self._block(10_000)
        return QSize(ceil(block.width), ceil(block.height))

    def minimumSizeHint(self) -> QSize:
        """Return a width at which the words still have room."""
        return QSize(self.theme.px(120), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the words in the middle of the height."""
        block = self._block(self.width())
        block.paint(smooth(self), 0, (self.height() - block.height) / 2, self.look.colours.ink)

    def _block(self, width: int) -> TextBlock:
        font, line = self.theme.font("body"), self.theme.line("body")
        return TextBlock(self._text, font, line, width, len(self._lead))


class Banner(Painted):
    """One notice across the page: icon, words, perhaps one action, and a way to close it.

    It hides itself when it is closed, and is hidden until ``show_notice``.
    """

    acted = Signal()
    closed = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._warning = False
        self._icon = Glyph(look, "info", 20, "acc_text", self)
        self._words = _Words(look, self)
        self._action = KeyButton(look, "", kind="text")
        self._close = icon_button(look, "close", _("Close this notice"))
        line = QHBoxLayout(self)
        line.setContentsMargins(22, SPACE_S, SPACE_S, SPACE_S)
        line.setSpacing(0)
        line.addWidget(self._icon)
        line.addSpacing(12)
        line.addWidget(self._words, 1)
        line.addSpacing(SPACE_S)
        line.addWidget(self._action)
        line.addWidget(self._close)
        self._action.clicked.connect(self.acted)
        self._close.clicked.connect(self._dismiss)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.hide()

    def show_notice(
        self,
        text: str,
        lead: str = "",
        icon: str = "info",
        action: str = "",
        *,
        closable: bool = True,
        warning: bool = False,
    ) -> None:
        """Show a notice; ``lead`` is a bold beginning, ``warning`` the ochre of files and devices.

        Needs a parent: a banner is a part of a page.
        """
        self._warning = warning
        self._icon.set_glyph(icon, "warn" if warning else "acc_text")
        self._words.set_words(lead, text)
        self._action.set_face(action)
        self._action.setVisible(bool(action))
        self._close.setVisible(closable)
        describe(self, _("Notice"), f"{lead} {text}".strip())
        self.update()
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground, with a line under it where fills do not show."""
        c = self.look.colours
        painter, rect = smooth(self), QRectF(self.rect())
        panel(painter, rect, 0, c.warn_soft if self._warning else c.soft)
        if self.theme.outlined:
            panel(painter, QRectF(0, rect.height() - 2, rect.width(), 2), 0, c.ink)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter press what has the focus in here."""
        if not take_enter(self, event):
            super().keyPressEvent(event)

    def _dismiss(self) -> None:
        self.hide()
        self.closed.emit()


class EmptyState(QWidget):
    """A heading, a sentence and what one can do, in the middle of the room there is."""

    def __init__(
        self,
        look: Look,
        title: str,
        text: str,
        actions: Sequence[QAbstractButton] = (),
        picture: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look, self._inner = look, QWidget(self)
        look.changed.connect(self._scale)
        self._scale()
        line = QHBoxLayout(self)
        line.setContentsMargins(SPACE_XL, SPACE_XL, SPACE_XL, SPACE_XL)
        line.addStretch(1)
        line.addWidget(self._inner, 1000)
        line.addStretch(1)
        column = QVBoxLayout(self._inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_S)
        column.addStretch(1)
        if picture is not None:
            column.addWidget(picture, 0, Qt.AlignmentFlag.AlignHCenter)
            column.addSpacing(SPACE_XL)
        heading = Text(look, title, "section", wrap=True)
        for words in (heading, Text(look, text, "lead", "ink2", wrap=True)):
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(words)
        if actions:
            column.addSpacing(SPACE_S)
            flow = FlowLayout(gap=SPACE_S, centred=True)
            for action in actions:
                flow.addWidget(action)
            column.addLayout(flow)
        column.addStretch(1)

    def _scale(self) -> None:
        self._inner.setMaximumWidth(self._look.theme.px(TEXT_WIDTH))
