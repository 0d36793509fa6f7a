"""YAML as this program writes it: scalars, and the comments that stand between them."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from hipflex_gui.problems import Report
from hipflex_gui.yamlfile import Map, Node, Seq, Span, Text, parse

_HASH = re.compile(r"(?:(?<=\s)|(?<![^\r\n])|^)#[^\r\n]*")


def scalar(value: str, *, flow: bool = False) -> str:
    """Return a text as YAML: plain where the reader takes it for the same text, else in quotes.

    Args:
        value: any text; white space at its ends and line ends are kept in quotes.
        flow: whether it is to stand within brackets or braces, where commas mean something.
    """
    if _plain(value, flow=flow):
        return value
    quoted = json.dumps(value, ensure_ascii=False)
    return "".join(char if char.isprintable() else f"\\U{ord(char):08x}" for char in quoted)


def _plain(value: str, *, flow: bool) -> bool:
    if not value or not value.isprintable() or value != value.strip():
        return False
    around = f"- {{k: {value}}}\n" if flow else f"- k: {value}\n"
    node, _report = parse(around.encode("utf-8", "replace"), Report(""))
    match node:
        case Seq(items=[Map(pairs=[(_key, Text() as found)])]):
            return found.style == "" and found.value == value
        case _:
            return False


def inline(node: Node, *, flow: bool = False) -> str:
    """Return a node on one line: lists in brackets, mappings in braces; see ``scalar``."""
    match node:
        case Text():
            return scalar(node.value, flow=flow)
        case Seq():
            return f"[{', '.join(inline(item, flow=True) for item in node.items)}]"
        case Map():
            pairs = (f"{scalar(k.value, flow=True)}: {inline(v, flow=True)}" for k, v in node.pairs)
            return f"{{{', '.join(pairs)}}}"


@dataclass(frozen=True)
class Comment:
    """A comment: its text from the ``#`` on, where it is, and whether it has its line to itself."""

    text: str
    span: Span
    alone: bool


def scalars(node: Node) -> Iterator[Text]:
    """Yield the scalars of a node, keys among them, in the order of the file."""
    match node:
        case Text():
            yield node
        case Seq():
            for item in node.items:
                yield from scalars(item)
        case Map():
            for key, value in node.pairs:
                yield key
                yield from scalars(value)


def comments(text: str, node: Node) -> list[Comment]:
    """Return the comments of a file, given its root node, in the order of the file."""
    found: list[Comment] = []
    at = 0
    for start, end in [*(_covered(text, one) for one in scalars(node)), (len(text), len(text))]:
        for match in _HASH.finditer(text, at, start):
            line = max(text.rfind("\n", 0, match.start()), text.rfind("\r", 0, match.start()))
            alone = not text[line + 1 : match.start()].strip()
            found.append(Comment(match[0].rstrip(), match.span(), alone))
        at = end
    return found


def _covered(text: str, scalar: Text) -> Span:
    """Return where a ``#`` is no comment: a block text may have one after its header."""
    start, end = scalar.span
    if scalar.style in ("|", ">"):
        header = re.compile(r"[^\r\n]*").match(text, start)
        return (header.end() if header else start), end
    return start, end
