"""Fields for a day and a time of day, in the shape that the desktop writes them."""

from datetime import date, time

from PySide6.QtCore import QDate, QRectF, QTime
from PySide6.QtGui import QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QDateEdit, QStyle, QStyleOptionSpinBox, QTimeEdit, QWidget

from hipflex_gui.ui.look import Look
from hipflex_gui.ui.widgets.base import smooth
from hipflex_gui.ui.widgets.fields import TEXT_LEFT


class DateField(QDateEdit):
    """A day."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.lineEdit().setTextMargins(TEXT_LEFT, 0, 0, 0)
        short = self.locale().dateFormat(self.locale().FormatType.ShortFormat)
        self.setDisplayFormat(short if "yyyy" in short else short.replace("yy", "yyyy"))

    @property
    def day(self) -> date:
        """The day it shows."""
        return date(self.date().year(), self.date().month(), self.date().day())

    def show_day(self, day: date) -> None:
        """Show a day."""
        self.setDate(QDate(day.year, day.month, day.day))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the field and the signs for later and earlier."""
        super().paintEvent(event)
        _signs(self, self.look)


class TimeField(QTimeEdit):
    """A time of day in hours and minutes."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.lineEdit().setTextMargins(TEXT_LEFT, 0, 0, 0)
        self.setDisplayFormat("HH:mm")

    @property
    def clock_time(self) -> time:
        """The time it shows."""
        return time(self.time().hour(), self.time().minute())

    def show_time(self, at: time) -> None:
        """Show a time, to the minute."""
        self.setTime(QTime(at.hour, at.minute))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the field and the signs for later and earlier."""
        super().paintEvent(event)
        _signs(self, self.look)


def _signs(box: DateField | TimeField, look: Look) -> None:
    option, painter, size = QStyleOptionSpinBox(), smooth(box), look.theme.px(16)
    box.initStyleOption(option)
    kind, part = QStyle.ComplexControl.CC_SpinBox, QStyle.SubControl
    ink = look.colours.ink2 if box.isEnabled() else look.colours.ink3
    for name, control in (("chevron-up", part.SC_SpinBoxUp), ("chevron-down", part.SC_SpinBoxDown)):
        sign = QRectF(0, 0, size, size)
        sign.moveCenter(QRectF(box.style().subControlRect(kind, option, control, box)).center())
        look.icons.paint(painter, name, sign, ink)
