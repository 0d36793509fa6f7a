"""After "It hurts": the signs of an emergency first, then the rest, calmly and in order."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from hipflex_gui import safety
from hipflex_gui.errors import MachineFault
from hipflex_gui.log import RunRecord, RunStatus
from hipflex_gui.movements import Movement, Way
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.model import Model
from hipflex_gui.ui.pages.hurt import HurtPage
from tests.support import START
from tests.ui import desk

LUNGE = "half-kneeling-hip-flexor"


look, model = desk.look, desk.model


@pytest.fixture
def page(qtbot: QtBot, look: Look, model: Model) -> HurtPage:
    return desk.shown(qtbot, HurtPage(look, model), 1100, 720)


def hurt_in(model: Model, movement: Movement, side: str) -> RunRecord:
    steps = (desk.make_step(0, "Another one", "left"), desk.make_step(1, movement.name, side))
    return desk.add_run(model, status=RunStatus.DISCOMFORT, steps=steps, active_s=95)


def test_the_most_urgent_stands_first(page: HurtPage) -> None:
    labels = {label.text(): label for label in page.findChildren(QLabel)}
    advice = safety.after_discomfort()
    words = [text for part in advice for text in (part.title, *part.lines)]
    assert [text for text in desk.texts(page) if text in words] == words
    urgent, later = labels[advice[0].title], labels[advice[1].title]
    assert urgent.mapTo(page, QPoint()).y() < later.mapTo(page, QPoint()).y()
    assert "Stopped." in desk.texts(page)


def test_coral_is_the_ground_of_the_urgent_signs_only(page: HurtPage, look: Look) -> None:
    grounds = []
    for advice in safety.after_discomfort():
        label = next(x for x in page.findChildren(QLabel) if x.text() == advice.title)
        panel = label.parentWidget()
        assert panel
        grounds.append(desk.corner(page, panel))
    c = look.colours
    assert grounds == [c.eff_soft, c.card, c.card]


def test_easier_ways_of_the_movement_are_added_for_its_side(page: HurtPage, model: Model) -> None:
    lunge = model.catalogue.movements[LUNGE]
    names = model.catalogue.movements
    page.show_for(lunge, hurt_in(model, lunge, "right"))
    desk.settle()
    words = desk.texts(page)
    assert f"Easier ways for {lunge.name}" in words
    assert "Fold the mat double under your right knee." in words
    assert f"Do this in its place: {names['step-back-reach'].name}" in words
    assert f"At your chair: {names['figure-four-chair'].name}" in words
    assert "What you did is kept: 1 min 35 s of Floor hip opener." in words


@pytest.mark.parametrize("side", ["both", None])
def test_no_side_is_named_where_none_is_known(
    page: HurtPage, model: Model, side: str | None
) -> None:
    lunge = model.catalogue.movements[LUNGE]
    page.show_for(lunge, hurt_in(model, lunge, side) if side else None)
    desk.settle()
    assert "Fold the mat double under your knee." in desk.texts(page)


def test_a_log_that_cannot_be_read_costs_the_side_only(
    page: HurtPage, model: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    lunge = model.catalogue.movements[LUNGE]
    run = hurt_in(model, lunge, "right")

    def broken(_run_id: str) -> list[object]:
        raise MachineFault("The disk is gone.")

    monkeypatch.setattr(model, "steps", broken)
    page.show_for(lunge, run)
    desk.settle()
    assert "Fold the mat double under your knee." in desk.texts(page)


def test_the_next_time_shows_nothing_of_the_last(page: HurtPage, model: Model) -> None:
    lunge = model.catalogue.movements[LUNGE]
    page.show_for(lunge, hurt_in(model, lunge, "left"))
    page.show_for(None, None)
    desk.settle()
    assert not [text for text in desk.texts(page) if "Easier" in text or "kept" in text]
    page.show_for(Movement("plain", "Plain"), None)
    desk.settle()
    assert not [text for text in desk.texts(page) if "Easier" in text]


def test_stopping_before_anything_was_counted_is_said(page: HurtPage, model: Model) -> None:
    run = replace(desk.add_run(model, START + timedelta(hours=1)), active_s=0.0)
    page.show_for(None, run)
    desk.settle()
    assert "You stopped before anything was counted." in desk.texts(page)


def test_what_a_file_says_is_shown_letter_by_letter(page: HurtPage) -> None:
    ways = (Way(say="<b>Less</b>"), Way(prop="<i>pillow</i>"), Way(movement="gone"))
    page.show_for(Movement("x", "<u>x</u>", easier=ways), None)
    desk.settle()
    words = desk.texts(page)
    assert {"Easier ways for <u>x</u>", "<b>Less</b>", "With this at hand: <i>pillow</i>"} <= {
        *words
    }
    assert desk.all_plain(page)


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape])
def test_one_key_leads_back(qtbot: QtBot, page: HurtPage, key: Qt.Key) -> None:
    assert page.focusWidget() is page
    with qtbot.waitSignal(page.closed):
        QTest.keyClick(page, key)


def test_a_click_leads_back(qtbot: QtBot, page: HurtPage) -> None:
    with qtbot.waitSignal(page.closed):
        desk.click(page, "Back to Today")


def test_it_names_no_number_and_raises_no_alarm(page: HurtPage, model: Model) -> None:
    lunge = model.catalogue.movements[LUNGE]
    page.show_for(lunge, None)
    desk.settle()
    said = " ".join(desk.texts(page))
    assert "!" not in said
    assert not any(letter.isdigit() for letter in said)


@pytest.mark.parametrize(("width", "height", "scale"), desk.WINDOWS)
def test_nothing_is_clipped(
    qtbot: QtBot, look: Look, model: Model, width: int, height: int, scale: float
) -> None:
    look.set_scale(scale)
    page = HurtPage(look, model)
    lunge = model.catalogue.movements[LUNGE]
    page.show_for(lunge, hurt_in(model, lunge, "left"))
    desk.shown(qtbot, page, width, height)
    assert desk.clipped(page) == []
    assert desk.unnamed(page) == []
    assert scale > 1 or width < 1100 or page.verticalScrollBar().maximum() == 0


@pytest.mark.parametrize("choice", ["light", "dark"])
def test_it_follows_the_theme(page: HurtPage, look: Look, choice: str) -> None:
    look.choose(choice)
    desk.settle()
    assert desk.corner(page) == look.colours.bg
