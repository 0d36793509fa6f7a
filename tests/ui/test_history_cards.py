"""The cards of the history: what each says of few and of many days, and the day looked at."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hipflex_gui.balance import Sides
from hipflex_gui.history import Averages, Change, YearDay
from hipflex_gui.log import Excuse, RunRecord
from hipflex_gui.overview import Overview
from hipflex_gui.store_reading import RunFilter
from hipflex_gui.streaks import DayState
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.model import Model
from hipflex_gui.ui.pages.feltcard import MOST_MOVEMENTS, MOST_SESSIONS, FeltCard, change_text
from hipflex_gui.ui.pages.historycards import (
    LEAST_WEEKS,
    BalanceCard,
    HoursCard,
    RecentCard,
    SidesCard,
    WeeksCard,
    averages_text,
    sides_text,
)
from hipflex_gui.ui.pages.historyview import HistoryView, forgiven_text, length_parts
from hipflex_gui.ui.pages.runs import RecentRow
from hipflex_gui.ui.pages.yearcard import YearCard, day_words, level, months_text, sign_of
from hipflex_gui.ui.widgets.regions import RegionBars, SidePair
from tests.histories import history
from tests.support import START
from tests.ui import desk

# Tooltips are raised, which the platform of the tests cannot do.
pytestmark = pytest.mark.qt_log_ignore("does not support", extend=True)

look, model = desk.look, desk.model

TODAY = date(2026, 3, 2)  # a Monday
OVER = "on average over 12 sessions"
FRIDAY = TODAY - timedelta(days=3)


@pytest.fixture
def overview(model: Model) -> Overview:
    """One day: five minutes this morning."""
    desk.add_run(model)
    return model.overview


def change(mean: float, recent: float, earlier: float | None = -1.0, count: int = 12) -> Change:
    return Change("session", "chair-5", "Chair hip reset", count, mean, recent, earlier)


def rated(number: int) -> RunRecord:
    at = START + timedelta(days=number)
    return RunRecord(
        f"{number}", "chair-5", "Chair hip reset", at, at.date(), 300, before=6, after=4
    )


@pytest.mark.parametrize(
    ("seconds", "strength"),
    [(0, 0), (0.5, 1), (44, 1), (299, 1), (300, 2), (599, 2), (600, 3), (1199, 3), (1200, 4)],
)
def test_whatever_was_done_fills_a_square(seconds: float, strength: int) -> None:
    assert level(seconds) == strength


@pytest.mark.parametrize(
    ("seconds", "state", "sign", "sessions", "said"),
    [
        (720, DayState.DONE, "", 2, "Friday 27 February: 12 min in 2 sessions"),
        (779, DayState.DONE, "", 1, "Friday 27 February: 12 min in 1 session"),
        (44, DayState.MISSED, "", 0, "Friday 27 February: 44 s"),
        (0, DayState.MISSED, "", 0, "Friday 27 February: 0 min"),
        (0, DayState.EXCUSED, "holiday", 0, "Friday 27 February: holiday"),
        (90, DayState.DONE, "illness", 1, "Friday 27 February: 1 min in 1 session, illness"),
        (0, DayState.GRACED, "grace", 0, "Friday 27 February: forgiven"),
    ],
)
def test_a_day_in_words(
    seconds: float, state: DayState, sign: str, sessions: int, said: str
) -> None:
    assert day_words(YearDay(FRIDAY, state, seconds), sign, TODAY, sessions) == said


@pytest.mark.parametrize(
    ("state", "excuse", "sign"),
    [
        (DayState.EXCUSED, Excuse.HOLIDAY, "holiday"),
        (DayState.DONE, Excuse.ILLNESS, "illness"),
        (DayState.GRACED, None, "grace"),
        (DayState.MISSED, None, ""),
    ],
)
def test_the_sign_of_a_day(state: DayState, excuse: Excuse | None, sign: str) -> None:
    assert sign_of(YearDay(FRIDAY, state, 0.0), excuse) == sign


@pytest.mark.parametrize(
    ("averages", "said"),
    [
        (Averages(2460, 2000, 380), "Lately 41 min a week, 6 min a day you stretch."),
        (Averages(0, 240, 380), "Over half a year 4 min a week, 6 min a day you stretch."),
        (Averages(0, 0, 380), "After your first whole week you see here what is usual."),
    ],
)
def test_what_is_usual(averages: Averages, said: str) -> None:
    assert averages_text(averages) == said


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (change(-1.4, -2.0), f"1.4 points looser {OVER}, lately 2.0"),
        (change(-0.9, 0.4), f"0.9 points looser {OVER}, lately 0.4 points tighter"),
        (change(0.6, 0.0), f"0.6 points tighter {OVER}, lately no change"),
        (change(-0.04, -0.04, None, 3), "no change on average over 3 sessions"),
    ],
)
def test_a_change_in_words(changed: Change, said: str) -> None:
    assert change_text(changed) == said


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (None, ""),
        (TODAY - timedelta(days=6), "Tuesday was forgiven"),
        (TODAY - timedelta(days=7), "Monday 23 February was forgiven"),
    ],
)
def test_which_day_was_forgiven(day: date | None, said: str) -> None:
    assert forgiven_text(day, TODAY).partition(":")[0] == said


@pytest.mark.parametrize(
    ("seconds", "parts"),
    [
        (0, [("0", "min")]),
        (59, [("59", "s")]),
        (3599, [("59", "min")]),
        (67_200, [("18", "h"), ("40", "min")]),
        (3_600_000, [("1,000", "h"), ("0", "min")]),
    ],
)
def test_a_length_of_any_size(seconds: float, parts: list[tuple[str, str]]) -> None:
    assert length_parts(seconds) == parts


# The day looked at


@pytest.fixture
def card(qtbot: QtBot, look: Look, model: Model) -> YearCard:
    """A year with ten minutes on Sunday, and a missed Friday that ended the streak."""
    desk.add_run(model, START - timedelta(days=20))
    desk.add_run(model, START - timedelta(days=1), active_s=600)
    card = YearCard(look, lambda day: 1 if day == TODAY - timedelta(days=1) else 0)
    card.show_year(model.overview)
    return desk.shown(qtbot, card, 860, 260)


def point_at(card: YearCard, day: date) -> None:
    place = card.map.places()[-1 - (TODAY - day).days]
    QTest.mouseMove(card.map, place.center().toPoint())
    QApplication.processEvents()


def test_nothing_looked_at_tells_what_can_be_done(card: YearCard) -> None:
    assert "Choose a day to see what was done, or to mark a day off." in desk.texts(card)
    assert desk.names(card) == []


def test_the_pointer_tells_a_day_and_keeps_the_buttons_of_the_chosen_one(card: YearCard) -> None:
    point_at(card, FRIDAY)
    assert "Friday 27 February: 0 min" in desk.texts(card)
    assert desk.names(card) == []
    card.map.chosen.emit(FRIDAY)
    assert desk.names(card) == ["Holiday", "Illness"]
    point_at(card, TODAY - timedelta(days=1))
    assert "Yesterday: 10 min in 1 session" in desk.texts(card)
    assert desk.names(card) == []
    QApplication.sendEvent(card.map, QEvent(QEvent.Type.Leave))
    assert "Friday 27 February: 0 min" in desk.texts(card)
    assert desk.names(card) == ["Holiday", "Illness"]


def test_the_keys_tell_a_day_with_its_buttons(qtbot: QtBot, card: YearCard) -> None:
    card.map.clearFocus()
    card.map.setFocus(Qt.FocusReason.TabFocusReason)
    assert "Today: 0 min" in desk.texts(card)
    assert desk.names(card) == ["Holiday", "Illness"]
    QTest.keyClick(card.map, Qt.Key.Key_Up)
    assert desk.names(card) == ["Show sessions"]
    with qtbot.waitSignal(card.sessions) as sessions:
        desk.click(card, "Show sessions")
    assert sessions.args == [TODAY - timedelta(days=1)]


def test_the_line_does_not_move_what_is_under_it(card: YearCard) -> None:
    before = card.sizeHint().height()
    card.map.chosen.emit(FRIDAY)
    desk.settle()
    assert card.sizeHint().height() == before


@pytest.mark.parametrize(
    ("button", "excuse"), [("Holiday", Excuse.HOLIDAY), ("Illness", Excuse.ILLNESS)]
)
def test_a_day_is_marked_off(qtbot: QtBot, card: YearCard, button: str, excuse: Excuse) -> None:
    card.map.chosen.emit(FRIDAY)
    with qtbot.waitSignal(card.excused) as excused:
        desk.click(card, button)
    assert excused.args == [FRIDAY, excuse]


def test_the_keyboard_stays_at_the_day_that_is_marked(card: YearCard, model: Model) -> None:
    def mark(day: date, excuse: Excuse | None) -> None:
        model.excuse(day, excuse)
        card.show_year(model.overview)

    card.excused.connect(mark)
    card.map.chosen.emit(FRIDAY)
    desk.settle()
    for press, then in (("Illness", "Not a day off"), ("Not a day off", "Holiday")):
        desk.button(card, press).setFocus()
        desk.click(card, press)
        assert desk.button(card, then).hasFocus()


def test_the_keyboard_stays_at_a_session_that_is_listed_anew(
    qtbot: QtBot, look: Look, model: Model
) -> None:
    card = RecentCard(look, paper=False)
    runs = [desk.add_run(model, name=name) for name in ("One", "Two")]
    card.show_runs(runs, TODAY)
    desk.shown(qtbot, card)
    card.findChildren(RecentRow)[1].setFocus()
    card.show_runs(runs[::-1], TODAY)
    assert [row.hasFocus() for row in card.findChildren(RecentRow)] == [True, False]
    card.show_runs(runs[:1], TODAY)
    assert desk.button(card, "Show all").hasFocus()


def test_only_signs_that_are_there_are_explained(card: YearCard, model: Model) -> None:
    words = {"Holiday", "Illness", "Forgiven"}
    assert words & set(desk.texts(card)) == {"Forgiven"}
    model.excuse(FRIDAY, Excuse.HOLIDAY)
    card.show_year(model.overview)
    desk.settle()
    assert words & set(desk.texts(card)) == {"Forgiven", "Holiday"}


@pytest.mark.parametrize(
    ("weeks", "said"),
    [(53, "Last 12 months"), (34, "Last 8 months"), (12, "Last 3 months"), (4, "Last 1 month")],
)
def test_a_title_says_how_far_back_the_weeks_reach(weeks: int, said: str) -> None:
    assert months_text(weeks) == said


def test_the_title_says_what_the_window_has_room_for(card: YearCard) -> None:
    for width, said in ((860, "Last 12 months"), (580, "Last 8 months"), (860, "Last 12 months")):
        card.resize(width, card.height())
        desk.settle()
        assert said in desk.texts(card)
        assert card.map.accessibleName() == said


# The other cards


def test_a_young_history_has_few_weeks(look: Look, overview: Overview) -> None:
    card = WeeksCard(look)
    card.show_overview(overview)
    assert len(card.bars.places()) == LEAST_WEEKS
    assert card.bars.said == "Week of 2 Mar: 5 min"
    weeks = [(day, 60.0) for day, _seconds in overview.weeks]
    card.show_overview(replace(overview, weeks=weeks))
    assert len(card.bars.places()) == len(overview.weeks)


def test_regions_tell_what_is_usual_only_where_something_is(
    qtbot: QtBot, look: Look, overview: Overview
) -> None:
    card = desk.shown(qtbot, BalanceCard(look), 320, 300)
    counts = "A stretch counts for each region it reaches."
    for regions, said in (
        ({}, "Nothing in the last five weeks."),
        ({"Back": (90.0, 0.0)}, f"{counts} Full bar: 10 min for one region."),
        ({"Back": (900.0, 0.0)}, f"{counts} Full bar: 15 min for one region."),
        ({"Back": (90.0, 130.0)}, f"{counts} The mark is the mean of four weeks."),
    ):
        card.show_overview(replace(overview, regions=regions))
        assert said in desk.texts(card)
    assert desk.only(card, RegionBars).said == "Back: 1 min, usually 2 min"


@pytest.mark.parametrize(
    ("behind", "any_sides", "said"),
    [
        (1, True, "Over the last five weeks one side falls behind in 1 region."),
        (2, True, "Over the last five weeks one side falls behind in 2 regions."),
        (0, True, "Both sides are even, or nearly, over the last five weeks."),
        (0, False, "Nothing on one side alone in the last five weeks."),
    ],
)
def test_left_and_right_in_a_sentence(behind: int, any_sides: bool, said: str) -> None:
    assert sides_text(behind, any_sides=any_sides) == said


def test_only_regions_with_a_side_behind_are_shown(qtbot: QtBot, look: Look) -> None:
    card = desk.shown(qtbot, SidesCard(look), 420, 300)
    sides = {
        "Back": Sides(600, 590), "Hips": Sides(600, 500), "Quads": Sides(300, 600),
        "Glutes": Sides(600, 300), "Hamstrings": Sides(600, 200),
    }  # fmt: skip
    card.show_sides(sides, Sides(1800, 1500))
    desk.settle()
    shown = [pair.accessibleName() for pair in card.findChildren(SidePair) if pair.isVisible()]
    assert shown == ["Quads", "Glutes", "Hamstrings"]  # the furthest apart, from the hips down
    assert "Quads: left is behind" in desk.texts(card)
    assert "Glutes: right is behind" in desk.texts(card)


def test_where_both_sides_are_even_they_are_shown_together(qtbot: QtBot, look: Look) -> None:
    card = desk.shown(qtbot, SidesCard(look), 420, 300)
    card.show_sides({"Back": Sides(600, 590), "Hips": Sides(600, 600)}, Sides(900, 890))
    desk.settle()
    pair = desk.only(card, SidePair)
    said = (pair.accessibleName(), pair.accessibleDescription())
    assert said == ("All regions", "Left 15 min, Right 14 min")
    assert "All regions together" in desk.texts(card)
    few = {"Back": Sides(30, 12)}  # too little to call a side behind, and not even to look at
    for of_region, together in ((few, Sides(30, 12)), ({}, Sides())):
        card.show_sides(of_region, together)
        desk.settle()
        assert not any(pair.isVisible() for pair in card.findChildren(SidePair))


def test_a_stretch_counts_once_where_all_regions_are_together(
    qtbot: QtBot, look: Look, model: Model
) -> None:
    both = (desk.make_step(0, held_s=120.0), desk.make_step(1, side="right", held_s=120.0))
    targets = ("quads", "glutes")
    desk.add_run(model, steps=tuple(replace(step, targets=targets) for step in both))
    view = HistoryView(look, model)
    view.refresh(model.runs(5))
    assert desk.only(view, SidePair).accessibleDescription() == "Left 2 min, Right 2 min"


def test_the_hour_with_most_is_named(qtbot: QtBot, look: Look, overview: Overview) -> None:
    card = desk.shown(qtbot, HoursCard(look), 420, 300)
    card.show_overview(replace(overview, hours={9: 60.0, 23: 61.0}), 4)
    assert "Most between 23:00 and 0:00." in desk.texts(card)
    card.show_overview(replace(overview, hours={}), 4)
    assert "Nothing in the last half year." in desk.texts(card)


@pytest.mark.parametrize("narrow", [True, False])
def test_changes_are_a_line_and_words(qtbot: QtBot, look: Look, narrow: bool) -> None:
    card = desk.shown(qtbot, FeltCard(look), 420 if narrow else 860, 300)
    sessions = [replace(change(-1, -1), name=f"Session {n}") for n in range(4)]
    moves = [replace(change(-1, -1), kind="movement", name=f"Movement {n}") for n in range(5)]
    card.show_changes([*moves, *sessions], [rated(0), rated(1)], TODAY, narrow=narrow)
    desk.settle()
    told = [text for text in desk.texts(card) if text.startswith(("Session", "Movement"))]
    assert told == [
        *(f"Session {n}" for n in range(MOST_SESSIONS)),
        *(f"Movement {n}" for n in range(MOST_MOVEMENTS)),
    ]
    headings = [text for text in desk.texts(card) if text.startswith("By ")]
    assert headings == ["By session", "By movement"]
    assert card.line.isVisible()
    assert card.line.said == "Tuesday 3 March: from 6 to 4"
    assert "Chair hip reset, the last 2 times" in desk.texts(card)


def test_without_ratings_a_sentence_says_how(qtbot: QtBot, look: Look) -> None:
    card = desk.shown(qtbot, FeltCard(look), 860, 200)
    card.show_changes([], [], TODAY, narrow=False)
    desk.settle()
    said = "Say how tight you feel before and after a session, from 0 to 10."
    assert any(text.startswith(said) for text in desk.texts(card))
    assert not card.line.isVisible()


def test_one_day_reads_well(qtbot: QtBot, look: Look, model: Model, overview: Overview) -> None:
    view = HistoryView(look, model)
    view.fit(narrow=False)
    view.refresh(model.runs(5))
    desk.shown(qtbot, view, 860, 900)
    said = desk.said(view)
    for words in ("In 1 session", "Most between 9:00 and 10:00.", "After your first whole week"):
        assert words in said


def test_the_line_shows_the_session_that_was_rated_most(look: Look, model: Model) -> None:
    model.store.merge(history(120, 4, a_day=0.75))
    model.refresh()
    view = HistoryView(look, model)
    view.refresh(model.runs(5))
    most = next(one for one in model.overview.changes if one.kind == "session")
    keys = model.run_keys(RunFilter(session=most.id))
    runs = [run for run in model.runs_at(keys) if run.before is not None and run.after is not None]
    assert len(view.felt.line.places()) == min(12, len(runs))
    assert str(runs[0].after) == view.felt.line.said.split()[-1]
