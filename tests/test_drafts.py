"""The file behind the studio: what is written where, and what is never lost."""

from pathlib import Path

import pytest

from hipflex_gui.drafts import Content, Kept, SessionFile, content_of
from hipflex_gui.errors import MachineFault, UserFault
from hipflex_gui.yamlfile import LARGEST

GOOD, BAD = "name: x\nsteps: [low-lunge]\n", "name: x\nsteps: [\n"


def opened(path: Path, *, good: bool = True) -> SessionFile:
    return SessionFile(path, content_of(path), good=good)


@pytest.mark.parametrize(
    ("raw", "content"),
    [
        (b"a\nb\n", Content("a\nb\n")),
        (b"a\r\nb\r\n", Content("a\nb\n", "\r\n")),
        (b"a\rb\r", Content("a\nb\n")),
        (b"\xef\xbb\xbfa\r\nb\n", Content("a\nb\n", "\n", mark=True)),
        (b"", Content("")),
    ],
)
def test_line_ends_and_mark_are_the_files_own(raw: bytes, content: Content, tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_bytes(raw)
    assert content_of(path) == content


def test_they_are_written_back_as_they_were(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    raw = b"\xef\xbb\xbfname: x\r\nsteps: [low-lunge]\r\n"
    path.write_bytes(raw)
    file = opened(path)
    assert file.known
    assert file.save(file.known.text + "# c\n", good=True) is Kept.FILE
    assert path.read_bytes() == raw + b"# c\r\n"


def test_what_cannot_be_read_says_why(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    assert content_of(path) is None
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(UserFault, match="not UTF-8"):
        content_of(path)
    path.write_bytes(b" " * (LARGEST + 1))
    with pytest.raises(UserFault, match="larger than"):
        content_of(path)
    with pytest.raises(MachineFault):
        content_of(tmp_path)


def test_a_text_with_errors_never_takes_the_place_of_one_that_plays(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text(GOOD, "utf-8")
    file = opened(path)
    assert file.save(BAD, good=False) is Kept.DRAFT
    assert path.read_text("utf-8") == GOOD
    assert opened(path).unfinished() == BAD
    assert file.save(GOOD + "# c\n", good=True) is Kept.FILE
    assert path.read_text("utf-8") == GOOD + "# c\n"
    assert opened(path).unfinished() is None
    assert [one.name for one in tmp_path.iterdir()] == ["x.yaml"]


def test_where_nothing_plays_yet_the_file_takes_all(tmp_path: Path) -> None:
    path = tmp_path / "sessions" / "x.yaml"
    file = SessionFile(path, None, good=False)
    assert file.save(BAD, good=False) is Kept.FILE
    assert path.read_text("utf-8") == BAD
    assert file.save(GOOD, good=True) is Kept.FILE
    assert file.save(BAD, good=False) is Kept.DRAFT


def test_what_others_write_is_seen_and_can_be_put_aside(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text(GOOD, "utf-8")
    file = opened(path)
    assert file.outside() == file.known
    path.write_bytes(b"other\r\n")
    theirs = file.outside()
    assert theirs == Content("other\n", "\r\n")
    assert file.put_aside(theirs) == tmp_path / "x.yaml.bak"
    assert file.put_aside(theirs) == tmp_path / "x.yaml-2.bak"
    assert (tmp_path / "x.yaml.bak").read_bytes() == b"other\r\n"


def test_a_read_only_file_is_never_written(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text(GOOD, "utf-8")
    path.chmod(0o444)
    file = opened(path)
    assert file.save(GOOD + "# c\n", good=True) is Kept.ASIDE
    assert path.read_text("utf-8") == GOOD
    assert opened(path).unfinished() == GOOD + "# c\n"
    assert file.save(GOOD, good=True) is Kept.FILE  # it holds that already
    assert [one.name for one in tmp_path.iterdir()] == ["x.yaml"]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    real, path = tmp_path / "real.yaml", tmp_path / "x.yaml"
    real.write_text(GOOD, "utf-8")
    path.symlink_to(real)
    opened(path).save(GOOD + "# c\n", good=True)
    assert path.is_symlink()
    assert real.read_text("utf-8") == GOOD + "# c\n"


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    file = SessionFile(tmp_path / "file" / "x.yaml", None, good=False)
    with pytest.raises(MachineFault):
        file.save(GOOD, good=True)
