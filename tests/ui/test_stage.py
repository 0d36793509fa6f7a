"""The stage shows the figure of the movement, says where to feel it, and can be turned."""

from dataclasses import replace
from functools import partial
from typing import ClassVar

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hipflex_gui.figure.motion import Shown
from hipflex_gui.figure.posing import blend, pose
from hipflex_gui.figure.scene import Picture
from hipflex_gui.sessions import Pace, alone
from hipflex_gui.timeline import Timeline, compile_session
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.player import PlayerPage
from hipflex_gui.ui.widgets import stage as stage_module
from hipflex_gui.ui.widgets.base import TextBlock
from hipflex_gui.ui.widgets.stage import Scene, Stage
from hipflex_gui.words import Side
from tests.ui import desk
from tests.ui.gallery import posing, shipped
from tests.ui.looking import colours_in, picture, shown
from tests.ui.playing import Playing

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True)

look = desk.look
LUNGE, LOG = "low-lunge", "fire-log"
LEFT, RIGHT = Qt.MouseButton.LeftButton, Side.RIGHT
WIDTH, HEIGHT = 638, 572


def of(movement: str, side: Side = Side.LEFT, *, feel: str = "") -> Scene:
    return Scene(posing(movement, side), feel=feel, mirrored=side is RIGHT)


@pytest.fixture
def stage(qtbot: QtBot, look: Look) -> Stage:
    return shown(qtbot, Stage(look), WIDTH, HEIGHT)


def differ(one: QImage, other: QImage, step: int = 4) -> float:
    """Return the share of pixels that are not alike, by more than what an edge may be."""
    spots = [(x, y) for x in range(0, one.width(), step) for y in range(0, one.height(), step)]
    return sum(_far(one.pixelColor(x, y), other.pixelColor(x, y)) for x, y in spots) / len(spots)


def _far(one: QColor, other: QColor) -> bool:
    away = (one.red() - other.red(), one.green() - other.green(), one.blue() - other.blue())
    return max(map(abs, away)) > 24


# -- what is shown


def test_without_a_figure_there_is_an_empty_room(stage: Stage) -> None:
    c = stage.look.colours
    assert colours_in(picture(stage)) == {c.wall.lower(), c.floor.lower()}
    assert stage.painted == 0


def test_the_figure_is_there_in_clothes_and_skin(stage: Stage) -> None:
    stage.show_scene(of(LUNGE))
    c = stage.look.figure_colours
    seen = colours_in(picture(stage))
    assert {c.top.lower(), c.legs.lower(), c.skin.lower(), c.hair.lower()} <= seen


def test_the_right_side_is_the_left_one_reversed(stage: Stage) -> None:
    stage.show_scene(of(LUNGE))
    left = picture(stage)
    stage.show_scene(of(LUNGE, RIGHT))
    right = picture(stage)
    assert differ(left, right) > 0.02
    assert differ(left, right.flipped(Qt.Orientation.Horizontal)) < 0.004


def test_it_says_where_it_is_felt(stage: Stage) -> None:
    stage.show_scene(of(LUNGE, feel="front of the left hip"))
    assert "Feel it here: front of the left hip" in stage.accessibleDescription()
    stage.show_scene(of(LUNGE))
    assert "Feel it here" not in stage.accessibleDescription()


# -- turning


def test_dragging_turns_it_and_a_double_click_turns_it_back(stage: Stage) -> None:
    stage.show_scene(of(LUNGE))
    before = picture(stage)
    QTest.mousePress(stage, LEFT, pos=QPoint(200, 300))
    assert stage.cursor().shape() == Qt.CursorShape.ClosedHandCursor
    QTest.mouseMove(stage, QPoint(320, 330))
    QTest.mouseRelease(stage, LEFT, pos=QPoint(320, 330))
    assert differ(before, picture(stage)) > 0.02
    turned = picture(stage)
    QTest.mouseMove(stage, QPoint(100, 100))
    assert picture(stage) == turned  # it was let go
    QTest.mouseDClick(stage, LEFT, pos=QPoint(320, 330))
    assert picture(stage) == before


def test_it_never_turns_upside_down_or_under_the_floor(stage: Stage) -> None:
    stage.show_scene(of(LUNGE))
    stage.turn_by(0, 500)
    highest = picture(stage)
    stage.turn_by(0, 1)
    assert picture(stage) == highest
    stage.turn_by(0, -500)
    lowest = picture(stage)
    stage.turn_by(0, -1)
    assert picture(stage) == lowest
    assert differ(highest, lowest) > 0.02


