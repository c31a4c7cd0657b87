"""A register file → numbered rows of cells, whatever program wrote it."""

from __future__ import annotations

import csv
import hashlib
import io
import zipfile
from dataclasses import dataclass
from pathlib import Path

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from store._register_cells import Cell, clean

#: Endings read as a workbook and as separated text.
WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".et", ".ods")
TEXTS = (".csv", ".tsv", ".txt")

_ENCODINGS = ("utf-8-sig", "gb18030")
_SEPARATORS = (",", "\t", ";", "，")


#: First and last cell of a merged area, each as (row, column) from 0.
Range = tuple[tuple[int, int], tuple[int, int]]


@dataclass(frozen=True)
class Grid:
    """The rows of one sheet that are not blank, each with its line number in the file."""

    sheet: str
    rows: tuple[tuple[int, tuple[Cell, ...]], ...]


def load(path: Path) -> tuple[str, tuple[Grid, ...]]:
    """Digest ("sha256:<hex>") and sheets of a file; raises ValueError with a Chinese reason."""
    try:
        body = path.read_bytes()
    except OSError as problem:
        raise ValueError(f"无法读取文件({problem.strerror or problem})") from None
    digest = f"sha256:{hashlib.sha256(body).hexdigest()}"
    ending = path.suffix.lower()
    if ending in WORKBOOKS:
        return digest, _workbook(body)
    if ending in TEXTS:
        return digest, (_separated(body),)
    raise ValueError("只能是 CSV 或 XLSX 文件")


def _workbook(body: bytes) -> tuple[Grid, ...]:
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(body))
        sheets = [(name, *_cells(book.get_sheet_by_name(name))) for name in book.sheet_names]
    except (CalamineError, zipfile.BadZipFile, OSError, ValueError):
        raise ValueError("不是有效的电子表格,或已加密、已损坏") from None
    return tuple(
        _grid(name, list(enumerate(_unmerged(rows, merged), start=1)))
        for name, rows, merged in sheets
    )


def _cells(sheet: CalamineSheet) -> tuple[list[list[Cell]], list[Range]]:
    rows: list[list[Cell]] = sheet.to_python(skip_empty_area=False)
    return rows, sheet.merged_cell_ranges or []


def _unmerged(rows: list[list[Cell]], merged: list[Range]) -> list[list[Cell]]:
    """Cells merged downwards say the same in each of their rows that has something of its own.

    A unit merged over its budget and its final account belongs to both.
    """
    own = [any(clean(cell) for cell in row) for row in rows]
    for (top, left), (bottom, _) in merged:
        for n in range(top + 1, min(bottom + 1, len(rows))):
            if own[n] and left < len(rows[n]) and not clean(rows[n][left]):
                rows[n][left] = rows[top][left]
    return rows


def _separated(body: bytes) -> Grid:
    text = _decoded(body)
    # A title line above the header may have no separator, or one within its words.
    head = "\n".join(text.splitlines()[:10])
    separator = max(_SEPARATORS, key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    numbered, line = [], 1
    try:
        for row in reader:
            numbered.append((line, row))
            line = reader.line_num + 1
    except csv.Error:
        raise ValueError(f"第 {line} 行起引号不成对,无法分列") from None
    return _grid("", numbered)


def _decoded(body: bytes) -> str:
    if body.startswith((b"\xff\xfe", b"\xfe\xff")):  # “Unicode 文本” of Excel
        return body.decode("utf-16", errors="replace")
    for encoding in _ENCODINGS:
        try:
            return body.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ValueError("文字编码既不是 UTF-8 也不是 GB18030")


def _grid(sheet: str, rows: list[tuple[int, list[Cell]]] | list[tuple[int, list[str]]]) -> Grid:
    kept = tuple((n, tuple(row)) for n, row in rows if any(clean(cell) for cell in row))
    return Grid(sheet, kept)
