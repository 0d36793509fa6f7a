"""The ring round whatever has the keyboard, 2 px outside it."""

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSlider,
    QApplication,
    QCheckBox,
    QRadioButton,
    QWidget,
)
from shiboken6 import isValid

from hipflex_gui.ui.look import Look
from hipflex_gui.ui.theme import RADIUS_BUTTON
from hipflex_gui.ui.widgets.base import Painted, smooth, stroke
from hipflex_gui.ui.widgets.demo import Demo

WIDTH, AWAY = 2, 2


class FocusRing(QObject):
    """Puts a ring round the button, chip, row, slider or figure that has the keyboard.

    Fields show the focus by their own edge. Lives as long as the look does.
    """

    def __init__(self, look: Look, app: QApplication) -> None:
        super().__init__(look)
        self._look = look
        self._frame: _Frame | None = None
        app.focusChanged.connect(self._follow)

    @property
    def target(self) -> QWidget | None:
        """The control that wears the ring."""
        frame = self._frame
        return frame.target if frame is not None and isValid(frame) else None

    def _follow(self, old: QWidget | None, new: QWidget | None) -> None:
        if self._frame is not None and isValid(self._frame):  # its page may have gone with it
            self._frame.hide()
            self._frame.deleteLater()
        wears = isinstance(new, QAbstractButton | QAbstractSlider | Demo) and new.parentWidget()
        self._frame = _Frame(self._look, new) if new is not None and wears else None


def _hosts(target: QWidget) -> list[QWidget]:
    """Return the parents of a control up to what scrolls as a whole, or else the window.

    A smaller one may end where the control ends, and would cut the ring.
    """
    hosts, one = [], target.parentWidget()
    while one:
        hosts.append(one)
        above = one.parentWidget()
        scrolls = above and isinstance(above.parentWidget(), QAbstractScrollArea)
        if one.isWindow() or scrolls or isinstance(above, QAbstractScrollArea):
            break
        one = above
    return hosts


class _Frame(Painted):
    """A ring that stays with one control: on what it stands on, so that it scrolls with it."""

    def __init__(self, look: Look, target: QWidget) -> None:
        hosts = _hosts(target)
        super().__init__(look, hosts[-1])
        self.target, self._host = target, hosts[-1]
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        for one in (target, *hosts[:-1]):
            one.installEventFilter(self)
        self._settle()
        self.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay with the control wherever it goes."""
        kind = event.type()
        if not all(isValid(one) for one in (self, self._host, self.target)):
            return False  # the window is being taken down
        if not self._host.isAncestorOf(self.target):
            self.hide()  # it was taken away, with all that it stood on perhaps
        elif kind in (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show):
            self._settle()
            self.setVisible(self.target.isVisible())
        elif kind in (QEvent.Type.Hide, QEvent.Type.ParentChange):
            self.hide()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ring."""
        painter, rect = smooth(self), QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(stroke(self.look.colours.acc_text, WIDTH))
        target = self.target
        said = target.radius if isinstance(target, Demo) else target.property("radius")
        radius = float(said or RADIUS_BUTTON)
        corner = min(rect.height() / 2, radius + AWAY + WIDTH / 2)
        painter.drawRoundedRect(rect, corner, corner)

    def _settle(self) -> None:
        rect, out = self.target.rect(), AWAY + WIDTH
        rect.moveTo(self.target.mapTo(self._host, rect.topLeft()))
        if isinstance(self.target, QCheckBox | QRadioButton):
            rect.setWidth(min(rect.width(), self.target.sizeHint().width() + 4))
        self.setGeometry(rect.adjusted(-out, -out, out, out))
        self.raise_()