def test_a_new_movement_is_seen_from_where_it_is_seen_best(stage: Stage) -> None:
    stage.show_scene(of(LOG))
    best = picture(stage)
    stage.show_scene(of(LUNGE))
    stage.turn_by(70)
    stage.show_scene(of(LOG))
    assert picture(stage) == best


def test_the_other_side_and_the_next_moment_stay_turned(stage: Stage) -> None:
    stage.show_scene(of(LUNGE, RIGHT))
    straight = picture(stage)
    stage.show_scene(of(LUNGE))
    stage.turn_by(70)
    turned = picture(stage)
    seen = stage._scene.picture
    assert seen
    stage.show_scene(Scene(replace(seen, shown=replace(seen.shown, breath=1.0))))
    assert differ(picture(stage), turned) < 0.02
    stage.show_scene(of(LUNGE))
    turned = picture(stage)
    stage.show_scene(of(LUNGE, RIGHT))
    other = picture(stage)
    assert differ(other, straight) > 0.02
    assert differ(other.flipped(Qt.Orientation.Horizontal), turned) < 0.02  # turned likewise


def test_a_pause_leaves_it_turned(qtbot: QtBot, look: Look) -> None:
    hold = Hold(qtbot, look)
    hold.page.stage.turn_by(70)
    turned = picture(hold.page.stage)
    hold.playing.bridge.act(hold.playing.engine.pause)
    assert differ(picture(hold.page.stage), turned) < 0.02


# -- only what has changed is painted


def test_the_same_moment_is_painted_once(stage: Stage) -> None:
    stage.show_scene(of(LUNGE))
    picture(stage)
    assert stage.painted == 1
    stage.show_scene(of(LUNGE))
    stage.show_scene(replace(of(LUNGE), caption="Movement 1 of 5"))
    picture(stage)
    picture(stage)
    assert stage.painted == 1
    stage.look.set_person(replace(stage.look.person, skin="deep"))
    picture(stage)
    assert stage.painted == 2


class Hold:
    """A hold of the low lunge in a player, with frames that a test asks for."""

    def __init__(self, qtbot: QtBot, look: Look, *, calm: bool = False) -> None:
        self.playing = Playing(one(LUNGE))
        self.page = PlayerPage(look)
        self.page.calm = calm
        shown(qtbot, self.page, 1100, 720)
        self.page.begin(self.playing.bridge)
        self.playing.to_phase("hold")
        self.playing.pass_time(2)
        QApplication.processEvents()

    def painted(self, frames: int, seconds: float) -> int:
        """Return how many figures so many frames in so many seconds have taken."""
        before = self.page.stage.painted
        for _frame in range(frames):
            self.playing.clock.advance(seconds / frames)
            self.playing.bridge.tick()
            QApplication.processEvents()
        return self.page.stage.painted - before

    @property
    def frames(self) -> bool:
        return self.playing.bridge._frames.isActive()


def one(movement: str) -> Timeline:
    movements = shipped().movements
    return compile_session(alone(movements[movement]), movements, Pace())


def test_in_a_hold_only_a_breath_is_painted(qtbot: QtBot, look: Look) -> None:
    hold = Hold(qtbot, look)
    assert hold.frames
    assert 0 < hold.painted(frames=100, seconds=2) < 30
    assert hold.painted(frames=50, seconds=0.001) <= 1


def test_with_less_motion_a_hold_is_one_picture(qtbot: QtBot, look: Look) -> None:
    hold = Hold(qtbot, look, calm=True)
    assert hold.painted(frames=60, seconds=12) == 0


@pytest.mark.parametrize("away", ["hidden", "minimised", "paused"])
def test_nothing_is_painted_for_nobody(qtbot: QtBot, look: Look, away: str) -> None:
    hold = Hold(qtbot, look)
    page, bridge = hold.page, hold.playing.bridge
    if away == "hidden":
        page.hide()
    elif away == "minimised":
        page.showMinimized()
        page.watch()  # which the window calls
    else:
        bridge.act(hold.playing.engine.pause)
        QApplication.processEvents()
    assert not hold.frames
    if away != "minimised":  # a window on no screen is painted all the same when it is ticked
        assert hold.painted(frames=20, seconds=4) == 0
    assert bridge._deadline.isActive() == (away != "paused")


def test_less_motion_shows_key_frames_alone(qtbot: QtBot, look: Look) -> None:
    playing, page = Playing(one("standing-hip-hinge")), PlayerPage(look)
    page.calm = True
    shown(qtbot, page, 1100, 720)
    page.begin(playing.bridge)
    playing.play()
    seen = set[Shown]()
    while page.running:
        scene = page.stage._scene
        assert scene.picture
        seen.add(scene.picture.shown)
        playing.pass_time(0.4)
    assert len({moment.first for moment in seen}) > 1
    assert all(moment.first == moment.second and not moment.breath for moment in seen)


