"""The wheel alone, where Qt is not installed: its sessions are checked and one is played."""

import os
import sqlite3
import subprocess
import sys
import sysconfig
import venv
from contextlib import closing
from importlib.metadata import distribution
from pathlib import Path
from shutil import copyfile, copytree, ignore_patterns
from zipfile import ZipFile

import pytest

CHECKOUT = Path(__file__).parents[1]
pytestmark = pytest.mark.xdist_group("packaging")  # one build serves them all

SESSION = "chair-5"
NEEDED = ("PyYAML", "platformdirs", "miniaudio", "cffi", "pycparser")


def run(*command: str | Path, cwd: Path) -> str:
    """Run to the end and return standard output; a failure shows everything that was said."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env={name: text for name, text in os.environ.items() if not name.startswith("PYTHON")},
        capture_output=True,
        check=False,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    # Built from a copy, so that a test never leaves a build folder in the checkout.
    source = tmp_path_factory.mktemp("source") / "hipflex"
    copytree(CHECKOUT, source, ignore=ignore_patterns(".*", "build", "__pycache__"))
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=source)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the interpreter of an environment with the wheel and its needs, all but Qt."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, symlinks=os.name != "nt", with_pip=False)
    paths = sysconfig.get_paths("venv", vars={"base": str(folder), "platbase": str(folder)})
    site = Path(paths["purelib"])
    # What the tests run with is copied over, file by file: a test needs no network.
    for name in NEEDED:
        installed = distribution(name)
        for file in installed.files or ():
            if ".." not in file.parts and "__pycache__" not in file.parts:
                (site / file).parent.mkdir(parents=True, exist_ok=True)
                copyfile(str(installed.locate_file(file)), site / file)
    interpreter = Path(paths["scripts"]) / Path(sys.executable).name
    run(
        *(sys.executable, "-m", "pip", "--python", interpreter, "install"),
        *("--quiet", "--no-deps", "--no-index", wheel),
        cwd=folder,
    )
    return interpreter


def test_the_wheel_holds_the_sessions_and_the_assets(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        packed = {name for name in archive.namelist() if "/_data/" in name}
    wanted = {
        f"hipflex_gui/_data/{path.relative_to(CHECKOUT).as_posix()}"
        for folder in ("assets", "sessions")
        for path in (CHECKOUT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert any(name.endswith(f"{SESSION}.yaml") for name in packed)
    assert packed == wanted


def test_there_is_no_qt_in_the_environment(python: Path, tmp_path: Path) -> None:
    found = run(
        python, "-c", "from importlib.util import find_spec as f; print(f('PySide6'))", cwd=tmp_path
    )
    assert found == "None\n"


def test_shipped_sessions_pass_the_check(python: Path, tmp_path: Path) -> None:
    where = "import hipflex_gui; print(hipflex_gui.__path__[0])"
    package = Path(run(python, "-c", where, cwd=tmp_path).strip())
    assert python.parents[1] in package.parents
    sessions = sorted((package / "_data" / "sessions").glob("*.yaml"))
    assert sessions
    run(python.with_name("hipflex"), "check", *sessions, cwd=tmp_path)


def test_a_session_plays_to_its_end_and_is_logged(python: Path, tmp_path: Path) -> None:
    run(
        *(python.with_name("hipflex"), "play", SESSION),
        *("--speed", "200", "--data-dir", tmp_path),
        cwd=tmp_path,
    )
    with closing(sqlite3.connect(tmp_path / "hipflex.sqlite3")) as log:
        runs = log.execute("SELECT session, status FROM runs").fetchall()
        (steps,) = log.execute("SELECT count(*) FROM step WHERE status = 'done'").fetchone()
    assert runs == [(SESSION, "completed")]
    assert steps > 0
