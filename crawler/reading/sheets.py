"""Workbooks and CSV files as tables: every sheet, hidden ones too, every cell as people see it."""

from __future__ import annotations

import csv
import datetime as dt
import io
import itertools
from collections.abc import Iterable, Iterator
from typing import Any

from crawler.reading.captions import table_of
from store.facts import AttachmentFacts

#: Most rows that are kept of one file, over all its sheets.
MAX_ROWS = 100_000
#: Most cells of one row.
MAX_CELLS = 500

Row = tuple[str, ...]


def read_workbook(body: bytes, kind: str) -> AttachmentFacts:
    """All sheets of an XLSX, XLS, ET or ODS workbook.

    The title of a table is its first line when that stands alone in its row, else the sheet's
    name. Hidden sheets are read like the others and named in ``properties["hidden_sheets"]``.
    """
    from python_calamine import CalamineWorkbook, PasswordError, SheetVisibleEnum

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(body))
    except PasswordError:
        return AttachmentFacts(kind=kind, text_layer=False, error="工作簿设有打开密码,未能读取")
    with book:
        hidden = [m.name for m in book.sheets_metadata if m.visible != SheetVisibleEnum.Visible]
        budget = _Budget(MAX_ROWS)
        named = [(n, budget.take(_cells(book, n))) for n in book.sheet_names]
    tables = tuple(
        table_of(rows, place=f"工作表 {name}", name=name) for name, rows in named if rows
    )
    properties = {"hidden_sheets": "、".join(hidden)} if hidden else {}
    if budget.left == 0:
        properties["truncated"] = f"只读取了前 {MAX_ROWS} 行"
    pages = tuple("\n".join("\t".join(row) for row in rows) for _, rows in named)
    return AttachmentFacts(
        kind=kind, pages=pages, tables=tables, properties=properties, text_layer=bool(tables)
    )


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
        kept = list(itertools.islice((row for row in rows if any(row)), self.left))
        self.left -= len(kept)
        width = max((_filled(row) for row in kept), default=0)
        return tuple(row[:width] for row in kept)


def _filled(row: Row) -> int:
    return next((i + 1 for i in range(len(row) - 1, -1, -1) if row[i]), 0)


def _cells(book: Any, name: str) -> Iterator[Row]:
    for row in book.get_sheet_by_name(name).iter_rows():
        yield tuple(_shown(cell) for cell in row[:MAX_CELLS])


def _shown(value: Any) -> str:
    """A cell's value as Excel would print it in its general format (15 significant digits)."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e21 else f"{value:.15g}"
    if isinstance(value, dt.datetime):
        return value.isoformat(" ") if value.time() != dt.time.min else value.date().isoformat()
    return str(value).strip()