# -- where to feel it


class Words(TextBlock):
    """Text that remembers where it was painted."""

    seen: ClassVar[list[tuple[str, QRectF]]] = []

    def __init__(self, text: str, *args: object) -> None:
        super().__init__(text, *args)  # type: ignore[arg-type]
        self._said = text

    def paint(self, painter: QPainter, x: float, y: float, ink: str) -> None:
        self.seen.append((self._said, QRectF(x, y, self.width, self.height)))
        super().paint(painter, x, y, ink)


def words_of(stage: Stage) -> dict[str, QRectF]:
    """Paint the stage, and return where each of its texts stands."""
    Words.seen.clear()
    stage.grab()
    return dict(Words.seen)


def face(stage: Stage) -> QPointF:
    """Return where the middle of the head is on the stage."""
    seen = stage._scene.picture
    assert seen
    camera, _beside = stage._camera(seen, True)
    moment = seen.shown
    stance = blend(pose(seen.figure), moment.first, moment.second, moment.t)
    return QPointF(*camera.at(stance.at["head"]))


@pytest.mark.parametrize("movement", sorted(shipped().movements))
def test_where_to_feel_it_covers_no_face_and_no_other_words(
    qtbot: QtBot,
    look: Look,
    monkeypatch: pytest.MonkeyPatch,
    movement: str,
) -> None:
    monkeypatch.setattr(stage_module, "TextBlock", Words)
    playing, page = Playing(one(movement)), PlayerPage(look)
    shown(qtbot, page, 1100, 720)
    page.begin(playing.bridge)
    playing.play()
    stage, told = page.stage, 0
    for index, phase in enumerate(playing.timeline.phases):
        playing.bridge.act(partial(playing.engine.go_to, index))
        playing.pass_time(1)
        if not phase.work or playing.bridge.view.index != index:
            continue
        words, scene = words_of(stage), stage._scene
        head = words.pop("Feel it here", None)
        if head is None:
            continue
        told += 1
        callout = head.united(words.pop(scene.feel))
        (caption,) = words.values()
        assert QRectF(stage.rect()).contains(callout)
        assert not callout.intersects(caption)
        if page.hint.text():
            assert not callout.intersects(QRectF(page.hint.geometry()))
        radius = 14
        away = face(stage) - QPointF(radius, radius)
        assert not callout.intersects(QRectF(away.x(), away.y(), 2 * radius, 2 * radius))
    assert told or not shipped().movements[movement].feel


@pytest.mark.parametrize("side", list(Side))
def test_the_line_leads_to_what_glows(stage: Stage, side: Side) -> None:
    stage.show_scene(of(LUNGE, side, feel="front of the hip"))
    with_glow, card = picture(stage), QColor(stage.look.colours.card).rgb()
    dot = [(x, y) for x in range(WIDTH) for y in range(HEIGHT) if with_glow.pixel(x, y) == card]
    xs, ys = [x for x, _y in dot], [y for _x, y in dot]
    assert max(xs) - min(xs) <= 9
    assert max(ys) - min(ys) <= 9
    seen = stage._scene.picture
    assert seen
    stage.show_scene(Scene(Picture(seen.figure, seen.shown), feel="front of the hip"))
    without = picture(stage)
    x, y = sum(xs) // len(xs), sum(ys) // len(ys)
    ring = [(dx, dy) for dx in range(-16, 17) for dy in range(-16, 17) if dx * dx + dy * dy > 64]
    lit = sum(with_glow.pixel(x + dx, y + dy) != without.pixel(x + dx, y + dy) for dx, dy in ring)
    assert lit > len(ring) / 3


def test_words_stand_on_the_other_side_of_the_mirrored_figure(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stage_module, "TextBlock", Words)
    stage.show_scene(of(LUNGE, feel="front of the hip"))
    left = words_of(stage)["Feel it here"]
    stage.show_scene(of(LUNGE, RIGHT, feel="front of the hip"))
    right = words_of(stage)["Feel it here"]
    assert right.right() < WIDTH / 2 < left.left()
    assert right.top() == left.top()


# -- between two sides


def test_the_switch_shows_the_side_that_comes(qtbot: QtBot, look: Look) -> None:
    playing, page = Playing(one(LUNGE)), PlayerPage(look)
    shown(qtbot, page, 1100, 720)
    page.begin(playing.bridge)
    playing.to_phase("switch")
    playing.pass_time(3)
    coming = page.stage._scene.picture
    assert coming
    assert coming.figure == posing(LUNGE, RIGHT).figure
    assert page.stage._scene.mirrored
