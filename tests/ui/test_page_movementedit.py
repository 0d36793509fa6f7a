"""A movement of one's own, made by hand and eye: saved, shown, and nothing lost on the way."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from hipflex_gui.figure.bending import places
from hipflex_gui.figure.posing import pose
from hipflex_gui.figure.vectors import distance, dot, sub
from hipflex_gui.movements import Kind, Sides, Spot
from hipflex_gui.ui.model import Model
from hipflex_gui.ui.pages.desk import Desk
from hipflex_gui.ui.pages.library import LibraryPage
from hipflex_gui.ui.pages.movement import MovementPage
from hipflex_gui.ui.pages.movementedit import MovementEditPage
from hipflex_gui.ui.taking_pictures import LARGEST_SIDE
from hipflex_gui.ui.widgets.poserpaint import cameras
from tests.photos import png
from tests.test_movement_text import OWN
from tests.ui import desk
from tests.ui.looking import picture

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True)
FILES = {"movements/my-lean.yaml": OWN}


@pytest.fixture
def model(tmp_path: Path) -> Model:
    return desk.make_model(tmp_path, FILES, shipped=True)


@pytest.fixture
def page(qapp: QApplication, qtbot: QtBot, model: Model) -> MovementEditPage:
    page = MovementEditPage(desk.make_look(qapp), model)
    page.show_movement("")
    return desk.shown(qtbot, page)


def own_file(model: Model, name: str) -> str:
    return (model.folder.movements / f"{name}.yaml").read_text(encoding="utf-8")


def drag(page: MovementEditPage, handle: str, way: QPoint, view: int = 0) -> None:
    """Drag a joint with the mouse."""
    poser = page.looks.pose.poser
    page.ensureWidgetVisible(poser)
    desk.settle()
    at = poser.spot(handle, view).toPoint()
    QTest.mousePress(poser, Qt.MouseButton.LeftButton, pos=at)
    for share in (0.3, 0.7, 1.0):
        QTest.mouseMove(poser, at + way * share)
    QTest.mouseRelease(poser, Qt.MouseButton.LeftButton, pos=at + way)


def test_a_new_movement_is_made_with_the_keyboard_alone(
    page: MovementEditPage, model: Model, qtbot: QtBot
) -> None:
    page.form.name.setFocus()
    QTest.keyClicks(page.form.name, "Desk lean: left & right")
    for _tab in range(60):
        focus = page.window().focusWidget()
        if focus is page.form.steps:
            break
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    assert page.form.steps.hasFocus()
    QTest.keyClicks(page.form.steps, "Lean on the desk.")
    QTest.keyClick(page.form.steps, Qt.Key.Key_Return)
    QTest.keyClicks(page.form.steps, "Breathe.")
    with qtbot.waitSignals([page.back, page.movement]):
        QTest.keyClick(page.form.steps, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    made = model.catalogue.movements["desk-lean-left-right"]
    assert made.name == "Desk lean: left & right"
    assert made.steps == ("Lean on the desk.", "Breathe.")
    assert str(made.dose.dose) == "30s"
    assert made.figure is None
    assert "desk-lean-left-right" in model.catalogue.own_movements
    assert not page.dirty


def test_the_saved_file_draws_the_dragged_pose(page: MovementEditPage, model: Model) -> None:
    page.form.name.setText("Reach up")
    posing = page.looks.pose
    posing.copy.click()
    assert [frame.name for frame in posing.figure.frames] == ["start", "pose"]
    drag(page, "wrist_l", QPoint(30, -120))
    drag(page, "ankle_r", QPoint(20, -40), 1)
    dragged = pose(posing.figure)
    page.save()
    figure = model.catalogue.movements["reach-up"].figure
    assert figure
    kept = pose(figure)
    for number in (0, 1):
        mine, theirs = places(dragged.stances[number]), places(kept.stances[number])
        assert {n: d for n in mine if (d := distance(mine[n], theirs[n])) > 0.015} == {}
    assert distance(places(kept.stances[0])["wrist_l"], places(kept.stances[1])["wrist_l"]) > 0.2
    assert figure.frames[1].parts_on("floor") == ("foot_l",)


def test_every_field_arrives_in_the_file(page: MovementEditPage, model: Model) -> None:
    form = page.form
    form.name.setText("All")
    form.kind.setCurrentIndex(form.kind.findData("strength"))
    form.place.setCurrentIndex(form.place.findData("chair"))
    form.sides.setCurrentIndex(form.sides.findData("each"))
    form.level.setCurrentIndex(form.level.findData("hard"))
    form.targets.setText("Low Back, glutes,, glutes")
    form.props.setText("mat,  thick   cushion")
    form.dose.setText("8-10 reps")
    form.sets.setText("2")
    form.rest.setText("20s")
    form.set_up.setPlainText("Sit.\n\n")
    form.steps.setPlainText("Lean.")
    form.out.setText("Sit up.")
    form.feel.setText("your $side hip")
    form.cautions.setPlainText("knee: Pad it.\npregnancy")
    page.save()
    made = model.catalogue.movements["all"]
    assert (made.kind, made.place, made.sides) == (Kind.STRENGTH, Spot.CHAIR, Sides.EACH)
    assert [one.area for one in made.targets] == ["low-back", "glutes"]
    assert [one.name for one in made.props] == ["mat", "thick cushion"]
    assert str(made.dose.dose) == "8-10 reps"
    assert (made.dose.sets, made.dose.rest_s) == ((2, 2), 20.0)
    assert (made.set_up, made.steps, made.out) == (("Sit.",), ("Lean.",), "Sit up.")
    assert made.feel == "your $side hip"
    assert [(one.when, one.say) for one in made.cautions] == [
        ("knee", "Pad it."),
        ("pregnancy", "Ask first whether it is for you."),
    ]


def test_what_is_in_the_way_is_said_at_its_field(page: MovementEditPage, model: Model) -> None:
    page.save()
    assert "It needs a name." in desk.texts(page)
    assert page.form.name.hasFocus()
    page.form.name.setText("Long")
    page.form.dose.setText("30 bananas")
    page.save()
    assert any("30 bananas" in words for words in desk.texts(page))
    assert page.form.dose.hasFocus()
    assert "It needs a name." not in desk.texts(page)
    assert not (model.folder.movements / "long.yaml").exists()
    assert desk.clipped(page) == []


def test_a_file_of_ones_own_is_edited_and_its_comments_stay(
    page: MovementEditPage, model: Model, qtbot: QtBot
) -> None:
    page.show_movement("my-lean")
    assert not page.dirty
    assert "Edit My lean" in desk.texts(page)
    page.form.dose.setText("10 reps")
    assert page.dirty
    with qtbot.waitSignal(page.back), qtbot.assertNotEmitted(page.movement):
        page.save()
    assert own_file(model, "my-lean") == OWN.replace(
        "{for: 8 reps, phases: {lean: 2s, rise: 3s}, from: sources}",
        "{for: 10 reps, phases: {lean: 2s, rise: 3s}}",
    )


def test_what_was_changed_elsewhere_is_merged_and_a_clash_is_asked_about(
    page: MovementEditPage, model: Model
) -> None:
    page.show_movement("my-lean")
    path = model.folder.movements / "my-lean.yaml"
    path.write_text(OWN.replace("- Rise.", "- Rise slowly.") + "level: hard\n", encoding="utf-8")
    page.form.name.setText("Mine")
    page.save()
    assert "name: Mine" in own_file(model, "my-lean")
    assert "- Rise slowly." in own_file(model, "my-lean")
    assert "level: hard" in own_file(model, "my-lean")
    page.show_movement("my-lean")
    there = own_file(model, "my-lean").replace("name: Mine", "name: Theirs")
    path.write_text(there, encoding="utf-8")
    page.form.name.setText("Ours")
    page.save()
    assert own_file(model, "my-lean") == there
    assert any("changed elsewhere meanwhile: name" in words for words in desk.texts(page))
    page.save()
    assert "name: Ours" in own_file(model, "my-lean")


def test_a_version_stands_beside_or_instead(
    page: MovementEditPage, model: Model, qtbot: QtBot
) -> None:
    shipped = model.catalogue.movements["low-lunge"]
    page.show_movement("low-lunge")
    assert "Your version of Low lunge" in desk.texts(page)
    assert not page.dirty
    page.save()
    assert any("a name of its own" in words for words in desk.texts(page))
    page.form.name.setText("Low lunge, softer")
    page.form.dose.setText("20s")
    with qtbot.waitSignal(page.movement) as told:
        page.save()
    assert told.args == ["low-lunge-softer"]
    made = model.catalogue.movements["low-lunge-softer"]
    assert str(made.dose.dose) == "20s"
    assert made.figure == shipped.figure
    assert made.cautions == shipped.cautions
    assert model.catalogue.movements["low-lunge"] == shipped
    page.show_movement("low-lunge")
    page.place.instead.click()
    page.form.dose.setText("15s")
    page.save()
    assert str(model.catalogue.movements["low-lunge"].dose.dose) == "15s"
    assert "low-lunge" in model.catalogue.own_movements
    page.show_movement("low-lunge")
    assert "Edit Low lunge" in desk.texts(page)
    assert not page.place.instead.isVisible()


def test_a_file_that_is_in_the_way_is_never_overwritten(
    page: MovementEditPage, model: Model
) -> None:
    path = model.folder.movements / "low-lunge.yaml"
    path.write_text("steps: [", encoding="utf-8")
    page.show_movement("low-lunge")
    page.place.instead.click()
    page.form.dose.setText("15s")
    page.save()
    assert any("low-lunge.yaml already" in words for words in desk.texts(page))
    assert path.read_text() == "steps: ["


def test_leaving_asks_and_what_was_written_is_still_there(
    page: MovementEditPage, model: Model, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(page.back):
        QTest.keyClick(page.form.name, Qt.Key.Key_Escape)
    page.form.name.setText("Half a thought")
    with qtbot.assertNotEmitted(page.back):
        QTest.keyClick(page.form.name, Qt.Key.Key_Escape)
    assert "Something is not saved yet" in desk.texts(page)
    desk.click(page, "Go on here")
    page.show_movement("my-lean")
    assert page.form.name.text() == "My lean"
    page.show_movement("")
    assert page.form.name.text() == "Half a thought"
    assert page.dirty
    assert any("not saved yet" in words for words in desk.texts(page))
    page.leave()
    with qtbot.waitSignal(page.back):
        desk.click(page, "Leave it unsaved")
    page.show_movement("")
    assert page.form.name.text() == ""
    assert not page.dirty
    page.form.name.setText("Kept")
    page.leave()
    desk.click(page, "Save and go back")
    assert "kept" in model.catalogue.movements


def test_a_picture_of_ones_own_is_copied_small_and_shown(
    page: MovementEditPage,
    model: Model,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    source = tmp_path / "elsewhere" / "From my camera.jpg"
    source.parent.mkdir()
    image = QImage(3000, 1500, QImage.Format.Format_RGB32)
    image.fill(QColor("#C03020"))
    assert image.save(str(source))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_a, **_k: (str(source), ""))
    page.form.name.setText("With a picture")
    page.looks.photo.click()
    page.looks.take.click()
    assert page.dirty
    desk.settle()
    view = page.looks.view
    assert picture(view).pixelColor(view.rect().center()).red() > 150
    page.save()
    made = model.catalogue.movements["with-a-picture"]
    assert made.picture
    kept = Path(made.picture.path)
    assert kept == model.folder.movements / "with-a-picture.jpg"
    assert (made.picture.width, made.picture.height) == (LARGEST_SIDE, LARGEST_SIDE // 2)
    assert "picture: with-a-picture.jpg" in own_file(model, "with-a-picture")
    sheet = MovementPage(page.look, model)
    sheet.show_movement("with-a-picture")
    assert not any("Drag the figure" in words for words in desk.texts(desk.shown(qtbot, sheet)))
    page.show_movement("with-a-picture")
    assert not page.dirty
    assert page.looks.photo.isChecked()
    page.save()
    assert [one.name for one in model.folder.movements.glob("*.jpg")] == ["with-a-picture.jpg"]
    page.looks.figure.click()
    page.save()
    assert model.catalogue.movements["with-a-picture"].picture is None
    assert kept.exists()


def test_what_is_no_picture_is_said(page: MovementEditPage, tmp_path: Path) -> None:
    page.looks.photo.click()
    for name, raw in (("a.png", b"no picture"), ("b.png", png()[:60]), ("c.gif", b"GIF89a" * 9)):
        (tmp_path / name).write_bytes(raw)
        page.looks.use_photo(tmp_path / name)
        assert any(name in words for words in desk.texts(page))
    page.looks.use_photo(tmp_path / "gone.png")
    assert page.looks.photo_path is None


def test_a_refused_movement_leaves_no_picture_behind(
    page: MovementEditPage, model: Model, tmp_path: Path
) -> None:
    (tmp_path / "own.png").write_bytes(png())
    page.form.name.setText("Refused")
    page.form.dose.setText("never")
    page.looks.use_photo(tmp_path / "own.png")
    page.save()
    assert list(model.folder.movements.glob("*.png")) == []
    page.form.dose.setText("10s")
    page.save()
    assert (model.folder.movements / "refused.png").exists()


def test_the_figure_has_key_frames_props_and_poses_to_begin_with(page: MovementEditPage) -> None:
    posing = page.looks.pose
    posing.begin.setCurrentIndex(posing.begin.findText("Low lunge"))
    posing.begin.activated.emit(posing.begin.currentIndex())
    assert [frame.name for frame in posing.figure.frames] == ["start", "pose"]
    assert page.dirty
    desk.click(page, "Start")
    assert posing.poser.number == 0
    before = posing.figure
    posing.mirror.click()
    assert posing.figure.frames[0].parts_on("floor") == ("knee_r", "foot_l")
    posing.undo.click()
    assert posing.figure == before
    posing.redo.click()
    posing.remove.click()
    assert [frame.name for frame in posing.figure.frames] == ["pose"]
    assert not posing.remove.isEnabled()
    for chip in posing.props.values():
        chip.click()
    assert {prop.name for prop in posing.figure.props} == {"chair", "wall"}
    posing.both.click()
    assert posing.poser.both
    posing.begin.setCurrentIndex(posing.begin.findText("Standing"))
    posing.begin.activated.emit(posing.begin.currentIndex())
    (chair,) = (chip for prop, chip in posing.props.items() if prop.name == "chair")
    chair.click()
    (stance,) = pose(posing.figure).stances
    assert 0.35 < stance.at["pelvis"][2] < 0.65
    for _copy in range(9):
        posing.copy.click()
    assert len(posing.figure.frames) == 8


@pytest.mark.parametrize("begin", ["Standing", "Fire log", "Low lunge", "Lying on the back"])
def test_whoever_is_given_a_chair_sits_on_it(page: MovementEditPage, begin: str) -> None:
    posing = page.looks.pose
    posing.begin.setCurrentIndex(posing.begin.findText(begin))
    posing.begin.activated.emit(posing.begin.currentIndex())
    (chair,) = (chip for prop, chip in posing.props.items() if prop.name == "chair")
    chair.click()
    stance = pose(posing.figure).stances[posing.poser.number]
    assert 0.35 < stance.at["pelvis"][2] < 0.65
    assert {"foot_l", "foot_r"} <= set(stance.floor)
    assert stance.posture["spine"][2] > 0.5
    assert stance.at["ankle_l"][2] < 0.15 > stance.at["ankle_r"][2]


@pytest.mark.parametrize("begin", ["Standing", "Low lunge", "Fire log"])
def test_a_wall_stands_before_the_body_and_hides_it_in_neither_view(
    qtbot: QtBot, page: MovementEditPage, begin: str
) -> None:
    desk.shown(qtbot, page, 900, 700)
    posing = page.looks.pose
    posing.begin.setCurrentIndex(posing.begin.findText(begin))
    posing.begin.activated.emit(posing.begin.currentIndex())
    (wall,) = (chip for prop, chip in posing.props.items() if prop.name == "wall")
    wall.click()
    posed, number = pose(posing.figure), posing.poser.number
    plane = posed.wall
    assert plane
    for p in places(posed.stances[number]).values():
        assert dot(sub(p, plane.point), plane.normal) > -0.01
    sizes = [rect.size() for rect in posing.poser.rects()]
    for camera in cameras(posing.figure, sizes, 20):
        assert dot(camera.viewer, plane.normal) > 0


@pytest.mark.parametrize(("width", "height", "scale"), desk.SIZES)
@pytest.mark.parametrize("movement", ["", "low-lunge"])
@pytest.mark.parametrize("own", [False, True])
def test_it_has_room_and_names_everywhere(
    qapp: QApplication,
    qtbot: QtBot,
    model: Model,
    width: int,
    height: int,
    scale: float,
    movement: str,
    own: bool,
) -> None:
    page = MovementEditPage(desk.make_look(qapp, scale), model)
    page.show_movement(movement)
    desk.shown(qtbot, page, width, height)
    if own:
        page.looks.photo.click()
        page.form.name.setText("x")
        page.leave()
    assert desk.clipped(page) == []
    assert desk.unnamed(page) == []
    assert desk.all_plain(page)


def test_from_the_movements_page_and_back(qapp: QApplication, qtbot: QtBot, model: Model) -> None:
    whole = desk.shown(qtbot, Desk(desk.make_look(qapp), model), 1100, 720)
    whole.go("library")
    assert isinstance(whole.page("library"), LibraryPage)
    whole.show_movement("low-lunge")
    movement = whole.page("movement")
    assert isinstance(movement, MovementPage)
    desk.click(movement, "Make my own version")
    edit = whole.page("movement-edit")
    assert isinstance(edit, MovementEditPage)
    assert whole.key == "movement-edit"
    edit.form.name.setText("Mine")
    edit.save()
    assert whole.key == "movement"
    assert "Mine" in desk.texts(movement)
    desk.click(movement, "Edit")
    edit.leave()
    assert whole.key == "movement"


def test_a_movement_that_is_gone_begins_a_new_one(page: MovementEditPage, model: Model) -> None:
    page.show_movement("my-lean")
    (model.folder.movements / "my-lean.yaml").unlink()
    page.show_movement("nothing-like-it")
    assert any("not there any more" in words for words in desk.texts(page))
    page.form.name.setText("New one")
    page.save()
    assert "new-one" in model.catalogue.movements
