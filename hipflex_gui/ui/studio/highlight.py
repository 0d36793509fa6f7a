"""What is a key, a comment or a text in YAML, line by line, so that a key press costs one line."""

import re

from PySide6.QtGui import QColor, QSyntaxHighlighter, QTextCharFormat, QTextDocument

from hipflex_gui.ui.look import Look
from hipflex_gui.ui.studio.letters import units

KEY, COMMENT = "key", "comment"
Mark = tuple[int, int, str]
"""Where something begins on its line, how many letters it has, and ``KEY`` or ``COMMENT``."""

# How a line ends is one number: in its two lowest bits what goes on, above them how deep.
_PLAIN, _BLOCK, _DOUBLE, _SINGLE = range(4)
_DASHES = re.compile(r"(?:\s*-(?=\s|$))*\s*")
_KEY = re.compile(
    r"""(?:"(?:[^"\\]|\\.)*"|'[^']*'|[^\s\-?:,\[\]{}#&*!|>'"%@`][^:#,\[\]{}]*?)(?=\s*:(?:\s|$))"""
)
_COLON = re.compile(r"\s*:")
_HEADER = re.compile(r"[|>][-+0-9]{0,2}\s*(?P<comment>(?<=\s)#.*)?$")
_WORD = re.compile(r"[^\s,\[\]{}]+")
_CLOSING = {
    _DOUBLE: re.compile(r'(?:[^"\\]|\\.)*"'),
    _SINGLE: re.compile(r"(?:[^']|'')*'(?!')"),
}


def marks(line: str, state: int) -> tuple[list[Mark], int]:
    """Return what there is to mark on a line, and the state in which it leaves the next one.

    Args:
        line: the line.
        state: what the line before returned; 0 for the first line.
    """
    going_on, depth = state & 3, state >> 2
    found: list[Mark] = []
    at = column = 0
    if going_on == _BLOCK:
        if not line.strip() or len(line) - len(line.lstrip(" ")) >= depth:
            return found, state
        going_on = depth = 0
    if closing := _CLOSING.get(going_on):
        closed = closing.match(line)
        if not closed:
            return found, state
        at = closed.end()
    elif not depth and (dashes := _DASHES.match(line)):
        at = column = dashes.end()
    may_begin, may_be_key = going_on == _PLAIN, going_on == _PLAIN
    while at < len(line):
        char = line[at]
        if char == "#" and (at == 0 or line[at - 1].isspace()):
            found.append((at, len(line) - at, COMMENT))
            break
        key = _KEY.match(line, at) if may_be_key else None
        if key and (colon := _COLON.match(line, key.end())):
            found.append((at, key.end() - at, KEY))
            at, may_be_key, may_begin = colon.end(), False, True
            continue
        if may_begin and char in "\"'":
            kind = _DOUBLE if char == '"' else _SINGLE
            closed = _CLOSING[kind].match(line, at + 1)
            if not closed:
                return found, depth << 2 | kind
            at, may_begin, may_be_key = closed.end(), False, False
            continue
        if may_begin and not depth and (header := _HEADER.match(line, at)):
            if header["comment"]:
                found.append((header.start("comment"), len(header["comment"]), COMMENT))
            return found, (column + 1) << 2 | _BLOCK
        if char in "[{" and (may_begin or depth):
            depth += 1
            may_begin = may_be_key = True
        elif char in "]}" and depth:
            depth -= 1
            may_begin = may_be_key = False
        elif char == "," and depth:
            may_begin = may_be_key = True
        elif not char.isspace():
            word = _WORD.match(line, at)
            at = word.end() - 1 if word else at
            may_begin = may_be_key = False
        at += 1
    return found, depth << 2


class Highlighter(QSyntaxHighlighter):
    """Gives keys and comments their colours; everything else keeps the ink of the field."""

    def __init__(self, look: Look, document: QTextDocument) -> None:
        super().__init__(document)
        self.look = look
        self._formats = self._made()
        look.changed.connect(self._restyle)

    def highlightBlock(self, text: str) -> None:
        """Mark a line; Qt calls this for lines that changed, and goes on while states differ."""
        found, state = marks(text, max(0, self.previousBlockState()))
        wide = any(char > "\uffff" for char in text)
        for start, length, kind in found:
            if wide:  # Qt counts such letters twice
                begin = units(text[:start])
                self.setFormat(begin, units(text[start : start + length]), self._formats[kind])
            else:
                self.setFormat(start, length, self._formats[kind])
        self.setCurrentBlockState(state)

    def _made(self) -> dict[str, QTextCharFormat]:
        made = {KEY: QTextCharFormat(), COMMENT: QTextCharFormat()}
        made[KEY].setForeground(QColor(self.look.colours.acc_text))
        made[COMMENT].setForeground(QColor(self.look.colours.ink3))
        return made

    def _restyle(self) -> None:
        self._formats = self._made()
        self.rehighlight()


def in_block_text(state: int) -> bool:
    """Tell whether a line that ends in this state is in a text in block style, or opens one."""
    return state > 0 and state & 3 == _BLOCK
