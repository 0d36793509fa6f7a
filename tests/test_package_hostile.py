"""Files that mean harm, or look like it: each is refused in a sentence, and nothing is written."""

import io
import os
import stat
import sys
import tracemalloc
import warnings
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hipflex_gui import package_files
from hipflex_gui.catalogue import Catalogue
from hipflex_gui.cli import main
from hipflex_gui.errors import Fault
from hipflex_gui.package_files import MOST_ENTRIES, MOST_FILE
from hipflex_gui.package_reading import read
from tests.backups import zipped as pressed
from tests.parcels import NOD, SENT, filled, png, tree, zipped

OUTSIDE = "something in it would be written outside of your folder."
TWICE = "something in it is there twice."
LARGE = "it is too large."
PRESSED = "what is in it is far larger than it looks."
LINKED = "there is a folder or a link in it."
MANY = "there are too many files in it."
METHOD = "it is packed in a way that cannot be read."
NONE = "it is no file of this program."
SESSION = b"name: x\nsteps: [figure-four-chair]\n"
Make = Callable[[Path], object]


def with_entry(name: str, raw: bytes = b"name: x\n") -> Make:
    return lambda path: zipped(path, {**SENT, name: raw})


def with_info(raw: bytes = b"../../secret", **values: int) -> Make:
    """Return what adds an entry whose header says something else than usual."""

    def make(path: Path) -> None:
        zipped(path)
        info = zipfile.ZipInfo("movements/x.yaml")
        for key, value in values.items():
            setattr(info, key, value)
        with zipfile.ZipFile(path, "a") as archive:
            archive.writestr(info, raw)

    return make


def twice(path: Path) -> None:
    zipped(path)
    with zipfile.ZipFile(path, "a") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        archive.writestr("movements/my-nod.yaml", NOD)


def patched(old: bytes, new: bytes, files: Mapping[str, bytes] = SENT) -> Make:
    def make(path: Path) -> None:
        raw = zipped(path, files).read_bytes()
        assert old in raw
        path.write_bytes(raw.replace(old, new))

    return make


def encrypted(path: Path) -> None:
    raw = bytearray(zipped(path).read_bytes())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        raw[raw.index(mark) + offset] |= 1
    path.write_bytes(raw)


def another_method(path: Path) -> None:
    raw = bytearray(zipped(path).read_bytes())
    for mark, offset in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        raw[raw.index(mark) + offset] = 98
    path.write_bytes(raw)


def small_header(path: Path) -> None:
    """Say of a large text that it is small: the readers must not trust that."""
    zipped(path, {"sessions/x.yaml": SESSION + b"#" * 200_000})
    raw = path.read_bytes()
    size = (len(SESSION) + 200_000).to_bytes(4, "little")
    assert raw.count(size) == 2
    path.write_bytes(raw.replace(size, (40).to_bytes(4, "little")))


def nested() -> bytes:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("sessions/x.yaml", SESSION)
    return inner.getvalue()


def many(number: int) -> dict[str, bytes]:
    return {f"movements/m{n}.yaml": b"name: x\n" for n in range(number)}


def overlapping(path: Path) -> None:
    """Let every name in the table of contents lead to the same bytes."""
    files = {f"movements/p{n:02}.png": os.urandom(1000) for n in range(40)}
    raw = bytearray(zipped(path, files).read_bytes())
    at = raw.index(b"PK\x01\x02")
    while (at := raw.find(b"PK\x01\x02", at + 1)) > 0:
        raw[at + 42 : at + 46] = bytes(4)
    path.write_bytes(raw)


