"""The words of a movement in fields: what it is, how it is done, how much, with what."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from hipflex_gui import plan
from hipflex_gui.i18n import N_, _
from hipflex_gui.movement_text import Form
from hipflex_gui.movements import Kind, Level, Sides, Spot
from hipflex_gui.readers import LONGEST_NAME, LONGEST_TEXT, id_from
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.pages.facts import capital, plain
from hipflex_gui.ui.theme import CARD_PADDING, SPACE_L, SPACE_XS
from hipflex_gui.ui.widgets.base import Card, Text, describe
from hipflex_gui.ui.widgets.fields import Select
from hipflex_gui.ui.widgets.flow import FlowLayout

LINES, WIDE, NARROW = 104, 264, 120  # px at 100 %
_SIDES = {
    Sides.TOGETHER: N_("Both sides at once"),
    Sides.EACH: N_("One side, then the other"),
    Sides.ALTERNATE: N_("Left and right in turn, rep by rep"),
    Sides.WITHIN_REP: N_("Both sides within one rep"),
    Sides.ONE: N_("One side only, the one I choose"),
    Sides.LEFT: N_("Left side only"),
    Sides.RIGHT: N_("Right side only"),
    Sides.BY_DIRECTION: N_("As the steps of a walk say"),
}


class Lines(QPlainTextEdit):
    """One thing a line; Tab goes on to the next field."""

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines that have words in them."""
        said = (" ".join(line.split()) for line in self.toPlainText().split("\n"))
        return tuple(line for line in said if line)

    def show_lines(self, lines: Sequence[str]) -> None:
        """Show other lines."""
        if lines != self.lines:
            self.setPlainText("\n".join(lines))


