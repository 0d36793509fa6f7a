"""Adding a session that was done without the program: which, when, how long."""

from datetime import date, datetime, time, timedelta

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from hipflex_gui.i18n import _
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.model import Model
from hipflex_gui.ui.pages.base import PADDING, Page
from hipflex_gui.ui.pages.feel import Note
from hipflex_gui.ui.pages.parts import Link, on_key
from hipflex_gui.ui.pages.runedit import LONGEST_MIN, NOTE
from hipflex_gui.ui.theme import CARD_PADDING, SPACE_L, SPACE_M, SPACE_S, SPACE_XS
from hipflex_gui.ui.widgets.base import Card, Text, announce, describe
from hipflex_gui.ui.widgets.buttons import KeyButton
from hipflex_gui.ui.widgets.dates import DateField, TimeField
from hipflex_gui.ui.widgets.fields import Number, Select
from hipflex_gui.ui.widgets.flow import FlowLayout

ROOM = 4  # for the ring of the focus, which a container would cut
WIDEST, FORM = 360, 560  # px at 100 %: of a field with names, and of the form
FIELD, LONGEST_NAME, USUAL_MIN = 152, 100, 10
NOON = time(12)


class AddRunPage(Page):
    """The form. Enter saves it, in the note Ctrl+Enter; Escape goes back without."""

    def __init__(self, look: Look, model: Model, parent: QWidget | None = None) -> None:
        super().__init__(look, model, parent)
        self.session = Select(look)
        self.name = QLineEdit()
        self.name.setMaxLength(LONGEST_NAME)
        self.day, self.time = DateField(look), TimeField(look)
        self.minutes, self.note = Number(look), Note(look)
        self.minutes.setRange(1, LONGEST_MIN)
        self.minutes.setSuffix(" " + _("min"))
        self.save_button = KeyButton(look, _("Add"), key=_("Enter"), kind="primary")
        self.save_button.clicked.connect(self.enter)
        self._cancel = KeyButton(look, _("Cancel"), kind="text")
        self._cancel.clicked.connect(self.back)
        self._card = Card()
        self._problems: dict[QWidget, Text] = {}
        self._offered = self.time.clock_time
        self._lay_parts()
        self.session.currentIndexChanged.connect(self._session_changed)
        self.day.dateChanged.connect(self._offer_time)
        self.minutes.valueChanged.connect(self._offer_time)
        self.setFocusProxy(self.session)
        on_key(self, Qt.Key.Key_Escape, self._escape)

    def show_day(self, day: date | None) -> None:
        """Begin anew.

        Args:
            day: the day that is offered; None or a day to come offers today.
        """
        now = self.model.clock.now()
        self._fill_sessions()
        self.session.setCurrentIndex(0)
        self._session_changed()
        self.name.clear()
        self.note.clear()
        self.day.show_day(min(day or now.date(), now.date()))
        self._offered = self.time.clock_time
        self._offer_time()
        self._say({})
        self.verticalScrollBar().setValue(0)

    def refresh(self) -> None:
        """Offer the sessions there are now; what is chosen and written stays."""
        self._fill_sessions()

    def fit(self, *, narrow: bool) -> None:
        """Put the fields under their words, or beside them, at the present size of the text."""
        px = self.look.theme.px
        self._card.setMaximumWidth(px(FORM))
        self.session.setMaximumWidth(px(WIDEST))
        for field in (self.day, self.time, self.minutes):
            field.setMinimumWidth(px(FIELD))
        self.note.setFixedHeight(px(NOTE))
        self.save_button.set_key_shown(self.model.settings.key_caps)

    def enter(self) -> None:
        """Add the session and go back, or say what is missing."""
        problems = self._found()
        self._say(problems)
        if problems:
            field, said = next(iter(problems.items()))
            field.setFocus()
            announce(field, said)
            return
        session = self.session.currentData()
        name = self.session.currentText() if session else self.name.text().strip()
        note = self.note.toPlainText().strip()
        if self.model.add(session, name, self._wall(), 60.0 * self.minutes.value(), note):
            self.back.emit()

    def _wall(self) -> datetime:
        return datetime.combine(self.day.day, self.time.clock_time)

    def _found(self) -> dict[QWidget, str]:
        """Return what is wrong, by the field where it is to be mended."""
        found: dict[QWidget, str] = {}
        if not self.session.currentData() and not self.name.text().strip():
            found[self.name] = _("Say what it was, such as a walk or a class.")
        now = self.model.clock.now()
        ended = self.model.clock.local(self._wall()) + timedelta(minutes=self.minutes.value())
        if self.day.day > now.date():
            found[self.day] = _("This day is still to come.")
        elif ended > now:
            found[self.time] = _("It would not be over yet. Choose an earlier time.")
        return found

    def _say(self, problems: dict[QWidget, str]) -> None:
        for field, text in self._problems.items():
            text.setText(problems.get(field, ""))
            text.setVisible(field in problems)

    def _fill_sessions(self) -> None:
        chosen = self.session.currentData()
        entries = self.model.playable()
        with QSignalBlocker(self.session):
            self.session.clear()
            for entry in entries:
                assert entry.session
                self.session.addItem(entry.session.name, entry.id)
            self.session.addItem(_("Something else"), "")
            self.session.setCurrentIndex(max(0, self.session.findData(chosen)))
        self._show_name()

    def _session_changed(self) -> None:
        """Take over how long the session is; something else is as long as it is."""
        session = self.session.currentData()
        planned = self.model.timeline(session).planned_s / 60 if session else USUAL_MIN
        self.minutes.setValue(max(1, round(planned)))
        self._show_name()

    def _offer_time(self) -> None:
        """Let it be just over, or at noon on an earlier day, until another time is given."""
        if self.time.clock_time != self._offered:
            return
        now = self.model.clock.now().replace(tzinfo=None)
        began = now - timedelta(minutes=self.minutes.value())
        began = max(began, datetime.combine(now, time()))
        just_now = time(began.hour, began.minute // 5 * 5)
        self._offered = NOON if self.day.day < now.date() else just_now
        self.time.show_time(self._offered)

    def _show_name(self) -> None:
        other = not self.session.currentData()
        self._named.setVisible(other)
        if not other:
            self._problems[self.name].hide()

    def _escape(self) -> None:
        """Leave a note with the first Esc: what was written in it is not lost in passing."""
        if self.note.hasFocus() and self.note.toPlainText().strip():
            self.save_button.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.back.emit()

    def _lay_parts(self) -> None:
        look = self.look
        margin = PADDING - ROOM
        self.column.setContentsMargins(margin, margin, margin, PADDING)
        self.column.setSpacing(SPACE_S)
        back = Link(look, _("Back"), "arrow-left")
        back.clicked.connect(self.back)
        self.column.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)
        within = QVBoxLayout()
        within.setContentsMargins(ROOM, 0, ROOM, 0)
        within.setSpacing(SPACE_XS)
        within.addWidget(Text(look, _("Add a session"), "title", wrap=True))
        said = _("For what you did without Hipflex. It counts like any other session.")
        within.addWidget(Text(look, said, "body", "ink2", wrap=True))
        within.addSpacing(SPACE_L)
        within.addWidget(self._card)
        self.column.addLayout(within)
        self.column.addStretch(1)
        column = QVBoxLayout(self._card)
        column.setContentsMargins(CARD_PADDING, CARD_PADDING, CARD_PADDING, CARD_PADDING)
        column.setSpacing(SPACE_L)
        column.addWidget(self._field(_("What you did"), self.session))
        named = self._field(_("What to call it"), self.name)
        column.addWidget(named)
        when = QWidget()
        inner = QVBoxLayout(when)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(SPACE_XS)
        line = FlowLayout(gap=SPACE_L, line_gap=SPACE_L)
        line.addWidget(self._field(_("Day"), self.day))
        line.addWidget(self._field(_("It began at"), self.time))
        line.addWidget(self._field(_("How long"), self.minutes))
        inner.addLayout(line)
        column.addWidget(when)
        column.addWidget(self._field(_("Note"), self.note, _("Ctrl+Enter saves.")))
        for field, box in ((self.name, named), (self.day, when), (self.time, when)):
            self._problems[field] = Text(look, "", "small", "warn", weight=500, wrap=True)
            within_box = box.layout()
            assert within_box
            within_box.addWidget(self._problems[field])
        buttons = FlowLayout(gap=SPACE_M, line_gap=SPACE_M)
        buttons.addWidget(self.save_button)
        buttons.addWidget(self._cancel)
        column.addLayout(buttons)
        self._named = named

    def _field(self, words: str, field: QWidget, more: str = "") -> QWidget:
        """Return a field under its words."""
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_XS)
        label = Text(self.look, words, "row")
        label.setBuddy(field)
        column.addWidget(label)
        column.addWidget(field)
        describe(field, words, more)
        return box
