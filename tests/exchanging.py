"""What tests of export and import share: some history, and ways to files and back."""

import csv
import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from hipflex_gui.csv_file import COLUMNS, csv_text
from hipflex_gui.exchange import read
from hipflex_gui.foreign import Problems
from hipflex_gui.log import Excuse, Excused, Removed, Version
from hipflex_gui.store import Store
from hipflex_gui.tables import version_text
from tests.histories import UNTIL, history
from tests.support import START

SOME = tuple(history(25))
ONE = replace(SOME[-1], steps=SOME[-1].steps[:2])
OTHERS: tuple[Version, ...] = (
    Removed("run-that-is-gone", START),
    Excused(UNTIL, Excuse.HOLIDAY, START),
    Excused(UNTIL + timedelta(days=1), None, START),
)
LOSSLESS = ("json", "csv")


def log(*versions: Version) -> Store:
    """Return a log in memory that holds some versions."""
    store = Store(":memory:")
    assert store.merge(versions).refused == ()
    return store


def texts(store: Store) -> list[str]:
    """Return all that a log holds, letter for letter."""
    return [version_text(version) for version in store.versions()]


def document(*entries: object) -> str:
    """Return a JSON document as another program would lay it out."""
    return json.dumps({"hipflex": 2, "versions": entries})


def table(*versions: Version) -> list[dict[str, str]]:
    """Return the rows of CSV."""
    return list(csv.DictReader(csv_text(versions), fieldnames=COLUMNS))[1:]


def saved(rows: Iterable[dict[str, str]], path: Path, **dialect: Any) -> Path:
    """Write rows as another program would."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, **dialect)
        writer.writeheader()
        writer.writerows(rows)
    return path


def taken(path: Path) -> tuple[list[Version], list[str]]:
    """Return what a file holds, and what is told of the rest."""
    problems = Problems()
    versions = list(read(path, problems))
    assert problems.number == len(problems.told)
    return versions, problems.told
