"""Small pictures, whole and broken, without a library that draws."""

import struct
import zlib


def png(width: int = 30, height: int = 20, colour: tuple[int, int, int] = (200, 60, 20)) -> bytes:
    """Return a picture of one colour as PNG."""
    rows = b"".join(b"\0" + bytes(colour) * width for _row in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = [(b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, raw) for kind, raw in parts)


def _chunk(kind: bytes, raw: bytes) -> bytes:
    return struct.pack(">I", len(raw)) + kind + raw + struct.pack(">I", zlib.crc32(kind + raw))


def jpeg_frame(width: int, height: int) -> bytes:
    """Return what of a JPEG tells its size: no picture is in it."""
    comment = b"\xff\xfe" + struct.pack(">H", 6) + b"note"
    frame = b"\xff\xc0" + struct.pack(">HBHH", 17, 8, height, width) + bytes(10)
    return b"\xff\xd8" + comment + b"\xff" + frame + b"\xff\xd9"
