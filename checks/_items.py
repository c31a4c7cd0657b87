"""Lists of items to be disclosed: tables with 主体, 内容, 标准, 方式, 程序 under whatever names."""

from __future__ import annotations

import re
from dataclasses import dataclass

from checks._grids import (
    HEADER_WITHIN,
    body_of,
    columns_of,
    header_of,
    repeats,
    value,
)
from store.facts import Table

#: The five attributes of the plan's clause 7 and the words of their headers, best first.
ATTRIBUTES: dict[str, tuple[str, ...]] = {
    "主体": ("公开主体", "责任主体", "主体", "责任单位", "公开单位", "责任部门", "公开部门", "责任处室",
           "承办处室", "公开机构", "单位", "部门", "处室"),
    "内容": ("公开内容", "内容要素", "内容", "公开要素", "要素", "公开信息", "公开事项"),
    "标准": ("公开标准", "标准", "公开要求", "公开依据", "依据", "公开时限", "时限", "要求"),
    "方式": ("公开方式", "公开渠道", "渠道", "载体", "公开形式", "公开途径", "途径", "方式", "形式"),
    "程序": ("公开程序", "公开流程", "程序", "流程", "步骤"),
}  # fmt: skip

#: Attributes below which a table is some other table.
_ENOUGH = 3
_LABELS = {name: re.compile(rf"(?:公开|责任){name}\s*[::]\s*\S{{2,}}") for name in ATTRIBUTES}


@dataclass(frozen=True)
class Blank:
    """A cell that should be filled: line of the table (from 1), attribute, what the row is about."""

    line: int
    attribute: str
    row: str


@dataclass(frozen=True)
class Items:
    """A table of items as judged: attributes without a column, cells without a value."""

    table: Table
    missing: tuple[str, ...]
    blanks: tuple[Blank, ...]
    doubts: tuple[Blank, ...]  # empty cells that may be merged with the one above
    count: int

    @property
    def complete(self) -> bool:
        """All five attributes are filled in every row, and there is a row."""
        return not self.missing and not self.blanks and not self.doubts and self.count > 0


def items_of(table: Table) -> Items | None:
    """The table as a list of items; None when it is some other table.

    Readers give a merged cell's value once and leave the rest of its span empty, so an empty cell
    below a value counts as filled, unless the column writes equal values out row after row and so
    shows that it merges nothing. What an item contains is its own: there a person must look.
    """
    for top, depth in ((t, d) for d in (1, 2) for t in range(HEADER_WITHIN)):
        header = header_of(table, top, depth)
        columns = columns_of(header, ATTRIBUTES)
        if len(columns) >= _ENOUGH and sum("公开" in cell for cell in header) >= 2:
            if (
                depth == 1
                and len(columns) < 5
                and len(columns_of(header_of(table, top, 2), ATTRIBUTES)) == 5
            ):
                continue  # the second line of the header names the rest
            return _judged(table, columns, top + depth)
    return None


def told_in_text(text: str) -> bool:
    """Whether a text says all five attributes of its items line by line instead of in a table."""
    return all(pattern.search(text) for pattern in _LABELS.values())


def turned(table: Table) -> Table:
    """Rows as columns: some lists give each item a small table of two columns."""
    width = max(map(len, table.rows), default=0)
    padded = [(*row, *[""] * (width - len(row))) for row in table.rows]
    return Table(tuple(zip(*padded, strict=True)), table.title, table.place, table.unit)


def _judged(table: Table, columns: dict[str, int], first: int) -> Items:
    width = max(map(len, table.rows))
    rows = list(body_of(table, first, width))
    blanks: list[Blank] = []
    doubts: list[Blank] = []
    for attribute, at in columns.items():
        written_out = repeats([row[at] for _, row in rows])
        above = ""
        for line, row in rows:
            filled = value(row[at])
            if not filled and (written_out or not above):
                blanks.append(Blank(line, attribute, _about(row)))
            elif not filled and attribute == "内容":
                doubts.append(Blank(line, attribute, _about(row)))
            above = filled or above
    missing = tuple(name for name in ATTRIBUTES if name not in columns)
    ordered = sorted(blanks, key=lambda blank: blank.line)
    return Items(table, missing, tuple(ordered), tuple(doubts), len(rows))


def _about(row: tuple[str, ...]) -> str:
    """What a person recognises the row by: its first words that are no serial number."""
    words = (cell for cell in row if len(value(cell)) > 2 and not value(cell).isdigit())
    return next(words, "")[:30]
