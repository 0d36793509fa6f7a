"""The verb figure: a movement's picture as a file."""

import os
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from hipflex_gui.cli import main
from hipflex_gui.figure.figures import mirror_figure
from hipflex_gui.figure.palette import Person, palette
from hipflex_gui.figure.scene import still
from hipflex_gui.figure.svg import path_text
from hipflex_gui.paths import shipped_sessions
from tests.figures import library, picture
from tests.test_cli import Cli

# a picture needs an application of Qt, and only one fits into a process: the one of all tests
pytestmark = pytest.mark.usefixtures("qapp")

NAME = "figure-four-chair"
MOVEMENT = """\
name: Reach
figure:
  frames:
    - {name: start}
    - {name: pose, spine: forward-up}
"""


@pytest.fixture
def cli(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Cli:
    return Cli(tmp_path / "data", capsys)


def paths(file: Path) -> list[str]:
    """Return the outlines in an SVG."""
    root = ElementTree.fromstring(file.read_text(encoding="utf-8"))
    return [element.attrib["d"] for element in root.iter() if "d" in element.attrib]


def test_the_pose_is_written_without_qt(cli: Cli, tmp_path: Path) -> None:
    program = (
        "import sys\n"
        "class NoQt:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        assert not name.startswith('PySide6'), name\n"
        "sys.meta_path.insert(0, NoQt())\n"
        "from hipflex_gui.cli import main\n"
        "sys.exit(main(sys.argv[1:]))\n"
    )
    out = tmp_path / "pose.svg"
    words = ["figure", NAME, "-o", str(out), "--data-dir", str(cli.folder)]
    done = subprocess.run(
        [sys.executable, "-c", program, *words],
        env={**os.environ, "PYTHONPATH": str(shipped_sessions().parent)},
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    root = ElementTree.fromstring(out.read_text(encoding="utf-8"))
    assert root.attrib["width"] == root.attrib["height"] == "600"
    assert root.findtext("{http://www.w3.org/2000/svg}title") == "Chair figure four"
    wanted = still(library()[NAME])
    ops = picture(wanted.figure, wanted.figure.pose, 600, glow=wanted.glow)
    assert paths(out) == [path_text(op.path) for op in ops]
    assert not cli.folder.exists()  # drawing leaves nothing behind


def test_the_other_side_and_another_key_frame(cli: Cli, tmp_path: Path) -> None:
    figure = library()[NAME].figure
    assert figure
    by_name, by_number, right = (tmp_path / f"{name}.svg" for name in "abc")
    cli("figure", NAME, "--frame", "start", "-o", str(by_name))
    cli("figure", NAME, "--frame", "1", "-o", str(by_number))
    assert paths(by_name) == paths(by_number)
    assert paths(by_name) == [path_text(op.path) for op in picture(figure, 0, 600, glow=())]
    cli("figure", NAME, "--side", "right", "--frame", "start", "-o", str(right))
    ops = picture(mirror_figure(figure), 0, 600, glow=())
    assert paths(right) == [path_text(op.path) for op in ops]


def test_theme_and_size(cli: Cli, tmp_path: Path) -> None:
    out = tmp_path / "dark.SVG"
    cli("figure", NAME, "--theme", "dark", "--size", "96", "-o", str(out))
    text = out.read_text(encoding="utf-8")
    colours = palette(Person(), dark=True)
    assert f'<rect width="96" height="96" fill="{colours.ground}"/>' in text
    assert colours.top in text
    assert palette(Person()).top not in text


def test_a_png_is_a_picture_of_its_size(cli: Cli, tmp_path: Path) -> None:
    out = tmp_path / "pose.png"
    cli("figure", NAME, "--size", "120", "-o", str(out))
    data = out.read_bytes()
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    assert data[12:16] == b"IHDR"
    assert [int.from_bytes(data[i : i + 4], "big") for i in (16, 20)] == [120, 120]
    other = tmp_path / "other.png"
    cli("figure", NAME, "--size", "120", "--side", "right", "-o", str(other))
    assert other.read_bytes() != data


def test_a_movement_can_be_a_file_of_ones_own(cli: Cli, tmp_path: Path) -> None:
    movement, out = tmp_path / "reach.yaml", tmp_path / "reach.svg"
    movement.write_text(MOVEMENT, encoding="utf-8")
    cli("figure", str(movement), "-o", str(out))
    assert "<title>Reach</title>" in out.read_text(encoding="utf-8")
    movement.write_text(MOVEMENT.replace("spine", "spin"), encoding="utf-8")
    cli("figure", str(movement), "-o", str(out), code=1)
    assert f"{movement}:5:20: error: " in cli.err
    assert "Did you mean spine?" in cli.err or "mean spine" in cli.err


def test_a_movement_without_a_figure_stands_for_itself(cli: Cli, tmp_path: Path) -> None:
    movement, out = tmp_path / "plain.yaml", tmp_path / "plain.svg"
    movement.write_text("name: Plain\nplace: chair\n", encoding="utf-8")
    cli("figure", str(movement), "-o", str(out))
    assert paths(out)


def test_a_contact_that_is_not_true_is_told_beside_the_picture(cli: Cli, tmp_path: Path) -> None:
    movement, out = tmp_path / "reach.yaml", tmp_path / "reach.svg"
    pinned = MOVEMENT.replace("spine:", "pins: {hand_l: foot_r}, spine:")
    movement.write_text(pinned, encoding="utf-8")
    cli("figure", str(movement), "-o", str(out), code=1)
    assert cli.err.startswith("pose: hand_l is ")
    assert cli.err.endswith(" cm from foot_r\n")
    assert paths(out)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((NAME, "-o", "pose.gif"), "has to end in .svg or .png"),
        (("figure-for-chair", "-o", "pose.svg"), "figure-four-chair"),
        (("qqq", "-o", "pose.svg"), "no movement is called 'qqq'; see assets/movements"),
        ((NAME, "--frame", "9", "-o", "pose.svg"), "no key-frame '9'; there are: 1 (start), 2 "),
        ((NAME, "--frame", "0", "-o", "pose.svg"), "no key-frame '0'"),
        ((NAME, "--frame", "\u00b2", "-o", "pose.svg"), "there is no key-frame"),
        (("nowhere.yaml", "-o", "pose.svg"), "nowhere.yaml"),
    ],
)
def test_what_cannot_be_drawn_is_told(
    words: tuple[str, ...],
    told: str,
    cli: Cli,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    cli("figure", *words, code=1)
    assert told in cli.err
    assert list(tmp_path.glob("pose.*")) == []


def test_a_broken_file_of_ones_own_tells_its_problem(cli: Cli, tmp_path: Path) -> None:
    own = tmp_path / "data" / "movements" / "my-lunge.yaml"
    own.parent.mkdir(parents=True)
    own.write_text(MOVEMENT.replace("forward-up", "forwards"), encoding="utf-8")
    cli("figure", "my-lunge", "-o", str(tmp_path / "pose.svg"), code=1)
    assert "my-lunge.yaml:5:" in cli.err
    assert "forward" in cli.err


@pytest.mark.parametrize("ending", ["svg", "png"])
def test_a_folder_that_is_not_there_is_told(ending: str, cli: Cli, tmp_path: Path) -> None:
    cli("figure", NAME, "-o", str(tmp_path / "nowhere" / f"pose.{ending}"), code=1)
    assert cli.err.startswith("hipflex: The picture could not be written: ") or cli.err.startswith(
        "The picture could not be written: "
    )
    assert not (tmp_path / "nowhere").exists()


def test_a_png_without_qt_is_a_sentence(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "hipflex_gui.ui.figures", None)
    out = tmp_path / "pose.png"
    cli("figure", NAME, "-o", str(out), code=1)
    assert "A PNG needs PySide6" in cli.err
    assert "Try a name in .svg" in cli.err
    assert not out.exists()


@pytest.mark.parametrize(
    "words",
    [
        f"{NAME}",
        "-o x.svg",
        f"{NAME} -o x.svg --side up",
        f"{NAME} -o x.svg --theme blue",
        f"{NAME} -o x.svg --size 0",
        f"{NAME} -o x.svg --size 12px",
        f"{NAME} -o x.svg --size 999999",
    ],
)
def test_wrong_usage_is_2(
    words: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as left:
        main(["figure", *words.split(), "--data-dir", str(tmp_path / "data")])
    assert left.value.code == 2
    assert capsys.readouterr().err.startswith("usage: hipflex")
    assert list(tmp_path.iterdir()) == []
