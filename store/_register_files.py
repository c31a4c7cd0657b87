"""A register file → numbered rows of cells, whatever program wrote it."""

from __future__ import annotations

import csv
import hashlib
import io
import zipfile
from dataclasses import dataclass
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from store._register_cells import Cell, clean

#: Endings read as a workbook and as separated text.
WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".ods")
TEXTS = (".csv", ".tsv", ".txt")

_ENCODINGS = ("utf-8-sig", "gb18030")
_SEPARATORS = (",", "\t", ";", "，")


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
        sheets = [(n, book.get_sheet_by_name(n).to_python(skip_empty_area=False))
                  for n in book.sheet_names]  # fmt: skip
    except (CalamineError, zipfile.BadZipFile, OSError, ValueError):
        raise ValueError("不是有效的电子表格,或已加密、已损坏") from None
    return tuple(_grid(name, list(enumerate(rows, start=1))) for name, rows in sheets)


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
