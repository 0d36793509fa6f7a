"""I have so many minutes: on Today, in a plan, and what is played, logged and gone on with then."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hipflex_gui.errors import MachineFault
from hipflex_gui.events import State
from hipflex_gui.log import RunStatus, StepRecord
from hipflex_gui.store import Store
from hipflex_gui.timeline import Timeline
from hipflex_gui.ui.model import Model
from hipflex_gui.ui.pages.base import Page
from hipflex_gui.ui.pages.plan import PlanPage
from hipflex_gui.ui.pages.today import TodayPage
from hipflex_gui.ui.widgets.badges import Chip
from tests.support import START
from tests.ui import desk
from tests.ui.windowed import Desk

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True)

LONG = """\
name: Long & <b>calm</b>
place: {place}
order: {order}
pace: {{get-ready: 0, switch: 0}}
steps:
  - {{name: Lean, for: 60s, sides: each, targets: [{area}], cautions: [{{when: knee, say: Pad.}}]}}
  - {{name: Fold, for: 60-90s, targets: [arms], props: [towel]}}
  - {{name: Breathe, for: 60s, kind: rest}}
"""
TINY = "name: Tiny\nplace: chair\nsteps: [{name: Only, steps: [Go.], for: 20s}]\n"
ANY = {"place": "chair", "order": "fixed", "area": "glutes"}


def long(**more: str) -> str:
    return LONG.format(**{**ANY, **more})


FILES = {
    "sessions/glutes.yaml": long(),
    "sessions/quads.yaml": long(place="floor", area="quads"),
    "sessions/pick.yaml": long(order="free", place="gym"),
    "sessions/tiny.yaml": TINY,
}


@pytest.fixture
def model(tmp_path: Path) -> Model:
    return desk.make_model(tmp_path, FILES)


@pytest.fixture
def plan(qapp: QApplication, qtbot: QtBot, model: Model) -> PlanPage:
    page = PlanPage(desk.make_look(qapp), model)
    page.show_session("glutes")
    return desk.shown(qtbot, page)


@pytest.fixture
def today(qapp: QApplication, qtbot: QtBot, model: Model) -> TodayPage:
    return desk.shown(qtbot, TodayPage(desk.make_look(qapp), model))


def offered(page: PlanPage | TodayPage) -> dict[str, bool]:
    """Return the chips for minutes that are to be seen, and which of them are on."""
    chips = page.minutes.chips.values()
    return {chip.text(): chip.isChecked() for chip in chips if chip.isVisible()}


def press(page: Page, key: Qt.Key) -> None:
    QTest.keyClick(page, key, Qt.KeyboardModifier.AltModifier)
    desk.settle()


def worked(model: Model, *areas: str, days: int = 3) -> None:
    """Put half a minute for each of these areas into the log, so many days ago."""
    steps = tuple(
        desk.make_step(n, area, "both", movement="", targets=(area,))
        for n, area in enumerate(areas)
    )
    desk.add_run(model, START - timedelta(days=days), steps=steps)
    desk.settle()


# -- a plan


def test_a_plan_offers_the_times_that_it_does_not_fit_into(plan: PlanPage) -> None:
    assert offered(plan) == {"3 min": False, "All of it": True}
    names = ("I have 3 minutes", "I have time for all of it")
    assert [desk.button(plan, name).accessibleDescription() for name in names] == [
        "Key Alt 1", "Key Alt 2"
    ]  # fmt: skip
    plan.show_session("tiny")
    desk.settle()
    assert offered(plan) == {}
    assert "I have" not in desk.texts(plan)
    press(plan, Qt.Key.Key_1)
    assert plan.model.minutes == 0


def test_a_plan_shows_what_is_left_and_starts_that(plan: PlanPage, qtbot: QtBot) -> None:
    assert "3 movements, 4:30 in all" in desk.said(plan)
    desk.click(plan, "I have 3 minutes")
    desk.settle()
    assert offered(plan) == {"3 min": True, "All of it": False}
    words = desk.texts(plan.movements)
    assert "40 s, each side in turn" in words
    changes = (
        "Lean: 40 s instead of 1 min",
        "Fold: 1 min instead of 1 min to 1 min 30 s",
        "Breathe: 40 s instead of 1 min",
    )
    assert {"\n".join(changes), "3:00"} <= set(words)
    assert "3 movements, 3:00 in all" in desk.said(plan)
    with qtbot.assertNotEmitted(plan.start), qtbot.waitSignal(plan.play) as started:
        QTest.keyClick(plan, Qt.Key.Key_Return)
    (timeline,) = started.args
    assert isinstance(timeline, Timeline)
    assert (timeline.session.id, timeline.planned_s) == ("glutes", 180)
    desk.click(plan, "I have time for all of it")
    desk.settle()
    assert "3 movements, 4:30 in all" in desk.said(plan)
    assert "instead of" not in desk.said(plan)
    with qtbot.assertNotEmitted(plan.play), qtbot.waitSignal(plan.start):
        QTest.keyClick(plan, Qt.Key.Key_Return)


def test_all_of_it_stays_on_when_it_is_pressed_again(plan: PlanPage) -> None:
    desk.click(plan, "I have time for all of it")
    assert offered(plan) == {"3 min": False, "All of it": True}
    press(plan, Qt.Key.Key_1)
    assert offered(plan)["3 min"]
    press(plan, Qt.Key.Key_2)
    assert offered(plan)["All of it"]


def test_what_is_left_out_is_told_and_needs_no_props_or_care(plan: PlanPage, model: Model) -> None:
    model.have(1)
    desk.settle()
    assert "Left out: Fold" in desk.said(plan.movements)  # the one with the towel
    assert "2 movements, 1:00 in all" in desk.said(plan)
    assert "Knee" in desk.said(plan.care)
    assert not plan.at_hand.isVisible()
    assert desk.all_plain(plan)


def test_what_is_picked_is_fitted(plan: PlanPage, model: Model, qtbot: QtBot) -> None:
    model.have(3)
    plan.show_session("pick")
    desk.settle()
    boxes = plan.movements.checks()
    assert [box.accessibleName() for box in boxes] == ["Lean", "Fold", "Breathe"]
    assert "Lean: 40 s instead of 1 min" in desk.said(plan.movements)
    with qtbot.waitSignal(plan.play) as started:
        QTest.keyClick(plan, Qt.Key.Key_Return)
    assert started.args[0].planned_s == 180
    boxes[1].click()
    assert "instead of" not in desk.said(plan.movements)
    with qtbot.assertNotEmitted(plan.play), qtbot.waitSignal(plan.start_picked):
        QTest.keyClick(plan, Qt.Key.Key_Return)
    for box in (boxes[0], boxes[2]):
        box.click()
    assert "Choose at least one movement." in desk.said(plan)


# -- today


def test_today_fits_what_waits_and_says_why(today: TodayPage, model: Model, qtbot: QtBot) -> None:
    worked(model, "glutes", "arms")
    assert offered(today) == dict.fromkeys(("3 min", "5 min", "10 min", "15 min"), False)
    press(today, Qt.Key.Key_1)
    assert offered(today)["3 min"]
    words = desk.said(today.start_card)
    assert "Long & <b>calm</b>" in words
    assert "3 min\n" in words
    reason = "Your quads had least attention in the last two weeks."
    assert f"3 movements. Have at hand: towel.\n{reason}" in words
    with qtbot.assertNotEmitted(today.start), qtbot.waitSignal(today.play) as started:
        QTest.keyClick(today, Qt.Key.Key_Return)
    assert (started.args[0].session.id, started.args[0].planned_s) == ("quads", 180)
    press(today, Qt.Key.Key_2)  # time for all of it
    assert "4 min 30 s" in desk.said(today.start_card)
    with qtbot.assertNotEmitted(today.play), qtbot.waitSignal(today.start) as started:
        QTest.keyClick(today, Qt.Key.Key_Return)
    assert started.args == ["quads"]
    desk.click(today, "I have 5 minutes")
    desk.settle()
    assert not any(offered(today).values())
    assert "You have not done this one yet." in desk.said(today.start_card)


def test_the_steps_of_what_is_due_are_those_that_fit(
    today: TodayPage, model: Model, plan: PlanPage
) -> None:
    model.have(3)
    plan.show_session("quads")
    desk.settle()
    assert "3 movements, 3:00 in all" in desk.said(plan)


def due(model: Model, minutes: int = 3) -> tuple[str, str]:
    found = model.due(minutes)
    assert found
    return found.entry.id, found.region


def test_without_a_history_it_is_the_one_at_the_desk(model: Model) -> None:
    assert due(model) == ("glutes", "")


def test_of_two_the_one_at_the_desk_and_then_the_one_that_waited(tmp_path: Path) -> None:
    files = {
        "sessions/a.yaml": long(place="floor"),
        "sessions/b.yaml": long(),
        "sessions/c.yaml": long(),
    }
    model = desk.make_model(tmp_path, files, {"b": [1]})
    worked(model, "arms")
    assert due(model) == ("c", "Glutes")
    model = desk.make_model(tmp_path, files, {"b": [2], "c": [1]})
    worked(model, "quads", days=13)
    assert due(model) == ("b", "Glutes")


def test_only_the_last_two_weeks_count(model: Model) -> None:
    worked(model, "quads", days=13)
    assert due(model) == ("glutes", "Glutes")


def test_what_was_done_before_that_does_not_count(model: Model) -> None:
    worked(model, "glutes", "arms", days=14)
    assert due(model) == ("glutes", "")


def test_what_hurt_today_or_needs_advice_or_a_gym_is_not_offered(tmp_path: Path) -> None:
    advice = long(area="calves").replace("order:", "tags: [after-advice]\norder:")
    files = {
        **FILES,
        "sessions/advice.yaml": advice,
        "sessions/gym.yaml": long(place="gym", area="core"),
    }
    model = desk.make_model(tmp_path, files)
    worked(model, "glutes", "arms")
    assert due(model) == ("quads", "Quads")
    desk.add_run(model, START, status=RunStatus.DISCOMFORT, session="quads")
    assert due(model)[0] == "glutes"


def test_where_nothing_is_that_short_the_shortest_is_offered_and_says_so(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    slow = "name: Slow\nsteps: [{name: Only, steps: [], for: 10m+}]\n"
    slower = slow.replace("10m", "12m")
    model = desk.make_model(tmp_path, {"sessions/b.yaml": slower, "sessions/a.yaml": slow})
    page = desk.shown(qtbot, TodayPage(desk.make_look(qapp), model))
    model.have(5)
    desk.settle()
    words = desk.said(page.start_card)
    assert "Slow" in words
    assert "It does not get shorter than 10 min 5 s: one movement is left of it." in words


def test_without_sessions_there_is_no_time_to_choose(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    model = desk.make_model(tmp_path, {})
    page = desk.shown(qtbot, TodayPage(desk.make_look(qapp), model))
    model.have(5)
    desk.settle()
    assert offered(page) == {}
    assert not page.start_card.isVisible()


def test_a_history_that_cannot_be_read_is_no_reason_not_to_stretch(
    model: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    worked(model, "glutes")

    def refused(*_args: object) -> None:
        raise MachineFault("The history cannot be read.")

    monkeypatch.setattr(Store, "worked", refused)
    assert due(model) == ("glutes", "")


def test_another_pace_is_fitted_anew(model: Model) -> None:
    before = model.fitted("pick", 3)
    assert model.fitted("pick", 3) is before
    model.change(first_side="right")
    assert model.fitted("pick", 3) is not before
    model.reload()
    assert model.fitted("pick", 3)[0].fits


@pytest.mark.parametrize(("width", "height", "scale"), desk.SIZES)
@pytest.mark.parametrize("kind", [TodayPage, PlanPage])
def test_nothing_is_clipped(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, width: int, height: int, scale: float,
    kind: type[TodayPage | PlanPage],
) -> None:  # fmt: skip
    model = desk.make_model(tmp_path, FILES, shipped=True)
    worked(model, "glutes", "arms")
    page = kind(desk.make_look(qapp, scale), model)
    if isinstance(page, PlanPage):
        page.show_session("floor-20")
    desk.shown(qtbot, page, width, height)
    model.have(10)
    desk.settle()
    assert "10 min" in [chip.text() for chip in page.findChildren(Chip) if chip.isChecked()]
    assert desk.clipped(page) == []
    assert desk.unnamed(page) == []


# -- played


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    folder = tmp_path / "data"
    made = Desk(qtbot, folder)
    (folder / "sessions" / "glutes.yaml").write_text(long(), encoding="utf-8")
    made.window.model.reload()
    yield made
    made.window.close()
    made.store.close()


def play(window: Desk) -> None:
    window.window.model.have(3)
    window.window.desk.show_plan("glutes")
    QTest.keyClick(window.window.desk.page("plan"), Qt.Key.Key_Return)
    window.until(lambda: window.page == "player" and window.engine_state == State.PLAYING)


def doses(window: Desk) -> list[StepRecord]:
    [run] = window.store.runs()
    return window.store.steps(run.id)


def test_what_is_played_and_logged_is_what_was_fitted(window: Desk) -> None:
    play(window)
    window.pass_time(200)
    [run] = window.store.runs()
    assert (run.status, run.planned_s, run.steps_done) == (RunStatus.COMPLETED, 180, 4)
    assert [step.dose for step in doses(window)] == ["40s", "40s", "1m", "40s"]


def test_what_was_cut_off_goes_on_as_it_was_fitted(window: Desk) -> None:
    play(window)
    window.pass_time(50)
    model = window.window.model
    [run] = window.store.runs()
    logged = window.store.logged(run.id)
    assert logged
    gone = replace(logged, run=replace(logged.run, status=RunStatus.INTERRUPTED))
    timeline = model.resumable(gone)
    assert timeline
    assert timeline.planned_s == 180
    easier = replace(gone, run=replace(gone.run, planned_s=171.0))  # nothing is fitted to that
    whole = model.resumable(easier)
    assert whole
    assert whole.planned_s == 270
