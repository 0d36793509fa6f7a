"""What is in a PDF that Qt has written: its pages, their drawing, and their words.

Every glyph is shown by a number of its own; a table of each font tells which letters it stands for.
That is what a reader searches and copies, so it is what a test should read.
"""

import re
import zlib


def _objects(pdf: bytes) -> dict[int, bytes]:
    found = re.finditer(rb"(\d+) 0 obj\s(.*?)\sendobj", pdf, re.DOTALL)
    return {int(match[1]): match[2] for match in found}


def _stream(body: bytes) -> bytes:
    start, end = re.search(rb"stream\r?\n", body), body.rfind(b"endstream")
    assert start
    data = body[start.end() : end]
    return (
        zlib.decompressobj().decompress(data) if b"/FlateDecode" in body[: start.start()] else data
    )


def _letters(table: bytes) -> dict[bytes, str]:
    """Return what the glyphs of a font stand for, from its table."""
    found: dict[bytes, str] = {}
    for part in re.findall(rb"beginbfrange(.*?)endbfrange", table, re.DOTALL):
        for first, _last, inner in re.findall(rb"<(\w+)>\s*<(\w+)>\s*\[(.*?)\]", part, re.DOTALL):
            for number, code in enumerate(re.findall(rb"<(\w+)>", inner)):
                glyph = b"%04x" % (int(first, 16) + number)
                found[glyph] = bytes.fromhex(code.decode()).decode("utf-16-be")
    return found


def pages(pdf: bytes) -> list[bytes]:
    """Return the drawing of each page, in order."""
    objects = _objects(pdf)
    [tree] = [body for body in objects.values() if b"/Type /Pages" in body]
    kids = re.search(rb"/Kids\s*\[(.*?)\]", tree, re.DOTALL)
    assert kids
    contents = [
        re.search(rb"/Contents (\d+)", objects[int(kid)])
        for kid in re.findall(rb"(\d+) 0 R", kids[1])
    ]
    return [_stream(objects[int(one[1])]) for one in contents if one]


def text(pdf: bytes) -> str:
    """Return the letters of all pages in the order in which they were drawn, without blanks."""
    objects = _objects(pdf)
    fonts: dict[bytes, dict[bytes, str]] = {}
    for number, body in objects.items():
        if table := re.search(rb"/ToUnicode (\d+)", body):
            fonts[b"F%d" % number] = _letters(_stream(objects[int(table[1])]))
    letters: list[str] = []
    for page in pages(pdf):
        font: dict[bytes, str] = {}
        for name, glyphs in re.findall(rb"/(F\d+) |<(\w+)> Tj", page):
            font = fonts[name] if name else font
            codes = glyphs.lower()
            letters += [font.get(codes[at : at + 4], "") for at in range(0, len(codes), 4)]
    return re.sub(r"\s", "", "".join(letters))