class MovementForm(QWidget):
    """All of a movement that is words. What is wrong is said under the field it is in.

    Signals:
        changed: something was written or chosen.
    """

    changed = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.name, self.out, self.feel = QLineEdit(), QLineEdit(), QLineEdit()
        self.dose, self.sets, self.rest = QLineEdit(), QLineEdit(), QLineEdit()
        self.targets, self.props = QLineEdit(), QLineEdit()
        self.set_up, self.steps, self.cautions = Lines(), Lines(), Lines()
        self.kind = self._select({str(one): capital(plan.kind_text(one)) for one in Kind})
        self.level = self._select({str(one): capital(plan.level_text(one)) for one in Level})
        places = {str(one): capital(plan.spot_text(one)) for one in Spot}
        self.place = self._select({"": _("Anywhere"), **places})
        self.sides = self._select({str(one): _(words) for one, words in _SIDES.items()})
        self._problems: dict[str, Text] = {}
        self._boxes: dict[str, QWidget] = {}
        self._asked, self._shown = Form(), dict[str, str]()
        self._lay_parts()
        for edit in self._edits():
            edit.textChanged.connect(self.changed)

    @property
    def form(self) -> Form:
        """What is in the fields; figure and picture are those that were shown."""
        return replace(
            self._asked,
            name=_said(self.name),
            kind=self.kind.currentData(),
            level=self.level.currentData(),
            place=self.place.currentData(),
            sides=self.sides.currentData(),
            dose=_said(self.dose),
            sets=_said(self.sets),
            rest=_said(self.rest),
            targets=self._as_shown("targets") or self._targets(),
            props=self._as_shown("props") or _listed(self.props.text()),
            set_up=self.set_up.lines,
            steps=self.steps.lines,
            out=_said(self.out),
            feel=_said(self.feel),
            cautions=self._as_shown("cautions") or tuple(map(_caution, self.cautions.lines)),
        )

    def show_form(self, form: Form) -> None:
        """Fill the fields."""
        self._asked = form
        self.name.setText(form.name)
        for box, value in (
            (self.kind, form.kind), (self.level, form.level),
            (self.place, form.place), (self.sides, form.sides),
        ):  # fmt: skip
            box.setCurrentIndex(max(0, box.findData(value)))
        self.dose.setText(form.dose)
        self.sets.setText(form.sets)
        self.rest.setText(form.rest)
        self.targets.setText(", ".join(map(plain, form.targets)))
        self.props.setText(", ".join(form.props))
        self.set_up.show_lines(form.set_up)
        self.steps.show_lines(form.steps)
        self.out.setText(form.out)
        self.feel.setText(form.feel)
        self.cautions.show_lines([f"{plain(when)}: {say}" for when, say in form.cautions])
        self._shown = self._many()
        self.say_problems({})

    def _many(self) -> dict[str, str]:
        """Return the fields that hold several things in words of their own."""
        return {
            "targets": self.targets.text(),
            "props": self.props.text(),
            "cautions": self.cautions.toPlainText(),
        }

    def _as_shown(self, name: str) -> Any:
        """Return what a field was filled from, while its words are the same; else nothing."""
        same = self._many()[name] == self._shown.get(name)
        return getattr(self._asked, name) if same else ()

    def say_problems(self, problems: Mapping[str, str]) -> QWidget | None:
        """Say what is wrong, by the key of the file; return the first field that has a problem."""
        first = None
        for key, text in self._problems.items():
            text.setText(problems.get(key, ""))
            text.setVisible(key in problems)
            if key in problems and first is None:
                first = self._boxes[key]
        return first

    def fit(self) -> None:
        """Give the fields their sizes at the present size of the text."""
        px = self.look.theme.px
        for lines in (self.set_up, self.steps, self.cautions):
            lines.setFixedHeight(px(LINES))
        for small in (self.dose, self.sets, self.rest):
            small.setFixedWidth(px(WIDE if small is self.dose else NARROW))

    def _targets(self) -> tuple[str, ...]:
        """Return the ids of the areas."""
        ids = map(id_from, _listed(self.targets.text()))
        return tuple(dict.fromkeys(one for one in ids if one))

    def _edits(self) -> Sequence[QLineEdit | QPlainTextEdit]:
        return (
            self.name, self.out, self.feel, self.dose, self.sets, self.rest, self.targets,
            self.props, self.set_up, self.steps, self.cautions,
        )  # fmt: skip

    def _select(self, words: Mapping[str, str]) -> Select:
        box = Select(self.look)
        for value, label in words.items():
            box.addItem(label, value)
        box.currentIndexChanged.connect(lambda _index: self.changed.emit())
        return box

    def _lay_parts(self) -> None:
        for field, most in ((self.name, LONGEST_NAME), (self.out, LONGEST_TEXT), (self.feel, 120)):
            field.setMaxLength(most)
        self.dose.setPlaceholderText(_("30s, 5 breaths, 8-10 reps"))
        self.rest.setPlaceholderText(_("20s"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_L)
        what = self._card(column, _("What it is"))
        what.addWidget(self._field("name", _("Name"), self.name))
        kind = self._field("kind", _("Kind"), self.kind)
        place = self._field("place", _("Where"), self.place)
        level = self._field("level", _("How demanding"), self.level)
        what.addLayout(_flow(kind, place, level))
        targets = _("Areas of the body, with commas between them, such as hip flexors, glutes.")
        what.addWidget(self._field("targets", _("What it is for"), self.targets, targets))
        props = _("With commas between them, such as mat, cushion.")
        what.addWidget(self._field("props", _("What to have at hand"), self.props, props))
        how = self._card(column, _("How it is done"))
        words = _("One action a line. Write $side or $other where it says left or right.")
        how.addWidget(self._field("set-up", _("Getting ready"), self.set_up, words))
        how.addWidget(self._field("steps", _("What to do"), self.steps, _("One action a line.")))
        how.addWidget(self._field("out", _("The way out"), self.out))
        how.addWidget(self._field("feel", _("Where it is felt"), self.feel))
        much = self._card(column, _("How much"))
        much.addLayout(_flow(self._field("sides", _("Left and right"), self.sides)))
        dose = self._field("dose", _("How long, or how often"), self.dose)
        sets = self._field("sets", _("Sets"), self.sets)
        much.addLayout(_flow(dose, sets, self._field("rest", _("Rest between sets"), self.rest)))
        self._problems["dose"].setParent(None)
        much.addWidget(self._problems["dose"])
        care = self._card(column, _("Who should take care"))
        said = _("One a line, with a colon, such as knee: pad it well.")
        care.addWidget(
            self._field("cautions", _("If something is so, and what then"), self.cautions, said)
        )

    def _card(self, column: QVBoxLayout, title: str) -> QVBoxLayout:
        card = Card()
        inner = QVBoxLayout(card)
        inner.setContentsMargins(CARD_PADDING, 20, CARD_PADDING, CARD_PADDING)
        inner.setSpacing(SPACE_L)
        inner.addWidget(Text(self.look, title, "section"))
        column.addWidget(card)
        return inner

    def _field(self, key: str, words: str, field: QWidget, more: str = "") -> QWidget:
        """Return a field under its words, with room for what is wrong below it."""
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_XS)
        label = Text(self.look, words, "row")
        label.setBuddy(field)
        column.addWidget(label)
        if more:
            column.addWidget(Text(self.look, more, "small", "ink3", wrap=True))
        column.addWidget(field)
        describe(field, words, more)
        problem = Text(self.look, "", "small", "warn", weight=500, wrap=True)
        problem.hide()
        column.addWidget(problem)
        self._problems[key], self._boxes[key] = problem, field
        return box


def _flow(*parts: QWidget) -> FlowLayout:
    line = FlowLayout(gap=SPACE_L, line_gap=SPACE_L)
    for part in parts:
        line.addWidget(part)
    return line


def _said(field: QLineEdit) -> str:
    return " ".join(field.text().split())


def _listed(text: str) -> tuple[str, ...]:
    """Return what stands between commas, each once."""
    said = (" ".join(words.split()) for words in text.split(","))
    return tuple(dict.fromkeys(words for words in said if words))


def _caution(line: str) -> tuple[str, str]:
    """Return when, and what then; a line without a colon says to ask first."""
    when, colon, say = (part.strip() for part in line.partition(":"))
    return (
        (when, say)
        if colon and when and say
        else (when or say, _("Ask first whether it is for you."))
    )
