"""How long ``hipflex check`` takes as a whole process: for one file, and for a thousand."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from hipflex_gui.catalogue import yaml_files
from hipflex_gui.paths import shipped_sessions

ROOT = Path(__file__).parents[2]
PROGRAM = "import sys; from hipflex_gui.cli import main; sys.exit(main())"
FILES = 1000
ROUNDS = 5
Row = tuple[str, str, str, str]


def rows() -> list[Row]:
    """Return (figure, measured, goal, note) for one file and for many."""
    with tempfile.TemporaryDirectory() as folder:
        paths = write_sessions(Path(folder), FILES)
        many, one = _seconds(paths), _seconds(paths[:1])
    bare = _seconds_of([sys.executable, "-c", "pass"])
    note = f"median of {ROUNDS} whole processes; a bare Python takes {1000 * bare:.0f} ms"
    return [
        (f"hipflex check, {FILES} files", f"{many:.2f} s", "at most 2 s", note),
        ("hipflex check, one file", f"{1000 * one:.0f} ms", "none set", note),
    ]


def write_sessions(folder: Path, count: int) -> list[Path]:
    """Write copies of the shipped sessions, each with an id of its own, and return where."""
    shipped = [path.read_text(encoding="utf-8") for path in yaml_files(shipped_sessions())]
    paths = []
    for number in range(count):
        lines = shipped[number % len(shipped)].splitlines()
        lines = [line for line in lines if not line.startswith("session:")]
        path = folder / f"session-{number:04}.yaml"
        path.write_text("\n".join([f"session: {path.stem}", *lines, ""]), encoding="utf-8")
        paths.append(path)
    return paths


def _seconds(paths: list[Path]) -> float:
    return _seconds_of([sys.executable, "-c", PROGRAM, "check", *map(str, paths)])


def _seconds_of(command: list[str]) -> float:
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    taken = []
    for _round in range(ROUNDS):
        start = time.perf_counter()
        subprocess.run(command, env=env, check=True, stdout=subprocess.DEVNULL)
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


if __name__ == "__main__":
    for row in rows():
        sys.stdout.write(" | ".join(row) + "\n")
