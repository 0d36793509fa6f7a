"""A picture of one's own is shown wherever the figure would be, and the figure where it cannot."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hipflex_gui.engine import Engine
from hipflex_gui.figure import scene
from hipflex_gui.figure.motion import Shown
from hipflex_gui.format_picture import photo_at
from hipflex_gui.movements import Movement, Sides
from hipflex_gui.sessions import Do, Pace, Session, Where
from hipflex_gui.timeline import compile_session
from hipflex_gui.ui.figures import photo
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.taking_pictures import load, take
from hipflex_gui.ui.widgets.demo import Demo
from hipflex_gui.ui.widgets.stage import Scene, Stage, paint_thumbnail
from hipflex_gui.words import Side
from tests.figures import library
from tests.photos import png
from tests.support import ManualClock
from tests.ui import desk
from tests.ui.looking import colours_in, picture, shown

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True)
LEFT, RIGHT = "#c03020", "#2030c0"


@pytest.fixture
def look(qapp: QApplication) -> Look:
    return desk.make_look(qapp)


@pytest.fixture
def movement(tmp_path: Path) -> Movement:
    """A shipped movement with a picture that is red at the left and blue at the right."""
    image = QImage(60, 40, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    painter.fillRect(0, 0, 30, 40, QColor(LEFT))
    painter.fillRect(30, 0, 30, 40, QColor(RIGHT))
    painter.end()
    assert image.save(str(tmp_path / "own.png"))
    return replace(library()["low-lunge"], picture=photo_at(tmp_path / "own.png"))


def sides_of(image: QImage) -> tuple[str, str]:
    """Return the colours at a third and two thirds of the width, a little below the middle."""
    y = round(image.height() * 0.6)
    thirds = (image.width() // 3, image.width() * 2 // 3)
    return tuple(image.pixelColor(x, y).name() for x in thirds)  # type: ignore[return-value]


@pytest.mark.parametrize(("side", "colours"), [("left", (LEFT, RIGHT)), ("right", (RIGHT, LEFT))])
def test_the_stage_shows_it_and_turns_it_for_the_other_side(
    side: str, colours: tuple[str, str], look: Look, qtbot: QtBot, movement: Movement
) -> None:
    stage = shown(qtbot, Stage(look), 600, 500)
    stage.show_scene(Scene(scene.still(movement, Side(side)), "A session", "1 of 2", feel="hips"))
    assert sides_of(picture(stage)) == colours
    assert stage.painted == 0


def test_one_for_both_sides_is_never_reversed(movement: Movement) -> None:
    for sides, flipped in ((Sides.TOGETHER, False), (Sides.RIGHT, False), (Sides.ONE, True)):
        shown_right = scene.still(replace(movement, sides=sides), Side.RIGHT)
        assert shown_right.flipped is flipped
        assert shown_right.photo
        assert not scene.still(replace(movement, sides=sides)).flipped


def test_rows_show_it_too(look: Look, movement: Movement) -> None:
    made = QImage(72, 60, QImage.Format.Format_RGB32)
    painter = QPainter(made)
    paint_thumbnail(painter, look, scene.still(movement), QRectF(0, 0, 72, 60))
    painter.end()
    assert sides_of(made) == (LEFT, RIGHT)


def test_the_movements_page_and_the_player_show_it(
    look: Look, qtbot: QtBot, movement: Movement
) -> None:
    demo = shown(qtbot, Demo(look), 500, 400)
    demo.show_movement(movement, Side.RIGHT)
    assert sides_of(picture(demo)) == (RIGHT, LEFT)
    session = Session("s", "S", (Do("low-lunge", where=Where(1, 1)),))
    timeline = compile_session(session, {"low-lunge": movement}, Pace())
    engine = Engine(timeline, ManualClock())
    engine.play()
    seen = set()
    for index in range(len(timeline.phases)):
        engine.go_to(index)
        now = scene.at(timeline, engine.view())
        assert now.photo == movement.picture
        assert now.shown == Shown(now.figure.pose, now.figure.pose)
        seen.add((timeline.phases[index].side, now.flipped))
    assert {(Side.LEFT, False), (Side.RIGHT, True)} <= seen
    assert scene.of_session(session, {"low-lunge": replace(movement, figure=None)}).photo


def test_a_picture_that_cannot_be_read_leaves_the_figure(
    look: Look, qtbot: QtBot, movement: Movement, tmp_path: Path
) -> None:
    raw = (tmp_path / "own.png").read_bytes()
    (tmp_path / "own.png").write_bytes(raw[:60] + bytes(len(raw) - 72) + raw[-12:])
    broken = replace(movement, picture=photo_at(tmp_path / "own.png"))
    stage = shown(qtbot, Stage(look), 400, 400)
    stage.show_scene(Scene(scene.still(broken)))
    drawn = picture(stage)
    assert stage.painted == 1
    assert not {LEFT, RIGHT} & colours_in(drawn)
    stage.show_scene(Scene(scene.still(replace(movement, picture=None))))
    assert picture(stage) == drawn


def test_one_that_is_replaced_is_another_one(movement: Movement, tmp_path: Path) -> None:
    assert movement.picture
    first = photo(movement.picture, 30, 20)
    (tmp_path / "own.png").write_bytes(png(60, 40, (1, 200, 3)))
    second = photo(photo_at(tmp_path / "own.png"), 30, 20)
    assert first
    assert second
    assert first.toImage() != second.toImage()
    assert photo(movement.picture, 0, 20) is None


def test_a_copy_keeps_nothing_but_the_picture(tmp_path: Path, qapp: QApplication) -> None:
    image = QImage(40, 20, QImage.Format.Format_ARGB32)
    image.fill(QColor(10, 20, 30, 40))
    image.setText("GPS", "52.5, 13.4")
    assert image.save(str(tmp_path / "a.png"))
    assert b"52.5" in (tmp_path / "a.png").read_bytes()
    name = take(tmp_path / "a.png", tmp_path / "new", "mine")
    assert name == "mine.png"
    assert b"52.5" not in (tmp_path / "new" / name).read_bytes()
    assert load(tmp_path / "new" / name).pixelColor(0, 0).alpha() == 40
    assert take(tmp_path / "a.png", tmp_path / "new", "mine") == "mine-2.png"
