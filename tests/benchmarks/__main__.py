"""``python -m tests.benchmarks``: measure everything, print one table, and keep it."""

import os
import platform
import sys
import time
from collections.abc import Callable
from pathlib import Path

import PySide6

from tests.benchmarks import check, engine, history, pages, sound, studio, window

RESULTS = Path(__file__).with_name("RESULTS.md")
Row = tuple[str, str, str, str]
HEAD: Row = ("figure", "measured", "goal", "bare window, or how")
PARTS: dict[str, Callable[[], list[Row]]] = {
    "the window": window.rows,
    "the figure and pages of it": pages.rows,
    "the studio": studio.rows,
    "a long history": history.rows,
    "cue onsets": sound.rows,
    "drift": engine.rows,
    "hipflex check": check.rows,
}
TEXT = """# Results

Written by `make bench`, which replaces this file. Times are medians; the bare window is a PySide6
`QWidget` with nothing in it, started in turn with ours in the same run.

{machine}

{table}
"""


def main() -> int:
    """Measure, with a word on standard error whenever another part begins.

    Returns:
        The exit code, 1 if some part could not be measured.
    """
    rows, failed = [HEAD], 0
    for number, (name, measure) in enumerate(PARTS.items(), 1):
        _tell(f"{number} of {len(PARTS)}: {name} ...")
        begun = time.monotonic()
        try:
            rows += measure()
        except Exception as error:  # the other parts are worth having all the same
            rows.append((name, "failed", "", type(error).__name__))
            _tell(f" {error}")  # here only: what is kept names no folders
            failed = 1
        _tell(f" {time.monotonic() - begun:.0f} s\n")
    table = _table(rows)
    RESULTS.write_text(TEXT.format(machine=_machine(), table=table), encoding="utf-8")
    sys.stdout.write(f"{_machine()}\n\n{table}\n")
    return failed


def _tell(text: str) -> None:
    sys.stderr.write(text)
    sys.stderr.flush()


def _table(rows: list[Row]) -> str:
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEAD))]
    lines = [
        "| " + " | ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)) + " |"
        for row in rows
    ]
    rule = "|" + "|".join("-" * (width + 2) for width in widths) + "|"
    return "\n".join([lines[0], rule, *lines[1:]])


def _machine() -> str:
    facts = {
        "Python": platform.python_version(),
        "PySide6": PySide6.__version__,
        "processor": f"{_processor()}, {os.cpu_count()} cores",
        "system": f"{_system()}, {platform.machine()}",
        "date": time.strftime("%Y-%m-%d"),
    }
    return "\n".join(f"- {name}: {fact}" for name, fact in facts.items())


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    models = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(models, "") or platform.processor() or "unknown"


def _system() -> str:
    try:
        return platform.freedesktop_os_release()["PRETTY_NAME"]
    except (OSError, KeyError):
        return platform.system()


if __name__ == "__main__":
    sys.exit(main())
