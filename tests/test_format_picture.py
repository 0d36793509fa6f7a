"""A picture in place of the figure: where it may be, and what is said of one that is not."""

from pathlib import Path

import pytest

from hipflex_gui.catalogue import Catalogue, read_movement, read_session
from hipflex_gui.format_picture import (
    MOST_BYTES,
    MOST_PIXELS,
    BrokenPictureError,
    photo_at,
)
from hipflex_gui.movements import Movement, Photo
from hipflex_gui.problems import Problem, Severity
from hipflex_gui.sessions import Do
from tests.photos import jpeg_frame, png


def movement(folder: Path, name: str) -> tuple[Movement, list[Problem]]:
    path = folder / "m.yaml"
    path.write_text(f"name: Test\npicture: {name}\nsteps: [Sit.]\n", encoding="utf-8")
    found, report = read_movement(path)
    assert found, report.problems
    return found[0], report.problems


@pytest.mark.parametrize(
    ("name", "raw", "size"),
    [
        ("own.png", png(31, 17), (31, 17)),
        ("Mein Bild (2).PNG", png(1, 1), (1, 1)),
        ("own.jpg", jpeg_frame(640, 480), (640, 480)),
        ("own.jpeg", jpeg_frame(3, 2) + bytes(40), (3, 2)),
    ],
)
def test_a_picture_beside_the_file_is_the_movements(
    name: str, raw: bytes, size: tuple[int, int], tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(raw)
    found, problems = movement(tmp_path, name)
    assert problems == []
    assert found.picture == Photo(str(path), *size, path.stat().st_mtime_ns)


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (None, "there is no such file"),
        (b"", "broken"),
        (b"GIF89a", "broken"),
        (png()[:-8], "broken"),
        (b"\x89PNG\r\n\x1a\n" + bytes(20) + b"IEND", "broken"),
        (png(0, 5), "million pixels"),
        (png(4, 1).replace(b"\0\0\0\4\0\0\0\1", b"\0\0\x7f\4\0\0\x7f\1"), "24 million pixels"),
        (png() + bytes(MOST_BYTES), "5 MB"),
        (jpeg_frame(20, 20), "broken"),
    ],
)
def test_one_that_cannot_be_shown_is_a_warning_and_the_figure_stays(
    raw: bytes | None, said: str, tmp_path: Path
) -> None:
    if raw is not None:
        (tmp_path / "own.png").write_bytes(raw)
    found, (problem,) = movement(tmp_path, "own.png")
    assert found.picture is None
    assert problem.severity is Severity.WARNING
    assert said in problem.text
    assert "figure is shown" in problem.hint
    assert (problem.where.line, problem.where.column) == (2, 10)


@pytest.mark.parametrize(
    "raw",
    [b"\xff\xd8\xff\xd9", b"\xff\xd8\xff\xe0\0\4ab12345\xff\xd9", jpeg_frame(9, 9)[:-2], png()],
)
def test_a_jpeg_without_a_size_or_an_end_is_broken(raw: bytes, tmp_path: Path) -> None:
    (tmp_path / "own.jpg").write_bytes(raw)
    with pytest.raises(BrokenPictureError, match="broken"):
        photo_at(tmp_path / "own.jpg")


@pytest.mark.parametrize(
    "name", ["../own.png", "sub/own.png", "/own.png", "sub\\own.png", "C:own.png", ".own.png"]
)
def test_a_picture_elsewhere_cannot_be_named(name: str, tmp_path: Path) -> None:
    inner = tmp_path / "movements"
    (inner / "sub").mkdir(parents=True)
    for path in (tmp_path / "own.png", inner / "sub" / "own.png", inner / ".own.png"):
        path.write_bytes(png())
    (inner / "m.yaml").write_text(f"name: Test\npicture: '{name}'\nsteps: [Sit.]\n")
    found, report = read_movement(inner / "m.yaml")
    assert found == ()
    assert "bare name" in report.problems[0].hint


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    inner = tmp_path / "movements"
    inner.mkdir()
    (tmp_path / "secret.png").write_bytes(png())
    (inner / "own.png").symlink_to(tmp_path / "secret.png")
    (inner / "ring.png").symlink_to(inner / "ring.png")
    (inner / "real.png").write_bytes(png())
    (inner / "near.png").symlink_to(inner / "real.png")
    found, (problem,) = movement(inner, "own.png")
    assert found.picture is None
    assert "another folder" in problem.text
    assert movement(inner, "ring.png")[0].picture is None
    assert movement(inner, "near.png")[0].picture
    (inner / "folder.png").mkdir()
    with pytest.raises(BrokenPictureError, match="ordinary"):
        photo_at(inner / "folder.png")


def test_a_picture_of_many_pixels_is_refused_before_it_is_read(tmp_path: Path) -> None:
    (tmp_path / "own.jpg").write_bytes(jpeg_frame(6000, MOST_PIXELS // 6000 + 1))
    with pytest.raises(BrokenPictureError, match="pixels"):
        photo_at(tmp_path / "own.jpg")
    (tmp_path / "own.jpg").write_bytes(jpeg_frame(6000, MOST_PIXELS // 6000))
    assert photo_at(tmp_path / "own.jpg").width == 6000


@pytest.mark.parametrize("folder", ["sessions", "movements"])
def test_a_session_finds_it_beside_itself_or_among_the_movements(
    folder: str, tmp_path: Path
) -> None:
    for name in ("sessions", "movements"):
        (tmp_path / name).mkdir()
    (tmp_path / folder / "own.png").write_bytes(png())
    path = tmp_path / "sessions" / "s.yaml"
    path.write_text("name: S\nsteps:\n  - {name: Own, steps: [Sit.], for: 30s, picture: own.png}\n")
    session, report = read_session(path, Catalogue.load(None).movements)
    assert session
    assert not report.problems
    (step,) = session.steps
    assert isinstance(step, Do)
    assert step.own
    assert step.own.picture
    assert Path(step.own.picture.path) == tmp_path / folder / "own.png"
