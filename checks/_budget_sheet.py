"""One table of a disclosure: its lines with codes and amounts, its columns by heading."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from checks._amounts import FACTORS, amount
from store.judgements import Evidence
from store.snapshot import Capture

CHINESE: Final = re.compile(r"[\u4e00-\u9fff]")
TOTAL: Final = re.compile(r"^(?:合计|总计|本年(?:收入|支出)合计|(?:收入|支出)(?:合计|总计))$")
_CODED: Final = re.compile(r"^[\[【]?(\d{3,7})[\]】]?(?=[\u4e00-\u9fff])")
_ORDINAL: Final = re.compile(r"行次|栏次|序号")
#: Headings of columns whose numbers are no money.
_NO_MONEY: Final = re.compile(r"行次|栏次|序号|[%％]|比例|占比|比重|率|人数|数量|编码|代码")


@dataclass(frozen=True)
class Row:
    """One line of a body: ``code`` digits only, ``amounts`` by column of the table."""

    number: int  # in the table as read, from 1
    code: str
    label: str
    cells: tuple[str, ...]
    amounts: dict[int, Decimal]

    @property
    def is_total(self) -> bool:
        """Whether the line is the sum of the table."""
        return not self.code and bool(TOTAL.match(self.label))


@dataclass(frozen=True)
class Sheet:
    """One recognised table. ``kind`` is "" for a table whose name nobody can tell."""

    kind: str
    title: str
    source: Capture
    place: str
    header: tuple[str, ...]
    grid: tuple[tuple[str, ...], ...]  # body, squeezed cells
    scale: Decimal | None = None  # yuan per unit, None when not said
    skipped: int = 0  # lines of title and header above the body
    complete: bool = True  # False: figures of the page are missing from the table as read
    page: int = 0
    notes: tuple[str, ...] = ()  # lines of one cell above the body

    @property
    def name(self) -> str:
        """How a message names the table."""
        return f"《{self.title}》" if self.title else f"{self.place}的表格"

    @property
    def labels(self) -> tuple[int, ...]:
        """Columns that hold words."""
        return tuple(n for n in range(len(self.header)) if self._wordy(n))

    def _wordy(self, column: int) -> bool:
        cells = [row[column] for row in self.grid if row[column]]
        words = sum(1 for cell in cells if CHINESE.search(cell))
        return bool(cells) and words * 2 > len(cells) and not _ORDINAL.search(self.header[column])

    def rows(self) -> Iterator[Row]:
        """Lines of the body with their codes put together."""
        carried: list[str] = []
        ordinals = {n for n, head in enumerate(self.header) if _ORDINAL.search(head)}
        others = {n for n, head in enumerate(self.header) if _NO_MONEY.search(head)}
        label = self.labels[0] if self.labels else -1
        for number, cells in enumerate(self.grid, self.skipped + 1):
            if "栏次" in cells or not any(cells):
                continue
            before = [c for n, c in enumerate(cells[: max(label, 0)]) if n not in ordinals]
            words = cells[label] if label >= 0 else ""
            code, carried = _code(before, words, carried)
            name = next((c for c in cells[: label + 1] if CHINESE.search(c)), words)
            amounts = {
                n: value
                for n, cell in enumerate(cells)
                if n > label and n not in others and (value := amount(cell)) is not None
            }
            yield Row(number, code, _CODED.sub("", name), cells, amounts)

    @property
    def has_figures(self) -> bool:
        """Whether any line of the body has an amount other than zero."""
        return any(value for row in self.rows() for value in row.amounts.values())

    def column(self, *words: str) -> int | None:
        """The first column after the labels whose heading has one of the words, else None."""
        found = (n for n, head in enumerate(self.header) for word in words if word in head)
        return next((n for n in found if n not in self.labels), None)

    def cell(self, row: Row, column: int | None = None, computed: str = "") -> Evidence:
        """Evidence that points at a line, quoted as printed.

        With a column the cells stand under their headings with the table's unit; ``computed``
        is what was worked out to compare with, told apart from what is printed.
        """
        place = f"{self.place} {self.name}第{row.number}行"
        if column is None:
            words = " | ".join(cell for cell in row.cells if cell)
            return self.source.evidence("cell", words, place.strip())
        if self.header[column]:
            place += f"“{self.header[column]}”列"
        told = f"；巡检计算：{computed}" if computed else ""
        words = f"{self._headed(row)}（单位：{self._unit}）{told}"
        return self.source.evidence("cell", words, place.strip())

    def _headed(self, row: Row) -> str:
        pairs = zip(self.header, row.cells, strict=False)
        named = ((head.rpartition("/")[2], cell) for head, cell in pairs if cell)
        return " | ".join(f"{head}：{cell}" if head else cell for head, cell in named)

    @property
    def _unit(self) -> str:
        return next((name for name, yuan in FACTORS.items() if yuan == self.scale), "未注明")


# -- codes --------------------------------------------------------------------------------------


def _code(before: list[str], label: str, carried: list[str]) -> tuple[str, list[str]]:
    """The code of a line and the parts that following lines may leave out (类, 款, 项)."""
    parts = [_digits(cell) for cell in before]
    if len(parts) > 1 and any(parts) and all(len(part) <= 3 for part in parts):
        filled = [part or old for part, old in zip(parts, (*carried, "", "", ""), strict=False)]
        last = max(n for n, part in enumerate(parts) if part)
        kept = [part.zfill(3 if n == 0 else 2) for n, part in enumerate(filled[: last + 1])]
        return "".join(kept), kept
    code = "".join(parts)
    if not code and (found := _CODED.match(label)):
        code = found.group(1)
    return code, carried


def _digits(cell: str) -> str:
    text = cell.removesuffix(".0")
    return text if text.isdigit() else ""
