"""What stands around the steps, and what can be done with one as a whole."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from hipflex_gui.draft import Row, RowKind
from hipflex_gui.i18n import N_, _
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.pages.parts import Link
from hipflex_gui.ui.theme import HOVER, PRESSED, RADIUS_ROW, SPACE_S, mix
from hipflex_gui.ui.widgets.base import TextBlock, panel, smooth, stroke
from hipflex_gui.ui.widgets.buttons import KeyButton
from hipflex_gui.ui.widgets.rows import RowButton


@dataclass(frozen=True, slots=True)
class Action:
    """Something that can be done with a step as a whole."""

    key: str
    words: str
    shortcut: str
    fits: Callable[[Row], bool]


ACTIONS = (
    Action("try", N_("Try from here"), "Ctrl+Return", lambda row: True),
    Action("duplicate", N_("Duplicate"), "Ctrl+D", lambda row: True),
    Action("wrap", N_("Repeat it"), "", lambda row: row.kind is not RowKind.REPEAT),
    Action("unwrap", N_("Take its steps out"), "", lambda row: row.kind is RowKind.REPEAT),
    Action("edit", N_("Open the movement"), "", lambda row: row.movement is not None),
    Action("remove", N_("Remove"), "Delete", lambda row: True),
)


class Notice(RowButton):
    """A sentence in ochre that leads to where the trouble is."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, RADIUS_ROW, parent)
        self._said = ""

    def say(self, words: str) -> None:
        """Say something else."""
        self._said = words
        self.setAccessibleName(words)
        self.updateGeometry()
        self.update()

    def heightForWidth(self, width: int) -> int:
        """Return the height in px that the words need at a width in px."""
        return round(self._block(width).height) + 2 * SPACE_S + 2

    def minimumSizeHint(self) -> QSize:
        """Return a width at which the words still have room."""
        return QSize(self.look.theme.px(120), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the sign and the sentence."""
        painter, c, rect = smooth(self), self.look.colours, QRectF(self.rect())
        toward = PRESSED if self.isDown() else HOVER if self.underMouse() else 0.0
        panel(painter, rect, RADIUS_ROW, mix(c.warn_soft, c.ink, toward), c.warn)
        size = self.look.theme.px(20)
        block = self._block(self.width())
        sign = QRectF(12, (rect.height() - size) / 2, size, size)
        self.look.icons.paint(painter, "warning", sign, c.warn)
        block.paint(painter, size + 22, (rect.height() - block.height) / 2, c.ink)

    def _block(self, width: int) -> TextBlock:
        theme = self.look.theme
        room = width - theme.px(20) - 22 - 12
        return TextBlock(self._said, theme.font("body", 500), theme.line("body"), room)


class AddHere(KeyButton):
    """The place where the next step comes to stand: a dashed edge across the list."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(look, _("Add a movement or a rest"), "plus", kind="text", parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return a height a little over that of a button."""
        return super().sizeHint() + QSize(0, SPACE_S)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the button and its edge."""
        super().paintEvent(event)
        painter = smooth(self)
        painter.setPen(stroke(self.look.colours.line2, 1, Qt.PenStyle.DashLine))
        rect = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(rect, RADIUS_ROW, RADIUS_ROW)


class Quiet(Link):
    """A link among others: lower, so that a few lines of them are still little."""

    def sizeHint(self) -> QSize:
        """Return the size of the words with less above and below them."""
        return super().sizeHint() - QSize(0, self.look.theme.px(SPACE_S))


def menu_of(parent: QWidget, row: Row, act: Callable[[str], object]) -> QMenu:
    """Return the menu of a step; ``act`` is told the key of an action, "" for editing."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.addAction(_("Edit")).triggered.connect(lambda: act(""))
    for action in ACTIONS:
        if action.fits(row):
            one = menu.addAction(_(action.words))
            one.setShortcut(action.shortcut)
            one.triggered.connect(lambda _on=False, key=action.key: act(key))
    return menu
