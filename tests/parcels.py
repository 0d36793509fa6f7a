"""What the tests of sent sessions share: files of one's own, pictures, ZIPs, a look at a tree."""

import struct
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path

from hipflex_gui.catalogue import Catalogue
from hipflex_gui.package_reading import Parcel, read
from hipflex_gui.package_writing import share
from hipflex_gui.paths import UserFolder


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(colour: int = 0, width: int = 3, height: int = 2) -> bytes:
    """Return a small grey picture."""
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = b"".join(b"\0" + bytes([colour]) * width for _row in range(height))
    body = _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(rows)) + _chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


SESSION = """\
# yaml-language-server: $schema=file:///home/somebody/schema.json
session: my-hips   # keep this
name: My hips
steps:
  - my-roll
  - do: figure-four-chair
    for: 20s
  - repeat: 2
    steps: [{name: Breathe, steps: [Breathe.], for: 10s, instead: {floor: my-rest}}]
"""
ROLL = """\
name: Shoulder roll
steps: [Sit tall., Roll both shoulders back.]
dose: 6 reps
picture: roll.png
easier: [my-roll-seated, {movement: my-nod}]
variants:
  - {movement: my-roll-seated, name: Seated roll}
"""
NOD = "movement: my-nod\nname: Nod\nsteps: [Nod.]\nbase: my-roll\n"
REST = "name: Rest\nkind: rest\nsteps: [Lie down.]\n"
OTHER = "name: Not needed\nsteps: [Wait.]\n"
FILES: dict[str, bytes] = {
    "sessions/my-hips.yaml": SESSION.encode(),
    "movements/my-roll.yaml": ROLL.encode(),
    "movements/nodding.yaml": NOD.encode(),
    "movements/my-rest.yaml": REST.encode(),
    "movements/other.yaml": OTHER.encode(),
    "movements/roll.png": png(),
    "movements/unused.png": png(9),
}
PUBLIC = SESSION.split("\n", 1)[1]
SENT: dict[str, bytes] = {
    "sessions/my-hips.yaml": PUBLIC.encode(),
    "movements/my-roll.yaml": ROLL.encode(),
    "movements/my-nod.yaml": NOD.encode(),
    "movements/my-rest.yaml": REST.encode(),
    "movements/roll.png": png(),
}


def filled(root: Path, files: Mapping[str, bytes] = FILES) -> UserFolder:
    """Return a user's folder with files in it."""
    for name, raw in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(raw)
    return UserFolder(root)


def zipped(path: Path, files: Mapping[str, bytes] = SENT) -> Path:
    """Write a ZIP as any program would."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, raw in files.items():
            archive.writestr(name, raw)
    return path


def shared(folder: UserFolder, session: str, target: Path) -> Path:
    """Write a session of a folder to a file."""
    catalogue = Catalogue.load(folder)
    share(catalogue.sessions[session], catalogue, folder, target)
    return target


def looked_into(path: Path, folder: UserFolder) -> Parcel:
    """Read a file as the user of a folder does."""
    return read(path, Catalogue.load(folder).movements)


def tree(root: Path) -> dict[str, bytes | None]:
    """Return all that is in a folder: files with their bytes, folders with None."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes() if path.is_file() else None
        for path in sorted(root.rglob("*"))
    }


def files_of(root: Path) -> dict[str, bytes]:
    """Return the files in a folder."""
    return {name: raw for name, raw in tree(root).items() if raw is not None}
