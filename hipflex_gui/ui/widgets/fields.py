"""Fields whose small signs are painted; all else about them is in the style sheet."""

from pathlib import Path

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent, QTextOption, QWheelEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QFrame,
    QPlainTextEdit,
    QSizePolicy,
    QSlider,
    QSpinBox,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionButton,
    QStyleOptionSpinBox,
    QWidget,
)

from hipflex_gui.ui.look import Look
from hipflex_gui.ui.theme import RADIUS_SMALL
from hipflex_gui.ui.widgets.base import TextBlock, describe, grow_with_width, smooth

PADDING = QSize(13, 10)  # what the style sheet puts round the text of a field, edge included
TEXT_LEFT = 10  # of a number, beside the padding


def _sign(widget: QWidget, look: Look, name: str, rect: QRect, colour: str) -> None:
    size = look.theme.px(16)
    box = QRectF(0, 0, size, size)
    box.moveCenter(QRectF(rect).center())
    look.icons.paint(smooth(widget), name, box, colour if widget.isEnabled() else look.colours.ink3)


class _Still:
    """A wheel over it changes nothing, so that a page can be scrolled past it."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()


class Select(_Still, QComboBox):
    """One of a few."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setItemDelegate(QStyledItemDelegate(self))  # the only one that knows the style sheet
        look.changed.connect(self.updateGeometry)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the field and the sign that it opens."""
        super().paintEvent(event)
        wide = self.look.theme.px(32)
        rect = QRect(self.width() - wide, 0, wide, self.height())
        _sign(self, self.look, "chevron-down", rect, self.look.colours.ink2)


class Check(QCheckBox):
    """Something that is on or off, with its words beside it."""

    def __init__(self, look: Look, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.look = look
        self.setProperty("radius", RADIUS_SMALL)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the box and the words, and the tick when it is on."""
        super().paintEvent(event)
        if self.isChecked():
            option = QStyleOptionButton()
            self.initStyleOption(option)
            element = QStyle.SubElement.SE_CheckBoxIndicator
            rect = self.style().subElementRect(element, option, self)
            _sign(self, self.look, "check", rect, self.look.colours.on_acc)


class Number(_Still, QSpinBox):
    """A whole number between two bounds."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.lineEdit().setTextMargins(TEXT_LEFT, 0, 0, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the field and the signs for more and less."""
        super().paintEvent(event)
        _more_and_less(self, self.look)


class Decimal(_Still, QDoubleSpinBox):
    """A decimal number between two bounds."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.setDecimals(2)
        self.lineEdit().setTextMargins(TEXT_LEFT, 0, 0, 0)

    def textFromValue(self, value: float) -> str:
        """Return the number without digits that say nothing."""
        return self.locale().toString(value, "g", 5)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the field and the signs for more and less."""
        super().paintEvent(event)
        _more_and_less(self, self.look)


def _more_and_less(box: Number | Decimal, look: Look) -> None:
    option = QStyleOptionSpinBox()
    box.initStyleOption(option)
    kind, part = QStyle.ComplexControl.CC_SpinBox, QStyle.SubControl
    for name, control in (("chevron-up", part.SC_SpinBoxUp), ("chevron-down", part.SC_SpinBoxDown)):
        rect = box.style().subControlRect(kind, option, control, box)
        _sign(box, look, name, rect, look.colours.ink2)


class Slider(_Still, QSlider):
    """A number on a line from low to high."""


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
        grow_with_width(self, QSizePolicy.Policy.Expanding)
        look.changed.connect(self.updateGeometry)
        describe(self, name, str(path))

    def hasHeightForWidth(self) -> bool:
        """Return True: a long path needs several lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height in px that the path needs at a width in px."""
        room = width - 2 * PADDING.width() - 2
        block = TextBlock(self.toPlainText(), self.look.theme.font("body"), 0, room)
        return round(block.height + 2 * PADDING.height() + 2)

    def sizeHint(self) -> QSize:
        """Return the size on a page of ordinary width."""
        width = self.width() if self.width() > 200 else 640
        return QSize(320, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Return a width at which a path can still be read."""
        return QSize(self.look.theme.px(160), 0)