HOSTILE: dict[str, tuple[Make, str]] = {
    # names
    "absolute": (with_entry("/etc/x.yaml"), OUTSIDE),
    "up": (with_entry("../x.yaml"), OUTSIDE),
    "up from within": (with_entry("sessions/../../x.yaml"), OUTSIDE),
    "only up": (with_entry("movements/.."), OUTSIDE),
    "backslashes": (with_entry("movements\\..\\x.yaml"), OUTSIDE),
    "a drive": (with_entry("C:/x.yaml"), OUTSIDE),
    "a drive's own folder": (with_entry("C:x.yaml"), OUTSIDE),
    "a share": (with_entry("//server/share/x.yaml"), OUTSIDE),
    "a NUL": (patched(b"my-nod.yaml", b"my-nod.\0aml"), OUTSIDE),
    "twice": (twice, TWICE),
    "twice by case": (with_entry("movements/ROLL.png", png()), TWICE),
    "twice by the accent": (
        lambda path: zipped(
            path,
            {**SENT, "movements/é.png": png(), "movements/e\u0301.png": png()},
        ),
        TWICE,
    ),
    "the history": (with_entry("hipflex.sqlite3"), "'hipflex.sqlite3' does not belong in it."),
    "another folder": (with_entry("backups/x.yaml"), "'backups/x.yaml' does not belong in it."),
    "deeper": (with_entry("movements/a/x.yaml"), "'movements/a/x.yaml' does not belong in it."),
    "a program": (with_entry("movements/x.py"), "'movements/x.py' does not belong in it."),
    "a start file": (
        with_entry("movements/x.desktop"),
        "'movements/x.desktop' does not belong in it.",
    ),
    "hidden": (with_entry("movements/.x.png", png()), "'movements/.x.png' does not belong in it."),
    "two dots": (with_entry("movements/..png", png()), "'movements/..png' does not belong in it."),
    "a stream": (
        with_entry("movements/a:b.png", png()),
        "'movements/a:b.png' does not belong in it.",
    ),
    "a device": (with_entry("movements/con.yaml"), "'movements/con.yaml' does not belong in it."),
    "a picture of a session": (
        with_entry("sessions/x.png", png()),
        "'sessions/x.png' does not belong in it.",
    ),
    "capitals": (with_entry("movements/X.yaml"), "'movements/X.yaml' does not belong in it."),
    "a long name": (
        with_entry(f"movements/{'x' * 300}.yaml"),
        f"'movements/{'x' * 47}...' does not belong in it.",
    ),
    "colours of a terminal": (
        with_entry("movements/\x1b[31mx.png", png()),
        "'movements/·[31mx.png' does not belong in it.",
    ),
    "a folder": (with_entry("movements/", b""), LINKED),
    "a real folder": (with_info(b"", external_attr=(stat.S_IFDIR | 0o755) << 16), LINKED),
    "a link": (with_info(external_attr=(stat.S_IFLNK | 0o777) << 16), LINKED),
    "a pipe": (with_info(b"", external_attr=stat.S_IFIFO << 16), LINKED),
    "a device file": (with_info(b"", external_attr=stat.S_IFCHR << 16), LINKED),
    # sizes
    "too many": (lambda path: zipped(path, many(MOST_ENTRIES + 1)), MANY),
    "far too many": (lambda path: zipped(path, many(5000)), MANY),
    "a large picture": (with_entry("movements/x.png", png() + os.urandom(5_000_001)), LARGE),
    "a large text": (with_entry("movements/x.yaml", os.urandom(300_000)), LARGE),
    "all of it": (
        lambda path: zipped(
            path, {f"movements/p{n}.png": os.urandom(2_600_000) for n in range(10)}
        ),
        LARGE,
    ),
    "a bomb": (with_entry("movements/x.yaml", b"#" * 200_000), PRESSED),
    "a bomb of a picture": (with_entry("movements/x.png", png() + bytes(4_000_000)), PRESSED),
    "a header that lies": (small_header, "is damaged."),
    "a larger file": (lambda path: path.write_bytes(bytes(MOST_FILE + 1)), LARGE),
    "overlapping": (overlapping, "is damaged."),
    # kinds
    "encrypted": (encrypted, "it is encrypted."),
    "bzip2": (
        lambda path: pressed(path, {"sessions/x.yaml": SESSION}, zipfile.ZIP_BZIP2),
        METHOD,
    ),
    "another method": (another_method, METHOD),
    "nested": (with_entry("movements/x.zip", nested()), "'movements/x.zip' does not belong in it."),
    "nested as a picture": (
        with_entry("movements/x.png", nested()),
        "the picture 'x.png' in it cannot be shown: it is broken, or not what its ending says.",
    ),
    "a picture that is a page": (
        with_entry("movements/x.jpg", b"<html><script>"),
        "the picture 'x.jpg' in it cannot be shown: it is broken, or not what its ending says.",
    ),
    "a picture of another kind": (
        with_entry("movements/x.jpg", png()),
        "the picture 'x.jpg' in it cannot be shown: it is broken, or not what its ending says.",
    ),
    "a picture like a field": (
        with_entry("movements/x.png", png()[:16] + b"\0\0\xff\xff\0\0\xff\xff" + png()[24:]),
        "the picture 'x.png' in it cannot be shown: it has more than 24 million pixels.",
    ),
    "a picture nobody names": (
        with_entry("movements/x.png", png()),
        "'x.png' does not belong in it.",
    ),
    "two sessions": (
        with_entry("sessions/x.yaml", SESSION),
        "there is more than one session in it.",
    ),
    "nothing": (lambda path: zipped(path, {"movements/x.png": png()}), "there is nothing in it."),
    "an empty ZIP": (lambda path: zipped(path, {}), NONE),
    "a program with a ZIP behind it": (
        lambda path: path.write_bytes(b"#!/bin/sh\n" + zipped(path).read_bytes()),
        NONE,
    ),
    "no ZIP": (lambda path: path.write_text("Dear diary"), NONE),
    "empty": (lambda path: path.write_bytes(b""), NONE),
    "half of one": (lambda path: path.write_bytes(zipped(path).read_bytes()[:300]), "is damaged."),
    "a folder in its place": (lambda path: path.mkdir(), "it is not an ordinary file."),
    "nothing there": (lambda path: None, "There is no file"),
}
if sys.platform != "win32":
    HOSTILE["a pipe in its place"] = (os.mkfifo, "it is not an ordinary file.")


