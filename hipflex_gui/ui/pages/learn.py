"""Learn: what is good to know, and every movement by the area of the body it is for."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QSpacerItem, QVBoxLayout, QWidget

from hipflex_gui import safety
from hipflex_gui.i18n import N_, _
from hipflex_gui.movements import Kind, Movement
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.model import Model
from hipflex_gui.ui.pages.base import Page
from hipflex_gui.ui.pages.facts import matches, movement_haystack, movement_row
from hipflex_gui.ui.pages.lists import RowGrid
from hipflex_gui.ui.pages.parts import Link, SearchField, link, on_key
from hipflex_gui.ui.theme import CARD_GAP, CARD_PADDING, ROW_GAP, SECTION_GAP, SPACE_M, SPACE_S
from hipflex_gui.ui.widgets.banner import EmptyState
from hipflex_gui.ui.widgets.base import Card, Text, describe
from hipflex_gui.ui.widgets.lists import in_two_columns

STRENGTH, ACTIVITIES = N_("Strength"), N_("Activities")
REST_OF_BODY = N_("Back and whole body")
# The heading of each group, and the first targets that put a movement under it.
GROUPS: tuple[tuple[str, frozenset[str]], ...] = (
    (N_("Front of the hip"), frozenset({"hip-flexors", "psoas"})),
    (
        N_("Outer hip and seat"),
        frozenset(
            {"outer-hips", "glutes", "piriformis", "hip-rotators", "hip-abductors", "abductors"}
        ),
    ),
    (N_("Inner thigh"), frozenset({"inner-thighs", "adductors", "groin"})),
    (N_("Back of the leg"), frozenset({"hamstrings", "calves"})),
    (N_("Front of the thigh"), frozenset({"quadriceps", "quads", "knees"})),
    (REST_OF_BODY, frozenset()),
    (STRENGTH, frozenset()),
    (ACTIVITIES, frozenset()),
)
_OF_KIND = {Kind.STRENGTH: STRENGTH, Kind.ACTIVITY: ACTIVITIES}


def group_of(movement: Movement) -> str:
    """Return the heading of ``GROUPS`` under which a movement is found."""
    first = movement.targets[0].area if movement.targets else ""
    area = next((heading for heading, areas in GROUPS if first in areas), REST_OF_BODY)
    return _OF_KIND.get(movement.kind, area)


def good_to_know() -> tuple[str, ...]:
    """Return what holds for all stretches, in a few sentences."""
    return (
        _("Ease into each stretch little by little, and stay there without bouncing."),
        _("Discomfort is a reason to stop, and stopping is always right."),
        _("Walk about for a few minutes before you stretch, and before any sport."),
        _("A few stretches, ten minutes a day, are plenty. Begin with less."),
        _("Look after the front of the hip and the seat together: stretch and strengthen both."),
        _("To stretch the front of the hip, let the hip alone move: no bend of the back knee."),
        _("If the relief gets shorter each time, look for the cause, such as long sitting."),
        _("Ask a doctor or physiotherapist when pain stays, or when you are not sure."),
    )


class LearnPage(Page):
    """Everything to read: what is good to know, the movements by area, when to ask for help."""

    def __init__(self, look: Look, model: Model, parent: QWidget | None = None) -> None:
        super().__init__(look, model, parent)
        self._movements: dict[str, list[tuple[Movement, str]]] = {}
        column, within = self.column, self.body
        column.setSpacing(0)
        self.field = SearchField(look, within)
        self.field.setPlaceholderText(_("Search by name, place, prop or area"))
        describe(self.field, _("Search the movements"))
        column.addWidget(Text(look, _("Learn"), "title"))
        column.addSpacing(CARD_GAP)
        column.addWidget(self.field)
        column.addSpacing(CARD_GAP)
        self._know, self._halves = Card(parent=within), QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._more = Link(look, _("When to ask for help"))
        column.addWidget(self._know)
        self._fill_know()
        self.groups: dict[str, tuple[Text, RowGrid]] = {}
        for name, _areas in GROUPS:
            heading = Text(look, _(name), "section", wrap=True)
            heading.setContentsMargins(0, SECTION_GAP, 0, ROW_GAP)
            rows = RowGrid(look, within, _("Opens its page"))
            rows.layout.addItem(QSpacerItem(0, 0), 0, 1)  # so that a lone row is half as wide too
            rows.chosen.connect(self.movement)
            column.addWidget(heading)
            column.addLayout(rows.layout)
            self.groups[name] = heading, rows
        clear = link(look, _("Show everything"))
        clear.clicked.connect(self.field.clear)
        text = _("Fewer words show more.")
        self._empty = EmptyState(look, _("No movement is found"), text, [clear])
        column.addWidget(self._empty)
        column.addSpacing(SECTION_GAP)
        self._help = Card(parent=within)
        self._about = Link(look, _("About Hipflex"))
        column.addWidget(self._help)
        self._fill_help()
        column.addStretch(1)
        self.field.textChanged.connect(self._show_rows)
        on_key(self, Qt.Key.Key_Escape, self.field.clear)

    def _fill_know(self) -> None:
        column = _headed(self.look, self._know, _("Good to know"))
        self._halves.setSpacing(SECTION_GAP)
        said = good_to_know()
        for half in (said[: len(said) // 2], said[len(said) // 2 :]):
            self._halves.addLayout(_list(self.look, half), 1)
        column.addLayout(self._halves)
        self._more.clicked.connect(self._show_help)
        column.addWidget(self._more)

    def _fill_help(self) -> None:
        column = _headed(self.look, self._help, _("When to ask for help"))
        for advice in safety.after_discomfort()[:2]:
            column.addWidget(Text(self.look, advice.title, "body", weight=600, wrap=True))
            column.addLayout(_list(self.look, advice.lines))
        self._about.clicked.connect(lambda: self.go.emit("about"))
        column.addWidget(self._about)

    def _show_help(self) -> None:
        self.verticalScrollBar().setValue(self._help.y() - CARD_GAP)
        self._about.setFocus()

    def refresh(self) -> None:
        """Read the movements from the model."""
        self._movements = {name: [] for name in self.groups}
        found = sorted(self.model.catalogue.movements.values(), key=lambda m: m.name.casefold())
        for movement in found:
            words = movement_haystack(movement)
            self._movements[group_of(movement)].append((movement, words))
        self._show_rows()

    def fit(self, *, narrow: bool) -> None:
        """Put rows and sentences in one column where there is little room."""
        down, along = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._halves.setDirection(down if narrow else along)
        self._halves.setSpacing(SPACE_S if narrow else SECTION_GAP)
        for _heading, rows in self.groups.values():
            rows.set_columns(1 if narrow else 2)

    def search(self) -> None:
        """Put the cursor into the search field."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def _show_rows(self) -> None:
        wanted = self.field.text()
        shown: list[QWidget] = []
        for name, (heading, rows) in self.groups.items():
            found = [one for one, words in self._movements[name] if matches(words, wanted)]
            rows.show_rows([(one.id, movement_row(one)) for one in found])
            heading.setVisible(bool(found))
            shown += rows.rows
        # rows are made last, and are not last for the keyboard
        for one, following in pairwise([self._more, *shown, self._about]):
            QWidget.setTabOrder(one, following)
        self._empty.setVisible(not shown)
        for card in (self._know, self._help):
            card.setVisible(not wanted.strip())


def _headed(look: Look, card: Card, heading: str) -> QVBoxLayout:
    describe(card, heading)
    column = QVBoxLayout(card)
    column.setContentsMargins(CARD_PADDING, 20, CARD_PADDING, SPACE_M)
    column.setSpacing(SPACE_S)
    column.addWidget(Text(look, heading, "section", wrap=True))
    return column


def _list(look: Look, lines: Sequence[str]) -> QVBoxLayout:
    column = QVBoxLayout()
    column.addLayout(
        in_two_columns(
            (Text(look, "•", "body", "ink2"), Text(look, line, "body", "ink2", wrap=True))
            for line in lines
        )
    )
    column.addStretch(1)
    return column
