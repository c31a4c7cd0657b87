"""Workbooks and CSV files as tables: every sheet, hidden ones too, every cell as people see it."""

from __future__ import annotations

import csv
import datetime as dt
import io
import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from crawler.reading import package
from crawler.reading.captions import table_of
from crawler.reading.legacy_sheets import Layout, column_name, layout_of
from crawler.reading.package import HiddenCells
from store.facts import AttachmentFacts

#: Most rows that are kept of one file, over all its sheets.
MAX_ROWS = 100_000
#: Most cells of one row.
MAX_CELLS = 500
#: Most hidden places that are told of one file, and characters of each.
MAX_HIDDEN = 500
MAX_HIDDEN_TEXT = 20_000

Row = tuple[str, ...]


def read_workbook(body: bytes, kind: str) -> AttachmentFacts:
    """All sheets of an XLSX, XLS, ET or ODS workbook.

    The title of a table is its first line when that stands alone in its row, else the sheet's
    name. Merged cells say their text once, at their upper left; repeating a figure would count
    it twice. What the workbook hides is read like the rest: its tables are marked ``hidden`` and
    ``AttachmentFacts.hidden`` says sheet, row or column and the text.
    """
    from python_calamine import CalamineWorkbook, PasswordError, SheetVisibleEnum

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(body))
    except PasswordError:
        return AttachmentFacts(kind=kind, text_layer=False, error="工作簿设有打开密码,未能读取")
    with book:
        unseen = {m.name for m in book.sheets_metadata if m.visible != SheetVisibleEnum.Visible}
        budget = _Budget(MAX_ROWS)
        grids = [(n, _Grid.of(book.get_sheet_by_name(n), budget)) for n in book.sheet_names]
    layout = _layout(body, kind)
    tables, pages, hidden = [], [], []
    for name, grid in grids:
        rows = _trimmed([row for _, row in grid.rows])
        concealed = list(_concealed(name, grid, name in unseen, layout.hidden.get(name)))
        hidden += concealed
        pages.append("\n".join("\t".join(row) for row in rows))
        if rows:
            table = table_of(rows, place=f"工作表 {name}", name=name)
            tables.append(msgspec.structs.replace(table, hidden=bool(concealed)))
    properties = dict(layout.properties)
    if unseen:
        properties["hidden_sheets"] = "、".join(n for n in book.sheet_names if n in unseen)
    if budget.left == 0:
        properties["truncated"] = f"只读取了前 {MAX_ROWS} 行"
    return AttachmentFacts(
        kind=kind,
        pages=tuple(pages),
        tables=tuple(tables),
        properties=properties,
        text_layer=bool(tables),
        comments=layout.comments,
        hidden=tuple(hidden[:MAX_HIDDEN]),
    )


def _layout(body: bytes, kind: str) -> Layout:
    """What the workbook says of its cells, by kind; ODS hides sheets only as far as we look."""
    if kind == "xls":
        return layout_of(body)
    if kind != "xlsx":
        return Layout()
    try:
        with package.opened(body) as archive:
            return Layout(
                package.hidden_cells(archive),
                package.sheet_comments(archive),
                package.properties_of(archive),
            )
    except package.FAULTS as cause:
        # calamine forgives more than zipfile and lxml; what it could read stays read.
        return Layout(properties={"layout": f"未能查找隐藏的行列和批注（{type(cause).__name__}）"})


@dataclass(frozen=True)
class _Grid:
    """The non-empty rows of a sheet with their numbers from 1, and its first column from 0."""

    rows: tuple[tuple[int, Row], ...]
    left: int

    @classmethod
    def of(cls, sheet: Any, budget: _Budget) -> _Grid:
        rows = (tuple(_shown(cell) for cell in row[:MAX_CELLS]) for row in sheet.iter_rows())
        return cls(tuple(budget.numbered(rows)), (sheet.start or (0, 0))[1])

    def column(self, number: int) -> str:
        """What stands in a column (from 0)."""
        at = number - self.left
        found = (row[at] for _, row in self.rows if 0 <= at < len(row))
        return "\t".join(filter(None, found))


def _concealed(name: str, grid: _Grid, whole: bool, cells: HiddenCells | None) -> Iterator[str]:
    """Where and what a sheet does not show: ``工作表 名单 第3行：text``."""
    if whole:
        text = "\n".join("\t".join(filter(None, row)) for _, row in grid.rows)
        if text:
            yield f"工作表 {name}：{text[:MAX_HIDDEN_TEXT]}"
        return
    if cells is None:
        return
    rows = set(cells.rows)
    for number, row in grid.rows:
        if number in rows:
            yield f"工作表 {name} 第{number}行：" + "\t".join(filter(None, row))[:MAX_HIDDEN_TEXT]
    for first, last in cells.columns:
        for column in range(first - 1, min(last, MAX_CELLS + grid.left)):
            if text := grid.column(column):
                yield f"工作表 {name} {column_name(column)}列：{text[:MAX_HIDDEN_TEXT]}"


def read_csv(body: bytes, kind: str = "csv") -> AttachmentFacts:
    """A CSV file in UTF-8 (with or without BOM), UTF-16 or GB18030."""
    text = decode(body)
    try:
        dialect: Any = csv.Sniffer().sniff(text[:8192], delimiters=",\t;|")
    except csv.Error:
        dialect = csv.excel
    lines = csv.reader(io.StringIO(text, newline=""), dialect)
    budget = _Budget(MAX_ROWS)
    rows = budget.take(tuple(cell.strip() for cell in line[:MAX_CELLS]) for line in lines)
    return AttachmentFacts(
        kind=kind,
        pages=("\n".join("\t".join(row) for row in rows),),
        tables=(table_of(rows, place="第1个表格"),) if rows else (),
        properties={"truncated": f"只读取了前 {MAX_ROWS} 行"} if budget.left == 0 else {},
    )


def decode(body: bytes) -> str:
    """A plain text in the first encoding that fits; bytes that fit none become U+FFFD."""
    if body[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return body.decode("utf-16", "replace")
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return body.decode("gb18030", "replace")


class _Budget:
    """How many rows may still be kept of a file."""

    def __init__(self, rows: int) -> None:
        self.left = rows

    def take(self, rows: Iterable[Row]) -> tuple[Row, ...]:
        """The non-empty rows that still fit, without empty cells common to all at the right."""
        return _trimmed([row for _, row in self.numbered(rows)])

    def numbered(self, rows: Iterable[Row]) -> Iterator[tuple[int, Row]]:
        """The non-empty rows that still fit, with their numbers from 1."""
        filled = ((n, row) for n, row in enumerate(rows, start=1) if any(row))
        for number, row in itertools.islice(filled, self.left):
            self.left -= 1
            yield number, row


def _trimmed(rows: Sequence[Row]) -> tuple[Row, ...]:
    width = max((_filled(row) for row in rows), default=0)
    return tuple(row[:width] for row in rows)


def _filled(row: Row) -> int:
    return next((i + 1 for i in range(len(row) - 1, -1, -1) if row[i]), 0)


def _shown(value: Any) -> str:
    """A cell's value as Excel would print it in its general format (15 significant digits)."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e21 else f"{value:.15g}"
    if isinstance(value, dt.datetime):
        return value.isoformat(" ") if value.time() != dt.time.min else value.date().isoformat()
    return str(value).strip()
