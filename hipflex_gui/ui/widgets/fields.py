"""Fields whose small signs are painted; all else about them is in the style sheet."""

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QSpinBox,
    QStyle,
    QStyleOptionButton,
    QStyleOptionSpinBox,
    QWidget,
)

from hipflex_gui.ui.look import Look
from hipflex_gui.ui.theme import RADIUS_SMALL
from hipflex_gui.ui.widgets.base import smooth


def _sign(widget: QWidget, look: Look, name: str, rect: QRect, colour: str) -> None:
    size = look.theme.px(16)
    box = QRectF(0, 0, size, size)
    box.moveCenter(QRectF(rect).center())
    look.icons.paint(smooth(widget), name, box, colour if widget.isEnabled() else look.colours.ink3)


class Select(QComboBox):
    """One of a few. A wheel over it changes nothing, so that a page can be scrolled past it."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        look.changed.connect(self.updateGeometry)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()

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


class Number(QSpinBox):
    """A whole number between two bounds. A wheel over it changes nothing."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.lineEdit().setTextMargins(10, 0, 0, 0)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the field and the signs for more and less."""
        super().paintEvent(event)
        option = QStyleOptionSpinBox()
        self.initStyleOption(option)
        kind, part = QStyle.ComplexControl.CC_SpinBox, QStyle.SubControl
        for name, control in (
            ("chevron-up", part.SC_SpinBoxUp),
            ("chevron-down", part.SC_SpinBoxDown),
        ):
            rect = self.style().subControlRect(kind, option, control, self)
            _sign(self, self.look, name, rect, self.look.colours.ink2)
