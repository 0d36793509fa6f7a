"""PySide6 6.12 takes references from None on Python 3.11 until the process aborts.

The requirement keeps that pair apart, and painting shows whether the version in use is sound. On
Python 3.12 and newer None is immortal, so there the painting must merely survive.
"""

import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath

PROJECT = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8"))[
    "project"
]

REQUIREMENTS = [
    Requirement(text)
    for text in PROJECT["dependencies"] + PROJECT["optional-dependencies"]["voice"]
    if text.startswith("PySide6")
]


def test_ten_thousand_paintings_take_nothing_from_none() -> None:
    image = QImage(64, 64, QImage.Format.Format_ARGB32)
    path = QPainterPath()
    path.addEllipse(8, 8, 48, 48)
    painter = QPainter(image)
    before = sys.getrefcount(None)
    for _ in range(10_000):
        painter.save()
        painter.setPen(Qt.GlobalColor.black)
        painter.drawPath(path)
        painter.restore()
    after = sys.getrefcount(None)
    painter.end()
    # Others may take or drop a few meanwhile; the fault takes one a call, forty thousand here.
    assert after > before - 1_000


@pytest.mark.parametrize("name", ["PySide6-Essentials", "PySide6-Addons"])
@pytest.mark.parametrize(
    ("python", "version", "allowed"),
    [
        ("3.11", "6.8.3", True),
        ("3.11", "6.11.3", True),
        ("3.11", "6.12.0", False),
        ("3.11", "6.13.0", False),
        ("3.12", "6.12.0", True),
        ("3.13", "6.12.0", True),
        ("3.13", "7.0.0", False),
    ],
)
def test_the_requirement_keeps_them_apart(
    name: str, python: str, version: str, allowed: bool
) -> None:
    applying = [
        requirement
        for requirement in REQUIREMENTS
        if requirement.name == name
        and requirement.marker is not None
        and requirement.marker.evaluate({"python_version": python})
    ]
    assert len(applying) == 1
    assert applying[0].specifier.contains(version) is allowed
