"""Registers (台账): the outside lists an office keeps, read from CSV or a workbook and validated.

Headers are Chinese or English, in any order. Every mistake of a file is named with its row and
column in one ``OperatorError``; nothing is guessed. Rows are dicts under the English keys with
typed values (``datetime.date``, ``datetime`` in UTC, bool, int, str, tuples) plus ``row``, the
line in the file; an empty optional cell has no key.
"""

from __future__ import annotations

import datetime as dt
import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from store._register_cells import Cell, clean, read
from store._register_files import Grid, load
from store._register_schemas import SCHEMAS, Field, Kind, Schema
from store.errors import OperatorError
from store.snapshot import Register

#: Names of all registers, in the order of the plan.
NAMES = tuple(SCHEMAS)

#: Name of a register → what the office calls it (Chinese).
TITLES = {name: schema.title for name, schema in SCHEMAS.items()}

#: Lines above the header (a title, a date of print) that are looked through.
_HEADER_WITHIN = 10

_STROKES = frozenset({"/", "\\", "-", "--", "—", "——", "－"})


def read_register(name: str, path: Path) -> Register:
    """The register in a file; raises OperatorError naming every mistake of the file."""
    register, mistakes = _read(name, path)
    if register is None or mistakes:
        raise _refusal(mistakes)
    return register


def read_all(registers: Mapping[str, str], folder: Path) -> list[Register]:
    """All configured registers; one OperatorError names the mistakes of all files together.

    Args:
        registers: register name → file, as in ``[registers]`` of the configuration.
        folder: where relative files start.
    """
    found, mistakes = [], []
    for name, file in registers.items():
        register, problems = _read(name, folder / file)
        mistakes += problems
        if register is not None:
            found.append(register)
    if mistakes:
        raise _refusal(mistakes)
    return found


