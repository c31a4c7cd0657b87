"""Tables by the names of their columns, in whatever order and words a portal prints them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from store.facts import Table

#: Attribute → words of its header, the most exact first.
Attributes = Mapping[str, tuple[str, ...]]

#: Rows looked through for the header, and the longest cell that can be one.
HEADER_WITHIN: Final = 6
HEADER_LENGTH: Final = 24
_STROKES: Final = frozenset({"", "/", "-", "--", "—", "——", "\\"})
_NOTE: Final = re.compile(r"^(?:注|备注|说明|填表|合计)[::]?")
_BRACKETED: Final = re.compile(r"[(\[【].*?[)\]】]")


@dataclass(frozen=True)
class Row:
    """A line of a table (from 1) by attribute; a merged cell's value stands in all its rows."""

    line: int
    values: Mapping[str, str]
    blank: frozenset[str]  # attributes that are empty and not merged with a cell above

    @property
    def words(self) -> str:
        """Its values as one quotable line."""
        return " | ".join(value for value in self.values.values() if value)[:200]


@dataclass(frozen=True)
class Grid:
    """A table whose header names several of the attributes looked for."""

    table: Table
    header: str
    columns: Mapping[str, int]
    rows: tuple[Row, ...]

    def missing(self, attributes: Collection[str]) -> tuple[str, ...]:
        """Attributes without a column."""
        return tuple(name for name in attributes if name not in self.columns)

    def blanks(self) -> list[tuple[Row, str]]:
        """Cells that should be filled."""
        return [(row, name) for row in self.rows for name in self.columns if name in row.blank]


def grid_of(
    table: Table, attributes: Attributes, enough: int, must: tuple[str, ...]
) -> Grid | None:
    """The table under the first header that has ``enough`` attributes, all of ``must`` too."""
    for top in range(min(HEADER_WITHIN, len(table.rows))):
        for depth in (1, 2):
            columns = columns_of(header_of(table, top, depth), attributes)
            if len(columns) < enough or any(name not in columns for name in must):
                continue
            if depth == 1:  # the second line of the header may name more
                both = columns_of(header_of(table, top, 2), attributes)
                deeper = len(both) > len(columns) and _has_gaps(table, top)
                depth, columns = (2, both) if deeper else (1, columns)
            return _grid(table, columns, top, depth)
    return None


def _has_gaps(table: Table, top: int) -> bool:
    """Whether the first line leaves cells to a second one, as merged headers do."""
    return any(not value(cell) for cell in table.rows[top])


def _grid(table: Table, columns: Mapping[str, int], top: int, depth: int) -> Grid:
    width = max(map(len, table.rows))
    lines = list(body_of(table, top + depth, width))
    merges = {name: not repeats([row[at] for _, row in lines]) for name, at in columns.items()}
    rows, above = [], dict.fromkeys(columns, "")
    for line, row in lines:
        cells = {name: row[at].strip() if value(row[at]) else "" for name, at in columns.items()}
        filled = {n: cell or (above[n] if merges[n] else "") for n, cell in cells.items()}
        rows.append(Row(line, filled, frozenset(n for n, cell in filled.items() if not cell)))
        above = {n: filled[n] or above[n] for n in columns}
    header = " | ".join(cell for cell in table.rows[top] if cell.strip())[:200]
    return Grid(table, header, columns, tuple(rows))


def bare(cell: str) -> str:
    """A header's words without white space and without what stands in brackets."""
    return _BRACKETED.sub("", re.sub(r"\s", "", unicodedata.normalize("NFKC", cell)))


def value(cell: str) -> str:
    """A cell's words without white space; "" for a stroke."""
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", cell))
    return "" if plain in _STROKES else plain


def header_of(table: Table, top: int, depth: int) -> tuple[str, ...]:
    """The header that begins at a line and spans ``depth`` lines, column by column."""
    lines = table.rows[top : top + depth]
    width = max(map(len, lines), default=0)
    padded = [[*line, *[""] * (width - len(line))] for line in lines]
    return tuple(bare("".join(cells)) for cells in zip(*padded, strict=True))


def columns_of(header: tuple[str, ...], attributes: Attributes) -> dict[str, int]:
    """Attribute → column. Two attributes share a column only when its header names both."""
    found: dict[str, int] = {}
    for attribute, words in attributes.items():
        places = (
            at for word in words for at, cell in enumerate(header)
            if word in cell and len(cell) <= HEADER_LENGTH
            and (at not in found.values() or attribute in cell)
        )  # fmt: skip
        if (at := next(places, None)) is not None:
            found[attribute] = at
    return found


def body_of(table: Table, first: int, width: int) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Rows of items. A row that is too short misses the cells that span down from above."""
    header, above = table.rows[first - 1], ("",) * width
    for line, row in enumerate(table.rows[first:], first + 1):
        filled = [cell for cell in row if value(cell)]
        if len(filled) <= 1 or row == header or _NOTE.match(filled[0]):
            continue
        short = width - len(row)
        whole = (*above[:short], *row) if short else row
        yield line, whole
        above = whole


def repeats(cells: list[str]) -> bool:
    """Whether a column writes equal values out row after row, and so merges nothing."""
    return any(a == b and value(a) for a, b in pairwise(cells))
