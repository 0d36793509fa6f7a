"""Backups come back only after a look at what they hold, and that can be undone."""

import os
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from hipflex_gui.backup import keep_daily, write
from hipflex_gui.backup_reading import available, preview
from hipflex_gui.catalogue import Catalogue
from hipflex_gui.log import RunRecord
from hipflex_gui.paths import UserFolder
from hipflex_gui.settings import Settings
from hipflex_gui.store import Store
from hipflex_gui.ui.background import Job
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.model import Model
from hipflex_gui.ui.pages import keeping, shared
from hipflex_gui.ui.pages.backuprow import holds_text
from hipflex_gui.ui.pages.keeping import Backups
from hipflex_gui.ui.pages.settings import SettingsPage
from hipflex_gui.ui.widgets.banner import Banner
from tests.histories import history
from tests.support import START, ManualClock
from tests.ui import desk

look = desk.look

RUNS = tuple(history(40, 2))
TODAY = "Today, 09:00"
EARLY = "Friday 27 February, 09:00, before a restore"


start_thread = Job.start


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do jobs where they are begun: a connection that a thread opened cannot be closed here."""
    monkeypatch.setattr(Job, "start", Job._run)


@pytest.fixture
def model(tmp_path: Path) -> Model:
    """A model of forty runs, with a backup of all of them and one of the first thirty."""
    folder = UserFolder(tmp_path / "data")
    folder.sessions.mkdir(parents=True)
    (folder.sessions / "mine.yaml").write_text("name: Mine\n", encoding="utf-8")
    store = Store(folder.database)
    store.merge(RUNS[:30])
    store.put_settings(Settings(disclaimer_seen=True, volume=30).to_texts())
    backups = folder.root / "backups"
    backups.mkdir()
    early = backups / "hipflex-before-restore-2026-02-27-0900.zip"
    write(folder, store, early, START - timedelta(days=3))
    store.merge(RUNS[30:])
    keep_daily(folder, START)
    settings, _said = Settings.from_texts(store.setting_texts())
    return Model(ManualClock(), store, folder, Catalogue.load(folder), settings)


@pytest.fixture
def page(qtbot: QtBot, look: Look, model: Model) -> SettingsPage:
    return opened(qtbot, look, model)


def opened(
    qtbot: QtBot, look: Look, model: Model, width: int = 924, height: int = 720
) -> SettingsPage:
    """Show the page and wait until the backups are listed."""
    page = desk.shown(qtbot, SettingsPage(look, model), width, height)
    listed(qtbot, page)
    return page


def listed(qtbot: QtBot, page: SettingsPage) -> None:
    jobs = page.backups
    qtbot.waitUntil(lambda: not jobs.findChildren(Job))
    desk.settle()


def press(qtbot: QtBot, page: SettingsPage, name: str) -> None:
    desk.click(page, name)
    listed(qtbot, page)


def answered(path: object) -> Callable[..., str]:
    return lambda *_asked: str(path)


def test_each_backup_says_when_it_was_made_and_what_it_holds(page: SettingsPage) -> None:
    words = desk.texts(page.backups)
    assert words[:2] == ["Backups", "Hipflex keeps a backup of each of the last seven days."]
    assert words[2::2] == [TODAY, EARLY]
    assert words[3].startswith("40 sessions, ")
    assert " Jan 2026 to 2 Mar 2026, " in words[3]
    assert words[3].endswith(" min, 1 file of your own")
    assert words[5].startswith("30 sessions, ")


def test_without_backups_it_says_how_there_will_be_some(
    qtbot: QtBot, look: Look, tmp_path: Path
) -> None:
    page = opened(qtbot, look, desk.make_plain_model(tmp_path))
    words = [*desk.texts(page.backups), *desk.texts(page.shared)]
    assert "None yet. One is made on each day that you stretch." in words
    assert "Not shared." in words


def test_one_that_is_no_use_says_why(qtbot: QtBot, look: Look, model: Model) -> None:
    (model.folder.root / "backups" / "hipflex-2026-02-01.zip").write_text("nothing")
    page = opened(qtbot, look, model)
    said = "hipflex-2026-02-01.zip cannot be restored: it is no backup of this program."
    assert said in desk.texts(page.backups)
    assert len([name for name in desk.names(page) if name.startswith("Restore:")]) == 2


def test_a_look_says_what_is_in_it_and_what_is_not(qtbot: QtBot, page: SettingsPage) -> None:
    press(qtbot, page, f"Restore: {EARLY}")
    panel = page.backups.panel
    title, held, rest = desk.texts(panel)
    assert title == f"Restore this backup? {EARLY}"
    assert held.startswith("It holds 30 sessions, ")
    assert rest.startswith("10 sessions in your history are not in this backup. They are kept")
    assert panel.agree.hasFocus()
    press(qtbot, page, f"Restore: {TODAY}")
    assert desk.texts(panel)[2].startswith("Every session in your history is in it.")
    assert panel.accessibleDescription() == " ".join(desk.texts(panel)[1:])


def test_the_look_stands_under_its_row_and_is_in_sight(qtbot: QtBot, page: SettingsPage) -> None:
    press(qtbot, page, f"Restore: {TODAY}")
    backups = page.backups
    upper, lower = (desk.button(page, f"Restore: {name}") for name in (TODAY, EARLY))
    assert _top(page, upper) < _top(page, backups.panel) < _top(page, lower)
    seen = page.viewport().rect().translated(0, page.verticalScrollBar().value())
    assert seen.contains(backups.panel.rect().translated(backups.panel.mapTo(page.body, QPoint())))


def _top(page: SettingsPage, part: QWidget) -> int:
    return part.mapTo(page.body, QPoint()).y()


def test_nothing_moves_while_one_is_looked_at(
    qtbot: QtBot, page: SettingsPage, model: Model
) -> None:
    press(qtbot, page, f"Restore: {EARLY}")
    copy = model.folder.root / "backups" / "hipflex-version-1.sqlite3"
    model.store.copy_to(copy)
    os.utime(copy, (START.timestamp() - 86_400, START.timestamp() - 86_400))
    backups = page.backups
    backups.list_anew()
    desk.settle()
    assert "Restore: Yesterday, 09:00, before an update" not in desk.names(page)
    desk.click(backups.panel, "Cancel")
    backups.list_anew()
    desk.settle()
    assert "Restore: Yesterday, 09:00, before an update" in desk.names(page)


def test_a_log_that_cannot_be_read_just_now_is_said(
    qtbot: QtBot, page: SettingsPage, model: Model
) -> None:
    model.store.wait_for_others(0)
    with closing(sqlite3.connect(model.folder.database, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        press(qtbot, page, f"Restore: {EARLY}")
    assert page.backups.status.text() == "Another program is using hipflex.sqlite3."
    assert not page.backups.panel.isVisible()


@pytest.mark.parametrize("leave", ["Cancel", "Esc"])
def test_never_mind_changes_nothing(
    qtbot: QtBot, page: SettingsPage, model: Model, leave: str
) -> None:
    press(qtbot, page, f"Restore: {EARLY}")
    panel = page.backups.panel
    if leave == "Esc":
        QTest.keyClick(panel.agree, Qt.Key.Key_Escape)
    else:
        desk.click(panel, "Cancel")
    assert not panel.isVisible()
    back = next(one for one in page.findChildren(QAbstractButton) if one.hasFocus())
    assert back.accessibleName() == f"Restore: {EARLY}"
    assert model.store.count() == 40


def test_restored_it_is_in_force_at_once_and_can_be_undone(
    qtbot: QtBot, page: SettingsPage, model: Model
) -> None:
    model.change(volume=90)
    press(qtbot, page, f"Restore: {EARLY}")
    with qtbot.waitSignal(model.changed):
        press(qtbot, page, "Restore this")
    assert model.store.count() == 30
    assert model.settings.volume == 30
    backups = page.backups
    assert not backups.panel.isVisible()
    banner = desk.only(backups, Banner)
    assert banner.accessibleDescription() == "Restored. What was there before is kept."
    assert "Today, 09:00, before a restore" in desk.texts(backups)
    press(qtbot, page, "Undo")
    assert model.store.count() == 40
    assert model.settings.volume == 90
    assert banner.accessibleDescription() == "Everything is as it was before."
    assert "Undo" not in desk.names(banner)
    press(qtbot, page, "Restore again")
    assert model.store.count() == 30
    assert banner.accessibleDescription() == "Restored again."
    press(qtbot, page, "Undo")
    assert model.store.count() == 40


def test_a_session_being_played_is_not_overwritten(
    qtbot: QtBot, page: SettingsPage, model: Model
) -> None:
    model.store.begin(RunRecord("now", "s", "S", START, START.date(), 300))
    press(qtbot, page, f"Restore: {EARLY}")
    press(qtbot, page, "Restore this")
    said = "A session is being played. Once it has ended, you can restore."
    assert said in desk.texts(page.backups)
    assert len(model.store.runs()) == 41


def test_any_file_can_be_looked_at(
    qtbot: QtBot, page: SettingsPage, model: Model, tmp_path: Path
) -> None:
    backups = page.backups
    copy = tmp_path / "by hand.sqlite3"
    Store(model.folder.database).copy_to(copy)
    backups.ask_source = answered(copy)
    press(qtbot, page, "Restore from a file…")
    assert desk.texts(backups.panel)[1].startswith("It holds 40 sessions, ")
    desk.click(backups.panel, "Cancel")
    (tmp_path / "diary.zip").write_text("Dear diary")
    backups.ask_source = answered(tmp_path / "diary.zip")
    press(qtbot, page, "Restore from a file…")
    said = "diary.zip cannot be restored: it is no backup of this program."
    assert backups.status.text() == said
    assert not backups.panel.isVisible()
    backups.ask_source = answered("")
    press(qtbot, page, "Restore from a file…")
    assert not backups.panel.isVisible()


def test_a_backup_is_saved_where_one_likes(
    qtbot: QtBot, page: SettingsPage, tmp_path: Path
) -> None:
    backups = page.backups
    asked: list[Path] = []

    def nowhere(parent: QWidget, proposed: Path) -> str:
        asked.append(proposed)
        return ""

    backups.ask_target = nowhere
    press(qtbot, page, "Save a backup…")
    assert [path.name for path in asked] == ["hipflex-2026-03-02.zip"]
    assert backups.status.isHidden()
    backups.ask_target = answered(tmp_path / "mine")
    press(qtbot, page, "Save a backup…")
    assert backups.status.text() == f"Saved as {tmp_path / 'mine.zip'}"
    assert preview(tmp_path / "mine.zip").runs == 40
    backups.ask_target = answered(tmp_path / "gone" / "mine.zip")
    press(qtbot, page, "Save a backup…")
    assert "mine.zip is not there any more" in backups.status.text()
    assert backups.save.isEnabled()


def test_a_log_that_is_gone_is_said(qtbot: QtBot, look: Look, tmp_path: Path) -> None:
    page = opened(qtbot, look, desk.make_plain_model(tmp_path))
    page.backups.ask_target = answered(tmp_path / "mine.zip")
    press(qtbot, page, "Save a backup…")
    assert "hipflex.sqlite3 is not there any more" in page.backups.status.text()
    assert not (tmp_path / "mine.zip").exists()


def test_the_folder_is_chosen_shared_and_left(
    qtbot: QtBot, page: SettingsPage, model: Model, tmp_path: Path
) -> None:
    part = page.shared
    assert "Share now" not in desk.names(part)
    part.ask_folder = answered("")
    desk.click(part, "Choose folder…")
    assert model.settings.sync_folder == ""
    part.ask_folder = answered(tmp_path)
    with qtbot.waitSignal(page.sync_wanted):
        desk.click(part, "Choose folder…")
    assert model.settings.sync_folder == str(tmp_path)
    assert model.store.setting_texts()["sync_folder"] == str(tmp_path)
    assert desk.only(part, QPlainTextEdit).toPlainText() == str(tmp_path)
    assert "Not shared." not in desk.texts(part)
    with qtbot.waitSignal(page.sync_wanted):
        desk.click(part, "Share now")
    page.show_sync("3 sessions came in.", ["laptop.jsonl: 2 lines could not be read."])
    words = desk.texts(part)[-2:]
    assert words == ["3 sessions came in.", "laptop.jsonl: 2 lines could not be read."]
    desk.click(part, "Stop sharing")
    assert model.settings.sync_folder == ""
    assert "Share now" not in desk.names(part)
    assert part.choose.hasFocus()
    assert desk.texts(part)[-1] == "Not shared any more. What is in the folder stays there."


def test_tab_goes_through_it_in_the_order_of_the_page(qtbot: QtBot, page: SettingsPage) -> None:
    press(qtbot, page, f"Restore: {TODAY}")
    page.backups.save.setFocus()
    order = []
    for _key in range(7):
        focus = QApplication.focusWidget()
        assert focus
        order.append(focus.accessibleName())
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    assert order == [
        "Save a backup…", "Restore from a file…", f"Restore: {TODAY}", "Restore this", "Cancel",
        f"Restore: {EARLY}", "Choose folder…",
    ]  # fmt: skip


def test_the_systems_own_dialogues_are_asked(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, qtbot: QtBot, page: SettingsPage
) -> None:
    for name in ("getSaveFileName", "getOpenFileName"):
        monkeypatch.setattr(QFileDialog, name, lambda *asked: (f"chosen {asked[2]}", ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *asked: f"chosen {asked[2]}")
    for ask in (keeping.ask_target, keeping.ask_source, shared.ask_folder):
        assert ask(page, tmp_path) == f"chosen {tmp_path}"


def test_one_day_is_no_span_and_a_short_time_has_its_seconds(model: Model) -> None:
    path = model.folder.root / "one.zip"
    store = Store(":memory:")
    store.merge(RUNS[:1])
    write(model.folder, store, path, START)
    contents = preview(path)
    assert contents.first
    text = holds_text(contents)
    assert text.startswith("1 session, ")
    assert " to " not in text


@pytest.mark.parametrize(("width", "height", "scale"), desk.SIZES)
@pytest.mark.parametrize("choice", ["light", "dark"])
def test_nothing_is_clipped(
    qtbot: QtBot, look: Look, model: Model, width: int, height: int, scale: float, choice: str
) -> None:
    look.set_scale(scale)
    look.choose(choice)
    model.change(sync_folder="/a-folder-with-a-long-name/and-another-one-inside-it/and-one-more")
    page = opened(qtbot, look, model, width, height)
    press(qtbot, page, f"Restore: {EARLY}")
    page.show_sync("3 sessions came in.", ["laptop.jsonl: 2 lines could not be read."] * 3)
    assert desk.clipped(page) == []
    assert desk.unnamed(page) == []
    assert desk.all_plain(page)
    press(qtbot, page, "Restore this")
    assert desk.clipped(page) == []


def test_backups_are_listed_while_the_window_goes_on(
    qtbot: QtBot, look: Look, model: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Job, "start", start_thread)
    may_look = threading.Event()

    def slowly(folder: UserFolder) -> object:
        may_look.wait(10)
        return available(folder)

    monkeypatch.setattr(keeping, "available", slowly)
    page = desk.shown(qtbot, SettingsPage(look, model))
    assert f"Restore: {TODAY}" not in desk.names(page)
    may_look.set()
    qtbot.waitUntil(lambda: f"Restore: {TODAY}" in desk.names(page))


def test_a_look_that_comes_too_late_disturbs_nobody(
    qtbot: QtBot, look: Look, model: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Job, "start", start_thread)
    may_look = threading.Event()
    monkeypatch.setattr(keeping, "available", lambda _folder: may_look.wait(10) and [])
    part = Backups(look, model)
    part.show()
    (job,) = part.findChildren(Job)
    shiboken6.delete(part)
    may_look.set()
    job._thread.join(10)
    assert not job._thread.is_alive()


def test_a_button_whose_dialog_hid_that_the_pointer_left_is_not_lit(page: SettingsPage) -> None:
    choose = page.shared.choose
    choose.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
    QCursor.setPos(choose.mapToGlobal(QPoint(-50, -50)))
    page.shared.ask_folder = answered("")
    choose.click()
    assert not choose.underMouse()
