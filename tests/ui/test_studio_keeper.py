"""The keeper of the studio's file: when it writes, what it sees, and that nobody's text is lost.

The folder is real; time is not waited for, but its timers are asked or fired.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from hipflex_gui.drafts import Kept
from hipflex_gui.errors import UserFault
from hipflex_gui.ui.studio.keeper import Keeper

pytestmark = pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True)

BASE = "name: a\nsteps:\n  - one\n  - two\n"
MINE, THEIRS = BASE.replace("a\n", "mine\n"), BASE.replace("a\n", "theirs\n")


class Author:
    """Someone at a text; whatever has no ``!`` in it can be played."""

    def __init__(self, path: Path) -> None:
        self.path, self.parent = path, QObject()
        self.keeper = Keeper(self.parent)
        self.said: list[str] = []
        self.kept: list[Kept] = []
        self.torn = 0
        self.keeper.told.connect(self.said.append)
        self.keeper.saved.connect(self.kept.append)
        self.keeper.torn.connect(self._count)
        self.keeper.taken.connect(self._take)
        self.text, self.unfinished = self.keeper.open(path)
        self.keeper.opened_as(good="!" not in self.text)

    def type(self, text: str) -> None:
        self.text = text
        self.keeper.change(text, good="!" not in text)

    @property
    def names(self) -> list[str]:
        """Return what is in the folder."""
        return sorted(one.name for one in self.path.parent.iterdir())

    def _count(self) -> None:
        self.torn += 1

    def _take(self, text: str, said: str) -> None:
        self.said.append(said)
        self.type(text)


@pytest.fixture
def path(tmp_path: Path, qapp: QApplication) -> Path:
    path = tmp_path / "x.yaml"
    path.write_text(BASE, "utf-8")
    return path


@pytest.fixture
def author(path: Path) -> Iterator[Author]:
    author = Author(path)
    yield author
    author.keeper.close()


def test_a_change_is_written_once_nobody_types_any_more(author: Author) -> None:
    keeper = author.keeper
    assert not keeper.unsaved
    author.type(MINE)
    assert keeper.unsaved
    assert keeper._timer.isActive()
    keeper._timer.timeout.emit()
    assert author.path.read_text("utf-8") == MINE
    assert author.kept == [Kept.FILE]
    assert not keeper.unsaved


def test_who_never_pauses_is_saved_all_the_same(author: Author) -> None:
    author.type(MINE)
    begun = author.keeper._latest.timerId()
    author.type(MINE + "# more\n")
    assert author.keeper._latest.timerId() == begun  # it does not begin anew with every key
    author.keeper._latest.timeout.emit()
    assert author.path.read_text("utf-8") == author.text
    assert not author.keeper._latest.isActive()


def test_closing_writes_what_waits_and_brings_in_what_others_wrote(author: Author) -> None:
    author.type(MINE)
    author.path.write_text(BASE.replace("two", "three"), "utf-8")
    author.keeper.close()
    assert author.path.read_text("utf-8") == MINE.replace("two", "three")


def test_a_text_that_could_not_be_written_stays_unsaved(author: Author) -> None:
    author.type(MINE)
    author.path.unlink()
    author.path.mkdir()
    author.keeper.save()
    assert author.keeper.unsaved
    assert len(author.said) == 1
    author.path.rmdir()
    author.keeper.save()
    assert author.path.read_text("utf-8") == MINE


def test_a_torn_text_is_kept_beside_the_file_and_asked_about_again(author: Author) -> None:
    author.type(MINE)
    author.path.write_text(THEIRS, "utf-8")
    author.keeper.save()
    assert author.torn == 1
    assert author.kept == [Kept.ASIDE]
    author.type(MINE + "# more\n")
    author.keeper.close()
    assert author.path.read_text("utf-8") == THEIRS

    again = Author(author.path)
    assert (again.text, again.unfinished) == (THEIRS, MINE + "# more\n")
    again.type(MINE + "# more\n")
    assert again.keeper.choose()
    again.keeper.keep_mine()
    assert again.path.read_text("utf-8") == MINE + "# more\n"
    assert (again.path.parent / "x.yaml.bak").read_text("utf-8") == THEIRS
    assert again.names == ["x.yaml", "x.yaml.bak"]
    again.keeper.close()


def test_taking_theirs_leaves_nothing_beside_the_file(author: Author) -> None:
    author.type(MINE)
    author.path.write_text(THEIRS, "utf-8")
    author.keeper.save()
    author.keeper.take_theirs()
    assert author.text == THEIRS
    assert author.names == ["x.yaml"]
    assert not author.keeper.unsaved


def test_without_another_version_there_is_nothing_to_choose(author: Author) -> None:
    assert not author.keeper.choose()
    author.keeper.keep_mine()
    author.keeper.take_theirs()
    assert author.torn == 0
    assert author.kept == []


def test_a_file_that_is_deleted_is_told_once_and_can_be_written_again(author: Author) -> None:
    author.path.unlink()
    author.keeper.look()
    author.keeper.look()
    assert len(author.said) == 1
    assert "x.yaml is gone" in author.said[0]
    assert not author.path.exists()  # whoever deleted it may have meant it
    author.keeper.save()
    assert author.path.read_text("utf-8") == BASE


def test_a_file_that_is_replaced_goes_on_being_watched(author: Author) -> None:
    other = author.path.with_name("other")
    other.write_text(THEIRS, "utf-8")
    other.replace(author.path)
    author.keeper.look()
    assert author.text == THEIRS
    assert str(author.path) in author.keeper._watcher.files()


def test_a_good_text_from_outside_is_the_last_good_version_from_then_on(path: Path) -> None:
    path.write_text(BASE + "!", "utf-8")
    author = Author(path)
    path.write_text(BASE, "utf-8")
    author.keeper.look()
    author.type(BASE + "!!")
    author.keeper.save()
    assert path.read_text("utf-8") == BASE
    assert author.kept == [Kept.DRAFT]
    author.keeper.close()


def test_a_read_only_file_stays_as_it_is(path: Path) -> None:
    path.chmod(0o444)
    author = Author(path)
    assert author.keeper.is_locked
    author.type(MINE)
    author.keeper.save()
    assert author.kept == [Kept.ASIDE]
    assert path.read_text("utf-8") == BASE
    author.keeper.close()
    assert Author(path).unfinished == MINE


def test_a_draft_that_is_no_text_does_not_keep_the_file_away(path: Path) -> None:
    (path.parent / ".x.yaml.draft").write_bytes(b"\xff")
    author = Author(path)
    assert (author.text, author.unfinished) == (BASE, None)
    author.keeper.close()


def test_after_a_file_that_cannot_be_read_nothing_is_open(author: Author, tmp_path: Path) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_bytes(b"\xff")
    with pytest.raises(UserFault):
        author.keeper.open(bad)
    assert author.keeper.path is None
    author.keeper.save()
    assert bad.read_bytes() == b"\xff"
