"""The verbs share and install, and what a double click needs: nothing is done unasked."""

import configparser
import io
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from hipflex_gui.cli import main
from hipflex_gui.paths import UserFolder
from hipflex_gui.ui import start
from tests.parcels import FILES, ROLL, SENT, files_of, filled, shared

ROOT = Path(__file__).parents[1]


class Cli:
    """Runs verbs in this process, with a data folder of their own."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self._capsys = folder, capsys

    def __call__(self, *words: str, code: int = 0) -> str:
        """Return standard output; the exit code must be as expected."""
        result = main([*words, "--data-dir", str(self.folder)])
        captured = self._capsys.readouterr()
        self.err = captured.err
        assert result == code, captured
        return captured.out


@pytest.fixture
def cli(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Cli:
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    return Cli(tmp_path / "data", capsys)


@pytest.fixture
def sent(tmp_path: Path) -> str:
    return str(shared(filled(tmp_path / "sender"), "my-hips", tmp_path / "hips.hipflex"))


def answer(monkeypatch: pytest.MonkeyPatch, text: str, *, terminal: bool = True) -> None:
    typed = io.StringIO(text)
    typed.isatty = lambda: terminal  # type: ignore[method-assign]
    monkeypatch.setattr(sys, "stdin", typed)


def test_a_session_is_written_here_and_takes_no_ones_place(cli: Cli, tmp_path: Path) -> None:
    filled(cli.folder, FILES)
    assert cli("share", "my-hips") == "Wrote My hips to my-hips.hipflex.\n"
    assert cli("share", "my-hips") == "Wrote My hips to my-hips-2.hipflex.\n"
    assert (
        cli("share", "my-hips", str(tmp_path)) == f"Wrote My hips to {tmp_path}/my-hips.hipflex.\n"
    )
    assert cli("share", "chair-5", "for-you.HIPFLEX").endswith("to for-you.HIPFLEX.\n")
    assert sorted(path.name for path in Path().iterdir()) == [
        "for-you.HIPFLEX", "my-hips-2.hipflex", "my-hips.hipflex",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["nothing"], "no session is called 'nothing'; see: hipflex list\n"),
        (
            ["chair-5", "x.zip"],
            "Give 'x.zip' the ending .hipflex, so that it opens in this program.\n",
        ),
        (["chair-5", "gone/x.hipflex"], "There is no folder gone.\n"),
    ],
)
def test_what_cannot_be_shared_is_said(cli: Cli, words: list[str], said: str) -> None:
    assert cli("share", *words, code=1) == ""
    assert cli.err == said
    assert not list(Path().iterdir())


def test_what_is_in_it_is_printed_before_it_is_installed(cli: Cli, sent: str) -> None:
    assert cli("install", sent, "--yes").splitlines() == [
        "hips.hipflex: 4 steps, 4 min, 3 movement files, 1 picture",
        "  Session My hips: new",
        "  Movement Nod: new",
        "  Movement Rest: new",
        "  Movement Shoulder roll: new",
        "  Picture roll.png, 1 KB: new",
        "Installed. To play it: hipflex play my-hips",
    ]
    assert files_of(cli.folder) == SENT
    assert cli("install", sent).splitlines()[-1] == "Everything in it is there already."


def test_nothing_is_installed_unasked(cli: Cli, sent: str, monkeypatch: pytest.MonkeyPatch) -> None:
    answer(monkeypatch, "y\n", terminal=False)
    cli("install", sent, code=1)
    assert cli.err == "To install without being asked, add --yes\n"
    for no in ("n\n", "\n", ""):
        answer(monkeypatch, no)
        assert cli("install", sent, code=1).endswith("Install it? [y/N] ")
        assert cli.err == "Nothing was changed.\n"
    assert not cli.folder.exists()
    answer(monkeypatch, "y\n")
    cli("install", sent)
    assert files_of(cli.folder) == SENT


def test_both_are_kept_unless_replacing_is_asked_for(cli: Cli, sent: str) -> None:
    mine = b"movement: my-roll\nname: Mine\nsteps: [Roll.]\n"
    filled(cli.folder, {"movements/my-roll.yaml": mine})
    said = cli("install", sent, "--yes")
    assert "Movement Shoulder roll: another one is there already, so this becomes my-roll-2" in said
    assert "To put it in the place of what is there: --replace" in said
    assert (cli.folder / "movements" / "my-roll.yaml").read_bytes() == mine
    said = cli("install", sent, "--yes", "--replace")
    assert "Movement Shoulder roll: takes the place of the one there, which is kept" in said
    assert "--replace" not in said
    assert (cli.folder / "movements" / "my-roll.yaml").read_text() == ROLL
    assert (cli.folder / "movements" / "my-roll.yaml.bak").read_bytes() == mine


def test_a_movement_alone_is_installed_too(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "my-nod.yaml"
    path.write_text("movement: my-nod\nname: Nod\nsteps: [Nod.]\n")
    said = cli("install", str(path), "--yes")
    assert said.endswith("Installed. To try it: hipflex play my-nod\n")


def test_mistakes_are_shown_at_their_place(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("session: mine\nname: Mine\nsteps: [low-lung]\n")
    assert cli("install", str(path), "--yes", code=1) == ""
    assert "mine.yaml:3:9: error: no movement is called 'low-lung'" in cli.err
    assert cli.err.endswith("mine.yaml has mistakes, so nothing of it can be installed.\n")
    assert not cli.folder.exists()


# -- a double click


def test_a_file_is_handed_to_the_window_by_its_whole_path(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str | None] = []

    def main(_folder: UserFolder, wanted: str | None) -> int:
        opened.append(wanted)
        return 0

    monkeypatch.setattr(start, "main", main)
    cli("start", "hips.hipflex")
    cli("start", "Hips.HIPFLEX")
    cli("hips.hipflex")
    assert opened == [
        str(Path("hips.hipflex").absolute()),
        str(Path("Hips.HIPFLEX").absolute()),
        str(Path("hips.hipflex").absolute()),
    ]


def test_the_desktop_is_told_of_such_files(tmp_path: Path) -> None:
    if not sys.platform.startswith("linux") or not shutil.which("make"):
        pytest.skip("for Linux desktops")
    share = tmp_path / "a share"
    subprocess.run(
        ["make", "-s", "-o", "setup-run", "desktop"],
        cwd=ROOT,
        env={**os.environ, "XDG_DATA_HOME": str(share), "MAKEFLAGS": ""},
        check=True,
        capture_output=True,
    )
    entry = configparser.RawConfigParser()
    entry.optionxform = str  # type: ignore[assignment,method-assign]
    entry.read(share / "applications" / "hipflex.desktop", encoding="utf-8")
    values = entry["Desktop Entry"]
    assert values["Exec"].endswith('/bin/hipflex" %f')
    assert values["Exec"].startswith(f'"{ROOT}')
    assert (share / "icons/hicolor/scalable/apps" / f"{values['Icon']}.svg").is_file()
    kind = values["MimeType"].rstrip(";")
    assert kind in (share / "mime/packages/hipflex.xml").read_text(encoding="utf-8")
    if shutil.which("update-mime-database"):
        globs = (share / "mime/globs2").read_text(encoding="utf-8")
        assert f"50:{kind}:*.hipflex\n" in globs
