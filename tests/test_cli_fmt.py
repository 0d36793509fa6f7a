"""The verb fmt: what it writes, what it leaves alone, and what it says."""

import io
import os
import sys
from pathlib import Path

import pytest

from hipflex_gui.cli import main
from hipflex_gui.yamlfile import LARGEST

UGLY = "\ufeffsteps: [low-lunge]\r\nname: 'x' # mine\r\n"
PRETTY = "name: x  # mine\nsteps:\n  - low-lunge\n"
BROKEN = "name: x\nsteps:\n\t- low-lunge\n"


@pytest.fixture
def ugly(tmp_path: Path) -> Path:
    path = tmp_path / "ugly.yaml"
    path.write_text(UGLY, encoding="utf-8", newline="")
    return path


def test_a_file_is_written_anew(ugly: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fmt", str(ugly)]) == 0
    assert ugly.read_bytes() == PRETTY.encode()
    assert capsys.readouterr() == (f"{ugly} is written anew\n", "")
    assert [path.name for path in ugly.parent.iterdir()] == ["ugly.yaml"]


def test_a_file_in_order_is_not_touched(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "pretty.yaml"
    path.write_text(PRETTY, encoding="utf-8", newline="")
    monkeypatch.setattr("hipflex_gui.cli_fmt.replacing", None)
    assert main(["fmt", str(path)]) == 0
    assert main(["fmt", "--check", str(path)]) == 0
    assert main(["fmt", "--diff", str(path)]) == 0
    assert capsys.readouterr() == ("", "")


def test_check_only_tells(ugly: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fmt", "--check", str(ugly)]) == 1
    assert ugly.read_bytes() == UGLY.encode()
    out, err = capsys.readouterr()
    assert out == f"{ugly} is not in canonical form\n"
    assert err == "1 file would change.\n"


def test_diff_only_shows(ugly: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fmt", "--diff", str(ugly)]) == 0
    assert ugly.read_bytes() == UGLY.encode()
    lines = capsys.readouterr().out.splitlines()
    assert lines[:2] == [f"--- {ugly}", f"+++ {ugly}"]
    # what is not seen otherwise, the mark at the start and the line ends, is a dot
    assert [line for line in lines[3:] if line[0] == "-"] == [
        "-·steps: [low-lunge]·",
        "-name: 'x' # mine·",
    ]
    assert [line[1:] for line in lines[3:] if line[0] == "+"] == PRETTY.splitlines()
    assert main(["fmt", "--diff", "--check", str(ugly)]) == 1


def test_a_folder_means_its_files_and_one_bad_file_does_not_keep_the_rest(
    ugly: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = ugly.parent
    (folder / "sessions").mkdir()
    (folder / "sessions" / "more.yml").write_text(UGLY, encoding="utf-8", newline="")
    (folder / "broken.yaml").write_text(BROKEN, encoding="utf-8", newline="")
    (folder / "notes.txt").write_text(UGLY, encoding="utf-8", newline="")
    assert main(["fmt", str(folder), str(ugly)]) == 1
    assert ugly.read_bytes() == PRETTY.encode()
    assert (folder / "sessions" / "more.yml").read_bytes() == PRETTY.encode()
    assert (folder / "broken.yaml").read_bytes() == BROKEN.encode()
    assert (folder / "notes.txt").read_bytes() == UGLY.encode()
    out, err = capsys.readouterr()
    assert out.startswith(f"{folder / 'broken.yaml'}:3:1: error: this character cannot stand")
    assert err == "1 file has errors and is left as it is.\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name: x\nname: y\n", "2:1: error: 'name' stands here a second time"),
        ("- a\n- b\n", "1:1: error: a file is one block of keys"),
        ("# nothing\n", "1:1: error: a file is one block of keys"),
    ],
)
def test_what_cannot_be_put_in_order_says_why(
    text: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "x.yaml"
    path.write_text(text, encoding="utf-8", newline="")
    assert main(["fmt", str(path)]) == 1
    assert path.read_text(encoding="utf-8") == text
    assert capsys.readouterr().out.startswith(f"{path}:{said}")


def test_a_file_that_is_not_there_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["fmt", str(tmp_path / "none.yaml")]) == 1
    assert "there is no such file" in capsys.readouterr().out


def test_mistakes_of_meaning_do_not_matter(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_text("steps: [nothing-such]\nplace: nowhere\n", encoding="utf-8")
    assert main(["fmt", str(path)]) == 0
    assert path.read_text(encoding="utf-8") == "place: nowhere\nsteps:\n  - nothing-such\n"


@pytest.mark.skipif(os.name == "nt", reason="modes and links of a POSIX file system")
def test_mode_and_link_stay(ugly: Path) -> None:
    ugly.chmod(0o640)
    link = ugly.parent / "link.yaml"
    link.symlink_to(ugly.name)
    assert main(["fmt", str(link)]) == 0
    assert link.is_symlink()
    assert ugly.read_bytes() == PRETTY.encode()
    assert ugly.stat().st_mode & 0o777 == 0o640


def piped(monkeypatch: pytest.MonkeyPatch, raw: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))


def test_a_pipe_gets_the_text_alone(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for raw in (UGLY.encode(), PRETTY.encode()):
        piped(monkeypatch, raw)
        assert main(["fmt", "-"]) == 0
        assert capsys.readouterr() == (PRETTY, "")


def test_a_pipe_can_be_checked_and_shown(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    piped(monkeypatch, UGLY.encode())
    assert main(["fmt", "-", "--check"]) == 1
    assert capsys.readouterr() == ("", "1 file would change.\n")
    piped(monkeypatch, UGLY.encode())
    assert main(["fmt", "-", "--diff"]) == 0
    assert "+name: x  # mine\n" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (BROKEN.encode(), "standard input:3:1: error:"),
        (b"- a\n", "standard input:1:1: error: a file is one block"),
        (b"name: \xff\n", "standard input:1:7: error: the file is not UTF-8"),
        (b"#" * (LARGEST + 9), "standard input:1:1: error: the file is larger"),
    ],
    ids=["a tab", "a list", "not UTF-8", "endless"],
)
def test_a_broken_pipe_text_yields_no_output(
    raw: bytes, said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    piped(monkeypatch, raw)
    assert main(["fmt", "-"]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(said)