def rows_to_json(name: str, rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Rows as JSON values: dates as ISO 8601, instants with their offset."""
    return [{key: _plain(value) for key, value in row.items()} for row in rows]


def rows_from_json(name: str, rows: Iterable[Mapping[str, Any]]) -> tuple[dict[str, Any], ...]:
    """The inverse of ``rows_to_json``; the register's schema says what each value is."""
    kinds = {field.key: field.kind for field in SCHEMAS[name].fields}
    return tuple({k: _typed(kinds.get(k), v) for k, v in row.items()} for row in rows)


def _refusal(mistakes: list[str]) -> OperatorError:
    lines = "\n".join(f"  {mistake}" for mistake in mistakes)
    return OperatorError(f"台账有 {len(mistakes)} 处错误,请改正后重新运行:\n{lines}")


# -- one file ---------------------------------------------------------------------------------


def _read(name: str, path: Path) -> tuple[Register | None, list[str]]:
    schema = SCHEMAS.get(name)
    if schema is None:
        return None, [f"[registers] 中没有名为“{name}”的台账{_nearest(name, NAMES)}"]
    try:
        digest, grids = load(path)
    except ValueError as problem:
        return None, [f"{path.name}:{problem}"]
    grid, head, mistakes = _sheet(schema, grids)
    rows: list[dict[str, Any]] = []
    if grid is not None and head is not None and not mistakes:
        rows, mistakes = _rows(schema, grid, head)
    named = [f"{path.name} {mistake}" for mistake in mistakes]
    return Register(name, path.name, digest, tuple(rows)), named


def _nearest(word: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(word, list(known), 1, 0.5)
    return f",是否应为“{near[0]}”?" if near else f"(可用:{'、'.join(known)})"


@dataclass(frozen=True)
class _Head:
    """The header line: which cell belongs to which column of the schema."""

    line: int
    fields: tuple[Field | None, ...]
    cells: tuple[str, ...]

    @property
    def known(self) -> int:
        return sum(field is not None for field in self.fields)


def _sheet(schema: Schema, grids: tuple[Grid, ...]) -> tuple[Grid | None, _Head | None, list[str]]:
    filled = [grid for grid in grids if grid.rows]
    if not filled:
        return None, None, []  # an empty file says: nothing happened
    heads = [(grid, head) for grid in filled if (head := _find_head(schema, grid))]
    if not heads:
        wanted = "、".join(field.header for field in schema.fields if field.required)
        return None, None, [f"找不到表头,“{schema.title}”台账应有:{wanted}"]
    if len(heads) > 1:
        sheets = "、".join(grid.sheet for grid, _ in heads)
        return None, None, [f"有 {len(heads)} 个工作表都像台账({sheets}),请只保留一个"]
    grid, head = heads[0]
    return grid, head, _head_mistakes(schema, head)


def _find_head(schema: Schema, grid: Grid) -> _Head | None:
    """The first line in which at least two cells (or all of a small register) are headers."""
    names = {_folded(n): f for f in schema.fields for n in (f.key, f.header, *f.aliases)}
    enough = min(2, len(schema.fields))
    for line, row in grid.rows[:_HEADER_WITHIN]:
        cells = tuple(clean(cell) for cell in row)
        head = _Head(line, tuple(names.get(_folded(cell)) for cell in cells), cells)
        if head.known >= enough:
            return head
    return None


def _folded(header: str) -> str:
    """A header without stars, remarks in brackets, spaces and case."""
    bare = re.sub(r"[(（\[【].*?[)）\]】]|[*＊\s:：]", "", header)
    return bare.replace("_", "").lower()


def _head_mistakes(schema: Schema, head: _Head) -> list[str]:
    mistakes = []
    headers = [field.header for field in schema.fields]
    given = [field.key for field in head.fields if field is not None]
    for field, cell in zip(head.fields, head.cells, strict=True):
        if field is None and cell:
            mistakes.append(f"第 {head.line} 行:不认识的表头“{cell}”{_nearest(cell, headers)}")
        elif field is not None and given.count(field.key) > 1:
            mistakes.append(f"第 {head.line} 行:表头“{cell}”(即 {field.header})出现多次")
    mistakes += [
        f"第 {head.line} 行:缺少必需的表头“{field.header}”({field.key})"
        for field in schema.fields
        if field.required and field.key not in given
    ]
    return mistakes


# -- its rows ---------------------------------------------------------------------------------


def _rows(schema: Schema, grid: Grid, head: _Head) -> tuple[list[dict[str, Any]], list[str]]:
    rows: list[dict[str, Any]] = []
    mistakes: list[str] = []
    seen: dict[tuple[Any, ...], int] = {}
    for line, cells in grid.rows:
        if line <= head.line:
            continue
        row, problems = _row(schema, head, line, cells)
        if not problems and schema.unique:
            problems = _repeated(schema, row, seen)
        mistakes += problems
        rows.append(row)
    return rows, mistakes


def _row(
    schema: Schema, head: _Head, line: int, cells: tuple[Cell, ...]
) -> tuple[dict[str, Any], list[str]]:
    row: dict[str, Any] = {"row": line}
    mistakes = []
    padded = (*cells, *[""] * (len(head.fields) - len(cells)))
    for position, cell in enumerate(padded):
        field = head.fields[position] if position < len(head.fields) else None
        if _blank(field, cell):
            if field is not None and field.required:
                mistakes.append(f"第 {line} 行“{field.header}”:不能为空")
        elif field is None:
            mistakes.append(f"第 {line} 行:第 {position + 1} 列“{clean(cell)}”没有表头")
        else:
            try:
                row[field.key] = read(field, cell)
            except ValueError as problem:
                mistakes.append(f"第 {line} 行“{field.header}”:{problem}")
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
    """What makes two cells the same thing: 第0123号 = 123; proposal numbers begin anew yearly."""
    if name == "number" and (digits := re.findall(r"\d+", str(value))):
        return "-".join(part.lstrip("0") for part in digits)
    if name == "assigned_on":
        return value.year
    return value.lower() if isinstance(value, str) else value


# -- JSON -------------------------------------------------------------------------------------


def _plain(value: Any) -> Any:
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    return value


def _typed(kind: Kind | None, value: Any) -> Any:
    if kind is Kind.DATE:
        return dt.date.fromisoformat(value)
    if kind in (Kind.TIME, Kind.MINUTE):
        return dt.datetime.fromisoformat(value)
    if kind is Kind.URLS:
        return tuple(value)
    if kind is Kind.STAGES:
        return tuple((stage, dt.date.fromisoformat(day)) for stage, day in value)
    return value
