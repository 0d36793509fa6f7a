"""How a movement looks: a figure that is posed, or a picture of one's own in its place."""

from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPainterPath, QPaintEvent
from PySide6.QtWidgets import QFileDialog, QSizePolicy, QVBoxLayout, QWidget

from hipflex_gui.errors import Fault
from hipflex_gui.i18n import _
from hipflex_gui.movements import Photo
from hipflex_gui.ui.figures import photo
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.model import Model
from hipflex_gui.ui.pages.posecard import PoseCard
from hipflex_gui.ui.taking_pictures import load
from hipflex_gui.ui.theme import CARD_PADDING, RADIUS_ROW, SPACE_L, SPACE_S
from hipflex_gui.ui.widgets.badges import Chip
from hipflex_gui.ui.widgets.base import Card, Painted, Text, describe, smooth
from hipflex_gui.ui.widgets.buttons import KeyButton
from hipflex_gui.ui.widgets.flow import FlowLayout
from hipflex_gui.ui.widgets.stage import paint_room


class PhotoView(Painted):
    """A picture of one's own, as large as there is room."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.path: Path | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_path(self, path: Path | None) -> None:
        """Show a picture, or an empty room."""
        self.path = path
        describe(self, _("Your picture"), path.name if path else _("None chosen yet"))
        self.update()

    def sizeHint(self) -> QSize:
        """Return the room it has on a page."""
        return QSize(480, self.theme.px(280))

    def minimumSizeHint(self) -> QSize:
        """Return the least room in which a picture can be recognised."""
        return QSize(160, self.theme.px(280))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the room, and the picture in it."""
        painter, rect = smooth(self), QRectF(self.rect())
        path = QPainterPath()
        path.addRoundedRect(rect, RADIUS_ROW, RADIUS_ROW)
        painter.setClipPath(path)
        paint_room(painter, self.look, rect)
        if self.path is None:
            return
        try:
            changed = self.path.stat().st_mtime_ns
        except OSError:
            return
        ratio = self.devicePixelRatioF()
        room = (round((rect.width() - 24) * ratio), round((rect.height() - 24) * ratio))
        loaded = photo(Photo(str(self.path), 0, 0, changed), *room)
        if loaded:
            loaded.setDevicePixelRatio(ratio)
            target = QRectF(rect.topLeft(), loaded.deviceIndependentSize())
            target.moveCenter(rect.center())
            painter.drawPixmap(target.topLeft(), loaded)


class LookCard(Card):
    """The choice between a figure and a picture, and the one that is chosen.

    Signals:
        changed: the figure, the picture or the choice is another one.
    """

    changed = Signal()

    def __init__(self, look: Look, model: Model, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.look = look
        self.pose = PoseCard(look, model)
        self.figure = Chip(look, _("A figure to pose"))
        self.photo = Chip(look, _("A picture of my own"))
        self.view = PhotoView(look)
        self.take = KeyButton(look, _("Choose a picture"), "file")
        self._said = Text(look, "", "body", "ink2", wrap=True)
        self._problem = Text(look, "", "small", "warn", weight=500, wrap=True)
        self._own, column = QWidget(), QVBoxLayout(self)
        column.setContentsMargins(CARD_PADDING, 20, CARD_PADDING, CARD_PADDING)
        column.setSpacing(SPACE_L)
        column.addWidget(Text(look, _("How it looks"), "section"))
        choice = FlowLayout(gap=SPACE_S, line_gap=SPACE_S)
        for chip in (self.figure, self.photo):
            chip.setAutoExclusive(True)
            chip.clicked.connect(self._chosen)
            choice.addWidget(chip)
        column.addLayout(choice)
        column.addWidget(self.pose)
        inner = QVBoxLayout(self._own)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(SPACE_S)
        said = _(
            "A PNG or JPEG file. A smaller copy of it goes into the folder of your movements,"
            " without what a camera writes into it, such as the place. Of a movement with two sides"
            " show the left one; for the right one it is reversed."
        )
        inner.addWidget(Text(look, said, "small", "ink3", wrap=True))
        inner.addWidget(self.view)
        inner.addWidget(self._said)
        inner.addWidget(self._problem)
        row = FlowLayout()
        row.addWidget(self.take)
        inner.addLayout(row)
        column.addWidget(self._own)
        self.take.clicked.connect(self._ask)
        self.pose.changed.connect(self.changed)
        self.show_photo(None, chosen=False)

    @property
    def photo_path(self) -> Path | None:
        """The picture to be shown; None where the figure is."""
        return self.view.path if self.photo.isChecked() else None

    def show_photo(self, path: Path | None, *, chosen: bool) -> None:
        """Show which picture there is, and whether it stands in for the figure."""
        self.view.show_path(path)
        self._said.setText(path.name if path else _("None chosen yet"))
        self._problem.hide()
        (self.photo if chosen else self.figure).setChecked(True)
        self._show()

    def use_photo(self, path: Path) -> None:
        """Take a picture from anywhere, if it can be shown."""
        try:
            load(path)
        except Fault as fault:
            self._problem.setText(str(fault))
            self._problem.show()
            return
        self.show_photo(path, chosen=True)
        self.changed.emit()

    def _ask(self) -> None:
        kinds = _("Pictures (*.png *.jpg *.jpeg *.PNG *.JPG *.JPEG)")
        chosen, _kind = QFileDialog.getOpenFileName(self, _("Choose a picture"), "", kinds)
        if chosen:
            self.use_photo(Path(chosen))

    def _chosen(self) -> None:
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        self.pose.setVisible(self.figure.isChecked())
        self._own.setVisible(self.photo.isChecked())
