"""The rows of a register's sheet: its header found, its cells read, every mistake named.

A sheet is the register when one of its first lines has at least two of the register's headers.
Above may stand a title and the name of the office; below, repeated headers, sums and the line
that is signed are no rows of the register.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from store._register_cells import Cell, clean, read
from store._register_files import Grid
from store._register_schemas import Field, Schema

#: The sheet of our templates that explains the columns; it is never the register.
INSTRUCTIONS = "填写说明"

#: Lines above the header (a title, a date of print) that are looked through.
_HEADER_WITHIN = 10
#: Columns that offices add to every list and that say nothing about the row.
_IDLE = frozenset({"序号", "行号", "备注", "说明", "no", "no."})
_STROKES = frozenset({"/", "\\", "-", "--", "—", "——", "－"})
_SUM = re.compile(r"(?:合|总|小|共)计(?:[:\d(（].*)?|总数(?:[:\d].*)?")
_SIGNED = re.compile(
    r"(?:填表|制表|填报|审核|审批|复核|联系|负责|单位负责|分管|经办|统计|备注|说明|注)[^:]{0,8}:.*"
)


@dataclass(frozen=True)
class Rows:
    """What a sheet holds: typed rows, mistakes (place and reason, Chinese), lines left out."""

    rows: tuple[dict[str, Any], ...] = ()
    mistakes: tuple[str, ...] = ()
    left_out: tuple[int, ...] = ()  # sums, signatures, repeated headers
    sheet: str = ""


@dataclass(frozen=True)
class _Head:
    """The header line: which cell belongs to which column of the schema."""

    line: int
    fields: tuple[Field | None, ...]
    cells: tuple[str, ...]

    @property
    def known(self) -> int:
        return len({field.key for field in self.fields if field is not None})


def rows_of(schema: Schema, grids: tuple[Grid, ...]) -> Rows:
    """The rows of the one sheet that is the register; a file without any cell has none."""
    filled = [grid for grid in grids if grid.rows and grid.sheet != INSTRUCTIONS]
    if not filled:
        return Rows()  # an empty file says: nothing happened
    heads = [(grid, head) for grid in filled if (head := _find_head(schema, grid))]
    if not heads:
        wanted = "、".join(field.header for field in schema.fields if field.required)
        return Rows(mistakes=(f"找不到表头,“{schema.title}”台账应有:{wanted}",))
    if len(heads) > 1:
        sheets = "、".join(grid.sheet for grid, _ in heads)
        return Rows(mistakes=(f"有 {len(heads)} 个工作表都像台账({sheets}),请只保留一个",))
    grid, head = heads[0]
    mistakes = _head_mistakes(schema, head)
    return Rows((), tuple(mistakes), (), grid.sheet) if mistakes else _read(schema, grid, head)


def nearest(word: str, known: Iterable[str]) -> str:
    """The end of a sentence about an unknown word: what was probably meant, or what there is."""
    near = difflib.get_close_matches(word, list(known), 1, 0.5)
    return f",是否应为“{near[0]}”?" if near else f"(可用:{'、'.join(known)})"


# -- the header -------------------------------------------------------------------------------


def _find_head(schema: Schema, grid: Grid) -> _Head | None:
    """The line with the most headers, at least two of them (or all of a small register).

    Of a header in two lines with merged cells, the lower one has more of the names.
    """
    names = {_folded(n): f for f in schema.fields for n in (f.key, f.header, *f.aliases)}
    lines = [_head(line, row, names) for line, row in grid.rows[:_HEADER_WITHIN]]
    best = max(lines, key=lambda head: head.known)
    return best if best.known >= min(2, len(schema.fields)) else None


def _head(line: int, row: tuple[Cell, ...], names: dict[str, Field]) -> _Head:
    cells = tuple(clean(cell) for cell in row)
    return _Head(line, tuple(names.get(_folded(cell)) for cell in cells), cells)


def _folded(header: str) -> str:
    """A header without stars, remarks in brackets, spaces and case."""
    bare = re.sub(r"[(（\[【].*?[)）\]】]|[*＊\s:：]", "", header)
    return bare.replace("_", "").lower()


def _head_mistakes(schema: Schema, head: _Head) -> list[str]:
    mistakes = []
    headers = [field.header for field in schema.fields]
    given = [field.key for field in head.fields if field is not None]
    for at, (field, cell) in enumerate(zip(head.fields, head.cells, strict=True)):
        place = f"第 {head.line} 行 {letter(at)} 列"
        if field is None and cell and not _is_idle(cell):
            mistakes.append(f"{place}:不认识的表头“{cell}”{nearest(cell, headers)}")
        elif field is not None and given.count(field.key) > 1:
            mistakes.append(f"{place}:表头“{cell}”(即 {field.header})出现多次")
    mistakes += [
        f"第 {head.line} 行:缺少必需的表头“{field.header}”({field.key})"
        for field in schema.fields
        if field.required and field.key not in given
    ]
    return mistakes


def _is_idle(header: str) -> bool:
    return _folded(header) in _IDLE


def letter(column: int) -> str:
    """A column as spreadsheets name it: 0 is A, 26 is AA."""
    tens, ones = divmod(column, 26)
    return (letter(tens - 1) if tens else "") + chr(ord("A") + ones)


# -- the rows ---------------------------------------------------------------------------------


def _read(schema: Schema, grid: Grid, head: _Head) -> Rows:
    rows: list[dict[str, Any]] = []
    mistakes: list[str] = []
    left_out: list[int] = []
    seen: dict[tuple[Any, ...], int] = {}
    for line, cells in grid.rows:
        if line <= head.line:
            continue
        if _is_no_row(head, cells):
            left_out.append(line)
            continue
        row, problems = _row(head, line, cells)
        if not problems and schema.unique:
            problems = _repeated(schema, row, seen)
        mistakes += problems
        rows.append(row)
    return Rows(tuple(rows), tuple(mistakes), tuple(left_out), grid.sheet)


def _is_no_row(head: _Head, cells: tuple[Cell, ...]) -> bool:
    """A sum, a signed line, or the header again on the next sheet of paper.

    A line in which every required column is filled is a row, whatever its first words are.
    """
    texts = [clean(cell) for cell in cells]
    if [_folded(text) for text in texts if text] == [_folded(c) for c in head.cells if c]:
        return True
    needed = (n for n, field in enumerate(head.fields) if field is not None and field.required)
    if all(n < len(texts) and texts[n] for n in needed):
        return False
    first = re.sub(r"\s", "", next((text for text in texts if text), ""))
    return bool(_SUM.fullmatch(first) or _SIGNED.fullmatch(first))


def _row(head: _Head, line: int, cells: tuple[Cell, ...]) -> tuple[dict[str, Any], list[str]]:
    row: dict[str, Any] = {"row": line}
    mistakes = []
    padded = (*cells, *[""] * (len(head.fields) - len(cells)))
    for at, cell in enumerate(padded):
        field = head.fields[at] if at < len(head.fields) else None
        place = f"第 {line} 行 {letter(at)} 列"
        if _blank(field, cell):
            if field is not None and field.required:
                mistakes.append(f"{place}“{field.header}”:不能为空")
        elif field is not None:
            try:
                row[field.key] = read(field, cell)
            except ValueError as problem:
                mistakes.append(f"{place}“{field.header}”:{problem}")
        elif at >= len(head.cells) or not _is_idle(head.cells[at]):
            mistakes.append(f"{place}:“{clean(cell)}”没有表头")
    return row, mistakes


def _blank(field: Field | None, cell: Cell) -> bool:
    """Nothing, or in a cell that may be empty the stroke with which clerks fill it."""
    text = clean(cell)
    return not text or (field is not None and not field.required and text in _STROKES)


def _repeated(schema: Schema, row: dict[str, Any], seen: dict[tuple[Any, ...], int]) -> list[str]:
    key = tuple(_identity(name, row.get(name, "")) for name in schema.unique)
    first = seen.setdefault(key, row["row"])
    if first == row["row"]:
        return []
    headers = "+".join(schema.field(name).header for name in schema.unique)
    return [f"第 {row['row']} 行:与第 {first} 行重复({headers})"]


def _identity(name: str, value: Any) -> Any:
    """What makes two cells the same thing: 第0123号 = 123; proposal numbers begin anew yearly.

    Latin letters count: LY2018001 and ZX2018001 are numbers of two systems.
    """
    if name == "number" and re.search(r"\d", str(value)):
        parts = re.findall(r"[A-Za-z]+|\d+", str(value))
        return "-".join(part.lstrip("0").lower() for part in parts)
    if name == "assigned_on":
        return value.year
    return value.lower() if isinstance(value, str) else value
