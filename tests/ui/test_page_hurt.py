"""After "It hurts": the signs of an emergency first, then the rest, calmly and in order."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from hipflex_gui import safety
from hipflex_gui.errors import MachineFault
from hipflex_gui.log import RunRecord, RunStatus
from hipflex_gui.movements import Movement, Way
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.model import Model
from hipflex_gui.ui.pages.hurt import HurtPage
from tests.support import START
from tests.ui.test_page_history import (
    SIZES,
    add_run,
    click,
    clipped,
    corner,
    make_model,
    make_step,
    one_look,
    settle,
    show,
    texts,
    unnamed,
)

LUNGE = "half-kneeling-hip-flexor"


@pytest.fixture
def look(qapp: QApplication) -> Iterator[Look]:
    yield from one_look(qapp)


@pytest.fixture
def model(tmp_path: Path) -> Iterator[Model]:
    model = make_model(tmp_path)
    yield model
    model.store.close()


@pytest.fixture
def page(qtbot: QtBot, look: Look, model: Model) -> HurtPage:
    page = HurtPage(look, model)
    show(qtbot, page, 1100, 720)
    return page


def hurt_in(model: Model, movement: Movement, side: str) -> RunRecord:
    steps = (make_step(0, "Another one", "left"), make_step(1, movement.name, side))
    return add_run(model, status=RunStatus.DISCOMFORT, steps=steps, active_s=95)


def test_the_most_urgent_stands_first(page: HurtPage) -> None:
    labels = {label.text(): label for label in page.findChildren(QLabel)}
    advice = safety.after_discomfort()
    words = [text for part in advice for text in (part.title, *part.lines)]
    assert [text for text in texts(page) if text in words] == words
    urgent, later = labels[advice[0].title], labels[advice[1].title]
    assert urgent.mapTo(page, QPoint()).y() < later.mapTo(page, QPoint()).y()
    assert "Stopped." in texts(page)


def test_coral_is_the_ground_of_the_urgent_signs_only(page: HurtPage, look: Look) -> None:
    grounds = []
    for advice in safety.after_discomfort():
        label = next(x for x in page.findChildren(QLabel) if x.text() == advice.title)
        panel = label.parentWidget()
        assert panel
        grounds.append(corner(page, panel))
    c = look.colours
    assert grounds == [c.eff_soft.lower(), c.card.lower(), c.card.lower()]


def test_easier_ways_of_the_movement_are_added_for_its_side(page: HurtPage, model: Model) -> None:
    lunge = model.catalogue.movements[LUNGE]
    names = model.catalogue.movements
    page.show_for(lunge, hurt_in(model, lunge, "right"))
    settle(page)
    shown = texts(page)
    assert f"Easier ways for {lunge.name}" in shown
    assert "Fold the mat double under your right knee." in shown
    assert f"Do this in its place: {names['step-back-reach'].name}" in shown
    assert f"At your chair: {names['figure-four-chair'].name}" in shown
    assert "What you did is kept: 1 min 35 s of Floor hip opener." in shown


@pytest.mark.parametrize("side", ["both", None])
def test_no_side_is_named_where_none_is_known(
    page: HurtPage, model: Model, side: str | None
) -> None:
    lunge = model.catalogue.movements[LUNGE]
    page.show_for(lunge, hurt_in(model, lunge, side) if side else None)
    settle(page)
    assert "Fold the mat double under your knee." in texts(page)


def test_a_log_that_cannot_be_read_costs_the_side_only(
    page: HurtPage, model: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    lunge = model.catalogue.movements[LUNGE]
    run = hurt_in(model, lunge, "right")

    def broken(_run_id: str) -> list[object]:
        raise MachineFault("The disk is gone.")

    monkeypatch.setattr(model, "steps", broken)
    page.show_for(lunge, run)
    settle(page)
    assert "Fold the mat double under your knee." in texts(page)


def test_the_next_time_shows_nothing_of_the_last(page: HurtPage, model: Model) -> None:
    lunge = model.catalogue.movements[LUNGE]
    page.show_for(lunge, hurt_in(model, lunge, "left"))
    page.show_for(None, None)
    settle(page)
    assert not [text for text in texts(page) if "Easier" in text or "kept" in text]
    page.show_for(Movement("plain", "Plain"), None)
    settle(page)
    assert not [text for text in texts(page) if "Easier" in text]


def test_stopping_before_anything_was_counted_is_said(page: HurtPage, model: Model) -> None:
    run = replace(add_run(model, START + timedelta(hours=1)), active_s=0.0)
    page.show_for(None, run)
    settle(page)
    assert "You stopped before anything was counted." in texts(page)


def test_what_a_file_says_is_shown_letter_by_letter(page: HurtPage) -> None:
    ways = (Way(say="<b>Less</b>"), Way(prop="<i>pillow</i>"), Way(movement="gone"))
    page.show_for(Movement("x", "<u>x</u>", easier=ways), None)
    settle(page)
    shown = texts(page)
    assert {"Easier ways for <u>x</u>", "<b>Less</b>", "With this at hand: <i>pillow</i>"} <= {
        *shown
    }
    assert {x.textFormat() for x in page.findChildren(QLabel)} == {Qt.TextFormat.PlainText}


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape])
def test_one_key_leads_back(qtbot: QtBot, page: HurtPage, key: Qt.Key) -> None:
    assert page.focusWidget() is page
    with qtbot.waitSignal(page.closed):
        QTest.keyClick(page, key)


def test_a_click_leads_back(qtbot: QtBot, page: HurtPage) -> None:
    with qtbot.waitSignal(page.closed):
        click(page, "Back to Today")


def test_it_names_no_number_and_raises_no_alarm(page: HurtPage, model: Model) -> None:
    lunge = model.catalogue.movements[LUNGE]
    page.show_for(lunge, None)
    settle(page)
    said = " ".join(texts(page))
    assert "!" not in said
    assert not any(letter.isdigit() for letter in said)


@pytest.mark.parametrize(("width", "height", "scale"), SIZES)
def test_nothing_is_clipped(
    qtbot: QtBot, look: Look, model: Model, width: int, height: int, scale: float
) -> None:
    look.set_scale(scale)
    page = HurtPage(look, model)
    lunge = model.catalogue.movements[LUNGE]
    page.show_for(lunge, hurt_in(model, lunge, "left"))
    show(qtbot, page, width, height)
    assert clipped(page) == []
    assert unnamed(page) == []
    assert scale > 1 or width < 1100 or page.verticalScrollBar().maximum() == 0


@pytest.mark.parametrize("choice", ["light", "dark"])
def test_it_follows_the_theme(page: HurtPage, look: Look, choice: str) -> None:
    look.choose(choice)
    settle(page)
    assert corner(page, page.body) == look.colours.bg.lower()
