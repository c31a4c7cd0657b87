"""Tables of a page as rows of cell texts, gathered while the outline is built."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

MAX_ROWS = 5_000  # of one table
MAX_CELLS = 200  # of one row
MAX_TABLES = 200  # of one page
_SPAN = re.compile(r'\s(col|row)span="\s*(\d{1,3})')
_SINGLE = (1, 1)


class _Text(Protocol):
    @property
    def text(self) -> str: ...


@dataclass
class Grid:
    """A table as it stands: its cells, the element and the blocks it covers."""

    element: int
    first_block: int
    last_block: int = 0
    rows: list[list[str]] = field(default_factory=list)
    caption: str = ""
    nested: bool = False


@dataclass
class _Open:
    grid: Grid
    row: list[str] | None = None
    below: dict[int, int] = field(default_factory=dict)  # column → rows still covered from above
    cell: list[str] | None = None
    spans: tuple[int, int] = (1, 1)


class GridBuilder:
    """Follows the opening and closing of table tags. A spanned cell is followed by empty ones."""

    def __init__(self, found: list[Grid]) -> None:
        self._found = found
        self._open: list[_Open] = []

    def words(self, text: str) -> None:
        """Text of the innermost open cell."""
        if self._open and self._open[-1].cell is not None:
            self._open[-1].cell.append(text)

    def open(self, tag: str, raw: str, element: int, block: int) -> None:
        """A table, row, cell or caption begins."""
        if tag == "table":
            for outer in self._open:
                outer.grid.nested = True
            self._open.append(_Open(Grid(element, block)))
            return
        if not self._open:
            return
        table = self._open[-1]
        if tag == "tr":
            table.row = []
        else:
            table.cell = []
            table.spans = _spans(raw) if "span=" in raw else _SINGLE

    def close(self, tag: str, blocks: Sequence[_Text]) -> None:
        """A table, row, cell or caption ends."""
        if not self._open:
            return
        table = self._open[-1]
        if tag == "table":
            self._open.pop()
            table.grid.last_block = len(blocks)
            if table.grid.rows and len(self._found) < MAX_TABLES:
                self._found.append(table.grid)
        elif tag == "tr":
            self._end_row(table)
        elif tag == "caption":
            table.grid.caption = " ".join(table.cell or ())
            table.cell = None
        else:
            self._end_cell(table)

    def _end_cell(self, table: _Open) -> None:
        if table.row is None or table.cell is None:
            return
        _covered(table)
        column, (across, down) = len(table.row), table.spans
        table.row.append("".join(table.cell).replace("\n", ""))
        if across > 1:
            table.row += [""] * (across - 1)
        if down > 1:
            table.below.update({column + n: down for n in range(across)})
        table.cell = None

    def _end_row(self, table: _Open) -> None:
        if table.row is None:
            return
        _covered(table)
        if table.below:
            table.below = {column: n - 1 for column, n in table.below.items() if n > 1}
        if len(table.grid.rows) < MAX_ROWS and not table.grid.nested:
            table.grid.rows.append(table.row[:MAX_CELLS])
        table.row = None


def _covered(table: _Open) -> None:
    """Empty cells for the columns that a cell of an earlier row still covers."""
    assert table.row is not None
    while len(table.row) in table.below and len(table.row) < MAX_CELLS:
        table.row.append("")


def _spans(raw: str) -> tuple[int, int]:
    """Columns and rows that a cell covers."""
    spans = dict(_SPAN.findall(raw))
    return _span(spans.get("col")), _span(spans.get("row"))


def _span(raw: str | None) -> int:
    return max(1, min(int(raw or 1), MAX_CELLS))
