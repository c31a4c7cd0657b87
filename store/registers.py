"""Registers (台账): the outside lists an office keeps, read from CSV or a workbook and validated.

Headers are Chinese or English, in any order. Every mistake of a file is named with its row and
column in one ``OperatorError``; nothing is guessed. Rows are dicts under the English keys with
typed values (``datetime.date``, ``datetime`` in UTC, bool, int, str, tuples) plus ``row``, the
line in the file; an empty optional cell has no key.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from store._register_cells import SHANGHAI
from store._register_files import load
from store._register_rows import INSTRUCTIONS, Rows, nearest, rows_of
from store._register_schemas import SCHEMAS, Field, Kind, Schema
from store.errors import OperatorError
from store.snapshot import Register

__all__ = [
    "INSTRUCTIONS",
    "NAMES",
    "SCHEMAS",
    "TITLES",
    "Field",
    "Kind",
    "Reading",
    "Schema",
    "look",
    "look_at_all",
    "read_all",
    "read_register",
    "refuse_mistakes",
    "rows_from_json",
    "rows_to_json",
]

#: Names of all registers, in the order of the plan.
NAMES = tuple(SCHEMAS)

#: Name of a register → what the office calls it (Chinese).
TITLES = {name: schema.title for name, schema in SCHEMAS.items()}


@dataclass(frozen=True)
class Reading:
    """One configured register as it was found: ``register`` is None when nothing could be read."""

    name: str
    file: str
    register: Register | None = None
    mistakes: tuple[str, ...] = ()  # each with file, sheet, line and column, Chinese
    left_out: tuple[int, ...] = ()  # lines that are no rows: sums, signatures, repeated headers

    @property
    def days(self) -> tuple[dt.date, dt.date] | None:
        """The first and the last of all days and times in its rows (Asia/Shanghai), if any."""
        rows = self.register.rows if self.register else ()
        found = [day for row in rows for day in _days_of(row.values())]
        return (min(found), max(found)) if found else None


def read_register(name: str, path: Path) -> Register:
    """The register in a file; raises OperatorError naming every mistake of the file."""
    found = look(name, path)
    if found.register is None or found.mistakes:
        raise _refusal(found.mistakes)
    return found.register


def read_all(registers: Mapping[str, str], folder: Path) -> list[Register]:
    """All configured registers; one OperatorError names the mistakes of all files together.

    Args:
        registers: register name → file, as in ``[registers]`` of the configuration.
        folder: where relative files start.
    """
    found = look_at_all(registers, folder)
    refuse_mistakes(found)
    return [each.register for each in found if each.register is not None]


def look_at_all(registers: Mapping[str, str], folder: Path) -> list[Reading]:
    """All configured registers as they were found, in the order of the configuration."""
    return [look(name, folder / file) for name, file in registers.items()]


def refuse_mistakes(readings: Iterable[Reading]) -> None:
    """Raise one OperatorError that names every mistake of all files, if there are any."""
    if mistakes := [mistake for each in readings for mistake in each.mistakes]:
        raise _refusal(mistakes)


def look(name: str, path: Path) -> Reading:
    """A register's file with its mistakes, which are told rather than raised."""
    schema = SCHEMAS.get(name)
    if schema is None:
        told = f"[registers] 中没有名为“{name}”的台账{nearest(name, NAMES)}"
        return Reading(name, path.name, None, (told,))
    try:
        digest, grids = load(path)
    except ValueError as problem:
        return Reading(name, path.name, None, (f"{path.name}:{problem}",))
    found = rows_of(schema, grids)
    register = Register(name, path.name, digest, found.rows)
    mistakes = tuple(f"{_place(path, found)} {mistake}" for mistake in found.mistakes)
    return Reading(name, path.name, register, mistakes, found.left_out)


def _place(path: Path, found: Rows) -> str:
    return f"{path.name} 工作表“{found.sheet}”" if found.sheet else path.name


def rows_to_json(name: str, rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Rows as JSON values: dates as ISO 8601, instants with their offset."""
    return [{key: _plain(value) for key, value in row.items()} for row in rows]


def rows_from_json(name: str, rows: Iterable[Mapping[str, Any]]) -> tuple[dict[str, Any], ...]:
    """The inverse of ``rows_to_json``; the register's schema says what each value is."""
    kinds = {field.key: field.kind for field in SCHEMAS[name].fields}
    return tuple({k: _typed(kinds.get(k), v) for k, v in row.items()} for row in rows)


def _refusal(mistakes: Sequence[str]) -> OperatorError:
    lines = "\n".join(f"  {mistake}" for mistake in mistakes)
    return OperatorError(f"台账有 {len(mistakes)} 处错误,请改正后重新运行:\n{lines}")


def _days_of(values: Iterable[Any]) -> Iterator[dt.date]:
    """The days of a row's values; those in a tuple of stages too."""
    for value in values:
        if isinstance(value, dt.datetime):
            yield value.astimezone(SHANGHAI).date()
        elif isinstance(value, dt.date):
            yield value
        elif isinstance(value, tuple):
            yield from _days_of(value)


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
