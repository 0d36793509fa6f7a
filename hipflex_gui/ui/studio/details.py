"""What a session says about itself: a sentence, where, how demanding, words to find it by."""

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from hipflex_gui import plan
from hipflex_gui.draft import Draft
from hipflex_gui.i18n import _
from hipflex_gui.movements import Level, Spot
from hipflex_gui.readers import LONGEST_TEXT, id_from
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.studio.stepfields import Line
from hipflex_gui.ui.theme import SPACE_L, SPACE_M, SPACE_S
from hipflex_gui.ui.widgets.base import Text, describe
from hipflex_gui.ui.widgets.fields import Select


class Details(QWidget):
    """A form over the panes, folded away until it is wanted.

    Signals:
        changed: a key of the session, and its value; None takes the key away.
    """

    changed = Signal(str, object)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.summary, self.tags = Line(), Line()
        self.summary.setMaxLength(LONGEST_TEXT)
        self.summary.setPlaceholderText(_("A few quiet minutes."))
        self.tags.setPlaceholderText(_("desk, evening"))
        self.place, self.level, self.order = Select(look), Select(look), Select(look)
        self.place.addItem(_("As its movements need"), None)
        self.level.addItem(_("As its hardest movement"), None)
        for spot in Spot:
            self.place.addItem(plan.spot_text(spot), str(spot))
        for level in Level:
            self.level.addItem(plan.level_text(level), str(level))
        self.order.addItem(_("One after the other"), None)
        self.order.addItem(_("Pick from them each time"), "free")
        self._choices = {"place": self.place, "level": self.level, "order": self.order}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(SPACE_L, SPACE_S, SPACE_L, SPACE_M)
        self._grid.setSpacing(SPACE_S)
        self._rows: list[tuple[Text, QWidget]] = []
        for words, field in (
            (_("In a sentence"), self.summary),
            (_("Where"), self.place),
            (_("How demanding"), self.level),
            (_("Words to find it by"), self.tags),
            (_("The steps are done"), self.order),
        ):
            label = Text(look, words, "small", "ink2")
            label.setBuddy(field)
            describe(field, words)
            self._rows.append((label, field))
        self.fit(narrow=False)
        self.summary.editingFinished.connect(self._summary_changed)
        self.tags.editingFinished.connect(self._tags_changed)
        for key, choice in self._choices.items():
            choice.activated.connect(lambda _index, key=key: self._chosen(key))
        self._shown: dict[str, object] = {}
        self.hide()

    def fit(self, *, narrow: bool) -> None:
        """Set the fields below each other, or where there is room all but the first in pairs."""
        for number, (label, field) in enumerate(self._rows):
            row, side = (number, 0) if narrow else ((number + 1) // 2, 2 * ((number + 1) % 2))
            whole = narrow or not number
            self._grid.addWidget(label, row, 0 if whole else side)
            self._grid.addWidget(field, row, 1 if whole else side + 1, 1, 3 if whole else 1)
        for column in (1, 3):
            self._grid.setColumnStretch(column, 1)

    def toggle(self) -> None:
        """Open the form, or fold it away."""
        self.setVisible(self.isHidden())
        if not self.isHidden():
            self.summary.setFocus()

    def show_draft(self, draft: Draft) -> None:
        """Show what the text says."""
        self.setEnabled(draft.readable)
        tags = draft.values.get("tags", ())
        self._shown = {
            "summary": draft.values.get("summary", ""),
            "tags": ", ".join((tags,) if isinstance(tags, str) else tags),
        }
        for key, field in (("summary", self.summary), ("tags", self.tags)):
            if not field.isModified() or not field.hasFocus():
                with QSignalBlocker(field):
                    field.setText(str(self._shown[key]))
        for key, choice in self._choices.items():
            with QSignalBlocker(choice):
                choice.setCurrentIndex(max(0, choice.findData(draft.values.get(key))))

    def commit(self) -> None:
        """Tell what has been typed."""
        self._summary_changed()
        self._tags_changed()

    def _summary_changed(self) -> None:
        if not self.summary.isModified():
            return
        self.summary.setModified(False)
        said = " ".join(self.summary.text().split())
        if said != self._shown.get("summary"):
            self.changed.emit("summary", said or None)

    def _tags_changed(self) -> None:
        if not self.tags.isModified():
            return
        self.tags.setModified(False)
        if self.tags.text() != self._shown.get("tags"):
            tags = [id_from(word) for word in self.tags.text().split(",")]
            self.changed.emit("tags", [tag for tag in tags if tag] or None)

    def _chosen(self, key: str) -> None:
        self.changed.emit(key, self._choices[key].currentData())