@pytest.mark.parametrize("case", HOSTILE)
def test_it_is_refused_in_a_sentence_and_nothing_is_written(
    tmp_path: Path, case: str, capsys: pytest.CaptureFixture[str]
) -> None:
    make, words = HOSTILE[case]
    folder = filled(tmp_path / "data", {"movements/my-roll.yaml": b"name: Mine\nsteps: [Roll.]\n"})
    path = tmp_path / "sent.hipflex"
    make(path)
    before = tree(folder.root)
    around = sorted(tmp_path.iterdir())
    with pytest.raises(Fault) as caught:
        read(path, Catalogue.load(folder).movements)
    assert caught.value.text.endswith(words) or words in caught.value.text
    assert "sent.hipflex" in caught.value.text
    assert caught.value.text.isprintable()
    code = main(["install", str(path), "--yes", "--data-dir", str(folder.root)])
    said = capsys.readouterr()
    assert code == 1
    assert said.out == ""
    assert said.err == f"{caught.value.text}\n"
    assert tree(folder.root) == before
    assert sorted(tmp_path.iterdir()) == around


TEXTS: dict[str, bytes] = {
    "tags": b"name: !!python/object/apply:os.system [echo]\nsteps: [low-lunge]\n",
    "aliases": b"name: &a x\nsteps: [*a, *a]\n",
    "nesting": b"name: x\nsteps: " + b"[" * 5000,
    "large": b"#" * 300_000,
    "NULs": b"name: x\0\nsteps: [low-lunge]\n",
    "another code": "name: x\nsteps: [low-lunge]\n".encode("utf-16"),
    "turned letters": 'name: "x\u202e"\nsteps: [low-lunge]\n'.encode(),
    "nothing": b"",
    "up": b"session: ../../x\nname: x\nsteps: [low-lunge]\n",
    "a picture elsewhere": b"name: x\nsteps: [low-lunge, {name: y, picture: ../x.png}]\n",
    "a picture of the system": b"name: x\nsteps: [{name: y, picture: /etc/x.png}]\n",
}


@pytest.mark.parametrize("bare", [False, True])
@pytest.mark.parametrize("case", TEXTS)
def test_texts_that_mean_harm_are_mistakes_and_nothing_is_written(
    tmp_path: Path, case: str, bare: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / ("sent.yaml" if bare else "sent.hipflex")
    raw = TEXTS[case]
    if bare:
        path.write_bytes(raw)
    else:
        with zipfile.ZipFile(path, "w") as archive:  # stored as it is
            archive.writestr("sessions/x.yaml", raw)
    code = main(["install", str(path), "--yes", "--data-dir", str(tmp_path / "data")])
    said = capsys.readouterr()
    assert code == 1
    assert said.out == ""
    assert said.err
    assert not (tmp_path / "data").exists()


def test_a_bomb_takes_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "sent.hipflex"
    with_entry("movements/x.png", bytes(60_000_000))(path)
    tracemalloc.start()
    try:
        with pytest.raises(Fault):
            read(path, {})
        _now, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 30_000_000  # of which 25 are for a file as large as it may be


def test_together_they_may_not_hold_too_much(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(package_files, "MOST_TOGETHER", sum(map(len, SENT.values())) - 1)
    with pytest.raises(Fault, match="too large"):
        read(zipped(tmp_path / "sent.hipflex"), {})
    monkeypatch.undo()
    monkeypatch.setattr(package_files, "MOST_TOGETHER", sum(map(len, SENT.values())))
    assert read(zipped(tmp_path / "sent.hipflex"), Catalogue.load(None).movements).sound


@settings(max_examples=60)
@given(spots=st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), min_size=1))
def test_spoilt_bytes_give_a_sentence_or_what_was_sent(
    tmp_path_factory: pytest.TempPathFactory, spots: list[tuple[int, int]]
) -> None:
    path = zipped(tmp_path_factory.mktemp("spoilt") / "sent.hipflex")
    raw = bytearray(path.read_bytes())
    for spot, byte in spots:
        raw[spot % len(raw)] = byte
    path.write_bytes(raw)
    try:
        parcel = read(path, {})
    except Fault as fault:
        said, held = fault.text, set[object]()
    else:
        said = parcel.file
        held = {*(piece.text.encode() for piece in parcel.pieces), *parcel.pictures.values()}
    assert "sent.hipflex" in said
    assert held <= set(SENT.values())
