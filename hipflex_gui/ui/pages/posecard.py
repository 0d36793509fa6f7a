"""The figure of a movement to be posed: where it begins, its key-frames, what stands around."""

from dataclasses import replace
from math import copysign

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from hipflex_gui.figure.bending import bend, places
from hipflex_gui.figure.body import BONES, SIDES, part_points
from hipflex_gui.figure.figures import FLOOR, WALL, Figure, KeyFrame, PropAt
from hipflex_gui.figure.keyframes import (
    copy_frame,
    mirror_frame,
    with_frame,
    with_prop,
    without_frame,
    without_prop,
)
from hipflex_gui.figure.posing import Stance, pose
from hipflex_gui.figure.postures import NAMES, posture
from hipflex_gui.format_figure import MOST_FRAMES
from hipflex_gui.i18n import _
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.model import Model
from hipflex_gui.ui.pages.facts import capital
from hipflex_gui.ui.pages.parts import emptied
from hipflex_gui.ui.theme import SPACE_L, SPACE_S
from hipflex_gui.ui.widgets.badges import Chip
from hipflex_gui.ui.widgets.base import Text, describe
from hipflex_gui.ui.widgets.buttons import KeyButton
from hipflex_gui.ui.widgets.fields import Select
from hipflex_gui.ui.widgets.flow import FlowLayout
from hipflex_gui.ui.widgets.poser import Poser
from hipflex_gui.ui.widgets.poserwords import contact_sentences, frame_words

SEAT = 0.45  # metres: how high a chair is
_RESTS = {
    "sitting on the floor": ("seat",), "lying on the back": ("back",),
    "hands and knees": ("hand_l", "hand_r", "knee_l", "knee_r"), "kneeling": ("knee_l", "knee_r"),
    "half kneeling": ("knee_l", "foot_r"), "sitting on the heels": ("knee_l", "knee_r"),
    "sitting cross-legged": ("seat",), "lying on the belly": ("thigh_l", "thigh_r"),
    "lying on the side": ("hip_r",),
}  # fmt: skip
_SITTING = "sitting on a chair"
_LEGS = {f"{bone}_{side}" for bone in ("thigh", "shin", "foot") for side in SIDES}
_FRONTS = (("toes_l", "toes_r"), ("fingers_l", "fingers_r"), ("knee_l", "knee_r"), ("head",))
_CHAIR = PropAt("chair", ("seat",))
_WALL = PropAt(WALL, _FRONTS[0], facing="back")


