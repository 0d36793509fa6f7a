"""The coverage ratchet: no file of the domain or the edges may fall below its own floor.

A global figure would hide an untested engine, so each file has its own in ``coverage_floor.txt``.

    python -m tests.coverage_floor REPORT [--update]

REPORT is the file that ``coverage json`` writes. ``--update`` raises floors to what was reached,
gives new files theirs and forgets files that are gone; it lowers none.
"""

import json
import math
import sys
from argparse import ArgumentParser
from collections.abc import Mapping
from pathlib import Path

TABLE = Path(__file__).with_suffix(".txt")
PACKAGE = "hipflex_gui/"
FRONT_ENDS = ("__", "cli", "terminal", "ui/")


def parse_floors(text: str) -> dict[str, int]:
    """Read lines of ``FILE PERCENT``; a ``#`` begins a comment."""
    rows = (line.partition("#")[0].split() for line in text.splitlines())
    return {row[0]: int(row[1]) for row in rows if row}


def reached(report: str) -> dict[str, int]:
    """Return the percentage, rounded down, of each file that is to have a floor."""
    files = json.loads(report)["files"]
    names = {name: name.replace("\\", "/").removeprefix(PACKAGE) for name in files}
    return {
        short: math.floor(files[name]["summary"]["percent_covered"])
        for name, short in sorted(names.items())
        if not short.startswith(FRONT_ENDS)
    }


def complaints(floors: Mapping[str, int], now: Mapping[str, int]) -> list[str]:
    """Return one sentence for every file that fell, has no floor, or is gone."""
    return [
        *(f"{name}: no floor yet" for name in now if name not in floors),
        *(f"{name}: is gone" for name in floors if name not in now),
        *(
            f"{name}: {now[name]} % covered, its floor is {floor} %"
            for name, floor in floors.items()
            if now.get(name, floor) < floor
        ),
    ]


def raised(floors: Mapping[str, int], now: Mapping[str, int]) -> str:
    """Return the table's text with every floor as high as what was reached."""
    width = max(map(len, now), default=0)
    rows = (f"{name:{width}} {max(part, floors.get(name, 0))}\n" for name, part in now.items())
    return "# Percent of lines and branches that tests must reach, file by file.\n" + "".join(rows)


def main(argv: list[str]) -> int:
    """Check the report, or raise the floors; return the exit code."""
    parser = ArgumentParser(prog="python -m tests.coverage_floor")
    parser.add_argument("report", type=Path)
    parser.add_argument("--update", action="store_true")
    options = parser.parse_args(argv)
    now = reached(options.report.read_text(encoding="utf-8"))
    floors = parse_floors(TABLE.read_text(encoding="utf-8"))
    if options.update:
        TABLE.write_text(raised(floors, now), encoding="utf-8")
        return 0
    found = complaints(floors, now)
    for line in found:
        sys.stderr.write(f"coverage: {line}\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
