"""What the session comes to, below the panes: its length, its timeline to scale, what to know."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hipflex_gui.draft import Draft, Row, RowKind
from hipflex_gui.i18n import _, clock_text, ngettext
from hipflex_gui.makeup import Advice, makeup
from hipflex_gui.plan import amount_text
from hipflex_gui.sections import sections
from hipflex_gui.timeline import Timeline
from hipflex_gui.ui.look import Look
from hipflex_gui.ui.studio.hints import HintList, HintsButton, hints_text
from hipflex_gui.ui.theme import SPACE_L, SPACE_M, SPACE_S, SPACE_XL, SPACE_XS
from hipflex_gui.ui.widgets.base import ElidedText, Painted, Text, describe
from hipflex_gui.ui.widgets.timebar import Block, Piece, TimeBar

TOTAL = 124  # px at 100 %: so that the bar begins where it began, whatever the total says
MOST_LINES = 2  # so many lines of the text that are left out are named


def left_out(draft: Draft) -> list[int]:
    """Return the rows that the timeline does without; a repeat that has rows is not one of them."""
    played, rows = set(draft.item_rows), draft.rows

    def missing(n: int, row: Row) -> bool:
        if row.kind in (RowKind.REST, RowKind.REPEAT):
            inside = n + 1 < len(rows) and rows[n + 1].path[:-1] == row.path
            return row.broken and not inside
        return n not in played

    return [n for n, row in enumerate(rows) if missing(n, row)]


def blocks_of(draft: Draft) -> tuple[list[Block], list[int]]:
    """Return the blocks of a draft's timeline, with what is left out in its place.

    Returns:
        the blocks, and for each its row; rounds of a repeat have the same rows.
    """
    blocks, rows, waiting = list[Block](), list[int](), left_out(draft)
    made = _blocks(draft.timeline) if draft.timeline else []
    for block, row in zip(made, draft.item_rows, strict=True):
        while waiting and waiting[0] < row:
            rows.append(waiting.pop(0))
            blocks.append(_dashed(draft.rows[rows[-1]]))
        blocks.append(block)
        rows.append(row)
    blocks += [_dashed(draft.rows[row]) for row in waiting]
    return blocks, rows + waiting


def _dashed(row: Row) -> Block:
    return Block(_("Line {n}").format(n=_line(row)))


def _line(row: Row) -> int:
    return row.problems[0].where.line if row.problems else row.where.line


def _blocks(timeline: Timeline) -> list[Block]:
    pieces: list[list[Piece]] = [[] for _item in timeline.items]
    amounts: list[list[str]] = [[] for _item in timeline.items]
    said: dict[tuple[float, float | None, str], str] = {}  # few amounts, and many that have them
    for section in sections(timeline):
        phase = timeline.phases[section.main]
        pieces[section.item].append(Piece(section.seconds, phase.work))
        if phase.work:
            key = (phase.low, phase.high, phase.unit)
            amounts[section.item].append(said.get(key) or said.setdefault(key, amount_text(phase)))
    return [
        Block(item.name, _dose(each), tuple(parts))
        for item, each, parts in zip(timeline.items, amounts, pieces, strict=True)
    ]


def _dose(amounts: Sequence[str]) -> str:
    """Return ``2 × 40 s`` where all are the same, and each where they are not."""
    if len(amounts) == 1 or len(set(amounts)) > 1:
        return ", ".join(amounts)
    return _("{n} × {amount}").format(n=len(amounts), amount=amounts[0])


def not_counted(draft: Draft) -> str:
    """Return what the total leaves out, or nothing."""
    if not draft.readable:
        return _("the text cannot be read")
    lines = sorted({_line(draft.rows[row]) for row in left_out(draft)})
    if len(lines) > MOST_LINES:
        return _("{n} steps not counted").format(n=len(lines))
    named = _(" and ").join(str(line) for line in lines)
    said = ngettext("line {lines} not counted", "lines {lines} not counted", len(lines))
    return said.format(lines=named) if lines else ""


class SummaryPane(Painted):
    """The foot of the studio.

    Signals:
        chosen: a step was chosen in the bar or in the list of hints: its index in ``draft.rows``.
    """

    chosen = Signal(int)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self._draft: Draft | None = None
        self._rows: list[int] = []
        self._row: int | None = None
        self._advice: tuple[Advice, ...] = ()
        self._total = Text(look, "", "title", tabular=True)
        self._missing = Text(look, "", "small", "warn", wrap=True)
        self.bar = TimeBar(look)
        self._facts = ElidedText(look, role="small")
        self._facts.set_ink("ink2")
        self.hints = HintsButton(look)
        describe(self, _("What the session comes to"))
        self._left = QWidget(self)
        column = QVBoxLayout(self._left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addStretch(1)
        column.addWidget(self._total)
        column.addWidget(self._missing)
        column.addStretch(1)
        below = QHBoxLayout()
        below.setSpacing(SPACE_M)
        below.addWidget(self._facts, 1)
        below.addWidget(self.hints)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.bar)
        right.addSpacing(SPACE_XS)
        right.addLayout(below)
        line = QHBoxLayout(self)
        line.setContentsMargins(SPACE_XL, SPACE_M, SPACE_XL, SPACE_S)
        line.setSpacing(SPACE_L)
        line.addWidget(self._left)
        line.addLayout(right, 1)
        self.bar.chosen.connect(self._choose_block)
        self.hints.clicked.connect(self.open_hints)
        self._dress()

    def show_draft(self, draft: Draft, units: str = "metric") -> None:
        """Show what a draft comes to; the chosen row stays chosen."""
        self._draft = draft
        timeline = draft.timeline
        made = makeup(timeline, units) if timeline else None
        self._advice = made.advice if made else ()
        self._total.setText(clock_text(made.seconds) if made else "–")
        missing = not_counted(draft)
        self._missing.setText(missing)
        self._missing.setVisible(bool(missing))
        self._facts.setText("  ·  ".join(made.facts()) if made else "")
        blocks, self._rows = blocks_of(draft)
        self.bar.show_blocks(blocks, self._block_of(self._row))
        said = hints_text(self._advice)
        if said != self.hints.label:
            self.hints.set_face(said)
        self.hints.setVisible(bool(said))

    def choose(self, row: int | None) -> None:
        """Show a step as the chosen one; tells nobody.

        Args:
            row: its index in ``draft.rows``, None for none. A rest has no block of its own.
        """
        self._row = row
        self.bar.choose(self._block_of(row))

    def open_hints(self) -> None:
        """Show what there is to know as a list over the bar; Esc closes it."""
        if not self._advice:
            return
        shown = HintList(self.look, self._advice, self.hints)
        shown.chosen.connect(self._choose_item)
        shown.open()

    def restyle(self) -> None:
        """Take over a changed theme."""
        super().restyle()
        self._dress()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the quiet ground and the line above."""
        painter, c = QPainter(self), self.look.colours
        painter.fillRect(self.rect(), c.sunk)
        painter.fillRect(0, 0, self.width(), 1, c.line)

    def _dress(self) -> None:
        self._left.setFixedWidth(self.theme.px(TOTAL))

    def _block_of(self, row: int | None) -> int:
        """Return the block of a row, the first of a repeat's; -1 if there is none."""
        if row is None or self._draft is None or row >= len(self._draft.rows):
            return -1
        now = self.bar.current
        if 0 <= now < len(self._rows) and self._rows[now] == row:
            return now  # another round of the same step
        path, rows = self._draft.rows[row].path, self._draft.rows
        mine = (n for n, one in enumerate(self._rows) if rows[one].path[: len(path)] == path)
        return next(mine, -1)

    def _choose_block(self, block: int) -> None:
        self.bar.choose(block)
        self._row = self._rows[block]
        self.chosen.emit(self._row)

    def _choose_item(self, item: int) -> None:
        assert self._draft
        self.choose(self._draft.item_rows[item])
        self.chosen.emit(self._row)