class PoseCard(QWidget):
    """The poser, and around it what is done with whole key-frames.

    Signals:
        changed: the figure is another one.
    """

    changed = Signal()

    def __init__(self, look: Look, model: Model, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look, self.model = look, model
        self.poser = Poser(look)
        self.begin = Select(look)
        describe(self.begin, _("Begin with a pose"))
        self.begin.setSizeAdjustPolicy(
            Select.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.begin.setMinimumContentsLength(24)
        self._frames = FlowLayout(gap=SPACE_S, line_gap=SPACE_S)
        self._chips: list[Chip] = []
        self.copy = KeyButton(look, _("Add a position"), "plus")
        self.remove = KeyButton(look, _("Remove this position"))
        self.mirror = KeyButton(look, _("Swap left and right"))
        self.undo = KeyButton(look, _("Undo"), kind="text")
        self.redo = KeyButton(look, _("Redo"), kind="text")
        self.both = Chip(look, _("Both sides move alike"))
        self.props = {
            PropAt("mat"): Chip(look, _("Mat")),
            _CHAIR: Chip(look, _("Chair")),
            _WALL: Chip(look, _("Wall")),
        }
        self._contacts = Text(look, "", "body", "ink2", wrap=True)
        self._lay_parts()
        self.poser.changed.connect(self._poser_changed)
        self.poser.chosen.connect(self._tell)
        self.begin.activated.connect(self._begin)
        self.copy.clicked.connect(self._copy)
        self.remove.clicked.connect(self._remove)
        self.mirror.clicked.connect(self._mirror)
        self.undo.clicked.connect(self.poser.undo)
        self.redo.clicked.connect(self.poser.redo)
        self.both.toggled.connect(self._set_both)
        for prop, chip in self.props.items():
            chip.clicked.connect(lambda on, prop=prop: self._set_prop(prop, on=on))
        self._tell()

    @property
    def figure(self) -> Figure:
        """The figure as it is posed now."""
        return self.poser.figure

    def show_figure(self, figure: Figure) -> None:
        """Pose a figure."""
        self._fill_begin()
        self.poser.show_figure(figure)
        self._tell()

    def _lay_parts(self) -> None:
        look = self.look
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_S)
        said = _(
            "Drag a joint; near the floor, a wall or a seat it comes to rest. Drag beside the body"
            " to turn the picture. With the keyboard: Tab goes from joint to joint, the arrows move"
            " it by 1 cm, with Shift by 5 cm, V takes the other view, Ctrl+Z undoes."
        )
        begin = FlowLayout(gap=SPACE_S, line_gap=SPACE_S)
        label = Text(look, _("Begin with a pose"), "row")
        label.setBuddy(self.begin)
        for part in (label, self.begin):
            begin.addWidget(part)
        tools = FlowLayout(gap=SPACE_S, line_gap=SPACE_S)
        for tool in (self.copy, self.remove, self.mirror, self.undo, self.redo, self.both):
            tools.addWidget(tool)
        around = FlowLayout(gap=SPACE_S, line_gap=SPACE_S)
        for chip in self.props.values():
            around.addWidget(chip)
        column.addLayout(begin)
        column.addWidget(Text(look, said, "small", "ink3", wrap=True))
        column.addSpacing(SPACE_S)
        positions = _("Positions: it moves from one to the next")
        column.addWidget(Text(look, positions, "row", wrap=True))
        column.addLayout(self._frames)
        column.addWidget(self.poser)
        column.addWidget(self._contacts)
        column.addLayout(tools)
        column.addSpacing(SPACE_L)
        column.addWidget(Text(look, _("What stands there"), "row", wrap=True))
        column.addLayout(around)

    def _fill_begin(self) -> None:
        """List the figures of the library, and the plain postures below them."""
        with QSignalBlocker(self.begin):
            self.begin.clear()
            self.begin.addItem(_("Choose one"), None)
            drawn = [one for one in self.model.catalogue.movements.values() if one.figure]
            for movement in sorted(drawn, key=lambda one: one.name.casefold()):
                self.begin.addItem(movement.name, movement.figure)
            for name in NAMES:
                frame = KeyFrame("start", tuple(posture(name).items()))
                frame = replace(frame, touch=((FLOOR, _RESTS.get(name, ("foot_l", "foot_r"))),))
                props = (_CHAIR,) if "chair" in name else ()
                self.begin.addItem(capital(_(name)), Figure((frame,), props=props))

    def _begin(self, index: int) -> None:
        figure = self.begin.itemData(index)
        if figure is not None:
            self.poser.edit(figure, figure.pose)

    def _copy(self) -> None:
        number = self.poser.number
        self.poser.edit(copy_frame(self.figure, number), number + 1)

    def _remove(self) -> None:
        number = self.poser.number
        self.poser.edit(without_frame(self.figure, number), max(0, number - 1))

    def _mirror(self) -> None:
        self.poser.edit(mirror_frame(self.figure, self.poser.number))

    def _set_both(self, on: bool) -> None:
        self.poser.both = on

    def _set_prop(self, prop: PropAt, *, on: bool) -> None:
        """Put a prop there, at the key-frame that is seen, or take it away."""
        if not on:
            self.poser.edit(without_prop(self.figure, prop.name))
            return
        number = self.poser.number
        name = self.figure.frames[number].name if number and prop.at else ""
        figure = self.figure
        if prop.name == "chair":
            figure = _seated(figure, number)
        if prop.name == WALL:  # seen from where it hides nobody
            turn = copysign(100, figure.view.turn)
            figure = replace(figure, view=replace(figure.view, turn=turn))
            prop = replace(prop, at=_foremost(pose(figure).stances[number]))
        self.poser.edit(with_prop(figure, replace(prop, frame=name)))

    def _poser_changed(self) -> None:
        self._tell()
        self.changed.emit()

    def _tell(self) -> None:
        """Show the key-frames there are, and what can be done now."""
        figure, number = self.figure, self.poser.number
        names = [frame_words(frame.name) for frame in figure.frames]
        if [chip.accessibleName() for chip in self._chips] != names:
            emptied(self._frames)
            self._chips = [Chip(self.look, name, self) for name in names]
            for n, chip in enumerate(self._chips):
                chip.clicked.connect(lambda _on=True, n=n: self.poser.show_frame(n))
                self._frames.addWidget(chip)
                chip.show()
        for n, chip in enumerate(self._chips):
            chip.setChecked(n == number)
        self.copy.setEnabled(len(names) < MOST_FRAMES)
        self.remove.setEnabled(len(names) > 1)
        self.undo.setEnabled(self.poser.can_undo)
        self.redo.setEnabled(self.poser.can_redo)
        there = {prop.name for prop in figure.props}
        for prop, chip in self.props.items():
            chip.setChecked(prop.name in there)
        said = ". ".join(contact_sentences(figure.frames[number]))
        self._contacts.setText(f"{said}." if said else _("Nothing touches the floor."))


def _seated(figure: Figure, number: int) -> Figure:
    """Return the figure with a key-frame from which a chair fits under the seat.

    Whoever stands sits down. Whoever kneels or is close to the floor gets the legs of one who sits,
    and who is not upright the rest as well.
    """
    stance, frame = pose(figure).stances[number], figure.frames[number]
    height = places(stance)["pelvis"][2]
    if height > SEAT + 0.3:
        return bend(figure, number, "pelvis", (-0.38, 0, SEAT + 0.1 - height), (0, -1, 0))
    if height > SEAT - 0.1 and {"foot_l", "foot_r"} <= {*stance.floor}:
        return figure
    sitting, before = posture(_SITTING), frame.posture
    upright = before["spine"][2] > 0.5
    bones = {b: before[b] if upright and b not in _LEGS else sitting[b] for b in BONES}
    return with_frame(
        figure,
        number,
        replace(
            frame,
            bones=tuple(bones.items()),
            touch=((FLOOR, ("foot_l", "foot_r")),),
            pins=tuple(pin for pin in frame.pins if not pin[0].startswith("foot")),
        ),
    )


def _foremost(stance: Stance) -> tuple[str, ...]:
    """Return which parts reach furthest to the front, so that a wall there cuts through none."""

    def front(parts: tuple[str, ...]) -> float:
        return max(p[0] + r for part in parts for p, r in part_points(stance.at, part))

    return max(_FRONTS, key=front)
