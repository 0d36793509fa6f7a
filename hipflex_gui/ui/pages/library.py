"""The library: every session and every movement, to search and to look up."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from hipflex_gui.i18n import _, ngettext
from hipflex_gui.movements import Movement, Spot
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.model import Model
from hipflex_gui.ui.pages.base import Page
from hipflex_gui.ui.pages.facts import (
    SessionFacts,
    Wish,
    facts_of,
    matches,
    movement_haystack,
    movement_row,
)
from hipflex_gui.ui.pages.lists import SHORT, Filters, RowGrid
from hipflex_gui.ui.pages.parts import (
    SearchField,
    Tabs,
    emptied,
    link,
    on_key,
)
from hipflex_gui.ui.theme import CARD_GAP, ROW_GAP
from hipflex_gui.ui.widgets.banner import EmptyState
from hipflex_gui.ui.widgets.base import Text, describe

SESSIONS, MOVEMENTS = 0, 1


class LibraryPage(Page):
    """Sessions and movements under two tabs."""

    def __init__(self, look: Look, model: Model, parent: QWidget | None = None) -> None:
        super().__init__(look, model, parent)
        self._sessions: list[tuple[SessionFacts, str]] = []
        self._movements: list[tuple[Movement, str]] = []
        column, within = self.column, self.body
        column.setSpacing(0)
        self.tabs = Tabs(look, (_("Sessions"), _("Movements")), within)
        describe(self.tabs, _("Parts of the library"))
        self.field = SearchField(look, within)
        self.field.setPlaceholderText(_("Search by name, tag, place, prop or area"))
        describe(self.field, _("Search the library"))
        self.filters = Filters(look, within)
        self._found = Text(look, "", "small", "ink3")
        hint = _("Opens its steps")
        self.session_rows = RowGrid(look, within, hint)
        self.movement_rows = RowGrid(look, within, _("Opens its page"))
        self._empty = QVBoxLayout()
        column.addWidget(Text(look, _("Library"), "title"))
        column.addSpacing(8)
        column.addWidget(self.tabs)
        column.addSpacing(CARD_GAP)
        column.addWidget(self.field)
        column.addSpacing(ROW_GAP)
        column.addLayout(self.filters.layout)
        column.addSpacing(CARD_GAP)
        column.addWidget(self._found)
        column.addSpacing(8)
        for grid in (self.session_rows, self.movement_rows):
            column.addLayout(grid.layout)
        column.addLayout(self._empty)
        column.addStretch(1)
        self.tabs.currentChanged.connect(self._show_rows)
        self.field.textChanged.connect(self._show_rows)
        self.filters.changed.connect(self._show_rows)
        self.session_rows.chosen.connect(self.plan)
        self.movement_rows.chosen.connect(self.movement)
        on_key(self, Qt.Key.Key_Escape, self.field.clear)

    def refresh(self) -> None:
        """Read sessions and movements from the model."""
        facts = [facts_of(self.model, entry) for entry in self.model.playable()]
        self._sessions = [(one, one.haystack()) for one in facts]
        movements = sorted(
            self.model.catalogue.movements.values(), key=lambda one: one.name.casefold()
        )
        self._movements = [(one, movement_haystack(one)) for one in movements]
        self._show_rows()

    def fit(self, *, narrow: bool) -> None:
        """Put rows in one column where there is little room."""
        self.session_rows.set_columns(1 if narrow else 2)
        self.movement_rows.set_columns(1 if narrow else 2)

    def search(self) -> None:
        """Put the cursor into the search field."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def _show_rows(self) -> None:
        tab = self.tabs.currentIndex()
        places = (
            {one.place for one, _words in self._sessions}
            if tab == SESSIONS
            else {one.place for one, _words in self._movements}
        )
        left_out = [
            *([] if Spot.GYM in places else [Spot.GYM]),
            *([SHORT] if tab == MOVEMENTS else []),
        ]
        self.filters.changed.disconnect(self._show_rows)
        self.filters.offer(left_out)
        self.filters.changed.connect(self._show_rows)
        wish, wanted = self.filters.wish(), self.field.text()
        sessions = [
            (one.entry.id, one.row())
            for one, words in self._sessions
            if matches(words, wanted) and not wish.session_misses(one)
        ]
        movements = [
            (one.id, movement_row(one))
            for one, words in self._movements
            if matches(words, wanted) and not wish.movement_misses(one)
        ]
        self.session_rows.show_rows(sessions if tab == SESSIONS else [])
        self.movement_rows.show_rows(movements if tab == MOVEMENTS else [])
        self._found.setText(_count(tab, len(sessions if tab == SESSIONS else movements)))
        emptied(self._empty)
        found = sessions if tab == SESSIONS else movements
        self._found.setVisible(bool(found))
        if not found:
            other = len(movements if tab == SESSIONS else sessions)
            self._empty.addWidget(self._nothing(tab, wish, wanted.strip(), other))

    def _nothing(self, tab: int, wish: Wish, wanted: str, other: int) -> EmptyState:
        if wanted:
            title = _("Nothing is found for “{words}”").format(words=wanted[:40])
        elif tab == SESSIONS:
            title = wish.none_fits()
        else:
            title = _("No movement fits these filters")
        text, actions = _("Fewer words or filters show more."), []
        clear = link(self.look, _("Show everything"))
        clear.clicked.connect(self._clear)
        actions.append(clear)
        if other:
            text = _other(tab, other)
            switch = link(self.look, _("Movements") if tab == SESSIONS else _("Sessions"))
            switch.clicked.connect(lambda: self.tabs.setCurrentIndex(1 - tab))
            actions.insert(0, switch)
        return EmptyState(self.look, title, text, actions)

    def _clear(self) -> None:
        self.field.clear()
        self.filters.clear()


def _count(tab: int, found: int) -> str:
    if tab == SESSIONS:
        return ngettext("{n} session", "{n} sessions", found).format(n=found)
    return ngettext("{n} movement", "{n} movements", found).format(n=found)


def _other(tab: int, found: int) -> str:
    if tab == SESSIONS:
        said = ngettext("There is {n} movement for it.", "There are {n} movements for it.", found)
    else:
        said = ngettext("There is {n} session for it.", "There are {n} sessions for it.", found)
    return said.format(n=found)
