"""The button: icon, words, and last the key that does the same."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QWidget,
)

from hipflex_gui.ui.look import Look
from hipflex_gui.ui.theme import RADIUS_BUTTON, RADIUS_ROW
from hipflex_gui.ui.widgets.badges import cap_size, paint_cap
from hipflex_gui.ui.widgets.base import plain_tooltip

HEIGHTS = {"page": 40, "primary-home": 48, "player": 52}
ROLE_OF_SIZE = {"page": "row", "primary-home": "section", "player": "section"}
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
ICON_OF_SIZE = {"page": 18, "primary-home": 22, "player": 22}


class KeyButton(QPushButton):
    """A button whose face is the style sheet's and whose content is painted here.

    It is as wide as the widest of its ``labels``, so that Pause may become Continue and nothing
    moves. A click does not take the focus: the ring round a button means the keyboard.

    Args:
        look: the look.
        text: what it says.
        icon: the name of an icon, or nothing.
        key: what the key cap shows, or nothing.
        kind: ``primary``, ``outlined``, ``text``, ``warn``, ``hurt`` or ``on-deep``.
        size: ``page`` (40 px high), ``primary-home`` (48) or ``player`` (52).
        labels: whatever else it may say.
        parent: the parent widget.
    """

    def __init__(
        self,
        look: Look,
        text: str,
        icon: str = "",
        key: str = "",
        kind: str = "outlined",
        size: str = "page",
        labels: Sequence[str] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.look = look
        self._label, self._glyph, self._key, self._size = text, icon, key, size
        self._labels = tuple(labels)
        self._icon_only, self._key_shown = False, True
        self.setProperty("kind", kind)
        self.setProperty("size", size)
        self.setProperty("radius", RADIUS_ROW if size == "player" else RADIUS_BUTTON)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAutoDefault(False)
        look.changed.connect(self._changed)
        self.set_face(text, icon)

    def set_face(self, text: str, icon: str | None = None) -> None:
        """Say something else, with another icon if one is named."""
        self._label = text
        self._glyph = self._glyph if icon is None else icon
        self.setAccessibleName(text)
        self._changed()

    def set_key_shown(self, shown: bool) -> None:
        """Show the key cap or not."""
        self._key_shown = shown
        self._changed()

    def set_icon_only(self, icon_only: bool) -> None:
        """Show the icon alone; the words go to the tooltip and stay with screen readers."""
        self._icon_only = icon_only
        self._changed()

    @property
    def label(self) -> str:
        """What it says."""
        return self._label

    def sizeHint(self) -> QSize:
        """Return the size for the widest label, at least as high as its kind is."""
        theme, metrics = self.look.theme, self._metrics()
        height = max(theme.px(HEIGHTS[self._size]), round(metrics.height()) + 12)
        if self._icon_only:
            side = self.property("kind") == "text" and self._size == "page"
            return QSize(theme.px(36) if side else height, theme.px(36) if side else height)
        width = max(metrics.horizontalAdvance(text) for text in (self._label, *self._labels))
        return QSize(round(width + self._around() + 2 * self._padding() + 1), height)

    def minimumSizeHint(self) -> QSize:
        """Return the size hint: words of a button are never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Let the style draw the face, then paint icon, words and key cap in the middle."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_PushButtonBevel, option)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_content(painter, self._colour())

    def _paint_content(self, painter: QPainter, colour: str) -> None:
        theme, height = self.look.theme, float(self.height())
        size = theme.px(ICON_OF_SIZE[self._size])
        words = 0.0 if self._icon_only else self._metrics().horizontalAdvance(self._label)
        around = size if self._icon_only else self._around()
        x = (self.width() - words - around) / 2
        if self._glyph:
            box = QRectF(x, (height - size) / 2, size, size)
            self.look.icons.paint(painter, self._glyph, box, colour)
            x += size + self._gap()
        if self._icon_only:
            return
        painter.setFont(theme.font(ROLE_OF_SIZE[self._size]))
        painter.setPen(QPen(colour))
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(QRectF(x, 0, words + 2, height), middle, self._label)
        if self._has_cap():
            top = (height - cap_size(theme, self._key).height()) / 2
            paint_cap(painter, theme, self._key, QPointF(x + words + 12, top), colour)

    def _colour(self) -> str:
        c = self.look.colours
        if not self.isEnabled():
            return c.ink3
        inks = {
            "primary": c.on_acc,
            "text": c.acc_text,
            "warn": c.warn,
            "hurt": c.eff_text,
            "on-deep": c.on_deep,
        }
        icon_alone = self._icon_only and self.property("kind") == "text"
        return c.ink2 if icon_alone else inks.get(self.property("kind"), c.ink)

    def _around(self) -> float:
        """Return the width in px of all that stands beside the words."""
        theme = self.look.theme
        icon = theme.px(ICON_OF_SIZE[self._size]) + self._gap() if self._glyph else 0
        cap = 12 + cap_size(theme, self._key).width() if self._has_cap() else 0
        return icon + cap

    def _has_cap(self) -> bool:
        return bool(self._key) and self._key_shown

    def _gap(self) -> int:
        return 8 if self._size == "page" else 10

    def _padding(self) -> int:
        return 16 if self._size == "page" else 18 if self._size == "player" else 22

    def _metrics(self) -> QFontMetricsF:
        return QFontMetricsF(self.look.theme.font(ROLE_OF_SIZE[self._size]))

    def _changed(self) -> None:
        plain_tooltip(self, self._label if self._icon_only else "")
        self.updateGeometry()
        self.update()


def icon_button(look: Look, icon: str, name: str, parent: QWidget | None = None) -> KeyButton:
    """Return a quiet button that is an icon only, named for screen readers and by a tooltip."""
    button = KeyButton(look, name, icon, kind="text", parent=parent)
    button.set_icon_only(True)
    return button


def take_enter(
    parent: QWidget, event: QKeyEvent, otherwise: Callable[[], object] = lambda: None
) -> bool:
    """Let Enter press the button in ``parent`` that has the focus; False if it is another key.

    A box to tick leaves Enter to whatever it means around it: to ``otherwise``. A key that is held
    acts once.
    """
    if event.key() not in ENTER:
        return False
    if event.isAutoRepeat():
        return True
    focus = parent.focusWidget()
    if isinstance(focus, QAbstractButton) and not isinstance(focus, QCheckBox):
        focus.click()
    else:
        otherwise()
    return True
